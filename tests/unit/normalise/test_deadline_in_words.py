"""What a message says of a deadline's reading, to people who never heard of RFC 5545."""

from __future__ import annotations

import pytest

from gkml_extract.model.deadline import By, Deadline, DeadlineKind, Recurrence, Unit
from gkml_extract.normalise.deadline.in_words import in_words


@pytest.mark.parametrize(
    ("rrule", "by", "en", "zh"),
    [
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", By.BEFORE, "every year before 31 January", "每年1月31日前"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", By.BEFORE, "every year before the last day of March", "每年3月底前"),
        ("FREQ=YEARLY;BYMONTH=1,7", By.DURING, "every year in January and July", "每年1、7月"),
        ("FREQ=MONTHLY;INTERVAL=3", By.DURING, "every quarter", "每季度"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", By.ON, "every month on 15 and the last day", "每月15日、月底"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", By.BEFORE, "every month before day 5", "每月5日前"),
        ("FREQ=WEEKLY;BYDAY=WE", By.ON, "every week on Wednesday", "每周三"),
        ("FREQ=YEARLY;INTERVAL=2", By.DURING, "every 2 years", "每2年"),
        ("FREQ=YEARLY", By.BEFORE, "before the end of every year", "每年末前"),
        ("FREQ=DAILY;BYHOUR=8", By.BEFORE, "every day before 8:00", "每日8:00前"),
        ("FREQ=DAILY;BYHOUR=8,20;BYMINUTE=30", By.ON, "every day at 8:30 and 20:30", "每日8:30、20:30"),
        ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=10", By.BEFORE, "every week on Monday before 10:00", "每周一10:00前"),
        ("FREQ=MONTHLY;BYDAY=1MO", By.ON, "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
    ],
)
def test_a_recurrence(rrule: str, by: By, en: str, zh: str) -> None:
    """What is too special stands as its rule."""
    deadline = Deadline(text="", kind=DeadlineKind.RECURRING, recurrence=Recurrence(rrule=rrule, by=by))
    assert in_words(deadline) == (en, zh)


def test_numbers_and_kinds() -> None:
    """A number with its unit, or else what kind it is."""
    assert in_words(Deadline(text="", kind=DeadlineKind.WITHIN, amount=20, unit=Unit.WORKING_DAY)) == (
        "20 working days", "20个工作日",
    )  # fmt: skip
    assert in_words(Deadline(text="", kind=DeadlineKind.PERIOD, amount=1, unit=Unit.MONTH)) == ("1 month", "1个月")
    assert in_words(Deadline(text="", kind=DeadlineKind.ONGOING)) == ("all the time", "长期公开")
