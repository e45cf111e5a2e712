"""camelot: lattice by the page's vectors; its `hybrid` flavour where a page draws no rules."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from gkml_extract.model.content import TableFragment
from gkml_extract.second.boxes import Box, fragment_of_boxes
from gkml_extract.text import clean, join_wrapped

_FLAVOURS = ("lattice", "hybrid")
"""The second one where the first finds nothing. Both take rules from the page's vectors: to draw each page and look for
its lines is two thirds of the time of `hybrid`, on pages that draw hardly any."""
_PAGES_AT_ONCE = 16
"""A file is opened anew for each call, which on long ones takes longer than a page; all tables of a call are kept."""


class Camelot:
    """Its cells with their walls; its `confidence` is not trusted (0.5 on a perfect merged table)."""

    name = "camelot"

    def read(self, data: bytes, pages: Sequence[int]) -> Mapping[int, tuple[TableFragment, ...]]:
        """See SecondReader."""
        found: dict[int, tuple[TableFragment, ...]] = {}
        for flavour in _FLAVOURS:
            rest = [page for page in pages if not found.get(page)]
            for at in range(0, len(rest), _PAGES_AT_ONCE):
                found |= _tables_of(data, rest[at : at + _PAGES_AT_ONCE], flavour)
        return {page: found.get(page, ()) for page in pages}


def _tables_of(data: bytes, pages: Sequence[int], flavour: str) -> dict[int, tuple[TableFragment, ...]]:
    """The tables of some pages. What camelot raises on odd pages is of many kinds: such a page has no table."""
    from camelot.io import read_pdf

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            numbers = ",".join(map(str, pages))
            tables = list(read_pdf(data, pages=numbers, suppress_stdout=True, flavor=flavour, engine="vector"))
    except Exception:
        if len(pages) == 1:
            return {}
        alone = (_tables_of(data, [page], flavour) for page in pages)
        return {page: found for each in alone for page, found in each.items()}
    found: dict[int, tuple[TableFragment, ...]] = {}
    for table in tables:
        fragment = fragment_of_boxes(table.page, _cells_of(table))
        if fragment is not None:
            found[table.page] = (*found.get(table.page, ()), fragment)
    return found


def _cells_of(table: Any) -> list[tuple[Box, str]]:
    """Cells joined where no wall stands between them; camelot counts upwards from the page's bottom."""
    height = float(table.pdf_size[1])
    n_rows, n_columns = len(table.cells), len(table.cells[0]) if table.cells else 0
    taken: set[tuple[int, int]] = set()
    found: list[tuple[Box, str]] = []
    for row in range(n_rows):
        for column in range(n_columns):
            if (row, column) in taken:
                continue
            right, bottom = column, row
            while right + 1 < n_columns and not table.cells[row][right].right:
                right += 1
            while bottom + 1 < n_rows and not table.cells[bottom][column].bottom:
                bottom += 1
            span = [(r, c) for r in range(row, bottom + 1) for c in range(column, right + 1) if (r, c) not in taken]
            taken.update(span)
            texts = [table.cells[r][c].text for r, c in span]
            first, last = table.cells[row][column], table.cells[bottom][right]
            box = (float(first.x1), height - float(first.y2), float(last.x2), height - float(last.y1))
            found.append((box, clean(join_wrapped([line for text in texts for line in text.split("\n")]))))
    return found
