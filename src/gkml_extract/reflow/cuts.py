"""Glued text, in which nothing stands between cells → fragments at the places where a cell may begin.

A cut is a possibility, never a decision: the decoder chooses among them. Cuts come from what the parsers find (titles,
deadlines, lists of boxes), from numerals, ticks and words that fill a cell, from terms that name items, and from what
this document prints again and again. All are found in one pass each, so the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile

import numpy as np

from gkml_extract.lexicon.header import header_lexicon
from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.channels import find_channel_spans
from gkml_extract.normalise.deadline import find_deadline_spans
from gkml_extract.reflow.bodies import (
    begins_of_bodies,
    begins_with_places,
    has_body,
    places_named,
    sections_behind,
    spans_of_bodies,
)
from gkml_extract.reflow.names import ENDING, edges_of_run, may_be_names, term_pattern
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.reflow.spans import GLOSS, is_whole_deadline, law_spans, website_spans
from gkml_extract.text import any_of, fold, kept_if_short, simplify, squeeze

_LEAST_LABELS = 4
"""Labels side by side in one fragment that show that cells are glued together."""
_TICKS = "√✓✔"
_LONG_FRAGMENT = 30
"""Characters from which a fragment of a glued text may hold several cells."""
_LIKELY = 0.7
"""The chance of being within a word from which a place where a text recurs is no edge."""
_GRAM, _RECURS = 5, 3
"""Characters and times from which a text that is printed again shows by its ends where cells end."""
_WORD = re.compile(
    r"[√✓✔]+|【(?:打印|关闭)[^】]{0,6}】|(?:备?注|说明)[：:](?=[^√■□]*$)|主办单位[：:]|同上|全社会|社会公众|(?<![、，>＞-])(?<!法定)(?:主动公开|依申请公开)(?![目二、，])"
    r"|(?<=[\u4e00-\u9fff√）)》。；■])\d{1,3}(?=[\u4e00-\u9fff“《（(])(?![个日年月天号条项级类次人元周季小])|^\d{1,3}(?=[\u4e00-\u9fff])"
)
_DEADLINE = re.compile(
    r"按(?:照)?(?:有关|相关)?规定的?(?:时限|时间)?(?:及时)?公开|动态(?:调整|更新)(?:[，,]随时更新)?|(?:及时|即时|实时|长期|随时)(?:公开|更新)"
    r"|事[前中后]公[示开](?:[，,]公示期?不少于\d{1,2}个?(?:工作)?日)?|公示期?(?:不少于|不得少于)\d{1,2}个?(?:工作)?日"
    r"|与[\u4e00-\u9fff]{2,8}同步(?:发布|公开|公布)|每学[年期][\u4e00-\u9fff]{0,3}?[前初末](?:公[开布示])?|按(?:年度?|季度?|月度?)(?:公开|公布|更新)|每半[年月](?!度?[\u4e00-\u9fff]{0,2}次)|(?:随时|立即)公[布开]"
    r"|(?:按(?:照)?(?:工作|项目|办理|实际)?(?:进展|进度)(?:情况)?|(?:变[更动化]|更新|调整|形成|产生|生成|制定)之?后)(?:及时|即时|实时|随时|立即)(?:公开|更新|公布|发布)"
    r"|(?:自|从)?(?:批复|批准|决定作出|作出(?:行政)?决定|审批|印发|办结|收到[\u4e00-\u9fff]{2,10})(?:之日起|之后|后)\d{1,2}个?(?:工作)?日之?内(?:予以)?(?:公开|公示|公布|答复)?"
)
"""Further deadlines in running text, of which the beginning is sure."""
_LEVEL = re.compile(r"(?:街道|[省市县区乡镇村]){1,2}(?:[、/](?:街道|[省市县区乡镇村]){1,2})*级(?!以上|以下)")
_HEADING = re.compile(r"(?<![第、])[一二三四五六七八九十]{1,3}、(?=[\u4e00-\u9fff]{2})")
_PLACE_FIRST = r"(?!和(?:(?![社园辖地景校街小片])[\u4e00-\u9fff][市县区镇乡州]|[\u4e00-\u9fff]{2}[市县区镇乡]))"
"""和 begins the name of a place as well: 和平区, 和顺县."""
_NEVER_BEFORE = re.compile(_PLACE_FIRST + r"[、，；。：）)》”’,;:局委厅科股室处所站队院等的及和与]")
"""What begins no cell, or goes on with the name of a body."""
_GOES_ON = re.compile(_PLACE_FIRST + r"[、，；。：）)》”’,;:等及和与第的]")
"""How a title, a deadline or a list goes on."""
_NEVER_AFTER = re.compile(r"[、，（(《“‘及和与]")
_OPEN_TITLE = re.compile(r"《[^《》]{0,80}(?:《[^《》]{0,60}》[^《》]{0,40})?》")
_METHOD_BEHIND = re.compile(r"(?<=.)(?:主动|依申请)公开$")
_LEAD = re.compile(r"公开|信息")
_EVENT = re.compile(r"(?:调查)?(?:作出|印发|批准|批复|结束|办结|公布|下达|送达|签订|验收|核准|审定|确定|通过)")
_SAID_BEFORE = re.compile("(?:集中|统一|及时|按时|定期|主动|依法|予以)*(?:公布|公示|公开|发布)[，,]$")
"""What a deadline begins with before a comma."""
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_EVENT = 14
"""Characters of what is issued, approved or ended."""
_NUMBER = re.compile(r"(?:(?<=[\u4e00-\u9fff√✓✔）)》。；■])|^)(\d{1,3})(?=[\u4e00-\u9fff“《（(])")
_COUNTED = re.compile(r"[个日年月天号条项级类次人元周季小]")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{8,14}(?=[\u4e00-\u9fff])")
"""A telephone's number with a row's number behind it."""
_LOOSE = 0.3
"""How much such a numeral counts in a run of row numbers."""
_STEP = re.compile(r"(?<=[\u4e00-\u9fff])[-—–>＞]{1,2}(?=[\u4e00-\u9fff])")
_PATH = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:[-—–>＞]{1,2}[\u4e00-\u9fff]{2,12}(?=[-—–>＞]))*[-—–>＞]{1,2}(?:[\u4e00-\u9fff]{2,12}?栏目|[\u4e00-\u9fff]{2,4})"
)
_ARTICLES = re.compile(
    r"(?:[、和及]?第(?:[零〇一二三四五六七八九十百\d]{1,5}|[（(][零〇一二三四五六七八九十百\d]{1,5}[)）])[章节条款项](?:之[一二三四五六])?)+(?:规定)?"
)
_OTHER_TITLES = re.compile(
    r"(?:等|[及和与、；;，,]{1,2}(?:其他|其它|各地|各级|本级|地方|配套|有关|相关))[^《》■□√\d]{0,8}?(?:法律|法规|规章|政策|文件|制度|规定){1,4}"
)
"""What a content has behind titles: 等法律法规, ；各地配套政策文件."""
_ENDS_LIST = re.compile("(?:法律|法规|规章|政策|文件|制度)$")
_ORG = re.compile(r"(?:局|政府(?![网门信公采文部服数开])|委员会|办事处|办公室|公司|中心|学院|医院|[科股](?=[■□√]))")
_OFFICE = re.compile(r"(?<=[局府会司心院校所厅委位处])(?:信息|(?:便民|政务|后勤|为民)?服务|管理|指挥)中心")
"""A section of the body before it."""
_PARAGRAPH = re.compile(r"(?<!\d)\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|●|(?<=。)")
_ENDS_BODY = re.compile("[局府会处司心院校站所厅办科股室队）)]")
"""Behind which a deadline begins."""
_BODY_OR_EDGE = re.compile(r"[局府会处司心院校站所厅办科股室队级■□√☑☐》）)。\d]|公开$|社会$")
_LONGEST_LEAD = 12
_BARE = re.compile(r"[\u4e00-\u9fff](?<![前后起日内过于超约近满自提每至第])(?=\d{1,2}个(?:工作日|月))")
"""A character that a length of time stands behind without a word that leads to it."""
_SITE_PART = re.compile("(?:网站|官网|校园网|门户网)[\u4e00-\u9fff]{2,8}?(?:专栏|栏目)")
"""A part of a website, without a mark between."""
_LISTS = re.compile("[■□☑☐√、，；,;]")
"""What stands between the channels of a list."""
_TAIL = re.compile(
    "(?:上|本|当)一?个?(?:年度?|季度?|月|周|学[年期])[\u4e00-\u9fff]{0,8}?(?:情况|信息|数据|报告|结果|月报|公报)"
)
"""What a deadline has behind 公开: 上一年度情况."""
_SHORTEST_DEADLINE, _LONGEST_DEADLINE = 2, 18
"""Characters of a text that is read whole as a deadline."""
_SURE_LABEL = re.compile("序号|事项|内容|要素|依据|时限|期限|公开时间|主体|责任[部科股]|渠道|载体|对象|方式|备注")
_LEAST_SURE = 3
"""Words that only labels have, of which a header has so many."""
_TITLE_END = re.compile(
    r"(?![一二三四]级)[\u4e00-\u9fff]{2,10}?(?:目录|清单|一览表)(?=序号|公开|[一二三四]级|事项|类别)"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_BLANK, _PRINTED = re.compile(r"\s"), re.compile(r"\S")
_LISTED = re.compile("[、，,；;和及]")
"""Between labels: a sentence that lists them, no header."""
_LABELS_APART = 2
"""Characters that may stand between two labels of a glued header, of a label that nobody knows."""


_LEAST_CHANCE = 0.03
"""The chance of an edge from which a text is cut there."""


def cut_glued(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """`fragments` with those cut that hold several cells; the same where nothing is glued."""
    plain = [_without_glosses(fragment.text) for fragment in fragments]
    headers = {k: runs for k, (text, _) in enumerate(plain) if (runs := _label_runs(text))}
    if not headers:
        return tuple(fragments)
    begin = min(headers)
    grams = recurring_in([text for text, _ in plain[begin:]])
    above = [*(text for text, _ in plain[:begin]), plain[begin][0][: headers[begin][0][0]]]
    named = places_named(simplify(text) for text in above)
    cut: list[TextFragment] = []
    for k, fragment in enumerate(fragments):
        text, places = plain[k]
        if k < begin or (k not in headers and len(text) <= _LONG_FRAGMENT):
            cut.append(fragment)
        else:
            cuts = _all_cuts(text, headers.get(k, []), grams, named, has_rows_first=k > begin)
            cut += _pieces(fragment, [places[place] for place in cuts])
    return tuple(cut)


def _without_glosses(text: str) -> tuple[str, Sequence[int]]:
    """A text without the readings behind its characters (公開(kāi)時限), and where each of its places stands in it."""
    glosses = [match.span() for match in GLOSS.finditer(text)] if "(" in text or "（" in text else []
    if not glosses:
        return text, range(len(text) + 1)
    is_gloss = _covered([(first - 1, last) for first, last in glosses], len(text))
    places = [k for k in range(len(text)) if not is_gloss[k]]
    return "".join(text[k] for k in places), [*places, len(text)]


def _all_cuts(
    text: str,
    runs: Sequence[Sequence[int]],
    grams: Counter[str],
    named: frozenset[str] = frozenset(),
    *,
    has_rows_first: bool = False,
) -> list[int]:
    """The labels of each header in a text, and the cuts of what stands around them.

    Above the first header of all stands no row but a title, which is not cut.
    """
    edges = [0, *(edge for run in runs for edge in (run[0], run[-1])), len(text)]
    cuts = [place for run in runs for place in run]
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        cuts.append(first)
        if first or has_rows_first or not runs:
            cuts += [first + place for place in _cuts(text[first:last], grams, named)]
    return cuts


def _pieces(fragment: TextFragment, places: Sequence[int]) -> Iterator[TextFragment]:
    text = fragment.text
    inner = sorted({place for place in places if 0 < place < len(text)})
    for number, (first, last) in enumerate(zip([0, *inner], [*inner, len(text)], strict=True)):
        if piece := text[first:last].strip():
            yield replace(fragment, text=piece) if number == 0 else replace(fragment, text=piece, gap=Gap.NONE)


@cache
def _label_pattern() -> re.Pattern[str]:
    known = header_lexicon().by_spelling
    spellings = {spelling for spelling in known if len(spelling) > 1 and not spelling[-1].isdigit()}  # 公开层级|1|机构
    return re.compile(any_of(spellings))


@kept_if_short
def _label_runs(text: str) -> list[list[int]]:
    """For each header glued into a text: where its labels begin, and where the last one ends."""
    if len(text) < _LEAST_LABELS * 2:
        return []
    folded = simplify(fold(text))
    if len(folded) != len(text):
        return []
    runs: list[list[int]] = []
    places: list[int] = []
    end = 0
    for first, last in _undoubled_labels(folded):
        between = folded[end:first] if places else ""
        if places and (len(between) > _LABELS_APART + _bracket(folded, end) or _LISTED.match(between)):
            runs.append([*places, end])
            places = []
        places.append(first)
        end = last
    runs.append([*places, end] if places else [])
    runs = [_without_title(run, folded) for run in runs]
    return [run for run in runs if len(run) > _LEAST_LABELS and _is_of_labels(folded[run[0] : run[-1]])]


def _without_title(run: list[int], text: str) -> list[int]:
    """The edges of labels without those in the end of a title glued before them: 某局政务|公开目录|序号."""
    end = _TITLE_END.match(text, run[0]) if run and run[0] and _HAN.match(text, run[0] - 1) else None
    return [place for place in run if place >= end.end()] if end else run


def _is_of_labels(text: str) -> bool:
    """Whether labels side by side make a header: 执行”栏目全社会5管理公开 are words of cells."""
    return len(set(_SURE_LABEL.findall(text))) >= _LEAST_SURE


def _undoubled_labels(folded: str) -> Iterator[tuple[int, int]]:
    """Where each label of the lexicon stands; one printed twice (公开事项公开事项) is one."""
    before: tuple[int, int] | None = None
    for match in _label_pattern().finditer(folded):
        first, last = match.span()
        if before and before[1] == first and folded[slice(*before)] == match.group():
            yield before[0], last
            before = None
            continue
        if before:
            yield before
        before = first, last
    if before:
        yield before


def _bracket(text: str, at: int) -> int:
    """The length of the bracket that begins at a place: 公开内容（要素）, a legend."""
    match = _IN_BRACKETS.match(text, at)
    return len(match.group()) if match else 0


_IN_BRACKETS = re.compile(r"[(][^()]{0,60}[)]|\"?五公开\"?类型")


def places_to_cut(text: str, grams: Counter[str]) -> list[int]:
    """The places in a glued text at which a cell, or a label of a header, may begin."""
    return _all_cuts(text, _label_runs(text), grams)


def recurring_in(texts: Iterable[str]) -> Counter[str]:
    """How often each run of a few characters stands in some texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text[k : k + _GRAM] for k in range(len(text) - _GRAM + 1))
    return counts


