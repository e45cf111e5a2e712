"""Pages whose long cells come behind the short ones of all rows are read row by row, every cell in doubt."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Document

LAW = "《中华人民共和国政府\n信息公开条例》（国务院\n令第711号）"
LABELS = "序号 公开事项\n公开依据 公开时限 公开对象\n全社会"
LONG_LABELS = "公开内容（\n要素）\n公开\n主体\n一级\n事项\n二级\n事项\n特定\n群体"


def read(*pages: str) -> Document:
    """The document of a text with form feeds between pages."""
    return extract_bytes("\f".join(pages).encode(), "a.txt")


def told(document: Document) -> list[tuple[object, ...]]:
    """What its rows say."""
    (catalogue,) = document.catalogues
    return [
        (item.number, item.primary, item.secondary, item.content, item.deadline and item.deadline.text, item.publisher)
        for item in catalogue.items
    ]


PAGE = f"""某县水务局主动公开目录
{LABELS}
1 及时公开 √
2 领导信息 √
3 管网图、检修计划 每年1月31日前 √
{LONG_LABELS}
机构
信息
机构职能
与人员
检测项目、检测频次、检
测结果
{LAW}
某县
水务
局
收费标准、收费依据、减
免条件
{LAW}
信息形成之日起20
个工作日内
某县
水务
局
内设机构
及职责
{LAW}
某县
水务
局"""
REST = f"""{LABELS}
{LONG_LABELS}
4 及时公开 √
5 及时公开 √
财政
信息
财政预算
及说明
定额标准、适用范围、修
订程序
{LAW}
某县
水务
局
财政决算
及说明
加价幅度、征收办法、减
免情形
{LAW}
某县
水务
局"""


def test_long_cells_are_given_to_rows_by_the_order_of_columns() -> None:
    """A row has one cell of each column; on later pages all labels stand together."""
    document = read(PAGE, REST)
    office = "某县水务局"
    assert told(document) == [
        ("1", "机构信息", "机构职能与人员", "检测项目、检测频次、检测结果", "及时公开", office),
        ("2", "机构信息", "领导信息", "收费标准、收费依据、减免条件", "信息形成之日起20个工作日内", office),
        ("3", "机构信息", "内设机构及职责", "管网图、检修计划", "每年1月31日前", office),
        ("4", "财政信息", "财政预算及说明", "定额标准、适用范围、修订程序", "及时公开", office),
        ("5", "财政信息", "财政决算及说明", "加价幅度、征收办法、减免情形", "及时公开", office),
    ]
    assert "cells-put-in-rows" in {finding.code for finding in document.findings}


def test_every_row_put_together_is_in_doubt() -> None:
    """To which row a cell belongs is guessed."""
    document = read(PAGE, REST)
    uncertain = {finding.item for finding in document.findings if finding.code == "reading-uncertain"}
    assert uncertain >= set(range(5))


def test_words_of_options_behind_ticks_are_no_labels() -> None:
    """Tables have 全社会 and 主动公开 as cells: such stand there in every row."""
    header = "序号\n一级事项\n二级事项\n公开内容\n公开时限\n县级\n公开对象\n公开方式\n"
    names = ("水质监测", "供水价格", "管网抢修", "用水定额", "超额加价")
    rows = "".join(
        f"{k}\n供水\n{name}\n标准及结果\n及时公开\n√\n全社\n会\n主动\n公开\n" for k, name in enumerate(names, 1)
    )
    document = read(header + rows, rows)
    assert "cells-put-in-rows" not in {finding.code for finding in document.findings}


def test_words_in_place_of_ticks_tell_rows_too() -> None:
    """Where 公开对象 and 公开方式 are one column each."""
    labels = "序号 公开事项\n公开时限 公开对象 公开方式"
    long = "公开内容（\n要素）\n公开\n依据\n一级\n事项\n二级\n事项"
    short = "1 及时公开 全社会 主动公开\n2 领导信息 及时公开 全社会 主动公开\n3 及时公开 特定群体 主动公开"
    contents = "机构名称、办公地址、联\n系方式", "领导姓名、领导职务、分\n工", "科室名称、科室职能、联\n系方式"
    names = "机构\n信息\n机构职能\n与人员\n", "", "内设机构\n及职责\n"
    cells = "\n".join(f"{name}{content}\n{LAW}" for name, content in zip(names, contents, strict=True))
    document = read(f"某县水务局主动公开目录\n{labels}\n{short}\n{long}\n{cells}")
    assert [row[:4] for row in told(document)] == [
        ("1", "机构信息", "机构职能与人员", "机构名称、办公地址、联系方式"),
        ("2", "机构信息", "领导信息", "领导姓名、领导职务、分工"),
        ("3", "机构信息", "内设机构及职责", "科室名称、科室职能、联系方式"),
    ]
