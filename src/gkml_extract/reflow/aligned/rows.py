"""Where the rows of a page part: cuts between lines that suit the ends and beginnings of the cells in all columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.reflow.aligned.columns import Column, Piece
from gkml_extract.reflow.evidence.edges import word_edge
from gkml_extract.regex import regex
from gkml_extract.text import bracket_depth, display_width, fold

CUT = -2.0
"""What a further row costs (natural logarithm)."""
_STAY = {
    "number": 9.0, "content": 6.0, "marks": 9.0, "legal_basis": 2.5, "deadline": 2.5, "channels": 3.0, "publisher": 2.0,
}  # fmt: skip
_STAY_OTHER = 1.5
"""What it costs that a cell stands in the rows on both sides of a cut, with lines in both."""
_SHARES = {"number": 0.75, "content": 0.99, "secondary": 0.8, "channels": 0.65, "deadline": 0.65}
"""Share of rows with a text of their own in a column, before anything is known of a table."""
_PRIOR_ROWS = 4.0
_LONGEST_ROW = 150
"""Lines of a row on one page."""
_MISSING = 4.5
"""The most that a row costs which lacks a text that others have."""
_MOST_LACKING = 3.0
"""The same for all but its content together: one more content of an item has nothing else of its own."""
_OFF_CENTRE, _MOST_OFF = -0.25, -1.5
"""What a line costs by which the middle of a cell lies off its row's, and the most it costs."""
_TICKED_AGAIN = 8.0
"""What each further line of ticks costs within a row: a row's ticks in one group of columns stand side by side."""
_OPENS = regex(r"[（(《〈“‘「『【〔\[、，,与和及或的：:]$")
_CLOSES = regex(r"^[）)》〉”’」』】〕\]，。、；：,.;:！？]")
_LEAD = regex(r"(?:[0-9A-Za-z]+|.)[）)》”’、，。；：！？,.;:]{0,2}")
_FIRST_PART = regex(r"^(?:[（(]?1[)）.．、]|[（(]?一[)）、.．])(?!\d)")
_LATER_PART = regex(r"^(?:[（(]?[2-9][)）.．、](?!\d)|[（(]?[二三四五六七八九][)）、.．])")
_BULLET = regex(r"^[●•◆▲○★]")
_BOX = regex(r"^[■□☑☐▢◻●○√]\s*")
_SLACK = 0
_ONE_CHARACTER, _FULL_AS_ALL = 2, -0.7
"""Half-width places of a column in which every line is full, and what a full line counts there."""
_OF_ONE_LINE = 0.3
"""Share of the lines of all columns that follow another directly from which no cell's lines are set apart."""
_FAR = 4
"""Lines without print from which a cell has surely ended."""
_BOXED = 0.5
_FIRST_NAME, _LATER_NAME = {True: 5.0, False: 2.0}, {True: -4.0, False: -1.0}
"""How a list begins: with the channel that begins the first one; in lists with boxes each has all channels."""
_BODIES = frozenset({"publisher", "department"})
_ENDS_BODY = regex("[局委厅科股室处府办所站院校队会厦镇乡道村居司心]$")
_BODY_ENDS = {True: 0.5, False: -2.0}
"""Behind the last character of a body's name, and behind any other."""
_UNBOXED = -4.0
"""A list of boxes begins with a line that has none before its first name."""
_OF_ITEMS = frozenset({"primary", "secondary", "levels", "legal_basis", "deadline", "publisher", "channels"})
_WITH_OTHER, _MOST_OTHERS = 2.0, 3
"""What each column whose cell goes on over a cut says of the others, and how many count."""
_CONTENT_ENDS = {True: 1.0, False: 3.5}
"""What a line of content that is not full says for a new cell, if it may end a paragraph and if not."""
_PARAGRAPH_END = regex("[。；;：:]$")
_PARAGRAPH = regex(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、]|[●•◆▲○★])")
_CONTEXT = 12
_DITTO = 4.0
"""同上 is a cell by itself."""
_LEVELS = ("primary", "secondary", "levels")
"""Columns of items: where a cell of one begins, one of each behind it does."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known of a table's columns: their widths, and how their cells begin."""

    widths: tuple[int, ...]
    starts: tuple[Counter[str], ...]
    insides: tuple[Counter[str], ...]
    ends: tuple[Counter[str], ...]
    """The last lines of their cells; any other line is an inner one."""
    inners: tuple[Counter[str], ...]
    shares: tuple[float, ...]
    """Which share of rows has a text of its own in each."""
    first_name: str = ""
    """The channel that a list begins with."""
    at_top: bool = False
    """Whether cells stand at the top of their rows, not in the middle."""


