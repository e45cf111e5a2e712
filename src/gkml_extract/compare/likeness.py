"""How alike two rows are, and which rows of two long lists may be alike at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Matrix = npt.NDArray[np.float64]

_NAME_WEIGHTS = (4.0, 3.0)
"""公开内容 tells a row better than 二级事项; where one of them is empty on both sides, the other stands for both."""
_LOST_NAME_WEIGHT = 2.0
"""Where one side has no name at all it was lost in reading: all else decides."""
_OTHER_WEIGHTS = (1.0, 1.0)
"""一级事项, and all else together: a whole group shares them."""

_GRAMS = (3, 7)
"""Characters of the pieces of text that are looked up: short ones outlast edits, long ones are rare in long lists."""
_READ_AT_START, _READ_AT_END = 200, 60
"""Characters of a text that are looked up: long texts that are alike begin or end alike."""
_COMMONEST = 24
"""A piece of text that stands in more rows than this tells none of them."""
_CANDIDATES = 4
"""Rows that are looked at closely for each row."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is paired by.

    `keys`, the strongest first, are equal where two rows are one; an empty one says nothing. `name` and `other` are
    the texts by which it is recognised where no key is equal: 公开内容 and 二级事项; 一级事项 and the rest.
    """

    keys: tuple[str, ...]
    name: tuple[str, str]
    other: tuple[str, str] = ("", "")


def likeness_matrix(first: Sequence[Row], second: Sequence[Row]) -> Matrix:
    """The likeness, 0 to 1, of every row of `first` with every row of `second`."""
    shape = (len(first), len(second))
    name, name_weight = np.zeros(shape), np.zeros(shape)
    for index, weight in enumerate(_NAME_WEIGHTS):
        likeness, is_there = _part_likeness([row.name[index] for row in first], [row.name[index] for row in second])
        name += weight * likeness
        name_weight += weight * is_there
    has_name = name_weight > 0
    is_lost = np.logical_xor.outer([any(row.name) for row in first], [any(row.name) for row in second])
    weights: Matrix = np.where(is_lost, _LOST_NAME_WEIGHT, sum(_NAME_WEIGHTS)) * has_name.astype(np.float64)
    total = np.where(has_name, name / np.where(has_name, name_weight, 1.0), 0.0) * weights
    for index, weight in enumerate(_OTHER_WEIGHTS):
        likeness, is_there = _part_likeness([row.other[index] for row in first], [row.other[index] for row in second])
        total += weight * likeness
        weights = weights + weight * is_there
    return np.where(weights > 0, total / np.where(weights > 0, weights, 1.0), 1.0)


def _part_likeness(first: Sequence[str], second: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Edit similarities of the texts, 0 where neither side has one; and where one of the sides has."""
    is_there = np.logical_or.outer([bool(text) for text in first], [bool(text) for text in second])
    weight: Matrix = is_there.astype(np.float64)
    if not is_there.any():
        return weight, weight
    return process.cdist(first, second, scorer=fuzz.ratio, dtype=np.float64) / 100 * weight, weight


def candidates(first: Sequence[Row], second: Sequence[Row]) -> Iterator[tuple[float, int, int]]:
    """(likeness, index, index) of rows that share pieces of text that few rows have. Near linear in their number."""
    rows_with: dict[str, list[int]] = defaultdict(list)
    for b, row in enumerate(second):
        for gram in _grams(row):
            rows_with[gram].append(b)
    in_first = Counter(chain.from_iterable(_grams(row) for row in first))
    for a, row in enumerate(first):
        weight: defaultdict[int, float] = defaultdict(float)
        for gram in _grams(row):
            n_rows = max(len(rows_with.get(gram, ())), in_first[gram])
            if n_rows <= _COMMONEST:
                for b in rows_with.get(gram, ()):
                    weight[b] += 1 / log(1 + n_rows)
        close = sorted(weight, key=lambda b: (-weight[b], b))[:_CANDIDATES]
        if close:
            for b, likeness in zip(close, likeness_matrix([row], [second[b] for b in close])[0].tolist(), strict=True):
                yield likeness, a, b


def _grams(row: Row) -> list[str]:
    """The pieces of a row's name, each once, in order."""
    text = "".join(row.name)
    if len(text) > _READ_AT_START + _READ_AT_END:
        text = text[:_READ_AT_START] + text[-_READ_AT_END:]
    pieces = (text[at : at + n] for n in _GRAMS for at in range(max(1, len(text) - n + 1)))
    return list(dict.fromkeys(pieces)) if text else []
