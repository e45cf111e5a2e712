"""Text documents of other programs: .doc, .wps, .rtf, .odt → .docx by LibreOffice, then read as Word.

Each conversion has a profile and folders of its own, so that several may run side by side, and a time limit after
which the whole group of processes is killed. The profile forbids macros and every look outside the document: linked
pictures are not fetched.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from struct import unpack_from

from gkml_extract.extractors.word.package import DAMAGED_ZIP
from gkml_extract.extractors.word.reader import Word
from gkml_extract.model.content import Blocks
from gkml_extract.model.errors import (
    CorruptSourceError,
    DependencyError,
    EncryptedSourceError,
    SourceError,
    SourceTooLargeError,
)

CONVERSION_LIMIT_S = 120
"""Seconds that a conversion may take; a start of LibreOffice takes 2 to 5, 200 pages of tables about 20."""
_GUARD_EXTRA_S = 10
MAX_BYTES = 256 * 1024 * 1024
"""Largest file handed to LibreOffice."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF_TAIL = 4096
_RTF = b"{\\rtf"
_ODT_TYPES = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
_WORD_STREAM = "WordDocument"
_TEXT_STREAMS = (_WORD_STREAM, "0Table", "1Table")
_SHEET_STREAMS = frozenset({"Workbook", "Book"})
_LOCK_STREAMS = frozenset({"EncryptedPackage", "EncryptionInfo"})
_FIB_FLAGS_AT, _FIB_ENCRYPTED = 0x0A, 0x0100
"""Where the flags of a .doc stand and the bit that says it is encrypted ([MS-DOC] 2.5.2, FibBase)."""
_SECTOR, _FIB_BEGIN = 512, b"\xec\xa5\xc1\0"
"""A body's stream begins at a sector and with this ([MS-DOC] 2.5.2: wIdent, nFib)."""
_MAX_MIMETYPE, _MAX_MANIFEST = 100, 1024 * 1024
_ODT_BODY = "content.xml"
_INPUT_FIELD_NAME = b"<text:text-input"
_INPUT_FIELD = re.compile(rb"(?:&#(?:x0?d|13);)?</text:text-input>|<text:text-input\b[^>]*>")
"""The tags alone, and the carriage return that ends the text of a field."""

_CLOSED_PROXY = "127.0.0.1"
_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _CLOSED_PROXY),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", _CLOSED_PROXY),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Settings of the profile, below org.openoffice: no links out of the document are followed, no macros run, and what
would reach for the network finds a proxy that does not answer (the discard port of this machine)."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Reads one format by way of LibreOffice.

    `recognise` goes by the bytes. `is_torn` says if the end is missing: LibreOffice would read what is left in silence.
    `is_locked` says if a password is set. `prepare` takes out what LibreOffice does not convert as it stands.
    """

    format: str
    media_types: tuple[str, ...]
    recognise: Callable[[bytes], bool]
    is_torn: Callable[[bytes], bool]
    is_locked: Callable[[bytes], bool]
    prepare: Callable[[bytes], bytes] = bytes

    @property
    def name(self) -> str:
        """What a document's source calls it."""
        return f"libreoffice.{self.format}"

    def identify(self, data: bytes, name: str) -> bool:
        """By the first bytes, and the directory of a container."""
        return self.recognise(data)

    def read(self, data: bytes) -> Blocks:
        """The blocks of the converted document.

        Raises:
            EncryptedSourceError: it is locked by a password.
            SourceTooLargeError: more than MAX_BYTES.
            CorruptSourceError: it is cut off, or LibreOffice cannot read it.
            SourceError: the conversion takes longer than CONVERSION_LIMIT_S.
            DependencyError: LibreOffice is not installed.
        """
        if not self.recognise(data) or self.is_torn(data):
            raise _unreadable(self.format)
        if self.is_locked(data):
            raise EncryptedSourceError(
                "the file is locked by a password; save it without one", "文件设有密码；请取消密码后另存"
            )
        if len(data) > MAX_BYTES:
            raise SourceTooLargeError(
                f"the file has {len(data) // 2**20} MB, at most {MAX_BYTES // 2**20} MB are converted; split it",
                f"文件有 {len(data) // 2**20} MB，最多转换 {MAX_BYTES // 2**20} MB；请拆分后重试",
            )
        return Word().read(convert_to_docx(self.prepare(data), self.format))


