"""What became of one input; how it stands in JSON, so that it can be kept for the next run."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gkml_extract.model.errors import GkmlError, SourceError
from gkml_extract.writers.place_text import place_text

if TYPE_CHECKING:
    from gkml_extract.model.finding import Finding


class Status(StrEnum):
    """How it went with one file. `findings`: read, and something does not add up."""

    OK = "ok"
    FINDINGS = "findings"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a row of a table: with what the item is called, the place in words and what to do."""

    catalogue: int | None
    item: int | None
    item_label: str | None
    field: str | None
    severity: str
    code: str
    message: str
    place: str | None
    advice: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """What tells whether two documents are the same catalogue of the same office, handed in twice.

    `prepared_on` is the date printed in it, as ISO 8601; `names` are numbers that stand for what its items are called.
    """

    title: str | None
    issuer: str | None
    prepared_on: str | None
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `code`, `message` and `exit_code` are there for a failed or skipped one.

    `digest` is the SHA-256 of its bytes; `duplicate_of` names an input with the same; `superseded_by` a newer
    submission of the same catalogue. `trace` is the traceback of our own bug. `is_kept`: an earlier run did it.
    """

    file: str
    status: Status
    code: str | None = None
    message: str | None = None
    exit_code: int = 0
    output: str | None = None
    n_catalogues: int = 0
    n_items: int = 0
    findings: tuple[FindingRow, ...] = ()
    submission: Submission | None = None
    digest: str | None = None
    duplicate_of: str | None = None
    superseded_by: str | None = None
    seconds: float = 0.0
    trace: str | None = field(default=None, repr=False)
    is_kept: bool = False

    def n_findings(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def is_read(self) -> bool:
        """Whether it has a result."""
        return self.status in (Status.OK, Status.FINDINGS)


def failure(
    file: str, code: str, message: str, exit_code: int = SourceError.exit_code, trace: str | None = None
) -> Outcome:
    """The outcome of a file that could not be read, or whose result could not be written."""
    return Outcome(file, Status.FAILED, code, message, exit_code, trace=trace)


def error_code(err: GkmlError) -> str:
    """The class of an error as a stable code: CorruptSourceError is `corrupt-source`."""
    name = type(err).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def finding_row(finding: Finding, label: str | None, lang: str) -> FindingRow:
    """A finding as a row of a table, with what to do; `label` is what its item is called."""
    from gkml_extract.model.finding import KIND_BY_CODE

    kind = KIND_BY_CODE.get(finding.code)
    return FindingRow(
        finding.catalogue,
        finding.item,
        label,
        finding.field,
        finding.severity.value,
        finding.code,
        finding.message,
        place_text(finding.place, lang) if finding.place else None,
        (kind.advice_zh if lang == "zh" else kind.advice_en) if kind else None,
    )


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """All of it but `is_kept`, as plain JSON values."""
    data = asdict(outcome)
    del data["is_kept"]
    return data


def outcome_from_json(data: dict[str, Any]) -> Outcome:
    """The outcome again, kept. Raises TypeError, ValueError or KeyError where it is none."""
    findings = tuple(FindingRow(**finding) for finding in data["findings"])
    told = data["submission"]
    submission = Submission(**{**told, "names": tuple(told["names"])}) if told else None
    fields = {**data, "status": Status(data["status"]), "findings": findings, "submission": submission}
    return Outcome(**fields, is_kept=True)
