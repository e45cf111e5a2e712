"""Small dumps → sections, in each manner in which programs print a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.model.finding import note
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Cell, Fragments, Layout, Section
from gkml_extract.reflow import reflow
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.text import squeeze
from support.tables import fragments

HEADER = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体")
COMMON = (
    "《政府信息公开条例》（国务院令第711号）",
    "信息形成之日起20个工作日内",
    "县医疗保障局",
    "■政府网站□政府公报□两微一端",
)
ROWS = [
    (number, *names, content, *COMMON)
    for number, names, content in (
        ("1", ("概况信息", "机构职能"), "机构名称、办公地址、办公时间、联系电话。"),
        ("2", ("概况信息", "领导信息"), "领导班子成员姓名、职务、分管工作。"),
        ("3", ("政策文件", "规范性文件"), "文件名称、文号、发文日期、发文内容。"),
        ("4", ("政策文件", "政策解读"), "主要负责人解读、专家解读、媒体解读。"),
        ("5", ("权力运行", "行政许可"), "许可事项、办理依据、申报材料、办理流程。"),
        ("6", ("权力运行", "行政处罚"), "处罚事项、处罚依据、处罚程序、处罚结果。"),
        ("7", ("权力运行", "行政强制"), "强制事项、强制依据、强制程序、强制结果。"),
        ("8", ("重点领域", "财政预决算"), "部门预算、部门决算、三公经费预决算。"),
    )
]
TITLE, OTHER_TITLE = "某县医疗保障局政务公开基本目录", "某县教育局政务公开基本目录"

Row = Sequence[str]


def _marker(row: Row) -> list[str]:
    return ["", *(f"\t{cell}" for cell in row)]


def _wrapped(row: Row) -> list[str]:
    """Each cell broken at its column's width, one cell below the other; boxes one a line."""
    widths = (2, 2, 5, 8, 10, 8, 3, 5)
    lines: list[str] = []
    for cell, width in zip(row, widths, strict=True):
        parts = cell.replace("□", "\n□").split("\n")
        lines += [part[at : at + width] for part in parts for at in range(0, len(part), width)]
    return lines


@dataclass(frozen=True)
class Manner:
    """How a row and a header of a table are printed."""

    name: str
    row: Callable[[Row], list[str]]
    header: Sequence[str]

    def print(self, rows: Sequence[Row], *, header: bool = True) -> list[str]:
        """The lines of rows, under a header."""
        return [*(self.header if header else ()), *(line for row in rows for line in self.row(row))]


MANNERS = (
    Manner("tabbed", lambda row: ["\t".join(row)], ["\t".join(HEADER)]),
    Manner("piped", lambda row: ["|".join(row)], ["|".join(HEADER)]),
    Manner("marked", _marker, [f"\t{label}" for label in HEADER]),
    Manner(
        "wrapped",
        _wrapped,
        [*"序号", "一级", "事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体"],
    ),
)
each_manner = pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.name)


def parse(*lines: str) -> Layout:
    """The layout of a dump."""
    return reflow(Fragments(fragments(*lines)))


def rows_of(section: Section) -> list[list[str]]:
    """The texts of a table's body rows, left to right."""
    n_header = section.table.n_header_rows or 0
    rows = range(n_header, section.table.n_rows)
    return [
        [squeeze(cell.text) for cell in sorted(section.table.cells, key=lambda c: c.column) if cell.row == row]
        for row in rows
    ]


def texts(section: Section) -> tuple[list[str], list[str]]:
    """The paragraphs before and after a table."""
    return [paragraph.text for paragraph in section.before], [paragraph.text for paragraph in section.after]


@each_manner
def test_a_table_is_read_back(manner: Manner) -> None:
    """Every cell, in its row and column, with the lines it stands in."""
    (section,) = parse(TITLE, *manner.print(ROWS)).sections
    assert rows_of(section) == [list(row) for row in ROWS]
    assert texts(section) == ([TITLE], [])
    assert not section.table.is_exact
    assert section.table.notes == ()
    lines = [place.lines for cell in section.table.cells for place in cell.places if isinstance(place, LinesPlace)]
    assert lines == sorted(lines)


@each_manner
def test_a_header_printed_again_on_a_page_is_dropped(manner: Manner) -> None:
    """The table goes on under it."""
    (section,) = parse(TITLE, *manner.print(ROWS[:4]), "", *manner.print(ROWS[4:])).sections
    assert rows_of(section) == [list(row) for row in ROWS]


