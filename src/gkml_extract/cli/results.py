"""Results read back from files, from the folder of a batch, from a folder of goldens."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from gkml_extract.batch.summary import RESERVED_NAMES, SUMMARY_JSON
from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, UnknownFormatError

if TYPE_CHECKING:
    from gkml_extract.compare.pairing import Entry
    from gkml_extract.model.record import Document

RESULT_SUFFIXES = (".json", ".jsonl")
"""Results that can be compared: a CSV table does not hold findings."""
_NO_RESULTS = RESERVED_NAMES | {"items.jsonl", "datapackage.json", "schema.json"}
"""What the folder of a batch holds beside the results of its documents."""
_NOT_REACHED = "interrupted"
"""Why a batch skipped what it would have read."""


def read_result(path: Path) -> Document:
    """The one document in a JSON or JSON Lines result, or in a golden file.

    Raises:
        SourceError: the file cannot be read, or does not hold one document.
    """
    documents = read_results(path)
    if len(documents) != 1:
        raise CorruptSourceError(
            f"{path} holds {len(documents)} documents, not one; give the result of one document",
            f"{path} 含 {len(documents)} 个文档而非 1 个；请给出单个文档的结果",
        )
    return documents[0]


def read_results(path: Path) -> tuple[Document, ...]:
    """The documents in a result: one in JSON, any number in JSON Lines.

    Raises:
        SourceError: the file cannot be read, or holds something else.
    """
    from gkml_extract.compare.golden import read_golden

    if path.suffix == ".json":
        return (read_golden(path),)
    if path.suffix == ".jsonl":
        return _read_lines(path)
    raise UnknownFormatError(
        f"{path} is not a JSON or JSON Lines result; write the result with --format json",
        f"{path} 不是 JSON 或 JSON Lines 结果；请用 --format json 输出结果",
    )


def _read_lines(path: Path) -> tuple[Document, ...]:
    import io

    from gkml_extract.compare.golden import not_a_result, read_result_bytes
    from gkml_extract.writers import jsonl

    data = read_result_bytes(path)
    try:
        return jsonl.read(io.BytesIO(data))
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        reason = str(err).splitlines()[0]
        raise not_a_result(path, reason, reason) from err


def entries_of(place: Path) -> list[Entry]:
    """The documents of a folder, or of one file of JSON Lines.

    Where a batch left its summary, that tells which results there are, what their sources are called and which
    could not be read; else every JSON file is taken for a result.

    Raises:
        SourceError: there is no such place, or nothing in it.
    """
    if not place.is_dir():
        return _entries_of_lines(place)
    entries = list(_entries_of_summary(place)) or list(_entries_of_folder(place))
    if not entries:
        raise SourceNotFoundError(
            f"{place} holds no result (.json, .jsonl) and no golden; give the folder that `gkml batch` wrote",
            f"{place} 中没有结果文件（.json、.jsonl）或 golden 文件；请给出 `gkml batch` 的输出文件夹",
        )
    return entries


def _entries_of_lines(path: Path) -> list[Entry]:
    """The documents of one file; what is called like one before it is counted on."""
    from gkml_extract.compare.pairing import Entry

    documents = read_results(path)
    names = _short_names([PurePosixPath(document.source.path) for document in documents])
    seen: Counter[str] = Counter()
    entries: list[Entry] = []
    for name, document in zip(names, documents, strict=True):
        seen[name] += 1
        is_first = seen[name] == 1
        entries.append(
            Entry(
                name if is_first else f"{name} ({seen[name]})", document.source.path if is_first else "", path, document
            )
        )
    return entries


def _entries_of_folder(folder: Path) -> Iterator[Entry]:
    from gkml_extract.compare.pairing import Entry

    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in RESULT_SUFFIXES
        and not (path.parent == folder and path.name in _NO_RESULTS)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    ]
    for path in paths:
        yield Entry(path.relative_to(folder).with_suffix("").as_posix(), path=path)


def _entries_of_summary(folder: Path) -> Iterator[Entry]:
    """The documents that a batch read, or could not read; none where it left no summary.

    A file of the same bytes as another was read once: it has the result of that one.
    """
    from gkml_extract.compare.judged import Problem
    from gkml_extract.compare.pairing import Entry

    every = _summary_files(folder)
    by_name = {file["file"]: file for file in every}
    read_as = [
        by_name.get(str(file.get("duplicate_of")), file)
        | {"file": file["file"], "duplicate_of": file.get("duplicate_of")}
        for file in every
    ]
    files = [file for file in read_as if file["status"] != "skipped" or file.get("code") == _NOT_REACHED]
    names = _short_names([PurePosixPath(file["file"]) for file in files])
    for name, file in zip(names, files, strict=True):
        output = file.get("output")
        if file["status"] in ("failed", "skipped") or not output:
            code, message = str(file.get("code") or "failed"), str(file.get("message") or "")
            yield Entry(name, file["file"], problem=Problem(code, message, message))
        else:
            duplicate_of = str(file.get("duplicate_of") or "")
            yield Entry(name, file["file"], path=folder / str(output), duplicate_of=duplicate_of)


def _summary_files(folder: Path) -> list[dict[str, Any]]:
    try:
        files = json.loads((folder / SUMMARY_JSON).read_bytes())["files"]
        return [file for file in files if isinstance(file["file"], str) and isinstance(file["status"], str)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _short_names(files: list[PurePosixPath]) -> list[str]:
    """The names without suffix, where no two are then the same."""
    counts = Counter(file.with_suffix("") if file.name else file for file in files)
    return [
        (file.with_suffix("") if file.name and counts[file.with_suffix("")] == 1 else file).as_posix() for file in files
    ]


def read_entry(entry: Entry) -> Document:
    """The document of an entry.

    Raises:
        SourceError: it cannot be read, or the batch could not.
    """
    if entry.document is not None:
        return entry.document
    if entry.path is None:
        problem = entry.problem
        raise SourceNotFoundError(*((problem.en, problem.zh) if problem else ("it was not read", "未能读取")))
    return read_result(entry.path)
