"""Where the source of a picture stands, and what a drawer that dies costs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gkml_extract.batch import page
from gkml_extract.batch.inventory import read_input
from gkml_extract.batch.page import is_current, keep_current, locate_source, page_digest, write_page
from gkml_extract.batch.pool import Limits
from gkml_extract.model.source import LinesPlace
from support.reports import document, found, out_folder

TEXT = "某县教育局政务公开目录\n1\t机构职能\t职责\n".encode()
LINE = LinesPlace(lines=(2, 2))


def test_a_member_of_an_archive_is_found_by_its_name(tmp_path: Path) -> None:
    """Also in an archive within one; a name that leads nowhere finds nothing."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", b"inside")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("镇/b.txt", b"outside")
        archive.writestr("town.zip", inner.getvalue())
    (tmp_path / "c.txt").write_bytes(b"plain")
    for name, data in (("c.txt", b"plain"), ("all.zip/镇/b.txt", b"outside"), ("all.zip/town.zip/a.txt", b"inside")):
        at = locate_source(tmp_path / name)
        assert at is not None
        assert read_input(*at) == data
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("new.txt", b"new")
        archive.writestr("镇/b.txt", b"moved")
    at = locate_source(tmp_path / "all.zip/镇/b.txt")
    assert at is not None and read_input(*at) == b"moved"
    for name in ("all.zip/none.txt", "c.txt/a.txt", "none/none.txt", "x" * 5000, "a\0b"):
        assert locate_source(tmp_path / name) is None


def test_pictures_are_as_many_as_wanted(tmp_path: Path) -> None:
    """The page says what it leaves out."""
    files = {f"{number}.txt": (TEXT, document(found("x", LINE))) for number in range(3)}
    out_folder(tmp_path / "out", tmp_path / "in", files)
    for wanted, said in (
        (None, "data-status"),
        (1, "Not pictured, to keep this page small: 2 "),
        (0, "No pictures were made"),
    ):
        at = write_page(tmp_path / "out", "en", lambda task: locate_source(Path(task.path)), 1, max_pictures=wanted)
        written = at.read_text("utf-8")
        assert said in written
        assert written.count("<mark>") == (3 if wanted is None else wanted)


@pytest.mark.slow
def test_a_drawer_that_takes_too_long_costs_only_its_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The finding stands there with the row as it was read."""
    out_folder(tmp_path / "out", tmp_path / "in", {"a.txt": (TEXT, document(found("x", LINE)))})
    monkeypatch.setattr(page, "PICTURE_LIMITS", Limits(timeout_s=0.000001))
    written = write_page(tmp_path / "out", "en", lambda task: locate_source(Path(task.path)), 1).read_text("utf-8")
    assert "The place could not be drawn. What was read there:" in written


def test_a_page_is_current_as_long_as_nothing_it_is_made_of_changes(tmp_path: Path) -> None:
    """The summary, an option, or the page itself."""
    out, kept = tmp_path, tmp_path / "kept"
    (out / "summary.json").write_text("{}")
    (out / "report.html").write_text("page")
    made_of = page_digest(out, "zh")
    assert not is_current(out, kept, made_of)
    keep_current(out, kept, made_of)
    assert is_current(out, kept, page_digest(out, "zh"))
    assert not is_current(out, kept, page_digest(out, "en"))
    (out / "report.html").write_text("changed")
    assert not is_current(out, kept, made_of)
    (out / "report.html").write_text("page")
    (out / "summary.json").write_text("[]")
    assert not is_current(out, kept, page_digest(out, "zh"))
