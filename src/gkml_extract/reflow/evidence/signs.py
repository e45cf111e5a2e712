"""What a text's own characters say of its place in a cell: worked out once a text, for a table says the same again."""

from __future__ import annotations

from dataclasses import dataclass

from gkml_extract.reflow.chunks.broken_cells import is_article
from gkml_extract.regex import regex
from gkml_extract.text import kept_if_short

OPENING, CLOSING = "（(《“", "）)》”"
"""Brackets that are counted."""
_CLOSING_MARK = regex(r"^[）)》〉”’，、。；：！？,.;:〕】\]]")
_OPEN_END = regex(r"[（(《〈“‘、，：,:〔【及和与或的对及其]$")
_TITLE_END = regex(r"[》）)]$")
_TITLE_GOES_ON = regex(r"^([及和与、，；;,。等以的第（(《〈<【\[〔]|\d{1,2}[.、．])")
_OF_TITLES = regex(
    r"[》）)](?:等|[及和与、；;，]{0,2}(?:其他|各地|各级|本级|地方|配套|有关|相关))[^《》]{0,16}(?:法律|法规|文件|规章|政策|制度)$"
)
_LISTS = regex(r"[、；;]|等$")
_LISTED = regex(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳●•◆▲■□○★-])")
_BULLET = regex(r"^[●•◆▲○★]")
_WORDLESS = regex(r"[\d()（）-]{5,}$")
_STEP = regex(
    r"[\u4e00-\u9fff](?:[-—–]{1,2}|[-=]?[>＞→]|/)(?=[\u4e00-\u9fff]|$)|^(?:[-—–]{1,2}|[-=]?[>＞→]|/)[\u4e00-\u9fff]"
)
_SENTENCE_END = regex(r"[。；;：:]$")
_FIRST = regex(r"^([（(]?1[)）]|1[.、．]|[（(]一[)）]|①)(?!\d)")
_LATER = regex(r"^([（(]?[2-9][)）]|[2-9][.、．](?!\d)|[（(][二三四五六七八九][)）]|[②-⑳])")
_NOTE = regex(r"^(备注|注|说明|填表说明|注释|附注)[:：]|^—?-?\s*第?\d+页?\s*-?—?$|^[-—]\d+[-—]$")
_HEADED = regex(r"^[一二三四五六七八九十]{1,3}、")
_POWER = regex(
    r"^对[\u4e00-\u9fff、（）()]{2,40}(?:处罚|强制|检查|奖励|确认|裁决|给付|许可|核准|审批|审核|审查|考核|考评|备案|登记|监管)$"
)
_TELEPHONE = regex(r"^(?:0\d{2,3}[-—－]?)?[1-9]\d{6,7}(?:[、，；/]|$)|^1\d{10}$|^12\d{3}$")
_LONG = 60
"""Characters of a text from which open brackets in it are no longer counted."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text begins with, has and ends with.

    `begins_list`, `goes_on_list`: with the first numeral of a list, with a later one; `is_listed`: with any, or with a
    bullet. `is_of_titles`: titles and more such documents. `lists`: it has 、 or ends with 等. `is_wordless`: figures
    and brackets alone. `has_step`: an arrow, dash or stroke between the steps of a path. `is_note`: 备注： or a page's
    number. `is_headed`: it begins with 一、. `is_power`: 对律师的行政处罚.
    `open_brackets`: those opened less those closed, None of a long text.
    """

    closes: bool
    has_open_end: bool
    ends_title: bool
    goes_on_title: bool
    is_of_titles: bool
    lists: bool
    is_listed: bool
    has_bullet: bool
    is_wordless: bool
    has_step: bool
    ends_sentence: bool
    begins_list: bool
    goes_on_list: bool
    is_note: bool
    is_headed: bool
    is_power: bool
    is_telephone: bool
    is_article: bool
    open_brackets: int | None


@kept_if_short
def signs_of(text: str) -> Signs:
    """The signs of a chunk's text."""
    return Signs(
        closes=bool(_CLOSING_MARK.match(text)),
        has_open_end=bool(_OPEN_END.search(text)),
        ends_title=bool(_TITLE_END.search(text)),
        goes_on_title=bool(_TITLE_GOES_ON.match(text)),
        is_of_titles=bool(_OF_TITLES.search(text)),
        lists=bool(_LISTS.search(text)),
        is_listed=bool(_LISTED.match(text)),
        has_bullet=bool(_BULLET.match(text)),
        is_wordless=bool(_WORDLESS.match(text)),
        has_step=bool(_STEP.search(text)),
        ends_sentence=bool(_SENTENCE_END.search(text)),
        begins_list=bool(_FIRST.match(text)),
        goes_on_list=bool(_LATER.match(text)),
        is_note=bool(_NOTE.match(text)),
        is_headed=bool(_HEADED.match(text)),
        is_power=bool(_POWER.match(text)),
        is_telephone=bool(_TELEPHONE.match(text)),
        is_article=is_article(text),
        open_brackets=None if len(text) > _LONG else sum((char in OPENING) - (char in CLOSING) for char in text),
    )
