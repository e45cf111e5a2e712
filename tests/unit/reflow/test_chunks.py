"""Fragments that no cell's edge can part are one chunk, and spans are marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk, make_chunks
from gkml_extract.reflow.chunks.offices import OfHeader
from gkml_extract.text import squeeze
from support.tables import fragments


def chunks(*lines: str) -> list[Chunk]:
    """The chunks of the lines."""
    return make_chunks(fragments(*lines)).chunks


def texts(*lines: str) -> list[str]:
    """Their texts."""
    return [chunk.text for chunk in chunks(*lines)]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("机构名称（含", "地址、", "电话）等", "办公室"), ["机构名称（含地址、电话）等", "办公室"]),
        (("《中华人民共和国", "政府信息公开", "条例》", "及时"), ["《中华人民共和国政府信息公开条例》", "及时"]),
        (("《预算法》（主席", "令第12号）", "及时"), ["《预算法》（主席令第12号）", "及时"]),
        (("宁政办发〔2018", "〕10号", "及时"), ["宁政办发〔2018〕10号", "及时"]),
        (("□政府网站", "■政府公报 □两微一端", "√"), ["□政府网站■政府公报□两微一端", "√"]),
        (("□政府网站", "■政府公报", "全", "社", "会", "√"), ["□政府网站■政府公报", "全社会", "√"]),
        (("□政府网站", "■政务服务", "中心", "回应关切", "√"), ["□政府网站■政务服务中心", "回应关切", "√"]),
        (("■政府网站", "□12345热线", "领导分工", "职务、" * 12), ["■政府网站□12345热线", "领导分工", "职务、" * 12]),
        (("信息形成或者变更之", "日起20个工作", "日内", "√"), ["信息形成或者变更之日起20个工作日内", "√"]),
    ],
    ids=[
        "brackets",
        "title",
        "document number",
        "brackets of a number",
        "boxes",
        "a narrow value",
        "a name known",
        "a last name unknown",
        "deadline",
    ],
)
def test_text_that_belongs_together_is_one_chunk(lines: tuple[str, ...], joined: list[str]) -> None:
    """A pair of brackets, a title with its number, a list of boxes, a deadline."""
    assert texts(*lines) == joined


@pytest.mark.parametrize("mark", ["\t", "|"])
@pytest.mark.parametrize("pair", [("《中华人民共和国", "预算法》"), ("名称（含", "电话）"), ("□政府网站", "■公报")])
def test_nothing_is_joined_over_a_separator(mark: str, pair: tuple[str, str]) -> None:
    """A tab or pipe parts two cells unless the document says otherwise."""
    assert texts(mark.join(pair)) == list(pair)


@pytest.mark.parametrize(
    "lines", [("机构职能", "领导信息"), ("《甲法》", "《乙法》"), ("√", "√"), ("（一）甲", "（二）乙")]
)
def test_other_neighbours_are_left_to_the_decoder(lines: tuple[str, ...]) -> None:
    """One line below the other proves nothing."""
    assert texts(*lines) == list(lines)


def test_a_bracket_that_is_never_closed_joins_nothing() -> None:
    """A clipped cell must not swallow the table."""
    lines = [f"第{k}行，办公地址、联系电话、传真号码" for k in range(30)]
    assert texts("机构名称（含", *lines) == ["机构名称（含", *lines]


def test_an_office_that_recurs_wrapped_alike_is_marked() -> None:
    """A 公开主体 stands in many rows, broken at the same places."""
    lines = [line for row in range(5) for line in (f"事项内容{row}、说明", "县医疗", "保障局")]
    offices = [chunk for chunk in chunks(*lines) if "org" in chunk.kinds]
    assert [chunk.text for chunk in offices] == ["县医疗保障局"] * 5


def test_a_body_begins_with_its_level() -> None:
    """县级 alone is a value of 公开层级."""
    lines = [line for _ in range(4) for line in ("20个工作日内", "县级", "民政", "部门、", "乡镇", "人民", "政府", "√")]
    assert "县级民政部门、乡镇人民政府" in texts(*lines)
    values = [line for _ in range(4) for line in ("20个工作日内", "县民", "政局", "县级", "√")]
    assert "县级" in texts(*values)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1.《中华人民共和国预算法》（主席令第12号）", "law"),
        ("■政府网站 □政府公报 □两微一端", "channels"),
        ("信息形成之日起20个工作日内", "deadline"),
        ("政府网站-公示公告栏目", "website"),
    ],
)
def test_spans_are_marked(text: str, kind: str) -> None:
    """A chunk has the kind that covers it and that begins with it."""
    first = chunks(f"√\t{text}\t√")[1]
    assert kind in first.kinds and kind in first.starts
    assert not first.is_torn


@pytest.mark.xfail(
    reason="spans are sought in the joined text: a 网站所属栏目 takes up to 14 characters of the cell before it"
)
def test_a_span_does_not_begin_in_the_field_before() -> None:
    """The chunk is marked as torn, as if a cell went on in it."""
    first = chunks("某局\t政府网站-公示公告栏目\t√")[1]
    assert "website" in first.starts
    assert not first.is_torn


def test_a_chunk_inside_a_span_is_torn() -> None:
    """It begins in the middle of a title; the one that begins the title does not."""
    head, tail = chunks("《中华人民共和国\t政府信息公开条例》")
    assert (head.is_torn, tail.is_torn) == (False, True)
    assert "law" in head.starts and "law" not in tail.starts


def test_plain_text_has_no_kind() -> None:
    """Nothing is guessed here."""
    (chunk,) = chunks("机构名称、办公地址")
    assert (chunk.kinds, chunk.starts, chunk.is_torn) == (frozenset(), frozenset(), False)


def test_a_chunk_knows_its_fragments_lines_and_gap() -> None:
    """Those of its first fragment, and the last line."""
    first, second = chunks("甲", "", "名称（含", "电话）")
    assert (first.gap, first.first, first.last, first.lines) == (Gap.START, 0, 0, (1, 1))
    assert (second.gap, second.first, second.last, second.lines) == (Gap.BLANK, 1, 2, (3, 4))


def test_widths_of_a_chunk_over_lines() -> None:
    """Of its first line, of each that goes on, and of its last."""
    (chunk,) = chunks("机构名称（含", "办公电话、", "传真）")
    assert (chunk.head_width, chunk.inner_widths, chunk.tail_width) == (12, (12, 10), 6)
    assert chunk.is_line_end


def test_widths_of_chunks_in_one_line() -> None:
    """Counted from the chunk and from the line; only the last ends it."""
    first, second = chunks("甲乙 丙丁戊")
    assert (first.tail_width, first.line_width, first.is_line_end) == (4, 4, False)
    assert (second.tail_width, second.line_width, second.is_line_end) == (6, 10, True)


def test_blank_fields_are_chunks() -> None:
    """Two separators with nothing between are evidence."""
    assert texts("1\t\t甲\t") == ["1", "", "甲", ""]


LINES = st.lists(
    st.lists(
        st.sampled_from(["《中华", "条例》", "（含", "）", "□网站", "20个", "工作日内", "√", "", "甲"]),
        min_size=1,
        max_size=4,
    ).map("\t".join)
    | st.lists(
        st.sampled_from(["《中华", "条例》", "（含", "电话）", "□网站", "之日起", "5日内", "甲", "1"]),
        min_size=1,
        max_size=3,
    ).map(" ".join),
    max_size=8,
)


@settings(deadline=None)
@given(LINES)
def test_every_fragment_is_in_exactly_one_chunk(lines: list[str]) -> None:
    """In order, and no text is lost or added."""
    given_fragments = fragments(*lines)
    found = make_chunks(given_fragments).chunks
    assert [k for chunk in found for k in range(chunk.first, chunk.last + 1)] == list(range(len(given_fragments)))
    for chunk in found:
        part = given_fragments[chunk.first : chunk.last + 1]
        assert chunk.text == "".join(squeeze(fragment.text) for fragment in part)
        assert all(fragment.gap not in (Gap.TAB, Gap.PIPE) for fragment in part[1:])


def test_a_year_is_no_deadline() -> None:
    """A legal basis goes on behind it: …及南浦市2021年工作要点."""
    for lines in (("2021年", "政务公", "开要点"), ("南浦市", "2021年", "政务公", "开要点")):
        assert all("deadline" not in chunk.kinds for chunk in chunks("及国家、", *lines))
    assert any("deadline" in chunk.kinds for chunk in chunks("办公室", "2021年底前", "办公室"))


def test_a_deadline_goes_on_behind_a_comma() -> None:
    """The rest of its last word is no part of the office below, however often both are printed."""
    row = ("动态调整，随", "时更新", "教育局", "√")
    assert texts(*row * 3) == ["动态调整，随时更新", "教育局", "√"] * 3


def test_a_section_and_the_office_of_the_next_column_are_two() -> None:
    """Nothing stands under a section of an office."""
    assert texts(*("政策法规股", "民政局", "√") * 3) == ["政策法规股", "民政局", "√"] * 3


@pytest.mark.parametrize("before", ["精准推送", "更新"])
def test_what_stands_before_an_office_is_no_part_of_it(before: str) -> None:
    """A channel and the end of a deadline, although they recur before it."""
    assert texts(*(before, "教育局", "√") * 3) == [before, "教育局", "√"] * 3


def test_an_unknown_last_option_ends_with_a_line_that_has_room() -> None:
    """家长会 is no channel that is known, but more would have fitted in its line."""
    lines = ("□ 学校网站 □ 校园公示栏", "□ 公示栏 □ 家长会", "南浦县教育", "局", "√")
    assert texts(*lines)[0] == "□学校网站□校园公示栏□公示栏□家长会"


def test_an_unknown_last_option_ends_where_rows_differ() -> None:
    """Behind 热线 stands another text in each row; in the line of 12345 it goes on with the same."""
    rows = [("□ 微信公众号", "□ 12345 热线", office, "√") for office in ("法规一", "市容二", "市政三")]
    found = texts(*(line for row in rows for line in row))
    assert [text for text in found if "12345" in text] == ["□微信公众号□12345热线"] * 3


@pytest.mark.parametrize("body", ["某市师范高等专科学校", "某县自来水公司"])
def test_a_body_and_its_website_are_two_chunks(body: str) -> None:
    """A list of channels begins with a line, whatever stands before it."""
    assert texts("机构简介", body, "县政府门户网站", "√") == ["机构简介", body, "县政府门户网站", "√"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("按进展情况及时公开", "deadline"),
        ("长期", "deadline"),
        ("及时", "deadline"),
        ("依法依规公开", "deadline"),
        ("动态更新", "deadline"),
        ("县政府门户网站", "channels"),
        ("医院官网、门诊大厅电子屏", "channels"),
        ("网站；家长群；校园公示栏", "channels"),
        ("居（村）务公开栏", "channels"),
        ("县融媒体抖音号", "channels"),
        ("12315热线", "channels"),
    ],
)
def test_a_field_is_read_whole(text: str, kind: str) -> None:
    """Also where a part of it is a phrase by itself (及时公开), or its names have an organ in front."""
    found = next(chunk for chunk in chunks(f"1|机构简介|{text}|√") if chunk.text == text)
    assert kind in found.kinds


def test_a_deadline_before_a_title_does_not_lead_to_it() -> None:
    """根据 does, and 按照 with words that say no time."""
    assert texts("按照法定时限公开", "《殡葬管理条例》", "√") == ["按照法定时限公开", "《殡葬管理条例》", "√"]
    assert texts("按照国务院", "《殡葬管理条例》", "√") == ["按照国务院《殡葬管理条例》", "√"]


@pytest.mark.parametrize(
    "content",
    ["用水单位的指标、考核情况", "命名理由、位置；意见情况", "年检结论；限期整改单位", "时段、电话", "调整日期说明"],
)
@pytest.mark.parametrize("deadline", [("发布预警后", "立即公开"), ("归集结束后", "3个工作日", "内")])
def test_a_content_is_no_event_of_a_deadline(content: str, deadline: tuple[str, ...]) -> None:
    """What is behind it begins a cell, and goes on below."""
    usual = 3 * (*WRAPPED, "√")
    assert texts(*usual, content, *deadline, "√")[-3:] == [content, "".join(deadline), "√"]
    assert texts(*usual, "及时", "公开", "√")[-2:] == ["及时公开", "√"]


def test_a_body_of_the_titles_place_is_one_wherever_it_stands() -> None:
    """Also printed once, and by a name that ends as few do."""
    header = OfHeader(places=frozenset({"北碚"}))
    lines = ("《殡葬管理条例》第二十条", "北碚区水务集团", "√")
    (found,) = [chunk for chunk in make_chunks(fragments(*lines), header).chunks if "org" in chunk.kinds]
    assert found.text == "北碚区水务集团"


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        (("东丽区", "档案馆", "政府网站、两微一端"), ["东丽区档案馆", "政府网站、两微一端"]),
        (("东丽区", "档案馆、两微一端"), ["东丽区", "档案馆、两微一端"]),  # or a list that begins with the body
    ],
)
def test_a_body_that_ends_as_a_channel_is_no_part_of_a_list(lines: tuple[str, ...], cells: list[str]) -> None:
    """Of the place that the title names, and with no mark between."""
    header = OfHeader(places=frozenset({"东丽"}))
    found = make_chunks(fragments(*(3 * (*WRAPPED, "√")), *lines, "√"), header).chunks
    assert [chunk.text for chunk in found][-len(cells) - 1 : -1] == cells


def test_a_body_of_the_titles_place_is_longer_than_what_recurs_in_it() -> None:
    """街道人民政府 is a body by itself, and stands alike in each row."""
    header = OfHeader(places=frozenset({"大兴"}))
    rows = 4 * (*WRAPPED, "大兴", "街道人民政府", "√")
    found = [chunk.text for chunk in make_chunks(fragments(*rows), header).chunks if "org" in chunk.kinds]
    assert found == 4 * ["大兴街道人民政府"]


def test_the_end_of_a_content_is_no_deadline() -> None:
    """按照规定 is one, and 规定 alone is what many a content ends with: 复制 / 规定."""
    (found,) = [chunk for chunk in chunks("1|机构简介|规定|√") if chunk.text == "规定"]
    assert "deadline" not in found.kinds


def test_an_office_above_a_list_of_channels_is_no_channel() -> None:
    """The list has separators between its names; 政务服务中心 is an office as well."""
    lines = ("便民服务中心", "政府网站、两微一端、便民服务站", "√")
    assert texts(*lines) == [*lines]
    assert texts("政府网站、", "两微一端、便民服务站", "√") == ["政府网站、两微一端、便民服务站", "√"]


def test_a_deadline_begins_with_its_field() -> None:
    """审核信息 before it reads like a part of the phrase."""
    found = chunks("4|最低生活保障|审核信息|制定之日起15个工作日内|县民政局")
    assert [chunk.text for chunk in found if "deadline" in chunk.kinds] == ["制定之日起15个工作日内"]


def test_a_body_with_another_in_brackets_recurs() -> None:
    """Broken in the same way each time."""
    lines = ("机构", "县民政局、乡镇人", "民政府(街道办", "事处)", "√")
    assert "县民政局、乡镇人民政府(街道办事处)" in "".join(
        chunk.text for chunk in chunks(*lines * 3) if "org" in chunk.kinds
    )


def test_a_telephone_number_on_two_lines_is_one_chunk() -> None:
    """Where there are several such in text broken into lines; a single one may be two numbers."""
    wrapped = ("信息形成或者变更之日", "起20个工作日内", "信息形成或者变更之日", "起20个工作日内")
    found = texts(*wrapped, "法定公开 76500", "12", "√", "便民服务 76500", "23")
    assert [text for text in found if text.startswith("765")] == ["7650012", "7650023"]
    assert "76500" in texts(*wrapped, "法定公开 76500", "12", "√")


def test_values_between_two_lists_of_boxes_part_them() -> None:
    """A short row has no more characters between its list and the next one than a channel's name may have."""
    lines = (
        "□两微一端",
        "■政府网站",
        "主动公开",
        "村级",
        "政策解读",
        "解读文字",
        "□两微一端",
        "■政府网站",
        "主动公开",
        "村级",
    )
    row = ["□两微一端■政府网站", "主动公开", "村级"]
    assert texts(*lines) == [*row, "政策解读", "解读文字", *row]


