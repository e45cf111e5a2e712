"""Automatic numbers of Word lists."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.word.numerals import format_number
from gkml_extract.text import squeeze
from support.word import abstract, codes, drawn, fragments, listed, num, numbering, p, read, row, table, texts


def items(*levels: int, identity: int = 1, **related: str) -> list[str]:
    """The texts of paragraphs 甲 at these levels of a list."""
    return texts("".join(p("甲", properties=listed(level, identity)) for level in levels), **related)


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", "1 2 10 11 20 21 101"),
        ("decimalZero", "01 02 10 11 20 21 101"),
        ("decimalFullWidth", "１ ２ １０ １１ ２０ ２１ １０１"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ⑳ 21 101"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ ⒇ 21 101"),
        ("chineseCounting", "一 二 十 十一 二十 二十一 一○一"),
        ("taiwaneseCounting", "一 二 十 十一 二十 二十一 一○一"),
        ("chineseCountingThousand", "一 二 十 十一 二十 二十一 一百零一"),
        ("japaneseCounting", "一 二 十 十一 二十 二十一 百一"),
        ("ideographDigital", "一 二 一〇 一一 二〇 二一 一〇一"),
        ("ideographTraditional", "甲 乙 癸 11 20 21 101"),
        ("ideographZodiac", "子 丑 酉 戌 20 21 101"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零壹"),
        ("upperRoman", "I II X XI XX XXI CI"),
        ("lowerRoman", "i ii x xi xx xxi ci"),
        ("upperLetter", "A B J K T U WWWW"),
        ("lowerLetter", "a b j k t u wwww"),
    ],
)
def test_number_formats(form: str, printed: str) -> None:
    """1, 2, 10, 11, 20, 21 and 101 as Word prints them."""
    assert [format_number(number, form) for number in (1, 2, 10, 11, 20, 21, 101)] == printed.split()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (10_000, "一万"), (10_010, "一万零一十"),
        (2024, "二千零二十四"),
    ],
)  # fmt: skip
def test_large_chinese_numbers(number: int, text: str) -> None:
    """With units."""
    assert format_number(number, "chineseCountingThousand") == text


@pytest.mark.parametrize("number", [-1, 0, 10**9])
def test_numbers_outside_a_form(number: int) -> None:
    """Something is printed for each."""
    assert format_number(number, "lowerLetter") and format_number(number, "chineseCounting")
    assert format_number(number, "decimalEnclosedCircle") == str(number)


def test_numbers_stand_before_the_text() -> None:
    """As the level's text says."""
    assert items(0, 0, numbering=numbering("chineseCounting:%1、")) == ["一、甲", "二、甲"]


def test_a_cell_of_a_number_alone() -> None:
    """序号 columns hold lists and no text; the number stays as printed."""
    number = f"<w:tc>{p(properties=listed())}</w:tc>"
    body = table(row("序号", "事项"), row(number, "概况"), row(number, "职能"))
    assert drawn(fragments(body, numbering=numbering("decimal:%1"))[0]) == ["序号|事项", "1|概况", "2|职能"]
    assert drawn(fragments(body, numbering=numbering("decimal:%1."))[0]) == ["序号|事项", "1.|概况", "2.|职能"]


def test_levels_start_again_below_a_higher_one() -> None:
    """1, 1.1, 1.2, 2, 2.1."""
    levels = numbering("decimal:%1", "decimal:%1.%2")
    assert items(0, 1, 1, 0, 1, numbering=levels) == ["1甲", "1.1甲", "1.2甲", "2甲", "2.1甲"]


def test_a_level_that_never_starts_again() -> None:
    """lvlRestart 0."""
    levels = numbering("decimal:%1.", 'decimal:%2):<w:lvlRestart w:val="0"/>')
    assert items(0, 1, 0, 1, numbering=levels) == ["1.甲", "1)甲", "2.甲", "2)甲"]


def test_a_level_that_starts_again_below_one_of_two() -> None:
    """lvlRestart 1: level 3 starts again after level 1, not after level 2."""
    levels = numbering("decimal:%1.", "decimal:(%2)", 'lowerLetter:%3.:<w:lvlRestart w:val="1"/>')
    assert items(0, 1, 2, 1, 2, 0, 2, numbering=levels) == ["1.甲", "(1)甲", "a.甲", "(2)甲", "b.甲", "2.甲", "a.甲"]


def test_a_higher_level_not_yet_counted_shows_its_start() -> None:
    """1.1 without a 1."""
    assert items(1, 1, numbering=numbering("decimal:%1", "decimal:%1.%2")) == ["1.1甲", "1.2甲"]


def test_legal_numbers_are_plain_digits() -> None:
    """isLgl: 一 becomes 1."""
    levels = numbering("chineseCounting:%1、", "decimal:%1.%2:<w:isLgl/>")
    assert items(0, 1, numbering=levels) == ["一、甲", "1.1甲"]


