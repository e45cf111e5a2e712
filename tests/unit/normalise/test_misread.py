"""Recognised cells put right: which characters are exchanged, which cells are touched, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gkml_extract.lexicon.lookalikes import Likeness, likeness
from gkml_extract.model.source import How
from gkml_extract.model.table import Table
from gkml_extract.normalise.misread import mend_misread
from gkml_extract.normalise.misread.basis import restore_basis
from gkml_extract.normalise.misread.deadline import restore_deadline
from gkml_extract.normalise.misread.names import recurring, restore_channels
from support.tables import columns, table


def recognised(*lines: str, how: How = How.OCR) -> Table:
    """A table all of whose cells were recognised."""
    made = table(*lines)
    return replace(made, cells=tuple(replace(cell, how=how) for cell in made.cells))


def texts(mended: Table, column: int) -> list[str]:
    """The cells of a column below the header."""
    return [cell.text for cell in mended.cells if cell.column == column and cell.row]


@pytest.mark.parametrize(
    ("read", "meant", "expected"),
    [
        ("曰", "日", Likeness.MUCH),
        ("末", "未", Likeness.MUCH),
        ("入", "人", Likeness.MUCH),
        ("エ", "工", Likeness.MUCH),
        ("H", "日", Likeness.MUCH),
        ("月", "工", Likeness.NONE),
        ("址", "站", Likeness.NONE),
        ("日", "日", Likeness.NONE),
        ("1", "日", Likeness.NONE),
        ("、", "日", Likeness.NONE),
        ("□", "日", Likeness.NONE),
        ("日", "2", Likeness.NONE),
    ],
)
def test_characters_that_look_alike(read: str, meant: str, expected: Likeness) -> None:
    """By their glyphs, or since the one read is no character of Chinese at all."""
    assert likeness(read, meant) is expected


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("信息形成或者变更之日起20个工作目内", "信息形成或者变更之日起20个工作日内"),
        ("信息形戍或变吏之曰起2O个エ作日内予以公升", "信息形成或变更之日起20个工作日内予以公开"),
        ("每年l月31日前", "每年1月31日前"),
        ("自收到申清之\n曰起15夭内", "自收到申请之\n日起15天内"),
        ("法律、法规另有规走的，从其规定", "法律、法规另有规定的，从其规定"),
        ("随时", "随时"),
        ("项目末开工前", "项目末开工前"),
    ],
)
def test_deadlines(read: str, printed: str) -> None:
    """Letters among digits, and characters that known phrases have around them; a wrap stays."""
    assert restore_deadline(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("《中华人民共和国政府信息公开条倒》", "《中华人民共和国政府信息公开条例》"),
        ("《社会保险法》、税收征收管理法》", "《社会保险法》、《税收征收管理法》"),
        ("〈中华人民共和国预算法》", "《中华人民共和国预算法》"),
        ("《中华人民共和国预算法〉、《中华人民共和国会计法》", "《中华人民共和国预算法》、《中华人民共和国会计法》"),
        ("（国办发〔2O18]1O号）", "（国办发〔2018〕10号）"),
        ("（国务院令第7l1号）", "（国务院令第711号）"),
        ("《关于〈某条例〉的决定》", "《关于〈某条例〉的决定》"),
        ("《某市城巿更新办法》", "《某市城巿更新办法》"),
        ("某通知》", "某通知》"),
        ("国办发(2018)10号", "国办发(2018)10号"),
    ],
)
def test_bases(read: str, printed: str) -> None:
    """Titles, their marks, brackets and digits of numbers; what may be printed so stays."""
    assert restore_basis(read, is_usual_bracket=False) == printed


def test_brackets_are_read_as_the_document_writes_them() -> None:
    """[2018] is printed in some documents, and misread in those that write 〔2018〕."""
    assert restore_basis("国发[2018]3号", is_usual_bracket=False) == "国发[2018]3号"
    assert restore_basis("国发[2018]3号", is_usual_bracket=True) == "国发〔2018〕3号"


def test_channels() -> None:
    """Boxes and blanks stay where they are."""
    assert restore_channels("■政府网姑 □两徽一端\n□发布会/昕证会") == "■政府网站 □两微一端\n□发布会/听证会"


def test_what_a_column_says_often_puts_right_what_it_says_once() -> None:
    """Only characters that look alike: a bureau of another name is another bureau."""
    usual = recurring(["灵武市医疗保障局"] * 4 + ["灵武市医疗保璋局", "灵武市民政局", "灵武市医疗保障科"])
    assert usual("灵武市 医疗保璋局") == "灵武市 医疗保障局"
    assert usual("灵武市医疗保障科") == "灵武市医疗保障科"


def test_what_is_said_as_often_stays() -> None:
    """Both may be right."""
    column = ["公开未完成项目"] * 4 + ["公开末完成项目"] * 2
    assert recurring(column)("公开末完成项目") == "公开末完成项目"


def test_a_repaired_cell_says_so() -> None:
    """It keeps what was read, and a note names both."""
    read = "信息形成之曰起20个工作日内"
    mended, (note,) = mend_misread(recognised("事项|时限", f"甲|{read}"), columns("secondary|deadline"))
    cell = mended.cells[-1]
    assert (cell.text, cell.how, cell.read) == ("信息形成之日起20个工作日内", How.REPAIRED, read)
    assert (note.code, note.item, note.field) == ("misread-repaired", 1, "deadline")
    assert dict(note.params) == {"read": read, "text": cell.text}


def test_free_text_is_never_altered() -> None:
    """Nor is a remark: it says what it will."""
    given = recognised("事项|内容|备注", "信息公升|工作目内政府网姑|之曰起")
    assert mend_misread(given, columns("secondary|content|remarks")) == (given, ())


def test_only_recognised_cells_are_touched() -> None:
    """What a file holds as text stands as it is printed."""
    given = recognised("事项|时限", "甲|信息形成之曰起20个工作日内", how=How.PRINTED)
    assert mend_misread(given, columns("secondary|deadline")) == (given, ())


def test_traditional_print_is_left_alone() -> None:
    """The vocabularies are not written in it."""
    given = recognised("事项|时限", "甲|信息形成或者變更之日起20個工作日內予以公開", "乙|信息形成之日起20個工作日內")
    assert mend_misread(given, columns("secondary|deadline")) == (given, ())


def test_headers_are_no_values() -> None:
    """Labels are read by likeness where they are read."""
    given = recognised("事项|公开时阻", "甲|信息形成之日起20个工作日内")
    assert texts(mend_misread(given, columns("secondary|deadline"))[0], 1) == ["信息形成之日起20个工作日内"]
    assert mend_misread(given, columns("secondary|deadline"))[0].cells[1].text == "公开时阻"
