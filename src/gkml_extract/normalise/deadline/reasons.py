"""Why a deadline has no day on which it is due, or another than the one that was counted."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from gkml_extract.normalise.deadline.working_days import rest_of


class DueReason(StrEnum):
    """Stable codes; `reason_text` puts them into words."""

    NO_DAY_SAID = "no-day-said"
    BY_LAW = "by-law"
    NOT_UNDERSTOOD = "not-understood"
    SEE_CLAUSES = "see-clauses"
    DATE_NOT_KEPT = "date-not-kept"
    UNIT_MISSING = "unit-missing"
    NOT_WHOLE = "not-whole"
    HOUR_NEEDED = "hour-needed"
    EVENT_NEEDED = "event-needed"
    CYCLE_UNSAID = "cycle-unsaid"
    EARLIEST_ONLY = "earliest-only"
    APPROXIMATE = "approximate"
    CALENDAR_MISSING = "calendar-missing"


_TEXTS: Final = {
    DueReason.NO_DAY_SAID: ("the deadline sets no day that could be counted", "该时限没有可计算的日期"),
    DueReason.BY_LAW: ("the law that it points to sets the day", "日期由所指的规定确定"),
    DueReason.NOT_UNDERSTOOD: ("the deadline was not understood", "该时限未能解析"),
    DueReason.SEE_CLAUSES: ("each clause has a day of its own", "各分项分别计算"),
    DueReason.DATE_NOT_KEPT: ("it is a date of one year: read it in the text", "固定日期，请直接看原文"),
    DueReason.UNIT_MISSING: ("the unit is lost in print", "原文缺少计时单位"),
    DueReason.NOT_WHOLE: ("half a day has no date", "非整日，无法确定日期"),
    DueReason.HOUR_NEEDED: (
        "hours are counted from an hour: give it, as in 2024-09-29T10:00",
        "按小时计算须给出时刻，如 2024-09-29T10:00",
    ),
    DueReason.EVENT_NEEDED: ("it depends on the day of the event it names", "取决于所述事件的日期"),
    DueReason.CYCLE_UNSAID: (
        "it is not said when the cycle begins, or how long it is",
        "原文未说明周期的起点或长度",
    ),
    DueReason.EARLIEST_ONLY: ("only the first day is said, no last one", "只规定了最早日期，没有最晚日期"),
    DueReason.APPROXIMATE: ("“about” is printed: the day is not exact", "原文为约数，日期仅供参考"),
    DueReason.CALENDAR_MISSING: (
        "the working days of that year are not known (yet): the State Council sets them each autumn for the next",
        "尚无该年份的工作日安排（国务院每年秋季公布次年安排）",
    ),
}

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""strftime would name them in the language of the locale."""


def reason_text(reason: DueReason, lang: str) -> str:
    """The reason in words, in `zh` or, for any other language, in English."""
    en, zh = _TEXTS[reason]
    return zh if lang == "zh" else en


def moved_text(last: date, lang: str) -> str:
    """Why it is not due on `last`, the last day as counted, on which offices rest."""
    rest = rest_of(last)
    if lang == "zh":
        why = f"{rest.zh}放假" if rest.zh else f"星期{'一二三四五六日'[last.weekday()]}"
        return f"期满日 {last.isoformat()} 为{why}，顺延至其后第一个工作日"
    why = f"a holiday ({rest.en})" if rest.en else f"a {_WEEKDAYS[last.weekday()]}"
    return f"the last day, {last.isoformat()}, is {why}: it moves to the next working day"
