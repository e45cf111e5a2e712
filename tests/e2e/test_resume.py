"""Runs that go on from earlier ones: only what is new or changed is done, and the end is that of one run."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gkml_extract.batch.lock import locked
from gkml_extract.batch.processes import MARK_VARIABLE
from gkml_extract.batch.state import State
from support.command import Ran, gkml
from support.folders import gbk_zip, make_folder
from support.goldens import SAMPLES
from support.killing import files_below, kill_a_worker, kill_all, n_done, start_batch, wait_until, workers_of

RUN_FILES = {"summary.json", "datapackage.json"}
GOOD = {"a.txt": "GOLDEN xishan", "sub/b.txt": "GOLDEN jinfeng", "c.txt": "GOLDEN lingwu"}


def write(folder: Path, files: dict[str, str]) -> Path:
    """These files below the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def batch(folder: Path, out: Path, *options: object) -> Ran:
    """The command, with the stand-in for extraction."""
    return gkml("batch", folder, "-o", out, "--jobs", 1, "--no-report", *options, fake=True)


def times_written(out: Path) -> dict[str, int]:
    """When each result was written."""
    names = (path for path in out.rglob("*.json") if path.name not in RUN_FILES)
    return {path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in names}


def summary(out: Path) -> dict[str, dict[str, Any]]:
    """What the run tells: file → its values."""
    return {file["file"]: file for file in json.loads((out / "summary.json").read_bytes())["files"]}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder that was read once, at a place of its own, and a copy of both."""
    home, copy = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("copy") / "home"
    batch(write(home / "in", GOOD), home / "out")
    shutil.copytree(home, copy)
    return home, copy


@pytest.fixture
def done(once: tuple[Path, Path]) -> tuple[Path, Path]:
    """The folder and its output as they were then, whatever another test has made of them: paths are in results."""
    home, copy = once
    shutil.rmtree(home)
    shutil.copytree(copy, home)
    return home / "in", home / "out"


def same_as_new(folder: Path, out: Path, *options: object) -> bool:
    """Whether the output is that of a run that has never seen the folder."""
    with tempfile.TemporaryDirectory() as fresh:
        batch(folder, Path(fresh), *options)
        return files_below(out) == files_below(Path(fresh))


def test_a_second_run_reads_nothing_and_changes_nothing(done: tuple[Path, Path]) -> None:
    """The closing line says so."""
    folder, out = done
    before, files = times_written(out), files_below(out)
    again = batch(folder, out)
    assert "3 files read (3 kept from before)" in again.err
    assert (times_written(out), files_below(out)) == (before, files)


def test_only_what_is_new_or_changed_is_read(done: tuple[Path, Path]) -> None:
    """By content: a file that is only touched is as it was."""
    folder, out = done
    before = times_written(out)
    write(folder, {"c.txt": "GOLDEN zhongwei", "d.txt": "GOLDEN dawukou"})
    os.utime(folder / "a.txt", (1, 1))
    batch(folder, out)
    after = times_written(out)
    assert {name for name in after if after[name] != before.get(name)} == {"c.json", "d.json"}
    assert same_as_new(folder, out)


def test_a_file_that_is_gone_leaves_nothing(done: tuple[Path, Path]) -> None:
    """Neither a result nor rows; one that is broken now leaves no old result."""
    folder, out = done
    shutil.rmtree(folder / "sub")
    write(folder, {"a.txt": "EMPTY"})
    batch(folder, out)
    assert not (out / "sub").exists()
    assert not (out / "a.json").exists()
    assert same_as_new(folder, out)


@pytest.mark.parametrize("options", [("--format", "csv"), ("--headers", "en"), ("--engine", "pdfium")])
def test_other_options_read_all_again(done: tuple[Path, Path], options: tuple[str, str]) -> None:
    """And results of another format go."""
    folder, out = done
    assert "kept" not in batch(folder, out, *options).err.splitlines()[-1]
    assert same_as_new(folder, out, *options)


def test_no_resume_reads_all_again(done: tuple[Path, Path]) -> None:
    """When asked."""
    folder, out = done
    assert "kept" not in batch(folder, out, "--no-resume").err


def test_a_changed_vocabulary_reads_all_again(done: tuple[Path, Path], tmp_path: Path) -> None:
    """Here a spelling is added to a copy of the package."""
    folder, out = done
    source = Path(__file__).resolve().parents[2] / "src"
    shutil.copytree(source, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    lexicon = tmp_path / "src" / "gkml_extract" / "lexicon" / "data" / "headers.toml"
    lexicon.write_text(lexicon.read_text(encoding="utf-8") + "\n# one more\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{tmp_path / 'src'}")
        assert "kept" not in batch(folder, out).err.splitlines()[-1]
    assert "kept" not in batch(folder, out).err.splitlines()[-1]


def test_a_result_or_a_piece_that_was_damaged_is_made_again(done: tuple[Path, Path]) -> None:
    """By hand or by a disk."""
    folder, out = done
    whole = files_below(out)
    (out / "a.json").write_text("{}")
    piece = State(out).piece_file("c.txt")
    piece.write_bytes(piece.read_bytes()[:-5])
    batch(folder, out)
    assert files_below(out) == whole


def test_failures_are_kept_and_tried_again_when_asked(tmp_path: Path) -> None:
    """A worker that was lost is tried again in any case, and a limit that was passed with another limit."""
    folder = write(tmp_path / "in", {"bad.txt": "EMPTY", "crash.txt": "CRASH", "hang.txt": "HANG", "a.txt": "GOLDEN"})
    out = tmp_path / "out"

    def tried(*options: object) -> set[str]:
        batch(folder, out, *options)
        times = (out / "timing.csv").read_text(encoding="utf-8-sig").splitlines()
        kept = {path: path.stat().st_mtime_ns for path in (out / ".gkml" / "pieces").iterdir()}
        changed = {path for path in kept if kept[path] != before.get(path)}
        before.clear()
        before.update(kept)
        assert len(times) == 5
        return {name for name in summary(out) if State(out).piece_file(name) in changed}

    before: dict[Path, int] = {}
    assert tried("--timeout", 1) == {"bad.txt", "hang.txt", "a.txt"}
    assert tried("--timeout", 1) == set()
    assert tried("--timeout", 1.5) == {"hang.txt"}
    assert tried("--timeout", 1.5, "--retry-failed") == {"bad.txt", "hang.txt"}
    assert summary(out)["crash.txt"]["code"] == "worker-lost"


def test_two_runs_at_once_are_refused(done: tuple[Path, Path]) -> None:
    """Exit code 4 and one line; what stands there stays."""
    folder, out = done
    before = files_below(out)
    with locked(State(out).lock_file):
        ran = batch(folder, out)
    assert (ran.code, ran.err.count("\n")) == (4, 1)
    assert "another run" in ran.err
    assert files_below(out) == before


def test_duplicates_are_read_once_and_named(tmp_path: Path) -> None:
    """Their items stand once; a broken one is broken twice."""
    files = {"b.txt": "GOLDEN xishan", "a/c.txt": "GOLDEN xishan", "e1.txt": "EMPTY", "e2.txt": "EMPTY"}
    out = tmp_path / "out"
    batch(write(tmp_path / "in", files), out)
    told = summary(out)
    assert (told["a/c.txt"]["status"], told["a/c.txt"]["items"]) == ("findings", 10)
    assert (told["b.txt"]["status"], told["b.txt"]["code"]) == ("skipped", "duplicate")
    assert told["b.txt"]["duplicate_of"] == "a/c.txt"
    assert told["b.txt"]["digest"] == told["a/c.txt"]["digest"]
    assert [told[name]["code"] for name in ("e1.txt", "e2.txt")] == ["corrupt-source"] * 2
    assert len((out / "items.jsonl").read_bytes().splitlines()) == 10
    assert "duplicate-file" in (out / "findings.csv").read_text(encoding="utf-8")


def test_the_closing_table_and_line_agree(tmp_path: Path) -> None:
    """On the findings, to which a duplicate adds its own, and on what was kept of files read and of failures."""
    files = {"b.txt": "GOLDEN xishan", "c.txt": "GOLDEN xishan", "e1.txt": "EMPTY", "e2.txt": "EMPTY"}
    folder = write(tmp_path / "in", files)
    for kept in (
        "1 files read, 2 failed, 1 skipped",
        "1 files read (1 kept from before), 2 failed (2 kept from before),",
    ):
        told = batch(folder, tmp_path / "out").err
        total = re.search(r"(\d+) findings", told)
        header, *rows = told[told.index("file ") :].splitlines()
        end = header.rindex("findings") + len("findings")
        in_rows = [row[end - len("findings") : end].strip() for row in rows[:-1]]
        assert total is not None
        assert int(total[1]) == sum(int(row) for row in in_rows if row.isdigit()) == len(findings(tmp_path / "out"))
        assert kept in told


def findings(out: Path) -> list[str]:
    """The rows of findings.csv."""
    return (out / "findings.csv").read_text(encoding="utf-8-sig").splitlines()[1:]


def test_members_of_a_zip_are_inputs(tmp_path: Path) -> None:
    """Each with its name in the summary, the zip's own name before it; nothing is unpacked anywhere."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    members = {"某镇目录.txt": b"GOLDEN xishan", "坏.txt": b"EMPTY"}
    (folder / "a.zip").write_bytes(gbk_zip(members))
    (folder / "b.zip").write_bytes(gbk_zip(members)[:40])
    ran = batch(folder, out)
    told = summary(out)
    assert {name: file["status"] for name, file in told.items()} == {
        "a.zip/某镇目录.txt": "findings",
        "a.zip/坏.txt": "failed",
        "b.zip": "failed",
    }
    assert ran.code == 1
    document = json.loads((out / "a.zip" / "某镇目录.json").read_bytes())
    assert document["source"]["path"] == f"{folder}/a.zip/某镇目录.txt"
    assert "kept" in batch(folder, out).err
    assert sorted(path.name for path in folder.iterdir()) == ["a.zip", "b.zip"]


