"""Where names of items end and where their content begins, in a run of plain text that nothing parts.

机构信息内设机构内设机构名称、职责 is two names and a content. A run is read whole, as every way of parting it into up
to three names and a content; what a name looks like (its length, its last word, the terms that name items) and how a
content begins (the length of its first part, a word of the name before it) are weighed against one another. The
weights are fitted to rows that were written for it (tools/lexicon/name_weights.py).

Source: semi-Markov conditional random fields, Sarawagi & Cohen 2004. Only the beginning of a run is looked at, so the
time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.reflow.glued.other_runs import OtherRuns
from gkml_extract.reflow.glued.partings import MOST_NAMES, Edge, Readings, Weights, readings_of, sums_of
from gkml_extract.regex import regex
from gkml_extract.text import any_of

_TOO_MANY = -4.0
"""More names than items have levels (natural logarithm): what is not told of a run may be one."""
LONGEST_NAME = 24
"""Characters of a name; longer ones are parted from nothing."""
BEGINNING = 60
"""Characters of a run among which its names stand."""
_SHORTEST_NAME, _SHORTEST_RUN = 2, 4
_CANDIDATE = 0.6
"""The chance of being within a word up to which an edge is looked at."""
_ECHO = 14
"""Characters before a place among which its first word may stand already."""
_LONG_ECHO = 4
"""Characters that are more than a word."""
_LOOKED_AT = 2 * BEGINNING
"""Characters of a run in which terms and endings are looked for: no name ends so far behind."""
_REST = 80
"""Characters of a content among which a word of its beginning may come again."""
_FAR = 12
"""Characters to the next mark that are told apart."""
_LONG = 14
"""The same of names."""
_LENGTHS = tuple(f"name of {length}" for length in range(_LONG + 1))
_COMMAS = ((), *((f"name with {n} commas",) for n in range(1, 4)))

_HAN, _HAN_RUN = regex("[\u4e00-\u9fff]"), regex("[\u4e00-\u9fff]+")
_HALF = 2
"""Characters on each side of an edge that are looked up."""
_MARK = regex("[、；;，,。：:]")
_LIST_MARKS = "、；;，,"
_NEVER_BEFORE = regex(r"[、，；。：）)》”’,;:的及和与]")
_NEVER_AFTER = regex(r"[、，（(《“‘及和与]")
_OF_BODIES = "局委厅科股室处所站队院等"
_SENTENCE = regex("[；;。，,●：:]")
_NUMBERING = regex(r"[（(][1一][)）]|1[.．、)）]|[①●]")
_NO_NAMES = regex(
    r"\d|[■□☑☐√]|(?:(?:主动|依申请)公开|全社会|同上)+$"
    r"|(?:[\u4e00-\u9fff（）()]{1,16}(?:局|委员会|政府|办事处|办公室|管委会|中心|公司|厅|大队|[科股室处站所院部])(?:[、，；]|$))+$"
)
_OF_TERMS = regex("term|known")
ENDING = regex(
    r"信息|指南|文件|规章|法规|名单|名录|管理|设置|职能|职责|公示|公告|处罚|许可|强制(?!措施)|措施|检查|标准|政策|依据|制度|计划|结果|概况|情况|事项"
    r"|资格|补贴|采购|解读|投诉|服务|活动|监督|预案|建设|督察|举报|咨询|审批|核发|备案|流程|决定|补助|热线|供养|救助|保障|规范|培训|资助"
    r"|介绍|范围|经费|决算|资金|隐患|通报|报告|工作|数据|演练|项目|认定|渠道|停放|基准|清单|分工|概要|给付|接种|方案|公开|领域|类事项"
)
"""Words that a name ends with more often than that it has them inside."""
_LONGEST_ENDING = 4
"""Characters that such a word and what may not stand behind it have at most."""
_LAST_WORD = regex(
    r"登记|发布|机构|目录|教育|征收|处理|简介|规划|办理|奖励|执法|交易|保护|改造|援助|指导|维护|检测|检验|抽检|方式|招录|招聘|招生|电话|承诺|建议|须知|价格|收费"
    r"|治理|整治|防治|评价|评估|考核|运行|质量|安全|应急|巡查|执行|意见|程序|要求|条件|结构|业务|事务|权益|权利|账目|回应|互动|解答|答复|引导|鉴定|评定|注册|迁移|变更|注销|补偿|安置|减免|优待|优抚|评选|荣誉|设施|设备|人员|队伍|班子|成员"
)
"""Words that a name may end with, and as well has inside."""
_GOES_ON = regex("(?:的|相关|有关|开展|各|及其|对|本|与|涉及|依法|[县市区]级|义务|党|村|非|不|在|为|将|被|由)$")
"""Words that a name hardly ends with."""
_SUFFIX = regex("[证表类费库员率额者性化权款物时后前级件金量部的品线板点站]")
"""What goes on with the word before it more often than it begins one."""
_ELSEWHERE, _NOWHERE = "content elsewhere", "content where there is none"
"""A run is nothing but names: the content is a list of titles, or the table has no column for it."""
_NEVER = -30.0
"""The weight of what cannot be."""
BEHIND, BEFORE = "edge behind ", "edge before "
"""Features of the characters beside an edge begin with these."""
_OPENING = regex(r"本|各|与|对|关于|有关|相关|上[级一半]|年度|主要|依据|按照|通过|除|经")
"""Words that a content begins with and a name hardly does."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is weighed of a run: of the edges at its places, of names [begin, end), of contents by their beginnings."""

    edges: Mapping[int, tuple[str, ...]]
    names: Mapping[tuple[int, int], tuple[str, ...]]
    contents: Mapping[int, tuple[str, ...]]

    @property
    def places(self) -> list[int]:
        """The beginning of the run and the places where it may be parted, in order."""
        return list(self.contents)


