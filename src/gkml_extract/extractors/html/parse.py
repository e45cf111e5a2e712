"""Markup → a tree, with what libxml2 would lose put right before.

libxml2 forgives most of what browsers do, but it drops all behind `</html>` and all that follows an element nested
too deeply, and it makes one row of those that begin without `<tr>`.
"""

from __future__ import annotations

import re
from typing import Any

from gkml_extract.extractors.html.sniff import begins_as_html
from gkml_extract.extractors.html.walk import Page, TooDeepError, walk
from gkml_extract.model.errors import CorruptSourceError

_ENDS = re.compile(r"</(?:body|html)\s*>|<\?xml\b[^>]*>|\0", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:font|span|b|i|u|a|strong|em|center|small|big|o:p|form|label|nobr|ins|del|s|code|tt)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:div|section|article|main|blockquote|fieldset|dl|dd|dt|ul|ol|li|p)(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_ROW_WITHOUT_START = re.compile(r"(</tr\s*>\s*)(?=<t[dh][\s>])", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_SHOWN_AS = re.compile(
    r"display\s*:\s*(table(?:-row-group|-header-group|-footer-group|-row|-cell|-caption)?)\s*(?:;|!|$)", re.IGNORECASE
)
_TABLE_TAGS = {
    "table": "table", "table-row-group": "tbody", "table-header-group": "thead", "table-footer-group": "tfoot",
    "table-row": "tr", "table-cell": "td", "table-caption": "caption",
}  # fmt: skip
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+", re.MULTILINE)


def read_page(text: str) -> Page:
    """The blocks of a page.

    Raises:
        CorruptSourceError: it is nested too deeply even without its text markup.
    """
    text = _ROW_WITHOUT_START.sub(r"\1<tr>", _ENDS.sub("", text))
    if not begins_as_html(text):
        text = _with_breaks(text)
    try:
        return _walked(text)
    except TooDeepError:
        pass
    try:
        return _walked(_BLOCK.sub("<p>", _INLINE.sub("", text)))
    except TooDeepError as err:
        raise CorruptSourceError(
            "the page is nested too deeply; open it in a browser, copy its table into a new file and try again",
            "网页嵌套过深；请用浏览器打开，把表格复制到新文件后重试",
        ) from err


def _walked(text: str) -> Page:
    root = _parse(text)
    return walk(root) if root is not None else Page([], [])


def _with_breaks(text: str) -> str:
    """A text with tables in it: outside them a line feed is a break, and a Markdown heading loses its signs."""
    parts: list[str] = []
    at = depth = 0
    for tag in _TABLE_TAG.finditer(text):
        part = text[at : tag.start()]
        parts.append(part if depth else _HEADING.sub("", part).replace("\n", "<p>"))
        at = tag.start()
        depth = max(0, depth + (-1 if tag[1] else 1))
    part = text[at:]
    parts.append(part if depth else _HEADING.sub("", part).replace("\n", "<p>"))
    return "".join(parts)


def _parse(text: str) -> Any:
    """The root of the tree, with rows and cells outside any table put into one; None where nothing is in it."""
    from lxml import etree

    # Without `huge_tree` libxml2 stops at 256 elements inside one another or at a text of 10 MB, and leaves out the
    # rest in silence. The size of a page is bounded by its reader, and HTML has no entities of its own to expand.
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    if root is None:
        return None
    _name_tables(root)
    for part in _loose_parts(root):
        before = part.getprevious()
        if before is not None and before.get("data-gkml") == "loose" and not (before.tail or "").strip():
            before.append(part)
            continue
        table = etree.Element("table")
        table.set("data-gkml", "loose")
        part.addprevious(table)
        table.tail, part.tail = part.tail, None
        table.append(part)
    return root


def _name_tables(root: Any) -> None:
    """Makes tables of elements whose own style says that they are shown as such: `display: table-cell`."""
    for element in root.iter("div", "ul", "li", "span", "dl", "dt", "dd", "p", "section"):
        style = element.get("style")
        shown = _SHOWN_AS.search(style) if style else None
        if shown:
            element.tag = _TABLE_TAGS[shown[1].lower()]


def _loose_parts(root: Any) -> list[Any]:
    """Rows, and cells outside a row, that stand in no table."""
    from lxml import etree

    found: list[Any] = []
    events = etree.iterwalk(root, events=("start",))
    for _, element in events:
        if element.tag in ("tr", "td", "th"):
            found.append(element)
        if element.tag in ("table", "tr", "td", "th"):
            events.skip_subtree()
    return found
