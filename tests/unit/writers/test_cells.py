"""Cells of a table: readable, reversible, never run by a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.writers import cells


@pytest.mark.parametrize("text", ["=1+1", "+8610", "-x", "@SUM(A1)", "\tx", "\rx", "＝A1", "'x", ""])
def test_dangerous_texts_are_led_by_an_apostrophe(text: str) -> None:
    """So a spreadsheet shows them and runs nothing; reading takes the apostrophe off."""
    assert cells.guard_cell(text) == f"'{text}"
    assert cells.unguard_cell(cells.guard_cell(text)) == text


def test_an_empty_cell_is_no_value() -> None:
    """None and the empty text stay apart."""
    assert cells.guard_cell(None) == ""
    assert cells.unguard_cell("") is None
    assert cells.unguard_cell("'") == ""


def test_plain_text_is_written_as_it_is() -> None:
    """The common case needs no reading aid."""
    assert cells.guard_cell("《条例》第一条") == "《条例》第一条"


@given(st.lists(st.text()))
def test_lists_split_as_they_were_joined(parts: list[str]) -> None:
    """Whatever stands in them."""
    joined = cells.join_parts([cells.escape(part, cells.SEPARATOR) for part in parts])
    assert [cells.unescape(part) for part in cells.split_parts(joined)] == parts


@pytest.mark.parametrize("mark", [True, False, None, "", "√", "？", "\\", "全社会"])
def test_marks_read_back(mark: bool | str | None) -> None:
    """A tick, a blank, a lost mark and any printed text."""
    assert cells.text_to_mark(cells.mark_to_text(mark)) == mark
