"""The loader is strict: what it takes is whole, and no spelling has two meanings."""

from __future__ import annotations

import pytest

from gkml_extract.lexicon.load import load_lexicon, read_lexicon
from gkml_extract.model.errors import LexiconError

ENTRY = '[[entry]]\nvalue = "{value}"\nspellings = {spellings}\nsource = "test"\n'


def toml(**spellings: list[str]) -> str:
    """`toml(a=["甲"])`: one entry a value."""
    return "".join(ENTRY.format(value=value, spellings=list(names)) for value, names in spellings.items())


def test_entries_come_in_file_order_with_what_only_they_have() -> None:
    """Every other key of an entry is kept in `more`."""
    lexicon = read_lexicon("test", toml(a=["甲"]) + "group = true\n" + toml(b=["乙", "丙"]))
    assert [(entry.value, entry.spellings, entry.more) for entry in lexicon.entries] == [
        ("a", ("甲",), {"group": True}),
        ("b", ("乙", "丙"), {}),
    ]


def test_spellings_are_found_folded() -> None:
    """Width and white space are not two spellings."""
    lexicon = read_lexicon("test", toml(a=["公开内容（要 素）"]))
    assert lexicon.by_spelling["公开内容(要素)"].value == "a"


def test_a_spelling_under_two_values_is_an_error_that_names_both() -> None:
    """Also where it is printed in two widths; never a silent first-wins."""
    with pytest.raises(LexiconError, match=r"甲\(一\).* a and b; correct .*/test.toml"):
        read_lexicon("test", toml(a=["甲（一）"], b=["甲(一)"]))


def test_a_spelling_twice_in_one_entry_is_harmless() -> None:
    """It has one meaning."""
    assert read_lexicon("test", toml(a=["甲", "甲 "])).by_spelling["甲"].value == "a"


def test_a_spelling_in_two_entries_of_one_value_is_an_error() -> None:
    """They may differ in what else they have."""
    with pytest.raises(LexiconError, match="stands under a and a"):
        read_lexicon("test", toml(a=["甲"]) + toml(a=["甲"]))


@pytest.mark.parametrize("key", ["value", "spellings", "source"])
def test_a_missing_key_is_an_error_that_names_it(key: str) -> None:
    """A spelling without its source cannot be checked."""
    lines = [line for line in toml(a=["甲"]).splitlines() if not line.startswith(key)]
    with pytest.raises(LexiconError, match=f"lacks '{key}'"):
        read_lexicon("test", "\n".join(lines))


@pytest.mark.parametrize("text", ["[[entry]", "value = ", "甲"])
def test_invalid_toml_is_an_error_that_names_the_file(text: str) -> None:
    """In both languages; the parser's own error is its cause."""
    with pytest.raises(LexiconError, match="not valid TOML") as raised:
        read_lexicon("test", text)
    assert "data/test.toml" in raised.value.zh
    assert raised.value.__cause__ is not None


def test_a_lexicon_without_entries_is_an_error() -> None:
    """A misspelt table name would silently read nothing."""
    with pytest.raises(LexiconError, match="no entries"):
        read_lexicon("test", '[[entries]]\nvalue = "a"\n')


@pytest.mark.parametrize(
    "text",
    [
        '[[entry]]\nvalue = "a"\nspellings = "甲乙"\nsource = "t"',
        '[[entry]]\nvalue = "a"\nspellings = [3]\nsource = "t"',
        '[[entry]]\nvalue = 1\nspellings = ["甲"]\nsource = "t"',
        "entry = 3",
        "entry = [1]",
    ],
)
def test_a_wrong_type_is_an_error(text: str) -> None:
    """`spellings` must be a list of texts, `value` a text."""
    with pytest.raises(LexiconError):
        read_lexicon("test", text)


@pytest.mark.parametrize("spelling", ["", " "])
def test_a_blank_spelling_is_an_error(spelling: str) -> None:
    """It would be found wherever nothing is printed."""
    with pytest.raises(LexiconError):
        read_lexicon("test", toml(a=["甲", spelling]))


@pytest.mark.parametrize("name", ["headers", "channels", "laws", "documents", "items"])
def test_our_own_lexicons_load(name: str) -> None:
    """Once: the second time it is the same."""
    assert load_lexicon(name).entries
    assert load_lexicon(name) is load_lexicon(name)
