"""Pinpoints inside a law: 第二十条第一款第（十一）项 → article 20, paragraph 1, item 11."""

from __future__ import annotations

import re

from gkml_extract.model.record import Article
from gkml_extract.regex import regex

MAX_RANGE = 60
"""Articles that a range (第十条至第十五条) may cover; longer ones give their two ends only."""

_DIGIT_CHARS = ("〇零○", "一", "二两", "三", "四", "五", "六", "七", "八", "九")
_DIGITS = {char: value for value, chars in enumerate(_DIGIT_CHARS) for char in chars}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = "[〇零○一二两三四五六七八九十百千廿卅]"
NUMERAL = rf"(?:\d{{1,4}}(?!\d)|{_HAN}{{1,9}}(?!{_HAN}))"
"""A numeral up to its end: half of one would let a run of digits be parted in every possible way."""
_ONE = rf"[（(]?{NUMERAL}[)）]?"
_JOIN = r"(?:[、，,]?(?:和|及|与|至|到|[-—~～－–])?)"
_NEXT_BEGINS = rf"(?:{_JOIN}(?=[（(])|(?:[、，,](?:和|及|与|至|到)?|[-—~～－–和及与至到])"
_NEXT = _NEXT_BEGINS + "第?)"
"""What parts two numbers of a group: nothing before a bracket alone, since 第十四第一款 has lost its 条."""
_NEXT_LARGER = _NEXT_BEGINS + "(?:第(?=[（(])|第(?<![)）].第)|(?!第)))"
"""The same for 条 and 款: 第 without a bracket begins a group of its own behind one (第三十条（二），第三十一条)."""
_LARGER = regex(rf"第?(?P<ns>{_ONE}(?:{_NEXT_LARGER}{_ONE}){{0,20}})(?P<unit>条|款)(?:之[一二三四五六七八九十])?")
_ITEMS = regex(rf"第?(?P<ns>{_ONE}(?:{_NEXT}{_ONE}){{0,20}})(?P<unit>项)(?:之[一二三四五六七八九十])?")
_CUT = regex(rf"第(?P<ns>{NUMERAL})(?=第?[（(]?{NUMERAL}[)）]?[款项]|$|[、，,；;。])")
"""第十四第一款, 第五十 at the end: the 条 is lost."""
_HEADLESS = regex(rf"{NUMERAL}(?:[、，,]{NUMERAL}){{0,10}}条(?=$|[、，,；;。)）（(的第《和及与至]|规定)")
"""《城乡规划法》54条: the 第 is lost."""
_INSERTED = regex(rf"第\s*{NUMERAL}\s*条\s*之\s*[一二三四五六七八九十]{{1,2}}")
_ITEM_INSIDE = regex(rf"第(?P<n>{NUMERAL})[（(](?P<item>{NUMERAL})[)）]条")
"""第20（5）条: an item printed inside its article."""
_ITEM_FIRST = regex(rf"[（(]{NUMERAL}[)）].*[^)）]$")
"""20条（6）、（7）、21条: the numbers in brackets are items of the article before."""
_CHAPTER = regex(rf"第{NUMERAL}[编章节目](?:第{NUMERAL}节)?")
_BARE_ITEM = regex(
    rf"[（(](?P<ns>{NUMERAL})[)）](?!\s*《)"
    r"(?!(?<=[;；][（(].[)）])\s*(?![、，,；;和及与至到第的项])[\u3400-\u9fff])"
)
"""第十条；（二）国发〔2016〕2号: behind a semicolon and before a name it counts the parts of the cell."""
_BETWEEN = regex(
    r"(?:[、，,；;]|以及|和|及|与|至|到|的|之(?=[（(])|[-—~～－–])?(?=第|[（(]?[\d〇零○一二两三四五六七八九十百千廿卅])"
)
_NUMBER = regex(NUMERAL)
_RANGE = regex("[至到~～—－–-]")


def inserted_articles(text: str) -> tuple[str, ...]:
    """The articles in `text` that a later law put in, 第三十条之一: `articles` has only the number before 之一.

    >>> inserted_articles("《中华人民共和国刑法》第一百三十三条之一")
    ('第一百三十三条之一',)
    """
    if "之" not in text:
        return ()
    return tuple("".join(found.group().split()) for found in _INSERTED.finditer(text))


