"""Glued text is cut where a cell may begin."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.cuts import cut_glued

HEADER = "序号公开事项公开内容（要素）公开依据公开时限公开主体公开渠道一级事项二级事项"


def cut(text: str) -> list[str]:
    """The fragments of a glued text."""
    return [fragment.text for fragment in cut_glued(split_fragments(text))]


def test_labels_of_a_header_are_cut() -> None:
    """Each by itself; a label keeps its bracket."""
    assert cut(HEADER)[:4] == ["序号", "公开事项", "公开内容（要素）", "公开依据"]


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
