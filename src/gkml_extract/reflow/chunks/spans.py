"""Stretches of the text of fragments that are one thing whatever stands around them: titles, lists, deadlines."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from gkml_extract.model.deadline import Deadline, DeadlineKind
from gkml_extract.model.frozen import quickly_made
from gkml_extract.model.table import Gap
from gkml_extract.normalise.channels import find_channel_spans
from gkml_extract.normalise.channels.names import is_known, known_name
from gkml_extract.normalise.deadline import find_deadline_spans, parse_deadline
from gkml_extract.normalise.items import channel_names, is_deadline
from gkml_extract.regex import regex

_TITLE = regex(r"《[^《》√■□☑☐]{1,90}(?:《[^《》√■□☑☐]{1,60}》[^《》√■□☑☐]{0,40})?》")
_BRACKET = regex(r"[（(][^（）()√■□☑☐]{1,60}[）)]|[“〔【][^“”〔〕【】√■□☑☐]{1,30}[”〕】]")
_LEAD = regex(
    r"(?:(?<!\d)\d{1,2}[.、．]|[①-⑳●•]|【[^【】]{2,14}】)?(?:(?:根据|(?<![费价理罚定律策施请制可收法批查贴])依据|按照|依照|新修订)[\u4e00-\u9fff]{0,10})?$"
)
"""What leads to a title; 收费依据, 处罚依据 are what a 公开内容 ends with."""
_DOC_NUMBER = regex(r"^[（(](?:[^（）()]{0,24}[号年]|[^（）()]{0,12}(?:修订|修正|试行))[）)]")
GLOSS = regex(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńň]{1,6}[)）]")
_H, _STEP = "[\u4e00-\u9fff]", "(?:[-—–>＞→]{1,2}|/)"
_WEBSITE = regex(f"{_H}{{2,14}}?网站?(?:{_STEP}{_H}{{1,16}})*{_STEP}(?:{_H}{{0,18}}?栏目|{_H}{{2,4}})")
_WORD_BEFORE = regex(r"[\u4e00-\u9fff]*(?:(?<!法定)主动公开|依申请公开|全社会)(?=[\u4e00-\u9fff]{2,}网)")
HARD_GAPS = (Gap.TAB, Gap.PIPE)
"""Separators that part two cells unless the document says otherwise."""
HAN_ONLY = regex(r"^[\u4e00-\u9fff、()（）]+$")


@quickly_made
@dataclass(frozen=True, slots=True)
class Span:
    """Characters [begin, end) of the fragments' joined texts that are of one kind: `law`, `deadline`, `channels` …"""

    kind: str
    begin: int
    end: int


def law_spans(text: str) -> list[tuple[int, int]]:
    """Titles in 《》 with what leads to them (1. 根据) and the document number behind them."""
    spans = []
    for title in _TITLE.finditer(text):
        match = _LEAD.search(text[max(title.start() - 16, 0) : title.start()])
        lead = match.group() if match and not is_whole_deadline(match.group()) else ""  # 按照法定时限公开《…》
        number = _DOC_NUMBER.match(text[title.end() : title.end() + 40])
        begin = title.start() - len(lead)
        spans.append((begin, title.end() + (number.end() if number else 0)))
    return spans


def website_spans(text: str) -> list[tuple[int, int]]:
    """Paths of a website: 政府网站-政务公开-机构职能栏目; a word of the column before it is left out."""
    spans = []
    for match in _WEBSITE.finditer(text):
        word = _WORD_BEFORE.match(match.group())
        spans.append((match.start() + (word.end() if word else 0), match.end()))
    return spans


def spans_of(text: str) -> list[Span]:
    """All spans of a squeezed text, those of one kind never overlapping, in order."""
    found = [
        *(Span("channels", *span) for span in find_channel_spans(text)),
        *(Span("deadline", *span) for span in find_deadline_spans(text)),
        *(Span("law", *span) for span in law_spans(text)),
        *(Span("website", *span) for span in website_spans(text)),
        *(Span("bracket", *match.span()) for match in _BRACKET.finditer(text)),
    ]
    return sorted(found, key=lambda span: (span.begin, -span.end))


