"""Numerals and units: 20个工作日, 二十日, 半个月, 一个半月 → (amount, unit)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gkml_extract.model.deadline import Unit
from gkml_extract.regex import regex

_HAN_DIGITS: Final = "零〇○一二两三四五六七八九十百廿卅"
NUMBER: Final = rf"(?:\d{{1,4}}(?:\.\d)?|[{_HAN_DIGITS}]{{1,6}}|半)"
_UNIT = (
    r"(?:\(?个?\)?\(?(?:法定)?工作日\)?|个?(?:自然|日历)日|日|天|个?(?:小时|星期|季度)|周年|周"
    r"|个?半月|个月|月|年半|年|时(?=[之以]?内))"
)
_AGAIN = rf"(?:\((?:\d{{1,3}}|[{_HAN_DIGITS}]{{1,4}})\))?"
AMOUNT: Final = rf"(?:(?P<low>{NUMBER})[日天]?[-~至到])?(?P<num>{NUMBER}){_AGAIN}(?P<unit>{_UNIT})"
"""A number with its unit; of a range (3-5个工作日) the larger end is `num`, the other `low`."""

_UNITS: Final = (
    ("工作日", Unit.WORKING_DAY),
    ("小时", Unit.HOUR),
    ("星期", Unit.WEEK),
    ("季度", Unit.QUARTER),
    ("年", Unit.YEAR),
    ("周", Unit.WEEK),
    ("月", Unit.MONTH),
    ("日", Unit.DAY),
    ("时", Unit.HOUR),
    ("天", Unit.DAY),
)

LAW_UNITS: Final = (
    (regex("批准|批复|通过"), 20, Unit.DAY),
    (regex("形成|变更|产生|生成|制作|获取"), 20, Unit.WORKING_DAY),
    (regex("申请"), 20, Unit.WORKING_DAY),
)
"""Trigger, amount → the unit the law fixes, for a print that lost it.

Source: 预算法 art. 14 (二十日内, approval and reply); 政府信息公开条例 art. 26 and art. 33 (20个工作日).
"""


def _usual_numerals() -> dict[str, int]:
    """The numerals of 1 to 99 as they are usually written."""
    ones = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
    tens = {"十": 10} | {f"{ten}十": 10 * value for ten, value in ones.items() if value > 1}
    return ones | tens | {f"{ten}{one}": a + b for ten, a in tens.items() for one, b in ones.items()}


_USUAL: Final = _usual_numerals()
"""What nearly all print. cn2an, which reads the others too, takes a quarter of the time in which the program starts."""


@lru_cache(maxsize=512)
def read_number(text: str) -> int | float | None:
    """The number a numeral says, Chinese or not; None where it says none.

    >>> read_number("二十"), read_number("半"), read_number("15")
    (20, 0.5, 15)
    """
    if text == "半":
        return 0.5
    if text.isascii():
        try:
            value = float(text)
        except ValueError:
            return None
        return int(value) if value.is_integer() else value
    if text in _USUAL:
        return _USUAL[text]
    import cn2an

    plain = text.replace("两", "二").replace("廿", "二十").replace("卅", "三十").replace("○", "零").replace("〇", "零")
    try:
        return int(cn2an.cn2an(plain, "smart"))
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def read_amount(number: str, unit: str) -> tuple[int | float | None, Unit | None]:
    """Amount and unit of a match of `AMOUNT`; a 半 inside the unit (一个半月, 两年半) adds a half."""
    value = read_number(number)
    found = next((known for name, known in _UNITS if name in unit), None)
    if value is not None and "半" in unit:
        value += 0.5
    return value, found


def unit_by_law(trigger: str | None, amount: int | float | None) -> Unit | None:
    """The unit that the law fixes for this event and number, or None."""
    if trigger is None:
        return None
    return next((unit for event, number, unit in LAW_UNITS if number == amount and event.search(trigger)), None)
