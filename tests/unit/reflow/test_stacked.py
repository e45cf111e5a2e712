"""Pages printed a character a line are put together and cut."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.model.table import Gap
from gkml_extract.reflow.glued.stacked import cut_stacked

ROW = "服务清单办事指南、收费标准、办理流程；《中华人民共和国政府信息公开条例》长期公开√"


def stacked(text: str) -> str:
    """A character a line."""
    return "\n".join(text)


def test_characters_in_lines_of_their_own_are_put_together() -> None:
    """What the parsers know is a piece, and nothing is lost."""
    fragments = cut_stacked(split_fragments("机构职能\n" + stacked(ROW)))
    texts = [fragment.text for fragment in fragments]
    assert texts[0] == "机构职能"
    assert "".join(texts[1:]) == ROW
    assert {"《中华人民共和国政府信息公开条例》", "长期公开", "√"} <= set(texts)


def test_pieces_keep_their_lines() -> None:
    """Each the one in which it begins; only the first begins a line."""
    first, *others = cut_stacked(split_fragments(stacked(ROW)))
    assert first.line == 1
    assert [part.line for part in others] == [ROW.index(part.text) + 1 for part in others]
    assert {part.gap for part in others} == {Gap.NONE}


def test_pairs_that_kerning_joined_belong_to_it() -> None:
    """其解 in a line between single characters."""
    fragments = cut_stacked(split_fragments(stacked(ROW[:20]) + "\n其解\n" + stacked(ROW[20:])))
    assert "".join(fragment.text for fragment in fragments) == f"{ROW[:20]}其解{ROW[20:]}"
    assert len(fragments) < 20


def test_narrow_columns_stay() -> None:
    """Labels and names of one character a line have no punctuation."""
    fragments = split_fragments(stacked("全社会特定群体主动公开依申请公开决策执行管理服务结果"))
    assert cut_stacked(fragments) == fragments


def test_labels_with_marks_are_no_such_page() -> None:
    """Of narrow columns some labels have marks (乡、村级), and the names of the first row follow."""
    labels = "公开对象公开方式公开层级全社会特定群体（请写明）主动公开依申请公开县（区）级乡、村级"
    fragments = split_fragments(stacked(f"{labels}1渡口渡船管理渡工持证情况"))
    assert cut_stacked(fragments) == fragments


def test_the_label_of_a_wide_column_tells_such_a_page() -> None:
    """No column of 公开内容 is one character wide, though nothing but labels stands so."""
    text = "望湖区农业农村局主动公开事项目录公开事项公开内容公开时限公开依据公开主体公开对象公开方式公开层级"
    fragments = cut_stacked(split_fragments(stacked(text)))
    assert {"公开内容", "公开依据"} <= {fragment.text for fragment in fragments}
