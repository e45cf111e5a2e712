"""A run of chunks under one header → rows of cells, by passes of the decoder that learn the document."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from gkml_extract.model.frozen import quickly_made
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.sharing import NO_SHARING, Sharing
from gkml_extract.reflow.decoder.decode import Evidence, Model, Path, Task, relearn
from gkml_extract.reflow.decoder.terms import Bools, Floats, OfKinds
from gkml_extract.reflow.decoder.together import Decoding
from gkml_extract.reflow.dittos_below import with_values_of_dittos
from gkml_extract.reflow.evidence.base import BaseEvidence, base_evidence
from gkml_extract.reflow.evidence.blanks import SPACE, InnerBlanks
from gkml_extract.reflow.evidence.learned import (
    LabelLines,
    Widths,
    Words,
    learn_lengths,
    learn_widths,
    length_scores,
    no_widths,
    place_scores,
    width_scores,
    widths_of_header,
    with_prose_width,
)  # fmt: skip
from gkml_extract.reflow.evidence.looks import Look, Shape
from gkml_extract.reflow.evidence.measures import Measures, measure
from gkml_extract.reflow.evidence.positions import Place, columns_of_texts, grid_places
from gkml_extract.reflow.evidence.priors import GUESSES, Counts, Guess, prior_mean_lengths, prior_model
from gkml_extract.reflow.header.columns import USUAL_LEVELS, DecodeColumn
from gkml_extract.reflow.rests import Rest, rests_evidence, rests_of, with_rests

N_PASSES = 6
"""Passes of learning; the five given documents do not change after the fifth."""
WORDS_FROM_PASS = 3
"""Words are learned once the widths have put most cells right: before, they would vouch for mistakes."""
LEARN_CHUNKS = 3000
"""Learning looks at no more than this many chunks: a longer document only repeats itself."""
TRY_CHUNKS = 1000
"""First guesses are compared on no more than this many chunks."""
PLACE_PROOF = 6.0
"""What a proven place in a grid weighs (natural logarithm): more than the look of a text, less than a certainty."""
PLACE_OF_TEXT = 2.5
"""What it weighs that the same text stands in a column in full rows."""
CERTAIN_SHARE = 0.98
"""Share of row numbers that begin a row in the learned part from which all are taken to do so."""
_LIGHTER_WIDTHS = (0.5, 0.25)
"""How much widths count in second opinions."""
_EAGER, _EAGER_LEARNING = 3.0, 1.0
"""How much more easily a cell begins in second opinions (natural logarithm); the same all through learning."""
_AGAINST_WORDS = 3.0
"""How much words count against themselves in a second opinion; 1 would only leave them out.

