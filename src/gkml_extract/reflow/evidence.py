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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks import HARD_GAPS, Chunk
from gkml_extract.reflow.columns import DecodeColumn
from gkml_extract.reflow.decoder import AT_FIGURE, SHARED_LINE
from gkml_extract.reflow.looks import NEVER, Look, Shape, score
from gkml_extract.reflow.trellis import Bools, Floats, Ints
from gkml_extract.text import any_of, fold

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

# --- text outside the table
_OUTSIDE, _OUTSIDE_SHORT, _OUTSIDE_STAY = -5.0, -5.0, -6.4
"""It begins; it begins with a line shorter than the page; it goes on with such a line."""
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
_TELEPHONE = re.compile(r"^(?:0\d{2,3}[-—－]?)?[1-9]\d{6,7}(?:[、，；/]|$)|^1\d{10}$|^12\d{3}$")
_OWN_WORD = 1.5
"""A text of its own kind in a column beside one of the same look."""
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
_OF_TABLE = frozenset({Shape.TICK, Shape.CHANNELS, Shape.DEADLINE, Shape.LAW, Shape.RUN_NUMERAL, Shape.OFFICE})

_CLOSING_MARK = re.compile(r"^[）)》〉”’，、。；：！？,.;:〕】\]]")
_OPEN_END = re.compile(r"[（(《〈“‘、，：,:〔【及和与或的对及其]$")
_TITLE_END = re.compile(r"[》）)]$")
_TITLE_GOES_ON = re.compile(r"^([及和与、，；;,。等以的第（(《〈<【\[〔]|\d{1,2}[.、．])")
_MORE_THAN_TITLES = re.compile(
    r"[》）)](?:等|[及和与、；;，]{0,2}(?:其他|各地|各级|本级|地方|配套|有关|相关))[^《》]{0,16}(?:法律|法规|文件|规章|政策|制度)$"
)
_LISTS = re.compile(r"[、；;]|等$")
_LISTED = re.compile(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳●•◆▲■□○★-])")
_BULLET = re.compile(r"^[●•◆▲○★]")
_WORDLESS = re.compile(r"[\d()（）-]{5,}$")
_STEP = re.compile(
    r"[\u4e00-\u9fff](?:[-—–]{1,2}|[-=]?[>＞→])(?=[\u4e00-\u9fff]|$)|^(?:[-—–]{1,2}|[-=]?[>＞→])[\u4e00-\u9fff]"
)
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
_SENTENCE_END = re.compile(r"[。；;：:]$")
_FIRST = re.compile(r"^([（(]?1[)）]|1[.、．]|[（(]一[)）]|①)(?!\d)")
_LATER = re.compile(r"^([（(]?[2-9][)）]|[2-9][.、．](?!\d)|[（(][二三四五六七八九][)）]|[②-⑳])")
_NOTE = re.compile(r"^(备注|注|说明|填表说明|注释|附注)[:：]|^—?-?\s*第?\d+页?\s*-?—?$|^[-—]\d+[-—]$")


