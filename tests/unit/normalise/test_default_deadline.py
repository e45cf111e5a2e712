"""A deadline that the text around a table states for all of it."""

from __future__ import annotations

import pytest

from gkml_extract.model.record import Item
from gkml_extract.model.source import How
from gkml_extract.model.table import Column, Paragraph
from gkml_extract.normalise.default_deadline import with_default_deadline

ITEMS = (Item(content="甲"), Item(content="乙"))
TERM = "信息形成或者变更之日起20个工作日内予以公开"


def deadlines(*paragraphs: str, fields: tuple[str, ...] = ("content",)) -> list[str | None]:
    """The texts of the items' deadlines."""
    columns = [Column(index, (field,), field, "exact", 1.0) for index, field in enumerate(fields)]
    items, _ = with_default_deadline(ITEMS, columns, [Paragraph(text) for text in paragraphs])
    return [item.deadline.text if item.deadline else None for item in items]


@pytest.mark.parametrize(
    "stated",
    [
        f"【公开时限】{TERM}。",
        f"公开时限：{TERM}。",
        f"三、公开时限。{TERM}。",
        f"公开主体为某局，公开时限为{TERM}，监督电话12345。",
        f"本目录所列事项，除另有说明外，均应{TERM}。",
        f"以下目录所列信息，{TERM}。",
        f"二、公开方式：政府网站。三、公开时限：{TERM}。",
        f"公开时限为{TERM}。",
        f"说明：本目录所列事项公开时限均为{TERM}。",
        f"公开时限：{TERM} 公开方式：主动公开",
    ],
)
def test_a_stated_deadline_is_every_items(stated: str) -> None:
    """In brackets, behind a colon or in a sentence."""
    assert deadlines("某局公开目录", stated) == [TERM, TERM]


@pytest.mark.parametrize(
    "said", [f"公开时限：{TERM}。法律、法规另有规定的，从其规定。", f"公开时限：{TERM}；法律另有规定的除外。"]
)
def test_its_exception_is_its(said: str) -> None:
    """In the sentence behind it."""
    items, _ = with_default_deadline(ITEMS, [], [Paragraph(said)])
    assert [item.deadline and (item.deadline.amount, item.deadline.exception) for item in items] == [(20, True)] * 2


def test_it_is_marked_as_inferred_with_a_note() -> None:
    """So that it can be doubted."""
    items, notes = with_default_deadline(ITEMS, [], [Paragraph(f"【公开时限】{TERM}。")])
    assert {item.origin["deadline"].how for item in items} == {How.INFERRED}
    assert [noted.code for noted in notes] == ["deadline-from-text"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("公开时限：",),
        ("公开时限：见下表",),
        ("索引号：0101", "公开时限：长期公开", "公开方式：主动公开"),
        ("公开时限：及时公开。", "公开时限：每年1月31日前。"),
        ("受理时限：20个工作日内。",),
        ("本目录由某局负责解释，自发布之日起施行。",),
        ("本目录每年更新。", "目录编制于20个工作日内完成。"),
        (),
    ],
)
def test_what_states_none(paragraphs: tuple[str, ...]) -> None:
    """Nothing behind the label, a web page's own record, two that differ, another matter."""
    assert deadlines(*paragraphs) == [None, None]


def test_a_column_of_deadlines_stands_by_itself() -> None:
    """Its blanks are not filled from the text."""
    assert deadlines(f"【公开时限】{TERM}。", fields=("content", "deadline")) == [None, None]


def test_a_heading_over_the_sentence_is_its_label() -> None:
    """三、公开时限, a line of its own."""
    assert deadlines("三、公开时限", f"{TERM}。", "四、公开方式") == [TERM, TERM]
    assert deadlines("三、监督渠道", f"{TERM}。") == [None, None]
