"""What is exported: the results of a batch as summary.json names them, a folder of results, or one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, UnknownFormatError

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

SUMMARY = "summary.json"
_NO_DOCUMENTS = frozenset({SUMMARY, "datapackage.json"})
"""JSON files in a folder of results that are none. Source: batch/summary.py, export/datapackage.py."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file of the batch could not be read."""

    code: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One file of a batch: what it is called, and its document or why there is none."""

    file: str
    outcome: Document | Failure


@dataclass(frozen=True, slots=True)
class Results:
    """The results in `place`. Iterating reads one document at a time.

    `entries` are file names, each with where its result lies or why there is none; `skipped` are files that the
    batch did not read on purpose or did not come to: nothing is known of them, so an export leaves them as they are.
    """

    place: Path
    entries: tuple[tuple[str | None, Path | Failure], ...]
    skipped: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Result]:
        """Every file in order. Raises SourceError where one of the results cannot be read."""
        given: set[str] = set()
        for file, outcome in self.entries:
            if isinstance(outcome, Failure):
                yield Result(file or "", outcome)
                continue
            document = read_document(outcome)
            name = file or document.source.path
            if name in given:
                name = outcome.relative_to(self.place).as_posix()
            given.add(name)
            yield Result(name, document)


def find_results(place: Path) -> Results:
    """The results in a folder, or the one in a file.

    Raises:
        SourceNotFoundError: there is no such place, or it may not be read.
        CorruptSourceError: it holds no result.
    """
    if not place.exists():
        raise SourceNotFoundError(f"there is no {place}; check its name", f"{place} 不存在；请检查名称")
    if not place.is_dir():
        return Results(place.parent, ((None, place),))
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
    entries: list[tuple[str | None, Path | Failure]] = []
    skipped: set[str] = set()
    for file in files:
        if file.get("output"):
            entries.append((file["file"], place / file["output"]))
        elif file["status"] == "skipped":
            skipped.add(file["file"])
        else:
            entries.append((file["file"], Failure(file.get("code"), file.get("message"))))
    return Results(place, tuple(entries), frozenset(skipped))


def _of_folder(place: Path) -> Results:
    paths = sorted(
        path
        for path in place.rglob("*.json")
        if path.is_file() and path.name not in _NO_DOCUMENTS and not path.name.startswith(".")
    )
    if not paths:
        raise CorruptSourceError(
            f"{place} holds no results; give the folder that `gkml batch` wrote, or a JSON result",
            f"{place} 中没有结果；请指定 `gkml batch` 的输出文件夹，或一个 JSON 结果文件",
        )
    return Results(place, tuple((None, path) for path in paths))


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
        f"无法读取 {path}：{err.strerror}；如已被移动或删除，请重新运行 `gkml batch`",
    )