On seeds that were not looked at (881000 on) wrong cells without a finding go from 0.64 to 0.16 %, while rows with a
finding go from 46.4 to 47.6 %.
"""
_SPANS = 4.0
"""How much worse a reading of wrapped text may be by which merged cells go on over groups: its model has one kind of
row more, which costs it that much where it is right. Chosen between 0 and 15 on texts of two generators."""
_WHOLE_NAMES, _WHOLE_SHARE = 6.0, 0.9
"""How much better a reading must be by which most items lack the innermost of several levels than one by which nearly
all rows that open a group have all levels: there names are merged, and the others of a group lack what it shares."""
_ONCE_A_ROW = (Shape.TICK, Shape.DEADLINE, Shape.CHANNELS)
"""What stands in one column, or in columns side by side."""
_FEW_NUMBERS = 0.5
"""Numbers for each such cell below which rows are not numbered one by one."""
_COUNTS, _COUNTS_IF_FEW = (None, Counts.ROWS), (Counts.ITEMS, Counts.GROUPS)
_COUNTS_IF_WRAPPED = (*_COUNTS, Counts.ITEMS)


@quickly_made
@dataclass(frozen=True, slots=True)
class SegmentedCell:
    """Chunks [first, last] as the cell of decode column `column`; `margin` is the least of its steps."""

    column: int
    first: int
    last: int
    margin: float


def lines_of_row(row: Sequence[SegmentedCell], chunks: Sequence[Chunk]) -> tuple[int, int]:
    """The first and the last line in which a row of cells is printed."""
    first, last = chunks[row[0].first].lines[0], chunks[row[-1].last].lines[1]
    return min(first, last), max(first, last)


@dataclass(frozen=True, slots=True)
class Stray:
    """Chunks [first, last] that stand outside the table, after its row `after` (-1: before the first)."""

    first: int
    last: int
    after: int


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Rows of cells in order, the chunks that stand outside the table, and those whose place in a grid is proven.

    `missed` holds (row, column) where another reading of the row has a cell of the column and this one has none: what
    the row, and those below it, take from above may be wrong. `rests` are parts of cells behind a page's end: where
    there are any, the text is to be put together and read again.
    """

    rows: tuple[tuple[SegmentedCell, ...], ...]
    outside: tuple[Stray, ...]
    widths: Widths
    proven: frozenset[int]
    missed: frozenset[tuple[int, int]] = frozenset()
    rests: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What has been learned of a document: its rows' shapes, its columns' widths and lengths, and the last path."""

    model: Model
    widths: Widths
    lengths: Floats
    path: Path | None
    guess: Guess
    blanks: InnerBlanks


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is decoded: chunks, their measures, columns, what the chunks look like, a first guess of the widths.

    `numerals` are the chunks that make the runs of row numbers, in order; where those `are_numbers_few`, most rows have
    none.
    """

    chunks: Sequence[Chunk]
    measures: Measures
    numerals: Sequence[int]
    columns: Sequence[DecodeColumn]
    base: BaseEvidence
    widths: Widths
    labels: LabelLines
    words: Words
    are_numbers_few: bool

    def head(self) -> _Sheet:
        """The part that is learned from."""
        return self.first(LEARN_CHUNKS)

    def first(self, n: int) -> _Sheet:
        """The first `n` chunks."""
        return replace(
            self,
            chunks=self.chunks[:n],
            measures=self.measures.first(n),
            numerals=self.numerals[: bisect_left(self.numerals, n)],
            base=_head_of(self.base, n),
            words=Words(self.chunks[:n]),
        )

    def said(self, path: Path | None) -> Floats:
        """What the words of all chunks say by a path over the first of them."""
        n_columns = len(self.columns)
        return self.words.scores(_stretch(path, len(self.chunks), n_columns), n_columns)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of chunks before they are decoded, beside what each of them says.

    `runs` are their runs of row numbers (`runs_of`), `shapes` their shapes by these; `starts` are the chunks with which
    a page begins, and with `may_rest` it may begin with the rest of a row; `tick_width` is the width of tick columns, 0
    where it is not known; `sharing` is what cells on one line tell.
    """

    runs: dict[str, frozenset[int]]
    shapes: Sequence[Shape]
    is_wrapped: bool
    starts: Sequence[int] = ()
    may_rest: bool = False
    tick_width: int = 0
    sharing: Sharing = NO_SHARING

    def of(self, which: Sequence[int]) -> Setting:
        """The setting of some of the chunks, in order."""
        at = {t: k for k, t in enumerate(which)}
        return replace(
            self,
            runs={style: frozenset(at[t] for t in run if t in at) for style, run in self.runs.items()},
            shapes=[self.shapes[t] for t in which],
            starts=[at[t] for t in self.starts if t in at],
        )


def segment(
    chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], labels: LabelLines, setting: Setting
) -> Decoding[Segmentation]:
    """The rows of the chunks. `labels` are the lines of the columns' labels: a first guess of their widths."""
    is_wrapped, starts, shapes = setting.is_wrapped, setting.starts, setting.shapes
    widths = widths_of_header(labels, len(columns))
    if not chunks:
        return Segmentation((), (), widths, frozenset())
    base = base_evidence(
        chunks, columns,
        runs=setting.runs, shapes=shapes, is_wrapped=is_wrapped, starts=starts, tick_width=setting.tick_width,
        sharing=setting.sharing,
    )  # fmt: skip
    places = grid_places(chunks, shapes, columns)
    _add_places(base, places)
    for t, column in columns_of_texts(chunks, shapes, columns).items():
        base.enter[t] -= PLACE_OF_TEXT
        base.enter[t, column] += 2 * PLACE_OF_TEXT
    widths = _first_widths(widths, chunks, shapes, columns, base)
    numerals = sorted(frozenset().union(*setting.runs.values()))
    are_few = is_wrapped and 0 < len(numerals) < _FEW_NUMBERS * _n_rows_at_least(shapes)
    sheet = _Sheet(chunks, measure(chunks), numerals, columns, base, widths, labels, Words(chunks), are_few)
    known = yield from _learn(sheet.head())
    words = sheet.said(known.path)
    certain = _certain_rows(sheet, known.path) if len(chunks) > LEARN_CHUNKS else ()
    if setting.may_rest and starts and is_wrapped and not base.is_separated:
        rests = yield from _rests(sheet, known, words, certain, starts)
        if rests:
            return Segmentation((), (), widths, frozenset(), rests=tuple(rests))
    usual = _evidence(sheet.measures, base, known, words)
    tasks = [Task(usual, known.model, certain, with_margin=True)]
    opinions = yield from (
        _opinion_of_levels(sheet, known) if base.is_separated else _opinions(sheet, known, words, usual)
    )
    tasks += [Task(evidence, model, certain) for evidence, model in opinions]
    path, *others = yield tasks
    path = _with_torn_ticks(path, columns, base.is_empty)
    path = _with_second_opinions(path, others, base.is_empty, is_wrapped=base.is_wrapped and not base.is_separated)
    if not base.is_separated:
        path = with_values_of_dittos(path, others, shapes, len(columns))
    found = _rows_of(path, base.is_empty, len(columns), known.widths, frozenset(places))
    rows = _with_lead_blanks(found.rows, sheet) if base.is_separated else found.rows
    return replace(found, rows=rows, missed=_missed(path, others, len(columns)))


