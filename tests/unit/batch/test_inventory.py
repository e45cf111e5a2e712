"""Every input with the digest of its content."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from gkml_extract.batch.inventory import Digests, read_input, take_inventory
from gkml_extract.batch.walk import Skip, Walk, walk_folder
from gkml_extract.model.errors import SourceNotFoundError
from support.folders import gbk_zip


def test_files_and_members_stand_together_in_the_order_of_their_names(tmp_path: Path) -> None:
    """With what was left alone; each can be read again."""
    (tmp_path / "b.zip").write_bytes(gbk_zip({"目录.txt": b"1", "~$x.doc": b""}))
    (tmp_path / "a.txt").write_bytes(b"2")
    (tmp_path / ".hidden").touch()
    inputs = {each.name: each for each in take_inventory(tmp_path, walk_folder(tmp_path))}
    assert list(inputs) == [".hidden", "a.txt", "b.zip/~$x.doc", "b.zip/目录.txt"]
    assert inputs[".hidden"].skip is inputs["b.zip/~$x.doc"].skip is Skip.HIDDEN
    for name, data in (("a.txt", b"2"), ("b.zip/目录.txt", b"1")):
        assert inputs[name].digest == sha256(data).hexdigest()
        assert read_input(inputs[name].path, inputs[name].chain) == data


def test_a_file_that_went_meanwhile_is_named(tmp_path: Path) -> None:
    """It costs only itself."""
    (gone,) = take_inventory(tmp_path, Walk((Path("gone.txt"),), ()))
    assert isinstance(gone.refusal, SourceNotFoundError)
    with pytest.raises(SourceNotFoundError):
        read_input(tmp_path / "gone.zip", (0,))


def test_digests_are_taken_anew_only_where_size_or_time_changed(tmp_path: Path) -> None:
    """For a folder that is looked at again and again."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"1")
    digests = Digests()
    (first,) = digests.inputs_of(tmp_path, Path("a.txt"))
    assert digests.inputs_of(tmp_path, Path("a.txt"))[0] is first
    path.write_bytes(b"2")
    os.utime(path, (5, 5))
    assert digests.inputs_of(tmp_path, Path("a.txt"))[0].digest == sha256(b"2").hexdigest()
