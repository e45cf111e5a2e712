"""The zip package of a workbook: its parts within limits, its XML without entities."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from gkml_extract.model.errors import CorruptSourceError, EncryptedSourceError, SourceTooLargeError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART_BYTES = 256 * 1024 * 1024
"""Largest part unpacked: a sheet of a million cells has 60 MB."""
MAX_PACKAGE_BYTES = 512 * 1024 * 1024
"""All parts that are read, together."""
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")

_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_XML_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))


def corrupt() -> CorruptSourceError:
    """The error for a workbook whose bytes are no sound workbook."""
    return CorruptSourceError(
        "the workbook is damaged; open it in a spreadsheet program, save it again and retry",
        "表格文件已损坏；请用表格软件打开并重新保存后再试",
    )


def encrypted() -> EncryptedSourceError:
    """The error for a workbook that only a password opens."""
    return EncryptedSourceError(
        "the workbook is locked by a password; save it without one and try again",
        "表格文件设有密码；请取消密码后另存再试",
    )


def too_large(n_bytes: int, most: int) -> SourceTooLargeError:
    """The error for what is beyond a limit in bytes."""
    return SourceTooLargeError(
        f"the workbook unpacks to {n_bytes // 2**20} MB or more, at most {most // 2**20} MB are read; split it",
        f"表格文件解压后有 {n_bytes // 2**20} MB 以上，最多读取 {most // 2**20} MB；请拆分后重试",
    )


class Package:
    """The parts of a zip by name. Names are compared without case: some programs write `XL\\Workbook.xml`.

    Raises:
        CorruptSourceError: no zip, or a part of it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_ERRORS as err:
            raise corrupt() from err
        self._names = {info.filename.replace("\\", "/").lower().lstrip("/"): info for info in self._zip.infolist()}
        self._n_read = 0

    def __contains__(self, name: str) -> bool:
        return name.lower().lstrip("/") in self._names

    def part(self, name: str) -> bytes:
        """The bytes of a part; none where there is no such part.

        Raises:
            CorruptSourceError: they cannot be unpacked.
            EncryptedSourceError: they are locked.
            SourceTooLargeError: they are beyond a limit; no more than the limit is ever unpacked.
        """
        info = self._names.get(name.lower().lstrip("/"))
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise encrypted()
        most = min(MAX_PART_BYTES, MAX_PACKAGE_BYTES - self._n_read)
        if info.file_size > most:  # what the directory says: nothing needs to be unpacked to refuse it
            raise too_large(info.file_size, most)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(most + 1)
        except _ZIP_ERRORS as err:
            raise corrupt() from err
        if len(data) > most:
            raise too_large(len(data), most)
        self._n_read += len(data)
        return data

    @cached_property
    def main_part(self) -> str:
        """The part of which [Content_Types].xml says that it is the workbook; "" if none."""
        if "[Content_Types].xml" in self:
            for node in xml_root(self.part("[Content_Types].xml")):
                kind = node.get("ContentType", "").lower()
                if any(name in kind for name in _MAIN_TYPES) and node.get("PartName") in self:
                    return str(node.get("PartName")).lstrip("/")
        return next((name for name in ("xl/workbook.xml", "xl/workbook.bin") if name in self), "")

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to, by relationship id: the last word of its type and the name of the other part."""
        folder, name = posixpath.split(part)
        data = self.part(f"{folder}/_rels/{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        for node in xml_root(data) if data else ():
            target = node.get("Target", "")
            if node.get("TargetMode", "").lower() != "external":
                kind = node.get("Type", "").rsplit("/", 1)[-1]
                found[node.get("Id", "")] = (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return found


_MAIN_TYPES = (
    "spreadsheetml.sheet.main+xml",
    "spreadsheetml.template.main+xml",
    "ms-excel.sheet.macroenabled.main+xml",
    "ms-excel.template.macroenabled.main+xml",
    "ms-excel.sheet.binary.macroenabled.main",
)


def xml_root(data: bytes) -> _Element:
    """The root of a small part. Raises CorruptSourceError for what is not well formed or declares entities."""
    from lxml import etree

    check_no_doctype(data)
    try:
        return etree.fromstring(data, etree.XMLParser(**_XML_PARSER))
    except (etree.LxmlError, ValueError) as err:
        raise corrupt() from err


def xml_elements(data: bytes, *names: str) -> Iterator[_Element]:
    """The elements with these local names in a large part, each freed when the next is asked for.

    Raises:
        CorruptSourceError: the part is not well formed or declares entities.
    """
    from lxml import etree

    check_no_doctype(data)
    tags = [f"{{*}}{name}" for name in names]
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **_XML_PARSER):
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.LxmlError, ValueError) as err:
        raise corrupt() from err


def check_no_doctype(data: bytes) -> None:
    """Raises CorruptSourceError where a part declares a document type: none may, and entities need one."""
    if any(mark in data for mark in _DOCTYPES):
        raise corrupt()
