"""What the result of each source is called."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

MAX_NAME_BYTES = 255
"""Longest name of a file or folder, on Linux, macOS and (in characters) Windows."""
_KEPT_BYTES = 180


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
    stem = source.stem if attempt == 0 else source.name + "_" * (attempt - 1)
    return PurePath(*(_fitting(folder) for folder in source.parts[:-1]), _fitting(stem, suffix))


def _fitting(name: str, suffix: str = "") -> str:
    """A name that any disk takes. One out of an archive may have 255 characters, which are 765 bytes in Chinese."""
    raw = os.fsencode(name)
    if len(raw) + len(os.fsencode(suffix)) <= MAX_NAME_BYTES:
        return name + suffix
    digest = hashlib.sha256(raw).hexdigest()[:8]
    return f"{raw[:_KEPT_BYTES].decode('utf-8', 'ignore')}~{digest}{suffix}"
