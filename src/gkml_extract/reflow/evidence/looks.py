"""What text looks like by itself (its shape), what a column's text looks like (its look), and how the two suit.

The scores are natural logarithms; those of one shape are only compared with one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from gkml_extract.lexicon.bodies import OTHER_BODIES
from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.numbers import numeral_runs, numeral_value
from gkml_extract.regex import regex
from gkml_extract.text import kept_if_short


class Look(StrEnum):
    """What the text of a column looks like; a column's field decides it (header/columns.py)."""

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


PATTERNED = frozenset({Look.LAW, Look.DEADLINE, Look.CHANNELS, Look.MARKS, Look.VALUE})
"""Columns whose cells are told by themselves."""


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
    DITTO = "ditto"
    NOTHING = "nothing"
    PROSE = "prose"


_TICK = regex(r"^[√✓✔☑✗×vV]+$|^√[（(].*[)）]$")
_NOTHING = regex(r"^(?:[/／─]|[-—–]{1,2}|[是否有无YyNn])$")
"""What forms have in a cell with nothing in it (vocab/layouts.md, G), and what people type in place of a tick."""
_WEBSITE = regex(r"^[^-—–>＞/]*[-—–>＞/].*[栏公信]|栏目$|政府网.{0,8}[-—–>]|^[^《》]{2,8}[-—–][^《》]{2,}")
_FIGURES = regex(r"[\d()（）\-—–－]+")
"""A telephone's number is no path: 0787-6912323."""
_ORG = regex(
    r"(局|委|办|办公室|中心|政府|科|股|处|室|组|大厅|部门|单位|委员会|所|站|院|队|厅|镇|街道|乡|公司|集团|[学高]校|[小中大]学|幼儿园|[村居]委会|[科室]、?"
    rf"|{OTHER_BODIES})$|^(各|相关|县|区|市|镇)"
)
_ALSO = regex(r"[（(][\u4e00-\u9fff、]{2,12}[)）]$|(?<=[局门关])等$")
"""Another body in brackets, or more of them: 乡镇人民政府（街道办事处）, 交通运输部门、水利部门等."""
_HAN = regex("[\u4e00-\u9fff]{2,14}")
_BODY = regex(
    r"[\u4e00-\u9fff](?:委员会|人民政府|办事处|管理局|[\u4e00-\u9fff]{2}局|公司|医院|学校|学院|联合会|总工会)$"
)
_VALUE = regex(
    r"^(全社会|社会|公众|特定(?:群体|对象|人群)|主动公开|依申请公开|全文发布|部分公开|决策|执行|管理|服务|结果|[县区市乡镇村省街道、]+级)+$"
    r"|^([■□☑☐](全?社会|社会公众|公众|特定(?:群体|对象|人群)([（(][^（()）]{1,30}[)）])?|(主动|依申请)(公开)?|(决策|执行|管理|服务|结果)(公开)?))+$"
)
_OFFICE_LINES, _OFFICE_LINE = 4, 4
"""Lines of up to so many characters may make the name of an office in a narrow column."""

# Rows are shapes, columns looks. Set by hand on the five given documents and the collected excerpts, in steps of a
# half: the document's own statistics refine them.
UNLIKELY = -6.5
"""Score of a shape in a column of a look that it is not listed for."""
NEVER = -12.0
"""The same for a shape that stands in its own columns only: a tick, a list of boxes, a title, a deadline."""
_UNSUITABLE = -4.6
TABLE: dict[Shape, dict[Look, float]] = {
    Shape.EMPTY: dict.fromkeys(Look, -1.0),
    Shape.TICK: {Look.MARKS: 0.0, Look.VALUE: -3.0, Look.OTHER: -4.0},
    Shape.RUN_NUMERAL: {Look.NUMBER: 2.0},
    Shape.NUMERAL: {
        Look.NUMBER: -4.0, Look.DEADLINE: -2.5, Look.CONTENT: -3.0, Look.ITEM: -4.0, Look.LAW: -3.0, Look.OTHER: -2.5,
    },
    Shape.CHANNELS: {Look.CHANNELS: 1.0, Look.CONTENT: -5.0, Look.WEBSITE: -4.0, Look.REMARKS: -4.0},
    Shape.DEADLINE: {Look.DEADLINE: 1.0, Look.CONTENT: -4.0, Look.REMARKS: -2.0, Look.OTHER: -4.0},
    Shape.LAW: {Look.LAW: 0.5, Look.CONTENT: -3.0, Look.REMARKS: -3.5, Look.ITEM: -8.0, Look.OTHER: -4.0},
    Shape.WEBSITE: {Look.WEBSITE: 0.5, Look.CONTENT: -3.0, Look.OTHER: -3.0, Look.REMARKS: -3.0, Look.ITEM: -4.0},
    Shape.OFFICE: {Look.ORG: 1.0, Look.ITEM: -3.0, Look.CONTENT: -3.5, Look.OTHER: -2.5, Look.WEBSITE: -3.0},
    Shape.ORG: {
        Look.ORG: 0.0, Look.ITEM: -1.5, Look.CONTENT: -2.0, Look.OTHER: -2.5, Look.WEBSITE: -2.5,
        Look.LAW: -3.5, Look.CHANNELS: -3.5, Look.REMARKS: -3.0, Look.VALUE: -4.0, Look.MARKS: -4.0,
    },
    Shape.VALUE: {Look.VALUE: 0.0, Look.MARKS: -1.5, Look.ITEM: -2.5, Look.CONTENT: -3.0, Look.OTHER: -2.0},
    Shape.DITTO: {
        Look.LAW: -1.0, Look.DEADLINE: -1.0, Look.ORG: -1.0, Look.CHANNELS: -1.0, Look.CONTENT: -2.0,
        Look.WEBSITE: -1.5, Look.OTHER: -1.5, Look.REMARKS: -2.0, Look.VALUE: -2.0, Look.ITEM: -4.0,
    },
    Shape.NOTHING: dict.fromkeys(Look, -2.0) | {Look.MARKS: 0.0, Look.REMARKS: -1.0, Look.NUMBER: -5.0},
    Shape.PROSE: {
        Look.ITEM: -1.0, Look.CONTENT: -1.0, Look.ORG: -3.0, Look.LAW: -2.5, Look.DEADLINE: -3.5, Look.WEBSITE: -2.5,
        Look.REMARKS: -3.5, Look.OTHER: -2.5, Look.VALUE: -4.0, Look.CHANNELS: -4.0, Look.MARKS: -5.0,
    },
}  # fmt: skip


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
    if is_in_run:
        return Shape.RUN_NUMERAL
    told = _told_by_text(chunk.text)
    if told not in (Shape.WEBSITE, Shape.ORG, Shape.PROSE):
        return told
    for kind in (Shape.CHANNELS, Shape.DEADLINE, Shape.LAW, Shape.WEBSITE):
        if kind.value in chunk.kinds or (kind is Shape.LAW and "law" in chunk.starts):
            return kind
    if "org" in chunk.kinds:
        return Shape.OFFICE
    return told


