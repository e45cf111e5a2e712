"""Boxes and the width of brackets, told from the pixels of a line."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

from gkml_extract.extractors.scan.boxes import with_boxes
from gkml_extract.extractors.scan.brackets import UNSURE, with_widths
from gkml_extract.extractors.scan.paper import Mask
from gkml_extract.extractors.scan.print_lines import PrintLine
from gkml_extract.extractors.scan.strips import PlacedGlyph

SIZE = 22.0


def line_of(ink: Mask, cell: int = 0) -> PrintLine:
    """The line that all ink of a picture is."""
    down, across = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return PrintLine((across[0], down[0], across[-1] + 1, down[-1] + 1), SIZE, cell, 0, len(ink))


def square(ink: Mask, x: int, side: int, thick: int) -> None:
    """Draws an empty box."""
    ink[8 : 8 + side, x : x + side] = True
    ink[8 + thick : 8 + side - thick, x + thick : x + side - thick] = False


@pytest.mark.parametrize("thick", [1, 2, 3])
def test_an_empty_box_has_no_mark_however_thick_its_sides_are(thick: int) -> None:
    """Sides that lie between pixels are three of them thick."""
    ink = np.zeros((40, 120), dtype=np.bool_)
    square(ink, 5, 16, thick)
    ink[6:26, 40:58:3] = True
    read = with_boxes(ink, ink, [line_of(ink)], {0: [PlacedGlyph("报", 0, 49.0, 0.99)]})
    assert "".join(glyph.text for glyph in read[0]) == "□报"


@pytest.mark.parametrize(("n", "after", "read_as"), [(1, "报", "口"), (3, "报", "□"), (3, "、", "口")])
def test_a_square_read_as_a_letter_is_a_box_where_the_page_has_boxes(n: int, after: str, read_as: str) -> None:
    """入口、 may begin a line with 口; where many lines begin with it, they are boxes."""
    ink = np.zeros((40 * n, 120), dtype=np.bool_)
    lines, glyphs = [], {}
    for k in range(n):
        square(ink[40 * k : 40 * k + 40], 5, 16, 1)
        ink[40 * k + 6 : 40 * k + 26, 40:58:3] = True
        lines.append(PrintLine((5, 40 * k + 6, 58, 40 * k + 26), SIZE, 0, 40 * k, 40 * k + 40))
        glyphs[k] = [PlacedGlyph("口", k, 13.0, 0.99), PlacedGlyph(after, k, 49.0, 0.99)]
    assert [own[0].text for own in with_boxes(ink, ink, lines, glyphs).values()] == [read_as] * n


def test_the_square_within_a_letter_is_no_box() -> None:
    """回 is two squares."""
    ink = np.zeros((40, 120), dtype=np.bool_)
    square(ink, 5, 21, 2)
    ink[14:23, 11:20] = True
    ink[16:21, 13:18] = False
    ink[6:26, 40:58:3] = True
    read = with_boxes(
        ink, ink, [line_of(ink)], {0: [PlacedGlyph("回", 0, 15.0, 0.99), PlacedGlyph("应", 0, 49.0, 0.99)]}
    )
    assert "".join(glyph.text for glyph in read[0]) == "回应"


def bracketed(width: int, before: int, after: int) -> Mask:
    """A letter, a bracket's ink of some width with free space before and after it, and a letter."""
    ink = np.zeros((24, 120), dtype=np.bool_)
    ink[2:22, 4:24] = True
    at = 24 + before
    for row in range(1, 23):
        start = at + round((row - 1) / 21 * (width - 2))
        ink[row, start : start + 2] = True
    ink[2:22, at + width + after : at + width + after + 20] = True
    return ink