WRAPPED = ("信息形成或者变更之日", "起20个工作日内")
"""A deadline on two lines: cells are broken into lines."""


def texts_under(header: OfHeader, *lines: str) -> list[str]:
    """The texts of the chunks of lines under a header."""
    return [chunk.text for chunk in make_chunks(fragments(*lines), header).chunks]


def test_a_center_is_a_body_before_its_section() -> None:
    """Though sections are called so as well."""
    lines = (*WRAPPED, "柳泉市住房公", "积金管理中心", "归集科", "√") * 3
    assert texts_under(OfHeader(has_offices=True), *lines)[1:3] == ["柳泉市住房公积金管理中心", "归集科"]


@pytest.mark.parametrize("section", ["教务处", "营运部", "检测所", "监测站"])
def test_a_body_and_its_section_are_two_where_each_has_a_column(section: str) -> None:
    """Both recur together in each row; without a column for sections they are one office."""
    lines = (*WRAPPED, "柳泉市公共汽", "车有限公司", section, "√") * 3
    assert texts_under(OfHeader(has_offices=True), *lines)[1:3] == ["柳泉市公共汽车有限公司", section]
    assert texts_under(OfHeader(), *lines)[1] == f"柳泉市公共汽车有限公司{section}"


def test_a_section_broken_into_lines_between_other_columns_is_one() -> None:
    """Although it is printed once."""
    assert texts(*WRAPPED, "社会", "事务", "科", "《预算法》", "√")[1] == "社会事务科"


