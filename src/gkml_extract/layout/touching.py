"""Columns whose texts touch: Writer sets the lines of a cell as long as it is wide, so that no white tells its edge.

It draws each line of a cell in runs of its own. Where the lines of a cell begin, one below the other, a column does;
so it does where rules between rows end. A table shows that on some of its pages, and touches on others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gkml_extract.layout.edges import cluster_positions
from gkml_extract.layout.lines import Box
from gkml_extract.layout.words import SAME_BASELINE, Word, starts_of_runs
from gkml_extract.model.page import Chars, Floats, Ints
from gkml_extract.regex import regex

WIDEST_STEP = 2.4
"""Font sizes between two lines of one cell at most."""
SAME_START = 1.5
"""Points within which lines begin at one place."""
BEGUN, OFTEN = 2, 4
"""Cells with several lines that begin at one place where a column does; one will do where so many lines begin."""
CLOSE = 0.42
"""Font sizes of white below which two texts side by side are not told apart."""
CROSSED = 0.1
"""Share of the lines that begin at a place of those that may go over it."""
SAME_SIDE = 1.5
"""Points by which the sides of a table may differ from page to page."""
MIN_COLUMN = 6.0
"""Points that a column is wide at least."""
_MARKER = regex(r"[（(\[【〔]?[\d一二三四五六七八九十a-zA-Z]{0,3}[)）\]】〕.．、·•●○■□☑☐√✓◆◇※*-]*")
"""Numbers and signs before the parts of a list, whose lines begin behind them: no column does."""


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """The runs of a page between two titles: n × (x0, x1, y, size), in the order of the file.

    `begun` are the places where cells with several lines begin, each as often as a cell does; `ends` those where rules
    end inside of the table. `spans` are n × (first, stop), of the characters of each run in `text`, that of the page.
    """

    top: float
    bottom: float
    left: float
    right: float
    boxes: Floats
    text: str
    spans: Ints
    begun: tuple[float, ...]
    ends: tuple[float, ...]


Place = tuple[float, float, float]
"""Where a column begins: x, and from which height to which."""


def runs_of(
    chars: Chars, tops: Sequence[float], tables: Sequence[Box], ends: Sequence[Sequence[float]]
) -> tuple[Runs, ...]:
    """The runs of each part of a page; none where each character is a run of its own.

    Args:
        chars: of the page.
        tops: where its parts begin, each under a title.
        tables: the box of the table in each.
        ends: where rules end inside of the table in each.
    """
    firsts = starts_of_runs(chars)
    if not len(firsts):
        return ()
    stops = np.append(firsts[1:], len(chars))
    upright = chars.directions[firsts] == 0
    boxes = np.column_stack(
        (
            np.minimum.reduceat(chars.boxes[:, 0], firsts),
            np.maximum.reduceat(chars.boxes[:, 2], firsts),
            chars.baselines[firsts, 1],
            chars.sizes[firsts],
        )
    )
    found: list[Runs] = []
    for top, bottom, (left, first, right, last), own_ends in zip(tops, [*tops[1:], np.inf], tables, ends, strict=True):
        inside = np.flatnonzero(upright & (boxes[:, 2] > first) & (boxes[:, 2] <= last + boxes[:, 3]))
        own, spans = boxes[inside], np.column_stack((firsts[inside], stops[inside]))
        found.append(Runs(top, float(bottom), left, right, own, chars.text, spans, _begun(own), tuple(own_ends)))
    return tuple(found)


def _begun(boxes: Floats) -> tuple[float, ...]:
    """Where cells with several lines begin: the line under one that begins at the same place is written right after."""
    found: list[float] = []
    rows = boxes.tolist()
    begins_below: set[int] = set()
    for index in range(1, len(rows)):
        x0, _, y, size = rows[index]
        step = y - rows[index - 1][2]
        if not SAME_BASELINE * size < step <= WIDEST_STEP * size or x0 >= rows[index - 1][1]:
            continue
        if _goes_left(rows, index):
            continue
        above = rows[index - 1][2]
        at = index - 1
        while at >= 0 and abs(rows[at][2] - above) < SAME_BASELINE * size:
            if abs(rows[at][0] - x0) < SAME_START:
                if at not in begins_below:
                    found.append(x0)
                begins_below.add(index)
                break
            at -= 1
    return tuple(found)


def _goes_left(rows: Sequence[Sequence[float]], index: int) -> bool:
    """Whether a run is but drawn first on its line, and others follow before it: signs of another font are."""
    x0, _, y, size = rows[index]
    for other in rows[index + 1 :]:
        if abs(other[2] - y) >= SAME_BASELINE * size:
            return False
        if other[0] < x0 - SAME_START:
            return True
    return False


def columns_begun(parts: Sequence[Runs]) -> list[float]:
    """Where columns begin in a table that goes on over these parts of pages, by what begins and ends there."""
    boxes = np.concatenate([part.boxes for part in parts])
    begun = [x for part in parts for x in part.begun]
    places: list[float] = []
    if begun:
        labels, middles = cluster_positions(np.array(begun), SAME_START)
        counts = np.bincount(labels)
        n_lines = (np.abs(boxes[:, 0, None] - middles) < SAME_START).sum(axis=0)
        places = middles[(counts >= BEGUN) | (n_lines >= OFTEN)].tolist()
    found = sorted({round(x, 1) for part in parts for x in part.ends})
    found = [x for x, before in zip(found, [-np.inf, *found], strict=False) if x - before > SAME_START]
    left, right = parts[0].left + MIN_COLUMN, parts[0].right - MIN_COLUMN
    for x in (x - 0.5 for x in places):
        n_over = int(((boxes[:, 0] < x - SAME_START) & (boxes[:, 1] > x + SAME_START)).sum())
        n_begun = int((np.abs(boxes[:, 0] - x) < SAME_START).sum())
        if n_over <= CROSSED * n_begun and all(abs(x - other) > MIN_COLUMN for other in found):
            found.append(x)
    return sorted(x for x in found if left < x < right)


def touched(part: Runs, places: Sequence[float]) -> list[float]:
    """Those of the places at which two texts of a part touch, of which the left one is more than a number."""
    return [x for x in places if _is_touched(part, x)]


def _is_touched(part: Runs, x: float) -> bool:
    boxes = part.boxes
    before = np.flatnonzero((boxes[:, 1] < x + SAME_START) & (boxes[:, 1] > x - boxes[:, 3]))
    behind = boxes[(boxes[:, 0] > x - SAME_START) & (boxes[:, 0] < x + boxes[:, 3])]
    for index in before.tolist():
        beside = np.abs(behind[:, 2] - boxes[index, 2]) < SAME_BASELINE * boxes[index, 3]
        if (behind[beside, 0] - boxes[index, 1] < CLOSE * boxes[index, 3]).any():
            first, stop = part.spans[index].tolist()
            if not _MARKER.fullmatch(part.text[first:stop].strip()):
                return True
    return False


def places_over_pages(pages: Sequence[tuple[int, Sequence[Runs]]]) -> dict[int, tuple[Place, ...]]:
    """For each page with texts that touch, where columns begin that they hide, told by all pages of each table.

    Args:
        pages: their numbers, in order, and the runs of their parts.
    """
    tables: list[list[tuple[int, Runs]]] = []
    before = -2
    for number, parts in pages:
        for index, part in enumerate(parts):
            last = tables[-1][-1][1] if tables else None
            goes_on = index == 0 and number == before + 1 and last is not None
            if goes_on and last is not None and _are_as_wide(last, part):
                tables[-1].append((number, part))
            else:
                tables.append([(number, part)])
        before = number
    found: dict[int, tuple[Place, ...]] = {}
    for table in tables:
        columns = columns_begun([part for _, part in table])
        for number, part in table:
            if columns and touched(part, columns):
                found[number] = (*found.get(number, ()), *((x, part.top, part.bottom) for x in columns))
    return found


def _are_as_wide(one: Runs, other: Runs) -> bool:
    return abs(one.left - other.left) < SAME_SIDE and abs(one.right - other.right) < SAME_SIDE


def within(places: Sequence[Place], words: Sequence[Word]) -> list[float]:
    """The places that are those of the part of a page in which these words stand."""
    if not words or not places:
        return []
    middle = (min(word.box[1] for word in words) + max(word.box[3] for word in words)) / 2
    return sorted({x for x, top, bottom in places if top < middle <= bottom})
