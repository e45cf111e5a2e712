"""The header of a table in a run of fragments: where it stands, its labels, and the columns they make."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise

from gkml_extract.lexicon.header import header_lexicon, is_code, is_of_subject, parse_label, read_by_subject
from gkml_extract.lexicon.label_forms import forms_of, without_gloss
from gkml_extract.lexicon.web_lines import is_path
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.header.broken import with_second_lines
from gkml_extract.reflow.header.labels import HeaderRegion, PrintedLabel, label_of
from gkml_extract.reflow.header.options import with_options, with_rest
from gkml_extract.reflow.header.prune import (
    MAX_STRAY,
    HeaderLines,
    dense_part,
    from_first_label,
    with_ends,
    without_first_row,
    without_lone_child,
    without_rows,
)
from gkml_extract.reflow.header.rows import is_name, repeated_after, with_rows_below
from gkml_extract.reflow.numbers import numeral_value
from gkml_extract.reflow.printed.around import TITLE
from gkml_extract.regex import regex
from gkml_extract.text import display_width, fold, kept_if_short, simplify

MAX_LABEL_FRAGMENTS = 8
"""A label of one-character lines: 公开渠道和载体 in a narrow column."""
MIN_FIELDS = 4
"""Distinct fields that make a run of labels a header: the smallest real one has 序号, 事项, 内容, 时限."""
MIN_ROW_FIELDS = 3
"""The same in a row of separated fields that has nothing but labels, as in a grid."""
_LONGEST_HEADER = 240
"""Fragments of a header: 25 labels, some of one character a line."""
_LONGEST_LABEL = 70
"""Characters of a label with its legend: 公开渠道和载体（“■”表示必选项，“□”表示可选项，请在标注范围内至少选择其一）."""
_LEAST_LEGEND = 5
"""Characters of a legend with its brackets; a shorter one may count the first row: （一）."""
_LABEL_WORD = regex(
    "序号|事项|内容|依据|时限|期限|主体|渠道|载体|对象|方式|层级|社会|群体|备注|部门|栏目|类|主动|申请|决策|执行|管理|服务|结果|级"
)
_SHORTEST_DAMAGED, _LONGEST_DAMAGED = 3, 12
_LEAST_BESIDE, _LEAST_IN_LINE, _MOST_OF_LINE = 2, 3, 0.7
"""Known labels in a line, those with others built like such, and the share of both from which these are labels as well:
主动公开 and 县级 are values."""
_LABEL_CHARACTERS = frozenset(
    "公开事项内容要素依据时限主体渠道和载对象方式层级全社会特定群动申请一二三四责任部门科室所属栏目网站五()（）"
)
_MANY_LABELS = 4
"""So many damaged labels side by side are a header."""
_HEADING = regex("[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]")
"""What headings of sections begin with."""
_DRESSED = regex(r"[(（\[【*]|(.{2,})\1")
_LEAST_OF_LINE = 4
"""Known labels of a line from which other words at its end are labels too."""
_PLAIN_NAME = regex("[\u3400-\u9fff]{2,8}")
_TELLING = frozenset({"number", "primary", "secondary", "content", "legal_basis", "deadline", "publisher", "channels"})


def find_headers(fragments: Sequence[TextFragment]) -> list[HeaderRegion]:
    """Every header in the fragments, in order; the ones after the first are mostly page headers."""
    lines = HeaderLines.of(fragments)
    walls = _walls(fragments, lines.begins)
    exact = _exact_labels(fragments)
    if walls:
        exact = {first: ends for first, ends in exact.items() if not _crosses(first, max(ends)[0], walls)}
    regions: list[HeaderRegion] = []
    for labels_of_run in _labels_of_runs(fragments, exact, walls):
        for part in _printed_again(labels_of_run):
            labels = without_rows(fragments, lines, dense_part(with_second_lines(fragments, with_ends(part))))
            labels = without_first_row(without_lone_child(labels))
            labels = from_first_label(labels, regions[0].labels) if regions else labels
            if not labels:
                continue
            begin = _begin_of_line(fragments, lines, labels[0].first)
            rest = _rest_of_line(fragments, labels[-1].last) or _names_to_end(fragments, labels)
            full = _read_by_subject((*begin, *labels, *rest))
            fields = {printed.label.field for printed in labels} - {"extra"}
            fields |= {printed.label.field for printed in full if printed.label.rule == "by-subject"}
            is_header = len(fields) >= MIN_FIELDS and len(fields & _TELLING) >= 3
            if is_header or _is_whole_row(fragments, lines, labels, fields):
                regions.append(HeaderRegion(full[0].first, _with_blanks(fragments, full[-1].last), full))
    whole: list[HeaderRegion] = []
    for region in regions:
        if not whole or region.first > whole[-1].last:
            whole.append(with_rows_below(fragments, region))
    return [with_rest(fragments, with_options(fragments, region)) for region in _stacked(fragments, whole)]


def _read_by_subject(labels: Sequence[PrintedLabel]) -> tuple[PrintedLabel, ...]:
    read = read_by_subject([printed.label for printed in labels])
    return tuple(replace(printed, label=label) for printed, label in zip(labels, read, strict=True))


def _is_whole_row(
    fragments: Sequence[TextFragment], lines: HeaderLines, labels: Sequence[PrintedLabel], fields: set[str]
) -> bool:
    """Whether labels, fewer than make a header of any text, are a row of separated fields, every one of them known.

    Rows as wide follow. Source: universities' lists of 类别, 事项, 责任部门 and 生成时间 (entities.md).
    """
    if len(fields) < MIN_ROW_FIELDS or len(fields & _TELLING) < 2 or not lines.is_of_fields(labels[0].first):
        return False
    own = lines.around(labels[0].first)
    if any(printed.label.rule not in ("exact", "pattern") or printed.last not in own for printed in labels):
        return False
    has_others = len(labels) < sum(bool(fragments[k].text) for k in own)
    below = lines.around(own.stop) if own.stop < len(fragments) else range(0)
    return not has_others and len(below) == len(own)


def _walls(fragments: Sequence[TextFragment], begins: Sequence[int]) -> list[int]:
    """The fragments of lines that are no part of a header whatever they say: titles, headings of sections, and paths of
    web pages.

    首页 > 公开目录 ends as a label does, 一、主动公开信息 below a header reads as one; between a last row and the next
    header stands a title.
    """
    walls: list[int] = []
    for first, end in pairwise(begins):
        if _HEADING.match(fragments[first].text) and not any(fragments[k].text for k in range(first + 1, end)):
            walls += range(first, end)
            continue
        if any(fragments[k].gap in HARD_GAPS for k in range(first + 1, end)):
            continue
        text = " ".join(fragments[k].text for k in range(first, end)) if end - first > 1 else fragments[first].text
        if is_path(text) or TITLE.search(simplify(text)):
            walls += range(first, end)
    return walls


def _crosses(first: int, last: int, walls: Sequence[int]) -> bool:
    """Whether one of `walls`, which are in order, is among the fragments [first, last]."""
    at = bisect_left(walls, first)
    return at < len(walls) and walls[at] <= last


def _stacked(fragments: Sequence[TextFragment], regions: Sequence[HeaderRegion]) -> list[HeaderRegion]:
    """The regions, with two in neighbouring lines as one if the second repeats the first but for a group's columns.

    Nothing but the figure by which a program numbers its rows stands between them.
    """
    stacked: list[HeaderRegion] = []
    for region in regions:
        before = stacked[-1] if stacked else None
        between = fragments[before.last + 1 : region.first] if before else ()
        labels = (*before.labels, *region.labels) if before else region.labels
        is_second = before is not None and not any(is_name(fragment.text) for fragment in between)
        if before and is_second and repeated_after(labels) == len(before.labels) == len(region.labels):
            stacked[-1] = HeaderRegion(before.first, region.last, labels)
        else:
            stacked.append(region)
    return stacked


def _printed_again(labels: tuple[PrintedLabel, ...]) -> list[tuple[PrintedLabel, ...]]:
    """The labels parted where a header begins anew: at its first label, printed again after it was whole.

    Unless its second row repeats the first, as merged labels are printed by programs that know no merged cells.
    """
    parts: list[list[PrintedLabel]] = [[]]
    half = repeated_after(labels)
    for k, printed in enumerate(labels):
        begun = parts[-1]
        is_first = begun and printed.label.field == begun[0].label.field and printed.label.text == begun[0].label.text
        if is_first and k != half and len({each.label.field for each in begun}) >= MIN_FIELDS:
            parts.append([])
        parts[-1].append(printed)
    return [tuple(part) for part in parts]


def _begin_of_line(fragments: Sequence[TextFragment], lines: HeaderLines, first: int) -> tuple[PrintedLabel, ...]:
    """What stands before the first known label in its line: columns with labels that nobody knows.

    Separated fields, or texts that are built as labels: 服务类别 before 序号.
    """
    before = [k for k in range(lines.around(first).start, first) if is_name(fragments[k].text)]
    if not before and first and is_code(fragments[first - 1].text):
        before = [first - 1]  # in a line of its own, as the first label of a text with a cell a line
    if not lines.is_of_fields(first) and not all(
        is_of_subject(fragments[k].text) or is_code(fragments[k].text) for k in before
    ):
        return ()
    return tuple(label_of(fragments, [k]) for k in before)


def _rest_of_line(fragments: Sequence[TextFragment], last: int) -> tuple[PrintedLabel, ...]:
    """Separated fields behind the last known label in its line: columns with labels that nobody knows."""
    rest: list[PrintedLabel] = []
    line = fragments[last].line
    while last + 1 < len(fragments) and fragments[last + 1].line == line:
        last += 1
        if fragments[last].gap not in HARD_GAPS:
            break
        if fragments[last].text:
            rest.append(label_of(fragments, [last]))
    return tuple(rest)


def _names_to_end(fragments: Sequence[TextFragment], labels: Sequence[PrintedLabel]) -> tuple[PrintedLabel, ...]:
    """The words behind the last known label of a line of labels: 决策 执行 … 结果 门户网站 公示栏.

    No row begins there.
    """
    line = fragments[labels[-1].last].line
    n_known = sum(fragments[printed.first].line == line for printed in labels)
    end = labels[-1].last + 1
    while end < len(fragments) and fragments[end].line == line and fragments[end].gap is Gap.SPACE:
        end += 1
    rest = range(labels[-1].last + 1, end)
    is_whole_line = end == len(fragments) or fragments[end].line != line
    if not is_whole_line or n_known < max(_LEAST_OF_LINE, len(rest) / 2):
        return ()
    if not all(_PLAIN_NAME.fullmatch(fragments[k].text) for k in rest):
        return ()
    return tuple(label_of(fragments, [k]) for k in rest)


def _with_blanks(fragments: Sequence[TextFragment], last: int) -> int:
    """The end of a header with the blank fields behind its last label in the same line."""
    line = fragments[last].line
    while last + 1 < len(fragments) and not fragments[last + 1].text and fragments[last + 1].line == line:
        last += 1
    return last


def _exact_labels(fragments: Sequence[TextFragment]) -> dict[int, list[tuple[int, int]]]:
    """first → [(last, length in characters)] for every run of fragments that spells a label exactly, or one damaged."""
    spellings = header_lexicon().by_spelling
    folded = [simplify(fold(fragment.text)) for fragment in fragments]
    longest, beginnings = max(map(len, spellings)), _beginnings()
    found: dict[int, list[tuple[int, int]]] = {}
    for first, head in enumerate(folded):
        if form := _bare_label(head):
            found[first] = [(first, len(form))]
        if not head or (begin := head.partition("(")[0]) not in beginnings or len(begin) > longest:
            continue
        text = ""
        for last in range(first, min(first + MAX_LABEL_FRAGMENTS, len(folded))):
            if last > first and (fragments[last].gap in HARD_GAPS or folded[last].isdecimal()):
                break  # 公开层级 / 1: the first row's number
            begin, opened, _ = folded[last].partition("(")
            if opened and text + begin in spellings and (end := _bracket_end(folded, fragments, last)):
                found.setdefault(first, []).append((end, len(text + begin)))
            text += folded[last]
            if text not in beginnings:
                break
            if text in spellings:
                found.setdefault(first, []).append((last, len(text)))
    found = {first: _as_wrapped(fragments, first, options, found) for first, options in found.items()}
    return found | _damaged_labels(folded, fragments, found)


def _as_wrapped(
    fragments: Sequence[TextFragment],
    first: int,
    options: list[tuple[int, int]],
    found: dict[int, list[tuple[int, int]]],
) -> list[tuple[int, int]]:
    """The ends of a label's spellings without those that take a line of the next label which is wider than its first
    one: 依 / 申 / 请 / 公开 / 层级 is 依申请 and 公开层级, as no line of a wrapped cell is wider than the first.
    """
    width = display_width(fragments[first].text)
    kept: list[tuple[int, int]] = []
    for last, length in sorted(options):
        for end, _ in kept:
            begins_line = fragments[end + 1].gap in (Gap.LINE, Gap.BLANK)
            goes_on = any(further > last for further, _ in found.get(end + 1, ()))
            if begins_line and goes_on and display_width(fragments[end + 1].text) > width:
                break
        else:
            kept.append((last, length))
    return kept


def _bracket_end(folded: Sequence[str], fragments: Sequence[TextFragment], first: int) -> int | None:
    """The fragment that closes the bracket which one opens, where the legend of a label wraps: （“■”表 / 示必选项）."""
    depth = n_chars = 0
    for last in range(first, min(first + _LONGEST_LABEL, len(folded))):
        n_chars += len(folded[last])
        if n_chars > _LONGEST_LABEL or (last > first and fragments[last].gap in HARD_GAPS):
            return None
        depth += folded[last].count("(") - folded[last].count(")")
        if depth <= 0:
            return last if folded[last].endswith(")") and n_chars >= _LEAST_LEGEND else None
    return None


@cache
def _beginnings() -> frozenset[str]:
    """What the spellings of labels begin with."""
    return frozenset(spelling[:n] for spelling in header_lexicon().by_spelling for n in range(len(spelling) + 1))


def _damaged_labels(
    folded: Sequence[str], fragments: Sequence[TextFragment], found: dict[int, list[tuple[int, int]]]
) -> dict[int, list[tuple[int, int]]]:
    """Labels with a character lost or misread, between two labels, beside one in a row of fields, or in a row of such.

    One by itself is none: 政务公开 stands in the menus of pages.
    """
    covered = {k for first, options in found.items() for last, _ in options for k in range(first, last + 1)}
    damaged = {k for k, text in enumerate(folded) if k not in covered and _is_damaged(text)}
    labels = covered | damaged
    chosen = set()
    for k in damaged:
        after, before = k - 1 in covered, k + 1 in covered
        in_fields = (after and fragments[k].gap in HARD_GAPS) or (before and fragments[k + 1].gap in HARD_GAPS)
        in_row = any(set(range(first, first + _MANY_LABELS)) <= labels for first in range(k - _MANY_LABELS + 1, k + 1))
        if (after and before) or in_fields or in_row:
            chosen.add(k)
    chosen |= _patterned(folded, fragments, covered)
    return {k: [(k, len(folded[k]) - 1)] for k in chosen}


def _patterned(folded: Sequence[str], fragments: Sequence[TextFragment], covered: set[int]) -> set[int]:
    """Texts built like labels (发布途径, 责任部室) in a line that has hardly anything else but known ones."""
    n_known = Counter(fragments[k].line for k in covered)
    lines: dict[int, list[int]] = {line: [] for line, n in n_known.items() if n >= _LEAST_BESIDE}
    for k, part in enumerate(fragments) if lines else ():
        if part.line in lines and part.text:
            lines[part.line].append(k)
    found: set[int] = set()
    for line in lines.values():
        built = {k for k in line if k not in covered and _is_built(folded[k])}
        known = built.union(k for k in line if k in covered)
        n_like = len(known) + sum(is_of_subject(folded[k]) for k in line if k not in known)
        if len(known) >= _LEAST_IN_LINE and n_like >= _MOST_OF_LINE * len(line):
            found |= built
    return found


def _is_built(folded: str) -> bool:
    return _SHORTEST_DAMAGED <= len(folded) <= _LONGEST_DAMAGED and parse_label(folded).rule == "pattern"


@kept_if_short
def _bare_label(folded: str) -> str | None:
    """The spelling that a fragment holds with more around it: a legend in brackets, itself once more; None if none."""
    if len(folded) > _LONGEST_LABEL or not _DRESSED.search(folded) or not _LABEL_WORD.search(without_gloss(folded)):
        return None
    spellings = header_lexicon().by_spelling
    return next((form for form, _ in forms_of(folded) if len(form) > 1 and form in spellings), None)


@kept_if_short
def _is_damaged(folded: str) -> bool:
    """Whether a fragment is a label with a character lost or misread: 公开时眼, 公开渠道和栽体."""
    if not _SHORTEST_DAMAGED <= len(folded) <= _LONGEST_DAMAGED:
        return False
    n_usual = sum(char in _LABEL_CHARACTERS for char in folded)
    return n_usual >= len(folded) - 2 and parse_label(folded).rule in ("fuzzy", "scrambled", "pattern")


def _runs(
    fragments: Sequence[TextFragment], exact: dict[int, list[tuple[int, int]]], firsts: list[int], walls: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Runs of label beginnings with at most MAX_STRAY other fragments in between; blank fields are none.

    None goes over one of the `walls`.
    """
    filled = [0, *accumulate(bool(fragment.text) for fragment in fragments)]
    begin: int | None = None
    previous = end = -1
    for first in firsts:
        is_far = filled[first] - filled[max(end - MAX_LABEL_FRAGMENTS, previous)] > MAX_STRAY + MAX_LABEL_FRAGMENTS
        if begin is None or is_far or _crosses(previous, first, walls):
            if begin is not None:
                yield begin, previous
            begin = first
        previous = first
        end = max(end, *(last for last, _ in exact[first])) if exact[first] else end
    if begin is not None:
        yield begin, previous


