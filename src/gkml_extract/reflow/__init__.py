"""Text whose geometry is lost → tables, by one sequence decoder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice, pairwise

from gkml_extract.lexicon.web_lines import is_of_page, is_path
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Fragments, Gap, Layout, Paragraph, Section, Table, TextFragment
from gkml_extract.normalise.items import UNCERTAIN
from gkml_extract.normalise.surroundings import PAGE_NUMBER
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.decoder.together import run_together
from gkml_extract.reflow.doubts import inherited_doubts, with_doubts
from gkml_extract.reflow.glued.cuts import cut_glued
from gkml_extract.reflow.glued.stacked import cut_stacked
from gkml_extract.reflow.grid import EVEN, N_HEADER_ROWS, make_table
from gkml_extract.reflow.header.columns import with_channels_told
from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.header.labels import HeaderColumn, HeaderRegion
from gkml_extract.reflow.header.missing import columns_of_hint, guess_columns, table_begin
from gkml_extract.reflow.header.order import order_columns
from gkml_extract.reflow.header.rows import columns_by_place, is_row_of_fields
from gkml_extract.reflow.lost_merges import shared_cells
from gkml_extract.reflow.no_items import beyond_header, is_parted, notes_between, text_beside_blanks, without_counts
from gkml_extract.reflow.numbers import numeral_value
from gkml_extract.reflow.printed.around import HEADED_PART, NOTE, PART, TITLE, WEB_FOOT
from gkml_extract.reflow.printed.broken_numbers import with_whole_numbers
from gkml_extract.reflow.printed.drawn_ticks import with_plain_ticks
from gkml_extract.reflow.printed.page_starts import (
    page_lines,
    page_numerals,
    page_starts,
    without_counting_numerals,
    without_page_numbers,
)
from gkml_extract.reflow.printed.scrambled import (
    has_labels,
    is_across_columns,
    is_in_rows,
    is_of_blocks,
    is_scrambled,
    is_short_first,
)
from gkml_extract.reflow.printed.short_first import InRows, in_rows
from gkml_extract.reflow.printed.spaced import close_labels, untangle_labels
from gkml_extract.reflow.printed.spaced_figures import with_figures_in_place
from gkml_extract.reflow.printed.stray_boxes import with_boxes_back
from gkml_extract.reflow.reading import Reading, by_line, join_notes, read_rows, reading_of
from gkml_extract.reflow.segment import Segmentation, lines_of_row
from gkml_extract.regex import regex
from gkml_extract.text import clean, display_width, fold, join_wrapped, shortened, simplify

__all__ = ["reflow", "reflow_in_doubt"]

_POINT = regex(
    r"^([（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]+[部章条]|【|[^，。；]{2,8}[：:])"
)
_SAME_HEADER = 0.75
"""Share of common fields from which two headers are one: a page header may have lost a label or caught a cell."""
_LEAST_SHARED = 3
"""Fields that two headers share from which they are of two tables, and not parts of one."""
_TITLE_LINES = 6
"""Lines above a header among which the title of its table stands: a metadata line and counts may come between."""
_PREAMBLE_LINES = 14
"""The same where row numbers begin again at 1 below the header: dawukou has ten lines of preamble."""
_PAGE_FURNITURE = regex(
    r"^\s*(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4})\s*$"
)
_MAY_COUNT = regex(r"[-—–第\d\s]|$")
"""What a page's number begins with: few lines do."""
_OF_ROWS = regex(r"^[√✓]|[■□☑☐]|^\d{1,3}$")
"""What a line of a table's row has and a note has not: a tick, a box, a row's number."""
_LEAST_WHOLE_ROWS = 3
_TEXTS_BEFORE_NUMBER = 2
"""Texts of groups that may stand before the first number of a table, whose header has as many labels before 序号."""
_ROWS_TO_COMPARE = 2
"""Other rows from which it can be told that the last one ends early."""
_SHOWN = 60
"""Characters of an unplaced text that its finding shows."""
_MANY_IN_DOUBT = 0.5
"""Share of a table's cells in doubt from which its rows are. Of 125 texts of PDFs, those with as many had 49 to 86 % of
their cells right, those with a tenth fewer 71 to 98 %."""
_AT_A_TIME = 20_000
"""Fragments of the tables that are read side by side: more of them are hardly faster, and each takes memory."""
_FULL_SHARE = 0.9
_LONG_LINE = 60
"""Half-width cells from which a line outside the table is taken as wrapped: a page's width in 10 point type."""


