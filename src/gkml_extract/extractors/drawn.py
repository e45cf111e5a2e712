"""Tables drawn with characters, ┌─┬─┐ or +--+--+, → grids, their cells merged as they are drawn.

Which signs stand below one another cannot be told by counting characters: Chinese ones are two cells wide, and box
signs one or two. So edges are counted in each line, and only where a line has fewer than the table (a cell over
several columns) do places count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkml_extract.model.content import Block, Blocks, TableFragment
from gkml_extract.model.finding import Note
from gkml_extract.model.source import LinesPlace, Place
from gkml_extract.model.table import Cell, Fragments, Gap, Paragraph, TextFragment
from gkml_extract.regex import regex
from gkml_extract.text import clean, display_width, join_wrapped

_BARS = "|｜│┃║"
_DASHES = "-=─━═"
_JUNCTIONS = "+┌┬┐├┼┤└┴┘╭╮╰╯┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜"
_DASH, _JUNCTION = f"[{re.escape(_DASHES)}]", f"[{re.escape(_JUNCTIONS)}]"
_RULE = regex(f"{_JUNCTION}{_DASH}(?:{_DASH}|{_JUNCTION})")
_EDGE = regex(rf"[{_BARS}{_JUNCTIONS[1:]}]|\+(?={_DASH})|(?<={_DASH})\+")
_FIELDS = regex(r"\t|[ \u3000]{2,}")
"""What parts the fields of a line outside a table."""
_LEAST_RULES, _LEAST_COLUMNS = 3, 3
_PARAGRAPH = regex(r"^(?:[■□☑☐●]|\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）])")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two edges of a line: columns [first, last), a piece of a rule or a text."""

    first: int
    last: int
    text: str
    is_rule: bool


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    pieces: tuple[_Piece, ...]


def split_drawn(text: str, notes: Sequence[Note] = ()) -> Blocks | Fragments | None:
    """The body of a text whose tables are drawn with signs; None where there is none.

    Fragments where blank cells are drawn and no merged one.
    """
    if len(_RULE.findall(text[:20000])) < _LEAST_RULES:
        return None
    blocks: list[Block] = []
    run: list[tuple[int, str]] = []
    n_tables = 0
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if _is_of_table(line):
            run.append((number, line.strip()))
            continue
        table = _grid(run)
        n_tables += table is not None
        blocks += [table] if table is not None else [_paragraph(each, part) for each, part in run]
        run = []
        if line.strip():
            blocks.append(_paragraph(number, line))
    if not n_tables:
        return None
    tables = [block for block in blocks if isinstance(block, TableFragment)]
    if _draws_merges(tables) or all(cell.text for table in tables for cell in table.cells):
        return Blocks(tuple(blocks), tuple(notes))
    return Fragments(tuple(_fields(blocks)), tuple(notes))


def _draws_merges(tables: Sequence[TableFragment]) -> bool:
    """Whether any cell stands over several places."""
    return any(cell.rowspan > 1 or cell.colspan > 1 for table in tables for cell in table.cells)


def _fields(blocks: Sequence[Block]) -> Iterator[TextFragment]:
    """The cells of grids as separated fields, a row a line, and the lines around them."""
    gap = Gap.START
    line = 1
    for block in blocks:
        if not isinstance(block, TableFragment):
            line = _first_line(block.places, line)
            yield TextFragment(block.text, gap, line, 0)
            gap = Gap.LINE
            continue
        for row in range(block.n_rows):
            cells = [cell for cell in block.cells if cell.row == row]
            line = _first_line([place for cell in cells for place in cell.places], line)
            for cell in cells:
                yield TextFragment(cell.text, Gap.PIPE if cell.column else gap, line, cell.column)
                gap = Gap.LINE


def _first_line(places: Iterable[Place], otherwise: int) -> int:
    return min((place.lines[0] for place in places if isinstance(place, LinesPlace)), default=otherwise)


