"""Texts of Word paragraphs: runs, breaks, symbols, boxes, fields, revisions, hidden text, text boxes, notes."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.word.fields import printed_by_instruction
from gkml_extract.extractors.word.wraps import join_lines
from support.word import cell, codes, docx, drawn, fragments, p, read, row, run, table, text, texts

WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
WINGDINGS_2 = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'


def sym(font: str, code: str) -> str:
    """A symbol by its code in a font."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def field(instruction: str, *result: str) -> str:
    """A complex field."""
    shown = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + "".join(map(run, result)) if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def form_box(inside: str) -> str:
    """A check box of an old form."""
    data = f"<w:ffData><w:checkBox>{inside}</w:checkBox></w:ffData>"
    return field("FORMCHECKBOX", "☐").replace('"begin"/>', f'"begin">{data}</w:fldChar>')


def control(properties: str, content: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(checked: str) -> str:
    """The properties of a check box control."""
    return f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>'


def test_runs_join_without_blanks() -> None:
    """Word splits a word over runs wherever it likes."""
    assert text("形成或", "变更之日起", "20", "个工作日") == "形成或变更之日起20个工作日"


def test_white_space_of_the_file_is_a_blank() -> None:
    """Some programs indent even texts."""
    assert text("one\n   two\tthree", "\n甲\n") == "one two three 甲"


def test_small_signs() -> None:
    """Tabs are blanks, a non-breaking hyphen is one, a soft one is none."""
    tab, hyphen, soft = (f"<w:r><w:{name}/></w:r>" for name in ("tab", "noBreakHyphen", "softHyphen"))
    assert text("one", tab, "two", hyphen, "three", soft, "four") == "one two-threefour"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("序|号", "序号"),
        ("一级|事项", "一级事项"),
        ("形成或变|更之日起20个工|作日内", "形成或变更之日起20个工作日内"),
        ("《中华人民共和国|政府信息公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("2024|年1月", "2024年1月"),
        ("附件1|某局政务公开目录", "附件1\n某局政务公开目录"),
        ("附件|某局政务公开目录", "附件\n某局政务公开目录"),
        ("某某区财政局|政务公开标准目录（2024年版）", "某某区财政局政务公开标准目录（2024年版）"),
        ("责任单位：某局|某局政务公开目录", "责任单位：某局\n某局政务公开目录"),
        ("1|机构职能", "1\n机构职能"),
        ("□政府网站|□政府公报", "□政府网站\n□政府公报"),
        ("《预算法》|《政府信息公开条例》", "《预算法》\n《政府信息公开条例》"),
        ("政府网站|公示栏|政府公报", "政府网站\n公示栏\n政府公报"),
        ("1.机构职能|2.内设机构", "1.机构职能\n2.内设机构"),
        ("及时公开。|长期公开", "及时公开。\n长期公开"),
        ("甲||乙", "甲乙"),
    ],
)
def test_breaks_inside_a_paragraph(lines: str, joined: str) -> None:
    """A break in mid-phrase is a wrap by hand; one between two things stays."""
    parts = lines.split("|")
    assert join_lines(parts) == joined
    broken = [each for part in parts for each in (part, "<w:r><w:br/></w:r>")][:-1]
    assert text(*broken) == joined


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FE", "☑"), ("Wingdings", "00FE", "☑"), ("Wingdings", "F0A8", "□"), ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0FB", "✗"), ("Wingdings", "F0FD", "☒"), ("Wingdings", "F06E", "■"), ("Wingdings", "F06F", "□"),
        ("Wingdings", "F071", "❑"), ("Wingdings", "F06C", "●"), ("Wingdings", "F0A1", "○"), ("Wingdings", "F081", "①"),
        ("Wingdings 2", "F052", "☑"), ("Wingdings 2", "F0A3", "□"), ("Wingdings 2", "F050", "✓"),
        ("Wingdings 2", "F054", "☒"), ("Wingdings 2", "F0A2", "■"), ("Wingdings 2", "F073", "⑩"),
        ("wingdings 2", "F04F", "✗"),
        ("Wingdings 3", "F075", "▶"), ("Webdings", "F061", "✔"), ("Webdings", "F063", "□"),
        ("Symbol", "F0D6", "√"), ("Symbol", "F0B7", "•"), ("Symbol", "F061", "α"), ("Symbol", "F0B4", "×"),
    ],
)  # fmt: skip
def test_symbols_by_code(font: str, code: str, shown: str) -> None:
    """What these codes show, by the fonts' own charts."""
    assert text(sym(font, code), "政府网站") == f"{shown}政府网站"