def reflow(content: Fragments, hint: Sequence[str] = (), *, may_guess: bool = False) -> Layout:
    """The sections of a text dump, each a table with the paragraphs around it.

    A header printed again within a table (a page header) is dropped; one that a title stands before begins a
    new section. `hint` names the columns where no header is printed; `may_guess` them without a hint.
    """
    if is_across_columns(content.fragments):
        return _refused(content, note("lines-across-columns"))
    layout = _read(content, hint, may_guess=may_guess)
    if hint or not content.printed or not is_of_blocks(content.printed, content.fragments):
        return layout
    unnumbered, _ = _without_numerals_of_pages(_without_page_numbers(list(content.fragments)), (), has_number=True)
    if not is_of_blocks(content.printed, unnumbered):  # numerals of pages stand near those of rows
        return layout
    if is_in_rows([section.table for section in layout.sections], unnumbered, UNCERTAIN):
        return layout
    return _refused(content, note("columns-out-of-order"))


def reflow_in_doubt(content: Fragments, hint: Sequence[str] = (), *, may_guess: bool = False) -> Layout:
    """The sections of a text whose fields may be no cells: with no certainty in anything that they hold."""
    layout = reflow(content, hint, may_guess=may_guess)
    return replace(layout, sections=tuple(_section_in_doubt(each) for each in layout.sections))


def _section_in_doubt(section: Section) -> Section:
    table = _in_doubt(section.table)
    told = any(each.code == "rows-uncertain" for each in table.notes)
    return replace(section, table=table if told else replace(table, notes=(*table.notes, *_rows_in_doubt(table))))


def _refused(content: Fragments, why: Note) -> Layout:
    """No table of a text whose order is lost, and why."""
    return Layout((), loose=_paragraphs(content.fragments), notes=(*content.notes, why))


def _put_in_rows(content: Fragments, tables: Sequence[InRows]) -> Layout:
    """The sections of a text whose cells were put in the order of rows: to which row one belongs is guessed."""
    sections: list[Section] = []
    for told in tables:
        reading = reading_of(told.rows, told.columns)
        section = _section(_Found(told.above, told.header, reading.body, told.under), reading, told.label_parts)
        said = tuple(each for each in section.table.notes if each.code != "rows-uncertain")  # the note below says more
        sections.append(replace(section, table=replace(_in_doubt(section.table), notes=said)))
    unread = [
        note("text-unplaced", place=LinesPlace(lines=(parts[0].line, parts[-1].line)), text=shortened(text, _SHOWN))
        for told in tables
        for parts in told.unread
        for text in ["".join(part.text for part in parts)]
    ]
    return Layout(tuple(sections), notes=(*content.notes, note("cells-put-in-rows"), *unread))


def _in_doubt(table: Table) -> Table:
    """A table with no certainty in any of its cells."""
    cells = tuple(replace(cell, score=EVEN) if cell.score is not None else cell for cell in table.cells)
    return replace(table, cells=cells)


