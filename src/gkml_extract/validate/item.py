"""Checks of single items: a name, a deadline, cells that end in the middle."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import takewhile

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.match import match_exact
from gkml_extract.model.finding import Note, note
from gkml_extract.model.record import Catalogue, Item, LegalBasis
from gkml_extract.model.source import How
from gkml_extract.regex import regex
from gkml_extract.text import squeeze

_SHARED = (How.MERGED, How.INFERRED)
_TEXTS = ("primary", "secondary", "content", "publisher", "department", "website_column")
_DOCUMENT_NUMBER = regex(r"[\u3400-\u9fff]{0,8}[〔\[［﹝【]((?:19|20)\d\d)[〕\]］﹞】]第?(\d{1,5})号")
_ORDER_NUMBER = regex(r"[\u3400-\u9fff]{0,8}(?:令|公告)(?:(?:19|20)\d\d年)?第\d{1,4}号")
"""国务院令第711号: beside a citation it may be that of a later version."""
_ORDER_ALONE = regex(
    r"(?:^|[；;。、，,])(?:\d{1,2}[.、])?"
    r"(?P<order>(?:(?:19|20)\d\d年)?[\u3400-\u9fff]{2,20}令(?:(?:19|20)\d\d年)?第?(?P<digits>\d{1,4})号)(?!修|公布|发布)"
)
_BRACKETED = regex(r"[（(][^（）()]*[)）]")
_DIGITS = regex(r"\d+")
_DANGLING = regex(r"[、，,（(《〈“]$")
_PAIRS = {"（": "）(（)", "(": ")）", "《": "》", "“": "”", "〔": "〕]"}
_OPENING = regex(f"[{''.join(_PAIRS)}]")
_SPECIFIES = ("“", "（", "(", "《", "：", ":", "/")
"""What parts the name of a channel from what is said more of it."""
_NONE: frozenset[str] = frozenset()
_TAIL = 10
_LIST_TAIL = 3
"""Characters of a last list entry that may be a cut name."""


def check_items_named(catalogue: Catalogue) -> Iterator[Note]:
    """`item-empty`: a row without 一级事项, 二级事项 and 公开内容."""
    for index, item in enumerate(catalogue.items):
        if not (item.primary or item.secondary or item.levels or item.content):
            yield note("item-empty", item=index)


def check_deadlines_there(catalogue: Catalogue) -> Iterator[Note]:
    """`deadline-missing`: a row without 公开时限 in a catalogue that has them."""
    if not any(item.deadline for item in catalogue.items):
        return
    for index, item in enumerate(catalogue.items):
        if item.deadline is None:
            yield note("deadline-missing", item=index, field="deadline")


def check_document_numbers(catalogue: Catalogue) -> Iterator[Note]:
    """`number-uncited`: a document number of 公开依据 that no citation has, as where no title stands before it."""
    for index, item in enumerate(catalogue.items):
        basis = item.legal_basis
        if basis is None:
            continue
        if not basis.citations and (order := _ORDER_NUMBER.search(squeeze(basis.text))):
            yield note("number-uncited", item=index, field="legal_basis", number=order.group())
        for alone in _orders_alone(basis):
            yield note("number-uncited", item=index, field="legal_basis", number=alone)
        if not (printed := _numbers_in(squeeze(basis.text))):
            continue
        cited = {key for citation in basis.citations for key in _numbers_in(squeeze(citation.doc_number or ""))}
        cited |= {key for citation in basis.citations for key in _numbers_in(squeeze(citation.title))}
        for key, number in printed.items():
            if key not in cited:
                yield note("number-uncited", item=index, field="legal_basis", number=number)


def _orders_alone(basis: LegalBasis) -> Iterator[str]:
    """The numbers of orders that stand for themselves beside citations: …；财政部令第87号第六十九条.

    In brackets, or before 修订, such a number may be that of a later version of what is cited.
    """
    if not basis.citations or "令" not in basis.text:
        return
    cited = {
        digits
        for citation in basis.citations
        for digits in _DIGITS.findall(squeeze(f"{citation.title}{citation.doc_number or ''}"))
    }
    for line in basis.text.split("\n"):
        for found in _ORDER_ALONE.finditer(_BRACKETED.sub("", squeeze(line))):
            if found["digits"] not in cited:
                yield found["order"]


def _numbers_in(text: str) -> dict[tuple[str, ...], str]:
    """What tells document numbers apart → how they are printed: 〔2019〕54号 is (2019, 54)."""
    return {tuple(filter(None, found.groups())): found.group() for found in _DOCUMENT_NUMBER.finditer(text)}


def check_dittos(catalogue: Catalogue) -> Iterator[Note]:
    """`ditto-empty`: a 同上 that took no value, because no row above has one."""
    for index, item in enumerate(catalogue.items):
        for field, text in _texts(item):
            if is_ditto(text):
                yield note("ditto-empty", item=index, field=field, text=text)
        if item.legal_basis and is_ditto(item.legal_basis.text):
            yield note("ditto-empty", item=index, field="legal_basis", text=item.legal_basis.text)


def check_clipped_cells(catalogue: Catalogue) -> Iterator[Note]:
    """`cell-clipped`: a cell that ends in an open bracket, after 、, or in the middle of a name of its column.

    Source: lingwu (扶贫对象、), xishan (…财务科、基 where 基金监管科 stands in other rows).
    """
    names = {field: _list_entries(catalogue, field) for field in _TEXTS}
    channels = sorted({channel.name for item in catalogue.items for channel in item.channels})
    ends_open = cache(_ends_open)  # a column says the same again and again
    is_half_a_channel = cache(partial(_is_half_a_channel, names=channels))
    for index, item in enumerate(catalogue.items):
        for field, text in _texts(item):
            is_cut = field == "channels" and is_half_a_channel(text)
            is_clipped = is_cut or ends_open(text) or ("、" in text and _ends_in_a_name(text, names.get(field, _NONE)))
            if is_clipped and is_printed(item, field, also=How.MERGED):
                origin = item.origin.get(field)
                place = origin.places[-1] if origin and origin.places else None
                yield note("cell-clipped", item=index, field=field, place=place, tail=text[-_TAIL:])


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    """(field, text) of the texts that an item has."""
    for field in _TEXTS:
        if text := getattr(item, field):
            yield field, text
    if item.deadline and item.deadline.text:
        yield "deadline", item.deadline.text
    if item.channels and item.channels[-1].name:
        yield "channels", item.channels[-1].name


def is_printed(item: Item, field: str, also: How | None = None) -> bool:
    """Whether a field has a value that is printed in the item's own row, or shared in a way `also`."""
    origin = item.origin.get(field)
    return bool(getattr(item, field)) and (origin is None or origin.how is also or origin.how not in _SHARED)


