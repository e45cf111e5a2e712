"""When a deadline is due: counted here in another way, from the State Council's notices themselves."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from gkml_extract.model.deadline import Bound, Deadline, DeadlineKind, Direction, Unit
from gkml_extract.normalise.deadline import parse_deadline
from gkml_extract.normalise.deadline.due import Due, due_of
from gkml_extract.normalise.deadline.reasons import DueReason, moved_text, reason_text
from support.goldens import ROOT

# Days of rest and, after the bar, weekend days worked, of each year. Source: 国务院办公厅关于部分节假日安排的通知,
# 国办发明电〔2019〕16号 (with 〔2020〕1号, which lengthened 春节 to 2 February), 〔2020〕27号, 〔2021〕11号,
# 〔2022〕16号, 〔2023〕7号, 〔2024〕12号 and the notice for 2026 of November 2025; transcribed by hand.
NOTICES = {
    2020: "1.1 1.24-2.2 4.4-4.6 5.1-5.5 6.25-6.27 10.1-10.8 | 1.19 4.26 5.9 6.28 9.27 10.10",
    2021: "1.1-1.3 2.11-2.17 4.3-4.5 5.1-5.5 6.12-6.14 9.19-9.21 10.1-10.7 | 2.7 2.20 4.25 5.8 9.18 9.26 10.9",
    2022: "1.1-1.3 1.31-2.6 4.3-4.5 4.30-5.4 6.3-6.5 9.10-9.12 10.1-10.7 12.31-12.31"
    " | 1.29 1.30 4.2 4.24 5.7 10.8 10.9",
    2023: "1.1-1.2 1.21-1.27 4.5 4.29-5.3 6.22-6.24 9.29-10.6 | 1.28 1.29 4.23 5.6 6.25 10.7 10.8",
    2024: "1.1 2.10-2.17 4.4-4.6 5.1-5.5 6.10 9.15-9.17 10.1-10.7 | 2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12",
    2025: "1.1 1.28-2.4 4.4-4.6 5.1-5.5 5.31-6.2 10.1-10.8 | 1.26 2.8 4.27 9.28 10.11",
    2026: "1.1-1.3 2.15-2.23 4.4-4.6 5.1-5.5 6.19-6.21 9.25-9.27 10.1-10.7 | 1.4 2.14 2.28 5.9 9.20 10.10",
}
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)


def day_of(year: int, text: str) -> date:
    month, day = text.split(".")
    return date(year, int(month), int(day))


def working() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True for each working day from FIRST to LAST."""
    days = np.arange(FIRST, LAST + timedelta(days=1), dtype="datetime64[D]")
    works = np.is_busday(days)
    for year, notice in NOTICES.items():
        rest, made_up = notice.split("|")
        for span in rest.split():
            first, last = (day_of(year, end) for end in (span.split("-") * 2)[:2])
            works[(first - FIRST).days : (last - FIRST).days + 1] = False
        for day in made_up.split():
            works[(day_of(year, day) - FIRST).days] = True
    return works


WORKS = working()
N_DAYS = len(WORKS)
STARTS = [FIRST + timedelta(days=n) for n in range(N_DAYS)]


def within(amount: float, unit: Unit, **values: object) -> Deadline:
    return Deadline.model_validate(
        {"text": "", "kind": DeadlineKind.WITHIN, "amount": amount, "unit": unit}
        | {"direction": Direction.AFTER, "bound": Bound.MAX}
        | values
    )


def dues(deadline: Deadline) -> list[date | None]:
    return [due_of(deadline, start).due for start in STARTS]


