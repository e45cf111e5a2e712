"""Results read back from files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gkml_extract.model.errors import CorruptSourceError, UnknownFormatError

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

RESULT_SUFFIXES = (".json", ".jsonl")
"""Results that can be compared: a CSV table does not hold findings."""


def read_result(path: Path) -> Document:
    """The one document in a JSON or JSON Lines result, or in a golden file.

    Raises:
        SourceError: the file cannot be read, or does not hold one document.
    """
    from gkml_extract.compare.golden import read_golden

    if path.suffix == ".json":
        return read_golden(path)
    if path.suffix == ".jsonl":
        return _read_lines(path)
    raise UnknownFormatError(
        f"{path} is not a JSON or JSON Lines result; write the result with --format json",
        f"{path} 不是 JSON 或 JSON Lines 结果；请用 --format json 输出结果",
    )


def _read_lines(path: Path) -> Document:
    from gkml_extract.compare.golden import not_a_result, unreadable
    from gkml_extract.writers import jsonl

    try:
        with path.open("rb") as stream:
            documents = jsonl.read(stream)
    except OSError as err:
        raise unreadable(path, err) from err
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        raise not_a_result(path, err) from err
    if len(documents) != 1:
        raise CorruptSourceError(
            f"{path} holds {len(documents)} documents, not one; compare them one by one",
            f"{path} 含 {len(documents)} 个文档而非 1 个；请逐个比较",
        )
    return documents[0]
