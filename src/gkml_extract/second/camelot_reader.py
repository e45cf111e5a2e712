"""camelot: lattice by the page's vectors; its `hybrid` flavour where a page draws no rules."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from gkml_extract.model.content import TableFragment
from gkml_extract.second.boxes import Box, fragment_of_boxes
from gkml_extract.text import clean, join_wrapped


class Camelot:
    """Its cells with their walls; its `confidence` is not trusted (0.5 on a perfect merged table)."""

    name = "camelot"

    def read(self, data: bytes, pages: Sequence[int]) -> Mapping[int, tuple[TableFragment, ...]]:
        """See SecondReader."""
        return {page: _tables_of(data, page) for page in pages}


def _tables_of(data: bytes, page: int) -> tuple[TableFragment, ...]:
    """The tables of one page. What camelot raises on odd pages is of many kinds: such a page has no table."""
    from camelot.io import read_pdf

    for options in ({"flavor": "lattice", "engine": "vector"}, {"flavor": "hybrid"}):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tables = list(read_pdf(data, pages=str(page), suppress_stdout=True, **options))
        except Exception:
            continue
        made = (fragment_of_boxes(page, _cells_of(table)) for table in tables)
        found = tuple(fragment for fragment in made if fragment is not None)
        if found:
            return found
    return ()


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
