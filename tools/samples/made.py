"""Catalogues of our own, of places that do not exist, in layouts that the given five do not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from readings import (
    ON_REQUEST,
    PROACTIVE,
    PUBLIC,
    SAME,
    SPECIFIC,
    Item,
    catalogue,
    finding,
    items_of,
    people,
    ticked,
)

from support.printing.catalogue import Column, Layout, boxes, names_only, print_table, with_sections
from support.printing.model import (
    AUTOMATIC_NUMBER,
    CONTROL_EMPTY,
    CONTROL_TICKED,
    DELETED_FROM,
    DELETED_TO,
    INSERTED_FROM,
    INSERTED_TO,
    SYMBOL_EMPTY,
    SYMBOL_TICKED,
    Paragraph,
    Printed,
    Table,
)

Golden = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A document of ours, its truth, and the formats it is written in."""

    printed: Printed
    golden: Golden
    formats: tuple[str, ...]
    encoding: str = "utf-8"


def _title(text: str) -> Paragraph:
    return Paragraph(text, 16, "center", is_bold=True)


def _golden(*catalogues: Golden, findings: Sequence[Item] = ()) -> Golden:
    return {"catalogues": list(catalogues), "findings": list(findings)}


# 青岚县: three levels of items; 公开对象 and 公开方式 are words, 公开渠道 a list without boxes.

_LAND_LAW = "《中华人民共和国土地管理法》\n《中华人民共和国政府信息公开条例》（国务院令第711号）"
_LAND_RULES = "《中华人民共和国土地管理法实施条例》（国务院令第743号）第二十六条、第二十七条"
_REGISTER = "《不动产登记暂行条例》（国务院令第656号）"
_PLANNING = "《中华人民共和国城乡规划法》第二十六条"
_W20 = "信息形成或者变更之日起20个工作日内"
_VILLAGERS = people("被征地村民")
QINGLAN = items_of(
    ("number", "primary", "secondary", "levels", "content", "legal_basis", "deadline", "audience", "method",
     "channels"),
    [
        ("1", "征地管理", "征地管理政策", "法律法规和规章", "征地管理相关的法律、法规和规章", _LAND_LAW, _W20, PUBLIC,
         PROACTIVE, "政府网站、公开查阅点"),
        ("2", SAME, SAME, "规范性文件", "本级制定的征地补偿安置、区片综合地价等规范性文件", SAME,
         "与规范性文件同步发布", PUBLIC, PROACTIVE, SAME),
        ("3", SAME, "征地前期准备", "拟征收土地告知", "拟征收土地的用途、位置、补偿标准和安置途径", _LAND_RULES,
         "拟征收土地告知书印发之日起5个工作日内", _VILLAGERS, PROACTIVE, "村公示栏"),
        ("4", SAME, SAME, "拟征收土地现状调查", "土地权属、地类、面积，地上附着物的权属、种类和数量", SAME,
         "拟征收土地现状调查结束后5个工作日内", _VILLAGERS, PROACTIVE, SAME),
        ("5", SAME, "征地组织实施", "征收土地公告", "征地批准机关、批准文号、批准用途、范围和补偿标准", SAME,
         "收到征地批准文件之日起10个工作日内", PUBLIC, PROACTIVE, "政府网站、村公示栏"),
        ("6", SAME, SAME, "征地补偿登记", "办理补偿登记的期限、地点和所需材料", SAME, SAME, _VILLAGERS, PROACTIVE,
         SAME),
        ("7", SAME, SAME, "征地补偿安置方案", "补偿标准、数额、支付方式以及社会保障措施；听证的要求和方式", SAME,
         "公示不少于30日", PUBLIC, PROACTIVE, SAME),
        ("8", "不动产登记", "登记服务", "办事指南", "受理条件、申请材料、办理流程、收费标准、办结时限、办理地点和时间",
         _REGISTER, "长期公开", PUBLIC, PROACTIVE, "政府网站、政务服务中心"),
        ("9", SAME, SAME, "登记资料查询", "查询范围、查询方式和查询地点", SAME, SAME, PUBLIC, PROACTIVE, SAME),
        ("10", SAME, "登记结果", "登记结果查询", "权利人、不动产坐落、登记时间等登记信息", SAME,
         "自收到申请之日起20个工作日内公开", people("权利人、利害关系人"), ON_REQUEST, "政务服务中心"),
        ("11", "国土空间规划", "规划编制", "规划草案公示", "国土空间规划草案及其说明、征求意见的方式和期限", _PLANNING,
         "公示不少于30日", PUBLIC, PROACTIVE, "政府网站、规划展示馆"),
        ("12", SAME, "规划成果", "规划批复", "规划批准文件、规划文本和图件", SAME, "规划批准后20个工作日内", PUBLIC,
         PROACTIVE, SAME),
        ("13", "监督管理", "行政处罚", None, "行政处罚决定书文号、违法事实、处罚依据、处罚种类和内容",
         "《中华人民共和国行政处罚法》第四十八条", "作出决定之日起7个工作日内", PUBLIC, PROACTIVE, "政府网站"),
        ("14", SAME, "投诉举报", None, "投诉举报的电话、通信地址和受理时间",
         "《中华人民共和国政府信息公开条例》（国务院令第711号）", "实时公开", PUBLIC, PROACTIVE, SAME),
    ],
    publisher="青岚县自然资源局",
)  # fmt: skip
_QINGLAN_TITLE = "青岚县自然资源局政府信息主动公开目录"


