"""`gkml export`: results to a database, to files for other programs, to a workbook, into a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from gkml_extract.cli.console import data_out, in_user_language, tell, terminal
from gkml_extract.cli.options import HeadersOption
from gkml_extract.export.contract import DEFAULT_COLLECTION, Exported, ExportOptions, Target
from gkml_extract.export.results import SUMMARY, Results, find_results
from gkml_extract.model.errors import UsageError
from gkml_extract.writers.contract import Headers


def export(
    results: Annotated[
        Path,
        typer.Argument(metavar="OUT", readable=False, help="What `gkml batch` wrote, or a single JSON result."),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="TARGET",
            help="sqlite:FILE.db, duckdb:FILE.duckdb, postgresql://USER@HOST/DB, parquet:FOLDER, xlsx:FILE.xlsx, "
            "datapackage:FOLDER, jsonl:- (stdout).",
        ),
    ],
    collection: Annotated[
        str,
        typer.Option("--collection", metavar="NAME", help="Keeps exports of several folders apart in one database."),
    ] = DEFAULT_COLLECTION,
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="NAME", help="PostgreSQL: the schema to write into.", show_default=False),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove files of the collection that are no longer in OUT.")
    ] = False,
    headers: HeadersOption = Headers.ZH,
) -> int:
    """Write results where other programs read them.

    A database is brought in line: new files come, changed ones are replaced, the others are left alone; so the same
    command can be given every day. Files that OUT no longer has stay, unless --prune is given. Parquet files,
    workbooks and data packages are written anew. All or nothing: a failure leaves the target as it was.
    """
    from gkml_extract.export.registry import target_of

    target, place = target_of(to)
    _check_options(target, collection, schema, prune, headers)
    found = find_results(results)
    _check_place(target, place, found)
    with _progress(len(found)) as advance, data_out() if place == "-" else nullcontext():
        options = ExportOptions(collection, schema, prune, headers, advance)
        exported = target.write(found, place, options)
    _tell(exported, results, target.name)
    return 0


def _check_options(target: Target, collection: str, schema: str | None, prune: bool, headers: Headers) -> None:
    """Refuse what would have no effect."""
    if schema is not None and target.name != "postgresql":
        raise UsageError(
            f"--schema is for PostgreSQL only; leave it out for {target.name}",
            f"--schema 仅用于 PostgreSQL；导出到 {target.name} 时请去掉",
        )
    if not target.keeps_files and (prune or collection != DEFAULT_COLLECTION):
        raise UsageError(
            f"{target.name} is always written anew: --prune and --collection are for databases; leave them out",
            f"{target.name} 每次重新写入；--prune 和 --collection 仅用于数据库，请去掉",
        )
    if headers is not Headers.ZH and target.name != "xlsx":
        raise UsageError(
            f"--headers is for workbooks only; leave it out for {target.name}",
            f"--headers 仅用于工作簿；导出到 {target.name} 时请去掉",
        )


def _check_place(target: Target, place: str, found: Results) -> None:
    """Refuse a file that is itself one of the results."""
    sources = {entry.result.resolve() for entry in found.entries if entry.result} | {found.place.resolve() / SUMMARY}
    if target.name in ("xlsx", "jsonl") and place != "-" and Path(place).resolve() in sources:
        raise UsageError(
            f"{place} is itself one of the results; choose another file", f"{place} 本身就是结果文件；请另选文件"
        )


@contextmanager
def _progress(n_files: int) -> Iterator[Callable[[], None]]:
    """What hears of each file that is done: a progress bar where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=terminal(), transient=True) as bar:
        task = bar.add_task(in_user_language("exporting", "正在导出"), total=n_files)
        yield lambda: bar.update(task, advance=1)


def _tell(exported: Exported, results: Path, target: str) -> None:
    en, zh = f"{exported.n_files} files, {exported.n_items} items", ""
    zh = f"{exported.n_files} 个文件，{exported.n_items} 个条目"
    if exported.n_new is not None:
        en += (
            f" ({exported.n_new} new, {exported.n_updated} updated, {exported.n_unchanged} unchanged, "
            f"{exported.n_removed} removed)"
        )
        zh += (
            f"（新增 {exported.n_new}，更新 {exported.n_updated}，未变 {exported.n_unchanged}，"
            f"移除 {exported.n_removed}）"
        )
    tell(f"{results} → {target}: {en}", f"{results} → {target}：{zh}")
    if exported.n_stale:
        tell(
            f"gkml: {exported.n_stale} files of an earlier export are not in {results}; they stay without --prune",
            f"gkml：{exported.n_stale} 个以前导出的文件已不在 {results} 中，仍予保留（用 --prune 移除）",
        )
    if exported.n_cut:
        tell(
            f"gkml: {exported.n_cut} texts are longer than a cell may be and were cut; JSON results have them whole",
            f"gkml：{exported.n_cut} 处文字超过单元格上限，以“…”截断；JSON 结果中保留全文",
        )
