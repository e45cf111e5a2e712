"""What styles say of a run or a paragraph: hidden or not, its fonts, its list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from gkml_extract.extractors.word.names import (
    ILVL,
    NUM_ID,
    NUM_PR,
    P_PR,
    R_FONTS,
    R_PR,
    R_STYLE,
    STYLE_ID,
    VAL,
    VANISH,
    is_on,
    value_of,
    w,
)
from gkml_extract.extractors.word.symbols import is_symbol_font

if TYPE_CHECKING:
    from lxml.etree import _Element

_BASED_ON, _STYLE, _DEFAULT, _TYPE = w("basedOn"), w("style"), w("default"), w("type")
_SLOTS = (("ascii", w("ascii"), w("asciiTheme")), ("hAnsi", w("hAnsi"), w("hAnsiTheme")),
          ("eastAsia", w("eastAsia"), w("eastAsiaTheme")))  # fmt: skip
_HINT = w("hint")


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list that a paragraph belongs to, and its level; None where it is not said here."""

    num_id: str | None = None
    level: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class RunLook:
    """What decides which characters a run prints: whether it is hidden, and its symbol fonts by slot.

    A font that shows letters as they are stands as None.
    """

    is_hidden: bool = False
    ascii: str | None = None
    latin: str | None = None
    east: str | None = None

    @property
    def has_symbols(self) -> bool:
        """Whether some of its characters are codes of a symbol font."""
        return bool(self.ascii or self.latin or self.east)

    def font_of(self, char: str) -> str | None:
        """The symbol font that shows `char`, if one does (ECMA-376 part 1, 17.3.2.26)."""
        code = ord(char)
        if code < 0x80:
            return self.ascii
        if code < 0x100:
            return self.latin or self.east
        return self.latin or self.ascii or self.east


PLAIN = RunLook()
_LOOKS = 4096
"""Looks of runs that are kept: a document has some ten."""


NO_LIST = ListPlace()


class Styles:
    """The styles of a document. Chains of `basedOn` are followed once and end at a style seen before."""

    def __init__(self, root: _Element | None, *, is_body_plain: bool = False) -> None:
        """`is_body_plain` says that no run of the body is hidden or names a symbol font itself."""
        self._is_body_plain = is_body_plain
        self._styles = {style.get(STYLE_ID, ""): style for style in ([] if root is None else root.iterfind(_STYLE))}
        self._default_paragraph = next(
            (name for name, style in self._styles.items() if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT)),
            None,
        )
        defaults = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{R_PR}")
        self._defaults = _own_look(defaults)
        self._looks: dict[tuple[str | None, str | None], RunLook] = {}
        self._run_looks: dict[tuple[object, ...], RunLook] = {}
        self._lists: dict[str | None, ListPlace] = {}

    @cached_property
    def has_effect(self) -> bool:
        """Whether any style hides text or sets a symbol font: most documents have none."""
        return self._defaults != {} or any(_own_look(style.find(R_PR)) for style in self._styles.values())

    def look(self, paragraph_style: str | None, run_properties: _Element | None) -> RunLook:
        """How a run looks by its own properties, its character style and its paragraph's style."""
        if self._is_body_plain and not self.has_effect:
            return PLAIN
        if run_properties is None:
            return self._styled(paragraph_style, None)
        run_style = value_of(run_properties, R_STYLE) if self.has_effect else None
        key = (paragraph_style, run_style, *_said(run_properties))
        known = self._run_looks.get(key)
        if known is None:
            if len(self._run_looks) >= _LOOKS:
                self._run_looks.clear()
            known = self._run_looks[key] = _over(self._styled(paragraph_style, run_style), _own_look(run_properties))
        return known

    def list_place(self, paragraph_style: str | None) -> ListPlace:
        """The list that a paragraph style belongs to."""
        name = paragraph_style if paragraph_style in self._styles else self._default_paragraph
        if name not in self._lists:
            self._lists[name] = self._list_of_chain(name)
        return self._lists[name]

    def list_of_style(self, name: str) -> str | None:
        """The list that a numbering style stands for."""
        return self._list_of_chain(name).num_id

    def _list_of_chain(self, name: str | None) -> ListPlace:
        num_id: str | None = None
        level: int | None = None
        owner: str | None = None
        for style in self._chain(name):
            found = style.find(f"{P_PR}/{NUM_PR}")
            place = NO_LIST if found is None else read_list_place(found)
            if num_id is None and place.num_id is not None:
                num_id, owner = place.num_id, style.get(STYLE_ID)
            if level is None:
                level = place.level
        return ListPlace(num_id, level, owner)

    def _styled(self, paragraph_style: str | None, run_style: str | None) -> RunLook:
        key = (paragraph_style, run_style)
        if key not in self._looks:
            self._looks[key] = self._compute(*key)
        return self._looks[key]

    def _compute(self, paragraph_style: str | None, run_style: str | None) -> RunLook:
        """A toggle that is on in both the paragraph's and the character style is off (ECMA-376 part 1, 17.7.3)."""
        name = paragraph_style if paragraph_style in self._styles else self._default_paragraph
        paragraph, run = self._merged(name), self._merged(run_style)
        is_hidden = bool(self._defaults.get("vanish")) or (bool(paragraph.get("vanish")) is not bool(run.get("vanish")))
        fonts = {**self._defaults, **paragraph, **run}
        return RunLook(
            is_hidden, _slot(fonts, "ascii", None), _slot(fonts, "hAnsi", None), _slot(fonts, "eastAsia", None)
        )

    def _merged(self, name: str | None) -> dict[str, str | bool | None]:
        merged: dict[str, str | bool | None] = {}
        for style in self._chain(name):
            merged = {**_own_look(style.find(R_PR)), **merged}
        return merged

    def _chain(self, name: str | None) -> Iterator[_Element]:
        """The style of this name and those it is based on, nearest first."""
        seen: set[str] = set()
        while name is not None and name not in seen and name in self._styles:
            seen.add(name)
            style = self._styles[name]
            yield style
            name = value_of(style, _BASED_ON)


