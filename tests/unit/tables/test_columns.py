"""Header cells → columns with fields."""

from __future__ import annotations

import pytest

from gkml_extract.model.table import Cell, Table
from gkml_extract.tables.columns import read_columns
from support.tables import table


def fields(*lines: str, header: int = 1) -> list[str]:
    """The fields of the columns under these header lines."""
    return [column.field for column in read_columns(table(*lines, header=header))[0]]


def codes(*lines: str, header: int = 1) -> list[tuple[str, dict[str, str | int | float]]]:
    """The notes on these header lines: code and parameters."""
    return [(noted.code, dict(noted.params)) for noted in read_columns(table(*lines, header=header))[1]]


def test_one_header_row() -> None:
    """Each label is its column's whole path."""
    columns, notes = read_columns(table("序号|公开事项|公开内容|公开时限", "1|甲|乙|丙"))
    assert [(column.index, column.path, column.field, column.rule) for column in columns] == [
        (0, ("序号",), "number", "exact"),
        (1, ("公开事项",), "primary", "exact"),
        (2, ("公开内容",), "content", "exact"),
        (3, ("公开时限",), "deadline", "exact"),
    ]
    assert notes == ()


def test_a_group_stands_over_its_children() -> None:
    """A path is read from the top down; a label over both rows is in it once."""
    columns, _ = read_columns(
        table("序号|公开事项|<|公开对象|<", "^|一级事项|二级事项|全社会|特定群体", "1|甲|乙|√|", header=2)
    )
    assert [column.path for column in columns] == [
        ("序号",),
        ("公开事项", "一级事项"),
        ("公开事项", "二级事项"),
        ("公开对象", "全社会"),
        ("公开对象", "特定群体"),
    ]
    assert [column.field for column in columns] == [
        "number",
        "primary",
        "secondary",
        "audience.public",
        "audience.specific",
    ]


def test_a_label_repeated_in_the_row_below_is_in_the_path_once() -> None:
    """Some programs print a merged header in every row that it covers."""
    columns, _ = read_columns(table("序号|公开内容", "序号|公开内容", "1|甲", header=2))
    assert [column.path for column in columns] == [("序号",), ("公开内容",)]


def test_line_breaks_in_a_label_are_wraps() -> None:
    """Two paragraphs in a header cell are one label."""
    header = Table(1, 1, (Cell(0, 0, "公开\n时限"),), n_header_rows=1)
    assert read_columns(header)[0][0].path == ("公开时限",)


def test_the_body_does_not_name_columns() -> None:
    """Nor does anything where no header row is known."""
    assert fields("甲|乙", "公开内容|公开时限") == ["extra", "extra"]
    assert fields("公开内容|公开时限", header=0) == ["extra", "extra"]


def test_an_unknown_label_is_extra_with_a_note_that_shows_its_path() -> None:
    """Its values are not dropped."""
    assert fields("公开内容|办理流程") == ["content", "extra"]
    assert codes("公开内容|办理流程") == [("header-unknown", {"label": "办理流程"})]
    assert codes("公开对象|<", "全社会|流动人口", header=2) == [("header-unknown", {"label": "公开对象/流动人口"})]


@pytest.mark.parametrize("lines", [("公开层级|<", "县级|乡级"), ("公开内容|", "^|")])
def test_known_extras_and_columns_without_a_label_are_not_noted(lines: tuple[str, str]) -> None:
    """公开层级 is known to have no field; a blank header has nothing to show."""
    assert codes(*lines, header=2) == []


def test_a_guessed_label_is_noted_with_its_score() -> None:
    """So that it is checked."""
    ((code, params),) = codes("公开渠道和栽体|公开内容")
    assert (code, params["label"], params["reads"]) == ("header-guessed", "公开渠道和栽体", "channels")
    assert 0 < float(params["score"]) < 1


def test_of_two_columns_of_a_field_the_first_keeps_it() -> None:
    """The other is extra by a rule that says so, with a note."""
    columns, notes = read_columns(table("公开时限|公布时限", "甲|乙"))
    assert [(column.field, column.rule) for column in columns] == [("deadline", "exact"), ("extra", "exact-duplicate")]
    assert [(noted.code, dict(noted.params)) for noted in notes] == [
        ("header-duplicate", {"label": "公布时限", "reads": "deadline"})
    ]


def test_children_named_in_brackets_are_told_apart_beside_one_another() -> None:
    """公开方式（依申请） alone holds words of either kind."""
    assert fields("公开方式（主动）|公开方式（依申请）") == ["method.proactive", "method.on_request"]
    assert fields("公开对象（全社会）|公开对象（特定群体）") == ["audience.public", "audience.specific"]
    assert fields("五公开（决策）|五公开（执行）|五公开（结果）") == [
        "five_open.decision", "five_open.execution", "five_open.result"
    ]  # fmt: skip
    assert fields("公开内容|公开方式（主动）") == ["content", "method"]