def qinglan() -> Made:
    """Three levels, words for ticks."""
    words = [
        item | {"audience": item["audience"]["specific"] or "全社会",
                "method": "主动公开" if item["method"] == PROACTIVE else "依申请公开"}
        for item in QINGLAN
    ]  # fmt: skip
    layout = Layout(
        columns=(
            Column("number", "序号", 9),
            Column("primary", "一级事项", 20, "公开事项"),
            Column("secondary", "二级事项", 22, "公开事项"),
            Column("levels.0", "三级事项", 24, "公开事项"),
            Column("content", "公开内容（要素）", 46),
            Column("legal_basis", "公开依据", 44),
            Column("deadline", "公开时限", 28),
            Column("publisher", "公开主体", 18),
            Column("audience", "公开\n对象", 14),
            Column("method", "公开\n方式", 15),
            Column("channels", "公开渠道和载体", 22),
        ),
        merged=frozenset({"legal_basis", "publisher", "channels", "deadline"}),
        size=12,
    )
    head = (
        Paragraph("附件2"),
        _title(_QINGLAN_TITLE),
        Paragraph("责任单位：青岚县自然资源局    填表人：周文澜    填表时间：2024年8月15日", 10),
    )
    table = print_table(words, layout, lambda channels: ("、".join(channel["name"] for channel in channels),))
    metadata = {"responsible_unit": "青岚县自然资源局", "prepared_by": "周文澜", "prepared_on": "2024-08-15"}
    golden = _golden(catalogue(_QINGLAN_TITLE, QINGLAN, attachment="附件2", metadata=metadata))
    return Made(
        Printed((*head, table), title=_QINGLAN_TITLE), golden, ("docx", "html", "pdf", "browser.pdf"), "gb18030"
    )


# 云浦县青石镇: a collection of several field tables, each with its title, in one file.

_FIELD_CHANNELS = ("政府网站", "政府公报", "两微一端", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点",
                   "政务服务中心", "便民服务站", "入户/现场", "社区/企事业单位/村公示栏（电子屏）", "精准推送", "其他")  # fmt: skip
_SITE = ticked(_FIELD_CHANNELS, ("政府网站", "公开查阅点"))
_BOARD = ticked(_FIELD_CHANNELS, ("政府网站", "社区/企事业单位/村公示栏（电子屏）"))
_CENTRE = ticked(_FIELD_CHANNELS, ("两微一端", "政务服务中心", "入户/现场"))
_COUNTY = "extra:公开层级/县级"
_TOWN = "extra:公开层级/乡、村级"
_FIELD_FIELDS = ("number", "primary", "secondary", "content", "legal_basis", "deadline", "channels", "audience",
                 "method", _COUNTY, _TOWN)  # fmt: skip
