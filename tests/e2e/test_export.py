"""`gkml export` in a process of its own: exit codes, messages in both languages, stdout."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gkml_extract import parse_deadline
from gkml_extract.export.tables import TABLES
from support.command import environment, gkml
from support.exports import NotRead, named, result_folder
from support.goldens import ROOT, golden
from support.killing import heed_interrupts
from support.postgresql import PASSWORD, Server


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch of two files, one of which could not be read."""
    return result_folder(tmp_path_factory.mktemp("out"), {"a.pdf": golden("xishan"), "b.pdf": NotRead()})


def test_an_export_says_what_became_of_the_files(out: Path, tmp_path: Path) -> None:
    """On stderr, and nothing on stdout."""
    first = gkml("export", out, "--to", f"sqlite:{tmp_path / 'x.db'}")
    assert (first.code, first.out) == (0, b"")
    assert "2 files, 10 items (2 new, 0 updated, 0 unchanged, 0 removed)" in first.err
    again = gkml("export", out, "--to", f"sqlite:{tmp_path / 'x.db'}", lang="zh_CN.UTF-8")
    assert "2 个文件，10 个条目（新增 0，更新 0，未变 2，移除 0）" in again.err


def test_files_that_stay_though_they_are_gone_are_told(out: Path, tmp_path: Path) -> None:
    """With the option that removes them."""
    to = ("--to", f"sqlite:{tmp_path / 'x.db'}")
    gkml("export", out, *to)
    less = result_folder(tmp_path / "less", {"a.pdf": golden("xishan")})
    assert "1 files of an earlier export are not in" in gkml("export", less, *to).err
    assert "1 removed" in gkml("export", less, *to, "--prune").err


def test_lines_for_a_pipe_are_all_that_stands_on_stdout(out: Path) -> None:
    """Each is an item."""
    ran = gkml("export", out, "--to", "jsonl:-")
    assert ran.code == 0
    assert [json.loads(line)["item"] for line in ran.text.splitlines()] == list(range(10))


def test_a_pipe_that_is_closed_early_is_no_error(out: Path) -> None:
    """`… | head -1`."""
    command = f"{sys.executable} -m gkml_extract.cli export {out} --to jsonl:- | head -c 10"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], env=environment(), capture_output=True, timeout=60)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)


def test_a_single_result_can_be_exported(out: Path, tmp_path: Path) -> None:
    """Its file is what its source was called."""
    ran = gkml("export", out / "a.pdf.json", "--to", f"sqlite:{tmp_path / 'x.db'}")
    assert ran.code == 0, ran.err
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        assert database.execute("SELECT count(*) FROM items").fetchone() == (10,)


def test_a_folder_without_a_summary_is_read_by_its_results(tmp_path: Path) -> None:
    """Also where two of them come from a file of one name."""
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan"), "b/a.pdf": named(golden("xishan"), "1")})
    (out / "summary.json").unlink()
    assert gkml("export", out, "--to", f"sqlite:{tmp_path / 'x.db'}").code == 0
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        assert database.execute("SELECT count(*), sum(n_items) FROM documents").fetchone() == (2, 20)


def refused(*args: object, lang: str = "C.UTF-8") -> tuple[int, str]:
    """The exit code and the one line of a command that fails."""
    ran = gkml("export", *args, lang=lang)
    assert ran.out == b""
    assert len(ran.err.splitlines()) == 1, ran.err
    return ran.code, ran.err


@pytest.mark.slow
def test_what_is_no_result_is_3(out: Path, tmp_path: Path) -> None:
    """No such place, an empty folder, JSON that is not ours, a result that was moved."""
    to = f"sqlite:{tmp_path / 'x.db'}"
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "package.json").write_text("{}", encoding="utf-8")
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "summary.json").write_text("[]", encoding="utf-8")
    moved = result_folder(tmp_path / "moved", {"a.pdf": golden("xishan")})
    (moved / "a.pdf.json").unlink()
    for place in (tmp_path / "none", tmp_path / "empty", tmp_path / "other", tmp_path / "summary", moved):
        code, message = refused(place, "--to", to)
        assert code == 3, message
        assert str(place) in message
    assert not (tmp_path / "x.db").exists()


def test_results_that_hold_not_everything_are_told(tmp_path: Path) -> None:
    """A batch that wrote CSV."""
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan")})
    (out / "a.pdf.json").rename(out / "a.csv")
    text = (out / "summary.json").read_text(encoding="utf-8").replace("a.pdf.json", "a.csv")
    (out / "summary.json").write_text(text, encoding="utf-8")
    code, message = refused(out, "--to", f"sqlite:{tmp_path / 'x.db'}", lang="zh_CN.UTF-8")
    assert (code, "--format json" in message) == (3, True)


