"""`gkml extract`: files to records."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from gkml_extract.batch.task import read_source
from gkml_extract.cli.console import data_out, page_progress, tell, user_language
from gkml_extract.cli.guard import Exit, exit_code_of_failures, report
from gkml_extract.cli.options import EngineOption, FormatOption, HeadersOption
from gkml_extract.model.engine import Engine
from gkml_extract.model.errors import CorruptSourceError, GkmlError, SourceNotFoundError, UsageError
from gkml_extract.regex import regex
from gkml_extract.writers.contract import Headers, WriteOptions, Writer
from gkml_extract.writers.naming import output_names
from gkml_extract.writers.output import written_aside
from gkml_extract.writers.registry import WRITERS, writer_for_suffix, writer_named

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

STDIN = Path("-")
"""What stands for stdin among the files."""
_SUFFIX = regex(r"\.[A-Za-z]{2,8}")
_COMMAS = regex(r"[,，、;；|\t]")
_SEVERITY_WORDS = {
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("note", "提示"),
}
HintOption = Annotated[
    list[str] | None,
    typer.Option(
        "--hint",
        metavar="columns=A,B,…",
        help="Names the columns of a table whose header is missing, left to right: labels or field names.",
        show_default=False,
    ),
]


def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", readable=False, help="The files to read.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="The file to write, or the folder for several; stdout without it.", show_default=False
        ),
    ] = None,
    format_name: FormatOption = None,
    headers: HeadersOption = Headers.ZH,
    engine: EngineOption = Engine.AUTO,
    hints: HintOption = None,
) -> int:
    """Read catalogues into records.

    One file goes to stdout as JSON, or to --out, whose suffix then chooses the format. Several files go to the
    folder --out, or to stdout in a format that holds many documents (jsonl, csv). - reads text from stdin, such as a
    table that was copied from a page.
    """
    columns = _hinted_columns(hints or ())
    writer = _choose_writer(files, out, format_name)
    places = _places(files, out, writer)
    failures: list[GkmlError] = []
    code: int = Exit.OK
    for n_done, (path, place) in enumerate(zip(files, places, strict=True)):
        try:
            document = read_document(path, engine, columns)
        except GkmlError as err:
            failures.append(err)
            report(_of_file(err, path))
            continue
        is_first = n_done == len(failures)
        with _destination(place) as stream:
            writer.write(document, stream, WriteOptions(headers, has_header=is_first or place is not None))
        _tell_outcome(document, path, place)
        if has_errors(document):
            code = Exit.FINDINGS
    return max(code, exit_code_of_failures((err.exit_code for err in failures), len(files) - len(failures)))


def _of_file(err: GkmlError, path: Path) -> GkmlError:
    """The error with the file that it speaks of."""
    if path != STDIN and path.name not in err.en:
        err.en, err.zh = f"{path}: {err.en}", f"{path}：{err.zh}"
    return err


def _hinted_columns(hints: Sequence[str]) -> tuple[str, ...]:
    """The columns that --hint columns=… names."""
    columns: list[str] = []
    for hint in hints:
        key, sign, value = hint.partition("=")
        named = [name for name in _COMMAS.split(value) if name.strip()]
        if key.strip() != "columns" or not sign or not named:
            raise UsageError(
                f"--hint {hint}: not understood; write --hint columns=序号,一级事项,公开内容",
                f"--hint {hint}：无法理解；请写成 --hint columns=序号,一级事项,公开内容",
            )
        columns += named
    if columns:
        from gkml_extract.reflow.header.missing import check_hint

        check_hint(columns)
    return tuple(columns)


def _read_stdin(engine: Engine, columns: Sequence[str]) -> Document:
    """The document in the text on stdin."""
    from gkml_extract.extract import extract_bytes

    data = sys.stdin.buffer.read() if sys.stdin is not None else b""
    if not data.strip():
        raise CorruptSourceError(
            "nothing came on stdin; pipe a text into gkml extract -",
            "标准输入没有内容；请用管道把文本传给 gkml extract -",
        )
    return extract_bytes(data, str(STDIN), lang=user_language(), engine=engine, columns=columns)


def read_document(path: Path, engine: Engine = Engine.AUTO, columns: Sequence[str] = ()) -> Document:
    """The document in the file at `path`, its findings in the user's language; - is stdin.

    Raises:
        SourceError: the file cannot be read, or is a folder: `gkml batch` reads those.
    """
    if path == STDIN:
        return _read_stdin(engine, columns)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name too long
        raise SourceNotFoundError(
            f"{path} is a folder; use `gkml batch {path} --out FOLDER`",
            f"{path} 是文件夹；请使用 `gkml batch {path} --out 输出文件夹`",
        )
    with page_progress(path.name):
        return read_source(path, user_language(), engine, columns)


def has_errors(document: Document) -> bool:
    """Whether a finding says that a value is wrong or lost."""
    return any(finding.severity == "error" for finding in document.findings)


def _choose_writer(files: Sequence[Path], out: Path | None, format_name: str | None) -> Writer:
    by_suffix = writer_for_suffix(out.suffix) if out and len(files) == 1 else None
    if out and by_suffix is None and format_name is None and len(files) == 1:
        _refuse_suffix(out)
    writer = writer_named(format_name) if format_name else by_suffix or WRITERS[0]
    if out is None and len(files) > 1 and not writer.holds_many:
        raise UsageError(
            "several files do not fit into one JSON document; give a folder with --out, or use --format jsonl",
            "多个文件无法写入同一个 JSON 文档；请用 --out 指定文件夹，或使用 --format jsonl",
        )
    return writer


def _refuse_suffix(out: Path) -> None:
    """Raises UsageError where the name of a file to write asks for a format that there is not: JSON in a .xls opens
    nowhere."""
    if _SUFFIX.fullmatch(out.suffix) and not os.path.isdir(out):  # noqa: PTH112 - Path.is_dir raises for a name too long
        known = ", ".join(writer.suffix for writer in WRITERS)
        raise UsageError(
            f"{out}: {out.suffix} is no format that can be written; use one of {known}, or name it with --format",
            f"{out}：无法写成 {out.suffix} 格式；可用：{known}，或用 --format 指定格式",
        )


def _places(files: Sequence[Path], out: Path | None, writer: Writer) -> list[Path | None]:
    """Where the result of each file goes; None is stdout."""
    if out is None:
        return [None] * len(files)
    if len(files) == 1 and not os.path.isdir(out):  # noqa: PTH112 - Path.is_dir raises for a name too long
        places = [out]
    else:
        places = [out / name for name in output_names([Path(path.name) for path in files], writer.suffix)]
    sources = {os.path.realpath(path) for path in files}
    for place in places:
        if os.path.realpath(place) in sources:
            raise UsageError(
                f"{place} is itself a file to read; choose another --out",
                f"{place} 本身就是要读取的文件；请用 --out 另选位置",
            )
    return list(places)


def _destination(place: Path | None) -> AbstractContextManager[BinaryIO]:
    return data_out() if place is None else written_aside(place)


def _tell_outcome(document: Document, path: Path, place: Path | None) -> None:
    """Say on stderr which values are wrong or lost, how many findings there are, and what was written where.

    On stdout the findings stand in the data, where nobody may look: how many there are is said if one is more than a
    note.
    """
    for finding in document.findings:
        if finding.severity == "error":
            tell(f"{path}: {finding.message} [{finding.code}]", f"{path}：{finding.message} [{finding.code}]")
    en, zh = _tally(document)
    if place is not None:
        tell(f"{path} → {place}: {en}", f"{path} → {place}：{zh}")
    elif any(finding.severity != "info" for finding in document.findings):
        tell(f"{path}: {en}; see `findings`", f"{path}：{zh}；详见疑点（findings）")


def _tally(document: Document) -> tuple[str, str]:
    """How many items and findings of each severity a document has, in both languages."""
    counts = Counter(str(finding.severity) for finding in document.findings)
    n_items = sum(len(catalogue.items) for catalogue in document.catalogues)
    parts = [(n_items, "item", "条目")]
    parts += [(counts[severity], *words) for severity, words in _SEVERITY_WORDS.items() if counts[severity]]
    en = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word, _ in parts)
    zh = "，".join(f"{n} 个{word}" for n, _, word in parts)
    return (en, zh) if counts else (f"{en}, no findings", f"{zh}，无疑点")
