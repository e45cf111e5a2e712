"""Numbers as Word prints them in lists.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat), with the forms that Word gives beyond what it says.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_MAX_HAN = 99_999_999
_MAX_ROMAN = 3999


def format_number(number: int, form: str) -> str | None:
    """`number` in a number format of Word; None where the format is not known.

    >>> format_number(21, "chineseCounting")
    '二十一'
    """
    if form not in _FORMS:
        return None
    return _FORMS[form](number) if number >= 0 else str(number)


def _positional(number: int, zero: str) -> str:
    return "".join(_DIGITS[int(digit)] if digit != "0" else zero for digit in str(number))


def _counted(number: int, digits: str, units: str, *, is_short: bool) -> str:
    """A Chinese numeral with units, below 10,000; `is_short` says that 10–19 have no leading one."""
    text = ""
    has_gap = False
    for place, unit in zip((1000, 100, 10, 1), units, strict=True):
        digit = number // place % 10
        if digit:
            text += (digits[0] if has_gap and text else "") + digits[digit] + unit.strip()
            has_gap = False
        else:
            has_gap = True
    return text[1:] if is_short and 10 <= number <= 19 else text


def _han(number: int, digits: str = _DIGITS, units: str = "千百十 ", *, is_short: bool = True) -> str:
    if not 0 < number <= _MAX_HAN:
        return str(number) if number else digits[0]
    high, low = divmod(number, 10_000)
    if not high:
        return _counted(low, digits, units, is_short=is_short)
    gap = digits[0] if 0 < low < 1000 else ""
    tail = _counted(low, digits, units, is_short=False) if low else ""
    return _counted(high, digits, units, is_short=is_short) + "万" + gap + tail


def _short_han(number: int, zero: str = "○") -> str:
    """Units up to 99, digits from 100 on: 九十九, 一○○."""
    return _han(number) if 0 <= number < 100 else _positional(number, zero)


def _japanese(number: int) -> str:
    """No 一 before 十, 百 and 千, and no 零 in gaps."""
    return _han(number).replace("零", "").replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _roman(number: int) -> str:
    if not 0 < number <= _MAX_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int, first: str) -> str:
    """a … z, then aa, bb … zz: Word repeats the letter."""
    if not 0 < number <= 26 * 30:
        return str(number)
    times, at = divmod(number - 1, 26)
    return chr(ord(first) + at) * (times + 1)


def _row(first: str, size: int) -> Callable[[int], str]:
    """Characters that follow one another in Unicode; plain digits beyond them."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= size else str(number)


def _set(chars: str) -> Callable[[int], str]:
    """The characters of a set in turn; plain digits beyond them."""
    return lambda number: chars[number - 1] if 0 < number <= len(chars) else str(number)


def _ordinal(number: int) -> str:
    suffix = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _wide(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number, "A"),
    "lowerLetter": lambda number: _letters(number, "a"),
    "chineseCounting": _short_han,
    "taiwaneseCounting": _short_han,
    "chineseCountingThousand": _han,
    "taiwaneseCountingThousand": _han,
    "ideographDigital": lambda number: _positional(number, "〇"),
    "japaneseDigitalTenThousand": lambda number: _positional(number, "〇"),
    "taiwaneseDigital": lambda number: _positional(number, "○"),
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": lambda number: _han(number, _LEGAL_DIGITS, "仟佰拾 ", is_short=False),
    "ideographEnclosedCircle": _row("㊀", 10),
    "ideographTraditional": _set(_STEMS),
    "ideographZodiac": _set(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else str(number)
    ),
    "hex": lambda number: f"{number:X}",
    "none": lambda _: "",
}
