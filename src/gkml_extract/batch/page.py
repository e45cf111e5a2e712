"""report.html of a run: pictures drawn by workers, from sources that stand in a folder or in an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gkml_extract.batch.archive import Chain, is_archive, list_members
from gkml_extract.batch.inventory import read_input
from gkml_extract.batch.pool import Home, Limits, run_isolated
from gkml_extract.model.errors import GkmlError

if TYPE_CHECKING:
    from gkml_extract.report.illustrate import PictureTask
    from gkml_extract.report.illustration import Illustration

PICTURE_LIMITS = Limits(timeout_s=30.0, memory_bytes=2 * 2**30)
"""For all pictures of one document; most take less than a tenth of a second."""

Located = tuple[Path, Chain]
"""A file on disk, and where in it a member of an archive stands."""


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A task for a worker; `at` is None where the source has gone."""

    task: PictureTask
    at: Located | None


def write_page(
    out: Path,
    lang: str,
    locate: Callable[[PictureTask], Located | None],
    n_workers: int,
    home: Home | None = None,
    *,
    has_pictures: bool = True,
) -> Path:
    """Write report.html into `out`; `locate` tells where the source of a document stands now.

    Raises:
        SourceError: `out` holds no summary of a batch.
        OutputError: the page cannot be written.
    """
    from gkml_extract.report.write import write_report

    def draw(tasks: Sequence[PictureTask]) -> Iterator[tuple[int, tuple[Illustration, ...] | None]]:
        drawings = [_Drawing(task, locate(task)) for task in tasks]
        with closing(run_isolated(_pictures, drawings, n_workers, PICTURE_LIMITS, home)) as results:
            for index, result in results:
                yield index, result if isinstance(result, tuple) else None

    return write_report(out, lang, draw if has_pictures else None)


def _pictures(drawing: _Drawing) -> tuple[Illustration, ...]:
    from gkml_extract.report.illustrate import illustrate

    try:
        data = read_input(*drawing.at) if drawing.at else None
    except (GkmlError, OSError):
        data = None
    return illustrate(data, drawing.task)


def locate_source(path: Path) -> Located | None:
    """Where `path` stands: a file, or a member of an archive that is one of its parents; None where it does not."""
    try:
        if path.is_file():
            return path, ()
        archive = next((parent for parent in path.parents if parent.is_file()), None)
        chain = _members(archive).get(path.relative_to(archive).as_posix()) if archive else None
    except (OSError, ValueError):
        return None
    return (archive, chain) if archive and chain else None


@lru_cache(64)
def _members(archive: Path) -> dict[str, Chain]:
    return {member.name: member.chain for member in list_members(archive)} if is_archive(archive) else {}
