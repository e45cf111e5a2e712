"""What a table of an export is: its columns with types, keys and words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a column holds. `texts` is a list of texts; `object` and `objects` are JSON."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXTS = "texts"
    OBJECT = "object"
    OBJECTS = "objects"


Value = str | int | float | bool | list[Any] | dict[str, Any] | None
"""A value of a column: as its kind says, or None."""
Row = tuple[Value, ...]
"""Values in the order of the table's columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `zh` is its title, `en` and `about` say in English and in Chinese what stands in it.

    `is_required`: never null. `values`: all that it may hold, where that is a closed set.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    about: str
    is_required: bool = False
    values: tuple[str, ...] = ()

    @property
    def comment(self) -> str:
        """The column in words of both languages, for a database."""
        return f"{self.zh}: {self.en} / {self.about}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: these columns are the primary key of that table, or null."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, title and meaning, columns, primary key, and what it refers to.

    No two rows are alike in `key`, nor in any group of columns of `unique`.
    """

    name: str
    zh: str
    en: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()

    @property
    def comment(self) -> str:
        """The table in words of both languages, for a database."""
        return f"{self.zh}: {self.en} / {self.about}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]

    def row(self, values: Mapping[str, Value]) -> Row:
        """The values in the order of the columns. Raises KeyError where a column has none, or a value no column."""
        if len(values) != len(self.columns):
            raise KeyError(f"{self.name}: {sorted(set(values) ^ set(self.column_names))}")
        return tuple(values[column.name] for column in self.columns)


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view: the one of `table` named `column`, called `name` in the view."""

    name: str
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class View:
    """One row an item, out of the tables that have one row for each: what most questions need, joined."""

    name: str
    zh: str
    en: str
    about: str
    columns: tuple[ViewColumn, ...]
    selected_channels: Column
    """One more column: the names of the item's channels that are selected, a list of texts."""

    @property
    def comment(self) -> str:
        """The view in words of both languages, for a database."""
        return f"{self.zh}: {self.en} / {self.about}"
