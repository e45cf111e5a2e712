"""Text whose geometry is lost → tables, by one sequence decoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gkml_extract.lexicon.web_lines import is_of_page, is_path
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Fragments, Gap, Layout, Paragraph, Section, Table, TextFragment
from gkml_extract.normalise.items import UNCERTAIN
from gkml_extract.normalise.surroundings import PAGE_NUMBER
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.decoder.together import run_together
from gkml_extract.reflow.doubts import inherited_doubts, with_doubts
from gkml_extract.reflow.glued.cuts import cut_glued
from gkml_extract.reflow.glued.stacked import cut_stacked
from gkml_extract.reflow.grid import EVEN, N_HEADER_ROWS, make_table
from gkml_extract.reflow.header.columns import with_channels_told
from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.header.labels import HeaderColumn
from gkml_extract.reflow.header.missing import columns_of_hint, guess_columns, table_begin
from gkml_extract.reflow.header.order import order_columns
from gkml_extract.reflow.header.rows import columns_by_place, is_row_of_fields
from gkml_extract.reflow.headings import Heading, headings_of, with_headings, without_headings
from gkml_extract.reflow.lost_merges import shared_cells
from gkml_extract.reflow.no_items import beyond_header, is_parted, notes_between, text_beside_blanks, without_counts
from gkml_extract.reflow.printed.around import NOTE, WEB_FOOT
from gkml_extract.reflow.printed.broken_numbers import with_whole_numbers
from gkml_extract.reflow.printed.drawn_ticks import with_plain_ticks
from gkml_extract.reflow.printed.page_starts import (
    page_lines,
    page_numerals,
    page_starts,
    without_counting_numerals,
    without_page_numbers,
)
from gkml_extract.reflow.printed.recognised_boxes import with_recognised_boxes
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
from gkml_extract.reflow.several_tables import (
    are_of_several_tables,
    body_of,
    by_table,
    pages_told,
    parts_of,
    printed_line,
    text_alone,
    title_begin,
    without_lines_of_pages,
)
from gkml_extract.regex import regex
from gkml_extract.text import clean, display_width, join_wrapped, shortened, simplify

__all__ = ["reflow", "reflow_in_doubt"]

_POINT = regex(
    r"^([（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]+[部章条]|【|[^，。；]{2,8}[：:])"
)
_OF_ROWS = regex(r"^[√✓]|[■□☑☐]|^\d{1,3}$")
"""What a line of a table's row has and a note has not: a tick, a box, a row's number."""
_LEAST_WHOLE_ROWS = 3
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
    unnumbered, _ = _without_numerals_of_pages(without_lines_of_pages(list(content.fragments)), (), has_number=True)
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


def _put_in_rows(content: Fragments, tables: Sequence[InRows], headings: tuple[Heading, ...]) -> Layout:
    """The sections of a text whose cells were put in the order of rows: to which row one belongs is guessed."""
    sections: list[Section] = []
    for told in tables:
        reading = reading_of(told.rows, told.columns)
        found = _Found(told.above, told.header, reading.body, told.under, headings)
        section = _section(found, reading, told.label_parts)
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
    numbered = with_recognised_boxes(with_figures_in_place(numbered))
    fragments = cut_glued(untangle_labels(close_labels(with_boxes_back(cut_stacked(numbered)))))
    headers = find_headers(fragments)
    headings = headings_of(fragments, headers)
    if headings:
        fragments = tuple(without_headings(fragments, headings))
        headers = find_headers(fragments)
    may_be_last = not hint
    is_last = may_be_last and is_short_first(fragments, pages) and (bool(headers) or has_labels(fragments))
    has_several = not is_last and are_of_several_tables(headers)
    if may_be_last and not has_several and (ordered := in_rows(fragments, pages, headers[:1], is_told=is_last)):
        return _put_in_rows(content, ordered, headings)
    if is_last and not headers:
        return _refused(content, note("long-cells-last"))
    if not headers:
        return _without_header(fragments, hint, content, pages, may_guess=may_guess)
    if not pages and (pages := pages_told(fragments, by_table(fragments, headers))):
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
    groups = by_table(fragments, headers)
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        first = group[0].first
        end = title_begin(fragments, group, following[0]) if following else len(fragments)
        body, aside = without_counts(without_lines_of_pages(body_of(fragments, group, end)))
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
        *parts, rest = parts_of(before, body[:under])
        for part in parts:
            found.append(_Found(before, columns, part.rows, [], headings))
            before = part.title
        found.append(_Found(before, columns, rest.rows, notes, headings))
        taken += [note("header-taken", n=len(by_line(part.rows)), place=part.place) for part in (*parts, rest)[1:]]
        begin = end
    pages = tuple(sorted({*pages, *page_ends}))
    return Layout(tuple(_sections(found, fragments, pages)), notes=(*content.notes, *taken))


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
    """A table in a text: what is printed before it, its columns, its body, and what is printed under it; headings of
    the whole text, which stand above their rows."""

    before: Sequence[TextFragment]
    header: tuple[HeaderColumn, ...]
    body: list[TextFragment]
    under: list[TextFragment]
    headings: tuple[Heading, ...] = ()


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
    body = without_lines_of_pages(list(fragments[first:]))
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
        table=with_headings(
            replace(table, notes=(*_unplaced(outside, segmentation), *_cut_off(segmentation, chunks), *notes)),
            found.headings,
        ),
        after=(*_paragraphs([fragment for stray in outside for fragment in stray]), *_paragraphs(under)),
    )


def _notes_begin(body: list[TextFragment]) -> int:
    """Where the notes under a table begin: at the last line that says 备注： if no row comes after it.

    What a web page prints under an article begins them too, where nothing else comes after it, and so does the first
    line that is no row, where all rows are lines of as many fields.
    """
    lines = by_line(body)
    begin = position = _end_of_whole_rows(lines) or len(body)
    for line in reversed(lines if begin == len(body) else []):
        text = text_alone(line)
        position -= len(line)
        printed = printed_line(line)
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
