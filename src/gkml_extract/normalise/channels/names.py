"""Names of channels: their standard name, their clean form, and where one name ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from gkml_extract.lexicon.load import Lexicon, load_lexicon
from gkml_extract.lexicon.match import match_exact
from gkml_extract.regex import regex
from gkml_extract.text import any_of, clean_glyphs, fold, kept_if_short

OTHER = "其他"
MAX_NAME = 40
"""Characters a name may have; the longest of vocab/channels.json has 33 without an address."""
MAX_LIST = 400
"""Characters of a list without separators that is cut into names: a whole list of the standard 13 has about 90."""
_SEPARATORS = "、，,；;。|｜丨"
_OPENERS = {"（": "）", "(": ")", "“": "”", "《": "》", "[": "]", "【": "】", "〔": "〕"}
_AS_WELL = regex("以及(?!时)")
"""新闻发布会以及报刊: the last of a list, which no name has within it."""
_BETWEEN_QUOTES = regex('[”"][、，,][“"]')
_LOOSE_BLANK = regex(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_EDGE = regex(r"^[\s、，,；;。.:：|·•*]+|[\s、，,；;。:：|·•*]+$")
_NUMERAL = regex(
    r"^(?:\d{1,2}[.．、)）](?!\d(?!\d{4}))|[一二三四五六七八九十]{1,2}、|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[一二三四五]是|[①-⑳]|[a-hA-H][.．、)）])\s*"
)
GROUP_LABEL = (
    "(?:(?:线上|线下|网上|网下|传统)(?:公开)?(?:渠道|平台|方式|载体|途径)?"
    "|(?!其[他它])[\u4e00-\u9fff]{1,4}(?:公开|渠道|方式|载体|途径)|(?:网上|网络|线上|线下|现场|张榜|上墙)(?:公示|公布|发布))[:：]"
)
"""线上：政府网站；线下：公示栏, 网络公开：…, 现场公示：…: the label of several, no part of a name."""
_GROUP_LABEL = regex(GROUP_LABEL)
_TRAILING_BRACKET = regex(r"[(（][^()（）]*[)）]?$")
_COLUMN = regex(r'["“”《].*$|https?:.*$|(?<=网站)[^/、]{1,24}(?:栏目|专栏|专题|版块|板块)$')
_OWNS_NOTHING = regex("(?:屏|牌|公[示告开]栏|宣传栏|公众号|微博|热线|手册)$")
"""How a channel ends in which no other stands: 电子屏⏎公示牌 are two, 服务大厅⏎公示牌 may be one."""
_SHORT_END = 2
"""Characters of 网站 and 平台, which say of which kind the channel in front of them is."""
_LABELLED = regex(r"[\u3400-\u9fff]{2,8}[:：]\s*(?:[\d(（]|https?:|www\.)")
"""服务热线：0871-…: a line that says what its number or address is."""
_OTHER_PREFIX = regex(r"^其[他它][:：(（]?")


@kept_if_short
def clean_name(raw: str) -> str:
    """The name as printed, without blanks inside, list numeral in front and separators at its ends.

    A blank stays only between two Latin words or numbers.
    """
    name = " ".join(_LOOSE_BLANK.sub("", clean_glyphs(raw)).split())
    name = _EDGE.sub("", _NUMERAL.sub("", _EDGE.sub("", name)))
    if label := _GROUP_LABEL.match(name):
        name = _EDGE.sub("", name[label.end() :])
    return name if "://" in name else name.strip("/")


def _lexicon() -> Lexicon:
    return load_lexicon("channels")


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    """Folded suffix and standard name, longest first."""
    pairs = {(fold(suffix), entry.value) for entry in _lexicon().entries for suffix in entry.more.get("suffixes", [])}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def known_pattern(names: Iterable[str]) -> str:
    """A regular expression of the names, longest first, with brackets and slashes of either width."""
    widths = {"(": "[(（]", ")": "[)）]", "/": "[/／]"}
    return any_of(map(fold, names), lambda char: widths.get(char, re.escape(char)))


@cache
def known_name() -> re.Pattern[str]:
    """Any spelling of the lexicon, to be matched at a place in squeezed text."""
    return regex(known_pattern(spelling for entry in _lexicon().entries for spelling in entry.spellings))


@cache
def glued_name() -> re.Pattern[str]:
    """A name that begins a new option even where nothing parts it from the option before."""
    return regex(known_pattern(name for entry in _lexicon().entries for name in entry.more.get("glued", [])))


def is_known(name: str) -> bool:
    """Whether the lexicon has this very name, widths and white space aside."""
    return match_exact(name, _lexicon()) is not None


def _by_suffix(folded: str) -> str | None:
    return next((value for suffix, value in _suffixes() if folded.endswith(suffix)), None)


@lru_cache(maxsize=4096)
def standard_channel(name: str) -> str | None:
    """The standard name of a channel, or None if it is not known.

    Tried in turn: the name itself; without the column it names (政府网站“…”栏目) or a bracket at its end;
    what follows 其他：; the longest suffix of the lexicon (县人民政府门户网站 → 政府网站).
    """
    folded = fold(name)
    bare = _COLUMN.sub("", folded) or folded
    unbracketed = _TRAILING_BRACKET.sub("", bare)
    specified = _OTHER_PREFIX.sub("", bare)
    for form in (folded, bare, unbracketed):
        if found := match_exact(form, _lexicon()):
            return found.entry.value
    for form in (specified, specified.rstrip(")"), bare, unbracketed):
        if value := _by_suffix(form):
            return value
    return OTHER if _OTHER_PREFIX.match(folded) else None


def _depths(text: str) -> list[int]:
    """At each character, how many brackets or quotes that do close are open around it."""
    steps = [0] * (len(text) + 1)
    stack: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if char in _OPENERS:
            stack.append((at, _OPENERS[char]))
        elif any(char == closer for _, closer in stack[-4:]):
            while stack[-1][1] != char:
                stack.pop()
            steps[stack.pop()[0]] += 1
            steps[at] -= 1
    depths: list[int] = []
    depth = 0
    for step in steps[:-1]:
        depth += step
        depths.append(depth)
    return depths


def _is_complete(part: str) -> bool:
    """Whether the text is a whole name; 其他：办税 may go on."""
    if _OTHER_PREFIX.match(part) and not is_known(part) and not part.endswith((")", "）")):
        return False
    return standard_channel(part) is not None and not part.endswith(("/", "／", "（", "("))


def _parts_at_line_feed(before: str, after: str) -> bool:
    """Whether a line feed between the two parts two names; else it is a wrap inside one."""
    left, right = clean_name(before[-2 * MAX_NAME :]), clean_name(after[: 2 * MAX_NAME])
    if not left or not right or is_known(left + right) or right[0] in "“”\"'（(/／）)栏":
        return False
    if _is_open(before) or ends_before(left, right):  # 信用中国（贵⏎州）网站
        return False
    if is_known(right) or known_name().match(right) or _LABELLED.match(right):
        return _is_complete(left)
    if not _is_complete(left) or len(right) <= 2:
        return False
    is_one = standard_channel(left + right) is not None
    return not is_one or (_OWNS_NOTHING.search(left) is not None and standard_channel(right) is not None)


def ends_before(left: str, right: str) -> bool:
    """Whether the second text is the end of a name with a bracket in it: 信用中国（贵州）⏎网站."""
    return left.endswith(("）", ")")) and len(right) <= _SHORT_END


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text."""
    return max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))