def _read(content: Fragments, hint: Sequence[str], *, may_guess: bool) -> Layout:
    """The sections, whatever order the text is in."""
    pages = page_lines(content.printed)
    numbered = with_plain_ticks(with_whole_numbers(without_page_numbers(content.fragments, pages)))
    numbered = with_figures_in_place(numbered)
    fragments = cut_glued(untangle_labels(close_labels(with_boxes_back(cut_stacked(numbered)))))
    headers = find_headers(fragments)
    may_be_last = not hint
    is_last = may_be_last and is_short_first(fragments, pages) and (bool(headers) or has_labels(fragments))
    has_several = not is_last and _are_of_several_tables(headers)
    if may_be_last and not has_several and (ordered := in_rows(fragments, pages, headers[:1], is_told=is_last)):
        return _put_in_rows(content, ordered)
    if is_last and not headers:
        return _refused(content, note("long-cells-last"))
    if not headers:
        return _without_header(fragments, hint, content, pages, may_guess=may_guess)
    if not pages and (pages := _pages_told(fragments, _same_table(fragments, headers))):
        unnumbered = without_page_numbers(fragments, pages)
        if len(unnumbered) < len(fragments):
            fragments, headers = unnumbered, find_headers(unnumbered)
        is_last = may_be_last and is_short_first(fragments, pages)
    if is_last:
        return _refused(content, note("long-cells-last"))
    found: list[_Found] = []
    taken: list[Note] = []
    begin = 0
    page_ends: list[int] = []
    groups = _same_table(fragments, headers)
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        first = group[0].first
        end = _title_begin(fragments, group, following[0]) if following else len(fragments)
        body, aside = without_counts(_without_page_numbers(_body_of(fragments, group, end)))
        taken += aside
        body, between, told_aside = notes_between(body)
        taken += told_aside
        columns = columns_by_place(fragments, group[0]) or order_columns(group[0].labels)
        columns = with_channels_told(columns, body)
        has_number = any(column.leaf.field == "number" for column in columns)
        body, told = _without_numerals_of_pages(body, pages, has_number=has_number)
        page_ends += told
        under = _notes_begin(body)
        if is_scrambled(body[:under], columns):
            return Layout((), loose=_paragraphs(fragments), notes=(*content.notes, note("layout-scrambled")))
        beyond = beyond_header(body[:under], len(columns), has_number=has_number)
        taken += [beyond] if beyond else []
        before: Sequence[TextFragment] = fragments[begin:first]
        notes = [*between, *body[under:]]
        *parts, rest = _parts_of(before, body[:under])
        for part in parts:
            found.append(_Found(before, columns, part.rows, []))
            before = part.title
        found.append(_Found(before, columns, rest.rows, notes))
        taken += [note("header-taken", n=len(by_line(part.rows)), place=part.place) for part in (*parts, rest)[1:]]
        begin = end
    pages = tuple(sorted({*pages, *page_ends}))
    return Layout(tuple(_sections(found, fragments, pages)), notes=(*content.notes, *taken))


def _are_of_several_tables(headers: Sequence[HeaderRegion]) -> bool:
    """Whether further headers have columns that the first has, under other labels too: each stands over a table of its
    own, and its labels are none that a program printed behind the rows of the first."""
    first = {printed.label.text for printed in headers[0].labels} if headers else set()
    return any(
        len((header.fields & headers[0].fields) - {"extra"}) >= _LEAST_SHARED
        and not {printed.label.text for printed in header.labels} <= first
        for header in headers[1:]
    )


def _without_numerals_of_pages(
    body: list[TextFragment], pages: Sequence[int], *, has_number: bool
) -> tuple[list[TextFragment], list[int]]:
    """The body without bare numerals that number its pages, and the lines with which pages begin by these."""
    numerals = page_numerals(body[: _notes_begin(body)], has_numbers=has_number)
    if not numerals:
        return body if pages else without_counting_numerals(body), []
    dropped = set(numerals)
    begins = [body[k + 1].line for k in numerals if k + 1 < len(body)]
    return [part for k, part in enumerate(body) if k not in dropped], begins


@dataclass(frozen=True, slots=True)
class _Found:
    """A table in a text: what is printed before it, its columns, its body, and what is printed under it."""

    before: Sequence[TextFragment]
    header: tuple[HeaderColumn, ...]
    body: list[TextFragment]
    under: list[TextFragment]


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of one catalogue of a compilation, and the title that stands under them, over the next one's."""

    rows: list[TextFragment]
    title: list[TextFragment]

    @property
    def place(self) -> LinesPlace | None:
        return LinesPlace(lines=(self.rows[0].line, self.rows[-1].line)) if self.rows else None


