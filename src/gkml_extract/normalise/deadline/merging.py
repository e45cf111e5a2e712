"""What is one deadline and what is several: modifiers, retentions and doubled words belong to the one beside them.

Source: record.md § Deadline, "How to read what could be read in two ways".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gkml_extract.model.deadline import Bound, By, DeadlineKind, Direction, Recurrence, Unit
from gkml_extract.normalise.deadline.context import MARKER, split_scope
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.lengths import RECEIVED
from gkml_extract.normalise.deadline.repair import Phrase, is_month_end
from gkml_extract.normalise.deadline.words import ACT
from gkml_extract.regex import regex

PRINTED_TIME = regex(
    r"(?<![第〔\[\d])(?:(?:\d{1,3}|[一二三四五六七八九十两]{1,3})"
    r"(?:个?工作日?|[日天](?!常)|个月|个?小时|分钟|周(?!年)|季度)(?!(?:及|含)?以上的)"
    r"|\d{1,4}月)|每(?:[年月季周日天]|半年)|[春夏秋冬]季|各[一二两0-9]次|(?<![学半上])[年月季][底末初]"
    r"|个?工作日[之以]?内|(?<![\d一二三四五六七八九十半两])个工作日|(?<![\d一二三四五六七八九十两半])个月[之以]?内|第[一二三四五1-5][个介周]"
    r"|(?<![\dA-Za-z/:\-件表注第条号款栏〔\[.(])\d{1,3}(?:个(?=[)]))?(?=$|[,。;)]|公[开布示告]|发布|更新)"
    r"|(?<![\dA-Za-z./\-])\d{1,3}个?[之以]?内(?!容)"
)
"""A printed time, wherever it stands."""
_IN_BRACKET_BEHIND = regex(r"(?P<head>[^()]+)\((?P<scope>[^()]{2,20})\)")
_NO_SCOPE = regex("除外|规定|[不]?含|节假日|顺延|包括|以.*为准|原则|一般|[如若遇]|同上")
_CHANGE = regex("变|调整|更新|修[改订]|新增|增减|换|失效|废止")
_OWN_CHANGE = regex("(?:如?有|发生)?(?:信息|内容)?(?:变更|变动|变化|调整|更新|修改|修订)")
"""清单动态更新，调整后…: of the thing itself; 人员变动 is of another."""
_DAY_BEFORE = regex(rf"[(,]?[0-9一二三四五六七八九十]{{1,3}}[日号][之以]?前(?:{ACT})?\)?")
MAX_DAY = 31
_WHILE = regex("平时|日常|其余时间|[^,。;、]{2,8}(?:期间|期限?内)")
"""What says how long, and not of what: 任职期间长期公开."""
_RENEWAL = regex("(?:更新|调整|维护|核对)(?:[一1两2三3四4]次)?$")
_YEARLY = regex(r"FREQ=YEARLY;BYMONTH=(?P<months>[\d,]+);BYMONTHDAY=(?P<day>-?\d+)")
_BY_CYCLE = regex("[按逐分]")
_OF_ALL_MONTHS = regex("均(?:应当?|须)?(?:在|于|为)?(?:当月)?")
_MONTHS_ALONE = regex(r"FREQ=YEARLY;BYMONTH=[\d,]+")
_DAY_OF_MONTH = regex(r"FREQ=MONTHLY(;BYMONTHDAY=-?\d+)")
_IN_CYCLE = {"FREQ=MONTHLY;INTERVAL=3": 3, "FREQ=MONTHLY;INTERVAL=6": 6}
"""Months of the cycles whose dates are told with the year."""
_FROM_PUBLICATION = frozenset(
    {(None, None), *((act, side) for act in ("公开", "公布", "发布", "公示") for side in (Direction.AFTER, None))}
)
"""公开后保存5年: it stays so long from when it is public."""
_KEPT = regex(r"(?:自?(?:公开|公布|发布|公示)(?:之日起|后))?(?:公开|保留|保存|留存|保持)(?:期限?|时间|时长)?")
_STORED = regex("保留|保存|留存|保持")


def put_together(drafts: Sequence[Draft]) -> list[Draft]:
    """Fold modifiers, retentions and doubled words into the deadline they belong to."""
    clauses: list[Draft] = []
    exception_alone = False
    for draft in _with_amounts_of_requests(drafts):
        if draft.rule in ("exception", "extension", "aside"):
            if clauses:
                clauses[-1] = _modify(clauses[-1], draft)
            else:
                exception_alone = exception_alone or draft.exception
            continue
        if not (clauses and _fold(clauses, draft)):
            clauses.append(draft)
    if exception_alone:
        if not clauses:
            return [Draft("exception-alone", DeadlineKind.STATUTORY, exception=True)]
        clauses[0] = replace(clauses[0], exception=True)
    return clauses


def _joined(first: Phrase | None, second: Phrase | None) -> Phrase | None:
    if first is None or second is None:
        return first or second
    return Phrase(first.print + second.print, first.key + second.key)


def _with_amounts_of_requests(drafts: Sequence[Draft]) -> list[Draft]:
    """20个工作日内（依申请的15个工作日）: between two lengths a request has the second, which stands behind it."""
    found: list[Draft] = []
    for draft in drafts:
        is_of_request = (
            len(found) > 1
            and found[-1].kind is DeadlineKind.ON_REQUEST
            and found[-1].amount is None
            and (draft.kind, draft.trigger, draft.scope) == (DeadlineKind.WITHIN, None, None)
            and found[-2].kind is DeadlineKind.WITHIN
        )
        if is_of_request:
            found[-1] = replace(_fill_request(found[-1], draft), phrase=_joined(found[-1].phrase, draft.phrase))
        else:
            found.append(draft)
    return found


def with_scopes_behind(drafts: Sequence[Draft]) -> list[Draft]:
    """The clauses of a compound, each of which is told behind it, in brackets, what it is for.

    每季度（惠农补贴）；每年1月15日前（财务收支）. Where some say it before the time, brackets hold other things.
    """
    found = [_IN_BRACKET_BEHIND.fullmatch(draft.phrase.key) if draft.phrase else None for draft in drafts]
    told = [
        match
        for match in found
        if match and not _NO_SCOPE.search(match["scope"]) and not PRINTED_TIME.search(match["scope"])
    ]
    if len(told) < len(drafts) or any(draft.scope for draft in drafts):
        return list(drafts)
    return [
        replace(draft, scope=draft.phrase.print[match.start("scope") : match.end("scope")] if draft.phrase else None)
        for draft, match in zip(drafts, told, strict=True)
    ]


def _modify(draft: Draft, modifier: Draft) -> Draft:
    if modifier.exception:
        return replace(draft, exception=True)
    if modifier.extension:
        known = draft.extension is not None and draft.extension.amount is not None
        return draft if known else replace(draft, extension=modifier.extension)
    return draft


def _fold(clauses: list[Draft], draft: Draft) -> bool:
    """True if `draft` is no deadline of its own beside the last one, which takes what it says."""
    last = clauses[-1]
    merged = _merge(last, draft)
    if merged is None:
        return False
    clauses[-1] = replace(merged, is_in_part=merged.is_in_part or last.is_in_part or draft.is_in_part)
    return True


def _merge(last: Draft, draft: Draft) -> Draft | None:
    """Two drafts as one, where they say one deadline; None where they are two."""
    kinds = (last.kind, draft.kind)
    together = replace(last, exception=last.exception or draft.exception, extension=last.extension or draft.extension)
    if (
        draft.scope is None
        and last.kind is DeadlineKind.EVENT
        and draft.kind is DeadlineKind.WITHIN
        and (draft.trigger is None or _is_limit_of(last, draft))
    ):
        return replace(together, amount=draft.amount, unit=draft.unit, direction=Direction.AFTER, bound=draft.bound)
    if DeadlineKind.UNKNOWN in kinds:
        return None
    if last.bound is Bound.MIN and draft.is_limit and (draft.scope, draft.trigger) == (None, None):
        return replace(together, is_in_part=True)  # 不少于5个工作日不多于20个工作日
    if draft.phrase is not None and MARKER.match(draft.phrase.key):  # a number of its own: （3）长期公开
        return None
    if _is_kept(draft) and last.kind is not DeadlineKind.PERIOD and draft.phrase is not None:
        return replace(together, retention=last.retention or draft.phrase.print)
    if (
        _is_kept(last)
        and _STORED.search(last.phrase.key if last.phrase else "")
        and draft.kind is not DeadlineKind.PERIOD
    ):
        return replace(draft, retention=draft.retention or (last.phrase.print if last.phrase else None))
    if _is_ongoing(draft) and draft.scope is None:
        return replace(together, retention=last.retention or draft.retention)
    if _is_ongoing(draft) and last.kind is DeadlineKind.WITHIN and draft.phrase and _WHILE.fullmatch(draft.scope or ""):
        return replace(together, retention=last.retention or draft.phrase.print)  # 任职期间长期公开: of the same thing
    if _is_ongoing(last) and last.scope and draft.trigger and not _CHANGE.search(draft.trigger):
        return None  # 办税指南长期公开，税收政策发布后及时解读
    is_on_change = last.retention is None and draft.trigger and _OWN_CHANGE.fullmatch(draft.trigger)
    is_of_same = draft.scope is None and (draft.kind is DeadlineKind.IMMEDIATE or is_on_change or _is_renewal(draft))
    if _is_ongoing(last) and (last.scope is None or is_of_same):
        return replace(draft, scope=draft.scope or last.scope, retention=last.retention, exception=together.exception)
    is_of_last = draft.scope in (None, last.scope)
    if kinds == (DeadlineKind.ON_REQUEST, DeadlineKind.WITHIN) and last.amount is None and is_of_last:
        if draft.trigger is not None and not re.search("收到|接到|受理|登记|申请", draft.trigger):
            return None  # 依申请公开，信息形成后20日内 is two
        return _fill_request(last, draft)
    if (
        kinds == (DeadlineKind.WITHIN, DeadlineKind.ON_REQUEST)
        and draft.amount is None
        and draft.scope is None
        and last.trigger is None
    ):
        return _fill_request(draft, last)
    both = kinds == (DeadlineKind.ON_REQUEST, DeadlineKind.ON_REQUEST)
    if both and last.amount is None and draft.amount is not None and is_of_last:
        return replace(draft, scope=last.scope or draft.scope)
    if both and draft.amount is None and draft.scope is None:
        return together  # 自收到申请之日起20个工作日内（依申请公开）
    if dated := _with_day(together, draft):
        return dated
    if draft.scope is not None:
        return None
    if kinds == (DeadlineKind.IMMEDIATE, DeadlineKind.IMMEDIATE) and (
        draft.trigger is None or draft.trigger == last.trigger
    ):
        return together
    if kinds == (DeadlineKind.IMMEDIATE, DeadlineKind.WITHIN) and last.trigger is None and draft.is_limit:
        return replace(draft, exception=together.exception, scope=last.scope)
    if draft.kind is DeadlineKind.STATUTORY:
        return together
    if kinds == (DeadlineKind.RECURRING, DeadlineKind.RECURRING):
        return _merge_recurring(together, draft)
    if _same(last, draft):
        return together
    return None


def _is_limit_of(event: Draft, limit: Draft) -> bool:
    """与文件同步，最迟不晚于文件公开后3个工作日: the limit names the same event again."""
    return limit.is_limit and bool(event.trigger) and (limit.trigger or "").startswith(event.trigger or "-")


def _is_ongoing(draft: Draft) -> bool:
    return draft.kind is DeadlineKind.ONGOING


def _with_day(last: Draft, draft: Draft) -> Draft | None:
    """每月1次（20日前）: the number is a day of the month, no length before an event that nothing names.

    In a quarter or a year it is a day of which month? That is told as a reading in part.
    """
    is_bare = draft.direction is Direction.BEFORE and draft.trigger is None and draft.unit is Unit.DAY
    is_bare = is_bare and draft.phrase is not None and "提前" not in draft.phrase.key
    if last.recurrence is None or last.amount is not None or draft.kind is not DeadlineKind.WITHIN or not is_bare:
        return None
    is_date = draft.phrase is not None and _DAY_BEFORE.fullmatch(draft.phrase.key) is not None
    if last.recurrence.rrule != "FREQ=MONTHLY" or not is_date or not 0 < (draft.amount or 0) <= MAX_DAY:
        return replace(last, is_in_part=True)
    return replace(last, recurrence=Recurrence(rrule=f"FREQ=MONTHLY;BYMONTHDAY={draft.amount}", by=By.BEFORE))


def _is_renewal(draft: Draft) -> bool:
    """名单长期公示，每月更新: how often the thing itself is put right; an act with an object is of another."""
    is_calendar = draft.kind is DeadlineKind.RECURRING and draft.phrase is not None
    return is_calendar and draft.phrase is not None and _RENEWAL.search(draft.phrase.key) is not None


def _is_kept(draft: Draft) -> bool:
    """保存3年, 公开1年 beside a deadline: how long it stays, which is no notice (公示7日) of its own."""
    return (
        draft.kind is DeadlineKind.PERIOD
        and draft.scope is None
        and (draft.trigger, draft.direction) in _FROM_PUBLICATION
        and draft.bound is Bound.EXACT
        and draft.phrase is not None
        and _KEPT.match(draft.phrase.key) is not None
    )


def _fill_request(request: Draft, within: Draft) -> Draft:
    """依申请20日内答复: the amount of the request, whose receipt starts the clock."""
    return replace(
        request, amount=within.amount, unit=within.unit, direction=within.direction, bound=within.bound,
        trigger=within.trigger or RECEIVED, extension=within.extension or request.extension,
    )  # fmt: skip


def _merge_recurring(last: Draft, draft: Draft) -> Draft | None:
    """每年公开一次，1月31日前: the date says the same cycle more closely."""
    first, second = last.recurrence, draft.recurrence
    if last.rule == "recurring-unspecified":
        return replace(draft, scope=last.scope)  # 定期（每季度）
    if draft.rule == "recurring-unspecified":
        return last  # 每年定期更新
    if first is None or second is None or last.amount is not None:
        return None
    if draft.amount is not None:  # 按季度公布，季后15日内
        is_same = draft.scope is None and first.rrule == second.rrule and second.by is By.AFTER
        return (
            replace(draft, scope=last.scope)
            if is_same and _BY_CYCLE.match(last.phrase.key if last.phrase else "")
            else None
        )
    if draft.in_bracket and draft.scope is None and first.rrule.startswith(second.rrule + ";BY"):
        return last  # 每季度首月10日前（1月、4月、7月、10月）
    if second.rrule == first.rrule:
        return None if _is_of_other_end(last, draft) else last
    if of_all := _OF_ALL_MONTHS.match(draft.phrase.key if draft.phrase else ""):
        day = _DAY_OF_MONTH.fullmatch(second.rrule)
        if of_all and day and _MONTHS_ALONE.fullmatch(first.rrule):  # 每年4月、8月公示，均在月底前
            return replace(last, rule=draft.rule, recurrence=Recurrence(rrule=first.rrule + day[1], by=second.by))
    months = _IN_CYCLE.get(first.rrule)
    if months and draft.scope is None and _months_between(second.rrule) == months:  # 按季度更新，每季度首月15日前
        return replace(last, rule=draft.rule, recurrence=second, bound=draft.bound)
    is_of_first = draft.phrase is not None and (draft.in_bracket or not re.search("[每逐按]", draft.phrase.key))
    if both := _both_ends(first, second, last, draft):
        return replace(last, recurrence=both)
    if second.rrule.startswith(first.rrule + ";BY") or (
        is_of_first and "BY" not in first.rrule and "BY" in second.rrule
    ):
        whole = _joined(last.phrase, draft.phrase)
        return replace(last, rule=draft.rule, recurrence=second, bound=draft.bound, phrase=whole)
    return None


def _months_between(rrule: str) -> int | None:
    """How many months lie between the dates of a yearly rule that names them at equal distances; else None."""
    dates = _YEARLY.fullmatch(rrule)
    months = [int(month) for month in dates["months"].split(",")] if dates else []
    steps = {after - before for before, after in pairwise([*months, *(month + 12 for month in months[:1])])}
    return steps.pop() if len(steps) == 1 and len(months) > 1 else None


def _both_ends(first: Recurrence, second: Recurrence, last: Draft, draft: Draft) -> Recurrence | None:
    """6月30日前、12月31日前: two dates before which, joined by 、, are one rule where one RRULE says them."""
    print_of_last = last.phrase.key if last.phrase else ""
    dates = [_YEARLY.fullmatch(one.rrule) for one in (first, second)]
    if draft.scope or not all(dates) or first.by is not second.by or draft.phrase is None:
        return None
    if re.search("[一-鿿]", re.sub("\\d+|[年月日号底末前以之内、,度次当和及]", "", draft.phrase.key)):
        return None
    if not print_of_last.rstrip("和及与、").endswith(("前", "底", "末", "日", "号")):
        return None
    days = [_day_of(date) for date in dates if date]
    if days[0][1] != days[1][1]:
        return None
    months = ",".join(map(str, sorted({*days[0][0], *days[1][0]})))
    return first.model_copy(update={"rrule": f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days[0][1]}"})


def _day_of(date: re.Match[str]) -> tuple[list[int], int]:
    """Months and day of a yearly date; -1 for the last day of all its months."""
    months, day = [int(month) for month in date["months"].split(",")], int(date["day"])
    is_end = day == -1 or all(is_month_end(month, day) for month in months)
    return months, -1 if is_end else day


def _is_of_other_end(last: Draft, draft: Draft) -> bool:
    """每学期初公布计划，学期末公布结果: terms have no months of their own, so that the rule is one."""
    ends = [phrase.key if (phrase := one.phrase) else "" for one in (last, draft)]
    return bool(re.search("[初始]", ends[0]) and re.search("[末底]", ends[1]))


def _same(last: Draft, draft: Draft) -> bool:
    """True where the second says the first again, with less or the same; of a fixed date only the print tells."""
    if last.kind is DeadlineKind.FIXED and draft.phrase != last.phrase:
        return False
    return (last.kind, last.amount, last.unit, last.direction, last.bound, last.recurrence) == (
        draft.kind, draft.amount, draft.unit, draft.direction, draft.bound, draft.recurrence,
    ) and draft.trigger in (None, last.trigger)  # fmt: skip


def scoped(draft: Draft) -> Draft:
    """`draft` as a clause of a compound: the trigger may hold the scope too."""
    if draft.trigger is None or draft.scope is not None or draft.kind is DeadlineKind.PERIOD:
        return draft
    scope, trigger = split_scope(draft.trigger)
    return replace(draft, scope=scope, trigger=trigger)
