"""Automatic numbers: what Word prints before a paragraph of a list.

Word keeps one count for each abstract list, which its instances (`w:num`) share; an instance that overrides a start
sets the count when it is first met. A level starts again after a level above it was counted, unless `w:lvlRestart`
says otherwise (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gkml_extract.extractors.word.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    P_STYLE,
    R_FONTS,
    R_PR,
    VAL,
    is_on,
    value_of,
    w,
)
from gkml_extract.extractors.word.numerals import format_number
from gkml_extract.extractors.word.symbols import BOXES_AND_TICKS, is_symbol_font, symbol
from gkml_extract.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gkml_extract.extractors.word.styles import Styles

N_LEVELS = 9
_MAX_NUMBER = 10**9
_PLACE = regex("%([1-9])")
_LVL, _START, _NUM_FMT, _LVL_TEXT, _SUFF = w("lvl"), w("start"), w("numFmt"), w("lvlText"), w("suff")
_ABSTRACT, _NUM, _ILVL = w("abstractNum"), w("num"), w("ilvl")
_FORMAT = w("format")
_FONT_SLOTS = (w("ascii"), w("hAnsi"), w("eastAsia"), w("cs"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the highest level index after which it starts again; -1: never."""

    start: int = 1
    form: str = "decimal"
    width: int = 0
    text: str = ""
    suffix: str = "\t"
    is_legal: bool = False
    restart: int | None = None
    font: str | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    """An instance of a list: its levels, and the starts that it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and how far each has been counted. One for each reading: it counts as it is asked."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        elements = [] if root is None else root
        self._abstracts = {
            element.get(w("abstractNumId"), ""): element for element in elements if element.tag == _ABSTRACT
        }
        self._nums = {element.get(w("numId"), ""): element for element in elements if element.tag == _NUM}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.unknown_forms: set[str] = set()

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level that a list links to a paragraph style."""
        found = self._list(num_id)
        return next((at for at, level in found.levels.items() if level.style == style), None) if found else None

    def next_text(self, num_id: str, at: int) -> str:
        """The number of the next paragraph at level `at` with what parts it from the text; "" for a mere bullet."""
        found = self._list(num_id)
        if found is None or not 0 <= at < N_LEVELS:
            return ""
        level = found.levels.get(at)
        if level is None:
            return ""
        self._count(found, num_id, at)
        text = _bullet(level) if level.form == "bullet" else self._numbers(found, level)
        return text + level.suffix if text else ""

    def _count(self, found: _List, num_id: str, at: int) -> None:
        counts = self._counts.setdefault(found.abstract, [None] * N_LEVELS)
        if (num_id, at) not in self._begun:
            self._begun.add((num_id, at))
            if at in found.starts:
                counts[at] = found.starts[at] - 1
        previous = counts[at]
        start = found.levels[at].start
        counts[at] = start if previous is None else min(previous + 1, _MAX_NUMBER)
        for lower in range(at + 1, N_LEVELS):
            level = found.levels.get(lower)
            restart = None if level is None else level.restart
            if restart is None or at <= restart:
                counts[lower] = None
                if lower in found.starts:
                    counts[lower] = found.starts[lower] - 1

    def _numbers(self, found: _List, level: Level) -> str:
        counts = self._counts[found.abstract]

        def printed(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            of = found.levels.get(at, Level())
            count = counts[at]
            number = of.start if count is None else count
            if level.is_legal and of.form != "decimalZero":
                return str(number)
            text = format_number(number, of.form)
            if text is None:
                self.unknown_forms.add(of.form)
                return str(number)
            return text.zfill(of.width) if of.width else text

        return _PLACE.sub(printed, level.text)

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        link = num.find(w("abstractNumId"))
        abstract_id = self._resolve("" if link is None else link.get(VAL, ""))
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return None
        levels = {_int(lvl.get(_ILVL), 0): _read_level(lvl) for lvl in abstract.iterfind(_LVL)}
        starts: dict[int, int] = {}
        for override in num.iterfind(w("lvlOverride")):
            at = _int(override.get(_ILVL), 0)
            lvl, start = override.find(_LVL), override.find(w("startOverride"))
            if lvl is not None:
                levels[at] = _read_level(lvl)
                starts[at] = levels[at].start
            if start is not None:
                starts[at] = _int(start.get(VAL), 1)
        return _List(abstract_id, levels, starts)

    def _resolve(self, abstract_id: str) -> str:
        """The list that has the levels: one linked to a numbering style stands for that style's list."""
        seen: set[str] = set()
        while abstract_id not in seen:
            seen.add(abstract_id)
            element = self._abstracts.get(abstract_id)
            link = None if element is None else element.find(w("numStyleLink"))
            num_id = None if link is None else self._styles.list_of_style(link.get(VAL, ""))
            num = self._nums.get(num_id or "")
            target = None if num is None else num.find(w("abstractNumId"))
            if target is None:
                break
            abstract_id = target.get(VAL, "")
        return abstract_id


def _read_level(lvl: _Element) -> Level:
    form, width = _read_form(lvl)
    restart = value_of(lvl, w("lvlRestart"))
    legal = lvl.find(w("isLgl"))
    fonts = lvl.find(f"{R_PR}/{R_FONTS}")
    names = [] if fonts is None else [fonts.get(slot) for slot in _FONT_SLOTS]
    return Level(
        start=_int(value_of(lvl, _START), 0 if lvl.find(_START) is None else 1),
        form=form,
        width=width,
        text=value_of(lvl, _LVL_TEXT) or "",
        suffix={"nothing": "", "space": " "}.get(value_of(lvl, _SUFF) or "tab", "\t"),
        is_legal=legal is not None and is_on(legal.get(VAL)),
        restart=None if restart is None else _int(restart, 0) - 1,
        font=next((name for name in names if is_symbol_font(name)), None),
        style=value_of(lvl, P_STYLE),
    )


def _read_form(lvl: _Element) -> tuple[str, int]:
    """The number format of a level, and the width that it is filled to with zeros ("001, 002, 003, ...")."""
    found = lvl.find(_NUM_FMT)
    for branch in (CHOICE, FALLBACK):
        if found is None:
            found = lvl.find(f"{ALTERNATE}/{branch}/{_NUM_FMT}")
    if found is None:
        return "decimal", 0
    form = found.get(VAL, "decimal")
    sample = (found.get(_FORMAT) or "").split(",")[0].strip()
    if form == "custom" and sample.isdecimal():
        return "decimal", len(sample)
    return form, 0


def _bullet(level: Level) -> str:
    """A bullet that is a box or a tick says something; any other is decoration."""
    glyphs = "".join(_glyph(level.font, char) for char in level.text)
    return glyphs if glyphs and BOXES_AND_TICKS.issuperset(glyphs) else ""


def _glyph(font: str | None, char: str) -> str:
    is_code = (font is not None and ord(char) < 0x100) or 0xF000 <= ord(char) < 0xF100
    return (symbol(font, ord(char)) or "") if is_code else char


def _int(text: str | None, default: int) -> int:
    try:
        return min(int(text or ""), _MAX_NUMBER)
    except ValueError:
        return default
