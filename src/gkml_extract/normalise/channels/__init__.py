"""公开渠道和载体: the channels of a cell with their boxes, and where lists of channels stand in a long text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from gkml_extract.model.record import Channel
from gkml_extract.normalise.channels.boxes import (
    Box,
    BoxConvention,
    find_boxes,
    find_convention,
    replace_brackets,
    replace_tags,
    with_ticks_in_front,
)
from gkml_extract.normalise.channels.names import (
    GROUP_LABEL,
    clean_name,
    cut_blanks,
    is_known,
    split_names,
    standard_channel,
)
from gkml_extract.normalise.channels.spans import find_channel_spans
from gkml_extract.normalise.citation.parts import split_numbered
from gkml_extract.regex import regex
from gkml_extract.text import clean, clean_glyphs

__all__ = [
    "BoxConvention",
    "ChannelsReading",
    "find_channel_spans",
    "find_convention",
    "parse_channels",
    "standard_channel",
]

_NOTE = regex(
    r"(?:(?:^|(?<=[\s。；;]))(?:备?注|说明)|(?<=[\u4e00-\u9fff）)])(?<![关标批加附备])备?注)[:：].*"
    r"|(?<=[\s。；;])[※*＊]\s*(?:至少|任选|可选|选择|以上|其中|表示)[^■□☑☐√]*$",
    re.DOTALL,
)
"""Behind a name too: a page or a dump shows no line feed between 公开查阅点 and 注：…"""
_NEXT_NUMERAL = regex(
    rf"\s*(?:\d{{1,2}}[.．、]|[（(](?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})[)）]|[①-⑳]|{GROUP_LABEL}|[【（(]?(?:线上|线下|网上|网下)(?:公开|渠道|平台|方式)?[】)）]?)\s*$"
)
"""2. between an option and the box of the next: 1.■政府网站 2.□政府公报; and 线下： before several of them."""
_INNER_NUMERAL = regex(
    r"(?<=[\u4e00-\u9fff])\s*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[①-⑳])\s*(?=[\u4e00-\u9fff])"
)
_BULLETS = regex(r"\s*(?P<bullet>[·•∙・*–—-])(?=\s*[\u4e00-\u9fff])")
_CROSS_AT_END = regex(r"[:：\s]*[×✗✘]\s*$")
"""政府网站√ 政府公报×: the last box, behind which no option begins."""
_HAN_NUMERALS = (
    regex(r"(?:^|(?<=[\s。；;]))[一二三四五六七八九十]{1,2}、"),
    regex(r"[（(][一二三四五六七八九十]{1,2}[)）]"),
)
"""What stands before each part of a list; in brackets behind a name as well."""
_EACH_IN_BRACKETS = regex(r"\s*(?:【[^【】]{2,40}】[\s、，,；;]*){2,}")
_IN_BRACKETS = regex("【([^【】]+)】")
"""【政府网站】【公示栏】: brackets that part names, and are of none."""
_NOTHING = regex(r"[-—–─―－_/\\~～\s]*|(?:无|暂无|没有|不涉及|无此项)[。.]?")
"""A sign or a word for no channel at all."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CODE = regex(r"[A-Za-z]|\d{1,2}|[①-⑳]")
_CODES = regex(rf"\s*(?:(?:{_CODE.pattern})[\s、，,；;]*)+")
"""①②⑤, A、B、D: the codes of channels that a legend names; they are no numerals of a list."""
_BARE_NUMERAL = regex(r"(?:^|(?<=[\s、，,；;]))\s*(?P<n>\d{1,2})\s*(?=[\u3400-\u9fff])")
_LEAST_PARTS = 2
_YES_NO = regex(r"[:：]\s*(?P<said>是|否)(?=[\s;；、，,。]|$)")
_BEGINS_HAN_LIST = regex(r"\s*[（(]?一[)）、]")


@dataclass(frozen=True, slots=True)
class ChannelsReading:
    """The channels of one cell in printed order.

    `rule` is `boxes`, `box-after-name`, `sole-empty-box` (the only option, its box empty, read as chosen:
    flag it), `no-boxes`, `numbered-list` or `empty`. `n_lost_boxes` counts options whose `selected` is None. `note` is
    what stands behind 注： and names no channel.
    """

    channels: tuple[Channel, ...]
    rule: str
    n_lost_boxes: int
    note: str | None = None


def parse_channels(text: str, convention: BoxConvention | None = None) -> ChannelsReading:
    """The channels in a cell of 公开渠道和载体.

    Args:
        text: the cell; line feeds and blanks may be wraps inside a name.
        convention: of the whole document; None reads it off this cell alone.
    Returns:
        Without boxes, or where only ticked ones are listed, every listed channel is selected. An option
        that lost its box beside others that have one has `selected` None.
    Source: record.md, `channels`; vocab/channels.json.
    """
    return _parse(text, convention)


@lru_cache(maxsize=4096)
def _parse(text: str, convention: BoxConvention | None) -> ChannelsReading:
    if _NOTHING.fullmatch(text):
        return ChannelsReading((), "empty", 0)
    if len(_YES_NO.findall(text)) > 1:  # 网站：是；微信：否
        text = _YES_NO.sub(lambda found: "（√）" if found["said"] == "是" else "（×）", text)
    plain = with_ticks_in_front(replace_brackets(replace_tags(clean_glyphs(text))))
    noted = _NOTE.search(plain)
    if noted:
        reading = _read(plain[: noted.start()], convention or find_convention((text,)))
        return replace(reading, note=clean(noted.group().strip("。；; \n").replace("\n", " ")))
    return _read(plain, convention or find_convention((text,)))


