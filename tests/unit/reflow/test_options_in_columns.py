"""Boxes before options that are no channels, and what goes on with a list of channels."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import FiveOpen, Item

HEADER = ("序号", "一级事项", "二级事项", "公开内容", "公开时限", "公开渠道和载体", "公开对象", "全社会", "特定群体")
NAMES = ("低保审核", "特困供养", "临时救助", "高龄津贴", "殡葬服务", "婚姻登记")


def _items(*, labels: tuple[str, ...], own: tuple[str, ...]) -> tuple[Item, ...]:
    lines = [*HEADER[:6], *HEADER[6:7], *labels, *HEADER[7:]]
    for k, name in enumerate(NAMES, start=1):
        lines += [
            str(k),
            "社会救助",
            name,
            f"{name}的条件、材料、程序",
            "信息形成之日起20个工作日内",
            "■政府网站",
            "□政府公报",
        ]
        lines += own
    (catalogue,) = extract_bytes("\n\n".join(lines).encode(), "a.txt").catalogues
    return catalogue.items


def test_options_behind_ticks_are_of_their_own_columns() -> None:
    """决策 begins the five, whatever list of boxes stands above it."""
    own = ("√", "■文本", "□图片", "□视频", "□决策", "■执行", "□管理", "□服务", "□结果")
    items = _items(labels=("公开格式", "五公开"), own=own)
    assert [item.number for item in items] == ["1", "2", "3", "4", "5", "6"]
    assert {item.five_open for item in items} == {(FiveOpen.EXECUTION,)}
    assert {"".join((item.extra["公开格式"] or "").split()) for item in items} == {"■文本□图片□视频"}


def test_a_note_goes_on_with_the_channels_above_it() -> None:
    """So does a box called 其他; neither begins a row."""
    items = _items(labels=(), own=("■其他法律服务网", "注：有关公开信息可推送至省级法律服务网。", "√"))
    assert len(items) == len(NAMES)
    assert {item.channels[-1].name.partition("注")[0].strip() for item in items} == {"其他法律服务网"}


def test_a_blank_parts_no_cells_where_each_has_its_line() -> None:
    """It is left of a wrap in the cell that the text was copied from."""
    lines = [*HEADER[:5], "公开主体", *HEADER[5:]]
    for k, name in enumerate(NAMES, start=1):
        lines += [str(k), "社会救助", name, f"{name}的条件、材料、程序", "信息形成之日起20个工作日内"]
        lines += ["沙湾 镇公共服务办公室" if k in (2, 5) else "沙湾镇公共服务办公室", "■政府网站 □政府公报", "√"]
    (catalogue,) = extract_bytes("\n\n".join(lines).encode(), "a.txt").catalogues
    assert {item.publisher for item in catalogue.items} == {"沙湾镇公共服务办公室"}


def test_a_list_that_begins_with_a_known_channel_is_no_office() -> None:
    """Where channels have no boxes, and a narrow column has broken the other names: 政府网站、湖 / 北省投资…"""
    broken, known = ("政府网站、湖", "北省投资项目", "在线审批监管", "平台"), ("政府网站、政", "务服务中心")
    lines = [*HEADER[:4], "公开依据", "公开时限", "公开主体", "公开渠道", "公开层级"]
    for k, name in enumerate(NAMES, start=1):
        lines += [str(k), "社会救助", name, f"{name}的条件、材料、", "程序", "《社会救助暂", "行办法》"]
        lines += ["信息形成之日", "起20个工作日", "内", "区发改局", *(known if k < 4 else broken), "区级"]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    assert {item.publisher for item in catalogue.items} == {"区发改局"}
    assert [channel.name for channel in catalogue.items[4].channels] == ["政府网站", "湖北省投资项目在线审批监管平台"]


def test_words_of_cells_are_no_labels_of_long_cells_behind_their_rows() -> None:
    """A header that is whole has 公开方式 already: 主动公 / 开 is a value, and 序 / the end of 程序."""
    lines = ["一级目录 序号 二级目录 公开内容 公开时间 公开方式 公开载体 责任科室"]
    for k, name in enumerate((*NAMES, "社区养老", "流浪救助", "双拥优抚"), start=1):
        lines += ["社会救助"] if k % 4 == 1 else []
        lines += [
            f"{k} {name} {name}条件、材料、程",
            "序",
            "长期公开" if k == 3 else "形成后10个工",
            *(["作日内"] if k != 3 else []),
        ]
        lines += ["主动公", "开", "县政府网站、公", "示栏", "社救股"]
    document = extract_bytes("\n".join(lines).encode(), "a.txt")
    assert "cells-put-in-rows" not in {finding.code for finding in document.findings}
    (catalogue,) = document.catalogues
    assert [item.number for item in catalogue.items] == [str(k) for k in range(1, 10)]
