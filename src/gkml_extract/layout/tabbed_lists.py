"""Lists whose parts stand at tab stops, without a rule and without a header: agendas, contents, telephones, answers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from gkml_extract.layout.text_lines import TextLine
from gkml_extract.regex import regex

MOSTLY = 0.6
"""Share of the lines of a column that have one form, where it tells what stands there."""
HALF = 0.5
"""Share of lines with Chinese characters from which a list is Chinese: elsewhere years head columns of numbers."""
SAME_EDGE = 15.0
"""Points within which the columns of a page are those of the page before."""
MIN_LETTERS = 2
"""Lettered texts on a line that are answers to a question."""
_DIGITS = regex(r"\d+")
_LETTER = regex(r"[（(]?([A-HＡ-Ｈ])[)）．.、]")
_HAN = regex(r"[\u3400-\u9fff]")


def is_list(lines: Sequence[TextLine], gutters: Sequence[float], known: Sequence[float]) -> bool:
    """Whether lines are a list, not a table: the first one has numbers, times or dates wherever the others do.

    So are lettered answers, on whatever lines.

    Args:
        known: the edges of the columns of a table on the page before, which may go on without a header.
    """
    rows = [_texts(line, gutters) for line in lines]
    apart = [row for line, row in zip(lines, rows, strict=True) if len(line.segments) > 1]
    if sum(map(_is_lettered, apart)) > MOSTLY * len(apart):
        return True
    if sum(any(map(_HAN.search, row)) for row in rows) < HALF * len(rows) or _are_same(gutters, known[1:-1]):
        return False
    columns = list(zip(*rows, strict=True))
    forms = [_usual_form(column[1:]) for column in columns]
    told = [_form(column[0]) == form for column, form in zip(columns, forms, strict=True) if form is not None]
    return bool(told) and all(told)


def _texts(line: TextLine, gutters: Sequence[float]) -> list[str]:
    texts = [""] * (len(gutters) + 1)
    for word in line.words:
        texts[bisect_right(gutters, (word.start + word.end) / 2)] += word.text
    return texts


def _is_lettered(row: Sequence[str]) -> bool:
    """Whether the texts of a line begin with A, B, C and so on, as the answers to a question do."""
    found = [match for text in row if text and (match := _LETTER.match(text))]
    letters = [ord(match[1]) for match in found]
    return len(found) >= MIN_LETTERS and all(below == above + 1 for above, below in pairwise(letters))


def _form(text: str) -> str:
    """A text with all its numbers alike: times of day, telephones, chapters."""
    return _DIGITS.sub("0", text)


def _usual_form(texts: Sequence[str]) -> str | None:
    """The form that most texts of a column have, if there are numbers in it."""
    form, n = Counter(map(_form, texts)).most_common(1)[0]
    return form if n >= MOSTLY * len(texts) and "0" in form else None


def _are_same(edges: Sequence[float], others: Sequence[float]) -> bool:
    return len(edges) == len(others) and all(
        abs(one - other) < SAME_EDGE for one, other in zip(edges, others, strict=True)
    )
