"""The named rules: each finds one form of statement in a key and reads it with what stands around it.

A rule is a name, a pattern that finds where it may stand, an `accept` that says where it ends (or that
it does not stand there after all), and a `read` that makes a draft of it. `clauses` runs them left to
right, so a new form of deadline is one rule here and its lines in corpus.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from gkml_extract.model.deadline import Bound, By, DeadlineKind, Direction, Extension, Recurrence, Unit
from gkml_extract.normalise.deadline.amounts import AMOUNT, NUMBER, read_amount, read_number, unit_by_law
from gkml_extract.normalise.deadline.context import Left, read_left, strip_edges
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.recurrence import (
    ANCHOR,
    CYCLE_TIMES,
    CalendarReading,
    cycle_recurrence,
    read_cycle_times,
    scan_calendar,
)
from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.words import ACT, ENDS, MANNER, STOP, VERB

WEAK_TAIL: Final = 14
"""Characters that may follow 及时公开, 长期公开 …: more is a content cell that begins with such a word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule stands in the key, and what it matched."""

    rule: Rule
    start: int
    end: int
    match: re.Match[str]
    calendar: CalendarReading | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A hit with the text before and after it, as far as they belong to it.

    `every` is a bare cycle right before (每月 of 每月数据发布后5个工作日内).
    """

    hit: Hit
    left: Phrase
    core: Phrase
    right: Phrase
    every: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of statement. `is_modifier`: says something of the deadline beside it, is none itself."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[Context], Draft | None]
    accept: Callable[[Rule, str, re.Match[str]], Hit | None]
    is_modifier: bool = False


def _accept(rule: Rule, _key: str, match: re.Match[str]) -> Hit | None:
    return Hit(rule, match.start(), match.end(), match)


# --- amounts -------------------------------------------------------------------------------------

_MIN = "不少于|不得少于|不低于|不得低于|不短于|不得短于|至少|最少|不得?小于|少于"
_MAX = "不超过|不得超过|不多于|不得多于|不晚于|不迟于|不得迟于|不得晚于|最长不超过|最长|最多|最迟|最晚|控制在|压缩至|缩短至"
_BEFORE_NUMBER = rf"(?:(?P<min>{_MIN})|(?P<max>(?:最长|最多|最迟)?(?:{_MAX}))|(?P<ahead>(?:至少|最少)?提前)|(?P<full>届满|满)|(?P<roughly>大?约|大概)|(?P<nth>第))?(?:为|于|在)?"
_AFTER_NUMBER = (
    r"(?:的?时?间?(?P<inside>[之以]?内)|(?P<before>[之以]?前)|(?P<after>(?:[之以]后|后|起))|(?P<about>左右|上下)|(?P<over>(?:及|含)?以上)|(?P<notice>的?公示期?))?"
)
_AMOUNT_CORE = re.compile(
    rf"(?<![\d.〔\[])(?:{_BEFORE_NUMBER})(?<!\d){AMOUNT}{_AFTER_NUMBER}(?P<act>(?:{ACT}){{0,2}})"
)
_NOTICE = re.compile(
    r"(?P<word>公示|公告|公开|公布|发布|展示|张贴|征求意见|征集意见|征求公众意见|意见征集|保留|保存|留存|挂网|听取意见|网上)"
    r"(?P<noun>期限?|时间|时长|时限|期间|天数|周期)?(?:一般|应当?|不?得?|均|为|是|:|,|须|需|要|原则上|不得)*$"
)
_REQUEST = re.compile(
    r"(?:(?:收到|接到|收取|受理|收悉|提出|提交|递交|登记|接收|依|自)[^,。;]{0,14}?(?:申请|申请书|申请表|申请件|请求)"
    r"|^申请(?:人?(?:提出|提交|受理|收到|登记)?(?:申请)?)?)$"
)
_RECEIVED: Final = "收到申请"
_CYCLE_EVENT = re.compile(
    r"^(?:每(?:一)?(?:个)?|上(?:一)?(?:个)?|各|会计|财政|自然|本|当)*(?P<cycle>年度?|半年度?|季度?|月度?|月份|学期|学年|周|星期)(?:结束|终了|终结|完结|届满|末|终)$"
)
_EVERY_EVENT = re.compile(r"^(?:每|次)(?:一)?(?:个)?(?P<cycle>年度?|半年度?|季度?|月度?|月份?|学期|学年|周|星期|日|天)")
_TORN_LEFT = re.compile(r"^(?:或者?[^,]{2,4}|者[^,]{2,4}|更)?(?:之日?|日)起$")
_NOT_LATER = re.compile(r"(?:不迟于|不晚于|不得迟于|不得晚于|最迟于?|最晚于?|截[至止]到?)(?:在|为)?$")
_BRACKET_TRIGGER = re.compile(
    r"^[,(（]*(?P<event>(?:自|从)[^()]{1,40}?(?:\([^()]*\))?[^()]{0,20}?(?:之日|日)?起|[^(),]{2,30}(?:之日起|后))\)?(?P<rest>.*)$"
)
_SAME_DAY = re.compile(rf"(?:(?P<zero>(?:当|即|同)[日天])|(?P<next>次日|翌日|第二[日天])|(?P<next_work>(?:次|下)一?个?工作日))(?!起|常|报|值)(?:[之以]?内|[之以]?前)?(?={STOP}|{ACT})")
_LOST_UNIT = re.compile(rf"(?<![\d.第])(?P<num>{NUMBER})(?P<ge>个?)(?=[之以]?内(?:{STOP}|{ACT}))[之以]?内(?:{ACT})?")


