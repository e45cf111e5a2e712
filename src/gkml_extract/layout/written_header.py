"""The header of a table whose rows no rule parts, as it is written: labels of groups over labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from gkml_extract.layout.cells import Span
from gkml_extract.layout.lines import lines_of
from gkml_extract.layout.pieces import BOXES, SAME, Piece
from gkml_extract.layout.words import SAME_BASELINE
from gkml_extract.layout.wraps import breaks_of

TICKS = frozenset("√✓✔●○★＊*×")
MIN_BELOW = 2
"""Numbers or signs under a label that tell it is one."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its height, where its second row begins, its cells, and what stands below it; one has no second row."""

    top: float
    split: float | None
    bottom: float
    cells: list[tuple[Span, Piece]]
    rest: list[Piece]


def header_as_written(pieces: Sequence[Piece], columns: Sequence[float]) -> Header | None:
    """The header that is written first, if labels of groups are in its first row and their own labels in its second.

    Each column has a label in one of them, and what stands below begins under both.
    """
    runs = _first_runs(pieces)
    if len(runs) < 2:
        return None
    upper, lower, rest = _with_late_labels(runs[0], runs[1], pieces[len(runs[0]) + len(runs[1]) :], len(columns) - 1)
    under = {piece.first for piece in lower}
    whole = [piece for piece in upper if piece.first == piece.last and piece.first not in under]
    groups = [piece for piece in upper if piece not in whole]
    has_each = len(under) == len(lower) and under | {piece.first for piece in whole} == set(range(len(columns) - 1))
    if not has_each or not groups or any(piece.first < piece.last for piece in lower):
        return None
    bottom, split = max(piece.bottom for piece in (*upper, *lower)), max(piece.bottom for piece in groups)
    if split > min(piece.top for piece in lower) + 1.0 or any(piece.top < bottom - 1.0 for piece in rest):
        return None
    spans = _spans_of_groups(groups, sorted(under), columns)
    if spans is None or any(first == last for first, last in spans):  # a row under labels looks like that
        return None
    cells = [(Span(0, first, 1, last - first + 1), piece) for (first, last), piece in zip(spans, groups, strict=True)]
    cells += [(Span(0, piece.first, 2, 1), piece) for piece in whole]
    cells += [(Span(1, piece.first, 1, 1), piece) for piece in lower]
    split = (split + min(piece.top for piece in lower)) / 2
    return Header(min(piece.top for piece in upper), split, bottom, cells, rest)


def tell_labels(pieces: Sequence[Piece]) -> None:
    """Mark the labels of columns in a header of two rows, where it can be told without knowing these.

    Labels of columns are those of the second row, and those of the first that stand lower than the labels of groups.
    Nothing but these stands over any of them.

    Args:
        pieces: of a table, in the order of the file, those over several columns among them.
    """
    runs: list[list[Piece]] = []
    for piece in pieces:
        if not runs or piece.start < runs[-1][-1].end - 1.0:
            if len(runs) == 2:
                break
            runs.append([])
        runs[-1].append(piece)
    if len(runs) < 2:
        return
    first, second = runs
    highest = min(first, key=lambda piece: piece.middle)
    groups = [piece for piece in first if piece.middle < highest.middle + SAME * highest.size]
    whole = [piece for piece in first if piece not in groups]
    if not whole or len(groups) >= len(second) or any(_is_over(piece, other) for piece in whole for other in second):
        return
    if min(piece.top for piece in second) < max(piece.bottom for piece in groups) - 1.0:
        return
    labels, rest = [*whole, *second], pieces[len(first) + len(second) :]
    bottom = max(piece.bottom for piece in labels)
    if any(piece.top > max(each.bottom for each in second) for piece in whole):
        return
    if any(piece.top < bottom - 1.0 and any(_is_over(piece, label) for label in labels) for piece in rest):
        return
    for label in labels:
        label.is_label = True


def _is_over(one: Piece, other: Piece) -> bool:
    """Whether two texts share a place between left and right."""
    return one.start < other.end and one.end > other.start


