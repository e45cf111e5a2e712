"""The stages in order, and only that."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from gkml_extract.extractors.plain_text import as_fragments
from gkml_extract.extractors.registry import Extractor, identify
from gkml_extract.extractors.source_file import encodable, read_bytes
from gkml_extract.garbage import paused_collection
from gkml_extract.model.content import Blocks, Pages
from gkml_extract.model.engine import Engine
from gkml_extract.model.finding import Note, finding_of, note
from gkml_extract.model.record import Catalogue, Document
from gkml_extract.model.source import Characters, Source
from gkml_extract.model.table import Column, Fragments, Layout, Row, Section
from gkml_extract.normalise.channels.lines import with_lines_of_channels
from gkml_extract.normalise.default_deadline import with_default_deadline
from gkml_extract.normalise.items import channel_names, is_deadline, read_items
from gkml_extract.normalise.misread import mend_misread
from gkml_extract.normalise.neighbours import find_neighbour, guess_kind
from gkml_extract.normalise.surroundings import read_surroundings
from gkml_extract.second.consult import consult
from gkml_extract.tables.columns import read_columns
from gkml_extract.tables.conservation import count_characters
from gkml_extract.tables.levels_in_one import split_levels
from gkml_extract.tables.outside import rows_outside
from gkml_extract.tables.rows import read_rows
from gkml_extract.tables.section_rows import with_section_column
from gkml_extract.tables.stitch import stitch
from gkml_extract.tables.torn import CellReaders
from gkml_extract.tables.whole_labels import with_whole_labels
from gkml_extract.tables.wide import with_whole_widths
from gkml_extract.validate import check_catalogue, check_source
from gkml_extract.validate.places import at_items
from gkml_extract.validate.told_rows import without_idle_doubts

READERS = CellReaders(is_deadline=is_deadline, channel_names=channel_names)
"""The parsers that `tables` needs to tell what belongs together."""


def extract_document(
    path: str | Path, *, lang: str = "en", engine: Engine | str = Engine.AUTO, columns: Sequence[str] = ()
) -> Document:
    """The document in the file at `path`.

    `lang` (`en` or `zh`) is the language of its findings; `engine` says who reads the tables of a PDF. `columns` names
    the columns of a table whose header is missing, left to right, by labels or by fields.

    Raises:
        SourceError: the file cannot be read; the message says what to do.
        UsageError: one of `columns` is neither a label nor a field.
    """
    data = read_bytes(Path(path))
    return extract_bytes(data, str(path), lang=lang, engine=Engine(engine), columns=columns)


@paused_collection()
def extract_bytes(
    data: bytes, name: str, *, lang: str = "en", engine: Engine = Engine.AUTO, columns: Sequence[str] = ()
) -> Document:
    """The document in `data`; `name` stands in its source and may hint at the format."""
    hint = _checked(columns) if columns else ()
    extractor = identify(data, Path(name).name)
    content = read_content(data, extractor, engine)
    layout, characters = _layout_of(content, hint)
    source = _source(data, name, extractor, content, characters)
    catalogues: list[Catalogue] = []
    notes: list[Note] = [*layout.notes, *check_source(source)]
    parted = [replace(section, table=split_levels(section.table)) for section in layout.sections]
    sections = [(section, read_columns(section.table)) for section in parted]
    neighbours = [_neighbour_of(section, columns, lang) for section, (columns, _) in sections]
    seems = neighbours[0] if neighbours and all(neighbours) else None
    for index, (section, (read, doubts)) in enumerate(sections if seems is None else ()):
        catalogue, found = _read_section(section, read, doubts, is_first=index == 0)
        catalogues.append(catalogue)
        notes += [replace(each, catalogue=index) for each in found]
    notes = at_items(notes, content.notes, catalogues)
    notes = without_idle_doubts(notes, sum(len(catalogue.items) for catalogue in catalogues))
    if not catalogues:
        seems = seems or guess_kind([paragraph.text for paragraph in layout.loose], lang)
        notes.append(note("no-catalogue", seems=seems))
    return Document(
        source=source,
        catalogues=tuple(catalogues),
        findings=tuple(finding_of(each, lang) for each in notes),
    )


def read_content(data: bytes, extractor: Extractor, engine: Engine = Engine.PDFIUM) -> Fragments | Blocks:
    """What the extractor reads; pages are laid out into blocks, with second opinions as `engine` says."""
    content = extractor.read(data)
    if not isinstance(content, Pages):
        return content
    from gkml_extract.layout import blocks_of  # loaded here with numpy: most documents have no pages

    return consult(data, blocks_of(content), engine)


def _layout_of(content: Fragments | Blocks, hint: Sequence[str]) -> tuple[Layout, Characters | None]:
    """The sections of a content. A body whose tables are no catalogues may hold one as plain text."""
    is_drawn = isinstance(content, Fragments)
    if isinstance(content, Fragments):
        aligned, has_columns = _drawn(content)
        if aligned is None:  # line by line, cells side by side share each line of columns
            return _reflowed(content, hint, may_guess=True, is_doubtful=has_columns), None
        content = aligned
    content = with_whole_labels(with_whole_widths(content))
    layout = stitch(content, READERS)
    if not layout.sections:
        as_text = _reflowed(as_fragments(content), hint, is_doubtful=is_drawn)
        if as_text.sections:
            return as_text, None
        layout = layout if hint else stitch(content, READERS, may_guess=True)
    layout = replace(layout, notes=(*layout.notes, *rows_outside(layout)))
    return layout, count_characters(content, layout)


def _checked(columns: Sequence[str]) -> tuple[str, ...]:
    from gkml_extract.reflow.header.missing import check_hint

    return check_hint(columns)


def _drawn(content: Fragments) -> tuple[Blocks | None, bool]:
    """The grids of a text whose words stand below one another, and whether it has such columns at all."""
    from gkml_extract.reflow.aligned import drawn_text

    return drawn_text(content)


def _reflowed(content: Fragments, hint: Sequence[str], *, may_guess: bool = False, is_doubtful: bool = False) -> Layout:
    """What the decoder makes of fragments; it is loaded here, since it is heavy and most documents have grids.

    `is_doubtful`: their fields are cells that were guessed, and nothing in them is sure.
    """
    from gkml_extract.reflow import reflow, reflow_in_doubt

    read = reflow_in_doubt if is_doubtful else reflow
    layout = read(content, hint, may_guess=may_guess)
    return replace(layout, sections=tuple(map(_with_section_rows, layout.sections)))


def _with_section_rows(section: Section) -> Section:
    """A section with its rows that go over all columns as a column."""
    table = section.table
    if not any(cell.colspan == table.n_columns > 1 and cell.row >= (table.n_header_rows or 0) for cell in table.cells):
        return section
    table, under = with_section_column(table)
    return replace(section, table=table, after=(*under, *section.after))


def _source(
    data: bytes, name: str, extractor: Extractor, content: Fragments | Blocks, characters: Characters | None
) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    counts = (content.pages, content.sheets) if isinstance(content, Blocks) else (None, None)
    return Source(
        path=encodable(name),
        sha256=digest,
        format=extractor.format,
        reader=extractor.name,
        pages=counts[0],
        sheets=counts[1],
        characters=characters,
    )


def _neighbour_of(section: Section, columns: Sequence[Column], lang: str) -> str | None:
    return find_neighbour([paragraph.text for paragraph in section.before], columns, lang)


def _read_section(
    section: Section, columns: Sequence[Column], column_notes: Sequence[Note], *, is_first: bool
) -> tuple[Catalogue, list[Note]]:
    table, misread = mend_misread(section.table, columns)
    rows = read_rows(with_lines_of_channels(table, columns), columns, READERS)
    items = read_items(rows.rows, columns)
    read, default_notes = with_default_deadline(items.items, columns, (*section.before, *section.after))
    around = read_surroundings(section.before, section.after, is_first=is_first)
    catalogue = Catalogue(
        title=around.title,
        attachment=around.attachment,
        metadata=around.metadata,
        declared=around.declared,
        preamble=around.preamble,
        items=read,
        notes=around.notes,
    )
    by_row = _by_item([*section.table.notes, *misread, *rows.notes], rows.rows)
    notes = [*by_row, *column_notes, *items.notes, *default_notes, *around.findings]
    if not items.items:
        notes.append(note("no-rows"))
    return catalogue, [*notes, *_not_told(check_catalogue(catalogue), notes)]


def _not_told(notes: Sequence[Note], told: Sequence[Note]) -> list[Note]:
    """`notes` without lost ticks of which it is told already that they may be those of the row above."""
    shared = {(each.item, each.field) for each in told if each.code == "mark-maybe-shared"}
    return [each for each in notes if each.code != "mark-lost" or (each.item, each.field) not in shared]


def _by_item(notes: Sequence[Note], rows: Sequence[Row]) -> list[Note]:
    """Notes that count table rows → the same counting items: the last item that begins at or above the row."""
    least = list(accumulate((row.row for row in reversed(rows)), min))[::-1]  # of the rows from each on: it ascends
    last = [bisect_right(least, each.item or 0) - 1 for each in notes]
    return [replace(each, item=item if item >= 0 else None) for each, item in zip(notes, last, strict=True)]