def _n_rows_at_least(shapes: Sequence[Shape]) -> int:
    """How many rows a table must have, for the cells that a row has one of."""
    begins = Counter(shape for before, shape in pairwise([None, *shapes]) if shape is not before)
    return max(begins[shape] for shape in _ONCE_A_ROW)


def _first_widths(
    widths: Widths,
    chunks: Sequence[Chunk],
    shapes: Sequence[Shape],
    columns: Sequence[DecodeColumn],
    base: BaseEvidence,
) -> Widths:
    """A first guess of the columns' widths, by those that the header tells; none where cells are not wrapped."""
    if not base.is_wrapped or base.is_separated:
        return no_widths(len(columns))
    lines = [chunk.line_width for chunk, shape in zip(chunks, shapes, strict=True) if _is_plain_line(chunk, shape)]
    return with_prose_width(widths, lines, [c for c, column in enumerate(columns) if column.look is Look.CONTENT])


def _rests(
    sheet: _Sheet, known: _Known, words: Floats, certain: Sequence[int], starts: Sequence[int]
) -> Decoding[list[Rest]]:
    """The rests of cells behind pages' ends."""
    evidence = _evidence(sheet.measures, sheet.base, known, words)
    (path,) = yield [Task(evidence, known.model, certain)]
    over, _, _ = width_scores(sheet.measures, known.widths)
    over[[k for k, chunk in enumerate(sheet.chunks) if "channels" in chunk.kinds]] = 0.0  # of these few are seen whole
    goes_on = sheet.base.stay + over + length_scores(sheet.measures, known.lengths) + words
    model = with_rests(known.model)
    rests = rests_evidence(sheet.chunks, sheet.columns, starts, path, goes_on)
    (path,) = yield [Task(replace(evidence, rests=rests), model, certain)]
    return rests_of(sheet.chunks, sheet.columns, path, starts, len(model.p_kind))


