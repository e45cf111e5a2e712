"""Labels that their cells cut off in print, read by all that the file draws of them.

A value stays as it is printed; a label names a whole column, which would be lost with it.
"""

from __future__ import annotations

from dataclasses import replace

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.content import Block, Blocks, TableFragment
from gkml_extract.model.table import Cell
from gkml_extract.text import squeeze


def with_whole_labels(content: Blocks) -> Blocks:
    """The blocks with each text that is cut off, and would be a label if it were not, in full."""
    if not any(cell.hidden for block in content.blocks if isinstance(block, TableFragment) for cell in block.cells):
        return content
    return replace(content, blocks=tuple(map(_with_whole_labels, content.blocks)))


def _with_whole_labels(block: Block) -> Block:
    if not isinstance(block, TableFragment) or not any(cell.hidden for cell in block.cells):
        return block
    return replace(block, cells=tuple(_whole(cell) if cell.hidden else cell for cell in block.cells))


def _whole(cell: Cell) -> Cell:
    if cell.hidden is None:
        return cell
    drawn, beside = squeeze(cell.hidden.drawn), squeeze(cell.hidden.beside)
    is_part = squeeze(cell.text) in drawn if cell.text else beside == drawn  # one too wide may be cut off as a whole
    if not is_part or parse_label(cell.hidden.drawn).rule in ("unknown", "fuzzy"):
        return cell
    return replace(cell, text=cell.hidden.drawn)
