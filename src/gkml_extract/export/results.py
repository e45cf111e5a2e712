"""What is exported: the results of a batch as summary.json names them, a folder of results, or one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, UnknownFormatError, reason_in_chinese

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

SUMMARY = "summary.json"
_NO_DOCUMENTS = frozenset({SUMMARY, "datapackage.json"})
"""JSON files in a folder of results that are none. Source: batch/summary.py, export/datapackage.py."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the batch tells of one file.

    Args:
        file: what it is called; None where only its result is there, whose source says it.
        result: where its document lies; None where it could not be read, or has the bytes of another file.
        status: ok, findings, failed or duplicate; None where nothing is told.
        code, message: why there is no result.
        digest: SHA-256 of its bytes.
        duplicate_of: the file that has the same bytes.
        superseded_by: the file with a newer submission of the same catalogue.
    """

    file: str | None
    result: Path | None
    status: str | None = None
    code: str | None = None
    message: str | None = None
    digest: str | None = None
    duplicate_of: str | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One file of a batch: what it is called, its document, if it has one, and what the batch tells of it."""

    file: str
    document: Document | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class Results:
    """The results in `place`. Iterating reads one document at a time.

    `skipped` are files that the batch did not read on purpose or did not come to: nothing is known of them, so an
    export leaves them as they are.
    """

    place: Path
    entries: tuple[Entry, ...]
    skipped: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Result]:
        """Every file in order. Raises SourceError where one of the results cannot be read."""
        given: set[str] = set()
        for entry in self.entries:
            document = read_document(entry.result) if entry.result else None
            name = entry.file or (document.source.path if document else "")
            if name in given and entry.result:
                name = entry.result.relative_to(self.place).as_posix()
            given.add(name)
            yield Result(name, document, entry)


def find_results(place: Path) -> Results:
    """The results in a folder, or the one in a file.

    Raises:
        SourceNotFoundError: there is no such place, or it may not be read.
        CorruptSourceError: it holds no result.
    """
    if not place.exists():
        raise SourceNotFoundError(f"there is no {place}; check its name", f"{place} 不存在；请检查名称")
    if not place.is_dir():
        return Results(place.parent, (Entry(None, place),))
    if (place / SUMMARY).is_file():
        return _of_summary(place, _read_summary(place / SUMMARY))
    return _of_folder(place)


def _read_summary(path: Path) -> list[dict[str, Any]]:
    try:
        files = json.loads(path.read_bytes())["files"]
        return [dict(file) for file in files if (file["file"], file["status"])]
    except OSError as err:
        raise _unreadable(path, err) from err
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        raise CorruptSourceError(
            f"{path} is not the summary of a batch; run `gkml batch` again",
            f"{path} 不是批处理的摘要；请重新运行 `gkml batch`",
        ) from err


def _of_summary(place: Path, files: list[dict[str, Any]]) -> Results:
    entries: list[Entry] = []
    skipped: set[str] = set()
    for file in files:
        status = "duplicate" if file.get("duplicate_of") and not file.get("output") else file["status"]
        if status == "skipped":
            skipped.add(file["file"])
            continue
        keys = ("code", "message", "digest", "duplicate_of", "superseded_by")
        result = place / file["output"] if file.get("output") else None
        entries.append(Entry(file["file"], result, status, **{key: file.get(key) for key in keys}))
    return Results(place, tuple(entries), frozenset(skipped))


def _of_folder(place: Path) -> Results:
    paths = sorted(path for path in place.rglob("*.json") if path.is_file() and _may_be_result(path, place))
    if not paths:
        raise CorruptSourceError(
            f"{place} holds no results; give the folder that `gkml batch` wrote, or a JSON result",
            f"{place} 中没有结果；请指定 `gkml batch` 的输出文件夹，或一个 JSON 结果文件",
        )
    return Results(place, tuple(Entry(None, path) for path in paths))


def _may_be_result(path: Path, place: Path) -> bool:
    is_hidden = any(part.startswith(".") for part in path.relative_to(place).parts)
    return not is_hidden and path.name not in _NO_DOCUMENTS


def read_document(path: Path) -> Document:
    """The one document in a JSON or JSON Lines result.

    Raises:
        SourceError: it cannot be read, or is none of ours.
    """
    from gkml_extract.writers.registry import writer_for_suffix

    writer = writer_for_suffix(path.suffix)
    if writer is None or writer.name not in ("json", "jsonl"):
        raise UnknownFormatError(
            f"{path} is not a JSON result, and no other format holds everything; run `gkml batch` with --format json",
            f"{path} 不是 JSON 结果，其他格式内容不全；请用 --format json 运行 `gkml batch`",
        )
    try:
        with path.open("rb") as stream:
            (document,) = writer.read(stream)
            return document
    except OSError as err:
        raise _unreadable(path, err) from err
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        raise CorruptSourceError(
            f"{path} is not a result of gkml ({str(err).splitlines()[0]}); run `gkml batch` or `gkml extract` again",
            f"{path} 不是 gkml 的结果文件（{str(err).splitlines()[0]}）；请重新运行 `gkml batch` 或 `gkml extract`",
        ) from err


def _unreadable(path: Path, err: OSError) -> SourceNotFoundError:
    return SourceNotFoundError(
        f"cannot read {path}: {err.strerror}; run `gkml batch` again if it was moved or removed",
        f"无法读取 {path}：{reason_in_chinese(err)}；如已被移动或删除，请重新运行 `gkml batch`",
    )
