"""Tables whose header and rows are ruled a little apart."""

from __future__ import annotations

import pytest

from gkml_extract.model.table import Table
from gkml_extract.tables.even_columns import with_even_columns
from support.tables import table


def drawn(of: Table) -> list[tuple[int, int, int, int, str]]:
    """The cells of a grid: row, column, spans, text."""
    return sorted((cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in of.cells)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("序号|依据|时限|<|主体", "1|甲|<|及时|丙", "2|乙|<|每年|丁"),
        ("序号|依据|<|时限|主体", "1|甲|及时|<|丙", "2|乙|每年|<|丁"),
    ],
)
def test_cells_stand_under_the_label_of_their_place(header: str, first: str, second: str) -> None:
    """Whichever of the two is ruled further to the right; a heading over all of them stays one."""
    even = with_even_columns(table(header, first, "一、机构|<|<|<|<", second))
    assert even.n_columns == len("序依时主")
    assert drawn(even) == drawn(table("序号|依据|时限|主体", "1|甲|及时|丙", "一、机构|<|<|<", "2|乙|每年|丁"))


def test_groups_stay_over_their_labels() -> None:
    """The group of the labels begins where the first of them does."""
    even = with_even_columns(table("时限|<|方式|<|<", "^|^|主动|<|依申请", "及时|<|√||<", "每年|<||√|<", header=2))
    assert drawn(even) == drawn(table("时限|方式|<", "^|主动|依申请", "及时|√|", "每年||√", header=2))


def test_a_header_printed_again_stays_one() -> None:
    """It is ruled as the first one is."""
    header = ("依据|<|时限|<|方式|<|<", "^|^|^|^|主动|<|依申请")
    even = with_even_columns(table(*header, "甲|及时|<|√|<||<", *header, "乙|每年|<||<|√|<", header=2))
    plain = ("依据|时限|方式|<", "^|^|主动|依申请")
    assert drawn(even) == drawn(table(*plain, "甲|及时|√|", *plain, "乙|每年||√", header=2))


def test_one_label_over_the_items_is_that_of_two_columns() -> None:
    """The rows have a cell more than the header has labels."""
    rows = ("1|<|机构|概况|及时|<", "2|<|机构|领导|每年|<")
    even = with_even_columns(table("序号|公开事项|<|<|时限|主体", *(f"{row}" for row in rows)))
    assert even.n_columns == 6
    even = with_even_columns(table("序号|公开事项|<|<|时限|<", *rows))
    assert drawn(even) == drawn(table("序号|公开事项|<|时限", "1|机构|概况|及时", "2|机构|领导|每年"))


@pytest.mark.parametrize(
    "lines",
    [
        ("序号|公开事项|<|时限", "1|机构|概况|及时", "2|机构|领导|每年"),
        ("序号|公开事项|公开内容|时限", "1|机构|<|及时", "2|机构|职能|每年"),
        ("序号|公开事项|公开内容|时限", "1|机构|概况|及时", "2|机构|职能|每年"),
    ],
)
def test_other_tables_stay(lines: tuple[str, ...]) -> None:
    """One label over two columns; a cell over two labels; columns that agree."""
    even = table(*lines)
    assert with_even_columns(even) is even


def test_a_table_without_a_header_stays() -> None:
    """There is nothing to go by."""
    even = table("甲|<|乙", "丙|丁|<", header=0)
    assert with_even_columns(even) is even
