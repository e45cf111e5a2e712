"""Where the printed characters of a body went: every one of them is in a section, or known to be printed again."""

from __future__ import annotations

from collections.abc import Iterable

from gkml_extract.model.content import Blocks
from gkml_extract.model.source import Characters, How
from gkml_extract.model.table import Cell, Layout, Paragraph
from gkml_extract.text import squeeze


def count_characters(content: Blocks, layout: Layout) -> Characters:
    """The characters of `content` by where `layout` has them, white space aside.

    The parts add up to `printed` unless a stage lost or doubled a text.
    """
    printed = sum(_count([block]) if isinstance(block, Paragraph) else _count(block.cells) for block in content.blocks)
    labels = values = 0
    around = _count(layout.loose)
    for section in layout.sections:
        n_header = section.table.n_header_rows or 0
        of_source = [cell for cell in section.table.cells if cell.how is not How.INFERRED]
        labels += _count(cell for cell in of_source if cell.row < n_header)
        values += _count(cell for cell in of_source if cell.row >= n_header)
        around += _count(section.before) + _count(section.after)
    return Characters(printed=printed, labels=labels, values=values, around=around, left_out=layout.left_out)


def n_printed(text: Cell | Paragraph) -> int:
    """How many characters a text has, white space aside."""
    return len(squeeze(text.text))


def _count(texts: Iterable[Cell | Paragraph]) -> int:
    return len(squeeze("".join([text.text for text in texts])))