@dataclass(frozen=True, slots=True)
class BaseEvidence:
    """Scores that do not change while the document's own statistics are learned. Shapes as in Evidence.

    `is_separated`: many separators part fields; `rows_are_lines`: they stand within lines, so that a line is a row.
    `word_edges`, [N]: what words say of the beginning of a cell, a part of `enter`.
    """

    enter: Floats
    stay: Floats
    word_edges: Floats
    gap: Ints
    is_empty: Bools
    is_separated: bool
    rows_are_lines: bool
    is_wrapped: bool
    is_spaced: bool
    between_ticks: Bools


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The chunks with their shapes, and the looks of the columns."""

    chunks: Sequence[Chunk]
    shapes: Sequence[Shape]
    looks: Sequence[Look]
    fields: Sequence[str]
    is_empty: Bools
    is_wide: Bools
    is_separated: bool
    terms: _Terms

    def columns(self, *looks: Look) -> Ints:
        """The columns of these looks."""
        return np.array([c for c, look in enumerate(self.looks) if look in looks], dtype=np.int64)

    def rows(self, shapes: frozenset[Shape]) -> Bools:
        """Which chunks have one of these shapes."""
        return np.array([shape in shapes for shape in self.shapes])


def base_evidence(
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    gap_index: dict[str, int],
    *,
    runs: dict[str, frozenset[int]],
    shapes: Sequence[Shape],
    is_wrapped: bool,
) -> BaseEvidence:
    """What the chunks look like before anything is learned. Arrays [N, C + 1]; the last column is outside.

    `runs` are the chunks' runs of numerals (`runs_of`), `shapes` their shapes by these (`shapes_of`).
    """
    is_empty = np.array([not chunk.text for chunk in chunks])
    widths = [max(chunk.head_width, chunk.line_width if is_wrapped else 0) for chunk in chunks]
    is_wide = np.array([width >= PAGE_WIDTH for width in widths])
    separators = sum(chunk.gap in HARD_GAPS for chunk in chunks)
    is_separated = separators > len(chunks) / 3
    looks = [column.look for column in columns]
    fields = [_LEVEL if column.field == "extra" and column.look is Look.VALUE else column.field for column in columns]
    sheet = _Sheet(chunks, shapes, looks, fields, is_empty, is_wide, is_separated, _terms_of(chunks))
    by_look = _look_scores(sheet)
    enter = _enter_scores(sheet, by_look)
    stay = _stay_scores(sheet, by_look, is_wrapped=is_wrapped)
    _add_outside(enter, stay, sheet)
    _add_phrases(enter, stay, sheet)
    _add_parts(enter, stay, sheet)
    _add_fields(enter, sheet)
    _add_telephones(enter, stay, columns, sheet)
    _add_number_styles(enter, runs, sheet)
    if is_wrapped and not is_separated:
        _add_lone_numbers(enter, runs, sheet)
    edges = np.zeros(len(chunks)) if is_separated else _word_edges(chunks, is_wrapped=is_wrapped)
    enter += edges[:, None]
    within_lines = sum(chunk.gap in HARD_GAPS and chunk.index > 0 for chunk in chunks)
    return BaseEvidence(
        enter,
        stay,
        edges,
        np.array([gap_index[gap] for gap in _gaps(chunks, is_wrapped=is_wrapped)], dtype=np.int64),
        is_empty,
        is_separated=is_separated,
        rows_are_lines=within_lines > max(separators, len(chunks) / 3) / 2,
        is_wrapped=is_wrapped,
        is_spaced=not is_wrapped and _is_spaced(chunks),
        between_ticks=_between_ticks(sheet) & (not (within_lines and is_empty.any())),
    )


def _gaps(chunks: Sequence[Chunk], *, is_wrapped: bool) -> list[str]:
    """The separator before each chunk, in wrapped text with blanks at figures and beginnings of shared lines apart."""
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
    return gaps


def _around(before: Chunk, chunk: Chunk) -> str:
    """The characters on both sides of an edge."""
    return f"{before.text[-1:]} {chunk.text[:1]}"


def _between_ticks(sheet: _Sheet) -> Bools:
    """The chunks that are a tick or a blank behind a tick or a blank, across a separator."""
    of_ticks = sheet.rows(frozenset({Shape.TICK})) | sheet.is_empty
    is_separate = np.array([chunk.gap in HARD_GAPS for chunk in sheet.chunks])
    return np.asarray(is_separate & of_ticks & np.concatenate([[False], of_ticks[:-1]]))


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
    enter: Floats = (
        by_look + np.where(sheet.is_empty[:, None], blank, filled) + _edge_scores(sheet.chunks, sheet.terms)[:, None]
    )
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
    is_separate = np.array([chunk.gap in HARD_GAPS for chunk in sheet.chunks])
    after_text = np.concatenate([[False], ~sheet.is_empty[:-1]])
    stay[is_separate & ~sheet.is_empty & after_text] += _ACROSS_SEPARATOR
    is_tick = sheet.rows(frozenset({Shape.TICK}))
    after_tick = np.concatenate([[False], is_tick[:-1]])
    if not is_wrapped:
        begins_line = np.array([chunk.gap in (Gap.LINE, Gap.BLANK) for chunk in sheet.chunks])
        one_line = [c for c, look in enumerate(sheet.looks) if look not in _OF_PARAGRAPHS]
        stay[np.ix_(np.flatnonzero(begins_line), np.array(one_line, dtype=np.int64))] += _SECOND_LINE
        lines = np.flatnonzero(begins_line).tolist()
        unmarked = [t for t in lines if t and _is_unmarked(sheet.chunks[t - 1], sheet.chunks[t])]
        stay[np.ix_(np.array(unmarked, dtype=np.int64), sheet.columns(Look.CONTENT))] += _UNMARKED_PARAGRAPH
    marks = sheet.columns(Look.MARKS)
    stay[np.ix_(np.flatnonzero(sheet.is_empty), marks)] = _BLANK_TICK
    is_one_cell = len(marks) == 1 or bool(sheet.is_empty.any())
    of_ticks = is_tick | sheet.is_empty
    stay[np.ix_(np.flatnonzero(is_separate & of_ticks & after_tick), marks)] = _NEXT_TICK if is_one_cell else 0.0
    after_blank = np.concatenate([[False], sheet.is_empty[:-1]])
    stay[np.ix_(np.flatnonzero(is_separate & is_tick & after_blank), marks)] = _NEXT_TICK if is_one_cell else 0.0
    stay[np.ix_(np.flatnonzero(~sheet.is_empty), sheet.columns(Look.NUMBER))] = NEVER
    numerals = np.flatnonzero(sheet.rows(frozenset({Shape.NUMERAL, Shape.RUN_NUMERAL})))
    stay[np.ix_(numerals, sheet.columns(Look.ORG))] += _NUMERAL_IN_NAME
    return stay


def _is_unmarked(before: Chunk, chunk: Chunk) -> bool:
    """Whether nothing marks a line as a further paragraph: no bullet or numeral, no end of a sentence before it.

    The first bullet of a list begins a cell rather than going on in one.
    """
    if _BULLET.match(chunk.text):
        return not _BULLET.match(before.text)
    return not (_LISTED.match(chunk.text) or _SENTENCE_END.search(before.text))


def _add_outside(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """Text outside the table has what tables have (ticks, titles, deadlines) within long lines only."""
    is_told = sheet.rows(_OF_TABLE) & ~sheet.is_wide
    stay[:, -1] = np.where(is_told, NEVER, np.where(sheet.is_wide, 0.0, _OUTSIDE_STAY))
    enter[:, -1] += np.where(sheet.is_wide, 0.0, _OUTSIDE_SHORT)
    enter[is_told, -1] = NEVER
    for t, chunk in enumerate(sheet.chunks):
        if _NOTE.match(chunk.text):
            enter[t, -1] += _NOTE_START


def _add_phrases(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """A cell begins where a phrase of its kind begins, and ends where it ends: what follows seldom belongs to it."""
    columns = {look: sheet.columns(look) for look in _PHRASES.values()}
    contents = sheet.columns(Look.CONTENT)
    for t, chunk in enumerate(sheet.chunks):
        for kind in chunk.starts & _PHRASES.keys():
            enter[t, columns[_PHRASES[kind]]] += _STRONG_START
        if "law" in chunk.starts and _MORE_THAN_TITLES.search(chunk.text):
            enter[t, columns[Look.LAW]] -= _STRONG_START
            enter[t, contents] += _TITLES_AS_CONTENT
        if t:
            for look in _ended_phrases(sheet.chunks[t - 1], chunk):
                stay[t, columns[look]] += _PHRASE_ENDED


def _ended_phrases(before: Chunk, chunk: Chunk) -> set[Look]:
    """The looks whose phrase ends between two chunks."""
    over = {_PHRASES[kind] for kind in (before.kinds & {"deadline", "channels"}) - chunk.kinds}
    if before.text.endswith("栏目"):
        over.add(Look.WEBSITE)
    if _TITLE_END.search(before.text) and not _TITLE_GOES_ON.match(chunk.text):
        over.add(Look.LAW)
    return over


def _add_parts(enter: Floats, stay: Floats, sheet: _Sheet) -> None:
    """Terms that name items, numbered parts, lists: what a chunk's own words say of its place in a cell."""
    items, contents, paths = (sheet.columns(look) for look in (Look.ITEM, Look.CONTENT, Look.WEBSITE))
    known = load_lexicon("items").by_spelling
    for t, chunk in enumerate(sheet.chunks):
        if t in sheet.terms.begins:
            enter[t, items] += _TERM_WHOLE if fold(chunk.text) in known else _TERM_START
        if _FIRST.match(chunk.text):
            stay[t] -= _FIRST_PART
            enter[t, items] -= _FIRST_PART
        elif _LATER.match(chunk.text) and chunk.gap not in HARD_GAPS:
            enter[t] -= _FIRST_PART
        if _LISTS.search(chunk.text):
            enter[t, contents] += _LIST
            stay[t, contents] += _LIST
        if _WORDLESS.match(chunk.text):
            enter[t, items] += _NO_WORDS
            enter[t, contents] += _NO_WORDS
        if _BULLET.match(chunk.text) and chunk.gap not in HARD_GAPS:
            is_next = t > 0 and bool(_BULLET.match(sheet.chunks[t - 1].text))
            enter[t, items] -= _FIRST_BULLET
            enter[t, contents] += _NEXT_BULLET if is_next else _FIRST_BULLET
        if len(paths) and _STEP.search(chunk.text):
            enter[t, paths] += _STEP_OF_PATH
            stay[t, paths] += _STEP_OF_PATH
            enter[t, items] -= _STEP_OF_PATH


