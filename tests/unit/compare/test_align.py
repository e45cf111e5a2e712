"""Alignment: an inserted or missing row does not shift the rest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.compare.align import align


def test_a_missing_row_leaves_the_others_paired() -> None:
    """Only the missing one is alone."""
    assert align(["甲一", "丙三", "丁四"], ["甲一", "乙二", "丙三", "丁四"]) == [(0, 0), (None, 1), (1, 2), (2, 3)]


def test_a_misread_row_is_paired_with_what_it_should_be() -> None:
    """Also beside a surplus one."""
    assert align(["1机构职能", "2办事指商", "9多余"], ["1机构职能", "2办事指南"]) == [(0, 0), (1, 1), (2, None)]


def test_rows_with_nothing_in_common_stay_apart() -> None:
    """They are one missing and one surplus row."""
    assert set(align(["甲乙丙"], ["子丑寅"])) == {(0, None), (None, 0)}


@given(st.lists(st.text("甲乙丙", max_size=4), max_size=8), st.lists(st.text("甲乙丙", max_size=4), max_size=8))
def test_every_row_stands_once_and_in_order(first: list[str], second: list[str]) -> None:
    """On both sides."""
    pairs = align(first, second)
    assert [a for a, _ in pairs if a is not None] == list(range(len(first)))
    assert [b for _, b in pairs if b is not None] == list(range(len(second)))
