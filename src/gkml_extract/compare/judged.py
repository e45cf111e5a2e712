"""Comparisons of many documents, and what became of those that could not be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gkml_extract.compare.difference import Comparison, Kind, Score


class PairedBy(StrEnum):
    """Why two documents of two folders were taken for one."""

    NAME = "name"
    DIGEST = "digest"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document was not compared: a stable code, and a text in both languages."""

    code: str
    en: str
    zh: str

    def text(self, lang: str) -> str:
        """The text in `zh` or, for any other language, in English."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Judged:
    """One document of a run.

    `problem` says why there is no `comparison`. One that `is_left_out` is no failure: it cannot be read on this
    machine, or neither side has it. `new_name` is there where the new side calls it otherwise.
    """

    name: str
    comparison: Comparison | None = None
    problem: Problem | None = None
    new_name: str | None = None
    paired_by: PairedBy = PairedBy.NAME
    is_left_out: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it was compared and is the same."""
        return self.comparison is not None and self.comparison.is_same

    @property
    def is_bad(self) -> bool:
        """Whether it differs, or could not be compared though it should have been."""
        return not self.is_good and not self.is_left_out

    @property
    def title(self) -> str:
        """Both its names."""
        return f"{self.name} → {self.new_name}" if self.new_name else self.name


@dataclass(frozen=True, slots=True)
class Totals:
    """All documents of a run together."""

    n_documents: int
    n_good: int
    n_left_out: int
    cells: Score
    scores: dict[str, Score]
    parts: dict[str, Score]
    rows: dict[Kind, int]
    problems: dict[str, int]

    @property
    def n_different(self) -> int:
        """Documents that were compared and are not the same."""
        return self.n_documents - self.n_left_out - self.n_good - sum(self.problems.values())

    @property
    def is_good(self) -> bool:
        """Whether nothing differs and nothing failed."""
        return self.n_good == self.n_documents - self.n_left_out


def totals_of(judged: Sequence[Judged]) -> Totals:
    """The sums over all documents."""
    compared = [one.comparison for one in judged if one.comparison]
    scores: dict[str, Score] = {}
    parts: dict[str, Score] = {}
    for comparison in compared:
        for sums, added in ((scores, comparison.scores), (parts, comparison.parts)):
            for name, score in added.items():
                sums[name] = sums.get(name, Score()) + score
    return Totals(
        n_documents=len(judged),
        n_good=sum(one.is_good for one in judged),
        n_left_out=sum(one.is_left_out for one in judged),
        cells=sum(scores.values(), Score()),
        scores=scores,
        parts=parts,
        rows={kind: sum(comparison.count(kind) for comparison in compared) for kind in Kind},
        problems=dict(Counter(one.problem.code for one in judged if one.problem and not one.is_left_out)),
    )