def _cut_lines(part: str) -> list[str]:
    names = [""]
    for line in part.split("\n"):
        if _parts_at_line_feed(names[-1], line):
            names.append(line)
        else:
            names[-1] += "\n" + line
    return names


def _cut_separators(text: str) -> list[str]:
    text = _NUMERAL.sub("", text.lstrip())  # 1、政府网站: no separator
    depths, parts, start = _depths(text), [], 0
    for at, char in enumerate(text):
        if char in _SEPARATORS and not depths[at] and not _BETWEEN_QUOTES.match(text, max(0, at - 1)):
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def has_separators(text: str) -> bool:
    """Whether something but line feeds parts the names of a list: a separator outside of brackets and quotes."""
    return len(_cut_separators(text)) > 1


def _cut_glued(name: str) -> list[str]:
    """Names standing together with nothing between, if every one but the first is in the lexicon."""
    if len(name) > MAX_LIST or is_known(name):
        return [name]
    if tiles := _tiles_of(name):
        return tiles
    starts = [found.start() for found in glued_name().finditer(name)]
    cuts = [at for at in starts if at and _is_complete(name[:at])]
    for at in cuts:
        rest = _cut_glued_known(name[at:])
        if rest and not _OTHER_PREFIX.match(name[:at]):
            return [name[:at], *rest]
    return [name]


_HAS_NO_PLACE = regex("(?:网站?|一端|公报|电视|媒体|报刊|微信|微博|公众号|热线|[屏栏])$")
"""What a 公示栏 or 电子屏 right behind it does not belong to, as it would to 政务服务中心."""


