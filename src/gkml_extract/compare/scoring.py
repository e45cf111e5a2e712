"""Score a reading against the truth, cell by cell: what is wrong, and whether a finding warns of it.

A *cell* is one field of one true item. A wrong cell has a finding if the item read for it has one that is more than a
note (`info`); a true item that was not read, if the nearest item before or after it that was read has one; an item
that is not true, if it or a neighbour has one. Where nothing was read at all, a finding on the whole document counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from gkml_extract.compare.align import align
from gkml_extract.compare.fields import ITEM_FIELDS, PARSED_FIELDS
from gkml_extract.compare.matching import match, row_of
from gkml_extract.compare.values import comparable
from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import Document, Item
from gkml_extract.text import squeeze

ItemData = dict[str, Any]
"""An item as plain JSON values."""
ValueOf = Callable[[ItemData, str], Any]

PARTS = tuple(f"{name}.{part}" for name in PARSED_FIELDS for part in ("text", "reading"))
"""The text and the reading of a field by themselves; they are no cells of their own."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell read wrongly: the item and field, what was read and what is true. `item` is None for a row too many."""

    item: int | None
    field: str
    read: Any
    truth: Any
    has_finding: bool


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """Counted cells of one reading.

    `missed` and `invented` are rows, as the index of the true or of the read item with whether a finding warns of it.
    `wrong` has each cell of a missed row, and one entry for each invented row.
    """

    cells: int
    wrong: tuple[Wrong, ...]
    items: int
    flagged_items: int
    missed: dict[int, bool] = field(default_factory=dict)
    invented: dict[int, bool] = field(default_factory=dict)

    @property
    def right(self) -> float:
        """Share of cells read right."""
        return 1 - len(self.wrong) / self.cells

    @property
    def silent(self) -> int:
        """Wrong cells of which no finding warns."""
        return sum(not wrong.has_finding for wrong in self.wrong)


def score_items(document: Document, truth: Sequence[ItemData], fields: Sequence[str]) -> ReadingScore:
    """`document` against the items of `truth` in the given fields, as printed; catalogues are not told apart."""
    got = [item for catalogue in document.catalogues for item in catalogue.items]
    true_items = [Item.model_validate({key: item[key] for key in ITEM_FIELDS if key in item}) for item in truth]
    pairs = align([row_of(item) for item in true_items], [row_of(item) for item in got]).pairs
    partner = {t: g for t, g in pairs if t is not None and g is not None}
    return _score(document, got, truth, partner, fields, printed_value)


def score_document(document: Document, golden: Document) -> ReadingScore:
    """`document` against its golden in all fields and in `PARTS`, text and reading."""
    starts = [[0, *accumulate(len(catalogue.items) for catalogue in of.catalogues)] for of in (golden, document)]
    partner = {
        starts[0][pair.old[0]] + pair.old[1]: starts[1][pair.new[0]] + pair.new[1]
        for rows in match(golden, document).rows.values()
        for pair in rows
        if pair.old and pair.new
    }
    got = [item for catalogue in document.catalogues for item in catalogue.items]
    truth = [item.model_dump(mode="json") for catalogue in golden.catalogues for item in catalogue.items]
    return _score(document, got, truth, partner, (*ITEM_FIELDS, *PARTS), whole_value)


def score_unread(golden: Document) -> ReadingScore:
    """The score of a document that could not be read: all its rows are missed, and not in silence."""
    failure = Finding(code="not-read", severity=Severity.ERROR, message="")
    return score_document(Document(source=golden.source, findings=(failure,)), golden)


def printed_value(item: ItemData, name: str) -> Any:
    """What is compared of a field as it is printed: texts without white space, the printed text of parsed ones."""
    value = item[name]
    if isinstance(value, dict) and "text" in value:
        return squeeze(value["text"])
    if name == "channels":
        return [(squeeze(channel["name"]), channel["selected"]) for channel in value]
    return squeeze(value) if isinstance(value, str) else value


def whole_value(item: ItemData, name: str) -> Any:
    """What is compared of a field with its reading; of `deadline.text` and the other PARTS, of that part."""
    top, _, part = name.partition(".")
    value = comparable(item[top])
    if not part or not isinstance(value, dict):
        return value
    return value["text"] if part == "text" else {key: value[key] for key in value if key != "text"}


def _score(
    document: Document,
    got: Sequence[Item],
    truth: Sequence[ItemData],
    partner: dict[int, int],
    fields: Sequence[str],
    value_of: ValueOf,
) -> ReadingScore:
    flagged = _flagged(document)
    is_known_lost = not got and any(f.item is None and f.severity is not Severity.INFO for f in document.findings)
    missed = {t: is_known_lost or bool(_nearest(partner, t) & flagged) for t in range(len(truth)) if t not in partner}
    wrong: list[Wrong] = []
    for t, item in enumerate(truth):
        g = partner.get(t)
        read = None if g is None else got[g].model_dump(mode="json")
        for name in fields:
            value, true_value = value_of(read, name) if read else None, value_of(item, name)
            if read is None or value != true_value:
                wrong.append(Wrong(t, name, value, true_value, missed[t] if g is None else g in flagged))
    invented = {g: bool({g, g - 1, g + 1} & flagged) for g in sorted(set(range(len(got))) - set(partner.values()))}
    wrong += [Wrong(None, "item", got[g].content, None, has_finding) for g, has_finding in invented.items()]
    return ReadingScore(len(truth) * len(fields), tuple(wrong), len(truth), len(flagged), missed, invented)


def _flagged(document: Document) -> set[int]:
    """The items, counted over all catalogues, that have a finding which is more than a note."""
    starts = [0, *accumulate(len(catalogue.items) for catalogue in document.catalogues)]
    return {
        starts[finding.catalogue or 0] + finding.item
        for finding in document.findings
        if finding.item is not None
        and finding.severity is not Severity.INFO
        and (finding.catalogue or 0) < len(document.catalogues)
    }


def _nearest(partner: dict[int, int], t: int) -> set[int]:
    """The items read for the nearest true ones before and after `t` that were found at all."""
    before, after = [k for k in partner if k < t], [k for k in partner if k > t]
    return {partner[k] for k in (max(before, default=None), min(after, default=None)) if k is not None}
