"""When a second reader is asked, and what its answer changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gkml_extract.lexicon.header import known_fields
from gkml_extract.model.content import Block, Blocks, TableFragment
from gkml_extract.model.engine import Engine
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Paragraph
from gkml_extract.second import SECOND_READERS, SecondReader, second_reader_named
from gkml_extract.second.disagreements import Box, box_of, disagreements

_LABELS = 4
"""Different header labels from which a page should have a table, and a document a catalogue."""
_LINE, _BLANK = 1.8, 0.3
"""Font sizes below which a row is one line of print; share of empty places from which rows are parts of rows."""


def consult(data: bytes, content: Blocks, engine: Engine) -> Blocks:
    """`content` with what second readers say of it.

    `auto` asks both readers about the pages of `doubtful_pages` and reports where they differ. The name of a reader
    puts its tables in the place of ours, on all pages, and reports where they differ. `pdfium` asks nobody.
    """
    chosen = second_reader_named(engine.value)
    if chosen is not None:
        return _replaced(data, content, chosen)
    pages = doubtful_pages(content) if engine is Engine.AUTO else ()
    notes = [found for reader in SECOND_READERS if pages for found in _differences(data, content, reader, pages)]
    tables = [table for each in _tables_by_page(content).values() for table in each] if pages else []
    notes += [note("rows-unruled", place=_place_of(table)) for table in tables if has_rows_of_lines(table)]
    told = [table for each in _tables_by_page(content).values() for table in each if not table.is_ruled]
    if told and is_catalogue(content):
        notes.append(note("rows-told", place=_place_of(told[0])))
    return Blocks(content.blocks, (*content.notes, *notes), content.pages, content.sheets)


def doubtful_pages(content: Blocks) -> tuple[int, ...]:
    """The pages whose tables our own reader is not sure of.

    A grid that no rules draw; a text inside a grid that is in no cell of it; header labels where no grid is. A document
    that prints no labels of a catalogue has none: its tables are nobody's business.
    """
    if not is_catalogue(content):
        return ()
    by_page: dict[int, list[Block]] = {}
    for block in content.blocks:
        page = page_of(block)
        if page is not None:
            by_page.setdefault(page, []).append(block)
    return tuple(page for page, blocks in sorted(by_page.items()) if _is_doubtful(blocks))


def is_catalogue(content: Blocks) -> bool:
    """Whether a document prints the labels of a catalogue."""
    return len(known_fields(_texts_of(content.blocks))) >= _LABELS


def has_rows_of_lines(table: TableFragment) -> bool:
    """Whether each line of print is a row of a grid that no rules draw, and many of its places are empty.

    The texts of such a table are likely wrapped, and cut into rows.
    """
    lines = [cell.room.line for cell in table.cells if cell.room is not None]
    if table.is_shown or table.row_edges is None or not lines:
        return False
    heights = [below - above for above, below in pairwise(table.row_edges)]
    n_blank = sum(not cell.text for cell in table.cells)
    return median(heights) < _LINE * median(lines) and n_blank > _BLANK * len(table.cells)


def _place_of(table: TableFragment) -> PagePlace:
    return PagePlace(page=table.page or 1, bbox=box_of(table))


def _is_doubtful(blocks: Sequence[Block]) -> bool:
    tables = [block for block in blocks if isinstance(block, TableFragment)]
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    if not tables:
        return len(known_fields(_texts_of(lines))) >= _LABELS
    is_inferred = any(not table.is_shown for table in tables)
    return is_inferred or any(_is_inside(line, table) for line in lines for table in tables)


def _texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """The words of lines and the texts of cells."""
    for block in blocks:
        if isinstance(block, TableFragment):
            yield from (cell.text for cell in block.cells if cell.text)
        else:
            yield from block.text.split()


def _is_inside(line: Paragraph, table: TableFragment) -> bool:
    """Whether the middle of a line lies within a grid."""
    x0, top, x1, bottom = box_of(table)
    boxes = [place.bbox for place in line.places if isinstance(place, PagePlace)]
    middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in boxes]
    return any(x0 < x < x1 and top < y < bottom for x, y in middles)


def page_of(block: Block) -> int | None:
    """The page on which a block stands, from 1; None if it has none."""
    if isinstance(block, TableFragment):
        return block.page
    return next((place.page for place in block.places if isinstance(place, PagePlace)), None)


def _tables_by_page(content: Blocks) -> dict[int, list[TableFragment]]:
    found: dict[int, list[TableFragment]] = {}
    for block in content.blocks:
        if isinstance(block, TableFragment) and block.page is not None:
            found.setdefault(block.page, []).append(block)
    return found


def _differences(data: bytes, content: Blocks, reader: SecondReader, pages: Sequence[int]) -> Iterator[Note]:
    ours, theirs = _tables_by_page(content), reader.read(data, pages)
    for page in pages:
        yield from disagreements(ours.get(page, []), theirs.get(page, ()), reader.name)


def _replaced(data: bytes, content: Blocks, reader: SecondReader) -> Blocks:
    pages = list(range(1, (content.pages or 0) + 1))
    ours, theirs = _tables_by_page(content), reader.read(data, pages)
    notes = [
        note for page in pages for note in disagreements(ours.get(page, []), theirs.get(page, ()), reader.name, 0.0)
    ]
    blocks: list[Block] = [block for block in content.blocks if page_of(block) is None]
    for page in pages:
        tables = theirs.get(page, ())
        lines = [
            block
            for block in content.blocks
            if isinstance(block, Paragraph)
            and page_of(block) == page
            and not any(_is_inside(block, table) for table in tables)
        ]
        blocks += sorted([*lines, *tables], key=_top)
    return Blocks(tuple(blocks), (*content.notes, *notes), content.pages, content.sheets)


def _top(block: Block) -> float:
    if isinstance(block, TableFragment):
        return box_of(block)[1]
    boxes: list[Box] = [place.bbox for place in block.places if isinstance(place, PagePlace)]
    return min((box[1] for box in boxes), default=0.0)