def dated(indices: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[date | None]:
    """Days by their index; None past the last year that is known, or before the first."""
    return [FIRST + timedelta(days=int(n)) if 0 <= n < N_DAYS else None for n in indices]


@pytest.mark.parametrize("amount", range(1, 31))
def test_working_days_agree_with_the_notices(amount: int) -> None:
    """The N-th working day after every day of 2020–2026 is where the running count of the notices reaches it."""
    running = np.cumsum(WORKS)
    expected = np.searchsorted(running, running + amount)
    assert dues(within(amount, Unit.WORKING_DAY)) == dated(expected)


@pytest.mark.parametrize("amount", range(1, 31))
def test_calendar_days_agree_with_the_notices(amount: int) -> None:
    """N days after every day, moved on to the next working day, are found by looking the notices up."""
    next_working = np.full(N_DAYS + 40, N_DAYS)
    for n in range(N_DAYS - 1, -1, -1):
        next_working[n] = n if WORKS[n] else next_working[n + 1]
    assert dues(within(amount, Unit.DAY)) == dated(next_working[np.arange(N_DAYS) + amount])


@pytest.mark.parametrize("amount", [1, 3, 5, 20])
def test_working_days_before_an_event_are_counted_back(amount: int) -> None:
    """会议召开前N个工作日: the day from which N working days, it included, lead up to the event."""
    places = np.flatnonzero(WORKS)
    at = np.searchsorted(places, np.arange(N_DAYS)) - amount
    lead = within(amount, Unit.WORKING_DAY, direction=Direction.BEFORE, bound=Bound.MIN)
    start = 60  # the first days count back into 2019, which the notices above do not hold
    assert dues(lead)[start:] == dated(np.where(at >= 0, places[at], -1))[start:]


@pytest.mark.parametrize("amount", range(1, 13))
def test_months_end_on_the_corresponding_day(amount: int) -> None:
    """A period of months ends on the same day of the month, or on its last, moved off days of rest."""
    for start in STARTS[: -13 * 31]:
        year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
        end = date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
        while not WORKS[(end - FIRST).days]:
            end += timedelta(days=1)
        assert due_of(within(amount, Unit.MONTH), start).due == end


def due(text: str, start: str) -> Due:
    moment = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
    return due_of(parse_deadline(text).deadline, moment)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("信息形成之日起20个工作日内", "2024-09-29", "2024-10-31"),
        ("批准后1个月内", "2024-01-31", "2024-02-29"),
        ("批准后半个月内", "2024-03-01", "2024-03-18"),
        ("形成之日起两周内", "2024-03-01", "2024-03-15"),
        ("批复之日起一年内", "2024-02-29", "2025-02-28"),
        ("信息形成当日", "2024-10-01", "2024-10-01"),
        ("每年1月31日前", "2024-01-31", "2024-01-31"),
        ("每年1月31日前", "2024-02-01", "2025-01-31"),
        ("每季度首月15日前", "2024-09-29", "2024-10-15"),
        ("每季度", "2024-08-15", "2024-09-30"),
        ("每半年更新一次", "2024-08-15", "2024-12-31"),
        ("每月最后一个工作日", "2024-03-01", "2024-03-29"),
        ("每月第一个工作日", "2024-09-30", "2024-10-08"),
        ("每月上旬", "2024-05-11", "2024-06-10"),
        ("每半月", "2024-05-11", "2024-05-15"),
        ("每周五前", "2024-09-28", "2024-10-04"),
        ("每日8时前", "2024-09-28", "2024-09-28"),
        ("每月5日17时前", "2024-09-28", "2024-10-05"),
        ("每年11月至次年2月", "2024-01-05", "2024-02-29"),
        ("季度结束后10日内", "2024-10-05", "2024-10-10"),
        ("季度结束后10日内", "2024-10-11", "2025-01-10"),
        ("每月数据发布后5个工作日内", "2024-09-29", "2024-10-11"),
        ("会议召开前3个工作日", "2024-10-08", "2024-09-27"),
        ("与文件同步公开", "2024-10-01", "2024-10-01"),
        ("公示不少于5个工作日", "2024-09-29", "2024-10-11"),
        ("每年1月31日前", "2027-06-01", "2028-01-31"),
    ],
)
def test_a_deadline_is_due(text: str, start: str, expected: str) -> None:
    """Counted by hand with a calendar."""
    found = due(text, start)
    assert (found.due, found.reason) == (date.fromisoformat(expected), None)


@pytest.mark.parametrize(
    ("text", "start", "last", "en", "zh"),
    [
        ("批复后20日内", "2024-09-29", "2024-10-19", "is a Saturday", "为星期六"),
        ("批准后半个月内", "2024-03-02", "2024-03-17", "is a Sunday", "为星期日"),
        ("批准后3日内", "2024-09-30", "2024-10-03", "is a holiday (National Day)", "为国庆节放假"),
        ("批准后5日左右", "2025-01-24", "2025-01-29", "is a holiday (Spring Festival)", "为春节放假"),
    ],
)
def test_a_day_that_moves_says_which_it_was(text: str, start: str, last: str, en: str, zh: str) -> None:
    """With the weekday, or the holiday, in both languages."""
    found = due(text, start)
    assert found.moved_from == date.fromisoformat(last)
    assert f"{last}, {en}" in moved_text(found.moved_from, "en")
    assert f"{last} {zh}" in moved_text(found.moved_from, "zh")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("批复后22日内", "2024-09-29"),
        ("信息形成之日起20个工作日内", "2024-09-29"),
        ("信息形成当日", "2024-10-01"),
        ("批准后13日内", "2024-09-29"),
        ("会议召开前3日", "2024-10-08"),
        ("签发之日起24小时内", "2024-09-30T10:00"),
    ],
)
def test_a_day_that_stays_says_nothing(text: str, start: str) -> None:
    """On a working day, a Saturday worked to make up for a holiday, an hour, a lead."""
    assert due(text, start).moved_from is None


