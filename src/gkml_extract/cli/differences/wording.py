"""Fields and values of a difference in the user's words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from gkml_extract.cli.console import in_user_language, user_language
from gkml_extract.compare.blocks import Block, is_shift
from gkml_extract.compare.difference import Spot
from gkml_extract.regex import regex
from gkml_extract.writers.csv import COLUMNS

EMPTY = "—"
"""Stands for an empty cell."""
NONE = {"en": "(none)", "zh": "（无）"}
"""Stands for a list without elements, which is not the same: 五公开 without a tick is none, without a column empty."""

_ZH = {column.key: column.zh for column in COLUMNS} | {
    "title": "目录名称",
    "attachment": "附件",
    "metadata": "填表信息",
    "declared": "自述条数",
    "declared.proactive_primary": "自述条数：主动公开一级",
    "declared.proactive_secondary": "自述条数：主动公开二级",
    "declared.on_request_primary": "自述条数：依申请公开一级",
    "declared.on_request_secondary": "自述条数：依申请公开二级",
    "preamble": "表前说明",
    "notes": "表后说明",
    "legal_basis": "公开依据",
    "legal_basis.text": "公开依据：文字",
    "deadline.text": "公开时限：文字",
    "legal_basis.reading": "公开依据：所引文件",
    "deadline": "公开时限",
    "deadline.reading": "公开时限：解读",
    "audience": "公开对象",
    "method": "公开方式",
    "findings": "疑点",
    "order": "顺序",
}
_TO_TEXT: dict[str, Callable[[Any], str | None]] = {
    column.key: column.to_text for column in COLUMNS if column.key in ("channels", "legal_basis.citations")
}
_INDEX = regex(r"\[(\d+)\]")

_KINDS = {
    "changed": ("changed", "变更"),
    "moved": ("moved", "移位"),
    "split": ("split", "拆分"),
    "merged": ("merged", "合并"),
    "removed": ("removed", "删除"),
    "added": ("added", "新增"),
    "around": ("around the table", "表外内容"),
    "findings": ("findings", "疑点"),
    "renumbered": ("renumbered", "序号顺移"),
}
_AGAINST_GOLDEN = {"removed": ("missing", "缺少"), "added": ("surplus", "多出")}


def kind_text(kind: str, *, against_golden: bool) -> str:
    """A kind of difference, or of block; against a golden, what was removed is missing."""
    en, zh = (_AGAINST_GOLDEN if against_golden and kind in _AGAINST_GOLDEN else _KINDS)[kind]
    return in_user_language(en, zh)


def field_text(path: str) -> str:
    """A field as the user knows it: its key of record.md, or its Chinese name."""
    if user_language() != "zh":
        return path
    plain = _INDEX.sub("", path)
    if plain in _ZH:
        return _ZH[plain] + "".join(f"[{index}]" for index in _INDEX.findall(path))
    top, _, below = path.partition(".")
    return f"{_ZH.get(top, top)}.{below}" if below else _ZH.get(top, top)


def field_named(name: str) -> str:
    """The path of a field that is given by its Chinese name, as tables, reports and catalogues have it; or `name`."""
    from gkml_extract.lexicon.header import parse_header

    if name.isascii():
        return name
    named = next((path for path, zh in _ZH.items() if zh == name), None)
    label = parse_header(name)
    return named or (label.field if label.score == 1 else name)


def value_text(path: str, value: Any) -> str:
    """A value in one line."""
    if value is None:
        return EMPTY
    if value == []:
        return NONE[user_language()]
    if isinstance(value, bool):
        return "√" if value else "×"
    if isinstance(value, str):
        return value.replace("\n", "⏎")
    if path in _TO_TEXT and isinstance(value, list):
        return (_TO_TEXT[path](value) or EMPTY).replace("\n", "⏎")
    if isinstance(value, list) and all(isinstance(each, str) or each is None for each in value):
        return "；".join(each or EMPTY for each in value).replace("\n", "⏎")
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return str(value["text"]).replace("\n", "⏎")
    return json.dumps(value, ensure_ascii=False)


def is_value(text: str) -> bool:
    """Whether a text of `value_text` is that of a value, within which something may have changed."""
    return text != EMPTY and text not in NONE.values()


def rows_text(old: Spot | None, new: Spot | None) -> str:
    """Where rows stand, counted from 0 as in results; on both sides if that is not the same place."""
    if old is None or new is None or not new.items or old == new:
        return _rows(old or new or Spot())
    if old.catalogue == new.catalogue:
        return f"{_rows(old)} → {_span(new)}"
    return f"{_rows(old)} → {_rows(new, has_catalogue=True)}"


def _rows(spot: Spot, *, has_catalogue: bool = False) -> str:
    if not spot.items:
        return ""
    is_named = spot.catalogue is not None and (has_catalogue or spot.catalogue > 0)
    catalogue = in_user_language(f"catalogue {spot.catalogue} ", f"目录 {spot.catalogue} ") if is_named else ""
    return catalogue + in_user_language("item " if len(set(spot.items)) == 1 else "items ", "条目 ") + _span(spot)


def _span(spot: Spot) -> str:
    first, last = min(spot.items), max(spot.items)
    return str(first) if first == last else f"{first}–{last}"


def is_run(block: Block) -> bool:
    """Whether it is of several rows that are told in one line."""
    return block.title == "renumbered" or (block.title == "moved" and len(block.differences) > 1)


def run_text(block: Block, *, has_labels: bool) -> str:
    """That line: from where to where; or the old and the new 序号."""
    first, last = block.differences[0], block.differences[-1]
    if block.title == "renumbered" and not is_shift(block.differences):
        return "  ".join(f"{each.before}→{each.after}" for each in block.differences)
    old, new = (
        Spot(a.catalogue, (a.items[0], b.items[0]))
        for a, b in ((first.old, last.old), (first.new, last.new))
        if a and b
    )
    where = rows_text(old, new)
    if block.title == "renumbered":
        return f"{where}  {first.before}–{last.before} → {first.after}–{last.after}"
    return f"{where}  {short_label(first.label, 24)} … {short_label(last.label, 24)}" if has_labels else where


def short_label(label: str, n_characters: int = 120) -> str:
    """What a row is called, in one line of bounded length."""
    line = label.replace("\n", " ")
    return line if len(line) <= n_characters else f"{line[: n_characters - 1]}…"
