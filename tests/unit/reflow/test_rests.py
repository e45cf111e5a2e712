"""What a page's end tears of a row is put behind its cells before the text is read."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.plain_text import PlainText
from gkml_extract.model.table import Fragments, Table
from gkml_extract.reflow import reflow
from gkml_extract.reflow.printed.page_starts import page_lines, without_page_numbers

HEADER = ["序号", "一级事项 二级事项 公开内容 公开依据", "公开时限 公开主体 公开渠道"]
LAW = ["《中华人民共和国政府信", "息公开条例》（国务院令", "第711号）"]
DEADLINE = ["信息形成或者变更之日", "起20个工作日内"]
CHANNELS = ["■政府网站 □两微一端", "□政府公报 □广播电视", "□公开查阅点"]
NAMES = ["机构职能", "领导信息", "内设机构", "下属单位", "人事信息", "财政预算", "财政决算", "采购信息"]


def content_of(name: str) -> list[str]:
    """A content of three lines that begins with the item's name."""
    return [f"{name}的名称、办公地址、办", "公时间、联系电话、负责人", "姓名、分管工作和主要职责"]


def row(number: int, name: str, *, cut: bool = False) -> tuple[list[str], list[str]]:
    """A row's lines; if it is cut, those on the first page and those on the next."""
    lead = [f"{number} 概况信息 {name}" if number == 1 else f"{number} {name}"]
    cells = [content_of(name), LAW, DEADLINE, ["县民政局"], CHANNELS]
    if not cut:
        return [*lead, *(line for cell in cells for line in cell)], []
    heads = [cell[:2] if len(cell) > 2 else cell[:1] for cell in cells]
    rests = [cell[2:] if len(cell) > 2 else cell[1:] for cell in cells]
    return [*lead, *(line for cell in heads for line in cell)], [line for cell in rests for line in cell]


def pages(cut: int) -> tuple[list[str], list[str]]:
    """The lines of two pages of a catalogue; the row with this number is cut between them."""
    first, second = [], []
    for number, name in enumerate(NAMES, start=1):
        head, rest = row(number, name, cut=number == cut)
        if number > cut:
            second += head
        else:
            first += head
            second += rest
    return first, second


def table_of(text: str) -> Table:
    """The one table of a text."""
    content = PlainText().read(text.encode())
    assert isinstance(content, Fragments)
    (section,) = reflow(content).sections
    return section.table


def texts(table: Table) -> list[list[str]]:
    """The texts of the body, row by row."""
    rows = range(table.n_header_rows, table.n_rows)
    return [["".join(cell.text.split()) for cell in table.cells if cell.row == r] for r in rows]


@pytest.mark.parametrize("cut", [3, 5])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_cut_by_a_page_is_one_row(cut: int, end: str) -> None:
    """Its rests stand on the next page under the header: pdftotext parts pages by form feeds, PDFium's by bare ends."""
    first, second = pages(cut)
    join = "\f" if end == "\n" else "\n"
    one_page = end.join([*HEADER, *(line for k, name in enumerate(NAMES, 1) for line in row(k, name)[0])])
    two_pages = end.join([*HEADER, *first]) + end.replace("\r\n", "") + join + end.join([*HEADER, *second])
    assert texts(table_of(two_pages)) == texts(table_of(one_page))


@pytest.mark.parametrize(
    "ends",
    [(["- 1 -"], ["- 2 -"]), (["第1页"], []), (["1"], ["2"]), ([], [])],
    ids=["marked", "page", "bare numbers", "header alone"],
)
@pytest.mark.parametrize("cut", [3, 5])
def test_pages_of_copied_text_are_told_by_headers_and_numbers(cut: int, ends: tuple[list[str], list[str]]) -> None:
    """A viewer copies no form feeds."""
    first, second = pages(cut)
    one_page = "\n".join([*HEADER, *(line for k, name in enumerate(NAMES, 1) for line in row(k, name)[0])])
    two_pages = "\n".join([*HEADER, *first, *ends[0], *HEADER, *second, *ends[1]])
    assert texts(table_of(two_pages)) == texts(table_of(one_page))


