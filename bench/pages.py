"""Pages a second from PDF file to records, beside what other tools need for their tables alone, in one run.

`python bench/run.py pages`. The catalogues are printed by LibreOffice and by Chromium.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.pdf import Pdf
from support.goldens import golden_catalogues
from support.layouts import lay_out

ROUNDS = 20
"""How often the rows of a given catalogue stand in the short one: some 50 pages."""
COPIES = 10
"""How often its pages stand in the long one: a program that lays out 500 pages of tables takes many minutes."""
PEER_PAGES, CAMELOT_PAGES = 20, 6
"""Pages that the slow ones read: their time is proportional to pages."""
_PEAK = """
import re, sys
from gkml_extract.extract import extract_document
extract_document(sys.argv[1])
print(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
"""


def measure_pages() -> None:
    """Every tool on the long catalogue of both makers; peak memory at a tenth of its length and at all of it."""
    print("\nPages: one long catalogue, from file to records; other tools find tables and nothing more")
    for suffix in ("pdf", "browser.pdf"):
        short = catalogue_of(ROUNDS).write(suffix)
        with tempfile.TemporaryDirectory() as folder:
            path, short_path = Path(folder) / "long.pdf", Path(folder) / "short.pdf"
            short_path.write_bytes(short)
            repeat_pages(short_path, path)
            print_rates(suffix, path)
            peaks = [(count_pages(each), peak_mb(each)) for each in (short_path, path)]
            print(f"  peak memory: {', '.join(f'{peak} MB at {pages} pages' for pages, peak in peaks)}")


def catalogue_of(rounds: int) -> Any:
    """The rows of lingwu again and again, numbered on, in one seeded layout."""
    catalogue = golden_catalogues()["lingwu"]
    items = [
        item | {"number": str(int(item["number"]) + 5 * turn), "primary": f"{item['primary']}{turn}"}
        for turn, item in itertools.product(range(rounds), catalogue["items"])
    ]
    return lay_out({**catalogue, "items": items}, 1)


def repeat_pages(source: Path, target: Path) -> None:
    """A file with the pages of another COPIES times."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(source)
    whole = pypdfium2.PdfDocument.new()
    for _ in range(COPIES):
        whole.import_pages(pages)
    whole.save(target)


def print_rates(suffix: str, path: Path) -> None:
    """One line a tool."""
    n = count_pages(path)
    ours = rate(n, lambda: extract_bytes(path.read_bytes(), path.name))
    print(f"{suffix}, {n} pages")
    print(f"  {'gkml, file to records':38}{ours:>8.1f} pages/s")
    for name, count, read in (
        ("PDFium: characters and paths alone", n, lambda: sum(1 for _ in Pdf().read(path.read_bytes()))),
        ("pdfplumber extract_tables", PEER_PAGES, lambda: by_pdfplumber(path)),
        ("camelot lattice", CAMELOT_PAGES, lambda: by_camelot(path)),
        ("camelot lattice, engine vector", CAMELOT_PAGES, lambda: by_camelot(path, engine="vector")),
    ):
        other = rate(count, read)
        print(f"  {name:38}{other:>8.1f} pages/s  gkml is {ours / other:.1f} times as fast")


def rate(n_pages: int, read: Callable[[], Any]) -> float:
    """Pages a second of processor time, the best of two."""
    seconds = []
    for _ in range(2):
        begin = time.process_time()
        read()
        seconds.append(time.process_time() - begin)
    return n_pages / min(seconds)


def count_pages(path: Path) -> int:
    """How many pages a file has."""
    return Pdf().read(path.read_bytes()).count


def by_pdfplumber(path: Path) -> None:
    """Its tables on the first pages."""
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(path) as document:
        for page in document.pages[:PEER_PAGES]:
            page.extract_tables()
            page.close()


def by_camelot(path: Path, **options: Any) -> None:
    """Its tables on the first pages."""
    from camelot.io import read_pdf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read_pdf(str(path), pages=f"1-{CAMELOT_PAGES}", flavor="lattice", suppress_stdout=True, **options)


def peak_mb(path: Path) -> int:
    """Peak memory of a process that reads the file, as Linux tells it."""
    end = subprocess.run([sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True)
    return int(end.stdout) // 1024
