"""Labels of narrow columns, told by all their characters together."""

import pytest

from gkml_extract.reflow.aligned.header import find_headers
from gkml_extract.reflow.aligned.jumbled import tell_labels
from gkml_extract.reflow.aligned.words import Word, find_pages


def words(*lines: str) -> list[Word]:
    """The words of lines, a place a character."""
    found: list[Word] = []
    for number, line in enumerate(lines):
        at = 0
        for text in line.split(" "):
            if text:
                found.append(Word(at, at + len(text), number, text))
            at += len(text) + 1
    return found


def test_lines_that_are_shifted_against_one_another() -> None:
    """Each column stands where the characters are that no other label has."""
    told = tell_labels(words("全   主 依", "社  特动 申 县", "会 定 公  请 级", "   群 开公", "   众   开"))
    assert told is not None
    assert [label.text for label in told] == ["全社会", "特定群众", "主动公开", "依申请公开", "县级"]
    assert [label.x0 for label in told] == sorted(label.x0 for label in told)


def test_a_group_whose_label_is_written_in_a_column_too() -> None:
    """公开层级 over 县级 and 乡级, its characters among theirs."""
    told = tell_labels(words("公   公", "开   开", "方   层", "式   级", "主 依 县 乡", "动 申 级 级", "  请"))
    assert told is not None
    assert [(label.text, label.group) for label in told] == [
        ("主动", "公开方式"),
        ("依申请", "公开方式"),
        ("县级", "公开层级"),
        ("乡级", "公开层级"),
    ]


@pytest.mark.parametrize("line", ["全社会 特定群体 电话", "甲 乙 丙", "全社 特定群体"])
def test_characters_that_no_labels_need_exactly_tell_nothing(line: str) -> None:
    """One character too many or too few, and the labels are not these."""
    assert tell_labels(words(line)) is None


def drawn(*lines: list[tuple[int, str]]) -> str:
    """Texts at their places, a place a character."""
    text = ""
    for line in lines:
        for x0, word in line:
            text = text.ljust(text.rfind("\n") + 1 + x0) + word
        text += "\n"
    return text


def header_of(*lower: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """The group and the label of each column; groups stand left of their columns."""
    groups = [(3, "公开事项"), (28, "公开对象"), (34, "公开方式")]
    labels = [(1, "一级事项"), (7, "二级事项"), (14, "公开内容"), (24, "公开时限"), (32, "公开主体"), (40, "公开渠道")]
    row = [
        (1, "救助"),
        (7, "低保"),
        (14, "申请条件"),
        (24, "及时公开"),
        (32, "某县民政局"),
        (40, "政府网站"),
        (50, "√"),
        (58, "√"),
    ]
    page = find_pages(drawn(groups, labels, *lower, *[row] * 8))[0]
    header = find_headers(page)[0]
    return [(header.groups[leaf.group].text if leaf.group is not None else "", leaf.text) for leaf in header.leaves]


def test_groups_that_stand_left_of_their_columns() -> None:
    """Print beside the table moves labels by any number of places: a group has the columns of its kind."""
    lower = [(50, "全社"), (54, "特定"), (58, "主动"), (62, "依申")], [(50, "会"), (54, "群体"), (62, "请")]
    assert header_of(*lower)[-4:] == [
        ("公开对象", "全社会"),
        ("公开对象", "特定群体"),
        ("公开方式", "主动"),
        ("公开方式", "依申请"),
    ]


def test_an_object_below_its_own_column_is_no_group() -> None:
    """特定 over 对象 is one label, also where 对象 alone is the name of a group."""
    lower = [(50, "全社"), (54, "特定"), (58, "主动"), (62, "依申")], [(50, "会"), (54, "对象"), (62, "请")]
    assert ("公开对象", "特定对象") in header_of(*lower)


def test_labels_that_touch_are_parted() -> None:
    """Two labels in one word, and one of a column of one character beside those of ticks."""
    lines = [
        [(2, "公开事项"), (40, "所属“五公开”类")],
        [(44, "型"), (49, "备")],
        [
            (0, "一级事"),
            (4, "二级事项"),
            (9, "公开内容（要素）公开期限"),
            (22, "公开依据"),
            (33, "公开渠道"),
            (40, "决执管服结注"),
        ],
        [(1, "项"), (40, "策行理务果")],
    ]
    row = [(0, "机构"), (4, "领导信息"), (10, "姓名"), (17, "及时"), (22, "《条例》"), (33, "政府网站"), (42, "√")]
    header = find_headers(find_pages(drawn(*lines, *[row] * 8))[0])[0]
    assert [leaf.text for leaf in header.leaves] == [
        *("一级事项", "二级事项", "公开内容（要素）", "公开期限", "公开依据", "公开渠道"),
        *("决策", "执行", "管理", "服务", "结果", "备注"),
    ]


def test_a_title_between_the_lines_of_a_header_is_no_column() -> None:
    """Where groups stand higher than it in the text, as poppler may print them."""
    lines = [(3, "公开事项")], [(10, "某县义务教育领域基层政务公开标准目录"), (40, "公开对象")]
    labels = [
        (1, "一级事项"),
        (7, "二级事项"),
        (14, "公开内容"),
        (24, "公开时限"),
        (32, "公开主体"),
        (40, "全社会"),
        (44, "特定群体"),
    ]
    row = [(1, "招生"), (7, "学区"), (14, "划分方案"), (24, "及时公开"), (32, "教育局"), (41, "√")]
    header = find_headers(find_pages(drawn(*lines, labels, *[row] * 8))[0])[0]
    assert [word.text for word in header.titles] == ["某县义务教育领域基层政务公开标准目录"]
    assert len(header.leaves) == len(labels)


def test_remarks_beside_narrow_columns() -> None:
    """备注 in a column of one character, its lines among those of its neighbours."""
    told = tell_labels(words("主 依 备", "动 申 注", "  请"))
    assert told is not None
    assert [label.text for label in told] == ["主动", "依申请", "备注"]


def test_the_end_of_a_legend_is_of_its_label() -> None:
    """It stands under the middle of longer lines, and a line of it may begin with a box."""
    columns = [(0, "序号"), (4, "一级事项"), (12, "公开内容"), (20, "公开时限")]
    lines = [[*columns, (26, "公开渠道（“■”表示必选，"), (46, "备注")], [(26, "□”表示可选，至少选一")], [(32, "项）")]]
    row = [(0, "1"), (4, "机构信息"), (12, "职责"), (20, "及时公开"), (26, "■政府网站")]
    (header,) = find_headers(find_pages(drawn(*lines, *[row] * 8))[0])
    assert [leaf.text for leaf in header.leaves][4:] == ["公开渠道（“■”表示必选，□”表示可选，至少选一项）", "备注"]


def test_the_first_line_of_a_row_is_no_line_of_labels() -> None:
    """Its characters stand in labels of columns of one character each: 1.项目名称."""
    header = [(0, "序号"), (4, "一级事项"), (12, "公开内容"), (20, "公开时限"), (28, "公开依据")]
    row = [[(12, "1.项目名称")], [(0, "1"), (4, "机构信息"), (12, "2.地址"), (20, "及时公开"), (28, "《条例》")]]
    (found,) = find_headers(find_pages(drawn(header, *row * 6))[0])
    assert [leaf.text for leaf in found.leaves] == [label for _, label in header]
