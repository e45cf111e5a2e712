"""What workers are given to do; a module that a fresh process can import."""

from __future__ import annotations

import os
import time


def work(argument: int) -> int:
    """Twice the argument; -1 kills the worker, -2 hangs it, -3 is a bug."""
    if argument == -1:
        os._exit(9)
    if argument == -2:
        time.sleep(600)
    if argument == -3:
        raise ValueError("bug")
    return 2 * argument
