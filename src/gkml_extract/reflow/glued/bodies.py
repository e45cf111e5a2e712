"""Where the names of bodies begin in glued text: 每年3月底前|东山市教育局.

Most begin with the name of a place. Which place that is, the lines above the table tell: its title and the body that
answers for it begin with it as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.regex import regex

_DIVISION = "(?:自治[区州县]|省|市|县|区|旗|州|镇|乡|街道|村(?=民?委)|(?=居民委员会|居委会))"
_DIVISION_WORD = regex(_DIVISION)
_PLACE = regex(rf"([\u4e00-\u9fff]{{2,5}}?)(?={_DIVISION})(?!\1区域)")
_LINE_BEGIN = regex(r"(?:^|[：:])(?:附[件表录]\d{0,2}[：:、]?)?(?=[\u4e00-\u9fff])")
_BODY_BEHIND = regex(
    rf"{_DIVISION}[\u4e00-\u9fff（）()、]{{0,16}}?(?:局|委员会|委|政府|办事处|办公室|管委会|中心|公司|厅|大队|支队|院|大学|学校|[小中]学|幼儿园|站|所|[案书化物术]馆|分局|集团|[村居]委会)"
)
_BODY = regex(rf"(?<=[\u4e00-\u9fff]{{2}}){_BODY_BEHIND.pattern}")
LAST_OF_BODY = "局府会处司心院校站所厅办科股室队"
"""Characters with which the names of bodies and of their sections end, and hardly another word."""
ENDS_BODY = regex(f"(?<![举主承协督经申开创交补代新停续查]办)(?<=[{LAST_OF_BODY}）)])")
"""Behind such a name in running text, or behind a bracket behind it; 举办 and 承办 are no names."""
_ENDS_AS_BODY = regex(f"[{LAST_OF_BODY}委学园团）)]$")
"""The end of a text that may be such a name as a whole."""
_OF_BODY = regex("网|门户|公[报众示告开]|官|微|信息[网公]|[大中]厅|分[局院]|[局院处室厅]")
"""What goes on with the name of a body, or makes it one of a channel."""
_SECTION = regex(
    "(?:[\u4e00-\u9fff]{2,5}?(?:[科股]|办公室|中心)|[\u4e00-\u9fff]{2,4}?[室处队办](?=[^\u4e00-\u9fff]|$))(?![室员技])"
)
_NO_BODY = regex("[地辖社小园景校片街]区|[年超]市")
"""What is no division of the country."""
_ENDS_DEADLINE = regex("[日内前后开布新示起时度况息效期限行等次天月]")
"""With which a deadline ends, and hardly a place begins."""
_LONGEST_PLACE = 5
"""Characters of the name of a place."""
_LIKELY = 0.55
"""The chance of being within a word from which no name begins at a place."""


def places_named(lines: Iterable[str]) -> frozenset[str]:
    """The names of places, without 市 or 县, with which the lines above a table begin, or what they say behind a
    colon."""
    found: set[str] = set()
    for line in lines:
        for begin in _LINE_BEGIN.finditer(line):
            at = begin.end()
            while (place := _PLACE.match(line, at)) and (division := _DIVISION_WORD.match(line, place.end())):
                found.add(place.group())
                at = division.end()
    return frozenset(found)


def begins_with_places(text: str, places: frozenset[str]) -> list[int]:
    """Where names of bodies begin that have the name of one of the `places` first."""
    if not places:
        return []
    known = regex("|".join(map(re.escape, sorted(places, key=lambda place: (-len(place), place)))))
    told: list[int] = []
    before = -1
    for match in known.finditer(text):
        if _BODY_BEHIND.match(text, match.end()) and match.start() != before:  # 某某市|某某区民政局 is one name
            told.append(match.start())
        division = _DIVISION_WORD.match(text, match.end())
        before = division.end() if division else -1
    return told


def begins_of_bodies(text: str, ends: Set[int], told: Sequence[int]) -> Iterator[int]:
    """Where names of bodies may begin that end at one of `ends`, other than those that are `told`."""
    for match in _BODY.finditer(text):
        at = match.start()
        near = bisect_left(told, at - _LONGEST_PLACE)
        is_told = near < len(told) and told[near] < at
        if match.end() in ends and not is_told and not _NO_BODY.match(text, at - 1):
            yield from (k for k in (at - 2, at - 3) if _may_begin(text, k, at))


def _may_begin(text: str, place: int, division: int) -> bool:
    """Whether the name of a place may stand between a place and the word for its division."""
    if place < 1 or not re.fullmatch("[\u4e00-\u9fff]+", text[place:division]):
        return False
    if chance_within_word(text[place - 1], text[place]) > _LIKELY:
        return False
    return division - place == 2 or _ENDS_DEADLINE.match(text, place) is None


def spans_of_bodies(text: str, told: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The names of bodies that begin at the places `told`, each up to the first word for a body; none that a channel of
    it follows: 柳河县人民政府, but not 柳河县人民政府网站."""
    for begin in told:
        place = next(
            (found for k in range(2, _LONGEST_PLACE + 1) if (found := _BODY_BEHIND.match(text, begin + k))), None
        )
        if place is not None and not _OF_BODY.match(text, place.end()):
            yield begin, place.end()


def sections_behind(text: str, bodies_end: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The sections of bodies behind their names: 财政局|预算股."""
    for end in bodies_end:
        if section := _SECTION.match(text, end):
            yield section.span()


def has_body(text: str, places: frozenset[str]) -> bool:
    """Whether a text begins with the name of a place and ends as the name of a body does."""
    division = next((found for k in (2, 3, 4, 5) if (found := _DIVISION_WORD.match(text, k))), None)
    if division is None or not _ENDS_AS_BODY.search(text):
        return False
    place = text[: division.start()]
    return place in places or (len(place) < 4 and _may_begin("的" + text, 1, 1 + division.start()))