_RELIEF = "《社会救助暂行办法》（国务院令第649号）\n《中华人民共和国政府信息公开条例》（国务院令第711号）"
_MINIMUM = "《国务院关于进一步加强和改进最低生活保障工作的意见》（国发〔2012〕45号）"
_OPENNESS = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
YUNPU = {
    "（一）社会救助领域基层政务公开标准目录": items_of(
        _FIELD_FIELDS,
        [
            ("1", "综合业务", "政策法规文件", "社会救助相关的法律、法规、规章和政策文件", _RELIEF,
             "制定或获取文件之日起10个工作日内", _SITE, PUBLIC, PROACTIVE, True, True),
            ("2", SAME, "监督检查", "社会救助信访通讯地址、社会救助投诉举报电话", SAME, SAME, SAME, PUBLIC, PROACTIVE,
             True, True),
            ("3", "最低生活保障", "政策法规文件", "最低生活保障制度的政策文件、城乡低保标准", _MINIMUM, SAME, SAME,
             PUBLIC, PROACTIVE, True, True),
            ("4", SAME, "办事指南", "办理事项、办理条件、最低生活保障标准、申请材料、办理流程、办理时间、地点、联系方式",
             SAME, SAME, SAME, PUBLIC, PROACTIVE, True, True),
            ("5", SAME, "审核信息", "初审对象名单及相关材料、民主评议情况、审核结果", SAME, "公示不少于7个工作日",
             _BOARD, PUBLIC, PROACTIVE, False, True),
            ("6", SAME, "审批信息", "低保对象名单及相关材料", SAME, SAME, SAME, PUBLIC, PROACTIVE, False, True),
            ("7", "临时救助", "支出情况", "支出型临时救助对象名单、救助金额、救助事由", _RELIEF,
             "信息形成或者变更之日起20个工作日内", SAME, PUBLIC, PROACTIVE, True, False),
        ],
        publisher="青石镇人民政府",
    ),
    "（二）公共法律服务领域基层政务公开标准目录": items_of(
        _FIELD_FIELDS,
        [
            ("1", "法治宣传教育", "法律知识普及服务", "法律法规资讯、普法动态资讯、普法讲师团信息", _OPENNESS,
             "信息形成或者变更之日起20个工作日内", _CENTRE, PUBLIC, PROACTIVE, True, True),
            ("2", SAME, "推广法治文化服务", "辖区内法治文化阵地信息、法治文化作品和产品", SAME, SAME, SAME, PUBLIC,
             PROACTIVE, True, True),
            ("3", "法律援助", "申请受理", "法律援助申请的条件、程序、范围和所需材料", "《中华人民共和国法律援助法》第二十二条",
             SAME, SAME, PUBLIC, PROACTIVE, True, True),
            ("4", SAME, "办理结果", "给予或者不予法律援助的决定", SAME, "作出决定之日起7个工作日内", SAME, SPECIFIC,
             ON_REQUEST, True, False),
            ("5", "人民调解", "调解服务", "人民调解委员会的地址、电话和调解员名单", "《中华人民共和国人民调解法》",
             "长期公开", _BOARD, PUBLIC, PROACTIVE, False, True),
        ],
        publisher="青石镇司法所",
    ),
    "（三）公共文化服务领域基层政务公开标准目录": items_of(
        _FIELD_FIELDS,
        [
            ("1", "公共服务", "免费开放信息", "机构名称、开放时间、机构地址、联系电话、临时停止开放信息",
             "《中华人民共和国公共文化服务保障法》第三十一条", "信息形成或者变更之日起20个工作日内", _BOARD, PUBLIC,
             PROACTIVE, True, True),
            ("2", SAME, "特殊群体公共文化服务信息", "面向残疾人、老年人、未成年人的文化服务项目和时间", SAME, SAME,
             SAME, SPECIFIC, PROACTIVE, True, True),
            ("3", SAME, "组织开展群众文化活动", "活动时间、活动单位、活动地址、联系电话", SAME, SAME, SAME, PUBLIC,
             PROACTIVE, True, True),
            ("4", SAME, "下基层辅导、演出、展览和指导", "辅导、演出、展览的时间、地点和内容", SAME, SAME, SAME, PUBLIC,
             PROACTIVE, True, True),
            ("5", "文物保护", "不可移动文物", "名称、级别、所在地址和保护范围", "《中华人民共和国文物保护法》",
             "每年年底前", _SITE, PUBLIC, PROACTIVE, True, False),
        ],
        publisher="青石镇综合文化站",
    ),
}  # fmt: skip
_YUNPU_TITLE = "云浦县青石镇基层政务公开标准目录汇编"


def yunpu() -> Made:
    """Three catalogues, each under its own title."""
    layout = Layout(
        columns=(
            Column("number", "序\n号", 7),
            Column("primary", "一级事项", 17, "公开事项"),
            Column("secondary", "二级事项", 24, "公开事项"),
            Column("content", "公开内容（要素）", 42),
            Column("legal_basis", "公开依据", 40),
            Column("deadline", "公开时限", 22),
            Column("publisher", "公开\n主体", 15),
            Column("channels", "公开渠道和载体", 46),
            Column("audience.public", "全\n社\n会", 8, "公开对象"),
            Column("audience.specific", "特定\n群体", 9, "公开对象"),
            Column("method.proactive", "主\n动", 7, "公开方式"),
            Column("method.on_request", "依申\n请公\n开", 9, "公开方式"),
            Column(_COUNTY, "县\n级", 7, "公开层级"),
            Column(_TOWN, "乡、\n村级", 9, "公开层级"),
        ),
        merged=frozenset({"legal_basis", "deadline", "publisher", "channels"}),
        size=7.5,
    )
    blocks: list[Paragraph | Table] = [_title(_YUNPU_TITLE)]
    for title, items in YUNPU.items():
        blocks += [Paragraph(title, 13, "center"), print_table(items, layout, boxes((2, 2, 2, 2, 2, 1, 2)))]
    catalogues = [
        catalogue(title, items, preamble=[] if k else [_YUNPU_TITLE]) for k, (title, items) in enumerate(YUNPU.items())
    ]
    return Made(Printed(tuple(blocks), title=_YUNPU_TITLE), _golden(*catalogues), ("docx", "xlsx", "pdf"))