@pytest.mark.parametrize(
    "args",
    [
        ("--to", "oracle://me:geheim@host/db"),
        ("--to", "sqlite:x.db", "--schema", "s"),
        ("--to", "parquet:x", "--prune"),
        ("--to", "xlsx:x.xlsx", "--collection", "2024"),
        ("--to", "sqlite:x.db", "--headers", "en"),
    ],
)
def test_options_that_would_do_nothing_are_2(out: Path, args: tuple[str, ...]) -> None:
    """And no password is repeated."""
    code, message = refused(out, *args)
    assert (code, "geheim" in message) == (2, False)


@pytest.mark.parametrize("name", ["xlsx", "jsonl"])
def test_a_result_is_never_written_over(out: Path, name: str) -> None:
    """It could not be made again without reading its source."""
    for file in ("a.pdf.json", "summary.json"):
        before = (out / file).read_bytes()
        assert refused(out, "--to", f"{name}:{out / file}")[0] == 2
        assert (out / file).read_bytes() == before


@pytest.mark.slow
def test_a_locked_sqlite_file_is_4(out: Path, tmp_path: Path) -> None:
    """After a while; it stays as it was."""
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE mine (a)")
        other.execute("BEGIN IMMEDIATE")
        code, message = refused(out, "--to", f"sqlite:{path}", lang="zh_CN.UTF-8")
    assert (code, "正被其他程序写入" in message) == (4, True)


def test_a_duckdb_file_that_is_open_elsewhere_is_4(out: Path, tmp_path: Path) -> None:
    """DuckDB lets one program write."""
    import duckdb

    with duckdb.connect(str(tmp_path / "x.duckdb")) as other:
        other.execute("CREATE TABLE mine (a INTEGER)")
        code, message = refused(out, "--to", f"duckdb:{tmp_path / 'x.duckdb'}")
    assert (code, "nothing in it was changed" in message) == (4, True)


@pytest.mark.parametrize("name", ["sqlite", "duckdb"])
def test_a_file_that_is_no_database_is_4(out: Path, tmp_path: Path, name: str) -> None:
    """It is not overwritten."""
    path = tmp_path / "notes.txt"
    path.write_text("mine " * 1000, encoding="utf-8")
    assert refused(out, "--to", f"{name}:{path}")[0] == 4
    assert path.read_text(encoding="utf-8") == "mine " * 1000


