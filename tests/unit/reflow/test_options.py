"""Channels with a column of ticks each below 公开渠道."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.header.order import order_columns
from support.tables import fragments

ROWS = (
    "1 行车安排 首末班车时刻 线路、车站 长期公开 《运营管理规定》 √ √ √ 调度部",
    "2 票务 票价表 起步价、里程 每年1月底前 《定价规则》 √ √ √ √ 票务部",
    "3 车站设施 无障碍电梯 出入口、时段 停用前1日 《建设条例》 √ 站务部",
)


def paths(*lines: str) -> list[str]:
    """The header paths of the columns over ROWS."""
    header = find_headers(fragments(*lines, *ROWS))[0]
    return ["/".join(printed.label.text for printed in column.path) for column in order_columns(header.labels)]


OPTIONS = [f"公开渠道/{name}" for name in ("官方网站", "车站公告", "手机客户端", "微博")]


def test_options_in_the_second_row() -> None:
    """Behind all other labels."""
    found = paths(
        "序号 事项类别 事项名称 公开内容 公开时限 公开依据 公开渠道 责任部门", "官方网站 车站公告 手机客户端 微博"
    )
    assert found[-5:] == [*OPTIONS, "责任部门"]


def test_options_broken_into_lines() -> None:
    """Each by the width of its column."""
    header = ("序号", "事项类别 事项名称 公开内容 公开时限 公开依据", "公开渠道", "责任部门")
    assert paths(*header, "官方网", "站", "车站公", "告", "手机客", "户端", "微博")[-5:] == [*OPTIONS, "责任部门"]


def test_an_option_on_both_sides_of_another_label() -> None:
    header = (
        "序号",
        "事项类别 事项名称 公开内容 公开时限 公开依据",
        "公开渠道",
        "官方网 责任部门",
        "站",
        "车站公",
        "告",
        "手机客",
    )
    assert paths(*header, "户端 微博")[-5:] == [*OPTIONS, "责任部门"]


def test_which_channels_are_ticked_is_known_only_where_all_are() -> None:
    """A row with fewer ticks than channels has `null` for each, and a finding."""
    header = (
        "序号 事项类别 事项名称 公开内容 公开时限 公开依据 公开渠道 责任部门",
        "官方网站 车站公告 手机客户端 微博",
    )
    document = extract_bytes("\n".join((*header, *ROWS)).encode(), "a.txt")
    (catalogue,) = document.catalogues
    read = [[(channel.name, channel.selected) for channel in item.channels] for item in catalogue.items]
    names = [path.partition("/")[2] for path in OPTIONS]
    assert read == [[(name, chosen) for name in names] for chosen in (None, True, None)]
    assert {finding.item for finding in document.findings if finding.field == "channels"} == {0, 2}


def test_names_of_rows_are_no_options() -> None:
    """Without ticks in the rows nothing is a column of them."""
    header = "序号 事项类别 事项名称 公开内容 公开时限 公开依据 公开渠道 责任部门"
    region = find_headers(fragments(header, "政府网站 微博", "1 甲 乙 丙 长期公开 《条例》 政府网站 办公室"))[0]
    assert [printed.label.text for printed in region.labels] == header.split()
