"""A document in a line an item and a line a finding: short enough to read it beside the paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gkml_extract.cli.console import in_user_language
from gkml_extract.cli.differences.wording import EMPTY, short_label

if TYPE_CHECKING:
    from gkml_extract.model.finding import Finding
    from gkml_extract.model.record import Document, Item

_NAME = 36
"""Most characters of a name; of a deadline and of a channel, half as many."""


def outline(document: Document) -> Iterator[str]:
    """Each catalogue with its items: index, 序号, names, deadline, channels that are ticked (√) or whose tick was lost
    (？). Then every finding."""
    for catalogue in document.catalogues:
        title, n = catalogue.title or in_user_language("(no title)", "（无标题）"), len(catalogue.items)
        yield in_user_language(f"{title}: {n} items", f"{title}：{n} 个条目")
        for index, item in enumerate(catalogue.items):
            yield f"  {index:>4}  {_item(item)}"
    n = len(document.findings)
    yield in_user_language(f"{n} findings", f"{n} 个疑点") + (":" if n else "")
    for finding in document.findings:
        yield f"  {_where(finding)}{finding.severity.value} {finding.code}: {finding.message}"


def _item(item: Item) -> str:
    names = [short_label(name, _NAME) for name in (item.primary, item.secondary, *item.levels) if name]
    if not names and item.content:
        names = [short_label(item.content, _NAME)]
    deadline = short_label(item.deadline.text, _NAME // 2) if item.deadline else EMPTY
    ticked = [
        f"{'√' if channel.selected else '？'}{short_label(channel.name, _NAME // 2)}"
        for channel in item.channels
        if channel.selected is not False
    ]
    return " | ".join((item.number or EMPTY, " / ".join(names) or EMPTY, deadline, " ".join(ticked) or EMPTY))


def _where(finding: Finding) -> str:
    if finding.item is None:
        return ""
    catalogue = in_user_language(f"catalogue {finding.catalogue} ", f"目录 {finding.catalogue} ")
    item = in_user_language(f"item {finding.item}", f"条目 {finding.item}")
    return f"{catalogue if finding.catalogue else ''}{item} {finding.field or ''}".rstrip() + "  "
