"""Elements that a style sheet of the page itself hides by their class or id: `.hide { display: none }`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gkml_extract.regex import regex
from gkml_extract.text import squeeze

_COMMENT = regex(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BRACE = regex(r"[{}]")
_HIDES = regex(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)\s*(!\s*important)?\s*(?=;|$)", re.IGNORECASE)
_SHOWS = regex(r"(?:^|;)\s*display\s*:\s*(?!none)[\w-]+\s*(!\s*important)?\s*(?=;|$)", re.IGNORECASE)
_OWN_DISPLAY = regex(r"(?:^|;)\s*display\s*:", re.IGNORECASE)
_SIMPLE = regex(r"^(?P<tag>[a-z][\w-]*|\*)?(?P<names>(?:[.#][\w-]+)*)$", re.IGNORECASE)
_NAME = regex(r"([.#])([\w-]+)")
_STEP = regex(r"\s*>\s*|\s+")


@dataclass(frozen=True, slots=True)
class _Simple:
    """`td.hide#x`: what an element must be."""

    tag: str | None
    classes: frozenset[str]
    id: str | None

    def fits(self, element: Any) -> bool:
        """Whether an element is so."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.id is not None and element.get("id") != self.id:
            return False
        return self.classes <= set((element.get("class") or "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector, its last part last, with what it says; `weight` orders rules as CSS does."""

    parts: tuple[_Simple, ...]
    hides: bool
    weight: tuple[bool, int, int, int, int]

    def fits(self, element: Any) -> bool:
        """Whether the rule speaks of an element. `a > b` is read as `a b`."""
        if not self.parts[-1].fits(element):
            return False
        wanted = list(self.parts[:-1])
        for ancestor in element.iterancestors() if wanted else ():
            if wanted and wanted[-1].fits(ancestor):
                wanted.pop()
        return not wanted


def mark_hidden(root: Any) -> None:
    """Gives each element that a class or an id hides the attribute `hidden`.

    An element that holds a table keeps it: pages show one tab at a time, and a reader opens the others. But it is
    hidden where all its tables stand in the page once more, such as those for telephones. One whose own style says how
    it is displayed is left to that.
    """
    by_name = _rules_by_name(root)
    if not any(rule.hides for rules in by_name.values() for rule in rules):
        return
    held_back: list[Any] = []
    for element in root.xpath("//*[@class or @id]"):
        names = [f".{name}" for name in (element.get("class") or "").split()]
        names += [f"#{name}"] if (name := element.get("id")) else []
        rules = [rule for name in names for rule in by_name.get(name, ()) if rule.fits(element)]
        if not rules or not max(rules, key=lambda rule: rule.weight).hides:
            continue
        if _OWN_DISPLAY.search(element.get("style") or ""):
            continue
        if element.tag == "table" or element.find(".//table") is not None:
            held_back.append(element)
        else:
            element.set("hidden", "")
    if held_back:
        _hide_copies(root, held_back)


def _hide_copies(root: Any, held_back: list[Any]) -> None:
    """Hides those of the elements all of whose tables stand outside of them all as well."""
    texts = {table: squeeze("".join(table.itertext())) for table in root.iter("table")}
    inside = {table for element in held_back for table in element.iter("table")}
    shown = {text for table, text in texts.items() if table not in inside}
    for element in held_back:
        if all(texts[table] in shown for table in element.iter("table")):
            element.set("hidden", "")


def _rules_by_name(root: Any) -> dict[str, list[_Rule]]:
    """The rules of the page that hide or show, by each class and id in their last part."""
    found: dict[str, list[_Rule]] = defaultdict(list)
    for rule in _rules(root):
        last = rule.parts[-1]
        for name in sorted(last.classes):
            found[f".{name}"].append(rule)
        if last.id is not None:
            found[f"#{last.id}"].append(rule)
    return found


def _rules(root: Any) -> Iterator[_Rule]:
    """The rules of all sheets of the page that hide or show, in their order."""
    order = 0
    for sheet in root.iter("style"):
        text = sheet.text or ""
        if "none" not in text and "mso-hide" not in text:
            continue
        for selectors, body in _blocks(_COMMENT.sub("", text)):
            hides, shows = _HIDES.search(body), _SHOWS.search(body)
            said = hides or shows
            for selector in selectors.split(",") if said else ():
                order += 1
                parts = _parts(selector.strip())
                if parts and said:
                    yield _Rule(parts, hides is not None, _weight(parts, said[1] is not None, order))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet as selectors and declarations, without those inside `@media print { … }` and the like."""
    depth = end = 0
    head = ""
    for brace in _BRACE.finditer(sheet):
        text, end = sheet[end : brace.start()], brace.end()
        if brace[0] == "{":
            head = text if depth == 0 else head
            depth += 1
        else:
            if depth == 1 and not head.lstrip().startswith("@"):
                yield head, text
            depth = max(0, depth - 1)


def _parts(selector: str) -> tuple[_Simple, ...]:
    """A selector of tags, classes and ids; none where anything else is in it, such as `:hover`."""
    parts: list[_Simple] = []
    for part in _STEP.split(selector):
        found = _SIMPLE.match(part)
        if found is None or not part:
            return ()
        names = _NAME.findall(found["names"])
        ids = [name for sign, name in names if sign == "#"]
        tag = found["tag"].lower() if found["tag"] and found["tag"] != "*" else None
        parts.append(_Simple(tag, frozenset(name for sign, name in names if sign == "."), ids[-1] if ids else None))
    return tuple(parts)


def _weight(parts: tuple[_Simple, ...], is_important: bool, order: int) -> tuple[bool, int, int, int, int]:
    """What CSS compares rules by: !important, then ids, classes and tags, then which comes last."""
    n_ids = sum(part.id is not None for part in parts)
    n_classes = sum(len(part.classes) for part in parts)
    return is_important, n_ids, n_classes, sum(part.tag is not None for part in parts), order