def _first_runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The first two rows of pieces, as they are written from the left to the right; fewer if there are no more."""
    runs: list[list[Piece]] = []
    last = len(pieces) + 1
    for piece in pieces:
        if not runs or piece.first <= last:
            if len(runs) == 2:
                break
            runs.append([])
        runs[-1].append(piece)
        last = piece.last
    return runs


def with_label_apart(pieces: list[Piece], columns: Sequence[float]) -> list[Piece]:
    """The texts with the last label of a header of one line parted from what stands below it, if it has been ended.

    So has one under which a line stands neither at its left nor in its middle.
    Below a header that is printed again stands the rest of the last column of the row before, written right after it.
    """
    runs = _first_runs(pieces)
    head = runs[0] if runs else []
    if [(piece.first, piece.last) for piece in head] != [(at, at) for at in range(len(columns) - 1)]:
        return pieces
    last, others = head[-1], head[:-1]
    if last.n_lines < 2 or any(piece.n_lines > 1 for piece in others):
        return pieces
    lines = lines_of(last.words)
    column = [piece for piece in pieces if piece.first == piece.last == last.first]
    limits = min(piece.start for piece in column), max(piece.end for piece in column)
    slack = SAME * last.size
    is_level = all(abs(piece.words[0].baseline - lines[0].baseline) <= slack for piece in others)
    first, second = lines[:2]
    is_aligned = abs(first.start - second.start) <= slack or abs(
        first.start + first.end - second.start - second.end
    ) <= (2 * slack)
    if not is_level or (is_aligned and not breaks_of(lines[:2], *limits)[0]):
        return pieces
    parts: list[Piece] = []
    for word in last.words:
        is_first = word.baseline - lines[0].baseline <= SAME_BASELINE * word.size
        if parts and is_first == (len(parts) == 1):
            parts[-1].take(word, last.first, last.last)
        else:
            parts.append(Piece(last.first, last.last, [word], word.box[1], word.box[3], word.size))
    at = pieces.index(last)
    return [*pieces[:at], *parts, *pieces[at + 1 :]]


def row_of_labels(pieces: Sequence[Piece], columns: Sequence[float]) -> Header | None:
    """The header of one row that is written first: a text for each column, on one height, above all others.

    A row of values may look like that. But some column has signs or numbers below, and none in it.
    """
    runs = _first_runs(pieces)
    head = runs[0] if runs else []
    rest = list(pieces[len(head) :])
    if not rest or [(piece.first, piece.last) for piece in head] != [(at, at) for at in range(len(columns) - 1)]:
        return None
    middle, bottom = head[0].middle, max(piece.bottom for piece in head)
    if any(abs(piece.middle - middle) > SAME * piece.size for piece in head) or any(
        piece.top < bottom - 1.0 for piece in rest
    ):
        return None
    if not any(_is_label_over_values(piece, rest) for piece in head):
        return None
    cells = [(Span(0, piece.first, 1, 1), piece) for piece in head]
    return Header(min(piece.top for piece in head), None, bottom, cells, rest)


def _is_label_over_values(label: Piece, rest: Sequence[Piece]) -> bool:
    """Whether but numbers, ticks or boxes stand below a text of another kind."""
    below = [piece for piece in rest if piece.first == piece.last == label.first]
    return len(below) >= MIN_BELOW and not _is_sign(label) and all(map(_is_sign, below))


def _is_sign(piece: Piece) -> bool:
    """Whether a text is a number or a tick, or begins with a box."""
    return piece.words[0].text[0] in BOXES or all(word.text.isdigit() or word.text in TICKS for word in piece.words)


def _with_late_labels(
    upper: Sequence[Piece], lower: Sequence[Piece], rest: Sequence[Piece], n_columns: int
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The rows of a header with the labels of other columns that stand above all else of the rest, and that rest.

    A spreadsheet writes cells of several lines after all others of the page.
    """
    known = {piece.first for piece in (*upper, *lower) if piece.first == piece.last}
    limit = min((piece.top for piece in rest if piece.first < piece.last or piece.first in known), default=0.0)
    late: dict[int, Piece] = {}
    for piece in rest:
        if piece.first == piece.last and piece.first not in known and piece.bottom <= limit:
            late[piece.first] = _joined(late[piece.first], piece) if piece.first in late else piece
    if not late or len(known) + len(late) < n_columns:
        return list(upper), list(lower), list(rest)
    under = {piece.first for piece in lower}
    heads = [piece.middle for piece in upper if piece.first == piece.last and piece.first not in under]
    middle = median(piece.middle for piece in lower)
    low = {
        column: piece
        for column, piece in late.items()
        if all(abs(piece.middle - middle) < abs(piece.middle - head) for head in heads)
    }
    return (
        sorted([*upper, *(late[column] for column in late if column not in low)], key=lambda piece: piece.first),
        sorted([*lower, *low.values()], key=lambda piece: piece.first),
        [piece for piece in rest if piece.first not in late or piece.bottom > limit],
    )


