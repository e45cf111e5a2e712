"""Python's collector of reference cycles, and when not to run it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

COLLECT_EVERY = 100
"""Documents after which the whole memory is searched once: each leaves some hundred small values in cycles."""
_paused = count(1)


@contextmanager
def paused_collection() -> Iterator[None]:
    """No search for reference cycles until the end.

    Reading a document makes hundreds of thousands of small values that are in no cycle and live until the end; the
    collector looks through all of them again and again. Measured on PDFs of 50 pages: 10 to 20 % of the time. At the
    end they count as old ones, or else the next small value would start a search through them all: another 6 %.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _make_old()
            gc.enable()


def _make_old() -> None:
    """Put all values there are among the old ones; every COLLECT_EVERY times, search them for cycles."""
    if next(_paused) % COLLECT_EVERY == 0:
        gc.collect()
    elif gc.get_freeze_count() == 0:  # what a caller has frozen stays so
        gc.freeze()
        gc.unfreeze()
