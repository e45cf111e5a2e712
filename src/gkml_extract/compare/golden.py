"""Golden files: the hand-made truth of a sample.

A golden is the document without `source` and `origin`, its findings without `message` and `place`:
JSON with an indent of one, sorted keys, UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, SourceTooLargeError, reason_in_chinese
from gkml_extract.model.finding import READER_DOUBTS
from gkml_extract.model.record import SCHEMA_VERSION, Document

_LEFT_OUT: dict[str, Any] = {
    "source": True,
    "catalogues": {"__all__": {"items": {"__all__": {"origin"}}}},
    "findings": {"__all__": {"message", "place"}},
}
_LEAST_RIGHT = "least_right"
_UNKNOWN_SOURCE = {"sha256": "", "format": "golden", "reader": "golden"}
LARGEST_RESULT = 512 << 20
"""Bytes. A catalogue of 20,000 rows with the origin of each value has some 60 MB."""


def golden_name(name: str, goldens: Container[str]) -> str | None:
    """Which of `goldens` belongs to the sample or result called `name`; None where none does.

    All names are relative, goldens without their suffix. It is the one of the same name, else of the name with one
    suffix less, and so on: `a/b.json` serves a/b.docx, a/b.pdf and a/b.browser.pdf, and a/b.pdf.json would be that of
    a/b.pdf alone.
    """
    path = PurePosixPath(name)
    while path.as_posix() not in goldens:
        if not path.suffix:
            return None
        path = path.with_suffix("")
    return path.as_posix()


def golden_json(document: Document, least_right: float = 1.0) -> bytes:
    """The golden file that `document` would be: without doubts of the reader, which tell nothing of the document."""
    stated = tuple(finding for finding in document.findings if finding.code not in READER_DOUBTS)
    data = document.model_copy(update={"findings": stated}).model_dump(mode="json", exclude=_LEFT_OUT)
    if least_right < 1:
        data[_LEAST_RIGHT] = least_right
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True).encode() + b"\n"


def is_golden(document: Document) -> bool:
    """Whether it was read from a golden file, which names no source."""
    return document.source.reader == _UNKNOWN_SOURCE["reader"] and document.source.format == _UNKNOWN_SOURCE["format"]


def read_golden(path: Path) -> Document:
    """The document in a golden file, or in a JSON result. The source of a golden is the file itself.

    Raises:
        SourceNotFoundError: there is no such file, or it may not be read.
        SourceTooLargeError: it is larger than any result.
        CorruptSourceError: it is neither, broken, or of another version of the record.
    """
    data = read_result_bytes(path)
    try:
        return Document.model_validate_json(data)
    except (ValueError, RecursionError):
        pass
    try:
        values = json.loads(data)
    except RecursionError as err:
        raise not_a_result(path, "nested too deep", "嵌套过深") from err
    except ValueError as err:
        raise not_a_result(path, f"broken JSON: {err}", f"JSON 已损坏：{err}") from err
    if not isinstance(values, dict) or not isinstance(values.get("catalogues"), list):
        raise not_a_result(path, "it has no list of catalogues", "其中没有目录列表（catalogues）")
    return _golden_of(values, path)


def _golden_of(values: dict[str, Any], path: Path) -> Document:
    values.pop(_LEAST_RIGHT, None)
    stated = values.pop("schema_version", SCHEMA_VERSION)
    if stated != SCHEMA_VERSION:
        raise _other_version(path, f"it is of version {stated}", f"其版本为 {stated}")
    try:
        for finding in values["findings"]:
            finding.setdefault("message", "")
        values.setdefault("source", {"path": str(path), **_UNKNOWN_SOURCE})
        return Document.model_validate_json(json.dumps(values))
    except ValidationError as err:
        raise _unfitting(path, err) from err
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as err:
        raise not_a_result(path, "its findings are missing", "其中没有疑点列表（findings）") from err


def read_result_bytes(path: Path) -> bytes:
    """The bytes of a result, if it is no larger than results are.

    Raises:
        SourceNotFoundError: there is no such file, or it may not be read.
        SourceTooLargeError: it is larger.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_RESULT + 1)
    except OSError as err:
        raise unreadable(path, err) from err
    if len(data) > LARGEST_RESULT:
        size = f"{LARGEST_RESULT >> 20} MB"
        raise SourceTooLargeError(
            f"{path} is larger than {size}; compare the documents one by one",
            f"{path} 超过 {size}；请逐个文档比较",
        )
    return data


def read_least_right(path: Path) -> float:
    """The share of cells that a reading must have right: 1 unless the golden says otherwise.

    Raises:
        CorruptSourceError: what it says is no share.
    """
    try:
        least = json.loads(path.read_bytes()).get(_LEAST_RIGHT, 1.0)
    except (OSError, ValueError, AttributeError, RecursionError):
        return 1.0
    if type(least) is not float or not 0 < least <= 1:
        raise not_a_result(path, f"{_LEAST_RIGHT} is {least}, not a share", f"{_LEAST_RIGHT} 的值 {least} 不是比例")
    return least


def unreadable(path: Path, err: OSError) -> SourceNotFoundError:
    """What to tell the user when the file cannot be opened."""
    return SourceNotFoundError(
        f"cannot read {path}: {err.strerror}; check its name and permissions",
        f"无法读取 {path}：{reason_in_chinese(err)}；请检查文件名和权限",
    )


def not_a_result(path: Path, en: str, zh: str) -> CorruptSourceError:
    """What to tell the user when the file is not one of ours."""
    return CorruptSourceError(
        f"{path} is not a result or golden file ({en}); make one with `gkml extract FILE --format json`",
        f"{path} 不是结果文件或 golden 文件（{zh}）；请用 `gkml extract 文件 --format json` 生成",
    )


def _unfitting(path: Path, err: ValidationError) -> CorruptSourceError:
    """What to tell of a file that is like one of ours: the first key that does not fit."""
    first = err.errors(include_url=False, include_input=False)[0]
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    if first["type"] == "extra_forbidden":
        return _other_version(path, f"unknown key {where}", f"未知的键 {where}")
    return _other_version(path, f"{where}: {first['msg']}", f"{where}：{first['msg']}")


def _other_version(path: Path, en: str, zh: str) -> CorruptSourceError:
    return CorruptSourceError(
        f"{path} is not a result or golden file of version {SCHEMA_VERSION} of the record ({en}); "
        "correct it, or write it anew with this version of gkml",
        f"{path} 不是记录格式 {SCHEMA_VERSION} 版的结果或 golden 文件（{zh}）；请更正，或用当前版本的 gkml 重新生成",
    )
