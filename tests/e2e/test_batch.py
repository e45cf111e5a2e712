"""A folder of files, some of them bad, in a process of its own with a stand-in for extraction."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gkml_extract.batch.state import STATE_FOLDER
from gkml_extract.model.record import Document
from gkml_extract.writers import csv as items_table
from support.command import FAKE, environment, gkml
from support.killing import heed_interrupts

FILES = {
    "a.txt": "GOLDEN xishan",
    "sub/b.txt": "GOLDEN jinfeng",
    "sub/bug.txt": "BUG",
    "crash.txt": "CRASH",
    "empty.txt": "EMPTY",
    "=lost.txt": "LOST lingwu",
    "print.txt": "PRINT lingwu",
}


TABLES = {
    "datapackage.json",
    "summary.json",
    "summary.csv",
    "items.csv",
    "items.jsonl",
    "findings.csv",
    "timing.csv",
    "report.html",
}


def files_below(out: Path) -> set[Path]:
    """What a run has written, but for the folder in which it keeps what the next one needs."""
    below = {path.relative_to(out) for path in out.rglob("*") if path.is_file()}
    return {path for path in below if path.parts[0] != STATE_FOLDER}


def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "in"


def summary(out: Path) -> dict[str, Any]:
    """What the run tells: file → its values."""
    data = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return {file["file"]: file for file in data["files"]}


def rows(path: Path) -> list[dict[str, str]]:
    """A table about the run."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One run over FILES: the command's end and its output folder."""
    tmp_path = tmp_path_factory.mktemp("batch")
    source = folder(tmp_path, FILES)
    (source / "link.txt").symlink_to("a.txt")
    return gkml("batch", source, "-o", tmp_path / "out", "--headers", "en", fake=True), tmp_path / "out"


def test_failed_documents_are_1_and_stdout_stays_empty(ran: Any) -> None:
    """Even where a library prints in a worker."""
    end, _ = ran
    assert (end.code, end.out) == (1, b"")
    assert "Traceback" not in end.err


def test_every_file_has_its_status(ran: Any) -> None:
    """A bad file costs only itself."""
    files = summary(ran[1])
    assert {name: (file["status"], file["code"]) for name, file in files.items()} == {
        "a.txt": ("findings", None),
        "sub/b.txt": ("findings", None),
        "sub/bug.txt": ("failed", "internal"),
        "crash.txt": ("failed", "worker-lost"),
        "empty.txt": ("failed", "corrupt-source"),
        "=lost.txt": ("findings", None),
        "print.txt": ("findings", None),
        "link.txt": ("skipped", "link"),
    }
    assert files["a.txt"]["items"] == 10
    assert files["=lost.txt"]["errors"] == 1
    assert files["empty.txt"]["message"]


def test_results_stand_where_the_summary_says(ran: Any) -> None:
    """And nothing else does."""
    out = ran[1]
    results = {file["output"] for file in summary(out).values() if file["output"]}
    assert {path.as_posix() for path in files_below(out)} == results | TABLES | {"errors.log"}
    document = Document.model_validate_json((out / "sub" / "b.json").read_bytes())
    assert len(document.catalogues[0].items) == 20


def test_one_table_holds_the_items_of_all_files_in_order(ran: Any) -> None:
    """The promise to the user."""
    documents = items_table.read(io.BytesIO((ran[1] / "items.csv").read_bytes()))
    names = [document.source.path for document in documents]
    assert names == ["=lost.txt", "a.txt", "print.txt", "sub/b.txt"]
    assert [len(document.catalogues[0].items) for document in documents] == [15, 10, 15, 20]


def test_a_finding_leads_to_its_item(ran: Any) -> None:
    """File, catalogue and item have the same names and values in both tables; the file is called as in the summary."""
    key = ("source.path", "catalogue.index", "item.index")
    items = {tuple(row[name] for name in key): row for row in rows(ran[1] / "items.csv")}
    of_items = [row for row in rows(ran[1] / "findings.csv") if row["item.index"]]
    assert of_items
    for row in of_items:
        assert row["code"] in items[tuple(row[name] for name in key)]["findings"]


def test_findings_and_summary_are_tables_a_spreadsheet_opens(ran: Any) -> None:
    """Names that it would run are written as text."""
    found = rows(ran[1] / "findings.csv")
    assert found[-1]["source.path"] == "sub/b.txt"
    lost = next(row for row in found if row["code"] == "text-unplaced")
    assert (lost["source.path"], lost["severity"], lost["item.index"]) == ("'=lost.txt", "error", "0")
    assert lost["advice"]
    assert len(rows(ran[1] / "summary.csv")) == 8


def test_the_closing_table_is_short_and_on_stderr(ran: Any) -> None:
    """One line a file and one for all."""
    lines = ran[0].err.splitlines()
    assert any("crash.txt" in line and "worker-lost" in line for line in lines)
    assert "4 files read, 3 failed, 1 skipped: 60 items" in lines[-1]
    assert "report.html, items.csv, findings.csv, summary.csv" in lines[-1]


