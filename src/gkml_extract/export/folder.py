"""What an export leaves on disk: a folder that takes the place of an earlier one, or no file where it fails."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gkml_extract.model.errors import OutputError
from gkml_extract.writers.output import output_error


@contextmanager
def gone_if_new(path: Path) -> Iterator[None]:
    """Removes the file that the block began, if it ends with an error: one that stood there before stays."""
    is_new = not path.exists()
    try:
        yield
    except BaseException:
        if is_new:
            with suppress(OSError):
                path.unlink()
        raise


@contextmanager
def folder_aside(place: Path, ours: Container[str]) -> Iterator[Path]:
    """A new folder that stands at `place` once the block ends well; `ours` are the files an export makes.

    Raises:
        OutputError: it cannot be written, or `place` holds something that no export made: it is never removed.
    """
    place = place.resolve()
    _refuse_foreign(place, ours)
    aside: Path | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}.", suffix=".part", dir=place.parent))
        new = aside / "new"
        new.mkdir()
        yield new
        _refuse_foreign(place, ours)
        if place.exists():
            place.replace(aside / "old")
        new.replace(place)
    except OSError as err:
        raise output_error(place, err) from err
    finally:
        if aside is not None:
            if (aside / "old").exists() and not place.exists():
                (aside / "old").replace(place)
            shutil.rmtree(aside, ignore_errors=True)


def _refuse_foreign(place: Path, ours: Container[str]) -> None:
    try:
        foreign = sorted(path.name for path in place.iterdir() if path.name not in ours)
    except FileNotFoundError:
        return
    except NotADirectoryError as err:
        raise output_error(place, OSError(errno.ENOTDIR, "it is a file")) from err
    except OSError as err:
        raise output_error(place, err) from err
    if foreign:
        raise OutputError(
            f"{place} holds {foreign[0]}, which no export made; choose an empty or a new folder",
            f"{place} 中有并非导出产生的 {foreign[0]}；请选择空文件夹或新文件夹",
        )
