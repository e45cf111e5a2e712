"""公开渠道 over columns that each list channels."""

from __future__ import annotations

from gkml_extract.tables.channel_lists import CHANNEL_LIST
from gkml_extract.tables.columns import read_columns
from gkml_extract.tables.rows import read_rows
from gkml_extract.tables.torn import CellReaders
from support.tables import lines_of, table

READERS = CellReaders(is_deadline=lambda text: text.endswith("内"), channel_names=lambda text: tuple(text.split("、")))


def test_lists_under_channels_are_one() -> None:
    """线上 and 线下: neither is a channel, and both list some; a sign of nothing is none of them."""
    printed = table(
        "序号|公开内容|公开渠道|<",
        "^|^|线上|线下",
        "1|机构职能|政府网站|公开查阅点",
        "2|收费标准|政府网站、微信公众号|/",
        header=2,
    )
    columns, notes = read_columns(printed)
    assert [column.rule for column in columns[2:]] == [CHANNEL_LIST, CHANNEL_LIST]
    assert notes == ()
    rows = read_rows(printed, columns, READERS).rows
    assert lines_of(rows, 4) == ["1|机构职能|政府网站；公开查阅点|", "2|收费标准|政府网站、微信公众号|"]


def test_other_texts_under_channels_are_none() -> None:
    """编号 and 备案 below 公开渠道 hold no channels: they stay columns of their own."""
    printed = table("序号|公开内容|公开渠道|<", "^|^|编号|备案", "1|机构职能|A01|已办", "2|收费标准|A02|已办", header=2)
    columns, _ = read_columns(printed)
    assert all(column.rule != CHANNEL_LIST for column in columns)