@dataclass(frozen=True, slots=True)
class RowCuts:
    """Rows as half-open ranges of lines, and for each whether another reading of it is nearly as good."""

    rows: tuple[tuple[int, int], ...]
    margins: tuple[float, ...]
    uncut: frozenset[tuple[int, int]] = frozenset()
    """(column, line) of pieces that go on in the cell of the row above."""
    score: float = 0.0
    sureness: Mapping[tuple[int, int], float] = field(default_factory=dict)
    """How sure it is, for (column, line) of each piece, whether it begins a cell or goes on if a row begins with it."""


def nothing_learned(pages: Sequence[Sequence[Sequence[Piece]]], columns: Sequence[Column]) -> Learned:
    """The widths of the columns over all pages; of beginnings nothing is known."""
    widths = []
    first_name = ""
    for c, column in enumerate(columns):
        if column.look == "channels":
            first_name = next((_key(page[c][0].text, column) for page in pages if page[c]), "")
        found = sorted(display_width(piece.text) for page in pages for piece in page[c])
        widths.append(found[-1 - len(found) // 4] if found else 0)
    starts = tuple(Counter[str]() for _ in columns)
    ends = tuple(Counter[str]() for _ in columns)
    for number, page in enumerate(pages):
        for c, column in enumerate(columns):
            for k, piece in enumerate(page[c]):
                is_far = k and piece.line - page[c][k - 1].line >= _FAR
                starts[c][_key(piece.text, column)] += 2 if k == number == 0 else 1 if is_far else 0
                ends[c][fold(page[c][k - 1].text)] += bool(is_far)
    shares = tuple(_SHARES.get(column.look, 0.5) for column in columns)
    nothing = tuple(Counter[str]() for _ in columns)
    return Learned(tuple(widths), starts, nothing, ends, nothing, shares, first_name)


def edge_scores(pieces: Sequence[Piece], column: Column, c: int, learned: Learned, most_pitch: int = 2) -> list[float]:
    """For each piece but the first, how much speaks for a cell beginning with it (natural logarithm).

    `most_pitch`: lines from one of a cell to the next at most.
    """
    scores: list[float] = []
    lines = [piece.line for piece in pieces]
    is_boxed = sum(_BOX.match(piece.text) is not None for piece in pieces) > _BOXED * len(pieces)
    for k in range(1, len(pieces)):
        piece = pieces[k]
        if column.look == "number":
            scores.append(8.0)
            continue
        if is_ditto(piece.text) or is_ditto(pieces[k - 1].text):
            scores.append(_DITTO)
            continue
        gap = lines[k] - lines[k - 1]
        if column.look == "marks":
            scores.append(6.0 if gap > 1 else 3.0)
            continue
        near = [lines[j + 1] - lines[j] for j in range(max(k - 3, 0), min(k + 2, len(lines) - 1))]
        pitch = min(most_pitch, *near) if len(near) > 1 else 1
        score = _gap_score(gap / pitch)
        score += _text_score(pieces, k, column, learned.widths[c])
        key = _key(piece.text, column)
        if column.look == "channels" and learned.first_name:
            score += _FIRST_NAME[is_boxed] if key == learned.first_name else _LATER_NAME[is_boxed]
            score += _UNBOXED if is_boxed and not _BOX.match(piece.text) else 0.0
        score += _recurrence(learned.starts[c][key], learned.insides[c][key])
        before = fold(pieces[k - 1].text)
        score += _recurrence(learned.ends[c][before], learned.inners[c][before])
        scores.append(score)
    return scores


def _gap_score(ratio: float) -> float:
    if ratio <= 1:
        return -1.0
    return 0.5 if ratio < 2 else 1.5 if ratio < 3 else 3.0


def _recurrence(n_starts: int, n_insides: int) -> float:
    if n_starts + n_insides < 2:
        return 0.0
    share = (n_starts + 0.3) / (n_starts + n_insides + 0.6)
    return max(-2.5, min(2.5, 5 * (share - 0.5)))


def _text_score(pieces: Sequence[Piece], k: int, column: Column, width: int) -> float:
    before, piece = pieces[k - 1], pieces[k]
    score = 0.0
    if _CLOSES.match(piece.text):
        score -= 5.0
    if _OPENS.search(before.text):
        score -= 3.0
    if _unclosed(pieces[max(k - _CONTEXT, 0) : k]):
        score -= 3.0
    look = column.look
    if look == "channels":
        return score
    lead = _LEAD.match(piece.text)
    score += word_edge(before.text[-1], piece.text[0])
    free = width - display_width(before.text)
    if width <= _ONE_CHARACTER:
        score += _FULL_AS_ALL
    elif free < (display_width(lead[0]) if lead else 2) + _SLACK:
        score -= 1.5
    else:
        score += 1.8 if look != "content" else _CONTENT_ENDS[_is_paragraph(before.text, piece.text)]
    if look in _BODIES:
        score += _BODY_ENDS[_ENDS_BODY.search(before.text) is not None]
    if look in ("content", "legal_basis", "deadline"):
        if _FIRST_PART.match(piece.text):
            score += 2.0
        elif _LATER_PART.match(piece.text):
            score -= 2.5
        elif _BULLET.match(piece.text) and _BULLET.match(before.text):
            score -= 0.5
    if look == "legal_basis":
        score += 1.0 if piece.text.startswith("《") else -0.7
    return score


def _is_paragraph(before: str, text: str) -> bool:
    """Whether a line that is not full may end a paragraph of its cell, and not the cell."""
    return bool(_PARAGRAPH_END.search(before) or _PARAGRAPH.match(text))


def _unclosed(pieces: Sequence[Piece]) -> bool:
    """Whether a bracket opened in the last lines is still open."""
    depth = 0
    for piece in pieces:
        depth = max(0, depth + bracket_depth(piece.text))
    return depth > 0


def _key(text: str, column: Column) -> str:
    if column.look == "channels":
        return _BOX.sub("", text).split(" ")[0]
    return fold(text)


def find_rows(pages_pieces: Sequence[Sequence[Piece]], columns: Sequence[Column], learned: Learned) -> RowCuts:
    """The rows of a page: the cuts with the best total."""
    pieces = [list(of) for of in pages_pieces]
    merged = _mark_groups(pieces, columns)
    filled = sorted({piece.line for of in pieces for piece in of})
    if not filled:
        return RowCuts((), ())
    gaps = [below.line - above.line for of in pieces for above, below in pairwise(of)]
    most_pitch = 1 if gaps.count(1) > _OF_ONE_LINE * len(gaps) else 2
    sequences: list[tuple[str, list[Piece], list[float]]] = []
    missing: list[float] = []
    uncut: set[tuple[int, int]] = set()
    sureness: dict[tuple[int, int], float] = {}
    overs: dict[tuple[int, int], float] = {}
    for c, column in enumerate(columns):
        if column.look == "marks":
            continue
        scores = edge_scores(pieces[c], column, c, learned, most_pitch)
        sequences.append((column.look, pieces[c], scores))
        stay = _STAY.get(column.look, _STAY_OTHER)
        over = {(c, piece.line): score + stay for piece, score in zip(pieces[c][1:], scores, strict=True)}
        uncut |= {at for at, score in over.items() if score < 0}
        overs |= over
        sureness |= {at: abs(score) for at, score in over.items()}
        missing.append(_missing_cost(learned.shares[c]) if pieces[c] else 0.0)
    for of in merged:
        missing.append(0.0)
        sequences.append(("marks", of, [6.0 if b.line - a.line > 1 else 3.0 for a, b in pairwise(of)]))
    n = len(filled)
    index = {line: k for k, line in enumerate(filled)}
    gains = [[0.0] * (n + 1) for _ in sequences]
    counts = [[0] * (n + 1) for _ in sequences]
    for s, (look, of, scores) in enumerate(sequences):
        at = [0] * (n + 1)
        for piece in of:
            at[index[piece.line] + 1] += 1
        total = 0
        for i in range(n + 1):
            total += at[i]
            counts[s][i] = total
            if 0 < total < len(of):
                gains[s][i] = max(scores[total - 1], -_STAY.get(look, _STAY_OTHER))
    forward = [float("-inf")] * (n + 1)
    came = [0] * (n + 1)
    forward[0] = 0.0
    weights: dict[tuple[int, int], float] = {}
    for b in range(1, n + 1):
        for a in range(max(b - _LONGEST_ROW, 0), b):
            weight = _row_weight(a, b, n, sequences, counts, gains, filled, missing, learned)
            weights[a, b] = weight
            if forward[a] + weight > forward[b]:
                forward[b], came[b] = forward[a] + weight, a
    backward = [float("-inf")] * (n + 1)
    goes = [n] * (n + 1)
    backward[n] = 0.0
    for a in range(n - 1, -1, -1):
        for b in range(a + 1, min(a + _LONGEST_ROW, n) + 1):
            if weights[a, b] + backward[b] > backward[a]:
                backward[a], goes[a] = weights[a, b] + backward[b], b
    best = _path(came, n)
    margins = _margins(best, forward, backward, came, goes, counts, n)
    rows = tuple((filled[a], filled[b - 1] + 1) for a, b in best)
    uncut |= _with_others(rows, pieces, columns, uncut, overs)
    uncut -= _begun_above(rows, pieces, columns, uncut)
    return RowCuts(rows, tuple(margins), frozenset(uncut), forward[n], sureness)


def _with_others(
    rows: Sequence[tuple[int, int]], pieces: Sequence[Sequence[Piece]], columns: Sequence[Column],
    uncut: set[tuple[int, int]], overs: Mapping[tuple[int, int], float],
) -> set[tuple[int, int]]:  # fmt: skip
    """Pieces that go on in the cell above since those of other columns do: rows of one item share most of its cells."""
    found: set[tuple[int, int]] = set()
    for (top, middle), (_, bottom) in pairwise(rows):
        at_edge = []
        for c, column in enumerate(columns):
            above = [piece.line for piece in pieces[c] if top <= piece.line < middle]
            below = [piece.line for piece in pieces[c] if middle <= piece.line < bottom]
            if column.look in _OF_ITEMS and above and below and below[0] - above[-1] < _FAR:
                at_edge.append((c, below[0]))
        n_on = sum(at in uncut for at in at_edge)
        found |= {at for at in at_edge if overs[at] < _WITH_OTHER * min(n_on, _MOST_OTHERS)}
    return found


def _begun_above(
    rows: Sequence[tuple[int, int]], pieces: Sequence[Sequence[Piece]], columns: Sequence[Column],
    uncut: set[tuple[int, int]],
) -> set[tuple[int, int]]:  # fmt: skip
    """Pieces of items that begin a cell since the item over them begins in their row."""
    levels = sorted((_LEVELS.index(column.look), c) for c, column in enumerate(columns) if column.look in _LEVELS)
    found: set[tuple[int, int]] = set()
    for top, bottom in rows[1:]:
        is_begun = False
        for _, c in levels:
            first = next((piece for piece in pieces[c] if top <= piece.line < bottom), None)
            if first is None:
                continue
            if (c, first.line) not in uncut:
                is_begun = True
            elif is_begun:
                found.add((c, first.line))
    return found


def _path(came: Sequence[int], end: int) -> list[tuple[int, int]]:
    path = []
    while end > 0:
        path.append((came[end], end))
        end = came[end]
    return path[::-1]


def _margins(
    best: Sequence[tuple[int, int]], forward: Sequence[float], backward: Sequence[float], came: Sequence[int],
    goes: Sequence[int], counts: Sequence[Sequence[int]], n: int,
) -> list[float]:  # fmt: skip
    """For each row how much worse the best reading is that has not this row with the same texts."""
    total = forward[n]

    def signature(a: int, b: int) -> tuple[tuple[int, int], ...]:
        return tuple((of[a], of[b]) for of in counts)

    margins = {signature(a, b): 99.0 for a, b in best}
    cuts = {b for _, b in best}
    for y in range(1, n):
        if y in cuts:
            continue
        margin = total - forward[y] - backward[y]
        other = [*_path(came, y)]
        at = y
        while at < n:
            other.append((at, goes[at]))
            at = goes[at]
        there = {signature(a, b) for a, b in other}
        for key in margins:
            if key not in there:
                margins[key] = min(margins[key], margin)
    return [margins[signature(a, b)] for a, b in best]


def _row_weight(
    a: int, b: int, n: int, sequences: Sequence[tuple[str, list[Piece], list[float]]], counts: Sequence[Sequence[int]],
    gains: Sequence[Sequence[float]], filled: Sequence[int], missing: Sequence[float],
    learned: Learned,
) -> float:  # fmt: skip
    """What the row of the filled lines [a, b) adds: its lower edge in all columns, and what stands in it."""
    weight = CUT
    middle = (filled[a] + filled[b - 1]) / 2
    lacking = 0.0
    for s, (look, of, _) in enumerate(sequences):
        first, last = counts[s][a], counts[s][b]
        if first == last:
            if look == "content":
                weight -= missing[s]
            else:
                lacking += missing[s]
            continue
        if b < n:
            weight += gains[s][b]
        if look == "marks":
            weight -= _TICKED_AGAIN * (last - first - 1)
        off = abs((of[first].line + of[last - 1].line) / 2 - middle)
        if learned.at_top:
            off = of[first].line - filled[a]
        if look in ("number", "marks", "content", "deadline"):
            weight += max(_OFF_CENTRE * max(off - 1, 0), _MOST_OFF)
    return weight - min(lacking, _MOST_LACKING)


def _missing_cost(share: float) -> float:
    """What a row costs that has no text of its own where a share of rows has."""
    return max(0.0, min(_MISSING, log((share + 0.02) / (1 - share + 0.02))))


def _mark_groups(pieces: Sequence[Sequence[Piece]], columns: Sequence[Column]) -> list[list[Piece]]:
    """The ticks of each group of columns as one sequence, a piece a line."""
    groups: dict[str, dict[int, Piece]] = {}
    for c, column in enumerate(columns):
        if column.look == "marks":
            name = column.leaf.label.group or column.leaf.label.field
            for piece in pieces[c]:
                groups.setdefault(name, {})[piece.line] = piece
    return [[of[line] for line in sorted(of)] for of in groups.values()]


def learn(
    pages: Sequence[Sequence[Sequence[Piece]]], cuts: Sequence[RowCuts], columns: Sequence[Column], learned: Learned
) -> Learned:
    """How the cells of each column begin, by the rows found."""
    starts = tuple(Counter[str]() for _ in columns)
    insides = tuple(Counter[str]() for _ in columns)
    ends = tuple(Counter[str]() for _ in columns)
    inners = tuple(Counter[str]() for _ in columns)
    for pieces, found in zip(pages, cuts, strict=True):
        for row, (top, bottom) in enumerate(found.rows):
            for c, column in enumerate(columns):
                here = [piece for piece in pieces[c] if top <= piece.line < bottom]
                for k, piece in enumerate(here):
                    is_start = not k and (c, piece.line) not in found.uncut
                    if k or row:
                        (starts if is_start else insides)[c][_key(piece.text, column)] += 1
                    if k + 1 < len(here) or row + 1 < len(found.rows):
                        (inners if k + 1 < len(here) else ends)[c][fold(piece.text)] += 1
    shares = _learned_shares(pages, cuts, columns)
    return replace(learned, starts=starts, insides=insides, ends=ends, inners=inners, shares=shares)


def _learned_shares(
    pages: Sequence[Sequence[Sequence[Piece]]], cuts: Sequence[RowCuts], columns: Sequence[Column]
) -> tuple[float, ...]:
    """The share of rows with a text of their own in each column; the usual one counts as much as a few rows."""
    n_rows = sum(len(found.rows) for found in cuts)
    shares = []
    for c, column in enumerate(columns):
        n = sum(
            any(top <= piece.line < bottom for piece in pieces[c])
            for pieces, found in zip(pages, cuts, strict=True)
            for top, bottom in found.rows
        )
        shares.append((n + _PRIOR_ROWS * _SHARES.get(column.look, 0.5)) / (n_rows + _PRIOR_ROWS))
    return tuple(shares)
