"""Fragments → chunks: neighbours that no cell's edge can part are joined, and spans are marked.

Soft evidence only comes in here in its hardest form: text inside a pair of brackets, a list of boxes, a
deadline phrase. Everything less certain is left to the decoder.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.frozen import quickly_made
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.channels import find_channel_spans
from gkml_extract.normalise.channels.names import MAX_NAME, is_known
from gkml_extract.normalise.deadline import find_deadline_spans
from gkml_extract.normalise.items import channel_names, is_deadline
from gkml_extract.reflow.wraps import PHRASE_LENGTH, WHOLE_PHRASES, Wraps, count_torn, is_wrapped
from gkml_extract.text import display_width, kept_if_short, simplify, squeeze

_TITLE = re.compile(r"《[^《》√■□☑☐]{1,90}(?:《[^《》√■□☑☐]{1,60}》[^《》√■□☑☐]{0,40})?》")
_BRACKET = re.compile(r"[（(][^（）()√■□☑☐]{1,60}[）)]|[“〔【][^“”〔〕【】√■□☑☐]{1,30}[”〕】]")
_LEAD = re.compile(
    r"(?:(?<!\d)\d{1,2}[.、．]|[①-⑳●•]|【[^【】]{2,14}】)?(?:(?:根据|依据|按照|依照|新修订)[\u4e00-\u9fff]{0,10})?$"
)
_DOC_NUMBER = re.compile(r"^[（(](?:[^（）()]{0,24}[号年]|[^（）()]{0,12}(?:修订|修正|试行))[）)]")
GLOSS = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńň]{1,6}[)）]")
_H, _STEP = "[\u4e00-\u9fff]", "(?:[-—–>＞→]{1,2}|/)"
_WEBSITE = re.compile(f"{_H}{{2,14}}?网站?(?:{_STEP}{_H}{{1,16}})*{_STEP}(?:{_H}{{0,18}}?栏目|{_H}{{2,4}})")
_WORD_BEFORE = re.compile(r"[\u4e00-\u9fff]*(?:(?<!法定)主动公开|依申请公开|全社会)(?=[\u4e00-\u9fff]{2,}网)")
HARD_GAPS = (Gap.TAB, Gap.PIPE)
"""Separators that part two cells unless the document says otherwise."""


_OFFICE = re.compile(
    r"(局|委|委员会|(?<![主承协督举经])办|办公室|政府|中心|大厅|办事处|[股科室所处院校厅部队站园]|机关|单位|公司|[小中大]学|村委会|居委会|集团)$"
)
_HAN_ONLY = re.compile(r"^[\u4e00-\u9fff、()（）]+$")
_IN_BRACKETS = re.compile(r"[（(][\u4e00-\u9fff、]{2,12}[)）]$")
_DEADLINE_LEAD = "公开"
_INNERMOST = re.compile(r"[\u4e00-\u9fff]{2}[股科]$")
"""No office has one behind the name of a section: what follows is of the next column."""
_METHOD = re.compile("(?:主动|依申请)公开")
_HAN = re.compile("[\u4e00-\u9fff]")
_BODY_END = re.compile(
    "(?:局|委员会|人民政府|办事处|公司|集团|医院|学院|大学|[学高]校|[小中]学|幼儿园|疾控中心|卫生院)$"
)
_NEIGHBOURS = frozenset({"deadline", "law", "channels", "org"})
"""What the cell before an office is."""
_TICKS = re.compile("[√✓✔]+$")
_OF_PLACE = re.compile("[\u4e00-\u9fff]{2,4}[省市县区旗州镇乡村]")
"""How the name of a body begins."""
_SECTION = re.compile("[\u4e00-\u9fff]{1,7}(?:[科股室处队]|办公室|中心|办)$")
_DEADLINE_END = re.compile(r"^(?:时?更新|公开|公示|发布)$")
_OFFICE_LENGTH = 24
_OFFICE_FRAGMENTS = 14
_RECURS = 3
_MOSTLY = 0.7


@quickly_made
@dataclass(frozen=True, slots=True)
class Chunk:
    """Fragments [first, last] taken as one. Widths are in half-width cells (`display_width`).

    `text` is what is compared: squeezed, in simplified script, without glosses.

    `head_width` is the width of its first line, `inner_widths` of each line that goes on within the chunk,
    `tail_width` of its last one counted from where the chunk begins in that line, `line_width` the same
    counted from the line's start. `kinds` are the
    span kinds (`channels`, `deadline`, `law`) that cover it, `starts` those that begin with it, `is_torn` says whether
    it begins inside a span that began before it.
    """

    text: str
    gap: Gap
    first: int
    last: int
    lines: tuple[int, int]
    index: int
    head_width: int
    inner_widths: tuple[int, ...]
    tail_width: int
    line_width: int
    is_line_end: bool
    kinds: frozenset[str]
    starts: frozenset[str]
    is_torn: bool


@quickly_made
@dataclass(frozen=True, slots=True)
class _Span:
    kind: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class OfHeader:
    """What the header tells of chunks: how many labels are broken into lines, whether there is a column for offices
    beside that for bodies, and one for words of 公开方式."""

    n_broken_labels: int = 0
    has_offices: bool = False
    has_values: bool = False


def law_spans(text: str) -> list[tuple[int, int]]:
    """Titles in 《》 with what leads to them (1. 根据) and the document number behind them."""
    spans = []
    for title in _TITLE.finditer(text):
        lead = _LEAD.search(text[max(title.start() - 16, 0) : title.start()])
        number = _DOC_NUMBER.match(text[title.end() : title.end() + 40])
        begin = title.start() - (len(lead.group()) if lead else 0)
        spans.append((begin, title.end() + (number.end() if number else 0)))
    return spans


def website_spans(text: str) -> list[tuple[int, int]]:
    """Paths of a website: 政府网站-政务公开-机构职能栏目; a word of the column before it is left out."""
    spans = []
    for match in _WEBSITE.finditer(text):
        word = _WORD_BEFORE.match(match.group())
        spans.append((match.start() + (word.end() if word else 0), match.end()))
    return spans


def _spans(text: str) -> list[_Span]:
    """All spans of a squeezed text, those of one kind never overlapping, in order."""
    found = [
        *(_Span("channels", *span) for span in find_channel_spans(text)),
        *(_Span("deadline", *span) for span in find_deadline_spans(text)),
        *(_Span("law", *span) for span in law_spans(text)),
        *(_Span("website", *span) for span in website_spans(text)),
        *(_Span("bracket", *match.span()) for match in _BRACKET.finditer(text)),
    ]
    return sorted(found, key=lambda span: (span.begin, -span.end))


_MAYBE_DEADLINE = re.compile(
    r"^(?!.*\d{4}年$)[^《》]*(?:[日时期即及随年季月旬周]|同步|长)[^《》]*$(?<=[内前后右开布示告新整效复次期日天年月时定上中下旬）)。；])"
)
_MAYBE_CHANNELS = re.compile(r"[网微报栏媒台播视屏会站厅心厨户]|公示|公开|其[他它]")
_PLACE = re.compile(r"^[^、，；]*(?:大厅|中心|(?<!网)站)$")
"""One name that an office may have as well as a channel."""
_BOX = re.compile("[■□☑☐]")
_LONGEST_FIELD = 60
"""Characters of a field that is read whole as a deadline or as channels; longer ones are lists with boxes."""


def _whole_fields(texts: Sequence[str], offsets: Sequence[int], taken: Sequence[_Span]) -> list[_Span]:
    """Fragments that the parsers read as a whole cell, where no span of that kind is found in the running text."""
    starts = sorted((span.begin, span.end, span.kind) for span in taken if span.kind in ("deadline", "channels"))
    has_boxes = _BOX.search("".join(texts)) is not None  # then channels have them, and 政务大厅 is an office
    found = []
    for k, text in enumerate(texts):
        kind = _whole_kind(text) if 2 < len(text) <= _LONGEST_FIELD else None
        if kind is None or (kind == "channels" and has_boxes):
            continue
        begin, end = offsets[k], offsets[k + 1]
        near = bisect.bisect_left(starts, (begin - 2 * _LONGEST_FIELD,))
        is_known = False
        while near < len(starts) and starts[near][0] < end:
            first, last, known = starts[near]
            is_known = is_known or (
                known == kind and last > begin and (first < begin or last > end or (first == begin and last == end))
            )
            near += 1
        if not is_known:
            found.append(_Span(kind, begin, end))
    return found


def _with_whole_fields(spans: Sequence[_Span], fields: Sequence[_Span]) -> list[_Span]:
    """The spans with whole fields in place of those within them: 按进展情况及时公开 is one phrase."""
    ends = {(field.kind, field.begin): field.end for field in fields}
    begins = sorted(field.begin for field in fields)

    def is_inside(span: _Span) -> bool:
        at = bisect.bisect_right(begins, span.begin) - 1
        return at >= 0 and span.end <= ends.get((span.kind, begins[at]), -1)

    return [*(span for span in spans if not is_inside(span)), *fields]


@lru_cache(maxsize=1 << 15)
def is_whole_deadline(text: str) -> bool:
    return _MAYBE_DEADLINE.match(text) is not None and is_deadline(text)


@lru_cache(maxsize=1 << 15)
def _whole_kind(text: str) -> str | None:
    """What a parser reads a whole field as: a deadline, a list of known channels, or neither."""
    if is_whole_deadline(text):
        return "deadline"
    if _MAYBE_CHANNELS.search(text) and "《" not in text:
        names = channel_names(text)
        n_known = sum(map(_is_channel, names))
        if names and _is_channel(names[0]) and not _PLACE.search(text) and 2 * n_known > len(names):
            return "channels"
    return None


_CHANNEL_END = re.compile(
    r"^[\u4e00-\u9fff]{2,16}(?:网站|官网|校园网|公示栏|公告栏|公开栏|公众号|显示屏|电子屏|政府公报)$"
)
"""What nothing but a channel ends with, whatever organ has it: 县政府门户网站, 学校公示栏."""


def _is_channel(name: str) -> bool:
    return is_known(name) or _CHANNEL_END.match(name) is not None


_BODY = re.compile(r"[\u4e00-\u9fff]{1,16}(?:局|委员会|人民政府|办事处|办公室|管委会|[股科])$")
_NO_CHANNEL = re.compile(r"^(?:主动公开|依申请公开|依申请|主动|全社会|社会公众|全文发布|[√✓✔]+|[一-龥]{1,3}级)$")
"""A word of the column beside the channels."""
_JOINING = "（(/／、，）)"
"""What goes on with a name: 其他 / （注明）."""
_LAST_OPTION = re.compile(r"[■□☑☐]([^■□☑☐]*)$")


_LINE_GAPS = (Gap.LINE, Gap.BLANK, Gap.START)
_ROOM = 4
"""Half-width cells that a line leaves free from which it is not full: a character, and a mark that may hang over."""


@dataclass(frozen=True, slots=True)
class _Options:
    """Lists of boxes in a text of fragments: `widest` is their widest line, in half-width cells, `following` has the
    texts behind each end of a line in a last option, by the option up to there."""

    fragments: Sequence[TextFragment]
    offsets: Sequence[int]
    widest: int
    following: Mapping[str, frozenset[str]]

    def line_ends(self, begin: int, end: int) -> Iterator[int]:
        """The fragments that begin a line between two places of the text."""
        for k in range(bisect.bisect_right(self.offsets, begin), bisect.bisect_left(self.offsets, end)):
            if self.fragments[k].gap in _LINE_GAPS:
                yield k

    def is_end(self, k: int, option: str) -> bool:
        """Whether an option ends before fragment k, which begins a line: more would have fitted in the line before, or
        what follows is not the same in all rows."""
        text = self.fragments[k].text
        width = _line_width(self.fragments, k - 1)
        has_room = bool(_HAN_ONLY.match(text[:1])) and width <= self.widest - _ROOM
        return has_room or len(self.following.get(option, ())) > 1


def _options_of(
    spans: Sequence[_Span], fragments: Sequence[TextFragment], text: str, offsets: Sequence[int]
) -> _Options:
    options = _Options(fragments, offsets, 0, {})
    widest = 0
    following: dict[str, set[str]] = {}
    for span in spans:
        option = _LAST_OPTION.search(text[span.begin : span.end]) if span.kind == "channels" else None
        if not option:
            continue
        begin = span.begin + option.start(1)
        for k in options.line_ends(span.begin, begin):
            widest = max(widest, _line_width(fragments, k - 1))
        for k in options.line_ends(begin, span.end):
            following.setdefault(text[begin : offsets[k]], set()).add(fragments[k].text)
    return replace(options, widest=widest, following={key: frozenset(each) for key, each in following.items()})


def _line_width(fragments: Sequence[TextFragment], last: int) -> int:
    """The width of a line up to a fragment of it, from its first box on; a blank between its fragments."""
    first = last
    while first and fragments[first].gap not in _LINE_GAPS:
        first -= 1
    parts = [part.text for part in fragments[first : last + 1]]
    boxed = next((k for k, part in enumerate(parts) if _BOX.search(part)), 0)
    return display_width(" ".join(parts[boxed:]))


def _without_next_cell(span: _Span, text: str, options: _Options) -> _Span:
    """A list of boxes without the cell on the lines behind it: ☐家长会 / 南浦县教育局 are two, ☐其他 / 全社 / 会 too.

    A name that is known with its last lines (政务服务 / 中心) keeps them; what stands behind a known one is left out.
    """
    option = _LAST_OPTION.search(text[span.begin : span.end]) if span.kind == "channels" else None
    if not option or is_known(option[1]):
        return span
    begin, offsets = span.begin + option.start(1), options.offsets
    edges = range(bisect.bisect_right(offsets, begin), bisect.bisect_left(offsets, span.end))
    known = [at for at in (offsets[k] for k in edges) if text[at] not in _JOINING and is_known(text[begin:at])]
    if known:
        return replace(span, end=known[-1])
    for k in options.line_ends(begin, span.end):
        rest = text[offsets[k] : span.end]
        is_next = (_BODY.match(rest) or _NO_CHANNEL.match(rest)) and not is_known(rest)
        if is_next or (text[offsets[k]] not in _JOINING and options.is_end(k, text[begin : offsets[k]])):
            return replace(span, end=offsets[k])
    return span


_MOST_LINES, _LONGEST_DEADLINE = 5, 36
"""Lines and characters of a deadline that is read as a whole from its lines."""
LEAD = "lead"
"""The kind of span that may begin a deadline."""
_COMMAS = ("，", ",")
_TORN_WORD = 0.5
"""Chance that two characters stand within a word from which a line's end between them parts one."""


