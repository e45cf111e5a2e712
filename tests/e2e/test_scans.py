"""Scans of pages whose PDF holds their text: the same grids, and nearly every character."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import pypdfium2
import pytest

from gkml_extract.extract import read_content
from gkml_extract.extractors.registry import identify
from gkml_extract.model.content import Blocks
from support.goldens import NEEDS_OCR, SAMPLES
from support.scan_scoring import compare_blocks
from support.scanning import Paper, as_jpeg, as_pdf, as_png, as_tiff, scan_pdf

pytestmark = [pytest.mark.slow, NEEDS_OCR]
SEED = 20
CREAM = (248, 240, 222)


@dataclass(frozen=True)
class Case:
    """A page of a rebuilt sample, counted from 0, and the paper it is on."""

    document: str
    page: int
    paper: Paper
    pack: str = "tiff"
    least: float = 0.985


CASES = {
    "plain": Case("zhongwei", 0, Paper()),
    "cream, with a seal": Case(
        "jinfeng", 0, Paper(seal="某某县医疗保障局", mode="RGB", colour=CREAM, gradient=0.2), "pdf"
    ),
    "150 dpi": Case("dawukou", 1, Paper(dpi=150), "jpeg", 0.97),
    "300 dpi, black and white": Case("lingwu", 1, Paper(dpi=300, mode="1")),
    "faint rules": Case("zhongwei", 2, Paper(rules="faint"), "png"),
    "broken rules": Case("xishan", 0, Paper(rules="broken")),
    "dotted rules": Case("lingwu", 0, Paper(rules="dotted")),
    "on its left side": Case("dawukou", 2, Paper(turn=3), "pdf"),
    "on its right side": Case("jinfeng", 1, Paper(turn=1)),
    "upside down": Case("xishan", 1, Paper(turn=2), "jpeg"),
    "askew": Case("zhongwei", 1, Paper(skew=2.5)),
    "by phone": Case("xishan", 0, Paper(dpi=250, is_photo=True, mode="RGB"), "jpeg", 0.95),
}


@cache
def page_of(document: str, page: int) -> bytes:
    """One page of a rebuilt PDF as a file of its own."""
    whole = pypdfium2.PdfDocument(SAMPLES / "rebuilt" / f"{document}.pdf")
    alone = pypdfium2.PdfDocument.new()
    alone.import_pages(whole, [page])
    stream = io.BytesIO()
    alone.save(stream)
    return stream.getvalue()


def blocks_of(data: bytes, name: str) -> Blocks:
    """The tables and paragraphs of a file."""
    content = read_content(data, identify(data, name))
    assert isinstance(content, Blocks)
    return content


@pytest.mark.parametrize("name", CASES)
def test_a_scan_has_the_grids_and_characters_of_its_pdf(name: str) -> None:
    """Rows, columns and merges are all there."""
    case = CASES[name]
    pdf = page_of(case.document, case.page)
    pages = scan_pdf(pdf, case.paper, SEED)
    packed = {
        "tiff": lambda: as_tiff(pages, case.paper.dpi, case.paper.mode, 75),
        "pdf": lambda: as_pdf(pages, case.paper.dpi, case.paper.mode, 75),
        "png": lambda: as_png(pages[0], case.paper.dpi),
        "jpeg": lambda: as_jpeg(pages[0], case.paper.dpi),
    }[case.pack]()
    likeness = compare_blocks(blocks_of(packed, f"a.{case.pack}"), blocks_of(pdf, "a.pdf"))
    assert likeness.has_same_grids
    assert likeness.characters >= case.least
