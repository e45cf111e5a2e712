"""Pages that have first the short cells of all rows and then their long cells, put in the order of rows again.

LibreOffice Calc writes a page so: cells of one line row by row, and behind them the others row by row, labels too.
Ticks and numbers, which are short, tell the rows. To which of these a long cell belongs is told by the columns: within
a row they stand in order, and a row has one cell of each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from gkml_extract.lexicon.header import MAX_PRINTED, header_lexicon
from gkml_extract.lexicon.label_forms import forms_of
from gkml_extract.lexicon.match import match_exact
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.decoder.decode import GAPS
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn, decode_columns, look_of
from gkml_extract.reflow.header.find import order_columns
from gkml_extract.reflow.header.labels import HeaderColumn, HeaderRegion, PrintedLabel, label_of
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.reflow.printed.around import NOTE
from gkml_extract.reflow.printed.scrambled import is_mixed, without_far, without_page_furniture
from gkml_extract.reflow.printed.slots import Parts, Row, best_order, placed
from gkml_extract.reflow.reading import labels_by_column
from gkml_extract.regex import regex
from gkml_extract.text import bracket_depth, fold, simplify

_TICKS = regex(r"[√✓✔☑]+$")
_TELLING_WORDS = (
    (regex("依据"), Look.LAW), (regex("时限|时间|期限|频次|周期"), Look.DEADLINE),
    (regex("渠道|载体|平台|途径"), Look.CHANNELS), (regex("单位|部门|科室|主体|机构"), Look.ORG),
)  # fmt: skip
"""Words of labels that tell what their columns look like."""
_LEGEND, _LEGEND_PIECES = regex("(?P<label>[\u4e00-\u9fff]{4,8})[（(]“?[■□☑√]"), 20
_OF_LEGENDS = frozenset("“”■□☑☐√，、；,;（()）表示为必可选项请在标注范围内至少择其一个打")
"""A label with a legend, the pieces that this may be printed in, and its characters."""
_NO_LABEL = regex(r"[√✓✔☑]+$|[■□☑☐《]")
"""What no label begins with."""
_NAME = regex("[\u4e00-\u9fff（）()/、]{2,}")
_UNKNOWN_LINES, _LONGEST_UNKNOWN = 3, 8
"""Lines and characters of a label that is not known, between two that are."""
_VALUES = regex("(?:全社会|社会公众|特定群体|主动公开|依申请公开)$")
"""What stands in place of ticks where 公开对象 and 公开方式 are one column each."""
_LISTS = regex("[、；]|^[1-9][.．、]")
_LABEL_LINES = 9
"""Lines that a label may have."""
_LEAST_LABELS, _TELLING = 3, 2
"""Columns of a table, and labels behind rows that tell by themselves that long cells come last."""
_ENOUGH = 5000
"""Fragments of the first pages from which labels are told."""
_LEAST_TICKED, _FIRST_PAGES, _FAR = 2, 3, 600
"""Rows with ticks before the long labels, the pages that may have these, and the fragments among which they stand."""
_NEAR = 8
"""Fragments behind the last tick among which the numbers of further rows stand, whose ticks are merged."""
_NUMBERED = 0.9
"""Numbers to a row with ticks from which each row has one."""
_MISSING = {
    Look.CONTENT: -6.0, Look.ITEM: -2.0, Look.LAW: -1.0, Look.DEADLINE: -1.0, Look.ORG: -1.0, Look.CHANNELS: -1.0,
    Look.WEBSITE: -0.5, Look.OTHER: -0.5,
}  # fmt: skip
"""A row has no cell of a column, short or long."""
_TAKEN = -10.0
"""A long cell of a row that has a short one in the column."""
_OUTER = -0.5
"""A long cell of an outer level of items."""
_RANKS = {
    field: rank
    for rank, field in enumerate((
        "number", "items", "primary", "secondary", "levels", "content", "legal_basis", "deadline", "publisher",
        "department", "channels", "audience", "method", "five_open", "公开层级", "website_column", "extra", "remarks",
    ))
}  # fmt: skip
"""In which order columns mostly stand."""
_OPTIONS = (
    "primary", "secondary", "levels", "audience.public", "audience.specific", "method.proactive", "method.on_request",
    "five_open.decision", "five_open.execution", "five_open.management", "five_open.service", "five_open.result",
)  # fmt: skip
_LEVELS = "国省市州县区旗乡镇街村居"
_GAP_INDEX = {gap: k for k, gap in enumerate(GAPS)}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: the lines above its labels, the lines of its short cells, and its long cells."""

    above: list[list[TextFragment]]
    short: list[list[TextFragment]]
    long: list[TextFragment]