# 临溪县: portrait, a header of one row, nothing merged: names repeated, 同上 for what repeats.

_TOURISM = "《中华人民共和国旅游法》第四十八条"
_RELICS = "《中华人民共和国文物保护法》"
LINXI = items_of(
    ("number", "primary", "secondary", "content", "legal_basis", "deadline", "department"),
    [
        ("1", "机构信息", "机构职能", "单位职责、内设机构设置及其职责、办公地址、办公时间、联系电话、负责人姓名", _OPENNESS,
         "信息形成或变更之日起20个工作日内", "办公室"),
        ("2", SAME, "领导信息", "领导姓名、职务、工作分工", SAME, SAME, SAME),
        ("3", SAME, "人事信息", "公务员招考的职位、名额、报考条件等事项以及录用结果", SAME, SAME, "人事股"),
        ("4", "政策文件", "规范性文件", "以本部门名义制发的行政规范性文件及其解读材料", SAME, "与规范性文件同步发布",
         "政策法规股"),
        ("5", SAME, "政策解读", "解读材料，包括制定背景、主要内容、涉及范围、执行标准和注意事项", SAME, SAME, SAME),
        ("6", "公共文化", "公共文化设施", "图书馆、文化馆、博物馆的名称、地址、开放时间和服务项目",
         "《中华人民共和国公共文化服务保障法》第三十一条", "信息形成或变更之日起20个工作日内", "公共服务股"),
        ("7", SAME, "群众文化活动", "活动名称、时间、地点、参加方式", SAME, SAME, SAME),
        ("8", SAME, "非物质文化遗产", "代表性项目名录、代表性传承人名单", "《中华人民共和国非物质文化遗产法》", SAME,
         "文物和非遗股"),
        ("9", "文物保护", "不可移动文物", "文物名称、年代、地址、保护级别、保护范围和建设控制地带", _RELICS, SAME, SAME),
        ("10", SAME, "文物保护工程", "工程名称、批准文号、承担单位、工程进展", SAME, SAME, SAME),
        ("11", "旅游管理", "旅游市场监管", "旅行社、导游和旅游经营者的监督检查情况", _TOURISM, SAME, "市场管理股"),
        ("12", SAME, "等级景区", "景区名称、等级、地址、最大承载量、咨询电话", SAME, "每年1月31日前", SAME),
        ("13", SAME, "旅游投诉", "投诉电话、受理范围、处理程序", SAME, "及时公开", SAME),
        ("14", "行政执法", "行政许可", "事项名称、设定依据、申请条件、申请材料、办理流程、办结时限、收费标准",
         "《中华人民共和国行政许可法》第三十条", "信息形成或变更之日起20个工作日内", "行政审批股"),
        ("15", SAME, "行政处罚", "处罚对象、案件名称、违法事实、处罚依据、处罚结果", "《中华人民共和国行政处罚法》第四十八条",
         "作出决定之日起7个工作日内", "执法大队"),
        ("16", "财政信息", "部门预算", "部门预算说明、预算表、“三公”经费预算", "《中华人民共和国预算法》第十四条",
         "财政部门批复后20日内", "财务股"),
        ("17", SAME, "部门决算", "部门决算说明、决算表、“三公”经费决算", SAME, SAME, SAME),
        ("18", SAME, "政府采购", "采购项目公告、采购文件、采购项目预算金额、采购结果", "《中华人民共和国政府采购法》",
         "信息形成或变更之日起20个工作日内", SAME),
        ("19", "监督保障", "政府信息公开指南", "公开范围、公开形式、依申请公开流程、监督方式", _OPENNESS, SAME, "办公室"),
        ("20", SAME, "政府信息公开年报", "上一年度政府信息公开工作情况", SAME, "每年1月31日前", SAME),
        ("21", SAME, "建议提案办理", "人大代表建议、政协提案的办理结果", SAME, "信息形成或变更之日起20个工作日内", SAME),
    ],
    channels=[{"name": "政府网站", "selected": True}],
)  # fmt: skip
_LINXI_TITLE = "临溪县文化旅游局政务公开基本目录"


