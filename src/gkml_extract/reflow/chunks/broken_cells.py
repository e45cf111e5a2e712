"""Cells broken into lines by a narrow column, put together where their words tell: deadlines, channels, values."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import (
    BOX,
    LEAD,
    LINE_GAPS,
    LONGEST_FIELD,
    OF_TIME_PAST,
    TORN_WORD,
    Span,
    free_of,
    is_of_lines,
    is_whole_deadline,
    whole_kind,
)
from gkml_extract.regex import regex

_MOST_LINES, _LONGEST_DEADLINE = 5, 36
"""Lines and characters of a deadline that is read as a whole from its lines."""
_COMMAS = ("，", ",")
_COUNTED = regex("[个工日天年月周季时小分号届次内至到、，\\-－—–/.]|[一二三四五六七八九十]")
"""How a line begins that goes on with figures at the end of the line above: 20 / 个工作日, 2024 / 年."""
_CIRCUMSTANCE = regex(
    "(?:按照?|根据|依据?|随着?|视|[经自在于])[\u4e00-\u9fff]{2,8}$|[\u4e00-\u9fff]{2,10}(?:[，,]|[前后起]|之日|期间)$"
)
"""How the beginning of a deadline is worded that says when: 按进展情况 / 及时公开, 活动举办前 / 5个工作日."""
_BEHIND_EVENT = regex("(?:之后|以后|之前|以前|[后前起])(?![续期者])")
"""What no deadline begins with: the event is on the line before."""
_EVENT = regex("[\u4e00-\u9fff]{2,12}$")
_HAPPENS = regex("[\u4e00-\u9fff]{1,3}(?:之日|之?[前后]|以[前后]|起)")
"""How a deadline begins that lacks what it is of: 处罚决定 / 生效之日起7个工作日内, 认定书送 / 达之日起10日."""
_OTHER_CELL = regex("[局委办科股室处所站院厅队府心司门校类级会条款项章]$|公开$")
"""How a line ends that is of a column of bodies or of values instead."""
_OFTEN = 2
_OBJECT = regex(f"(?:公[开布示]|发布)?{OF_TIME_PAST}")
"""What is published at such a time, behind the time or the verb."""
_LAST_LINE = regex("[\u4e00-\u9fff]{0,2}[开布示新前后内]$")
"""How a short line ends that may end a deadline."""
_ARTICLE_BEGUN = regex(r"第[（(]?[0-9一二三四五六七八九十百]{0,6}[)）]?$")
ARTICLE_END, ARTICLE_LENGTH = regex(r"第[（(]?[0-9一二三四五六七八九十百]{1,6}[)）]?[条款项]$"), 10
"""The number of an article, behind which a 依据 may end: 第三十五条 / 文旅局 has no word 条文."""
_NUMBER = r"[（(]?[0-9〇零一二三四五六七八九十百]{1,6}[)）]?"
_BASIS_END, _BASIS_LENGTH = regex(r"[》〉]$|号[）)]$|第[0-9一二三四五六七八九十百]{1,6}[条款]$|[）)]项$"), 12
_ARTICLES = regex(rf"(?:第{_NUMBER}[条款项章节目](?:之[一二三四五])?[、，,至和及]?)+[。；;]?$")
_ARTICLE_GOES_ON = regex(r"[0-9一二三四五六七八九十百]{0,5}[)）]?[条款项章]")


def broken_deadlines(
    fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int], taken: Sequence[Span]
) -> list[Span]:
    """Lines that together, and no fewer of them, are what the parser reads whole as a deadline: 按规定时 / 限公开."""
    taken = [span for span in taken if not (span.kind == "deadline" and span.end - span.begin == 2)]  # 及时 / 公开
    is_free = free_of(taken, offsets, len(texts))
    begun = free_of([span for span in taken if not _is_begun(span, offsets)], offsets, len(texts))
    is_line = [fragment.gap in (Gap.LINE, Gap.BLANK, Gap.START) for fragment in fragments]
    found: list[Span] = []
    last_end = 0
    for first in range(len(texts)):
        is_begin = is_line[first] or fragments[first].gap is Gap.SPACE
        if first < last_end or not (begun[first] and is_begin and texts[first]):
            continue
        text = texts[first]
        for last in range(first + 1, min(first + _MOST_LINES, len(texts))):
            text += texts[last]
            if len(text) > _LONGEST_DEADLINE or not (is_free[last] and is_line[last]):
                break
            if texts[last].isdecimal() and not _COUNTED.match(texts[last + 1] if last + 1 < len(texts) else ""):
                break  # a row's number
            if is_of_lines(text):
                if not _goes_on_below(texts, last) and not any(
                    is_whole_deadline("".join(texts[k : last + 1])) and not _BEHIND_EVENT.match(texts[k])
                    for k in range(first + 1, last + 1)
                ):
                    found.append(Span("deadline", offsets[first], offsets[last + 1]))
                    last_end = last + 1
                break
    return found


def _goes_on_below(texts: Sequence[str], last: int) -> bool:
    """Whether a line is an event that goes on as a deadline of its own, so that what stands before it is another cell:
    归集结束后 / 3个工作日 / 内."""
    if not _CIRCUMSTANCE.match(texts[last]):
        return False
    text = texts[last]
    for following in texts[last + 1 : last + _MOST_LINES - 1]:
        text += following
        if is_whole_deadline(text):
            return True
    return False


def broken_channels(
    fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int], taken: Sequence[Span]
) -> list[Span]:
    """Lines that together, and no fewer of them, are known channels: 医院官网、门诊大 / 厅电子屏."""
    if BOX.search("".join(texts)):  # then channels have them
        return []
    is_free = free_of([span for span in taken if span.kind != "channels"], offsets, len(texts))
    found: list[Span] = []
    for first in range(len(texts) - 1):
        is_begin = fragments[first].gap in (*LINE_GAPS, Gap.SPACE)
        if (found and offsets[first] < found[-1].end) or not (is_free[first] and is_begin):
            continue
        text = texts[first]
        for last in range(first + 1, min(first + _MOST_LINES, len(texts))):
            is_within = _goes_on(texts[last - 1], texts[last]) or texts[last - 1].endswith(("、", "；"))
            if not (is_free[last] and is_within and fragments[last].gap in LINE_GAPS):
                break
            text += texts[last]
            if len(text) > LONGEST_FIELD:
                break
            if whole_kind(text) == "channels":
                found.append(Span("channels", offsets[first], offsets[last + 1]))
                break
    return found


def with_circumstances(
    spans: Sequence[Span], fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int]
) -> list[Span]:
    """Deadlines with the line before them that says when, if both are one: 按进展情况 / 及时公开."""
    is_free = free_of(spans, offsets, len(texts))
    happening = _happening(spans, texts, offsets)
    found = []
    for span in spans:
        at = bisect.bisect_left(offsets, span.begin)
        is_line = span.kind == "deadline" and at and offsets[at] == span.begin and fragments[at].gap in LINE_GAPS
        is_begin = is_line and is_free[at - 1] and fragments[at - 1].gap in (*LINE_GAPS, Gap.SPACE)
        is_event = is_begin and _EVENT.match(texts[at - 1]) and (_BEHIND_EVENT.match(texts[at]) or at in happening)
        if is_begin and (is_event or _CIRCUMSTANCE.match(texts[at - 1])):
            last = bisect.bisect_left(offsets, span.end)
            whole = "".join(texts[at - 1 : last])[: span.end - offsets[at - 1]]
            span = Span("deadline", offsets[at - 1], span.end) if is_whole_deadline(whole) else span
        found.append(span)
    return found


def _happening(spans: Sequence[Span], texts: Sequence[str], offsets: Sequence[int]) -> frozenset[int]:
    """The texts with which deadlines begin that say what happens, and not to what, where the same line stands before
    them each time, behind different ones: of another column it would change."""
    places: dict[str, list[int]] = {}
    for span in spans:
        at = bisect.bisect_left(offsets, span.begin)
        if span.kind == "deadline" and at and offsets[at] == span.begin and _HAPPENS.match(texts[at]):
            places.setdefault(texts[at], []).append(at)
    return frozenset(
        at
        for found in places.values()
        if len({texts[k - 2] for k in found if k > 1}) >= _OFTEN
        and len({texts[k - 1] for k in found}) == 1
        and not _OTHER_CELL.search(texts[found[0] - 1])
        for at in found
    )


def with_last_lines(
    spans: Sequence[Span], fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int]
) -> list[Span]:
    """Deadlines with a short line behind them, if both are one: 变更后即时 / 更新."""
    is_free = free_of(spans, offsets, len(texts))
    whole = "".join(texts)
    found = []
    for span in spans:
        k = bisect.bisect_left(offsets, span.end)
        is_edge = span.kind == "deadline" and k < len(texts) and offsets[k] == span.end
        if is_edge and is_free[k] and fragments[k].gap in LINE_GAPS and _LAST_LINE.match(texts[k]):
            longer = Span("deadline", span.begin, offsets[k + 1])
            span = longer if is_whole_deadline(whole[longer.begin : longer.end]) else span
        found.append(span)
    return found


def with_objects(
    spans: Sequence[Span], fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int]
) -> list[Span]:
    """Deadlines with the lines behind them that say what is published: 每年3月底前公开 / 上一年度情况."""
    whole, is_free = "".join(texts), free_of(spans, offsets, len(texts))
    found = []
    for span in spans:
        match = _OBJECT.match(whole, span.end) if span.kind == "deadline" else None
        first = bisect.bisect_left(offsets, span.end)
        last = bisect.bisect_left(offsets, match.end()) if match else first
        is_whole = match is not None and offsets[last] == match.end() and all(is_free[first:last])
        are_lines = all(fragments[k].gap in LINE_GAPS for k in range(first, last))
        found.append(Span("deadline", span.begin, match.end()) if match and is_whole and are_lines else span)
    return found


def deadline_leads(texts: Sequence[str], offsets: Sequence[int], taken: Sequence[Span]) -> Iterator[Span]:
    """What stands before a known deadline and may be a part of it: the parser reads both as one, and the deadline
    begins within a line (按进展情况及时公 / 开), behind a line that ends with a comma or within a word, or behind one
    that cannot go on with the 依据 above it: 第三十四条 / 检查结论 / 送达后20个工作日内."""
    for span in taken:
        if span.kind != "deadline":
            continue
        at = bisect.bisect_right(offsets, span.begin) - 1
        first = at
        while first and at - first < _MOST_LINES and _goes_on(texts[first - 1], texts[first]):
            first -= 1
        if first == at and offsets[at] == span.begin and _is_behind_basis(texts, at - 1):
            first -= 1
        text = "".join(texts[first:at]) + texts[at][: span.begin - offsets[at]]
        whole = text + "".join(texts[at : bisect.bisect_left(offsets, span.end)])[span.begin - offsets[at] :]
        if text and len(whole) <= _LONGEST_DEADLINE and is_whole_deadline(whole):
            yield Span(LEAD, offsets[first], span.begin)


def _is_behind_basis(texts: Sequence[str], at: int) -> bool:
    """Whether a line of plain words stands below one that ends a 依据, with a title, a number or an article."""
    return (
        at > 0 and _EVENT.match(texts[at]) is not None and _BASIS_END.search(texts[at - 1][-_BASIS_LENGTH:]) is not None
    )


def _goes_on(line: str, following: str) -> bool:
    """Whether a line's end parts a sentence or a word."""
    return bool(line) and (line.endswith(_COMMAS) or parts_word(line, following))


