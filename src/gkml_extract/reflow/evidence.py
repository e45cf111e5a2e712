"""What each chunk looks like: scores for every column, before and after something is known of the document.

Scores are in natural logarithms, so that the decoder can add them. Those of one chunk are only compared with one
another: what is the same for all columns is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks import HARD_GAPS, Chunk
from gkml_extract.reflow.decoder import Bools, Floats, Ints
from gkml_extract.reflow.numbers import numeral_runs, numeral_value
from gkml_extract.text import fold


class Look(StrEnum):
    """What the text of a column looks like; a column's field decides it (columns.py)."""

    NUMBER = "number"
    ITEM = "item"
    CONTENT = "content"
    LAW = "law"
    DEADLINE = "deadline"
    ORG = "org"
    CHANNELS = "channels"
    MARKS = "marks"
    VALUE = "value"
    WEBSITE = "website"
    REMARKS = "remarks"
    OTHER = "other"


class Shape(StrEnum):
    """What a chunk's text is, by itself."""

    EMPTY = "empty"
    TICK = "tick"
    RUN_NUMERAL = "run-numeral"
    NUMERAL = "numeral"
    CHANNELS = "channels"
    DEADLINE = "deadline"
    LAW = "law"
    WEBSITE = "website"
    OFFICE = "office"
    ORG = "org"
    VALUE = "value"
    PROSE = "prose"


_TICK = re.compile(r"^[√✓✔☑✗×vV]+$|^√[（(].*[)）]$")
_WEBSITE = re.compile(r"[-—–>＞/]+.*(栏目?|[公信])|栏目$|政府网.{0,8}[-—–>]|^[^《》]{2,8}[-—–][^《》]{2,}")
_ORG = re.compile(
    r"(局|委|办|办公室|中心|政府|科|股|处|室|大厅|部门|单位|委员会|所|站|院|队|厅|镇|街道|乡|公司|[科室]、?)$|^(各|相关|县|区|市|镇)"
)
_VALUE = re.compile(
    r"^(全社会|社会|公众|主动公开|依申请公开|全文发布|部分公开|决策|执行|管理|服务|结果|[县区市乡镇村省]+级)+$"
)
_OFFICE_LINES, _OFFICE_LINE = 4, 4
_CLOSING = re.compile(r"^[）)》〉”’，、。；：！？,.;:〕】\]]")
_OPEN_END = re.compile(r"[（(《〈“‘、，：,:〔【及和与或的对及其]$")
_LAW_END = re.compile(r"[》）)]$")
_LAW_GOES_ON = re.compile(r"^([及和与、，；;,。等以的第（(《〈<【\[〔]|\d{1,2}[.、．])")
_LIST = re.compile(r"[、；;]|等$")

