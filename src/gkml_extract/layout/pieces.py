"""Texts of cells in the order in which they are written: words of a column that go on one below the other."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from statistics import median

from gkml_extract.layout.lines import lines_of
from gkml_extract.layout.words import BACK, SAME_BASELINE, Word
from gkml_extract.layout.wraps import breaks_of
from gkml_extract.regex import regex

WIDEST_STEP, USUAL_STEP = 2.4, 1.4
"""Font sizes between two lines of one cell at most, and where no cell of the table has two lines."""
SAME_STEP = 1.12
"""How much more than the usual step between lines one may be: rows without padding are hardly further apart."""
OVER = 1.0
"""Points by which a word may reach over the edge of its column."""
MOSTLY = 0.8
"""Share of a word in one column from which it belongs there, though it reaches into the next."""
SAME = 0.2
"""Font sizes within which two cells have one middle, or begin or end on one height."""
PARAGRAPH = 3.2
"""Font sizes between two paragraphs of a list in one cell at most."""
ENDED = 0.6
"""Share of the breaks between lines of cells that somebody has made, from which the lines are no wrapped ones."""
MIN_WRAPPED = 2
"""Cells of several lines in a column that tell whether its lines are wrapped, and columns in which they must be."""
TICK = 2
"""Characters of a tick at most."""
cell_of = attrgetter("cell")
_NUMBERED = regex(r"[（(]?(\d{1,2})[）).．、]")
BOXES = frozenset("■□☑☐☒▢◻◼▪▫")


@dataclass(slots=True, eq=False)
class Piece:
    """A text written in one go: its first and last column, its words, and where it stands.

    `is_sure`: no other rows than those it is given would suit it nearly as well. `is_label`: it is known to be that of
    one column.
    """

    first: int
    last: int
    words: list[Word]
    top: float
    bottom: float
    size: float
    n_lines: int = 1
    is_sure: bool = True
    is_label: bool = False
    start: float = field(init=False)
    end: float = field(init=False)

    def __post_init__(self) -> None:
        """Where it begins on the left and ends on the right."""
        self.start = min(word.start for word in self.words)
        self.end = max(word.end for word in self.words)

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def is_tick(self) -> bool:
        """Whether it may be a tick."""
        text = "".join(word.text for word in self.words)
        return len(text) <= TICK and not any(char.isdigit() for char in text)

    def take(self, word: Word, first: int, last: int) -> None:
        """Add a word."""
        self.n_lines += word.baseline - self.words[-1].baseline > SAME_BASELINE * word.size
        self.words.append(word)
        self.start, self.end = min(self.start, word.start), max(self.end, word.end)
        self.first, self.last = min(self.first, first), max(self.last, last)
        self.top, self.bottom = min(self.top, word.box[1]), max(self.bottom, word.box[3])


def filled_columns(words: Sequence[Word], columns: Sequence[float]) -> list[float]:
    """The edges of columns without those in which no text stands by itself: the rest of a wrapped label does not."""
    used = {piece.first for piece in pieces_of(words, columns) if piece.first == piece.last}
    edges = list(columns)
    for column in reversed(range(1, len(columns) - 2)):
        if column not in used:
            edges[column : column + 2] = [(edges[column] + edges[column + 1]) / 2]
    return edges


def pieces_of(words: Sequence[Word], columns: Sequence[float]) -> list[Piece]:
    """The texts written in one go, in the file's order."""
    return _pieces(words, columns, usual_step(words))


def are_wrapped(pieces: Sequence[Piece]) -> bool:
    """Whether the lines of cells are wrapped, in most columns with such, and not ended on purpose: as rows are."""
    told = [_are_most_wrapped(breaks) for n, breaks in _breaks_of_columns(pieces) if n >= MIN_WRAPPED]
    return sum(told) >= max(MIN_WRAPPED, len(told) / 2)


def are_wrapped_together(pieces: Sequence[Piece]) -> bool:
    """The same where a page has so few rows that no column tells it by itself."""
    every = [is_break for _, breaks in _breaks_of_columns(pieces) for is_break in breaks]
    return bool(every) and _are_most_wrapped(every)


