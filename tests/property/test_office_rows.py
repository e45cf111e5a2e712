"""Catalogues with what stands in their grids besides items, in seeded mixtures: every item as it was drawn."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from gkml_extract.extract import extract_bytes
from support.offices import SUFFIXES, Block, differences, empty, written

TITLE = "云岭县民政局政务公开目录"
LAWS = ("《中华人民共和国政府信息公开条例》", "《社会救助暂行办法》（国务院令第649号）")
TIMES = ("信息形成或者变更之日起20个工作日内", "长期公开", "每季度末公开")
CHANNELS = ("■政府网站 □公示栏", "□政府网站 ■公示栏", "■政府网站 ■公示栏")
PRIMARIES = ("机构信息", "社会救助", "养老服务", "行政审批", "财政资金", "规划计划", "人事信息", "政策文件", "应急管理")
HEADINGS = (None, None, "wide", "first", "items", "item-column")
LABELS = {
    "content": "公开内容（要素）", "legal_basis": "公开依据", "deadline": "公开时限", "publisher": "公开主体",
    "channels": "公开渠道和载体", "remarks": "备注", "number": "序号", "method": "公开方式",
}  # fmt: skip
_MERGEABLE = ("legal_basis", "deadline", "publisher")


@dataclass(frozen=True)
class Plan:
    """How a catalogue is drawn: its columns, the headings over its rows, what stands above and below."""

    columns: tuple[str, ...]
    heading: str | None
    is_merged: bool
    has_numerals: bool
    above: tuple[str, ...]
    below: tuple[str, ...]


def plan(rng: random.Random) -> Plan:
    """A seeded plan."""
    heading = rng.choice(HEADINGS)
    middle = ["content", "legal_basis", "deadline", "publisher"]
    rng.shuffle(middle)
    columns = [
        "number",
        *(["primary", "secondary"] if heading is None else ["name"]),
        *middle,
        *(name for name in ("channels", "method", "remarks") if rng.random() < 0.6),
    ]
    width = len(columns)
    above = [wide(TITLE, width), line("填表单位：云岭县民政局", width)][: rng.randrange(3)]
    below = [line("合计", width), line("注：本目录动态调整。", width), wide("填表人：李四　审核人：王五", width)]
    return Plan(
        tuple(columns), heading, rng.random() < 0.5, rng.random() < 0.6, tuple(above),
        tuple(each for each in below if rng.random() < 0.4),
    )  # fmt: skip


def wide(text: str, width: int) -> str:
    """A row of one merged cell."""
    return text + "|<" * (width - 1)


def line(text: str, width: int) -> str:
    """A row with a text in its first cell alone."""
    return text + "|" * (width - 1)


def drawn(seed: int) -> tuple[tuple[Block, ...], list[dict[str, object]]]:
    """A document and its items."""
    rng = random.Random(seed)
    made = plan(rng)
    labels = {**LABELS, "primary": "一级事项", "secondary": "二级事项", "name": "公开事项"}
    lines = [*made.above, "|".join(labels[name] for name in made.columns)]
    items: list[dict[str, object]] = []
    before: dict[str, str] = {}
    group = -1
    for at in range(rng.randint(3, 9)):
        is_first = at == 0 or rng.random() < 0.4
        group += is_first
        values = row_values(at, group, rng)
        heading = ("一二三四五六七八九"[group] + "、" if made.has_numerals else "") + PRIMARIES[group]
        if is_first and made.heading:
            lines.append(heading_row(made, heading))
        lines.append("|".join(cell(made, name, values, {} if is_first else before) for name in made.columns))
        items.append(item(made, values, heading))
        before = values
    return ((TITLE, (*lines, *made.below)) if not made.above else ((*lines, *made.below),)), items


def row_values(at: int, group: int, rng: random.Random) -> dict[str, str]:
    """What one row says."""
    return {
        "number": str(at + 1), "primary": PRIMARIES[group], "secondary": f"事项{at}", "content": f"内容{at}、名称",
        "legal_basis": rng.choice(LAWS), "deadline": rng.choice(TIMES), "publisher": "云岭县民政局",
        "channels": rng.choice(CHANNELS), "method": rng.choice(("主动公开", "依申请公开")),
        "remarks": rng.choice(("", "见附表")),
    }  # fmt: skip


def heading_row(made: Plan, text: str) -> str:
    """The row of a heading."""
    width = len(made.columns)
    if made.heading == "wide":
        return wide(text, width)
    if made.heading == "items":
        return f"{text}|<" + "|" * (width - 2)
    return line(text, width) if made.heading == "first" else "|" + line(text, width - 1)


def cell(made: Plan, name: str, values: dict[str, str], before: dict[str, str]) -> str:
    """What is drawn in a cell; `before` is the row above in the same group."""
    if name == "name":
        return values["secondary"]
    is_same = bool(before) and before[name] == values[name]
    return "^" if made.is_merged and is_same and name in ("primary", *_MERGEABLE) else values[name]


def item(made: Plan, values: dict[str, str], heading: str) -> dict[str, object]:
    """The item of a row."""
    found = empty()
    for name in made.columns:
        if name == "name":
            found |= {"primary": heading, "secondary": values["secondary"]}
        elif name == "channels":
            found[name] = [(each[1:], each[0] == "■") for each in values[name].split()]
        elif name == "method":
            found[name] = (values[name] == "主动公开", values[name] == "依申请公开")
        else:
            found[name] = values[name] or None
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seed", range(40))
def test_items_are_told_from_what_stands_beside_them(seed: int, suffix: str) -> None:
    """Headings, notes, totals and signatures in any mixture."""
    blocks, items = drawn(seed)
    assert differences(extract_bytes(written(suffix, *blocks), f"a.{suffix}"), [items]) == []