@pytest.mark.parametrize(
    ("properties", "typed", "shown"),
    [
        (WINGDINGS_2, "R", "☑"), (WINGDINGS_2, "£", "□"), (WINGDINGS, "þ", "☑"), (WINGDINGS, "¨", "□"),
        (WINGDINGS, "n", "■"), (WINGDINGS, "\uf0fe", "☑"), (WINGDINGS_2, "\uf052", "☑"),
        ("", "\uf0fe", "☑"), ("", "\uf052", "☑"), ("", "\uf0a3", "□"), ("", "R", "R"),
        ('<w:rFonts w:ascii="宋体" w:hAnsi="Wingdings"/>', "R", "R"),
        ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:asciiTheme="minorAscii"/>', "n", "n"),
    ],
)  # fmt: skip
def test_letters_in_a_symbol_font(properties: str, typed: str, shown: str) -> None:
    """Letters of a run whose font shows symbols; a font for other letters changes nothing."""
    assert text(run(typed, properties), "政府网站") == f"{shown}政府网站"


def test_chinese_in_a_symbol_font_stays() -> None:
    """Wingdings has no such characters: another font prints them."""
    assert text(run("¨政府网站", WINGDINGS)) == "□政府网站"


def test_symbol_font_of_a_style() -> None:
    """By a character style, by a paragraph style and by the style it is based on."""
    styles = (
        f'<w:style w:type="character" w:styleId="c"><w:rPr>{WINGDINGS}</w:rPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="p"><w:rPr>{WINGDINGS_2}</w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="q"><w:basedOn w:val="p"/></w:style>'
    )
    assert text(run("þ", '<w:rStyle w:val="c"/>'), "网", styles=styles) == "☑网"
    assert text("R", properties='<w:pStyle w:val="p"/>', styles=styles) == "☑"
    assert text("R", properties='<w:pStyle w:val="q"/>', styles=styles) == "☑"
    assert text(run("R", '<w:rFonts w:ascii="宋体"/>'), properties='<w:pStyle w:val="q"/>', styles=styles) == "R"


def test_unknown_symbols_are_told() -> None:
    """A printable character stays, a private code is left out; nothing is made up."""
    blocks = read(p(sym("Wingdings", "F0CB"), run("Ë", WINGDINGS), "网站"))
    assert [block.text for block in blocks.blocks if hasattr(block, "text")] == ["Ë网站"]
    assert [dict(each.params) for each in blocks.notes] == [
        {"font": "Wingdings", "symbol": "F0CB", "n": 1},
        {"font": "Wingdings", "symbol": "00CB", "n": 1},
    ]


@pytest.mark.parametrize("code", ["", "zz", "110000", "D800", "0", "-1"])
def test_symbols_without_a_code(code: str) -> None:
    """A damaged code shows nothing."""
    assert text(sym("Wingdings", code), "甲") == "甲"


@pytest.mark.parametrize(("value", "shown"), [("1", "☑"), ("true", "☑"), ("0", "☐"), ("false", "☐")])
def test_check_box_controls(value: str, shown: str) -> None:
    """The state counts, the glyph in the control is not doubled."""
    assert text(control(box(value), run("☒") + run("x")), "政府网站") == f"{shown}政府网站"
    assert text(control(box(value), ""), "政府网站") == f"{shown}政府网站"
    assert text(control(box(value), sym("Wingdings", "F0A8"))) == shown


