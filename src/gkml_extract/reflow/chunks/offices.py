"""Names of bodies and of their sections, over the fragments that they are broken into."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from gkml_extract.lexicon.bodies import OTHER_BODIES
from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.model.table import TextFragment
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.chunks.broken_cells import goes_on_article, is_article, parts_word
from gkml_extract.reflow.chunks.spans import HAN_ONLY, HARD_GAPS, LINE_GAPS, NO_CHANNEL, Span, free_of
from gkml_extract.reflow.chunks.tails import LastColumns
from gkml_extract.reflow.chunks.wraps import ends_before
from gkml_extract.reflow.copies import Surroundings
from gkml_extract.reflow.glued.bodies import begins_with_places, spans_of_bodies
from gkml_extract.regex import regex
from gkml_extract.text import kept_if_short

_OFFICE = regex(
    r"(局|委|委员会|(?<![主承协督举经])办|办公室|政府|中心|大厅|办事处|[股科室所处院校厅部队站园]|机关|单位|公司|[小中大]学|村委会|居委会|集团"
    rf"|{OTHER_BODIES})$"
)
_IN_BRACKETS = regex(r"[（(][\u4e00-\u9fff、]{2,12}[)）]$")
_INNERMOST = regex(r"[\u4e00-\u9fff]{2}[股科]$")
"""No office has one behind the name of a section: what follows is of the next column."""
_BODY_END = regex(
    f"(?:{OTHER_BODIES}|局|委员会|人民政府|办事处|公司|集团|[\u4e00-\u9fff]院|大学|[学高]校|[小中]学|幼儿园|疾控中心|供销社"
    "|[\u4e00-\u9fff]{5}(?:中心|馆)|[\u4e00-\u9fff]{3}[站所处队])$"
)
_NEIGHBOURS = frozenset({"deadline", "law", "channels", "org"})
"""What the cell before an office is."""
_TICKS = regex("[√✓✔]+$")
_OF_PLACE = regex("[\u4e00-\u9fff]{2,4}[省市县区旗州镇乡村]")
"""How the name of a body begins."""
_SECTION = regex("[\u4e00-\u9fff]{1,7}(?:[科股室处队部站所组]|办公室|中心|办)$")
_DEADLINE_END = regex(r"^(?:时?更新|公开|公示|发布)$")
_LEVEL = regex("(?:[省市区县旗州乡镇村]|各|本|上)级$")
"""How names of bodies begin that are told by their level, 县级 / 民政 / 部门; alone it is a value of 公开层级."""
_OF_LEVEL = regex("[\u4e00-\u9fff]级[\u4e00-\u9fff]{0,8}(?:部门|政府|机关|单位)")
_OFFICE_LENGTH, _OFFICES_LENGTH = 24, 36
"""Characters of an office, and of what begins with a place: several bodies, or one with others in brackets."""
_OFFICE_FRAGMENTS = 14
_RECURS = 3
_BETWEEN_NAMES = frozenset("、；;，,")


@dataclass(frozen=True, slots=True)
class OfHeader:
    """What the header tells of chunks: how many labels are broken into lines, whether there is a column for offices
    beside that for bodies, and one for words of 公开方式, and of what is known of the last columns; `places` are those
    that the lines above the table begin with, without 市 or 县."""

    n_broken_labels: int = 0
    has_offices: bool = False
    has_values: bool = False
    last_columns: LastColumns | None = None
    places: frozenset[str] = frozenset()


NO_HEADER = OfHeader()


def _ends_cell(text: str, following: str) -> bool:
    """Whether a text is no beginning of an office that goes on: a section, a channel, the end of a deadline."""
    if _INNERMOST.search(text):
        return following != "室"
    return _DEADLINE_END.match(text) is not None or is_known(text)


@kept_if_short
def _may_be_of_office(text: str) -> bool:
    """Whether a text may be a piece of the name of an office, as a blank line within it may; 主动公开 is none."""
    if not text:
        return True
    is_other = is_ditto(text) or is_article(text) or (NO_CHANNEL.match(text) and not _LEVEL.match(text))
    return HAN_ONLY.match(text) is not None and not is_other


@kept_if_short
def _ends_office(text: str) -> bool:
    """Whether a text ends as the name of an office does."""
    return _OFFICE.search(_IN_BRACKETS.sub("", text)) is not None


def recurring_offices(
    fragments: Sequence[TextFragment],
    texts: Sequence[str],
    offsets: Sequence[int],
    taken: Sequence[Span],
    header: OfHeader,
) -> list[Span]:
    """Names of offices that the document prints again and again: runs of fragments that recur just so broken.

    A 公开主体 stands in many rows, wrapped at the same places each time. Of two runs that recur alike the longer
    one counts. What copies of one row print counts once. Fragments inside spans of another kind are left out.
    """
    occupied = [False] * (len(fragments) + 1)
    for span in taken:
        if span.kind == "bracket":
            continue
        first = bisect.bisect_right(offsets, span.begin) - 1
        for i in range(first, bisect.bisect_left(offsets, span.end)):
            occupied[i] = True
    ends = {span.end for span in taken}
    may_be = [not taken and _may_be_of_office(text) for text, taken in zip(texts, occupied, strict=False)]
    rows: dict[str, set[str]] = {}  # what stands before it in each row
    surroundings = Surroundings(texts, occupied[: len(texts)])
    runs: list[tuple[int, int, str]] = []
    for first, head in enumerate(texts):
        if not head or not may_be[first]:
            continue
        text, last, before = "", first, surroundings.before(first)
        is_level, is_placed = _LEVEL.match(head), _OF_PLACE.match(head)
        is_line = first > 0 and fragments[first].gap in LINE_GAPS
        is_known_begin = offsets[first] in ends or is_placed
        if is_line and not is_known_begin and parts_word(texts[first - 1], head):
            continue
        while last < len(texts) and may_be[last] and last - first < _OFFICE_FRAGMENTS:
            if last > first and (fragments[last].gap in HARD_GAPS or _ends_cell(text, texts[last])):
                break
            text += texts[last]
            if len(text) > (_OFFICES_LENGTH if is_placed else _OFFICE_LENGTH):
                break
            is_office = len(text) >= 3 and _ends_office(text) and (not is_level or _OF_LEVEL.match(text))
            if is_office and not is_known(text) and _edge_within(texts, first, last, header) is None:
                rows.setdefault(text, set()).add(before)
                runs.append((first, last, text))
            last += 1
    counts = {text: len(before) for text, before in rows.items()}
    best: dict[int, tuple[int, int, str]] = {}
    for first, last, text in runs:
        if counts[text] >= _RECURS and (last not in best or _begins_behind(best[last][2], text)):
            best[last] = (first, last, text)
    parts = (part for first, last, _ in best.values() for part in _body_and_section(texts, first, last, header))
    return [Span("org", offsets[first], offsets[last + 1]) for first, last in parts]


def _begins_behind(longer: str, text: str) -> bool:
    """Whether a name that ends a longer text begins with its place, and the longer text does not: its beginning is the
    end of another cell, 要点要求 / 灵武市医疗保障局."""
    return _OF_PLACE.match(text) is not None and not _OF_PLACE.match(longer)


def _body_and_section(texts: Sequence[str], first: int, last: int, header: OfHeader) -> list[tuple[int, int]]:
    """Texts [first, last] as the name of a body and that of its section, where there is a column for each."""
    for k in range(first + 1, last + 1) if header.has_offices else ():
        head, tail = "".join(texts[first:k]), "".join(texts[k : last + 1])
        if _are_apart(head, tail) or (_OF_PLACE.match(tail) and _are_apart(tail, head)):
            return [(first, k - 1), (k, last)]
    return [(first, last)]


def _are_apart(body: str, section: str) -> bool:
    """Whether one text is the name of a body, the other that of a section."""
    return bool(_BODY_END.search(_IN_BRACKETS.sub("", body)) and _SECTION.fullmatch(section))


def broken_offices(
    fragments: Sequence[TextFragment],
    texts: Sequence[str],
    offsets: Sequence[int],
    taken: Sequence[Span],
    header: OfHeader,
) -> Iterator[Span]:
    """Lines between cells of other columns that together are the name of a body, of a section, or of both."""
    is_free = free_of(taken, offsets, len(texts))
    is_before = [
        not free for free in free_of([span for span in taken if span.kind in _NEIGHBOURS], offsets, len(texts))
    ]
    first = 0
    while first < len(texts):
        end = first
        while end < len(texts) and is_free[end] and HAN_ONLY.match(texts[end]) and fragments[end].gap in LINE_GAPS:
            end += 1
        is_behind = first > 0 and is_before[first - 1]
        before = texts[first - 1] if first else ""
        if first < end and (is_article(texts[first]) or goes_on_article(before, texts[first])):
            first += 1  # 第二十三 / 条 / 南浦县, 第三十条 / 南浦县: the rest of a 依据
        is_between = is_behind and first < end - 1 < len(texts) - 1
        if is_between and (not is_free[end] or _TICKS.match(texts[end])):
            for begin, last in _cells_of(texts, first, end - 1, header):
                yield from _offices_of(texts, offsets, begin, last, header)
        first = max(end, first + 1)


def bodies_of_place(whole: str, edges: Set[int], header: OfHeader) -> list[tuple[int, int]]:
    """Bodies of the place that the title begins with, [begin, end) between `edges`: 阿荣旗住房 / 和城乡建设 / 局."""
    found = spans_of_bodies(whole, begins_with_places(whole, header.places))
    return [(begin, end) for begin, end in found if begin in edges and end in edges]


def apart_from_bodies(spans: Iterable[Span], whole: str, bodies: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """`spans`, lists of channels from behind one of `bodies` that ends as a channel does: 东丽区 / 档案馆 / 两微一端. A
    list may have such a body between other names."""
    begins = [begin for begin, _ in bodies]
    for span in spans:
        k = bisect.bisect_left(begins, span.begin) - 1
        begin, end = bodies[k] if k >= 0 else (0, 0)
        is_within = span.kind == "channels" and span.begin < end
        if not is_within or _BETWEEN_NAMES.intersection((whole[end : end + 1], whole[max(begin - 1, 0) : begin])):
            yield span
        elif end < span.end:
            yield replace(span, begin=end)


def placed_bodies(bodies: Sequence[tuple[int, int]], offsets: Sequence[int], taken: Sequence[Span]) -> Iterator[Span]:
    """Those of `bodies` whose lines are of nothing else, but for names of offices within them: 站前 / 街道人民政府."""
    is_free = free_of([span for span in taken if span.kind != "org"], offsets, len(offsets) - 1)
    for begin, end in bodies:
        first, last = bisect.bisect_left(offsets, begin), bisect.bisect_left(offsets, end)
        if all(is_free[first:last]):
            yield Span("org", begin, end)


def _edge_within(texts: Sequence[str], first: int, last: int, header: OfHeader) -> int | None:
    """Where another cell begins within lines [first, last], because the line above has room: 每月 / 平远区人 / 民政府.
    A body and its section may be two paragraphs of one cell, unless there is a column for each."""
    edge = ends_before(texts, first, last)
    is_one = edge is not None and not header.has_offices and _ends_office("".join(texts[first:edge]))
    return None if is_one else edge


def _cells_of(texts: Sequence[str], first: int, last: int, header: OfHeader) -> Iterator[tuple[int, int]]:
    """Lines [first, last], parted where no column broke them."""
    while (edge := _edge_within(texts, first, last, header)) is not None:
        yield first, edge - 1
        first = edge
    yield first, last


def _offices_of(
    texts: Sequence[str], offsets: Sequence[int], first: int, last: int, header: OfHeader
) -> Iterator[Span]:
    whole = "".join(texts[first : last + 1])
    if len(whole) > (_OFFICES_LENGTH if _OF_PLACE.match(whole) else _OFFICE_LENGTH):
        return
    parts = _body_and_section(texts, first, last, header)
    is_body = _OF_PLACE.match(whole) and (len(parts) > 1 or _BODY_END.search(whole))
    if is_body or _SECTION.fullmatch(whole):
        yield from (Span("org", offsets[begin], offsets[end + 1]) for begin, end in parts)
