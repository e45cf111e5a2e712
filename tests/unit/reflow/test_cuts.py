"""Glued text is cut where a cell may begin."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.glued.cuts import cut_glued

HEADER = "序号公开事项公开内容（要素）公开依据公开时限公开主体公开渠道一级事项二级事项"


def cut(text: str) -> list[str]:
    """The fragments of a glued text."""
    return [fragment.text for fragment in cut_glued(split_fragments(text))]


def test_labels_of_a_header_are_cut() -> None:
    """Each by itself; a label keeps its bracket."""
    assert cut(HEADER)[:4] == ["序号", "公开事项", "公开内容（要素）", "公开依据"]


def test_readings_behind_characters_part_nothing() -> None:
    """Converters to traditional script print them; they stay where they are printed."""
    pieces = cut("序號公開(kāi)事項公開(kāi)內(nèi)容公開(kāi)依據公開(kāi)時(shí)限1政策文件及時(shí)公開(kāi)√")
    assert pieces[:6] == ["序號", "公開(kāi)事項", "公開(kāi)內(nèi)容", "公開(kāi)依據", "公開(kāi)時(shí)限", "1"]


def test_row_numbers_ticks_and_titles_are_cut() -> None:
    """A number between Chinese characters, a title, a deadline."""
    pieces = cut(HEADER + "1政策文件《中华人民共和国政府信息公开条例》信息形成之日起20个工作日内√√2机构职能及时公开√")
    assert {"1", "《中华人民共和国政府信息公开条例》", "信息形成之日起20个工作日内", "2", "√√"} <= set(pieces)


def test_numbers_within_a_deadline_stay() -> None:
    """20个工作日 is no row 20."""
    assert "20" not in cut(HEADER + "1政策文件法规信息形成之日起20个工作日内")


def test_text_without_a_glued_header_is_left_alone() -> None:
    """However long its lines are."""
    text = "序号 | 事项 | 内容\n1 | 机构职能 | " + "职能、地址、电话" * 20
    fragments = split_fragments(text)
    assert cut_glued(fragments) == fragments


def test_a_header_printed_again_in_one_line_is_cut_again() -> None:
    """On the next page."""
    assert cut(HEADER + "1政策文件法律法规" + HEADER + "2机构职能").count("公开时限") == 2


def test_a_label_printed_twice_is_one_piece() -> None:
    """As converters print a header of two rows."""
    pieces = cut("序号序号公开事项公开事项公开内容公开内容公开时限公开时限公开主体公开主体1机构职能")
    assert pieces[:5] == ["序号序号", "公开事项公开事项", "公开内容公开内容", "公开时限公开时限", "公开主体公开主体"]


def test_a_title_is_not_cut_and_no_label_of_the_header() -> None:
    """Although its end reads like one."""
    assert cut(f"某某县水务局政务公开目录{HEADER}1水利工程")[:2] == ["某某县水务局政务公开目录", "序号"]


def test_words_of_cells_make_no_header() -> None:
    """执行, 栏目, 全社会 and 管理公开 side by side are no labels."""
    assert "5" in cut(HEADER + "4执行公开行政执法政府网站“行政执行”栏目全社会5管理公开水政管理")


def test_a_path_begins_behind_the_column_before_it() -> None:
    """With the name of a website or without."""
    pieces = cut(HEADER + "1水利工程工程概况√主动公开某某市政府网站-政务公开-水利栏目2河湖管护√√政务公开-重点领域3防汛")
    assert {"主动公开", "某某市政府网站-政务公开-水利栏目", "政务公开-重点领域"} <= set(pieces)


def test_a_number_that_may_count_something_is_one_in_a_run() -> None:
    """季度 behind it, or a telephone's number before it."""
    pieces = cut(HEADER + "4月度水量每月更新76500125季度水量每季度末76500126年度水量年底前")
    assert {"5", "6"} <= set(pieces)


