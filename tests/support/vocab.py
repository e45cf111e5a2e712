"""The deadline phrases collected beside the project, with their readings in the form of record.md.

The files write a recurrence in parts (`every`, `month`, `day`, `rel` …) and use the kinds of an earlier draft;
here they become what record.md asks for. They lie outside the repository: ../shared/vocab, or $GKML_VOCAB.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gkml_extract.model.deadline import Deadline
from support.goldens import ROOT

VOCAB = Path(os.environ.get("GKML_VOCAB", ROOT.parent / "shared" / "vocab"))
FILES = ("deadlines.dev.json", "deadlines.constructed.json")
COMPARED = ("kind", "amount", "unit", "direction", "bound", "recurrence", "exception")

_KINDS = {"statutory-reference": "statutory"}
_CYCLES = {
    "year": "FREQ=YEARLY",
    "school_year": "FREQ=YEARLY",
    "half_year": "FREQ=MONTHLY;INTERVAL=6",
    "semester": "FREQ=MONTHLY;INTERVAL=6",
    "quarter": "FREQ=MONTHLY;INTERVAL=3",
    "month": "FREQ=MONTHLY",
    "half_month": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
    "week": "FREQ=WEEKLY",
    "hour": "FREQ=HOURLY",
}
_MONTHS_IN = {"quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Collected:
    """One phrase with what a reader of record.md takes it to say."""

    phrase: str
    reading: dict[str, Any]


def collected_phrases() -> Iterator[Collected]:
    """Every phrase of the files, none where they are absent."""
    for name in FILES:
        path = VOCAB / name
        if path.is_file():
            for entry in json.loads(path.read_text(encoding="utf-8")):
                yield Collected(entry["phrase"], record_reading(entry["reading"]))


def record_reading(reading: dict[str, Any]) -> dict[str, Any]:
    """A reading of the files in the form of record.md: the keys that are compared, and its clauses."""
    parts = reading.get("recurrence")
    kind = _KINDS.get(reading["kind"], reading["kind"])
    is_counted = kind != "recurring" or parts is None or reading.get("trigger")
    return {
        "kind": kind,
        "amount": reading.get("amount") if is_counted else None,
        "unit": reading.get("unit") if is_counted else None,
        "direction": reading.get("direction"),
        "bound": reading.get("bound"),
        "recurrence": recurrence_of(parts, after=bool(reading.get("amount"))) if kind == "recurring" else None,
        "exception": bool(reading.get("exception")),
        "clauses": [record_reading(clause) for clause in reading.get("clauses") or ()],
    }


def recurrence_of(parts: dict[str, Any] | None, *, after: bool) -> dict[str, str] | None:
    """The parts of a recurrence as an RRULE and where the act stands to it."""
    if parts is None or parts.get("every") is None:
        return None
    every = parts["every"]
    month, day = parts.get("month"), parts.get("day")
    if every in _MONTHS_IN and (nth := parts.get("month_of_period")):
        month = list(range(nth, 13, _MONTHS_IN[every]))
    if every in _MONTHS_IN and day == "end" and month is None:
        month = list(range(_MONTHS_IN[every], 13, _MONTHS_IN[every]))
    if parts.get("part") == "start":
        month = 1
    if quarter := parts.get("quarter"):
        month = list(range(3 * quarter - 2, 3 * quarter + 1))
    if week := parts.get("week"):
        day = list(range(7 * week - 6, 7 * week + 1))
    rule = "FREQ=YEARLY" if month else _CYCLES[every]
    rule += f";INTERVAL={parts['interval']}" if parts.get("interval") else ""
    rule += f";BYMONTH={_listed(month)}" if month else ""
    rule += f";BYMONTHDAY={_listed(-1 if day == 'end' else day)}" if day else ""
    is_date = day is not None and not isinstance(day, list)
    by = parts.get("rel") or ("after" if after else "on" if is_date else "during")
    return {"rrule": rule, "by": by}


def _listed(value: int | list[int]) -> str:
    return ",".join(map(str, value if isinstance(value, list) else [value]))


def compared(deadline: Deadline) -> dict[str, Any]:
    """The compared keys of our own reading, and its clauses likewise."""
    values = deadline.model_dump(mode="json")
    return {key: values[key] for key in COMPARED} | {"clauses": [compared(clause) for clause in deadline.clauses]}
