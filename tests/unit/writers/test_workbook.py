"""The workbook as a person and as other programs see it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from gkml_extract.model.deadline import Deadline, DeadlineKind
from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import Audience, Catalogue, Channel, Document, FiveOpen, Item, Method
from gkml_extract.model.source import Source
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.workbook import MAX_TEXT, FileRow, Workbook

ITEMS = (
    Item(
        number="1",
        primary="机构",
        secondary="概况",
        content="=HYPERLINK(1)",
        channels=(Channel(name="网", selected=True),),
    ),
    Item(number="1", primary="机构", secondary="概况", content="电话", method=Method(proactive=True, on_request=False)),
    Item(number="2", primary="机构", secondary="领导", audience=Audience(public="企业", specific=None)),
    Item(number="3", primary="财政", secondary="领导", five_open=(FiveOpen.RESULT,), extra={"层级": True}),
)
FINDINGS = (
    Finding(
        code="deadline-missing", severity=Severity.WARNING, message="没有时限", catalogue=0, item=0, field="deadline"
    ),
    Finding(code="own", severity=Severity.ERROR, message="二级不对", catalogue=0, item=1, field="secondary"),
    Finding(code="number-gap", severity=Severity.WARNING, message="序号", catalogue=0, item=9, field="number"),
)
SOURCE = Source(path="a.pdf", sha256="1", format="pdf", reader="pdf")


def workbook(*documents: Document, headers: Headers = Headers.ZH) -> tuple[bytes, int]:
    """The bytes of a workbook, and how many texts were cut."""
    stream = io.BytesIO()
    book = Workbook(stream, headers)
    for document in documents:
        book.add(document.source.path, document)
    book.add_file(FileRow("坏.pdf", "failed", "打不开"))
    book.close()
    return stream.getvalue(), book.n_cut


def document(*items: Item, findings: tuple[Finding, ...] = ()) -> Document:
    """One catalogue with these items."""
    return Document(source=SOURCE, catalogues=(Catalogue(title="目录", items=items),), findings=findings)


@pytest.fixture(scope="module")
def made() -> bytes:
    """The workbook of ITEMS."""
    return workbook(document(*ITEMS, findings=FINDINGS))[0]


@pytest.fixture(scope="module")
def book(made: bytes) -> Any:
    """The same, read by openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(made))


def row(sheet: Any, number: int) -> dict[str, Any]:
    """A row by its headers; rows count from 1."""
    return {header.value: cell.value for header, cell in zip(sheet[1], sheet[number], strict=True)}


def test_every_sheet_has_a_frozen_header_and_a_filter(book: Any) -> None:
    """Over all of its rows."""
    assert book.sheetnames == ["条目", "疑点", "文件", "全部字段"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert book["条目"].auto_filter.ref == "A1:Z5"


def test_titles_are_merged_inside_their_group_only(book: Any) -> None:
    """领导 of two primary items is two cells."""
    assert sorted(str(each) for each in book["条目"].merged_cells.ranges) == ["D2:D3", "E2:E4", "F2:F3"]


def test_each_cell_of_a_merged_range_holds_the_text(made: bytes) -> None:
    """A filter for 机构 finds three rows, though one cell is shown."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="(E\d)"[^>]*><is><t>机构</t>', sheet) == ["E2", "E3", "E4"]


def test_ticks_are_marks_and_a_lost_one_a_question(book: Any) -> None:
    """A text in the place of a tick stands as printed, and what is not ticked is empty."""
    rows = [row(book["条目"], number) for number in range(2, 6)]
    assert (rows[1]["主动公开"], rows[1]["依申请公开"]) == ("√", None)
    assert (rows[2]["全社会"], rows[2]["特定群体"]) == ("企业", "？")
    assert (rows[3]["结果"], rows[3]["决策"], rows[3]["其他列"]) == ("√", None, "层级：√")
    assert rows[0]["公开渠道和载体"] == "■网"


def test_a_text_like_a_formula_is_text(book: Any) -> None:
    """Also when somebody edits the cell: it has a quote prefix."""
    cell = book["条目"]["H2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert not book["条目"]["H3"].quotePrefix


def test_findings_are_comments_on_their_cells(book: Any) -> None:
    """One on a covered cell of a merged range stands in the last column, whose text names all of the row."""
    sheet = book["条目"]
    comments = {cell.coordinate: cell.comment.text for cells in sheet for cell in cells if cell.comment}
    assert comments == {"J2": "没有时限\n请对照原文核对此行。", "Z3": "二级不对"}
    assert (sheet["Z2"].value, sheet["Z3"].value) == ("没有时限", "二级不对")
    assert sheet["J2"].fill.start_color.rgb == "FFFFF2CC"


def test_findings_have_a_sheet_with_links_to_their_rows(book: Any) -> None:
    """One whose item is not there has none."""
    rows = [row(book["疑点"], number) for number in range(2, 5)]
    assert [(each["行"], each["字段"], each["级别"]) for each in rows] == [
        ("2", "公开时限", "警告"), ("3", "二级事项", "错误"), (None, "序号", "警告"),
    ]  # fmt: skip
    assert book["疑点"]["B2"].hyperlink.location == "'条目'!A2"


def test_a_file_that_could_not_be_read_stands_among_the_files(book: Any) -> None:
    """With its reason."""
    assert [row(book["文件"], 3)[key] for key in ("文件", "状态", "说明")] == ["坏.pdf", "失败", "打不开"]


def test_headers_can_be_english() -> None:
    """All of them, and the names of the sheets."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(document(*ITEMS), headers=Headers.EN)[0]))
    assert book.sheetnames == ["items", "findings", "files", "all fields"]
    assert all(cell.value.isascii() for sheet in book for cell in sheet[1])


def test_a_text_longer_than_a_cell_is_cut_and_counted() -> None:
    """Excel would not open it; the writer of workbooks alone would drop it."""
    made, n_cut = workbook(document(Item(content="长" * (MAX_TEXT + 1))))
    text = openpyxl.load_workbook(io.BytesIO(made))["条目"]["H2"].value
    assert (len(text) <= MAX_TEXT, text[-1], n_cut) == (True, "…", 2)


def test_rows_are_as_high_as_their_texts(book: Any) -> None:
    """Programs other than Excel do not find it by themselves."""
    long = Item(content="很长的内容" * 20, deadline=Deadline(text="及时", kind=DeadlineKind.IMMEDIATE))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(document(long))[0]))["条目"]
    assert sheet.row_dimensions[2].height >= 5 * 15
    assert book["条目"].row_dimensions[3].height < 2 * 16
