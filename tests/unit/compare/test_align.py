"""Alignment: rows are paired by what they say, wherever they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.compare.align import align
from gkml_extract.compare.likeness import Row


def rows(*texts: str) -> list[Row]:
    """Rows with a content each."""
    return [Row(keys=(text,), name=(text, "")) for text in texts]


def test_a_missing_row_leaves_the_others_paired() -> None:
    """Only the missing one is alone."""
    found = align(rows("甲一", "丙三", "丁四"), rows("甲一", "乙二", "丙三", "丁四"))
    assert found.pairs == ((0, 0), (None, 1), (1, 2), (2, 3))
    assert not found.moved


def test_a_misread_row_is_paired_with_what_it_should_be() -> None:
    """Also beside a surplus one."""
    found = align(rows("1机构职能", "2办事指商", "9多余"), rows("1机构职能", "2办事指南"))
    assert found.pairs == ((0, 0), (1, 1), (2, None))


def test_rows_with_nothing_in_common_stay_apart() -> None:
    """They are one missing and one surplus row."""
    assert set(align(rows("甲乙丙"), rows("子丑寅")).pairs) == {(0, None), (None, 0)}


def test_a_group_that_moved_is_the_smaller_one() -> None:
    """The others stay where they are."""
    found = align(rows("一", "二", "三", "四", "五"), rows("四", "五", "一", "二", "三"))
    assert found.moved == {(3, 0), (4, 1)}


def test_a_row_that_moved_and_was_edited_is_still_the_same() -> None:
    """If it says much of what it said."""
    first = rows("机构职能及内设机构的名称和电话", "财政预算", "政策文件")
    second = rows("财政预算", "政策文件", "机构职能及内设机构的名称和地址")
    assert set(align(first, second).pairs) == {(0, 2), (1, 0), (2, 1)}


def test_equal_rows_are_paired_with_the_next_of_their_kind() -> None:
    """None of them has moved."""
    found = align(rows("同", "异", "同"), rows("同", "同", "异", "同"))
    assert len([pair for pair in found.pairs if None not in pair]) == 3
    assert not found.moved


short_texts = st.lists(st.text("甲乙丙", max_size=4), max_size=8)


@given(short_texts, short_texts)
def test_every_row_stands_once(first: list[str], second: list[str]) -> None:
    """On both sides; those of the first list, and those that only the second has, in order."""
    pairs = align(rows(*first), rows(*second)).pairs
    assert [a for a, _ in pairs if a is not None] == list(range(len(first)))
    assert sorted(b for _, b in pairs if b is not None) == list(range(len(second)))
    alone = [b for a, b in pairs if a is None]
    assert alone == sorted(b for b in alone if b is not None)


@given(short_texts, short_texts)
def test_sides_can_be_exchanged(first: list[str], second: list[str]) -> None:
    """The pairs are the same the other way round."""
    there, back = align(rows(*first), rows(*second)), align(rows(*second), rows(*first))
    assert set(there.pairs) == {(a, b) for b, a in back.pairs}
    assert there.moved == {(a, b) for b, a in back.moved}
