"""Where tables without vertical rules stand on a page: between rules of the same width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gkml_extract.layout.gutters import MIN_COLUMNS, bands_of, crosses, gutters_of_bands, is_over
from gkml_extract.layout.rule_levels import MIN_LEVELS, SAME_END, SAME_LEVEL, levels_of
from gkml_extract.layout.text_columns import NAMED
from gkml_extract.layout.text_lines import SAME_START, TextLine, is_between, is_labelled, middle_of
from gkml_extract.model.page import Floats

TABULAR = 0.5
"""Share of the lines between two rules that must have several segments."""
MAX_REST = 30
"""Lines of single pieces between bands of columns that belong to them at most."""
LINE_GAP = 1.8
"""Share of the font size of white between two lines of a table without rules at most."""
LABEL = 0.3
"""Share of a table's width that the label of a group of columns has at most."""
TITLE = 1.15
"""How much larger than the lines under it a title is printed."""
HEADED = 0.7
"""Share of the columns that lines above the first rule must fill to be their header."""
AT_EDGE = 1.5
"""Font sizes from the left edge of a table within which a heading in it begins."""
WHOLE = 0.9
"""Share of a table's width that a rule has at least which parts all of its columns."""
_Rule = tuple[float, float, float]


@dataclass(slots=True)
class _Region:
    """Bands between rules, gathered from the top: their lines, and the rules with those of the last band.

    `rest` is a last band of single pieces, which belongs to it if another band of columns follows: the rest of a cell
    that a page break cut, or a heading.
    """

    lines: list[TextLine]
    rules: list[_Rule]
    rest: list[TextLine]
    rest_rules: list[_Rule]

    def ends(self, rules: Sequence[_Rule]) -> tuple[float, float]:
        """The left and right end of the region with these rules."""
        every = (*self.rules, *self.rest_rules, *rules)
        return min(rule[1] for rule in every), max(rule[2] for rule in every)

    @property
    def bottom(self) -> float:
        """The height of its last rule."""
        return (self.rest_rules or self.rules)[-1][0]

    def fits(self, lines: Sequence[TextLine]) -> bool:
        """Whether each line of the rest begins where one of these lines, or of the region, has a piece.

        So does a heading between rules as wide that begins at the left edge, where numbers stand in the middle.
        """
        starts = [segment.x0 for line in (*self.lines, *lines) for segment in line.segments]
        left, right = self.ends(())
        is_heading = len(self.rest) == 1 and all(
            min(x0 for _, x0, _ in level) - left < SAME_END and right - max(x1 for _, _, x1 in level) < SAME_END
            for level in (levels_of(np.array(self.rules))[-1], self.rest_rules)
        )
        return all(
            any(abs(line.box[0] - x0) <= SAME_START for x0 in starts)
            or (is_heading and 0 <= line.box[0] - left < AT_EDGE * line.size)
            for line in self.rest
        )


def ruled_regions(
    lines: Sequence[TextLine], rules: Floats, ends: Sequence[float]
) -> list[tuple[list[TextLine], Floats]]:
    """Runs of bands between rules that hold columns: the lines of each region, and its rules."""
    regions: list[_Region] = []
    region: _Region | None = None
    above: list[_Rule] = []
    for level in levels_of(rules):
        if above:
            top = region.bottom if region is not None else above[0][0]
            inside = [line for line in lines if is_between(line, top, level[0][0])]
            region = _with_band(region, above, inside, level, ends)
            if region is not None and region.lines and (not regions or regions[-1] is not region):
                regions.append(region)
        above = level
    if regions:
        _take_cut_row(regions[-1], lines)
        for region in regions:
            _take_header(region, lines, rules)
        _take_band_above(regions[0], lines, rules)
    return [(each.lines, np.array(each.rules)) for each in regions]


def _take_header(region: _Region, lines: Sequence[TextLine], rules: Floats) -> None:
    """Take the lines right above a region's first rule that stand in nearly all its columns: a header without a rule.

    So does a page draw it that gives each cell a rule below and none above; the rest of a cut cell may stand between.
    """
    levels = levels_of(np.array(region.rules))
    if len(levels) < MIN_LEVELS - 1:
        return
    top = region.rules[0][0]
    above: list[TextLine] = []
    for line in reversed([line for line in lines if middle_of(line) < top]):
        if (above[-1].box[1] if above else top) - line.box[3] > LINE_GAP * line.size:
            break
        above.append(line)
    above.reverse()
    while len(above) > 1 and (_is_metadata(above[0]) or _is_title(above[0], above[1])):
        del above[0]
    if not above:
        return
    gutters = gutters_of_bands([above, *bands_of(region.lines, levels)])
    filled = {bisect_right(gutters, segment.x0) for line in above for segment in line.segments}
    x0, x1 = region.ends(())
    if len(gutters) + 1 < MIN_COLUMNS or len(filled) < HEADED * (len(gutters) + 1) or is_labelled(above):
        return
    if _is_tabular(above, x0, x1) and not any(_is_printed_over(above, x) for x in gutters):
        first = above[0].box[1] - 1
        region.lines[:0] = above
        region.rules[:0] = [(first, x0, x1), *((y, a, b) for y, a, b in rules.tolist() if first < y < top)]


