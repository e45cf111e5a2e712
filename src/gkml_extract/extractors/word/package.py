"""The zip around a Word document: its parts, found by their types and read within limits.

zipfile and lxml instead of python-docx: that refuses strict documents and reads whatever a package declares.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from struct import error as StructError  # noqa: N812
from typing import TYPE_CHECKING

from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.model.errors import CorruptSourceError, EncryptedSourceError, SourceTooLargeError
from gkml_extract.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART_BYTES = 256 * 1024 * 1024
"""Largest part read, uncompressed. Word itself refuses a body above 32 MB of text; 50,000 rows of 12 cells have about
that in XML."""
MAX_TOTAL_BYTES = 512 * 1024 * 1024
"""Most that is read of one package, uncompressed. Pictures are never read."""
MAX_RATIO = 600
"""Most that a part above RATIO_FLOOR_BYTES may shrink to: a table of 50,000 equal rows reaches 230, deflate ends at
1032."""
RATIO_FLOOR_BYTES = 16 * 1024 * 1024
MAX_TAGS = 12_000_000
"""Most tags in a part, opening and closing: lxml keeps about 160 bytes for each, 2 GB in all."""

DAMAGED_ZIP = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, IndexError, StructError,
    NotImplementedError, OverflowError,
)  # fmt: skip
"""What zipfile raises over damaged archives."""
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/(?:relationships|math))")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_STRICT_ROOT = "http://purl.oclc.org/ooxml/"
_MAIN_TYPE = regex(
    r"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml$"
)
_OTHER_BODIES = ("xl/workbook.", "ppt/presentation.")
_TYPES = "[content_types].xml"
_MAX_TYPES_BYTES = 1024 * 1024
_DOCTYPE = b"<!DOCTYPE"
_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..(word/|xl/|ppt/|content\.xml|mimetype)", re.DOTALL)


class Package:
    """The parts of a Word document by name; names are compared without case, as the packaging convention has it."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except DAMAGED_ZIP as err:
            raise _damaged() from err
        self._infos = {_plain(info.filename): info for info in self._zip.infolist()}
        self._n_read = 0

    @property
    def names(self) -> frozenset[str]:
        """The names of the parts in lower case."""
        return frozenset(self._infos)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none.

        Raises:
            SourceTooLargeError: it is larger than the limits.
            EncryptedSourceError: the zip is locked by a password.
            CorruptSourceError: it is damaged.
        """
        info = self._infos.get(name.lower())
        if info is None:
            return None
        self._check_size(info)
        if info.flag_bits & 1:
            raise EncryptedSourceError(
                "the file is locked by a password; save it without one", "文件设有密码；请取消密码后另存"
            )
        try:
            return self._zip.read(info)
        except (*DAMAGED_ZIP, RuntimeError) as err:
            raise _damaged() from err

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        """zipfile never gives more than the declared size, so that is what counts."""
        self._n_read += info.file_size
        is_bomb = info.file_size > RATIO_FLOOR_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if info.file_size > MAX_PART_BYTES or self._n_read > MAX_TOTAL_BYTES or is_bomb:
            raise _too_large(f"{info.filename}: {info.file_size // 2**20} MB")

    def tree(self, name: str) -> _Element | None:
        """The root of an XML part in transitional names; None where there is no such part.

        Raises:
            SourceTooLargeError: it is larger than the limits.
            CorruptSourceError: it is not well-formed, or declares entities.
        """
        data = self.read(name)
        return None if data is None else parse_part(data, name)

    def main_part(self) -> str | None:
        """The name of the part that holds the body, by its declared type, else `word/document.xml`."""
        declared = self._declared_main()
        if declared in self._infos:
            return declared
        return "word/document.xml" if "word/document.xml" in self._infos else None

    def _declared_main(self) -> str | None:
        info = self._infos.get(_TYPES)
        if info is None or info.file_size > _MAX_TYPES_BYTES:
            return None
        root = self.tree(_TYPES)
        for override in [] if root is None else root:
            if isinstance(override.tag, str) and _MAIN_TYPE.search(override.get("ContentType", "")):
                return _plain(override.get("PartName", ""))
        return None

    def related(self, part: str) -> dict[str, list[str]]:
        """The parts that a part points to, by the last word of their relationship (`styles`, `header` …)."""
        folder, base = posixpath.split(part)
        root = self.tree(f"{folder}/_rels/{base}.rels")
        found: dict[str, list[str]] = {}
        for relation in [] if root is None else root:
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "").replace("\\", "/")
                name = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(_plain(name))
        return found


def is_word_package(data: bytes) -> bool:
    """Whether the bytes are a zip with the body of a Word document, or the torn beginning of one. Never raises."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        package = Package(data)
    except CorruptSourceError:
        return _begins_like_word(data[:HEAD_BYTES])
    if any(name.startswith(_OTHER_BODIES) for name in package.names):
        return False
    try:
        return package.main_part() is not None
    except (CorruptSourceError, EncryptedSourceError, SourceTooLargeError):
        return "word/document.xml" in package.names


