"""Checks of a whole catalogue, each where it speaks and where it is silent."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from gkml_extract.model.finding import Note
from gkml_extract.model.record import Audience, Catalogue, Channel, Declared, Item, Mark, Method
from gkml_extract.validate import CHECKS, check_catalogue
from gkml_extract.validate.catalogue import (
    check_blank_cells,
    check_declared_counts,
    check_lost_ticks,
    check_numbering,
    check_unlike_cells,
    check_usual_cells,
)

PROACTIVE, ON_REQUEST = Method(proactive=True, on_request=False), Method(proactive=False, on_request=True)
NONE = Method(proactive=False, on_request=False)


def catalogue(*items: Item, declared: Declared | None = None) -> Catalogue:
    """A catalogue of these items."""
    return Catalogue(items=items, declared=declared or Declared())


def facts(notes: Iterable[Note]) -> list[tuple[str, int | None, str | None]]:
    """Code, item and field of each note."""
    return [(noted.code, noted.item, noted.field) for noted in notes]


def counts(declared: Declared, *items: Item) -> list[tuple[str, int, int]]:
    """What is declared and found of each count that differs."""
    notes = [dict(noted.params) for noted in check_declared_counts(catalogue(*items, declared=declared))]
    return [(str(note["what"]), int(note["declared"]), int(note["found"])) for note in notes]


TWO = (
    Item(primary="甲", secondary="子", method=PROACTIVE),
    Item(primary="甲", secondary="子 ", method=PROACTIVE),
    Item(primary="甲", secondary="丑", method=PROACTIVE),
    Item(primary="乙", secondary="丑", method=PROACTIVE),
    Item(primary="乙", secondary="寅", method=ON_REQUEST),
)
"""Two 一级事项 and three 二级事项 by 主动公开, one and one by 依申请."""


def test_declared_counts_that_agree() -> None:
    """Rows of one item count once; the same name under two 一级事项 is two."""
    declared = Declared(proactive_primary=2, proactive_secondary=3, on_request_primary=1, on_request_secondary=1)
    assert counts(declared, *TWO) == []


def test_declared_counts_that_differ() -> None:
    """One note a count, with both numbers."""
    declared = Declared(proactive_primary=3, proactive_secondary=4, on_request_primary=0, on_request_secondary=0)
    assert counts(declared, *TWO) == [
        ("主动公开一级事项", 3, 2),
        ("主动公开二级事项", 4, 3),
        ("依申请公开一级事项", 0, 1),
        ("依申请公开二级事项", 0, 1),
    ]


def test_counts_left_blank_are_not_compared() -> None:
    """Nothing was said."""
    assert counts(Declared(), *TWO) == []


def test_without_a_column_for_the_method_all_rows_are_proactive() -> None:
    """None is on request."""
    items = [Item(primary="甲", secondary=name) for name in "子丑"]
    assert counts(Declared(proactive_secondary=2, on_request_secondary=0), *items) == []


@pytest.mark.parametrize(("mark", "found"), [(True, 1), ("部分公开", 1), (None, 1), (False, 0)])
def test_a_mark_that_is_a_text_or_lost_may_be_a_tick(mark: Mark, found: int) -> None:
    """Only a blank says that it is none; a lost one of 依申请 is not counted, it is rare."""
    item = Item(primary="甲", secondary="子", method=Method(proactive=mark, on_request=None))
    assert counts(Declared(proactive_secondary=9, on_request_secondary=0), item) == [("主动公开二级事项", 9, found)]


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3"],
        ["1", "1", "2", "2"],
        ["1", "2", "1", "2"],
        ["7", "8"],
        ["一", "三"],
        ["1", None, "2"],
        ["（1）", "2.", "3、"],
        ["1.1", "1.3"],
    ],
)
def test_numbers_that_count_on(numbers: list[str | None]) -> None:
    """Shared by rows, begun again, begun later, in other numerals, with a lost one between."""
    assert facts(check_numbering(catalogue(*(Item(number=number) for number in numbers)))) == []


@pytest.mark.parametrize(
    ("numbers", "gaps"), [(["1", "3"], [1]), (["1", "2", "5", "6"], [2]), (["3", "2"], [1]), (["1", "4", "2"], [1, 2])]
)
def test_numbers_that_do_not(numbers: list[str], gaps: list[int]) -> None:
    """A note at each row that is not the next, with the number before."""
    notes = list(check_numbering(catalogue(*(Item(number=number) for number in numbers))))
    assert facts(notes) == [("number-gap", gap, "number") for gap in gaps]
    first = dict(notes[0].params)
    assert (first["previous"], first["number"]) == (int(numbers[gaps[0] - 1]), int(numbers[gaps[0]]))


@pytest.mark.parametrize("field", ["number", "primary", "secondary", "content"])
def test_a_row_without_what_nearly_all_others_have(field: str) -> None:
    """A number, a name or a content lost."""
    items = [Item(**{field: "1"}) for _ in range(9)]
    assert facts(check_usual_cells(catalogue(*items, Item()))) == [("cell-missing", 9, field)]
    assert facts(check_usual_cells(catalogue(*items))) == []


def test_what_half_of_the_rows_lack_is_usual() -> None:
    """A catalogue need not have a 一级事项 in each."""
    items = [Item(content="甲", primary="乙" if k % 2 else None) for k in range(10)]
    assert facts(check_usual_cells(catalogue(*items))) == []
    assert facts(check_usual_cells(catalogue())) == []


def test_a_row_without_the_tick_that_all_others_have() -> None:
    """In 公开方式 and 公开对象 alike."""
    rows = [Item(method=PROACTIVE, audience=Audience(public=True, specific=False)) for _ in range(9)]
    lost = Item(method=NONE, audience=Audience(public=False, specific=False))
    assert facts(check_lost_ticks(catalogue(*rows, lost))) == [("mark-lost", 9, "method"), ("mark-lost", 9, "audience")]


@pytest.mark.parametrize(
    "method",
    [
        PROACTIVE,
        ON_REQUEST,
        Method(proactive=False, on_request="见说明"),
        Method(proactive=None, on_request=None),
        None,
    ],
)
def test_a_row_with_any_mark_or_with_unknown_ones_has_lost_none(method: Method | None) -> None:
    """A text counts as a mark."""
    rows = [Item(method=PROACTIVE) for _ in range(9)]
    assert facts(check_lost_ticks(catalogue(*rows, Item(method=method)))) == []


def test_ticks_that_many_rows_lack_are_not_lost() -> None:
    """The column is little used."""
    rows = [Item(method=PROACTIVE if k % 2 else NONE) for k in range(10)]
    assert facts(check_lost_ticks(catalogue(*rows))) == []


def test_all_checks_run_in_their_order() -> None:
    """And an empty catalogue has nothing that does not add up."""
    broken = catalogue(Item(number="1", content="甲（"), Item(number="3"), declared=Declared(proactive_primary=9))
    assert check_catalogue(broken) == tuple(found for check in CHECKS for found in check(broken))
    codes = {noted.code for noted in check_catalogue(broken)}
    assert codes >= {"declared-count-mismatch", "number-gap", "item-empty", "cell-clipped"}
    assert check_catalogue(Catalogue()) == ()


def test_a_group_that_is_not_merged_is_told() -> None:
    """Each row without a 一级事项 or 公开主体 that others have, unless cell-missing tells it."""
    rows = (Item(primary="甲", publisher="局"), Item(), Item(publisher="局"))
    found = [(each.field, each.item) for each in check_blank_cells(catalogue(*rows))]
    assert found == [("primary", 1), ("primary", 2), ("publisher", 1)]


def test_channels_with_more_behind_the_usual_ones_are_unlike() -> None:
    """Text of the next cell stands there; or the end of a list of boxes is lost."""
    usual = tuple(Channel(name=name, selected=False) for name in ("政府网站", "政府公报", "报刊", "其他(注明)"))
    longer = (*usual, Channel(name="应关切", selected=False))
    items = [*(Item(channels=usual) for _ in range(5)), Item(channels=longer), Item(channels=usual[:2])]
    found = [each for each in check_unlike_cells(catalogue(*items)) if each.field == "channels"]
    assert [(each.code, each.item) for each in found] == [("cell-unlike", 5), ("cell-unlike", 6)]


def test_a_shorter_list_of_chosen_channels_is_like_the_others() -> None:
    """Where none is printed that is not chosen."""
    usual = tuple(Channel(name=name, selected=True) for name in ("政府网站", "政府公报", "报刊", "广播"))
    items = [*(Item(channels=usual) for _ in range(5)), Item(channels=usual[:2])]
    assert not [each for each in check_unlike_cells(catalogue(*items)) if each.field == "channels"]


@pytest.mark.parametrize(
    ("field", "usual", "odd"),
    [
        ("publisher", "云渚县水利局", "√"),
        ("publisher", "云渚县水利局", "■政府网站□政府公报"),
        ("department", "办公室", "√办公室"),
        ("number", "3", "5地名管理"),
        ("secondary", "机构职能", "同上同上"),
        ("secondary", "机构职能", "☑政府网站"),
    ],
)
def test_a_text_that_cannot_be_of_its_column_is_unlike(field: str, usual: str, odd: str) -> None:
    """But a column in which all cells have boxes is as it is."""
    items = [*(Item.model_validate({field: usual}) for _ in range(5)), Item.model_validate({field: odd})]
    assert [(each.field, each.item) for each in check_unlike_cells(catalogue(*items))] == [(field, 5)]
    boxes = [Item.model_validate({field: "☑甲□乙"}) for _ in range(6)]
    assert not list(check_unlike_cells(catalogue(*boxes)))


def test_numbers_of_another_kind_are_like_the_others() -> None:
    numbers = ("1", "2", "3", "4", "5", "1-1", "（一）", "第三项")
    assert not list(check_unlike_cells(catalogue(*(Item(number=number) for number in numbers))))


def test_a_part_of_the_boxes_and_the_next_list_are_unlike() -> None:
    names = ("政府网站", "政府公报", "发布会", "报刊", "其他")
    usual, last = ([Channel(name=name, selected=False) for name in some] for some in (names, names[3:]))
    items = [*(Item(channels=tuple(usual)) for _ in range(6)), Item(channels=(*last, *usual)), Item(channels=(*last,))]
    found = [each.item for each in check_unlike_cells(catalogue(*items)) if each.field == "channels"]
    assert found == [6, 7]


def test_one_list_of_channels_twice_is_of_two_cells() -> None:
    one, two = (
        (Channel(name="政府网站", selected=True), Channel(name="公告栏", selected=True)),
        Channel(name="其他", selected=True),
    )
    items = [Item(channels=each) for each in (one, (*one, *one), (*one, two))]
    assert facts(check_unlike_cells(catalogue(*items))) == [("cell-unlike", 1, "channels")]


def test_what_is_left_of_a_list_of_boxes_has_none() -> None:
    menu = (Channel(name="政府网站", selected=True), Channel(name="其他", selected=False))
    rest, chosen = (Channel(name="他", selected=True),), (Channel(name="政府网站", selected=True),)
    items = [Item(channels=each) for each in (menu, menu, menu, menu, menu, menu, rest, chosen)]
    assert facts(check_unlike_cells(catalogue(*items))) == [("cell-unlike", 6, "channels")]
