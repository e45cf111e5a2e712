"""Text drawn in a grid of characters, as `pdftotext -layout` prints it → grids of cells, page by page.

Such a text keeps where a word stands and loses the rules between cells. Columns are found by their labels and by where
words stand below one another, rows by how cells begin and end in all columns at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp

from gkml_extract.lexicon.web_lines import is_of_page
from gkml_extract.model.content import Block, Blocks, TableFragment
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Cell, Fragments, Paragraph
from gkml_extract.normalise.deadline import find_deadline_spans
from gkml_extract.normalise.surroundings import PAGE_NUMBER
from gkml_extract.reflow.aligned.bands import kind_of, unlike_kind, unsuited
from gkml_extract.reflow.aligned.cells import body_cells
from gkml_extract.reflow.aligned.columns import Column, Piece, columns_of, place_words
from gkml_extract.reflow.aligned.further import FurtherPage, beside, further_pages, is_cut_title
from gkml_extract.reflow.aligned.header import AlignedHeader, find_headers
from gkml_extract.reflow.aligned.numerals import with_whole_numbers
from gkml_extract.reflow.aligned.rows import RowCuts, find_rows, learn, nothing_learned
from gkml_extract.reflow.aligned.untangled import untangled
from gkml_extract.reflow.aligned.words import WIDE_GAP, TextPage, Word, find_pages
from gkml_extract.reflow.headings import counts_on, heading_numeral
from gkml_extract.reflow.printed.around import NOTE, TITLE, WEB_FOOT
from gkml_extract.regex import regex
from gkml_extract.text import clean, shortened, simplify

__all__ = ["drawn_text"]

_SAME_HEADER = 0.7
_LEFT = 1
"""Places by which a heading across the table begins left of the label of 二级事项."""
_ACROSS = 3
"""Labels of columns over a line that is no cell's."""
_FIGURE = regex("[0-9A-Za-z]")
"""Beside it a blank parts no cells."""
_MOST_UNSUITED = 0.13
"""Mean of `_unsuited` from which words do not stand below their labels: texts of pdftotext -layout had 0.07 at most, of
pages whose merged cells a program had left out four of five had more."""
_LOOKED_AT = 3
"""Pages with a header that are looked at for this."""
_OF_DEADLINES = frozenset({"deadline", "content", "remarks", "extra", "channels"})
"""Columns in which a line may read as a deadline."""
_SURE = 1.0
_SHOWN = 60
"""Characters of an unplaced text that its finding shows."""
N_PASSES = 3
_SURELY_TOP, _LEAST_OFF = 4.0, 2.0
"""How often nearer the top of its rows than the middle cells must stand, and off the latter by so many lines in
all: most tables set them in the middle."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one table on one page, under a header of its own or under that of an earlier page."""

    page: TextPage
    header: AlignedHeader
    is_own: bool
    pieces: list[list[Piece]]
    lines: tuple[tuple[Word, ...], ...]
    labels: AlignedHeader
    heading: tuple[Word, ...]
    """The line across the table above it: the name of a 一级事项 that has no column."""
    before: tuple[Paragraph, ...]


def drawn_text(content: Fragments) -> tuple[Blocks | None, bool]:
    """The body of a text drawn in a grid of characters, None if it cannot be read by its columns; and whether words
    stand below one another in it, and a known header over them."""
    pages = find_pages(content.printed) if content.printed else ()
    headers = [find_headers(page) for page in pages]
    if not any(headers):
        return None, False
    headers = untangled(pages, headers)
    own, further = further_pages(pages, headers)
    parts, after = _parts([pages[k] for k in own], [headers[k] for k in own])
    if _unsuited(parts) > _MOST_UNSUITED:
        return None, True
    blocks: list[Block] = []
    unread: list[Note] = []
    for table in _tables(parts):
        numbers = [part.page.number for part in table]
        blocks_of, are_read = _blocks_of_table(table, beside_it := _further_of(further, numbers))
        blocks += blocks_of
        unread += () if are_read else map(_unread, beside_it)
    return Blocks((*blocks, *after), (*content.notes, *unread), pages=len(pages)), True


def _further_of(further: Sequence[FurtherPage], numbers: Sequence[int]) -> list[FurtherPage]:
    """The pages with further columns that follow the pages of a table."""
    return [each for each in further if each.behind in numbers]


def _unread(further: FurtherPage) -> Note:
    lines = (further.page.first, further.page.first + len(further.page.lines) - 1)
    return note("text-unplaced", place=LinesPlace(lines=lines), text=shortened(further.text, _SHOWN))


