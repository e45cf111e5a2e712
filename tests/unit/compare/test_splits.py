"""Rows that were split: told only where the texts show it."""

from __future__ import annotations

import pytest

from gkml_extract.compare.splits import Split, find_splits

WHOLE = "机构职能、领导信息；内设机构和联系方式"
PARTS = ["机构职能、领导信息", "内设机构和联系方式"]


@pytest.mark.parametrize(
    ("first", "second", "partner", "expected"),
    [
        ([WHOLE], PARTS, {0: 0}, ((0, (0, 1)),)),
        ([WHOLE], PARTS, {0: 1}, ((0, (0, 1)),)),
        ([WHOLE], PARTS, {}, ((0, (0, 1)),)),
        (["前一行的内容在此", WHOLE], ["前一行的内容在此", *PARTS], {0: 0}, ((1, (1, 2)),)),
        ([WHOLE], [PARTS[0], "别的内容"], {0: 0}, ()),
        ([WHOLE, PARTS[1]], PARTS, {0: 0, 1: 1}, ()),
        (["甲；乙"], ["甲", "乙"], {0: 0}, ()),
        ([None], ["甲", None], {}, ()),
    ],
    ids=["first", "second", "alone", "after another", "another text", "has a partner", "too short", "empty"],
)
def test_parts_that_say_the_whole_are_a_split(
    first: list[str | None], second: list[str | None], partner: dict[int, int], expected: tuple[Split, ...]
) -> None:
    """Marks aside; nothing else is."""
    assert find_splits(first, second, partner) == expected
