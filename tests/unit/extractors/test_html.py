"""HTML pages: what is claimed, how it is decoded, and the text that a browser shows."""

from __future__ import annotations

import contextlib

import pytest

from gkml_extract.extractors.html import reader
from gkml_extract.extractors.html.reader import Html
from gkml_extract.extractors.plain_text import PlainText
from gkml_extract.extractors.registry import EXTRACTORS
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import CorruptSourceError, SourceTooLargeError
from gkml_extract.model.table import Paragraph
from support.effort import ends
from support.workbooks import found_notes, lines, read

TABLE = "<table><tr><td>公开事项</td><td>机构职能</td></tr></table>"


def page(text: str | bytes) -> list[object]:
    """The blocks of a page: a text for each paragraph, a list of lines for each table."""
    content = read(text if isinstance(text, bytes) else f"<!DOCTYPE html>{text}".encode())
    return [block.text if isinstance(block, Paragraph) else lines(block) for block in content.blocks]


def cells(row: str) -> list[str]:
    """The texts of a row: `cells("<td>甲<td>乙")`."""
    (block,) = read(f"<table><tr>{row}<td>.</table>".encode()).blocks
    assert isinstance(block, TableFragment)
    return [cell.text for cell in block.cells][:-1]


# --- what is claimed


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html><html>",
        "\ufeff<html>",
        "\n  <HTML xmlns:o='urn:schemas-microsoft-com:office:office'>",
        "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html PUBLIC 'x'><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<!-- saved from url=(0022) --><html>",
        "<!--[if gte mso 9]><xml></xml><![endif]-->",
        "<meta charset=utf-8>",
        "<div class=a>",
        "<style>td{}</style>",
        "",
        "目录如下：\n",
        "# 目录\n\n",
    ],
)
def test_pages_and_fragments_of_pages_are_claimed_by_one_reader(start: str) -> None:
    """Whatever they begin with; a text with a whole table in it is one as well."""
    for encoding in ("utf-8", "utf-16-le", "utf-16"):
        data = (start + TABLE).encode(encoding)
        assert [each.format for each in EXTRACTORS if each.identify(data, "目录.doc")] == ["html"]


@pytest.mark.parametrize(
    "text",
    [
        '序号\t内容\n1\t<input type="checkbox">政府网站<br>公报\n',
        "| 序号 | 内容<br>要素 |\n| --- | --- |\n",
        "< pan>目录</ pan>",
        "a < b > c",
        "<<政府信息公开条例>>\n",
        "1 <td> 2",
        "table tr td",
    ],
)
def test_a_dump_with_stray_tags_stays_text(text: str) -> None:
    """Boxes and breaks are not what makes a page."""
    assert [each.format for each in EXTRACTORS if each.identify(text.encode(), "x.html")] == ["text"]


@pytest.mark.parametrize("data", [b"%PDF-1.7 <table><tr><td>", b"{\\rtf1 <table><tr><td>", b"<table><tr><td>\0"[14:]])
def test_other_formats_with_tags_inside_are_not_claimed(data: bytes) -> None:
    """Rich text may carry a page in it."""
    assert not Html().identify(data, "x.html")


def test_xml_of_another_kind_is_nobody_s() -> None:
    """Its root tells."""
    data = b'<?xml version="1.0"?><feed><table><tr></tr></table></feed>'
    assert not PlainText().identify(data, "x") and not Html().identify(data, "x")


# --- encodings


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("iso-8859-1", "gb18030"),
        ("iso-8859-1", "utf-8"),
        ("no-such", "gb18030"),
        ("utf-16", "utf-8"),
        ("utf-8", "utf-16"),
        ("utf-8", "utf-16-be"),
        ("big5", "big5"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "<meta charset='{}'>",
        '<META http-equiv=Content-Type content="text/html; charset={}">',
        "<!-- --><meta charset={} />",
    ],
)
def test_an_encoding_is_read_as_declared_or_as_it_is(declared: str, encoding: str, form: str) -> None:
    """A declaration that does not hold is not believed."""
    title, text = ("機關職能目錄", "公開") if encoding == "big5" else ("机关职能目录", "公开")
    data = f"<html><head>{form.format(declared)}</head>{title}<p>{text}</html>".encode(encoding)
    assert page(data) == [title, text]


def test_the_xml_declaration_counts() -> None:
    """In XHTML."""
    assert page("<?xml version='1.0' encoding='big5'?><html>機關職能</html>".encode("big5")) == ["機關職能"]


def test_a_guess_is_noted_and_a_declaration_is_none() -> None:
    """As for text dumps."""
    assert found_notes(read(f"<html>{TABLE}".encode("gbk"))) == [("encoding-guessed", {"encoding": "GB 18030"})]
    assert read(f"<html><meta charset=gbk>{TABLE}".encode("gbk")).notes == ()


def test_lost_characters_are_counted() -> None:
    """A byte that is none in the declared encoding."""
    data = f"<html><meta charset=gb2312>{TABLE * 30}".encode("gbk").replace("职能".encode("gbk"), b"\xff\xff", 1)
    assert found_notes(read(data))[0] == ("characters-lost", {"n": 2})