def test_check_box_controls_around_paragraphs_and_cells() -> None:
    """Word puts the control around whatever was selected."""
    assert texts(control(box("1"), p("☐"))) == ["☑"]
    body = table(row("a", control(box("1"), cell("☐"))), row("c", control(box("0"), f"<w:tc>{p()}</w:tc>")))
    assert drawn(fragments(body)[0]) == ["a|☑", "c|☐"]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:checked/>", "☑"), ('<w:checked w:val="0"/>', "☐"), ('<w:default w:val="1"/>', "☑"), ("", "☐"),
        ('<w:default w:val="0"/><w:checked/>', "☑"), ('<w:default w:val="1"/><w:checked w:val="false"/>', "☐"),
    ],
)  # fmt: skip
def test_check_boxes_of_forms(inside: str, shown: str) -> None:
    """What was ticked goes before the default; a glyph in the result is not doubled."""
    assert text(form_box(inside), "公报", form_box("<w:checked/>"), "网站") == f"{shown}公报☑网站"


def test_fields_show_their_result() -> None:
    """Also one inside the instruction of another, and a simple field."""
    assert text("前", field("PAGE", "3"), "后") == "前3后"
    assert text(field("IF " + "</w:instrText></w:r>" + field("X", "no") + "<w:r><w:instrText>", "yes")) == "yes"
    assert text(f'<w:fldSimple w:instr="DATE">{run("2024年")}</w:fldSimple>') == "2024年"


def test_a_broken_field_hides_no_later_paragraph() -> None:
    """A field that never ends mutes its own paragraph's rest at most."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(p("甲", begin) + p("乙", end) + p(end, "丙")) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"EQ \o\ac(□,√)", "☑"), (r" eq \o\ac(□,√) ", "☑"), (r"EQ \o(□,×)", "☒"), (r"EQ \o\ac(○,3)", "③"),
        (r"EQ \o\ac(□,\s\up(√))", "☑"),
        ("SYMBOL 254 \\f Wingdings \\s 12", "☑"), (r'SYMBOL 0xA3 \f "Wingdings 2"', "□"),
        ("PAGE", ""), (r"EQ \f(1,2)", ""),
    ],
)  # fmt: skip
def test_fields_without_a_result(instruction: str, shown: str) -> None:
    """带圈字符 and SYMBOL print by their instruction."""
    assert printed_by_instruction(instruction) == shown
    assert text("甲", field(instruction), "乙") == f"甲{shown}乙"


def test_drop_down_lists_show_their_choice() -> None:
    """A control shows its text, an old form field its chosen entry."""
    assert text(control("<w:dropDownList/>", run("主动公开"))) == "主动公开"
    entries = '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    data = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    assert text(field("FORMDROPDOWN").replace('"begin"/>', f'"begin">{data}</w:fldChar>')) == "乙"


def test_placeholders_are_no_content() -> None:
    """单击此处输入文字 is the program's text."""
    assert text("填表人：", control("<w:showingPlcHdr/>", run("单击此处输入文字。"))) == "填表人："
    assert text(control('<w:showingPlcHdr w:val="0"/>', run("张三"))) == "张三"


def test_recorded_changes_are_taken_as_accepted() -> None:
    """Inserted and moved-to text stands, deleted and moved-from text does not; told once, with counts."""
    gone = '<w:del w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("旧")}</w:moveFrom><w:moveTo w:id="3">{run("新")}</w:moveTo>'
    blocks = read(p("之日起", gone, f'<w:ins w:id="4">{run("20")}</w:ins>', "个工作日内", moved))
    assert [block.text for block in blocks.blocks if hasattr(block, "text")] == ["之日起20个工作日内新"]
    assert [(each.code, dict(each.params)) for each in blocks.notes] == [
        ("revisions-settled", {"inserted": 2, "deleted": 2})
    ]


