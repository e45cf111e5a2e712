"""Cleaning holds for any text, not only for those seen."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.text import clean, clean_glyphs, display_width, fold, join_wrapped, simplify, squeeze

PIECES = [*"政府网站⽅⼀ABc19 \t\n\r\u00a0\u3000\u00ad\ufffe\u200b（）()《》“”，。、—√□■[]<>.,:;\x85\x1c\U0002f800"]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """A text may pass several stages that clean."""
    assert clean(clean(text)) == clean(text)
    assert clean_glyphs(clean_glyphs(text)) == clean_glyphs(text)


@given(texts)
def test_fold_is_stable(text: str) -> None:
    """Folding twice, or after cleaning, changes nothing more: exact spellings are found either way."""
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(text)


@given(texts)
def test_simplify_is_stable(text: str) -> None:
    """It keeps the length, so that places in a text still count."""
    assert simplify(simplify(text)) == simplify(text)
    assert len(simplify(text)) == len(text)


@given(texts)
def test_cleaning_loses_no_visible_character(text: str) -> None:
    """What is left without white space is what clean_glyphs leaves."""
    assert squeeze(clean(text)) == squeeze(clean_glyphs(text))


@given(texts, texts)
def test_widths_add_up(first: str, second: str) -> None:
    """A line is as wide as its parts; a character is one or two cells wide."""
    assert display_width(first + second) == display_width(first) + display_width(second)
    assert len(first) <= display_width(first) <= 2 * len(first)


@given(st.lists(texts, max_size=6))
def test_joining_lines_loses_no_visible_character(lines: list[str]) -> None:
    """Nor does it add any."""
    assert squeeze(join_wrapped(lines)) == squeeze(clean_glyphs("".join(lines)))


@given(st.text("政府网站（），。、", max_size=30), st.lists(st.integers(0, 30), max_size=4))
def test_the_width_of_a_column_does_not_change_a_chinese_text(text: str, cuts: list[int]) -> None:
    """Wherever it is wrapped, the join is the text."""
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    assert join_wrapped([text[a:b] for a, b in pairwise(edges)]) == text
