"""Fragments → chunks: neighbours that no cell's edge can part are joined, and spans are marked.

Soft evidence only comes in here in its hardest form: text inside a pair of brackets, a list of boxes, a
deadline phrase. Everything less certain is left to the decoder.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gkml_extract.model.frozen import quickly_made
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.broken_cells import (
    broken_channels,
    broken_deadlines,
    broken_headings,
    broken_telephones,
    broken_values,
    deadline_leads,
    with_circumstances,
    with_last_lines,
    with_objects,
)
from gkml_extract.reflow.chunks.offices import (
    NO_HEADER,
    OfHeader,
    apart_from_bodies,
    bodies_of_place,
    broken_offices,
    placed_bodies,
    recurring_offices,
)
from gkml_extract.reflow.chunks.sharing import NO_SHARING, Sharing, SharingCounts
from gkml_extract.reflow.chunks.span_edges import (
    from_edge,
    from_separator,
    options_of,
    parted_at_values,
    with_last_options,
    without_dittos,
    without_lead,
    without_next_cell,
    without_short_lines,
    without_torn_lead,
    without_value,
    without_value_line,
)
from gkml_extract.reflow.chunks.spans import (
    GLOSS,
    HARD_GAPS,
    LEAD,
    NO_CHANNEL,
    Span,
    spans_of,
    whole_fields,
    with_whole_fields,
)
from gkml_extract.reflow.chunks.tails import recurring_tails
from gkml_extract.reflow.chunks.wraps import PHRASE_LENGTH, WHOLE_PHRASES, Wraps, count_torn, is_wrapped
from gkml_extract.regex import regex
from gkml_extract.text import display_width, kept_if_short, simplify, squeeze


@quickly_made
@dataclass(frozen=True, slots=True)
class Chunk:
    """Fragments [first, last] taken as one. Widths are in half-width cells (`display_width`).

    `text` is what is compared: squeezed, in simplified script, without glosses.

    `head_width` is the width of its first line, `inner_widths` of each line that goes on within the chunk,
    `tail_width` of its last one counted from where the chunk begins in that line, `line_width` the same
    counted from the line's start. `kinds` are the
    span kinds (`channels`, `deadline`, `law`) that cover it, `starts` those that begin with it, `is_torn` says whether
    it begins inside a span that began before it.
    """

    text: str
    gap: Gap
    first: int
    last: int
    lines: tuple[int, int]
    index: int
    head_width: int
    inner_widths: tuple[int, ...]
    tail_width: int
    line_width: int
    is_line_end: bool
    kinds: frozenset[str]
    starts: frozenset[str]
    is_torn: bool


def _offsets(texts: Sequence[str]) -> list[int]:
    """Where each text begins in their concatenation, and the whole length last."""
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text))
    return offsets


def _joinable(fragments: Sequence[TextFragment], first: int, last: int) -> bool:
    """Whether no hard separator stands between fragments first and last."""
    return not any(fragments[i].gap in HARD_GAPS for i in range(first + 1, last + 1))


_OVER_LINES = frozenset({"law", "bracket", "channels"})
"""Spans that a line's end may stand in although cells are not broken into lines: paragraphs, a box a line."""
_OF_OTHERS = regex("[✓✔]|工作日|之日起|及时|长期")
"""What the title of a law has not."""
_ENOUGH = 20_000
"""Fragments from which it is seen whether cells are broken into lines: a longer text only repeats itself."""


def _wraps_of(
    fragments: Sequence[TextFragment], offsets: Sequence[int], spans: Iterable[Span], n_broken_labels: int
) -> Wraps:
    fragments = fragments[:_ENOUGH]
    n_phrases = n_broken = 0
    for span in spans:
        if span.end > offsets[len(fragments)]:
            break
        if span.kind in WHOLE_PHRASES and span.end - span.begin >= PHRASE_LENGTH:
            first = bisect.bisect_right(offsets, span.begin) - 1
            last = bisect.bisect_left(offsets, span.end) - 1
            n_phrases += 1
            n_broken += fragments[first].line != fragments[last].line
    widest = max((display_width(fragment.text) for fragment in fragments), default=0)
    by_line: Counter[int] = Counter()
    for fragment in fragments:
        by_line[fragment.line] += display_width(fragment.text)
    row = max(by_line.values(), default=0)
    return Wraps(n_broken_labels, n_phrases, n_broken, *count_torn(fragments), widest, row)


def _merge_groups(
    fragments: Sequence[TextFragment], offsets: Sequence[int], spans: Iterable[Span], *, is_wrapped: bool
) -> list[bool]:
    """For each fragment, whether it is joined to the one before it."""
    joined = [False] * len(fragments)
    for span in spans:
        if span.kind == LEAD or (not is_wrapped and span.kind not in _OVER_LINES):
            continue
        first = bisect.bisect_right(offsets, span.begin) - 1
        last = bisect.bisect_left(offsets, span.end) - 1
        if span.kind == "channels":  # an edge within a fragment: the larger part decides
            while last > first and (
                span.end - offsets[last] <= (offsets[last + 1] - offsets[last]) / 2
                or NO_CHANNEL.match(fragments[last].text)
            ):
                last -= 1
        elif (
            span.kind == "deadline" and (offsets[first] != span.begin or offsets[last + 1] != span.end)
        ) or span.kind == "website":
            continue
        if last > first and _joinable(fragments, first, last):
            for i in range(first + 1, last + 1):
                joined[i] = True
    return joined