def _with_torn_ticks(path: Path, columns: Sequence[DecodeColumn], is_empty: Bools) -> Path:
    """`path` with rows that have nothing but ticks and blank fields put to the row above, if this one ends in ticks and
    both have no more fields than their column: blanks among ticks look like those of cells that are merged."""
    width = {
        c: column.last - column.first + 1
        for c, column in enumerate(columns)
        if column.look is Look.MARKS and column.first is not None and column.last is not None
    }
    rows = [*np.flatnonzero(path.begins_row).tolist(), len(path.column)]
    cells = np.flatnonzero(path.begins_cell).tolist()
    column, begins_cell, begins_row = path.column.copy(), path.begins_cell.copy(), path.begins_row.copy()
    for begin, end in pairwise(rows[1:]):
        ticks = int(column[begin - 1])
        above = cells[bisect_left(cells, begin) - 1]
        if end - above <= width.get(ticks, 0) and ((column[begin:end] == ticks) | is_empty[begin:end]).all():
            column[begin:end] = ticks
            begins_cell[begin:end] = begins_row[begin:end] = False
    return replace(path, column=column, begins_cell=begins_cell, begins_row=begins_row)


def _with_lead_blanks(rows: Sequence[Sequence[SegmentedCell]], sheet: _Sheet) -> tuple[tuple[SegmentedCell, ...], ...]:
    """`rows` with the blank fields before a row of ticks given to it, up to as many fields as it has columns; those
    beyond that are taken from it.

    To which cell a blank belongs is all one to the decoder, but not to the places of the ticks behind it.
    """
    moved: list[tuple[SegmentedCell, ...]] = []
    for row in rows:
        cells = list(row)
        for k in range(len(cells) - 1, 0, -1):
            column, cell = sheet.columns[cells[k].column], cells[k]
            if column.look is not Look.MARKS or column.first is None or column.last is None:
                continue
            lacking = column.last - column.first + 1 - (cell.last - cell.first + 1)
            first = cell.first
            while lacking > 0 and first > cells[0].first and not sheet.chunks[first - 1].text:
                first, lacking = first - 1, lacking - 1
            while lacking < 0 and first < cell.last and not sheet.chunks[first].text:
                first, lacking = first + 1, lacking + 1
            if first > cell.first:
                cells[k - 1] = replace(cells[k - 1], last=first - 1)
            cells[k] = replace(cell, first=first)
            cells[:k] = [replace(each, last=min(each.last, first - 1)) for each in cells[:k] if each.first < first]
            break
        moved.append(tuple(cells))
    return tuple(moved)


def _missed(path: Path, others: Iterable[Path], n_columns: int) -> frozenset[tuple[int, int]]:
    """(row, column) where another path begins a cell and `path` has none of the column in the row."""
    row_of = np.cumsum(path.begins_row & (path.column < n_columns)) - 1
    there = set(zip(row_of.tolist(), path.column.tolist(), strict=True))
    found: set[tuple[int, int]] = set()
    for other in others:
        begins = np.flatnonzero(other.begins_cell & (other.column != path.column) & (other.column < n_columns))
        found |= set(zip(row_of[begins].tolist(), other.column[begins].tolist(), strict=True))
    return frozenset(found - there)


def _certain_rows(sheet: _Sheet, path: Path | None) -> Sequence[int]:
    """The chunks at which a row begins for certain: the numerals of the run, if in the learned part nearly all did.

    Only for long texts: a short one is decoded as a whole.
    """
    assert path is not None
    numerals = sheet.numerals
    first_number = next((k for k, column in enumerate(sheet.columns) if column.look is Look.NUMBER), None)
    learned = [t for t in numerals if t < len(path.column)]
    begin = [t for t in learned if path.begins_row[t] and path.column[t] == first_number]
    return numerals if len(begin) >= CERTAIN_SHARE * max(len(learned), 1) else ()


