"""Deadlines in glued text, of which the edges are not printed: 《预算法》|每年3月底前公开|柳河县财政局."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise, takewhile

from gkml_extract.normalise.deadline import find_deadline_spans
from gkml_extract.reflow.chunks.spans import OF_TIME_PAST, is_whole_deadline
from gkml_extract.reflow.glued.bodies import ENDS_BODY, LAST_OF_BODY, has_body
from gkml_extract.reflow.glued.names import ENDING
from gkml_extract.reflow.glued.spans import CELL_WORD, RECURS, Extent, covered, is_within_word, joined_spans
from gkml_extract.regex import regex

_DEADLINE = regex(
    r"按(?:照)?(?:有关|相关)?规定的?(?:时限|时间)?(?:及时)?公开|动态(?:调整|更新)(?:[，,]随时更新)?|(?:及时|即时|实时|长期|随时)(?:公开|更新)"
    r"|事[前中后]公[示开](?:[，,]公示期?不少于\d{1,2}个?(?:工作)?日)?|公示期?(?:不少于|不得少于)\d{1,2}个?(?:工作)?日"
    r"|与[\u4e00-\u9fff]{2,8}同步(?:发布|公开|公布)|每学[年期][\u4e00-\u9fff]{0,3}?[前初末](?:公[开布示])?|按(?:年度?|季度?|月度?)(?:公开|公布|更新)|每半[年月](?!度?[\u4e00-\u9fff]{0,2}次)|(?:随时|立即)公[布开]"
    r"|(?:按(?:照)?(?:工作|项目|办理|实际)?(?:进展|进度)(?:情况)?|(?:变[更动化]|更新|调整|形成|产生|生成|制定)之?后)(?:及时|即时|实时|随时|立即)(?:公开|更新|公布|发布)"
    r"|(?:事发|(?:事件|事故|灾害|险情|疫情)发生)后\d{1,2}个?小时内(?:予以)?(?:[发公]布|公[开示])(?:[，,](?:后续|最新|相关)?(?:信息|情况|进展)(?:及时|随时|动态|实时)(?:更新|[发公]布|公开))?"
    r"|每年(?:汛期|[供采]暖[期季]|防火期|[禁休]渔期|雨季|[春夏秋冬]季|春[节耕]|[中高]考|开学)[前后中]"
    r"|(?:[每本当](?:年度?|季度|月))?(?<![\d个一两半整去上下前全])(?:年|季|月)度?[底末]之?前(?:公[开示布])?"
    r"|(?:至少|应当?)?提前\d{1,2}(?:个?(?:工作)?[日天]|个?小时|个月)(?:以上)?(?:公[开示布]|发布|通知|公告)?"
    r"|(?:结果|报告|数据|信息|决定)(?:产生|形成|生成|出具|审定)(?:之日起|之后|后)\d{1,2}个?(?:工作)?日之?内(?:予以)?(?:公开|公示|公布|发布)?"
    r"|(?:自|从)?(?:批复|批准|决定作出|作出(?:行政)?决定|审批|印发|办结|收到[\u4e00-\u9fff]{2,10})(?:之日起|之后|后)\d{1,2}个?(?:工作)?日之?内(?:予以)?(?:公开|公示|公布|答复)?"
)
"""Further deadlines in running text, of which the beginning is sure."""
_METHOD_BEHIND = regex(r"(?<=.)(?:主动|依申请)公开$")
_LEAD = regex(r"公开|信息")
_EVENT = regex(r"(?:调查)?(?:作出|印发|批准|批复|结束|办结|公布|下达|送达|签订|验收|核准|审定|确定|通过)")
_SAID_BEFORE = regex("(?:集中|统一|及时|按时|定期|主动|依法|予以)*(?:公布|公示|公开|发布)[，,]$")
"""What a deadline begins with before a comma."""
_HAN_ONLY = regex(r"[\u4e00-\u9fff]+")
_LONGEST_EVENT = 14
"""Characters of what is issued, approved or ended."""
_BODY_OR_EDGE = regex(rf"[{LAST_OF_BODY}级■□√☑☐》）)。\d]|公开$|社会$")
"""What is of another cell than the deadline behind it."""
_LONGEST_LEAD = 12
"""Characters of what stands before a deadline and belongs to it."""
_BARE = regex(r"[\u4e00-\u9fff](?<![前后起日内过于超约近满自提每至第])(?=\d{1,2}个(?:工作日|月))")
"""A character that a length of time stands behind without a word that leads to it."""
_TAIL = regex(OF_TIME_PAST)
_SHORT_TAIL = 4
"""Characters of one that has nothing else in it: 上月数据."""
_SHORTEST_DEADLINE, _LONGEST_DEADLINE = 2, 18
"""Characters of a text that is read whole as a deadline."""


def find_deadlines(
    text: str, laws: Sequence[Extent], channels: Sequence[Extent], bodies: Sequence[int], named_places: frozenset[str]
) -> list[Extent]:
    """The deadlines in a text between `laws`, lists of `channels`, and the names of bodies that begin at `bodies`."""
    found = _with_leads(text, list(_worded(text, {end for _, end in laws})))
    found = list(joined_spans([*found, *_whole_deadlines(text, laws, channels, found, bodies)]))
    return list(_with_tails(text, found, [*laws, *channels], named_places))


def _worded(text: str, laws_end: Set[int]) -> Iterator[Extent]:
    """Deadlines in a text, without words of the columns before and behind them, with the event they begin with.

    公开 before one belongs to the content if the document prints the deadline more often without it. What stands
    between the end of a law and 印发之日起 is what is issued.
    """
    found = [*find_deadline_spans(text), *(match.span() for match in _DEADLINE.finditer(text))]
    spans = [(a, a + len(_METHOD_BEHIND.sub("", text[a:b]))) for a, b in joined_spans(found)]
    times = Counter(text[a:b] for a, b in spans)
    for a, b in spans:
        lead = _LEAD.match(text, a)
        if lead and times[text[lead.end() : b]] > times[text[a:b]]:
            a = lead.end()
        said = _SAID_BEFORE.search(text, max(a - _LONGEST_LEAD, 0), a)
        a = said.start() if said else a
        event = next((k for k in range(a, max(a - _LONGEST_EVENT, 0) - 1, -1) if k in laws_end), a)
        if event < a and _EVENT.match(text, a) and _HAN_ONLY.fullmatch(text, event, a):
            a = event
        yield a, b


def _with_leads(text: str, spans: Sequence[Extent]) -> list[Extent]:
    """Deadlines with what stands before each time that the document prints them, whatever is before that:
    集中统一公布，|公示期不少于7天. The name of a body is of another cell."""
    by_text: dict[str, list[int]] = {}
    for begin, end in spans:
        by_text.setdefault(text[begin:end], []).append(begin)
    leads = {phrase: _common_lead(text, begins, phrase) for phrase, begins in by_text.items()}
    return [(begin - leads[text[begin:end]], end) for begin, end in spans]


def _common_lead(text: str, begins: Sequence[int], phrase: str) -> int:
    """How many characters before a deadline belong to it."""
    before = {text[max(begin - _LONGEST_LEAD, 0) : begin][::-1] for begin in begins}
    if len(begins) < RECURS or len(before) < 2:
        return 0
    ends = zip(min(before), max(before), strict=False)
    lead = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], ends))[::-1]
    starts = (k for k in range(len(lead) - 1) if not _BODY_OR_EDGE.search(lead[k:]))
    return next((len(lead) - k for k in starts if is_whole_deadline(lead[k:] + phrase)), 0)


def _whole_deadlines(
    text: str,
    laws: Sequence[Extent],
    channels: Sequence[Extent],
    found: Sequence[Extent],
    bodies: Sequence[int],
) -> Iterator[Extent]:
    """What is read whole as a deadline behind a law or a list, or before one behind the name of a body.

    The parser takes any words before a deadline for what it is of, names of items too: so only short ones count, and
    of those behind a list, with a deadline in them that stands by itself, only such as are printed again. One that is
    `found` only gets the words before it.
    """
    lists = [*laws, *channels]
    endings = {match.end() for match in ENDING.finditer(text)}
    ends = {end for _, end in lists}
    begins = [begin for begin, _ in found]
    behind_lists: list[Extent] = []
    for first, last in _between(text, lists, bodies):
        known = bisect_left(begins, first)
        if known < len(found) and begins[known] < last:
            stops: Sequence[int] = (found[known][1],) if begins[known] > first else ()
        else:
            most = min(last - first, _LONGEST_DEADLINE)
            stops = [end for end in range(first + most, first + 1, -1) if not is_within_word(text, end)]
            if (begin := _begin_before(text, last, most, endings)) is not None:
                yield begin, last
        stops = [end for end in stops if first in ends and end - first <= _LONGEST_DEADLINE]
        if (end := next((end for end in stops if is_whole_deadline(text[first:end])), None)) is not None:
            behind_lists.append((first, end))
    yield from _surely_deadlines(text, behind_lists, {end for _, end in laws}, bodies)


def _between(text: str, lists: Sequence[Extent], bodies: Sequence[int]) -> Iterator[Extent]:
    """What stands between certain edges, outside of laws, lists and words, and is long enough for a deadline."""
    words = [match.span() for match in CELL_WORD.finditer(text)]
    is_inside = covered([*lists, *words], len(text))
    certain = {edge for span in (*lists, *words) for edge in span if not is_inside[edge]}
    for first, last in pairwise(sorted({0, len(text)} | certain | set(bodies))):
        if last - first >= _SHORTEST_DEADLINE and not is_inside[first + 1]:
            yield first, last


def _begin_before(text: str, last: int, most: int, endings: Set[int]) -> int | None:
    """Where a deadline of at most so many characters begins that ends at `last`: behind the name of a body, else behind
    a word that ends contents, or with a bare length of time."""
    places = range(last - 1, last - most, -1)
    behind = [k for k in places if ENDS_BODY.match(text, k) and not is_within_word(text, k)]
    behind = behind or [k for k in places if k in endings or _BARE.match(text, k - 1)]
    return next((begin for begin in behind if is_whole_deadline(text[begin:last])), None)


def _surely_deadlines(
    text: str, spans: Sequence[Extent], laws_end: Set[int], bodies: Sequence[int]
) -> Iterator[Extent]:
    """Those of the `spans` behind laws and lists that are deadlines, not names of items with one in them."""
    times = Counter(text[first:end] for first, end in spans)
    for first, end in spans:
        parts = [k for k in range(first + 2, end - 1) if is_whole_deadline(text[k:end])]
        body = next((k for k in reversed(parts) if ENDS_BODY.match(text, k)), None)
        if body is not None:  # 某某县水务局|每月5日前公布
            yield body, end
        elif first in laws_end or end in bodies or times[text[first:end]] > 1 or not parts:
            yield first, end


def _with_tails(
    text: str, spans: Sequence[Extent], others: Sequence[Extent], named_places: frozenset[str]
) -> Iterator[Extent]:
    """Deadlines with what is to be public by then, up to the name of a body or the next certain edge:
    每年3月底前公开|上一年度情况. `others` are laws and lists of channels."""
    words = {edge for match in CELL_WORD.finditer(text) for edge in match.span()}
    starts = {begin for begin, _ in (*spans, *others)}
    edges = sorted({len(text)} | words | starts)
    for begin, end in spans:
        last = edges[bisect_left(edges, end)]
        for k in (found.end() for found in _TAIL.finditer(text, end, last) if found.start() == end):
            if k == last or k - end <= _SHORT_TAIL or has_body(text[k:last], named_places):
                end = k
                break
        yield begin, end
