"""What each chunk says of every column, before anything is known of the document.

Scores are in natural logarithms, so that the decoder can add them. Those of one chunk are only compared with one
another: what is the same for all columns is left out.

The weights were set by hand on the five given documents, then moved one at a time wherever that read more cells of
seeded variations of their goldens right (bench/tune.py; other seeds than those that the tests and the bench use).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise

import numpy as np

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks import HARD_GAPS, Chunk
from gkml_extract.reflow.columns import DecodeColumn
from gkml_extract.reflow.decoder import AT_FIGURE, BETWEEN_TICKS, PAGE, SHARED_LINE
from gkml_extract.reflow.looks import NEVER, Look, Shape, score
from gkml_extract.reflow.names import Edge, edges_of_run, may_be_names, term_pattern
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.reflow.signs import Signs, signs_of
from gkml_extract.reflow.trellis import Bools, Floats, Ints
from gkml_extract.text import fold

PAGE_WIDTH = 56
"""Half-width cells of a line that runs over the page and so stands outside the table."""

# --- how a cell of a column begins
_STRONG_START = 2.24
"""It begins where a phrase of its kind begins: a title, a deadline, a list of channels, a path of a website."""
_TITLES_AS_CONTENT = 2.5
"""A 公开内容 of law titles with more than titles behind them: 《教育法》等法律法规, 《办法》及各地配套政策文件."""
_PATTERN_MISSING, _PATTERN_MISSING_IN_FIELD = -4.0, -2.0
"""A cell of 依据, 时限, 渠道 or 栏目 begins with plain text; the same of a separated field, maybe half a cell."""
_PLAIN_PATH = 2.5
"""A 栏目 is a plain name often enough (机构概况): what it lacks counts that much less."""
_TERM_START, _TERM_WHOLE = 1.12, 3.2
"""An item begins with a term that names items; the line is nothing but such a term."""
_FIRST_PART = 5.0
"""（1） begins a cell that is no item and goes on with （2）."""
_FIRST_BULLET, _NEXT_BULLET = 2.5, -2.5
"""The first ● begins a 公开内容 and no item; a cell begins with one behind a line that has one too."""
_NO_WORDS = -4.0
"""An item or a 公开内容 begins with a text of figures alone: a telephone's number is of another column."""
_STEP_OF_PATH = 4.0
"""A 栏目 has the steps of a path (信息公开-法定主动公开内容), or goes on with one."""
_SHORT_CONTENT, _SHORT_CONTENT_LENGTH = -2.0, 4
"""A 公开内容 begins with a line of so few characters."""
_WRONG_STYLE = -6.0
"""A numeral of the run that counts groups in the column that counts rows, or the other way."""

# --- where any cell begins
_TORN = -2.4
"""Within a phrase that began before."""
_CLOSING_START = -6.0
"""With a closing mark."""
_AFTER_OPEN_END = -3.2
"""After 、 or 和 or an opening mark."""
_UNCLOSED = -3.0
"""While a bracket is open."""
_INSIDE_TERM = -2.5
"""Within a term that names items."""
_BROKEN_WORDS = 0.55
"""Share of the breaks of a column that part a word; a cell begins within one in hardly any case. Measured on cells
wrapped at widths of 4 to 20: 11,757 wraps, 2,939 beginnings of cells."""
_CELL_IN_WORD = 0.015

# --- how a cell goes on
_WEAK_STAY, _LINE_LENGTH = 0.65, 8.0
"""How much the look of plain text counts within a cell, and from how many characters on it counts so much: a cell is
told by its beginning, its lines only repeat it."""
_WITH_DITTO = -8.0
"""With 同上 before or behind, where nothing parts the cells: it is a cell of its own."""
_WITH_VALUE = -3.0
"""With a word of 公开方式 or 公开对象, where nothing parts the cells."""
_BODY_BEHIND = -3.0
"""With a body or an office behind its deadline, where nothing parts them."""
_NUMERAL_IN_NAME = -4.0
"""With a bare numeral, in the name of an office."""
_PHRASE_ENDED = -1.5
"""After the phrase that the cell is made of has ended."""
_SURPLUS_BLANK, _BLANK_TICK = -1.5, -0.3
"""With a blank field; in a row of ticks."""
_SECOND_LINE = -2.5
"""With a second line, where cells are not broken into lines, in a column whose cells have no paragraphs."""
_SPACES_A_LINE = 1.5
"""Blanks in a line from which they part cells."""
_UNMARKED_PARAGRAPH = -2.0
"""With a second line of 公开内容 that nothing marks as a paragraph."""
_NEXT_TICK = 3.0
"""With a tick behind a tick, across a separator: all ticks of a row side by side are one cell here."""
_ACROSS_SEPARATOR = -4.0
"""Across a separator between two filled fields."""
_LIST = 0.6
"""A 公开内容 has 、 or ends with 等."""

# --- names and contents that nothing parts
_NAME_WEIGHT, _LEAST_CHANCE = 0.8, 0.01
"""How much the chances of names count, and the least of them that is believed."""
_OF_OTHERS = 3
"""Times that a run is printed from which it is of a column that repeats itself."""