@each_manner
def test_two_tables_with_titles_are_two_sections(manner: Manner) -> None:
    """Each with its own; the title of the second is not in the first."""
    first, second = parse(TITLE, *manner.print(ROWS[:4]), "", OTHER_TITLE, "", *manner.print(ROWS[4:])).sections
    assert rows_of(first) == [list(row) for row in ROWS[:4]]
    assert rows_of(second) == [list(row) for row in ROWS[4:]]
    assert (texts(first), texts(second)) == (([TITLE], []), ([OTHER_TITLE], []))


@each_manner
def test_lines_between_a_second_title_and_its_table_belong_to_it(manner: Manner) -> None:
    """As the line of signatures does."""
    line = "责任单位：县教育局 填表人：张三"
    _, second = parse(TITLE, *manner.print(ROWS[:4]), "", OTHER_TITLE, line, *manner.print(ROWS[4:])).sections
    assert [squeeze(text) for text in texts(second)[0]] == [OTHER_TITLE, squeeze(line)]


@each_manner
def test_the_path_of_a_page_is_no_header_and_no_title(manner: Manner) -> None:
    """首页 > 公开目录 ends as a label does; so do the words of tools stand beside the table, not in its last row."""
    path, tools = "您所在的位置：首页 > 政务公开 > 公开目录", "分享：微信 微博 打印 关闭"
    lines = (path, TITLE, *manner.print(ROWS[:4]), "", tools)
    (section,) = parse(*lines).sections
    assert rows_of(section) == [list(row) for row in ROWS[:4]]
    assert [[squeeze(text) for text in side] for side in texts(section)] == [[squeeze(path), TITLE], [squeeze(tools)]]
    first, second = parse(*lines, path, OTHER_TITLE, "", *manner.print(ROWS[4:])).sections
    assert rows_of(first) == [list(row) for row in ROWS[:4]]
    assert [squeeze(text) for text in texts(second)[0]] == [squeeze(path), OTHER_TITLE]


def test_a_value_of_the_last_row_and_a_title_begin_no_header() -> None:
    """全社会 and 主动公开 are labels as well: the next header begins behind the title."""
    rows = [(*row[:-1], "全社会", "主动公开") for row in ROWS]
    header = ("\t".join((*HEADER[:-1], "公开对象", "公开方式")),)
    tabbed = Manner("tabbed", lambda row: ["\t".join(row)], header)
    first, second = parse(TITLE, *tabbed.print(rows[:4]), "", OTHER_TITLE, "", *tabbed.print(rows[4:])).sections
    assert rows_of(first) == [list(row) for row in rows[:4]]
    assert texts(second)[0] == [OTHER_TITLE]


@each_manner
def test_a_numbered_line_over_each_header_titles_its_table(manner: Manner) -> None:
    """It says neither 目录 nor 清单: that it goes on the numbering, and the row numbers begin again, tells it."""
    lines = ["一、甲领域", *manner.print(ROWS[:3]), "二、乙领域", *manner.print(ROWS[:2])]
    first, second = parse(*lines).sections
    assert [rows_of(first), rows_of(second)] == [[list(row) for row in ROWS[:n]] for n in (3, 2)]
    assert [texts(first)[0], texts(second)[0]] == [["一、甲领域"], ["二、乙领域"]]


def test_a_numbered_line_over_a_table_that_begins_with_groups() -> None:
    """Its first number stands behind the first group."""
    header = "公开类别\t序号\t公开内容\t公开时限\t公开主体\t公开渠道"
    rows = [f"{'甲' if n == 1 else ''}类\t{n}\t第{n}项说明\t及时\t县司法局\t网站" for n in range(1, 5)]
    first, second = parse("一、公证处事项", header, *rows, "二、司法所事项", header, *rows[:3]).sections
    assert [texts(each)[0] for each in (first, second)] == [["一、公证处事项"], ["二、司法所事项"]]
    assert [len(rows_of(each)) for each in (first, second)] == [4, 3]


def test_a_value_of_the_last_row_and_a_numbered_line_begin_no_header() -> None:
    """As with a title that is known by its words."""
    rows = [(*row[:-1], "全社会", "主动公开") for row in ROWS]
    header = ("\t".join((*HEADER[:-1], "公开对象", "公开方式")),)
    tabbed = Manner("tabbed", lambda row: ["\t".join(row)], header)
    first, second = parse("一、甲领域", *tabbed.print(rows[:4]), "二、乙领域", *tabbed.print(rows[:3])).sections
    assert [rows_of(first), rows_of(second)] == [[list(row) for row in rows[:n]] for n in (4, 3)]


