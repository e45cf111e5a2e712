"""Boxes before options: which glyphs mean ticked and unticked, and where in a text they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gkml_extract.model.table import OPEN_MARK, UNREAD
from gkml_extract.normalise.channels.names import known_name
from gkml_extract.regex import regex
from gkml_extract.text import clean_glyphs, squeeze

# Source: vocab/channels.json, checkbox_conventions; the private-use glyphs are Wingdings and Wingdings 2 as Word
# writes them (U+F000 + code): þ ý ü R T n, and ¨ £ o q.
_TAG_TICKED, _TAG_EMPTY = "\ue0f1", "\ue0f0"
_TICKED = frozenset("■▄█▇◼◾⬛▪￭☑☒⊠🗹🗵✅✓✔√▣▲◆★◉◎●⚫þýü\uf0fe\uf0fd\uf0fc\uf052\uf054\uf06e" + _TAG_TICKED)
_UNTICKED = frozenset("□☐囗ロ¨£○〇◯⚪◻◽▢▫⬜🗆⎕❏❐❑❒△◇☆✗✘✖❌\uf0a8\uf0a3\uf06f\uf071\uf072" + _TAG_EMPTY)
_LOST = frozenset(("?", "❎", "🔳", "🔲", UNREAD))
_KOU = "口"
_CROSS = "×"
_WEAK_TICKED = frozenset("R回tnuvV")
_WEAK_UNTICKED = frozenset("oq")
"""Also characters of text: boxes of Wingdings (n o q t u) and Wingdings 2 (R) whose font is lost; 回 is what OCR makes
of a box with a mark in it."""
_LOOK = 24
"""Characters behind a box in which the beginning of a known name is looked for."""
_LETTERS = frozenset("tnuoqvV")
_WEAK = frozenset(_KOU) | frozenset(_CROSS) | _WEAK_TICKED | _WEAK_UNTICKED | _LOST
_IS_BOX, _MAY_BE_BOX = (
    regex(f"[{re.escape(''.join(sorted(glyphs)))}]") for glyphs in ((_TICKED | _UNTICKED) - _WEAK, _WEAK)
)
_PRIVATE = regex("[\uf000-\uf0ff]")
_BRACKET_TICKED = regex(r"[\[(（【〔]\s*[√✓✔☑■]\s*[\])）】〕]")
_BRACKET_LETTER = regex(r"\[\s*[xXvV]\s*\]|[(（]\s*[vVＶ]\s*[)）]")
_BRACKET_CROSS = regex(r"\[\s*×\s*\]")
_BRACKET_BLANK = regex(r"[\[(（]\s*[\])）]")
"""Beside one [x] is a tick, and [×] too unless a √ is the tick; so is an [x] that a cell begins with."""
_BRACKET_EMPTY = regex(
    r"[\[(（【〔]\s*(?:[×✗✘]\s*[\])）】〕]|[□☐]?\s*[\])）】〕](?=\s*(?:[、，,；;]|(?:\d{1,2}[.．、]\s*)?[\u3400-\u9fff])))"
)
_BRACKET_LAST = regex(r"[\[(（【〔]\s*[□☐]?\s*[\])）】〕]\s*$")
_BEHIND_NAME = regex(f"[^{_TAG_TICKED}{_TAG_EMPTY}]*[\u3400-\u9fff][{_TAG_TICKED}{_TAG_EMPTY}]")
"""The first box stands behind a name: so does the last, 政府网站（√） 政府公报（ ）."""
_FORM = frozenset("■□")
"""Two of these with a blank between, one filled and one not, are no one box: the first has no name."""
_PRINTED = "□☐■◻❏❑"
"""Boxes of a form, behind whose options a tick may be written by hand."""
_TICK_BEHIND = regex(
    rf"(?P<box>[{_PRINTED}])(?P<name>[^{_PRINTED}√✓✔{_TAG_TICKED}{_TAG_EMPTY}]*[\u3400-\u9fffA-Za-z）)”])"
    rf"(?P<tick>[√✓✔{_TAG_TICKED}{_TAG_EMPTY}])(?=\s*(?:$|[{_PRINTED}、，,；;。]))"
)
_TAG = regex(r"<input\b[^<>]*>|<input(?=checked|type|disabled|class|id|name|value)[^<>]*>", re.IGNORECASE)
_TAG_IS_TICKED = regex(r"checked(?!\s*=\s*[\"']?(?:false|0)\b)", re.IGNORECASE)
_KOU_WORDS = regex("[窗入人出户港进路接端关门缺渡山风河胃切伤缝岔喉村巷井]口|口[岸径头号腔罩味才语]")
_OPTION_HEAD = regex("[\u3400-\u9fff“（(]")
_LEGEND = regex("[□☐○〇][”’\"'」]?(?:表示|为|是|代表|指)(?:可选|选填|可以选择)")


@dataclass(frozen=True, slots=True)
class BoxConvention:
    """What the boxes of one document look like.

    `lost` are glyphs that stand for a box whose state the source does not show. `is_optional` says that a
    legend gives the empty box the meaning “optional” (□表示可选项).
    """

    ticked: frozenset[str] = _TICKED
    unticked: frozenset[str] = _UNTICKED
    lost: frozenset[str] = frozenset()
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A box at [start, end): ticked, not ticked, or None where its state is lost."""

    start: int
    end: int
    is_ticked: bool | None


