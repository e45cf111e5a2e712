"""Texts that recur in the last columns, broken into lines alike, are cells."""

from __future__ import annotations

from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.chunks.offices import OfHeader
from gkml_extract.reflow.chunks.tails import LastColumns
from support.tables import fragments

DEADLINE = ("信息形成或者变更之", "日起20个工作日内")


def tails(*lines: str, numbered: bool = False, telephones: bool = False, levels: bool = False) -> list[str]:
    """The texts that are told to be of the last columns, behind ticks."""
    columns = LastColumns("marks", has_telephones=telephones, is_numbered=numbered, has_inner_names=levels)
    found = make_chunks(fragments(*lines), OfHeader(last_columns=columns)).chunks
    return [chunk.text for chunk in found if "tail" in chunk.kinds]


def row(name: str, *behind: str) -> tuple[str, ...]:
    """The lines of a row: a name, a deadline, ticks, and what stands behind them."""
    return (name, *DEADLINE, "√ √", *behind)


def test_what_recurs_behind_ticks_is_of_the_last_columns() -> None:
    """Also where no ticks stand before it, those above being merged."""
    lines = [
        *row("名录", "由", "镇", "街"),
        *row("查验", "由", "镇", "街"),
        "补助",
        *DEADLINE,
        "由",
        "镇",
        "街",
        *row("奖补"),
    ]
    assert tails(*lines) == ["由镇街"] * 3


def test_two_columns_are_told_apart_by_what_changes() -> None:
    """政务 is followed by 公开 alone, 政务公开 by 网页 and by 表格, as another text is."""
    cells = [
        ("政务", "公开", "网", "页"),
        ("政务", "公开", "表", "格"),
        ("财政", "资金", "网", "页"),
        ("财政", "资金", "表", "格"),
    ]
    names = iter(("甲类名录", "乙类查验", "丙类补助", "丁类奖励", "戊类抽查", "己类修缮", "庚类监测", "辛类培训"))
    lines = [line for cell in cells * 2 for line in row(next(names), *cell)]
    assert tails(*lines)[:4] == ["政务公开", "网页", "政务公开", "表格"]


def test_what_recurs_before_row_numbers_is_of_the_last_columns() -> None:
    """A line of its own is not: a line of a content recurs by chance."""
    lines = [line for n in range(1, 6) for line in (str(n), f"名称{n}类", *DEADLINE, "√", "网", "页")]
    assert "网页" in tails(*lines, "6", numbered=True)
    once = [line for n in range(1, 3) for line in (str(n), f"名称{n}类", *DEADLINE, "整改要求")]
    assert tails(*once, "3", "整改要求", numbered=True) == []


def test_beginnings_of_inner_names_are_no_such_cells() -> None:
    """Of three levels the inner names of an item begin as it does, row by row; other texts come in many rows."""
    inner = [line for end in ("审核", "公示", "验收") for line in row("内容", "渡口", "设置", end)]
    assert tails(*inner, levels=True) == []
    names = iter("甲乙丙丁戊己")
    mixed = [line for cell in ("网页", "表格") * 3 for line in row(f"{next(names)}类名录", cell[0], cell[1])]
    assert "网页" in tails(*mixed, levels=True)


def test_telephones_with_those_of_towns_are_put_together() -> None:
    """In a column of three figures; a number has as many as most."""
    lines = [
        line
        for end in ("6510", "2339", "4872")
        for line in row("名录", "091", "0-", "609", end[:3], end[3:], "网", "页")
    ]
    columns = LastColumns("marks", has_telephones=True, is_numbered=False, has_inner_names=False)
    found = [chunk.text for chunk in make_chunks(fragments(*lines), OfHeader(last_columns=columns)).chunks]
    assert [text for text in found if text.startswith("0910")] == ["0910-6096510", "0910-6092339", "0910-6094872"]
    assert found.count("网页") == 3


def test_a_path_and_a_level_are_told_by_themselves() -> None:
    """The first line of a path is no part of the text before it, nor is 县级 one of the last columns."""
    names = ("甲类名录", "乙类查验", "丙类补助", "丁类奖励", "戊类抽查")
    lines = [line for name in names for line in row(name, "表", "格", "水运管理", ">渡口")]
    assert set(tails(*lines)) == {"表格"}
    assert tails(*(line for name in names for line in row(name, "县、", "乡级"))) == []


def test_rows_that_are_printed_several_times_over_bear_nothing_out() -> None:
    """Offices that take over one model print the same rows: 领导分工 and its content are no cell of a last column."""
    names = ("内设机构名称以及各机构的主要职责和编制情况", "依据三定方案确定的本单位法定职能和工作流程说明")
    model = [*row(names[0]), "领导分工", "领导姓名、职务、分管", "工作", *row(names[1])]
    assert tails(*model * 4) == []
    others = [
        line
        for name in names
        for line in (*row(f"{name}第一项", "由", "镇", "街"), *row(f"{name}第二项", "由", "镇", "街"))
    ]
    assert tails(*others * 4) == ["由镇街"] * 16


def test_words_that_share_a_line_are_of_two_columns() -> None:
    """结果 | 表格: no blank stands within a cell of the last columns."""
    lines = [line for name in ("名录", "查验", "补助", "公示") for line in row(name, "结果 表格")]
    assert tails(*lines, "注") == ["结果", "表格"] * 4
