"""The white between texts that stand side by side: columns of tables that no rules draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.layout.pieces import TICK, Piece, goes_down, usual_step
from gkml_extract.layout.words import BACK, SAME_BASELINE, Word
from gkml_extract.layout.written_header import tell_labels
from gkml_extract.model.page import Ints
from gkml_extract.regex import regex

SEGMENT_GAP = 1.0
"""Share of the font size from which a gap in a line parts two texts: words of justified text stand closer."""
UNBLANKED = 0.6
"""Share of the font size from which a gap without a blank does so: programs set Latin and Chinese letters a quarter
apart."""
BETWEEN_HAN = 0.3
"""The same between two Chinese letters of a text that is not spread to fill its lines: nothing sets those apart."""
GAP = 0.25
"""Share of the font size that is white between columns at least."""
SPREAD = 0.2
"""Share of words that stand a little apart from the one before on their line, from which lines are filled so."""
LEVEL = 0.1
"""Share of the font size by which texts overlap in height at least that stand side by side."""
MANY = 6
"""Lines on both sides of a gap that no word closes from which it parts two columns."""
NAMED = regex(r"[\u4e00-\u9fff]{2,8}[：:]")
"""The name of a value above a table, as no label of a column is."""
LEVELS, REACHED, HALF = 4, 0.08, 0.5
"""Texts side by side, on both sides of white that hardly any text reaches over, from which two columns stand there;
the share of texts that may; and that of those on either side which have one beside them."""


def texts_of(words: Sequence[Word]) -> list[Piece]:
    """The texts written in one go, as far as that can be told without columns."""
    found: list[Piece] = []
    limit, is_spread = usual_step(words), are_spread(words)
    for word in words:
        before = found[-1].words[-1] if found else None
        goes_on = before is not None and _goes_on(found[-1], before, word, limit, is_spread=is_spread)
        if goes_on and not _is_under_metadata(found[-1], word, words):
            found[-1].take(word, 0, 0)
        else:
            found.append(Piece(0, 0, [word], word.box[1], word.box[3], word.size))
    return found


def _goes_on(piece: Piece, before: Word, word: Word, limit: float, *, is_spread: bool) -> bool:
    if abs(word.baseline - before.baseline) < SAME_BASELINE * word.size:
        is_whole = len(piece.words) == 1 and (before.text.isdigit() or not (before.text + word.text).isalnum())
        is_tight = is_whole and max(len(before.text), len(word.text) if not before.text.isdigit() else 0) <= TICK
        has_blank = word.has_blank or before.is_trailed
        is_han = not is_spread and _is_han(before.text[-1]) and _is_han(word.text[0])
        widest = SEGMENT_GAP if has_blank else BETWEEN_HAN if is_han else GAP if is_tight else UNBLANKED
        return word.is_joined or -BACK * word.size < word.start - before.end < widest * word.size
    is_under = word.start < piece.end and word.end > piece.start
    return is_under and goes_down(before, word, limit)


def _is_under_metadata(piece: Piece, word: Word, words: Sequence[Word]) -> bool:
    """Whether a word stands in the first row of a table right below a line such as 填表单位：某局, which is none of it.

    That line is alone on its height, and the row is not.
    """
    if piece.n_lines > 1 or word.baseline - piece.words[-1].baseline < SAME_BASELINE * word.size:
        return False
    if NAMED.match(text_of_piece(piece)) is None:
        return False
    held, slack = set(map(id, piece.words)), LEVEL * piece.size
    top, bottom = piece.top + slack, piece.bottom - slack
    is_alone = not any(other.box[1] < bottom and other.box[3] > top for other in words if id(other) not in held)
    return is_alone and any(
        abs(other.baseline - word.baseline) < SAME_BASELINE * word.size and other.start > word.end for other in words
    )


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _with_blanks(words: Sequence[Word]) -> Iterator[tuple[float, Word]]:
    """Each word of a text, and where it begins with the blank that is printed before it."""
    end = 0.0
    for before, word in pairwise([None, *words]):
        if word is None:
            continue
        is_on = before is not None and abs(word.baseline - before.baseline) < SAME_BASELINE * word.size
        has_blank = word.is_joined or word.has_blank or (before is not None and before.is_trailed)
        yield (min(end, word.start) if is_on and has_blank else word.start), word
        end = word.end


def are_spread(words: Sequence[Word]) -> bool:
    """Whether the letters of lines are set apart to fill them, so that white tells no column."""
    n_apart = sum(
        GAP * word.size <= word.start - before.end < SEGMENT_GAP * word.size
        and abs(word.baseline - before.baseline) < SAME_BASELINE * word.size
        and not (word.has_blank or before.is_trailed)
        for before, word in pairwise(words)
    )
    return n_apart > SPREAD * len(words)


def _is_beside(one: Piece, other: Piece) -> bool:
    """Whether two texts stand side by side on one height."""
    size = min(one.size, other.size)
    return is_level(one, other) and (one.end <= other.start - GAP * size or other.end <= one.start - GAP * size)


def text_of_piece(piece: Piece) -> str:
    """What is written, without blanks between its words."""
    return "".join(word.text for word in piece.words)


def is_level(one: Piece, other: Piece) -> bool:
    """Whether two texts share a height."""
    return min(one.bottom, other.bottom) - max(one.top, other.top) >= LEVEL * min(one.size, other.size)


def are_alone(pieces: Sequence[Piece]) -> list[bool]:
    """Of each text whether no other one shares a height with it."""
    tops, bottoms, sizes = np.array([(piece.top, piece.bottom, piece.size) for piece in pieces]).reshape(-1, 3).T
    overlap = np.minimum(bottoms[:, None], bottoms) - np.maximum(tops[:, None], tops)
    is_level = overlap >= LEVEL * np.minimum(sizes[:, None], sizes)
    np.fill_diagonal(is_level, val=False)
    found: list[bool] = (~is_level.any(axis=1)).tolist()
    return found


def is_over_several(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether a text reaches over two others that stand side by side."""
    under = [other for other in others if other is not piece and other.start < piece.end and other.end > piece.start]
    under.sort(key=lambda other: other.top)
    for index, one in enumerate(under):
        for other in under[index + 1 :]:
            if other.top >= one.bottom:
                break
            if _is_beside(one, other):
                return True
    return False


