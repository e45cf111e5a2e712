"""How fields, kinds and units are called on the page, in English and Chinese."""

from __future__ import annotations

from functools import cache

from gkml_extract.model.finding import KIND_BY_CODE
from gkml_extract.regex import regex
from gkml_extract.writers.contract import Headers

_FIELD_ROOTS = {
    "audience": "公开对象",
    "method": "公开方式",
    "deadline": "公开时限",
    "legal_basis": "公开依据",
    "title": "目录名称",
    "attachment": "附件",
    "declared": "自述数量",
    "preamble": "表前文字",
    "notes": "表后说明",
    "metadata": "填表信息",
}
_DEADLINE_KINDS = {
    "within": ("within a time of an event", "事件后限期"),
    "recurring": ("recurring", "定期"),
    "fixed": ("by a date", "固定日期"),
    "period": ("stands for a period", "公示期"),
    "event": ("together with an event", "随事件同步"),
    "immediate": ("at once", "实时、及时"),
    "ongoing": ("ongoing", "长期"),
    "on_request": ("on request", "依申请答复"),
    "statutory": ("as the law says", "按规定"),
    "compound": ("several in one", "复合"),
    "none": ("none said", "未写明期限"),
    "unknown": ("not understood", "未能解析"),
}
_UNITS = {
    "hour": ("hour", "小时"),
    "day": ("day", "日"),
    "working_day": ("working day", "个工作日"),
    "week": ("week", "周"),
    "month": ("month", "个月"),
    "quarter": ("quarter", "个季度"),
    "year": ("year", "年"),
}
DAYS_OF = {"hour": 1 / 24, "day": 1.0, "working_day": 1.4, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.0}
"""Calendar days of a unit, roughly: lengths are put in order by it, nothing is computed."""
_PARAMETER = regex(r"\{[^{}]*\}")


def field_label(field: str, lang: str) -> str:
    """A field of the record as a person calls it: 公开时限, `deadline`."""
    if lang != "zh":
        return field.replace("_", " ").replace(".", ": ")
    root = field.split(".")[0]
    return _field_headers().get(field) or _FIELD_ROOTS.get(root) or _field_headers().get(root) or field


@cache
def _field_headers() -> dict[str, str]:
    from gkml_extract.writers.csv import COLUMNS

    return {column.key: column.header(Headers.ZH) for column in COLUMNS}


def code_label(code: str, lang: str) -> str:
    """What a code says of any document: its message without the particulars."""
    kind = KIND_BY_CODE.get(code)
    if kind is None:
        return code
    return _PARAMETER.sub("…", kind.zh if lang == "zh" else kind.en).replace("……", "…")


def advice(code: str, lang: str) -> str:
    """What a person should do; empty for a code that is not known any more."""
    kind = KIND_BY_CODE.get(code)
    return "" if kind is None else kind.advice_zh if lang == "zh" else kind.advice_en


def deadline_kind_label(kind: str, lang: str) -> str:
    """What sort of deadline it is."""
    return _DEADLINE_KINDS.get(kind, (kind, kind))[lang == "zh"]


def length_label(amount: float | None, unit: str | None, lang: str) -> str:
    """A length of time: `20 working days`, `20个工作日`."""
    en, zh = _UNITS.get(unit or "", ("(unit lost)", "（单位缺失）"))
    number = "?" if amount is None else f"{amount:g}"
    if lang == "zh":
        return f"{number}{zh}"
    return f"{number} {en}" if amount == 1 or unit is None else f"{number} {en}s"
