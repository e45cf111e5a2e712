"""Scores of a whole run against its goldens, by format and field; and against the version before it.

Keys are stable; `docs/score.schema.json` is made from these types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from gkml_extract.compare.fields import ITEM_FIELDS
from gkml_extract.compare.report import schema_of
from gkml_extract.compare.scoring import PARTS, ReadingScore

SCORE_VERSION: Literal["1.0"] = "1.0"
ALL = "all"
"""Stands for all formats, or all fields, together."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class FieldScore(_Frozen):
    """Cells of one field: those right, and those wrong without a finding."""

    cells: int = 0
    right: int = 0
    silent: int = 0

    def __add__(self, other: FieldScore) -> FieldScore:
        return FieldScore(
            cells=self.cells + other.cells, right=self.right + other.right, silent=self.silent + other.silent
        )


class Scores(_Frozen):
    """Counts over one or more documents.

    `items` are the true rows; `missed` those that were not read, `invented` rows that are not true, both with how
    many of them no finding warns of. `cells` are those of all fields; `fields` has each, and the text and the reading
    of `deadline` and `legal_basis` by themselves.
    """

    documents: int = 0
    items: int = 0
    missed: int = 0
    missed_silent: int = 0
    invented: int = 0
    invented_silent: int = 0
    cells: FieldScore = FieldScore()
    fields: dict[str, FieldScore] = {}

    def __add__(self, other: Scores) -> Scores:
        fields = {
            name: self.fields.get(name, FieldScore()) + other.fields.get(name, FieldScore())
            for name in dict.fromkeys((*self.fields, *other.fields))
        }
        return Scores(
            documents=self.documents + other.documents,
            items=self.items + other.items,
            missed=self.missed + other.missed,
            missed_silent=self.missed_silent + other.missed_silent,
            invented=self.invented + other.invented,
            invented_silent=self.invented_silent + other.invented_silent,
            cells=self.cells + other.cells,
            fields=fields,
        )


class ScoredDocument(_Frozen):
    """One document. `problem` says why it could not be read, or was left out: then it has no scores."""

    name: str
    format: str
    problem: str | None
    scores: Scores | None


class Change(_Frozen):
    """A share that changed since the version before. `measure` is `right`, `silent`, `missed` or `invented`.

    `before` and `after` are shares from 0 to 1: of cells, or for `missed` and `invented` of the true rows.
    """

    format: str
    field: str
    measure: str
    before: float
    after: float


class Since(_Frozen):
    """What changed since another report, over the documents that both scored."""

    path: str
    tolerance: float
    documents: int
    gone: tuple[str, ...]
    worse: tuple[Change, ...]
    better: tuple[Change, ...]


class ScoreReport(_Frozen):
    """The whole run."""

    version: Literal["1.0"] = SCORE_VERSION
    out: str
    golden: str
    total: Scores
    formats: dict[str, Scores]
    documents: tuple[ScoredDocument, ...]
    since: Since | None = None

    @property
    def is_worse(self) -> bool:
        """Whether something is worse than in the version before."""
        return self.since is not None and bool(self.since.worse or self.since.gone)


def scores_of(score: ReadingScore) -> Scores:
    """The counts of one document."""
    wrong = Counter(each.field for each in score.wrong if each.item is not None)
    silent = Counter(each.field for each in score.wrong if each.item is not None and not each.has_finding)
    fields = {
        name: FieldScore(cells=score.items, right=score.items - wrong[name], silent=silent[name])
        for name in (*ITEM_FIELDS, *PARTS)
    }
    return Scores(
        documents=1,
        items=score.items,
        missed=len(score.missed),
        missed_silent=sum(not has_finding for has_finding in score.missed.values()),
        invented=len(score.invented),
        invented_silent=sum(not has_finding for has_finding in score.invented.values()),
        cells=sum((fields[name] for name in ITEM_FIELDS), FieldScore()),
        fields=fields,
    )


def score_report(out: str, golden: str, documents: Sequence[ScoredDocument]) -> ScoreReport:
    """The report of these documents, without a comparison."""
    formats = sorted({one.format for one in documents if one.scores})
    return ScoreReport(
        out=out,
        golden=golden,
        total=_sum(documents),
        formats={name: _sum(one for one in documents if one.format == name) for name in formats},
        documents=tuple(documents),
    )


def _sum(documents: Iterable[ScoredDocument]) -> Scores:
    return sum((one.scores for one in documents if one.scores), Scores())


@dataclass(frozen=True, slots=True)
class _Measure:
    """A share, and whether more of it is better."""

    name: str
    share: float
    is_good: bool = False


def with_comparison(report: ScoreReport, before: ScoreReport, path: str, tolerance: float) -> ScoreReport:
    """The report with what changed since `before` by more than `tolerance`, a share from 0 to 1.

    Documents that were scored before and are not any more are gone, unless they were left out now.
    """
    ours = {one.name: one for one in report.documents}
    scored = {one.name for one in before.documents if one.scores}
    both = [name for name in ours if name in scored and ours[name].scores]
    gone = tuple(sorted(name for name in scored if name not in ours))
    now = score_report(report.out, report.golden, [ours[name] for name in both])
    was = score_report(before.out, before.golden, [one for one in before.documents if one.name in both])
    changes = list(_changes(was, now, tolerance))
    since = Since(
        path=path,
        tolerance=tolerance,
        documents=len(both),
        gone=gone,
        worse=tuple(change for change, is_better in changes if not is_better),
        better=tuple(change for change, is_better in changes if is_better),
    )
    return report.model_copy(update={"since": since})


def _changes(before: ScoreReport, after: ScoreReport, tolerance: float) -> Iterator[tuple[Change, bool]]:
    """Every share that changed, and whether for the better; over all formats, then format by format."""
    pairs = [(ALL, before.total, after.total)]
    pairs += [(name, before.formats.get(name, Scores()), scores) for name, scores in after.formats.items()]
    for name, was, now in pairs:
        for field in (ALL, *now.fields):
            for old, new in zip(_measures(was, field), _measures(now, field), strict=True):
                if abs(new.share - old.share) > tolerance + 1e-12:
                    shares = {"before": round(old.share, 6), "after": round(new.share, 6)}
                    change = Change(format=name, field=field, measure=new.name, **shares)
                    yield change, (new.share > old.share) is new.is_good


def _measures(scores: Scores, field: str) -> list[_Measure]:
    cells = scores.cells if field == ALL else scores.fields.get(field, FieldScore())
    measures = [
        _Measure("right", cells.right / (cells.cells or 1), is_good=True),
        _Measure("silent", cells.silent / (cells.cells or 1)),
    ]
    if field == ALL:
        items = scores.items or 1
        measures += [_Measure("missed", scores.missed / items), _Measure("invented", scores.invented / items)]
    return measures


def score_schema() -> dict[str, Any]:
    """The JSON Schema of a report (draft 2020-12). Every key is always written."""
    return schema_of(ScoreReport, "score", SCORE_VERSION)
