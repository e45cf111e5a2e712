"""The command with a stand-in for extraction, run as a script: what a file says decides what happens.

A file that begins with `GOLDEN name` is read as that golden. The worker processes of a batch import this module
again and so have the same stand-in.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gkml_extract import extract
from gkml_extract.model.errors import (
    CorruptSourceError,
    DependencyError,
    ExtractorConflictError,
    LexiconError,
    UnknownFormatError,
)
from gkml_extract.model.finding import finding_of, note
from gkml_extract.model.record import Document
from gkml_extract.model.source import Source
from support.goldens import golden

ERRORS = {
    "EMPTY": CorruptSourceError("the file is empty; ask for it again", "文件是空的；请重新索取"),
    "UNKNOWN": UnknownFormatError("no reader knows this; save it as text", "无法识别的格式；请另存为文本"),
    "TWO": ExtractorConflictError("two readers claim this; report it", "两个读取器都识别此文件；请反馈"),
    "NEEDS": DependencyError("OCR is missing; install gkml-extract[ocr]", "缺少 OCR；请安装 gkml-extract[ocr]"),
    "RULES": LexiconError("headers.toml is not valid; correct it", "headers.toml 无效；请修正"),
}


def fake_extract(
    data: bytes, name: str, *, lang: str = "en", engine: str = "auto", columns: Sequence[str] = ()
) -> Document:
    """A golden, an error, a bug, a crash or an endless wait, as the file says."""
    word, _, rest = data.decode().partition(" ")
    if word in ERRORS:
        raise ERRORS[word]
    if word == "BUG":
        raise ValueError("a bug\nof two lines")
    if word == "CRASH":
        os._exit(9)
    if word == "HANG":
        time.sleep(3600)
    if word == "SLOW":
        seconds, _, rest = rest.partition(" ")
        time.sleep(float(seconds))
    if word == "PRINT":
        os.write(1, b"a library prints\n")
    source = Source(
        path=name, sha256=hashlib.sha256(data).hexdigest(), format="text", reader="fake", pages=None, sheets=None
    )
    document = golden((rest or "xishan").split()[0]).model_copy(update={"source": source})
    if word == "LOST":
        found = finding_of(note("text-unplaced", catalogue=0, item=0, text="页脚"), lang)
        document = document.model_copy(update={"findings": (*document.findings, found)})
    if word == "CLEAN":
        document = document.model_copy(update={"findings": ()})
    if word == "DOUBT":
        found = finding_of(note("reading-uncertain", catalogue=0, item=0, field="content", score=0.4), lang)
        document = document.model_copy(update={"findings": (*document.findings, found)})
    if word == "SURPLUS":
        catalogue = document.catalogues[0]
        shorter = catalogue.model_copy(update={"items": catalogue.items[1:]})
        document = document.model_copy(update={"catalogues": (shorter,)})
    return document


extract.extract_bytes = fake_extract

if __name__ == "__main__":
    from gkml_extract.cli import main

    main()
