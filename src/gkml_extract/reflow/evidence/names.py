"""Where the names of items begin: terms, headings that count on, and names that nothing parts from their contents.

Weights as in `base`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, compress, groupby

import numpy as np

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap
from gkml_extract.reflow.copies import Surroundings
from gkml_extract.reflow.decoder.decode import BARE, BODY, HEAD, MORE, OPEN
from gkml_extract.reflow.decoder.terms import Bools, Floats, OfKinds
from gkml_extract.reflow.evidence.looks import Look, Shape
from gkml_extract.reflow.evidence.sheet import PLAIN, Sheet, add
from gkml_extract.reflow.glued.names import BEGINNING, may_be_names, readings_of_lines, readings_of_run
from gkml_extract.reflow.glued.other_runs import OtherRuns
from gkml_extract.reflow.glued.partings import MOST_NAMES, Edge, Readings
from gkml_extract.reflow.header.columns import USUAL_LEVELS
from gkml_extract.reflow.numbered_names import numbered_names, numbering_of
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.text import fold

_TERM_START, _TERM_WHOLE = 1.12, 3.2
"""An item begins with a term that names items; the line is nothing but such a term."""
_TERM_OF_WEBSITE = 3.2
"""A 栏目 is named as items are."""
_NAME_WEIGHT, _LEAST_CHANCE = 0.7, 0.01
"""How much the chances of names count, and the least of them that is believed."""
_FIRST_WEIGHT = 0.4
"""The same of whether a run begins with a name."""
_COUNT_WEIGHT = 1.0
"""The same of how many names a run has, by the kind of its row."""
_NAMES_OF: dict[int, Callable[[int], Sequence[int]]] = {
    BODY: lambda n: range(min(n - 1, 1), n) if n > 1 else (n,),
    HEAD: lambda n: (n,) if n <= USUAL_LEVELS else (n - 1, n),
    BARE: lambda n: range(min(n - 1, 1), n) if n > 1 else (n,),
    MORE: lambda n: (0,),
    OPEN: lambda n: (n,) if n <= USUAL_LEVELS else (n - 1, n),
}
"""How many names of items a row of each kind has of its own, where items have so many levels."""
_OF_OTHERS = 3
"""Times that a run is printed from which it is of a column that repeats itself."""
_LINES_WEIGHT, _LINES_OF_NAMES = 0.5, 12
"""How much this counts where lines part the cells, as widths and words tell of these too; lines of a run that are
looked at."""
_ENDS_ROW = {Look.CHANNELS: (Shape.CHANNELS,), Look.VALUE: (Shape.VALUE,)}
"""What a row ends with, by the look of its last column."""
_NUMBERED_NAME = 8.0
"""How much it says that a name is numbered as those of its level are."""
_COUNTED_HEADING = 4.0
"""It does so where nothing parts the cells, and such headings count on."""


_Run = tuple[int, tuple[str, ...]]
"""The first chunk of a run, and its texts."""


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
    among: Bools


def names_scores(sheet: Sheet) -> NameEvidence:
    """Where nothing parts the cells: how likely a name, and the content, begins at a place of a run of plain text."""
    printed = [chunk.text for chunk in sheet.chunks]
    numbered = {name.place for name in numbered_names(printed)}
    plain = [text[len(numbering_of(text, is_name=t in numbered)) :] for t, text in enumerate(printed)]
    runs = [(first, tuple(plain[first:end])) for first, end in _plain_runs(sheet)]
    surroundings = Surroundings(plain, [bool(chunk.kinds) for chunk in sheet.chunks])
    times = surroundings.rows_of((first, "".join(texts)) for first, texts in runs)
    names = [
        (first, texts) for first, texts in runs if times["".join(texts)] < _OF_OTHERS and may_be_names("".join(texts))
    ]
    by_kind = bool(names) and _are_side_by_side(sheet)
    read = partial(
        readings_of_run,
        n_levels=len(sheet.columns(Look.ITEM)),
        has_contents=len(sheet.columns(Look.CONTENT)) > 0,
        others=OtherRuns("".join(texts) for _, texts in names),
    )
    found: list[tuple[Floats, OfKinds | None]] = []
    told = [[read("".join(texts), knows_terms=knows_terms) for knows_terms in (True, False)] for _, texts in names]
    for k in range(2):
        readings = [each[k] for each in told]
        found.append(
            (
                _of_all_rows(names, readings, sheet, of_others=by_kind),
                _of_kinds(names, readings, sheet) if by_kind else None,
            )
        )
    (enter, kinds), (unlearned, kinds_unlearned) = found
    among = np.zeros(len(sheet.chunks), dtype=np.bool_)
    # Names stand behind the number of their row; without numbers, behind the ticks of the row above.
    behind = (Shape.RUN_NUMERAL,) if Shape.RUN_NUMERAL in sheet.shapes else (None, Shape.TICK)
    for first, texts in names if by_kind else ():
        has_numeral = Shape.NUMERAL in sheet.shapes[first : first + len(texts)]
        among[first + 1 : first + len(texts)] = not has_numeral and (
            (sheet.shapes[first - 1] if first else None) in behind
        )
    return NameEvidence(enter, unlearned, kinds, kinds_unlearned, among)


def lines_scores(sheet: Sheet) -> Floats:
    """Where cells are broken into lines: how likely a name, and the content, begins with a line of a run."""
    scores = np.zeros((len(sheet.chunks), len(sheet.looks) + 1))
    items, contents = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT)
    columns = [*items, *contents]
    if len(contents) != 1 or columns != list(range(columns[0], columns[0] + len(columns))):
        return scores
    for first, end in line_runs(sheet):
        texts = tuple(chunk.text for chunk in sheet.chunks[first:end])
        if not may_be_names("".join(texts)):
            continue
        _, edges = readings_of_lines(texts, len(items)).mixed(range(MOST_NAMES + 1))
        for t, edge in enumerate(_at_chunks(edges, texts), first + 1):
            if edge.place >= BEGINNING:
                break
            name, content = _gains(edge)
            scores[t, items] += _LINES_WEIGHT * name
            scores[t, contents] += _LINES_WEIGHT * content
    return scores


def line_runs(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Runs [first, end) of lines of words with which a row may begin: behind its number, or the last cell of the row
    before, where this can be told."""
    behind = {Shape.RUN_NUMERAL, Shape.TICK, *_ENDS_ROW.get(sheet.looks[-1], ())}
    is_words = sheet.rows(frozenset({Shape.PROSE, Shape.ORG})).tolist()
    for begins, group in groupby(range(len(is_words)), key=is_words.__getitem__):
        run = list(group)
        first = run[0]
        if begins and (not first or sheet.shapes[first - 1] in behind):
            yield first, first + min(len(run), _LINES_OF_NAMES)


