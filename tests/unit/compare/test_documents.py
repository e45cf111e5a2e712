"""Comparison of two documents: what counts, what does not, and how it is scored."""

from __future__ import annotations

from typing import Any

import pytest

from gkml_extract.compare.documents import ITEM_FIELDS, Comparison, Kind, compare_documents
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
    """Kind, item and field of every difference."""
    return [(difference.kind.value, difference.item, difference.field) for difference in comparison.differences]


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
    assert compare_documents(other, document).is_same


def test_a_changed_value_is_named_down_to_its_leaf() -> None:
    """And costs one cell of its field."""
    document = golden("xishan")
    deadline = document.catalogues[0].items[3].deadline
    assert deadline
    comparison = compare_documents(
        with_item(document, 3, deadline=deadline.model_copy(update={"amount": 15})), document
    )
    (difference,) = comparison.differences
    assert (difference.item, difference.field, difference.expected, difference.got) == (3, "deadline.amount", 20, 15)
    assert comparison.scores["deadline"].right == 9
    assert comparison.cells.total - comparison.cells.right == 1


def test_false_and_null_differ_from_each_other() -> None:
    """A lost mark is not a blank one."""
    document = golden("xishan")
    audience = document.catalogues[0].items[0].audience
    assert audience
    other = with_item(document, 0, audience=audience.model_copy(update={"specific": None}))
    assert places(compare_documents(other, document)) == [("changed", 0, "audience.specific")]


def test_a_missing_row_is_one_difference_and_shifts_nothing() -> None:
    """Its cells are all wrong, those of the others all right."""
    document = golden("zhongwei")
    items = document.catalogues[0].items
    comparison = compare_documents(with_items(document, *items[:10], *items[11:]), document)
    assert [place for place in places(comparison) if place[2] != "findings"] == [("missing", 10, None)]
    assert comparison.cells.total - comparison.cells.right == len(ITEM_FIELDS)
    assert comparison.cells.total == 36 * len(ITEM_FIELDS)


def test_a_surplus_row_is_one_difference() -> None:
    """Its cells count as wrong as well."""
    document = golden("zhongwei")
    items = document.catalogues[0].items
    surplus = Item(number="99", content="页脚")
    comparison = compare_documents(with_items(document, *items[:5], surplus, *items[5:]), document)
    assert ("surplus", 5, None) in places(comparison)
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
    assert places(compare_documents(other, document)) == [("surplus", 0, None)]


def test_findings_are_compared_by_code_and_place_of_the_record() -> None:
    """Message, severity and printed place do not count; a lost or invented finding does."""
    document = golden("xishan")
    (finding,) = document.findings
    said_otherwise = finding.model_copy(update={"message": "…", "place": LinesPlace(lines=(1, 1))})
    assert compare_documents(document.model_copy(update={"findings": (said_otherwise,)}), document).is_same
    invented = Finding(code="number-gap", severity=Severity.WARNING, message="", catalogue=0, item=1, field="number")
    comparison = compare_documents(document.model_copy(update={"findings": (invented,)}), document)
    assert [(d.kind, d.expected, d.got) for d in comparison.differences] == [
        (Kind.MISSING, "cell-clipped (department)", None),
        (Kind.SURPLUS, None, "number-gap (number)"),
    ]


def test_what_stands_around_the_table_counts_too() -> None:
    """The title and the declared counts, without a cell."""
    document = golden("zhongwei")
    catalogue = document.catalogues[0].model_copy(update={"title": "其他"})
    comparison = compare_documents(document.model_copy(update={"catalogues": (catalogue,)}), document)
    assert places(comparison) == [("changed", None, "title")]
    assert comparison.cells.share == 1


def test_a_missing_catalogue_is_one_difference_and_all_its_cells() -> None:
    """As is a document in which nothing was found."""
    document = golden("xishan")
    comparison = compare_documents(document.model_copy(update={"catalogues": (), "findings": ()}), document)
    assert comparison.cells.right == 0
    assert ("missing", None, None) in places(comparison)


def test_a_share_of_cells_can_be_asked_for() -> None:
    """Of pictures: cells may be wrong as far as the share allows, no item may be missing."""
    document = golden("xishan")
    wrong = with_item(document, 3, publisher="misread")
    assert compare_documents(document, document).meets(1.0)
    assert not compare_documents(wrong, document).meets(1.0)
    assert compare_documents(wrong, document).meets(0.99)
    assert not compare_documents(wrong, document).meets(0.9999)
    short = with_items(document, *document.catalogues[0].items[1:])
    assert not compare_documents(short, document).meets(0.5)
