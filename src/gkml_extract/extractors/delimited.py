"""Comma separated values → fragments, a field each: what a spreadsheet program or a data portal writes.

They are fragments and no grid, since merged cells are lost in them: a blank may be a value shared with the row above.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.text import bracket_depth, clean, join_breaks

_LEAST_FIELDS = 3
_LEAST_RECORDS = 3
"""Prose has commas as well, but hardly the same number in each of three lines."""
_LEAST_SHARE = 0.5
"""Share of the filled lines of a text that its tables take, where it has other lines as well."""
_MOST_FAILED = 64
"""Lines with a quote at which no table begins, after which none is looked for: each may be read to the text's end."""
_MANY_BLANKS = 3
"""Blanks before the first comma of a line that blanks part into cells."""
_MOST_TORN = 0.1
"""Share of records with a bracket that a comma tears."""
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class _Table:
    """Records of one width: each with its first line; lines [first, end) of the text."""

    records: tuple[tuple[int, list[str]], ...]
    first: int
    end: int


def split_delimited(text: str) -> tuple[TextFragment, ...] | None:
    """The fields of a text that is a table of separated values, with lines above and below it or without; else None.

    Tabs count only where a quoted field has a line break in it: other tabbed text is read line by line.
    """
    lines = text.split("\n")
    has_others = sum("|" in line or "\t" in line for line in lines) > _LEAST_RECORDS
    for delimiter in _DELIMITERS:
        if '"' not in text if delimiter == "\t" else has_others:
            continue  # commas in cells that pipes or tabs part
        if delimiter not in text:
            continue
        tables = [table for table in _tables(lines, delimiter) if delimiter == "\t" or not _is_prose(table)]
        n_filled = sum(bool(line.strip()) for line in lines)
        n_taken = sum(bool(line.strip()) for table in tables for line in lines[table.first : table.end])
        has_breaks = any("\n" in field for table in tables for _, fields in table.records for field in fields)
        if tables and n_taken >= _LEAST_SHARE * n_filled and (delimiter != "\t" or has_breaks):
            return tuple(_fragments(lines, tables))
    return None


def _is_prose(table: _Table) -> bool:
    """Whether commas stand within the cells of lines that something else parts: tabs, pipes, blanks; or in brackets."""
    n_torn = n_spaced = 0
    for _, fields in table.records:
        if any("\t" in field or "|" in field for field in fields):
            return True
        depths = [bracket_depth(field) for field in fields]
        n_torn += max(depths) > 0 > min(depths)
        n_spaced += fields[0].count(" ") >= _MANY_BLANKS
    return n_torn > _MOST_TORN * len(table.records) or 2 * n_spaced > len(table.records)


def _tables(lines: Sequence[str], delimiter: str) -> list[_Table]:
    """The tables among the lines, in order."""
    tables: list[_Table] = []
    at = n_failed = 0
    while at < len(lines) and n_failed < _MOST_FAILED:
        table = _table_at(lines, at, delimiter) if lines[at].count(delimiter) >= _LEAST_FIELDS - 1 else None
        if table:
            tables.append(table)
        n_failed += table is None and '"' in lines[at]
        at = table.end if table else at + 1
    return tables


def _table_at(lines: Sequence[str], first: int, delimiter: str) -> _Table | None:
    """The records of one width from a line on; None where they are too few, or no separated values."""
    following = (f"{lines[k]}\n" for k in range(first, len(lines)))
    reader = csv.reader(following, delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    end = begin = first
    try:
        for fields in reader:
            if fields and found and len(fields) != len(found[0][1]):
                break
            if fields:
                found.append((begin + 1, fields))
                end = first + reader.line_num
            begin = first + reader.line_num
    except csv.Error:
        return None
    is_table = len(found) >= _LEAST_RECORDS and len(found[0][1]) >= _LEAST_FIELDS
    return _Table(tuple(found), first, end) if is_table else None


def _fragments(lines: Sequence[str], tables: Sequence[_Table]) -> Iterator[TextFragment]:
    gap = Gap.START
    at = 0
    for table in (*tables, _Table((), len(lines), len(lines))):
        for number in range(at, table.first):
            if text := clean(lines[number]):
                yield TextFragment(text, gap, number + 1, 0)
                gap = Gap.LINE
            elif gap is not Gap.START:
                gap = Gap.BLANK
        for line, fields in table.records:
            for index, field in enumerate(fields):
                yield TextFragment(join_breaks(field.splitlines()), Gap.TAB if index else gap, line, index)
            gap = Gap.LINE
        at = table.end
