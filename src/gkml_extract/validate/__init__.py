"""Checks that yield findings. Each is a generator in the module of its scope and one line below."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gkml_extract.model.finding import Note
from gkml_extract.model.record import Catalogue
from gkml_extract.model.source import Source
from gkml_extract.validate.catalogue import (
    check_blank_cells,
    check_declared_counts,
    check_lost_ticks,
    check_numbering,
    check_unlike_cells,
    check_usual_cells,
)
from gkml_extract.validate.document import check_conservation
from gkml_extract.validate.item import (
    check_clipped_cells,
    check_deadlines_there,
    check_dittos,
    check_document_numbers,
    check_items_named,
)
from gkml_extract.validate.likeness import (
    check_alike_items,
    check_columns_like_their_labels,
    check_contradicting_marks,
    check_deadlines_of_requests,
    check_triggers,
)

CatalogueCheck = Callable[[Catalogue], Iterator[Note]]
SourceCheck = Callable[[Source], Iterator[Note]]

CHECKS: tuple[CatalogueCheck, ...] = (
    check_declared_counts,
    check_numbering,
    check_usual_cells,
    check_blank_cells,
    check_unlike_cells,
    check_lost_ticks,
    check_items_named,
    check_deadlines_there,
    check_document_numbers,
    check_dittos,
    check_clipped_cells,
    check_alike_items,
    check_contradicting_marks,
    check_columns_like_their_labels,
    check_triggers,
    check_deadlines_of_requests,
)
SOURCE_CHECKS: tuple[SourceCheck, ...] = (check_conservation,)


def check_catalogue(catalogue: Catalogue) -> tuple[Note, ...]:
    """What does not add up in a catalogue, by every check in CHECKS; items are counted from 0."""
    return tuple(found for check in CHECKS for found in check(catalogue))


def check_source(source: Source) -> tuple[Note, ...]:
    """What does not add up in a document as a whole, by every check in SOURCE_CHECKS."""
    return tuple(found for check in SOURCE_CHECKS for found in check(source))
