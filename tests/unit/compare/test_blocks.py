"""Blocks: what a person reads together."""

from __future__ import annotations

from gkml_extract.compare.blocks import blocks_of, is_shift
from gkml_extract.compare.documents import compare_documents
from gkml_extract.model.record import Item
from support.catalogues import document_of, make_items

ITEMS = make_items(12, seed=8)


def renumbered(items: list[Item], first: int = 1) -> list[Item]:
    """The items with new numbers."""
    return [item.model_copy(update={"number": str(at)}) for at, item in enumerate(items, first)]


def titles(items: list[Item]) -> list[tuple[str, int]]:
    """The blocks between ITEMS and these, with their sizes."""
    blocks = blocks_of(compare_documents(document_of(ITEMS), document_of(items)).differences)
    return [(block.title, len(block.differences)) for block in blocks]


def test_numbers_that_shift_together_are_one_block() -> None:
    """After the row that shifted them."""
    assert titles(renumbered([*ITEMS[:4], *ITEMS[5:]])) == [("removed", 1), ("renumbered", 7)]


def test_a_few_new_numbers_stand_with_their_rows() -> None:
    """As any other change."""
    items = list(ITEMS)
    items[3] = items[3].model_copy(update={"number": "甲", "remarks": "改"})
    assert titles(items) == [("changed", 2)]


def test_many_new_numbers_without_a_rule_are_one_block() -> None:
    """That lists them."""
    items = [item.model_copy(update={"number": str(at * at)}) for at, item in enumerate(ITEMS, 5)]
    (block,) = blocks_of(compare_documents(document_of(ITEMS), document_of(items)).differences)
    assert (block.title, len(block.differences), is_shift(block.differences)) == ("renumbered", 12, False)


def test_rows_that_moved_together_are_one_block() -> None:
    """One that moved alone is shown with its changes."""
    assert titles([*ITEMS[3:10], *ITEMS[:3], *ITEMS[10:]]) == [("moved", 3)]
    edited = ITEMS[0].model_copy(update={"remarks": "改"})
    assert titles([*ITEMS[1:], edited]) == [("moved", 2)]