def test_of_two_columns_of_a_field_the_better_label_keeps_it() -> None:
    """An exact one before one read by likeness."""
    assert fields("公开渠道和栽体|公开渠道") == ["extra", "channels"]


def test_a_level_is_the_primary_item_and_a_category_is_extra() -> None:
    """类别 is 一级事项 only where no other column is."""
    assert fields("类别|一级事项|二级事项") == ["extra", "primary", "secondary"]
    assert fields("类别|二级事项") == ["primary", "secondary"]


def test_numbers_and_levels_may_stand_in_several_columns() -> None:
    """Groups and rows may both be numbered; 三级事项 and 四级事项 are both levels."""
    assert fields("序号|一级事项|序号|二级事项|三级事项|四级事项") == [
        "number",
        "primary",
        "number",
        "secondary",
        "levels",
        "levels",
    ]
    assert codes("序号|一级事项|序号|二级事项|三级事项|四级事项") == []


def test_offices_beside_agencies_are_the_department() -> None:
    """公开主体 and 发布机构 are both the publisher: the one that names offices is the 责任科室."""
    columns, notes = read_columns(table("公开内容|公开主体|发布机构", "甲|办公室|某县财政局", "乙|综合股|某县财政局"))
    assert [column.field for column in columns] == ["content", "department", "publisher"]
    assert [noted.code for noted in notes] == ["header-guessed"]


def test_a_lone_publisher_that_names_an_office_is_the_publisher() -> None:
    """The label decides."""
    assert fields("公开内容|公开主体", "甲|办公室", "乙|综合股") == ["content", "publisher"]


def test_a_first_level_printed_twice_is_the_second_as_well() -> None:
    """A slip of collected pages: 一级事项 over both columns."""
    assert fields("一级事项|一级事项|公开内容", "甲|乙|丙") == ["primary", "secondary", "content"]


def test_a_column_without_a_label_takes_no_field_that_is_taken() -> None:
    """Two columns never have the same field."""
    assert fields("公开内容|公开时限|", "甲|及时公开|及时公开") == ["content", "deadline", "extra"]
    assert fields("公开内容||", "甲|及时公开|及时公开") == ["content", "deadline", "extra"]


def test_labels_cut_in_two_by_a_rule_are_one() -> None:
    """一级 over 事项 under 公开事项, 公开 over 时限; 公开方式 over 主动 are a group and its child."""
    found = fields(
        "公开事项|<|公开|公开|公开方式|<",
        "一级|二级|内容|时限|主动|依申请",
        "事项|事项|（要素）|||公开",
        "甲|乙|丙|三日内|√|",
        header=3,
    )
    assert found == ["primary", "secondary", "content", "deadline", "method.proactive", "method.on_request"]


def test_a_number_without_a_label_stands_between_the_levels() -> None:
    """青浦, 荷塘: the number under 公开事项, between 一级 and 二级; texts there are no numbers."""
    header = ("公开事项|<|<|公开内容", "一级事项||二级事项|")
    assert fields(*header, "甲|1|乙|丙", "甲|2|丁|戊", header=2) == ["primary", "number", "secondary", "content"]
    assert fields(*header, "甲|子|乙|丙", "甲|丑|丁|戊", header=2) == ["primary", "extra", "secondary", "content"]


def test_a_frequency_is_the_deadline_where_there_is_no_other() -> None:
    """更新周期 beside 公开时限 is another column; values that say no time leave it so."""
    assert fields("事项名称|公开内容|更新周期", "甲|乙|每月更新", "丙|丁|每季度一次")[2] == "deadline"
    assert fields("公开时限|公开内容|更新周期", "五日内|乙|每月更新", "五日内|丁|每季度一次")[2] == "extra"
    assert fields("事项名称|公开内容|更新周期", "甲|乙|A", "丙|丁|B")[2] == "extra"


def test_the_method_is_where_the_values_say_it() -> None:
    """公开属性 主动公开 beside 公开方式 全文发布."""
    found = fields("公开内容|公开方式|公开属性", "甲|全文发布|主动公开", "乙|摘要发布|主动公开")
    assert found == ["content", "extra", "method"]


def test_a_list_above_the_items_is_not_the_item() -> None:
    """石城: 一级目录 beside 一级事项."""
    header = ("一级目录|公开事项|<", "|一级事项|二级事项")
    assert fields(*header, "甲|乙|丙", header=2) == ["extra", "primary", "secondary"]


def test_a_category_is_the_item_where_the_items_have_one_level() -> None:
    """类别 over 公开事项; beside 一级 and 二级 it stands for itself."""
    assert fields("类别|公开事项|公开内容", "甲|乙|丙") == ["primary", "secondary", "content"]
    assert fields("类别|一级事项|二级事项", "甲|乙|丙") == ["extra", "primary", "secondary"]
    assert fields("类别|公开事项|三级事项", "甲|乙|丙") == ["primary", "secondary", "levels"]