def _add_fields(enter: Floats, sheet: _Sheet) -> None:
    """What tells columns of one look apart: bodies and offices, words of 公开对象 and of 公开方式, 一、."""
    rivals = [fields for fields in _RIVALS if len(set(fields) & set(sheet.fields)) > 1]
    outer = sheet.columns(Look.ITEM)[:1] if len(sheet.columns(Look.ITEM)) > 1 else sheet.columns()
    remarks = sheet.columns(Look.REMARKS)
    for t, chunk in enumerate(sheet.chunks):
        for fields in rivals:
            own = next((field for field in fields if _OWN_WORDS[field].search(chunk.text)), None)
            if own is not None:
                for c, field in enumerate(sheet.fields):
                    if field in fields:
                        enter[t, c] += _OWN_WORD if field == own else -_OWN_WORD
        if _HEADED.match(chunk.text):
            enter[t, outer] += _HEADING
        if _REMARK.search(chunk.text):
            enter[t, remarks] += _OF_REMARKS


def _add_telephones(enter: Floats, stay: Floats, columns: Sequence[DecodeColumn], sheet: _Sheet) -> None:
    """A telephone's number begins a cell of 咨询电话, and goes on in no other column that nothing is known of."""
    others = sheet.columns(Look.OTHER)
    own = np.array(["电话" in columns[c].label for c in others], dtype=np.bool_)
    if not own.any():
        return
    numbers = np.array([t for t, chunk in enumerate(sheet.chunks) if _TELEPHONE.match(chunk.text)], dtype=np.int64)
    enter[np.ix_(numbers, others[own])] += _OWN_WORD
    stay[np.ix_(numbers, others[~own])] -= _OWN_WORD


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