def _broken_deadlines(
    fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int], taken: Sequence[_Span]
) -> list[_Span]:
    """Lines that together, and no fewer of them, are what the parser reads whole as a deadline: 按规定时 / 限公开."""
    is_free = _free_of(taken, offsets, len(texts))
    begun = _free_of([span for span in taken if not _is_begun(span, offsets)], offsets, len(texts))
    is_line = [fragment.gap in (Gap.LINE, Gap.BLANK, Gap.START) for fragment in fragments]
    found: list[_Span] = []
    last_end = 0
    for first in range(len(texts)):
        if first < last_end or not (begun[first] and is_line[first] and texts[first]):
            continue
        text = texts[first]
        for last in range(first + 1, min(first + _MOST_LINES, len(texts))):
            text += texts[last]
            if len(text) > _LONGEST_DEADLINE or not (is_free[last] and is_line[last]):
                break
            if is_whole_deadline(text):
                if not any(is_whole_deadline("".join(texts[k : last + 1])) for k in range(first + 1, last + 1)):
                    found.append(_Span("deadline", offsets[first], offsets[last + 1]))
                    last_end = last + 1
                break
    return found


def _broken_channels(
    fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int], taken: Sequence[_Span]
) -> list[_Span]:
    """Lines that together, and no fewer of them, are known channels: 医院官网、门诊大 / 厅电子屏."""
    if _BOX.search("".join(texts)):  # then channels have them
        return []
    is_free = _free_of([span for span in taken if span.kind != "channels"], offsets, len(texts))
    found: list[_Span] = []
    for first in range(len(texts) - 1):
        if (found and offsets[first] < found[-1].end) or not (is_free[first] and fragments[first].gap in _LINE_GAPS):
            continue
        text = texts[first]
        for last in range(first + 1, min(first + _MOST_LINES, len(texts))):
            is_within = _goes_on(texts[last - 1], texts[last]) or texts[last - 1].endswith(("、", "；"))
            if not (is_free[last] and is_within and fragments[last].gap in _LINE_GAPS):
                break
            text += texts[last]
            if len(text) > _LONGEST_FIELD:
                break
            if _whole_kind(text) == "channels":
                found.append(_Span("channels", offsets[first], offsets[last + 1]))
                break
    return found