def test_our_bugs_keep_their_traceback_in_the_log(ran: Any) -> None:
    """Named in the closing line."""
    log = (ran[1] / "errors.log").read_text(encoding="utf-8")
    assert log.startswith("sub/bug.txt\nTraceback")
    assert "errors.log" in ran[0].err


def test_all_well_is_0_and_an_old_error_log_goes(tmp_path: Path) -> None:
    """Results are written anew; no table with --quiet."""
    source, out = folder(tmp_path, {"a.txt": "GOLDEN xishan"}), tmp_path / "out"
    out.mkdir()
    (out / "errors.log").touch()
    end = gkml("batch", source, "-o", out, "--format", "csv", "--jobs", 1, "--quiet", fake=True)
    assert (end.code, end.out, end.err) == (0, b"", "")
    assert {path.name for path in files_below(out)} == TABLES | {"a.csv"}
    path = str(source / "a.txt").encode()
    assert (out / "a.csv").read_bytes().replace(path, b"a.txt") == (out / "items.csv").read_bytes()


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    """The others go on."""
    source = folder(tmp_path, {"hang.txt": "HANG", "z.txt": "GOLDEN xishan"})
    end = gkml("batch", source, "-o", tmp_path / "out", "--timeout", 1, "--jobs", 1, fake=True)
    files = summary(tmp_path / "out")
    assert (end.code, files["hang.txt"]["code"], files["z.txt"]["status"]) == (1, "timeout", "findings")


def test_nothing_read_is_3(tmp_path: Path) -> None:
    """An empty folder, or only bad files; the summary is there."""
    (tmp_path / "in").mkdir()
    assert gkml("batch", tmp_path / "in", "-o", tmp_path / "out", fake=True).code == 3
    source = folder(tmp_path, {"a.txt": "EMPTY", "b.txt": "UNKNOWN"})
    assert gkml("batch", source, "-o", tmp_path / "out", fake=True).code == 3
    assert len(summary(tmp_path / "out")) == 2


def test_an_output_inside_the_input_is_refused(tmp_path: Path) -> None:
    """Also the folder itself, and by way of a link."""
    source = folder(tmp_path, {"a.txt": "GOLDEN xishan"})
    (tmp_path / "link").symlink_to(source)
    for out in (source, source / "out", tmp_path / "link" / "out"):
        end = gkml("batch", source, "-o", out, fake=True)
        assert (end.code, end.out) == (2, b"")
        assert "inside" in end.err
    assert [path.name for path in source.iterdir()] == ["a.txt"]


def test_a_missing_folder_is_3_and_an_output_that_cannot_be_made_is_4(tmp_path: Path) -> None:
    """In one line each."""
    source = folder(tmp_path, {"a.txt": "GOLDEN xishan"})
    assert gkml("batch", tmp_path / "none", "-o", tmp_path / "out", fake=True).code == 3
    assert gkml("batch", source / "a.txt", "-o", tmp_path / "out", fake=True).code == 3
    end = gkml("batch", source, "-o", "/proc/none", fake=True)
    assert end.code == 4
    assert end.err.count("\n") == 1


def test_a_result_that_cannot_be_written_is_4_and_costs_only_itself(tmp_path: Path) -> None:
    """Here a folder stands in its place."""
    source = folder(tmp_path, {"a.txt": "GOLDEN xishan", "b.txt": "GOLDEN jinfeng"})
    (tmp_path / "out" / "a.json").mkdir(parents=True)
    assert gkml("batch", source, "-o", tmp_path / "out", fake=True).code == 4
    files = summary(tmp_path / "out")
    assert (files["a.txt"]["code"], files["b.txt"]["status"]) == ("output", "findings")


@pytest.mark.slow
def test_the_order_of_workers_does_not_change_the_tables(tmp_path: Path) -> None:
    """One worker or three."""
    source = folder(tmp_path, {f"{index}.txt": f"GOLDEN lingwu {index}" for index in range(6)})
    for jobs in (1, 3):
        gkml("batch", source, "-o", tmp_path / f"out{jobs}", "--jobs", jobs, fake=True)
    for table in TABLES - {"timing.csv"}:
        assert (tmp_path / "out1" / table).read_bytes() == (tmp_path / "out3" / table).read_bytes()


@pytest.mark.slow
def test_an_interrupt_is_130_and_keeps_what_is_done(tmp_path: Path) -> None:
    """No half of a file stays, no worker lives on."""
    source = folder(tmp_path, {"a.txt": "GOLDEN xishan", "hang.txt": "HANG", "z.txt": "HANG too"})
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, FAKE, "batch", str(source), "-o", str(out), "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), start_new_session=True,
        preexec_fn=heed_interrupts,
    )  # fmt: skip
    until = time.monotonic() + 30
    while not (out / "a.json").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stdout) == (130, b"")
    assert b"Traceback" not in stderr
    files = summary(out)
    assert files["a.txt"]["status"] == "findings"
    assert (files["hang.txt"]["code"], files["z.txt"]["code"]) == ("interrupted", "interrupted")
    assert len(rows(out / "items.csv")) == 10
    assert not list(out.rglob(".*.part"))
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.killpg(process.pid, 0)
            time.sleep(0.1)
