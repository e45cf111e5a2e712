"""Tables whose cells have lost their order.

Some come as they were drawn, as previews of document sites print them, others column by column, as pdftotext without an
option does, others with the lines of cells side by side joined, as pdfplumber prints them, others with all short cells
of a page before its long ones, as LibreOffice Calc writes it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise

from gkml_extract.lexicon.header import known_fields
from gkml_extract.model.table import Table, TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS, is_whole_deadline
from gkml_extract.reflow.evidence.base import PAGE_WIDTH
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import look_of
from gkml_extract.reflow.header.labels import HeaderColumn
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.regex import regex
from gkml_extract.text import bracket_depth, display_width

_TICKS = regex(r"^[√✓✔]+$")
_LEAST_TICKS = 8
_TOGETHER = 0.8
"""Share of a table's ticks that stand in one run, far from their rows."""
_LEAST_DEADLINES, _BESIDE = 4, 0.6
"""Deadlines, and the share of them before another one, from which columns are printed; a column of 公开频次 beside
that of deadlines makes half of them stand so."""
_BLANK_LINES = 0.05
"""Share of blank lines from which a text with form feeds is made of blocks; row by row, pdftotext prints none."""
_BLOCK_LINES = 0.05
"""Share of lines right below another, where blocks are not single lines: 24 texts of pdftotext had 0.14 and more, dumps
with a blank line after each line have none."""
_LEAST_NUMBERS, _NEAR, _NEAR_SHARE = 4, 3, 0.15
"""Row numbers, and the share of them that the next one follows within so many fragments, where numbers make a block."""
_LEAST_LABELS = 3
_LEAST_LENGTH = 2
"""Mean characters of a fragment; of a text with a character a line nothing is said."""
_MOST_SURE = 0.7
"""Share of rows without a doubt from which blocks are taken to come row by row after all."""
_SURE_BY_ITSELF = 0.75
"""The same where row numbers stand together, as those of short rows do too."""
_AS_MANY, _SURE_WITH_NUMBERS = 0.1, 0.25
"""Share by which rows and row numbers may differ where each row has one, and the share of rows without a doubt that is
enough there: of 240 texts that come block by block one came so near, with a ninth of its rows without a doubt."""
_LEAST_TEXTS = 12
"""Other texts of a table of two rows."""
_BRACKETS = (regex("[《》]"), regex("[（）()]"))
_OPENING = "《（("
_LEAST_ACROSS, _ACROSS_TO_WRAPPED, _ACROSS_SHARE = 5, 4, 0.2
"""Open brackets with other text behind them on their line, to those that the next line closes, and their share of all.

Of 14 PDFs pdfplumber's text had 12 and more times as many as were closed, and a quarter of all and more, where there
were five at all; pdftotext -raw, PDFium, MuPDF and pypdf had fewer than were closed.
"""
_CLOSED_WITHIN = 10
"""Lines below within which the rest of a cut title closes its bracket, in a column of a few characters; a form that is
printed in each row, □其他（注明, never does.
"""
_TICKED = regex(r"[√✓✔☑]$")
_VALUE = regex("(?:全社会|社会公众|特定群体|主动公开|依申请公开)$")
"""What stands in place of ticks where 公开对象 and 公开方式 are one column each."""
_FURNITURE = regex(
    r"\s*(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4})\s*$"
)
_HAN, _LATIN = regex("[\u4e00-\u9fff]"), regex("[0-9A-Za-z]")
_LEAST_ROWS, _LEAST_ROWS_OF_ONE = 2, 3
"""Rows of a page from which it tells whether their long cells come behind them all, and of the only such page."""
_LEAST_WRAPPED, _MOST_INSIDE = 3, 0.1
"""Open brackets at the ends of lines behind the last rows of pages, and their share that stands before these.

Of 12 PDFs by LibreOffice Calc none stood before them; of 36 by Writer and Chromium at most one in twenty behind.
"""
_LEAST_NEAR, _FAR_LINES = 3, 10
"""Signs of rows near one another, and lines behind them from which a further one may be of a legend."""
_LEAST_BEHIND = 0.15
"""Share of a page's lines behind the last sign of a row."""
_ENOUGH = 20_000
"""Fragments from which it is seen how the lines of a text run: a longer one only repeats itself."""


def is_scrambled(body: Sequence[TextFragment], columns: Sequence[HeaderColumn]) -> bool:
    """Whether nearly all ticks stand side by side, more of them than a row has columns for.

    Then the other cells are out of order as well, in ways that nothing tells: reading them would invent rows.
    """
    runs: list[int] = [0]
    n_texts = 0
    for fragment in body:
        if _TICKS.match(fragment.text):
            runs[-1] += len(fragment.text)
        elif fragment.text:
            n_texts += 1
            runs.append(0)
    n_columns = sum(look_of(column) is Look.MARKS for column in columns)
    longest, ticks = max(runs), sum(runs)
    is_one_run = longest >= _TOGETHER * ticks
    if n_texts < _LEAST_TEXTS or not is_one_run:
        return False
    return longest >= max(_LEAST_TICKS, 2 * max(n_columns, 1) + 1) or _is_by_columns(body)


