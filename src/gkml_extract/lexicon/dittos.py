"""Words and signs that stand for the value above (record.md: 同上 takes the value above)."""

from __future__ import annotations

from gkml_extract.regex import regex
from gkml_extract.text import fold

_WHAT = "(?:公开)?(?:内容|要素|依据|时限|时间|期限|主体|单位|部门|渠道|载体|方式|对象|范围|层级|要求|标准)"
_WORD = f"(?:{_WHAT})?(?:[同如见]上|[同如]前)(?:述|文|面)?一?(?:行|栏|项|条|款|格)?"
_MARK = "-*(?:〃|″|〞|\"|''){1,2}-*"
_DITTO = regex(rf"\(?(?:{_WORD})\)?[。.]?|\(?{_MARK}\)?")
_MAY_BE = regex(r"[上前]|[^\w\s]")
"""A character that each of them has: few other cells do, and each cell is asked."""
_LONGEST = 16
"""Characters that such a cell has at most, blanks among them."""


def is_ditto(text: str) -> bool:
    """Whether a whole cell says no more than that it has the value above: 同上, 内容同上, （同上）, 同上一行, 〃.

    What points elsewhere (同左, 同第3项, 同上级) does not. Source: vocab/layouts.md, D4.
    """
    return 0 < len(text) <= _LONGEST and _MAY_BE.search(text) is not None and _DITTO.fullmatch(fold(text)) is not None
