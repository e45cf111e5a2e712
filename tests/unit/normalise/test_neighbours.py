"""What a document without a catalogue seems to be."""

from __future__ import annotations

import pytest

from gkml_extract.model.table import Column
from gkml_extract.normalise.neighbours import find_neighbour, guess_kind
from gkml_extract.tables.columns import read_columns
from support.tables import table


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        ("某县2023年政府信息公开工作年度报告", "annual report", "年度报告"),
        ("某县政府信息公开指南", "guide", "指南"),
        ("某局权责清单", "powers and duties", "权责清单"),
        ("某局政务服务事项目录", "list of services", "政务服务事项清单"),
        ("2024年政务公开工作要点", "plan of tasks", "工作要点"),
        ("政府信息公开管理办法", "rules", "办法"),
    ],
)
def test_a_kind_is_told_by_the_words_of_its_title(line: str, en: str, zh: str) -> None:
    """In the language asked for, blanks in print aside."""
    assert en in guess_kind(["关于印发", " ".join(line)], "en")
    assert zh in guess_kind([line], "zh")


@pytest.mark.parametrize(("lang", "words"), [("en", "no header"), ("zh", "没有"), ("fr", "no header")])
def test_an_unknown_kind_says_only_that_there_is_no_header(lang: str, words: str) -> None:
    """Any language but Chinese is English."""
    assert words in guess_kind(["会议通讯录"], lang)
    assert words in guess_kind([], lang)


def test_only_the_first_lines_count() -> None:
    """A law named at the end of a letter does not make it a guide."""
    assert "no header" in guess_kind([*["正文"] * 40, "政府信息公开指南"], "en")


def test_labels_count_more_than_a_listed_notice() -> None:
    """关于…的通知 in a row of a register is no title."""
    rows = ["某局文件", "索引号 信息标题 登记时间 登记人", "1 关于某事的通知 2023 甲"]
    assert "register" in guess_kind(rows, "en")


def test_words_do_not_join_over_two_lines() -> None:
    """权责 at the end of one and 清单 at the beginning of the next are no title."""
    assert "no header" in guess_kind(["权责", "清单"], "en")


def columns(*labels: str) -> list[Column]:
    """The columns of a table with one header row."""
    return list(read_columns(table("|".join(labels), "|".join("甲" for _ in labels)))[0])


@pytest.mark.parametrize(
    ("labels", "title", "words"),
    [
        (("序号", "事项名称", "办理时限", "申请材料", "责任部门", "备注"), "", "services"),
        (("序号", "职权名称", "职权类型", "设定依据", "责任事项", "备注"), "某局清单", "powers"),
        (("序号", "工作任务", "具体要求", "责任科室", "时限要求"), "某局任务表", "tasks"),
        (("序号", "信息名称", "信息编号", "登记时间", "公开属性", "备注"), "", "register"),
        (("序号", "标题", "索引号", "文号", "发布日期"), "", "index"),
        (("序号", "事项名称", "内容", "责任部门", "完成时限"), "2024年政务公开工作要点任务分工表", "tasks"),
    ],
)
def test_a_table_of_another_kind_is_told_by_its_labels(labels: tuple[str, ...], title: str, words: str) -> None:
    """Two of them, or one and the title, where it has fewer columns of a catalogue."""
    assert words in (find_neighbour([title], columns(*labels), "en") or "")


@pytest.mark.parametrize(
    ("labels", "title"),
    [
        (("序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体"), "政务公开工作要点任务分工表"),
        (("序号", "一级事项", "二级事项", "公开内容", "公开时限", "办理时限", "申请材料"), "某局公开目录"),
        (("序号", "事项名称", "内容", "时限", "责任科室", "备注"), "某校信息公开清单"),
        (("序号", "类别", "公开内容", "承办单位", "咨询电话"), "某公司信息公开目录"),
    ],
)
def test_a_catalogue_is_none(labels: tuple[str, ...], title: str) -> None:
    """Also a poor one, and one that has a few labels of other tables."""
    assert find_neighbour([title], columns(*labels), "en") is None