@kept_if_short
def _plain(text: str) -> str:
    """A fragment's text as it is compared: squeezed, simplified, without glosses; 公開(kāi) is 公开."""
    return GLOSS.sub("", simplify(squeeze(text)))


@dataclass(frozen=True, slots=True)
class Chunked:
    """The chunks of a run of fragments, in order, whether its cells are broken into lines by their columns, and what
    the lines that cells share tell."""

    chunks: list[Chunk]
    is_wrapped: bool
    sharing: Sharing = NO_SHARING


def make_chunks(fragments: Sequence[TextFragment], header: OfHeader = NO_HEADER, pages: Sequence[int] = ()) -> Chunked:
    """The chunks of a run of fragments; every fragment is in exactly one.

    `pages`: the fragments with which a page begins; no chunk goes on over one.
    """
    texts = [_plain(fragment.text) for fragment in fragments]
    offsets = _offsets(texts)
    whole = "".join(texts)
    edges = frozenset(offsets)
    over_pages = _spans_over_pages(whole, offsets, pages) if pages else spans_of(whole)
    found = [part for span in over_pages for part in parted_at_values(span, texts, whole, offsets)]
    spans = [without_value_line(without_lead(span, whole, edges), texts, offsets) for span in found]
    options = options_of(spans, fragments, whole, offsets)
    spans = [without_next_cell(span, whole, options) for span in spans]
    spans = [without_value(span, texts, offsets) for span in spans] if header.has_values else spans
    spans = [without_torn_lead(span, whole, edges) for span in spans]
    spans = [from_separator(from_edge(span, whole, offsets), fragments, whole, offsets) for span in spans]
    spans = [without_short_lines(span, texts, whole, offsets) for span in spans]
    spans = [without_dittos(span, texts, offsets) for span in with_last_options(spans, texts, offsets)]
    spans = with_whole_fields(spans, whole_fields(texts, offsets, spans))
    spans = sorted(
        [*spans, *recurring_offices(fragments, texts, offsets, spans, header)],
        key=lambda span: (span.begin, -span.end),
    )
    bodies = bodies_of_place(whole, edges, header)
    spans = list(apart_from_bodies(spans, whole, bodies))
    spans += list(placed_bodies(bodies, offsets, spans))
    wrapped = is_wrapped(_wraps_of(fragments, offsets, spans, header.n_broken_labels))
    if wrapped:
        others, offices = _parted(spans, "org")
        deadlines = broken_deadlines(fragments, texts, offsets, others)
        others = with_circumstances([*others, *deadlines], fragments, texts, offsets)
        for go_on in (with_last_lines, with_objects):
            others = go_on(others, fragments, texts, offsets)
        deadlines = [span for span in others if span.kind == "deadline"]
        spans = sorted(others, key=lambda span: (span.begin, -span.end))
        spans += (
            recurring_offices(fragments, texts, offsets, spans, header) if _overlap(deadlines, offices) else offices
        )
        spans = with_whole_fields(spans, broken_channels(fragments, texts, offsets, spans))
        spans += list(broken_offices(fragments, texts, offsets, spans, header))
        spans += broken_values(fragments, offsets, whole, spans)
        spans += broken_telephones(fragments, texts, offsets)
        spans += broken_headings(fragments, texts, offsets)
        spans += recurring_tails(fragments, texts, offsets, spans, header.last_columns)
        spans += list(deadline_leads(texts, offsets, spans))
        spans.sort(key=lambda span: (span.begin, -span.end))
    joined = _merge_groups(fragments, offsets, spans, is_wrapped=wrapped)
    for page in pages:
        joined[page] = False
    firsts = [i for i in range(len(fragments)) if not joined[i]]
    kinds, starts, torn = _mark_chunks(firsts, offsets, spans)
    columns = _line_columns(fragments)
    chunks = []
    counts = SharingCounts()
    for k, first in enumerate(firsts):
        last = (firsts[k + 1] if k + 1 < len(firsts) else len(fragments)) - 1
        chunks.append(_chunk(fragments, columns, first, last, (kinds[k], starts[k], torn[k])))
        counts.add(fragments, first, last, kinds[k])
    return Chunked(chunks, wrapped, counts.told() if wrapped else NO_SHARING)


