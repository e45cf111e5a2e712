"""Where spans end and begin: what the document's lines and its other cells say of the edges of lists and deadlines."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.table import TextFragment
from gkml_extract.normalise.channels.names import MAX_NAME, is_known
from gkml_extract.normalise.channels.spans import is_value_option
from gkml_extract.normalise.items import channel_names
from gkml_extract.reflow.chunks.spans import (
    BOX,
    HAN_ONLY,
    HARD_GAPS,
    LINE_GAPS,
    NO_CHANNEL,
    TORN_WORD,
    Span,
    is_channel,
    is_whole_deadline,
    whole_kind,
)
from gkml_extract.reflow.chunks.wraps import ends_before
from gkml_extract.regex import regex
from gkml_extract.text import display_width

_DEADLINE_LEAD = "公开"
_METHOD = regex("(?:主动|依申请)公开")
_HAN = regex("[\u4e00-\u9fff]")
_BODY = regex(r"[\u4e00-\u9fff]{1,16}(?:局|委员会|人民政府|办事处|办公室|管委会|[股科])$")
_JOINING = "（(/／、，）)"
"""What goes on with a name: 其他 / （注明）."""
_LAST_OPTION = regex(r"[■□☑☐]([^■□☑☐]*)$")
_ROOM = 4
"""Half-width cells that a line leaves free from which it is not full: a character, and a mark that may hang over."""


@dataclass(frozen=True, slots=True)
class Options:
    """Lists of boxes in a text of fragments: `widest` is their widest line, in half-width cells, `following` has the
    texts behind each end of a line in a last option, by the option up to there."""

    fragments: Sequence[TextFragment]
    offsets: Sequence[int]
    widest: int
    following: Mapping[str, frozenset[str]]

    def line_ends(self, begin: int, end: int) -> Iterator[int]:
        """The fragments that begin a line between two places of the text."""
        for k in range(bisect.bisect_right(self.offsets, begin), bisect.bisect_left(self.offsets, end)):
            if self.fragments[k].gap in LINE_GAPS:
                yield k

    def is_end(self, k: int, option: str) -> bool:
        """Whether an option ends before fragment k, which begins a line: more would have fitted in the line before, or
        what follows is not the same in all rows."""
        text = self.fragments[k].text
        width = _line_width(self.fragments, k - 1)
        has_room = bool(HAN_ONLY.match(text[:1])) and width <= self.widest - _ROOM
        return has_room or len(self.following.get(option, ())) > 1


def options_of(spans: Sequence[Span], fragments: Sequence[TextFragment], text: str, offsets: Sequence[int]) -> Options:
    """What the lists of channels of a document have as their last options, and the width of its lines."""
    options = Options(fragments, offsets, 0, {})
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
    while first and fragments[first].gap not in LINE_GAPS:
        first -= 1
    parts = [part.text for part in fragments[first : last + 1]]
    boxed = next((k for k, part in enumerate(parts) if BOX.search(part)), 0)
    return display_width(" ".join(parts[boxed:]))


def without_next_cell(span: Span, text: str, options: Options) -> Span:
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
        is_next = (_BODY.match(rest) or NO_CHANNEL.match(rest)) and not is_known(rest)
        if is_next or (text[offsets[k]] not in _JOINING and options.is_end(k, text[begin : offsets[k]])):
            return replace(span, end=offsets[k])
    return span


def parted_at_values(span: Span, texts: Sequence[str], text: str, offsets: Sequence[int]) -> Iterator[Span]:
    """A list of boxes up to a fragment that is a value of another column, and the list behind the row's rest.

    ■政府网站 / 主动公开 / 村级 / 政策解读 / ■政府网站 are two rows: short ones are no longer than a channel's name.
    """
    while span.kind == "channels":
        inside = range(bisect.bisect_right(offsets, span.begin), bisect.bisect_left(offsets, span.end))
        value = next((k for k in inside if NO_CHANNEL.match(texts[k])), None)
        box = BOX.search(text, offsets[value], span.end) if value is not None else None
        if value is None or box is None:
            break
        yield replace(span, end=offsets[value])
        span = replace(span, begin=box.start())
    yield span


def without_value_line(span: Span, texts: Sequence[str], offsets: Sequence[int]) -> Span:
    """A deadline without the 主动公开 of a line of its own behind it: that is of the column beside."""
    last = bisect.bisect_left(offsets, span.end) - 1
    is_apart = span.kind == "deadline" and offsets[last] > span.begin and NO_CHANNEL.match(texts[last])
    return replace(span, end=offsets[last]) if is_apart else span


def without_dittos(span: Span, texts: Sequence[str], offsets: Sequence[int]) -> Span:
    """A list of channels without the 同上 of lines of their own before it: those are cells of other columns."""
    k = bisect.bisect_left(offsets, span.begin)
    while span.kind == "channels" and offsets[k] == span.begin and offsets[k + 1] < span.end and is_ditto(texts[k]):
        k += 1
        span = replace(span, begin=offsets[k])
    return span


_BETWEEN_NAMES = regex("[、；;，]")


def from_edge(span: Span, text: str, offsets: Sequence[int]) -> Span:
    """A list of channels from the line on with which it may begin: 师范学校 / 县政府网站 are a body and its website."""
    k = bisect.bisect_left(offsets, span.begin)
    if span.kind != "channels" or BOX.match(text, span.begin):
        return span
    if offsets[k] == span.begin:  # 便民服务中心 / 政府网站、公示栏: a list has its separators at the ends of lines too
        is_list = _BETWEEN_NAMES.search(text, offsets[k + 1], span.end) is not None
        k += 1
        is_torn = span.begin > 0 and chance_within_word(text[span.begin - 1], text[span.begin]) > TORN_WORD
        if is_torn and offsets[k] < span.end:  # 安定街道办 / 事处 / 县政府门户网站
            names = channel_names(text[offsets[k] : span.end])
            return replace(span, begin=offsets[k]) if names and is_channel(names[0]) else span
        if not is_list or not is_known(text[span.begin : offsets[k]]) or _BETWEEN_NAMES.match(text, offsets[k]):
            return span
    if offsets[k] >= span.end:
        return span
    names = channel_names(text[offsets[k] : span.end])
    return replace(span, begin=offsets[k]) if names and is_channel(names[0]) else span


def without_short_lines(span: Span, texts: Sequence[str], text: str, offsets: Sequence[int]) -> Span:
    """A list of channels without lines before it that no column broke: 种子站 / 县政府门户网站 are two cells."""
    k, last = bisect.bisect_left(offsets, span.begin), bisect.bisect_left(offsets, span.end) - 1
    while (
        span.kind == "channels"
        and k < last
        and offsets[k] == span.begin
        and ends_before(texts, k, k + 1) is not None
        and not is_known(texts[k])
        and (names := channel_names(text[offsets[k + 1] : span.end]))
        and is_channel(names[0])
    ):
        k += 1
        span = replace(span, begin=offsets[k])
    return span


_OTHER_CELL = regex(r"(?:[》）)条款号]|政府|局|委员会|[委厅]|中心|公司|医院|学校|办公室|[科股])$")
"""How a cell ends that is no channel, and that a list of channels is read with."""
_WHOLE_NAME = regex("(?!门户)[\u4e00-\u9fff]{2,8}(?:网站|公众号|公示栏|公开栏|公告栏|公报)")
"""A channel that is no rest of one: 县人民政府 / 门户网站 is one."""


def from_separator(span: Span, fragments: Sequence[TextFragment], text: str, offsets: Sequence[int]) -> Span:
    """A deadline from the separated field on that is one by itself: 审核信息 | 制定之日起15个工作日内; so a list of
    channels behind what is none: 县人民政府 | 政府门户网站, also where a line's end parts them."""
    if span.kind not in ("deadline", "channels"):
        return span
    inside = range(bisect.bisect_right(offsets, span.begin), bisect.bisect_left(offsets, span.end))
    if span.kind == "deadline":
        begins = [offsets[k] for k in inside if fragments[k].gap in HARD_GAPS]
        begin = next((at for at in begins if is_whole_deadline(text[at : span.end])), span.begin)
    elif inside and not BOX.search(text, span.begin, span.end):
        begins = [
            at
            for k in inside
            if _OTHER_CELL.search(text, span.begin, (at := offsets[k]))
            and not is_channel(text[max(offsets[k - 1], span.begin) : at])
            and (fragments[k].gap in HARD_GAPS or _WHOLE_NAME.match(text, at))
        ]
        begin = next((at for at in reversed(begins) if whole_kind(text[at : span.end]) == "channels"), span.begin)
    else:
        begin = span.begin
    return replace(span, begin=begin)


