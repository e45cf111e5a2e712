"""Labels that no vocabulary has: channels with a column of ticks each below 公开渠道, and the last ones of a header in
narrow columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from gkml_extract.lexicon.header import Label, parse_label
from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.lexicon.load import Entry
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.chunks.spans import BOX
from gkml_extract.reflow.header.labels import HeaderRegion, PrintedLabel, label_of
from gkml_extract.reflow.numbers import numeral_value
from gkml_extract.regex import regex
from gkml_extract.text import simplify, squeeze

RULE = "option"
_TICK = regex("[√✓✔☑]+$")
_ENOUGH, _LEAST_TICKS = 400, 4
"""Fragments behind a header among which ticks stand, and how many do."""
_MOST_PARTS, _MOST_LINES, _LONGEST = 40, 6, 14
"""Fragments of all such labels, and lines and characters of one."""
_MOST_REST, _LONGEST_LINE = 10, 5
"""Fragments of the last labels of a header, and characters of a line of theirs."""
_OF_LEGEND = regex('[■□☑☐“”"]|^[（(]|表示|必选|可选')
_LABEL_TEXT = regex(r"[\u4e00-\u9fff（）()/、]+$")
_ENDS = regex(
    "(?:网站?|公[示告开]栏?|宣传栏|平台|公众号|公报|大厅|中心|(?:服务|查阅)站|窗口|微一端|媒体?|[屏栏报端会号]|栏目|电视台?|广播|报[刊纸]|点|推送|现场|"
    "微博|微信|短信|热线|APP|小程序|手册|其[他它])$"
)
"""How a channel's name ends."""
_LEAST, _TELLING = 2, 0.5
"""Labels that make such a group, and the share of them that are named as channels are."""
_UNLIKE, _TORN, _JOINED = 1.0, 2.0, 0.5
"""What a label costs that is none, and a line's end within a word, or within a label where no word is."""


def with_options(fragments: Sequence[TextFragment], region: HeaderRegion) -> HeaderRegion:
    """The header with the channels that are named below 公开渠道 as its children, where rows have ticks and no boxes.

    They stand among the labels of its second row, where nobody knows them, or behind its last known one, or the first
    of them before that: 官方网 / 责任部门 / 站.
    """
    heads = [printed for printed in region.labels if printed.label.field == "channels"]
    body = fragments[region.last + 1 : region.last + 1 + _ENOUGH]
    n_ticks = sum(_TICK.match(part.text) is not None for part in body)
    if len(heads) != 1 or n_ticks < _LEAST_TICKS or any(BOX.search(part.text) for part in body):
        return region
    labels: list[PrintedLabel] = []
    begun: list[PrintedLabel] = []
    rest = _rest(fragments, region.last + 1)
    for is_open, run in groupby(region.labels, key=lambda each: each.label.rule == "unknown"):
        own = list(run)
        is_below = is_open and any(heads[0] is each for each in labels)
        found = _options(fragments, range(own[0].first, own[-1].last + 1)) if is_below else []
        begun += own if is_below and not found else []
        labels += found or own
    if len(labels) > len(region.labels):
        return replace(region, labels=tuple(labels))
    ahead = [k for each in begun for k in range(each.first, each.last + 1)]
    for at in ([*ahead, *rest], rest) if ahead else (rest,):
        if found := _options(fragments, at, is_end=False):
            known = labels if at is rest else [each for each in labels if all(each is not other for other in begun)]
            return replace(region, labels=(*known, *found), last=max(region.last, found[-1].last))
    return region


def _rest(fragments: Sequence[TextFragment], first: int) -> range:
    """The fragments behind a header up to the first row's number or tick."""
    end = first
    while end < min(len(fragments), first + _MOST_PARTS):
        text = fragments[end].text
        if not text or len(text) > _LONGEST or _TICK.match(text) or numeral_value(text):
            break
        end += 1
    return range(first, end)


def _options(fragments: Sequence[TextFragment], at: Sequence[int], *, is_end: bool = True) -> list[PrintedLabel]:
    """The labels that fragments make, if most are named as channels are; without `is_end` those that come first."""
    found = _labels(fragments, at, is_like, is_end=is_end)
    n_like = sum(is_like(simplify(text)) for text, _ in found)
    if len(found) < _LEAST or n_like < max(_TELLING * len(found), _LEAST):
        return []
    return [_option(text, own) for text, own in found]


