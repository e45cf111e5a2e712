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
from functools import cache
from itertools import accumulate, pairwise, takewhile

import numpy as np

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.channels import find_channel_spans
from gkml_extract.reflow.chunks.spans import GLOSS, is_channel, law_spans, website_spans
from gkml_extract.reflow.copies import Surroundings
from gkml_extract.reflow.glued.bodies import (
    ENDS_BODY,
    begins_of_bodies,
    begins_with_places,
    places_named,
    sections_behind,
    spans_of_bodies,
)
from gkml_extract.reflow.glued.deadlines import find_deadlines
from gkml_extract.reflow.glued.labels import label_runs, labels_alone
from gkml_extract.reflow.glued.names import ENDING, edges_of_run, may_be_names, term_pattern
from gkml_extract.reflow.glued.spans import CELL_WORD, COUNTED, RECURS, Extent, covered, is_within_word
from gkml_extract.reflow.numbered_names import numbering_of, places_of_numbered
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.regex import regex
from gkml_extract.text import any_of, simplify, squeeze

_TICKS = "√✓✔"
_LONG_FRAGMENT = 30
"""Characters from which a line of a glued text may hold several cells."""
_SHORT_ROW = 3
"""The same where such lines hold most of the text: a row whose merged cells are lost is but a name and a content."""
_GRAM = 5
"""Characters from which a text that is printed again shows by its ends where cells end."""
_LEVEL = regex(r"(?:街道|[省市县区乡镇村]){1,2}(?:[、/](?:街道|[省市县区乡镇村]){1,2})*级(?!以上|以下)")
_HEADING = regex(r"(?<![第、])[一二三四五六七八九十]{1,3}、(?=[\u4e00-\u9fff]{2})")
_PLACE_FIRST = r"(?!和(?:(?![社园辖地景校街小片])[\u4e00-\u9fff][市县区镇乡州]|[\u4e00-\u9fff]{2}[市县区镇乡]))"
"""和 begins the name of a place as well: 和平区, 和顺县."""
_JOINING = "、，；。：）)》”’,;:等及和与的"
"""What joins what follows to what is before it."""
_NEVER_BEFORE = regex(f"{_PLACE_FIRST}[{_JOINING}局委厅科股室处所站队院]")
"""What begins no cell, or goes on with the name of a body."""
_GOES_ON = regex(f"{_PLACE_FIRST}[{_JOINING}第]")
"""How a title, a deadline or a list goes on."""
_NEVER_AFTER = regex(r"[、，（(《“‘及和与]")
_OPEN_TITLE = regex(r"《[^《》]{0,80}(?:《[^《》]{0,60}》[^《》]{0,40})?》")
_NUMBER = regex(r"(?:(?<=[\u4e00-\u9fff√✓✔）)》。；■])|^)(\d{1,3})(?=[\u4e00-\u9fff“《（(])")
_COUNTED = regex(f"[{COUNTED}]")
_LONG_NUMBER = regex(r"(?<!\d)\d{8,14}(?=[\u4e00-\u9fff])")
"""A telephone's number with a row's number behind it."""
_TELEPHONE = regex(r"(?<![\d-])0\d{2,3}[-—－]\d{7}")
"""A telephone's number with that of its place; a digit behind it may be its eighth, or of the next row's number."""
_LOOSE = 0.3
"""How much such a numeral counts in a run of row numbers."""
_STEP = regex(r"(?<=[\u4e00-\u9fff])[-—–>＞]{1,2}(?=[\u4e00-\u9fff])")
_PATH = regex(
    r"[\u4e00-\u9fff]{2,10}(?:[-—–>＞]{1,2}[\u4e00-\u9fff]{2,12}(?=[-—–>＞]))*[-—–>＞]{1,2}(?:[\u4e00-\u9fff]{2,12}?栏目|[\u4e00-\u9fff]{2,4})"
)
_ARTICLES = regex(
    r"(?:[、和及]?第(?:[零〇一二三四五六七八九十百\d]{1,5}|[（(][零〇一二三四五六七八九十百\d]{1,5}[)）])[章节条款项](?:之[一二三四五六])?)+(?:规定)?"
)
_OTHER_TITLES = regex(
    r"(?:等|[及和与、；;，,]{1,2}(?:其他|其它|各地|各级|本级|地方|配套|有关|相关))[^《》■□√\d]{0,8}?(?:法律|法规|规章|政策|文件|制度|规定){1,4}"
)
"""What a content has behind titles: 等法律法规, ；各地配套政策文件."""
_ENDS_LIST = regex("(?:法律|法规|规章|政策|文件|制度)$")
_ORG = regex(r"(?:局|政府(?![网门信公采文部服数开])|委员会|办事处|办公室|公司|中心|学院|医院|[科股](?=[■□√]))")
_OFFICE = regex(r"(?<=[局府会司心院校所厅委位处])(?:信息|(?:便民|政务|后勤|为民)?服务|管理|指挥)中心")
"""A section of the body before it."""
_PARAGRAPH = regex(r"(?<!\d)\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|●|(?<=。)")
_SITE_PART = regex("(?:网站|官网|校园网|门户网)[\u4e00-\u9fff]{2,8}?(?:专栏|栏目)")
"""A part of a website, without a mark between."""
_LISTS = regex("[■□☑☐√、，；,;]")
"""What stands between the channels of a list."""
_BLANK, _PRINTED = regex(r"\s"), regex(r"\S")
_LEFT_OVER = 1
"""Characters between a known channel and ticks that are no cell but of its name: 抖音|号√."""
_SHORTEST_ROOT = 2
"""Characters of the first step of a path."""
_LONGEST_NUMBERING = 8
"""Characters of a numbered name among which its number stands."""
_LONGEST_NAME = 16
"""Characters of the last channel of a list, with its box."""
_LEAST_CHANCE = 0.03
"""The chance of an edge from which a text is cut there."""


