"""Every target of an export against one set of promises."""

from __future__ import annotations

import pkgutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from gkml_extract import export
from gkml_extract.compare.golden import read_golden
from gkml_extract.export.contract import Exported, ExportOptions
from gkml_extract.export.registry import TARGETS, target_of
from gkml_extract.export.results import find_results
from gkml_extract.export.tables import ITEMS_WIDE, TABLES, wide_columns
from gkml_extract.model.errors import GkmlError, OutputError, SourceError, UsageError
from gkml_extract.model.record import Document
from support.exports import (
    NotRead,
    Tables,
    datapackage_tables,
    duckdb_tables,
    expected_tables,
    named,
    parquet_tables,
    postgresql_tables,
    result_folder,
    sqlite_tables,
)
from support.goldens import GOLDEN_PATHS, golden
from support.records import documents

NOT_TARGETS = {
    "arrow", "contract", "dependency", "description", "folder", "registry", "results", "rows", "sql", "tables",
}  # fmt: skip
DATABASES = ("sqlite", "duckdb", "postgresql")
TABULAR = (*DATABASES, "parquet", "datapackage")
_fresh = count()


@dataclass(frozen=True)
class Place:
    """Somewhere new to export to, and how to look at what stands there."""

    to: str
    schema: str | None
    read: Callable[[], Tables]

    def export(self, out: Path, collection: str = "default", *, prune: bool = False) -> Exported:
        """Export `out` to it."""
        target, place = target_of(self.to)
        return target.write(find_results(out), place, ExportOptions(collection, self.schema, prune))


def place_of(name: str, folder: Path, request: pytest.FixtureRequest) -> Place:
    """A new place for a target."""
    schema = f"s{next(_fresh)}"
    path = str(folder / f"{schema}.{name}")
    if name == "postgresql":
        to = request.getfixturevalue("postgresql_server").place()
        return Place(to, schema, lambda: postgresql_tables(to.removeprefix("postgresql:"), schema))
    readers = {
        "sqlite": sqlite_tables,
        "duckdb": duckdb_tables,
        "parquet": parquet_tables,
        "datapackage": datapackage_tables,
    }
    return Place(f"{name}:{path}", None, lambda: readers[name](path))


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A new place for the target that the test is parametrized with."""
    return place_of(request.param, tmp_path, request)


each_tabular = pytest.mark.parametrize("place", TABULAR, indirect=True)
each_database = pytest.mark.parametrize("place", DATABASES, indirect=True)


def goldens_folder(folder: Path) -> Path:
    """All goldens as one OUT, beside a file that could not be read."""
    files: dict[str, Document | NotRead | bytes] = {
        f"{path.parent.name}/{path.stem}.docx": named(read_golden(path), path.stem) for path in GOLDEN_PATHS
    }
    return result_folder(folder / "out", {**files, "坏.pdf": NotRead(), "README.md": NotRead("skipped", "about")})


def test_every_target_is_in_the_registry() -> None:
    """A target that is in the folder but not in the tuple would silently not exist."""
    modules = {module.name for module in pkgutil.iter_modules(export.__path__)}
    assert modules - NOT_TARGETS == {target.name for target in TARGETS}


@pytest.mark.parametrize("to", ["", "sqlite", "sqlite:", "mysql://u:geheim@h/d", "x.db"])
def test_an_unknown_target_is_a_usage_error_naming_the_known(to: str) -> None:
    """It does not repeat what may hold a password."""
    with pytest.raises(UsageError, match=r"sqlite:FILE\.db") as caught:
        target_of(to)
    assert "geheim" not in caught.value.en + caught.value.zh


@each_tabular
def test_every_row_of_every_table_arrives(place: Place, tmp_path: Path) -> None:
    """With its type: lists are lists, what is null is null."""
    out = goldens_folder(tmp_path)
    exported = place.export(out)
    assert place.read() == expected_tables(out)
    assert exported.n_items == sum(len(c.items) for path in GOLDEN_PATHS for c in read_golden(path).catalogues)


@each_tabular
def test_an_export_given_again_changes_nothing(place: Place, tmp_path: Path) -> None:
    """It never doubles."""
    out = goldens_folder(tmp_path)
    place.export(out)
    before = place.read()
    again = place.export(out)
    assert place.read() == before
    assert again.n_unchanged in (None, len(GOLDEN_PATHS) + 1)


@each_tabular
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example is not worth the minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(document=documents)
def test_any_document_arrives(request: pytest.FixtureRequest, place: Place, tmp_path: Path, document: Document) -> None:
    """As odd as the model allows; `place` is only asked for its kind."""
    out = result_folder(tmp_path / f"out{next(_fresh)}", {"=a\x00.pdf": document})
    new = place_of(place.to.partition(":")[0], tmp_path, request)
    new.export(out)
    assert new.read() == expected_tables(out)


@each_tabular
def test_a_failure_leaves_the_place_as_it_was(place: Place, tmp_path: Path) -> None:
    """Here a result that cannot be read, after others that can."""
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan")})
    place.export(out)
    before = place.read()
    changed = named(golden("jinfeng"), "new")
    broken = result_folder(tmp_path / "broken", {"a.pdf": changed, "b.pdf": changed, "z.pdf": b"{"})
    with pytest.raises(SourceError, match=r"z\.pdf"):
        place.export(broken)
    assert place.read() == before


@pytest.mark.parametrize("name", [target.name for target in TARGETS if target.name != "postgresql"])
def test_a_first_export_that_fails_leaves_nothing(name: str, tmp_path: Path) -> None:
    """Neither half a file, nor one aside."""
    (tmp_path / "to").mkdir()
    broken = result_folder(tmp_path / "broken", {"a.pdf": golden("xishan"), "z.pdf": b"{}"})
    target, place = target_of(f"{name}:{tmp_path / 'to' / 'x'}")
    with pytest.raises(SourceError):
        target.write(find_results(broken), place, ExportOptions())
    assert list((tmp_path / "to").iterdir()) == []


@each_database
def test_a_file_with_another_content_takes_the_place_of_the_old_one(place: Place, tmp_path: Path) -> None:
    """The others are left alone."""
    first = result_folder(tmp_path / "1", {"a.pdf": named(golden("xishan"), "1"), "b.pdf": golden("lingwu")})
    second = result_folder(tmp_path / "2", {"a.pdf": named(golden("jinfeng"), "2"), "b.pdf": golden("lingwu")})
    place.export(first)
    exported = place.export(second)
    assert (exported.n_new, exported.n_updated, exported.n_unchanged, exported.n_removed) == (0, 1, 1, 0)
    assert place.read() == expected_tables(second)


@each_database
def test_a_content_that_is_read_otherwise_keeps_its_keys(place: Place, tmp_path: Path) -> None:
    """A newer program may read more: the document's key is that of its content."""
    document = golden("xishan")
    less = document.model_copy(update={"findings": ()})
    place.export(result_folder(tmp_path / "1", {"a.pdf": less}))
    keys = [row[0] for row in place.read()["items"]]
    place.export(result_folder(tmp_path / "2", {"a.pdf": document}))
    assert [row[0] for row in place.read()["items"]] == keys
    assert len(place.read()["findings"]) == len(document.findings)


