"""What a worker does for one document: show its places from the source file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.garbage import paused_collection
from gkml_extract.model.source import LinesPlace, PagePlace, Place
from gkml_extract.report.illustration import Illustration, NoPicture

_CONVERTED = frozenset({"doc", "wps", "rtf", "odt"})
"""Formats that only LibreOffice opens, at seconds a file: too slow to be read again for a picture."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place to show; `values` are what was read there."""

    place: Place
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PictureTask:
    """The places of one document.

    `file` is what the run calls it; `path`, `sha256` and `format` are as its source has them.
    """

    file: str
    path: str
    sha256: str
    format: str
    wanted: tuple[Wanted, ...]


def illustrate(data: bytes | None, task: PictureTask) -> tuple[Illustration, ...]:
    """A picture of each place, in order, or why there is none. What cannot be read raises nothing.

    `data` are the bytes of the source, None where it has gone.
    """
    if task.format in _CONVERTED:
        return (NoPicture.CONVERTED,) * len(task.wanted)
    if data is None:
        return (NoPicture.GONE,) * len(task.wanted)
    if hashlib.sha256(data).hexdigest() != task.sha256:
        return (NoPicture.CHANGED,) * len(task.wanted)
    try:
        with paused_collection():
            return _pictures(data, task)
    except Exception:
        # Whatever a library throws over a file of others costs pictures, never the page: the findings stand there.
        return (NoPicture.UNREADABLE,) * len(task.wanted)


def _pictures(data: bytes, task: PictureTask) -> tuple[Illustration, ...]:
    on_pages = [each.place for each in task.wanted if isinstance(each.place, PagePlace)]
    from_pages = iter(_of_pages(data, task.format, on_pages) if on_pages else ())
    in_grids = [each.place for each in task.wanted if not isinstance(each.place, PagePlace | LinesPlace)]
    from_grids = iter(_of_grids(data, task.format, in_grids) if in_grids else ())
    return tuple(
        next(from_pages)
        if isinstance(each.place, PagePlace)
        else _of_lines(data, task.format, each)
        if isinstance(each.place, LinesPlace)
        else next(from_grids)
        for each in task.wanted
    )


def _of_pages(data: bytes, format_name: str, places: list[PagePlace]) -> list[Illustration]:
    from gkml_extract.report.page_crops import page_pictures, scan_pictures

    return page_pictures(data, places) if format_name == "pdf" else scan_pictures(data, places)


def _of_grids(data: bytes, format_name: str, places: Sequence[Place]) -> list[Illustration]:
    from gkml_extract.extractors.registry import EXTRACTORS
    from gkml_extract.model.content import Blocks
    from gkml_extract.report.grid_excerpt import grid_excerpts

    extractor = next((extractor for extractor in EXTRACTORS if extractor.format == format_name), None)
    content = extractor.read(data) if extractor else None
    if not isinstance(content, Blocks):
        return [NoPicture.NOT_FOUND] * len(places)
    return grid_excerpts(content, places)


def _of_lines(data: bytes, format_name: str, wanted: Wanted) -> Illustration:
    from gkml_extract.report.lines_excerpt import lines_excerpt

    assert isinstance(wanted.place, LinesPlace), "asked for lines only"
    # Where a body was read as text for want of tables, its lines are counted in a text that no file holds.
    return lines_excerpt(data, wanted.place, wanted.values) if format_name == "text" else NoPicture.NOT_FOUND