def replace_tags(text: str) -> str:
    """`text` with every `<input …>` as one character."""
    return _TAG.sub(lambda tag: _TAG_TICKED if _TAG_IS_TICKED.search(tag.group()) else _TAG_EMPTY, text)


def replace_brackets(text: str) -> str:
    """`text` with (√) and [√], and the empty brackets beside them, as one character each."""
    has_blank = _BRACKET_BLANK.search(text) is not None
    marked = _BRACKET_TICKED.sub(_TAG_TICKED, text)
    if has_blank or _BRACKET_LETTER.match(text.lstrip()):
        marked = _BRACKET_LETTER.sub(_TAG_TICKED, marked)
    if has_blank and marked == text:
        marked = _BRACKET_CROSS.sub(_TAG_TICKED, marked)
    if marked == text:
        return text
    marked = _BRACKET_EMPTY.sub(_TAG_EMPTY, marked)
    return _BRACKET_LAST.sub(_TAG_EMPTY, marked) if _BEHIND_NAME.match(marked) else marked


def with_ticks_in_front(text: str) -> str:
    """`text` with the ticks that stand behind options which have a printed box in front put into that box.

    □政府网站√ □政府公报: the form's boxes stand before the options, the ticks were written behind them.
    """
    if text.lstrip()[:1] not in tuple(_PRINTED):
        return text
    return _TICK_BEHIND.sub(
        lambda found: ("□" if found["tick"] == _TAG_EMPTY and found["box"] != "■" else "■") + found["name"], text
    )


def find_tags(text: str) -> list[tuple[int, int]]:
    """Where `<input …>` tags stand."""
    return [found.span() for found in _TAG.finditer(text)]


def _names_channel(text: str, at: int) -> bool:
    """Whether a known name stands at `at`, wraps in it aside."""
    return bool(known_name().match(squeeze(text[at : at + _LOOK])))


