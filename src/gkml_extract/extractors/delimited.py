"""Comma separated values → fragments, a field each: what a spreadsheet program or a data portal writes.

They are fragments and no grid, since merged cells are lost in them: a blank may be a value shared with the row above.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.text import join_breaks

_LEAST_FIELDS = 3
_LEAST_RECORDS = 3
"""Prose has commas as well, but hardly the same number in each of three lines."""
_DELIMITERS = (",", ";", "\t")


def split_delimited(text: str) -> tuple[TextFragment, ...] | None:
    """The fields of a text that is a table of separated values through and through, else None.

    Tabs count only where a quoted field has a line break in it: other tabbed text is read line by line.
    """
    first = next((line for line in text.split("\n", 64) if line.strip()), "")
    for delimiter in _DELIMITERS:
        if first.count(delimiter) >= _LEAST_FIELDS - 1 and (delimiter != "\t" or '"' in text):
            records = _records(text, delimiter)
            if records is not None:
                return tuple(_fragments(records))
    return None


def _records(text: str, delimiter: str) -> list[tuple[int, list[str]]] | None:
    """Each record with the number of its first line; None where they are no table."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for fields in reader:
            if fields:
                if found and len(fields) != len(found[0][1]):
                    return None
                found.append((line, fields))
            line = reader.line_num + 1
    except csv.Error:
        return None
    is_table = len(found) >= _LEAST_RECORDS and len(found[0][1]) >= _LEAST_FIELDS
    has_breaks = delimiter != "\t" or any("\n" in field for _, fields in found for field in fields)
    return found if is_table and has_breaks else None


def _fragments(records: list[tuple[int, list[str]]]) -> Iterator[TextFragment]:
    for number, (line, fields) in enumerate(records):
        for index, field in enumerate(fields):
            gap = Gap.TAB if index else Gap.LINE if number else Gap.START
            yield TextFragment(join_breaks(field.splitlines()), gap, line, index)
