"""What cells that are sure to be whole tell of lines that several cells share, and of empty lines.

Programs that print a page put a blank between two texts of one height, and end the line between others. So no blank
stands within a cell, but one that is printed there; and a cell of several lines, set in the middle of its row or at its
top, does not end at the height at which the next one begins. Others put an empty line behind each cell and none in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import HAN_ONLY

_SURE = frozenset({"law", "deadline", "org"})
"""Kinds of cells that are known whole, and have no blanks of their own."""
_ENOUGH_LINES, _ENOUGH_ENDS = 10, 8
"""Line ends within such cells, and such cells of several lines, from which their others are taken to be alike."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Whether a blank parts two cells, a line's end before a line that several share, and an empty line."""

    blanks_part: bool = False
    lines_part: bool = False
    empty_lines_part: bool = False


NO_SHARING = Sharing()
"""Nothing is known of it."""


@dataclass(slots=True)
class SharingCounts:
    """Counted over cells that are sure: blanks, line ends and empty lines within them; those of several lines, and how
    many of these have another cell beside their last line."""

    blanks: int = 0
    lines: int = 0
    empty_lines: int = 0
    ends: int = 0
    shared: int = 0

    def add(self, fragments: Sequence[TextFragment], first: int, last: int, kinds: frozenset[str]) -> None:
        """Count the cell of fragments [first, last]."""
        if not kinds & _SURE or fragments[first].line == fragments[last].line:
            return
        for before, part in zip(fragments[first:last], fragments[first + 1 : last + 1], strict=True):
            self.blanks += part.gap is Gap.SPACE and bool(HAN_ONLY.match(before.text[-1:] + part.text[:1]))
            self.lines += part.gap in (Gap.LINE, Gap.BLANK)
            self.empty_lines += part.gap is Gap.BLANK
        self.ends += 1
        self.shared += last + 1 < len(fragments) and fragments[last + 1].line == fragments[last].line

    def told(self) -> Sharing:
        """What they tell."""
        parts = self.lines >= _ENOUGH_LINES and not self.blanks
        return Sharing(
            blanks_part=parts,
            lines_part=parts and self.ends >= _ENOUGH_ENDS and not self.shared,
            empty_lines_part=self.lines >= _ENOUGH_LINES and not self.empty_lines,
        )
