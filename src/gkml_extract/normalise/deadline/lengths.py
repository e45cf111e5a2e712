"""Amounts: N units around an event, how long a notice stands, the same day, an amount that lost its unit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gkml_extract.model.deadline import Bound, By, DeadlineKind, Direction, Unit
from gkml_extract.normalise.deadline.amounts import AMOUNT, NUMBER, read_amount, read_number, unit_by_law
from gkml_extract.normalise.deadline.context import Left, read_left, strip_edges
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.recurrence import cycle_recurrence
from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.rule import Context, Hit, Rule, accept_found
from gkml_extract.normalise.deadline.words import ACT, STOP
from gkml_extract.regex import regex

_MIN = "不少于|不得少于|不低于|不得低于|不短于|不得短于|至少|最少|最短|不得?小于|少于"
_MAX = (
    "不超过|不得超过|不得?大于|不多于|不得多于|不晚于|不迟于|不得迟于|不得晚于|最长不超过|最长|最多"
    "|最迟|最晚|控制在|压缩至|缩短至"
)
_BEFORE_NUMBER = (
    rf"(?:(?P<min>(?:最短|最少|至少|一般)?(?:{_MIN}))|(?P<max>(?:最长|最多|最迟)?(?:{_MAX}))|(?P<ahead>(?:至少|最少)?提前)"
    rf"|(?P<full>届满|满)|(?P<roughly>大?约|大概)|(?P<nth>第))?(?:(?<!行)为|于|在)?"
)
_AFTER_NUMBER = (
    r"(?:的?时?间?(?P<inside>[之以]?内)|(?P<before>[之以]?前)|(?P<after>(?:[之以]后|后|起))"
    r"|(?P<about>左右|上下)|(?P<over>(?:及|\(?含\)?)?以上(?P<condition>的(?!公示))?)|(?P<notice>的?公示期?(?!结果|名单|情况|内容)))?"
)
_AMOUNT_CORE = regex(rf"(?<![\d.〔\[])(?:{_BEFORE_NUMBER})(?<!\d){AMOUNT}{_AFTER_NUMBER}(?P<act>(?:{ACT}){{0,2}})")
_NOTICE = regex(
    r"(?P<word>公示|张榜(?:公布)?|上墙|公告|公开|公布|发布|展示|张贴|征求意见稿?|征集意见|征求公众意见|意见征集|保留"
    r"|保存|留存|保持|挂网|听取意见|网上)(?:[,、](?=期限|时间|时限|公示))?"
    r"(?P<noun>期限?|限|时间|时长|时限|期间|天数|周期)?(?:一般|应当?|不?得?|均|为|是|:|,|须|需|要|原则上|不得|最[短少长]|至少|最?近|\()*$"
)
_CUT_BOUND = regex(r"(?:不得?少?|不少得|少于?|于半?|超过|低|\d|\d[个日]|个|起日|[后起][一二三四五六七八九十]{1,3})$")
"""公示不于10日, 不得少15日, 结束后1日0内: a limit or a number that is torn; what stands there is no event."""
_DAYS_FROM = regex(r"(?<![批审])前$|(?<![批审事会])[后起]$")
"""培训班开班前3天公示, 补贴发放后10日公示: so many days before or after; 批前7日公示 is how long it stands."""
_MANNER_END = regex(
    r"(?:予以|进行|向社会|依法|及时|应当?|须)+$|(?<=[前后]),?(?:在|于|通过)[^,。;:()\d]{1,14}?(?:进行|予以)?$"
)
"""What stands between an event and the word of a notice: 发放前 *在村内* 公示7天."""
_GOING_ON = regex("(?:保持|持续|一直|始终|连续)$")
"""保持公开1年: how long, too."""
_DOCUMENT = regex("(?:稿|草案|方案|名单|结果|公告|清单)$")
_CUT_RANGE = regex(r"\d个?(?:工作日|小时|周|[日天月年])[-~—至到一]$|\d一$")
"""3个月至3年: neither length is the one."""
_NO_CLOCK = regex("(?:电话|热线|客服|服务|值班|值守)$")
"""客服电话24小时: when it is open, no deadline."""
_CUT_DATE = regex("[月年]份?$")
"""每度首月15日前, 每年月31日前: a date that lost a word, no event."""
_TERM = regex("(?<![前后到假学定])期限?$")
"""有效期2年, 领取期限3个月: how long something lasts, and no event."""
_NOT_COUNTED = regex("不(?:计算?|包括|包含|含)(?:在|入|于)?$")
"""征求意见所需时间不计算在20个工作日内: what is told is no deadline."""
_CYCLE_AT_END = regex(
    "^(?P<scope>.{0,20}?(?:报告|报表|数据|信息|情况|公报|财务|指标|[月季年]报|[月季年]度(?=[月季年])))(?P<cycle>季度?|月度?|年度?|半年度?)(?:结束|终了)?$"
    "|^(?P<of>[^年季月周]{2,16})(?P<whole>季度|月度|年度|半年度)(?:结束|终了)$"
)
"""季度报告季后1个月内: what it is for, and the cycle after which."""
_NOTICE_LABEL = regex(
    r"(?P<word>公示|公告|展示|张贴|征求(?:公众)?意见|征集意见|意见征集|保留|保存|公开)(?:期限?|时间|时长|期间)"
    r"(?:一般|应当?|均|为|是|:|,)*(?P<event>(?:自|从)[^,。;:]{2,40}?(?:之日|[之以]?后|日)?起?(?:计算?)?|[^,。;:自从]{2,16}?之日起(?:计算?)?)$"
)
"""征求意见时间自公告之日起 …: the label of how long a notice stands, with the event its clock starts at."""
_LIMIT = regex(r"^[,、]?(?:且|但|并)?(?:最迟|最晚|最长|不迟于|不晚于|不得迟于)")
_REQUEST = regex(
    r"(?:(?:收到|接到|收取|受理|收悉|提出|提交|递交|登记|接收|依|自)[^,。;]{0,14}?(?:申请|申请书|申请表|申请件|请求|申请公开)"
    r"|(?:公开|信息)申请(?:提出|提交|受理|收到)$|^申请(?:人?(?:提出|提交|受理|收到|登记)?(?:申请)?)?)$"
)
_TAKES_PLACE = regex(
    r"(?:召开|举行|举办|开始|开工|开展|启动|实施|施行|截止|开标|生效"
    "|调整|变更|变动|更换|换届|检修|抢修|施工|放水|停[水电气暖运诊课业工产用办]|闭[馆园店市])$"
)
_ASKED = regex(r"(?:依(?:照|据)?|公民|群众|村民|公众|当事人|企业)申请(?:公开)?的?(?=$|[，,]|公开|信息)")
RECEIVED: Final = "收到申请"
"""The event that a request's clock starts at, where only 依申请 is printed (record.md)."""
_CYCLE_EVENT = regex(
    r"^(?:每(?:一)?(?:个)?|上(?!半年)一?个?|各|会计|财政|财(?=年)|自然|本|当)*(?P<cycle>年度?|半年度?"
    r"|季度?|月度?|月份|学期|学年|周|星期|[上下]半年|第?[一二三四1-4]季度)(?:结束|终了|终结|完结|届满|末|终)$|^(?P<short>季度?"
    r"|月度?|年度?|学期|半年)$"
)
_ENDS_OF_CYCLE = ("结束", "终了", "终结", "完结", "届满", "末", "终")
_PART_OF_YEAR = regex("(?:第?[一二三四1-4]季度|[上下]半年):")
"""第一季度：4月10日前: the label of a time."""
_TORN_LEFT = regex(r"^(?:或者?[^,]{2,4}|者[^,]{2,4}|更)?(?:之日?|日)起$")
_CUT_CYCLE = regex(r"(?:^|[,。;])(?:个?月|个?季?度|季)$|每度|第[一二三123]个月$")
"""个月27日之前: a cycle that lost its 每, and its amount is a date."""
_BRACKET_TRIGGER = regex(
    r"^[,(（]*(?P<event>(?:自|从)[^()]{1,40}?(?:\([^()]*\))?[^()]{0,20}?(?:之日|日)?起|[^(),]{2,30}(?:之日起|后))\)?"
)
_SAME_DAY = regex(
    rf"(?:(?P<zero>(?:当|即|同)[日天])|(?P<next>次日|翌日|第二[日天])|(?P<next_work>(?:次"
    rf"|下)一?个?工作日))(?!起|常|报|值)(?:[之以]?内|[之以]?前)?(?={STOP}|{ACT})"
)
_LOST_UNIT = regex(
    rf"(?<![\d.第个半])(?!半)(?P<num>{NUMBER})(?P<ge>个?)(?=[之以]?内(?:{STOP}|{ACT}))[之以]?内(?:{ACT})?"
)