# Rows are shapes, columns looks; what is not listed is _UNLIKELY. Set by hand on the five given documents and the
# excerpts of the vocabulary, in steps of a half: the document's own statistics refine them.
_UNLIKELY = -6.5
_TABLE: dict[Shape, dict[Look, float]] = {
    Shape.EMPTY: dict.fromkeys(Look, -1.0),
    Shape.TICK: {Look.MARKS: 0.0, Look.VALUE: -3.0, Look.OTHER: -4.0},
    Shape.RUN_NUMERAL: {Look.NUMBER: 2.0},
    Shape.NUMERAL: {Look.NUMBER: -4.0, Look.DEADLINE: -2.5, Look.CONTENT: -3.0, Look.ITEM: -4.0, Look.LAW: -3.0},
    Shape.CHANNELS: {Look.CHANNELS: 1.0, Look.CONTENT: -5.0, Look.WEBSITE: -4.0, Look.REMARKS: -4.0},
    Shape.DEADLINE: {Look.DEADLINE: 1.0, Look.CONTENT: -4.0, Look.REMARKS: -3.5, Look.OTHER: -4.0},
    Shape.LAW: {Look.LAW: 0.5, Look.CONTENT: -3.0, Look.REMARKS: -3.5, Look.ITEM: -8.0, Look.OTHER: -4.0},
    Shape.WEBSITE: {Look.WEBSITE: 0.5, Look.CONTENT: -3.0, Look.OTHER: -3.0, Look.REMARKS: -3.0, Look.ITEM: -4.0},
    Shape.OFFICE: {Look.ORG: 1.0, Look.ITEM: -3.0, Look.CONTENT: -3.5, Look.OTHER: -2.5, Look.WEBSITE: -3.0},
    Shape.ORG: {
        Look.ORG: 0.0, Look.ITEM: -1.5, Look.CONTENT: -2.0, Look.OTHER: -2.5, Look.WEBSITE: -2.5,
        Look.LAW: -3.5, Look.CHANNELS: -3.5, Look.REMARKS: -3.0, Look.VALUE: -4.0, Look.MARKS: -4.0,
    },
    Shape.VALUE: {Look.VALUE: 0.0, Look.MARKS: -1.5, Look.ITEM: -2.5, Look.CONTENT: -3.0, Look.OTHER: -2.0},
    Shape.PROSE: {
        Look.ITEM: -1.0, Look.CONTENT: -1.0, Look.ORG: -3.0, Look.LAW: -2.5, Look.DEADLINE: -3.5, Look.WEBSITE: -2.5,
        Look.REMARKS: -3.5, Look.OTHER: -2.5, Look.VALUE: -4.0, Look.CHANNELS: -4.0, Look.MARKS: -5.0,
    },
}  # fmt: skip
_BLANK_CHANCE = {
    Look.NUMBER: 0.05, Look.ITEM: 0.25, Look.CONTENT: 0.02, Look.LAW: 0.3, Look.DEADLINE: 0.3, Look.ORG: 0.3,
    Look.CHANNELS: 0.3, Look.MARKS: 0.4, Look.VALUE: 0.2, Look.WEBSITE: 0.4, Look.REMARKS: 0.95, Look.OTHER: 0.5,
}  # fmt: skip
_NEVER = -12.0
_UNSUITABLE = -4.6
_SURPLUS_BLANK = -1.5
_ACROSS_SEPARATOR = -4.0
_WEAK = frozenset({Shape.PROSE, Shape.ORG, Shape.NUMERAL, Shape.VALUE})
_WEAK_STAY = 0.65
"""How much the look of plain text counts within a cell: a cell is told by its beginning, its lines only repeat it."""
_PHRASE_ENDED = -1.5
_OF_TABLE = frozenset({Shape.TICK, Shape.CHANNELS, Shape.DEADLINE, Shape.LAW, Shape.RUN_NUMERAL, Shape.OFFICE})
"""Shapes that stand in tables: text outside has them only within a long line."""
_SHORT_CONTENT, _SHORT_CONTENT_LENGTH = -2.0, 4
_LINE_LENGTH = 8.0
_RUNNING = frozenset({Look.ITEM, Look.CONTENT, Look.LAW, Look.DEADLINE, Look.ORG})
PAGE_WIDTH = 56
"""Half-width cells of a line that runs over the page and so stands outside the table."""
_OUTSIDE_STAY = -6.4
_OUTSIDE_SHORT = -5.0
_STRONG_START = 2.24
_PATTERNED = frozenset({Look.LAW, Look.DEADLINE, Look.CHANNELS, Look.WEBSITE})
_PLAIN = frozenset({Shape.PROSE, Shape.ORG, Shape.NUMERAL})
_PATTERN_MISSING = -2.0
_TORN = -2.4
_CLOSING_START = -6.0
_AFTER_OPEN_END = -3.2
_UNCLOSED = -3.0
_INSIDE_TERM = -2.5
_TERM_START = 1.12
_TERM_WHOLE = 3.2
_WRONG_STYLE = -6.0
_LIST_BONUS = 0.6
_FIRST_PART_BONUS = 5.0
_FIRST_PART = re.compile(r"^([（(]?1[)）]|1[.、．]|[（(]一[)）]|①)(?!\d)")
_OUTSIDE = -5.0
_NOTE_START = 5.0
_NOTE = re.compile(r"^(备注|注|说明|填表说明|注释|附注)[:：]|^—?-?\s*第?\d+页?\s*-?—?$|^[-—]\d+[-—]$")
_LATER_PART = re.compile(r"^([（(]?[2-9][)）]|[2-9][.、．](?!\d)|[（(][二三四五六七八九][)）]|[②-⑳])")


