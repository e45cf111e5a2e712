"""Fields: which text between `begin` and `end` is printed, and what fields print that hold no result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gkml_extract.extractors.word.controls import TICKED, UNTICKED
from gkml_extract.extractors.word.names import FF_DATA, VAL, is_on, w
from gkml_extract.extractors.word.symbols import symbol
from gkml_extract.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE, _CHECK_BOX, _CHECKED, _DEFAULT = w("fldCharType"), w("checkBox"), w("checked"), w("default")
_DROP_DOWN, _RESULT, _ENTRY = w("ddList"), w("result"), w("listEntry")
_OVERLAY = regex(r"^\s*EQ\s+\\o\s*(?:\\a[clrd]\s*)?[(（](.*)[)）]\s*$", re.IGNORECASE | re.DOTALL)
_SWITCH = regex(r"\\[a-z]+\s*\d*|[()（）]", re.IGNORECASE)
_SYMBOL = regex(r"^\s*SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s+\"?([^\"\\]+)\"?)?", re.IGNORECASE | re.DOTALL)
_SQUARES = "□口☐◻▢"
_CIRCLES = "○〇◯O"
_TICKS, _CROSSES = "√✓✔", "×✗✘xX╳"
_FILLED = "■█"


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction so far, and how much of the paragraph was read when its result began."""

    begun_at: int
    instruction: list[str] = field(default_factory=list)
    is_result: bool = False
    is_settled: bool = False
    choice: str = ""


class Fields:
    """The fields open at a place of a paragraph. A field left open at its paragraph's end mutes nothing after it.

    `shown_to` is how much of the paragraph was read when the last text other than blanks was.
    """

    def __init__(self) -> None:
        self.shown_to = 0
        self._open: list[_Field] = []
        self._n_muting = 0

    @property
    def is_muted(self) -> bool:
        """Whether text here belongs to an instruction, or to the result of a check box."""
        return self._n_muting > 0

    def instruct(self, text: str) -> None:
        """Adds to the instruction of the innermost field."""
        if self._open and not self._open[-1].is_result:
            self._open[-1].instruction.append(text)

    def mark(self, element: _Element, out: list[str]) -> None:
        """Reads a `w:fldChar`; what the field prints by itself is added to `out`."""
        kind = element.get(_TYPE)
        if kind == "begin":
            self._begin(element, out)
        elif kind == "separate" and self._open and not self._open[-1].is_result:
            current = self._open[-1]
            current.is_result, current.begun_at = True, len(out)
            self._n_muting -= not current.is_settled
        elif kind == "end" and self._open:
            current = self._open.pop()
            self._n_muting -= current.is_settled or not current.is_result
            if self.shown_to <= current.begun_at and not current.is_settled and not self.is_muted:
                self._show(current.choice or printed_by_instruction("".join(current.instruction)), out)

    def _show(self, text: str, out: list[str]) -> None:
        if text:
            out.append(text)
            self.shown_to = len(out)

    def _begin(self, element: _Element, out: list[str]) -> None:
        opened = _Field(begun_at=len(out))
        data = element.find(FF_DATA)
        if data is not None:
            box, choices = data.find(_CHECK_BOX), data.find(_DROP_DOWN)
            if box is not None:
                if not self.is_muted:
                    self._show(TICKED if _is_checked(box) else UNTICKED, out)
                opened.is_settled = True
            elif choices is not None:
                opened.choice = _chosen(choices)
        self._open.append(opened)
        self._n_muting += 1


def _is_checked(box: _Element) -> bool:
    """By what the person ticked, else by the form's default."""
    for tag in (_CHECKED, _DEFAULT):
        found = box.find(tag)
        if found is not None:
            return is_on(found.get(VAL))
    return False


def _chosen(choices: _Element) -> str:
    """The entry that a drop-down field shows: the chosen one, else the default, else the first."""
    entries = [str(entry.get(VAL, "")) for entry in choices.iterfind(_ENTRY)]
    for tag in (_RESULT, _DEFAULT):
        found = choices.find(tag)
        index = "" if found is None else found.get(VAL, "")
        if index.isdecimal() and int(index) < len(entries):
            return entries[int(index)]
    return entries[0] if entries else ""


def printed_by_instruction(instruction: str) -> str:
    r"""What a field without a result prints: an overlay of characters, or a symbol by its code.

    Word's 带圈字符 is such an overlay; offices make ticked boxes with it: EQ \o\ac(□,√).

    >>> printed_by_instruction(r"EQ \o\ac(□,√)")
    '☑'
    """
    if found := _OVERLAY.match(instruction):
        return _overlaid([part.strip() for part in re.split("[,，;；]", found[1])])
    if found := _SYMBOL.match(instruction):
        code = int(found[1], 0)
        font = (found[2] or "").strip()
        return symbol(font, code) or (chr(code) if 0x20 <= code < 0x110000 and not font else "")
    return ""


def _overlaid(parts: list[str]) -> str:
    """Characters printed over one another as one: a mark in a box, a number in a circle."""
    parts = [_SWITCH.sub("", part).strip() for part in parts]
    frame = next((part for part in parts if part and part in _SQUARES + _CIRCLES), None)
    rest = "".join(part for part in parts if part != frame)
    if frame is None or not rest:
        return frame or rest
    if rest in _TICKS:
        return TICKED if frame in _SQUARES else rest
    if rest in _CROSSES:
        return "☒" if frame in _SQUARES else rest
    if rest in _FILLED:
        return rest
    if frame in _CIRCLES and rest.isdecimal() and 1 <= int(rest) <= 20:
        return chr(ord("①") + int(rest) - 1)
    return rest
