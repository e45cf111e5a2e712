"""The cells of a page's rows: lines joined, merged cells spread over the rows in whose middle they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.match import match_exact
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Cell
from gkml_extract.reflow.aligned.columns import Column, Piece
from gkml_extract.reflow.aligned.rows import RowCuts
from gkml_extract.regex import regex
from gkml_extract.text import display_width, join_wrapped

_NEVER_BLANK = frozenset(
    {
        "number",
        "primary",
        "secondary",
        "levels",
        "content",
        "legal_basis",
        "deadline",
        "publisher",
        "channels",
        "audience",
        "method",
    }
)
_NAMES = frozenset({"primary", "secondary", "levels"})
_ALWAYS_TICKED = frozenset({"audience", "method"})
"""Groups of ticks of which every row has one."""
_PARAGRAPH = regex(r"^(?:[■□☑☐●]|\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）])")
_SEPARATOR = regex("[、，；,;]")
_ROOM, _ENDS_PART = 3, regex("[。；;：:、，,]$")
"""Places for more in a line, and with what a paragraph ends, or a line that somebody broke within one."""
_SHARPNESS = 2.0
_ABOVE, _BELOW = 0.5, 3.0
"""What it costs that a page begins with rows of a cell on the page before, and a row without a cell under the last."""
_AT_EDGE = 3.0
"""The most that counts of this at a page's edge, where a cell may be cut."""
_OFF = 1.5
"""Lines by which a cell's middle may lie off its row's."""


@dataclass(slots=True)
class _Draft:
    """A cell in the making: its pieces, and the rows [first, last] it covers."""

    pieces: list[Piece]
    first: int
    last: int

    @property
    def middle(self) -> float:
        return (self.pieces[0].line + self.pieces[-1].line + 1) / 2


def body_cells(
    pieces: Sequence[Sequence[Piece]], columns: Sequence[Column],
    scores: Sequence[float], cuts: RowCuts, first_line: int, n_header: int, *, at_top: bool = False,
) -> Iterator[Cell]:  # fmt: skip
    """The cells of all columns, row by row. `at_top`: a cell stands at the top of its rows, not in their middle."""
    cells: list[Cell] = []
    rows = cuts.rows
    edges = _edges(rows)
    tops = [top for top, _ in rows]
    groups: dict[str, list[int]] = {}
    for c, column in enumerate(columns):
        if column.look == "marks":
            groups.setdefault(column.leaf.label.group or column.leaf.label.field, []).append(c)
    drafts = [_drafts(of, c, cuts) for c, of in enumerate(pieces)]
    for c, column in enumerate(columns):
        if column.look == "content":
            _doubt_short_lines(drafts[c])
    for c, column in enumerate(columns):
        if at_top:
            _spread_down(drafts[c], len(rows), whole=column.look in _NEVER_BLANK)
        elif column.look in _NEVER_BLANK:
            _spread(drafts[c], edges, tops)
        elif column.look not in ("marks",):
            _spread_partly(drafts[c], edges, tops)
    for members in groups.values() if not at_top else ():
        _spread_ticks([drafts[c] for c in members], edges, tops)
    if at_top and not groups.keys().isdisjoint(_ALWAYS_TICKED):
        _spread_ticks_down([drafts[c] for members in groups.values() for c in members], len(rows))
    for c in range(len(columns)):
        cells += _cells_of_column(drafts[c], columns[c].look, c, len(rows), scores, first_line, n_header)
    yield from sorted(cells, key=lambda cell: (cell.row, cell.column))


def _edges(rows: Sequence[tuple[int, int]]) -> list[float]:
    """Where rows part, in lines: in the middle between what they print."""
    if not rows:
        return []
    inner = [(above[1] + below[0]) / 2 for above, below in pairwise(rows)]
    return [float(rows[0][0]), *inner, float(rows[-1][1])]


