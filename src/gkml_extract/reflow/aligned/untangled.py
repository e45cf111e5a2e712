"""Headers of which labels were put together wrongly, read anew: label by label from the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import parse_label
from gkml_extract.reflow.aligned.header import (
    MAX_LINES,
    AlignedHeader,
    Group,
    Leaf,
    is_orderly,
    is_title,
    score_of,
)
from gkml_extract.reflow.aligned.peeled import PeeledLabel, Peeling, has_labels, peel_labels
from gkml_extract.reflow.aligned.words import TextPage

_TRIED = 3
"""Pages with a header that are tried."""
_ABOVE, _BELOW = 5, 10
"""Lines by which a header may begin above, or end below, what was read of it."""


def untangled(pages: Sequence[TextPage], headers: Sequence[list[AlignedHeader]]) -> list[list[AlignedHeader]]:
    """The headers, those that are not in order read anew: one of the first pages, if all are so, and its like."""
    found = [list(of) for of in headers]
    if all(is_orderly(header.leaves, header.groups) for of in headers for header in of):
        return found
    known: dict[tuple[str, ...], Peeling] = {}
    characters = _of_orderly(pages, headers, known)
    for page, of in zip(pages, found, strict=True) if characters else ():
        for at, header in enumerate(of):
            if is_orderly(header.leaves, header.groups):
                continue
            spans = (
                (first, end)
                for first in range(max(header.first - _ABOVE, 0), header.first + 2)
                for end in range(header.end, min(header.end + _BELOW, len(page.lines)) + 1)
                if _characters(page, first, end) == characters
            )
            again = next((_reading(page, *span, known) for span in spans), None)
            of[at] = again or header
    return found


def _of_orderly(
    pages: Sequence[TextPage], headers: Sequence[list[AlignedHeader]], known: dict[tuple[str, ...], Peeling]
) -> str:
    """The characters of a header that is in order, or is so when it is read anew; none if no header is."""
    for page, of in zip(pages, headers, strict=True):
        for header in of:
            if is_orderly(header.leaves, header.groups):
                return _characters(page, header.first, header.end)
    for k in [k for k, of in enumerate(headers) if of][:_TRIED]:
        best = max(_readings(pages[k], headers[k][0], known), key=lambda each: each.score, default=None)
        if best is not None and is_orderly(best.leaves, best.groups):
            return _characters(pages[k], best.first, best.end)
    return ""


def _characters(page: TextPage, first: int, end: int) -> str:
    """What some lines are printed with, in whatever order."""
    return "".join(sorted("".join(word.text for line in page.lines[first:end] for word in line)))


def _readings(page: TextPage, header: AlignedHeader, known: dict[tuple[str, ...], Peeling]) -> Iterator[AlignedHeader]:
    """What the header may be, by where it begins and ends."""
    for first in range(header.first, max(header.first - _ABOVE, 0) - 1, -1):
        if not page.lines[first]:
            continue
        best: AlignedHeader | None = None
        for end in range(
            max(header.end - 1, first + 2), min(header.end + _BELOW, first + MAX_LINES, len(page.lines)) + 1
        ):
            if not page.lines[end - 1]:
                continue
            reading = _reading(page, first, end, known) if has_labels(page.lines[end - 1]) else None
            if reading is None:
                break
            yield reading
            best = max(best, reading, key=lambda each: each.score) if best else reading
        if best is not None and is_orderly(best.leaves, best.groups):
            return


def _reading(page: TextPage, first: int, end: int, known: dict[tuple[str, ...], Peeling]) -> AlignedHeader | None:
    """The header that the labels of the lines [first, end) make when they are taken off from the left."""
    lines = [[word for word in line if not is_title(word)] for line in page.lines[first:end]]
    labels = peel_labels(lines, known)
    if labels is None:
        return None
    leaves, groups = _under_groups(_in_order(labels))
    titles = tuple(word for line in page.lines[first:end] for word in line if is_title(word))
    return AlignedHeader(first, end, tuple(leaves), tuple(groups), score_of(leaves, groups, end - first), titles)


def _in_order(labels: Sequence[PeeledLabel]) -> list[PeeledLabel]:
    """The labels left to right: as they stand in lines that they share, else by their middles."""
    left = list(labels)
    ordered: list[PeeledLabel] = []
    while left:
        free = [label for label in left if not any(_is_left(other, label) for other in left if other is not label)]
        following = min(free or left, key=_middle)
        ordered.append(following)
        left.remove(following)
    return ordered


def _is_left(one: PeeledLabel, other: PeeledLabel) -> bool:
    """Whether a label stands before another one in a line that has characters of both."""
    return any(a.line == b.line and a.x0 < b.x0 for a in one.parts for b in other.parts)


def _middle(label: PeeledLabel) -> float:
    return sum(part.x0 + part.x1 for part in label.parts) / (2 * len(label.parts))


def _leaf(label: PeeledLabel) -> Leaf:
    """A label at the mean place of its lines, as wide as its widest."""
    half = max(part.x1 - part.x0 for part in label.parts) / 2
    middle = _middle(label)
    return Leaf(label.text, parse_label(label.text), int(middle - half), int(middle + half + 0.5))


def _under_groups(labels: Sequence[PeeledLabel]) -> tuple[list[Leaf], list[Group]]:
    """The columns, and the groups that have some; a group of which no column is there is a column itself."""
    leaves = [_leaf(label) for label in labels]
    kinds = {leaf.label.group for leaf in leaves if not leaf.label.is_group}
    groups: list[Group] = []
    number_of: dict[str, int] = {}
    for leaf in leaves:
        kind = leaf.label.group
        if leaf.label.is_group and kind is not None and kind in kinds and kind not in number_of:
            number_of[kind] = len(groups)
            groups.append(Group(leaf.text, leaf.label))
    columns = [leaf for leaf in leaves if not (leaf.label.is_group and leaf.label.group in number_of)]
    return [replace(leaf, group=number_of.get(leaf.label.group or "")) for leaf in columns], groups
