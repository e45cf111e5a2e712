"""Comparison of two documents: what counts, what does not, and how it is scored."""

from __future__ import annotations

from typing import Any

import pytest

from gkml_extract.compare.difference import Aspect, Comparison, Kind, Spot
from gkml_extract.compare.documents import compare_documents
from gkml_extract.compare.fields import ITEM_FIELDS, Fields
from gkml_extract.compare.golden import read_golden
from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import Document, Item
from gkml_extract.model.source import How, LinesPlace, Origin
from support.goldens import GOLDEN_PATHS, golden


def with_items(document: Document, *items: Item) -> Document:
    """The document with these items."""
    catalogue = document.catalogues[0].model_copy(update={"items": items})
    return document.model_copy(update={"catalogues": (catalogue,)})


def with_item(document: Document, index: int, **changes: Any) -> Document:
    """The document with one item changed."""
    items = list(document.catalogues[0].items)
    items[index] = items[index].model_copy(update=changes)
    return with_items(document, *items)


def places(comparison: Comparison) -> list[tuple[str, int | None, str | None]]:
    """Kind, row and field of every difference."""
    return [(each.kind.value, _row(each.old or each.new), each.field) for each in comparison.differences]


def _row(spot: Spot | None) -> int | None:
    return spot.items[0] if spot and spot.items else None


