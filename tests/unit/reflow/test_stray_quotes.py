"""Quotation marks that a converter printed apart from their words are put back."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.printed.stray_quotes import with_quotes_back


def read(text: str) -> list[str]:
    """The fragments of a text with its quotation marks put back."""
    return [fragment.text for fragment in with_quotes_back(split_fragments(text))]


def test_marks_above_their_words() -> None:
    """As poppler prints them; ticks behind the line are of other cells."""
    text = "“ ”\n政府网站 政策解读 栏目\n办公室 “ ”\n政府网站 机构信息 栏目 √ √"
    assert read(text) == ["政府网站“政策解读”栏目", "办公室", "政府网站“机构信息”栏目", "√", "√"]


def test_marks_that_stand_side_by_side() -> None:
    """Two quoted words follow each other, and the second goes on in the next line."""
    text = "“ ”“\n政府网站 集中采购 提案办\n”\n理 栏目"
    assert read(text) == ["政府网站“集中采购”“提案办", "理”栏目"]


def test_marks_behind_their_words() -> None:
    """As PDFium prints them; what recurs around them tells which blanks they stood at."""
    text = "办公室 政府网站 机构信息 栏目 “ ” √\n财务科 政府网站 区级财政 栏目 “ ” √"
    assert read(text) == ["办公室", "政府网站“机构信息”栏目", "√", "财务科", "政府网站“区级财政”栏目", "√"]


def test_marks_that_may_stand_in_several_places_stay() -> None:
    """A line with more blanks than marks, of which nothing recurs."""
    assert read("“ ”\n政府网站 机构信息 栏目 公示栏") == ["“", "”", "政府网站", "机构信息", "栏目", "公示栏"]


def test_marks_in_their_places_stay() -> None:
    """They do not stand alone."""
    assert read("政府网站“机构信息”栏目 √") == ["政府网站“机构信息”栏目", "√"]


def test_marks_in_a_line_each() -> None:
    """As MuPDF prints them, above the line with their word."""
    assert read("公开方\n式\n“\n”\n所属五公开类型\n网站") == ["公开方", "式", "所属“五公开”类型", "网站"]
