"""Runs every label of the corpus beside the vocabulary of header labels."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from gkml_extract.lexicon.header import parse_header

_FILE = files("gkml_extract.lexicon") / "corpus.toml"
CASES = [
    (case["field"], label)
    for case in tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]
    for label in case["labels"]
]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code) not in "\"'-"})


@pytest.mark.parametrize(("field", "label"), CASES)
def test_a_label_has_its_field(field: str, label: str) -> None:
    """As the corpus decided it before it was run."""
    assert parse_header(label).field == field


@pytest.mark.parametrize(("field", "label"), CASES)
def test_blanks_and_widths_do_not_matter(field: str, label: str) -> None:
    """Wraps put blanks anywhere, and programs change widths."""
    assert parse_header(" ".join(label)).field == field
    assert parse_header(label.translate(WIDE)).field == field
