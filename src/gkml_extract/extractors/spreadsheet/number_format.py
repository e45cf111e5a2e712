"""Number formats: how a worksheet prints a number, a date or a text.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats, with the built-in ones of zh-CN); MS-XLS 2.4.126.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from gkml_extract.regex import regex

GENERAL = "General"
_YM, _MD, _YMD = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_HM, _HMS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0', 6: '"¥"#,##0', 7: '"¥"#,##0.00',
    8: '"¥"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YM, 28: _MD, 29: _MD, 30: "m-d-yy", 31: _YMD, 32: _HM, 33: _HMS, 34: f"上午/下午{_HM}", 35: f"上午/下午{_HMS}",
    36: _YM, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: '"¥"#,##0', 43: "#,##0.00",
    44: '"¥"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@", 50: _YM, 51: _MD, 52: _YM,
    53: _MD, 54: _MD, 55: f"上午/下午{_HM}", 56: f"上午/下午{_HMS}", 57: _YM, 58: _MD,
}  # fmt: skip
"""Formats that a file names by number only, as a Chinese program prints them."""
_SYSTEM = {"[$-F800]": _YMD, "[$-F400]": "h:mm:ss"}
"""Formats that stand for the long date and the time of the system."""
_MAX_CODE = 255
"""Longest format that Excel writes; a longer one is read as General."""
_GENERAL_DIGITS = 10
"""Significant digits that General shows of a fraction."""
_LAST_DAY = 2958466
"""Serial of 1 January 10000: no date from there on."""
_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)"
    r"|(?P<fraction>\.0+(?=[^0#?]*$))|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<sign>[.,%@/])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_ELAPSED = regex(r"h+|m+|s+", re.IGNORECASE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HAN_DAYS = "一二三四五六日"
_HAN_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖"}
_HAN_TENS = {1: "十", 2: "拾"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: `condition` as (operator, number), `han` the set of numerals of [DBNum1], [DBNum2]."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, float] | None = None
    han: int = 0

    def has(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.tokens)


def print_number(value: float, code: str, *, is_1904: bool = False) -> str:
    """The number as a cell with this format shows it; what a format does not tell is printed as General.

    >>> print_number(505, "0000"), print_number(45292, "yyyy/m/d"), print_number(20, '0"个工作日"')
    ('0505', '2024/1/1', '20个工作日')
    """
    if not math.isfinite(value) or len(code) > _MAX_CODE:
        return print_general(value)
    sections = _sections(_SYSTEM.get(code[:8].upper(), code))
    section, number = _choose(sections, value)
    if section is None or not section.tokens:
        return "" if section is not None and code else print_general(value)
    if section.has("date") or section.has("elapsed"):
        return _print_date(value, section, is_1904)
    if section.has("digit"):
        return _print_digits(number, section)
    return "".join(
        print_general(number) if token.kind in ("general", "@") else token.text
        for token in section.tokens
        if token.kind in ("general", "@", "literal", "%", "/", ",", ".")
    )


def print_text(text: str, code: str) -> str:
    """The text as a cell with this format shows it: the section for texts may put words around it."""
    if "@" not in code or code == "@" or len(code) > _MAX_CODE:
        return text
    section = _sections(code)[-1]
    if not section.has("@"):
        return text
    return "".join(text if token.kind == "@" else token.text for token in section.tokens)


def print_general(value: float) -> str:
    """1 and not 1.0; all digits of a whole number, the digits that a cell shows of any other."""
    if not math.isfinite(value):
        return "#NUM!"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    whole = len(str(int(abs(value))))
    if whole > _GENERAL_DIGITS or 0 < abs(value) < 1e-4:
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}" if abs(value) < 1e-4 else f"{value:.15g}".upper()
    shown = _rounded(Decimal(repr(value)), max(0, _GENERAL_DIGITS - whole))
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _rounded(number: Decimal, places: int) -> str:
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[_Token]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    han = [0]
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup
        text = found.group()
        if kind == "bracket":
            condition, numerals, token = _read_bracket(found["bracket"])
            conditions[-1] = condition or conditions[-1]
            han[-1] = numerals or han[-1]
            parts[-1] += token
        elif kind == "literal" and text == ";":
            parts.append([])
            conditions.append(None)
            han.append(0)
        elif kind is not None:
            parts[-1].append(_token(kind, text, found))
    return tuple(
        _Section(tuple(_minutes(tokens)), condition, numerals)
        for tokens, condition, numerals in zip(parts, conditions, han, strict=True)
    )


def _token(kind: str, text: str, found: re.Match[str]) -> _Token:
    if kind in ("quoted", "escaped"):
        return _Token("literal", found[kind])
    if kind == "sign":
        return _Token(text, text)
    if kind in ("date", "half"):
        return _Token("date", text.lower() if text.isascii() else text)
    return _Token(kind, text)


def _read_bracket(text: str) -> tuple[tuple[str, float] | None, int, list[_Token]]:
    """What [>100], [DBNum1], [$¥-804] and [h] say: a condition, a set of numerals, a token."""
    if condition := _CONDITION.fullmatch(text):
        try:
            return (condition[1], float(condition[2])), 0, []
        except ValueError:
            return None, 0, []
    if text.lower().startswith("dbnum"):
        return None, int(text[5:6]) if text[5:6] in ("1", "2") else 0, []
    if text.startswith("$"):
        sign = text[1:].split("-")[0]
        return None, 0, [_Token("literal", sign)] if sign else []
    if _ELAPSED.fullmatch(text):
        return None, 0, [_Token("elapsed", text.lower())]
    return None, 0, []


def _minutes(tokens: list[_Token]) -> list[_Token]:
    """The tokens with `m` beside hours or seconds made `n`, minutes."""
    times = [index for index, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    found = list(tokens)
    for at, index in enumerate(times):
        if tokens[index].kind != "date" or tokens[index].text not in ("m", "mm"):
            continue
        before = tokens[times[at - 1]].text[0] if at else ""
        after = tokens[times[at + 1]].text[0] if at + 1 < len(times) else ""
        if before == "h" or after == "s":
            found[index] = _Token("date", "n" * len(tokens[index].text))
    return found


def _choose(sections: tuple[_Section, ...], value: float) -> tuple[_Section | None, float]:
    """The section for a number, and the number as it is printed there: one for negatives prints no sign."""
    numeric = list(sections[:3])
    if len(numeric) > 1 and numeric[-1].has("@"):
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(section.condition, value):
                return section, value
        return None, value
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, bound = condition
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound,
        "<>": value != bound,
    }[sign]  # fmt: skip


def _print_digits(value: float, section: _Section) -> str:
    tokens = section.tokens
    if any(token.kind in ("exponent", "/") for token in tokens):
        return print_general(value)
    tokens = _split_fraction(tokens)
    point = next((index for index, token in enumerate(tokens) if token.kind == "."), len(tokens))
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    whole = [index for index in digits if index < point]
    places = [index for index in digits if index > point]
    commas = [index for index, token in enumerate(tokens) if token.kind == ","]
    scale = 3 * sum(index > digits[-1] for index in commas) - 2 * sum(token.kind == "%" for token in tokens)
    shown = _rounded(Decimal(repr(abs(value))).scaleb(-scale), len(places))
    sign = "-" if value < 0 and shown.strip("0.") else ""
    before, _, after = shown.partition(".")
    has_groups = bool(whole) and any(index < whole[-1] for index in commas)
    printed = _fill_whole(tokens, whole, before.lstrip("0"), has_groups) | _fill_places(tokens, places, after)
    if point < len(tokens):
        printed[point] = "."
    return sign + "".join(
        printed.get(index, token.text if token.kind in ("literal", "%") else "") for index, token in enumerate(tokens)
    )


def _split_fraction(tokens: tuple[_Token, ...]) -> tuple[_Token, ...]:
    """The tokens with `.00` taken apart into its point and its digits."""
    parted: list[_Token] = []
    for token in tokens:
        if token.kind == "fraction":
            parted.append(_Token(".", "."))
            parted += [_Token("digit", "0")] * (len(token.text) - 1)
        else:
            parted.append(token)
    return tuple(parted)


def _fill_whole(tokens: tuple[_Token, ...], whole: list[int], digits: str, has_groups: bool) -> dict[int, str]:
    """Each placeholder before the point with its digit, from the right; the first takes all that are left."""
    printed: dict[int, str] = {}
    n_shown = 0
    for index in reversed(whole):
        digit, digits = (digits[-1], digits[:-1]) if digits else ("0" if tokens[index].text == "0" else "", digits)
        if digit and has_groups and n_shown and n_shown % 3 == 0:
            digit += ","
        n_shown += bool(digit)
        printed[index] = digit
    if whole:
        for digit in reversed(digits):
            comma = "," if has_groups and n_shown % 3 == 0 else ""
            printed[whole[0]] = digit + comma + printed[whole[0]]
            n_shown += 1
    return printed


def _fill_places(tokens: tuple[_Token, ...], places: list[int], digits: str) -> dict[int, str]:
    """Each placeholder after the point with its digit; `#` shows no trailing zero."""
    n_shown = len(digits.rstrip("0"))
    n_kept = max((k + 1 for k, index in enumerate(places) if tokens[index].text == "0" or k < n_shown), default=0)
    return {index: digits[k] if k < n_kept and k < len(digits) else "" for k, index in enumerate(places)}


def _print_date(value: float, section: _Section, is_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return print_general(value)
    finest = timedelta(milliseconds=1) if section.has("fraction") else timedelta(seconds=1)
    span = timedelta(days=value)
    span = round(span / finest) * finest
    # Excel counts a 29 February 1900 that never was: days before it are one later than their serial says.
    first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    try:
        moment = first + span
    except OverflowError:
        return print_general(value)
    has_half = any(token.text in ("am/pm", "a/p", "上午/下午") for token in section.tokens)
    return "".join(_print_part(token, moment, span, has_half, section.han) for token in section.tokens)


def _print_part(token: _Token, moment: datetime, span: timedelta, has_half: bool, han: int) -> str:
    text = token.text
    if token.kind == "elapsed":
        unit = {"h": timedelta(hours=1), "m": timedelta(minutes=1), "s": timedelta(seconds=1)}[text[0]]
        return str(span // unit).zfill(len(text))
    if token.kind == "fraction":
        return f".{moment.microsecond:06d}"[: len(text)]
    if token.kind != "date":
        return token.text if token.kind in ("literal", ".", "/", ",", "%") else ""
    if text in ("am/pm", "a/p"):
        return text.upper().split("/")[moment.hour >= 12]
    if text == "上午/下午":
        return text.split("/")[moment.hour >= 12]
    if text[0] in "ye":
        year = f"{moment.year % 100:02d}" if text in ("y", "yy") else str(moment.year)
        return "".join(_HAN_DIGITS[han][int(digit)] for digit in year) if han else year
    if text[0] in "mda" and len(text) > 2:
        return _print_name(text, moment)
    hour = (moment.hour % 12 or 12) if has_half else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[text[0]]
    return _han_number(number, han) if han else str(number).zfill(min(len(text), 2))


def _print_name(text: str, moment: datetime) -> str:
    if text[0] == "a":
        return ("星期" if len(text) > 3 else "") + _HAN_DAYS[moment.weekday()]
    if text[0] == "d":
        return _DAYS[moment.weekday()][: 3 if len(text) == 3 else None]
    if len(text) == 5:
        return _MONTHS[moment.month - 1][0]
    return (_MONTHS if len(text) == 3 else _LONG_MONTHS)[moment.month - 1]


def _han_number(number: int, han: int) -> str:
    digits, ten = _HAN_DIGITS[han], _HAN_TENS[han]
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    lead = "" if tens == 1 and han == 1 else digits[tens]
    return lead + ten + (digits[ones] if ones else "")
