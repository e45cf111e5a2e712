"""Values of a record as they are compared: white space aside, down to the innermost that differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gkml_extract.compare.fields import WHOLE_FIELDS
from gkml_extract.text import squeeze

ABSENT = "(no such key)"


def leaves(path: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """The innermost places where two JSON values differ, white space aside: path, first value, second value."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from leaves(f"{path}.{key}", before.get(key, ABSENT), after.get(key, ABSENT))
    elif (
        isinstance(before, list) and isinstance(after, list) and len(before) == len(after) and path not in WHOLE_FIELDS
    ):
        for index, (was, is_now) in enumerate(zip(before, after, strict=True)):
            yield from leaves(f"{path}[{index}]", was, is_now)
    elif comparable(before) != comparable(after):
        yield path, before, after


def comparable(value: Any) -> Any:
    """A value as it is compared: text without white space, also within lists; true and 1 are not the same."""
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, list):
        return [comparable(each) for each in value]
    if isinstance(value, dict):
        return {key: comparable(each) for key, each in value.items()}
    return (type(value) is bool, value)
