"""The core of a deadline's reading in a few words, for messages to people."""

from __future__ import annotations

from gkml_extract.model.deadline import By, Deadline, DeadlineKind, Recurrence, Unit
from gkml_extract.regex import regex

_UNITS = {
    Unit.HOUR: ("hour", "小时"), Unit.DAY: ("day", "日"), Unit.WORKING_DAY: ("working day", "个工作日"),
    Unit.WEEK: ("week", "周"), Unit.MONTH: ("month", "个月"), Unit.QUARTER: ("quarter", "个季度"),
    Unit.YEAR: ("year", "年"),
}  # fmt: skip
_KINDS = {
    DeadlineKind.WITHIN: ("within a time from an event", "某事之后的一段时间内"),
    DeadlineKind.FIXED: ("on a certain date", "固定日期"),
    DeadlineKind.PERIOD: ("for a certain time", "持续一段时间"),
    DeadlineKind.EVENT: ("together with an event", "与某事同步"),
    DeadlineKind.IMMEDIATE: ("at once", "及时公开"),
    DeadlineKind.ONGOING: ("all the time", "长期公开"),
    DeadlineKind.ON_REQUEST: ("on request", "依申请答复"),
    DeadlineKind.STATUTORY: ("as rules say", "按规定"),
    DeadlineKind.COMPOUND: ("several deadlines", "几个时限"),
    DeadlineKind.NONE: ("no deadline", "未说明时限"),
}
_FREQUENCIES = {
    "YEARLY": ("year", "年"),
    "MONTHLY": ("month", "个月"),
    "WEEKLY": ("week", "周"),
    "DAILY": ("day", "日"),
}
_NAMED = {
    ("MONTHLY", 3): ("every quarter", "每季度"), ("MONTHLY", 6): ("every half-year", "每半年"),
    ("MONTHLY", 1): ("every month", "每月"),
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = {
    "MO": ("Monday", "周一"), "TU": ("Tuesday", "周二"), "WE": ("Wednesday", "周三"), "TH": ("Thursday", "周四"),
    "FR": ("Friday", "周五"), "SA": ("Saturday", "周六"), "SU": ("Sunday", "周日"),
}  # fmt: skip
_BY = {By.BEFORE: ("before ", "前"), By.ON: ("on ", ""), By.DURING: ("in ", ""), By.AFTER: ("after ", "后")}
_SIMPLE = regex(
    r"FREQ=(?P<freq>YEARLY|MONTHLY|WEEKLY|DAILY)(?:;INTERVAL=(?P<interval>\d+))?(?:;BYMONTH=(?P<months>[\d,]+))?"
    r"(?:;BYMONTHDAY=(?P<days>[\d,-]+))?(?:;BYDAY=(?P<weekdays>(?:[A-Z]{2},?)+))?"
    r"(?:;BYHOUR=(?P<hours>[\d,]+)(?:;BYMINUTE=(?P<minute>\d+))?)?"
)


def in_words(deadline: Deadline) -> tuple[str, str]:
    """The core of a reading in English and in Chinese: its number, or how it recurs, or its kind."""
    if deadline.amount is not None and deadline.unit is not None:
        en, zh = _UNITS[deadline.unit]
        return f"{deadline.amount} {en}{'' if deadline.amount == 1 else 's'}", f"{deadline.amount}{zh}"
    if deadline.recurrence:
        return _recurrence_in_words(deadline.recurrence)
    return _KINDS.get(deadline.kind, (deadline.kind.value, deadline.kind.value))


def _recurrence_in_words(recurrence: Recurrence) -> tuple[str, str]:
    found = _SIMPLE.fullmatch(recurrence.rrule)
    if found is None:
        return recurrence.rrule, recurrence.rrule
    n = int(found["interval"] or 1)
    en_unit, zh_unit = _FREQUENCIES[found["freq"]]
    every = (f"every {en_unit}", f"每{zh_unit}") if n == 1 else (f"every {n} {en_unit}s", f"每{n}{zh_unit}")
    en, zh = _NAMED.get((found["freq"], n), every)
    en_date, zh_date = _date_in_words(found["months"], found["days"], found["weekdays"])
    en_by, zh_by = _BY[recurrence.by]
    if found["hours"]:
        times = [f"{hour}:{int(found['minute'] or 0):02}" for hour in found["hours"].split(",")]
        en, zh_date = f"{en} on {en_date}" if en_date else en, zh_date + "、".join(times)
        en_by, en_date = en_by if recurrence.by is not By.ON else "at ", " and ".join(times)
    if not en_date:
        return (en, zh) if recurrence.by in (By.ON, By.DURING) else (f"{en_by}the end of {en}", f"{zh}末{zh_by}")
    zh = zh.removesuffix("周") if found["weekdays"] and n == 1 else zh
    return f"{en} {en_by}{en_date}", f"{zh}{zh_date}{zh_by}"


def _date_in_words(months: str | None, days: str | None, weekdays: str | None) -> tuple[str, str]:
    """A date of a rule, such as 31 January and 1月31日; -1 is the last day."""
    numbers = [int(day) for day in days.split(",")] if days else []
    en_days = " and ".join("the last day" if day == -1 else f"{day}" for day in numbers)
    zh_days = "、".join("月底" if day == -1 else f"{day}日" for day in numbers)
    if weekdays:
        named = [_WEEKDAYS[day] for day in weekdays.rstrip(",").split(",") if day in _WEEKDAYS]
        return " and ".join(en for en, _ in named), "、".join(zh for _, zh in named)
    if not months:
        return (f"day {en_days}" if numbers and -1 not in numbers else en_days), zh_days
    names = " and ".join(_MONTHS[int(month) - 1] for month in months.split(","))
    en = f"{en_days} of {names}" if -1 in numbers else f"{en_days} {names}".strip()
    return en, f"{months.replace(',', '、')}月{zh_days.removeprefix('月')}"
