"""Documents that LibreOffice converts: which bytes, which refusals, no network, no process left."""

from __future__ import annotations

import http.server
import io
import os
import struct
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from gkml_extract.extractors import converted
from gkml_extract.extractors.converted import DOC, ODT, RTF
from gkml_extract.extractors.registry import EXTRACTORS, identify
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import CorruptSourceError, DependencyError, EncryptedSourceError, SourceError
from gkml_extract.model.table import Paragraph
from support.word import docx, drawn, p

ODT_TYPE = "application/vnd.oasis.opendocument.text"
SECTOR = 512


def ole(*streams: str, content: bytes = b"") -> bytes:
    """An OLE container with these streams at its root; the first holds `content` ([MS-CFB])."""
    body = content.ljust(4096, b"\0")
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    n_directory = (len(streams) + 4) // 4
    first_data = 1 + n_directory
    fat = [fat_mark, *range(2, n_directory + 1), end, *range(first_data + 1, first_data + 8), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHHHLLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109L", 0, *[free] * 108)
    entries = [_entry("Root Entry", 5, child=1, start=end, size=0)]
    for at, name in enumerate(streams, start=1):
        entries.append(_entry(name, 2, right=at + 1 if at < len(streams) else free, start=first_data, size=4096))
    directory = b"".join(entries).ljust(n_directory * SECTOR, b"\0")
    return header + struct.pack("<128L", *(fat + [free] * (128 - len(fat)))) + directory + body


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBLLL", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<LQ", start, size)


def odt(content: str = "", *, mimetype: str = ODT_TYPE, manifest: str = "") -> bytes:
    """A text document of LibreOffice with this in its body."""
    stream = io.BytesIO()
    office = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{ODT_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" '
            f'manifest:media-type="text/xml"/>{manifest}</manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0" '
            f'xmlns:draw="{office}:drawing:1.0" xmlns:svg="{office}:svg-compatible:1.0" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
            f"{content}</office:text></office:body></office:document-content>",
        )
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "formats"),
    [
        (ole("WordDocument", "1Table"), ["doc"]),
        (ole("EncryptionInfo", "EncryptedPackage"), ["doc"]),
        (ole("Workbook"), []),
        (ole("WordDocument", "Workbook"), []),
        (ole("PowerPoint Document"), []),
        (b"{\\rtf1\\ansi x}", ["rtf"]),
        (odt(), ["odt"]),
        (odt(mimetype=ODT_TYPE + "-template"), ["odt"]),
        (odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"), []),
        (b"<html><body>a</body></html>", []),
        (docx(p("a")), []),
    ],
    ids=["doc", "locked", "xls", "both", "ppt", "rtf", "odt", "ott", "ods", "html", "docx"],
)
def test_identify_goes_by_the_inside(data: bytes, formats: list[str]) -> None:
    """A `.doc` may be anything."""
    ours = (DOC, RTF, ODT)
    assert [each.format for each in ours if each.identify(data, "a.doc")] == formats
    claimed = [each for each in EXTRACTORS if each.identify(data, "a.doc")]
    assert len(claimed) <= 1


def test_a_torn_doc_is_still_one() -> None:
    """Its directory may lie beyond the tear; the name of its body stands in what is left, or the body begins it."""
    data = ole("WordDocument")
    assert DOC.identify(data[: 3 * SECTOR - 200], "x")
    far = data[:48] + struct.pack("<L", 999) + data[52:SECTOR]
    assert DOC.identify(far + b"\xec\xa5\xc1\0" + bytes(9000), "x")
    assert not DOC.identify(far + b"\x09\x08" + bytes(9000), "x")


@pytest.mark.parametrize(
    "data", [b"{\\rtf1\\ansi a\\par b", ole("WordDocument")[: 3 * SECTOR - 200]], ids=["rtf", "doc"]
)
def test_torn_files_are_damaged(data: bytes) -> None:
    """LibreOffice would read what is left and say nothing."""
    with pytest.raises(CorruptSourceError):
        identify(data, "x").read(data)


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (DOC, ole("EncryptionInfo", "EncryptedPackage")),
        (DOC, ole("WordDocument", content=struct.pack("<5HH", 0xA5EC, 0xC1, 0, 0x804, 0, 0x0100))),
        (ODT, odt(manifest="<manifest:encryption-data/>")),
    ],
    ids=["package", "doc", "odt"],
)
def test_passwords_are_told_at_once(reader: converted.Converted, data: bytes) -> None:
    """Without a start of LibreOffice."""
    with pytest.raises(EncryptedSourceError):
        reader.read(data)


def test_a_missing_converter_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With exit code 5 and what to install."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DependencyError, match="LibreOffice") as caught:
        RTF.read(b"{\\rtf1 a}")
    assert caught.value.exit_code == 5
    assert "libreoffice-writer" in caught.value.zh


