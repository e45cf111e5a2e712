"""Headings across a table, in lines of their own above the numbers of rows."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Document

HEADER = "序号 公开事项 公开内容 公开依据 公开时限 公开渠道 公开对象\n全社会 特定群体"
LEVELS = "序号 公开事项 公开内容 公开依据 公开时限 公开渠道 公开对象\n一级事项 二级事项 全社会 特定群体"
LAW = "《中华人民共和国测绘法》"


def row(number: int, *names: str) -> str:
    """The cells of a row, each in lines of its own, its ticks behind them."""
    return "\n".join(
        [f"{number} {names[0]}", *names[1:], f"地点、时间、价目{number}", LAW, "长期公开", "政府网站", "√"]
    )


def read(header: str, *rows: str) -> Document:
    """The document of a text."""
    return extract_bytes("\n".join(["某县测绘院政务公开目录", header, *rows]).encode(), "a.txt")


def names(document: Document) -> list[tuple[str | None, str | None, object]]:
    """What names each item, and the heading that it stands under where that is no name."""
    (catalogue,) = document.catalogues
    return [(item.primary, item.secondary, item.extra.get("分组")) for item in catalogue.items]


def test_a_heading_is_the_primary_of_its_rows_where_items_have_one_level() -> None:
    """Each numeral goes on from the last one."""
    document = read(
        HEADER, "一、主动公开信息", row(1, "地图审核"), row(2, "界线测绘"), row(3, "成果汇交"),
        "二、依申请公开信息", row(4, "档案查阅"),
    )  # fmt: skip
    assert names(document) == [
        ("一、主动公开信息", "地图审核", None),
        ("一、主动公开信息", "界线测绘", None),
        ("一、主动公开信息", "成果汇交", None),
        ("二、依申请公开信息", "档案查阅", None),
    ]


def test_one_heading_above_all_rows_of_two_levels_is_no_name() -> None:
    """The names are those of the row's own columns."""
    document = read(
        LEVELS,
        "一、主动公开信息",
        row(1, "地图管理", "地图审核"),
        row(2, "边界管理", "界线测绘"),
        row(3, "成果管理", "成果汇交"),
    )
    assert names(document) == [
        ("地图管理", "地图审核", "一、主动公开信息"),
        ("边界管理", "界线测绘", "一、主动公开信息"),
        ("成果管理", "成果汇交", "一、主动公开信息"),
    ]


def test_a_heading_within_a_heading_counts_from_one_again() -> None:
    """（一） stands below 一、, and below 二、 once more."""
    document = read(
        LEVELS,
        "一、主动公开信息", "（一）地图", row(1, "地图管理", "地图审核"), "（二）边界", row(2, "边界管理", "界线测绘"),
        "二、依申请公开信息", "（一）成果", row(3, "成果管理", "成果汇交"),
    )  # fmt: skip
    assert [group for _, _, group in names(document)] == [
        "一、主动公开信息\n（一）地图", "一、主动公开信息\n（二）边界", "二、依申请公开信息\n（一）成果",
    ]  # fmt: skip


def test_what_first_stands_below_a_row_is_the_end_of_a_cell() -> None:
    """No heading begins in mid-table, and none counts on from nothing."""
    document = read(HEADER, row(1, "地图审核"), "一、见附表", row(2, "界线测绘"), row(3, "成果汇交"))
    (catalogue,) = document.catalogues
    assert all(not item.extra for item in catalogue.items)
