"""A command line that cannot work, told in the user's language: typer tells it in English only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import typer

from gkml_extract.cli.console import tell, user_language
from gkml_extract.regex import regex

UsageFault: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises where a command, option or argument is not as it should be; it exports only one kind of it."""
_OPTION, _ARGUMENT = "选项", "参数"
_NO_COMMAND = regex(r"No such command '(?P<name>.*?)'\.(?P<near>.*)")
_MORE = regex(r"Got unexpected extra arguments?(?:\(s\))? \((?P<what>.*)\)")
_MISSING_COMMAND = regex(r"Missing command\.?")
_CHOICES = regex(r"is not one of (?P<known>.*?)\.?$")
_QUOTED = regex(r"'([^']*)'")
_NO_VALUE_TAKEN = regex(r"does not take a value")
_LIMITS: Final = {
    "greater_than_equal": ("ge", "不小于"),
    "greater_than": ("gt", "大于"),
    "less_than_equal": ("le", "不大于"),
    "less_than": ("lt", "小于"),
}
"""Kind of a fault of a number → where the limit stands in it, and the words before that."""


def tell_usage(fault: Any) -> int:
    """Put what is wrong with the command line on stderr. Returns the exit code."""
    if user_language() == "en" or type(fault).__name__ == "NoArgsIsHelpError":
        fault.show()
    else:
        command = fault.ctx.command_path if fault.ctx else "gkml"
        tell("", f"gkml：{_in_chinese(fault)}；用法见 {command} -h")
    return int(fault.exit_code)


def _in_chinese(fault: Any) -> str:
    """What is wrong, without a word of typer's: a kind that is not known here is said in general."""
    kind = type(fault).__name__
    if kind == "NoSuchOption":
        return f"没有{_OPTION} {fault.option_name}" + _near(fault.possibilities or ())
    if kind == "BadOptionUsage":
        is_flag = _NO_VALUE_TAKEN.search(fault.message)
        return f"{_OPTION} {fault.option_name} 后面" + ("不应有内容" if is_flag else "缺少内容")
    param = getattr(fault, "param", None)
    if param is None:
        return _of_command(fault.message)
    word = _OPTION if param.param_type_name == "option" else _ARGUMENT
    name = param.get_error_hint().replace("'", "")
    if kind == "MissingParameter":
        return f"缺少{word} {name}"
    return f"{word} {name} 的内容不可用{_why(fault)}"


def _of_command(message: str) -> str:
    """A fault of the command line as a whole."""
    if found := _NO_COMMAND.match(message):
        return f"没有命令 {found['name']}" + _near(_QUOTED.findall(found["near"]))
    if found := _MORE.match(message):
        return f"多余的{_ARGUMENT} {found['what']}"
    return "缺少命令" if _MISSING_COMMAND.match(message) else "命令有误"


def _near(names: Any) -> str:
    near = "、".join(sorted(names))
    return f"，可能是 {near}" if near else ""


def _why(fault: Any) -> str:
    """Why what stands behind an option or argument cannot be used, in brackets."""
    error: Mapping[str, Any] = next(iter(getattr(fault.__cause__, "errors", list)()), {})
    given, kind, limits = error.get("input"), str(error.get("type", "")), error.get("ctx", {})
    said = f"{given} " if isinstance(given, str) else ""
    if found := _CHOICES.search(fault.message):
        return f"（没有 {said}这一项，可用：{'、'.join(_QUOTED.findall(found['known']))}）"
    if kind in _LIMITS:
        where, words = _LIMITS[kind]
        return f"（应为{words} {limits.get(where)} 的数）"
    if kind.startswith("int_"):
        return f"（{said}不是整数）"
    if kind.startswith("float_") or kind == "finite_number":
        return f"（{said}不是数）"
    return ""