@pytest.mark.parametrize("cut", [3, 5])
def test_a_page_begins_behind_a_number_without_a_header(cut: int) -> None:
    """Which is not printed again on each page everywhere."""
    first, second = pages(cut)
    one_page = "\n".join([*HEADER, *(line for k, name in enumerate(NAMES, 1) for line in row(k, name)[0])])
    assert texts(table_of("\n".join([*HEADER, *first, "- 1 -", *second]))) == texts(table_of(one_page))


def test_a_row_put_together_is_told() -> None:
    """With a note on the row."""
    first, second = pages(3)
    table = table_of("\n".join([*HEADER, *first]) + "\n\f" + "\n".join([*HEADER, *second]))
    assert [(note.code, note.item) for note in table.notes if note.code == "torn-row-joined"] == [
        ("torn-row-joined", table.n_header_rows + 2)
    ]


def test_rows_that_no_page_cuts_stay_as_they_are() -> None:
    """A page that begins with a row has no rests."""
    lines = [row(k, name)[0] for k, name in enumerate(NAMES, 1)]
    first, second = [line for each in lines[:4] for line in each], [line for each in lines[4:] for line in each]
    table = table_of("\n".join([*HEADER, *first]) + "\n\f" + "\n".join([*HEADER, *second]))
    assert texts(table) == texts(table_of("\n".join([*HEADER, *first, *second])))
    assert "torn-row-joined" not in [note.code for note in table.notes]


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("a\nb\n\fc\n\f", (4, 6)),
        ("a\r\nb\r\nc\r\nd\r\ne\r\nf\nc\r\nd", (7,)),
        ("a\nb\nc\n", ()),
        ("a\nb\r\nc\n", ()),
    ],
)
def test_lines_with_which_pages_begin(printed: str, lines: tuple[int, ...]) -> None:
    """Form feeds part pages; where lines end in CR LF a few bare line feeds do."""
    assert page_lines(printed) == lines


@pytest.mark.parametrize(("above", "below"), [((), ("1", "2")), (("7", "8"), ())])
def test_numbers_that_count_pages_are_no_rows(above: tuple[str, ...], below: tuple[str, ...]) -> None:
    """They stand first or last on their pages; so the rest behind one begins its page."""
    first, second = pages(3)
    numbers = [[list(each[k : k + 1]) for each in (above, below)] for k in (0, 1)]
    pages_of = [[*numbers[k][0], *HEADER, *lines, *numbers[k][1]] for k, lines in enumerate((first, second))]
    numbered = "\n\f".join("\n".join(lines) for lines in pages_of)
    bare = "\n".join([*HEADER, *first]) + "\n\f" + "\n".join([*HEADER, *second])
    assert texts(table_of(numbered)) == texts(table_of(bare))


def test_a_row_number_at_a_page_end_stays() -> None:
    """A numeral that does not count the pages is a row's."""
    lines = [row(k, name)[0] for k, name in enumerate(NAMES, 1)]
    lines = [[*lead[0].split(" ", 1), *lead[1:]] for lead in lines]
    first = [*(line for each in lines[:4] for line in each), lines[4][0]]
    second = [*lines[4][1:], *(line for each in lines[5:] for line in each)]
    content = PlainText().read(("\n".join([*HEADER, *first]) + "\n\f" + "\n".join(second)).encode())
    assert isinstance(content, Fragments)
    assert without_page_numbers(content.fragments, page_lines(content.printed)) == content.fragments


def test_the_rest_of_a_merged_cell_begins_no_row() -> None:
    """The end of a list of channels that two rows share stands behind the page's header, before the number of the next
    row: no other row begins with such a text."""
    boxes = ["■政府网站", "□政府公报", "□两微一端", "■公开查阅点", "□社区公示栏", "（电子屏）", "□精准推送", "□其他"]
    first, second, one_page = [], [], []
    for number, name in enumerate(NAMES, start=1):
        lead = [f"{number} 概况信息 {name}" if number == 1 else f"{number} {name}"]
        own = [*lead, *content_of(name), *LAW, *DEADLINE, "县民政局"]
        one_page += own if number == 4 else [*own, *boxes]
        if number < 4:
            first += [*own, *(boxes if number < 3 else boxes[:5])]
        elif number == 4:
            first += own
            second += boxes[5:]
        else:
            second += [*own, *boxes]
    two_pages = "\n".join([*HEADER, *first]) + "\n\f" + "\n".join([*HEADER, *second])
    assert texts(table_of(two_pages)) == texts(table_of("\n".join([*HEADER, *one_page])))
