"""A workbook for people (extra `xlsx`), of all files: `writers/workbook`."""

from __future__ import annotations

from pathlib import Path

from gkml_extract.export.contract import Exported, ExportOptions, Target
from gkml_extract.export.results import Results
from gkml_extract.writers.output import written_aside
from gkml_extract.writers.xlsx import needs_xlsxwriter


def write(results: Results, place: str, options: ExportOptions) -> Exported:
    """Put all results into the workbook `place`, in the place of that of an earlier export."""
    needs_xlsxwriter()
    from gkml_extract.writers.workbook import FileRow, Workbook

    n_items = 0
    with written_aside(Path(place)) as stream:
        book = Workbook(stream, options.headers)
        for result in results:
            document, told = result.document, result.entry
            if document is None:
                book.add_file(FileRow(result.file, told.status or "failed", told.message or told.code))
            else:
                book.add(result.file, document)
                n_items += sum(len(catalogue.items) for catalogue in document.catalogues)
            options.on_file()
        book.close()
    return Exported(len(results), n_items, n_cut=book.n_cut)


TARGET = Target("xlsx", "FILE.xlsx", keeps_files=False, write=write)