def read_widths(pictures: list[Mask], texts: list[str]) -> list[list[PlacedGlyph]]:
    """The glyphs of lines of three letters each, of which the second is a bracket, every line in a cell of its own."""
    ink = np.vstack(pictures)
    lines, glyphs = [], {}
    for index, (picture, text) in enumerate(zip(pictures, texts, strict=True)):
        line = line_of(picture, index)
        top = 24 * index
        x0, y0, x1, y1 = line.box
        lines.append(PrintLine((x0, y0 + top, x1, y1 + top), SIZE, index, top, top + 24))
        columns = np.flatnonzero(picture.any(axis=0))
        columns = columns[(columns >= 24) & (columns < x1 - 20)]
        middles = (14.0, float(columns.mean()), float(x1 - 10))
        glyphs[index] = [PlacedGlyph(each, index, x, 0.99) for each, x in zip(text, middles, strict=True)]
    return [read for _, read in sorted(with_widths(ink, lines, glyphs).items())]


def test_a_bracket_behind_another_mark_is_told_by_its_ink() -> None:
    """Between 》 and a letter either width may stand; the page shows what the ink of each looks like."""
    half, whole, unsure = bracketed(5, 3, 3), bracketed(8, 12, 4), bracketed(5, 11, 2)
    read = read_widths([half, half, whole, whole, unsure], ["村（明", "村（明", "令(第", "令(第", "》（国"])
    assert [own[1].text for own in read] == ["(", "(", "（", "（", "("]


def test_a_bracket_of_unknown_width_is_uncertain_on_a_page_with_both() -> None:
    """What nothing tells is not silently wrong."""
    half, whole, unsure = bracketed(6, 3, 3), bracketed(6, 12, 4), bracketed(6, 11, 2)
    assert read_widths([half, whole, unsure], ["村（明", "令(第", "》（国"])[2][1].score == UNSURE
    assert read_widths([whole, whole, unsure], ["号(明", "令(第", "》（国"])[2][1].score > UNSURE


def test_angle_and_hexagonal_brackets_have_the_width_that_they_are_printed_in() -> None:
    """〈 is read as <, and 〔 as [, now and then; none of them is half as wide."""
    whole = bracketed(6, 12, 3)
    assert [own[1].text for own in read_widths([whole, whole], ["发<关", "发[2"])] == ["〈", "〔"]
    assert read_widths([bracketed(5, 3, 3)], ["a[b"])[0][1].text == "["
    assert [own[1].text for own in read_widths([bracketed(10, 3, 3)] * 2, ["印<关", "印〈关"])] == ["<", "〈"]


def test_a_comma_of_unknown_width_is_wide_beside_chinese() -> None:
    """Though no other mark of the page tells: half a comma is rare there, unlike half an angle."""
    assert [own[1].text for own in read_widths([bracketed(10, 3, 3)] * 2, ["印,关", "印:关"])] == ["，", "："]


def test_a_box_with_pale_sides_is_one() -> None:
    """Half a pixel of ink on each side is too pale for a letter."""
    ink, pale = np.zeros((40, 120), dtype=np.bool_), np.zeros((40, 120), dtype=np.bool_)
    square(pale, 5, 16, 1)
    ink[6:26, 40:58:3] = pale[6:26, 40:58:3] = True
    whole = PrintLine((5, 6, 58, 26), SIZE, 0, 0, 40)
    read = with_boxes(ink, pale, [whole], {0: [PlacedGlyph("报", 0, 49.0, 0.99)]})
    assert "".join(glyph.text for glyph in read[0]) == "□报"


def test_a_disc_that_nothing_was_read_for_is_one() -> None:
    """The points of a list; where something was read for one, that stands."""
    ink = np.zeros((40, 120), dtype=np.bool_)
    down, across = np.ogrid[:40, :120]
    ink |= (down - 16) ** 2 + (across - 13) ** 2 <= 8.3**2
    ink[6:26, 40:58:3] = True
    for read_first, text in (([], "●机"), ([PlacedGlyph("•", 0, 13.0, 0.9)], "•机")):
        read = with_boxes(ink, ink, [line_of(ink)], {0: [*read_first, PlacedGlyph("机", 0, 49.0, 0.99)]})
        assert "".join(glyph.text for glyph in read[0]) == text
