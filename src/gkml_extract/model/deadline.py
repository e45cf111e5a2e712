"""A deadline (公开时限) as a machine can compute with it; record.md § Deadline."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class DeadlineKind(StrEnum):
    """What sort of statement a 公开时限 cell makes."""

    WITHIN = "within"
    RECURRING = "recurring"
    FIXED = "fixed"
    PERIOD = "period"
    EVENT = "event"
    IMMEDIATE = "immediate"
    ONGOING = "ongoing"
    ON_REQUEST = "on_request"
    STATUTORY = "statutory"
    COMPOUND = "compound"
    NONE = "none"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """Unit of an amount. 日 (`day`) and 工作日 (`working_day`) are never mixed up."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Direction(StrEnum):
    """On which side of the trigger the time lies."""

    AFTER = "after"
    BEFORE = "before"


class Bound(StrEnum):
    """How the amount limits the time."""

    MAX = "max"
    MIN = "min"
    EXACT = "exact"
    APPROX = "approx"


class By(StrEnum):
    """Where the act stands to each date of a recurrence."""

    BEFORE = "before"
    ON = "on"
    DURING = "during"
    AFTER = "after"


class Recurrence(BaseModel):
    """Dates that come again. `rrule` is RFC 5545 text without `RRULE:` and without DTSTART."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rrule: str
    by: By


class Extension(BaseModel):
    """A printed extension of the base amount (可延长20个工作日), with the printed number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: int | float | None
    unit: Unit | None


class Deadline(BaseModel):
    """The reading of one 公开时限 cell.

    `text` is the reflowed print; everything else is our reading of it. `scope` is only there for a
    clause of a compound and says what the clause is for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    kind: DeadlineKind
    amount: int | float | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    bound: Bound | None = None
    trigger: str | None = None
    recurrence: Recurrence | None = None
    exception: bool = False
    extension: Extension | None = None
    retention: str | None = None
    repaired: bool = False
    clauses: tuple[Clause, ...] = ()


class Clause(Deadline):
    """One part of a compound deadline. `scope` is the text that says what it is for, or None."""

    scope: str | None = None


Deadline.model_rebuild()
