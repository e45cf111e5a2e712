"""A zip as a folder: what is in it, by which name, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path

import pytest

from gkml_extract.batch import archive
from gkml_extract.batch.archive import Member, is_archive, list_members, read_member, refuse_other_archive
from gkml_extract.batch.archive_names import encoding_of
from gkml_extract.batch.walk import Skip
from gkml_extract.model.errors import UnknownFormatError
from support.folders import gbk_zip
from support.goldens import SAMPLES


def packed(members: dict[str, bytes]) -> bytes:
    """A zip as most programs make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def members_of(tmp_path: Path, data: bytes) -> dict[str, Member]:
    """What the archive holds, by name."""
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    found = list(list_members(path))
    assert len({member.name for member in found}) == len(found)
    return {member.name: member for member in found}


def refusals(found: dict[str, Member]) -> dict[str, str]:
    """Which members are refused, and why: the class of the error."""
    return {name: type(member.refusal).__name__ for name, member in found.items() if member.refusal}


@pytest.mark.parametrize("names", [["目录.docx"], ["目录.docx", "某镇/2024年公开目录（定稿）.xlsx"], ["联通.txt"]])
def test_names_in_gbk_are_read_as_such(tmp_path: Path, names: list[str]) -> None:
    """目录 in GBK is valid UTF-8 too, of two other letters."""
    found = members_of(tmp_path, gbk_zip({name: name.encode() for name in names}))
    assert list(found) == names
    assert [read_member(tmp_path / "a.zip", member.chain) for member in found.values()] == [
        name.encode() for name in names
    ]


def test_names_in_utf_8_are_read_with_or_without_the_flag() -> None:
    """macOS writes them without."""
    assert encoding_of(["某镇目录.docx".encode()]) == "utf-8"
    assert encoding_of([b"plain.docx"]) == "utf-8"
    assert encoding_of([b"\xff\xff"]) is None


def test_a_name_may_stand_in_its_extra_field(tmp_path: Path) -> None:
    """As Info-ZIP and others write it, beside one that is unreadable."""
    raw, name = b"xx.txt", "政务.txt".encode()
    extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(raw)) + name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo("xx.txt")
        entry.extra = extra
        made.writestr(entry, b"1")
    assert list(members_of(tmp_path, out.getvalue())) == ["政务.txt"]


def test_members_have_the_digest_of_their_content(tmp_path: Path) -> None:
    """And are read again to the same bytes, also from a zip in a zip."""
    inner = packed({"b.txt": b"two", "c.txt": b"three"})
    found = members_of(tmp_path, packed({"a.txt": b"one", "镇/内.zip": inner}))
    assert {name: member.digest for name, member in found.items()} == {
        "a.txt": sha256(b"one").hexdigest(),
        "镇/内.zip/b.txt": sha256(b"two").hexdigest(),
        "镇/内.zip/c.txt": sha256(b"three").hexdigest(),
    }
    assert read_member(tmp_path / "a.zip", found["镇/内.zip/c.txt"].chain) == b"three"


def test_no_name_leads_out(tmp_path: Path) -> None:
    """Such members are named and not opened."""
    names = ["../up.txt", "/root.txt", "C:\\windows.txt", "a/../../b.txt", "good.txt"]
    found = members_of(tmp_path, packed(dict.fromkeys(names, b"x")))
    assert len(found) == 5
    assert list(refusals(found).values()) == ["CorruptSourceError"] * 4
    assert found["good.txt"].refusal is None
    for name in found:
        assert not Path(name).is_absolute()
        assert ".." not in Path(name).parts


