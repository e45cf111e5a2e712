"""The targets, in the order in which help names them. A target is one module and one line here."""

from __future__ import annotations

from gkml_extract.export import datapackage, duckdb, jsonl, parquet, postgresql, sqlite, xlsx
from gkml_extract.export.contract import Target
from gkml_extract.model.errors import UsageError

TARGETS: tuple[Target, ...] = (
    sqlite.TARGET,
    duckdb.TARGET,
    postgresql.TARGET,
    parquet.TARGET,
    xlsx.TARGET,
    datapackage.TARGET,
    jsonl.TARGET,
)
_ALSO = {"postgres": "postgresql", "postgresql+psycopg": "postgresql"}
"""Names under which other programs know a target."""


def target_of(to: str) -> tuple[Target, str]:
    """The target that `--to` names, and the place behind its colon. Raises UsageError for what is no target."""
    name, colon, place = to.partition(":")
    name = _ALSO.get(name, name)
    for target in TARGETS:
        if target.name == name and colon and place:
            return target, place
    known = ", ".join(f"{target.name}:{target.place}" for target in TARGETS)
    raise UsageError(f"{name or to} is no target; use one of {known}", f"{name} 不是可用的导出目标；可用：{known}")
