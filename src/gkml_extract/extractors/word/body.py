"""The body of a Word document → blocks: paragraphs, tables, text boxes, notes at the end, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING

from gkml_extract.extractors.picture_cells import only_in_rows_of_text
from gkml_extract.extractors.word.grid import Grid, GridCell
from gkml_extract.extractors.word.names import (
    ALT_CHUNK,
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    TBL,
    TC_PR,
    P,
    T,
    w,
)
from gkml_extract.extractors.word.numbering import Numbering
from gkml_extract.extractors.word.paragraphs import ParagraphReader
from gkml_extract.extractors.word.stream import BodyStream, may_have_marks
from gkml_extract.extractors.word.styles import Styles
from gkml_extract.extractors.word.symbols import names_symbol_font
from gkml_extract.extractors.word.tables import children, read_table
from gkml_extract.model.content import Block, Blocks, TableFragment
from gkml_extract.model.errors import CorruptSourceError
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import CellPlace
from gkml_extract.model.table import UNREAD, Cell, Paragraph
from gkml_extract.regex import regex
from gkml_extract.text import clean, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gkml_extract.extractors.word.package import Package

_STRIKE = re.compile(rb'<w:d?strike(?:/>| w:val="(?:1|true|on)"/>)')
_RUN_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_LONG_RUN = 20_000
"""Bytes of a run of text at most."""
_SHOWN_CHARS = 60
"""Characters of a left-out text that a note shows."""
_PAGE_NUMBER = regex(r"^[\s\d第页共/／\-—–·.PAGEpageofOF]*$")
_NOTE_TAGS = {"footnotes": w("footnote"), "endnotes": w("endnote")}
_ID = w("id")


def read_blocks(package: Package) -> Blocks:
    """The blocks of the document in a package.

    Raises:
        SourceError: a part is missing, damaged or too large.
    """
    main = package.main_part()
    data = None if main is None else package.read(main)
    if main is None or data is None:
        raise _without_body()
    body = BodyStream(data, main)
    related = package.related(main)
    reader = _BodyReader(package, related, body, data)
    blocks = list(reader.blocks())
    if not body.is_found:
        raise _without_body()
    blocks += reader.notes_at_end(package, related)
    return Blocks(tuple(blocks), (*reader.notes(), *_struck_notes(data), *_margin_notes(package, related)))


def _struck_notes(data: bytes) -> Iterator[Note]:
    """A note where text is struck out by hand: it is printed, and whether it counts a person must say."""
    struck = []
    for found in _STRIKE.finditer(data):
        at = found.start()
        least = max(0, at - _LONG_RUN)
        begin = max(data.rfind(b"<w:r>", least, at), data.rfind(b"<w:r ", least, at))
        end = data.find(b"</w:r>", at, at + _LONG_RUN)
        run = data[begin:end] if 0 <= begin < end else b""
        struck.append(b"".join(_RUN_TEXT.findall(run)).decode("utf-8", "replace"))
    text = clean(unescape("".join(struck)))
    if text:
        yield note("struck-text", n=len(squeeze(text)), text=text[:_SHOWN_CHARS])


def _without_body() -> CorruptSourceError:
    return CorruptSourceError(
        "the file is damaged: the body of the document is missing; ask for it again",
        "文件已损坏：缺少正文部分；请重新索取",
    )


class _BodyReader:
    """Walks the body once, in document order: lists are counted and what is left out is tallied on the way."""

    def __init__(self, package: Package, related: dict[str, list[str]], body: BodyStream, data: bytes) -> None:
        has_marks = may_have_marks(data)
        is_plain = not has_marks and not names_symbol_font(data)
        styles = Styles(_first_tree(package, related, "styles"), is_body_plain=is_plain)
        self._body = body
        self._numbering = Numbering(_first_tree(package, related, "numbering"), styles)
        self._paragraphs = ParagraphReader(styles, self._numbering, has_open_marks=has_marks)
        self._tally = self._paragraphs.tally
        self._n_tables = 0

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body."""
        yield from self._placed(self._items(self._body.pieces()))

    def _items(self, container: Iterable[_Element]) -> Iterator[str | Grid]:
        """The texts of paragraphs and the tables in a body, a cell or a text box, empty paragraphs among them."""
        started: list[str] = []
        for element in children(container, P, TBL, ALT_CHUNK):
            if element.tag == P:
                paragraph = self._paragraphs.read(element)
                if paragraph.is_open:
                    started.append(paragraph.text)
                else:
                    yield clean("".join([*started, paragraph.text])) if started else paragraph.text
                    started = []
                for box in paragraph.boxes:
                    yield from self._items(box)
                continue
            if started:
                yield clean("".join(started))
                started = []
            if element.tag == TBL:
                grid, hidden = read_table(element, self._body.rows(element), self._cell_items)
                self._tally.hidden += hidden
                if grid is not None:
                    yield grid
            else:
                self._tally.n_embedded += 1
        if started:
            yield clean("".join(started))

    def _cell_items(self, cell: _Element) -> tuple[str | Grid, ...]:
        """What a cell holds; UNREAD where something is drawn in it and nothing is written."""
        n_drawings = self._tally.n_drawings
        if (
            len(cell) == 2 and cell[0].tag == TC_PR and cell[1].tag == P
        ):  # nearly every cell: its properties and one paragraph
            paragraph = self._paragraphs.read(cell[1])
            if not paragraph.boxes:
                if paragraph.text:
                    return (paragraph.text,)
                return () if self._tally.n_drawings == n_drawings else (UNREAD,)
            items = (paragraph.text, *(item for box in paragraph.boxes for item in self._items(box)))
        else:
            items = tuple(self._items(cell))
        return tuple(filter(None, items)) or ((UNREAD,) if self._tally.n_drawings > n_drawings else ())

    def _placed(self, items: Iterable[str | Grid]) -> Iterator[Block]:
        """Items as blocks: tables counted from 1, tables that are mere layout taken apart."""
        for item in items:
            if isinstance(item, str):
                if item and item != UNREAD:
                    yield Paragraph(item)
            elif item.is_layout:
                for cell in item.cells:
                    yield from self._placed(cell.items)
            else:
                self._n_tables += 1
                yield _fragment(item, self._n_tables, self._tally.parted)

    def notes_at_end(self, package: Package, related: dict[str, list[str]]) -> Iterator[Paragraph]:
        """Footnotes and endnotes that the body refers to."""
        for part, ids in list(self._tally.note_ids.items()):
            root = _first_tree(package, related, part)
            found = {} if root is None else {each.get(_ID, ""): each for each in root.iterfind(_NOTE_TAGS[part])}
            for each in dict.fromkeys(ids):
                text = "\n".join(_item_text(item) for item in self._items(found[each]) if item) if each in found else ""
                if text:
                    yield Paragraph(text)

    def notes(self) -> Iterator[Note]:
        """What was left out or chosen, told once for the document."""
        tally = self._tally
        hidden = [clean(text) for text in tally.hidden]
        if n_hidden := sum(len(squeeze(text)) for text in hidden):
            yield note("hidden-text", n=n_hidden, text=clean("".join(hidden))[:_SHOWN_CHARS])
        for (font, code), n in tally.unknown_symbols.items():
            yield note("symbol-unknown", font=font, symbol=f"{code:04X}", n=n)
        met = self._body.revisions
        inserted, deleted = met[INS] + met[MOVE_TO], met[DEL] + met[MOVE_FROM]
        if inserted or deleted:
            yield note("revisions-settled", inserted=inserted, deleted=deleted)
        for form in sorted(self._numbering.unknown_forms):
            yield note("list-format-unknown", form=form)
        if tally.n_embedded:
            yield note("embedded-file-unread", n=tally.n_embedded)
        if tally.n_pictures:
            yield note("picture-unread", n=tally.n_pictures)


