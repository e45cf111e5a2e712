"""The command `gkml`: one file a command, assembled in `app`."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    from gkml_extract.cli.streams import fill_closed_streams

    fill_closed_streams()
    from gkml_extract.cli.app import app
    from gkml_extract.cli.guard import leave_if_stdout_fails

    with leave_if_stdout_fails():
        app(prog_name="gkml")
