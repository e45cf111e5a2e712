"""The labels of headers that are glued into a text: 序号公开事项公开内容公开依据."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gkml_extract.lexicon.header import header_lexicon
from gkml_extract.regex import regex
from gkml_extract.text import any_of, fold, kept_if_short, simplify

_LEAST_LABELS = 4
"""Labels side by side in one fragment that show that cells are glued together."""
_SURE_LABEL = regex("序号|事项|内容|要素|依据|时限|期限|公开时间|主体|责任[部科股]|渠道|载体|对象|方式|备注")
_LEAST_SURE = 3
"""Words that only labels have, of which a header has so many."""
_TITLE_END = regex(r"(?![一二三四]级)[\u4e00-\u9fff]{2,10}?(?:目录|清单|一览表)(?=序号|公开|[一二三四]级|事项|类别)")
_HAN = regex("[\u4e00-\u9fff]")
_LISTED = regex("[、，,；;和及]")
"""Between labels: a sentence that lists them, no header."""
_LABELS_APART = 2
"""Characters that may stand between two labels of a glued header, of a label that nobody knows."""
_IN_BRACKETS = regex(r"[(][^()]{0,60}[)]|\"?五公开\"?类型")


@kept_if_short
def label_runs(text: str) -> list[list[int]]:
    """For each header glued into a text: where its labels begin, and where the last one ends."""
    if len(text) < _LEAST_LABELS * 2:
        return []
    folded = simplify(fold(text))
    if len(folded) != len(text):
        return []
    runs: list[list[int]] = []
    places: list[int] = []
    end = 0
    for first, last in _undoubled_labels(folded):
        between = folded[end:first] if places else ""
        if places and (len(between) > _LABELS_APART + _bracket(folded, end) or _LISTED.match(between)):
            runs.append([*places, end])
            places = []
        places.append(first)
        end = last
    runs.append([*places, end] if places else [])
    runs = [_without_title(run, folded) for run in runs]
    return [run for run in runs if len(run) > _LEAST_LABELS and _is_of_labels(folded[run[0] : run[-1]])]


def inner_places(text: str) -> frozenset[int]:
    """The places within the labels of the headers glued into a text."""
    runs = label_runs(text) if _is_of_labels(simplify(text)) else []
    if not runs:
        return frozenset()
    labels = [match.span() for match in _label_pattern().finditer(simplify(fold(text)))]
    return frozenset(
        place
        for run in runs
        for first, last in labels
        if run[0] <= first and last <= run[-1]
        for place in range(first + 1, last)
    )


def labels_alone(text: str) -> list[int]:
    """Where the labels begin of which a text is made and where the last one ends; none where it has anything else."""
    folded = simplify(fold(text))
    labels = list(_undoubled_labels(folded)) if len(folded) == len(text) else []
    edges = [0, *(last for _, last in labels)]
    return edges if len(labels) > 1 and edges[-1] == len(text) and edges[:-1] == [first for first, _ in labels] else []


@cache
def _label_pattern() -> re.Pattern[str]:
    known = header_lexicon().by_spelling
    spellings = {spelling for spelling in known if len(spelling) > 1 and not spelling[-1].isdigit()}  # 公开层级|1|机构
    return regex(any_of(spellings))


def _without_title(run: list[int], text: str) -> list[int]:
    """The edges of labels without those in the end of a title glued before them: 某局政务|公开目录|序号."""
    end = _TITLE_END.match(text, run[0]) if run and run[0] and _HAN.match(text, run[0] - 1) else None
    return [place for place in run if place >= end.end()] if end else run


def _is_of_labels(text: str) -> bool:
    """Whether labels side by side make a header: 执行”栏目全社会5管理公开 are words of cells."""
    return len(set(_SURE_LABEL.findall(text))) >= _LEAST_SURE


def _undoubled_labels(folded: str) -> Iterator[tuple[int, int]]:
    """Where each label of the lexicon stands; one printed twice (公开事项公开事项) is one."""
    before: tuple[int, int] | None = None
    for match in _label_pattern().finditer(folded):
        first, last = match.span()
        if before and before[1] == first and folded[slice(*before)] == match.group():
            yield before[0], last
            before = None
            continue
        if before:
            yield before
        before = first, last
    if before:
        yield before


def _bracket(text: str, at: int) -> int:
    """The length of the bracket that begins at a place: 公开内容（要素）, a legend."""
    match = _IN_BRACKETS.match(text, at)
    return len(match.group()) if match else 0