@dataclass(frozen=True, slots=True)
class BaseEvidence:
    """Scores that do not change while the document's own statistics are learned. Shapes as in Evidence."""

    enter: Floats
    stay: Floats
    gap: Ints
    is_empty: Bools
    is_separated: bool
    rows_are_lines: bool


def runs_of(chunks: Sequence[Chunk]) -> dict[str, frozenset[int]]:
    """The chunks that make the run of row numbers, by style of numeral."""
    return numeral_runs([chunk.text for chunk in chunks], [_numeral_weight(chunk) for chunk in chunks])


def _numeral_weight(chunk: Chunk) -> float:
    """How likely a numeral is a row number by where it stands: at a line's start or alone between separators."""
    if chunk.kinds & {"deadline", "law", "channels"}:
        return 0.0
    if chunk.gap in HARD_GAPS:
        return 1.0
    return 1.0 if chunk.gap in (Gap.LINE, Gap.BLANK, Gap.START) else 0.25


def _shape(chunk: Chunk, is_in_run: bool) -> Shape:
    text = chunk.text
    if not text:
        return Shape.EMPTY
    for shape, pattern in ((Shape.TICK, _TICK), (Shape.VALUE, _VALUE)):
        if pattern.search(text):
            return shape
    if numeral_value(text):
        return Shape.RUN_NUMERAL if is_in_run else Shape.NUMERAL
    for kind in (Shape.CHANNELS, Shape.DEADLINE, Shape.LAW, Shape.WEBSITE):
        if kind.value in chunk.kinds:
            return kind
    if "org" in chunk.kinds:
        return Shape.OFFICE
    if _WEBSITE.search(text):
        return Shape.WEBSITE
    return Shape.ORG if _ORG.search(text) else Shape.PROSE


def shapes_of(chunks: Sequence[Chunk], runs: dict[str, frozenset[int]]) -> list[Shape]:
    """The shape of each chunk, given the runs of row numbers."""
    in_run = runs["digits"] | runs["han"]
    shapes = [_shape(chunk, t in in_run) for t, chunk in enumerate(chunks)]
    return [
        Shape.ORG if shape is Shape.PROSE and _begins_office(chunks, t) else shape for t, shape in enumerate(shapes)
    ]


