"""Ticks printed as another sign than √ (●, ★, ▲), which elsewhere begin paragraphs and channels, or as 是 → √."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.regex import regex

_SOLID, _HOLLOW = "●★◆▲◉⬤", "○◯"
_TICK = regex("[√✓✔☑]+")
_IN_LINE = (Gap.SPACE, Gap.NONE)
_YES, _NO = "是", "否"
_PAIRS = (("■", "□"), ("☑", "☐"), ("☒", "☐"), ("★", "☆"), ("▲", "△"), ("◆", "◇"))
"""Signs of fields that are ticked and of those that are not."""
_ONE, _ZERO = "1", "0"
_LABEL_LINES = 3
"""Fields of a column of figures that may be labels."""
_LEAST, _MOSTLY = 3, 0.8
"""Signs of one form that stand as ticks do from which they are ticks, and their share among all of that form."""


def with_plain_ticks(fragments: Sequence[TextFragment]) -> Sequence[TextFragment]:
    """The fragments with √ for another sign that this text ticks with; all others as they are.

    A bullet has text behind it; a tick stands by itself, among others, or at the end of its line. A hollow circle
    ticks where no other sign does, and 是 where no cell says 否: then blanks do.
    """
    fragments = _with_plain_fields(fragments)
    seen = {sign for sign in _SOLID + _HOLLOW if any(sign in part.text for part in fragments)}
    n_yes = sum(part.text == _YES for part in fragments)
    if (not seen and n_yes < _LEAST) or any(_TICK.fullmatch(part.text) for part in fragments):
        return fragments
    if n_yes >= _LEAST:
        if any(part.text == _NO for part in fragments):
            return fragments
        return tuple(replace(part, text="√") if part.text == _YES else part for part in fragments)
    for signs in (_SOLID, _HOLLOW):
        ticks = [sign for sign in signs if sign in seen and _is_tick(sign, fragments)]
        if ticks:
            return _replaced(fragments, "".join(ticks))
    return fragments


def _with_plain_fields(fragments: Sequence[TextFragment]) -> Sequence[TextFragment]:
    """The fragments with √ and ○ for ■ and □, or for 1 and 0, that are whole fields of rows, each time and again."""
    fields = [k for k in range(len(fragments)) if _is_field(k, fragments)]
    alone = Counter(fragments[k].text for k in fields)
    signs: dict[str, str] = {}
    for solid, hollow in _PAIRS:
        if alone[solid] >= _LEAST and alone[hollow] >= _LEAST:
            signs |= {solid: "√", hollow: "○"}
    chosen = {k: signs[fragments[k].text] for k in fields if fragments[k].text in signs}
    if not signs and alone[_ZERO] >= _LEAST and alone[_ONE] >= _LEAST:
        columns: dict[int, list[int]] = {}
        for k in fields:
            columns.setdefault(fragments[k].index, []).append(k)
        for places in columns.values():
            figures = [k for k in places if fragments[k].text in (_ZERO, _ONE)]
            if len(figures) >= _LEAST and sum(bool(fragments[k].text) for k in places) <= len(figures) + _LABEL_LINES:
                chosen |= {k: "√" if fragments[k].text == _ONE else "○" for k in figures}
    if not chosen:
        return fragments
    return tuple(replace(part, text=chosen[k]) if k in chosen else part for k, part in enumerate(fragments))


def _is_field(k: int, fragments: Sequence[TextFragment]) -> bool:
    """Whether separators part a fragment from its line, in which there are others."""
    ends = fragments[k + 1].gap if k + 1 < len(fragments) else Gap.LINE
    gap = fragments[k].gap
    return (gap in HARD_GAPS and ends not in _IN_LINE) or (gap not in _IN_LINE and ends in HARD_GAPS)


def _is_tick(sign: str, fragments: Sequence[TextFragment]) -> bool:
    """Whether most of a sign stand as ticks do."""
    found = sum(len(match.group()) for k in range(len(fragments)) for match in _ticks_in(k, sign, fragments))
    return found >= _LEAST and found >= _MOSTLY * sum(part.text.count(sign) for part in fragments)


def _replaced(fragments: Sequence[TextFragment], signs: str) -> tuple[TextFragment, ...]:
    result = list(fragments)
    for k, part in enumerate(fragments):
        text = part.text
        for match in _ticks_in(k, signs, fragments):
            text = text[: match.start()] + "√" * len(match.group()) + text[match.end() :]
        result[k] = replace(part, text=text) if text != part.text else part
    return tuple(result)


def _ticks_in(k: int, signs: str, fragments: Sequence[TextFragment]) -> Iterator[re.Match[str]]:
    """Where a fragment has ticks: nothing but signs, several side by side, one at its end or before a row's number."""
    text = fragments[k].text
    alone, within = _patterns(signs)
    if match := alone.fullmatch(text):
        following = fragments[k + 1] if k + 1 < len(fragments) else None
        is_last = following is None or following.gap not in _IN_LINE or alone.fullmatch(following.text) is not None
        is_behind = fragments[k].gap in _IN_LINE and k > 0 and alone.fullmatch(fragments[k - 1].text) is not None
        if is_last or is_behind:
            yield match
    else:
        yield from within.finditer(text)


@cache
def _patterns(signs: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A text of nothing but signs; ticks among text."""
    sign = f"[{signs}]"
    return regex(f"{sign}+"), regex(rf"{sign}{{2,}}|(?<=.){sign}(?=$|\d{{1,3}}[\u4e00-\u9fff])")