_Own = tuple[PrintedLabel, list[TextFragment]]
"""A label with its fragments."""


@dataclass(frozen=True, slots=True)
class InRows:
    """A table put in the order of rows: what stands above it, its header with the fragments that its labels count in,
    and the cells of its rows by decode column."""

    above: list[TextFragment]
    label_parts: list[TextFragment]
    header: tuple[HeaderColumn, ...]
    columns: tuple[DecodeColumn, ...]
    rows: list[Row]
    under: list[TextFragment]


def in_rows(
    fragments: Sequence[TextFragment],
    page_lines: Sequence[int],
    headers: Sequence[HeaderRegion] = (),
    *,
    is_told: bool,
) -> InRows | None:
    """The table in the order of rows; None if rows or columns are not told.

    `page_lines` are the lines with which pages begin. Where `is_told`, it is known that long cells come last; else
    labels of columns that stand behind rows with ticks have to tell it, and none of the first of `headers` is broken
    into lines: it would have come last as well.
    """
    parts = _with_whole_legends([part for line in without_page_furniture(fragments) for part in line if part.text])
    has_ticks = any(_TICKS.match(part.text) for part in parts)
    if any(part.gap in HARD_GAPS for part in parts) or not (has_ticks or is_told):
        return None
    lines = [list(line) for _, line in groupby(parts, key=lambda part: part.line)]
    of_pages = [list(page) for _, page in groupby(lines, key=lambda line: bisect_right(page_lines, line[0].line))]
    numbers = _numbers(parts)
    row = min(numbers, default=0)
    if not is_told and any(_is_broken(fragments, label, row) for header in headers for label in header.labels):
        return None
    printed = [
        [(label, list(fragments[label.first : label.last + 1])) for label in header.labels] for header in headers
    ]
    labels = next(filter(None, (_split_labels(page, numbers, printed) for page in of_pages[:_FIRST_PAGES])), None)
    if labels is None or not (is_told or _are_telling(labels.long, parts, len(of_pages))):
        return None
    ordered = _in_order(labels.short, labels.long)
    if len({label.label.field for label, _ in ordered} - {"extra"}) < _LEAST_LABELS:
        return None
    columns = order_columns(_numbered([(label, len(own)) for label, own in ordered]))
    has_options = any("." in field for header in headers for field in header.fields)  # 全社会 | 特定群体 have ticks
    is_ticked = any(look_of(column) in (Look.MARKS, Look.VALUE) for column in columns)
    if (not has_ticks and has_options) or not (is_ticked or is_told):
        return None
    pages = [_page(page, labels, numbers) for page in of_pages]
    short, under = _without_notes(pages[-1].short)
    pages[-1] = replace(pages[-1], short=short)
    parts_of = [Parts(page.short, page.long) for page in pages]
    label_parts = [part for _, own in ordered for part in own]
    decoded = _decode_columns(columns)
    lines_of_labels = labels_by_column(label_parts, columns, decoded)
    behind = {label.label.text for label, _ in labels.long}
    may_move = [_may_move(column, columns, behind) for column in decoded]
    order = best_order(parts_of, decoded, numbers, lines_of_labels, may_move)
    if order != sorted(order):
        columns = tuple(each for c in order for each in _header_of(decoded[c], columns))
        decoded = _decode_columns(columns)
        lines_of_labels = labels_by_column(label_parts, columns, decoded)
    found = placed(parts_of, decoded, numbers, lines_of_labels)
    above = [part for line in _above(pages) for part in line]
    rows = [row for of_page in found.rows for row in of_page]
    return InRows([*above, *found.before], label_parts, columns, decoded, rows, [*under, *found.behind])


def _decode_columns(header: Sequence[HeaderColumn]) -> tuple[DecodeColumn, ...]:
    return tuple(_with_look(column) for column in decode_columns(header, has_two_runs=False))


def _header_of(column: DecodeColumn, header: Sequence[HeaderColumn]) -> Sequence[HeaderColumn]:
    """The columns of the header that a decode column stands for."""
    return header[column.first : column.last + 1] if column.first is not None and column.last is not None else ()


def _may_move(column: DecodeColumn, header: Sequence[HeaderColumn], behind: set[str]) -> bool:
    """Whether the place of a column is only the usual one: its label came behind others; items stand in order."""
    of_header = _header_of(column, header)
    is_behind = bool(of_header) and all(each.path[0].label.text in behind for each in of_header)
    return is_behind and column.look not in (Look.ITEM, Look.NUMBER)