def cut_glued(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """`fragments` with those cut that hold several cells; the same where nothing is glued."""
    plain = [_without_glosses(fragment.text) for fragment in fragments]
    headers = {k: runs for k, (text, _) in enumerate(plain) if (runs := label_runs(text))}
    if not headers:
        return tuple(fragments)
    begin = min(headers)
    _add_second_rows(headers, plain)
    grams = recurring_in([text for text, _ in plain[begin:]])
    above = [*(text for text, _ in plain[:begin]), plain[begin][0][: headers[begin][0][0]]]
    named_places = places_named(simplify(text) for text in above)
    cut: list[TextFragment] = list(fragments[:begin])
    stretches = list(_stretches(fragments, begin))
    widths = [sum(len(plain[k][0]) for k in stretch) for stretch in stretches]
    n_long = sum(width for width in widths if width > _LONG_FRAGMENT)
    shortest = _SHORT_ROW if 2 * n_long > sum(widths) else _LONG_FRAGMENT
    for stretch, width in zip(stretches, widths, strict=True):
        if width <= shortest and not any(k in headers for k in stretch):
            cut += fragments[stretch.start : stretch.stop]
            continue
        offsets = list(accumulate((len(plain[k][0]) + 1 for k in stretch), initial=0))
        runs = [
            [offset + place for place in run]
            for k, offset in zip(stretch, offsets, strict=False)
            for run in headers.get(k, ())
        ]
        text = " ".join(plain[k][0] for k in stretch)
        cuts = sorted(_all_cuts(text, runs, grams, named_places, has_rows_first=stretch.start > begin))
        for k, (first, last) in zip(stretch, pairwise(offsets), strict=True):
            places = plain[k][1]
            own = cuts[bisect_left(cuts, first) : bisect_left(cuts, last)]
            cut += _pieces(fragments[k], [places[place - first] for place in own])
    return tuple(cut)


def _add_second_rows(headers: dict[int, list[list[int]]], plain: Sequence[tuple[str, Sequence[int]]]) -> None:
    """Add to `headers` the fragments of nothing but labels behind them: 一级事项二级事项全社会特定群体."""
    for k in sorted(headers):
        if k + 1 < len(plain) and k + 1 not in headers and (edges := labels_alone(plain[k + 1][0])):
            headers[k + 1] = [edges]


def _stretches(fragments: Sequence[TextFragment], begin: int) -> Iterator[range]:
    """The fragments from `begin` on by lines, also where a separator stands: blanks part what is in a cell as well."""
    first = begin
    for k in range(begin + 1, len(fragments) + 1):
        if k == len(fragments) or fragments[k].gap is not Gap.SPACE:
            yield range(first, k)
            first = k


def _without_glosses(text: str) -> tuple[str, Sequence[int]]:
    """A text without the readings behind its characters (公開(kāi)時限), and where each of its places stands in it."""
    glosses = [match.span() for match in GLOSS.finditer(text)] if "(" in text or "（" in text else []
    if not glosses:
        return text, range(len(text) + 1)
    is_gloss = covered([(first - 1, last) for first, last in glosses], len(text))
    places = [k for k in range(len(text)) if not is_gloss[k]]
    return "".join(text[k] for k in places), [*places, len(text)]


def _all_cuts(
    text: str,
    runs: Sequence[Sequence[int]],
    grams: Counter[str],
    named_places: frozenset[str] = frozenset(),
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
            cuts += [first + place for place in _cuts(text[first:last], grams, named_places)]
    return cuts


def _pieces(fragment: TextFragment, places: Sequence[int]) -> Iterator[TextFragment]:
    text = fragment.text
    inner = sorted({place for place in places if 0 < place < len(text)})
    for number, (first, last) in enumerate(zip([0, *inner], [*inner, len(text)], strict=True)):
        if piece := text[first:last].strip():
            yield TextFragment(piece, fragment.gap if number == 0 else Gap.NONE, fragment.line, fragment.index)


def places_to_cut(text: str, grams: Counter[str]) -> list[int]:
    """The places in a glued text at which a cell, or a label of a header, may begin."""
    return _all_cuts(text, label_runs(text), grams)


def recurring_in(texts: Iterable[str]) -> Counter[str]:
    """How often each run of a few characters stands in some texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text[k : k + _GRAM] for k in range(len(text) - _GRAM + 1))
    return counts


@cache
def _channel_pattern() -> re.Pattern[str]:
    return regex(any_of(name for name in load_lexicon("channels").by_spelling if len(name) > 2))


def _cuts(text: str, grams: Counter[str], named_places: frozenset[str]) -> list[int]:
    """The places in a glued text at which a cell may begin. `named_places` are those that the lines above the
    table name."""
    plain = simplify(text)
    squeezed = squeeze(plain)
    places = _places_of_squeezed(plain)
    laws = _whole_lists([(a, _end_of_articles(squeezed, b)) for a, b in law_spans(squeezed)], squeezed)
    bodies = begins_with_places(squeezed, named_places)
    channels = find_channel_spans(squeezed)
    deadlines = find_deadlines(squeezed, laws, channels, bodies, named_places)
    titles = [(places[a], places[b]) for a, b in [*deadlines, *laws]]
    in_title = covered([*titles, *(match.span() for match in _OPEN_TITLE.finditer(plain))], len(plain))
    words = {edge for match in CELL_WORD.finditer(plain) for edge in match.span() if not in_title[edge]}
    words |= {edge for edge in _edges_of_numbers(plain) if not in_title[edge]}
    numbered = {place for place in places_of_numbered(plain) if not in_title[place]}
    telephones = [match.span() for match in _TELEPHONE.finditer(plain)]
    words |= numbered | {end for _, end in telephones if not plain[end : end + 1].isdigit()}
    ordered = sorted(words)
    named_bodies = list(spans_of_bodies(squeezed, bodies))
    ends_told = [end for _, end in named_bodies]
    lists_behind = _behind_others(squeezed, channels, deadlines, named_bodies)
    lists = [_until(plain, places[a], places[b], ordered) for a, b in lists_behind]
    lists += [(places[a], places[b]) for a, b in website_spans(squeezed)]
    lists += list(_paths(plain, words | {edge for span in titles + lists for edge in span}))
    names = [match.span() for pattern in (_channel_pattern(), _SITE_PART) for match in pattern.finditer(plain)]
    terms = [match.span() for match in term_pattern().finditer(plain)]
    sections = [(places[a], places[b]) for a, b in sections_behind(squeezed, ends_told)]
    sections += [match.span() for match in _OFFICE.finditer(plain)]
    whole_bodies = [(places[a], places[b]) for a, b in named_bodies]
    inside = covered([*titles, *lists, *terms, *names, *sections, *whole_bodies], len(plain))
    soft = {edge for span in (*terms, *names, *sections) for edge in span}
    soft |= {places[end] for end in ends_told}
    soft |= {match.end() for pattern in (ENDING, _ORG) for match in pattern.finditer(plain)}
    soft |= {match.start() for pattern in (_PARAGRAPH, _HEADING) for match in pattern.finditer(plain)}
    soft |= {place for place in _ends_of_recurring(text, grams) if not is_within_word(plain, place)}
    begins = {begin for begin, _ in (*titles, *lists)}
    ends = {end for _, end in (*titles, *lists) if end < len(plain) and not _GOES_ON.match(plain, end)}
    in_list = covered(lists, len(plain))
    told = [places[begin] for begin in bodies if not (in_title[places[begin]] or in_list[places[begin]])]
    soft |= set(begins_of_bodies(plain, begins | words, told))
    soft |= set(_edges_of_names(plain, begins | ends | words))
    levels = list(_levels(plain, begins | ends | words))
    words |= {edge for span in levels for edge in span}
    kept = {place for place in soft if not inside[place] and not in_title[place] and _may_part(plain, place)}
    inner = covered([*telephones, *levels, *_numberings(plain, numbered)], len(plain))
    begun = {begin for begin, _ in telephones if begin}
    return sorted(place for place in begun | begins | ends | words | kept.union(told) if not inner[place])


def _places_of_squeezed(text: str) -> Sequence[int]:
    """Where each character of the squeezed text stands in a text, and its end last."""
    if not _BLANK.search(text):
        return range(len(text) + 1)
    return [*(match.start() for match in _PRINTED.finditer(text)), len(text)]


def _edges_of_names(text: str, hard: set[int]) -> Iterator[int]:
    """The places in what stands between certain edges at which a name or a content may begin."""
    runs = [(first, text[first:last]) for first, last in pairwise(sorted({0, len(text)} | hard))]
    numbered = [(first, run, len(numbering_of(run))) for first, run in runs]
    runs = [(first + size, run[size:]) for first, run, size in numbered]
    texts = [run for _, run in runs]
    are_names = [may_be_names(run) for run in texts]
    times = Surroundings(texts, [not each for each in are_names]).rows_of(enumerate(texts))
    for (first, run), is_name in zip(runs, are_names, strict=True):
        if is_name and times[run] < RECURS:
            yield from (first + edge.place for edge in edges_of_run(run) if edge.chance >= _LEAST_CHANCE)


def _numberings(text: str, names: set[int]) -> Iterator[Extent]:
    """The numbers of numbered names, each with the first character of its name: 1.1人口普查 is one cell."""
    for place in sorted(names):
        end = place + len(numbering_of(text[place : place + _LONGEST_NUMBERING], is_name=True))
        if end > place and names.isdisjoint(range(place + 1, end + 1)):
            yield place, end + 1


def _levels(text: str, hard: set[int]) -> Iterator[Extent]:
    """The words of 公开层级 behind another cell, or behind the name of a body."""
    for found in _LEVEL.finditer(text):
        if found.start() in hard or ENDS_BODY.match(text, found.start()):
            yield found.span()


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


def _paths(text: str, hard: set[int]) -> Iterator[Extent]:
    """Paths that name no website, from the certain edge before them: √|政务公开-重点领域."""
    edges = sorted({0} | hard)
    steps = [step.span() for step in _STEP.finditer(text)]
    begins = [edges[bisect_right(edges, first) - 1] for first, _ in steps]
    roots = _roots({text[begin:first] for begin, (first, _) in zip(begins, steps, strict=True)})
    end = 0
    for begin, (first, last) in zip(begins, steps, strict=True):
        if first < end:
            continue
        root = roots.get(text[max(begin, first - _SHORTEST_ROOT) : first], "")
        begin = first - len(root) if root and text.startswith(root, first - len(root)) else begin
        found = _PATH.match(text, begin) if begin >= end else None
        if found and found.end() > last:
            end = found.end()
            yield begin, end


def _roots(heads: Iterable[str]) -> dict[str, str]:
    """What paths that begin behind several texts have in common, by its last characters: 每月|审计>, 不定期|审计>."""
    alike: dict[str, list[str]] = {}
    for head in heads:
        alike.setdefault(head[-_SHORTEST_ROOT:], []).append(head[::-1])
    roots: dict[str, str] = {}
    for end, reverse in alike.items():
        both = zip(min(reverse), max(reverse), strict=False)
        root = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], both))[::-1]
        if len(reverse) >= RECURS and len(root) >= _SHORTEST_ROOT:
            roots[end] = root
    return roots


def _behind_others(
    text: str, lists: Iterable[Extent], deadlines: Sequence[Extent], bodies: Sequence[Extent]
) -> Iterator[Extent]:
    """Lists of channels without the deadline, the body and its section that they seem to begin with."""
    inside = {k: last for first, last in (*deadlines, *bodies) for k in range(first + 1, last)}
    inside |= {k: last for first, last in sections_behind(text, [end for _, end in bodies]) for k in range(first, last)}
    begins = [begin for begin, _ in bodies]
    for first, last in lists:
        begin = inside.get(first, first)
        body = bisect_left(begins, begin)
        if body < len(bodies) and bodies[body][1] < last and not _LISTS.search(text, begin, bodies[body][0]):
            begin = bodies[body][1]
        begin = inside.get(begin, begin)
        yield (begin, last) if begin < last else (first, last)


def _end_of_articles(text: str, end: int) -> int:
    """Where a law ends with what is named behind its title: 第二十六条、第二十七条, 等法律法规."""
    found = _ARTICLES.match(text, end) or _OTHER_TITLES.match(text, end)
    return found.end() if found else end


def _whole_lists(laws: Sequence[Extent], text: str) -> list[Extent]:
    """Laws with those side by side as one that end with 等法律法规: they are the list of a content."""
    found: list[Extent] = []
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


def _until(text: str, begin: int, end: int, words: Sequence[int]) -> Extent:
    """A list of channels up to the first word of another column in it, or behind its last name; `words` are in order.

    Of that name only the first part may be known: 营业厅|公示栏.
    """
    following = bisect_right(words, begin)
    if following == len(words):
        return begin, end
    word = words[following]
    if word <= end + _LEFT_OVER:
        return begin, word
    box = max(text.rfind(box, begin, end) for box in "■□☑☐▢◻")
    is_name = box >= 0 and word - box <= _LONGEST_NAME and is_channel(text[box + 1 : word].strip())
    return begin, word if is_name else end


def _may_part(text: str, place: int) -> bool:
    """Whether a cell may begin at a place: not within a number, a Latin word or ticks, nor at a mark that joins."""
    if place <= 0 or place >= len(text):
        return False
    before, behind = text[place - 1], text[place]
    is_latin = before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum()
    is_tick = before in _TICKS and behind in _TICKS
    return not (is_latin or is_tick or _NEVER_BEFORE.match(behind) or _NEVER_AFTER.match(before))


def _ends_of_recurring(text: str, grams: Counter[str]) -> list[int]:
    """Where a text that the document prints again and again begins or ends: what surrounds it differs."""
    times = np.array([grams[text[k : k + _GRAM]] for k in range(len(text) - _GRAM + 1)], dtype=np.int64)
    before, here = times[:-1], times[1:]
    begins = np.flatnonzero((here >= RECURS) & (here > 1.5 * before)) + 1
    ends = np.flatnonzero((before >= RECURS) & (before > 1.5 * here)) + _GRAM
    return [*begins.tolist(), *ends.tolist()]
