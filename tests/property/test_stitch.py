"""A table cut into pages and stitched is the table again, and no character is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell
from gkml_extract.tables.columns import read_columns
from gkml_extract.tables.conservation import count_characters
from gkml_extract.tables.rows import read_rows
from gkml_extract.tables.stitch import stitch
from gkml_extract.tables.torn import CellReaders
from support.tables import lines_of

READERS = CellReaders(
    is_deadline=lambda text: text.startswith("形成") and text.endswith("内"),
    channel_names=lambda text: tuple(text.replace("■", " ").replace("□", " ").split()),
)
ENOUGH_ROWS = 7
LABELS = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开渠道", "主动公开", "依申请公开")
HAN = "政策文件机构职能领导信息规划计划财政预算决算收费项目行政许可处罚强制检查救助养老教育医疗环境食品安全"


def words(random: Random, least: int, most: int) -> str:
    """Some Chinese characters."""
    return "".join(random.choices(HAN, k=random.randint(least, most)))


def whole_table(random: Random) -> TableFragment:
    """A catalogue with groups: number, 一级 and 二级 merged in threes of levels, 依据 and 时限 over whole groups."""
    header = [Cell(0, column, label) for column, label in enumerate(LABELS)]
    cells: list[Cell] = []
    row, number = 1, 0
    for _ in range(random.randint(1, 4)):
        group = [random.randint(1, 3) for _ in range(random.randint(1, 3))]
        size, top = sum(group), row
        for n_rows in group:
            number += 1
            cells.append(Cell(row, 0, str(number), n_rows))
            cells.append(Cell(row, 2, words(random, 3, 8), n_rows))
            for _ in range(n_rows):
                cells.append(Cell(row, 3, words(random, 5, 20) + "。"))
                on_request = random.random() < 0.2
                cells += [Cell(row, 7, "" if on_request else "√"), Cell(row, 8, "√" if on_request else "")]
                row += 1
        cells.append(Cell(top, 1, words(random, 3, 6), size))
        cells.append(Cell(top, 4, f"《{words(random, 4, 9)}条例》", size))
        cells.append(Cell(top, 5, f"形成{words(random, 0, 2)}{random.randint(1, 30)}日内", size))
        cells.append(Cell(top, 6, f"■{words(random, 3, 5)}\n□{words(random, 3, 5)}", size))
    return TableFragment(row, len(LABELS), tuple(sorted((*header, *cells), key=lambda cell: (cell.row, cell.column))))


def pages_of(random: Random, table: TableFragment) -> Blocks:
    """The table cut at random rows; a cell over a break prints its text in one of its parts.

    One that begins at a page's top prints it there: nothing could tell it from the rest of the cell above.
    """
    cuts = sorted(random.sample(range(2, table.n_rows), min(random.randint(1, 3), table.n_rows - 2)))
    keeps_header = random.random() < 0.5
    shown = {id(cell): random.random() for cell in table.cells}
    pages = []
    edges = tuple(40.0 * column + random.uniform(-1, 1) for column in range(table.n_columns + 1))
    for page, (first, stop) in enumerate(zip([0, *cuts], [*cuts, table.n_rows], strict=True), start=1):
        top = 1 if keeps_header and page > 1 else 0
        cells = [cell for cell in table.cells if cell.row == 0] if top else []
        for cell in table.cells:
            begin, end = max(cell.row, first), min(cell.row + cell.rowspan, stop)
            if begin < end:
                middle = cell.row + int(shown[id(cell)] * cell.rowspan) if cell.row not in cuts else cell.row
                text = cell.text if first <= middle < stop else ""
                cells.append(replace(cell, row=begin - first + top, rowspan=end - begin, text=text))
        rows = tuple(20.0 * row for row in range(stop - first + top + 1))
        placed = tuple(replace(cell, places=(PagePlace(page=page, bbox=(0, 0, 1, 1)),)) for cell in cells)
        pages.append(TableFragment(stop - first + top, table.n_columns, placed, page, edges, rows))
    return Blocks(tuple(pages))


def cut_in_rows(random: Random, table: TableFragment) -> Blocks:
    """The table cut within random rows: the halves of such a row stand on two pages, each text cut anywhere.

    A cell whose lines are few ends on the first page; ticks and numbers stand there too.
    """
    cuts = sorted(random.sample(range(3, table.n_rows), min(random.randint(1, 3), table.n_rows - 3)))
    keeps_header = random.random() < 0.5
    pages = []
    edges = tuple(40.0 * column for column in range(table.n_columns + 1))
    rest: dict[int, str] = {}
    for page, (first, stop) in enumerate(zip([0, *cuts], [*(cut + 1 for cut in cuts), table.n_rows], strict=True), 1):
        top = 1 if keeps_header and page > 1 else 0
        cells = [cell for cell in table.cells if cell.row == 0] if top else []
        for cell in table.cells:
            begin, end = max(cell.row, first), min(cell.row + cell.rowspan, stop)
            if begin < end:
                text = rest.pop(id(cell), cell.text if cell.row >= first and cell.row not in cuts[: page - 1] else "")
                is_cut = cell.row <= stop - 1 < cell.row + cell.rowspan and stop < table.n_rows
                if is_cut and cell.rowspan == 1 and len(text) > 9 and cell.column == 3:
                    at = random.randint(4, len(text) - 2)
                    text, rest[id(cell)] = text[:at], text[at:]
                cells.append(replace(cell, row=begin - first + top, rowspan=end - begin, text=text))
        n_rows = stop - first + top
        rows = tuple(500.0 * row / n_rows for row in range(n_rows + 1))  # every page is full
        pages.append(TableFragment(stop - first + top, table.n_columns, tuple(cells), page, edges, rows))
    return Blocks(tuple(pages))


def rows_of(content: Blocks) -> list[str]:
    """The complete rows of the one catalogue in a body."""
    (section,) = stitch(content, READERS).sections
    columns, _ = read_columns(section.table)
    return lines_of(read_rows(section.table, columns, READERS).rows, len(columns))


@pytest.mark.parametrize("seed", range(200))
def test_a_table_cut_into_pages_is_the_same_table(seed: int) -> None:
    """Whatever rows it is cut at, header printed again or not, texts above or below the break."""
    random = Random(seed)
    table = whole_table(random)
    cut = pages_of(random, table)
    assert rows_of(cut) == rows_of(Blocks((table,)))
    counted = count_characters(cut, stitch(cut, READERS))
    assert counted.printed == counted.labels + counted.values + counted.around + counted.left_out


@pytest.mark.parametrize("seed", range(200))
def test_a_table_cut_within_rows_is_the_same_table(seed: int) -> None:
    """The halves of a row become one. A table of a few rows tells too little of what its rows have."""
    random = Random(seed)
    table = next(table for table in iter(lambda: whole_table(random), None) if table.n_rows > ENOUGH_ROWS)
    assert rows_of(cut_in_rows(random, table)) == rows_of(Blocks((table,)))