def test_items_jsonl_and_items_csv_hold_the_same_items(done: tuple[Path, Path]) -> None:
    """One line an item, with its source."""
    _, out = done
    lines = [json.loads(line) for line in (out / "items.jsonl").read_bytes().splitlines()]
    assert [line["source"]["path"].rsplit("/in/")[1] for line in lines] == ["a.txt"] * 10 + ["c.txt"] * 15 + [
        "sub/b.txt"
    ] * 20


# --- killed


def sigint(process: Any, out: Path) -> None:
    """Ctrl-C."""
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)


def sigterm(process: Any, out: Path) -> None:
    """As a system that shuts down does, to the command alone."""
    process.terminate()
    _, stderr = process.communicate(timeout=60)
    assert (process.returncode, b"interrupted" in stderr) == (130, True)


def sigkill(process: Any, out: Path) -> None:
    """Command and workers at once."""
    kill_all(process)


def sigkill_command(process: Any, out: Path) -> None:
    """The command alone; its workers must find out and end."""
    workers = workers_of(process.pid)
    process.kill()
    process.communicate(timeout=60)
    wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), 15)


def sigkill_worker(process: Any, out: Path) -> None:
    """One worker; the run itself goes on."""
    kill_a_worker(process.pid)
    process.communicate(timeout=120)


