"""A line that leaves room for a character of the line below it ends its cell: no column broke it there."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Item
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.chunks.wraps import ends_before
from gkml_extract.reflow.evidence.edges import room_edges
from support.tables import fragments

LABELS = ("序号", "一级", "事项", "二级事", "项", "公开内容", "公开时限", "公开主", "体", "责任科", "室", "公开渠道")
ITEMS = (("防汛", "水情通报"), ("", "抢险预案"), ("供水", "水价调整"), ("", "停水通知"), ("", "水质监测"))


def read(*cells: str) -> list[Item]:
    """The items of rows that end in lines of these."""
    lines = [*LABELS]
    for k, (group, name) in enumerate(ITEMS, start=1):
        lines += [str(k), *([group] if group else []), name[:3], name[3:], f"{name}的公告、数据", "及时公开", *cells]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    return list(catalogue.items)


@pytest.mark.parametrize(
    ("lines", "edge"),
    [
        (("种子站", "县政府门户网站"), 1),
        (("妇女联合", "会", "妇儿工委办"), 2),
        (("临川镇", "人民政", "府"), None),
        (("供水服务", "中心"), None),
        (("政府网站、", "部门网站和公众号"), None),  # what is broken at a mark may be a list
        (("及时", "《水法》"), None),
    ],
)
def test_lines_of_one_cell_are_full_but_for_the_last(lines: tuple[str, ...], edge: int | None) -> None:
    """Chinese text alone says so: other text is broken elsewhere."""
    assert ends_before(lines, 0, len(lines) - 1) == edge


def test_an_edge_is_told_by_the_line_below() -> None:
    """人公示 is wider than 标, and 公告 is not wider than 招标."""
    chunks = make_chunks(fragments("招标", "公告", "评标定", "标", "人公示")).chunks
    scores = room_edges(chunks)
    assert [chunk.text for chunk, score in zip(chunks, scores, strict=True) if score] == ["评标定", "人公示"]


@pytest.mark.parametrize("section", ["种子站", "水文科"])
def test_a_website_begins_where_its_line_does(section: str) -> None:
    """种子站县 is no place whose government has a website."""
    items = read("石泉县", "水务局", section, "县政府门户网站")
    assert {item.department for item in items} == {section}
    assert {channel.name for item in items for channel in item.channels} == {"县政府门户网站"}


def test_a_body_and_its_section_are_parted_where_a_line_has_room() -> None:
    """妇女联合 / 会 / 妇儿工委办: nothing else would have kept 妇 from the line of 会."""
    items = read("妇女联合", "会", "妇儿工委办", "县政府门户网站")
    assert {(item.publisher, item.department) for item in items} == {("妇女联合会", "妇儿工委办")}


@pytest.mark.parametrize("body", ["残疾人联合会", "总工会", "红十字会", "图书馆", "科协"])
def test_bodies_that_are_no_offices_end_a_deadline(body: str) -> None:
    """随时更新 / 总工会 are two cells."""
    lines = ["序号", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体", "公开渠道"]
    for k, (group, name) in enumerate(ITEMS, start=1):
        lines += [str(k), *([group] if group else []), name, f"{name}的公告、数据", "随时更新", body, "县政府门户网站"]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    assert {(item.deadline and item.deadline.text, item.publisher) for item in catalogue.items} == {("随时更新", body)}


def test_a_body_begins_with_the_place_of_the_title() -> None:
    """阿荣旗住房 / 和城乡建设 / 局 is printed once, behind a content that has no end of its own."""
    title = ["阿荣旗城镇供水领域基层政务公开标准目录"]
    labels = ["序号", "一级事项", "二级事项", "公开内容", "公开主体", "公开时限", "公开渠道"]
    lines = [*title, *labels]
    for k, (group, name) in enumerate(ITEMS, start=1):
        lines += [str(k), *([group] if group else []), name, f"{name}的数据、说明与解释的", "要点"]
        lines += [*(("阿荣旗住房", "和城乡建设", "局") if k == 1 else ()), "信息形成后", "5日内", "县政府门户网站"]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    assert catalogue.items[0].publisher == "阿荣旗住房和城乡建设局"
    assert catalogue.items[0].content == "水情通报的数据、说明与解释的要点"
