"""公开依据: the laws and documents a cell cites, with document numbers and pinpoints.

Form of `doc_number`: see `numbers`. `title` is as printed, without blanks and outer 《》; `full_title` gives the full
title of a law cited by a short one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.model.record import LegalBasis
from gkml_extract.normalise.citation.lines import read_line, read_unquoted_line
from gkml_extract.normalise.citation.parts import lines_of_basis
from gkml_extract.normalise.citation.quotes import match_quotes, unify_marks
from gkml_extract.normalise.citation.titles import full_title
from gkml_extract.text import squeeze

__all__ = ["CitationReading", "full_title", "parse_legal_basis"]


@dataclass(frozen=True, slots=True)
class CitationReading:
    """The reading of one cell.

    `rule` is `quoted`, `quoted-repaired` (the 《》 do not pair), `quoted-and-unquoted`, `unquoted`, `ditto`,
    `no-citation` or `empty`. `repairs` names what had to be restored: `title-doubled-piece`, `title-likeness`,
    `number-bracket-lost`, `number-suffix-lost`, `number-nth-lost`, `number-digit-misread`, each with the form read
    behind it, and `article-word-lost`.
    """

    basis: LegalBasis
    rule: str
    is_balanced: bool
    repairs: tuple[str, ...]


@lru_cache(maxsize=4096)
def parse_legal_basis(text: str) -> CitationReading:
    """The citations of a cell of 公开依据, in printed order. Never raises.

    Args:
        text: the cell; line feeds may be wraps or paragraphs.
    Returns:
        `basis.text` is the print without its wraps, one numbered part a line.
    Source: record.md, `legal_basis`; vocab/legal_basis.json.
    """
    lines = lines_of_basis(text)
    joined = "\n".join(lines)
    squeezed = squeeze(joined)
    if not squeezed or is_ditto(squeezed):
        return CitationReading(LegalBasis(text=joined), "ditto" if squeezed else "empty", True, ())
    printed = [squeeze(line) for line in lines]
    marked = [unify_marks(line) for line in printed]
    has_marks = any("《" in line or "》" in line for line in marked)
    found = [read_line(line) if has_marks else read_unquoted_line(line) for line in printed]
    is_balanced = all(match_quotes(line).is_balanced for line in marked)
    citations = tuple(citation for reading in found for citation in reading.citations)
    rule = _rule(bool(citations), has_marks, is_balanced, any(reading.has_unquoted for reading in found))
    repairs = tuple(repair for reading in found for repair in reading.repairs)
    return CitationReading(LegalBasis(text=joined, citations=citations), rule, is_balanced, repairs)


def _rule(has_citations: bool, has_marks: bool, is_balanced: bool, has_unquoted: bool) -> str:
    if not has_citations:
        return "no-citation"
    if not is_balanced:
        return "quoted-repaired"
    if has_marks:
        return "quoted-and-unquoted" if has_unquoted else "quoted"
    return "unquoted"