# --- text outside the table
_OUTSIDE, _OUTSIDE_SHORT, _OUTSIDE_STAY = -5.0, -5.0, -6.4
"""It begins; it begins with a line shorter than the page; it goes on with such a line."""
_AFTER_ROWS = 8.0
"""It begins so behind all ticks, boxes, titles and row numbers."""
_NOTE_START = 5.0
"""It begins with 备注： or is a page's number."""

_BLANK_CHANCE = {
    Look.NUMBER: 0.05, Look.ITEM: 0.25, Look.CONTENT: 0.02, Look.LAW: 0.3, Look.DEADLINE: 0.3, Look.ORG: 0.3,
    Look.CHANNELS: 0.3, Look.MARKS: 0.4, Look.VALUE: 0.2, Look.WEBSITE: 0.4, Look.REMARKS: 0.95, Look.OTHER: 0.5,
}  # fmt: skip
"""Chance that a separated field of a column is blank."""
_LEVEL = "level"
"""What 公开层级 with the names of levels is called here: it has no field of its own."""
_RIVALS = (("publisher", "department"), ("audience", "method", "five_open", _LEVEL))
_OWN_WORDS = {
    "department": re.compile(r"([科股室队]|信息中心|处)$"),
    "publisher": re.compile(r"(局|政府|委员会|委|厅|办事处|街道|乡镇|医院|学校)$"),
    "audience": re.compile(r"^(全?社会|社会公众|公众|特定|面向|群众)"),
    "method": re.compile(r"^(全社会范围)?(主动|依申请|全文|部分)"),
    "five_open": re.compile(r"^([■□☑]?(决策|执行|管理|服务|结果))+$"),
    _LEVEL: re.compile(r"^[省市县区乡镇街道村、]{1,6}级"),
}
_TICK_TEXT, _TICK_TEXT_STAY = 3.0, -0.3
"""A text in a tick column begins, and goes on, with a line as narrow as the column."""
_VALUE_BEHIND = -4.0
"""A text in a tick column goes on with 主动公开 or the like, which is of the column beside."""
_TELEPHONE_BEGINS = 3.0
"""A telephone's number where there is a column for it; as much against going on with one in a name."""
_FIGURE = re.compile(r"\d")
_OWN_WORD = 1.5
"""A text of its own kind in a column beside one of the same look."""
_PEOPLE = re.compile(
    "^.{0,10}(?:人|[村居市渔牧]民|群众|学生|家长|教师|职工|企业|单位|人员|对象|群体|家庭|用户|业主|农户)$"
)
_OF_PEOPLE = 9.0
"""A word for people between ticks or blanks is of 特定群体."""
_COUNTED_HEADING = 4.0
"""It does so where nothing parts the cells, and such headings count on."""
_HEADED, _HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、"), 3.0
"""The outermost item begins with 一、."""
_REMARK, _OF_REMARKS = re.compile(r"^(?:依法|涉密|涉及)[^，。；]{0,12}除外[。]?$|^(?:含|详?见)附[件表]\d?$|^新增$"), 7.0
"""A cell of 备注."""
_OF_PARAGRAPHS = frozenset({Look.CONTENT, Look.LAW, Look.CHANNELS, Look.REMARKS, Look.OTHER, Look.MARKS})
_PHRASES = {
    "channels": Look.CHANNELS, "deadline": Look.DEADLINE, "law": Look.LAW, "website": Look.WEBSITE, "org": Look.ORG,
}  # fmt: skip
_PATTERNED = frozenset({Look.LAW, Look.DEADLINE, Look.CHANNELS, Look.WEBSITE})
_RUNNING = frozenset({Look.ITEM, Look.CONTENT, Look.LAW, Look.DEADLINE, Look.ORG})
_WEAK = frozenset({Shape.PROSE, Shape.ORG, Shape.NUMERAL, Shape.VALUE})
_PLAIN = frozenset({Shape.PROSE, Shape.ORG, Shape.NUMERAL})
_OF_ROWS = frozenset({Shape.TICK, Shape.CHANNELS, Shape.LAW, Shape.RUN_NUMERAL})
_OF_TABLE = frozenset({Shape.TICK, Shape.CHANNELS, Shape.DEADLINE, Shape.LAW, Shape.RUN_NUMERAL, Shape.OFFICE})

