"""`gkml watch` in a process of its own, with the stand-in for extraction."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from support.command import gkml
from support.killing import files_below, start_batch, wait_until


def read_files(out: Path) -> set[str]:
    """The files that have a result, by the summary."""
    try:
        told = json.loads((out / "summary.json").read_bytes())
    except FileNotFoundError:
        return set()
    return {file["file"] for file in told["files"] if file["status"] in ("ok", "findings")}


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_dropped_in_is_read_and_the_end_is_that_of_a_batch(number: signal.Signals, tmp_path: Path) -> None:
    """Byte by byte; it ends with 0 and leaves no lock."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("GOLDEN xishan")
    process = start_batch(
        folder, "-o", out, "--jobs", 1, "--interval", 0.1, "--settle", 0.3, fake=True, command="watch"
    )
    wait_until(lambda: read_files(out) == {"a.txt"} and (out / "report.html").exists())
    (folder / "half.txt.part").write_text("GOLDEN")
    (folder / "b.txt").write_text("GOLDEN jinfeng")
    wait_until(lambda: read_files(out) == {"a.txt", "b.txt"})
    (folder / "a.txt").unlink()
    wait_until(lambda: read_files(out) == {"b.txt"})
    assert gkml("batch", folder, "-o", out, fake=True).code == 4
    wait_until(lambda: (out / "report.html").stat().st_mtime_ns > (out / "summary.json").stat().st_mtime_ns)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 0, stderr
    assert b"Traceback" not in stderr
    assert b"b.txt" in stderr
    gkml("batch", folder, "-o", tmp_path / "calm", fake=True)
    assert files_below(out) == files_below(tmp_path / "calm")