_NOTICE_AS_LABEL = regex("(?<=[\u4e00-\u9fff]{2})(?<![前后中])(?:公示|公告):$")
_NOTICE_FULL = regex("公[示告]期?届?满$")
_HALF_NAMED = regex("(?<!原则)[上下]$")
_WORDED_HALF = regex("内|前|后|起|左右|上下|以上|不|超|至少|最|提前|满|约")
_THEN_AT_ONCE = regex("及时|即时|随即|立即")
"""公示7个工作日及时公布结果: what is done after it, and no act of it."""
_LENGTH_BEHIND = regex(rf"的?(?:第)?{NUMBER}个?(?:工作日|小时|[日天周月年])")


def _accept_amount(rule: Rule, key: str, match: re.Match[str]) -> Hit | None:
    """An amount states a time if a word around it says so, or nothing follows: not 三年行动, 2024年预算."""
    number = read_number(match["num"])
    if number == 0 or re.search("[A-Za-z+×*]$", key[: match.start()]):
        return None  # Z0个工作日, T+1日: a digit that was misread, or no length
    if number is None or (match["unit"] == "年" and number > 100):
        return None
    is_full = key.endswith(("满", "届满"), 0, match.start("num")) and not _NOTICE_FULL.search(
        key, 0, match.start("num")
    )
    is_behind = match["after"] in ("后", "之后", "以后")
    if (is_full or is_behind) and match["after"] and _LENGTH_BEHIND.match(key, match.end()):
        return None  # 逾期满6个月后30日内, 半年后30日内: of the event
    if match["num"] == "半" and match["unit"] == "年" and _HALF_NAMED.search(key, 0, match.start("num")):
        return None  # 分别公布上半年、下半年情况: of what time the thing is
    if match["num"] == "半" and match["act"] and not _WORDED_HALF.search(match[0]):
        return None  # 半年执行情况8月底前: of what time the thing is
    if match["condition"]:
        return None  # 停水12小时以上的，提前24小时公告: of what it is for
    if _PART_OF_YEAR.match(key, match.start()) or _PART_OF_YEAR.match(key, max(0, match.start() - 1)):
        return None
    is_of_event = match["num"] == "半" or re.search("[后起]$", key[: match.start()])
    if match["unit"] == "月" and not (match["inside"] and is_of_event):
        return None  # 3月内 is a month of the year unless an event stands before it
    if match["nth"] and match["unit"] not in ("个工作日", "工作日", "日", "天"):
        return None
    worded = any(match[name] for name in ("min", "max", "ahead", "full", "inside", "about", "over", "notice", "act"))
    if worded or match["before"] or match["after"] or re.match(rf"{STOP}|或", key[match.end() :][:1] or ""):
        is_next = _THEN_AT_ONCE.match(match["act"]) and not match["inside"] and _NOTICE.search(key[: match.start()])
        return Hit(rule, match.start(), match.start("act") if is_next else match.end(), match)
    return None


