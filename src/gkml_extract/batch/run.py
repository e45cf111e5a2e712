"""The run over a folder: tasks out to workers, results in as they come, tables in the order of the files."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from gkml_extract.batch.inventory import Digests, Input, take_inventory
from gkml_extract.batch.lock import locked
from gkml_extract.batch.outcome import Outcome, failure
from gkml_extract.batch.page import Located, is_current, keep_current, page_digest, write_page
from gkml_extract.batch.pool import NO_LIMITS, Home, Limits, Lost, run_isolated
from gkml_extract.batch.program import program_digest
from gkml_extract.batch.state import State, copy_rows, read_piece, remove_results
from gkml_extract.batch.submissions import find_resubmitted, with_submissions
from gkml_extract.batch.summary import ITEMS_LINES, ITEMS_TABLE, RESERVED_NAMES, write_summary, write_timing
from gkml_extract.batch.task import Task, keep_failure, lost_message, perform
from gkml_extract.batch.told import tell_all
from gkml_extract.batch.walk import Walk, walk_folder
from gkml_extract.model.engine import Engine
from gkml_extract.model.errors import UsageError
from gkml_extract.writers import csv
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.naming import output_names
from gkml_extract.writers.output import discard_aside, ensure_folder, written_aside
from gkml_extract.writers.registry import writer_named
from gkml_extract.writers.table import table_csv

if TYPE_CHECKING:
    from gkml_extract.report.illustrate import PictureTask


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a folder is read. `limits` are per document.

    `does_resume`: what an earlier run has done of the same content, program and options is kept; of that, failures
    are tried again if `retries_failed`. `has_page`: report.html is written, too.
    """

    format: str = "json"
    headers: Headers = Headers.ZH
    lang: str = "en"
    engine: Engine = Engine.AUTO
    n_workers: int = 1
    limits: Limits = NO_LIMITS
    does_resume: bool = True
    retries_failed: bool = False
    has_page: bool = True


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The outcome of every input, in the order of their names. `is_interrupted`: the user stopped the run.

    `changed_by_hand` are results of inputs that are gone, which stand as somebody has changed them.
    """

    outcomes: tuple[Outcome, ...]
    is_interrupted: bool = False
    changed_by_hand: tuple[str, ...] = ()


class Listener:
    """Hears how a run goes on; this one does nothing."""

    def planned(self, n_inputs: int, kept: Sequence[Outcome]) -> None:
        """So many inputs are to be read; these an earlier run has done."""

    def begun(self, file: str) -> None:
        """A worker takes up a file."""

    def done(self, outcome: Outcome) -> None:
        """A file is read, or could not be."""


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
    folder: Path, out: Path, walk: Walk, options: BatchOptions, listener: Listener | None = None
) -> BatchResult:
    """Read every file of `walk` and write everything into `out`.

    An interrupt ends the run but not this function: what is done is kept, and told in the summary.

    Raises:
        OutputError: `out`, or one of the tables about the whole run, cannot be written; or another run writes there.
    """
    ensure_folder(out)
    with locked(State(out).lock_file) as home:
        return run_locked(folder, out, walk, options, listener or Listener(), home, Digests())


def run_locked(
    folder: Path, out: Path, walk: Walk, options: BatchOptions, listener: Listener, home: Home, digests: Digests
) -> BatchResult:
    """As `run_batch`, by one who holds the lock on `out` and may know the digests of files that are as they were."""
    state = State(out)
    inputs = take_inventory(folder, walk, digests)
    tasks = _tasks(folder, inputs, state, options)
    state.clear_aside()
    changed_by_hand = state.retire({task.output.as_posix(): task.file for task in tasks})
    outcomes = _kept(tasks, out, options)
    to_do = [task for task in tasks if task.file not in outcomes]
    listener.planned(len(tasks), tuple(outcomes.values()))
    remove_results(out, [task.output for task in to_do])
    is_interrupted = False
    try:
        with closing(_outcomes(to_do, options, home, listener)) as results:
            for outcome in results:
                outcomes[outcome.file] = outcome
                listener.done(outcome)
    except KeyboardInterrupt:
        is_interrupted = True
        state.clear_aside()
    told = _write_tables(state, inputs, tell_all(folder, inputs, outcomes, options.lang), options)
    if options.has_page and not _write_page(state, inputs, options, home, has_pictures=not is_interrupted):
        is_interrupted = True
    return BatchResult(tuple(told), is_interrupted, changed_by_hand)


def _tasks(folder: Path, inputs: Sequence[Input], state: State, options: BatchOptions) -> list[Task]:
    """A task for each content: of inputs that are the same byte for byte, the first is read."""
    first = {each.digest: each for each in reversed(inputs) if each.digest}
    to_read = [each for each in inputs if each.digest and first[each.digest] is each]
    suffix = writer_named(options.format).suffix
    names = output_names([PurePath(each.name) for each in to_read], suffix, RESERVED_NAMES)
    return [_task(folder, each, name, state, options) for each, name in zip(to_read, names, strict=True)]


def _task(folder: Path, given: Input, output: PurePath, state: State, options: BatchOptions) -> Task:
    source = str(folder / given.name)
    chosen = (options.format, options.headers.value, options.lang, options.engine.value)
    key = json.dumps([program_digest(), given.digest, source, output.as_posix(), *chosen])
    return Task(
        path=given.path,
        chain=given.chain,
        digest=given.digest,
        file=given.name,
        source=source,
        out=state.out,
        output=output,
        piece=state.piece_file(given.name),
        key=hashlib.sha256(key.encode()).hexdigest(),
        format=options.format,
        headers=options.headers,
        lang=options.lang,
        engine=options.engine,
    )


def _kept(tasks: Sequence[Task], out: Path, options: BatchOptions) -> dict[str, Outcome]:
    """The outcomes of an earlier run that hold for this one, by file."""
    if not options.does_resume:
        return {}
    found = {task.file: read_piece(task.piece, _keys(task, options), out) for task in tasks}
    return {
        file: outcome for file, outcome in found.items() if outcome and (outcome.is_read or not options.retries_failed)
    }


def _keys(task: Task, options: BatchOptions) -> tuple[str, str]:
    """What an outcome may be kept under. A limit that was gone over is tried again with any other limit."""
    return task.key, f"{task.key} {options.limits.timeout_s} {options.limits.memory_bytes}"


def _write_page(
    state: State, inputs: Sequence[Input], options: BatchOptions, home: Home, *, has_pictures: bool
) -> bool:
    """Write the page for people, unless it is that of what stands in `out` now; False if an interrupt stopped that."""
    chosen = (options.format, options.engine.value, options.lang, has_pictures)
    made_of = page_digest(state.out, json.dumps(chosen))
    if is_current(state.out, state.page_file, made_of):
        return True
    at = {each.name: (each.path, each.chain) for each in inputs}

    def locate(task: PictureTask) -> Located | None:
        return at.get(task.file)

    try:
        write_page(state.out, options.lang, locate, options.n_workers, home, max_pictures=None if has_pictures else 0)
        keep_current(state.out, state.page_file, made_of)
    except KeyboardInterrupt:
        return False
    return True


def _outcomes(
    tasks: Sequence[Task], options: BatchOptions, home: Home, listener: Listener
) -> Generator[Outcome, None, None]:
    """The outcome of each task, as they come."""

    def begun(index: int) -> None:
        listener.begun(tasks[index].file)

    with closing(run_isolated(perform, tasks, options.n_workers, options.limits, home, begun)) as results:
        for index, result in results:
            yield result if isinstance(result, Outcome) else _lost(tasks[index], result, options)


def _lost(task: Task, lost: Lost, options: BatchOptions) -> Outcome:
    """The outcome of a task whose worker did not come back; nothing half of it is left."""
    outcome = replace(failure(task.file, lost.value, lost_message(lost, options.lang)), digest=task.digest)
    discard_aside(task.out / task.output)
    remove_results(task.out, [task.output])
    keep_failure(task, outcome, _keys(task, options)[1])
    return outcome


def _write_tables(
    state: State, inputs: Sequence[Input], told: Sequence[Outcome], options: BatchOptions
) -> list[Outcome]:
    """Write the tables about all inputs; gives the outcomes as they stand there, with what was found among them."""
    modified = {each.name: each.modified for each in inputs}
    resubmitted = find_resubmitted(told, modified)
    outcomes = with_submissions(told, resubmitted, options.lang)
    pieces = [state.piece_file(outcome.file) for outcome in outcomes if outcome.is_read]
    with written_aside(state.out / ITEMS_TABLE) as table, written_aside(state.out / ITEMS_LINES) as lines:
        table.write(table_csv([], csv.header_row(options.headers)))
        copy_rows(pieces, table, lines)
    write_summary(state.out, outcomes, resubmitted, options.headers)
    write_timing(state.out, outcomes, modified, options.headers)
    return outcomes
