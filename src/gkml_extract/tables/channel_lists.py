"""公开渠道 over 线上 and 线下: columns that each list channels, and are one list together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.source import How
from gkml_extract.model.table import Column, RowCell, least
from gkml_extract.regex import regex

CHANNEL_LIST = "channel-list"
"""Rule of a column that lists some of the channels of a row."""
_CHANNEL = regex(
    "网|[栏屏报站群]|公报|微信|微博|公众号|短信|电话|热线|广播|电视|窗口|大厅|现场|入户|媒体|客户端|APP|查阅|档案馆|图书馆"
    "|中心|平台|手册|张贴|会议|发布会|邮[寄件]|送达"
)
_LISTING = 0.6
"""Share of the texts of such columns that name a channel."""
_NOTHING = regex(r"[-—–/\\无\s]*")


def with_list_columns(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """Columns under 公开渠道 whose labels are no channels and whose texts are: all are channels."""
    under = [
        column
        for column in columns
        if column.rule == "unknown" and len(column.path) > 1 and parse_label(column.path[-2]).field == "channels"
    ]
    texts = [text for column in under for text in values[column.index] if not _NOTHING.fullmatch(text)]
    n_listing = sum(_CHANNEL.search(text) is not None for text in texts)
    if len(under) < 2 or not texts or n_listing < _LISTING * len(texts):
        return list(columns)
    found = {column.index for column in under}
    return [
        replace(column, field="channels", rule=CHANNEL_LIST, score=1.0) if column.index in found else column
        for column in columns
    ]


def with_joined_lists(rows: Sequence[Mapping[int, RowCell]], columns: Sequence[Column]) -> list[dict[int, RowCell]]:
    """`rows` with the lists of such columns as one, in the first of them."""
    indexes = [column.index for column in columns if column.rule == CHANNEL_LIST]
    if not indexes:
        return [dict(row) for row in rows]
    return [_joined(row, indexes) for row in rows]


def _joined(row: Mapping[int, RowCell], indexes: Sequence[int]) -> dict[int, RowCell]:
    rest = {index: cell for index, cell in row.items() if index not in indexes}
    cells = [row[index] for index in indexes if index in row and not _NOTHING.fullmatch(row[index].text)]
    if not cells:
        return rest
    how = max((cell.how for cell in cells), key=list(How).index)
    places = tuple(dict.fromkeys(place for cell in cells for place in cell.places))
    score, legibility = least(*(cell.score for cell in cells)), least(*(cell.legibility for cell in cells))
    text = "；".join(cell.text for cell in cells)
    together = replace(cells[0], text=text, how=how, places=places, score=score, legibility=legibility)
    return rest | {indexes[0]: together}
