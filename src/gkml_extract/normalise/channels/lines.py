"""Channels on lines of their own in a printed cell, some of which fill their line.

Where a line has room for what follows, the reader of the page knows that somebody ended it. A line as wide as its cell
tells nothing: then it is what the names say, and an end that parts two of them was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gkml_extract.model.table import Cell, Column, Table
from gkml_extract.normalise.channels.boxes import find_boxes, find_convention
from gkml_extract.normalise.channels.names import (
    MAX_NAME,
    clean_name,
    ends_before,
    has_separators,
    is_known,
    standard_channel,
)
from gkml_extract.text import squeeze

_KNOWN, _ENDS_AS_ONE, _STRANGE = 1.0, 1.1, 2.0
"""What a name costs: one of the lexicon; and for each of its lines, one that ends as such, so that names of the lexicon
in their place cost less, and any other."""
_BELONGS_BEFORE = tuple('（(“"《【[')
"""What a name does not begin with: 政府网站 （“公示公告”栏目）."""
_MANY = 200
"""Lines of a cell from which it is no list of channels."""


def with_lines_of_channels(table: Table, columns: Sequence[Column]) -> Table:
    """The table whose cells of 公开渠道 have line feeds between names that their print has on lines of their own.

    Only cells in which neither boxes nor separators part the names; a separator may be within a name of the lexicon.
    """
    wanted = {column.index for column in columns if column.field == "channels"}
    first = table.n_header_rows or 0
    if not any(cell.lines and cell.column in wanted for cell in table.cells):
        return table
    cells = (
        _with_lines(cell) if cell.lines and cell.column in wanted and cell.row >= first else cell
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


def _with_lines(cell: Cell) -> Cell:
    if len(cell.lines) > _MANY or find_boxes(cell.text, find_convention((cell.text,))):
        return cell
    paragraphs = list(_lines_of_paragraphs(cell.text, cell.lines))
    if sum(map(len, paragraphs)) < len(cell.lines):
        return cell
    names = [name for lines in paragraphs for name in _names_of(lines)]
    if has_separators(cell.text) and not all(is_known(clean_name(name)) for name in names):  # 发布会/听证会 is one
        return cell
    return replace(cell, text="\n".join(names), lines=())


def _lines_of_paragraphs(text: str, lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each paragraph of a text; fewer than all where the text is not made of them."""
    at = 0
    for paragraph in text.split("\n"):
        rest, inside = squeeze(paragraph), []
        while at < len(lines) and rest.startswith(line := squeeze(lines[at])) and (rest or not line):
            inside.append(lines[at])
            rest = rest[len(line) :]
            at += 1
        if rest:
            return
        yield inside


def _names_of(lines: Sequence[str]) -> list[str]:
    """The names that lines make if each is to be known, and there are to be few of them."""
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(lines) + 1):
        options: list[tuple[float, tuple[str, ...]]] = []
        name = ""
        for start in reversed(range(end)):
            name = lines[start] + name
            if len(name) > MAX_NAME and options:
                break
            cost, names = best[start]
            is_end = start > 0 and ends_before(lines[start - 1].rstrip(), squeeze(lines[start]))
            options.append((cost + (_STRANGE * 2 if is_end else _cost(name, end - start)), (*names, name)))
        best.append(min(options, key=lambda option: option[0]))
    return list(best[-1][1])


def _cost(name: str, n_lines: int) -> float:
    cleaned = clean_name(name)
    if is_known(cleaned) and not name.rstrip().endswith(("/", "／", "（", "(")):
        return _KNOWN
    is_strange = standard_channel(cleaned) is None or name[:1] in "/／）)" or cleaned[:1] in _BELONGS_BEFORE
    return _STRANGE * max(2, n_lines) if is_strange else _ENDS_AS_ONE * n_lines