_MAYBE_DEADLINE = regex(
    r"^(?!.*\d{4}年$)[^《》]*(?:[日时期即及随年季月旬周钟]|同步|长|^依法(?:依规)?公|规定|动态|永久|常态|持续)[^《》]*$(?:(?<=[内前后右开布示告整效复次期日天年月时定上中下旬）)。；])|(?<=[更最]新))"
)
_MAYBE_CHANNELS = regex(r"[网微报栏媒台播视屏会站厅心厨户抖册]|短信|公示|公开|推送|热线|其[他它]")
_LONGEST_LIST, _LONGEST_EVENT, _LONGEST_TRIGGER = 8, 14, 20
"""Characters of what a deadline waits for, without and with a number of days; several events are fewer."""
_PLACE = regex(r"^[^、，；]*(?:大厅|中心|(?<!网)站)$")
"""One name that an office may have as well as a channel."""
_SECTION = regex("[\u4e00-\u9fff]{1,7}[科股室处办队]")
"""The name of a section."""
_SHORT_CHANNELS = frozenset({"官网", "微信", "微博", "抖音", "广播", "电视", "电台", "报刊", "报纸", "纸媒", "短信"})
"""Words of two characters that name a channel and hardly anything else."""
_ENDS_CONTENT = frozenset({"规定"})
"""What reads as a deadline, and alone in a line is the end of a content: 查阅流程、复制 / 规定."""
BOX = regex("[■□☑☐]")
LONGEST_FIELD = 60
"""Characters of a field that is read whole as a deadline or as channels; longer ones are lists with boxes."""


def whole_fields(texts: Sequence[str], offsets: Sequence[int], taken: Sequence[Span]) -> list[Span]:
    """Fragments that the parsers read as a whole cell, where no span of that kind is found in the running text."""
    starts = sorted((span.begin, span.end, span.kind) for span in taken if span.kind in ("deadline", "channels"))
    has_boxes = BOX.search("".join(texts)) is not None  # then channels have them, and 政务大厅 is an office
    found = []
    for k, text in enumerate(texts):
        kind = whole_kind(text) if 1 < len(text) <= LONGEST_FIELD and text not in _ENDS_CONTENT else None
        if len(text) == 2 and kind == "channels" and text not in _SHORT_CHANNELS:
            kind = None
        if kind is None and _PLACE.search(text) and _is_between(texts, k):
            kind = "channels"
        if kind is None or (kind == "channels" and has_boxes):
            continue
        begin, end = offsets[k], offsets[k + 1]
        near = bisect.bisect_left(starts, (begin - 2 * LONGEST_FIELD,))
        is_known = False
        while near < len(starts) and starts[near][0] < end:
            first, last, known = starts[near]
            is_known = is_known or (
                known == kind and last > begin and (first < begin or last > end or (first == begin and last == end))
            )
            near += 1
        if not is_known:
            found.append(Span(kind, begin, end))
    return found


def _is_between(texts: Sequence[str], k: int) -> bool:
    """Whether a place that is known as a channel goes on a list, and the name of a section follows:
    门户网站 / 服务大厅 / 提取科."""
    is_inner = 0 < k < len(texts) - 1 and is_known(texts[k])
    return is_inner and whole_kind(texts[k - 1]) == "channels" and _SECTION.fullmatch(texts[k + 1]) is not None


def with_whole_fields(spans: Sequence[Span], fields: Sequence[Span]) -> list[Span]:
    """The spans with whole fields in place of those within them: 按进展情况及时公开 is one phrase."""
    ends = {(field.kind, field.begin): field.end for field in fields}
    begins = sorted(field.begin for field in fields)

    def is_inside(span: Span) -> bool:
        at = bisect.bisect_right(begins, span.begin) - 1
        return at >= 0 and span.end <= ends.get((span.kind, begins[at]), -1)

    return [*(span for span in spans if not is_inside(span)), *fields]


