"""Tables of a page: the model of the standard, tag soup, and tables that only lay out the page."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.html import tables
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import SourceTooLargeError
from gkml_extract.model.source import CellPlace
from gkml_extract.model.table import Paragraph
from support.effort import calls, ends
from support.workbooks import lines, read

HEAD = "<tr><td>序号<td>事项<td>内容"


def page(text: str) -> list[object]:
    """The blocks of a page: a text for each paragraph, a list of lines for each table."""
    content = read(f"<!DOCTYPE html>{text}".encode())
    return [block.text if isinstance(block, Paragraph) else lines(block) for block in content.blocks]


def table(rows: str) -> list[str]:
    """The one table of a page, as it looks."""
    (found,) = page(f"<table>{rows}</table>")
    assert isinstance(found, list)
    return found


def test_cells_span_rows_and_columns() -> None:
    """A cell stands at the next place that none from above covers."""
    rows = "<tr><td rowspan=2>1<td colspan=2>甲<td>乙<tr><td>丙<td rowspan=2>丁<td>戊<tr><td>2<td>己<td>庚"
    assert table(rows) == ["1|甲|<|乙", "^|丙|丁|戊", "2|己|^|庚"]


def test_places_without_a_cell_are_empty_ones() -> None:
    """Rows may be short."""
    assert table("<tr><td>甲<tr><td>乙<td>丙<td>丁<tr>") == ["甲||", "乙|丙|丁"]


def test_rows_are_printed_head_first_and_foot_last() -> None:
    """Wherever they are written; of two heads, the second is a body."""
    text = "<tfoot><tr><td>合计<td>2</tfoot><tbody><tr><td>1<td>甲</tbody><thead><tr><td>序号<td>内容</thead>"
    text += "<thead><tr><td>又<td>头</thead>"
    assert table(text) == ["序号|内容", "1|甲", "又|头", "合计|2"]
    content = read(f"<table>{text}</table>".encode())
    assert [block.n_header_rows for block in content.blocks if isinstance(block, TableFragment)] == [1]


def test_header_rows_are_known_only_where_the_markup_says_so() -> None:
    """`th` alone says nothing of rows."""
    (block,) = read(b"<table><tr><th>a<th>b<tr><td>c<td>d</table>").blocks
    assert isinstance(block, TableFragment) and block.n_header_rows is None


def test_a_caption_is_a_paragraph_before_its_table() -> None:
    """Wherever it is written."""
    assert page(f"<table>{HEAD}<tr><td>1<td>甲<td>子</tr><caption>目录</caption></table>") == [
        "目录", ["序号|事项|内容", "1|甲|子"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", ["甲|1", "^|2", "^|3"]),
        ("<tr><td rowspan=99>甲<td>1<tr><td>2", ["甲|1", "^|2"]),
        ("<tbody><tr><td rowspan=9>甲<td>1<tr><td>2<tbody><tr><td>乙<td>3", ["甲|1", "^|2", "乙|3"]),
        ("<tr><td colspan=1000000>甲<tr><td>1<td>2<td>3", ["甲|<|<", "1|2|3"]),
        ("<tr><td colspan=0>甲<td>乙<tr><td>1<td>2", ["甲|乙", "1|2"]),
        ("<tr><td colspan=x>甲<td colspan=-3>乙<tr><td>1<td>2", ["甲|乙", "1|2"]),
        ("<tr><td colspan='2px'>甲<td>乙<tr><td>1<td>2<td>3", ["甲|<|乙", "1|2|3"]),
        ("<tr><td>1<td rowspan=2>甲<td>2<tr><td colspan=2>乙<td>3<tr><td>4<td>5<td>6", ["1|甲|2", "乙|^|3", "4|5|6"]),
        ("<tr><td>1<td rowspan=2>甲<td>2<td>3<tr><td colspan=3>乙<td>丙", ["1|甲|2|3", "乙|^||丙"]),
    ],
)
def test_spans_are_read_as_browsers_read_them(rows: str, expected: list[str]) -> None:
    """0 is down to the end of the group; what is too much or no number is cut; none overlaps another."""
    assert table(rows) == expected


def test_lines_in_which_no_cell_begins_are_none() -> None:
    """They have no width or height; blank edges go as well."""
    rows = "<tr><td colspan=5>目录<td><tr><td colspan=3>1<td colspan=2>甲<td><tr><tr><td><td><td>"
    assert table(rows) == ["目录|<", "1|甲"]


@pytest.mark.parametrize(
    ("soup", "expected"),
    [
        ("<tr><td>甲<td>乙<tr><td>丙<td>丁", ["甲|乙", "丙|丁"]),
        ("<tr><td><p>甲<p>乙<td>丙</tr><tr><td>丁</td>", ["甲\n乙|丙", "丁|"]),
        ("<td>甲</td><td>乙</td>", ["甲|乙"]),
        ("<tr><td>甲</td><td>乙</td></tr><td>丙</td><td>丁</td></tr>", ["甲|乙", "丙|丁"]),
        ("<tr><td><div>甲<td><span>乙<tr><td><ul><li>丙<td>丁", ["甲|乙", "丙|丁"]),
        ("<tr><td><span style='font-family:Wingdings'>þ<td>o", ["☑|o"]),
        ("<tr><form><td>甲</td><td>乙</td></form></tr>", ["甲|乙"]),
        ("<tr><td><div>甲</td><td>乙</div></td></tr>", ["甲|乙"]),
        ("<tr><td><b>甲</td><td>乙</b></td></tr>", ["甲|乙"]),
        ("<tr><td>甲</div></td><td>乙</p></td></tr>", ["甲|乙"]),
        ("<tr><td>甲<td>乙</tr></td><tr><td>丙<td>丁", ["甲|乙", "丙|丁"]),
        ("<tr><td>甲<td>乙</tr></tr></tbody><tr><td>丙<td>丁", ["甲|乙", "丙|丁"]),
        ("<colgroup><col><col></colgroup><tbody><tr><th>甲</th><td>乙", ["甲|乙"]),
    ],
)
def test_tag_soup(soup: str, expected: list[str]) -> None:
    """End tags are missing or crossed; no row is lost."""
    assert table(soup) == expected


def test_a_table_without_an_end_goes_on_to_the_end() -> None:
    """Nothing behind it is lost."""
    assert page(f"<table>{HEAD}<tr><td>1<td>甲<td>子") == [["序号|事项|内容", "1|甲|子"]]


def test_rows_and_cells_without_a_table_are_one() -> None:
    """Fragments that were cut out of a page."""
    assert page("<tr><td>序号<td>内容</tr> <tr><td>1<td>甲</tr><p>后") == [["序号|内容", "1|甲"], "后"]
    assert page("<td>序号</td><td>内容</td>") == [["序号|内容"]]


def test_text_between_cells_stands_before_the_table() -> None:
    """As browsers put it."""
    assert page("<table><tr><td>1<td>甲</tr>注<tr><td>2<td>乙</table>") == ["注", ["1|甲", "2|乙"]]


def test_a_table_between_the_rows_of_another_ends_it() -> None:
    """A forgotten end tag: two tables, in their order."""
    assert page("<table><tr><td>1<td>甲</tr><table><tr><td>2<td>乙</table></table>") == [["1|甲"], ["2|乙"]]
    assert page("<table><tr><td>1<td>甲</tr><table><tr><td>2<td>乙</table>注") == [["1|甲"], ["2|乙"], "注"]
    many = "".join(f"<table><tr><td>{n}<td>甲</td></tr>" for n in range(100))
    assert page(many) == [[f"{n}|甲"] for n in range(100)]


def test_tables_that_lay_out_the_page_give_their_content() -> None:
    """In reading order, however deep it stands."""
    data = f"<table>{HEAD}<tr><td>1<td>甲<td>子</table>"
    article = f"<h1>目录</h1><p>说明</p>{data}<p>注</p>"
    for _ in range(5):
        article = f"<table width=960><tr><td>导航<td>{article}<tr><td colspan=2>版权</table>"
    expected: list[object] = ["导航"] * 5 + ["目录", "说明", ["序号|事项|内容", "1|甲|子"], "注"] + ["版权"] * 5
    assert page(article) == expected


def test_a_table_in_a_data_cell_is_text_of_the_cell() -> None:
    """Such as a list of channels."""
    boxes = "<table><tr><td>□<td>政府网站<tr><td>■<td>公报</table>"
    rows = "".join(f"<tr><td>{n}<td>甲<td>子<td>{boxes}" for n in (1, 2, 3))
    assert table(f"{HEAD}<td>渠道{rows}")[1:] == [f"{n}|甲|子|□ 政府网站\n■ 公报" for n in (1, 2, 3)]


def test_one_cell_or_one_column_is_no_table() -> None:
    """A frame around a title or a page."""
    assert page("<table><tr><td>目录</table><table><tr><td>甲<tr><td>乙</table>") == ["目录", "甲", "乙"]


def test_tables_in_a_row_are_fragments_in_order() -> None:
    """Pages of a document that was printed to HTML; places count the tables."""
    text = "".join(f"<table>{HEAD}<tr><td>{n}<td>甲<td>子</table>" for n in (1, 2))
    content = read(text.encode())
    assert [lines(block) for block in content.blocks] == [["序号|事项|内容", f"{n}|甲|子"] for n in (1, 2)]
    last = content.blocks[-1]
    assert isinstance(last, TableFragment)
    assert last.cells[-1].places == (CellPlace(table=2, row=2, column=3),)


def test_a_page_of_a_table_keeps_its_blank_columns() -> None:
    """They stand below those of the page before; a row of which only one cell goes on is still a row."""
    first = f"<table>{HEAD}<td>备注<tr><td>1<td>甲<td>子<td>注</table>"
    assert page(first + "<table><tr><td><td><td>丑<td></table>") == [
        ["序号|事项|内容|备注", "1|甲|子|注"],
        ["||丑|"],
    ]


def test_lists_and_rows_of_divs_are_paragraphs() -> None:
    """They are drawn as a table by a style sheet, which is not read."""
    text = "<div style='display:table-row'><div>1</div><div>甲</div></div><ul><li>2<li>乙</ul>"
    assert page(text) == ["1", "甲", "2", "乙"]


def test_spans_that_would_make_an_enormous_grid_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is laid out."""
    monkeypatch.setattr(tables, "MAX_PLACES", 10_000)
    wide = "<tr>" + "<td rowspan=0>x" * 500
    with pytest.raises(SourceTooLargeError, match="split it"):
        table(wide + "<tr><td>x" * 500)


def test_giant_spans_cost_nothing() -> None:
    """They are cut at the end of the table."""
    rows = "<tr><td rowspan=65534 colspan=1000000>甲" + "<tr><td rowspan=65534 colspan=1000>乙" * 300
    with ends():
        page(f"<table>{rows}</table>")


def test_a_long_table_is_read_in_linear_time() -> None:
    """5,000 rows of 12 cells; ten times the rows take ten times the steps."""
    row = "<tr>" + "".join(f"<td class=xl65><p>《中华人民共和国政府信息公开条例》{n}</p>" for n in range(12))
    short, long = (f"<table>{row * n}</table>".encode() for n in (500, 5000))
    (block,) = read(long).blocks
    assert isinstance(block, TableFragment) and block.n_rows == 5000
    with ends():
        assert calls(lambda: read(long)) < 11 * calls(lambda: read(short))