def narrow_of(pieces: Sequence[Piece]) -> list[Piece]:
    """The texts that do not reach over two others which stand side by side."""
    if not pieces:
        return []
    starts, ends, tops, bottoms, sizes = np.array(
        [(piece.start, piece.end, piece.top, piece.bottom, piece.size) for piece in pieces]
    ).T
    over = (starts[:, None] < ends) & (ends[:, None] > starts)
    np.fill_diagonal(over, val=False)
    smaller = np.minimum(sizes[:, None], sizes)
    level = np.minimum(bottoms[:, None], bottoms) - np.maximum(tops[:, None], tops) >= LEVEL * smaller
    before = ends[:, None] <= starts - GAP * smaller
    beside = (level & (before | before.T)).astype(np.float32)
    is_wide = ((over.astype(np.float32) @ beside > 0) & over).any(axis=1)
    return [piece for piece, wide in zip(pieces, is_wide.tolist(), strict=True) if not wide]


def columns_of_texts(pieces: Sequence[Piece]) -> list[float]:
    """The edges of the columns: the middles of the white between texts that stand side by side."""
    tell_labels(pieces)
    return columns_of_narrow(narrow_of(pieces))


def columns_of_narrow(narrow: Sequence[Piece], n_pages: int = 1) -> list[float]:
    """The same of texts none of which stands over several others, on some pages one below the other."""
    if not narrow:
        return []
    clusters: list[list[Piece]] = []
    end = float("-inf")
    for piece in sorted(narrow, key=lambda each: each.start):
        if piece.start < end - 1.0:
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
        end = max(end, piece.end)
    clusters = [part for cluster in clusters for part in _parted_at_valleys(cluster)]
    joined: list[list[Piece]] = []
    for cluster in clusters:
        is_label = joined and any(_are_one(each, n_pages) for each in (joined[-1], cluster))
        is_label = is_label and not all(any(piece.is_label for piece in each) for each in (joined[-1], cluster))
        if is_label and not any(_is_beside(one, other) for one in joined[-1] for other in cluster):
            joined[-1] += cluster
        else:
            joined.append(cluster)
    parts = [part for cluster in joined for part in _parted(cluster)]
    limits = [(min(start for start, _ in part), max(end for _, end in part)) for part in parts]
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(limits)]
    return [limits[0][0] - 1, *middles, limits[-1][1] + 1]


