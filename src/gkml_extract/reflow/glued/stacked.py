"""Pages that a reader of PDF printed a character a line: put together again, and cut where cells may begin.

PDFium prints some pages of a browser's PDF so. The characters keep their order, the edges of cells are lost, as in
glued text. A narrow column, of one character a line as well, has no punctuation on lines of its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, groupby

from gkml_extract.lexicon.header import header_lexicon
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.glued.cuts import places_to_cut, recurring_in
from gkml_extract.regex import regex
from gkml_extract.text import any_of, fold

_SHORT, _MOST_SHORT = 3, 2
"""Characters of a line that may stand among lines of one, and how many such lines side by side: kerning joins pairs."""
_LEAST_LINES, _SINGLE_SHARE = 20, 0.8
"""Lines of such a stretch, and the share of them that is one character."""
_LEAST_MARKS, _MARKS_SHARE = 3, 0.03
"""Punctuation marks alone in their lines that tell such a stretch from narrow columns."""
_WIDE = frozenset({"content", "legal_basis"})
"""Fields whose columns are never as narrow as one character."""
_MARK = regex("[，、；。：《》（）,;:()■□☑☐]")
_MANY_LINES = 48
"""Lines of such a stretch that need no marks: the names of a row, each in a column of one character, are fewer."""


def cut_stacked(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """`fragments` with the stretches printed a character a line put together, and cut; all others as they are."""
    lines = [list(line) for _, line in groupby(fragments, key=lambda fragment: fragment.line)]
    stretches = list(_stretches(lines))
    if not stretches:
        return tuple(fragments)
    grams = recurring_in(["".join(fragment.text for fragment in fragments)])
    result: list[TextFragment] = []
    end = 0
    for begin, stop in stretches:
        result += (part for line in lines[end:begin] for part in line)
        parts = [part for line in lines[begin:stop] for part in line]
        result += _cut(parts, places_to_cut("".join(part.text for part in parts), grams))
        end = stop
    result += (part for line in lines[end:] for part in line)
    return tuple(result)


def _stretches(lines: Sequence[Sequence[TextFragment]]) -> Iterator[tuple[int, int]]:
    """The stretches [begin, end) of lines of one character."""
    lengths = [len(line[0].text) if len(line) == 1 else 0 for line in lines]
    k = 0
    while k < len(lines):
        if lengths[k] != 1:
            k += 1
            continue
        begin = end = k
        while k < len(lines) and 0 < lengths[k] <= _SHORT and k - end <= _MOST_SHORT:
            k += 1
            end = k if lengths[k - 1] == 1 else end
        k = max(k, end)
        if _is_stacked([line[0].text for line in lines[begin:end]]):
            yield begin, end


def _is_stacked(texts: Sequence[str]) -> bool:
    """Whether lines are such a stretch; labels count for nothing, as narrow columns have those of all ticks so, some
    with marks (乡、村级), unless that of a wide column is among them."""
    n_singles = sum(len(text) == 1 for text in texts)
    if len(texts) < _LEAST_LINES or n_singles < _SINGLE_SHARE * len(texts):
        return False
    text = fold("".join(texts))
    others = text if _labels(_WIDE).search(text) else _labels().sub("", text)
    n_marks = len(_MARK.findall(others))
    is_told = len(others) >= _MANY_LINES or n_marks >= max(_LEAST_MARKS, _MARKS_SHARE * len(others))
    return len(others) >= _LEAST_LINES and is_told


@cache
def _labels(fields: Container[str] | None = None) -> re.Pattern[str]:
    """Labels, or those of some fields."""
    known = header_lexicon().by_spelling.items()
    return regex(any_of(text for text, entry in known if len(text) > 2 and (not fields or entry.value in fields)))


def _cut(parts: Sequence[TextFragment], places: Sequence[int]) -> Iterator[TextFragment]:
    """The text of `parts` cut at places of it, each piece with the line in which it begins."""
    text = "".join(part.text for part in parts)
    begins = list(accumulate((len(part.text) for part in parts), initial=0))
    k = 0
    inner = sorted({place for place in places if 0 < place < len(text)})
    for first, last in zip([0, *inner], [*inner, len(text)], strict=True):
        while begins[k + 1] <= first:
            k += 1
        yield replace(parts[k], text=text[first:last], gap=Gap.NONE if first else parts[0].gap)
