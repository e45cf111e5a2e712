"""Short notation of deadline readings, for long lists of phrases: `W 20wd x`, `R Y;M1;D31 before`, `O + W 7wd`.

The notation is told at the head of tests/corpus/written/deadlines.txt.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr

from gkml_extract.model.deadline import Clause, Deadline

KINDS = {
    "W": "within", "R": "recurring", "F": "fixed", "P": "period", "E": "event", "I": "immediate", "O": "ongoing",
    "Q": "on_request", "S": "statutory", "N": "none", "U": "unknown",
}  # fmt: skip
UNITS = {"wd": "working_day", "d": "day", "h": "hour", "w": "week", "m": "month", "y": "year", "q": "quarter"}
FREQUENCIES = {"Y": "YEARLY", "M": "MONTHLY", "W": "WEEKLY", "D": "DAILY", "H": "HOURLY"}
PARTS = {"M": "BYMONTH", "D": "BYMONTHDAY", "I": "INTERVAL", "W": "BYDAY"}
FIRST = datetime(2024, 1, 1)
MAX_DATES = 120
_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d)?)(?P<unit>wd|[dhwmyq])")


def reading_of(short: str) -> list[dict[str, Any]]:
    """The clauses that a short reading says; one for a deadline that is no compound."""
    return [_clause(part.split()) for part in short.split(" + ")]


def _clause(words: list[str]) -> dict[str, Any]:
    kind = KINDS[words[0]]
    is_counted = kind in ("within", "on_request")
    clause: dict[str, Any] = dict.fromkeys(("amount", "unit", "direction", "bound", "rrule", "by"))
    clause |= {"kind": kind, "exception": False}
    for word in words[1:]:
        if amount := _AMOUNT.fullmatch(word):
            clause |= {"amount": float(amount["number"]), "unit": UNITS[amount["unit"]]}
            clause["direction"] = clause["direction"] or ("after" if is_counted or kind == "recurring" else None)
            clause["bound"] = clause["bound"] or ("max" if is_counted or kind == "recurring" else None)
        elif word == "x":
            clause["exception"] = True
        elif kind == "recurring" and word in ("before", "on", "during", "after"):
            clause["by"] = word
        elif kind == "recurring":
            clause["rrule"] = word if word.startswith("FREQ=") else _rrule(word)
        elif word in ("before", "after"):
            clause |= {"direction": word} | ({"bound": "min"} if kind == "within" else {})
        else:
            clause["bound"] = word
    return clause


def _rrule(short: str) -> str:
    frequency, *parts = short.split(";")
    listed = [f"{PARTS[part[0]]}={_spelt_out(part[1:])}" for part in parts]
    return ";".join([f"FREQ={FREQUENCIES[frequency]}", *listed])


def _spelt_out(numbers: str) -> str:
    """1-10,-1 → 1,2,…,10,-1."""
    spans = (re.fullmatch(r"(\d+)-(\d+)", part) or part for part in numbers.split(","))
    return ",".join(
        span if isinstance(span, str) else ",".join(map(str, range(int(span[1]), int(span[2]) + 1))) for span in spans
    )


def says(deadline: Deadline, short: str) -> bool:
    """Whether a deadline says what the short reading does: its clauses in order, an exception of any for the whole."""
    expected = reading_of(short)
    got = [_values(clause) for clause in deadline.clauses or (deadline,)]
    has_exception = deadline.exception or any(clause["exception"] for clause in got)
    if len(got) != len(expected) or has_exception is not any(clause["exception"] for clause in expected):
        return False
    return all(_agree(one, other) for one, other in zip(expected, got, strict=True))


def _values(clause: Deadline | Clause) -> dict[str, Any]:
    values = clause.model_dump(mode="json")
    recurrence = values["recurrence"] or {"rrule": None, "by": None}
    keys = ("kind", "amount", "unit", "direction", "bound", "exception")
    return {key: values[key] for key in keys} | {"rrule": recurrence["rrule"], "by": recurrence["by"]}


def _agree(expected: dict[str, Any], got: dict[str, Any]) -> bool:
    keys = ["kind", "amount", "unit", "direction"] + ([] if expected["kind"] == "recurring" else ["bound"])
    if any(expected[key] != got[key] for key in keys):
        return False
    return _same_dates(expected["rrule"], got["rrule"]) and (expected["rrule"] is None or expected["by"] == got["by"])


def _same_dates(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and _dates(one) == _dates(other))


def _dates(rrule: str) -> list[datetime]:
    return list(islice(rrulestr(rrule, dtstart=FIRST), MAX_DATES))