def test_instances_of_a_list_share_their_count() -> None:
    """Unless one overrides the start; then it starts there when it is first met."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    part = abstract(0, "decimal:%1.") + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = "".join(p("甲", properties=listed(0, each)) for each in (1, 2, 1, 3, 3))
    assert texts(body, numbering=part) == ["1.甲", "2.甲", "3.甲", "5.甲", "6.甲"]


def test_an_override_may_change_a_level() -> None:
    """A whole `w:lvl` inside lvlOverride."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/>'
        '<w:suff w:val="space"/></w:lvl>'
    )
    part = abstract(0, "decimal:%1.") + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>')
    assert items(0, 0, numbering=part) == ["III 甲", "IV 甲"]


def test_start_and_start_missing() -> None:
    """A level starts at its start; without one at 0 (ECMA-376 17.9.25)."""
    assert items(0, numbering=numbering('decimal:%1.:<w:start w:val="7"/>')) == ["7.甲"]


def test_lists_of_styles() -> None:
    """By a paragraph style, by the style it is based on, at the level linked to the style; numId 0 takes it away."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    part = numbering("decimal:%1.", 'decimal:(%2):<w:pStyle w:val="b"/>')
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        p("甲", properties=f'<w:pStyle w:val="{style}"/>{extra}')
        for style, extra in (("a", ""), ("b", ""), ("a", none), ("a", ""))
    )
    assert texts(body, styles=styles, numbering=part) == ["1.甲", "(1)甲", "甲", "2.甲"]


def test_a_list_linked_to_a_numbering_style() -> None:
    """numStyleLink stands for the list of that style."""
    styles = (
        '<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/></w:abstractNum>'
    part = linked + abstract(1, "decimal:%1.") + num(1, 0) + num(2, 1)
    assert items(0, 0, styles=styles, numbering=part) == ["1.甲", "2.甲"]
    loop = linked + num(2, 0)
    assert items(0, identity=2, styles=styles, numbering=loop) == ["甲"]


def test_deleted_paragraphs_do_not_count() -> None:
    """Their numbers are gone with them."""
    gone = listed() + "<w:rPr><w:del/></w:rPr>"
    body = p("甲", properties=listed()) + p(properties=gone) + p("乙", properties=listed())
    assert texts(body, numbering=numbering("decimal:%1.")) == ["1.甲", "2.乙"]


def test_deleted_rows_do_not_count() -> None:
    """Nor do their cells."""
    number = f"<w:tc>{p(properties=listed())}</w:tc>"
    body = table(row(number, "a"), row(number, "x", properties="<w:del/>"), row(number, "b"))
    assert drawn(fragments(body, numbering=numbering("decimal:%1"))[0]) == ["1|a", "2|b"]


@pytest.mark.parametrize(
    ("font", "glyph", "shown"),
    [
        ("Wingdings", "\uf0a8", "□甲"), ("Wingdings", "\uf0fc", "✓甲"), ("Wingdings", "ü", "✓甲"), ("宋体", "□", "□甲"),
        ("Wingdings", "\uf06e", "■甲"), ("Wingdings", "\uf06c", "甲"), ("Symbol", "\uf0b7", "甲"), ("宋体", "•", "甲"),
        ("Courier New", "o", "甲"),
    ],
)  # fmt: skip
def test_bullets(font: str, glyph: str, shown: str) -> None:
    """A box or a tick says something; a mere bullet does not."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    part = abstract(0, f"bullet:{glyph}:{fonts}") + num(1, 0)
    assert list(map(squeeze, items(0, numbering=part))) == [shown]


def test_unknown_formats_are_told() -> None:
    """Written as plain digits."""
    blocks = read(p("甲", properties=listed()), numbering=numbering("thaiCounting:%1."))
    assert codes(blocks) == ["list-format-unknown"]
    assert items(0, numbering=numbering("thaiCounting:%1.")) == ["1.甲"]


def test_numbers_filled_with_zeros() -> None:
    """Word 2010's 001, 002 stands in an AlternateContent."""
    form = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    choice = f'<mc:AlternateContent><mc:Choice Requires="w14">{form}</mc:Choice></mc:AlternateContent>'
    part = abstract(0, "decimal:%1").replace('<w:numFmt w:val="decimal"/>', choice)
    assert items(0, numbering=part + num(1, 0)) == ["001甲"]


@pytest.mark.parametrize(
    "properties",
    [
        listed(0, 99),
        listed(8),
        listed(11),
        '<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="1"/></w:numPr>',
        '<w:numPr><w:numId w:val="x"/></w:numPr>',
        "<w:numPr/>",
    ],
)
def test_lists_that_are_not_there(properties: str) -> None:
    """No number, no error."""
    found = texts(p("甲", properties=properties), numbering=numbering("decimal:%1."))
    assert found in (["甲"], ["1.甲"])


def test_numbers_in_merged_cells_count_once() -> None:
    """What a continuing cell holds is not printed."""
    top = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p(properties=listed())}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc>"
    body = table(row(top, "a"), row(below, "b"), row(top, "c"))
    assert drawn(fragments(body, numbering=numbering("decimal:%1"))[0]) == ["1|a", "^|b", "2|c"]
