"""Document numbers: 国办发〔2018〕10号, 国务院令第711号, GB/T 32939-2016.

One form for each kind, without blanks, digits half width:

* a reference number is `机关字〔年〕号`, in whatever brackets it was printed, and with the bracket or the
  号 that was lost put back (a repair): 〔201680号 is 〔2016〕80号;
* an order or announcement is `机关令第N号` or `机关第N号令`, as printed. A date or year in front of the issuer
  only says when and goes (2013年自治区政府令第55号); a year right before 第 is part of the number, since such
  issuers begin again with 1 each year, and stays (交通运输部令2022年第11号, 国家发展改革委2017年第10号令,
  公告2009年第1号);
* a standard is `GB/T 32939-2016`.

A bare year (2010年) is no number. Where a bracket tells the history of a law, the first number counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gkml_extract.normalise.citation.articles import NUMERAL
from gkml_extract.regex import regex
from gkml_extract.text import simplify

_HAN = "\u3400-\u9fff"
OPENERS, CLOSERS = "〔[【（(﹝［", "〕]】）)﹞］"
_O, _C = re.escape(OPENERS), re.escape(CLOSERS)
_YEAR_O, _YEAR_C = re.escape(OPENERS + "〈<{『「＜｛"), re.escape(CLOSERS + "〉>}』」＞｝")
_MISREAD = str.maketrans("OoQlI|", "000111")
_DIGIT_RUN = regex("(?<![A-Za-z])[0-9OoQlI|]{2,}(?![A-Za-z])")
"""Digits as OCR reads them: 2O16, 8o, l1. A run without any true digit is none."""
_WIDE_DIGITS = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_HAN_YEAR = regex(f"(?<=[{_YEAR_O}])[一二][一二三四五六七八九〇○零]{{3}}(?=[{_YEAR_C}])")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(?:19|20)\d\d"
_DATE = regex(
    rf"{_YEAR}年(?!第?\d+号|[{_YEAR_C}]第?\d)(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|{_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}"
)
_CUT = regex(rf"[，,；;。：:]|{_DATE.pattern}|(?:通过|公布|发布|颁布|修订|修正|修改|施行|印发|实施)(?:的|，|,)?")
_REFERENCE = regex(
    rf"(?P<org>(?:(?![年月日号])[{_HAN}A-Za-z]){{0,16}})(?P<o>[{_YEAR_O}])?(?P<y>{_YEAR})年?(?P<c>[{_YEAR_C}])?"
    rf"(?P<nth>第?)(?P<n>\d{{1,5}})(?P<h>号)?"
)
_ORDER = regex(
    rf"(?P<issuer>(?:(?!第)[{_HAN}、]|第[一二三四五六七八九十]{{1,3}}届(?=人)|(?<=等)\d{{1,2}}(?=[个部])){{0,40}}?)(?P<kind>令|公告|通告)(?P<y>{_YEAR}年)?"
    rf"(?P<term>[{_O}][一二三四五六七八九十]{{1,3}}届[{_C}])?[{_O}]?"
    rf"(?P<nth>第)?(?P<n>{NUMERAL})[{_C}]?(?P<h>号)?"
)
_NUMBERED_ORDER = regex(
    rf"(?P<issuer>(?:(?!第)[{_HAN}、]){{0,40}}?)(?P<y>{_YEAR}年)?(?P<nth>第)?(?P<n>{NUMERAL})号"
    r"(?P<kind>令|公告|通告)?"
)
_YEARLESS = regex(rf"(?:(?![第年月日号令])[{_HAN}]){{2,10}}\d{{1,5}}号$")
_STANDARD = regex(
    r"(?P<head>[A-Z]{2,4})(?P<place>\d{2}(?=[/／]))?[/／]?(?P<t>[TZ](?=[\d.]))?(?P<n>\d{1,6}(?:\.\d{1,2})?)[-—–―─](?P<y>(?:19|20)\d\d)"
)
_SIGN = regex("[发函字规办文]$")
_LEAD = regex("^(?:文件|文号|参见|见|详见|以|和|及|、)")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A document number in its one form, where it stands in the text read, and the repair it needed."""

    value: str
    start: int
    end: int
    repair: str | None = None


def _reference(found: re.Match[str], closes: bool) -> DocNumber | None:
    """A reference number, if a bracket shows that the year is one; `closes`: the text ends behind it."""
    if not found["o"] and not found["c"] and not (found["h"] and _SIGN.search(found["org"])):
        return None
    if not found["h"] and not closes:
        return None
    repair = None
    if not found["o"] or not found["c"]:
        repair = "number-bracket-lost"
    elif not found["h"]:
        repair = "number-suffix-lost"
    org = _LEAD.sub("", found["org"])
    value = f"{org}〔{found['y']}〕{found['nth']}{found['n']}号"
    return DocNumber(value, found.start(), found.end(), repair)


