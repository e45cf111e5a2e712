"""Deadlines: what is written is read back, however it is wrapped; any text is read, and in time linear in it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract import text as cleaning
from gkml_extract.model.deadline import Deadline
from gkml_extract.normalise.deadline import find_deadline_spans, parse_deadline
from support.deadlines import EVENTS, compound_deadlines, render, simple_deadlines
from support.effort import grows

LEADS = ["", "自", "于", "从", "应当自", "应自", "公开时限：", "自该", "最迟在", "一般自"]
ENDINGS = ["公开", "予以公开", "。", "内容公开", "；", "及时公开。", "予以主动公开", "，公开", "向社会公开", "（公开）"]
MANY = settings(max_examples=1500, deadline=None)


def read(text: str) -> Deadline:
    return parse_deadline(text).deadline


def values(deadline: Deadline) -> dict[str, Any]:
    """A reading without its texts."""
    dumped = deadline.model_dump(mode="json", exclude={"text"})
    return dumped | {"clauses": [{k: v for k, v in clause.items() if k != "text"} for clause in dumped["clauses"]]}


@MANY
@given(deadline=simple_deadlines(), data=st.data())
def test_a_deadline_that_is_printed_is_read_back(deadline: Deadline, data: st.DataObject) -> None:
    """parse(render(deadline)) = deadline, for every kind and every way to print it."""
    printed = render(deadline, lambda ways: data.draw(st.sampled_from(list(ways))))
    assert values(read(printed)) == values(deadline), printed


@MANY
@given(deadline=compound_deadlines(), data=st.data())
def test_clauses_are_read_back_with_their_scopes(deadline: Deadline, data: st.DataObject) -> None:
    """A compound has as many clauses as were printed, each with its scope and values."""
    printed = render(deadline, lambda ways: data.draw(st.sampled_from(list(ways))))
    assert values(read(printed)) == values(deadline), printed


@MANY
@given(deadline=simple_deadlines(), data=st.data())
def test_layout_does_not_change_a_reading(deadline: Deadline, data: st.DataObject) -> None:
    """Wraps, blanks and the width of digits and marks say nothing."""
    printed = render(deadline, lambda ways: data.draw(st.sampled_from(list(ways))))
    chooser = random.Random(data.draw(st.integers(0, 1 << 16)))
    spaced = "".join(char + chooser.choice(["", "", "", "\n", " ", "\u3000", "\n\n", "\t"]) for char in printed)
    wide = "".join(chr(ord(char) + 0xFEE0) if char in "0123456789(),;:" else char for char in spaced)
    expected = squeezed(values(read(printed)))
    assert squeezed(values(read(spaced))) == expected
    assert squeezed(values(read(wide))) == expected


def squeezed(value: Any) -> Any:
    """Texts folded as two texts are compared (record.md)."""
    if isinstance(value, dict):
        return {key: squeezed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [squeezed(inner) for inner in value]
    return cleaning.fold(value) if isinstance(value, str) else value


@MANY
@given(
    event=st.sampled_from([event for event in EVENTS if event]),
    amount=st.integers(1, 60),
    lead=st.sampled_from(LEADS),
    act=st.sampled_from(["", *ENDINGS]),
)
def test_common_words_around_do_not_change_a_reading(event: str, amount: int, lead: str, act: str) -> None:
    """自, 于, 应当 before it and 予以公开, 。 after it are manner, not time."""
    assert values(read(f"{lead}{event}之日起{amount}个工作日内{act}")) == values(
        read(f"{event}之日起{amount}个工作日内")
    ), (lead, event, act)


WORDS = """
自 该 信息 形成 变更 或 或者 之日 起 后 前 内 以内 个 工作日 日 天 月 年 周 季度 每 每年 每季度 次
次月 上旬 末 底 首 20 二十 5 1 31 两 半 ( ) （ ） ， 。 ； 、 ： 《 》 公开 公示 公示期 及时 实时
长期 动态 更新 随 与 同步 同时 不少于 不超过 至少 左右 依申请 收到申请 答复 可延长 另有规定的
从其规定 除外 按 规定 依法 其他 其中 行政处罚 ① 1. （一） 同上 每次 一次 遇节假日 顺延 在 网站 提前
会议召开 时 O l 曰 目 ■ √ / - 2024 另 有 的 应 时限 任期 事前 隔 单 双
"""
PIECES = [" ", "\n", *WORDS.split()]


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join))
def test_any_mix_of_the_vocabulary_is_read(text: str) -> None:
    """Nothing raises, an unread text keeps all values empty, and the spans found lie in the text."""
    deadline = read(text)
    if deadline.kind == "unknown":
        assert (deadline.amount, deadline.recurrence, deadline.trigger) == (None, None, None)
    squeezed_text = cleaning.squeeze(text)
    spans = find_deadline_spans(squeezed_text)
    assert all(0 <= start < end <= len(squeezed_text) for start, end in spans)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """A reading, never an error, for any characters at all."""
    assert read(text).text is not None


def anew(text: str) -> None:
    """One reading, nothing kept from those before."""
    parse_deadline.cache_clear()
    cleaning.forget_kept(cleaning.fold)
    parse_deadline(text)


@pytest.mark.parametrize("seed", range(40))
def test_time_is_linear_in_the_length(seed: int) -> None:
    """Repeats of few pieces, on which a careless pattern would backtrack: eight times the length, no more than 30
    times the time.
    """
    chooser = random.Random(seed)
    unit = "".join(chooser.choice(PIECES) for _ in range(chooser.choice([1, 1, 2, 3, 6, 12])))
    text = unit * (1400 // len(unit) + 1)
    assert not grows(lambda: anew(text[:175]), lambda: anew(text[:1400]), times=30), unit
