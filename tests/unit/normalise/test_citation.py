"""Facts of the citation parser that hold for any cell."""

from __future__ import annotations

import tomllib
from functools import partial
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.model.record import Article
from gkml_extract.normalise.citation import full_title, parse_legal_basis
from gkml_extract.normalise.citation.articles import parse_numeral, read_articles
from gkml_extract.normalise.citation.numbers import number_in
from gkml_extract.normalise.citation.titles import repair_title
from gkml_extract.text import squeeze
from support.effort import grows

_CORPUS = tomllib.loads((files("gkml_extract.normalise.citation") / "corpus.toml").read_text(encoding="utf-8"))
TEXTS = [case["text"] for case in _CORPUS["case"]]
PIECES = [
    *"《》〈〉<>（）()〔〕[]【】、，；。：①款法及等A\n",
    *("1.", "2.", "第二十条", "第（十一）项", "2018", "10号", "国办发", "国务院令", "第711号"),
    *("政府信息公开条例", "关于", "的通知", "办法", "印发"),
]
noise = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one."""
    return "\u4e00" <= char <= "\u9fff"


@given(st.one_of(st.text(max_size=80), noise))
def test_never_raises(text: str) -> None:
    """Any string has a reading, and its text is the print without wraps."""
    reading = parse_legal_basis(text)
    assert reading.rule


@given(noise)
def test_text_keeps_every_printed_character(text: str) -> None:
    """Only white space is taken from the print."""
    assert squeeze(parse_legal_basis(text).basis.text) == squeeze(text)


@given(noise)
def test_titles_are_printed_in_order(text: str) -> None:
    """A title that was not repaired stands in the print, behind the one before it."""
    reading = parse_legal_basis(text)
    if any(repair.startswith("title") for repair in reading.repairs):
        return
    printed, at = squeeze(text), 0
    for citation in reading.basis.citations:
        at = printed.find(citation.title, at)
        assert at >= 0
        at += len(citation.title)


@given(st.sampled_from(TEXTS), st.data())
def test_blanks_between_chinese_characters_do_not_matter(text: str, data: st.DataObject) -> None:
    """A wrap or blank between two Chinese characters changes no citation."""
    places = [at for at in range(1, len(text)) if is_han(text[at - 1]) and is_han(text[at])]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    blank = data.draw(st.sampled_from([" ", "\n", "\n\n", "\u3000"]))
    assert parse_legal_basis(text[:at] + blank + text[at:]).basis.citations == parse_legal_basis(text).basis.citations


def test_full_titles_of_short_ones() -> None:
    """A short title has its full one; a title that is not known stays."""
    assert full_title("政府信息公开条例") == "中华人民共和国政府信息公开条例"
    assert full_title("预算法实施条例（2020年）") == "中华人民共和国预算法实施条例"
    assert full_title("某县 公开办法") == "某县公开办法"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("711", 711),
        ("十一", 11),
        ("二十", 20),
        ("一百零三", 103),
        ("二〇二四", 2024),
        ("两", 2),
        ("", None),
        ("法", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    """Digits, Chinese numerals with units and digit by digit."""
    assert parse_numeral(text) == value


def test_articles_stop_where_the_pinpoint_ends() -> None:
    """What stands behind a pinpoint is not read."""
    articles, end = read_articles("第二十条第一款第（二）项的规定", 0)
    assert articles == (Article(article=20, paragraph=1, item=2),)
    assert end == len("第二十条第一款第（二）项")


def test_a_year_is_no_document_number() -> None:
    """（2010年） and （修订） hold none."""
    assert number_in("2010年") is None
    assert number_in("2019年修订") is None


def test_a_known_law_is_never_repaired() -> None:
    """审计法 is one character from 统计法 and stays; so does a law the lexicon does not know."""
    assert repair_title("中华人民共和国审计法") == ("中华人民共和国审计法", None)
    assert repair_title("天津市政府信息公开条例") == ("天津市政府信息公开条例", None)


def test_time_is_linear() -> None:
    """A cell eight times as long takes far less than the 64 times of quadratic time."""
    for piece in ("《", "》", "《a》（", "第一条、", "甲、", "《A》第一条：乙。", "〔2016"):
        short, long = (partial(parse_legal_basis, piece * n) for n in (500, 4000))
        assert not grows(short, long, times=30), piece


@pytest.mark.parametrize("run", ["1234567890" * 40, "一二" * 150, "（1）" * 200])
def test_a_run_of_numerals_is_read_to_its_end(run: str) -> None:
    """It is no list of articles, and is not tried in every possible way."""
    assert read_articles(run, 0) == ((), 0)
    assert parse_legal_basis(f"《政府信息公开条例》{run}") is not None
