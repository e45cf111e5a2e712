"""What a run tells of itself: summary.json and summary.csv, findings.csv, datapackage.json, and errors.log if we erred.

The same inputs give the same bytes. How long each took is never the same twice and stands apart, in timing.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gkml_extract.batch.outcome import Outcome, Status
from gkml_extract.batch.package import TableOfRun, package_of
from gkml_extract.batch.submissions import Resubmitted
from gkml_extract.writers import csv
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.json import encode_json
from gkml_extract.writers.output import written_aside
from gkml_extract.writers.table import table_csv

SUMMARY_JSON, SUMMARY_TABLE, FINDINGS_TABLE, ERROR_LOG = "summary.json", "summary.csv", "findings.csv", "errors.log"
ITEMS_TABLE, ITEMS_LINES, TIMING_TABLE, REPORT_PAGE = "items.csv", "items.jsonl", "timing.csv", "report.html"
PACKAGE_JSON = "datapackage.json"
RESERVED_NAMES = frozenset(
    {
        SUMMARY_JSON, SUMMARY_TABLE, FINDINGS_TABLE, ERROR_LOG, ITEMS_TABLE, ITEMS_LINES, TIMING_TABLE, REPORT_PAGE,
        PACKAGE_JSON,
    }
)  # fmt: skip
"""What stands in an output folder beside the results: no result is called so, and none of these is a result."""

_FILE_COLUMNS = (
    ("file", "文件"),
    ("status", "状态"),
    ("code", "代码"),
    ("message", "说明"),
    ("output", "结果文件"),
    ("catalogues", "目录数"),
    ("items", "条目数"),
    ("errors", "错误"),
    ("warnings", "警告"),
    ("infos", "提示"),
    ("digest", "内容摘要"),
    ("duplicate_of", "与之相同"),
    ("superseded_by", "新版"),
)
_ITEM_KEY = ("source.path", "catalogue.index", "item.index")
"""What leads from a finding to its item: columns of the same name and value in items.csv."""
_TIMING_COLUMNS = (("file", "文件"), ("seconds", "用时（秒）"), ("modified", "修改时间"))
_FINDING_COLUMNS = (
    *((column.key, column.zh) for column in csv.COLUMNS if column.key in _ITEM_KEY),
    ("item_label", "事项"),
    ("field", "字段"),
    ("severity", "级别"),
    ("code", "代码"),
    ("message", "说明"),
    ("place", "位置"),
    ("advice", "建议"),
)


def counts(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """How many files ended in each status, and how many catalogues, items and findings there are."""
    from gkml_extract.model.finding import Severity

    by_status = Counter(outcome.status for outcome in outcomes)
    return {
        "files": len(outcomes),
        "status": {status.value: by_status[status] for status in Status},
        "catalogues": sum(outcome.n_catalogues for outcome in outcomes),
        "items": sum(outcome.n_items for outcome in outcomes),
        "findings": {
            severity.value: sum(outcome.n_findings(severity.value) for outcome in outcomes) for severity in Severity
        },
    }


def write_summary(out: Path, outcomes: Sequence[Outcome], resubmitted: Sequence[Resubmitted], headers: Headers) -> None:
    """Write all tables about the run into `out`. An error log of an earlier run goes.

    Raises:
        OutputError: one of them cannot be written.
    """
    files = [_file_values(outcome) for outcome in outcomes]
    with written_aside(out / SUMMARY_JSON) as stream:
        told = {"counts": counts(outcomes), "files": files, "resubmitted": [asdict(each) for each in resubmitted]}
        stream.write(encode_json(told, indent=1) + b"\n")
    with written_aside(out / SUMMARY_TABLE) as stream:
        stream.write(table_csv((_texts(file.values()) for file in files), _header(_FILE_COLUMNS, headers)))
    rows = (_texts((outcome.file, *astuple(finding))) for outcome in outcomes for finding in outcome.findings)
    with written_aside(out / FINDINGS_TABLE) as stream:
        stream.write(table_csv(rows, _header(_FINDING_COLUMNS, headers)))
    with written_aside(out / PACKAGE_JSON) as stream:
        stream.write(encode_json(package_of(_described_tables(), headers), indent=1) + b"\n")
    _write_error_log(out / ERROR_LOG, outcomes)


def _described_tables() -> tuple[TableOfRun, ...]:
    counted = frozenset({"catalogues", "items", "errors", "warnings", "infos"})
    items = [(column.key, column.zh) for column in csv.COLUMNS]
    places = frozenset({"catalogue.index", "item.index"})
    return (
        TableOfRun(ITEMS_TABLE, "条目", "one row an item", items, integers=places),
        TableOfRun(FINDINGS_TABLE, "疑点", "one row a finding", _FINDING_COLUMNS, integers=places),
        TableOfRun(SUMMARY_TABLE, "文件", "one row a file of the folder", _FILE_COLUMNS, ("file",), counted),
        TableOfRun(TIMING_TABLE, "用时", "one row a file", _TIMING_COLUMNS, ("file",), numbers=frozenset({"seconds"})),
    )


def write_timing(out: Path, outcomes: Sequence[Outcome], modified: Mapping[str, float], headers: Headers) -> None:
    """Write how long each file took when it was read, and when it was changed. Raises OutputError."""
    rows = (
        (outcome.file, f"{outcome.seconds:.3f}" if outcome.seconds else None, _moment(modified.get(outcome.file)))
        for outcome in outcomes
    )
    with written_aside(out / TIMING_TABLE) as stream:
        stream.write(table_csv(rows, _header(_TIMING_COLUMNS, headers)))


def _moment(seconds: float | None) -> str | None:
    return None if not seconds else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _header(columns: Sequence[tuple[str, str]], headers: Headers) -> list[str]:
    return [zh if headers is Headers.ZH else en for en, zh in columns]


def _texts(values: Any) -> list[str | None]:
    return [None if value is None else str(value) for value in values]


def _file_values(outcome: Outcome) -> dict[str, Any]:
    from gkml_extract.model.finding import Severity

    values = (
        outcome.file,
        outcome.status.value,
        outcome.code,
        outcome.message,
        outcome.output,
        outcome.n_catalogues,
        outcome.n_items,
        *(outcome.n_findings(severity.value) for severity in Severity),
        outcome.digest,
        outcome.duplicate_of,
        outcome.superseded_by,
    )
    return dict(zip((key for key, _ in _FILE_COLUMNS), values, strict=True))


def _write_error_log(path: Path, outcomes: Sequence[Outcome]) -> None:
    traces = [f"{outcome.file}\n{outcome.trace}" for outcome in outcomes if outcome.trace]
    if not traces:
        path.unlink(missing_ok=True)
        return
    with written_aside(path) as stream:
        stream.write("\n".join(traces).encode("utf-8", "backslashreplace"))
