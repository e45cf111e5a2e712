"""Boxes that a converter printed apart from their names, put back.

Where a font lacks the box, it is drawn in another one, and converters print what is drawn apart in a place of its own:
`□ □` in a line above `政府公报 发布会/听证会`, or at the line's end, `政府公报 发布会/听证会 □ □`. The boxes keep
their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.stray_quotes import with_quotes_back
from gkml_extract.text import fold

_BOX = "■□☑☐▢◻"
_BOX_SET = frozenset(_BOX)
_BOXES = re.compile(f"^[{_BOX}]+$")
_BOXED = re.compile(f"[{_BOX}]")
_INNER_BOX = re.compile(f"(?<=[^{_BOX}])(?=[{_BOX}])")
_TORN = re.compile(r"^[/／]")
"""What stands behind a box in the midst of a name: 社区 □ /企事业单位."""
_TICKS = re.compile("[√✓✔]+$")
_LEAST = 2
"""Letters of a name that are looked up."""
_LONGEST_NAME = 16
_RECURS = 2
"""Times that a word stands so from which it is taken as a name."""
_FRAGMENTS_BEFORE = 4
"""Fragments over which a name may stand that goes on in the next line."""
_MOST_LINES = 8
"""Lines among which the names of boxes are looked for."""


def with_boxes_back(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """The fragments with each stray box before the name that it was printed for; all others as they are."""
    fragments = with_quotes_back(fragments)
    if not any(_BOXES.match(part.text) for part in fragments):
        return tuple(fragments)
    lines = [_apart(line) for line in _lines(fragments)]
    said = _said_before_boxes(lines)
    result: list[TextFragment] = []
    for k, line in enumerate(lines):
        line = _behind_all(line, "".join(part.text for part in result[-_FRAGMENTS_BEFORE:]), said)
        following = lines[k + 1] if k + 1 < len(lines) else []
        n_boxes = _n_boxes_at_end(line)
        boxes = "".join(part.text for part in line[len(line) - n_boxes :])
        before = "".join(part.text for part in [*result[-2:], *line[: len(line) - n_boxes]][-2:])
        places = _places_below(following, len(boxes), before) if n_boxes else []
        if n_boxes and not places and (queued := _queued(lines[k + 1 : k + 1 + _MOST_LINES], boxes, before)):
            if n_boxes == len(line):
                queued[0][0] = replace(queued[0][0], gap=line[0].gap)
            lines[k + 1 : k + 1 + len(queued)] = queued
            line = line[:-n_boxes]
        elif places:
            first = following[0] if n_boxes < len(line) else replace(following[0], gap=line[0].gap)
            lines[k + 1] = _boxed([first, *following[1:]], places, boxes)
            line = line[:-n_boxes]
        result += line
    return tuple(result)


def _apart(line: list[TextFragment]) -> list[TextFragment]:
    """A line with stray boxes, its names parted at other boxes: 两微一 □ 端□政府公报 发布 □."""
    if not any(_BOXES.match(part.text) for part in line):
        return line
    return [
        replace(part, text=text, gap=Gap.NONE if k else part.gap)
        for part in line
        for k, text in enumerate(_INNER_BOX.split(part.text))
    ]


def _n_boxes_at_end(line: Sequence[TextFragment]) -> int:
    n = 0
    while n < len(line) and _BOXES.match(line[-1 - n].text):
        n += 1
    return n


def _places_below(following: Sequence[TextFragment], n_boxes: int, before: str) -> list[int]:
    """The names in a line that boxes above it belong to; none if they just stand before its first one.

    `before` is the text before the boxes: a name that is not whole there goes on with the first one below.
    """
    if not following or any(part.gap in (Gap.TAB, Gap.PIPE) for part in following[1:]):
        return []
    words = _words(following)
    goes_on = bool(_BOXED.search(before)) and not _is_name(_BOXED.split(before)[-1])
    is_rest = bool(words) and goes_on and not _begins(_BOXED.split(before)[-1], following[words[0]].text)
    if n_boxes > 1 and len(words) == n_boxes and not is_rest:
        places = words
    elif len(words) == n_boxes + 1 and goes_on:
        places = words[1:]
    else:
        places = [] if is_rest else _places(following, n_boxes)
        if not places and goes_on:
            places = [k + 1 for k in _places(following[1:], n_boxes)]
    return [] if places == [0] else places


def _words(line: Sequence[TextFragment]) -> list[int]:
    """The words of a line, what stands behind a figure left aside (12345 热线); none if one of them has a box."""
    if any(_BOXED.search(part.text) for part in line):
        return []
    words = [k for k, part in enumerate(line) if part.text and not _TICKS.match(part.text)]
    return [k for k in words if not (k and line[k - 1].text.isdecimal())]


def _queued(lines: Sequence[list[TextFragment]], boxes: str, before: str) -> list[list[TextFragment]]:
    """The lines below some boxes with each box before a name of theirs, in order; none if they do not fit together.

    Boxes of names in one line of the cell are printed together, the names may come line by line, and further boxes
    between them. A first name alone in the next line has its box before it anyway.
    """
    name, queue = _BOXED.split(before)[-1] if _BOXED.search(before) else "", boxes
    result: list[list[TextFragment]] = []
    for line in lines:
        if result and all(_BOXES.match(part.text) for part in line):
            queue += "".join(part.text for part in line)
            result.append([])
            continue
        words = _words(line)
        if not words or any(_TICKS.match(part.text) for part in line):
            return []
        goes_on = bool(name) and not _begins(name, line[words[0]].text)
        begins = words[1:] if goes_on else words
        if len(begins) > len(queue) or (not result and boxes == queue[:1] and begins == words[:1]):
            return []
        result.append(_boxed(line, begins, queue[: len(begins)]))
        name = line[words[-1]].text if begins else name + line[0].text
        queue = queue[len(begins) :]
        if not queue:
            return result
    return []


def _begins(before: str, text: str) -> bool:
    """Whether a name begins with a text, and does not go on with it the one before."""
    if fold(before + text) in _names()[0]:
        return False
    return _begins_name(fold(text)) or _is_name(before)


def _lines(fragments: Iterable[TextFragment]) -> list[list[TextFragment]]:
    lines: list[list[TextFragment]] = []
    for part in fragments:
        if lines and lines[-1][0].line == part.line:
            lines[-1].append(part)
        else:
            lines.append([part])
    return lines


def _said_before_boxes(lines: Iterable[Sequence[TextFragment]]) -> frozenset[str]:
    """The words that again and again stand between a name with its box and a stray one: □公示栏 家长会 □."""
    counts = Counter(
        line[k].text for line in lines for k in range(1, len(line) - 1) if _has_box(line, k - 1) and _is_bare(line, k)
    )
    return frozenset(word for word, count in counts.items() if count >= _RECURS)


def _has_box(line: Sequence[TextFragment], k: int) -> bool:
    """Whether a word has a box before it, with a blank between or without."""
    text = line[k].text
    is_apart = k > 0 and len(line[k - 1].text) == 1 and _BOXES.match(line[k - 1].text) is not None
    return (len(text) > 1 and _BOXED.match(text) is not None) or (is_apart and not _BOXED.search(text))


def _is_bare(line: Sequence[TextFragment], k: int) -> bool:
    """Whether a word has no box before it and a single one behind it."""
    return (
        not _BOXED.search(line[k].text)
        and not _TICKS.match(line[k].text)
        and len(line[k + 1].text) == 1
        and _BOXED.match(line[k + 1].text) is not None
    )


def _behind_all(line: list[TextFragment], before: str, said: frozenset[str]) -> list[TextFragment]:
    """`_behind` for each line of a list that was printed as one: □广播电视 报刊 □ □公开查阅点 政务服务中心 □."""
    result: list[TextFragment] = []
    first = 0
    has_stray = False
    for k, part in enumerate(line):
        if has_stray and len(part.text) > 1 and _BOXED.match(part.text):
            result += _behind(line[first:k], before, said)
            first, has_stray, before = k, False, "".join(each.text for each in result[-_FRAGMENTS_BEFORE:])
        has_stray = has_stray or _BOXES.match(part.text) is not None
    return [*result, *_behind(line[first:], before, said)]


def _behind(line: list[TextFragment], before: str, said: frozenset[str]) -> list[TextFragment]:
    """A line with the boxes at its end, or in the midst of a name, put before names without one.

    `before` is the text before the line: the name that it ends with may go on here. `said` are names that nobody knows
    and this document prints before boxes.
    """
    stray = [
        k
        for k, part in enumerate(line)
        if _BOXES.match(part.text) and (k + 1 == len(line) or _is_no_name(line[k + 1].text) or _parts_name(line, k))
    ]
    if not stray or any(part.gap in (Gap.TAB, Gap.PIPE) for part in line[1:]):
        return line
    boxes = "".join(line[k].text for k in stray)
    kept: list[TextFragment] = []
    for k, part in enumerate(line):
        if k in stray:
            continue
        if kept and k - 1 in stray and (_TORN.match(part.text) or _parts_name(line, k - 1)):
            kept[-1] = replace(kept[-1], text=kept[-1].text + part.text)
        else:
            kept.append(part)
    free = [k for k in _free(kept) if not _TICKS.match(kept[k].text)]
    goes_on = (
        free[:1] == [0]
        and (  # the first word needs no box
            before[-1:] in _BOX_SET
            or _goes_on(before, kept[0].text)
            or (len(free) == len(boxes) + 1 and _may_go_on(before))
        )
    )
    begins = free[1:] if goes_on else free
    are_names = goes_on or all(_begins_name(fold(kept[k].text)) for k in begins)
    if goes_on and len(begins) == len(boxes):
        places = begins
    elif are_names and len(begins) + 1 == len(boxes) and stray[-1] + 1 == len(line) and len(line[-1].text) == 1:
        return [*_boxed(kept, begins, boxes[:-1]), line[-1]]  # the last box is that of the next line
    else:
        places = _places(kept, len(boxes)) or [k for k in free if k and kept[k].text in said]
    return _boxed(kept, places, boxes) if kept and len(places) == len(boxes) else line


def _is_no_name(text: str) -> bool:
    return _BOXES.match(text) is not None or _TORN.match(text) is not None


def _parts_name(line: Sequence[TextFragment], k: int) -> bool:
    """Whether a box in a line stands in the midst of a name: 入 □ 户/现场."""
    return 0 < k < len(line) - 1 and fold(line[k - 1].text.lstrip(_BOX) + line[k + 1].text) in _names()[0]


def _free(names: Sequence[TextFragment]) -> list[int]:
    """The names without a box, in or before them."""
    return [
        k
        for k, part in enumerate(names)
        if not _BOXED.search(part.text) and not (k and _BOXES.match(names[k - 1].text)) and part.text
    ]


def _goes_on(before: str, text: str) -> bool:
    """Whether the last boxed name of a text goes on with another one: ☐广播 / 电视."""
    name = _BOXED.split(before)[-1]
    return bool(name) and _BOXED.search(before) is not None and fold(name + text) in _names()[0]


def _may_go_on(before: str) -> bool:
    """Whether the last boxed name of a text is none that is known whole: ☑某县人民 / 政府门户网站."""
    return _BOXED.search(before) is not None and not _is_name(_BOXED.split(before)[-1])


def _places(names: Sequence[TextFragment], n_boxes: int) -> list[int]:
    """The names without a box that boxes were printed for: as many as boxes, or those that are known."""
    free = _free(names)
    known = [k for k in free if _begins_name(fold(names[k].text))]
    if len(known) == n_boxes:
        return known
    return free if len(free) == n_boxes > 1 and len(known) * 2 >= n_boxes else []


def _boxed(names: Sequence[TextFragment], places: Sequence[int], boxes: str) -> list[TextFragment]:
    result = list(names)
    for box, k in zip(boxes, places, strict=True):
        result[k] = replace(result[k], text=box + result[k].text)
    return result


@lru_cache(maxsize=4096)
def _begins_name(text: str) -> bool:
    """Whether a text begins the name of a channel, or a known name begins it."""
    beginnings, whole = _names()
    if text in beginnings and (len(text) >= _LEAST or text in whole):
        return True
    return any(text[:n] in whole for n in range(_LEAST, min(len(text), _LONGEST_NAME) + 1))


def _is_name(text: str) -> bool:
    return fold(text) in _names()[1]


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str]]:
    spellings = [fold(spelling) for spelling in load_lexicon("channels").by_spelling]
    return frozenset(name[:n] for name in spellings for n in range(1, len(name) + 1)), frozenset(spellings)
