"""Where names of items end and where their content begins, in a run of plain text that nothing parts.

机构信息内设机构内设机构名称、职责 is two names and a content. A run is read whole, as every way of parting it into up
to three names and a content; what a name looks like (its length, its last word, the terms that name items) and how a
content begins (the length of its first part, a word of the name before it) are weighed against one another. The
weights are fitted to rows that were written for it (tools/lexicon/name_weights.py).

Source: semi-Markov conditional random fields, Sarawagi & Cohen 2004. Only the beginning of a run is looked at, so the
time is linear in the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.text import any_of

MOST_NAMES = 3
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
_REST = 80
"""Characters of a content among which a word of its beginning may come again."""
_FAR = 12
"""Characters to the next mark that are told apart."""
_LONG = 14
"""The same of names."""

_HAN, _HAN_RUN = re.compile("[\u4e00-\u9fff]"), re.compile("[\u4e00-\u9fff]+")
_HALF = 2
"""Characters on each side of an edge that are looked up."""
_MARK = re.compile("[、；;，,。：:]")
_LIST_MARKS = "、；;，,"
_NEVER_BEFORE = re.compile(r"[、，；。：）)》”’,;:的及和与]")
_NEVER_AFTER = re.compile(r"[、，（(《“‘及和与]")
_OF_BODIES = "局委厅科股室处所站队院等"
_SENTENCE = re.compile("[；;。，,●：:]")
_NUMBERING = re.compile(r"[（(][1一][)）]|1[.．、)）]|[①●]")
_NO_NAMES = re.compile(
    r"\d|[■□☑☐√]|(?:(?:主动|依申请)公开|全社会|同上)+$"
    r"|(?:[\u4e00-\u9fff（）()]{1,16}(?:局|委员会|政府|办事处|办公室|管委会|中心|公司|厅|大队|[科股室处站所院部])(?:[、，；]|$))+$"
)
_OF_TERMS = re.compile("term|known")
ENDING = re.compile(
    r"信息|指南|文件|规章|法规|名单|名录|管理|设置|职能|职责|公示|公告|处罚|许可|强制(?!措施)|措施|检查|标准|政策|依据|制度|计划|结果|概况|情况|事项"
    r"|资格|补贴|采购|解读|投诉|服务|活动|监督|预案|建设|督察|举报|咨询|审批|核发|备案|流程|决定|补助|热线|供养|救助|保障|规范|培训|资助"
    r"|介绍|范围|经费|决算|资金|隐患|通报|报告|工作|数据|演练|项目|认定|渠道|停放|基准|清单|分工|概要|给付|接种|方案|公开|领域|类事项"
)
"""Words that a name ends with more often than that it has them inside."""
_LAST_WORD = re.compile(
    r"登记|发布|机构|目录|教育|征收|处理|简介|规划|办理|奖励|执法|交易|保护|改造|援助|指导|维护|检测|检验|抽检|方式|招录|招聘|招生|电话|承诺|建议|须知|价格|收费"
    r"|治理|整治|防治|评价|评估|考核|运行|质量|安全|应急|巡查|执行|意见|程序|要求|条件|结构|业务|事务|权益|权利|账目|回应|互动|解答|答复|引导|鉴定|评定|注册|迁移|变更|注销|补偿|安置|减免|优待|优抚|评选|荣誉|设施|设备|人员|队伍|班子|成员"
)
"""Words that a name may end with, and as well has inside."""
_GOES_ON = re.compile("(?:的|相关|有关|开展|各|及其|对|本|与|涉及|依法|[县市区]级|义务|党|村|非|不|在|为|将|被|由)$")
"""Words that a name hardly ends with."""
_SUFFIX = re.compile("[证表类费库员率额者性化权款物时后前级件金量部的品线板点站]")
"""What goes on with the word before it more often than it begins one."""
_ELSEWHERE, _NOWHERE = "content elsewhere", "content where there is none"
"""A run is nothing but names: the content is a list of titles, or the table has no column for it."""
_NEVER, _LEAST_TOTAL = -30.0, 1e-3
"""The weight of what cannot be, and the least chance that others are taken as shares of."""
BEHIND, BEFORE = "edge behind ", "edge before "
"""Features of the characters beside an edge begin with these."""
_OPENING = re.compile(r"本|各|与|对|关于|有关|相关|上[级一半]|年度|主要|依据|按照|通过|除|经")
"""Words that a content begins with and a name hardly does."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The chances that a name, and that the content, begins at a place of a run."""

    place: int
    name: float
    content: float

    @property
    def chance(self) -> float:
        """That the run is parted here."""
        return self.name + self.content