def parts_word(line: str, following: str) -> bool:
    """Whether a line's end parts a word, or a numeral from what it counts: 第二十二 / 条."""
    if not (line and following) or ARTICLE_END.search(line[-ARTICLE_LENGTH:]):
        return False
    return chance_within_word(line[-1], following[0]) > TORN_WORD or goes_on_article(line, following)


def goes_on_article(line: str, following: str) -> bool:
    """Whether a line ends with the numeral of an article that the next one goes on with: 第（三） / 项."""
    return _ARTICLE_BEGUN.search(line) is not None and _ARTICLE_GOES_ON.match(following) is not None


def is_article(text: str) -> bool:
    """Whether a text is nothing but the numbers of articles: 第三十条, 第二条、第三条."""
    return text.startswith("第") and _ARTICLES.match(text) is not None


def _is_begun(span: Span, offsets: Sequence[int]) -> bool:
    """Whether a deadline begins a line, and the line has more that may go on with it: 动态调整，随 / 时更新."""
    if span.kind != "deadline":
        return False
    first = bisect.bisect_right(offsets, span.begin) - 1
    return offsets[first] == span.begin and span.end < offsets[first + 1]


_TELEPHONE, _TELEPHONE_LENGTH, _TELEPHONE_LINES = regex(r"[2-9]\d{6,7}"), 7, 3
_HAN_NUMERAL = regex("[一二三四五六七八九十]{1,3}")
_FIGURES, _TOWN_BEGUN = regex(r"[\d－—–-]{1,14}"), regex(r"0\d{0,3}[－—–-]?\d{0,8}")
_WITH_TOWN = regex(r"0\d{2,3}[－—–-][2-9]\d{6,7}")
_RECURS_IN_PARTS = 2
"""A telephone's number without that of its town; years and the numbers of laws are no such."""
_VALUE = regex(
    "全社会|社会公众|特定(?:群体|对象|人群)|主动公开|依申请公开|(?:[省市县区州旗](?:、|级、))?(?:[省市县区乡镇村]|街道|[乡镇]镇街?|镇街|街镇)、?村?级"
    "|(?:依法|涉密|涉及)[\u4e00-\u9fff]{0,12}?除外|含附件|每[年季月周日]更新"
)
"""Words of 公开对象, 公开方式, 公开层级 and 备注, whose columns are narrow."""