def _labels_of_runs(
    fragments: Sequence[TextFragment], exact: dict[int, list[tuple[int, int]]], walls: Sequence[int]
) -> Iterator[tuple[PrintedLabel, ...]]:
    """The labels of each run, and of what follows in it behind a row number: words in cells may be labels as well."""
    beginnings = sorted(exact)
    for first, last in _runs(fragments, exact, beginnings, walls):
        at: int | None = first
        while at is not None and at <= last:
            end = bisect_left(beginnings, min(last, at + _LONGEST_HEADER) + 1)
            words = {fragments[k].text for k in beginnings[bisect_left(beginnings, at) : end]}
            if len(words) < MIN_FIELDS:  # words of cells
                at = beginnings[end] if end < len(beginnings) else None
                continue
            labels, stop = _best_labels(fragments, exact, at, min(last, at + _LONGEST_HEADER))
            yield labels
            nexts = bisect_right(beginnings, max(stop, at))
            at = beginnings[nexts] if nexts < len(beginnings) else None


def _best_labels(
    fragments: Sequence[TextFragment], exact: dict[int, list[tuple[int, int]]], first: int, last: int
) -> tuple[tuple[PrintedLabel, ...], int]:
    """The labels of a run and where they stop: the cover by exact spellings that leaves least over, long labels first.

    What no spelling covers becomes labels of its own between them, read by likeness.
    """
    best = [0.0] * (last - first + 1 + MAX_LABEL_FRAGMENTS + _LONGEST_LABEL)  # by the fragments behind the first
    covers: dict[int, int] = {}
    for i in range(last, first - 1, -1):
        most = best[i + 1 - first] - bool(fragments[i].text)
        for j, length in exact.get(i, ()):
            score = best[j + 1 - first] + length**1.5
            if score > most:
                most, covers[i] = score, j
        best[i - first] = most
    labels: list[PrintedLabel] = []
    stray: list[int] = []
    i = first
    while i <= last:
        chosen = covers.get(i)
        if chosen is None:
            if labels and numeral_value(fragments[i].text):
                break  # a row number: the body has begun
            if fragments[i].text:
                stray.append(i)
            i += 1
            continue
        labels += _stray_labels(fragments, stray)
        stray = []
        labels.append(label_of(fragments, range(i, chosen + 1)))
        i = chosen + 1
    return tuple(labels), i


def _stray_labels(fragments: Sequence[TextFragment], stray: list[int]) -> list[PrintedLabel]:
    """Labels that no spelling covers: a separated field is one, unseparated neighbours are one together.

    Unless one of them is built as a whole label: 公告类型 公告名称, or 公告期限 公开平台.
    """
    labels: list[PrintedLabel] = []
    group: list[int] = []
    for k in stray:
        gap = fragments[k].gap
        is_next = bool(group) and k == group[-1] + 1 and gap not in HARD_GAPS
        is_apart = gap in (Gap.SPACE, Gap.BLANK) and (_is_whole(fragments[k - 1].text) or _is_whole(fragments[k].text))
        if group and (is_apart or not is_next):
            labels.append(label_of(fragments, group))
            group = []
        group.append(k)
    if group:
        labels.append(label_of(fragments, group))
    return labels


def _is_whole(text: str) -> bool:
    """Whether a text is a whole label, known by its pattern or in words of its table's subject."""
    return is_of_subject(text) or parse_label(text).rule == "pattern"
