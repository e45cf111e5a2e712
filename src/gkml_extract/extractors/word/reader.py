"""Word's own format, Office Open XML: .docx, .docm, .dotx, strict or transitional."""

from __future__ import annotations

from gkml_extract.extractors.word.package import Package, is_word_package
from gkml_extract.model.content import Blocks


class Word:
    """Reads the body of a Word document with its tables as their markup says."""

    name = "word.xml"
    format = "docx"
    media_types = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-word.template.macroenabled.12",
    )

    def identify(self, data: bytes, name: str) -> bool:
        """By the directory of the zip: a main part of WordprocessingML."""
        return is_word_package(data)

    def read(self, data: bytes) -> Blocks:
        """The blocks of the document.

        Raises:
            EncryptedSourceError: the zip is locked by a password.
            CorruptSourceError: the zip or a part is damaged or missing, or declares entities.
            SourceTooLargeError: unpacked it is larger than the limits of package.py, or a table is.
        """
        from gkml_extract.extractors.word.body import read_blocks

        return read_blocks(Package(data))
