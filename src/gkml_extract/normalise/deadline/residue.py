"""What is left of a statement when its times are read: whether it speaks of a time that no reading holds.

A reading beside which something of a time stands is told as one in part, and so is one whose event or scope holds
the torn piece of a time: half a reading is never whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gkml_extract.model.deadline import DeadlineKind
from gkml_extract.normalise.deadline.context import MARKER
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.rule import Hit
from gkml_extract.normalise.deadline.words import ACT
from gkml_extract.regex import regex
from gkml_extract.text import fold

_READ = "\0"
"""Stands for a character that a reading holds."""
_LEFT_WORD = regex(
    r"\d{1,2}[时点:](?!间)|逢\d|及时(?!.{0,4}(?:下列|以下))|实时(?!报|监测|数据|路况)|随时|长期|即时|立即|定期|适时|[每按逐][年月季周日天](?!程)|起至|时止|为止"
)
"""A word of time in what is left over of a segment: 失效信息及时撤除."""
_LEFT_SEGMENT = regex(
    "[前后]|期间|时限|期限|同步|每|法定|至|直到|止|另|未|待|起|年[终末底]|不(?!动产|锈|定期)|(?<![及实随即定同适临小])时(?![间限效段长])"
)
"""What a whole segment that no reading holds may not say: 批后公布至项目竣工."""
_TORN_REST = regex(
    rf"^{_READ}+[^{_READ}]{{1,2}}(?:月?[上中下]旬|[月季][底末初]|(?:一?个)?月\d{{1,2}}[日号]|季度[末底初])"
    rf"|^{_READ}+(?![^{_READ}]*{ACT})[^{_READ}]{{0,8}}(?<![上本当下次每数单双])(?<!工作)(?:[旬月]|第.季.?|[一二三四五六七八九十两])$"
    rf"|\d{{1,3}}个?[一-龥]{{1,2}}(?:日|作日)[之以]?[内前后]|(?:19|20)\d\d[^\d年度/.-]?$"
    rf"|{_READ}第?[一二三四1-4]季(?!度|[新大好前初])"
    rf"|^{_READ}+(?:第|(?:不少|至少|不低)[^{_READ}]{{0,3}}$|[^{_READ}\d之以事][前后](?![期续台])"
    rf"|[^{_READ}上本当下次每单双]{{1,3}}(?:月|季度)(?:{ACT}|$))"
)
"""What is left behind a time that was read may not end as one: 每季度性月上旬, 每年不少于四."""
_BY_RULE_ALONE = regex("[一-龥]{2,10}(?<![应须均各])[按依]照?(?:有关|相关|国家|上级|法定)?(?:规定|程序|要求)")
"""动物疫情按规定，检疫收费长期: a clause of its own, of which nothing is read."""
_ALIVE = regex("[一-龥]{2,8}动态")
"""志愿项目动态: of how it is kept, without the word for it."""
_NO_MORE = regex(r"[〔《]|电话|https?:|公开栏|(?:见|详见).{0,6}$")
"""A segment that names a document, a telephone, an address or a place to look: its words of time are none of ours."""
_LEFT_ACT = regex("公开|公布|公示|发布|更新|答复|告知|过程中")
"""The act of a clause: 政策制定过程中公开征求意见."""
_NO_CLAUSE = regex(
    "^(?:由|在|通过|向|并|同时|及|将|且|经|应当?经|(?:公布|发布|公示|公告|公开)(?!征|期|时|[^,]{0,4}意见))|(?:部门|单位|机关|政府|媒体|平台|网站|[局委办厅])(?:统一|及时|负责)?(?:公开|公布|公示|发布)"
    "|^(?:公示|公开|公布|发布)(?:期限?|时间|时限)?$|^.{0,2}(?:公开|公布|公示|发布)$"
)
"""A segment that tells who, where or how: no clause of its own."""
_TIMED_SCOPE = regex(
    r"之日起，|\d个?(?:工作日|小时|天)(?!以|的|内|及|后|前|起|左右)[\u4e00-\u9fff]{1,4}(?=，|$)|[按逐][年月季周日]$|逐段|[实即]时(?=公|发|更)|实时|(?<![\dA-Za-z/\-件表注第条号款栏类批期项:：])\d{1,3}(?=，|$|公[开布示告]|发布|更新|通知|张贴|个?[之以]?内(?!容))|分段|[随及]时(?!产生|性|更新性)|(?<!超过)(?<!不足)(?<!以上)(?<!满)\d个?(?:工作日|小时|[日天月年])[至到~—-]?$"
)
"""A word of time within what a reading is said to be for: 阶段内容逐段、临时内容."""
_ACTED_SCOPE = regex(
    "(?<!全)过程中?[^，]{0,6}(?:公开|公布|公示|发布|征求)|期间[^，]{0,4}(?:公开|公布|公示)|^公开征求[^，]{0,4}意见|(?<!每)每(?:更新|公[开布示]|发布)|^事[前中后](?!公[开示](?:信息|内容)?(?:，|$))(?:公|征)"
)
"""What a reading is said to be for tells of an act: a clause of its own, whose time is not read."""
_TORN_EVENT = regex(
    "之日起|至$|至少$|(?<!事)[前中后]、|于$|不得[^,]?[于过]?$|不[^,]?于|不.$|^(?:公开)?(?:.?求.?|征.?)(?:意.|.见)稿?$|公[示告]期限?不"
    "|公[^共开布示告]?$|提.?$|[示告]期$|每[底初末中]$|^[一二三四五六七八九十百]+$|依(?:[^，申]{1,4}请|[^，]{0,4}申)$|^\\d{4}第?$|^\\d{2}年|第$|同[时步]$|[和及与]$|[^公表展提揭指批请警告启演出明预暗显]示$|规定?的$|^度(?:终|结)"
)
"""What no event ends in: a limit (公示期不得革于3日) or a word that lost a character."""
_TORN_GAP = regex(rf"(?!{ACT}|[一两二三四]?次|[各都或和及与按逐于在后前内的起时])[一-龥]{{1,2}}(?:、|$)")
"""What stands between two words of the calendar and is no joint: 每年*利*四季度."""
_SHORT_EVENTS = frozenset("批会签审节课班庭月季年评赛汛展标事变改办收")
"""Events of one character: 批后5日内."""
_TORN_TIME = regex(
    r"(?<![满第月\d])\d{1,3}(?:个?工作日|个?小时|[日天])(?![以之]?[上内后])[一-龥]{2}|\d个?(?:工作日|小时|[日天周年]|个月)[-~—至到]|(?<![\d年第〔号])\d{1,3}个?[一-龥]{0,2}(?:工作?日|作日|日内|[日天周月]内|个月)|(?<!\d)\d{1,2}[^\d年月日号个天周时季批条次项款期级类届轮岁、以至到和及-]$"
    r"|(?:^|[^\d])(?!(?:19|20)\d\d年)\d{3,4}年|\d月(?:\d{1,2}[日号]?)?[^\d份]?$|工[^作]日|\d个工作|\d[一-龥]作日|(?<!\d)\d{1,2}[号日]?前$"
)
"""A time within an event: 20过工作日内及时公开."""
_TORN_UNIT = regex(
    r"\d[^个\d半多余]工作日|\d个?[一-龥]作日|工[^作]日|\d个[^月工小半星季多百]|(?:19|20)\d\d[^\d年度/.-]?$"
)
"""A time within what a reading is for: 不少于7个道作日."""
_TORN_DATE = regex(r"(?<![\d第])\d{1,2}[月日号]|^\d{3}年|[每次当]?[年月]\d{1,2}[^\d]?$")
"""次月15亲前, 毛月25号前: a date is no event."""
_OF_CYCLE = regex("每(?!次|批|届|期|个?阶段|完成|发生|收到|产生|笔|轮|一次|一批|起|件|宗|户|人|项)|次[年月]|逐[年月季]")
"""How a time of the calendar begins: no event does."""
_TORN_SCOPES = frozenset("首末底初自")
_CYCLE_CUT = regex(rf"前(?:{ACT})?(?:$|[,。;、)])")
"""每年前公布: of the date before which, the cycle alone is left."""
_BARE_SCOPE = regex("[上下至到和及或与并且一每可应再~—-]+")
"""A joint between two times, which is no scope."""


def says_more(key: str, hits: Sequence[Hit], drafts: Sequence[Draft]) -> bool:
    """Whether what no reading holds speaks of a time, or a scope is no more than a joint (25日 *至* 月底)."""
    if any(map(_is_odd_scope, drafts)) or any(hit.calendar and _CYCLE_CUT.match(key, hit.end) for hit in hits):
        return True
    left = list(key)
    for hit in hits:
        left[hit.start : hit.end] = _READ * (hit.end - hit.start)
    for said in {text for draft in drafts for text in (draft.trigger, draft.scope, draft.retention) if text}:
        for part in said.split("，"):
            # an event of one character (会后) stands before 后 alone, and not in any word that has it
            only = "(?=[之以]?[前后时])" if len(part) == 1 else ""
            for found in re.finditer(re.escape(fold(part)) + only, key):
                left[found.start() : found.end()] = _READ * len(found[0])
    marker = MARKER.match(key)
    rest = "".join(left)[marker.end() if marker else 0 :]
    if any(map(_ALIVE.fullmatch, re.split("[,;。、]", rest))):
        return True
    if len(drafts) > 1 and any(map(_BY_RULE_ALONE.fullmatch, re.split("[,;。、]", rest))):
        return True
    if any(map(_is_clause, re.split("[,;。]", rest))) or any(map(_is_time, re.split("[,;。、]", rest))):
        return True
    return any(map(_TORN_REST.search, re.split("[,;。()]", rest)))


def is_torn_between(key: str, hits: Sequence[Hit]) -> bool:
    """每年利四季度, 每年却、二季度末: a character or two between words of the calendar are what is left of one."""
    pairs = [(one, other) for one, other in pairwise(hits) if one.calendar and not other.rule.is_modifier]
    for one, other in pairs:
        gap, is_bare = key[one.end : other.start], one.calendar is not None and one.calendar.is_bare
        if _TORN_GAP.match(gap) and (other.calendar is not None if is_bare else len(gap) == 1):
            return True
    return False


def is_odd_event(draft: Draft) -> bool:
    """Whether an event holds what is left of a time or a limit: 20过工作日内, 次年6越, 公示期不得革于."""
    if draft.trigger is None or draft.kind in (DeadlineKind.RECURRING, DeadlineKind.PERIOD):
        return False
    if draft.rule == "event-stages":
        return False
    if _TORN_EVENT.search(draft.trigger) or _TORN_TIME.search(draft.trigger):
        return True
    if draft.kind is DeadlineKind.EVENT and _TORN_DATE.search(draft.trigger):
        return True
    if re.search("(?<![事会课岁台幕靠先背])后$|(?:应当?|须)前$|[前后](?![期续台勤果置段者])[一-龥]$", draft.trigger):
        return True  # 变动后时更新, 应当前7日: what lost a character
    if draft.kind is DeadlineKind.WITHIN and len(draft.trigger) == 1:
        return draft.trigger not in _SHORT_EVENTS  # 申之日起5个工作日内
    return draft.kind is not DeadlineKind.EVENT and _OF_CYCLE.match(draft.trigger) is not None


def _is_odd_scope(draft: Draft) -> bool:
    """Whether what a reading is said to be for, or counts from, holds a time or an act that is not read."""
    if is_odd_event(draft):
        return True
    if draft.kind is DeadlineKind.RECURRING and re.search("...后$", draft.scope or ""):
        return True  # 普查结束后，抽样调查定期
    odd = (_TIMED_SCOPE, _ACTED_SCOPE, _TORN_UNIT)
    if draft.scope and (
        draft.scope in _TORN_SCOPES or _BARE_SCOPE.fullmatch(draft.scope) or any(one.search(draft.scope) for one in odd)
    ):
        return True
    is_counted = draft.kind in (DeadlineKind.WITHIN, DeadlineKind.PERIOD)
    return bool(is_counted and draft.trigger and _TIMED_SCOPE.search(draft.trigger))


def _is_time(segment: str) -> bool:
    """及时撤除: a segment in which a word of time is left over."""
    speaks = _LEFT_WORD.search(segment) or (_READ not in segment and _LEFT_SEGMENT.search(segment))
    return bool(speaks) and not _NO_MORE.search(segment)


def _is_clause(segment: str) -> bool:
    """政策制定过程中公开征求意见: a segment with an act of its own, of which nothing is read."""
    whole = segment.strip(":()[]'\"")
    return (
        _READ not in whole
        and bool(_LEFT_ACT.search(whole))
        and not _NO_CLAUSE.search(whole)
        and not _NO_MORE.search(whole)
    )
