"""Header labels → fields."""

from __future__ import annotations

import pytest

from gkml_extract.lexicon.header import field_of_path, parse_header, parse_label

USUAL = [
    ("序号", "number"),
    ("公开事项", "primary"),
    ("一级事项", "primary"),
    ("二级事项", "secondary"),
    ("三级事项", "levels"),
    ("公开内容（要素）", "content"),
    ("公开依据", "legal_basis"),
    ("公开时限", "deadline"),
    ("公开主体", "publisher"),
    ("责任部门", "department"),
    ("责任科室", "department"),
    ("公开渠道和载体", "channels"),
    ("公开对象", "audience"),
    ("全社会", "audience.public"),
    ("特定群体", "audience.specific"),
    ("公开方式", "method"),
    ("主动公开", "method.proactive"),
    ("依申请公开", "method.on_request"),
    ("所属“五公开”类型", "five_open"),
    ("决策", "five_open.decision"),
    ("执行", "five_open.execution"),
    ("管理", "five_open.management"),
    ("服务", "five_open.service"),
    ("结果", "five_open.result"),
    ("网站所属栏目", "website_column"),
    ("备注", "remarks"),
    ("公开层级", "extra"),
    ("县级", "extra"),
]


@pytest.mark.parametrize(("label", "field"), USUAL)
def test_the_usual_labels(label: str, field: str) -> None:
    """Of record.md; exact, whatever blanks a wrap left."""
    for text in (label, " ".join(label), "\n".join(label)):
        found = parse_label(text)
        assert (found.field, found.rule, found.score, found.text) == (field, "exact", 1.0, text)


@pytest.mark.parametrize(
    ("label", "field", "rule"),
    [
        ("公开主体（盖章）", "publisher", "exact-without-bracket"),
        ("公开时限［工作日］", "deadline", "exact-without-bracket"),
        ("公开对象（全社会/特定群体）", "audience", "exact-without-bracket"),
        ("公开方式（主动/依申请", "method", "exact-without-bracket"),
        ("序号序号", "number", "exact-undoubled"),
        ("公开依据公开依据", "legal_basis", "exact-undoubled"),
        ("公开时限（gōngkāi）", "deadline", "exact-undoubled"),
        ("公開內容", "content", "exact"),
        ("責任單位", "department", "exact"),
        ("公开内容 ( 要素 )", "content", "exact"),
        ("所属五公开类型", "five_open", "exact"),
    ],
)
def test_a_label_with_something_put_in(label: str, field: str, rule: str) -> None:
    """A legend in brackets, closed or not; printed twice; a gloss; traditional characters; widths."""
    found = parse_label(label)
    assert (found.field, found.rule, found.score) == (field, rule, 1.0)


@pytest.mark.parametrize(
    ("label", "field"),
    [("公;开方式", "method"), ("公开渠道和栽体", "channels"), ("公开内窖", "content"), ("公开渠到和载体", "channels")],
)
def test_a_misspelt_label_is_read_by_likeness(label: str, field: str) -> None:
    """With a score below 1, so that it can be doubted."""
    found = parse_label(label)
    assert (found.field, found.rule) == (field, "fuzzy")
    assert 0.7 < found.score < 1


@pytest.mark.parametrize(
    "label", ["公开主题", "信息公开主题", "公开单价", "公开事宜", "责任部位", "公开对话", "公开依规"]
)
def test_a_label_with_another_word_is_no_misspelling(label: str) -> None:
    """A common character that does not look like the right one was meant."""
    assert parse_label(label).field == "extra"


@pytest.mark.parametrize("label", ["色彩", "办理流程", "金额（万元）", "依椐", "", "（）", "√"])
def test_an_unknown_label_is_extra(label: str) -> None:
    """With score 0; two characters are too few for likeness."""
    found = parse_label(label)
    assert (found.field, found.rule, found.score, found.group) == ("extra", "unknown", 0.0, None)


@pytest.mark.parametrize(
    ("label", "is_group", "group"),
    [
        ("公开事项", True, "items"),
        ("二级事项", False, "items"),
        ("公开对象", True, "audience"),
        ("全社会", False, "audience"),
        ("公开方式", True, "method"),
        ("五公开", True, "five_open"),
        ("结果", False, "five_open"),
        ("公开层级", True, "公开层级"),
        ("乡镇级", False, "公开层级"),
        ("序号", False, None),
    ],
)
def test_groups_and_their_children(label: str, is_group: bool, group: str | None) -> None:
    """A group label stands over the columns of its children."""
    found = parse_label(label)
    assert (found.is_group, found.group) == (is_group, group)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("公开对象", "全社会"), "audience.public"),
        (("公开事项", "二级事项"), "secondary"),
        (("公开事项", "名称"), "secondary"),
        (("公开", "时限"), "deadline"),
        (("公开对象", ""), "audience"),
        (("", "公开内容"), "content"),
        (("公开层级", "县级"), "extra"),
        (("公开层级", "开发区"), "extra"),
        (("公开层级", "街道"), "extra"),
        (("公开时限", "首次公开"), "deadline"),
        (("公开时限", "更新频率"), "extra"),
        (("公开对象", "首次公开"), "extra"),
    ],
)
def test_the_lowest_label_decides(path: tuple[str, ...], field: str) -> None:
    """An unknown one is read together with those above it; a blank one is none."""
    assert field_of_path(path).field == field


@pytest.mark.parametrize("path", [(), ("",), ("", " ")])
def test_a_column_without_a_label_is_extra(path: tuple[str, ...]) -> None:
    """By a rule of its own: nothing unknown is printed."""
    found = field_of_path(path)
    assert (found.field, found.rule) == ("extra", "unlabelled")


@pytest.mark.parametrize(
    ("label", "field", "rule"),
    [
        ("公开的具体时限", "deadline", "pattern"),
        ("公开对象全社会", "audience.public", "group-and-child"),
        ("主动/依申请", "method", "all-of-a-group"),
        ("公开内容及依据", "content", "several-labels"),
        ("限时开公", "deadline", "scrambled"),
        ("开时限", "deadline", "fuzzy"),
        ("1.特定群体请写明", "audience.specific", "exact-trimmed"),
    ],
)
def test_the_rule_tells_how_a_label_was_read(label: str, field: str, rule: str) -> None:
    """Only spellings of the vocabulary have score 1."""
    found = parse_label(label)
    assert (found.field, found.rule) == (field, rule)
    assert (found.score == 1) is rule.startswith("exact")


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("公开方式/主动", "method.proactive"),
        ("公开事项 > 二级事项", "secondary"),
        ("一级/二级", "primary"),
        ("责任部门/科室", "department"),
    ],
)
def test_parents_may_stand_in_front(label: str, field: str) -> None:
    """Unless the mark belongs to the label."""
    assert parse_header(label).field == field


@pytest.mark.parametrize("text", ["责任办所", "承办站所中心", "牵头部室", "责任科室/站所", "主办中队"])
def test_offices_of_any_kind_are_the_department(text: str) -> None:
    """What does it is named by the kinds of offices there are, in any order."""
    label = parse_label(text)
    assert (label.field, label.rule) == ("department", "pattern")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("信息获取方式", "channels"),
        ("查阅途径", "channels"),
        ("制作主体", "publisher"),
        ("公开条目", "primary"),
        ("办理地点", "extra"),
        ("查询电话", "extra"),
    ],
)
def test_labels_built_like_known_ones(text: str, field: str) -> None:
    """How it is to be had is the channel; where something is done is none."""
    assert parse_label(text).field == field
