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


def test_lines_above_and_below_a_table_are_paragraphs() -> None:
    """A title, a line of signatures, a note: a line each, where it stands."""
    text = '附件1\n政务公开目录\n\n序号,内容,主体\n1,"职能\n机构",局\n2,机构,局\n注：试行\n'
    found = split_delimited(text)
    assert found is not None
    assert [(part.text, part.gap, part.line) for part in found if part.index == 0] == [
        ("附件1", Gap.START, 1),
        ("政务公开目录", Gap.LINE, 2),
        ("序号", Gap.BLANK, 4),
        ("1", Gap.LINE, 5),
        ("2", Gap.LINE, 7),
        ("注：试行", Gap.LINE, 8),
    ]


def test_tables_of_several_widths_are_tables_each() -> None:
    """A compilation."""
    found = split_delimited(
        "序号,内容,主体\n1,职能,局\n2,机构,局\n\n其二\n序号,内容,时限,主体\n1,甲,及时,局\n2,乙,及时,局\n"
    )
    assert found is not None
    assert [part.text for part in found if part.index == 3] == ["主体", "局", "局"]


def test_prose_around_a_few_records_is_no_table() -> None:
    """Most of its lines are none of a table."""
    prose = "本目录由办公室编制\n" * 9
    assert split_delimited(f"{prose}甲,乙,丙\n丁,戊,己\n庚,辛,壬\n") is None


@pytest.mark.parametrize(
    "row",
    [
        "1\t职能\t公开,保持公开,从其规定\t局",
        "1|职能|公开,保持公开,从其规定|局",
        "1 职能 公开 保持,长期,公开",
        "1 (职能,机构,人员)",
    ],
)
def test_commas_within_cells_part_none(row: str) -> None:
    """Tabs, pipes or blanks part the cells, or a bracket is open."""
    assert split_delimited("目录\n" + f"{row}\n" * 9) is None


def test_commas_in_cells_that_pipes_part_are_no_separators() -> None:
    """Half-width ones, as many in each row."""
    rows = "\n".join(f"{k}|事项{k}|名称,地址,电话|及时" for k in range(9))
    assert split_delimited(f"目录\n序号|事项|内容|时限\n{rows}") is None
