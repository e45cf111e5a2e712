"""Calendar statements: dates and cycles that recur, dates of one year, 定期."""

from __future__ import annotations

import re
from typing import Final

from gkml_extract.model.deadline import Bound, By, DeadlineKind
from gkml_extract.normalise.deadline.amounts import NUMBER
from gkml_extract.normalise.deadline.calendar_words import ANCHOR
from gkml_extract.normalise.deadline.context import Left, is_event, read_left
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.recurrence import CYCLE_TIMES, cycle_recurrence, read_cycle_times, scan_calendar
from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.rule import Context, Hit, Rule, accept_found, accept_word
from gkml_extract.normalise.deadline.words import ACT, ENDS, MANNER, STOP, VERB
from gkml_extract.regex import regex

_NOT_LATER = regex(r"(?:不迟于|不晚于|不得迟于|不得晚于|不得?超过|最迟于?|最晚于?|截[至止]到?)(?:在|为)?$")
_EVENT_OF_CYCLE = regex(
    rf"^(?P<event>[汛节冬春夏秋](?=前)|[^,。;:()/\d]{{2,20}}?)[之以]?(?P<side>前后|前|后|时)"
    rf"(?:[将把对就][^,。;()\d前后时年月季]{{1,24}}?)?(?:{ACT}[^,。;:()/\d前后时年月季]{{0,12}})?$"
)
"""每学期 *开学前* 将收费标准公示: an event of each cycle, with no number."""
_CURRENT = regex("[当本今上](?:年|季|月|周)")
_SPAN_AS_OBJECT = regex("(?:第?[一二三四1-4][季、]|[上下]半年)")
_ANY_TIME = regex("[年月季日旬][底末初前后]?|每|半年|周")
"""A time before the verb: 三季度公布 *上半年*."""
_NEXT_AS_OBJECT = regex("[次下翌]一?个?(?:年度?|季度?|月份?|周)(?:$|[,。;)])")
_CYCLE_BEFORE = regex("[每月底末前日][^,。;]*$")
"""每月底前公布 *次月*: of what month it tells."""
_IN_BRACKET = regex(r"\([^()]{0,8}$")
_NAMED_SPAN = regex(rf"\)(?=[一-龥])(?!{ACT})")
"""上一年度（*1-12月*）数据: of what time the thing is."""
_AFTER_VERB = regex(rf"{VERB}$")
"""更新 *当月*（季）数据: of what time the thing is, not when it is done."""
_STRAY = regex(f"(?![的份内前后起报底末初或和及与并且一]|{ACT})[一-龥](?:{ACT})?")
"""每年1月31日 *煎*: one character more, which may have been 前."""
_SIDES: Final = {"前": By.BEFORE, "后": By.AFTER, "时": By.ON, "前后": By.ON}
_DATED_EVENT = regex(rf"^(?P<event>[一-龥]{{2,8}}?)[之以]?(?P<side>前后|前|后)(?:{ACT})?[^,。;:()\d]{{0,12}}$")
"""每年9月1日 *开学前*: what takes place on the date."""
_COUNTED_BACK = regex(r"[底末]前(?:\d|[一二三四五六七八九十两])")
"""年末前10个工作日: a day that no date says."""
_SEVERAL_SIDES = regex("[前中后]、")
_FIRST_OF_EVENTS = regex(f"(?!{ACT})[一-龥]{{2,6}}、")
"""每年春节、中秋前: the first of the events of each year."""
_OF_ITS_OWN_EVENT = regex("(?:次|下一?个?|翌|当|同)(?:年|季|月|周)")
_CYCLE_WORD = regex("[年季月周旬]|学期")
_RESPECTIVELY = regex("、[^,。;]*分别(?:于|在|为)?$")
_ROUND = regex(
    rf"(?<![第0-9每])(?P<n>{NUMBER})个?(?P<cycle>年|季度|月|周)(?P<times>)一(?:轮|评估?|审|检|编|修[编订]?|公开|公布|更新|公示|报)(?={STOP})"
)
"""三年一轮, 五年一修编."""
_REGULARLY = regex(rf"(?<!不)定期(?:(?:或者?|和|与|、)不定期)?(?:{MANNER}(?:{VERB})|{ENDS})")


