"""One run at a time on one output folder."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from gkml_extract.batch.pool import Home
from gkml_extract.batch.processes import end_marked
from gkml_extract.model.errors import OutputError
from gkml_extract.writers.output import output_error

try:
    import fcntl
except ImportError:  # Windows: the last of two runs wins
    fcntl = None  # type: ignore[assignment]

_SCRATCH = "gkml-batch-"


@contextmanager
def locked(path: Path) -> Iterator[Home]:
    """Hold the lock file at `path`; gives a scratch folder and a mark for the workers of this run.

    The system frees a lock when its holder ends, however it ends. What a run that was killed has left (its scratch
    folder, processes that its workers started) is known from the file and cleared away.

    Raises:
        OutputError: another run holds it; the message says which.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    except OSError as err:
        raise output_error(path, err) from err
    with os.fdopen(handle, "r+", encoding="utf-8") as file:
        _hold(file.fileno(), path)
        _clear_leftovers(_read(path))
        home = Home(Path(tempfile.mkdtemp(prefix=_SCRATCH)), secrets.token_hex(8))
        try:
            _write(file, home)
            yield home
        finally:
            shutil.rmtree(home.scratch or "", ignore_errors=True)
            file.seek(0)
            file.truncate()


def _hold(handle: int, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as err:
        raise _in_use(path) from err
    except OSError:
        return  # a network folder that knows no locks


def _in_use(path: Path) -> OutputError:
    holder = _read(path)
    who = f"{holder.get('pid', '?')} @ {holder.get('host', '?')}, {holder.get('started', '?')}"
    out = path.parent.parent
    return OutputError(
        f"another run is writing into {out} (process {who}); wait for its end, or choose another place with --out",
        f"另一个运行正在写入 {out}（进程 {who}）；请等待其结束，或用 --out 另选位置",
    )


def _write(file: Any, home: Home) -> None:
    file.seek(0)
    file.truncate()
    started = datetime.now().astimezone().isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "started": started}
    json.dump({**holder, "scratch": str(home.scratch), "mark": home.mark}, file)
    file.flush()


def _read(path: Path) -> dict[str, Any]:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return holder if isinstance(holder, dict) else {}


def _clear_leftovers(holder: dict[str, Any]) -> None:
    if holder.get("host") != socket.gethostname():
        return
    scratch, mark = holder.get("scratch"), holder.get("mark")
    if isinstance(mark, str) and mark:
        end_marked(mark)
    if isinstance(scratch, str):
        folder = Path(scratch)
        if folder.parent == Path(tempfile.gettempdir()) and folder.name.startswith(_SCRATCH):
            shutil.rmtree(folder, ignore_errors=True)
