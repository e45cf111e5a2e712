"""Tables whose columns go on over the side of their pages, and texts that a page cuts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Cell, Hidden, Layout, Room
from gkml_extract.tables.stitch import stitch
from gkml_extract.tables.torn import CellReaders
from gkml_extract.tables.whole_labels import with_whole_labels
from gkml_extract.tables.wide import with_whole_widths
from support.blocks import blocks, fragment

READERS = CellReaders(is_deadline=lambda text: text.endswith("内"), channel_names=lambda text: (text,))


def page(number: int, *rows: str, edges: tuple[float, ...], hidden: dict[str, Hidden] | None = None) -> TableFragment:
    """A grid on a page, its rows 20 points high and its columns as given; `hidden` by what a cell shows."""
    made = fragment(*rows)
    cells = tuple(replace(cell, hidden=(hidden or {}).get(cell.text)) for cell in made.cells)
    heights = tuple(50.0 + 20 * row for row in range(made.n_rows + 1))
    return replace(made, page=number, cells=cells, column_edges=edges, row_edges=heights)


LEFT = (page(1, "序号|一级事项|公开内容", "1|甲|乙", "2|丙|丁", edges=(30.0, 50.0, 90.0, 190.0)),)
RIGHT = page(2, "公开时限|备注", "三日内|", "五日内|好", edges=(30.0, 80.0, 120.0))


def columns_of(grid: TableFragment) -> list[list[str]]:
    """The texts of each row."""
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.n_rows)]


def only_grid(*parts: TableFragment) -> TableFragment:
    """The one grid that is made of some."""
    (grid,) = with_whole_widths(blocks(*parts)).blocks
    assert isinstance(grid, TableFragment)
    return grid


def test_columns_on_a_page_of_their_own_stand_beside_their_rows() -> None:
    """Their rows have the same heights, and labels stand over them."""
    grid = only_grid(*LEFT, RIGHT)
    assert columns_of(grid)[1:] == [["1", "甲", "乙", "三日内", ""], ["2", "丙", "丁", "五日内", "好"]]
    assert grid.column_edges == (30.0, 50.0, 90.0, 190.0, 240.0, 280.0)


def test_pages_go_down_first_and_then_over() -> None:
    """The second strip of columns begins when the first is at its end."""
    below = page(2, "3|戊|己", "4|庚|辛", "5|壬|癸", edges=(30.0, 50.0, 90.0, 190.0))
    beside = page(4, "一日内|", "二日内|", "四日内|", edges=(30.0, 80.0, 120.0))
    made = with_whole_widths(blocks(*LEFT, below, replace(RIGHT, page=3), beside)).blocks
    assert [columns_of(grid)[-1] for grid in made if isinstance(grid, TableFragment)] == [
        ["2", "丙", "丁", "五日内", "好"],
        ["5", "壬", "癸", "四日内", ""],
    ]


def test_pages_with_the_columns_of_the_first_are_not_looked_at_further(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is compared with all that follow: a long table would take time by the square of its pages."""
    asked: list[float] = []
    monkeypatch.setattr("gkml_extract.tables.wide._nearest", lambda edges, edge: asked.append(edge) or edge)
    pages = [replace(LEFT[0], page=number) for number in range(1, 50)]
    with_whole_widths(blocks(*pages))
    assert not asked


def test_a_page_without_print_may_be_left_out() -> None:
    """The last column is empty in all its rows."""
    below = page(2, "3|戊|己", "4|庚|辛", "5|壬|癸", edges=(30.0, 50.0, 90.0, 190.0))
    made = with_whole_widths(blocks(*LEFT, below, replace(RIGHT, page=3))).blocks
    assert [grid.n_columns for grid in made if isinstance(grid, TableFragment)] == [5, 5]


def test_columns_printed_again_on_each_page_are_left_out() -> None:
    """A program repeats the first ones to say which row is which."""
    again = page(2, "序号|公开时限", "1|三日内", "2|五日内", edges=(30.0, 50.0, 120.0))
    assert columns_of(only_grid(*LEFT, again))[0] == ["序号", "一级事项", "公开内容", "公开时限"]


def test_a_label_over_the_edge_of_the_page_is_one_label() -> None:
    """Each page cuts off what the other one shows of it."""
    left = page(
        *(1, "序号|一级事项|公开内容|公开", "1|甲|乙|√", "2|丙|丁|"),
        edges=(30.0, 50.0, 90.0, 190.0, 200.0),
        hidden={"公开": Hidden(beside="对象")},
    )
    right = page(
        2, "对象|公开时限", "|三日内", "√|五日内", edges=(30.0, 60.0, 120.0), hidden={"对象": Hidden(beside="公开")}
    )
    label = next(cell for cell in only_grid(left, right).cells if cell.text == "公开对象")
    assert (label.column, label.colspan) == (3, 2)