def _joined(above: Piece, below: Piece) -> Piece:
    """The lines of one label that are written one after the other."""
    top, bottom = min(above.top, below.top), max(above.bottom, below.bottom)
    words, n_lines = [*above.words, *below.words], above.n_lines + below.n_lines
    return replace(above, words=words, top=top, bottom=bottom, n_lines=n_lines)


def _spans_of_groups(
    groups: Sequence[Piece], under: Sequence[int], columns: Sequence[float]
) -> list[tuple[int, int]] | None:
    """The columns that labels of groups stand over, in the middle of each; None if they do not share them all."""
    spans: list[tuple[int, int]] = []
    at = 0
    for number, group in enumerate(groups):
        centre = (group.start + group.end) / 2
        following = groups[number + 1] if number + 1 < len(groups) else None
        options = []
        for stop in range(at + 1, len(under) + 1):
            if under[stop - 1] - under[at] != stop - 1 - at:
                break  # another column stands between
            if (following is None) != (stop == len(under)):
                continue
            options.append((abs((columns[under[at]] + columns[under[stop - 1] + 1]) / 2 - centre), stop))
        if not options:
            return None
        _, stop = min(options)
        spans.append((under[at], under[stop - 1]))
        at = stop
    return spans


def levels_of_labels(
    head: Sequence[Piece], row: Piece, columns: Sequence[float]
) -> tuple[float, list[tuple[Span, Piece]]] | None:
    """Where the first row is to be parted in two, and its cells: labels of groups and labels; None if it is one."""
    by_column: dict[int, list[Piece]] = defaultdict(list)
    for piece in head:
        if piece.first == piece.last:
            by_column[piece.first].append(piece)
    upper = [piece for piece in head if piece.first < piece.last and piece is not row]
    lower: list[Piece] = []
    for column, stacked in by_column.items():
        stacked.sort(key=lambda piece: piece.top)
        if len(stacked) == 2:
            upper.append(stacked[0])
            lower.append(stacked[1])
        elif any(piece.first <= column <= piece.last for piece in upper):
            lower += stacked
    if not lower or not upper or len(upper) + len(lower) <= 2:
        return None
    split = (max(piece.bottom for piece in upper) + min(piece.top for piece in lower)) / 2
    if max(piece.bottom for piece in upper) > min(piece.top for piece in lower) + 1.0:
        return None
    covered: set[int] = set()
    cells: list[tuple[Span, Piece]] = []
    for piece in sorted(upper, key=lambda each: each.first - each.last):
        first, last = _widened(piece, upper, lower, by_column, columns)
        if not covered.intersection(range(first, last + 1)):
            covered.update(range(first, last + 1))
            cells.append((Span(0, first, 1, last - first + 1), piece))
    for column, stacked in by_column.items():
        for piece in stacked:
            if piece not in upper:
                cells.append((Span(1, column, 1, 1) if column in covered else Span(0, column, 2, 1), piece))
    return split, cells


def _widened(
    piece: Piece,
    upper: Sequence[Piece],
    lower: Sequence[Piece],
    by_column: dict[int, list[Piece]],
    columns: Sequence[float],
) -> tuple[int, int]:
    """The columns whose middle the label of a group stands in: those beside its own with labels of the lower row."""
    middle = median(each.middle for each in lower)

    def is_lower(column: int) -> bool:
        inside = by_column.get(column, [])
        if any(each is not piece and each.first <= column <= each.last for each in upper):
            return False
        return bool(inside) and all(
            each in lower or abs(each.middle - middle) < SAME * each.size for each in inside if each is not piece
        )

    firsts, lasts = [piece.first], [piece.last]
    while firsts[-1] > 0 and is_lower(firsts[-1] - 1):
        firsts.append(firsts[-1] - 1)
    while lasts[-1] < len(columns) - 2 and is_lower(lasts[-1] + 1):
        lasts.append(lasts[-1] + 1)
    return min(
        ((first, last) for first in firsts for last in lasts),
        key=lambda span: abs((columns[span[0]] + columns[span[1] + 1]) / 2 - (piece.start + piece.end) / 2),
    )
