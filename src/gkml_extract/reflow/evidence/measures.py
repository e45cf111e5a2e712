"""What each chunk measures, as arrays: worked out once, and used on every pass of learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.decoder.terms import Bools, Floats, Ints
from gkml_extract.regex import regex
from gkml_extract.text import display_width, kept_if_short

_LEAD = regex(r"(?:[0-9A-Za-z]+|.)[）)》”’、，。；：！？,.;:]{0,2}")
_PART = regex(r"[（(]?\d{1,2}[)）]|\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十]{1,3}[)）]|[①-⑳●•◆▲★○]")
_CITATION_END = regex(r"(?:[》号）)]|第[（(]?[0-9一二三四五六七八九十百]{1,6}[)）]?[条款项])[；;、，,]?$")
_PARAGRAPH_END = regex(r"[。；;：:！？]$")


@dataclass(frozen=True, slots=True)
class Measures:
    """Arrays over N chunks; widths are in half-width cells.

    `lengths`: characters. `has_text`. `lines`: the width of the line that a chunk ends in, from its start. `tails`: the
    same from where the chunk begins in it. `leads`: what must stand on one line at its beginning, a word or number and
    the marks that close it. `is_after_break`: it begins a line. `is_mid_line`: it begins behind a blank.
    `ends_paragraph`: with a mark that ends one. `begins_part`: with a numeral or a bullet that begins one, or a title
    behind a line that ends another citation. `index`: its place in the line. `inner_widths`, [M]: the widths of the
    lines that go on within chunks, and `inner_owners`, [M], the chunks.
    """

    lengths: Floats
    has_text: Bools
    lines: Ints
    tails: Ints
    leads: Ints
    is_after_break: Bools
    is_mid_line: Bools
    ends_paragraph: Bools
    begins_part: Bools
    index: Ints
    inner_widths: Ints
    inner_owners: Ints

    def __len__(self) -> int:
        return len(self.lines)

    def first(self, n: int) -> Measures:
        """The first `n` chunks."""
        inner = slice(0, int(np.searchsorted(self.inner_owners, n)))
        return Measures(
            self.lengths[:n], self.has_text[:n], self.lines[:n], self.tails[:n], self.leads[:n],
            self.is_after_break[:n], self.is_mid_line[:n], self.ends_paragraph[:n], self.begins_part[:n],
            self.index[:n],
            self.inner_widths[inner], self.inner_owners[inner],
        )  # fmt: skip

    def widest_lines(self) -> Floats:
        """The widest line of each chunk."""
        widest = self.tails.astype(float)
        np.maximum.at(widest, self.inner_owners, self.inner_widths)
        return widest


def measure(chunks: Sequence[Chunk]) -> Measures:
    """The measures of chunks."""
    texts = [chunk.text for chunk in chunks]
    inner = [len(chunk.inner_widths) for chunk in chunks]
    is_cut = np.array([chunk.gap is Gap.NONE for chunk in chunks], dtype=np.bool_)
    is_cut[:-1] |= is_cut[1:]  # a piece of a line: its width tells nothing
    return Measures(
        lengths=np.array([len(text) for text in texts], dtype=float),
        has_text=np.array([bool(text) for text in texts], dtype=np.bool_),
        lines=np.where(is_cut, 0, np.array([chunk.line_width for chunk in chunks], dtype=np.int64)),
        tails=np.where(is_cut, 0, np.array([chunk.tail_width for chunk in chunks], dtype=np.int64)),
        leads=np.array([_lead_width(text) for text in texts], dtype=np.int64),
        is_after_break=np.array([chunk.gap in (Gap.LINE, Gap.BLANK) for chunk in chunks], dtype=np.bool_),
        is_mid_line=np.array([chunk.gap is Gap.SPACE for chunk in chunks], dtype=np.bool_),
        ends_paragraph=np.array([bool(_PARAGRAPH_END.search(text)) for text in texts], dtype=np.bool_),
        begins_part=np.array([bool(_PART.match(text)) for text in texts], dtype=np.bool_) | _next_titles(texts),
        index=np.array([chunk.index for chunk in chunks], dtype=np.int64),
        inner_widths=np.array([width for chunk in chunks for width in chunk.inner_widths], dtype=np.int64),
        inner_owners=np.repeat(np.arange(len(chunks)), inner),
    )


def _next_titles(texts: Sequence[str]) -> Bools:
    """Titles behind the end of another citation: a 依据 has a title a paragraph, however short the line before it."""
    found = np.zeros(len(texts), dtype=np.bool_)
    for t in range(1, len(texts)):
        found[t] = texts[t].startswith("《") and _CITATION_END.search(texts[t - 1][-8:]) is not None
    return found


@kept_if_short
def _lead_width(text: str) -> int:
    lead = _LEAD.match(text)
    return display_width(lead.group()) if lead else 0
