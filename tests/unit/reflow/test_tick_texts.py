"""A text that stands in a narrow tick column, in lines as narrow as the column."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.model.table import Fragments, Table
from gkml_extract.reflow import reflow
from support.tables import fragments

HEADER = (
    "序号 一级事项 二级事项 公开内容 公开依据 公开时限 公开渠道",
    "公开对象 公开方式",
    *"全社会",
    *"特定群体",
    *"主动",
    *"依申请",
)
LAW = ("《中华人民共和国土地管理", "法实施条例》（国务院令第", "743号）")
NAMES = ("征收土地公告", "补偿登记办理", "补偿安置方案", "登记结果查询", "规划草案公示", "规划批复文件")


def table(*ticks: tuple[str, ...]) -> Table:
    """The table of rows with these lines of ticks."""
    lines: list[str] = []
    for k, (name, own) in enumerate(zip(NAMES, ticks, strict=False), start=1):
        lines += [
            f"{k} 征地管理 {name}" if k == 1 else f"{k} {name}",
            f"{name}的期限、地点和",
            "所需材料，办理流程、收费",
            "标准和联系方式",
            *LAW,
            "信息形成之日起20",
            "个工作日内",
            "■政府网站 □公示栏",
            *own,
        ]
    (section,) = reflow(Fragments(tuple(fragments(*HEADER, *lines)))).sections
    return section.table


def ticks_of(found: Table) -> list[list[tuple[int, str]]]:
    """(column, text) of the tick cells, row by row."""
    rows = range(found.n_header_rows, found.n_rows)
    return [sorted((c.column, c.text) for c in found.cells if c.row == r and c.column > 6) for r in rows]


def test_its_lines_are_one_text_under_the_specific_group() -> None:
    """全社会 has ticks alone."""
    plain, said = ("√", "√"), ("被", "征", "地", "村", "民", "√")
    found = ticks_of(table(plain, said, plain, said, plain, plain))
    assert found == [
        [(8, "被征地村民"), (9, "√")] if k in (1, 3) else [(7, "√"), (9, "√")] for k in range(6)
    ]  # fmt: skip


LABELS = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开时限",
    "公开主体",
    "公开渠道",
    "全社会",
    "特定群体",
    "公开方式",
)


def dump(separator: str, blank: str) -> Table:
    """The table of a dump with a cell a line, or a row a line, in which every other row is for 被征地村民."""
    rows = [
        (str(k), "征地管理", name, f"{name}的期限、地点和材料", "长期公开", "县自然资源局", "村公示栏",
         *((blank, "被征地村民") if k % 2 else ("√", blank)), "主动公开")
        for k, name in enumerate(NAMES, start=1)
    ]  # fmt: skip
    lines = [separator.join(filter(None, row) if not blank else row) for row in (LABELS, *rows)]
    (section,) = reflow(Fragments(split_fragments("\n".join(lines)))).sections
    return section.table


def test_whom_a_row_is_for_is_told_before_a_word_of_its_method() -> None:
    """With a cell a line, and with pipes whose blanks are dropped: it is no body and no channel."""
    for separator in ("\n", "|"):
        cells = dump(separator, "").cells
        assert {(c.column, c.text) for c in cells if "村民" in c.text} == {(8, "被征地村民")}


PEOPLE = (
    "序号 | 一级事项 | 二级事项 | 公开内容 | 公开时限 | 公开渠道 | 公开对象 | 公开方式 | 公开层级 | ||||\n"
    "全社会 | 特定群体 | 主动 | 依申请 | 县级 | 乡级 | |||||||\n"
)


def test_whom_an_item_is_for_stands_between_channels_and_ticks() -> None:
    """Where blank cells are dropped: it is none of the channels, and no tick of 全社会."""
    said = ("√", "法律援助申请人、受指派的机构", "√", "申请人所在村（社区）", "√")
    rows = [
        f"{k} | 法律援助 | {name} | {name}的条件、程序 | 决定之日起3个工作日内 | ■精准推送 | {whom} | √ | √ | √ | |||"
        for k, (name, whom) in enumerate(zip(NAMES, said, strict=False), start=1)
    ]
    (section,) = reflow(Fragments(split_fragments(PEOPLE + "\n".join(rows)))).sections
    found = [
        {c.column: c.text for c in section.table.cells if c.row == r and c.column > 5}
        for r in range(section.table.n_header_rows, section.table.n_rows)
    ]
    assert [row.get(6, "") + row.get(7, "") for row in found] == [*said]
    assert [7 in row for row in found] == [False, True, False, True, False]


def test_blanks_alone_may_stand_around_whom_an_item_is_for() -> None:
    """Where a row is a line: it is none of the channels before it."""
    rows = [
        f"{k} 法律援助 {name} {name}的条件、程序 决定之日起3个工作日内 ■精准推送 {whom} √ √"
        for k, (name, whom) in enumerate(zip(NAMES, ("√", "许可申请人", "√", "√", "√", "√"), strict=False), start=1)
    ]
    header = PEOPLE.replace(" |", "").replace("|", "")
    (section,) = reflow(Fragments(split_fragments(header + "\n".join(rows)))).sections
    row = section.table.n_header_rows + 1
    assert {c.column: c.text for c in section.table.cells if c.row == row and c.column in (5, 7)} == {
        5: "■精准推送", 7: "许可申请人",
    }  # fmt: skip


def test_signs_of_none_among_ticks_keep_the_places_of_blanks() -> None:
    """Also the last ones, and one in a column behind them is no tick."""
    labels = "序号 一级事项 二级事项 公开内容 公开渠道 公开对象 公开方式 备注 全社会 特定群体 主动 依申请"
    header = "".join(f"{label} |\n" for label in labels.split())
    own = "■精准推送 |\n- |\n√ |\n√ |\n- |\n- |\n"
    rows = "".join(
        f"{k} |\n{'法律援助 |' if k == 1 else '|'}\n{name} |\n{name}的条件、程序 |\n{own}"
        for k, name in enumerate(NAMES, start=1)
    )
    (section,) = reflow(Fragments(split_fragments(header + rows))).sections
    found = section.table
    ticks = [
        {c.column: c.text for c in found.cells if c.row == r and c.column in (5, 6, 7, 8)}
        for r in range(found.n_header_rows, found.n_rows)
    ]
    assert [{k for k, text in row.items() if text == "√"} for row in ticks] == [{6, 7}] * len(NAMES)


def test_fields_behind_channels_are_as_many_as_there_are_tick_columns() -> None:
    """Where blanks are kept: none of those between two ticks is of another column."""
    labels = (
        "序号 一级事项 二级事项 公开内容 公开渠道 公开对象 公开方式 五公开 网站栏目 备注 全社会 特定群体 主动 依申请"
    )
    header = "".join(f"{label} |\n" for label in [*labels.split(), "决策", "执行", "管理", "服务", "结果"])
    fields = ["√", "", "√", "", "", "", "√", "", "", "政务公开-部门信息-机构概况", ""]
    rows = "".join(
        f"{k} |\n{'教育 |' + chr(10) if k == 1 else ''}{name} |\n{name}的条件、程序 |\n■政府网站 |\n"
        + "".join(f"{field} |\n" if field else "|\n" for field in fields)
        for k, name in enumerate(NAMES, start=1)
    )
    (section,) = reflow(Fragments(split_fragments(header + rows))).sections
    found = section.table
    assert found.n_rows - found.n_header_rows == len(NAMES)
    ticked = [{c.column for c in found.cells if c.row == r and c.text == "√"} for r in range(2, found.n_rows)]
    assert ticked == [{5, 7, 11}] * len(NAMES)
