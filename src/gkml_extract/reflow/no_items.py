"""Rows of separated fields: those that hold no item (numbers of columns, totals), those too wide for their header."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.lexicon.counting_rows import (
    counts_columns,
    is_and_so_on,
    is_count,
    is_note,
    is_total,
    is_total_word,
)
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.reading import by_line

_LEAST_COUNTED = 5
"""Columns that a row numbers: fewer numerals side by side may be values."""
_LEAST_OF_ROW = 3
"""Texts in a line from which it is a row, and no cell."""
_LEAST_BEYOND, _BEYOND = 2, 0.2
"""Rows, and share of them, with more fields than columns: a torn row may have one more."""


def without_counts(body: list[TextFragment]) -> tuple[list[TextFragment], list[Note]]:
    """The body without rows of fields that number the columns, 1 2 3 …, as forms do, count rows, 小计 3项, or are left
    to be filled in: ……, or a number alone at the end. Notes have their texts.
    """
    lines = by_line(body)
    counting = _totals_of_lines(lines)
    told = {line[0].line for line in counting}
    counting += [line for line in lines if line[0].line not in told and _is_no_item(line)]
    for line in reversed(lines):
        if _is_number_alone(line):
            counting.append(line)
        elif is_parted(line) and not _is_no_item(line) and text_beside_blanks(line) is None:
            break
    counting.sort(key=lambda line: line[0].line)
    dropped = {line[0].line for line in counting}
    notes = [_set_aside(line) for line in counting if any(part.text for part in line)]
    return ([f for f in body if f.line not in dropped] if dropped else body), notes


def notes_between(body: list[TextFragment]) -> tuple[list[TextFragment], list[TextFragment], list[Note]]:
    """The body without the notes that stand in lines of their own between its rows, and these notes.

    Only where each line is a row: elsewhere such a line may be one of a cell, 注：… under a list of channels. A line
    without blanks may be the row of a content that begins so: that is told.
    """
    lines = by_line(body)
    alone = [at for at, line in enumerate(lines) if is_note(line[0].text) and text_beside_blanks(line)]
    rows = [at for at, line in enumerate(lines) if sum(bool(part.text) for part in line) >= _LEAST_OF_ROW]
    between = {at for at in alone if rows and rows[0] < at < rows[-1]}
    others = (line for at, line in enumerate(lines[: rows[-1]]) if at not in between) if between else ()
    if not between or any(text_beside_blanks(line) and not is_parted(line) for line in others):
        return body, [], []
    left = [part for at, line in enumerate(lines) if at not in between for part in line]
    widest = max(len(lines[at]) for at in rows)
    told = [_set_aside(lines[at]) for at in sorted(between) if len(lines[at]) < widest]
    return left, [part for at in sorted(between) for part in lines[at]], told


def _set_aside(line: Sequence[TextFragment]) -> Note:
    place = LinesPlace(lines=(line[0].line, line[0].line))
    return note("row-set-aside", place=place, text=" ".join(part.text for part in line if part.text))


def _totals_of_lines(lines: Sequence[list[TextFragment]]) -> list[list[TextFragment]]:
    """The lines of totals whose cells have a line each: 小计, 3项, with the blank ones between and behind them."""
    texts = [text_beside_blanks(line) or ("" if not any(part.text for part in line) else None) for line in lines]
    found: list[list[TextFragment]] = []
    for at, text in enumerate(texts):
        if not text or not is_total_word(text):
            continue
        count = next((k for k in range(at + 1, len(lines)) if texts[k] != ""), None)
        if count is None or not is_count(texts[count] or ""):
            continue
        end = next((k for k in range(count + 1, len(lines)) if texts[k] != ""), len(lines))
        found += lines[at:end]
    return found


def _is_no_item(line: Sequence[TextFragment]) -> bool:
    """Whether a row of fields numbers the columns, counts rows or only says that more would follow."""
    if len(line) < 2 or not all(fragment.gap in HARD_GAPS for fragment in line[1:]):
        return False
    texts = [fragment.text for fragment in line if fragment.text]
    return is_total(texts) or is_and_so_on(texts) or (len(texts) >= _LEAST_COUNTED and counts_columns(texts))


def _is_number_alone(line: Sequence[TextFragment]) -> bool:
    """Whether a row of fields has a number in front and nothing else."""
    text = text_beside_blanks(line) if len(line) > 1 else None
    return text is not None and text.isdecimal() and all(fragment.gap in HARD_GAPS for fragment in line[1:])


def beyond_header(body: Sequence[TextFragment], n_columns: int, *, has_number: bool) -> Note | None:
    """A note where rows of fields have more of them, blank ends aside, than their header has columns.

    A row may have a number that no label tells of.
    """
    rows = [line for line in by_line(body) if is_parted(line) and all(part.gap in HARD_GAPS for part in line[1:])]
    most = n_columns + (not has_number)
    widths = [max((k for k, part in enumerate(line, start=1) if part.text), default=0) for line in rows]
    beyond = [(line, width) for line, width in zip(rows, widths, strict=True) if width > most]
    if len(beyond) < max(_LEAST_BEYOND, _BEYOND * len(rows)):
        return None
    line = beyond[0][0][0].line
    return note("fields-beyond-header", n=len(beyond), columns=n_columns, place=LinesPlace(lines=(line, line)))


def is_parted(line: Sequence[TextFragment]) -> bool:
    """Whether separators part a line, not blanks alone."""
    return any(fragment.gap in HARD_GAPS for fragment in line[1:])


def text_beside_blanks(line: Sequence[TextFragment]) -> str | None:
    """The text of a row of fields that has but its first: what a grid prints over all columns."""
    return line[0].text if line[0].text and not any(fragment.text for fragment in line[1:]) else None
