"""`gkml watch`: what is dropped into a folder is read as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gkml_extract.batch.summary import counts
from gkml_extract.cli.batch import status_text, tell_changed_by_hand
from gkml_extract.cli.console import tell, user_language
from gkml_extract.cli.guard import Exit, ended_as_interrupt
from gkml_extract.cli.options import (
    MEMORY_MB,
    TIMEOUT_S,
    EngineOption,
    FormatOption,
    HeadersOption,
    JobsOption,
    MemoryOption,
    NoReportOption,
    RetryOption,
    TimeoutOption,
)
from gkml_extract.model.engine import Engine
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.registry import FORMAT_NAMES, writer_named

if TYPE_CHECKING:
    from gkml_extract.batch.outcome import Outcome
    from gkml_extract.batch.run import BatchResult, Listener


def watch(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", readable=False, help="The folder that submissions come into.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the results, outside FOLDER.")],
    format_name: FormatOption = None,
    headers: HeadersOption = Headers.ZH,
    jobs: JobsOption = 0,
    timeout: TimeoutOption = TIMEOUT_S,
    memory: MemoryOption = MEMORY_MB,
    engine: EngineOption = Engine.AUTO,
    retry_failed: RetryOption = False,
    interval: Annotated[
        float, typer.Option("--interval", metavar="SECONDS", min=0.1, help="How often to look at the folder.")
    ] = 2.0,
    settle: Annotated[
        float, typer.Option("--settle", metavar="SECONDS", min=0, help="How long a file must stay as it is.")
    ] = 3.0,
    no_report: NoReportOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No line for each file.")] = False,
) -> int:
    """Read a folder as `gkml batch` does, and then what is dropped into it, until you stop it (Ctrl-C).

    A file is read once it is complete: it keeps its size and time, is open in no program and is not called as
    half-downloaded ones are. After each file, or several at once, all tables are written anew, and report.html when
    nothing more is coming in. A folder that is gone or empty all at once is taken as not connected: its results stay.
    """
    from gkml_extract.batch.pool import Limits
    from gkml_extract.batch.run import BatchOptions, default_n_workers
    from gkml_extract.batch.watch import WatchTimes, watch_folder

    writer = writer_named(format_name or FORMAT_NAMES[0])
    limits = Limits(timeout or None, memory * 2**20 or None)
    n_workers = jobs or default_n_workers()
    options = BatchOptions(
        writer.name, headers, user_language(), engine, n_workers, limits, retries_failed=retry_failed, has_page=False
    )
    times, page = WatchTimes(interval, settle), _Page(folder, out, n_workers, is_wanted=not no_report)
    tell_run = _after_run(out, quiet)

    def after_run(result: BatchResult) -> None:
        page.is_old = True
        tell_run(result)

    tell(f"gkml: watching {folder}; Ctrl-C ends it", f"gkml：正在监视 {folder}；按 Ctrl-C 结束")
    try:
        with ended_as_interrupt():
            watch_folder(folder, out, options, times, _listener(quiet), after_run, page.write)
    except KeyboardInterrupt:
        pass
    if page.is_old:
        page.write(is_interrupted=True)
    tell("gkml: no longer watching; what is done is kept", "gkml：已停止监视；已完成的结果已保留")
    return Exit.OK


@dataclass(slots=True)
class _Page:
    """report.html, which is old once the tables were written anew."""

    folder: Path
    out: Path
    n_workers: int
    is_wanted: bool
    is_old: bool = False

    def write(self, *, is_interrupted: bool = False) -> None:
        from gkml_extract.batch.page import locate_source, write_page

        if self.is_wanted:
            write_page(
                self.out,
                user_language(),
                lambda task: locate_source(self.folder / task.file),
                self.n_workers,
                max_pictures=0 if is_interrupted else None,
            )
        self.is_old = False


def _listener(quiet: bool) -> Listener:
    from gkml_extract.batch.run import Listener

    class Lines(Listener):
        def done(self, outcome: Outcome) -> None:
            """A line for each file that was read."""
            found = outcome.message or f"{outcome.n_items} / {len(outcome.findings)}"
            line = f"{_clock()}  {outcome.file}  {status_text(outcome)}  {found}"
            tell(line, line)

    return Listener() if quiet else Lines()


def _after_run(out: Path, quiet: bool) -> Callable[[BatchResult], None]:
    def told(result: BatchResult) -> None:
        tell_changed_by_hand(result)
        if not quiet:
            total = counts(result.outcomes)
            n_read = total["status"]["ok"] + total["status"]["findings"]
            tell(
                f"{_clock()}  {out}: {n_read} files, {total['items']} items, {total['status']['failed']} failed",
                f"{_clock()}  {out}：{n_read} 个文件，{total['items']} 个条目，失败 {total['status']['failed']} 个",
            )

    return told


def _clock() -> str:
    return datetime.now().strftime("%H:%M:%S")
