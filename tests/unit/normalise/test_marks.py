"""Ticks, and columns that say in words what ticks say."""

from __future__ import annotations

import pytest

from gkml_extract.model.record import Audience, FiveOpen, Mark, Method
from gkml_extract.normalise.marks import parse_audience, parse_five_open, parse_mark, parse_method


@pytest.mark.parametrize(
    "text", ["√", " √ ", "√√", "✓", "✔", "☑", "☒", "■", "●", "v", "Ｖ", "是", "þ", "R", "TRUE", "✅", "Yes"]
)
def test_ticks(text: str) -> None:
    """Also those of a symbol font, as a dump prints them."""
    assert parse_mark(text) is True


@pytest.mark.parametrize(
    "text", [None, "", " ", "×", "x", "否", "-", "——", "/", "无", "□", "☐", "◻", "❑", "FALSE", "❌", "No"]
)
def test_no_ticks(text: str | None) -> None:
    """A blank is one, and so is a sign of none."""
    assert parse_mark(text) is False


@pytest.mark.parametrize("text", ["√（限本村）", "县级", "可公开", "2"])
def test_other_text_is_kept(text: str) -> None:
    """As printed, not guessed."""
    assert parse_mark(text) == text


@pytest.mark.parametrize(
    ("text", "public", "specific"),
    [
        (None, None, None),
        ("全社会", True, False),
        ("全 社会", True, False),
        ("面向社会公众", True, False),
        ("全社會", True, False),
        ("学生及家长", False, "学生及家长"),
        ("特定群体", False, True),
        ("特定对象", False, True),
        ("■全社会 □特定群体", True, False),
        ("□全社会 ☑特定群体", False, True),
        ("向全社会公开", True, False),
        ("对社会公众发布", True, False),
        ("社会各界", True, False),
        ("全社会。", True, False),
        ("全社会√", True, False),
        ("全社会（√）特定群体（ ）", True, False),
        ("√全社会 特定群体", True, False),
        ("□全社会□特定群体", False, False),
        ("广大人民群众", True, False),
        ("全体公民", True, False),
        ("全社会、特定群体", True, True),
        ("全社会；申请人", True, "申请人"),
        ("全社会及服务对象", True, "服务对象"),
        ("特定群体（请写明）", False, True),
        ("特定群体（学生家长）", False, "特定群体（学生家长）"),
        ("全体村民", False, "全体村民"),
        ("患者及家属", False, "患者及家属"),
        ("全社会☐ 特定群体☑（申请人）", False, "特定群体（申请人）"),
        ("□全社会 ■特定群体（请写明）：服务对象", False, "特定群体（请写明）：服务对象"),
        ("□全社会 ■特定群体：请写明____", False, True),
        ("全社会（依法不予公开的除外）", "全社会（依法不予公开的除外）", False),
        ("1.全社会 2.当事人", True, "当事人"),
    ],
)
def test_audience_in_words(text: str | None, public: Mark, specific: Mark) -> None:
    """A group that is named is the text of `specific`; a blank says nothing."""
    assert parse_audience(text) == Audience(public=public, specific=specific)


@pytest.mark.parametrize(
    ("text", "proactive", "on_request"),
    [
        (None, None, None),
        ("主动公开", True, False),
        ("主動公開", True, False),
        ("依申请公开", False, True),
        ("主动公开、依申请公开", True, True),
        ("主动 / 依申请", True, True),
        ("全文发布", "全文发布", False),
        ("■主动公开 □依申请公开", True, False),
        ("□主动公开 ☑依申请公开", False, True),
        ("主动公开√ 依申请公开", True, False),
        ("□主动公开 □依申请公开√", False, True),
        ("主动公开（√）依申请公开（ ）", True, False),
        ("主动公开□ 依申请公开■", False, True),
        ("□主动公开□依申请公开", False, False),
        ("申请公开", False, True),
        ("应申请公开", False, True),
        ("不主动公开", "不主动公开", False),
    ],
)
def test_method_in_words(text: str | None, proactive: Mark, on_request: Mark) -> None:
    """One, the other, both, or another text, kept."""
    assert parse_method(text) == Method(proactive=proactive, on_request=on_request)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("决策", ["decision"]),
        ("结果公开", ["result"]),
        ("執行", ["execution"]),
        ("结果、决策", ["decision", "result"]),
        ("服 务", ["service"]),
        ("□决策 □执行 ■管理 □服务 ■结果", ["management", "result"]),
        ("□决策 □执行", []),
        ("√决策 执行 √结果", ["decision", "result"]),
    ],
)
def test_five_open_in_words(text: str, kinds: list[str]) -> None:
    """In the order of the five; of boxes the ticked ones."""
    assert parse_five_open(text) == tuple(map(FiveOpen, kinds))


def test_a_blank_five_open_says_nothing() -> None:
    """It is not “none of the five”."""
    assert parse_five_open(None) is None


@pytest.mark.parametrize("text", ["1", "Y", "对勾", "对"])
def test_what_people_type_for_a_tick_is_one(text: str) -> None:
    """Who finds no √ on the keyboard writes something else."""
    assert parse_mark(text) is True


def test_a_tick_in_a_column_of_words_says_no_option() -> None:
    """It is not known which, and never a text of nothing."""
    assert parse_audience("√") == Audience(public=None, specific=None)
    assert parse_method("√") == Method(proactive=None, on_request=None)
    assert parse_audience("/") == Audience(public=False, specific=False)


def test_yes_and_no_as_typed() -> None:
    """Y is a tick and N is none, as 是 and 否."""
    assert [parse_mark(text) for text in ("Y", "N", "是", "否")] == [True, False, True, False]


def test_traditional_script_and_glosses_are_read() -> None:
    """Each of five boxes is read, and the word for all is no group."""
    assert parse_five_open("□決策□執行□管理■服務□結果") == (FiveOpen.SERVICE,)
    assert parse_five_open("□決策□執行□管理■服務(wù)□結果") == (FiveOpen.SERVICE,)
    assert parse_audience("全社會(huì)") == Audience(public=True, specific=False)
