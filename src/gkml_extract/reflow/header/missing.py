"""The columns of a table whose header is missing: named by a hint, or guessed by what the text looks like."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from gkml_extract.lexicon.header import Label, header_lexicon, parse_label
from gkml_extract.model.errors import UsageError
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.evidence.looks import Shape, runs_of, shapes_of
from gkml_extract.reflow.header.labels import HeaderColumn, PrintedLabel
from gkml_extract.reflow.numbers import numeral_value

NOT_PRINTED = -1
"""First and last fragment of a label that no fragment holds."""
_USUAL = {
    "number": "序号", "primary": "一级事项", "secondary": "二级事项", "levels": "三级事项", "content": "公开内容",
    "legal_basis": "公开依据", "deadline": "公开时限", "publisher": "公开主体", "department": "责任部门",
    "channels": "公开渠道和载体", "audience": "公开对象", "audience.public": "全社会", "audience.specific": "特定群体",
    "method": "公开方式", "method.proactive": "主动公开", "method.on_request": "依申请公开",
    "website_column": "网站所属栏目",
    "five_open": "所属“五公开”类型", "five_open.decision": "决策", "five_open.execution": "执行",
    "five_open.management": "管理", "five_open.service": "服务", "five_open.result": "结果", "remarks": "备注",
}  # fmt: skip
"""The label that a field's name stands for in a hint."""
_SIGNS = {
    Shape.LAW: "legal_basis", Shape.DEADLINE: "deadline", Shape.CHANNELS: "channels", Shape.OFFICE: "publisher",
}  # fmt: skip
_LEAST_ROWS = 3
_GUESSED_FROM = 20_000
"""Fragments from which columns are guessed: some hundred rows tell as much as all."""
_EACH = 0.5
"""Share of the numbered rows in which a deadline, or another phrase, makes the text a catalogue and gives a column."""


def check_hint(columns: Sequence[str]) -> tuple[str, ...]:
    """The labels that a hint names, one a column.

    Raises:
        UsageError: a name is neither a label nor a field of a record.
    """
    names = tuple(name.strip() for name in columns if name.strip())
    unknown = [name for name in names if name not in _USUAL and _label_of(name).rule in ("unknown", "unlabelled")]
    if unknown or not names:
        shown = ", ".join(unknown) or "-"
        known = ", ".join(_USUAL)
        raise UsageError(
            f"--hint columns: no known column: {shown}; use labels (序号,一级事项,公开内容 …) or {known}",
            f"--hint columns：无法识别的列：{shown}；请用目录的列名（序号,公开内容…）或 {known}",
        )
    return names


def _label_of(name: str) -> Label:
    return parse_label(_USUAL.get(name, name).rpartition("/")[2])


def columns_of_hint(names: Sequence[str]) -> tuple[HeaderColumn, ...]:
    """The header columns that a hint names, left to right: labels, field names, or 公开对象/全社会."""
    groups: dict[str, PrintedLabel] = {}
    columns: list[HeaderColumn] = []
    for name in names:
        text = _USUAL.get(name, name)
        group, _, _ = text.rpartition("/")
        label = _label_of(name)
        parent = group or (label.group if not label.is_group and label.group not in (None, "items") else "")
        leaf = PrintedLabel(label, NOT_PRINTED, NOT_PRINTED)
        if parent:
            shown = group or next(
                (
                    entry.spellings[0]
                    for entry in header_lexicon().entries
                    if _is_group(entry.value, parent, entry.more)
                ),
                parent,
            )
            groups.setdefault(parent, PrintedLabel(parse_label(shown), NOT_PRINTED, NOT_PRINTED))
            columns.append(HeaderColumn((groups[parent], leaf)))
        else:
            columns.append(HeaderColumn((leaf,)))
    return tuple(columns)


def _is_group(value: str, parent: str, more: dict[str, object]) -> bool:
    return bool(more.get("group")) and value == parent


def guess_columns(fragments: Sequence[TextFragment]) -> tuple[HeaderColumn, ...]:
    """The columns that a table without a header seems to have; none where the text is hardly a catalogue.

    Rows must be numbered, and most of them must have what a catalogue's rows have. The columns come in the order in
    which their texts stand behind the numbers; item names and 公开内容 are taken to stand between number and the rest.
    """
    chunks = make_chunks(fragments[:_GUESSED_FROM]).chunks
    runs = runs_of(chunks)
    rows = sorted(runs["digits"])
    if len(rows) < _LEAST_ROWS:
        return ()
    shapes = shapes_of(chunks, runs)
    ends = [*rows[1:], len(chunks)]
    found: dict[str, list[int]] = {}
    for begin, end in zip(rows, ends, strict=True):
        for shape, field in _SIGNS.items():
            first = next((t for t in range(begin, end) if shapes[t] is shape), None)
            if first is not None:
                found.setdefault(field, []).append(first - begin)
    usual = {field for field, places in found.items() if len(places) >= _EACH * len(rows)}
    if "deadline" not in found or len(usual & {"deadline", "legal_basis", "channels"}) < 2:
        return ()
    order = sorted(usual | {"deadline"}, key=lambda field: median(found[field]))
    marks = ["method.proactive", "method.on_request"] if _has_ticks(shapes) else []
    return columns_of_hint(["number", "primary", "secondary", "content", *order, *marks])


def _has_ticks(shapes: Sequence[Shape]) -> bool:
    return sum(shape is Shape.TICK for shape in shapes) >= _LEAST_ROWS


def table_begin(fragments: Sequence[TextFragment], columns: Sequence[HeaderColumn]) -> int:
    """Where the first row of a table without a header begins: at the number 1, at separated fields, or at the top."""
    if columns and columns[0].leaf.field == "number":
        for k, fragment in enumerate(fragments):
            numeral = numeral_value(fragment.text)
            if numeral and numeral[1] == 1 and (fragment.index == 0 or fragment.gap is not Gap.SPACE):
                return k
    lines = [k for k, fragment in enumerate(fragments) if fragment.gap in HARD_GAPS]
    first = lines[0] if lines else 0
    while first > 0 and fragments[first - 1].line == fragments[first].line:
        first -= 1
    return first
