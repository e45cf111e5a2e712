"""Markup → a tree, with what libxml2 would lose put right before.

libxml2 forgives most of what browsers do, but it drops all behind `</html>` and all that follows an element nested
too deeply, and it makes one row of those that begin without `<tr>`.
"""

from __future__ import annotations

import re
from typing import Any

from gkml_extract.extractors.html.hidden import mark_hidden
from gkml_extract.extractors.html.sniff import begins_as_html
from gkml_extract.extractors.html.walk import Page, TooDeepError, walk
from gkml_extract.model.errors import CorruptSourceError
from gkml_extract.regex import regex

_ENDS = regex(r"</(?:body|html)\s*>|<\?xml\b[^>]*>|\0", re.IGNORECASE)
_INLINE = regex(
    r"</?(?:font|span|b|i|u|a|strong|em|center|small|big|o:p|form|label|nobr|ins|del|s|code|tt)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_BLOCK = regex(
    r"</?(?:div|section|article|main|blockquote|fieldset|dl|dd|dt|ul|ol|li|p)(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_ROW_WITHOUT_START = regex(r"(</tr\s*>\s*)(?=<t[dh][\s>])", re.IGNORECASE)
_TABLE_TAG = regex(r"<(/?)table\b", re.IGNORECASE)
_SHOWN_AS = regex(
    r"display\s*:\s*(table(?:-row-group|-header-group|-footer-group|-row|-cell|-caption)?)\s*(?:;|!|$)", re.IGNORECASE
)
_TABLE_TAGS = {
    "table": "table", "table-row-group": "tbody", "table-header-group": "thead", "table-footer-group": "tfoot",
    "table-row": "tr", "table-cell": "td", "table-caption": "caption",
}  # fmt: skip
_NAMED_RULE = regex(r"([^{}]*)\{([^{}]*)\}")
_CLASS = regex(r"(?:^|[\s>])(?:[a-z]+)?\.([\w-]+)\s*$")
_COMMENT = regex(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ROLES = {
    "table": "table", "grid": "table", "treegrid": "table", "rowgroup": "tbody", "row": "tr", "cell": "td",
    "gridcell": "td", "columnheader": "th", "rowheader": "th",
}  # fmt: skip
"""Roles of a table's parts. Source: WAI-ARIA 1.2, 5.4."""
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_HEADING = regex(r"^\s{0,3}#{1,6}\s+", re.MULTILINE)


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
    mark_hidden(root)
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
    """Makes tables of elements that say they are: by `display: table-cell`, their own or their class's, or by role.

    A row or cell by role counts only within a table by role: lists and menus have such rows too.
    """
    of_class = _display_of_classes(root)
    by_class: list[tuple[Any, str]] = []
    for element in root.iter("div", "ul", "li", "span", "dl", "dt", "dd", "p", "section"):
        style = element.get("style")
        shown = _SHOWN_AS.search(style) if style else None
        if shown:
            element.tag = _TABLE_TAGS[shown[1].lower()]
            continue
        for name in (element.get("class") or "").split() if of_class else ():
            if name in of_class:
                by_class.append((element, element.tag))
                element.tag = _TABLE_TAGS[of_class[name]]
                break
    for element, tag in by_class:  # a frame around the page that is drawn as a table has no rows
        if element.tag == "table" and next(element.iter("tr", "td"), None) is None:
            element.tag = tag
    for table in root.xpath("//*[@role='table' or @role='grid' or @role='treegrid']"):
        if table.tag in _TABLE_PARTS:
            continue
        for element in table.iter("*"):
            _name_by_role(element)


def _name_by_role(element: Any) -> None:
    tag = _ROLES.get((element.get("role") or "").strip().lower())
    if tag is None or element.tag in _TABLE_PARTS:
        return
    element.tag = tag
    for span in ("colspan", "rowspan"):
        stated = element.get(f"aria-{span}")
        if stated and element.get(span) is None:
            element.set(span, stated)


def _display_of_classes(root: Any) -> dict[str, str]:
    """What the style sheets of the page itself show as parts of a table, by class: `.td { display: table-cell }`."""
    found: dict[str, str] = {}
    for sheet in root.iter("style"):
        text = _COMMENT.sub("", sheet.text or "")
        for selectors, body in _NAMED_RULE.findall(text) if "table" in text else ():
            shown = _SHOWN_AS.search(body)
            for selector in selectors.split(",") if shown else ():
                name = _CLASS.search(selector.strip())
                if shown and name:
                    found[name[1]] = shown[1].lower()
    return found


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
