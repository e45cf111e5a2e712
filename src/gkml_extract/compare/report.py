"""What `gkml diff --format json` writes. Keys are stable; `docs/diff.schema.json` is made from these types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gkml_extract.compare.difference import Aspect, Comparison, Difference, Kind, Score, Spot
from gkml_extract.compare.judged import Judged, PairedBy, totals_of

REPORT_VERSION: Literal["1.0"] = "1.0"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Side(_Frozen):
    """One of the two that were compared. A golden is always the old one, whichever way they were given."""

    path: str
    is_golden: bool


class Cells(_Frozen):
    """Cells that are equal of all cells."""

    right: int
    total: int


class Where(_Frozen):
    """Rows of a catalogue, counted from 0: several where a row was split or rows were merged; none: the whole."""

    catalogue: int | None
    items: tuple[int, ...]


class DifferenceEntry(_Frozen):
    """One difference.

    `field` is dotted down to the value; null where a whole row or catalogue was added or removed; `order` where a row
    was moved; `findings` for a finding. `aspect` is `text` or `reading` for `deadline` and `legal_basis`.
    `before` and `after` are values of the record; of a row added or removed its `label`; of a row moved its index.
    """

    kind: Kind
    aspect: Aspect
    field: str | None
    label: str
    old: Where | None
    new: Where | None
    before: Any
    after: Any


class ProblemEntry(_Frozen):
    """Why a document was not compared."""

    code: str
    message: str


class DocumentEntry(_Frozen):
    """One document. `n_old` and `n_new` count its rows; the cells are null where nothing was compared."""

    name: str
    new_name: str | None
    paired_by: PairedBy
    same: bool
    left_out: bool
    problem: ProblemEntry | None
    n_old: int | None
    n_new: int | None
    cells: Cells | None
    scores: dict[str, Cells]
    parts: dict[str, Cells]
    differences: tuple[DifferenceEntry, ...]


class DiffReport(_Frozen):
    """The whole comparison."""

    version: Literal["1.0"] = REPORT_VERSION
    old: Side
    new: Side
    same: bool
    n_documents: int
    n_same: int
    n_left_out: int
    rows: dict[Kind, int] = Field(description="How many differences of rows there are of each kind.")
    cells: Cells
    scores: dict[str, Cells] = Field(description="Cells equal by field of the item.")
    parts: dict[str, Cells] = Field(description="The text and the reading of deadline and legal_basis by themselves.")
    documents: tuple[DocumentEntry, ...]


def diff_report(old: Side, new: Side, judged: Sequence[Judged], lang: str = "en") -> DiffReport:
    """The report of these documents; messages are in the user's language."""
    totals = totals_of(judged)
    return DiffReport(
        old=old,
        new=new,
        same=totals.is_good,
        n_documents=totals.n_documents,
        n_same=totals.n_good,
        n_left_out=totals.n_left_out,
        rows=totals.rows,
        cells=_cells(totals.cells),
        scores=_scores(totals.scores),
        parts=_scores(totals.parts),
        documents=tuple(_document(one, lang) for one in judged),
    )


def _document(one: Judged, lang: str) -> DocumentEntry:
    comparison = one.comparison or Comparison()
    return DocumentEntry(
        name=one.name,
        new_name=one.new_name,
        paired_by=one.paired_by,
        same=one.is_good,
        left_out=one.is_left_out,
        problem=ProblemEntry(code=one.problem.code, message=one.problem.text(lang)) if one.problem else None,
        n_old=comparison.n_old if one.comparison else None,
        n_new=comparison.n_new if one.comparison else None,
        cells=_cells(comparison.cells) if one.comparison else None,
        scores=_scores(comparison.scores),
        parts=_scores(comparison.parts),
        differences=tuple(map(_difference, comparison.differences)),
    )


def _difference(of: Difference) -> DifferenceEntry:
    return DifferenceEntry(
        kind=of.kind,
        aspect=of.aspect,
        field=of.field,
        label=of.label,
        old=_where(of.old),
        new=_where(of.new),
        before=of.before,
        after=of.after,
    )


def _where(spot: Spot | None) -> Where | None:
    return Where(catalogue=spot.catalogue, items=spot.items) if spot else None


def _cells(score: Score) -> Cells:
    return Cells(right=score.right, total=score.total)


def _scores(scores: Mapping[str, Score]) -> dict[str, Cells]:
    return {name: _cells(score) for name, score in scores.items()}


def diff_schema() -> dict[str, Any]:
    """The JSON Schema of a report (draft 2020-12). Every key is always written."""
    return schema_of(DiffReport, "diff", REPORT_VERSION)


def schema_of(model: type[BaseModel], name: str, version: str) -> dict[str, Any]:
    """The JSON Schema of `model`, in which every key is required."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gkml-extract:{name}:{version}",
        **model.model_json_schema(mode="serialization"),
    }
