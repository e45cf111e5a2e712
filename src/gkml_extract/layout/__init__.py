"""Pages of characters and rules → the paragraphs and tables of a document."""

from __future__ import annotations

from gkml_extract.layout.furniture import PageBlocks, without_furniture
from gkml_extract.layout.reading import drawn_edges, inferred_edges, read_page
from gkml_extract.model.content import Blocks, Pages
from gkml_extract.model.finding import Note

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
    for page in pages:
        read.append(read_page(page, known, drawn))
        known = next(filter(None, map(inferred_edges, reversed(read[-1].blocks))), known)
        drawn = next(filter(None, map(drawn_edges, reversed(read[-1].blocks))), ())
        notes += page.notes
    blocks, furniture = without_furniture(read)
    return Blocks(blocks, (*notes, *furniture), pages=pages.count)
