"""From a phrase to its clauses: statements, the hits in them, where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gkml_extract.model.deadline import Bound, By, DeadlineKind
from gkml_extract.normalise.deadline.amounts import AMOUNT
from gkml_extract.normalise.deadline.context import MARKER, is_event, split_segments
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.lengths import RECEIVED
from gkml_extract.normalise.deadline.merging import PRINTED_TIME, put_together
from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.residue import is_odd_event, is_torn_between, says_more
from gkml_extract.normalise.deadline.rule import Context, Hit
from gkml_extract.normalise.deadline.rules import RULES
from gkml_extract.normalise.deadline.whole import HINT, read_whole
from gkml_extract.normalise.deadline.words import ACT
from gkml_extract.regex import regex

_STATEMENT_END = regex(
    r"[。;；!]+|(?<=[^\d+])\+(?=[^\d+])|(?<=[^\d.(《])(?=(?:[①-⑳⑴-⒇]|\d{1,2}[.、](?=[^\d.、日月号年])))"
)
_LAW_HEAD = regex(
    r"[,(]?(?:但是?|如果?)?(?:除|相关|有关|国家|现行|其他|其它)?(?:的)?"
    r"(?:法律|法规|规章|国家|上级|政策|另|有(?:明确|特殊|特别|具体)|涉及?密|保密)|^[^,(]*的,?$"
)
_MAY_BE = regex("(?:可以?|确?需要?|准予|同意|批准|能够?)(?:适当|依法|再|相应|酌情)?$")
_SOMETHING_ELSE = regex(r"(?!.*[期时][限间])(?=(?:.*[\u4e00-\u9fff]){5}).*[^的]")
"""Five characters or more that name no limit: 文件名称、文号（依法不予公开的除外）."""
_EVENT_SEGMENT = regex(
    rf"(?:而|但是?|其中|并且?|且)?[^,。;、]{{2,40}}?(?:(?P<bare>(?<![目当以提事])前)|(?:[之以]?[前后]|时|期间)(?:{ACT})(?P<object>[^,。;:、()\d]{{0,10}}))$"
)
_EVENTS_OF_CYCLE = regex(f"每(?:年|学期|学年|季度|月)(?!{ACT})[\u4e00-\u9fff]{{2,6}}、")
"""每年春节、中秋前: the first of two events of each cycle."""
_NOTICE_WORDS = regex(r"(?:公示|公告|公布|公开|发布|张贴|(?:公开)?征求[^,]{0,4}意见)?(?:期限?|时间|时长)?")
_TAIL = regex(rf"(?:内(?!容))?(?:{ACT})?(?:信息|工作)?(?:[,、]|或者?|以及|及|和|并且?|且|;)?")
_LABEL = regex(
    r"(?:公示|公告|展示|张贴|征求意见)(?:期限?|时长)[^,。;:]{0,4}:|^[^,。;:()]{2,10}(?<![前后中双])(?:公示|公告):(?=[^,。;:()\d]{2})"
)
"""The label of how long notices stand: 公示期限：…, 环评受理公示：报告书10个工作日、报告表5个工作日."""
_BARE_END = regex(rf"(?<![起后前内\d]){AMOUNT}\)?$")
_OWN_ACT = regex(
    r"(?!并|且|同时|统一|由|在|通过|向|按|依|应|须|要|予以|公示|公告|公开|公布|结果)(?![^,]*(?:部门|单位|机关|政府|网站|平台|[局委办厅]))"
    r"[^,。;:()]{3,12}?(?:全程|如实|全面|主动|依法)(?:公开|公布|公示|公告)"
)
_SCOPE_BEHIND = regex(rf"(?:{ACT})?\([^()]{{2,20}}\)[、,]")
_NEXT_LISTED = regex(rf"(?:{ACT})?、(?=凡|对|属于|涉及|其中)")
_AFTER_COMMA_ACT = regex(rf"(?:并|再|同时)?(?:在[^,。;]{{1,20}})?(?:{ACT})(?:,|$)")
_ASKED = regex("(?:收到|接到|受理|提出)[^,。;]{0,12}申请|^依?申请公开的|^依申请(?:公开)?(?:[:的]|$)")
_NOT_AT_ONCE = regex(
    "(?:不能|无法|未能|不可)(?:[^,。;]{0,6}(?:公开|办理)[^。;]*|[^,。;]{0,6})(?:答复|回复|提供)"
    "|工作日[之以]?内(?:书面)?(?:答复|回复|提供)(?:申请人)?[,、]?$|^否则[^,。;]*(?:答复|回复|提供)"
)
_NOTICE_NEXT = regex(rf"各?公[示告]{re.sub(r'[?]P<[a-z]+>', '?:', AMOUNT)}(?![之以]?[内前后])")
_WORDS_ALONE = frozenset({"event-together", "immediate"})
_CONDITION = regex("[^,。;:()\\d]{2,16}的")
_BARE_GAP = regex(r"[^,。;:!]{1,60}(?:后的?|起|前|结束|内|完成|开学)的?,?$|开学初?|后|之?内|前|结束|终了")
_MORE_DATE = regex(r"\d|[、,至到~-]\d{1,2}(?![\d.、月日号季])")
"""每年6月、12, 每月5日至10: a date whose end is lost."""


def read_clauses(phrase: Phrase) -> list[Draft]:
    """The readings of a phrase, each with the part of the print it was read from."""
    drafts: list[Draft] = []
    for statement in _statements(phrase):
        found = [draft for part in _parts(statement) for draft in _read_part(part)]
        if any(draft.rule == "number-unread" for draft in found):
            return [Draft("number-unread", DeadlineKind.UNKNOWN)]
        if not found and (HINT.search(statement.key) or not drafts):
            found = [Draft("unreadable", DeadlineKind.UNKNOWN, phrase=statement)]
        drafts += found
    return put_together(_of_request(drafts)) or [Draft("unreadable", DeadlineKind.UNKNOWN)]


def _of_request(drafts: list[Draft]) -> list[Draft]:
    """收到申请后，能当场答复的当场答复；不能的15个工作日内答复: the request that is printed first is of both."""
    is_asked = False
    before = ""
    for at, draft in enumerate(drafts):
        key = draft.phrase.key if draft.phrase else ""
        is_other = "当场" in before or _NOT_AT_ONCE.search(key)  # 当场或20个工作日
        before = key
        if is_asked and draft.kind is DeadlineKind.WITHIN and draft.trigger is None and is_other:
            drafts[at] = replace(draft, rule="on-request", kind=DeadlineKind.ON_REQUEST, trigger=RECEIVED)
        is_asked = is_asked or bool(_ASKED.search(key))
    return drafts


def _statements(phrase: Phrase) -> Iterator[Phrase]:
    """Parts between 。 and ； and before ①, 2. — each stripped of marks at its ends."""
    begin = 0
    for end in [*_STATEMENT_END.finditer(phrase.key), None]:
        part = _trim(phrase.slice(begin, end.start() if end else None))
        if part.key:
            yield part
        if end:
            begin = end.end()


def _parts(statement: Phrase) -> Iterator[Phrase]:
    """A statement, parted around events that stand for themselves between its commas.

    重大事项决策前公开，其他20个工作日内 is two; 规划批准前公示，公示时间不少于30日 is one.
    """
    hits = [hit for hit in _find_hits(statement.key) if not hit.rule.is_modifier]
    begin = 0
    for start, end in split_segments(statement.key, ",、") if hits else ():
        event = _EVENT_SEGMENT.match(statement.key[start:end])
        if event is None or any(hit.start < end and start < hit.end for hit in hits):
            continue
        if _EVENTS_OF_CYCLE.fullmatch(statement.key, begin, start):
            continue
        following = next((hit for hit in hits if hit.start >= end), None)
        own = _trim(statement.slice(end, following.start)).key if following else "-"
        if (event["bare"] or re.search("公[示告]|意见|公开$", event[0])) and _NOTICE_WORDS.fullmatch(own):
            continue
        if not any(begin <= hit.start < start for hit in hits):  # 属于预算的，批准前公开
            start = begin
        for part in (statement.slice(begin, start), statement.slice(start, end)):
            if (trimmed := _trim(part)).key:
                yield trimmed
        begin = end
    if (rest := _trim(statement.slice(begin))).key:
        yield rest


def _trim(phrase: Phrase) -> Phrase:
    """`phrase` without marks at its ends; a bracket goes only where it has lost its other half."""
    start, end = 0, len(phrase.key)
    while start < end:
        key = phrase.key[start:end]
        lost_open = key[0] in "([" and key.find(")") in (-1, len(key) - 1)
        lost_close = key[-1] in ")]" and ("(" not in key or (key[0] == "(" and key.find(")") == len(key) - 1))
        if key[0] in ",、。:!)]" or lost_open:
            start += 1
        elif key[-1] in ",、。:!([" or lost_close or key.endswith(("或", "或者", "并", "且")):
            end -= 1
        else:
            break
    return phrase.slice(start, end)


def _find_hits(key: str) -> list[Hit]:
    """The hits of all rules, left to right, none over another; on a tie the earlier rule stands."""
    hits: list[Hit] = []
    position = 0
    following: list[Hit | None] = [_next_hit(index, key, 0) for index in range(len(RULES))]
    while True:
        for index, hit in enumerate(following):
            if hit is not None and hit.start < position:
                following[index] = _next_hit(index, key, position)
        standing = [hit for hit in following if hit is not None]
        if not standing:
            return hits
        first = min(standing, key=lambda hit: hit.start)
        hits.append(first)
        position = max(first.end, first.start + 1)


def _next_hit(index: int, key: str, position: int) -> Hit | None:
    rule = RULES[index]
    while match := rule.pattern.search(key, position):
        hit = rule.accept(rule, key, match)
        if hit is not None and hit.end > hit.start:
            return hit
        position = match.start() + 1
    return None


def _read_part(part: Phrase) -> list[Draft]:
    found = _read_statement(part)
    if not found and PRINTED_TIME.search(part.key):
        return [Draft("unreadable", DeadlineKind.UNKNOWN, phrase=part)]
    return found


def _read_statement(statement: Phrase) -> list[Draft]:
    hits = _find_hits(statement.key)
    drafts: list[Draft] = []
    begin = 0
    every: Hit | None = None
    for number, hit in enumerate(hits):
        following = hits[number + 1] if number + 1 < len(hits) else None
        end = _cut(statement.key, hit.end, following.start) if following else len(statement.key)
        if following and _is_cycle_of_condition(statement.key, hit, following):
            continue
        if following and _is_bare_cycle_before(statement.key, hit, following):
            every = hit  # 每月 + 数据发布后 + 5个工作日内: one statement
            continue
        context = Context(
            hit, statement.slice(begin, hit.start), statement.slice(hit.start, hit.end), statement.slice(hit.end, end),
            every.calendar.recurrence if every and every.calendar else None,
        )  # fmt: skip
        draft = hit.rule.read(context)
        if draft is not None:
            in_bracket = begin > 0 and statement.key.startswith("(", begin)
            draft = replace(draft, phrase=_trim(statement.slice(begin, end)), in_bracket=in_bracket)
            dates = hit.calendar.parts if hit.calendar and draft.kind is DeadlineKind.RECURRING else ()
            drafts += [replace(draft, recurrence=date) for date in dates] or [draft]
        begin, every = end, None
    if any(not hit.rule.is_modifier for hit in hits) and drafts:
        if _has_unread_number(statement, hits, drafts):
            return [Draft("number-unread", DeadlineKind.UNKNOWN)]
        if says_more(statement.key, hits, drafts) or is_torn_between(statement.key, hits):
            drafts[-1] = replace(drafts[-1], is_in_part=True)
        return [*_under_one_label(drafts), *_unread_rest(statement.slice(hits[-1].end), drafts)]
    head = statement.slice(0, hits[0].start) if hits else statement
    if hits and hits[0].rule.name == "exception" and (law := _LAW_HEAD.search(head.key)):
        head = head.slice(0, law.start())
    head = _trim(head)
    marker = MARKER.match(head.key)
    wholes = read_whole(head.slice(marker.end()) if marker else head) if head.key else []
    if not wholes and drafts and (PRINTED_TIME.search(head.key) or _stands_beside(statement, head, hits)):
        wholes = [Draft("unreadable", DeadlineKind.UNKNOWN)]  # …20个工作日肉，另有规定的除外
    return [replace(whole, phrase=statement, is_in_part=is_odd_event(whole)) for whole in wholes] + drafts


def _stands_beside(statement: Phrase, head: Phrase, hits: Sequence[Hit]) -> bool:
    """Whether something stands around an exception that is no limit to it: 文件名称、文号（依法不予公开的除外）."""
    is_said = hits[0].rule.name == "extension" and _MAY_BE.search(head.key)  # 特殊情况经批准可以延长10日
    texts = ("" if is_said else head.key, statement.key[hits[-1].end :] if hits[-1].rule.name == "exception" else "")
    return any(_SOMETHING_ELSE.fullmatch(text) for text in texts)


def _unread_rest(rest: Phrase, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """村务每季度公布，财务每月公布，工程项目全程公布: the last has a subject and an act of its own, and no time."""
    if len(drafts) < 2:
        return
    for start, end in split_segments(rest.key)[1:]:
        if _OWN_ACT.fullmatch(rest.key[start:end]):
            yield Draft("unreadable", DeadlineKind.UNKNOWN, phrase=rest.slice(start, end))


def _under_one_label(drafts: list[Draft]) -> list[Draft]:
    """公示期限：一般为1年，严重失信3年: the label is of the second length too."""
    first = drafts[0]
    if first.phrase is None:
        return drafts
    if _LABEL.search(first.phrase.key):
        return [_as_notice(draft) for draft in drafts]
    if first.kind is DeadlineKind.PERIOD:  # 公示10个工作日（报告表5个工作日）
        return [_as_notice(one) if one.in_bracket else one for one in drafts]
    return drafts


def _as_notice(draft: Draft) -> Draft:
    if draft.kind is not DeadlineKind.WITHIN or draft.phrase is None or not _BARE_END.search(draft.phrase.key):
        return draft
    scope = "，".join(text for text in (draft.scope, draft.trigger) if text) or None
    return replace(
        draft, rule="period-of-notice", kind=DeadlineKind.PERIOD, direction=None, bound=Bound.EXACT, trigger=None,
        scope=scope,
    )  # fmt: skip


def _has_unread_number(statement: Phrase, hits: Sequence[Hit], drafts: Sequence[Draft]) -> bool:
    """True where a time is printed that no reading holds: it may not be passed over in silence."""
    counted = [draft.trigger for draft in drafts if draft.kind not in (DeadlineKind.IMMEDIATE, DeadlineKind.ONGOING)]
    said = "".join(
        text for text in (*counted, *(text for draft in drafts for text in (draft.scope, draft.retention))) if text
    )
    starts = {hit.start for hit in hits}
    if any(hit.calendar and hit.end not in starts and _MORE_DATE.match(statement.key, hit.end) for hit in hits):
        return True  # 每年2、11、12: a date that lost its 月
    for time in PRINTED_TIME.finditer(statement.key):
        is_taken = any(hit.start < time.end() and time.start() < hit.end for hit in hits)
        is_limit = "内" in statement.key[time.end() : time.end() + 3]  # 速报5分钟内 is no scope
        if not is_taken and (is_limit or statement.print[time.start() : time.end()] not in said):
            return True
    return False


def _is_bare_cycle_before(key: str, hit: Hit, following: Hit) -> bool:
    """True for 每月 whose event and amount follow without a break."""
    if hit.calendar is None or following.rule.name != "amount":
        return False
    gap = key[hit.end : following.start]
    recurrence = hit.calendar.recurrence
    if recurrence and recurrence.by is By.AFTER and not gap and following.match["inside"]:
        return True  # 每月15日后10日内
    if not hit.calendar.is_bare or ("、" in gap and not is_event(gap.split("、")[0])):
        return False  # 每季度进度、竣工后30日
    return not gap or _BARE_GAP.fullmatch(gap) is not None


def _is_cycle_of_condition(key: str, hit: Hit, following: Hit) -> bool:
    """每年汛前修订的同步更新: the cycle tells of what the word after it is for, and when is told by that word."""
    if hit.calendar is None or not hit.calendar.is_bare or following.rule.name not in _WORDS_ALONE:
        return False
    return _CONDITION.fullmatch(key, hit.end, following.start) is not None


def _cut(key: str, start: int, end: int) -> int:
    """Where the text between two hits is parted: at a bracket, a comma, or after the first one's action."""
    gap = key[start:end]
    if (opened := gap.rfind("(")) >= 0 and ")" not in gap[opened:]:
        return start + opened
    if behind := _SCOPE_BEHIND.match(gap):
        return start + behind.end()
    if listed := _NEXT_LISTED.match(gap):
        return start + listed.end()
    comma = gap.find(",")
    while comma >= 0:
        act = _AFTER_COMMA_ACT.match(gap, comma + 1)
        if act is None:
            return start + comma + 1
        comma = act.end() - 1 if act.end() < len(gap) else -1
    if _NOTICE_NEXT.match(key, start) and re.fullmatch("各?公[示告]", gap):
        return start  # 每学期公示5个工作日: how long it stands, no action of the cycle
    tail = _TAIL.match(gap)
    cut = tail.end() if tail else 0
    if cut == 0 and (comma := gap.find("、")) >= 0:
        cut = comma + 1
    return start + cut