def test_a_numbered_line_over_a_header_within_the_numbering_is_a_row_of_it() -> None:
    """The header of the next page, below a line that names a part of the table: the rows are counted on."""
    tabbed = Manner("tabbed", lambda row: ["\t".join(row)], ("\t".join(HEADER),))
    sections = parse("一、甲部分", *tabbed.print(ROWS[:4]), "二、乙部分", *tabbed.print(ROWS[4:])).sections
    assert len(sections) == 1


@each_manner
def test_a_title_that_no_header_follows_begins_no_section(manner: Manner) -> None:
    """A page's running head."""
    sections = parse(TITLE, *manner.print(ROWS), "", OTHER_TITLE).sections
    assert len(sections) == 1


@each_manner
def test_parts_of_a_compilation_share_one_header(manner: Manner) -> None:
    """Numbered titles over rows that begin again at 1 part the table, though no header is printed below them."""
    printed, header = manner.print(ROWS[:3]), manner.print([])
    rows = printed[len(header) :]
    layout = parse("（一）甲领域公开标准目录", *printed, "（二）乙领域公开标准目录", *rows)
    assert [rows_of(section) for section in layout.sections] == [[list(row) for row in ROWS[:3]]] * 2
    assert [texts(section)[0] for section in layout.sections] == [
        ["（一）甲领域公开标准目录"],
        ["（二）乙领域公开标准目录"],
    ]
    assert [each.code for each in layout.notes] == ["header-taken"]


INTO_TABLE = "the decoder puts a line between rows into a cell: it becomes a row that takes all else from above"


def only(*reads: str) -> pytest.MarkDecorator:
    """Every manner. Those not named here are known to be misread: name one as soon as it is read as it should be."""
    lost = pytest.mark.xfail(reason=INTO_TABLE)
    return pytest.mark.parametrize(
        "manner",
        [pytest.param(manner, id=manner.name, marks=() if manner.name in reads else lost) for manner in MANNERS],
    )


@each_manner
def test_a_note_under_the_table_is_a_paragraph_after_it(manner: Manner) -> None:
    """备注：…"""
    note_line = "备注：本目录动态调整。"
    (section,) = parse(TITLE, *manner.print(ROWS), "", note_line).sections
    assert rows_of(section) == [list(row) for row in ROWS]
    assert texts(section) == ([TITLE], [note_line])
    assert section.table.notes == ()


@pytest.mark.parametrize("last", ["填报单位：大湾村民委员会", "2025年3月", "审核人：赖文彬 填表人：温小玲"])
def test_a_line_under_rows_of_equally_many_fields_is_none_of_theirs(last: str) -> None:
    """Whatever it says: a cell that goes on in lines of its own would do so between rows as well."""
    rows = ["序号\t公开事项\t公开内容\t公开时限\t备注", *(f"{n}\t第{n}项\t简介、电话\t及时\t" for n in range(1, 6))]
    (section,) = parse(*rows, last).sections
    assert (len(rows_of(section)), squeeze("".join(texts(section)[1]))) == (5, squeeze(last))


def test_lists_of_boxes_of_several_columns_are_cells_of_each() -> None:
    """One cell a line: 五公开, 公开对象, 公开方式 and 公开渠道 have boxes, and each list is of its column."""
    header = (
        "序号",
        "一级事项",
        "二级事项",
        "公开内容",
        "公开时限",
        "公开主体",
        "五公开类型",
        "公开对象",
        "公开方式",
        "公开渠道",
    )
    boxes = (
        ("□决策☑执行□管理□服务☑结果", "☑全社会□特定群体", "☑主动公开□依申请公开", "☑政府网站☐公示栏"),
        ("□决策□执行□管理☑服务□结果", "□全社会☑特定群体（申请人）", "□主动公开☑依申请公开", "☐政府网站☑公示栏"),
    )
    rows = [(*row[:4], row[5], row[6], *boxes[k % 2]) for k, row in enumerate(ROWS)]
    (section,) = parse(TITLE, *header, *(cell for row in rows for cell in row)).sections
    assert rows_of(section) == [list(row) for row in rows]