def _deadline_leads(texts: Sequence[str], offsets: Sequence[int], taken: Sequence[_Span]) -> Iterator[_Span]:
    """What stands before a known deadline and may be a part of it: the parser reads both as one, and the deadline
    begins within a line (按进展情况及时公 / 开), or behind a line that ends with a comma or within a word."""
    for span in taken:
        if span.kind != "deadline":
            continue
        at = bisect.bisect_right(offsets, span.begin) - 1
        first = at
        while first and at - first < _MOST_LINES and _goes_on(texts[first - 1], texts[first]):
            first -= 1
        text = "".join(texts[first:at]) + texts[at][: span.begin - offsets[at]]
        whole = text + "".join(texts[at : bisect.bisect_left(offsets, span.end)])[span.begin - offsets[at] :]
        if text and len(whole) <= _LONGEST_DEADLINE and is_whole_deadline(whole):
            yield _Span(LEAD, offsets[first], span.begin)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line's end parts a sentence or a word."""
    return bool(line and following) and (
        line.endswith(_COMMAS) or chance_within_word(line[-1], following[0]) > _TORN_WORD
    )


def _is_begun(span: _Span, offsets: Sequence[int]) -> bool:
    """Whether a deadline begins a line, and the line has more that may go on with it: 动态调整，随 / 时更新."""
    if span.kind != "deadline":
        return False
    first = bisect.bisect_right(offsets, span.begin) - 1
    return offsets[first] == span.begin and span.end < offsets[first + 1]


