"""A workbook of one document, for people (`workbook`), read back from its sheet of all fields.

That sheet has the columns and cells of the CSV table, so what is lost is the same. xlsxwriter is in the extra `xlsx`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING, BinaryIO

from gkml_extract.model.errors import DependencyError
from gkml_extract.regex import regex
from gkml_extract.writers import csv
from gkml_extract.writers.contract import WriteOptions, Writer
from gkml_extract.writers.table import table_csv

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

_DATA_PART = "xl/worksheets/sheet4.xml"
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = regex("_x([0-9A-Fa-f]{4})_")


def needs_xlsxwriter() -> None:
    """Raises DependencyError where xlsxwriter is missing."""
    if find_spec("xlsxwriter") is None:
        raise DependencyError(
            "workbooks need the package xlsxwriter; install it with: pip install 'gkml-extract[xlsx]'",
            "写工作簿需要软件包 xlsxwriter；请安装：pip install 'gkml-extract[xlsx]'",
        )


def write(document: Document, stream: BinaryIO, options: WriteOptions) -> None:
    """Put the document into `stream` as a workbook, with headers in the language of `options`."""
    needs_xlsxwriter()
    from gkml_extract.writers.workbook import Workbook

    made = io.BytesIO()
    book = Workbook(made, options.headers)
    book.add(document.source.path, document)
    book.close()
    stream.write(made.getvalue())


def read(stream: BinaryIO) -> tuple[Document, ...]:
    """The document in `stream`. Raises ValueError or KeyError where it is no workbook of ours."""
    try:
        with zipfile.ZipFile(stream) as package, package.open(_DATA_PART) as part:
            header, *rows = _rows(part)
    except zipfile.BadZipFile as err:
        raise ValueError("not a workbook") from err
    table = table_csv(rows, [label or "" for label in header])
    return csv.read(io.BytesIO(table)) if rows else ()


def _rows(part: IO[bytes]) -> Iterator[list[str | None]]:
    """The texts of each row, as many as the header has."""
    from lxml import etree

    n_columns = 0
    for _, row in etree.iterparse(part, tag=f"{_NAMESPACE}row", resolve_entities=False):
        cells: dict[int, str] = {}
        for cell in row:
            text = cell.find(f"{_NAMESPACE}is/{_NAMESPACE}t")
            if text is not None:
                cells[_column_index(cell.get("r"))] = _ESCAPED.sub(_character, text.text or "").removeprefix("'")
        n_columns = n_columns or len(cells)
        yield [cells.get(index) for index in range(n_columns)]
        row.clear()


def _column_index(place: str) -> int:
    """AB7 is 27."""
    index = 0
    for letter in place.rstrip("0123456789"):
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


WRITER = Writer(
    name="xlsx",
    suffix=".xlsx",
    losses=csv.WRITER.losses,
    holds_many=False,
    write=write,
    read=read,
    is_text=False,
)