def read_list_place(found: _Element) -> ListPlace:
    """What a `w:numPr` says."""
    level = value_of(found, ILVL)
    return ListPlace(value_of(found, NUM_ID), int(level) if level and level.isdecimal() else None)


def _own_look(properties: _Element | None) -> dict[str, str | bool | None]:
    """What run properties say themselves: `vanish`, and the font of each slot (None: no symbol font)."""
    found: dict[str, str | bool | None] = {}
    if properties is None:
        return found
    vanish, fonts = _said(properties)
    if vanish is not None:
        found["vanish"] = vanish
    for attributes in fonts:
        found |= _fonts(attributes)
    return found


_Fonts = tuple[tuple[tuple[str, str], ...], ...]


def _said(properties: _Element) -> tuple[bool | None, _Fonts]:
    """Whether run properties say that the run is hidden, None where they do not say, and the fonts they name.

    Most runs of a document say the same.
    """
    vanish: bool | None = None
    fonts: _Fonts = ()
    for element in properties:
        tag = element.tag
        if tag == R_FONTS:
            fonts = (*fonts, tuple(element.items()))
        elif tag == VANISH:
            vanish = is_on(element.get(VAL))
    return vanish, fonts


def _over(base: RunLook, own: Mapping[str, str | bool | None]) -> RunLook:
    """A look with what a run says itself."""
    return RunLook(
        is_hidden=bool(own.get("vanish", base.is_hidden)),
        ascii=_slot(own, "ascii", base.ascii),
        latin=_slot(own, "hAnsi", base.latin),
        east=_slot(own, "eastAsia", base.east),
    )


@lru_cache(maxsize=1024)
def _fonts(attributes: tuple[tuple[str, str], ...]) -> dict[str, str | None]:
    """The symbol font of each slot that `w:rFonts` sets; None for a font of letters."""
    given = dict(attributes)
    found: dict[str, str | None] = {}
    for slot, name, theme in _SLOTS:
        if theme in given:
            found[slot] = None
        elif name in given:
            found[slot] = given[name] if is_symbol_font(given[name]) else None
    if given.get(_HINT) == "eastAsia" and found.get("eastAsia") is not None:
        found["hAnsi"] = found["eastAsia"]
    return found


def _slot(own: Mapping[str, str | bool | None], slot: str, inherited: str | None) -> str | None:
    value = own.get(slot, inherited)
    return value if isinstance(value, str) else None