def _begins_office(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether short lines from `first` on make the name of an office: 财务 + 室."""
    text = ""
    for chunk in chunks[first : first + _OFFICE_LINES]:
        if (chunk is not chunks[first] and chunk.gap in HARD_GAPS) or len(chunk.text) > _OFFICE_LINE:
            return False
        text += chunk.text
        if chunk is not chunks[first] and _ORG.search(text):
            return True
    return False


def suits(shape: Shape, look: Look) -> bool:
    """Whether text of this shape may stand in a column of this look."""
    return _TABLE[shape].get(look, _NEVER) > _UNSUITABLE


def base_evidence(chunks: Sequence[Chunk], looks: Sequence[Look], gap_index: dict[Gap, int]) -> BaseEvidence:
    """What the chunks look like before anything is learned. Arrays [N, C + 1]; the last column is outside."""
    runs = runs_of(chunks)
    shapes = shapes_of(chunks, runs)
    rows = {shape: [_TABLE[shape].get(look, _other(shape)) for look in looks] + [_OUTSIDE] for shape in Shape}
    look_scores = np.array([rows[shape] for shape in shapes])
    empty = np.array([not chunk.text for chunk in chunks])
    blank = np.log([_BLANK_CHANCE[look] for look in looks] + [0.01])
    filled = np.log([1 - _BLANK_CHANCE[look] for look in looks] + [0.99])
    look_scores[empty] = 0.0
    enter = look_scores + np.where(empty[:, None], blank, filled) + _edge_scores(chunks)[:, None]
    weak = np.array([shape in _WEAK for shape in shapes])
    size = np.minimum(np.array([len(chunk.text) for chunk in chunks]) / _LINE_LENGTH, 1.0)
    running = np.array([look in _RUNNING for look in looks] + [False])
    stay = look_scores * np.where(weak[:, None] & running[None, :], _WEAK_STAY * size[:, None], 1.0)
    wide = np.array([max(chunk.head_width, chunk.line_width) >= PAGE_WIDTH for chunk in chunks])
    told = np.array([shape in _OF_TABLE for shape in shapes]) & ~wide
    stay[:, -1] = np.where(told, _NEVER, np.where(wide, 0.0, _OUTSIDE_STAY))
    enter_outside = np.where(wide, 0.0, _OUTSIDE_SHORT)
    patterned = [c for c, look in enumerate(looks) if look in _PATTERNED]
    prose = np.array([shape in _PLAIN for shape in shapes])
    enter[np.ix_(np.flatnonzero(prose), np.array(patterned, dtype=int))] += _PATTERN_MISSING
    stay[empty] = _SURPLUS_BLANK
    hard = np.array([chunk.gap in HARD_GAPS for chunk in chunks])
    after_text = np.concatenate([[False], ~empty[:-1]])
    stay[hard & ~empty & after_text] += _ACROSS_SEPARATOR
    marks = np.array([look is Look.MARKS for look in looks] + [False])
    stay[np.ix_(empty, marks)] = -0.3
    numbers = np.array([c for c, look in enumerate(looks) if look is Look.NUMBER], dtype=int)
    stay[np.ix_(np.flatnonzero(~empty), numbers)] = _NEVER
    enter[:, -1] += enter_outside
    enter[told, -1] = _NEVER
    _add_starts(enter, stay, chunks, looks)
    _add_ends(stay, chunks, looks)
    short = np.array([0 < len(chunk.text) <= _SHORT_CONTENT_LENGTH and chunk.gap not in HARD_GAPS for chunk in chunks])
    contents = np.array([c for c, look in enumerate(looks) if look is Look.CONTENT], dtype=int)
    enter[np.ix_(np.flatnonzero(short), contents)] += _SHORT_CONTENT
    _add_number_styles(enter, runs, looks)
    separators = sum(chunk.gap in HARD_GAPS for chunk in chunks)
    within_lines = sum(chunk.gap in HARD_GAPS and chunk.index > 0 for chunk in chunks)
    return BaseEvidence(
        enter,
        stay,
        np.array([gap_index[chunk.gap] for chunk in chunks]),
        empty,
        is_separated=separators > len(chunks) / 3,
        rows_are_lines=within_lines > max(separators, len(chunks) / 3) / 2,
    )


def _add_ends(stay: Floats, chunks: Sequence[Chunk], looks: Sequence[Look]) -> None:
    """A deadline, a list of channels, a title ends where its phrase ends: what follows seldom belongs to it."""
    ended = {"deadline": Look.DEADLINE, "channels": Look.CHANNELS}
    for t in range(1, len(chunks)):
        over = {ended[kind] for kind in chunks[t - 1].kinds & ended.keys() - chunks[t].kinds}
        if chunks[t - 1].text.endswith("栏目"):
            over.add(Look.WEBSITE)
        if _LAW_END.search(chunks[t - 1].text) and not _LAW_GOES_ON.match(chunks[t].text):
            over.add(Look.LAW)
        for c, look in enumerate(looks):
            if look in over:
                stay[t, c] += _PHRASE_ENDED


def _add_number_styles(enter: Floats, runs: dict[str, frozenset[int]], looks: Sequence[Look]) -> None:
    """Where two runs count rows (一, 二 … and 1, 2 …), the shorter one counts the groups: it stands outside."""
    numbers = [c for c, look in enumerate(looks) if look is Look.NUMBER]
    if len(numbers) < 2 or not all(runs.values()):
        return
    outer, inner = sorted(runs.values(), key=len)
    enter[np.ix_(sorted(inner), numbers[:1])] += _WRONG_STYLE
    enter[np.ix_(sorted(outer), numbers[1:])] += _WRONG_STYLE


def _other(shape: Shape) -> float:
    """The score of a column that a shape is not listed for."""
    return _NEVER if shape in (Shape.LAW, Shape.CHANNELS, Shape.DEADLINE, Shape.TICK) else _UNLIKELY


def _add_starts(enter: Floats, stay: Floats, chunks: Sequence[Chunk], looks: Sequence[Look]) -> None:
    """Add what a chunk's beginning says of single columns; changes both arrays."""
    terms = _term_starts(chunks)
    items = [c for c, look in enumerate(looks) if look is Look.ITEM]
    spans = {
        "channels": Look.CHANNELS,
        "deadline": Look.DEADLINE,
        "law": Look.LAW,
        "website": Look.WEBSITE,
        "org": Look.ORG,
    }
    for t, chunk in enumerate(chunks):
        for kind in chunk.starts & spans.keys():
            for c, look in enumerate(looks):
                if look is spans[kind]:
                    enter[t, c] += _STRONG_START
        if t in terms:
            enter[t, items] += _TERM_WHOLE if fold(chunk.text) in load_lexicon("items").by_spelling else _TERM_START
        if _NOTE.match(chunk.text):
            enter[t, -1] += _NOTE_START
        if _FIRST_PART.match(chunk.text):
            stay[t] -= _FIRST_PART_BONUS
            enter[t, items] -= _FIRST_PART_BONUS
        elif _LATER_PART.match(chunk.text) and chunk.gap not in HARD_GAPS:
            enter[t] -= _FIRST_PART_BONUS
        if _LIST.search(chunk.text):
            for c, look in enumerate(looks):
                if look is Look.CONTENT:
                    enter[t, c] += _LIST_BONUS
                    stay[t, c] += _LIST_BONUS


def _term_pattern() -> re.Pattern[str]:
    spellings = sorted(load_lexicon("items").by_spelling, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, spellings)))


