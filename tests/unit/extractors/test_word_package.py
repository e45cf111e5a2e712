"""Word packages: which bytes are one, and what is refused."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
from pathlib import Path

import pytest

from gkml_extract.extractors.registry import identify
from gkml_extract.extractors.word import package
from gkml_extract.extractors.word.reader import Word
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import (
    CorruptSourceError,
    EncryptedSourceError,
    SourceError,
    SourceTooLargeError,
    UnknownFormatError,
)
from gkml_extract.model.table import Paragraph
from support.effort import calls, ends
from support.word import HEAD, cell, docx, drawn, p, pack, part, row, table

BODY = part("document", f"<w:body>{p('甲')}</w:body>")
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
OVERRIDE = '<Override PartName="/{}" ContentType="application/{}"/>'
BOMBS = Path(__file__).parents[4] / "shared" / "real" / "xml"


def types(name: str, kind: str) -> str:
    """A list of content types with one part."""
    return HEAD + TYPES.format(OVERRIDE.format(name, kind))


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "vnd.ms-word.document.macroEnabled.main+xml",
        "vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_the_body_is_found_by_its_type(kind: str) -> None:
    """Wherever it stands: .docx, .docm, .dotx, .dotm."""
    data = pack({"[Content_Types].xml": types("doc/main.xml", kind), "doc/main.xml": BODY})
    assert identify(data, "x").format == "docx"
    assert Word().read(data).blocks == (Paragraph("甲"),)


def test_names_of_parts_are_compared_as_the_convention_says() -> None:
    """Without case; some programs write backslashes."""
    for name in ("word\\document.xml", "Word/Document.xml", "/word/document.xml"):
        data = pack({name: BODY})
        assert Word().identify(data, "x")
        assert Word().read(data).blocks == (Paragraph("甲"),)


def test_other_packages_are_not_word() -> None:
    """A workbook with a Word document inside, a presentation, a plain zip, no zip."""
    for parts in ({"xl/workbook.xml": "", "word/document.xml": BODY}, {"ppt/presentation.xml": ""}, {"a.txt": "甲"}):
        assert not Word().identify(pack(parts), "a.docx")
    assert not Word().identify(b"PK\x03\x04", "a.docx")
    assert not Word().identify("甲".encode(), "a.docx")


def test_strict_documents() -> None:
    """Other namespaces, widths with units."""
    strict = docx(table(row(cell("序号", width=500), cell("公开事项", width=2000)), row("1", "a", "b")))
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        body = archive.read("word/document.xml").decode()
    body = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    (found,) = Word().read(pack({"word/document.xml": body})).blocks
    assert isinstance(found, TableFragment)
    assert drawn(found)[1] == "1|a|b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_parts(encoding: str) -> None:
    """As the part declares it."""
    name = "UTF-16" if encoding == "utf-16" else "GB18030" if encoding == "gb18030" else "UTF-8"
    body = BODY.replace('encoding="UTF-8"', f'encoding="{name}"').encode(encoding)
    assert Word().read(pack({"word/document.xml": body})).blocks == (Paragraph("甲"),)


def test_a_torn_file_is_damaged_not_unknown() -> None:
    """The directory of a zip stands at its end."""
    data = docx(p("甲"))
    torn = data[: len(data) // 2]
    assert identify(torn, "x").format == "docx"
    with pytest.raises(CorruptSourceError):
        Word().read(torn)


def test_missing_parts() -> None:
    """No body; a body without content; relations that point nowhere."""
    for parts in (
        {"word/other.xml": BODY},
        {"word/document.xml": part("document", "")},
        {"word/document.xml": ""},
        {"word/document.xml": "<w:document"},
        {"[Content_Types].xml": "<Types"},
    ):
        with pytest.raises(CorruptSourceError):
            Word().read(pack(parts))
    relations = '<Relationships><Relationship Type="x/styles" Target="../../../etc/passwd"/></Relationships>'
    parts = {"word/document.xml": BODY, "word/_rels/document.xml.rels": relations}
    assert Word().read(pack(parts)).blocks == (Paragraph("甲"),)


@pytest.mark.parametrize("bomb", sorted(BOMBS.glob("*.xml")) if BOMBS.exists() else [], ids=lambda path: path.stem)
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_bombs_and_foreign_entities(bomb: Path, name: str) -> None:
    """Refused at once wherever they stand; an XML file that is no bomb has no body."""
    with zipfile.ZipFile(io.BytesIO(docx(p("甲"), styles=""))) as archive:
        parts: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = bomb.read_bytes()
    is_bomb = b"<!DOCTYPE" in bomb.read_bytes() or name == "word/document.xml"
    with ends(), pytest.raises(CorruptSourceError) if is_bomb else contextlib.nullcontext():
        Word().read(pack(parts))


def test_entities_are_refused_in_any_encoding() -> None:
    """A bomb in UTF-16, and one behind a long comment."""
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>' + BODY.removeprefix(HEAD).replace("甲", "&b;")
    for data in (
        ('<?xml version="1.0" encoding="UTF-16"?>' + bomb).encode("utf-16"),
        (f"<!--{'x' * 9000}-->" + bomb).encode(),
    ):
        with pytest.raises(CorruptSourceError):
            Word().read(pack({"word/document.xml": data}))


def test_limits_of_unpacked_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part, all parts together, the ratio, the number of tags."""
    data = docx("".join(map(p, "甲" * 500)), styles="<w:style/>" * 50)
    for name, limit in (("MAX_PART_BYTES", 1000), ("MAX_TOTAL_BYTES", 5000), ("MAX_TAGS", 100)):
        with monkeypatch.context() as patched, pytest.raises(SourceTooLargeError):
            patched.setattr(package, name, limit)
            Word().read(data)
    bomb = docx("<!--" + " " * 20_000_000 + "-->")
    with pytest.raises(SourceTooLargeError):
        Word().read(bomb)


