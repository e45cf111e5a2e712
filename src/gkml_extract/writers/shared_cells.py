"""Which items a finding speaks of besides its own: those that have their value from the same printed cell.

A merged cell gives its value to every row that it covers, and what is doubtful of it is one finding, on the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

Json = dict[str, Any]


class Shared(NamedTuple):
    """A finding of another item in the same catalogue that holds for this one too."""

    catalogue: int
    item: int
    finding: Json


def shared_findings(data: Json) -> Iterator[Shared]:
    """The findings of a document, given as JSON values, for each further item that shares the cell they speak of.

    An item shares it where the field has the same places and the same value: one line of a dump may hold two cells.
    One that has a finding of this code and field itself is left out.
    """
    of_items = [each for each in data["findings"] if each["field"] and _has_item(data, each)]
    own = {(each["catalogue"], each["item"], each["code"], each["field"]) for each in of_items}
    sharing: dict[tuple[int, str], dict[str, list[int]]] = {}
    for finding in of_items:
        index, field, code = finding["catalogue"], finding["field"], finding["code"]
        items = data["catalogues"][index]["items"]
        if (index, field) not in sharing:
            sharing[index, field] = _by_cell(items, field)
        cell = _cell_of(items[finding["item"]], field)
        for item in sharing[index, field].get(cell or "", ()):
            if (index, item, code, field) not in own:
                own.add((index, item, code, field))
                yield Shared(index, item, finding)


def _has_item(data: Json, finding: Json) -> bool:
    """Whether a finding names an item that there is; results that people edit may name others."""
    index, item = finding["catalogue"], finding["item"]
    if index is None or item is None or not 0 <= index < len(data["catalogues"]):
        return False
    return bool(0 <= item < len(data["catalogues"][index]["items"]))


def _by_cell(items: list[Json], field: str) -> dict[str, list[int]]:
    """The items by the cell that a field of theirs comes from."""
    by_cell: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        cell = _cell_of(item, field)
        if cell is not None:
            by_cell[cell].append(index)
    return by_cell


def _cell_of(item: Json, field: str) -> str | None:
    """What two items have alike if a field of theirs comes from one cell; None where no place is known."""
    top = field.partition(".")[0]
    origin = item["origin"].get(field) or item["origin"].get(top)
    return repr((origin["places"], item.get(top))) if origin and origin["places"] else None
