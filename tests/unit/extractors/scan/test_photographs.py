"""Photographs of a sheet: found, seen from above, and pulled straight."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

cv2 = pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

from gkml_extract.extractors.scan.bends import STRAIGHT_MM, straightened  # noqa: E402
from gkml_extract.extractors.scan.pictures import PagePicture  # noqa: E402
from gkml_extract.extractors.scan.rules import find_rules  # noqa: E402
from gkml_extract.extractors.scan.sheet import flat_sheet  # noqa: E402
from gkml_extract.extractors.scan.skew import skew_of, turned  # noqa: E402

DPI = 150.0
WIDTH, HEIGHT = 1754, 1240
XS, YS = (150, 500, 1000, 1600), (150, 400, 700, 1100)


def sheet() -> npt.NDArray[np.uint8]:
    """An A4 sheet with a table."""
    page = np.full((HEIGHT, WIDTH), 250, dtype=np.uint8)
    for x in XS:
        page[YS[0] : YS[-1] + 3, x : x + 3] = 0
    for y in YS:
        page[y : y + 3, XS[0] : XS[-1] + 3] = 0
    return page


def photographed() -> npt.NDArray[np.uint8]:
    """The sheet on a dark table, seen from a slant."""
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], dtype=np.float32)
    seen = corners + np.array([[180, 90], [90, 160], [130, 100], [80, 140]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    return np.asarray(cv2.warpPerspective(sheet(), matrix, (WIDTH + 250, HEIGHT + 250), borderValue=70), dtype=np.uint8)


def n_rules(page: npt.NDArray[np.uint8]) -> tuple[int, int]:
    """How many lines are ruled across and down."""
    rules = find_rules(page, DPI)
    return len(set(rules.horizontal[:, 0])), len(set(rules.vertical[:, 0]))


def test_a_sheet_on_a_table_is_cut_out_and_has_its_resolution() -> None:
    """Its longer side is that of A4."""
    seen = photographed()
    flat = flat_sheet(PagePicture(seen, max(seen.shape) / 297 * 25.4))
    height, width = flat.pixels.shape
    assert width / height == pytest.approx(2**0.5, abs=0.01)
    assert flat.dpi == pytest.approx(width / 297 * 25.4, abs=1)
    assert n_rules(straightened(flat.pixels, flat.dpi).grey) == (4, 4)


@pytest.mark.parametrize("page", [sheet(), np.full((600, 800), 255, np.uint8)], ids=["scan", "blank"])
def test_a_scan_is_left_as_it_is(page: npt.NDArray[np.uint8]) -> None:
    """Nothing lies around the paper, and its rules are straight."""
    picture = PagePicture(page, DPI)
    assert flat_sheet(picture) is picture
    assert straightened(page, DPI).grey is page


def test_bent_rules_are_pulled_straight() -> None:
    """A lens bends them by some millimetres."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    x, y = x - WIDTH / 2, y - HEIGHT / 2
    out = 1 + 0.03 * (x**2 + y**2) / (WIDTH**2 + HEIGHT**2) * 4
    bent = cv2.remap(sheet(), x * out + WIDTH / 2, y * out + HEIGHT / 2, cv2.INTER_LINEAR, borderValue=250)
    pulled = straightened(bent, DPI)
    assert pulled.strays_mm <= 2 * STRAIGHT_MM
    assert n_rules(pulled.grey) == (4, 4)


def test_a_table_seen_from_a_slant_is_pulled_straight_without_the_sheets_edge() -> None:
    """Nothing but paper is in the picture: the table's own rules tell the perspective."""
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], dtype=np.float32)
    seen = corners + np.array([[140, 60], [20, 150], [110, 90], [30, 40]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    near = np.asarray(
        cv2.warpPerspective(sheet(), matrix, (WIDTH + 150, HEIGHT + 160), borderValue=250), dtype=np.uint8
    )
    assert flat_sheet(PagePicture(near, DPI)).pixels is near
    upright = turned(near, skew_of(near))
    assert n_rules(straightened(upright, DPI).grey) == (4, 4)