@pytest.mark.parametrize("label", ["重点领域", "公开领域", "领域", "试点领域名称", "业务板块", "服务类别", "办事大类"])
def test_a_domain_right_before_the_only_item_is_the_first_level(label: str) -> None:
    """Beside 一级事项 and 二级事项, or away from the items, it stands for itself."""
    assert fields(f"序号|{label}|公开事项|公开内容", "1|甲|乙|丙") == ["number", "primary", "secondary", "content"]
    assert fields(f"{label}|序号|公开事项|公开内容", "甲|1|乙|丙") == ["primary", "number", "secondary", "content"]
    assert fields(f"{label}|一级事项|二级事项", "甲|乙|丙") == ["extra", "primary", "secondary"]
    assert fields(f"公开事项|公开内容|{label}", "甲|乙|丙") == ["primary", "content", "extra"]


def test_a_group_printed_over_the_first_of_its_columns_is_over_all() -> None:
    """The cells beside it are blank and its own."""
    lines = ("序号|公开层级||备注", "|县级|乡级|", "1|√|√|无")
    assert [column.path for column in read_columns(table(*lines, header=2))[0]] == [
        ("序号",),
        ("公开层级", "县级"),
        ("公开层级", "乡级"),
        ("备注",),
    ]


def test_a_column_of_numerals_and_dittos_counts() -> None:
    """序号 without a label, 同上 in the rows that its cell is merged over."""
    lines = ("公开事项|<|<|公开内容", "一级事项||二级事项|^", "甲|1|乙|丙", "同上|同上|同上|丁", "同上|2|戊|己")
    assert fields(*lines, header=2) == ["primary", "number", "secondary", "content"]


def test_whoever_is_ticked_beside_the_public_is_a_specific_group() -> None:
    """With a note; where texts stand below it, or two groups, the column stays one of its own."""
    header = ("公开内容|公开范围|<", "|面向社会|面向患者")
    assert fields(*header, "甲|√|", "乙||√", header=2) == ["content", "audience.public", "audience.specific"]
    assert ("header-guessed", "公开范围/面向患者") in [
        (code, params["label"]) for code, params in codes(*header, "甲|√|", "乙||√", header=2)
    ]
    assert fields(*header, "甲|√|", "乙||凭证件查阅", header=2)[2] == "extra"
    assert fields("公开内容|公开范围|<|<", "|面向社会|患者|家属", "甲|√||", "乙||√|√", header=2)[2] == "extra"


def test_columns_of_ticks_under_channels_are_channels() -> None:
    """Also where one row of labels prints the group and the channel in one."""
    rows = ("1|甲|√|", "2|乙||√")
    assert fields("序号|公开内容|公开渠道/政府网站|公开渠道/公示栏", *rows)[2:] == ["channels", "channels"]
    columns, notes = read_columns(table("序号|公开内容|公开渠道-政府网站|公开渠道-公示栏", *rows))
    assert ([column.path[-1] for column in columns[2:]], notes) == (["政府网站", "公示栏"], ())
    assert fields("序号|公开内容|公开渠道/政府网站|公开渠道/公示栏", "1|甲|首页|东墙")[2:] == ["extra", "extra"]


def test_items_in_the_words_of_their_subject() -> None:
    """公告类型, 公告名称, 公告要素 are the items where 公开时限 and 公开渠道 stand beside them."""
    subject = "公告类型|公告名称|公告要素"
    row = "甲|乙|丙|三日内|某网站"
    assert fields(f"{subject}|公开时限|公开渠道", row)[:3] == ["primary", "secondary", "content"]
    assert fields(f"{subject}|公开时限|公开主体", row)[:3] == ["extra"] * 3
    assert fields("办事项目|公开内容|公开要求|公开时限|公开渠道", row)[:2] == ["secondary", "content"]
    assert fields("公开事项|服务名称|服务内容|公开时限|公开渠道", row)[:3] == ["primary", "extra", "extra"]


def test_a_code_is_the_number_where_there_is_no_other() -> None:
    """事项编码 beside 序号 stands for itself."""
    assert fields("事项编码|公开事项|公开内容", "甲-1|乙|丙")[0] == "number"
    assert fields("序号|事项编码|公开事项|公开内容", "1|甲-1|乙|丙")[1] == "extra"


def test_a_column_under_deadlines_that_holds_them_is_the_deadline() -> None:
    """Whatever it is called; the others beside it are no deadlines, and say so in their label."""
    rows = [f"{n}|甲|第{n}项|信息形成后{n}日内|{n}年" for n in range(1, 6)]
    lines = ("序号|公开事项|公开内容|公开时限|<", "^|^|^|法定|档案留存", *rows)
    assert fields(*lines, header=2) == ["number", "primary", "content", "deadline", "extra"]
    assert [code for code, _ in codes(*lines, header=2)] == ["header-guessed", "header-unknown"]
