"""docs/export.md, tried: its commands, its SQL in every database, its Python, and what they print."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from support.command import environment
from support.goldens import ROOT
from support.postgresql import Server

PAGES = ("export.md", "export.zh-CN.md")
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<where>\w+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SERVER = "//me@localhost/catalogues"


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the word after it, its text."""

    kind: str
    where: str | None
    text: str


def blocks(page: str) -> list[Block]:
    """The blocks of a page in docs/."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [Block(match["kind"], match["where"], match["text"]) for match in _BLOCK.finditer(text)]


def run_shell(lines: str, folder: Path, server: Server | None) -> None:
    """The commands of a block, with our `gkml`, for our server; what they write into a pipe is let go."""
    script = lines.replace("samples/", f"{ROOT}/samples/")
    if server is not None:
        script = script.replace(f"postgresql:{_SERVER}", shlex.quote(server.place()))
    script = f'set -e; gkml() {{ {shlex.quote(sys.executable)} -m gkml_extract.cli "$@"; }}\n{script}'
    env = environment()
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def ask(where: str, query: str, folder: Path, server: Server | None) -> list[tuple[Any, ...]]:
    """What a query gives in one of the databases, or over the files."""
    if where == "sqlite":
        with closing(sqlite3.connect(folder / "catalogues.db")) as database:
            return database.execute(query).fetchall()
    if where in ("duckdb", "files"):
        import duckdb

        place = str(folder / "catalogues.duckdb") if where == "duckdb" else ":memory:"
        with duckdb.connect(place) as database:
            return database.execute(query).fetchall()
    import psycopg

    assert server is not None
    with psycopg.connect(server.place()) as database:
        return database.execute(query.encode()).fetchall()


def run_python(code: str, server: Server | None) -> str:
    """What a block prints."""
    printed = io.StringIO()
    if server is not None:
        code = code.replace(_SERVER, server.place().removeprefix("postgresql:"))
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "docs/export.md", "exec"), {})
    return printed.getvalue()


def of_postgresql(block: Block) -> bool:
    """Whether the block needs the server."""
    return block.where == "postgresql" or "postgresql" in block.text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of the page were given, but for those that need a server."""
    folder = tmp_path_factory.mktemp("page")
    for block in blocks(PAGES[0]):
        if block.kind == "sh" and not of_postgresql(block):
            run_shell(block.text, folder, None)
    return folder


@pytest.mark.slow
def test_the_sql_of_the_page_gives_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In SQLite, DuckDB, and over the files, in all of them the same."""
    monkeypatch.chdir(folder)
    for block in blocks(PAGES[0]):
        if block.kind != "sql" or of_postgresql(block):
            continue
        where = ("sqlite", "duckdb") if block.where == "all" else (str(block.where),)
        given = [ask(each, block.text, folder, None) for each in where]
        assert given[0], block.text
        assert all(other == given[0] for other in given)


@pytest.mark.slow
def test_the_python_of_the_page_prints_what_it_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block is followed by its output."""
    monkeypatch.chdir(folder)
    page = blocks(PAGES[0])
    for block, after in pairwise(page):
        if block.kind == "python" and not of_postgresql(block):
            assert after.kind == "text", block.text
            assert run_python(block.text, None).split() == after.text.split()


@pytest.mark.slow
def test_postgresql_of_the_page(folder: Path, postgresql_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands, the four questions with the same answers as in SQLite, and pandas."""
    monkeypatch.chdir(folder)
    page = blocks(PAGES[0])
    for block in page:
        if block.kind == "sh" and of_postgresql(block):
            run_shell(block.text, folder, postgresql_server)
    for block, after in pairwise(page):
        if block.where == "all":
            assert ask("postgresql", block.text, folder, postgresql_server) == ask("sqlite", block.text, folder, None)
        elif block.kind == "sql" and of_postgresql(block):
            assert ask("postgresql", block.text, folder, postgresql_server)
        elif block.kind == "python" and of_postgresql(block):
            assert run_python(block.text, postgresql_server).split() == after.text.split()


def test_both_languages_show_the_same_code() -> None:
    """Only the words between are translated."""
    assert blocks(PAGES[0]) == blocks(PAGES[1])
