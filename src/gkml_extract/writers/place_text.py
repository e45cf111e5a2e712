"""A place in words, for tables and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gkml_extract.model.source import Place


def place_text(place: Place, lang: str) -> str:
    """Where a value stands, short: `lines 3–5`, `page 2 (72,90–140,120)`, `table 1, row 4, column 2`, `Sheet1!B7`.

    The box on a page is from its upper left to its lower right corner, in points from the page's top left.
    """
    from gkml_extract.model.source import CellPlace, LinesPlace, PagePlace

    is_zh = lang == "zh"
    if isinstance(place, LinesPlace):
        first, last = place.lines
        span = f"{first}" if first == last else f"{first}–{last}"
        return f"第{span}行" if is_zh else f"line {span}" if first == last else f"lines {span}"
    if isinstance(place, PagePlace):
        x0, top, x1, bottom = (round(edge) for edge in place.bbox)
        box = f"{x0},{top}–{x1},{bottom}"
        return f"第{place.page}页（{box}）" if is_zh else f"page {place.page} ({box})"
    if isinstance(place, CellPlace):
        table, row, column = place.table, place.row, place.column
        return f"表{table}第{row}行第{column}列" if is_zh else f"table {table}, row {row}, column {column}"
    return f"{place.sheet}!{place.cell}"
