"""Grids of Word tables: spans, merges, free places, widths, nested tables."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.word import grid as grids
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import SourceTooLargeError
from gkml_extract.model.source import CellPlace
from gkml_extract.model.table import Paragraph
from support.word import cell, codes, drawn, fragments, p, read, row, run, table, texts

AROUND = {
    "sdt": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "ins": '<w:ins w:id="1">{}</w:ins>',
    "smartTag": '<w:smartTag w:element="x">{}</w:smartTag>',
    "customXml": '<w:customXml w:element="x"><w:customXmlPr/>{}</w:customXml>',
    "moveTo": '<w:moveTo w:id="1">{}</w:moveTo>',
    "twice": "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
    "choice": '<mc:AlternateContent><mc:Choice Requires="x">{}</mc:Choice><mc:Fallback/></mc:AlternateContent>',
}
each_wrapper = pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)


def one(body: str) -> TableFragment:
    """The only table of a body."""
    (found,) = fragments(body)
    return found


def test_cells_stand_where_the_spans_put_them() -> None:
    """A gridSpan goes over columns, a vMerge over rows; each has its place, counted from 1."""
    found = one(
        table(
            row(cell("序号", merge="restart"), cell("公开事项", span=2)),
            row(cell(merge="continue"), "一级事项", "二级事项"),
            row("1", "概况", "职能"),
            columns=3,
        )
    )
    assert drawn(found) == ["序号|公开事项|<", "^|一级事项|二级事项", "1|概况|职能"]
    assert found.cells[3].places == (CellPlace(table=1, row=2, column=3),)


def test_merged_is_not_empty() -> None:
    """An empty cell of its own is a cell; a merged one is not."""
    found = one(table(row(cell("a", merge="restart"), "b"), row(cell(merge="continue"), ""), row("", "c"), columns=2))
    assert drawn(found) == ["a|b", "^|", "|c"]


def test_vmerge_without_a_value_goes_on() -> None:
    """`<w:vMerge/>` is a continuation (ECMA-376 17.4.84)."""
    body = table(
        row(cell("a", merge="restart"), "b"), row(cell(properties="<w:vMerge/>"), "c"), row("d", "e"), columns=2
    )
    assert drawn(one(body)) == ["a|b", "^|c", "d|e"]


def test_a_continuation_of_nothing_begins_anew() -> None:
    """Above it no merge is open, or one over other columns: Word shows a cell."""
    body = table(
        row(cell("a", merge="continue"), "b", "c"),
        row(cell("d", merge="continue"), cell("e", merge="restart", span=2)),
        row("f", cell("g", merge="continue"), "h"),
        columns=3,
    )
    assert drawn(one(body)) == ["a|b|c", "^|e|<", "f|g|h"]


def test_a_merge_ends_where_a_row_has_another_cell() -> None:
    """A later continuation does not reach over the row between."""
    body = table(row(cell("a", merge="restart"), "b"), row("c", "d"), row(cell("e", merge="continue"), "f"), columns=2)
    assert drawn(one(body)) == ["a|b", "c|d", "e|f"]


def test_text_behind_a_merge_is_hidden() -> None:
    """Word does not show what a continuing cell holds; it is told."""
    blocks = read(table(row(cell("a", merge="restart"), "b"), row(cell("x", merge="continue"), "c"), columns=2))
    assert codes(blocks) == ["hidden-text"]


def test_old_horizontal_merges() -> None:
    """hMerge joins cells on the right of the first."""
    body = table(
        row(cell("a", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), "b"),
        row("c", "d", "e"),
        columns=3,
    )
    assert drawn(one(body)) == ["a|<|b", "c|d|e"]


def test_free_places_are_empty_cells() -> None:
    """gridBefore, gridAfter and rows that end early."""
    body = table(
        row("b", "c", properties='<w:gridBefore w:val="1"/>'),
        row("d", "e", properties='<w:gridAfter w:val="1"/>'),
        row("f", "g", "h"),
        row("i"),
        columns=3,
    )
    assert drawn(one(body)) == ["|b|c", "d|e|", "f|g|h", "i||"]


def test_widths_place_cells_where_spans_are_missing() -> None:
    """A header of two cells over three columns, without gridSpan, in a file that another program wrote."""
    body = table(
        row(cell("序号", width=500), cell("公开事项", width=2000)),
        row(cell("1", width=500), cell("概况", width=1005), cell("职能", width=995)),
        widths=(500, 1000, 1000),
    )
    assert drawn(one(body)) == ["序号|公开事项|<", "1|概况|职能"]


def test_widths_that_contradict_each_other_are_not_used() -> None:
    """Rows of different widths: the short one ends early."""
    body = table(row(cell("a", width=500), cell("b", width=500)), row(cell("c", width=500)), columns=2)
    assert drawn(one(body)) == ["a|b", "c|"]


def test_columns_too_narrow_for_text_go() -> None:
    """A border dragged by hand leaves a grid column of a millimetre."""
    body = table(
        row("a", cell("b", span=2)), row(cell("c", span=2), "d"), row("e", cell("f", span=2)), widths=(1000, 40, 1000)
    )
    assert drawn(one(body)) == ["a|b", "c|d", "e|f"]


def test_a_narrow_column_with_a_cell_of_its_own_stays() -> None:
    """Nothing printed is lost to the rule above."""
    body = table(row("a", "x", "b"), row("c", "", "d"), widths=(1000, 40, 1000))
    assert drawn(one(body)) == ["a|x|b", "c||d"]


def test_columns_that_no_cell_ends_at_go() -> None:
    """A grid that other rows, now deleted, needed."""
    body = table(row(cell("a", span=2), "b"), row(cell("c", span=2), "d"), columns=3)
    assert drawn(one(body)) == ["a|b", "c|d"]


def test_leading_header_rows_are_counted() -> None:
    """tblHeader further down is no header; without any the markup says nothing."""
    head = "<w:tblHeader/>"
    marked = [row("a", "b", properties=head), row("c", "d"), row("e", "f", properties=head)]
    assert one(table(*marked, columns=2)).n_header_rows == 1
    assert one(table(row("a", "b"), row("c", "d"), columns=2)).n_header_rows is None
    assert one(table(row("a", "b", properties='<w:tblHeader w:val="0"/>'), row("c", "d"))).n_header_rows is None


@each_wrapper
def test_wrappers_at_every_level(around: str) -> None:
    """Around a table, a row, a cell, a paragraph in it and a run."""
    plain = ["a|b", "c|d"]
    inside = f"<w:p>{around.format(run('d'))}</w:p>"
    bodies = [
        around.format(table(row("a", "b"), row("c", "d"), columns=2)),
        table(row("a", "b"), around.format(row("c", "d")), columns=2),
        table(row("a", "b"), row("c", around.format(cell("d"))), columns=2),
        table(row("a", "b"), row("c", f"<w:tc>{around.format(p('d'))}</w:tc>"), columns=2),
        table(row("a", "b"), row("c", f"<w:tc>{inside}</w:tc>"), columns=2),
    ]
    assert [drawn(one(body)) for body in bodies] == [plain] * len(bodies)


def test_deleted_rows_and_cells_are_left_out() -> None:
    """As if the changes were accepted; told once."""
    blocks = read(
        table(
            row("a", "b"),
            row("x", "y", properties='<w:del w:id="1"/>'),
            row(cell("z", properties='<w:cellDel w:id="2"/>'), "c", "d"),
            columns=2,
        )
    )
    (found,) = blocks.blocks
    assert isinstance(found, TableFragment)
    assert drawn(found) == ["a|b", "c|d"]
    assert "revisions-settled" in codes(blocks)


def test_a_table_of_deleted_rows_is_none() -> None:
    """Nothing is left of it."""
    assert fragments(table(row("x", properties="<w:del/>"))) == []


def test_hidden_rows_are_told() -> None:
    """Word prints no row with `w:hidden`."""
    blocks = read(table(row("a", "b"), row("x", "y", properties="<w:hidden/>"), row("c", "d"), columns=2))
    assert [drawn(each) for each in blocks.blocks if isinstance(each, TableFragment)] == [["a|b", "c|d"]]
    assert codes(blocks) == ["hidden-text"]


def test_an_inner_table_is_text_of_its_cell() -> None:
    """Cells joined by blanks, rows by line feeds, among the cell's paragraphs."""
    inner = table(row("甲", "1"), row("乙", "2"), columns=2)
    found = one(table(row("a", cell("前", inner, "后")), row("c", "d"), columns=2))
    assert [each.text for each in found.cells] == ["a", "前\n甲 1\n乙 2\n后", "c", "d"]