def _spans_over_pages(whole: str, offsets: Sequence[int], pages: Sequence[int]) -> list[Span]:
    """The spans of the text. Of a title that a page's end cuts, and that would have other cells in it, only the
    fragment that opens it is known; what stands in it is found page by page."""
    begins = [offsets[page] for page in pages]
    spans = spans_of(whole)
    for torn in [span for span in spans if span.kind == "law" and _is_torn(span, whole, begins)]:
        spans = [span for span in spans if not torn.begin <= span.begin < torn.end]
        cut = begins[bisect.bisect_right(begins, torn.begin)]
        opened = offsets[bisect.bisect_right(offsets, torn.begin)]
        spans.append(Span("law", torn.begin, opened))
        for begin, end in ((opened, cut), (cut, torn.end)):
            spans += [Span(each.kind, each.begin + begin, each.end + begin) for each in spans_of(whole[begin:end])]
    return sorted(spans, key=lambda span: (span.begin, -span.end))


def _is_torn(span: Span, whole: str, begins: Sequence[int]) -> bool:
    """Whether a span goes on over the beginning of a page and has what stands in other cells before it."""
    at = bisect.bisect_right(begins, span.begin)
    return at < len(begins) and begins[at] < span.end and bool(_OF_OTHERS.search(whole[span.begin : begins[at]]))


def chunks_at(fragments: Sequence[TextFragment], firsts: Sequence[int]) -> list[Chunk]:
    """Chunks with known edges: one begins with each of `firsts`."""
    columns = _line_columns(fragments)
    ends = [*firsts[1:], len(fragments)] if firsts else []
    nothing: tuple[frozenset[str], frozenset[str], bool] = (frozenset(), frozenset(), False)
    return [_chunk(fragments, columns, first, end - 1, nothing) for first, end in zip(firsts, ends, strict=True)]


def _parted(spans: Iterable[Span], kind: str) -> tuple[list[Span], list[Span]]:
    """The spans of other kinds, and those of one."""
    parts: tuple[list[Span], list[Span]] = ([], [])
    for span in spans:
        parts[span.kind == kind].append(span)
    return parts


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether a span of `some` shares characters with one of `others`; each in order, none overlapping another."""
    ends = [span.end for span in others]
    at = (bisect.bisect_right(ends, span.begin) for span in some)
    return any(k < len(others) and others[k].begin < span.end for k, span in zip(at, some, strict=True))


def _mark_chunks(
    firsts: Sequence[int], offsets: Sequence[int], spans: Sequence[Span]
) -> tuple[list[frozenset[str]], list[frozenset[str]], list[bool]]:
    """For each chunk: the kinds that cover at least half of it, the kinds that begin with it, is it torn."""
    begins = [offsets[first] for first in firsts]
    ends = [*begins[1:], offsets[-1]]
    covered: list[dict[str, int]] = [{} for _ in firsts]
    starting: list[set[str]] = [set() for _ in firsts]
    torn = [False] * len(firsts)
    for span in spans:
        k = max(bisect.bisect_right(begins, span.begin) - 1, 0)
        while k < len(firsts) and begins[k] < span.end:
            overlap = min(span.end, ends[k]) - max(span.begin, begins[k])
            if overlap > 0:
                covered[k][span.kind] = covered[k].get(span.kind, 0) + overlap
                if begins[k] == span.begin:
                    starting[k].add(span.kind)
                torn[k] = torn[k] or begins[k] > span.begin
            k += 1
    kinds = [
        frozenset(kind for kind, n in cover.items() if 2 * n >= ends[k] - begins[k]) for k, cover in enumerate(covered)
    ]
    return kinds, [frozenset(names) for names in starting], torn


def _line_columns(fragments: Sequence[TextFragment]) -> list[int]:
    """Where each fragment begins in its line, in half-width cells, one for each blank between fragments."""
    columns: list[int] = []
    line, column = -1, 0
    for fragment in fragments:
        if fragment.line != line:
            line, column = fragment.line, 0
        columns.append(column)
        column += display_width(fragment.text)
    return columns


def _chunk(
    fragments: Sequence[TextFragment],
    columns: Sequence[int],
    first: int,
    last: int,
    marks: tuple[frozenset[str], frozenset[str], bool],
) -> Chunk:
    head, tail = fragments[first], fragments[last]
    width = display_width(tail.text)
    line_width = columns[last] + width
    text, widths = _plain(head.text), (width,) if first == last else _widths(fragments, columns, first, last)
    if first < last:
        text = "".join(_plain(part.text) for part in fragments[first : last + 1])
    begins_in_tail_line = head.line == tail.line
    return Chunk(
        text=text,
        gap=head.gap,
        first=first,
        last=last,
        lines=(head.line, tail.line),
        index=head.index,
        head_width=widths[0],
        inner_widths=widths[:-1],
        tail_width=line_width - (columns[first] if begins_in_tail_line else 0),
        line_width=line_width,
        is_line_end=last + 1 == len(fragments) or fragments[last + 1].line != tail.line,
        kinds=marks[0],
        starts=marks[1],
        is_torn=marks[2],
    )


def _widths(fragments: Sequence[TextFragment], columns: Sequence[int], first: int, last: int) -> tuple[int, ...]:
    """The widths of the lines of fragments [first, last], of the first one from where they begin in it."""
    ends = {fragments[k].line: columns[k] + display_width(fragments[k].text) for k in range(first, last + 1)}
    ends[fragments[first].line] -= columns[first]
    return tuple(ends.values())
