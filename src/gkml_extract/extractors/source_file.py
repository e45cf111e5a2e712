"""The bytes of a file, or a clear error."""

from __future__ import annotations

from pathlib import Path

from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, SourceTooLargeError, reason_in_chinese

MAX_FILE_BYTES = 1024 * 1024 * 1024
"""Largest file taken into memory; a reader may have a lower limit of its own."""
HEAD_BYTES = 65536
"""How much of a file tells a format that has no directory."""


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`.

    Raises:
        SourceNotFoundError: it is not there, is a folder or another thing that is no file, or may not be read.
        SourceTooLargeError: more than MAX_FILE_BYTES.
        CorruptSourceError: it is empty.
    """
    try:
        _check_is_file(path)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceTooLargeError(f"{path}: larger than 1 GB; split the file", f"{path}：超过 1 GB；请拆分文件")
        data = path.read_bytes()
    except OSError as err:
        raise unreadable(path, err) from err
    if not data.strip():
        raise CorruptSourceError(f"{path}: the file is empty; ask for it again", f"{path}：文件是空的；请重新索取")
    return data


def unreadable(path: Path, err: OSError) -> SourceNotFoundError:
    """What to tell the user when a file cannot be opened."""
    return SourceNotFoundError(
        f"{path}: cannot be read ({err.strerror}); check its name and permissions",
        f"{path}：无法读取（{reason_in_chinese(err)}）；请检查文件名和权限",
    )


def _check_is_file(path: Path) -> None:
    """Raises SourceNotFoundError for what is no file, and OSError where it cannot be told."""
    if path.is_dir():
        raise SourceNotFoundError(
            f"{path} is a folder; use: gkml batch {path} -o OUT", f"{path} 是文件夹；请使用：gkml batch {path} -o OUT"
        )
    if not path.exists():
        raise SourceNotFoundError(f"{path}: there is no such file; check the path", f"{path}：文件不存在；请检查路径")
    if not path.is_file():
        raise SourceNotFoundError(f"{path} is not a regular file; name a file", f"{path} 不是普通文件；请指定文件")


def encodable(path: str) -> str:
    """`path` with each half of a surrogate pair spelled out: the name of a file may hold bytes that are no UTF-8.

    >>> encodable("\\udcff.txt")
    '\\\\udcff.txt'
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
