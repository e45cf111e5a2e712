"""Phrases, labels, citations and channels as offices write them, in `written/`, read as they are said to be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.record import Citation
from gkml_extract.normalise.channels import parse_channels
from gkml_extract.normalise.citation import parse_legal_basis
from gkml_extract.normalise.deadline import parse_deadline
from gkml_extract.text import squeeze
from support.short_readings import says

WRITTEN = Path(__file__).parent / "written"
SIGNS = {True: "+", False: "-", None: "?"}


def _lines(name: str) -> Iterator[str]:
    for line in (WRITTEN / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in _lines(name):
        text, expected = line.rsplit(" => ", 1)
        yield text.replace("⏎", "\n"), expected


def test_deadlines_read_as_written() -> None:
    """Kind, amount, unit, direction, bound, recurrence, exception and clauses of each."""
    wrong = {text: short for text, short in _pairs("deadlines.txt") if not says(parse_deadline(text).deadline, short)}
    assert wrong == {}


def test_labels_have_their_field() -> None:
    """Each label alone, without a parent and without the values below it."""
    labels = [
        (label.replace("⏎", "\n"), field)
        for field, _, listed in (line.partition(": ") for line in _lines("labels.txt"))
        for label in listed.split(" | ")
    ]
    assert len(labels) >= 300
    wrong = {label: (field, got) for label, field in labels if (got := parse_label(label).field) != field}
    assert wrong == {}


def _cited(citation: Citation) -> str:
    pinpoints = " ".join(
        "/".join("" if number is None else str(number) for number in (one.article, one.paragraph, one.item))
        for one in citation.articles
    )
    return " | ".join((squeeze(citation.title), citation.doc_number or "", pinpoints)).rstrip("| ")


def test_citations_read_as_written() -> None:
    """Titles, numbers and pinpoints of each cell, in order; an empty list where nothing is cited."""
    wrong = {
        text: (expected, got)
        for text, expected in _pairs("citations.txt")
        if (got := " ;; ".join(map(_cited, parse_legal_basis(text).basis.citations))) != expected.strip()
    }
    assert wrong == {}


def test_channels_read_as_written() -> None:
    """Names and ticks of each cell, in order."""
    wrong = {
        text: (expected, got)
        for text, expected in _pairs("channels.txt")
        if (got := " ".join(SIGNS[one.selected] + squeeze(one.name) for one in parse_channels(text).channels))
        != expected.strip()
    }
    assert wrong == {}