def _learn(sheet: _Sheet) -> Decoding[_Known]:
    """What is learned from the best of several first guesses: which one the document bears out is seen at the end."""
    begin = sheet.first(TRY_CHUNKS)
    has_blanks = bool(sheet.base.is_empty.any())
    has_others = any(column.look is Look.OTHER for column in sheet.columns)
    has_levels = sum(column.look is Look.ITEM for column in sheet.columns) > USUAL_LEVELS
    usual = _COUNTS_IF_WRAPPED if sheet.base.is_wrapped else _COUNTS
    guesses = [
        guess
        for guess in GUESSES
        if (has_others or not guess.has_others)
        and (has_levels or guess.has_innermost)
        and guess.counts in (_COUNTS_IF_FEW if sheet.are_numbers_few else usual)
        and (has_blanks or guess.keeps_merged)
        and guess.spans_groups is not sheet.base.is_wrapped
    ]
    learned = yield from _learn_from(begin, guesses)
    is_cut = any(chunk.gap is Gap.NONE for chunk in begin.chunks)  # names that nothing parts may be cut into any number
    items = (
        [c for c, column in enumerate(sheet.columns) if column.look is Look.ITEM] if has_levels and not is_cut else []
    )
    known = max(learned, key=lambda each: _score_of(each) + _WHOLE_NAMES * _has_whole_names(each, items))
    if sheet.base.is_wrapped:
        (spanning,) = yield from _learn_from(begin, [replace(known.guess, spans_groups=True)])
        known = max(known, spanning, key=lambda each: _score_of(each) + _SPANS * each.guess.spans_groups)
    if len(begin.chunks) < len(sheet.chunks):
        (known,) = yield from _learn_from(sheet, [known.guess])
    return known


def _has_whole_names(known: _Known, items: Sequence[int]) -> bool:
    """Whether rows that begin with the outermost of several levels of items have them all."""
    if not items or not known.guess.has_innermost or known.path is None:
        return False
    rows = np.cumsum(known.path.begins_row)
    of_level = [set(rows[known.path.begins_cell & (known.path.column == c)].tolist()) for c in items]
    n_whole = len(set.intersection(*of_level))
    return n_whole >= _WHOLE_SHARE * len(of_level[0])


def _score_of(known: _Known) -> float:
    return known.path.score if known.path else 0.0


def _learn_from(sheet: _Sheet, guesses: Sequence[Guess]) -> Decoding[list[_Known]]:
    """Decode again and again, each time with what the last path tells of the document; by each of some guesses."""
    priors = [_prior_of(sheet, guess) for guess in guesses]
    prior_lengths = prior_mean_lengths(sheet.columns)
    known = [
        _Known(prior, sheet.widths, prior_lengths, None, guess, InnerBlanks.unseen(sheet.columns))
        for prior, guess in zip(priors, guesses, strict=True)
    ]
    certain: list[Sequence[int]] = [()] * len(guesses)
    for turn in range(N_PASSES):
        tasks = []
        for k, each in enumerate(known):
            is_told = each.path is not None and turn >= WORDS_FROM_PASS
            scores = sheet.said(each.path) if is_told else None
            tasks.append(Task(_evidence(sheet.measures, sheet.base, each, scores), each.model, certain[k]))
        paths = yield tasks
        for k, path in enumerate(paths):
            model = relearn(path, tasks[k].evidence, priors[k])
            known[k] = _learned(sheet, known[k], path, model, prior_lengths)
            if turn and len(sheet.chunks) > TRY_CHUNKS:
                certain[k] = _certain_rows(sheet, path)
    return known


def _prior_of(sheet: _Sheet, guess: Guess) -> Model:
    base = sheet.base
    return prior_model(
        sheet.columns,
        rows_are_lines=base.rows_are_lines,
        is_wrapped=base.is_wrapped,
        is_spaced=base.is_spaced,
        has_blanks=bool(base.is_empty.any()),
        guess=guess,
    )


def _learned(sheet: _Sheet, known: _Known, path: Path, model: Model, prior_lengths: Floats) -> _Known:
    """What a path tells of the document."""
    widths = known.widths
    if sheet.base.is_wrapped and not sheet.base.is_separated:  # separators tell more, and their fields are not wrapped
        widths = learn_widths(sheet.measures, path, len(sheet.columns), sheet.labels)
    lengths = learn_lengths(sheet.measures, path, prior_lengths)
    return _Known(model, widths, lengths, path, known.guess, known.blanks.by(sheet.base.gap, path))