def _accept_amount(rule: Rule, key: str, match: re.Match[str]) -> Hit | None:
    """An amount states a time if a word around it says so, or nothing follows: not 三年行动, 2024年预算."""
    number = read_number(match["num"])
    if number is None or (match["unit"] == "年" and number > 100):
        return None
    if match["unit"] == "月" and not (match["inside"] and re.search("[后起]$", key[: match.start()])):
        return None  # 3月内 is a month of the year unless an event stands before it
    if match["nth"] and match["unit"] not in ("个工作日", "工作日", "日", "天"):
        return None
    worded = any(match[name] for name in ("min", "max", "ahead", "full", "inside", "about", "over", "notice", "act"))
    if worded or match["before"] or match["after"] or re.match(STOP, key[match.end() :][:1] or ""):
        return Hit(rule, match.start(), match.end(), match)
    return None


def _read_amount(context: Context) -> Draft | None:
    """N units around an event: within, period, on request, or after something that repeats."""
    match, left_phrase = context.hit.match, context.left
    amount, unit = read_amount(match["num"], match["unit"])
    notice = _NOTICE.search(left_phrase.key)
    if context.right.key == "的" or _TORN_LEFT.match(left_phrase.key):  # 届满5年的, 或者变更之日起…: a piece of a cell
        return Draft("torn-piece", DeadlineKind.UNKNOWN)
    if _is_period(match, notice):
        return _read_period(context, amount, unit, notice)
    left = read_left(left_phrase, is_marked=bool(match["before"] or match["after"]))
    if match["full"] and match["inside"] and left.trigger:
        left = replace(left, trigger=left.trigger + match["full"])
    left = _with_bracket_trigger(left, context.right)
    direction, bound = _direction_and_bound(match, left)
    if context.every is not None or (left.trigger and _CYCLE_EVENT.match(left.trigger)):
        return _read_after_repeating(context, left, amount, unit, direction, bound)
    if bound is Bound.MIN and left.side is None and not (match["before"] or match["after"] or match["ahead"]):
        return Draft("period-of-notice", DeadlineKind.PERIOD, amount, unit, None, bound, scope=left.scope, trigger=left.trigger)
    if _is_bare_length(match, left, unit):
        return Draft("bare-length", DeadlineKind.UNKNOWN, scope=left.scope)
    kind, rule = DeadlineKind.WITHIN, "within-event" if left.trigger else "within-bare"
    if left.trigger and _REQUEST.search(left.trigger):
        kind, rule = DeadlineKind.ON_REQUEST, "on-request"
    return Draft(
        rule, kind, amount, unit, direction, bound, left.trigger, scope=left.scope,
        is_limit=bool(match["max"]) and left.trigger is None,
    )  # fmt: skip


