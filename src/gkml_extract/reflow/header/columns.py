"""The columns that the decoder reads: those of the header, neighbouring tick columns taken as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.chunks.spans import whole_kind
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.labels import HeaderColumn
from gkml_extract.regex import regex
from gkml_extract.text import simplify, squeeze

_LOOKS = {
    "number": Look.NUMBER, "primary": Look.ITEM, "secondary": Look.ITEM, "levels": Look.ITEM,
    "content": Look.CONTENT, "legal_basis": Look.LAW, "deadline": Look.DEADLINE, "publisher": Look.ORG,
    "department": Look.ORG, "channels": Look.CHANNELS, "audience": Look.VALUE, "method": Look.VALUE,
    "five_open": Look.VALUE, "website_column": Look.WEBSITE, "remarks": Look.REMARKS, "extra": Look.OTHER,
}  # fmt: skip


_OF_LAWS = "依据"
_OF_METHOD = regex("主动|依申请|不予公")
"""What every table has that tells 公开方式 in words."""
_LEAST_CHANNELS = 3
_ENOUGH = 2000
"""Fragments from which it is seen what a column holds."""
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


def with_channels_told(header: tuple[HeaderColumn, ...], body: Sequence[TextFragment]) -> tuple[HeaderColumn, ...]:
    """The columns with 公开方式 as channels where no column is labelled so, and the body has lists of channels, and no
    word of a method.

    `tables/` judges a label by the values of its column; where these are yet to be told, the whole text has to do.
    """
    at = [k for k, column in enumerate(header) if column.leaf.field == "method"]
    if len(at) != 1 or any(label.label.field == "channels" for column in header for label in column.path):
        return header
    texts = [simplify(squeeze(part.text)) for part in body[:_ENOUGH]]
    if _OF_METHOD.search("".join(texts)) or sum(whole_kind(text) == "channels" for text in texts) < _LEAST_CHANNELS:
        return header
    (k,) = at
    *above, leaf = header[k].path
    told = replace(leaf, label=replace(leaf.label, field="channels", rule="by-values", entry=None))
    return (*header[:k], HeaderColumn((*above, told)), *header[k + 1 :])


def look_of(column: HeaderColumn) -> Look:
    """What a header column's text looks like. 公开层级 without columns below it has the name of a level; 编制依据 has
    titles of laws, whichever field it is."""
    field = column.leaf.field
    if "." in field or (column.leaf.group in ("公开层级", "channels") and not column.leaf.is_group):
        return Look.MARKS
    if column.leaf.group == "公开层级":
        return Look.VALUE
    if field == "extra" and column.leaf.text.endswith(_OF_LAWS):
        return Look.LAW
    return _LOOKS[field]


def decode_columns(
    header: Sequence[HeaderColumn], *, has_two_runs: bool, may_have_headings: bool = True
) -> tuple[DecodeColumn, ...]:
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
    if may_have_headings and has_label and "secondary" in fields and "primary" not in fields:
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
