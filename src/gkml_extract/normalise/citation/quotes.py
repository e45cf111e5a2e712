"""Titles in 《》: which marks pair, and what an unpaired mark opens or closes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gkml_extract.normalise.citation.articles import NUMERAL
from gkml_extract.normalise.citation.titles import TAIL_WORDS, is_title_like
from gkml_extract.regex import regex

_BOUNDARY = rf"(?=$|[（(〔\[【《、，,；;。：:]|第{NUMERAL}条)"
_TITLE_END = regex(rf"(?:{TAIL_WORDS})(?:[〉>])?{_BOUNDARY}")
_REST_OF_TITLE = regex(rf"(?:的|[\u3400-\u9fff“”]{{0,20}}?)(?:{TAIL_WORDS}){_BOUNDARY}")
_SENTENCE_END = regex("[；;。：:]")
_LEAD = regex(
    r"(?:[、，,；;。：:.〈<）)]|\d{1,2}[.．、]|[(（]\d{1,2}[)）]|[①-⑳●■◆]|【[^【】]{1,16}】|和|及|与|以及|[根依]据|[按依]照)+"
)
_CLOSED_BY_BRACKET = regex(rf"(《[^《》（）()]{{2,60}}?(?:{TAIL_WORDS}))[）)](?=$|[（(〔\[《、，,；;。]|第)")
_IN_QUOTES = regex(rf"[“\"『「](?!.{{0,4}}[”\"』」])([^“”\"『』「」]{{5,60}}?(?:{TAIL_WORDS}))[”\"』」]{_BOUNDARY}")
_ANY_MARK = regex("[《》〈〉<>]")
_AS_QUOTES = {"≪": "《", "≫": "》", "⟪": "《", "⟫": "》", "«": "《", "»": "》", "＜": "〈", "＞": "〉"}
_QUOTE_CHARS = str.maketrans(_AS_QUOTES)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The 《》 of one line: partner of each paired mark, the outermost pairs and the unpaired marks in order."""

    partner: dict[int, int]
    events: tuple[int, ...]
    opens: tuple[int, ...] = field(default=())

    @property
    def is_balanced(self) -> bool:
        """Whether every mark has its partner."""
        return all(at in self.partner for at in self.events)


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """A title: the whole span with its marks, and the inner span that is the title."""

    start: int
    end: int
    inner: tuple[int, int]


def unify_marks(text: str) -> str:
    """`text` with every outer kind of title mark as 《》, length kept.

    ≪≫ and « » are always such marks; 〈〉 and <> only where the text has no 《》 at all, and only the outermost; “”,
    『』 or 「」 around a title where there are neither. A 《 whose title ends at a bracket (《…条例）（国务院令…) is
    closed by it.
    """
    plain = _CLOSED_BY_BRACKET.sub(r"\1》", text.translate(_QUOTE_CHARS))
    if not _ANY_MARK.search(plain):
        plain = _IN_QUOTES.sub(r"《\1》", plain)
    return plain if "《" in plain or "》" in plain else _raise_angles(plain)


def _raise_angles(text: str) -> str:
    """The outermost 〈〉 or <> of each title as 《》, if all of them pair."""
    chars, depth = list(text), 0
    for at, char in enumerate(text):
        if char in "〈<":
            chars[at] = char if depth else "《"
            depth += 1
        elif char in "〉>":
            depth -= 1
            chars[at] = char if depth else "》"
        if depth < 0:
            return text
    return text if depth else "".join(chars)


def match_quotes(text: str) -> Quotes:
    """Pair the 《》 of `text` by nesting."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    lone: list[int] = []
    opens: list[int] = []
    for at, char in enumerate(text):
        if char == "《":
            stack.append(at)
            opens.append(at)
        elif char == "》":
            if stack:
                opened = stack.pop()
                partner[opened], partner[at] = at, opened
            else:
                lone.append(at)
    lone += stack
    outer: list[int] = []
    end = -1
    for at in opens:
        if at in partner and at > end:
            outer.append(at)
            end = partner[at]
    return Quotes(partner, tuple(sorted([*outer, *lone])), tuple(opens))


def unclosed_title(text: str, at: int, quotes: Quotes, following: int | None) -> TitleSpan:
    """The title that the unpaired 《 at `at` opens; `following` is the next outermost mark, if there is one.

    If the text before the next 《 ends as a title does, the title ends there (《X办法 《Y》). Otherwise it is
    an issuer or 关于印发, and the next pair belongs to the title (《中共中央办公厅《关于…的意见》).
    """
    stop = following if following is not None else len(text)
    head = text[at + 1 : stop]
    if found := _TITLE_END.search(head):
        end = at + 1 + found.end()
        return TitleSpan(at, end, (at + 1, end))
    if following is None or following not in quotes.partner or quotes.partner[following] < following:
        cut = _SENTENCE_END.search(head)
        end = at + 1 + (cut.start() if cut else len(head.rstrip("、，,；;。")))
        return TitleSpan(at, end, (at + 1, end))
    end = quotes.partner[following] + 1
    if rest := _REST_OF_TITLE.match(text, end):
        end = rest.end()
    return TitleSpan(at, end, (at + 1, end))


def unopened_title(text: str, floor: int, at: int) -> TitleSpan | None:
    """The title that the unpaired 》 at `at` closes, no further back than `floor`; None if nothing stands there."""
    start = floor
    for found in _SENTENCE_END.finditer(text, floor, at):
        start = found.end()
    for found in re.finditer("[、，,]", text[start:at]):
        if is_title_like(text[start : start + found.start()]):
            start += found.end()
            break
    if lead := _LEAD.match(text, start, at):
        start = lead.end()
    return TitleSpan(start, at + 1, (start, at)) if at - start > 1 else None
