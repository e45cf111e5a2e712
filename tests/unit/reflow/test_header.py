"""Headers in a run of fragments, and the columns that their labels make."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.header.find import HeaderRegion, find_headers
from gkml_extract.reflow.header.order import order_columns
from support.tables import fragments


def the_header(*lines: str) -> HeaderRegion:
    """The only header in the lines."""
    (region,) = find_headers(fragments(*lines))
    return region


def labels(*lines: str) -> list[str]:
    """Its labels in printed order."""
    return [printed.label.text for printed in the_header(*lines).labels]


def paths(*lines: str) -> list[str]:
    """The header paths of its columns, left to right."""
    columns = order_columns(the_header(*lines).labels)
    return ["/".join(printed.label.text for printed in column.path) for column in columns]


ONE_ROW = "序号\t一级事项\t二级事项\t公开内容\t公开时限"


def test_one_row() -> None:
    """Its region ends before the body."""
    lines = (ONE_ROW, "1\t概况信息\t机构职能\t机构名称\t及时")
    region = the_header(*lines)
    assert (region.first, region.last) == (0, 4)
    assert region.fields == {"number", "primary", "secondary", "content", "deadline"}
    assert paths(*lines) == ONE_ROW.split("\t")


@pytest.mark.parametrize("line", [ONE_ROW.replace("\t", "|"), ONE_ROW.replace("\t", " ")])
def test_separators_make_no_difference(line: str) -> None:
    """Tabs, pipes or blanks."""
    assert paths(line, "1 甲 乙 丙 丁") == ONE_ROW.split("\t")


def test_the_end_of_a_label_behind_its_neighbours() -> None:
    """Wrapped labels side by side are printed line by line."""
    lines = ("序号", "公开内容 公开依据 公开时限", "一级事 咨询电话", "项", "二级事项", "1 概况信息")
    assert sorted(labels(*lines)) == sorted(
        ["序号", "公开内容", "公开依据", "公开时限", "一级事项", "咨询电话", "二级事项"]
    )


def test_a_legend_broken_over_lines_is_of_its_label() -> None:
    """However many lines it takes, and where it opens within a line."""
    lines = (
        "序",
        "号",
        "公开内容",
        "公开渠道",
        "和载体（“■”",
        "表",
        "示",
        "必",
        "选",
        "项，",
        "“□”表",
        "示可选",
        "项）",
    )
    assert labels(*lines, "公开", "时限", "责任", "主体", "1 概况信息") == [
        "序号", "公开内容", "公开渠道和载体（“■”表示必选项，“□”表示可选项）", "公开时限", "责任主体",
    ]  # fmt: skip


def test_a_numeral_in_brackets_below_a_label_is_no_legend() -> None:
    """It counts the first row."""
    assert labels(*ONE_ROW.split("\t"), "（一）", "概况信息") == ONE_ROW.split("\t")


def test_lines_above_are_not_of_the_header() -> None:
    """A title that holds words of labels."""
    region = the_header("某局政务公开基本目录", "", "责任单位：某局 填表人：张三", ONE_ROW)
    assert region.labels[0].label.text == "序号"
    assert region.last - region.first == 4


TWO_ROWS = (
    "序号\t公开事项\t\t公开内容\t公开时限\t公开对象\t\t备注",
    "\t一级事项\t二级事项\t\t\t全社会\t特定群体\t",
)
TWO_ROWS_PATHS = [
    "序号",
    "公开事项/一级事项",
    "公开事项/二级事项",
    "公开内容",
    "公开时限",
    "公开对象/全社会",
    "公开对象/特定群体",
    "备注",
]


def test_two_rows() -> None:
    """Each child stands under its group; the blank fields of the last line are of the header."""
    region = the_header(*TWO_ROWS, "1\t甲\t乙")
    assert region.last == 15
    assert paths(*TWO_ROWS, "1\t甲\t乙") == TWO_ROWS_PATHS


def test_two_rows_of_a_text_without_separators() -> None:
    """The children follow after the whole first row."""
    lines = [
        "序号",
        "公开事项",
        "公开内容",
        "公开时限",
        "公开对象",
        "备注",
        "一级事项 二级事项",
        "全社会",
        "特定群体",
        "1",
    ]
    assert paths(*lines) == TWO_ROWS_PATHS


def test_labels_broken_over_lines() -> None:
    """Down to one character a line; blank lines make no difference."""
    lines = [
        "序",
        "",
        "号",
        "公开事项",
        "公开内容",
        "（要素）",
        "公开依",
        "据",
        "公",
        "开",
        "主",
        "体",
        "一级",
        "事项",
        "二级事项",
    ]
    assert labels(*lines) == ["序号", "公开事项", "公开内容（要素）", "公开依据", "公开主体", "一级事项", "二级事项"]


def test_a_label_is_not_joined_over_a_separator() -> None:
    """公开 and 时限 in two fields are two labels."""
    assert "公开时限" not in labels("序号\t一级事项\t公开内容\t公开依据\t公开\t时限\t备注")


def test_an_unknown_label_between_known_ones_is_a_column() -> None:
    """A field of its own, or what stands between two labels."""
    assert labels("序号|公开事项|公开内容|公开时限|办理流程|公开主体") == [
        *("序号", "公开事项", "公开内容", "公开时限", "办理流程", "公开主体")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "办理流程|公开事项|公开内容|公开时限|公开主体",
        "序号|公开事项|公开内容|公开时限|办理流程",
    ],
)
def test_an_unknown_label_at_the_edge_of_a_row_of_fields_is_a_column(line: str) -> None:
    """Its line is a header's, all of it; else its values join the column beside it."""
    assert labels(line, "1|概况|名称|及时|某局") == line.split("|")