@cache
def _channel_pattern() -> re.Pattern[str]:
    return re.compile(any_of(name for name in load_lexicon("channels").by_spelling if len(name) > 2))


def _cuts(text: str, grams: Counter[str], named: frozenset[str] = frozenset()) -> list[int]:
    """The places in a glued text at which a cell may begin. `named` are places that the lines above the table name."""
    plain = simplify(text)
    squeezed = squeeze(plain)
    places = _places_of_squeezed(plain)
    laws = _whole_lists([(a, _end_of_articles(squeezed, b)) for a, b in law_spans(squeezed)], squeezed)
    bodies = begins_with_places(squeezed, named)
    channels = find_channel_spans(squeezed)
    deadlines = _with_leads(squeezed, list(_deadlines(squeezed, {b for _, b in laws})))
    deadlines = list(_joined([*deadlines, *_whole_deadlines(squeezed, laws, channels, deadlines, bodies)]))
    deadlines = list(_with_tails(squeezed, deadlines, [*laws, *channels], named))
    titles = [(places[a], places[b]) for a, b in [*deadlines, *laws]]
    in_title = _covered([*titles, *(match.span() for match in _OPEN_TITLE.finditer(plain))], len(plain))
    words = {edge for match in _WORD.finditer(plain) for edge in match.span() if not in_title[edge]}
    words |= {edge for edge in _edges_of_numbers(plain) if not in_title[edge]}
    ordered = sorted(words)
    named_bodies = list(spans_of_bodies(squeezed, bodies))
    ends_told = [end for _, end in named_bodies]
    lists_behind = _behind_others(squeezed, channels, deadlines, named_bodies)
    lists = [_until(places[a], places[b], ordered) for a, b in lists_behind]
    lists += [(places[a], places[b]) for a, b in website_spans(squeezed)]
    lists += list(_paths(plain, words | {edge for span in titles + lists for edge in span}))
    names = [match.span() for pattern in (_channel_pattern(), _SITE_PART) for match in pattern.finditer(plain)]
    terms = [match.span() for match in term_pattern().finditer(plain)]
    sections = [(places[a], places[b]) for a, b in sections_behind(squeezed, ends_told)]
    sections += [match.span() for match in _OFFICE.finditer(plain)]
    inside = _covered([*titles, *lists, *terms, *names, *sections], len(plain))
    soft = {edge for span in (*terms, *names, *sections) for edge in span}
    soft |= {places[end] for end in ends_told}
    soft |= {match.end() for pattern in (ENDING, _ORG) for match in pattern.finditer(plain)}
    soft |= {match.start() for pattern in (_PARAGRAPH, _HEADING) for match in pattern.finditer(plain)}
    soft |= {place for place in _ends_of_recurring(text, grams) if not _is_within_word(plain, place)}
    begins = {begin for begin, _ in (*titles, *lists)}
    ends = {end for _, end in (*titles, *lists) if end < len(plain) and not _GOES_ON.match(plain, end)}
    in_list = _covered(lists, len(plain))
    told = [places[begin] for begin in bodies if not (in_title[places[begin]] or in_list[places[begin]])]
    soft |= set(begins_of_bodies(plain, begins | words, told))
    soft |= set(_edges_of_names(plain, begins | ends | words))
    words |= set(_edges_of_levels(plain, begins | ends | words))
    kept = {place for place in soft if not inside[place] and not in_title[place] and _may_part(plain, place)}
    return sorted(begins | ends | words | kept.union(told))


