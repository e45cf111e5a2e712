"""What one worker does for one file: read it, write its result, say how it went."""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from gkml_extract.batch.archive import Chain
from gkml_extract.batch.inventory import read_input
from gkml_extract.batch.outcome import FindingRow, Outcome, Status, error_code, failure, finding_row
from gkml_extract.batch.pool import Lost
from gkml_extract.batch.state import Rows, remove_results, write_piece
from gkml_extract.batch.submissions import submission_of
from gkml_extract.garbage import paused_collection
from gkml_extract.model.engine import Engine
from gkml_extract.model.errors import GkmlError, SourceChangedError
from gkml_extract.writers import csv, jsonl
from gkml_extract.writers.contract import Headers, WriteOptions
from gkml_extract.writers.json import document_to_json
from gkml_extract.writers.output import written_aside
from gkml_extract.writers.registry import writer_named
from gkml_extract.writers.table import table_csv

if TYPE_CHECKING:
    from gkml_extract.model.finding import Finding
    from gkml_extract.model.record import Document

INTERNAL_EXIT_CODE = GkmlError.exit_code
PASSING_CODES = frozenset(
    {"worker-lost", "output", "dependency", "source", "source-not-found", "source-changed", "interrupted"}
)
"""Failures that the next run may not meet, since they lie in what is around the document: these are not kept."""


@dataclass(frozen=True, slots=True)
class Task:
    """One input to read, what the summary calls it, and where its result goes: `output`, relative to the folder `out`.

    `source` is what its document calls it; `digest` that of the bytes that are meant; `piece` and `key` where and under
    what name the outcome is kept. `lang` is the language of findings and messages.
    """

    path: Path
    chain: Chain
    digest: str
    file: str
    source: str
    out: Path
    output: PurePath
    piece: Path
    key: str
    format: str
    headers: Headers
    lang: str
    engine: Engine


def read_source(path: Path, lang: str, engine: Engine = Engine.AUTO, columns: Sequence[str] = ()) -> Document:
    """The document in the file at `path`; `columns` names those of a table without a header."""
    from gkml_extract.extract import extract_document

    return extract_document(path, lang=lang, engine=engine, columns=columns)


def perform(task: Task) -> Outcome:
    """Read, write and count, and keep the outcome; every error becomes a failed one."""
    started_s = time.perf_counter()
    try:
        outcome, result, rows = _read_and_write(task, started_s)
        write_piece(task.piece, task.key, outcome, result, rows)
    except Exception as err:
        remove_results(task.out, [task.output])
        outcome = _failed(task, err, time.perf_counter() - started_s)
        keep_failure(task, outcome)
    return outcome


def keep_failure(task: Task, outcome: Outcome, key: str | None = None) -> None:
    """Keep a failure that would come again. One that cannot be kept is only met again."""
    if outcome.code not in PASSING_CODES:
        with contextlib.suppress(GkmlError):
            write_piece(task.piece, key or task.key, outcome)


@paused_collection()
def _read_and_write(task: Task, started_s: float) -> tuple[Outcome, bytes, Rows]:
    document = _read(task)
    written = io.BytesIO()
    writer_named(task.format).write(document, written, WriteOptions(task.headers))
    with written_aside(task.out / task.output) as stream:
        stream.write(written.getbuffer())
    data = document_to_json(document)
    as_told = {**data, "source": {**data["source"], "path": task.file}}  # as in summary.json and findings.csv
    rows = Rows(table_csv(csv.rows_of(as_told, task.headers)), jsonl.lines_of(data))
    outcome = Outcome(
        file=task.file,
        status=Status.FINDINGS if document.findings else Status.OK,
        output=task.output.as_posix(),
        n_catalogues=len(document.catalogues),
        n_items=sum(len(catalogue.items) for catalogue in document.catalogues),
        findings=tuple(_finding_row(finding, document, task.lang) for finding in document.findings),
        submission=submission_of(document),
        digest=task.digest,
        seconds=time.perf_counter() - started_s,
    )
    return outcome, written.getvalue(), rows


def _read(task: Task) -> Document:
    """The document, if its bytes are still those that the task means."""
    from gkml_extract import extract

    data = read_input(task.path, task.chain)
    if hashlib.sha256(data).hexdigest() != task.digest:
        raise SourceChangedError(
            f"{task.source}: changed while the folder was read; run the same command again",
            f"{task.source}：读取过程中文件发生了变化；请重新运行同一命令",
        )
    return extract.extract_bytes(data, task.source, lang=task.lang, engine=task.engine)


def _failed(task: Task, err: Exception, seconds: float) -> Outcome:
    """The outcome of an error; one that is not ours is our bug, and keeps its traceback."""
    if isinstance(err, GkmlError):
        outcome = failure(task.file, error_code(err), err.text(task.lang), err.exit_code)
    elif isinstance(err, MemoryError):
        outcome = failure(task.file, Lost.MEMORY.value, lost_message(Lost.MEMORY, task.lang))
    else:
        message = " ".join(f"{type(err).__name__}: {err}".split())[:500]
        outcome = failure(task.file, "internal", message, INTERNAL_EXIT_CODE, trace=traceback.format_exc())
    return replace(outcome, digest=task.digest, seconds=seconds)


def lost_message(lost: Lost, lang: str) -> str:
    """What to tell of a file over which its worker was lost. Limits are not named: they are no fact about the file."""
    en, zh = _LOST_TEXTS[lost]
    return zh if lang == "zh" else en


_LOST_TEXTS = {
    Lost.TIMEOUT: (
        "not done within the time limit; give it longer with --timeout, or read it alone",
        "超过时限仍未完成；请用 --timeout 延长时限，或单独处理此文件",
    ),
    Lost.MEMORY: (
        "needs more memory than the limit; give it more with --memory, or split it",
        "所需内存超过上限；请用 --memory 提高上限，或拆分文件",
    ),
    Lost.WORKER_LOST: (
        "the worker died over this file; read it alone with `gkml extract`, or report it",
        "处理此文件的进程意外终止；请用 `gkml extract` 单独处理，或反馈此文件",
    ),
}


def _finding_row(finding: Finding, document: Document, lang: str) -> FindingRow:
    label = None
    if finding.catalogue is not None and finding.item is not None:
        item = document.catalogues[finding.catalogue].items[finding.item]
        label = " ".join(part for part in (item.number, item.secondary or item.primary or item.content) if part)
    return finding_row(finding, label, lang)
