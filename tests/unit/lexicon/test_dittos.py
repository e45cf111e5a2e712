"""Tests of the words that stand for the value above."""

from __future__ import annotations

import pytest

from gkml_extract.lexicon.dittos import is_ditto


@pytest.mark.parametrize(
    "text",
    [
        "同上",
        "同 上",
        "同上。",
        "（同上）",
        "内容同上",
        "公开依据同上",
        "时限同上",
        "同上一行",
        "同上栏",
        "同上述",
        "同前",
        "见上",
        "〃",
        "″",
        "--〃--",
    ],
)
def test_word_for_value_above(text: str) -> None:
    """A cell that says no more than that it has the value above."""
    assert is_ditto(text)


@pytest.mark.parametrize(
    "text", ["", "同左", "同第3项", "同上级", "见上级文件", "上", "—", "同上，另加30日", "同上级部门规定"]
)
def test_word_for_something_else(text: str) -> None:
    """A cell that points elsewhere, or says more."""
    assert not is_ditto(text)