def _drafts(pieces: Sequence[Piece], column: int, cuts: RowCuts) -> list[_Draft]:
    """The pieces of a column by rows; one at a line of `uncut` goes on in the cell above."""
    drafts: list[_Draft] = []
    for r, (top, bottom) in enumerate(cuts.rows):
        here = [piece for piece in pieces if top <= piece.line < bottom]
        at = (column, here[0].line) if here else None
        if at and drafts and at in cuts.sureness:
            above = drafts[-1].pieces
            above[-1], here[0] = (_no_surer(piece, cuts.sureness[at]) for piece in (above[-1], here[0]))
        if here and drafts and at in cuts.uncut:
            drafts[-1].pieces += here
            drafts[-1].last = r
        elif here:
            drafts.append(_Draft(here, r, r))
    return drafts


def _doubt_short_lines(drafts: Sequence[_Draft]) -> None:
    """Take the certainty from cells that go on below a line with room for more, which ends no paragraph: the line below
    may be another content of the same item, which has nothing else of its own."""
    widths = sorted(display_width(piece.text) for draft in drafts for piece in draft.pieces)
    full = widths[-1 - len(widths) // 10] if widths else 0
    for draft in drafts:
        for above, below in pairwise(draft.pieces):
            has_room = full - display_width(above.text) >= _ROOM
            if has_room and not _ENDS_PART.search(above.text) and not _PARAGRAPH.match(below.text):
                draft.pieces = [_no_surer(piece, 0.0) for piece in draft.pieces]
                break


def _no_surer(piece: Piece, sureness: float) -> Piece:
    return replace(piece, margin=min(piece.margin, sureness))


def _off(draft: _Draft, begin: int, end: int, edges: Sequence[float], tops: Sequence[int]) -> float:
    """By how many lines a cell stands off the middle of the rows [begin, end).

    A cell that a page's end cuts has its text at the top of what the page shows of it.
    """
    off = abs((edges[begin] + edges[end]) / 2 - draft.middle)
    if begin == 0 or end == len(tops):
        off = min(off, abs(draft.pieces[0].line - tops[begin]))
    return max(off - 1, 0.0)


def _spread(drafts: list[_Draft], edges: Sequence[float], tops: Sequence[int]) -> None:
    """Spread cells over the empty rows between them, so that each stands in the middle of its rows."""
    if not drafts:
        return
    n = len(tops)
    best: dict[int, tuple[float, tuple[int, ...]]] = {r: (_ABOVE * bool(r), (r,)) for r in range(drafts[0].first + 1)}
    for k, draft in enumerate(drafts):
        limit = drafts[k + 1].first if k + 1 < len(drafts) else n
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, path) in best.items():
            for end in range(draft.last + 1, limit + 1):
                off = _off(draft, begin, end, edges, tops)
                total = cost + (min(off, _AT_EDGE) if begin == 0 or end == n else off)
                if end not in following or total < following[end][0]:
                    following[end] = (total, (*path, end))
        best = following
    _, path = min(((cost + _BELOW * (n - end), way) for end, (cost, way) in best.items()), key=lambda each: each[0])
    for draft, begin, end in zip(drafts, path, path[1:], strict=False):
        draft.first, draft.last = begin, end - 1


def _spread_down(drafts: Sequence[_Draft], n_rows: int, *, whole: bool) -> None:
    """Spread cells over the empty rows below them, where a column is never blank."""
    for draft, end in zip(drafts, [*(draft.first for draft in drafts[1:]), n_rows], strict=False):
        draft.last = max(draft.last, end - 1) if whole else draft.last


def _spread_partly(drafts: list[_Draft], edges: Sequence[float], tops: Sequence[int]) -> None:
    """Spread cells over empty rows only where they stand far off the middle of their own."""
    for k, draft in enumerate(drafts):
        low = drafts[k - 1].last + 1 if k else 0
        high = drafts[k + 1].first if k + 1 < len(drafts) else len(tops)
        if abs((edges[draft.first] + edges[draft.last + 1]) / 2 - draft.middle) > _OFF:
            options = [(b, e) for b in range(low, draft.first + 1) for e in range(draft.last + 1, high + 1)]
            begin, end = min(options, key=lambda each: (_off(draft, each[0], each[1], edges, tops), each[1] - each[0]))
            draft.first, draft.last = begin, end - 1