_TELEPHONE, _TELEPHONE_LENGTH, _TELEPHONE_LINES = re.compile(r"[2-9]\d{6,7}"), 7, 3
_RECURS_IN_PARTS = 2
"""A telephone's number without that of its town; years and the numbers of laws are no such."""
_VALUE = re.compile(
    "全社会|社会公众|主动公开|依申请公开|(?:[省市县区乡镇村]|街道|[乡镇]镇街?|镇街|街镇)、?村?级"
    "|(?:依法|涉密|涉及)[\u4e00-\u9fff]{0,12}?除外|含附件|每[年季月周日]更新"
)
"""Words of 公开对象, 公开方式, 公开层级 and 备注, whose columns are narrow."""


def _broken_values(
    fragments: Sequence[TextFragment], offsets: Sequence[int], text: str, taken: Sequence[_Span]
) -> list[_Span]:
    """Lines that together are such a word: 全 / 社 / 会."""
    is_free = _free_of(taken, offsets, len(fragments))
    found = []
    for match in _VALUE.finditer(text):
        first, last = (bisect.bisect_right(offsets, place) - 1 for place in (match.start(), match.end() - 1))
        is_whole = offsets[first] == match.start() and offsets[last + 1] == match.end()
        lines = fragments[first + 1 : last + 1]
        are_lines = all(part.gap in (Gap.LINE, Gap.BLANK) for part in lines)
        if is_whole and lines and all(is_free[first : last + 1]) and are_lines:
            found.append(_Span("value", *match.span()))
    return found