@pytest.fixture(scope="module")
def to_kill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder that takes a while, and the output of a run that was left alone."""
    home = tmp_path_factory.mktemp("killed")
    files = {f"{index:02}.txt": f"SLOW 0.15 {name}{index}" for index, name in enumerate(["xishan ", "jinfeng "] * 6)}
    batch(write(home / "in", files | {"bad.txt": "EMPTY"}), home / "calm")
    return home / "in", home / "calm"


@pytest.mark.slow
@pytest.mark.parametrize("kill", [sigint, sigterm, sigkill, sigkill_command, sigkill_worker])
def test_a_run_that_was_stopped_ends_as_one_that_was_not(
    kill: Callable[[Any, Path], None], to_kill: tuple[Path, Path], tmp_path: Path
) -> None:
    """Byte by byte, however it was stopped."""
    (folder, calm), out = to_kill, tmp_path / "out"
    process = start_batch(folder, "-o", out, "--jobs", 2, "--no-report", fake=True)
    wait_until(lambda: n_done(out) >= 4)
    kill(process, out)
    batch(folder, out)
    assert files_below(out) == files_below(calm)
    assert len(summary(out)) == 13
    assert not list(out.rglob(".*.part"))


@pytest.mark.slow
def test_a_mixed_folder_killed_twice_ends_as_one_left_alone(tmp_path: Path) -> None:
    """Real files of every format that needs no LibreOffice, some broken, some in zips: bench/folder.py with 2,000."""
    folder, out, calm = tmp_path / "in", tmp_path / "out", tmp_path / "calm"
    made = make_folder(folder, 60, seed=7)
    process = start_batch(folder, "-o", out, "--jobs", 2)
    wait_until(lambda: n_done(out) >= 15, 120)
    kill_a_worker(process.pid)
    wait_until(lambda: n_done(out) >= 30, 120)
    kill_all(process)
    for target in (out, calm):
        gkml("batch", folder, "-o", target, "--jobs", 2)
    assert files_below(out) == files_below(calm)
    told = summary(calm)
    assert told.keys() == {one.name for one in made}
    unread = {one.name for one in made if not one.is_good}
    assert {name for name, file in told.items() if file["status"] == "failed"} == unread
    assert all(told[name]["message"] for name in unread)
    assert sum(bool(file["duplicate_of"]) for file in told.values()) == sum(one.same_as is not None for one in made)


def marked(word: bytes) -> list[int]:
    """The processes that some worker has started, whose command line has this word."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_ours = f"{MARK_VARIABLE}=".encode() in (folder / "environ").read_bytes()
            if is_ours and word in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_does_not_outlive_its_worker(tmp_path: Path) -> None:
    """Killed with a worker, it is ended and started again; killed with the command, the next run ends it."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.doc").write_bytes((SAMPLES / "made" / "nanpu.doc").read_bytes())
    process = start_batch(folder, "-o", out, "--jobs", 1)
    wait_until(lambda: bool(scratch_of(out) and marked(scratch_of(out))))
    first = marked(scratch_of(out))
    kill_a_worker(process.pid)
    wait_until(lambda: not set(first) & set(marked(b"")))
    wait_until(lambda: bool(marked(scratch_of(out))))
    scratch = scratch_of(out)
    kill_all(process)
    assert Path(scratch.decode()).exists()
    ran = gkml("batch", folder, "-o", out, "--jobs", 1)
    assert ran.code == 0, ran.err
    assert summary(out)["a.doc"]["items"] == 8
    assert not marked(scratch)
    assert not Path(scratch.decode()).exists()


def scratch_of(out: Path) -> bytes:
    """The folder of temporary files of the run that holds the lock."""
    try:
        return str(json.loads((out / ".gkml" / "lock").read_bytes())["scratch"]).encode()
    except (OSError, ValueError):
        return b""