def test_a_word_of_its_column_ends_no_deadline() -> None:
    """Where 公开方式 has a column."""
    lines = (*WRAPPED, "主动公开", "√")
    assert texts_under(OfHeader(has_values=True), *lines)[:2] == ["".join(WRAPPED), "主动公开"]


def test_what_ends_within_a_word_leads_to_no_title() -> None:
    """根据 does; 办理依据及流程 is a content."""
    assert texts("办理依据及流程", "《预算法》", *WRAPPED)[:2] == ["办理依据及流程", "《预算法》"]


@pytest.mark.parametrize(
    "lines",
    [("医院官网、门诊大", "厅电子屏"), ("依法不予公", "开的除外"), ("县、", "乡级"), ("市级、", "县级")],
    ids=["channels", "a remark", "levels", "levels by name"],
)
def test_known_texts_broken_into_lines_are_one_chunk(lines: tuple[str, ...]) -> None:
    """Lists of channels, remarks, and levels."""
    assert "".join(lines) in texts(*WRAPPED, "√", *lines, "√", *WRAPPED, "√")


@pytest.mark.parametrize(
    "lines",
    [
        ("按进展情况", "及时公开"),
        ("收储期间", "每日公布"),
        ("赛事举办前", "3个工作日"),
        ("审核合格之日", "起1个月内"),
        ("集中统一公布，", "公示期不少于7天"),
        ("变更后即时", "更新"),
        ("每年3月底前公开", "上一年度情况"),
    ],
)
def test_a_deadline_has_the_lines_that_say_when_and_what(lines: tuple[str, str]) -> None:
    """Neither is a cell of its own, whatever body stands behind."""
    deadline, body = "".join(lines), "安定县水务局"
    row = ("《预算法》", *lines, body, "√")
    assert texts(*(3 * (*WRAPPED, "√")), *row, *row)[7:9] == [deadline, body]


