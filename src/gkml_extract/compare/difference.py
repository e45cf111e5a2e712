"""What a comparison says: differences, and cells right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a place differs, seen from the old side to the new one."""

    CHANGED = "changed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    ADDED = "added"


class Aspect(StrEnum):
    """Of a field with a text and its reading (公开时限, 公开依据) the one that differs; else the value itself."""

    VALUE = "value"
    TEXT = "text"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in one of the documents: rows of a catalogue; without rows the catalogue, or the document itself.

    Indexes count from 0. Only a row that was split, or rows that were merged, are several.
    """

    catalogue: int | None = None
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the new document is not as the old one.

    `old` or `new` is None where that side has nothing there. `field` is dotted down to the value that differs;
    None where a whole row or catalogue was added or removed; `order` where a row was moved; `findings` for a finding.
    `label` is what the row or catalogue is called, on the old side if it stands there.
    """

    kind: Kind
    old: Spot | None
    new: Spot | None
    field: str | None = None
    before: Any = None
    after: Any = None
    aspect: Aspect = Aspect.VALUE
    label: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Cells right of all cells."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.total + other.total)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is no cell."""
        return self.right / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where two documents differ, in document order, and the cells that are equal of every item field.

    A cell is one field of one row; the cells of a row that only one side has are not equal. `parts` scores the text
    and the reading of `deadline` and `legal_basis` each by itself.
    """

    differences: tuple[Difference, ...] = ()
    scores: dict[str, Score] = field(default_factory=dict)
    parts: dict[str, Score] = field(default_factory=dict)
    n_old: int = 0
    n_new: int = 0

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    @property
    def cells(self) -> Score:
        """The scores of all fields together."""
        return sum(self.scores.values(), Score())

    def count(self, kind: Kind) -> int:
        """How many differences of this kind are of rows, not of findings or of what stands around the table."""
        return sum(each.kind is kind and bool((each.old or each.new or Spot()).items) and each.field != "findings"
                   for each in self.differences)  # fmt: skip