def _evidence(measures: Measures, base: BaseEvidence, known: _Known, words: Floats | None) -> Evidence:
    """What the chunks look like with what is known of the document; `words` are scores of `Words`."""
    if np.isnan(known.widths.widest).all():
        enter, stay, leave = np.zeros((3, *base.enter.shape))
    else:
        enter, stay, leave = width_scores(measures, known.widths)
        enter[base.any_width] = stay[base.any_width] = 0.0
    if base.is_spaced:
        goes_on, ends = known.blanks.scores(base.gap, float(known.model.gap_step[SPACE, 0]))
        stay, leave = stay + goes_on, leave + ends
    more = length_scores(measures, known.lengths)
    if words is not None:
        more = more + words
        if base.is_separated and known.path is not None:
            n_columns = words.shape[1] - 1
            enter = enter + place_scores(measures, _stretch(known.path, len(measures), n_columns), n_columns)
    after_blank = np.concatenate([[False], base.is_empty[:-1]])
    for scores, before in ((enter, base.enter), (stay, base.stay)):  # in place: they are arrays of the whole text
        scores += before
        scores += more
    return Evidence(enter, stay, leave, base.gap, after_blank, base.between_ticks, of_kinds=base.of_kinds)


def _with_second_opinions(path: Path, others: Iterable[Path], is_empty: Bools, *, is_wrapped: bool) -> Path:
    """`path` with no margin where another decoder of the same text reads otherwise.

    What was learned from a path speaks for that path: its margins alone would be too sure of themselves. That a chunk
    begins a cell is not in doubt where the other reading has but another column for it: the cell before ends there.
    Of lines that a column has broken that is no proof: the other column may begin where it should not.
    """
    assert path.margin is not None
    margin, end_margin = path.margin.copy(), path.margin.copy()
    for other in others:
        differs = (
            (other.column != path.column)
            | (other.begins_cell != path.begins_cell)
            | (other.begins_row != path.begins_row)
        )
        margin[differs & ~is_empty] = 0.0
        ends = differs if is_wrapped else other.begins_cell != path.begins_cell
        end_margin[ends & ~is_empty] = 0.0
    return replace(path, margin=margin, end_margin=end_margin)


def _opinions(sheet: _Sheet, known: _Known, words: Floats, usual: Evidence) -> Decoding[list[tuple[Evidence, Model]]]:
    """Readings by other lights: widths that count less, cells that begin more easily, also all through learning; where
    nothing parts names, without what is known of them, and without terms.

    Chosen on seeded variations of the five given documents, among thirty, as those that tell most wrong cells for the
    fewest right ones (seeds 200000 on).
    """
    found: list[tuple[Evidence, Model]] = []
    unwrapped = _evidence(sheet.measures, sheet.base, replace(known, widths=no_widths(len(known.lengths))), words)
    for weight in _LIGHTER_WIDTHS if sheet.base.is_wrapped else ():
        found.append((_between(unwrapped, usual, weight), known.model))
    found.append((replace(usual, enter=usual.enter + _EAGER), known.model))
    found.append((replace(usual, enter=usual.enter - _AGAINST_WORDS * sheet.base.word_edges[:, None]), known.model))
    if sheet.base.names.any() or sheet.base.of_kinds is not None:
        ways = ((sheet.base.names, None), (sheet.base.terms, sheet.base.kinds_unlearned))
        for left_out, kinds in ways[: 1 if sheet.base.is_wrapped and sheet.base.of_kinds is None else 2]:
            found.append((replace(usual, enter=usual.enter - left_out, of_kinds=kinds), known.model))
    found += yield from _opinion_of_levels(sheet, known)
    eager = replace(sheet, base=replace(sheet.base, enter=sheet.base.enter + _EAGER_LEARNING))
    (known,) = yield from _learn_from(eager.head(), [known.guess])
    found.append((_evidence(sheet.measures, eager.base, known, eager.said(known.path)), known.model))
    return found