def linxi() -> Made:
    """What repeats in 依据 and 时限 is printed as 同上."""
    printed, above = [], None
    for item in LINXI:
        same = {
            name: {"text": "同上"}
            for name in ("legal_basis", "deadline")
            if above is not None and item[name]["text"] == above[name]["text"]
        }
        printed.append(item | same)
        above = item
    layout = Layout(
        columns=(
            Column("number", "序\n号", 7),
            Column("primary", "一级事项", 14),
            Column("secondary", "二级事项", 18),
            Column("content", "公开内容", 36),
            Column("legal_basis", "公开依据", 30),
            Column("deadline", "公开时限", 24),
            Column("department", "责任部门", 14),
            Column("channels", "公开渠道", 14),
        ),
        starts={name: frozenset(range(len(LINXI))) for name in ("primary", "secondary")},
        size=10.5,
    )
    note = "注：1.本目录自2024年10月1日起施行；2.公开时限栏中的工作日不含法定节假日。"
    blocks = (_title(_LINXI_TITLE), print_table(printed, layout, names_only), Paragraph(note, 9))
    golden = _golden(catalogue(_LINXI_TITLE, LINXI, notes=[note]))
    document = Printed(blocks, title=_LINXI_TITLE, is_landscape=False, margin=25, has_page_numbers=True)
    return Made(document, golden, ("docx", "pdf"))


# 东岭区: rows across the table name the sections; the column of numbers has no label.

_STATISTICS = "《中华人民共和国统计法》第二十六条"
DONGLING = items_of(
    ("number", "primary", "secondary", "content", "legal_basis", "deadline", "channels", "remarks"),
    [
        ("1", "一、机构信息", "机构概况", "单位名称、办公地址、办公时间、联系电话", _OPENNESS, _W20, "政府网站", None),
        ("2", SAME, "内设机构", "内设科室名称、职责", SAME, _W20, "政府网站", None),
        ("3", SAME, "领导简介", "姓名、职务、分管工作", SAME, _W20, "政府网站", "任免后更新"),
        ("4", "二、统计数据", "月度数据", "规模以上工业、固定资产投资、社会消费品零售总额等月度数据", _STATISTICS,
         "每月10日前", "政府网站、微信公众号", None),
        ("5", SAME, "季度数据", "地区生产总值、居民人均可支配收入、常住人口等季度数据", _STATISTICS, "每季度末",
         "政府网站、微信公众号", None),
        ("6", SAME, "年度数据", "统计年鉴、国民经济和社会发展统计公报", _STATISTICS, "每年年底前", "政府网站、统计年鉴",
         "纸质版可到统计局查阅"),
        ("7", SAME, "普查数据", "人口普查、经济普查、农业普查的主要数据公报", "《全国经济普查条例》（国务院令第415号）",
         _W20, "政府网站、新闻发布会", None),
        ("8", "三、统计制度", "统计调查制度", "本级组织实施的统计调查项目、调查方案、指标解释", _STATISTICS, _W20,
         "政府网站", None),
        ("9", SAME, "统计标准", "统计分类标准、行政区划代码", _STATISTICS, "及时公开", "政府网站", None),
        ("10", "四、统计执法", "双随机抽查", "抽查事项清单、抽查计划、抽查结果", "《统计执法监督检查办法》（国家统计局令第21号）",
         _W20, "政府网站", None),
        ("11", SAME, "行政处罚", "统计违法案件的处罚决定", "《中华人民共和国行政处罚法》第四十八条",
         "作出决定之日起7个工作日内", "政府网站、信用平台", None),
        ("12", "五、政务公开", "公开指南", "政府信息公开指南和本目录", _OPENNESS, "长期公开", "政府网站、公开查阅点",
         None),
        ("13", SAME, "公开年报", "政府信息公开工作年度报告", _OPENNESS, "每年1月31日前", "政府网站", None),
    ],
)  # fmt: skip
_DONGLING_TITLE = "东岭区统计局政府信息公开目录"


def dongling() -> Made:
    """Section rows."""
    layout = Layout(
        columns=(
            Column("number", "", 10),
            Column("secondary", "事项名称", 32),
            Column("content", "公开内容", 72),
            Column("legal_basis", "公开依据", 58),
            Column("deadline", "公开时限", 38),
            Column("channels", "公开渠道和载体", 34),
            Column("remarks", "备注", 22),
        ),
        starts={"secondary": frozenset(range(len(DONGLING)))},
        size=14,
    )
    table = print_table(DONGLING, layout, lambda channels: ("、".join(channel["name"] for channel in channels),))
    golden = _golden(catalogue(_DONGLING_TITLE, DONGLING))
    blocks = (_title(_DONGLING_TITLE), with_sections(table, DONGLING))
    document = Printed(blocks, title=_DONGLING_TITLE, font="WenQuanYi Micro Hei")
    return Made(document, golden, ("xlsx", "html", "browser.pdf"))


