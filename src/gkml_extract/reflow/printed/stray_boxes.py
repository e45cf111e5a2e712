"""Boxes that a converter printed apart from their names, put back.

Where a font lacks the box, it is drawn in another one, and converters print what is drawn apart in its own place:
`□ □` in a line above `政府公报 发布会/听证会`, at its end, in the midst of a name (入 □ 户/现场), or all boxes of
a cell before its names. Wherever they are printed, they keep their order, and so do the names: where each box belongs
is told by the cheapest way to part the pieces of text into names, one a box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nsmallest
from itertools import groupby, pairwise
from math import inf
from operator import attrgetter

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.channels.names import standard_channel
from gkml_extract.reflow.chunks.spans import HARD_GAPS, LINE_GAPS
from gkml_extract.reflow.printed.stray_quotes import with_quotes_back
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

_BOX = "■□☑☐▢◻"
_BOXES = regex(f"[{_BOX}]+")
_TOKEN = regex(f"[{_BOX}]|[^{_BOX}]+")
_NO_NAME = regex(r"[√✓✔]+$|\d{1,3}$|[（(]?[一二三四五六七八九十]+[)）、]?$")
_TORN = regex(r"[/／）)、]")
"""What no name begins with."""

# What a way to place the boxes costs, in doubts: set by hand on texts that four converters printed of seeded PDFs.
_UNKNOWN, _NO_CHANNEL = 2.0, 3.0
"""A name that nobody knows; a number, a tick, the rest of a name."""
_LIKELY, _SAID = 0.3, 0.5
"""A name known by its last word; one that the document says before boxes again and again."""
_LEFT = 0.8
"""Text between two names that belongs to neither."""
_CUT_SHORT, _SHORTER = 1.0, 0.15
"""A name that its next piece would make a known one; the same where it is one already."""
_ALONE = 1.5
"""A box that is no name's."""
_MOVED, _STEP = 0.2, 0.05
"""A box that does not stand right before its name, and each piece of text between them."""
_GAIN = 0.4
"""What a way costs less than to leave the boxes where they are, or they are left."""
_BEFORE, _BEHIND, _BETWEEN = 4, 8, 6
"""Pieces of text before the first box of a list and behind its last one that may be names; pieces between two boxes
of one list."""
_PIECES = 8
"""Pieces that a name is printed in at most."""
_MOST_BOXES, _MOST_QUEUED, _MOST_WAYS = 40, 14, 24
"""Boxes of one list, those printed before their names at once, and the ways that are weighed at once: more than real
lists have, and few enough that a long text without names takes no longer for it."""
_LONGEST_NAME = 24
_LEAST = 2
"""Letters of a name that are looked up."""
_FIVE_OPEN = ("决策", "执行", "管理", "服务", "结果")
_RECURS = 2
"""Times that a word stands before stray boxes from which it is taken as a name."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A box, or a piece of text that holds none."""

    text: str
    fragment: int
    is_box: bool
    is_glued: bool
    """Whether the token before it stands in the same fragment."""


