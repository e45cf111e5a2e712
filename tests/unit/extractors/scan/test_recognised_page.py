"""Whole pages that are pictures, recognised."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.scan import engine, recognised_page
from gkml_extract.model.source import How, PagePlace
from support.goldens import SAMPLES
from support.scanning import with_rules

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not engine.is_installed(), reason="the extra `ocr` is not installed"),
]


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Each test has a cache of its own."""
    monkeypatch.setenv("GKML_CACHE", str(tmp_path))
    yield tmp_path


def scanned(dpi: int = 150, turns: int = 0) -> Image.Image:
    """The first page of a small catalogue, as a picture."""
    page = pypdfium2.PdfDocument(SAMPLES / "made" / "shiqiao.pdf")[0]
    picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
    return picture.rotate(90 * turns, expand=True)


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    """A file of one page."""
    stream = io.BytesIO()
    picture.save(stream, kind, **({"resolution": 150.0} if kind == "PDF" else {"dpi": (150, 150)}))
    return stream.getvalue()


def test_a_picture_becomes_records_with_their_origin(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items, boxes and places; a second run recognises nothing."""
    document = extract_bytes(saved(scanned()), "目录.png")
    item = document.catalogues[0].items[0]
    assert document.source.reader == "scan.png"
    assert item.primary == "机构职能"
    assert {(channel.name, channel.selected) for channel in item.channels} >= {("区政府门户网站", True)}
    assert item.origin["content"].how is How.OCR
    assert item.origin["content"].score is not None
    assert any(own_cache.rglob("*.npz"))
    monkeypatch.setattr(recognised_page, "_recognised", None)
    assert extract_bytes(saved(scanned()), "目录.png").catalogues == document.catalogues


def test_a_pdf_that_is_a_picture_lying_on_its_side() -> None:
    """Its pages are turned for the reading; places are those of the page as it is."""
    document = extract_bytes(saved(scanned(turns=1), "PDF"), "目录.pdf")
    assert document.catalogues[0].items[0].primary == "机构职能"
    assert "page-recognised" in {finding.code for finding in document.findings}
    place = document.catalogues[0].items[0].origin["content"].places[0]
    assert isinstance(place, PagePlace) and place.bbox[3] <= 845


@pytest.mark.parametrize("kind", ["blank", "noise"])
def test_what_is_no_page_of_print_is_no_catalogue(kind: str) -> None:
    """A finding says so."""
    chance = np.random.default_rng(1)
    pixels = np.full((900, 1200, 3), 240) if kind == "blank" else chance.integers(0, 255, (900, 1200, 3))
    document = extract_bytes(saved(Image.fromarray(pixels.astype(np.uint8))), "photo.png")
    assert document.catalogues == ()
    assert {"page-without-text", "no-catalogue"} <= {finding.code for finding in document.findings}


def waved(page: Image.Image) -> Image.Image:
    """A sheet with creases: its rules go up and down by almost two millimetres."""
    pixels = np.asarray(page)
    y, x = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    return Image.fromarray(pixels[np.clip(y + np.round(10 * np.sin(x / 130)).astype(int), 0, len(pixels) - 1), x])


def dotted(page: Image.Image) -> Image.Image:
    """A page whose rules are rows of dashes."""
    return Image.fromarray(with_rules(np.asarray(page), "dotted", 150, np.random.default_rng(1)))


@pytest.mark.parametrize(("worn", "code"), [(waved, "page-bent"), (dotted, "page-rules-broken")])
def test_a_page_whose_rules_cannot_be_trusted_says_so(worn: Callable[[Image.Image], Image.Image], code: str) -> None:
    """Rows and columns may be wrong; a whole page has no such finding."""
    whole, page = (extract_bytes(saved(picture), "目录.png") for picture in (scanned(), worn(scanned())))
    assert code in {finding.code for finding in page.findings}
    assert code not in {finding.code for finding in whole.findings}


def test_a_page_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longer is left out with an error."""
    monkeypatch.setattr(recognised_page, "PAGE_SECONDS", 0.0)
    document = extract_bytes(saved(scanned(dpi=100)), "目录.png")
    assert "page-time-limit" in {finding.code for finding in document.findings}
