"""Blocks of a body → sections: which grids are catalogues, where their headers end, which of them are one table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gkml_extract.lexicon.column_values import TELLING, Look, most_looks
from gkml_extract.lexicon.counting_rows import counts_columns
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import How, SheetPlace
from gkml_extract.model.table import Cell, Column, Layout, Paragraph, Section, Table, moved
from gkml_extract.regex import regex
from gkml_extract.tables.aside_rows import without_aside_rows
from gkml_extract.tables.columns import columns_over
from gkml_extract.tables.conservation import n_printed
from gkml_extract.tables.edges import align_columns, align_sheet
from gkml_extract.tables.even_columns import even_fragment, with_even_columns
from gkml_extract.tables.grid_header import HeaderRows, find_headers_among, joined_header, rows_of
from gkml_extract.tables.header_again import has_same_columns, with_headers_again
from gkml_extract.tables.idle_columns import without_idle_columns
from gkml_extract.tables.lone_header import under_lone_header
from gkml_extract.tables.missing_header import guess_header
from gkml_extract.tables.overprinted import rests_over_labels, with_rests
from gkml_extract.tables.page_breaks import join_parts
from gkml_extract.tables.parts import Part, is_heading_wide
from gkml_extract.tables.section_rows import (
    FULL_WIDTH,
    begins_counting,
    goes_on_counting,
    has_numeral,
    with_section_column,
)
from gkml_extract.tables.side_by_side import halves_of
from gkml_extract.tables.torn import CellReaders
from gkml_extract.text import join_wrapped, simplify, squeeze

_TITLE = regex(
    r"(?=^.{4,60}$)(?!.*[。；;，])(?:.*(?:目录|清单|一览表|事项表|标准指引|领域)(?:[（(].*[）)])?$|附件\d*$)"
)
_PART_TITLE = regex(
    r"(?=^.{8,60}$)(?!.*[。；;，：:]).*(?:领域|公开)[^。]{0,14}(?:目录|清单|一览表|事项表)(?:[（(].*[）)])?$"
)
_HEAD = regex(
    r"(?P<part>第[一二三四五六七八九十\d]+[部编篇章]分?)|(?P<han>[一二三四五六七八九十]+[、.．])"
    r"|(?P<bracketed>[（(][一二三四五六七八九十]+[)）])|(?P<table>[附]?表[一二三四五六七八九十\d]+)"
)
"""How a heading is numbered: tables under headings of one form are catalogues of their own."""
_BARE_TITLE = regex(r"^(?:\d{4}年)?(?:年度|全面|基层)?(?:政务|政府信息|信息|主动|公开)")
_ORGAN = regex(
    r"^[\u4e00-\u9fff（）()]{2,28}(?:[局厅县区市州旗镇乡村委办院所处校司站]|政府|街道|中心|公司|委员会|联合会|领域|系统|基层|政务|事项)$"
)
_CONTINUED = regex(
    r"^[（(【]?(?:续(?:[上前]?[页表])?|接[上前][页表])[）)】]?\d*[:：]?$"
    r"|^第[\d一二三四五六七八九十]+页(?:[,，/、]?共\d+页)?$|^[-—–]*\d{1,3}[-—–]*$"
)
"""What stands between two tables where the second goes on the first."""
_AGAIN = regex(r"(?<=.)[（(【]续[一二三四五六七八九十\d]*表?[）)】]$")
_ATTACHMENT = regex(r"^附[件表][一二三四五六七八九十\d]*(?:[-—]\d+)?[:：]?$")
_OUTSIDE = 0.25
"""Font sizes by which a line stands outside of its cell if that is too small."""
_REACHED = 0.1
"""Font sizes left under a line up to which it reaches the edge of its cell."""
_TAIL = 10
_UNDER = regex(r"^(备\s*注|注|说\s*明|填表说明|附注|注释|咨询电话|联系电话|监督电话)\s*\d*\s*[:：]")
_SAME_FIELDS = 0.75
"""Share of common fields from which two headers are those of one table."""
_TELLING_PARTS = 4
"""Pages of a table by which it is told which columns count rows."""
_LOOKS = {"deadline": Look.DEADLINE, "legal_basis": Look.LEGAL_BASIS, "channels": Look.CHANNELS}
"""Fields whose values can be told from others by their looks."""
_LEAST_COLUMNS = 4
"""Columns of a table that may be the rest of a catalogue; lists of telephone numbers have fewer."""
_TITLE_ROWS = 3
"""Rows at the top of a grid without a header that may be its title and what stands under it."""
_NUMBER = regex(r"^\d[\d.．\-—]*$")
_FIRST_NUMBER = regex(r"^0*1\D?$|^一$")


@dataclass(slots=True)
class _Draft:
    """A section as it grows: the header's cells, then body parts page by page; `last` is the grid of the last one."""

    before: list[Paragraph]
    header: HeaderRows
    labels: tuple[Cell, ...]
    fragment: TableFragment
    parts: list[Part]
    after: list[Paragraph] = field(default_factory=list)
    last_page: int | None = None
    last: TableFragment | None = None
    ends_with_header: bool = False
    is_cut: bool = False
    notes: list[Note] = field(default_factory=list)


