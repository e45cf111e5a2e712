"""Runs every case of normalise/channels/corpus.toml, and what vocab/channels.json calls each name."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.normalise.channels import find_convention, parse_channels, standard_channel
from gkml_extract.text import squeeze

_PATH = files("gkml_extract.normalise.channels") / "corpus.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_PATH.read_text(encoding="utf-8"))["case"]
_SIGNS = {True: "+", False: "-", None: "?"}


def test_corpus_has_its_size() -> None:
    """The corpus holds at least 60 cases, none of them twice."""
    texts = [case["text"] for case in CASES]
    assert len(texts) >= 60
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("case", CASES, ids=lambda case: squeeze(case["text"])[:40])
def test_channels_case(case: dict[str, Any]) -> None:
    """The cell is read as the corpus says, and its lost boxes are counted."""
    convention = find_convention([*case["convention"], case["text"]]) if "convention" in case else None
    reading = parse_channels(case["text"], convention)
    assert [_SIGNS[channel.selected] + channel.name for channel in reading.channels] == case["channels"]
    assert reading.rule == case.get("rule", reading.rule)
    assert reading.n_lost_boxes == sum(name.startswith("?") for name in case["channels"])


@pytest.mark.parametrize("entry", load_lexicon("channels").entries, ids=lambda entry: entry.value)
def test_every_spelling_has_its_standard_name(entry: Any) -> None:
    """A name of the lexicon has the standard name it stands under."""
    assert {standard_channel(spelling) for spelling in entry.spellings} == {entry.value}
