"""Text drawn in a grid of characters is read by where its words stand."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.model.record import Document
from gkml_extract.model.table import Fragments
from gkml_extract.reflow.aligned import drawn_text
from gkml_extract.reflow.aligned.header import find_headers
from gkml_extract.reflow.aligned.ticks import SURE, TickColumn, place_ticks
from gkml_extract.reflow.aligned.words import find_pages

HEADER = (
    (0, 20, "某县社会救助领域基层政务公开标准目录"),
    (1, 6, "公开事项"), (1, 60, "公开对象"), (1, 68, "公开方式"),
    (2, 1, "序"), (2, 18, "公开内容"), (2, 29, "公开时限"), (2, 38, "公开主体"), (2, 47, "公开渠道"),
    (3, 1, "号"), (3, 4, "一级"), (3, 9, "二级事项"), (3, 60, "全社"), (3, 64, "特定"), (3, 68, "主动"),
    (3, 72, "依申"),
    (4, 4, "事项"), (4, 60, "会"), (4, 64, "群体"), (4, 68, "公开"), (4, 72, "请"),
)  # fmt: skip
ROWS = (
    ("1", ("综合", "业务"), "政策文件", ("救助政策、申请条件", "办理流程、联系方式"), "及时公开", 60),
    ("2", ("临时", "救助"), "监督检查", ("投诉电话",), "长期公开", 60),
    ("3", ("特困", "供养"), "办事指南", ("办理材料、办理条件", "和流程"), "及时公开", 64),
)
CHANNELS = ("■政府网站", "□政府公报", "□两微一端")


def drawn() -> str:
    """The table as a text in which each word stands at its place; numbers stand in the middle of their rows."""
    words = list(HEADER)
    for k, (number, primary, secondary, content, deadline, tick) in enumerate(ROWS):
        top = 5 + 3 * k
        words += [(top + 1, 1, number), (top + 1, 9, secondary), (top + 1, 29, deadline), (top + 1, 38, "民政局")]
        words += [(top + n, 4, text) for n, text in enumerate(primary)]
        words += [(top + n, 18, text) for n, text in enumerate(content)]
        words += [(top + n, 47, text) for n, text in enumerate(CHANNELS)]
        words += [(top + 1, tick, "√"), (top + 1, 68, "√")]
    lines = [""] * (5 + 3 * len(ROWS))
    for line, x, text in sorted(words):
        lines[line] += " " * (x - len(lines[line])) + text
    return "\n".join(lines) + "\n\f"


def document(text: str) -> Document:
    """What is read of a text."""
    return extract_bytes(text.encode(), "a.txt")


def test_a_label_is_its_stacked_parts() -> None:
    """序 over 号, and 依申 over 请; groups stand over their children."""
    headers = find_headers(find_pages(drawn())[0])
    assert [leaf.text for leaf in headers[0].leaves][:4] == ["序号", "一级事项", "二级事项", "公开内容"]
    assert [group.text for group in headers[0].groups] == ["公开事项", "公开对象", "公开方式"]


def test_rows_are_read_across_columns() -> None:
    """Each cell with all its lines, though those of its neighbours stand between them."""
    items = document(drawn()).catalogues[0].items
    assert [item.number for item in items] == ["1", "2", "3"]
    assert [item.primary for item in items] == ["综合业务", "临时救助", "特困供养"]
    assert [item.content for item in items] == ["".join(row[3]) for row in ROWS]
    assert all(len(item.channels) == len(CHANNELS) for item in items)
    assert [item.audience.public for item in items if item.audience] == [True, True, False]


def test_text_without_columns_is_left_to_the_decoder() -> None:
    """A cell a line, and fields parted by single blanks, stand in no columns."""
    text = "序号\n一级事项\n公开内容\n公开时限\n1\n机构\n职能\n及时公开\n" * 9
    assert drawn_text(Fragments(split_fragments(text), printed=text))[0] is None
    spaced = "序号 一级事项 公开内容 公开时限\n" + "1 机构 职能、地址 及时公开\n" * 9
    assert drawn_text(Fragments(split_fragments(spaced), printed=spaced))[0] is None


def test_ticks_of_a_page_are_placed_together() -> None:
    """All columns stand two places right of their labels."""
    columns = [TickColumn(10 + 3 * k, f"five_open.{k}", "five_open") for k in range(3)]
    placed = place_ticks([[12], [15], [18], [12], [18]], columns)
    assert [line[0][0] for line in placed] == [0, 1, 2, 0, 2]
    assert placed[0][0][1] == SURE


def test_two_ticks_stand_in_two_groups() -> None:
    """公开层级 may have two, 五公开 has one, though the labels of all stand some places left of their ticks."""
    pairs = [(50.5, "audience"), (53.5, "audience"), (55.5, "method"), (58.5, "method")]
    five = [(60.5 + 3 * k, "five_open") for k in range(5)]
    levels = [(75.5, "公开层级"), (78.5, "公开层级")]
    columns = [TickColumn(middle, f"{group}.{k}", group) for k, (middle, group) in enumerate([*pairs, *five, *levels])]
    for line in place_ticks([[57, 65, 73, 77, 81]] * 2, columns):
        groups = [columns[c].group for c, _ in line]
        assert groups == ["audience", "method", "five_open", "公开层级", "公开层级"]


def test_ticks_of_one_column_alone_are_in_doubt() -> None:
    """Between two labels nothing tells which of them is theirs."""
    columns = [TickColumn(10, "five_open.decision", "five_open"), TickColumn(14, "five_open.result", "five_open")]
    assert all(line[0][1] < SURE for line in place_ticks([[11], [11], [11]], columns))


TABLE_HEAD = (
    "序号     公开事项            公开内容                         公开时限                    公开主体      全社会\n\n"
)


def a_page(title: str, first: int, last: int) -> str:
    """A page with a title, a header, and rows of two lines."""
    rows = "".join(
        f"{n:<5}    机构职能{n}          办公地址、联系方式、电话      信息形成之日起20个工作日内       某某局    √\n"
        "                             以及传真\n"
        for n in range(first, last)
    )
    return f"                         {title}\n\n{TABLE_HEAD}{rows}"


def titles_and_counts(text: str) -> list[tuple[str | None, int]]:
    """The title of each catalogue and how many items it has."""
    return [(each.title, len(each.items)) for each in extract_bytes(text.encode(), "a.txt").catalogues]


def test_print_above_the_next_table_is_its_title() -> None:
    """On the same page or on the next; a title printed again on the next page is no cell."""
    one, other = a_page("某市财政领域公开目录", 1, 9), a_page("某市教育领域公开目录", 1, 7)
    expected = [("某市财政领域公开目录", 8), ("某市教育领域公开目录", 6)]
    assert titles_and_counts(one + "\n" + other) == expected
    assert titles_and_counts(one + "\f" + other) == expected
    assert titles_and_counts(one + "\f" + a_page("某市财政领域公开目录", 9, 12)) == [("某市财政领域公开目录", 11)]


def test_a_line_wider_than_any_page_makes_no_columns() -> None:
    """Columns are searched for in the square of the width."""
    content = Fragments((), printed=a_page("某市财政领域公开目录", 1, 9) + "字 " * 3000)
    assert find_pages(content.printed) == ()


def test_a_sentence_across_the_columns_is_a_note_under_the_table() -> None:
    """It need not begin with 备注, and what stands below it goes with it."""
    sentence = "本目录由县民政局负责解释，自发布之日起施行，原目录同时废止。"
    catalogue = document(drawn().replace("\f", f"    {sentence}\n    某县民政局\n\f")).catalogues[0]
    assert catalogue.notes == (sentence, "某县民政局")
    assert catalogue.items[-1].content == "办理材料、办理条件和流程"


TOP_HEADER = (
    "序号    公开类别                公开内容            公开时限      公开主体",
    "        一级事项    二级事项",
)
TOP_ROWS = (
    "1       政策文件    法律法规    教育法、义务教育    及时公开      县教育局",
    "                                法等法律",
    "2                   部门规章    安全管理办法等各    长期公开      县教育局",
    "                                类规章、地方规章",
    "                                名称",
    "3       招生管理    招生计划    学校招生规模和各    及时公开      县教育局",
    "                                班的人数",
    "4                   招生结果    录取名单、电脑随    长期公开      县教育局",
    "                                机录取结果、查询",
    "                                办法",
)


def test_cells_at_the_top_of_their_rows() -> None:
    """A merged name begins in the row in which it is printed, not in the middle of its rows."""
    items = document("\n".join(("某县教育局政务公开目录", *TOP_HEADER, *TOP_ROWS)) + "\n").catalogues[0].items
    assert [(item.number, item.primary, item.secondary) for item in items] == [
        ("1", "政策文件", "法律法规"),
        ("2", "政策文件", "部门规章"),
        ("3", "招生管理", "招生计划"),
        ("4", "招生管理", "招生结果"),
    ]


def test_the_group_of_the_items_may_have_another_name() -> None:
    """It stands over 一级事项, so it is no column of its own."""
    found = find_headers(find_pages("\n".join((*TOP_HEADER, *TOP_ROWS)))[0])[0]
    assert [group.text for group in found.groups] == ["公开类别"]
    assert [leaf.text for leaf in found.leaves][:3] == ["序号", "一级事项", "二级事项"]


def test_labels_in_traditional_script() -> None:
    """They are looked up in simplified script and kept as they are printed."""
    header = TOP_HEADER[0].translate(str.maketrans("号开类别内时", "號開類別內時")), TOP_HEADER[1].replace("级", "級")
    found = find_headers(find_pages("\n".join((*header, *TOP_ROWS)))[0])[0]
    assert [leaf.text for leaf in found.leaves] == ["序號", "一級事项", "二級事项", "公開內容", "公開時限", "公開主体"]


SHIFTED = """序号  类别        公开事项     公开主体     公开期限
1   最低生活保障    办事指南     某镇人民政府   及时公开
2   审核信息      某镇人民政府   及时公开
3   审批信息      某镇人民政府   常年公开
4   特困人员供养    政策法规     某镇人民政府   常年公开
5   办事指南      某镇人民政府   常年公开
6   名单信息      某镇人民政府   常年公开
7   临时救助      救助标准     某镇人民政府   常年公开
8   审核审批信息    某镇人民政府   及时公开
"""


def test_words_that_do_not_stand_below_their_labels_are_left_to_the_decoder() -> None:
    """A program left out the places of merged cells: a row's other cells moved to the left."""
    assert drawn_text(Fragments(split_fragments(SHIFTED), printed=SHIFTED))[0] is None


