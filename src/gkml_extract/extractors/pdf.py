"""PDF by PDFium. Its pages are read in pdf_pages.py, loaded when there are any: other formats need no numpy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gkml_extract.model.content import Pages

HEAD = 1024
"""Bytes within which the mark of a PDF stands. Source: ISO 32000-1, Annex H, note 13."""
_MARK = re.compile(rb"%PDF-\d")


class Pdf:
    """Reads PDF files; pages without a text that can be used are recognised."""

    name = "pdf.pdfium"
    format = "pdf"
    media_types = ("application/pdf",)

    def identify(self, data: bytes, name: str) -> bool:
        """`%PDF` in the first kilobyte, where programs that send files may have put lines of their own."""
        return _MARK.search(data[:HEAD]) is not None

    def read(self, data: bytes) -> Pages:
        """The pages, each read when it is asked for.

        Raises:
            EncryptedSourceError: it needs a password.
            CorruptSourceError: it is damaged, or has no page.
            SourceTooLargeError: more than `pdf_pages.MAX_PAGES`.
        """
        from gkml_extract.extractors.pdf_pages import read_pages

        return read_pages(data)