def _is_printed_over(lines: Sequence[TextLine], x: float) -> bool:
    """Whether print crosses a gutter in a header, and is not the label of a group over labels on both sides of it."""
    over = [index for index, line in enumerate(lines) if crosses(line, x)]
    if not over:
        return False
    below = [segment for line in lines[over[-1] + 1 :] for segment in line.segments]
    label = next((segment for segment in lines[over[0]].segments if segment.x0 < x < segment.x1), None)
    if label is None or len(over) > 1:
        return True
    return len({segment.x0 > x for segment in below if segment.x0 < label.x1 and segment.x1 > label.x0}) < 2


def _is_title(line: TextLine, below: TextLine) -> bool:
    """Whether a line of one piece is printed larger than that below it."""
    return len(line.segments) == 1 and line.size > TITLE * below.size


def _is_metadata(line: TextLine) -> bool:
    """Whether a line holds nothing but names with their values, as 填表单位：某局, and no labels."""
    return all(NAMED.match(segment.text) for segment in line.segments)


def _take_band_above(region: _Region, lines: Sequence[TextLine], rules: Floats) -> None:
    """Take the band above a region whose rules are as wide: labels of groups alone stand in few columns."""
    top = region.rules[0][0]
    above = [level for level in levels_of(rules) if level[0][0] < top - SAME_LEVEL]
    if not above:
        return
    x0, x1 = region.ends(())
    level = above[-1]
    if abs(min(rule[1] for rule in level) - x0) > SAME_END or abs(max(rule[2] for rule in level) - x1) > SAME_END:
        return
    inside = [line for line in lines if is_between(line, level[0][0], top)]
    is_narrow = all(segment.x1 - segment.x0 < LABEL * (x1 - x0) for line in inside for segment in line.segments)
    size = float(np.median([line.size for line in region.lines])) if region.lines else 0.0
    if not inside or not is_narrow or len(inside) > MAX_REST or max(line.size for line in inside) >= TITLE * size:
        return
    bands = bands_of(region.lines, levels_of(np.array(region.rules)))
    if len(gutters_of_bands([inside, *bands])) == len(gutters_of_bands(bands)):
        region.lines[:0] = inside
        region.rules[:0] = level


def _take_cut_row(region: _Region, lines: Sequence[TextLine]) -> None:
    """Take the lines below a page's last rule that stand in the region's columns: a row that the page break cuts.

    It has no rule below it, and several columns; a note has one.
    """
    levels = levels_of(np.array(region.rules))
    gutters = gutters_of_bands(bands_of(region.lines, levels)) if len(levels) >= MIN_LEVELS else []
    below = [line for line in lines if middle_of(line) > region.rules[-1][0]]
    n = next((k for k, line in enumerate(below) if any(crosses(line, x) for x in gutters)), len(below))
    x0, x1 = region.ends(())
    while (
        n and len(below[n - 1].segments) == 1 and below[n - 1].box[1] - below[max(n - 2, 0)].box[3] > below[n - 1].size
    ):
        n -= 1  # a page's number
    if len(gutters) + 1 >= MIN_COLUMNS and _is_tabular(below[:n], x0, x1):
        region.lines += below[:n]
        region.rules.append((max(line.box[3] for line in below[:n]) + 1, x0, x1))


def _with_band(
    region: _Region | None,
    above: list[_Rule],
    inside: list[TextLine],
    level: list[_Rule],
    ends: Sequence[float],
) -> _Region | None:
    """The region with the band between its last rule and the next ones, or a new one that begins with it."""
    begun = region or _Region([], above, [], [])
    if _is_tabular(inside, *begun.ends(level)) or _fills_columns(inside, ends):
        if not begun.fits(inside) and not _fills_columns(begun.rest, ends):
            begun = _Region([], above, [], [])
        begun.lines += [*begun.rest, *inside]
        begun.rules = [*begun.rules, *begun.rest_rules, *level]
        begun.rest, begun.rest_rules = [], []
        return begun
    if not begun.lines or begun.rest or not 0 < len(inside) <= MAX_REST:
        return None
    begun.rest, begun.rest_rules = inside, level
    return begun


def _is_tabular(lines: Sequence[TextLine], x0: float, x1: float) -> bool:
    """Whether the lines between two rules stand in columns, and within the rules."""
    if not lines:
        return False
    if any(line.box[0] < x0 - line.size or line.box[2] > x1 + line.size for line in lines):
        return False
    n_segments = [len(line.segments) for line in lines]
    return max(n_segments) >= MIN_COLUMNS or sum(n > 1 for n in n_segments) >= TABULAR * len(lines)


def _fills_columns(lines: Sequence[TextLine], ends: Sequence[float]) -> bool:
    """Whether the lines between two rules stand in several columns whose ends are known, and over none of these."""
    words = [word for line in lines for word in line.words]
    if not ends or any(is_over(line, x) for line in lines for x in ends):
        return False
    return len({bisect_right(ends, (word.start + word.end) / 2) for word in words}) >= MIN_COLUMNS


def header_of(levels: Sequence[Sequence[tuple[float, float, float]]], left: float, right: float) -> tuple[float, float]:
    """The first two heights at which a rule goes through from side to side: between them the header stands."""
    whole = [level[0][0] for level in levels if sum(x1 - x0 for _, x0, x1 in level) > WHOLE * (right - left)]
    return (whole[0], whole[1]) if len(whole) > 1 else (0.0, 0.0)
