"""Exact after folding, then by likeness; never a guess between two."""

from __future__ import annotations

import pytest

from gkml_extract.lexicon.load import Entry, Lexicon
from gkml_extract.lexicon.match import match, match_exact


def lexicon(**spellings: str) -> Lexicon:
    """`lexicon(a="甲 乙")`: an entry a value, its spellings parted by blanks."""
    entries = tuple(Entry(value, tuple(words.split()), "test") for value, words in spellings.items())
    return Lexicon("test", entries, {word: entry for entry in entries for word in entry.spellings})


WEBSITES = lexicon(web="政府网站", micro="两微一端")


@pytest.mark.parametrize("text", ["政府网站", " 政 府\n网站 ", "政\u00ad府网站"])
def test_an_exact_match_minds_no_white_space(text: str) -> None:
    """It has score 1."""
    found = match(text, WEBSITES, 0.9)
    assert found is not None
    assert (found.entry.value, found.rule, found.score, found.spelling) == ("web", "exact", 1.0, "政府网站")
    assert match_exact(text, WEBSITES) == found


def test_a_likely_spelling_is_named_with_its_score() -> None:
    """One character too many in nine: 8/9."""
    found = match("政府网站台", WEBSITES, 0.8)
    assert found is not None
    assert (found.entry.value, found.rule, found.spelling) == ("web", "fuzzy", "政府网站")
    assert found.score == pytest.approx(8 / 9)
    assert match_exact("政府网站台", WEBSITES) is None


@pytest.mark.parametrize("text", ["政府", "公报", ""])
def test_below_the_cut_off_nothing_is_found(text: str) -> None:
    """A blank text is like nothing."""
    assert match(text, WEBSITES, 0.8) is None


def test_the_cut_off_itself_suffices() -> None:
    """`cutoff` is the least likeness."""
    assert match("政府网址", WEBSITES, 0.75) is not None
    assert match("政府网址", WEBSITES, 0.76) is None


def test_two_values_that_are_alike_are_none() -> None:
    """政府网络 may be either."""
    assert match("政府网络", lexicon(web="政府网站", address="政府网址"), 0.7) is None


def test_two_spellings_of_one_value_are_no_tie() -> None:
    """They mean the same."""
    found = match("政府网络", lexicon(web="政府网站 政府网址"), 0.7)
    assert found is not None
    assert found.entry.value == "web"


def test_a_tie_is_seen_behind_many_spellings_of_one_value() -> None:
    """However many there are."""
    assert match("甲乙丙九", lexicon(a="甲乙丙一 甲乙丙二 甲乙丙三 甲乙丙四", b="甲乙丙五"), 0.7) is None
