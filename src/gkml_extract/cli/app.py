"""The commands, assembled. Nothing here or in the command files imports anything heavy before it runs."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from gkml_extract import __version__
from gkml_extract.cli.batch import batch
from gkml_extract.cli.batch_report import report
from gkml_extract.cli.diff import diff
from gkml_extract.cli.explain import explain
from gkml_extract.cli.export import export
from gkml_extract.cli.extract import extract
from gkml_extract.cli.golden import golden_app
from gkml_extract.cli.guard import DEBUG_VARIABLE, guarded
from gkml_extract.cli.lexicon import lexicon_app
from gkml_extract.cli.parse import parse
from gkml_extract.cli.schema import schema
from gkml_extract.cli.score import score
from gkml_extract.cli.tables import tables
from gkml_extract.cli.watch import watch

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    name="gkml",
    help="Turn government disclosure catalogues (政务公开目录) into checked, structured records.",
    epilog="Exit codes: 0 ok, 1 findings of severity error or a difference, 2 usage, 3 nothing could be read, "
    "4 output not written, 5 a converter is missing, 6 a rule table is not valid, 70 our bug, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
)

app.command()(guarded(extract))
app.command()(guarded(batch))
app.command()(guarded(watch))
app.command()(guarded(report))
app.command()(guarded(diff))
app.command()(guarded(export))
app.add_typer(golden_app, name="golden")
app.command()(guarded(score))
app.command()(guarded(parse))
app.command()(guarded(explain))
app.command()(guarded(tables))
app.add_typer(lexicon_app, name="lexicon")
app.command()(guarded(schema))


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gkml {__version__}")
        raise typer.Exit


@app.callback()
def settings(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
) -> None:
    """Turn government disclosure catalogues (政务公开目录) into checked, structured records."""
    if debug:
        os.environ[DEBUG_VARIABLE] = "1"