def _tiles_of(name: str) -> list[str]:
    """政府网站两微一端公示栏: three names or more of the lexicon and nothing else, none the place of the next."""
    tiles: list[str] = []
    at = 0
    while at < len(name):
        found = known_name().match(name, at)
        if not found or found.end() == at or (tiles and not _HAS_NO_PLACE.search(tiles[-1])):
            return []
        tiles.append(found.group())
        at = found.end()
    return tiles if len(tiles) >= _LEAST_TILES else []


_LEAST_TILES = 3


def _cut_glued_known(text: str) -> list[str]:
    names, at = [], 0
    while at < len(text):
        found = glued_name().match(text, at)
        if not found:
            return []
        names.append(found.group())
        at = found.end()
    return names


_JOINTS = regex("[/／]+|(?<=[站报端点心栏台号厅屏网体群])(?:以及|[和与及+＋\\\\＼·•・])(?=[\u4e00-\u9fff])")


def _cut_slashes(name: str) -> list[str]:
    """政府网站/部门网站 is two channels, 发布会/听证会 one: the parts are whole channels, the whole is not known."""
    also = _AS_WELL.search(name)
    if also and min(also.start(), len(name) - also.end()) > 1 and not _depths(name)[also.start()]:
        return [piece for part in (name[: also.start()], name[also.end() :]) for piece in _cut_slashes(part)]
    parts = _JOINTS.split(name)
    are_whole = all(part and _is_complete(part) and len(part) > 2 for part in parts)
    if len(parts) > 1 and not is_known(name) and (are_whole or _are_several(parts)):
        return parts
    if tokens := _tokens_of(parts):
        return tokens
    sum_of = re.split("[+＋]", name)
    if len(sum_of) > 1 and all(map(is_known, sum_of)):  # 网站+公告栏
        return sum_of
    return [name]


_BARE_CHANNEL = regex("(?:电话|热线|窗口|邮箱|邮件|信函|传真|横幅|标语|喇叭|张贴|通告)$")
"""How a channel ends that is one in a list of channels only."""


def _tokens_of(parts: Sequence[str]) -> list[str]:
    """办事大厅/官网/热线, 社区/企事业单位/村公示栏/广播: names of the lexicon, some with a slash, and bare ones."""
    tokens: list[str] = []
    at = 0
    while at < len(parts):
        ends = range(len(parts), at, -1)
        end = next((end for end in ends if is_known("/".join(parts[at:end]))), at + 1)
        tokens.append("/".join(parts[at:end]))
        at = end
    n_known = sum(map(is_known, tokens))
    are_named = all(is_known(token) or _BARE_CHANNEL.search(token) for token in tokens)
    return tokens if len(tokens) > 1 and are_named and n_known * 2 >= len(tokens) else []


_LEAST_WHOLE = 2
"""Whole channels beside which a short one is another: 门户网站/公示栏/广播, but 入户/现场 is one."""


def _are_several(parts: Sequence[str]) -> bool:
    """Whether all parts are channels, some short (微信) or with a word before them (村广播), and not all of them."""
    n_whole = sum(len(part) > 2 and is_known(part) for part in parts)
    are_named = all(part and (is_known(part) or is_known(part[1:])) for part in parts)
    return n_whole >= _LEAST_WHOLE and are_named


def cut_blanks(text: str) -> list[str]:
    """Known names parted by blanks alone (政府网站 政府公报); any other blank is a wrap inside a name."""
    pieces = text.split()
    if not 2 <= len(pieces) <= MAX_NAME or is_known("".join(pieces)):
        return [text]
    if any(piece[0] in "/／" or piece[-1] in "/／" for piece in pieces):  # 发布会 /听证会
        return [text]
    if any(ends_before(*pair) for pair in pairwise(pieces)):
        return [text]
    are_whole = all(is_known(piece) or (len(piece) > 3 and _is_complete(piece)) for piece in pieces)
    return pieces if are_whole and not any(map(_OTHER_PREFIX.match, pieces[:-1])) else [text]


def split_names(text: str) -> list[str]:
    """The names in a list without boxes, in printed order.

    Separators inside brackets and quotes part nothing, nor does one between two quoted columns of a website
    (政府网站“政府集中采购”、“建议提案办理”栏目).
    """
    lines = [line for part in _cut_separators(text) for line in _cut_lines(part)]
    names = [name for name in map(clean_name, lines) if name]
    return [piece for name in names for whole in _cut_slashes(name) for piece in _cut_glued(whole)]
