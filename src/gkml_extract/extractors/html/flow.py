"""Text as a browser flows it: white space collapsed, paragraphs at the edges of blocks, tables in between."""

from __future__ import annotations

from dataclasses import dataclass, field

from gkml_extract.regex import regex
from gkml_extract.text import join_breaks, parts_at_blanks

_WHITE = regex("[ \t\n\r\f]+")


@dataclass(slots=True)
class RawCell:
    """A `td` or `th` with its paragraphs and nested tables, and its spans as they are written.

    `has_picture` says that something is drawn in it. `parted` are the paragraphs that lost blanks, with what stood
    between these.
    """

    blocks: list[RawBlock]
    rowspan: int
    colspan: int
    has_picture: bool = False
    parted: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def has_text(self) -> bool:
        """Whether anything is printed in it."""
        return bool(self.blocks)


@dataclass(slots=True)
class RawRow:
    """A `tr`. `group` tells the row groups of a table apart; `kind` is `thead`, `tbody` or `tfoot`."""

    group: int
    kind: str
    cells: list[RawCell] = field(default_factory=list)


@dataclass(slots=True)
class RawTable:
    """A `table` as it is written: captions and rows in source order."""

    captions: list[str] = field(default_factory=list)
    rows: list[RawRow] = field(default_factory=list)


RawBlock = str | RawTable


class Flow:
    """What a cell, or the page, holds, while it is walked through."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self._line: list[str] = []
        self._lines: list[str] = []
        self._marker = ""
        self.parted: dict[str, tuple[str, ...]] = {}

    def add(self, text: str, *, is_preformatted: bool = False) -> None:
        """Adds text of the current line; in preformatted text a line feed is a break."""
        if is_preformatted and "\n" in text:
            for index, line in enumerate(text.split("\n")):
                if index:
                    self.break_line()
                self.add(line)
            return
        if self._marker and not text.isspace() and text:
            self._line.append(self._marker)
            self._marker = ""
        self._line.append(_WHITE.sub(" ", text))

    def mark(self, marker: str) -> None:
        """Puts the number of a list item before the text to come."""
        self._marker = marker

    def end_marker(self) -> None:
        """A list item without text still prints its number."""
        if self._marker:
            self._line.append(self._marker)
            self._marker = ""

    def break_line(self) -> None:
        """A `br`."""
        self._lines.append("".join(self._line))
        self._line.clear()

    def end_paragraph(self) -> None:
        """The edge of a block."""
        if not self._line and not self._lines:
            return
        self.break_line()
        text = join_breaks(self._lines)
        if len(self._lines) == 1 and (parts := parts_at_blanks(self._lines[0])):
            self.parted[text] = parts
        self._lines.clear()
        if text:
            self.blocks.append(text)

    def add_table(self, table: RawTable) -> None:
        """A table among the paragraphs."""
        self.end_paragraph()
        if table.rows or table.captions:
            self.blocks.append(table)
