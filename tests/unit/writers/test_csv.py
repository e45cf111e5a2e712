"""The CSV table as a person and a spreadsheet see it."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import Article, Catalogue, Channel, Citation, Document, Item, LegalBasis
from gkml_extract.model.source import CellPlace, How, Origin, Source
from gkml_extract.writers import csv
from gkml_extract.writers.contract import Headers, WriteOptions
from support.goldens import golden

SOURCE = Source(path="a.txt", sha256="", format="text", reader="fake")


def table(document: Document, headers: Headers = Headers.EN) -> pd.DataFrame:
    """The table as pandas reads it: every cell a text."""
    return pd.read_csv(io.BytesIO(as_bytes(document, headers)), dtype=str, keep_default_na=False)


def as_bytes(document: Document, headers: Headers = Headers.EN) -> bytes:
    """The file."""
    stream = io.BytesIO()
    csv.write(document, stream, WriteOptions(headers))
    return stream.getvalue()


def one_item(**fields: object) -> Document:
    """A document of one item."""
    return Document(source=SOURCE, catalogues=(Catalogue(items=(Item(**fields),)),))  # type: ignore[arg-type]


def test_begins_with_a_byte_order_mark_and_ends_lines_with_crlf() -> None:
    """Excel takes the file for UTF-8 only so."""
    data = as_bytes(one_item(content="办事指南"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert data.endswith(b"\r\n")


def test_one_row_an_item_as_another_program_reads_it() -> None:
    """pandas finds the rows, the columns and the texts."""
    frame = table(golden("zhongwei"), Headers.ZH)
    assert len(frame) == 36
    items = golden("zhongwei").catalogues[0].items
    assert list(frame["公开内容（要素）"]) == [item.content or "" for item in items]
    assert list(frame["序号"]) == [item.number or "" for item in items]


def merged_cell(**second: object) -> Document:
    """Two items with their content from one cell, of which the first has a finding."""
    origin = {"content": Origin(How.MERGED, (CellPlace(1, 2, 3),))}
    first = Item(content="办事指南", origin=origin)
    finding = Finding(code="cell-clipped", severity=Severity.WARNING, message="", catalogue=0, item=0, field="content")
    items = (first, first.model_copy(update=second))
    return Document(source=SOURCE, catalogues=(Catalogue(items=items),), findings=(finding,))


def test_a_doubtful_merged_cell_is_marked_in_every_row_it_covers() -> None:
    """With the item that has the finding."""
    findings = table(merged_cell(), Headers.ZH)["疑点"]
    assert list(findings) == ["cell-clipped（content）", "cell-clipped（content，同条目 0）"]
    assert table(merged_cell())["findings"][1] == "cell-clipped（content, as item 0）"


def test_another_cell_of_the_same_place_is_not_marked() -> None:
    """Two cells may stand in one line of a text dump."""
    assert list(table(merged_cell(content="机构职能"))["findings"]) == ["cell-clipped（content）", ""]


def test_headers_in_both_languages_stand_for_the_same_columns() -> None:
    """Only the first line differs, where no item shares a doubtful cell with another."""
    document = golden("xishan")
    chinese, english = as_bytes(document, Headers.ZH), as_bytes(document, Headers.EN)
    assert chinese != english
    assert chinese.split(b"\r\n", 1)[1] == english.split(b"\r\n", 1)[1]
    assert not set(csv.header_row(Headers.ZH)) & set(csv.header_row(Headers.EN))


def test_channels_are_joined_visibly() -> None:
    """With the boxes as printed; ？ where a box was lost."""
    channels = (
        Channel(name="政府网站", selected=True),
        Channel(name="两微一端", selected=False),
        Channel(name="报刊", selected=None),
    )
    assert table(one_item(channels=channels))["channels"][0] == "■政府网站；□两微一端；？报刊"


def test_citations_are_joined_visibly() -> None:
    """As a person would cite."""
    law = Citation(
        title="政府信息公开条例",
        doc_number="国务院令第711号",
        articles=(Article(article=20, item=11), Article(article=21)),
    )
    plan = Citation(title="办公厅《关于公开的意见》")
    frame = table(one_item(legal_basis=LegalBasis(text="…", citations=(law, plan))))
    assert (
        frame["legal_basis.citations"][0]
        == "《政府信息公开条例》（国务院令第711号）第20条第11项、第21条；《办公厅《关于公开的意见》》"
    )


def test_a_number_with_a_quotation_mark_reads_back() -> None:
    """》 in a document number is none that ends the title."""
    law = Citation(title="办法", doc_number="令》第1号", articles=(Article(article=1),))
    document = one_item(legal_basis=LegalBasis(text="…", citations=(law,)))
    (back,) = csv.read(io.BytesIO(as_bytes(document)))
    assert back.catalogues[0].items[0].legal_basis == document.catalogues[0].items[0].legal_basis


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@x", "\tx", "\r=x"])
def test_formulas_are_written_as_text(text: str) -> None:
    """In every column that holds printed text."""
    frame = table(one_item(content=text, remarks=text, department=text))
    assert {frame["content"][0], frame["remarks"][0], frame["department"][0]} == {f"'{text}"}


def test_a_foreign_table_is_refused() -> None:
    """A header that is not ours is an error that names it."""
    with pytest.raises(ValueError, match="price"):
        csv.read(io.BytesIO(b"price,\r\n1,2\r\n"))


def test_an_empty_file_holds_no_document() -> None:
    """Nothing in, nothing out."""
    assert csv.read(io.BytesIO(b"")) == ()
