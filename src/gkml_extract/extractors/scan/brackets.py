"""Full and half width of brackets, told from the free space beside them: recognisers mix them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from gkml_extract.extractors.scan.paper import Mask
from gkml_extract.extractors.scan.print_lines import PrintLine, runs_of
from gkml_extract.extractors.scan.strips import PlacedGlyph

WIDE = 0.75
"""Font sizes between the letters beside a bracket from which it has full width: one there, half where it has half."""
LOOSE = 0.25
"""Font sizes left free within a bracket that half-width ones never leave: some faces centre full-width ones."""
INDENT = 0.3
"""Font sizes by which a line begins further in if a full-width bracket begins it."""
MOST = 0.6
"""Share of the brackets of a page, as far as they tell their width, that make the others as wide."""
NARROW = 0.4
"""Width of a bracket's own ink at most, in font sizes."""
HANGING = 0.5
"""What a full-width mark leaves free within its own square, in font sizes."""
_HALF = {"（": "(", "）": ")", "(": "(", ")": ")"}
_TRAILING = frozenset("》」』】〉）〕，。、；：")
_LEADING = frozenset("《「『【〈（〔")


def with_widths(
    ink: Mask, lines: Sequence[PrintLine], glyphs: Mapping[int, Sequence[PlacedGlyph]]
) -> dict[int, list[PlacedGlyph]]:
    """The glyphs of each line with round brackets in the width that they are printed in."""
    read = {index: list(own) for index, own in glyphs.items()}
    unsure: list[tuple[int, int]] = []
    n_wide = n_sure = 0
    for index, own in read.items():
        for place, glyph in enumerate(own):
            if glyph.text not in _HALF:
                continue
            is_wide = _is_wide(ink, lines[index], own, place)
            if is_wide is None and place == 0 and _HALF[glyph.text] == "(":
                is_wide = _is_indented(lines, index)
            if is_wide is None:
                unsure.append((index, place))
            else:
                own[place] = replace(glyph, text=_in_width(glyph.text, wide=is_wide))
                n_wide, n_sure = n_wide + is_wide, n_sure + 1
    for index, place in unsure:
        partner = _partner(read, lines, index, place)
        if partner is not None and partner not in unsure:
            is_wide = read[partner[0]][partner[1]].text in "（）"
        elif n_wide >= MOST * n_sure and _is_beside_han(read, index, place):
            is_wide = True
        else:
            continue
        read[index][place] = replace(read[index][place], text=_in_width(read[index][place].text, wide=is_wide))
    return read


def _is_beside_han(read: Mapping[int, Sequence[PlacedGlyph]], index: int, place: int) -> bool:
    """Whether Chinese print stands right before or after a bracket on its line."""
    return any(glyph.text > "\u2e80" for glyph in read[index][max(place - 1, 0) : place + 2] if glyph.text not in _HALF)


def _in_width(text: str, *, wide: bool) -> str:
    half = _HALF[text]
    return {"(": "（", ")": "）"}[half] if wide else half


def _is_wide(ink: Mask, line: PrintLine, own: Sequence[PlacedGlyph], place: int) -> bool | None:
    """Whether the bracket leaves free what a full-width one does; None where nothing stands on that side."""
    x0, top, x1, bottom = line.box
    columns = runs_of(np.asarray(ink[top:bottom, x0:x1].any(axis=0)))
    glyph = own[place]
    at = min(range(len(columns)), key=lambda k: abs((columns[k][0] + columns[k][1]) / 2 + x0 - glyph.x), default=None)
    if at is None or columns[at][1] - columns[at][0] > NARROW * line.size:
        return None
    opens = _HALF[glyph.text] == "("
    gaps = {
        side: (columns[at][0] - columns[at - 1][1] if side < 0 else columns[at + 1][0] - columns[at][1])
        for side in (-1, 1)
        if 0 <= at + side < len(columns) and 0 <= place + side < len(own)
    }
    inner, outer = (1, -1) if opens else (-1, 1)
    if gaps.get(inner, 0) >= LOOSE * line.size:
        return True
    if outer not in gaps:
        return None
    whole = columns[at][1] - columns[at][0] + sum(gaps.values())
    beside = own[place + outer].text
    if beside in _TRAILING or beside in _LEADING:  # marks side by side may be set closer
        hanging = HANGING if beside in (_TRAILING if opens else _LEADING) else 0.0
        return True if whole >= (WIDE + hanging) * line.size else None
    return whole >= WIDE * line.size


def _is_indented(lines: Sequence[PrintLine], index: int) -> bool | None:
    """Whether a line begins where a full-width bracket would, further in than others of its cell; None if alone."""
    line = lines[index]
    others = [other.box for other in lines if other.cell == line.cell >= 0 and other is not line]
    if not others or max(box[0] for box in others) - min(box[0] for box in others) > INDENT * line.size:
        return None
    free = line.box[0] - min(box[0] for box in others)
    return True if INDENT * line.size <= free <= line.size else None


def _partner(
    read: Mapping[int, Sequence[PlacedGlyph]], lines: Sequence[PrintLine], index: int, place: int
) -> tuple[int, int] | None:
    """Where the other bracket of a pair stands in the same cell."""
    cell = lines[index].cell
    flow = [
        (line, at)
        for line in sorted(read)
        if (lines[line].cell == cell if cell >= 0 else line == index)
        for at in range(len(read[line]))
    ]
    start = flow.index((index, place))
    opens = _HALF[read[index][place].text] == "("
    depth = 0
    for line, at in flow[start + 1 :] if opens else reversed(flow[:start]):
        half = _HALF.get(read[line][at].text)
        if half is None:
            continue
        if (half == "(") == opens:
            depth += 1
        elif depth == 0:
            return line, at
        else:
            depth -= 1
    return None
