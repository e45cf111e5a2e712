"""Tables, rows and fragments written down as they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.model.source import How, LinesPlace
from gkml_extract.model.table import Cell, Column, Gap, Row, RowCell, Table, TextFragment

TICK = "√"


def table(*lines: str, header: int = 1, is_exact: bool = True) -> Table:
    """`table("a|b", "c|d")`: a line a row, `|` between cells; the first `header` lines are header rows.

    A blank is an empty cell where the table is exact, and no cell where its geometry is lost. `^` belongs to the cell
    above it and `<` to the cell on its left, which span them.
    """
    grid = [[text.strip() for text in line.split("|")] for line in lines]
    width = max(map(len, grid))
    grid = [row + [""] * (width - len(row)) for row in grid]
    cells = [
        _cell(grid, row, column)
        for row, texts in enumerate(grid)
        for column, text in enumerate(texts)
        if text not in ("^", "<") and (text or is_exact)
    ]
    return Table(len(grid), width, tuple(cells), n_header_rows=header, is_exact=is_exact)


def _cell(grid: Sequence[Sequence[str]], row: int, column: int) -> Cell:
    below = [grid[r][column] for r in range(row + 1, len(grid))]
    right = grid[row][column + 1 :]
    rowspan = 1 + next((k for k, text in enumerate(below) if text != "^"), len(below))
    colspan = 1 + next((k for k, text in enumerate(right) if text != "<"), len(right))
    return Cell(row, column, grid[row][column], rowspan, colspan, places=(LinesPlace(lines=(row + 1, row + 1)),))


def columns(fields: str) -> tuple[Column, ...]:
    """`columns("number|primary|audience.public")`; `公开层级/县级` names a column by its header path: it is `extra`."""
    return tuple(_column(index, field.strip()) for index, field in enumerate(fields.split("|")))


def _column(index: int, name: str) -> Column:
    is_field = name.isascii()
    path = tuple(name.split("." if is_field else "/"))
    return Column(index, path, name if is_field else "extra", "exact", 1.0)


def cells(line: str, *, row: int = 0, how: How = How.PRINTED, score: float | None = None) -> dict[int, RowCell]:
    """`cells("1||甲")`: column → cell of one row; a blank has none."""
    place = LinesPlace(lines=(row + 1, row + 1))
    texts = enumerate(text.strip() for text in line.split("|"))
    return {index: RowCell(text, row, how, (place,), score) for index, text in texts if text}


def rows(*lines: str) -> tuple[Row, ...]:
    """`rows("1|甲", "2|乙")`: complete rows, counted from 0; a blank has no cell."""
    return tuple(Row(row, tuple(cells(line, row=row).items())) for row, line in enumerate(lines))


def unplaced(row: Row, *indexes: int) -> Row:
    """`row` with the ticks of these columns spanning them: it is not known which of them has the tick."""
    changed = {index: replace(cell, is_unplaced_tick=index in indexes) for index, cell in row.cells}
    return Row(row.row, tuple(changed.items()))


def lines_of(given: Sequence[Row], width: int) -> list[str]:
    """Rows as they look: `1|甲|`."""
    return [
        "|".join(texts)
        for texts in ([dict(row.cells).get(k, RowCell("", 0)).text for k in range(width)] for row in given)
    ]


def fragments(*lines: str) -> tuple[TextFragment, ...]:
    """`fragments("1\\t甲", "", "乙 丙")`: tabs and pipes part fields, else blanks do; "" is a blank line.

    Where tabs stand at the beginnings of lines only, each opens a cell and parts nothing (a Word dump).
    """
    only_opens = all("\t" not in line[1:] for line in lines)
    found: list[TextFragment] = []
    gap = Gap.START
    for number, line in enumerate(lines, start=1):
        if not line:
            gap = Gap.BLANK
            continue
        if only_opens and line[0] == "\t":
            line, gap = line[1:], Gap.TAB
        mark, inner = ("\t", Gap.TAB) if "\t" in line else ("|", Gap.PIPE) if "|" in line else (" ", Gap.SPACE)
        for index, text in enumerate(line.split(mark)):
            found.append(TextFragment(text, inner if index else gap, number, index))
        gap = Gap.LINE
    return tuple(found)
