"""Workbooks and pages that are cut, have bytes changed, or are soup: a sound grid or a GkmlError, in bounded time."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract.extractors.registry import EXTRACTORS, Extractor, identify
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.errors import GkmlError
from support import ole
from support.effort import ends
from support.workbooks import lines, packed, saved, xlsb, xlsb_cell, xlsb_merge, xlsb_sheet

BY_FORMAT = {reader.format: reader for reader in EXTRACTORS}


def _xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in range(1, 30):
        sheet.append([row, "机构职能", f"内容{row}", 0.5, True])
    sheet.merge_cells("B2:B9")
    sheet.row_dimensions[4].hidden = True
    return saved(workbook)


def _xls() -> bytes:
    texts = b"".join(ole.wide(f"公开内容{n}") for n in range(30))
    strings = [struct.pack("<II", 30, 30) + texts]
    cells = b"".join(ole.cell(0xFD, n, 1, struct.pack("<I", n)) for n in range(30))
    cells += b"".join(ole.cell(0x203, n, 0, struct.pack("<d", n), n % 2) for n in range(30))
    return ole.xls(cells + ole.record(0xE5, struct.pack("<HHHHH", 1, 3, 9, 0, 0)), strings=strings, formats=["0000"])


def _xlsb() -> bytes:
    rows = {n: xlsb_cell(7, 0, struct.pack("<I", 0)) + xlsb_cell(6, 1, f"内容{n}") for n in range(30)}
    return xlsb(xlsb_sheet(rows, after=xlsb_merge(1, 3, 0, 0)), strings=("序号",))


_ROW = "<tr><td>1<td><p>机构</p><td><input type=checkbox checked>网站"
_PAGE = (
    "<html><meta charset=gbk><table><caption>目录</caption><thead><tr><th rowspan=2>序号<th colspan=2>事项"
    "<tr><th>甲<th>乙</thead>"
    + "<tr><td>1<td><p>机构</p><td><input type=checkbox checked>网站" * 20
    + "</table></html>"
).encode("gbk")
FILES = {"xlsx": _xlsx(), "xls": _xls(), "xlsb": _xlsb(), "html": _PAGE}


def damaged(data: bytes, seed: int, n: int) -> Iterator[bytes]:
    """Copies of a file, each cut somewhere or with some bytes changed."""
    chance = random.Random(seed)
    for _ in range(n):
        copy = bytearray(data)
        if chance.random() < 0.3:
            del copy[chance.randrange(len(copy)) :]
        for _ in range(chance.choice((0, 1, 3, 20))):
            if copy:
                copy[chance.randrange(len(copy))] = chance.randrange(256)
        yield bytes(copy)


def survives(reader: Extractor, data: bytes) -> Blocks | None:
    """What a reader makes of the bytes, if anything; its grids are sound and it takes no longer than it may."""
    with ends():
        try:
            content = reader.read(data)
        except GkmlError as error:
            assert error.en and error.zh
            return None
    assert isinstance(content, Blocks)
    for block in content.blocks:
        if isinstance(block, TableFragment):
            lines(block)
    return content


@pytest.mark.parametrize("name", FILES)
def test_damaged_files(name: str) -> None:
    """Read by the reader of their format."""
    for data in damaged(FILES[name], 1, 150):
        survives(BY_FORMAT[name], data)


@pytest.mark.parametrize("name", FILES)
def test_files_read_by_the_wrong_reader(name: str) -> None:
    """An error that says what to do, or nothing wrong."""
    for reader in EXTRACTORS:
        if reader.format in BY_FORMAT.keys() - {"text"} and reader.format in (*FILES, "ods"):
            survives(reader, FILES[name])


def test_parts_of_an_xlsx_damaged_before_they_are_packed() -> None:
    """The checksums of the zip are right, so that the XML must be checked."""
    with zipfile.ZipFile(io.BytesIO(FILES["xlsx"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        for data in damaged(parts[part], 2, 60):
            survives(BY_FORMAT["xlsx"], packed(parts | {part: data}))


NAMES = "table tr td th tbody thead tfoot caption div p b span ul ol li br input select option textarea pre ruby rt"
TAGS = st.sampled_from(NAMES.split(" "))
SPANS = st.sampled_from(["", "", " rowspan=2", " colspan=3", " rowspan=0", " colspan=99999", " hidden"])
TEXTS = st.integers(0, 999).map(lambda n: f"字{n}尾")
ODD = ["<!--", "-->", "<![if x]>", "&", "&#0;", "&nbsp;", "<", ">", "\0", "</html>", "<script>", "</script>"]
PIECES = st.one_of(
    st.tuples(TAGS, SPANS).map(lambda found: f"<{found[0]}{found[1]}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    TEXTS,
    st.sampled_from(ODD),
)
PLAIN = ["<td rowspan=2>", "<td colspan=2>"] + [
    f"<{end}{tag}>" for tag in ["table", "tr", "td", "tbody", "caption", "div", "p", "b", "li"] for end in ("", "/")
]


@settings(deadline=None, max_examples=300)
@given(pieces=st.lists(PIECES, max_size=40))
def test_soup(pieces: list[str]) -> None:
    """Sound grids, whatever the tags are; no text comes twice."""
    content = survives(BY_FORMAT["html"], f"<!DOCTYPE html><table>{''.join(pieces)}".encode())
    assert content is not None
    shown = re.findall(r"字\d+尾", repr(content.blocks))
    assert len(shown) <= sum(piece.startswith("字") for piece in pieces)


@settings(deadline=None, max_examples=300)
@given(pieces=st.lists(st.one_of(st.sampled_from(PLAIN), TEXTS), max_size=40))
def test_soup_without_anything_hidden_keeps_every_text(pieces: list[str]) -> None:
    """Each as often as it is written."""
    content = survives(BY_FORMAT["html"], f"<!DOCTYPE html>{''.join(pieces)}".encode())
    assert content is not None
    assert sorted(re.findall(r"字\d+尾", repr(content.blocks))) == sorted(p for p in pieces if p.startswith("字"))


def test_fifty_megabytes_of_page() -> None:
    """Answered, and nothing is left out."""
    row = "<tr><td>1<td>" + "政务公开" * 200 + "</td></tr>\n"
    data = f"<!DOCTYPE html><table>{row * 20_000}</table>".encode()
    assert len(data) > 45_000_000
    (block,) = identify(data, "x").read(data).blocks  # type: ignore[union-attr]
    assert isinstance(block, TableFragment) and block.n_rows == 20_000