@pytest.mark.parametrize("joint", ["-", "."])
@pytest.mark.parametrize("name", ["tabbed", "piped", "marked"])
def test_numbers_of_rows_in_two_parts_are_read_back(name: str, joint: str) -> None:
    """1-1, 1-2, 2-1 …, where merged cells are dropped as well."""
    manner = next(each for each in MANNERS if each.name == name)
    rows = [(f"{k // 2 + 1}{joint}{k % 2 + 1}", *row[1:]) for k, row in enumerate(ROWS)]
    printed = [row if k % 2 == 0 else (row[0], *row[2:]) for k, row in enumerate(rows)]
    (section,) = parse(TITLE, *manner.print(printed)).sections
    assert [row[0] for row in rows_of(section)] == [row[0] for row in rows]
    assert [row[-6:-5] for row in rows_of(section)] == [[row[2]] for row in rows]


def test_rows_of_a_grid_without_an_item_are_no_rows() -> None:
    """Totals, numbers of columns, rows that nobody filled in; a note over all columns is under the table."""
    rows = [f"{n}\t机构\t第{n}项\t简介、电话\t及时\t" for n in range(1, 6)]
    header, total, last = (
        "序号\t一级事项\t二级事项\t公开内容\t公开时限\t备注",
        "小计\t\t2项\t\t\t",
        "说明：试行。\t\t\t\t\t",
    )
    counts, empty = "（1）\t（2）\t（3）\t（4）\t（5）\t（6）", ["……\t\t\t\t\t", "6\t\t\t\t\t"]
    layout = parse(header, counts, *rows[:2], total, *rows[2:], *empty, last)
    (section,) = layout.sections
    assert [row[0] for row in rows_of(section)] == ["1", "2", "3", "4", "5"]
    aside = [dict(each.params)["text"] for each in layout.notes if each.code == "row-set-aside"]
    assert aside == ["（1） （2） （3） （4） （5） （6）", "小计 2项", "……", "6"]
    assert texts(section)[1] == ["说明：试行。"]


def test_notes_between_rows_are_no_rows() -> None:
    """With blank fields behind them or none; without blanks it may be a content, and that is told."""
    note_line = "注：以县级发布的为准。"
    rows = ["\t".join(row) for row in ROWS]
    for blanks, codes in (("\t" * 7, []), ("", ["row-set-aside"])):
        layout = parse(TITLE, "\t".join(HEADER), *rows[:2], note_line + blanks, *rows[2:], "填表要求：一式两份。")
        (section,) = layout.sections
        assert rows_of(section) == [list(row) for row in ROWS]
        assert texts(section)[1] == [note_line, "填表要求：一式两份。"]
        assert [each.code for each in layout.notes] == codes


def test_a_line_of_a_cell_may_begin_as_a_note_does() -> None:
    """Where other lines, too, are parts of cells."""
    rows = ["\t".join(row) for row in ROWS]
    (section,) = parse(TITLE, "\t".join(HEADER), rows[0], "注：含新媒体", rows[1], "和公示栏", *rows[2:]).sections
    assert not texts(section)[1]


@pytest.mark.parametrize("blank", [None, "|"])
def test_totals_with_a_line_for_each_cell_are_no_rows(blank: str | None) -> None:
    """小计 and 3项 below it, also where blank fields have lines as well."""
    bar = blank or ""
    total = [f"小计{bar}", f"4项{bar}", *([blank] * 6 if blank else [])]
    lines = [f"{cell}{bar}" for row in (HEADER, *ROWS) for cell in row]
    at = len(HEADER) * 5
    layout = parse(TITLE, *lines[:at], *total, *lines[at:], *total)
    (section,) = layout.sections
    assert rows_of(section) == [list(row) for row in ROWS]
    assert [dict(each.params)["text"] for each in layout.notes if each.code == "row-set-aside"] == ["小计", "4项"] * 2


def test_rows_wider_than_their_header_are_found() -> None:
    """A browser copies a header of two rows without the places of its labels."""
    rows = [f"{n}\t第{n}项\t简介、电话\t《预算法》\t第十四条\t及时" for n in range(1, 6)]
    layout = parse("序号\t公开事项\t公开内容\t公开依据\t公开时限", *rows)
    (noted,) = [each for each in layout.notes if each.code == "fields-beyond-header"]
    assert dict(noted.params) == {"n": 5, "columns": 5}
    whole = parse("序号\t公开事项\t公开内容\t公开依据\t条款\t公开时限", *rows)
    assert not [each for each in whole.notes if each.code == "fields-beyond-header"]


@each_manner
def test_a_long_note_under_the_table_is_a_paragraph_after_it(manner: Manner) -> None:
    """A line that runs over the page is no cell."""
    long_line = "注：1.本目录自发布之日起施行，由县医疗保障局负责解释，各乡镇参照执行并及时报送更新内容。"
    (section,) = parse(TITLE, *manner.print(ROWS), "", long_line).sections
    assert rows_of(section) == [list(row) for row in ROWS]
    assert texts(section)[1] == [long_line]


