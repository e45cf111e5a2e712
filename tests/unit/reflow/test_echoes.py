"""Names of two levels that stand side by side, with nothing but a blank or a line's end between them."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.evidence.edges import echo_edges
from support.tables import fragments

HEADER = ("序号 公开事项 公开内容 公开依据 公开期限 公开主体 公开渠道 公开方式", "一级事项 二级事项 主动 依申请")
ROWS = (
    "1 捕捞渔船 渔船检验登记 项目概况；建设规模 《渔业法》 收到备案材料后7日内 云霄县人民政府 ■政府网站 □公示栏 √",
    "2 渔船报废拆解 网点名称、地址、服务电话 《渔港条例》 收到备案材料后7日内 √",
    "3 减船转产补助 检验登记的依据、流程、所需要件 适时公开 √",
    "4 增殖放流 放流计划 1.申请书 2.身份证明 3.现场照片 适时公开 √",
    "5 苗种供应单位 专项资金下达文件、分配结果 适时公开 √",
    "6 放流公示 投诉联系人、受理范围 适时公开 ■政府网站 □公示栏 √",
    "7 禁渔制度 禁渔区禁渔期 命名理由、地名含义 《渔业法》 收到备案材料后7日内 ■政府网站 □公示栏 √",
)


def test_a_name_that_begins_with_a_word_of_its_group_is_of_the_next_level() -> None:
    """The row opens a group with few cells of its own, and 流放 might stand within a word."""
    (catalogue,) = extract_bytes("\n".join((*HEADER, *ROWS)).encode(), "a.txt").catalogues
    names = [(item.primary, item.secondary) for item in catalogue.items]
    assert names[2:5] == [("捕捞渔船", "减船转产补助"), ("增殖放流", "放流计划"), ("增殖放流", "苗种供应单位")]


@pytest.mark.parametrize(
    ("first", "second", "is_echo"),
    [
        ("取水许可", "取水申请批准", True),
        ("增殖放流", "放流计划", True),
        ("增殖放流", "苗种供应单位", False),
        ("办理条件、", "办理材料", False),  # points of a list
        ("取水许可", "取水", False),  # the end of a name broken into lines
        ("2024年", "2024年度", False),
    ],
)
def test_points_of_a_list_are_no_echoes(first: str, second: str, is_echo: bool) -> None:
    scores = echo_edges(make_chunks(fragments(first, second)).chunks)
    assert [score > 0 for score in scores.tolist()] == [False, is_echo]
