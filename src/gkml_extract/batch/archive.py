"""A zip as a folder of submissions. Nothing is unpacked to disk: members are read where they stand, within bounds.

A docx, xlsx, ods or ofd is a zip too; it is a document, not a folder.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from struct import error as StructError  # noqa: N812
from typing import IO

from gkml_extract.batch.archive_names import entry_names
from gkml_extract.batch.walk import Skip, reason_to_skip_name
from gkml_extract.model.errors import (
    CorruptSourceError,
    EncryptedSourceError,
    SourceError,
    SourceTooLargeError,
    UnknownFormatError,
)

MAX_DEPTH = 3
"""Zips within zips, the outermost counted: offices send a zip of each town's zip."""
MAX_MEMBERS = 10_000
"""Entries of one file on disk, with those of the zips in it."""
MAX_MEMBER_BYTES = 256 * 1024 * 1024
MAX_TOTAL_BYTES = 2 * 1024 * 1024 * 1024
"""What one file on disk may unpack to, in all."""
MAX_RATIO = 200
"""Most that a member above RATIO_FLOOR_BYTES may shrink to: old Word files of tables reach 30."""
RATIO_FLOOR_BYTES = 16 * 1024 * 1024

_CHUNK = 1024 * 1024
_LOCAL, _EMPTY = b"PK\x03\x04", b"PK\x05\x06"
_PACKAGE_PARTS = frozenset(
    {
        "[content_types].xml",
        "mimetype",
        "ofd.xml",
        "meta-inf/container.xml",
        "index/document.iwa",
        "androidmanifest.xml",
        "word/document.xml",
        "xl/workbook.xml",
        "xl/workbook.bin",
    }
)
"""Entries that only a document that happens to be a zip has: OPC, with its list of types or without, OpenDocument, OFD,
EPUB, iWork; and programs."""
_OTHER_ARCHIVES = ((b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"))
_ENCRYPTED = 0x1
_DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, IndexError, StructError,
    NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip
"""What zipfile raises over damaged archives and methods that it does not know."""

Chain = tuple[int, ...]
"""Where a member stands: its index in the archive, or those of the archives around it and then its own."""


@dataclass(frozen=True, slots=True)
class Member:
    """One entry, `name` as the summary calls it below the archive. `refusal` says why it is not read, `skip` why it
    need not be; `modified` is seconds since 1970 of the clock that the archive was made by."""

    name: str
    chain: Chain
    digest: str = ""
    modified: float = 0.0
    refusal: SourceError | None = None
    skip: Skip | None = None


def is_archive(path: Path) -> bool:
    """Whether the file is a zip that holds files, and is none that is a document itself.

    One so damaged that its directory is gone is an archive if it is called one.
    """
    with path.open("rb") as stream:
        return _is_archive(stream, path.name)


def refuse_other_archive(path: Path) -> None:
    """Raises UnknownFormatError for an archive of another kind, with what to do."""
    with path.open("rb") as stream:
        head = stream.read(8)
    for start, kind in _OTHER_ARCHIVES:
        if head.startswith(start):
            raise UnknownFormatError(
                f"{kind} archives are not opened; unpack it, or pack it as zip",
                f"无法打开 {kind} 压缩包；请解压，或改用 zip 格式打包",
            )


def _is_archive(stream: IO[bytes], name: str) -> bool:
    stream.seek(0)
    if stream.read(4) not in (_LOCAL, _EMPTY):
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            return not _PACKAGE_PARTS & {entry.filename.lower() for entry in archive.infolist()}
    except _DAMAGED:
        return name.lower().endswith(".zip")


def list_members(path: Path) -> Iterator[Member]:
    """Every file in the archive at `path`, those of archives in it in their place; each is read once, to its digest."""
    yield from _Listing().members(path.name, path, (), "")


class _Listing:
    """What has been counted so far of one file on disk."""

    def __init__(self) -> None:
        self._n_members = 0
        self._n_bytes = 0

    def members(self, name: str, source: Path | IO[bytes], chain: Chain, folder: str) -> Iterator[Member]:
        """The members of one archive, which stand below `folder`."""
        try:
            with zipfile.ZipFile(source) as archive:
                entries = archive.infolist()
                self._n_members += len(entries)
                if self._n_members > MAX_MEMBERS:
                    yield Member(folder, chain, refusal=_too_many())
                    return
                for index, (entry, inner) in enumerate(zip(entries, _distinct(entry_names(entries)), strict=True)):
                    if not entry.is_dir() and not inner.endswith("/"):
                        yield from self._entry(archive, entry, (*chain, index), folder, inner)
        except _DAMAGED as err:
            yield Member(folder, chain, refusal=_damaged(name, err))

    def _entry(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, chain: Chain, folder: str, inner: str
    ) -> Iterator[Member]:
        """A member, or those of the archive that it is."""
        name = folder + _safe(inner)
        if _is_outside(inner):
            yield Member(name, chain, refusal=_outside())
            return
        skip = _reason_to_skip(entry, inner)
        if skip:
            yield Member(name, chain, skip=skip)
            return
        try:
            digest, is_zip = self._digest(archive, entry)
        except SourceError as err:
            yield Member(name, chain, refusal=err)
            return
        if is_zip:
            data = archive.read(entry)
            if _is_archive(BytesIO(data), inner):
                if len(chain) < MAX_DEPTH:
                    yield from self.members(inner, BytesIO(data), chain, name + "/")
                else:
                    yield Member(name, chain, refusal=_too_deep())
                return
        yield Member(name, chain, digest, _modified(entry))

    def _digest(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[str, bool]:
        """The SHA-256 of an entry, and whether it may be a zip itself. What it says of its size is not believed."""
        digest, size, head = hashlib.sha256(), 0, b""
        with _opened_entry(archive, entry) as stream:
            while chunk := stream.read(_CHUNK):
                head = head or chunk[:4]
                size += len(chunk)
                self._n_bytes += len(chunk)
                digest.update(chunk)
                if size > RATIO_FLOOR_BYTES and size > MAX_RATIO * entry.compress_size:
                    raise _too_dense()
                if size > MAX_MEMBER_BYTES or self._n_bytes > MAX_TOTAL_BYTES:
                    raise _too_large()
        return digest.hexdigest(), head in (_LOCAL, _EMPTY)


def read_member(path: Path, chain: Chain) -> bytes:
    """The bytes of a member that `list_members` named.

    Raises:
        SourceError: the archive is not what it was then.
    """
    *outer, index = chain
    stat_of = path.stat()
    try:
        with _opened(path, tuple(outer), stat_of.st_mtime_ns) as archive:
            return _read(archive, index)
    except _DAMAGED as err:
        raise _damaged(path.name, err) from err


@contextmanager
def _opened(path: Path, chain: Chain, mtime_ns: int) -> Iterator[zipfile.ZipFile]:
    source = BytesIO(_inner_archive(path, chain, mtime_ns)) if chain else path
    with zipfile.ZipFile(source) as archive:
        yield archive


@lru_cache(maxsize=1)
def _inner_archive(path: Path, chain: Chain, mtime_ns: int) -> bytes:
    """The bytes of an archive in an archive. Its members follow one another, so the last one is kept."""
    *outer, index = chain
    with _opened(path, tuple(outer), mtime_ns) as archive:
        return _read(archive, index)


def _read(archive: zipfile.ZipFile, index: int) -> bytes:
    with _opened_entry(archive, archive.infolist()[index]) as stream:
        data = stream.read(MAX_MEMBER_BYTES + 1)
    if len(data) > MAX_MEMBER_BYTES:
        raise _too_large()
    return data


@contextmanager
def _opened_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    """The bytes of an entry. Raises SourceError where it cannot be had, or is damaged while it is read."""
    if entry.flag_bits & _ENCRYPTED:
        raise EncryptedSourceError(
            "locked by a password in its archive; ask for it without one", "压缩包内的文件设有密码；请索取无密码的文件"
        )
    try:
        with archive.open(entry) as stream:
            yield stream
    except NotImplementedError as err:
        raise CorruptSourceError(
            f"packed by a method that is not known ({entry.compress_type}); unpack the archive or pack it as plain zip",
            f"压缩方法无法识别（{entry.compress_type}）；请解压后提交，或用普通 zip 方式重新打包",
        ) from err
    except _DAMAGED as err:
        raise _damaged(entry.filename, err) from err


def _reason_to_skip(entry: zipfile.ZipInfo, inner: str) -> Skip | None:
    """As for files of a folder: links are not followed, hidden things and what tells about a folder are left alone."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Skip.LINK
    parts = PurePosixPath(inner).parts
    if parts and parts[0] == "__MACOSX":
        return Skip.HIDDEN
    return next(filter(None, map(reason_to_skip_name, parts)), None)


def _is_outside(inner: str) -> bool:
    """Whether the name leads out of the archive: absolute, with a drive, or by way of `..`."""
    return inner.startswith("/") or inner[1:2] == ":" or ".." in inner.split("/")


def _safe(inner: str) -> str:
    """The name with nothing in it that could lead anywhere; it is only shown."""
    parts = [part.replace(":", "_") if part not in ("", ".", "..") else "_" for part in inner.split("/")]
    return "/".join(parts)


def _distinct(names: list[str]) -> list[str]:
    """The names with a number on those that stand there a second time, which zip allows."""
    seen: set[str] = set()
    result = []
    for name in names:
        path, n = PurePosixPath(name), 1
        while name in seen:
            n += 1
            name = path.with_name(f"{path.stem} ({n}){path.suffix}").as_posix()
        seen.add(name)
        result.append(name)
    return result


def _modified(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time, tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def _damaged(name: str, err: Exception) -> SourceError:
    return CorruptSourceError(
        f"the archive is damaged ({type(err).__name__}); ask for it again", "压缩包已损坏；请重新索取"
    )


def _outside() -> SourceError:
    return CorruptSourceError(
        "its name leads out of the archive; it is not opened: ask for a clean archive",
        "文件名指向压缩包之外，不予打开；请重新打包后提交",
    )


def _too_many() -> SourceError:
    return SourceTooLargeError(
        f"more than {MAX_MEMBERS} files in one archive; unpack it or split it",
        f"压缩包内的文件超过 {MAX_MEMBERS} 个；请解压或拆分",
    )


def _too_deep() -> SourceError:
    return SourceTooLargeError(
        f"more than {MAX_DEPTH} archives, one in the other; unpack them", f"压缩包嵌套超过 {MAX_DEPTH} 层；请解压后提交"
    )


def _too_large() -> SourceError:
    return SourceTooLargeError(
        f"larger than {MAX_MEMBER_BYTES // 2**20} MB, or its archive unpacks to more than"
        f" {MAX_TOTAL_BYTES // 2**30} GB; unpack the archive",
        f"文件超过 {MAX_MEMBER_BYTES // 2**20} MB，或整个压缩包解压后超过 {MAX_TOTAL_BYTES // 2**30} GB；请解压后提交",
    )


def _too_dense() -> SourceError:
    return SourceTooLargeError(
        f"unpacks to more than {MAX_RATIO} times its size, as no document does; check where it comes from",
        f"解压后超过原大小的 {MAX_RATIO} 倍，不像正常文件；请核对来源",
    )
