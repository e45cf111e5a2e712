"""Comparison: nothing differs from itself, edits are found where they were made, sides can be exchanged."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract.compare.difference import Difference, Kind, Spot
from gkml_extract.compare.documents import compare_documents
from gkml_extract.model.record import Document, Item
from support.catalogues import document_of, make_item, make_items
from support.records import documents

ITEMS = make_items(60, seed=3)
MIRRORED = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.SPLIT: Kind.MERGED, Kind.MERGED: Kind.SPLIT}


def rows_of(spot: Spot | None) -> tuple[int, ...]:
    """The rows of a place."""
    return spot.items if spot else ()


@given(documents)
@settings(deadline=None)
def test_nothing_differs_from_itself(document: Document) -> None:
    """However odd the document is."""
    assert compare_documents(document, document).is_same


def key(difference: Difference) -> tuple[Any, ...]:
    """A difference as it can be compared, whichever its label."""
    sides = (difference.old, difference.new, repr(difference.before), repr(difference.after))
    return (difference.kind, difference.field, *sides)


def mirrored(difference: Difference) -> tuple[Any, ...]:
    """The same difference seen from the other side."""
    sides = (difference.new, difference.old, repr(difference.after), repr(difference.before))
    return (MIRRORED.get(difference.kind, difference.kind), difference.field, *sides)


@given(documents, documents)
@settings(max_examples=150, deadline=None)
def test_sides_can_be_exchanged(first: Document, second: Document) -> None:
    """What was added is then removed, what was split merged; the cells right are as many."""
    there, back = compare_documents(first, second), compare_documents(second, first)
    assert Counter(map(key, there.differences)) == Counter(map(mirrored, back.differences))
    assert there.cells == back.cells


@given(st.permutations(range(len(ITEMS))))
@settings(max_examples=60, deadline=None)
def test_a_permutation_gives_only_moves(order: list[int]) -> None:
    """And all cells are right; the rows that did not move are in order."""
    comparison = compare_documents(document_of(ITEMS), document_of([ITEMS[at] for at in order]))
    assert {each.kind for each in comparison.differences} <= {Kind.MOVED}
    assert comparison.cells.share == 1
    moved = {rows_of(each.old)[0] for each in comparison.differences}
    assert [at for at in order if at not in moved] == sorted(set(order) - moved)


edits = st.lists(
    st.tuples(st.integers(0, len(ITEMS) - 1), st.sampled_from(["edit", "remove", "add", "department", "deadline"])),
    max_size=8,
    unique_by=lambda edit: edit[0],
)


@given(edits, st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_edits_are_found_where_they_were_made(
    wanted: list[tuple[int, str]], is_renumbered: bool, rng: random.Random
) -> None:
    """A text edited, a row removed, a row added; nothing else differs, but for 序号 where all were given anew."""
    by_row = dict(wanted)
    made: list[Item] = []
    expected: Counter[tuple[str, str | None, int]] = Counter()
    for index, item in enumerate(ITEMS):
        edit = by_row.get(index)
        if edit == "remove":
            expected["removed", None, index] += 1
            continue
        if edit == "add":
            expected["added", None, len(made)] += 1
            made.append(make_item(random.Random(1000 + index), 0, f"新增事项{index}"))
        made.append(changed(item, edit, rng))
        if edit in ("edit", "department", "deadline"):
            expected["changed", {"edit": "content"}.get(edit, edit), index] += 1
    if is_renumbered:
        made = [item.model_copy(update={"number": str(at)}) for at, item in enumerate(made, 101)]
    comparison = compare_documents(document_of(ITEMS), document_of(made))
    found = Counter(
        (each.kind.value, each.field and each.field.split(".")[0], rows_of(each.old or each.new)[0])
        for each in comparison.differences
        if each.field != "number"
    )
    assert found == expected
    n_numbers = sum(each.field == "number" for each in comparison.differences)
    assert n_numbers == (len(ITEMS) - list(by_row.values()).count("remove") if is_renumbered else 0)


def changed(item: Item, edit: str | None, rng: random.Random) -> Item:
    """The item after an edit of this kind."""
    if edit == "edit":
        content = list(item.content or "")
        for _ in range(rng.randint(1, 4)):
            content[rng.randrange(len(content))] = rng.choice("天地玄黄宇宙洪荒")
        return item.model_copy(update={"content": "".join(content)})
    if edit == "department":
        return item.model_copy(update={"department": "另一科室"})
    if edit == "deadline":
        assert item.deadline
        return item.model_copy(update={"deadline": item.deadline.model_copy(update={"retention": "十年"})})
    return item


@pytest.mark.parametrize("size", [3, 10, 20])
def test_a_group_that_moves_is_moved_whole(size: int) -> None:
    """Even where its texts were edited and all rows have new numbers."""
    rng = random.Random(size)
    group = [changed(item, "edit", rng) for item in ITEMS[5 : 5 + size]]
    others = [*ITEMS[:5], *ITEMS[5 + size :]]
    made = [*others[:35], *group, *others[35:]]
    made = [item.model_copy(update={"number": str(at)}) for at, item in enumerate(made)]
    comparison = compare_documents(document_of(ITEMS), document_of(made))
    moved = [rows_of(each.old)[0] for each in comparison.differences if each.kind is Kind.MOVED]
    assert moved == list(range(5, 5 + size))
    assert {each.kind for each in comparison.differences} == {Kind.MOVED, Kind.CHANGED}