def _is_by_columns(body: Sequence[TextFragment]) -> bool:
    """Whether most deadlines stand beside another one: columns are printed one after the other, and not rows."""
    texts = [part.text for part in body[:_ENOUGH] if part.text and part.gap not in HARD_GAPS]
    are_deadlines = [is_whole_deadline(text) for text in texts]
    n_beside = sum(one and other for one, other in pairwise(are_deadlines))
    return sum(are_deadlines) >= _LEAST_DEADLINES and n_beside >= _BESIDE * sum(are_deadlines)


def is_of_blocks(printed: str, fragments: Sequence[TextFragment]) -> bool:
    """Whether a text comes block by block, a blank line after each, as pdftotext without an option prints a page.

    A block is a piece of a column as often as of a row: of 48 such texts none had a sixth of its cells in order.
    """
    pages = (page.strip() for page in printed.split("\f"))  # what stood at a page's edge has left blank lines
    are_blank = [not line.strip() for page in pages if page for line in page.split("\n")]
    n_blank, n_below = sum(are_blank), sum(not (above or below) for above, below in pairwise(are_blank))
    if n_blank < _BLANK_LINES * len(are_blank) or n_below < _BLOCK_LINES * (len(are_blank) - n_blank):
        return False
    if any(part.gap in HARD_GAPS for part in fragments):
        return False
    if sum(len(part.text) for part in fragments) < _LEAST_LENGTH * len(fragments):
        return False
    return has_labels(fragments) and ("\f" in printed or _are_numbers_together(fragments))


def has_labels(fragments: Sequence[TextFragment]) -> bool:
    """Whether labels of a catalogue stand among the fragments, in whatever order."""
    return len(known_fields(part.text for part in fragments)) >= _LEAST_LABELS


def is_across_columns(fragments: Sequence[TextFragment]) -> bool:
    """Whether each line holds what stands side by side on the page: a piece of one cell, then one of the next.

    Such a line breaks off in the middle of a title or of a bracket and goes on with another cell; in any other text
    what is cut off goes on in the next line. Of 14 such texts none had a tenth of its cells right.
    """
    parts = [part for part in fragments[:_ENOUGH] if part.text]
    if any(part.gap in HARD_GAPS for part in parts):
        return False
    across, wrapped = set[tuple[str, str]](), set[tuple[str, str]]()  # a title that each row prints counts once
    lines = [list(line) for _, line in groupby(parts, key=lambda part: part.line)]
    closing = [_next_closing(lines, bracket) for bracket in _BRACKETS]
    for at, (line, below) in enumerate(pairwise([*lines, []])):
        for bracket, rests in zip(_BRACKETS, closing, strict=True):
            following = bracket.search(below[0].text) if below else None
            is_closed_below = rests[at + 1] <= at + _CLOSED_WITHIN
            for part in reversed(line):
                is_last = part is line[-1]
                marks = list(bracket.finditer(part.text))
                if marks and marks[-1][0] in _OPENING:
                    closes = following is not None and following[0] not in _OPENING
                    pair = (part.text, below[0].text if below else "")
                    if not is_last and not closes and is_closed_below:
                        across.add(pair)
                    elif is_last and closes:
                        wrapped.add(pair)
                # programs that print put blanks at figures: （国务院令第 711 号）
                following = marks[0] if marks else None if is_last else following
    n_open = sum(text.count(mark) for text in {part.text for part in parts} for mark in _OPENING)
    return len(across) >= max(_LEAST_ACROSS, _ACROSS_TO_WRAPPED * len(wrapped), _ACROSS_SHARE * n_open)


def _next_closing(lines: Sequence[Sequence[TextFragment]], bracket: re.Pattern[str]) -> list[int]:
    """From each line on, and from behind the last, the first one with a piece that closes what it did not open.

    A line out of reach where there is none.
    """
    following = [len(lines) + _CLOSED_WITHIN] * (len(lines) + 1)
    for at in reversed(range(len(lines))):
        firsts = (bracket.search(part.text) for part in lines[at])
        has_rest = any(mark is not None and mark[0] not in _OPENING for mark in firsts)
        following[at] = at if has_rest else following[at + 1]
    return following