def test_a_row_number_is_no_line_of_a_deadline() -> None:
    """Figures that are of one go on with what they count."""
    below, usual = ("《预算法》", "√"), 3 * (*WRAPPED, "√")
    assert texts(*usual, "长效机制", "13", "会议结束后", *below)[-5:-2] == ["长效机制", "13", "会议结束后"]
    assert texts(*usual, "自受理之日起", "13", "个工作日内", *below)[-3] == "自受理之日起13个工作日内"


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("处罚决定", ["处罚决定生效之日起7个工作日内"]),
        ("安定县水务局", ["安定县水务局", "生效之日起7个工作日内"]),
    ],
)
def test_what_an_event_is_of_stands_before_it_each_time(line: str, cells: list[str]) -> None:
    """Behind different lines; a body that does is of another column."""
    rows = [cell for law in ("《渔业法》", "《森林法》") for cell in (law, line, "生效之日起7个工作日内", "√")]
    assert texts(*(3 * (*WRAPPED, "√")), *rows)[-len(cells) - 2 :] == ["《森林法》", *cells, "√"]


def test_a_place_behind_a_deadline_begins_a_body() -> None:
    """随时更新 / 安定街道 is no 新安."""
    row = ("《档案法》", "随时更新", "安定街道", "办事处", "√")
    assert texts(*(3 * row))[:4] == ["《档案法》", "随时更新", "安定街道办事处", "√"]


