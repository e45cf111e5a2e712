"""The results of a run, read back and cut down to what the page shows of each document."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from gkml_extract.garbage import paused_collection
from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, reason_in_chinese
from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import Document, Item
from gkml_extract.model.source import Place
from gkml_extract.report.offices import office_of
from gkml_extract.report.statistics import Statistics
from gkml_extract.writers.cells import unguard_cell
from gkml_extract.writers.registry import writer_for_suffix

SUMMARY, FINDINGS = "summary.json", "findings.csv"
OF_THE_RUN = frozenset({"duplicate-file", "newer-submission", "older-submissions", "submission-of-same-date"})
"""Codes of findings that the batch makes by comparing inputs; they stand in its tables alone."""
_SEVERITY, _CODE, _MESSAGE = 5, 6, 7
"""Columns of findings.csv, whose header may be in either language."""
SEVERITIES = tuple(severity.value for severity in Severity)
"""Worst first."""
_TEXT_LENGTH = 300
"""Most characters of a value that are kept for a picture's caption."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with what the item is called, where it stands and what was read there.

    `place` is the finding's own, or that of the value or item it speaks of.
    """

    code: str
    severity: str
    message: str
    label: str | None
    field: str | None
    place: Place | None
    value: str
    row: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows of one result; `path` is where its source was, `findings` are sorted, worst first."""

    path: str
    format: str
    sha256: str
    pages: int | None
    sheets: int | None
    titles: tuple[str, ...]
    offices: tuple[str, ...]
    findings: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One input of the run, as the summary has it. `read` is None where there is no result to show."""

    file: str
    status: str
    code: str | None
    message: str | None
    output: str | None
    n_catalogues: int
    n_items: int
    n_findings: tuple[int, ...]
    read: Read | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """A catalogue that was handed in more than once: (file, ISO date) of each, the newest first."""

    title: str
    office: str
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Every input of a run in the order of the summary, and the counts over all of them."""

    lines: tuple[Line, ...]
    resubmitted: tuple[Resubmitted, ...] = ()
    statistics: Statistics = field(default_factory=Statistics)


def read_run(out: Path) -> Run:
    """What stands in the output folder of a batch.

    Raises:
        SourceNotFoundError: there is no summary.
        CorruptSourceError: the summary is not one of ours.
    """
    statistics = Statistics()
    files, resubmitted = _read_summary(out / SUMMARY)
    beside = _read_findings_of_the_run(out / FINDINGS)
    statistics.codes.update((found.severity, found.code) for findings in beside.values() for found in findings)
    with paused_collection():
        lines = tuple(_line(out, values, statistics, beside.get(values["file"], ())) for values in files)
    return Run(lines, resubmitted, statistics)


