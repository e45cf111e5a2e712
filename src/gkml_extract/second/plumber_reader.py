"""pdfplumber: tables by drawn rules, or by the places of words where a page draws none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from gkml_extract.model.content import TableFragment
from gkml_extract.second.boxes import fragment_of_boxes
from gkml_extract.text import clean, join_wrapped

_BY_WORDS = {"vertical_strategy": "text", "horizontal_strategy": "text"}


class Pdfplumber:
    """`find_tables`, then the text of each cell."""

    name = "pdfplumber"

    def read(self, data: bytes, pages: Sequence[int]) -> Mapping[int, tuple[TableFragment, ...]]:
        """See SecondReader. Damaged pages raise many things in pdfminer: such a page has no table."""
        import logging

        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        found: dict[int, tuple[TableFragment, ...]] = {}
        try:
            with pdfplumber.open(BytesIO(data), pages=list(pages)) as document:
                for page in document.pages:
                    try:
                        found[page.page_number] = _tables_of(page)
                    except Exception:
                        found[page.page_number] = ()
                    page.close()
        except Exception:
            return found
        return found


def _tables_of(page: Any) -> tuple[TableFragment, ...]:
    tables = page.find_tables() or page.find_tables(_BY_WORDS)
    fragments = (fragment_of_boxes(page.page_number, _cells_of(table)) for table in tables)
    return tuple(fragment for fragment in fragments if fragment is not None)


def _cells_of(table: Any) -> list[tuple[tuple[float, float, float, float], str]]:
    texts = table.extract()
    return [
        (tuple(map(float, box)), clean(join_wrapped((text or "").split("\n"))))  # type: ignore[misc]
        for row, line in zip(table.rows, texts, strict=True)
        for box, text in zip(row.cells, line, strict=True)
        if box is not None
    ]
