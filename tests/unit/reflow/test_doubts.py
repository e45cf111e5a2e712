"""Cells that the rest of their column speaks against."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.chunks import make_chunks
from gkml_extract.reflow.columns import DecodeColumn
from gkml_extract.reflow.doubts import with_doubts
from gkml_extract.reflow.learned import no_widths
from gkml_extract.reflow.looks import Look
from gkml_extract.reflow.segment import Segmentation, SegmentedCell

COLUMNS = tuple(
    DecodeColumn(look, look.value, k, k, look.value) for k, look in enumerate((Look.CONTENT, Look.LAW, Look.DEADLINE))
)
LAW, DEADLINE = "《中华人民共和国政府信息公开条例》", "信息形成之日起20个工作日内"


def doubted(*rows: tuple[str, str, str]) -> list[list[bool]]:
    """Which cells of a table are in doubt; each line of a cell is a chunk."""
    lines = [[cell.split("\n") for cell in row] for row in rows]
    chunks = make_chunks(split_fragments("\n".join(line for row in lines for cell in row for line in cell)))
    cells: list[tuple[SegmentedCell, ...]] = []
    at = 0
    for row in lines:
        own = []
        for column, cell in enumerate(row):
            own.append(SegmentedCell(column, at, at + len(cell) - 1, 9.0))
            at += len(cell)
        cells.append(tuple(own))
    assert at == len(chunks)
    segmentation = with_doubts(Segmentation(tuple(cells), (), no_widths(3), frozenset()), chunks, COLUMNS)
    return [[cell.margin == 0.0 for cell in row] for row in segmentation.rows]


def test_a_column_of_like_cells_is_not_doubted() -> None:
    """Nor is a cell with a further clause."""
    rows = [("机构概况", LAW, DEADLINE)] * 4
    assert doubted(*rows, ("机构概况", f"{LAW}\n及其他文件", DEADLINE)) == [[False] * 3] * 5


def test_a_known_cell_with_more_before_it_is_doubted_with_its_neighbour() -> None:
    """The text before a deadline that stands elsewhere whole may be the end of the cell before it."""
    rows = [("机构概况", LAW, DEADLINE)] * 3
    assert doubted(*rows, ("机构概况", LAW, f"电话公开\n{DEADLINE}"))[3] == [False, True, True]


def test_a_law_without_any_citation_is_doubted_with_both_neighbours() -> None:
    """Where nearly all others cite."""
    rows = [("机构概况", LAW, DEADLINE)] * 4
    assert doubted(*rows, ("机构概况", "统筹基金不予支付的费用", DEADLINE))[4] == [True, True, True]
