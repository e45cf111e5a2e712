"""Pages whose long cells come behind the short ones of all rows are read row by row, every cell in doubt."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Document
from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.printed.short_first import in_rows
from support.tables import fragments

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
    assert "rows-uncertain" not in {finding.code for finding in document.findings}  # cells-put-in-rows says it


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


NAMES = ("供水管网改造", "水质抽检公告", "用水定额调整", "节水器具补贴")
DEADLINES = ("每年3月底前", "变更后5日内", "每月10日前", "批准后20日内")
CONTENTS = (
    "改造路段、施工时间、停\n水范围",
    "抽检点位、检测项目、检\n测结果",
    "定额标准、执行日期、核\n减情形",
    "补贴对象、申领方式、发\n放名单",
)


def short_rows(*, ticks: str = " √") -> str:
    """Numbers, names and ticks of four rows, on a line each."""
    return "\n".join(f"{k} {name}{ticks}" for k, name in enumerate(NAMES, 1))


def long_rows(*, deadlines: bool = True) -> str:
    """Contents and deadlines of four rows, as they come behind."""
    cells = zip(CONTENTS, DEADLINES, strict=True)
    return "\n".join(f"{content}\n{deadline}" if deadlines else content for content, deadline in cells)


def by_name(document: Document) -> dict[str | None, tuple[str | None, str | None]]:
    """Content and deadline of each item by its name."""
    (catalogue,) = document.catalogues
    return {
        item.primary or item.secondary: (item.content, item.deadline and item.deadline.text) for item in catalogue.items
    }


def expected() -> dict[str | None, tuple[str | None, str | None]]:
    """What the four rows say."""
    contents = (content.replace("\n", "") for content in CONTENTS)
    return dict(zip(NAMES, zip(contents, DEADLINES, strict=True), strict=True))


HEADER = "某县水务局主动公开目录\n序号 事项名称 公开内容 公开时限 主动公开"


def test_cells_with_figures_come_behind_however_short() -> None:
    """No bracket is open at a line's end: 每年3月底前 has Chinese and Latin characters, so that Calc prints it late."""
    document = read(f"{HEADER}\n{short_rows()}\n{long_rows()}")
    assert by_name(document) == expected()
    assert "cells-put-in-rows" in {finding.code for finding in document.findings}


def test_numbers_of_pages_stand_above_all_labels() -> None:
    """Calc writes a page's foot before its cells: the 1 of 第 1 页，共 1 页 is no row."""
    document = read(f"第 1 页，共 1 页\n{HEADER}\n{short_rows()}\n{long_rows()}")
    assert by_name(document) == expected()


def test_rows_are_told_by_numbers_where_nothing_is_ticked() -> None:
    """A table without 公开方式 and 公开对象."""
    header = HEADER.removesuffix(" 主动公开")
    document = read(f"{header}\n{short_rows(ticks='')}\n{long_rows()}")
    assert by_name(document) == expected()


def test_a_long_cell_is_no_single_line_of_chinese_characters() -> None:
    """供水管网改造 / 与移交 is one name: either alone would have come with the short cells."""
    rows = "\n".join(f"{k} √" for k in range(1, 5))
    names = [f"{name}\n与移交" for name in NAMES]
    long = "\n".join("\n".join(cells) for cells in zip(names, CONTENTS, DEADLINES, strict=True))
    document = read(f"{HEADER}\n{rows}\n{long}")
    assert by_name(document) == {f"{name}与移交": cells for name, cells in expected().items()}


def test_ticks_of_a_row_may_stand_a_line_each() -> None:
    """As PDFium prints some pages."""
    header = HEADER.replace("主动公开", "公开对象 公开方式")
    document = read(f"{header}\n全社会 主动公开\n{short_rows(ticks=chr(10) + '√' + chr(10) + '√')}\n{long_rows()}")
    assert by_name(document) == expected()
    (catalogue,) = document.catalogues
    assert all(item.method and item.method.proactive is True for item in catalogue.items)


def test_columns_whose_labels_come_behind_stand_where_their_cells_do() -> None:
    """公开时限 is printed before 公开依据 here, which mostly stands first; its label has two lines."""
    header = "某县水务局主动公开目录\n序号 事项名称 公开内容 公开依据 主动公开"
    laws = [f"《某县{name}管理\n办法》（试行）" for name in NAMES]
    deadlines = [f"{deadline}予以\n公开" for deadline in DEADLINES]
    long = "\n".join("\n".join(cells) for cells in zip(CONTENTS, deadlines, laws, strict=True))
    document = read(f"{header}\n{short_rows()}\n公开\n时限\n{long}")
    (catalogue,) = document.catalogues
    told_laws = [item.legal_basis and item.legal_basis.text for item in catalogue.items]
    assert told_laws == [law.replace("\n", "") for law in laws]


def test_further_columns_of_a_wide_sheet_stand_beside_its_rows() -> None:
    """They follow behind all rows, on pages of their own, with labels of other columns."""
    header = "某县水务局主动公开目录\n序号 事项名称 公开内容 公开时限"
    offices = "\n".join(f"{office} √" for office in ("办公室", "监察科", "办公室", "财务科"))
    document = read(
        f"{header}\n{short_rows(ticks='')}\n{long_rows()}",
        f"责任科室 主动公开\n{offices}",
    )
    assert by_name(document) == expected()
    (catalogue,) = document.catalogues
    assert [item.department for item in catalogue.items] == ["办公室", "监察科", "办公室", "财务科"]


