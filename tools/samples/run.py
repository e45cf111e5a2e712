"""Builds the folders of samples/ that are made, and their goldens: `make samples`, or this file with names.

A name is that of a document, or `scanned/jinfeng`. Needs LibreOffice and Chromium. Word, Excel (xlsx), HTML and scans
come out the same each time; what LibreOffice and the browser write carries the time of the run, so only named
documents are built again when a name is given.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src"), str(Path(__file__).resolve().parent)]

from made import MADE  # noqa: E402
from rebuilt import REBUILT, Golden, Rebuilt, print_rebuilt, rebuilt_golden, with_preamble  # noqa: E402
from scanned import SCANNED, scan, scanned_golden  # noqa: E402

from support.printing.convert import by_browser, by_libreoffice  # noqa: E402
from support.printing.model import Printed  # noqa: E402
from support.printing.page import write_html  # noqa: E402
from support.printing.word import write_docx  # noqa: E402
from support.printing.workbook import write_xlsx  # noqa: E402


def build_rebuilt(name: str) -> None:
    """One of the given catalogues in seven formats, and its golden."""
    golden, how = truth_of(name)
    write_golden("rebuilt", name, golden)
    write_formats(
        "rebuilt", name, print_rebuilt(golden, how), ("docx", "html", "xlsx", "doc", "xls", "pdf", "browser.pdf")
    )


def truth_of(name: str) -> tuple[Golden, Rebuilt]:
    """The golden of a rebuilt document, and how it is printed."""
    given = json.loads((ROOT / "golden" / "text" / f"{name}.json").read_text(encoding="utf-8"))
    how = with_preamble(REBUILT[name], given["catalogues"][0])
    return rebuilt_golden(given, how), how


def build_scanned(name: str) -> None:
    """One of the given catalogues as a scan of its rebuilt pages, and its golden."""
    golden, _ = truth_of(name)
    scanned = SCANNED[name]
    write_golden("scanned", name, scanned_golden(golden, scanned))
    pdf = (ROOT / "samples" / "rebuilt" / f"{name}.pdf").read_bytes()
    path = ROOT / "samples" / "scanned" / f"{name}.{scanned.suffix}"
    write(path, scan(pdf, scanned, seed=sorted(SCANNED).index(name)))


def build_made(name: str) -> None:
    """One of our own, in its formats, and its golden."""
    made = MADE[name]()
    write_golden("made", name, made.golden)
    write_formats("made", name, made.printed, made.formats, made.encoding)


def write_golden(folder: str, name: str, golden: dict[str, Any]) -> None:
    """In the shape of goldens."""
    text = json.dumps(golden, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True) + "\n"
    write(ROOT / "golden" / folder / f"{name}.json", text.encode())


def write_formats(folder: str, name: str, printed: Printed, formats: tuple[str, ...], encoding: str = "utf-8") -> None:
    """The document in each of the formats; `browser.pdf` is the page as a browser prints it."""
    for suffix in formats:
        if suffix == "docx":
            data = write_docx(printed)
        elif suffix == "xlsx":
            data = write_xlsx(printed)
        elif suffix == "html":
            data = write_html(printed, encoding)
        elif suffix == "browser.pdf":
            data = by_browser(write_html(printed))
        elif suffix == "xls":
            data = by_libreoffice(write_xlsx(printed), "xlsx", "xls")
        else:
            data = by_libreoffice(write_docx(printed), "docx", suffix)
        write(ROOT / "samples" / folder / f"{name}.{suffix}", data)


def write(path: Path, data: bytes) -> None:
    """And say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{path.relative_to(ROOT)}: {len(data)} bytes")


def main(names: list[str]) -> None:
    """Build what is named, or all."""
    builders = dict.fromkeys(REBUILT, build_rebuilt) | dict.fromkeys(MADE, build_made)
    builders |= {f"scanned/{name}": build_scanned for name in SCANNED}
    for name in names or builders:
        builders[name](name.removeprefix("scanned/"))


if __name__ == "__main__":
    main(sys.argv[1:])