@pytest.mark.parametrize(
    ("to", "package", "extra"),
    [
        ("postgresql://me@localhost/db", "psycopg", "sql"),
        ("duckdb:x.duckdb", "duckdb", "duckdb"),
        ("parquet:x", "pyarrow", "parquet"),
        ("xlsx:x.xlsx", "xlsxwriter", "xlsx"),
    ],
)
def test_a_missing_package_is_5_with_the_command_that_installs_it(
    out: Path, tmp_path: Path, to: str, package: str, extra: str
) -> None:
    """Here Python is told that the package is not there."""
    hide = "import sys, importlib.util as u; f = u.find_spec; sys.argv[0] = 'gkml'\n"
    hide += f"u.find_spec = lambda n, *a: None if n == {package!r} else f(n, *a)\n"
    code = f"{hide}from gkml_extract.cli import main; main()"
    command = [sys.executable, "-c", code, "export", str(out), "--to", to]
    ran = subprocess.run(command, env=environment(), cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 5, ran.stderr
    assert f"pip install 'gkml-extract[{extra}]'" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_pip_commands_name_extras_that_there_are() -> None:
    """pyproject.toml declares them."""
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path in (ROOT / "src/gkml_extract").rglob("*.py"):
        for extra in re.findall(r'needs\("\w+", "(\w+)"\)', path.read_text(encoding="utf-8")):
            assert f"\n{extra} = [" in declared


def test_no_server_is_4(out: Path) -> None:
    """Without the password, in both languages."""
    to = "postgresql://me:geheim@127.0.0.1:1/catalogues"
    for lang, words in (("C.UTF-8", "check that the server runs"), ("zh_CN.UTF-8", "请确认服务器已启动")):
        code, message = refused(out, "--to", to, lang=lang)
        assert (code, words in message, "geheim" in message) == (4, True, False)


@pytest.fixture(scope="module")
def locked(postgresql_server: Server) -> Server:
    """A server with a user that needs a password and may make tables only in a schema of its own."""
    import psycopg

    with psycopg.connect(postgresql_server.place(), autocommit=True) as database:
        database.execute(f"CREATE ROLE locked LOGIN PASSWORD '{PASSWORD}'".encode())
        database.execute("CREATE SCHEMA own AUTHORIZATION locked")
    return postgresql_server


def as_locked(server: Server, password: str | None) -> str:
    """The target as the user `locked`."""
    return server.place(user="locked" if password is None else f"locked:{password}")


def test_a_wrong_or_missing_password_is_4(out: Path, locked: Server) -> None:
    """The message says which, and does not repeat it."""
    code, message = refused(out, "--to", as_locked(locked, "falsch"))
    assert (code, "check the password" in message, "falsch" in message) == (4, True, False)
    code, message = refused(out, "--to", as_locked(locked, None), lang="zh_CN.UTF-8")
    assert (code, "PGPASSWORD" in message) == (4, True)


def test_a_user_without_rights_is_told_of_schema(out: Path, locked: Server) -> None:
    """With one of its own it works."""
    code, message = refused(out, "--to", as_locked(locked, PASSWORD))
    assert (code, "--schema" in message) == (4, True)
    assert gkml("export", out, "--to", as_locked(locked, PASSWORD), "--schema", "own").code == 0


def sql(server: Server, *statements: str) -> list[tuple[Any, ...]]:
    """What the last of the statements gives."""
    import psycopg

    with psycopg.connect(server.place()) as database:
        for statement in statements:
            cursor = database.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_postgresql_has_comments_keys_and_types(out: Path, postgresql_server: Server) -> None:
    """What a person sees in psql, and what a program relies on."""
    assert gkml("export", out, "--to", postgresql_server.place(), "--schema", "looked").code == 0
    comments = sql(postgresql_server, "SELECT col_description('looked.items'::regclass, 4)")
    assert comments[0][0].startswith("序号: as printed")
    types = sql(
        postgresql_server,
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'looked' "
        "AND table_name = 'items' AND column_name IN ('extra', 'levels', 'has_method', 'position') ORDER BY 1",
    )
    assert types == [("extra", "jsonb"), ("has_method", "boolean"), ("levels", "ARRAY"), ("position", "bigint")]
    n_references = sum(len(table.references) for table in TABLES)
    count = "SELECT count(*) FROM information_schema.table_constraints WHERE table_schema = 'looked' AND "
    assert sql(postgresql_server, count + "constraint_type = 'PRIMARY KEY'") == [(len(TABLES),)]
    assert sql(postgresql_server, count + "constraint_type = 'FOREIGN KEY'") == [(n_references,)]


def test_a_table_of_mine_that_refers_to_ours_keeps_its_rows(
    out: Path, postgresql_server: Server, tmp_path: Path
) -> None:
    """While nothing changes; a change that it does not allow is refused, and nothing is changed."""
    to = ("--to", postgresql_server.place(), "--schema", "referred")
    assert gkml("export", out, *to).code == 0
    sql(
        postgresql_server,
        "CREATE TABLE referred.reviews (item_id text REFERENCES referred.items)",
        "INSERT INTO referred.reviews SELECT item_id FROM referred.items LIMIT 1",
    )
    assert gkml("export", out, *to).code == 0
    changed = result_folder(tmp_path / "changed", {"a.pdf": named(golden("xishan"), "changed")})
    code, message = refused(changed, *to)
    assert (code, "ON DELETE" in message) == (4, True)
    assert sql(postgresql_server, "SELECT count(*) FROM referred.reviews JOIN referred.items USING (item_id)") == [(1,)]


def test_a_database_without_chinese_is_told(out: Path, postgresql_server: Server) -> None:
    """With the command that makes one."""
    import psycopg

    with psycopg.connect(postgresql_server.place(), autocommit=True) as database:
        database.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    code, message = refused(out, "--to", postgresql_server.place("latin"))
    assert (code, "--encoding UTF8" in message) == (4, True)


@pytest.mark.slow
def test_two_exports_at_once_are_told(out: Path, postgresql_server: Server) -> None:
    """The second changes nothing."""
    import psycopg

    with psycopg.connect(postgresql_server.place()) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtext('gkml export'), hashtext('twice'))")
        code, message = refused(out, "--to", postgresql_server.place(), "--schema", "twice")
    assert (code, "another export" in message) == (4, True)