@only("wrapped")
def test_a_long_line_among_the_rows_is_noted_as_unplaced(manner: Manner) -> None:
    """It is kept outside the table, with the row that it follows and its place."""
    long_line = "本页事项由县医疗保障局政策法规科负责解释并及时更新，如有疑问请与办公室联系，咨询电话为二一七一一六六。"
    head = [TITLE, *manner.print(ROWS[:4]), ""]
    (section,) = parse(*head, long_line, "", *manner.print(ROWS[4:], header=False)).sections
    assert rows_of(section) == [list(row) for row in ROWS]
    (noted,) = section.table.notes
    assert (noted.code, noted.place) == ("text-unplaced", LinesPlace(lines=(len(head) + 1, len(head) + 1)))
    assert noted.item == (section.table.n_header_rows or 0) + 3
    assert long_line.startswith(str(dict(noted.params)["text"]).rstrip("…"))


@each_manner
@pytest.mark.parametrize("number", ["- 1 -", "第1页", "1/3"])
def test_a_page_number_within_a_table_is_in_no_cell(manner: Manner, number: str) -> None:
    """Nor is it worth a note."""
    (section,) = parse(TITLE, *manner.print(ROWS[:4]), "", number, "", *manner.print(ROWS[4:], header=False)).sections
    assert rows_of(section) == [list(row) for row in ROWS]
    assert section.table.notes == ()


@each_manner
def test_a_page_number_under_a_table_is_in_no_cell(manner: Manner) -> None:
    """At the end of the document."""
    (section,) = parse(TITLE, *manner.print(ROWS), "", "- 1 -").sections
    assert rows_of(section) == [list(row) for row in ROWS]


@each_manner
def test_an_attachment_number_above_a_second_title_is_in_no_cell(manner: Manner) -> None:
    """附件2 belongs to the table below it."""
    first, _ = parse(TITLE, *manner.print(ROWS[:4]), "", "附件2", OTHER_TITLE, *manner.print(ROWS[4:])).sections
    assert rows_of(first) == [list(row) for row in ROWS[:4]]


def test_ticks_of_separated_fields_stand_under_their_columns() -> None:
    """公开方式 with two children: the header has two rows."""
    first = "\t".join([*HEADER, "公开方式", ""])
    second = "\t" * len(HEADER) + "主动公开\t依申请"
    ticks = ["√\t", "√\t", "\t√", "√\t"]
    lines = ["\t".join([*row, tick]) for row, tick in zip(ROWS[:4], ticks, strict=True)]
    (section,) = parse(TITLE, first, second, *lines).sections
    placed = [(cell.row - 2, cell.column - len(HEADER)) for cell in section.table.cells if cell.text == "√"]
    assert placed == [(0, 0), (1, 0), (2, 1), (3, 0)]


def test_a_document_without_a_header_has_loose_paragraphs_only() -> None:
    """And keeps the notes of its reader."""
    noted = note("encoding-guessed", encoding="GB 18030")
    layout = reflow(Fragments(fragments("关于召开会议的通知", "", "各科室："), (noted,)))
    assert layout.sections == ()
    assert [paragraph.text for paragraph in layout.loose] == ["关于召开会议的通知", "各科室："]
    assert layout.loose[1].places == (LinesPlace(lines=(3, 3)),)
    assert layout.notes == (noted,)


def test_no_fragments_have_no_sections() -> None:
    """Nor paragraphs."""
    assert reflow(Fragments(())) == Layout(())


def test_a_header_alone_is_a_table_without_rows() -> None:
    """What it lacks is for others to say."""
    (section,) = parse(TITLE, "\t".join(HEADER)).sections
    assert (section.table.n_rows, section.table.n_columns) == (section.table.n_header_rows, len(HEADER))


def test_a_long_line_outside_the_table_goes_on_in_the_next() -> None:
    """A wrapped paragraph is one, with all its lines; a new point begins another."""
    long_line = "为进一步规范政务公开工作，根据有关法律法规和上级文件的要求，结合本局工作实际和职责"
    lines = (long_line, "分工，制定本目录。", "一、公开主体")
    before = parse(*lines, TITLE, "\t".join(HEADER), "\t".join(ROWS[0])).sections[0].before
    assert [paragraph.text for paragraph in before] == [long_line + "分工，制定本目录。", "一、公开主体", TITLE]
    assert before[0].places == (LinesPlace(lines=(1, 2)),)


