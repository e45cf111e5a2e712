"""The output formats, in the order in which help names them."""

from __future__ import annotations

from gkml_extract.model.errors import UsageError
from gkml_extract.writers import csv, json, jsonl, xlsx
from gkml_extract.writers.contract import Writer

WRITERS: tuple[Writer, ...] = (json.WRITER, jsonl.WRITER, csv.WRITER, xlsx.WRITER)
FORMAT_NAMES = tuple(writer.name for writer in WRITERS)


def writer_named(name: str) -> Writer:
    """The writer of the format `name`. Raises UsageError for an unknown one."""
    for writer in WRITERS:
        if writer.name == name:
            return writer
    known = ", ".join(FORMAT_NAMES)
    raise UsageError(f"there is no format {name}; use one of {known}", f"没有 {name} 这种格式；可用：{known}")


def writer_for_suffix(suffix: str) -> Writer | None:
    """The writer whose files end in `suffix` (with its dot, any case), or None."""
    return next((writer for writer in WRITERS if writer.suffix == suffix.lower()), None)
