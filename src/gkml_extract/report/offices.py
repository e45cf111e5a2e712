"""Which office a catalogue is of: what it says of itself, its title, or the publisher of its items."""

from __future__ import annotations

from collections import Counter

from gkml_extract.model.record import Catalogue
from gkml_extract.regex import regex
from gkml_extract.text import squeeze

_WHAT_IT_IS = regex("政府信息|政务公开|信息公开|主动公开|依申请公开|公开目录|公开事项|公开清单|基本目录|基层|领域|政务")
"""Where a title stops to say whose catalogue it is."""
_ORGAN = regex("(?:政府|委员会|办公室|法院|检察院|学校|大学|医院|公司|大队|[局委厅署院中心所队处社会站馆校镇乡])$")
_IN_FRONT = regex(
    "^(?:附件?[0-9一二三四五六七八九十]*[：:]?|[（(]?[0-9一二三四五六七八九十]+[)）.、]|[0-9〇○一二三四五六七八九]{4}年(?:度|版)?)"
)
_YEAR_BEHIND = regex("[0-9〇○]{4}年(?:度|版)?$")
_LEAST_LENGTH = 3
_SHARE = 0.5
"""Share of the items that name one publisher from which the catalogue is that office's."""


def office_of(catalogue: Catalogue) -> str | None:
    """The name of the office without blanks, or None where nothing tells it."""
    unit = squeeze(catalogue.metadata.responsible_unit or "")
    return unit or _of_title(squeeze(catalogue.title or "")) or _of_items(catalogue)


def _of_title(title: str) -> str | None:
    """The organ that a title begins with: 某县教育局 of 某县教育局政务公开基本目录."""
    told = _WHAT_IT_IS.search(title)
    name = title[: told.start()] if told else ""
    while before := _IN_FRONT.match(name):
        name = name[before.end() :]
    name = _YEAR_BEHIND.sub("", name)
    return name if len(name) >= _LEAST_LENGTH and _ORGAN.search(name) else None


def _of_items(catalogue: Catalogue) -> str | None:
    counted = Counter(squeeze(item.publisher) for item in catalogue.items if item.publisher)
    for name, count in counted.most_common(1):
        if count >= _SHARE * len(catalogue.items) and _ORGAN.search(name):
            return name
    return None