@each_manner
def test_every_character_of_the_body_is_in_a_cell_a_paragraph_or_a_note(manner: Manner) -> None:
    """Nothing printed in a table is ever dropped, whatever stands among the rows."""
    strays = ["咨询电话：0952-2171166", "备注：动态调整"]
    lines = [line for row, stray in zip(ROWS, [*strays, *[""] * 6], strict=True) for line in [*manner.row(row), stray]]
    (section,) = parse(TITLE, *manner.header, *lines).sections
    in_cells = [cell.text for cell in section.table.cells if cell.row >= (section.table.n_header_rows or 0)]
    in_notes = [str(dict(noted.params)["text"]) for noted in section.table.notes if noted.code == "text-unplaced"]
    kept = squeeze("".join([*in_cells, *texts(section)[1], *in_notes]))
    missing = [char for char in set("".join(lines)) - set(kept) if char.strip("|\t ")]
    assert missing == []
    assert len(kept) >= len(squeeze("".join(lines)).replace("|", ""))


@each_manner
def test_a_last_row_that_ends_early_is_noted(manner: Manner) -> None:
    """What it takes from above the text may not say."""
    last = ROWS[-1][:5]
    cut = _wrapped((*last, "", "", "")) if manner.name == "wrapped" else manner.row(last)
    (section,) = parse(TITLE, *manner.print(ROWS[:-1]), *cut).sections
    assert [(noted.code, noted.item) for noted in section.table.notes if noted.code == "row-cut-off"] == [
        ("row-cut-off", section.table.n_rows - 1)
    ]


def rows_of_text(text: str) -> list[list[str]]:
    """The rows of the one table of a text whose lines are those of printed cells."""
    (section,) = reflow(Fragments(split_fragments(text))).sections
    return rows_of(section)


def test_a_number_alone_in_its_line_has_a_group_behind_it() -> None:
    """It stands in the middle of its row, where an item's name of one line would stand beside it."""
    text = """序号
公开事项
公开内容 公开时限 公开依据
一级事项 二级事项
1
教育概况
学校名录 学校名称、办学性质 每半年一次 《中华人民共和国义务教育法》
2 教育统计 在校学生数、教职工数 每半年一次
3
招生管理
学区划分 学区范围、招生条件 每半年一次
4 报名方式 报名时间、报名地点 每半年一次
5 录取结果 录取名单查询方式 每半年一次"""
    assert rows_of_text(text)[2][:4] == ["3", "招生管理", "学区划分", "学区范围、招生条件"]


def test_a_telephone_begins_a_cell_of_its_column() -> None:
    """It is no rest of the column before, of which nothing is known either."""
    names = ("机构职能", "规范性文件", "政策解读", "行政处罚", "财政预算", "工作动态")
    rows = [
        f"{k} {name} 单位职责、内设机构、办公地\n址、办公时间\n信息形成之日起20个\n工作日内\n法定公开\n765001{k}"
        for k, name in enumerate(names, 1)
    ]
    read = rows_of_text("\n".join(["序号 公开事项 公开内容 公开时限 事项类型 咨询电话", *rows]))
    assert [row[-2:] for row in read] == [["法定公开", f"765001{k}"] for k in range(1, 7)]


def test_a_telephone_with_the_number_of_its_place_is_no_path_of_a_website() -> None:
    """0765-8179434 before 供水服务>水质公告."""
    rows = [
        f"{k} {name} {name}的范围 及时公开 市水务局 0765-817943{k} 供水服务>{name}"
        for k, name in enumerate(("水质公告", "停水通知", "抄表周期", "报装指南"), 1)
    ]
    read = rows_of_text("\n".join(["序号 公开事项 公开内容 公开时限 公开主体 咨询电话 网站所属栏目", *rows]))
    assert [row[-2] for row in read] == [f"0765-817943{k}" for k in range(1, 5)]


def test_titles_with_more_behind_them_may_be_a_content() -> None:
    """《…》等法律法规 in a row whose basis is that of the row above."""
    rows = (
        "1|政策文件|法律法规|《教育法》等法律法规|《政府信息公开条例》|及时公开|县教育局",
        "2|财务信息|经费收支|年度经费收支情况|《政府信息公开条例》|及时公开|县教育局",
        "3|招生管理|政策法规文件|《义务教育法》及各地配套政策法规文件|及时公开|县教育局",
    )
    header = "序号|一级事项|二级事项|公开内容|公开依据|公开时限|公开主体"
    (section,) = reflow(Fragments(fragments(header, *rows))).sections
    last = {cell.column: cell.text for cell in section.table.cells if cell.row == section.table.n_rows - 1}
    assert last[3] == "《义务教育法》及各地配套政策法规文件"


