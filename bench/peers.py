"""Prints the tables that another tool finds in a PDF, in the form of `gkml tables`: `python bench/peers.py TOOL FILE`.

For scorers that compare tools in one run. TOOL is a second reader (pdfplumber, camelot) as this project calls it, or
`pdfplumber-plain`: its `find_tables` as it comes, by drawn rules only.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from gkml_extract.second import second_reader_named


def tables_of(tool: str, file: Path) -> list[dict[str, Any]]:
    """The tables of all pages."""
    import pypdfium2

    data = file.read_bytes()
    if tool == "pdfplumber-plain":
        return _plain(file)
    reader = second_reader_named(tool)
    if reader is None:
        raise SystemExit(f"no such tool: {tool}")
    pages = range(1, len(pypdfium2.PdfDocument(data)) + 1)
    return [
        {
            "page": page,
            "cells": [
                {key: getattr(cell, key) for key in ("row", "column", "rowspan", "colspan", "text")}
                for cell in table.cells
            ],
        }
        for page, tables in reader.read(data, pages).items()
        for table in tables
    ]


def _plain(file: Path) -> list[dict[str, Any]]:
    import pdfplumber

    found = []
    with pdfplumber.open(file) as document:
        for page in document.pages:
            for table in page.extract_tables():
                cells = [
                    {"row": row, "column": column, "text": text or ""}
                    for row, line in enumerate(table)
                    for column, text in enumerate(line)
                    if text is not None
                ]
                found.append({"page": page.page_number, "cells": cells})
    return found


if __name__ == "__main__":
    json.dump({"tables": tables_of(sys.argv[1], Path(sys.argv[2]))}, sys.stdout, ensure_ascii=False)