def test_a_misspelt_label_keeps_its_column() -> None:
    """It is read by likeness."""
    printed = the_header("序号\t一级事项\t二级事项\t公开内窖\t公开时限").labels[3]
    assert (printed.label.text, printed.label.field, printed.label.rule) == ("公开内窖", "content", "fuzzy")


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("序号\t事项\t内容",),
        ("公开内容", "公开依据"),
        ("姓名\t单位\t电话\t备注",),
        ("主动公开\t依申请公开\t决策\t执行\t管理",),
        ("本局公开时限为二十日，", "公开内容见附件。", "一级事项六项。"),
    ],
)
def test_a_few_words_are_no_header(lines: tuple[str, ...]) -> None:
    """It takes four fields, and telling ones."""
    assert find_headers(fragments(*lines)) == []


BODY = [f"{number}\t概况信息\t机构职能\t机构名称、办公地址\t及时公开" for number in range(1, 7)]


def test_a_header_printed_again_is_found_again() -> None:
    """At the top of the next page."""
    found = find_headers(fragments(ONE_ROW, *BODY[:4], ONE_ROW, *BODY[4:]))
    assert [(region.first, region.last) for region in found] == [(0, 4), (25, 29)]


@pytest.mark.parametrize("n_rows", [1, 2])
def test_a_header_printed_again_after_few_rows_is_found_again(n_rows: int) -> None:
    """A page may hold one long row; its next header must not be read as a row."""
    assert len(find_headers(fragments(ONE_ROW, *BODY[:n_rows], ONE_ROW, *BODY[n_rows:]))) == 2


def test_children_of_a_group_that_is_not_printed() -> None:
    """They stand between the groups of their neighbours in the second row."""
    lines = ["序号 公开事项 公开内容 公开对象 公开方式 备注", "一级事项 二级事项 全社会 特定群体 决策 执行 主动 依申请"]
    assert paths(*lines) == [
        *("序号", "公开事项/一级事项", "公开事项/二级事项", "公开内容", "公开对象/全社会", "公开对象/特定群体"),
        *("决策", "执行", "公开方式/主动", "公开方式/依申请", "备注"),
    ]


def test_last_children_of_a_group_that_is_not_printed() -> None:
    """They stand before the columns that close a table."""
    lines = ["序号 公开事项 公开内容 公开时限 公开对象 责任部门 备注", "一级事项 二级事项 全社会 特定群体 主动 依申请"]
    assert paths(*lines)[-6:] == ["公开对象/全社会", "公开对象/特定群体", "主动", "依申请", "责任部门", "备注"]


def test_columns_without_groups_keep_their_order() -> None:
    """The labels of one row."""
    line = "序号 类别 事项 公开内容 公开主体 公开时限 公开渠道 责任科室"
    assert paths(line) == line.split()


@pytest.mark.parametrize(
    "line", ["序号 公开事顶 公开内客 公开依椐 公开时眼 公开王体", "序 公开事 公开内 公开依 公开时 公开主"]
)
def test_damaged_labels_are_a_header(line: str) -> None:
    """Each with a character misread, or with its end lost."""
    region = the_header(line, "1 甲 乙 丙 丁 戊")
    assert region.fields == {"number", "primary", "content", "legal_basis", "deadline", "publisher"}


def test_words_of_cells_are_no_damaged_labels() -> None:
    """Cells that hold nearly what labels do, but no four of them."""
    assert find_headers(fragments("公开内容是职能、地址", "全社", "公开主题", "及时公开")) == []


@pytest.mark.parametrize("name", ["公开类别", "事项名称", "公开事项"])
def test_the_group_of_the_items_may_have_another_name(name: str) -> None:
    """Labels of other columns stand between it and the row of its children."""
    above = f"序号|{name}|公开内容|公开时限|公开主体|公开对象"
    expected = ["序号", f"{name}/一级事项", f"{name}/二级事项", "公开内容", "公开时限", "公开主体"]
    found = paths(above, "一级事项|二级事项|全社会|特定群体")
    assert found == [*expected, "公开对象/全社会", "公开对象/特定群体"]


