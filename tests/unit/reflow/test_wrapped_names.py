"""Where names of groups and of items end in cells that columns break into lines, or that nothing breaks."""

from __future__ import annotations

import numpy as np

from gkml_extract.extract import extract_bytes
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.evidence.edges import lone_characters, neighbour_edges
from support.tables import fragments

LABELS = ("序号", "一级", "事项", "二级事", "项", "公开内容（要素）", "公开依据", "公开时限")
ITEMS = (("水权", "取水许可"), ("水权", "用水定额"), ("河湖", "巡河通报"), ("河湖", "采砂规划"), ("排水", "管网分布"))


def read(*lines: str) -> list[tuple[str | None, str | None]]:
    """The names of each item."""
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    return [(item.primary, item.secondary) for item in catalogue.items]


def test_a_character_that_would_have_fitted_ends_a_narrow_cell() -> None:
    """管理 leaves room for a third character in a column of three: it is the second line of the group's name."""
    lines = [*LABELS]
    for k, (group, name) in enumerate(ITEMS, start=1):
        opens = k == 1 or ITEMS[k - 2][0] != group
        lines += [str(k), *((group, "管理") if opens else ()), name[:3], name[3:]]
        lines += [f"{name}的申请条件、所需材料和", "结果", "《中华人民共和国水法》第七", "条", "长期公开"]
    assert read(*lines) == [(f"{group}管理", name) for group, name in ITEMS]


def test_what_stands_beside_a_line_tells_the_edges_of_its_cell() -> None:
    """水文总 and 站点图 stand together always; before and behind them stand others."""
    names = ("雨情", "墒情", "汛期", "旱区")
    lines = [line for name in names for line in (name, "水文总", "站点图", f"{name}表")]
    chunks = make_chunks(fragments(*lines)).chunks
    scores = neighbour_edges(chunks)
    at = {chunk.text: t for t, chunk in enumerate(chunks)}
    assert all(chunk.gap is Gap.LINE for chunk in chunks[1:])
    assert scores[at["站点图"]] < 0 < scores[at["水文总"]]
    assert np.isclose(scores[at["水文总"]], scores[at["墒情表"]])


def test_the_number_of_an_article_stays_with_its_title() -> None:
    """第七条 on a line of its own, above the name of a body, begins no cell."""
    lines = [*LABELS[:-2], "公开时限", "公开依据", "公开主体"]
    for k, (group, name) in enumerate(ITEMS, start=1):
        opens = k == 1 or ITEMS[k - 2][0] != group
        lines += [str(k), *((group,) if opens else ()), name, f"{name}的申请条件、所需材料和", "结果", "长期公开"]
        lines += ["《中华人民共和国水法》", *(("第七条",) if k % 2 else ()), "石泉县水利", "和湖泊局"]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    assert {item.publisher for item in catalogue.items} == {"石泉县水利和湖泊局"}


def test_one_character_on_a_line_begins_no_cell() -> None:
    """车 behind 公务用 ends one, also with a cell beside it; in a column of one character each line has one."""
    lines = ("公务用", "车", "编制管理", "机", "构", "信", "息", "领导信息", "执法监", "督 检查计划")
    chunks = make_chunks(fragments(*lines)).chunks
    assert [chunks[t].text for t in lone_characters(chunks)] == ["车", "督"]


def test_groups_begin_within_merged_cells() -> None:
    """依据 and 时限 are merged over all groups: a row that opens one has none of its own."""
    rows = [
        ("分类投 放", "投放指 引", "可回收物、厨余垃 圾投放要求 《城市生活垃圾 管理办法》 信息形成后7个 工作日内"),
        ("", "定时定 点", "投放点位、时段"),
        ("清运处 置", "清运单 位", "中标企业、作业区 域、考核得分"),
        ("", "焚烧厂 运行", "入厂量、在线监测 数据"),
        ("渣土运 输", "运输核 准", "核准证号、运输车 辆、行驶路线"),
        ("", "消纳场", "消纳场容量、收费 依据"),
        ("公厕", "公厕分 布", "位置、等级、管护 电话"),
    ]
    lines = ["序号", "一级事", "项", "二级事", "项", "公开内容", "公开依据", "公开时限", "主动公开"]
    for k, row in enumerate(rows, start=1):
        lines += [str(k), *" ".join(row).split(), "√"]
    groups = ["分类投放", "分类投放", "清运处置", "清运处置", "渣土运输", "渣土运输", "公厕"]
    assert read(*lines) == [(group, name.replace(" ", "")) for group, (_, name, _) in zip(groups, rows, strict=True)]


def test_a_row_without_a_name_ends_with_a_value_of_the_last_column_as_others_do() -> None:
    """每月 behind a tick is 公开频次, in each row: not the name that the next row lacks."""
    rows = [
        ("1 馆藏借 阅 借阅规 则 借阅册数、借期及 逾期处理", "每年一次"),
        ("2 馆际互 借 合作馆、运送时间", "按季"),
        ("暂停借阅名单", "不定期"),
        ("3 读者活 动 活动预 告 主讲人、场次、报 名人数", "每月"),
        ("报名结果", "按季"),
        ("4 书评会 书目、主持人、场 次", "每年一次"),
        ("5 古籍 古籍修 复 修复数量、破损等 级", "每月"),
        ("6 善本名 录 名称、版本、卷数", "按季"),
    ]
    lines = ["序号", "一级事", "项", "二级事", "项", "公开内容", "公开依据", "公开时限", "主动公开", "公开频", "次"]
    for row, often in rows:
        lines += [*row.split(), "《公共图书馆服", "务规定》", "信息形成后7个", "工作日内", "√", often]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    assert [item.extra["公开频次"] for item in catalogue.items] == [often for _, often in rows]
    names = ["借阅规则", "馆际互借", "馆际互借", "活动预告", "活动预告", "书评会", "古籍修复", "善本名录"]
    assert [item.secondary for item in catalogue.items] == names
