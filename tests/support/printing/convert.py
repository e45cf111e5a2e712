"""Other formats of a written file, by the programs that offices use: LibreOffice and a browser."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_FILTERS = {"doc": "doc:MS Word 97", "xls": "xls:MS Excel 97", "pdf": "pdf"}
_BROWSER = "chromium"
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip
TIMEOUT_S = 180


def has_programs() -> bool:
    """Whether both LibreOffice and a browser are there."""
    return shutil.which("soffice") is not None and shutil.which(_BROWSER) is not None


def by_libreoffice(data: bytes, suffix: str, to: str) -> bytes:
    """`data`, a file of the given suffix, as doc, xls or pdf."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"source.{suffix}"
        source.write_bytes(data)
        command = [
            "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", _FILTERS[to], "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT_S)
        return (folder / "out" / f"source.{to}").read_bytes()


def by_browser(html: bytes) -> bytes:
    """The page as the browser prints it to PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_bytes(html)
        command = [
            _BROWSER, *_QUIET, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'page.pdf'}",
            (folder / "page.html").as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT_S)
        return (folder / "page.pdf").read_bytes()
