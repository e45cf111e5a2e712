"""Who reads the tables of a PDF."""

from __future__ import annotations

from enum import StrEnum


class Engine(StrEnum):
    """Our own reader with second opinions where it doubts (`auto`), alone (`pdfium`), or another one's tables."""

    AUTO = "auto"
    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
    CAMELOT = "camelot"
