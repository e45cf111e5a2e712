"""The description that every target is made of."""

from __future__ import annotations

import hashlib

from gkml_extract.export import duckdb, postgresql, sqlite
from gkml_extract.export.sql import table_statements
from gkml_extract.export.tables import ITEMS_WIDE, TABLES, TABLES_VERSION, table_named, wide_columns

PINNED = ("1", "9879662e54ae958d")
"""The version of the tables, and a digest of what it says: a change of one is a change of the other."""


def structure() -> str:
    """All that a query relies on: names, types, keys and closed sets, without words."""
    lines = []
    for table in TABLES:
        lines.append(f"{table.name} {table.key} {table.references} {table.unique}")
        lines += [f"{column.name} {column.kind} {column.is_required} {column.values}" for column in table.columns]
    lines += [f"{column.name} {column.kind} {column.is_required}" for column in wide_columns()]
    return "\n".join(lines)


def test_a_change_of_the_tables_is_a_new_version() -> None:
    """A database of the version before could not take the rows; raise TABLES_VERSION, then change PINNED."""
    assert (TABLES_VERSION, hashlib.sha256(structure().encode()).hexdigest()[:16]) == PINNED


def test_tables_refer_to_keys_of_tables_before_them() -> None:
    """So that rows can be written in the order of TABLES."""
    seen = []
    for table in TABLES:
        seen.append(table.name)
        for reference in table.references:
            assert reference.table in seen
            assert len(reference.columns) == len(table_named(reference.table).key)
            assert set(reference.columns) <= set(table.column_names)


def test_every_key_is_required() -> None:
    """A key is never null."""
    assert [t.name for t in TABLES if not all(t.column(name).is_required for name in t.key)] == []


def test_names_are_distinct() -> None:
    """Within a table, among tables, within the view."""
    for table in TABLES:
        assert len(set(table.column_names)) == len(table.columns)
    assert len({*(table.name for table in TABLES), ITEMS_WIDE.name}) == len(TABLES) + 1
    assert len({column.name for column in wide_columns()}) == len(wide_columns())


def test_every_column_is_told_in_both_languages() -> None:
    """A title and a sentence each."""
    for column in [column for table in TABLES for column in table.columns]:
        assert column.zh and column.en and column.about
        assert column.en.isascii() or "“" not in column.en


def test_statements_differ_between_databases_in_their_dialect_alone() -> None:
    """Each makes the same tables and one view."""
    for dialect in (sqlite.DIALECT, duckdb.DIALECT, postgresql.DIALECT):
        made = [statement.split()[:2] for statement in table_statements(dialect)]
        assert made.count(["CREATE", "TABLE"]) == len(TABLES) + 1
        assert made.count(["CREATE", "VIEW"]) == 1
