"""When a file that was dropped into a folder is complete."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from gkml_extract.batch.walk import Skip
from gkml_extract.batch.watch import MAX_LOCK_AGE_S, Watched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file that was there before."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "old.txt").write_text("old")
    return folder


def names(watched: Watched, now_s: float) -> list[str] | None:
    """What is to be read now."""
    walk = watched.look(now_s)
    return None if walk is None else [file.as_posix() for file in walk.files]


def test_a_file_is_read_once_it_stays_as_it_is(folder: Path) -> None:
    """Not while it grows, and not again."""
    watched = Watched(folder, settle_s=3)
    assert names(watched, 0) is None
    assert names(watched, 3) == ["old.txt"]
    (folder / "new.txt").write_text("1")
    assert names(watched, 5) is None
    (folder / "new.txt").write_text("12")
    assert names(watched, 9) is None
    assert names(watched, 12) == ["new.txt", "old.txt"]
    assert names(watched, 20) is None


def test_one_that_changes_is_read_again(folder: Path) -> None:
    """And while it changes, it is told as not complete."""
    watched = Watched(folder, settle_s=3)
    (folder / "b.txt").write_text("b")
    watched.look(0)
    watched.look(3)
    (folder / "old.txt").write_text("changed")
    walk = watched.look(4)
    assert walk and walk.files == (Path("b.txt"),)
    assert walk.skipped == ((Path("old.txt"), Skip.PARTIAL),)
    assert names(watched, 7) == ["b.txt", "old.txt"]


@pytest.mark.parametrize("lock", ["~$2024目录.docx", "~$24目录.docx", ".~lock.2024目录.docx#", ".~2024目录.docx"])
def test_one_that_is_open_is_waited_for(folder: Path, lock: str) -> None:
    """Word, Excel, LibreOffice and WPS put a lock file beside it; one of yesterday does not count."""
    (folder / "2024目录.docx").write_text("x")
    (folder / lock).write_text("x")
    watched = Watched(folder, settle_s=0)
    assert names(watched, 0) == ["old.txt"]
    yesterday = time.time() - MAX_LOCK_AGE_S - 60
    os.utime(folder / lock, (yesterday, yesterday))
    assert names(watched, 1) == ["2024目录.docx", "old.txt"]


def test_one_that_is_only_opened_keeps_its_result(folder: Path) -> None:
    """It is as it was read."""
    watched = Watched(folder, settle_s=0)
    assert names(watched, 0) == ["old.txt"]
    (folder / "~$old.txt").write_text("x")
    assert names(watched, 1) is None


def test_one_that_is_gone_is_a_change_but_a_folder_that_is_gone_is_none(folder: Path) -> None:
    """A network folder that is not connected looks empty, or is not there."""
    (folder / "b.txt").write_text("b")
    watched = Watched(folder, settle_s=0)
    watched.look(0)
    (folder / "b.txt").unlink()
    assert names(watched, 1) == ["old.txt"]
    (folder / "old.txt").unlink()
    assert names(watched, 2) is None
    shutil.rmtree(folder)
    assert names(watched, 3) is None


def test_an_empty_folder_is_waited_at(tmp_path: Path) -> None:
    """Nothing is written for it."""
    assert Watched(tmp_path, settle_s=0).look(0) is None