def _accept_calendar(rule: Rule, key: str, match: re.Match[str]) -> Hit | None:
    reading = scan_calendar(key, match.start())
    if reading is None or reading.end <= match.start():
        return None
    is_object = _CURRENT.match(key, match.start()) or (
        _NEXT_AS_OBJECT.match(key, match.start()) and _CYCLE_BEFORE.search(key[: match.start()])
    )
    if _SPAN_AS_OBJECT.match(key, match.start()):
        segment = re.split("[,。;]", key[: match.start()])[-1]
        is_whole = reading.recurrence is not None and reading.recurrence.by is By.DURING
        if is_whole and _ANY_TIME.search(segment) and _AFTER_VERB.search(segment):
            return Hit(rule, match.start(), reading.end, match)  # without a calendar: nothing is read of it
    if not reading.has_position and is_object and _AFTER_VERB.search(key[: match.start()]):
        return None
    if _IN_BRACKET.search(key, 0, match.start()) and _NAMED_SPAN.match(key, reading.end):
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
    right = context.right.slice(0, len(context.right.key.rstrip(",、")))
    once = not reading.repeats or "一次性" in context.left.key + context.right.key
    if once:
        is_part = _COUNTED_BACK.search(context.core.key) is not None
        return Draft("fixed-date", DeadlineKind.FIXED, bound=bound, scope=scope, is_in_part=is_part)
    if reading.is_bare and (event := _EVENT_OF_CYCLE.match(right.key)) and reading.recurrence:
        trigger = context.core.print + right.print[: event.end("event")]
        around = reading.recurrence.model_copy(update={"by": _SIDES[event["side"]]})
        bound = Bound.APPROX if event["side"] == "前后" else bound
        is_part = _SEVERAL_SIDES.search(event["event"]) is not None
        return Draft(
            "recurring-event", DeadlineKind.RECURRING, None, None, None, bound, trigger, around, scope=scope,
            is_in_part=is_part,
        )  # fmt: skip
    rule = "recurring-date" if reading.has_position else "recurring-interval"
    recurrence = reading.recurrence
    if recurrence and recurrence.by is By.ON and _NOT_LATER.search(context.left.key):
        recurrence = recurrence.model_copy(update={"by": By.BEFORE})
    is_in_part = _STRAY.fullmatch(right.key) is not None
    is_in_part |= reading.is_bare and _FIRST_OF_EVENTS.fullmatch(context.right.key) is not None
    if _RESPECTIVELY.search(context.left.key):
        is_in_part = True  # 季报、年报分别于季末、次年3月底前: which of them when
    if _OF_ITS_OWN_EVENT.match(context.core.key) and _names_event(context.left):
        is_in_part = True  # 批准后次月: the month after it, and no date that comes again
    if recurrence and (dated := _DATED_EVENT.match(right.key)) and recurrence.by in (By.ON, By.DURING):
        if recurrence.by is By.DURING:  # 每年6月高考前: a part of the month; 每年4月确定后 is all of it
            is_in_part = is_in_part or dated["side"] == "前"
        elif dated["side"] == "前后":
            bound = Bound.APPROX
        else:
            recurrence = recurrence.model_copy(update={"by": _SIDES[dated["side"]]})
    return Draft(rule, DeadlineKind.RECURRING, recurrence=recurrence, bound=bound, scope=scope, is_in_part=is_in_part)


def _names_event(before: Phrase) -> bool:
    """Whether an event stands before a time that is told from it; the end of a cycle is none."""
    left = read_left(before)
    is_event_there = left.trigger is not None and (left.side == "after" or is_event(left.trigger))
    return is_event_there and not _CYCLE_WORD.search(left.trigger or "")


def _scope_only(left: Left) -> str | None:
    """Before a calendar date a text is what it is for, never a trigger."""
    if left.trigger and not left.is_marked and left.scope is None:
        return left.trigger
    return left.scope


def _read_cycle_times(context: Context) -> Draft | None:
    recurrence = read_cycle_times(context.hit.match)
    return Draft(
        "recurring-times", DeadlineKind.RECURRING, recurrence=recurrence, scope=_scope_only(read_left(context.left))
    )


def _read_now_and_then(context: Context) -> Draft | None:
    """定期公开: it recurs, the print does not say how often."""
    return Draft("recurring-unspecified", DeadlineKind.RECURRING, scope=_scope_only(read_left(context.left)))


_BARE_CYCLE = regex(
    rf"(?:(?<=^)|(?<=[,、。;:(]))(?:(?P<cycle>半年度|年度|季度|月度|学期)(?={STOP}|各|{MANNER}(?:公开|公布|更新|发布|公示))"
    rf"|(?P<half>半年)(?={MANNER}(?:公开|公布|更新|发布|公示)))"
    r"|一(?P<once_in_a>[日天周月年])(?=一(?:公开|公布|更新|发布|公示|公告|通报|报|晒|结|清))"
    r"|(?<!每)(?P<once_a>半年|半个?月|季度?|月)(?=一(?:公开|公布|更新|发布|公示|公告|通报|报|晒|结|清))"
)


def _read_bare_cycle(context: Context) -> Draft | None:
    recurrence = cycle_recurrence(next(filter(None, context.hit.match.groups())), By.DURING)
    return Draft(
        "recurring-interval", DeadlineKind.RECURRING, recurrence=recurrence, scope=_scope_only(read_left(context.left))
    )


_LOST_MONTH = regex(
    r"(?:每年度?|[当次]年)的?月(?:\d{1,2}[日号]?|[底末初]|[上中下]旬|日)|每月日(?![报常均])|(?<!\d)年月日?[之以]?前|(?:每个?)?季度?第个月"
)


def _read_lost_month(_context: Context) -> Draft | None:
    """每年月31日前: the number of the month is lost, and nothing says which it was."""
    return Draft("lost-month", DeadlineKind.UNKNOWN)


ROUND: Final = Rule("recurring-round", _ROUND, _read_cycle_times, accept_found)
LOST_MONTH: Final = Rule("lost-month", _LOST_MONTH, _read_lost_month, accept_found)
CALENDAR: Final = Rule("calendar", ANCHOR, _read_calendar, _accept_calendar)
CYCLE_WITH_TIMES: Final = Rule("recurring-times", CYCLE_TIMES, _read_cycle_times, accept_found)
BARE_CYCLE: Final = Rule("recurring-interval", _BARE_CYCLE, _read_bare_cycle, accept_found)
REGULARLY: Final = Rule("recurring-unspecified", _REGULARLY, _read_now_and_then, accept_word)
