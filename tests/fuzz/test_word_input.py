"""Word files that are cut, flipped or made of odd pieces: blocks that keep their promise, or a message."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkml_extract.extractors.registry import EXTRACTORS
from gkml_extract.extractors.word.reader import Word
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.errors import SourceError
from support.effort import ends
from support.word import cell, docx, listed, numbering, p, pack, row, run, table

BODY = (
    p("某局政务公开目录")
    + table(
        row(cell("序号", merge="restart"), cell("公开事项", span=2), "公开渠道", properties="<w:tblHeader/>"),
        row(
            cell(merge="continue"),
            "一级事项",
            "二级事项",
            run("þ", '<w:rFonts w:ascii="Wingdings"/>').join(["<w:tc>", "</w:tc>"]),
        ),
        row(f"<w:tc>{p(properties=listed())}</w:tc>", "概况", cell("职能", table(row("a", "b"), row("c", "d"))), "x"),
        columns=4,
    )
    + p("注", '<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>', properties=listed(1))
)
WHOLE = docx(BODY, numbering=numbering("decimal:%1.", "chineseCounting:%2、"), styles="<w:style/>")
with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
    PARTS = {name: archive.read(name) for name in archive.namelist()}


def check(data: bytes) -> None:
    """Blocks whose grids are covered once, or a SourceError with both languages."""
    try:
        blocks = Word().read(data)
    except SourceError as error:
        assert error.en and error.zh
        return
    check_blocks(blocks)


def check_blocks(blocks: Blocks) -> None:
    """Each place of each grid is covered by one cell."""
    for block in blocks.blocks:
        if isinstance(block, TableFragment):
            covered = sorted(
                (at, column)
                for each in block.cells
                for at in range(each.row, each.row + each.rowspan)
                for column in range(each.column, each.column + each.colspan)
            )
            assert covered == [(at, column) for at in range(block.n_rows) for column in range(block.n_columns)]
            assert [(each.row, each.column) for each in block.cells] == sorted(
                (each.row, each.column) for each in block.cells
            )
        else:
            assert block.text


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damaged_packages(data: st.DataObject) -> None:
    """A cut and flipped bytes anywhere in the zip."""
    damaged = bytearray(WHOLE[: data.draw(st.integers(1, len(WHOLE)))])
    for _ in range(data.draw(st.integers(0, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    for extractor in EXTRACTORS:
        extractor.identify(bytes(damaged), "a.docx")
    check(bytes(damaged))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_damaged_parts(data: st.DataObject) -> None:
    """Inside a sound zip: cuts, flips, and pieces of a part repeated."""
    name = data.draw(st.sampled_from(sorted(PARTS)))
    damaged = bytearray(PARTS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    check(pack({**PARTS, name: bytes(damaged)}))


PIECES = st.sampled_from(
    [
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>甲</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
        "</w:tc>", "<w:tcPr><w:vMerge/></w:tcPr>", '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>', "<w:sdt>", "</w:sdt>",
        '<w:tcPr><w:hMerge/><w:vMerge w:val="restart"/></w:tcPr>', '<w:trPr><w:gridBefore w:val="2"/></w:trPr>',
        "<w:sdtContent>", "</w:sdtContent>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>',
        '<w:fldChar w:fldCharType="separate"/>', "<w:br/>", '<w:sym w:font="Wingdings" w:char="F0FE"/>',
        "<w:txbxContent>", "</w:txbxContent>", "<w:drawing>", "</w:drawing>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<mc:AlternateContent>",
        "</mc:AlternateContent>", "<mc:Choice>", "</mc:Choice>", f"<w:pPr>{listed()}</w:pPr>", "<w:ins>", "</w:ins>",
        "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>", "<w:sdtPr><w14:checkbox/></w:sdtPr>", "<w:rPr><w:vanish/></w:rPr>",
        '<w:tcPr><w:tcW w:w="700" w:type="dxa"/></w:tcPr>', '<w:tblGrid><w:gridCol w:w="20"/></w:tblGrid>',
    ]
)  # fmt: skip


def balanced(pieces: list[str]) -> str:
    """The pieces with every tag closed, in any nesting that they make."""
    made, opened = "", []
    for piece in pieces:
        if piece.startswith("</"):
            if piece[2:-1] in opened:
                while (last := opened.pop()) != piece[2:-1]:
                    made += f"</{last}>"
                made += piece
        else:
            made += piece
            if piece.count("<") == 1 and not piece.endswith("/>"):
                opened.append(piece[1:-1])
    return made + "".join(f"</{last}>" for last in reversed(opened))


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, max_size=60))
def test_odd_nesting(pieces: list[str]) -> None:
    """Well-formed XML that no schema allows."""
    check(docx(balanced(pieces), numbering=numbering("decimal:%1.")))


@pytest.mark.parametrize("n", [20_000])
def test_long_chains_in_linear_time(n: int) -> None:
    """Deleted marks, breaks in an open bracket, fields in fields: none costs the square of its length."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    bodies = [
        p("甲", properties="<w:rPr><w:del/></w:rPr>") * n,
        p("（甲", "<w:r><w:br/><w:t>乙</w:t></w:r>" * n),
        p((begin + separate + "<w:r><w:t> </w:t></w:r>") * n + end * n),
        p(begin * n + "<w:r><w:t>甲</w:t></w:r>"),
        p("<w:r><w:instrText>EQ \\o(</w:instrText></w:r>" * n),
        table(*[row("甲")] * n, row("甲", "乙")),
    ]
    for body in bodies:
        with ends():
            check(docx(body))


def test_layout_in_layout_in_linear_time() -> None:
    """Each level is looked at once."""
    nested = table(row("a", "b"), row("c", "d"))
    for _ in range(70):
        nested = table(row("甲"), row(f"<w:tc>{nested}</w:tc>"))
    blocks = Word().read(docx(nested)).blocks
    assert len(blocks) == 71
