"""Labels printed with blanks between their characters (公 开 事 项), or two mixed line by line → whole ones."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from gkml_extract.lexicon.header import header_lexicon
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.glued.labels import inner_places
from gkml_extract.regex import regex
from gkml_extract.text import any_of, fold

_ENOUGH = 3
"""Such labels in a line from which it is a header so printed; elsewhere a blank parts words."""


def close_labels(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """`fragments` with the characters of spaced labels joined; what was glued to a label stays glued to it."""
    closed: list[TextFragment] = []
    for _, line in groupby(fragments, key=lambda fragment: fragment.line):
        closed += _with_whole_labels(list(_closed(list(line))))
    return tuple(closed)


def _with_whole_labels(line: Sequence[TextFragment]) -> Iterator[TextFragment]:
    """The pieces of a line, those joined that a blank within a label parts where it is a header: 公开 时限公开主体."""
    if len(line) == 1 or any(part.gap is not Gap.SPACE for part in line[1:]):
        yield from line
        return
    places = inner_places("".join(part.text for part in line))
    end = 0
    whole: TextFragment | None = None
    for part in line:
        if whole is not None and end in places:
            whole = replace(whole, text=whole.text + part.text)
        else:
            if whole is not None:
                yield whole
            whole = part
        end += len(part.text)
    if whole is not None:
        yield whole


def untangle_labels(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """`fragments` with two labels of two lines each one after the other: 咨询电 / 一级事 话 / 项 is 咨询电话, 一级事项.

    Labels side by side that do not begin on one height come line by line where a program goes by the height of lines.
    """
    spellings = header_lexicon().by_spelling
    parts = list(fragments)
    folded = [fold(part.text) for part in parts]
    k = 0
    while k + 3 < len(parts):
        if folded[k] + folded[k + 2] in spellings and _are_torn(folded[k : k + 4], spellings):
            parts[k + 1 : k + 4] = [replace(parts[at], gap=Gap.LINE) for at in (k + 2, k + 1, k + 3)]
            k += 3
        k += 1
    return tuple(parts)


def _are_torn(parts: Sequence[str], spellings: Container[str]) -> bool:
    """Whether the first of four parts and the third are a label, the other two are one, and no others are."""
    a, b, c, d = parts
    are_whole = a + c in spellings and b + d in spellings
    return all(parts) and are_whole and a + b not in spellings and not (a in spellings and b in spellings)


def _closed(line: list[TextFragment]) -> Iterator[TextFragment]:
    is_plain = len(line) > _ENOUGH and all(fragment.gap is Gap.SPACE for fragment in line[1:])
    text = " ".join(fragment.text for fragment in line) if is_plain else ""
    if len(_blank_in_label().findall(text)) < _ENOUGH or len(_spaced_label().findall(text)) < _ENOUGH:
        yield from line
        return
    whole = _spaced_label().sub(lambda label: label.group().replace(" ", ""), text)
    for index, part in enumerate(whole.split(" ")):
        yield replace(line[0], text=part, gap=Gap.SPACE if index else line[0].gap, index=line[0].index + index)


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for label in header_lexicon().by_spelling if len(label) > 1)


@cache
def _spaced_label() -> re.Pattern[str]:
    return regex(any_of(" ".join(label) for label in _labels()))


@cache
def _blank_in_label() -> re.Pattern[str]:
    """A blank between two characters of labels: few lines have several, and all of them is soon looked for."""
    characters = re.escape("".join(sorted(set("".join(_labels())))))
    return regex(f"[{characters}] (?=[{characters}])")
