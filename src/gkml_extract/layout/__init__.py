"""Pages of characters and rules → the paragraphs and tables of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gkml_extract.layout.furniture import PageBlocks, without_furniture
from gkml_extract.layout.reading import drawn_edges, inferred_edges, read_page
from gkml_extract.layout.written_columns import columns_over_pages
from gkml_extract.model.content import Blocks, Pages
from gkml_extract.model.finding import Note
from gkml_extract.model.page import PageContent

__all__ = ["blocks_of"]


def blocks_of(pages: Pages) -> Blocks:
    """The blocks of all pages in reading order.

    Raises:
        SourceError: a page cannot be read.
    """
    read: list[PageBlocks] = []
    notes: list[Note] = list(pages.notes)
    known: tuple[float, ...] = ()
    drawn: tuple[float, ...] = ()
    loose: dict[int, _Loose] = {}
    for page in pages:
        read.append(read_page(page, known, drawn))
        if read[-1].loose:
            loose[len(read) - 1] = _Loose(page, known, drawn)
        known = next(filter(None, map(inferred_edges, reversed(read[-1].blocks))), known)
        drawn = next(filter(None, map(drawn_edges, reversed(read[-1].blocks))), ())
        notes += page.notes
    _read_again(read, loose)
    blocks, furniture = without_furniture(read)
    return Blocks(blocks, (*notes, *furniture), pages=pages.count)


class _Loose(NamedTuple):
    """A page with a table that no rules draw, and the edges known when it was read."""

    page: PageContent
    known: tuple[float, ...]
    drawn: tuple[float, ...]


def _read_again(read: list[PageBlocks], pages: Mapping[int, _Loose]) -> None:
    """Read pages with tables that no rules draw in the columns that all pages of each tell together."""
    if len(pages) < 2:
        return
    numbers = list(pages)
    for number, told in zip(numbers, columns_over_pages([read[number].loose for number in numbers]), strict=True):
        if told:
            read[number] = read_page(*pages[number], told=told)
