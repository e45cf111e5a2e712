"""公开依据 as recognised → as it must have been printed: titles, their 《》, and the brackets of document numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.misread import Words, restore, words_of
from gkml_extract.normalise.citation.titles import is_law, is_title_like
from gkml_extract.regex import regex
from gkml_extract.text import squeeze

SHORTEST: Final = 4
"""Characters of a title that is looked for in a text: three (审计法, 统计法) are one character from another law."""
_OPENERS, _CLOSERS = "〈<＜«≪⟪", "〉>＞»≫⟫"
_NUMBER: Final = regex(
    r"(?P<open>[〔\[【{〖『(（])\s*(?P<year>[0-9OoIl]{4})\s*(?P<close>[〕\]】}〗』)）])(?=\s*第?\s*[0-9OoIl]{1,4}\s*号)"
)
_IN_NUMBER: Final = regex(r"(?<=〕)[0-9OoIl]{1,4}(?=号)|(?<=〔)[0-9OoIl]{4}(?=〕)|(?<=令第)[0-9OoIl]{1,4}(?=号)")
_AS_DIGITS: Final = str.maketrans("OoIl", "0011")
_BOUNDARY: Final = regex(r"[、，,；;。\n]|[0-9][.．、]")


@cache
def _words() -> Words:
    spellings = [
        spelling
        for name in ("laws", "basis_words")
        for entry in load_lexicon(name).entries
        for spelling in entry.spellings
    ]
    return words_of(spellings, SHORTEST)


def restore_basis(text: str, *, is_usual_bracket: bool) -> str:
    """`text` with its titles, title marks and document numbers put right.

    `is_usual_bracket` says that the document writes its numbers as 〔2018〕10号; only then is [2018] read so.

    >>> restore_basis("〈中华人民共和国政府信息公开条倒》（国务院令第7l1号）", is_usual_bracket=True)
    '《中华人民共和国政府信息公开条例》（国务院令第711号）'
    """
    text = _NUMBER.sub(lambda found: _number(found, is_usual_bracket), text)
    text = _IN_NUMBER.sub(lambda found: found[0].translate(_AS_DIGITS), text)
    return _with_marks(restore(text, _words()))


def has_usual_brackets(texts: Sequence[str]) -> bool:
    """Whether more document numbers of a column stand in 〔〕 than in other brackets."""
    found: list[str] = [match["open"] + match["close"] for text in texts for match in _NUMBER.finditer(text)]
    return 2 * found.count("〔〕") > len(found)


def _number(found: re.Match[str], is_usual_bracket: bool) -> str:
    """Both brackets as 〔〕: where one of them is, or where the document writes them so and these are no （）."""
    pair = found["open"] + found["close"]
    is_half = "〔" in pair or "〕" in pair
    if pair == "〔〕" or not (is_half or (is_usual_bracket and not set(pair) & set("()（）"))):
        return found[0]
    return f"〔{found['year'].translate(_AS_DIGITS)}〕"


def _with_marks(text: str) -> str:
    """`text` with the 《 or 》 put back that another mark stands for, or that stood around a known law."""
    chars = list(text)
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == "《":
            opened.append(at)
        elif char == "》":
            if opened:
                opened.pop()
            else:
                _open_before(chars, at)
    for at in opened:
        _close_behind(chars, at)
    return "".join(chars)


def _open_before(chars: list[str], close: int) -> None:
    """Put 《 before the title that ends at `close`: for the mark that stands there, or at its beginning."""
    for at in range(close - 1, -1, -1):
        if chars[at] in _OPENERS and is_title_like("".join(chars[at + 1 : close])):
            chars[at] = "《"
            return
        if "》" in chars[at] or "《" in chars[at]:
            break
    text = "".join(chars[:close])
    start = max((found.end() for found in _BOUNDARY.finditer(text)), default=0)
    start = max(start, text.rfind("》") + 1)
    if is_law(squeeze(text[start:])):
        chars[start] = "《" + chars[start]


def _close_behind(chars: list[str], start: int) -> None:
    """Put 》 behind the title that begins at `start`, for the mark that stands there."""
    for at in range(start + 1, len(chars)):
        if chars[at] in "《》":
            return
        if chars[at] in _CLOSERS and is_title_like("".join(chars[start + 1 : at])):
            chars[at] = "》"
            return