def _parts_of(before: Sequence[TextFragment], body: list[TextFragment]) -> list[_Part]:
    """The body parted at numbered titles, where the catalogues of a compilation have but one header.

    A line is such a title if it goes on the numbering of the one above the table and row numbers begin again below
    it: a cell may read like a title, but not that.
    """
    titles = [PART.match(simplify("".join(part.text for part in line))) for line in by_line(before)]
    first = next((title for title in reversed(titles) if title), None)
    if first is None:
        return [_Part(body, [])]
    parts: list[_Part] = []
    rows: list[TextFragment] = []
    lines = by_line(body)
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else []
        found = PART.match(simplify(_text_alone(line) or ""))
        if found and _goes_on_from(first, found) and following and _is_first(following[0].text):
            parts.append(_Part(rows, line))
            rows, first = [], found
        else:
            rows += line
    return [*parts, _Part(rows, [])] if parts else [_Part(body, [])]


def _goes_on_from(first: re.Match[str], then: re.Match[str]) -> bool:
    """Whether two titles are numbered in one form, one after the other."""
    numbers = [(title.lastgroup, numeral_value(title["bracketed"] or title["bare"])) for title in (first, then)]
    (form, one), (other_form, two) = numbers
    is_one_form = (first["bracketed"] is None) is (then["bracketed"] is None)
    return form == other_form and is_one_form and bool(one and two and two[1] == one[1] + 1)


def _is_first(text: str) -> bool:
    """Whether a text begins with the row number 1."""
    numeral = numeral_value(text.split(" ")[0])
    return numeral is not None and numeral[1] == 1


def _without_header(
    fragments: Sequence[TextFragment],
    hint: Sequence[str],
    content: Fragments,
    pages: Sequence[int],
    *,
    may_guess: bool,
) -> Layout:
    """The one section of a text without a header, its columns named by the hint or guessed; none if it has no table."""
    header = columns_of_hint(hint) if hint else guess_columns(fragments) if may_guess else ()
    first = table_begin(fragments, header)
    body = _without_page_numbers(list(fragments[first:]))
    under = _notes_begin(body)
    if not header or not body[:under]:
        return Layout((), loose=_paragraphs(fragments), notes=content.notes)
    found = _Found(fragments[:first], header, body[:under], body[under:])
    (section,) = _sections([found], fragments, pages)
    if not hint:  # what is guessed of the columns is guessed of each cell
        section = replace(section, table=_in_doubt(section.table))
    labels = "、".join("/".join(label.label.text for label in column.path) for column in header)
    code = "header-hinted" if hint else "header-missing"
    return Layout((section,), notes=(*content.notes, note(code, labels=labels)))


def _same_table(fragments: Sequence[TextFragment], headers: Sequence[HeaderRegion]) -> list[list[HeaderRegion]]:
    """Headers grouped by table: one that repeats the fields of the one before, without a title, is its page header."""
    groups: list[list[HeaderRegion]] = [[headers[0]]]
    for header in headers[1:]:
        first = groups[-1][0].fields
        repeats = len(header.fields & first) >= _SAME_HEADER * len(header.fields | first)
        has_title = _title_begin(fragments, groups[-1], header) < header.first
        if repeats and not has_title:
            groups[-1].append(header)
        else:
            groups.append([header])
    return groups


def _pages_told(fragments: Sequence[TextFragment], groups: Sequence[Sequence[HeaderRegion]]) -> tuple[int, ...]:
    """The lines with which pages begin by their headers and their numbers: text that is copied has no page breaks."""
    repeated = ((header, group[0]) for group in groups for header in group[1:])
    lines = {fragments[min(_fragments_of_repeated(*pair))].line for pair in repeated}
    first = fragments[groups[0][0].last].line
    printed = by_line(fragments)
    for line, following in pairwise(printed):
        if line[0].line > first and _is_page_number(line):
            lines.add(following[0].line)
    return tuple(sorted(lines))


