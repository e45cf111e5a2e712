"""The segments of paths: where PDFium keeps them, they are what it gives when asked."""

from __future__ import annotations

import numpy as np
import pytest

from gkml_extract.extractors import pdf_segments
from gkml_extract.extractors.pdf import Pdf
from support.pdf import PdfPage, pdf

DRAWN = "10 10 m 90 10 l S 20 20 30 40 re f 5 5 m 10 40 60 40 70 5 c 40 1 l h 80 80 m 90 95 l 70 99 l h B 1 w n"


def test_segments_are_kept_as_they_are_asked_for() -> None:
    """If a new PDFium keeps them otherwise, pages of many borders take longer: the layout is to be looked up anew."""
    assert pdf_segments._is_kept_so()


def test_a_pdfium_that_keeps_segments_otherwise_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines, rectangles, curves and closed subpaths give the same shapes both ways."""
    data = pdf(PdfPage().draw(DRAWN).grid([50, 150, 250], [100, 130, 160]))
    kept = next(iter(Pdf().read(data))).shapes
    monkeypatch.setattr(pdf_segments, "_is_kept_so", lambda: False)
    asked = next(iter(Pdf().read(data))).shapes
    assert len(kept) > 8
    assert np.array_equal(kept.kinds, asked.kinds)
    assert np.array_equal(kept.boxes, asked.boxes)
