"""Statements that are read whole, where no rule finds a time in them: 见备注, 按规定, 会议召开前, 同上."""

from __future__ import annotations

from typing import Final

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.model.deadline import DeadlineKind, Direction
from gkml_extract.normalise.deadline.context import read_left, split_segments
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.words import ACT, MANNER, VERB
from gkml_extract.regex import regex

_EMPTY = regex(r"[-—–─_/\\|.·*×xX。、,;:~\s○〇]*|(?:无|暂无|没有|空|无此项|不涉及)[。.]?|[nN]/?[aA]|null|None")
_NONE = regex(
    r"(?:限时|限期|主动|全文|如实|依法主动|按时|准时|向社会)?(?:公开|公布|公示)|不(?:予)?公开|限[时期]|免于公开|不适用"
    r"|无(?:时限|期限|时间|明确|固定|具体)?(?:要求|限制|规定|时限|期限|限|时间)|不限(?:时间?|期限?)?|长短不一"
    r"|(?:详?见|参见|参照|同)(?:本?表?)?(?:备注|附件|说明|附表|注释?|附注|正文|依据|公开依据"
    r"|公开内容|上级文件)(?:栏|\d|[一二三四])?"
)
_ELSEWHERE = regex(r"(?:时限|期限|内容)?(?:同左|同右|同下|同第?\d+[行项条]?)(?:[行栏项格条])?")
_TORN = regex(
    rf"^(?:之?日?起|或者?变更|者变更|工?作?日内|个?工?作日|变更之日)|(?:形成|变更|产生|生成"
    rf"|制作|获取)(?:或者?(?:变更)?)?$|的$|(?:之日起?|自)$|起(?:重新|开始)?(?:计|起)算$|^{MANNER}内"
)
_STATUTORY = regex(
    rf"(?:应当?|须|需|在|于)?(?:严格)?(?:按照?|依照?|依据|根据|遵照|遵循|参照|执行|依|由)?(?:国家"
    rf"|上级|省市?|市|县|区|自治区|中华人民共和国|公开|相关|有关|现行|具体|本|政府|信息|部门|行业|工作|主管|及|和|、"
    rf"|的)*"
    rf"(?:[一-龥]{{1,8}}[〔(\[]\d{{4}}[〕)\]]\d{{1,4}}号文?|《[^》]{{1,60}}》(?:[〔(（\[][^)）〕\]]{{1,20}}[〕)）\]][^,。;]{{0,6}})?|法律法规"
    rf"|法律、法规|法律|法规|规章|条例|法定|文件|政策|制度|程序|办法|规定|要求|时限|期限|合同"
    rf"|约定|法|规)"
    rf"(?:(?:以?及|和|与|或者?|、|等|的|有关|相关|法律|法规|规章|政策|文件|程序|制度|办法|条例"
    rf"|通知|意见|合同|协议|精神|中|内"
    rf"|第[\d一二三四五六七八九十百零、]{{1,12}}条(?:第?[\d一二三四五六七八九十]{{1,3}}[款项])?"
    rf"|规定|要求|明确|确定|约定|法定|规范|时限|期限|时间|日期|时效|工作日?|之?内|公开"
    rf"|《[^》]{{1,60}}》)){{0,14}}(?:为准|办|{ACT}){{0,2}}"
)
_STATUTORY_WORD = regex(r"规定|要求|法定|条例|法|规|办法|执行|约定|时限|期限|程序")
_STATUTORY_HEAD = regex(
    r"^(?:应当?|须|需|严格|在|于)*(?:按|依|根据|遵|参照|执行|法定|规定|由|(?:国家|法律|法规|条例"
    r"|有关|相关|上级|《|[^,。;\d]{2,16}(?:条例|办法))[^。;]{0,40}(?:规定|要求)的?(?:时限|期限|时间|执行|办理|公开))"
)
_AS_ORDERED = regex(
    rf"(?:严格)?(?:按照?|根据|依据|以|执行|遵照)(?:国务院|国家|中央|省|市|县|区|自治区|上级|主管|部门|行业|有关|相关|统一|党委|政府"
    rf"|文件|实际|具体)*(?:部署|安排|通知|文件|规定|要求|时间)(?:要求|精神|时间|时限)?(?:为准|执行|办理)?(?:{ACT})?"
)
_ORDERED_WORD = regex("(?:部署|统一安排|为准)")
_WHILE = regex(
    "(?:(?:随|同|按|至|在)?(?:本)?(?:文件|政策|标准|合同|证照|许可证?|项目|规划|法规)的?(?:有效|存续|执行)期限?(?:内|间)?"
    r"|直?至[^,。;\d]{0,10}(?:结束|为止|届满|期满|竣工|完工|失效|废止|办结|完成|撤销|换届))"
    f"(?:{ACT})?"
)
"""至项目结束, 文件有效期: how long it stands public, and no other time."""
_TIME_BY_RULE = regex(
    rf"(?:严格)?(?:按照?|依照?|根据|依据|遵照|执行)[^,。;\d]{{0,16}}?(?:规定|要求|确定|明确)的?(?:时限|期限|时间|时段)(?:节点|要求)?内?(?:执行|办理|{ACT})?"
)
"""按省教育厅规定的时间公布: whoever rules, it is a rule that says when."""
_LAWFULLY = regex(rf"(?:应当?|须)?(?:依法|依规|合法|合规|按规|守法|,|、){{1,4}}(?:{ACT})?")
_STAGES = regex(rf"(?:在|于|按|分)?(?P<stages>事[前中后](?:[、,和及与]?事?[前中后]){{0,2}})(?:{ACT})?")
_SIDES_OF_ONE = regex(
    r"(?P<stages>(?P<event>[一-龥]{1,6})前[、,和及]?(?P=event)[中时][、,和及]?(?P=event)后"
    r"|[一-龥]{2,8}(?<!事)前[、,和及](?:中[、,和及])?后)"
    rf"(?:分别|各|均)?(?:{ACT})?(?:一次)?"
)
"""决策前、决策中、决策后分别公开."""
_EVENT = regex(
    rf"^(?P<event>[^。;]{{1,60}}?(?P<side>[之以]?前|[之以]?后|之?时|期间"
    rf"|过程中))(?:[,、]?(?:(?P<now>即(?!可))|即可|便|就)?(?:{ACT})(?:[^。;,\d]{{0,20}})?"
    rf"|[,、][^。;]{{0,30}}?(?:{VERB})[,、]?|)$"
)
_NOT_EVENT = regex(
    r"(?:及时|实时|同时|临时|限时|定时|随时|即时|平时|准时|按时|小时|目前|提前|先后|前后|今后"
    r"|先[^,。;]{1,8}后|(?<![开完竣])工时|[\d一二三四五六七八九十半两个]时?|学时|课时|当前|(?<![假之])日前|空前|最后|落后|售后|往后)$"
)