def _title_begin(fragments: Sequence[TextFragment], above: Sequence[HeaderRegion], header: HeaderRegion) -> int:
    """Where the title lines before a header begin, or the header itself if there are none; `above` are of one table.

    Further above it a title counts only if row numbers begin again: else it may be a cell that reads like one.
    """
    end = header.first
    begin = above[-1].last + 1
    lines: list[list[int]] = []
    for k in range(end - 1, max(begin, end - 40) - 1, -1):
        if lines and fragments[lines[-1][0]].line == fragments[k].line:
            lines[-1].insert(0, k)
        else:
            lines.append([k])
    found = end
    restarts = _numbers_restart(fragments, header)
    if restarts and _is_next_part(_line_before(fragments, above[0].first), _line_before(fragments, end)):
        found = lines[0][0]
    for line in lines[: _PREAMBLE_LINES if restarts else _TITLE_LINES]:
        is_row = any(fragments[k].gap in HARD_GAPS for k in line)
        text = "".join(fragments[k].text for k in line)
        if not is_row and (TITLE.search(simplify(text)) or (found < end and is_path(text))):
            found = line[0]
    return found


def _line_before(fragments: Sequence[TextFragment], end: int) -> str:
    """The text of the line above a header, where it stands alone."""
    begin = end
    while begin and fragments[begin - 1].line == fragments[end - 1].line:
        begin -= 1
    return _text_alone(fragments[begin:end]) or "" if begin < end else ""


def _is_next_part(above: str, text: str) -> bool:
    """Whether a line over a header goes on the numbering of the line over the header before: 一、…, 二、…."""
    first, then = HEADED_PART.match(simplify(above)), HEADED_PART.match(simplify(text))
    return bool(first and then and _goes_on_from(first, then))


def _numbers_restart(fragments: Sequence[TextFragment], header: HeaderRegion) -> bool:
    """Whether the row number 1 is the first text below a header, or follows a group before 序号: 人民调解, 1."""
    texts = (fragments[k].text for k in range(header.last + 1, len(fragments)))  # a slice would copy the whole rest
    below = list(islice(filter(None, texts), _TEXTS_BEFORE_NUMBER + 1))
    number = next((k for k, each in enumerate(header.labels) if each.label.field == "number"), 0)
    is_behind = 0 < number <= _TEXTS_BEFORE_NUMBER and "1" in below[1:]
    return is_behind or (bool(below) and _is_first(below[0]))


def _body_of(fragments: Sequence[TextFragment], group: Sequence[HeaderRegion], end: int) -> list[TextFragment]:
    """The fragments under the headers of one table, without its repeated headers."""
    first = group[0]
    repeated = [k for header in group[1:] for k in _fragments_of_repeated(header, first)]
    dropped = set(repeated)
    return [fragments[k] for k in range(first.last + 1, end) if k not in dropped]


def _fragments_of_repeated(header: HeaderRegion, first: HeaderRegion) -> Iterator[int]:
    """The fragments of a page header that repeat the table's first header.

    A cell beside it may read like a label (结果公开) or stand among its labels: what the first header does not have
    at that place stays in the table.
    """
    printed = [[fold(label.label.text) for label in region.labels] for region in (first, header)]
    blocks = SequenceMatcher(None, a=printed[0], b=printed[1], autojunk=False).get_matching_blocks()
    matched = {k for block in blocks for k in range(block.b, block.b + block.size)}
    if not matched:
        yield from range(header.first, header.last + 1)
        return
    begin, end = min(matched), max(matched)
    cells = {
        fragment
        for k in range(begin, end)
        if k not in matched and header.labels[k].label.rule == "unknown"
        for fragment in range(header.labels[k].first, header.labels[k].last + 1)
    }
    last = header.last if end == len(header.labels) - 1 else header.labels[end].last
    yield from (k for k in range(header.labels[begin].first, last + 1) if k not in cells)