def with_last_options(spans: Sequence[Span], texts: Sequence[str], offsets: Sequence[int]) -> list[Span]:
    """Lists of boxes with a last option that nobody knows, where it is a fragment of its own: □公示栏 □12345热线."""
    begins = {span.begin for span in spans if span.kind == "channels"}
    found = []
    for span in spans:
        k = bisect.bisect_left(offsets, span.end)
        if span.kind == "channels" and span.end not in begins and k < len(texts) and offsets[k] == span.end:
            is_option = BOX.match(texts[k]) and 2 < len(texts[k]) <= MAX_NAME
            is_option = is_option and not is_value_option(BOX.split(texts[k])[1])
            span = replace(span, end=offsets[k + 1]) if is_option else span
        found.append(span)
    return found


def without_lead(span: Span, text: str, edges: frozenset[int]) -> Span:
    """A deadline without a 公开 that a line ends with: 公开信息形成之日起 is a phrase, but 咨询电话公开 ends a cell."""
    begin = span.begin + len(_DEADLINE_LEAD)
    is_apart = span.kind == "deadline" and begin in edges and text.startswith(_DEADLINE_LEAD, span.begin)
    return replace(span, begin=begin) if is_apart else span


def without_value(span: Span, texts: Sequence[str], offsets: Sequence[int]) -> Span:
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


def without_torn_lead(span: Span, text: str, edges: frozenset[int]) -> Span:
    """Titles without a lead to them that begins within a word of another line: 办理依据及流程 / 《…》."""
    if span.kind != "law" or span.begin in edges or not _HAN.match(text, span.begin - 1):
        return span
    title = text.find("《", span.begin, span.end)
    return replace(span, begin=title) if title in edges else span
