"""Text dumps: bytes to text, and text to the fragments that its separators part."""

from __future__ import annotations

import codecs

import pytest

from gkml_extract.extractors import plain_text
from gkml_extract.extractors.plain_text import PlainText, boxes_from_tags, decode, split_fragments
from gkml_extract.model.errors import CorruptSourceError, SourceTooLargeError, UnknownFormatError
from gkml_extract.model.table import Fragments, Gap

TEXT = "序号\t公开事项\n1\t机构职能，《条例》（2019年）\n"
LONG = TEXT * 40

START, TAB, PIPE, SPACE, LINE, BLANK = Gap.START, Gap.TAB, Gap.PIPE, Gap.SPACE, Gap.LINE, Gap.BLANK


def split(text: str) -> list[tuple[str, Gap]]:
    """Text and gap of each fragment."""
    return [(fragment.text, fragment.gap) for fragment in split_fragments(text)]


def codes(data: bytes) -> dict[str, dict[str, object]]:
    """The notes that decoding gives, with their parameters."""
    return {noted.code: dict(noted.params) for noted in decode(data)[1]}


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "utf-16-le with mark", "utf-16-be with mark"],
)
def test_unicode_is_certain(data: bytes) -> None:
    """Nothing is noted, the byte order mark is no text, and the bytes are claimed."""
    assert decode(data) == (TEXT, ())
    assert PlainText().identify(data, "x.txt")


@pytest.mark.parametrize("text", [TEXT, "机构\U00020000㐀职能\n"], ids=["gbk", "four bytes"])
def test_gb_18030_is_a_guess(text: str) -> None:
    """Bytes of two and of four: read, and noted."""
    data = text.encode("gb18030")
    assert decode(data)[0] == text
    assert codes(data) == {"encoding-guessed": {"encoding": "GB 18030"}}
    assert PlainText().identify(data, "x.txt")


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "utf-8"), ("gb18030", "gb18030")])
def test_damaged_bytes_are_left_out_and_counted(encoding: str, name: str) -> None:
    """The rest of the text is kept, whatever of the two encodings loses least."""
    data = LONG.encode(encoding) + b"\xff\xff" + "完".encode(encoding)
    text, _ = decode(data)
    assert text.startswith(LONG) and text.endswith("完") and "\ufffd" not in text
    assert codes(data) == {"characters-lost": {"n": 2}, "encoding-guessed": {"encoding": name}}


def test_a_last_character_cut_in_two_is_counted() -> None:
    """A dump cut at a number of bytes."""
    data = LONG.encode()[:-2]
    assert codes(data)["characters-lost"] == {"n": 1}


@pytest.mark.parametrize("data", [codecs.BOM_UTF16_LE + LONG.encode("utf-16-le"), LONG.encode("utf-16-le")])
def test_a_last_character_cut_in_two_is_counted_in_utf_16(data: bytes) -> None:
    """As in UTF-8."""
    assert LONG.startswith(decode(data[:-1])[0])
    assert codes(data[:-1])["characters-lost"] == {"n": 1}


def test_bytes_in_no_encoding_are_refused() -> None:
    """With a message that says what to do."""
    with pytest.raises(UnknownFormatError, match="save the file as UTF-8"):
        decode("中".encode() + b"\xff\xfe\xff\x81" * 8)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\u3000\n".encode(), codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_a_file_of_white_space_is_empty(data: bytes) -> None:
    """A byte order mark alone is no text either."""
    with pytest.raises(CorruptSourceError, match="empty"):
        PlainText().read(data)


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte decides."""
    monkeypatch.setattr(plain_text, "MAX_BYTES", len(TEXT.encode()))
    PlainText().read(TEXT.encode())
    with pytest.raises(SourceTooLargeError, match="split it"):
        PlainText().read(TEXT.encode() + b"\n")


@pytest.mark.parametrize(
    "head",
    [
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n\x00\x01\x02",
        bytes(range(1, 32)),
        b"\0" * 9,
    ],
)
def test_binary_bytes_are_not_claimed(head: bytes) -> None:
    """Archives, pictures and control characters are left to others."""
    assert not PlainText().identify(head, "目录.txt")


def test_reading_keeps_the_notes_of_decoding() -> None:
    """A guessed encoding reaches the document's findings."""
    content = PlainText().read(TEXT.encode("gbk"))
    assert [noted.code for noted in content.notes] == ["encoding-guessed"]
    assert [fragment.text for fragment in content.fragments] == [
        "序号",
        "公开事项",
        "1",
        "机构职能，《条例》（2019年）",
    ]


def test_tabs_part_fields_and_keep_the_blank_ones() -> None:
    """Two separators with nothing between them are evidence."""
    assert split("1\t\t机构 职能\t") == [("1", START), ("", TAB), ("机构职能", TAB), ("", TAB)]
    assert [fragment.index for fragment in split_fragments("1\t\t机构 职能\t")] == [0, 1, 2, 3]


@pytest.mark.parametrize("line", ["| 1 | | 机构 职能 |", "1 || 机构 职能", "｜1｜｜机构 职能｜"])
def test_pipes_part_fields_and_frame_rows(line: str) -> None:
    """The outer ones are a frame, full width or half; blanks beside them go."""
    assert split(line) == [("1", START), ("", PIPE), ("机构职能", PIPE)]


@pytest.mark.parametrize("rule", ["|---|:--:|", "| --- | ---: |", "--- | ---", "|--|"])
def test_a_markdown_rule_is_no_text(rule: str) -> None:
    """It parts lines as a blank one does."""
    assert split(f"|序号|内容|\n{rule}\n|1|甲|") == [("序号", START), ("内容", PIPE), ("1", BLANK), ("甲", PIPE)]


