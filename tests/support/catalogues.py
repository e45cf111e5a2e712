"""Catalogues of any length, as an office would write them, to compare with one another."""

from __future__ import annotations

import random
from collections.abc import Sequence

from gkml_extract.model.record import Catalogue, Channel, Document, Item
from gkml_extract.model.source import Source
from gkml_extract.normalise.citation import parse_legal_basis
from gkml_extract.normalise.deadline import parse_deadline


def _pairs(text: str) -> list[str]:
    """Its words, of two characters each."""
    return [text[at : at + 2] for at in range(0, len(text), 2)]


_THINGS = _pairs("机构政策规划财政预算采购住房教育医疗环境安全土地救助就业养老交通水利农业税费监督")
_ACTS = _pairs("信息文件解读指南目录结果公告计划标准流程名单报告统计通知决定意见")
_DETAILS = _pairs("条件流程电话结果方案资金渠道进度人员地址对象机构")
_LAWS = (
    "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    "《中华人民共和国预算法》",
    "《国有土地上房屋征收与补偿条例》",
)
_DEADLINES = (
    "自信息形成或变更之日起20个工作日内",
    "每年1月31日前",
    "及时公开",
    "长期公开",
    "收到申请之日起20个工作日内答复",
)


def make_items(n: int, seed: int = 0) -> list[Item]:
    """`n` items, all different, numbered from 1; one 一级事项 for some ten."""
    rng = random.Random(seed)
    items: list[Item] = []
    primary = ""
    for number in range(1, n + 1):
        if not items or rng.random() < 0.1:
            primary = f"{rng.choice(_THINGS)}{rng.choice(_THINGS)}类{number}"
        items.append(make_item(rng, number, primary))
    return items


def make_item(rng: random.Random, number: int, primary: str) -> Item:
    """One item of these."""
    name = f"{rng.choice(_THINGS)}{rng.choice(_ACTS)}"
    details = "、".join(rng.sample(_DETAILS, rng.randint(2, 6)))
    return Item(
        number=str(number),
        primary=primary,
        secondary=name,
        content=f"{rng.choice(_THINGS)}{name}{rng.randint(100, 10**6)}：{details}",
        legal_basis=parse_legal_basis(rng.choice(_LAWS)).basis,
        deadline=parse_deadline(rng.choice(_DEADLINES)).deadline,
        publisher="某县人民政府办公室",
        channels=(Channel(name="政府网站", selected=True), Channel(name="政府公报", selected=rng.random() < 0.5)),
    )


def document_of(*catalogues: Sequence[Item], title: str = "某县政务公开目录") -> Document:
    """A document with a catalogue for each list of items."""
    source = Source(path="a.txt", sha256="", format="text", reader="made")
    return Document(
        source=source, catalogues=tuple(Catalogue(title=f"{title}", items=tuple(items)) for items in catalogues)
    )
