"""Channels on lines of their own in a printed cell."""

from __future__ import annotations

import pytest

from gkml_extract.model.table import Cell, Column, Table
from gkml_extract.normalise.channels import parse_channels
from gkml_extract.normalise.channels.lines import with_lines_of_channels

COLUMN = Column(0, ("公开渠道和载体",), "channels", "exact", 1.0)


def names(text: str, *lines: str) -> list[str]:
    """The channels of a cell that is printed in these lines, and was read as `text`."""
    table = Table(1, 1, (Cell(0, 0, text, lines=lines),), 0)
    (cell,) = with_lines_of_channels(table, [COLUMN]).cells
    return [channel.name for channel in parse_channels(cell.text).channels]


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("政务服务中心广播电视", ("政务服务中心", "广播电视"), ["政务服务中心", "广播电视"]),
        ("公共资源交易平台发布会/听证会", ("公共资源交易平台", "发布会/听证会"), ["公共资源交易平台", "发布会/听证会"]),
        ("政务新媒体\n公示栏广播电视", ("政务新媒体", "公示栏", "广播电视"), ["政务新媒体", "公示栏", "广播电视"]),
        ("广播电视信用中国网站", ("广播", "电视", "信用", "中国", "网站"), ["广播电视", "信用中国网站"]),
        ("纸质媒体政府网站公示栏", ("纸质媒体", "政府网站", "公示栏"), ["纸质媒体", "政府网站", "公示栏"]),
        ("政府门户网站", ("政府", "门户", "网站"), ["政府门户网站"]),
        ("信用中国（贵州）网站", ("信用中国（贵", "州）网站"), ["信用中国（贵州）网站"]),
        ("信用中国（贵州）网站", ("信用中国", "（贵州）", "网站"), ["信用中国（贵州）网站"]),
        ("云津市人民政府门户网站", ("云津市人民政府", "门户网站"), ["云津市人民政府门户网站"]),
        ("政府网站（“公告”栏目）", ("政府网站", "（“公告”栏目）"), ["政府网站（“公告”栏目）"]),
        ("（1）政府网站（2）村务公开栏", ("（1）政府网站", "（2）村务公开栏"), ["政府网站", "村务公开栏"]),
        (
            "政府公报发布会/听证会纸质媒体",
            ("政府公报", "发布会/听证会", "纸质媒体"),
            ["政府公报", "发布会/听证会", "纸质媒体"],
        ),
        ("政府网站、微信公众号", ("政府网站、微信", "公众号"), ["政府网站", "微信公众号"]),
    ],
)
def test_a_full_line_ends_where_names_part(text: str, lines: tuple[str, ...], expected: list[str]) -> None:
    """What its lines say is not told by their widths; a name that is wrapped stays one."""
    assert names(text, *lines) == expected
