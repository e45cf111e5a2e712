"""What the height of a text in its cell tells at a page break."""

from __future__ import annotations

from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell, Room
from gkml_extract.tables.standing import Middles, Standing


def _cell(above: float, below: float, column: int = 0, rowspan: int = 1) -> Cell:
    place = PagePlace(page=1, bbox=(0.0, 0.0, 50.0, 50.0))
    return Cell(0, column, "公开内容", rowspan, places=(place,), room=Room(9.0, 9.0, below, 9.0, 9.0, above))


def _middles() -> Middles:
    return Middles([_cell(above, above - 1, column) for above in (3.0, 15.0, 20.0, 31.0) for column in (0, 1)], 2)


def test_text_at_top_of_a_row_of_middles_is_cut() -> None:
    """Where texts stand in the middle, one with room below only goes on over the page break."""
    assert _middles().standing([_cell(3.0, 12.0)], [_cell(3.0, 2.0)], [True]) == [Standing.CUT]


def test_middle_beside_a_cut_text_is_whole() -> None:
    """A text in the middle of its cell ends there, if its neighbour shows that cut texts do not stand so."""
    heads = [_cell(14.0, 13.0), _cell(3.0, 25.0, 1)]
    assert _middles().standing(heads, [_cell(3.0, 2.0), _cell(3.0, 2.0, 1)], [True] * 2) == [
        Standing.WHOLE,
        Standing.CUT,
    ]


def test_middle_alone_tells_little() -> None:
    """Writer puts each part of a cut cell in the middle: one line of free space is no end."""
    assert _middles().standing([_cell(9.0, 8.0)], [_cell(3.0, 2.0)], [True]) == [Standing.UNTOLD]


def test_text_over_a_middle_is_whole() -> None:
    """What stands in the middle at the top of a page is no rest of a text that stands at the top of its own cell."""
    heads, tails = [_cell(3.0, 12.0), _cell(3.0, 12.0, 1)], [_cell(12.0, 11.0), _cell(3.0, 20.0, 1)]
    assert _middles().standing(heads, tails, [True] * 2) == [Standing.WHOLE, Standing.CUT]


def test_rests_that_all_stand_in_the_middle_are_rests() -> None:
    """Writer puts the rest of a cut cell in the middle of what is left of it."""
    assert _middles().standing([_cell(3.0, 12.0)], [_cell(12.0, 11.0)], [True]) == [Standing.CUT]


def test_tables_written_from_the_top_tell_nothing() -> None:
    """Where no text stands in the middle, none is out of it."""
    top = Middles([_cell(3.0, below) for below in (2.0, 15.0, 20.0, 31.0, 40.0, 28.0, 33.0)], 1)
    assert top.standing([_cell(3.0, 12.0)], [_cell(3.0, 2.0)], [True]) == [Standing.UNTOLD]


def test_text_at_the_top_of_a_tall_cell_is_the_rest_of_the_one_above() -> None:
    """A browser places a merged text by its whole cell; no new one would stand at the top."""
    assert _middles().standing([_cell(7.0, 12.0)], [_cell(3.0, 80.0)], [True]) == [Standing.CUT]


def test_cell_that_its_page_cuts_again_tells_nothing() -> None:
    """Its text stands at the top since what is left of it is on the next page."""
    assert _middles().standing([_cell(3.0, 12.0)], [_cell(3.0, 80.0)], [False]) == [Standing.CUT]
    assert _middles().standing([_cell(14.0, 13.0)], [_cell(3.0, 80.0)], [False]) == [Standing.UNTOLD]


def test_text_over_one_that_stands_low_is_not_cut() -> None:
    """Rests begin at the top of a page, but in Writer, which moves what stands above the break as well."""
    assert _middles().standing([_cell(3.0, 12.0)], [_cell(40.0, 39.0)], [True]) == [Standing.UNTOLD]