def _places_of_squeezed(text: str) -> Sequence[int]:
    """Where each character of the squeezed text stands in a text, and its end last."""
    if not _BLANK.search(text):
        return range(len(text) + 1)
    return [*(match.start() for match in _PRINTED.finditer(text)), len(text)]


def _edges_of_names(text: str, hard: set[int]) -> Iterator[int]:
    """The places in what stands between certain edges at which a name or a content may begin."""
    runs = [(first, text[first:last]) for first, last in pairwise(sorted({0, len(text)} | hard))]
    times = Counter(run for _, run in runs)
    for first, run in runs:
        if may_be_names(run) and times[run] < _RECURS:
            yield from (first + edge.place for edge in edges_of_run(run) if edge.chance >= _LEAST_CHANCE)


def _edges_of_levels(text: str, hard: set[int]) -> Iterator[int]:
    """The edges of words of 公开层级 behind another cell, or behind the name of a body."""
    for found in _LEVEL.finditer(text):
        if found.start() in hard or _ENDS_BODY.match(text, found.start() - 1):
            yield from found.span()


def _edges_of_numbers(text: str) -> Iterator[int]:
    """The edges of row numbers that only their run tells: 5|季度数据, 7650034|6|户外广告设置."""
    spans = [match.span(1) for match in _NUMBER.finditer(text)]
    for match in _LONG_NUMBER.finditer(text):
        spans += [(match.end() - n, match.end()) for n in (3, 2, 1)]
    spans.sort()
    texts = [text[begin:end] for begin, end in spans]
    weights = [_LOOSE if _is_loose(text, *span) else 1.0 for span in spans]
    for k in sorted(numeral_runs(texts, weights)["digits"]):
        if weights[k] == _LOOSE and not texts[k].startswith("0"):
            yield from spans[k]