# 石桥区: no 公开依据; other columns; 五公开 is one cell of boxes.

_SHIQIAO_CHANNELS = ("区政府门户网站", "微信公众号", "公示栏", "12345热线")
_WEB = ticked(_SHIQIAO_CHANNELS, ("区政府门户网站",))
_WEB_WECHAT = ticked(_SHIQIAO_CHANNELS, ("区政府门户网站", "微信公众号"))
_ON_BOARD = ticked(_SHIQIAO_CHANNELS, ("区政府门户网站", "公示栏"))
_KIND, _PHONE = "extra:事项类型", "extra:咨询电话"
SHIQIAO = items_of(
    ("number", "primary", "secondary", "content", "deadline", "department", "five_open", "channels", _KIND, _PHONE),
    [
        ("1", "机构职能", "机构简介", "单位性质、主要职责、办公地址、办公时间", _W20, "办公室", ["management"], _WEB,
         "法定公开", "7650012"),
        ("2", SAME, "领导分工", "领导姓名、职务、分管科室", _W20, "办公室", ["management"], _WEB, "法定公开", "7650012"),
        ("3", "政策文件", "规范性文件", "城市管理方面的规范性文件", "与规范性文件同步发布", "法制科", ["decision"], _WEB,
         "法定公开", "7650023"),
        ("4", SAME, "重大决策预公开", "决策草案、征求意见情况、意见采纳情况", "公示不少于30日", "法制科",
         ["decision", "result"], _WEB_WECHAT, "法定公开", "7650023"),
        ("5", "市容环境", "垃圾分类", "分类标准、投放点位、收运时间", "长期公开", "市容科", ["service"], _ON_BOARD,
         "便民服务", "7650034"),
        ("6", SAME, "户外广告设置", "设置规划、审批条件、办理流程", _W20, "市容科", ["management", "service"], _WEB,
         "便民服务", "7650034"),
        ("7", SAME, "建筑垃圾处置", "核准条件、运输企业名录、消纳场所", "信息形成或者变更之日起10个工作日内", "市容科",
         ["execution"], _WEB, "法定公开", "7650034"),
        ("8", "市政设施", "道路挖掘", "挖掘许可的路段、期限、施工单位", "信息形成或者变更之日起7个工作日内", "市政科",
         ["execution"], _WEB_WECHAT, "法定公开", "7650045"),
        ("9", SAME, "停车泊位", "泊位位置、数量、收费标准", "信息形成或者变更之日起15个工作日内", "市政科", ["service"],
         _ON_BOARD, "便民服务", "7650045"),
        ("10", "行政执法", "执法依据", "权责清单、裁量基准、执法流程", _W20, "执法大队", ["execution"], _WEB, "法定公开",
         "7650056"),
        ("11", SAME, "处罚结果", "处罚决定书文号、当事人、违法事实、处罚内容", "作出决定之日起7个工作日内", "执法大队",
         ["result"], _WEB, "法定公开", "7650056"),
        ("12", "财政资金", "部门预决算", "部门预算、决算和“三公”经费", "财政部门批复后20日内", "财务科", ["result"], _WEB,
         "法定公开", "7650067"),
    ],
    publisher="石桥区城市管理局",
)  # fmt: skip
_SHIQIAO_TITLE = "石桥区城市管理局主动公开事项目录"
_FIVE_WORDS = {"decision": "决策", "execution": "执行", "management": "管理", "service": "服务", "result": "结果"}


def shiqiao() -> Made:
    """Boxes for 五公开."""

    def five_boxes(item: Item) -> str:
        marked = [f"{'■' if name in item['five_open'] else '□'}{word}" for name, word in _FIVE_WORDS.items()]
        return f"{' '.join(marked[:3])}\n{' '.join(marked[3:])}"

    printed = [item | {"five_open": five_boxes(item)} for item in SHIQIAO]
    layout = Layout(
        columns=(
            Column("number", "序号", 10),
            Column(_KIND, "事项\n类型", 13),
            Column("primary", "一级事项", 20, "公开事项"),
            Column("secondary", "二级事项", 26, "公开事项"),
            Column("content", "公开内容", 55),
            Column("deadline", "公开时限", 36),
            Column("publisher", "公开主体", 20),
            Column("department", "责任\n科室", 15),
            Column("five_open", "所属“五公开”类型", 34),
            Column("channels", "公开渠道", 28),
            Column(_PHONE, "咨询电话", 16),
        ),
        merged=frozenset({"publisher", "department", _PHONE}),
        size=9,
    )
    golden = _golden(catalogue(_SHIQIAO_TITLE, SHIQIAO))
    table = print_table(printed, layout, boxes(()))
    return Made(
        Printed((_title(_SHIQIAO_TITLE), table), title=_SHIQIAO_TITLE, margin=10), golden, ("docx", "xlsx", "pdf")
    )