def _with_whole_legends(parts: list[TextFragment]) -> list[TextFragment]:
    """The fragments with the legend of a label (“■”表示必选项) as one with it: lines of other labels are printed among
    its lines."""
    found: list[TextFragment] = []
    at = 0
    while at < len(parts):
        begin = _LEGEND.match(parts[at].text)
        end = at + 1
        if begin and _is_label(begin["label"]) and bracket_depth(parts[at].text) > 0:
            legend, others = parts[at].text, []
            while end < min(len(parts), at + _LEGEND_PIECES) and bracket_depth(legend) > 0:
                is_of_it = set(parts[end].text) <= _OF_LEGENDS
                legend += parts[end].text if is_of_it else ""
                others += [] if is_of_it else [parts[end]]
                end += 1
            if bracket_depth(legend) > 0:
                legend, others, end = parts[at].text, [], at + 1
            found += [replace(parts[at], text=legend), *others]
        else:
            found.append(parts[at])
        at = end
    return found


def _with_look(column: DecodeColumn) -> DecodeColumn:
    """A column whose label no vocabulary knows, with the look that a word of it tells: 编制依据, 公开频次."""
    if column.look is not Look.OTHER:
        return column
    look = next((look for words, look in _TELLING_WORDS if words.search(column.label)), column.look)
    return replace(column, look=look)


def _above(pages: Sequence[_Page]) -> Iterator[list[TextFragment]]:
    """The lines above the table, those once that pages print again."""
    seen: set[str] = set()
    for page in pages:
        for line in page.above:
            text = "".join(part.text for part in line)
            if text not in seen:
                yield line
            seen.add(text)


def _without_notes(lines: list[list[TextFragment]]) -> tuple[list[list[TextFragment]], list[TextFragment]]:
    """The lines of short cells but for notes behind them, and these."""
    first = next((k for k, line in enumerate(lines) if NOTE.match(simplify("".join(part.text for part in line)))), None)
    if first is None or any(_TICKS.match(part.text) for line in lines[first:] for part in line):
        return lines, []
    return lines[:first], [part for line in lines[first:] for part in line]


def _is_broken(fragments: Sequence[TextFragment], label: PrintedLabel, row: int) -> bool:
    """Whether a label stands on several lines, above the line with the first number of a row."""
    return fragments[label.first].line < fragments[label.last].line < row


def _numbers(parts: Sequence[TextFragment]) -> frozenset[int]:
    """The lines with the numbers of rows."""
    runs = numeral_runs([part.text for part in parts], [1.0 if part.gap is not Gap.SPACE else 0.25 for part in parts])
    return frozenset(parts[k].line for k in runs["digits"])


