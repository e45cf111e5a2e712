"""The stages in order, and only that."""

from __future__ import annotations

from pathlib import Path

from gkml_extract.model.record import Document


def extract_document(path: str | Path, *, lang: str = "en") -> Document:
    """The document in the file at `path`. `lang` (`en` or `zh`) is the language of its findings.

    Raises:
        SourceError: the file cannot be read; the message says what to do.
    """
    raise NotImplementedError
