"""Where the names of items begin: terms, headings that count on, and names that nothing parts from their contents.

Weights as in `evidence`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import compress

import numpy as np

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap
from gkml_extract.reflow.looks import Look
from gkml_extract.reflow.names import Edge, chance_of_content, edges_of_run, may_be_names
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.reflow.sheet import PLAIN, Sheet, add
from gkml_extract.reflow.terms import Floats
from gkml_extract.text import fold

_TERM_START, _TERM_WHOLE = 1.12, 3.2
"""An item begins with a term that names items; the line is nothing but such a term."""
_TERM_OF_WEBSITE = 3.2
"""A 栏目 is named as items are."""
_NAME_WEIGHT, _LEAST_CHANCE = 0.8, 0.01
"""How much the chances of names count, and the least of them that is believed."""
_FIRST_WEIGHT = 0.4
"""The same of whether a run begins with a name."""
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


def names_scores(sheet: Sheet, *, knows_terms: bool) -> Floats:
    """Where nothing parts the cells: how likely a name, and the content, begins at a place of a run of plain text."""
    enter = np.zeros((len(sheet.chunks), len(sheet.looks) + 1))
    items, contents = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT)
    others = np.setdiff1d(np.arange(len(sheet.looks)), np.concatenate([items, contents]))
    runs = [(first, [chunk.text for chunk in sheet.chunks[first:end]]) for first, end in _plain_runs(sheet)]
    times = Counter("".join(texts) for _, texts in runs)
    for first, texts in runs:
        run = "".join(texts)
        if times[run] >= _OF_OTHERS or not may_be_names(run):
            continue
        edges = {edge.place: edge for edge in edges_of_run(run, len(items), knows_terms=knows_terms)}
        no_name = chance_of_content(run, len(items), knows_terms=knows_terms)
        enter[first, contents] += _FIRST_WEIGHT * math.log(max(no_name, _LEAST_CHANCE))
        enter[first, items] += _FIRST_WEIGHT * math.log(max(1 - no_name, _LEAST_CHANCE))
        place = 0
        for t, text in enumerate(texts[:-1], first + 1):
            place += len(text)
            edge = edges.get(place, Edge(place, 0.0, 0.0))
            goes_on = max(1 - edge.chance, _LEAST_CHANCE)
            name, content = (
                _NAME_WEIGHT * math.log(max(chance, _LEAST_CHANCE) / goes_on) for chance in (edge.name, edge.content)
            )
            enter[t, items] += name
            enter[t, contents] += content
            enter[t, others] += min(max(name, content), 0.0)
    return enter


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
