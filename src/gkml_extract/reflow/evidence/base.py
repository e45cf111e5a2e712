"""What each chunk says of every column, before anything is known of the document.

Scores are in natural logarithms, so that the decoder can add them. Those of one chunk are only compared with one
another: what is the same for all columns is left out.

The weights were set by hand on the five given documents, then moved one at a time wherever that read more cells of
seeded variations of their goldens right (bench/tune.py; other seeds than those that the tests and the bench use).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.sharing import NO_SHARING, Sharing
from gkml_extract.reflow.chunks.spans import BOX, HARD_GAPS, LEAD, names_channels
from gkml_extract.reflow.decoder.decode import (
    AMONG_NAMES,
    AT_FIGURE,
    BETWEEN_TICKS,
    GAP_INDEX,
    PAGE,
    PARTING_BLANK,
    PARTING_EMPTY_LINE,
    PARTING_LINE,
    SHARED_LINE,
)
from gkml_extract.reflow.decoder.terms import Bools, Floats, Ints, OfKinds
from gkml_extract.reflow.evidence.columns import (
    add_fields,
    add_frequencies,
    add_lone_numbers,
    add_number_styles,
    add_options,
    add_people,
    add_restarts,
    add_runs_of_ticks,
    add_tails,
    add_telephones,
    add_tick_texts,
)
from gkml_extract.reflow.evidence.edges import (
    IN_LINE,
    echo_edges,
    edge_scores,
    lines_of_one_cell,
    lone_characters,
    neighbour_edges,
    room_edges,
    word_edges,
)
from gkml_extract.reflow.evidence.looks import NEVER, Look, Shape, score
from gkml_extract.reflow.evidence.mentions import mention_scores
from gkml_extract.reflow.evidence.names import add_headings, add_numbered_names, lines_scores, names_scores, term_scores
from gkml_extract.reflow.evidence.parts import add_elements, add_parts
from gkml_extract.reflow.evidence.sheet import LEVEL, PLAIN, Sheet, add, terms_of
from gkml_extract.reflow.evidence.signs import Signs, signs_of
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.regex import regex

PAGE_WIDTH = 56
"""Half-width cells of a line that runs over the page and so stands outside the table."""

# --- how a cell of a column begins
_STRONG_START = 2.24
"""It begins where a phrase of its kind begins: a title, a deadline, a list of channels, a path of a website."""
_LEAD_OF_DEADLINE = 4.0
"""It begins with what may be the beginning of a deadline."""
_ONE_CHARACTER = -5.0
"""With one character on a line of its own, of a column whose cells are words."""
_ARTICLE_ALONE = -6.0
"""With nothing but the number of an article behind a title: 《行政许可法》 / 第三十条."""
_TITLES_AS_CONTENT = 2.5
"""A 公开内容 of law titles with more than titles behind them: 《教育法》等法律法规, 《办法》及各地配套政策文件."""
_PATTERN_MISSING, _PATTERN_MISSING_IN_FIELD = -4.0, -2.0
"""A cell of 依据, 时限, 渠道 or 栏目 begins with plain text; the same of a separated field, maybe half a cell."""
_PLAIN_PATH, _PLAIN_PATHS = 2.5, 4.5
"""A 栏目 is a plain name often enough (机构概况): what it lacks counts that much less; if none of a table is a path."""
_SHORT_CONTENT, _SHORT_CONTENT_LENGTH = -2.0, 4
"""A 公开内容 begins with a line of so few characters."""

# --- where any cell begins

# --- how a cell goes on
_WEAK_STAY, _LINE_LENGTH = 0.65, 8.0
"""How much the look of plain text counts within a cell, and from how many characters on it counts so much: a cell is
told by its beginning, its lines only repeat it."""
_WITH_DITTO = -8.0
"""With 同上 before or behind, where no separator parts the cells: it is a cell of its own."""
_WITH_VALUE = -3.0
"""With a word of 公开方式 or 公开对象, where nothing parts the cells."""
_BODY_BEHIND = -3.0
"""With a body or an office behind its deadline, where nothing parts them."""
_CHANNEL_BEHIND = -3.0
"""With a channel behind the name of a body, on a line of its own, where channels have no boxes."""
_LINES_OF_LIST, _REST_OF_LIST = 5, 2.0
"""Lines of a list that begins with a known channel, and what it says that the others are of it too."""
_NUMERAL_IN_NAME = -4.0
"""With a bare numeral, in the name of an office; on a line of its own, in a column of which nothing is known."""
_PHRASE_ENDED = -1.5
"""After the phrase that the cell is made of has ended."""
_SURPLUS_BLANK, _BLANK_TICK = -1.5, -0.3
"""With a blank field; in a row of ticks."""
_SECOND_LINE = -2.5
"""With a second line, where cells are not broken into lines, in a column whose cells have no paragraphs."""
_SPACES_A_LINE = 1.5
"""Blanks in a line from which they part cells."""
_GLUED_A_LINE = 2.0
"""Pieces of glued text in a line, other than the first, from which lines are rows."""
_UNMARKED_PARAGRAPH = -2.0
"""With a second line of 公开内容 that nothing marks as a paragraph."""
_NEXT_TICK = 3.0
"""With a tick behind a tick, across a separator: all ticks of a row side by side are one cell here."""
_ACROSS_SEPARATOR = -4.0
"""Across a separator between two filled fields."""
_LINE_ENDS = (Gap.LINE, Gap.BLANK)

# --- names and contents that nothing parts

# --- text outside the table
_OUTSIDE, _OUTSIDE_SHORT, _OUTSIDE_STAY = -5.0, -5.0, -6.4
"""It begins; it begins with a line shorter than the page; it goes on with such a line."""
_AFTER_ROWS = 8.0
"""It begins so behind all ticks, boxes, titles and row numbers."""
_NOTE_START = 5.0
"""It begins with 备注： or is a page's number."""