def _is_of_table(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and stripped[0] in _BARS + _JUNCTIONS and stripped[-1] in _BARS + _JUNCTIONS


def _paragraph(number: int, line: str) -> Paragraph:
    parts = _FIELDS.split(line)  # what is put together has no blanks between Chinese characters
    return Paragraph(" ".join(filter(None, map(clean, parts))), (LinesPlace(lines=(number, number)),))


def _grid(run: Sequence[tuple[int, str]]) -> TableFragment | None:
    """The grid of neighbouring lines; None if they draw none."""
    if sum(_RULE.search(line) is not None for _, line in run) < _LEAST_RULES - 1:
        return None
    edges = [[match.start() for match in _EDGE.finditer(line)] for _, line in run]
    n_columns = max(map(len, edges)) - 1
    if n_columns < _LEAST_COLUMNS:
        return None
    places = _usual_places(run, edges, n_columns)
    lines = [_line(number, text, at, places) for (number, text), at in zip(run, edges, strict=True)]
    bands = _bands(lines)
    return _fragment(lines, bands, n_columns) if len(bands) > 1 else None


def _usual_places(run: Sequence[tuple[int, str]], edges: Sequence[list[int]], n_columns: int) -> list[float]:
    """Where each edge stands in the lines that have all of them: the commonest width of the text before it."""
    counts: list[Counter[int]] = [Counter() for _ in range(n_columns + 1)]
    for (_, text), at in zip(run, edges, strict=True):
        if len(at) == n_columns + 1 and not _RULE.search(text):
            for k, place in enumerate(at):
                counts[k][display_width(text[:place])] += 1
    if not counts[0]:
        full = next((text, at) for (_, text), at in zip(run, edges, strict=True) if len(at) == n_columns + 1)
        return [float(display_width(full[0][:place])) for place in full[1]]
    return [float(count.most_common(1)[0][0]) for count in counts]


def _line(number: int, text: str, at: Sequence[int], places: Sequence[float]) -> _Line:
    n_columns = len(places) - 1
    if len(at) == n_columns + 1:
        columns = list(range(n_columns + 1))
    else:  # fewer edges: each is the nearest of the table's, by its share of the line's width
        whole = max(display_width(text[: at[-1]]), 1) if at else 1
        scale = places[-1] / whole
        columns, used = [], -1
        for place in at:
            where = display_width(text[:place]) * scale
            nearest = min(range(used + 1, n_columns + 1), key=lambda k: abs(places[k] - where), default=n_columns)
            columns.append(nearest)
            used = nearest
    pieces = []
    for (begin, end), (first, last) in zip(pairwise(at), pairwise(columns), strict=True):
        inner = text[begin + 1 : end]
        is_rule = bool(inner) and set(inner.strip()) <= set(_DASHES + _JUNCTIONS) and bool(inner.strip())
        pieces.append(_Piece(first, last, "" if is_rule else inner.strip(), is_rule))
    return _Line(number, tuple(pieces))


def _bands(lines: Sequence[_Line]) -> list[list[int]]:
    """The lines of text between two rules, as indexes; a line that is a rule anywhere parts two bands."""
    bands: list[list[int]] = []
    is_open = False
    for k, line in enumerate(lines):
        if any(piece.is_rule for piece in line.pieces):
            is_open = False
        elif is_open:
            bands[-1].append(k)
        else:
            bands.append([k])
            is_open = True
    return bands


def _fragment(lines: Sequence[_Line], bands: Sequence[Sequence[int]], n_columns: int) -> TableFragment:
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    texts: dict[tuple[int, int], list[tuple[int, str]]] = {}
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    for b, band in enumerate(bands):
        between = lines[bands[b - 1][-1] + 1 : band[0]] if b else ()
        for first, last in _spans(lines[band[0]]):
            above = owner.get((b - 1, first))
            goes_on = (
                above is not None and bool(between) and _is_open(between, first) and sizes[above][1] == last - first
            )
            key = above if goes_on and above is not None else (b, first)
            owner |= {(b, column): key for column in range(first, last)}
            sizes[key] = (b - key[0] + 1, last - first)
            if goes_on:
                texts[key] += _printed(between, first)
            texts.setdefault(key, []).extend(_printed([lines[k] for k in band], first))
    cells = [
        Cell(
            row, column, _cell_text([text for _, text in texts[row, column]]), *sizes[row, column],
            places=_places(texts[row, column]),
        )
        for row, column in sorted(sizes)
    ]  # fmt: skip
    return TableFragment(len(bands), n_columns, tuple(cells))


def _spans(line: _Line) -> Iterator[tuple[int, int]]:
    yield from ((piece.first, piece.last) for piece in line.pieces if piece.last > piece.first)


def _is_open(between: Sequence[_Line], column: int) -> bool:
    """Whether no rule stands between two bands in a column."""
    return not any(piece.is_rule for line in between for piece in line.pieces if piece.first <= column < piece.last)


def _printed(lines: Sequence[_Line], column: int) -> list[tuple[int, str]]:
    return [
        (line.number, piece.text)
        for line in lines
        for piece in line.pieces
        if piece.first <= column < piece.last and piece.text
    ]


def _places(texts: Sequence[tuple[int, str]]) -> tuple[LinesPlace, ...]:
    return (LinesPlace(lines=(texts[0][0], texts[-1][0])),) if texts else ()


def _cell_text(lines: Sequence[str]) -> str:
    """The lines of a cell joined; a box or a numeral at a line's start begins a paragraph."""
    parts: list[list[str]] = []
    for line in lines:
        if parts and not _PARAGRAPH.match(line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return "\n".join(join_wrapped(part) for part in parts)
