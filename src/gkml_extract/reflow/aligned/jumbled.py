"""Labels of narrow columns whose lines stand askew: told by their characters, all of them together.

Where columns have room for one character each, what is printed of 特定群众, 主动公开 and 县级 side by side comes in
lines that are shifted against one another and run together (会 群公公 / 众开开). Which character is whose cannot be
told line by line. But the labels that such columns have are few: those are taken that need exactly the characters that
stand there, and each column stands where the characters are that no other label has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from statistics import median

from gkml_extract.lexicon.header import header_lexicon, levels_of
from gkml_extract.reflow.aligned.words import Word
from gkml_extract.text import fold, simplify

_MOST_CHARACTERS = 80
"""Characters of labels side by side; the most of all tick columns that are known together has some 60."""
_MOST_LEVELS = 4
_LEAST_GROUP, _SHORT_NAME = 2, 20
"""Characters of a group's shortest names, such as 层级, and by how much these are less usual than others."""
_SHORT_LABEL = 4
"""Characters of a label that stands beside those of groups in as narrow a column: 序号, 备注."""
_FAR = 1000
"""No options have such a rank."""
_ASTRAY = 3
"""Places by which the label of a group may stand left of one of the group before: lines are shifted by one or two."""
_MOST_STEPS = 4000
"""Ways that are gone before the characters count as not told."""
_PAIRS = {
    "audience": (("audience.public", "audience.specific"),),
    "method": (("method.proactive", "method.on_request"),),
    "five_open": (
        ("five_open.decision", "five_open.execution", "five_open.management", "five_open.service", "five_open.result"),
    ),
    "items": (("primary", "secondary", "levels"), ("primary", "secondary")),
}
"""The columns under each group."""
_LEVELS = "公开层级"
_SIGNS = {
    "audience": "特定",
    "method": "申",
    "five_open": "决",
    "items": "二",
    _LEVELS: "县市镇乡街",
    "number": "序",
    "remarks": "备",
}
"""Characters of which one stands in the labels under a group and in no other's."""


@dataclass(frozen=True, slots=True)
class Told:
    """A label and where it stands; `group` is the text of the one over it, `kind` what group it is of."""

    text: str
    x0: int
    x1: int
    kind: str
    group: str | None


@dataclass(frozen=True, slots=True)
class _Option:
    """Labels that may stand there together: those of the columns, and of the group over them."""

    labels: tuple[str, ...]
    group: str | None
    kind: str
    needs: Mapping[str, int]
    rank: int
    """How far behind the usual spellings its own stand."""


def tell_labels(words: Sequence[Word]) -> list[Told] | None:
    """The labels that need exactly the characters of these words, from the left; None if none or no places are told."""
    places: dict[str, list[float]] = {}
    for word in words:
        text = simplify(word.text)
        step = (word.x1 - word.x0) / max(len(text), 1)
        for k, char in enumerate(text):
            places.setdefault(fold(char), []).append(word.x0 + k * step)
    chosen = _chosen("".join(sorted(char * len(at) for char, at in places.items())))
    if chosen is None:
        return None
    uses = Counter(
        char
        for option in chosen
        for label in (*option.labels, *filter(None, [option.group]))
        for char in set(fold(label))
    )
    told: list[Told] = []
    for option in chosen:
        for label in option.labels:
            own = [x for char in set(fold(label)) if uses[char] == 1 for x in places[char]]
            if not own:
                return None
            x0 = int(median(own))
            told.append(Told(label, x0, x0 + 1, option.kind, option.group))
    printed = {fold(char): char for word in words for char in word.text if len(fold(char)) == 1}
    told = [replace(each, text="".join(printed.get(char, char) for char in fold(each.text))) for each in told]
    middles = {kind: median(each.x0 for each in told if each.kind == kind) for kind in {each.kind for each in told}}
    told.sort(key=lambda each: (middles[each.kind], each.kind == "remarks", each.x0))
    return told if all(right.x0 > left.x0 - _ASTRAY for left, right in pairwise(told)) else None


@lru_cache(maxsize=1024)
def _chosen(chars: str) -> tuple[_Option, ...] | None:
    """The options that need these characters together."""
    if len(chars) > _MOST_CHARACTERS:
        return None
    return _Search().best(Counter(chars))


