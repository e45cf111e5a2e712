"""The metadata line, dates, declared counts and attachments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.model.record import Declared
from gkml_extract.normalise.metadata import (
    MetadataLine,
    parse_attachment,
    parse_date,
    parse_declared,
    parse_metadata,
)

JINFENG = "责任单位：金凤区医疗保障局 填表人：邱晓洁 复核人：王艳 审签人：何丽 填表时间：2023.11.2"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            JINFENG,
            {
                "responsible_unit": "金凤区医疗保障局",
                "prepared_by": "邱晓洁",
                "reviewed_by": "王艳",
                "approved_by": "何丽",
                "prepared_on": "2023-11-02",
            },
        ),
        (
            "填报单位（盖章）：某局填报人：张三填报日期：2024年9月29日",
            {"responsible_unit": "某局", "prepared_by": "张三", "prepared_on": "2024-09-29"},
        ),
        ("责 任 单 位 : 某局\n审 核 人 : 李 四", {"responsible_unit": "某局", "reviewed_by": "李四"}),
        (
            "单位名称：某局 联系人：王五 联系电话：0951-1234567 制表人：赵六",
            {"responsible_unit": "某局", "prepared_by": "赵六"},
        ),
        ("填表人： 复核人：____ 填表时间：", {}),
        ("编制单位：某县教育局", {"responsible_unit": "某县教育局"}),
        ("填表时间 2024-09 填表人：张三", {"prepared_on": "2024-09", "prepared_by": "张三"}),
        (
            "责任单位:教育局 填表人:刘一 审核:陈二 审批:周三 填表日期:2021/9/8",
            {
                "responsible_unit": "教育局",
                "prepared_by": "刘一",
                "reviewed_by": "陈二",
                "approved_by": "周三",
                "prepared_on": "2021-09-08",
            },
        ),
        (
            "单位：某局（公章） 填表人： 审核人：赵六 时间：2024-03-05",
            {"responsible_unit": "某局", "reviewed_by": "赵六", "prepared_on": "2024-03-05"},
        ),
        (
            "填报人：孙某（电话 123） 报送时间：2024年1月2日",
            {"prepared_by": "孙某（电话123）", "prepared_on": "2024-01-02"},
        ),
        ("填表人：张三 传真：0951-1 复核人：李四", {"prepared_by": "张三", "reviewed_by": "李四"}),
        (
            "责任单位 柏溪镇人民政府 填表人 王一 填表时间 2024-05-01",
            {"responsible_unit": "柏溪镇人民政府", "prepared_by": "王一", "prepared_on": "2024-05-01"},
        ),
    ],
)
def test_fields_of_a_metadata_line(text: str, fields: dict[str, str]) -> None:
    """Labels in their variants; a blank value has no entry."""
    assert parse_metadata(text) == MetadataLine(fields)


@pytest.mark.parametrize(
    "text",
    [
        "【责任主体】大武口区医疗保障局部门",
        "公开主体：某局",
        "审核：县级部门 审批：市级部门 时间：5个工作日",
        "责任单位",
        "序号 公开事项 责任单位 填表时间",
        "负责人：张三",
        "责任单位：各有关部门要按照要求认真落实政务公开工作的各项任务，确保各项内容按时公开到位，不得以任何理由拖延。",
        "",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    """A label without a colon, another label, or prose makes no metadata line."""
    assert parse_metadata(text) is None


def test_a_date_that_is_none_is_kept_as_unread() -> None:
    """There is no 31 November."""
    assert parse_metadata("填表人：张三 填表时间：2023.11.31") == MetadataLine({"prepared_by": "张三"}, "2023.11.31")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023.11.2", "2023-11-02"),
        ("2024年9月29日", "2024-09-29"),
        ("2024-09-29", "2024-09-29"),
        ("2024/9/29", "2024-09-29"),
        ("２０２４年９月２９日", "2024-09-29"),
        ("20240929", "2024-09-29"),
        ("2024 年 9 月 29 日", "2024-09-29"),
        ("二〇二四年九月二十九日", "2024-09-29"),
        ("二○二四年十月", "2024-10"),
        ("2024年9月", "2024-09"),
        ("2024年", "2024"),
        ("2024年13月1日", None),
        ("2023年2月29日", None),
        ("23.11.2", None),
        ("年 月 日", None),
        ("", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    """Every usual form gives ISO 8601; what is no date gives nothing."""
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("政府信息：主动公开一级事项 6 项；二级事项 16 项；依申请公开二级事项 0 项", (6, 16, None, 0)),
        ("政府信息：主动公开一级事项6项，二级事项36项；依申请公开二级事项0项", (6, 36, None, 0)),
        ("政府信息：主动公开一级事项 5项，二级事项 15项；依申请公开二级事项 项", (5, 15, None, None)),
        ("（主动公开一级事项：六个，二级事项：三十六个；依申请公开一级事项一个，二级事项两条）", (6, 36, 1, 2)),
        ("一级事项共6项、二级事项共16项", (6, 16, None, None)),
        ("主动公开一级事项 项，二级事项 项", (None, None, None, None)),
    ],
)
def test_declared_counts(text: str, counts: tuple[int | None, ...]) -> None:
    """A count is of the method named last before it; a blank one is None."""
    proactive_primary, proactive_secondary, on_request_primary, on_request_secondary = counts
    assert parse_declared(text) == Declared(
        proactive_primary=proactive_primary,
        proactive_secondary=proactive_secondary,
        on_request_primary=on_request_primary,
        on_request_secondary=on_request_secondary,
    )


@pytest.mark.parametrize(
    "text", ["一级事项需包含机构信息、政策信息等各项", "主动公开", "序号 一级事项 二级事项", "主动公开6项", ""]
)
def test_lines_without_counts_are_none(text: str) -> None:
    """Prose and headers state no counts."""
    assert parse_declared(text) is None


@pytest.mark.parametrize(
    ("text", "attachment"),
    [
        ("附件 1", "附件1"),
        ("附件", "附件"),
        ("附 件：2", "附件2"),
        ("附件1：", "附件1"),
        ("附表1", "附表1"),
        ("附件1-2", "附件1-2"),
        ("附件一", "附件一"),
        ("附件1：某局政务公开基本目录", None),
        ("附近", None),
        ("", None),
    ],
)
def test_attachments(text: str, attachment: str | None) -> None:
    """Only a line that says nothing else."""
    assert parse_attachment(text) == attachment


PIECES = ["责任单位", "填表时间", "：", "2024", ".", "年", "主动公开", "一级事项", "3", "项", "附件", " "]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=15).map("".join)))
def test_never_raises(text: str) -> None:
    """Any line has a reading or none."""
    parse_metadata(text)
    parse_declared(text)
    parse_attachment(text)
    parse_date(text)
