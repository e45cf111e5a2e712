"""Columns of a header whose rows of fields keep their blanks, or print merged labels again."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.header.rows import columns_by_place
from support.tables import fragments

PATHS = ["序号", "公开类别/一级事项", "公开类别/二级事项", "公开内容", "公开时限", "公开层级/县级", "公开层级/乡级"]
ROW = "1|政策文件|法律法规|教育法|及时|√|√"


def paths(*lines: str) -> list[str]:
    """The header paths of the columns of the only header, by place."""
    printed = fragments(*lines)
    (region,) = find_headers(printed)
    columns = columns_by_place(printed, region)
    return ["/".join(label.label.text for label in column.path) for column in columns]


@pytest.mark.parametrize(
    "lines",
    [
        ("序号|公开类别||公开内容|公开时限|公开层级|", "|一级事项|二级事项|||县级|乡级"),
        (
            "序号|公开类别|公开类别|公开内容|公开时限|公开层级|公开层级",
            "序号|一级事项|二级事项|公开内容|公开时限|县级|乡级",
        ),
    ],
    ids=["blanks", "repeats"],
)
def test_a_label_stands_over_those_below_it(lines: tuple[str, str]) -> None:
    """Whether its further places are blank or have it again; what it reads as by itself does not matter."""
    assert paths(*lines, ROW) == PATHS


def test_labels_printed_again_a_line_each_are_two_rows() -> None:
    """As many, most of them the same: no second header."""
    above = ["序号", "公开类别", "公开类别", "公开内容", "公开时限", "公开层级", "公开层级"]
    below = ["序号", "一级事项", "二级事项", "公开内容", "公开时限", "县级", "乡级"]
    assert paths(*above, *below, *ROW.split("|")) == PATHS


def test_one_header_printed_twice_has_its_columns_once() -> None:
    """A merged label over both rows of a table of one row of labels."""
    line = "序号|一级事项|二级事项|公开内容|公开时限|公开层级"
    assert paths(line, line, "1|政策文件|法律法规|教育法|及时|县级") == line.split("|")


def test_groups_under_groups() -> None:
    """Three rows: what stands directly over a label is its group; 公开主体 has that of the columns beside it."""
    lines = (
        "序号|公开内容|公开要求|||公开属性||||备注",
        "||公开依据|公开时限|公开主体|公开对象||公开方式||",
        "|||||全社会|特定群体|主动公开|依申请公开|",
    )
    assert paths(*lines, "1|简介|《水法》|及时|镇政府|√||√||") == [
        "序号", "公开内容", "公开要求/公开依据", "公开要求/公开时限", "公开要求/公开主体",
        "公开对象/全社会", "公开对象/特定群体", "公开方式/主动公开", "公开方式/依申请公开", "备注",
    ]  # fmt: skip


def test_rows_that_lost_their_blanks_show_no_places() -> None:
    """Though they happen to have as many fields: 公开内容 is not over 二级事项."""
    assert paths("公开事项|公开内容|公开依据|公开时限|公开对象", "一级事项|二级事项|全社会|特定群体|县级") == []


def test_values_that_read_like_labels_are_in_the_first_row() -> None:
    """主动公开 and 县级 in a row of other texts; its number is no end of the label before it."""
    lines = ("序号|事项|公开内容|公开时限|公开主体|公开方式|公开层级", "1|机构|简介|及时|镇政府|主动公开|县级")
    (region,) = find_headers(fragments(*lines))
    assert region.last == 6


def test_rows_that_fill_what_a_header_leaves_blank_are_its_own() -> None:
    """Whatever they say: 编码 and 文件名称 are no labels of any vocabulary. Values stand below other labels too."""
    above = "序号|公开事项||||公开内容|公开依据||公开时限"
    lines = (
        above,
        "|一级事项||二级事项|||文件名称|条款|",
        "|编码|名称|编码|名称||||",
        "1|A|财政|A1|预算|总表|《预算法》|第十四条|及时",
    )
    assert paths(*lines) == [
        "序号", "一级事项/编码", "一级事项/名称", "二级事项/编码", "二级事项/名称",
        "公开内容", "公开依据/文件名称", "公开依据/条款", "公开时限",
    ]  # fmt: skip
    one_row = ("序号|公开事项||公开内容|公开时限", "1|财政|预算|总表|及时", "2||决算|总表|及时")
    (region,) = find_headers(fragments(*one_row))
    assert region.last == 4
