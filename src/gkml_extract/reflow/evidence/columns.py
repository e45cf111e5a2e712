"""What tells columns of one look apart: words of their own, telephones, whom an item is for, styles of numbers.

Weights as in `base`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.lexicon.bodies import OTHER_BODIES
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import BOX, HARD_GAPS, is_channel
from gkml_extract.reflow.decoder.terms import Bools, Floats
from gkml_extract.reflow.evidence.looks import PATTERNED, Look, Shape
from gkml_extract.reflow.evidence.sheet import LEVEL, PLAIN, Sheet, add
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.numbers import numeral_value
from gkml_extract.regex import regex

_WRONG_STYLE = -6.0
"""A numeral of the run that counts groups in the column that counts rows, or the other way."""
_RIVALS = (("publisher", "department"), ("audience", "method", "five_open", LEVEL))
_OWN_WORDS = {
    "department": regex(
        r"([科股室队组]|(?:信息|服务|管理|指挥)中心|(?<!办事)处|(?<![主承])办)$"
        r"|^(?![市县区镇乡各本国省])[\u4e00-\u9fff]{2,8}(?:[部站所班]|中心|窗口)$"
    ),
    "publisher": regex(
        r"(局|政府|委员会|委|厅|办事处|街道|乡镇|医院|卫生院|疾控中心|[学高]校|学院|[大中小]学|幼儿园|公司|集团|[村居]委会"
        rf"|{OTHER_BODIES})$"
        r"|^[\u4e00-\u9fff]{1,3}(?<!小)(?<!社)[省市县区镇乡州盟旗][\u4e00-\u9fff]{3,}(?<![科股室])$"
    ),
    "audience": regex(r"^[■□☑☐]?(全?社会|社会公众|公众|特定|面向|群众)"),
    "method": regex(r"^[■□☑☐]?(全社会范围)?(主动|依申请|全文|部分)"),
    "five_open": regex(r"^([■□☑☐]?(决策|执行|管理|服务|结果)(公开)?)+$"),
    LEVEL: regex(r"^[省市县区乡镇街道村、]{1,6}级"),
}
_TICK_TEXT, _TICK_TEXT_STAY = 3.0, -0.3
"""A text in a tick column begins, and goes on, with a line as narrow as the column."""
_VALUE_BEHIND = -4.0
"""A text in a tick column goes on with 主动公开 or the like, which is of the column beside."""
_TELEPHONE_BEGINS = 3.0
"""A telephone's number where there is a column for it; as much against going on with one in a name, and with a word
behind one."""
_OF_FREQUENCY = regex("频[次率度]|周期")
_FREQUENCY = regex("(?:每[年月周日季旬]|按[年月周季]|每?半年|不?定期|[实适随及]时)(?:度|一次|\\d次|更新|公开)*$")
_FREQUENCY_BEGINS = 4.0
"""How often an item is published stands in the column for it, though deadlines say the same."""
_FIGURE, _WORD = regex(r"\d"), regex("[A-Za-z\u4e00-\u9fff]")
_TAIL, _TAIL_ENDED = 4.0, 3.0
"""A text that recurs behind ticks or channels is of the columns there; what follows it is of another cell."""
_OWN_WORD = 1.5
"""A text of its own kind in a column beside one of the same look."""
_DITTO_INNERMOST = -4.0
"""The innermost of several levels of items is 同上."""
_OFFICE_OF_BODY = -3.0
"""An office goes on with the cell of the body before it, or a body with that of an office."""
_PEOPLE = regex(
    "^[^，。；■□]{0,20}(?:人|[村居市渔牧]民|群众|学生|家长|教师|职工|企业|单位|人员|对象|群体|家庭|用户|业主|农户|当事人|机构|组织)"
    "(?:所在[\u4e00-\u9fff]{1,6})?(?:[（(][\u4e00-\u9fff、]{1,12}[）)])?$"
)
_BEFORE_PEOPLE = frozenset({Shape.CHANNELS, Shape.DEADLINE, Shape.OFFICE})
"""What stands before it where blank fields are dropped, or the cells between are merged."""
_OF_PEOPLE = 9.0
"""A word for people between ticks or blanks is of 特定群体."""
_OF_FIVE = regex("(?:决策|执行|管理|服务|结果)(?:公开)?")
_IN_RUN = 6.0
"""A field goes on with the ticks of its row."""
_OTHER_CHANNEL = regex("[■□☑☐]其[他它]")
_OPTION = 4.0
"""An option behind a box, in the column that it is of."""
_HEADING = 3.0
"""The outermost item begins with 一、."""
_REMARK = regex(r"^(?:依法|涉密|涉及)[^，。；]{0,12}除外[。]?$|^(?:含|详?见)附[件表]\d?$|^新增$|^每[年季月周日]更新$")
_OF_REMARKS = 7.0
"""A cell of 备注."""
_HAN_LINE = regex("[\u4e00-\u9fff、]+")
_LEAST_RESTARTS, _OF_RESTART = 3, 3.0
"""Times that row numbers begin at 1 from which they count the rows of groups, and what that says of the name behind."""
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


def add_fields(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """What tells columns of one look apart: bodies and offices, words of 公开对象 and of 公开方式, 一、."""
    is_value = sheet.rows(frozenset({Shape.VALUE}))
    add_offices(stay, sheet)
    if len(items := sheet.columns(Look.ITEM)) > 1:  # the innermost item is what a row is of
        add(enter, np.flatnonzero(sheet.rows(frozenset({Shape.DITTO}))), items[-1:], _DITTO_INNERMOST)
    rivals = [fields for fields in _RIVALS if len(set(fields) & set(sheet.fields)) > 1]
    outer = sheet.columns(Look.ITEM)[:1] if len(sheet.columns(Look.ITEM)) > 1 else sheet.columns()
    for fields in rivals:
        for t, chunk in enumerate(sheet.chunks):
            own = next((field for field in fields if _OWN_WORDS[field].search(chunk.text)), None)
            if own is not None:
                for c, field in enumerate(sheet.fields):
                    if field in fields:
                        enter[t, c] += _OWN_WORD if field == own else -_OWN_WORD
                        stay[t, c] += _VALUE_BEHIND * (is_value[t] and field != own)
    add(enter, [t for t, sign in enumerate(sheet.signs) if sign.is_headed], outer, _HEADING)
    if len(remarks := sheet.columns(Look.REMARKS)):
        add(enter, [t for t, chunk in enumerate(sheet.chunks) if _REMARK.match(chunk.text)], remarks, _OF_REMARKS)


def add_offices(stay: Floats, sheet: Sheet) -> None:
    """A whole body and an office of it are two cells, where there is a column for each and nothing parts them."""
    fields = ("publisher", "department")
    if not set(fields) <= set(sheet.fields):
        return
    columns = np.array([c for c, field in enumerate(sheet.fields) if field in fields], dtype=np.int64)
    is_office, is_body = (
        [_OWN_WORDS[field].search(chunk.text) is not None for chunk in sheet.chunks]
        for field in ("department", "publisher")
    )
    for t in range(1, len(sheet.chunks)):
        if sheet.chunks[t].gap is Gap.NONE and ((is_office[t] and is_body[t - 1]) or (is_body[t] and is_office[t - 1])):
            stay[t, columns] += _OFFICE_OF_BODY


def add_telephones(enter: Floats, stay: Floats, columns: Sequence[DecodeColumn], sheet: Sheet) -> None:
    """A telephone's number begins a cell of 咨询电话, which words hardly do, and goes on in no column that nothing is
    known of."""
    others = sheet.columns(Look.OTHER)
    own = np.array(["电话" in columns[c].label for c in others], dtype=np.bool_)
    if not own.any():
        return
    numbers = [t for t, sign in enumerate(sheet.signs) if sign.is_telephone]
    add(enter, numbers, others[own], _TELEPHONE_BEGINS)
    add(stay, numbers, np.arange(len(columns)), -_OWN_WORD)
    add(stay, numbers, sheet.columns(Look.ITEM, Look.ORG, Look.VALUE), -_TELEPHONE_BEGINS)
    words = [t for t, chunk in enumerate(sheet.chunks) if chunk.text and not _FIGURE.search(chunk.text)]
    add(enter, words, others[own], -_OWN_WORD)
    whole = set(numbers)
    behind = [t for t in words if t - 1 in whole and _WORD.match(sheet.chunks[t].text)]
    add(stay, behind, others[own], -_TELEPHONE_BEGINS)


def add_frequencies(enter: Floats, stay: Floats, columns: Sequence[DecodeColumn], sheet: Sheet) -> None:
    """每月 and 按季 begin a cell of 公开频次, and hardly go on with another."""
    others = sheet.columns(Look.OTHER)
    own = others[np.array([_OF_FREQUENCY.search(columns[c].label) is not None for c in others], dtype=np.bool_)]
    told = [t for t, chunk in enumerate(sheet.chunks) if _FREQUENCY.match(chunk.text)] if len(own) else []
    add(enter, told, own, _FREQUENCY_BEGINS)
    add(stay, told, sheet.columns(Look.ITEM, Look.CONTENT, Look.ORG, Look.WEBSITE), -_OWN_WORD)


def add_tails(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """A text that recurs behind the last column that a pattern tells begins a cell there, and what follows another."""
    last = max((c for c, look in enumerate(sheet.looks) if look in PATTERNED), default=len(sheet.looks))
    behind = np.arange(last + 1, len(sheet.looks), dtype=np.int64)
    tails = [t for t, chunk in enumerate(sheet.chunks) if "tail" in chunk.starts]
    if not tails or not len(behind):
        return
    add(enter, tails, behind, _TAIL)
    add(enter, tails, np.arange(last + 1), -_TAIL)
    add(stay, tails, np.arange(stay.shape[1]), -_TAIL)
    follow = [t + 1 for t in tails if t + 1 < len(sheet.chunks)]
    add(stay, follow, behind, -_TAIL_ENDED)


def add_people(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """Whom an item is for stands in place of a tick: in a field of its own beside ticks or blanks, or on a line of its
    own before a tick or a word of 公开方式."""
    marks, words = sheet.columns(Look.MARKS), sheet.rows(PLAIN)
    is_tick, is_value = sheet.rows(frozenset({Shape.TICK})), sheet.rows(frozenset({Shape.VALUE}))
    beside = is_tick | sheet.is_empty
    behind = beside | sheet.rows(_BEFORE_PEOPLE) | np.array([is_channel(chunk.text) for chunk in sheet.chunks])
    between = np.concatenate([[False], behind[:-1]]) & np.concatenate([beside[1:], [True]])
    is_line = np.array([chunk.gap in (Gap.LINE, Gap.BLANK) and chunk.is_line_end for chunk in sheet.chunks])
    before_value = np.concatenate([(is_tick | is_value)[1:], [False]])
    told = np.flatnonzero(words & ((between & sheet.is_separate()) | (is_line & before_value)))
    people = [t for t in told.tolist() if _PEOPLE.search(sheet.chunks[t].text)]
    within_line = np.array([chunk.gap is Gap.SPACE for chunk in sheet.chunks])
    behind_channels = np.concatenate([[False], sheet.rows(frozenset({Shape.CHANNELS}))[:-1]])
    told = np.flatnonzero(words & within_line & behind_channels & np.concatenate([is_tick[1:], [False]]))
    people += [t for t in told.tolist() if _PEOPLE.search(sheet.chunks[t].text)]
    found, named = set(people), {sheet.chunks[t].text for t in people}
    before_tick = sheet.is_separate() & words & np.concatenate([is_tick[1:], [False]])
    people += [t for t in np.flatnonzero(before_tick).tolist() if t not in found and sheet.chunks[t].text in named]
    for scores in (enter, stay):
        add(scores, people, marks, _OF_PEOPLE)


def add_runs_of_ticks(stay: Floats, columns: Sequence[DecodeColumn], sheet: Sheet) -> None:
    """Fields of ticks and blanks behind channels are as many as there are tick columns, where blanks are kept."""
    marks = [c for c, column in enumerate(columns) if column.look is Look.MARKS]
    if len(marks) != 1 or not marks[0] or columns[marks[0] - 1].look is not Look.CHANNELS:
        return
    (k,) = marks
    width = (columns[k].last or 0) - (columns[k].first or 0) + 1
    of_ticks = (sheet.rows(frozenset({Shape.TICK})) | sheet.is_empty) & sheet.is_separate()
    for t in np.flatnonzero(sheet.rows(frozenset({Shape.CHANNELS}))).tolist():
        run = slice(t + 1, t + 1 + width)
        if len(of_ticks[run]) == width and of_ticks[run].all() and not sheet.is_empty[run].all():
            stay[t + 2 : t + 1 + width, k] += _IN_RUN


def add_options(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """Boxes before options: 决策 begins the five of 五公开 and the others go on with them; options that are no channels
    are of a column that nothing is known of, all of them one below the other.

    What is called 其他 goes on with the channels above it, and so does a note: 注：可推送至法律服务网.
    """
    own = np.array([c for c, field in enumerate(sheet.fields) if field == "five_open"], dtype=np.int64)
    others, channels = sheet.columns(Look.OTHER), sheet.columns(Look.CHANNELS)
    is_channels = [shape is Shape.CHANNELS for shape in sheet.shapes]
    boxed, of_five = [False] * len(is_channels), [False] * len(is_channels)
    for t, chunk in enumerate(sheet.chunks):
        follows = t > 0 and is_channels[t - 1] and chunk.gap not in HARD_GAPS
        if follows and (_OTHER_CHANNEL.match(chunk.text) or sheet.signs[t].is_note):
            is_channels[t] = True
            add(stay, [t], channels, _OPTION)
        elif not is_channels[t] and BOX.match(chunk.text):
            boxed[t], of_five[t] = True, bool(_OF_FIVE.match(chunk.text[1:]))
    if len(own):
        begins = [t for t, is_own in enumerate(of_five) if is_own and not (t and of_five[t - 1])]
        goes_on = [t for t, is_own in enumerate(of_five) if is_own and t and of_five[t - 1]]
        add(enter, begins, own, _OPTION)
        add(stay, goes_on, own, _OPTION)
        add(stay, begins, others, -_OPTION)
    plain = [t for t, is_boxed in enumerate(boxed) if is_boxed and not (len(own) and of_five[t])]
    add(enter, [t for t in plain if not (t and boxed[t - 1])], others, _OPTION)
    add(stay, [t for t in plain if t and boxed[t - 1]], others, _OPTION)


def add_tick_texts(enter: Floats, stay: Floats, sheet: Sheet, width: int) -> Bools:
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


def add_number_styles(enter: Floats, runs: dict[str, frozenset[int]], sheet: Sheet) -> None:
    """Where two runs count rows (一, 二 … and 1, 2 …), the shorter one counts the groups: it stands outside."""
    numbers = sheet.columns(Look.NUMBER)
    if len(numbers) < 2 or not all(runs.values()):
        return
    outer, inner = sorted(runs.values(), key=len)
    enter[np.ix_(np.array(sorted(inner)), numbers[:1])] += _WRONG_STYLE
    enter[np.ix_(np.array(sorted(outer)), numbers[1:])] += _WRONG_STYLE


def add_restarts(enter: Floats, runs: dict[str, frozenset[int]], sheet: Sheet) -> None:
    """Where row numbers begin again at 1 time and again, they count the rows of groups: behind a 1 a group's name
    stands, behind the others an item's."""
    items = sheet.columns(Look.ITEM)
    values = {t: numeral[1] for t in runs["digits"] if (numeral := numeral_value(sheet.chunks[t].text))}
    steps = list(pairwise(values[t] for t in sorted(values)))
    n_restarts = 1 + sum(value == 1 < before for before, value in steps)
    is_said_again = any(before == value > 1 for before, value in steps)  # the number of a group, in each of its rows
    if len(items) < 2 or n_restarts < _LEAST_RESTARTS or is_said_again or runs["han"] or sheet.is_empty.any():
        return
    for t, value in values.items():
        if t + 1 < len(sheet.chunks):
            enter[t + 1, items[:1]] += _OF_RESTART if value == 1 else -_OF_RESTART


def add_lone_numbers(enter: Floats, runs: dict[str, frozenset[int]], sheet: Sheet) -> None:
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