def may_be_names(text: str) -> bool:
    """Whether a run may be names and a content: it begins with a character, and is no word of another column or the
    name of a body."""
    return len(text) >= _SHORTEST_RUN and not _NO_NAMES.match(text)


def edges_of_run(text: str, n_levels: int = 2) -> Sequence[Edge]:
    """The places of a run, other than its beginning, at which it may be parted; items have `n_levels` levels."""
    # By name, as others ask: the cache has one key for both.
    readings = readings_of_run(text, n_levels=n_levels, knows_terms=True, has_contents=True)
    return readings.mixed(range(MOST_NAMES + 1))[1]


@lru_cache(maxsize=1 << 14)
def readings_of_run(
    text: str,
    n_levels: int = 2,
    *,
    knows_terms: bool = True,
    has_contents: bool = True,
    others: OtherRuns | None = None,
) -> Readings:
    """A run as no name, one, two … and a content; items have `n_levels` levels, and a column for contents or none.
    `others` are the runs of its table.

    Without `knows_terms` nothing counts that the terms of the lexicon tell: contents may begin with one as well.
    Kept are as many as a table of 10,000 rows has, a kilobyte each: they are asked for again when the rows are read.
    """
    features = features_of(text, others)
    if not has_contents:  # all of it is names
        contents = {
            place: found if found == (_ELSEWHERE,) else (_NOWHERE,) for place, found in features.contents.items()
        }
        features = replace(features, contents=contents)
    weights = _weights_of(n_levels, knows_terms=knows_terms)
    return readings_of(sums_of(features.edges, features.names, features.contents, weights))


@lru_cache(maxsize=1 << 14)
def readings_of_lines(lines: tuple[str, ...], n_levels: int = 2) -> Readings:
    """A run that is broken into lines, as no name, one, two … and a content: it is parted where a line ends only."""
    ends = {0, *accumulate(map(len, lines))}
    features = features_of("".join(lines))
    edges, contents = (
        {place: found for place, found in told.items() if place in ends} for told in (features.edges, features.contents)
    )
    names = {span: found for span, found in features.names.items() if ends.issuperset(span)}
    return readings_of(sums_of(edges, names, contents, _weights_of(n_levels, knows_terms=True)))


