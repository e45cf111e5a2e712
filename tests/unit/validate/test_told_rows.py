"""The doubt about rows that no rules part."""

from __future__ import annotations

from dataclasses import replace

from gkml_extract.model.finding import note
from gkml_extract.model.source import PagePlace
from gkml_extract.validate.told_rows import without_idle_doubts

TOLD = note("rows-told", place=PagePlace(page=1, bbox=(0, 0, 9, 9)))
BLANK = replace(note("cell-blank", label="公开时限"), catalogue=0, item=3)


def test_rows_that_add_up_are_in_no_doubt() -> None:
    """One item in ten may lack something."""
    assert without_idle_doubts([TOLD, BLANK], 10) == [BLANK]
    assert without_idle_doubts([TOLD], 0) == []


def test_rows_that_do_not_add_up_are_in_doubt() -> None:
    """Each item counts once, whatever is found of it."""
    other = replace(BLANK, item=4)
    assert without_idle_doubts([TOLD, BLANK, other], 10) == [TOLD, BLANK, other]
    assert without_idle_doubts([TOLD, BLANK, BLANK], 10) == [BLANK, BLANK]