def test_articles_belong_to_the_law_before_them() -> None:
    """And what is issued to the deadline behind them."""
    pieces = cut(HEADER + "1取水《中华人民共和国水法》第四十八条、第四十九条取水许可证印发之日起5个工作日内")
    assert {"《中华人民共和国水法》第四十八条、第四十九条", "取水许可证印发之日起5个工作日内"} <= set(pieces)


def test_words_around_a_deadline_are_of_other_columns() -> None:
    """公开 before it where the document prints it without, 主动公开 behind it."""
    deadline = "信息形成之日起20个工作日内"
    text = f"{HEADER}1水利工程概况{deadline}主动公开2河湖管护名单{deadline}√3节水宣传咨询电话公开{deadline}√"
    assert cut(text).count(deadline) == 3


def test_ticks_side_by_side_stay_together() -> None:
    """However often the beginning of them recurs."""
    rows = "".join(f"{k}水利工程名录及其概况及时公开√√√√" for k in range(1, 9))
    assert cut(HEADER + rows).count("√√√√") == 8


@pytest.mark.parametrize(
    "deadline",
    ["提前3个工作日", "赛事举办前5个工作日", "每学期开学前", "按进度情况及时公开", "集中统一发布，公示期不少于5天"],
)
def test_what_is_read_whole_as_a_deadline_is_one_piece(deadline: str) -> None:
    """Behind a law, up to the body that follows."""
    assert deadline in cut(
        f"{HEADER}1政策文件办事指南《中华人民共和国政府信息公开条例》{deadline}云溪县民政局■政府网站√√"
    )


def test_a_name_that_a_deadline_is_read_with_is_no_part_of_it() -> None:
    """自来水 is no 自, and 执法类别 not what the deadline is for."""
    text = HEADER + "1供水信息供水水质《城市供水条例》白石市自来水有限公司信息形成之日起20个工作日内■政府网站√√"
    assert "信息形成之日起20个工作日内" in cut(text)


def test_what_follows_the_titles_of_a_content_is_of_it() -> None:
    """With the titles it makes the content."""
    text = HEADER + "1临时救助政策文件《关于临时救助的通知》；各地配套政策法规文件《社会救助暂行办法》及时公开√√"
    assert "《关于临时救助的通知》；各地配套政策法规文件" in cut(text)


def test_a_place_may_begin_with_a_joining_word() -> None:
    """和平市 is one, 和社区 is not."""
    assert "和平市卫生健康委员会" in cut(
        HEADER + "1疫情信息疫情报告《传染病防治法》及时公开■政府网站和平市卫生健康委员会√√"
    )


def test_a_deadline_begins_with_a_whole_word() -> None:
    """办 ends the name of a body, but not the 办 of 办理."""
    pieces = cut(HEADER + "1财政信息预算执行预算办理情况提前5个工作日■政府网站√√")
    assert "提前5个工作日" in pieces
    assert "6个月" in cut(HEADER + "1建议提案代表建议提案办理情况6个月■政府网站√√")


def test_a_deadline_behind_a_word_that_ends_contents() -> None:
    """A bare length of time before a list: nothing else tells where it begins."""
    assert "20个工作日内" in cut(HEADER + "1机构信息联系方式通信地址、投诉渠道20个工作日内■政府网站√√")


def test_a_deadline_ends_before_the_body_that_the_title_tells() -> None:
    """The place that the title begins with begins the names of bodies as well."""
    pieces = cut(
        "柳河县财政局政务公开目录\n"
        + HEADER
        + "1财政信息预算每年3月底前柳河县财政局√2决算收支总表每月5日前公布柳河县财政局√"
    )
    assert pieces.count("柳河县财政局") == 2
    assert "每月5日前公布" in pieces


def test_what_a_deadline_is_for_stays_with_it() -> None:
    """公开上一年度情况, up to the name of a body."""
    pieces = cut(HEADER + "1财政信息决算《预算法》每年3月底前公开上一年度情况柳河县财政局■政府网站√")
    assert {"每年3月底前公开上一年度情况", "柳河县财政局"} <= set(pieces)


