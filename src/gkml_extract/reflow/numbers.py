"""Row numbers: which of the numerals in a text make the run 1, 2, 3 … of a 序号 column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from gkml_extract.regex import regex

_DIGITS = regex(r"^[（(]?(?!12\d{3})(\d{1,5})[)）.．、]?$")
"""Five figures that begin with 12 are a hotline of government: 12345, 12315, 12369."""
_PARTS = regex(r"^(?:(?P<group>\d{1,2})|(?P<letter>[A-Z]))(?P<joint>[-—–－.．]|(?<=[A-Z]))(?P<row>\d{1,3})$")
"""1-1, 1-2, 2-1 …, A01, A02, B01 …: the number or the letter of a group and the number of a row in it."""
_MOST_LEFT = 0.1
"""Share of such texts that may be none of the run: other figures look like them."""
_HAN = "一二三四五六七八九十"
_HAN_NUMERAL = regex(rf"^[（(]?([{_HAN}]{{1,3}})[)）]?$")  # 一、 begins a name
MIN_RUN = 3
"""A run of fewer numerals is no evidence: 1 and 2 stand everywhere."""
MIN_GROUPS = 2
"""But 一 and 二 count groups if every row number stands in one of them."""


def han_value(text: str) -> int | None:
    """一 … 九十九 as a number, None for anything else."""
    tens, sign, ones = text.rpartition("十")
    if not sign:
        return _HAN.index(ones) + 1 if len(ones) == 1 and ones in _HAN else None
    if len(tens) > 1 or len(ones) > 1 or "十" in tens + ones:
        return None
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)


@lru_cache(maxsize=1 << 14)
def numeral_value(text: str) -> tuple[str, int] | None:
    """("digits" | "han", value) of a text that is one numeral, with a bracket or a point at most."""
    digits = _DIGITS.match(text)
    if digits:
        return "digits", int(digits.group(1))
    han = _HAN_NUMERAL.match(text)
    value = han_value(han.group(1)) if han else None
    return ("han", value) if value is not None else None


def numeral_runs(texts: Sequence[str], weights: Sequence[float]) -> dict[str, frozenset[int]]:
    """For "digits" and "han": the positions that make the heaviest run of numerals counting up by one.

    A number printed again (a group that goes on over a page) stays in the run; a gap of one number costs as
    much as a numeral brings; a run may begin again at 1 (a new table). `weights` says how likely each text
    is a row number by its surroundings. Linear in the texts.
    """
    digits, han = (_run_of(style, texts, weights) for style in ("digits", "han"))
    if len(digits) < MIN_RUN:
        digits = _run_of_parts(texts, weights) or digits
    is_run = {
        "digits": len(digits) >= MIN_RUN,
        "han": len(han) >= MIN_RUN or (len(digits) >= MIN_RUN and _are_groups(han, digits, texts, weights)),
    }
    return {style: run if is_run[style] else frozenset() for style, run in (("digits", digits), ("han", han))}


def _run_of_parts(texts: Sequence[str], weights: Sequence[float]) -> frozenset[int]:
    """The positions of numbers in two parts that count on from 1-1, where nearly all such texts do; else none."""
    run: list[int] = []
    last, joint, n_other = (0, 0), "", 0
    for position, text in enumerate(texts):
        found = _PARTS.match(text) if weights[position] > 0 else None
        if found is None:
            continue
        group = int(found["group"]) if found["group"] else ord(found["letter"]) - ord("A") + 1
        row = int(found["row"])
        if (group, row) in ((last[0], last[1] + 1), (last[0] + 1, 1)) and found["joint"] == (joint or found["joint"]):
            run.append(position)
            last, joint = (group, row), found["joint"]
        else:
            n_other += 1
    is_run = len(run) >= MIN_RUN and n_other <= _MOST_LEFT * len(run)
    return frozenset(run) if is_run else frozenset()


def _are_groups(outer: frozenset[int], inner: frozenset[int], texts: Sequence[str], weights: Sequence[float]) -> bool:
    """Whether two numerals or more, each where a row number stands, count groups: inner ones count on in each."""
    begins = sorted(outer)
    rows = sorted(inner)
    if len({numeral_value(texts[position]) for position in begins}) < MIN_GROUPS or any(
        weights[position] < 1 for position in begins
    ):
        return False
    counts = [bisect_left(rows, end) - bisect_left(rows, begin) for begin, end in pairwise([*begins, len(weights)])]
    return min(counts) > 0 and sum(counts) == len(rows)


def _run_of(style: str, texts: Sequence[str], weights: Sequence[float]) -> frozenset[int]:
    ends: dict[int, tuple[float, int]] = {}  # last value of a run → (weight, position)
    came: dict[int, int] = {}
    best_any: tuple[float, int] = (0.0, -1)
    for position, text in enumerate(texts):
        numeral = numeral_value(text)
        if numeral is None or numeral[0] != style or weights[position] <= 0:
            continue
        value = numeral[1]
        options = [(best_any[0] - 1.0, best_any[1])] if value == 1 else [(-1.5, -1)]
        for back, gain in ((1, 1.0), (0, 0.1), (2, 0.0), (3, -0.5)):
            if value - back in ends:
                weight, before = ends[value - back]
                options.append((weight + gain, before))
        weight, before = max(options)
        weight += weights[position]
        came[position] = before
        if weight >= ends.get(value, (-10.0, -1))[0]:
            ends[value] = (weight, position)
        best_any = max(best_any, (weight, position))
    run = []
    position = best_any[1]
    while position >= 0:
        run.append(position)
        position = came.get(position, -1)
    return frozenset(run)