def _parts(
    pages: Sequence[TextPage], headers: Sequence[Sequence[AlignedHeader]]
) -> tuple[list[_Part], list[Paragraph]]:
    """The tables' parts page by page, and the paragraphs under the last one."""
    parts: list[_Part] = []
    current: AlignedHeader | None = None
    labels: AlignedHeader | None = None
    loose: list[Paragraph] = []
    counted: dict[int, int] = {}
    for page, found in zip(pages, headers, strict=True):
        bounds: list[tuple[int, int, AlignedHeader | None]] = [(0, found[0].first if found else len(page.lines), None)]
        for k, each in enumerate(found):
            stop = found[k + 1].first if k + 1 < len(found) else len(page.lines)
            bounds.append((each.end, stop, each))
        for begin, stop, header in bounds:
            own = header is not None
            if header is not None:
                loose += [_title(page, word) for word in header.titles]
                if current is None or _best_of(header, headers) is not current:
                    current, counted = _best_of(header, headers), {}
                labels = header if len(header.leaves) == len(current.leaves) else current
            lines = [page.lines[k] for k in range(begin, stop)]
            if current is None or labels is None or (not own and found and not parts):
                loose += _paragraphs(page, begin, stop)
                continue
            cut = _title_of_next(lines) if stop < len(page.lines) else len(lines)
            columns = columns_of(current)
            body, under = _body(lines[:cut], page, begin, columns)
            under += _paragraphs(page, begin + cut, stop)
            sections = _section_lines(body, columns) | _counted_headings(body, columns, counted)
            lines_of_rows = [() if k in sections else line for k, line in enumerate(body)]
            pieces, _ = place_words(lines_of_rows, columns, labels.leaves, has_labels=own)
            numbers = sorted(body[k][0].line for k in sections)
            for first, last in pairwise([-1, *numbers, len(page.lines)]):
                between = [[piece for piece in of if first < piece.line < last] for of in pieces]
                heading = page.lines[first] if first >= 0 else ()
                parts.append(
                    _Part(
                        page, current, own and first < 0, between, tuple(lines_of_rows), labels, heading, tuple(loose)
                    )
                )
                loose = []
            loose = list(under)
    return parts, loose


def _unsuited(parts: Sequence[_Part]) -> float:
    """How little the words suit the columns that they stand in, 0 to 1: where blank places were left out, little.

    Seen on the first pages alone, by the places of the words.
    """
    seen = [part for part in parts if part.is_own][:_LOOKED_AT] or parts[:1]
    found = [
        max(
            unsuited(kind_of(piece.text), column.look) * (k not in in_list),
            _is_of_deadlines(piece.text) * (column.look not in _OF_DEADLINES),
        )
        for part in seen
        for columns in [columns_of(part.header)]
        for pieces, _ in [place_words(part.lines, columns, part.labels.leaves, has_labels=part.is_own, fit=unlike_kind)]
        for column, of in zip(columns, pieces, strict=True)
        for in_list in [_lines_of_lists(of) if column.look == "channels" else frozenset()]
        for k, piece in enumerate(of)
    ]
    return sum(found) / max(len(found), 1)


def _lines_of_lists(pieces: Sequence[Piece]) -> frozenset[int]:
    """Which pieces stand right below a channel, or below such a piece: names are broken into lines."""
    found: set[int] = set()
    for k, (above, piece) in enumerate(pairwise(pieces), 1):
        is_next = piece.line - above.line == 1
        if is_next and kind_of(piece.text) == "other" and (k - 1 in found or kind_of(above.text) == "channel"):
            found.add(k)
    return frozenset(found)


def _is_of_deadlines(text: str) -> bool:
    return find_deadline_spans(text) == [(0, len(text))]


def _title_of_next(lines: Sequence[Sequence[Word]]) -> int:
    """Where the print above the next header begins, at the first line that titles a catalogue; their number if none
    does."""
    texts = (" ".join(word.text for word in line) for line in lines)
    return next((k for k, text in enumerate(texts) if TITLE.search(simplify(text))), len(lines))


def _section_lines(lines: Sequence[tuple[Word, ...]], columns: Sequence[Column]) -> frozenset[int]:
    """The lines with nothing but a text left of where its column begins, if the table has no column of 一级事项."""
    looks = [column.look for column in columns]
    if "primary" in looks or "secondary" not in looks:
        return frozenset()
    alone = [k for k, line in enumerate(lines) if line and kind_of(line[0].text) == "other"]
    edge = columns[looks.index("secondary")].leaf.x0
    return frozenset(k for k in alone if len(lines[k]) == 1 and lines[k][0].x0 < edge - _LEFT)


