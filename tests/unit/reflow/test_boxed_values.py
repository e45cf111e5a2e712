"""Lists of boxes that stand side by side are of two columns where one is of 五公开."""

from __future__ import annotations

from gkml_extract.reflow.aligned.bands import kind_of
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.printed.stray_boxes import with_boxes_back
from support.tables import fragments

FIVE = ("□决策 □执", "行 ■管理", "□服务 □结果")


def test_boxes_of_five_open_are_one_cell_and_no_channels() -> None:
    """Whole, though lines and blanks part them, and apart from the channels before."""
    lines = ["政府信息公开条例", "■政府网站 □政府公", "报 □两微一端", *FIVE, "√"] * 3
    texts = [chunk.text for chunk in make_chunks(fragments(*lines)).chunks]
    assert texts[1:4] == ["■政府网站□政府公报□两微一端", "□决策□执行■管理□服务□结果", "√"]


def test_stray_boxes_belong_before_the_words_of_five_open() -> None:
    """Each has one, where a text prints all of them again and again."""
    lines = ["■ □", "政府网站 公示栏", "□ □ ■", "决策 执行 管理", "□ □", "服务 结果", "√"] * 3
    found = "".join(part.text for part in with_boxes_back(fragments(*lines)))
    assert found == "■政府网站□公示栏□决策□执行■管理□服务□结果√" * 3


def test_a_place_goes_on_a_list_before_the_name_of_a_section() -> None:
    """门户网站 / 服务大厅 / 提取科."""
    lines = [
        line for k in range(4) for line in (f"提取条件{k}、额度", "长期公开 门户网站", "服务大厅", "提取科 5638120")
    ]
    chunks = make_chunks(fragments(*lines)).chunks
    (kinds,) = {chunk.kinds for chunk in chunks if chunk.text == "服务大厅"} or {frozenset()}
    whole = any(chunk.text == "门户网站服务大厅" and "channels" in chunk.kinds for chunk in chunks)
    assert whole or "channels" in kinds


def test_a_word_with_the_box_of_an_option_is_no_channel() -> None:
    """Also its beginning in a narrow column; □服务大厅 is one."""
    assert [kind_of(text) for text in ("□决策", "■执", "□服务大厅", "■政府网站")] == [
        "value",
        "value",
        "channel",
        "channel",
    ]
