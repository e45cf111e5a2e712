"""Headers of a table printed again on its later pages: in part, cut by the page's end, or in other words.

Who parts a table by hand copies its header over each part, or but one of its rows; and where the page ends within
such a header, each page has the lines that have found room on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.lexicon.header import field_of_path, parse_label
from gkml_extract.model.table import Cell
from gkml_extract.tables.grid_header import HeaderRows
from gkml_extract.text import fold

LEAST_WHOLE = 2
"""Labels that a row has at least in one piece by which it is known as one of the header's."""
LONGEST = 40
"""Characters of a label; a longer text is none."""


def with_headers_again(
    rows: Sequence[Sequence[Cell]],
    found: Sequence[HeaderRows],
    labels: Sequence[Cell],
    known: HeaderRows,
    *,
    is_open: bool,
) -> tuple[HeaderRows, ...]:
    """The headers of a grid with those that print nothing but labels of the table before it.

    Args:
        rows: the cells that begin in each row of the grid.
        found: the headers in it that are known by themselves.
        labels: those of the table before.
        known: its header.
        is_open: it ended with its header printed again, of which the page's end may have cut off a part.
    """
    order = [cell for cell in sorted(labels, key=lambda cell: (cell.column, cell.row)) if cell.text]
    texts = [fold(cell.text) for cell in order]
    whole = [header for header in found if (header.key, header.fields) == (known.key, known.fields)]
    runs: list[list[int]] = []
    for index, row in enumerate(rows):
        is_rest = is_open and index == (runs[0][1] if runs else 0)
        if not _prints_labels(row, order, texts, is_rest=is_rest):
            continue
        if runs and runs[-1][1] == index:
            runs[-1][1] += 1
        else:
            runs.append([index, index + 1])
    again = [
        HeaderRows(first, end, known.key, known.fields, known.is_broken)
        for first, end in runs
        if not any(header.first < end and first < header.end for header in whole)
        and not any(
            header.first <= first and end <= header.end and header.end - header.first > end - first for header in found
        )
    ]
    kept = [header for header in found if not any(new.first <= header.first < new.end for new in again)]
    return tuple(sorted((*kept, *again), key=lambda header: header.first)) if again else tuple(found)


def _prints_labels(row: Sequence[Cell], labels: Sequence[Cell], texts: Sequence[str], *, is_rest: bool) -> bool:
    """Whether a row prints nothing but labels in their order, or pieces of some, and enough of them.

    全社会 and 主动公开 are values in some tables: by themselves they tell a header only where all of its row is here.
    """
    printed = [cell.text for cell in row if cell.text]
    if not printed or any(len(text) > LONGEST for text in printed):
        return False
    at, matched = 0, []
    for text in map(fold, printed):
        while at < len(texts) and text not in texts[at]:
            at += 1
        if at == len(texts):
            return False
        if text == texts[at]:
            matched.append(labels[at])
        at += 1
    if is_rest:
        return True
    if len(matched) < LEAST_WHOLE:
        return False
    if any(_is_name(label) for label in matched):
        return True
    lowest = {label.row for label in matched}
    ids = set(map(id, matched))
    return all(id(label) in ids for label in labels if label.row in lowest)


def _is_name(label: Cell) -> bool:
    """Whether a label is no value in any table."""
    field = parse_label(label.text).field
    return "." not in field and field != "extra"


def has_same_columns(labels: Sequence[Cell], again: Sequence[Cell], n_columns: int) -> bool:
    """Whether two headers of as many columns say the same of each, if in other words."""
    return all(_says(labels, column) == _says(again, column) for column in range(n_columns))


def _says(labels: Sequence[Cell], column: int) -> str:
    """The field of a column by its labels; where it has none what they say."""
    over = [cell for cell in labels if cell.text and cell.column <= column < cell.column + cell.colspan]
    path = tuple(cell.text for cell in sorted(over, key=lambda cell: cell.row))
    field = field_of_path(path).field if path else ""
    return field if field not in ("", "extra") else "/".join(map(fold, path))
