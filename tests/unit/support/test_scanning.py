"""Scans made by tests: the same for the same seed, damaged where they should be, readable by others."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from support.pdf import LANDSCAPE, PdfPage, pdf
from support.scanning import (
    RULES,
    Paper,
    Picture,
    as_jpeg,
    as_pdf,
    as_png,
    as_tiff,
    render,
    rule_mask,
    scan_page,
    scan_pages,
    with_rules,
    with_seal,
)

DPI = 100


def page() -> Picture:
    """A sheet of 8 by 6 inches with a rule across its middle, one down its middle, and a square of ink."""
    picture = np.full((6 * DPI, 8 * DPI, 3), 255, np.uint8)
    picture[3 * DPI : 3 * DPI + 2, 50:-50] = 0
    picture[50:-50, 4 * DPI : 4 * DPI + 2] = 0
    picture[100:120, 100:120] = 0
    return picture


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_the_same_seed_gives_the_same_scan() -> None:
    """And another one another."""
    paper = Paper(dpi=DPI, rules="broken", gradient=0.2, is_photo=True)
    first, again, other = (scan_pages([page(), page()], paper, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(*pair) for pair in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0])
    assert not np.array_equal(first[0], first[1])


def test_a_pdf_is_rendered_at_its_size_and_in_colour() -> None:
    """Red stays red."""
    red = pdf(PdfPage().draw("1 0 0 rg").rectangle(100, 100, 200, 200))
    (picture,) = render(red, 72)
    assert picture.shape == (int(LANDSCAPE[1]), int(LANDSCAPE[0]), 3)
    assert picture[150, 150].tolist() == [255, 0, 0]
    assert picture[50, 50].tolist() == [255, 255, 255]


def test_rules_are_found_and_ink_is_not() -> None:
    """Long runs are rules."""
    mask = rule_mask(page(), DPI)
    assert mask[3 * DPI, 200]
    assert mask[200, 4 * DPI]
    assert not mask[110, 110]


@pytest.mark.parametrize("rules", RULES[1:])
def test_rules_are_damaged_alone(rules: str) -> None:
    """Faint ones all along, broken and dotted ones in places; ink stays."""
    damaged = with_rules(page(), rules, DPI, rng())
    rule = damaged[3 * DPI, 50:-50, 0]
    if rules == "faint":
        assert 150 < rule.min() == rule.max() < 200
    else:
        assert (rule == 0).any()
        assert (rule == 255).any()
    assert (damaged[100:120, 100:120] == 0).all()


def test_a_seal_is_red_and_hides_nothing_black() -> None:
    """Ink lies over ink."""
    sealed = with_seal(page(), "某某局", DPI, rng()).astype(int)
    assert ((sealed[:, :, 0] - sealed[:, :, 1]) > 100).sum() > 1000
    assert (sealed[page() == 0] == 0).all()


def test_a_sheet_lies_turned() -> None:
    """By quarter turns clockwise: what was at the top left is at the top right."""
    turned = scan_page(page(), Paper(dpi=DPI, turn=1, skew=0, noise=0, blur=0), rng())
    assert turned.shape == (8 * DPI, 6 * DPI)
    assert turned[110, -110] == 0
    assert turned[110, 110] == 255


def test_black_and_white_is_nothing_else() -> None:
    """As a fax has it."""
    scanned = scan_page(page(), Paper(dpi=DPI, mode="1"), rng())
    assert set(np.unique(scanned)) == {0, 255}


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
@pytest.mark.parametrize("pack", [as_tiff, as_pdf], ids=["tiff", "pdf"])
def test_a_file_holds_all_pages_and_no_date(pack: Callable[..., bytes], mode: str) -> None:
    """At their resolution, byte for byte the same."""
    pages = scan_pages([page(), page()], Paper(dpi=DPI, mode=mode), 1)
    data = pack(pages, DPI, mode)
    assert data == pack(pages, DPI, mode)
    if pack is as_pdf:
        document = pypdfium2.PdfDocument(data)
        assert [tuple(map(round, each.get_size())) for each in document] == [(8 * 72, 6 * 72)] * 2
        assert b"Date" not in data
    else:
        image = Image.open(io.BytesIO(data))
        assert (image.n_frames, image.size) == (2, (8 * DPI, 6 * DPI))  # type: ignore[attr-defined]
        assert round(float(image.info["dpi"][0])) == DPI


@pytest.mark.parametrize("pack", [as_png, as_jpeg])
def test_a_picture_knows_its_resolution(pack: Callable[..., bytes]) -> None:
    """Of one page."""
    (scanned,) = scan_pages([page()], Paper(dpi=DPI, mode="RGB"), 1)
    image = Image.open(io.BytesIO(pack(scanned, DPI)))
    assert (image.mode, image.size) == ("RGB", (8 * DPI, 6 * DPI))
    assert round(float(image.info["dpi"][0])) == DPI
