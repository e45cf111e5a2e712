"""公开时限 phrases → `Deadline`: a grammar of named rules.

`repair` mends and folds the print, `rules` find and read statements of time in it, `clauses` part it at them and
`merging` puts together what is one deadline. The rule's name and what was mended stay with the reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from gkml_extract.lexicon.lookalikes import is_ordinary
from gkml_extract.model.deadline import By, Clause, Deadline, DeadlineKind, Unit
from gkml_extract.normalise.deadline.clauses import read_clauses
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.merging import scoped, with_scopes_behind
from gkml_extract.normalise.deadline.repair import Mended, mend
from gkml_extract.normalise.deadline.scan import find_deadline_spans
from gkml_extract.normalise.deadline.whole import is_empty
from gkml_extract.regex import regex
from gkml_extract.text import join_wrapped, squeeze

__all__ = ["DeadlineReading", "find_deadline_spans", "parse_deadline"]

MAX_CHARS: Final = 1500
"""A longer text is no deadline cell (the longest real one has 160 characters) and is not read."""


MAX_PARAGRAPHS: Final = 12
MIN_LINE: Final = 4
"""Characters of a line that may be a statement: 长期公开."""
_LINE_END = regex(
    r"(?:内|前|左右|公开|公布|公示|发布|更新|有效|答复|申请|提供|一次|长期|[。;；]|工作日|个半?月|小时|[天周期]|星期"
    r"|(?<!每)(?<!每半)(?<!\d\d\d\d)(?:季度|年)|[底末旬])$"
)
_GOES_ON = regex(
    r"[0-9０-９一二三四五六七八九十两半内前后的之以至起底末旬日号月天个工，。、；）)]"
    r"|(?:及时|即时|立即)?(?:予以|向社会)?(?:公开|公布|公示|发布|更新)(?:[。；;]?$|[、，,])"
)
"""How a line begins that goes on the one above; a bare act (及时公开) is what is to be done within the time above."""


_LARGEST: Final = {
    Unit.HOUR: 72, Unit.DAY: 60, Unit.WORKING_DAY: 60, Unit.WEEK: 8, Unit.MONTH: 24, Unit.QUARTER: 4, Unit.YEAR: 30,
}  # fmt: skip
_RARE: Final = frozenset("廿卅殡遴祀窨圩垸畲赈霾飓砼镉鳏祠痨")
"""Characters beyond the common ones that such phrases do have: 遴选, 祭祀, 窨井, 圩垸, 畲族, 赈灾, 雾霾 …"""
_PLACE = regex("[\u3400-\u9fff]{1,3}(?=[省市州县区旗镇乡村])")
"""The name of a place, which may have any character: 汨罗市, 盱眙县."""
_ROUND: Final = frozenset({90, 120, 180, 365})
"""Numbers above the largest usual ones that are printed all the same."""
_INTERVAL = regex("FREQ=(?P<cycle>[A-Z]+);INTERVAL=(?P<n>[0-9]+)")
_LONGEST_CYCLE: Final = {"YEARLY": 10, "MONTHLY": 12, "WEEKLY": 8, "DAILY": 60, "HOURLY": 24, "MINUTELY": 60}
_ZERO_FIRST = regex(r"(?<![\d.年月/-])0\d{1,2}(?:个|工作日|[日天])")


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """A deadline with the name of the rule that read it and, in plain words, what was mended.

    `is_in_part` tells that the print says more than the reading holds: a date that no RRULE says, a number without
    its unit. `is_unlikely` tells that no catalogue says such a number: 220个工作日, 02个工作日. `odd` are characters
    that no such phrase has (不讠于): what print or OCR made of others.
    """

    deadline: Deadline
    rule: str
    repairs: tuple[str, ...] = ()
    is_in_part: bool = False
    is_unlikely: bool = False
    odd: str = ""


@lru_cache(maxsize=4096)
def parse_deadline(text: str) -> DeadlineReading:
    """The reading of one 公开时限 cell; `unknown` where the text is not understood, never an error.

    >>> parse_deadline("自该信息形成之日起20个工作日内").deadline.amount
    20
    """
    printed = join_wrapped(text.splitlines())
    if len(printed) > MAX_CHARS:
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.UNKNOWN), "too-long")
    lines = [line for line in map(squeeze, text.splitlines()) if line]
    if len(lines) > 1 and _are_paragraphs(lines):
        reading = parse_deadline("；".join(lines))
        return replace(reading, deadline=reading.deadline.model_copy(update={"text": printed}))
    mended = mend(printed)
    if is_empty(mended.phrase):
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.NONE), "empty")
    drafts = read_clauses(mended.phrase)
    if len(drafts) == 1:
        reading = _simple(printed, drafts[0], mended)
    else:
        reading = _compound(printed, with_scopes_behind([scoped(draft) for draft in drafts]), mended)
    return replace(reading, odd="".join(filter(_is_odd, _PLACE.sub("", mended.phrase.key))))


def _is_odd(char: str) -> bool:
    """Whether a character is none of the common ones, and no numeral of this field either."""
    return "\u3400" <= char <= "\u9fff" and char not in _RARE and not is_ordinary(char)


def _are_paragraphs(lines: list[str]) -> bool:
    """True where each line is a statement by itself, with an end: a break there is no wrap."""
    if len(lines) > MAX_PARAGRAPHS or min(map(len, lines)) < MIN_LINE:
        return False
    if not all(_LINE_END.search(line) and not _GOES_ON.match(following) for line, following in pairwise(lines)):
        return False
    kinds = [parse_deadline(line).deadline.kind for line in lines]
    return not {DeadlineKind.UNKNOWN, DeadlineKind.NONE} & set(kinds)


def _simple(printed: str, draft: Draft, mended: Mended) -> DeadlineReading:
    if draft.kind is DeadlineKind.UNKNOWN:
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.UNKNOWN), draft.rule, mended.repairs)
    repaired = mended.restored or any("filled" in repair for repair in draft.repairs)
    deadline = Deadline(text=printed, repaired=repaired, **_values(draft))
    return DeadlineReading(
        deadline, draft.rule, mended.repairs + draft.repairs, _is_in_part(draft), _is_unlikely(draft)
    )


def _compound(printed: str, drafts: list[Draft], mended: Mended) -> DeadlineReading:
    if all(draft.kind is DeadlineKind.UNKNOWN for draft in drafts):
        return DeadlineReading(Deadline(text=printed, kind=DeadlineKind.UNKNOWN), drafts[0].rule, mended.repairs)
    clauses = tuple(
        Clause(text=draft.phrase.print if draft.phrase else printed, scope=draft.scope, **_values(draft))
        for draft in drafts
    )
    repairs = mended.repairs + tuple(repair for draft in drafts for repair in draft.repairs)
    deadline = Deadline(
        text=printed,
        kind=DeadlineKind.COMPOUND,
        exception=any(draft.exception for draft in drafts),
        repaired=mended.restored or any("filled" in repair for draft in drafts for repair in draft.repairs),
        clauses=clauses,
    )
    in_part, unlikely = any(map(_is_in_part, drafts)), any(map(_is_unlikely, drafts))
    return DeadlineReading(deadline, "compound", repairs, in_part, unlikely)


def _is_in_part(draft: Draft) -> bool:
    if draft.is_in_part:
        return True
    if draft.kind is DeadlineKind.RECURRING and draft.recurrence is None:
        return draft.rule != "recurring-unspecified"
    if draft.recurrence and draft.recurrence.by is By.BEFORE and "BY" not in draft.recurrence.rrule:
        return draft.amount is None and draft.trigger is None  # 每月月前: before which day of it?
    return draft.amount is not None and draft.unit is None


def _is_unlikely(draft: Draft) -> bool:
    """Whether a character of the number may be doubled, or two may have changed places."""
    if draft.recurrence and (interval := _INTERVAL.match(draft.recurrence.rrule)):
        return int(interval["n"]) > _LONGEST_CYCLE[interval["cycle"]]
    if draft.amount is None or draft.unit is None:
        return False
    if draft.amount > _LARGEST[draft.unit] and draft.amount not in _ROUND:
        return True
    return draft.phrase is not None and _ZERO_FIRST.search(draft.phrase.key) is not None


def _values(draft: Draft) -> dict[str, Any]:
    """The fields of `Deadline` that a draft holds."""
    return {
        "kind": draft.kind,
        "amount": draft.amount,
        "unit": draft.unit,
        "direction": draft.direction,
        "bound": draft.bound,
        "trigger": draft.trigger,
        "recurrence": draft.recurrence,
        "exception": draft.exception,
        "extension": draft.extension,
        "retention": draft.retention,
    }