@dataclass(frozen=True, slots=True)
class _Terms:
    """The chunks that begin with a term that names items, and those that begin within one."""

    begins: frozenset[int]
    is_within: frozenset[int]


@cache
def _term_pattern() -> re.Pattern[str]:
    return re.compile(any_of(load_lexicon("items").by_spelling))


def _terms_of(chunks: Sequence[Chunk]) -> _Terms:
    """The terms in the text of all chunks, edges of chunks left aside."""
    texts = [fold(chunk.text) for chunk in chunks]
    at: dict[int, int] = {}
    end = 0
    for t, text in enumerate(texts):
        at[end] = t  # of chunks without text the last one counts
        end += len(text)
    spans = [match.span() for match in _term_pattern().finditer("".join(texts))]
    within = {at[k] for begin, stop in spans for k in range(begin + 1, stop) if k in at}
    return _Terms(frozenset(at[begin] for begin, _ in spans if begin in at), frozenset(within))


def _edge_scores(chunks: Sequence[Chunk], terms: _Terms) -> Floats:
    """How well a cell may begin at each chunk, whatever the column: brackets, punctuation, terms, spans."""
    scores = np.zeros(len(chunks))
    depth = 0
    before = ""
    for t, chunk in enumerate(chunks):
        if chunk.gap in HARD_GAPS:
            depth, before = 0, ""
        scores[t] += _TORN * chunk.is_torn
        scores[t] += _CLOSING_START * bool(_CLOSING_MARK.match(chunk.text))
        scores[t] += _AFTER_OPEN_END * bool(_OPEN_END.search(before))
        scores[t] += _UNCLOSED * (depth > 0)
        depth = _depth_after(depth, chunk)
        before = chunk.text
    for t in terms.is_within:
        if chunks[t].gap not in HARD_GAPS:
            scores[t] += _INSIDE_TERM
    return scores


def _word_edges(chunks: Sequence[Chunk], *, is_wrapped: bool) -> Floats:
    """A cell begins with a word; a column breaks its lines where it may, and a blank is put anywhere."""
    scores = np.zeros(len(chunks))
    for t in range(1, len(chunks)):
        before, text = chunks[t - 1].text, chunks[t].text
        is_break = chunks[t].gap is Gap.SPACE or (is_wrapped and chunks[t].gap in (Gap.LINE, Gap.BLANK))
        if is_break and before and text and _HAN.match(before[-1]) and _HAN.match(text[0]):
            within = chance_within_word(before[-1], text[0])
            begins = within * _CELL_IN_WORD + (1 - within)
            goes_on = within * _BROKEN_WORDS + (1 - within) * (1 - _BROKEN_WORDS)
            scores[t] = math.log(begins / goes_on)
    return scores


def _depth_after(depth: int, chunk: Chunk) -> int:
    """Open brackets after a chunk, given those before it; a long text or a list of boxes leaves none open."""
    if len(chunk.text) > 60 or "channels" in chunk.kinds:
        return 0
    for char in chunk.text:
        depth += (char in "（(《“") - (char in "）)》”")
    return min(max(depth, 0), 2)