def _of_all_rows(names: Sequence[_Run], readings: Sequence[Readings], sheet: Sheet, *, of_others: bool) -> Floats:
    """What the places of runs say, whatever the kind of row; only `of_others` than names and contents, if so."""
    scores = np.zeros((len(sheet.chunks), len(sheet.looks) + 1))
    items, contents = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT)
    others = np.setdiff1d(np.arange(len(sheet.looks)), np.concatenate([items, contents]))
    for (first, texts), ways in zip(names, readings, strict=True):
        no_name = float(ways.chances[0])
        if not of_others:
            scores[first, contents] += _FIRST_WEIGHT * math.log(max(no_name, _LEAST_CHANCE))
            scores[first, items] += _FIRST_WEIGHT * math.log(max(1 - no_name, _LEAST_CHANCE))
        _, edges = ways.mixed(range(MOST_NAMES + 1))
        for t, edge in enumerate(_at_chunks(edges, texts), first + 1):
            name, content = _gains(edge)
            scores[t, others] += min(max(name, content), 0.0)
            if not of_others:
                scores[t, items] += name
                scores[t, contents] += content
    return scores


def _at_chunks(edges: Sequence[Edge], texts: Sequence[str]) -> Iterator[Edge]:
    """The edges where the texts of a run begin in it, but for the first; none is parted where it may not be."""
    by_place = {edge.place: edge for edge in edges}
    for place in accumulate(len(text) for text in texts[:-1]):
        yield by_place.get(place) or Edge(place, 0.0, 0.0)


