"""Tick columns: √ in 公开对象, 公开方式, 五公开 and 公开层级, and columns that hold a word instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from gkml_extract.lexicon.header import parse_label
from gkml_extract.lexicon.label_forms import without_gloss
from gkml_extract.model.record import Audience, FiveOpen, Mark, Method
from gkml_extract.model.table import UNREAD
from gkml_extract.normalise.channels.boxes import (
    find_boxes,
    find_convention,
    replace_brackets,
    replace_tags,
    with_ticks_in_front,
)
from gkml_extract.normalise.channels.names import clean_name
from gkml_extract.regex import regex
from gkml_extract.text import clean_glyphs, fold, simplify, squeeze

_WRITTEN = ("1", "Y", "y", "对勾", "对", "勾", "有")
"""What people type who find no tick on their keyboard."""
_TRUE = frozenset((*"√✓✔☑☒■●▲vV是þüⅴ★◆◉⊙◎RP✅🗹⬛◼+", "TRUE", "true", "YES", "Yes", "yes", *_WRITTEN))
_FALSE = frozenset(
    {
        "0",
        "×",
        "✗",
        "✘",
        "❌",
        "⬜",
        "NO",
        "No",
        "no",
        "x",
        "X",
        "否",
        "N",
        "n",
        "错",
        "-",
        "--",
        "/",
        "无",
        "¨",
        "£",
        "□",
        "☐",
        "◻",
        "❏",
        "❐",
        "❑",
        "❒",
        "FALSE",
        "false",
    }
)
_HOLLOW = frozenset("○◯☆△◇")
_FIVE = {
    "决策": FiveOpen.DECISION, "执行": FiveOpen.EXECUTION, "管理": FiveOpen.MANAGEMENT,
    "服务": FiveOpen.SERVICE, "结果": FiveOpen.RESULT,
}  # fmt: skip
_FIVE_WORD = regex("|".join(_FIVE))
_PUBLIC = regex(
    "(?:面?向|对)?(?:(?:全体?)?社会|公众|不特定(?:公众|对象|群体))(?:公众|各界|大众|全体|全体成员|成员)?(?:人士)?(?:公开|发布|公布)?(?:[(（](?:社会)?公众[)）])?"
    "|(?:面向|对|向)?(?:广大(?:人民|社会)?(?:群众|公众|市民)|全体(?:公民|市民|公众))(?:公开)?"
)
_NAMED_GROUP = regex(
    r"[(（](?!请?(?:写明|注明|说明))[^()（）]{2,}[)）]$|[:：]\s*(?!请?(?:写明|注明|说明))[^:：()（）_＿\s]{2,}$"
)
"""特定群体（学生家长）, 特定群体：学生家长: the text says which."""
_AUDIENCE = regex(
    "(?:面?向|对)?(?:全?社[会會]|(?<!社[会會])公[众眾])(?:公[众眾])?|特定(?:的)?(?:群[体體众眾]|[对對]象|人群)?"
)
_METHOD = regex("主[动動](?:公[开開])?|[依应應按]?申[请請](?:公[开開])?")
"""The options of the two columns, where boxes stand before or behind them."""
_PART = regex("[、,，;；/／\n]|以及|[和及与或]")
_NUMERALS = regex(r"(?:^|\s+|(?<=[\u3400-\u9fff]))(?:\d{1,2}[.．、)）]|[①-⑳])\s*(?=[\u3400-\u9fff])")
"""1.全社会 2.当事人: what counts the groups is of none."""
_WITH_EXCEPTION = regex(r"(?P<group>[^()（）]+)[(（][^()（）]*(?:除外|不予公开|不宜公开|另有)[^()（）]*[)）]")
_NO_METHOD = regex("(?:不|非|未|免|无需)(?:予以?|宜|属于?)?主动")
_BY_REQUEST = regex("[依应按据]申请")


def parse_mark(text: str | None) -> Mark:
    """True for a tick, False for a blank or a sign of none, None for one that cannot be told, else the printed text."""
    if text is None:
        return False
    folded = fold(text)
    if len(set(folded)) == 1 and not folded.isdigit():  # √√
        folded = folded[0]
    if folded in _TRUE:
        return True
    if not folded or folded in _FALSE:
        return False
    if folded == UNREAD:
        return None
    return text


def is_hollow(text: str | None) -> bool:
    """Whether a mark is a hollow sign, which ticks in some tables and stands beside ● or √ for none in others."""
    return text is not None and fold(text) in _HOLLOW


def has_solid(texts: Iterable[str]) -> bool:
    """Whether any of the texts of tick columns is a tick that is no hollow circle."""
    return any(parse_mark(text) is True for text in texts)


def parse_audience(text: str | None) -> Audience:
    """公开对象 as one column of words: 全社会, or a text that names a group. A lone tick does not say which: None."""
    if text is None:
        return Audience(public=None, specific=None)
    if isinstance(mark := parse_mark(text), bool):
        return Audience(public=None, specific=None) if mark else Audience(public=False, specific=False)
    text = _chosen(text, _AUDIENCE).rstrip("。；;，,、. ")
    if len(_NUMERALS.findall(text)) > 1:
        text = "、".join(part for part in _NUMERALS.split(text) if part)
    if not text:
        return Audience(public=False, specific=False)
    limited = _WITH_EXCEPTION.fullmatch(text)
    if limited and _PUBLIC.fullmatch(_plain(limited["group"])):  # 全社会（依法不予公开的除外）
        return Audience(public=text, specific=False)
    if _PUBLIC.fullmatch(_plain(text)):
        return Audience(public=True, specific=False)
    others = [part for part in _PART.split(text) if not _PUBLIC.fullmatch(_plain(part))]
    is_public = len(others) < len(_PART.findall(text)) + 1
    named = "、".join(part.strip() for part in others) if is_public else text  # 全社会、申请人 is both
    if parse_label(named).field == "audience.specific" and not _NAMED_GROUP.search(named):
        return Audience(public=is_public, specific=True)
    return Audience(public=is_public, specific=named or False)


def parse_method(text: str | None) -> Method:
    """公开方式 as one column of words: 主动公开, 依申请公开, both, or another text (全文发布). A lone tick: None."""
    if text is None:
        return Method(proactive=None, on_request=None)
    if isinstance(mark := parse_mark(text), bool):
        return Method(proactive=None, on_request=None) if mark else Method(proactive=False, on_request=False)
    plain = _plain(_chosen(text, _METHOD))
    if not plain:
        return Method(proactive=False, on_request=False)
    proactive = "主动" in plain and not _NO_METHOD.search(plain)
    on_request = _BY_REQUEST.search(plain) is not None or parse_label(plain).field == "method.on_request"
    if not proactive and not on_request:
        return Method(proactive=text, on_request=False)
    return Method(proactive=proactive, on_request=on_request)


def _plain(text: str) -> str:
    """A text as it is compared: folded, in simplified script, without glosses."""
    return simplify(without_gloss(fold(text)))


@lru_cache(maxsize=4096)
def _chosen(text: str, options: re.Pattern[str]) -> str:
    """The ticked options of a text with boxes, joined by 、; any other text as it is.

    The boxes stand before the options or behind them (主动公开√ 依申请公开); beside a tick an option without one is not
    chosen. One option alone is, whatever its box.
    """
    plain = with_ticks_in_front(replace_brackets(replace_tags(clean_glyphs(text))))
    starts = [found.start() for found in options.finditer(plain)]
    boxes = find_boxes(plain, find_convention((text,))) if starts else []
    if not boxes:
        return text
    edges = sorted({*starts, *(at for box in boxes for at in (box.start, box.end)), len(plain)})
    ends = dict(pairwise(edges))
    is_before = boxes[0].start < starts[0]
    taken = {}
    for box in boxes:
        near = [at for at in starts if (at >= box.end if is_before else at < box.start) and at not in taken]
        if near:
            taken[near[0] if is_before else near[-1]] = box.is_ticked
    if len(starts) == 1:
        taken = dict.fromkeys(starts, True)
    behind = {
        box.start: plain[box.end : ends.get(box.end, box.end)]
        for box in boxes
        if not is_before and box.end not in starts
    }
    chosen = [at for at in starts if taken.get(at)]  # 特定群体☑（申请人）: what is said of it stands behind its box
    return "、".join(clean_name(plain[at : ends[at]] + behind.get(ends[at], "")) for at in chosen)


def parse_five_open(text: str | None) -> tuple[FiveOpen, ...] | None:
    """五公开 as one column: a word, several, or five boxes with the ticked ones meant. None for a blank."""
    if text is None:
        return None
    named = set(_FIVE_WORD.findall(_chosen(simplify(without_gloss(squeeze(text))), _FIVE_WORD)))
    return tuple(kind for word, kind in _FIVE.items() if word in named)
