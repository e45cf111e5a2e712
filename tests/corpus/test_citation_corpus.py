"""Runs every case of normalise/citation/corpus.toml."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from gkml_extract.model.record import Citation
from gkml_extract.normalise.citation import parse_legal_basis
from gkml_extract.text import squeeze

_PATH = files("gkml_extract.normalise.citation") / "corpus.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_PATH.read_text(encoding="utf-8"))["case"]


def _rendered(citation: Citation) -> str:
    """The citation in the form of the corpus."""
    articles = " ".join(
        "/".join("" if number is None else str(number) for number in (one.article, one.paragraph, one.item))
        for one in citation.articles
    )
    fields = [citation.title, citation.doc_number or "", articles]
    while not fields[-1]:
        fields.pop()
    return " | ".join(fields).replace("|  |", "| |")


def test_corpus_has_its_size() -> None:
    """The corpus holds at least 80 cases, none of them twice."""
    texts = [case["text"] for case in CASES]
    assert len(texts) >= 80
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("case", CASES, ids=lambda case: squeeze(case["text"])[:40])
def test_citation_case(case: dict[str, Any]) -> None:
    """The cell is read as the corpus says."""
    reading = parse_legal_basis(case["text"])
    assert [_rendered(citation) for citation in reading.basis.citations] == case["citations"]
    assert reading.is_balanced is case.get("balanced", True)
    assert reading.rule == case.get("rule", reading.rule)
    assert [repair.split(":")[0] for repair in reading.repairs] == case.get("repairs", [])
    if "lines" in case:
        assert len(reading.basis.text.splitlines()) == case["lines"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: squeeze(case["text"])[:40])
def test_text_is_as_printed(case: dict[str, Any]) -> None:
    """Only white space differs between the text and the print."""
    assert squeeze(parse_legal_basis(case["text"]).basis.text) == squeeze(case["text"])
