"""Labels printed with blanks between their characters."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.printed.spaced import close_labels, untangle_labels
from support.tables import fragments


def texts(line: str) -> list[str]:
    """The fragments of a line once its labels are closed."""
    return [fragment.text for fragment in close_labels(split_fragments(line))]


def test_spaced_labels_are_closed() -> None:
    """Those that blanks part stay apart."""
    assert texts("序 号 公 开 事 项 依 据 公开时限") == ["序号", "公开事项", "依据", "公开时限"]


def test_what_is_glued_to_a_label_stays_so() -> None:
    """A later step cuts it."""
    assert texts("公 开 事 项公开内容依 据公 开 时 限") == ["公开事项公开内容依据公开时限"]


def test_one_such_label_is_none() -> None:
    """In a sentence a blank parts words."""
    assert texts("公开 依 据 见附件") == ["公开", "依", "据", "见附件"]


def test_two_labels_mixed_line_by_line_are_one_after_the_other() -> None:
    """As PDFium prints labels that begin on different heights."""
    mixed = fragments("公开渠道 咨询电", "一级事 话", "项", "二级事项", "咨询 一级 电话 事项")
    assert [part.text for part in untangle_labels(mixed)] == [
        "公开渠道", "咨询电", "话", "一级事", "项", "二级事项", "咨询", "电话", "一级", "事项",
    ]  # fmt: skip


def test_labels_in_their_order_stay() -> None:
    """Also where halves of neighbours would make others."""
    lines = ("公开 内容 公开 时限", "一级事项 二级事项 公开", "内容")
    assert list(untangle_labels(fragments(*lines))) == list(fragments(*lines))


def test_blanks_within_labels_of_a_glued_header_are_closed() -> None:
    """Those between labels stay, and so do those of the title before it."""
    parts = fragments("目录 序号公开事项公开内容公开 依据公开 时限 公开主 体公开渠道和载体")
    assert [part.text for part in close_labels(parts)] == [
        "目录", "序号公开事项公开内容公开依据公开时限", "公开主体公开渠道和载体",
    ]  # fmt: skip
