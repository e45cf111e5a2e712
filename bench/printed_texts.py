"""Measures texts that pdftotext and PDFium print of a catalogue's PDF: cells right, and wrong without a finding.

Each PDF is printed once, by LibreOffice or by the browser in a seeded layout, and kept with its truth in a folder.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gkml_extract.compare.scoring import ReadingScore, score_items
from gkml_extract.extract import extract_bytes
from support.flattened import score_without_places
from support.goldens import golden_catalogues
from support.invented import invent
from support.layouts import PRINTED_SUFFIXES, lay_out

MODES = ("layout", "plain", "raw", "pdfium")
KEEPS_PLACES = ("layout",)
"""What shows in which column a tick stands. Elsewhere what record.md says of such ticks is right, and null."""
FIRST_SEED = 77000


def measure_printed_texts(folder: Path, n_files: int, first: int = FIRST_SEED) -> None:
    """Print what is read of the texts of `n_files` PDFs, by how the text was made."""
    print("\nPrinted texts: catalogues printed to PDF in seeded layouts, their text by pdftotext and PDFium read again")
    print(f"{'text':8}{'files':>6}{'cells':>8}{'right':>9}{'wrong, no finding':>20}{'rows flagged':>14}")
    scores: dict[str, list[ReadingScore]] = {mode: [] for mode in MODES}
    for pdf, truth in printed_files(folder, n_files, first):
        for mode in MODES:
            document = extract_bytes(text_of(pdf, mode), f"{pdf.stem}.txt")
            score = score_items if mode in KEEPS_PLACES else score_without_places
            scores[mode].append(score(document, truth["items"], truth["fields"]))
    for mode, of in scores.items():
        cells, wrong = sum(score.cells for score in of), sum(len(score.wrong) for score in of)
        silent, items = sum(score.silent for score in of), sum(score.items for score in of)
        flagged = sum(score.flagged_items for score in of)
        print(f"{mode:8}{len(of):6}{cells:8}{1 - wrong / cells:9.1%}{silent / cells:20.1%}{flagged / items:14.0%}")


def printed_files(folder: Path, n_files: int, first: int = FIRST_SEED) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The PDFs with their truth; goldens and invented catalogues, both programs, take turns."""
    folder.mkdir(parents=True, exist_ok=True)
    known = [*golden_catalogues().values(), *golden_catalogues("made").values()]
    for seed in range(first, first + n_files):
        suffix = PRINTED_SUFFIXES[seed % 2]
        pdf, truth = folder / f"{seed}.pdf", folder / f"{seed}.json"
        if not truth.exists():
            catalogue = known[seed // 4 % len(known)] if seed // 2 % 2 else invent(seed)
            laid_out = lay_out(catalogue, seed)
            pdf.write_bytes(laid_out.write(suffix))
            truth.write_text(json.dumps({"items": laid_out.items, "fields": laid_out.fields}), encoding="utf-8")
        yield pdf, json.loads(truth.read_text(encoding="utf-8"))


def text_of(pdf: Path, mode: str) -> bytes:
    """The text of a PDF: by pdftotext with -layout, with -raw or without an option, or by PDFium."""
    if mode == "pdfium":
        return pdfium_text(pdf.read_bytes())
    option = [] if mode == "plain" else [f"-{mode}"]
    return subprocess.run(["pdftotext", *option, str(pdf), "-"], check=True, capture_output=True).stdout


def pdfium_text(data: bytes) -> bytes:
    """The text of all pages as PDFium orders it."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document).encode("utf-8", "surrogatepass")
