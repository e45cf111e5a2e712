"""Content controls, settled before the walk: check boxes become their glyph, placeholder texts go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gkml_extract.extractors.word.names import (
    CHECKBOX,
    CHECKED,
    R_PR,
    SDT_CONTENT,
    SDT_PR,
    SYM,
    VAL,
    W14_VAL,
    P,
    R,
    T,
    is_on,
    w,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

TICKED, UNTICKED = "☑", "☐"
_PLACEHOLDER = w("showingPlcHdr")


def settle_controls(root: _Element) -> None:
    """Changes the tree: a `w14:checkbox` holds ☑ or ☐ once; a control that shows its placeholder holds nothing."""
    for properties in list(root.iter(SDT_PR)):
        sdt = properties.getparent()
        content = None if sdt is None else sdt.find(SDT_CONTENT)
        if content is None:
            continue
        box = properties.find(CHECKBOX)
        placeholder = properties.find(_PLACEHOLDER)
        if box is not None:
            checked = box.find(CHECKED)
            is_ticked = checked is not None and is_on(checked.get(W14_VAL, checked.get(VAL)))
            _replace_text(content, TICKED if is_ticked else UNTICKED)
        elif placeholder is not None and is_on(placeholder.get(VAL)):
            _replace_text(content, "")


def _replace_text(content: _Element, text: str) -> None:
    """Puts `text` where the first text of the content stands and removes the rest."""
    shown = list(content.iter(T, SYM))
    for element in shown[1:]:
        _remove(element)
    if shown:
        run = shown[0].getparent()
        if text and run is not None:
            run.replace(shown[0], _text_element(run, text))
        else:
            _remove(shown[0])
    elif text:
        home = next(content.iter(P), content)
        run = home.makeelement(R)
        run.append(_text_element(run, text))
        home.append(run)


def _text_element(run: _Element, text: str) -> _Element:
    element = run.makeelement(T)
    element.text = text
    properties = run.find(R_PR)
    if properties is not None:
        run.remove(properties)
    return element


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