@kept_if_short
def _told_by_text(text: str) -> Shape:
    """What a text is by its characters alone. A phrase that the running text shows counts for more than that it is a
    website's path, a body, or prose."""
    if not text:
        return Shape.EMPTY
    for shape, pattern in ((Shape.TICK, _TICK), (Shape.VALUE, _VALUE)):
        if pattern.search(text):
            return shape
    if is_ditto(text):
        return Shape.DITTO
    if _NOTHING.match(text):
        return Shape.NOTHING
    if numeral_value(text):
        return Shape.NUMERAL
    if _WEBSITE.search(text) and not _FIGURES.fullmatch(text):
        return Shape.WEBSITE
    return Shape.ORG if _ORG.search(_ALSO.sub("", text)) else Shape.PROSE


def shapes_of(chunks: Sequence[Chunk], runs: dict[str, frozenset[int]]) -> list[Shape]:
    """The shape of each chunk, given the runs of row numbers."""
    in_run = runs["digits"] | runs["han"]
    shapes = [_shape(chunk, t in in_run) for t, chunk in enumerate(chunks)]
    _mark_dashes(chunks, shapes)
    return [
        Shape.ORG if shape is Shape.PROSE and _begins_office(chunks, t) else shape for t, shape in enumerate(shapes)
    ]


def _mark_dashes(chunks: Sequence[Chunk], shapes: list[Shape]) -> None:
    """Give the shape of a tick to signs of none among ticks, √ | - | √ | -: they keep the places of blanks."""
    texts = {chunks[t].text for t in _behind_tick(chunks, shapes) if shapes[t + 1 : t + 2] == [Shape.TICK]}
    for t in _behind_tick(chunks, shapes):
        if chunks[t].text in texts:
            shapes[t] = Shape.TICK
    for t in range(len(chunks) - 2, -1, -1):
        if shapes[t] is Shape.NOTHING and shapes[t + 1] is Shape.TICK and chunks[t].text in texts:
            shapes[t] = Shape.TICK


def _behind_tick(chunks: Sequence[Chunk], shapes: Sequence[Shape]) -> Iterator[int]:
    """The signs of none behind a tick or a sign that is taken for one, across a separator."""
    for t in range(1, len(chunks)):
        if shapes[t] is Shape.NOTHING and shapes[t - 1] is Shape.TICK and chunks[t].gap in HARD_GAPS:
            yield t


def _begins_office(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether short lines from `first` on make the name of an office: 财务 + 室."""
    text = chunks[first].text
    rest = ""
    for chunk in chunks[first + 1 : first + _OFFICE_LINES]:
        rest += chunk.text
        if chunk.gap in HARD_GAPS or not _HAN.fullmatch(text) or len(chunk.text) > _OFFICE_LINE or _BODY.search(rest):
            break
        if len(text) > _OFFICE_LINE and _BODY.search(text + rest):
            return True
    text = ""
    for chunk in chunks[first : first + _OFFICE_LINES]:
        if (chunk is not chunks[first] and chunk.gap in HARD_GAPS) or len(chunk.text) > _OFFICE_LINE:
            return False
        text += chunk.text
        if chunk is not chunks[first] and _ORG.search(text):
            return True
    return False


def is_nothing(text: str) -> bool:
    """Whether a text is a sign of none."""
    return _NOTHING.match(text) is not None


def suits(shape: Shape, look: Look) -> bool:
    """Whether text of this shape may stand in a column of this look."""
    return TABLE[shape].get(look, NEVER) > _UNSUITABLE


def score(shape: Shape, look: Look) -> float:
    """How well text of this shape suits a column of this look."""
    other = NEVER if shape in (Shape.LAW, Shape.CHANNELS, Shape.DEADLINE, Shape.TICK) else UNLIKELY
    return TABLE[shape].get(look, other)
