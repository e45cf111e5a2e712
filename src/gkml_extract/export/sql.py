"""The tables in SQL, and how results are stored in any database: files that changed are replaced, others left alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from gkml_extract.export.contract import Exported, ExportOptions
from gkml_extract.export.description import Kind, Row, Table, Value
from gkml_extract.export.results import Results
from gkml_extract.export.rows import ResultRows, rows_of
from gkml_extract.export.tables import ITEMS_WIDE, TABLES, TABLES_VERSION, table_named
from gkml_extract.model.errors import OutputError

_JSON = json.JSONEncoder(ensure_ascii=False).encode
INFO_TABLE = "export_info"
"""One row: the version of the tables. It tells our tables from others of the same name."""

ROWS_AT_ONCE = 20_000
"""Rows that are gathered before they are written: some 10 MB."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs from one database to the next.

    Args:
        types: the SQL type of each kind.
        list_of: the expression of a subquery's rows as one list of texts.
        has_comments: whether it keeps comments of tables and columns.
        has_cascade: whether rows go with those that they refer to; a table may refer to itself only then.
        has_list_type: whether a list of texts is a value of its own, else JSON.
        prefix: in front of each name: the schema and a point.
    """

    types: Mapping[Kind, str]
    list_of: str
    has_comments: bool
    has_cascade: bool
    has_list_type: bool
    prefix: str = ""

    def name(self, name: str) -> str:
        """A table's full name."""
        return f'{self.prefix}"{name}"'

    def encode(self, table: Table, rows: Iterable[Row]) -> Iterator[tuple[Value, ...]]:
        """The values of rows as the driver takes them: what is JSON in the database as its text."""
        kinds = {Kind.OBJECT, Kind.OBJECTS} if self.has_list_type else {Kind.OBJECT, Kind.OBJECTS, Kind.TEXTS}
        is_json = [column.kind in kinds for column in table.columns]
        for row in rows:
            yield tuple(
                _JSON(value) if json_here and value is not None else value
                for value, json_here in zip(row, is_json, strict=True)
            )


