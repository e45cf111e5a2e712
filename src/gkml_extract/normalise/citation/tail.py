"""What stands behind a title: its document number, its articles, the history of the law, a quoted clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gkml_extract.model.record import Article
from gkml_extract.normalise.citation.articles import has_lost_word, read_articles
from gkml_extract.normalise.citation.numbers import CLOSERS, OPENERS, number_at, number_in
from gkml_extract.normalise.citation.titles import TAIL_WORDS
from gkml_extract.regex import regex

MAX_BRACKET = 600
"""Characters of a bracket that are read; the longest history of amendments seen has about 200."""
_LOOK = 60
_HISTORY = regex("通过|修正|修订|修改|公布|发布|施行|废止|决定|简称|下称|根据")
_LINK = regex(
    r"[，,、:：]?(?:(?:(?:19|20)\d\d年)(?:\d{1,2}月(?:\d{1,2}日)?)?)?(?:第[一二三四五]次)?修[正订改](?:版|本)?[，,]?(?=第)"
    "|[，,、:：]?(?=第)|[，,、—－–-]{0,2}(?=[\u3400-\u9fff（(〔\\[]|[A-Z]{2})|的(?=第)"
)
"""What may stand between a title and what speaks of it: 2018年修正版 before 第五条, a dash before a number."""
_ISSUED = regex(rf"的(?:{TAIL_WORDS})(?=[（(〔\[【]|[\u3400-\u9fff]{{1,8}}[〔\[（(](?:19|20)\d\d)")
_OF_STANDARD = regex(r"(?:国家|行业|地方|团体|推荐性|强制性)*标准(?=[（(])")
"""《城镇供热服务》国家标准（GB/T 33833-2017）."""
_PINPOINT = regex("第[^《》]{1,12}?[条款项]")


@dataclass(frozen=True, slots=True)
class Tail:
    """What was read behind a title, and where it ends."""

    doc_number: str | None
    articles: tuple[Article, ...]
    end: int
    repairs: tuple[str, ...] = ()


def match_brackets(text: str) -> dict[int, int]:
    """For each opening bracket of any kind that is closed, where; kinds may be mixed (〔2012）)."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    for at, char in enumerate(text):
        if char in OPENERS:
            stack.append(at)
        elif char in CLOSERS and stack:
            partner[stack.pop()] = at
    return partner


def _bracket(text: str, at: int, partner: Mapping[int, int]) -> tuple[str, int] | None:
    """The content of the bracket at `at` and where it ends; of an unclosed one, its document number."""
    close = partner.get(at)
    stop = text.find("《", at, at + _LOOK)
    ahead = text[at + 1 : stop if stop > 0 else at + _LOOK]
    found = number_in(ahead)
    # (国发2017〕44号): with a bracket lost, the one that closes the year seems to close the whole.
    if found and (close is None or at + 1 + found.start <= close < at + 1 + found.end):
        end = at + 1 + found.end
        while end < len(text) and text[end] in CLOSERS:
            end += 1
        return ahead[: found.end], end
    if close is not None and close - at <= MAX_BRACKET:
        return text[at + 1 : close], close + 1
    return None


def _is_attached(text: str, at: int, content: str) -> bool:
    """Whether a bracket behind a title speaks of that title; 【法律】 before the next one does not."""
    if text[at] == "【" and not any(char.isdigit() for char in content):
        return False
    return "《" not in content or bool(_HISTORY.search(content))


def read_tail(text: str, at: int, partner: Mapping[int, int]) -> Tail:
    """Read on from `at`, right behind a title in squeezed text, as long as it speaks of that title."""
    number: str | None = None
    articles: tuple[Article, ...] = ()
    repairs: list[str] = []
    if rest := _ISSUED.match(text, at):
        at = rest.end()
    elif kind := _OF_STANDARD.match(text, at):
        at = kind.end()
    while at < len(text):
        step = None
        if number is None and _NUMBER_APART.match(text, at) and _is_number(text, at + 1, partner):
            at += 1
        if text[at] in OPENERS and (bracket := _bracket(text, at, partner)) and _is_attached(text, at, bracket[0]):
            found = number_in(bracket[0])
            inner = _articles_in(bracket[0]) if not articles else ()
            step = bracket[1]
        else:
            start = _link_end(text, at)
            found = number_at(text, start) if number is None and not articles else None
            inner, end = read_articles(text, start) if not articles else ((), start)
            if found:
                step, inner = found.end, ()
                if text[step : step + 1] in tuple(CLOSERS) and step not in partner.values():
                    step += 1  # 《…条例》国务院令第711号）第六条
            elif inner:
                step = end
                repairs += ["article-word-lost"] if has_lost_word(text[start:end]) else []
        if step is None:
            break
        if found and number is None:
            number = found.value
            repairs += [found.repair] if found.repair else []
        articles = articles or inner
        at = step
        if found and (rest := _AFTER_NUMBER.match(text, at)):
            at = rest.end()
    return Tail(number, articles, at, tuple(repairs))


_AFTER_NUMBER = regex("号|文件?(?=第)")
"""(国令第711号)号, vocab/legal_basis.json; 宁政办发〔2020〕1号文件第三条."""


_NUMBER_APART = regex(r"[；;](?=[（(〔\[【])")
"""《…条例》第二十条；（国务院令第624号）: the number of the law before, where its bracket holds nothing else."""


def _is_number(text: str, at: int, partner: Mapping[int, int]) -> bool:
    """Whether a bracket holds a document number alone and ends its part, so that no title follows that it is of."""
    close = partner.get(at)
    if close is None or text[close + 1 : close + 2] not in ("", "；", ";", "。"):
        return False
    found = number_in(text[at + 1 : close])
    return found is not None and found.start == 0 and found.end == close - at - 1


def _link_end(text: str, at: int) -> int:
    link = _LINK.match(text, at)
    return link.end() if link else at


def _articles_in(content: str) -> tuple[Article, ...]:
    found = _PINPOINT.search(content)
    if not found or _HISTORY.search(content):
        return ()
    return read_articles(content, found.start())[0]
