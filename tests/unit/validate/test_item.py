"""Checks of single items, each where it speaks and where it is silent."""

from __future__ import annotations

import pytest

from gkml_extract.model.deadline import Deadline, DeadlineKind
from gkml_extract.model.record import Catalogue, Channel, Citation, Item, LegalBasis
from gkml_extract.model.source import How, LinesPlace, Origin
from gkml_extract.validate.item import (
    check_clipped_cells,
    check_deadlines_there,
    check_dittos,
    check_document_numbers,
    check_items_named,
)

DEADLINE = Deadline(text="及时", kind=DeadlineKind.IMMEDIATE)


@pytest.mark.parametrize("item", [Item(), Item(number="1", publisher="某局", remarks="无")])
def test_a_row_without_name_and_content(item: Item) -> None:
    """Whatever else it has."""
    (noted,) = check_items_named(Catalogue(items=(Item(content="甲"), item)))
    assert (noted.code, noted.item) == ("item-empty", 1)


@pytest.mark.parametrize("item", [Item(primary="甲"), Item(secondary="甲"), Item(levels=("甲",)), Item(content="甲")])
def test_a_row_with_any_of_them_is_named(item: Item) -> None:
    """One is enough."""
    assert list(check_items_named(Catalogue(items=(item,)))) == []


def test_a_row_without_a_deadline_where_others_have_one() -> None:
    """One note a row."""
    items = (Item(deadline=DEADLINE), Item(), Item(deadline=DEADLINE), Item())
    found = [(noted.code, noted.item, noted.field) for noted in check_deadlines_there(Catalogue(items=items))]
    assert found == [("deadline-missing", 1, "deadline"), ("deadline-missing", 3, "deadline")]


@pytest.mark.parametrize("items", [(), (Item(), Item()), (Item(deadline=DEADLINE),)])
def test_a_catalogue_without_any_deadline_has_no_such_column(items: tuple[Item, ...]) -> None:
    """Nothing is missing from it."""
    assert list(check_deadlines_there(Catalogue(items=items))) == []


def test_a_ditto_with_nothing_above_it() -> None:
    """In any column; one within a text is none."""
    items = (
        Item(publisher="同上", deadline=Deadline(text="同上", kind=DeadlineKind.UNKNOWN)),
        Item(content="同上级部门"),
    )
    found = [(noted.code, noted.item, noted.field) for noted in check_dittos(Catalogue(items=items))]
    assert found == [("ditto-empty", 0, "publisher"), ("ditto-empty", 0, "deadline")]


def clipped(*items: Item) -> list[tuple[int | None, str | None, object]]:
    """Item, field and shown tail of each note."""
    notes = check_clipped_cells(Catalogue(items=items))
    return [(noted.item, noted.field, dict(noted.params)["tail"]) for noted in notes if noted.code == "cell-clipped"]


@pytest.mark.parametrize(
    "text", ["扶贫对象、", "甲，", "甲（", "机构名称（含电话", "《政府信息公开条例", "“双随机", "〔2018", "甲(乙"]
)
def test_a_text_that_ends_open_is_clipped(text: str) -> None:
    """After 、 or with its last bracket open."""
    assert clipped(Item(content=text)) == [(0, "content", text)]


@pytest.mark.parametrize(
    "text",
    [
        "扶贫对象",
        "机构名称（含电话）",
        "甲（乙)",
        "《条例》（第1号）",
        "（1）甲",
        "甲。",
        "“双随机”",
        "甲）",
        "1）甲 2）乙",
        "甲、乙、丙",
    ],
)
def test_a_text_that_ends_closed_is_whole(text: str) -> None:
    """A bracket may be closed in the other width; one that closes nothing cuts nothing off."""
    assert clipped(Item(content=text)) == []


@pytest.mark.parametrize("field", ["primary", "secondary", "content", "publisher", "department", "website_column"])
def test_each_text_field_is_checked(field: str) -> None:
    """Only the end is shown."""
    text = "甲乙丙丁戊己庚辛壬癸子丑、"
    assert clipped(Item(**{field: text})) == [(0, field, text[-10:])]


def test_deadlines_and_last_channels_are_checked() -> None:
    """By their printed text."""
    cut = Deadline(text="形成之日起20个工作日内（法律", kind=DeadlineKind.WITHIN)
    channels = (Channel(name="公报（", selected=True), Channel(name="精准推送（", selected=False))
    assert clipped(Item(deadline=cut)) == [(0, "deadline", cut.text[-10:])]
    assert clipped(Item(channels=channels)) == [(0, "channels", "精准推送（")]
    assert clipped(Item(channels=(*channels[::-1], Channel(name="其他", selected=False)))) == []


