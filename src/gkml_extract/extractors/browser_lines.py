"""What a browser prints around the pages of a text that was printed by it: when, and the address with its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gkml_extract.model.browser_page import BROWSER_FOOT, BROWSER_HEAD
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.text import shortened

_SHOWN = 100
"""Characters of a line that its finding shows."""


def browser_lines(lines: Sequence[str]) -> tuple[frozenset[int], tuple[Note, ...]]:
    """The lines, counted from 1, that a browser printed around the pages, and a note for the first of each form.

    A foot is an address and the page's number of how many, in one line or in two; the feet count all pages. A head
    is told by its feet only: it stands on most pages with one text, and any cell may begin with a date.
    """
    feet = _feet(lines)
    if not feet:
        return frozenset(), ()
    heads: dict[str, list[int]] = {}
    for number, line in enumerate(lines, start=1):
        if BROWSER_HEAD.fullmatch(line.strip()):
            heads.setdefault(" ".join(line.split()), []).append(number)
    of_pages = max(heads.values(), key=len, default=[])
    of_pages = of_pages if len(feet) / 2 <= len(of_pages) <= len(feet) else []
    first = min(feet)
    shown = [(first, " ".join(feet[first]))] + [(number, lines[number - 1]) for number in of_pages[:1]]
    notes = tuple(
        note("page-furniture", text=shortened(" ".join(text.split()), _SHOWN), place=LinesPlace(lines=(number, number)))
        for number, text in shown
    )
    return frozenset(of_pages).union(*(range(number, number + len(parts)) for number, parts in feet.items())), notes


def _feet(lines: Sequence[str]) -> dict[int, list[str]]:
    """The first line of each foot, counted from 1, and its one or two lines; none unless they count the pages."""
    feet: dict[int, list[str]] = {}
    pages: Counter[tuple[int, int]] = Counter()
    for number, line in enumerate(lines, start=1):
        if "://" not in line:
            continue
        for n in (1, 2):
            parts = [part.strip() for part in lines[number - 1 : number - 1 + n]]
            found = BROWSER_FOOT.fullmatch(" ".join(parts))
            if found:
                feet[number] = parts
                pages[int(found["page"]), int(found["pages"])] += 1
                break
    totals = {total for _, total in pages}
    is_counted = (
        len(totals) == 1 and {page for page, _ in pages} == set(range(1, max(totals) + 1)) and len(feet) == len(pages)
    )
    return feet if is_counted else {}
