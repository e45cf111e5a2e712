"""The labels of a header without what reads like labels before, below and behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gkml_extract.lexicon.header import header_lexicon, parse_label
from gkml_extract.model.table import TextFragment
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.header.labels import PrintedLabel
from gkml_extract.reflow.header.rows import is_row_of_fields
from gkml_extract.text import fold

MAX_STRAY = 3
"""Fragments in a row that may stand between two labels of one header: an unknown label, broken."""
_LONGEST_END, _LABELS_BETWEEN = 3, 8
"""Characters of a label's last line, and labels that may stand between it and the line before."""
_BEGIN_LABELS = 2
"""Labels with which headers of one document begin alike."""


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """Where lines begin, each by its first fragment, the number of fragments last; and which are rows of fields.

    Told once for all fragments: glued text may be one line, with a header on every page of it.
    """

    begins: Sequence[int]
    are_of_fields: Sequence[bool]

    @classmethod
    def of(cls, fragments: Sequence[TextFragment]) -> HeaderLines:
        """The lines of fragments."""
        lines = [fragment.line for fragment in fragments]
        begins = [k for k, line in enumerate(lines) if not k or line != lines[k - 1]]
        edges = [*begins, len(lines)]
        return cls(edges, [is_row_of_fields(fragments[a:b]) for a, b in pairwise(edges)])

    def around(self, k: int) -> range:
        """The fragments in the line of fragment `k`."""
        number = bisect_right(self.begins, k) - 1
        return range(self.begins[number], self.begins[number + 1])

    def is_of_fields(self, k: int) -> bool:
        """Whether the line of fragment `k` is a row of fields."""
        return self.are_of_fields[bisect_right(self.begins, k) - 1]


def with_ends(labels: tuple[PrintedLabel, ...]) -> tuple[PrintedLabel, ...]:
    """`labels` with the end of one that stands behind its neighbours given back: 一级事 / 咨询电话 / 项 is 一级事项.

    Labels side by side that are wrapped come line by line.
    """
    spellings = header_lexicon().by_spelling
    kept = list(labels)
    for end in labels:
        if end.label.rule != "unknown" or len(end.label.text) > _LONGEST_END:
            continue
        at = next(k for k, each in enumerate(kept) if each is end)
        for k in range(at - 1, max(at - 1 - _LABELS_BETWEEN, -1), -1):
            begun = kept[k].label.text
            if fold(begun) not in spellings and fold(begun + end.label.text) in spellings:
                kept[k] = replace(kept[k], label=parse_label(begun + end.label.text))
                del kept[at]
                break
    return tuple(kept)


def without_rows(
    fragments: Sequence[TextFragment], lines: HeaderLines, labels: tuple[PrintedLabel, ...]
) -> tuple[PrintedLabel, ...]:
    """`labels` without those in rows of fields most of which are none: 主动公开 and 县级 are values as well.

    Below 公开渠道 names of channels are labels.
    """
    known = {printed.first for printed in labels if printed.label.rule != "unknown"}
    has_channels = any(printed.label.field == "channels" for printed in labels)
    for at, printed in enumerate(labels):
        if not at or fragments[printed.first].line == fragments[labels[at - 1].first].line:
            continue
        if not lines.is_of_fields(printed.first):
            continue
        filled = [k for k in lines.around(printed.first) if fragments[k].text]
        n_known = sum(k in known or (has_channels and is_known(fragments[k].text)) for k in filled)
        if 2 * n_known < len(filled):
            return labels[:at]
    return labels


def without_lone_child(labels: tuple[PrintedLabel, ...]) -> tuple[PrintedLabel, ...]:
    """`labels` without a last one that is the only child of an unprinted group: 服务公开 as a first row's name.

    主动公开 names no row.
    """
    if not labels or labels[-1].label.field in ("method.proactive", "method.on_request"):
        return labels
    group = labels[-1].label.group
    alone = sum(printed.label.group == group for printed in labels) == 1
    return labels[:-1] if group and alone and not labels[-1].label.is_group else labels


def from_first_label(labels: tuple[PrintedLabel, ...], first: tuple[PrintedLabel, ...]) -> tuple[PrintedLabel, ...]:
    """`labels` from where they begin as the document's first header does: the row above may end in 全社会, 主动公开.

    A new table's title stands between the two, which is no label either.
    """
    begin = [printed.label.text for printed in first[:_BEGIN_LABELS]]
    texts = [printed.label.text for printed in labels]
    at = next((k for k in range(1, len(labels)) if texts[k : k + _BEGIN_LABELS] == begin), 0)
    return labels[at:] if texts[:_BEGIN_LABELS] != begin else labels


def without_first_row(labels: tuple[PrintedLabel, ...]) -> tuple[PrintedLabel, ...]:
    """`labels` without names of items at the end that read like labels (政策依据): behind a text that is none, one of a
    field that has its label already."""
    kept = list(labels)
    while len(kept) > 2 and kept[-2].label.rule == "unknown":
        is_double = kept[-1].label.field in {printed.label.field for printed in kept[:-2]} - {"extra"}
        if not is_double or kept[-1].label.is_group:
            break
        del kept[-2:]
    return tuple(kept)


def dense_part(labels: tuple[PrintedLabel, ...]) -> tuple[PrintedLabel, ...]:
    """The densest stretch of the labels: text with stray label words before or after a header is cut off."""
    stretches: list[list[PrintedLabel]] = [[]]
    unknown = 0
    for printed in labels:
        span = printed.last - printed.first + 1
        unknown = unknown + span if printed.label.rule == "unknown" else 0
        if unknown > MAX_STRAY:
            stretches.append([])
            continue
        stretches[-1].append(printed)
    for stretch in stretches:
        while stretch and stretch[-1].label.rule == "unknown":
            stretch.pop()
        while stretch and stretch[0].label.rule == "unknown":
            stretch.pop(0)
    return tuple(max(stretches, key=lambda stretch: len({printed.label.field for printed in stretch})))