def convert_to_docx(data: bytes, suffix: str) -> bytes:
    """The bytes of a document of LibreOffice Writer as .docx.

    Raises:
        DependencyError: LibreOffice is not installed.
        SourceError: the conversion fails or takes too long.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise DependencyError(
            f"a .{suffix} file needs LibreOffice, which is not installed; install it (Debian: apt install"
            " libreoffice-writer; others: https://www.libreoffice.org) or save the file as .docx",
            f"读取 .{suffix} 文件需要 LibreOffice，但尚未安装；请安装（Debian：apt install libreoffice-writer；"
            "其他系统：https://www.libreoffice.org），或将文件另存为 .docx",
        )
    with tempfile.TemporaryDirectory(prefix="gkml-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, out = home / f"source.{suffix}", home / "out"
        source.write_bytes(data)
        _write_profile(home / "profile")
        _run(
            [
                program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
                "--nolockcheck", "--nodefault", "--convert-to", "docx", "--outdir", str(out), str(source),
            ],
            home,
        )  # fmt: skip
        made = out / "source.docx"
        if not made.is_file() or not made.stat().st_size:
            raise _unreadable(suffix)
        return made.read_bytes()


def _write_profile(folder: Path) -> None:
    """A user profile that holds only _SETTINGS."""
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n',
        encoding="utf-8",
    )


def _run(command: list[str], home: Path) -> None:
    """Runs the converter in a group of its own and ends the whole group, whatever happens.

    Its exit code says nothing: it is 0 for a file that it could not load.
    """
    guard = shutil.which("timeout")
    if (
        guard is not None
    ):  # ends the group even where this process is killed from outside, as a batch does with a worker
        command = [guard, "-s", "KILL", str(CONVERSION_LIMIT_S + _GUARD_EXTRA_S), *command]
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command, cwd=home, env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(CONVERSION_LIMIT_S)
    except subprocess.TimeoutExpired as err:
        raise SourceError(
            f"LibreOffice did not convert the file within {CONVERSION_LIMIT_S} s; save it as .docx and try again",
            f"LibreOffice 在 {CONVERSION_LIMIT_S} 秒内未能完成转换；请另存为 .docx 后重试",
        ) from err
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it started; only itself where there are no process groups (Windows)."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _unreadable(suffix: str) -> CorruptSourceError:
    return CorruptSourceError(
        f"LibreOffice cannot read this .{suffix} file, it may be damaged; open it and save it as .docx",
        f"LibreOffice 无法读取此 .{suffix} 文件，文件可能已损坏；请打开后另存为 .docx",
    )


def ole_streams(data: bytes) -> frozenset[str]:
    """The names at the root of an OLE container; none where it is not one or its directory is damaged."""
    if not data.startswith(_OLE):
        return frozenset()
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            return frozenset(entry.name for entry in container.root.kids)
    except Exception:  # olefile lets out whatever a damaged directory breaks: IndexError, struct.error, OSError …
        return frozenset()


def _is_doc(data: bytes) -> bool:
    """An OLE container with a Word body, or locked whole; torn, the beginning of one that names a Word body."""
    if not data.startswith(_OLE):
        return False
    streams = ole_streams(data)
    if not streams:
        is_word = _has_word_body(data) or _named(data, _WORD_STREAM)
        return is_word and not any(_named(data, name) for name in _SHEET_STREAMS)
    return not streams & _SHEET_STREAMS and (_WORD_STREAM in streams or bool(streams & _LOCK_STREAMS))


def _has_word_body(data: bytes) -> bool:
    """Whether a sector begins as the body of a Word document does."""
    at = data.find(_FIB_BEGIN)
    while at >= 0 and at % _SECTOR:
        at = data.find(_FIB_BEGIN, at + 1)
    return at > 0


def _named(data: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in data


def _is_locked_doc(data: bytes) -> bool:
    streams = ole_streams(data)
    if streams & _LOCK_STREAMS:
        return True
    if _WORD_STREAM not in streams:
        return False
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            head = container.openstream(_WORD_STREAM).read(_FIB_FLAGS_AT + 2)
    except Exception:  # as above; LibreOffice will say that it is damaged
        return False
    return len(head) == _FIB_FLAGS_AT + 2 and bool(unpack_from("<H", head, _FIB_FLAGS_AT)[0] & _FIB_ENCRYPTED)


def _is_torn_doc(data: bytes) -> bool:
    """Whether the directory, or the end of a stream that holds text, is missing."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            streams = {entry.name: entry.size for entry in container.root.kids}
            return any(
                len(container.openstream(name).read()) < streams[name] for name in _TEXT_STREAMS if name in streams
            )
    except Exception:  # as above
        return True


def _is_rtf(data: bytes) -> bool:
    return data.startswith(_RTF)


def _is_torn_rtf(data: bytes) -> bool:
    """Whether the brace is missing that closes the document."""
    return not data[-_RTF_TAIL:].rstrip(b"\0 \t\r\n\x1a").endswith(b"}")


def _zip_member(data: bytes, name: str, limit: int) -> bytes:
    """The beginning of a file in a zip; empty where it cannot be had."""
    if not data.startswith(b"PK\x03\x04"):
        return b""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(name) as member:
            return member.read(limit)
    except (*DAMAGED_ZIP, KeyError, RuntimeError):
        return b""


def _is_odt(data: bytes) -> bool:
    declared = _zip_member(data, "mimetype", _MAX_MIMETYPE).decode("ascii", "replace").strip()
    return declared in _ODT_TYPES


def _is_locked_odt(data: bytes) -> bool:
    return b"encryption-data" in _zip_member(data, "META-INF/manifest.xml", _MAX_MANIFEST)


def _without_input_fields(data: bytes) -> bytes:
    """An .odt whose input fields are plain text: LibreOffice would write the text of each four times.

    It makes such a field of every content control of a .docx that it saves as .odt.
    """
    if _INPUT_FIELD_NAME not in _zip_member(data, _ODT_BODY, MAX_BYTES):
        return data
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in archive.infolist():
            member = _zip_member(data, entry.filename, MAX_BYTES)
            out.writestr(entry, _INPUT_FIELD.sub(b"", member) if entry.filename == _ODT_BODY else member)
    return made.getvalue()


DOC = Converted(
    "doc",
    ("application/msword", "application/vnd.ms-works"),
    _is_doc,
    _is_torn_doc,
    _is_locked_doc,
)
RTF = Converted("rtf", ("application/rtf", "text/rtf"), _is_rtf, _is_torn_rtf, lambda _: False)
ODT = Converted("odt", _ODT_TYPES, _is_odt, lambda _: False, _is_locked_odt, _without_input_fields)
