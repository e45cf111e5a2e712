"""Comma separated values: a field is a fragment."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.delimited import split_delimited
from gkml_extract.extractors.plain_text import PlainText
from gkml_extract.model.table import Gap

START, TAB, LINE = Gap.START, Gap.TAB, Gap.LINE


def test_fields_keep_their_commas_and_line_breaks() -> None:
    """Blank ones are kept; lines count as in the file."""
    text = '序号,内容,主体\r\n\r\n1,"职能, 电话\n2.""地址""",局\r\n2,,局\r\n'
    found = split_delimited(text)
    assert found is not None
    assert [(fragment.text, fragment.gap, fragment.line, fragment.index) for fragment in found] == [
        ("序号", START, 1, 0),
        ("内容", TAB, 1, 1),
        ("主体", TAB, 1, 2),
        ("1", LINE, 3, 0),
        ('职能,电话\n2."地址"', TAB, 3, 1),
        ("局", TAB, 3, 2),
        ("2", LINE, 5, 0),
        ("", TAB, 5, 1),
        ("局", TAB, 5, 2),
    ]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_the_reader_of_text_knows_them(delimiter: str) -> None:
    """In any encoding."""
    text = "序号,内容,主体\n1,职能,局\n2,机构,局\n".replace(",", delimiter)
    fragments = PlainText().read(text.encode("gb18030")).fragments
    assert [fragment.text for fragment in fragments] == ["序号", "内容", "主体", "1", "职能", "局", "2", "机构", "局"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "序号,内容,主体\n1,职能,局\n",
        "序号,内容\n1,职能\n2,机构\n",
        "序号,内容,主体\n1,职能\n2,机构,局\n",
        "甲,乙,丙\n政务公开，目录\n丁,戊,己\n",
        '甲,乙,丙\n"丁,戊,己\n庚,辛,壬\n',
        '甲,乙,丙\n"丁"x,戊,己\n庚,辛,壬\n',
        "序号\t内容\t主体\n1\t职能\t局\n2\t机构\t局\n",
        '序号\t内容\t主体\n1\t"职能"\t局\n2\t机构\t局\n',
    ],
)
def test_other_texts_are_none(text: str) -> None:
    """Too few rows or fields, rows that differ, a quotation mark without an end; tabs alone are a dump."""
    assert split_delimited(text) is None


def test_tabs_with_line_breaks_in_quotes_are_fields() -> None:
    """What a spreadsheet program puts on the clipboard."""
    found = split_delimited('序号\t内容\t主体\n1\t"1.职能\n2.机构"\t局\n2\t机构\t局\n')
    assert found is not None
    assert [fragment.text for fragment in found][3:6] == ["1", "1.职能\n2.机构", "局"]
