"""A command line that cannot work, told in the user's language: typer tells it in English only."""

from __future__ import annotations

from typing import Any

import typer

from gkml_extract.cli.console import tell, user_language

UsageFault: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises where a command, option or argument is not as it should be; it exports only one kind of it."""
_OPTION, _ARGUMENT = "选项", "参数"


def tell_usage(fault: Any) -> int:
    """Put what is wrong with the command line on stderr. Returns the exit code."""
    if user_language() == "en" or type(fault).__name__ == "NoArgsIsHelpError":
        fault.show()
    else:
        command = fault.ctx.command_path if fault.ctx else "gkml"
        tell("", f"gkml：{_in_chinese(fault)}；用法见 {command} -h")
    return int(fault.exit_code)


def _in_chinese(fault: Any) -> str:
    kind = type(fault).__name__
    if kind == "NoSuchOption":
        near = "、".join(sorted(fault.possibilities or ()))
        return f"没有{_OPTION} {fault.option_name}" + (f"，可能是 {near}" if near else "")
    if kind == "BadOptionUsage":
        return f"{_OPTION} {fault.option_name} 后面缺少内容，或不应有内容"
    param = getattr(fault, "param", None)
    if param is None:
        return f"命令有误（{fault.format_message().rstrip('.')}）"
    word = _OPTION if param.param_type_name == "option" else _ARGUMENT
    name = param.get_error_hint().replace("'", "")
    if kind == "MissingParameter":
        return f"缺少{word} {name}"
    return f"{word} {name} 的内容不可用（{fault.message.removeprefix('Value error, ').rstrip('.')}）"
