"""JSON Lines for pipes: the lines of `gkml extract --format jsonl`, one an item, each whole in itself."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from gkml_extract.export.contract import Exported, ExportOptions, Target
from gkml_extract.export.results import Results
from gkml_extract.writers import jsonl
from gkml_extract.writers.contract import WriteOptions
from gkml_extract.writers.output import written_aside

STDOUT = "-"


def write(results: Results, place: str, options: ExportOptions) -> Exported:
    """Put the items of all results into the file `place`, or on stdout as they are read."""
    n_items = 0
    with _destination(place) as stream:
        for result in results:
            if result.document is not None:
                jsonl.write(result.document, stream, WriteOptions())
                n_items += sum(len(catalogue.items) for catalogue in result.document.catalogues)
            options.on_file()
        stream.flush()
    return Exported(len(results), n_items)


def _destination(place: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if place == STDOUT else written_aside(Path(place))


TARGET = Target("jsonl", "- or jsonl:FILE.jsonl", keeps_files=False, write=write)