def _are_telling(labels: Sequence[_Own], parts: Sequence[TextFragment], n_pages: int) -> bool:
    """Whether labels tell by themselves that they are such: 全社会 and 主动公开 behind ticks are cells, if they stand
    there more than once a page."""
    if len(labels) < _TELLING:
        return False
    if any(not _is_below(each) or _rank(each) <= _RANKS["levels"] for each in labels):
        return True
    printed = "".join(part.text for part in parts)
    return all(printed.count(label.label.text) <= n_pages + 1 for label, _ in labels)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of one line, and those of several, as a page has them."""

    short: list[_Own]
    long: list[_Own]

    @property
    def lines(self) -> tuple[list[str], list[str]]:
        """Their texts, fragment by fragment."""
        short, long = ([part.text for _, own in labels for part in own] for labels in (self.short, self.long))
        return short, long


def _is_of_row(line: Sequence[TextFragment], numbers: frozenset[int]) -> bool:
    return line[0].line in numbers or any(_TICKS.match(part.text) for part in line)


def _split_labels(
    lines: Sequence[Sequence[TextFragment]], numbers: frozenset[int], headers: Sequence[list[_Own]]
) -> _Labels | None:
    """The labels above the rows of a page, and those behind ticks or numbers, if any; None if it has none above.

    `headers` are those that were found in the text."""
    ticked = [k for k, line in enumerate(lines) if _is_of_row(line, numbers)]
    if len(ticked) < _LEAST_TICKED:
        return None
    short = _short_labels(lines[: ticked[0]], headers)
    if not short:
        return None
    fields = {(label.label.field, label.label.text) for label, _ in short}
    of_rows = {id(lines[k]) for k in ticked}  # 特定群体 on the line of a row's number is a cell
    behind = lines[ticked[_LEAST_TICKED - 1] + 1 :]
    rest = [part for line in behind if id(line) not in of_rows for part in line][:_FAR]
    if not any(_TICKS.match(part.text) for line in lines for part in line):  # then such words stand in their place
        rest = [part for part in rest if not _VALUES.match(part.text)]
    printed = Counter(part.text for line in lines for part in line)
    rest = [part for part in rest if not (_VALUES.match(part.text) and printed[part.text] > 1)]  # cells say it again
    best: list[_Own] = []
    for at in range(len(rest)):
        run = _run_of_labels(rest, at)
        has_lines = any(len(own) > 1 or _LEGEND.match(own[0].text) for _, own in run)
        is_other = not fields & {(label.label.field, label.label.text) for label, _ in run}
        best = run if len(run) > len(best) and has_lines and is_other else best
    return _Labels(short, best)


def _short_labels(lines: Sequence[Sequence[TextFragment]], headers: Sequence[list[_Own]]) -> list[_Own]:
    """The labels in the lines above the rows: those of a header that was found there, or else those that are known."""
    labels = [k for k, line in enumerate(lines) if all(_is_label(part.text) for part in line)]
    runs = [[k for _, k in run] for _, run in groupby(enumerate(labels), key=lambda pair: pair[1] - pair[0])]
    first = max(runs, key=lambda run: sum(len(lines[k]) for k in run), default=[])
    known = _labels_of([part for k in first for part in lines[k]])
    own = {part.line for line in lines for part in line}
    here = [
        _to_line_end(header, lines)
        for header in headers
        if all(part.line in own for _, parts in header for part in parts)
    ]
    return max([known, *here], key=len)


def _to_line_end(header: list[_Own], lines: Sequence[Sequence[TextFragment]]) -> list[_Own]:
    """The labels of a header with what stands behind the last one on its line."""
    last = header[-1][1][-1]
    line = next(line for line in lines if line[0].line == last.line)
    rest = line[[part is last for part in line].index(True) + 1 :]
    return [*header, *((label_of([part], range(1)), [part]) for part in rest)]


def _run_of_labels(parts: Sequence[TextFragment], first: int) -> list[_Own]:
    """The labels from fragment `first` on, each once; one that is not known may stand between two that are."""
    run: list[_Own] = []
    end = first
    seen: set[str] = set()
    while size := _label_size(parts, end):
        label = label_of(parts, range(end, end + size))
        if label.label.text in seen:
            break
        seen.add(label.label.text)
        run.append((label, list(parts[end : end + size])))
        end += size
        between = next((n for n in range(1, _UNKNOWN_LINES + 1) if _label_size(parts, end + n)), 0)
        if (
            between
            and not _label_size(parts, end)
            and not _is_below(run[-1])
            and _is_unlike_cells(parts[end : end + between])
        ):
            run.append((label_of(parts, range(end, end + between)), list(parts[end : end + between])))
            end += between
    return run


def _is_unlike_cells(parts: Sequence[TextFragment]) -> bool:
    """Whether fragments may be a label that is not known: a few characters and no sign of a cell."""
    text = "".join(part.text for part in parts)
    return len(text) <= _LONGEST_UNKNOWN and _NAME.fullmatch(text) is not None


def _page(lines: list[list[TextFragment]], labels: _Labels, numbers: frozenset[int]) -> _Page:
    """The parts of a page. Short cells end where the long labels begin, or else with the line of the last tick."""
    parts = [part for line in lines for part in line]
    texts = [part.text for part in parts]
    short, long = (_find(texts, own) for own in labels.lines)
    begin, first = (short, short + len(labels.lines[0])) if short is not None else (0, 0)
    above = [list(line) for _, line in groupby(parts[:begin], key=lambda part: part.line)]
    if long is not None and long == first:  # labels printed again
        first = long + len(labels.lines[1])
    marks = [k for k in _marks(parts, numbers) if k >= first and not (long is not None and first < long < k)]
    end = marks[-1] + 1 if marks else first
    while end < len(parts) and parts[end].line == parts[end - 1].line:
        end += 1
    if long is not None and long > first:
        mixed = next((k for k in range(end, long) if is_mixed(parts[k].text)), long)
        between = [list(line) for _, line in groupby(parts[mixed:long], key=lambda part: part.line)]
        above, end, behind = above + between, mixed, long + len(labels.lines[1])
    else:
        known = set(texts[first:end])
        while end < len(parts) and parts[end].text in known and parts[end].line != parts[end - 1].line:
            end += 1
        behind = end
    rows = [list(line) for _, line in groupby(parts[first:end], key=lambda part: part.line)]
    return _Page(above, rows, parts[behind:])


def _marks(parts: Sequence[TextFragment], numbers: frozenset[int]) -> list[int]:
    """Where ticks stand, and numbers not far behind them: those further on may be part of long cells."""
    marks = [k for k, part in enumerate(parts) if _TICKS.match(part.text)]
    marks = marks or [k for k, part in enumerate(parts) if _VALUES.match(part.text)]
    for k, part in enumerate(parts):
        if part.line in numbers and (not marks or marks[-1] < k <= marks[-1] + _NEAR):
            marks.append(k)
    lines = {line: k for k, line in enumerate(dict.fromkeys(part.line for part in parts))}
    near = set(without_far(sorted({lines[parts[k].line] for k in marks})))
    return [k for k in marks if lines[parts[k].line] in near]


def _find(texts: Sequence[str], own: Sequence[str]) -> int | None:
    """Where texts stand one after the other."""
    n = len(own)
    places = range(len(texts) - n + 1) if n else ()
    return next((k for k in places if texts[k] == own[0] and list(texts[k : k + n]) == list(own)), None)


def _is_label(text: str) -> bool:
    """Whether a text is a label as it is known; likeness tells nothing here and takes long."""
    folded = simplify(fold(text)) if len(text) <= MAX_PRINTED else ""
    if folded[:1] not in _begins_of_labels():
        return False
    return any(match_exact(form, header_lexicon()) for form, _ in forms_of(folded))


@lru_cache(maxsize=1)
def _begins_of_labels() -> frozenset[str]:
    return frozenset(fold(spelling)[0] for entry in header_lexicon().entries for spelling in entry.spellings)


def _label_size(parts: Sequence[TextFragment], first: int) -> int:
    """How many fragments from `first` on make a label, the most that do; 0 if none."""
    some = parts[first : first + _LABEL_LINES]
    most = next((k for k, part in enumerate(some) if _NO_LABEL.match(part.text)), len(some))
    sizes = range(most, 0, -1)
    return next((size for size in sizes if _is_label("".join(part.text for part in some[:size]))), 0)


def _labels_of(parts: Sequence[TextFragment]) -> list[_Own]:
    """The labels that fragments make, with their fragments."""
    found: list[_Own] = []
    at = 0
    while at < len(parts):
        size = _label_size(parts, at) or 1
        found.append((label_of(parts, range(at, at + size)), list(parts[at : at + size])))
        at += size
    return found


def _in_order(short: Sequence[_Own], long: Sequence[_Own]) -> list[_Own]:
    """The labels in two rows: those of columns and groups, then those below groups. Of both kinds the order is kept; a
    long one comes behind the last short one that mostly stands before it."""
    rows: list[list[_Own]] = []
    for is_below in (False, True):
        own = [each for each in short if _is_below(each) is is_below]
        for each in (each for each in long if _is_below(each) is is_below):
            rank = _rank(each)
            at = max((k for k, other in enumerate(own) if _rank(other) <= rank), default=-1)
            own.insert(at + 1, each)
        rows.append(own)
    if rows[1]:  # those of one group stand together
        ranks = [_rank(each) for each in rows[0]]
        rows[1].sort(key=lambda each: (_place_of(each, rows[0], ranks), _rank_below(each)))
    return [each for row in rows for each in row]


def _place_of(each: _Own, above: Sequence[_Own], ranks: Sequence[int]) -> int:
    """Where the group of a label stands among those above."""
    group = each[0].label.group
    named = [k for k, other in enumerate(above) if other[0].label.is_group and other[0].label.group == group]
    return named[0] if named else ranks.index(_rank(each)) if _rank(each) in ranks else len(ranks)


def _rank_below(each: _Own) -> int:
    """Which of a group's options mostly comes first: 全社会, 主动公开, 决策, the higher level."""
    label = each[0].label
    if label.field in _OPTIONS:
        return _OPTIONS.index(label.field)
    levels = [_LEVELS.index(char) for char in label.text if char in _LEVELS]
    return levels[0] if levels else 0


def _is_below(each: _Own) -> bool:
    label = each[0].label
    return bool(label.group) and not label.is_group


def _rank(each: _Own) -> int:
    label = each[0].label
    if label.field in ("primary", "secondary", "levels") and not label.is_group:
        return _RANKS[label.field]
    return _RANKS.get(label.group or label.field, _RANKS["extra"])


def _numbered(labels: Sequence[tuple[PrintedLabel, int]]) -> list[PrintedLabel]:
    """Labels over fragments in order."""
    found, at = [], 0
    for label, size in labels:
        found.append(replace(label, first=at, last=at + size - 1))
        at += size
    return found


__all__ = ["in_rows"]