def test_a_size_that_lies_does_not_unpack_more() -> None:
    """The directory says 10 bytes; what would follow is not read."""
    data = bytearray(docx(p("甲" * 10_000)))
    at = data.rfind(b"PK\x01\x02", 0, data.find(b"word/document.xml", data.find(b"PK\x01\x02")))
    struct.pack_into("<I", data, at + 24, 10)
    with pytest.raises(CorruptSourceError):
        Word().read(bytes(data))


def test_a_locked_zip_is_told() -> None:
    """The flag of a password."""
    data = bytearray(docx(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(EncryptedSourceError):
        Word().read(bytes(data))


def test_deep_nesting_is_refused_or_read() -> None:
    """Tables in tables, controls in controls, as deep as the parser lets pass."""
    for depth in (20, 60, 80, 100, 5000):
        nested = p("甲")
        for _ in range(depth):
            nested = table(row(f"<w:tc>{nested}</w:tc>"))
        wrapped = "<w:sdt><w:sdtContent>" * depth + p("甲") + "</w:sdtContent></w:sdt>" * depth
        inserted = p("<w:ins>" * depth + "<w:r><w:t>甲</w:t></w:r>" + "</w:ins>" * depth)
        for body in (nested, wrapped, inserted):
            try:
                assert Word().read(docx(body)).blocks == (Paragraph("甲"),)
            except SourceError:
                assert depth > 60


def test_ten_thousand_merged_cells_in_linear_time() -> None:
    """Four times the rows take four times the steps."""

    def steps(n_rows: int) -> int:
        rows = [row(cell(str(at % 9), merge="continue" if at % 50 else "restart"), "b", "c") for at in range(n_rows)]
        data = docx(table(*rows, columns=3))
        return calls(lambda: Word().read(data))

    with ends():
        assert steps(10_000) < 4.5 * steps(2_500)


@pytest.mark.slow
def test_a_table_of_fifty_thousand_rows() -> None:
    """Read whole."""
    data = docx(table(*[row("1", "概况", "及时") for _ in range(50_000)], columns=3))
    (found,) = Word().read(data).blocks
    assert isinstance(found, TableFragment)
    assert (found.n_rows, len(found.cells)) == (50_000, 150_000)


def test_a_plain_zip_is_unknown() -> None:
    """No reader claims it."""
    with pytest.raises(UnknownFormatError):
        identify(pack({"a.txt": "甲"}), "a.docx")
