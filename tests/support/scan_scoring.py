"""Scores the reading of a scan: characters, cells, ticks and boxes against the truth, grids against the PDF."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.finding import Severity
from gkml_extract.model.record import Document
from gkml_extract.text import fold, squeeze

Item = dict[str, Any]

TEXTS = (
    "number", "primary", "secondary", "content", "legal_basis", "deadline", "publisher", "department",
    "website_column", "remarks",
)  # fmt: skip
_MARKS = {"audience": ("public", "specific"), "method": ("proactive", "on_request")}


@dataclass(frozen=True)
class WrongCell:
    """A cell that was misread. `is_silent` where no finding speaks of it."""

    item: int
    field: str
    read: Any
    truth: Any
    is_silent: bool


@dataclass
class ScanScore:
    """Counts of one scan, or of several together."""

    characters: int = 0
    faults: int = 0
    cells: int = 0
    marks: int = 0
    wrong_marks: int = 0
    grid_cells: int = 0
    right_grid_cells: int = 0
    items: int = 0
    lost_items: int = 0
    wrong: list[WrongCell] = field(default_factory=list)

    def __iadd__(self, other: ScanScore) -> ScanScore:
        for name in ("characters", "faults", "cells", "marks", "wrong_marks", "grid_cells", "right_grid_cells"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.items += other.items
        self.lost_items += other.lost_items
        self.wrong += other.wrong
        return self

    @property
    def character_share(self) -> float:
        """Of the characters of all cells, those that were read."""
        return 1 - self.faults / max(1, self.characters)

    @property
    def cell_share(self) -> float:
        """Of the cells that hold or should hold a text, those that are exact."""
        return 1 - len(self.wrong) / max(1, self.cells)

    @property
    def mark_share(self) -> float:
        """Of ticks and boxes, those that are right."""
        return 1 - self.wrong_marks / max(1, self.marks)

    @property
    def grid_share(self) -> float:
        """Of the PDF's grid cells, those that the scan has at the same place with the same span."""
        return self.right_grid_cells / max(1, self.grid_cells)

    @property
    def silent_share(self) -> float:
        """Of the cells, those that are wrong without a finding."""
        return sum(wrong.is_silent for wrong in self.wrong) / max(1, self.cells)

    def line(self) -> str:
        """The shares."""
        return (
            f"chars {self.character_share:.2%}  exact {self.cell_share:.1%}  marks {self.mark_share:.2%}"
            f" ({self.wrong_marks})  grid {self.grid_share:.2%}  silent {self.silent_share:.2%}"
            f"  items {self.items - self.lost_items}/{self.items}"
        )


def score_scan(
    document: Document, read: Blocks, truth: Sequence[Item], fields: Sequence[str], printed: Blocks | None
) -> ScanScore:
    """`document`, read from the blocks `read`, against the items of `truth`; `printed` are the blocks of the PDF."""
    got = [item.model_dump(mode="json") for catalogue in document.catalogues for item in catalogue.items]
    flags = _flags(document, got)
    pairs = _paired(got, truth)
    score = ScanScore(items=len(truth), lost_items=len(truth) - len(pairs) + max(0, len(got) - len(truth)))
    for t, wanted in enumerate(truth):
        g = pairs.get(t)
        item = got[g] if g is not None else None
        for name in fields:
            _score_field(score, t, name, item, wanted, is_flagged=(g, name) in flags or g is None)
    if printed is not None:
        _score_grids(score, read, printed)
    return score


def _paired(got: Sequence[Item], truth: Sequence[Item]) -> dict[int, int]:
    """Truth index → got index, by the texts of 二级事项 and 公开内容."""
    keys = [
        [f"{fold(item['secondary'] or '')}|{fold(item['content'] or '')}" for item in side] for side in (got, truth)
    ]
    pairs: dict[int, int] = {}
    for tag, i, i_end, j, j_end in difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            pairs |= {j + k: i + k for k in range(min(i_end - i, j_end - j))}
    return pairs


def _flags(document: Document, got: Sequence[Item]) -> set[tuple[int | None, str]]:
    """Items and fields of which a finding speaks; one on a merged cell speaks for all items that share it."""
    found = [each for each in document.findings if each.severity is not Severity.INFO and each.field]
    flags = {(each.item, str(each.field).partition(".")[0]) for each in found}
    places = {each.place for each in found if each.place is not None}
    items = [item for catalogue in document.catalogues for item in catalogue.items]
    for index, item in enumerate(items):
        for name, origin in item.origin.items():
            if any(place in places for place in origin.places):
                flags.add((index, name))
    return flags


