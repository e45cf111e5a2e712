"""The command `gkml`: one file a command, assembled in `app`."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    from gkml_extract.cli.streams import fill_closed_streams

    fill_closed_streams()
    from typer.main import get_command

    from gkml_extract.cli.app import app
    from gkml_extract.cli.console import user_language
    from gkml_extract.cli.guard import leave_if_stdout_fails
    from gkml_extract.cli.usage import UsageFault, tell_usage

    command = get_command(app)
    if user_language() == "zh":
        from gkml_extract.cli.chinese_help import in_chinese

        command = in_chinese(command)
    with leave_if_stdout_fails():
        try:
            code = command.main(prog_name="gkml", standalone_mode=False)
        except UsageFault as fault:
            code = tell_usage(fault)
        raise SystemExit(code or 0)
