"""公开时限 phrases → `Deadline`: a grammar of named rules.

`repair` mends and folds the print, `rules` find and read statements of time in it, `clauses` put them
together. The rule's name and what was mended stay with the reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from gkml_extract.model.deadline import Clause, Deadline, DeadlineKind
from gkml_extract.normalise.deadline.clauses import read_clauses, scoped
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.repair import Mended, mend
from gkml_extract.normalise.deadline.scan import find_deadline_spans
from gkml_extract.normalise.deadline.whole import is_empty
from gkml_extract.text import join_wrapped

__all__ = ["DeadlineReading", "find_deadline_spans", "parse_deadline"]

MAX_CHARS: Final = 1500
"""A longer text is no deadline cell (the longest real one has 160 characters) and is not read."""


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """A deadline with the name of the rule that read it and, in plain words, what was mended."""

    deadline: Deadline
    rule: str
    repairs: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def parse_deadline(text: str) -> DeadlineReading:
    """The reading of one 公开时限 cell; `unknown` where the text is not understood, never an error.

    >>> parse_deadline("自该信息形成之日起20个工作日内").deadline.amount
    20
    """
    printed = join_wrapped(text.splitlines())
    if len(printed) > MAX_CHARS:
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.UNKNOWN), "too-long")
    mended = mend(printed)
    if is_empty(mended.phrase):
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.NONE), "empty")
    drafts = read_clauses(mended.phrase)
    if len(drafts) == 1:
        return _simple(printed, drafts[0], mended)
    return _compound(printed, [scoped(draft) for draft in drafts], mended)


def _simple(printed: str, draft: Draft, mended: Mended) -> DeadlineReading:
    if draft.kind is DeadlineKind.UNKNOWN:
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.UNKNOWN), draft.rule, mended.repairs)
    repaired = mended.restored or any("filled" in repair for repair in draft.repairs)
    deadline = Deadline(text=printed, repaired=repaired, **_values(draft))
    return DeadlineReading(deadline, draft.rule, mended.repairs + draft.repairs)


def _compound(printed: str, drafts: list[Draft], mended: Mended) -> DeadlineReading:
    if all(draft.kind is DeadlineKind.UNKNOWN for draft in drafts):
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.UNKNOWN), drafts[0].rule, mended.repairs)
    clauses = tuple(
        Clause(text=draft.phrase.print if draft.phrase else printed, scope=draft.scope, **_values(draft))
        for draft in drafts
    )
    repairs = mended.repairs + tuple(repair for draft in drafts for repair in draft.repairs)
    deadline = Deadline(
        text=printed,
        kind=DeadlineKind.COMPOUND,
        exception=any(draft.exception for draft in drafts),
        repaired=mended.restored or any("filled" in repair for draft in drafts for repair in draft.repairs),
        clauses=clauses,
    )
    return DeadlineReading(deadline, "compound", repairs)


def _values(draft: Draft) -> dict[str, Any]:
    """The fields of `Deadline` that a draft holds."""
    return {
        "kind": draft.kind,
        "amount": draft.amount,
        "unit": draft.unit,
        "direction": draft.direction,
        "bound": draft.bound,
        "trigger": draft.trigger,
        "recurrence": draft.recurrence,
        "exception": draft.exception,
        "extension": draft.extension,
        "retention": draft.retention,
    }
