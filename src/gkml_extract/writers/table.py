"""A table as CSV that a spreadsheet opens well: a byte order mark, CRLF, nothing that it would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from gkml_extract.writers.cells import guard_cell

_BOM = "\ufeff"


def table_csv(rows: Iterable[Sequence[str | None]], header: Sequence[str] | None = None) -> bytes:
    """The rows in UTF-8, below `header`; without one they go on where another table ended. None is an empty cell."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    if header is not None:
        text.write(_BOM)
        lines.writerow(header)
    lines.writerows([guard_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "backslashreplace")
