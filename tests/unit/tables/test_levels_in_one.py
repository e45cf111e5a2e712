"""一级/二级 in one column become a column each."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.lexicon.header import levels_of

HEADER = "序号 | 一级/二级事项 | 公开内容 | 公开依据 | 公开时限 | 公开主体 | 公开渠道"
ROW = "{} | {} | 机构名称、地址 | 《中华人民共和国政府信息公开条例》 | 20个工作日内 | 区教育局 | 政府网站"


def items_of(*names: str) -> tuple[list[tuple[str | None, str | None]], list[str]]:
    """(primary, secondary) of each item of an HTML table, and the codes of the findings."""
    rows = [HEADER, *(ROW.format(k, name) for k, name in enumerate(names, 1))]
    cells = ("".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows)
    html = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    document = extract_bytes(html.encode(), "a.html")
    items = document.catalogues[0].items
    return [(item.primary, item.secondary) for item in items], [finding.code for finding in document.findings]


def test_each_level_has_its_field() -> None:
    """And the column is no guess any more."""
    read, codes = items_of("概况信息/机构职能", "概况信息 / 领导分工", "财务信息／部门预决算")
    assert read == [("概况信息", "机构职能"), ("概况信息", "领导分工"), ("财务信息", "部门预决算")]
    assert "header-guessed" not in codes


def test_a_level_alone_is_doubted() -> None:
    """It may be either."""
    read, codes = items_of(*("概况信息/机构职能",) * 5, "领导分工")
    assert read[-1] == ("领导分工", None)
    assert codes.count("level-alone") == 1


def test_a_further_joint_belongs_to_the_last_level() -> None:
    """发布会/听证会 is a name."""
    assert items_of(*("新闻发布/发布会/听证会",) * 3)[0][0] == ("新闻发布", "发布会/听证会")


def test_cells_without_a_joint_are_left_alone() -> None:
    """The label is then a guess, as it was."""
    read, codes = items_of("机构职能", "领导分工", "发布会/听证会")
    assert read[0] == ("机构职能", None)
    assert "header-guessed" in codes


@pytest.mark.parametrize(
    ("label", "levels"),
    [
        ("一级/二级", ("一级", "二级")),
        ("一、二级事项", ("一级", "二级")),
        ("事项名称（一级事项/二级事项）", ("一级", "二级")),
        ("公开事项（一级、二级、三级）", ("一级", "二级", "三级")),
        ("一级事项", ()),
        ("二级/一级", ()),
        ("一、公开事项", ()),
    ],
)
def test_levels_of_a_label(label: str, levels: tuple[str, ...]) -> None:
    """In their order; one level or none is no such label."""
    assert levels_of(label) == levels
