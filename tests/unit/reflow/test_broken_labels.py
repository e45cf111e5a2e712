"""Labels that nobody knows, in columns in which all labels are broken into lines."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.header.order import order_columns
from support.tables import fragments

NARROW = ["序", "号", "公开", "事项", "公开", "内容", "公开", "时限", "责任", "科室"]


def labels_of(*lines: str) -> list[str]:
    """The lowest labels of the columns of the one header of some lines, and a row."""
    (header,) = find_headers(fragments(*lines, "1", "防汛值守"))
    return [column.leaf.text for column in order_columns(header.labels)]


@pytest.mark.parametrize("lines", [("核发", "依据"), ("办理", "方式"), ("分管", "领域")])
def test_a_second_line_that_is_a_label_ends_an_unknown_one(lines: tuple[str, str]) -> None:
    """编制 / 依据 is one label where 公开 / 时限 is one."""
    found = labels_of(*NARROW[:6], *lines, *NARROW[6:])
    assert found == ["序号", "公开事项", "公开内容", "".join(lines), "公开时限", "责任科室"]


def test_levels_broken_behind_their_numbers_are_one_label_each() -> None:
    """一级 and 类目 are labels as well."""
    found = labels_of(*NARROW[:2], "一级", "类目", "二级", "类目", *NARROW[4:])
    assert found == ["序号", "一级类目", "二级类目", "公开内容", "公开时限", "责任科室"]


def test_a_label_that_ends_no_other_is_one_by_itself() -> None:
    """频次 / 备注 are two."""
    assert labels_of(*NARROW, "频次", "备注")[-2:] == ["频次", "备注"]


def test_labels_on_lines_of_their_own_stay_where_none_is_broken() -> None:
    """重点 / 领域 may be two."""
    whole = ["序号", "公开事项", "公开内容", "重点", "依据", "公开时限", "责任科室"]
    assert labels_of(*whole) == whole
