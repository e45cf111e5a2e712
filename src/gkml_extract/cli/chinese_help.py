"""`--help` in Chinese: the commands and options are typer's, its texts are those of `help_zh`.

Typer counts characters where it breaks lines, and breaks them at blanks only; Chinese has none and is twice as wide.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from gkml_extract.cli.help_zh import COMMANDS, EPILOG, PARAMS
from gkml_extract.regex import regex
from gkml_extract.text import display_width

_MOST = 100
"""Half-width cells of a line, at most."""
_GAP = 2
_WIDEST_TERM = 34
"""Half-width cells of an option beyond which what it does begins on a line of its own."""
_TAILS = (("required", "必需"), ("default: ", "默认："), ("; ", "；"))
_TAIL = regex(r"\[[^\]]*\]$")
_PIECES = regex(r" ?\[[^\]]*\]| |[!-~]+[，。；：、）]*|[（“]*.[，。；：、）”]*")
"""What no line is broken within: a Latin word, what stands in brackets, a character and the stops around it."""


def in_chinese(command: Any, path: str = "gkml") -> Any:
    """A command and all below it, changed so that their help is in Chinese."""
    command.get_help = partial(_help_of, command, path)
    for name, inner in getattr(command, "commands", {}).items():
        in_chinese(inner, f"{path} {name}")
    return command


def _help_of(command: Any, path: str, context: Any) -> str:
    """The whole help of a command."""
    width = min(shutil.get_terminal_size((80, 24)).columns - 2, _MOST)
    params = command.get_params(context)
    said = [(param.param_type_name, *_said(param, context)) for param in params]
    usage = " ".join([path, *(piece.replace("[OPTIONS]", "[选项]") for piece in command.collect_usage_pieces(context))])
    lines = [f"用法：{usage.replace('COMMAND [ARGS]...', '命令 [参数]…')}", ""]
    for paragraph in COMMANDS[path]:
        lines += [*_wrapped(paragraph, width, 2), ""]
    for kind, name in (("argument", "参数"), ("option", "选项")):
        entries = [(term, help_text) for which, term, help_text in said if which == kind]
        lines += [f"{name}：", *_listed(entries, width), ""] if entries else []
    inner = getattr(command, "commands", {})
    if inner:
        lines += ["命令：", *_listed([(each, COMMANDS[f"{path} {each}"][0]) for each in inner], width), ""]
    if command.epilog:
        lines += [*_wrapped(EPILOG, width, 2), ""]
    return "\n".join(lines).rstrip("\n")


def _said(param: Any, context: Any) -> tuple[str, str]:
    """An option or argument as it is written, and what it is for."""
    term, english = param.get_help_record(context)
    found = _TAIL.search(english)
    tail = found.group() if found else ""
    for en, zh in _TAILS:
        tail = tail.replace(en, zh)
    text = english[: found.start()].rstrip() if found else english
    return term, PARAMS[text] + (f" {tail}" if tail else "")


def _listed(entries: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Terms and what they mean, in two columns."""
    column = max(
        (display_width(term) for term, _ in entries if display_width(term) <= _WIDEST_TERM), default=_WIDEST_TERM
    )
    indent = column + 2 + _GAP
    for term, text in entries:
        lines = list(_wrapped(text, width, indent))
        if display_width(term) > column:
            yield f"  {term}"
        else:
            lines[0] = f"  {term}" + " " * (column - display_width(term) + _GAP) + lines[0].lstrip()
        yield from lines


def _wrapped(text: str, width: int, indent: int) -> Iterator[str]:
    """The lines of a text, none wider than `width` half-width cells."""
    line = " " * indent
    for piece in _PIECES.findall(text):
        if display_width(line + piece.rstrip()) > width and line.strip():
            yield line.rstrip()
            line, piece = " " * indent, piece.lstrip()
        line += piece
    yield line.rstrip()
