"""The real command over the real samples."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from gkml_extract.model.record import Document
from support.command import gkml
from support.extraction import needs_extraction
from support.goldens import ROOT, SAMPLE_FILES, SAMPLES, golden_of

pytestmark = needs_extraction
XISHAN = SAMPLES / "text" / "xishan.txt"


def test_extract_prints_the_document() -> None:
    """As JSON that validates, with its source."""
    ran = gkml("extract", XISHAN)
    document = Document.model_validate_json(ran.text)
    assert ran.code == 0
    assert len(document.catalogues[0].items) == 10
    assert (document.source.path, document.source.format) == (str(XISHAN), "text")


NEEDS_LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="the .doc samples need LibreOffice")


@NEEDS_LIBREOFFICE
def test_batch_then_diff_over_all_samples(tmp_path: Path) -> None:
    """What `make run` does."""
    ran = gkml("batch", SAMPLES, "-o", tmp_path / "out")
    assert ran.code in (0, 1)
    assert ran.out == b""
    differs = gkml("diff", tmp_path / "out", ROOT / "golden")
    assert differs.code == 0, differs.text
    counts = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["counts"]
    n_catalogues = sum(len(golden_of(sample).catalogues) for sample in SAMPLE_FILES)
    assert (counts["status"]["failed"], counts["catalogues"]) == (0, n_catalogues)


@NEEDS_LIBREOFFICE
def test_golden_test_passes() -> None:
    """What `make golden` does."""
    ran = gkml("golden", "test")
    assert ran.code == 0, ran.text


def test_findings_speak_the_users_language() -> None:
    """English and Chinese."""
    english = gkml("extract", XISHAN).text
    chinese = gkml("extract", XISHAN, lang="zh_CN.UTF-8").text
    assert "The cell seems cut off" in english
    assert "单元格内容似被截断" in chinese


def test_explain_shows_the_printed_lines() -> None:
    """Of a value that stands in the dump."""
    ran = gkml("explain", XISHAN, "--item", 0, "--field", "department")
    assert ran.code == 0
    assert "办公室" in ran.text
    assert "line" in ran.text
    assert " | " in ran.text


@pytest.mark.parametrize(
    ("name", "data"), [("empty.txt", b""), ("blank.txt", b" \n\n"), ("binary.bin", bytes(range(256)) * 40)]
)
def test_what_holds_no_text_is_3(tmp_path: Path, name: str, data: bytes) -> None:
    """In one line that names no traceback."""
    (tmp_path / name).write_bytes(data)
    ran = gkml("extract", tmp_path / name)
    assert (ran.code, ran.out) == (3, b"")
    assert ran.err.count("\n") == 1


def test_a_missing_or_special_file_is_3(tmp_path: Path) -> None:
    """Never 70."""
    assert gkml("extract", tmp_path / "none.txt").code == 3
    assert gkml("extract", XISHAN / "below").code == 3
    assert gkml("extract", tmp_path / ("x" * 300)).code == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_3(tmp_path: Path) -> None:
    """And says so."""
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    assert gkml("extract", path).code == 3


def test_names_that_are_not_utf_8_do_not_stop_a_batch(tmp_path: Path) -> None:
    """Such names come from Windows archives."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(XISHAN.read_bytes())
    Path(os.fsdecode(os.fsencode(folder) + b"/\xc4\xbf\xc2\xbc.txt")).write_bytes(XISHAN.read_bytes())
    ran = gkml("batch", folder, "-o", tmp_path / "out")
    files = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["files"]
    assert ran.code in (0, 1)
    assert len(files) == 2
    assert [file["items"] for file in files if file["file"] == "a.txt"] == [10]