def _parted_at_valleys(cluster: Sequence[Piece]) -> list[list[Piece]]:
    """The texts of a cluster in columns, where but a heading or two reaches from one into the next: without these."""
    if len(cluster) < 2 * LEVELS:
        return [list(cluster)]
    starts = np.array([piece.start for piece in cluster])
    ends = np.array([piece.end for piece in cluster])
    left, n_points = float(starts.min()), int(ends.max() - starts.min()) + 2
    steps = np.zeros(n_points + 1, dtype=np.int64)
    np.add.at(steps, (starts - left).astype(np.int64), 1)
    np.add.at(steps, np.ceil(ends - left).astype(np.int64), -1)
    is_text = np.array([not piece.is_tick for piece in cluster])  # boxes of a list of two in a line are in one column
    is_low = np.cumsum(steps)[:n_points] <= max(1.0, REACHED * len(cluster))
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_low, [False])).astype(np.int8)))
    for first, stop in edges.reshape(-1, 2).tolist():
        before, behind = ends < left + stop, starts > left + first
        is_both = before & behind  # a text in the valley itself: it is none
        if is_both.any() or stop - first < GAP * cluster[0].size:
            continue
        if _n_beside(cluster, np.flatnonzero(before & is_text), np.flatnonzero(behind & is_text)) >= LEVELS:
            parts = ([cluster[index] for index in np.flatnonzero(side).tolist()] for side in (before, behind))
            return [part for side in parts for part in _parted_at_valleys(side)]
    return [list(cluster)]


def _n_beside(pieces: Sequence[Piece], left: Ints, right: Ints) -> int:
    """How many of the texts on the left have one on the right beside them; 0 where less than half of either do."""
    tops, bottoms = (np.array([getattr(piece, side) for piece in pieces]) for side in ("top", "bottom"))
    sizes = np.array([piece.size for piece in pieces])
    overlap = np.minimum(bottoms[left, None], bottoms[right]) - np.maximum(tops[left, None], tops[right])
    is_level = overlap >= LEVEL * np.minimum(sizes[left, None], sizes[right])
    counts = is_level.any(axis=1).sum(), is_level.any(axis=0).sum()
    if not len(left) or not len(right):
        return 0
    return int(min(counts)) if min(counts[0] / len(left), counts[1] / len(right)) > HALF else 0


def _are_one(cluster: Sequence[Piece], n_pages: int) -> bool:
    """Whether pieces are one text, or one that stands once on each page at most: a label printed again."""
    return len(cluster) == 1 or (len(cluster) <= n_pages and len({text_of_piece(piece) for piece in cluster}) == 1)


def _parted(cluster: Sequence[Piece]) -> list[list[tuple[float, float]]]:
    """The words of a column as start and end; parted where narrow white goes down between words in many lines.

    A printed blank is no such white: boxes of a list of options stand one below the other.
    """
    words = sorted(
        ((start, word) for piece in cluster for start, word in _with_blanks(piece.words)), key=lambda each: each[0]
    )
    parts: list[list[Word]] = []
    end = float("-inf")
    for start, word in words:
        if parts and start < end + GAP * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
        end = max(end, word.end)
    joined = parts[:1]
    for part in parts[1:]:
        lines = {round(word.baseline) for word in joined[-1]} & {round(word.baseline) for word in part}
        if len(lines) >= MANY:
            joined.append(part)
        else:
            joined[-1] = joined[-1] + part
    return [[(word.start, word.end) for word in part] for part in joined]