def _ends_open(text: str) -> bool:
    """Whether the text ends after a mark that needs more, or its last bracket is not closed."""
    if _DANGLING.search(text):
        return True
    if not _OPENING.search(text):
        return False
    last = max(((text.rfind(opening), opening) for opening in _PAIRS), default=(-1, ""))
    return last[0] >= 0 and not any(closing in text[last[0] + 1 :] for closing in _PAIRS[last[1]])


def _is_half_a_channel(name: str, names: Sequence[str]) -> bool:
    """Whether a name that does not end as a channel does is the beginning of another row's; `names` are sorted.

    灵武市人民政府门户网站 is whole beside 灵武市人民政府门户网站政务公开专栏.
    """
    if any(match_exact(name[at:], load_lexicon("channels")) for at in range(len(name))):
        return False
    longer = (names[at] for at in range(bisect_right(names, name), len(names)))
    return any(other[len(name)] not in _SPECIFIES for other in takewhile(lambda other: other.startswith(name), longer))


def _list_entries(catalogue: Catalogue, field: str) -> frozenset[str]:
    """The entries of all lists by 、 in a field, without the last ones: these may be cut."""
    found: set[str] = set()
    for text in {getattr(item, field) or "" for item in catalogue.items}:
        *before, last = text.split("、")
        found.update(before)
        if len(last) > _LIST_TAIL:
            found.add(last)
    return frozenset(found)


def _ends_in_a_name(text: str, names: frozenset[str]) -> bool:
    """Whether the last entry of a list by 、 is the beginning of a longer name of the same column."""
    *before, last = text.split("、")
    endings = {entry[-1] for entry in before if entry}
    if not 0 < len(last) <= _LIST_TAIL or last in names or last[-1] in endings:
        return False
    return any(name.startswith(last) and len(name) > len(last) for name in names)