def _order(found: re.Match[str], closes: bool) -> DocNumber | None:
    is_bare = found["kind"] == "令" and len(found["n"]) > 1 and found["n"].isdigit()  # 国务院令590
    if not found["h"] and not (closes and (found["nth"] or is_bare)):
        return None
    repair = None if found["h"] and found["nth"] else "number-suffix-lost" if found["nth"] else "number-nth-lost"
    issuer = _LEAD.sub("", found["issuer"])
    value = f"{issuer}{found['kind']}{found['y'] or ''}{found['term'] or ''}第{found['n']}号"
    return DocNumber(value, found.start(), found.end(), repair)


def _numbered(found: re.Match[str]) -> DocNumber | None:
    """第711号令, or 711号令 with its 第 put back."""
    if not found["nth"] and not found["kind"]:
        return None
    value = f"{_LEAD.sub('', found['issuer'])}{found['y'] or ''}第{found['n']}号{found['kind'] or ''}"
    return DocNumber(value, found.start(), found.end(), None if found["nth"] else "number-nth-lost")


def _plain_digits(text: str) -> str:
    """`text` in simplified script, full-width digits plain, misread ones beside digits restored; length kept."""
    plain = simplify(text.translate(_WIDE_DIGITS))
    plain = _HAN_YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), plain)
    return _DIGIT_RUN.sub(lambda run: run[0].translate(_MISREAD) if any(map(str.isdigit, run[0])) else run[0], plain)


def _misread(printed: str, plain: str) -> str | None:
    as_printed = _HAN_YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), simplify(printed.translate(_WIDE_DIGITS)))
    return "number-digit-misread" if as_printed != plain else None


def _standard(found: re.Match[str]) -> DocNumber:
    head, t = found["head"], found["t"]
    if not t and len(head) > 2 and head[-1] in "TZ":
        head, t = head[:-1], head[-1]
    value = f"{head}{found['place'] or ''}{'/' + t if t else ''} {found['n']}-{found['y']}"
    return DocNumber(value, found.start(), found.end())


def number_at(text: str, at: int) -> DocNumber | None:
    """The document number printed without brackets right at `at` in squeezed text."""
    plain = _plain_digits(text[at : at + 60])
    date = _DATE.match(plain)
    skip = date.end() if date else 0
    found: DocNumber | None = None
    if order := _ORDER.match(plain, skip):
        found = _order(order, _ends_number(plain, order.end()))
    if not found and (reference := _REFERENCE.match(plain, skip)):
        found = _reference(reference, _ends_number(plain, reference.end()))
    if not found and (numbered := _NUMBERED_ORDER.match(plain, skip)) and numbered["kind"] and numbered["issuer"]:
        found = _numbered(numbered)
    if not found and (standard := _STANDARD.match(plain)):
        found = _standard(standard)
    if not found:
        return None
    end = found.end
    if _depth(plain[:end]) > 0 and plain[end : end + 1] in tuple(CLOSERS):  # 国务院令（第711号）
        end += 1
    repair = found.repair or _misread(text[at : at + end], plain[:end])
    return DocNumber(found.value, at + found.start, at + end, repair)


def _depth(text: str) -> int:
    return sum((char in OPENERS) - (char in CLOSERS) for char in text)


_HISTORY = regex("公布|发布|修[订正改]|第[一二三四]次|根据")
"""What may stand behind a number that lost its 号: 国务院令第743第三次修订."""


def _ends_number(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in CLOSERS or _HISTORY.match(text, at) is not None


def number_in(content: str) -> DocNumber | None:
    """The first document number inside a bracket, whose squeezed content is given; None if it holds none."""
    plain = _plain_digits(content)
    if standard := _STANDARD.search(plain):
        return _standard(standard)
    edges = [0]
    for cut in _CUT.finditer(plain):
        edges += [cut.start(), cut.end()]
    edges.append(len(plain))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if found := _number_of_segment(plain[start:end]):
            first, last = start + found.start, start + found.end
            return DocNumber(found.value, first, last, found.repair or _misread(content[first:last], plain[first:last]))
    return None


def _number_of_segment(segment: str) -> DocNumber | None:
    for reference in _REFERENCE.finditer(segment):
        if found := _reference(reference, _ends_number(segment, reference.end())):
            return found
    for order in _ORDER.finditer(segment):
        if found := _order(order, _ends_number(segment, order.end())):
            return found
    numbered = _NUMBERED_ORDER.search(segment)
    if numbered and (numbered["issuer"] or numbered["kind"]) and (found := _numbered(numbered)):
        return found
    if yearless := _YEARLESS.match(segment):
        return DocNumber(yearless.group(), yearless.start(), yearless.end())
    return None
