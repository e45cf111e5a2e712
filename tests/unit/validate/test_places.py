"""What readers say of a cell, told of the item that has it."""

from __future__ import annotations

from gkml_extract.model.finding import note
from gkml_extract.model.record import Catalogue, Item
from gkml_extract.model.source import How, Origin, PagePlace, SheetPlace
from gkml_extract.validate.places import at_items

SHARED, OWN, TITLE = (SheetPlace(sheet="目录", cell=name) for name in ("B3", "D4", "A1"))


def catalogue() -> Catalogue:
    """Two items that share the cell of their name."""
    name = Origin(How.MERGED, (SHARED,))
    return Catalogue(
        items=(
            Item(primary="甲", origin={"primary": name}),
            Item(primary="甲", content="乙", origin={"primary": name, "content": Origin(How.PRINTED, (OWN,))}),
        )
    )


def test_a_note_of_a_cell_names_its_item_and_field() -> None:
    """The first of those that share it; in the catalogue that has it."""
    notes = [note("cell-error", place=place, text="#REF!") for place in (OWN, SHARED)]
    found = [(noted.catalogue, noted.item, noted.field) for noted in at_items(notes, notes, (Catalogue(), catalogue()))]
    assert found == [(1, 1, "content"), (1, 0, "primary")]


def test_a_place_of_no_value_names_none() -> None:
    """A title, a table, no place at all; nor does a note that no reader made, which tells for itself."""
    notes = [note("struck-text", place=TITLE), note("table-seen", place=PagePlace(page=1, bbox=(0, 0, 9, 9)))]
    notes += [note("hidden-text", n=1, text="甲")]
    assert at_items(notes, notes, (catalogue(),)) == notes
    taken = [note("header-taken", n=2, place=SHARED)]
    assert at_items([*notes, *taken], notes, (catalogue(),)) == [*notes, *taken]
