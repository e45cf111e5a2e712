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
    """Which cells of a table of one-line cells are in doubt."""
    chunks = make_chunks(split_fragments("\n".join(text for row in rows for text in row)))
    assert len(chunks) == 3 * len(rows)
    cells = tuple(
        tuple(SegmentedCell(k, 3 * r + k, 3 * r + k, 9.0) for k in range(len(COLUMNS))) for r in range(len(rows))
    )
    segmentation = with_doubts(Segmentation(cells, (), no_widths(3), frozenset()), chunks, COLUMNS)
    return [[cell.margin == 0.0 for cell in row] for row in segmentation.rows]


def test_a_column_of_like_cells_is_not_doubted() -> None:
    """Nor is one with a further clause."""
    rows = [("机构概况", LAW, DEADLINE)] * 4
    assert doubted(*rows) == [[False] * 3] * 4


def test_a_known_cell_with_more_before_it_is_doubted_with_its_neighbour() -> None:
    """The text before a deadline that stands elsewhere whole may be the end of the cell before it."""
    rows = [("机构概况", LAW, DEADLINE)] * 3
    assert doubted(*rows, ("机构概况", LAW, f"电话公开{DEADLINE}"))[3] == [False, True, True]


def test_a_law_without_any_citation_is_doubted_with_both_neighbours() -> None:
    """Where nearly all others cite."""
    rows = [("机构概况", LAW, DEADLINE)] * 4
    assert doubted(*rows, ("机构概况", "统筹基金不予支付的费用", DEADLINE))[4] == [True, True, True]