def _is_period(match: re.Match[str], notice: re.Match[str] | None) -> bool:
    if match["full"]:
        return not match["inside"]
    if match["notice"] and not match["inside"]:
        return True
    if notice is None or match["before"] or match["after"]:
        return False
    if match["ahead"] or (notice["word"] == "网上"):
        return False
    if match["min"] or match["over"]:
        return True
    if notice["noun"]:
        return notice["noun"] != "时限" and not (match["inside"] and notice["word"] == "公开")
    return notice["word"] not in ("公开", "公布", "发布", "挂网") and not match["inside"]


def _read_period(context: Context, amount: int | float | None, unit: Unit | None, notice: re.Match[str] | None) -> Draft:
    """公示期不少于7天: how long a notice stands; 批前, 届满 say on which side of what."""
    match = context.hit.match
    before = context.left
    while notice:  # 规划批准前公示，公示时间不少于30日
        before = strip_edges(before.slice(0, notice.start()))
        notice = _NOTICE.search(before.key)
    left = read_left(before)
    direction = {"before": Direction.BEFORE, "after": Direction.AFTER}.get(left.side or "")
    if match["full"]:
        direction = None  # 自公示之日起届满5年: neither 前 nor 后 is printed
    bound = Bound.EXACT
    if match["min"] or match["over"]:
        bound = Bound.MIN
    elif match["max"] or match["inside"] or match["full"]:
        bound = Bound.MAX
    elif match["about"]:
        bound = Bound.APPROX
    # 批前公示: 批 alone names no event that a clock could start at
    trigger = left.trigger if left.side and left.trigger and len(left.trigger) > 1 else None
    scope = left.scope if left.side else (left.scope or left.trigger)
    return Draft("period-of-notice", DeadlineKind.PERIOD, amount, unit, direction, bound, trigger, scope=scope)


def _with_bracket_trigger(left: Left, right: Phrase) -> Left:
    """20个工作日（自该政府信息形成或者变更之日起）: the event stands after the amount."""
    if left.trigger is not None:
        return left
    after = _BRACKET_TRIGGER.match(right.key)
    if after is None:
        return left
    event = read_left(right.slice(after.start("event"), after.end("event")))
    return replace(left, trigger=event.trigger, side=event.side)


def _direction_and_bound(match: re.Match[str], left: Left) -> tuple[Direction, Bound]:
    before = bool(match["ahead"] or match["before"]) or left.side == "before"
    direction = Direction.BEFORE if before else Direction.AFTER
    if match["about"] or match["roughly"]:
        return direction, Bound.APPROX
    if match["min"] or match["over"]:
        return direction, Bound.MIN
    if match["inside"] or match["max"]:
        return direction, Bound.MAX
    if match["nth"]:
        return direction, Bound.EXACT
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
        recurrence = cycle_recurrence(cycle["cycle"], By.AFTER)
    if recurrence is None:
        return None
    by = By.BEFORE if direction is Direction.BEFORE else By.AFTER
    return Draft(
        "recurring-after-event", DeadlineKind.RECURRING, amount, unit, direction, bound, trigger,
        recurrence.model_copy(update={"by": by}), scope=left.scope,
    )  # fmt: skip


def _read_same_day(context: Context) -> Draft | None:
    left = read_left(context.left)
    match = context.hit.match
    amount = 0 if match["zero"] else 1
    unit = Unit.WORKING_DAY if match["next_work"] else Unit.DAY
    return Draft("same-day", DeadlineKind.WITHIN, amount, unit, Direction.AFTER, Bound.MAX, left.trigger, scope=left.scope)


