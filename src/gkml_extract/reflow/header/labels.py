"""A header's labels as they are printed, and the columns that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.lexicon.header import Label, parse_label
from gkml_extract.model.table import TextFragment
from gkml_extract.text import undoubled


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label read from fragments [first, last]."""

    label: Label
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class HeaderRegion:
    """A header over fragments [first, last], its labels in printed order."""

    first: int
    last: int
    labels: tuple[PrintedLabel, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The distinct fields of its labels."""
        return frozenset(printed.label.field for printed in self.labels)


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column: its labels from the top down, and the field of the lowest."""

    path: tuple[PrintedLabel, ...]

    @property
    def leaf(self) -> Label:
        """The lowest label."""
        return self.path[-1].label


def label_of(fragments: Sequence[TextFragment], group: Sequence[int]) -> PrintedLabel:
    """The label that the fragments of a group say together."""
    text = "".join(fragments[k].text for k in group)
    return PrintedLabel(parse_label(undoubled(text)), group[0], group[-1])