@pytest.mark.parametrize(
    ("text", "start", "reason"),
    [
        ("及时公开", "2024-09-29", DueReason.NO_DAY_SAID),
        ("长期公开", "2024-09-29", DueReason.NO_DAY_SAID),
        ("按有关规定执行", "2024-09-29", DueReason.BY_LAW),
        ("逢五逢十公开", "2024-09-29", DueReason.NOT_UNDERSTOOD),
        ("年底前", "2024-09-29", DueReason.DATE_NOT_KEPT),
        ("7个工作日内；其他20个工作日内", "2024-09-29", DueReason.SEE_CLAUSES),
        ("信息形成或变更之日起5内", "2024-09-29", DueReason.UNIT_MISSING),
        ("签发之日起24小时内", "2024-09-29", DueReason.HOUR_NEEDED),
        ("半日内", "2024-09-29", DueReason.NOT_WHOLE),
        ("每学期开学前", "2024-09-29", DueReason.EVENT_NEEDED),
        ("每两年", "2024-09-29", DueReason.CYCLE_UNSAID),
        ("每两周更新一次", "2024-09-29", DueReason.CYCLE_UNSAID),
        ("每学期", "2024-09-29", DueReason.CYCLE_UNSAID),
        ("定期公开", "2024-09-29", DueReason.CYCLE_UNSAID),
        ("20个工作日内", "2026-12-20", DueReason.CALENDAR_MISSING),
        ("20个工作日内", "2027-03-01", DueReason.CALENDAR_MISSING),
        ("30日内", "2026-12-20", DueReason.CALENDAR_MISSING),
        ("每年1月31日前", "9999-12-30", DueReason.CALENDAR_MISSING),
        ("每月上旬", "0001-01-01", DueReason.CALENDAR_MISSING),
        ("9999年内", "2024-09-29", DueReason.NOT_UNDERSTOOD),
    ],
)
def test_without_a_day_it_says_why(text: str, start: str, reason: DueReason) -> None:
    """Nothing is guessed: no day, and a reason with words in both languages."""
    assert due(text, start) == Due(reason=reason)
    assert reason_text(reason, "zh") != reason_text(reason, "en")


def test_the_docs_name_every_reason() -> None:
    """docs/deadlines.md has each code with its words in both languages."""
    page = (ROOT / "docs" / "deadlines.md").read_text(encoding="utf-8")
    rows = [f"| `{reason}` | {reason_text(reason, 'en')}<br>{reason_text(reason, 'zh')} |" for reason in DueReason]
    assert "\n".join(rows) in page


def test_a_least_time_has_a_first_day_only() -> None:
    """年鉴出版3个月后更新 says when not yet, never when at the latest."""
    assert due("年鉴出版3个月后更新", "2024-09-29") == Due(None, date(2024, 12, 29), DueReason.EARLIEST_ONLY)


def test_within_days_before_an_event_is_a_span() -> None:
    """开工前3日内 begins three days before the event and ends before it."""
    assert due("会议召开前3日内", "2024-09-29") == Due(date(2024, 9, 28), date(2024, 9, 26))


def test_about_keeps_its_doubt() -> None:
    """20个工作日左右 has a day, with the word that it is not exact."""
    assert due("信息形成5个工作日左右", "2024-09-29") == Due(date(2024, 10, 11), None, DueReason.APPROXIMATE)


def test_hours_count_from_the_hour() -> None:
    """24 hours are not a day: they end at the same hour, on a day of rest too."""
    assert due("签发之日起24小时内", "2024-09-30T10:00") == Due(datetime(2024, 10, 1, 10))


def test_a_recurring_date_never_lies_behind() -> None:
    """For every start the next date is on or after it, and no date is passed over."""
    deadline = parse_deadline("每季度首月15日前").deadline
    found = [due_of(deadline, start).due for start in STARTS]
    assert all(day is not None and day >= start for day, start in zip(found, STARTS, strict=True))
    assert all(first <= last for first, last in pairwise(day for day in found if day))
    assert {day for day in found if day} == {date(y, m, 15) for y in range(2020, 2028) for m in (1, 4, 7, 10)} - {
        date(2027, m, 15) for m in (4, 7, 10)
    }
