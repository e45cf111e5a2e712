"""Cells that are told by their own words, whatever stands beside them."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Item
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.evidence.base import BaseEvidence, base_evidence
from gkml_extract.reflow.evidence.looks import Look, runs_of, shapes_of
from gkml_extract.reflow.header.columns import DecodeColumn
from support.tables import fragments

NAMES = (("防汛", "水情"), ("", "预案"), ("供水", "水价"), ("", "水质"), ("", "停水通知"))
BLANKS, LINES = " ", "\n"
"""What parts the cells: a row a line, and a cell a line."""


def items_of(labels: str, cells: str, *, separator: str, first: str = "") -> list[Item]:
    """The items of rows of a number, names, a content, a deadline and `cells`; `first` is a cell of the first row only,
    before these."""
    rows = [labels]
    for k, (group, name) in enumerate(NAMES, start=1):
        body = f"{first} " if first and k == 1 else ""
        rows.append(" ".join(f"{k} {group} {name} {name}公告、数据 及时公开 {body}{cells}".split()))
    text = "\n".join(row.replace(" ", separator) for row in rows)
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    return list(catalogue.items)


USUAL = "序号 一级事项 二级事项 公开内容 公开时限 公开主体"


@pytest.mark.parametrize("separator", [BLANKS, LINES])
def test_an_office_alone_is_of_the_offices(separator: str) -> None:
    """Where the body is printed once and its cell is merged, 水文监测中心 is no body of the next rows."""
    items = items_of(
        f"{USUAL} 责任科室 主动 依申请", "水文监测中心 √", separator=separator, first="石泉县水利局、各乡镇人民政府"
    )
    assert {(item.publisher, item.department) for item in items} == {("石泉县水利局、各乡镇人民政府", "水文监测中心")}


@pytest.mark.parametrize("separator", [BLANKS, LINES])
@pytest.mark.parametrize("channel", ["报纸", "宣传手册"])
def test_a_short_word_is_a_channel(separator: str, channel: str) -> None:
    """Behind a body that ends in 中心, which goes on with many a word."""
    items = items_of(f"{USUAL} 公开渠道", f"石泉县水利服务中心 {channel}", separator=separator)
    assert {item.publisher for item in items} == {"石泉县水利服务中心"}
    assert {channel.name for item in items for channel in item.channels} == {channel}


@pytest.mark.parametrize("separator", [BLANKS, LINES])
def test_the_only_tick_column_may_be_the_last(separator: str) -> None:
    """主动 behind the last label is no name of a row."""
    items = items_of(f"{USUAL} 责任科室 主动", "水利局 供水科 √", separator=separator)
    assert [item.number for item in items] == ["1", "2", "3", "4", "5"]
    assert {item.department for item in items} == {"供水科"}
    assert all(item.method and item.method.proactive is True for item in items)


def test_a_word_behind_a_telephone_is_of_the_next_column() -> None:
    """公开形式 may say channels, so that nothing is known of its words."""
    rows = "\n".join(
        f"{k} 供水 {name} {name}的范围、标准 及时公开 市水务局 ■政府网站 0765-8179434 {form}"
        for k, (name, form) in enumerate((("水价", "图文"), ("水质", "PDF文档"), ("水压", "表格")), start=1)
    )
    text = f"{USUAL} 公开渠道 咨询电话 公开形式\n{rows}"
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    forms = [item.extra["公开形式"] for item in catalogue.items]
    assert forms == ["图文", "PDF文档", "表格"]


def base_of(last: Look, *lines: str) -> BaseEvidence:
    """What lines say of a number, a name, a content and a cell of this look, where cells are wrapped."""
    looks = (Look.NUMBER, Look.ITEM, Look.CONTENT, last)
    columns = [DecodeColumn(look, look.value, k, k, look.value) for k, look in enumerate(looks)]
    chunks = make_chunks(fragments(*lines)).chunks
    assert [chunk.text for chunk in chunks] == list(lines)
    runs = runs_of(chunks)
    return base_evidence(chunks, columns, runs=runs, shapes=shapes_of(chunks, runs), is_wrapped=True)


def stay_of(last: Look, *lines: str) -> list[float]:
    """What each line says of going on in a cell of the last column, of this look."""
    return [float(score) for score in base_of(last, *lines).stay[:, 3]]


def test_the_next_row_number_may_be_of_any_width() -> None:
    """1000 comes where no number had four figures; of the other columns, and of other texts, the widths say all."""
    any_width = base_of(Look.OTHER, "998", "供水", "999", "水质", "1000", "31").any_width
    assert [row.tolist() for row in any_width] == [[k in (0, 2, 4), *[False] * 4] for k in range(6)]


def test_a_row_number_goes_on_with_no_cell_of_words() -> None:
    """Nor with a telephone's number that is whole; figures go on with figures."""
    stay = stay_of(Look.OTHER, "业务类", "1", "0765-8179434", "2", "0765-81794", "3")
    assert stay[1] == stay[3] < stay[5]


def test_a_path_goes_on_behind_a_step_of_one_character() -> None:
    """供水服务>水 is torn, 供水服务>水质 may be whole."""
    of_one, of_two = (stay_of(Look.WEBSITE, f"供水服务>{name}", "监测公告")[1] for name in ("水", "水质"))
    assert of_one > of_two
