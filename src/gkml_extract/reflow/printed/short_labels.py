"""The labels of a table of which those of one line come before its rows and the others behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from gkml_extract.lexicon.header import MAX_PRINTED, header_lexicon
from gkml_extract.lexicon.label_forms import forms_of
from gkml_extract.lexicon.match import match_exact
from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.header.labels import PrintedLabel, label_of
from gkml_extract.regex import regex
from gkml_extract.text import bracket_depth, fold, simplify

_TELLING = 2
"""Labels behind rows that tell by themselves that long cells come last."""
_LEAST_TICKED, _FAR = 2, 600
"""Rows with ticks before the long labels, and the fragments among which these stand."""
TICKS = regex(r"[√✓✔☑]+$")
_LEGEND, _LEGEND_PIECES = regex("(?P<label>[\u4e00-\u9fff]{4,8})[（(]“?[■□☑√]"), 20
_OF_LEGENDS = frozenset("“”■□☑☐√，、；,;（()）表示为必可选项请在标注范围内至少择其一个打")
"""A label with a legend, the pieces that this may be printed in, and its characters."""
_NO_LABEL = regex(r"[√✓✔☑]+$|[■□☑☐《]")
"""What no label begins with."""
_NAME = regex("[\u4e00-\u9fff（）()/、]{2,}")
_UNKNOWN_LINES, _LONGEST_UNKNOWN = 3, 8
"""Lines and characters of a label that is not known, between two that are."""
VALUES = regex("(?:全社会|社会公众|特定群体|主动公开|依申请公开)$")
"""What stands in place of ticks where 公开对象 and 公开方式 are one column each."""
_LABEL_LINES = 9
"""Lines that a label may have."""
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
_ITEMS = "items"
"""The group of 一级事项 and 二级事项."""
_LEVELS = "国省市州县区旗乡镇街村居"
Own = tuple[PrintedLabel, list[TextFragment]]
"""A label with its fragments."""


def with_whole_legends(parts: list[TextFragment]) -> list[TextFragment]:
    """The fragments with the legend of a label (“■”表示必选项) as one with it: lines of other labels are printed among
    its lines."""
    found: list[TextFragment] = []
    at = 0
    while at < len(parts):
        begin = _LEGEND.match(parts[at].text)
        end = at + 1
        if begin and is_label(begin["label"]) and bracket_depth(parts[at].text) > 0:
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


def are_telling(labels: Sequence[Own], parts: Sequence[TextFragment], n_pages: int) -> bool:
    """Whether labels tell by themselves that they are such: 全社会 and 主动公开 behind ticks are cells, if they stand
    there more than once a page."""
    if len(labels) < _TELLING:
        return False
    if any(not _is_below(each) or _rank(each) <= _RANKS["levels"] for each in labels):
        return True
    printed = "".join(part.text for part in parts)
    return all(printed.count(label.label.text) <= n_pages + 1 for label, _ in labels)


@dataclass(frozen=True, slots=True)
class SplitLabels:
    """The labels of one line, and those of several, as a page has them."""

    short: list[Own]
    long: list[Own]

    @property
    def lines(self) -> tuple[list[str], list[str]]:
        """Their texts, fragment by fragment."""
        short, long = ([part.text for _, own in labels for part in own] for labels in (self.short, self.long))
        return short, long


def is_of_row(line: Sequence[TextFragment], numbers: frozenset[int]) -> bool:
    return line[0].line in numbers or any(TICKS.match(part.text) for part in line)


def split_labels(
    lines: Sequence[Sequence[TextFragment]], numbers: frozenset[int], headers: Sequence[list[Own]]
) -> SplitLabels | None:
    """The labels above the rows of a page, and those behind ticks or numbers, if any; None if it has none above.

    `headers` are those that were found in the text."""
    ticked = [k for k, line in enumerate(lines) if is_of_row(line, numbers)]
    if len(ticked) < _LEAST_TICKED:
        return None
    short = _short_labels(lines[: ticked[0]], headers)
    if not short:
        return None
    fields = {(label.label.field, label.label.text) for label, _ in short}
    of_rows = {id(lines[k]) for k in ticked}  # 特定群体 on the line of a row's number is a cell
    behind = lines[ticked[_LEAST_TICKED - 1] + 1 :]
    rest = [part for line in behind if id(line) not in of_rows for part in line][:_FAR]
    has_ticks = any(TICKS.match(part.text) for line in lines for part in line)
    if not has_ticks:  # then such words stand in their place
        rest = [part for part in rest if not VALUES.match(part.text)]
    printed = Counter(part.text for line in lines for part in line)
    rest = [part for part in rest if not (VALUES.match(part.text) and printed[part.text] > 1)]  # cells say it again
    best: list[Own] = []
    for at in range(len(rest)):
        run = _run_of_labels(rest, at)
        if not has_ticks and any(VALUES.match(label.label.text) for label, _ in run):
            continue
        has_lines = any(len(own) > 1 or _LEGEND.match(own[0].text) for _, own in run)
        is_other = not fields & {(label.label.field, label.label.text) for label, _ in run}
        best = run if len(run) > len(best) and has_lines and is_other else best
    return SplitLabels(short, best)


def _short_labels(lines: Sequence[Sequence[TextFragment]], headers: Sequence[list[Own]]) -> list[Own]:
    """The labels in the lines above the rows: those of a header that was found there, or else those that are known."""
    labels = [k for k, line in enumerate(lines) if all(is_label(part.text) for part in line)]
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


def _to_line_end(header: list[Own], lines: Sequence[Sequence[TextFragment]]) -> list[Own]:
    """The labels of a header with what stands behind the last one on its line."""
    last = header[-1][1][-1]
    line = next(line for line in lines if line[0].line == last.line)
    rest = line[[part is last for part in line].index(True) + 1 :]
    return [*header, *((label_of([part], range(1)), [part]) for part in rest)]


def _run_of_labels(parts: Sequence[TextFragment], first: int) -> list[Own]:
    """The labels from fragment `first` on, each once; one that is not known may stand between two that are."""
    run: list[Own] = []
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


def is_label(text: str) -> bool:
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
    return next((size for size in sizes if is_label("".join(part.text for part in some[:size]))), 0)


def _labels_of(parts: Sequence[TextFragment]) -> list[Own]:
    """The labels that fragments make, with their fragments."""
    found: list[Own] = []
    at = 0
    while at < len(parts):
        size = _label_size(parts, at) or 1
        found.append((label_of(parts, range(at, at + size)), list(parts[at : at + size])))
        at += size
    return found


def in_usual_order(short: Sequence[Own], long: Sequence[Own]) -> list[Own]:
    """The labels in two rows: those of columns and groups, then those below groups. Of both kinds the order is kept; a
    long one comes behind the last short one that mostly stands before it."""
    rows: list[list[Own]] = []
    groups = {label.label.group for label, _ in [*short, *long] if label.label.is_group}
    for is_second in (False, True):
        own = [each for each in short if _is_of_second_row(each, groups) is is_second]
        for each in (each for each in long if _is_of_second_row(each, groups) is is_second):
            rank = _rank(each)
            at = max((k for k, other in enumerate(own) if _rank(other) <= rank), default=-1)
            own.insert(at + 1, each)
        rows.append(own)
    if rows[1]:  # those of one group stand together
        ranks = [_rank(each) for each in rows[0]]
        rows[1].sort(key=lambda each: (_place_of(each, rows[0], ranks), _rank_below(each)))
    return [each for row in rows for each in row]


def _place_of(each: Own, above: Sequence[Own], ranks: Sequence[int]) -> int:
    """Where the group of a label stands among those above."""
    group = each[0].label.group
    named = [k for k, other in enumerate(above) if other[0].label.is_group and other[0].label.group == group]
    return named[0] if named else ranks.index(_rank(each)) if _rank(each) in ranks else len(ranks)


def _rank_below(each: Own) -> int:
    """Which of a group's options mostly comes first: 全社会, 主动公开, 决策, the higher level."""
    label = each[0].label
    if label.field in _OPTIONS:
        return _OPTIONS.index(label.field)
    levels = [_LEVELS.index(char) for char in label.text if char in _LEVELS]
    return levels[0] if levels else 0


def _is_of_second_row(each: Own, groups: Set[str | None]) -> bool:
    """Whether a label stands below a group: 一级事项 has one only where 公开事项 is printed."""
    return _is_below(each) and (each[0].label.group != _ITEMS or _ITEMS in groups)


def _is_below(each: Own) -> bool:
    label = each[0].label
    return bool(label.group) and not label.is_group


def _rank(each: Own) -> int:
    label = each[0].label
    if label.field in ("primary", "secondary", "levels") and not label.is_group:
        return _RANKS[label.field]
    return _RANKS.get(label.group or label.field, _RANKS["extra"])


def numbered(labels: Sequence[tuple[PrintedLabel, int]]) -> list[PrintedLabel]:
    """Labels over fragments in order."""
    found, at = [], 0
    for label, size in labels:
        found.append(replace(label, first=at, last=at + size - 1))
        at += size
    return found
