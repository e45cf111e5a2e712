"""Line breaks inside a paragraph (Shift+Enter): which are wraps by hand, which part two things."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.regex import regex
from gkml_extract.text import clean, join_wrapped

_HAN = "\u3400-\u9fff"
_ENDS_HAN, _BEGINS_HAN = regex(f"[{_HAN}0-9]$"), regex(f"^[{_HAN}0-9]")
_LIST_HEAD = regex(r"^(?:\d+[.．、)）]|[一二三四五六七八九十]+[、.．])")
_BOUND_TAIL = regex(r"[的之和或及与在自由对为按把将被于以并该每第向从是]$|\d个$|工作$")
_BOUND_HEAD = regex(r"^(?:[的之和或及与内后前起更等]|日[起内]|个?工作日|作日|\d+[个日月年])")
_UNIT_HEAD = regex("^[年月日个天周季期号条款项时份级]")
_TITLE_TAIL = regex(f"^[{_HAN}0-9（）()“”、]+(?:目录|清单|一览表)(?:[（(][^）)]*[）)])?$")
_MAX_TITLE = 80
"""Characters of a title broken by hand."""
_TITLE_HEAD = regex(f"^(?!附[件表])[{_HAN}0-9“”、]*[{_HAN}]$")
_OPENING, _CLOSING = "（(《〈“‘〔[【", "）)》〉”’〕]】"
_SHORT_LABEL = 6
"""Characters of a label that is broken for its narrow column: 一级⏎事项, 公开⏎时限; longer ones may be two things."""


def join_lines(lines: Sequence[str]) -> str:
    """The lines of one paragraph as one text: a wrap in mid-phrase is removed, other breaks stay as line feeds.

    >>> join_lines(["信息形成或变", "更之日起20个工", "作日内"])
    '信息形成或变更之日起20个工作日内'
    >>> join_lines(["□政府网站", "□政府公报"])
    '□政府网站\\n□政府公报'
    """
    parts = [part for part in map(clean, lines) if part]
    if len(parts) < 2:
        return parts[0] if parts else ""
    is_label = sum(map(len, parts)) <= _SHORT_LABEL and all(map(str.isalpha, parts))
    groups = [[parts[0]]]
    n_open = _n_open(parts[0])
    for part in parts[1:]:
        if is_label or is_wrap(groups[-1][-1], part, is_bracketed=max(n_open) > 0):
            groups[-1].append(part)
            n_open = [before + here for before, here in zip(n_open, _n_open(part), strict=True)]
        else:
            groups.append([part])
            n_open = _n_open(part)
    return "\n".join(map(join_wrapped, groups))


def _n_open(text: str) -> list[int]:
    """How many brackets of each kind a text opens and does not close."""
    return [text.count(opening) - text.count(closing) for opening, closing in zip(_OPENING, _CLOSING, strict=True)]


def is_wrap(left: str, right: str, *, is_bracketed: bool = False) -> bool:
    """Whether a break between two lines is in mid-phrase: in a bracket, a number or a title, or beside a bound word."""
    if _LIST_HEAD.match(right):
        return False
    if is_bracketed:
        return True
    if not (_ENDS_HAN.search(left) and _BEGINS_HAN.match(right)):
        return False
    if left[-1].isdigit():
        return bool(_UNIT_HEAD.match(right))
    if len(left) + len(right) <= _MAX_TITLE and _TITLE_HEAD.match(left) and _TITLE_TAIL.match(right):
        return True
    is_single = (len(left) == 1 and left.isalpha()) or (len(right) == 1 and right.isalpha())
    return is_single or bool(_BOUND_TAIL.search(left) or _BOUND_HEAD.match(right))