@lru_cache(maxsize=1 << 15)
def is_whole_deadline(text: str) -> bool:
    """Whether a text is a deadline from its beginning to its end."""
    return _MAYBE_DEADLINE.match(text) is not None and is_deadline(text)


@lru_cache(maxsize=1 << 15)
def is_of_lines(text: str) -> bool:
    """Whether lines may be one deadline: it is whole, and no long text, as a content is, with 发布预警后 behind it."""
    if not is_whole_deadline(text):
        return False
    read = parse_deadline(text).deadline
    return all(_is_of_lines(clause) for clause in read.clauses or (read,))


def _is_of_lines(read: Deadline) -> bool:
    event = read.text if read.kind is DeadlineKind.EVENT and read.trigger is None else read.trigger or ""
    longest = _LONGEST_TRIGGER if read.amount is not None else _LONGEST_LIST if "、" in event else _LONGEST_EVENT
    return read.kind is not DeadlineKind.UNKNOWN and len(event) <= longest


@lru_cache(maxsize=1 << 15)
def whole_kind(text: str) -> str | None:
    """What a parser reads a whole field as: a deadline, a list of known channels, or neither."""
    if is_whole_deadline(text):
        return "deadline"
    if _MAYBE_CHANNELS.search(text) and "《" not in text:
        names = channel_names(text)
        n_known = sum(map(is_channel, names))
        if names and is_channel(names[0]) and not _PLACE.search(text) and 2 * n_known > len(names):
            return "channels"
    return None


_CHANNEL_END = regex(
    r"^[\u4e00-\u9fff（）()]{2,16}(?:网站|官网|校园网|政务服务网|公示栏|公告栏|公开栏|宣传栏|专栏|公众号|微信号|抖音号|视频号|显示屏|电子屏|政府公报)$"
    r"|^\d{3,5}[\u4e00-\u9fff]{0,8}热线$"
)
"""What nothing but a channel ends with, whatever organ has it: 县政府门户网站, 学校公示栏."""


def is_channel(name: str) -> bool:
    """Whether a name is that of a channel, or ends as one does."""
    return is_known(name) or _CHANNEL_END.match(name) is not None


def names_channels(text: str) -> bool:
    """Whether a text is a channel, or begins a list with one whose name is known: 政府网站、湖."""
    return is_channel(text) or _list_of_channels().match(text) is not None


@cache
def _list_of_channels() -> re.Pattern[str]:
    return regex(rf"(?:{known_name().pattern})[、，；,;]")


OF_TIME_PAST = (
    "(?:上|本|当)一?个?(?:年度?|季度?|月度?|周|学[年期])[\u4e00-\u9fff]{0,12}?(?:情况|信息|数据|报告|结果|月报|公报)"
)
"""What is published at a time, behind the time or the verb: 每年3月底前公开|上一年度情况."""
NO_CHANNEL = regex(
    r"^(?:主动公开|依申请公开|依申请|主动|全社会|社会公众|特定(?:群体|对象|人群)|全文发布|[√✓✔]+|[一-龥]{1,3}级)$"
)
"""A word of the column beside the channels."""
LINE_GAPS = (Gap.LINE, Gap.BLANK, Gap.START)
"""What begins a line, the stronger the later."""
TORN_WORD = 0.5
"""Chance that two characters stand within a word from which a line's end between them parts one."""
LEAD = "lead"
"""The kind of span that may begin a deadline."""


def free_of(taken: Sequence[Span], offsets: Sequence[int], n: int) -> list[bool]:
    """Which texts no span of a kind touches, brackets left aside."""
    is_free = [True] * n
    for span in taken:
        if span.kind != "bracket":
            for k in range(bisect.bisect_right(offsets, span.begin) - 1, bisect.bisect_left(offsets, span.end)):
                is_free[k] = False
    return is_free
