"""公开时限 as recognised → as it must have been printed."""

from __future__ import annotations

from functools import cache
from typing import Final

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.misread import Words, restore, words_of
from gkml_extract.regex import regex

_DIGITS: Final = (
    (regex(r"(?<=[0-9])[OoＯｏ〇○](?=[0-9OoＯｏ〇○]*(?:个|工作|[日天月年周小]))"), "0"),
    (regex(r"(?<![A-Za-z0-9])[lI|](?=[0-9]{0,2}(?:个|工作|[日号天月年周]))"), "1"),
    (regex(r"(?<=[0-9])[lI|](?=[0-9]?(?:个|工作|[日号天月年周]))"), "1"),
)
_UNIT: Final = regex(r"(?<=[0-9])(?:[夭夫])(?=[内前。；，]|$)")


@cache
def _words() -> Words:
    return words_of(spelling for entry in load_lexicon("deadline_words").entries for spelling in entry.spellings)


def restore_deadline(text: str) -> str:
    """`text` with letters among digits read as digits and the characters of known phrases put right.

    >>> restore_deadline("信息形成或者变更之曰起2O个工作目内")
    '信息形成或者变更之日起20个工作日内'
    """
    for pattern, digit in _DIGITS:
        text = pattern.sub(digit, text)
    return restore(_UNIT.sub("天", text), _words())
