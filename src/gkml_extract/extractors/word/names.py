"""Qualified names of WordprocessingML, made once: the walk compares them millions of times.

Source: ECMA-376 part 1; [MS-DOCX] for w14. Strict documents are brought to these names when a part is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W_NS}}}{name}"


VAL = w("val")
BODY, P, TBL, TR, TC, R, T = w("body"), w("p"), w("tbl"), w("tr"), w("tc"), w("r"), w("t")
P_PR, R_PR, TR_PR, TC_PR, SDT_PR = w("pPr"), w("rPr"), w("trPr"), w("tcPr"), w("sdtPr")
SDT, SDT_CONTENT = w("sdt"), w("sdtContent")
DEL, INS, MOVE_FROM, MOVE_TO = w("del"), w("ins"), w("moveFrom"), w("moveTo")
SYM, OBJECT, PICT, DRAWING, RUBY = w("sym"), w("object"), w("pict"), w("drawing"), w("ruby")
FLD_CHAR, FLD_SIMPLE, INSTR_TEXT, FF_DATA = w("fldChar"), w("fldSimple"), w("instrText"), w("ffData")
STYLE_ID, NUM_PR, NUM_ID, ILVL = w("styleId"), w("numPr"), w("numId"), w("ilvl")
R_FONTS, R_STYLE, P_STYLE, VANISH = w("rFonts"), w("rStyle"), w("pStyle"), w("vanish")
TXBX_CONTENT, ALT_CHUNK = w("txbxContent"), w("altChunk")
MATH, MATH_PARA, MATH_TEXT = f"{_M}oMath", f"{_M}oMathPara", f"{_M}t"
ALTERNATE, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
CHECKBOX, CHECKED, W14_VAL = f"{_W14}checkbox", f"{_W14}checked", f"{_W14}val"
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
TEXT_PATH, IMAGE_DATA, BLIP = f"{_V}textpath", f"{_V}imagedata", f"{_A}blip"
REL_ID = f"{_R}id"

BREAKS = frozenset({w("br"), w("cr")})
BLANKS = frozenset({w("tab"), w("ptab")})
LEFT_OUT = frozenset({DEL, MOVE_FROM, w("instrText"), w("delText"), w("delInstrText"), w("annotationRef")})
"""Elements whose text is no text of the document: deleted revisions, instructions of fields."""
THROUGH = frozenset(
    {INS, MOVE_TO, SDT_CONTENT, w("smartTag"), w("customXml"), w("hyperlink"), w("dir"), w("bdo"), CHOICE, FALLBACK}
)
"""Wrappers around paragraphs, tables, rows, cells and runs that print nothing of their own."""


def first(parent: _Element, tag: str) -> _Element | None:
    """The first child with this tag, which is nearly always the first of all: properties stand there."""
    if len(parent) and parent[0].tag == tag:
        return parent[0]
    return next(parent.iterchildren(tag), None)


def value_of(parent: _Element, tag: str) -> str | None:
    """The `w:val` of the first child with this tag; None where there is none."""
    found = next(parent.iterchildren(tag), None)
    return None if found is None else found.get(VAL)


_OFF = frozenset({"0", "false", "off", "none"})


def is_on(value: str | None) -> bool:
    """Whether an on/off property is on: a missing value is (ECMA-376 part 1, 17.17.4)."""
    return value is None or value not in _OFF