def _read_lost_unit(context: Context) -> Draft | None:
    """批准后20内: the unit is filled only where the law fixes it."""
    left = read_left(context.left)
    amount = read_number(context.hit.match["num"])
    if left.trigger is None:
        return None
    unit = unit_by_law(left.trigger, amount)
    repairs = (f"lost unit filled by law: {unit}",) if unit else ("unit lost",)
    kind = DeadlineKind.ON_REQUEST if _REQUEST.search(left.trigger) else DeadlineKind.WITHIN
    return Draft(
        "within-lost-unit", kind, amount, unit, Direction.AFTER, Bound.MAX, left.trigger, scope=left.scope, repairs=repairs
    )


# --- the calendar ----------------------------------------------------------------------------------


def _accept_calendar(rule: Rule, key: str, match: re.Match[str]) -> Hit | None:
    reading = scan_calendar(key, match.start())
    if reading is None or reading.end <= match.start():
        return None
    return Hit(rule, match.start(), reading.end, match, reading)


def _read_calendar(context: Context) -> Draft | None:
    reading = context.hit.calendar
    if reading is None:
        return None
    scope = _scope_only(read_left(context.left))
    if not reading.is_possible:
        return Draft("impossible-date", DeadlineKind.UNKNOWN, scope=scope)
    bound = Bound.APPROX if reading.is_approximate else None
    once = not reading.repeats or "一次性" in context.left.key + context.right.key
    if once:
        return Draft("fixed-date", DeadlineKind.FIXED, bound=bound, scope=scope)
    rule = "recurring-date" if reading.has_position else "recurring-interval"
    recurrence = reading.recurrence
    if recurrence and recurrence.by is By.ON and _NOT_LATER.search(context.left.key):
        recurrence = recurrence.model_copy(update={"by": By.BEFORE})
    return Draft(rule, DeadlineKind.RECURRING, recurrence=recurrence, bound=bound, scope=scope)


def _scope_only(left: Left) -> str | None:
    """Before a calendar date a text is what it is for, never a trigger."""
    if left.trigger and not left.is_marked and left.scope is None:
        return left.trigger
    return left.scope


def _read_cycle_times(context: Context) -> Draft | None:
    recurrence = read_cycle_times(context.hit.match)
    return Draft("recurring-times", DeadlineKind.RECURRING, recurrence=recurrence, scope=_scope_only(read_left(context.left)))


def _read_now_and_then(context: Context) -> Draft | None:
    """定期公开: it recurs, the print does not say how often."""
    return Draft("recurring-unspecified", DeadlineKind.RECURRING, scope=_scope_only(read_left(context.left)))


_BARE_CYCLE = re.compile(rf"(?:(?<=^)|(?<=[,、。;:(]))(?P<cycle>半年度|年度|季度|月度|学期)(?={STOP}|{MANNER}(?:公开|公布|更新|发布|公示))")


def _read_bare_cycle(context: Context) -> Draft | None:
    recurrence = cycle_recurrence(context.hit.match["cycle"], By.DURING)
    return Draft("recurring-interval", DeadlineKind.RECURRING, recurrence=recurrence, scope=_scope_only(read_left(context.left)))


# --- words -----------------------------------------------------------------------------------------

