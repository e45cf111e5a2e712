"""Complete rows → items, with where each value comes from and what is doubtful."""

from __future__ import annotations

from typing import Any

import pytest

from gkml_extract.model.record import Item
from gkml_extract.model.source import How, LinesPlace
from gkml_extract.model.table import Column, Row
from gkml_extract.normalise.items import channel_names, is_deadline, read_items
from support.tables import cells, columns, rows, unplaced


def items(fields: str, *lines: str) -> list[dict[str, Any]]:
    """The items of the rows, as plain data."""
    return [item.model_dump(mode="json") for item in read_items(rows(*lines), columns(fields)).items]


def codes(fields: str, *lines: str) -> list[tuple[str, int | None, str | None]]:
    """Code, item and field of each note."""
    return [(noted.code, noted.item, noted.field) for noted in read_items(rows(*lines), columns(fields)).notes]


TEXTS = "number|primary|secondary|content|publisher|department|website_column|remarks"


def test_text_columns_are_kept_as_they_are() -> None:
    """A column without a cell is null."""
    (item,) = items(TEXTS, "1|一、概况|机构职能|职责（全文）|某局||公示公告|")
    names = TEXTS.split("|")
    assert [item[name] for name in names] == [
        "1",
        "一、概况",
        "机构职能",
        "职责（全文）",
        "某局",
        None,
        "公示公告",
        None,
    ]


def test_a_row_without_columns_for_a_field_leaves_it_empty() -> None:
    """Null, or an empty list; every key is there."""
    (item,) = items("content", "甲")
    empty = Item(content="甲").model_dump(mode="json")
    assert {**item, "origin": {}} == empty
    assert (item["audience"], item["method"], item["five_open"], item["channels"], item["levels"]) == (
        None,
        None,
        None,
        [],
        [],
    )


def test_of_two_number_columns_the_innermost_counts() -> None:
    """“1” of the row, not “一” of its group; the group's where the row has none."""
    assert [item["number"] for item in items("number|primary|number|content", "一|甲|1|子", "二|乙||丑")] == ["1", "二"]


def test_levels_below_the_second_are_a_list() -> None:
    """Blank ones are left out."""
    assert [item["levels"] for item in items("levels|levels|content", "壹|贰|甲", "壹||乙")] == [["壹", "贰"], ["壹"]]


def test_parsed_fields_keep_the_print_beside_the_reading() -> None:
    """依据 and 时限 have a text; the parser's rule stands in the origin."""
    (item,) = items("legal_basis|deadline", "《条例》（国务院令第711号）|信息形成之日起20个工作日内")
    assert item["legal_basis"]["text"] == "《条例》（国务院令第711号）"
    assert item["legal_basis"]["citations"][0]["doc_number"] == "国务院令第711号"
    assert (item["deadline"]["amount"], item["deadline"]["unit"]) == (20, "working_day")
    assert item["origin"]["legal_basis"]["rule"] and item["origin"]["deadline"]["rule"]


@pytest.mark.parametrize("text", ["待定三", "同上"])
def test_a_deadline_that_is_not_understood_is_noted(text: str) -> None:
    """It is kept as printed, of kind unknown."""
    (item,) = items("content|deadline", f"甲|{text}")
    assert (item["deadline"]["text"], item["deadline"]["kind"]) == (text, "unknown")
    assert codes("content|deadline", f"甲|{text}") == [("deadline-unknown", 0, "deadline")]


def test_a_repaired_deadline_is_noted_and_its_origin_says_so() -> None:
    """Out of order in print."""
    text = "形成之日起5内予以公开个工作日"
    (item,) = items("deadline", text)
    assert item["deadline"]["text"] == text
    assert item["origin"]["deadline"]["how"] == "repaired"
    assert codes("deadline", text) == [("deadline-repaired", 0, "deadline")]


@pytest.mark.parametrize("text", ["每季度末前5个工作日", "批准后15内"])
def test_a_deadline_that_says_more_than_its_values_is_noted(text: str) -> None:
    """A date that no rule of recurrence says, a number whose unit is lost."""
    assert codes("deadline", text) == [("deadline-in-part", 0, "deadline")]


@pytest.mark.parametrize("text", ["遴选结束后15个工作日内", "报盱眙县人民政府批准后15个工作日内", "每年祭祀活动前5日"])
def test_a_rare_character_of_a_common_word_or_a_place_is_not_odd(text: str) -> None:
    """不讠于 is; 遴选 and 盱眙县 are what they say."""
    assert codes("deadline", text) == []
    assert [code for code, *_ in codes("deadline", "不讠于20个工作日")] == ["deadline-odd-character"]


