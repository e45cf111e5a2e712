"""Paragraphs around a table: each is used once, and none is lost."""

from __future__ import annotations

import pytest

from gkml_extract.model.record import Declared, Metadata
from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Paragraph
from gkml_extract.normalise.surroundings import MAX_TITLE, Surroundings, read_surroundings

TITLE = "金凤区医疗保障局政务公开基本目录"


def read(*before: str, after: tuple[str, ...] = ()) -> Surroundings:
    """What these lines before and after a table say; line 1 is the first."""
    paragraphs = [Paragraph(text, (LinesPlace(lines=(k, k)),)) for k, text in enumerate(before, start=1)]
    return read_surroundings(paragraphs, [Paragraph(text) for text in after])


def test_a_whole_head() -> None:
    """附件, title, the line of signatures and the counts: nothing is left for the preamble."""
    found = read(
        "附件 1",
        TITLE,
        "责任单位：金凤区医疗保障局 填表人：邱晓洁 复核人：王艳 审签人：何丽 填表时间：2023.11.2",
        "政府信息：主动公开一级事项 6 项；二级事项 16 项；依申请公开二级事项 0 项",
    )
    assert (found.attachment, found.title) == ("附件1", TITLE)
    assert found.metadata == Metadata(
        responsible_unit="金凤区医疗保障局",
        prepared_by="邱晓洁",
        reviewed_by="王艳",
        approved_by="何丽",
        prepared_on="2023-11-02",
    )
    assert found.declared == Declared(proactive_primary=6, proactive_secondary=16, on_request_secondary=0)
    assert (found.preamble, found.notes, found.findings) == ((), (), ())


def test_nothing_around_a_table() -> None:
    """No title is null."""
    found = read()
    assert (found.title, found.attachment, found.metadata, found.declared) == (None, None, Metadata(), Declared())


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "某区教育领域基层政务公开标准目录（试行）",
        "某局政府信息公开事项清单",
        "公开事项一览表",
        "某区公共法律服务信息公开目录汇编",
        "某镇 政务公开 目录",
        "一、社会救助领域基层政务公开标准目录",
        "12.公共文化服务领域政务公开事项清单（试行）",
        "三、养老服务政务公开事项目录",
    ],
)
def test_titles(title: str) -> None:
    """The last word names what it is, a bracket may follow."""
    assert read(title).title == title


@pytest.mark.parametrize(
    "line",
    [
        "为做好公开工作，制定本目录",
        "一、公开目录",
        "第一部分 基本目录",
        "（1）公开目录",
        "【公开目录】",
        "本目录自发布之日起施行",
        "甲" * MAX_TITLE + "目录",
    ],
)
def test_sentences_and_headings_are_no_titles(line: str) -> None:
    """They are preamble."""
    found = read(line)
    assert (found.title, found.preamble) == (None, (line,))


def test_the_last_title_counts_and_an_earlier_one_is_preamble() -> None:
    """A heading of the whole compilation stands above the table's own."""
    found = read("某县政务公开目录", "某县教育局公开目录")
    assert (found.title, found.preamble) == ("某县教育局公开目录", ("某县政务公开目录",))


def test_a_numbered_part_is_no_title_beside_one_without_a_number() -> None:
    """二、政府信息公开事项目录 is a heading of the prose; one that names its field is a table's own."""
    assert read("某局政务公开目录", "二、政府信息公开事项目录").title == "某局政务公开目录"
    assert read("某镇政务公开目录", "二、就业领域公开事项目录").title == "二、就业领域公开事项目录"


def test_a_title_printed_twice_is_one() -> None:
    """Whatever its blanks."""
    found = read(TITLE, "金凤区医疗保障局 政务公开基本目录")
    assert found.title is not None
    assert found.preamble == ()


def test_the_rest_is_preamble_in_order() -> None:
    """Paragraphs that nothing claims."""
    assert read("一、公开依据", TITLE, "【责任主体】大武口区医疗保障局部门").preamble == (
        "一、公开依据",
        "【责任主体】大武口区医疗保障局部门",
    )


def test_metadata_over_two_lines_is_one_and_the_first_value_counts() -> None:
    """填表人 in one line, 填表时间 in the next."""
    found = read("责任单位：甲局 填表人：张三", "填表人：李四 填表时间：2024年9月29日")
    assert found.metadata == Metadata(responsible_unit="甲局", prepared_by="张三", prepared_on="2024-09-29")