def stitch(content: Blocks, readers: CellReaders, *, may_guess: bool = False) -> Layout:
    """The sections of a body, each one catalogue table with the paragraphs around it.

    A fragment without a header goes on the table before it if their columns agree; one whose header repeats that
    of the table before it does so too, unless a title stands between them or it is a sheet of its own. A grid that
    is no catalogue becomes paragraphs, a row each: nothing that is printed is dropped. With `may_guess` a first grid
    without a header is read by what its columns look like.
    """
    stitcher = _Stitcher()
    for each in content.blocks:
        block = each
        if isinstance(block, TableFragment):
            rows = rows_of(block)
            headers = tuple(find_headers_among(rows))
            if headers and block.page is None:
                even = even_fragment(block, headers[0].end)
                if even is not block:
                    if len(even.cells) < len(block.cells):
                        stitcher.notes.append(note("cells-by-order", n=len(block.cells) - len(even.cells)))
                    block, rows = even, rows_of(even)
                    headers = tuple(find_headers_among(rows))
            halves = halves_of(block, headers[0]) if headers else (block,)
            for half in halves:
                if half is not block:
                    rows = rows_of(half)
                    headers = tuple(find_headers_among(rows))
                if may_guess and not headers and stitcher.add_without_header(half, rows, readers):
                    continue
                stitcher.add_fragment(half, rows, headers)
        else:
            stitcher.pending.append(block)
    stitcher.end()
    made = [_section_of(draft, readers) for draft in stitcher.drafts]
    loose = () if made else tuple(stitcher.pending)
    left_out = stitcher.left_out + sum(n_repeated for _, n_repeated in made)
    return Layout(tuple(section for section, _ in made), loose, (*content.notes, *stitcher.notes), left_out)


