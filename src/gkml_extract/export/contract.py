"""What a target is. Light to import: the command line names the targets in its help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gkml_extract.writers.contract import Headers

if TYPE_CHECKING:
    from gkml_extract.export.results import Results

DEFAULT_COLLECTION = "default"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Choices of the user.

    Args:
        collection: what this export is called in a target that holds several.
        schema: of a PostgreSQL database; None is the one the server chooses, mostly `public`.
        has_prune: whether files of the collection that are no longer among the results go.
        headers: language of what a workbook says.
        on_file: hears of each file that is done.
    """

    collection: str = DEFAULT_COLLECTION
    schema: str | None = None
    has_prune: bool = False
    headers: Headers = Headers.ZH
    on_file: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Exported:
    """How many files and items the results hold, and what became of the files in the target.

    The next four are None where the target is always written anew. `n_stale`: files of the collection that stay though
    the results no longer have them. `n_cut`: texts that did not fit.
    """

    n_files: int
    n_items: int
    n_new: int | None = None
    n_updated: int | None = None
    n_unchanged: int | None = None
    n_removed: int | None = None
    n_stale: int = 0
    n_cut: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """Where results can go: `--to name:place`.

    `place` stands in help for what follows the colon. `keeps_files`: files that are exported earlier stay, so that
    --collection and --prune have a meaning. `write` is all or nothing: a failure leaves the place as it was.
    """

    name: str
    place: str
    keeps_files: bool
    write: Callable[[Results, str, ExportOptions], Exported]