def _read_amount(context: Context) -> Draft | None:
    """N units around an event: within, period, on request, or after something that repeats."""
    match, left_phrase = context.hit.match, context.left
    amount, unit = read_amount(match["num"], match["unit"])
    notice = _NOTICE.search(left_phrase.key)
    if _NOT_COUNTED.search(left_phrase.key):
        return Draft("not-counted", DeadlineKind.UNKNOWN)
    if _is_notice_from_event(match, left_phrase.key):
        return _read_notice_from_event(context, amount, unit)
    if (
        context.right.key == "的" or _TORN_LEFT.match(left_phrase.key) or _CUT_CYCLE.search(left_phrase.key)
    ):  # 届满5年的, 或者变更之日起…: a piece of a cell
        return Draft("torn-piece", DeadlineKind.UNKNOWN)
    if _CUT_RANGE.search(left_phrase.key):
        return Draft("range", DeadlineKind.UNKNOWN)
    if match["min"] and left_phrase.key.endswith("间隔"):  # 两次公示间隔不少于30日
        return Draft("interval-between", DeadlineKind.UNKNOWN)
    if unit is Unit.HOUR and amount == 24 and _NO_CLOCK.search(left_phrase.key) and not match["inside"]:
        return Draft("open-all-day", DeadlineKind.UNKNOWN)
    if left_phrase.key.endswith(("≥", "≧", ">", ">=")):
        return Draft("limit-alone", DeadlineKind.UNKNOWN)  # ≥5个工作日: how long, of what?
    if left_phrase.key.endswith("不") or left_phrase.key.endswith("不得"):
        return Draft("torn-piece", DeadlineKind.UNKNOWN)
    if _is_period(match, notice, left_phrase):
        return _read_period(context, amount, unit, notice)
    left = read_left(left_phrase, is_marked=bool(match["before"] or match["after"]))
    if match["full"] and left.trigger and (match["inside"] or (match["before"] and left.trigger.endswith("期"))):
        left = replace(left, trigger=left.trigger + match["full"])
    left = _with_bracket_trigger(left, context.right)
    if match["ahead"] and left.trigger and not left.is_marked and not _TAKES_PLACE.search(left.trigger):
        left = replace(left, trigger=None, scope=left.scope or left.trigger)  # 招考公告提前7天发布
    is_cycle = left.trigger is not None and _CYCLE_EVENT.match(left.trigger) is not None
    if left.trigger and not is_cycle and (of_cycle := _CYCLE_AT_END.match(left.trigger)):
        name = "cycle" if of_cycle["cycle"] else "whole"
        scope = "，".join(text for text in (left.scope, of_cycle["scope"] or of_cycle["of"]) if text)
        left = replace(left, trigger=left.trigger[of_cycle.start(name) :], scope=scope)
    is_limit = _LIMIT.search(left_phrase.key) is not None
    direction, bound = _direction_and_bound(match, left, is_limit=is_limit)
    if context.every is not None or (left.trigger and _CYCLE_EVENT.match(left.trigger)):
        return _read_after_repeating(context, left, amount, unit, direction, bound)
    is_least = bool(match["min"] or match["over"])
    is_of_notice = left.side == "after" and is_least and left.trigger in ("公示", "公告", "张贴", "发布", "公开")
    if is_of_notice or (
        bound is Bound.MIN and left.side is None and not (match["before"] or match["after"] or match["ahead"])
    ):
        return Draft(
            "period-of-notice", DeadlineKind.PERIOD, amount, unit, None, bound, scope=left.scope, trigger=left.trigger
        )
    is_term = _TERM.search(left.trigger or "") or (unit in (Unit.MONTH, Unit.YEAR) and left_phrase.key.endswith("期限"))
    if is_term and left.trigger and not left.is_marked and _is_bare_length(match, Left(), None):
        return Draft("length-of-term", DeadlineKind.UNKNOWN, scope=left.scope)
    if _is_bare_length(match, left, unit):
        return Draft("bare-length", DeadlineKind.UNKNOWN, scope=left.scope)
    if left.trigger and (_CUT_BOUND.search(left.trigger) or (match["before"] and _CUT_DATE.search(left.trigger))):
        return Draft("torn-piece", DeadlineKind.UNKNOWN)
    kind, rule = DeadlineKind.WITHIN, "within-event" if left.trigger else "within-bare"
    if left.trigger is None and left.scope and _ASKED.match(left.scope):  # 依申请公开的15个工作日内答复
        kind, rule, left = DeadlineKind.ON_REQUEST, "on-request", replace(left, trigger=RECEIVED)
    if left.trigger and _REQUEST.search(left.trigger):
        kind, rule = DeadlineKind.ON_REQUEST, "on-request"
    return Draft(
        rule, kind, amount, unit, direction, bound, left.trigger, scope=left.scope,
        is_limit=bool(match["max"]) or left_phrase.key.startswith("(") or is_limit,
    )  # fmt: skip


