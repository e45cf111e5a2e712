"""Documents whose markup says more than a drawn grid: content controls, nested tables, web pages, sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from gkml_extract.extract import extract_bytes
from support import word
from support.offices import (
    as_docx,
    as_html,
    as_workbook,
    differences,
    html_page,
    html_table,
    truth,
    word_rows,
    word_table,
)
from support.word import cell, p, row, run, table

TITLE = "石盘街道政务公开目录"
HEADER = "序号|公开事项|公开内容|公开时限|公开主体"
R1, R2, R3 = (
    "1|机构职能|名称、地址|长期公开|石盘街道",
    "2|领导信息|姓名、职务|及时公开|石盘街道",
    "3|社会救助|审批结果|每季度末公开|石盘街道",
)
FIELDS = "number primary content deadline publisher"
ITEMS = truth(FIELDS, R1, R2, R3)
BOXED = "序号|公开事项|公开内容|公开时限|公开渠道和载体"
BOXED_ITEMS = truth("number primary content deadline channels", "1|机构职能|名称|长期公开|■政府网站 □公示栏 ■其他")
TICKED = ("序号|公开事项|公开内容|公开时限|公开方式|<", "^|^|^|^|主动公开|依申请公开")
T1, T2 = "1|机构职能|名称|长期公开|√|", "2|领导信息|姓名|长期公开||√"
TICKED_ITEMS = truth("number primary content deadline method", "1|机构职能|名称|长期公开|P", '2|领导信息|姓名|"|R')


UNREAD_ITEMS = [TICKED_ITEMS[0] | {"method": (None, False)}, TICKED_ITEMS[1]]


@dataclass(frozen=True)
class Made:
    """A document, what it says, its title and the findings that must be there."""

    name: str
    make: Callable[[], bytes]
    items: tuple[list[dict[str, object]], ...]
    title: str | None = TITLE
    codes: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    file: str = "a"


def texts(row_line: str) -> list[str]:
    return [cell(each) for each in row_line.split("|")]


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def text_box(text: str) -> str:
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx></wps:wsp>"
    drawing = f"<w:drawing><a:graphic><a:graphicData>{box}</a:graphicData></a:graphic></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
    return f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"


def sym(code: str) -> str:
    return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'


def word_body(*parts: str) -> Callable[[], bytes]:
    return lambda: word.docx("".join(parts))


def page(*parts: str) -> Callable[[], bytes]:
    return lambda: html_page("".join(parts))


def by_role(lines: tuple[str, ...]) -> str:
    """A table of divs that says by roles what they are."""
    made = html_table(lines)
    for tag, role in (("table", "table"), ("tr", "row"), ("td", "gridcell")):
        made = re.sub(rf"<{tag}\b", f'<div role="{role}"', made).replace(f"</{tag}>", "</div>")
    return re.sub(r"\b(colspan|rowspan)=", r"aria-\1=", made)


def by_class(lines: tuple[str, ...]) -> str:
    """A table of divs whose classes are drawn as its parts."""
    rows = ("".join(f'<div class="w c">{text}</div>' for text in line.split("|")) for line in lines)
    return '<div class="t">' + "".join(f'<div class="r">{row}</div>' for row in rows) + "</div>"


LANDSCAPE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
RECORD_BLOCK = html_table(
    (
        "索引号|0900-2024-001|发布机构|石盘街道办事处",
        "成文日期|2024-03-01|公开时限|长期公开",
        "公开方式|主动公开|公开范围|全社会",
    )
)
NAVIGATION = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a>政务公开</a></li></ul></div>'
    "<div>当前位置：首页 &gt; 政务公开 &gt; 目录</div>"
)
FOOTER = "<div>【打印】【关闭】</div><div>主办单位：石盘街道办事处 备案号：某ICP备00000000号</div>"
PLAIN = html_table((HEADER, R1, R2, R3))
NESTED = f"<h1>{TITLE}</h1>{PLAIN}"
for _ in range(5):
    NESTED = f"<table width=100%><tr><td>{NESTED}</td></tr></table>"
LAID_OUT = (
    f"<table><tr><td colspan=2>{NAVIGATION}</td></tr><tr><td width=200><ul><li>机构<li>政策</ul></td>"
    f"<td><h1>{TITLE}</h1>{PLAIN}</td></tr></table>"
)


def loose_row(line: str, end: str = "") -> str:
    return "<tr>" + "".join(f"<td>{each}{end}" for each in line.split("|"))


def div_table() -> str:
    rows = "".join(
        '<div style="display:table-row">'
        + "".join(f'<div style="display:table-cell">{each}</div>' for each in line.split("|"))
        + "</div>"
        for line in (HEADER, R1, R2, R3)
    )
    return f'<h1>{TITLE}</h1><div style="display:table">{rows}</div>'


EXCEL_HTML = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Excel.Sheet>'
    "<!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head><body>"
    "<table border=0 cellpadding=0><col width=40><col width=90>"
    f"<tr height=30><td colspan=5 class=xl65>{TITLE}</td></tr>"
    + "".join(
        "<tr height=20>" + "".join(f"<td class=xl66>{each}</td>" for each in line.split("|")) + "</tr>"
        for line in (HEADER, R1, R2)
    )
    + "<tr><td x:num>3</td>" + "".join(f"<td>{each}</td>" for each in R3.split("|")[1:]) + "</tr>"
    "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=40></td><td width=90></td></tr>"
    "<![endif]></table></body></html>"
)  # fmt: skip


CASES = (
    Made("title in a text box", word_body(text_box(TITLE), word_table((HEADER, R1, R2, R3))), (ITEMS,)),
    Made(
        "rows in content controls",
        word_body(
            p(TITLE),
            table(row(*texts(HEADER)), control(row(*texts(R1))), control(row(*texts(R2)) + row(*texts(R3))), columns=5),
        ),
        (ITEMS,),
    ),
    Made(
        "cells in content controls",
        word_body(
            p(TITLE),
            table(
                row(*texts(HEADER)),
                *(row(*(control(each) for each in texts(line))) for line in (R1, R2, R3)),
                columns=5,
            ),
        ),
        (ITEMS,),
    ),
    Made(
        "boxes in a nested table",
        word_body(
            p(TITLE),
            table(
                row(*texts(BOXED)),
                row(*texts("1|机构职能|名称|长期公开"), cell(word_table(("■政府网站|□公示栏", "■其他|")), p())),
                columns=5,
            ),
        ),
        (BOXED_ITEMS,),
    ),
    Made(
        "recorded changes",
        word_body(
            p(TITLE),
            table(
                row(*texts(HEADER)),
                row(*texts(R1)),
                row(*texts("9|删去的|内容|长期公开|石盘街道"), properties='<w:del w:id="1" w:author="甲"/>'),
                row(
                    cell("2"),
                    cell(
                        p(
                            '<w:del w:id="2" w:author="甲"><w:r><w:delText>旧名</w:delText></w:r></w:del>',
                            f'<w:ins w:id="3" w:author="甲">{run("领导信息")}</w:ins>',
                        )
                    ),
                    *texts("姓名、职务|及时公开|石盘街道"),
                ),
                row(*texts(R3), properties='<w:ins w:id="4" w:author="甲"/>'),
                columns=5,
            ),
        ),
        (ITEMS,),
        codes=("revisions-settled",),
    ),
    Made(
        "sections of the page between",
        word_body(
            p(TITLE),
            f"<w:p><w:pPr>{LANDSCAPE}</w:pPr></w:p>",
            word_table((HEADER, R1)),
            f"<w:p><w:pPr>{LANDSCAPE}</w:pPr></w:p>",
            word_table((R2, R3)),
            p(""),
        ),
        (ITEMS,),
    ),
    Made(
        "pages of other widths",
        word_body(
            p(TITLE),
            word_table((HEADER, R1), (600, 2000, 3000, 2000, 1500)),
            p(""),
            word_table((R2,), (610, 1990, 3020, 1980, 1500)),
            word_table((HEADER, R3), (700, 2300, 3400, 2200, 1700)),
        ),
        (ITEMS,),
    ),
    Made(
        "pages of quite other widths without a header",
        word_body(
            p(TITLE),
            word_table((HEADER, R1), (600, 2000, 3000, 2000, 1500)),
            word_table((R2, R3), (900, 2300, 3400, 2200, 1700)),
        ),
        (ITEMS,),
    ),
    Made(
        "header apart with other widths",
        word_body(
            p(TITLE),
            word_table((HEADER,), (600, 2000, 3000, 2000, 1500)),
            word_table((R1, R2, R3), (900, 2300, 3400, 2200, 1700)),
        ),
        (ITEMS,),
    ),
    Made(
        "all in one cell",
        word_body(table(row(cell(p(TITLE), word_table((HEADER, R1, R2, R3)), p(""))), columns=1)),
        (ITEMS,),
    ),
    Made(
        "rows that begin later",
        word_body(
            p(TITLE),
            table(
                row(*texts(HEADER)),
                row(*texts(R1)),
                row(*texts("领导信息|姓名、职务|及时公开|石盘街道"), properties='<w:gridBefore w:val="1"/>'),
                row(*texts(R3)),
                columns=5,
            ),
        ),
        (truth(FIELDS, R1, R2.replace("2|", "|", 1), R3),),
    ),
    Made(
        "rows that end early",
        word_body(
            p(TITLE),
            table(
                row(*texts(HEADER)),
                row(*texts(R1)),
                row(*texts("2|领导信息|姓名、职务|及时公开")),
                row(*texts(R3)),
                columns=5,
            ),
        ),
        (truth(FIELDS, R1, R2.replace("石盘街道", ""), R3),),
    ),
    Made(
        "symbols as ticks",
        word_body(
            p(TITLE),
            table(
                *word_rows(TICKED),
                row(*texts("1|机构职能|名称|长期公开"), cell(p(sym("F0FC"))), cell()),
                row(*texts("2|领导信息|姓名|长期公开"), cell(), cell(p(sym("F0FE")))),
                columns=6,
            ),
        ),
        (TICKED_ITEMS,),
    ),
    Made(
        "a header merged down cell by cell",
        word_body(
            p(TITLE),
            table(*word_rows(TICKED), *word_rows(("1|机构职能|名称|长期公开|√|", "2|领导信息|姓名|^|  |√")), columns=6),
        ),
        (TICKED_ITEMS,),
    ),
    Made(
        "a page of a web site",
        page(NAVIGATION, RECORD_BLOCK, f"<h1>{TITLE}</h1><p>发布时间：2024-03-01 来源：石盘街道</p>", PLAIN, FOOTER),
        (ITEMS,),
    ),
    Made("a page of a web site, all laid out by tables", page(LAID_OUT, FOOTER), (ITEMS,)),
    Made("five tables deep", page(NESTED), (ITEMS,)),
    Made(
        "cells that are not closed",
        page(f"<p>{TITLE}<table border=1>", *(loose_row(line) for line in (HEADER, R1, R2, R3)), "</table>"),
        (ITEMS,),
    ),
    Made(
        "blanks for empty cells",
        page(
            f"<p>{TITLE}</p>",
            html_table((HEADER, R1, R2, R3)).replace("石盘街道</td></tr><tr><td>2", "&nbsp;</td></tr><tr><td>2"),
        ),
        (truth(FIELDS, R1.replace("石盘街道", ""), R2, R3),),
        codes=("cell-blank",),
    ),
    Made(
        "spans over the end",
        page(
            f"<p>{TITLE}</p><table>",
            loose_row(HEADER),
            "<tr><td>1<td>机构职能<td>名称、地址<td>长期公开<td rowspan=99>石盘街道",
            "<tr><td>2<td>领导信息<td>姓名、职务<td>及时公开",
            "<tr><td>3<td>社会救助<td>审批结果<td>每季度末公开</table>",
        ),
        (ITEMS,),
    ),
    Made(
        "a span of nothing",
        page(
            f"<p>{TITLE}</p><table>",
            loose_row(HEADER).replace("<td>公开主体", "<td colspan=0>公开主体"),
            *(loose_row(line) for line in (R1, R2, R3)),
            "</table>",
        ),
        (ITEMS,),
    ),
    Made("a table of divs", page(div_table()), (ITEMS,)),
    Made("a workbook saved as a page", lambda: EXCEL_HTML.encode("gb18030"), (ITEMS,), file="a.xls"),
    Made(
        "a caption and a head",
        page(
            f"<table><caption>{TITLE}</caption><thead><tr>"
            + "".join(f"<th>{each}</th>" for each in HEADER.split("|"))
            + "</tr></thead><tbody>",
            *(loose_row(line) for line in (R1, R2, R3)),
            "</tbody></table>",
        ),
        (ITEMS,),
    ),
    Made(
        "inputs as boxes",
        page(
            f"<p>{TITLE}</p>",
            html_table((BOXED, "1|机构职能|名称|长期公开|XX")).replace(
                "XX",
                '<input type="checkbox" checked>政府网站<br><input type="checkbox">公示栏<br>'
                '<input type=checkbox checked="checked"/>其他',
            ),
        ),
        (BOXED_ITEMS,),
    ),
    Made(
        "cut into tables",
        page(f"<p>{TITLE}</p>", html_table((HEADER, R1)), html_table((R2,)), "<p>&nbsp;</p>", html_table((R3,))),
        (ITEMS,),
    ),
    Made(
        "cut into tables with divs around",
        page(f"<p>{TITLE}</p>", *(f'<div class="page">{html_table((HEADER, line))}</div>' for line in (R1, R2, R3))),
        (ITEMS,),
    ),
    Made(
        "sheets, one a cover, one hidden",
        lambda: as_workbook(
            {
                "封面": (TITLE, "石盘街道办事处", "2024年3月"),
                "说明": ("一、本目录动态调整。",),
                "养老": ("养老服务领域公开目录", (HEADER, R1, R2)),
                "救助": ("社会救助领域公开目录", (HEADER, R3)),
                "旧": ("作废目录", (HEADER, R1)),
            },
            hidden=("旧",),
        ),
        (truth(FIELDS, R1, R2), truth(FIELDS, R3)),
        title="养老服务领域公开目录",
        codes=("hidden-sheet",),
    ),
    Made("numbers as numbers", lambda: as_workbook({"S": (TITLE, (HEADER, R1, R2, R3))}, numeric=True), (ITEMS,)),
    Made(
        "a sheet that goes on without a header and without what is blank at its edge",
        lambda: as_workbook(
            {
                "S": (TITLE, (HEADER + "|备注", R1 + "|试行", R2 + "|")),
                "T": ((R3 + "|",),),
                "常用": (("政府网站", "公示栏"),),
            }
        ),
        (truth(FIELDS + " remarks", R1 + "|试行", R2 + "|", R3 + "|"),),
    ),
    Made(
        "rows of another width under the catalogue",
        page(f"<p>{TITLE}</p>", html_table((HEADER, R1, R2)), html_table(("3|社会救助|审批结果|每季度末公开",))),
        (truth(FIELDS, R1, R2),),
        codes=("table-left-over",),
    ),
    Made(
        "sheets whose titles stand in one cell over a blank row",
        lambda: as_workbook(
            {name: (f"{name}公开目录", "", (HEADER, line)) for name, line in (("甲局", R1), ("乙局", R2))}
        ),
        (truth(FIELDS, R1), truth(FIELDS, R2)),
        title="甲局公开目录",
    ),
    Made(
        "a remark beside the header of a sheet",
        lambda: as_workbook({"S": (TITLE, (HEADER + "||说明：均须填写", *(f"{line}||" for line in (R1, R2, R3))))}),
        (ITEMS,),
        around=("说明：均须填写",),
    ),
    Made(
        "a head that ends within the header",
        page(
            f"<p>{TITLE}</p>",
            html_table((*TICKED, T1, T2))
            .replace("<tr>", "<thead><tr>", 1)
            .replace("</tr>", "</tr></thead><tbody>", 1)
            .replace("</table>", "</tbody></table>"),
        ),
        (TICKED_ITEMS,),
    ),
    Made(
        "hidden by a style sheet",
        page(
            "<style>@media print { .t { display: none } } .h, tr.old { display: none } #x { color: red }\n"
            ".s { display: none } td .s { display: inline }</style>",
            f"<p>{TITLE}</p>",
            html_table((HEADER, R1, R2, R3))
            .replace("机构职能", '机构<span class="t">职</span><b class="s">能</b><i class="h">旧</i>')
            .replace("</table>", '<tr class="old"><td>4</td><td>旧</td></tr></table>'),
        ),
        (ITEMS,),
        codes=("hidden-text",),
    ),
    Made(
        "a tick as a picture, and a picture for a name",
        page(
            f"<p>{TITLE}</p>",
            html_table((*TICKED, T1, T2)).replace("√", '<img src="gou.png">', 1).replace("姓名", '<img src="a.jpg">'),
        ),
        ([UNREAD_ITEMS[0], UNREAD_ITEMS[1] | {"content": None}],),
        codes=("mark-unread", "cell-picture"),
    ),
    Made(
        "a tick as an icon",
        page(f"<p>{TITLE}</p>", html_table((*TICKED, T1, T2)).replace("√", '<i class="fa fa-check"></i>', 1)),
        (UNREAD_ITEMS,),
        codes=("mark-unread",),
    ),
    Made(
        "a tick drawn in Word",
        word_body(
            p(TITLE),
            word_table((*TICKED, T1, T2)).replace(
                '<w:t xml:space="preserve">√</w:t>', "<w:drawing><w:shape/></w:drawing>", 1
            ),
        ),
        (UNREAD_ITEMS,),
        codes=("mark-unread",),
    ),
    Made(
        "a label without the rowspan of its neighbours, and marks escaped twice",
        page(
            f"<p>{TITLE}</p>",
            html_table((*TICKED, T1, T2))
            .replace('<td rowspan="2">公开内容', "<td>公开内容")
            .replace("<td></td>", "<td>&amp;nbsp;</td>"),
        ),
        (TICKED_ITEMS,),
    ),
    Made("a table by roles", page(f"<p>{TITLE}</p>", by_role((*TICKED, T1, T2))), (TICKED_ITEMS,)),
    Made(
        "a table by the classes of a style sheet",
        page(
            "<style>@media print { .x { color: red } } .t{display:table} .r { display: table-row; }\n"
            "div.r > .c, .h { display:table-cell } .box:after { display: table }</style>",
            f'<div class="box"><p>{TITLE}</p>',
            by_class((HEADER, R1, R2, R3)),
            "</div>",
        ),
        (ITEMS,),
    ),
    Made(
        "sheets without titles",
        lambda: as_workbook({"养老": ((HEADER, R1, R2),), "救助": ((HEADER, R3),)}),
        (truth(FIELDS, R1, R2), truth(FIELDS, R3)),
        title=None,
    ),
    Made(
        "title over two paragraphs",
        lambda: as_docx("石盘街道办事处", "政务公开基本目录", (HEADER, R1, R2, R3)),
        (ITEMS,),
        title="石盘街道办事处政务公开基本目录",
    ),
    Made(
        "title over two rows",
        lambda: as_html(("石盘街道办事处" + "|<" * 4, "政务公开基本目录" + "|<" * 4, HEADER, R1, R2, R3)),
        (ITEMS,),
        title="石盘街道办事处政务公开基本目录",
    ),
    Made(
        "title with a break",
        lambda: as_html(("石盘街道办事处¶政务公开基本目录" + "|<" * 4, HEADER, R1, R2, R3)),
        (ITEMS,),
        title="石盘街道办事处政务公开基本目录",
    ),
)


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name)
def test_a_document(made: Made) -> None:
    """Every value is right, nothing is invented or lost, and what is doubtful has a finding."""
    document = extract_bytes(made.make(), made.file)
    found = differences(document, made.items)
    if document.catalogues and document.catalogues[0].title != made.title:
        found.append(f"title: {document.catalogues[0].title!r}")
    codes = {finding.code for finding in document.findings}
    assert found + [f"no finding {code}" for code in made.codes if code not in codes] == []
