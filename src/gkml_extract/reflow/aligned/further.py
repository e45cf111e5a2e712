"""The further columns of a sheet that is wider than a page: they are printed behind all rows, on pages of their own.

Page by page they stand beside the first columns. Their rows are told by a column that has as many lines as the page
beside them has rows: each is the middle, or the top, of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkml_extract.reflow.aligned.columns import Column, Piece, columns_of, place_words
from gkml_extract.reflow.aligned.header import AlignedHeader, find_headers
from gkml_extract.reflow.aligned.rows import RowCuts
from gkml_extract.reflow.aligned.words import TextPage
from gkml_extract.text import squeeze

_OF_ROWS = frozenset({"number", "primary", "secondary", "levels"})
"""Fields that the first columns of a table have, and no further ones."""

_TELLING = 2
"""Columns with as many lines as there are rows that tell these."""


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """A page with further columns: its header, the pieces of its columns, and the lines above its header.

    `behind` is the number of the page that it follows, further ones left aside.
    """

    page: TextPage
    header: AlignedHeader
    pieces: list[list[Piece]]
    above: tuple[str, ...]
    behind: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.header)

    @property
    def text(self) -> str:
        """All that it prints."""
        return "".join(word.text for line in self.page.lines for word in line)


def further_pages(
    pages: Sequence[TextPage], headers: Sequence[Sequence[AlignedHeader]]
) -> tuple[list[int], list[FurtherPage]]:
    """The places of the pages that have a table's first columns, or none, and the pages with further ones.

    These have labels of other columns than the table before, and none of those by which rows are told.
    """
    own: list[int] = []
    found: list[FurtherPage] = []
    fields: frozenset[str] = frozenset()
    for k, (page, of) in enumerate(zip(pages, headers, strict=True)):
        further = _further_header(page, of, fields) if fields else None
        if further is None:
            own.append(k)
            fields = of[-1].fields if of else fields
            continue
        lines = [line if j >= further.end else () for j, line in enumerate(page.lines)]
        pieces, _ = place_words(lines, columns_of(further), further.leaves, has_labels=True)
        above = tuple(" ".join(word.text for word in line) for line in page.lines[: further.first] if line)
        found.append(FurtherPage(page, further, pieces, above, pages[own[-1]].number))
    return own, found


def _further_header(page: TextPage, headers: Sequence[AlignedHeader], fields: frozenset[str]) -> AlignedHeader | None:
    """The header of a page with further columns; None of any other."""
    found = list(headers) or find_headers(page, is_further=True)[:1]  # words of options in rows read like more
    is_other = len(found) == 1 and not found[0].fields & (_OF_ROWS | (fields - {"extra"}))
    return found[0] if is_other else None


def beside(
    cuts: Sequence[RowCuts], pages: Sequence[int], further: Sequence[FurtherPage], *, at_top: bool
) -> list[list[tuple[FurtherPage, RowCuts]]] | None:
    """For each page of a table the further pages beside it with their rows; None if they do not fit.

    `pages` are the numbers of the table's pages, `cuts` their rows; `at_top`: cells stand at the top of these.
    """
    if not further or len(further) % len(pages) or len(set(pages)) < len(pages):
        return None
    found: list[list[tuple[FurtherPage, RowCuts]]] = [[] for _ in pages]
    for first in range(0, len(further), len(pages)):
        band = further[first : first + len(pages)]
        if len({len(each.header.leaves) for each in band}) > 1:
            return None
        for k, each in enumerate(band):
            rows = _rows_of(each, len(cuts[k].rows), at_top=at_top)
            if rows is None:
                return None
            found[k].append((each, rows))
    return found


def _rows_of(further: FurtherPage, n_rows: int, *, at_top: bool) -> RowCuts | None:
    """The rows of a page with further columns; None if no columns tell them: cells of several lines in one may come
    to as many by chance."""
    telling = [of for of in further.pieces if len(of) == n_rows]
    lines = [[piece.line for piece in of] for of in telling]
    if len(lines) < min(_TELLING, len(further.pieces)) or any(of != lines[0] for of in lines):
        return None
    inner = [below if at_top else (above + below) // 2 + 1 for above, below in pairwise(lines[0])]
    edges = [0, *inner, len(further.page.lines)]
    rows = tuple(pairwise(edges))
    return RowCuts(rows, tuple(99.0 for _ in rows))


def is_cut_title(text: str, titles: Sequence[str]) -> bool:
    """Whether a text is the part of a title that a page shows which stands over several."""
    return any(squeeze(text) in squeeze(title) for title in titles)