def fake_soffice(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of this name that does what the test needs."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_a_converter_that_hangs_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the time limit, and nothing of it stays."""
    pid_file = tmp_path / "pid"
    fake_soffice(tmp_path, f"sleep 600 & echo $! > {pid_file}; sleep 600", monkeypatch)
    monkeypatch.setattr(converted, "CONVERSION_LIMIT_S", 1)
    started = time.monotonic()
    with pytest.raises(SourceError, match="within 1 s"):
        RTF.read(b"{\\rtf1 a}")
    assert time.monotonic() - started < 60
    time.sleep(0.2)
    assert not _is_running(int(pid_file.read_text()))


def _is_running(pid: int) -> bool:
    """Whether a process lives; one that ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("script", ["exit 0", "exit 77", "mkdir -p out; : > out/source.docx"])
def test_a_conversion_that_gives_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Its exit code says nothing."""
    fake_soffice(tmp_path, script, monkeypatch)
    with pytest.raises(CorruptSourceError):
        RTF.read(b"{\\rtf1 a}")


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither profile nor copies."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "tmp").mkdir()
    fake_soffice(tmp_path / "bin", "exit 0", monkeypatch)
    monkeypatch.setattr(converted.tempfile, "tempdir", str(tmp_path / "tmp"))
    with pytest.raises(CorruptSourceError):
        RTF.read(b"{\\rtf1 a}")
    assert list((tmp_path / "tmp").iterdir()) == []


@contextmanager
def counting_server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine: its address, and the requests that it saw."""
    seen: list[str] = []

    class Counting(http.server.BaseHTTPRequestHandler):
        def _count(self) -> None:
            seen.append(f"{self.command} {self.path}")
            self.send_response(404)
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = _count  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Keeps the test's output clean."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()


@pytest.mark.slow
def test_linked_pictures_are_not_fetched() -> None:
    """LibreOffice asks for the picture of this very document where nothing forbids it."""
    with counting_server() as (address, seen):
        data = odt(
            '<text:p>甲<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image '
            f'xlink:href="{address}/x.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            "</draw:frame></text:p>"
        )
        assert ODT.read(data).blocks == (Paragraph("甲"),)
    assert seen == []


@pytest.mark.slow
def test_an_input_field_is_read_once() -> None:
    """LibreOffice makes one of a content control when it saves .odt, and then writes it four times into a .docx."""
    field = '<text:text-input text:description="">乙&#x0d;</text:text-input>'
    assert ODT.read(odt(f"<text:p>甲{field}丙</text:p>")).blocks == (Paragraph("甲乙丙"),)


@pytest.mark.slow
def test_a_table_survives_every_conversion() -> None:
    """docx → doc, rtf, odt by LibreOffice → read: the same grid."""
    import docx as python_docx

    document = python_docx.Document()
    document.add_paragraph("某局目录")
    made = document.add_table(rows=3, cols=2)
    for at, text in enumerate(("公开渠道", "", "1", "☑政府网站", "2", "□公报")):
        made.cell(at // 2, at % 2).text = text
    made.cell(0, 0).merge(made.cell(0, 1))
    document.add_paragraph("注")  # Word ends with a paragraph; LibreOffice loses a table at the very end of a .doc
    stream = io.BytesIO()
    document.save(stream)
    for reader, suffix in ((DOC, "doc"), (RTF, "rtf"), (ODT, "odt")):
        data = _convert(stream.getvalue(), suffix)
        assert identify(data, "x") is reader
        blocks = reader.read(data).blocks
        assert blocks[0] == Paragraph("某局目录")
        assert isinstance(blocks[1], TableFragment)
        assert drawn(blocks[1]) == ["公开渠道|<", "1|☑政府网站", "2|□公报"]


def _convert(source: bytes, suffix: str) -> bytes:
    """A .docx as another format."""
    import shutil
    import subprocess
    import tempfile

    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(source)
        command = [program, f"-env:UserInstallation={(Path(folder) / 'p').as_uri()}", "--headless", "--convert-to"]
        subprocess.run([*command, suffix, "--outdir", folder, str(path)], check=True, capture_output=True, timeout=120)
        return path.with_suffix(f".{suffix}").read_bytes()


@pytest.mark.slow
def test_conversions_run_side_by_side() -> None:
    """Each has its own profile."""
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(RTF.read, [b"{\\rtf1\\ansi a%d\\par}" % at for at in range(3)]))
    assert [result.blocks for result in results] == [(Paragraph(f"a{at}"),) for at in range(3)]


@pytest.mark.slow
def test_a_damaged_doc_is_told() -> None:
    """LibreOffice gives nothing, or an empty document."""
    try:
        blocks = DOC.read(ole("WordDocument", "1Table", content=b"\xec\xa5\xc1\0" + bytes(60))).blocks
    except SourceError:
        return
    assert blocks == ()
