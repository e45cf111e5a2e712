"""What one worker does for one file: read it, write its result, say how it went."""

from __future__ import annotations

import io
import re
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from gkml_extract.model.engine import Engine
from gkml_extract.model.errors import GkmlError, SourceError
from gkml_extract.writers import csv
from gkml_extract.writers.contract import Headers, WriteOptions
from gkml_extract.writers.output import written_aside
from gkml_extract.writers.place_text import place_text
from gkml_extract.writers.registry import writer_named

if TYPE_CHECKING:
    from gkml_extract.model.finding import Finding
    from gkml_extract.model.record import Document

INTERNAL_EXIT_CODE = GkmlError.exit_code

ReadDocument = Callable[[Path, str], "Document"]


class Status(StrEnum):
    """How it went with one file. `findings`: read, and something does not add up."""

    OK = "ok"
    FINDINGS = "findings"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, what the summary calls it, and where its result goes: `output`, relative to the folder `out`.

    `lang` is the language of findings and messages.
    """

    source: Path
    file: str
    out: Path
    output: PurePath
    format: str
    headers: Headers
    lang: str
    read: ReadDocument


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
class Outcome:
    """What became of one file. `code`, `message` and `exit_code` are there for a failed or skipped one.

    `rows` are its items as rows of a CSV table without a header line; `trace` is the traceback of our own bug.
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
    rows: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    trace: str | None = field(default=None, repr=False)

    def n_findings(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def read_source(path: Path, lang: str, engine: Engine = Engine.AUTO) -> Document:
    """The document in the file at `path`."""
    from gkml_extract.extract import extract_document

    return extract_document(path, lang=lang, engine=engine)


def perform(task: Task) -> Outcome:
    """Read, write and count; every error becomes a failed outcome."""
    started_s = time.perf_counter()
    file = task.file
    try:
        document = task.read(task.source, task.lang)
        with written_aside(task.out / task.output) as stream:
            writer_named(task.format).write(document, stream, WriteOptions(task.headers))
        rows = io.BytesIO()
        csv.write(document, rows, WriteOptions(task.headers, has_header=False))
    except GkmlError as err:
        return failure(file, error_code(err), err.text(task.lang), err.exit_code)
    except Exception as err:
        message = " ".join(f"{type(err).__name__}: {err}".split())[:500]
        return failure(file, "internal", message, INTERNAL_EXIT_CODE, trace=traceback.format_exc())
    return Outcome(
        file=file,
        status=Status.FINDINGS if document.findings else Status.OK,
        output=task.output.as_posix(),
        n_catalogues=len(document.catalogues),
        n_items=sum(len(catalogue.items) for catalogue in document.catalogues),
        findings=tuple(_finding_row(finding, document, task.lang) for finding in document.findings),
        rows=rows.getvalue(),
        seconds=time.perf_counter() - started_s,
    )


def _finding_row(finding: Finding, document: Document, lang: str) -> FindingRow:
    from gkml_extract.model.finding import KIND_BY_CODE

    kind = KIND_BY_CODE.get(finding.code)
    label = None
    if finding.catalogue is not None and finding.item is not None:
        item = document.catalogues[finding.catalogue].items[finding.item]
        label = " ".join(part for part in (item.number, item.secondary or item.primary or item.content) if part)
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


def failure(
    file: str, code: str, message: str, exit_code: int = SourceError.exit_code, trace: str | None = None
) -> Outcome:
    """The outcome of a file that could not be read, or whose result could not be written."""
    return Outcome(file, Status.FAILED, code, message, exit_code, trace=trace)


def error_code(err: GkmlError) -> str:
    """The class of an error as a stable code: CorruptSourceError is `corrupt-source`."""
    name = type(err).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
