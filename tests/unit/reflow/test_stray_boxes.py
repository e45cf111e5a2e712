"""Boxes that a converter printed apart from their names are put back."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.printed.stray_boxes import with_boxes_back


def read(text: str) -> list[str]:
    """The fragments of a text with its boxes put back."""
    return [fragment.text for fragment in with_boxes_back(split_fragments(text))]


def test_boxes_in_a_line_above_their_names() -> None:
    """As poppler's -raw prints them; each stays what it is."""
    assert read("□ ■\n政府公报 广播电视") == ["□政府公报", "■广播电视"]


def test_boxes_behind_their_names() -> None:
    """As PDFium prints them; the first name has kept its own, the last one goes on in the next line."""
    assert read("■两微一端 公开查阅点 政 □ □") == ["■两微一端", "□公开查阅点", "□政"]


def test_a_list_printed_as_one_line() -> None:
    """Each stray box is that of the bare name before it, not of one behind the next box."""
    assert read("□政府公报 发布会 □ /听证会 □广播电视 报刊 □ □公开查阅点") == [
        "□政府公报", "□发布会/听证会", "□广播电视", "□报刊", "□公开查阅点",
    ]  # fmt: skip


def test_a_name_that_nobody_knows_before_a_box() -> None:
    """It is taken as one where it stands so again and again; a word that does so once may be of another cell."""
    assert read("□公示栏 学生会 □\n3\n■公示栏 学生会 ■") == ["□公示栏", "□学生会", "3", "■公示栏", "■学生会"]
    assert read("□公示栏 学生会 □") == ["□公示栏", "学生会", "□"]
    assert read("□ 公示栏 家 □\n长会\n■ 公示栏 家 ■\n长会")[1:4] == ["公示栏", "□家", "长会"]


def test_a_box_in_the_midst_of_a_name() -> None:
    """The parts of the name are one again."""
    assert read("□入户/现场 社区 □ /企事业单位") == ["□入户/现场", "□社区/企事业单位"]


def test_a_box_above_a_line_that_begins_with_the_rest_of_a_name() -> None:
    """It is that of the name that begins in this line."""
    assert read("□社区/企事业单位/村公示\n□\n栏 精准推送")[1:] == ["栏", "□精准推送"]


def test_a_name_that_goes_on_below_its_box_needs_no_other() -> None:
    """The box above the line is that of the next name."""
    assert read("■某县人民\n□\n政府门户网站 两微一端") == ["■某县人民", "政府门户网站", "□两微一端"]


@pytest.mark.parametrize("text", ["□ 政府公报 □ 广播电视", "■政府网站 □\n两微一端 □政府公报", "√ √\n2 机构职能"])
def test_boxes_in_their_places_stay(text: str) -> None:
    """Before their names, or at the end of a line whose next one begins with the name."""
    assert with_boxes_back(split_fragments(text)) == split_fragments(text)


def test_quotation_marks_printed_apart_go_back() -> None:
    """Around the word that is always quoted."""
    assert read("“ ”\n所属 五公开\n类型") == ["所属", "“五公开”", "类型"]


def test_boxes_above_words_that_nobody_knows() -> None:
    """As many words as boxes: each has one, also where a figure is printed apart from the word behind it."""
    assert read("☑ ☐\n县城网站 学校网站") == ["☑县城网站", "☐学校网站"]
    assert read("■ □\n公示栏 12345 热线") == ["■公示栏", "□12345", "热线"]


def test_boxes_above_a_line_with_one_word_more() -> None:
    """The first word goes on with the name before."""
    assert read("☑县人民政府门户\n□ □\n网站 两微一端 政") == ["☑县人民政府门户", "网站", "□两微一端", "□政"]


def test_boxes_that_stood_below_one_another() -> None:
    """They are printed in one line, their names a line each."""
    assert read("☑ □\n两微一端\n政府公报") == ["☑两微一端", "□政府公报"]


def test_boxes_are_given_to_names_over_several_lines() -> None:
    """The rest of a name takes none, and further boxes may come between."""
    assert read("☑ ☐\n某市政府网站\n☐\n两微一端 政府公报") == [
        "☑某市政府网站",
        "☐两微一端",
        "☐政府公报",
    ]
    assert read("☐发布会/ ☐ ☐\n听证会 广播电视\n报刊") == ["☐发布会/", "听证会", "☐广播电视", "☐报刊"]
    assert read("□社区/企事业单位/ □\n村公示栏\n精准推送")[1:] == ["村公示栏", "□精准推送"]


def test_a_box_behind_a_line_that_begins_with_the_rest_of_a_name() -> None:
    """As PDFium prints them: it is that of the name behind the rest."""
    assert read("☐听证会 广播 ☐\n电视 纸质媒体 ☑\n☐公开查阅点") == [
        "☐听证会",
        "☐广播",
        "电视",
        "☑纸质媒体",
        "☐公开查阅点",
    ]


def test_the_last_box_of_a_line_may_be_for_the_next_one() -> None:
    """Where all words of the line have one, or go on with the name before."""
    assert read("■政府网站 政府公报 □ □\n发布会/听证会") == ["■政府网站", "□政府公报", "□", "发布会/听证会"]
    assert read("□社区/企事业单位/村公\n示栏（电子屏） □\n精准推送")[1:] == ["示栏（电子屏）", "□", "精准推送"]


def test_a_name_parted_by_the_box_that_is_its_own() -> None:
    """Known names tell it; boxes within the fragments of such a line part them."""
    assert read("□便民服务站 入 ☑ 户/现场") == ["□便民服务站", "☑入户/现场"]
    assert read("☑政府网站 两微一 ☐ 端☐政府公报") == ["☑政府网站", "☐两微一端", "☐政府公报"]


def test_a_name_that_nobody_knows_goes_on_in_the_next_line() -> None:
    """One box less than words: the first word is the rest of the name above, or had its box at that line's end."""
    assert read("☑银川市金凤区人民\n政府门户网站 两微 ☐")[1:] == ["政府门户网站", "☐两微"]
    assert read("☐发布会/听证会 ☐\n广播电视 报刊 ☐")[1:] == ["☐", "广播电视", "☐报刊"]


def test_boxes_of_a_cell_printed_before_its_names() -> None:
    """Each line holds one box or one name; a name may take several lines."""
    assert read("☑\n□\n政府网站\n两微一端\n□\n□\n广播\n电视\n便民服务站\n√") == [
        "☑政府网站", "□两微一端", "□广播", "电视", "□便民服务站", "√",
    ]  # fmt: skip


def test_a_box_never_goes_back_to_the_line_above() -> None:
    """Known words that stand there, such as those of a header, are not its name."""
    assert read("公开渠道 服务\n工作日内 □ 学生会")[-2:] == ["□", "学生会"]


def test_a_name_known_by_its_last_word() -> None:
    """It does not swallow the known name behind it."""
    assert read("☑ 区政府门户网站 微信公众号 公 □ □\n示栏")[2:] == ["□微信公众号", "□公", "示栏"]


def test_names_in_traditional_script_are_known() -> None:
    """They stay as they are printed."""
    assert read("□便民服務站 入 ☑ 戶/現場") == ["□便民服務站", "☑入戶/現場"]