@pytest.mark.parametrize("text", ["定期公开", "每季度首月15日前", "批准后20内", "每小时发布环境空气质量实时报"])
def test_a_deadline_that_says_no_more_is_not_in_part(text: str) -> None:
    """定期 says no cycle; the law fixes the unit of 批准后20内; 实时报 is the name of a report."""
    assert "deadline-in-part" not in [code for code, *_ in codes("deadline", text)]


@pytest.mark.parametrize("text", ["信息形成后220个工作日内", "批准后02个工作日内", "公示期限不少于330日"])
def test_an_unlikely_number_is_noted(text: str) -> None:
    """A digit printed twice, or two that changed places: the value is the printed one."""
    assert codes("deadline", text) == [("deadline-unlikely", 0, "deadline")]


@pytest.mark.parametrize("text", ["公告90日", "2024年06月05日前", "保存期限30年", "自收到之日起60个工作日内"])
def test_a_likely_number_is_not_noted(text: str) -> None:
    """Round numbers, dates with a leading zero, long retentions."""
    assert codes("deadline", text) == []


def test_an_article_put_in_later_is_noted() -> None:
    """第三十条之一 has the number of 第三十条 in `articles`, and the printed text is whole."""
    (item,) = items("legal_basis", "《某法》第三十条之一、第三十二条")
    assert [article["article"] for article in item["legal_basis"]["citations"][0]["articles"]] == [30, 32]
    assert codes("legal_basis", "《某法》第三十条之一、第三十二条") == [("article-inserted", 0, "legal_basis")]


def test_a_basis_whose_title_marks_do_not_pair_is_noted() -> None:
    """With how many citations were read."""
    line = "《政府信息公开条例（国务院令第711号）"
    (noted,) = read_items(rows(line), columns("legal_basis")).notes
    assert (noted.code, noted.field, dict(noted.params)) == ("citation-unbalanced", "legal_basis", {"n": 1})


def test_a_channel_without_its_box_is_null_where_the_table_has_boxes() -> None:
    """Whether it is selected is not known: noted by name."""
    lines = ("■政府网站 □公报", "政府网站 □公报")
    assert items("channels", *lines)[1]["channels"][0] == {"name": "政府网站", "selected": None}
    assert codes("channels", *lines) == [("box-lost", 1, "channels")]


def test_channels_without_boxes_are_all_selected() -> None:
    """Where no row of the table has a box."""
    assert items("channels", "政府网站、公报")[0]["channels"] == [
        {"name": "政府网站", "selected": True},
        {"name": "公报", "selected": True},
    ]
    assert codes("channels", "政府网站、公报") == []


TICKS = "content|audience.public|audience.specific|method.proactive|method.on_request"


def test_ticks_are_read_under_their_columns() -> None:
    """Blank is false; a text stays a text."""
    first, second = items(TICKS, "甲|√||√|", "乙||本村村民||√")
    assert first["audience"] == {"public": True, "specific": False}
    assert first["method"] == {"proactive": True, "on_request": False}
    assert second["audience"] == {"public": False, "specific": "本村村民"}
    assert second["method"] == {"proactive": False, "on_request": True}


def test_marks_lost_in_a_whole_table_are_null() -> None:
    """Never false; one note for each group, of the whole table."""
    (item,) = items(TICKS + "|five_open.decision", "甲|||√||")
    assert item["audience"] == {"public": None, "specific": None}
    assert item["method"] == {"proactive": True, "on_request": False}
    assert item["five_open"] is None
    found = codes(TICKS + "|five_open.decision", "甲|||√||")
    assert sorted(found, key=repr) == [("marks-lost", None, "audience"), ("marks-lost", None, "five_open")]


def test_lost_marks_are_named_as_they_are_printed() -> None:
    """As `mark-lost` does: 公开对象."""
    (noted,) = read_items(rows("甲||"), columns("content|audience.public|audience.specific")).notes
    assert dict(noted.params)["label"] == "公开对象"


def test_a_table_without_rows_has_lost_no_marks() -> None:
    """There were none to lose."""
    assert codes(TICKS) == []


FIVE = "content|five_open.decision|five_open.execution|five_open.result"


def test_five_open_lists_the_ticked_kinds() -> None:
    """A row without any is none of the five, not unknown."""
    assert [item["five_open"] for item in items(FIVE, "甲|√||√", "乙|||")] == [["decision", "result"], []]


