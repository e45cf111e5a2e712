"""The text of a paragraph as Word prints it: runs, symbols, fields, boxes, revisions, automatic numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gkml_extract.extractors.word.fields import Fields, printed_by_instruction
from gkml_extract.extractors.word.names import (
    ALTERNATE,
    BLANKS,
    BLIP,
    BREAKS,
    CHOICE,
    DEL,
    DRAWING,
    FALLBACK,
    FLD_CHAR,
    FLD_SIMPLE,
    IMAGE_DATA,
    INSTR_TEXT,
    MATH,
    MATH_PARA,
    MATH_TEXT,
    MOVE_FROM,
    NUM_PR,
    OBJECT,
    OLE_OBJECT,
    P_PR,
    P_STYLE,
    PICT,
    R_PR,
    RUBY,
    SDT,
    SDT_CONTENT,
    SYM,
    TEXT_PATH,
    THROUGH,
    TXBX_CONTENT,
    VAL,
    VANISH,
    R,
    T,
    first,
    is_on,
    w,
)
from gkml_extract.extractors.word.styles import NO_LIST, PLAIN, ListPlace, RunLook, read_list_place
from gkml_extract.extractors.word.symbols import is_private, symbol
from gkml_extract.extractors.word.wraps import join_lines
from gkml_extract.regex import regex
from gkml_extract.text import clean, parts_at_blanks

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gkml_extract.extractors.word.numbering import Numbering
    from gkml_extract.extractors.word.styles import Styles

_BREAK = "\v"
"""A line break inside a paragraph, until its lines are joined; no other text has this character."""
_LAID_OUT = regex("[\t\r\n]")
"""White space that a program puts into the XML of a text to make it readable: Word prints a blank."""
_NO_BREAK_HYPHEN, _RUBY_BASE = w("noBreakHyphen"), w("rubyBase")
_NOTE_REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_FONT, _CHAR, _ID, _INSTR = w("font"), w("char"), w("id"), w("instr")
_STRING, _PROGRAM = "string", "ProgID"
_GRAPHICS = frozenset({DRAWING, PICT, OBJECT})
_SHOWN = (T, SYM, TXBX_CONTENT, BLIP, IMAGE_DATA, TEXT_PATH, MATH_TEXT)


@dataclass(slots=True)
class Tally:
    """What was met on the way and is told in notes."""

    hidden: list[str] = field(default_factory=list)
    unknown_symbols: dict[tuple[str, int], int] = field(default_factory=dict)
    note_ids: dict[str, list[str]] = field(default_factory=dict)
    n_pictures: int = 0
    n_drawings: int = 0
    n_embedded: int = 0
    parted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Texts of paragraphs that lost blanks, with what stood between these."""


class ParagraphText(NamedTuple):
    """A paragraph: its text, the text boxes anchored in it, and whether its mark is deleted or hidden, so that the
    next paragraph goes on in it."""

    text: str
    boxes: tuple[_Element, ...] = ()
    is_open: bool = False