def _term_spans(chunks: Sequence[Chunk]) -> tuple[str, list[int], list[tuple[int, int]]]:
    """The folded text of all chunks, where each begins in it, and the known terms in it."""
    texts = [fold(chunk.text) for chunk in chunks]
    begins = [0]
    for text in texts:
        begins.append(begins[-1] + len(text))
    whole = "".join(texts)
    return whole, begins, [match.span() for match in _term_pattern().finditer(whole)]


def _term_starts(chunks: Sequence[Chunk]) -> frozenset[int]:
    """The chunks that begin with a term that names items."""
    _, begins, spans = _term_spans(chunks)
    at = {begin: t for t, begin in enumerate(begins[:-1])}
    return frozenset(at[begin] for begin, _ in spans if begin in at)


def _edge_scores(chunks: Sequence[Chunk]) -> Floats:
    """How well a cell may begin at each chunk, whatever the column: brackets, punctuation, terms, spans."""
    scores = np.zeros(len(chunks))
    depth = 0
    before = ""
    for t, chunk in enumerate(chunks):
        if chunk.gap in HARD_GAPS:
            depth, before = 0, ""
        if chunk.is_torn:
            scores[t] += _TORN
        if _CLOSING.match(chunk.text):
            scores[t] += _CLOSING_START
        if before and _OPEN_END.search(before):
            scores[t] += _AFTER_OPEN_END
        if depth > 0:
            scores[t] += _UNCLOSED
        for char in chunk.text:
            depth += (char in "（(《“") - (char in "）)》”")
        depth = 0 if len(chunk.text) > 60 or chunk.kinds & {"channels"} else min(max(depth, 0), 2)
        before = chunk.text
    _, begins, spans = _term_spans(chunks)
    inside = {offset for begin, end in spans for offset in range(begin + 1, end)}
    for t, chunk in enumerate(chunks):
        if begins[t] in inside and chunk.gap not in HARD_GAPS:
            scores[t] += _INSIDE_TERM
    return scores
