"""Golden files: the hand-made truth of a sample.

A golden is the document without `source` and `origin`, its findings without `message` and `place`:
JSON with an indent of one, sorted keys, UTF-8. That of a picture has `least_right` besides: the share of cells that a
reading of it must have right.
"""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path, PurePosixPath
from typing import Any

from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError
from gkml_extract.model.record import Document

_LEFT_OUT: dict[str, Any] = {
    "source": True,
    "catalogues": {"__all__": {"items": {"__all__": {"origin"}}}},
    "findings": {"__all__": {"message", "place"}},
}
_LEAST_RIGHT = "least_right"
_UNKNOWN_SOURCE = {"sha256": "", "format": "golden", "reader": "golden"}


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
    """The golden file that `document` would be."""
    data = document.model_dump(mode="json", exclude=_LEFT_OUT)
    if least_right < 1:
        data[_LEAST_RIGHT] = least_right
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True).encode() + b"\n"


def read_golden(path: Path) -> Document:
    """The document in a golden file. Its source is the file itself, its findings have no message.

    Raises:
        SourceNotFoundError: there is no such file, or it may not be read.
        CorruptSourceError: it is not a golden file.
    """
    try:
        data = json.loads(path.read_bytes())
        data.pop(_LEAST_RIGHT, None)
        for finding in data["findings"]:
            finding.setdefault("message", "")
        data.setdefault("source", {"path": str(path), **_UNKNOWN_SOURCE})
        return Document.model_validate_json(json.dumps(data))
    except OSError as err:
        raise unreadable(path, err) from err
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        raise not_a_result(path, err) from err


def read_least_right(path: Path) -> float:
    """The share of cells that a reading must have right: 1 unless the golden says otherwise.

    Raises:
        CorruptSourceError: what it says is no share.
    """
    try:
        least = json.loads(path.read_bytes()).get(_LEAST_RIGHT, 1.0)
    except (OSError, ValueError, AttributeError):
        return 1.0
    if type(least) is not float or not 0 < least <= 1:
        raise not_a_result(path, ValueError(f"{_LEAST_RIGHT}: {least}"))
    return least


def unreadable(path: Path, err: OSError) -> SourceNotFoundError:
    """What to tell the user when the file cannot be opened."""
    return SourceNotFoundError(
        f"cannot read {path}: {err.strerror}; check its name and permissions",
        f"无法读取 {path}：{err.strerror}；请检查文件名和权限",
    )


def not_a_result(path: Path, err: Exception) -> CorruptSourceError:
    """What to tell the user when the file is not one of ours."""
    reason = str(err).splitlines()[0]
    return CorruptSourceError(
        f"{path} is not a result or golden file ({reason}); see docs/record.md for its shape",
        f"{path} 不是结果文件或 golden 文件（{reason}）；格式见 docs/record.md",
    )
