"""Lists at tab stops are no tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.open_tables import find_open_grids
from gkml_extract.layout.words import Word

NO_RULES = np.empty((0, 3))


def lines(*rows: Sequence[str]) -> list[Word]:
    """Words a hundred points apart, a line for each row."""
    words: list[Word] = []
    for index, row in enumerate(rows):
        y = 100.0 + 14 * index
        for column, text in enumerate(row):
            start, end = 50.0 + 100 * column, 50.0 + 100 * column + 8 * len(text)
            words.append(Word(text, start, end, y + 8, (start, y, end, y + 10), 10.0, 0, -1))
    return words


AGENDA = (
    ("9:00", "领导致辞", "张某"),
    ("9:30", "各科室报告上半年工作", "李某某等三人"),
    ("10:20", "讨论", "王某"),
    ("14:00", "参观", "赵某"),
    ("15:00", "现场答复群众来信", "钱某及各科室"),
    ("16:40", "总结", "孙某"),
)


def test_an_agenda_is_no_table() -> None:
    """Its first line has a time where all others have one: no header tells the columns."""
    assert not find_open_grids(lines(*AGENDA), NO_RULES)


def test_under_a_header_it_is_one() -> None:
    """The label of the times has none."""
    assert len(find_open_grids(lines(("时间", "内容", "主持人"), *AGENDA), NO_RULES)) == 1


def test_a_table_goes_on_without_a_header() -> None:
    """The columns are those of the page before."""
    known = (48.0, 122.0, 238.0, 300.0)
    assert len(find_open_grids(lines(*AGENDA), NO_RULES, known=(known,))) == 1


def test_years_head_columns_of_numbers() -> None:
    """In print without Chinese characters."""
    rows = [("Region", "2008", "2009"), *((f"Region{n}", f"{n}100", f"{n}200") for n in range(1, 7))]
    assert len(find_open_grids(lines(*rows), NO_RULES)) == 1


def test_the_answers_to_questions_are_no_rows() -> None:
    """They are lettered from the left to the right, on every line."""
    answers = ("A．同意", "B．不同意，理由另附", "C．弃权")
    assert not find_open_grids(lines(answers, *(("A．是", f"B．否{n}", "C．不清楚") for n in range(5))), NO_RULES)
