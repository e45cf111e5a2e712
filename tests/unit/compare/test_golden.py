"""Golden files: their shape, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gkml_extract.compare.golden import golden_json, golden_name, read_golden
from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError, SourceTooLargeError
from support.goldens import GOLDEN_PATHS


@pytest.mark.parametrize("path", GOLDEN_PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_goldens_are_written_as_they_stand(path: Path) -> None:
    """Sorted keys, an indent of one, no source, origin, message or place."""
    assert golden_json(read_golden(path)).decode().split() == path.read_text(encoding="utf-8").split()


ITEM = '{"findings": [], "catalogues": [{"items": [{"%s": "1"}]}]}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "broken JSON"),
        ('{\n "a": ', "broken JSON.*line 2"),
        ("[]", "no list of catalogues"),
        ("{}", "no list of catalogues"),
        ('{"catalogues": []}', "findings are missing"),
        (ITEM % "nummer", r"version 1.0 .*unknown key catalogues\[0\]\.items\[0\]\.nummer"),
        ('{"schema_version": "9.1", "catalogues": [], "findings": []}', "it is of version 9.1"),
        ("[" * 100_000, "nested too deep|broken JSON"),
    ],
)
def test_what_is_no_golden_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """With the reason. Also one with a misspelt key: a golden that says nothing would pass for ever."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorruptSourceError, match="not a result or golden file") as refused:
        read_golden(path)
    assert re.search(message, refused.value.en)
    assert re.search("[\u4e00-\u9fff]", refused.value.zh)


def test_a_golden_may_say_its_version(tmp_path: Path) -> None:
    """If it is ours."""
    path = tmp_path / "a.json"
    path.write_text(ITEM.replace("{", '{"schema_version": "1.0", ', 1) % "number", encoding="utf-8")
    assert read_golden(path).catalogues[0].items[0].number == "1"


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is read whole."""
    monkeypatch.setattr("gkml_extract.compare.golden.LARGEST_RESULT", 100)
    path = tmp_path / "a.json"
    path.write_bytes(b" " * 101)
    with pytest.raises(SourceTooLargeError, match="one by one"):
        read_golden(path)


def test_a_missing_golden_is_refused(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(SourceNotFoundError, match="cannot read"):
        read_golden(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text/a.txt", "text/a"),
        ("text/a", "text/a"),
        ("made/b.docx", "made/b"),
        ("made/b.browser.pdf", "made/b"),
        ("made/b.pdf", "made/b.pdf"),
        ("made/c.d.txt", "made/c.d"),
        ("made/bb.txt", None),
        ("b.txt", None),
    ],
)
def test_the_golden_of_a_sample_has_its_name(name: str, expected: str | None) -> None:
    """Or that with fewer suffixes, so that one serves every format; the longest name wins."""
    assert golden_name(name, {"text/a", "made/b", "made/b.pdf", "made/c.d", "made/c"}) == expected
