"""`gkml score`: how right the results of a run are, by format and field."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from gkml_extract.batch.outcome import error_code
from gkml_extract.cli.console import data_out, in_user_language
from gkml_extract.cli.guard import Exit
from gkml_extract.model.errors import CorruptSourceError, DependencyError, GkmlError, SourceNotFoundError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from gkml_extract.compare.pairing import EntryPair
    from gkml_extract.compare.score_report import ScoredDocument, ScoreReport, Scores, Since


_NEEDS = error_code(DependencyError("", ""))
"""Why a document was not read for which something is not installed here."""


class ScoreFormat(StrEnum):
    """For a person, or for a program."""

    TEXT = "text"
    JSON = "json"


def score(
    out: Annotated[Path, typer.Argument(metavar="OUT", readable=False, help="The results: what `gkml batch` wrote.")],
    golden: Annotated[Path, typer.Argument(metavar="GOLDEN", readable=False, help="The folder of goldens.")],
    report_format: Annotated[
        ScoreFormat, typer.Option("--format", "-f", metavar="|".join(ScoreFormat), help="How to show it.")
    ] = ScoreFormat.TEXT,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="OLD.json",
            help="The scores of the version before, made with --format json.",
            show_default=False,
        ),
    ] = None,
    tolerance: Annotated[
        float,
        typer.Option("--tolerance", metavar="POINTS", min=0, help="Percentage points by which a share may get worse."),
    ] = 0.0,
) -> int:
    """Score results against their goldens: cells right, rows missed and invented, and what is wrong without a finding.

    A document that could not be read counts with all its rows missed; one that needs what is not installed is left
    out. With --against, leaves with 1 where a share of some format or field is worse than it was.
    """
    from gkml_extract.compare.score_report import score_report, with_comparison
    from gkml_extract.writers.json import encode_json

    report = score_report(str(out), str(golden), _scored(out, golden))
    if against is not None:
        report = with_comparison(report, _read_report(against), str(against), tolerance / 100)
    if report_format is ScoreFormat.JSON:
        with data_out() as stream:
            stream.write(encode_json(report.model_dump(mode="json"), indent=1) + b"\n")
    else:
        _show(report)
    return Exit.DIFFERENT if report.is_worse else Exit.OK


def _scored(out: Path, golden: Path) -> list[ScoredDocument]:
    from gkml_extract.cli.results import entries_of
    from gkml_extract.compare.pairing import pair_with_goldens

    for place in (out, golden):
        if not place.exists():
            raise SourceNotFoundError(f"there is no {place}; check its name", f"{place} 不存在；请检查名称")
    return [_score_pair(pair) for pair in pair_with_goldens(entries_of(golden), entries_of(out))]


_FORMATS = {"txt": "text", "htm": "html"}
"""Formats that are called otherwise than the suffix of their files."""


def _score_pair(pair: EntryPair) -> ScoredDocument:
    from gkml_extract.cli.results import read_entry
    from gkml_extract.compare.score_report import ScoredDocument, scores_of
    from gkml_extract.compare.scoring import score_document, score_unread

    entry = pair.new or pair.old
    assert entry is not None, "a pair names at least one side"
    suffix = PurePath(entry.file).suffix.removeprefix(".").lower() or "?"
    unread = ScoredDocument(name=entry.name, format=_FORMATS.get(suffix, suffix), problem="result-missing", scores=None)
    if pair.new is None:
        return unread
    if pair.old is None:
        return unread.model_copy(update={"problem": "golden-missing"})
    try:
        truth = read_entry(pair.old)
    except GkmlError:
        return unread.model_copy(update={"problem": "golden-broken"})
    if entry.problem and entry.problem.code == _NEEDS:
        return unread.model_copy(update={"problem": _NEEDS})
    try:
        document = read_entry(entry)
    except GkmlError as err:
        problem = entry.problem.code if entry.problem else error_code(err)
        return unread.model_copy(update={"problem": problem, "scores": scores_of(score_unread(truth))})
    scores = scores_of(score_document(document, truth))
    return ScoredDocument(name=entry.name, format=document.source.format, problem=None, scores=scores)


def _read_report(path: Path) -> ScoreReport:
    """The scores of another run.

    Raises:
        SourceError: there is no such file, or it holds something else.
    """
    from gkml_extract.compare.golden import read_result_bytes
    from gkml_extract.compare.score_report import ScoreReport

    data = read_result_bytes(path)
    try:
        return ScoreReport.model_validate_json(data)
    except (ValueError, RecursionError) as err:
        raise CorruptSourceError(
            f"{path} does not hold scores of this version; make them with `gkml score OUT GOLDEN --format json`",
            f"{path} 不是当前版本的评分文件；请用 `gkml score OUT GOLDEN --format json` 生成",
        ) from err


def _show(report: ScoreReport) -> None:
    from gkml_extract.cli.differences.terminal import report_console

    console = report_console()
    if report.total.documents:
        console.print(_formats_table(report))
        console.print()
        console.print(_fields_table(report))
    flawed = [one for one in report.documents if one.scores and _is_flawed(one.scores)]
    if flawed:
        console.print()
        console.print(_documents_table(flawed))
    _show_problems(console, report)
    if report.since is not None:
        console.print()
        _show_since(console, report.since)


def _is_flawed(scores: Scores) -> bool:
    return scores.cells.right < scores.cells.cells or scores.invented > 0


def _table(*headers: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(headers[0], overflow="fold")
    for header in headers[1:]:
        table.add_column(header, justify="right")
    return table


def _count_headers() -> tuple[str, ...]:
    return (
        in_user_language("items", "条目"),
        in_user_language("cells", "单元格"),
        in_user_language("right", "正确"),
        in_user_language("missed", "漏行"),
        in_user_language("invented", "多行"),
        in_user_language("wrong, no finding", "错而无疑点"),
    )


def _counts(scores: Scores) -> tuple[str, ...]:
    from gkml_extract.cli.differences.terminal import percent_text
    from gkml_extract.compare.difference import Score

    silent = scores.cells.silent + scores.invented_silent
    return (
        str(scores.items),
        str(scores.cells.cells),
        f"{percent_text(Score(scores.cells.right, scores.cells.cells))} %",
        str(scores.missed),
        str(scores.invented),
        str(silent),
    )


def _formats_table(report: ScoreReport) -> Table:
    table = _table(in_user_language("format", "格式"), in_user_language("documents", "文件"), *_count_headers())
    for name, scores in report.formats.items():
        table.add_row(name, str(scores.documents), *_counts(scores))
    table.add_row(in_user_language("all", "合计"), str(report.total.documents), *_counts(report.total), style="bold")
    return table


def _fields_table(report: ScoreReport) -> Table:
    """A row a field: over all formats, then the share right of each format."""
    from gkml_extract.cli.differences.terminal import percent_text
    from gkml_extract.cli.differences.wording import field_text
    from gkml_extract.compare.difference import Score

    headers = (in_user_language("wrong", "错误"), in_user_language("no finding", "无疑点"))
    table = _table(in_user_language("field", "字段"), *headers, in_user_language("right %", "正确 %"), *report.formats)
    for name, total in report.total.fields.items():
        shares = [
            percent_text(Score(cells.right, cells.cells))
            for cells in (total, *(scores.fields[name] for scores in report.formats.values()))
        ]
        label = f"  {field_text(name)}" if "." in name else field_text(name)
        style = "dim" if "." in name else "" if total.right == total.cells else "red"
        table.add_row(label, str(total.cells - total.right), str(total.silent), *shares, style=style)
    return table


def _documents_table(documents: list[ScoredDocument]) -> Table:
    table = _table(in_user_language("document", "文件"), in_user_language("format", "格式"), *_count_headers())
    for one in documents:
        assert one.scores is not None, "only scored documents are shown"
        table.add_row(one.name, one.format, *_counts(one.scores))
    return table


def _show_problems(console: Console, report: ScoreReport) -> None:
    for one in report.documents:
        if one.problem:
            what = in_user_language("all rows missed", "各行均计为漏行")
            if one.scores is None:
                what = in_user_language("not scored", "未评分")
            console.print(f"{one.name}: {one.problem} ({what})", markup=False)


def _show_since(console: Console, since: Since) -> None:
    """What got worse, and better, since the version before."""
    from gkml_extract.cli.differences.wording import field_text
    from gkml_extract.compare.score_report import ALL

    every = in_user_language("all", "合计")
    table = _table(in_user_language("since", "对比"), "", "", since.path, in_user_language("now", "现在"))
    for word, style, changes in (
        (in_user_language("worse", "变差"), "red", since.worse),
        (in_user_language("better", "变好"), "green", since.better),
    ):
        for each in changes:
            place = f"{every if each.format == ALL else each.format} · "
            place += every if each.field == ALL else field_text(each.field)
            shares = (f"{share * 100:.2f} %" for share in (each.before, each.after))
            table.add_row(word, place, each.measure, *shares, style=style)
    if table.row_count:
        console.print(table)
    for name in since.gone:
        console.print(in_user_language(f"worse: {name} is not scored any more", f"变差：{name} 不再评分"), style="red")
    if not (since.worse or since.better or since.gone):
        console.print(in_user_language(f"the same as {since.path}", f"与 {since.path} 相同"), style="green")