@cache
def _weights() -> Mapping[str, float]:
    text = files("gkml_extract.lexicon").joinpath("data/name_weights.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in pairs}


@cache
def _weights_of(n_levels: int, *, knows_terms: bool) -> Weights:
    """The weights for items of some levels: the rows that they are fitted to have two."""
    weights = {name: weight for name, weight in _weights().items() if knows_terms or not _OF_TERMS.search(name)}
    weights[_NOWHERE] = _NEVER
    for n in range(3, MOST_NAMES + 1):
        weights[f"{n} names"] = weights["2 names"] if n <= n_levels else _TOO_MANY
    return Weights(weights)


@cache
def term_pattern() -> re.Pattern[str]:
    """Any term that names items, the longest that fits."""
    return regex(any_of(load_lexicon("items").by_spelling))


@cache
def _known_phrases() -> frozenset[str]:
    """Four characters each that stand in names of items or titles of laws: 医疗|机构 is no edge of a name."""
    texts = (*load_lexicon("items").by_spelling, *load_lexicon("laws").by_spelling)
    return frozenset(
        run[k : k + 2 * _HALF]
        for text in texts
        for run in _HAN_RUN.findall(text)
        for k in range(len(run) - 2 * _HALF + 1)
    )


# --- what is weighed


@dataclass(frozen=True, slots=True)
class _Text:
    """A run with what its features are told by: terms, words that end names, open brackets, commas and marks."""

    text: str
    term_begins: frozenset[int]
    term_ends: frozenset[int]
    within_terms: frozenset[int]
    endings: frozenset[int]
    last_words: frozenset[int]
    depth: Sequence[int]
    commas: Sequence[int]
    marks: Sequence[int]
    sentences: Sequence[int]

    def next_mark(self, place: int) -> int:
        """Where the next mark stands, or the end of the run."""
        return self.marks[bisect_left(self.marks, place)]


def _text_of(text: str) -> _Text:
    head = text[:_LOOKED_AT]
    terms = [match.span() for match in term_pattern().finditer(head)]
    depth, commas = [0], [0]
    for char in head:
        depth.append(depth[-1] + 1 if char in "（(《“" else max(depth[-1] - 1, 0) if char in "）)》”" else depth[-1])
        commas.append(commas[-1] + (char == "、"))
    return _Text(
        text,
        frozenset(begin for begin, _ in terms),
        frozenset(end for _, end in terms),
        frozenset(k for begin, end in terms for k in range(begin + 1, end)),
        frozenset(match.end() for match in ENDING.finditer(head)),
        frozenset(match.end() for match in _LAST_WORD.finditer(head)),
        depth,
        commas,
        [*(match.start() for match in _MARK.finditer(text)), len(text)],
        [*(match.start() for match in _SENTENCE.finditer(head)), len(text)],
    )


@lru_cache(maxsize=1 << 3)
def features_of(text: str, others: OtherRuns | None = None) -> Features:
    """What is weighed of a run, with what the other runs of its table tell. Few are kept, as they are large: a run is
    asked for with and without terms in turn."""
    run = _text_of(text)
    edges: dict[int, tuple[str, ...]] = {}
    for place in range(1, min(len(text), BEGINNING)):
        if found := _edge_features(run, place):
            edges[place] = found
    if others is not None:
        edges = {place: (*found, *others.features(text, place)) for place, found in edges.items()}
    if _SHORTEST_NAME <= len(text) <= MOST_NAMES * LONGEST_NAME:
        edges[len(text)] = ()
    places = [0, *edges]
    echoes = {place: _echo(run, place) for place in places}
    names: dict[tuple[int, int], tuple[str, ...]] = {}
    for k, begin in enumerate(places):
        names.update(_names_from(run, begin, places[k + 1 :], echoes[begin]))
    contents = {place: _content_features(run, place, echoes[place]) for place in places if place < len(text)}
    if len(text) in edges:
        contents[len(text)] = (_ELSEWHERE,)
    return Features(edges, names, contents)


def _edge_features(run: _Text, place: int) -> tuple[str, ...]:
    """Features of an edge; none where a run is not parted."""
    before, behind = run.text[place - 1], run.text[place]
    if _NEVER_BEFORE.match(behind) or _NEVER_AFTER.match(before):
        return ()
    if before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum():
        return ()
    is_within_han = _HAN.match(before) and _HAN.match(behind)
    within = chance_within_word(before, behind) if is_within_han else 0.0
    is_doubled = run.text[max(place - _HALF, 0) : place] == run.text[place : place + _HALF]  # 增殖放流|放流计划
    is_told = is_doubled or place in run.term_begins or place in run.term_ends or place in run.endings
    if within > _CANDIDATE and not is_told:
        return ()
    return (
        f"edge within a word {within}" if is_within_han else "edge of Chinese",
        *(["edge within a term"] if place in run.within_terms else []),
        *(["edge within a phrase"] if run.text[max(place - _HALF, 0) : place + _HALF] in _known_phrases() else []),
        *(["edge in brackets"] if run.depth[place] else []),
        *(["edge before a word of bodies"] if behind in _OF_BODIES else []),
        *(["edge behind a term"] if place in run.term_ends else []),
        *(["edge behind an ending"] if place in run.endings else []),
        *(["edge behind a last word"] if place in run.last_words else []),
        *(["edge before a digit"] if behind.isdigit() else []),
        *(["edge behind a word that goes on"] if _GOES_ON.search(run.text, max(place - 3, 0), place) else []),
        *(["edge before a suffix"] if _SUFFIX.match(behind) else []),
        *_words_beside(run.text, place),
        f"{BEHIND}{before}",
        f"{BEFORE}{behind}",
    )


def _words_beside(text: str, place: int) -> Iterator[str]:
    """How likely the two characters on each side of an edge are of one word: 双 of 抽查双 ends none."""
    for name, pair in (("behind", text[max(place - 2, 0) : place]), ("before", text[place : place + 2])):
        if len(pair) == 2 and _HAN.match(pair[0]) and _HAN.match(pair[1]):
            yield f"edge {name} a word {chance_within_word(pair[0], pair[1])}"


def _echo(run: _Text, place: int) -> str:
    """Whether what begins at a place was said just before it: 内设机构|内设机构名称, 垃圾分类|分类标准."""
    text = run.text
    if place < _SHORTEST_NAME or not (_HAN.match(text, place) and _HAN.match(text, place + 1)):
        return ""
    word = text[place : place + 2]
    if text[place : place + _LONG_ECHO] in text[max(0, place - LONGEST_NAME) : place]:
        return " says several words again"
    if text[place - 2 : place] == word:
        return " says the last word again"
    if word in text[max(0, place - _ECHO) : place]:
        return " says a word again"
    return " says the last character again" if text[place - 1] == text[place] else ""


def _names_from(
    run: _Text, begin: int, places: Sequence[int], echo: str
) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """The features of the names that begin at a place."""
    text, known = run.text, load_lexicon("items").by_spelling
    echoes = (f"name{echo}",) if echo else ()
    is_term = begin in run.term_begins
    sentence = run.sentences[bisect_left(run.sentences, begin)]
    first: tuple[str, ...] = ()
    if begin < len(text) and text[begin] in "（(":
        first = ("name begins with a bracket",)
    elif begin < len(text) and text[begin].isdigit():
        first = ("name begins with a digit",)
    ends_ending: dict[bool, tuple[str, ...]] = {}
    for end in places:
        length = end - begin
        if not _SHORTEST_NAME <= length <= LONGEST_NAME:
            continue
        is_short = length < _LONGEST_ENDING
        if is_term:
            opening: tuple[str, ...] = ("name begins with a term",)
        elif is_short or is_short not in ends_ending:
            opening = ("name begins with an ending",) if ENDING.match(text, begin, end) else ()
            ends_ending[is_short] = opening
        else:
            opening = ends_ending[is_short]
        yield (
            (begin, end),
            (
                _LENGTHS[min(length, _LONG)],
                *(("name known",) if text[begin:end] in known else echoes),
                *_COMMAS[min(run.commas[end] - run.commas[begin], 3)],
                *(("name with a mark",) if sentence < end else ()),
                *(("name with an open bracket",) if run.depth[begin] != run.depth[end] else ()),
                *opening,
                *first,
                *(("name of odd length",) if begin and length % 2 else ()),
            ),
        )


def _parallels(run: _Text, place: int, mark: int) -> list[str]:
    """How the first part of a list is like the second: 补贴对象、补贴标准 begin with one word and are of one length."""
    text, second = run.text, mark + 1
    if second >= len(text) or mark - place < _SHORTEST_NAME:
        return []
    length = run.next_mark(second) - second
    found = ["parts of one length"] if mark - place == length else []
    if abs(mark - place - length) <= 2:
        found.append("parts of about one length")
    if text[place : place + 2] == text[second : second + 2]:
        found.append("parts begin alike")
    elif text[place] == text[second]:
        found.append("parts begin with one character")
    return found


def _content_features(run: _Text, place: int, echo: str) -> tuple[str, ...]:
    text, mark = run.text, run.next_mark(place)
    length = min(mark - place, _FAR)
    is_list = mark < len(text) and text[mark] in _LIST_MARKS
    found = [f"content first {length} of a list" if is_list else f"content first {length}"]
    if is_list:
        found += _parallels(run, place, mark)
    rest = text[place + 2 : place + _REST]
    if _HAN.match(text, place) and text[place : place + 2] in rest:
        found.append("content says its first word again")
    if place > 1 and _HAN.match(text, place - 2) and text[place - 2 : place] in rest:
        found.append("content says the last word of the name")
    if echo:
        found.append(f"content{echo}")
    if place in run.term_begins:
        found.append("content begins with a term")
    elif ENDING.match(text, place):
        found.append("content begins with an ending")
    if _OPENING.match(text, place):
        found.append("content begins with a usual word")
    if len(text) - place <= 3:
        found.append("content short")
    if text[place] in "（(":
        found.append("content begins with a bracket")
    if _NUMBERING.match(text, place):
        found.append("content begins with a number")
    return tuple(found)