@dataclass(frozen=True, slots=True)
class Reading:
    """All ways of parting a run into so many names and a content: the log chance that it is one of them, and the
    chances of its edges if it is."""

    chance: float
    edges: tuple[Edge, ...]


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


def edges_of_run(text: str, n_levels: int = 2) -> tuple[Edge, ...]:
    """The places of a run, other than its beginning, at which it may be parted; items have `n_levels` levels."""
    # By name, as others ask: the cache has one key for both.
    readings = readings_of_run(text, n_levels=n_levels, knows_terms=True, has_contents=True)
    _, edges = mixed(readings, range(len(readings)))
    return tuple(edges[place] for place in sorted(edges))


@lru_cache(maxsize=1 << 12)
def readings_of_run(
    text: str, n_levels: int = 2, *, knows_terms: bool = True, has_contents: bool = True
) -> tuple[Reading, ...]:
    """A run as no name, one, two … and a content; items have `n_levels` levels, and a column for contents or none.

    Without `knows_terms` nothing counts that the terms of the lexicon tell: contents may begin with one as well.
    """
    return tuple(exact_readings(_sums_of_run(text, n_levels, knows_terms=knows_terms, has_contents=has_contents)))


def mixed(readings: Sequence[Reading], counts: Iterable[int]) -> tuple[float, dict[int, Edge]]:
    """The chance that a run has one of some numbers of names, and the chances of its edges if it has."""
    chances = {n: math.exp(min(readings[n].chance, 0.0)) for n in counts}
    total = max(sum(chances.values()), _LEAST_TOTAL)
    found: dict[int, tuple[float, float]] = {}
    for n, chance in chances.items():
        for edge in readings[n].edges:
            name, content = found.get(edge.place, (0.0, 0.0))
            found[edge.place] = name + edge.name * chance / total, content + edge.content * chance / total
    return total, {place: Edge(place, *each) for place, each in found.items()}


def _sums_of_run(text: str, n_levels: int, *, knows_terms: bool, has_contents: bool) -> Sums:
    """All ways of parting a run; without `has_contents` all of it is names."""
    features = features_of(text)
    if not has_contents:
        contents = {
            place: found if found == (_ELSEWHERE,) else (_NOWHERE,) for place, found in features.contents.items()
        }
        features = replace(features, contents=contents)
    return sums_of(features, _weights_of(n_levels, knows_terms=knows_terms))


