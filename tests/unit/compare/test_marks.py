"""Marks: what changed inside a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.compare.marks import Mark, elide, mark_changes
from gkml_extract.text import squeeze


def marked(before: str, after: str) -> str:
    """The pieces in brackets."""
    brackets = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return "".join(brackets[piece.mark].format(piece.text) for piece in mark_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("20个工作日内", "15个工作日内", "[-20-]{+15+}个工作日内"),
        ("形成或者变更之日起", "形成或变更之日起", "形成或[-者-]变更之日起"),
        ("甲", "乙丙丁", "[-甲-]{+乙丙丁+}"),
        ("同 样", "同样", "同样"),
        ("由A岗负责", "由AB岗负责", "由[-A-]{+AB+}岗负责"),
        ("甲一乙二丙三丁四", "子一乙二丙三丑四", "[-甲-]{+子+}一乙二丙三[-丁-]{+丑+}四"),
        ("前面的文字甲中乙后面的文字", "前面的文字子中丑后面的文字", "前面的文字[-甲中乙-]{+子中丑+}后面的文字"),
    ],
)
def test_changes_are_marked(before: str, after: str, expected: str) -> None:
    """Numbers and words as a whole; with what hardly parts two changes; not white space."""
    assert marked(before, after) == expected


@given(st.text("甲乙 丙12a。", max_size=30), st.text("甲乙 丙12a。", max_size=30))
def test_both_texts_are_there_whole(before: str, after: str) -> None:
    """White space aside."""
    pieces = mark_changes(before, after)
    for text, other in ((before, Mark.ADDED), (after, Mark.REMOVED)):
        assert squeeze("".join(piece.text for piece in pieces if piece.mark is not other)) == squeeze(text)


def test_what_stayed_is_cut_down() -> None:
    """Only beside changes."""
    pieces = elide(mark_changes("长" * 100 + "起" + "后" * 100, "长" * 100 + "讫" + "后" * 100), context=3)
    assert "".join(piece.text for piece in pieces) == "…长长长起讫后后后…"
    assert elide(mark_changes("长" * 100, "长" * 100))[0].text == "长" * 100
