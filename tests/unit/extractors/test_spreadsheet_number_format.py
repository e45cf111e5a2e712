"""Numbers, dates and texts as their format prints them."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.spreadsheet.number_format import BUILT_IN, print_number, print_text

DAY = 45306
"""15 January 2024, a Monday."""


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (1.0, "General", "1"),
        (-7.0, "General", "-7"),
        (0.1 + 0.2, "General", "0.3"),
        (20230115001234.0, "General", "20230115001234"),
        (505, "0000", "0505"),
        (3, "000", "003"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (999, "#,##0", "999"),
        (0.256, "0%", "26%"),
        (0.256, "0.0%", "25.6%"),
        (0.5, "0", "1"),
        (2.5, "0", "3"),
        (-0.2, "0", "0"),
        (20, '0"个工作日"', "20个工作日"),
        (5, '"第"0"项"', "第5项"),
        (12, r"0\.", "12."),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"无"', "无"),
        (0, "0;-0;;@", ""),
        (5, ";;;", ""),
        (12, '[<10]0"a";0"b"', "12b"),
        (13800138000, "000-0000-0000", "138-0013-8000"),
        (12345.6, "0.0,", "12.3"),
        (3.14159, "0.##", "3.14"),
        (5, 'G/通用格式"项"', "5项"),
        (5, "@", "5"),
        (5, "[Red]0", "5"),
        (5, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "5"),
        (float("inf"), "0", "#NUM!"),
    ],
)
def test_numbers(value: float, code: str, printed: str) -> None:
    """Digits, signs, words around them, and a section for each sort of number."""
    assert print_number(value, code) == printed


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (DAY, "yyyy/m/d", "2024/1/15"),
        (DAY, "yyyy-mm-dd", "2024-01-15"),
        (DAY, 'yyyy"年"m"月"d"日"', "2024年1月15日"),
        (DAY, "yyyy年m月d日", "2024年1月15日"),
        (DAY, 'm"月"d"日";@', "1月15日"),
        (DAY, "[$-804]yyyy.m", "2024.1"),
        (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年一月十五日"),
        (DAY, "aaaa", "星期一"),
        (DAY, "yy-mmm", "24-Jan"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2024年1月15日"),
        (DAY + 0.75, "yyyy/m/d h:mm", "2024/1/15 18:00"),
        (DAY + 0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (DAY + 0.5, "h:mm AM/PM", "12:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (1 / 24 / 60, "mm:ss", "01:00"),
        (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"),
        (-1, "yyyy/m/d", "-1"),
        (1e9, "yyyy/m/d", "1000000000"),
    ],
)
def test_dates(value: float, code: str, printed: str) -> None:
    """`m` is a month, or minutes beside hours or seconds; what is no date is a number."""
    assert print_number(value, code) == printed


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    """Four years and a day later."""
    assert print_number(DAY - 1462, "yyyy/m/d", is_1904=True) == "2024/1/15"


@pytest.mark.parametrize(
    ("text", "code", "printed"), [("甲", '@"工作日"', "甲工作日"), ("甲", "0", "甲"), ("甲", "@", "甲")]
)
def test_texts(text: str, code: str, printed: str) -> None:
    """A format may put words around a text."""
    assert print_text(text, code) == printed


@pytest.mark.parametrize(
    "code", ["[", '"', "\\", "0" * 300, ";;;;;;;", "[DBNum9]0", "[<x]0", "yyyyyyyyy", "%%%%0", "E+", ".", ","]
)
def test_odd_formats_print_something(code: str) -> None:
    """None raises."""
    assert isinstance(print_number(1234.5, code), str)


def test_built_in_formats_print() -> None:
    """Each of them, for a day."""
    assert all(print_number(DAY, code) for code in BUILT_IN.values())
