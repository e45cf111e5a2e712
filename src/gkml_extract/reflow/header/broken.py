"""Labels that nobody knows, in two lines of which the second is a label by itself: 重点 / 领域, 编制 / 依据."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gkml_extract.lexicon.header import header_lexicon, parse_label
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.header.labels import PrintedLabel, label_of
from gkml_extract.text import display_width, fold

_LEAST_BROKEN = 3
"""Labels broken at one width from which others are taken to be broken at it as well."""
_LINE_GAPS = (Gap.LINE, Gap.BLANK)


def with_second_lines(fragments: Sequence[TextFragment], labels: tuple[PrintedLabel, ...]) -> tuple[PrintedLabel, ...]:
    """`labels` with two lines as one label where others are broken at the width of the first, and the second is what
    labels end with. The first is no label; or both are of items (一级 / 类目)."""
    widths = [display_width(fragments[each.first].text) for each in labels if _is_broken(fragments, each)]
    joined: list[PrintedLabel] = []
    for each in labels:
        before = joined[-1] if joined else None
        if before is not None and _are_one(fragments, before, each, widths):
            joined[-1] = label_of(fragments, range(before.first, each.last + 1))
        else:
            joined.append(each)
    return tuple(joined)


def _is_broken(fragments: Sequence[TextFragment], label: PrintedLabel) -> bool:
    """Whether a known label has a line's end behind its first fragment."""
    return label.label.rule != "unknown" and label.first < label.last and fragments[label.first + 1].gap in _LINE_GAPS


def _are_one(fragments: Sequence[TextFragment], one: PrintedLabel, other: PrintedLabel, widths: Sequence[int]) -> bool:
    if not (one.first == one.last == other.first - 1 and other.first == other.last):
        return False
    parts = fragments[one.first : other.last + 2]
    width, text = display_width(parts[0].text), fold(parts[1].text)
    is_alone = parts[0].gap in (*_LINE_GAPS, Gap.START) and all(part.gap in _LINE_GAPS for part in parts[1:])
    if not is_alone or display_width(parts[1].text) > width or widths.count(width) < _LEAST_BROKEN:
        return False
    if one.label.rule == "unknown":
        return text in _ends()
    whole = parse_label(parts[0].text + parts[1].text)
    is_of_items = one.label.group == whole.group == "items" and not one.label.is_group
    return is_of_items and other.label.field in ("primary", "secondary")


@cache
def _ends() -> frozenset[str]:
    """Labels with which longer ones end."""
    spellings = header_lexicon().by_spelling
    return frozenset(spelling[k:] for spelling in spellings for k in range(1, len(spelling))).intersection(spellings)
