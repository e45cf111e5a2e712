"""The forms in which a printed label is looked up: without glosses, doublings, numerals, legends, instructions."""

from __future__ import annotations

from collections.abc import Iterator

from gkml_extract.regex import regex

_GLOSS = regex("[(（][a-zA-Zɑɡāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ\u0300-\u036f']+[)）]")
_DEBRIS = regex(r"<[^<>\u3400-\u9fff]*>|&[a-z]{2,6};|\*\*|__")
_INNER = regex(r"[(（〔\[【{<][^()（）〔〕\[\]【】{}<>]*[)）〕\]】}>]")
_UNCLOSED = regex(r"(?<=.)[(（〔\[【{].*$")
_UNOPENED = regex(r"^([^(（〔\[【]*)[)）〕\]】}]$")
_LEADING = regex(
    r"^(?:[^\w\"、=-]+|\d{1,2}[.．、)）](?!\d)|\d{1,2}(?=[\u3400-\u9fff])(?!\d*级)|[一二三四五六七八九十]{1,3}[、.．]|"
    r"[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳])"
)
_TRAILING = regex(r"(?:[^\w\"]+|(?<=\D)\d{1,2}|[①-⑳]|[和及与的、])$")
_INSTRUCTION = regex(
    r"[;；:：,，。-]?(?:[\"']?[■□☑☐●○▲√✓*]|注[:：]|说明[:：]|提示|(?<!申)请|可[多单]?选|可自行|必[填选]|选填|多选|单选|勾选|至少|打[√\"'勾对]|"
    r"[画划填][√\"'勾对写]|用[√\"']|以[√\"']|在标[注准]范围|在.{0,8}(?:内|中)(?:至少)?选择|在.{0,8}[打画划]|按.{0,8}填|如[:：有]|例如|单位[:：]).*$"
)
_TWICE = regex(r"(.{2,}?)\1+")
_EACH_TWICE = regex(r"(.)\1")
MIN_HEAD = 2
"""Characters that must be left of a label when an instruction is taken off."""


def without_gloss(text: str) -> str:
    """`text` without the readings in Latin letters that some pages print behind characters: 公開(kāi)時(shí)限."""
    return _GLOSS.sub("", text)


def _without_brackets(text: str) -> str:
    """`text` without what stands in brackets, nested and unclosed ones included."""
    before = None
    while before != text:
        before, text = text, _INNER.sub("", text)
    return _UNOPENED.sub(r"\1", _UNCLOSED.sub("", text))


def _trimmed(text: str) -> str:
    """`text` without numerals, notes and marks at its two ends."""
    before = None
    while before != text and text:
        before, text = text, _TRAILING.sub("", _LEADING.sub("", text))
    return text


def _uninstructed(text: str) -> str:
    """`text` without the instruction that stands behind it without brackets: 特定群体请写明."""
    found = _INSTRUCTION.search(text, MIN_HEAD)
    return text[: found.start()] if found else text


def _undoubled(text: str) -> Iterator[str]:
    """序号序号 → 序号; 公公开开 → 公开: some dumps print a label, or each character of it, twice."""
    if len(text) > 3 and _TWICE.search(text):
        yield _TWICE.sub(r"\1", text)
    if len(text) > 3 and len(text) % 2 == 0 and text[::2] == text[1::2]:
        yield _EACH_TWICE.sub(r"\1", text)


def forms_of(folded: str) -> list[tuple[str, str]]:
    """(form, rule) in the order in which they are tried; `folded` is the label folded and simplified.

    >>> forms_of("1.特定群体(请写明)")[-1]
    ('特定群体', 'exact-trimmed')
    """
    forms: dict[str, str] = {folded: "exact"}
    bare = without_gloss(_DEBRIS.sub("", folded))
    for single in (bare, *_undoubled(bare)):
        forms.setdefault(single, "exact-undoubled")
    for known in list(forms):
        forms.setdefault(_without_brackets(known), "exact-without-bracket")
    for known in list(forms):
        for form in (
            _uninstructed(known),
            _trimmed(known),
            _trimmed(_uninstructed(_without_brackets(_trimmed(known)))),
        ):
            forms.setdefault(form, "exact-trimmed")
            for single in _undoubled(form):
                forms.setdefault(single, "exact-undoubled")
    return [(form, rule) for form, rule in forms.items() if form]
