"""Dates that come again: a scanner over calendar words, and the RRULE they make.

每年1月31日前, 每季度首月10日, 次月上旬, 当年7月、次年1月, 每周五, 半年至少更新1次 … are runs of the same few
words. The scanner reads one run word by word into points (months × days), and `_rrule` says them as
RFC 5545 text. What one RRULE cannot say is reported as no recurrence, never bent into one.
Source: RFC 5545 § 3.3.10; record.md § Deadline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from gkml_extract.model.deadline import By, Recurrence
from gkml_extract.normalise.deadline.amounts import NUMBER, read_number
from gkml_extract.normalise.deadline.repair import is_day_of_month, is_month_end
from gkml_extract.normalise.deadline.words import ACT, STOP, TIMES

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_CYCLE = r"年度?|学年度?|半年度?|学期|季度?|月度?|月份|半个?月|旬|周|星期|日|天|小时"
_TO = r"[-~—至到]"
_WEEKDAYS: Final = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_WORKING_WEEK: Final = "MO,TU,WE,TH,FR"
_WD = r"[一二三四五六日天](?![次般律个并期旦经])"

_WORDS: Final = {
    "every": rf"每一?个?(?P<every_n>{NUMBER})?个?(?:自然|会计|财政)?(?P<every>工作日|{_CYCLE}|分钟)(?P<every_wd>(?<=[周期]){_WD}(?:[、,和及]周?{_WD})*)?",
    "by": rf"(?:按|逐|分)(?P<by>年度?|学年|半年度?|学期|季度?|月度?|周|旬|日|天|小时)(?![期常程报初中终末底计志])",
    "next": rf"(?:次|下一?个?|翌)(?P<next>年度?|月份?|季度?|周|星期)(?P<next_wd>(?<=[周期]){_WD})?",
    "this": r"(?P<this>当年度?|本年度?内?|年度?内|今年内?|当月|本月|当季度?|本季度|当周|本周)",
    "calendar_year": r"(?P<year>(?:19|20)\d\d)年度?",
    "quarter_no": rf"第?(?P<quarter>[一二三四1-4])季度(?!一次)",
    "half_no": r"(?P<half>[上下])半年",
    "year_part": r"(?P<year_part>年初|年底|年末|年终|岁末|年中|年度[底末])",
    "cycle_part": r"(?P<cycle_part>季度?[末底初]|[月周]末|月[底初]|学期[初末])",
    "months": rf"(?P<m_from>{_N})月?份?{_TO}(?:次年|翌年)?(?P<m_to>{_N})月份?",
    "month": rf"(?P<month>{_N}(?:[、,]{_N})*)月份?",
    "nth_month": r"(?P<nth_month>首个?月|第?[一二三123]个月|头个?月|末个?月|最后一?个?月)份?",
    "span": rf"(?P<s_d1>{_N})[日号]?{_TO}(?P<s_m2>{_N})月(?P<s_d2>{_N})[日号]",
    "days": rf"(?P<d_from>{_N})[日号]?{_TO}(?P<d_to>{_N})[日号]",
    "day": rf"(?P<day>\d{{1,3}}(?:[、,]\d{{1,2}})*|[一二三四五六七八九十]{{1,3}})[日号]",
    "third": r"(?P<third>上中旬|中下旬|上旬|中旬|下旬)",
    "edge": r"(?P<edge>最后一?[日天]|[底末初])",
    "nth_workday": rf"(?P<nth_wd>最后一?个?|第{_N}个?|首个?|前{_N}个?)工作日",
    "first_months": rf"(?P<first_months>{_N})个月(?=[之以]?内)",
    "first_days": rf"前(?P<first_days>{_N})[日天]",
    "nth_week": rf"(?P<nth_week>第{_N}个?|首个?|最后一?个?|末)(?:周|星期)(?P<nth_week_wd>{_WD})?",
    "weekday": rf"(?:周|星期|礼拜)(?P<weekday>{_WD})(?:{_TO}(?:周|星期)?(?P<weekday_to>{_WD}))?",
}  # fmt: skip
_OPENING = ("every", "by", "next", "calendar_year", "this", "quarter_no", "half_no", "year_part", "cycle_part", "months", "month", "weekday")
ANCHOR: Final = re.compile("(?<![0-9第])(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", _WORDS[name]) for name in _OPENING) + ")")
_TOKENS: Final = re.compile("|".join(f"(?P<t_{name}>{pattern})" for name, pattern in _WORDS.items()))
_JOIN: Final = re.compile(r"[、,]|和|以及|及|与|或|的|于|在|份|度的|度|(?:结束|终了)?后?的?(?=次月|下月|首|第一?1?个月)|\(")
_REL: Final = re.compile(r"(?P<rel>(?:之|以)?前|(?:之|以)?后|之?内|期间|左右|起|之间)")
_TIMES: Final = re.compile(rf"\(?(?:定期)?{TIMES}\)?")
_PLAIN_END: Final = re.compile(rf"(?:{STOP}|{ACT}|一次性|各|都|{TIMES.replace('?P<times>', '?:')})")
CYCLE_TIMES: Final = re.compile(
    rf"(?<![第0-9每])(?P<n>{NUMBER})?个?(?P<cycle>半年|年|季度?|半个?月|月|周|星期|天|日){TIMES}(?:以上)?"
)
_UNIT_CYCLES: Final = (
    ("分钟", "minute"), ("小时", "hour"), ("工作日", "workday"), ("半年", "half"), ("学期", "term"), ("半月", "half_month"), ("半个月", "half_month"),
    ("季", "quarter"), ("旬", "third"), ("年", "year"), ("月", "month"), ("周", "week"), ("星期", "week"), ("日", "day"), ("天", "day"),
)  # fmt: skip
_THIRDS: Final = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31)}
_BY: Final = {"前": By.BEFORE, "后": By.AFTER, "起": By.AFTER, "内": By.DURING, "期间": By.DURING, "之间": By.DURING, "左右": By.ON}
_FREQUENCIES: Final = {
    "year": ("YEARLY", 1), "half": ("MONTHLY", 6), "term": ("MONTHLY", 6), "quarter": ("MONTHLY", 3), "month": ("MONTHLY", 1), "week": ("WEEKLY", 1),
    "day": ("DAILY", 1), "hour": ("HOURLY", 1), "minute": ("MINUTELY", 1),
}  # fmt: skip
_CYCLE_MONTHS: Final = {"quarter": 3, "half": 6, "year": 12}


@dataclass(slots=True)
class _Point:
    """One date of a run: some days in some months; empty months mean every month of the cycle."""

    months: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)


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


@dataclass(slots=True)
class _Run:
    """What the scanner has gathered so far."""

    cycle: str | None = None
    interval: int = 1
    repeats: bool = False
    once: bool = False
    points: list[_Point] = field(default_factory=list)
    weekdays: list[str] = field(default_factory=list)
    setpos: list[int] = field(default_factory=list)
    is_span: bool = False
    is_stretch: bool = False
    inexpressible: bool = False
    impossible: bool = False

    @property
    def has_position(self) -> bool:
        return bool(self.points or self.weekdays or self.setpos)

    def point(self) -> _Point:
        if not self.points:
            self.points.append(_Point())
        return self.points[-1]

    def add_months(self, months: list[int]) -> None:
        """New months: into the open point if it has no day yet, else a new point."""
        if not self.points or self.points[-1].days:
            self.points.append(_Point())
        self.points[-1].months += months

    def add_days(self, days: list[int]) -> None:
        self.point().days += days


def cycle_of(unit: str) -> str:
    """The cycle that a word names: 年度 → year, 半个月 → half_month."""
    return next(cycle for word, cycle in _UNIT_CYCLES if word in unit)


def _number(text: str) -> int:
    """A printed number of a date; 0, which no calendar has, where it cannot be read."""
    value = read_number(text)
    return value if isinstance(value, int) else 0


def _numbers(text: str) -> list[int]:
    return [_number(part) for part in re.split("[、,]", text)]


def _range(first: int, last: int) -> list[int]:
    """first … last, over the turn of the year for months (11月至次年2月)."""
    if not (1 <= first <= 31 and 1 <= last <= 31):
        return [0]
    return list(range(first, last + 1)) if first <= last else [*range(first, 13), *range(1, last + 1)]


# --- one reader for each word -------------------------------------------------------------------


def _take_cycle(run: _Run, word: re.Match[str]) -> None:
    unit = word["every"] or word["by"] or word["next"]
    if word["next"] and cycle_of(unit) == "month" and run.cycle in ("quarter", "half"):
        _take_edge_of_cycle(run, first=True)  # 每季度次月: the first month of the next quarter
        return
    run.cycle, run.repeats = cycle_of(unit), True
    if word["every_n"]:
        number = read_number(word["every_n"])
        if number == 0.5 and run.cycle in ("year", "month"):
            run.cycle = "half" if run.cycle == "year" else "half_month"
        elif isinstance(number, int) and number > 0:
            run.interval = number
        else:
            run.inexpressible = True
    for day in (word["every_wd"] or "") + (word["next_wd"] or ""):
        if day in _WEEKDAYS:
            run.weekdays.append(_WEEKDAYS[day])


def _take_this(run: _Run, word: re.Match[str]) -> None:
    unit = word["this"] or "年"
    if "年" in unit:
        run.once, run.cycle = True, run.cycle or "year"
    else:
        run.repeats, run.cycle = True, cycle_of(unit)


def _take_part(run: _Run, word: re.Match[str]) -> None:
    """年底, 季度末, 月初: the last day, or the first month or ten days, of the cycle."""
    text = word["year_part"] or word["cycle_part"]
    if word["year_part"]:
        run.once = run.once or not run.repeats
        run.cycle = "year"
    else:
        run.repeats, run.cycle = True, cycle_of(text)
    if text == "年中":  # no date that could be said
        run.inexpressible = True
        return
    _take_edge_of_cycle(run, first=text.endswith("初"))


def _take_edge_of_cycle(run: _Run, *, first: bool) -> None:
    if run.cycle in _CYCLE_MONTHS:
        length = _CYCLE_MONTHS[run.cycle]
        run.add_months(list(range(1, 13, length)) if first else list(range(length, 13, length)))
        if not first:
            run.add_days([-1])
    elif run.cycle == "week":
        run.weekdays.append("MO" if first else "SU")
    elif run.cycle != "term":  # a school term has no months of its own
        _add_month_edge(run, first=first)


def _add_month_edge(run: _Run, *, first: bool) -> None:
    """月初 is the first ten days, 月底 the last one."""
    run.is_span = run.is_span or first
    run.add_days(_range(1, 10) if first else [-1])


def _take_edge(run: _Run, word: re.Match[str]) -> None:
    first = word["edge"] == "初"
    if run.is_stretch and run.points:  # 第一季度末: the end of its last month
        months = run.points[-1].months
        run.points[-1].months, run.is_stretch = [months[0] if first else months[-1]], False
    if run.points and run.points[-1].months:
        _add_month_edge(run, first=first)
    else:
        _take_edge_of_cycle(run, first=first)


def _take_nth_month(run: _Run, word: re.Match[str]) -> None:
    """首月, 第二个月, 末月 of each quarter or half-year."""
    length = _CYCLE_MONTHS.get(run.cycle or "", 0)
    text = word["nth_month"]
    ordinal = re.search("[一二三123]", text)
    if text.startswith(("首", "头")):
        nth = 1
    elif text.startswith(("末", "最")):
        nth = length
    else:
        nth = _number(ordinal[0]) if ordinal else 0
    if not length or not 1 <= nth <= length:
        run.inexpressible = True
        return
    run.add_months(list(range(nth, 13, length)))


def _take_span(run: _Run, word: re.Match[str]) -> None:
    """1月1日至3月31日: whole months, days of one month, or nothing one RRULE says."""
    months = run.points[-1].months if run.points else []
    first, day_1 = (months[-1] if months else 0), _number(word["s_d1"])
    last, day_2 = _number(word["s_m2"]), _number(word["s_d2"])
    if not (is_day_of_month(first, day_1) and is_day_of_month(last, day_2)):
        run.impossible = True
    elif first == last and (day_1, is_month_end(last, day_2)) != (1, True):
        run.add_days(_range(day_1, day_2))
    elif day_1 == 1 and is_month_end(last, day_2):
        run.points[-1].months += [month for month in _range(first, last) if month != first]
    else:
        run.inexpressible = True
    run.is_span = True


def _take_days(run: _Run, word: re.Match[str]) -> None:
    days = _range(_number(word["d_from"]), _number(word["d_to"]))
    run.is_span = True
    run.add_days(days)


def _take_third(run: _Run, word: re.Match[str]) -> None:
    run.is_span = True
    run.add_days(_range(*_THIRDS[word["third"]]))


def _take_nth_workday(run: _Run, word: re.Match[str]) -> None:
    text = word["nth_wd"]
    count = _number(number[0]) if (number := re.search(_N, text.removeprefix("最后"))) else 1
    if text.startswith("最后"):
        run.setpos = [-1]
    elif text.startswith("前"):
        run.setpos, run.is_span = list(range(1, count + 1)), True
    else:
        run.setpos = [max(count, 1)]
    run.weekdays = _WORKING_WEEK.split(",")
    run.inexpressible = run.inexpressible or run.cycle not in ("month", "week", "year")


def _take_nth_week(run: _Run, word: re.Match[str]) -> None:
    """第一周 of a month: its first seven days; 第一个周一: by position."""
    text, day = word["nth_week"], word["nth_week_wd"]
    number = re.search(_N, text.removeprefix("最后"))
    nth = -1 if text.startswith(("最后", "末")) else (_number(number[0]) if number else 1)
    run.cycle = run.cycle or "month"
    if not 1 <= abs(nth) <= 4:
        run.inexpressible = True
    elif day:
        run.weekdays.append(f"{nth}{_WEEKDAYS[day]}")
    else:
        run.is_span = True
        run.add_days(list(range(-7, 0)) if nth < 0 else list(range(7 * nth - 6, 7 * nth + 1)))


def _take_weekday(run: _Run, word: re.Match[str]) -> None:
    names = list(_WEEKDAYS.values())[:7]
    first = names.index(_WEEKDAYS[word["weekday"]])
    last = names.index(_WEEKDAYS[word["weekday_to"]]) if word["weekday_to"] else first
    run.is_span = run.is_span or last != first
    run.cycle, run.repeats = run.cycle or "week", True
    run.weekdays += names[first : last + 1]


def _take_months(run: _Run, word: re.Match[str]) -> None:
    """Months named outright: a range, a list, a quarter or a half of the year."""
    if word["m_from"]:
        months = _range(_number(word["m_from"]), _number(word["m_to"]))
    elif word["month"]:
        months = _numbers(word["month"])
    elif word["quarter"]:
        first = 3 * _number(word["quarter"]) - 2
        months = _range(first, first + 2)
    else:
        months = _range(1, 6) if word["half"] == "上" else _range(7, 12)
    run.is_stretch = bool(word["quarter"] or word["half"])
    run.add_months(months)
    run.cycle = "year"


def _take_first_days(run: _Run, word: re.Match[str]) -> None:
    run.is_span = True
    run.add_days(_range(1, _number(word["first_days"])))


def _take_first_months(run: _Run, word: re.Match[str]) -> None:
    """次年4个月内: the months from January on."""
    run.is_span = True
    run.add_months(_range(1, _number(word["first_months"])))


_TAKERS: Final = {
    "every": _take_cycle, "by": _take_cycle, "next": _take_cycle, "this": _take_this, "calendar_year": _take_this,
    "quarter_no": _take_months, "half_no": _take_months, "year_part": _take_part, "cycle_part": _take_part, "months": _take_months,
    "month": _take_months, "nth_month": _take_nth_month, "span": _take_span, "days": _take_days, "third": _take_third,
    "edge": _take_edge, "nth_workday": _take_nth_workday, "first_days": _take_first_days, "first_months": _take_first_months, "nth_week": _take_nth_week, "weekday": _take_weekday,
}  # fmt: skip


def _take_day(run: _Run, word: re.Match[str]) -> None:
    run.add_days(_numbers(word["day"]))


# --- from a run to a reading ----------------------------------------------------------------------


def scan_calendar(key: str, start: int) -> CalendarReading | None:
    """The calendar words that begin at `start` of `key`, or None where they state no time.

    A bare date needs 前 or an end after it: 第一季度 in 第一季度工作总结形成之日起 is no time.
    """
    run, end = _gather(key, start)
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
        is_approximate=relation is not None and relation["rel"] == "左右",
    )


def _is_bare_cycle(run: _Run) -> bool:
    """True if the run names a cycle and no place in it."""
    return run.repeats and not run.has_position and not run.once


def _is_cycle_stated_alone(key: str, start: int, end: int) -> bool:
    """每月 may be followed by anything; 按年度, 次年 only by an end or an action."""
    return key.startswith("每", start) or _PLAIN_END.match(key, end) is not None


def _gather(key: str, start: int) -> tuple[_Run, int]:
    """Read calendar words from `start` as long as they go on; a join counts only before a word."""
    run, end = _Run(), start
    while True:
        word = _TOKENS.match(key, end)
        if word is None and end > start and (join := _JOIN.match(key, end)):
            word = _TOKENS.match(key, join.end())
            if word is None and (second := _JOIN.match(key, join.end())):
                word = _TOKENS.match(key, second.end())
        if word is None or word.lastgroup is None:
            return run, end
        name = word.lastgroup.removeprefix("t_")
        if not _fits(run, name, key, word):
            return run, end
        (_take_day if name == "day" else _TAKERS[name])(run, word)
        end = word.end()


def _fits(run: _Run, name: str, key: str, word: re.Match[str]) -> bool:
    """False where a word cannot go on the run: a day without month or cycle, 每月10日内 that is 10日 …"""
    if name in ("day", "days", "third", "edge", "first_days", "nth_month", "nth_week", "nth_workday", "span"):
        if run.cycle is None and not run.points:
            return False
        if name == "edge" and run.once and not run.points and run.cycle != "year":
            return False
    if name == "first_months":
        return run.cycle == "year" and not run.points
    if name in ("every", "by") and run.has_position:
        return False
    return not (name == "month" and key.startswith(("内", "之内", "以内"), word.end()) and run.cycle is None)


def _is_possible(run: _Run) -> bool:
    if any(not 1 <= month <= 12 for point in run.points for month in point.months):
        return False
    for point in run.points:
        for day in point.days:
            if not (-31 <= day <= 31) or day == 0:
                return False
            if day > 0 and point.months and not run.is_span and not all(is_day_of_month(m, day) for m in point.months):
                return False
    return True


def _by(run: _Run, relation: str | None) -> By:
    """before where 前 is printed; on for a day, during for a stretch."""
    if relation:
        stem = relation[1:] if relation[0] in "之以" and relation != "之间" else relation
        by = _BY[stem]
        if stem == "内" and not run.is_span and any(day > 0 for point in run.points for day in point.days):
            return By.BEFORE  # 每月10日内: by the tenth
        return by
    if run.is_span:
        return By.DURING
    if run.weekdays or run.setpos or any(point.days for point in run.points):
        return By.ON
    return By.DURING


def _recurrence(run: _Run, relation: str | None, times: str | None) -> tuple[Recurrence | None, tuple[Recurrence, ...]]:
    """The recurrence, or the several that one RRULE cannot say."""
    if run.inexpressible or (run.once and not run.repeats) or run.impossible or not _is_possible(run):
        return None, ()
    by = _by(run, relation)
    if not run.points:
        rule = _cycle_rule(run, times)
        return (Recurrence(rrule=rule, by=by) if rule else None), ()
    merged = _merge_points(run.points)
    if merged is not None:
        rule = _point_rule(run, merged)
        return (Recurrence(rrule=rule, by=by) if rule else None), ()
    rules = [_point_rule(run, point) for point in run.points]
    return None, tuple(Recurrence(rrule=rule, by=by) for rule in rules if rule)


def _merge_points(points: list[_Point]) -> _Point | None:
    """One point for all: the same days in all months, or all of them month ends (6月30日、12月31日)."""
    first = points[0]
    if all(point.days == first.days for point in points):
        return _Point(sorted({month for point in points for month in point.months}), sorted(set(first.days)))
    ends = [point.days == [-1] or (len(point.days) == 1 and all(is_month_end(m, point.days[0]) for m in point.months)) for point in points]
    if all(ends) and all(point.months for point in points):
        return _Point(sorted({month for point in points for month in point.months}), [-1])
    return None


def _joined(numbers: list[int]) -> str:
    return ",".join(str(number) for number in numbers)


def _point_rule(run: _Run, point: _Point) -> str | None:
    """RRULE of days in months; every cycle longer than a month is put on its months of the year."""
    parts: list[str] = []
    if point.months:
        parts += ["FREQ=YEARLY", *([f"INTERVAL={run.interval}"] if run.interval > 1 else []), f"BYMONTH={_joined(sorted(set(point.months)))}"]
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


def _cycle_rule(run: _Run, times: str | None) -> str | None:
    """RRULE of a bare cycle, or of weekdays in it; 每年2次 is each half-year, where the number divides."""
    cycle, interval = run.cycle or "year", run.interval
    count = _number(times) if times else 1
    if count > 1:
        return _rule_of_times(cycle, interval, count)
    if cycle == "half_month":
        return "FREQ=MONTHLY;BYMONTHDAY=15,-1" if interval == 1 else None
    if cycle == "third":
        return "FREQ=MONTHLY;BYMONTHDAY=10,20,-1" if interval == 1 else None
    if cycle == "workday":
        return f"FREQ=WEEKLY;BYDAY={_WORKING_WEEK}" if interval == 1 else None
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
    run = _Run(cycle=cycle_of(match["cycle"]), repeats=True)
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
    rule = _cycle_rule(_Run(cycle=cycle_of(unit), repeats=True), None)
    return Recurrence(rrule=rule, by=by) if rule else None
