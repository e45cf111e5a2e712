"""`gkml diff`: two results, or two folders of them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gkml_extract.batch.summary import RESERVED_NAMES
from gkml_extract.cli.console import data_out, in_user_language, terminal
from gkml_extract.cli.guard import Exit
from gkml_extract.cli.report import Judged, judged_json, show_differences, show_table
from gkml_extract.cli.results import RESULT_SUFFIXES, read_result
from gkml_extract.model.errors import SourceNotFoundError, UsageError
from gkml_extract.writers.json import encode_json


class ReportFormat(StrEnum):
    """For a person, or for a program."""

    TEXT = "text"
    JSON = "json"


def diff(
    got: Annotated[Path, typer.Argument(metavar="GOT", readable=False, help="The result, or a folder of results.")],
    golden: Annotated[
        Path, typer.Argument(metavar="GOLDEN", readable=False, help="What it should be: a file, or a folder.")
    ],
    report_format: Annotated[
        ReportFormat, typer.Option("--format", "-f", metavar="|".join(ReportFormat), help="How to show it.")
    ] = ReportFormat.TEXT,
    short: Annotated[bool, typer.Option("--short", "-s", help="Only the table, not every difference.")] = False,
) -> int:
    """Compare results item by item and field by field.

    White space, source and origin do not count; a finding is its code and the place it speaks of. Items are
    aligned, so that one missing row is one difference. Leaves with 1 where anything differs.
    """
    pairs = _pairs(got, golden)
    judged = [_judge(name, ours, theirs) for name, ours, theirs in pairs]
    if report_format is ReportFormat.JSON:
        with data_out() as stream:
            stream.write(encode_json(judged_json(judged), indent=1) + b"\n")
    else:
        console = terminal(stderr=False)
        for one in judged:
            if not short and one.comparison and not one.is_good:
                show_differences(console, one.name, one.comparison)
        show_table(console, judged)
    return Exit.OK if all(one.is_good for one in judged) else Exit.DIFFERENT


def _pairs(got: Path, golden: Path) -> list[tuple[str, Path | None, Path | None]]:
    """What is compared with what; None where one side has nothing of that name."""
    for path in (got, golden):
        if not path.exists():
            raise SourceNotFoundError(f"there is no {path}; check its name", f"{path} 不存在；请检查名称")
    if got.is_dir() != golden.is_dir():
        raise UsageError(
            f"{got} and {golden} are a folder and a file; give two files or two folders",
            f"{got} 与 {golden} 一个是文件夹、一个是文件；请给出两个文件或两个文件夹",
        )
    if not got.is_dir():
        return [(golden.stem, got, golden)]
    ours, theirs = _results(got), _results(golden)
    if not theirs:
        raise SourceNotFoundError(f"{golden} holds no golden file", f"{golden} 中没有 golden 文件；请检查文件夹")
    return _paired(ours, theirs)


def _paired(ours: dict[str, Path], theirs: dict[str, Path]) -> list[tuple[str, Path | None, Path | None]]:
    """Results of one folder with those of the other; one golden may serve several results."""
    from gkml_extract.compare.golden import golden_name

    names = {name: golden_name(name, theirs) for name in ours}
    pairs: list[tuple[str, Path | None, Path | None]] = [
        (name, path, theirs[found] if (found := names[name]) else None) for name, path in ours.items()
    ]
    pairs += [(name, None, theirs[name]) for name in theirs.keys() - set(names.values())]
    return sorted(pairs, key=lambda pair: pair[0])


def _results(folder: Path) -> dict[str, Path]:
    """The results below a folder by their relative names without suffix; tables about a whole run are none."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.suffix in RESULT_SUFFIXES and path.name not in RESERVED_NAMES and not path.name.startswith(".")
    }


def _judge(name: str, got: Path | None, golden: Path | None) -> Judged:
    from gkml_extract.compare.documents import compare_documents
    from gkml_extract.compare.golden import read_least_right

    if got is None:
        return Judged(name, problem=("missing", in_user_language("no such result", "没有对应的结果")))
    if golden is None:
        return Judged(name, problem=("surplus", in_user_language("nothing to compare it with", "没有可比较的 golden")))
    document = read_result(got)
    n_items = sum(len(catalogue.items) for catalogue in document.catalogues)
    comparison = compare_documents(document, read_result(golden))
    return Judged(name, n_items, comparison, least_right=read_least_right(golden))
