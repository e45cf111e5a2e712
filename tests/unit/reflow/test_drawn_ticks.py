"""Ticks printed as another sign than √."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.printed.drawn_ticks import with_plain_ticks

HEADER = "序号 | 一级事项 | 二级事项 | 公开内容 | 公开时限 | 全社会 | 特定群体 | 主动 | 依申请\n"


def read(text: str) -> str:
    """A text with its ticks, without what parts its fragments."""
    return "".join(fragment.text for fragment in with_plain_ticks(split_fragments(text)))


@pytest.mark.parametrize("sign", list("●★▲○"))
@pytest.mark.parametrize(
    "text",
    ["A | X | | X\nB | X | X |", "A\nX\nX\nB\nX", "A X X\nB X", "AXX2机构职能XX"],
    ids=["pipes", "lines", "blanks", "glued"],
)
def test_signs_that_stand_as_ticks_are_ticks(text: str, sign: str) -> None:
    """By themselves, among others, or at the end of a line or row, in any layout."""
    printed = text.replace("X", sign)
    assert sign not in read(printed) and read(printed).count("√") == text.count("X")


@pytest.mark.parametrize(
    "text",
    ["● 政府网站 ● 公示栏\n● 政府网站 ● 政府公报", "●机构职能\n●机构地址\n●领导信息", "√\n●\n●\n●\n√"],
    ids=["channels", "paragraphs", "beside ticks"],
)
def test_bullets_stay(text: str) -> None:
    """They have text behind them, or the text has ticks of its own."""
    assert "●" in read(text)


def test_a_hollow_circle_beside_solid_ones_is_none() -> None:
    """Which of them ticks, the other one tells."""
    assert read("A | ● | ○\nB | ● | ○\nC | ● | ○\nD | ● | ○") == "A√○B√○C√○D√○"


def test_a_row_with_such_ticks_is_read_whole() -> None:
    """In pipes with and without blanks: no column shifts."""
    rows = (
        "1 | 机构 | 概况 | 地址 | 及时公开 | ● | | ● |\n"
        "2 | | 领导 | 姓名 | 及时公开 | | ● | ● |\n"
        "3 | | 电话 | 号码 | 及时公开 | ● | | ● |\n"
    )
    (catalogue,) = extract_bytes((HEADER + rows).encode(), "a.txt").catalogues
    assert [item.secondary for item in catalogue.items] == ["概况", "领导", "电话"]
    assert [item.audience and item.audience.public for item in catalogue.items] == [True, False, True]
    assert all(item.method and item.method.proactive for item in catalogue.items)


def test_a_cell_that_says_yes_is_ticked() -> None:
    """是 by itself; not where others say 否, nor within words."""
    assert read("A | 是 | 是\nB | 是") == "A√√B√"
    assert read("A | 是 | 否\nB | 是 | 否\nC | 是 | 否").count("是") == 3
    assert read("是否公开 | 是\n是") == "是否公开是是"


@pytest.mark.parametrize("pair", ["■□", "☑☐", "★☆", "10"])
def test_pairs_of_signs_in_fields_of_their_own_are_ticks_and_none(pair: str) -> None:
    """Which of them ticks is told by the pair; lists of boxes and row numbers stay as they are."""
    text = "1 | ■政府网站 □公报 | X | Y\n2 | □政府网站 | X | Y\n3 | ■公示栏 | Y | X\n4 | ■公示栏 | X | Y"
    printed = text.replace("X", pair[0]).replace("Y", pair[1])
    assert read(printed) == read(text).replace("X", "√").replace("Y", "○")


def test_boxes_with_a_name_behind_them_are_no_ticks() -> None:
    """A box may have a line or a word of its own, before its channel."""
    for text in ("□ 政府网站\n■ 公示栏\n" * 4, "□\n政府网站\n■\n公示栏\n" * 4):
        assert "■" in read(text)


@pytest.mark.parametrize("pair", ["■□", "☑☐", "★☆", "10"])
def test_a_table_with_such_fields_is_read_whole(pair: str) -> None:
    """Each tick in its column."""
    yes, no = pair
    marks = [(yes, no) if n % 2 else (no, yes) for n in range(1, 8)]
    rows = "".join(
        f"{n} | 机构 | 第{n}项 | 地址、电话 | 及时公开 | {one} | {other} | {yes} | {no}\n"
        for n, (one, other) in enumerate(marks, start=1)
    )
    (catalogue,) = extract_bytes((HEADER + rows).encode(), "a.txt").catalogues
    assert [item.number for item in catalogue.items] == [str(n) for n in range(1, 8)]
    assert [item.audience and item.audience.public for item in catalogue.items] == [n % 2 == 1 for n in range(1, 8)]
    assert all(
        item.method and (item.method.proactive, item.method.on_request) == (True, False) for item in catalogue.items
    )
