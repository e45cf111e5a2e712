"""Files are written aside and renamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkml_extract.model.errors import OutputError
from gkml_extract.writers.output import discard_aside, ensure_folder, written_aside


def test_the_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    """Until then the old one stands."""
    path = tmp_path / "new" / "a.json"
    with written_aside(path) as stream:
        stream.write(b"x")
        assert not path.exists()
    assert path.read_bytes() == b"x"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """No half of a file, no leftover beside it."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="bug"), written_aside(path) as stream:
        stream.write(b"half")
        raise ValueError("bug")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_process_left_can_be_removed(tmp_path: Path) -> None:
    """Only what belongs to that file."""
    left, other = tmp_path / ".a[1].json.xy.part", tmp_path / "b.json"
    left.touch()
    other.touch()
    discard_aside(tmp_path / "a[1].json")
    assert list(tmp_path.iterdir()) == [other]


def test_places_that_cannot_be_written_are_output_errors(tmp_path: Path) -> None:
    """A file where a folder should be, a folder where the file should be, a place without write access."""
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "a.json", tmp_path, Path("/proc/nothing/a.json")):
        with pytest.raises(OutputError, match="cannot write"), written_aside(path):
            pass
    with pytest.raises(OutputError):
        ensure_folder(tmp_path / "file")
