"""Differences as a CSV table, one a row."""

from __future__ import annotations

from collections.abc import Iterator

from gkml_extract.cli.console import in_user_language, user_language
from gkml_extract.cli.differences.places import Compared
from gkml_extract.cli.differences.wording import value_text
from gkml_extract.compare.difference import Difference, Spot
from gkml_extract.writers.table import table_csv

_COLUMNS = (
    ("document", "文件"),
    ("new_document", "新文件"),
    ("kind", "差异"),
    ("field", "字段"),
    ("aspect", "方面"),
    ("old_catalogue", "旧目录"),
    ("old_item", "旧条目"),
    ("new_catalogue", "新目录"),
    ("new_item", "新条目"),
    ("label", "事项"),
    ("before", "旧值"),
    ("after", "新值"),
)


def differences_csv(compared: Compared) -> bytes:
    """Every difference; a document that was not compared is a row with its reason. Indexes count from 0."""
    return table_csv(_rows(compared), [in_user_language(en, zh) for en, zh in _COLUMNS])


def _rows(compared: Compared) -> Iterator[list[str | None]]:
    for one in compared.judged:
        if one.problem:
            text = one.problem.text(user_language())
            yield [one.name, one.new_name, one.problem.code, *[None] * 6, text, None, None]
        for each in one.comparison.differences if one.comparison else ():
            yield [one.name, one.new_name, *_cells(each)]


def _cells(of: Difference) -> list[str | None]:
    before, after = (
        _text(of.field, value, is_given=spot is not None) for value, spot in ((of.before, of.old), (of.after, of.new))
    )
    if of.field == "findings":
        before, after = of.before, of.after
    return [of.kind.value, of.field, of.aspect.value, *_place(of.old), *_place(of.new), of.label, before, after]


def _text(field: str | None, value: object, *, is_given: bool) -> str | None:
    """A value as text; an empty cell where there is none."""
    if value is None or value == [] or not is_given:
        return None
    return value if isinstance(value, str) else value_text(field or "", value)


def _place(spot: Spot | None) -> tuple[str | None, str | None]:
    if spot is None:
        return None, None
    catalogue = None if spot.catalogue is None else str(spot.catalogue)
    return catalogue, " ".join(map(str, spot.items)) or None
