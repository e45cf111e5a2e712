"""What the result of each source is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath


def output_names(sources: Sequence[PurePath], suffix: str, reserved: frozenset[str] = frozenset()) -> list[PurePath]:
    """A relative output path for each relative source path, in order, no two the same.

    `text/a.txt` becomes `text/a.json`. Where two would fall together (a.pdf beside a.docx), also on a disk that
    does not tell case, or one would be a `reserved` name, each keeps its whole name: `a.pdf.json`. What still falls
    together (a.pdf beside A.PDF) gets an underscore.
    """
    attempts = [0] * len(sources)
    while True:
        names = [_attempt(source, suffix, attempt) for source, attempt in zip(sources, attempts, strict=True)]
        keys = [str(name).casefold() for name in names]
        counts = Counter(keys)
        given = set(reserved)
        is_settled = True
        for index, key in enumerate(keys):
            if key in given or (counts[key] > 1 and attempts[index] == 0):
                attempts[index] += 1
                is_settled = False
            else:
                given.add(key)
        if is_settled:
            return names


def _attempt(source: PurePath, suffix: str, attempt: int) -> PurePath:
    if attempt == 0:
        return source.with_suffix(suffix)
    return source.with_name(source.name + "_" * (attempt - 1) + suffix)