_IMMEDIATE = re.compile(
    rf"(?:实时|及时|即时|随时|适时|立即|即刻|立刻|第一时间|马上|尽快|尽早|当即|即知即改|即办即公开|(?<![能法])(?<!能够)(?<!可以)当场){ENDS}(?!{ACT}的)"
    rf"(?:[、,]?(?:及时|实时|即时|随时|准确|动态))?(?:{ACT})?"
)
_AT_ONCE = re.compile(
    rf"(?P<event>(?:变动|变更|变化|更新|调整|产生|形成|生成|发生|修改|制定|出台|有|变|办结))后?(?:立?即|便)(?:行|时|予)?(?:公开|公布|更新|更|改|报|发布|公示|换|调整){ENDS}?"
)
_ALONG = re.compile(
    rf"随(?P<event>变|产生|形成|更新|报|办|批|生成|来|有|发生|收|改|制定|审)随(?:时)?(?:公开|公布|更新|更|发布|公示|报|办|调整|改){ENDS}?"
)
_ONGOING = re.compile(
    rf"(?P<retention>(?:有[效限]期限?内?|有效期间?)?(?:保持)?(?P<long>(?:长期|常年|长年|永久|永远|终身|全年|始终|一直|持续|全天候|24小时)(?:保持|对外|向社会|予以)?"
    rf"(?:公开|公示|公布|有效|保留|保存|展示|发布|挂网|张贴)?(?:[,、](?:最新|现行)有效)?|(?:任期|任职期|在职期|在岗期|在任期|聘用期|服务期)(?:间|内|限内)|(?:有效|存续|试用|任|聘|存)期限?(?:间|内)(?:长期|持续)?(?:公开|公示|有效)?))"
    rf"(?={STOP}|{ACT}|动态|随时|及时|实时|并|信息)"
    rf"|(?P<dynamic>(?:不定期|经常性?|常态化?|滚动|动态)(?:管理|维护|公开|更新|调整|公布|公示|发布){{0,2}}){ENDS}"
)
_REGULARLY = re.compile(rf"(?<!不)定期(?:{MANNER}(?:{VERB})|{ENDS})")
_ON_REQUEST = re.compile(
    rf"(?:依|应|按|根据)(?:照)?(?:当事人|申请人|公民|群众)?(?:的)?申请(?:人)?(?:的)?(?:要求|需求|需要)?(?:公开|提供|答复|办理)?(?:事项|信息)?(?:的)?{ENDS}?|按申请人?要求"
)
_TOGETHER = re.compile(
    rf"(?:(?P<with>[与和同跟随])(?P<event>[^,。;:与]{{1,30}}?))?(?P<how>同步|同时|一并|一同|一起)(?P<manner>{MANNER})(?P<act>公开|公布|公示|发布|印发|出台|更新|实施|推送|解读|部署|组织|研究)(?P<what>[^,。;]{{0,12}})"
)
_FOLLOWS = re.compile(
    rf"随着?(?!时|机|同步|意|访|迁|行|军|申)(?P<event>[^,。;:随]{{2,20}}?)(?:而|及时|逐步|适时|实时|动态)*(?:{VERB}|变化){ENDS}?"
)
_EACH = re.compile(rf"(?P<event>每(?:完成|发生|次|届|批|期|笔|轮|举办|召开|形成|有)(?:[^,。;]{{0,16}}?))(?:后|时|结束后)?(?:及时)?(?={STOP}|{ACT})(?:{ACT})?")
_STAGES = re.compile(
    rf"(?:实施|进行)?(?P<how>分段|分阶段|分步骤|分批次?|分期|逐项|按阶段|按节点|阶段性)(?:{ACT})"
)
_PROGRESS = re.compile(
    rf"(?P<event>(?:按照?|根据|视|依据|结合|随)[^,。;:]{{0,12}}(?:进展|进度|情况|实际|需要|安排|程度|节点|阶段)(?:情况|需要|程度)?)(?P<now>{MANNER})(?:{ACT})?(?={STOP})"
)


def _accept_weak(rule: Rule, key: str, match: re.Match[str]) -> Hit | None:
    """A word like 及时 stands alone or with a short tail; more text is content that begins with it."""
    rest = re.match(r"[^,、。;:!()]*", key[match.end() :])
    if rest is not None and len(rest[0]) > WEAK_TAIL:
        return None
    return Hit(rule, match.start(), match.end(), match)


