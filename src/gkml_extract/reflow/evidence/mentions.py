"""Names of items that laws are named for: 寄递渠道安全 ends where 《关于推进寄递渠道安全的通知》 goes on otherwise,
whatever name stands beside it.

Weights as in `base`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from gkml_extract.reflow.decoder.terms import Floats
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.evidence.names import line_runs
from gkml_extract.reflow.evidence.sheet import Sheet
from gkml_extract.regex import regex
from gkml_extract.text import fold

_ENDS, _GOES_ON = 3.0, -1.5
"""Behind a name that a law is named for, and within it."""
_LEAST, _MOST = 4, 12
"""Characters of a name that can tell."""
_TITLE = regex("[《〈]([^《》〈〉]{4,60})[》〉]")
_NUMBERING = regex(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,3}[)）、.．])")


def mention_scores(sheet: Sheet) -> Floats:
    """What the titles of laws say of lines with which names of items may begin."""
    scores = np.zeros((len(sheet.chunks), len(sheet.looks) + 1))
    items = sheet.columns(Look.ITEM)
    if not len(items):
        return scores
    texts = [chunk.text for chunk in sheet.chunks]
    mentioned = _parts_of_titles(fold("".join(texts)))
    for first, end in line_runs(sheet) if mentioned else ():
        n = _lines_of_name([fold(text) for text in texts[first:end]], mentioned)
        if n:
            scores[first + 1 : first + n, items] += _GOES_ON
        if n and first + n < end:
            scores[first + n, items] += _ENDS
    return scores


def _parts_of_titles(text: str) -> frozenset[str]:
    """All that stands in titles of laws and is as long as a name."""
    return frozenset(
        title[at : at + n]
        for title in {found[1] for found in _TITLE.finditer(text)}
        for n in range(_LEAST, _MOST + 1)
        for at in range(len(title) - n + 1)
    )


def _lines_of_name(lines: Sequence[str], mentioned: frozenset[str]) -> int:
    """How many of the lines make a name that is mentioned; 0 if none do."""
    if not lines:
        return 0
    numbering = _NUMBERING.match(lines[0])
    name = lines[0][numbering.end() :] if numbering else lines[0]
    names = list(accumulate([name, *lines[1:]]))
    return max((n for n, each in enumerate(names, start=1) if each in mentioned), default=0)
