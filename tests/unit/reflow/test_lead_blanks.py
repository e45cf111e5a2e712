"""To which cell the blank fields before ticks belong."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.segment import SegmentedCell, _with_lead_blanks

COLUMNS = (
    DecodeColumn(Look.DEADLINE, "deadline", 0, 0, "公开时限"),
    DecodeColumn(Look.MARKS, "marks", 2, 4, "公开方式"),
)


@pytest.mark.parametrize(("line", "begin"), [("长期\t\t√\t\t√", 1), ("长期\t\t\t√", 2), ("长期\t√\t\t√", 1)])
def test_ticks_have_as_many_fields_as_columns(line: str, begin: int) -> None:
    """A blank too many is of the cell before, one that is lacking comes from there."""
    chunks = make_chunks(split_fragments(line)).chunks
    n = len(chunks)
    row = (SegmentedCell(0, 0, begin - 1, 9.0), SegmentedCell(1, begin, n - 1, 9.0))
    sheet = SimpleNamespace(columns=COLUMNS, chunks=chunks)
    (before, marks), *_ = _with_lead_blanks([row], sheet)
    assert (marks.first, marks.last) == (n - 3, n - 1)
    assert before.last == n - 4
