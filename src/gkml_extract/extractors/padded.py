"""Tables printed in columns of blanks, each padded to its widest text → rows of fields, a line each.

Programs that turn HTML into text print so, cells in the middle of their rows and, where merged ones are above them,
moved to the left: the column tells nothing of the cell, but the order of cells does, and blank ones keep their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkml_extract.regex import regex
from gkml_extract.text import display_width

_PIECE = regex(r"\S+(?: \S+)*")
_RULE = regex(r"[-=]+")
_GAP = 2
"""Blanks between the widest text of a column and the next column."""
_LEAST_COLUMNS, _LEAST_ROWS = 4, 3
_EXACT = 0.9
"""Share of the columns whose widest text ends just before the next: no page sets its columns so."""
_IN_ROW = 3
"""Texts in a line with which a table may end."""
_MOST_ALONE = 0.3
"""Share of lines with nothing but a text in the first column."""
_HIGHEST, _MOST_MORE = 36, 72
"""Lines of a row at the most, and lines of its cells behind their first."""
_BOXES, _BEGUN = "■□☑☐", 0.05
"""A list of boxes that begins as the first one does tells where a row begins of which its middle does not."""
_ROW, _MORE, _LONE, _NO_FIRST, _EMPTY_ROW = 0.5, 0.3, 2.0, 5.0, 8.0
"""What a row costs, a further line of a cell, a row with a single text, one without a first cell, and one without any;
a line that a text stands too high or too low costs 1."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The texts of a line by column; `number` counts from 0."""

    number: int
    fields: dict[int, str]


def with_fields(text: str) -> str:
    """`text` with such tables as lines of fields between tabs; every line keeps its number."""
    lines = text.split("\n")
    if "\t" in text or sum("  " in line.strip() for line in lines) < _LEAST_ROWS:
        return text
    pieces = [[(match.start(), match.group()) for match in _PIECE.finditer(line)] for line in lines]
    first = next((k for k, found in enumerate(pieces) if len(found) >= _LEAST_COLUMNS), len(lines))
    end = max((k + 1 for k, found in enumerate(pieces) if len(found) >= _IN_ROW), default=0)
    while end < len(lines) and (not pieces[end] or pieces[end][0][0] > 0):
        end += 1
    if _is_of_lines(pieces[first:end]):
        return text
    ways = ((measure, knows_header) for measure in (len, display_width) for knows_header in (True, False))
    for measure, knows_header in ways:
        table = _columns(lines[first:end], pieces[first:end], measure, knows_header=knows_header)
        rows = list(_rows(table)) if table else []
        if len(rows) >= _LEAST_ROWS:
            lines[first:end] = [""] * (end - first)
            for number, row in rows:
                lines[first + number] = row
            return "\n".join(lines)
    return text


def _is_of_lines(pieces: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """Whether texts stand below one another, and lines with several are one printed again: a list with wide blanks."""
    filled = [found for found in pieces if found]
    alone = sum(len(found) == 1 and not found[0][0] for found in filled)
    rows = {tuple(found) for found in filled if len(found) >= _IN_ROW}
    return alone > _MOST_ALONE * len(filled) or len(rows) < _LEAST_ROWS


def _columns(
    lines: Sequence[str],
    pieces: Sequence[Sequence[tuple[int, str]]],
    measure: Callable[[str], int],
    *,
    knows_header: bool,
) -> list[_Line] | None:
    """The lines with their texts in columns; None where columns are not padded to their texts.

    The first line, of labels, may have been changed since (公開(kāi)): if it does not count, its texts stand in order.
    """
    placed = [[(measure(line[:at]), text) for at, text in found] for line, found in zip(lines, pieces, strict=True)]
    labels: list[tuple[int, str]] = [] if knows_header or not placed else placed[0]
    placed = [[], *placed[1:]] if labels else placed
    starts = sorted({at for found in placed for at, _ in found})
    if len(starts) < _LEAST_COLUMNS:
        return None
    widest = dict.fromkeys(starts, 0)
    for found in placed:
        for at, text in found:
            widest[at] = max(widest[at], measure(text))
    exact = sum(at + widest[at] + _GAP == following for at, following in pairwise(starts))
    if exact < _EXACT * (len(starts) - 1) or starts[0]:
        return None
    column = {at: k for k, at in enumerate(starts)}
    placed = [list(zip(starts, (text for _, text in labels), strict=False)), *placed[1:]] if labels else placed
    return [
        _Line(number, {column[at]: text for at, text in found if not _RULE.fullmatch(text)})
        for number, found in enumerate(placed)
    ]


def _rows(lines: Sequence[_Line]) -> Iterator[tuple[int, str]]:
    """The first lines of rows, and the rows: their fields up to the last text, those of several lines whole."""
    last = max(line.number for line in lines if line.fields)
    firsts: dict[int, str] = {}
    for line in lines:
        for column, text in line.fields.items():
            if text[0] in _BOXES:
                firsts.setdefault(column, text)
    ways = (_parted(lines[: last + 1], n_blank, firsts) for n_blank in (0, 1))
    _, ends = min(ways, key=lambda way: way[0])
    for first, end in pairwise([0, *ends]):
        fields: dict[int, list[str]] = {}
        for line in lines[first:end]:
            for column, text in line.fields.items():
                fields.setdefault(column, []).append(text)
        yield first, "\t".join("<br>".join(fields.get(column, [])) for column in range(max(fields) + 1))


def _parted(lines: Sequence[_Line], n_blank: int, firsts: Mapping[int, str]) -> tuple[float, list[int]]:
    """The cheapest way to part lines into rows: its cost and where rows end.

    `n_blank` lines end each text; `firsts` are the first options of lists of boxes, by column.
    """
    costs, begins = [0.0], [0]
    n = len(lines)
    for end in range(1, n + 1):
        spans: dict[int, tuple[int, int]] = {}
        n_texts, ways = 0, list[tuple[float, int]]()
        for first in range(end - 1, max(-1, end - 1 - _HIGHEST), -1):
            fields = lines[first].fields
            spans |= {column: (first, spans.get(column, (first, first))[1]) for column in fields}
            n_texts += len(fields)
            if n_texts - len(spans) > _MOST_MORE:
                break
            begun = sum(lines[at].fields[column] == firsts.get(column) for column, (at, _) in spans.items())
            more = _MORE * (n_texts - len(spans)) - _BEGUN * begun
            last = end + n_blank * (end == n)  # the blank line that ends the last row is none of the table's
            ways.append((costs[first] + more + _cost(spans, first, last, n_blank), first))
        cost, first = min(ways)
        costs.append(cost)
        begins.append(first)
    ends = [n]
    while begins[ends[0]]:
        ends.insert(0, begins[ends[0]])
    return costs[-1], ends


def _cost(spans: Mapping[int, tuple[int, int]], first: int, end: int, n_blank: int) -> float:
    """What speaks against lines [first, end) being a row: texts that do not stand in its middle, or a line above, no
    first cell. `spans` are the first and the last line of each column's text."""
    if not spans:
        return _EMPTY_ROW
    cost = _ROW + _LONE * (len(spans) == 1) + _NO_FIRST * (0 not in spans)
    for top, bottom in spans.values():
        below = (end - 1 - bottom - n_blank) - (top - first)
        cost += abs(below) if below < 0 else max(below - 1, 0)
    return cost
