"""Names of items that are numbered by their levels: 1.法规政策, and 1.1国家层面 in it (vocab/layouts.md, C)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from gkml_extract.reflow.numbers import han_value
from gkml_extract.regex import regex
from gkml_extract.text import kept_if_short

_BEHIND = "(?=[\u4e00-\u9fff“《（(])"
_OUTER, _INNER = regex(rf"(\d{{1,2}})[.．、]{_BEHIND}"), regex(rf"(\d{{1,2}})[.．](\d{{1,2}})[.．、]?{_BEHIND}")
_HAN_OUTER = regex("([一二三四五六七八九十]{1,3})、[\u4e00-\u9fff]")
_HAN_INNER = regex("(\\d{1,2})[.．、][\u4e00-\u9fff]")
"""The name of a group, 一、机构概况, and that of an item, counted from 1. in each group."""
_LEAST_GROUPS = 3
"""Groups from which they are told so."""
_LEAST, _MOSTLY = 3, 0.8
"""Names of the second level that count on from which they are such, and their share of all that look like one."""
_LONGEST_GROUP = 40
"""Characters from a group's name to that of its first item: the longest names have two dozen."""
_NUMBERING = regex(
    rf"(?:\d{{1,2}}[.．]\d{{1,2}}[.．、]?|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[)）]){_BEHIND}"
)
_GLUED = regex(rf"(?<![.．])(\d{{1,2}})[.．](\d{{1,2}})[.．、]?{_BEHIND}")
_DIGITS = regex(r"(?<!\d)\d{1,3}$")


class NumberedName(NamedTuple):
    """A text that begins with the numbered name of an item, and the item's level, 0 for the outermost."""

    place: int
    level: int


def numbering_of(text: str, *, is_name: bool = False) -> str:
    """The number of a name that a text begins with: 一、, 1.2; 1. if it is known to be a name; "" where it has none."""
    found = _NUMBERING.match(text) or (_OUTER.match(text) if is_name else None)
    return found.group() if found else ""


def numbered_names(texts: Sequence[str]) -> list[NumberedName]:
    """Which of the texts, in order, begin with the numbered name of an item; none where they do not count on."""
    found = [(t, number) for t, text in enumerate(texts) if text[:1].isdigit() and (number := _number_of(text))]
    if not _count_on([number for _, number in found if number[1]]):
        return _counted_from_one(texts)
    before = list(accumulate(map(len, texts), initial=0))
    names: list[NumberedName] = []
    groups: dict[int, int] = {}
    known: dict[int, str] = {}
    for t, (outer, inner) in found:
        if not inner:
            groups[outer] = t
            continue
        names.append(NumberedName(t, 1))
        group = groups.pop(outer, None)
        if group is None or before[t] - before[group] > _LONGEST_GROUP:
            continue
        if inner == 1 or known.get(outer) == texts[group]:  # printed again; 1. begins a paragraph as well
            names.append(NumberedName(group, 0))
            known[outer] = texts[group]
    return names


def _counted_from_one(texts: Sequence[str]) -> list[NumberedName]:
    """The names of groups, 一、二、…, and of the items that are counted from 1. in each; none where others count so."""
    names: list[NumberedName] = []
    outer = inner = n_outer = n_inner = 0
    group = -1
    length = 0
    for t, text in enumerate(texts):
        length += len(text)
        if found := _HAN_OUTER.match(text):
            n_outer += 1
            if han_value(found[1]) == outer + 1:
                outer, inner, group, length = outer + 1, 0, t, len(text)
        elif found := _HAN_INNER.match(text):
            n_inner += 1
            is_first = int(found[1]) == 1 and inner == 0 and 0 <= length - len(text) <= _LONGEST_GROUP
            if group >= 0 and int(found[1]) == inner + 1 and (is_first or inner):
                names += [NumberedName(group, 0)] if is_first else []
                names.append(NumberedName(t, 1))
                inner += 1
    n_groups = sum(name.level == 0 for name in names)
    is_good = n_groups >= _LEAST_GROUPS and n_groups >= _MOSTLY * n_outer and len(names) - n_groups >= _MOSTLY * n_inner
    return names if is_good else []


@kept_if_short
def _number_of(text: str) -> tuple[int, int] | None:
    """(1, 2) of 1.2国家层面, (1, 0) of 1.法规政策, None of any other text."""
    if inner := _INNER.match(text):
        return int(inner[1]), int(inner[2])
    outer = _OUTER.match(text)
    return (int(outer[1]), 0) if outer else None


def _count_on(numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether numbers are those of one group's items after the other's, 1.1, 1.2, 2.1; one may be printed again."""
    n_good = sum(
        number in (before, (before[0], before[1] + 1), (before[0] + 1, 1))
        for before, number in zip([(0, 0), *numbers], numbers, strict=False)
    )
    return len(set(numbers)) >= _LEAST and n_good >= _MOSTLY * len(numbers)


def places_of_numbered(text: str) -> Iterator[int]:
    """The places of a glued text at which a numbered name may begin, and the row's number before that of a group.

    Of two figures before the point the first is of the row's number, if the group's name before it tells no other.
    """
    for match in _GLUED.finditer(text):
        outer, place = match[1], match.start()
        head = _begin_of_group(text, outer, place)
        if head < 0 and len(outer) > 1:
            outer, place = outer[1:], place + 1
            head = _begin_of_group(text, outer, place)
        yield place
        if place and text[place - 1].isdigit() and (number := _DIGITS.search(text, max(place - 4, 0), place)):
            yield number.start()
        if head >= 0:
            yield head
            if number := _DIGITS.search(text, max(head - 4, 0), head):
                yield number.start()


def _begin_of_group(text: str, outer: str, end: int) -> int:
    """Where the name of the group numbered `outer` begins shortly before a place, -1 if it does not."""
    return max(text.rfind(outer + mark, max(end - _LONGEST_GROUP, 0), end) for mark in ".．、")
