"""The run over a folder: tasks out to workers, results in as they come, tables in the order of the files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from gkml_extract.batch.pool import Lost, run_isolated
from gkml_extract.batch.summary import RESERVED_NAMES, write_summary
from gkml_extract.batch.task import Outcome, ReadDocument, Status, Task, failure, perform, read_source
from gkml_extract.batch.walk import Skip, Walk, walk_folder
from gkml_extract.model.errors import UsageError
from gkml_extract.writers import csv
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.naming import output_names
from gkml_extract.writers.output import discard_aside, ensure_folder, written_aside
from gkml_extract.writers.registry import writer_named
from gkml_extract.writers.table import table_csv

ITEMS_TABLE = "items.csv"
"""Every item of every file in one table; its header stands even where there is none."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a folder is read. `timeout_s` is per document; None or 0 sets no limit."""

    format: str = "json"
    headers: Headers = Headers.ZH
    lang: str = "en"
    n_workers: int = 1
    timeout_s: float | None = None
    read: ReadDocument = read_source


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The outcome of every file, in the order of their paths. `is_interrupted`: the user stopped the run."""

    outcomes: tuple[Outcome, ...]
    is_interrupted: bool = False


def default_n_workers() -> int:
    """One worker for each core that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def prepare(folder: Path, out: Path) -> Walk:
    """The files to read below `folder`.

    Raises:
        SourceNotFoundError: there is no such folder.
        UsageError: `out` is the folder itself or lies in it, so that results would be read as sources.
    """
    walk = walk_folder(folder)
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            f"the output folder {out} lies inside {folder}; choose one outside it with --out",
            f"输出文件夹 {out} 位于 {folder} 之内；请用 --out 指定其外的文件夹",
        )
    return walk


def run_batch(
    folder: Path, out: Path, walk: Walk, options: BatchOptions, on_outcome: Callable[[Outcome], None]
) -> BatchResult:
    """Read every file of `walk` and write everything into `out`; `on_outcome` hears of each file as it is done.

    An interrupt ends the run but not this function: what is done is kept, and told in the summary.

    Raises:
        OutputError: `out`, or one of the tables about the whole run, cannot be written.
    """
    ensure_folder(out)
    tasks = _tasks(folder, out, walk, options)
    outcomes: list[Outcome | None] = [None] * len(tasks)
    is_interrupted = False
    with tempfile.TemporaryFile() as spool:
        rows = _InOrder(spool)
        try:
            for index, outcome in _outcomes(tasks, options):
                rows.add(index, outcome.rows)
                outcomes[index] = replace(outcome, rows=b"")
                on_outcome(outcome)
        except KeyboardInterrupt:
            is_interrupted = True
        rows.finish()
        with written_aside(out / ITEMS_TABLE) as table:
            table.write(table_csv([], csv.header_row(options.headers)))
            shutil.copyfileobj(spool, table)
    done = [outcome or _not_reached(task, options.lang) for outcome, task in zip(outcomes, tasks, strict=True)]
    result = sorted([*done, *_skipped(walk, options.lang)], key=lambda outcome: outcome.file)
    write_summary(out, result, options.headers)
    return BatchResult(tuple(result), is_interrupted)


def _tasks(folder: Path, out: Path, walk: Walk, options: BatchOptions) -> list[Task]:
    names = output_names(walk.files, writer_named(options.format).suffix, RESERVED_NAMES | {ITEMS_TABLE})
    return [
        Task(folder / file, file.as_posix(), out, name, options.format, options.headers, options.lang, options.read)
        for file, name in zip(walk.files, names, strict=True)
    ]


def _outcomes(tasks: Sequence[Task], options: BatchOptions) -> Iterator[tuple[int, Outcome]]:
    """The outcome of each task with its index, as they come. No half-written file is left behind."""
    unfinished = set(range(len(tasks)))
    try:
        with closing(run_isolated(perform, tasks, options.n_workers, options.timeout_s)) as results:
            for index, result in results:
                if isinstance(result, Outcome):
                    unfinished.remove(index)
                    yield index, result
                else:
                    yield index, _lost(tasks[index], result, options)
    finally:
        for index in unfinished:
            discard_aside(tasks[index].out / tasks[index].output)


def _lost(task: Task, reason: Lost, options: BatchOptions) -> Outcome:
    if reason is Lost.TIMEOUT:
        en = f"not done after {options.timeout_s:g} s; give it longer with --timeout, or read it alone"
        zh = f"超过 {options.timeout_s:g} 秒仍未完成；请用 --timeout 延长时限，或单独处理此文件"
    else:
        en = "the worker died over this file; read it alone with `gkml extract`, or report it"
        zh = "处理此文件的进程意外终止；请用 `gkml extract` 单独处理，或反馈此文件"
    return failure(task.file, reason.value, zh if options.lang == "zh" else en)


def _not_reached(task: Task, lang: str) -> Outcome:
    message = "运行已中断，尚未处理" if lang == "zh" else "not reached before the run was interrupted"
    return Outcome(task.file, Status.SKIPPED, "interrupted", message)


_SKIP_TEXTS = {
    Skip.LINK: ("a link; links are not followed", "符号链接，不予跟随"),
    Skip.SPECIAL: ("not a plain file", "不是普通文件"),
    Skip.HIDDEN: ("hidden, or a lock file", "隐藏文件或锁定文件"),
    Skip.ABOUT: ("tells about the folder", "文件夹说明"),
    Skip.UNREADABLE: ("this folder cannot be entered; check its permissions", "无法进入此文件夹；请检查权限"),
}


def _skipped(walk: Walk, lang: str) -> Iterator[Outcome]:
    for path, reason in walk.skipped:
        en, zh = _SKIP_TEXTS[reason]
        message = zh if lang == "zh" else en
        if reason is Skip.UNREADABLE:
            yield failure(path.as_posix(), reason.value, message)
        else:
            yield Outcome(path.as_posix(), Status.SKIPPED, reason.value, message)


class _InOrder:
    """Pieces that come in any order, written in the order of their index as soon as that is possible."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._waiting: dict[int, bytes] = {}
        self._next = 0

    def add(self, index: int, piece: bytes) -> None:
        """Take the piece of `index`."""
        self._waiting[index] = piece
        while self._next in self._waiting:
            self._stream.write(self._waiting.pop(self._next))
            self._next += 1

    def finish(self) -> None:
        """Write what still waits for pieces that never came, and go back to the start."""
        for index in sorted(self._waiting):
            self._stream.write(self._waiting.pop(index))
        self._stream.seek(0)
