"""The numbers of pages whose beginnings a text does not show."""

from __future__ import annotations

from gkml_extract.reflow.printed.page_starts import page_lines, page_numerals, without_counting_numerals
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


def pages_of(*lines: str, has_numbers: bool = True) -> list[int]:
    """The lines that number pages, counted from 0."""
    body = [fragment for fragment in fragments(*lines) if fragment.text]
    return page_numerals(body, has_numbers=has_numbers)


def test_a_numeral_below_the_last_row_numbers_its_page() -> None:
    """A text of one page has but this one; without a column for numbers each numeral is a page's."""
    assert pages_of(*rows(1, *NAMES), "1") == [18]
    assert pages_of(*NAMES[:2], "及时公开", "1", *NAMES[3:], "及时公开", "2", has_numbers=False) == [3, 8]


def test_numerals_that_may_be_rows_or_pages_make_even_pages() -> None:
    """Groups of rows have a number each, and the pages break near these: 1 2 1 3 2."""
    of_groups = ["1", *NAMES, "及时公开", "2", "1", *NAMES, "3", "及时公开", "2"]
    assert pages_of(*of_groups) == [9, 18]


def test_numerals_of_rows_alone_are_no_pages() -> None:
    """The last row goes on behind its number; rows alone are left without a number, or with a gap."""
    assert pages_of(*rows(1, *NAMES)) == []
    assert pages_of("1", "机构职能", "2", "领导信息", "3") == []
    assert pages_of(*rows(1, *NAMES[:2]), *rows(4, *NAMES[2:4]), "1") == [12]


def test_form_feeds_that_end_lines_begin_no_pages() -> None:
    """A page of a table has more than one line."""
    assert page_lines("序号\n公开事项\n公开时限\f1\n机构职能\n及时公开\f") == (4, 7)
    assert page_lines("序号\f公开事项\f公开时限\f1\f机构职能\f及时公开\n") == ()