_FIVE_OPEN = regex("(?:[■□☑☐](?:决策|执行|管理|服务|结果)(?:公开)?){2,5}")


def broken_values(
    fragments: Sequence[TextFragment], offsets: Sequence[int], text: str, taken: Sequence[Span]
) -> list[Span]:
    """Lines that together are such a word, 全 / 社 / 会, or all words of 五公开 with their boxes."""
    is_free = free_of(taken, offsets, len(fragments))
    found = []
    words = [(match, LINE_GAPS) for match in _VALUE.finditer(text)]
    boxed = [(match, (*LINE_GAPS, Gap.SPACE, Gap.NONE)) for match in _FIVE_OPEN.finditer(text)]
    for match, gaps in [*words, *boxed]:
        first, last = (bisect.bisect_right(offsets, place) - 1 for place in (match.start(), match.end() - 1))
        is_whole = offsets[first] == match.start() and offsets[last + 1] == match.end()
        lines = fragments[first + 1 : last + 1]
        are_lines = all(part.gap in gaps for part in lines)
        if is_whole and lines and all(is_free[first : last + 1]) and are_lines:
            found.append(Span("value", *match.span()))
    return found


def broken_headings(fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int]) -> list[Span]:
    """A Chinese numeral on a line of its own with the 、 that begins the next: 一 / 、地下 is no row's number."""
    return [
        Span("value", offsets[k], offsets[k + 2])
        for k in range(len(texts) - 1)
        if texts[k + 1][:1] == "、" and fragments[k + 1].gap is Gap.LINE and _HAN_NUMERAL.fullmatch(texts[k])
    ]


