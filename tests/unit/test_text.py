"""Cleaning: what a font or a program put in goes, what is printed stays."""

from __future__ import annotations

import re

import pytest

from gkml_extract.text import (
    any_of,
    clean,
    clean_glyphs,
    display_width,
    fold,
    join_breaks,
    join_wrapped,
    simplify,
    squeeze,
    undoubled,
)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("⽅⼀⼆⾏⽇", "方一二行日"),
        ("⺟", "母"),
        ("\uf9e0", "易"),
        ("\U0002f800", "丽"),
        ("政\u00ad府", "政府"),
        ("政\ufffe府", "政府"),
        ("\ufeff政\u200b府\u2060", "政府"),
        ("☑\ufe0f", "☑"),
        ("政\x00府\x07\x85", "政府"),
    ],
)
def test_glyphs_become_plain(printed: str, plain: str) -> None:
    """Radicals and compatibility ideographs are the plain character; what cannot be seen goes."""
    assert clean_glyphs(printed) == plain


@pytest.mark.parametrize(
    ("radical", "plain"),
    [("⺠", "民"), ("⻓", "长"), ("⻔", "门"), ("⻅", "见"), ("⻋", "车"), ("⻚", "页"), ("⻛", "风")],
)
def test_radicals_of_the_supplement_become_plain(radical: str, plain: str) -> None:
    """Browser-made PDFs print 居⺠ and 部⻔: such a label or law title is found by no exact spelling."""
    assert clean_glyphs(radical) == plain


@pytest.mark.parametrize(
    "text", ["一、（）：；，。《》“”〔2018〕", "（1）", "□■☑☐√①", "ＡＢ１２", "a\tb\nc  d", "\u3000甲\u00a0乙", "繁體"]
)
def test_print_and_white_space_survive_clean_glyphs(text: str) -> None:
    """Punctuation keeps its width, traditional characters stay, blanks and tabs are evidence."""
    assert clean_glyphs(text) == text


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("□ 政 府 公 报", "□政府公报"),
        ("政\u00a0府\u3000网 站", "政府网站"),
        ("AB  岗", "AB 岗"),
        ("Word\u00a0\u2003Excel", "Word Excel"),
        ("第 711 号", "第711号"),
        ("（ 一 ）", "（一）"),
        ("( 一 )", "(一)"),
        ("√ √", "√√"),
        ("中 “A”", "中“A”"),
        ("  甲\t乙  ", "甲乙"),
        ("甲\r\n乙", "甲\n乙"),
        ("", ""),
        ("\u00a0\u3000 ", ""),
    ],
)
def test_blanks_stay_only_where_latin_words_meet(printed: str, cleaned: str) -> None:
    """None between two Chinese characters, digits or marks beside them; one between words; paragraphs stay."""
    assert clean(printed) == cleaned


@pytest.mark.parametrize("break_", ["\x0b", "\x0c", "\u2028", "\u2029"])
def test_no_other_line_break_survives_clean(break_: str) -> None:
    """A Word line break that a dump keeps as \\x0b is a control character: it goes (record.md § Text)."""
    assert break_ not in clean(f"政府{break_}网站")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["公开", "时限"], "公开时限"),
        (["第", "711", "号"], "第711号"),
        (["20", "24"], "2024"),
        (["LED", "显示屏"], "LED显示屏"),
        (["Microsoft", "Word"], "Microsoft Word"),
        ([" 甲 ", "", "\u3000", "乙"], "甲乙"),
        (["甲 乙", "丙"], "甲乙丙"),
        ([], ""),
        (["", " "], ""),
    ],
)
def test_a_wrap_is_a_blank_only_between_latin_words(lines: list[str], joined: str) -> None:
    """Blank lines are no text."""
    assert join_wrapped(lines) == joined


def test_squeeze_removes_all_white_space() -> None:
    """Two texts are compared in this form, print included."""
    assert squeeze(" 公开\n时\u3000限\t（ A B ） ") == "公开时限（AB）"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["机构职能", "机构设置"], "机构职能\n机构设置"),
        (["1.概况", "2.《政府信息", "公开条例》", "3.预算"], "1.概况\n2.《政府信息公开条例》\n3.预算"),
        (["《条例》、", "《办法》"], "《条例》、《办法》"),
        (["概况（含", "职能", "设置）", "预算"], "概况（含职能设置）\n预算"),
        (["信息形成之日起20", "个工作日内"], "信息形成之日起20个工作日内"),
        (["公开", "）内容"], "公开）内容"),
        (["《条例", "《办法》", "预算"], "《条例\n《办法》\n预算"),
        (["（概况", "一、职能", "二、预算"], "（概况\n一、职能\n二、预算"),
        (["政府网站，", "公报"], "政府网站，公报"),
        (["甲", "", " \u3000", "乙"], "甲\n乙"),
        (["（甲", "", "乙"], "（甲\n乙"),
        (["see (the", "law)"], "see (the law)"),
        (["⽅ 式"], "方式"),
        ([], ""),
    ],
)
def test_a_break_that_an_author_set_stays_but_for_one_in_mid_phrase(lines: list[str], joined: str) -> None:
    """An open bracket reaches to the next entry at most; a blank line ends it as well."""
    assert join_breaks(lines) == joined


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("公开内容 （要素）", "公开内容(要素)"),
        ("“五公开”", '"五公开"'),
        ("‘两微’", "'两微'"),
        ("〈条例〉", "<条例>"),
        ("﹝2018﹞", "〔2018〕"),
        ("0952—2171166", "0952-2171166"),
        ("２０个", "20个"),
        ("二〇二四", "二○二四"),
        ("⽅ 式", "方式"),
    ],
)
def test_fold_makes_variants_of_print_one(text: str, folded: str) -> None:
    """Widths, quotation marks, brackets, dashes, white space and font glyphs."""
    assert fold(text) == folded


def test_fold_keeps_title_marks_and_latin_case() -> None:
    """《》 have no half width; Latin letters keep their case."""
    assert fold("《APP》") == "《APP》"


@pytest.mark.parametrize(
    ("text", "simplified"), [("公開內容", "公开内容"), ("責任單位", "责任单位"), ("公开", "公开"), ("", "")]
)
def test_simplify_maps_the_words_of_the_field(text: str, simplified: str) -> None:
    """A simplified text stays as it is."""
    assert simplify(text) == simplified


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("公开", 4), ("第5条", 5), ("“√”", 6), ("：", 2), ("é·", 2), ("𠀀", 2)]
)
def test_display_width_counts_half_width_cells(text: str, width: int) -> None:
    """Ambiguous marks are wide in Chinese fonts; a character beyond the first plane is one character."""
    assert display_width(text) == width


@pytest.mark.parametrize("words", [["公开", "公开时限", "公开时"], ["a", "ab", "b.c"], ["序号"]])
def test_of_words_the_longest_that_fits_is_found(words: list[str]) -> None:
    """In any text, as a list of them by length would."""
    text = "公开时限公开时公开a公ab.cbc序号序"
    listed = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    assert re.findall(any_of(words), text) == listed.findall(text) != []


def test_a_text_that_is_printed_twice_is_one() -> None:
    """常常 is a word."""
    assert [undoubled(text) for text in ("公开时限公开时限", "常常", "公开公")] == ["公开时限", "常常", "公开公"]


def test_the_radical_of_doors_is_the_simplified_character() -> None:
    """Fonts of simplified script draw 户 where ⼾ stands; 戶 is a character of its own."""
    assert clean("⼊⼾/现场") == "入户/现场"
    assert clean("入戶") == "入戶"
