"""Where the names of items begin: terms, headings that count on, and names that nothing parts from their contents.

Weights as in `evidence`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap
from gkml_extract.reflow.decoder import BARE, BODY, HEAD, MORE, OPEN
from gkml_extract.reflow.looks import Look
from gkml_extract.reflow.names import (
    Edge,
    Reading,
    chance_of_content,
    edges_of_run,
    may_be_names,
    readings_of_run,
)
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.reflow.sheet import PLAIN, Sheet, add
from gkml_extract.reflow.terms import Floats, OfKinds
from gkml_extract.text import fold

_TERM_START, _TERM_WHOLE = 1.12, 3.2
"""An item begins with a term that names items; the line is nothing but such a term."""
_TERM_OF_WEBSITE = 3.2
"""A 栏目 is named as items are."""
_NAME_WEIGHT, _LEAST_CHANCE = 0.7, 0.01
"""How much the chances of names count, and the least of them that is believed."""
_FIRST_WEIGHT = 0.4
"""The same of whether a run begins with a name."""
_COUNT_WEIGHT, _LEAST_COUNT = 1.0, 1e-3
"""The same of how many names a run has, by the kind of its row."""
_NAMES_OF: dict[int, Callable[[int], Sequence[int]]] = {
    BODY: lambda n: range(min(n - 1, 1), n) if n > 1 else (n,),
    HEAD: lambda n: (n,),
    BARE: lambda n: range(min(n - 1, 1), n) if n > 1 else (n,),
    MORE: lambda n: (0,),
    OPEN: lambda n: (n,),
}
"""How many names of items a row of each kind has of its own, where items have so many levels."""
_OF_OTHERS = 3
"""Times that a run is printed from which it is of a column that repeats itself."""
_COUNTED_HEADING = 4.0
"""It does so where nothing parts the cells, and such headings count on."""


def term_scores(sheet: Sheet) -> Floats:
    """Terms that name items: the name of one begins with a term, or is one."""
    enter = np.zeros((len(sheet.chunks), len(sheet.looks) + 1))
    items, known = sheet.columns(Look.ITEM), load_lexicon("items").by_spelling
    begun = sorted(sheet.terms.begins)
    is_whole = [fold(sheet.chunks[t].text) in known for t in begun]
    add(enter, list(compress(begun, is_whole)), items, _TERM_WHOLE)
    add(enter, [t for t, whole in zip(begun, is_whole, strict=True) if not whole], items, _TERM_START)
    add(enter, list(compress(begun, is_whole)), sheet.columns(Look.WEBSITE), _TERM_OF_WEBSITE)
    return enter


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """What is said of names and contents that nothing parts, [N, C + 1], and by kinds of row; the same without what
    terms tell."""

    enter: Floats
    unlearned: Floats
    of_kinds: OfKinds | None
    kinds_unlearned: OfKinds | None


def names_scores(sheet: Sheet) -> NameEvidence:
    """Where nothing parts the cells: how likely a name, and the content, begins at a place of a run of plain text."""
    enter, unlearned = np.zeros((2, len(sheet.chunks), len(sheet.looks) + 1))
    items, contents = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT)
    others = np.setdiff1d(np.arange(len(sheet.looks)), np.concatenate([items, contents]))
    runs = [(first, [chunk.text for chunk in sheet.chunks[first:end]]) for first, end in _plain_runs(sheet)]
    times = Counter("".join(texts) for _, texts in runs)
    names = [
        (first, texts) for first, texts in runs if times["".join(texts)] < _OF_OTHERS and may_be_names("".join(texts))
    ]
    for first, texts in names:
        run = "".join(texts)
        for scores, knows_terms in ((enter, True), (unlearned, False)):
            edges = {
                edge.place: edge
                for edge in edges_of_run(run, len(items), knows_terms=knows_terms, has_contents=len(contents) > 0)
            }
            no_name = chance_of_content(run, len(items), knows_terms=knows_terms, has_contents=len(contents) > 0)
            scores[first, contents] += _FIRST_WEIGHT * math.log(max(no_name, _LEAST_CHANCE))
            scores[first, items] += _FIRST_WEIGHT * math.log(max(1 - no_name, _LEAST_CHANCE))
            place = 0
            for t, text in enumerate(texts[:-1], first + 1):
                place += len(text)
                name, content = _gains(edges.get(place, Edge(place, 0.0, 0.0)))
                scores[t, items] += name
                scores[t, contents] += content
                scores[t, others] += min(max(name, content), 0.0)
    if not names or not _are_side_by_side(sheet):
        return NameEvidence(enter, unlearned, None, None)
    kinds = [_of_kinds(names, enter, sheet, knows_terms=True), _of_kinds(names, unlearned, sheet, knows_terms=False)]
    for scores in (enter, unlearned):  # of these columns the kinds of row say it
        for first, texts in names:
            scores[first : first + len(texts), np.concatenate([items, contents])] = 0.0
    return NameEvidence(enter, unlearned, *kinds)


def _are_side_by_side(sheet: Sheet) -> bool:
    """Whether the columns of items stand side by side, before that of contents if there is one."""
    columns = [*sheet.columns(Look.ITEM), *(contents := sheet.columns(Look.CONTENT))]
    is_row = columns == list(range(columns[0], columns[0] + len(columns))) if columns else False
    return is_row and len(contents) < min(len(columns), 2)


def _of_kinds(names: Sequence[tuple[int, Sequence[str]]], enter: Floats, sheet: Sheet, *, knows_terms: bool) -> OfKinds:
    """What the places of runs say of names and contents, by how many names a row of each kind has."""
    items, contents = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT)
    at = np.zeros(len(sheet.chunks), dtype=np.int64)
    said: list[Floats] = [np.zeros((len(_NAMES_OF), len(sheet.looks)))]
    seen: dict[tuple[str, ...], int] = {}
    for first, texts in names:
        key = tuple(texts)
        if key not in seen:
            seen[key] = len(said)
            readings = readings_of_run(
                "".join(texts), len(items), knows_terms=knows_terms, has_contents=len(contents) > 0
            )
            said += _said_of_run(readings, texts, sheet)
        at[first : first + len(texts)] = np.arange(seen[key], seen[key] + len(texts))
    return OfKinds(at, np.stack(said))


def _said_of_run(readings: Sequence[Reading], texts: Sequence[str], sheet: Sheet) -> list[Floats]:
    """What each chunk of a run says, [K, C] each."""
    items, contents, n_columns = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT), len(sheet.looks)
    said = [np.zeros((len(_NAMES_OF), n_columns)) for _ in texts]
    for kind, names_of in _NAMES_OF.items():
        counts = [n for n in names_of(len(items)) if n < len(readings)]
        chances = {n: math.exp(min(readings[n].chance, 0.0)) for n in counts}
        total = max(sum(chances.values()), _LEAST_COUNT)
        edges: dict[int, list[float]] = {}
        for n in counts:
            for edge in readings[n].edges:
                found = edges.setdefault(edge.place, [0.0, 0.0])
                found[0] += edge.name * chances[n] / total
                found[1] += edge.content * chances[n] / total
        place, whole = 0, _COUNT_WEIGHT * math.log(total)
        for k, text in enumerate(texts[:-1], 1):
            place += len(text)
            edge = Edge(place, *edges.get(place, (0.0, 0.0)))
            name, content = _gains(edge)
            said[k][kind, items] += name
            said[k][kind, contents] += content
            whole += _NAME_WEIGHT * math.log(max(1 - edge.chance, _LEAST_CHANCE))  # that it is parted nowhere
        said[0][kind, items] += whole
        said[0][kind, contents] += whole
    return said


def _gains(edge: Edge) -> tuple[float, float]:
    """What the chances of an edge say of a name, and of a content, that begins there."""
    goes_on = max(1 - edge.chance, _LEAST_CHANCE)
    name, content = (math.log(max(chance, _LEAST_CHANCE) / goes_on) for chance in (edge.name, edge.content))
    return _NAME_WEIGHT * name, _NAME_WEIGHT * content


def add_headings(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """Headings that count on (一、 二、 三、) begin groups, where nothing parts the cells."""
    outer = sheet.columns(Look.ITEM)[:1]
    headed = zip(sheet.chunks, sheet.signs, strict=True)
    texts = [chunk.text.partition("、")[0] if sign.is_headed else "" for chunk, sign in headed]
    weights = [1.0 if chunk.gap is Gap.NONE else 0.0 for chunk in sheet.chunks]
    for t in sorted(numeral_runs(texts, weights)["han"]):
        enter[t] -= _COUNTED_HEADING
        stay[t] -= _COUNTED_HEADING
        enter[t, outer] += 2 * _COUNTED_HEADING


def _plain_runs(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Runs [first, end) of chunks of plain text that nothing parts."""
    is_plain = sheet.rows(PLAIN)
    first = 0
    while first < len(is_plain):
        end = first + 1
        while end < len(is_plain) and is_plain[first] and is_plain[end] and sheet.chunks[end].gap is Gap.NONE:
            end += 1
        if end > first + 1:
            yield first, end
        first = end
