"""A header's labels as they are printed, and the columns that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gkml_extract.lexicon.header import Label, is_usual_name, parse_label
from gkml_extract.model.table import TextFragment
from gkml_extract.regex import regex
from gkml_extract.text import undoubled

_OF_CHANNELS = regex("渠道|载体|平台|途径")


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label read from fragments [first, last]."""

    label: Label
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class HeaderRegion:
    """A header over fragments [first, last], its labels in printed order."""

    first: int
    last: int
    labels: tuple[PrintedLabel, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The distinct fields of its labels."""
        return frozenset(printed.label.field for printed in self.labels)


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column: its labels from the top down, and the field of the lowest."""

    path: tuple[PrintedLabel, ...]

    @property
    def leaf(self) -> Label:
        """The lowest label."""
        return self.path[-1].label


def label_of(fragments: Sequence[TextFragment], group: Sequence[int]) -> PrintedLabel:
    """The label that the fragments of a group say together."""
    text = "".join(fragments[k].text for k in group)
    return PrintedLabel(parse_label(undoubled(text)), group[0], group[-1])


def without_false_groups(labels: Sequence[PrintedLabel]) -> list[PrintedLabel]:
    """`labels` with what may say the method, or the channels, and does not (公开类型: 业务类, 公开形式: 图文), as
    columns that have no field."""
    return [
        replace(printed, label=Label(printed.label.text, "extra", 0.0, "unknown")) if is_false else printed
        for printed, is_false in zip(labels, (_is_false_group(labels, k) for k in range(len(labels))), strict=True)
    ]


def _is_false_group(labels: Sequence[PrintedLabel], k: int) -> bool:
    """Whether 公开方式, or 公开渠道, is printed as well, or the label stands before the items, where 公开方式 never
    does."""
    label = labels[k].label
    if label.field == "channels":
        others = [other.label for other in labels if other.label.field == "channels"]
        return not _OF_CHANNELS.search(label.text) and any(_OF_CHANNELS.search(other.text) for other in others)
    if label.entry is not None and label.entry.more.get("category"):
        levels = {other.label.field for other in labels if other.label.group == "items" and not other.label.is_group}
        is_numbered = any(other.label.field == "number" for other in labels[k:])
        return is_numbered and {"primary", "secondary"} <= levels and not _is_over_levels(labels, k)
    if label.group != "method" or not label.is_group or is_usual_name(label):
        return False
    of_method = [other.label for other in labels if other.label.group == "method"]
    if any(is_usual_name(other) for other in of_method if other.is_group):
        return True
    has_children = any(not other.is_group for other in of_method)
    return has_children and not {other.label.field for other in labels[:k]} & {"primary", "secondary", "content"}


def _is_over_levels(labels: Sequence[PrintedLabel], k: int) -> bool:
    """Whether a label of a kind (公开类别) is the group of 一级类目 and 二级类目: they are in a row below, behind the
    labels of other columns, and no other label is their group."""
    first = next(i for i, other in enumerate(labels) if other.label.group == "items" and not other.label.is_group)
    between = {other.label.field for other in labels[k + 1 : first]}
    has_group = any(other.label.group == "items" and other.label.is_group for other in labels[:first])
    return not has_group and len(between & {"content", "deadline", "legal_basis", "channels", "publisher"}) > 1
