"""What is kept for the next run, and that one run at a time writes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gkml_extract.batch.lock import locked
from gkml_extract.batch.outcome import FindingRow, Outcome, Status, Submission, failure
from gkml_extract.batch.processes import MARK_VARIABLE
from gkml_extract.batch.program import program_digest
from gkml_extract.batch.state import Rows, State, copy_rows, read_piece, write_piece
from gkml_extract.model.errors import OutputError

FINDING = FindingRow(0, 1, "一", "deadline", "warning", "code", "说明", None, "advice")
OUTCOME = Outcome(
    "镇/a.docx", Status.FINDINGS, output="a.json", n_catalogues=1, n_items=2, findings=(FINDING,),
    submission=Submission("目录", "某局", None, (1, 2)), digest="d", seconds=1.5,
)  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A piece, beside the result that it speaks of."""
    (tmp_path / "a.json").write_bytes(b"{}")
    piece = State(tmp_path).piece_file(OUTCOME.file)
    write_piece(piece, "key", OUTCOME, b"{}", Rows("行\r\n".encode(), b"{}\n{}\n"))
    return piece


def test_an_outcome_comes_back_whole(kept: Path, tmp_path: Path) -> None:
    """Marked as kept; its rows as they were."""
    outcome = read_piece(kept, ("key",), tmp_path)
    assert outcome
    assert outcome.is_kept
    assert outcome.findings == OUTCOME.findings
    assert (outcome.submission, outcome.status, outcome.seconds) == (OUTCOME.submission, Status.FINDINGS, 1.5)
    csv, jsonl = io.BytesIO(), io.BytesIO()
    copy_rows([kept, kept], csv, jsonl)
    assert (csv.getvalue().decode(), jsonl.getvalue()) == ("行\r\n行\r\n", b"{}\n{}\n" * 2)


def test_it_holds_only_for_its_key_and_its_result(kept: Path, tmp_path: Path) -> None:
    """Another key, a result that was changed or is gone: read again."""
    assert read_piece(kept, ("other",), tmp_path) is None
    (tmp_path / "a.json").write_bytes(b"{ }")
    assert read_piece(kept, ("key",), tmp_path) is None
    (tmp_path / "a.json").unlink()
    assert read_piece(kept, ("key",), tmp_path) is None


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.99])
def test_a_torn_piece_is_none(kept: Path, tmp_path: Path, share: float) -> None:
    """As a disk leaves it that lost its power."""
    whole = kept.read_bytes()
    kept.write_bytes(whole[: int(share * len(whole))])
    assert read_piece(kept, ("key",), tmp_path) is None


def test_results_of_files_that_are_gone_go_too(kept: Path, tmp_path: Path) -> None:
    """With their folders and pieces; what a person has changed stays and is named."""
    state = State(tmp_path)
    for name in ("sub/b.json", "c.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")
    write_piece(state.piece_file("c"), "key", failure("c", "x", "x"), b"{}")
    write_piece(state.piece_file("d"), "key", Outcome("d", Status.OK, output="d.json"), b"{}")
    (tmp_path / "d.json").write_bytes(b"changed")
    assert state.retire({"a.json": OUTCOME.file, "sub/b.json": "sub/b", "c.json": "c", "d.json": "d"}) == ()
    assert state.retire({"a.json": OUTCOME.file}) == ("d.json",)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.json", "d.json", ".gkml"}
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_what_is_half_written_is_cleared_away(tmp_path: Path) -> None:
    """And nothing else that begins with a dot."""
    (tmp_path / "sub").mkdir()
    for name in (".a.json.abc_1234.part", "sub/.b.json.zzzzzzzz.part", ".mine.part", "a.part"):
        (tmp_path / name).touch()
    State(tmp_path).clear_aside()
    assert sorted(path.name for path in tmp_path.rglob("*.part")) == [".mine.part", "a.part"]


def test_the_second_of_two_runs_says_so(tmp_path: Path) -> None:
    """And who is the first; when that has ended, it may."""
    path = tmp_path / "out" / ".gkml" / "lock"
    with locked(path) as home:
        assert home.scratch and home.scratch.is_dir()
        with pytest.raises(OutputError, match=str(os.getpid())), locked(path):
            pass
    assert not home.scratch.exists()
    with locked(path):
        pass
    assert path.read_bytes() == b""


def test_what_a_killed_run_has_left_is_cleared_away(tmp_path: Path) -> None:
    """Its scratch folder, and what its workers started: LibreOffice lives on in a session of its own."""
    path = tmp_path / "lock"
    code = (
        "import sys, os; from pathlib import Path; from gkml_extract.batch.lock import locked\n"
        "with locked(Path(sys.argv[1])) as home: (home.scratch / 'a').touch(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    holder = json.loads(path.read_text())
    assert Path(holder["scratch"], "a").exists()
    environment = {**os.environ, MARK_VARIABLE: holder["mark"] + "-0"}
    with subprocess.Popen(["sleep", "600"], env=environment, start_new_session=True) as left:
        time.sleep(0.2)
        with locked(path):
            assert left.wait(10) == -9
    assert not Path(holder["scratch"]).exists()


def test_the_program_is_the_same_program_each_time() -> None:
    """Its digest is of files, not of this process."""
    done = subprocess.run(
        [sys.executable, "-c", "from gkml_extract.batch.program import program_digest; print(program_digest())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == program_digest()
