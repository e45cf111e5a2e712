"""The five given catalogues as scans: their rebuilt pages printed, stamped, and put on a scanner.

Every kind of resolution, container and damage occurs once; the text is that of the rebuilt documents, and so is the
golden, which says in `least_right` how much of a picture must be read right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rebuilt import Golden

from support.scanning import Paper, Picture, as_pdf, as_tiff, scan_pdf

Pack = Callable[[Sequence[Picture], Paper], bytes]


@dataclass(frozen=True)
class Scanned:
    """How one document is scanned, and the share of its cells that must be read right."""

    suffix: str
    paper: Paper
    pack: Pack
    least_right: float


def _pdf(quality: int) -> Pack:
    return lambda pages, paper: as_pdf(pages, paper.dpi, quality=quality)


def _tiff(quality: int = 60) -> Pack:
    return lambda pages, paper: as_tiff(pages, paper.dpi, paper.mode, quality)


SCANNED = {
    "jinfeng": Scanned(
        "pdf",
        Paper(seal="银川市金凤区医疗保障局", mode="RGB", colour=(250, 245, 232), gradient=0.12, noise=3),
        _pdf(55),
        0.98,
    ),
    "lingwu": Scanned("tiff", Paper(dpi=300, mode="1", noise=6), _tiff(), 0.98),
    "xishan": Scanned("pdf", Paper(dpi=300, noise=3, blur=0.8, gradient=0.08), _pdf(45), 0.98),
    "zhongwei": Scanned("tiff", Paper(noise=6, skew=0.8, rules="faint"), _tiff(50), 0.98),
    "dawukou": Scanned("pdf", Paper(dpi=150, noise=4, blur=0.4, skew=0.4, turn=1), _pdf(60), 0.98),
}


def scanned_golden(rebuilt: Golden, how: Scanned) -> Golden:
    """The truth of a scan: that of the document."""
    return rebuilt | {"least_right": how.least_right}


def scan(pdf: bytes, how: Scanned, seed: int) -> bytes:
    """The scanned file of a printed document."""
    return how.pack(scan_pdf(pdf, how.paper, seed), how.paper)