def test_a_tick_whose_column_is_unknown_is_null_and_noted() -> None:
    """In five columns as in two."""
    (row,) = rows("甲|√|√|√")
    found = read_items([unplaced(row, 1, 2, 3)], columns(FIVE))
    assert found.items[0].five_open is None
    assert [(noted.code, noted.field) for noted in found.notes] == [("mark-column-unknown", "five_open")]
    pair = read_items([unplaced(rows("甲|√|√")[0], 1, 2)], columns("content|audience.public|audience.specific"))
    assert pair.items[0].audience is not None
    assert (pair.items[0].audience.public, pair.items[0].audience.specific) == (None, None)
    assert {(noted.code, noted.field) for noted in pair.notes} == {("mark-column-unknown", "audience")}


def test_columns_of_words_are_read_as_words() -> None:
    """公开对象, 公开方式 and 五公开 without columns of their own for each option."""
    first, second = items("content|audience|method|five_open", "甲|全社会|主动公开|决策、结果", "乙|||")
    assert first["audience"] == {"public": True, "specific": False}
    assert first["method"] == {"proactive": True, "on_request": False}
    assert first["five_open"] == ["decision", "result"]
    assert second["audience"] == {"public": None, "specific": None}
    assert second["five_open"] is None


def test_a_five_open_that_names_none_of_the_five_is_noted() -> None:
    """It is lost otherwise."""
    assert codes("content|five_open", "甲|预公开") != []


def test_other_columns_stand_in_extra_under_their_path() -> None:
    """Ticks of 公开层级 as true and false, texts as texts, blanks as null; a path printed twice is kept twice."""
    first, second = items("公开层级/县级|公开层级/乡级|咨询电话|咨询电话", "√||0952|110", "|||")
    assert first["extra"] == {"公开层级/县级": True, "公开层级/乡级": False, "咨询电话": "0952", "咨询电话′": "110"}
    assert second["extra"] == {"公开层级/县级": False, "公开层级/乡级": False, "咨询电话": None, "咨询电话′": None}


def test_a_column_without_a_label_is_called_by_its_place() -> None:
    """Counted from 1."""
    unlabelled = Column(1, (), "extra", "unlabelled", 0.0)
    assert read_items(rows("甲|值"), [*columns("content"), unlabelled]).items[0].extra == {"列2": "值"}


def test_origin_says_how_and_where() -> None:
    """A field without a value has none."""
    (item,) = read_items(rows("甲|"), columns("content|publisher")).items
    assert set(item.origin) == {"content"}
    assert (item.origin["content"].how, item.origin["content"].places) == (How.PRINTED, (LinesPlace(lines=(1, 1)),))


def test_a_guessed_column_is_named_in_the_origin() -> None:
    """An exact one needs no mention."""
    guessed = Column(0, ("公开内窖",), "content", "fuzzy", 0.75)
    assert read_items(rows("甲"), [guessed]).items[0].origin["content"].rule == "fuzzy"
    assert read_items(rows("甲"), columns("content")).items[0].origin["content"].rule is None


@pytest.mark.parametrize("how", [How.MERGED, How.INFERRED])
def test_a_shared_value_is_noted_only_where_it_is_printed(how: How) -> None:
    """Not once for each row that it covers; its origin says how it came."""
    printed = Row(0, tuple(cells("不懂", row=0).items()))
    shared = Row(1, tuple(cells("不懂", row=1, how=how).items()))
    found = read_items([printed, shared], columns("deadline"))
    assert [noted.item for noted in found.notes] == [0]
    assert found.items[1].origin["deadline"].how is how


def test_a_cell_whose_edges_are_in_doubt_is_noted() -> None:
    """With its score; a sure one is not."""
    doubtful, sure = (Row(k, tuple(cells("甲", row=k, score=score).items())) for k, score in enumerate((0.1, 0.99)))
    found = read_items([doubtful, sure], columns("content"))
    assert [(noted.code, noted.item, noted.field, dict(noted.params)) for noted in found.notes] == [
        ("reading-uncertain", 0, "content", {"score": 0.1})
    ]
    assert [item.origin["content"].score for item in found.items] == [0.1, 0.99]


def test_the_parsers_as_other_stages_need_them() -> None:
    """Whether a text is a deadline; the folded names of a list."""
    assert is_deadline("信息形成之日起20个工作日内") and is_deadline("及时公开")
    assert not is_deadline("之日起") and not is_deadline("限时公开") and not is_deadline("机构职能")
    assert channel_names("□政府网站 ■公 报（纸质）") == ("政府网站", "公报(纸质)")


