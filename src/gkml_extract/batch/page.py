"""report.html of a run: pictures drawn by workers, from sources that stand in a folder or in an archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import gkml_extract
from gkml_extract.batch.archive import Chain, is_archive, list_members
from gkml_extract.batch.inventory import read_input
from gkml_extract.batch.pool import Home, Limits, run_isolated
from gkml_extract.batch.program import program_digest
from gkml_extract.batch.summary import REPORT_PAGE, SUMMARY_JSON
from gkml_extract.model.errors import GkmlError
from gkml_extract.writers.json import encode_json
from gkml_extract.writers.output import written_aside

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
    max_pictures: int | None = None,
) -> Path:
    """Write report.html into `out`; `locate` tells where the source of a document stands now.

    `max_pictures`: None is as many as a page of moderate size holds.

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

    if max_pictures is None:
        return write_report(out, lang, draw)
    return write_report(out, lang, draw if max_pictures else None, max_pictures)


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


def page_digest(out: Path, chosen: str) -> str:
    """A digest of what the page in `out` is made of: the summary names the content of all inputs, the program what is
    read in them and how it is shown, `chosen` the options."""
    digest = hashlib.sha256(f"{program_digest()} {chosen}\n".encode())
    root = Path(gkml_extract.__file__).parent / "report"
    for path in [out / SUMMARY_JSON, *sorted(root.rglob("*.py")), *sorted((root / "page").iterdir())]:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(out: Path, kept: Path, made_of: str) -> bool:
    """Whether the page stands as it was written, and was made of this."""
    try:
        return bool(json.loads(kept.read_bytes()) == {"made_of": made_of, "page": _digest(out / REPORT_PAGE)})
    except (OSError, ValueError):
        return False


def keep_current(out: Path, kept: Path, made_of: str) -> None:
    """Keep what the page that was just written is made of. Raises OutputError."""
    with written_aside(kept) as stream:
        stream.write(encode_json({"made_of": made_of, "page": _digest(out / REPORT_PAGE)}))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
