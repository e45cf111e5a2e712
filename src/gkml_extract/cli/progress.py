"""A progress bar on stderr, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gkml_extract.batch.run import Listener
from gkml_extract.cli.console import in_user_language, terminal

if TYPE_CHECKING:
    from rich.progress import Progress

    from gkml_extract.batch.outcome import Outcome

_NAME_WIDTH = 30


@contextmanager
def progress() -> Iterator[Listener]:
    """What hears how a run goes on and shows it: the file at hand, how many of how many, how many a second."""
    if not sys.stderr.isatty():
        yield Listener()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=terminal(), transient=True) as bar:
        yield _Bar(bar)


class _Bar(Listener):
    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task(in_user_language("looking at the files", "正在查看文件"), total=None, rate="")
        self._started_s = time.monotonic()
        self._n_done = 0

    def planned(self, n_inputs: int, kept: Sequence[Outcome]) -> None:
        """The bar begins where an earlier run has ended."""
        self._started_s = time.monotonic()
        self._bar.update(self._task, total=n_inputs, completed=len(kept))

    def begun(self, file: str) -> None:
        """Its name stands before the bar."""
        self._bar.update(self._task, description=PurePosixPath(file).name[:_NAME_WIDTH])

    def done(self, outcome: Outcome) -> None:
        """One more, and how many a second."""
        self._n_done += 1
        rate = self._n_done / max(time.monotonic() - self._started_s, 0.001)
        self._bar.update(self._task, advance=1, rate=in_user_language(f"{rate:.1f} files/s", f"{rate:.1f} 个/秒"))