def parse_numeral(text: str) -> int | None:
    """The value of digits or of a Chinese numeral up to 9999; None for anything else.

    >>> parse_numeral("二十"), parse_numeral("一百零三"), parse_numeral("二〇二四")
    (20, 103, 2024)
    """
    if text.isdecimal() and len(text) <= 9:
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text)) if len(text) <= 9 else None
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * _UNITS[char]
            digit = 0
    return total + digit


def _numbers(group: str) -> list[int]:
    """The numbers of a group in order, a range filled in."""
    numbers: list[int] = []
    end = 0
    for found in _NUMBER.finditer(group):
        number = parse_numeral(found.group())
        if number is None:
            continue
        if numbers and _RANGE.search(group[end : found.start()]):
            numbers += _fill(numbers[-1], number)
        else:
            numbers.append(number)
        end = found.end()
    return numbers


def _fill(first: int, last: int) -> list[int]:
    return list(range(first + 1, last + 1)) if first < last <= first + MAX_RANGE else [last]


def _add(articles: list[Article], unit: str, numbers: list[int], is_range: bool) -> None:
    """Put the numbers of one group behind what was read: a finer unit refines the last pinpoint."""
    last = articles[-1] if articles else Article(article=None)
    before = {"条": last.article, "款": last.paragraph, "项": last.item}[unit]
    if is_range and before is not None and numbers:
        numbers = [*_fill(before, numbers[0]), *numbers[1:]]
    if unit == "条":
        articles += [Article(article=number) for number in numbers]
        return
    if articles and last.item is None and (unit == "项" or last.paragraph is None):
        articles.pop()
    if unit == "款":
        articles += [Article(article=last.article, paragraph=number) for number in numbers]
    else:
        articles += [Article(article=last.article, paragraph=last.paragraph, item=number) for number in numbers]


def has_lost_word(text: str) -> bool:
    """Whether the pinpoints of `text` have lost a 第 at their head, or a 条."""
    return bool(_HEADLESS.match(text) or _CUT.search(_LARGER.sub("", _ITEMS.sub("", text))))


def _group_at(text: str, at: int) -> re.Match[str] | None:
    """The numbers at `at` with the unit behind them."""
    return _LARGER.match(text, at) or _ITEMS.match(text, at)


def _begins_with_items(group: re.Match[str]) -> bool:
    """Whether the first numbers of a group of articles stand in brackets: they are items of the article before."""
    return group["unit"] != "项" and _ITEM_FIRST.match(group["ns"]) is not None


def read_articles(text: str, at: int) -> tuple[tuple[Article, ...], int]:
    """The pinpoints that stand at `at` in squeezed text, and where they end.

    款 and 项 are read as printed; a bare （二） behind 条 or 款 is an item. Without any, `at` comes back.
    """
    articles: list[Article] = []
    end = at
    is_range = False
    while True:
        if chapter := _CHAPTER.match(text, at):
            at = end = chapter.end()
        elif inside := _ITEM_INSIDE.match(text, at):
            numbers = _numbers(inside["n"])[:1]
            articles += [Article(article=number, item=item) for number in numbers for item in _numbers(inside["item"])]
            at = end = inside.end()
        elif (
            (found := _group_at(text, at))
            and not (articles and _begins_with_items(found))
            and (articles or text[at] == "第" or _HEADLESS.match(text, at))
        ):
            _add(articles, found["unit"], _numbers(found["ns"]), is_range)
            at = end = found.end()
        elif found := _CUT.match(text, at):
            _add(articles, "条", _numbers(found["ns"]), is_range)
            at = end = found.end()
        elif articles and (found := _BARE_ITEM.match(text, at)):
            _add(articles, "项", _numbers(found["ns"]), is_range)
            at = end = found.end()
        else:
            break
        between = _BETWEEN.match(text, at)
        is_range = bool(between and _RANGE.search(between.group()))
        at = between.end() if between else at
    return tuple(articles), end