def _is_period(match: re.Match[str], notice: re.Match[str] | None, before: Phrase) -> bool:
    if match["full"]:
        return not (match["inside"] or match["before"])
    if match["notice"] and not (match["inside"] or match["ahead"]):
        return not _DAYS_FROM.search(before.key) or match["notice"].endswith("期")
    if notice is None or match["before"] or match["after"]:
        return False
    if match["ahead"] or (notice["word"] == "网上"):
        return False
    if match["min"] or match["over"]:
        return True
    if notice["noun"]:  # 公开时限 is the label of the column, 公开…内 its time
        return notice["word"] != "公开" or not (match["inside"] or notice["noun"] == "时限")
    thing = _GOING_ON.sub("", strip_edges(before.slice(0, notice.start())).key)
    if notice["word"] in ("公开", "公布", "发布", "挂网") and thing:
        if thing.endswith("事前"):  # 事前公开7天: there is no event before which it would be 7 days
            return not match["inside"]
        # 信息形成后公开20个工作日: a verb; 公开1年 alone, 征求意见稿公布30日 are periods
        return bool(_DOCUMENT.search(thing)) and not match["inside"]
    return not match["inside"]


def _is_notice_from_event(match: re.Match[str], before: str) -> bool:
    label = _NOTICE_LABEL.search(before)
    if label is None or match["before"] or match["after"] or match["inside"]:
        return False
    return label["word"] != "公开" or match["unit"] in ("年", "个月", "周年")