@each_database
def test_files_that_are_gone_stay_until_they_are_pruned(place: Place, tmp_path: Path) -> None:
    """A folder that was read in part must not empty a database."""
    both = result_folder(tmp_path / "1", {"a.pdf": golden("xishan"), "b.pdf": golden("lingwu")})
    one = result_folder(tmp_path / "2", {"a.pdf": golden("xishan")})
    place.export(both)
    assert place.export(one).n_stale == 1
    assert place.read() == expected_tables(both)
    assert place.export(one, prune=True).n_removed == 1
    assert place.read() == expected_tables(one)


@each_database
def test_a_file_that_the_batch_did_not_come_to_stays(place: Place, tmp_path: Path) -> None:
    """An interrupted batch knows nothing of it, so that even --prune leaves it."""
    both = result_folder(tmp_path / "1", {"a.pdf": golden("xishan"), "b.pdf": golden("lingwu")})
    place.export(both)
    interrupted = {"a.pdf": golden("xishan"), "b.pdf": NotRead("skipped", "interrupted")}
    place.export(result_folder(tmp_path / "2", interrupted), prune=True)
    assert place.read() == expected_tables(both)


@each_database
def test_a_file_that_has_become_the_copy_of_another_loses_its_items(place: Place, tmp_path: Path) -> None:
    """The batch skips it, and names the other: its old content must not stay, and nothing counts twice."""
    place.export(result_folder(tmp_path / "1", {"a.pdf": golden("xishan"), "b.pdf": golden("lingwu")}))
    copied = {"a.pdf": golden("xishan"), "b.pdf": NotRead("skipped", "duplicate", duplicate_of="a.pdf")}
    place.export(result_folder(tmp_path / "2", copied))
    told = run_sql(place, "SELECT file, status, duplicate_of, n_items FROM documents ORDER BY file")
    assert told == [("a.pdf", "ok", None, 10), ("b.pdf", "duplicate", "a.pdf", 0)]
    assert run_sql(place, "SELECT count(*) FROM items") == [(10,)]


@each_database
def test_collections_are_kept_apart(place: Place, tmp_path: Path) -> None:
    """Two folders may have files of the same names."""
    out = result_folder(tmp_path / "1", {"a.pdf": golden("xishan")})
    other = result_folder(tmp_path / "2", {"a.pdf": golden("lingwu")})
    place.export(out, "2023")
    place.export(other, "2024", prune=True)
    items = (
        expected_tables(out, ExportOptions("2023"))["items"] + expected_tables(other, ExportOptions("2024"))["items"]
    )
    assert sorted(place.read()["items"], key=lambda row: str(row[0])) == sorted(items, key=lambda row: str(row[0]))


