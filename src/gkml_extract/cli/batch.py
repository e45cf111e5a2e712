"""`gkml batch`: a folder of files to a folder of results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gkml_extract.batch.outcome import Outcome, Status
from gkml_extract.batch.summary import ERROR_LOG, FINDINGS_TABLE, ITEMS_TABLE, REPORT_PAGE, SUMMARY_TABLE, counts
from gkml_extract.cli.console import in_user_language, tell, terminal, user_language
from gkml_extract.cli.guard import Exit, ended_as_interrupt, exit_code_of_failures
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
from gkml_extract.model.errors import OutputError, SourceNotFoundError
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.registry import FORMAT_NAMES, writer_named

if TYPE_CHECKING:
    from gkml_extract.batch.run import BatchResult
    from gkml_extract.batch.walk import Walk

MOST_ROWS = 40
"""How many files the closing table names, at most: about one screen."""

_WORST_FIRST = (Status.FAILED, Status.FINDINGS, Status.OK, Status.SKIPPED)
_STYLES = {Status.OK: "green", Status.FINDINGS: "yellow", Status.FAILED: "bold red", Status.SKIPPED: "dim"}
_STATUS_ZH = {Status.OK: "正常", Status.FINDINGS: "有疑点", Status.FAILED: "失败", Status.SKIPPED: "跳过"}


def batch(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", readable=False, help="The folder to read, with all below it.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the results, outside FOLDER.")],
    format_name: FormatOption = None,
    headers: HeadersOption = Headers.ZH,
    jobs: JobsOption = 0,
    timeout: TimeoutOption = TIMEOUT_S,
    memory: MemoryOption = MEMORY_MB,
    engine: EngineOption = Engine.AUTO,
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Keep what an earlier run has done, or do all again.")
    ] = True,
    retry_failed: RetryOption = False,
    no_report: NoReportOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No closing table.")] = False,
) -> int:
    """Read every file of a folder into another folder.

    Writes one result a file, items.csv and items.jsonl with the items of all files, findings.csv with what to check,
    summary.json and summary.csv with what became of every file, timing.csv, and report.html, which shows it all to a
    person. A file that cannot be read costs only itself. A zip is a folder. Links, hidden, special and half-downloaded
    files, and READMEs are skipped.

    Run again, it reads only what is new or changed since, and removes the results of files that are gone. Stopped
    at any moment, the next run ends as one that was never stopped. docs/batch.md tells more.
    """
    from gkml_extract.batch.pool import Limits
    from gkml_extract.batch.run import BatchOptions, default_n_workers, prepare, run_batch
    from gkml_extract.cli.progress import progress

    writer = writer_named(format_name or FORMAT_NAMES[0])
    walk = prepare(folder, out)
    limits = Limits(timeout or None, memory * 2**20 or None)
    n_workers = jobs or default_n_workers()
    options = BatchOptions(
        writer.name, headers, user_language(), engine, n_workers, limits, resume, retry_failed, not no_report
    )
    with ended_as_interrupt(), progress() as listener:
        result = run_batch(folder, out, walk, options, listener)
    tell_changed_by_hand(result)
    if not quiet:
        _show(result, out, () if no_report else (REPORT_PAGE,))
    return _exit_code(result, folder, walk)


def _exit_code(result: BatchResult, folder: Path, walk: Walk) -> int:
    if result.is_interrupted:
        tell(
            "gkml: interrupted; what is done is kept, run the same command again for the rest",
            "gkml：已中断；已完成的结果已保留，重新运行同一命令即可继续处理其余文件",
        )
        return Exit.INTERRUPTED
    if not walk.files:
        raise SourceNotFoundError(
            f"{folder} holds no file to read; see summary.csv for what was skipped",
            f"{folder} 中没有可读取的文件；跳过的文件见 summary.csv",
        )
    codes = [outcome.exit_code for outcome in result.outcomes if outcome.status is Status.FAILED]
    if OutputError.exit_code in codes:
        return OutputError.exit_code
    n_read = sum(outcome.status in (Status.OK, Status.FINDINGS) for outcome in result.outcomes)
    has_errors = any(outcome.n_findings("error") for outcome in result.outcomes)
    return max(exit_code_of_failures(codes, n_read), Exit.FINDINGS if has_errors else Exit.OK)


def tell_changed_by_hand(result: BatchResult) -> None:
    """Name the results of files that are gone which were left, since somebody has changed them."""
    if result.changed_by_hand:
        names = ", ".join(result.changed_by_hand[:MOST_ROWS])
        tell(
            f"gkml: left as somebody changed them, though their files are gone: {names}",
            f"gkml：以下结果的来源文件已不存在，但结果曾被人工修改，予以保留：{names}",
        )


def _show(result: BatchResult, out: Path, page: tuple[str, ...]) -> None:
    """The closing table on stderr: a row for each file that was to be read, or of which there is something to say.

    Only the worst where there are too many. `page` names the page for people, if there is one.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(in_user_language("file", "文件"))
    table.add_column("")
    table.add_column(in_user_language("items", "条目"), justify="right")
    table.add_column(in_user_language("findings", "疑点"), justify="right")
    table.add_column("", overflow="fold")
    rows = [outcome for outcome in result.outcomes if outcome.status is not Status.SKIPPED or outcome.findings]
    n_more = len(rows) - MOST_ROWS
    if n_more > 0:
        rows = sorted(rows, key=lambda outcome: _WORST_FIRST.index(outcome.status))[:MOST_ROWS]
    for outcome in rows:
        table.add_row(*(Text(cell) for cell in _row(outcome)), style=_STYLES[outcome.status])
    console = terminal()
    console.print(table)
    if n_more > 0:
        tell(f"… and {n_more} more in {SUMMARY_TABLE}", f"……其余 {n_more} 个见 {SUMMARY_TABLE}")
    console.print(Text(_totals(result, out, page), style="bold"))


