"""Cells that the rest of their column speaks against."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.doubts import with_doubts
from gkml_extract.reflow.evidence.learned import no_widths
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.segment import Segmentation, SegmentedCell

COLUMNS = tuple(
    DecodeColumn(look, look.value, k, k, look.value) for k, look in enumerate((Look.CONTENT, Look.LAW, Look.DEADLINE))
)
LAW, DEADLINE = "《中华人民共和国政府信息公开条例》", "信息形成之日起20个工作日内"


def doubted(
    *rows: tuple[str | None, ...],
    columns: tuple[DecodeColumn, ...] = COLUMNS,
    sep: str = "\n",
    is_wrapped: bool = False,
) -> list[list[bool]]:
    """Which cells of a table are in doubt, of those that are there; each line of a cell is a fragment, `sep` stands
    between cells."""
    lines = [[(column, cell.split("\n")) for column, cell in enumerate(row) if cell is not None] for row in rows]
    fragments = split_fragments("\n".join(sep.join("\n".join(cell) for _, cell in row) for row in lines))
    chunks = make_chunks(fragments).chunks
    cells: list[tuple[SegmentedCell, ...]] = []
    at = 0
    for row in lines:
        own = []
        for column, cell in row:
            own.append(SegmentedCell(column, at, at + len(cell) - 1, 9.0))
            at += len(cell)
        cells.append(tuple(own))
    assert at == len(chunks)
    segmentation = Segmentation(tuple(cells), (), no_widths(len(columns)), frozenset())
    result = with_doubts(segmentation, fragments, chunks, columns, is_wrapped=is_wrapped)
    return [[cell.margin == 0.0 for cell in row] for row in result.rows]


def test_a_column_of_like_cells_is_not_doubted() -> None:
    """Nor is a cell with a further clause."""
    rows = [("机构概况", LAW, DEADLINE)] * 4
    assert doubted(*rows, ("机构概况", f"{LAW}\n及其他文件", DEADLINE)) == [[False] * 3] * 5


def test_a_known_cell_with_more_before_it_is_doubted_with_its_neighbour() -> None:
    """The text before a deadline that stands elsewhere whole may be the end of the cell before it."""
    rows = [("机构概况", LAW, DEADLINE)] * 3
    assert doubted(*rows, ("机构概况", LAW, f"电话公开\n{DEADLINE}"))[3] == [False, True, True]


def test_a_law_without_any_citation_is_doubted_with_both_neighbours() -> None:
    """Where nearly all others cite."""
    rows = [("机构概况", LAW, DEADLINE)] * 4
    assert doubted(*rows, ("机构概况", "统筹基金不予支付的费用", DEADLINE))[4] == [True, True, True]


def test_a_deadline_of_rare_words_is_doubted_only_where_no_separators_part_it() -> None:
    """Between two pipes it is a whole cell."""
    columns = (COLUMNS[0], COLUMNS[2], COLUMNS[1])
    rows = [*[("机构概况", DEADLINE, LAW)] * 4, ("机构概况", "会议召开10日前通知", LAW)]
    assert doubted(*rows, columns=columns, sep=" | ")[4] == [False] * 3
    assert doubted(*rows, columns=columns)[4] == [True] * 3


ROWS = tuple(
    DecodeColumn(look, look.value, k, k, look.value)
    for k, look in enumerate((Look.ITEM, Look.ITEM, Look.CONTENT, Look.LAW))
)
WHOLE = [(f"第{k}类", f"事项{k}", f"内容{k}。", LAW) for k in "甲乙丙丁戊己"]


def doubted_fields(*rows: tuple[str, ...]) -> list[list[bool]]:
    """`doubted` of rows of separated fields under two columns of items, a content and a law."""
    return doubted(*WHOLE, *rows, columns=ROWS, sep="\t")[len(WHOLE) :]


def test_items_without_a_content_are_doubted() -> None:
    """Where nearly all rows have one: they are shifted."""
    assert doubted_fields(("事项庚", "内容庚。", "", LAW)) == [[True, True, False, False]]


def test_an_item_without_the_inner_one_is_doubted() -> None:
    """It may be the inner one itself."""
    assert doubted_fields(("事项庚", "", "内容庚。", LAW))[0][0]


def test_the_rest_of_a_row_is_doubted_with_the_row_above() -> None:
    """A content alone, under one that ends no sentence."""
    rows = doubted_fields(("第庚类", "事项庚", "机构名称、", LAW), ("", "", "地址、电话。", ""))
    assert [row[2] for row in rows] == [True, True]


def test_a_content_of_its_own_is_not_doubted() -> None:
    """Under one that ends a sentence: an item may have several contents."""
    rows = doubted_fields(("第庚类", "事项庚", "机构名称。", LAW), ("", "", "地址、电话。", ""))
    assert [row[2] for row in rows] == [False, False]


def test_a_content_that_is_another_columns_text_is_doubted() -> None:
    """A row that lost a field is shifted."""
    assert doubted_fields(("第庚类", "内容庚。", LAW, ""))[0][1:3] == [True, True]


def test_a_name_of_two_columns_is_doubted_within_either() -> None:
    """Whichever of them has it first: what is doubted does not hang on the order of a set."""
    bodies = tuple(DecodeColumn(Look.ORG, field, k, k, field) for k, field in enumerate(("publisher", "department")))
    rows = [("甲单元", "乙单元"), ("乙单元", "丙单元")] * 2
    assert doubted(*rows, ("丁单元\n乙单元", "丙单元"), columns=bodies)[4] == [True, True]
    assert doubted(*rows, ("甲单元", "丁单元\n乙单元"), columns=bodies)[4][1]


def test_a_content_alone_that_may_be_two_is_doubted() -> None:
    """Where rows have all else from above, a line that begins with a new word may begin a row."""
    rows = [("机构概况", LAW, DEADLINE)] * 2
    assert doubted(*rows, ("参保信息变更\n门诊大病限额",), is_wrapped=True)[2] == [True]
    assert doubted(*rows, ("参保信息变\n更和大病限额",), is_wrapped=True)[2] == [False]
    assert doubted(*rows, ("参保信息变更\n门诊大病限额",))[2] == [False]


def test_an_item_that_may_begin_with_the_end_of_the_row_above_is_doubted() -> None:
    """Of a text whose rows have no number."""
    columns = tuple(
        DecodeColumn(look, look.value, k, k, look.value) for k, look in enumerate((Look.ITEM, Look.CONTENT))
    )
    rows = [("机关概况", "主要职责"), ("提案办理\n业务工作", "公开方案")]
    assert doubted(*rows, columns=columns, is_wrapped=True) == [[False, True], [True, False]]


def test_names_of_a_row_that_lacks_a_level_are_doubted() -> None:
    """Where all other rows have every level: whether the first or the last is missing, their order does not tell."""
    levels = tuple(DecodeColumn(Look.ITEM, field, k, k, field) for k, field in enumerate(("一级", "二级", "三级")))
    rows = [("征地管理", "征地前期", "土地公告"), ("征地管理", "征地前期", "补偿登记")] * 2
    assert doubted(*rows, ("监督管理", "行政处罚"), columns=levels)[4] == [True, True]
    assert doubted(*rows[:2], *[("监督管理", "行政处罚")] * 2, columns=levels)[2] == [True, True]


def test_names_of_rows_that_lack_the_outer_levels_are_not_doubted() -> None:
    """Where all that lack some lack these: they are merged."""
    levels = tuple(DecodeColumn(Look.ITEM, field, k, k, field) for k, field in enumerate(("一级", "二级", "三级")))
    rows = [("征地管理", "征地前期", "土地公告"), *[(None, "征地前期", "补偿登记")] * 2]
    assert doubted(*rows, columns=levels)[1] == [False, False]


def test_a_body_with_an_office_is_doubted_in_a_row_without_one() -> None:
    """The two columns may have run together."""
    bodies = tuple(DecodeColumn(Look.ORG, field, k, k, field) for k, field in enumerate(("publisher", "department")))
    rows = [("应急管理局", "救灾科"), ("应急管理局社会救助科",)]
    assert doubted(*rows, columns=bodies) == [[False, False], [True]]


def test_a_body_that_may_be_the_channel_of_its_row_is_doubted() -> None:
    """Either column may be the one that is taken from above; where the row has a channel too, nothing is in doubt."""
    looks = (Look.ITEM, Look.ORG, Look.CHANNELS)
    columns = tuple(DecodeColumn(look, look.value, k, k, look.value) for k, look in enumerate(looks))
    rows = [("办事指南", "教育局", "政府公报"), ("审核信息", "政务服务中心", "政府公报"), ("确认信息", "政务服务中心")]
    assert doubted(*rows, columns=columns, sep="\t") == [[False] * 3, [False] * 3, [False, True]]


def test_a_group_that_comes_again_behind_others_is_doubted_with_what_stands_before_it() -> None:
    """It may be the last cell of the row above, which lacks it; the groups that stand once are not doubted."""
    looks = (Look.ITEM, Look.ITEM, Look.DEADLINE, Look.WEBSITE)
    columns = tuple(DecodeColumn(look, f"{look.value}{k}", k, k, look.value) for k, look in enumerate(looks))
    rows = [
        ("政策文件", "教育法律", DEADLINE, None),
        ("公示公告", "部门规章", DEADLINE, None),
        ("教育概况", "教育统计", DEADLINE, None),
        ("公示公告", "招生政策", DEADLINE, None),
    ]
    assert doubted(*rows, columns=columns) == [
        [False, False, True],
        [True, False, False],
        [False, False, True],
        [True, False, False],
    ]


def test_two_pieces_beside_a_blank_of_the_same_sort() -> None:
    """妇儿活动中心 may be of the column before the offices, which others have."""
    looks = (Look.CHANNELS, Look.OTHER, Look.ORG)
    columns = tuple(DecodeColumn(look, look.value, k, k, look.value) for k, look in enumerate(looks))
    rows = [("微信公众号", "二楼203室", "权益部")] * 3
    assert doubted(*rows, ("微信公众号", None, "妇儿活动中心\n家庭部"), columns=columns)[3][1]
    assert doubted(*rows, ("网站、行政服务中心", None, "家庭部"), columns=columns)[3] == [True, False]
    assert doubted(*rows, ("微信公众号", None, "家庭部"), columns=columns)[3] == [False, False]