def with_boxes_back(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """The fragments with each stray box before the name that it was printed for; all others as they are."""
    fragments = with_quotes_back(fragments)
    if not any(_BOXES.fullmatch(part.text) for part in fragments):
        return tuple(fragments)
    tokens = [
        _Token(found[0], k, found[0] in _BOX, found.start() > 0)
        for k, part in enumerate(fragments)
        for found in _TOKEN.finditer(part.text)
    ]
    said = _said_before_boxes(tokens, fragments) | _five_open(tokens)
    result: list[TextFragment] = []
    done = 0
    for first, end in _lists(tokens, fragments):
        if moved := _moved(tokens[first:end], fragments, said):
            begin, stop = tokens[first].fragment, tokens[end - 1].fragment + 1
            result += fragments[done:begin]
            result += _with_moved(tokens[first:end], moved, fragments)
            done = stop
    return (*result, *fragments[done:])


def _said_before_boxes(tokens: Sequence[_Token], fragments: Sequence[TextFragment]) -> frozenset[str]:
    """The words that are names of boxes by where they stand.

    They stand between a name with its box and a stray one again and again (□公示栏 学生会 □; at the end of a line such
    a word may go on in the next one), or there are just as many of them in a line as boxes in the line above.
    """
    counts: Counter[str] = Counter()
    for k in range(2, len(tokens)):
        box, word = tokens[k], tokens[k - 1]
        if not box.is_box or box.is_glued or word.is_box or word.is_glued or tokens[k - 2].is_box:
            continue
        if fragments[word.fragment].line == fragments[box.fragment].line and not _NO_NAME.match(word.text):
            counts[_plain(word.text)] += 1
            if k + 1 < len(tokens) and not tokens[k + 1].is_box:
                counts[_plain(word.text + tokens[k + 1].text)] += 1
    said = {word for word, count in counts.items() if count >= _RECURS}
    lines = [list(line) for _, line in groupby(fragments, attrgetter("line"))]
    for boxes, line in pairwise(lines):
        if len(boxes) > 1 and all(_BOXES.fullmatch(part.text) for part in boxes):
            words = _words(line)
            if len(words) == sum(len(part.text) for part in boxes):
                said |= set(words) - _beginnings()
    return frozenset(said)


def _five_open(tokens: Sequence[_Token]) -> frozenset[str]:
    """The words of 五公开 where a text prints them all together again and again: each has its box."""
    printed = "".join(token.text for token in tokens if not token.is_box)
    return frozenset(map(fold, _FIVE_OPEN)) if printed.count("".join(_FIVE_OPEN)) >= _RECURS else frozenset()


def _words(line: Sequence[TextFragment]) -> list[str]:
    """The words of a line, what stands behind a figure left aside (12345 热线); none if one of them has a box."""
    if any(_BOXES.search(part.text) for part in line):
        return []
    words = [part.text for part in line]
    return [
        _plain(word)
        for before, word in pairwise(["", *words])
        if word and not before.isdecimal() and not _NO_NAME.match(word)
    ]


def _lists(tokens: Sequence[_Token], fragments: Sequence[TextFragment]) -> Iterator[tuple[int, int]]:
    """The stretches of tokens that may be lists of names with boxes: first token and end of each.

    They begin and end with whole fragments; none goes on over the edge of a separated field, and a fragment of nothing
    but boxes is none.
    """
    is_field = [not token.is_glued and fragments[token.fragment].gap in HARD_GAPS for token in tokens]
    boxes = [k for k, token in enumerate(tokens) if token.is_box]
    ends: list[int] = []
    for k, (box, following) in enumerate(pairwise(boxes)):
        is_long = k - (ends[-1] if ends else -1) >= _MOST_BOXES and not tokens[following].is_glued
        if is_long or following - box > _BETWEEN + 1 or any(is_field[box + 1 : following + 1]):
            ends.append(k)
    floor = 0
    for group, last in pairwise([-1, *ends, len(boxes) - 1]):
        first, end = boxes[group + 1], boxes[last] + 1
        least = max(floor, first - _BEFORE)
        while first > least and not is_field[first]:
            first -= 1
        following = boxes[last + 1] if last + 1 < len(boxes) else len(tokens) + _BEFORE
        most = min(end + max(min(_BEHIND, following - _BEFORE - end), 2), following, len(tokens))
        while end < most and not is_field[end]:
            end += 1
        while first > floor and tokens[first].is_glued:
            first -= 1
        while end < len(tokens) and tokens[end].is_glued:
            end += 1
        if last - group <= 2 * _MOST_BOXES:
            yield first, end
        floor = end


def _moved(tokens: Sequence[_Token], fragments: Sequence[TextFragment], said: frozenset[str]) -> dict[int, int]:
    """The boxes of a list that stand elsewhere than before their names, and the pieces that they belong before.

    By their places among `tokens`; empty where all boxes may stay.
    """
    pieces = [k for k, token in enumerate(tokens) if not token.is_box]
    boxes = [k for k, token in enumerate(tokens) if token.is_box]
    before = [box - rank for rank, box in enumerate(boxes)]
    lines = [fragments[token.fragment].line for token in tokens]
    back = [
        sum(lines[k] == lines[box] for k in pieces[max(0, at - _BEFORE * len(boxes)) : at])
        for box, at in zip(boxes, before, strict=True)
    ]
    starts = _starts(tuple(tokens[k].text for k in pieces), tuple(zip(before, back, strict=True)), said)
    return {
        box: pieces[start]
        for box, start in zip(boxes, starts, strict=True)
        if start is not None and pieces[start] != box + 1
    }


Starts = tuple[int | None, ...]


@lru_cache(maxsize=4096)
def _starts(texts: tuple[str, ...], places: tuple[tuple[int, int], ...], said: frozenset[str]) -> Starts:
    """The piece that each box belongs before; None where it is no name's.

    `places` tells of each box how many pieces stand before it, and how many of these in its own line: no box is printed
    below its name.
    """
    before = [at for at, _ in places]
    stay: Starts = tuple(
        None if at == following or at == len(texts) else at for at, following in pairwise([*before, -1])
    )
    if len(texts) == len(stay) and None not in stay:
        return stay
    names = [_costs_of_names(texts, first, said) for first in range(len(texts))]
    known = _cost(stay, before, names)
    may_gain = any(each.last < _UNKNOWN and k not in stay for k, each in enumerate(names))
    if not may_gain or (None not in stay and known <= _SAID * len(stay)):
        return stay
    best, cost = _cheapest(places, names)
    return best if cost < known - _GAIN else stay


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names that begin at a piece cost.

    `whole` by how many pieces they are printed in, `loose` the same with text left behind them, `last` where the list
    ends.
    """

    whole: tuple[float, ...]
    loose: tuple[float, ...]
    last: float

    def up_to(self, n_pieces: int) -> float:
        """A name within `n_pieces` pieces."""
        whole = self.whole[n_pieces - 1] if n_pieces <= len(self.whole) else inf
        return min(whole, self.loose[min(n_pieces - 1, len(self.loose)) - 1] if n_pieces > 1 else inf)


def _costs_of_names(texts: Sequence[str], first: int, said: frozenset[str]) -> _Names:
    joined = ["".join(texts[first : first + n]) for n in range(1, min(_PIECES, len(texts) - first) + 1)]
    torn = 1.0 if first and texts[first - 1].endswith(("/", "／", "（", "(")) else 0.0
    if _NO_NAME.match(texts[first]) or _TORN.match(texts[first]):
        torn += _NO_CHANNEL - _UNKNOWN
    costs = [_cost_of_name(text, said) for text in joined]
    short = [_CUT_SHORT * (longer <= _LIKELY and longer <= own != _SAID) for own, longer in pairwise(costs)]
    short = [penalty if cost else _SHORTER * bool(penalty) for cost, penalty in zip(costs, [*short, 0.0], strict=True)]
    whole = [torn + cost + penalty for cost, penalty in zip(costs, short, strict=True)]
    least = [min(whole[:n]) for n in range(1, len(costs) + 1)]
    last = min(least[-1], min(torn + _SAID if _plain(text) in _beginnings() else inf for text in joined))
    return _Names(tuple(whole), tuple(cost + _LEFT for cost in least), last)


def _plain(text: str) -> str:
    """A name as it is looked up: folded, in simplified script."""
    return simplify(fold(text))


@lru_cache(maxsize=16384)
def _cost_of_name(text: str, said: frozenset[str]) -> float:
    folded = _plain(text)
    if folded in _whole():
        return 0.0
    if folded in said:
        return _SAID
    if len(folded) > _LONGEST_NAME:
        return _NO_CHANNEL
    if standard_channel(folded) is None or any(folded[:n] in _whole() for n in range(_LEAST, len(folded))):
        return _UNKNOWN
    if any(folded[n:] in _whole() and standard_channel(folded[:n]) for n in range(_LEAST, len(folded) - _LEAST)):
        return _UNKNOWN  # two names
    return _LIKELY


def _cost(starts: Starts, before: Sequence[int], names: Sequence[_Names]) -> float:
    """What it costs to place the boxes so."""
    placed = [(start, at) for start, at in zip(starts, before, strict=True) if start is not None]
    cost = _ALONE * (len(starts) - len(placed)) + sum(_cost_of_way(at, start) for start, at in placed)
    cost += _LEFT * bool(placed and placed[0][0] > before[0])
    cost += sum(names[start].up_to(following - start) for (start, _), (following, _) in pairwise(placed))
    return cost + (names[placed[-1][0]].last if placed else 0.0)


def _cost_of_way(at: int, start: int) -> float:
    """To move a box with `at` pieces before it to the piece `start`."""
    return _MOVED + _STEP * abs(start - at) if start != at else 0.0


def _cheapest(places: Sequence[tuple[int, int]], names: Sequence[_Names]) -> tuple[Starts, float]:
    """The cheapest places of the boxes, in their order, and what they cost."""
    ways: dict[int, tuple[float, Starts]] = {-1: (0.0, ())}  # by the piece that the last box was placed before
    first, last_at, queue = places[0][0], -1, 0
    for at, back in places:
        queue = min(queue + 1, _MOST_QUEUED) if at == last_at else 0
        last_at = at
        reach = range(at - back, min(len(names), at + 3 * (queue + 2)))
        further = {last: (cost + _ALONE, (*starts, None)) for last, (cost, starts) in ways.items()}
        for start in reach:
            for last, (cost, starts) in ways.items():
                if last >= start:
                    continue
                above = names[last].up_to(start - last) if last >= 0 else _LEFT * (start > first)
                total = cost + _cost_of_way(at, start) + above
                if total < further.get(start, (inf, ()))[0]:
                    further[start] = total, (*starts, start)
        ways = dict(nsmallest(_MOST_WAYS, further.items(), key=lambda way: way[1][0]))
    return min(
        ((starts, cost + (names[last].last if last >= 0 else 0.0)) for last, (cost, starts) in ways.items()),
        key=lambda way: way[1],
    )


def _with_moved(
    tokens: Sequence[_Token], moved: dict[int, int], fragments: Sequence[TextFragment]
) -> list[TextFragment]:
    """The fragments of a list whose boxes are `moved`; what a box has parted is joined again."""
    boxes = {piece: tokens[box].text for box, piece in moved.items()}
    result: list[TextFragment] = []
    gap: Gap | None = None
    may_join = False
    for k, token in enumerate(tokens):
        part = fragments[token.fragment]
        if k in moved:
            if not token.is_glued and part.gap in LINE_GAPS:
                gap = part.gap
            may_join = bool(result) and result[-1].line == part.line and not tokens[k - 1].is_box
            continue
        has_own = k > 0 and tokens[k - 1].is_box and k - 1 not in moved and token.is_glued
        if has_own or (may_join and k not in boxes and not token.is_box and result[-1].line == part.line):
            result[-1] = replace(result[-1], text=result[-1].text + token.text)
        else:
            own = Gap.NONE if token.is_glued else part.gap
            if gap and (own not in LINE_GAPS or LINE_GAPS.index(own) < LINE_GAPS.index(gap)):
                own = gap
            result.append(replace(part, text=boxes.get(k, "") + token.text, gap=own))
        gap, may_join = None, False
    return result


@lru_cache(maxsize=1)
def _whole() -> frozenset[str]:
    return frozenset(map(fold, load_lexicon("channels").by_spelling))


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(name[:n] for name in _whole() for n in range(1, len(name) + 1))
