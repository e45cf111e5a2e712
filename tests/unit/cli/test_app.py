"""The command line as a whole: quick to start, documented, in the user's language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
import typer
from typer.testing import CliRunner

from gkml_extract.cli import docs
from gkml_extract.cli.app import app
from gkml_extract.cli.console import user_language
from gkml_extract.cli.guard import exit_code_of_failures, guarded
from gkml_extract.model.errors import (
    DependencyError,
    GkmlError,
    LexiconError,
    OutputError,
    SourceError,
    UsageError,
)
from support.goldens import ROOT

HEAVY = ("pandas", "numpy", "pydantic", "rapidfuzz", "cn2an", "charset_normalizer", "rich")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """This, not the machine, decides how long `gkml --help` takes."""
    code = (
        "import sys\nfrom gkml_extract.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("[]\n")


@pytest.mark.parametrize("name", docs.pages())
def test_made_pages_are_current(name: str) -> None:
    """`make docs` writes them anew."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == docs.pages()[name]


def test_every_command_is_documented() -> None:
    """Those that `gkml --help` lists, those of groups too."""
    page = docs.cli_page()
    for command in (
        "extract", "batch", "diff", "parse", "explain", "schema", "golden test", "golden accept",
        "lexicon unmatched", "lexicon unused",
    ):  # fmt: skip
        assert f"## gkml {command}\n" in page


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_locale_decides_the_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    """LC_ALL before LC_MESSAGES before LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert user_language() == language


def code_of(command: Callable[[], int | None]) -> int:
    """The exit code a command ends with."""
    with pytest.raises(typer.Exit) as ended:
        guarded(command)()
    return ended.value.exit_code


def raising(err: BaseException) -> Callable[[], int | None]:
    """A command that raises `err`."""

    def command() -> int | None:
        raise err

    return command


@pytest.mark.parametrize(
    ("error", "code"),
    [(UsageError, 2), (SourceError, 3), (OutputError, 4), (DependencyError, 5), (LexiconError, 6), (GkmlError, 70)],
)
def test_every_error_has_its_exit_code(
    error: type[GkmlError], code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its message on stderr, in one line."""
    monkeypatch.setenv("LC_ALL", "zh_CN")
    assert code_of(raising(error("in English", "中文\n说明"))) == code
    assert capsys.readouterr() == ("", "gkml：中文 说明\n")


def test_a_bug_is_70_and_keeps_its_traceback_in_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user sees one line that says what to do."""
    monkeypatch.setenv("LC_ALL", "C")
    assert code_of(raising(ValueError("a bug"))) == 70
    err = capsys.readouterr().err
    found = re.fullmatch(r"gkml: internal error \(ValueError: a bug\); please report it with the file (\S+)\n", err)
    assert found
    assert "Traceback" in open(found[1], encoding="utf-8").read()  # noqa: PTH123, SIM115
    os.unlink(found[1])  # noqa: PTH108


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of keeping it."""
    monkeypatch.setenv("GKML_DEBUG", "1")
    assert code_of(raising(ValueError("a bug"))) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_130() -> None:
    """As shells expect."""
    assert code_of(raising(KeyboardInterrupt())) == 130


@pytest.mark.parametrize(
    ("codes", "n_read", "code"), [([], 2, 0), ([3], 1, 1), ([3, 3], 0, 3), ([5], 0, 5), ([3, 5], 0, 3)]
)
def test_the_code_of_a_run_over_several_files(codes: list[int], n_read: int, code: int) -> None:
    """Findings where something was read, else what all failures share."""
    assert exit_code_of_failures(codes, n_read) == code


@pytest.mark.parametrize("hint", ["columns", "columns=", "columns= ，", "fields=序号"])
def test_a_hint_without_columns_is_not_understood(hint: str) -> None:
    """It is told before the file is read, and never passed over."""
    done = CliRunner().invoke(app, ["extract", "nosuch.txt", "--hint", hint])
    assert done.exit_code == UsageError.exit_code
    assert "columns=序号" in done.output
