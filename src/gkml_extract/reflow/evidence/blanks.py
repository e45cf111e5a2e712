"""Where blanks part cells: in which columns a cell may have one inside.

A list of channels or of contents has them, the name of an item hardly ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.decoder.decode import GAP_INDEX, Path
from gkml_extract.reflow.decoder.terms import Floats, Ints
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn

SPACE = GAP_INDEX[Gap.SPACE]
_SHARES = {Look.NUMBER: 0.1, Look.ITEM: 0.2, Look.DEADLINE: 0.5, Look.ORG: 0.8}
"""How likely a blank stands within a cell of a column, as a share of how likely it does in any column."""
_PRIOR_BLANKS = 16.0
"""Blanks that this weighs against those that were seen in the column."""


@dataclass(frozen=True, slots=True)
class InnerBlanks:
    """Of each of C columns: how many blanks stood behind a piece of a cell, how many of these within the cell, and what
    share of all is usual there."""

    seen: Floats
    within: Floats
    shares: Floats

    @classmethod
    def unseen(cls, columns: Sequence[DecodeColumn]) -> InnerBlanks:
        """Before anything is known of a document."""
        nothing = np.zeros(len(columns))
        return cls(nothing, nothing, np.array([_SHARES.get(column.look, 1.0) for column in columns]))

    def by(self, gap: Ints, path: Path) -> InnerBlanks:
        """By a path."""
        n = len(self.shares)
        behind = np.flatnonzero((gap == SPACE)[1:] & ~path.begins_row[1:]) + 1
        columns = path.column[behind - 1]
        is_within = ~path.begins_cell[behind]
        seen, within = (np.bincount(each, minlength=n + 1)[:n].astype(float) for each in (columns, columns[is_within]))
        return InnerBlanks(seen, within, self.shares)

    def scores(self, gap: Ints, of_all: float) -> tuple[Floats, Floats]:
        """What a blank says of going on in a cell of each column, and of its end, [N, C + 1] to add to stay and leave.

        This is beside what it says of any column: its chance to stand within a cell, `of_all`.
        """
        chances = (self.within + _PRIOR_BLANKS * self.shares * of_all) / (self.seen + _PRIOR_BLANKS)
        goes_on, ends = np.log(chances / of_all), np.log((1 - chances) / (1 - of_all))
        is_blank = (gap == SPACE)[:, None]
        return np.where(is_blank, np.append(goes_on, 0.0), 0.0), np.where(is_blank, np.append(ends, 0.0), 0.0)
