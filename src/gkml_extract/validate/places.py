"""The items and fields of findings that name a cell only: readers of files know places, not rows of a catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.model.finding import Note
from gkml_extract.model.record import Catalogue
from gkml_extract.model.source import Place


def at_items(notes: list[Note], of_reader: Sequence[Note], catalogues: Sequence[Catalogue]) -> list[Note]:
    """`notes`, of which those `of_reader` name the catalogue, item and field that have their value from their place.

    Of items that share a merged cell it is the first. A place of no value, such as that of a whole table or of a title,
    names none.
    """
    wanted = {noted.place for noted in of_reader if noted.place is not None}
    if not wanted:
        return notes
    found: dict[Place, tuple[int, int, str]] = {}
    for index, catalogue in enumerate(catalogues):
        for number, item in enumerate(catalogue.items):
            for field, origin in item.origin.items():
                for place in wanted.intersection(origin.places):
                    found.setdefault(place, (index, number, field))
    named = {
        noted: replace(noted, catalogue=cell[0], item=cell[1], field=cell[2])
        for noted in of_reader
        if noted.place is not None and (cell := found.get(noted.place))
    }
    return [named.get(noted, noted) for noted in notes]
