"""The bytes of a file, or an error that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkml_extract.extractors import source_file
from gkml_extract.extractors.source_file import read_bytes
from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, SourceTooLargeError


def test_the_bytes_come_as_they_are(tmp_path: Path) -> None:
    """Line ends included."""
    (tmp_path / "a.txt").write_bytes(b"a\r\n")
    assert read_bytes(tmp_path / "a.txt") == b"a\r\n"


def test_a_missing_file_and_a_folder_are_different_messages(tmp_path: Path) -> None:
    """A folder is for `gkml batch`."""
    with pytest.raises(SourceNotFoundError, match="no such file"):
        read_bytes(tmp_path / "a.txt")
    with pytest.raises(SourceNotFoundError, match="gkml batch"):
        read_bytes(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_corrupt(tmp_path: Path, data: bytes) -> None:
    """White space alone is empty."""
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(CorruptSourceError, match="empty"):
        read_bytes(tmp_path / "a.txt")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is asked before its bytes are taken into memory."""
    (tmp_path / "a.txt").write_bytes(b"abc")
    monkeypatch.setattr(source_file, "MAX_FILE_BYTES", 2)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    with pytest.raises(SourceTooLargeError, match="split"):
        read_bytes(tmp_path / "a.txt")
