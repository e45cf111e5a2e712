"""Pages of characters and rules → the paragraphs and tables of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gkml_extract.layout.columns_over_pages import columns_over_pages
from gkml_extract.layout.furniture import Heads, PageBlocks, heads_of, without_furniture
from gkml_extract.layout.reading import drawn_edges, inferred_edges, read_page
from gkml_extract.layout.sheets import halves_of_sheet, note_on_sheet, on_sheets
from gkml_extract.layout.touching import places_over_pages
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
    loose: dict[int, _Open] = {}
    open_pages: dict[int, _Open] = {}
    sheets: dict[int, tuple[int, float]] = {}
    heads: Heads = frozenset()
    for page in _pages_of(pages, sheets):
        read.append(read_page(page, known, drawn, heads=heads))
        if read[-1].loose:
            loose[len(read) - 1] = _Open(page, known, drawn, heads)
        if read[-1].runs or (len(read) - 2 in open_pages and not drawn):
            open_pages[len(read) - 1] = _Open(page, known, drawn, heads)
        if not (own := heads_of(read[-1])) <= heads:
            heads |= own
        known = next(filter(None, map(inferred_edges, reversed(read[-1].blocks))), known)
        drawn = next(filter(None, map(drawn_edges, reversed(read[-1].blocks))), ())
        notes += page.notes
    _read_again(read, loose)
    _read_touching(read, open_pages)
    blocks, furniture = without_furniture(read)
    if any(left for _, left in sheets.values()):
        blocks = tuple(on_sheets(blocks, sheets))
        furniture = tuple(note_on_sheet(each, sheets) for each in furniture)
    return Blocks(blocks, (*notes, *furniture), pages=pages.count)


def _pages_of(pages: Pages, sheets: dict[int, tuple[int, float]]) -> Iterator[PageContent]:
    """The pages of each sheet; `sheets` gets, for each of them, its sheet and how far to the right it begins."""
    number = 1
    for sheet in pages:
        for index, page in enumerate(halves_of_sheet(sheet, number)):
            sheets[number] = (sheet.number, index * page.width)
            number += 1
            yield page


class _Open(NamedTuple):
    """A page with a table whose columns no rules draw, and the edges and margins known when it was read."""

    page: PageContent
    known: tuple[float, ...]
    drawn: tuple[float, ...]
    heads: Heads


def _read_again(read: list[PageBlocks], pages: Mapping[int, _Open]) -> None:
    """Read pages with tables that no rules draw in the columns that all pages of each tell together."""
    if len(pages) < 2:
        return
    numbers = list(pages)
    for number, told in zip(numbers, columns_over_pages([read[number].loose for number in numbers]), strict=True):
        if told:
            page, known, drawn, heads = pages[number]
            read[number] = read_page(page, known, drawn, told=told, heads=heads)


def _read_touching(read: list[PageBlocks], pages: Mapping[int, _Open]) -> None:
    """Read pages on which texts touch in the columns that begin where other lines of their tables show it."""
    if not pages:
        return
    places = places_over_pages([(number, read[number].runs) for number in pages])
    changed: set[int] = set()
    for number, (page, known, drawn, heads) in pages.items():
        if number in places or number - 1 in changed:
            if number - 1 in changed:
                known = next(filter(None, map(inferred_edges, reversed(read[number - 1].blocks))), known)
            read[number] = read_page(page, known, drawn, begun=places.get(number, ()), heads=heads)
            changed.add(number)
