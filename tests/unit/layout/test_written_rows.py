"""Tables without rules, whose cells the order of writing tells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.layout.cells import Grid
from gkml_extract.layout.columns_over_pages import columns_over_pages
from gkml_extract.layout.open_tables import find_open_grids
from gkml_extract.layout.pieces import pieces_of
from gkml_extract.layout.words import Word, with_boxes_in_place
from gkml_extract.layout.written_columns import grid_as_written
from gkml_extract.layout.written_rows import begun_again, parted_as_written, rows_as_written

SIZE, STEP, PAD = 10.0, 12.0, 4.0
LEFTS = [0.0, 60.0, 130.0, 260.0, 360.0, 400.0, 440.0]
"""Where the columns begin, and the last one ends."""

Text = tuple[int, int, int, int, str]
"""First row and column, rows and columns covered, and lines parted by “/”."""


def written(cells: Sequence[Text], heights: Sequence[float]) -> list[Word]:
    """The words of a table whose cells are centred in rows of these heights, cell by cell, from a height of 100."""
    tops = [100.0 + sum(heights[:row]) for row in range(len(heights) + 1)]
    words: list[Word] = []
    for row, column, n_rows, n_columns, text in cells:
        lines = text.split("/")
        middle = (tops[row] + tops[row + n_rows]) / 2
        top = middle - (STEP * (len(lines) - 1) + SIZE) / 2
        centre = (LEFTS[column] + LEFTS[column + n_columns]) / 2
        for index, line in enumerate(lines):
            start, y = centre - len(line) * SIZE / 2, top + index * STEP
            end = start + len(line) * SIZE
            words.append(Word(line, start, end, y + 8.6, (start, y, end, y + SIZE), SIZE, 0, -1))
    return words


def word(text: str, x: float, y: float, size: float = SIZE) -> Word:
    """A word on the page."""
    end = x + len(text) * size
    return Word(text, x, end, y + 0.86 * size, (x, y, end, y + size), size, 0, -1)


def read(words: Sequence[Word]) -> tuple[Grid, dict[tuple[int, int, int, int], str]] | None:
    """The grid of the words and the texts of its cells by row, column, rows and columns."""
    band = grid_as_written(words)
    if band is None:
        return None
    places = [
        word._replace(cell=max(0, sum(word.start + 1 >= x for x in band.column_edges.tolist()) - 1)) for word in words
    ]
    inside = [word for word in places if band.row_edges[0] < word.box[1] and word.box[3] < band.row_edges[-1]]
    parted = parted_as_written(band, begun_again(band, inside, 0), inside, 0)
    assert parted is not None
    grid = parted.grid
    texts = ["".join(word.text for word in each) for each in parted.words]
    return grid, {tuple(span): text for span, text in zip(grid.cells, texts, strict=True) if text}


HEAD: list[Text] = [
    (0, 0, 1, 1, "一级事项"),
    (0, 1, 1, 1, "二级事项"),
    (0, 2, 1, 1, "公开内容"),
    (0, 3, 1, 1, "公开时限"),
    (0, 4, 1, 1, "主动"),
    (0, 5, 1, 1, "申请"),
]
BODY: list[Text] = [
    (1, 0, 2, 1, "户口/登记"),
    (1, 1, 1, 1, "出生登记"),
    (1, 2, 1, 1, "条件、材料、流程、时限/以及办理地点/和电话"),
    (1, 3, 2, 1, "长期公开"),
    (1, 4, 1, 1, "√"),
    (2, 1, 1, 1, "死亡登记"),
    (2, 2, 1, 1, "注销户口所需材料/及窗口"),
    (2, 5, 1, 1, "√"),
    (3, 0, 1, 1, "居住证"),
    (3, 1, 1, 1, "居住登记"),
    (3, 2, 1, 1, "登记条件及材料清单/与受理点"),
    (3, 3, 1, 1, "每年一月"),
    (3, 4, 1, 1, "√"),
]
HEIGHTS = [20.0, 44.0, 32.0, 32.0]


def test_cells_and_rows_are_told_by_the_order_of_writing() -> None:
    """A text of several lines is one cell; one in the middle of two rows covers both."""
    found = read(written([*HEAD, *BODY], HEIGHTS))
    assert found is not None
    grid, texts = found
    assert len(grid.row_edges) == 5
    assert texts[1, 0, 2, 1] == "户口登记"
    assert texts[1, 2, 1, 1] == "条件、材料、流程、时限以及办理地点和电话"
    assert texts[1, 3, 2, 1] == "长期公开"
    assert texts[2, 5, 1, 1] == "√"
    assert texts[3, 4, 1, 1] == "√"


def test_title_and_note_are_none_of_the_table() -> None:
    """What stands alone over several columns above the table, and below it, is no row."""
    title = written([(0, 1, 1, 4, "某县户籍管理领域基层政务公开标准目录")], [20.0])
    note = written([(0, 0, 1, 5, "注：本目录由县政务公开办负责解释，未列事项按有关规定执行。")], [20.0])
    title = [word._replace(baseline=70.0, box=(word.box[0], 61.4, word.box[2], 71.4)) for word in title]
    note = [word._replace(baseline=260.0, box=(word.box[0], 251.4, word.box[2], 261.4)) for word in note]
    found = read([*title, *written([*HEAD, *BODY], HEIGHTS), *note])
    assert found is not None
    assert all("目录" not in text and "注：" not in text for text in found[1].values())


def test_a_label_written_after_all_other_texts_is_in_the_header() -> None:
    """A spreadsheet writes cells of several lines last, the lines of another font as if they were two."""
    head: list[Text] = [
        *((0, column, 2, 1, text) for _, column, _, _, text in HEAD[:4]),
        (0, 4, 1, 2, "公开方式"),
        (1, 4, 1, 1, "主动"),
    ]
    body = [(row + 1, *rest) for row, *rest in BODY]
    late = [word("依申", 442.0, 119.0, 8.0), word("请", 446.0, 133.0, 8.0)]
    found = read([*written([*head, *body], [20.0, *HEIGHTS]), *late])  # type: ignore[arg-type]
    assert found is not None
    texts = found[1]
    assert texts[0, 4, 1, 2] == "公开方式"
    assert texts[1, 5, 1, 1] == "依申请"
    assert texts[0, 2, 2, 1] == "公开内容"
    assert texts[2, 0, 2, 1] == "户口登记"


def test_labels_of_groups_stand_over_labels() -> None:
    """A header of two rows is told by the label that stands over those of two columns."""
    head: list[Text] = [
        *((0, column, 2, 1, text) for _, column, _, _, text in HEAD[:4]),
        (0, 4, 1, 2, "公开方式"),
        (1, 4, 1, 1, "主动"),
        (1, 5, 1, 1, "申请"),
    ]
    body = [(row + 1, *rest) for row, *rest in BODY]
    found = read(written([*head, *body], [20.0, *HEIGHTS]))  # type: ignore[arg-type]
    assert found is not None
    texts = found[1]
    assert texts[0, 4, 1, 2] == "公开方式"
    assert texts[1, 5, 1, 1] == "申请"
    assert texts[0, 2, 2, 1] == "公开内容"
    assert texts[2, 0, 2, 1] == "户口登记"


def test_a_label_printed_again_over_a_blank_column_covers_no_row() -> None:
    """The group to which all rows of the page belong is named on another one; ticks tell that labels are such."""
    found = read(written([*HEAD, *(cell for cell in BODY if cell[1])], HEIGHTS))
    assert found is not None
    assert found[1][0, 0, 1, 1] == "一级事项"


def test_a_header_of_two_rows_may_stand_alone() -> None:
    """At the end of a page, its rows on the next one."""
    head: list[Text] = [
        *((0, column, 2, 1, f"{text[:2]}/{text[2:]}") for _, column, _, _, text in HEAD[:4]),
        (0, 4, 1, 2, "公开方式"),
        (1, 4, 1, 1, "主动"),
        (1, 5, 1, 1, "申请"),
    ]
    found = rows_as_written([*written(head, [24.0, 24.0])], LEFTS, 99.0, 149.0)
    assert found is not None
    assert len(found.edges) == 3
    assert [span for span, words in found.cells if words[0].text == "公开方式"] == [(0, 4, 1, 2)]


def test_a_label_of_a_column_without_texts_stands_over_no_other() -> None:
    """The last column is blank; its label is as high as both rows of the header, the one beside it in the second."""
    head: list[Text] = [
        *((0, column, 2, 1, text) for _, column, _, _, text in HEAD[:3]),
        (0, 3, 1, 2, "方式"),
        (0, 5, 2, 1, "备注"),
        (1, 3, 1, 1, "公开时限"),
        (1, 4, 1, 1, "主动"),
    ]
    body = [(row + 1, column, *rest) for row, column, *rest in BODY if column < 5]
    found = read(written([*head, *body], [24.0, *HEIGHTS]))  # type: ignore[arg-type]
    assert found is not None
    grid, texts = found
    assert len(grid.column_edges) == 7
    assert texts[0, 5, 2, 1] == "备注"
    assert texts[1, 4, 1, 1] == "主动"


def test_a_line_of_metadata_is_none_of_the_table() -> None:
    """Names and values stand side by side above it, in places of their own."""
    table = written([*HEAD, *BODY], HEIGHTS)
    above = [
        Word(text, x, x + len(text) * SIZE, 88.6, (x, 80.0, x + len(text) * SIZE, 90.0), SIZE, 0, -1)
        for x, text in ((30.0, "责任单位：青岭县教育局"), (200.0, "填表人：陈立"), (330.0, "填表时间：五月"))
    ]
    with_above, without = read([*above, *table]), read(table)
    assert with_above is not None
    assert without is not None
    assert with_above[1] == without[1]


def test_a_name_with_its_value_alone_in_a_line_is_none_of_the_table() -> None:
    """It is no label, though it begins where the first one does and reaches over the next."""
    table = written([*HEAD, *BODY], HEIGHTS)
    start = min(word.start for word in table)
    with_above, without = read([word("责任单位：某局", start, 80.0), *table]), read(table)
    assert with_above is not None
    assert without is not None
    assert with_above[1] == without[1]


def test_a_name_with_its_value_is_no_label_of_two_lines_with_the_first_label() -> None:
    """It may stand as close above the header as the lines of one cell do."""
    table = written([*HEAD, *BODY], [STEP, *HEIGHTS[1:]])
    first = min(table, key=lambda each: (each.start, each.box[1]))
    with_above = read([word("责任单位：某局", first.start - 2, first.box[1] - STEP), *table])
    without = read(table)
    assert with_above is not None
    assert without is not None
    assert with_above[1] == without[1]


def test_blank_rows_above_the_texts_of_a_column_of_groups_are_one_cell() -> None:
    """They are the rest of one whose text stands on the page before."""
    body: list[Text] = [
        *((row, 1, 1, 1, "登记事项") for row in range(1, 6)),
        *((row, 2, 1, 1, "条件和材料清单/与受理点") for row in range(1, 6)),
        *((row, 3, 1, 1, "长期/公开") for row in range(1, 6)),
        *((row, 4, 1, 1, "√") for row in range(1, 6)),
        (3, 0, 2, 1, "居住证"),
        (5, 0, 1, 1, "证明"),
    ]
    found = read(written([*HEAD, *sorted(body)], [20.0, *[32.0] * 5]))
    assert found is not None
    assert found[1][3, 0, 2, 1] == "居住证"
    assert (1, 0, 2, 1) in [tuple(span) for span in found[0].cells]


def test_a_text_that_begins_where_a_row_does_by_chance_does_not_tell_how_its_column_stands() -> None:
    """The others stand in the middle of their rows, as all texts of the table do."""
    heights = [20.0, 32.0, 20.0, 32.0, 32.0, 20.0, 32.0, 32.0]
    is_high = [height > 30 for height in heights]
    body: list[Text] = [
        *((row, 1, 1, 1, "登记事项") for row in range(1, 8)),
        *((row, 2, 1, 1, "条件和材料清单/与受理点" if is_high[row] else "材料清单") for row in range(1, 8)),
        *((row, 3, 1, 1, "长期/公开" if is_high[row] else "及时") for row in range(1, 8)),
    ]
    groups: list[Text] = [(1, 0, 2, 1, "户籍"), (3, 0, 3, 1, "居住证"), (6, 0, 2, 1, "证明")]
    found = read(written([*HEAD, *sorted([*body, *groups])], heights))
    assert found is not None
    assert [found[1].get((row, 0, n, 1)) for row, n in ((1, 2), (3, 3), (6, 2))] == ["户籍", "居住证", "证明"]


def test_a_sentence_that_begins_where_the_table_does_is_none_of_it() -> None:
    """It stands over the first columns, but not in their middle as the label of a group."""
    table = written([*HEAD, *BODY], HEIGHTS)
    text = "根据条例，结合实际，制定本目录。"
    start = min(word.start for word in table) - 2
    above = Word(text, start, start + 90.0, 88.6, (start, 80.0, start + 90.0, 90.0), SIZE, 0, -1)
    with_above, without = read([above, *table]), read(table)
    assert with_above is not None
    assert without is not None
    assert with_above[1] == without[1]


def test_blanks_within_a_run_part_no_columns() -> None:
    """Two boxes a line, on every line one below the other, are of one cell where each line is drawn in one go."""
    table: list[Word] = []
    for word in written([*HEAD, *BODY], HEIGHTS):
        table.append(word)
        if word.text in ("长期公开", "每年一月"):
            x0, top, x1, bottom = word.box
            table[-1] = word._replace(start=x0 - 15, end=x0 + 15, box=(x0 - 15, top, x0 + 15, bottom))
            table.append(word._replace(start=x0 + 30, end=x1 + 12, box=(x0 + 30, top, x1 + 12, bottom), has_blank=True))
    joined = [word._replace(is_joined=word.has_blank) for word in table]
    grids = [grid_as_written(words) for words in (table, joined)]
    assert [len(grid.column_edges) - 1 if grid else 0 for grid in grids] == [7, 6]


def test_the_pages_of_a_table_tell_its_columns_together() -> None:
    """One page has no text in a column, the other shows where it is; the table under the next title is another."""
    first = written([*HEAD, *BODY], HEIGHTS)
    blank = [cell for cell in BODY if cell[1] != 3]
    last = [word for word in written(blank, HEIGHTS) if word.box[1] > 110]
    title = Word("某某", 150.0, 180.0, 398.0, (150.0, 386.0, 180.0, 401.0), 15.0, 0, -1)
    other = [word._replace(start=word.start + 20) for word in written([*HEAD, *BODY], HEIGHTS)]
    below = [
        word._replace(box=(word.start, word.box[1] + 310, word.end, word.box[3] + 310), baseline=word.baseline + 310)
        for word in other
    ]
    together = columns_over_pages([first, [*last, title, *below]])
    assert [len(told) for told in together] == [1, 1]
    assert together[0] == together[1]
    assert len(together[0][0]) == len(LEFTS)


def test_a_table_under_a_text_whose_columns_are_others_is_another_one() -> None:
    """The caption is no larger than the rest: only the columns, of which fewer are left together, tell."""
    first = written([*HEAD, *BODY], HEIGHTS)
    other = []
    for each in written([*HEAD, *BODY], HEIGHTS):
        by = 37.0 if 60 < each.start < 130 else 0.0
        end = each.end + by
        other.append(
            each._replace(start=each.start + by, end=end, box=(each.start + by, each.box[1], end, each.box[3]))
        )
    caption = word("下表为另一类事项的公开内容、时限与责任主体一览（续上）", 2.0, 80.0)
    alone = columns_over_pages([first, first])
    assert [len(told) for told in alone] == [1, 1]
    assert columns_over_pages([first, [caption, *other]]) == [[], []]


def test_a_header_of_two_rows_is_told_before_the_rows() -> None:
    """It is written first and stands above all; a number in the middle of the first rows makes no label of it."""
    head: list[Text] = [
        *((0, column, 2, 1, text) for column, text in ((0, "序号"), (3, "公开时限"))),
        (0, 1, 1, 2, "公开事项"),
        (0, 4, 1, 2, "公开方式"),
        *((1, column, 1, 1, text) for column, text in ((1, "一级事项"), (2, "二级事项"), (4, "主动"), (5, "申请"))),
    ]
    head.sort(key=lambda text: text[:2])
    body: list[Text] = [
        (2, 0, 2, 1, "1"),
        (3, 5, 1, 1, "√"),
        (2, 1, 2, 1, "户口/登记"),
        *(
            (row, column, 1, 1, text)
            for row in (2, 3)
            for column, text in ((2, "出生/登记"), (3, "长期/公开"), (4, "√"))
        ),
    ]
    body.sort(key=lambda text: text[:2])
    found = read(written([*head, *body], [20.0, 20.0, 44.0, 44.0]))
    assert found is not None
    texts = found[1]
    assert texts[0, 1, 1, 2] == "公开事项"
    assert texts[0, 4, 1, 2] == "公开方式"
    assert texts[0, 0, 2, 1] == "序号"
    assert texts[2, 0, 2, 1] == "1"
    assert texts[2, 1, 2, 1] == "户口登记"


def test_texts_of_one_line_that_no_blank_parts_are_two_cells_from_a_gap_on() -> None:
    """Columns may stand less than a character apart."""
    close = {3: "长期公开公开公开", 4: "主动公"}
    body = [(row, column, 1, 1, close.get(column, "公开/事项")) for row in range(4) for column in range(6)]
    words = [
        word._replace(
            start=word.start - 7, end=word.end - 7, box=(word.start - 7, *word.box[1:2], word.end - 7, word.box[3])
        )
        if 360 <= word.start < 400
        else word
        for word in written(body, HEIGHTS)
    ]
    found = read(words)
    assert found is not None
    assert found[1][1, 3, 1, 1] == "长期公开公开公开"
    assert found[1][1, 4, 1, 1] == "主动公"


def test_table_written_line_by_line_is_left_alone() -> None:
    """Where all lines are written from the top, nothing tells which of them are one cell."""
    words = sorted(written([*HEAD, *BODY], HEIGHTS), key=lambda word: (word.baseline, word.start))
    assert grid_as_written(words) is None


def test_texts_that_go_on_from_column_to_column_are_no_cells() -> None:
    """Blanks between words stand one below the other by chance; cells keep more white between them."""
    cells = [(row, column, 1, 1, "ab" if row == 2 else "公开/事项") for row in range(4) for column in range(6)]
    words = written(cells, HEIGHTS)
    assert grid_as_written(words) is not None
    starts = sorted({word.start for word in words})
    ends = dict(pairwise(starts))
    touching = [
        word._replace(end=end, box=(word.start, word.box[1], end, word.box[3]))
        for word in words
        for end in (ends.get(word.start, word.end + 2.8) - 2.8,)
    ]
    assert grid_as_written(touching) is None


def test_a_heading_over_the_first_columns_is_a_row_of_its_own() -> None:
    """It begins where the table does, and nothing stands beside it."""
    below = [(row + 1, column, n_rows, n_columns, text) for row, column, n_rows, n_columns, text in BODY]
    words = written([*HEAD, *below], [HEIGHTS[0], 16.0, *HEIGHTS[1:]])
    heading = Word("（一）户籍管理事项", 1.0, 91.0, 130.6, (1.0, 122.0, 91.0, 132.0), SIZE, 0, -1)
    found = read([*words[: len(HEAD)], heading, *words[len(HEAD) :]])
    assert found is not None
    assert found[1][1, 0, 1, 6] == "（一）户籍管理事项"
    assert found[1][2, 0, 2, 1] == "户口登记"


def test_blanks_between_boxes_are_no_gap_between_columns() -> None:
    """Boxes of a list of options stand one below the other, with a printed blank before each but the first."""
    names = "网微报刊台栏厅站屏点号端牌墙"
    words: list[Word] = []
    lines: set[float] = set()
    for word in written([*HEAD, *BODY], HEIGHTS):
        words.append(word)
        if word.start >= LEFTS[2] and word.end <= LEFTS[3] and word.baseline > 120:
            for index in (0, 1):
                start, option = LEFTS[2] + 2 + index * 45, f"■政务{names[2 * len(lines) + index]}"
                box = (start, word.box[1], start + 40, word.box[3])
                made = word._replace(text=option, start=start, end=start + 40, box=box, has_blank=index > 0)
                words[-1:] = [made] if index == 0 else [words[-1], made]
            lines.add(word.baseline)
    assert len(lines) >= 6
    band = grid_as_written(words)
    assert band is not None
    assert len(band.column_edges) == 7


def test_a_heading_that_reaches_under_the_label_of_a_group_parts_no_less() -> None:
    """Both stand over the white between two columns, in which all other texts stand side by side."""
    head: list[Text] = [
        *((0, column, 2, 1, text) for _, column, _, _, text in HEAD[2:]),
        (0, 0, 1, 2, "公开事项"),
        (1, 0, 1, 1, "一级"),
        (1, 1, 1, 1, "二级"),
    ]
    cells = [
        *head,
        *((row, 0, 1, 1, "户籍类") for row in range(3, 7)),
        *((row, 1, 1, 1, "登记表") for row in range(3, 7)),
    ]
    cells += [(row, 2, 1, 1, "条件、材料、流程、时限/以及办理地点/和电话") for row in range(3, 7)]
    cells += [(row, 3, 1, 1, "长期公开") for row in range(3, 7)]
    cells += [(row, 4, 1, 1, "√") for row in range(3, 7)]
    band = grid_as_written([word("（一）政策法规", 0, 145), *written(sorted(cells), [20.0, 20.0, 20.0, *[40.0] * 4])])
    assert band is not None
    first, second = band.column_edges[1:3].tolist()
    assert 45 <= first <= 80
    assert 110 <= second <= 140


def test_what_stands_above_the_upper_rule_of_a_table_is_none_of_it() -> None:
    """A running head over the last columns, and a header between the first two rules."""
    words = written([*HEAD, *BODY], HEIGHTS)
    head = [word("某县人民政府办公室文件", 330, 70)]
    rules = np.array([(98.0, 0.0, 440.0), (120.0, 0.0, 440.0), (232.0, 0.0, 440.0)])
    (grid,) = find_open_grids([*head, *words], rules)
    assert grid.row_edges[0] > 90


def test_rows_above_a_rule_between_groups_are_kept() -> None:
    """A table that goes on has no header on the page: its first two rules may be around any group."""
    words = written([*HEAD, *BODY], HEIGHTS)
    rules = np.array([(120.0, 0.0, 440.0), (197.0, 0.0, 440.0), (232.0, 0.0, 440.0)])
    grids = find_open_grids(words, rules)
    assert min(grid.row_edges[0] for grid in grids) < 110


def test_the_parts_of_a_list_are_one_cell() -> None:
    """Programs set paragraphs apart: the next number, or the next box, goes on the cell written last."""
    columns = [0.0, 100.0, 200.0]
    words = [word("1.甲", 10, 100), word("2.乙", 10, 128), word("■网站", 110, 100), word("■公报", 110, 128)]
    assert [piece.n_lines for piece in pieces_of(words, columns)] == [2, 2]
    rows = [word("1.甲", 10, 100), word("1.乙", 10, 128), word("甲", 110, 100), word("乙", 110, 128)]
    assert [piece.n_lines for piece in pieces_of(rows, columns)] == [1, 1, 1, 1]


def test_a_list_that_begins_as_the_one_above_it_is_of_the_next_row() -> None:
    """A spreadsheet writes cells of several lines one after the other, and rows without padding stand close."""
    words = [word(text, 0.0, y) for text, y in (("■网站", 0.0), ("□公报", 12.0), ("□网站", 26.0), ("■公报", 38.0))]
    assert [piece.n_lines for piece in pieces_of(words, [0.0, 100.0])] == [2, 2]


def test_texts_in_the_middle_of_some_rows_are_of_these_alone() -> None:
    """Remarks stand in few rows; they are no groups, though a column of groups begins where they do."""
    body: list[Text] = [
        *((row, 1, 1, 1, "登记事项") for row in range(1, 8)),
        *((row, 2, 1, 1, "条件和材料清单/与受理点") for row in range(1, 8)),
        (1, 0, 3, 1, "户籍/登记"),
        (4, 0, 3, 1, "居住证"),
        (7, 0, 1, 1, "证明"),
        (3, 3, 1, 1, "涉密除外"),
        (4, 3, 1, 1, "按年更新"),
        (6, 3, 1, 1, "涉密除外"),
    ]
    found = read(written([*HEAD, *sorted(body)], [20.0, *[32.0] * 7]))
    assert found is not None
    assert [found[1].get((row, 3, 1, 1)) for row in (3, 4, 6)] == ["涉密除外", "按年更新", "涉密除外"]


def test_a_box_written_after_its_text_is_before_it() -> None:
    """A spreadsheet writes what another font has to show after the rest of the line."""
    line = [word("☑政府公报", 50.0, 100.0), word("两微一端", 112.0, 100.0), word("☑", 102.0, 100.0)]
    assert [each.text for each in with_boxes_in_place(line)] == ["☑政府公报", "☑", "两微一端"]


def top_aligned(cells: Sequence[tuple[int, int, str]], n_rows: int) -> list[Word]:
    """The words of a table under HEAD whose texts begin at the top of rows of 32 points."""
    words = written(HEAD, [20.0])
    for row, column, text in sorted(cells):
        for index, line in enumerate(text.split("/")):
            words.append(word(line, LEFTS[column] + 10, 124.0 + 32.0 * (row - 1) + index * STEP))
    assert max(row for row, _, _ in cells) == n_rows
    return words


def test_texts_at_the_top_of_each_group_and_of_some_other_rows_cover_the_rows_without() -> None:
    """Nobody fills a column in the first row of every group by chance; but it stays in doubt."""
    cells = [
        *((row, 1, "登记事项") for row in range(1, 9)),
        *((row, 2, "条件和材料清单/与受理点") for row in range(1, 9)),
        *((row, 4, "√") for row in range(1, 9)),
        (1, 0, "户籍"),
        (4, 0, "居住证"),
        (1, 3, "及时公开"),
        (3, 3, "长期公开"),
        (4, 3, "每年一月"),
        (7, 0, "证明"),
        (7, 3, "及时公开"),
    ]
    found = read(top_aligned(cells, 8))
    assert found is not None
    texts = found[1]
    assert [texts.get((row, 3, n, 1)) for row, n in ((1, 2), (3, 1), (4, 3), (7, 2))] == [
        "及时公开",
        "长期公开",
        "每年一月",
        "及时公开",
    ]


def test_a_column_of_groups_without_a_text_on_a_page_is_one_cell() -> None:
    """The group began on the page before, and goes on; a blank column of remarks is none."""
    body: list[Text] = [
        *((row, 1, 1, 1, "登记事项") for row in range(1, 5)),
        *((row, 2, 1, 1, "条件和材料清单/与受理点") for row in range(1, 5)),
        *((row, 3, 1, 1, "长期/公开") for row in range(1, 5)),
        *((row, 4, 1, 1, "√") for row in range(1, 5)),
    ]
    found = read(written([*HEAD, *sorted(body)], [20.0, *[32.0] * 4]))
    assert found is not None
    spans = [tuple(span) for span in found[0].cells]
    assert (1, 0, 4, 1) in spans
    assert (1, 5, 1, 1) in spans
