"""Small documents in the ways offices save them: every value as a reader of the paper would write it down.

Counties, offices and items are made up; each truth was written before the document was read by the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Document
from support.offices import SUFFIXES, Block, differences, truth, written

TITLE = "云岭县民政局政务公开基本目录"
LAW = "《中华人民共和国政府信息公开条例》"
TIME = "信息形成或者变更之日起20个工作日内"
SHORT = "序号|一级事项|二级事项|公开内容|公开时限|公开方式"
SHORT_FIELDS = "number primary secondary content deadline method"
HEADER = (
    "序号|公开事项|<|公开内容（要素）|公开依据|公开时限|公开主体|公开渠道和载体|公开对象|<|公开方式|<",
    "^|一级事项|二级事项|^|^|^|^|^|全社会|特定群体|主动公开|依申请公开",
)
FIELDS = "number primary secondary content legal_basis deadline publisher channels audience method"
ROWS = (
    f"1|机构信息|机构概况|机构名称、地址|{LAW}|{TIME}|云岭县民政局|■政府网站 □公示栏|√||√|",
    f"2|^|领导信息|姓名、职务|{LAW}|{TIME}|云岭县民政局|■政府网站 ■公示栏|√||√|",
    f"3|社会救助|低保办理|审批结果|{LAW}|每季度末公开|云岭县民政局|□政府网站 ■公示栏||√||√",
)
ITEMS = truth(
    FIELDS,
    f"1|机构信息|机构概况|机构名称、地址|{LAW}|{TIME}|云岭县民政局|■政府网站 □公示栏|P|P",
    '2|"|领导信息|姓名、职务|"|"|"|■政府网站 ■公示栏|"|"',
    '3|社会救助|低保办理|审批结果|"|每季度末公开|"|□政府网站 ■公示栏|S|R',
)


@dataclass(frozen=True)
class Case:
    """A document, the formats it is saved in and what it says."""

    name: str
    blocks: tuple[Block, ...]
    items: tuple[list[dict[str, object]], ...]
    codes: frozenset[str] = frozenset()
    title: str | None = None
    suffixes: tuple[str, ...] = SUFFIXES
    metadata: dict[str, str] = field(default_factory=dict)
    around: tuple[str, ...] = ()


def case(
    name: str,
    *blocks: Block,
    items: list[dict[str, object]] | tuple[list[dict[str, object]], ...],
    codes: str = "",
    title: str | None = None,
    suffixes: tuple[str, ...] = SUFFIXES,
    around: tuple[str, ...] = (),
    **metadata: str,
) -> Case:
    """A case; `items` of one catalogue or of several, `codes` of findings that must be there."""
    catalogues = items if isinstance(items, tuple) else (items,)
    return Case(name, blocks, catalogues, frozenset(codes.split()), title, suffixes, metadata, around)


def short(*lines: str) -> list[dict[str, object]]:
    return truth(SHORT_FIELDS, *lines)


S1, S2, S3 = (
    f"1|机构信息|机构概况|名称、地址|{TIME}|主动公开",
    f"2|机构信息|领导信息|姓名、职务|{TIME}|主动公开",
    f"3|社会救助|低保办理|审批结果|{TIME}|依申请公开",
)
T1, T2, T3 = (line.replace("依申请公开", "R").replace("主动公开", "P") for line in (S1, S2, S3))
WIDE = "|<|<|<|<|<"
WIDE12 = "|<" * 11

PLAIN_HEADER = "序号|公开事项|公开内容|公开时限"
CASES = (
    case("plain", TITLE, (*HEADER, *ROWS), items=ITEMS, title=TITLE),
    case(
        "title in the grid",
        (TITLE + WIDE12, "填表单位：云岭县民政局" + WIDE12, *HEADER, *ROWS),
        items=ITEMS,
        title=TITLE,
        responsible_unit="云岭县民政局",
    ),
    case(
        "attachment, title and unit in the grid",
        (
            "附件1" + WIDE12,
            TITLE + WIDE12,
            "填表单位：云岭县民政局|<|<|<|<|填表人：李四|<|<|<|填表时间：2024年3月1日|<|<",
            *HEADER,
            *ROWS,
        ),
        items=ITEMS,
        title=TITLE,
        responsible_unit="云岭县民政局",
        prepared_by="李四",
        prepared_on="2024-03-01",
    ),
    case(
        "title and unit in one cell",
        (f"{TITLE}¶填表单位：云岭县民政局　填表人：李四" + WIDE12, *HEADER, *ROWS),
        items=ITEMS,
        title=TITLE,
        responsible_unit="云岭县民政局",
        prepared_by="李四",
    ),
    case(
        "title rows not merged",
        (TITLE + "|" * 11, "填表单位：云岭县民政局" + "|" * 11, *HEADER, *ROWS),
        items=ITEMS,
        title=TITLE,
        responsible_unit="云岭县民政局",
    ),
    case(
        "notes at the end, merged",
        TITLE,
        (*HEADER, *ROWS, "注：本目录动态调整。" + WIDE12),
        items=ITEMS,
        around=("注：本目录动态调整。",),
    ),
    case(
        "notes at the end, not merged",
        TITLE,
        (*HEADER, *ROWS, "注：本目录动态调整。" + "|" * 11),
        items=ITEMS,
        around=("注：本目录动态调整。",),
    ),
    case(
        "two notes at the end, label apart",
        TITLE,
        (*HEADER, *ROWS, "说明|1.本目录动态调整。" + "|<" * 10, "^|2.公示期不少于7日。" + "|<" * 10),
        items=ITEMS,
        around=("1.本目录动态调整。", "2.公示期不少于7日。"),
    ),
    case(
        "note between rows",
        TITLE,
        (SHORT, S1, "注：以下事项由社会救助股负责。" + WIDE, S2, S3),
        items=short(T1, T2, T3),
        around=("注：以下事项由社会救助股负责。",),
    ),
    case(
        "signatures at the end, merged",
        TITLE,
        (*HEADER, *ROWS, "填表人：李四　审核人：王五　填表时间：2024年3月1日" + WIDE12),
        items=ITEMS,
        prepared_by="李四",
        reviewed_by="王五",
        prepared_on="2024-03-01",
    ),
    case(
        "signatures at the end, cell by cell",
        TITLE,
        (*HEADER, *ROWS, "填表人：|李四|<|<|审核人：|王五|<|<|填表时间：|<|2024年3月1日|<"),
        items=ITEMS,
        prepared_by="李四",
        reviewed_by="王五",
        prepared_on="2024-03-01",
    ),
    case(
        "signatures at the end, cells with values",
        TITLE,
        (*HEADER, *ROWS, "填表人：李四|<|<|<|审核人：王五|<|<|<|填表时间：2024年3月1日|<|<|<"),
        items=ITEMS,
        prepared_by="李四",
        reviewed_by="王五",
        prepared_on="2024-03-01",
    ),
    case(
        "section rows, no column of primaries",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|备注",
            "一、机构信息" + WIDE,
            f"1|机构概况|名称、地址|{TIME}|主动公开|",
            f"2|领导信息|姓名、职务|{TIME}|主动公开|",
            "二、社会救助" + WIDE,
            f"3|低保办理|审批结果|{TIME}|依申请公开|",
        ),
        items=short(
            *(
                line.replace("|机构信息|", "|一、机构信息|").replace("|社会救助|", "|二、社会救助|")
                for line in (T1, T2, T3)
            )
        ),
    ),
    case(
        "section rows, in the first column only",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|备注",
            "一、机构信息|||||",
            f"1|机构概况|名称、地址|{TIME}|主动公开|",
            f"2|领导信息|姓名、职务|{TIME}|主动公开|",
            "二、社会救助|||||",
            f"3|低保办理|审批结果|{TIME}|依申请公开|",
        ),
        items=short(
            *(
                line.replace("|机构信息|", "|一、机构信息|").replace("|社会救助|", "|二、社会救助|")
                for line in (T1, T2, T3)
            )
        ),
    ),
    case(
        "section rows over the item columns",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|备注",
            "一、机构信息|<||||",
            f"1|机构概况|名称、地址|{TIME}|主动公开|",
            f"2|领导信息|姓名、职务|{TIME}|主动公开|",
            "二、社会救助|<||||",
            f"3|低保办理|审批结果|{TIME}|依申请公开|",
        ),
        items=short(
            *(
                line.replace("|机构信息|", "|一、机构信息|").replace("|社会救助|", "|二、社会救助|")
                for line in (T1, T2, T3)
            )
        ),
    ),
    case(
        "section rows with their numeral in the number column",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|备注",
            "一|机构信息|<|<|<|<",
            f"1|机构概况|名称、地址|{TIME}|主动公开|",
            f"2|领导信息|姓名、职务|{TIME}|主动公开|",
            "二|社会救助|<|<|<|<",
            f"3|低保办理|审批结果|{TIME}|依申请公开|",
        ),
        items=short(T1, T2, T3),
    ),
    case(
        "nested sections",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|备注",
            "一、机构信息" + WIDE,
            "（一）概况" + WIDE,
            f"1|机构概况|名称、地址|{TIME}|主动公开|",
            "（二）领导" + WIDE,
            f"2|领导信息|姓名、职务|{TIME}|主动公开|",
            "二、社会救助" + WIDE,
            f"3|低保办理|审批结果|{TIME}|依申请公开|",
        ),
        items=short(
            T1.replace("|机构信息|", "|一、机构信息¶（一）概况|"),
            T2.replace("|机构信息|", "|一、机构信息¶（二）领导|"),
            T3.replace("|社会救助|", "|二、社会救助|"),
        ),
    ),
    case(
        "sections over rows with primaries",
        TITLE,
        (SHORT, "一、综合类" + WIDE, S1, S2, "二、业务类" + WIDE, S3),
        items=truth(SHORT_FIELDS + " extra:分组", T1 + "|一、综合类", T2 + "|一、综合类", T3 + "|二、业务类"),
    ),
    case("total at the end", TITLE, (SHORT, S1, S2, S3, "合计|3项||||"), items=short(T1, T2, T3), around=("合计 3项",)),
    case(
        "total at the end, merged",
        TITLE,
        (SHORT, S1, S2, S3, "合计|<|<|3项|<|<"),
        items=short(T1, T2, T3),
        around=("合计",),
    ),
    case(
        "subtotals",
        TITLE,
        (SHORT, S1, S2, "小计：2项" + WIDE, S3, "小计：1项" + WIDE, "合计：3项" + WIDE),
        items=short(T1, T2, T3),
        around=("小计：2项", "小计：1项", "合计：3项"),
    ),
    case(
        "blank rows and columns",
        TITLE,
        (
            "序号|一级事项|二级事项||公开内容|公开时限|公开方式",
            "||||||",
            S1.replace("况|", "况||"),
            "||||||",
            "||||||",
            S2.replace("领导信息|", "领导信息||"),
            S3.replace("低保办理|", "低保办理||"),
        ),
        items=short(T1, T2, T3),
    ),
    case(
        "numbers without a label",
        TITLE,
        ("|一级事项|二级事项|公开内容|公开时限|公开方式", S1, S2, S3),
        items=short(T1, T2, T3),
    ),
    case(
        "primary and secondary merged",
        TITLE,
        (SHORT, S1, f"2|信息公开年报|<|年度报告|{TIME}|主动公开", S3),
        items=short(T1, f"2|信息公开年报||年度报告|{TIME}|P", T3),
    ),
    case(
        "four levels",
        TITLE,
        (
            "序号|公开事项|<|<|<|公开内容|公开时限",
            "^|一级事项|二级事项|三级事项|四级事项|^|^",
            "1|社会救助|低保|城市低保|申请|条件|3个工作日内",
            "2|^|^|^|审批|结果|^",
            "3|^|^|农村低保|^|结果|^",
            "4|^|特困|||条件|^",
        ),
        items=truth(
            "number primary secondary levels content deadline",
            "1|社会救助|低保|城市低保;申请|条件|3个工作日内",
            '2|"|"|城市低保;审批|结果|"',
            '3|"|"|农村低保;审批|结果|"',
            '4|"|特困||条件|"',
        ),
    ),
    case(
        "six levels as 目录",
        TITLE,
        (
            "一级目录|二级目录|三级目录|四级目录|五级目录|六级目录|公开内容|公开时限",
            "社会救助|低保|城市|申请|条件|甲|材料|3个工作日内",
            "社会救助|低保|城市|申请|||材料二|3个工作日内",
        ),
        items=truth(
            "primary secondary levels content deadline",
            "社会救助|低保|城市;申请;条件;甲|材料|3个工作日内",
            '"|"|城市;申请|材料二|"',
        ),
    ),
    case(
        "ditto marks",
        TITLE,
        (
            SHORT,
            S1,
            "2|同上|领导信息|姓名、职务|〃|″",
            "3|社会救助|低保办理|审批结果|同上|依申请公开",
            '4|〃|临时救助|审批结果|"|〃',
        ),
        items=short(T1, T2, T3, f"4|社会救助|临时救助|审批结果|{TIME}|R"),
    ),
    case(
        "value columns",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开对象|公开方式|公开层级",
            "1|机构概况|名称|长期公开|全社会|主动公开|区级",
            "2|低保办理|结果|长期公开|申请人|依申请公开|村级",
        ),
        items=truth(
            "number primary content deadline audience method extra:公开层级",
            "1|机构概况|名称|长期公开|P|P|区级",
            '2|低保办理|结果|"|S=申请人|R|村级',
        ),
    ),
    case(
        "five_open as words",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|五公开类型",
            "1|预算|报表|长期公开|决策",
            "2|决算|报表|长期公开|执行、结果",
            "3|其他|报表|长期公开|",
        ),
        items=truth(
            "number primary content deadline five_open",
            "1|预算|报表|长期公开|决策",
            '2|决算|"|"|执行 结果',
            '3|其他|"|"|?',
        ),
    ),
    case(
        "five_open as boxes",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|五公开类型",
            "1|预算|报表|长期公开|■决策 □执行 □管理 □服务 □结果",
            "2|决算|报表|长期公开|□决策¶■执行¶□管理¶□服务¶■结果",
        ),
        items=truth("number primary content deadline five_open", "1|预算|报表|长期公开|决策", '2|决算|"|"|执行 结果'),
    ),
)


BODY = truth(SHORT_FIELDS, T1, T2, T3)
MARKS = ("序号|公开事项|公开内容|公开时限|公开对象|<|公开方式|<", "^|^|^|^|全社会|特定群体|主动公开|依申请公开")
MARK_FIELDS = "number primary content deadline audience method"
OTHER = "序号|公开事项|公开内容|公开时限|公开主体"
OTHER_FIELDS = "number primary content deadline publisher"


def fields_of_streets(n: int) -> list[Block]:
    """A collection of field tables, each under its title."""
    blocks: list[Block] = ["石盘街道政务公开标准目录"]
    han = "一二三四五六七八九十"
    for k in range(1, n + 1):
        numeral = (
            han[k - 1] if k <= 10 else ("十" + han[k - 11] if k < 20 else "二十" + ("" if k == 20 else han[k - 21]))
        )
        blocks += [
            f"（{numeral}）第{k}领域" if k % 2 else f"表{k} 第{k}领域",
            (OTHER, f"1|事项{k}甲|内容{k}|长期公开|石盘街道", f"2|事项{k}乙|内容二|长期公开|石盘街道"),
        ]
    return blocks


MORE = (
    case("header in a table of its own", TITLE, HEADER, ROWS, items=ITEMS, title=TITLE),
    case(
        "a page's table each, no header again",
        TITLE,
        (*HEADER, ROWS[0].replace("^", "机构信息")),
        (ROWS[1].replace("^", ""), ROWS[2]),
        items=ITEMS,
        suffixes=("docx", "html"),
    ),
    case(
        "a page's table each, header again",
        TITLE,
        (*HEADER, ROWS[0]),
        (*HEADER, ROWS[1].replace("^", "机构信息"), ROWS[2]),
        items=ITEMS,
    ),
    case(
        "a page's table each, page numbers between",
        TITLE,
        (*HEADER, ROWS[0]),
        "- 1 -",
        (*HEADER, ROWS[1].replace("^", "机构信息"), ROWS[2]),
        "- 2 -",
        items=ITEMS,
    ),
    case(
        "a sheet printed page by page",
        (TITLE + WIDE, SHORT, S1, "第1页 共2页" + WIDE, TITLE + WIDE, SHORT, S2, S3, "第2页 共2页" + WIDE),
        items=BODY,
        title=TITLE,
    ),
    case(
        "three rows of header",
        TITLE,
        (
            "序号|公开事项|<|公开内容|公开要求|<|<|<",
            "^|一级事项|二级事项|^|公开时限|公开主体|公开方式|<",
            "^|^|^|^|^|^|主动公开|依申请公开",
            "1|机构|概况|名称|长期公开|县民政局|√|",
            "2|^|领导|姓名|长期公开|县民政局||√",
        ),
        items=truth(
            "number primary secondary content deadline publisher method",
            "1|机构|概况|名称|长期公开|县民政局|P",
            '2|"|领导|姓名|"|"|R',
        ),
    ),
    case(
        "labels cut by a rule",
        TITLE,
        ("序|一级|二级|公开内容|公开|公开", "号|事项|事项|（要素）|时限|方式", S1, S2, S3),
        items=BODY,
    ),
    case(
        "one label cut by a rule",
        TITLE,
        ("序号|一级事项|二级事项|公开内容|公开|公开方式", "^|^|^|^|时限|^", S1, S2, S3),
        items=BODY,
    ),
    case(
        "breaks and blanks in labels",
        TITLE,
        ("序¶号|一级¶事项|二 级 事 项|公开内容¶（要素）|公 开¶时 限|公开¶方式", S1, S2, S3),
        items=BODY,
    ),
    case(
        "a legend in a label",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开渠道和载体（“■”表示必选项，“□”表示可选项）",
            "1|概况|名称|长期公开|■政府网站 □公示栏",
        ),
        items=truth("number primary content deadline channels", "1|概况|名称|长期公开|■政府网站 □公示栏"),
    ),
    case("rows of columns' numbers", TITLE, (SHORT, "1|2|3|4|5|6", S1, S2, S3), items=BODY),
    case("rows of columns' numbers in circles", TITLE, (SHORT, "①|②|③|④|⑤|⑥", S1, S2, S3), items=BODY),
    case("rows of columns' letters", TITLE, (SHORT, "甲|乙|丙|1|2|3", S1, S2, S3), items=BODY),
    case(
        "header in the middle",
        (
            "第一部分 概述" + WIDE,
            "本局依据有关规定编制本目录，有关事项如下。" + WIDE,
            "第二部分 目录" + WIDE,
            SHORT,
            S1,
            S2,
            S3,
        ),
        items=BODY,
        around=("本局依据有关规定编制本目录，有关事项如下。",),
    ),
    case(
        "signatures part the grid finer",
        (
            TITLE + "|<" * 8,
            "责任单位：云岭县民政局|<|<|<|填表人：李四|<|填表时间：2024年3月1日|<|<",
            "序号|一级事项|二级事项|<|公开内容|公开时限|<|公开方式|<",
            *(
                "|".join((a, b, c, "<", d, e, "<", f, "<"))
                for a, b, c, d, e, f in (line.split("|") for line in (S1, S2, S3))
            ),
        ),
        items=BODY,
        title=TITLE,
        prepared_by="李四",
    ),
    case(
        "kinds of ticks",
        TITLE,
        (
            *MARKS,
            "1|甲|内容|长期公开|✓||✔|",
            "2|乙|内容|长期公开||v|V|×",
            "3|丙|内容|长期公开|●|/|是|否",
            "4|丁|内容|长期公开|☑|☐|√|－",
            "5|戊|内容|长期公开|þ|无|√ | ",
        ),
        items=truth(
            MARK_FIELDS, "1|甲|内容|长期公开|P|P", '2|乙|"|"|S|P', '3|丙|"|"|P|P', '4|丁|"|"|P|P', '5|戊|"|"|P|P'
        ),
    ),
    case(
        "ticks with notes",
        TITLE,
        (*MARKS, "1|甲|内容|长期公开||√（面向申请人）|√|", "2|乙|内容|长期公开||申请人||√"),
        items=truth(MARK_FIELDS, "1|甲|内容|长期公开|S=√（面向申请人）|P", '2|乙|"|"|S=申请人|R'),
    ),
    case(
        "a tick over two columns",
        TITLE,
        (*MARKS, "1|甲|内容|长期公开|√|<|√|", "2|乙|内容|长期公开|√|||√"),
        items=truth(MARK_FIELDS, "1|甲|内容|长期公开|?|P", '2|乙|"|"|P|R'),
        codes="mark-column-unknown",
    ),
    case(
        "words over two columns",
        TITLE,
        (*MARKS, "1|甲|内容|长期公开|全社会|<|主动公开|<", "2|乙|内容|长期公开|√|||√"),
        items=truth(MARK_FIELDS, "1|甲|内容|长期公开|P=全社会|P=主动公开", '2|乙|"|"|P|R'),
    ),
    case(
        "no ticks at all",
        TITLE,
        (*MARKS, "1|甲|内容|长期公开||||", "2|乙|内容|长期公开||||"),
        items=truth(MARK_FIELDS, "1|甲|内容|长期公开|?|?", '2|乙|"|"|?|?'),
        codes="marks-lost",
    ),
    case(
        "ticks merged over rows",
        TITLE,
        (*MARKS, "1|甲|内容|长期公开|√||√|", "2|乙|内容|长期公开|^|^|^|^"),
        items=truth(MARK_FIELDS, "1|甲|内容|长期公开|P|P", '2|乙|"|"|"|"'),
    ),
    case(
        "a cell of paragraphs",
        TITLE,
        (
            OTHER,
            "1|甲|1.机构职能；¶2.内设机构；¶3.负责人。|长期公开|县民政局",
            "2|乙|（一）名称¶（二）地址|长期公开|县民政局",
        ),
        items=truth(
            OTHER_FIELDS,
            "1|甲|1.机构职能；¶2.内设机构；¶3.负责人。|长期公开|县民政局",
            '2|乙|（一）名称¶（二）地址|"|"',
        ),
    ),
    case(
        "groups without merges",
        TITLE,
        (SHORT, S1, S2.replace("机构信息", ""), S3),
        items=short(T1, T2.replace("机构信息", ""), T3),
        codes="cell-blank",
    ),
    case(
        "most groups without merges",
        TITLE,
        (SHORT, S1, S2.replace("机构信息", ""), S3, *(f"{k}||事项{k}|内容{k}|{TIME}|主动公开" for k in range(4, 9))),
        items=short(T1, T2.replace("机构信息", ""), T3, *(f"{k}||事项{k}|内容{k}|{TIME}|P" for k in range(4, 9))),
        codes="cell-blank",
    ),
    case(
        "a primary in a row of its own",
        TITLE,
        (
            SHORT,
            "|机构信息||||",
            S1.replace("机构信息", ""),
            S2.replace("机构信息", ""),
            "|社会救助||||",
            S3.replace("社会救助", ""),
        ),
        items=BODY,
    ),
    case(
        "side by side",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限||序号|公开事项|公开内容|公开时限",
            "1|甲|内容一|长期公开||3|丙|内容三|长期公开",
            "2|乙|内容二|长期公开||4|丁|内容四|长期公开",
        ),
        items=truth(
            "number primary content deadline", "1|甲|内容一|长期公开", '2|乙|内容二|"', '3|丙|内容三|"', '4|丁|内容四|"'
        ),
    ),
    case(
        "after a table of contacts",
        TITLE,
        ("部门|联系人|电话", "办公室|李四|0900-1234567", "救助股|王五|0900-7654321"),
        (SHORT, S1, S2, S3),
        items=BODY,
        title=TITLE,
        around=("李四",),
    ),
    case(
        "contacts under the table",
        TITLE,
        (SHORT, S1, S2, S3),
        ("部门|联系人|电话", "办公室|李四|0900-1234567"),
        items=BODY,
        around=("李四",),
    ),
    case(
        "the publisher first",
        TITLE,
        ("公开主体|序号|公开事项|公开内容|公开时限", "云岭县民政局|1|甲|内容一|长期公开", "^|2|乙|内容二|长期公开"),
        items=truth(
            "publisher number primary content deadline", "云岭县民政局|1|甲|内容一|长期公开", '"|2|乙|内容二|"'
        ),
    ),
    case(
        "twenty-six fields",
        *fields_of_streets(26),
        items=tuple(
            truth(OTHER_FIELDS, f"1|事项{k}甲|内容{k}|长期公开|石盘街道", f'2|事项{k}乙|内容二|"|"')
            for k in range(1, 27)
        ),
    ),
    case(
        "columns that are not known",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|办理窗口|联系渠道|<",
            "^|^|^|^|^|座机|邮箱",
            "1|甲|内容一|长期公开|3号窗口|1234567|a@b.cn",
            "2|乙|内容二|长期公开||7654321|",
        ),
        items=truth(
            "number primary content deadline extra:办理窗口 extra:联系渠道/座机 extra:联系渠道/邮箱",
            "1|甲|内容一|长期公开|3号窗口|1234567|a@b.cn",
            '2|乙|内容二|"||7654321|',
        ),
        codes="header-unknown",
    ),
    case(
        "the same label twice",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|公开方式",
            "1|甲|内容一|长期公开|主动公开|县级",
            "2|乙|内容二|长期公开|依申请公开|乡级",
        ),
        items=truth(
            "number primary content deadline method extra:公开方式",
            "1|甲|内容一|长期公开|P|县级",
            '2|乙|内容二|"|R|乡级',
        ),
        codes="header-guessed",
    ),
    case(
        "levels ticked",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开层级|<|<",
            "^|^|^|^|县级|乡级|村级",
            "1|甲|内容一|长期公开|√||",
            "2|乙|内容二|长期公开||√|√",
        ),
        items=truth(
            "number primary content deadline extra:公开层级/县级 extra:公开层级/乡级 extra:公开层级/村级",
            "1|甲|内容一|长期公开|√|x|x",
            '2|乙|内容二|"|x|√|√',
        ),
    ),
    case(
        "content only",
        TITLE,
        ("序号|公开内容|公开时限|公开主体", "1|机构名称|长期公开|县民政局", "2|领导姓名|长期公开|县民政局"),
        items=truth("number content deadline publisher", "1|机构名称|长期公开|县民政局", '2|领导姓名|"|"'),
    ),
    case(
        "a number between the levels",
        TITLE,
        ("一级事项|序号|二级事项|公开内容|公开时限", "机构|1|概况|名称|长期公开", "^|2|领导|姓名|长期公开"),
        items=truth("primary number secondary content deadline", "机构|1|概况|名称|长期公开", '"|2|领导|姓名|"'),
    ),
    case(
        "two columns of numbers",
        TITLE,
        (
            "序号|一级事项|序号|二级事项|公开内容|公开时限",
            "一|机构|1|概况|名称|长期公开",
            "^|^|2|领导|姓名|长期公开",
            "二|救助|3|低保|结果|长期公开",
        ),
        items=truth(
            "primary number secondary content deadline",
            "机构|1|概况|名称|长期公开",
            '"|2|领导|姓名|"',
            '救助|3|低保|结果|"',
        ),
    ),
    case(
        "channels as columns of ticks",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开渠道和载体|<|<",
            "^|^|^|^|政府网站|公示栏|其他",
            "1|甲|内容一|长期公开|√||",
            "2|乙|内容二|长期公开|√|√|",
        ),
        items=truth(
            "number primary content deadline channels",
            "1|甲|内容一|长期公开|■政府网站 □公示栏 □其他",
            '2|乙|内容二|"|■政府网站 ■公示栏 □其他',
        ),
    ),
    case(
        "groups that are not merged over their columns",
        TITLE,
        (
            "序号|公开事项||公开内容|公开时限|公开载体||公开方式|",
            "|一级|二级|||政府网站|公示栏|主动|依申请",
            "1|甲|子|内容一|长期公开|√||√|",
            "2|乙|丑|内容二|长期公开|√|√||√",
        ),
        items=truth(
            "number primary secondary content deadline channels method",
            "1|甲|子|内容一|长期公开|■政府网站 □公示栏|P",
            '2|乙|丑|内容二|"|■政府网站 ■公示栏|R',
        ),
    ),
    case(
        "channels as columns of words for a tick",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开渠道和载体|<",
            "^|^|^|^|政府网站|公示栏",
            "1|甲|内容一|长期公开|是|否",
            "2|乙|内容二|长期公开|TRUE|TRUE",
        ),
        items=truth(
            "number primary content deadline channels",
            "1|甲|内容一|长期公开|■政府网站 □公示栏",
            '2|乙|内容二|"|■政府网站 ■公示栏',
        ),
    ),
    case(
        "a column of words beside the columns of ticks",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|<|公开方式说明",
            "^|^|^|^|主动公开|依申请公开|^",
            "1|甲|内容一|长期公开|√||全文发布",
            "2|乙|内容二|长期公开||√|",
        ),
        items=[
            item | {"extra": {"公开方式说明": text}}
            for item, text in zip(
                truth("number primary content deadline method", "1|甲|内容一|长期公开|P", '2|乙|内容二|"|R'),
                ("全文发布", None),
                strict=True,
            )
        ],
        codes="header-duplicate",
    ),
    case(
        "a row of values that are labels elsewhere",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开方式|公开范围|网站栏目",
            "1|参保登记|单位参保|长期公开|主动公开|全社会|政务公开",
            "^|^|个人参保|^|主动公开|全社会|政务公开",
            "2|待遇发放|养老金|长期公开|主动公开|全社会|政务公开",
        ),
        items=truth(
            "number primary content deadline method audience website_column",
            "1|参保登记|单位参保|长期公开|P|P|政务公开",
            '"|"|个人参保|"|P|P|政务公开',
            '2|待遇发放|养老金|"|P|P|政务公开',
        ),
    ),
    case(
        "a table that goes on and counts anew",
        TITLE,
        (PLAIN_HEADER, "1|甲|子|长期公开"),
        "（续表）",
        (PLAIN_HEADER, "1|乙|丑|每年更新"),
        items=truth("number primary content deadline", "1|甲|子|长期公开", "1|乙|丑|每年更新"),
        suffixes=("docx", "html"),
        around=("（续表）",),
    ),
    case(
        "tables that go on one another, each ruled apart from its header",
        TITLE,
        ("序号|公开事项|公开内容|<|公开时限", "1|甲|子|长期公开|<"),
        ("序号|公开事项|<|公开内容|公开时限", "2|乙|丑|<|每年更新"),
        items=truth("number primary content deadline", "1|甲|子|长期公开", "2|乙|丑|每年更新"),
        suffixes=("docx", "html"),
    ),
    case(
        "one label 事项名称 over both levels",
        TITLE,
        ("序号|事项名称|<|公开内容|公开时限", "1|机构|概况|名称|长期公开", "2|^|领导|姓名|长期公开"),
        items=truth("number primary secondary content deadline", "1|机构|概况|名称|长期公开", '2|"|领导|姓名|"'),
    ),
    case(
        "cells over two columns of the sheet, but for a blank row",
        TITLE,
        (
            "序号|公开事项|<|<|公开内容|<|公开时限",
            "^|一级事项|<|二级事项|^|<|^",
            "1|机构|<|概况|名称|<|长期公开",
            "||||||",
            "2|机构|<|领导|姓名|<|长期公开",
        ),
        items=truth("number primary secondary content deadline", "1|机构|概况|名称|长期公开", '2|"|领导|姓名|"'),
    ),
    case(
        "blank rows between a merged group and the header printed again",
        TITLE,
        (*HEADER, *ROWS[:2], "|||||||||||", *HEADER, ROWS[2]),
        items=ITEMS,
    ),
    case(
        "five_open as columns of ticks",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|所属“五公开”类型|<|<|<|<",
            "^|^|^|^|决策|执行|管理|服务|结果",
            "1|甲|内容一|长期公开|√|||√|",
            "2|乙|内容二|长期公开|||||√",
        ),
        items=truth(
            "number primary content deadline five_open", "1|甲|内容一|长期公开|决策 服务", '2|乙|内容二|"|结果'
        ),
    ),
    case(
        "nothing to say",
        TITLE,
        (SHORT, "本单位无依申请公开事项" + WIDE),
        items=[],
        codes="no-rows",
        around=("本单位无依申请公开事项",),
    ),
    case(
        "title wider than the table",
        (TITLE + "|<" * 9, SHORT + "||||", S1 + "||||", S2 + "||||", S3 + "||||"),
        items=BODY,
        title=TITLE,
    ),
    case(
        "a remark beside the table",
        TITLE,
        (SHORT + "|", S1 + "|", S2 + "|待核", S3 + "|"),
        items=truth(SHORT_FIELDS + " extra:列7", T1 + "|", T2 + "|待核", T3 + "|"),
    ),
    case(
        "another catalogue in the sheet",
        (
            TITLE + WIDE,
            SHORT,
            S1,
            S2,
            S3,
            WIDE.replace("<", ""),
            "云岭县残联公开目录" + WIDE,
            "序号|公开事项|公开内容|公开时限|公开主体|备注",
            "1|甲|内容|长期公开|县残联|",
        ),
        items=(BODY, truth(OTHER_FIELDS, "1|甲|内容|长期公开|县残联")),
        title=TITLE,
    ),
)

PLAIN = "序号|公开事项|公开内容|公开时限|公开主体"
P1, P2, P3 = (
    "1|机构概况|名称|长期公开|县民政局",
    "2|领导信息|姓名|及时公开|县民政局",
    "3|低保办理|结果|每季度末公开|县民政局",
)
PLAIN_ITEMS = truth(OTHER_FIELDS, P1, P2, P3)
SECTIONED = truth(
    "number primary secondary content deadline publisher",
    "1|一、机构|机构概况|名称|长期公开|县民政局",
    '2|"|领导信息|姓名|及时公开|"',
    '3|二、救助|低保办理|结果|每季度末公开|"',
)
UNNUMBERED = truth(
    "number primary secondary content deadline publisher",
    "1|机构|机构概况|名称|长期公开|县民政局",
    '2|"|领导信息|姓名|及时公开|"',
    '3|救助|低保办理|结果|每季度末公开|"',
)
TRAPS = (
    case(
        "numbered groups in rows of their own",
        TITLE,
        (
            "序号|一级事项|二级事项|公开内容|公开时限|公开主体",
            "1|机构||||",
            "1.1||概况|名称|长期公开|县民政局",
            "1.2||领导|姓名|长期公开|县民政局",
            "2|救助||||",
            "2.1||低保|结果|长期公开|县民政局",
        ),
        items=truth(
            "number primary secondary content deadline publisher",
            "1.1|机构|概况|名称|长期公开|县民政局",
            '1.2|"|领导|姓名|"|"',
            '2.1|救助|低保|结果|"|"',
        ),
    ),
    case(
        "two headings alone over the header printed again",
        TITLE,
        (PLAIN, "一、机构|<|<|<|<", P1, P2, "二、救助|<|<|<|<", "（一）城乡|<|<|<|<", PLAIN, P3),
        items=[
            item | ({"primary": "二、救助\n（一）城乡"} if index == len(SECTIONED) - 1 else {})
            for index, item in enumerate(SECTIONED)
        ],
    ),
    case(
        "a heading beside an empty number, in a table that goes on",
        TITLE,
        (PLAIN, "|一、机构|<|<|<", P1, P2),
        (PLAIN, "|二、救助|<|<|<", P3),
        items=SECTIONED,
    ),
    case(
        "a heading alone over the header printed again",
        TITLE,
        (PLAIN, "一、机构|<|<|<|<", P1, P2, "二、救助|<|<|<|<", PLAIN, P3),
        items=SECTIONED,
    ),
    case("sections in the item column", TITLE, (PLAIN, "|一、机构|||", P1, P2, "|二、救助|||", P3), items=SECTIONED),
    case(
        "sections in the item column, no numerals", TITLE, (PLAIN, "|机构|||", P1, P2, "|救助|||", P3), items=UNNUMBERED
    ),
    case(
        "an item with a name only",
        TITLE,
        (PLAIN, P1, P2, P3, "4|其他|||"),
        items=truth(OTHER_FIELDS, P1, P2, P3, "4|其他|||"),
    ),
    case(
        "numbers in brackets",
        TITLE,
        (PLAIN, "（一）|机构概况|名称|长期公开|县民政局", "（二）|领导信息|姓名|长期公开|县民政局", "（三）|其他|||"),
        items=truth(
            OTHER_FIELDS, "（一）|机构概况|名称|长期公开|县民政局", '（二）|领导信息|姓名|"|"', "（三）|其他|||"
        ),
    ),
    case(
        "numbers of other forms",
        TITLE,
        (
            PLAIN,
            "01|机构概况|名称|长期公开|县民政局",
            "1-2|领导信息|姓名|长期公开|县民政局",
            "A03|低保|结果|长期公开|县民政局",
        ),
        items=truth(OTHER_FIELDS, "01|机构概况|名称|长期公开|县民政局", '1-2|领导信息|姓名|"|"', 'A03|低保|结果|"|"'),
    ),
    case(
        "contents that look like notes",
        TITLE,
        (PLAIN, "1|机构概况|名称|长期公开|县民政局", "^|^|说明：办公时间|^|^", "^|^|负责人：姓名|^|^", "^|^|合计|^|^"),
        items=truth(
            OTHER_FIELDS,
            "1|机构概况|名称|长期公开|县民政局",
            '"|"|说明：办公时间|"|"',
            '"|"|负责人：姓名|"|"',
            '"|"|合计|"|"',
        ),
    ),
    case(
        "contents that look like notes, not merged",
        TITLE,
        (PLAIN, "1|机构概况|名称|长期公开|县民政局", "||负责人：姓名|长期公开|县民政局"),
        items=truth(OTHER_FIELDS, "1|机构概况|名称|长期公开|县民政局", "||负责人：姓名|长期公开|县民政局"),
    ),
    case(
        "a wide content",
        TITLE,
        (PLAIN, "1|机构概况|详见县政府门户网站专栏|<|<", P2, P3),
        items=truth(OTHER_FIELDS, "1|机构概况|详见县政府门户网站专栏||", P2, P3),
    ),
    case(
        "signatures at the end without colons",
        TITLE,
        (PLAIN, P1, P2, P3, "填表人|李四|审核人|王五|"),
        items=PLAIN_ITEMS,
        prepared_by="李四",
        reviewed_by="王五",
    ),
    case(
        "a telephone at the end",
        TITLE,
        (PLAIN, P1, P2, P3, "监督电话|0900-1234567|<|<|<"),
        items=PLAIN_ITEMS,
        around=("0900-1234567",),
    ),
    case(
        "a telephone at the end, wide",
        TITLE,
        (PLAIN, P1, P2, P3, "监督电话：0900-1234567|<|<|<|<"),
        items=PLAIN_ITEMS,
        around=("0900-1234567",),
    ),
    case(
        "the number under 公开事项",
        TITLE,
        ("公开事项|<|<|公开内容|公开时限|公开方式", "序号|一级事项|二级事项|^|^|^", S1, S2, S3),
        items=BODY,
    ),
    case(
        "a column without a label",
        TITLE,
        (
            "|序号|公开事项|公开内容|公开时限",
            "综合类|1|机构概况|名称|长期公开",
            "^|2|领导信息|姓名|长期公开",
            "业务类|3|低保|结果|长期公开",
        ),
        items=truth(
            "extra:列1 number primary content deadline",
            "综合类|1|机构概况|名称|长期公开",
            '"|2|领导信息|姓名|"',
            '业务类|3|低保|结果|"',
        ),
        codes="header-unknown",
    ),
    case(
        "a channel column with a text",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开渠道|<|<",
            "^|^|^|^|政府网站|公示栏|其他",
            *(f"{k}|甲{k}|内容{k}|长期公开|√|√|{'村广播' if k == 5 else ''}" for k in range(1, 7)),
        ),
        items=truth(
            "number primary content deadline channels",
            *(
                f"{k}|甲{k}|内容{k}|长期公开|■政府网站 ■公示栏 {'■其他村广播' if k == 5 else '□其他'}"
                for k in range(1, 7)
            ),
        ),
    ),
    case(
        "sections as paragraphs",
        TITLE,
        "一、机构",
        (PLAIN, P1, P2),
        "二、救助",
        (PLAIN, P3),
        items=(truth(OTHER_FIELDS, P1, P2), truth(OTHER_FIELDS, P3)),
        suffixes=("docx", "html"),
    ),
    case(
        "tables of streets with titles that are no words of ours",
        TITLE,
        "（一）养老服务",
        (PLAIN, P1, P2),
        "（二）低保",
        (PLAIN, "1|低保办理|结果|每季度末公开|县民政局"),
        items=(truth(OTHER_FIELDS, P1, P2), truth(OTHER_FIELDS, "1|低保办理|结果|每季度末公开|县民政局")),
        suffixes=("docx", "html"),
    ),
    case(
        "item and number without a header",
        TITLE,
        (
            "1|机构概况|名称、地址|信息形成之日起20个工作日内公开|县民政局",
            "2|领导|姓名|信息形成之日起20个工作日内公开|县民政局",
        ),
        items=(),
        suffixes=("docx", "html"),
        codes="no-catalogue",
    ),
    case(
        "side by side under two titles",
        (
            "云岭县甲局公开目录|<|<|<||云岭县乙局公开目录|<|<|<",
            "序号|公开事项|公开内容|公开时限||序号|公开事项|公开内容|公开时限",
            "1|甲|内容一|长期公开||1|丙|内容三|长期公开",
            "2|乙|内容二|长期公开|||||",
        ),
        items=(
            truth("number primary content deadline", "1|甲|内容一|长期公开", '2|乙|内容二|"'),
            truth("number primary content deadline", "1|丙|内容三|长期公开"),
        ),
        title="云岭县甲局公开目录",
    ),
    case(
        "a table of more than one page by hand",
        (TITLE + WIDE, SHORT, S1, "（续表）" + WIDE, SHORT, S2, S3),
        items=BODY,
        title=TITLE,
    ),
    case(
        "blank rows for writing",
        TITLE,
        (PLAIN, P1, P2, P3, "4||||", "||||"),
        items=truth(OTHER_FIELDS, P1, P2, P3, "4||||"),
        codes="item-empty",
    ),
    case(
        "all in one cell each",
        TITLE,
        (
            "序号|事项名称|公开内容|公开依据|公开时限|公开主体|公开渠道|公开对象|公开方式|公开层级",
            f"1|机构概况|名称|{LAW}|长期公开|县民政局|政府网站、公示栏|社会公众|主动|县级",
        ),
        items=truth(
            "number secondary content legal_basis deadline publisher channels audience method extra:公开层级",
            f"1|机构概况|名称|{LAW}|长期公开|县民政局|政府网站 公示栏|P|P|县级",
        ),
    ),
)

LISTED = "序号|公开事项|公开内容|公开时限|公开渠道和载体"
MARKED = ("序号|公开事项|公开内容|公开时限|公开方式|<", "^|^|^|^|主动公开|依申请公开")
REST = (
    case(
        "notes in the first column",
        TITLE,
        (PLAIN, P1, P2, P3, "注：1.本目录动态调整。||||", "2.公示期不少于7日。||||"),
        items=PLAIN_ITEMS,
        around=("2.公示期不少于7日。",),
    ),
    case(
        "one label over three levels",
        TITLE,
        ("序号|公开事项|<|<|公开内容|公开时限", "1|救助|低保|申请|条件|长期公开", "2|^|^|审批|结果|长期公开"),
        items=truth(
            "number primary secondary levels content deadline", "1|救助|低保|申请|条件|长期公开", '2|"|"|审批|结果|"'
        ),
    ),
    case(
        "a channel a row, not merged",
        TITLE,
        (LISTED, "1|甲|内容一|长期公开|■政府网站", "||||□公示栏", "2|乙|内容二|长期公开|■政府网站", "||||■公示栏"),
        items=truth(
            "number primary content deadline channels",
            "1|甲|内容一|长期公开|■政府网站 □公示栏",
            '2|乙|内容二|"|■政府网站 ■公示栏',
        ),
    ),
    case(
        "a channel a row, merged",
        TITLE,
        (
            LISTED,
            "1|甲|内容一|长期公开|■政府网站",
            "^|^|^|^|□公示栏",
            "2|乙|内容二|长期公开|■政府网站",
            "^|^|^|^|■公示栏",
        ),
        items=truth(
            "number primary content deadline channels",
            "1|甲|内容一|长期公开|■政府网站 □公示栏",
            '2|乙|内容二|"|■政府网站 ■公示栏',
        ),
    ),
    case(
        "primary, secondary and content merged",
        TITLE,
        (SHORT, S1, f"2|信息公开年报|<|<|{TIME}|主动公开", S3),
        items=short(T1, f"2|信息公开年报|||{TIME}|P", T3),
    ),
    case(
        "a section and a header, again and again",
        ("一、机构" + "|<" * 4, PLAIN, P1, P2, "二、救助" + "|<" * 4, PLAIN, P3),
        items=(truth(OTHER_FIELDS, P1, P2), truth(OTHER_FIELDS, P3)),
    ),
    case(
        "sections over rows that restart",
        TITLE,
        (
            PLAIN,
            "机构" + "|<" * 4,
            "1|机构概况|名称|长期公开|县民政局",
            "2|领导信息|姓名|及时公开|县民政局",
            "救助" + "|<" * 4,
            "1|低保办理|结果|每季度末公开|县民政局",
        ),
        items=truth(
            "number primary secondary content deadline publisher",
            "1|机构|机构概况|名称|长期公开|县民政局",
            '2|"|领导信息|姓名|及时公开|"',
            '1|救助|低保办理|结果|每季度末公开|"',
        ),
    ),
    case(
        "the parent of a lone column",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开要求|公开主体",
            "^|^|^|^|公开渠道|^",
            "1|甲|内容一|长期公开|政府网站|县局",
        ),
        items=truth("number primary content deadline channels publisher", "1|甲|内容一|长期公开|政府网站|县局"),
    ),
    case("a header doubled", TITLE, (PLAIN, PLAIN, P1, P2, P3), items=PLAIN_ITEMS),
    case(
        "texts for none",
        TITLE,
        (PLAIN, "1|机构概况|名称|—|县民政局", "2|领导信息|/|及时公开|-"),
        items=truth(OTHER_FIELDS, "1|机构概况|名称|—|县民政局", "2|领导信息|/|及时公开|-"),
    ),
    case(
        "a lone heading at the end",
        TITLE,
        (PLAIN, P1, P2, P3, "四、其他" + "|<" * 4),
        items=PLAIN_ITEMS,
        around=("四、其他",),
    ),
    case(
        "two headings, the first without rows",
        TITLE,
        (PLAIN, "一、无" + "|<" * 4, "二、机构" + "|<" * 4, P1, P2, P3),
        around=("一、无",),
        items=truth(
            "number primary secondary content deadline publisher",
            "1|二、机构|机构概况|名称|长期公开|县民政局",
            '2|"|领导信息|姓名|及时公开|"',
            '3|"|低保办理|结果|每季度末公开|"',
        ),
    ),
    case(
        "a value merged over sections",
        TITLE,
        (PLAIN, "一、机构" + "|<" * 3 + "|县民政局", P1.replace("县民政局", "^"), P2.replace("县民政局", "^"), P3),
        items=truth(
            "number primary secondary content deadline publisher",
            "1|一、机构|机构概况|名称|长期公开|县民政局",
            '2|"|领导信息|姓名|及时公开|"',
            '3|"|低保办理|结果|每季度末公开|"',
        ),
    ),
    case(
        "sections beside a value of the whole table",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|责任科室",
            "一、机构||||办公室",
            P1.replace("县民政局", "^"),
            "二、救助||||^",
            P3.replace("县民政局", "^"),
        ),
        items=truth(
            "number primary secondary content deadline department",
            "1|一、机构|机构概况|名称|长期公开|办公室",
            '3|二、救助|低保办理|结果|每季度末公开|"',
        ),
    ),
    case(
        "the unit above the publisher",
        TITLE,
        ("序号|公开事项|公开内容|公开时限|责任单位|<", "^|^|^|^|牵头科室|公开主体", "1|甲|内容一|长期公开|办公室|县局"),
        items=truth("number primary content deadline department publisher", "1|甲|内容一|长期公开|办公室|县局"),
    ),
    case(
        "three rows of labels, none merged",
        TITLE,
        (
            "序号|公开事项||公开内容|公开时限|公开属性||||",
            "|一级事项|二级事项|||公开方式||公开层级||",
            "|||||主动公开|依申请公开|省级|县级|镇（街道）级",
            "1|甲|子|内容一|长期公开|√|||√|√",
        ),
        items=truth(
            "number primary secondary content deadline method extra:公开属性/公开层级/省级 "
            "extra:公开属性/公开层级/县级 extra:公开属性/公开层级/镇（街道）级",
            "1|甲|子|内容一|长期公开|P|x|√|√",
        ),
    ),
    case(
        "three rows of labels, none merged, single labels in the last one",
        TITLE,
        (
            "|||||公开属性|||",
            "|||||公开方式||公开层级|",
            "序号|一级事项|二级事项|公开内容|公开时限|主动公开|依申请公开|县级|乡级",
            "1|甲|子|内容一|长期公开|√|||√",
        ),
        items=truth(
            "number primary secondary content deadline method"
            " extra:公开属性/公开层级/县级 extra:公开属性/公开层级/乡级",
            "1|甲|子|内容一|长期公开|P|x|√",
        ),
    ),
    case(
        "three rows of labels, none merged, single labels in the middle one",
        TITLE,
        (
            "|||||公开层级|",
            "序号|公开事项||公开内容|公开时限||",
            "|一级事项|二级事项|||县级|乡级",
            "1|甲|子|内容一|长期公开||√",
        ),
        items=truth(
            "number primary secondary content deadline extra:公开层级/县级 extra:公开层级/乡级",
            "1|甲|子|内容一|长期公开|x|√",
        ),
    ),
    case(
        "three rows of labels, the last one under one group alone",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开属性||",
            "||||公开方式|公开对象|",
            "|||||全社会|特定群体",
            "1|甲|内容一|长期公开|主动公开|√|",
        ),
        items=truth("number primary content deadline method audience", "1|甲|内容一|长期公开|P|P"),
    ),
    case(
        "levels told by their number",
        TITLE,
        ("序号|公开事项|公开内容|公开时限|公开层级", "1|甲|内容一|长期公开|1", "2|乙|内容二|及时公开|2"),
        items=truth(
            "number primary content deadline extra:公开层级", "1|甲|内容一|长期公开|1", "2|乙|内容二|及时公开|2"
        ),
    ),
    case(
        "pages under their numbers, each with the header",
        TITLE,
        "第1页",
        (PLAIN, P1, P2),
        "第2页 共2页",
        (PLAIN, P3.replace("3|", "1|", 1)),
        items=[*PLAIN_ITEMS[:2], *truth(OTHER_FIELDS, P3.replace("3|", "1|", 1))],
    ),
    case(
        "channels below a label that is printed over each",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开渠道和载体|公开渠道和载体|公开方式|公开方式",
            "序号|公开事项|公开内容|公开时限|政务新媒体|广播电视|主动公开|依申请公开",
            "1|甲|内容一|长期公开|√||√|",
        ),
        items=truth(
            "number primary content deadline channels method",
            "1|甲|内容一|长期公开|■政务新媒体 □广播电视|P",
        ),
    ),
    case(
        "single labels over a blank, groups over their channels",
        TITLE,
        ("序号|公开事项|公开内容|公开时限|公开渠道|<", "||||政务新媒体|广播电视", "1|甲|内容一|长期公开|√|"),
        items=truth("number primary content deadline channels", "1|甲|内容一|长期公开|■政务新媒体 □广播电视"),
    ),
    case(
        "items over two columns, their label over the first one",
        TITLE,
        ("序号|公开事项||公开内容|公开时限", "1|甲|子|内容一|长期公开", "2|甲|丑|内容二|及时公开"),
        items=truth("number primary secondary content deadline", "1|甲|子|内容一|长期公开", "2|甲|丑|内容二|及时公开"),
        codes="header-guessed",
    ),
    case(
        "items over two columns, their label over both",
        TITLE,
        ("序号|公开事项|公开事项|公开内容|公开时限", "1|甲|子|内容一|长期公开", "2|甲|丑|内容二|及时公开"),
        items=truth("number primary secondary content deadline", "1|甲|子|内容一|长期公开", "2|甲|丑|内容二|及时公开"),
        codes="header-guessed",
    ),
    case(
        "sections without numerals over second levels without numbers",
        TITLE,
        ("二级事项|公开内容|公开时限", "机构||", "机构概况|名称|长期公开", "救助||", "低保办理|结果|每季度末公开"),
        items=truth(
            "primary secondary content deadline", "机构|机构概况|名称|长期公开", "救助|低保办理|结果|每季度末公开"
        ),
    ),
    case(
        "a section over the rows of a further table",
        TITLE,
        (PLAIN, "一、机构||||", P1, P2),
        "",
        (PLAIN, "二、救助||||", P3),
        items=truth(
            f"number primary secondary {OTHER_FIELDS.removeprefix('number primary ')}",
            *(
                f"{line.split('|', 1)[0]}|{name}|{line.split('|', 1)[1]}"
                for line, name in ((P1, "一、机构"), (P2, "一、机构"), (P3, "二、救助"))
            ),
        ),
        suffixes=("docx", "html"),
    ),
    case(
        "a tick under a group that has none in the table before",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|“五公开”类型|<",
            "^|^|^|^|决策|服务",
            "1|甲|内容一|长期公开||√",
            "2|乙|内容二|长期公开||",
            "3|丙|内容三|长期公开|^|^",
        ),
        "",
        ("序号|公开事项|公开内容|公开时限|“五公开”类型|<", "^|^|^|^|决策|服务", "4|丁|内容四|长期公开|√|"),
        items=truth(
            "number primary content deadline five_open",
            "1|甲|内容一|长期公开|服务",
            "2|乙|内容二|长期公开|",
            "3|丙|内容三|长期公开|",
            "4|丁|内容四|长期公开|决策",
        ),
        suffixes=("docx", "html"),
    ),
    case(
        "设定依据 as the only basis",
        TITLE,
        ("序号|公开事项|公开内容|设定依据|公开时限", f"1|甲|内容一|{LAW}|长期公开", "2|乙|内容二|同上|及时公开"),
        items=truth(
            "number primary content legal_basis deadline",
            f"1|甲|内容一|{LAW}|长期公开",
            f"2|乙|内容二|{LAW}|及时公开",
        ),
        codes="header-guessed",
    ),
    case(
        "groups of groups, merged over their columns, over blanks",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开属性|<",
            "||||公开方式|<",
            "||||主动公开|依申请公开",
            "1|甲|内容一|长期公开|√|",
        ),
        items=truth("number primary content deadline method", "1|甲|内容一|长期公开|P"),
    ),
    case(
        "levels under a label over the first, single labels below",
        TITLE,
        ("||||公开层级|", "序号|公开事项|公开内容|公开时限|县级|村级", "1|甲|内容一|长期公开|√|"),
        items=truth(
            "number primary content deadline extra:公开层级/县级 extra:公开层级/村级", "1|甲|内容一|长期公开|√|x"
        ),
    ),
    case(
        "hints and an example under the header of a form",
        TITLE,
        (PLAIN, "填数字|不超过20字|逐条填写|必填|填写全称", P1, P2, P3),
        items=PLAIN_ITEMS,
        codes="row-set-aside",
    ),
    case(
        "an example",
        TITLE,
        (PLAIN, "例：1|财政信息|预算|及时|财政局", P1, P2, P3),
        items=PLAIN_ITEMS,
        codes="row-set-aside",
    ),
    case("signed in cells of their own", TITLE, (PLAIN, P1, P2, P3, "审核：||王芳||"), items=PLAIN_ITEMS),
    case(
        "the title again, with 续",
        TITLE,
        (PLAIN, P1, P2),
        f"{TITLE}（续）",
        (PLAIN, P3),
        items=PLAIN_ITEMS,
        title=TITLE,
    ),
    case("and so on", TITLE, (PLAIN, P1, P2, P3, "……|……|……|……|……"), items=PLAIN_ITEMS),
    case(
        "levels that only this document has",
        TITLE,
        ("序号|公开事项|公开内容|公开时限|公开层级|<", "^|^|^|^|局机关|作业区", "1|甲|内容一|长期公开|√|"),
        items=truth(
            "number primary content deadline extra:公开层级/局机关 extra:公开层级/作业区", "1|甲|内容一|长期公开|√|x"
        ),
    ),
    case("a catalogue of one row", TITLE, (PLAIN, P1), items=truth(OTHER_FIELDS, P1)),
    case("blank row under the header", TITLE, (PLAIN, "||||", P1, P2, "||||", P3), items=PLAIN_ITEMS),
    case(
        "channels parted by blanks",
        TITLE,
        (
            "序号|公开事项|公开内容|公开时限|公开渠道",
            "1|甲|内容一|长期公开|政府网站 公示栏 广播",
            "2|乙|内容二|长期公开|企业网站　营业厅",
            "3|丙|内容三|长期公开|政 府 网 站",
            "4|丁|内容四|长期公开|政府网站 （“通知公告”栏目）",
        ),
        items=truth(
            "number primary content deadline channels",
            "1|甲|内容一|长期公开|政府网站 公示栏 广播",
            '2|乙|内容二|"|企业网站 营业厅',
            '3|丙|内容三|"|政府网站',
            '4|丁|内容四|"|政府网站（“通知公告”栏目）',
        ),
    ),
    case(
        "ticks beside words",
        TITLE,
        (*MARKED, "1|甲|内容一|长期公开|√主动公开|", "2|乙|内容二|长期公开||√"),
        items=truth("number primary content deadline method", "1|甲|内容一|长期公开|P=√主动公开", '2|乙|内容二|"|R'),
    ),
)
CASES += MORE + TRAPS + REST


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("each", CASES, ids=lambda each: each.name)
def test_an_office_document(each: Case, suffix: str) -> None:
    """Every value is right, nothing is invented or lost, and what is doubtful has a finding."""
    if suffix not in each.suffixes:
        pytest.skip(f"not saved as {suffix}")
    document = extract_bytes(written(suffix, *each.blocks), f"a.{suffix}")
    assert faults(document, each) == []


def faults(document: Document, each: Case) -> list[str]:
    """What is wrong with a document."""
    found = differences(document, each.items)
    first = document.catalogues[0] if document.catalogues else None
    if first is None:
        return found
    if each.title is not None and first.title != each.title:
        found.append(f"title: {first.title!r}")
    found += [
        f"{name}: {getattr(first.metadata, name)!r}"
        for name, value in each.metadata.items()
        if getattr(first.metadata, name) != value
    ]
    around = "\n".join(text for one in document.catalogues for text in (*one.preamble, *one.notes))
    found += [f"not around: {text}" for text in each.around if text not in around]
    codes = {finding.code for finding in document.findings}
    return found + [f"no finding {code}" for code in sorted(each.codes - codes)]
