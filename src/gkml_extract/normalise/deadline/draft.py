"""A reading in the making: what one rule found, before clauses are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from gkml_extract.model.deadline import Bound, DeadlineKind, Direction, Extension, Recurrence, Unit
from gkml_extract.normalise.deadline.repair import Phrase


@dataclass(frozen=True, slots=True)
class Draft:
    """One reading with the name of its rule; the fields are those of `Deadline`.

    Attributes:
        scope: what it is for, in a compound.
        is_limit: worded as an upper limit to something said beside it (不超过5个工作日).
        repairs: what this rule had to fill in.
        in_bracket: stands in a bracket behind another.
        is_in_part: the print says more than this reading holds.
    """

    rule: str
    kind: DeadlineKind
    amount: int | float | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    bound: Bound | None = None
    trigger: str | None = None
    recurrence: Recurrence | None = None
    extension: Extension | None = None
    retention: str | None = None
    exception: bool = False
    scope: str | None = None
    is_limit: bool = False
    repairs: tuple[str, ...] = ()
    in_bracket: bool = False
    is_in_part: bool = False
    phrase: Phrase | None = field(default=None, compare=False)