def _read_findings_of_the_run(path: Path) -> dict[str, list[Found]]:
    """What the batch found by comparing inputs, by file: the result of no single document holds it."""
    found: dict[str, list[Found]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                if len(row) > _MESSAGE and row[_CODE] in OF_THE_RUN and row[_SEVERITY] in SEVERITIES:
                    file, message = unguard_cell(row[0]) or "", unguard_cell(row[_MESSAGE]) or ""
                    found.setdefault(file, []).append(
                        Found(row[_CODE], row[_SEVERITY], message, None, None, None, "", ())
                    )
    except (OSError, ValueError, csv.Error):
        return {}
    return found


def _read_summary(path: Path) -> tuple[list[dict[str, Any]], tuple[Resubmitted, ...]]:
    try:
        told = json.loads(path.read_bytes())
        files = list(told["files"])
        if not all(isinstance(values["file"], str) and isinstance(values["status"], str) for values in files):
            raise TypeError
        return files, tuple(_resubmitted(values) for values in told.get("resubmitted", ()))
    except OSError as err:
        raise SourceNotFoundError(
            f"{path} cannot be read ({err.strerror}); name the output folder of `gkml batch`",
            f"无法读取 {path}（{reason_in_chinese(err)}）；请指定 `gkml batch` 的输出文件夹",
        ) from err
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        raise CorruptSourceError(
            f"{path} is not the summary of a batch; run `gkml batch` again",
            f"{path} 不是批处理的汇总文件；请重新运行 `gkml batch`",
        ) from err


def _resubmitted(values: dict[str, Any]) -> Resubmitted:
    versions = tuple((str(version["file"]), str(version["date"])) for version in values["versions"])
    return Resubmitted(values["title"] or "", values["issuer"] or "", versions)


def _line(out: Path, values: dict[str, Any], statistics: Statistics, beside: Sequence[Found]) -> Line:
    output = values.get("output")
    document = _read_document(out, output) if output else None
    if document is not None:
        statistics.add(document)
    return Line(
        file=values["file"],
        status=values["status"],
        code=values.get("code"),
        message=values.get("message"),
        output=output,
        n_catalogues=int(values.get("catalogues") or 0),
        n_items=int(values.get("items") or 0),
        n_findings=tuple(int(values.get(f"{severity}s") or 0) for severity in SEVERITIES),
        read=None if document is None else _cut_down(document, beside),
        superseded_by=values.get("superseded_by"),
    )


def _read_document(out: Path, output: str) -> Document | None:
    """The result at `output` below `out`; None where it is gone, of an unknown format, or not one of ours."""
    relative = PurePosixPath(output)
    writer = writer_for_suffix(relative.suffix)
    if writer is None or relative.is_absolute() or ".." in relative.parts:
        return None
    try:
        with (out / relative).open("rb") as stream:
            return next(iter(writer.read(stream)), None)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _cut_down(document: Document, beside: Sequence[Found]) -> Read:
    found = [*(_found(finding, document) for finding in document.findings), *beside]
    order = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    offices = [name for catalogue in document.catalogues if catalogue.items and (name := office_of(catalogue))]
    return Read(
        path=document.source.path,
        format=document.source.format,
        sha256=document.source.sha256,
        pages=document.source.pages,
        sheets=document.source.sheets,
        titles=tuple(catalogue.title for catalogue in document.catalogues if catalogue.title),
        offices=tuple(dict.fromkeys(offices)),
        findings=tuple(sorted(found, key=lambda each: order.get(each.severity, len(order)))),
    )


def _found(finding: Finding, document: Document) -> Found:
    item = _item_of(finding, document)
    value = "" if item is None or finding.field is None else field_text(item, finding.field)
    return Found(
        code=finding.code,
        severity=finding.severity.value,
        message=finding.message,
        label=None if item is None else item_label(item) or None,
        field=finding.field,
        place=finding.place or (None if item is None else _place_of(item, finding.field)),
        value=value[:_TEXT_LENGTH],
        row=() if item is None else tuple(_row_as_read(item, finding.field, value)),
    )


def _item_of(finding: Finding, document: Document) -> Item | None:
    if finding.catalogue is None or finding.item is None:
        return None
    try:
        return document.catalogues[finding.catalogue].items[finding.item]
    except IndexError:
        return None


def item_label(item: Item) -> str:
    """What an item is called: its number and its lowest name."""
    return " ".join(part for part in (item.number, item.secondary or item.primary or item.content) if part)


def _place_of(item: Item, field_name: str | None) -> Place | None:
    """Where the field is printed, else where the item begins."""
    origins = [item.origin.get(name) for name in _field_names(field_name)] + list(item.origin.values())
    return next((place for origin in origins if origin for place in origin.places), None)


def _field_names(field_name: str | None) -> Sequence[str]:
    return () if field_name is None else (field_name, field_name.split(".")[0])


def field_text(item: Item, name: str) -> str:
    """The value of a field as one text; empty where it has none."""
    value = getattr(item, name.split(".")[0], None)
    for part in name.split(".")[1:]:
        value = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
    return _text_of(value)


def _text_of(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "", True: "√", False: ""}[value]
    if isinstance(value, tuple | list):
        return "；".join(text for text in map(_text_of, value) if text)
    if isinstance(value, dict):
        return "；".join(f"{key}：{_text_of(each)}" for key, each in value.items())
    return str(getattr(value, "text", None) or getattr(value, "name", None) or value)


_ROW_FIELDS = ("number", "primary", "secondary", "content")


def _row_as_read(item: Item, field_name: str | None, value: str) -> Iterator[tuple[str, str]]:
    """The field and what tells the row, as (field, text)."""
    for name in _ROW_FIELDS:
        text = getattr(item, name)
        if text and name != field_name:
            yield name, text[:_TEXT_LENGTH]
    if field_name is not None:
        yield field_name, value[:_TEXT_LENGTH]