def test_long_rows_are_no_wraps_where_nothing_is_torn() -> None:
    """Two phrases of the kind that a column breaks, or none, tell nothing; no column is as wide as a row."""
    parts = split_fragments(
        "\n".join(f"{n} 医疗服务 门诊安排、专家出诊时间和收费项目、计价单位 财务科 随时" for n in range(1, 5))
    )
    assert not make_chunks(parts).is_wrapped


def test_each_line_of_glued_rows_is_a_row() -> None:
    """Although merged cells leave but a name and a content of every second one, and no row has a number."""
    lines = (
        "公开事项公开内容公开依据公开时限公开主体公开渠道一级事项二级事项",
        "机构信息机构概况主要职责、办公地址、联系电话《档案法》及时公开云溪县档案馆■政府网站□公示栏",
        "领导信息领导姓名、职务、工作分工",
        "开放鉴定开放目录全宗号、案卷题名、起止年度《档案法》每年3月31日前云溪县档案馆□政府网站■公示栏",
        "延期开放延期理由、延期期限",
        "征集接收民间征集征集范围、奖励标准《档案馆工作条例》长期公开云溪县档案馆■政府网站□公示栏",
        "到期进馆进馆单位名单、移交时间表",
        "展览教育专题展览展名、展期、预约方式《档案法》及时公开云溪县档案馆■政府网站■公示栏",
        "研学活动活动内容、报名方式",
    )
    (section,) = reflow(Fragments(split_fragments("\n".join(lines)))).sections
    of_rows = [{cell.places[0].lines[0] for cell in row} for row in _cells_by_row(section)]
    assert of_rows == [{line} for line in range(2, 10)]


def _cells_by_row(section: Section) -> list[list[Cell]]:
    """The cells of each row of the body that are printed there."""
    table = section.table
    return [
        [cell for cell in table.cells if cell.row == row and cell.places]
        for row in range(table.n_header_rows, table.n_rows)
    ]


def test_a_dash_in_a_full_grid_is_a_field_without_a_value() -> None:
    """/ in the columns of ticks: rows keep their fields."""
    header = "序号|一级事项|二级事项|公开内容|公开依据|公开时限|公开渠道|主动|依申请|备注"
    rows = [
        f"{n}|水利|名{n}|说明{n}|《甲法》第{n}条|{n}个工作日内|政府网站|√|/|{'试行' if n % 2 else '/'}"
        for n in range(1, 6)
    ]
    (section,) = reflow(Fragments(split_fragments("\n".join((header, *rows))))).sections
    texts = {(cell.row, cell.column): cell.text for cell in section.table.cells}
    assert [texts[row, 9] for row in range(2, 7)] == ["试行", "/", "试行", "/", "试行"]
    assert [texts[row, 8] for row in range(2, 7)] == ["/"] * 5


def test_a_row_that_numbers_the_columns_is_no_row() -> None:
    """It is told, and the rows below it are read as without it."""
    header = "序号|一级事项|二级事项|公开内容|公开依据|公开时限"
    rows = [f"{n}|水利|名{n}|说明{n}|《甲法》第{n}条|{n}个工作日内" for n in range(1, 5)]
    layout = reflow(Fragments(split_fragments("\n".join((header, "1|2|3|4|5|6", *rows)))))
    (section,) = layout.sections
    assert section.table.n_rows == 2 + 4
    assert [each.code for each in layout.notes] == ["row-set-aside"]


def test_a_short_content_of_a_line_of_its_own_is_a_cell() -> None:
    """Where each cell has a line: it is no end of the name above it, and that is no content."""
    printed = [
        "律师|对律师事务所、律师的行政处罚|1.行政处罚决定书；\n2.当事人、处罚事由",
        "对律师事务所的表彰奖励|1.评选表彰通知；\n2.拟表彰对象公示；\n3.表彰决定",
        "法律援助|对公民法律援助申请的审批|法律援助审批文书（指派通知书等）",
        "基层法律服务|对基层法律服务所的年度考核|考核结果",
        "对基层法律服务工作者执业核准|执业、变更、注销许可决定书",
    ]
    rows = (f"{k}|{row}|《律师法》第{k}条|每年6月30日前|县司法局" for k, row in enumerate(printed, 1))
    header = "序号|一级事项|二级事项|公开内容|公开依据|公开时限|公开主体"
    text = "\n".join([header, *rows]).replace("|", "\n")
    assert rows_of_text(text)[3][:4] == ["4", "基层法律服务", "对基层法律服务所的年度考核", "考核结果"]