def test_further_columns_with_other_rows_are_said_to_be_unread() -> None:
    """Two of four rows have cells there: which ones is not told."""
    header = "某县水务局主动公开目录\n序号 事项名称 公开内容 公开时限"
    document = read(
        f"{header}\n{short_rows(ticks='')}\n{long_rows()}",
        "责任科室 主动公开\n办公室 √\n财务科 √",
    )
    assert by_name(document) == expected()
    assert any(finding.code == "text-unplaced" and "财务科" in finding.message for finding in document.findings)


def test_a_text_whose_rows_are_not_told_is_no_error() -> None:
    """Labels behind ticks, and nothing that could be a row's cell."""
    document = read(f"{LABELS}\n√\n√\n{LONG_LABELS}")
    assert all(not catalogue.items for catalogue in document.catalogues) or document.findings


SHEET = f"""某县水务局依申请公开目录
序号 公开事项
公开时限 公开依据 公开对象
全社会
1 长期公开 √
2 咨询电话 √
3 每年1月31日前 √
{LONG_LABELS}
申请
答复
办理程序
与条件
申请表、受理地点、答复
期限
{LAW}
某县
水务
局
检索费、复制费、邮寄费
标准
信息形成之日起20
个工作日内
{LAW}
某县
水务
局
救济渠道
及时效
复议机关、诉讼法院与
时效
{LAW}
某县
水务
局"""


def test_each_sheet_of_a_workbook_is_a_table_of_its_own() -> None:
    """Its labels stand in another order, and its rows are counted from 1 again."""
    document = read(PAGE, REST, SHEET)
    assert [[item.number for item in catalogue.items] for catalogue in document.catalogues] == [
        ["1", "2", "3", "4", "5"], ["1", "2", "3"],
    ]  # fmt: skip
    second = document.catalogues[1]
    assert second.title == "某县水务局依申请公开目录"
    assert [(item.secondary, item.content, item.deadline and item.deadline.text) for item in second.items] == [
        ("办理程序与条件", "申请表、受理地点、答复期限", "长期公开"),
        ("咨询电话", "检索费、复制费、邮寄费标准", "信息形成之日起20个工作日内"),
        ("救济渠道及时效", "复议机关、诉讼法院与时效", "每年1月31日前"),
    ]


def test_broken_labels_come_last_or_nothing_does() -> None:
    """一级 / 目录 above the first tick is a long label, though 特定 / 群体 behind it is the value of a row here."""
    labels = "一级 目录 二级目录 主要内容 法定依据 时限要求 公开主体 公开 对象 主 动 公 开 依申请 公开层 级 公开载体"
    lines = fragments(*labels.split(), "✓", "✓", "特定", "群体", "县级")
    assert in_rows(lines, [], find_headers(lines), is_told=False) == []


def test_items_without_a_group_stand_before_contents() -> None:
    """一级事项 is a label of the first row where no 公开事项 stands over it."""
    rows = "\n".join(
        f"{k}\n{name}\n{item} 某县水务局 及时公开 {'主动公开'}"
        for k, (name, item) in enumerate([("供水", "水价"), ("排水", "管网"), ("节水", "定额")], start=1)
    )
    contents = ("收费标准、收费依据、减\n免条件", "检修计划、改造计划、管\n网图纸", "定额标准、适用范围、修\n订程序")
    long = "\n".join(f"{content}\n{LAW}" for content in contents)
    document = read(
        f"某县水务局主动公开目录\n序号 一级事项 二级事项 公开内容 公开依据 公开主体 公开时限 公开方式\n{rows}\n{long}"
    )
    assert [(each[1], each[2]) for each in told(document)] == [("供水", "水价"), ("排水", "管网"), ("节水", "定额")]


def test_words_of_a_method_in_two_lines_are_no_label() -> None:
    """依申请公 / 开 is a cell where nothing is ticked."""
    rows = "\n".join(f"{k} {name} 办公室 主动公开" for k, name in enumerate(("水价", "管网", "定额"), start=1))
    long = "\n".join(f"{name}标准、{name}依据、减\n免条件\n{LAW}" for name in ("收费", "检修", "定额", "存档"))
    document = read(
        f"某县水务局公开目录\n序号 公开事项 公开内容 公开依据 责任科室 公开方式\n{rows}\n4 档案 办公室\n"
        f"{long}\n依申请公\n开"
    )
    (catalogue,) = document.catalogues
    assert [item.method.proactive for item in catalogue.items if item.method] == [True, True, True, False]


def test_a_text_between_ticks_is_of_their_columns() -> None:
    """特定群体: 用水户; the page is read though such a text is no tick."""
    page = PAGE.replace("2 领导信息 √", "2 领导信息 用水户 √")
    numbers = [each[0] for each in told(read(page))]
    assert numbers == ["1", "2", "3"]


def test_further_columns_without_ticks_have_a_line_for_each_row() -> None:
    """What is short of a row stands in one line, the long cells of the page behind all of them."""
    header = "某县水务局主动公开目录\n序号 事项名称 公开内容 公开时限"
    offices = "\n".join(f"{office} 全社会" for office in ("办公室", "监察科", "办公室", "财务科"))
    laws = "\n".join(f"《某县{name}管理\n办法》（试行）" for name in NAMES)
    document = read(
        f"{header}\n{short_rows(ticks='')}\n{long_rows()}", f"公开依据 责任科室 公开对象\n{offices}\n{laws}"
    )
    assert by_name(document) == expected()
    (catalogue,) = document.catalogues
    assert [item.department for item in catalogue.items] == ["办公室", "监察科", "办公室", "财务科"]
    told_laws = [item.legal_basis and item.legal_basis.text for item in catalogue.items]
    assert told_laws == [f"《某县{name}管理办法》（试行）" for name in NAMES]