def _counted_headings(
    lines: Sequence[tuple[Word, ...]], columns: Sequence[Column], last: dict[int, int]
) -> frozenset[int]:
    """The lines with nothing but a heading that counts on: 一、… above the first row, then 二、….

    Only where 序号 is the first column: no row begins without its number, and the name of a group that stands in the
    middle of its rows stands below the first one. `last` are the numbers of the pages before by their form.
    """
    if not columns or columns[0].look != "number":
        return frozenset()
    filled = [k for k, line in enumerate(lines) if line]
    found: set[int] = set()
    for k in filled:
        numeral = heading_numeral(lines[k][0].text) if len(lines[k]) == 1 else None
        may_begin = bool(last) or k == filled[0]
        if numeral is not None and may_begin and counts_on(numeral, last):
            found.add(k)
    return frozenset(found)


def _is_same(one: AlignedHeader, other: AlignedHeader) -> bool:
    """Whether two headers are of one table; one of them may be read in part only."""
    least = min(len(one.fields), len(other.fields))
    return len(one.fields & other.fields) >= _SAME_HEADER * least


def _best_of(header: AlignedHeader, headers: Sequence[Sequence[AlignedHeader]]) -> AlignedHeader:
    """The header of the same table, on whatever page, that is read best."""
    same = [other for found in headers for other in found if _is_same(header, other)]
    return max(same, key=lambda other: other.score)


def _body(
    lines: Sequence[tuple[Word, ...]], page: TextPage, begin: int, columns: Sequence[Column]
) -> tuple[list[tuple[Word, ...]], list[Paragraph]]:
    """The lines of a table without what stands under it: a page's number, notes."""
    end = len(lines)
    under: list[Paragraph] = []
    for k in range(len(lines) - 1, -1, -1):
        text = " ".join(word.text for word in lines[k])
        if not text:
            continue
        if PAGE_NUMBER.match(text) and _is_together(lines[k]) and k == _last_filled(lines):
            end = k
            under = [*_paragraphs(page, begin + k, begin + k + 1)]
            continue
        if NOTE.match(simplify(text)) or WEB_FOOT.search(text) or is_of_page(text) or _is_across(lines[k], columns):
            end = k
            under = [*_paragraphs(page, begin + k, begin + len(lines))]
        elif end < len(lines) or len(lines) - k > 6:
            break
    return [line if k < end else () for k, line in enumerate(lines)], under


def _is_together(line: Sequence[Word]) -> bool:
    """Whether the words of a line are of one text: 第 2 页."""
    return all(word.x0 - before.x1 < WIDE_GAP for before, word in pairwise(line))


def _is_across(line: Sequence[Word], columns: Sequence[Column]) -> bool:
    """Whether a line is one text below the labels of several columns: a sentence under the table, no row of it."""
    for word, behind in pairwise(line):
        if behind.x0 - word.x1 > 1 or not _FIGURE.search(f"{word.text[-1]} {behind.text[0]}"):
            return False
    n_labels = sum(line[0].x0 <= column.leaf.x0 and column.leaf.x1 <= line[-1].x1 for column in columns)
    return n_labels >= _ACROSS


def _last_filled(lines: Sequence[tuple[Word, ...]]) -> int:
    return max((k for k, line in enumerate(lines) if line), default=-1)


def _paragraphs(page: TextPage, begin: int, stop: int) -> Iterator[Paragraph]:
    for k in range(begin, stop):
        text = clean(" ".join(word.text for word in page.lines[k]))
        if text:
            yield Paragraph(text, (LinesPlace(lines=(page.first + k, page.first + k)),))


def _title(page: TextPage, word: Word) -> Paragraph:
    line = page.first + word.line
    return Paragraph(clean(word.text), (LinesPlace(lines=(line, line)),))