def test_levels_without_columns_below_them_are_names() -> None:
    """公开层级 alone has 县级 below it, and no ticks; under a group of another name items are in their columns."""
    header = (f"{TOP_HEADER[0]}    公开层级".replace("公开类别", "事项名称"), TOP_HEADER[1])
    rows = [f"{row}      县级" if "县教育局" in row else row for row in TOP_ROWS]
    items = document("\n".join(("某县教育局政务公开目录", *header, *rows)) + "\n").catalogues[0].items
    assert [dict(item.extra) for item in items] == [{"公开层级": "县级"}] * 4
    assert [item.primary for item in items] == ["政策文件", "政策文件", "招生管理", "招生管理"]


TICKED = (
    ("1", "首末班车时刻", "线路、车站、方向", "调整前5日", "110", "调度部"),
    ("2", "运营时间延长", "延长日期、线路", "实施前2日", "111", "调度部"),
    ("3", "列车延误", "区段、原因、建议", "延误后公布", "011", "调度部"),
    ("4", "票价表", "起步价、换乘规则", "每年1月底前", "100", "票务部"),
    ("5", "优惠乘车", "适用人群、证件", "长期公开", "101", "票务部"),
    ("6", "退票补票", "条件、窗口、时限", "长期公开", "011", "票务部"),
)