# --- text


def test_white_space_collapses_and_blocks_are_paragraphs() -> None:
    """A line of source is no line of print; entities are characters."""
    text = "<body>政务\n  公开&nbsp;目录<h1>一</h1><div>AB\n cd &lt;&#25919;&gt;<p>丙<hr>丁</div></body>"
    assert page(text) == ["政务公开目录", "一", "AB cd <政>", "丙", "丁"]


def test_lines_of_the_page_are_paragraphs_and_those_of_a_cell_are_lines() -> None:
    """A break inside a title is none."""
    assert page("责任单位：甲<br>填表人：乙<br>《政府信息<br>公开条例》") == [
        "责任单位：甲",
        "填表人：乙",
        "《政府信息公开条例》",
    ]
    assert cells("<td>甲<br>乙<td><p>丙</p><p>丁</p><td>戊、<br>己") == ["甲\n乙", "丙\n丁", "戊、己"]


def test_what_a_browser_does_not_show_is_no_text() -> None:
    """Scripts, styles, comments, readings, soft hyphens."""
    text = (
        "<head><title>标题</title></head><script>var a='<p>x</p>'</script><style>p{}</style><!-- 注 -->"
        "<noscript>n</noscript><template><p>t</template><ruby>政<rp>(</rp><rt>zheng</rt><rp>)</rp></ruby>务<wbr>公&shy;开<svg><text>s</text></svg>"
    )
    assert page(text) == ["政务公开"]


def test_office_markup_is_no_text() -> None:
    """Islands of XML and conditional comments; `o:p` is a paragraph's end."""
    text = (
        "<html xmlns:o='urn:o'><head><!--[if gte mso 9]><xml><o:p>a</o:p></xml><![endif]--><meta charset=utf-8></head>"
        "<xml><x:Name>Sheet1</x:Name></xml><p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>1."
        "<span>&nbsp;&nbsp;</span></span><![endif]>机构<o:p></o:p></p>"
    )
    assert page(text) == ["1.机构"]


def test_controls_show_what_they_hold() -> None:
    """Boxes, fields, lists to choose from, pictures of ticks."""
    row = (
        "<td><input type=checkbox checked>网站<label><input type=CHECKBOX>公报</label>"
        "<input type=radio checked='checked'>甲<input type='radio' checked='false'>乙"
        "<td><input value=丙><input type=hidden value=x><input type=submit value=x>"
        "<textarea>丁\n戊</textarea><td><select><option>己<option selected>庚</select><select><option>辛</select>"
        "<td><img alt='√' src=a.gif><img alt='图' src=b.gif>"
    )
    assert cells(row) == ["☑网站☐公报☑甲☐乙", "丙丁\n戊", "庚辛", "√"]


def test_a_page_that_breaks_off_is_noted() -> None:
    """Within a table; a fragment of a page neither begins nor ends one."""
    start = "<!DOCTYPE html><html><body><table><tr><td>序号<td>内容<tr><td>1<td>甲"
    assert [code for code, _ in found_notes(read(start.encode()))] == ["page-cut-short"]
    assert found_notes(read(f"{start}</body>".encode())) == found_notes(read(f"{start}</table>".encode())) == []
    assert found_notes(read(start.replace("<html><body>", "").encode())) == []


def test_codes_of_symbol_fonts_need_no_font() -> None:
    """LibreOffice writes no more than the code."""
    assert cells("<td>\uf0fe网站<td>&#61692;") == ["☑网站", "✓"]


def test_symbol_fonts_show_boxes() -> None:
    """Word saves ticks as letters of Wingdings; other letters of it stay."""
    row = (
        "<td><span style='font-family:Wingdings'>þ</span>网站<font face='Wingdings 2'>£</font>公报"
        "<td><span style='font-family:Wingdings;mso-x:y'>&#61692;z</span>o<td><span style='font-family:宋体'>o</span>"
    )
    assert cells(row) == ["☑网站☐公报", "√zo", "o"]


def test_list_items_have_their_numbers() -> None:
    """Also one that is the whole text of a cell; bullets are no text."""
    row = (
        "<td><ol start=3><li></li></ol><td><ol><li>甲<li value=5><p>乙</p><li>丙<ol type=a><li>丁</ol></ol>"
        "<td><ul><li>戊</ul><td><ol style='list-style-type:none'><li>己</ol><td><ol reversed><li>庚<li>辛</ol>"
        "<td><ol style='list-style-type:cjk-ideographic' start=11><li>壬</ol>"
    )
    assert cells(row) == ["3.", "1.甲\n5.乙\n6.丙\na.丁", "戊", "己", "2.庚\n1.辛", "十一、壬"]


def test_preformatted_text_keeps_its_lines() -> None:
    """A dump inside a page."""
    assert page("<pre>A  甲\n\n乙\n</pre>") == ["A 甲", "乙"]


