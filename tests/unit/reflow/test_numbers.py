"""Which numerals count rows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.evidence.looks import runs_of
from gkml_extract.reflow.numbers import han_value, numeral_runs, numeral_value
from support.tables import fragments


def digits(*texts: str, weights: list[float] | None = None) -> list[int]:
    """The positions of the run of digits."""
    return sorted(numeral_runs(texts, weights or [1.0] * len(texts))["digits"])


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("九", 9), ("十", 10), ("十一", 11), ("二十", 20), ("二十三", 23), ("九十九", 99)],
)
def test_han_numerals(text: str, value: int) -> None:
    """From one to ninety-nine."""
    assert han_value(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "百",
        "一百",
        "二二",
        "三十十",
        "甲",
        "十十",
    ],
)
def test_other_texts_are_no_han_numerals(text: str) -> None:
    """Nor what is said in another way."""
    assert han_value(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", ("digits", 7)),
        ("28", ("digits", 28)),
        ("10000", ("digits", 10_000)),
        ("（3）", ("digits", 3)),
        ("3.", ("digits", 3)),
        ("3、", ("digits", 3)),
        ("二", ("han", 2)),
        ("（十一）", ("han", 11)),
    ],
)
def test_a_numeral_may_have_a_bracket_or_a_point(text: str, value: tuple[str, int]) -> None:
    """Digits and Chinese numerals are two styles."""
    assert numeral_value(text) == value


@pytest.mark.parametrize("text", ["", "5个", "一、", "2023年", "12345", "123456", "√", "第3"])
def test_what_has_more_is_no_numeral(text: str) -> None:
    """“一、” begins a name, 12345 is a hotline."""
    assert numeral_value(text) is None


def test_a_run_counts_up_through_other_texts() -> None:
    """Whatever stands between."""
    assert digits("1", "机构职能", "√", "2", "领导信息", "3") == [0, 3, 5]


@pytest.mark.parametrize("texts", [(), ("1", "2"), ("甲", "乙"), ("3", "2", "1")])
def test_too_few_numerals_are_no_run(texts: tuple[str, ...]) -> None:
    """1 and 2 stand everywhere."""
    assert digits(*texts) == []


def test_a_run_begins_again_at_one() -> None:
    """A new table, or a new group."""
    assert digits("1", "2", "3", "1", "2", "3") == [0, 1, 2, 3, 4, 5]


def test_a_number_printed_again_stays_in_the_run() -> None:
    """A group that goes on over a page."""
    assert digits("1", "2", "2", "3") == [0, 1, 2, 3]


def test_a_lost_number_does_not_end_the_run() -> None:
    """One in the middle."""
    assert digits("1", "2", "4", "5") == [0, 1, 2, 3]


@pytest.mark.parametrize("stray", ["12", "2019", "711"])
def test_a_number_out_of_turn_is_not_of_the_run(stray: str) -> None:
    """A year, a decree's number, an item of a list."""
    assert digits("1", "2", stray, "3", "4") == [0, 1, 3, 4]


def test_a_run_need_not_begin_at_one() -> None:
    """The first page may be missing."""
    assert digits("7", "8", "9", "10") == [0, 1, 2, 3]


def test_two_styles_are_two_runs() -> None:
    """一, 二 … count groups, 1, 2 … rows."""
    runs = numeral_runs(["一", "1", "2", "二", "3", "4", "三", "5"], [1.0] * 8)
    assert runs == {"digits": frozenset({1, 2, 4, 5, 7}), "han": frozenset({0, 3, 6})}


def test_a_numeral_without_weight_is_never_of_the_run() -> None:
    """Its surroundings say that it counts something else."""
    assert digits("1", "2", "3", "4", weights=[1, 1, 0, 1]) == [0, 1, 3]


def test_the_weightier_of_two_equal_numbers_is_of_the_run() -> None:
    """A 4 at a line's start before a 4 within a line."""
    assert 4 in digits("1", "2", "3", "4", "4", "5", weights=[1, 1, 1, 0.2, 1, 1])


def test_an_amount_of_a_deadline_is_no_row_number() -> None:
    """The 5 of “5个工作日”, though it has a field of its own."""
    dump = ["1\t机构职能", "2\t领导信息", "3\t部门文件", "4\t自信息形成之日起", "5\t个工作日内", "6\t政策解读"]
    chunks = make_chunks(fragments(*dump)).chunks
    found = [chunks[t].text for t in sorted(runs_of(chunks)["digits"])]
    assert found == ["1", "2", "3", "4", "6"]


@given(st.lists(st.sampled_from(["1", "2", "3", "4", "10", "一", "二", "三", "甲", "5个"]), max_size=40))
def test_a_run_holds_numerals_of_its_style_only(texts: list[str]) -> None:
    """Three (two that count groups) or none; each is the next, the same again, a few further, or 1."""
    for style, run in numeral_runs(texts, [1.0] * len(texts)).items():
        numerals = [numeral_value(texts[position]) for position in sorted(run)]
        assert all(numeral is not None and numeral[0] == style for numeral in numerals)
        assert not run or len(run) >= (2 if style == "han" else 3)
        values = [numeral[1] for numeral in numerals if numeral is not None]
        assert all(b == 1 or 0 <= b - a <= 3 for a, b in pairwise(values))


def test_two_group_numbers_are_known_by_the_rows_within() -> None:
    """一 1 2 二 3: alone, 一 and 二 are no run."""
    texts = ["一", "1", "2", "二", "3"]
    weights = [1.0] * len(texts)
    assert numeral_runs(texts, weights)["han"] == {0, 3}
    assert numeral_runs(["一", "机构", "二"], weights[:3])["han"] == frozenset()
    assert numeral_runs(["1", "2", "一", "3", "二"], weights)["han"] == frozenset()


def test_numbers_in_two_parts_make_a_run() -> None:
    """The group and the row in it; a date or a ratio that looks like one is none of the run."""
    texts = ["1-1", "甲", "1-2", "1-3", "2-1", "乙", "2-2", "3-1"]
    assert numeral_runs(texts, [1.0] * len(texts))["digits"] == {0, 2, 3, 4, 6, 7}
    assert not numeral_runs(["1-1", "3-5", "1-2", "7-9"], [1.0] * 4)["digits"]
    assert numeral_runs(["1", "1.1", "2", "1.2", "3", "1.3"], [1.0] * 6)["digits"] == {0, 2, 4}


def test_a_letter_and_a_number_count_rows() -> None:
    """A01, A02, B01: a letter is a group as a number is; sizes of paper are none."""
    texts = ["A01", "甲", "A02", "乙", "A03", "B01", "丙", "B02"]
    assert numeral_runs(texts, [1.0] * len(texts))["digits"] == {0, 2, 4, 5, 7}
    assert not numeral_runs(["A4", "B5", "A3", "A1"], [1.0] * 4)["digits"]
