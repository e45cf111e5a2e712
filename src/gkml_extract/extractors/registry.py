"""The readers there are, and which of them reads a file. A reader is one module and one line here."""

from __future__ import annotations

from typing import Protocol

from gkml_extract.extractors.converted import DOC, ODT, RTF
from gkml_extract.extractors.html.reader import Html
from gkml_extract.extractors.pdf import Pdf
from gkml_extract.extractors.plain_text import PlainText
from gkml_extract.extractors.scan.reader import PICTURES
from gkml_extract.extractors.spreadsheet.reader import SPREADSHEETS
from gkml_extract.extractors.word.reader import Word
from gkml_extract.model.content import Blocks, Pages
from gkml_extract.model.errors import ExtractorConflictError, UnknownFormatError
from gkml_extract.model.table import Fragments


class Extractor(Protocol):
    """What a reader promises; tests/contract holds every one of EXTRACTORS to it."""

    @property
    def name(self) -> str:
        """What a document's source calls it."""

    @property
    def format(self) -> str:
        """A short name of the format."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types it reads."""

    def identify(self, data: bytes, name: str) -> bool:
        """Whether these are its bytes, by a look at their first HEAD_BYTES or at the directory of a container.

        The file's `name` is a hint only: a .doc may be HTML.
        """

    def read(self, data: bytes) -> Fragments | Blocks | Pages:
        """The content of the whole file.

        Raises:
            SourceError: it cannot be read.
            DependencyError: a converter or an optional package is missing.
        """


EXTRACTORS: tuple[Extractor, ...] = (PlainText(), Pdf(), Word(), DOC, RTF, ODT, Html(), *SPREADSHEETS, *PICTURES)


_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How files of Office begin: a zip, and the container of Office 97."""


def identify(data: bytes, name: str) -> Extractor:
    """The one reader that claims the bytes.

    Raises:
        UnknownFormatError: none does.
        ExtractorConflictError: more than one does.
    """
    claims = [extractor for extractor in EXTRACTORS if extractor.identify(data, name)]
    if not claims and data.startswith(_CONTAINERS):
        raise UnknownFormatError(
            f"{name}: begins as an Office file or a zip, but is cut short, damaged or of another kind; open it in the "
            "program that made it and save it again, or ask for it again",
            f"{name}：开头像 Office 文件或压缩包，但不完整、已损坏或属于其他类型；请用原程序打开后另存，或重新索取",
        )
    if not claims:
        formats = ", ".join(extractor.format for extractor in EXTRACTORS)
        raise UnknownFormatError(
            f"{name}: not a format that can be read (known: {formats}); save it as one of these and try again",
            f"{name}：无法识别的格式（可读取：{formats}）；请另存为其中一种格式后重试",
        )
    if len(claims) > 1:
        names = ", ".join(extractor.name for extractor in claims)
        raise ExtractorConflictError(
            f"{name}: claimed by more than one reader ({names}); please report this file",
            f"{name}：同时被多个读取器识别（{names}）；请反馈此文件",
        )
    return claims[0]
