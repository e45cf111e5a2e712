"""Text beside the tables of a document that reads like a table of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkml_extract.lexicon.header import known_fields
from gkml_extract.model.finding import Note, note
from gkml_extract.model.table import Layout, Paragraph
from gkml_extract.regex import regex

_LABELS = 4
"""Different header labels from which paragraphs read like the header of a catalogue."""
_HEADER_LINES = 14
"""Paragraphs among which they stand, a label each at most: few catalogues have more columns."""
_ROWS = 3
"""Paragraphs below them from which there are rows, and not a header that stands over the table by itself."""
_SEPARATORS = regex(r"[\s|｜│┃,，]+")


def rows_outside(layout: Layout) -> Iterator[Note]:
    """A note for each text before or behind a table that has labels of a catalogue and rows below them.

    Grids are read as grids, and the text beside them as what is said of them: a second catalogue that is no grid in the
    same file would be lost.
    """
    for section in layout.sections:
        for paragraphs in (section.before, section.after):
            header = _header_of(paragraphs)
            if header is not None and len(paragraphs) - header.stop >= _ROWS:
                first = paragraphs[header.start]
                yield note("rows-outside", n=len(paragraphs) - header.stop, place=next(iter(first.places), None))


def _header_of(paragraphs: Sequence[Paragraph]) -> range | None:
    """The paragraphs that hold the labels of a header; none where there are too few."""
    labels = [known_fields(_SEPARATORS.split(paragraph.text)) for paragraph in paragraphs]
    with_labels = [k for k, found in enumerate(labels) if found]
    for k in with_labels:
        near = [j for j in with_labels if k <= j < k + _HEADER_LINES]
        if len(frozenset[str]().union(*(labels[j] for j in near))) >= _LABELS:
            return range(k, near[-1] + 1)
    return None
