"""One input: read, written, kept."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath

from gkml_extract.batch.outcome import Status
from gkml_extract.batch.state import State, read_piece
from gkml_extract.batch.task import Task, perform
from gkml_extract.model.engine import Engine
from gkml_extract.writers.contract import Headers
from support.goldens import SAMPLES

XISHAN = (SAMPLES / "text" / "xishan.txt").read_bytes()


def task(tmp_path: Path, data: bytes, digest: str | None = None) -> Task:
    """To read these bytes."""
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(data)
    out = tmp_path / "out"
    return Task(
        path=path, chain=(), digest=digest or hashlib.sha256(data).hexdigest(), file="a.txt", source="in/a.txt",
        out=out, output=PurePath("a.json"), piece=State(out).piece_file("a.txt"), key="key", format="json",
        headers=Headers.ZH, lang="en", engine=Engine.AUTO,
    )  # fmt: skip


def test_a_document_is_written_and_kept(tmp_path: Path) -> None:
    """The outcome is there for the next run, and calls the document as the task does."""
    given = task(tmp_path, XISHAN)
    outcome = perform(given)
    assert (outcome.status, outcome.n_items, outcome.digest) == (Status.FINDINGS, 10, given.digest)
    kept = read_piece(given.piece, ("key",), given.out)
    assert kept and kept.findings == outcome.findings
    assert '"path": "in/a.txt"' in (given.out / "a.json").read_text(encoding="utf-8")


def test_a_file_that_changed_meanwhile_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    """It fails, and that is not kept."""
    given = task(tmp_path, XISHAN, digest="0" * 64)
    assert perform(given).code == "source-changed"
    assert not given.piece.exists()


def test_a_failure_of_the_file_is_kept(tmp_path: Path) -> None:
    """It would come again."""
    given = task(tmp_path, b"\x89PNG\r\n\x1a\n broken")
    assert perform(given).status is Status.FAILED
    kept = read_piece(given.piece, ("key",), given.out)
    assert kept and kept.status is Status.FAILED


def test_a_result_that_cannot_be_kept_is_none(tmp_path: Path) -> None:
    """Nothing is left that the summary does not tell."""
    given = task(tmp_path, XISHAN)
    given.piece.mkdir(parents=True)
    assert perform(given).code == "output"
    assert not (given.out / "a.json").exists()