@cache
def _weights() -> Mapping[str, float]:
    text = files("gkml_extract.lexicon").joinpath("data/name_weights.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in pairs}


@cache
def _weights_of(n_levels: int, *, knows_terms: bool) -> Mapping[str, float]:
    """The weights for items of some levels: the rows that they are fitted to have two."""
    weights = {name: weight for name, weight in _weights().items() if knows_terms or not _OF_TERMS.search(name)}
    weights[_NOWHERE] = _NEVER
    for n in range(3, MOST_NAMES + 1):
        weights[f"{n} names"] = weights["2 names"] if n <= n_levels else _TOO_MANY
    return weights


@cache
def term_pattern() -> re.Pattern[str]:
    """Any term that names items, the longest that fits."""
    return re.compile(any_of(load_lexicon("items").by_spelling))


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
    """A run with what its features are told by: terms, words that end names, open brackets, the next mark."""

    text: str
    term_begins: frozenset[int]
    term_ends: frozenset[int]
    within_terms: frozenset[int]
    endings: frozenset[int]
    last_words: frozenset[int]
    depth: Sequence[int]
    next_mark: Sequence[int]


def _text_of(text: str) -> _Text:
    terms = [match.span() for match in term_pattern().finditer(text)]
    depth = [0]
    for char in text:
        depth.append(depth[-1] + 1 if char in "（(《“" else max(depth[-1] - 1, 0) if char in "）)》”" else depth[-1])
    next_mark = [len(text)] * (len(text) + 1)
    for k in range(len(text) - 1, -1, -1):
        next_mark[k] = k if _MARK.match(text, k) else next_mark[k + 1]
    return _Text(
        text,
        frozenset(begin for begin, _ in terms),
        frozenset(end for _, end in terms),
        frozenset(k for begin, end in terms for k in range(begin + 1, end)),
        frozenset(match.end() for match in ENDING.finditer(text)),
        frozenset(match.end() for match in _LAST_WORD.finditer(text)),
        depth,
        next_mark,
    )


@lru_cache(maxsize=1 << 3)
def features_of(text: str) -> Features:
    """What is weighed of a run. Few are kept, as they are large: a run is asked for with and without terms in turn."""
    run = _text_of(text)
    edges: dict[int, tuple[str, ...]] = {}
    for place in range(1, min(len(text), BEGINNING)):
        if found := _edge_features(run, place):
            edges[place] = found
    if _SHORTEST_NAME <= len(text) <= MOST_NAMES * LONGEST_NAME:
        edges[len(text)] = ()
    places = [0, *edges]
    echoes = {place: _echo(run, place) for place in places}
    names = {
        (begin, end): _name_features(run, begin, end, echoes[begin])
        for k, begin in enumerate(places)
        for end in places[k + 1 :]
        if _SHORTEST_NAME <= end - begin <= LONGEST_NAME
    }
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
    is_told = place in run.term_begins or place in run.term_ends or place in run.endings
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
        f"{BEHIND}{before}",
        f"{BEFORE}{behind}",
    )


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


def _name_features(run: _Text, begin: int, end: int, echo: str) -> tuple[str, ...]:
    text, length = run.text[begin:end], end - begin
    found = [f"name of {min(length, _LONG)}"]
    if text in load_lexicon("items").by_spelling:
        found.append("name known")
    elif echo:
        found.append(f"name{echo}")
    if commas := text.count("、"):
        found.append(f"name with {min(commas, 3)} commas")
    if _SENTENCE.search(text):
        found.append("name with a mark")
    if run.depth[begin] != run.depth[end]:
        found.append("name with an open bracket")
    if begin in run.term_begins:
        found.append("name begins with a term")
    elif ENDING.match(text):
        found.append("name begins with an ending")
    if text[0] in "（(":
        found.append("name begins with a bracket")
    elif text[0].isdigit():
        found.append("name begins with a digit")
    if begin and length % 2:
        found.append("name of odd length")
    return tuple(found)


def _parallels(run: _Text, place: int, mark: int) -> list[str]:
    """How the first part of a list is like the second: 补贴对象、补贴标准 begin with one word and are of one length."""
    text, second = run.text, mark + 1
    if second >= len(text) or mark - place < _SHORTEST_NAME:
        return []
    length = run.next_mark[second] - second
    found = ["parts of one length"] if mark - place == length else []
    if abs(mark - place - length) <= 2:
        found.append("parts of about one length")
    if text[place : place + 2] == text[second : second + 2]:
        found.append("parts begin alike")
    elif text[place] == text[second]:
        found.append("parts begin with one character")
    return found


def _content_features(run: _Text, place: int, echo: str) -> tuple[str, ...]:
    text, mark = run.text, run.next_mark[place]
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


# --- all ways of parting a run


