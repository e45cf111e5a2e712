"""Which files of a folder are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gkml_extract.batch.walk import Skip, walk_folder
from gkml_extract.model.errors import SourceNotFoundError


def test_plain_files_below_the_folder_in_order(tmp_path: Path) -> None:
    """However deep, by their relative paths."""
    for name in ("b.txt", "a/z/2.txt", "a/1.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert walk_folder(tmp_path).files == (Path("a/1.txt"), Path("a/z/2.txt"), Path("b.txt"))


def test_links_hidden_special_files_and_readmes_are_skipped_with_their_reason(tmp_path: Path) -> None:
    """And a linked or hidden folder is not entered."""
    (tmp_path / "a.txt").touch()
    (tmp_path / "link.txt").symlink_to("a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "b.txt").touch()
    (tmp_path / "~$a.docx").touch()
    (tmp_path / "Thumbs.db").touch()
    (tmp_path / "desktop.ini").touch()
    (tmp_path / "README.md").touch()
    (tmp_path / "b.docx.crdownload").touch()
    os.mkfifo(tmp_path / "pipe")
    walk = walk_folder(tmp_path)
    assert walk.files == (Path("a.txt"),)
    assert dict(walk.skipped) == {
        Path("link.txt"): Skip.LINK,
        Path("loop"): Skip.LINK,
        Path(".hidden"): Skip.HIDDEN,
        Path("~$a.docx"): Skip.HIDDEN,
        Path("Thumbs.db"): Skip.HIDDEN,
        Path("desktop.ini"): Skip.HIDDEN,
        Path("README.md"): Skip.ABOUT,
        Path("b.docx.crdownload"): Skip.PARTIAL,
        Path("pipe"): Skip.SPECIAL,
    }


def test_a_file_or_nothing_is_no_folder(tmp_path: Path) -> None:
    """The message names the command for a file."""
    (tmp_path / "a.txt").touch()
    with pytest.raises(SourceNotFoundError, match="gkml extract"):
        walk_folder(tmp_path / "a.txt")
    with pytest.raises(SourceNotFoundError, match="check its name"):
        walk_folder(tmp_path / "none")