_BLANK_IN_WORD = 0.2
"""How much it says that a cell would begin within a word, where blanks part cells: of a line of a column, all."""

_BLANK_CHANCE = {
    Look.NUMBER: 0.05, Look.ITEM: 0.25, Look.CONTENT: 0.02, Look.LAW: 0.3, Look.DEADLINE: 0.3, Look.ORG: 0.3,
    Look.CHANNELS: 0.3, Look.MARKS: 0.4, Look.VALUE: 0.2, Look.WEBSITE: 0.4, Look.REMARKS: 0.95, Look.OTHER: 0.5,
}  # fmt: skip
"""Chance that a separated field of a column is blank."""
_OF_PARAGRAPHS = frozenset({Look.CONTENT, Look.LAW, Look.CHANNELS, Look.REMARKS, Look.OTHER, Look.MARKS})
_PHRASES = {
    "channels": Look.CHANNELS, "deadline": Look.DEADLINE, "law": Look.LAW, "website": Look.WEBSITE, "org": Look.ORG,
}  # fmt: skip
_PATTERNED = frozenset({Look.LAW, Look.DEADLINE, Look.CHANNELS, Look.WEBSITE})
_RUNNING = frozenset({Look.ITEM, Look.CONTENT, Look.LAW, Look.DEADLINE, Look.ORG})
_WORDED = _RUNNING | {Look.CHANNELS, Look.WEBSITE}
_WEAK = frozenset({Shape.PROSE, Shape.ORG, Shape.NUMERAL, Shape.VALUE})
_OF_ROWS = frozenset({Shape.TICK, Shape.CHANNELS, Shape.LAW, Shape.RUN_NUMERAL})
_OF_TABLE = frozenset({Shape.TICK, Shape.CHANNELS, Shape.DEADLINE, Shape.LAW, Shape.RUN_NUMERAL, Shape.OFFICE})

_DEADLINE_GOES_ON = regex(r"[，,；;。（(、]|公[开示布]|[日月年前后内]")
_GOES_ON = regex("[，,、；;：:]$")
_AT_FIGURE = regex(r"[0-9A-Za-z] |. [0-9A-Za-z]")
_WEB_FOOT = regex(r"^【(?:打印|关闭)|^主办单位[：:]|^承办单位[：:]")