@pytest.mark.parametrize("path", GOLDEN_PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_document_is_the_same_as_itself(path: Any) -> None:
    """Every cell is right."""
    document = read_golden(path)
    comparison = compare_documents(document, document)
    n_items = sum(len(catalogue.items) for catalogue in document.catalogues)
    assert comparison.is_same
    assert comparison.cells.right == comparison.cells.total == n_items * len(ITEM_FIELDS)


def test_white_space_source_and_origin_do_not_count() -> None:
    """They are layout and provenance."""
    document = golden("xishan")
    content = document.catalogues[0].items[0].content
    assert content
    origin = {"content": Origin(how=How.MERGED, places=(LinesPlace(lines=(1, 2)),))}
    other = with_item(document, 0, content="\n ".join(content), origin=origin)
    other = other.model_copy(update={"source": document.source.model_copy(update={"path": "elsewhere"})})
    assert compare_documents(document, other).is_same


def test_a_changed_value_is_named_down_to_its_leaf() -> None:
    """And costs one cell of its field."""
    document = golden("xishan")
    deadline = document.catalogues[0].items[3].deadline
    assert deadline
    comparison = compare_documents(
        document, with_item(document, 3, deadline=deadline.model_copy(update={"amount": 15}))
    )
    (difference,) = comparison.differences
    assert (difference.old, difference.field, difference.before, difference.after) == (
        Spot(0, (3,)),
        "deadline.amount",
        20,
        15,
    )
    assert comparison.scores["deadline"].right == 9
    assert comparison.cells.total - comparison.cells.right == 1


def test_false_and_null_differ_from_each_other() -> None:
    """A lost mark is not a blank one."""
    document = golden("xishan")
    audience = document.catalogues[0].items[0].audience
    assert audience
    other = with_item(document, 0, audience=audience.model_copy(update={"specific": None}))
    assert places(compare_documents(document, other)) == [("changed", 0, "audience.specific")]


def test_a_missing_row_is_one_difference_and_shifts_nothing() -> None:
    """Its cells are all wrong, those of the others all right."""
    document = golden("zhongwei")
    items = document.catalogues[0].items
    comparison = compare_documents(document, with_items(document, *items[:10], *items[11:]))
    assert [place for place in places(comparison) if place[2] != "findings"] == [("removed", 10, None)]
    assert comparison.cells.total - comparison.cells.right == len(ITEM_FIELDS)
    assert comparison.cells.total == 36 * len(ITEM_FIELDS)


def test_a_surplus_row_is_one_difference() -> None:
    """Its cells count as wrong as well."""
    document = golden("zhongwei")
    items = document.catalogues[0].items
    surplus = Item(number="99", content="页脚")
    comparison = compare_documents(document, with_items(document, *items[:5], surplus, *items[5:]))
    assert ("added", 5, None) in places(comparison)
    assert comparison.cells.total - comparison.cells.right == len(ITEM_FIELDS)


def test_findings_follow_their_item_when_rows_shift() -> None:
    """The finding on an aligned item is the same finding under another index."""
    document = golden("zhongwei")
    items = document.catalogues[0].items
    shifted = tuple(
        finding.model_copy(update={"item": finding.item + 1}) if finding.item is not None else finding
        for finding in document.findings
    )
    other = with_items(document, Item(number="0", content="页眉"), *items).model_copy(update={"findings": shifted})
    assert places(compare_documents(document, other)) == [("added", 0, None)]


def test_findings_are_compared_by_code_and_place_of_the_record() -> None:
    """Message, severity and printed place do not count; a lost or invented finding does."""
    document = golden("xishan")
    (finding,) = document.findings
    said_otherwise = finding.model_copy(update={"message": "…", "place": LinesPlace(lines=(1, 1))})
    assert compare_documents(document, document.model_copy(update={"findings": (said_otherwise,)})).is_same
    invented = Finding(code="number-gap", severity=Severity.WARNING, message="", catalogue=0, item=1, field="number")
    comparison = compare_documents(document, document.model_copy(update={"findings": (invented,)}))
    assert [(d.kind, d.before, d.after) for d in comparison.differences] == [
        (Kind.REMOVED, "cell-clipped (department)", None),
        (Kind.ADDED, None, "number-gap (number)"),
    ]


def test_what_stands_around_the_table_counts_too() -> None:
    """The title and the declared counts, without a cell."""
    document = golden("zhongwei")
    catalogue = document.catalogues[0].model_copy(update={"title": "其他"})
    comparison = compare_documents(document, document.model_copy(update={"catalogues": (catalogue,)}))
    assert places(comparison) == [("changed", None, "title")]
    assert comparison.cells.share == 1


def test_a_missing_catalogue_is_one_difference_and_all_its_cells() -> None:
    """As is a document in which nothing was found."""
    document = golden("xishan")
    comparison = compare_documents(document, document.model_copy(update={"catalogues": (), "findings": ()}))
    assert comparison.cells.right == 0
    assert ("removed", None, None) in places(comparison)


def test_the_print_and_the_reading_of_a_deadline_are_told_apart() -> None:
    """As are those of 公开依据."""
    document = golden("xishan")
    deadline, basis = document.catalogues[0].items[3].deadline, document.catalogues[0].items[3].legal_basis
    assert deadline and basis
    other = with_item(
        document,
        3,
        deadline=deadline.model_copy(update={"text": deadline.text + "。"}),
        legal_basis=basis.model_copy(update={"citations": ()}),
    )
    comparison = compare_documents(document, other)
    assert [(d.field, d.aspect) for d in comparison.differences] == [
        ("legal_basis.citations", Aspect.READING),
        ("deadline.text", Aspect.TEXT),
    ]
    wrong = {name for name, score in comparison.parts.items() if score.right < score.total}
    assert wrong == {"deadline.text", "legal_basis.reading"}


def test_a_row_that_became_two_is_a_split() -> None:
    """And two that became one are merged; what else differs in the parts is told."""
    document = golden("lingwu")
    item = document.catalogues[0].items[4]
    parts = [
        item.model_copy(update={"content": "机构职能、领导信息、办公地址"}),
        item.model_copy(update={"content": "内设机构和联系方式", "department": "另一科室"}),
    ]
    whole = with_item(document, 4, content="机构职能、领导信息、办公地址；内设机构和联系方式")
    items = whole.catalogues[0].items
    split = with_items(whole, *items[:4], *parts, *items[5:])
    without_findings = Fields(ignored=frozenset({"findings"}))
    there, back = compare_documents(whole, split, without_findings), compare_documents(split, whole, without_findings)
    assert [(d.kind, d.old, d.new, d.field) for d in there.differences] == [
        (Kind.SPLIT, Spot(0, (4,)), Spot(0, (4, 5)), "content"),
        (Kind.CHANGED, Spot(0, (4,)), Spot(0, (5,)), "department"),
    ]
    assert [(d.kind, d.new, d.old) for d in back.differences] == [
        (d.kind, d.old, d.new) for d in there.differences
    ] or [d.kind for d in back.differences] == [Kind.MERGED, Kind.CHANGED]


def test_a_row_may_move_into_another_catalogue() -> None:
    """It is neither added nor removed."""
    document = golden("zhongwei")
    catalogue = document.catalogues[0]
    other = catalogue.model_copy(update={"title": "另一目录", "items": golden("xishan").catalogues[0].items})
    old = document.model_copy(update={"catalogues": (catalogue, other), "findings": ()})
    shorter = catalogue.model_copy(update={"items": catalogue.items[1:]})
    longer = other.model_copy(update={"items": (*other.items, catalogue.items[0])})
    comparison = compare_documents(old, old.model_copy(update={"catalogues": (shorter, longer)}))
    assert [(d.kind, d.old, d.new) for d in comparison.differences] == [
        (Kind.MOVED, Spot(0, (0,)), Spot(1, (len(other.items),)))
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (Fields(), {"title", "number", "deadline.amount", "deadline.text", "order"}),
        (Fields(ignored=frozenset({"number", "order"})), {"title", "deadline.amount", "deadline.text"}),
        (Fields(ignored=frozenset({"deadline.text"})), {"title", "number", "deadline.amount", "order"}),
        (Fields(only=frozenset({"deadline"})), {"deadline.amount", "deadline.text"}),
        (Fields(only=frozenset({"deadline"}), ignored=frozenset({"deadline.amount"})), {"deadline.text"}),
        (Fields(only=frozenset({"order"})), {"order"}),
    ],
)
def test_only_the_fields_that_are_meant_are_compared(fields: Fields, expected: set[str]) -> None:
    """A field stands for all below it."""
    document = golden("xishan")
    deadline = document.catalogues[0].items[3].deadline
    assert deadline
    other = with_item(document, 3, number="99", deadline=deadline.model_copy(update={"amount": 9, "text": "另"}))
    items = other.catalogues[0].items
    catalogue = other.catalogues[0].model_copy(update={"title": "其他", "items": (*items[1:], items[0])})
    other = other.model_copy(update={"catalogues": (catalogue,), "findings": ()})
    document = document.model_copy(update={"findings": ()})
    assert {each.field for each in compare_documents(document, other, fields).differences} == expected
