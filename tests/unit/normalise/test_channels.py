"""Facts of the channel parser that hold for any cell, and spans of lists in long texts."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import partial
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.normalise import channels
from gkml_extract.normalise.channels import find_channel_spans, find_convention, parse_channels, standard_channel
from gkml_extract.text import squeeze
from support.effort import grows

_CORPUS = tomllib.loads((files("gkml_extract.normalise.channels") / "corpus.toml").read_text(encoding="utf-8"))
CASES = _CORPUS["case"]
BOXED = [case["text"] for case in CASES if set(case["text"]) & set("■□☑☐") and "口" not in case["text"]]
PIECES = [
    *"■□☑☐√?口R£þ¨●、，；/（）“”\n ",
    *("政府网站", "门户网站", "栏目", "其他（注明）", "1.", "2.", "<input type='checkbox'>", "<input checked>", "窗口"),
    *("公示栏", "信息形成之日起20个工作日内", "某局", "发布会/听证会"),
]
noise = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one."""
    return "\u4e00" <= char <= "\u9fff"


@given(st.one_of(st.text(max_size=80), noise))
def test_never_raises(text: str) -> None:
    """Any string has a reading, a convention and spans that lie in it, apart and in order."""
    parse_channels(text)
    find_convention([text])
    spans = find_channel_spans(squeeze(text))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(squeeze(text)) for start, end in spans)


@given(noise)
def test_names_are_printed_characters_in_order(text: str) -> None:
    """The names, one behind the other, are what is left of the print when some of it is struck out."""
    printed = iter(squeeze(text))
    for channel in parse_channels(text).channels:
        assert channel.name
        assert all(char in printed for char in squeeze(channel.name))


@given(st.sampled_from(BOXED), st.data())
def test_blanks_inside_a_boxed_name_do_not_matter(text: str, data: st.DataObject) -> None:
    """A wrap or blank between two Chinese characters changes no channel where boxes part the names."""
    places = [at for at in range(1, len(text)) if is_han(text[at - 1]) and is_han(text[at])]
    at = data.draw(st.sampled_from(places))
    blank = data.draw(st.sampled_from([" ", "\n", "\n\n", "\u3000"]))
    assert parse_channels(text[:at] + blank + text[at:]).channels == parse_channels(text).channels


def test_convention_of_the_document_helps_a_cell() -> None:
    """R and 口 alone in a cell are boxes if other cells of the document show it."""
    convention = find_convention(["R政府网站£政府公报", "■政府网站口政府公报口两微一端"])
    assert [one.selected for one in parse_channels("R县级融媒体", convention).channels] == [True]
    assert [one.name for one in parse_channels("口县级融媒体", convention).channels] == ["县级融媒体"]


def test_a_legend_makes_the_empty_box_optional() -> None:
    """The header's legend is seen by the convention."""
    assert find_convention(["公开渠道和载体(“■”表示必选项,“□”表示可选项)"]).is_optional
    assert not find_convention(["■政府网站 □政府公报"]).is_optional


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("县人民政府门户网站", "政府网站"),
        ("政府网站“机构信息”栏目", "政府网站"),
        ("社区（村）/企事业单位公示栏", "社区/企事业单位/村公示栏(电子屏)"),
        ("其他：办税服务厅", "政务服务中心"),
        ("其他（请填写）", "其他"),
        ("某市公共信用信息管理系统", "专门平台"),
        ("各镇人民政府", None),
        ("", None),
    ],
)
def test_standard_names(name: str, standard: str | None) -> None:
    """A name is looked up whole, then by what it ends with."""
    assert standard_channel(name) == standard


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("20个工作日内某局■政府网站□其他（注明）√2领导信息", ["■政府网站□其他（注明）"]),
        ("■政府网站□两微一端■政府网站□两微一端", ["■政府网站□两微一端", "■政府网站□两微一端"]),
        ("■政务服务中心执法队伍执法人员姓名■政务服务中心", ["■政务服务中心", "■政务服务中心"]),
        ("■政府网站执法队伍■政务服务中心", ["■政府网站执法队伍■政务服务中心"]),
        ("某局政府网站“政策解读”栏目√参保科", ["政府网站“政策解读”栏目"]),
        ("工作日内政府网站、政务新媒体√", ["政府网站、政务新媒体"]),
        ("医保局1.政府网站2.两微一端√√", ["1.政府网站2.两微一端"]),
        ("□决策□执行■管理□服务□结果", []),
        ("●办理事项●办理条件●办理流程", []),
        ("●办事指南●办理流程■政府网站□报刊√", ["■政府网站□报刊"]),
        ("乡镇便民服务中心公示栏√", []),
        ("银川市金凤区政府网站-政务公开-政府信息公开", []),
        ("通过政府网站建设情况", []),
        ("政务大厅■某市人民政府门户网站□报刊√", ["■某市人民政府门户网站□报刊"]),
        (
            '医疗保障局中卫市人民政府门户网站<inputtype="checkbox"/>两微一端√√',
            ['中卫市人民政府门户网站<inputtype="checkbox"/>两微一端'],
        ),
    ],
)
def test_spans(text: str, lists: list[str]) -> None:
    """A list begins with its first option and ends with the name of its last one."""
    assert [text[start:end] for start, end in find_channel_spans(text)] == lists


def test_time_is_linear() -> None:
    """A text eight times as long takes far less than the 64 times of quadratic time."""
    for read in (parse_channels, find_channel_spans):
        for piece in ("□", "政府公报", "□政府网站", "口", "政府网站、", "甲乙省", "<input ", "“", "[x]"):
            assert not grows(partial(_anew, read, piece * 300), partial(_anew, read, piece * 2400), times=30), piece


def _anew(read: Callable[[str], object], text: str) -> None:
    """What was read before is forgotten."""
    channels._parse.cache_clear()
    read(text)


def test_a_blank_before_a_slash_parts_nothing() -> None:
    """Editors of pages put each run of a text on a line of its own, which prints a blank."""
    names = [channel.name for channel in parse_channels("政府网站、发布会 /听证会").channels]
    assert names == ["政府网站", "发布会/听证会"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("门户网站/公示栏/村广播", ["门户网站", "公示栏", "村广播"]),
        ("门户网站/公示栏/微信", ["门户网站", "公示栏", "微信"]),
        ("入户/现场", ["入户/现场"]),
        ("社区/企事业单位/村公示栏", ["社区/企事业单位/村公示栏"]),
    ],
)
def test_a_list_with_slashes_may_have_short_names(text: str, names: list[str]) -> None:
    """Beside two whole channels; alone they are two words of one."""
    assert [channel.name for channel in parse_channels(text).channels] == names


def test_a_list_goes_on_with_a_name_that_says_whose_it_is() -> None:
    """Behind a mark: 乡镇（街道）公示栏."""
    text = "县水务局公示栏、省政务服务网、乡镇（街道）公示栏、现场公示√"
    assert [text[a:b] for a, b in find_channel_spans(text)] == ["公示栏、省政务服务网、乡镇（街道）公示栏、现场公示"]
    assert not find_channel_spans("政府网站、乡镇（街道）公示名单√")


def test_lists_of_boxes_of_other_columns_are_none() -> None:
    """五公开, 公开对象 and 公开方式 before them; 服务大厅 is a channel, though 服务 is one of 五公开."""
    text = "□决策☑执行□管理□服务□结果☑全社会□特定群体☑主动公开□依申请公开☑政府网站☐服务大厅√"
    assert [text[a:b] for a, b in find_channel_spans(text)] == ["☑政府网站☐服务大厅"]