def _read_notice_from_event(context: Context, amount: int | float | None, unit: Unit | None) -> Draft:
    """公示期限：自处罚决定作出之日起3年: how long it stands, and from when."""
    match, before = context.hit.match, context.left
    label = _NOTICE_LABEL.search(before.key)
    event = read_left(before.slice(label.start("event"))) if label else Left()
    scope = read_left(before.slice(0, label.start())).scope if label else None
    return Draft(
        "period-of-notice", DeadlineKind.PERIOD, amount, unit, None, _bound_of_notice(match), event.trigger, scope=scope
    )


_LEAST: Final = ("至少", "最少", "不少于", "最短", "最低")
_MOST: Final = ("最长", "最多", "最高", "不超过")
"""What may stand before 公示期 and bound its number: 最长公示期3年."""


def _bound_of_notice(match: re.Match[str], before: str = "") -> Bound:
    """How the number limits a notice: exactly, where no word says otherwise; 至少保留5年 says it before the word."""
    if match["min"] or match["over"] or before.endswith(_LEAST):
        return Bound.MIN
    if before.endswith(_MOST) or match["max"] or match["inside"] or match["full"]:
        return Bound.MAX
    return Bound.APPROX if match["about"] or match["roughly"] else Bound.EXACT


def _read_period(
    context: Context, amount: int | float | None, unit: Unit | None, notice: re.Match[str] | None
) -> Draft:
    """公示期不少于7天: how long a notice stands; 批前, 届满 say on which side of what."""
    match = context.hit.match
    before = context.left
    left_of_word = before.key[: notice.start()] if notice else ""
    if notice and not notice["noun"] and _NOTICE_AS_LABEL.search(before.key):  # 招标公告：不少于5日
        label = read_left(before)
        return Draft(
            "period-of-notice", DeadlineKind.PERIOD, amount, unit, None, _bound_of_notice(match, left_of_word),
            scope=label.scope or label.trigger,
        )  # fmt: skip
    while notice:  # 规划批准前公示，公示时间不少于30日
        before = strip_edges(before.slice(0, notice.start()))
        if notice["word"] in ("公示", "公告") and (manner := _MANNER_END.search(before.key)):
            before = before.slice(0, manner.start())
        notice = _NOTICE.search(before.key)
    for word in (*_LEAST, *_MOST):
        before = before.slice(0, len(before.key) - len(word)) if before.key.endswith(word) else before
    if match["low"] and _bound_of_notice(match) is Bound.EXACT:
        return Draft("range-of-notice", DeadlineKind.UNKNOWN)  # 公示5-7天: neither number is the one
    left = read_left(before)
    direction = {"before": Direction.BEFORE, "after": Direction.AFTER}.get(left.side or "")
    if match["full"] or before.key.endswith(("起", "起计算", "起算")):
        direction = None  # 自公示之日起届满5年: neither 前 nor 后 is printed
    bound = _bound_of_notice(match, left_of_word)
    # 批前公示: 批 alone names no event that a clock could start at
    trigger = left.trigger if left.side and left.trigger and len(left.trigger) > 1 else None
    scope = left.scope if left.side else (left.scope or left.trigger)
    is_torn = left_of_word.endswith("最")
    return Draft(
        "period-of-notice", DeadlineKind.PERIOD, amount, unit, direction, bound, trigger, scope=scope,
        is_in_part=is_torn,
    )  # fmt: skip


def _with_bracket_trigger(left: Left, right: Phrase) -> Left:
    """20个工作日（自该政府信息形成或者变更之日起）: the event stands after the amount."""
    if left.trigger is not None:
        return left
    after = _BRACKET_TRIGGER.match(right.key)
    if after is None:
        return left
    event = read_left(right.slice(after.start("event"), after.end("event")))
    return replace(left, trigger=event.trigger, side=event.side)