class _Stitcher:
    """Goes through the blocks; `pending` are the paragraphs since the last table."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.pending: list[Paragraph] = []
        self.notes: list[Note] = []
        self.left_out = 0
        self._cut: tuple[TableFragment, _Rows] | None = None

    def add_fragment(self, fragment: TableFragment, rows: Sequence[list[Cell]], headers: Sequence[HeaderRows]) -> None:
        """Take the next grid: its own headers part it into pieces."""
        self._cut = (fragment, _Rows(fragment, rows))
        if self.drafts and fragment.page is not None and not self._is_parted():
            draft = self.drafts[-1]
            headers = with_headers_again(rows, headers, draft.labels, draft.header, is_open=draft.ends_with_header)
        first = headers[0].first if headers else fragment.n_rows
        if headers and not any(cell.text for row in rows[:first] for cell in row):
            first = 0  # grounds and frames go on into a page's margin, over the header printed again
        if first > 0:
            self._add_rows_above(fragment, rows, first, has_header=bool(headers))
        for index, header in enumerate(headers):
            stop = headers[index + 1].first if index + 1 < len(headers) else fragment.n_rows
            self._add_piece(fragment, rows, header, stop, is_first=index == 0)

    def add_without_header(self, fragment: TableFragment, rows: Sequence[list[Cell]], readers: CellReaders) -> bool:
        """Take a grid that no header stands over, the first one, if its values tell what its columns are."""
        above = [paragraph.text for paragraph in self.pending]
        texts = [*above, *_texts_of(rows[:_TITLE_ROWS])]
        guess = None if self.drafts else guess_header(fragment, rows, texts, readers.is_deadline)
        if guess is None:
            return False
        self.pending += _as_paragraphs(rows[: guess.first])
        header = HeaderRows(guess.first, guess.first + 1, frozenset(), frozenset())
        self.drafts.append(_Draft(self._begin_section(), header, guess.labels, fragment, []))
        self._append(self.drafts[-1], fragment, guess.first, fragment.n_rows)
        labels = "、".join(cell.text or f"列{cell.column + 1}" for cell in guess.labels)
        self.notes.append(note("header-missing", labels=labels))
        return True

    def _add_rows_above(
        self, fragment: TableFragment, rows: Sequence[list[Cell]], stop: int, *, has_header: bool
    ) -> None:
        """Rows [0, stop) without a header over them: the rest of the table before, or text."""
        draft = self.drafts[-1] if self.drafts else None
        title = next((row for row in range(stop) if has_header and _spanning_text(rows[row], fragment)), stop)
        while has_header and title > 0 and _is_title_row(rows[title - 1], fragment):
            title -= 1
        is_new_sheet = has_header and draft is not None and _sheet_of(fragment) != _sheet_of(draft.fragment)
        if draft is not None and not self._is_parted() and title > 0 and not is_new_sheet:
            aligned = align_columns(draft.fragment, fragment)
            if aligned is None and draft.last is not None:  # its header was printed again over other widths
                aligned = align_columns(draft.last, fragment)
            if aligned is None and not has_header and self._is_parted_by_hand(draft, fragment):
                place = next((place for row in rows for cell in row for place in cell.places), None)
                self.notes.append(note("header-taken", n=stop, place=place))
                aligned = fragment
            if aligned is None and not has_header and (sheet := align_sheet(draft.fragment, fragment)) is not None:
                aligned = sheet if _looks_alike(draft, sheet, may_vary=True) else None
            if aligned is not None:
                self._settle_pending(draft)
                self._append(draft, aligned, 0, title)
                self.pending += _as_paragraphs(rows[title:stop])
                return
        if not has_header and draft is not None and self._takes_header(draft, fragment, rows):
            return
        if not has_header and draft is not None and self._is_under_lone_header(draft, fragment):
            return
        if not has_header and draft is not None:
            place = next((place for row in rows for cell in row for place in cell.places), None)
            least = max(_LEAST_COLUMNS, 2 * draft.fragment.n_columns / 3)
            is_like = fragment.n_columns >= least and not self._is_parted()
            left = note("table-left-over", n=stop, place=place)
            self.notes.append(left if is_like else note("table-set-aside", n=stop, place=place))
        self.pending += _as_paragraphs(rows[:stop])

    def _is_parted_by_hand(self, draft: _Draft, fragment: TableFragment) -> bool:
        """Whether a grid goes on a table with other widths: who parts one by hand leaves the header to the first.

        It has as many columns, their values look as the labels say, and nothing stands between.
        """
        is_like = fragment.page is not None and fragment.is_shown and fragment.n_columns == draft.fragment.n_columns
        if not is_like or not draft.parts or fragment.n_columns < _LEAST_COLUMNS:
            return False
        is_next = all(_CONTINUED.match(squeeze(each.text)) for each in self.pending)
        return is_next and _looks_alike(draft, fragment, may_vary=True)

    def _takes_header(self, draft: _Draft, fragment: TableFragment, rows: Sequence[list[Cell]]) -> bool:
        """Whether a grid under a title of its own prints no header since it is that of the table before.

        In compilations only the first of many tables has one. The values must look like those columns.
        """
        aligned = align_columns(draft.fragment, fragment) if self._is_parted() else None
        if aligned is None or not _looks_alike(draft, aligned):
            return False
        self._open_under_header(draft, aligned, rows, 0, fragment.n_rows)
        return True

    def _is_under_lone_header(self, draft: _Draft, fragment: TableFragment) -> bool:
        """Whether a grid is what a header in a table of its own stands over, though it is ruled otherwise."""
        if draft.parts or self._is_parted():
            return False
        found = under_lone_header(draft.labels, draft.fragment.n_columns, fragment)
        if found is None:
            return False
        labels, rows = found
        headed = replace(draft, labels=labels, fragment=rows)
        if not _looks_alike(headed, rows, may_vary=True):
            return False
        draft.labels, draft.fragment = labels, rows
        self._settle_pending(draft)
        self._append(draft, rows, 0, rows.n_rows)
        place = next((place for cell in rows.cells for place in cell.places), None)
        self.notes.append(note("header-taken", n=rows.n_rows, place=place))
        return True

    def _is_parted(self) -> bool:
        """Whether the paragraphs since the last table begin something new: a title that is not its own again."""
        known = self._known_before()
        texts = [_once(paragraph.text) for paragraph in self.pending]
        if any(_TITLE.match(simplify(text)) and text not in known for text in texts):
            return True
        if not self.drafts or not self.drafts[-1].before or not texts or texts[-1] in known:
            return False
        heads = [_HEAD.match(text) for text in (squeeze(self.drafts[-1].before[-1].text), texts[-1])]
        return all(head is not None for head in heads) and len({head.lastgroup for head in heads if head}) == 1

    def _known_before(self) -> set[str]:
        return {_once(paragraph.text) for paragraph in self.drafts[-1].before} if self.drafts else set()

    def _settle_pending(self, draft: _Draft) -> None:
        """The paragraphs before rows that go on: titles printed again on a page are left out, others are notes.

        A heading that stands alone at a page's end, where no rules draw rows, may look like one: it goes on counting.
        """
        known = self._known_before()
        for paragraph in self.pending:
            if _once(paragraph.text) in known:
                self.left_out += n_printed(paragraph)
            elif has_numeral(paragraph.text) and _is_heading(paragraph.text, draft):
                cell = Cell(0, 0, paragraph.text, 1, draft.fragment.n_columns, places=paragraph.places)
                draft.parts.append(Part((cell,), 1))
            else:
                draft.after.append(paragraph)
        self.pending = []

    def _add_piece(
        self, fragment: TableFragment, rows: Sequence[list[Cell]], header: HeaderRows, stop: int, *, is_first: bool
    ) -> None:
        """Rows [header.first, stop): a header and what stands under it."""
        draft = self.drafts[-1] if self.drafts else None
        body_end = stop
        if stop < fragment.n_rows:  # another header follows: the rows of titles before it are its own
            body_end = _begin_of_titles(rows, header.end, stop, fragment)
            if any(_goes_on_counting(rows[header.end : end], fragment, draft) for end in range(body_end + 1, stop + 1)):
                body_end = stop  # headings of a section: the page ends between them and its first row
        titles = [row for row in range(header.end, body_end) if _is_catalogue_row(rows[row], fragment)]
        if len({_spanning_text(rows[row], fragment) for row in titles}) < len(titles):  # one title, printed again
            titles = []
        under = titles[:1] == [header.end] and (len(titles) > 1 or stop < fragment.n_rows)
        if under:  # the header stands over the title of the first part
            self.pending += _as_paragraphs(rows[header.end : header.end + 1])
            titles = titles[1:]
        body_begin, body_stop = header.end + under, titles[0] if len(titles) > 1 or (under and titles) else body_end
        aligned = None
        if draft is not None and self._goes_on(draft, fragment, rows, header, is_first=is_first):
            aligned = self._aligned(draft, fragment, rows, header)
            if aligned is None and fragment.page is not None and header.end == stop:
                aligned = fragment  # nothing stands under it on this page
        if draft is not None and aligned is not None:
            self._settle_pending(draft)
            begin = body_begin + _counting_rows(rows[body_begin:body_stop])
            repeated = (*rows[header.first : header.end], *rows[body_begin:begin])
            self.left_out += sum(n_printed(cell) for row in repeated for cell in row)
            if aligned is fragment and fragment.page != draft.last_page:
                self._settle_rests(draft, [cell for row in rows[header.first : header.end] for cell in row])
            self._append(draft, aligned, begin, body_stop)
            draft.ends_with_header = stop == fragment.n_rows == header.end
        else:
            is_like = draft is not None and self._is_like_without_title(draft, fragment, rows, header)
            before = self._begin_section()
            labels = tuple(
                moved(cell, cell.row - header.first) for cell in self._rows(fragment).clipped(header.first, header.end)
            )
            draft = _Draft(before, header, labels, fragment, [])
            if is_like:
                place = next((place for cell in rows[header.first] for place in cell.places), None)
                draft.notes.append(note("table-begun-anew", place=place))
            self.drafts.append(draft)
            self._append(draft, fragment, body_begin, body_stop)
        if body_stop < body_end:
            self._add_parts(draft, aligned or fragment, rows, [*titles, body_end])
        self.pending += _as_paragraphs(rows[body_end:stop])

    def _aligned(
        self, draft: _Draft, fragment: TableFragment, rows: Sequence[list[Cell]], header: HeaderRows
    ) -> TableFragment | None:
        """A grid whose header is the draft's printed again with the draft's columns; None if it has others."""
        is_like = fragment.n_columns == draft.fragment.n_columns
        if is_like and header.key == draft.header.key:
            return fragment
        aligned = align_columns(draft.fragment, fragment)
        if aligned is not None or not is_like or fragment.page is None:
            return aligned
        again = [cell for row in rows[header.first : header.end] for cell in row]
        begins = next((cell.text for row in rows[header.end :] for cell in row if cell.text), "")
        is_new = _FIRST_NUMBER.match(squeeze(begins)) is not None
        return fragment if not is_new and has_same_columns(draft.labels, again, fragment.n_columns) else None

    def _is_like_without_title(
        self, draft: _Draft, fragment: TableFragment, rows: Sequence[list[Cell]], header: HeaderRows
    ) -> bool:
        """Whether a table that is none with the one before has its columns in a PDF, and no text between says why."""
        if fragment.page is None or fragment.n_columns != draft.fragment.n_columns:
            return False
        if not all(_CONTINUED.match(squeeze(each.text)) for each in self.pending):
            return False
        again = [cell for row in rows[header.first : header.end] for cell in row]
        return has_same_columns(draft.labels, again, fragment.n_columns)

    def _settle_rests(self, draft: _Draft, again: Sequence[Cell]) -> None:
        """The rests of texts that stand over a header printed again: they go on the last row before it."""
        rests = rests_over_labels(draft.labels, again)
        if rests and draft.parts:
            draft.parts[-1], placed = with_rests(draft.parts[-1], rests)
            self.left_out -= sum(len(squeeze(rests[column])) for column in placed)

    def _add_parts(
        self, draft: _Draft, fragment: TableFragment, rows: Sequence[list[Cell]], edges: Sequence[int]
    ) -> None:
        """Rows [edges[0], edges[-1]) of a grid whose titles part them into catalogues under one header."""
        for first, stop in pairwise(edges):
            self.pending += _as_paragraphs(rows[first : first + 1])
            self._open_under_header(draft, fragment, rows, first + 1, stop)

    def _open_under_header(
        self, draft: _Draft, fragment: TableFragment, rows: Sequence[list[Cell]], first: int, stop: int
    ) -> None:
        """A section of rows that print no header, with that of the section before."""
        labels = tuple(replace(cell, how=How.INFERRED) for cell in draft.labels)  # printed once, over the first
        new = _Draft(self._begin_section(), draft.header, labels, draft.fragment, [])
        self.drafts.append(new)
        self._append(new, fragment, first, stop)
        place = next((place for row in rows[first:stop] for cell in row for place in cell.places), None)
        self.notes.append(note("header-taken", n=stop - first, place=place))

    def _begin_section(self) -> list[Paragraph]:
        """The pending paragraphs that stand before the new table; those under the old one are its notes."""
        if not self.drafts:
            before, self.pending = self.pending, []
            return before
        cut = next(
            (index for index, paragraph in enumerate(self.pending) if _TITLE.match(simplify(squeeze(paragraph.text)))),
            None,
        )
        if cut is not None and cut > 0 and _ATTACHMENT.match(squeeze(self.pending[cut - 1].text)):
            cut -= 1
        if cut is None:
            notes = [index for index, paragraph in enumerate(self.pending) if _UNDER.match(paragraph.text)]
            cut = notes[-1] + 1 if notes else 0
        self.drafts[-1].after += self.pending[:cut]
        before, self.pending = self.pending[cut:], []
        return before

    def _goes_on(
        self,
        draft: _Draft,
        fragment: TableFragment,
        rows: Sequence[list[Cell]],
        header: HeaderRows,
        *,
        is_first: bool,
    ) -> bool:
        """Whether a header is the one before printed again, over more rows of the same table."""
        same = len(header.fields & draft.header.fields) >= _SAME_FIELDS * len(header.fields | draft.header.fields)
        if not same or self._is_parted():
            return False
        if is_first and _sheet_of(fragment) != _sheet_of(draft.fragment):
            return False
        if fragment.page is not None or all(_CONTINUED.match(squeeze(each.text)) for each in self.pending):
            return True
        below = next((row for row in rows[header.end :] if any(cell.text for cell in row)), [])
        begins = next((cell.text for cell in below if cell.text), "")
        return not _FIRST_NUMBER.match(squeeze(begins))

    def _append(self, draft: _Draft, fragment: TableFragment, first: int, stop: int) -> None:
        """Add rows [first, stop) of a grid with the draft's columns to it, without an empty rest of the page."""
        has_rest = False
        if stop - first > 1 and fragment.page is not None:
            has_rest = _is_rest_of_page(self._rows(fragment).row(stop - 1), fragment.n_columns)
            stop -= has_rest
        if fragment.page is None:
            rows = self._rows(fragment)
            while first < stop and _is_blank(rows.row(stop - 1), fragment.n_columns):
                stop -= 1
            while first < stop and _is_blank(rows.row(first), fragment.n_columns):
                first += 1
        if stop <= first:
            return
        cells = tuple(self._rows(fragment).clipped(first, stop, has_rest=has_rest))
        if not cells:
            return
        bottom = fragment.row_edges[stop] if fragment.row_edges else None
        is_next_page = bool(draft.parts) and fragment.page != draft.last_page and not draft.ends_with_header
        draft.ends_with_header = False
        draft.parts.append(Part(cells, stop - first, is_next_page, bottom, first))
        draft.last_page, draft.last = fragment.page, fragment
        if fragment.is_cut and not draft.is_cut:
            draft.is_cut = True
            place = next((place for cell in fragment.cells for place in cell.places), None)
            draft.notes.append(note("table-beyond-page", page=fragment.page or 0, place=place))

    def _rows(self, fragment: TableFragment) -> _Rows:
        if self._cut is None or self._cut[0] is not fragment:
            self._cut = (fragment, _Rows(fragment, rows_of(fragment)))
        return self._cut[1]

    def end(self) -> None:
        """What is left belongs under the last table."""
        if self.drafts:
            self.drafts[-1].after += self.pending


