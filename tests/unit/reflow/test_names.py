"""Where names of items end and where their content begins, in text that nothing parts."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.glued.names import BEGINNING, edges_of_run, may_be_names, readings_of_lines, readings_of_run


def content_of(run: str) -> str:
    """What is most likely the content of a run."""
    return run[max(edges_of_run(run), key=lambda edge: edge.content).place :]


@pytest.mark.parametrize(
    ("names", "content"),
    [
        ("监督检查", "检查对象、检查内容、检查结果"),  # the last word again
        ("泵站名录", "泵站名称、泵站位置、装机容量"),  # a word again, parts alike
        ("行政许可", "1.许可条件2.许可程序3.许可期限"),  # numbering
        ("防汛抗旱工作动态", "本单位防汛抗旱工作情况"),  # a word that contents begin with
        ("机构信息机构设置", "科室名称、值班电话、传真"),  # two names that are known
    ],
)
def test_the_content_is_told_from_the_names(names: str, content: str) -> None:
    """By echoes, parts of a list, numbering, usual words and terms."""
    assert content_of(names + content) == content


def test_a_name_in_brackets_is_not_parted() -> None:
    """Nor at a mark that joins, nor within a number."""
    run = "灌区管理（含2000亩以下）管护责任人、管护经费"
    places = {edge.place for edge in edges_of_run(run)}
    assert not places & set(range(run.index("2") + 1, run.index("亩")))
    assert run.index("、") not in places
    assert run.index("、") + 1 not in places


def test_chances_are_chances() -> None:
    """A name, the content or neither begins at a place."""
    assert all(
        edge.name >= 0 and edge.content >= 0 and edge.chance <= 1.0001 for edge in edges_of_run("监督检查检查对象")
    )


def test_only_the_beginning_of_a_run_is_looked_at() -> None:
    """So that the time is linear in the text."""
    assert all(edge.place < BEGINNING for edge in edges_of_run("河湖管理" + "河长名单、河段名称" * 200))


@pytest.mark.parametrize(
    "run", ["某某县水务局", "综合科、财务股", "主动公开", "全社会", "同上", "3水利工程", "√√", "名单"]
)
def test_what_is_of_other_columns_is_no_run_of_names(run: str) -> None:
    """A body, a word of a tick column, a numeral, ticks; and what is too short."""
    assert not may_be_names(run)


def test_a_run_is_read_by_the_number_of_its_names() -> None:
    """Where it has but one name, the first word is no name of a group."""
    run = "招生计划义务教育阶段招生规模、班额"
    (_, one), (_, two) = (readings_of_run(run).mixed([n]) for n in (1, 2))
    assert max(one, key=lambda edge: edge.content).place == len("招生计划")
    assert all(edge.name == 0 for edge in one)
    assert any(edge.name > 0 for edge in two)


def test_a_name_may_begin_with_the_last_word_of_its_group() -> None:
    """Though 流 and 放 stand side by side in many a word."""
    _, edges = readings_of_run("增殖放流放流计划苗种供应单位、规格").mixed([2])
    assert max(edges, key=lambda edge: edge.name).place == len("增殖放流")


def test_a_run_may_be_names_alone() -> None:
    """In a table without a column for contents the whole run is names."""
    _, edges = readings_of_run("机构信息内设机构", has_contents=False).mixed([2])
    chances = {edge.place: edge.name for edge in edges}
    assert chances[len("机构信息")] > 0.9


def test_chances_of_all_numbers_of_names_make_a_whole() -> None:
    """A run has no name, or one, or more."""
    readings = readings_of_run("财政信息部门预算收支总表、编制说明")
    assert abs(readings.chances.sum() - 1) < 1e-6
    assert readings.chances.argmax() == 2


def test_lines_are_parted_where_they_end() -> None:
    """Of two names and a content, each begins with a line; within lines nothing is parted."""
    readings = readings_of_lines(("防汛管理", "防汛物资", "物资品种、储备", "数量"))
    assert list(readings.places) == [4, 8, 15, 17]
    names, contents = readings.names[2].round(2).tolist(), readings.contents[2].round(2).tolist()
    assert names[0] > 0.9
    assert contents[1] > 0.9