def status_text(outcome: Outcome) -> str:
    """How it went, in the user's language."""
    return in_user_language(outcome.status.value, _STATUS_ZH[outcome.status])


def _row(outcome: Outcome) -> tuple[str, str, str, str, str]:
    status = status_text(outcome)
    if outcome.message:
        n_findings = str(len(outcome.findings)) if outcome.findings else ""
        return outcome.file, status, "", n_findings, f"{outcome.code}: {outcome.message}"
    took = in_user_language("kept", "沿用") if outcome.is_kept else f"{outcome.seconds:.2f} s"
    return outcome.file, status, str(outcome.n_items), str(len(outcome.findings)), took


def _totals(result: BatchResult, out: Path, page: tuple[str, ...]) -> str:
    total = counts(result.outcomes)
    n_findings = sum(total["findings"].values())
    n_read = total["status"]["ok"] + total["status"]["findings"]
    log = (ERROR_LOG,) if any(outcome.trace for outcome in result.outcomes) else ()
    kept = in_user_language(*_kept_texts([outcome for outcome in result.outcomes if outcome.is_read]))
    kept_failed = in_user_language(
        *_kept_texts([outcome for outcome in result.outcomes if outcome.status is Status.FAILED])
    )
    written = (*page, ITEMS_TABLE, FINDINGS_TABLE, SUMMARY_TABLE, *log)
    return in_user_language(
        f"{n_read} files read{kept}, {total['status']['failed']} failed{kept_failed}, "
        f"{total['status']['skipped']} skipped: "
        f"{total['items']} items, {n_findings} findings (errors: {total['findings']['error']}) "
        f"→ {out}: {', '.join(written)}",
        f"已读取 {n_read} 个文件{kept}，失败 {total['status']['failed']} 个{kept_failed}，"
        f"跳过 {total['status']['skipped']} 个："
        f"{total['items']} 个条目，{n_findings} 个疑点（错误 {total['findings']['error']} 个）"
        f" → {out}：{'、'.join(written)}",
    )


def _kept_texts(outcomes: list[Outcome]) -> tuple[str, str]:
    """How many of these an earlier run has done, in English and Chinese; empty if none."""
    n_kept = sum(outcome.is_kept for outcome in outcomes)
    return (f" ({n_kept} kept from before)", f"（其中 {n_kept} 个沿用此前结果）") if n_kept else ("", "")