def _begins_like_word(head: bytes) -> bool:
    """Whether the first telling name in a zip without directory is a part of a Word document."""
    found = _LOCAL_HEADER.search(head)
    return found is not None and found[2] == b"word/"


def parse_part(data: bytes, name: str) -> _Element:
    """The root of an XML part. No entity is expanded and nothing is fetched; depth is limited by the parser (256).

    Raises:
        CorruptSourceError: not well-formed, or with a document type: Word writes none, bombs need one.
        SourceTooLargeError: more than MAX_TAGS.
    """
    from lxml import etree

    check_part(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as err:
        raise not_well_formed(name) from err
    check_tree(root, name)
    return parse_part(_transitional(root), name) if _is_strict(root) else root


def in_transitional_names(data: bytes, name: str) -> bytes:
    """A part as it is, or, where it is a strict one, in transitional names.

    Raises:
        CorruptSourceError: a strict one is not well-formed, or declares entities.
    """
    from lxml import etree

    try:
        root = next(iter(etree.iterparse(BytesIO(data), events=("start",), resolve_entities=False)), (None, None))[1]
    except etree.XMLSyntaxError as err:
        raise not_well_formed(name) from err
    if root is None or not _is_strict(root):
        return data
    converted: bytes = etree.tostring(parse_part(data, name))
    return converted


def _is_strict(root: _Element) -> bool:
    return isinstance(root.tag, str) and root.tag.startswith("{" + _STRICT_ROOT)


def _transitional(root: _Element) -> bytes:
    from lxml import etree

    return _STRICT.sub(lambda found: _TRANSITIONAL[found[1]], etree.tostring(root))


def check_part(data: bytes, name: str) -> None:
    """Raise what `parse_part` says before anything is parsed."""
    if _DOCTYPE in data[:4096].replace(b"\0", b""):
        raise _declares_entities(name)
    if data.count(b"<") > MAX_TAGS:
        raise _too_large(f"{name}: {data.count(b'<')} tags")


def check_tree(root: _Element, name: str) -> None:
    """Raise what `parse_part` says of a document type that stands further down."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_entities(name)


def not_well_formed(name: str) -> CorruptSourceError:
    """Of a part that the parser refuses."""
    return CorruptSourceError(
        f"the file is damaged: {name} is not well-formed XML; open it in Word, save it again and try again",
        f"文件已损坏：{name} 不是合格的 XML；请用 Word 打开并另存后重试",
    )


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _damaged() -> CorruptSourceError:
    return CorruptSourceError(
        "the file is damaged: its zip cannot be read; ask for it again", "文件已损坏，无法解压；请重新索取"
    )


def _declares_entities(name: str) -> CorruptSourceError:
    return CorruptSourceError(
        f"{name} declares a document type, which Word never does; do not trust this file, ask for it again",
        f"{name} 含有文档类型声明，Word 不会写入这种内容；该文件不可信，请重新索取",
    )


def _too_large(what: str) -> SourceTooLargeError:
    return SourceTooLargeError(
        f"the document is too large once unpacked ({what}); split it", f"文档解压后过大（{what}）；请拆分后重试"
    )