def with_ticks(head: str, *labels: str) -> str:
    """Channels with a column of ticks each below a label, two of them broken into lines; `labels` are the others."""
    places = (1, 5, 16, 30, 40, 46, 52, 60)
    words = [(1, 46, head), (3, 41, "站"), (3, 47, "告")] if head else []
    words += [(2, place, text) for place, text in zip(places, labels, strict=True)]
    for k, (*cells, ticks, office) in enumerate(TICKED, start=4):
        marks = ["√" if tick == "1" else "" for tick in ticks]
        marks = marks if head else ["公司网站", "", ""]
        words += [(k, place, text) for place, text in zip(places, (*cells, *marks, office), strict=True) if text]
    lines = [""] * (4 + len(TICKED))
    for line, x, text in sorted(words):
        lines[line] += " " * (x - len(lines[line])) + text
    return "\n".join(lines) + "\n"


CHANNEL_LABELS = ("序号", "事项名称", "公开内容", "公开时限", "官方网", "车站公", "公众号", "责任部门")


def test_channels_with_ticks_below_their_label() -> None:
    """Nobody knows them by themselves; each tick is placed by where it stands."""
    text = with_ticks("公开渠道", *CHANNEL_LABELS)
    (header,) = find_headers(find_pages(text)[0])
    assert [leaf.text for leaf in header.leaves if leaf.group is not None] == ["官方网站", "车站公告", "公众号"]
    items = document(text).catalogues[0].items
    chosen = [[channel.selected for channel in item.channels] for item in items]
    assert chosen == [[char == "1" for char in row[4]] for row in TICKED]


