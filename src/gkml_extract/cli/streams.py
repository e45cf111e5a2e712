"""The standard streams, where a caller closed them: `gkml … >&-`."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any


class _Closed(io.RawIOBase):
    """Takes nothing, as a closed descriptor does."""

    def writable(self) -> bool:
        """As far as anyone can tell before writing."""
        return True

    def write(self, _data: Any, /) -> int:
        """Fail as write(2) would."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def fill_closed_streams() -> None:
    """Put streams where Python found none: a stdout that fails when written to, a stderr that swallows.

    Their descriptors are taken, so that no file opened later gets the number of a standard stream.
    """
    if sys.stdin is not None and sys.stdout is not None and sys.stderr is not None:
        return
    taken = os.open(os.devnull, os.O_RDWR)
    while taken <= 2:
        taken = os.open(os.devnull, os.O_RDWR)
    os.close(taken)
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed()), encoding="utf-8")
    if sys.stderr is None:
        drop_stderr()


def drop_stdout() -> None:
    """Forget what stdout could not take: it would fail again when Python ends."""
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def drop_stderr() -> None:
    """Let messages go nowhere; the exit code still tells."""
    sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
