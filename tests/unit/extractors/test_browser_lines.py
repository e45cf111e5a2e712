"""What a browser prints around the pages of a text."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.browser_lines import browser_lines

HEAD, ADDRESS = "2026/3/5 09:12 云渚县水利局", "https://www.example.gov.cn/zwgk/jbml.html"


@pytest.mark.parametrize("feet", [(f"{ADDRESS} 1/2", f"{ADDRESS}        2/2"), (f"{ADDRESS}\n1/2", f"{ADDRESS}\n2/2")])
def test_heads_and_feet_are_told(feet: tuple[str, str]) -> None:
    """In one line or in two."""
    lines = "\n".join((HEAD, "序号 公开事项", "1 机构职能", feet[0], HEAD, "2 部门预算", feet[1])).split("\n")
    numbers, notes = browser_lines(lines)
    kept = [line for number, line in enumerate(lines, start=1) if number not in numbers]
    assert kept == ["序号 公开事项", "1 机构职能", "2 部门预算"]
    assert [note.code for note in notes] == ["page-furniture", "page-furniture"]


@pytest.mark.parametrize(
    "lines",
    [
        ("1 机构职能", ADDRESS, "2 部门预算", ADDRESS),  # a channel's address
        ("1 机构职能", f"{ADDRESS} 1/2", "2 部门预算", f"{ADDRESS} 1/2"),  # the feet do not count pages
        ("2026/3/5 09:12 发布", "1 机构职能", "2026/3/5 09:12 发布"),  # no feet
    ],
)
def test_other_lines_stay(lines: tuple[str, ...]) -> None:
    assert browser_lines(lines) == (frozenset(), ())


def test_a_cell_goes_on_behind_a_page_of_a_browser() -> None:
    """What the browser printed is no item, and parts no cell; the lines behind it keep their numbers."""
    text = f"""{HEAD}
云渚县水利局政务公开目录
序号 一级事项 二级事项 公开内容 公开时限 公开主体
1 机构信息 机构职能 机构名称、办公地址 20个工作日内 办公室
2 机构信息 领导信息 领导姓名、职务、
{ADDRESS} 1/2
{HEAD}
照片、简历 20个工作日内 办公室
3 财政信息 部门预算 收支总体情况 每年2月底前 财务科
4 财政信息 部门决算 决算总体情况 每年9月底前 财务科
{ADDRESS} 2/2
"""
    document = extract_bytes(text.encode(), "a.txt")
    (catalogue,) = document.catalogues
    assert catalogue.title == "云渚县水利局政务公开目录"
    assert [item.content and item.content.replace("\n", "") for item in catalogue.items] == [
        "机构名称、办公地址",
        "领导姓名、职务、照片、简历",
        "收支总体情况",
        "决算总体情况",
    ]
    assert [finding.code for finding in document.findings].count("page-furniture") == 2
    assert not catalogue.notes