class ParagraphReader:
    """Reads paragraphs in document order: the lists count as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering, *, has_open_marks: bool = True) -> None:
        """`has_open_marks` says whether any paragraph's mark may be deleted or hidden: else none is looked at."""
        self.tally = Tally()
        self._styles = styles
        self._numbering = numbering
        self._has_open_marks = has_open_marks
        self._style: str | None = None
        self._look = PLAIN
        self._fields = Fields()
        self._out: list[str] = []
        self._boxes: list[_Element] = []
        self._in_run: dict[str, Callable[[_Element], None]] = {
            FLD_CHAR: lambda element: self._fields.mark(element, self._out),
            INSTR_TEXT: lambda element: self._fields.instruct(element.text or ""),
            ALTERNATE: self._alternate_in_run,
            RUBY: self._ruby,
        }
        self._in_run |= dict.fromkeys(BREAKS, lambda _: self._print(_BREAK))
        self._in_run |= dict.fromkeys(BLANKS, lambda _: self._print(" "))
        self._in_run |= dict.fromkeys(_GRAPHICS, self._graphic)
        self._in_run |= dict.fromkeys(_NOTE_REFERENCES, self._note_reference)
        self._in_run[_NO_BREAK_HYPHEN] = lambda _: self._print("-")

    def read(self, paragraph: _Element) -> ParagraphText:
        """The paragraph's text with its number before it; wraps removed, real breaks as line feeds."""
        properties = first(paragraph, P_PR)
        style, own, is_deleted, is_hidden = None, NO_LIST, False, False
        for element in () if properties is None else properties:  # to have them chosen by lxml takes twice as long
            tag = element.tag
            if tag == P_STYLE:
                style = element.get(VAL)
            elif tag == NUM_PR:
                own = read_list_place(element)
            elif tag == R_PR and self._has_open_marks:
                is_deleted, is_hidden = _mark_state(element)
        self._begin(style)
        self._walk(paragraph)
        text = "".join(self._out)
        if not is_deleted and not (is_hidden and not text.strip()):
            text = self._number(style, own) + text
        if _BREAK in text:
            joined = join_lines(text.split(_BREAK))
        else:
            joined = clean(text)
            if len(joined) < len(text) and (parts := parts_at_blanks(text)):
                self.tally.parted[joined] = parts
        return ParagraphText(joined, tuple(self._boxes), is_deleted or is_hidden)

    def _begin(self, style: str | None) -> None:
        self._style, self._look = style, self._styles.look(style, None)
        self._out, self._boxes = [], []
        self._fields = Fields()

    def _number(self, style: str | None, own: ListPlace) -> str:
        """The automatic number, by the paragraph's own list, else its style's."""
        if own.num_id is not None and own.level is not None:
            return self._numbering.next_text(own.num_id, own.level)
        styled = self._styles.list_place(style)
        num_id = own.num_id or styled.num_id
        if num_id is None:
            return ""
        level = own.level
        if own.num_id is None:
            for name in (style, styled.style):
                if level is None and name is not None:
                    level = self._numbering.level_of_style(num_id, name)
        return self._numbering.next_text(num_id, (styled.level or 0) if level is None else level)

    def _walk(self, parent: _Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child)
            elif tag in THROUGH:
                self._walk(child)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    self._walk(content)
            elif tag == FLD_SIMPLE:
                self._simple_field(child)
            elif tag == ALTERNATE:
                branch = chosen_branch(child)
                if branch is not None:
                    self._walk(branch)
            elif tag in (MATH, MATH_PARA):
                self._print("".join(text.text or "" for text in child.iter(MATH_TEXT)))

    def _simple_field(self, element: _Element) -> None:
        before = len(self._out)
        self._walk(element)
        if self._fields.shown_to <= before:
            self._print(printed_by_instruction(element.get(_INSTR, "")))

    def _run(self, run: _Element) -> None:
        """A run's properties stand before its content."""
        look = self._look
        for child in run:
            tag = child.tag
            if tag == R_PR:
                look = self._styles.look(self._style, child)
            elif look.is_hidden:
                self._hide(child)
            elif tag == T:
                self._text(child.text, look)
            elif tag == SYM:
                self._symbol(child)
            elif tag in self._in_run:
                self._in_run[tag](child)

    def _text(self, text: str | None, look: RunLook) -> None:
        if not text:
            return
        if look.has_symbols or not text.isprintable():  # white space and private characters are not
            text = "".join(self._shown(char, look) for char in _LAID_OUT.sub(" ", text))
        self._print(text)

    def _print(self, text: str) -> None:
        if not self._fields.is_muted:
            self._out.append(text)
            if not text.isspace():
                self._fields.shown_to = len(self._out)

    def _shown(self, char: str, look: RunLook) -> str:
        """What a character shows in the fonts of its run."""
        font = look.font_of(char)
        if char.isspace() or not (is_private(char) or (font and ord(char) < 0x100)):
            return char
        return self._symbol_or_note(font, ord(char))

    def _symbol(self, element: _Element) -> None:
        try:
            code = int(element.get(_CHAR, ""), 16)
        except ValueError:
            return
        if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000:
            self._print(self._symbol_or_note(element.get(_FONT), code))

    def _symbol_or_note(self, font: str | None, code: int) -> str:
        """The glyph of a code; one that is not known is noted and kept where it is printable by itself."""
        shown = symbol(font, code)
        if shown is not None and shown != " ":
            return shown
        if not self._fields.is_muted:
            key = (font or "?", code)
            self.tally.unknown_symbols[key] = self.tally.unknown_symbols.get(key, 0) + 1
        return chr(code) if chr(code).isprintable() else ""

    def _hide(self, element: _Element) -> None:
        """Notes the text of a hidden run; fields that it opens or closes still count."""
        if element.tag == FLD_CHAR:
            self._fields.mark(element, [])
        elif element.tag == T and element.text and not self._fields.is_muted:
            self.tally.hidden.append(element.text)

    def _alternate_in_run(self, element: _Element) -> None:
        branch = chosen_branch(element)
        if branch is not None:
            self._run(branch)

    def _ruby(self, element: _Element) -> None:
        """Only the base is text; the reading above it is not."""
        base = element.find(_RUBY_BASE)
        if base is not None:
            self._walk(base)

    def _note_reference(self, element: _Element) -> None:
        part = _NOTE_REFERENCES[element.tag]
        self.tally.note_ids.setdefault(part, []).append(element.get(_ID, ""))

    def _graphic(self, element: _Element) -> None:
        """Text boxes in a drawing are read after the paragraph, once; WordArt is text; pictures are counted."""
        self.tally.n_drawings += element.tag in _GRAPHICS
        for child in element:
            tag = child.tag
            if tag == TXBX_CONTENT:
                self._boxes.append(child)
            elif tag == ALTERNATE:
                branch = chosen_branch(child)
                if branch is not None:
                    self._graphic(branch)
            else:
                if tag in (BLIP, IMAGE_DATA):
                    self.tally.n_pictures += 1
                elif tag == OLE_OBJECT and not child.get(_PROGRAM, "").startswith("Equation"):
                    self.tally.n_embedded += 1
                elif tag == TEXT_PATH and child.get(_STRING):
                    self._print(child.get(_STRING))
                self._graphic(child)


def chosen_branch(alternate: _Element) -> _Element | None:
    """The branch of `mc:AlternateContent` that is read: the first choice that shows something, else the fallback."""
    choices = [*alternate.iterfind(CHOICE), *alternate.iterfind(FALLBACK)]
    for branch in choices:
        if next(branch.iter(*_SHOWN), None) is not None:
            return branch
    return choices[0] if choices else None


def _mark_state(mark: _Element) -> tuple[bool, bool]:
    """Whether a paragraph's mark is deleted, and whether it is hidden, by the mark's run properties."""
    is_deleted = is_hidden = False
    for element in mark.iterchildren(DEL, MOVE_FROM, VANISH):
        if element.tag == VANISH:
            is_hidden = is_on(element.get(VAL))
        else:
            is_deleted = True
    return is_deleted, is_hidden
