"""Misreadings put right: what is right never changes, and no name ever becomes another."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.lookalikes import Likeness, likeness
from gkml_extract.normalise.misread.basis import has_usual_brackets, restore_basis
from gkml_extract.normalise.misread.deadline import restore_deadline
from gkml_extract.normalise.misread.names import recurring, restore_channels
from support.goldens import golden_catalogues

CATALOGUES = {
    f"{folder}/{name}": catalogue
    for folder in ("text", "made")
    for name, catalogue in golden_catalogues(folder).items()
}
LAWS = sorted({text for entry in load_lexicon("laws").entries for text in entry.spellings})
CHANNELS = sorted({text for entry in load_lexicon("channels").entries for text in entry.spellings})
ORDINARY = [
    char
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
    if (char := bytes([row, cell]).decode("gb2312", "ignore"))
]
any_char = st.sampled_from([*ORDINARY, *"曰冂亍巳戍臼囗エニHOlI1[]〈〉口□■、，"])


@cache
def lookalikes_of(char: str) -> list[str]:
    """The common characters that are taken for one."""
    return [other for other in ORDINARY if likeness(other, char) > Likeness.NONE] or [char]


def basis(text: str) -> str:
    """As in a document that writes 〔2018〕."""
    return restore_basis(text, is_usual_bracket=True)


@pytest.mark.parametrize("name", sorted(CATALOGUES))
def test_what_is_right_stays(name: str) -> None:
    """Every cell of every golden that may be touched, with all that its column says."""
    items = CATALOGUES[name]["items"]
    bases = [item["legal_basis"]["text"] for item in items if item["legal_basis"]]
    deadlines = [item["deadline"]["text"] for item in items if item["deadline"]]
    channels = ["\n".join(channel["name"] for channel in item["channels"]) for item in items]
    is_usual = has_usual_brackets(bases)
    assert [restore_basis(text, is_usual_bracket=is_usual) for text in bases] == bases
    assert list(map(restore_deadline, deadlines)) == deadlines
    assert list(map(restore_channels, channels)) == channels
    others = [[item[field] or "" for item in items] for field in ("publisher", "department", "website_column")]
    for column in (bases, deadlines, channels, *others):
        assert list(map(recurring(column), column)) == column


def test_deadlines_of_the_corpus_stay() -> None:
    """But for those that are there since they are damaged, and those in traditional script."""
    path = resources.files("gkml_extract.normalise.deadline") / "corpus.toml"
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    changed = [case["text"] for case in cases if restore_deadline(case["text"]) != case["text"]]
    undamaged = [text for text in changed if not set(text) & set("目臼曰怍急HOoIl個內變獲規規")]
    assert undamaged == []


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(LAWS), st.data())
def test_a_law_never_becomes_another(law: str, data: st.DataObject) -> None:
    """With any one character exchanged it is itself again, or stays as it was read."""
    at = data.draw(st.integers(0, len(law) - 1))
    char = data.draw(st.one_of(any_char, st.sampled_from(lookalikes_of(law[at]))))
    read = f"{law[:at]}{char}{law[at + 1 :]}"
    assert basis(read) in (law, read)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(CHANNELS), st.data())
def test_a_channel_never_becomes_another(name: str, data: st.DataObject) -> None:
    """With any one character exchanged it is itself again, or stays as it was read."""
    at = data.draw(st.integers(0, len(name) - 1))
    char = data.draw(st.one_of(any_char, st.sampled_from(lookalikes_of(name[at]))))
    read = f"{name[:at]}{char}{name[at + 1 :]}"
    assert restore_channels(read) in (name, read)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.one_of(any_char, st.sampled_from(" \n《》〔〕2018号第令之日起工作内")), max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    """White space stays where it is, and twice is once."""
    for restored in (restore_deadline, restore_channels):
        assert [char.isspace() for char in restored(text)] == [char.isspace() for char in text]
        assert restored(restored(text)) == restored(text)
    assert basis(basis(text)) == basis(text)


def test_most_lookalikes_in_long_titles_are_put_right() -> None:
    """Of each character of each title of ten characters and more, exchanged for what looks most like it."""
    right = total = 0
    for law in LAWS:
        for at, char in enumerate(law):
            other = lookalikes_of(char)[0]
            if len(law) >= 10 and other != char:
                total += 1
                right += basis(f"{law[:at]}{other}{law[at + 1 :]}") == law
    assert total > 3000
    assert right / total > 0.95