@pytest.mark.parametrize("line", ["--", "— —", "-- 3 --"])
def test_dashes_without_pipes_are_text(line: str) -> None:
    """A dash may stand for “none”, or frame a page number."""
    assert "".join(text for text, _ in split(line)) == line.replace(" ", "")


def test_a_markdown_heading_loses_its_signs() -> None:
    """A sign without a blank behind it is text."""
    assert split("## 教育局目录\n#1") == [("教育局目录", START), ("#1", LINE)]


def test_other_lines_part_at_blanks() -> None:
    """However many and however wide."""
    assert split("1  机构职能\u3000及时\u00a0√") == [("1", START), ("机构职能", SPACE), ("及时", SPACE), ("√", SPACE)]


def test_a_leading_tab_opens_a_cell_in_a_word_dump() -> None:
    """Where no line has a tab inside, it is a marker and leaves no blank field."""
    assert split("\t序号\n\t公开\n事项\n\t内容") == [("序号", TAB), ("公开", TAB), ("事项", LINE), ("内容", TAB)]


def test_a_leading_tab_is_a_blank_field_in_a_table_of_tabs() -> None:
    """One line with a tab inside tells."""
    assert split("\t2\t领导\n\t3\t下属")[:3] == [("", START), ("2", TAB), ("领导", TAB)]


@pytest.mark.parametrize(
    ("tag", "box"),
    [
        ('<input checked="" type="checkbox"/>', "☑"),
        ('<input type="checkbox"/>', "☐"),
        ("<INPUT TYPE=checkbox CHECKED>", "☑"),
        ('<input type="checkbox" checked="checked">', "☑"),
        ('<input type="checkbox" checked="false">', "☐"),
        ("<input checked=false>", "☐"),
        ("<inputs checked>", "<inputs checked>"),
    ],
)
def test_a_check_box_tag_becomes_the_box_it_shows(tag: str, box: str) -> None:
    """Ticked where `checked` stands and is not false; no other tag is touched."""
    assert boxes_from_tags(f"甲{tag}乙") == f"甲{box}乙"


def test_lines_count_from_one_over_every_kind_of_line_end() -> None:
    """Blank lines count; they only change the gap."""
    found = split_fragments("\n甲\r\n乙\r丙\n\n\u3000\n丁\f戊")
    assert [(fragment.text, fragment.gap, fragment.line) for fragment in found] == [
        ("甲", START, 2),
        ("乙", LINE, 3),
        ("丙", LINE, 4),
        ("丁", BLANK, 7),
        ("戊", LINE, 8),
    ]


def test_glyphs_are_cleaned_in_fragments() -> None:
    """What a font put in does not reach a label."""
    assert split("⽅式 政\u00ad府\u200b") == [("方式", START), ("政府", SPACE)]


def test_a_table_in_one_line_has_a_cell_a_line() -> None:
    """Its pipes part cells and their paragraphs, and no row begins with a line."""
    found = split("目录\n" + "|".join(f"甲{k}" for k in range(60)))
    assert [gap for _, gap in found] == [START, *[LINE] * 60]
    assert {gap for _, gap in split("\n".join("|".join("甲乙丙丁") for _ in range(40)))} == {START, LINE, PIPE}


def test_a_hyphen_that_pdfium_takes_for_a_wrap_is_printed() -> None:
    """It writes U+FFFE for it and for the line's end."""
    content = PlainText().read("政务公开\ufffe机构概况栏目\n".encode())
    assert isinstance(content, Fragments)
    assert [part.text for part in content.fragments] == ["政务公开-机构概况栏目"]


def test_a_pipe_that_begins_one_row_of_many_has_a_blank_field_before_it() -> None:
    """Where pipes stand between fields only; the same pipe frames a row where all rows have it."""
    text = "事项 | 内容 | 备注\n机构 | 职责 | 甲\n | 名单 | 乙\n领导 | 姓名 | \n"
    rows = [[part.text for part in split_fragments(text) if part.line == line] for line in (3, 4)]
    assert rows == [["", "名单", "乙"], ["领导", "姓名", ""]]


def test_pipes_that_close_every_row_open_none() -> None:
    """A row that begins with one has a blank first field: the number or the item merged with the row above."""
    lines = ["序号|一级事项|二级事项|公开内容|", *(f"{n}|甲|乙|丙|" for n in range(1, 6)), "||乙|丁|"]
    assert [text for text, _ in split("\n".join(lines))][-4:] == ["", "", "乙", "丁"]
    opened = ["|序号|一级事项|公开内容|备注", *(f"|{n}|甲|丙|丁" for n in range(1, 6)), "|6|甲|乙|"]
    assert [text for text, _ in split("\n".join(opened))][-4:] == ["6", "甲", "乙", ""]


def test_blank_fields_at_the_ends_of_equal_lines_are_fields() -> None:
    """A heading over a grid has its blanks behind it, and so has a row without remarks."""
    rows = ["|序号|公开事项|公开内容|备注|", "|一、党务|||| ".rstrip(), *(f"|{n}|甲|乙||" for n in range(1, 9))]
    assert [text for text, _ in split("\n".join(rows))][4:12] == ["一、党务", "", "", "", "1", "甲", "乙", ""]
    uneven = ["|序号|公开事项|公开内容|备注|", "|一、党务||", *(f"|{n}|甲|乙||" for n in range(1, 9))]
    assert [text for text, _ in split("\n".join(uneven))][4:8] == ["一、党务", "1", "甲", "乙"]