def is_short_first(fragments: Sequence[TextFragment], page_lines: Sequence[int]) -> bool:
    """Whether each page has first the numbers, ticks and short cells of all its rows, and then their long cells.

    LibreOffice Calc writes a page so. Long cells break off in brackets, and cells with Chinese and Latin characters
    come with them, however short: both are seen behind the last row alone. `page_lines` are the lines with which pages
    begin.
    """
    parts = [part for part in fragments[:_ENOUGH] if part.text]
    if any(part.gap in HARD_GAPS for part in parts):
        return False
    lines = without_page_furniture(parts)
    numbers = {parts[k].line for k in _row_numbers(parts)}
    n_pages = n_inside = n_behind = n_mixed_inside = n_lines = n_lines_behind = most_rows = 0
    for _, page in groupby(lines, key=lambda line: bisect_right(page_lines, line[0].line)):
        of_page = list(page)
        numbered = [k for k, line in enumerate(of_page) if line[0].line in numbers]
        ticked = [k for k, line in enumerate(of_page) if any(_TICKED.search(part.text) for part in line)]
        ticked = ticked or [k for k, line in enumerate(of_page) if any(_VALUE.match(part.text) for part in line)]
        n_rows = max(len(numbered), sum(k - 1 not in ticked or len(of_page[k]) > 1 for k in ticked))
        if n_rows < _LEAST_ROWS:
            continue
        marks = without_far(sorted({*numbered, *ticked}))
        wrapped = [k for k, line in enumerate(of_page) if bracket_depth("".join(part.text for part in line)) > 0]
        mixed = [k for k, line in enumerate(of_page) if any(is_mixed(part.text) for part in line)]
        n_pages, most_rows = n_pages + 1, max(most_rows, n_rows)
        n_inside += sum(marks[0] < k < marks[-1] for k in wrapped)
        n_mixed_inside += sum(marks[0] <= k <= marks[-1] for k in mixed)
        n_behind += sum(k > marks[-1] and _is_narrow(of_page[k]) for k in {*wrapped, *mixed})
        n_lines += len(of_page)
        n_lines_behind += len(of_page) - 1 - marks[-1]
    is_behind = n_behind >= _LEAST_WRAPPED and max(n_inside, n_mixed_inside) <= _MOST_INSIDE * n_behind
    return is_behind and n_lines_behind >= _LEAST_BEHIND * n_lines and (n_pages > 1 or most_rows >= _LEAST_ROWS_OF_ONE)


def without_far(marks: list[int]) -> list[int]:
    """Lines with signs of rows but for those far behind all others: a legend under the table has ticks too."""
    kept = list(marks)
    while len(kept) > _LEAST_NEAR:
        steps = [after - before for before, after in pairwise(kept)]
        if steps[-1] <= max(_FAR_LINES, 2 * max(steps[:-1])):
            break
        kept.pop()
    return kept


def _is_narrow(line: Sequence[TextFragment]) -> bool:
    """Whether a line is no wider than those of cells."""
    return sum(display_width(part.text) for part in line) < PAGE_WIDTH


def is_mixed(text: str) -> bool:
    """Whether a text has Chinese characters and Latin ones: Calc prints such a cell with the long ones."""
    return _HAN.search(text) is not None and _LATIN.search(text) is not None


def without_page_furniture(fragments: Sequence[TextFragment]) -> list[list[TextFragment]]:
    """The lines but for those that number pages: 第1页 共3页, - 1 -."""
    lines = [list(line) for _, line in groupby(fragments, key=lambda part: part.line)]
    return [line for line in lines if not _FURNITURE.match(" ".join(part.text for part in line))]


def _are_numbers_together(fragments: Sequence[TextFragment]) -> bool:
    """Whether row numbers stand below one another with nothing of their rows between them."""
    numbers = _row_numbers(fragments)
    each = len(fragments) / max(len(numbers), 1)  # what a row has; short rows have their numbers near one another
    most = min(_NEAR, each / 2)
    near = sum(b - a <= most and fragments[a].text != fragments[b].text for a, b in pairwise(numbers))
    return len(numbers) >= _LEAST_NUMBERS and near >= _NEAR_SHARE * len(numbers)


def _row_numbers(fragments: Sequence[TextFragment]) -> list[int]:
    """The fragments that count the rows, in order."""
    runs = numeral_runs([part.text for part in fragments], [1.0] * len(fragments))
    return sorted(runs["digits"] | runs["han"])


def is_in_rows(tables: Sequence[Table], fragments: Sequence[TextFragment], least_score: float) -> bool:
    """Whether what was read of blocks are rows after all: most of them have no doubtful cell.

    Where row numbers stand together, as those of blocks do, rows must be as many, or nearly all without a doubt.
    """
    rows = {(k, cell.row): True for k, table in enumerate(tables) for cell in table.cells if cell.score is not None}
    for k, table in enumerate(tables):
        for cell in table.cells:
            if cell.score is not None and cell.score < least_score:
                rows[k, cell.row] = False
    n_numbers = len(_row_numbers(fragments))
    are_as_many = abs(len(rows) - n_numbers) <= _AS_MANY * n_numbers
    usual = _SURE_BY_ITSELF if _are_numbers_together(fragments) else _MOST_SURE
    least = _SURE_WITH_NUMBERS if are_as_many else usual
    return bool(rows) and sum(rows.values()) >= least * len(rows)
