"""The builders of office files: what they write is what was meant. Read back by other libraries than ours."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook

from support.goldens import golden_catalogues
from support.layouts import lay_out
from support.printing.catalogue import Column, Layout, boxes, header_cells
from support.printing.model import Cell, Paragraph, Printed, Table
from support.printing.page import write_html
from support.printing.word import write_docx
from support.printing.workbook import write_xlsx

TABLE = Table(
    widths=(20, 20, 20),
    cells=(
        Cell(0, 0, 2, 1, ("序号",)),
        Cell(0, 1, 1, 2, ("公开事项",)),
        Cell(1, 1, 1, 1, ("一级",)),
        Cell(1, 2, 1, 1, ("二级",)),
        Cell(2, 0, 1, 1, ("1",)),
        Cell(2, 1, 2, 1, ("甲", "乙")),
        Cell(2, 2, 1, 1, ("子",)),
        Cell(3, 0, 1, 1, ("2",)),
        Cell(3, 2, 1, 1, ()),
    ),
    n_header_rows=2,
    numeric_columns=frozenset({0}),
)
PRINTED = Printed((Paragraph("某某目录"), TABLE), title="某某目录")


def test_a_word_table_has_spans_merges_and_a_header() -> None:
    """gridSpan, vMerge, tblHeader; paragraphs stay paragraphs; a paragraph ends the body."""
    document = Document(io.BytesIO(write_docx(PRINTED)))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[2].cells] == ["1", "甲\n乙", "子"]
    assert table.cell(3, 1)._tc is table.cell(2, 1)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 2
    assert document.element.body[-2].tag == qn("w:p")


def test_a_workbook_has_merged_ranges_and_numbers() -> None:
    """Below the title, which is merged over all columns."""
    sheet = load_workbook(io.BytesIO(write_xlsx(PRINTED))).active
    assert {str(cells) for cells in sheet.merged_cells.ranges} == {"A1:C1", "A2:A3", "B2:C2", "B4:B5"}
    assert (sheet["A4"].value, sheet["B4"].value, sheet["C5"].value) == (1, "甲\n乙", None)


def test_a_page_has_spans_and_declares_its_encoding() -> None:
    """In gb18030 as well."""
    data = write_html(PRINTED, "gb18030")
    page = html.fromstring(data.decode("gb18030"))
    spans = [(cell.get("rowspan"), cell.get("colspan")) for cell in page.iter("th", "td")]
    assert spans[:3] == [("2", None), (None, "2"), (None, None)]
    assert b'charset="gb18030"' in data


def test_a_table_covers_every_place_once() -> None:
    """A gap and an overlap are refused."""
    with pytest.raises(ValueError, match="no cell"):
        Table((10, 10), (Cell(0, 0),)).by_place()
    with pytest.raises(ValueError, match="two cells"):
        Table((10, 10), (Cell(0, 0, 1, 2), Cell(0, 1))).by_place()


def test_files_are_the_same_each_time() -> None:
    """But for what other programs write."""
    assert write_docx(PRINTED) == write_docx(PRINTED)
    assert write_xlsx(PRINTED) == write_xlsx(PRINTED)


def test_a_header_has_groups_and_labels_over_two_columns() -> None:
    """Neighbours of one group share its cell; a label of None is part of the one on its left."""
    columns = (
        Column("number", "序号", 10),
        Column("primary", "一级", 10, "公开事项"),
        Column("secondary", "二级", 10, "公开事项"),
        Column("content", None, 10, "公开事项"),
    )
    cells = [
        (*cell.lines, cell.row, cell.column, cell.n_rows, cell.n_columns) for cell in header_cells(Layout(columns))
    ]
    assert cells == [("序号", 0, 0, 2, 1), ("公开事项", 0, 1, 1, 3), ("一级", 1, 1, 1, 1), ("二级", 1, 2, 1, 2)]


def test_channels_are_printed_with_their_boxes() -> None:
    """One whose box is lost has none."""
    channels = [{"name": "甲", "selected": True}, {"name": "乙", "selected": False}, {"name": "丙", "selected": None}]
    assert boxes((2,))(channels) == ("■甲 □乙", "丙")


@pytest.mark.parametrize("seed", range(12))
def test_a_layout_prints_every_content_once_and_in_order(seed: int) -> None:
    """In each format of the same seed."""
    laid = lay_out(golden_catalogues()["lingwu"], seed)
    expected = [re.sub(r"\s", "", item["content"]) for item in laid.items]
    (word,) = Document(io.BytesIO(laid.write("docx"))).tables
    sheet = load_workbook(io.BytesIO(laid.write("xlsx"))).active
    page = html.fromstring(laid.write("html").decode())
    printed = (
        ["".join(run.text or "" for run in cell.iter(qn("w:t"))) for cell in word._tbl.iter(qn("w:tc"))],
        [str(cell.value or "") for row in sheet.iter_rows() for cell in row],
        [cell.text_content() for cell in page.iter("th", "td")],
    )
    for texts in printed:
        squeezed = [re.sub(r"\s", "", text) for text in texts]
        assert [text for text in squeezed if text in expected] == expected
