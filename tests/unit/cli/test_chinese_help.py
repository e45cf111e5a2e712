"""`--help` where the locale is Chinese."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from gkml_extract.cli.app import app
from gkml_extract.cli.chinese_help import in_chinese
from gkml_extract.cli.help_zh import COMMANDS, PARAMS
from gkml_extract.text import display_width

_HAN = re.compile("[\u4e00-\u9fff]")


def _commands(command: Any, path: str = "gkml") -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, f"{path} {name}")


def _help(arguments: list[str], locale: str) -> str:
    code = "import sys\nfrom gkml_extract.cli import main\nmain()"
    environment = {"LC_ALL": locale, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments, "--help"], capture_output=True, check=True, env=environment
    )
    return done.stdout.decode("utf-8")


def test_every_command_and_option_is_said_in_chinese() -> None:
    """And nothing is said of what is none any more."""
    every = dict(_commands(get_command(app)))
    said = {param.help for command in every.values() for param in command.params if param.help}
    assert set(COMMANDS) == set(every)
    assert said <= set(PARAMS)
    assert set(PARAMS) - said == {"Show this message and exit."}
    assert all(
        _HAN.search(text) for text in (*PARAMS.values(), *(part for parts in COMMANDS.values() for part in parts))
    )


@pytest.mark.parametrize("path", COMMANDS)
def test_help_is_in_chinese_and_keeps_within_its_width(path: str) -> None:
    """Each paragraph has as many sentences' worth of text as the English one has paragraphs; no line is too long."""
    command = dict(_commands(in_chinese(get_command(app))))[path]
    context = command.make_context(path, [], resilient_parsing=True)
    lines = command.get_help(context).splitlines()
    assert lines[0].startswith("用法：")
    assert max(map(display_width, lines)) <= 100
    assert not {"Options:", "Usage:", "Show this message and exit.", "[required]"} & set(map(str.strip, lines))
    assert len(COMMANDS[path]) == len((command.help or "").split("\n\n"))


def test_the_locale_decides_the_language_of_help() -> None:
    """One command in both: the same options, other words."""
    chinese, english = (_help(["batch"], locale) for locale in ("zh_CN.UTF-8", "C.UTF-8"))
    assert chinese.startswith("用法：gkml batch [选项] {FOLDER}\n")
    assert english.startswith("Usage: gkml batch [OPTIONS] {FOLDER}\n")
    options = [re.findall(r"^ +(?:-\w, )?(--[\w-]+)", text, re.MULTILINE) for text in (chinese, english)]
    assert options[0] == options[1]
    assert re.search(r"--out <path> +存放结果的文件夹，不能在 FOLDER 之内。\s+\[必需\]\n", chinese)
