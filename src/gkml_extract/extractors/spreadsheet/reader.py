"""Workbooks: each worksheet is one grid, whatever the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.extractors.spreadsheet.grid import sheet_to_blocks
from gkml_extract.extractors.spreadsheet.ods import MEDIA_TYPE, read_ods
from gkml_extract.extractors.spreadsheet.package import ZIP_STARTS, Package
from gkml_extract.extractors.spreadsheet.sheet import Sheet
from gkml_extract.extractors.spreadsheet.xls import is_xls, read_xls, stream_names
from gkml_extract.extractors.spreadsheet.xlsb import read_xlsb
from gkml_extract.extractors.spreadsheet.xlsx import read_xlsx
from gkml_extract.extractors.spreadsheet.xml2003 import is_xml2003, read_xml2003
from gkml_extract.model.content import Block, Blocks
from gkml_extract.model.errors import SourceError
from gkml_extract.model.finding import Note


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """Reads the workbooks of one format."""

    format: str
    media_types: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a document's source calls it."""
        return f"spreadsheet.{self.format}"

    def identify(self, data: bytes, name: str) -> bool:
        """By the directory of the container: its main part, its media type or its streams."""
        return _format_of(data) == self.format

    def read(self, data: bytes) -> Blocks:
        """The worksheets as grids with their text boxes, in their order. Their names are no text of the document.

        Raises:
            SourceError: the file is damaged, locked or too large.
        """
        sheets = _READERS[self.format](data)
        blocks: list[Block] = []
        notes: list[Note] = []
        for sheet in sheets:
            found, noted = sheet_to_blocks(sheet)
            blocks += found
            notes += noted
        return Blocks(tuple(blocks), tuple(notes), sheets=len(sheets))


def _format_of(data: bytes) -> str | None:
    names = stream_names(data)
    if names:
        return "xls" if is_xls(names) else None
    if not data.startswith(ZIP_STARTS):
        return "xml" if is_xml2003(data[:HEAD_BYTES]) else None
    try:
        package = Package(data)
        if package.part("mimetype").startswith(MEDIA_TYPE):
            return "ods"
        main = package.main_part
    except SourceError:
        return None
    return None if not main else "xlsb" if main.endswith(".bin") else "xlsx"


_READERS: dict[str, Callable[[bytes], tuple[Sheet, ...]]] = {
    "xlsx": lambda data: read_xlsx(Package(data)),
    "xlsb": lambda data: read_xlsb(Package(data)),
    "ods": lambda data: read_ods(Package(data)),
    "xls": read_xls,
    "xml": read_xml2003,
}
SPREADSHEETS = (
    Spreadsheet(
        "xlsx",
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-excel.sheet.macroEnabled.12",
        ),
    ),
    Spreadsheet("xls", ("application/vnd.ms-excel",)),
    Spreadsheet("xlsb", ("application/vnd.ms-excel.sheet.binary.macroEnabled.12",)),
    Spreadsheet("xml", ("application/xml",)),
    Spreadsheet("ods", ("application/vnd.oasis.opendocument.spreadsheet",)),
)