def _is_loose(text: str, begin: int, end: int) -> bool:
    """Whether a numeral may as well count what follows, or be the end of a longer number."""
    return (begin > 0 and text[begin - 1].isdigit()) or bool(_COUNTED.match(text, end))


def _paths(text: str, hard: set[int]) -> Iterator[tuple[int, int]]:
    """Paths that name no website, from the certain edge before them: √|政务公开-重点领域."""
    edges = sorted({0} | hard)
    end = 0
    for step in _STEP.finditer(text):
        if step.start() < end:
            continue
        begin = edges[bisect_right(edges, step.start()) - 1]
        found = _PATH.match(text, begin) if begin >= end else None
        if found and found.end() > step.end():
            end = found.end()
            yield begin, end


def _deadlines(text: str, laws_end: set[int]) -> Iterator[tuple[int, int]]:
    """Deadlines in a text, without words of the columns before and behind them, with the event they begin with.

    公开 before one belongs to the content if the document prints the deadline more often without it. What stands
    between the end of a law and 印发之日起 is what is issued.
    """
    found = [*find_deadline_spans(text), *(match.span() for match in _DEADLINE.finditer(text))]
    spans = [(a, a + len(_METHOD_BEHIND.sub("", text[a:b]))) for a, b in _joined(found)]
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


