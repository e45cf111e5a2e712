"""The next date of a recurrence, by the calendar and, for working days, by the real one.

Cycles are those of the calendar: a quarter begins in January, April, July, October. Where a cycle could begin in
more than one place (每两年, 每两周, 每学期), there is no next date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from gkml_extract.model.deadline import By, Recurrence
from gkml_extract.normalise.deadline.calendar_words import WORKING_WEEK
from gkml_extract.normalise.deadline.reasons import DueReason
from gkml_extract.normalise.deadline.working_days import working_day_from, working_days_between
from gkml_extract.regex import regex

_DAY: Final = timedelta(days=1)
_LONGEST_RUN: Final = timedelta(days=70)
"""More than the longest run of single days in a rule (中下旬, 1月25日至2月…)."""
_MAX_DATES: Final = 800
_TERM = regex("学期|学年|开学")
_CYCLE_END = regex(
    r"^(?:每一?个?|上一?个?(?!半年)|各|会计|财政|自然|本|当)*"
    r"(?P<cycle>上半年|下半年|第?[一二三四1-4]季度|半年度?|年度?|季度?|月度?|月份|周|星期)"
    r"(?:结束|终了|终结|完结|届满|末|终)?$"
)
_QUARTERS: Final = dict(zip("一二三四1234", (3, 6, 9, 12) * 2, strict=True))


class NoDateError(ValueError):
    """There is no such date; `reason` says why."""

    def __init__(self, reason: DueReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class NextDate:
    """The last day of the next date or span; `day` is None where only its first day is said (每年3月1日起)."""

    day: date | None
    not_before: date | None = None


def next_date(recurrence: Recurrence, start: date, text: str) -> NextDate:
    """The next date on or after `start`. Raises NoDateError where the rule does not tell, NoCalendarError."""
    parts = dict(part.split("=", 1) for part in recurrence.rrule.split(";"))
    if _TERM.search(text) or not _begins_with_the_calendar(parts):
        raise NoDateError(DueReason.CYCLE_UNSAID)
    if parts.get("BYDAY") == WORKING_WEEK:
        return _next_working_days(parts, start, recurrence.by)
    if {"BYMONTHDAY", "BYDAY"} & set(parts):
        return _next_days(recurrence, start)
    return _next_span(parts, start, recurrence.by)


def _begins_with_the_calendar(parts: dict[str, str]) -> bool:
    """False where the rule leaves open which of several cycles is meant."""
    interval = int(parts.get("INTERVAL", "1"))
    if interval == 1:
        return parts["FREQ"] in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
    return parts["FREQ"] == "MONTHLY" and interval in (3, 6, 12) and not {"BYMONTHDAY", "BYDAY"} & set(parts)


def _next_days(recurrence: Recurrence, start: date) -> NextDate:
    """Single days; days that follow one another (上旬) are one span where the act may lie in it."""
    if recurrence.by is not By.DURING:
        day = next(_dates(recurrence.rrule, start), None)
        if day is None:  # the last years of the calendar
            raise NoDateError(DueReason.CALENDAR_MISSING)
        if recurrence.by is By.AFTER:
            return NextDate(None, not_before=day)
        if recurrence.by is By.BEFORE and _is_in_a_run(recurrence.rrule, day):
            raise NoDateError(DueReason.CYCLE_UNSAID)  # 上旬前: before its first day or its last?
        return NextDate(day)
    first = last = None
    for day in _dates(recurrence.rrule, start - _LONGEST_RUN):
        if last is None or day != last + _DAY:
            if last is not None and last >= start:
                break
            first = day
        last = day
    if last is None or last < start:
        raise NoDateError(DueReason.CYCLE_UNSAID)
    return NextDate(last, not_before=first)


def _is_in_a_run(rule: str, day: date) -> bool:
    dates = [found for found, _ in zip(_dates(rule, day - _DAY), range(3), strict=False)]
    return day - _DAY in dates or day + _DAY in dates


def _dates(rule: str, start: date) -> Iterator[date]:
    """The days of an RRULE from `start` on."""
    begin = datetime(start.year, start.month, start.day)
    for moment, _ in zip(rrulestr(rule, dtstart=begin), range(_MAX_DATES), strict=False):
        yield moment.date()


def _next_working_days(parts: dict[str, str], start: date, by: By) -> NextDate:
    """每月最后一个工作日: by the working days there really are."""
    if "BYSETPOS" not in parts:
        day = working_day_from(start)
        return NextDate(day)
    places = [int(place) for place in parts["BYSETPOS"].split(",")]
    for first, last in _spans(parts, start):
        days = working_days_between(first, last)
        chosen = [days[p - 1 if p > 0 else p] for p in places if abs(p) <= len(days)]
        if chosen and by is By.DURING and chosen[-1] >= start:
            return NextDate(chosen[-1], not_before=chosen[0])
        later = [day for day in chosen if day >= start]
        if later:
            return NextDate(None, later[0]) if by is By.AFTER else NextDate(later[0])
    raise NoDateError(DueReason.CYCLE_UNSAID)


def _next_span(parts: dict[str, str], start: date, by: By) -> NextDate:
    """A whole cycle, or whole months of the year: the span that holds `start` or the next one."""
    if by is By.BEFORE and "BYHOUR" not in parts:  # 3月前: before its first day or its last?
        raise NoDateError(DueReason.CYCLE_UNSAID)
    for first, last in _spans(parts, start):
        if by is By.AFTER and first >= start:
            return NextDate(None, not_before=first)
        if by is not By.AFTER and last >= start:
            return NextDate(last, not_before=first)
    raise NoDateError(DueReason.CYCLE_UNSAID)


def _spans(parts: dict[str, str], start: date) -> Iterator[tuple[date, date]]:
    """First and last day of each cycle, from the one that holds `start` on; months next to each other are one."""
    if parts["FREQ"] == "DAILY":
        yield start, start
        return
    if parts["FREQ"] == "WEEKLY":
        monday = start - timedelta(days=start.weekday())
        yield from ((monday + n * 7 * _DAY, monday + (n * 7 + 6) * _DAY) for n in range(2))
        return
    if "BYMONTH" in parts:
        yield from _month_spans({int(month) for month in parts["BYMONTH"].split(",")}, start)
        return
    length = 12 if parts["FREQ"] == "YEARLY" else int(parts.get("INTERVAL", "1"))
    first = date(start.year, (start.month - 1) // length * length + 1, 1)
    for n in range(3):
        begin = first + relativedelta(months=n * length)
        yield begin, begin + relativedelta(months=length) - _DAY


def _month_spans(months: set[int], start: date) -> Iterator[tuple[date, date]]:
    """Runs of neighbouring months (11月至次年2月 is one), beginning a year before `start`."""
    begin: date | None = None
    month = date(start.year - 1, 1, 1)
    for _ in range(48):
        if month.month in months and begin is None:
            begin = month
        if begin is not None and (month + relativedelta(months=1)).month not in months:
            yield begin, month + relativedelta(months=1) - _DAY
            begin = None
        month += relativedelta(months=1)


def cycle_ends(trigger: str, start: date) -> Iterator[date] | None:
    """The ends of the cycle that `trigger` names (季度结束), from two years before `start`; None for an event."""
    named = _CYCLE_END.match(trigger)
    if named is None:
        if _TERM.search(trigger):
            raise NoDateError(DueReason.EVENT_NEEDED)
        return None
    return _ends_of(named["cycle"], start)


def _ends_of(cycle: str, start: date) -> Iterator[date]:
    if cycle in ("周", "星期"):
        sunday = start + timedelta(days=6 - start.weekday()) - timedelta(weeks=104)
        return (sunday + timedelta(weeks=n) for n in range(160))
    if cycle.startswith(("上半年", "下半年")):
        ends = {6 if cycle[0] == "上" else 12}
    elif number := re.search("[一二三四1-4]", cycle):
        ends = {_QUARTERS[number[0]]}
    else:
        step = 6 if "半年" in cycle else 3 if "季" in cycle else 1 if "月" in cycle else 12
        ends = set(range(step, 13, step))
    first = date(start.year - 2, 1, 1)
    months = (first + relativedelta(months=n) for n in range(60))
    return (month + relativedelta(months=1) - _DAY for month in months if month.month in ends)