def _are_most_wrapped(breaks: Sequence[bool]) -> bool:
    return sum(breaks) < ENDED * len(breaks)


def _breaks_of_columns(pieces: Sequence[Piece]) -> list[tuple[int, list[bool]]]:
    """For each column with texts of several lines how many these are, and whether each of their lines was ended."""
    by_column: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_column[piece.first, piece.last].append(piece)
    found: list[tuple[int, list[bool]]] = []
    for column in by_column.values():
        several = [piece for piece in column if piece.n_lines > 1]
        left, right = min(piece.start for piece in column), max(piece.end for piece in column)
        if several:
            breaks = [is_break for piece in several for is_break in breaks_of(lines_of(piece.words), left, right)]
            found.append((len(several), breaks))
    return found


def usual_step(words: Sequence[Word]) -> float:
    """Font sizes between two lines of one cell at most, by words written one after the other and below each other."""
    steps = [
        (word.baseline - before.baseline) / word.size
        for before, word in pairwise(words)
        if goes_down(before, word, WIDEST_STEP) and word.start < before.end and word.end > before.start
    ]
    return SAME_STEP * median(steps) if steps else USUAL_STEP


def goes_down(before: Word, word: Word, limit: float) -> bool:
    """Whether a word stands on the line below another: not more than `limit` font sizes, and as large."""
    step = word.baseline - before.baseline
    is_as_large = abs(word.size - before.size) <= SAME * word.size
    return is_as_large and SAME_BASELINE * word.size < step <= limit * word.size + 0.3


def _pieces(words: Sequence[Word], columns: Sequence[float], limit: float) -> list[Piece]:
    found: list[Piece] = []
    for word in words:
        first, last = columns_of(word, columns)
        if found and _goes_on(found[-1], word, first, last, limit):
            found[-1].take(word, first, last)
        else:
            found.append(Piece(first, last, [word], word.box[1], word.box[3], word.size))
    return found


def _goes_on(piece: Piece, word: Word, first: int, last: int, limit: float) -> bool:
    """Whether a word goes on in a piece: on its last line, or on the next, or with the next part of a list below."""
    before = piece.words[-1]
    if first > piece.last or last < piece.first:
        return False
    if abs(word.baseline - before.baseline) < SAME_BASELINE * word.size:
        return word.start >= before.end - BACK * word.size
    if _begins_again(piece, word):
        return False
    return goes_down(before, word, limit) or (
        first == last == piece.first == piece.last and goes_down(before, word, PARAGRAPH) and _is_next_part(piece, word)
    )


def _begins_again(piece: Piece, word: Word) -> bool:
    """Whether a word has a box and says what the list of the piece begins with: that is the list of the next row."""
    first = piece.words[0].text
    return word.text[0] in BOXES and len(first) > 1 and first[0] in BOXES and word.text[1:] == first[1:]


def _is_next_part(piece: Piece, word: Word) -> bool:
    """Whether a word begins the part after the last one of a list: with the next number, or with a box as well."""
    part = _NUMBERED.match(word.text)
    if part is None:
        return word.text[0] in BOXES and piece.words[0].text[0] in BOXES
    numbers = [int(found[1]) for each in piece.words if (found := _NUMBERED.match(each.text))]
    return bool(numbers) and int(part[1]) == numbers[-1] + 1


def columns_of(word: Word, columns: Sequence[float]) -> tuple[int, int]:
    """The first and the last column in which a word stands."""
    most = len(columns) - 2
    first = min(max(bisect_right(columns, word.start + OVER) - 1, 0), most)
    last = min(max(bisect_right(columns, word.end - OVER) - 1, first), most)
    if first < last:
        for column in range(first, last + 1):
            inside = min(word.end, columns[column + 1]) - max(word.start, columns[column])
            if inside >= MOSTLY * (word.end - word.start):
                return column, column
    return first, last