def _parted_at_values(span: _Span, texts: Sequence[str], text: str, offsets: Sequence[int]) -> Iterator[_Span]:
    """A list of boxes up to a fragment that is a value of another column, and the list behind the row's rest.

    ■政府网站 / 主动公开 / 村级 / 政策解读 / ■政府网站 are two rows: short ones are no longer than a channel's name.
    """
    while span.kind == "channels":
        inside = range(bisect.bisect_right(offsets, span.begin), bisect.bisect_left(offsets, span.end))
        value = next((k for k in inside if _NO_CHANNEL.match(texts[k])), None)
        box = _BOX.search(text, offsets[value], span.end) if value is not None else None
        if value is None or box is None:
            break
        yield replace(span, end=offsets[value])
        span = replace(span, begin=box.start())
    yield span


def _without_value_line(span: _Span, texts: Sequence[str], offsets: Sequence[int]) -> _Span:
    """A deadline without the 主动公开 of a line of its own behind it: that is of the column beside."""
    last = bisect.bisect_left(offsets, span.end) - 1
    is_apart = span.kind == "deadline" and offsets[last] > span.begin and _NO_CHANNEL.match(texts[last])
    return replace(span, end=offsets[last]) if is_apart else span


_BETWEEN_NAMES = re.compile("[、；;，]")


def _from_edge(span: _Span, text: str, offsets: Sequence[int]) -> _Span:
    """A list of channels from the line on with which it may begin: 师范学校 / 县政府网站 are a body and its website."""
    k = bisect.bisect_left(offsets, span.begin)
    if span.kind != "channels" or _BOX.match(text, span.begin):
        return span
    if offsets[k] == span.begin:  # 便民服务中心 / 政府网站、公示栏: a list has its separators at the ends of lines too
        is_list = _BETWEEN_NAMES.search(text, offsets[k + 1], span.end) is not None
        k += 1
        if not is_list or not is_known(text[span.begin : offsets[k]]) or _BETWEEN_NAMES.match(text, offsets[k]):
            return span
    if offsets[k] >= span.end:
        return span
    names = channel_names(text[offsets[k] : span.end])
    return replace(span, begin=offsets[k]) if names and _is_channel(names[0]) else span


def _from_separator(span: _Span, fragments: Sequence[TextFragment], text: str, offsets: Sequence[int]) -> _Span:
    """A deadline from the separated field on that is one by itself: 审核信息 | 制定之日起15个工作日内."""
    if span.kind != "deadline":
        return span
    inside = range(bisect.bisect_right(offsets, span.begin), bisect.bisect_left(offsets, span.end))
    begins = [offsets[k] for k in inside if fragments[k].gap in HARD_GAPS]
    begin = next((at for at in begins if is_whole_deadline(text[at : span.end])), span.begin)
    return replace(span, begin=begin)


def _broken_telephones(fragments: Sequence[TextFragment], texts: Sequence[str], offsets: Sequence[int]) -> list[_Span]:
    """Figures on two or three lines that together are a telephone's number, 76500 / 12, where several are."""
    found: list[_Span] = []
    for k, head in enumerate(texts):
        if (head and not head.isdecimal()) or (found and found[-1].end > offsets[k]):
            continue
        text = head
        for last in range(k + 1, min(k + _TELEPHONE_LINES, len(texts))):
            if fragments[last].gap is not Gap.LINE or len(text) >= _TELEPHONE_LENGTH:
                break
            text += texts[last]
            if _TELEPHONE.fullmatch(text):
                found.append(_Span("value", offsets[k], offsets[last + 1]))
                break
    return found if len(found) >= _RECURS_IN_PARTS else []


def _with_last_options(spans: Sequence[_Span], texts: Sequence[str], offsets: Sequence[int]) -> list[_Span]:
    """Lists of boxes with a last option that nobody knows, where it is a fragment of its own: □公示栏 □12345热线."""
    begins = {span.begin for span in spans if span.kind == "channels"}
    found = []
    for span in spans:
        k = bisect.bisect_left(offsets, span.end)
        if span.kind == "channels" and span.end not in begins and k < len(texts) and offsets[k] == span.end:
            is_option = _BOX.match(texts[k]) and 2 < len(texts[k]) <= MAX_NAME
            span = replace(span, end=offsets[k + 1]) if is_option else span
        found.append(span)
    return found


def _free_of(taken: Sequence[_Span], offsets: Sequence[int], n: int) -> list[bool]:
    """Which texts no span of a kind touches, brackets left aside."""
    is_free = [True] * n
    for span in taken:
        if span.kind != "bracket":
            for k in range(bisect.bisect_right(offsets, span.begin) - 1, bisect.bisect_left(offsets, span.end)):
                is_free[k] = False
    return is_free


def _without_lead(span: _Span, text: str, edges: frozenset[int]) -> _Span:
    """A deadline without a 公开 that a line ends with: 公开信息形成之日起 is a phrase, but 咨询电话公开 ends a cell."""
    begin = span.begin + len(_DEADLINE_LEAD)
    is_apart = span.kind == "deadline" and begin in edges and text.startswith(_DEADLINE_LEAD, span.begin)
    return replace(span, begin=begin) if is_apart else span


