"""Pairing of documents: name, digest, title and issuer."""

from __future__ import annotations

import pytest

from gkml_extract.compare.pairing import Entry, Facts, facts_of, pair_entries, pair_with_goldens
from gkml_extract.model.record import Item, Metadata
from support.catalogues import document_of


def paired(old: list[Entry], new: list[Entry], facts: dict[str, Facts]) -> set[tuple[str | None, str | None, str]]:
    """The names of each pair, and why it is one. Facts are by the name of the entry, `-` before that of a new one."""
    known = {id(entry): facts.get(f"{sign}{entry.name}") for sign, side in (("", old), ("-", new)) for entry in side}
    pairs = pair_entries(old, new, lambda entry: known[id(entry)])
    return {(pair.old and pair.old.name, pair.new and pair.new.name, pair.by.value) for pair in pairs}


def test_the_file_name_goes_before_the_short_name() -> None:
    """A format that came later changes how the others are called."""
    old, new = [Entry("a", "a.docx")], [Entry("a.docx", "a.docx"), Entry("a.pdf", "a.pdf")]
    assert paired(old, new, {}) == {("a", "a.docx", "name"), (None, "a.pdf", "name")}


def test_a_digest_goes_before_a_title() -> None:
    """And equal files are as good as one another."""
    old, new = [Entry("a"), Entry("b")], [Entry("c"), Entry("d")]
    facts = {"a": Facts("1", "t"), "b": Facts("1", "u"), "-c": Facts("1", "u"), "-d": Facts("1", "x")}
    assert paired(old, new, facts) == {("a", "c", "digest"), ("b", "d", "digest")}


def test_a_title_that_is_not_alone_pairs_nothing() -> None:
    """It could be either."""
    old, new = [Entry("a")], [Entry("b"), Entry("c")]
    facts = {"a": Facts("", "t"), "-b": Facts("", "t"), "-c": Facts("", "t")}
    assert paired(old, new, facts) == {("a", None, "name"), (None, "b", "name"), (None, "c", "name")}


@pytest.mark.parametrize(
    ("title", "other", "is_same"),
    [
        ("某县水利局政务公开目录（2023年版）", "某县水利局政务公开目录（2024年版）", True),
        ("2023年度某县水利局政务公开目录", "某县水利局政务公开目录", True),
        ("某县水利局政务公开目录", "某县教育局政务公开目录", False),
    ],
)
def test_the_year_of_a_title_does_not_count(title: str, other: str, is_same: bool) -> None:
    """The office does."""
    items = [Item(content="职能")]
    titles = {facts_of(document_of(items, title=text)).title for text in (title, other)}
    assert (len(titles) == 1) is is_same


def test_a_title_of_anybody_needs_an_issuer() -> None:
    """From the signatures, or the 公开主体 that stands most often."""
    bare = document_of([Item(content="职能")], title="政务公开目录")
    assert facts_of(bare).title == ""
    published = document_of(
        [Item(publisher="水利局"), Item(publisher="水利局"), Item(publisher="县政府")], title="目录"
    )
    assert facts_of(published).title.endswith("水利局")
    signed = bare.catalogues[0].model_copy(update={"metadata": Metadata(responsible_unit="教育局")})
    assert facts_of(bare.model_copy(update={"catalogues": (signed,)})).title.endswith("教育局")


def test_one_golden_serves_every_format() -> None:
    """By the name of the file; its own goes before."""
    goldens = [Entry("a"), Entry("b.pdf"), Entry("b"), Entry("gone")]
    results = [Entry("a.docx"), Entry("a.pdf"), Entry("b", "b.pdf"), Entry("new")]
    pairs = pair_with_goldens(goldens, results)
    assert [(pair.old and pair.old.name, pair.new and pair.new.name) for pair in pairs] == [
        ("a", "a.docx"),
        ("a", "a.pdf"),
        ("b.pdf", "b"),
        ("b", None),
        ("gone", None),
        (None, "new"),
    ]