def test_bullets_below_one_another_are_one_cell() -> None:
    """Though some of them are titles."""
    rows = "".join(
        f"{k}\n低保\n政策文件{k}\n●《关于低保工作的意见》\n●《低保审核审批办法》\n●各地配套文件\n《关于低保工作的意见》\n"
        f"及时公开\n县民政局\n"
        for k in (1, 2)
    )
    text = f"序号\n一级事项\n二级事项\n公开内容\n公开依据\n公开时限\n公开主体\n{rows}"
    assert rows_of_text(text)[0][3:5] == [
        "●《关于低保工作的意见》●《低保审核审批办法》●各地配套文件",
        "《关于低保工作的意见》",
    ]


def test_labels_of_a_further_table_are_none_behind_the_rows_of_the_first() -> None:
    """Tables with ticks and labels of their own, one below another: none is a table whose long cells come last."""
    lines = (
        "序号 事项名称 公开内容 法律依据 公开时限 公开渠道 责任科室",
        "1 抵押登记 材料、流程 《民法典》第四百零二条 及时公开 政府网站 登记科",
        "2 异议登记 条件、地点 《民法典》第二百二十条 及时公开 政府网站 登记科",
        "",
        "二、公告公示事项",
        "",
        "序号 公告类型 公告名称 公告要素 发布时间 公告期限 发布平台 公开方式 备注",
        "1 首次登记 宅基地登记公告 权利人、面积 审核通过后3日内 15个工作日 政府网站 主动公开",
        "2 注销登记 依职权注销公告 证号、事由 审核通过后5日内 15个工作日 政府网站 主动公开",
        "",
        "三、便民服务公开事项",
        "",
        "服务类别 序号 服务内容 服务对象 公开时间 公开载体 监督电话",
        "窗口服务 1 大厅地址、工作时间 √ 全年 微信公众号 0552-3081100",
        "2 预约取号、排队人数 √ 及时公开 微信公众号 0552-3081100",
        "网上服务 3 网上办理指引、操作视频 √ 及时公开 政务服务网 0552-3081102",
    )
    layout = parse(*lines)
    assert len(layout.sections) == 3
    assert "cells-put-in-rows" not in [each.code for each in layout.notes]


def test_a_label_of_methods_over_channels() -> None:
    """公开方式 without 公开渠道 beside it, and no word of a method anywhere."""
    rows = [
        "1 企业概况 营业执照、经营区域 长期公开 公司网站 综合部",
        "2 热费标准 居民热价、停热基本费 每年9月1日前 公司网站、营业厅 收费部",
        "3 用热办理 入网条件、配套费 长期公开 营业厅 市场部",
        "4 运行服务 供暖起止日、室温标准 每年10月10日前 公司网站、营业厅 客服中心",
    ]
    text = "\n".join(["序号 公开类别 公开内容 公开时间 公开方式 责任部门", *rows])
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    read = [[channel.name for channel in item.channels] for item in catalogue.items]
    assert read == [["公司网站"], ["公司网站", "营业厅"], ["营业厅"], ["公司网站", "营业厅"]]
    assert [item.department for item in catalogue.items] == ["综合部", "收费部", "市场部", "客服中心"]


def test_ends_of_rows_are_no_headings() -> None:
    """Where 一级事项 has no column, headings across the table stand over its first row too. With labels in the words of
    the table's subject."""
    rows = [
        "1", "家庭教育", "课程安排", "《促进法》", "第三条", "开课前7日", "政府网站", "家庭部",
        "2", "两癌救助", "救助标准", "《办法》", "每年5月底前", "政府网站", "权益部",
        "3", "创业贷款", "贷款额度", "《办法》", "长期公开", "政府网站、便民", "服务大厅行政服", "务中心", "发展部",
        "4", "春蕾助学", "资助金额", "《条例》", "每季度", "微信公众号", "儿童部",
    ]  # fmt: skip
    text = "\n".join(["序号 服务项目 服务内容 政策依据 公开期限 发布途径 责任部门", *rows])
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    assert [item.primary for item in catalogue.items] == [None] * 4
    assert [item.secondary for item in catalogue.items] == ["家庭教育", "两癌救助", "创业贷款", "春蕾助学"]
    assert [item.content for item in catalogue.items] == ["课程安排", "救助标准", "贷款额度", "资助金额"]
