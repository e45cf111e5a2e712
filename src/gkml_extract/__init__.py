"""Turns Chinese government disclosure catalogues into checked, structured records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from gkml_extract.model.deadline import Deadline
    from gkml_extract.model.record import Document
    from gkml_extract.normalise.deadline.due import Due

__version__ = "0.1.0"
__all__ = ["__version__", "due_of", "extract_document", "parse_deadline", "to_frame"]


def extract_document(
    path: str | Path, *, lang: str = "en", engine: str = "auto", columns: Sequence[str] = ()
) -> Document:
    """The document in the file at `path`; see `gkml_extract.extract.extract_document`."""
    from gkml_extract.extract import extract_document as extract

    return extract(path, lang=lang, engine=engine, columns=columns)


def to_frame(documents: Document | Iterable[Document], headers: str = "zh") -> pd.DataFrame:
    """Documents as a pandas data frame, one row an item; see `gkml_extract.writers.frame.to_frame`."""
    from gkml_extract.writers.frame import to_frame as frame

    return frame(documents, headers)


def parse_deadline(text: str) -> Deadline:
    """The reading of one 公开时限 cell, `unknown` where it is not understood; docs/deadlines.md."""
    from gkml_extract.normalise.deadline import parse_deadline as parse

    return parse(text).deadline


def due_of(deadline: Deadline, start: date) -> Due:
    """When `deadline` is due if its clock starts on `start`; see `gkml_extract.normalise.deadline.due.due_of`."""
    from gkml_extract.normalise.deadline.due import due_of as due

    return due(deadline, start)