def test_a_table_around_tables_is_layout() -> None:
    """The inner ones are tables of their own, numbered in order."""
    first, second = table(row("a", "b"), row("c", "d"), columns=2), table(row("e", "f"), row("g", "h"), columns=2)
    found = fragments(table(row(cell(first), cell(second), ""), columns=3))
    assert [drawn(each) for each in found] == [["a|b", "c|d"], ["e|f", "g|h"]]
    assert found[1].cells[0].places == (CellPlace(table=2, row=1, column=1),)


def test_a_table_of_one_column_around_a_table_is_layout() -> None:
    """A title above, the table below."""
    blocks = read(table(row("某局目录"), row(cell(table(row("a", "b"), row("c", "d"), columns=2))), columns=1)).blocks
    assert blocks[0] == Paragraph("某局目录")
    assert isinstance(blocks[1], TableFragment)


def test_a_table_of_one_cell_is_paragraphs() -> None:
    """A frame around a text."""
    assert texts(table(row(cell("甲", "乙")))) == ["甲", "乙"]
    assert texts(table(row(cell(table(row(cell("甲"))))))) == ["甲"]


def test_paragraphs_of_a_cell_stay_apart() -> None:
    """Joined by a line feed; empty ones are left out."""
    assert one(table(row(cell("□公报", "", "□网站"), "b"))).cells[0].text == "□公报\n□网站"


def test_order_of_the_body() -> None:
    """Paragraphs and tables as they come."""
    blocks = read(p("甲") + table(row("a", "b")) + p("乙") + table(row("c", "d")) + p("")).blocks
    assert [type(block) for block in blocks] == [Paragraph, TableFragment, Paragraph, TableFragment]


def test_absurd_spans_are_refused() -> None:
    """A span of millions would need as many places."""
    for bad in (row(cell("a", span=100_000_000)), row("a", properties='<w:gridBefore w:val="99999999"/>')):
        with pytest.raises(SourceTooLargeError):
            read(table(bad))


def test_a_grid_of_too_many_places_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many short rows beside a wide one."""
    monkeypatch.setattr(grids, "MAX_PLACES", 99)
    with pytest.raises(SourceTooLargeError):
        read(table(row(*"abcdefghij"), *[row("a")] * 9))


def test_odd_numbers_are_ignored() -> None:
    """Values that are no counts."""
    odd = '<w:gridSpan w:val="x"/><w:tcW w:w="50%" w:type="pct"/><w:tcW w:w="nan"/>'
    assert drawn(one(table(row(cell("a", properties=odd), "b"), row("c", "d")))) == ["a|b", "c|d"]
    assert drawn(one(table(row(cell("a", span=0), "b"), row("c", "d")))) == ["a|b", "c|d"]
