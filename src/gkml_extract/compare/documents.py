"""Compare two documents at item and field level.

White space is removed before texts are compared; `source` and `origin` are ignored; a finding is its
code and the catalogue, item and field it speaks of. A *cell* is one field of one item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from gkml_extract.compare.align import Pair, align
from gkml_extract.model.finding import READER_DOUBTS
from gkml_extract.model.record import Catalogue, Document, Item
from gkml_extract.text import squeeze

ITEM_FIELDS = tuple(name for name in Item.model_fields if name != "origin")
CATALOGUE_FIELDS = tuple(name for name in Catalogue.model_fields if name != "items")

Place = tuple[int | None, int | None]
"""A catalogue and an item in it; None where the whole is meant."""

ABSENT = "(no such key)"

T = TypeVar("T")


class Kind(StrEnum):
    """How a place differs. The names are seen from the result that is judged."""

    CHANGED = "changed"
    MISSING = "missing"
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where `got` is not as `expected`.

    `item` is the index of the expected item, of the one got where it is surplus; None where the catalogue
    itself is meant. `field` is dotted down to the value that differs; None where a whole item or catalogue
    is missing or surplus. A finding has the field `findings`.
    """

    kind: Kind
    catalogue: int | None
    item: int | None
    field: str | None
    expected: Any
    got: Any


