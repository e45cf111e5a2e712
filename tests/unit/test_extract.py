"""The stages in order: bytes → document."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import gkml_extract
from gkml_extract.extract import extract_bytes, extract_document
from gkml_extract.model.errors import SourceError, SourceNotFoundError, UnknownFormatError
from gkml_extract.model.record import Document, Item

TITLE = "某县医疗保障局政务公开基本目录"
HEADER = "序号\t一级事项\t二级事项\t公开内容\t公开依据\t公开时限\t公开主体\t公开渠道和载体\t备注"
TAIL = "《政府信息公开条例》（国务院令第711号）\t信息形成之日起20个工作日内\t县医疗保障局\t■政府网站 □政府公报\t"
ROWS = [
    f"1\t概况信息\t机构职能\t机构名称、办公地址、联系电话。\t{TAIL}",
    "2\t\t领导信息\t领导班子成员姓名、职务。\t\t\t\t\t",
    f"3\t政策文件\t规范性文件\t文件名称、文号、发文日期。\t{TAIL}",
    "4\t\t政策解读\t主要负责人解读、专家解读。\t\t\t\t\t",
]
DUMP = "\n".join(
    ["附件1", TITLE, "责任单位：县医疗保障局 填表人：张三", "主动公开一级事项3项；二级事项4项", HEADER, *ROWS]
)
TWO = "\n".join(
    [DUMP, "", "某县教育局政务公开基本目录", "", HEADER, *ROWS[:2], f"9\t政策文件\t政策解读\t解读材料、\t{TAIL}"]
)


def document(text: str, lang: str = "en") -> Document:
    """The document of a text."""
    return extract_bytes(text.encode(), "目录.txt", lang=lang)


def test_a_dump_becomes_a_catalogue() -> None:
    """Title and what stands around it, and complete items."""
    (catalogue,) = document(DUMP).catalogues
    assert (catalogue.title, catalogue.attachment) == (TITLE, "附件1")
    assert (catalogue.metadata.responsible_unit, catalogue.metadata.prepared_by) == ("县医疗保障局", "张三")
    assert (catalogue.declared.proactive_primary, catalogue.declared.proactive_secondary) == (3, 4)
    assert [(item.number, item.primary, item.secondary) for item in catalogue.items] == [
        ("1", "概况信息", "机构职能"),
        ("2", "概况信息", "领导信息"),
        ("3", "政策文件", "规范性文件"),
        ("4", "政策文件", "政策解读"),
    ]
    assert {item.publisher for item in catalogue.items} == {"县医疗保障局"}
    assert {item.deadline.amount for item in catalogue.items if item.deadline} == {20}
    assert [channel.selected for channel in catalogue.items[3].channels] == [True, False]


def test_the_source_names_the_file_and_its_reader() -> None:
    """With the digest of its bytes; a text has neither pages nor sheets."""
    source = document(DUMP).source
    assert source.path == "目录.txt"
    assert source.sha256 == hashlib.sha256(DUMP.encode()).hexdigest()
    assert (source.format, source.reader, source.pages, source.sheets) == ("text", "text.fragments", None, None)


@pytest.mark.parametrize("text", [DUMP, TWO, "通知"], ids=["one", "two", "none"])
def test_the_same_bytes_give_the_same_document(text: str) -> None:
    """Findings and their order included."""
    assert document(text) == document(text)


def test_every_item_has_every_key() -> None:
    """A reader need not ask whether it is there."""
    dumped = document(TWO).model_dump(mode="json")
    items = [item for catalogue in dumped["catalogues"] for item in catalogue["items"]]
    assert len(items) == 7
    assert all(item.keys() == Item.model_fields.keys() for item in items)


def test_findings_name_catalogues_and_items_that_there_are() -> None:
    """Each in its own catalogue; the second one's numbers begin at 0 again."""
    found = document(TWO)
    assert len(found.catalogues) == 2
    for finding in found.findings:
        if finding.item is not None:
            assert finding.catalogue is not None
            assert 0 <= finding.item < len(found.catalogues[finding.catalogue].items)
    gap = next(finding for finding in found.findings if finding.code == "number-gap")
    assert (gap.catalogue, gap.item, gap.field) == (1, 2, "number")
    clipped = next(finding for finding in found.findings if finding.code == "cell-clipped")
    assert (clipped.catalogue, clipped.item) == (1, 2)


