"""Output names: no two the same."""

from __future__ import annotations

from pathlib import PurePath

from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.writers.naming import output_names

names = st.lists(
    st.lists(st.sampled_from(["a", "A", "b", ".txt", ".pdf", ".json", "summary"]), min_size=1, max_size=4)
    .map("".join)
    .filter(lambda name: not name.startswith(".")),
    unique=True,
)


def test_the_suffix_is_replaced_and_folders_stay() -> None:
    """The common case."""
    assert output_names([PurePath("text/a.txt")], ".json") == [PurePath("text/a.json")]


def test_two_of_one_stem_keep_their_whole_names() -> None:
    """Neither overwrites the other."""
    got = output_names([PurePath("a.pdf"), PurePath("a.docx"), PurePath("b.pdf")], ".json")
    assert got == [PurePath("a.pdf.json"), PurePath("a.docx.json"), PurePath("b.json")]


def test_a_reserved_name_is_not_given() -> None:
    """summary.txt does not overwrite the summary of the run."""
    assert output_names([PurePath("summary.txt")], ".json", frozenset({"summary.json"})) == [
        PurePath("summary.txt.json")
    ]


@given(names)
def test_never_two_the_same(given_names: list[str]) -> None:
    """Also where case is not told apart."""
    got = output_names([PurePath(name) for name in given_names], ".json", frozenset({"summary.json"}))
    folded = [str(name).casefold() for name in got]
    assert len(set(folded)) == len(folded)
    assert "summary.json" not in folded


def test_a_name_that_is_too_long_for_a_disk_is_cut() -> None:
    """Two that begin alike stay two; one that fits is left as it is."""
    long = [PurePath("镇" * 84 + ".doc"), PurePath("a.zip") / ("目" * 200 + "一.docx"), PurePath("目" * 200) / "b.docx"]
    names = output_names([*long, PurePath("a.zip") / ("目" * 200 + "二.docx")], ".json")
    assert len(set(names)) == 4
    assert all(len(part.encode()) <= 255 for name in names for part in name.parts)
    assert output_names([PurePath("镇" * 83 + ".doc")], ".json") == [PurePath("镇" * 83 + ".json")]