def test_what_offices_pack_along_is_skipped(tmp_path: Path) -> None:
    """Links, hidden files, those of macOS, lock files and READMEs, as in a folder."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(link, "/etc/passwd")
        for name in ("__MACOSX/._a.docx", ".DS_Store", "~$a.docx", "README.txt", "a.docx.part", "empty/"):
            made.writestr(name, b"")
    found = members_of(tmp_path, out.getvalue())
    assert {name: member.skip for name, member in found.items()} == {
        "link.txt": Skip.LINK,
        "__MACOSX/._a.docx": Skip.HIDDEN,
        ".DS_Store": Skip.HIDDEN,
        "~$a.docx": Skip.HIDDEN,
        "README.txt": Skip.ABOUT,
        "a.docx.part": Skip.PARTIAL,
    }


def test_locked_damaged_and_oddly_packed_members_are_refused_one_by_one(tmp_path: Path) -> None:
    """The others are read."""
    data = bytearray(packed({"locked.txt": b"1" * 50, "odd.txt": b"2" * 50, "torn.txt": b"3" * 50, "good.txt": b"4"}))
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        entries = {entry.filename: entry for entry in made.infolist()}
    at = data.find(b"PK\1\2")
    for name in entries:
        begin = entries[name].header_offset
        if name == "locked.txt":
            data[begin + 6] |= 1
            data[at + 8] |= 1
        if name == "odd.txt":
            data[begin + 8] = data[at + 10] = 98
        if name == "torn.txt":
            data[begin + 30 + len(name)] ^= 0xFF
        at = data.find(b"PK\1\2", at + 1)
    assert refusals(members_of(tmp_path, bytes(data))) == {
        "locked.txt": "EncryptedSourceError",
        "odd.txt": "CorruptSourceError",
        "torn.txt": "CorruptSourceError",
    }


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too dense, too large in all, too many, too deep."""
    monkeypatch.setattr(archive, "RATIO_FLOOR_BYTES", 1000)
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 5_000_000)
    monkeypatch.setattr(archive, "_CHUNK", 1000)
    dense = members_of(tmp_path, packed({"zeros.txt": bytes(1_000_000), "good.txt": b"1"}))
    assert refusals(dense) == {"zeros.txt": "SourceTooLargeError"}
    monkeypatch.setattr(archive, "MAX_RATIO", 10_000)
    large = members_of(tmp_path, packed({f"{index}.txt": bytes(2_000_000) for index in range(4)}))
    assert list(refusals(large)) == ["2.txt", "3.txt"]
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    many = members_of(tmp_path, packed({f"{index}.txt": b"" for index in range(4)}))
    assert refusals(many) == {"": "SourceTooLargeError"}
    deep = packed({"a.txt": b"1"})
    for _ in range(archive.MAX_DEPTH):
        deep = packed({"in.zip": deep})
    assert refusals(members_of(tmp_path, deep)) == {"in.zip/in.zip/in.zip": "SourceTooLargeError"}


def test_a_size_that_is_a_lie_is_found_out(tmp_path: Path) -> None:
    """The directory says one byte."""
    data = bytearray(packed({"a.txt": bytes(5000)}))
    at = data.find(b"PK\1\2")
    struct.pack_into("<L", data, at + 24, 1)
    assert refusals(members_of(tmp_path, bytes(data))) == {"a.txt": "CorruptSourceError"}


def test_documents_that_are_zips_are_no_folders(tmp_path: Path) -> None:
    """Word, workbooks, OpenDocument, OFD; also a Word file called .zip, or one that lost its list of types."""
    for name in ("linxi.docx", "yunpu.xlsx"):
        assert not is_archive(SAMPLES / "made" / name)
    for part in ("mimetype", "OFD.xml", "word/document.xml", "xl/workbook.xml"):
        (tmp_path / "a.zip").write_bytes(packed({part: b"", "content.xml": b""}))
        assert not is_archive(tmp_path / "a.zip")
    (tmp_path / "a.zip").write_bytes(packed({"a.docx": b""}))
    assert is_archive(tmp_path / "a.zip")


def test_a_torn_zip_is_named_as_one_input(tmp_path: Path) -> None:
    """A torn Word file is left to the reader of Word files."""
    torn = packed({"a.txt": b"1" * 500})[:60]
    assert refusals(members_of(tmp_path, torn)) == {"": "CorruptSourceError"}
    assert is_archive(tmp_path / "a.zip")
    (tmp_path / "a.docx").write_bytes(torn)
    assert not is_archive(tmp_path / "a.docx")


def test_two_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Zip allows it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, pytest.warns(UserWarning):
        made.writestr("a.txt", b"1")
        made.writestr("a.txt", b"2")
    found = members_of(tmp_path, out.getvalue())
    assert [read_member(tmp_path / "a.zip", found[name].chain) for name in ("a.txt", "a (2).txt")] == [b"1", b"2"]


def test_other_archives_are_named(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "a.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    with pytest.raises(UnknownFormatError, match="pack it as zip"):
        refuse_other_archive(tmp_path / "a.rar")