def _are_side_by_side(sheet: Sheet) -> bool:
    """Whether the columns of items stand side by side, before that of contents if there is one."""
    columns = [*sheet.columns(Look.ITEM), *(contents := sheet.columns(Look.CONTENT))]
    is_row = columns == list(range(columns[0], columns[0] + len(columns))) if columns else False
    return is_row and len(contents) < min(len(columns), 2)


def _of_kinds(names: Sequence[_Run], readings: Sequence[Readings], sheet: Sheet) -> OfKinds:
    """What the places of runs say of names and contents, by how many names a row of each kind has."""
    at = np.zeros(len(sheet.chunks), dtype=np.int64)
    said: list[Floats] = [np.zeros((1, len(_NAMES_OF), len(sheet.looks)))]
    seen: dict[tuple[str, ...], int] = {}
    n_said = 1
    for (first, texts), ways in zip(names, readings, strict=True):
        if texts not in seen:
            seen[texts] = n_said
            said.append(_said_of_run(ways, texts, sheet))
            n_said += len(texts)
        at[first : first + len(texts)] = np.arange(seen[texts], seen[texts] + len(texts))
    return OfKinds(at, np.concatenate(said))


def _said_of_run(readings: Readings, texts: Sequence[str], sheet: Sheet) -> Floats:
    """What each of the T chunks of a run says, [T, K, C]."""
    items, contents = sheet.columns(Look.ITEM), sheet.columns(Look.CONTENT)
    said = np.zeros((len(texts), len(_NAMES_OF), len(sheet.looks)))
    of_counts: dict[tuple[int, ...], tuple[list[float], list[float]]] = {}
    for kind, names_of in _NAMES_OF.items():
        counts = tuple(names_of(min(len(items), MOST_NAMES)))
        if counts not in of_counts:
            of_counts[counts] = _said_by_counts(readings, counts, texts)
        names, begun = of_counts[counts]
        said[:, kind, items] = np.array(names)[:, None]
        said[:, kind, contents] = np.array(begun)[:, None]
    return said


def _said_by_counts(readings: Readings, counts: Sequence[int], texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """What the chunks of a run say of a name, and of a content, that begins with them, if it has so many names."""
    total, edges = readings.mixed(counts)
    whole = _COUNT_WEIGHT * math.log(total)
    names, contents = [0.0], [0.0]
    for edge in _at_chunks(edges, texts):
        name, content = _gains(edge)
        names.append(name)
        contents.append(content)
        whole += _NAME_WEIGHT * math.log(max(1 - edge.chance, _LEAST_CHANCE))  # that it is parted nowhere
    names[0] = contents[0] = whole
    return names, contents


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


def add_numbered_names(enter: Floats, stay: Floats, sheet: Sheet) -> None:
    """A name that is numbered by its level (1.2国家层面) begins in the column of that level, and nowhere else."""
    items = sheet.columns(Look.ITEM).tolist()
    second = next((k for k, c in enumerate(items) if k and sheet.fields[c] == "secondary"), 1)
    if len(items) <= second:
        return
    columns = items[second - 1 : second + 1]
    for t, level in numbered_names([chunk.text for chunk in sheet.chunks]):
        enter[t] -= _NUMBERED_NAME
        stay[t] -= _NUMBERED_NAME
        enter[t, columns[level]] = max(float(enter[t].max()), 0.0) + 2 * _NUMBERED_NAME


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