def test_no_body_begins_within_a_word() -> None:
    """及相关规 / 定 / 安定区城管局: 定 is of the cell before, however often it stands there."""
    row = ("《信息公开条例》", "及相关规", "定", "安定区", "城管局", "√")
    assert any(text.startswith("安定区") for text in texts(*(4 * row)))


def test_a_section_stands_before_a_body_as_well() -> None:
    """Where there is a column for each."""
    row = ("1", "经济发展办", "宁河湾市", "教育局", "长期公开", "√")
    both = texts_under(OfHeader(has_offices=True), *(4 * row))
    assert both[1:3] == ["经济发展办", "宁河湾市教育局"]


def test_同上_is_of_no_list_of_channels() -> None:
    """It is the cell of another column."""
    assert texts("同上", "县政府门户网站", "√")[:2] == ["同上", "县政府门户网站"]


@pytest.mark.parametrize(
    ("lines", "deadline"),
    [
        (("电话、地址", "验收合格", "后20个工作", "日内", "√"), "验收合格后20个工作日内"),
        (("电话、地址", "渔船检验合格", "后10日内", "√"), "渔船检验合格后10日内"),
    ],
)
def test_a_deadline_does_not_begin_with_what_stands_behind_an_event(lines: tuple[str, ...], deadline: str) -> None:
    """后20个工作日内 goes on with the line before it."""
    assert [chunk.text for chunk in chunks(*lines) if "deadline" in chunk.kinds] == [deadline]


