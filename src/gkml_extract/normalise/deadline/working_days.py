"""The working days of mainland China: weekends, public holidays, and the weekend days worked to make up for them.

Source: the yearly notices of the State Council (国务院办公厅关于部分节假日安排的通知), as the library
chinesecalendar holds them. A year it does not hold has no calendar here: nobody knows it before the notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

_DAY = timedelta(days=1)


class NoCalendarError(LookupError):
    """The State Council's calendar of this year is not known."""


@lru_cache(maxsize=1 << 14)
def is_working_day(day: date) -> bool:
    """True for a day on which offices work. Raises NoCalendarError for a year without data."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as err:
        raise NoCalendarError(day.year) from err


@dataclass(frozen=True, slots=True)
class RestDay:
    """Why offices rest on a day: its holiday in both languages, or None where it is a plain weekend."""

    en: str | None = None
    zh: str | None = None


def rest_of(day: date) -> RestDay:
    """Why offices rest on `day`, one on which they do."""
    _, name = chinese_calendar.get_holiday_detail(day)
    holiday = next((each for each in chinese_calendar.Holiday if each.value == name), None)
    return RestDay(holiday.value, holiday.chinese) if holiday else RestDay()


def shift_working_days(start: date, count: int) -> date:
    """The `count`-th working day after `start` (before it where negative); `start` itself is never counted.

    >>> shift_working_days(date(2024, 9, 29), 2).isoformat()
    '2024-10-08'
    """
    step = _DAY if count > 0 else -_DAY
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_day_from(day: date) -> date:
    """`day`, or the first working day after it where offices rest."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_between(first: date, last: date) -> list[date]:
    """Every working day from `first` to `last`, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]
