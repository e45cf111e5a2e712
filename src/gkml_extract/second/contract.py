"""What a second reader promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from gkml_extract.model.content import TableFragment


class SecondReader(Protocol):
    """Reads the tables of some pages by a library of its own."""

    @property
    def name(self) -> str:
        """What `--engine` calls it."""

    def read(self, data: bytes, pages: Sequence[int]) -> Mapping[int, tuple[TableFragment, ...]]:
        """The tables of each page, from the top; pages count from 1. A page that it cannot read has none.

        Boxes are PDF points from the top left of the page as displayed.
        """
