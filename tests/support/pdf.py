"""Small PDFs written by hand: pages of drawing operators, with a Latin font `L` and a Chinese one `C`.

Text is placed from the top left of the page, as `model.page` counts; nothing is embedded.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


@dataclass
class PdfPage:
    """A page in the making. `extra` goes into its dictionary as it is, such as `/Rotate 90`."""

    size: tuple[float, float] = LANDSCAPE
    extra: str = ""
    operators: list[str] = field(default_factory=list)

    def line(self, x0: float, top: float, x1: float, bottom: float, width: float = 0.5) -> PdfPage:
        """A stroke."""
        return self.draw(f"{width} w {x0} {self._up(top)} m {x1} {self._up(bottom)} l S")

    def rectangle(self, x0: float, top: float, x1: float, bottom: float, paint: str = "f") -> PdfPage:
        """A rectangle, filled, or stroked with `S`."""
        return self.draw(f"{x0} {self._up(bottom)} {x1 - x0} {bottom - top} re {paint}")

    def text(self, x: float, baseline: float, text: str, size: float = 10, matrix: str = "1 0 0 1") -> PdfPage:
        """A run of text; Latin letters are half as wide as the size, all others as wide."""
        font = "L" if text.isascii() else "C"
        shown = f"({text})" if text.isascii() else f"<{text.encode('utf-16-be').hex()}>"
        return self.draw(f"BT /{font} {size} Tf {matrix} {x} {self._up(baseline)} Tm {shown} Tj ET")

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> PdfPage:
        """All lines of a table."""
        for y in rows:
            self.line(columns[0], y, columns[-1], y)
        for x in columns:
            self.line(x, rows[0], x, rows[-1])
        return self

    def draw(self, operators: str) -> PdfPage:
        """Operators as they are, in the file's own coordinates."""
        self.operators.append(operators)
        return self

    def _up(self, y: float) -> float:
        return self.size[1] - y


def pdf(*pages: PdfPage, objects: Sequence[bytes] = ()) -> bytes:
    """A PDF of these pages. `objects` come first, so that the n-th, from 0, has the number n + 7."""
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *_fonts(), *objects]
    kids = []
    for page in pages:
        content = zlib.compress("\n".join(page.operators).encode("latin-1"))
        bodies.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content))
        kids.append(len(bodies) + 1)
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.size[0]} {page.size[1]}]/Contents {len(bodies)} 0 R"
            f"/Resources<</Font<</L 3 0 R/C 4 0 R>>/XObject<<{_named(objects)}>>>>{page.extra}>>".encode()
        )
    bodies[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    return _file(bodies)


def form(operators: str, matrix: str = "1 0 0 1 0 0") -> bytes:
    """A form XObject, as `/X0` and so on in the order of `pdf`'s `objects`."""
    content = operators.encode("latin-1")
    return (
        (
            f"<</Type/XObject/Subtype/Form/BBox[-9999 -9999 9999 9999]/Matrix[{matrix}]/Length {len(content)}"
            "/Resources<</Font<</L 3 0 R/C 4 0 R>>>>>>stream\n"
        ).encode()
        + content
        + b"\nendstream"
    )


def _named(objects: Sequence[bytes]) -> str:
    return "".join(f"/X{index} {index + 7} 0 R" for index in range(len(objects)))


def _fonts() -> list[bytes]:
    """Objects 3 to 6: the Latin font, the Chinese one, and what the latter needs."""
    return [
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/FirstChar 32/LastChar 126/Widths[" + b"500 " * 95 + b"]>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/DW 1000/W[1[500 500] 814[500]]/FontDescriptor 6 0 R>>",
        b"<</Type/FontDescriptor/FontName/SimSun/Flags 4/Ascent 860/Descent -140/CapHeight 700/StemV 80/ItalicAngle 0"
        b"/FontBBox[0 -140 1000 860]>>",
    ]


def _file(bodies: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(bodies, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, xref)
    return bytes(out)