@dataclass(frozen=True, slots=True)
class Score:
    """Cells right of all cells."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.total + other.total)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is no cell."""
        return self.right / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where two documents differ, in document order, and the cells right of every item field."""

    differences: tuple[Difference, ...] = ()
    scores: dict[str, Score] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def meets(self, least_right: float) -> bool:
        """Whether nothing differs; below 1, whether so many cells are right and each item was found."""
        if least_right == 1 or self.is_same:
            return self.is_same
        return self.cells.share >= least_right and all(each.field is not None for each in self.differences)

    @property
    def cells(self) -> Score:
        """The scores of all fields together."""
        return sum(self.scores.values(), Score())


@dataclass(frozen=True, slots=True)
class _Matched:
    """Which catalogue and item of the result is which expected one; places of the result → places expected."""

    catalogues: tuple[Pair, ...]
    items: dict[Pair, tuple[Pair, ...]]

    def expected_place(self, catalogue: int | None, item: int | None) -> Place | None:
        """Where a finding at this place of the result would stand in the expected document; None if nowhere."""
        if catalogue is None:
            return None, item
        pair = next((pair for pair in self.catalogues if pair[0] == catalogue and pair[1] is not None), None)
        if pair is None or item is None:
            return pair and (pair[1], None)
        at = next((e for g, e in self.items[pair] if g == item), None)
        return None if at is None else (pair[1], at)


def compare_documents(got: Document, expected: Document) -> Comparison:
    """Every difference of `got` from `expected`, and scores over the cells of all items of either."""
    matched = _match(got, expected)
    differences: list[Difference] = []
    cells: list[tuple[str, bool]] = []
    for pair in matched.catalogues:
        ours, theirs, where = _sides(got.catalogues, expected.catalogues, pair)
        if ours is None or theirs is None:
            differences.append(_whole(where, None, ours, theirs))
        else:
            differences += _field_differences(where, None, ours, theirs, CATALOGUE_FIELDS)
        for item_pair in matched.items[pair]:
            item, wanted, index = _sides(ours.items if ours else (), theirs.items if theirs else (), item_pair)
            found = _item_differences(where, index, item, wanted)
            wrong = {_top(difference) for difference in found}
            differences += found
            cells += [(name, not wrong & {name, None}) for name in ITEM_FIELDS]
    differences += _finding_differences(got, expected, matched)
    return Comparison(tuple(differences), _scores(cells))


def _match(got: Document, expected: Document) -> _Matched:
    catalogues = align(
        [_catalogue_key(catalogue) for catalogue in got.catalogues],
        [_catalogue_key(catalogue) for catalogue in expected.catalogues],
        least_likeness=0.0,
    )
    items = {}
    for pair in catalogues:
        ours, theirs, _ = _sides(got.catalogues, expected.catalogues, pair)
        items[pair] = tuple(align(_item_keys(ours), _item_keys(theirs)))
    return _Matched(tuple(catalogues), items)


def _sides(ours: Sequence[T], theirs: Sequence[T], pair: Pair) -> tuple[T | None, T | None, int]:
    """What a pair names on either side, and the index by which it is reported."""
    g, e = pair
    index = e if e is not None else g
    assert index is not None, "a pair names at least one side"
    return None if g is None else ours[g], None if e is None else theirs[e], index


def _item_keys(catalogue: Catalogue | None) -> list[str]:
    return [_item_key(item) for item in catalogue.items] if catalogue else []


def _item_key(item: Item) -> str:
    """What tells an item from its neighbours."""
    return squeeze(" ".join(part or "" for part in (item.number, item.primary, item.secondary, item.content)))


def _catalogue_key(catalogue: Catalogue) -> str:
    """The title and the first contents."""
    return squeeze((catalogue.title or "") + "".join(_item_key(item) for item in catalogue.items[:3]))


def _whole(
    catalogue: int, item: int | None, got: Item | Catalogue | None, expected: Item | Catalogue | None
) -> Difference:
    """A catalogue, or an item, that only one side has."""
    kind = Kind.MISSING if got is None else Kind.SURPLUS
    return Difference(kind, catalogue, item, None, _label(expected), _label(got))


def _label(of: Item | Catalogue | None) -> str | None:
    if isinstance(of, Item):
        return " / ".join(part for part in (of.number, of.primary, of.secondary, of.content) if part)
    return of.title if of else None


def _item_differences(catalogue: int, index: int, got: Item | None, expected: Item | None) -> list[Difference]:
    if got is None or expected is None:
        return [_whole(catalogue, index, got, expected)]
    return _field_differences(catalogue, index, got, expected, ITEM_FIELDS)


def _field_differences(
    catalogue: int, item: int | None, got: Item | Catalogue, expected: Item | Catalogue, names: tuple[str, ...]
) -> list[Difference]:
    ours, theirs = got.model_dump(mode="json"), expected.model_dump(mode="json")
    return [
        Difference(Kind.CHANGED, catalogue, item, path, wanted, value)
        for name in names
        for path, value, wanted in _leaves(name, ours[name], theirs[name])
    ]


def _leaves(path: str, got: Any, expected: Any) -> Iterator[tuple[str, Any, Any]]:
    """The innermost places where two JSON values differ, white space aside."""
    if isinstance(got, dict) and isinstance(expected, dict):
        for key in dict.fromkeys([*expected, *got]):
            yield from _leaves(f"{path}.{key}", got.get(key, ABSENT), expected.get(key, ABSENT))
    elif isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        for index, (value, wanted) in enumerate(zip(got, expected, strict=True)):
            yield from _leaves(f"{path}[{index}]", value, wanted)
    elif _comparable(got) != _comparable(expected):
        yield path, got, expected


def _comparable(value: Any) -> Any:
    return squeeze(value) if isinstance(value, str) else (type(value) is bool, value)


def _top(difference: Difference) -> str | None:
    """The field of the record that a difference lies in; None for the whole item."""
    return difference.field and re.split(r"[.\[]", difference.field)[0]


def _finding_differences(got: Document, expected: Document, matched: _Matched) -> list[Difference]:
    """Findings that only one side has. One on a surplus item or catalogue is surplus itself.

    Doubts of the reader are left out, as `origin` and its score are: they tell nothing of the document.
    """
    stated = [f for f in expected.findings if f.code not in READER_DOUBTS]
    wanted = Counter(((f.catalogue, f.item), (f.code, f.field)) for f in stated)
    ours: Counter[tuple[Place, tuple[str, str | None]]] = Counter()
    unplaced: list[Difference] = []
    for f in got.findings:
        if f.code in READER_DOUBTS:
            continue
        place = matched.expected_place(f.catalogue, f.item)
        if place is None:
            unplaced.append(_finding_difference(Kind.SURPLUS, (f.catalogue, f.item), (f.code, f.field)))
        else:
            ours[place, (f.code, f.field)] += 1
    missing = [_finding_difference(Kind.MISSING, *key) for key in (wanted - ours).elements()]
    return missing + [_finding_difference(Kind.SURPLUS, *key) for key in (ours - wanted).elements()] + unplaced


def _finding_difference(kind: Kind, place: Place, what: tuple[str, str | None]) -> Difference:
    code, name = what
    text = f"{code} ({name})" if name else code
    expected, got = (text, None) if kind is Kind.MISSING else (None, text)
    return Difference(kind, *place, "findings", expected, got)


def _scores(cells: list[tuple[str, bool]]) -> dict[str, Score]:
    right = Counter(name for name, is_right in cells if is_right)
    return {name: Score(right[name], count) for name, count in Counter(name for name, _ in cells).items()}
