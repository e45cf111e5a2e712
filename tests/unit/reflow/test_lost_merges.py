"""What may be merged over rows, where the text cannot tell, is in doubt."""

from __future__ import annotations

from gkml_extract.model.table import Fragments
from gkml_extract.reflow import reflow
from support.tables import fragments

HEADER = (
    "序号 一级事项 二级事项 公开内容 公开依据 公开时限 责任部门 公开渠道 公开对象 公开方式 全社会 特定群体 主动 依申请"
)
LAW, DEADLINE, CHANNELS = "《政府信息公开条例》（国务院令第711号）", "信息形成之日起20个工作日内", "■政府网站□政府公报"
SHARED = ("mark-maybe-shared", "cell-maybe-shared")


def doubted(*rows: tuple[str, str, str]) -> list[tuple[str, int, str | None]]:
    """The doubts (code, row, field) of rows of one 一级事项: name of the item, its office, its ticks."""
    lines = []
    for k, (name, office, ticks) in enumerate(rows, start=1):
        cells = (
            str(k),
            "概况信息" * (k == 1),
            name,
            f"{name}的名称、地址、电话。",
            LAW,
            DEADLINE,
            office,
            CHANNELS,
            ticks,
        )
        lines.append(" ".join(filter(None, cells)))
    (section,) = reflow(Fragments(tuple(fragments(HEADER, *lines)))).sections
    return [(each.code, (each.item or 0) - 1, each.field) for each in section.table.notes if each.code in SHARED]


FULL = [("机构职能", "办公室", "√ √"), ("领导信息", "人事股", "√ √"), ("内设机构", "财务股", "√ √")]


def test_rows_with_ticks_and_offices_of_their_own_are_not_doubted() -> None:
    """Nothing can be shared."""
    assert doubted(*FULL) == []


def test_a_row_with_fewer_ticks_than_groups_is() -> None:
    """The second tick of the row above may stand for it too."""
    assert doubted(*FULL, ("人事信息", "人事股", "√")) == [("mark-maybe-shared", 4, "method")]


def test_a_row_without_an_office_is() -> None:
    """It has a 依据 of its own, so that it takes nothing from above."""
    assert doubted(*FULL, ("人事信息", "", "√ √")) == [("cell-maybe-shared", 4, "department")]