@pytest.mark.parametrize("value", ["主动公开", "县级", "特定群体"])
def test_words_of_other_columns_are_of_no_office(value: str) -> None:
    """主动公开 / 供热科 are two cells, however often they recur."""
    rows = [line for _ in range(4) for line in ("《城镇燃气管理条例》", "√", value, "供热科")]
    made = make_chunks(fragments(*rows), OfHeader(has_values=True)).chunks
    assert [chunk.text for chunk in made if "org" in chunk.kinds] == ["供热科"] * 4


@pytest.mark.parametrize("body", ["港航管理处", "中心血站", "殡葬管理所", "消防救援大队"])
def test_a_body_of_any_kind_and_its_section_are_two(body: str) -> None:
    """Where there is a column for each, whatever the body is called."""
    rows = [line for _ in range(4) for line in ("《港口法》", body[:3], body[3:], "质管科", "√")]
    made = make_chunks(fragments(*rows), OfHeader(has_offices=True)).chunks
    assert [chunk.text for chunk in made if "org" in chunk.kinds] == [body, "质管科"] * 4


def test_the_rest_of_an_article_is_of_no_office() -> None:
    """第二十三 / 条 is an article, 条长岭县 no place."""
    made = chunks("《中华人民共和国献血法》第二十三", "条", "长岭县", "人民政", "府", "√")
    assert [chunk.text for chunk in made if "org" in chunk.kinds] == ["长岭县人民政府"]


