"""Differences as a person reads them: a block for each row, with what only shifted told in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gkml_extract.compare.difference import Difference, Kind, Spot

_FEWEST_RENUMBERED = 3
"""Rows that must have shifted by the same number to be told in one line."""


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring differences that belong together.

    `title` is how it begins: the row is `changed`, `added`, `removed`, `moved`, `split`, `merged`; several rows are
    `moved` or `renumbered`; `around` is what stands around the table, `findings` the findings.
    """

    title: str
    differences: tuple[Difference, ...]


def blocks_of(differences: Sequence[Difference]) -> list[Block]:
    """The blocks, in the order of the differences; then what only shifted or moved; findings last."""
    shifted, other = _renumbered(differences)
    runs = [Block("renumbered", run) for run in shifted]
    runs += [Block("renumbered", other)] if other else []
    runs += [Block("moved", run) for run in _moved(differences) if len(run) > 1]
    told = {id(each) for block in runs for each in block.differences}
    rest = [each for each in differences if id(each) not in told]
    return [*_by_row(rest, has_findings=False), *runs, *_by_row(rest, has_findings=True)]


def _by_row(differences: Sequence[Difference], *, has_findings: bool) -> Iterator[Block]:
    chosen = [each for each in differences if (each.field == "findings") is has_findings]
    if has_findings:
        if chosen:
            yield Block("findings", tuple(chosen))
        return
    for _, group in groupby(chosen, key=_block_key):
        of_block = tuple(group)
        yield Block(_title(of_block), of_block)


def _block_key(difference: Difference) -> tuple[object, ...]:
    is_alone = difference.kind in (Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.MERGED)
    return (difference.old, difference.new, difference.kind if is_alone else None)


def _title(differences: Sequence[Difference]) -> str:
    spot = differences[0].old or differences[0].new or Spot()
    if not spot.items and differences[0].kind is Kind.CHANGED:
        return "around"
    return differences[0].kind.value


def _renumbered(
    differences: Sequence[Difference],
) -> tuple[list[tuple[Difference, ...]], tuple[Difference, ...]]:
    """Runs of rows whose 序号 shifted by the same number; and the other rows with a new one, if they are many."""
    numbers = [each for each in differences if each.field == "number" and _shift(each) is not None]
    groups = [
        tuple(run) for _, run in groupby(numbers, key=lambda each: (each.old and each.old.catalogue, _shift(each)))
    ]
    runs = [run for run in groups if len(run) >= _FEWEST_RENUMBERED]
    rest = tuple(each for run in groups if len(run) < _FEWEST_RENUMBERED for each in run)
    return runs, rest if len(rest) >= _FEWEST_RENUMBERED else ()


def is_shift(differences: Sequence[Difference]) -> bool:
    """Whether all their numbers shifted by the same."""
    return len({_shift(each) for each in differences}) == 1


def _shift(difference: Difference) -> int | None:
    if difference.kind is not Kind.CHANGED:
        return None
    try:
        return int(difference.after) - int(difference.before)
    except (TypeError, ValueError):
        return None


def _moved(differences: Sequence[Difference]) -> Iterator[tuple[Difference, ...]]:
    """Runs of rows that stood together and still do."""
    run: list[Difference] = []
    for each in differences:
        if each.kind is not Kind.MOVED:
            continue
        if run and not _follows(each, run[-1]):
            yield tuple(run)
            run = []
        run.append(each)
    if run:
        yield tuple(run)


def _follows(difference: Difference, before: Difference) -> bool:
    return all(
        now is not None and was is not None and now.catalogue == was.catalogue and now.items[0] == was.items[0] + 1
        for now, was in ((difference.old, before.old), (difference.new, before.new))
    )
