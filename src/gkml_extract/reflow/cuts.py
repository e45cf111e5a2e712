"""Glued text, in which nothing stands between cells → fragments at the places where a cell may begin.

A cut is a possibility, never a decision: the decoder chooses among them. Cuts come from what the parsers find (titles,
deadlines, lists of boxes), from numerals, ticks and words that fill a cell, from terms that name items, and from what
this document prints again and again. All are found in one pass each, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from gkml_extract.lexicon.header import header_lexicon
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.channels import find_channel_spans
from gkml_extract.normalise.deadline import find_deadline_spans
from gkml_extract.reflow.chunks import law_spans
from gkml_extract.text import fold, simplify, squeeze

_LEAST_LABELS = 4
"""Labels side by side in one fragment that show that cells are glued together."""
_LONG_FRAGMENT = 90
"""Characters from which a fragment of a glued text may hold several cells."""
_GRAM, _RECURS = 5, 3
"""Characters and times from which a text that is printed again shows by its ends where cells end."""
_WORD = re.compile(
    r"[√✓✔]|同上|全社会|社会公众|主动公开(?!目录)|依申请公开(?![二目])|(?<=[\u4e00-\u9fff√）)》。；■])\d{1,3}(?=[\u4e00-\u9fff“《（(])"
    r"|^\d{1,3}(?=[\u4e00-\u9fff])|[一二三四五六七八九十]{1,3}、(?=[\u4e00-\u9fff]{2})"
)
_AFTER = re.compile(
    r"信息|指南|文件|规章|法规|名单|名录|管理|设置|职能|职责|公示|公告|处罚|许可|强制(?!措施)|措施|检查|标准|政策|依据|制度|计划|结果|概况|情况|事项"
    r"|资格|补贴|采购|解读|投诉|服务|活动|监督|预案|建设|督察|举报|咨询|审批|核发|备案|流程|决定|补助|热线|供养|救助|保障|规范|培训|资助"
    r"|介绍|范围|经费|决算|资金|隐患|通报|报告|工作|数据|演练|项目|认定|渠道|停放|基准|清单|分工|概要|给付|接种|方案|公开|领域|类事项"
)
_ORG = re.compile(r"(?:局|政府|委员会|办事处|办公室|公司|中心|[科股](?=[■□√]))")
_PARAGRAPH = re.compile(r"(?<!\d)\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|●|(?<=。)")
_LABELS_APART = 2
"""Characters that may stand between two labels of a glued header, of a label that nobody knows."""


def cut_glued(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """`fragments` with those cut that hold several cells; the same where nothing is glued."""
    headers = {k: labels for k, fragment in enumerate(fragments) if (labels := _labels(fragment.text))}
    if not headers:
        return tuple(fragments)
    begin = min(headers)
    grams = _grams(fragments[begin:])
    cut: list[TextFragment] = []
    for k, fragment in enumerate(fragments):
        if k in headers:
            at = headers[k]
            cut += _pieces(fragment, [*at, *(at[-1] + place for place in _cuts(fragment.text[at[-1] :], grams))])
        elif k > begin and len(fragment.text) > _LONG_FRAGMENT // 3:
            cut += _pieces(fragment, _cuts(fragment.text, grams))
        else:
            cut.append(fragment)
    return tuple(cut)


def _pieces(fragment: TextFragment, places: Sequence[int]) -> Iterator[TextFragment]:
    text = fragment.text
    inner = sorted({place for place in places if 0 < place < len(text)})
    for number, (first, last) in enumerate(zip([0, *inner], [*inner, len(text)], strict=True)):
        if piece := text[first:last].strip():
            yield replace(fragment, text=piece) if number == 0 else replace(fragment, text=piece, gap=Gap.NONE)


@cache
def _label_pattern() -> re.Pattern[str]:
    spellings = {spelling for spelling in header_lexicon().by_spelling if len(spelling) > 1}
    return re.compile("|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True)))


def _labels(text: str) -> list[int]:
    """Where the labels of a glued header begin, and where the last one ends; none if the text holds no header."""
    if len(text) < _LEAST_LABELS * 2:
        return []
    folded = simplify(fold(text))
    if len(folded) != len(text):
        return []
    places: list[int] = []
    end = 0
    best: list[int] = []
    for match in _label_pattern().finditer(folded):
        if places and match.start() - end > _LABELS_APART + _bracket(folded, end):
            best = max(best, [*places, end], key=len)
            places = []
        places.append(match.start())
        end = match.end()
    best = max(best, [*places, end] if places else [], key=len)
    return best if len(best) > _LEAST_LABELS else []


def _bracket(text: str, at: int) -> int:
    """The length of the bracket that begins at a place: 公开内容（要素）, a legend."""
    match = _IN_BRACKETS.match(text, at)
    return len(match.group()) if match else 0


_IN_BRACKETS = re.compile(r"[(][^()]{0,60}[)]|\"?五公开\"?类型")


def _grams(fragments: Sequence[TextFragment]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for fragment in fragments:
        text = fragment.text
        counts.update(text[k : k + _GRAM] for k in range(len(text) - _GRAM + 1))
    return counts


@cache
def _term_pattern() -> re.Pattern[str]:
    terms = sorted(load_lexicon("items").by_spelling, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, terms)))


@cache
def _channel_pattern() -> re.Pattern[str]:
    names = sorted(
        (name for name in load_lexicon("channels").by_spelling if len(name) > 2), key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, names)))


def _cuts(text: str, grams: Counter[str]) -> list[int]:
    """The places in a glued text at which a cell may begin."""
    plain = simplify(text)
    squeezed = squeeze(plain)
    places = [k for k, char in enumerate(plain) if not char.isspace()] + [len(plain)]
    spans = [(places[a], places[b]) for a, b in _whole_spans(squeezed)]
    cuts = {edge for span in spans for edge in span}
    inside = _covered(spans, len(plain))
    soft: set[int] = set()
    for match in _WORD.finditer(plain):
        soft |= set(match.span())
    for pattern in (_term_pattern(), _channel_pattern()):
        for match in pattern.finditer(plain):
            soft |= set(match.span())
    soft |= {match.end() for pattern in (_AFTER, _ORG) for match in pattern.finditer(plain)}
    soft |= {match.start() for match in _PARAGRAPH.finditer(plain)}
    soft |= set(_ends_of_recurring(text, grams))
    return sorted(cuts | {place for place in soft if not inside[place]})


def _whole_spans(text: str) -> list[tuple[int, int]]:
    """Titles, deadlines and lists of channels in a squeezed text."""
    return [*find_channel_spans(text), *find_deadline_spans(text), *law_spans(text)]


def _covered(spans: Sequence[tuple[int, int]], length: int) -> list[bool]:
    """For each place, whether it lies within a span and not at its edge."""
    inside = [False] * (length + 1)
    for first, last in spans:
        for k in range(first + 1, last):
            inside[k] = True
    return inside


def _ends_of_recurring(text: str, grams: Counter[str]) -> Iterator[int]:
    """Where a text that the document prints again and again begins or ends: what surrounds it differs."""
    for k in range(1, len(text) - _GRAM + 1):
        here, before = grams[text[k : k + _GRAM]], grams[text[k - 1 : k - 1 + _GRAM]]
        if here >= _RECURS and here > 1.5 * before:
            yield k
        if before >= _RECURS and before > 1.5 * here:
            yield k - 1 + _GRAM