def _direction_and_bound(match: re.Match[str], left: Left, *, is_limit: bool) -> tuple[Direction, Bound]:
    before = bool(match["ahead"] or match["before"]) or left.side == "before"
    if match["nth"] and match["before"] and left.side == "after":  # 作出决定后第7个工作日前
        return Direction.AFTER, Bound.MAX
    direction = Direction.BEFORE if before else Direction.AFTER
    if match["about"] or match["roughly"]:
        return direction, Bound.APPROX
    if match["min"] or match["over"]:
        return direction, Bound.MIN
    if match["inside"] or match["max"]:
        return direction, Bound.MAX
    if match["nth"]:  # 不迟于信息形成后第20个工作日
        return direction, Bound.MAX if is_limit else Bound.EXACT
    if before or (match["after"] and match["after"] != "起"):
        return direction, Bound.MIN
    return direction, Bound.MAX


def _is_bare_length(match: re.Match[str], left: Left, unit: Unit | None) -> bool:
    """6个月, 30日 with nothing that says from when or up to what: within, interval or retention?"""
    worded = any(match[name] for name in ("min", "max", "ahead", "inside", "before", "after", "about", "over"))
    return not worded and left.trigger is None and unit is not Unit.WORKING_DAY


def _read_after_repeating(
    context: Context, left: Left, amount: int | float | None, unit: Unit | None, direction: Direction, bound: Bound
) -> Draft | None:
    """每月数据发布后5个工作日内, 季度结束后10日内."""
    recurrence, trigger = context.every, left.trigger
    if trigger is not None and (cycle := _CYCLE_EVENT.match(trigger)):
        named = cycle["cycle"] or cycle["short"]
        is_part = re.match("上半|下半|第|[一二三四1-4]季", named)  # of a year: it ends once in it
        recurrence = cycle_recurrence("年" if is_part else named, By.AFTER)
    if recurrence is None:
        return None
    is_bare = context.every is None and not left.is_marked and not (left.trigger or "").endswith(_ENDS_OF_CYCLE)
    if is_bare and unit is Unit.DAY and _is_bare_length(context.hit.match, Left(), None):
        return Draft("day-after-cycle", DeadlineKind.UNKNOWN, scope=left.scope)  # 月度18日: the 18th, or so many days?
    if (
        context.hit.match["before"] and left.side == "after"
    ):  # 季后25日前: a day of the month that follows, or so many days?
        return Draft("day-after-cycle", DeadlineKind.UNKNOWN, scope=left.scope)
    by = By.BEFORE if direction is Direction.BEFORE else By.AFTER
    return Draft(
        "recurring-after-event", DeadlineKind.RECURRING, amount, unit, direction, bound, trigger,
        recurrence.model_copy(update={"by": by}), scope=left.scope,
    )  # fmt: skip


def _read_same_day(context: Context) -> Draft | None:
    is_of_event = context.left.key.endswith("的")  # 作出决定的当日
    if context.left.key == "的":
        return None  # its event is lost, as where a cell is torn before it
    left = read_left(context.left.slice(0, -1) if is_of_event else context.left, is_marked=is_of_event)
    match = context.hit.match
    amount = 0 if match["zero"] else 1
    unit = Unit.WORKING_DAY if match["next_work"] else Unit.DAY
    is_request = left.trigger is not None and _REQUEST.search(left.trigger) is not None
    kind = DeadlineKind.ON_REQUEST if is_request else DeadlineKind.WITHIN
    return Draft("same-day", kind, amount, unit, Direction.AFTER, Bound.MAX, left.trigger, scope=left.scope)


def _read_lost_unit(context: Context) -> Draft | None:
    """批准后20内: the unit is filled only where the law fixes it."""
    left = read_left(context.left)
    amount = read_number(context.hit.match["num"])
    if left.trigger is None or not amount or _CUT_BOUND.search(left.trigger):
        return Draft("unit-lost", DeadlineKind.UNKNOWN, scope=left.scope)
    unit = unit_by_law(left.trigger, amount)
    repairs = (f"lost unit filled by law: {unit}",) if unit else ("unit lost",)
    kind = DeadlineKind.ON_REQUEST if _REQUEST.search(left.trigger) else DeadlineKind.WITHIN
    return Draft(
        "within-lost-unit",
        kind,
        amount,
        unit,
        Direction.AFTER,
        Bound.MAX,
        left.trigger,
        scope=left.scope,
        repairs=repairs,
    )


AMOUNT_RULE: Final = Rule("amount", _AMOUNT_CORE, _read_amount, _accept_amount)
SAME_DAY: Final = Rule("same-day", _SAME_DAY, _read_same_day, accept_found)
LOST_UNIT: Final = Rule("lost-unit", _LOST_UNIT, _read_lost_unit, accept_found)