def _spread_ticks(columns: Sequence[list[_Draft]], edges: Sequence[float], tops: Sequence[int]) -> None:
    """Spread ticks over the rows in which no column of their group has one."""
    n = len(tops)
    filled = {draft.first for drafts in columns for draft in drafts}
    for drafts in columns:
        for draft in drafts:
            low = high = row = draft.first
            while low - 1 >= 0 and low - 1 not in filled:
                low -= 1
            while high + 1 < n and high + 1 not in filled:
                high += 1
            options = [(b, e) for b in range(low, row + 1) for e in range(row + 1, high + 2)]
            begin, end = min(options, key=lambda each: (_off(draft, each[0], each[1], edges, tops), each[0] - each[1]))
            draft.first, draft.last = begin, end - 1


def _spread_ticks_down(columns: Sequence[list[_Draft]], n_rows: int) -> None:
    """Spread ticks over the rows below that have none in any group: cells merged over them. It may be otherwise."""
    filled = {draft.first for drafts in columns for draft in drafts}
    for drafts in columns:
        for draft in drafts:
            while draft.last + 1 < n_rows and draft.last + 1 not in filled:
                draft.last += 1
                draft.pieces = [_no_surer(piece, 0.0) for piece in draft.pieces]


def _cells_of_column(
    drafts: Sequence[_Draft],
    look: str,
    column: int,
    n_rows: int,
    scores: Sequence[float],
    first_line: int,
    n_header: int,
) -> Iterator[Cell]:
    row = 0
    for draft in drafts:
        yield from _blanks(row, draft.first, look, column, n_header)
        lines = (first_line + draft.pieces[0].line, first_line + draft.pieces[-1].line)
        yield Cell(
            draft.first + n_header,
            column,
            _text([piece.text for piece in draft.pieces], look),
            rowspan=draft.last - draft.first + 1,
            places=(LinesPlace(lines=lines),),
            score=min(*scores[draft.first : draft.last + 1], *(_certainty(piece.margin) for piece in draft.pieces)),
        )
        row = draft.last + 1
    yield from _blanks(row, n_rows, look, column, n_header)


def _blanks(first: int, end: int, look: str, column: int, n_header: int) -> Iterator[Cell]:
    """Empty cells for the rows [first, end): one, if the column is never blank, the rest of one on the page before."""
    if look in _NEVER_BLANK and end > first:
        yield Cell(first + n_header, column, "", rowspan=end - first)
        return
    yield from (Cell(row + n_header, column, "") for row in range(first, end))


def _certainty(margin: float) -> float:
    return round(1 / (1 + exp(-_SHARPNESS * max(margin, 0.0))), 3)


def _text(lines: Sequence[str], look: str) -> str:
    """The lines of a cell joined; a box, a numeral or the name of a channel at a line's start begins a paragraph."""
    parts: list[list[str]] = []
    half = len(lines) // 2
    if look in _NAMES and lines[:half] == lines[half:]:  # the name of a group that a page's end cuts is printed twice
        lines = lines[:half]
    for line in lines:
        begins = _PARAGRAPH.match(line) or (look == "channels" and parts and _are_channels(parts[-1][-1], line))
        if parts and not begins:
            parts[-1].append(line)
        else:
            parts.append([line])
    return "\n".join(join_wrapped(part) for part in parts)


def _are_channels(above: str, below: str) -> bool:
    """Whether two lines name a channel each, and not one together."""
    names = load_lexicon("channels")
    last, first = _SEPARATOR.split(above)[-1], _SEPARATOR.split(below)[0]
    return any(match_exact(name, names) for name in (last, first)) and not match_exact(last + first, names)
