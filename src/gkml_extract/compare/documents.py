"""Compare two documents at row and field level.

White space is removed before texts are compared; `source` and `origin` are ignored; a finding is its
code and the catalogue, item and field it speaks of. A *cell* is one field of one item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gkml_extract.compare.difference import Aspect, Comparison, Difference, Kind, Score, Spot
from gkml_extract.compare.fields import (
    ALL_FIELDS,
    CATALOGUE_FIELDS,
    FINDINGS,
    ITEM_FIELDS,
    ORDER,
    PARSED_FIELDS,
    Fields,
    top_field,
)
from gkml_extract.compare.matching import Matched, Place, RowPair, match
from gkml_extract.compare.splits import Split, find_splits
from gkml_extract.compare.values import leaves
from gkml_extract.model.finding import READER_DOUBTS, Finding
from gkml_extract.model.record import Catalogue, Document, Item

_BESIDE_CONTENT = tuple(name for name in ITEM_FIELDS if name not in ("content", "number"))


def compare_documents(old: Document, new: Document, fields: Fields = ALL_FIELDS) -> Comparison:
    """Every difference of `new` from `old`, and scores over the cells of all rows of either.

    Against a golden, that is the old side: what is missing was removed, what is too much was added.
    """
    return _Comparing(old, new, fields).run()


class _Comparing:
    """Two documents, what is which in them, and what was found so far."""

    def __init__(self, old: Document, new: Document, fields: Fields) -> None:
        self.old, self.new, self.fields = old, new, fields
        self.matched = match(old, new)
        self.cells: list[tuple[str, bool]] = []
        self.parts: list[tuple[str, bool]] = []

    def run(self) -> Comparison:
        differences = [each for pair in self.matched.catalogues for each in self._of_catalogues(*pair)]
        if self.fields.takes(FINDINGS):
            differences += _finding_differences(self.old, self.new, self.matched)
        return Comparison(
            tuple(differences),
            _scores(self.cells),
            _scores(self.parts),
            sum(len(catalogue.items) for catalogue in self.old.catalogues),
            sum(len(catalogue.items) for catalogue in self.new.catalogues),
        )

    def _of_catalogues(self, a: int | None, b: int | None) -> Iterator[Difference]:
        old, new = None if a is None else Spot(a), None if b is None else Spot(b)
        ours = None if a is None else self.old.catalogues[a]
        theirs = None if b is None else self.new.catalogues[b]
        label = catalogue_label(ours or theirs)
        if ours is None or theirs is None:
            kind = Kind.ADDED if ours is None else Kind.REMOVED
            yield Difference(kind, old, new, None, ours and ours.title, theirs and theirs.title, label=label)
        else:
            assert old is not None and new is not None, "both sides are there"
            yield from self._of_values(old, new, ours, theirs, CATALOGUE_FIELDS, label)
        rows = self.matched.rows[a, b]
        splits, merges = _splits(ours, theirs, rows)
        joined: dict[int, list[Difference]] = {}
        for i, parts in splits:
            joined[i] = list(self._of_split(Kind.SPLIT, [(a, i)], [(b, part) for part in parts], rows))
        for j, parts in merges:
            joined[min(parts)] = list(self._of_split(Kind.MERGED, [(a, part) for part in parts], [(b, j)], rows))
        told = _told_by_splits(splits, merges)
        for each in rows:
            yield from joined.get(each.old[1], ()) if each.old else ()
            yield from (found for found in self._of_row(each) if not _is_hidden(found, told))

    def _of_row(self, pair: RowPair) -> list[Difference]:
        """The differences of a row, and whether each of its cells is right."""
        if pair.old is None or pair.new is None:
            item = _item(self.old, pair.old) if pair.old else _item(self.new, pair.new)
            assert item is not None, "a pair names a row"
            self._count_cells(set(ITEM_FIELDS), set(PARSED_FIELDS), set(PARSED_FIELDS))
            kind = Kind.REMOVED if pair.old else Kind.ADDED
            label = item_label(item)
            before, after = (label, None) if pair.old else (None, label)
            return [Difference(kind, _spot(pair.old), _spot(pair.new), None, before, after, label=label)]
        item, other = _item(self.old, pair.old), _item(self.new, pair.new)
        found: list[Difference] = []
        spots = Spot(pair.old[0], (pair.old[1],)), Spot(pair.new[0], (pair.new[1],))
        if pair.is_moved and self.fields.takes(ORDER):
            found.append(Difference(Kind.MOVED, *spots, ORDER, pair.old[1], pair.new[1], label=item_label(item)))
        values = list(self._of_values(*spots, item, other, ITEM_FIELDS, item_label(item)))
        self._count_cells(
            {top_field(each.field or "") for each in values},
            {top_field(each.field or "") for each in values if each.aspect is not Aspect.READING},
            {top_field(each.field or "") for each in values if each.aspect is not Aspect.TEXT},
        )
        return found + values

    def _count_cells(self, wrong: set[str], wrong_texts: set[str], wrong_readings: set[str]) -> None:
        taken = [name for name in ITEM_FIELDS if self.fields.takes_any_of(name)]
        self.cells += [(name, name not in wrong) for name in taken]
        for name in PARSED_FIELDS:
            if name in taken:
                self.parts += [
                    (f"{name}.text", name not in wrong_texts),
                    (f"{name}.reading", name not in wrong_readings),
                ]

    def _of_values(
        self, old: Spot, new: Spot, ours: Item | Catalogue, theirs: Item | Catalogue, names: Sequence[str], label: str
    ) -> Iterator[Difference]:
        if ours == theirs:
            return
        before, after = (
            ours.model_dump(mode="json", include=set(names)),
            theirs.model_dump(mode="json", include=set(names)),
        )
        for name in names:
            for path, was, is_now in leaves(name, before[name], after[name]):
                if self.fields.takes(path):
                    yield Difference(Kind.CHANGED, old, new, path, was, is_now, _aspect(path), label)

    def _of_split(
        self, kind: Kind, ours: Sequence[tuple[Any, int]], theirs: Sequence[tuple[Any, int]], rows: Sequence[RowPair]
    ) -> Iterator[Difference]:
        """A row that became several, or the other way round; and what else differs in the parts without a partner."""
        partner = {each.old: each.new for each in rows}
        old, new = (Spot(side[0][0], tuple(index for _, index in side)) for side in (ours, theirs))
        contents = [
            [_item(document, at).content for at in side] for document, side in ((self.old, ours), (self.new, theirs))
        ]
        before, after = (side[0] if len(side) == 1 else side for side in contents)
        label = item_label(_item(self.old, ours[0]))
        yield Difference(kind, old, new, "content", before, after, label=label)
        for at, to in ((a, b) for a in ours for b in theirs):
            if partner.get(at) != to:
                spots = Spot(at[0], (at[1],)), Spot(to[0], (to[1],))
                yield from self._of_values(*spots, _item(self.old, at), _item(self.new, to), _BESIDE_CONTENT, label)


def _item(document: Document, place: Place | None) -> Item:
    assert place is not None, "asked for a row that is there"
    return document.catalogues[place[0]].items[place[1]]


def _spot(place: Place | None) -> Spot | None:
    return place and Spot(place[0], (place[1],))


def item_label(item: Item) -> str:
    """What an item is called."""
    return " / ".join(part for part in (item.number, item.primary, item.secondary, item.content) if part)


def catalogue_label(catalogue: Catalogue | None) -> str:
    """What a catalogue is called."""
    return (catalogue and catalogue.title) or ""


def _splits(
    ours: Catalogue | None, theirs: Catalogue | None, rows: Sequence[RowPair]
) -> tuple[tuple[Split, ...], tuple[Split, ...]]:
    """Rows of the old catalogue that became several, and rows of the new one that were several."""
    if ours is None or theirs is None or all(each.old and each.new for each in rows):
        return (), ()
    partner = {each.old[1]: each.new[1] for each in rows if each.old and each.new}
    first, second = ([item.content for item in catalogue.items] for catalogue in (ours, theirs))
    return find_splits(first, second, partner), find_splits(second, first, {b: a for a, b in partner.items()})


def _told_by_splits(splits: Sequence[Split], merges: Sequence[Split]) -> tuple[set[int], set[int]]:
    """Rows of either side of which a split or a merge tells that they are there, and what they say."""
    old = {i for i, _ in splits} | {part for _, parts in merges for part in parts}
    new = {j for j, _ in merges} | {part for _, parts in splits for part in parts}
    return old, new


def _is_hidden(difference: Difference, told: tuple[set[int], set[int]]) -> bool:
    if difference.field not in (None, "content"):
        return False
    return all(
        spot is None or (bool(spot.items) and spot.items[0] in side)
        for spot, side in zip((difference.old, difference.new), told, strict=True)
    )


def _aspect(path: str) -> Aspect:
    if top_field(path) not in PARSED_FIELDS:
        return Aspect.VALUE
    return Aspect.TEXT if path.endswith(".text") else Aspect.READING


_Where = tuple[int | None, int | None]
"""A catalogue and a row in it; None where the whole is meant."""


def _finding_differences(old: Document, new: Document, matched: Matched) -> Iterator[Difference]:
    """Findings that only one side has. One on an added row or catalogue is added itself.

    Doubts of the reader are left out, as `origin` and its score are: they tell nothing of the document.
    """
    ours = Counter((_place(each, old), _what(each)) for each in old.findings if each.code not in READER_DOUBTS)
    theirs: Counter[tuple[_Where, str]] = Counter()
    unplaced: list[tuple[_Where, str]] = []
    for each in new.findings:
        if each.code in READER_DOUBTS:
            continue
        here = _place(each, new)
        place = _on_other_side(here, matched.old_catalogue_of, matched.old_row_of)
        if place is None:
            unplaced.append((here, _what(each)))
        else:
            theirs[place, _what(each)] += 1
    for place, what in (ours - theirs).elements():
        there = _on_other_side(place, matched.new_catalogue_of, matched.new_row_of)
        label = _label_at(old, place)
        yield Difference(Kind.REMOVED, _spot_of(place), _spot_of(there), FINDINGS, what, None, label=label)
    for place, what in (theirs - ours).elements():
        there = _on_other_side(place, matched.new_catalogue_of, matched.new_row_of)
        label = _label_at(old, place)
        yield Difference(Kind.ADDED, _spot_of(place), _spot_of(there), FINDINGS, None, what, label=label)
    for place, what in unplaced:
        label = _label_at(new, place)
        yield Difference(Kind.ADDED, None, _spot_of(place), FINDINGS, None, what, label=label)


def _place(finding: Finding, document: Document) -> _Where:
    """What a finding speaks of; the whole, where it names what is not there."""
    at = finding.catalogue
    if at is None or not 0 <= at < len(document.catalogues):
        return None, None
    is_there = finding.item is not None and 0 <= finding.item < len(document.catalogues[at].items)
    return at, finding.item if is_there else None


def _what(finding: Finding) -> str:
    return f"{finding.code} ({finding.field})" if finding.field else finding.code


def _on_other_side(
    place: _Where, catalogue_of: Mapping[int, int | None], row_of: Mapping[Place, Place]
) -> _Where | None:
    """Where a finding of one document would stand in the other; None if nowhere."""
    catalogue, item = place
    if catalogue is None:
        return place
    if item is not None:
        return row_of.get((catalogue, item))
    other = catalogue_of.get(catalogue)
    return None if other is None else (other, None)


def _spot_of(place: _Where | None) -> Spot | None:
    return place and Spot(place[0], () if place[1] is None else (place[1],))


def _label_at(document: Document, place: _Where) -> str:
    catalogue, item = place
    if catalogue is None or catalogue >= len(document.catalogues):
        return ""
    items = document.catalogues[catalogue].items
    return item_label(items[item]) if item is not None and item < len(items) else ""


def _scores(cells: list[tuple[str, bool]]) -> dict[str, Score]:
    right = Counter(name for name, is_right in cells if is_right)
    return {name: Score(right[name], count) for name, count in Counter(name for name, _ in cells).items()}