def test_a_place_may_be_named_with_a_character_that_joins() -> None:
    """和 begins 和顺县, and 和平乡."""
    pieces = cut("和平乡政务公开目录\n" + HEADER + "1机构信息联系方式办公电话及时公开和平乡人民政府■政府网站√")
    assert "和平乡人民政府" in pieces


def test_a_list_of_channels_begins_behind_the_body() -> None:
    """柳河县人民政府|县政府门户网站: both end as channels may."""
    pieces = cut("柳河县目录\n" + HEADER + "1财政信息预算收支总表及时公开柳河县人民政府县政府门户网站√√")
    assert {"柳河县人民政府", "县政府门户网站"} <= set(pieces)


def test_a_part_of_a_website_is_one_channel() -> None:
    """校园网信息公开专栏, though no mark stands within."""
    assert "校园网信息公开专栏" in cut(HEADER + "1财政信息预算收支总表及时公开校园网信息公开专栏√√")


ROW_A_LINE = (
    "序号公开内容公开依据公开时限公开主体公开渠道公开事项公开对象\n一级事项二级事项全社会特定群体\n"
    "1机构信息内设机构科室名称、职责、负责人《档案法》长期公开云溪县民政局□政府网站 ■公示栏 □两微一端√\n"
    "人事信息岗位聘用名单《档案法》长期公开云溪县民政局□政府网站 ■公示栏 □两微一端全社会\n"
    "领导信息领导姓名、分工"
)


def test_a_second_line_of_nothing_but_labels_is_of_the_header() -> None:
    """Although it has no label that only headers have."""
    assert {"一级事项", "二级事项", "特定群体"} <= set(cut(ROW_A_LINE))


def test_blanks_within_a_line_do_not_keep_what_is_behind_them_whole() -> None:
    """A list of channels has them: its last channel and a word of the next column are two."""
    pieces = cut(ROW_A_LINE)
    assert pieces.count("√") == 1
    assert pieces.count("全社会") == 2  # of the header, and behind 两微一端


def test_a_short_row_is_cut_where_most_lines_hold_several_cells() -> None:
    """Its merged cells are lost: a name and a content are left."""
    assert cut(ROW_A_LINE)[-1] == "领导姓名、分工"


def test_a_row_number_behind_ticks_of_any_shape_is_cut() -> None:
    """✓ as well as √."""
    assert "2" in cut(HEADER + "1政策文件法律法规及时公开✓✓2“三公”经费及时公开✓✓")


def test_what_is_left_of_a_channel_before_ticks_is_of_it() -> None:
    """The name is known without its last character."""
    assert "■政府网站□抖音号" in cut(HEADER + "1政策文件法律法规及时公开■政府网站□抖音号√√")


def test_a_short_tail_of_a_deadline_needs_no_body_behind_it() -> None:
    """上月数据 begins no name of a section."""
    text = HEADER + "1供水信息供水水质《城市供水条例》每月5日前公布上月数据水质监测站■政府网站√√"
    assert "每月5日前公布上月数据" in cut(text)


def test_a_list_ends_with_its_last_channel() -> None:
    """Of which but the first part is known, before a word of the next column."""
    assert "■政府网站□营业厅公示栏" in cut(HEADER + "1供水信息供水水质及时公开■政府网站□营业厅公示栏全社会2停水公告")


def test_a_body_that_the_title_tells_is_whole() -> None:
    """Although the end of its name is a channel as well."""
    text = "青岩县档案馆政务公开目录\n" + HEADER + "1档案服务到馆查档查阅须知《档案法》动态更新青岩县档案馆便民服务站"
    assert cut(text)[-2:] == ["青岩县档案馆", "便民服务站"]


