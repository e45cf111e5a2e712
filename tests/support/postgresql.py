"""A PostgreSQL server of our own: in a temporary folder, on a socket in it, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_WAIT_S = 30
PASSWORD = "geheim-7"
"""Of the user `locked`; all others need none."""


def server_programs() -> Path | None:
    """The folder of `initdb` and `postgres`, or None: Debian keeps it out of PATH."""
    on_path = shutil.which("initdb")
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: -float(place.parent.name))
    folders = [Path(on_path).resolve().parent] if on_path else newest_first
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def why_no_server() -> str | None:
    """Why the tests cannot start a server; None if they can."""
    if server_programs() is None:
        return "no PostgreSQL server is installed (Debian: apt install postgresql)"
    if os.getuid() == 0 and _other_user() is None:
        return "PostgreSQL refuses to run as root, and there is no other user here"
    return None


def _other_user() -> str | None:
    """A user to run the server as, where we are root."""
    known = {user.pw_name for user in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


@dataclass(frozen=True)
class Server:
    """A server that runs: its socket's folder."""

    folder: Path

    def place(self, database: str = "postgres", user: str = "tester") -> str:
        """What names a database after `--to `."""
        return f"postgresql://{user}@/{database}?host={self.folder}"


@contextmanager
def running_server() -> Iterator[Server]:
    """A new server without data; ended, and its folder removed, at the end."""
    programs = server_programs()
    assert programs is not None
    user = _other_user() if os.getuid() == 0 else None
    as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    folder = Path(tempfile.mkdtemp(prefix="gkml-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        command = [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*command, "--locale=C"], check=True, capture_output=True, cwd=folder, timeout=120, **as_user)
        (data / "pg_hba.conf").write_text("local all locked scram-sha-256\nlocal all all trust\n")
        options = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", f"unix_socket_directories={folder}")
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd=folder, **as_user
            )
        try:
            _wait_until_ready(server, Server(folder), folder / "log")
            yield Server(folder)
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(server: subprocess.Popen[bytes], ready: Server, log: Path) -> None:
    import psycopg

    until = time.monotonic() + START_WAIT_S
    while True:
        try:
            psycopg.connect(ready.place()).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text(errors="replace")) from None
            time.sleep(0.05)
