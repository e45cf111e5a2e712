"""What the page shows and what it leaves out: its size is bounded, whatever the run was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gkml_extract.model.source import Place
from gkml_extract.report.reading import SEVERITIES, Found, Line

MAX_LINES = 5_000
"""Rows of the table of documents: half a kilobyte each."""
MAX_FINDINGS = 10_000
"""Findings that are listed: a third of a kilobyte each, one at most."""
MAX_OF_DOCUMENT, MAX_OF_CODE = 60, 12
"""Findings listed of one document, and of one code in it: nobody reads more of one kind one by one."""
MAX_PICTURES = 500
"""Of pages (some 12 kB each) and excerpts of grids and texts (2 kB). Each document also costs reading its source again:
6 to 23 ms."""
MAX_PICTURES_OF_DOCUMENT = 8

_STATUS_ORDER = {"failed": 0, "findings": 1, "ok": 2, "skipped": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lines the table has (worst first), which findings of each are listed, which places of it are pictured."""

    lines: tuple[Line, ...]
    n_lines_left_out: int
    listed: dict[str, tuple[Found, ...]]
    pictured: dict[str, tuple[Found, ...]]


def choose(lines: Iterable[Line], max_pictures: int = MAX_PICTURES) -> Choice:
    """The worst documents first, and of each the worst findings."""
    ordered = sorted(lines, key=_badness)
    shown = ordered[:MAX_LINES]
    listed = _listed(shown)
    return Choice(tuple(shown), len(ordered) - len(shown), listed, _pictured(listed, max_pictures))


def _badness(line: Line) -> tuple[object, ...]:
    return (_STATUS_ORDER.get(line.status, 0), *(-count for count in line.n_findings), line.file)


def _listed(lines: Sequence[Line]) -> dict[str, tuple[Found, ...]]:
    """Where there are too many, each document has an equal share."""
    wanted = {line.file: _worth_reading(line.read.findings) for line in lines if line.read and line.read.findings}
    is_too_much = sum(map(len, wanted.values())) > MAX_FINDINGS
    share = max(MAX_FINDINGS // len(wanted), 1) if is_too_much else MAX_OF_DOCUMENT
    return {file: tuple(findings[:share]) for file, findings in wanted.items()}


def _worth_reading(findings: Sequence[Found]) -> list[Found]:
    """The worst first, and of equal ones the first of each code before the second of any."""
    of_code: Counter[str] = Counter()
    turns: list[tuple[int, int, Found]] = []
    for found in findings:
        turns.append((SEVERITIES.index(found.severity), of_code[found.code], found))
        of_code[found.code] += 1
    ordered = sorted(turns, key=lambda each: each[:2])
    return [found for _, turn, found in ordered if turn < MAX_OF_CODE][:MAX_OF_DOCUMENT]


def _pictured(listed: Mapping[str, tuple[Found, ...]], max_pictures: int) -> dict[str, tuple[Found, ...]]:
    """Places to picture, given out in rounds: each document has its first before any has its second."""
    waiting = {file: _by_turn(findings)[:MAX_PICTURES_OF_DOCUMENT] for file, findings in listed.items()}
    rounds = [
        (file, findings[turn])
        for turn in range(MAX_PICTURES_OF_DOCUMENT)
        for file, findings in waiting.items()
        if turn < len(findings)
    ]
    chosen: defaultdict[str, list[Found]] = defaultdict(list)
    for file, found in rounds[:max_pictures]:
        chosen[file].append(found)
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