def test_a_page_of_the_same_columns_goes_on_below() -> None:
    """Rows of one height stand at the same places on each page."""
    below = page(2, "3|戊|己", "4|庚|辛", "5|壬|癸", edges=(30.0, 50.0, 90.0, 190.0))
    assert len(with_whole_widths(blocks(*LEFT, below)).blocks) == 2


def cut(upper: Cell, lower: Cell) -> Layout:
    """A table whose group goes on over a page break, and what stands in its first column at the break."""
    head = fragment("一级事项|公开内容|公开时限", "概况|乙|三日内", "|丁|五日内", "戊|己|四日内")
    tail = fragment("|辛|四日内", "癸|子|一日内")
    head = replace(head, page=1, cells=(*head.cells[:-3], replace(upper, row=3, column=0), *head.cells[-2:]))
    tail = replace(tail, page=2, cells=(replace(lower, row=0, column=0), *tail.cells[1:]))
    return stitch(blocks(head, tail), READERS)


def test_what_each_side_of_a_page_break_cuts_off_and_the_other_shows_is_one_text() -> None:
    """A merged cell is drawn whole on both pages."""
    (section,) = cut(
        Cell(0, 0, "农业", hidden=Hidden(below="发展资金")), Cell(0, 0, "发展资金", hidden=Hidden("农业"))
    ).sections
    whole = next(cell for cell in section.table.cells if cell.text == "农业发展资金")
    assert (whole.row, whole.rowspan, whole.hidden) == (3, 2, None)
    assert not [each for each in section.table.notes if each.code == "cell-clipped"]


def test_what_no_page_shows_is_noted_in_each_row_that_shares_it() -> None:
    """Else a wrong value would stand in them in silence."""
    upper = Cell(0, 0, "农业", hidden=Hidden(beside="资金"))
    (section,) = cut(upper, Cell(0, 0, "", hidden=Hidden("农业"))).sections
    assert [each.item for each in section.table.notes if each.code == "cell-clipped"] == [3, 4]


def test_a_text_that_reaches_the_edge_is_noted_where_others_are_cut_off() -> None:
    """A spreadsheet leaves out the lines for which a row is too low: of these nothing tells."""
    reached = Room(30.0, 20.0, 0.5, 10.0, 10.0, 3.0)
    rows = [Cell(0, 0, "1.农业", room=reached), Cell(0, 0, "2.林业", room=reached._replace(below=3.0))]
    for hidden, expected in ((Hidden(beside="资金"), {1, 3}), (None, set())):
        grid = fragment("一级事项|公开内容|公开时限", "|乙|三日内", "|丁|五日内", "概况|己|四日内")
        placed = [replace(cell, row=row + 1) for row, cell in enumerate([*rows, Cell(0, 0, "水利", hidden=hidden)])]
        grid = replace(grid, page=1, cells=(*(c for c in grid.cells if c.column or not c.row), *placed))
        (section,) = stitch(blocks(grid), READERS).sections
        assert {note.item for note in section.table.notes if note.code == "cell-clipped"} == expected


def test_a_label_cut_off_in_print_is_read_whole() -> None:
    """公开时 names no column, 公开时限 does; a value stays as it is printed."""
    grid = fragment("序号|公开内|公开时", "1|甲|三日")
    drawn = {"公开内": "公开内容", "公开时": "公开时限", "三日": "三日内"}
    cells = tuple(
        replace(cell, hidden=Hidden(beside="…", drawn=drawn[cell.text])) if cell.text in drawn else cell
        for cell in grid.cells
    )
    (read,) = with_whole_labels(blocks(replace(grid, cells=cells))).blocks
    assert isinstance(read, TableFragment)
    assert [cell.text for cell in read.cells] == ["序号", "公开内容", "公开时限", "1", "甲", "三日"]


def test_a_line_that_a_page_break_cuts_lengthwise_is_read_once() -> None:
    """Both pages show it."""
    (section,) = cut(
        Cell(0, 0, "农业发展", hidden=Hidden(below="资金")), Cell(0, 0, "发展资金", hidden=Hidden("农业"))
    ).sections
    assert [cell.text for cell in section.table.cells if cell.column == 0 and cell.row == 3] == ["农业发展资金"]


def test_an_empty_cell_whose_text_the_next_page_shows_is_a_new_one() -> None:
    """What it cuts off is not the text above the break."""
    (section,) = cut(Cell(0, 0, "农业"), Cell(0, 0, "", hidden=Hidden(below="林业"))).sections
    assert [cell.rowspan for cell in section.table.cells if cell.column == 0 and cell.row in (3, 4)] == [1, 1]
