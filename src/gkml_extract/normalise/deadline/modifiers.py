"""What says something of the deadline beside it: exceptions, extensions, holidays, shortenings."""

from __future__ import annotations

import re
from typing import Final

from gkml_extract.model.deadline import DeadlineKind, Extension
from gkml_extract.normalise.deadline.amounts import AMOUNT, read_amount
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.rule import Context, Rule, accept_found
from gkml_extract.normalise.deadline.words import ACT
from gkml_extract.regex import regex

_RULES_SAID = "规定|要求|约定"
_EXCEPTION = regex(
    rf"有(?:明确|特殊|特别|专门|具体)?的?(?:公开)?(?:时限|期限|时间)?(?:{_RULES_SAID})的,?"
    rf"[按依从遵]照?[^,。;)]{{0,10}}?(?:{_RULES_SAID})(?:执行|办理|公开)?"
    rf"|(?:另有|有其他|有特殊|另行|有特别|有明确|别有)(?:明确|特殊|特别)?(?:{_RULES_SAID}|时限|期限)(?:的|者|之?外)?"
    rf"(?:,?应?当?(?:从其(?:{_RULES_SAID})|[按依]照?(?:其|相关|有关)?(?:{_RULES_SAID})(?:执行|办理|公开)?"
    r"|适用其规定|以[^,。;]{1,10}为准|除外|执行))?"
    r"|除(?:依法|法律|按规定)[^,。;除]{0,16}(?:保密|不予?公开|不得公开|不宜公开|禁止公开)[^,。;]{0,6}外"
    rf"|除(?:国家|法律|法规|规章|政策|上级|有关|相关|另有|、|和)+[^,。;除]{{0,10}}(?:{_RULES_SAID})的?(?:情形|事项)?之?外"
    rf"|[从依按遵][照从]?其(?:{_RULES_SAID})(?:执行)?"
    rf"|(?:{_RULES_SAID}|法规|法律|公开|秘密|隐私)[^,。;节假]{{0,6}}除外|(?<![日假])(?<!情况)(?<!情形)除外"
)
_HOLIDAY = regex(
    r"(?:如?遇|因|逢)[^。;]{0,16}(?:节假日|假期|假日|双休日|周末)(?:(?!,(?:应当?)?(?:每|按|逐|\d))[^。;)]){0,40}|(?:节假日"
    r"|双休日|周末|休息日)[^。;)]{0,6}(?:顺延|除外|不计)[^。;)]{0,24}|顺延[^。;)]{0,24}"
)
_BARE_AMOUNT = re.sub(r"\?P<\w+>", "?:", AMOUNT)
_EXTENSION = regex(
    rf"(?<!不得)(?<!不)(?<!不能)(?:延长|延期|顺延(?=[^,。;\d节]{{0,4}}(?:{_BARE_AMOUNT})))(?:[^。;\d]{{0,24}}?(?:{AMOUNT}))?(?:[之以]?内)?(?:的?期限)?(?:{ACT})?"
)
_SHORTENING = regex(
    rf"(?:缩短|压缩|提速|提前)(?:至|到|为)[^。;\d]{{0,6}}{AMOUNT}(?:[之以]?内)?"
    r"|(?:因[^,。;\d]{2,24}?,?)?(?:确?需要?|可以?|能够?)?(?:适当)?缩短[^,。;\d]{0,8}(?:期限?|时间|时限)(?:的(?:,[^。;\d]{0,24})?)?(?=[。;,)]|$)"
)
"""The second: that it may be shorter, with no number (因情况紧急需要缩短期限的，应当予以说明)."""


_SINCE = regex(
    r"(?:自|从)?(?:19|20)\d\d年(?:度|\d{1,2}月(?:\d{1,2}[日号])?)?(?:开始|起),?(?=[^,。;)])(?!(?:公开|公布|施行|实施|执行)$)"
)
"""2024年起，每季度公开一次: since when it is so."""


_PREVIOUS = regex(r"(?<=[开布示告新报])上一个?(?:季度?|年度?|月份?|周|学期|半年)(?!结束|终了|终结|[之以]?[后前内底末])")
"""每季度公开 *上一季度*: of what time the thing is."""


def _read_exception(_context: Context) -> Draft | None:
    return Draft("exception", DeadlineKind.UNKNOWN, exception=True)


def _read_nothing(_context: Context) -> Draft | None:
    return Draft("aside", DeadlineKind.UNKNOWN)


def _read_extension(context: Context) -> Draft | None:
    match = context.hit.match
    amount, unit = read_amount(match["num"], match["unit"]) if match["num"] else (None, None)
    return Draft("extension", DeadlineKind.UNKNOWN, extension=Extension(amount=amount, unit=unit))


SINCE: Final = Rule("since", _SINCE, _read_nothing, accept_found, is_modifier=True)
HOLIDAY: Final = Rule("holiday", _HOLIDAY, _read_nothing, accept_found, is_modifier=True)
EXCEPTION: Final = Rule("exception", _EXCEPTION, _read_exception, accept_found, is_modifier=True)
EXTENSION: Final = Rule("extension", _EXTENSION, _read_extension, accept_found, is_modifier=True)
PREVIOUS: Final = Rule("previous", _PREVIOUS, _read_nothing, accept_found, is_modifier=True)
SHORTENING: Final = Rule("shortening", _SHORTENING, _read_nothing, accept_found, is_modifier=True)
