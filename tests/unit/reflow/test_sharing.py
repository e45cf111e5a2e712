"""Lines that several cells share: what cells that are sure tell of the blanks and line ends in others."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.chunks.sharing import Sharing
from support.tables import fragments

LAW = ("《中华人民共和", "国渔业法》")
DEADLINE = ("信息形成或者变更", "之日起20个工", "作日内")


def sharing_of(*rows: str) -> Sharing:
    """What the lines of rows tell."""
    return make_chunks(fragments(*rows)).sharing


@pytest.mark.parametrize(
    ("law", "told"),
    [
        (LAW, Sharing(blanks_part=True, lines_part=True, empty_lines_part=True)),
        (("《中华人民 共和", "国渔业法》"), Sharing(empty_lines_part=True)),
        (("《中华人民共和", "国渔业法》 长期公开"), Sharing(blanks_part=True, empty_lines_part=True)),
        (("《中华人民共和", "", "国渔业法》"), Sharing(blanks_part=True, lines_part=True)),
    ],
    ids=[
        "cells end their lines",
        "a blank within a title",
        "a cell beside the last line of another",
        "an empty line within a title",
    ],
)
def test_titles_and_deadlines_tell_what_blanks_and_shared_lines_are(law: tuple[str, ...], told: Sharing) -> None:
    """A program that prints a page puts a blank between two texts of one height only."""
    rows = [line for k in range(6) for line in (f"{k} 休渔期公告", *law, *DEADLINE, "√")]
    assert sharing_of(*rows) == told


def test_few_cells_tell_nothing() -> None:
    """Two rows are too few."""
    assert sharing_of(*[line for k in range(2) for line in (f"{k} 公告", *LAW, *DEADLINE, "√")]) == Sharing()