def run_sql(place: Place, statement: str) -> list[tuple[Any, ...]]:
    """Change or ask a database."""
    target, where = target_of(place.to)
    if target.name == "sqlite":
        with closing(sqlite3.connect(where)) as database, database:
            return database.execute(statement).fetchall()
    if target.name == "duckdb":
        import duckdb

        with duckdb.connect(where) as database:
            return database.execute(statement).fetchall()
    import psycopg

    with psycopg.connect(f"postgresql:{where}") as database:
        database.execute(f'CREATE SCHEMA IF NOT EXISTS "{place.schema}"'.encode())
        database.execute(f'SET search_path = "{place.schema}"'.encode())
        cursor = database.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


@each_database
@pytest.mark.parametrize("kind", ["TABLE items (own INTEGER)", "VIEW items_wide AS SELECT 7 AS own"])
def test_what_is_not_ours_is_never_touched(place: Place, tmp_path: Path, kind: str) -> None:
    """A table or a view of one of our names stands in the way, and the message names it."""
    run_sql(place, f"CREATE {kind}")
    with pytest.raises(OutputError, match="items"):
        place.export(result_folder(tmp_path / "out", {"a.pdf": golden("xishan")}))
    run_sql(place, f"SELECT own FROM {kind.split()[1]}")
    with pytest.raises(Exception, match="documents"):
        run_sql(place, "SELECT * FROM documents")


@each_database
def test_tables_of_another_version_are_refused(place: Place, tmp_path: Path) -> None:
    """They stay as they are."""
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan")})
    place.export(out)
    run_sql(place, "UPDATE export_info SET tables_version = '0'")
    before = place.read()
    with pytest.raises(OutputError, match="version 0"):
        place.export(out)
    assert place.read() == before


@each_database
def test_a_table_that_somebody_dropped_is_missed(place: Place, tmp_path: Path) -> None:
    """Rather than filled in part."""
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan")})
    place.export(out)
    run_sql(place, "DROP TABLE articles")
    with pytest.raises(OutputError, match="articles"):
        place.export(out)


@each_database
def test_tables_of_others_beside_ours_stay(place: Place, tmp_path: Path) -> None:
    """A database may hold more than our tables."""
    run_sql(place, "CREATE TABLE reviews (note VARCHAR(9))")
    run_sql(place, "INSERT INTO reviews VALUES ('mine')")
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan")})
    place.export(out)
    place.export(result_folder(tmp_path / "2", {"a.pdf": named(golden("lingwu"), "2")}))
    assert run_sql(place, "SELECT note FROM reviews") == [("mine",)]


@each_database
def test_the_wide_view_has_a_row_for_every_item(place: Place, tmp_path: Path) -> None:
    """With its file, deadline and selected channels."""
    place.export(result_folder(tmp_path / "out", {"a.pdf": golden("xishan"), "b.pdf": golden("dawukou")}))
    items = len(golden("xishan").catalogues[0].items) + len(golden("dawukou").catalogues[0].items)
    assert run_sql(place, "SELECT count(*), count(DISTINCT item_id) FROM items_wide") == [(items, items)]
    (row,) = run_sql(
        place,
        "SELECT file, number, deadline_amount, deadline_unit, selected_channels FROM items_wide "
        "WHERE file = 'a.pdf' AND number = '7'",
    )
    assert row[:4] == ("a.pdf", "7", 20, "working_day")
    assert "“区级财政预决算”栏目" in str(row[4])


@each_database
def test_every_column_can_be_named_without_quotes(place: Place, tmp_path: Path) -> None:
    """No name is a word of SQL."""
    place.export(result_folder(tmp_path / "out", {"a.pdf": golden("xishan")}))
    for name, columns in [(table.name, table.columns) for table in TABLES] + [(ITEMS_WIDE.name, wide_columns())]:
        names = [column.name for column in columns]
        run_sql(place, f"SELECT {', '.join(names)} FROM {name} ORDER BY {', '.join(names[:2])}")
        run_sql(place, f"SELECT {', '.join(f'{name}.{column}' for column in names)} FROM {name}")


@pytest.mark.parametrize("name", ["parquet", "datapackage"])
def test_a_folder_that_holds_something_else_is_refused(name: str, tmp_path: Path) -> None:
    """It is never emptied."""
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan")})
    target, place = target_of(f"{name}:{tmp_path / 'mine'}")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        target.write(find_results(out), place, ExportOptions())
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["parquet", "datapackage", "xlsx", "jsonl"])
def test_the_same_results_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    """No time of a run stands in a file."""
    out = goldens_folder(tmp_path)
    made = []
    for run in ("1", "2"):
        path = tmp_path / run
        target, place = target_of(f"{name}:{path}")
        target.write(find_results(out), place, ExportOptions())
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        made.append([file.read_bytes() for file in files])
    assert made[0] == made[1]


@pytest.mark.parametrize("name", [target.name for target in TARGETS if target.name != "postgresql"])
def test_a_place_that_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    """As an error of the output, in both languages."""
    (tmp_path / "file").write_bytes(b"")
    out = result_folder(tmp_path / "out", {"a.pdf": golden("xishan")})
    target, place = target_of(f"{name}:{tmp_path / 'file' / 'below' / 'x'}")
    with pytest.raises(GkmlError) as caught:
        target.write(find_results(out), place, ExportOptions())
    assert caught.value.exit_code == 4
    assert "file" in caught.value.en
    assert "无法写入" in caught.value.zh
