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
        around=("李四",),
    ),
    case(
        "signatures at the end, cell by cell",
        TITLE,
        (*HEADER, *ROWS, "填表人：|李四|<|<|审核人：|王五|<|<|填表时间：|<|2024年3月1日|<"),
        items=ITEMS,
        around=("李四", "王五"),
    ),
    case(
        "signatures at the end, cells with values",
        TITLE,
        (*HEADER, *ROWS, "填表人：李四|<|<|<|审核人：王五|<|<|<|填表时间：2024年3月1日|<|<|<"),
        items=ITEMS,
        around=("李四", "王五"),
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
