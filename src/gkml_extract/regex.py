"""Patterns that are compiled when they are first used.

The program has seven hundred patterns with classes of Chinese characters, which are slow to compile: together they take
longer than a page of PDF, and a document needs half of them at most.
"""

from __future__ import annotations

import re
from typing import Any, cast

_OFFERED = [name for name in dir(re.Pattern) if not name.startswith("_") and name != "pattern"]
"""What patterns have: search, match, groups and the like."""


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """`source` as a pattern, as `re.compile` has it; that it is no valid one shows when it is used."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    """Stands for a pattern; its methods are those of the compiled one from the first use on."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for offered in _OFFERED:
            setattr(self, offered, getattr(compiled, offered))
        return getattr(compiled, name)