@dataclass(frozen=True, slots=True)
class BaseEvidence:
    """Scores that do not change while the document's own statistics are learned. Shapes as in Evidence.

    `is_separated`: many separators part fields; `rows_are_lines`: they stand within lines, so that a line is a row.
    `word_edges`, [N]: what words say of the beginning of a cell, a part of `enter`; so are `names`, [N, C + 1],
    what is said of names and contents that nothing parts, and `terms`, [N, C + 1], what terms say, also of these.
    `any_width`, [N, C + 1]: what the width of a column says nothing of, as the next numeral of a run, which may have a
    figure more than all before it.
    `of_kinds` is what is said of names by kinds of row, `kinds_unlearned` the same without what terms say.
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
    any_width: Bools
    of_kinds: OfKinds | None = None
    kinds_unlearned: OfKinds | None = None


def base_evidence(
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    *,
    runs: dict[str, frozenset[int]],
    shapes: Sequence[Shape],
    is_wrapped: bool,
    starts: Sequence[int] = (),
    tick_width: int = 0,
    sharing: Sharing = NO_SHARING,
) -> BaseEvidence:
    """What the chunks look like before anything is learned. Arrays [N, C + 1]; the last column is outside.

    `runs` are the chunks' runs of numerals (`runs_of`), `shapes` their shapes by these (`shapes_of`), `starts` the
    chunks with which a page begins, `tick_width` the width of tick columns, 0 where it is not known, `sharing` what
    cells on one line tell.
    """
    sheet = _sheet_of(chunks, columns, shapes, starts, is_wrapped=is_wrapped)
    is_separated = sheet.is_separated
    by_look = _look_scores(sheet)
    enter = _enter_scores(sheet, by_look)
    stay = _stay_scores(sheet, by_look, is_wrapped=is_wrapped)
    _add_outside(enter, stay, sheet)
    _add_phrases(enter, stay, sheet)
    add_parts(enter, stay, sheet)
    if is_wrapped and not is_separated:
        add_elements(enter, stay, sheet)
    add_fields(enter, stay, sheet)
    add_telephones(enter, stay, columns, sheet)
    add_frequencies(enter, stay, columns, sheet)
    add_tails(enter, stay, sheet)
    add_people(enter, stay, sheet)
    add_options(enter, stay, sheet)
    if is_separated and sheet.is_empty.any():
        add_runs_of_ticks(stay, columns, sheet)
    add_number_styles(enter, runs, sheet)
    add_restarts(enter, runs, sheet)
    if is_wrapped and not is_separated:
        add_lone_numbers(enter, runs, sheet)
        enter += (neighbour_edges(chunks) + room_edges(chunks))[:, None]
        running = [c for c, look in enumerate(sheet.looks) if look in _WORDED]
        add(enter, lone_characters(chunks), np.array(running, dtype=np.int64), _ONE_CHARACTER)
    if not is_separated and not is_wrapped:
        enter[lines_of_one_cell(sheet)] += IN_LINE
    names = names_scores(sheet)
    is_named = names.among & sheet.rows(frozenset({Shape.PROSE, Shape.ORG}))
    own = np.ix_(np.flatnonzero(is_named), sheet.columns(Look.ITEM, Look.CONTENT))
    if stay[own].size:  # what is weighed of names has it that each has a price: it is not to be paid twice
        enter[own] = stay[own] = np.minimum(stay[own].max(axis=1, keepdims=True), 0.0)
    terms = term_scores(sheet)
    is_spaced = not is_wrapped and _is_spaced(chunks)
    of_lines = lines_scores(sheet) + mention_scores(sheet) if is_wrapped and not is_separated else 0.0
    enter += names.enter + of_lines + terms
    add_headings(enter, stay, sheet)
    add_numbered_names(enter, stay, sheet)
    any_width = np.zeros(enter.shape, dtype=np.bool_)
    any_width[np.ix_(sheet.rows(frozenset({Shape.RUN_NUMERAL})), sheet.columns(Look.NUMBER))] = True
    if is_wrapped and not is_separated:
        any_width[np.ix_(add_tick_texts(enter, stay, sheet, tick_width), sheet.columns(Look.MARKS))] = True
    edges = np.zeros(len(chunks)) if is_separated else word_edges(chunks, is_wrapped=is_wrapped)
    if is_spaced:
        edges = np.where(edges < 0, _BLANK_IN_WORD * edges, edges)
    enter += (edges + echo_edges(chunks))[:, None]
    separators, within_lines = _count_separators(chunks)
    return BaseEvidence(
        enter,
        stay,
        edges,
        names.enter + of_lines,
        names.enter - names.unlearned + terms,
        np.where(
            names.among,
            GAP_INDEX[AMONG_NAMES],
            np.array([GAP_INDEX[gap] for gap in _gaps(sheet, sharing, is_wrapped=is_wrapped)], dtype=np.int64),
        ),
        sheet.is_empty,
        is_separated=is_separated,
        rows_are_lines=within_lines > max(separators, len(chunks) / 3) / 2
        or (not is_wrapped and _are_lines_glued(chunks)),
        is_wrapped=is_wrapped,
        is_spaced=is_spaced,
        between_ticks=names.among | (_between_ticks(sheet) & (not (within_lines and sheet.is_empty.any()))),
        any_width=any_width,
        of_kinds=names.of_kinds,
        kinds_unlearned=names.kinds_unlearned,
    )


def _sheet_of(
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    shapes: Sequence[Shape],
    starts: Sequence[int],
    *,
    is_wrapped: bool,
) -> Sheet:
    """What the evidence is read from."""
    widths = [max(chunk.head_width, chunk.line_width if is_wrapped else 0) for chunk in chunks]
    ticked = {chunk.lines[0] for chunk, shape in zip(chunks, shapes, strict=True) if shape is Shape.TICK}
    is_level = [column.field == "extra" and column.look is Look.VALUE for column in columns]
    return Sheet(
        chunks,
        shapes,
        signs=[signs_of(chunk.text) for chunk in chunks],
        looks=[column.look for column in columns],
        fields=[LEVEL if level else column.field for level, column in zip(is_level, columns, strict=True)],
        is_empty=np.array([not chunk.text for chunk in chunks]),
        is_wide=np.array(
            [width >= PAGE_WIDTH and chunk.lines[0] not in ticked for width, chunk in zip(widths, chunks, strict=True)]
        ),
        is_separated=_count_separators(chunks)[0] > len(chunks) / 3,
        terms=terms_of(chunks),
        starts=starts,
    )


def _count_separators(chunks: Sequence[Chunk]) -> tuple[int, int]:
    """How many chunks stand behind a separator, and how many of these within a line."""
    separate = [chunk for chunk in chunks if chunk.gap in HARD_GAPS]
    return len(separate), sum(chunk.index > 0 for chunk in separate)


def _are_lines_glued(chunks: Sequence[Chunk]) -> bool:
    """Whether lines hold many cells that nothing parts, so that a line is a row."""
    counts = Counter(chunk.gap for chunk in chunks)
    return counts[Gap.NONE] > _GLUED_A_LINE * (counts[Gap.LINE] + counts[Gap.BLANK]) > 0


def _gaps(sheet: Sheet, sharing: Sharing, *, is_wrapped: bool) -> list[str]:
    """The separator before each chunk, in wrapped text with blanks at figures, beginnings of shared lines, what stands
    between ticks, and pages' starts apart."""
    chunks = sheet.chunks
    gaps: list[str] = [chunk.gap for chunk in chunks]
    if not is_wrapped:
        return gaps
    if sharing.empty_lines_part:
        gaps = [PARTING_EMPTY_LINE if gap is Gap.BLANK else gap for gap in gaps]
    for t in range(1, len(chunks)):
        if chunks[t].gap is not Gap.SPACE:
            continue
        if _AT_FIGURE.match(_around(chunks[t - 1], chunks[t])):
            gaps[t] = AT_FIGURE
            continue
        gaps[t] = PARTING_BLANK if sharing.blanks_part else gaps[t]
        if gaps[t - 1] in _LINE_ENDS and chunks[t - 1].lines[0] == chunks[t - 1].lines[1]:
            if sharing.lines_part:
                gaps[t - 1] = PARTING_LINE
            elif gaps[t - 1] is Gap.LINE:
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