@pytest.mark.slow
def test_a_kill_in_the_middle_leaves_the_database_as_it_was(tmp_path: Path, postgresql_server: Server) -> None:
    """SIGKILL while rows are sent."""
    import psycopg

    small = result_folder(tmp_path / "1", {"a.pdf": golden("xishan")})
    to = ("--to", postgresql_server.place(), "--schema", "killed")
    assert gkml("export", small, *to).code == 0
    many = {f"{index}.pdf": named(golden("zhongwei"), str(index)) for index in range(60)}
    large = result_folder(tmp_path / "2", many)
    os.mkfifo(tmp_path / "wait")
    (large / "59.pdf.json").unlink()
    (large / "59.pdf.json").symlink_to(tmp_path / "wait")
    command = [sys.executable, "-m", "gkml_extract.cli", "export", str(large), *to]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL) as running:
        with (tmp_path / "wait").open("wb"):  # opens once the export has come to its last result
            running.kill()
        running.wait()
    assert sql(postgresql_server, "SELECT count(*) FROM killed.documents") == [(1,)]
    with psycopg.connect(postgresql_server.place()) as database:
        assert database.execute("SELECT file FROM killed.documents").fetchall() == [("a.pdf",)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sqlite", "duckdb", "parquet", "xlsx"])
def test_an_interrupt_is_130_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    """Ctrl-C while the last result is read."""
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan"), "b.pdf": golden("lingwu")})
    (out / "b.pdf.json").unlink()
    os.mkfifo(out / "b.pdf.json")
    (tmp_path / "to").mkdir()
    command = [sys.executable, "-m", "gkml_extract.cli", "export", str(out), "--to", f"{name}:{tmp_path / 'to' / 'x'}"]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, preexec_fn=heed_interrupts) as running:
        with (out / "b.pdf.json").open("wb"):  # opens once the export has come to it
            running.send_signal(signal.SIGINT)
            running.wait(timeout=30)
        assert running.stderr is not None
        message = running.stderr.read().decode()
    assert (running.returncode, message) == (130, "gkml: interrupted\n")
    assert list((tmp_path / "to").iterdir()) == []


@pytest.mark.slow
def test_frictionless_accepts_the_package(tmp_path: Path) -> None:
    """Types, keys and references of every row."""
    from frictionless import Package, validate

    from gkml_extract.compare.golden import read_golden
    from support.goldens import GOLDEN_PATHS

    files = {f"{path.parent.name}-{path.stem}.pdf": read_golden(path) for path in GOLDEN_PATHS}
    out = result_folder(tmp_path / "out", {**files, "bad.pdf": NotRead()})
    assert gkml("export", out, "--to", f"datapackage:{tmp_path / 'package'}").code == 0
    report = validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = Package(str(tmp_path / "package" / "datapackage.json"))
    assert {resource.name for resource in package.resources} >= {"documents", "items", "channels"}
    text = (tmp_path / "package" / "channels.csv").read_text(encoding="utf-8")
    (tmp_path / "package" / "channels.csv").write_text(text.replace("-0-0,0,", "-0-x,0,", 1), encoding="utf-8")
    assert not validate(str(tmp_path / "package" / "datapackage.json")).valid


@pytest.mark.slow
@pytest.mark.parametrize("headers", ["zh", "en"])
def test_frictionless_accepts_what_a_batch_writes(tmp_path: Path, headers: str) -> None:
    """items.csv, findings.csv and the tables about the run, also with texts that a spreadsheet would run."""
    from frictionless import validate

    (tmp_path / "in").mkdir()
    for name, text in {"a.txt": "GOLDEN xishan", "=b.txt": "GOLDEN jinfeng", "bad.txt": "EMPTY"}.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    assert gkml("batch", tmp_path / "in", "-o", tmp_path / "out", "--headers", headers, fake=True).code == 1
    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name: task.stats["rows"] for task in report.tasks}["items"] == 30
    ran = gkml("export", tmp_path / "out", "--to", f"sqlite:{tmp_path / 'x.db'}")
    assert "3 files, 30 items" in ran.err


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/export.md"])
def test_the_first_question_of_the_pages_asks_about_deadlines_only(page: str, tmp_path: Path) -> None:
    """How long a notice must stand, and how long before an event at least, is no deadline shorter than 20 days."""
    texts = (
        "公示不少于7个工作日",
        "会议召开至少5个工作日前公开",
        "决定作出之日起10个工作日内",
        "决定作出之日起7个工作日内",
    )
    document = golden("xishan")
    items = [
        item.model_copy(update={"deadline": parse_deadline(text), "secondary": text})
        for item, text in zip(document.catalogues[0].items, texts, strict=False)
    ]
    catalogue = document.catalogues[0].model_copy(update={"items": tuple(items)})
    made = document.model_copy(update={"catalogues": (catalogue,), "findings": ()})
    out = result_folder(tmp_path / "out", {"a.pdf": made})
    gkml("export", out, "--to", f"sqlite:{tmp_path / 'x.db'}")
    query = re.search(r"SELECT [^\"`]*?amount < 20[^\"`;]*", (ROOT / page).read_text(encoding="utf-8"))
    assert query is not None
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        rows = database.execute(query.group()).fetchall()
    assert [text for row in rows for text in row if text in texts] == [texts[3], texts[2]]