# 南浦县: what only Word has: automatic numbers, Wingdings and content controls as boxes, tracked revisions.

_SCHOOL_CHANNELS = ("县政府网站", "学校网站", "公示栏", "家长会")
_SCHOOL = "《中华人民共和国义务教育法》第二十二条"
NANPU = items_of(
    ("number", "primary", "secondary", "content", "legal_basis", "deadline", "channels", "method"),
    [
        ("1", "教育概况", "学校名录", "学校名称、办学性质、办学层次、地址和联系电话", _OPENNESS, "每半年一次",
         ticked(_SCHOOL_CHANNELS, ("县政府网站",)), PROACTIVE),
        ("2", SAME, "教育统计", "在校学生数、教职工数、办学条件等统计数据", SAME, "每年年底前",
         ticked(_SCHOOL_CHANNELS, ("县政府网站",)), PROACTIVE),
        ("3", "招生管理", "学区划分", "学区范围、招生计划、招生条件", _SCHOOL, "信息形成或者变更之日起10个工作日内",
         ticked(_SCHOOL_CHANNELS, ("县政府网站", "学校网站", "公示栏")), PROACTIVE),
        ("4", SAME, "报名方式", "报名时间、报名地点、所需材料、随迁子女入学办法", SAME, SAME,
         ticked(_SCHOOL_CHANNELS, ("学校网站", "公示栏", "家长会")), PROACTIVE),
        ("5", SAME, "录取结果", "录取名单查询方式", SAME, "信息形成或者变更之日起3个工作日内",
         ticked(_SCHOOL_CHANNELS, ("学校网站", "公示栏")), ON_REQUEST),
        ("6", "学生管理", "学籍管理", "转学、休学、复学的条件和办理流程", SAME, "长期公开",
         ticked(_SCHOOL_CHANNELS, ("县政府网站", "学校网站")), PROACTIVE),
        ("7", SAME, "学生资助", "资助项目、资助标准、申请条件、评审结果", _OPENNESS, _W20,
         ticked(_SCHOOL_CHANNELS, ("学校网站", "公示栏", "家长会")), PROACTIVE),
        ("8", "财务信息", "教育收费", "收费项目、收费标准、收费依据、举报电话", SAME, SAME,
         ticked(_SCHOOL_CHANNELS, ("县政府网站", "公示栏")), PROACTIVE),
    ],
    publisher="南浦县教育局",
)  # fmt: skip
_NANPU_TITLE = "南浦县教育局政务公开基本目录"
_REVISED = {
    "content": {
        0: f"学校名称、{DELETED_FROM}校长姓名、{DELETED_TO}办学性质、办学层次、地址和联系电话",
        6: f"资助项目、资助标准、申请条件{INSERTED_FROM}、评审结果{INSERTED_TO}",
    },
    "deadline": {
        2: f"信息形成或者变更之日起{DELETED_FROM}20{DELETED_TO}{INSERTED_FROM}10{INSERTED_TO}个工作日内",
    },
}


def nanpu() -> Made:
    """Only as Word files: a printed page would show the revisions."""
    symbols = boxes((2, 2), ticked=SYMBOL_TICKED, empty=SYMBOL_EMPTY)
    controls = boxes((2, 2), ticked=CONTROL_TICKED, empty=CONTROL_EMPTY)
    lines_of = {False: symbols, True: controls}
    printed = []
    for k, item in enumerate(NANPU):
        texts = {"number": AUTOMATIC_NUMBER, "content": _REVISED["content"].get(k, item["content"])}
        if k in _REVISED["deadline"]:
            texts["deadline"] = {"text": _REVISED["deadline"][k]}
        printed.append(item | texts | {"channels": [{"name": k, "lines": lines_of[k >= 4](item["channels"])}]})
    layout = Layout(
        columns=(
            Column("number", "序号", 11),
            Column("primary", "一级事项", 24, "公开事项"),
            Column("secondary", "二级事项", 26, "公开事项"),
            Column("content", "公开内容（要素）", 62),
            Column("legal_basis", "公开依据", 44),
            Column("deadline", "公开时限", 32),
            Column("publisher", "公开主体", 18),
            Column("channels", "公开渠道和载体", 34),
            Column("method.proactive", "主动\n公开", 10, "公开方式"),
            Column("method.on_request", "依申\n请", 10, "公开方式"),
        ),
        merged=frozenset({"legal_basis", "deadline", "publisher"}),
        starts={"number": frozenset(range(len(NANPU))), "deadline": frozenset({3})},
        size=10.5,
    )
    table = print_table(printed, layout, lambda channels: channels[0]["lines"])
    golden = _golden(catalogue(_NANPU_TITLE, NANPU), findings=[finding("revisions-settled", "info", at=None)])
    return Made(Printed((_title(_NANPU_TITLE), table), title=_NANPU_TITLE, margin=12), golden, ("docx", "doc"))