def _between_ticks(sheet: Sheet) -> Bools:
    """The chunks that are a tick or a blank behind a tick or a blank, across a separator."""
    of_ticks = sheet.rows(frozenset({Shape.TICK})) | sheet.is_empty
    return np.asarray(sheet.is_separate() & of_ticks & np.concatenate([[False], of_ticks[:-1]]))


def _is_spaced(chunks: Sequence[Chunk]) -> bool:
    """Whether blanks within lines part the cells: there are several in a line, and no other separators."""
    counts = Counter(chunk.gap for chunk in chunks)
    lines = counts[Gap.LINE] + counts[Gap.BLANK] + 1
    hard = sum(counts[gap] for gap in HARD_GAPS)
    return counts[Gap.SPACE] > _SPACES_A_LINE * lines and hard < counts[Gap.SPACE] / 4


def _look_scores(sheet: Sheet) -> Floats:
    """How well each chunk's shape suits each column; 0 for a blank, the same for all columns."""
    by_shape = {shape: [*(score(shape, look) for look in sheet.looks), _OUTSIDE] for shape in Shape}
    scores = np.array([by_shape[shape] for shape in sheet.shapes])
    scores[sheet.is_empty] = 0.0
    return scores


def _enter_scores(sheet: Sheet, by_look: Floats) -> Floats:
    blank = np.log([*(_BLANK_CHANCE[look] for look in sheet.looks), 0.01])
    filled = np.log([*(1 - _BLANK_CHANCE[look] for look in sheet.looks), 0.99])
    enter: Floats = by_look + np.where(sheet.is_empty[:, None], blank, filled) + edge_scores(sheet)[:, None]
    plain = np.flatnonzero(sheet.rows(PLAIN))
    missing = _PATTERN_MISSING_IN_FIELD if sheet.is_separated else _PATTERN_MISSING
    enter[np.ix_(plain, sheet.columns(*_PATTERNED))] += missing
    if Shape.CHANNELS in sheet.shapes and not any(BOX.match(chunk.text) for chunk in sheet.chunks):
        places = [t for t in plain.tolist() if names_channels(sheet.chunks[t].text)]
        add(enter, places, sheet.columns(Look.CHANNELS), -missing)
    has_paths = Shape.WEBSITE in sheet.shapes
    enter[np.ix_(plain, sheet.columns(Look.WEBSITE))] += _PLAIN_PATH if has_paths else _PLAIN_PATHS
    short = [
        t
        for t, chunk in enumerate(sheet.chunks)
        if 0 < len(chunk.text) <= _SHORT_CONTENT_LENGTH
        and chunk.gap not in HARD_GAPS
        and (t + 1 == len(sheet.chunks) or sheet.chunks[t + 1].gap is not Gap.NONE)
    ]
    enter[np.ix_(np.array(short, dtype=np.int64), sheet.columns(Look.CONTENT))] += _SHORT_CONTENT
    return enter


