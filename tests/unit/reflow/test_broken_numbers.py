"""Row numbers whose digits stand below one another."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.printed.broken_numbers import with_whole_numbers
from support.tables import fragments

NINE = tuple(f"{number} 事项{number}" for number in range(1, 10))


def texts(*lines: str) -> list[str]:
    """The texts of the fragments, a line of blanks between cells."""
    return [part.text for part in with_whole_numbers(fragments(*lines))]


def whole(*lines: str) -> list[str]:
    """The same where nothing is joined."""
    return [part.text for part in fragments(*lines)]


def test_digits_of_broken_numbers_are_joined() -> None:
    """The last digit stands alone, before a blank, or right before the next cell."""
    found = texts(*NINE, "1", "0 机构职能", "1", "1部门预算", "1", "2", "部门决算")
    assert found[len(whole(*NINE)) :] == ["10", "机构职能", "11", "部门预算", "12", "部门决算"]


def test_a_broken_number_keeps_the_line_it_begins_in() -> None:
    parts = with_whole_numbers(fragments(*NINE, "1", "0 机构职能", "1", "1 部门预算"))
    assert [(part.text, part.line) for part in parts if part.text in ("10", "11", "部门预算")] == [
        ("10", 10),
        ("11", 12),
        ("部门预算", 13),
    ]


def test_three_digits() -> None:
    before = tuple(f"{number} 事项" for number in range(1, 99))
    found = texts(*before, "9", "9 机构职能", "1", "0", "0 部门预算", "1", "0", "1 部门决算")
    assert found[-6:] == ["99", "机构职能", "100", "部门预算", "101", "部门决算"]


@pytest.mark.parametrize(
    "lines",
    [
        (*NINE, "10 事项", "1", "1.政策文件 及时", "2", "2.办事指南 及时"),  # rows again from 1, with enumerations
        (*NINE, "10 事项", "1", "1个工作日内", "1", "2个工作日内"),
        ("1 事项", "2 事项", "1", "0 份", "1", "1 份"),  # nothing counts up to nine
        (*NINE, "1", "0 份", "10 事项", "11 事项"),  # ten is printed whole below
    ],
)
def test_other_digits_stay(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == whole(*lines)