def _read(plain: str, convention: BoxConvention) -> ChannelsReading:
    boxes = find_boxes(plain, convention)
    if not boxes:
        return _without_boxes(plain)
    if _are_after_names(plain, boxes):
        return _reading("box-after-name", list(_options_before(plain, boxes)))
    options = list(_options(plain, boxes))
    if len(options) == 1 and options[0].selected is False:
        return ChannelsReading((Channel(name=options[0].name, selected=True),), "sole-empty-box", 0)
    return _reading("boxes", options)


def _reading(rule: str, options: list[Channel]) -> ChannelsReading:
    return ChannelsReading(tuple(options), rule, sum(option.selected is None for option in options))


def _without_boxes(text: str) -> ChannelsReading:
    parts = _split_bullets(text) or _split_bare_numerals(text) or split_numbered(text)
    if _EACH_IN_BRACKETS.fullmatch(text):
        parts = _IN_BRACKETS.findall(text)
    for numeral in _HAN_NUMERALS if len(parts) == 1 and _BEGINS_HAN_LIST.match(text) else ():
        if len(numeral.findall(text)) > 1:
            parts = [part for part in numeral.split(text) if part.strip()]
    codes = _CODE.findall(text) if _CODES.fullmatch(text) else []
    if len(codes) > 1 or (codes and codes[0] in _CIRCLED):
        return _reading("no-boxes", [Channel(name=code, selected=True) for code in codes])
    rule = "numbered-list" if len(parts) > 1 else "no-boxes"
    names = [name for part in parts for piece in cut_blanks(part) for name in split_names(piece)]
    return _reading(rule if names else "empty", [Channel(name=name, selected=True) for name in names])


def _split_bullets(text: str) -> list[str]:
    """The parts of a list whose every part has the same bullet before it; none where the text begins with no bullet."""
    first = _BULLETS.match(text)
    if not first:
        return []
    bullet = re.escape(first["bullet"])
    return [part for part in re.split(rf"(?:^|(?<=\s)){bullet}", text.strip()) if part.strip()]


def _split_bare_numerals(text: str) -> list[str]:
    """1政府网站 2公示栏: the parts of a list whose numerals have no mark; none where they do not count from 1."""
    found = list(_BARE_NUMERAL.finditer(text))
    if len(found) < _LEAST_PARTS or [int(one["n"]) for one in found] != list(range(1, len(found) + 1)):
        return []
    starts = [*(one.end() for one in found), len(text)]
    ends = [*(one.start() for one in found[1:]), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=False)] if not text[: found[0].start()] else []


def _end_lines(text: str, boxes: list[Box]) -> bool:
    """Whether each box ends a line that has a name before it: 政府网站 √⏎公示栏 √⏎广播."""
    if "\n" not in text:
        return False
    for box in boxes:
        before, behind = text[: box.start].rpartition("\n")[2], text[box.end :].partition("\n")[0]
        if behind.strip() or not clean_name(before):
            return False
    return True


def _are_after_names(text: str, boxes: list[Box]) -> bool:
    """Whether each name has its box behind it: a name stands before the first box and none after the last.

    One may stand there without a box if all boxes touch the name before them and none the one behind.
    """
    edges = [0, *(box.end for box in boxes)]
    before = [text[start : box.start] for start, box in zip(edges, boxes, strict=False)]
    touch = all(
        not text[box.start - 1].isspace() and (text[box.end : box.end + 1] or " ") in " \n　、，,；;" for box in boxes
    )
    return all(clean_name(name) for name in before) and (
        touch or _end_lines(text, boxes) or not clean_name(text[boxes[-1].end :])
    )


def _options_before(text: str, boxes: list[Box]) -> Iterator[Channel]:
    start = 0
    unmarked = False if all(box.is_ticked for box in boxes) else None
    for box in boxes:
        *others, name = _names_before(text[start : box.start])
        yield from (Channel(name=other, selected=unmarked) for other in others)
        yield Channel(name=name, selected=box.is_ticked)
        start = box.end
    for name in split_names(_CROSS_AT_END.sub("", text[start:])):
        yield Channel(name=name, selected=unmarked)


def _names_before(raw: str) -> list[str]:
    """The name that a box stands behind, and the known ones before it that have none: 政府公报, 政府网站√."""
    names = [name for part in split_numbered(raw) for piece in cut_blanks(part) for name in split_names(piece)]
    if len(names) > 1 and all(is_known(name) for name in names[:-1]):
        return names
    return [clean_name(raw)]


def _options(text: str, boxes: list[Box]) -> Iterator[Channel]:
    for name in split_names(_NEXT_NUMERAL.sub("", text[: boxes[0].start])):
        yield Channel(name=name, selected=None)
    ends = [*(box.start for box in boxes[1:]), len(text)]
    for box, end in zip(boxes, ends, strict=True):
        option = text[box.end : end]
        names = _names_of_option(_NEXT_NUMERAL.sub("", option) if end < len(text) else option)
        for at, name in enumerate(names):
            yield Channel(name=name, selected=None if at else box.is_ticked)


def _names_of_option(raw: str) -> list[str]:
    """The option's name; further known names that stand behind it have lost their boxes."""
    whole = clean_name(raw)
    if not whole:
        return []
    first, *others = _INNER_NUMERAL.split(raw)
    if others and clean_name(first):  # 公示栏（3）微信: the next of a numbered list, its box lost
        return [*_names_of_option(first), *(name for other in others for name in split_names(other))]
    names = [name for piece in cut_blanks(raw) for name in split_names(piece)]
    if is_known(whole.replace("、", "/")):  # 入户、现场 is one
        return [whole]
    if len(names) > 1 and "/" not in whole and all(is_known(name) for name in names[1:]):
        return names
    return [whole]