_OPENING, _CLOSING = "（(《“", "）)》”"
_DEADLINE_GOES_ON = re.compile(r"[，,；;。（(、]|公[开示布]|[日月年前后内]")
_HAN_LINE = re.compile("[\u4e00-\u9fff、]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_BESIDE = 2
"""Numbers sharing their line with the next cell from which numbers are taken to stand in the middle of their rows."""
_GROUPS, _GROUP_ALONE = 0.3, 0.75
"""Usual share of rows that open a group, and how many of their numbers have a line of their own; a group of one row, or
cut to one by a page's end, stands beside its number. Set on PDFs of seeds 1300000 to 1300047."""
_BEFORE_SHARED = 3.0
"""The line behind a lone number is a group's name if the next one has several pieces: a cell of two lines has no other
beside its last."""
_LEAST_ALONE = 0.1
_BESIDE_WEIGHT = 0.5
"""How much it counts that a number shares its line: in dumps of other make groups' names do so too."""
_GROUP_LINES = 3
"""Pieces behind a number's line among which the next level of items begins."""
_AT_FIGURE = re.compile(r"[0-9A-Za-z] |. [0-9A-Za-z]")
_WEB_FOOT = re.compile(r"^【(?:打印|关闭)|^主办单位[：:]|^承办单位[：:]")


@dataclass(frozen=True, slots=True)
class BaseEvidence:
    """Scores that do not change while the document's own statistics are learned. Shapes as in Evidence.

    `is_separated`: many separators part fields; `rows_are_lines`: they stand within lines, so that a line is a row.
    `word_edges`, [N]: what words say of the beginning of a cell, a part of `enter`; so are `names`, [N, C + 1],
    what is said of names and contents that nothing parts, and `terms`, [N, C + 1], what terms say, also of these.
    """

    enter: Floats
    stay: Floats
    word_edges: Floats
    names: Floats
    terms: Floats
    gap: Ints
    is_empty: Bools
    is_separated: bool
    rows_are_lines: bool
    is_wrapped: bool
    is_spaced: bool
    between_ticks: Bools
    is_tick_text: Bools
    marks: Ints


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The chunks with their shapes and signs, and the looks of the columns."""

    chunks: Sequence[Chunk]
    shapes: Sequence[Shape]
    signs: Sequence[Signs]
    looks: Sequence[Look]
    fields: Sequence[str]
    is_empty: Bools
    is_wide: Bools
    is_separated: bool
    terms: _Terms
    starts: Sequence[int]

    def columns(self, *looks: Look) -> Ints:
        """The columns of these looks."""
        return np.array([c for c, look in enumerate(self.looks) if look in looks], dtype=np.int64)

    def rows(self, shapes: frozenset[Shape]) -> Bools:
        """Which chunks have one of these shapes."""
        return np.array([shape in shapes for shape in self.shapes])

    def is_separate(self) -> Bools:
        """Which chunks stand behind a separator."""
        return np.array([chunk.gap in HARD_GAPS for chunk in self.chunks], dtype=np.bool_)


def base_evidence(
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    gap_index: dict[str, int],
    *,
    runs: dict[str, frozenset[int]],
    shapes: Sequence[Shape],
    is_wrapped: bool,
    starts: Sequence[int] = (),
    tick_width: int = 0,
) -> BaseEvidence:
    """What the chunks look like before anything is learned. Arrays [N, C + 1]; the last column is outside.

    `runs` are the chunks' runs of numerals (`runs_of`), `shapes` their shapes by these (`shapes_of`), `starts` the
    chunks with which a page begins, `tick_width` the width of tick columns, 0 where it is not known.
    """
    is_empty = np.array([not chunk.text for chunk in chunks])
    widths = [max(chunk.head_width, chunk.line_width if is_wrapped else 0) for chunk in chunks]
    ticked = {chunk.lines[0] for chunk, shape in zip(chunks, shapes, strict=True) if shape is Shape.TICK}
    is_wide = np.array(
        [width >= PAGE_WIDTH and chunk.lines[0] not in ticked for width, chunk in zip(widths, chunks, strict=True)]
    )
    separators = sum(chunk.gap in HARD_GAPS for chunk in chunks)
    is_separated = separators > len(chunks) / 3
    looks = [column.look for column in columns]
    fields = [_LEVEL if column.field == "extra" and column.look is Look.VALUE else column.field for column in columns]
    signs = [signs_of(chunk.text) for chunk in chunks]
    sheet = _Sheet(chunks, shapes, signs, looks, fields, is_empty, is_wide, is_separated, _terms_of(chunks), starts)
    by_look = _look_scores(sheet)
    enter = _enter_scores(sheet, by_look)
    stay = _stay_scores(sheet, by_look, is_wrapped=is_wrapped)
    _add_outside(enter, stay, sheet)
    _add_phrases(enter, stay, sheet)
    _add_parts(enter, stay, sheet)
    _add_fields(enter, sheet)
    _add_telephones(enter, stay, columns, sheet)
    _add_people(enter, stay, sheet)
    _add_number_styles(enter, runs, sheet)
    if is_wrapped and not is_separated:
        _add_lone_numbers(enter, runs, sheet)
    names, unlearned = (_names_scores(sheet, knows_terms=knows_terms) for knows_terms in (True, False))
    terms = _term_scores(sheet)
    enter += names + terms
    _add_headings(enter, stay, sheet)
    is_tick_text = np.zeros(len(chunks), dtype=np.bool_)
    if is_wrapped and not is_separated:
        is_tick_text = _add_tick_texts(enter, stay, sheet, tick_width)
    edges = np.zeros(len(chunks)) if is_separated else _word_edges(chunks, is_wrapped=is_wrapped)
    enter += edges[:, None]
    within_lines = sum(chunk.gap in HARD_GAPS and chunk.index > 0 for chunk in chunks)
    return BaseEvidence(
        enter,
        stay,
        edges,
        names,
        names - unlearned + terms,
        np.array([gap_index[gap] for gap in _gaps(sheet, is_wrapped=is_wrapped)], dtype=np.int64),
        is_empty,
        is_separated=is_separated,
        rows_are_lines=within_lines > max(separators, len(chunks) / 3) / 2,
        is_wrapped=is_wrapped,
        is_spaced=not is_wrapped and _is_spaced(chunks),
        between_ticks=_between_ticks(sheet) & (not (within_lines and is_empty.any())),
        is_tick_text=is_tick_text,
        marks=sheet.columns(Look.MARKS),
    )


def _gaps(sheet: _Sheet, *, is_wrapped: bool) -> list[str]:
    """The separator before each chunk, in wrapped text with blanks at figures, beginnings of shared lines, what stands
    between ticks, and pages' starts apart."""
    chunks = sheet.chunks
    gaps: list[str] = [chunk.gap for chunk in chunks]
    if not is_wrapped:
        return gaps
    for t in range(1, len(chunks)):
        if chunks[t].gap is not Gap.SPACE:
            continue
        if _AT_FIGURE.match(_around(chunks[t - 1], chunks[t])):
            gaps[t] = AT_FIGURE
        elif gaps[t - 1] is Gap.LINE and chunks[t - 1].lines[0] == chunks[t - 1].lines[1]:
            gaps[t - 1] = SHARED_LINE
    is_tick = sheet.rows(frozenset({Shape.TICK}))
    for t in (np.flatnonzero(is_tick[1:] & is_tick[:-1]) + 1).tolist():
        gaps[t] = BETWEEN_TICKS if chunks[t].gap not in HARD_GAPS else gaps[t]
    for t in sheet.starts:
        gaps[t] = PAGE
    return gaps


def _around(before: Chunk, chunk: Chunk) -> str:
    """The characters on both sides of an edge."""
    return f"{before.text[-1:]} {chunk.text[:1]}"


def _between_ticks(sheet: _Sheet) -> Bools:
    """The chunks that are a tick or a blank behind a tick or a blank, across a separator."""
    of_ticks = sheet.rows(frozenset({Shape.TICK})) | sheet.is_empty
    return np.asarray(sheet.is_separate() & of_ticks & np.concatenate([[False], of_ticks[:-1]]))


def _is_spaced(chunks: Sequence[Chunk]) -> bool:
    """Whether blanks within lines part the cells: there are several in a line, and no other separators."""
    counts = Counter(chunk.gap for chunk in chunks)
    lines = counts[Gap.LINE] + counts[Gap.BLANK] + 1
    hard = sum(counts[gap] for gap in HARD_GAPS)
    return counts[Gap.SPACE] > _SPACES_A_LINE * lines and hard < counts[Gap.SPACE] / 4


def _look_scores(sheet: _Sheet) -> Floats:
    """How well each chunk's shape suits each column; 0 for a blank, the same for all columns."""
    by_shape = {shape: [*(score(shape, look) for look in sheet.looks), _OUTSIDE] for shape in Shape}
    scores = np.array([by_shape[shape] for shape in sheet.shapes])
    scores[sheet.is_empty] = 0.0
    return scores


def _enter_scores(sheet: _Sheet, by_look: Floats) -> Floats:
    blank = np.log([*(_BLANK_CHANCE[look] for look in sheet.looks), 0.01])
    filled = np.log([*(1 - _BLANK_CHANCE[look] for look in sheet.looks), 0.99])
    enter: Floats = by_look + np.where(sheet.is_empty[:, None], blank, filled) + _edge_scores(sheet)[:, None]
    plain = np.flatnonzero(sheet.rows(_PLAIN))
    missing = _PATTERN_MISSING_IN_FIELD if sheet.is_separated else _PATTERN_MISSING
    enter[np.ix_(plain, sheet.columns(*_PATTERNED))] += missing
    enter[np.ix_(plain, sheet.columns(Look.WEBSITE))] += _PLAIN_PATH
    short = [
        t
        for t, chunk in enumerate(sheet.chunks)
        if 0 < len(chunk.text) <= _SHORT_CONTENT_LENGTH
        and chunk.gap not in HARD_GAPS
        and (t + 1 == len(sheet.chunks) or sheet.chunks[t + 1].gap is not Gap.NONE)
    ]
    enter[np.ix_(np.array(short, dtype=np.int64), sheet.columns(Look.CONTENT))] += _SHORT_CONTENT
    return enter


def _stay_scores(sheet: _Sheet, by_look: Floats, *, is_wrapped: bool) -> Floats:
    size = np.minimum(np.array([len(chunk.text) for chunk in sheet.chunks]) / _LINE_LENGTH, 1.0)
    is_running = np.array([*(look in _RUNNING for look in sheet.looks), False])
    is_weak = sheet.rows(_WEAK)[:, None] & is_running[None, :]
    stay: Floats = by_look * np.where(is_weak, _WEAK_STAY * size[:, None], 1.0)
    stay[sheet.is_empty] = _SURPLUS_BLANK
    is_separate = sheet.is_separate()
    after_text = np.concatenate([[False], ~sheet.is_empty[:-1]])
    stay[is_separate & ~sheet.is_empty & after_text] += _ACROSS_SEPARATOR
    is_tick = sheet.rows(frozenset({Shape.TICK}))
    after_tick = np.concatenate([[False], is_tick[:-1]])
    if not is_wrapped:
        begins_line = np.array([chunk.gap in (Gap.LINE, Gap.BLANK) for chunk in sheet.chunks])
        one_line = [c for c, look in enumerate(sheet.looks) if look not in _OF_PARAGRAPHS]
        stay[np.ix_(np.flatnonzero(begins_line), np.array(one_line, dtype=np.int64))] += _SECOND_LINE
        lines = np.flatnonzero(begins_line).tolist()
        unmarked = [t for t in lines if t and _is_unmarked(sheet.signs[t - 1], sheet.signs[t])]
        stay[np.ix_(np.array(unmarked, dtype=np.int64), sheet.columns(Look.CONTENT))] += _UNMARKED_PARAGRAPH
    marks = sheet.columns(Look.MARKS)
    stay[np.ix_(np.flatnonzero(sheet.is_empty), marks)] = _BLANK_TICK
    is_one_cell = len(marks) == 1 or bool(sheet.is_empty.any())
    of_ticks = is_tick | sheet.is_empty
    stay[np.ix_(np.flatnonzero(is_separate & of_ticks & after_tick), marks)] = _NEXT_TICK if is_one_cell else 0.0
    after_blank = np.concatenate([[False], sheet.is_empty[:-1]])
    stay[np.ix_(np.flatnonzero(is_separate & is_tick & after_blank), marks)] = _NEXT_TICK if is_one_cell else 0.0
    stay[np.ix_(np.flatnonzero(~sheet.is_empty), sheet.columns(Look.NUMBER))] = NEVER
    is_ditto = sheet.rows(frozenset({Shape.DITTO}))
    is_glued = np.array([chunk.gap is Gap.NONE for chunk in sheet.chunks])
    is_value = sheet.rows(frozenset({Shape.VALUE}))
    plain_columns = sheet.columns(Look.CONTENT, Look.ITEM, Look.LAW, Look.ORG, Look.DEADLINE)
    stay[np.ix_(np.flatnonzero(is_glued & is_value), plain_columns)] += _WITH_VALUE
    stay[is_glued & (is_ditto | np.concatenate([[False], is_ditto[:-1]]))] += _WITH_DITTO
    numerals = np.flatnonzero(sheet.rows(frozenset({Shape.NUMERAL, Shape.RUN_NUMERAL})))
    stay[np.ix_(numerals, sheet.columns(Look.ORG))] += _NUMERAL_IN_NAME
    return stay


def _is_unmarked(before: Signs, line: Signs) -> bool:
    """Whether nothing marks a line as a further paragraph: no bullet or numeral, no end of a sentence before it.

    The first bullet of a list begins a cell rather than going on in one.
    """
    if line.has_bullet:
        return not before.has_bullet
    return not (line.is_listed or before.ends_sentence)


def _add_outside(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """Text outside the table has what tables have (ticks, titles, deadlines) within long lines only."""
    is_told = sheet.rows(_OF_TABLE) & ~sheet.is_wide
    stay[:, -1] = np.where(is_told, NEVER, np.where(sheet.is_wide, 0.0, _OUTSIDE_STAY))
    enter[:, -1] += np.where(sheet.is_wide, 0.0, _OUTSIDE_SHORT)
    enter[is_told, -1] = NEVER
    enter[[t for t, sign in enumerate(sheet.signs) if sign.is_note], -1] += _NOTE_START
    rows_end = max((t for t, shape in enumerate(sheet.shapes) if shape in _OF_ROWS), default=-1)
    behind = range(rows_end + 1, len(sheet.chunks))
    feet = [t for t in behind if sheet.signs[t].is_note or _WEB_FOOT.match(sheet.chunks[t].text)]
    if feet:
        enter[feet, -1] += _AFTER_ROWS
        stay[feet[0] :, -1] = 0.0
        stay[feet, :-1] -= _AFTER_ROWS


def _add_phrases(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """A cell begins where a phrase of its kind begins, and ends where it ends: what follows seldom belongs to it."""
    for kind, look in _PHRASES.items():
        begins = [t for t, chunk in enumerate(sheet.chunks) if kind in chunk.starts]
        _add(enter, begins, sheet.columns(look), _STRONG_START)
    several = [t for t, chunk in enumerate(sheet.chunks) if "law" in chunk.starts and sheet.signs[t].is_of_titles]
    _add(enter, several, sheet.columns(Look.LAW), -_STRONG_START)
    _add(enter, several, sheet.columns(Look.CONTENT), _TITLES_AS_CONTENT)
    ended = _ended_phrases(sheet)
    for look, ends in ended.items():
        _add(stay, ends, sheet.columns(look), _PHRASE_ENDED)
    glued = [t for t in ended[Look.DEADLINE] if sheet.chunks[t].gap is Gap.NONE]
    behind = [t for t in glued if not _DEADLINE_GOES_ON.match(sheet.chunks[t].text)]
    _add(stay, behind, sheet.columns(Look.DEADLINE), _BODY_BEHIND)


def _add(scores: Floats, rows: Sequence[int] | Ints, columns: Ints, weight: float) -> None:
    """Add a weight where these rows and columns meet; no row twice."""
    if len(rows) and len(columns):
        scores[np.ix_(np.asarray(rows, dtype=np.int64), columns)] += weight


def _ended_phrases(sheet: _Sheet) -> dict[Look, list[int]]:
    """The chunks before which a phrase of a look ends."""
    ended: dict[Look, list[int]] = {_PHRASES[kind]: [] for kind in ("deadline", "channels", "website", "law")}
    for t, (before, chunk) in enumerate(pairwise(sheet.chunks), 1):
        for kind in ("deadline", "channels"):
            if kind in before.kinds and kind not in chunk.kinds:
                ended[_PHRASES[kind]].append(t)
        if before.text.endswith("栏目"):
            ended[Look.WEBSITE].append(t)
        if sheet.signs[t - 1].ends_title and not sheet.signs[t].goes_on_title:
            ended[Look.LAW].append(t)
    return ended


def _term_scores(sheet: _Sheet) -> Floats:
    """Terms that name items: the name of one begins with a term, or is one."""
    enter = np.zeros((len(sheet.chunks), len(sheet.looks) + 1))
    items, known = sheet.columns(Look.ITEM), load_lexicon("items").by_spelling
    begun = sorted(sheet.terms.begins)
    is_whole = [fold(sheet.chunks[t].text) in known for t in begun]
    _add(enter, list(compress(begun, is_whole)), items, _TERM_WHOLE)
    _add(enter, [t for t, whole in zip(begun, is_whole, strict=True) if not whole], items, _TERM_START)
    return enter


def _add_parts(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """Numbered parts, lists: what a chunk's own words say of its place in a cell."""
    items, contents, paths = (sheet.columns(look) for look in (Look.ITEM, Look.CONTENT, Look.WEBSITE))
    everywhere = np.arange(enter.shape[1])
    first, later, lists, wordless, bullets, steps = (
        np.array([getattr(sign, name) for sign in sheet.signs], dtype=np.bool_)
        for name in ("begins_list", "goes_on_list", "lists", "is_wordless", "has_bullet", "has_step")
    )
    separate = sheet.is_separate()
    _add(stay, np.flatnonzero(first), everywhere, -_FIRST_PART)
    _add(enter, np.flatnonzero(first), items, -_FIRST_PART)
    _add(enter, np.flatnonzero(later & ~first & ~separate), everywhere, -_FIRST_PART)
    for scores in (enter, stay):
        _add(scores, np.flatnonzero(lists), contents, _LIST)
    for columns in (items, contents):
        _add(enter, np.flatnonzero(wordless), columns, _NO_WORDS)
    is_next = np.concatenate([[False], bullets[:-1]])
    _add(enter, np.flatnonzero(bullets & ~separate), items, -_FIRST_BULLET)
    _add(enter, np.flatnonzero(bullets & ~separate & is_next), contents, _NEXT_BULLET)
    _add(enter, np.flatnonzero(bullets & ~separate & ~is_next), contents, _FIRST_BULLET)
    if len(paths):
        _add(enter, np.flatnonzero(steps), paths, _STEP_OF_PATH)
        _add(stay, np.flatnonzero(steps), paths, _STEP_OF_PATH)
        _add(enter, np.flatnonzero(steps), items, -_STEP_OF_PATH)


def _add_fields(enter: Floats, sheet: _Sheet) -> None:
    """What tells columns of one look apart: bodies and offices, words of 公开对象 and of 公开方式, 一、."""
    rivals = [fields for fields in _RIVALS if len(set(fields) & set(sheet.fields)) > 1]
    outer = sheet.columns(Look.ITEM)[:1] if len(sheet.columns(Look.ITEM)) > 1 else sheet.columns()
    for fields in rivals:
        for t, chunk in enumerate(sheet.chunks):
            own = next((field for field in fields if _OWN_WORDS[field].search(chunk.text)), None)
            if own is not None:
                for c, field in enumerate(sheet.fields):
                    if field in fields:
                        enter[t, c] += _OWN_WORD if field == own else -_OWN_WORD
    _add(enter, [t for t, sign in enumerate(sheet.signs) if sign.is_headed], outer, _HEADING)
    if len(remarks := sheet.columns(Look.REMARKS)):
        _add(enter, [t for t, chunk in enumerate(sheet.chunks) if _REMARK.match(chunk.text)], remarks, _OF_REMARKS)


def _add_telephones(enter: Floats, stay: Floats, columns: Sequence[DecodeColumn], sheet: _Sheet) -> None:
    """A telephone's number begins a cell of 咨询电话, which words hardly do, and goes on in no column that nothing is
    known of."""
    others = sheet.columns(Look.OTHER)
    own = np.array(["电话" in columns[c].label for c in others], dtype=np.bool_)
    if not own.any():
        return
    numbers = [t for t, sign in enumerate(sheet.signs) if sign.is_telephone]
    _add(enter, numbers, others[own], _TELEPHONE_BEGINS)
    _add(stay, numbers, np.arange(len(columns)), -_OWN_WORD)
    _add(stay, numbers, sheet.columns(Look.ITEM, Look.ORG, Look.VALUE), -_TELEPHONE_BEGINS)
    words = [t for t, chunk in enumerate(sheet.chunks) if chunk.text and not _FIGURE.search(chunk.text)]
    _add(enter, words, others[own], -_OWN_WORD)


def _add_people(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """Whom an item is for, in a field of its own beside ticks or blanks, stands in place of a tick."""
    marks, words = sheet.columns(Look.MARKS), sheet.rows(_PLAIN)
    beside = sheet.rows(frozenset({Shape.TICK})) | sheet.is_empty
    between = np.concatenate([[False], beside[:-1]]) & np.concatenate([beside[1:], [True]])
    told = np.flatnonzero(words & between & sheet.is_separate())
    people = [t for t in told.tolist() if _PEOPLE.search(sheet.chunks[t].text)]
    for scores in (enter, stay):
        _add(scores, people, marks, _OF_PEOPLE)


def _add_tick_texts(enter: Floats, stay: Floats, sheet: _Sheet, width: int) -> Bools:
    """A tick column may have a text (被征地村民), in lines no wider than the column, more than one, and not behind a
    tick; returns which chunks may be lines of one."""
    shapes = frozenset({Shape.PROSE, Shape.ORG})
    is_line = [
        chunk.gap in (Gap.LINE, Gap.BLANK) and chunk.is_line_end and chunk.lines[0] == chunk.lines[1]
        for chunk in sheet.chunks
    ]
    is_han = [_HAN_LINE.fullmatch(chunk.text) is not None and chunk.line_width <= width for chunk in sheet.chunks]
    is_narrow = (sheet.rows(shapes) & np.array(is_line) & np.array(is_han)).tolist()
    is_tick = sheet.rows(frozenset({Shape.TICK})).tolist()
    begins, goes_on = np.zeros((2, len(is_narrow)), dtype=np.bool_)
    for t in range(1, len(is_narrow)):
        goes_on[t] = is_narrow[t] and (begins[t - 1] or goes_on[t - 1])
        begins[t] = is_narrow[t] and not is_tick[t - 1] and any(is_narrow[t + 1 : t + 2])
    marks = sheet.columns(Look.MARKS)
    enter[np.ix_(np.flatnonzero(begins), marks)] += _TICK_TEXT
    stay[np.ix_(np.flatnonzero(goes_on), marks)] = _TICK_TEXT_STAY
    behind = np.concatenate([[False], (begins | goes_on)[:-1]])
    stay[np.ix_(np.flatnonzero(sheet.rows(frozenset({Shape.VALUE})) & behind), marks)] += _VALUE_BEHIND
    return np.asarray(begins | goes_on)


def _add_number_styles(enter: Floats, runs: dict[str, frozenset[int]], sheet: _Sheet) -> None:
    """Where two runs count rows (一, 二 … and 1, 2 …), the shorter one counts the groups: it stands outside."""
    numbers = sheet.columns(Look.NUMBER)
    if len(numbers) < 2 or not all(runs.values()):
        return
    outer, inner = sorted(runs.values(), key=len)
    enter[np.ix_(np.array(sorted(inner)), numbers[:1])] += _WRONG_STYLE
    enter[np.ix_(np.array(sorted(outer)), numbers[1:])] += _WRONG_STYLE


def _add_lone_numbers(enter: Floats, runs: dict[str, frozenset[int]], sheet: _Sheet) -> None:
    """Where numbers stand in the middle of their rows, one with a line of its own has a group's name behind it.

    That stands in the middle of several rows; an item's name of one line shares the line of its number. So behind a
    lone number the innermost item begins a piece later, or its name has several lines: the fewer other rows have lone
    numbers, the less likely.
    """
    items = sheet.columns(Look.ITEM)
    numbers = sorted(t for run in runs.values() for t in run if t + 1 < len(sheet.chunks) and not sheet.chunks[t].index)
    alone = [t for t in numbers if sheet.chunks[t + 1].gap is Gap.LINE]
    beside = [t for t in numbers if sheet.chunks[t + 1].gap is Gap.SPACE]
    said = Counter(sheet.chunks[t + 1].text for t in beside)
    beside = [t for t in beside if said[sheet.chunks[t + 1].text] == 1]  # a group's name may be printed in each row
    if len(items) < 2 or not alone or len(beside) < _LEAST_BESIDE:
        return
    share = (len(alone) / (len(alone) + len(beside)) - _GROUPS * _GROUP_ALONE) / (1 - _GROUPS)
    share = min(max(share, _LEAST_ALONE), _GROUP_ALONE)
    gains = dict.fromkeys(alone, math.log(_GROUP_ALONE / share))
    gains |= dict.fromkeys(beside, _BESIDE_WEIGHT * math.log((1 - _GROUP_ALONE) / (1 - share)))
    for t in alone:
        if _is_line_of_one(sheet.chunks, t + 1) and _is_line_of_several(sheet.chunks, t + 2):
            enter[t + 2, items[-1]] += _BEFORE_SHARED
    for first, end in pairwise([*numbers, len(enter)]):
        enter[first + 2 : min(end, first + 2 + _GROUP_LINES), items[-1]] += gains.get(first, 0.0)


def _is_line_of_one(chunks: Sequence[Chunk], t: int) -> bool:
    """Whether a chunk is the only one of its line."""
    return chunks[t].lines[0] == chunks[t].lines[1] and t + 1 < len(chunks) and chunks[t + 1].gap is Gap.LINE


def _is_line_of_several(chunks: Sequence[Chunk], t: int) -> bool:
    """Whether a chunk is the first of several in its line."""
    return t + 1 < len(chunks) and chunks[t].gap is Gap.LINE and chunks[t + 1].gap is Gap.SPACE


def _names_scores(sheet: _Sheet, *, knows_terms: bool) -> Floats:
    """Where nothing parts the cells: how likely a name, and the content, begins at a place of a run of plain text."""
    enter = np.zeros((len(sheet.chunks), len(sheet.looks) + 1))
    items, contents = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT)
    others = np.setdiff1d(np.arange(len(sheet.looks)), np.concatenate([items, contents]))
    runs = [(first, [chunk.text for chunk in sheet.chunks[first:end]]) for first, end in _plain_runs(sheet)]
    times = Counter("".join(texts) for _, texts in runs)
    for first, texts in runs:
        run = "".join(texts)
        if times[run] >= _OF_OTHERS or not may_be_names(run):
            continue
        edges = {edge.place: edge for edge in edges_of_run(run, len(items), knows_terms=knows_terms)}
        place = 0
        for t, text in enumerate(texts[:-1], first + 1):
            place += len(text)
            edge = edges.get(place, Edge(place, 0.0, 0.0))
            goes_on = max(1 - edge.chance, _LEAST_CHANCE)
            name, content = (
                _NAME_WEIGHT * math.log(max(chance, _LEAST_CHANCE) / goes_on) for chance in (edge.name, edge.content)
            )
            enter[t, items] += name
            enter[t, contents] += content
            enter[t, others] += min(max(name, content), 0.0)
    return enter


def _add_headings(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """Headings that count on (一、 二、 三、) begin groups, where nothing parts the cells."""
    outer = sheet.columns(Look.ITEM)[:1]
    found = [_HEADED.match(chunk.text) for chunk in sheet.chunks]
    texts = [match.group().rstrip("、") if match else "" for match in found]
    weights = [1.0 if chunk.gap is Gap.NONE else 0.0 for chunk in sheet.chunks]
    for t in sorted(numeral_runs(texts, weights)["han"]):
        enter[t] -= _COUNTED_HEADING
        stay[t] -= _COUNTED_HEADING
        enter[t, outer] += 2 * _COUNTED_HEADING


def _plain_runs(sheet: _Sheet) -> Iterator[tuple[int, int]]:
    """Runs [first, end) of chunks of plain text that nothing parts."""
    is_plain = sheet.rows(_PLAIN)
    first = 0
    while first < len(is_plain):
        end = first + 1
        while end < len(is_plain) and is_plain[first] and is_plain[end] and sheet.chunks[end].gap is Gap.NONE:
            end += 1
        if end > first + 1:
            yield first, end
        first = end


@dataclass(frozen=True, slots=True)
class _Terms:
    """The chunks that begin with a term that names items, and those that begin within one."""

    begins: frozenset[int]
    is_within: frozenset[int]


def _terms_of(chunks: Sequence[Chunk]) -> _Terms:
    """The terms in the text of all chunks, edges of chunks left aside."""
    texts = [fold(chunk.text) for chunk in chunks]
    at: dict[int, int] = {}
    end = 0
    for t, text in enumerate(texts):
        at[end] = t  # of chunks without text the last one counts
        end += len(text)
    spans = [match.span() for match in term_pattern().finditer("".join(texts))]
    within = {at[k] for begin, stop in spans for k in range(begin + 1, stop) if k in at}
    return _Terms(frozenset(at[begin] for begin, _ in spans if begin in at), frozenset(within))


def _edge_scores(sheet: _Sheet) -> Floats:
    """How well a cell may begin at each chunk, whatever the column: brackets, punctuation, terms, spans.

    What is open where a page begins, a page's end cuts.
    """
    scores: list[float] = []
    left_open, pages = _left_open(sheet.chunks, sheet.starts), frozenset(sheet.starts)
    depth, is_open = 0, False
    for t, (chunk, sign) in enumerate(zip(sheet.chunks, sheet.signs, strict=True)):
        if chunk.gap in HARD_GAPS or t in pages:
            depth, is_open = 0, False
        scores.append(
            _TORN * chunk.is_torn + _CLOSING_START * sign.closes + _AFTER_OPEN_END * is_open + _UNCLOSED * (depth > 0)
        )
        is_long = sign.open_brackets is None or "channels" in chunk.kinds  # of these none is left open
        depth = 0 if is_long else min(max(depth + (sign.open_brackets or 0) - left_open[t], 0), 2)
        is_open = sign.has_open_end
    for t in sheet.terms.is_within:
        if sheet.chunks[t].gap not in HARD_GAPS:
            scores[t] += _INSIDE_TERM
    return np.array(scores)


def _word_edges(chunks: Sequence[Chunk], *, is_wrapped: bool) -> Floats:
    """A cell begins with a word; a column breaks its lines where it may, and a blank is put anywhere."""
    scores = [0.0] * len(chunks)
    for t in range(1, len(chunks)):
        before, text = chunks[t - 1].text, chunks[t].text
        is_break = chunks[t].gap is Gap.SPACE or (is_wrapped and chunks[t].gap in (Gap.LINE, Gap.BLANK))
        if is_break and before and text:
            scores[t] = _word_edge(before[-1], text[0])
    return np.array(scores)


@lru_cache(maxsize=1 << 14)
def _word_edge(before: str, char: str) -> float:
    """What two characters across a break say of a cell's beginning between them."""
    if not (_HAN.match(before) and _HAN.match(char)):
        return 0.0
    within = chance_within_word(before, char)
    begins = within * _CELL_IN_WORD + (1 - within)
    goes_on = within * _BROKEN_WORDS + (1 - within) * (1 - _BROKEN_WORDS)
    return math.log(begins / goes_on)


def _left_open(chunks: Sequence[Chunk], starts: Sequence[int]) -> Counter[int]:
    """How many brackets of each chunk are open where its page ends; none of the last page."""
    found: Counter[int] = Counter()
    for begin, end in pairwise([0, *starts]):
        opened: list[int] = []
        for t in range(begin, end):
            for char in chunks[t].text:
                if char in _OPENING:
                    opened.append(t)
                elif char in _CLOSING and opened:
                    opened.pop()
        found.update(opened)
    return found