def _with_towns(fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int]) -> list[Span]:
    """Telephones' numbers with those of their towns; where a further line may belong to one, it has as many figures as
    most."""
    ends: list[tuple[int, dict[int, int]]] = []  # the first line, and the line behind the last by the number's length
    k = 0
    while k < len(texts):
        text, last, whole = "", k, dict[int, int]()
        while last < len(texts) and (last == k or fragments[last].gap is Gap.LINE) and _FIGURES.fullmatch(texts[last]):
            text, last = text + texts[last], last + 1
            if not _TOWN_BEGUN.fullmatch(text):
                break
            if _WITH_TOWN.fullmatch(text):
                whole[len(text)] = last
        if whole:
            ends.append((k, whole))
        k = max(whole.values(), default=k + 1)
    lengths = Counter(length for _, whole in ends for length in whole if len(whole) == 1).most_common(1)
    usual = lengths[0][0] if lengths else 0
    return [
        Span("value", offsets[first], offsets[whole.get(usual, max(whole.values()))])
        for first, whole in ends
        if whole.get(usual, max(whole.values())) > first + 1
    ]


def broken_telephones(fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int]) -> list[Span]:
    """Figures on several lines that together are a telephone's number, 76500 / 12 or 091 / 0- / 609 / 6510, where
    several are."""
    found = _with_towns(fragments, texts, offsets)
    if len(found) >= _RECURS_IN_PARTS:
        return found
    found = []
    for k, head in enumerate(texts):
        if (head and not head.isdecimal()) or (found and found[-1].end > offsets[k]):
            continue
        text = head
        for last in range(k + 1, min(k + _TELEPHONE_LINES, len(texts))):
            if fragments[last].gap is not Gap.LINE or len(text) >= _TELEPHONE_LENGTH:
                break
            text += texts[last]
            if _TELEPHONE.fullmatch(text):
                found.append(Span("value", offsets[k], offsets[last + 1]))
                break
    return found if len(found) >= _RECURS_IN_PARTS else []