def test_a_text_with_tables_in_it_keeps_its_lines() -> None:
    """What programs for OCR write: Markdown outside, tables as markup."""
    text = f"# 目录\n责任单位：甲\n\n{TABLE}\n注：\n乙"
    content = read(text.encode())
    assert [block.text if isinstance(block, Paragraph) else lines(block) for block in content.blocks] == [
        "目录", "责任单位：甲", ["公开事项|机构职能"], "注：", "乙"
    ]  # fmt: skip


def test_struck_text_is_text() -> None:
    """A browser shows it."""
    assert cells("<td><s>甲</s><del>乙</del>") == ["甲乙"]


# --- what is hidden


@pytest.mark.parametrize(
    "how", ["style='display:none'", "style='DISPLAY : none;x:y'", "hidden", "style='mso-hide:all'"]
)
def test_hidden_cells_and_rows_are_left_out_and_noted(how: str) -> None:
    """The others move up, as in a browser."""
    content = read(
        f"<table><tr><td>甲<td {how}>乙<td>丙<tr {how}><td>丁<tr><td>戊<td><span {how}>己</span>庚</table>".encode()
    )
    assert [lines(block) for block in content.blocks] == [["甲|丙", "戊|庚"]]
    assert found_notes(content) == [("hidden-text", {"n": 3, "text": "乙"})]


def test_a_hidden_table_is_noted_and_a_hidden_menu_is_not() -> None:
    """Pages have many hidden things that nobody misses."""
    assert found_notes(read(b"<div style='display:none'>menu</div><p>x")) == []
    hidden = read(f"<div hidden>{TABLE}</div><p>x".encode())
    assert found_notes(hidden) == [("hidden-text", {"n": 8, "text": "公开事项机构职能"})]


def test_a_cell_that_is_only_not_visible_keeps_its_place() -> None:
    """Its text is left out."""
    assert page("<table><tr><td>甲<td style='visibility:hidden'>乙<td>丙</table>") == [["甲||丙"]]


# --- safety


def test_deep_nesting_loses_nothing() -> None:
    """Whatever the parser's limits are."""
    for n in (300, 2040, 2049, 10_000):
        text = f"<p>前</p>{'<div>' * n}中{'</div>' * n}{TABLE}<p>后"
        assert page(text) == ["前", "中", ["公开事项|机构职能"], "后"]
        assert page(f"{'<font>' * n}前{TABLE}") == ["前", ["公开事项|机构职能"]]


def test_tables_nested_without_end_are_refused_or_read() -> None:
    """Neither hangs."""
    with ends():
        assert page(f"{'<table><tr><td>' * 100}甲") == ["甲"]
        with pytest.raises(CorruptSourceError, match="nested"):
            page(f"{'<table><tr><td>' * 3000}甲")


def test_open_tags_without_end_are_read_in_linear_time() -> None:
    """Each of them might look for its end through the whole page."""
    pieces = ["<table ", "<table>", "<!--", "<tr><td", "<select><option>", "<div hidden><table>", "《", "<ol reversed>"]
    for piece in pieces:
        with ends(), contextlib.suppress(CorruptSourceError):
            read(f"x <table><tr><td>{piece * 20_000}".encode())


def test_long_texts_are_kept_whole() -> None:
    """libxml2 drops a text of more than 10 MB where it is not told otherwise."""
    assert cells(f"<td>{'长' * 4_000_000}") == ["长" * 4_000_000]


def test_what_stands_behind_the_end_of_the_page_is_read() -> None:
    """Browsers do; pages put together from pages have it."""
    assert page(f"<html><body>甲{TABLE}</body></html><p>乙{TABLE}") == [
        "甲", ["公开事项|机构职能"], "乙", ["公开事项|机构职能"]
    ]  # fmt: skip


def test_nul_bytes_are_no_text() -> None:
    """Damaged pages have them."""
    assert cells("<td>甲\0乙") == ["甲乙"]


def test_entities_of_a_document_type_are_not_expanded() -> None:
    """HTML has none of its own, and no file is read for them."""
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert page(f"{bomb}<html><body><p>&b;&x;甲")[-1] == "&b;&x;甲"


def test_a_page_beyond_the_limit_or_empty_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """In both languages."""
    with pytest.raises(CorruptSourceError, match="empty"):
        Html().read(b" \n")
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    with pytest.raises(SourceTooLargeError, match="split it"):
        Html().read(TABLE.encode())


@pytest.mark.parametrize("frame", ["<frameset rows='*,39'><frame src='sheet001.htm'></frameset>", "<iframe src=a.htm>"])
def test_a_page_that_only_frames_others_says_so(frame: str) -> None:
    """Excel saves the sheets of a workbook as files of their own."""
    with pytest.raises(CorruptSourceError, match="save it as xlsx"):
        page(f"<html><head><title>目录</title></head>{frame}</html>")
    assert page(f"<p>甲</p>{frame}") == ["甲"]


def test_a_page_without_text_has_no_blocks() -> None:
    """It is sound all the same."""
    assert page("<!DOCTYPE html><html></html>") == []
