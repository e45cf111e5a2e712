"""A parsed page → its paragraphs and tables as they are written, by one walk without recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from gkml_extract.extractors.html.flow import Flow, RawBlock, RawCell, RawRow, RawTable
from gkml_extract.extractors.html.symbols import TICKS, list_number, read_symbols, symbol_font
from gkml_extract.regex import regex

MAX_DEPTH = 2000
"""Elements inside one another: libxml2 gives up at 2048 and leaves out all that follows."""
MAX_NESTED_TABLES = 40
"""Tables inside one another; of one that is deeper, the cells count as those of the table around it."""
MAX_SPAN = 1000
"""Largest `colspan`. Source: HTML standard, 4.9.11; browsers take the same."""
MAX_ROWSPAN = 65534
"""Likewise."""

_UNSEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "noframes", "title", "meta", "link", "base", "rt", "rp", "rtc",
     "svg", "math", "object", "iframe", "audio", "video", "canvas", "datalist", "xml", "colgroup", "col", "map"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
     "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
     "ul", "optgroup", "option", "dir", "xmp", "plaintext"}
)  # fmt: skip
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_HIDING = regex(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE)
_KEEPS_PLACE = regex(r"visibility\s*:\s*hidden", re.IGNORECASE)
_LIST_STYLE = regex(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_SHOWN_INPUTS = frozenset({"", "text", "search", "tel", "url", "email", "number", "date", "month", "week", "time"})
_ESCAPED_TWICE = regex(r"&(?:nbsp|[lr][sd]quo|mdash|hellip|middot|emsp|ensp|#\d{2,6});")
"""Marks that an editor escaped once more: a browser shows them as they are written."""
_STRUCK = frozenset({"s", "strike", "del"})
_DRAWN = frozenset({"svg", "canvas", "object"})
_ICONS = frozenset({"i", "span", "em", "b"})
_ICON = regex(r"(?:^|[-_ ])(?:check(?:ed|mark)?|tick|ok|right|gou|dui|duigou|yes|close|times|cross|cha)(?:$|[-_ ])")
"""Classes of fonts of icons: fa-check, glyphicon-ok, icon-gou."""
_SPACER = regex(r"(?:blank|spacer?|pixel|transparent|clear|line|dot)[\w-]*\.(?:gif|png)|^data:image/gif", re.IGNORECASE)
_NUMBER = regex(r"\s*\+?(\d{1,9})")
_START = regex(r"\s*([+-]?\d{1,9})")


class TooDeepError(Exception):
    """The page has more than MAX_DEPTH elements inside one another: part of it may be lost."""


@dataclass(slots=True)
class _Draft:
    """A table that is open: its rows so far, the row group and the row that take the next cell."""

    table: RawTable = field(default_factory=RawTable)
    group: int = 0
    kind: str = "tbody"
    row: RawRow | None = None
    is_in_group: bool = False

    def open_group(self, kind: str) -> None:
        self.group += 1
        self.kind, self.row, self.is_in_group = kind, None, True

    def close_group(self) -> None:
        self.group += 1
        self.kind, self.row, self.is_in_group = "tbody", None, False

    def open_row(self) -> RawRow:
        self.row = RawRow(self.group, self.kind)
        self.table.rows.append(self.row)
        return self.row


@dataclass(slots=True)
class _Frame:
    """An open table (`draft`), or what takes text (`flow`): the page, a caption, a cell with its spans.

    `n_fonts`, `n_lists` and `n_pre` were open around it: they do not reach into it.
    """

    element: Any
    flow: Flow | None = None
    draft: _Draft | None = None
    cell: RawCell | None = None
    n_fonts: int = 0
    n_lists: int = 0
    n_pre: int = 0


@dataclass(slots=True)
class Page:
    """What a walk found: the blocks of the page, and the hidden texts that stood in tables or held them.

    `has_frames` says that it shows other pages, which are files of their own; `struck` are texts of tables that are
    struck out.
    """

    blocks: list[RawBlock]
    hidden: list[str]
    has_frames: bool = False
    struck: tuple[str, ...] = ()


def walk(root: Any) -> Page:
    """The blocks of a page in the order in which a browser shows them.

    Raises:
        TooDeepError: the page is nested so deeply that its end may be lost.
    """
    from lxml import etree

    walker = _Walker()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    depth = 0
    for event, element in events:
        if event == "start":
            depth += 1
            if depth > MAX_DEPTH:
                raise TooDeepError
            if not walker.start(element):
                events.skip_subtree()
        elif event == "end":
            depth -= 1
            walker.end(element)
        if event != "start" and element.tail:
            walker.text(element.tail)
    return walker.page()


class _Walker:
    def __init__(self) -> None:
        self._root = Flow()
        self._frames: list[_Frame] = [_Frame(None, flow=self._root)]
        self._fonts: list[tuple[Any, str | None]] = []
        self._lists: list[tuple[Any, list[int], str]] = []
        self._pre: list[Any] = []
        self._hidden: list[str] = []
        self._skipped: Any = None
        self._n_tables = 0
        self._has_frames = False
        self._struck: list[str] = []

    def page(self) -> Page:
        self._root.end_paragraph()
        return Page(self._root.blocks, self._hidden, self._has_frames, tuple(filter(None, self._struck)))

    def text(self, text: str) -> None:
        """Text of the innermost cell, or of the page. A browser puts text between cells before the table."""
        if self._frames[-1].draft is not None and text.isspace():
            return
        frame = self._frames[-1]
        if "&" in text:
            text = _ESCAPED_TWICE.sub(lambda found: unescape(found[0]), text)
        font = self._fonts[-1][1] if len(self._fonts) > frame.n_fonts else None
        is_preformatted = len(self._pre) > frame.n_pre
        self._flow().add(read_symbols(text, font), is_preformatted=is_preformatted)

    def _flow(self) -> Flow:
        """What takes text: the innermost cell or caption, or the page. Between two cells it is what holds the table."""
        flow = self._frames[-1].flow
        return flow or next(frame.flow for frame in reversed(self._frames) if frame.flow is not None)

    def start(self, element: Any) -> bool:
        """Opens an element; false where what is inside is not walked."""
        tag = element.tag
        self._has_frames |= tag in ("frame", "iframe")
        if tag in _UNSEEN:
            if tag in _DRAWN:
                self._draw()
            return self._skip(element)
        if self._is_hidden(element):
            self._hide(element, tag)
            return self._skip(element)
        if tag in ("td", "th", "tr", "table", "caption") or tag in _GROUPS:
            self._start_table_part(element, tag)
        elif tag in _CONTROLS:
            self._control(element, tag)
            return self._skip(element)
        elif tag == "br":
            self._flow().break_line()
        elif tag in _BLOCKS:
            self._start_block(element, tag)
        elif tag == "q":
            self._flow().add("“")
        elif tag in _STRUCK and self._n_tables:
            self._struck.append("".join("".join(_shown_texts(element)).split()))
        elif tag in _ICONS and (name := element.get("class")) and _ICON.search(name):
            self._draw()
        self._open_font(element)
        if element.text:
            self.text(element.text)
        return True

    def _skip(self, element: Any) -> bool:
        self._skipped = element
        return False

    def _open_font(self, element: Any) -> None:
        names = f"{element.get('face') or ''} {element.get('style') or ''}".lower()
        if "font-family" in names or element.get("face"):
            self._fonts.append((element, symbol_font(names)))

    def end(self, element: Any) -> None:
        """Closes an element."""
        if self._skipped is element:
            self._skipped = None
            return
        tag = element.tag
        if self._frames[-1].element is element:
            self._close_frame()
        elif tag in _GROUPS and self._frames[-1].draft is not None:
            self._frames[-1].draft.close_group()
        elif tag == "tr" and self._frames[-1].draft is not None:
            self._frames[-1].draft.row = None
        elif tag == "table" and self._frames[-1].draft is not None:
            self._flush_table(self._frames[-1].draft)
        elif tag in _BLOCKS:
            self._end_block(element, tag)
        elif tag == "q":
            self._flow().add("”")
        if self._fonts and self._fonts[-1][0] is element:
            self._fonts.pop()

    # --- blocks and lists

    def _start_block(self, element: Any, tag: str) -> None:
        flow = self._flow()
        flow.end_paragraph()
        if tag == "ol":
            step = -1 if element.get("reversed") is not None else 1
            n_items = sum(1 for child in element if child.tag == "li") if step < 0 else 1
            found = _START.match(element.get("start") or "")
            self._lists.append((element, [int(found[1]) if found else n_items, step], _list_style(element, "decimal")))
        elif tag in ("ul", "menu", "dir"):
            self._lists.append((element, [0, 0], "none"))
        elif tag == "li":
            self._number_item(element, flow)
        elif tag in ("pre", "listing", "xmp", "plaintext"):
            self._pre.append(element)

    def _number_item(self, element: Any, flow: Flow) -> None:
        if len(self._lists) == self._frames[-1].n_lists:
            return
        _, counter, style = self._lists[-1]
        found = _START.match(element.get("value") or "")
        if found:
            counter[0] = int(found[1])
        if style != "none":
            flow.mark(list_number(counter[0], _list_style(element, style)))
        counter[0] += counter[1]

    def _end_block(self, element: Any, tag: str) -> None:
        flow = self._flow()
        if tag == "li":
            flow.end_marker()
        flow.end_paragraph()
        if self._lists and self._lists[-1][0] is element:
            self._lists.pop()
        if self._pre and self._pre[-1] is element:
            self._pre.pop()

    # --- tables

    def _start_table_part(self, element: Any, tag: str) -> None:
        if tag == "table":
            self._start_table(element, self._frames[-1].draft)
            return
        if len(self._frames) > 1 and self._frames[-1].draft is None:
            # Such as <td><div>甲<td>乙: libxml2 puts the second cell into the first, the standard closes that.
            self._close_frame()
        draft = self._frames[-1].draft
        if draft is None:
            # A part of a table outside any: a browser drops the tag and keeps the text.
            self._flow().end_paragraph()
        elif tag in _GROUPS:
            draft.open_group(tag)
        elif tag == "tr":
            draft.open_row()
        elif tag == "caption":
            self._open_flow(element)
        else:
            row = draft.row or draft.open_row()
            cell = RawCell(
                [], _span(element.get("rowspan"), 0, MAX_ROWSPAN), _span(element.get("colspan"), 1, MAX_SPAN)
            )
            row.cells.append(cell)
            self._open_flow(element, cell)

    def _open_flow(self, element: Any, cell: RawCell | None = None) -> None:
        n_fonts, n_lists, n_pre = len(self._fonts), len(self._lists), len(self._pre)
        self._frames.append(_Frame(element, flow=Flow(), cell=cell, n_fonts=n_fonts, n_lists=n_lists, n_pre=n_pre))

    def _start_table(self, element: Any, outer: _Draft | None) -> None:
        if outer is not None:
            # A table between the rows of another closes it (HTML standard, 13.2.6.4.9).
            self._flush_table(outer)
            return
        self._flow().end_paragraph()
        if self._n_tables < MAX_NESTED_TABLES:
            self._n_tables += 1
            self._frames.append(_Frame(element, draft=_Draft()))

    def _flush_table(self, draft: _Draft) -> None:
        """Puts out what a table has so far; what follows is another one."""
        self._flow().add_table(draft.table)
        draft.table, draft.row = RawTable(), None

    def _close_frame(self) -> None:
        frame = self._frames.pop()
        if frame.draft is not None:
            self._n_tables -= 1
            self._flow().add_table(frame.draft.table)
            return
        flow = frame.flow
        assert flow is not None
        flow.end_paragraph()
        if frame.cell is not None:
            frame.cell.blocks, frame.cell.parted = flow.blocks, flow.parted
            return
        draft = self._frames[-1].draft
        assert draft is not None
        draft.table.captions += [block for block in flow.blocks if isinstance(block, str)]

    # --- what is hidden, and controls

    @staticmethod
    def _is_hidden(element: Any) -> bool:
        style = element.get("style")
        return element.get("hidden") is not None or (style is not None and bool(_HIDING.search(style)))

    def _hide(self, element: Any, tag: str) -> None:
        """Notes text that is hidden in a table, or with one. A cell may keep its place without its text."""
        draft = self._frames[-1].draft
        if draft is not None and tag in ("td", "th") and _KEEPS_PLACE.search(element.get("style") or ""):
            _open_cell(element, draft)
        if self._n_tables or tag == "table" or element.find(".//table") is not None:
            text = " ".join("".join(_shown_texts(element)).split())
            if text:
                self._hidden.append(text)

    def _draw(self) -> None:
        """Notes that something is drawn in the innermost cell."""
        cell = self._frames[-1].cell
        if cell is not None:
            cell.has_picture = True

    def _control(self, element: Any, tag: str) -> None:
        flow = self._flow()
        if tag == "img":
            text = (element.get("alt") or "").strip()
            flow.add(text if text in TICKS else "")
            if text not in TICKS and not _is_spacer(element):
                self._draw()
        elif tag == "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None]
            flow.add(" ".join(" ".join(option.itertext()) for option in chosen or options[:1]))
        elif tag == "textarea":
            flow.add("".join(element.itertext()), is_preformatted=True)
        elif tag == "input":
            kind = (element.get("type") or "").strip().lower()
            if kind in ("checkbox", "radio"):
                checked = element.get("checked")
                flow.add("☐" if checked is None or checked.strip().lower() == "false" else "☑")
            elif kind in _SHOWN_INPUTS:
                flow.add(element.get("value") or "")


def _is_spacer(image: Any) -> bool:
    """Whether a picture only keeps room, or draws a line."""
    return _SPACER.search(image.get("src") or "") is not None or any(
        (image.get(side) or "").strip().removesuffix("px") in ("0", "1", "2") for side in ("width", "height")
    )


_CONTROLS = frozenset({"img", "select", "textarea", "input"})


def _open_cell(element: Any, draft: _Draft) -> RawCell:
    """A new cell in the open row of a table."""
    row = draft.row or draft.open_row()
    rowspan = _span(element.get("rowspan"), 0, MAX_ROWSPAN)
    row.cells.append(RawCell([], rowspan, _span(element.get("colspan"), 1, MAX_SPAN)))
    return row.cells[-1]


def _shown_texts(element: Any) -> Iterator[str]:
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in _UNSEEN and node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail


def _list_style(element: Any, default: str) -> str:
    found = _LIST_STYLE.search(element.get("style") or "")
    if found:
        return found[1].lower()
    return (element.get("type") or "").strip() or default


def _span(text: str | None, least: int, most: int) -> int:
    """A span as browsers read it: 1 where it is no number; within its limits."""
    found = _NUMBER.match(text or "")
    return min(max(int(found[1]), least), most) if found else 1
