"""A header whose narrow labels are tangled, read label by label from the left.

Each line of a header is moved by what stands left of it, so that characters below one another need not be of one
label. But the order in each line is kept: the leftmost label has the first characters of its lines, the next one those
behind them, and so on until nothing is left. The ways to take labels off are many; the one with the fewest and the
straightest labels is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from gkml_extract.lexicon.header import header_lexicon, parse_label
from gkml_extract.reflow.aligned.words import Word
from gkml_extract.text import fold, simplify

_MOST_KEPT = 16
"""Ways that are followed at a time."""
_LABEL, _SHORT = 1.0, 0.8
"""What each label costs, and what one of two characters or less costs besides."""
_TWICE = 3.0
"""What it costs that a field or a label comes again."""
_UNKNOWN, _UNKNOWN_CHARACTER = 3.0, 0.8
_ASKEW, _MOST_ASKEW = 0.12, 14
"""What each place costs by which a line of a label stands askew to the one above, and places at most."""
_ASKEW_UNKNOWN = 2
_CUT = 0.3
"""What it costs to part a word."""
_GAP, _MOST_GAP = 0.4, 4
"""What a blank within a line of a label costs, and places of it at most."""
_REACH = 3
"""Lines from one of a label to the next at most."""
_SHORT_LABEL = 2
_LEGENDS = {
    "channels": (
        "(“■”表示必选项,“□”表示可选项)",
        "(■表示必选项,□表示可选项)",
        "(“■”必选,“□”可选)",
        "(“■”为必选项,“□”为可选项)",
    ),
    "audience.specific": ("(请写明)", "(请注明)"),
}
"""What forms print behind a label of a field, by which it is longer than its column."""
_MOST_CHARACTERS = 140
_OF_LABELS, _STRANGE = 0.6, 2
"""Share of characters that labels are made of in a line of a header, and others that any line may have."""


@dataclass(frozen=True, slots=True)
class PeeledLabel:
    """A label as it is printed, with the parts of lines that it is made of."""

    text: str
    parts: tuple[Word, ...]


@dataclass(slots=True)
class _Node:
    """What labels go on with behind their first characters; whether one ends here."""

    following: dict[str, _Node] = field(default_factory=dict)
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class _Char:
    char: str
    printed: str
    x0: float
    x1: float
    word: int


_Part = tuple[int, int, int]
"""A line and its characters [begin, end)."""
Peeling = tuple[tuple[_Part, ...], ...] | None
"""The parts of each label, in the order in which they are taken off."""


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    state: tuple[int, ...]
    labels: tuple[tuple[_Part, ...], ...]
    seen: frozenset[str]


def peel_labels(lines: Sequence[Sequence[Word]], known: dict[tuple[str, ...], Peeling]) -> list[PeeledLabel] | None:
    """The labels that lines of words make, those of groups among them; None if there is no way.

    `known` keeps what was found for the same lines, which are printed again on each page.
    """
    chars = [found for line in lines if (found := _chars(line))]
    texts = tuple("".join(char.char for char in line) for line in chars)
    if texts not in known:
        known[texts] = _best_way(chars) if 0 < sum(map(len, texts)) <= _MOST_CHARACTERS else None
    best = known[texts]
    numbers = [line[0].line for line in lines if _chars(line)]
    return None if best is None else [_peeled(chars, parts, numbers) for parts in best]


def has_labels(line: Sequence[Word]) -> bool:
    """Whether a line may be one of a header, by its characters."""
    chars = _chars(line)
    n_known = sum(char.char in _label_characters() for char in chars)
    return n_known >= len(chars) - max(_STRANGE, (1 - _OF_LABELS) * len(chars))


def _best_way(chars: Sequence[Sequence[_Char]]) -> Peeling:
    """The cheapest way to take labels off lines until nothing is left."""
    total = sum(map(len, chars))
    start = (0,) * len(chars)
    ways: list[dict[tuple[int, ...], _Way]] = [{} for _ in range(total + 1)]
    ways[0][start] = _Way(0.0, start, (), frozenset())
    for n in range(total):
        for way in sorted(ways[n].values(), key=lambda each: each.cost)[:_MOST_KEPT]:
            for cost, parts in _labels_at(chars, way.state):
                state = list(way.state)
                for line, _, end in parts:
                    state[line] = end
                key = tuple(state)
                names = _names(_text(chars, parts))
                cost += way.cost + _TWICE * len(names & way.seen)
                n_taken = n + sum(end - begin for _, begin, end in parts)
                other = ways[n_taken].get(key)
                if other is None or cost < other.cost:
                    ways[n_taken][key] = _Way(cost, key, (*way.labels, parts), way.seen | names)
        ways[n].clear()
    best = min(ways[total].values(), key=lambda each: each.cost, default=None)
    return best.labels if best else None


def _chars(line: Sequence[Word]) -> list[_Char]:
    found: list[_Char] = []
    for k, word in enumerate(line):
        step = (word.x1 - word.x0) / max(len(word.text), 1)
        for at, char in enumerate(word.text):
            if folded := fold(simplify(char)):
                found.append(_Char(folded, char, word.x0 + at * step, word.x0 + (at + 1) * step, k))
    return found


def _labels_at(chars: Sequence[Sequence[_Char]], state: Sequence[int]) -> Iterator[tuple[float, tuple[_Part, ...]]]:
    """The labels that begin where the lines are not taken yet, and what each costs."""
    for line in range(len(chars)):
        if state[line] < len(chars[line]):
            yield from _known(chars, state, line, _beginnings(), ())
            yield from _unknown(chars, state, line)


def _known(
    chars: Sequence[Sequence[_Char]], state: Sequence[int], line: int, node: _Node, parts: tuple[_Part, ...]
) -> Iterator[tuple[float, tuple[_Part, ...]]]:
    of = chars[line]
    begin = state[line]
    for end in range(begin + 1, len(of) + 1):
        following = node.following.get(of[end - 1].char)
        if following is None or (end - 1 > begin and of[end - 1].x0 - of[end - 2].x1 > _MOST_GAP):
            return
        node = following
        here = (*parts, (line, begin, end))
        if parts and abs(_middle(chars, here[-1]) - _middle(chars, parts[-1])) > _MOST_ASKEW:
            continue
        if node.is_end:
            n = sum(b - a for _, a, b in here)
            yield _LABEL + _SHORT * (n <= _SHORT_LABEL) + _shape_cost(chars, here), here
        for below in range(line + 1, min(line + _REACH, len(chars) - 1) + 1):
            if state[below] < len(chars[below]):
                yield from _known(chars, state, below, node, here)


def _unknown(
    chars: Sequence[Sequence[_Char]], state: Sequence[int], line: int
) -> Iterator[tuple[float, tuple[_Part, ...]]]:
    """Whole words right below one another as a label that is not known."""
    parts: list[_Part] = []
    cost = _UNKNOWN
    for below in range(line, len(chars)):
        begin = state[below]
        if begin >= len(chars[below]):
            return
        end = begin + 1
        while end < len(chars[below]) and chars[below][end].word == chars[below][begin].word:
            end += 1
        part = (below, begin, end)
        if parts and abs(_middle(chars, part) - _middle(chars, parts[-1])) > _ASKEW_UNKNOWN:
            return
        parts.append(part)
        cost += _UNKNOWN_CHARACTER * (end - begin)
        yield cost + _shape_cost(chars, parts), tuple(parts)


def _shape_cost(chars: Sequence[Sequence[_Char]], parts: Sequence[_Part]) -> float:
    """What it costs that lines of a label stand askew, are set apart or cut off a word."""
    cost = 0.0
    for k, part in enumerate(parts):
        line, begin, end = part
        of = chars[line]
        if k:
            cost += _ASKEW * abs(_middle(chars, part) - _middle(chars, parts[k - 1]))
        cost += sum(_GAP for at in range(begin + 1, end) if of[at].word != of[at - 1].word)
        cost += _CUT * (end < len(of) and of[end].word == of[end - 1].word)
    return cost


def _middle(chars: Sequence[Sequence[_Char]], part: _Part) -> float:
    line, begin, end = part
    return (chars[line][begin].x0 + chars[line][end - 1].x1) / 2


def _text(chars: Sequence[Sequence[_Char]], parts: Sequence[_Part]) -> str:
    return "".join(char.printed for line, begin, end in parts for char in chars[line][begin:end])


@cache
def _names(text: str) -> frozenset[str]:
    """What stands in a table but once: a label, and the field that it is of."""
    label = parse_label(text)
    is_one = label.field not in ("extra", "levels") and not label.is_group
    return frozenset({fold(text), label.field} if is_one else {fold(text)})


def _peeled(chars: Sequence[Sequence[_Char]], parts: Sequence[_Part], numbers: Sequence[int]) -> PeeledLabel:
    words = tuple(
        Word(
            int(chars[line][begin].x0),
            int(chars[line][end - 1].x1 + 0.5),
            numbers[line],
            "".join(char.printed for char in chars[line][begin:end]),
        )
        for line, begin, end in parts
    )
    return PeeledLabel("".join(word.text for word in words), words)


@cache
def _label_characters() -> frozenset[str]:
    """The characters of all known labels."""
    spellings = [*header_lexicon().by_spelling, *(legend for legends in _LEGENDS.values() for legend in legends)]
    return frozenset(char for spelling in spellings for char in fold(simplify(spelling)))


@cache
def _beginnings() -> _Node:
    """The labels that are known, character by character."""
    root = _Node()
    for spelling, entry in header_lexicon().by_spelling.items():
        if not entry.more.get("damaged"):
            for legend in ("", *_LEGENDS.get(entry.value, ())):
                node = root
                for char in fold(simplify(spelling + legend)):
                    node = node.following.setdefault(char, _Node())
                node.is_end = True
    return root