def _sections(found: Sequence[_Found], fragments: Sequence[TextFragment], pages: Sequence[int]) -> Iterator[Section]:
    """The tables, read side by side; `pages` are the lines with which pages begin."""
    for some in _batches(found):
        works = [
            read_rows(fragments, each.header, each.body, page_starts(each.body, pages), each.before) for each in some
        ]
        for each, reading in zip(some, run_together(works), strict=True):
            yield _section(each, reading, fragments)


def _batches(found: Sequence[_Found]) -> Iterator[Sequence[_Found]]:
    """Tables that are read at a time: what is known of their chunks is in memory as long."""
    begin = n_fragments = 0
    for end, each in enumerate(found, start=1):
        n_fragments += len(each.body)
        if n_fragments >= _AT_A_TIME or end == len(found):
            yield found[begin:end]
            begin, n_fragments = end, 0


def _section(found: _Found, reading: Reading, fragments: Sequence[TextFragment]) -> Section:
    """A table as it was read, with the paragraphs around it."""
    header, under = found.header, found.under
    body, chunks, columns = reading.body, reading.chunks, reading.columns
    segmentation = with_doubts(reading.segmentation, body, chunks, columns, is_wrapped=reading.chunked.is_wrapped)
    notes = [
        note("reading-uncertain", item=row + N_HEADER_ROWS, field=field, place=LinesPlace(lines=lines), score=EVEN)
        for row, field, lines in inherited_doubts(segmentation, chunks, columns)
    ]
    notes += join_notes(reading)
    shared = shared_cells(segmentation.rows, chunks, columns, header, is_wrapped=reading.chunked.is_wrapped)
    notes += shared.notes
    outside = [body[chunks[stray.first].first : chunks[stray.last].last + 1] for stray in segmentation.outside]
    table = make_table(body, chunks, header, columns, segmentation, fragments, shared.taken)
    notes += _rows_in_doubt(table)
    return Section(
        before=_paragraphs(found.before),
        table=replace(table, notes=(*_unplaced(outside, segmentation), *_cut_off(segmentation, chunks), *notes)),
        after=(*_paragraphs([fragment for stray in outside for fragment in stray]), *_paragraphs(under)),
    )


def _text_alone(line: Sequence[TextFragment]) -> str | None:
    """The text of a line that no separator parts and that is no blank field; None for any other line."""
    is_row = any(fragment.gap in HARD_GAPS for fragment in line[1:])
    text = _printed(line)
    return None if is_row or not text else text


def _printed(line: Sequence[TextFragment]) -> str:
    """A line as it is printed; glued text was cut where nothing stands."""
    return "".join(f"{' ' if k and part.gap is not Gap.NONE else ''}{part.text}" for k, part in enumerate(line))


def _without_page_numbers(body: list[TextFragment]) -> list[TextFragment]:
    """The body without lines that are a page's number and nothing else; a bare numeral may be a row's."""
    return [fragment for line in by_line(body) if not _is_page_number(line) for fragment in line]


def _is_page_number(line: list[TextFragment]) -> bool:
    """Whether a line is a page's number as only such are printed: - 1 -, 第1页."""
    return bool(_MAY_COUNT.match(line[0].text) and (text := _text_alone(line)) and _PAGE_FURNITURE.match(text))


def _notes_begin(body: list[TextFragment]) -> int:
    """Where the notes under a table begin: at the last line that says 备注： if no row comes after it.

    What a web page prints under an article begins them too, where nothing else comes after it, and so does the first
    line that is no row, where all rows are lines of as many fields.
    """
    lines = by_line(body)
    begin = position = _end_of_whole_rows(lines) or len(body)
    for line in reversed(lines if begin == len(body) else []):
        text = _text_alone(line)
        position -= len(line)
        printed = _printed(line)
        is_last = begin == position + len(line)
        if WEB_FOOT.search(printed) or (is_last and is_of_page(printed)):
            begin = position
            continue
        text = text_beside_blanks(line) if text is None else text
        if text is None or _OF_ROWS.search(text):
            break
        if NOTE.match(simplify(text)):
            begin = position
    return begin


