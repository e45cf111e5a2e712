"""What says something of the deadline beside it: exceptions, extensions, holidays, shortenings."""

from __future__ import annotations

import re
from typing import Final

from gkml_extract.model.deadline import DeadlineKind, Extension
from gkml_extract.normalise.deadline.amounts import AMOUNT, read_amount
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.rule import Context, Rule, accept_found
from gkml_extract.normalise.deadline.words import ACT

_EXCEPTION = re.compile(
    r"(?:另有|有其他|有特殊|另行|有特别|有明确|别有)(?:明确|特殊|特别)?(?:规定|要求|约定|时限|期限)(?:的|者|之?外)?"
    r"(?:,?(?:应当?)?(?:从其(?:规定|约定|要求)|[按依](?:照)?(?:其|相关|有关)?(?:规定|要求"
    r"|约定)(?:执行|办理|公开)?|适用其规定|以[^,。;]{1,10}为准|除外|执行))?"
    r"|[从依按遵](?:照|从)?其(?:规定|约定|要求)(?:执行)?|(?:规定|约定|要求|法规|法律|公开|情形"
    r"|情况|秘密|隐私)[^,。;节假]{0,6}除外|(?<!日)(?<!假)除外"
)
_HOLIDAY = re.compile(
    r"(?:如?遇|因|逢)[^。;]{0,16}(?:节假日|假期|假日|双休日|周末)[^。;)]{0,40}|(?:节假日"
    r"|双休日)[^。;)]{0,6}(?:顺延|除外|不计)[^。;)]{0,24}|顺延[^。;)]{0,24}"
)
_EXTENSION = re.compile(
    rf"(?<!不得)(?<!不)(?<!不能)延长(?:[^。;\d]{{0,24}}?(?:{AMOUNT}))?(?:[之以]?内)?(?:的?期限)?(?:{ACT})?"
)
_SHORTENING = re.compile(rf"(?:缩短|压缩|提速|提前)(?:至|到|为)[^。;\d]{{0,6}}{AMOUNT}(?:[之以]?内)?")


def _read_exception(_context: Context) -> Draft | None:
    return Draft("exception", DeadlineKind.UNKNOWN, exception=True)


def _read_nothing(_context: Context) -> Draft | None:
    return Draft("aside", DeadlineKind.UNKNOWN)


def _read_extension(context: Context) -> Draft | None:
    match = context.hit.match
    amount, unit = read_amount(match["num"], match["unit"]) if match["num"] else (None, None)
    return Draft("extension", DeadlineKind.UNKNOWN, extension=Extension(amount=amount, unit=unit))


HOLIDAY: Final = Rule("holiday", _HOLIDAY, _read_nothing, accept_found, is_modifier=True)
EXCEPTION: Final = Rule("exception", _EXCEPTION, _read_exception, accept_found, is_modifier=True)
EXTENSION: Final = Rule("extension", _EXTENSION, _read_extension, accept_found, is_modifier=True)
SHORTENING: Final = Rule("shortening", _SHORTENING, _read_nothing, accept_found, is_modifier=True)
