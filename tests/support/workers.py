"""What workers are given to do; a module that a fresh process can import."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path


def work(argument: int) -> int:
    """Twice the argument; -1 kills the worker, -2 hangs it, -3 is a bug, -4 eats memory."""
    if argument == -1:
        os._exit(9)
    if argument == -2:
        time.sleep(600)
    if argument == -3:
        raise ValueError("bug")
    if argument == -4:
        eaten = []
        while True:
            eaten.append(bytearray(b"x" * 20_000_000))
            time.sleep(0.02)
    return 2 * argument


def die_once(file: Path) -> str:
    """Kill the worker, unless the file says that this was done before."""
    if not file.exists():
        file.touch()
        os._exit(9)
    return file.name


def hang_with_child(file: Path) -> None:
    """Start a process in a session of its own, as LibreOffice is, write its number into the file, and hang."""
    with subprocess.Popen(["sleep", "600"], start_new_session=True) as child:
        file.with_suffix(".new").write_text(str(child.pid), encoding="ascii")
        file.with_suffix(".new").replace(file)
        time.sleep(600)


def scratch(argument: int) -> str:
    """Where temporary files go; one is left there."""
    import tempfile

    return tempfile.mkdtemp()