def _end_of_whole_rows(lines: Sequence[Sequence[TextFragment]]) -> int | None:
    """Where a body ends of which each line is a row of as many fields, before lines of none; None if it is no such.

    A line of a cell would stand between rows as well.
    """
    n_alone = next((k for k, line in enumerate(reversed(lines)) if is_parted(line)), len(lines))
    rows = lines[: len(lines) - n_alone]
    if not n_alone or len(rows) < _LEAST_WHOLE_ROWS or {len(line) for line in rows} != {len(rows[0])}:
        return None
    return sum(map(len, rows)) if all(map(is_row_of_fields, rows)) else None


def _unplaced(outside: Sequence[Sequence[TextFragment]], segmentation: Segmentation) -> tuple[Note, ...]:
    """A note for each text outside the table that is neither a page number nor notes under it; items are table rows."""
    notes = []
    last_row = len(segmentation.rows) - 1
    for stray, parts in zip(segmentation.outside, outside, strict=True):
        text = "".join(part.text for part in parts)
        lines = _paragraphs(parts)
        is_under = stray.after == last_row and (
            NOTE.match(simplify(text)) or any(display_width(line.text) >= _LONG_LINE for line in lines)
        )
        if text and not is_under and not PAGE_NUMBER.match(text):
            place = LinesPlace(lines=(parts[0].line, parts[-1].line))
            shown = shortened(text, _SHOWN)
            notes.append(note("text-unplaced", item=stray.after + N_HEADER_ROWS, place=place, text=shown))
    return tuple(notes)


def _rows_in_doubt(table: Table) -> Iterator[Note]:
    """A note if so many cells are in doubt that the rows are as well."""
    scores = [cell.score for cell in table.cells if cell.row >= N_HEADER_ROWS and cell.score is not None]
    n = sum(score < UNCERTAIN for score in scores)
    if scores and n >= _MANY_IN_DOUBT * len(scores):
        yield note("rows-uncertain", n=n, total=len(scores))


def _cut_off(segmentation: Segmentation, chunks: Sequence[Chunk]) -> Iterator[Note]:
    """A note if the last row ends in an earlier column than every other row: the text may end within it."""
    *before, last = segmentation.rows or ((),)
    ends = [row[-1].column for row in before]
    if last and len(ends) >= _ROWS_TO_COMPARE and last[-1].column < min(ends):
        lines = LinesPlace(lines=lines_of_row(last, chunks))
        yield note("row-cut-off", item=len(segmentation.rows) - 1 + N_HEADER_ROWS, place=lines)


def _paragraphs(fragments: Sequence[TextFragment]) -> tuple[Paragraph, ...]:
    """The lines as paragraphs; a long line that ends in mid-sentence goes on in the next."""
    printed: list[tuple[int, list[str]]] = []
    for fragment in fragments:
        if not fragment.text:
            continue
        if printed and printed[-1][0] == fragment.line and fragment.gap not in (Gap.LINE, Gap.BLANK):
            printed[-1][1].append(fragment.text)
        else:
            printed.append((fragment.line, [fragment.text]))
    lines = [(number, " ".join(texts)) for number, texts in printed]
    widest = max((display_width(text) for _, text in lines), default=0)
    joined: list[list[tuple[int, str]]] = []
    for number, text in lines:
        if joined and _goes_on(joined[-1][-1][1], text, widest):
            joined[-1].append((number, text))
        else:
            joined.append([(number, text)])
    return tuple(
        Paragraph(clean(join_wrapped([text for _, text in parts])), (LinesPlace(lines=(parts[0][0], parts[-1][0])),))
        for parts in joined
    )


def _goes_on(line: str, following: str, widest: int) -> bool:
    """Whether a line outside the table was wrapped: as wide as the widest, in mid-sentence, and no new point below."""
    width = display_width(line)
    is_full = width >= _LONG_LINE and width >= _FULL_SHARE * widest
    is_ended = line.endswith(("。", "：", "；", "》", "）")) or is_path(line) or is_of_page(line)
    return is_full and not is_ended and not _POINT.match(following)