def test_items_may_have_a_name_in_place_of_their_second_level() -> None:
    """事项名称 beside 一级事项, in the second row, is below 公开事项 as well."""
    found = paths("序号|公开事项|公开内容|公开时限|公开主体|公开对象", "一级事项|事项名称|全社会|特定群体")
    assert found[:4] == ["序号", "公开事项/一级事项", "公开事项/事项名称", "公开内容"]


def test_a_level_above_the_items_is_no_group() -> None:
    """It stands beside them."""
    line = "序号|类别|一级事项|二级事项|公开内容|公开时限"
    assert paths(line) == line.split("|")


def test_three_fields_are_a_header_where_they_are_a_whole_row() -> None:
    """类别, 事项, 责任部门, 生成时间: universities' lists. In words without separators they are none."""
    rows = ("类别\t公开事项\t责任部门\t生成时间", "基本信息\t（1）办学规模\t办公室\t每年10月")
    assert paths(*rows) == rows[0].split("\t")
    assert find_headers(fragments(*(row.replace("\t", " ") for row in rows))) == []
    assert find_headers(fragments(rows[0], "公开事项由办公室在每年10月公开")) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("公开类型 序号 一级事项 二级事项 公开内容 公开时限 公开方式", "主动公开 依申请公开"),
        ("序号 一级事项 二级事项 公开内容 公开时限 公开方式 公开类型", "主动公开 依申请公开"),
    ],
)
def test_a_type_beside_the_method_is_a_column_of_its_own(lines: tuple[str, ...]) -> None:
    """公开类型 may be the group of 主动公开, but not where 公开方式 is printed as well."""
    found = paths(*lines)
    assert {"公开类型", "公开方式/主动公开", "公开方式/依申请公开"} <= set(found)


def test_a_type_before_the_items_is_no_group() -> None:
    """主动公开 and 依申请公开 never stand there."""
    assert paths("公开类型 序号 一级事项 二级事项 公开内容 公开时限 主动公开 依申请公开")[0] == "公开类型"


def test_a_type_may_be_the_group() -> None:
    """Behind the items, over 主动公开 and 依申请公开."""
    found = paths("序号 一级事项 二级事项 公开内容 公开时限 公开类型 备注", "主动公开 依申请公开")
    assert found[-3:] == ["公开类型/主动公开", "公开类型/依申请公开", "备注"]


def test_a_category_before_the_numbers_is_no_level_of_items() -> None:
    """Where 一级事项 and 二级事项 are printed as well; 类别 over the only names is one."""
    columns = order_columns(the_header("信息类别 序号 一级事项 二级事项 公开内容 公开时限").labels)
    assert [column.leaf.field for column in columns][:4] == ["extra", "number", "primary", "secondary"]
    columns = order_columns(the_header("信息类别 序号 公开事项 公开内容 公开时限").labels)
    assert columns[0].leaf.field == "primary"


def test_labels_of_items_side_by_side() -> None:
    """公开事项 is the group of what stands below it, and of no single label beside it."""
    found = paths("序号 公开事项 公开子项 公开内容 公开时限 公开依据", "1 甲 乙 丙 长期公开 《条例》")
    assert found[:3] == ["序号", "公开事项", "公开子项"]
    found = paths("序号 公开事项 公开内容 公开时限 公开依据", "一级事项 二级事项")
    assert found[:3] == ["序号", "公开事项/一级事项", "公开事项/二级事项"]


def test_a_category_over_levels_in_the_row_below_is_their_group() -> None:
    """Labels of no spelling, built like known ones: 一级类目."""
    found = paths("公开类别 序号 公开内容 公开形式 公开时限 责任单位", "一级类目 二级类目 三级类目", "1 甲 乙 丙")
    assert found == [
        "公开类别/一级类目", "公开类别/二级类目", "公开类别/三级类目", "序号", "公开内容",
        "公开形式", "公开时限", "责任单位",
    ]  # fmt: skip


def test_no_line_of_a_label_is_wider_than_its_first() -> None:
    """依申请公开 may end where 公开层级 begins: in a column of one character its last line has one as well."""
    before = ("序", "号", "一级事项", "二级事项", "公开内容", "公开时限", "主动")
    assert labels(*before, "依", "申", "请", "公开", "层级")[-2:] == ["依申请", "公开层级"]
    assert labels(*before, "依", "申", "请", "公", "开", "公开", "层级")[-2:] == ["依申请公开", "公开层级"]
    assert labels(*before, "依申", "请公", "开", "备注")[-2:] == ["依申请公开", "备注"]