def _without_value(span: _Span, texts: Sequence[str], offsets: Sequence[int]) -> _Span:
    """A deadline without last lines that are a word of the column beside it: 20个工作日内 / 主动公开."""
    if span.kind != "deadline":
        return span
    last = bisect.bisect_left(offsets, span.end) - 1
    value = ""
    for k in range(last, bisect.bisect_left(offsets, span.begin), -1):
        value = texts[k] + value
        if offsets[last + 1] == span.end and _METHOD.fullmatch(value):
            return replace(span, end=offsets[k])
    return span


def _without_torn_lead(span: _Span, text: str, edges: frozenset[int]) -> _Span:
    """Titles without a lead to them that begins within a word of another line: 办理依据及流程 / 《…》."""
    if span.kind != "law" or span.begin in edges or not _HAN.match(text, span.begin - 1):
        return span
    title = text.find("《", span.begin, span.end)
    return replace(span, begin=title) if title in edges else span


def _ends_cell(text: str, following: str) -> bool:
    """Whether a text is no beginning of an office that goes on: a section, a channel, the end of a deadline."""
    if _INNERMOST.search(text):
        return following != "室"
    return _DEADLINE_END.match(text) is not None or is_known(text)


def _recurring_offices(
    fragments: Sequence[TextFragment],
    texts: Sequence[str],
    offsets: Sequence[int],
    taken: Sequence[_Span],
    header: OfHeader,
) -> list[_Span]:
    """Names of offices that the document prints again and again: runs of fragments that recur just so broken.

    A 公开主体 stands in many rows, wrapped at the same places each time. Of two runs that recur alike the longer
    one counts. Fragments inside spans of another kind are left out.
    """
    occupied = [False] * (len(fragments) + 1)
    for span in taken:
        if span.kind == "bracket":
            continue
        first = bisect.bisect_right(offsets, span.begin) - 1
        for i in range(first, bisect.bisect_left(offsets, span.end)):
            occupied[i] = True
    counts: dict[str, int] = {}
    runs: list[tuple[int, int, str]] = []
    for first, head in enumerate(texts):
        text, last = "", first
        while head and last < len(texts) and not occupied[last] and last - first < _OFFICE_FRAGMENTS:
            if last > first and (fragments[last].gap in HARD_GAPS or _ends_cell(text, texts[last])):
                break
            text += texts[last]
            if len(text) > _OFFICE_LENGTH or not _HAN_ONLY.match(texts[last] or "、") or is_ditto(texts[last]):
                break
            if len(text) >= 3 and _OFFICE.search(_IN_BRACKETS.sub("", text)):
                counts[text] = counts.get(text, 0) + 1
                runs.append((first, last, text))
            last += 1
    best: dict[int, tuple[int, int, str]] = {}
    for first, last, text in runs:
        if counts[text] < _RECURS or (last in best and counts[best[last][2]] * _MOSTLY > counts[text]):
            continue
        if last not in best or counts[text] >= _MOSTLY * counts[best[last][2]]:
            best.setdefault(last, (first, last, text))
    parts = (part for first, last, _ in best.values() for part in _body_and_section(texts, first, last, header))
    return [_Span("org", offsets[first], offsets[last + 1]) for first, last in parts]


def _body_and_section(texts: Sequence[str], first: int, last: int, header: OfHeader) -> list[tuple[int, int]]:
    """Texts [first, last] as the name of a body and that of its section, where there is a column for each."""
    for k in range(first + 1, last + 1) if header.has_offices else ():
        body, section = "".join(texts[first:k]), "".join(texts[k : last + 1])
        if _BODY_END.search(body) and _SECTION.fullmatch(section):
            return [(first, k - 1), (k, last)]
    return [(first, last)]


def _broken_offices(
    fragments: Sequence[TextFragment],
    texts: Sequence[str],
    offsets: Sequence[int],
    taken: Sequence[_Span],
    header: OfHeader,
) -> Iterator[_Span]:
    """Lines between cells of other columns that together are the name of a body, of a section, or of both."""
    is_free = _free_of(taken, offsets, len(texts))
    is_before = [
        not free for free in _free_of([span for span in taken if span.kind in _NEIGHBOURS], offsets, len(texts))
    ]
    first = 0
    while first < len(texts):
        end = first
        while end < len(texts) and is_free[end] and _HAN_ONLY.match(texts[end]) and fragments[end].gap in _LINE_GAPS:
            end += 1
        is_between = 0 < first < end - 1 < len(texts) - 1 and is_before[first - 1]
        if is_between and (not is_free[end] or _TICKS.match(texts[end])):
            yield from _offices_of(texts, offsets, first, end - 1, header)
        first = max(end, first + 1)


