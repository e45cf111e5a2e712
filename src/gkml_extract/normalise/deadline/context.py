"""What stands before a time: its trigger (自…之日起), its scope (处罚决定：) and hedges (应, 最晚).

The text before a time is read from its end: hedges are taken off, then the words that mark an event
(之日起, 后, 前, 时), then the preposition that parts the event from what the deadline is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.words import EVENT_VERBS, NOUN_ENDS, VERB
from gkml_extract.regex import regex

Side = Literal["after", "before", "at"]

MARKER: Final = regex(
    r"(?:[①-⑳⑴-⒇]|\(?[一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、"
    r"|\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|第?[一二三]是)"
)
_LEAD = regex(
    r"(?:[,、。;:!/\)\]\"'\s≤≦<]|\((?!.*\))|其中[,:]?|但是?|而(?!且)|同时|并且?|此外|另外?|否则|一般(?=自"
    r"|从|在|于|应|要|为)|原则上|最晚|最迟|不?[迟晚]于|截至|截止[至到]|一旦|如果|若|如(?=有"
    r"|发生|遇)|一律|均|各自|每[次期批](?=不|至|$)|之后(?=[,在于]|每)"
    r"|公开(?:时限|期限|时间)(?:要求)?(?:为|是|[:])|(?:法定|承诺)?(?:公开)?时限[:为])"
)
_TAIL = regex(
    r"(?:[,、:\(\[\s]|(?<![回响供反相适效对感])应当?|必须|须|需要?|(?<![必重主纪摘概])要|(?<!存|实|现|内)在|(?<!属|关|位|用)于|将|均|都|并"
    r"|一般|原则上|最迟|最晚|最长|不得?[迟晚]于|不[迟晚]于|截至|截止[至到]|(?:最[迟晚长])?不得?超过|力争|分别(?:为|是)?|(?<!许)可"
    r"|最[快早]|不得?[少低]于|(?<=[后起前])的|(?:至少|最少|(?<=前)[至少])|(?:时间)?(?:跨度|间隔|时差|相差|延迟|延时)|(?:法定|承诺)?(?:公开|办理)?(?:时限"
    r"|期限)(?:要求)?|(?<!公示)(?<!公开)(?<!公告)时间|(?<=[项息容策件果])为|按(?:时|期)|逐项"
    r"|逐笔|及?其?时间为?)$"
)
_SUFFIX = regex(
    r"(?P<after>[之的]?(?:次|翌|第二|第2)个?(?:工作)?日起|之日(?:起(?:计算?|算)?|后|算起|开始|计算?)?|[当即]?日起(?:计算?|算)?"
    r"|(?<=[^之])日后|(?<![引缘兴])(?<!(?<![印下签转开])发)起|[之以]后|(?<![前先今最落])后)$"
    r"|(?P<before>之日[之以]?前|[之以]前|(?<![提目当以])前)$"
    r"|(?P<at>之?时|当天|当日)$"
)
_NOT_AT = regex(r"(?:及|实|同|临|限|小|定|随|即|平|届|适|(?<![开完竣])工|准|按|学|课)时$")
_PREPOSITION = regex(
    r"(?:(?:公开|公布|发布)?(?:时间|时限)?(?:原则上|一般)?(?:应当?)?不(?:得|应)?[迟晚]于|[早先]于(?!期))(?=.)|(?:应当?|须|需|要|必须|(?<!许)可)?(?:(?:至少|最少|最迟|最晚)|(?<![各存关属用位对至现内处正实出亲独来擅私低高大小等由基多晚迟限鉴终过少长]))"
    r"(?:自从?(?!治|然|主(?!管)|愿|身|助|来水|行(?!政)|查(?!处)|建(?!立|成|设)|动(?!工))"
    r"|从(?!事(?!项)|[业此来属严重优快而])"
    r"|在(?!建(?!立|成|设)|职|线|籍|岗|押|此|于|册|校(?!区|园)|编(?!制)|学(?!校|期|年))|于(?![此是]))"
)
_BEFORE_TRIGGER = regex(r"^(?:该|此(?=信息|事)|本(?=信息|事项))")
_EVENT_END = regex(rf"(?:{EVENT_VERBS})(?:之?日|了|完毕)?$")
_OF_EVENT = regex(rf"(?:{EVENT_VERBS})的$")
"""听证会举行的7日前: an event, where the time itself says 前 or 后."""
_NOUN_END = regex(rf"(?:{NOUN_ENDS})$")
_EVENT_HEAD = regex(r"^(?:收到|接到|作出|做出|制定|获取|形成|完成|获得|确定|签订|印发|提交|提出|下达|召开|公示期?满)")
_BY_RULE_ALONE = regex(r"^(?:按照?|根据|依据|依照?|依).{1,60}(?:规定|要求|精神|程序)的?$")
_CITATION = regex(r"(?:规定|要求|精神)$|^(?:根据|依据|按照?)")
_ACTION = regex(rf"^(?:并|但|同时|且)?(?:不再|记录于|在[^,]*|通过[^,]*|由[^,]*)?{VERB}$")
_PLACE = regex(r"^(?:在|通过|于).{1,20}(?:网站?|平台|[上栏处中]|公众号|媒体)$")
_PLACED = regex(
    r"[^,。;:]{1,16}?(?:网站?|平台|报(?:纸|刊)?|日报|晚报|媒体|公报|[示告开]栏|公众号|系统|大厅|现场|[上中内])上?(?:予以)?"
    r"(?:刊发|刊登|登载|登报|发布|公布|公示|公告|公开|张贴|上线|挂网|发表)$"
)
"""公告在省平台发布之日起: where it happens, behind what it happens to."""
_SCOPE_EDGE = regex(
    r"^(?:对(?![象口外应照比接])于?|凡是?|如?属于?|关于|[\(\[]|如(?=需|属)|其中)+|(?:的|(?<!行)为|[:,、\)\]]|(?<![回响供反相适效对感])应当?|须|(?<!急)需|(?<![必重主纪摘概])要)+$"
)
_BALANCED = regex(r"^[^()]*(?:\([^()]*\)[^()]*)*$")
_BUT_FOR = regex("除[^,]{1,20}外")
_IF_IT_DOES = regex(r"(?:(?:如?确?有|发生)[^的,]{1,10}|[没无未][^的,]{0,4}规定)的(?=[^的]{2})")
_OTHERS = regex(r"^(?P<scope>(?:其他|其它|其余|除.{1,20}外)[^,]{0,8}?信息)(?P<rest>.+)$")
_DECISION = regex(
    r"^(?P<scope>.*(?:处罚|许可|强制|执法|征收|检查|奖励|确认"
    r"|裁决)[^,]{0,3}?)决定(?:书)?[作做]出$"
)


_NOTICES = regex("(?:公示|公告|通知|通告){2}(?:类|信息)*")
"""公示公告5个工作日内: a kind of documents, which nothing happens to."""
_MADE = regex(
    r"[自在从于]?(?:政府|公开|相关|有关|该)*(?:信息|文件|政策|公文|内容)(?:公开)?"
    r"(?:形成|变更|产生|生成|制作|获取|制定|印发|发布)(?:完成)?(?:(?:、|或者?|和|及|,)(?:者?形成|变更|变动|获取|更新|保存))*的"
)


@dataclass(frozen=True, slots=True)
class Left:
    """The text before a time, read.

    Attributes:
        trigger: the event, without 自, 该, 之日起, 后, 前, 时; None where none is named.
        side: on which side of the event the time lies, where a word says so.
        scope: what the deadline is for, where the print says it.
        is_marked: the event carries 之日起, 后, 前 or 时.
    """

    trigger: str | None = None
    side: Side | None = None
    scope: str | None = None
    is_marked: bool = False


def strip_edges(phrase: Phrase) -> Phrase:
    """`phrase` without marker, leading marks and hedges, and without hedges at its end."""
    start, end = 0, len(phrase.key)
    while start < end and (lead := MARKER.match(phrase.key, start, end) or _LEAD.match(phrase.key, start, end)):
        start = lead.end()
    while end > start and (tail := _TAIL.search(phrase.key, max(start, end - 8), end)):
        end = tail.start()
    return phrase.slice(start, end)


def clean_scope(phrase: Phrase) -> str | None:
    """The printed scope without the words that tie it to its deadline; None where nothing is left."""
    phrase = strip_edges(phrase)
    start, end = 0, len(phrase.key)
    while end > start and (edge := _SCOPE_EDGE.search(phrase.key, start, end)):
        if edge.start() == start and edge.end() == end:
            return None
        if edge.start() == start:
            start = edge.end()
        elif (edge.end() == end and not phrase.key[edge.start() : end].startswith(")")) or (
            edge.end() == end and not _BALANCED.match(phrase.key[start:end])
        ):
            end = edge.start()
        else:
            break
    text = phrase.print[start:end]
    return text or None


def split_segments(key: str, marks: str = ",") -> list[tuple[int, int]]:
    """Spans between the commas (or other `marks`) that stand outside brackets and 《》; empty ones left out."""
    spans, depth, begin = [], 0, 0
    for index, char in enumerate(key):
        if char in "(《〔":
            depth += 1
        elif char in ")》〕":
            depth = max(0, depth - 1)
        elif char in marks and depth == 0:
            spans.append((begin, index))
            begin = index + 1
    spans.append((begin, len(key)))
    return [(start, end) for start, end in spans if end > start]


_LIMIT_LABEL = regex("(?:办理|审批|答复|处理|审核|受理|评审|认定|反馈|制发)(?:时限|期限)$")
"""What stands before it is what the limit is for, and no event."""


def read_left(phrase: Phrase, *, is_marked: bool = False) -> Left:
    """Trigger, side and scope of the text before a time.

    `is_marked` tells that the time itself carries 前 or 后 (组织听证7个工作日前), so an event stands here.
    """
    if not is_marked and _LIMIT_LABEL.search(phrase.key):
        left = read_left(phrase.slice(0, -2))
        if left.trigger and not left.is_marked and not is_event(left.trigger):  # 身份证办理时限20日内
            return Left(scope="，".join(text for text in (left.scope, left.trigger) if text))
    colon = phrase.key.rfind(":")
    head = clean_scope(phrase.slice(0, colon)) if colon >= 0 else None
    phrase = strip_edges(phrase.slice(colon + 1))
    spans = split_segments(phrase.key)
    event = Left()
    while spans and event == Left():
        start, end = spans.pop()
        event = _read_event(phrase.slice(start, end), is_marked=is_marked)
    conditions = [span for span in spans if not _is_aside(phrase.key[span[0] : span[1]])]
    if conditions and event.trigger is None:
        scopes = [head, clean_scope(phrase.slice(conditions[0][0], end))]
    elif conditions:
        scopes = [head, clean_scope(phrase.slice(conditions[0][0], conditions[-1][1])), event.scope]
    else:
        scopes = [head, event.scope]
    return Left(event.trigger, event.side, "，".join(scope for scope in scopes if scope) or None, event.is_marked)


def _is_aside(key: str) -> bool:
    """True for a segment that names a rule or an action: no scope."""
    return _CITATION.search(key) is not None or _ACTION.match(key) is not None


def _read_event(segment: Phrase, *, is_marked: bool) -> Left:
    """One segment: [scope] [自] event [之日起]; without a mark, an event verb at its end decides."""
    segment = strip_edges(segment)
    key = segment.key
    if _BY_RULE_ALONE.match(key):
        return Left()
    if _BUT_FOR.fullmatch(key):
        return Left(scope=segment.print)
    suffix = _SUFFIX.search(key, max(0, len(key) - 6))
    if suffix and suffix.lastgroup == "at" and _NOT_AT.search(key):
        suffix = None
    body = segment.slice(0, suffix.start()) if suffix else segment
    side: Side | None = suffix.lastgroup if suffix else None  # type: ignore[assignment]
    preposition = _PREPOSITION.search(body.key)
    scope: str | None = None
    if _PLACE.match(body.key):
        return Left()
    is_first = preposition is not None and preposition.start() == 0
    if preposition and (suffix or is_marked or (is_first and (_EVENT_END.search(body.key) or _is_made(body.key)))):
        is_place = preposition[0] in ("在", "于") and _PLACED.match(body.key, preposition.end())
        if preposition.start() > 0 and is_place:
            return Left(_printed(strip_edges(body)), side, None, suffix is not None)
        if preposition.start() > 0:
            scope = clean_scope(body.slice(0, preposition.start()))
        body = body.slice(preposition.end())
    elif not suffix and not _is_event(body.key) and not (is_marked and _OF_EVENT.search(body.key)):
        return Left(scope=clean_scope(segment))
    that = _BEFORE_TRIGGER.match(body.key)
    trigger = strip_edges(body.slice(that.end())) if that else strip_edges(body)
    if suffix is None and trigger.key.endswith("的") and (is_marked or _is_made(trigger.key)):  # 举行听证的7个工作日前
        trigger = trigger.slice(0, -1)
    if condition := _IF_IT_DOES.match(trigger.key):  # 有变动的变动后10日内
        scope = scope or clean_scope(trigger.slice(0, condition.end()))
        trigger = trigger.slice(condition.end())
    return Left(_printed(trigger), side, scope, suffix is not None)


def is_event(key: str) -> bool:
    """True if a text ends in what can happen: 信息形成, 处罚决定作出."""
    return _EVENT_END.search(key) is not None


def _is_made(key: str) -> bool:
    """Whether a text names what happens to the information itself, before 的: 信息形成或变更的20个工作日内."""
    return _MADE.fullmatch(key) is not None


def _printed(phrase: Phrase) -> str | None:
    return phrase.print or None


def _is_event(key: str) -> bool:
    """True if an unmarked text before an amount names an event: 信息形成, 信息形成(变更), 项目竣工."""
    core = re.sub(r"[\(\[][^()\[\]]{0,20}[\)\]]$", "", key)
    if key.endswith("的"):  # a condition: 能够当场答复的
        return _is_made(key)
    if _NOTICES.fullmatch(key):
        return False
    if key.startswith(("对", "向", "面向", "针对")) and not _EVENT_END.search(core):  # whom it is for
        return False
    if key.startswith(("其他", "其它", "其余")) and not _EVENT_END.search(core):
        return False
    if _EVENT_END.search(core) or _EVENT_HEAD.match(core):
        return True
    return len(core) > 1 and not _NOUN_END.search(core)


def split_scope(trigger: str) -> tuple[str | None, str]:
    """In a compound, the part of a trigger that says what its clause is for.

    其他相关信息形成或变更 → (其他相关信息, 信息形成或变更);
    行政许可和行政处罚决定作出 → (行政许可和行政处罚, unchanged).
    """
    if others := _OTHERS.match(trigger):
        return others["scope"], "信息" + others["rest"]
    if decision := _DECISION.match(trigger):
        return decision["scope"].removesuffix("的"), trigger
    return None, trigger
