"""What the page shows and what it leaves out: its size is bounded, whatever the run was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gkml_extract.model.source import PagePlace, Place
from gkml_extract.report.reading import Found, Line

MAX_LINES = 5_000
"""Rows of the table of documents: half a kilobyte each."""
MAX_FINDINGS = 10_000
"""Findings that are listed: a third of a kilobyte each, one at most."""
MAX_OF_DOCUMENT, MAX_OF_CODE = 60, 12
"""Findings listed of one document, and of one code in it: nobody reads more of one kind one by one."""
MAX_PAGE_PICTURES, MAX_EXCERPTS = 400, 600
"""Pictures of pages have about 12 kB, excerpts of grids and texts 2 kB. Each also costs reading its source again."""
MAX_PICTURES_OF_DOCUMENT = 8

_STATUS_ORDER = {"failed": 0, "findings": 1, "ok": 2, "skipped": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lines the table has (worst first), which findings of each are listed, which places of it are pictured."""

    lines: tuple[Line, ...]
    n_lines_left_out: int
    listed: dict[str, tuple[Found, ...]]
    pictured: dict[str, tuple[Found, ...]]


def choose(lines: Iterable[Line]) -> Choice:
    """The worst documents first, and of each the worst findings."""
    ordered = sorted(lines, key=_badness)
    shown = ordered[:MAX_LINES]
    listed = _listed(shown)
    return Choice(tuple(shown), len(ordered) - len(shown), listed, _pictured(listed))


def _badness(line: Line) -> tuple[object, ...]:
    return (_STATUS_ORDER.get(line.status, 0), *(-count for count in line.n_findings), line.file)


def _listed(lines: Sequence[Line]) -> dict[str, tuple[Found, ...]]:
    left = MAX_FINDINGS
    listed: dict[str, tuple[Found, ...]] = {}
    for line in lines:
        if line.read is not None and line.read.findings:
            listed[line.file] = tuple(_first_of_each(line.read.findings))[: min(left, MAX_OF_DOCUMENT)]
            left -= len(listed[line.file])
    return listed


def _first_of_each(findings: Sequence[Found]) -> Iterable[Found]:
    of_code: Counter[str] = Counter()
    for found in findings:
        of_code[found.code] += 1
        if of_code[found.code] <= MAX_OF_CODE:
            yield found


def _pictured(listed: dict[str, tuple[Found, ...]]) -> dict[str, tuple[Found, ...]]:
    """Places to picture, given out in rounds: each document has its first before any has its second."""
    waiting = {file: _by_turn(findings)[:MAX_PICTURES_OF_DOCUMENT] for file, findings in listed.items()}
    left = {True: MAX_PAGE_PICTURES, False: MAX_EXCERPTS}
    chosen: defaultdict[str, list[Found]] = defaultdict(list)
    for turn in range(MAX_PICTURES_OF_DOCUMENT):
        for file, findings in waiting.items():
            if turn < len(findings):
                is_page = isinstance(findings[turn].place, PagePlace)
                if left[is_page]:
                    left[is_page] -= 1
                    chosen[file].append(findings[turn])
    return {file: tuple(findings) for file, findings in chosen.items()}


def _by_turn(findings: Sequence[Found]) -> list[Found]:
    """Findings with a place, no place twice: the first of each code, then the second, and so on."""
    turn_of_code: Counter[str] = Counter()
    seen: set[Place] = set()
    turns: list[tuple[int, Found]] = []
    for found in findings:
        if found.place is not None and found.place not in seen:
            seen.add(found.place)
            turns.append((turn_of_code[found.code], found))
            turn_of_code[found.code] += 1
    return [found for _, found in sorted(turns, key=lambda each: each[0])]
