"""Scores a reading against the truth, cell by cell."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gkml_extract.model.record import Document
from gkml_extract.text import fold, squeeze

Item = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """Counted cells of one reading; a cell is one field of one item."""

    cells: int
    wrong: tuple[tuple[int, str, Any, Any], ...]
    silent: int
    flagged_right: int

    @property
    def right(self) -> float:
        """Share of cells read right."""
        return 1 - len(self.wrong) / self.cells


def value_of(item: Item, name: str) -> Any:
    """What is compared of a field: texts without white space, the printed text of parsed ones."""
    value = item[name]
    if isinstance(value, dict) and "text" in value:
        return squeeze(value["text"])
    if name == "channels":
        return [(squeeze(channel["name"]), channel["selected"]) for channel in value]
    return squeeze(value) if isinstance(value, str) else value


def score_items(document: Document, truth: Sequence[Item], fields: Sequence[str]) -> Score:
    """`document` against the items of `truth` in the given fields; items are aligned by what they say."""
    got = [item.model_dump(mode="json") for catalogue in document.catalogues for item in catalogue.items]
    flagged = {(finding.item, finding.field) for finding in document.findings}
    flagged_items = {finding.item for finding in document.findings} - {None}
    wrong: list[tuple[int, str, Any, Any]] = []
    silent = 0
    pairs = align(got, truth)
    for t, item in enumerate(truth):
        g = pairs.get(t)
        for name in fields:
            read = value_of(got[g], name) if g is not None else None
            expected = value_of(item, name)
            if read != expected:
                wrong.append((t, name, read, expected))
                nearby = {g, t, (g or 0) - 1, (g or 0) + 1}
                silent += not (nearby & flagged_items) if g is None else g not in flagged_items
    extra = len(got) - len(pairs)
    cells = len(truth) * len(fields)
    wrong += [(-1, "item", "extra row", None)] * extra
    right_flags = len({item for item, _ in flagged if item is not None} - {pairs.get(t) for t, *_ in wrong})
    return Score(cells, tuple(wrong), silent, right_flags)


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
