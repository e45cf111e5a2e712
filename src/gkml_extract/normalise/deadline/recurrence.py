"""Dates that come again: what a run of calendar words comes to, as an RRULE.

What one RRULE cannot say is reported as no recurrence, never bent into one.
Source: RFC 5545 § 3.3.10; record.md § Deadline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gkml_extract.model.deadline import By, Recurrence
from gkml_extract.normalise.deadline.amounts import NUMBER, read_number
from gkml_extract.normalise.deadline.calendar_words import (
    WORKING_WEEK,
    Point,
    Run,
    cycle_of,
    gather_run,
    read_date_number,
)
from gkml_extract.normalise.deadline.repair import is_day_of_month, is_month_end
from gkml_extract.normalise.deadline.words import ACT, STOP, TIMES
from gkml_extract.regex import regex

_REL: Final = regex(r"(?P<rel>前后|(?:之|以)?前|(?:之|以)?后|之?内|期间|左右|起|之间|当[天日])")
_TIMES: Final = regex(rf"\(?(?:定期)?{TIMES}\)?")
_PLAIN_END: Final = regex(rf"(?:{STOP}|{ACT}|一次性|各|都|{TIMES.replace('?P<times>', '?:')})")
_LABELLED_TIME: Final = regex(r"(?<=季度|半年):(?=[^。;]*?(?:\d|[一二三四五六七八九十两半]个?(?:工作日|[日天周月])))")
"""A quarter that is the label of a time after it."""
CYCLE_TIMES: Final = regex(
    rf"(?<![第0-9每春夏秋冬])(?P<n>{NUMBER})?个?(?P<cycle>半年|年|季度?|半个?月|月|周|星期|天|日){TIMES}(?:以上)?"
)
_BY: Final = {
    "前": By.BEFORE,
    "后": By.AFTER,
    "起": By.AFTER,
    "内": By.DURING,
    "期间": By.DURING,
    "之间": By.DURING,
    "左右": By.ON,
    "前后": By.ON,
    "当天": By.ON,
    "当日": By.ON,
}
_FREQUENCIES: Final = {
    "year": ("YEARLY", 1),
    "half": ("MONTHLY", 6),
    "school_year": ("YEARLY", 1),
    "term": ("MONTHLY", 6),
    "quarter": ("MONTHLY", 3),
    "month": ("MONTHLY", 1),
    "week": ("WEEKLY", 1),
    "day": ("DAILY", 1),
    "hour": ("HOURLY", 1),
    "minute": ("MINUTELY", 1),
}


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """What a run of calendar words says.

    Attributes:
        end: index after the run in the key.
        recurrence: None where no single RRULE says it, or where it is a date that does not come again.
        repeats: False for a date of one year (年底前, 2024年6月30日前, 年内).
        has_position: a place in the cycle is named (1月, 10日, 末).
        is_bare: only a cycle is named (每月), so what follows may be an event and an amount.
        is_possible: False for a day that no calendar has (6月31日, 111日).
        parts: where several dates do not make one RRULE, each of them.
        is_approximate: 左右 was printed.
    """

    end: int
    recurrence: Recurrence | None
    repeats: bool
    is_bare: bool
    has_position: bool = False
    is_possible: bool = True
    parts: tuple[Recurrence, ...] = ()
    is_approximate: bool = False


def scan_calendar(key: str, start: int) -> CalendarReading | None:
    """The calendar words that begin at `start` of `key`, or None where they state no time.

    A bare date needs 前 or an end after it: 第一季度 in 第一季度工作总结形成之日起 is no time.
    """
    run, end = gather_run(key, start)
    if end == start:
        return None
    relation = _REL.match(key, end)
    relation_end = relation.end() if relation else end
    times = _TIMES.match(key, relation_end)
    stated = run.cycle is not None and run.repeats and not run.once
    is_bare = stated and not run.has_position and relation is None and times is None
    if not stated and relation is None and times is None and not _PLAIN_END.match(key, end):
        return None
    if relation and _is_bare_cycle(run) and not times:
        # 每月后10个工作日内: the cycle is bare, and 后 belongs to what follows.
        return CalendarReading(end, _recurrence(run, None, None)[0], repeats=True, is_bare=True)
    if not stated and relation is None and times is None and _LABELLED_TIME.match(key, end):
        return None  # 第一季度：4月10日前
    if is_bare and not _is_cycle_stated_alone(key, start, end):
        return None
    recurrence, parts = _recurrence(run, relation["rel"] if relation else None, times["times"] if times else None)
    return CalendarReading(
        end=times.end() if times else relation_end,
        recurrence=recurrence,
        repeats=run.repeats or not run.once,
        is_bare=is_bare,
        has_position=run.has_position,
        is_possible=not run.impossible and _is_possible(run),
        parts=parts,
        is_approximate=relation is not None and relation["rel"] in ("左右", "前后"),
    )


def _is_bare_cycle(run: Run) -> bool:
    """True if the run names a cycle and no place in it."""
    return run.repeats and not run.has_position and not run.once


def _is_cycle_stated_alone(key: str, start: int, end: int) -> bool:
    """每月 may be followed by anything; 按年度, 次年 only by an end or an action."""
    return key.startswith("每", start) or _PLAIN_END.match(key, end) is not None


def _is_possible(run: Run) -> bool:
    if run.cycle in ("year", "school_year") and any(point.days and not point.months for point in run.points):
        return False  # 每年31日前: the month is lost
    if any(not 1 <= month <= 12 for point in run.points for month in point.months):
        return False
    for point in run.points:
        for day in point.days:
            if not (-31 <= day <= 31) or day == 0:
                return False
            if day > 0 and point.months and not run.is_span and not all(is_day_of_month(m, day) for m in point.months):
                return False
    return True


def _by(run: Run, relation: str | None) -> By:
    """before where 前 is printed; on for a day, during for a stretch."""
    if relation:
        stem = relation[1:] if relation[0] in "之以" and relation != "之间" else relation
        by = _BY[stem]
        if stem == "内" and not run.is_span and any(day > 0 for point in run.points for day in point.days):
            return By.BEFORE  # 每月10日内: by the tenth
        return by
    if run.is_span:
        return By.DURING
    if run.weekdays or run.setpos or run.times or any(point.days for point in run.points):
        return By.ON
    return By.DURING


def _recurrence(run: Run, relation: str | None, times: str | None) -> tuple[Recurrence | None, tuple[Recurrence, ...]]:
    """The recurrence, or the several that one RRULE cannot say."""
    if run.inexpressible or (run.once and not run.repeats) or run.impossible or not _is_possible(run):
        return None, ()
    by = _by(run, relation)
    if not run.points:
        rule = _cycle_rule(run, times)
        return (Recurrence(rrule=rule + _hours(run), by=by) if rule else None), ()
    merged = _merge_points(run.points)
    if merged is not None:
        rule = _point_rule(run, merged)
        return (Recurrence(rrule=rule + _hours(run), by=by) if rule else None), ()
    rules = [(point, _point_rule(run, point)) for point in run.points]
    return None, tuple(
        Recurrence(rrule=rule + _hours(run), by=by if point.days or by is not By.ON else By.DURING)
        for point, rule in rules
        if rule
    )


def _hours(run: Run) -> str:
    """The part of an RRULE that says the time of day; times of different minutes are none (`Run.inexpressible`)."""
    if not run.times:
        return ""
    minute = run.times[0][1]
    return f";BYHOUR={_joined(sorted({hour for hour, _ in run.times}))}" + (f";BYMINUTE={minute}" if minute else "")


def _merge_points(points: list[Point]) -> Point | None:
    """One point for all: the same days in all months, or all of them month ends (6月30日、12月31日)."""
    first = points[0]
    if all(point.days == first.days for point in points):
        return Point(sorted({month for point in points for month in point.months}), sorted(set(first.days)))
    ends = [
        point.days == [-1] or (len(point.days) == 1 and all(is_month_end(m, point.days[0]) for m in point.months))
        for point in points
    ]
    if all(ends) and all(point.months for point in points):
        return Point(sorted({month for point in points for month in point.months}), [-1])
    return None


def _joined(numbers: list[int]) -> str:
    return ",".join(str(number) for number in numbers)


def _point_rule(run: Run, point: Point) -> str | None:
    """RRULE of days in months; every cycle longer than a month is put on its months of the year."""
    parts: list[str] = []
    if point.months:
        parts += [
            "FREQ=YEARLY",
            *([f"INTERVAL={run.interval}"] if run.interval > 1 else []),
            f"BYMONTH={_joined(sorted(set(point.months)))}",
        ]
    elif run.cycle in ("half", "quarter", "month", None):
        frequency, base = _FREQUENCIES[run.cycle or "month"]
        interval = base * run.interval
        parts += [f"FREQ={frequency}", *([f"INTERVAL={interval}"] if interval > 1 else [])]
    else:
        return None
    if point.days:
        parts.append(f"BYMONTHDAY={_joined(_ordered(point.days))}")
    if run.weekdays:
        parts.append(f"BYDAY={','.join(run.weekdays)}")
    if run.setpos:
        parts.append(f"BYSETPOS={_joined(run.setpos)}")
    return ";".join(parts)


def _ordered(days: list[int]) -> list[int]:
    """Days from the start of the month first, then those from its end."""
    return sorted({day for day in days if day > 0}) + sorted({day for day in days if day < 0})


def _cycle_rule(run: Run, times: str | None) -> str | None:
    """RRULE of a bare cycle, or of weekdays in it; 每年2次 is each half-year, where the number divides."""
    cycle, interval = run.cycle or "year", run.interval
    count = read_date_number(times) if times else 1
    if count > 1:
        return _rule_of_times(cycle, interval, count)
    if cycle == "half_month":
        return "FREQ=MONTHLY;BYMONTHDAY=15,-1" if interval == 1 else None
    if cycle == "third":
        return "FREQ=MONTHLY;BYMONTHDAY=10,20,-1" if interval == 1 else None
    if cycle == "workday":
        return f"FREQ=WEEKLY;BYDAY={WORKING_WEEK}" if interval == 1 else None
    frequency, base = _FREQUENCIES[cycle]
    parts = [f"FREQ={frequency}"]
    if base * interval > 1:
        parts.append(f"INTERVAL={base * interval}")
    if run.weekdays:
        parts.append(f"BYDAY={','.join(dict.fromkeys(run.weekdays))}")
    if run.setpos:
        parts.append(f"BYSETPOS={_joined(run.setpos)}")
    return ";".join(parts)


def _rule_of_times(cycle: str, interval: int, count: int) -> str | None:
    """每年2次 → every 6 months; None where the number does not divide the months."""
    months = {"year": 12, "half": 6, "quarter": 3}.get(cycle, 0) * interval
    if months and months % count == 0:
        return "FREQ=MONTHLY" + (f";INTERVAL={months // count}" if months > count else "")
    if cycle == "month" and interval == 1 and count == 2:
        return "FREQ=MONTHLY;BYMONTHDAY=15,-1"
    return None


def read_cycle_times(match: re.Match[str]) -> Recurrence | None:
    """半年至少更新1次, 两年一次 → how often, or None where no RRULE says it."""
    run = Run(cycle=cycle_of(match["cycle"]), repeats=True)
    number = read_number(match["n"]) if match["n"] else 1
    if number == 0.5:
        run.cycle = {"year": "half", "month": "half_month"}.get(run.cycle or "")
    elif isinstance(number, int) and number > 0:
        run.interval = number
    else:
        return None
    if run.cycle is None:
        return None
    return _recurrence(run, None, match["times"])[0]


def cycle_recurrence(unit: str, by: By) -> Recurrence | None:
    """The recurrence of a cycle's own name: 季度 → every three months."""
    rule = _cycle_rule(Run(cycle=cycle_of(unit), repeats=True), None)
    return Recurrence(rrule=rule, by=by) if rule else None