def _tables(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """The parts of each table together: those with the same columns."""
    table: list[_Part] = []
    for part in parts:
        if table and part.header is not table[-1].header:
            yield table
            table = []
        table.append(part)
    if table:
        yield table


def _blocks_of_table(parts: Sequence[_Part], further: Sequence[FurtherPage]) -> tuple[list[Block], bool]:
    """The blocks of a table, and whether the further pages that follow it are read beside its own."""
    columns = columns_of(parts[0].header)
    pages = with_whole_numbers([part.pieces for part in parts], columns)
    parts = [replace(part, pieces=pieces) for part, pieces in zip(parts, pages, strict=True)]
    in_middle, at_top = (_cuts(pages, columns, at_top=at_top) for at_top in (False, True))
    off_top, off_middle = _off(pages, at_top, at_top=True), _off(pages, in_middle, at_top=False)
    suits = sum(found.score for found in at_top) >= sum(found.score for found in in_middle)
    is_top = suits and off_middle >= max(_SURELY_TOP * off_top, _LEAST_OFF)
    cuts = at_top if is_top else in_middle
    filled = [k for k, found in enumerate(cuts) if found.rows]
    told = beside([cuts[k] for k in filled], [parts[k].page.number for k in filled], further, at_top=is_top)
    sides = dict(zip(filled, told, strict=True)) if told else {}
    titles = [paragraph.text for part in parts for paragraph in part.before]
    blocks: list[Block] = []
    for k, (part, found) in enumerate(zip(parts, cuts, strict=True)):
        blocks += part.before
        if part.heading:
            blocks.append(_heading(part, len(columns)))
        if part.is_own or found.rows:
            fragment = _fragment(part, columns, found, at_top=is_top)
            for side, rows in sides.get(k, ()):
                fragment = _with_further(fragment, side, rows, at_top=is_top, has_header=part.is_own)
                blocks += [Paragraph(text) for text in side.above if not is_cut_title(text, titles)]
            blocks.append(fragment)
    return blocks, bool(sides) or not further


def _with_further(
    fragment: TableFragment, further: FurtherPage, cuts: RowCuts, *, at_top: bool, has_header: bool
) -> TableFragment:
    """A page of a table with further columns beside it."""
    columns, first = further.columns, further.page.first
    n_header = fragment.n_rows - len(cuts.rows)
    header = _header_cells(further.header, further.page, columns) if has_header else []
    scores = [_SURE for _ in cuts.rows]
    body = body_cells(further.pieces, columns, scores, cuts, first, n_header, at_top=at_top)
    cells = [replace(cell, column=cell.column + fragment.n_columns) for cell in (*header, *body)]
    return replace(
        fragment,
        n_columns=fragment.n_columns + len(columns),
        cells=tuple(sorted((*fragment.cells, *cells), key=lambda cell: (cell.row, cell.column))),
    )


def _cuts(pages: Sequence[Sequence[Sequence[Piece]]], columns: Sequence[Column], *, at_top: bool) -> list[RowCuts]:
    """The rows of each part, where cells stand at the top of their rows or in the middle."""
    learned = replace(nothing_learned(pages, columns), at_top=at_top)
    cuts: list[RowCuts] = []
    for _ in range(N_PASSES):
        cuts = [find_rows(pieces, columns, learned) for pieces in pages]
        learned = learn(pages, cuts, columns, learned)
    return cuts


def _off(pages: Sequence[Sequence[Sequence[Piece]]], cuts: Sequence[RowCuts], *, at_top: bool) -> float:
    """By how many lines all cells of one row together stand off the top of their rows, or off the middle."""
    off = 0.0
    for pieces, found in zip(pages, cuts, strict=True):
        for top, bottom in found.rows:
            for of in pieces:
                here = [piece.line for piece in of if top <= piece.line < bottom]
                if here and len(here) < bottom - top:
                    off += here[0] - top if at_top else abs(here[0] + here[-1] + 1 - top - bottom) / 2
    return off


def _heading(part: _Part, n_columns: int) -> TableFragment:
    """The line across the table above a part, as a row of one cell."""
    line = part.page.first + part.heading[0].line
    text = clean(" ".join(word.text for word in part.heading))
    cell = Cell(0, 0, text, colspan=n_columns, places=(LinesPlace(lines=(line, line)),))
    return TableFragment(1, n_columns, (cell,), page=part.page.number, is_shown=False)


def _fragment(part: _Part, columns: Sequence[Column], cuts: RowCuts, *, at_top: bool) -> TableFragment:
    header = _header_cells(part.header, part.page, columns) if part.is_own else []
    n_header = 2 if header else 0
    scores = [round(1 / (1 + exp(-max(margin, 0.0))), 3) for margin in cuts.margins]
    body = body_cells(part.pieces, columns, scores, cuts, part.page.first, n_header, at_top=at_top)
    n_rows = n_header + len(cuts.rows)
    return TableFragment(n_rows, len(columns), (*header, *body), page=part.page.number, is_shown=False)


def _header_cells(header: AlignedHeader, page: TextPage, columns: Sequence[Column]) -> list[Cell]:
    """The header in two rows: groups over their children, other labels over both."""
    place = (LinesPlace(lines=(page.first + header.first, page.first + header.end - 1)),)
    cells: list[Cell] = []
    k = 0
    while k < len(columns):
        leaf = columns[k].leaf
        if leaf.group is None:
            cells.append(Cell(0, k, leaf.text, rowspan=2, places=place))
            k += 1
            continue
        end = k
        while end < len(columns) and columns[end].leaf.group == leaf.group:
            cells.append(Cell(1, end, columns[end].leaf.text, places=place))
            end += 1
        cells.append(Cell(0, k, header.groups[leaf.group].text, colspan=end - k, places=place))
        k = end
    return sorted(cells, key=lambda cell: (cell.row, cell.column))
