"""The numbers of pages whose beginnings a text does not show."""

from __future__ import annotations

from gkml_extract.reflow.printed.page_starts import without_counting_numerals
from support.tables import fragments

NAMES = ("机构职能", "领导信息", "内设机构", "部门预算", "部门决算", "行政许可")


def kept(*pages: tuple[str, ...]) -> list[str]:
    """The texts of lines that are left."""
    body = [fragment for fragment in fragments(*(line for page in pages for line in page)) if fragment.text]
    return [fragment.text for fragment in without_counting_numerals(body)]


def rows(first: int, *names: str) -> list[str]:
    """Numbered rows, a cell a line."""
    return [text for number, name in enumerate(names, first) for text in (str(number), name, "及时公开")]


def test_numerals_that_count_pages_are_dropped() -> None:
    """They count on beside the row numbers; the last stands below the table."""
    pages = (*rows(1, *NAMES[:2]), "1"), (*rows(3, *NAMES[2:4]), "2"), (*rows(5, *NAMES[4:]), "3")
    assert kept(*pages) == [text for page in pages for text in page[:-1]]


def test_other_numerals_stay() -> None:
    """Rows that begin again at 1, or a numeral that counts nothing."""
    again = (*rows(1, *NAMES[:3]), *rows(1, *NAMES[3:]))
    assert kept(again) == list(again)
    odd = (*rows(1, *NAMES[:3]), "20", *rows(4, *NAMES[3:]), "7")
    assert kept(odd) == list(odd)