@pytest.mark.parametrize("line", ["一、主动公开信息||||", "一、主动公开信息"])
def test_a_heading_below_a_header_is_no_label(line: str) -> None:
    """主动公开 is the name of a column as well; blank fields behind the heading may be kept."""
    lines = ("序号|公开事项|公开内容|公开方式|公开时限", line, "1|机构概况|机构职能|主动公开|及时")
    assert labels(*lines) == ["序号", "公开事项", "公开内容", "公开方式", "公开时限"]


@pytest.mark.parametrize("mark", ["|", " "])
def test_labels_in_the_words_of_their_subject(mark: str) -> None:
    """None of the items' labels is known: 公开时限 and 公开渠道 beside them say that they are such."""
    line = mark.join(["服务类别", "序号", "服务内容", "公开时间", "公告期限", "公开平台", "备注"])
    region = the_header(line)
    assert [printed.label.text for printed in region.labels] == line.split(mark)
    assert {"primary", "content"} <= region.fields


def test_names_of_channels_are_labels_below_their_group() -> None:
    """公开渠道 over four of them: the row is none of values, though few of its labels are in the vocabulary."""
    lines = (
        "序号|公开事项||公开内容|公开时限|公开渠道||||备注",
        "一级|二级|局网站|市政府网站|博物馆公告栏|微信公众号|",
        "1|机构|领导|姓名|及时|√|√|",
    )
    assert labels(*lines)[-6:] == ["一级", "二级", "局网站", "市政府网站", "博物馆公告栏", "微信公众号"]


@pytest.mark.parametrize(
    "lines",
    [("事项编码|公开事项|公开内容|公开时限|公开主体",), ("事项编码", "公开事项", "公开内容", "公开时限", "公开主体")],
)
def test_a_code_counts_the_rows_where_no_number_does(lines: tuple[str, ...]) -> None:
    """Beside 序号 it is a column of its own."""
    assert the_header(*lines).labels[0].label.field == "number"
    with_number = tuple(line.replace("公开时限", "序号|公开时限") for line in lines[:1] if "|" in line)
    assert not with_number or the_header(*with_number).labels[0].label.field == "extra"


def test_labels_of_a_second_row_under_columns_that_are_no_groups() -> None:
    """The noun that 首次公开 lacks, names of channels, and 名称 tell whose they are; what follows is of the same."""
    lines = (
        "序号\t公开事项\t公开内容\t公开时限\t所属五公开类型\t公开渠道\t责任科室\t备注",
        "首次公开\t更新频率\t决策\t结果\t门户网站\t收购现场\t科室名称\t电话",
        "1\t甲\t乙\t及时\t每年\t√\t√\t√\t√\t办公室\t12345\t无",
    )
    expected = [
        "序号", "公开事项", "公开内容", "公开时限/首次公开", "公开时限/更新频率", "所属五公开类型/决策",
        "所属五公开类型/结果", "公开渠道/门户网站", "公开渠道/收购现场", "责任科室/科室名称", "责任科室/电话", "备注",
    ]  # fmt: skip
    assert paths(*lines) == expected


def test_words_at_the_end_of_a_line_of_labels_are_labels() -> None:
    """Where blanks part them as well; a figure would be a row's."""
    lines = (
        "序号 公开事项 公开内容 公开时限 五公开类型 公开渠道 责任部门 备注",
        "决策 执行 管理 服务 结果 门户网站 公示栏 名称",
        "1 甲 乙 及时 √ √ 办公室 无",
    )
    assert labels(*lines)[-3:] == ["门户网站", "公示栏", "名称"]
    assert paths(*lines)[9:] == ["公开渠道/门户网站", "公开渠道/公示栏", "责任部门/名称", "备注"]


def test_labels_built_like_known_ones_beside_such() -> None:
    """发布途径 and 责任部室 are no spellings; 服务项目 is a label only beside 公开时限 and channels."""
    line = "服务项目 服务内容 政策依据 公开期限 发布途径 受理地点 责任部室"
    assert labels("序号", line, "1 甲 乙 《条例》 长期公开 网站 大厅 办公室") == ["序号", *line.split()]


def test_the_last_labels_broken_into_lines() -> None:
    """Between the last known label and the number of the first row, one of them known."""
    header = ("序", "号", "服务项目 服务内容 政策依据 公开期限 发布途径", "受理地", "点", "责任部", "室")
    assert labels(*header, "1", "甲") == [
        "序号", "服务项目", "服务内容", "政策依据", "公开期限", "发布途径", "受理地点", "责任部室",
    ]  # fmt: skip


def test_what_stands_before_the_first_number_may_be_no_label() -> None:
    header = ("序号 一级事项 二级事项 公开内容 公开依据 公开时限",)
    assert labels(*header, "概况信息", "1", "机构职能") == header[0].split()