def test_what_a_channel_cell_says_besides_is_noted() -> None:
    """It is no channel, and it is not lost."""
    line = "■政府网站 □公报\n注：涉密信息不予公开。"
    (noted,) = read_items(rows(line), columns("channels")).notes
    assert (noted.code, dict(noted.params)) == ("channel-note", {"text": "注：涉密信息不予公开"})
    assert [one["name"] for one in items("channels", line)[0]["channels"]] == ["政府网站", "公报"]


def test_a_lone_channel_with_an_empty_box_is_selected_and_noted() -> None:
    """It is plainly the chosen one."""
    assert items("channels", "☐县政府门户网站")[0]["channels"] == [{"name": "县政府门户网站", "selected": True}]
    assert codes("channels", "☐县政府门户网站") == [("box-empty-alone", 0, "channels")]


def test_a_legend_that_makes_empty_boxes_optional_is_noted() -> None:
    """Once a table, from the label."""
    legend = "公开渠道和载体(“■”表示必选项,“□”表示可选项)"
    column = Column(0, (legend,), "channels", "exact-without-bracket", 1.0)
    noted = read_items(rows("■政府网站 □公报", "■政府网站"), [column]).notes
    assert [(one.code, one.item) for one in noted] == [("boxes-optional", None)]


def test_the_origin_of_a_basis_names_its_repairs() -> None:
    """For `gkml explain`."""
    (item,) = items("legal_basis", "《关于甲的意见》（国办发〔201680号）")
    assert item["origin"]["legal_basis"]["rule"] == "quoted > number-bracket-lost: → 国办发〔2016〕80号"


def test_a_hollow_circle_stands_for_no_tick_beside_others() -> None:
    """● and ○, or √ and ○: the hollow one is the box left empty."""
    (item,) = items("audience.public|audience.specific|five_open.decision|five_open.result", "●|○|○|●")
    assert item["audience"] == {"public": True, "specific": False}
    assert item["five_open"] == ["result"]


@pytest.mark.parametrize(("solid", "hollow"), [("★", "☆"), ("▲", "△"), ("◆", "◇")])
def test_other_hollow_signs_beside_solid_ones_are_no_ticks(solid: str, hollow: str) -> None:
    """As ○ beside ●."""
    (item,) = items("method.proactive|method.on_request", f"{solid}|{hollow}")
    assert item["method"] == {"proactive": True, "on_request": False}


def test_a_hollow_circle_ticks_where_nothing_else_does() -> None:
    """Some tables tick with ○."""
    (item,) = items("method.proactive|method.on_request", "○|")
    assert item["method"] == {"proactive": True, "on_request": False}


def test_text_that_is_no_value_is_told() -> None:
    """A box that names no channel, and a word in place of a tick of 五公开."""
    fields = "content|channels|five_open.decision|five_open.result"
    assert codes(fields, "甲|√||", "乙|网站|草案|", "丙|网站|√|") == [
        ("text-unplaced", 0, "channels"),
        ("text-unplaced", 1, "five_open"),
    ]


def test_words_are_left_where_the_ticks_of_a_table_are_lost() -> None:
    """They tell nothing of the other rows."""
    found = items("content|audience.public|audience.specific", "甲||", "乙||本村村民", "丙||")
    assert [item["audience"] for item in found] == [
        {"public": None, "specific": None},
        {"public": None, "specific": "本村村民"},
        {"public": None, "specific": None},
    ]
    assert ("marks-lost", None, "audience") in codes(
        "content|audience.public|audience.specific", "甲||", "乙||本村村民", "丙||"
    )


def test_levels_are_lost_with_the_other_ticks() -> None:
    """They are null where no tick is left anywhere, and false where ticks are."""
    levels = [Column(k, ("公开层级", name), "extra", "exact", 1.0) for k, name in enumerate(("县级", "乡级"), start=1)]
    table = [Column(0, ("公开内容",), "content", "exact", 1.0), *levels]
    (lost,) = read_items(rows("甲||"), table).items
    assert lost.extra == {"公开层级/县级": None, "公开层级/乡级": None}
    first, second = read_items(rows("甲|√|", "乙||"), table).items
    assert (first.extra, second.extra) == (
        {"公开层级/县级": True, "公开层级/乡级": False},
        {"公开层级/县级": False, "公开层级/乡级": False},
    )
