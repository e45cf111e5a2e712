"""Tables drawn with signs whose rows no rules part, as database programs print them → rows of fields, a line each.

A rule stands under the header alone; a cell of several lines goes on in the lines below, its row's other cells blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gkml_extract.regex import regex

_BARS, _DASHES, _CORNERS = "|│┃║", "-=─━═", "+┌┬┐├┼┤└┴┘╭╮╰╯┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛"
_BAR = regex(f"[{_BARS}]")
_RULE = regex(rf"^\s*[{_BARS}]?[{re.escape(_CORNERS)}{re.escape(_DASHES)}]{{8,}}[{_BARS}]?\s*$")
_CORNER = f"[{re.escape(_CORNERS)}]"
_PART_OF_RULE = regex(
    rf"[{_BARS}].*{_CORNER}[{_DASHES}]{{2,}}|{_CORNER}[{_DASHES}]{{2,}}.*[{_BARS}]"
    rf"|^\s*{_CORNER}[{_DASHES}]{{2}}.*[{_DASHES}]{{2}}{_CORNER}\s*$"
)
"""A rule in some columns: what it parts are merged cells, at an edge (│  ├──┤) or between others (├──┤  ├──┤)."""
_LEAST_BARS, _LEAST_ROWS, _MOST_RULES = 3, 3, 3
_TICKS = frozenset("√✓✔")
"""Cells of one line."""
_GOES_ON = ("+", "↵")
"""What psql prints behind the text of a cell that goes on in the next line, in a place that is else blank."""
_COUNT = regex(r"^\s*(?:[(（]\d+\s*(?:rows?|行(?:记录)?)[)）]|\d+ rows? in set\b.*)\s*$")
"""What psql and MySQL print under a table."""
_LEAST_FILLED, _FILLED = 3, 0.25
"""Fields, and share of a row's, that its first line has texts in."""


def with_whole_rows(text: str) -> str:
    """`text` with such tables as lines of fields between pipes; every line keeps its number."""
    lines = text.split("\n")
    n_rules = sum(map(_is_rule, lines))
    parts_rows = n_rules and any(_PART_OF_RULE.search(line) for line in lines if not _is_rule(line))
    tables = list(_tables(lines)) if n_rules and not parts_rows else []
    if n_rules > _MOST_RULES * len(tables):
        return text  # rules part its rows
    for first, end in tables:
        lines[first:end] = _rows(lines[first:end])
        if end < len(lines) and _COUNT.match(lines[end]):
            lines[end] = ""
    return "\n".join(lines)


def _is_rule(line: str) -> bool:
    return bool(_RULE.match(line)) and not set(_CORNERS).isdisjoint(line)


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines with equally many bars, and of rules, no more of these than stand around a header and a body."""
    first = 0
    while first < len(lines):
        end, counts, rules = first, set[int](), 0
        while end < len(lines) and (_is_rule(lines[end]) or len(_BAR.findall(lines[end])) >= _LEAST_BARS):
            if _is_rule(lines[end]):
                rules += 1
            else:
                counts.add(len(_BAR.findall(lines[end])))
            end += 1
        if 1 <= rules <= _MOST_RULES and len(counts) == 1 and end - first - rules > _LEAST_ROWS:
            yield first, end
        first = max(end, first + 1)


def _rows(lines: Sequence[str]) -> list[str]:
    """The lines with each row's cells whole in its first; blank lines for the others, and for the rules."""
    bars = [line.strip() for line in lines if not _is_rule(line)]
    has_edges = all(line[:1] in _BARS and line[-1:] in _BARS for line in bars)
    printed = [_printed(line, has_edges=has_edges) for line in lines]
    is_marked = _is_marked([fields for fields in printed if fields], has_edges=has_edges)
    rows: list[str] = []
    cells: list[str] = []
    begun = 0
    goes_on = False
    for k, inner in enumerate(printed):
        rows.append("")
        if not inner:
            cells = []
            continue
        fields = [field.strip() for field in inner]
        is_few = sum(map(bool, fields)) < max(_LEAST_FILLED, _FILLED * len(fields))
        is_same = goes_on if is_marked else is_few and _TICKS.isdisjoint(fields)
        if is_marked:
            goes_on = any(field.endswith(_GOES_ON) for field in inner)
            fields = [
                field[:-1].rstrip() if raw.endswith(_GOES_ON) else field
                for raw, field in zip(inner, fields, strict=True)
            ]
        if cells and is_same:
            cells = ["<br>".join(filter(None, pair)) for pair in zip(cells, fields, strict=True)]
        else:
            cells, begun = fields, k
        rows[begun] = f"| {' | '.join(cells)} |"
    return rows


def _printed(line: str, *, has_edges: bool) -> list[str]:
    """What stands between the bars of a line; nothing for a rule."""
    if _is_rule(line):
        return []
    fields = _BAR.split(line.strip() if has_edges else line)
    return fields[1:-1] if has_edges else fields


def _is_marked(printed: Sequence[Sequence[str]], *, has_edges: bool) -> bool:
    """Whether signs tell which cells go on: some stand where all other cells have a blank before their bar."""
    cells = [field for fields in printed for field in (fields if has_edges else fields[:-1])]
    ends = {field[-1:] for field in cells}
    return ends <= {"", " ", *_GOES_ON} and any(field.endswith(_GOES_ON) for fields in printed[:-1] for field in fields)
