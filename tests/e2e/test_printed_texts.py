"""Texts that pdftotext and PDFium print of sample PDFs are read again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from gkml_extract.compare.scoring import ReadingScore, score_items
from gkml_extract.extract import extract_bytes
from support.dumps import fields_of
from support.goldens import golden_catalogues

SAMPLES = Path(__file__).parents[2] / "samples" / "rebuilt"
NAMES = ("dawukou", "lingwu", "xishan")
LEAST_RIGHT = {"layout": 0.8, "raw": 0.7, "pdfium": 0.6}
"""Bounds well below what was measured: docs/text-layouts.md."""
MOST_SILENT = 0.04

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)"),
]


def text_of(name: str, mode: str) -> bytes:
    """The text of a sample as a tool prints it."""
    pdf = SAMPLES / f"{name}.pdf"
    if mode == "pdfium":
        with pypdfium2.PdfDocument(pdf) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document).encode()
    option = [] if mode == "plain" else [f"-{mode}"]
    return subprocess.run(["pdftotext", *option, str(pdf), "-"], check=True, capture_output=True).stdout


def score(name: str, mode: str) -> ReadingScore:
    """One sample's text against its golden."""
    truth = golden_catalogues("rebuilt")[name]["items"]
    return score_items(extract_bytes(text_of(name, mode), "a.txt"), truth, fields_of(truth))


@pytest.mark.parametrize("mode", LEAST_RIGHT)
def test_most_cells_are_read(mode: str) -> None:
    """And hardly one is wrong without a finding."""
    scores = [score(name, mode) for name in NAMES]
    cells = sum(each.cells for each in scores)
    assert 1 - sum(len(each.wrong) for each in scores) / cells >= LEAST_RIGHT[mode]
    assert sum(each.silent for each in scores) <= MOST_SILENT * cells


@pytest.mark.parametrize("name", NAMES)
def test_text_in_the_order_of_columns_is_refused(name: str) -> None:
    """As pdftotext prints it without an option: no rows, and an error that says what to give instead."""
    document = extract_bytes(text_of(name, "plain"), "a.txt")
    assert not document.catalogues
    found = next(each for each in document.findings if each.code in ("columns-out-of-order", "layout-scrambled"))
    assert found.severity == "error"
