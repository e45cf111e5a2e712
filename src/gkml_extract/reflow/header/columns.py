"""The columns that the decoder reads: those of the header, neighbouring tick columns taken as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.labels import HeaderColumn

_LOOKS = {
    "number": Look.NUMBER, "primary": Look.ITEM, "secondary": Look.ITEM, "levels": Look.ITEM,
    "content": Look.CONTENT, "legal_basis": Look.LAW, "deadline": Look.DEADLINE, "publisher": Look.ORG,
    "department": Look.ORG, "channels": Look.CHANNELS, "audience": Look.VALUE, "method": Look.VALUE,
    "five_open": Look.VALUE, "website_column": Look.WEBSITE, "remarks": Look.REMARKS, "extra": Look.OTHER,
}  # fmt: skip


_OF_LAWS = "依据"
USUAL_LEVELS = 2
"""Levels of items in most tables; where there are more, an item may lack the innermost one."""


@dataclass(frozen=True, slots=True)
class DecodeColumn:
    """A column of the decoder: what it looks like and which header columns [first, last] it stands for.

    `first` is None for a column that the header does not name: an inner row number.
    """

    look: Look
    field: str
    first: int | None
    last: int | None
    label: str


def look_of(column: HeaderColumn) -> Look:
    """What a header column's text looks like. 公开层级 without columns below it has the name of a level; 编制依据 has
    titles of laws, whichever field it is."""
    field = column.leaf.field
    if "." in field or (column.leaf.group == "公开层级" and not column.leaf.is_group):
        return Look.MARKS
    if column.leaf.group == "公开层级":
        return Look.VALUE
    if field == "extra" and column.leaf.text.endswith(_OF_LAWS):
        return Look.LAW
    return _LOOKS[field]


def decode_columns(header: Sequence[HeaderColumn], *, has_two_runs: bool) -> tuple[DecodeColumn, ...]:
    """The decoder's columns, left to right.

    Neighbouring tick columns are one, since a lost blank leaves no trace of which of them has the tick. A row number
    without a label may stand at the front or before the innermost item column (seen on pages of 青浦, 荷塘,
    新平), and where two runs count rows (`has_two_runs`: 一, 二 … and 1, 2 …) the inner one has no label (zhongwei).
    一级事项 without a label, where 二级事项 has one, are headings across the table.
    """
    columns: list[DecodeColumn] = []
    items = [k for k, column in enumerate(header) if look_of(column) is Look.ITEM]
    innermost = items[-1] if len(items) > 1 else None
    has_label = any(column.leaf.field == "number" for column in header)
    if not has_label:
        columns.append(DecodeColumn(Look.NUMBER, "number", None, None, "序号"))
    fields = {column.leaf.field for column in header}
    if has_label and "secondary" in fields and "primary" not in fields:
        columns.append(DecodeColumn(Look.ITEM, "primary", None, None, "一级事项"))
    for k, column in enumerate(header):
        look = look_of(column)
        if k == innermost and (has_two_runs or not has_label):
            columns.append(DecodeColumn(Look.NUMBER, "number", None, None, "序号"))
        if look is Look.MARKS and columns and columns[-1].look is Look.MARKS:
            first = columns[-1].first
            columns[-1] = DecodeColumn(Look.MARKS, "marks", first, k, columns[-1].label)
            continue
        columns.append(DecodeColumn(look, column.leaf.field, k, k, column.leaf.text))
    return tuple(columns)
