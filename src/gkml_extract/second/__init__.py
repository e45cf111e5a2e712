"""Second readers of PDF pages: pdfplumber and camelot read what our own reader doubts, or what the user asks them to.

Where two readers differ in a cell, that is a finding with both readings. Source: design, "Second opinions"; ADR 0009.
"""

from __future__ import annotations

from gkml_extract.second.camelot_reader import Camelot
from gkml_extract.second.contract import SecondReader
from gkml_extract.second.plumber_reader import Pdfplumber

__all__ = ["SECOND_READERS", "SecondReader", "second_reader_named"]

SECOND_READERS: tuple[SecondReader, ...] = (Pdfplumber(), Camelot())


def second_reader_named(name: str) -> SecondReader | None:
    """The reader of this name, None if there is none."""
    return next((reader for reader in SECOND_READERS if reader.name == name), None)
