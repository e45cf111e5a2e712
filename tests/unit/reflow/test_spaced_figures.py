"""Figures that word processors print apart from the Chinese around them."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.printed.spaced_figures import with_figures_in_place
from support.tables import fragments


def texts(*lines: str) -> list[str]:
    """The texts of the fragments."""
    return [part.text for part in with_figures_in_place(fragments(*lines))]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("调整前 5 日 √ √", ["调整前5日", "√", "√"]),
        ("每年 9 月 1 日前 收费部", ["每年9月1日前", "收费部"]),
        ("发生后 15 个工作日内", ["发生后15个工作日内"]),
        ("停热前 48 小时 公司网站", ["停热前48小时", "公司网站"]),
    ],
)
def test_lengths_and_dates(line: str, found: list[str]) -> None:
    """With the unit behind them, whatever follows that."""
    assert texts(line) == found


def test_a_line_that_ends_in_figures() -> None:
    """The unit is on the next line, or the figures begin one."""
    assert texts("评审结束后 15", "个工作日内") == ["评审结束后15", "个工作日内"]
    assert texts("受测者申请后 3 个", "工作日内") == ["受测者申请后3个", "工作日内"]
    assert texts("集中征缴开始前", "15 日 区医疗保障局") == ["集中征缴开始前", "15日", "区医疗保障局"]


@pytest.mark.parametrize(
    "line", ["机构职能 3 日常管理", "运营服务 12 年度计划", "智能步道 1", "2 换热站分布", "办理窗口 5 号窗口"]
)
def test_numbers_of_rows_stay(line: str) -> None:
    """What is counted begins no name."""
    assert texts(line) == line.split()


def test_a_name_behind_a_rows_number_may_begin_with_a_part_of_a_cycle() -> None:
    """2 is the number of the row of 周末门诊."""
    assert texts("接种门诊", "2 周末门诊") == ["接种门诊", "2", "周末门诊"]
