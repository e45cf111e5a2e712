"""PostgreSQL, by psycopg (extra `sql`): real tables with comments, `jsonb` and `text[]`, rows sent by COPY."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gkml_extract.export.contract import Exported, ExportOptions, Target
from gkml_extract.export.dependency import needs
from gkml_extract.export.description import Kind, Row, Table
from gkml_extract.export.results import Results
from gkml_extract.export.sql import Dialect, store
from gkml_extract.model.errors import OutputError

if TYPE_CHECKING:
    import psycopg

LOCK_WAIT = "30s"
"""How long to wait for a table that another program keeps locked."""

CONNECT_WAIT_S = 15
"""How long to wait for a server that does not answer."""

DIALECT = Dialect(
    types={
        Kind.TEXT: "text",
        Kind.INTEGER: "bigint",
        Kind.NUMBER: "double precision",
        Kind.BOOLEAN: "boolean",
        Kind.TEXTS: "text[]",
        Kind.OBJECT: "jsonb",
        Kind.OBJECTS: "jsonb",
    },
    list_of="ARRAY({})",
    has_comments=True,
    has_cascade=True,
    has_list_type=True,
)


class _PostgreSQL:
    def __init__(self, connection: psycopg.Connection[Any], schema: str) -> None:
        self._connection = connection
        self._schema = schema
        self.dialect = replace(DIALECT, prefix=_identifier(schema) + ".")

    def names(self) -> set[str]:
        query = (
            "SELECT relname FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON relnamespace = pg_namespace.oid "
            "WHERE nspname = ? AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        )
        return {name for (name,) in self.rows(query, self._schema)}

    def run(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query.replace("?", "%s").encode(), values or None).fetchall()

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        names = ", ".join(f'"{name}"' for name in table.column_names)
        statement = f"COPY {self.dialect.name(table.name)} ({names}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in self.dialect.encode(table, rows):
                copy.write_row(row)

    def delete_documents(self, keys: Sequence[str]) -> None:
        statement = f"DELETE FROM {self.dialect.name('documents')} WHERE document_id = ANY(%s)"
        self._connection.execute(statement.encode(), [list(keys)])


def write(results: Results, place: str, options: ExportOptions) -> Exported:
    """Store the results in the database that `place` names, in one transaction.

    `place` is what follows `postgresql:`, as a URI or as libpq's `name=value` pairs. The password may stand in it,
    in PGPASSWORD or in ~/.pgpass.
    """
    needs("psycopg", "sql")
    import psycopg

    dsn = f"postgresql:{place}" if place.startswith("//") else place
    with _connected(dsn) as connection:
        name = connection.info.dbname + (f".{options.schema}" if options.schema else "")
        try:
            with connection.transaction():
                connection.execute(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'".encode())
                schema = _schema(connection, options.schema)
                _lock(connection, schema, name)
                return store(_PostgreSQL(connection, schema), results, f"postgresql {name}", options)
        except psycopg.Error as err:
            raise _told(err, name) from err


@contextmanager
def _connected(dsn: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection that is closed at the end. Raises OutputError, which does not repeat the password."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        wanted: dict[str, Any] = {
            "connect_timeout": CONNECT_WAIT_S,
            "application_name": "gkml export",
            **conninfo_to_dict(dsn),
        }
        # A pooler between us and the server takes neither start-up options nor prepared statements.
        connection = psycopg.connect(**{**wanted, "client_encoding": "utf8"}, autocommit=True, prepare_threshold=None)
    except psycopg.Error as err:
        reason = _reason(err)
        used = err.pgconn.used_password if err.pgconn else False
        asked = err.pgconn.needs_password if err.pgconn else False
        en, zh = _ADVICE_ASKED if asked else _ADVICE_USED if used else _ADVICE
        raise OutputError(
            f"cannot connect to PostgreSQL: {reason}; {en}", f"无法连接 PostgreSQL：{reason}；{zh}"
        ) from err
    with connection:
        yield connection


_ADVICE = (
    "check that the server runs, and its host, port, database and user (`psql` with the same words must work)",
    "请确认服务器已启动，并检查主机、端口、数据库和用户（用同样的参数应能运行 `psql`）",
)
_ADVICE_ASKED = (
    "a password is needed: set PGPASSWORD, or put it into ~/.pgpass",
    "需要密码：请设置环境变量 PGPASSWORD，或写入 ~/.pgpass",
)
_ADVICE_USED = (
    "check the password, and the names of user and database",
    "请检查密码、用户名和数据库名",
)


def _schema(connection: psycopg.Connection[Any], wanted: str | None) -> str:
    """The schema to write into, which is made where it is missing."""
    if wanted is not None:
        # IF NOT EXISTS would ask for the right to create schemas even where this one is there.
        query = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = %s"
        if connection.execute(query, [wanted]).fetchone() is None:
            connection.execute(f"CREATE SCHEMA {_identifier(wanted)}".encode())
        return wanted
    row = connection.execute("SELECT current_schema()").fetchone()
    if row is None or row[0] is None:
        raise OutputError(
            "this database has no schema to write into by default; name one with --schema",
            "该数据库没有默认可写的 schema；请用 --schema 指定",
        )
    return str(row[0])


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _lock(connection: psycopg.Connection[Any], schema: str, name: str) -> None:
    """Let nobody else export into the schema until the transaction ends."""
    query = "SELECT pg_try_advisory_xact_lock(hashtext('gkml export'), hashtext(%s))"
    if connection.execute(query, [schema]).fetchone() != (True,):
        raise OutputError(
            f"another export writes into {name} just now; try again when it is done",
            f"另一个导出正在写入 {name}；请待其完成后重试",
        )


def _told(err: psycopg.Error, name: str) -> OutputError:
    from psycopg import errors

    reason = _reason(err)
    en, zh = "try again, or report it", "请重试，或反馈此问题"
    if isinstance(err, errors.InsufficientPrivilege):
        en = "name a schema of your own with --schema, or ask for the right to create tables"
        zh = "请用 --schema 指定自己的 schema，或申请建表权限"
    elif isinstance(err, errors.UntranslatableCharacter):
        en = "the database holds no Chinese; make one with `createdb --encoding UTF8 --template template0`"
        zh = "该数据库的编码不支持中文；请用 `createdb --encoding UTF8 --template template0` 新建"
    elif isinstance(err, errors.LockNotAvailable):
        en = "another program keeps a table locked; try again when it is done"
        zh = "其他程序锁定了表；请待其完成后重试"
    elif isinstance(err, errors.ForeignKeyViolation):
        en = "a table of yours refers to rows that changed; let it refer with ON DELETE CASCADE or SET NULL"
        zh = "您的表引用了已变化的行；请在外键上使用 ON DELETE CASCADE 或 SET NULL"
    return OutputError(
        f"cannot write into {name}: {reason}; nothing was changed; {en}",
        f"无法写入 {name}：{reason}；未作任何更改；{zh}",
    )


def _reason(err: psycopg.Error) -> str:
    return (str(err).strip().splitlines() or [type(err).__name__])[0]


TARGET = Target("postgresql", "//USER@HOST/DB", keeps_files=True, write=write)