def _offices_of(
    texts: Sequence[str], offsets: Sequence[int], first: int, last: int, header: OfHeader
) -> Iterator[_Span]:
    whole = "".join(texts[first : last + 1])
    if len(whole) > _OFFICE_LENGTH:
        return
    parts = _body_and_section(texts, first, last, header)
    is_body = _OF_PLACE.match(whole) and (len(parts) > 1 or _BODY_END.search(whole))
    if is_body or _SECTION.fullmatch(whole):
        yield from (_Span("org", offsets[begin], offsets[end + 1]) for begin, end in parts)


def _offsets(texts: Sequence[str]) -> list[int]:
    """Where each text begins in their concatenation, and the whole length last."""
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text))
    return offsets


def _joinable(fragments: Sequence[TextFragment], first: int, last: int) -> bool:
    """Whether no hard separator stands between fragments first and last."""
    return not any(fragments[i].gap in HARD_GAPS for i in range(first + 1, last + 1))


_OVER_LINES = frozenset({"law", "bracket", "channels"})
"""Spans that a line's end may stand in although cells are not broken into lines: paragraphs, a box a line."""


def _wraps_of(
    fragments: Sequence[TextFragment], offsets: Sequence[int], spans: Iterable[_Span], n_broken_labels: int
) -> Wraps:
    n_phrases = n_broken = 0
    for span in spans:
        if span.kind in WHOLE_PHRASES and span.end - span.begin >= PHRASE_LENGTH:
            first = bisect.bisect_right(offsets, span.begin) - 1
            last = bisect.bisect_left(offsets, span.end) - 1
            n_phrases += 1
            n_broken += fragments[first].line != fragments[last].line
    widest = max((display_width(fragment.text) for fragment in fragments), default=0)
    by_line: Counter[int] = Counter()
    for fragment in fragments:
        by_line[fragment.line] += display_width(fragment.text)
    row = max(by_line.values(), default=0)
    return Wraps(n_broken_labels, n_phrases, n_broken, *count_torn(fragments), widest, row)


def _merge_groups(
    fragments: Sequence[TextFragment], offsets: Sequence[int], spans: Iterable[_Span], *, is_wrapped: bool
) -> list[bool]:
    """For each fragment, whether it is joined to the one before it."""
    joined = [False] * len(fragments)
    for span in spans:
        if span.kind == LEAD or (not is_wrapped and span.kind not in _OVER_LINES):
            continue
        first = bisect.bisect_right(offsets, span.begin) - 1
        last = bisect.bisect_left(offsets, span.end) - 1
        if span.kind == "channels":  # an edge within a fragment: the larger part decides
            while last > first and (
                span.end - offsets[last] <= (offsets[last + 1] - offsets[last]) / 2
                or _NO_CHANNEL.match(fragments[last].text)
            ):
                last -= 1
        elif (
            span.kind == "deadline" and (offsets[first] != span.begin or offsets[last + 1] != span.end)
        ) or span.kind == "website":
            continue
        if last > first and _joinable(fragments, first, last):
            for i in range(first + 1, last + 1):
                joined[i] = True
    return joined


@kept_if_short
def _plain(text: str) -> str:
    """A fragment's text as it is compared: squeezed, simplified, without glosses; 公開(kāi) is 公开."""
    return GLOSS.sub("", simplify(squeeze(text)))


@dataclass(frozen=True, slots=True)
class Chunked:
    """The chunks of a run of fragments, in order, and whether its cells are broken into lines by their columns."""

    chunks: list[Chunk]
    is_wrapped: bool


def make_chunks(fragments: Sequence[TextFragment], header: OfHeader = OfHeader(), pages: Sequence[int] = ()) -> Chunked:
    """The chunks of a run of fragments; every fragment is in exactly one.

    `pages`: the fragments with which a page begins; no chunk goes on over one.
    """
    texts = [_plain(fragment.text) for fragment in fragments]
    offsets = _offsets(texts)
    whole = "".join(texts)
    edges = frozenset(offsets)
    found = [part for span in _spans(whole) for part in _parted_at_values(span, texts, whole, offsets)]
    spans = [_without_value_line(_without_lead(span, whole, edges), texts, offsets) for span in found]
    options = _options_of(spans, fragments, whole, offsets)
    spans = [_without_next_cell(span, whole, options) for span in spans]
    spans = [_without_value(span, texts, offsets) for span in spans] if header.has_values else spans
    spans = [_without_torn_lead(span, whole, edges) for span in spans]
    spans = [_from_separator(_from_edge(span, whole, offsets), fragments, whole, offsets) for span in spans]
    spans = _with_last_options(spans, texts, offsets)
    spans = _with_whole_fields(spans, _whole_fields(texts, offsets, spans))
    spans = sorted(
        [*spans, *_recurring_offices(fragments, texts, offsets, spans, header)],
        key=lambda span: (span.begin, -span.end),
    )
    wrapped = is_wrapped(_wraps_of(fragments, offsets, spans, header.n_broken_labels))
    if wrapped:
        others, offices = _parted(spans, "org")
        deadlines = _broken_deadlines(fragments, texts, offsets, others)
        spans = sorted([*others, *deadlines], key=lambda span: (span.begin, -span.end))
        spans += (
            _recurring_offices(fragments, texts, offsets, spans, header) if _overlap(deadlines, offices) else offices
        )
        spans = _with_whole_fields(spans, _broken_channels(fragments, texts, offsets, spans))
        spans += list(_broken_offices(fragments, texts, offsets, spans, header))
        spans += _broken_values(fragments, offsets, whole, spans)
        spans += _broken_telephones(fragments, texts, offsets)
        spans += list(_deadline_leads(texts, offsets, spans))
        spans.sort(key=lambda span: (span.begin, -span.end))
    joined = _merge_groups(fragments, offsets, spans, is_wrapped=wrapped)
    for page in pages:
        joined[page] = False
    firsts = [i for i in range(len(fragments)) if not joined[i]]
    kinds, starts, torn = _mark_chunks(firsts, offsets, spans)
    columns = _line_columns(fragments)
    chunks = []
    for k, first in enumerate(firsts):
        last = (firsts[k + 1] if k + 1 < len(firsts) else len(fragments)) - 1
        chunks.append(_chunk(fragments, columns, first, last, (kinds[k], starts[k], torn[k])))
    return Chunked(chunks, wrapped)