def test_a_date_that_is_not_understood_is_noted_with_its_place() -> None:
    """The field stays null."""
    found = read("标题", "责任单位：甲局 填表时间：去年秋天")
    assert found.metadata.prepared_on is None
    ((code, place, params),) = [(noted.code, noted.place, dict(noted.params)) for noted in found.findings]
    assert (code, place, params) == ("metadata-unread", LinesPlace(lines=(2, 2)), {"text": "去年秋天"})


def test_a_second_attachment_number_is_not_dropped() -> None:
    """The first counts, the other is preamble; the same again says nothing new."""
    found = read("附件1", "附件2", "附件 1")
    assert (found.attachment, found.preamble) == ("附件1", ("附件2",))


def test_a_second_line_of_counts_is_not_dropped() -> None:
    """As it may contradict the first."""
    second = "主动公开一级事项7项；二级事项17项"
    assert second in read("主动公开一级事项6项；二级事项16项", second).preamble


def test_notes_follow_the_table() -> None:
    """Page numbers are no text of the document, before or after."""
    found = read("- 1 -", TITLE, after=("备注：本目录动态调整。", "第 3 页", "- 4 -", "3/12", "咨询电话：0952"))
    assert found.preamble == ()
    assert found.notes == ("备注：本目录动态调整。", "咨询电话：0952")


def test_traditional_script_reads_as_simplified() -> None:
    """Title, signatures and counts are found, and stay as printed."""
    found = read(
        "青崖縣民政領域政務公開標準目錄",
        "責任單位：青崖縣民政局 填表人：錢謙 審簽人：李理 填表時間：2024年11月5日",
        "主動公開一級事項3項；二級事項8項；依申請公開二級事項0項",
    )
    assert found.title == "青崖縣民政領域政務公開標準目錄"
    assert (found.metadata.responsible_unit, found.metadata.approved_by) == ("青崖縣民政局", "李理")
    assert found.metadata.prepared_on == "2024-11-05"
    assert found.declared == Declared(proactive_primary=3, proactive_secondary=8, on_request_secondary=0)
    assert found.preamble == ()


def test_counts_in_the_line_of_signatures() -> None:
    """In plain text the next line may have been taken for its wrap."""
    counts = "主动公开一级事项6项，二级事项18项；依申请公开二级事项2项"
    found = read(TITLE, "责任单位：某局　填表人：甲乙　复核人：丙丁　填表时间：2025年2月28日" + counts)
    assert found.declared == Declared(proactive_primary=6, proactive_secondary=18, on_request_secondary=2)
    assert found.metadata.prepared_on == "2025-02-28"
    assert len(found.preamble) == 1


@pytest.mark.parametrize("heading", ["二、公告公示事项", "（三）便民服务"])
def test_a_heading_is_the_title_of_a_further_table(heading: str) -> None:
    """The first table of a document is not named by it, and no other title gives way to it."""
    paragraphs = [Paragraph(heading)]
    assert read_surroundings(paragraphs, [], is_first=False).title == heading
    assert read_surroundings(paragraphs, [], is_first=False).preamble == ()
    assert read_surroundings(paragraphs, []).preamble == (heading,)
    assert read_surroundings([Paragraph(TITLE), *paragraphs], [], is_first=False).title == TITLE


@pytest.mark.parametrize(
    ("line", "attachment"),
    [
        (f"附件3 {TITLE}", "附件3"),
        (f"附件：{TITLE}", "附件"),
        (f"附表二{TITLE}", "附表二"),
        (f"附件2-1 {TITLE}", "附件2-1"),
        (f"（附件4）{TITLE}", "附件4"),
    ],
)
def test_an_attachment_in_the_line_of_the_title(line: str, attachment: str) -> None:
    """The number before a title is none of it."""
    found = read(line)
    assert (found.attachment, found.title, found.preamble) == (attachment, TITLE, ())


def test_what_a_line_says_before_its_signatures_is_not_dropped() -> None:
    """责任部门 is no field of the line: the line stays in the preamble, and a value ends before the next label."""
    line = "责任部门：办公室 负责人：张一 经办人：李二时间：2024年3月5日"
    found = read(TITLE, line)
    assert found.metadata == Metadata(prepared_by="李二", approved_by="张一")
    assert found.preamble == (line,)
