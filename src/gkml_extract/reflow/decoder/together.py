"""Several tables of one text decoded side by side.

The catalogues of many offices in one file are many small tables. What the decoder does for each chunk takes the same
time for one table as for a hundred, so what all of them ask for at a time is decoded at once.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeAlias, TypeVar

from gkml_extract.reflow.decoder.decode import Path, Task, decode_all

Result = TypeVar("Result")
Decoding: TypeAlias = Generator[list[Task], list[Path], Result]
"""Work that asks for tasks to be decoded, again and again, and is sent the path of each."""

_Shape: TypeAlias = tuple[int, int, bool, bytes]


def run_together(works: Sequence[Decoding[Result]]) -> list[Result]:
    """What each of some works comes to, in order."""
    results: dict[int, Result] = {}
    paths: dict[int, list[Path] | None] = dict.fromkeys(range(len(works)))
    while paths:
        asked: dict[int, list[Task]] = {}
        for k, found in paths.items():
            try:
                asked[k] = works[k].send(found) if found is not None else next(works[k])
            except StopIteration as end:
                results[k] = end.value
        paths = _decoded(asked)
    return [results[k] for k in range(len(works))]


def _decoded(asked: dict[int, list[Task]]) -> dict[int, list[Path] | None]:
    """The paths of all tasks, by the work that asks for them; works of one shape are decoded at once."""
    alike: dict[_Shape, list[int]] = {}
    for k, tasks in asked.items():
        if tasks:
            alike.setdefault(_shape(tasks), []).append(k)
    found: dict[int, list[Path] | None] = {k: [] for k in asked}
    for works in alike.values():
        paths = iter(decode_all([task for k in works for task in asked[k]]))
        for k in works:
            found[k] = [next(paths) for _ in asked[k]]
    return found


def _shape(tasks: Sequence[Task]) -> _Shape:
    """What the tasks of one work have alike, and those that are decoded with them must have."""
    first = tasks[0]
    of_kinds = next((task.evidence.of_kinds.table for task in tasks if task.evidence.of_kinds is not None), None)
    said = of_kinds.tobytes() if of_kinds is not None else b""
    return first.model.n_columns, len(first.model.p_kind), first.evidence.rests is None, said
