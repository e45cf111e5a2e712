"""`gkml diff`: two results, two documents, or two folders of results."""

from __future__ import annotations

from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from gkml_extract.cli.console import data_out, user_language
from gkml_extract.cli.guard import Exit
from gkml_extract.model.errors import UsageError
from gkml_extract.writers.output import written_aside

if TYPE_CHECKING:
    from gkml_extract.cli.differences.places import Compared
    from gkml_extract.compare.fields import Fields


class ReportFormat(StrEnum):
    """For a person, or for a program."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="FIELD",
        help="Compare this field only, such as deadline, deadline.amount or 公开时限; may stand several times.",
        show_default=False,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="FIELD",
        help="Leave this field out; order is the order of rows, findings are the findings.",
        show_default=False,
    ),
]


def diff(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD",
            readable=False,
            help="A result, a golden or a submitted document; or a folder of results or goldens.",
        ),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", readable=False, help="What to compare with it, of the same kind.")
    ],
    report_format: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(ReportFormat),
            help="How to show it; text, or what the suffix of --out says.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; stdout without it.", show_default=False)
    ] = None,
    short: Annotated[bool, typer.Option("--short", "-s", help="Only the tables, not every difference.")] = False,
    only: OnlyOption = None,
    ignore: IgnoreOption = None,
) -> int:
    """Compare two results, or two documents, row by row and field by field.

    Rows are paired by what they say, wherever they stand: they are changed, moved, split, merged, added or removed.
    White space, source and origin do not count; a finding is its code and the place it speaks of. Documents of two
    folders are paired by name, then by digest, then by title and issuer. A golden is always what the other side
    should be, whichever is named first. Leaves with 1 where anything differs.
    """
    from gkml_extract.cli.differences.places import compare_places

    chosen = report_format or _format_of(out)
    compared = compare_places(old, new, _fields(only or [], ignore or []))
    if chosen is ReportFormat.TEXT and out is None:
        from gkml_extract.cli.differences.terminal import report_console, show

        show(report_console(), compared.judged, against_golden=compared.against_golden, is_short=short)
    else:
        data = _rendered(chosen, compared, is_short=short)
        with _destination(out) as stream:
            stream.write(data)
    return Exit.DIFFERENT if any(one.is_bad for one in compared.judged) else Exit.OK


def _format_of(out: Path | None) -> ReportFormat:
    suffix = out.suffix.removeprefix(".").lower() if out else ""
    return ReportFormat(suffix) if suffix in set(ReportFormat) else ReportFormat.TEXT


def _destination(out: Path | None) -> AbstractContextManager[BinaryIO]:
    return data_out() if out is None else written_aside(out)


def _rendered(chosen: ReportFormat, compared: Compared, *, is_short: bool) -> bytes:
    """The report in one piece."""
    if chosen is ReportFormat.JSON:
        from gkml_extract.compare.report import diff_report
        from gkml_extract.writers.json import encode_json

        report = diff_report(compared.old, compared.new, compared.judged, user_language())
        return encode_json(report.model_dump(mode="json"), indent=1) + b"\n"
    if chosen is ReportFormat.HTML:
        from gkml_extract.cli.differences.page import page_html

        return page_html(compared)
    if chosen is ReportFormat.CSV:
        from gkml_extract.cli.differences.table import differences_csv

        return differences_csv(compared)
    from gkml_extract.cli.differences.terminal import shown_text

    return shown_text(compared.judged, against_golden=compared.against_golden, is_short=is_short).encode()


def _fields(only: list[str], ignored: list[str]) -> Fields:
    """The fields that are meant, by key or Chinese name. Raises UsageError for one that there is not."""
    from gkml_extract.cli.differences.wording import field_named
    from gkml_extract.compare.fields import FIELD_NAMES, Fields, is_field

    only, ignored = [field_named(name) for name in only], [field_named(name) for name in ignored]
    for name in (*only, *ignored):
        if not is_field(name):
            known = ", ".join(FIELD_NAMES)
            raise UsageError(
                f"there is no field {name}; there are {known}, and what is below them, such as deadline.amount",
                f"没有字段 {name}；现有 {known}，以及其下各项，如 deadline.amount",
            )
    return Fields(frozenset(only), frozenset(ignored))