class Database(Protocol):
    """An open database, in a transaction that its owner ends. Errors are those of its driver."""

    dialect: Dialect

    def names(self) -> set[str]:
        """Of all tables and views where ours would stand."""

    def run(self, statement: str) -> None:
        """One statement without parameters."""

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """What a query gives; `?` stands for each of the values."""

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows."""

    def delete_documents(self, keys: Sequence[str]) -> None:
        """Remove documents with all that belongs to them."""


def quoted(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def table_statements(dialect: Dialect) -> Iterator[str]:
    """What makes every table, index, comment and the view."""
    for table in TABLES:
        yield _create_table(table, dialect)
        for reference in table.references:
            if table.key[: len(reference.columns)] != reference.columns:
                yield _create_index(table, reference.columns, dialect)
    yield _create_index(table_named("channels"), ("standard_name",), dialect)
    yield _create_index(table_named("findings"), ("code",), dialect)
    yield _create_view(dialect)
    yield f'CREATE TABLE {dialect.name(INFO_TABLE)} ("tables_version" {dialect.types[Kind.TEXT]} NOT NULL)'
    yield f"INSERT INTO {dialect.name(INFO_TABLE)} VALUES ({quoted(TABLES_VERSION)})"
    if dialect.has_comments:
        yield from _comments(dialect)


def _columns(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _create_table(table: Table, dialect: Dialect) -> str:
    """The statement; where a database keeps no comments they stand in it, and the database keeps its text."""
    lines = []
    for column in table.columns:
        allowed = f" CHECK ({_columns([column.name])} IN ({', '.join(map(quoted, column.values))}))"
        rules = (" NOT NULL" if column.is_required else "") + (allowed if column.values else "")
        lines.append((f'"{column.name}" {dialect.types[column.kind]}{rules}', column.comment))
    lines.append((f"PRIMARY KEY ({_columns(table.key)})", ""))
    lines += [(f"UNIQUE ({_columns(columns)})", "") for columns in table.unique]
    lines += [(_foreign_key(reference, dialect), "") for reference in _kept_references(table, dialect)]
    body = []
    for index, (line, comment) in enumerate(lines):
        comma = "," if index < len(lines) - 1 else ""
        said = f" -- {comment}" if comment and not dialect.has_comments else ""
        body.append(f"  {line}{comma}{said}")
    about = "" if dialect.has_comments else f" -- {table.comment}"
    return f"CREATE TABLE {dialect.name(table.name)} ({about}\n" + "\n".join(body) + "\n)"


def _kept_references(table: Table, dialect: Dialect) -> list[Any]:
    return [each for each in table.references if dialect.has_cascade or each.table != table.name]


def _foreign_key(reference: Any, dialect: Dialect) -> str:
    target = table_named(reference.table)
    cascade = " ON DELETE CASCADE" if dialect.has_cascade else ""
    return (
        f"FOREIGN KEY ({_columns(reference.columns)}) "
        f"REFERENCES {dialect.name(target.name)} ({_columns(target.key)}){cascade}"
    )


def _create_index(table: Table, columns: Sequence[str], dialect: Dialect) -> str:
    name = "_".join((table.name, *columns, "index"))
    return f'CREATE INDEX "{name}" ON {dialect.name(table.name)} ({_columns(columns)})'


def _create_view(dialect: Dialect) -> str:
    columns = [f'{each.table}."{each.column}" AS "{each.name}"' for each in ITEMS_WIDE.columns]
    channels = (
        f"SELECT channels.name FROM {dialect.name('channels')} AS channels "
        "WHERE channels.item_id = items.item_id AND channels.selected ORDER BY channels.position"
    )
    columns.append(f'{dialect.list_of.format(channels)} AS "{ITEMS_WIDE.selected_channels.name}"')
    return (
        f"CREATE VIEW {dialect.name(ITEMS_WIDE.name)} AS SELECT\n  "
        + ",\n  ".join(columns)
        + f"\nFROM {dialect.name('items')} AS items\n"
        f"JOIN {dialect.name('catalogues')} AS catalogues ON catalogues.catalogue_id = items.catalogue_id\n"
        f"JOIN {dialect.name('documents')} AS documents ON documents.document_id = catalogues.document_id\n"
        f"LEFT JOIN {dialect.name('deadlines')} AS deadlines "
        "ON deadlines.item_id = items.item_id AND deadlines.parent_id IS NULL"
    )


def _comments(dialect: Dialect) -> Iterator[str]:
    for table in TABLES:
        yield f"COMMENT ON TABLE {dialect.name(table.name)} IS {quoted(table.comment)}"
        for column in table.columns:
            place = f'{dialect.name(table.name)}."{column.name}"'
            yield f"COMMENT ON COLUMN {place} IS {quoted(column.comment)}"
    yield f"COMMENT ON VIEW {dialect.name(ITEMS_WIDE.name)} IS {quoted(ITEMS_WIDE.comment)}"


def ensure_tables(database: Database, place: str) -> None:
    """Make our tables where there are none.

    Raises:
        OutputError: others stand in their place, or ours of another version. Neither is ever dropped.
    """
    ours = {table.name for table in TABLES} | {ITEMS_WIDE.name, INFO_TABLE}
    found = ours & {name.lower() for name in database.names()}
    if not found:
        for statement in table_statements(database.dialect):
            database.run(statement)
        return
    if INFO_TABLE not in found:
        raise OutputError(
            f"{place} has a table {min(found)} that gkml did not make; choose another database, or a schema of its own",
            f"{place} 中的表 {min(found)} 不是 gkml 创建的；请另选数据库或单独的 schema",
        )
    versions = [version for (version,) in database.rows(f"SELECT * FROM {database.dialect.name(INFO_TABLE)}")]
    if versions != [TABLES_VERSION]:
        raise OutputError(
            f"{place} holds tables of version {', '.join(map(str, versions))}, this program writes {TABLES_VERSION}; "
            "export into a new database, or a new schema",
            f"{place} 中的表版本为 {'、'.join(map(str, versions))}，本程序写入版本 {TABLES_VERSION}；"
            "请导出到新的数据库或新的 schema",
        )
    if found != ours:
        missing = ", ".join(sorted(ours - found))
        raise OutputError(
            f"{place} lacks {missing}, which gkml made there; export into a new database, or a new schema",
            f"{place} 中缺少 gkml 创建的 {missing}；请导出到新的数据库或新的 schema",
        )


class _Pending:
    """Changes that are gathered and then written together: removals first, then rows, parents before children."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._removed: list[str] = []
        self._added: list[ResultRows] = []
        self._n_rows = 0

    def replace(self, key: str | None, rows: ResultRows) -> None:
        """Put `rows` in the place of the document with this key, if there is one."""
        if key is not None:
            self._removed.append(key)
        self._added.append(rows)
        self._n_rows += sum(map(len, rows.values.values()))
        if self._n_rows >= ROWS_AT_ONCE:
            self.write()

    def remove(self, keys: Sequence[str]) -> None:
        """Take documents out."""
        self._removed += keys

    def write(self) -> None:
        """Write what is gathered."""
        if self._removed:
            self._database.delete_documents(self._removed)
        for table in TABLES:
            rows = [row for result in self._added for row in result.of(table.name)]
            if rows:
                self._database.insert(table, rows)
        self._removed, self._added, self._n_rows = [], [], 0


def store(database: Database, results: Results, place: str, options: ExportOptions) -> Exported:
    """Bring the collection in line with the results: new files come, changed ones are replaced.

    Files that are no longer among the results stay, unless they are to be pruned: a folder that was read in part,
    or another folder exported under the same name, must not empty a database.

    Raises:
        SourceError: a result cannot be read.
        OutputError: the tables of the database are not ours.
    """
    ensure_tables(database, place)
    documents = database.dialect.name("documents")
    query = f"SELECT file, document_id, export_digest FROM {documents} WHERE collection = ?"
    known = {file: (key, digest) for file, key, digest in database.rows(query, options.collection)}
    pending = _Pending(database)
    counts = dict.fromkeys(("new", "updated", "unchanged"), 0)
    seen = set(results.skipped)
    n_items = 0
    for result in results:
        rows = rows_of(result, options.collection)
        seen.add(rows.file)
        n_items += rows.n_items
        key, digest = known.get(rows.file, (None, None))
        if digest == rows.digest:
            counts["unchanged"] += 1
        else:
            counts["new" if key is None else "updated"] += 1
            pending.replace(key, rows)
        options.on_file()
    gone = [key for file, (key, _) in known.items() if file not in seen]
    removed, n_stale = (gone, 0) if options.has_prune else ([], len(gone))
    pending.remove(removed)
    pending.write()
    return Exported(len(results), n_items, counts["new"], counts["updated"], counts["unchanged"], len(removed), n_stale)
