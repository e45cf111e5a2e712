"""Which headers of a text are of one table, where the title of each stands, and which lines are none of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, pairwise

from gkml_extract.lexicon.web_lines import is_path
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.header.labels import HeaderRegion
from gkml_extract.reflow.numbers import numeral_value
from gkml_extract.reflow.printed.around import HEADED_PART, PART, TITLE
from gkml_extract.reflow.reading import by_line
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

_SAME_HEADER = 0.75
"""Share of common fields from which two headers are one: a page header may have lost a label or caught a cell."""
_LEAST_SHARED = 3
"""Fields that two headers share from which they are of two tables, and not parts of one."""
_TITLE_LINES = 6
"""Lines above a header among which the title of its table stands: a metadata line and counts may come between."""
_PREAMBLE_LINES = 14
"""The same where row numbers begin again at 1 below the header: dawukou has ten lines of preamble."""
_TEXTS_BEFORE_NUMBER = 2
"""Texts of groups that may stand before the first number of a table, whose header has as many labels before 序号."""
_PAGE_FURNITURE = regex(
    r"^\s*(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4})\s*$"
)
_MAY_COUNT = regex(r"[-—–第\d\s]|$")
"""What a page's number begins with: few lines do."""


def are_of_several_tables(headers: Sequence[HeaderRegion]) -> bool:
    """Whether further headers have columns that the first has, under other labels too: each stands over a table of its
    own, and its labels are none that a program printed behind the rows of the first."""
    first = {printed.label.text for printed in headers[0].labels} if headers else set()
    return any(
        len((header.fields & headers[0].fields) - {"extra"}) >= _LEAST_SHARED
        and not {printed.label.text for printed in header.labels} <= first
        for header in headers[1:]
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one catalogue of a compilation, and the title that stands under them, over the next one's."""

    rows: list[TextFragment]
    title: list[TextFragment]

    @property
    def place(self) -> LinesPlace | None:
        return LinesPlace(lines=(self.rows[0].line, self.rows[-1].line)) if self.rows else None


def parts_of(before: Sequence[TextFragment], body: list[TextFragment]) -> list[Part]:
    """The body parted at numbered titles, where the catalogues of a compilation have but one header.

    A line is such a title if it goes on the numbering of the one above the table and row numbers begin again below
    it: a cell may read like a title, but not that.
    """
    titles = [PART.match(simplify("".join(part.text for part in line))) for line in by_line(before)]
    first = next((title for title in reversed(titles) if title), None)
    if first is None:
        return [Part(body, [])]
    parts: list[Part] = []
    rows: list[TextFragment] = []
    lines = by_line(body)
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else []
        found = PART.match(simplify(text_alone(line) or ""))
        if found and _goes_on_from(first, found) and following and _is_first(following[0].text):
            parts.append(Part(rows, line))
            rows, first = [], found
        else:
            rows += line
    return [*parts, Part(rows, [])] if parts else [Part(body, [])]


def _goes_on_from(first: re.Match[str], then: re.Match[str]) -> bool:
    """Whether two titles are numbered in one form, one after the other."""
    numbers = [(title.lastgroup, numeral_value(title["bracketed"] or title["bare"])) for title in (first, then)]
    (form, one), (other_form, two) = numbers
    is_one_form = (first["bracketed"] is None) is (then["bracketed"] is None)
    return form == other_form and is_one_form and bool(one and two and two[1] == one[1] + 1)


def _is_first(text: str) -> bool:
    """Whether a text begins with the row number 1."""
    numeral = numeral_value(text.split(" ")[0])
    return numeral is not None and numeral[1] == 1


def by_table(fragments: Sequence[TextFragment], headers: Sequence[HeaderRegion]) -> list[list[HeaderRegion]]:
    """Headers grouped by table: one that repeats the fields of the one before, without a title, is its page header."""
    groups: list[list[HeaderRegion]] = [[headers[0]]]
    for header in headers[1:]:
        first = groups[-1][0].fields
        repeats = len(header.fields & first) >= _SAME_HEADER * len(header.fields | first)
        has_title = title_begin(fragments, groups[-1], header) < header.first
        if repeats and not has_title:
            groups[-1].append(header)
        else:
            groups.append([header])
    return groups


def pages_told(fragments: Sequence[TextFragment], groups: Sequence[Sequence[HeaderRegion]]) -> tuple[int, ...]:
    """The lines with which pages begin by their headers and their numbers: text that is copied has no page breaks."""
    repeated = ((header, group[0]) for group in groups for header in group[1:])
    lines = {fragments[min(_fragments_of_repeated(*pair))].line for pair in repeated}
    first = fragments[groups[0][0].last].line
    printed = by_line(fragments)
    for line, following in pairwise(printed):
        if line[0].line > first and _is_page_number(line):
            lines.add(following[0].line)
    return tuple(sorted(lines))


def title_begin(fragments: Sequence[TextFragment], above: Sequence[HeaderRegion], header: HeaderRegion) -> int:
    """Where the title lines before a header begin, or the header itself if there are none; `above` are of one table.

    Further above it a title counts only if row numbers begin again: else it may be a cell that reads like one.
    """
    end = header.first
    begin = above[-1].last + 1
    lines: list[list[int]] = []
    for k in range(end - 1, max(begin, end - 40) - 1, -1):
        if lines and fragments[lines[-1][0]].line == fragments[k].line:
            lines[-1].insert(0, k)
        else:
            lines.append([k])
    found = end
    restarts = _numbers_restart(fragments, header)
    if restarts and _is_next_part(_line_before(fragments, above[0].first), _line_before(fragments, end)):
        found = lines[0][0]
    for line in lines[: _PREAMBLE_LINES if restarts else _TITLE_LINES]:
        is_row = any(fragments[k].gap in HARD_GAPS for k in line)
        text = "".join(fragments[k].text for k in line)
        if not is_row and (TITLE.search(simplify(text)) or (found < end and is_path(text))):
            found = line[0]
    return found


def _line_before(fragments: Sequence[TextFragment], end: int) -> str:
    """The text of the line above a header, where it stands alone."""
    begin = end
    while begin and fragments[begin - 1].line == fragments[end - 1].line:
        begin -= 1
    return text_alone(fragments[begin:end]) or "" if begin < end else ""


def _is_next_part(above: str, text: str) -> bool:
    """Whether a line over a header goes on the numbering of the line over the header before: 一、…, 二、…."""
    first, then = HEADED_PART.match(simplify(above)), HEADED_PART.match(simplify(text))
    return bool(first and then and _goes_on_from(first, then))


def _numbers_restart(fragments: Sequence[TextFragment], header: HeaderRegion) -> bool:
    """Whether the row number 1 is the first text below a header, or follows a group before 序号: 人民调解, 1."""
    texts = (fragments[k].text for k in range(header.last + 1, len(fragments)))  # a slice would copy the whole rest
    below = list(islice(filter(None, texts), _TEXTS_BEFORE_NUMBER + 1))
    number = next((k for k, each in enumerate(header.labels) if each.label.field == "number"), 0)
    is_behind = 0 < number <= _TEXTS_BEFORE_NUMBER and "1" in below[1:]
    return is_behind or (bool(below) and _is_first(below[0]))


def body_of(fragments: Sequence[TextFragment], group: Sequence[HeaderRegion], end: int) -> list[TextFragment]:
    """The fragments under the headers of one table, without its repeated headers."""
    first = group[0]
    repeated = [k for header in group[1:] for k in _fragments_of_repeated(header, first)]
    dropped = set(repeated)
    return [fragments[k] for k in range(first.last + 1, end) if k not in dropped]


def _fragments_of_repeated(header: HeaderRegion, first: HeaderRegion) -> Iterator[int]:
    """The fragments of a page header that repeat the table's first header.

    A cell beside it may read like a label (结果公开) or stand among its labels: what the first header does not have
    at that place stays in the table.
    """
    printed = [[fold(label.label.text) for label in region.labels] for region in (first, header)]
    blocks = SequenceMatcher(None, a=printed[0], b=printed[1], autojunk=False).get_matching_blocks()
    matched = {k for block in blocks for k in range(block.b, block.b + block.size)}
    if not matched:
        yield from range(header.first, header.last + 1)
        return
    begin, end = min(matched), max(matched)
    cells = {
        fragment
        for k in range(begin, end)
        if k not in matched and header.labels[k].label.rule == "unknown"
        for fragment in range(header.labels[k].first, header.labels[k].last + 1)
    }
    last = header.last if end == len(header.labels) - 1 else header.labels[end].last
    yield from (k for k in range(header.labels[begin].first, last + 1) if k not in cells)


def text_alone(line: Sequence[TextFragment]) -> str | None:
    """The text of a line that no separator parts and that is no blank field; None for any other line."""
    is_row = any(fragment.gap in HARD_GAPS for fragment in line[1:])
    text = printed_line(line)
    return None if is_row or not text else text


def printed_line(line: Sequence[TextFragment]) -> str:
    """A line as it is printed; glued text was cut where nothing stands."""
    return "".join(f"{' ' if k and part.gap is not Gap.NONE else ''}{part.text}" for k, part in enumerate(line))


def without_lines_of_pages(body: list[TextFragment]) -> list[TextFragment]:
    """The body without lines that are a page's number and nothing else; a bare numeral may be a row's."""
    return [fragment for line in by_line(body) if not _is_page_number(line) for fragment in line]


def _is_page_number(line: list[TextFragment]) -> bool:
    """Whether a line is a page's number as only such are printed: - 1 -, 第1页."""
    return bool(_MAY_COUNT.match(line[0].text) and (text := text_alone(line)) and _PAGE_FURNITURE.match(text))