# 竹林县: a workbook with a hidden row (the example of the form), and numbers stored as numbers.

_FARM_FIELDS = ("number", "primary", "secondary", "content", "legal_basis", "deadline", "publisher", "audience",
                "method", "channels", _PHONE)  # fmt: skip
_SUBSIDY = "《中华人民共和国农业法》第三十八条"
ZHULIN = items_of(
    _FARM_FIELDS,
    [
        ("1", "农业补贴", "补贴政策", "耕地地力保护补贴、农机购置补贴的政策文件", _SUBSIDY, _W20, "竹林县农业农村局",
         PUBLIC, PROACTIVE, "政府网站", "3652181"),
        ("2", SAME, "补贴结果", "补贴对象、补贴面积、补贴金额", SAME, "公示不少于7个工作日", SAME, SPECIFIC, PROACTIVE,
         "村公示栏", "3652181"),
        ("3", "农产品质量", "监督抽查", "抽查计划、抽查品种、检测结果", "《中华人民共和国农产品质量安全法》", "每季度末",
         SAME, PUBLIC, PROACTIVE, "政府网站", "3652190"),
        ("4", SAME, "绿色食品认证", "认证条件、认证流程、获证企业名录", SAME, _W20, SAME, PUBLIC, PROACTIVE, SAME,
         "3652190"),
        ("5", "农村土地", "土地承包", "承包合同备案、经营权登记、流转价格", "《中华人民共和国农村土地承包法》", _W20, SAME,
         PUBLIC, PROACTIVE, SAME, "3652205"),
        ("6", SAME, "宅基地管理", "申请条件、审批流程、审批结果", SAME, _W20, SAME, SPECIFIC, PROACTIVE, "村公示栏",
         "3652205"),
        ("7", "行政执法", "农资打假", "检查方案、检查结果、典型案例", "《中华人民共和国行政处罚法》第四十八条",
         "作出决定之日起7个工作日内", SAME, PUBLIC, PROACTIVE, "政府网站", "3652216"),
        ("8", "政务公开", "公开年报", "政府信息公开工作年度报告", _OPENNESS, "每年1月31日前", SAME, PUBLIC, PROACTIVE,
         SAME, "3652181"),
    ],
)  # fmt: skip
_EXAMPLE = items_of(
    _FARM_FIELDS,
    [("例", "示例", "填写示例", "此行为填写示例，请勿删除", "《示例》", _W20, "某某局", PUBLIC, PROACTIVE, "政府网站",
      "0000000")],
)  # fmt: skip
_ZHULIN_TITLE = "竹林县农业农村局政务公开目录"


def zhulin() -> Made:
    """The hidden row is not in the catalogue, and a finding says that it was there."""
    layout = Layout(
        columns=(
            Column("number", "序号", 9),
            Column("primary", "一级事项", 21, "公开事项"),
            Column("secondary", "二级事项", 25, "公开事项"),
            Column("content", "公开内容（要素）", 48),
            Column("legal_basis", "公开依据", 40),
            Column("deadline", "公开时限", 32),
            Column("publisher", "公开主体", 20),
            Column("audience.public", "全社会", 12, "公开对象"),
            Column("audience.specific", "特定群体", 13, "公开对象"),
            Column("method.proactive", "主动", 10, "公开方式"),
            Column("method.on_request", "依申请", 11, "公开方式"),
            Column("channels", "公开渠道", 18),
            Column(_PHONE, "咨询电话", 18),
        ),
        merged=frozenset({"legal_basis", "publisher"}),
        size=10,
    )
    table = print_table([*_EXAMPLE, *ZHULIN], layout, names_only)
    table = replace(table, hidden_rows=frozenset({table.n_header_rows}), numeric_columns=frozenset({0, 12}))
    note = "说明：咨询时间为工作日9:00至17:00。"
    golden = _golden(
        catalogue(_ZHULIN_TITLE, ZHULIN, notes=[note]),
        findings=[finding("hidden-rows-left-out", "warning", at=None)],
    )
    blocks = (_title(_ZHULIN_TITLE), table, Paragraph(note))
    return Made(Printed(blocks, title=_ZHULIN_TITLE, margin=10), golden, ("xlsx", "xls"))


MADE = {
    "qinglan": qinglan,
    "yunpu": yunpu,
    "linxi": linxi,
    "dongling": dongling,
    "shiqiao": shiqiao,
    "nanpu": nanpu,
    "zhulin": zhulin,
}