def test_a_list_that_ends_within_a_name_of_its_column_is_clipped() -> None:
    """“…财务科、基” where 基金监管科 stands in another row."""
    items = (Item(department="办公室、基金监管科"), Item(department="办公室、财务科、基"))
    assert clipped(*items) == [(1, "department", "办公室、财务科、基")]


@pytest.mark.parametrize("last", ["待遇科", "医", "办公室", "财务科"])
def test_a_list_that_ends_in_a_whole_or_an_unknown_name_is_not(last: str) -> None:
    """A short name that begins no longer one, or that other rows have."""
    items = (Item(department="办公室、基金监管科"), Item(department=f"财务科、办公室、{last}"))
    assert clipped(*items) == []


def test_a_single_short_name_is_no_list() -> None:
    """基金 alone may be the whole cell."""
    assert clipped(Item(department="办公室、基金监管科"), Item(department="基金")) == []


@pytest.mark.parametrize(("how", "expected"), [(How.PRINTED, 1), (How.REPAIRED, 1), (How.MERGED, 1), (How.INFERRED, 0)])
def test_a_clipped_cell_is_noted_in_each_row_that_it_covers(how: How, expected: int) -> None:
    """Whoever reads one of them must see it; not where its value is taken from above."""
    assert len(clipped(Item(content="甲、", origin={"content": Origin(how=how)}))) == expected


def test_the_place_shown_is_where_the_cell_ends() -> None:
    """The last of its places."""
    places = (LinesPlace(lines=(1, 2)), LinesPlace(lines=(8, 9)))
    origin = {"content": Origin(how=How.PRINTED, places=places)}
    (noted,) = check_clipped_cells(Catalogue(items=(Item(content="甲、", origin=origin),)))
    assert noted.place == places[1]


def test_the_beginning_of_another_rows_channel_is_clipped() -> None:
    """Unless it ends as a channel does: what follows in the other row tells of a part of it."""
    names = (
        "政务公开专",
        "政务公开专区",
        "甲市人民政府门户网站",
        "甲市人民政府门户网站公开专栏",
        "乙刊",
        "乙刊（网络版）",
    )
    items = [Item(content="甲", channels=(Channel(name=name, selected=None),)) for name in names]
    assert clipped(*items) == [(0, "channels", "政务公开专")]


def test_a_document_number_in_no_citation() -> None:
    """Where no title stands before it; one in another bracket is the same."""
    basis = LegalBasis(
        text="《意见》（国办发[2016]80号）、国办发〔2019〕54号",
        citations=(Citation(title="意见", doc_number="国办发〔2016〕80号"),),
    )
    (noted,) = check_document_numbers(Catalogue(items=(Item(legal_basis=basis), Item())))
    assert (noted.code, noted.item, dict(noted.params)) == ("number-uncited", 0, {"number": "国办发〔2019〕54号"})


def test_the_number_of_an_order_without_any_title() -> None:
    """Beside a citation such a number may be that of a later version."""
    alone = LegalBasis(text="国务院令第711号", citations=())
    (noted,) = check_document_numbers(Catalogue(items=(Item(legal_basis=alone),)))
    assert dict(noted.params) == {"number": "国务院令第711号"}
    revised = LegalBasis(
        text="《条例》（国务院令第460号公布，国务院令第676号修订）",
        citations=(Citation(title="条例", doc_number="国务院令第460号"),),
    )
    assert not list(check_document_numbers(Catalogue(items=(Item(legal_basis=revised),))))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("《条例》第五十四条；财政部令第87号第六十九条", ["财政部令第87号"]),
        ("《条例》\n2.水利部令第53号", ["水利部令第53号"]),
        ("《条例》（国务院令第87号）；国务院令第87号", []),
        ("《条例》；国务院令第676号修订", []),
    ],
)
def test_the_number_of_an_order_beside_citations(text: str, numbers: list[str]) -> None:
    """It stands for itself where a mark parts it from the law before it, and no citation has it."""
    number = "国务院令第87号" if "（" in text else None
    basis = LegalBasis(text=text, citations=(Citation(title="条例", doc_number=number),))
    noted = check_document_numbers(Catalogue(items=(Item(legal_basis=basis),)))
    assert [dict(each.params)["number"] for each in noted] == numbers
