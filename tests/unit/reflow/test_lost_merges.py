"""What may be merged over rows, where the text cannot tell, is in doubt."""

from __future__ import annotations

from gkml_extract.model.table import Fragments, Table
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


def grouped(*groups: tuple[tuple[str, str, str], ...], is_wrapped: bool = True) -> Table:
    """The table of rows in several 一级事项: name of the item, its office, its ticks; deadlines on two lines or one."""
    lines, number = [], 0
    for name, rows in zip(("概况信息", "财政信息", "人事信息", "采购信息"), groups, strict=False):
        for k, (item, office, ticks) in enumerate(rows):
            number += 1
            cells = (str(number), name * (k == 0), item, f"{item}的名称、地址、电话。", LAW, DEADLINE, office, CHANNELS)
            line = " ".join(filter(None, (*cells, ticks)))
            lines += line.replace("20个", "20\n个").split("\n") if is_wrapped else [line]
    (section,) = reflow(Fragments(tuple(fragments(HEADER, *lines)))).sections
    return section.table


ITEMS = ("机构职能", "领导信息", "内设机构", "预算信息", "决算信息", "三公经费", "招考公告", "录用名单", "人事任免")
OFFICES = ("办公室", "人事股", "财务股")
TICK_COLUMNS = (8, 9, 10, 11)


def of_three(office: str, ticks: str, first: str = "√ √") -> tuple[tuple[tuple[str, str, str], ...], ...]:
    """Three groups of three rows; all but the first of each have `office` and `ticks`."""
    rows = [(name, OFFICES[k // 3] if k % 3 == 0 else office, first if k % 3 == 0 else ticks)
            for k, name in enumerate(ITEMS)]  # fmt: skip
    return tuple(tuple(rows[k : k + 3]) for k in (0, 3, 6))


def ticked(table: Table) -> list[list[int]]:
    """The tick columns that have a cell, row by row."""
    rows = range(table.n_header_rows, table.n_rows)
    return [[cell.column for cell in table.cells if cell.row == r and cell.column in TICK_COLUMNS] for r in rows]


def test_ticks_that_stand_once_a_group_are_those_of_all_its_rows() -> None:
    """Chance would not leave blank just the rows below the first, in each group."""
    table = grouped(*of_three("办公室", ""))
    assert ticked(table) == [[8, 10]] * 9
    assert {note.code for note in table.notes if note.code in (*SHARED, "mark-taken-as-merged")} == {
        "mark-taken-as-merged"
    }


def test_ticks_of_rows_on_lines_are_shared_as_record_md_says_alone() -> None:
    """A dump of cells has lost the page's lines of print: a blank tick is none."""
    table = grouped(*of_three("办公室", ""), is_wrapped=False)
    assert ticked(table) == [[8, 10], [], []] * 3
    assert [note.code for note in table.notes if note.code.startswith("mark")] == ["mark-maybe-shared"] * 6


def test_one_tick_of_two_is_taken_too() -> None:
    """The group of columns that has none takes it."""
    assert ticked(grouped(*of_three("办公室", "√"))) == [[8, 10]] * 9


def test_ticks_that_rows_lack_wherever_they_stand_are_no_merges() -> None:
    """Half of the rows lack one, also of those that open a group: chance may have done that."""
    rows = of_three("办公室", "√")
    groups = [((name, office, "√"), second, (third, other, "√ √"))
              for (name, office, _), second, (third, other, _) in rows]  # fmt: skip
    groups[0] = (rows[0][0], *groups[0][1:])
    assert ticked(grouped(*groups))[3:] == [[8], [8], [8, 10]] * 2


def test_few_blank_ticks_are_no_merges() -> None:
    """One row of two lacks a tick: chance may have done that."""
    groups = of_three("办公室", "√ √")
    groups = (groups[0], (*groups[1][:2], ("三公经费", "办公室", "√")), groups[2])
    assert ticked(grouped(*groups))[5] == [8]


def test_offices_that_stand_once_a_group_stay_as_they_are() -> None:
    """Some tables have them in the first row only: the others are in doubt."""
    table = grouped(*of_three("", "√ √"))
    offices = [cell.text for cell in table.cells if cell.column == 6 and cell.row >= table.n_header_rows]
    assert sorted(offices) == sorted(OFFICES)
    assert sum(note.code == "cell-maybe-shared" for note in table.notes) == 6