@pytest.mark.parametrize("word", ["收费", "处罚"])
def test_a_word_that_ends_contents_leads_to_no_title(word: str) -> None:
    """收费 / 依据 does; 依据 alone leads to one."""
    made = chunks("1", f"标准、{word}", "依据", "《价格法》第八条", "√")
    assert [chunk.text for chunk in made if "law" in chunk.kinds] == ["《价格法》第八条"]
    made = chunks("1", "标准", "依据《价格法》第八条", "√")
    assert [chunk.text for chunk in made if "law" in chunk.kinds] == ["依据《价格法》第八条"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("《水法》|石泉县人民政府|县政府门户网站|√",), "县政府门户网站"),
        (("《水法》", "石泉县人民政府 县政府门户网站 √"), "县政府门户网站"),
        (("便民服务中心", "政府网站", "√"), "便民服务中心政府网站"),
    ],
    ids=["fields", "lines", "channels alone"],
)
def test_a_list_of_channels_does_not_begin_in_another_cell(lines: tuple[str, ...], expected: str) -> None:
    """With a title, or with the name of a body."""
    made = chunks("1", "长期公开", *lines)
    assert "".join(chunk.text for chunk in made if "channels" in chunk.kinds) == expected


def test_a_heading_whose_numeral_has_a_line_of_its_own_is_one_chunk() -> None:
    """一 / 、地 in a column one character wide is no row's number."""
    wrapped = ("信息形成或者变更之日", "起20个工作日内", "信息形成或者变更之日", "起20个工作日内")
    assert "一、地" in texts(*wrapped, "一", "、地", "下", "管", "廊")


def test_a_title_that_a_page_cuts_has_no_other_cells_in_it() -> None:
    """The office and the deadline of its row stand before its end; what is whole in between is known all the same."""
    lines = fragments("《城镇老旧小", "区改造工作", "街道办事处", "自批准之日", "起7个工作日内", "的指导意见》", "12")
    found = make_chunks(lines, pages=[5]).chunks
    texts = [chunk.text for chunk in found]
    assert texts[:3] == ["《城镇老旧小", "区改造工作", "街道办事处"]
    assert texts[-2:] == ["的指导意见》", "12"]
    assert [chunk.text for chunk in found if "law" in chunk.kinds] == ["《城镇老旧小"]
    assert [chunk.text for chunk in found if "deadline" in chunk.kinds] == ["自批准之日起7个工作日内"]


def test_a_title_that_a_page_cuts_alone_is_whole() -> None:
    """Its column is the last one: nothing stands between its halves."""
    found = make_chunks(fragments("√", "《城镇老旧小", "区改造办法》", "12"), pages=[2]).chunks
    assert [chunk.text for chunk in found if "law" in chunk.kinds] == ["《城镇老旧小", "区改造办法》"]


def test_what_copies_of_a_row_print_is_no_office_that_recurs() -> None:
    """A content that ends as an office does, in rows that several offices print alike."""
    row = (
        "机构名称、办公地址、办公电话和邮政编码",
        "领导分工",
        "领导姓名、职务、分管",
        "科室",
        "县医疗保障局",
        "及时公开",
    )
    rows = [
        line
        for k in range(4)
        for line in (*row, f"第{'一二三四'[k]}类参保人员门诊特殊疾病转入转出流程", "县医疗保障局")
    ]
    found = [chunk.text for chunk in chunks(*rows) if "org" in chunk.kinds]
    assert "县医疗保障局" in found
    assert not any("领导" in text for text in found)


def test_the_end_of_another_cell_before_a_body_is_no_part_of_its_name() -> None:
    """However often both are printed: the name of the body begins with its place."""
    rows = [
        line
        for name in ("机构职能", "领导分工", "规划计划", "统计信息")
        for line in (
            name,
            f"{name}的情况",
            "《中华人民共和国政府",
            "信息公开条例》",
            "及年度工作",
            "要点要求",
            "柳泉市水",
            "务局",
            "√",
        )
    ]
    assert [chunk.text for chunk in chunks(*rows) if "org" in chunk.kinds] == ["柳泉市水务局"] * 4


def test_plain_words_below_the_end_of_a_basis_may_begin_the_deadline() -> None:
    """They do not go on with 第三十四条; what goes on with a content they might."""
    basis = ("《医疗保障基金管理条例》", "第三十四条", "检查结论", "送达后20个工作日内", "区医疗", "保障局")
    content = ("机构名称、", "投诉案件结论", "作出后20个工作日内", "区医疗", "保障局")
    chunks = make_chunks(fragments(*basis, *content, *basis, *content)).chunks
    assert [chunk.text for chunk in chunks if "lead" in chunk.starts] == ["检查结论"] * 2