def _parted(spans: Iterable[_Span], kind: str) -> tuple[list[_Span], list[_Span]]:
    """The spans of other kinds, and those of one."""
    parts: tuple[list[_Span], list[_Span]] = ([], [])
    for span in spans:
        parts[span.kind == kind].append(span)
    return parts


def _overlap(some: Sequence[_Span], others: Sequence[_Span]) -> bool:
    """Whether a span of `some` shares characters with one of `others`; each in order, none overlapping another."""
    ends = [span.end for span in others]
    at = (bisect.bisect_right(ends, span.begin) for span in some)
    return any(k < len(others) and others[k].begin < span.end for k, span in zip(at, some, strict=True))


def _mark_chunks(
    firsts: Sequence[int], offsets: Sequence[int], spans: Sequence[_Span]
) -> tuple[list[frozenset[str]], list[frozenset[str]], list[bool]]:
    """For each chunk: the kinds that cover at least half of it, the kinds that begin with it, is it torn."""
    begins = [offsets[first] for first in firsts]
    ends = [*begins[1:], offsets[-1]]
    covered: list[dict[str, int]] = [{} for _ in firsts]
    starting: list[set[str]] = [set() for _ in firsts]
    torn = [False] * len(firsts)
    for span in spans:
        k = max(bisect.bisect_right(begins, span.begin) - 1, 0)
        while k < len(firsts) and begins[k] < span.end:
            overlap = min(span.end, ends[k]) - max(span.begin, begins[k])
            if overlap > 0:
                covered[k][span.kind] = covered[k].get(span.kind, 0) + overlap
                if begins[k] == span.begin:
                    starting[k].add(span.kind)
                torn[k] = torn[k] or begins[k] > span.begin
            k += 1
    kinds = [
        frozenset(kind for kind, n in cover.items() if 2 * n >= ends[k] - begins[k]) for k, cover in enumerate(covered)
    ]
    return kinds, [frozenset(names) for names in starting], torn


def _line_columns(fragments: Sequence[TextFragment]) -> list[int]:
    """Where each fragment begins in its line, in half-width cells, one for each blank between fragments."""
    columns: list[int] = []
    line, column = -1, 0
    for fragment in fragments:
        if fragment.line != line:
            line, column = fragment.line, 0
        columns.append(column)
        column += display_width(fragment.text)
    return columns


def _chunk(
    fragments: Sequence[TextFragment],
    columns: Sequence[int],
    first: int,
    last: int,
    marks: tuple[frozenset[str], frozenset[str], bool],
) -> Chunk:
    head, tail = fragments[first], fragments[last]
    width = display_width(tail.text)
    line_width = columns[last] + width
    text, widths = _plain(head.text), (width,) if first == last else _widths(fragments, columns, first, last)
    if first < last:
        text = "".join(_plain(part.text) for part in fragments[first : last + 1])
    begins_in_tail_line = head.line == tail.line
    return Chunk(
        text=text,
        gap=head.gap,
        first=first,
        last=last,
        lines=(head.line, tail.line),
        index=head.index,
        head_width=widths[0],
        inner_widths=widths[:-1],
        tail_width=line_width - (columns[first] if begins_in_tail_line else 0),
        line_width=line_width,
        is_line_end=last + 1 == len(fragments) or fragments[last + 1].line != tail.line,
        kinds=marks[0],
        starts=marks[1],
        is_torn=marks[2],
    )


def _widths(fragments: Sequence[TextFragment], columns: Sequence[int], first: int, last: int) -> tuple[int, ...]:
    """The widths of the lines of fragments [first, last], of the first one from where they begin in it."""
    ends = {fragments[k].line: columns[k] + display_width(fragments[k].text) for k in range(first, last + 1)}
    ends[fragments[first].line] -= columns[first]
    return tuple(ends.values())
