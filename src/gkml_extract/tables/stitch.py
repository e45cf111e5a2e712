"""Blocks of a body → sections: which grids are catalogues, where their headers end, which of them are one table."""

from __future__ import annotations

from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.table import Layout, Paragraph, Section, Table


def stitch(content: Blocks) -> Layout:
    """The sections of a body, each a table with the paragraphs around it."""
    sections: list[Section] = []
    before: list[Paragraph] = []
    for block in content.blocks:
        if isinstance(block, TableFragment):
            table = Table(block.n_rows, block.n_columns, block.cells, block.n_header_rows)
            sections.append(Section(tuple(before), table))
            before = []
        else:
            before.append(block)
    return Layout(tuple(sections), tuple(before), content.notes)
