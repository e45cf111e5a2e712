"""What a document's own decoded cells say of its columns: widths of lines, places in a line, words.

Each is a score added to the base evidence on the next pass. A column without enough cells adds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.decoder.decode import Path
from gkml_extract.reflow.decoder.terms import Bools, Floats, Ints
from gkml_extract.reflow.evidence.measures import Measures
from gkml_extract.reflow.numbers import numeral_value
from gkml_extract.regex import regex
from gkml_extract.text import display_width

_MIN_LINES = 3
_MIN_PROSE = 12
_CROWD = 0.15
"""Share of plain lines just under one width from which they count as wrapped there; unwrapped texts have under 0.08."""
_BY_SENSE = regex(r"[（(“]")
_HALVES = [2, 2]
_LABEL_LINES = 2
"""How many lines of cells a line of a label counts as."""
_HEADER_TRUST = -3.2
"""Log chance given to what contradicts a width that only the header tells."""
_SLACK = 2
"""A full line may be this much narrower than its column (half-width cells): no line begins with a punctuation mark."""
_NARROW = 12
"""Width of a column up to which a single character that would have fitted tells that a line is not full."""
_HANGING = 1
"""A line may be this much wider: punctuation hangs over the edge."""
_MOST_LINES = 0.8
_OVER_STEP, _OVER_CAP = -1.28, -10.0
_OVER_STEP_UNWRAPPED = -0.3
"""The same where nothing but the texts limits the lines: a group's name may be longer than the few known ones."""
_SHORT_STEP, _SHORT_CAP = -0.5, -7.0
_PARAGRAPH_RELIEF = 2.0
_PART_RELIEF = 9.0
_NO_LINE_IS_WIDER = 1.2
_RARE, _DOUBT = 0.04, 8.0
"""Chance of a line that contradicts a width, and how many lines this guess weighs."""
_LEAVE_WEIGHT = 0.6
_FULL_LINE = 0.9
"""That a line just fills its column is a sign for it, and not only none against it."""
_BARE_BREAK = -1.0
_FULL_SHARE = 0.27
"""Share of full lines, among those that the cell goes on after, from which a column counts as wrapped."""
_WORD_BUCKETS, _HASH_STEP = 4096, 1009
_WORD_LENGTH = 160
_WORD_PRIOR = 40.0
_UNSEEN = -0.5
_WORD_WEIGHT = 0.7
_WORD_CAP = 1.5
_SAME_PRIOR, _SAME_SHARE, _SAME_CAP = 2.0, 0.02, 3.0
"""How many times the usual share of a column counts for a text that is printed whole again and again, the least such
share, and how much it may say."""
_PRIOR_CELLS = 3.0
_LONG = 30.0
_LENGTH_CAP = -4.0
_BLOCK = 2048
"""Chunks whose widths are weighed at once: few enough for the processor's cache."""
_PLACE_WEIGHT = 1.0
_PLACE_CAP = -2.5


@dataclass(frozen=True, slots=True)
class Widths:
    """For C + 1 columns, in half-width cells: the width at which lines are wrapped (NaN: not known, or not wrapped).

    `widest` is the width that most lines keep to, wrapped or not (NaN: not known). `log_over` and `log_short`
    are the log chances that a line is wider than that, and that a cell goes on after a line that does not fill it.
    `least` is the width of the widest line of the column's label (0: not known): no column is narrower.
    """

    wrap: Floats
    widest: Floats
    log_over: Floats
    log_short: Floats
    least: Floats


def no_widths(n_columns: int) -> Widths:
    """Nothing known of `n_columns` columns."""
    unknown, certain = np.full(n_columns + 1, np.nan), np.zeros(n_columns + 1)
    return Widths(unknown, unknown, certain, certain, np.zeros(n_columns + 1))


@dataclass(frozen=True, slots=True)
class LabelLines:
    """The lines of the header's labels: their widths and columns, [M] each, and which of them go on in a next line.

    A label stands in its column as the cells do: it is broken at the same width.
    """

    widths: Ints
    columns: Ints
    goes_on: Bools


