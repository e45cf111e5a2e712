"""Every line of the deadline corpus reads as record.md asks."""

from __future__ import annotations

import tomllib
from datetime import datetime
from importlib import resources
from typing import Any

import pytest

from gkml_extract.model.deadline import Clause, Deadline
from gkml_extract.normalise.deadline import parse_deadline

CASES: list[dict[str, Any]] = tomllib.loads(
    resources.files("gkml_extract.normalise.deadline").joinpath("corpus.toml").read_text(encoding="utf-8")
)["case"]
DEFAULTS = {name: field.default for name, field in Clause.model_fields.items() if name not in ("text", "kind")}


def stated(deadline: Deadline) -> dict[str, Any]:
    """The keys of a reading that are not at their default, without its text and clauses."""
    values = deadline.model_dump(mode="json")
    return {
        key: value
        for key, value in values.items()
        if key not in ("text", "clauses") and (key == "kind" or value != DEFAULTS[key])
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_phrase_reads_as_written(case: dict[str, Any]) -> None:
    """The whole reading, of each clause too, is the one written in the corpus."""
    deadline = parse_deadline(case["text"]).deadline
    assert stated(deadline) == case["expect"]
    assert [stated(clause) for clause in deadline.clauses] == case.get("clauses", [])


def test_the_corpus_is_well_formed() -> None:
    """No phrase stands twice, the groups are the declared ones, negatives and ambiguous ones stay unread."""
    texts = [case["text"] for case in CASES]
    assert len(texts) == len(set(texts)) >= 250
    assert {case["group"] for case in CASES} == {"positive", "negative", "ambiguous"}
    unread = [case for case in CASES if case["group"] != "positive"]
    assert len(unread) >= 30
    assert all(case["expect"]["kind"] in ("none", "unknown") for case in unread)


def test_every_rrule_is_valid() -> None:
    """python-dateutil takes each RRULE, and each has a date."""
    rrule = pytest.importorskip("dateutil.rrule")
    for case in CASES:
        for reading in [case["expect"], *case.get("clauses", [])]:
            if "recurrence" in reading:
                rule = rrule.rrulestr(reading["recurrence"]["rrule"], dtstart=datetime(2024, 1, 1))
                assert rule.after(datetime(2024, 1, 1)) is not None
