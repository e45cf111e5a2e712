"""Where the columns of a page stand at first sight: bands between gutters, as many as the header has labels.

Labels stand over their columns only roughly, since each block of print is moved by what stands left of it. So the bands
are chosen together: few words may cross their edges, many should begin there, each should hold what its column holds,
and none may be far from its label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.match import match_exact
from gkml_extract.reflow.aligned.header import Leaf
from gkml_extract.reflow.aligned.wording import unlike
from gkml_extract.reflow.aligned.words import Word
from gkml_extract.regex import regex

Place = tuple[float, float]
"""The left and right end of a column."""
Floats = npt.NDArray[np.float64]
_CROSSED, _BEGUN = 12.0, 8.0
"""What it costs if all lines cross an edge, and gains if words begin there in all."""
_ASTRAY = 0.25
"""What a place costs by which a label lies outside its band."""
_MOST_ASTRAY = 4.0
"""The most that this costs: print beside the table may move a label away from its column by any number of places."""
_UNSUITED = 12.0
"""What it costs if all lines have in a band what its column never holds."""
_SHIFTED = 0.05
"""What a shift costs for each place."""
_EMPTY = {
    "number": 1.5, "content": 4.0, "secondary": 3.0, "primary": 1.5, "legal_basis": 2.0, "deadline": 2.0,
    "publisher": 2.0, "department": 1.5, "channels": 3.0, "audience": 2.0, "method": 2.0, "levels": 1.0,
}  # fmt: skip
"""What it costs that nothing stands in a column on a page."""
_NARROW = 3.0
"""What a band of one place costs, in which no column of texts has room for a gutter: two beginnings of one column."""
_FAR = 3
"""Blanks before a word from which it begins a column for sure."""
_QUANTILE = 0.1
_TICK = regex(r"^[√✓✔☑✗×vV]+$|^√[（(].*[)）]$")
_NUMERAL = regex(r"^\d{1,4}[.、．]?$|^[一二三四五六七八九十]{1,3}$")
_BOX = regex(r"^[■□☑☐▢◻●○√]\s*")
_VALUE = regex(r"^(?:全社会|社会公众|特定群体|主动(?:公开?)?|依申请(?:公开?)?|全文发布|部分公开)$")
_OPTION = regex(r"^[■□☑☐▢◻](?:决策?|执行?|管理?|服务?|结果?|主动?|依申?请?|全社?会?|特定?)(?:公开)?$")
"""The box of an option of 五公开, 公开方式 or 公开对象, whole or with the beginning of its word in a narrow column."""
_LAW = regex(r"^\d?[.、．]?《|》")

LEVEL = "level"
"""What stands in a column of the names of levels."""
_UNSUITABLE = {
    "tick": {"marks": 0.0, LEVEL: 0.3, "*": 1.0},
    "numeral": {"number": 0.0, "content": 0.1, "legal_basis": 0.1, "deadline": 0.1, "marks": 1.0, "*": 0.4},
    "channel": {"channels": 0.0, "marks": 1.0, "number": 1.0, "*": 0.7},
    "value": {"audience": 0.0, "method": 0.0, "five_open": 0.0, "extra": 0.0, "content": 0.4, "marks": 1.0, "*": 0.8},
    "law": {"legal_basis": 0.0, "content": 0.3, "remarks": 0.3, "extra": 0.3, "marks": 1.0, "number": 1.0, "*": 0.7},
    "other": {"marks": 1.0, "number": 1.0, "channels": 0.4, "*": 0.0},
}
"""How little a word suits a column, by what it is and what stands in the column; `*` is any other."""
_WORDED = frozenset({"law", "other"})
_UNWORDED = frozenset({"marks", "number", LEVEL})
_WORDING = 0.9
"""What counts of how little a text is like a column by its characters."""


def kind_of(text: str) -> str:
    """What a word is by itself: a tick, a numeral, a channel, a value, a law or anything else."""
    if _TICK.match(text):
        return "tick"
    if _NUMERAL.match(text):
        return "numeral"
    if _OPTION.match(text):
        return "value"
    if _BOX.match(text) or _is_channel(text):
        return "channel"
    if _VALUE.match(text):
        return "value"
    return "law" if _LAW.search(text) else "other"


@lru_cache(maxsize=4096)
def _is_channel(text: str) -> bool:
    return match_exact(text, load_lexicon("channels")) is not None


def unsuited(kind: str, look: str) -> float:
    """How little a word of a kind suits a column, 0 to 1."""
    table = _UNSUITABLE[kind]
    return table.get(look, table["*"])


Fit = Callable[[str, str], float]
"""How little a text suits a column of a look, 0 to 1."""


def unlike_kind(text: str, look: str) -> float:
    """How little a text suits a column, 0 to 1, by what it is."""
    return unsuited(kind_of(text), look)


@lru_cache(maxsize=8192)
def unlikely(text: str, look: str) -> float:
    """How little a text suits a column, 0 to 1, by what it is or by its characters."""
    kind = kind_of(text)
    told = unsuited(kind, look)
    return max(told, _WORDING * unlike(text, look)) if kind in _WORDED and look not in _UNWORDED else told


def find_bands(
    lines: Sequence[Sequence[Word]],
    leaves: Sequence[Leaf],
    looks: Sequence[str],
    shifts: Sequence[int] = (0,),
    fit: Fit = unlikely,
) -> list[Place]:
    """For each column the place of its words between two gutters; that of its label where it has none.

    `shifts` are places by which all labels may stand left of their columns.
    """
    words = [word for line in lines for word in line]
    n_lines = max(sum(bool(line) for line in lines), 1)
    if not words:
        return [(float(leaf.x0), float(leaf.x1)) for leaf in leaves]
    right = max(*(word.x1 for word in words), *(leaf.x1 for leaf in leaves)) + 1
    edge = _edge_costs(lines, right, n_lines)
    bad = {look: _misfits(words, look, right, fit) * _UNSUITED / n_lines for look in set(looks)}
    n_words = _counts(words, right)
    middles = [(leaf.x0 + leaf.x1) / 2 for leaf in leaves]
    tries = [
        (cost + _SHIFTED * abs(shift), edges)
        for shift in shifts
        for cost, edges in [_best_edges(edge, bad, n_words, [middle + shift for middle in middles], looks, right)]
    ]
    edges = min(tries, key=lambda each: each[0])[1]
    places: list[Place] = []
    for c, leaf in enumerate(leaves):
        inside = [word for word in words if edges[c] <= (word.x0 + word.x1) / 2 < edges[c + 1]]
        if not inside:
            middle = min(max((leaf.x0 + leaf.x1) / 2, edges[c]), edges[c + 1])
            places.append((middle - 0.5, middle + 0.5))
            continue
        low, high = sorted(word.x0 for word in inside), sorted(word.x1 for word in inside)
        cut = int(_QUANTILE * len(inside))
        places.append((max(float(low[cut]), float(edges[c])), min(float(high[-1 - cut]), float(edges[c + 1]))))
    return places


def _edge_costs(lines: Sequence[Sequence[Word]], right: int, n_lines: int) -> Floats:
    """For each place what an edge before it costs."""
    costs = np.zeros(right + 1)
    for line in lines:
        end = -_FAR
        for word in line:
            costs[word.x0 + 1 : word.x1] += _CROSSED
            costs[word.x0] -= _BEGUN * min(word.x0 - end, _FAR) / _FAR
            end = word.x1
    return costs / n_lines


def _misfits(words: Sequence[Word], look: str, right: int, fit: Fit) -> Floats:
    """For each place how little the words with their middle before it suit a column of a look."""
    costs = np.zeros(right + 2)
    for word in words:
        costs[int((word.x0 + word.x1) / 2) + 1] += fit(word.text, look)
    return np.cumsum(costs)


def _counts(words: Sequence[Word], right: int) -> Floats:
    """For each place the words with their middle before it."""
    counts = np.zeros(right + 2)
    for word in words:
        counts[int((word.x0 + word.x1) / 2) + 1] += 1
    return np.cumsum(counts)


def _best_edges(
    edge: Floats,
    misfits: dict[str, Floats],
    n_words: Floats,
    middles: Sequence[float],
    looks: Sequence[str],
    right: int,
) -> tuple[float, list[int]]:
    """The edges of the bands, the outermost included, and what they cost."""
    n = right + 1
    places = np.arange(n)
    best = np.full(n, np.inf)
    best[0] = 0.0
    came: list[npt.NDArray[np.int64]] = []
    for c, (middle, look) in enumerate(zip(middles, looks, strict=True)):
        bad, every = misfits[look][:n], n_words[:n]
        left_cost = np.minimum(_ASTRAY * np.maximum(places - middle, 0.0), _MOST_ASTRAY)
        right_cost = np.minimum(_ASTRAY * np.maximum(middle - places, 0.0), _MOST_ASTRAY)
        totals = best[:, None] + left_cost[:, None] + right_cost[None, :] + bad[None, :] - bad[:, None]
        totals += np.where(every[None, :] - every[:, None] <= 0, _EMPTY.get(look, 0.3), 0.0)
        if look != "marks":
            totals[places[:-1], places[1:]] += _NARROW
        totals[places[:, None] >= places[None, :]] = np.inf
        if c < len(middles) - 1:
            totals += edge[None, :n]
        came.append(totals.argmin(axis=0))
        best = totals.min(axis=0)
    at = n - 1
    edges = [at]
    for source in reversed(came):
        at = int(source[at])
        edges.append(at)
    return float(best[n - 1]), edges[::-1]