def label_lines(labels: Sequence[Sequence[str]], wide: Collection[int] = ()) -> LabelLines:
    """The lines of each column's label (none where it has no label of its own).

    A label may also be broken by its sense, before a bracket (公开内容 / （要素）): that line tells no width. Nor does
    one in the middle of a label (公开 / 时限) where those of columns that are surely wider, `wide`, are broken so.
    """
    by_hand = any(_is_halved(labels[c]) for c in wide)
    lines = [
        (display_width(line), c, k + 1 < len(texts) and not _BY_SENSE.match(texts[k + 1]) and not halved)
        for c, (texts, halved) in enumerate((texts, by_hand and _is_halved(texts)) for texts in labels)
        for k, line in enumerate(texts)
    ]
    widths, columns, goes_on = zip(*lines, strict=True) if lines else ((), (), ())
    return LabelLines(
        np.array(widths, dtype=np.int64), np.array(columns, dtype=np.int64), np.array(goes_on, dtype=np.bool_)
    )


def _is_halved(lines: Sequence[str]) -> bool:
    """Whether a label is broken into two lines of two characters each: 公开 / 时限."""
    return [len(line) for line in lines] == _HALVES


def widths_of_header(labels: LabelLines, n_columns: int) -> Widths:
    """A first guess from the header: the widest line of a label that goes on in a next line fills its column.

    A label on one line only tells that the column is at least as wide: nothing is concluded.
    """
    wrap = np.full(n_columns + 1, np.nan)
    for c in np.unique(labels.columns[labels.goes_on]):
        wrap[c] = labels.widths[labels.columns == c].max()
    doubtful = np.full(n_columns + 1, _HEADER_TRUST)
    return Widths(wrap, wrap, doubtful, doubtful, _least_widths(labels, n_columns))


def _least_widths(labels: LabelLines, n_columns: int) -> Floats:
    """The width of the widest line of each column's label."""
    least = np.zeros(n_columns + 1)
    np.maximum.at(least, labels.columns, labels.widths)
    return least


