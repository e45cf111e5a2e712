"""What a text's own words say of its place in a cell: elements of a 公开内容, numbered parts, bullets, steps of a path.

Weights as in `base`.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import BOX
from gkml_extract.reflow.decoder.terms import Floats
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.evidence.sheet import PLAIN, Sheet, add
from gkml_extract.regex import regex

_FIRST_PART = 5.0
"""（1） begins a cell that is no item and goes on with （2）."""
_FIRST_BULLET, _NEXT_BULLET = 2.5, -2.5
"""The first ● begins a 公开内容 and no item; a cell begins with one behind a line that has one too."""
_LINES_OF_BULLET, _BEHIND_BULLETS = 3, 3.0
"""A title without a bullet behind a text that has one begins a 依据, and does not go on with one."""
_NO_WORDS = -4.0
"""An item or a 公开内容 begins with a text of figures alone: a telephone's number is of another column."""
_STEP_OF_PATH = 4.0
"""A 栏目 has the steps of a path (信息公开-法定主动公开内容), or goes on with one."""
_BOXED = -6.0
"""An item begins with a box, which stands before the options of a list (公开格式: ■文本 □图片); half for 公开内容."""
_POWER = 1.0
"""An item is named as lists of powers do (对律师的行政处罚), and a 公开内容 is not."""
_ELEMENT = regex(
    "(?:办理|申请|申报|受理|审批|审核|许可|服务|收费|救助|补助|补贴|联系|监督|投诉|咨询|实施|救济)"
    "(?:事项|条件|材料|流程|程序|时间|时限|期限|地点|地址|部门|机构|结果|标准|方式|渠道|途径|电话|对象|范围|依据)"
    "(?:[、和及][\u4e00-\u9fff]{2,4})*$"
)
_ELEMENTS_APART, _SHORT_ELEMENT = 2, 10
"""Lines from one to the next at most, and characters of a line between two."""
_ELEMENT_BEGINS, _NEXT_ELEMENT, _ELEMENT_IN_NAME = 2.5, 6.0, 2.5
"""An element begins a 公开内容 (办理条件), another goes on with it (申请材料), the name of an item does."""
_LIST = 0.6
"""A 公开内容 has 、 or ends with 等."""
_WHOLE_PATH = regex(r"[\u4e00-\u9fff]{2,}[-—–>＞→/]")
"""A path from its first step on, which goes on with nothing before it."""
_TORN_STEP = regex(r"[\u4e00-\u9fff][-—–>＞→]{1,2}[\u4e00-\u9fff]?$")
"""A path whose last step has no name yet, or but one character of it."""
_LINE_ENDS = (Gap.LINE, Gap.BLANK)


def add_elements(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """Lines that each are an element of a 公开内容, one below the other, are one, and no name goes on with them."""
    elements = [t for t, chunk in enumerate(sheet.chunks) if chunk.gap in _LINE_ENDS and _ELEMENT.match(chunk.text)]
    contents, items = sheet.columns(Look.CONTENT), sheet.columns(Look.ITEM)
    for before, t in pairwise(elements):
        if t - before > _ELEMENTS_APART or not all(_is_short_line(chunk) for chunk in sheet.chunks[before + 1 : t]):
            continue
        stay[before, items] -= _ELEMENT_IN_NAME
        enter[before, contents] += _ELEMENT_BEGINS
        inner = np.arange(before + 1, t + 1)
        stay[np.ix_(inner, contents)] += _NEXT_ELEMENT
        stay[np.ix_(inner, items)] -= _ELEMENT_IN_NAME


def _is_short_line(chunk: Chunk) -> bool:
    return chunk.gap in _LINE_ENDS and not chunk.kinds and len(chunk.text) <= _SHORT_ELEMENT


def _is_behind_bullet(sheet: Sheet, t: int) -> bool:
    """Whether the text before a chunk has a bullet, in some lines of plain text at most."""
    for k in range(t - 1, max(t - 2 - _LINES_OF_BULLET, -1), -1):
        if sheet.signs[k].has_bullet:
            return True
        if sheet.shapes[k] not in PLAIN:
            return False
    return False


def add_parts(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """Numbered parts, lists: what a chunk's own words say of its place in a cell."""
    items, contents, paths = (sheet.columns(look) for look in (Look.ITEM, Look.CONTENT, Look.WEBSITE))
    everywhere = np.arange(enter.shape[1])
    first, later, lists, wordless, bullets, steps = (
        np.array([getattr(sign, name) for sign in sheet.signs], dtype=np.bool_)
        for name in ("begins_list", "goes_on_list", "lists", "is_wordless", "has_bullet", "has_step")
    )
    separate = sheet.is_separate()
    add(stay, np.flatnonzero(first), everywhere, -_FIRST_PART)
    add(enter, np.flatnonzero(first), items, -_FIRST_PART)
    add(enter, np.flatnonzero(later & ~first & ~separate), everywhere, -_FIRST_PART)
    for scores in (enter, stay):
        add(scores, np.flatnonzero(lists), contents, _LIST)
    for columns in (items, contents):
        add(enter, np.flatnonzero(wordless), columns, _NO_WORDS)
    is_next = np.concatenate([[False], bullets[:-1]])
    add(enter, np.flatnonzero(bullets & ~separate), items, -_FIRST_BULLET)
    for columns in (contents, sheet.columns(Look.LAW)):
        add(enter, np.flatnonzero(bullets & ~separate & is_next), columns, _NEXT_BULLET)
    add(enter, np.flatnonzero(bullets & ~separate & ~is_next), contents, _FIRST_BULLET)
    laws = sheet.columns(Look.LAW)
    titles = [t for t in np.flatnonzero(~bullets & ~separate).tolist() if "law" in sheet.chunks[t].starts]
    behind = [t for t in titles if _is_behind_bullet(sheet, t)]
    add(enter, behind, laws, _BEHIND_BULLETS)
    add(stay, behind, laws, -_BEHIND_BULLETS)
    boxed = [t for t, chunk in enumerate(sheet.chunks) if BOX.match(chunk.text)]
    add(enter, boxed, items, _BOXED)
    add(enter, boxed, contents, _BOXED / 2)
    powers = np.flatnonzero([sign.is_power for sign in sheet.signs])
    add(enter, powers, items, _POWER)
    add(enter, powers, contents, -_POWER)
    if len(paths):
        add(enter, np.flatnonzero(steps), paths, _STEP_OF_PATH)
        whole = [chunk.gap is Gap.NONE and _WHOLE_PATH.match(chunk.text) is not None for chunk in sheet.chunks]
        add(stay, np.flatnonzero(steps & ~np.array(whole)), paths, _STEP_OF_PATH)
        add(enter, np.flatnonzero(steps), items, -_STEP_OF_PATH)
        torn = [t for t in range(1, len(sheet.chunks)) if _TORN_STEP.search(sheet.chunks[t - 1].text)]
        add(stay, [t for t in torn if not separate[t]], paths, _STEP_OF_PATH)
