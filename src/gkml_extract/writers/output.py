"""Files written aside and renamed: a reader never sees half of one, a failure leaves none behind."""

from __future__ import annotations

import errno
import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gkml_extract.model.errors import OutputError, reason_in_chinese


def output_error(path: Path, err: OSError) -> OutputError:
    """What to tell the user when `path` could not be written."""
    reason = err.strerror or type(err).__name__
    return OutputError(
        f"cannot write {path}: {reason}; choose another place with --out or free this one",
        f"无法写入 {path}：{reason_in_chinese(err)}；请用 --out 另选位置，或检查权限与磁盘空间",
    )


_ASIDE_SUFFIX = ".part"


@contextmanager
def written_aside(path: Path) -> Iterator[BinaryIO]:
    """A binary stream whose bytes stand at `path` once the block ends well; folders are made as needed.

    A link is followed; a device or a pipe is refused, for it would be replaced by a file.

    Raises:
        OutputError: the folder or the file could not be written; nothing is left behind.
    """
    aside: Path | None = None
    try:
        path = path.resolve() if path.is_symlink() else path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is a device or a pipe")
        handle, name = tempfile.mkstemp(prefix=_aside_prefix(path), suffix=_ASIDE_SUFFIX, dir=path.parent)
        aside = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield stream
        aside.chmod(_usual_mode())
        aside.replace(path)
        aside = None
    except OSError as err:
        raise output_error(path, err) from err
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)


def discard_aside(path: Path) -> None:
    """Remove what a process that was killed left of `path`."""
    for left in path.parent.glob(glob.escape(_aside_prefix(path)) + "*" + _ASIDE_SUFFIX):
        left.unlink(missing_ok=True)


def ensure_folder(path: Path) -> None:
    """Make the folder and see that a file can be written into it. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as err:
        raise output_error(path, err) from err


def _aside_prefix(path: Path) -> str:
    return f".{path.name[:40]}."


def _usual_mode() -> int:
    """The permissions a new file would have; mkstemp gives only its owner any."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