def _score_field(score: ScanScore, t: int, name: str, item: Item | None, wanted: Item, *, is_flagged: bool) -> None:
    if name in _MARKS or name == "five_open":
        pairs = list(_marks(name, item, wanted))
        score.marks += len(pairs)
        score.wrong_marks += sum(read != true for read, true in pairs)
        return
    if name == "channels":
        _score_boxes(score, item, wanted)
    read, true = _text(name, item), _text(name, wanted)
    if not read and not true:
        return
    score.cells += 1
    score.characters += len(true)
    score.faults += min(len(true) or len(read), Levenshtein.distance(read, true))
    if read != true:
        score.wrong.append(WrongCell(t, name, read, true, not is_flagged))


def _text(name: str, item: Item | None) -> str:
    value = item and item.get(name)
    if isinstance(value, Mapping):
        value = value.get("text") if "text" in value else "|".join(f"{key}={part}" for key, part in value.items())
    if name == "channels":
        value = "|".join(channel["name"] for channel in value or ())
    if isinstance(value, list):
        value = "|".join(map(str, value))
    return squeeze(str(value)) if value else ""


def _marks(name: str, item: Item | None, wanted: Item) -> Iterator[tuple[Any, Any]]:
    true, read = wanted[name], item and item[name]
    if name == "five_open":
        for kind in ("decision", "execution", "management", "service", "result") if true is not None else ():
            yield (kind in read if read is not None else None), kind in true
    elif isinstance(true, Mapping):
        for part in _MARKS[name]:
            yield (read or {}).get(part), true[part]


def _score_boxes(score: ScanScore, item: Item | None, wanted: Item) -> None:
    """Boxes in their order: where as many options were read, the n-th is the n-th."""
    true = [channel["selected"] for channel in wanted["channels"]]
    read = [channel["selected"] for channel in item["channels"]] if item else []
    score.marks += len(true)
    if len(read) == len(true):
        score.wrong_marks += sum(one != other for one, other in zip(read, true, strict=True))
    else:
        score.wrong_marks += Levenshtein.distance([str(one) for one in read], [str(one) for one in true])


def _score_grids(score: ScanScore, read: Blocks, printed: Blocks) -> None:
    ours, theirs = list(_spans(read)), list(_spans(printed))
    score.grid_cells += len(theirs)
    score.right_grid_cells += len(set(ours) & set(theirs)) - max(0, len(ours) - len(theirs))


def _spans(blocks: Blocks) -> Iterator[tuple[int, ...]]:
    grids: dict[int, int] = {}
    for block in blocks.blocks:
        if isinstance(block, TableFragment):
            page = block.page or 0
            grids[page] = grids.get(page, 0) + 1
            for cell in block.cells:
                yield page, grids[page], cell.row, cell.column, cell.rowspan, cell.colspan


@dataclass(frozen=True)
class PageLikeness:
    """The grids of a page beside those of another: whether they are cut alike, and the share of characters read."""

    has_same_grids: bool
    characters: float


def compare_blocks(read: Blocks, printed: Blocks) -> PageLikeness:
    """What was read of a scan beside what the PDF says, cell by cell; the text around the tables counts as well."""
    theirs, ours = _texts(printed), _texts(read)
    total = sum(map(len, theirs.values()))
    faults = sum(Levenshtein.distance(text, ours.get(place, "")) for place, text in theirs.items())
    return PageLikeness(set(_spans(read)) == set(_spans(printed)), 1 - faults / max(1, total))


def _texts(blocks: Blocks) -> dict[tuple[int, ...], str]:
    """The text at each place of each grid; that outside of grids at no place."""
    texts: dict[tuple[int, ...], str] = {}
    grids: dict[int, int] = {}
    for block in blocks.blocks:
        if isinstance(block, TableFragment):
            page = block.page or 0
            grids[page] = grids.get(page, 0) + 1
            texts |= {(page, grids[page], cell.row, cell.column): _shown(cell.text) for cell in block.cells}
        else:
            texts[()] = texts.get((), "") + _shown(block.text)
    return texts


def _shown(text: str) -> str:
    """A text as a picture shows it: boxes of different fonts are one."""
    return squeeze(text).replace("☐", "□")