def test_the_legend_of_channels_is_no_channel() -> None:
    """Ticks stand in the columns of another group alone."""
    text = drawn().replace("公开渠道", "公开渠道（“■”表示必选项）").replace("■", "").replace("□", "")
    for header in find_headers(find_pages(text)[0]):
        assert all(leaf.label.rule != "option" for leaf in header.leaves)


def test_labels_in_the_words_of_their_subject() -> None:
    """服务项目 is made of characters of narrow labels, and is none of four."""
    labels = ("序号", "服务项目", "服务内容", "公开时限", "公开渠道", "政策依据", "备注", "责任部门")
    (header,) = find_headers(find_pages(with_ticks("", *labels))[0])
    assert [leaf.text for leaf in header.leaves] == list(labels)
    assert {"secondary", "content"} <= header.fields


def with_headings(*headings: str) -> str:
    """The table with a line across it above some of its rows, and a page's number under it."""
    lines = drawn().split("\n")
    for k, heading in reversed(list(enumerate(headings))):
        if heading:
            lines.insert(5 + 3 * k, heading)
    return "\n".join([*lines[:-2], " " * 40 + "第 1 页", *lines[-2:]])


def test_headings_that_count_on_stand_across_the_table() -> None:
    """Where rows begin with their number; the first stands above the first row."""
    items = document(with_headings("一、主动公开信息", "", "二、依申请公开信息")).catalogues[0].items
    groups = ["一、主动公开信息", "一、主动公开信息", "二、依申请公开信息"]
    assert [(item.primary, item.extra.get("分组")) for item in items] == list(
        zip(("综合业务", "临时救助", "特困供养"), groups, strict=True)
    )


def test_a_page_is_numbered_in_words() -> None:
    """第 1 页 is no line of a cell, though blanks part it."""
    items = document(with_headings()).catalogues[0].items
    assert [item.content for item in items][-1] == "办理材料、办理条件和流程"


def test_a_list_goes_on_within_a_name() -> None:
    """政府网 / 站、公 / 开栏: the beginning of a name may be one by itself."""
    text = drawn().replace("■政府网站", "政府网").replace("□政府公报", "站、公").replace("□两微一端", "开栏")
    items = document(text).catalogues[0].items
    assert [[channel.name for channel in item.channels] for item in items] == [["政府网站", "公开栏"]] * 3
