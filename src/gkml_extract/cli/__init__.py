"""The command `gkml`: one file a command, assembled in `app`."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    from gkml_extract.cli.app import app

    app(prog_name="gkml")