def _begins_option(text: str, at: int) -> bool:
    """Whether a glyph that is also a character of text stands where an option begins."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 4].lstrip()[:1]
    if text[at] == _CROSS in (before, after):
        return False  # ××省税务局网站: a name left out
    if text[at] in _LETTERS:
        return not (before.isascii() and before.isalnum()) and _names_channel(text, at + 1)
    if text[at] in "口回":
        if _KOU_WORDS.match(text, max(0, at - 1), at + 1) or _KOU_WORDS.match(text, at, at + 2):
            return False
        starts_line = not before or before.isspace() or before in "、，,；;。)）"
        return _names_channel(text, at + 1) or (starts_line and bool(_OPTION_HEAD.match(after)))
    return bool(_OPTION_HEAD.match(after)) and not (before.isascii() and before.isalnum())


def _seen(texts: Mapping[str, int]) -> Counter[str]:
    """How often each glyph that can be a box stands where one can stand; each text stands there so many times."""
    seen: Counter[str] = Counter()
    for text, n in texts.items():
        found = Counter(_IS_BOX.findall(text))
        found.update(weak[0] for weak in _MAY_BE_BOX.finditer(text) if _begins_option(text, weak.start()))
        for char, times in found.items():
            seen[char] += n * times
    return seen


def find_convention(texts: Iterable[str]) -> BoxConvention:
    """The convention of a document, read off its channel cells (its header may be among them).

    口, 回 and R are boxes only beside a glyph that is certainly one, or where they repeat. A glyph lost to
    `?` is read by elimination: ticked beside empty boxes only, not ticked beside ticked ones only.
    """
    cells: Counter[str] = Counter()  # a table says the same again and again
    for text, n in Counter(texts).items():
        cells[replace_brackets(replace_tags(clean_glyphs(text)))] += n
    seen = _seen(cells)
    ticked, unticked = set(_TICKED), set(_UNTICKED)
    has_ticked, has_unticked = bool(seen.keys() & _TICKED), bool(seen.keys() & _UNTICKED)
    is_beside = has_ticked or has_unticked or bool(_WEAK_TICKED & seen.keys())
    if seen.get(_KOU, 0) >= 2 or (_KOU in seen and is_beside):
        unticked.add(_KOU)
        has_unticked = True
    for weak in _WEAK_UNTICKED & seen.keys():
        if seen[weak] >= 2 or has_ticked or _WEAK_TICKED & seen.keys():
            unticked.add(weak)
            has_unticked = True
    for weak in _WEAK_TICKED & seen.keys():
        if has_unticked or seen[weak] >= 2:
            ticked.add(weak)
            has_ticked = True
    if _CROSS in seen and has_ticked:
        unticked.add(_CROSS)
        has_unticked = True
    odd = {char for char in seen if char in _LOST}
    odd |= {char for cell in cells for char in _PRIVATE.findall(cell) if char not in _TICKED | _UNTICKED}
    lost = {OPEN_MARK}
    if has_ticked == has_unticked:
        lost |= odd if has_ticked or sum(seen.get(char, 0) for char in odd) > 1 else set()
    else:
        (ticked if has_unticked else unticked).update(odd)
    is_optional = any(_LEGEND.search(cell) for cell in cells)
    return _convention(frozenset(ticked), frozenset(unticked), frozenset(lost), is_optional)


_convention = lru_cache(maxsize=64)(BoxConvention)
"""Equal ones are one and the same: readings of cells are kept by them, and to compare them takes half their time."""


@lru_cache(maxsize=64)
def _glyphs_of(convention: BoxConvention) -> re.Pattern[str]:
    """Any glyph of a convention."""
    glyphs = convention.ticked | convention.unticked | convention.lost
    return regex(f"[{re.escape(''.join(sorted(glyphs)))}]" if glyphs else "(?!)")


def find_boxes(text: str, convention: BoxConvention) -> list[Box]:
    """The boxes in `text` (tags replaced), in order; boxes that touch are one, ticked if any is."""
    boxes: list[Box] = []
    for found in _glyphs_of(convention).finditer(text):
        at, char = found.start(), found[0]
        is_ticked = True if char in convention.ticked else False if char in convention.unticked else None
        if char in _WEAK and not _begins_option(text, at):
            continue
        gap = text[boxes[-1].end : at] if boxes else ""
        is_form = boxes and gap and is_ticked is not boxes[-1].is_ticked and {text[boxes[-1].end - 1], char} <= _FORM
        if boxes and not gap.strip() and not is_form:
            last = boxes[-1]
            boxes[-1] = Box(last.start, at + 1, last.is_ticked or is_ticked)
        else:
            boxes.append(Box(at, at + 1, is_ticked))
    return boxes
