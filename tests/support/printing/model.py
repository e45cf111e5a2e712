"""A printed document before it has a format: paragraphs, and tables with merged cells."""

from __future__ import annotations

from dataclasses import dataclass

SYMBOL_TICKED, SYMBOL_EMPTY = "\ue001", "\ue002"
"""A Wingdings box (`w:sym`) in a Word file."""
CONTROL_TICKED, CONTROL_EMPTY = "\ue003", "\ue004"
"""A content control (`w14:checkbox`) in a Word file."""
DELETED_FROM, DELETED_TO = "\ue005", "\ue006"
"""Around text that a tracked revision deleted."""
AUTOMATIC_NUMBER = "\ue007"
"""A paragraph whose number is counted by Word (`w:numPr`)."""
INSERTED_FROM, INSERTED_TO = "\ue008", "\ue009"
"""Around text that a tracked revision inserted."""


@dataclass(frozen=True)
class Cell:
    """A cell with its upper left place and its size. Each line is a paragraph; "\\n" in it is a line break."""

    row: int
    column: int
    n_rows: int = 1
    n_columns: int = 1
    lines: tuple[str, ...] = ()
    align: str = "left"

    @property
    def places(self) -> list[tuple[int, int]]:
        """Every (row, column) that it covers."""
        return [
            (row, column)
            for row in range(self.row, self.row + self.n_rows)
            for column in range(self.column, self.column + self.n_columns)
        ]


@dataclass(frozen=True)
class Table:
    """A ruled table. `widths` of its columns in mm, `size` of its type in points.

    The header is printed again on each page if `repeats_header`.
    `hidden_rows` are hidden in a workbook and left out elsewhere; `numeric_columns` hold numbers as numbers there.
    """

    widths: tuple[float, ...]
    cells: tuple[Cell, ...]
    n_header_rows: int = 0
    size: float = 7.5
    repeats_header: bool = True
    hidden_rows: frozenset[int] = frozenset()
    numeric_columns: frozenset[int] = frozenset()

    @property
    def n_rows(self) -> int:
        """Rows, with those of the header."""
        return max(cell.row + cell.n_rows for cell in self.cells)

    def by_place(self) -> dict[tuple[int, int], Cell]:
        """The cell that covers each place.

        Raises:
            ValueError: a place is covered by no cell or by two.
        """
        covered: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for place in cell.places:
                if place in covered:
                    raise ValueError(f"two cells at {place}: {covered[place].lines}, {cell.lines}")
                covered[place] = cell
        if len(covered) != self.n_rows * len(self.widths):
            raise ValueError("a place is covered by no cell")
        return covered


@dataclass(frozen=True)
class Paragraph:
    """A paragraph outside of tables."""

    text: str
    size: float = 10.5
    align: str = "left"
    is_bold: bool = False


@dataclass(frozen=True)
class Printed:
    """A document: its blocks on A4 paper, `margin` in mm. `font` is what a browser takes where 宋体 is not there."""

    blocks: tuple[Paragraph | Table, ...]
    title: str = ""
    is_landscape: bool = True
    margin: float = 15
    font: str = "Noto Serif CJK SC"
    has_page_numbers: bool = False

    def __post_init__(self) -> None:
        room = (297 if self.is_landscape else 210) - 2 * self.margin
        for table in self.tables:
            if sum(table.widths) > room + 0.01:
                raise ValueError(f"a table of {sum(table.widths):g} mm has no room in {room:g} mm")

    @property
    def tables(self) -> list[Table]:
        """Its tables in order."""
        return [block for block in self.blocks if isinstance(block, Table)]
