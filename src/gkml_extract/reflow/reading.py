"""The body of a table → its decoded rows; what a page's end has torn is put together and read again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.make import Chunk, Chunked, chunks_at, make_chunks
from gkml_extract.reflow.chunks.offices import OfHeader
from gkml_extract.reflow.chunks.tails import LastColumns
from gkml_extract.reflow.decoder.together import Decoding
from gkml_extract.reflow.evidence.learned import LabelLines, label_lines, no_widths
from gkml_extract.reflow.evidence.looks import PATTERNED, Look, runs_of, shapes_of
from gkml_extract.reflow.glued.bodies import places_named
from gkml_extract.reflow.grid import N_HEADER_ROWS
from gkml_extract.reflow.header.columns import USUAL_LEVELS, DecodeColumn, decode_columns, look_of
from gkml_extract.reflow.header.labels import HeaderColumn, PrintedLabel
from gkml_extract.reflow.rests import Rest, put_together
from gkml_extract.reflow.segment import Segmentation, SegmentedCell, Setting
from gkml_extract.reflow.whole_rows import segment_rows
from gkml_extract.text import display_width, simplify


@dataclass(frozen=True, slots=True)
class Reading:
    """The fragments of a body, what they were decoded as, and those with which a part begins that stood on a later
    page than the cell that it ends."""

    body: list[TextFragment]
    chunked: Chunked
    columns: tuple[DecodeColumn, ...]
    segmentation: Segmentation
    joined: tuple[int, ...] = ()

    @property
    def chunks(self) -> list[Chunk]:
        return self.chunked.chunks


def read_rows(
    fragments: Sequence[TextFragment],
    header: tuple[HeaderColumn, ...],
    body: list[TextFragment],
    starts: Sequence[int],
    above: Sequence[TextFragment] = (),
) -> Decoding[Reading]:
    """The rows of a body. `fragments` are those that the header's labels count in, `starts` the fragments of the body
    with which a page begins, `above` what is printed above the header."""
    told = _of_header(fragments, header, above)
    reading = yield from _decoded(fragments, header, told, body, starts, may_rest=True)
    rests = reading.segmentation.rests
    if not rests:
        return reading
    order = put_together(body, reading.chunks, rests)
    firsts = {reading.chunks[rest.first].first for rest in rests}
    begins = _behind(reading.chunks, rests, starts)
    parts = [replace(body[k], gap=Gap.LINE) if k in firsts or k in begins else body[k] for k in order]
    again = [at for at, k in enumerate(order) if at and k in begins]
    joined = tuple(at for at, k in enumerate(order) if k in firsts)
    reading = yield from _decoded(fragments, header, told, parts, again, may_rest=False)
    return replace(reading, joined=joined)


def reading_of(rows: Sequence[Mapping[int, Sequence[TextFragment]]], columns: tuple[DecodeColumn, ...]) -> Reading:
    """Rows of cells that are known, by decode column, as if they had been decoded."""
    body: list[TextFragment] = []
    firsts: list[int] = []
    found: list[tuple[SegmentedCell, ...]] = []
    for row in rows:
        cells: list[SegmentedCell] = []
        for c, parts in sorted(row.items()):
            begin, first = len(body), len(firsts)
            body += [
                replace(part, gap=Gap.LINE) if not k or part.gap is Gap.START else part for k, part in enumerate(parts)
            ]
            firsts += range(begin, len(body)) if columns[c].look is Look.MARKS else [begin]
            cells.append(SegmentedCell(c, first, len(firsts) - 1, 0.0))
        if cells:
            found.append(tuple(cells))
    widths = replace(no_widths(len(columns)), wrap=np.zeros(len(columns) + 1))
    segmentation = Segmentation(tuple(found), (), widths, frozenset())
    return Reading(body, Chunked(chunks_at(body, firsts), is_wrapped=True), columns, segmentation)


def join_notes(reading: Reading) -> Iterator[Note]:
    """A note for each row that parts of a later page were joined to."""
    firsts = [chunk.first for chunk in reading.chunks]
    joined = [bisect_right(firsts, at) - 1 for at in reading.joined]
    for r, row in enumerate(reading.segmentation.rows, start=N_HEADER_ROWS):
        found = next((t for t in joined if row[0].first <= t <= row[-1].last), None)
        if found is not None:
            line = reading.body[reading.joined[joined.index(found)]].line
            yield note("torn-row-joined", item=r, place=LinesPlace(lines=(line, line)))


def by_line(fragments: Sequence[TextFragment]) -> list[list[TextFragment]]:
    """The fragments line by line."""
    lines: list[list[TextFragment]] = []
    for fragment in fragments:
        if lines and lines[-1][0].line == fragment.line:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return lines


def _decoded(
    fragments: Sequence[TextFragment],
    header: tuple[HeaderColumn, ...],
    told: OfHeader,
    body: list[TextFragment],
    starts: Sequence[int],
    *,
    may_rest: bool,
) -> Decoding[Reading]:
    chunked = make_chunks(body, told, starts)
    runs = runs_of(chunked.chunks)
    at = {chunk.first: t for t, chunk in enumerate(chunked.chunks)}
    setting = Setting(
        runs,
        shapes_of(chunked.chunks, runs),
        chunked.is_wrapped,
        starts=[at[start] for start in starts],
        may_rest=may_rest,
        tick_width=_tick_width(fragments, header),
        sharing=chunked.sharing,
    )
    has_two_runs = all(runs.values())
    for may_have_headings in (True, False):
        columns = decode_columns(header, has_two_runs=has_two_runs, may_have_headings=may_have_headings)
        labels = labels_by_column(fragments, header, columns)
        segmentation = yield from segment_rows(chunked.chunks, columns, labels, setting)
        if not _has_late_heading(columns, segmentation):
            break
    return Reading(body, chunked, columns, segmentation)


def _has_late_heading(columns: Sequence[DecodeColumn], segmentation: Segmentation) -> bool:
    """Whether headings across the table are read, and the first row has none: then they are the ends of other rows."""
    with_heading = [
        any(columns[cell.column].field == "primary" and columns[cell.column].first is None for cell in row)
        for row in segmentation.rows
    ]
    return any(with_heading) and not with_heading[0]


def _behind(chunks: Sequence[Chunk], rests: Sequence[Rest], starts: Sequence[int]) -> frozenset[int]:
    """The fragments with which a row begins on a new page: those behind the rests that the page begins with."""
    moved = {part for rest in rests for part in range(chunks[rest.first].first, chunks[rest.last].last + 1)}
    found: set[int] = set()
    for start in starts:
        while start in moved:
            start += 1
        found.add(start)
    return frozenset(found)


def labels_by_column(
    fragments: Sequence[TextFragment], header: Sequence[HeaderColumn], columns: Sequence[DecodeColumn]
) -> LabelLines:
    """The lines of the labels of columns that have one of their own."""
    lines: list[Sequence[str]] = []
    for column in columns:
        label = header[column.first].path[-1] if column.first is not None and column.first == column.last else None
        lines.append(_lines_of(fragments, label) if label else ())
    wide = [c for c, column in enumerate(columns) if column.look in (Look.CONTENT, Look.LAW)]
    return label_lines(lines, wide)


def _tick_width(fragments: Sequence[TextFragment], header: Sequence[HeaderColumn]) -> int:
    """The width of tick columns, by the labels of such that are broken into lines; 0 if there are none."""
    lines = [_lines_of(fragments, column.path[-1]) for column in header if look_of(column) is Look.MARKS]
    return max((display_width(line) for label in lines if len(label) > 1 for line in label), default=0)


def _of_header(
    fragments: Sequence[TextFragment], header: Sequence[HeaderColumn], above: Sequence[TextFragment]
) -> OfHeader:
    fields = {column.leaf.field for column in header}
    return OfHeader(
        _count_broken_labels(fragments, header),
        has_offices={"publisher", "department"} <= fields,
        has_values="method" in fields,
        last_columns=_last_columns(header),
        places=places_named(simplify("".join(part.text for part in line)) for line in by_line(above)),
    )


def _last_columns(header: Sequence[HeaderColumn]) -> LastColumns | None:
    """What is known of the columns behind the last one that a pattern tells; None if there are none."""
    looks = [look_of(column) for column in header]
    last = max((k for k, look in enumerate(looks) if look in PATTERNED), default=len(looks))
    if last + 1 >= len(looks):
        return None
    return LastColumns(
        looks[last].value,
        has_telephones=any("电话" in column.leaf.text for column in header[last + 1 :]),
        is_numbered=looks[0] is Look.NUMBER,
        has_inner_names=looks.count(Look.ITEM) > USUAL_LEVELS,
    )


def _count_broken_labels(fragments: Sequence[TextFragment], header: Sequence[HeaderColumn]) -> int:
    """How many labels are broken into lines, those over several columns too."""
    labels = {label.first: _lines_of(fragments, label) for column in header for label in column.path}
    return sum(bool(label_lines([lines]).goes_on.any()) for lines in labels.values())


def _lines_of(fragments: Sequence[TextFragment], label: PrintedLabel) -> list[str]:
    """The lines of a label; none of one that a hint names."""
    lines: list[str] = []
    parts = fragments[label.first : label.last + 1] if label.first >= 0 else ()
    for k, part in enumerate(parts):
        if not k or part.line != parts[k - 1].line or part.gap is Gap.LINE:
            lines.append(part.text)
        else:
            lines[-1] += part.text
    return lines