class _Search:
    """The options of the least rank together that need all characters, within so many steps."""

    def __init__(self) -> None:
        self.steps = 0
        self.least = _FAR
        self.found: tuple[_Option, ...] | None = None

    def best(self, chars: Counter[str]) -> tuple[_Option, ...] | None:
        """The options; None if no labels need exactly these characters."""
        self._go(chars, tuple(_options()), (), 0)
        return self.found

    def _go(self, left: Counter[str], kinds: tuple[str, ...], chosen: tuple[_Option, ...], rank: int) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS or rank >= self.least:
            return
        if not left:
            self.least, self.found = rank, chosen
            return
        if not kinds or not _characters(kinds).issuperset(left):
            return
        kind, rest = kinds[0], kinds[1:]
        has_columns = any(left[sign] for sign in _SIGNS[kind])
        for option in _options()[kind] if has_columns else _lone_groups().get(kind, ()):
            if all(left[char] >= n for char, n in option.needs.items()):
                self._go(left - Counter(option.needs), rest, (*chosen, option), rank + option.rank)
        if not has_columns:
            self._go(left, rest, chosen, rank)


@cache
def _characters(kinds: tuple[str, ...]) -> frozenset[str]:
    """The characters of all labels of some kinds."""
    return frozenset(char for kind in kinds for option in _options()[kind] for char in option.needs)


@cache
def _lone_groups() -> dict[str, tuple[_Option, ...]]:
    """Labels of groups that stand over a column of texts, without columns of their own."""
    return {
        kind: tuple(
            _Option((option.group,), None, kind, Counter(fold(option.group)), option.rank)
            for option in options
            if option.labels == options[0].labels and option.group and len(option.group) > _LEAST_GROUP
        )
        for kind, options in _options().items()
        if kind not in ("items", "number", "remarks")
    }


@cache
def _options() -> dict[str, tuple[_Option, ...]]:
    """For each kind what may stand there: of two that fit, the one first."""
    of_field: dict[str, list[str]] = {}
    of_group: dict[str, list[str]] = {}
    for spelling, entry in header_lexicon().by_spelling.items():
        if entry.more.get("damaged"):
            continue
        if entry.more.get("group"):
            kind = "items" if entry.value == "primary" else str(entry.more.get("key", entry.value))
            of_group.setdefault(kind, []).append(spelling)
        else:
            of_field.setdefault(entry.value if entry.value != "extra" else str(entry.more.get("parent")), []).append(
                spelling
            )
    found = {
        kind: tuple(
            _ordered(option for fields in ways for option in _of_fields(kind, fields, of_field, of_group[kind]))
        )
        for kind, ways in _PAIRS.items()
    }
    found[_LEVELS] = tuple(_ordered(_of_levels(of_field.get(_LEVELS, []), of_group[_LEVELS])))
    for kind in ("number", "remarks"):
        found[kind] = tuple(
            _Option((spelling,), None, kind, Counter(spelling), 0)
            for spelling in of_field[kind]
            if _SIGNS[kind] in spelling and len(spelling) <= _SHORT_LABEL
        )
    return found


def _ordered(options: Iterator[_Option]) -> list[_Option]:
    return sorted(options, key=lambda option: option.rank)


def _of_fields(
    kind: str, fields: Sequence[str], of_field: Mapping[str, Sequence[str]], groups: Sequence[str]
) -> Iterator[_Option]:
    ways: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for name in fields:
        spellings = [spelling for spelling in of_field[name] if len(spelling) > 1 and not levels_of(spelling)]
        if kind == "items":
            spellings = [spelling for spelling in spellings if spelling[0] in "一二三"]
        ways = [(rank + k, (*way, spelling)) for rank, way in ways for k, spelling in enumerate(spellings)]
    for rank, way in ways:
        yield from _with_groups(way, kind, groups, rank)


def _of_levels(spellings: Sequence[str], groups: Sequence[str]) -> Iterator[_Option]:
    ways: list[tuple[str, ...]] = [()]
    for _ in range(_MOST_LEVELS - 2):
        ways += [(*way, spelling) for way in ways for spelling in spellings if not way or way[-1] < spelling]
    for way in dict.fromkeys(ways):
        if way:
            yield from _with_groups(way, _LEVELS, groups, len(way))


def _with_groups(labels: tuple[str, ...], kind: str, groups: Sequence[str], rank: int) -> Iterator[_Option]:
    """The labels by themselves and under each group; the latter's usual name first."""
    needs = Counter(fold("".join(labels)))
    yield _Option(labels, None, kind, needs, rank + 1)
    for k, group in enumerate(groups):
        is_short = len(group) <= _LEAST_GROUP
        yield _Option(labels, group, kind, needs + Counter(fold(group)), rank + k + _SHORT_NAME * is_short)