_CUT_NUMBER = regex(
    r"[\d一二三四五六七八九十半两个][之以]?$|\d{1,2}[时点:：](?:\d\d分?|半)?$|^每[\d一二三四五六七八九十]"
)
"""活动举办半前, 每五、六前: an amount or a day that lost its unit, no event."""


_LENGTH_IN_EVENT = regex(r"(?:公示|公告|张贴|征求意见)[^,。;\d]{0,4}\d{1,3}个?(?:工作日|[日天])")
"""公示7天无异议后上报: how long it stands is more than an event."""


def is_empty(phrase: Phrase) -> bool:
    """True for a cell that holds nothing, or a sign for nothing."""
    return _EMPTY.fullmatch(phrase.key) is not None


def read_whole(phrase: Phrase) -> list[Draft]:
    """A statement without any amount, date or word of time, or [] where it says nothing we know.

    会议前公开议题，会后公开结果 is two: each part between commas that is an event stands for itself.
    """
    key = phrase.key
    if is_ditto(key) or _ELSEWHERE.fullmatch(key):
        return [Draft("ditto", DeadlineKind.UNKNOWN)]
    if _NONE.fullmatch(key):
        return [Draft("no-deadline", DeadlineKind.NONE)]
    if len(key) <= 120 and _STATUTORY_HEAD.match(key) and _STATUTORY.fullmatch(key) and _STATUTORY_WORD.search(key):
        return [Draft("statutory", DeadlineKind.STATUTORY)]
    if (
        _LAWFULLY.fullmatch(key)
        or _TIME_BY_RULE.fullmatch(key)
        or (_AS_ORDERED.fullmatch(key) and _ORDERED_WORD.search(key))
    ):
        return [Draft("statutory", DeadlineKind.STATUTORY)]
    if _WHILE.fullmatch(key):
        return [Draft("ongoing", DeadlineKind.ONGOING, retention=phrase.print)]
    if stages := _STAGES.fullmatch(key):
        first, last = stages.span("stages")
        return [Draft("event-stages", DeadlineKind.EVENT, trigger=phrase.print[first:last])]
    if several := _SIDES_OF_ONE.fullmatch(key):
        first, last = several.span("stages")
        return [Draft("event-stages", DeadlineKind.EVENT, trigger=phrase.print[first:last])]
    if _TORN.search(key):
        return [Draft("torn-piece", DeadlineKind.UNKNOWN)]
    for marks in (",", ",、"):
        segments = split_segments(key, marks)
        parts = [event for start, end in segments if (event := _read_event(phrase.slice(start, end)))]
        if len(parts) > 1 and (marks == "," or len(parts) == len(segments)):
            return parts
    event = _read_event(phrase)
    return [event] if event else []


def _read_event(phrase: Phrase) -> Draft | None:
    """会议召开前, 项目审批后公开, 在…工作时，在村公示栏公开."""
    match = _EVENT.match(phrase.key)
    if match is not None and match["side"] in ("前", "后") and match["event"].endswith("事" + match["side"]):
        scope = read_left(phrase.slice(0, match.start("side") - 1))
        trigger = phrase.print[match.start("side") - 1 : match.end("side")]
        return Draft("event-stages", DeadlineKind.EVENT, trigger=trigger, scope=scope.scope or scope.trigger)
    if match is None or _NOT_EVENT.search(match["event"]) or _CUT_NUMBER.search(phrase.key[: match.start("side")]):
        return None
    left = read_left(phrase.slice(0, match.end("event")))
    event = left.trigger if left.is_marked else None
    if match["side"] in ("期间", "过程中"):
        event = read_left(phrase.slice(0, match.start("side"))).trigger or phrase.print[: match.start("side")]
    if not event or _LENGTH_IN_EVENT.search(event):
        return None
    if match["now"] and match["side"].endswith("后"):  # 评审结束后即公示
        return Draft("immediate-on-change", DeadlineKind.IMMEDIATE, trigger=event, scope=left.scope)
    direction = {"前": Direction.BEFORE, "后": Direction.AFTER}.get(match["side"][-1])
    return Draft("event-at", DeadlineKind.EVENT, direction=direction, trigger=event, scope=left.scope)


HINT: Final = regex(
    r"\d|[一二三四五六七八九十两半]个?(?:工作)?[日月周年]|每|期限|时限|之日|及时|实时|即时|随时|长期|定期|当场|[年月季][底末初]"
)
"""A statement with such a word speaks of a time: unread, it may not be passed over in silence."""
