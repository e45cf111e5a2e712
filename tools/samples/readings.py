"""What the made catalogues mean, by docs/record.md: deadlines and citations read by hand, and whole items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Item = dict[str, Any]
SAME = "〃"
"""In a row of data: the value of the row above."""

_DEADLINE = {
    "amount": None, "unit": None, "direction": None, "bound": None, "trigger": None, "recurrence": None,
    "exception": False, "extension": None, "retention": None, "repaired": False, "clauses": [],
}  # fmt: skip
_ITEM = {
    "number": None, "primary": None, "secondary": None, "levels": [], "content": None, "legal_basis": None,
    "deadline": None, "publisher": None, "department": None, "channels": [], "audience": None, "method": None,
    "five_open": None, "website_column": None, "remarks": None, "extra": {},
}  # fmt: skip
_NO_METADATA = dict.fromkeys(("responsible_unit", "prepared_by", "reviewed_by", "approved_by", "prepared_on"))
_NO_COUNTS = dict.fromkeys(("proactive_primary", "proactive_secondary", "on_request_primary", "on_request_secondary"))


def _within(amount: int, trigger: str | None, unit: str = "working_day", **more: Any) -> dict[str, Any]:
    return {"kind": "within", "amount": amount, "unit": unit, "direction": "after", "bound": "max",
            "trigger": trigger, **more}  # fmt: skip


def _recurring(rrule: str, by: str) -> dict[str, Any]:
    return {"kind": "recurring", "recurrence": {"rrule": rrule, "by": by}}


_READINGS: dict[str, dict[str, Any]] = {
    "信息形成或者变更之日起20个工作日内": _within(20, "信息形成或者变更"),
    "信息形成或变更之日起20个工作日内": _within(20, "信息形成或变更"),
    "自信息形成或者变更之日起20个工作日内予以公开，法律、法规另有规定的，从其规定": _within(
        20, "信息形成或者变更", exception=True
    ),
    "信息形成或者变更之日起15个工作日内": _within(15, "信息形成或者变更"),
    "信息形成或者变更之日起10个工作日内": _within(10, "信息形成或者变更"),
    "信息形成或者变更之日起7个工作日内": _within(7, "信息形成或者变更"),
    "信息形成或者变更之日起3个工作日内": _within(3, "信息形成或者变更"),
    "制定或获取文件之日起10个工作日内": _within(10, "制定或获取文件"),
    "拟征收土地告知书印发之日起5个工作日内": _within(5, "拟征收土地告知书印发"),
    "拟征收土地现状调查结束后5个工作日内": _within(5, "拟征收土地现状调查结束"),
    "收到征地批准文件之日起10个工作日内": _within(10, "收到征地批准文件"),
    "规划批准后20个工作日内": _within(20, "规划批准"),
    "作出决定之日起7个工作日内": _within(7, "作出决定"),
    "财政部门批复后20日内": _within(20, "财政部门批复", "day"),
    "公示不少于30日": {"kind": "period", "amount": 30, "unit": "day", "bound": "min"},
    "公示不少于7个工作日": {"kind": "period", "amount": 7, "unit": "working_day", "bound": "min"},
    "自收到申请之日起20个工作日内公开": {
        "kind": "on_request", "amount": 20, "unit": "working_day", "direction": "after", "bound": "max",
        "trigger": "收到申请",
    },
    "长期公开": {"kind": "ongoing", "retention": "长期公开"},
    "实时公开": {"kind": "immediate"},
    "及时公开": {"kind": "immediate"},
    "与规范性文件同步发布": {"kind": "event", "trigger": "规范性文件发布"},
    "每年1月31日前": _recurring("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", "before"),
    "每年年底前": _recurring("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "before"),
    "每月10日前": _recurring("FREQ=MONTHLY;BYMONTHDAY=10", "before"),
    "每季度末": _recurring("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "on"),
    "每半年一次": _recurring("FREQ=MONTHLY;INTERVAL=6", "during"),
}  # fmt: skip


def deadline(text: str | None) -> dict[str, Any] | None:
    """The reading of a printed deadline. Raises KeyError for one that nobody has read yet."""
    return None if text is None else {**_DEADLINE, "text": text, **_READINGS[text]}


_NUMBERS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_CITED = re.compile(
    r"《([^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》(?:（([^（）]*号)）)?((?:、?第[一二三四五六七八九十]+条)*)"
)


def basis(text: str | None) -> dict[str, Any] | None:
    """A 公开依据 of the plain form in which the made catalogues cite: 《title》（number）第N条、第M条."""
    if text is None:
        return None
    citations = [
        {"title": title, "doc_number": number or None, "articles": [_article(word) for word in _articles(articles)]}
        for title, number, articles in _CITED.findall(text)
    ]
    return {"text": text, "citations": citations}


def _articles(text: str) -> list[str]:
    return re.findall("第([一二三四五六七八九十]+)条", text)


def _article(numeral: str) -> dict[str, Any]:
    tens, ten, ones = numeral.rpartition("十")
    number = (_NUMBERS.get(tens, 1) * 10 if ten else 0) + _NUMBERS.get(ones, 0)
    return {"article": number, "paragraph": None, "item": None}


def items_of(fields: Sequence[str], rows: Sequence[Sequence[Any]], **shared: Any) -> list[Item]:
    """The items of rows of plain values in the order of `fields`; `shared` are values of all."""
    items: list[Item] = []
    above: Sequence[Any] = ()
    for row in rows:
        values = [above[k] if value == SAME else value for k, value in enumerate(row)]
        items.append(_item(dict(zip(fields, values, strict=True)), shared))
        above = values
    return items


def _item(values: Mapping[str, Any], shared: Mapping[str, Any]) -> Item:
    item: Item = {**_ITEM, "extra": {}, **shared}
    for name, value in values.items():
        if name == "deadline":
            item[name] = deadline(value)
        elif name == "legal_basis":
            item[name] = basis(value)
        elif name.startswith("levels"):
            item["levels"] = [*item["levels"], *([value] if value else [])]
        elif name.startswith("extra:"):
            item["extra"] = {**item["extra"], name.removeprefix("extra:"): value}
        elif name == "channels" and isinstance(value, str):
            item[name] = [{"name": part, "selected": True} for part in value.split("、")]
        else:
            item[name] = value
    return item


def catalogue(title: str, items: Sequence[Item], **more: Any) -> dict[str, Any]:
    """A catalogue of a golden; `metadata` and `declared` may name some of their keys."""
    metadata = {**_NO_METADATA, **more.pop("metadata", {})}
    declared = {**_NO_COUNTS, **more.pop("declared", {})}
    return {
        "title": title, "attachment": None, "preamble": [], "notes": [], **more, "metadata": metadata,
        "declared": declared, "items": list(items),
    }  # fmt: skip


def finding(code: str, severity: str, item: int | None = None, field: str | None = None, at: int | None = 0) -> Item:
    """A finding of a golden; `at` is the index of its catalogue."""
    return {"code": code, "severity": severity, "catalogue": at, "item": item, "field": field}


PUBLIC = {"public": True, "specific": False}
SPECIFIC = {"public": False, "specific": True}
PROACTIVE = {"proactive": True, "on_request": False}
ON_REQUEST = {"proactive": False, "on_request": True}


def people(text: str) -> dict[str, Any]:
    """公开对象 that names a group."""
    return {"public": False, "specific": text}


def ticked(names: Sequence[str], chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Channels with boxes, those of `chosen` ticked."""
    return [{"name": name, "selected": name in chosen} for name in names]