def with_prose_width(widths: Widths, lines: Sequence[int], content: Sequence[int]) -> Widths:
    """`widths` with a first guess for the columns `content`: plain lines that crowd under one width are theirs.

    公开内容 is the widest column of plain text, and most of its lines are full. `lines` are the widths of all
    plain lines of the table.
    """
    if len(lines) < _MIN_PROSE:
        return widths
    ordered = sorted(lines)
    widest = ordered[-1 - len(ordered) // 25]
    share = sum(widest - _SLACK - 1 <= line <= widest + 1 for line in ordered) / len(ordered)
    if share < _CROWD:
        return widths
    wrap, log_over, log_short = widths.wrap.copy(), widths.log_over.copy(), widths.log_short.copy()
    for c in content:
        wrap[c], log_over[c], log_short[c] = widest, _HEADER_TRUST, _HEADER_TRUST
    return Widths(wrap, wrap, log_over, log_short, widths.least)


def learn_widths(measures: Measures, path: Path, n_columns: int, labels: LabelLines) -> Widths:
    """The widths of the columns by the lines that a path gives them, and those of their labels."""
    filled = np.flatnonzero(measures.has_text & (measures.tails > 0))
    is_inner = measures.has_text[measures.inner_owners]
    inner, owners = measures.inner_widths[is_inner], measures.inner_owners[is_inner]
    goes_on = filled[:-1] if len(filled) and filled[-1] == len(measures) - 1 else filled
    goes_on = goes_on[~path.begins_cell[goes_on + 1] & measures.is_after_break[goes_on + 1]]
    begins_mid_line = path.begins_cell[goes_on] & measures.is_mid_line[goes_on]
    broken = np.where(begins_mid_line, measures.tails[goes_on], measures.lines[goes_on])
    said = np.repeat(labels.widths, _LABEL_LINES), np.repeat(labels.columns, _LABEL_LINES)
    told = (each[np.repeat(labels.goes_on, _LABEL_LINES)] for each in said)
    all_lines, of_lines = _joined((inner, path.column[owners]), (measures.tails[filled], path.column[filled]), said)
    all_broken, of_broken = _joined((inner, path.column[owners]), (broken, path.column[goes_on]), tuple(told))
    wrap, widest = np.full((2, n_columns + 1), np.nan)
    log_over, log_short = np.zeros((2, n_columns + 1))
    least = _least_widths(labels, n_columns)
    known_least = least.copy()
    of_broken_labels = frozenset(labels.columns[labels.goes_on].tolist())
    for c in range(n_columns):
        lines, going_on = all_lines[of_lines == c], all_broken[of_broken == c]
        is_told = len(going_on) >= _MIN_LINES or c in of_broken_labels
        width, share_full = _wrap_width(going_on, lines, least[c]) if is_told else (0.0, 0.0)
        if share_full >= _FULL_SHARE:
            wrap[c] = widest[c] = width
            n_short = int((going_on < width - _SLACK).sum())
            log_short[c] = np.log((n_short + _RARE * _DOUBT) / (len(going_on) + _DOUBT))
        elif len(lines) > _MIN_LINES:
            widest[c] = np.sort(lines)[int(_MOST_LINES * (len(lines) - 1))]
            log_short[c] = _HEADER_TRUST
            known_least[c] = max(least[c], widest[c])
        else:
            log_short[c] = _HEADER_TRUST
            continue
        n_over = int((lines > widest[c] + _HANGING).sum())
        log_over[c] = np.log((n_over + _RARE * _DOUBT) / (len(lines) + _DOUBT))
        if np.isnan(wrap[c]):  # nothing but the texts limits the lines: any of them may be the widest
            log_over[c] = max(log_over[c], np.log((n_over + 1) / (len(lines) + 1)))
    return Widths(wrap, widest, log_over, log_short, known_least)


def _joined(*parts: tuple[Ints, ...]) -> tuple[Ints, Ints]:
    """Widths of lines with their columns, from several places."""
    widths, columns = (np.concatenate(each) for each in zip(*parts, strict=True))
    return widths, columns


def _wrap_width(going_on: Ints, lines: Ints, least: float) -> tuple[float, float]:
    """The width that lines were wrapped at, and the share of those that the cell goes on after that fill it.

    The width that most lines fill, less those that exceed it: a column's line may break early, but not be wider;
    only lines of other columns, read wrongly, are. It is no less than `least`.
    """
    widths, ordered = np.sort(going_on), np.sort(lines)
    candidates = np.unique(widths[widths >= least])
    if not len(candidates):
        return 0.0, 0.0
    slack = np.where(candidates <= _NARROW, 1, _SLACK)
    full = np.searchsorted(widths, candidates, side="right") - np.searchsorted(widths, candidates - slack, side="left")
    over = len(ordered) - np.searchsorted(ordered, candidates + _HANGING, side="right")
    best = int((full - _NO_LINE_IS_WIDER * over + candidates * 1e-6).argmax())
    return float(candidates[best]), float(full[best] / len(widths))


def width_scores(measures: Measures, widths: Widths) -> tuple[Floats, Floats, Floats]:
    """What the widths of lines say: arrays to add to enter, stay and leave, each [N, C + 1].

    A line wider than its column is a sign against the column; a cell hardly goes on after a line that is not
    full, and seldom ends just where a line is full.
    """
    beside = _Beside.of(measures)
    over, stay, leave = (np.empty((len(measures), len(widths.wrap))) for _ in range(3))
    for begin in range(0, len(measures), _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        over[rows], stay[rows], leave[rows] = _width_scores(beside.of_rows(rows), widths)
    return over, stay, leave


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the widths are told by, [N, 1] each: of chunks, and of the lines before them.

    `widest`: the widest line of a chunk; `before`, `before_own`: the width of the line before it, from its start and
    from where the chunk before begins; `leads`: what must stand on one line at its beginning.
    """

    widest: Floats
    before: Floats
    before_own: Floats
    leads: Ints
    is_after_break: Bools
    is_after_paragraph: Bools
    begins_part: Bools

    @classmethod
    def of(cls, measures: Measures) -> _Beside:
        before = np.concatenate([[0.0], np.maximum(measures.tails, measures.lines)[:-1]])
        before_own = np.concatenate([[0.0], measures.tails[:-1]])
        after_paragraph = np.concatenate([[False], measures.ends_paragraph[:-1]])
        return cls(
            measures.widest_lines()[:, None], before[:, None], before_own[:, None], measures.leads[:, None],
            measures.is_after_break[:, None], after_paragraph[:, None], measures.begins_part[:, None],
        )  # fmt: skip

    def of_rows(self, rows: slice) -> _Beside:
        """Those of some chunks."""
        return _Beside(
            self.widest[rows], self.before[rows], self.before_own[rows], self.leads[rows],
            self.is_after_break[rows], self.is_after_paragraph[rows], self.begins_part[rows],
        )  # fmt: skip


def _width_scores(beside: _Beside, widths: Widths) -> tuple[Floats, Floats, Floats]:
    """`width_scores` of some chunks."""
    known = ~np.isnan(widths.wrap)
    is_told = known | (widths.least > 0)
    wrap = np.where(known, widths.wrap, np.where(is_told, widths.least, 1e9))
    limit = np.where(np.isnan(widths.widest), 1e9, widths.widest)
    step = np.where(known, _OVER_STEP, _OVER_STEP_UNWRAPPED)
    over = _penalty(beside.widest - limit - _HANGING, widths.log_over, step, _OVER_CAP)
    nearest = np.where(beside.before > wrap + _HANGING, beside.before_own, beside.before)
    short = np.maximum(wrap - np.maximum(beside.leads, _SLACK) - nearest, 0)
    room = wrap - beside.leads - nearest
    short = np.where((wrap <= _NARROW) & (beside.leads > 1), np.maximum(room + 1, 0), short)
    active = beside.is_after_break & is_told[None, :]
    broken = _penalty(short, widths.log_short, _SHORT_STEP, _SHORT_CAP)
    bare = np.where(broken < 0, broken + _BARE_BREAK, 0.0)
    broken = np.where(beside.is_after_paragraph, np.minimum(broken + _PARAGRAPH_RELIEF, 0.0), bare)
    broken = np.where(beside.begins_part, np.minimum(broken + _PART_RELIEF, 0.0), broken)
    stay = over + np.where(active, broken, 0.0)
    fits = nearest <= wrap + _HANGING
    active &= known
    stay = stay + np.where(active & fits & (short == 0), _FULL_LINE, 0.0)
    chance_full = np.clip((_SLACK + 1) / np.maximum(wrap, 1.0), 0.02, 0.6)
    leave = np.where(active, _LEAVE_WEIGHT * np.where(short == 0, np.log(chance_full), np.log(1 - chance_full)), 0.0)
    return over, stay, leave


def _penalty(excess: Floats, base: Floats, step: Floats | float, cap: float) -> Floats:
    """0 where there is no excess, else base + step · excess, not below cap."""
    return np.where(excess > 0, np.maximum(base + step * excess, cap), 0.0)


def place_scores(measures: Measures, path: Path, n_columns: int) -> Floats:
    """log P(place in the line | column) by a path, [N, C + 1]; for texts with separated fields."""
    index = np.minimum(measures.index, 63)
    counts = np.full((n_columns + 1, 64), 0.05)
    begins = path.begins_cell
    np.add.at(counts, (path.column[begins], index[begins]), 1.0)
    chance = np.log(counts / counts.sum(axis=1, keepdims=True))
    scores = _PLACE_WEIGHT * chance.T[index]
    best = scores.max(axis=1, keepdims=True)
    return np.asarray(np.maximum(scores - best, _PLACE_CAP))


def learn_lengths(measures: Measures, path: Path, prior: Floats) -> Floats:
    """The mean length in characters of the cells of each column by a path; `prior` weighs as _PRIOR_CELLS cells."""
    n_columns = len(prior)
    characters = np.bincount(path.column, weights=measures.lengths, minlength=n_columns + 1)
    cells = np.bincount(path.column[path.begins_cell & measures.has_text], minlength=n_columns + 1)
    return np.asarray((characters[:-1] + _PRIOR_CELLS * prior) / (cells[:-1] + _PRIOR_CELLS))


def length_scores(measures: Measures, means: Floats) -> Floats:
    """What a chunk's length says against columns of short cells, [N, C + 1]: the log of a geometric tail.

    Nothing is said for columns whose cells are as long as _LONG or of the column outside the table.
    """
    rate = np.maximum(1.0 / means - 1.0 / _LONG, 0.0)
    scores = np.maximum(-measures.lengths[:, None] * rate[None, :], _LENGTH_CAP)
    return np.concatenate([scores, np.zeros((len(measures), 1))], axis=1)


def numeral_word(text: str) -> str:
    """A chunk's text with its edges marked, as far as words are learned from; all numerals of a style are one word."""
    numeral = numeral_value(text)
    return f"\x02{numeral[0]}" if numeral else f"\x02{text[:_WORD_LENGTH]}\x03"


class Words:
    """The words of each chunk as hashed pairs of neighbouring characters, to score columns by.

    A table says the same again and again: each text is hashed and summed up once.
    """

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        """Hash the chunks' texts once."""
        known: dict[str, int] = {}
        self._text: Ints = np.array([known.setdefault(chunk.text, len(known)) for chunk in chunks], dtype=np.int64)
        texts = [numeral_word(text) for text in known]
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        owners = np.repeat(np.arange(len(texts)), lengths)
        is_pair = owners[:-1] == owners[1:]
        hashed = ((codes[:-1] * _HASH_STEP + codes[1:]) % _WORD_BUCKETS)[is_pair]
        buckets, self._hashed = np.unique(hashed, return_inverse=True)
        self._n_buckets = len(buckets)  # small tables have few of them
        self._owners: Ints = owners[:-1][is_pair]
        self._n_pairs = np.maximum(np.bincount(self._owners, minlength=len(texts)), 1)
        self._is_empty = np.array([not text for text in known])
        is_cut = np.array([chunk.gap is Gap.NONE for chunk in chunks], dtype=np.bool_)
        is_cut[:-1] |= is_cut[1:]  # a piece of a line is no text that the document says again
        is_cut |= np.array([chunk.gap in HARD_GAPS for chunk in chunks], dtype=np.bool_)  # of these, places tell more
        self._is_whole: Bools = ~is_cut & ~self._is_empty[self._text]

    def scores(self, path: Path, n_columns: int) -> Floats:
        """How much more a chunk's words are those of a column than of the document, by a path; [N, C + 1].

        A naive Bayes score by pair, averaged over the chunk and capped at _WORD_CAP, so that a long text does not
        outvote everything else. A chunk does not vouch for itself: its own words are taken out of its column.
        """
        n_texts, columns = len(self._n_pairs), n_columns + 1
        said = np.bincount(self._text * columns + path.column, minlength=n_texts * columns).reshape(n_texts, columns)
        counts = np.stack([self._counted(said[:, c]) for c in range(columns)])
        everywhere = counts.sum(axis=0)
        share = np.maximum(everywhere / max(everywhere.sum(), 1.0), 1e-12)
        totals = counts.sum(axis=1, keepdims=True) + _WORD_PRIOR
        gain = np.maximum(np.log((counts + _WORD_PRIOR * share) / totals / share), _UNSEEN)
        without = np.maximum(counts - 1.0, 0.0) + _WORD_PRIOR * share
        by_others = np.maximum(np.log(without / totals / share), _UNSEEN) - gain
        summed = np.stack([self._summed(gain[c]) for c in range(columns)], axis=1)
        less = np.stack([self._summed(by_others[c]) for c in range(columns)], axis=1)
        weighed = self._weighed(summed, self._n_pairs[:, None])
        weighed[self._is_empty] = 0.0
        scores = weighed[self._text]
        own = self._text, path.column
        of_others = self._weighed(summed[own] + less[own], self._n_pairs[self._text])
        scores[np.arange(len(path.column)), path.column] = np.where(self._is_empty[self._text], 0.0, of_others)
        scores += self._said_again(said, path)
        return np.asarray(scores)

    def _said_again(self, said: Ints, path: Path) -> Floats:
        """How much more often a text is one of a column, wherever else it is printed, than others are; [N, C + 1].

        `said` has how often each text stands in each column.
        """
        of_columns = np.maximum(said.sum(axis=0) / max(said.sum(), 1), _SAME_SHARE)
        usual = _SAME_PRIOR * of_columns / of_columns.sum()
        times = np.maximum(said.sum(axis=1, keepdims=True) - 1.0, 0.0) + _SAME_PRIOR
        gain = np.log((said + usual) / times * (_SAME_PRIOR / usual))
        by_others = np.log((np.maximum(said - 1.0, 0.0) + usual) / times * (_SAME_PRIOR / usual))
        scores = gain[self._text]
        own = np.arange(len(path.column)), path.column
        scores[own] = by_others[self._text, path.column]
        return np.asarray(np.where(self._is_whole[:, None], np.clip(scores, -_SAME_CAP, _SAME_CAP), 0.0))

    @staticmethod
    def _weighed(summed: Floats, n_pairs: Ints) -> Floats:
        """Sums over pairs as the average, weighed and capped."""
        return np.asarray(np.clip(_WORD_WEIGHT * summed / n_pairs, -_WORD_CAP, _WORD_CAP))

    def _counted(self, times: Ints) -> Floats:
        """How often each pair occurs where each text is said so many times."""
        return np.asarray(
            np.bincount(self._hashed, weights=times[self._owners], minlength=self._n_buckets), dtype=float
        )

    def _summed(self, by_pair: Floats) -> Floats:
        """The sum over the pairs of each text."""
        sums = np.bincount(self._owners, weights=by_pair[self._hashed], minlength=len(self._n_pairs))
        return np.asarray(sums, dtype=float)