def test_a_deleted_paragraph_mark_joins() -> None:
    """The next paragraph goes on in it; a paragraph deleted whole is gone."""
    mark = "<w:rPr><w:del/></w:rPr>"
    assert texts(p("形成或", properties=mark) + p("变更") + p("乙")) == ["形成或变更", "乙"]
    assert texts(p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", properties=mark) + p("乙")) == ["乙"]
    assert texts(p("甲", properties=mark)) == ["甲"]


def test_hidden_text_is_left_out_and_told() -> None:
    """By itself, by a character style, by a paragraph style; a style switched off again shows."""
    styles = (
        '<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="q"><w:basedOn w:val="p"/></w:style>'
    )
    body = (
        p("甲", run("一二", "<w:vanish/>"), run("三", '<w:rStyle w:val="c"/>'))
        + p("四五", properties='<w:pStyle w:val="q"/>')
        + p(run("乙", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="q"/>')
    )
    blocks = read(body, styles=styles)
    assert [block.text for block in blocks.blocks if hasattr(block, "text")] == ["甲", "乙"]
    assert [(each.code, dict(each.params)) for each in blocks.notes] == [
        ("hidden-text", {"n": 5, "text": "一二三四五"})
    ]


def test_text_boxes_follow_their_paragraph_once() -> None:
    """Not again from the fallback; also in a table's cell, and WordArt."""
    content = f"<w:txbxContent>{p('框内')}{p('二')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>"
    shape = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(p("甲", f"<w:r>{both}</w:r>", "乙") + p("丙")) == ["甲乙", "框内", "二", "丙"]
    assert texts(p("甲", f"<w:r>{shape}</w:r>")) == ["甲", "框内", "二"]
    cell_with_box = f"<w:tc><w:tcPr/>{p('甲', f'<w:r>{both}</w:r>')}</w:tc>"
    assert fragments(table(row(cell_with_box, "b")))[0].cells[0].text == "甲\n框内\n二"
    assert text('<w:r><w:pict><v:shape><v:textpath string="某局目录"/></v:shape></w:pict></w:r>') == "某局目录"


def test_the_fallback_is_read_where_no_choice_shows_anything() -> None:
    """A choice that needs what only newer programs know."""
    choice = '<mc:Choice Requires="x"><x/></mc:Choice>'
    both = f"<mc:AlternateContent>{choice}<mc:Fallback>{{}}</mc:Fallback></mc:AlternateContent>"
    assert text(f"<w:r>{both.format('<w:t>☑</w:t>')}</w:r>", "甲") == "☑甲"
    assert texts(both.format(p("甲"))) == ["甲"]


def test_notes_stand_at_the_end() -> None:
    """Footnotes and endnotes that the body refers to, each once."""
    footnotes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("x")}</w:footnote><w:footnote w:id="2">{p("注：甲")}</w:footnote>'
        f'<w:footnote w:id="3">{p("无")}</w:footnote>'
    )
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert texts(p("甲", mark, mark) + p("乙"), footnotes=footnotes) == ["甲", "乙", "注：甲"]


def test_margins_are_left_out_and_told_unless_page_numbers() -> None:
    """Headers and footers are no part of the body."""
    assert codes(read(p("甲"), header=p("某局文件"))) == ["page-margin-left-out"]
    assert codes(read(p("甲"), footer=p("第 1 页 共 3 页"))) == []
    assert texts(p("甲"), header=p("某局文件")) == ["甲"]


def test_pictures_and_embedded_files_are_told() -> None:
    """They may hold the very table."""
    blocks = read(p('<w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r>') + '<w:altChunk r:id="r2"/>')
    assert codes(blocks) == ["embedded-file-unread", "picture-unread"]
    sheet = (
        '<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/></w:object>'
    )
    assert codes(read(p(f"<w:r>{sheet}</w:r>"))) == ["embedded-file-unread"]


def test_ruby_and_links_and_formulas() -> None:
    """The base of a ruby, the text of a link."""
    ruby = f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>"
    assert text(ruby, f'<w:hyperlink r:id="x">{run("网址")}</w:hyperlink>') == "拼网址"


def test_reading_twice_gives_the_same() -> None:
    """Nothing is kept between files."""
    data = docx(p("甲", form_box("<w:checked/>")))
    from gkml_extract.extractors.word.reader import Word

    reader = Word()
    assert reader.read(data) == reader.read(data)