def _opinion_of_levels(sheet: _Sheet, known: _Known) -> Decoding[list[tuple[Evidence, Model]]]:
    """Of several levels of items, the reading by which the other of the inner two is the one that rows may lack; blank
    fields tell which it is."""
    n_levels = sum(column.look is Look.ITEM for column in sheet.columns)
    if n_levels <= USUAL_LEVELS or (sheet.base.is_separated and sheet.base.is_empty.any()):
        return []
    guess = replace(known.guess, has_innermost=not known.guess.has_innermost)
    (other,) = yield from _learn_from(sheet.head(), [guess])
    return [(_evidence(sheet.measures, sheet.base, other, sheet.said(other.path)), other.model)]


def _between(one: Evidence, other: Evidence, weight: float) -> Evidence:
    """Evidence that is `weight` of the way from `one` to `other`."""

    def way(begin: Floats, end: Floats) -> Floats:
        scores = end - begin
        scores *= weight
        scores += begin
        return scores

    return replace(
        one,
        enter=way(one.enter, other.enter),
        stay=way(one.stay, other.stay),
        leave=way(one.leave, other.leave),
    )


def _is_plain_line(chunk: Chunk, shape: Shape) -> bool:
    """Whether a chunk is a whole line of plain text."""
    whole = chunk.is_line_end and chunk.gap in (Gap.LINE, Gap.BLANK, Gap.START)
    return whole and shape in (Shape.PROSE, Shape.ORG) and not chunk.inner_widths


def _add_places(base: BaseEvidence, places: dict[int, Place]) -> None:
    """Add what proven places in a grid say; changes the arrays of `base`."""
    for t, place in places.items():
        base.enter[t] -= PLACE_PROOF
        base.stay[t] -= PLACE_PROOF
        row = base.enter if place.is_first else base.stay
        row[t, place.column] += 2 * PLACE_PROOF


def _stretch(path: Path | None, n: int, outside: int) -> Path:
    """A path over the first chunks as one over all, later chunks in column `outside` (they teach nothing)."""
    assert path is not None
    if len(path.column) == n:
        return path
    more = n - len(path.column)
    return Path(
        np.concatenate([path.column, np.full(more, outside)]),
        np.concatenate([path.kind, np.zeros(more, dtype=np.int64)]),
        np.concatenate([path.begins_cell, np.zeros(more, dtype=np.bool_)]),
        np.concatenate([path.begins_row, np.zeros(more, dtype=np.bool_)]),
    )


def _head_of(base: BaseEvidence, n: int) -> BaseEvidence:
    return BaseEvidence(
        base.enter[:n], base.stay[:n], base.word_edges[:n], base.names[:n], base.terms[:n], base.gap[:n],
        base.is_empty[:n], base.is_separated, base.rows_are_lines, base.is_wrapped, base.is_spaced,
        base.between_ticks[:n], base.any_width[:n], _first_said(base.of_kinds, n), None,
    )  # fmt: skip


def _first_said(said: OfKinds | None, n: int) -> OfKinds | None:
    """What the first chunks say by kinds of row."""
    return None if said is None else replace(said, at=said.at[:n])


def _rows_of(path: Path, is_empty: Bools, n_columns: int, widths: Widths, proven: frozenset[int]) -> Segmentation:
    assert path.margin is not None
    doubts = np.where(is_empty, np.inf, path.margin)  # where a blank belongs is all one
    of_ends = doubts if path.end_margin is None else np.where(is_empty, np.inf, path.end_margin)
    of_ends = np.append(of_ends, np.inf)
    rows: list[list[SegmentedCell]] = []
    outside: list[Stray] = []
    n = len(path.column)
    begins = [t for t in range(n) if path.begins_cell[t]]
    for begin, end in zip(begins, [*begins[1:], n], strict=True):
        column = int(path.column[begin])
        if column == n_columns:
            outside.append(Stray(begin, end - 1, len(rows) - 1))
            continue
        margin = min(float(doubts[begin:end].min()), float(of_ends[end]))
        if path.begins_row[begin] or not rows:
            rows.append([])
        rows[-1].append(SegmentedCell(column, begin, end - 1, margin))
    return Segmentation(tuple(map(tuple, rows)), tuple(outside), widths, proven)
