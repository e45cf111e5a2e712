"""Several tables of one text decoded side by side.

The catalogues of many offices in one file are many small tables. What the decoder does for each chunk takes the same
time for one table as for a hundred, so what all of them ask for at a time is decoded at once.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeAlias, TypeVar

from gkml_extract.reflow.decoder import Path, Task, decode_all

Result = TypeVar("Result")
Decoding: TypeAlias = Generator[list[Task], list[Path], Result]
"""Work that asks for tasks to be decoded, again and again, and is sent the path of each."""


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
        paths = dict(_decoded(asked))
    return [results[k] for k in range(len(works))]


def _decoded(asked: dict[int, list[Task]]) -> dict[int, list[Path] | None]:
    """The paths of all tasks, by the work that asks for them; tasks of one shape are decoded at once."""
    alike: dict[tuple[int, int, bool], list[Task]] = {}
    for tasks in asked.values():
        for task in tasks:
            alike.setdefault(_shape(task), []).append(task)
    paths = {shape: iter(decode_all(tasks)) for shape, tasks in alike.items()}
    return {k: [next(paths[_shape(task)]) for task in tasks] for k, tasks in asked.items()}


def _shape(task: Task) -> tuple[int, int, bool]:
    return task.model.n_columns, len(task.model.p_kind), task.evidence.rests is None