def _stay_scores(sheet: Sheet, by_look: Floats, *, is_wrapped: bool) -> Floats:
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
    if Shape.CHANNELS in sheet.shapes and not any(BOX.match(chunk.text) for chunk in sheet.chunks):
        places = [t for t, chunk in enumerate(sheet.chunks) if chunk.gap in _LINE_ENDS and names_channels(chunk.text)]
        add(stay, places, sheet.columns(Look.ORG), _CHANNEL_BEHIND)
        for t in places:
            end = next((k for k in range(t + 1, len(sheet.chunks)) if sheet.shapes[k] not in PLAIN), len(sheet.chunks))
            rest = range(t + 1, min(end, t + _LINES_OF_LIST)) if is_wrapped else ()
            add(stay, rest, sheet.columns(Look.CHANNELS), _REST_OF_LIST)
    is_ditto = sheet.rows(frozenset({Shape.DITTO}))
    is_glued = np.array([chunk.gap is Gap.NONE for chunk in sheet.chunks])
    is_value = sheet.rows(frozenset({Shape.VALUE}))
    plain_columns = sheet.columns(Look.CONTENT, Look.ITEM, Look.LAW, Look.ORG, Look.DEADLINE)
    stay[np.ix_(np.flatnonzero(is_glued & is_value), plain_columns)] += _WITH_VALUE
    parts = is_glued | (is_wrapped & ~is_separate)
    stay[parts & (is_ditto | np.concatenate([[False], is_ditto[:-1]]))] += _WITH_DITTO
    numerals = np.flatnonzero(sheet.rows(frozenset({Shape.NUMERAL, Shape.RUN_NUMERAL})))
    stay[np.ix_(numerals, sheet.columns(Look.ORG))] += _NUMERAL_IN_NAME
    alone = [t for t in numerals.tolist() if t and sheet.chunks[t].gap in _LINE_ENDS and _is_ended(sheet, t - 1)]
    add(stay, alone, sheet.columns(Look.OTHER), _NUMERAL_IN_NAME)
    return stay


