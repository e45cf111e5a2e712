"""From a deadline and the day its clock starts to the day it is due.

Source: 《民法典》 art. 200–203: the day of the event is not counted; a period of months or years ends on the
corresponding day, or on the last of the month where there is none; a last day on which offices rest moves to
the day after the rest; hours count from the hour. What has no computable day says why, and has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from gkml_extract.model.deadline import Bound, Deadline, DeadlineKind, Direction, Unit
from gkml_extract.normalise.deadline.occurrences import NextDate, NoDateError, cycle_ends, next_date
from gkml_extract.normalise.deadline.reasons import DueReason
from gkml_extract.normalise.deadline.working_days import NoCalendarError, shift_working_days, working_day_from
from gkml_extract.regex import regex

_MONTHS: Final = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7}
_HALF_MONTH: Final = 15
"""Days of 半个月; so 每半月 is the 15th and the last (record.md)."""
_TOGETHER = regex("同步|同时|一并|一同|一起|当[日天]")


@dataclass(frozen=True, slots=True)
class Due:
    """When a deadline is due.

    Attributes:
        due: the last day (for hours, the moment), or None where none can be computed.
        not_before: the first day, where the print sets one.
        reason: why there is no day, or what to keep in mind of the one there is.
        moved_from: the last day as counted, where offices rest on it and `due` is the next working day.
    """

    due: date | None = None
    not_before: date | None = None
    reason: DueReason | None = None
    moved_from: date | None = None


def due_of(deadline: Deadline, start: date) -> Due:
    """When `deadline` is due if its clock starts on `start`.

    For a deadline that counts from an event `start` is the day of the event (for hours a `datetime`); for one that
    recurs on the calendar it is the day from which the next date is looked for, that day included. A compound has
    no day: ask for each of its clauses.

    >>> from gkml_extract.normalise.deadline import parse_deadline
    >>> due_of(parse_deadline("信息形成之日起20个工作日内").deadline, date(2024, 9, 29)).due.isoformat()
    '2024-10-31'
    """
    try:
        return _READERS.get(deadline.kind, _no_day)(deadline, start)
    except NoCalendarError:
        return Due(reason=DueReason.CALENDAR_MISSING)
    except NoDateError as err:
        return Due(reason=err.reason)
    except (OverflowError, ValueError):  # a year past 9999
        return Due(reason=DueReason.CALENDAR_MISSING)


# --- counting from an event -----------------------------------------------------------------------


def _from_event(deadline: Deadline, start: date) -> Due:
    """N units around an event."""
    if deadline.amount is None:
        return _no_day(deadline, start)
    if deadline.direction is Direction.BEFORE:
        return _before_event(deadline, start)
    last = _counted(deadline, start)
    if deadline.bound is Bound.MIN:  # 年鉴出版3个月后: no last day is printed
        return Due(not_before=last, reason=DueReason.EARLIEST_ONLY)
    day = _off_rest(last, deadline)
    moved_from = None if day == last else last
    if deadline.bound is Bound.EXACT:
        return Due(day, not_before=day, moved_from=moved_from)
    reason = DueReason.APPROXIMATE if deadline.bound is Bound.APPROX else None
    return Due(day, reason=reason, moved_from=moved_from)


def _before_event(deadline: Deadline, start: date) -> Due:
    """N units before an event: by that day at the latest, or (会前3日内) from that day until the event."""
    day = _counted(deadline, start, backwards=True)
    if deadline.bound is Bound.MAX:
        return Due(_day_of(start) - timedelta(days=1), not_before=day)
    return Due(day, reason=DueReason.APPROXIMATE if deadline.bound is Bound.APPROX else None)


def _period(deadline: Deadline, start: date) -> Due:
    """How long a notice stands: its last day; 批准前公示不少于N: the last day to put it up."""
    if deadline.direction is Direction.BEFORE:
        return _from_event(deadline, start)
    last = replace(_from_event(deadline.model_copy(update={"bound": Bound.MAX}), start))
    return replace(last, reason=DueReason.APPROXIMATE) if deadline.bound is Bound.APPROX else last


def _event(deadline: Deadline, start: date) -> Due:
    """与…同步: the day of the event, or N units after it where a number is printed."""
    if deadline.amount is not None:
        return _from_event(deadline, start)
    if deadline.direction is None and _TOGETHER.search(deadline.text):
        return Due(_day_of(start))
    return _no_day(deadline, start)


def _off_rest(last: date, deadline: Deadline) -> date:
    """The last day, or the next working day where offices rest; 24小时 and 当日 do not move.

    Only an end that lies after the start does: a lead time must not become shorter.
    """
    return last if deadline.unit is Unit.HOUR or not deadline.amount else working_day_from(last)


def _counted(deadline: Deadline, start: date, *, backwards: bool = False) -> date:
    """The day N units after `start`, or before it; the start itself is not counted."""
    amount, unit = deadline.amount, deadline.unit
    if unit is None or amount is None:
        raise NoDateError(DueReason.UNIT_MISSING)
    sign = -1 if backwards else 1
    if unit is Unit.HOUR:
        if not isinstance(start, datetime):
            raise NoDateError(DueReason.HOUR_NEEDED)
        return start + sign * timedelta(hours=amount)
    day = _day_of(start)
    if amount == 0:
        return day
    if unit is Unit.WORKING_DAY:
        return shift_working_days(day, sign * _whole(amount))
    return day + sign * _span(amount, unit)


def _span(amount: float, unit: Unit) -> relativedelta:
    """N units of the calendar; half a month is 15 days."""
    if unit in _DAYS:
        return relativedelta(days=_whole(amount * _DAYS[unit]))
    months = amount * _MONTHS[unit]
    if months % 1 == 0.5:
        return relativedelta(months=int(months), days=_HALF_MONTH)
    return relativedelta(months=_whole(months))


def _whole(amount: float) -> int:
    """The number as a whole one. Raises NoDateError for half a day, which has no date."""
    if amount % 1:
        raise NoDateError(DueReason.NOT_WHOLE)
    return int(amount)


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


# --- on the calendar ------------------------------------------------------------------------------


def _recurring(deadline: Deadline, start: date) -> Due:
    """The next date on or after `start`; after an event that repeats, N units from `start` or from a cycle's end."""
    if deadline.recurrence is None:
        return Due(reason=DueReason.CYCLE_UNSAID)
    if deadline.amount is None:
        if deadline.trigger is not None:
            return Due(reason=DueReason.EVENT_NEEDED)
        found = next_date(deadline.recurrence, _day_of(start), deadline.text)
        return _of_next(deadline, found)
    ends = cycle_ends(deadline.trigger or "", _day_of(start))
    if ends is None:
        return _from_event(deadline, start)
    for end in ends:  # the first whose time is not over
        due = _from_event(deadline, end)
        if due.due is None or due.due >= _day_of(start):
            return due
    return Due(reason=DueReason.CYCLE_UNSAID)


def _of_next(deadline: Deadline, found: NextDate) -> Due:
    if found.day is None:
        return Due(not_before=found.not_before, reason=DueReason.EARLIEST_ONLY)
    reason = DueReason.APPROXIMATE if deadline.bound is Bound.APPROX else None
    return Due(found.day, found.not_before, reason)


def _no_day(deadline: Deadline, _start: date) -> Due:
    return Due(reason=_REASONS.get(deadline.kind, DueReason.NO_DAY_SAID))


_READERS: Final[dict[DeadlineKind, Callable[[Deadline, date], Due]]] = {
    DeadlineKind.WITHIN: _from_event,
    DeadlineKind.ON_REQUEST: _from_event,
    DeadlineKind.PERIOD: _period,
    DeadlineKind.EVENT: _event,
    DeadlineKind.RECURRING: _recurring,
}
_REASONS: Final = {
    DeadlineKind.FIXED: DueReason.DATE_NOT_KEPT,
    DeadlineKind.COMPOUND: DueReason.SEE_CLAUSES,
    DeadlineKind.UNKNOWN: DueReason.NOT_UNDERSTOOD,
    DeadlineKind.STATUTORY: DueReason.BY_LAW,
}
