"""Grids of Word files that python-docx made: merges anywhere."""

from __future__ import annotations

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract.extractors.word.reader import Word
from gkml_extract.model.content import TableFragment

N_ROWS, N_COLUMNS = 6, 5


@settings(max_examples=40, deadline=None)
@given(
    merges=st.lists(
        st.tuples(st.integers(0, N_ROWS - 1), st.integers(0, N_COLUMNS - 1), st.integers(1, 3), st.integers(1, 3)),
        max_size=5,
    )
)
def test_merges_by_another_hand(merges: list[tuple[int, int, int, int]]) -> None:
    """Each place shows the text that python-docx says it shows; a text of its own stays in each unmerged cell."""
    document = docx.Document()
    table = document.add_table(N_ROWS, N_COLUMNS)
    taken: set[tuple[int, int]] = set()
    for row, column, height, width in merges:
        places = {
            (row + down, column + right)
            for down in range(min(height, N_ROWS - row))
            for right in range(min(width, N_COLUMNS - column))
        }
        if not taken & places:
            taken |= places
            table.cell(row, column).merge(table.cell(*max(places)))
    for row in range(N_ROWS):
        for column in range(N_COLUMNS):
            cell = table.cell(row, column)
            cell.text = cell.text or f"{row}/{column}"
    stream = io.BytesIO()
    document.save(stream)
    (found,) = Word().read(stream.getvalue()).blocks
    assert isinstance(found, TableFragment)
    shown = {
        (row, column): each.text
        for each in found.cells
        for row in range(each.row, each.row + each.rowspan)
        for column in range(each.column, each.column + each.colspan)
    }
    if found.n_columns == N_COLUMNS:
        assert shown == {(row, column): table.cell(row, column).text for row, column in shown}
    else:
        assert set(shown.values()) == {table.cell(row, column).text for row in range(N_ROWS) for column in range(5)}
