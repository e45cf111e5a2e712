"""What a rule is: a pattern that finds where it may stand, an `accept` that says where it ends (or that
it does not stand there after all), and a `read` that makes a draft of it and what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gkml_extract.model.deadline import Recurrence
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.recurrence import CalendarReading
from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.words import ACT, STOP
from gkml_extract.regex import regex

_WORD_END = regex(
    rf"(?:{ACT}){{0,2}}(?:(?:相关|有关|最新|更新)?(?:信息|内容|结果|数据"
    rf"|政策))?(?:一次)?(?={STOP}|或|和|及(?!时)|及时|实时|随时|长期|动态|每|并|自(?![治然主来])|(?<=[开示布效])(?:变[更动化]|调整|更新)后|\d"
    rf"|[一二三四五六七八九十])"
)
"""What may follow 及时, 长期, 依申请 …: an action and its bare object; more is content that begins so."""

_FORBIDDEN = regex("(?:不得|不再|不应|不宜|禁止|严禁)$")
_OBJECT: Final = 8
"""Characters of an object after 及时回应 and the like (及时回应社会关切)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule stands in the key, and what it matched."""

    rule: Rule
    start: int
    end: int
    match: re.Match[str]
    calendar: CalendarReading | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A hit with the text before and after it, as far as they belong to it.

    `every` is a bare cycle right before (每月 of 每月数据发布后5个工作日内).
    """

    hit: Hit
    left: Phrase
    core: Phrase
    right: Phrase
    every: Recurrence | None = None

    def printed(self, group: str) -> str | None:
        """What is printed where `group` of the match stands; None where it is empty."""
        first, last = self.hit.match.span(group)
        return self.core.print[first - self.hit.start : last - self.hit.start] or None


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of statement. `is_modifier`: says something of the deadline beside it, is none itself."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[Context], Draft | None]
    accept: Callable[[Rule, str, re.Match[str]], Hit | None]
    is_modifier: bool = False


def accept_found(rule: Rule, _key: str, match: re.Match[str]) -> Hit | None:
    return Hit(rule, match.start(), match.end(), match)


def accept_word(rule: Rule, key: str, match: re.Match[str]) -> Hit | None:
    """A word like 及时 stands alone or with an action; more text is content that begins so, 不得长期 forbids it."""
    if _FORBIDDEN.search(key, 0, match.start()):
        return None
    if _WORD_END.match(key, match.end()):
        return Hit(rule, match.start(), match.end(), match)
    return None


def accept_action(rule: Rule, key: str, match: re.Match[str]) -> Hit | None:
    """As `accept_word`, and a short object may follow the action."""
    if key.endswith("除", 0, match.start()):
        return None  # 除当场答复外
    rest = re.match(r"[^,。;:!()]*", key[match.end() :])
    if _WORD_END.match(key, match.end()) or (rest is not None and len(rest[0]) <= _OBJECT):
        return Hit(rule, match.start(), match.end(), match)
    return None
