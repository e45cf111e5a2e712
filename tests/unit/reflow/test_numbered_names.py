"""Names of items that are numbered by their levels."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.reflow.numbered_names import numbered_names, numbering_of, places_of_numbered

HEADER = ("序号", "公开事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "一级事项", "二级事项")
ROWS = (
    ("1", "1.缆车运营", "1.1票价调整", "调价方案、听证纪要"),
    ("2", "", "1.2停运检修", "检修日期、接驳安排"),
    ("3", "2.索道安全", "2.1年度检验", "检验单位、检验结论"),
    ("4", "", "2.2应急救援", "预案文本、联系电话"),
    ("5", "3.乘客服务", "3.1失物招领", "领取地点、领取手续"),
)
OTHERS = ("《客运索道管理办法》第九条", "信息形成之日起20个工作日内", "石泉县交通运输局")
NAMES = [
    ("1.缆车运营", "1.1票价调整"), ("1.缆车运营", "1.2停运检修"),
    ("2.索道安全", "2.1年度检验"), ("2.索道安全", "2.2应急救援"),
    ("3.乘客服务", "3.1失物招领"),
]  # fmt: skip


def read(text: str) -> list[tuple[str | None, str | None]]:
    """The names of each item."""
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    return [(item.primary, item.secondary) for item in catalogue.items]


def lines_of(row: tuple[str, ...]) -> list[str]:
    """Each cell broken at six characters, one cell below the other."""
    cells = (cell for cell in (*row, *OTHERS) if cell)
    return [cell[k : k + 6] for cell in cells for k in range(0, len(cell), 6)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([*HEADER, *(line for row in ROWS for line in lines_of(row))]),
        "\n".join([*HEADER, *(cell for row in ROWS for cell in (*row, *OTHERS) if cell)]),
        "".join([*HEADER, *(cell for row in ROWS for cell in (*row, *OTHERS))]),
    ],
    ids=["wrapped", "a cell a line", "glued"],
)
def test_a_numbered_name_is_of_its_level(text: str) -> None:
    """2. names a group, 2.1 an item of it, however short the lines are."""
    assert read(text) == NAMES


def test_numbers_that_count_on_are_those_of_names() -> None:
    """A group's name stands before its first item; other paragraphs have such numbers as well."""
    found = numbered_names(["1.甲", "1.1乙", "1.丙", "1.2丁", "2.戊", "2.1己"])
    assert sorted(found) == [(0, 0), (1, 1), (3, 1), (4, 0), (5, 1)]
    assert numbered_names(["1.甲", "2.乙", "3.丙"]) == []
    assert numbered_names(["3.5万元", "1.2公里", "7.8亿元"]) == []


def test_the_number_of_a_row_is_none_of_its_group() -> None:
    """Of 11.缆车 the first 1 counts the row."""
    text = "及时公开11.缆车运营1.1票价调整方案"
    assert sorted({text[place:][:3] for place in places_of_numbered(text)}) == ["1.1", "1.缆", "11."]


@pytest.mark.parametrize(("text", "number"), [("1.2停运", "1.2"), ("一、概况", "一、"), ("1.停运", ""), ("20日内", "")])
def test_what_a_name_is_numbered_with(text: str, number: str) -> None:
    """A point behind one figure begins a paragraph as well."""
    assert numbering_of(text) == number


def test_items_are_counted_from_one_in_each_group() -> None:
    """一、…, 1.…, 2.…; a content that counts on is none of them."""
    texts = [
        "一、机构", "概况", "1.职能", "地址", "2.领导", "二、财政", "1.预算", "1.总表2.附表",
        "三、监督", "1.检查", "2.处罚",
    ]  # fmt: skip
    assert numbered_names([text for text in texts if text != "1.总表2.附表"]) == [
        (0, 0), (2, 1), (4, 1), (5, 0), (6, 1), (7, 0), (8, 1), (9, 1),
    ]  # fmt: skip
    assert numbered_names(["一、依据", "1.条例", "2.办法", "二、流程", "1.申请"]) == []
    assert len(numbered_names(texts)) == 8
