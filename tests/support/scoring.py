"""Scores a reading against the truth, cell by cell."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gkml_extract.model.finding import Severity
from gkml_extract.model.record import Document
from gkml_extract.text import fold, squeeze

Item = dict[str, Any]


@dataclass(frozen=True)
class Wrong:
    """A cell read wrongly: the item and field, what was read and what is true. `item` is None for a row too many."""

    item: int | None
    field: str
    read: Any
    truth: Any
    has_finding: bool


@dataclass(frozen=True)
class Score:
    """Counted cells of one reading; a cell is one field of one item."""

    cells: int
    wrong: tuple[Wrong, ...]
    items: int
    flagged_items: int

    @property
    def right(self) -> float:
        """Share of cells read right."""
        return 1 - len(self.wrong) / self.cells

    @property
    def silent(self) -> int:
        """Wrong cells whose item has no finding."""
        return sum(not wrong.has_finding for wrong in self.wrong)


def value_of(item: Item, name: str) -> Any:
    """What is compared of a field: texts without white space, the printed text of parsed ones."""
    value = item[name]
    if isinstance(value, dict) and "text" in value:
        return squeeze(value["text"])
    if name == "channels":
        return [(squeeze(channel["name"]), channel["selected"]) for channel in value]
    return squeeze(value) if isinstance(value, str) else value


def score_items(document: Document, truth: Sequence[Item], fields: Sequence[str]) -> Score:
    """`document` against the items of `truth` in the given fields; items are aligned by what they say.

    A cell has a finding if its item has one that is more than a note; a missing item, if the nearest item that was
    found before or after it has one.
    """
    got = [item.model_dump(mode="json") for catalogue in document.catalogues for item in catalogue.items]
    flagged = {
        finding.item
        for finding in document.findings
        if finding.item is not None and finding.severity is not Severity.INFO
    }
    pairs = align(got, truth)
    wrong: list[Wrong] = []
    for t, item in enumerate(truth):
        g = pairs.get(t)
        near = {g} if g is not None else _nearest(pairs, t)
        for name in fields:
            read = value_of(got[g], name) if g is not None else None
            if read != value_of(item, name):
                wrong.append(Wrong(t, name, read, value_of(item, name), bool(near & flagged)))
    for g in set(range(len(got))) - set(pairs.values()):
        wrong.append(Wrong(None, "item", got[g]["content"], None, bool({g, g - 1, g + 1} & flagged)))
    return Score(len(truth) * len(fields), tuple(wrong), len(truth), len(flagged))


def _nearest(pairs: dict[int, int], t: int) -> set[int]:
    """The items read for the nearest true ones before and after `t` that were found at all."""
    before, after = [k for k in pairs if k < t], [k for k in pairs if k > t]
    return {pairs[k] for k in (max(before, default=None), min(after, default=None)) if k is not None}


def align(got: Sequence[Item], truth: Sequence[Item]) -> dict[int, int]:
    """truth index → got index, by the texts of 二级事项 and 公开内容."""
    keys = [
        [f"{fold(item['secondary'] or '')}|{fold(item['content'] or '')}" for item in side] for side in (got, truth)
    ]
    pairs: dict[int, int] = {}
    for tag, i, i_end, j, j_end in difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            pairs |= {j + k: i + k for k in range(min(i_end - i, j_end - j))}
    return pairs
