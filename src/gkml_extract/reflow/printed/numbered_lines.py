"""The further columns of a sheet that is wider than a page, given the numbers of rows that only its first ones have.

Each row of the first columns stands beside one of the further ones, and mostly has a short cell there: where a page has
as many lines of such cells below its labels as its rows are known to be, each line begins a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.printed.scrambled import is_mixed
from gkml_extract.reflow.printed.short_labels import is_label

NUMBER_LABEL = "序号"

Lines = list[list[TextFragment]]


@dataclass(frozen=True, slots=True)
class NumberedLines:
    """Pages whose rows begin with a number that is not printed, below a label of such; the lines with these."""

    pages: list[Lines]
    numbers: frozenset[int]


def with_row_numbers(pages: Sequence[Lines], n_rows: Sequence[int]) -> NumberedLines | None:
    """The pages with a number before each row; `n_rows` are the rows of each. None where lines are no rows."""
    if len(pages) != len(n_rows):
        return None
    found: list[Lines] = []
    numbers: set[int] = set()
    for page, n in zip(pages, n_rows, strict=True):
        labels = [all(is_label(part.text) for part in line) for line in page]
        if True not in labels:
            return None
        first = labels.index(True)
        begin = next((k for k in range(first, len(page)) if not labels[k]), len(page))
        rows, rest = page[begin : begin + n], page[begin + n :]
        if not _are_rows(rows, n, rest):
            return None
        numbered = [_with_first(line, str(k)) for k, line in enumerate(rows, start=1)]
        numbers |= {line[0].line for line in rows}
        found.append([
            *page[:first], _with_first(page[first], NUMBER_LABEL), *page[first + 1 : begin], *numbered, *rest,
        ])  # fmt: skip
    return NumberedLines(found, frozenset(numbers))


def _are_rows(rows: Sequence[Sequence[TextFragment]], n: int, rest: Sequence[Sequence[TextFragment]]) -> bool:
    """Whether lines may be the short cells of as many rows: no long cell is among them, none of theirs behind."""
    if len(rows) != n or any(is_mixed(part.text) for line in rows for part in line):
        return False
    last = {line[-1].text for line in rows}
    return not rest or len(rest[0]) < max(map(len, rows)) or rest[0][-1].text not in last


def _with_first(line: Sequence[TextFragment], text: str) -> list[TextFragment]:
    first = line[0]
    return [TextFragment(text, first.gap, first.line, 0), replace(first, gap=Gap.SPACE), *line[1:]]