def _event_or_scope(left: Left) -> tuple[str | None, str | None]:
    """Before 及时: an event if marked or a verb ends it (变更及时更新); a noun is a scope."""
    return left.trigger, left.scope


def _read_immediate(context: Context) -> Draft | None:
    left = read_left(context.left)
    trigger, scope = _event_or_scope(left)
    if trigger and re.match("依法|按照?(?:相关|有关|国家)?(?:规定|要求)|依规", trigger):
        trigger = None
    if trigger is None and "场" in context.core.key and scope is None:
        scope = None
    return Draft("immediate", DeadlineKind.IMMEDIATE, trigger=trigger, scope=scope)


def _read_at_once(context: Context) -> Draft | None:
    match = context.hit.match
    event = context.core.print[match.start("event") - context.hit.start : match.end("event") - context.hit.start]
    left = read_left(Phrase(context.left.print + event, context.left.key + match["event"]))
    return Draft("immediate-on-change", DeadlineKind.IMMEDIATE, trigger=left.trigger or event, scope=left.scope)


def _read_ongoing(context: Context) -> Draft | None:
    left = read_left(context.left)
    match = context.hit.match
    retention = None
    if match["retention"]:
        first, last = match.start("retention"), match.end("retention")
        retention = context.core.print[first - context.hit.start : last - context.hit.start].removeprefix("保持")
    return Draft("ongoing", DeadlineKind.ONGOING, retention=retention, scope=left.scope or left.trigger)


def _read_on_request(context: Context) -> Draft | None:
    left = read_left(context.left)
    label = context.core.print if context.right.key.startswith(":") else None
    return Draft("on-request", DeadlineKind.ON_REQUEST, scope=left.scope or left.trigger or label)


def _read_together(context: Context) -> Draft | None:
    """与政策文件同步发布: the event is the thing and what is done with it."""
    match, left = context.hit.match, read_left(context.left)
    if match["event"]:
        first = match.start("event") - context.hit.start
        event = context.core.print[first : first + len(match["event"])]
        marked = re.search(r"(?:时|后)$", event)
        trigger = event[: marked.start()] if marked else event + match["act"]
        return Draft("event-together", DeadlineKind.EVENT, trigger=trigger, scope=left.scope or left.trigger)
    return Draft("event-together", DeadlineKind.EVENT, trigger=left.trigger, scope=left.scope)


def _read_named_event(context: Context) -> Draft | None:
    match = context.hit.match
    first = match.start("event") - context.hit.start
    trigger = context.core.print[first : first + len(match["event"])] or None
    left = read_left(context.left)
    return Draft(f"event-{context.hit.rule.name.removeprefix('event-')}", DeadlineKind.EVENT, trigger=trigger, scope=left.scope or left.trigger)


def _read_stages(context: Context) -> Draft | None:
    """历时较长的事项应按事前、事中、事后实施分段公布: the stages are what stands after 按."""
    marked = re.search(r"(?:应|应当)?(?:按照?|根据)(?=[^,。;]{1,20}$)", context.left.key)
    if marked is None:
        left = read_left(context.left)
        return Draft("event-stages", DeadlineKind.EVENT, scope=left.scope or left.trigger)
    left = read_left(context.left.slice(0, marked.start()))
    stages = strip_edges(context.left.slice(marked.end()))
    return Draft("event-stages", DeadlineKind.EVENT, trigger=stages.print or None, scope=left.scope or left.trigger)


def _read_progress(context: Context) -> Draft | None:
    match = context.hit.match
    first = match.start("event") - context.hit.start
    trigger = context.core.print[first : first + len(match["event"])]
    left = read_left(context.left)
    now = re.search("及时|实时|即时|随时|适时", match["now"] + match["event"])
    if now:
        return Draft("immediate", DeadlineKind.IMMEDIATE, trigger=re.sub("及时|实时|即时|随时|适时", "", trigger), scope=left.scope or left.trigger)
    return Draft("event-progress", DeadlineKind.EVENT, trigger=trigger, scope=left.scope or left.trigger)