def _is_heading(text: str, draft: _Draft) -> bool:
    """Whether a text comes next after the headings so far, or is the first right under the header."""
    if not draft.parts:
        return begins_counting(text)
    n_columns = draft.fragment.n_columns
    cells = (cell for part in draft.parts for cell in part.cells)
    return goes_on_counting(text, [cell.text for cell in cells if cell.text and is_heading_wide(cell, n_columns)])


def _texts_of(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    return (cell.text for row in rows for cell in row if cell.text)


def _once(text: str) -> str:
    """A text without what says that it is printed again: 某局公开目录（续）."""
    return _AGAIN.sub("", squeeze(text))


class _Rows:
    """The cells of a grid, to be cut between rows: a grid may hold thousands of tables."""

    def __init__(self, fragment: TableFragment, rows: Sequence[list[Cell]]) -> None:
        self._rows = rows
        self._columns: list[list[Cell]] = [[] for _ in range(fragment.n_columns)]
        for row in self._rows:
            for cell in row:
                if cell.rowspan > 1:
                    self._columns[cell.column].append(cell)

    def row(self, index: int) -> Sequence[Cell]:
        """The cells that begin in a row."""
        return self._rows[index]

    def clipped(self, first: int, stop: int, *, has_rest: bool = False) -> Iterator[Cell]:
        """The cells of rows [first, stop); one that reaches in from above has no text.

        `has_rest`: row `stop` is but the rest of the page, into which cells go on.
        """
        for column in self._columns:
            above = bisect_left(column, first, key=lambda cell: cell.row) - 1
            if above >= 0 and column[above].row + column[above].rowspan > first:
                yield _cut_at(replace(column[above], text=""), first, stop, has_rest=has_rest)
        for row in self._rows[first:stop]:
            for cell in row:
                end = cell.row + cell.rowspan
                yield cell if end < stop + (not has_rest) else _cut_at(cell, cell.row, stop, has_rest=has_rest)


def _cut_at(cell: Cell, first: int, stop: int, *, has_rest: bool) -> Cell:
    """The rows [first, stop) of a cell: open below only where a rest of the page tells."""
    end = cell.row + cell.rowspan
    is_open = end > stop if has_rest and end >= stop else (cell.is_open if end <= stop else None)
    return replace(cell, row=first, rowspan=min(end, stop) - first, is_open=is_open)


def _counting_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """The rows at the top that number the columns: they are printed again with the header over them."""
    return int(bool(rows) and counts_columns([cell.text for cell in rows[0] if cell.text]))


def _is_rest_of_page(row: Sequence[Cell], n_columns: int) -> bool:
    """Whether nothing is printed in a row of its own: cells of a group go on beside it to the edge of the page.

    Its columns are not drawn, or it is the beginning of a row none of whose lines has found room on the page.
    """
    if any(cell.text for cell in row):
        return False
    is_undrawn = len(row) == 1 and row[0].colspan > 1
    return is_undrawn or 2 * sum(cell.colspan for cell in row) > n_columns


def _goes_on_counting(rows: Sequence[Sequence[Cell]], fragment: TableFragment, draft: _Draft | None) -> bool:
    """Whether the last row is a heading that comes next after those in the rows above it."""
    above = [text for row in rows if (text := _spanning_text(row, fragment))]
    if not above or _PART_TITLE.match(simplify(squeeze(above[-1]))):
        return False
    wide = FULL_WIDTH * fragment.n_columns
    parts = draft.parts if draft is not None and draft.fragment.n_columns == fragment.n_columns else []
    earlier = [cell.text for part in parts for cell in part.cells if cell.text and cell.colspan >= wide]
    return goes_on_counting(above[-1], [*earlier, *above[:-1]])


def _is_blank(row: Sequence[Cell], n_columns: int) -> bool:
    """Whether a row has nothing but empty cells of its own: it parts two tables and is a row of neither."""
    if any(cell.text or cell.rowspan > 1 for cell in row):
        return False
    return sum(cell.colspan for cell in row) == n_columns


def _looks_alike(draft: _Draft, fragment: TableFragment, *, may_vary: bool = False) -> bool:
    """Whether what stands in the columns of a grid looks as the draft's labels say, as far as looks can tell.

    With `may_vary` a column whose values have no look in common says nothing; else it speaks against the label.
    """
    columns, _ = columns_over(draft.labels, (), draft.fragment.n_columns)
    told = 0
    for column in columns:
        look = _LOOKS.get(column.field)
        texts = [cell.text for cell in fragment.cells if cell.column == column.index and cell.text]
        if look is None or not texts:
            continue
        found, share = most_looks(texts)
        if may_vary and (share < TELLING or found is Look.OTHER):
            continue
        if found is not look or share < TELLING:
            return False
        told += 1
    return told > 0


def _spanning_text(row: Sequence[Cell], fragment: TableFragment) -> str | None:
    """The text of a row that is one wide cell: a title, a section or a note; None for any other row."""
    printed = [cell for cell in row if cell.text]
    if len(printed) != 1 or fragment.n_columns < 3:
        return None
    cell = printed[0]
    return cell.text if cell.colspan >= FULL_WIDTH * fragment.n_columns else None


def _is_catalogue_row(row: Sequence[Cell], fragment: TableFragment) -> bool:
    """Whether a row within a table is the title of a catalogue: （二）就业领域基层政务公开标准目录."""
    text = _spanning_text(row, fragment)
    return text is not None and _PART_TITLE.match(simplify(squeeze(text))) is not None


def _is_title_row(row: Sequence[Cell], fragment: TableFragment) -> bool:
    """Whether a row over a header is its title: one wide cell, or in a workbook a text in the first column alone."""
    if _spanning_text(row, fragment):
        return True
    printed = [cell for cell in row if cell.text]
    is_alone = len(printed) == 1 and printed[0].column == 0 and fragment.n_columns > 2
    return is_alone and not _NUMBER.match(squeeze(printed[0].text))


def _begin_of_titles(rows: Sequence[Sequence[Cell]], first: int, stop: int, fragment: TableFragment) -> int:
    """The row after `first` from which only titles stand up to `stop`, where a header begins; sheets have blank rows
    between."""
    begin = at = stop
    while at > first:
        if _is_title_row(rows[at - 1], fragment):
            begin = at - 1
        elif fragment.page is not None or not _is_blank(rows[at - 1], fragment.n_columns):
            break
        at -= 1
    return begin


def _as_paragraphs(rows: Sequence[Sequence[Cell]]) -> Iterator[Paragraph]:
    """Each row as a paragraph: its texts in order, joined by blanks. A cell of its own may hold several."""
    for row in rows:
        printed = [cell for cell in row if cell.text]
        if printed:
            places = tuple(place for cell in printed for place in cell.places)
            texts = _lines_of(printed[0].text) if len(printed) == 1 else [_joined(cell.text) for cell in printed]
            yield from (Paragraph(text, places) for text in (texts if len(printed) == 1 else [" ".join(texts)]))


def _lines_of(text: str) -> list[str]:
    """The paragraphs of a cell: a title over some lines is one of them."""
    lines = [line for line in text.split("\n") if line.strip()]
    whole = next((n for n in range(len(lines), 1, -1) if _TITLE.match(simplify(squeeze("".join(lines[:n]))))), 1)
    return [_joined("\n".join(lines[:whole])), *map(_joined, lines[whole:])]


def _with_whole_titles(before: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """`before` with a title over two lines as one: the organ that issues a catalogue, and what it is."""
    held: Paragraph | None = None
    for paragraph in before:
        text = simplify(squeeze(paragraph.text))
        if held is not None and _TITLE.match(text) and _BARE_TITLE.match(text):
            yield Paragraph(held.text + paragraph.text, held.places + paragraph.places)
            held = None
            continue
        if held is not None:
            yield held
        held = paragraph if _ORGAN.match(text) else None
        if held is None:
            yield paragraph
    if held is not None:
        yield held


def _joined(text: str) -> str:
    return join_wrapped(text.split("\n"))


def _sheet_of(fragment: TableFragment) -> str | None:
    places = (place for cell in fragment.cells for place in cell.places)
    first = next(places, None)
    return first.sheet if isinstance(first, SheetPlace) else None


def _clipped(cells: Sequence[Cell], columns: Sequence[Column]) -> Iterator[Note]:
    """`cell-clipped` for each cell of which a part is drawn but not shown, or whose last line is across its edge, in
    every row that shares it: what should follow may not be printed.

    One that stands wholly below the edge was printed by a program that shows all of them. Where some are not shown
    whole, rows are too low, and of a text that reaches the edge whole lines may be left out.
    """
    held = list(cells)
    least = _REACHED if any(cell.hidden for cell in held) else -_OUTSIDE
    for cell in held:
        room = cell.room
        if cell.hidden or (cell.text and room is not None and -1.0 < room.below / max(room.line, 1.0) < least):
            yield from (_clipped_note(cell, columns, row) for row in range(cell.row, cell.row + cell.rowspan))


def _clipped_note(cell: Cell, columns: Sequence[Column], row: int) -> Note:
    field, place = columns[cell.column].field.partition(".")[0], next(iter(cell.places), None)
    return note("cell-clipped", item=row, field=field, place=place, tail=cell.text[-_TAIL:])


def _section_of(draft: _Draft, readers: CellReaders) -> tuple[Section, int]:
    """The section of a draft and how many of its characters are printed again."""
    header_rows = draft.header.end - draft.header.first
    header = draft.labels
    if draft.header.is_broken:
        header = joined_header(header, header_rows)
    n_columns = draft.fragment.n_columns
    telling = (cell for part in draft.parts[:_TELLING_PARTS] for cell in part.cells)
    columns, _ = columns_over(header, telling, n_columns)
    body = join_parts(draft.parts, columns, readers, header_rows)
    notes = (*draft.notes, *body.notes, *_clipped(body.cells, columns))
    table = Table(body.n_rows, n_columns, (*header, *body.cells), header_rows, notes=notes)
    table, beside = without_idle_columns(with_even_columns(table))
    table, aside = without_aside_rows(table)
    table, under = with_section_column(table)
    after = (*beside, *aside, *under, *draft.after)
    return Section(tuple(_with_whole_titles(draft.before)), table, after), body.left_out
