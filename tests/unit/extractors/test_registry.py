"""One reader for each file, chosen by its bytes."""

from __future__ import annotations

import pytest

from gkml_extract.extractors import registry
from gkml_extract.extractors.plain_text import PlainText
from gkml_extract.extractors.registry import identify
from gkml_extract.model.errors import ExtractorConflictError, UnknownFormatError


class Greedy(PlainText):
    """Claims everything."""

    name = "greedy"

    def identify(self, data: bytes, name: str) -> bool:
        """Always."""
        return True


def test_text_is_read_as_text_whatever_its_name() -> None:
    """A file's name is a hint only."""
    assert identify("序号\t内容".encode(), "目录.pdf").name == "text.fragments"


def test_unknown_bytes_name_the_known_formats() -> None:
    """In both languages, with what to do."""
    with pytest.raises(UnknownFormatError) as raised:
        identify(b"MZ\x90\x00\x03\x00", "目录.docx")
    assert "目录.docx" in raised.value.en and "text" in raised.value.en
    assert "目录.docx" in raised.value.zh and "另存为" in raised.value.zh


def test_two_claims_are_a_conflict_that_names_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never the first in the list."""
    monkeypatch.setattr(registry, "EXTRACTORS", (PlainText(), Greedy()))
    with pytest.raises(ExtractorConflictError, match=r"text\.fragments, greedy"):
        identify("内容".encode(), "x.txt")


@pytest.mark.parametrize("data", [b"PK\x03\x04" + b"\0" * 60, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60])
def test_the_rest_of_an_office_file_is_told_as_such(data: bytes) -> None:
    """Not as a format that is unknown: its name may well be one of those that are read."""
    with pytest.raises(UnknownFormatError, match="cut short"):
        identify(data, "a.xlsx")