@dataclass(frozen=True, slots=True)
class Sums:
    """Logarithms over all ways of parting a run; lists by the number of names so far.

    `ahead[k][place]`: of the ways to a place behind k names; `back[k][place]`: of those on from it; `whole`: of all.
    `content[place]`: what a content that begins there adds, `count[k]`: what k names do.
    """

    ahead: Sequence[Mapping[int, float]]
    back: Sequence[Mapping[int, float]]
    name: Mapping[tuple[int, int], float]
    content: Mapping[int, float]
    count: Sequence[float]

    @property
    def whole(self) -> float:
        """Of all ways."""
        return self.back[0][0]

    def edges(self, place: int) -> list[float]:
        """The log chances that the run is parted at a place, by the number of names before it."""
        return [
            ahead[place] + back[place] - self.whole
            for ahead, back in zip(self.ahead, self.back, strict=True)
            if place in ahead
        ]

    def contents_at(self, place: int) -> list[float]:
        """The log chances that the content begins at a place."""
        return [
            ahead[place] + self.content[place] + count - self.whole
            for ahead, count in zip(self.ahead, self.count, strict=True)
            if place in ahead
        ]


def sums_of(features: Features, weights: Mapping[str, float]) -> Sums:
    """All ways of parting a run, weighed."""

    def total(names: Sequence[str]) -> float:
        return sum(weights.get(name, 0.0) for name in names)

    edge = {place: total(found) for place, found in features.edges.items()}
    name = {(begin, end): total(found) + edge[end] for (begin, end), found in features.names.items()}
    content = {place: total(found) for place, found in features.contents.items()}
    count = [weights.get(f"{n} names", 0.0) for n in range(MOST_NAMES + 1)]
    into: dict[int, list[tuple[int, float]]] = {place: [] for place in content}
    onward: dict[int, list[tuple[int, float]]] = {place: [] for place in content}
    for (begin, end), score in name.items():
        into[end].append((begin, score))
        onward[begin].append((end, score))
    ahead: list[dict[int, float]] = [{0: 0.0}]
    for _ in range(MOST_NAMES):
        last = ahead[-1]
        ahead.append({})
        for place, ways in into.items():
            if found := [last[begin] + score for begin, score in ways if begin in last]:
                ahead[-1][place] = _log_sum(found)
    back: list[dict[int, float]] = []
    for n in range(MOST_NAMES, -1, -1):
        after = back[0] if back else {}
        back.insert(
            0,
            {
                place: _log_sum(
                    [content[place] + count[n], *(after[end] + score for end, score in ways if end in after)]
                )
                for place, ways in onward.items()
            },
        )
    return Sums(ahead, back, name, content, count)


def exact_readings(sums: Sums) -> Iterator[Reading]:
    """What is said of a run by the number of its names, from none on."""
    onward: dict[int, list[tuple[int, float]]] = {place: [] for place in sums.content}
    for (begin, end), score in sums.name.items():
        onward[begin].append((end, score))
    for n, count in enumerate(sums.count):
        back: list[Mapping[int, float]] = [sums.content]
        for _ in range(n):
            after = back[0]
            ways = {
                place: [after[end] + score for end, score in found if end in after] for place, found in onward.items()
            }
            back.insert(0, {place: _log_sum(found) for place, found in ways.items() if found})
        whole = back[0].get(0, -math.inf)
        edges: dict[int, list[float]] = {}
        for k in range(1, n + 1):
            for place, ahead in sums.ahead[k].items():
                if place in back[k] and whole > -math.inf:
                    chance = math.exp(min(ahead + back[k][place] - whole, 0.0))
                    edges.setdefault(place, [0.0, 0.0])[k == n] += chance
        yield Reading(
            whole + count - sums.whole,
            tuple(Edge(place, *edges[place]) for place in sorted(edges)),
        )


def _log_sum(logs: Sequence[float]) -> float:
    most = max(logs)
    return most + math.log(sum(math.exp(each - most) for each in logs))
