"""When second readers are asked, and what they may say."""

from __future__ import annotations

from dataclasses import replace

from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.engine import Engine
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Paragraph, Room
from gkml_extract.second.boxes import fragment_of_boxes
from gkml_extract.second.consult import consult, doubtful_pages, has_rows_of_lines
from gkml_extract.second.disagreements import disagreements
from support.blocks import blocks, fragment

HEADER = "序号|公开事项|公开内容|公开时限"


def line(text: str, page: int, x: float = 300.0, y: float = 700.0) -> Paragraph:
    """A line of print at a place of a page."""
    return Paragraph(text, (PagePlace(page=page, bbox=(x, y, x + 40, y + 10)),))


def with_lines(content: Blocks, *lines: Paragraph) -> Blocks:
    """The same body with more lines."""
    return replace(content, blocks=(*content.blocks, *lines))


def test_a_ruled_table_is_not_doubted() -> None:
    """Nobody is asked, so nothing is slower."""
    assert doubtful_pages(blocks(fragment(HEADER, "1|甲|乙|三日内", page=1))) == ()


def test_a_grid_that_no_rules_draw_is_doubted() -> None:
    """It was inferred."""
    inferred = replace(fragment(HEADER, "1|甲|乙|三日内", page=2), is_shown=False)
    assert doubtful_pages(blocks(fragment(HEADER, page=1), inferred)) == (2,)


def test_rows_that_grounds_part_are_told() -> None:
    """Nobody is asked about them: second readers see no more."""
    told = replace(fragment(HEADER, "1|甲|乙|三日内", page=1), is_ruled=False)
    assert [each.code for each in consult(b"", blocks(told), Engine.AUTO).notes] == ["rows-told"]


def test_a_text_inside_a_grid_but_in_no_cell_is_doubted() -> None:
    """A character was left over."""
    content = with_lines(blocks(fragment(HEADER, "1|甲|乙|三日内", page=1)), line("丙", 1, x=40, y=10))
    assert doubtful_pages(content) == (1,)


def test_labels_without_a_table_are_doubted() -> None:
    """There should be one."""
    content = with_lines(blocks(), *(line(text, 3) for text in HEADER.split("|")))
    assert doubtful_pages(content) == (3,)


def test_a_document_without_labels_is_none_of_our_business() -> None:
    """However odd its tables are."""
    inferred = replace(fragment("Name|Value", "a|1", page=1), is_shown=False)
    assert doubtful_pages(blocks(inferred)) == ()


def test_a_cell_read_otherwise_is_told_with_both_readings() -> None:
    """White space and widths do not count."""
    ours = fragment("甲（1）|乙", "丙|丁", page=1)
    theirs = fragment("甲 (1)|乙", "丙|戊", page=1)
    (noted,) = disagreements([ours], [theirs], "pdfplumber")
    assert noted.code == "readers-disagree"
    assert dict(noted.params) == {"reader": "pdfplumber", "ours": "丁", "theirs": "戊"}
    assert noted.place == PagePlace(page=1, bbox=(40.0, 20.0, 80.0, 40.0))


def test_rows_of_lines_are_told_by_their_height_and_their_gaps() -> None:
    """Rows of 20 points are lines of 14, and rows of wrapped text where the lines have 9."""
    plain = replace(fragment(HEADER, "1||甲|", "|乙|丙|", "||丁|", page=1), is_shown=False)
    printed = {
        size: replace(plain, cells=tuple(replace(cell, room=Room(0, 0, 2, size, size)) for cell in plain.cells))
        for size in (9.0, 14.0)
    }
    assert [has_rows_of_lines(printed[size]) for size in (9.0, 14.0)] == [False, True]


def test_another_grid_is_one_finding() -> None:
    """A reader that sees other columns is not believed cell by cell."""
    ours = fragment("甲|乙|丙", "丁|戊|己", "庚|辛|壬", page=1)
    theirs = fragment("甲乙||丙", "丁戊||己", "庚辛||壬", page=1)
    (noted,) = disagreements([ours], [theirs], "camelot")
    assert noted.code == "grids-differ"


def test_rows_by_lines_of_print_are_no_finding() -> None:
    """A reader that has the same print in each column, and a row for each of its lines, does not see the rows."""
    ours = fragment("甲甲|乙乙|丙丙", page=1)
    theirs = fragment("甲|乙|丙", "甲|乙|丙", page=1)
    assert list(disagreements([ours], [theirs], "camelot")) == []


def test_a_row_that_they_do_not_see_is_no_finding() -> None:
    """A header above the first rule is in no table of a reader that goes by rules."""
    ours = fragment("甲|乙", "丙|丁", "戊|己", page=1)
    theirs = fragment_of_boxes(1, [(cell.places[0].bbox, cell.text) for cell in ours.cells if cell.row])
    assert theirs is not None
    assert list(disagreements([ours], [theirs], "pdfplumber")) == []


def test_a_table_that_only_they_see_is_told() -> None:
    """It may have been lost."""
    (noted,) = disagreements([], [fragment("甲|乙", "丙|丁", page=4)], "camelot")
    assert (noted.code, dict(noted.params)["n_rows"]) == ("table-seen", 2)


def test_boxes_make_a_grid_that_covers_each_place_once() -> None:
    """Merged cells span, and what no box covers is empty."""
    made = fragment_of_boxes(1, [((0, 0, 20, 10), "甲"), ((0, 10, 10, 20), "乙")])
    assert isinstance(made, TableFragment)
    assert [(cell.row, cell.column, cell.colspan, cell.text) for cell in made.cells] == [
        (0, 0, 2, "甲"), (1, 0, 1, "乙"), (1, 1, 1, ""),
    ]  # fmt: skip
