"""Full and half width of brackets, told from the free space beside them: recognisers mix them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gkml_extract.extractors.scan.paper import Mask
from gkml_extract.extractors.scan.print_lines import PrintLine, runs_of
from gkml_extract.extractors.scan.strips import PlacedGlyph

WIDE = 0.34
"""Share of the font size left free beside a bracket from which it has full width: 0.6 there, 0.15 where it has half."""
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
    for index, own in read.items():
        for place, glyph in enumerate(own):
            if glyph.text not in _HALF:
                continue
            is_wide = _is_wide(ink, lines[index], own, place)
            if is_wide is None:
                unsure.append((index, place))
            else:
                own[place] = replace(glyph, text=_in_width(glyph.text, wide=is_wide))
    for index, place in unsure:
        partner = _partner(read, lines, index, place)
        if partner is not None and (partner[0], partner[1]) not in unsure:
            sure = read[partner[0]][partner[1]].text
            read[index][place] = replace(
                read[index][place], text=_in_width(read[index][place].text, wide=sure in "（）")
            )
    return read


def _in_width(text: str, *, wide: bool) -> str:
    half = _HALF[text]
    return {"(": "（", ")": "）"}[half] if wide else half


def _is_wide(ink: Mask, line: PrintLine, own: Sequence[PlacedGlyph], place: int) -> bool | None:
    """Whether the bracket leaves free what a full-width one does; None where nothing stands on that side."""
    x0, top, x1, bottom = line.box
    columns = runs_of(ink[top:bottom, x0:x1].any(axis=0))
    glyph = own[place]
    at = min(range(len(columns)), key=lambda k: abs((columns[k][0] + columns[k][1]) / 2 + x0 - glyph.x), default=None)
    if at is None or columns[at][1] - columns[at][0] > NARROW * line.size:
        return None
    opens = _HALF[glyph.text] == "("
    beside = at - 1 if opens else at + 1
    neighbour = place - 1 if opens else place + 1
    if not (0 <= beside < len(columns) and 0 <= neighbour < len(own)):
        return None
    free = columns[at][0] - columns[beside][1] if opens else columns[beside][0] - columns[at][1]
    if own[neighbour].text in (_TRAILING if opens else _LEADING):
        free -= round(HANGING * line.size)
        if free < WIDE * line.size:  # marks side by side may be set closer
            return None
    return free >= WIDE * line.size


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