def _is_ended(sheet: Sheet, t: int) -> bool:
    """Whether a bare numeral goes on with no such text: a word, or a telephone's number that is whole."""
    return sheet.signs[t].is_telephone or not sheet.chunks[t].text[-1:].isdigit()


def _is_unmarked(before: Signs, line: Signs) -> bool:
    """Whether nothing marks a line as a further paragraph: no bullet or numeral, no end of a sentence before it.

    The first bullet of a list begins a cell rather than going on in one.
    """
    if line.has_bullet:
        return not before.has_bullet
    return not (line.is_listed or before.ends_sentence)


def _add_outside(enter: Floats, stay: Floats, sheet: Sheet) -> None:
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


def _add_phrases(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """A cell begins where a phrase of its kind begins, and ends where it ends: what follows seldom belongs to it."""
    for kind, look in _PHRASES.items():
        begins = [t for t, chunk in enumerate(sheet.chunks) if kind in chunk.starts]
        add(enter, begins, sheet.columns(look), _STRONG_START)
    leads = [t for t, chunk in enumerate(sheet.chunks) if LEAD in chunk.starts and "deadline" not in chunk.kinds]
    add(enter, leads, sheet.columns(Look.DEADLINE), _LEAD_OF_DEADLINE)
    articles = [t for t in range(1, len(sheet.chunks)) if sheet.signs[t].is_article and not sheet.is_empty[t - 1]]
    behind_titles = [t for t in articles if sheet.signs[t - 1].ends_title and sheet.chunks[t].gap not in HARD_GAPS]
    add(enter, behind_titles, np.arange(enter.shape[1]), _ARTICLE_ALONE)
    several = [t for t, chunk in enumerate(sheet.chunks) if "law" in chunk.starts and sheet.signs[t].is_of_titles]
    add(enter, several, sheet.columns(Look.LAW), -_STRONG_START)
    add(enter, several, sheet.columns(Look.CONTENT), _TITLES_AS_CONTENT)
    ended = _ended_phrases(sheet)
    for look, ends in ended.items():
        add(stay, ends, sheet.columns(look), _PHRASE_ENDED)
    glued = [t for t in ended[Look.DEADLINE] if sheet.chunks[t].gap is Gap.NONE]
    behind = [t for t in glued if not _DEADLINE_GOES_ON.match(sheet.chunks[t].text)]
    add(stay, behind, sheet.columns(Look.DEADLINE), _BODY_BEHIND)


def _ended_phrases(sheet: Sheet) -> dict[Look, list[int]]:
    """The chunks before which a phrase of a look ends."""
    ended: dict[Look, list[int]] = {_PHRASES[kind]: [] for kind in ("deadline", "channels", "website", "law")}
    for t, (before, chunk) in enumerate(pairwise(sheet.chunks), 1):
        if "deadline" in before.kinds & chunk.starts and not _GOES_ON.search(before.text):
            ended[Look.DEADLINE].append(t)
        for kind in ("deadline", "channels"):
            if kind in before.kinds and kind not in chunk.kinds:
                ended[_PHRASES[kind]].append(t)
        if before.text.endswith("栏目"):
            ended[Look.WEBSITE].append(t)
        if sheet.signs[t - 1].ends_title and not sheet.signs[t].goes_on_title:
            ended[Look.LAW].append(t)
    return ended