def _with_leads(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
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
    if len(begins) < _RECURS or len(before) < 2:
        return 0
    ends = zip(min(before), max(before), strict=False)
    lead = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], ends))[::-1]
    starts = (k for k in range(len(lead) - 1) if not _BODY_OR_EDGE.search(lead[k:]))
    return next((len(lead) - k for k in starts if is_whole_deadline(lead[k:] + phrase)), 0)


def _whole_deadlines(
    text: str,
    laws: Sequence[tuple[int, int]],
    channels: Sequence[tuple[int, int]],
    found: Sequence[tuple[int, int]],
    bodies: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """What is read whole as a deadline behind a law or a list, or before one behind the name of a body.

    The parser takes any words before a deadline for what it is of, names of items too: so only short ones count, and
    of those behind a list, with a deadline in them that stands by itself, only such as are printed again. One that is
    `found` only gets the words before it.
    """
    spans = [*laws, *channels]
    words = [match.span() for match in _WORD.finditer(text)]
    is_inside = _covered([*spans, *words], len(text))
    certain = {edge for span in (*spans, *words) for edge in span if not is_inside[edge]}
    edges = sorted({0, len(text)} | certain | set(bodies))
    endings = {match.end() for match in ENDING.finditer(text)}
    ends = {end for _, end in spans}
    begins = [begin for begin, _ in found]
    behind_laws: list[tuple[int, int]] = []
    for first, last in pairwise(edges):
        if last - first < _SHORTEST_DEADLINE or is_inside[first + 1]:
            continue
        most = min(last - first, _LONGEST_DEADLINE)
        known = bisect_left(begins, first)
        if known < len(found) and begins[known] < last:
            stops: Sequence[int] = (found[known][1],) if begins[known] > first else ()
        else:
            stops = [end for end in range(first + most, first + 1, -1) if not _is_within_word(text, end)]
            behind = [
                begin
                for begin in range(last - 1, last - most, -1)
                if _ENDS_BODY.match(text, begin - 1) and not _is_within_word(text, begin)
            ]
            behind = behind or [k for k in range(last - 1, last - most, -1) if k in endings or _BARE.match(text, k - 1)]
            if (begin := next((begin for begin in behind if is_whole_deadline(text[begin:last])), None)) is not None:
                yield begin, last
        stops = [end for end in stops if first in ends and end - first <= _LONGEST_DEADLINE]
        if (end := next((end for end in stops if is_whole_deadline(text[first:end])), None)) is not None:
            behind_laws.append((first, end))
    times = Counter(text[first:end] for first, end in behind_laws)
    laws_end = {end for _, end in laws}
    for first, end in behind_laws:
        parts = [k for k in range(first + 2, end - 1) if is_whole_deadline(text[k:end])]
        body = next((k for k in reversed(parts) if _ENDS_BODY.match(text, k - 1)), None)
        if body is not None:  # 某某县水务局|每月5日前公布
            yield body, end
        elif first in laws_end or end in bodies or times[text[first:end]] > 1 or not parts:
            yield first, end


def _with_tails(
    text: str, spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]], named: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Deadlines with what is to be public by then, up to the name of a body or the next certain edge:
    每年3月底前公开|上一年度情况. `others` are laws and lists of channels."""
    words = {edge for match in _WORD.finditer(text) for edge in match.span()}
    starts = {begin for begin, _ in (*spans, *others)}
    edges = sorted({len(text)} | words | starts)
    for begin, end in spans:
        last = edges[bisect_left(edges, end)]
        for k in (found.end() for found in _TAIL.finditer(text, end, last) if found.start() == end):
            if k == last or has_body(text[k:last], named):
                end = k
                break
        yield begin, end


def _behind_others(
    text: str, lists: Iterable[tuple[int, int]], deadlines: Sequence[tuple[int, int]], bodies: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Lists of channels without the deadline, the body and its section that they seem to begin with."""
    inside = {k: last for first, last in deadlines for k in range(first + 1, last)}
    inside |= {k: last for first, last in sections_behind(text, [end for _, end in bodies]) for k in range(first, last)}
    begins = [begin for begin, _ in bodies]
    for first, last in lists:
        begin = inside.get(first, first)
        body = bisect_left(begins, begin)
        if body < len(bodies) and bodies[body][1] < last and not _LISTS.search(text, begin, bodies[body][0]):
            begin = bodies[body][1]
        begin = inside.get(begin, begin)
        yield (begin, last) if begin < last else (first, last)


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans with those that overlap made one: 决定 + 作出之日起7个工作日内."""
    begin = end = -1
    for first, last in sorted(spans):
        if first < end:
            end = max(end, last)
            continue
        if begin >= 0:
            yield begin, end
        begin, end = first, last
    if begin >= 0:
        yield begin, end


def _end_of_articles(text: str, end: int) -> int:
    """Where a law ends with what is named behind its title: 第二十六条、第二十七条, 等法律法规."""
    found = _ARTICLES.match(text, end) or _OTHER_TITLES.match(text, end)
    return found.end() if found else end


def _whole_lists(laws: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Laws with those side by side as one that end with 等法律法规: they are the list of a content."""
    found: list[tuple[int, int]] = []
    for a, b in reversed(laws):
        if (
            found
            and found[-1][0] == b
            and _ENDS_LIST.search(text[slice(*found[-1])])
            and not _ARTICLES.search(text[a:b])
        ):
            found[-1] = (a, found[-1][1])
        else:
            found.append((a, b))
    return found[::-1]


