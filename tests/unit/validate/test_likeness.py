"""Checks of rows against each other and of values against their columns."""

from __future__ import annotations

from gkml_extract.model.deadline import Deadline, DeadlineKind
from gkml_extract.model.record import Catalogue, Item, Method
from gkml_extract.model.source import How, Origin
from gkml_extract.validate.likeness import (
    check_alike_items,
    check_columns_like_their_labels,
    check_contradicting_marks,
    check_deadlines_of_requests,
    check_triggers,
)

LONG = "单位名称、法定代表人、办公地址、办公时间、联系方式、传真号码、内设机构及其职责"


def test_a_row_submitted_twice() -> None:
    """But for a misprint in its content."""
    items = (
        Item(primary="机构信息", secondary="机构职能", content=LONG),
        Item(primary="机构信息", secondary="领导信息", content="姓名、职务、分管工作、简历、照片、工作分工"),
        Item(primary="机构信息", secondary="机构职能", content=LONG.replace("传真", "传員")),
    )
    (noted,) = check_alike_items(Catalogue(items=items))
    assert (noted.code, noted.item, dict(noted.params)["other"]) == ("items-alike", 2, 0)


def test_short_rows_are_the_same_only_to_the_letter() -> None:
    """Twelve characters; one more in one of them is another row."""
    row = Item(primary="机构信息", secondary="机构职能", content="职责、权限")
    (noted,) = check_alike_items(Catalogue(items=(row, row)))
    assert (noted.code, noted.item) == ("items-alike", 1)
    assert list(check_alike_items(Catalogue(items=(row, row.model_copy(update={"content": "职责、权限等"}))))) == []


def test_a_request_in_a_row_that_is_disclosed_unasked() -> None:
    """One of the two cells is another row's; where most rows say so, it is meant."""
    asked = Deadline(text="收到申请之日起20个工作日内", kind=DeadlineKind.ON_REQUEST, amount=20)
    told = Deadline(text="20个工作日内", kind=DeadlineKind.WITHIN, amount=20)
    proactive, on_request = Method(proactive=True, on_request=False), Method(proactive=False, on_request=True)
    sound = [Item(deadline=told, method=proactive), Item(deadline=asked, method=on_request)]
    odd = Item(deadline=asked, method=proactive)
    found = list(check_deadlines_of_requests(Catalogue(items=(*sound, odd))))
    assert [(noted.code, noted.item) for noted in found] == [("deadline-unlike-method", 2)]
    assert list(check_deadlines_of_requests(Catalogue(items=(odd, odd, *sound)))) == []
    guessed = odd.model_copy(update={"origin": {"method": Origin(how=How.INFERRED)}})
    (noted,) = check_deadlines_of_requests(Catalogue(items=(*sound, guessed)))
    assert (found[0].field, noted.field) == ("deadline", "method")


def test_rows_that_differ_on_purpose() -> None:
    """By a numeral, a name or the body that publishes; short ones are alike by chance."""
    items = (
        Item(primary="机构信息", secondary="机构职能", content=LONG, publisher="甲局"),
        Item(primary="机构信息", secondary="机构职能", content=LONG, publisher="乙局"),
        Item(primary="机构信息", secondary="内设机构", content=LONG, publisher="甲局"),
        Item(primary="机构信息", secondary="机构职能", content=LONG + "第1期", publisher="甲局"),
        Item(primary="机构信息", secondary="机构职能", content=LONG + "第2期", publisher="甲局"),
        Item(content="政策文件"),
        Item(content="政策文件"),
    )
    assert list(check_alike_items(Catalogue(items=items))) == []


def test_both_ticks_where_all_others_have_one() -> None:
    """A tick that slipped; where both are usual, nothing is said."""
    one, both = (
        Item(method=Method(proactive=True, on_request=False)),
        Item(method=Method(proactive=True, on_request=True)),
    )
    found = list(check_contradicting_marks(Catalogue(items=(*[one] * 10, both))))
    assert [(noted.code, noted.item, noted.field) for noted in found] == [("marks-contradict", 10, "method")]
    assert list(check_contradicting_marks(Catalogue(items=(one, one, both, both, one)))) == []


def test_a_column_that_holds_another_ones_values() -> None:
    """Cells shifted by one: 公开主体 full of deadlines."""
    shifted = Catalogue(items=tuple(Item(publisher="信息形成之日起20个工作日内") for _ in range(5)))
    (noted,) = check_columns_like_their_labels(shifted)
    assert (noted.code, noted.field, dict(noted.params)["n"]) == ("column-unlike-label", "publisher", 5)
    sound = Catalogue(items=tuple(Item(publisher="某县财政局") for _ in range(5)))
    assert list(check_columns_like_their_labels(sound)) == []


def test_a_deadline_that_speaks_of_another_row() -> None:
    """Its event is the name of another item; an event of its own content is its own."""

    def timed(trigger: str) -> Deadline:
        return Deadline(text=f"自{trigger}之日起20个工作日内", kind=DeadlineKind.WITHIN, trigger=trigger)

    items = (
        Item(secondary="规范性文件", content="文件全文", deadline=timed("规范性文件印发")),
        Item(secondary="领导信息", content="姓名、职务", deadline=timed("规范性文件印发")),
        Item(secondary="政策解读", content="规范性文件的解读", deadline=timed("规范性文件印发")),
    )
    (noted,) = check_triggers(Catalogue(items=items))
    assert (noted.code, noted.item, dict(noted.params)["other"]) == ("trigger-of-another-item", 1, 0)
