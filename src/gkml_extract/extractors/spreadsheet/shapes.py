"""What floats over the cells of an xlsx: text boxes, and check boxes of a form.

Source: ECMA-376 part 1, 20.5 (drawings); part 4, 19.4 (client data of VML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gkml_extract.extractors.spreadsheet.package import check_no_doctype, xml_root
from gkml_extract.extractors.spreadsheet.sheet import MAX_COLUMNS, MAX_ROWS, Spot

if TYPE_CHECKING:
    from lxml.etree import _Element

_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)
"""Office itself writes VML that is not well formed: breaks without an end."""
_SMALL_EMU = 360_000
"""A centimetre: the side of a picture that may be a tick. Source: ECMA-376 part 1, 20.1.2.1."""
_TICKED = frozenset({"checkbox", "radio"})
_LABELS = frozenset({"label", "gbox"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A text over the cell at `spot`. A check box belongs to that cell, a text box stands by itself.

    What is drawn without a text is told where it is no larger than a cell. `is_within` says that it ends in the cell
    in which it begins.
    """

    spot: Spot
    text: str
    is_control: bool
    is_within: bool = False


def drawing_shapes(data: bytes) -> Iterator[Shape]:
    """The text boxes of a drawing in their order. Controls of a form are told by the VML beside it."""
    for anchor in xml_root(data):
        if _local(anchor) not in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
            continue
        lines = ["".join(node.text or "" for node in line.iter("{*}t")) for line in anchor.iter("{*}p")]
        text = "\n".join(line for line in lines if line.strip())
        if text or _is_small(anchor):
            first, last = _ends(anchor)
            yield Shape(_anchor_spot(anchor), text, is_control=False, is_within=first == last)


def _is_small(anchor: _Element) -> bool:
    """Whether what is anchored ends in the cell in which it begins, or in the next one."""
    if anchor.find("{*}pic") is None and anchor.find("{*}sp") is None and anchor.find("{*}cxnSp") is None:
        return False
    if anchor.find("{*}to") is None:
        extent = anchor.find("{*}ext")
        sizes = [(extent.get(side) or "") for side in ("cx", "cy")] if extent is not None else []
        return bool(sizes) and all(size.isdecimal() and int(size[:12]) <= _SMALL_EMU for size in sizes)
    return all(0 <= last - first <= 1 for first, last in zip(*_ends(anchor), strict=True))


def _ends(anchor: _Element) -> tuple[list[int], list[int]]:
    """Row and column of the cells in which what is anchored begins and ends; 0 for what is not said."""
    first, last = (
        _numbers(",".join(anchor.findtext(f"{{*}}{end}/{{*}}{name}") or "" for name in ("row", "col")))
        for end in ("from", "to")
    )
    return first, last


def _anchor_spot(anchor: _Element) -> Spot:
    numbers = [anchor.findtext(f"{{*}}from/{{*}}{name}") or "" for name in ("row", "col")]
    row, column = (int(number) if number.strip().isdecimal() and len(number) < 8 else 0 for number in numbers)
    return min(row, MAX_ROWS - 1), min(column, MAX_COLUMNS - 1)


def vml_controls(data: bytes) -> tuple[Shape, ...]:
    """The check boxes, radio buttons and labels of a form, from the top down. Comments are none."""
    from lxml import etree

    check_no_doctype(data)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_BREAK.sub(b"<br/>", data), parser)
    except (etree.LxmlError, ValueError):
        return ()
    found: list[tuple[list[int], Shape]] = []
    for shape in root.iter("{*}shape") if root is not None else ():
        client = shape.find(".//{*}ClientData")
        kind = (client.get("ObjectType") or "").lower() if client is not None else ""
        if kind not in _TICKED and kind not in _LABELS:
            continue
        anchor = _numbers(client.findtext("{*}Anchor") or "")
        text = " ".join("".join(piece for box in shape.iter("{*}textbox") for piece in box.itertext()).split())
        if kind in _TICKED:
            text = ("☑" if (client.findtext("{*}Checked") or "").strip() == "1" else "☐") + text
        if len(anchor) >= 4 and text:
            left, left_offset, top, top_offset = anchor[:4]
            spot = (min(top, MAX_ROWS - 1), min(left, MAX_COLUMNS - 1))
            found.append(([top, top_offset, left, left_offset], Shape(spot, text, is_control=True)))
    return tuple(shape for _, shape in sorted(found, key=lambda each: each[0]))


def _numbers(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",")]
    return [int(part) if part.isdecimal() and len(part) < 8 else 0 for part in parts]


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