def with_rest(fragments: Sequence[TextFragment], region: HeaderRegion) -> HeaderRegion:
    """The header with what stands between it and the first row's number, where rows begin with these: labels broken by
    narrow columns (受理地 / 点 / 责任部 / 室), of which one is known."""
    end = region.last + 1
    while end < min(len(fragments), region.last + 1 + _MOST_REST) and not _is_first_number(fragments[end]):
        end += 1
    at = range(region.last + 1, end)
    is_open = bool(at) and end < len(fragments) and _is_first_number(fragments[end])
    texts = [fragments[k].text for k in at]
    if not is_open or region.labels[0].label.field != "number" or any(map(_is_no_label, texts)):
        return region
    own = [label_of(fragments, parts) for _, parts in _labels(fragments, at, _is_known, is_end=True)]
    known = [each.label.field for each in own if each.label.rule != "unknown"]
    if not known or region.fields.intersection(known) - {"extra"} or len(known) < len(own) - 1:
        return region
    return replace(region, labels=(*region.labels, *own), last=end - 1)


def _is_first_number(part: TextFragment) -> bool:
    return part.gap in (Gap.LINE, Gap.BLANK) and part.text == "1"


def _is_no_label(text: str) -> bool:
    return not text or len(text) > _LONGEST_LINE or numeral_value(text) is not None or not _LABEL_TEXT.match(text)


def _is_known(label: str) -> bool:
    return len(label) > 1 and parse_label(label).rule in ("exact", "pattern")


def _labels(
    fragments: Sequence[TextFragment], at: Sequence[int], is_like: Callable[[str], bool], *, is_end: bool
) -> list[tuple[str, Sequence[int]]]:
    """The fragments parted into labels, each with its fragments: as many as can be that are `is_like`, parted at ends
    of lines where no word goes on; without `is_end` as many of the first as are labels."""
    if not at or len(at) > _MOST_PARTS or any(fragments[k].gap not in (Gap.LINE, Gap.BLANK, Gap.SPACE) for k in at):
        return []
    printed = [squeeze(fragments[k].text) for k in at]
    texts = [simplify(text) for text in printed]
    best: list[tuple[float, int]] = [(0.0, 0)]  # up to each fragment: the score, and where its last label begins
    for end in range(1, len(texts) + 1):
        ways = []
        for begin in range(end - 1, max(end - _MOST_LINES, 0) - 1, -1):
            if begin < end - 1 and fragments[at[begin + 1]].gap is Gap.SPACE:
                break
            label = "".join(texts[begin:end])
            if len(label) > _LONGEST and begin < end - 1:
                break
            within = sum(_JOINED * (1 - _torn(texts, k)) for k in range(begin + 1, end))
            torn = _TORN * _torn(texts, begin) if begin and fragments[at[begin]].gap is not Gap.SPACE else 0.0
            ways.append((best[begin][0] + (1.0 if is_like(label) else -_UNLIKE) - within - torn, begin))
        best.append(max(ways))
    end = len(texts) if is_end else max(range(len(best)), key=lambda k: (best[k][0], -k))
    edges = [end]
    while edges[-1]:
        edges.append(best[edges[-1]][1])
    spans = list(zip(edges[1:], edges, strict=False))[::-1]
    return [("".join(printed[begin:end]), at[begin:end]) for begin, end in spans]


def _torn(texts: Sequence[str], k: int) -> float:
    """The chance that the edge before a text parts a word."""
    return chance_within_word(texts[k - 1][-1:], texts[k][:1])


def is_like(label: str) -> bool:
    """Whether a label is named as channels are."""
    return len(label) > 1 and not is_legend(label) and (is_known(label) or _ENDS.search(label) is not None)


def is_legend(text: str) -> bool:
    """Whether a text says how the boxes of channels are meant, and names none."""
    return _OF_LEGEND.search(text) is not None


def option_label(text: str) -> Label:
    """The label of a channel that has a column of ticks."""
    return Label(text, "extra", 1.0, RULE, Entry("extra", (text,), "", {"parent": "channels"}))


def _option(text: str, at: Sequence[int]) -> PrintedLabel:
    """The label of a channel. Of two parts with other labels between them the last has its place."""
    first, last = at[0], at[-1]
    return PrintedLabel(option_label(text), first if last - first == len(at) - 1 else last, last)