# --- modifiers ---------------------------------------------------------------------------------------

_EXCEPTION = re.compile(
    r"(?:另有|有其他|有特殊|另行|有特别|有明确|别有)(?:明确|特殊|特别)?(?:规定|要求|约定|时限|期限)[^。;)]{0,24}(?:从其(?:规定|约定|要求)|为准|除外|执行|的)?"
    r"|[从依按遵](?:照|从)?其(?:规定|约定|要求)(?:执行)?|(?:规定|约定|要求|法规|法律|公开|情形|情况|秘密|隐私)[^,。;节假]{0,6}除外|(?<!日)(?<!假)除外"
)
_HOLIDAY = re.compile(r"(?:如?遇|因|逢)[^。;]{0,16}(?:节假日|假期|假日|双休日|周末)[^。;)]{0,40}|(?:节假日|双休日)[^。;)]{0,6}(?:顺延|除外|不计)[^。;)]{0,24}|顺延[^。;)]{0,24}")
_EXTENSION = re.compile(rf"(?<!不得)(?<!不)(?<!不能)延长(?:[^。;\d]{{0,24}}?(?:{AMOUNT}))?(?:[之以]?内)?(?:的?期限)?(?:{ACT})?")
_SHORTENING = re.compile(rf"(?:缩短|压缩|提速|提前)(?:至|到|为)[^。;\d]{{0,6}}{AMOUNT}(?:[之以]?内)?")


def _read_exception(_context: Context) -> Draft | None:
    return Draft("exception", DeadlineKind.UNKNOWN, exception=True)


def _read_nothing(_context: Context) -> Draft | None:
    return Draft("aside", DeadlineKind.UNKNOWN)


def _read_extension(context: Context) -> Draft | None:
    match = context.hit.match
    amount, unit = read_amount(match["num"], match["unit"]) if match["num"] else (None, None)
    return Draft("extension", DeadlineKind.UNKNOWN, extension=Extension(amount=amount, unit=unit))


RULES: Final[tuple[Rule, ...]] = (
    Rule("holiday", _HOLIDAY, _read_nothing, _accept, is_modifier=True),
    Rule("exception", _EXCEPTION, _read_exception, _accept, is_modifier=True),
    Rule("extension", _EXTENSION, _read_extension, _accept, is_modifier=True),
    Rule("shortening", _SHORTENING, _read_nothing, _accept, is_modifier=True),
    Rule("recurring-times", CYCLE_TIMES, _read_cycle_times, _accept),
    Rule("calendar", ANCHOR, _read_calendar, _accept_calendar),
    Rule("recurring-interval", _BARE_CYCLE, _read_bare_cycle, _accept),
    Rule("amount", _AMOUNT_CORE, _read_amount, _accept_amount),
    Rule("same-day", _SAME_DAY, _read_same_day, _accept),
    Rule("lost-unit", _LOST_UNIT, _read_lost_unit, _accept),
    Rule("on-request", _ON_REQUEST, _read_on_request, _accept_weak),
    Rule("progress", _PROGRESS, _read_progress, _accept_weak),
    Rule("event-stages", _STAGES, _read_stages, _accept_weak),
    Rule("immediate-along", _ALONG, _read_at_once, _accept_weak),
    Rule("event-together", _TOGETHER, _read_together, _accept_weak),
    Rule("event-follows", _FOLLOWS, _read_named_event, _accept_weak),
    Rule("event-each", _EACH, _read_named_event, _accept_weak),
    Rule("immediate-on-change", _AT_ONCE, _read_at_once, _accept_weak),
    Rule("ongoing", _ONGOING, _read_ongoing, _accept_weak),
    Rule("immediate", _IMMEDIATE, _read_immediate, _accept_weak),
    Rule("recurring-unspecified", _REGULARLY, _read_now_and_then, _accept_weak),
)