def test_what_does_not_add_up_is_found() -> None:
    """Three 一级事项 are declared, two are there; the second count agrees."""
    (finding,) = [finding for finding in document(DUMP).findings if finding.code == "declared-count-mismatch"]
    assert (finding.catalogue, finding.item) == (0, None)
    assert "3" in finding.message and "2" in finding.message


def test_chinese_messages_on_request() -> None:
    """The same findings, in other words."""
    english, chinese = document(TWO), document(TWO, "zh")
    assert english.catalogues == chinese.catalogues
    assert [each.code for each in english.findings] == [each.code for each in chinese.findings]
    assert all(en.message != zh.message for en, zh in zip(english.findings, chinese.findings, strict=True))
    gap = next(finding for finding in chinese.findings if finding.code == "number-gap")
    assert gap.message == "序号不连续：2 之后是 9"


def test_columns_that_are_not_known_are_kept_and_noted() -> None:
    """In extra, with what the rules for blank cells give it."""
    found = document(DUMP.replace("公开主体", "办理流程"))
    assert [item.extra for item in found.catalogues[0].items] == [{"办理流程": "县医疗保障局"}] * 4
    assert {item.publisher for item in found.catalogues[0].items} == {None}
    assert "header-unknown" in {finding.code for finding in found.findings}


@pytest.mark.parametrize(("lang", "words"), [("en", "annual report"), ("zh", "年度报告")])
def test_a_document_without_a_catalogue_is_no_error(lang: str, words: str) -> None:
    """It has none, and a finding that says what it seems to be."""
    found = document("某县2023年政府信息公开工作年度报告\n\n一、总体情况\n", lang)
    assert found.catalogues == ()
    ((code, message),) = [(finding.code, finding.message) for finding in found.findings]
    assert code == "no-catalogue"
    assert words in message


def test_a_header_without_rows_is_a_catalogue_without_items() -> None:
    """Which is found."""
    found = document(f"{TITLE}\n{HEADER}\n")
    assert [catalogue.items for catalogue in found.catalogues] == [()]
    assert [(finding.code, finding.catalogue) for finding in found.findings] == [("no-rows", 0)]


def test_a_guessed_encoding_is_found() -> None:
    """A note of the reader is of the whole document."""
    found = extract_bytes(DUMP.encode("gbk"), "目录.txt")
    assert found.catalogues == document(DUMP).catalogues
    guessed = next(finding for finding in found.findings if finding.code == "encoding-guessed")
    assert (guessed.catalogue, guessed.item) == (None, None)


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    """By the package's own face as well; the path stands in the source as it was given."""
    path = tmp_path / "目录.txt"
    path.write_text(DUMP, encoding="utf-8")
    found = extract_document(path)
    assert found.source.path == str(path)
    assert found.catalogues == document(DUMP).catalogues
    assert gkml_extract.extract_document(str(path)) == found


@pytest.mark.parametrize(("data", "error"), [(b"PK\x03\x04\x00\x00\x00", UnknownFormatError), (b" \n", SourceError)])
def test_what_cannot_be_read_is_a_source_error(data: bytes, error: type[SourceError]) -> None:
    """With a message that says what to do."""
    with pytest.raises(error):
        extract_bytes(data, "x.txt")


def test_a_missing_file_is_a_source_error(tmp_path: Path) -> None:
    """In the user's language."""
    with pytest.raises(SourceNotFoundError) as raised:
        extract_document(tmp_path / "x.txt")
    assert "检查路径" in raised.value.text("zh")
