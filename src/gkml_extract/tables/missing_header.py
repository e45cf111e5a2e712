"""A grid whose header is missing: what its columns seem to hold, told by their values alone.

Source: vocab/layouts.md, header missing altogether (rows start at once). Only what values can tell gets a label; a
column of ticks says nothing of what is ticked, so it keeps none and lands in `extra`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gkml_extract.lexicon.column_values import MAX_VALUES, TELLING, Look, look_of
from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.model.content import TableFragment
from gkml_extract.model.source import How
from gkml_extract.model.table import Cell
from gkml_extract.regex import regex
from gkml_extract.text import simplify, squeeze

_LABELS = {
    Look.LEGAL_BASIS: "公开依据", Look.DEADLINE: "公开时限", Look.CHANNELS: "公开渠道和载体", Look.AGENCY: "公开主体",
    Look.OFFICE: "责任科室", Look.METHOD: "公开方式", Look.AUDIENCE: "公开对象", Look.FIVE_OPEN: "所属“五公开”类型",
    Look.LEVEL: "公开层级",
}  # fmt: skip
_ITEMS = {2: ("公开事项", "公开内容"), 3: ("一级事项", "二级事项", "公开内容")}
"""The columns of text between the number and the first column whose values tell, by how many they are."""
_PROOF = (Look.LEGAL_BASIS, Look.CHANNELS)
_LEAST_ROWS = 3
_MOST_BODIES = 0.5
"""Share of bodies in their column: 有关乡镇 does not look like one, and nothing else stands beside them."""
_COUNTS = regex(r"\d{1,4}[.、]?")
_TITLE = regex(r"公开.*(?:目录|清单|一览表|事项表)|领域")


@dataclass(frozen=True, slots=True)
class GuessedHeader:
    """Labels for a grid's columns, in a row of their own above row `first`."""

    first: int
    labels: tuple[Cell, ...]


def guess_header(
    fragment: TableFragment, rows: Sequence[Sequence[Cell]], above: Sequence[str], is_deadline: Callable[[str], bool]
) -> GuessedHeader | None:
    """The labels that the values of a grid tell; None where it is hardly a catalogue without its header.

    Its rows are numbered, and have a 时限 and a 依据 or a 渠道, both if no title (`above`) says that it is one. Where a
    row comes first that looks otherwise, that is a header of something else.
    """
    first = next((k for k, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1), len(rows))
    if len(rows) - first < _LEAST_ROWS:
        return None
    values: list[list[str]] = [[] for _ in range(fragment.n_columns)]
    for cell in fragment.cells:
        if cell.row >= first and cell.text and not is_ditto(cell.text):
            values[cell.column].append(cell.text)
    told = {k: look for k, texts in enumerate(values) if (look := _look_of_column(texts, is_deadline)) is not None}
    fields = list(told.values())
    is_titled = any(_TITLE.search(simplify(squeeze(text))) for text in above)
    least = 1 if is_titled else len(_PROOF)
    is_one_each = all(fields.count(look) == 1 for look in fields)
    if not is_one_each or Look.DEADLINE not in fields or sum(look in fields for look in _PROOF) < least:
        return None
    telling = {k: look for k, look in told.items() if look in (*_PROOF, Look.DEADLINE)}
    begun = {cell.column: cell.text for cell in rows[first]}
    if not any(_look(begun.get(k, ""), is_deadline) is look for k, look in telling.items()):
        return None
    number = next((k for k, texts in enumerate(values) if texts), 0)
    if not all(_COUNTS.fullmatch(text) for text in values[number]):
        return None
    texts = [k for k in range(number + 1, min(told)) if values[k]] if number < min(told) else []
    names = _ITEMS.get(len(texts), ())
    labels = {
        number: "序号",
        **dict(zip(texts, names, strict=bool(names))),
        **{k: _LABELS[look] for k, look in told.items()},
    }
    return GuessedHeader(
        first, tuple(Cell(0, k, labels.get(k, ""), how=How.INFERRED) for k in range(fragment.n_columns))
    )


def _look(text: str, is_deadline: Callable[[str], bool]) -> Look:
    look = look_of(text)
    return Look.DEADLINE if look is Look.OTHER and is_deadline(text) else look


def _look_of_column(texts: Sequence[str], is_deadline: Callable[[str], bool]) -> Look | None:
    """The look of a column's values that names it; None where they have none in common, or one that names nothing."""
    printed = texts[:MAX_VALUES]
    if not printed:
        return None
    look, n = Counter(_look(text, is_deadline) for text in printed).most_common(1)[0]
    least = _MOST_BODIES if look in (Look.AGENCY, Look.OFFICE) else TELLING
    return look if look in _LABELS and n >= least * len(printed) else None
