"""The five given catalogues as the office files they once were: layouts as printed, and what the dumps had lost.

The text of a rebuilt document is that of its golden under golden/text, with every oddity of the print. Written down
here are only the layout, and the columns of 五公开 that a dump could not show: there the document is ours.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from support.printing.catalogue import ChannelPrinter, Column, Item, Layout, boxes, names_only, print_table
from support.printing.model import Paragraph, Printed, Table

Golden = dict[str, Any]
_FIVE = tuple(
    Column(f"five_open.{name}", "\n".join(label), 5, "所属“五公开”\n类型")
    for name, label in {
        "decision": "决策", "execution": "执行", "management": "管理", "service": "服务", "result": "结果",
    }.items()
)  # fmt: skip
_LOST_IN_DUMPS = frozenset({"mark-column-unknown", "torn-cell-joined", "torn-row-joined", "text-repeated"})
"""Findings whose cause is not in the rebuilt document: its ticks have columns, its cells are whole."""


@dataclass(frozen=True)
class Rebuilt:
    """How one catalogue is printed again.

    `head` are the paragraphs above the table, `five_open` the chosen columns: by 序号, or one for each item.
    """

    layout: Layout
    head: Sequence[Paragraph]
    print_channels: ChannelPrinter
    five_open: Mapping[str, str] | Sequence[str | None] | None = None
    after: Callable[[Table, Sequence[Item]], Table] = lambda table, items: table
    margin: float = 12
    font: str = "Noto Serif CJK SC"


def print_rebuilt(golden: Golden, how: Rebuilt) -> Printed:
    """The document of a rebuilt golden."""
    catalogue = golden["catalogues"][0]
    table = how.after(print_table(catalogue["items"], how.layout, how.print_channels), catalogue["items"])
    notes = [Paragraph(text, 9) for text in catalogue["notes"]]
    return Printed((*how.head, table, *notes), title=catalogue["title"] or "", margin=how.margin, font=how.font)


def rebuilt_golden(given: Golden, how: Rebuilt) -> Golden:
    """The truth of the rebuilt document: the given one with the chosen columns, without what only the dump lacked."""
    golden = copy.deepcopy(given)
    items = golden["catalogues"][0]["items"]
    if how.five_open is not None:
        for k, item in enumerate(items):
            chosen = how.five_open[item["number"]] if isinstance(how.five_open, Mapping) else how.five_open[k]
            item["five_open"] = [chosen] if chosen else []
    golden["findings"] = [found for found in golden["findings"] if found["code"] not in _LOST_IN_DUMPS]
    return golden


def _title(text: str) -> Paragraph:
    return Paragraph(text, 16, "center", is_bold=True)


def _spaced(names: frozenset[str], print_channels: ChannelPrinter) -> ChannelPrinter:
    """Some names printed with blanks between their characters, as lingwu does."""

    def print_spaced(channels: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        spaced = [
            {**channel, "name": " " + " ".join(channel["name"])} if channel["name"] in names else channel
            for channel in channels
        ]
        return print_channels(spaced)

    return print_spaced


def _number_groups(table: Table, items: Sequence[Item]) -> Table:
    """中卫市: 一, 二 … under 序号 count the 一级事项; the numbers of the rows have no header of their own."""
    numerals = iter("一二三四五六")
    cells = [
        replace(cell, lines=(next(numerals),)) if cell.column == 0 and cell.row >= table.n_header_rows else cell
        for cell in table.cells
    ]
    return replace(table, cells=tuple(cells), numeric_columns=frozenset({2}))


_FIRST = (Column("number", "序\n号", 7),)
_NARROW_ITEMS = (
    Column("primary", "一级\n事项", 12, "公开事项"),
    Column("secondary", "二级事项", 19, "公开事项"),
)
JINFENG = Rebuilt(
    layout=Layout(
        columns=(
            *_FIRST,
            *_NARROW_ITEMS,
            Column("content", "公开内容\n（要素）", 40),
            Column("legal_basis", "公开依\n据", 16),
            Column("deadline", "公开时限", 20),
            Column("publisher", "公\n开\n主\n体", 6),
            Column("channels", "公开渠道和载体", 41),
            Column("method.proactive", "主动\n公开", 9, ""),
            Column("method.on_request", "依\n申\n请", 6, ""),
            *_FIVE,
            Column("website_column", "网站所\n属栏目", 16),
            Column("remarks", "备\n注", 6),
        ),
        merged=frozenset(
            {"legal_basis", "deadline", "publisher", "channels", "method", "five_open", "website_column"}
        ),
        size=8,
    ),
    head=(
        Paragraph("附件 1"),
        _title("银川市金凤区医疗保障局政务公开基本目录"),
        Paragraph("责任单位：金凤区医疗保障局 填表人：邱晓洁 复核人：王艳 审签人：何丽 填表时间：2023.11.2", 9),
        Paragraph("政府信息：主动公开一级事项 6 项；二级事项 16 项；依申请公开二级事项 0 项", 9),
    ),
    print_channels=boxes((1, 1, 2, 2, 2, 2, 1, 1, 1)),
    font="WenQuanYi Micro Hei",
    five_open={
        "1": "management", "2": "result", "3": "execution", "4": "decision", "5": "management", "6": "service",
    },
)  # fmt: skip

LINGWU = Rebuilt(
    layout=Layout(
        columns=(
            *_FIRST,
            Column("primary", "一级事项", 11, "公开事项"),
            Column("secondary", "二级事项", 19, "公开事项"),
            Column("content", "公开内容\n（要素）", 34),
            Column("legal_basis", "公开依据", 54),
            Column("deadline", "公开时限", 18),
            Column("publisher", "公开\n主体", 10),
            Column("channels", "公开渠道和载体", 28),
            Column("method.proactive", "主\n动\n公\n开", 5, "公开方\n式"),
            Column("method.on_request", "依\n申\n请", 5, "公开方\n式"),
            *_FIVE,
            Column("website_column", "网站所属\n栏目", 19),
            Column("remarks", "备\n注", 6),
        ),
        merged=frozenset({"deadline", "publisher", "channels", "legal_basis"}),
        starts={"legal_basis": frozenset({13, 14})},
        size=7.5,
    ),
    head=(Paragraph("政府信息：主动公开一级事项 5项，二级事项 15项；依申请公开二级事项 项", 9),),
    print_channels=_spaced(frozenset({"政府公报", "广播电视"}), boxes(())),
    five_open=(
        "management", "management", "service", "result", None, "decision", "management", "result", "result",
        "execution", "service", "service", "decision", "result", "execution",
    ),
)  # fmt: skip

XISHAN = Rebuilt(
    layout=Layout(
        columns=(
            Column("number", "序号", 9),
            Column("primary", "一级事项", 21, "公开事项"),
            Column("secondary", "二级事项", 31, "公开事项"),
            Column("content", "公开内容（要素）", 44),
            Column("legal_basis", "公开依据", 46),
            Column("deadline", "公开时限", 36),
            Column("channels", "公开渠道和载体", 44),
            Column("audience.public", "全社会", 12, "公开对象"),
            Column("audience.specific", "特定群体", 12, "公开对象"),
            Column("department", "责任部门", 17),
        ),
        size=9,
    ),
    head=(_title("昆明市西山区医疗保障局政府信息公开基本目录"),),
    print_channels=names_only,
)

ZHONGWEI = Rebuilt(
    layout=Layout(
        columns=(
            Column("primary", "序\n号", 7),
            Column("primary", "一级\n事项", 11, "公开事项"),
            Column("number", "二级事项", 6, "公开事项"),
            Column("secondary", None, 26, "公开事项"),
            Column("content", "公开内容\n(要素)", 62),
            Column("legal_basis", "公开依据", 50),
            Column("deadline", "公开\n时限", 15),
            Column("publisher", "公开\n主体", 13),
            Column("channels", "公开渠道和载体", 44),
            Column("audience.public", "全社\n会", 7, "公开对象"),
            Column("audience.specific", "特定\n全体", 7, "公开对象"),
            Column("method.proactive", "主动\n公开", 7, "公开方式"),
            Column("method.on_request", "依\n申\n请", 6, "公开方式"),
            Column("remarks", "备注", 7),
        ),
        merged=frozenset({"legal_basis", "deadline", "publisher", "channels", "audience", "method"}),
        starts={
            "legal_basis": frozenset({29, *range(30, 36)}),
            "deadline": frozenset({18, 28, *range(30, 36)}),
            "publisher": frozenset({26, 28, *range(30, 36)}),
            "channels": frozenset({18, 26, 28, *range(30, 36)}),
            "audience": frozenset(range(36)) - {15, 16},
            "method": frozenset(range(36)) - {15, 16},
        },
        joins={"channels": frozenset({23}), "legal_basis": frozenset({23}), "deadline": frozenset({23}),
               "publisher": frozenset({23})},
        size=7.5,
    ),
    head=(
        _title("中卫市医疗保障局政务公开清单目录"),
        Paragraph("责任单位：中卫市医疗保障局 填表人：伊玉红 复核人：张华 审签人：李新忠 填表时间：2024年9月29日", 9),
        Paragraph("政府信息：主动公开一级事项6项，二级事项36项；依申请公开二级事项0项", 9),
    ),
    print_channels=boxes((), ticked="☑ ", empty="□ "),
    after=_number_groups,
    font="WenQuanYi Micro Hei",
)  # fmt: skip

DAWUKOU = Rebuilt(
    layout=Layout(
        columns=(
            Column("number", "序号", 9),
            Column("primary", "一级事项", 24, "公开事项"),
            Column("secondary", "二级事项", 29, "公开事项"),
            Column("content", "公开内容\n（要素）", 42),
            Column("legal_basis", "公开依据", 46),
            Column("deadline", "公开时限", 28),
            Column("publisher", "公开主体", 21),
            Column("channels", "公开渠道和载体", 50),
            Column("audience.public", "全社会", 11, "公开对象"),
            Column("audience.specific", "特定群体", 11, "公开对象"),
        ),
        merged=frozenset({"legal_basis", "deadline"}),
        starts={"legal_basis": frozenset({13}), "deadline": frozenset({6, 9, 10, 13, 15, 16, 17})},
        joins={"legal_basis": frozenset({17})},
        size=9,
    ),
    head=(),
    print_channels=boxes((6, 2, 2, 1, 2), gap="  "),
)  # fmt: skip

REBUILT = {"jinfeng": JINFENG, "lingwu": LINGWU, "xishan": XISHAN, "zhongwei": ZHONGWEI, "dawukou": DAWUKOU}


def with_preamble(how: Rebuilt, catalogue: Mapping[str, Any]) -> Rebuilt:
    """大武口区: the prose above the table is its preamble."""
    if how.head:
        return how
    return replace(how, head=(_title(catalogue["title"]), *[Paragraph(text) for text in catalogue["preamble"]]))