def _first_tree(package: Package, related: dict[str, list[str]], kind: str) -> _Element | None:
    return next((package.tree(name) for name in related.get(kind, ())), None)


def _fragment(grid: Grid, table: int, parted: Mapping[str, tuple[str, ...]]) -> TableFragment:
    cells = only_in_rows_of_text(_cell(cell, table, parted) for cell in grid.cells)
    return TableFragment(grid.n_rows, grid.n_columns, cells, n_header_rows=grid.n_header_rows)


def _cell(cell: GridCell, table: int, parted: Mapping[str, tuple[str, ...]]) -> Cell:
    place = CellPlace(table=table, row=cell.row + 1, column=cell.column + 1)
    lines = _parts(cell.items, parted) if parted else ()
    return Cell(
        cell.row, cell.column, _items_text(cell.items), cell.rowspan, cell.colspan, places=(place,), lines=lines
    )


def _parts(items: tuple[str | Grid, ...], parted: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What stands between blanks in a cell of paragraphs; none where no blank was lost."""
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) < len(items) or parted.keys().isdisjoint(texts):
        return ()
    return tuple(part for text in texts for part in parted.get(text, (text,)))


def _items_text(items: tuple[str | Grid, ...]) -> str:
    if len(items) == 1 and isinstance(items[0], str):
        return items[0]
    return "\n".join(text for text in map(_item_text, items) if text)


def _item_text(item: str | Grid) -> str:
    """A text as it is; an inner table with its cells joined by blanks and its rows by line feeds."""
    if isinstance(item, str):
        return item
    rows: dict[int, list[str]] = {}
    for cell in item.cells:
        if (text := _items_text(cell.items)) and text != UNREAD:
            rows.setdefault(cell.row, []).append(text.replace("\n", " "))
    return "\n".join(" ".join(texts) for texts in rows.values())


def _margin_notes(package: Package, related: dict[str, list[str]]) -> Iterator[Note]:
    """A note where headers or footers hold text other than page numbers."""
    texts: dict[str, None] = {}
    for name in (*related.get("header", ()), *related.get("footer", ())):
        root = package.tree(name)
        for paragraph in () if root is None else root.iter(P):
            text = clean("".join(each.text or "" for each in paragraph.iter(T)))
            if not _PAGE_NUMBER.match(text):
                texts[text] = None
    if texts:
        yield note("page-margin-left-out", text=" / ".join(texts)[:_SHOWN_CHARS])