def _until(begin: int, end: int, words: Sequence[int]) -> tuple[int, int]:
    """A list of channels up to the first word of another column in it; `words` are in order."""
    following = bisect_right(words, begin)
    return begin, min(words[following], end) if following < len(words) else end


def _may_part(text: str, place: int) -> bool:
    """Whether a cell may begin at a place: not within a number, a Latin word or ticks, nor at a mark that joins."""
    if place <= 0 or place >= len(text):
        return False
    before, behind = text[place - 1], text[place]
    is_latin = before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum()
    is_tick = before in _TICKS and behind in _TICKS
    return not (is_latin or is_tick or _NEVER_BEFORE.match(behind) or _NEVER_AFTER.match(before))


def _is_within_word(text: str, place: int) -> bool:
    """Whether a place is most likely within a word: 市|容科."""
    return 0 < place < len(text) and chance_within_word(text[place - 1], text[place]) > _LIKELY


def _covered(spans: Sequence[tuple[int, int]], length: int) -> list[bool]:
    """For each place, whether it lies within a span and not at its edge."""
    inside = [False] * (length + 1)
    for first, last in spans:
        for k in range(first + 1, last):
            inside[k] = True
    return inside


def _ends_of_recurring(text: str, grams: Counter[str]) -> list[int]:
    """Where a text that the document prints again and again begins or ends: what surrounds it differs."""
    times = np.array([grams[text[k : k + _GRAM]] for k in range(len(text) - _GRAM + 1)], dtype=np.int64)
    before, here = times[:-1], times[1:]
    begins = np.flatnonzero((here >= _RECURS) & (here > 1.5 * before)) + 1
    ends = np.flatnonzero((before >= _RECURS) & (before > 1.5 * here)) + _GRAM
    return [*begins.tolist(), *ends.tolist()]