@pytest.mark.parametrize(
    "deadline",
    [
        "报告审定后30日内",
        "结果产生之日起5个工作日内",
        "事发后24小时内发布，后续信息及时更新",
        "每年汛期前",
    ],
)
def test_a_deadline_begins_with_what_it_is_of(deadline: str) -> None:
    """产生之日起 begins with what comes about; 每年汛期前 and 24小时 are no names."""
    assert deadline in cut(
        f"{HEADER}1水表管理水表检定检定对象、检定周期{deadline}石泉县水务局√2水价管理水价标准及时公开"
    )


def test_nothing_within_a_telephone_is_cut() -> None:
    """Behind its seventh digit the next row's number may begin."""
    pieces = cut(f"{HEADER}3水价管理水量单价及时公开0897-83844904水质公告水质数据及时公开0897-83844905停水通知停水范围")
    assert pieces.count("0897-8384490") == 2
    assert {"4", "5"} <= set(pieces)


def test_a_website_does_not_begin_in_the_bracket_before_it() -> None:
    """街道办事处）县政府门户网站 is the end of a body and a website."""
    pieces = cut(f"{HEADER}1水厂管理水厂名录水厂地址及时公开石泉县水务局、各乡镇人民政府（街道办事处）县政府门户网站√")
    assert "县政府门户网站" in pieces


def test_the_number_of_a_name_is_of_its_name() -> None:
    """1.2 begins a name, and the row's number stands before it; nothing parts it from the name."""
    rows = "11.渡口管理1.1渡口设置渡口名称、位置及时公开√21.2渡船检验渡船编号及时公开√32.2客运班次首末班时刻及时公开√"
    pieces = cut(HEADER + rows)
    assert {"1", "2", "3"} <= set(pieces)
    assert not {"1.", "1.1", "1.2", "2.2"} & set(pieces)


def test_words_of_levels_are_whole() -> None:
    """县、乡级 behind a tick, before a telephone; what is behind the telephone is of the next column."""
    pieces = cut(HEADER + "公开层级监督电话网站所属栏目1渡口管理及时公开√县、乡级0531-6616702水运>渡口管理2渡船检验")
    assert pieces[pieces.index("县、乡级") :][:3] == ["县、乡级", "0531-6616702", "水运>渡口管理"]


def test_a_path_begins_with_what_all_paths_begin_with() -> None:
    """The words before it are of another column: 文本|水运>渡口管理."""
    rows = ("1渡口管理√表格水运>渡口管理", "2渡船检验√文本水运>渡船管理", "3客运班次√图文水运>班次管理")
    pieces = cut(HEADER + "公开格式网站所属栏目" + "".join(rows))
    assert [piece for piece in pieces if ">" in piece] == ["水运>渡口管理", "水运>渡船管理", "水运>班次管理"]


@pytest.mark.parametrize("deadline", ["年底前", "提前3日", "每季度末前", "提前5个工作日公告"])
def test_a_deadline_begins_behind_a_content_that_nothing_ends(deadline: str) -> None:
    """No law, list or body stands before it."""
    assert deadline in cut(HEADER + f"1泊位规划路段名称、泊位数量{deadline}《公路法》第八条某某县交通局")


def test_rows_printed_several_times_over_are_cut_as_one_print_of_them() -> None:
    """A name with its content is no office that recurs because four offices print the same rows."""
    rows = (
        ("渡口改造", "改造渡口的名称、位置、施工单位、竣工日期"),
        ("林木采伐", "采伐的地点、面积、树种、株数、更新措施"),
        ("粮油轮换", "轮换的品种、数量、竞价方式、成交结果"),
    )
    printed = [f"{name}{content}及时公开县民政局√" for name, content in rows * 4]
    once, again = (cut(HEADER + "".join(f"{k}{row}" for k, row in enumerate(printed[:n], 1))) for n in (3, 12))
    assert {name for name, _ in rows} <= {*once}
    assert [again.count(name) for name, _ in rows] == [4, 4, 4]
