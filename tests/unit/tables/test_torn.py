"""Rows and cells torn by a page break are joined, and only these."""

from __future__ import annotations

import pytest

from gkml_extract.model.source import LinesPlace
from gkml_extract.tables.torn import CellReaders, Joined, join_torn
from support.tables import cells, columns

READERS = CellReaders(
    is_deadline=lambda text: text.startswith("形成") and text.endswith("内"),
    channel_names=lambda text: tuple(name for name in text.split("、") if name),
)
NUMBERED = tuple(f"{number}|事项{number}|内容{number}。|《条例{number}》" for number in range(1, 11))
"""Ten whole rows: a row without a number is suspect among them."""


def join(fields: str, *lines: str) -> Joined:
    """The rows under these fields, joined; a row stands in the line of its place in `lines`."""
    return join_torn([cells(line, row=row) for row, line in enumerate(lines)], columns(fields), READERS)


def looks(fields: str, *lines: str) -> list[str]:
    """The joined rows as they look."""
    width = range(len(fields.split("|")))
    return ["|".join(row[k].text if k in row else "" for k in width) for row in join(fields, *lines).rows]


def codes(fields: str, *lines: str) -> list[tuple[str, int | None, str | None]]:
    """Code, row and field of each note."""
    return [(noted.code, noted.item, noted.field) for noted in join(fields, *lines).notes]


ITEM = "number|secondary|content|legal_basis"


def test_a_row_cut_in_two_is_one_row() -> None:
    """The second half has no number; its content goes on in mid-sentence, its basis closes a bracket."""
    cut = ("11|事项十一|机构名称、办公|《中华人民共和国政府", "||地址、电话|信息公开条例》")
    assert looks(ITEM, *NUMBERED, *cut)[10:] == [
        "11|事项十一|机构名称、办公地址、电话|《中华人民共和国政府信息公开条例》"
    ]
    assert codes(ITEM, *NUMBERED, *cut) == [("torn-row-joined", 11, None)]


def test_joined_cells_keep_the_places_of_both_halves() -> None:
    """And the lower of their scores."""
    before = [cells(line, row=row) for row, line in enumerate(NUMBERED)]
    head = cells("11|事项|机构名称（含|《条例》", row=20, score=0.9)
    tail = cells("||电话）", row=24, score=0.6)
    row = join_torn([*before, head, tail], columns(ITEM), READERS).rows[-1]
    assert row[2].text == "机构名称（含电话）"
    assert row[2].places == (LinesPlace(lines=(21, 21)), LinesPlace(lines=(25, 25)))
    assert row[2].score == 0.6


def test_a_row_with_a_number_is_never_a_second_half() -> None:
    """Whatever its text."""
    lines = (*NUMBERED, "11|事项|办公（含|《条例", "12||地址）|第一条》")
    assert looks(ITEM, *lines) == list(lines)


def test_a_row_with_a_tick_is_never_a_second_half() -> None:
    """A page break does not print ticks again."""
    fields = "number|content|method.proactive"
    lines = ("1|办公（含|√", "|地址）|√")
    assert looks(fields, *lines) == list(lines)


@pytest.mark.parametrize("tail", ["||清理结果|《条例十》", "||清理结果，继续有效|《条例十》"])
def test_a_row_with_a_cell_of_the_row_above_is_no_second_half(tail: str) -> None:
    """A merged cell printed again: what a row's second half has is the rest of its cells."""
    lines = (*NUMBERED, "11|规范性文件|镇政府制发的行政规范性文件|《条例十》", tail)
    assert len(looks(ITEM, *lines)) == len(lines)


def test_a_row_with_a_whole_deadline_is_no_second_half() -> None:
    """So has the row above it."""
    numbered = tuple(f"{number}|内容{number}。|形成后{number}日内" for number in range(1, 11))
    lines = (*numbered, "11|行政规范性文|形成后3日内", "|件清理结果|形成后7日内")
    assert len(looks("number|content|deadline", *lines)) == len(lines)


def test_a_row_after_a_finished_sentence_is_no_second_half() -> None:
    """One more 公开内容 of the same item."""
    lines = (*NUMBERED, "||另一项内容|")
    assert looks(ITEM, *lines) == list(lines)
    assert codes(ITEM, *lines) == []


def test_a_row_that_has_what_the_row_above_lacks_is_no_second_half() -> None:
    """Its cells cannot go on in none."""
    lines = (*NUMBERED, "11|事项|办公（含|", "||地址）|《条例》")
    assert looks(ITEM, *lines) == list(lines)


def test_unnumbered_contents_are_not_joined_where_rows_often_lack_a_number() -> None:
    """A merged 序号 leaves most rows without one: mid-sentence alone proves nothing."""
    lines = ("1|甲|内容一", "||内容二", "2|乙|内容三", "||内容四")
    assert looks("number|secondary|content", *lines) == list(lines)


def test_halves_of_a_deadline_are_one_cell_that_both_rows_share() -> None:
    """Neither half reads as a deadline, the whole does."""
    fields = "number|content|deadline"
    assert looks(fields, "1|甲|形成或者变更", "2|乙|之日起20个工作日内") == [
        "1|甲|形成或者变更之日起20个工作日内",
        "2|乙|形成或者变更之日起20个工作日内",
    ]
    assert codes(fields, "1|甲|形成或者变更", "2|乙|之日起20个工作日内") == [("torn-cell-joined", 1, "deadline")]


def test_halves_of_a_deadline_may_stand_rows_apart() -> None:
    """The rows between them are covered by the merged cell and print nothing."""
    joined = looks("number|content|deadline", "1|甲|形成之日起", "2|乙|", "3|丙|20日内")
    assert joined == ["1|甲|形成之日起20日内", "2|乙|", "3|丙|形成之日起20日内"]


def test_halves_of_a_deadline_do_not_join_two_items() -> None:
    """Each row has a 二级事项 and a content of its own."""
    lines = ("机构信息|名称、地址|形成之日起", "领导信息|姓名、职务|20日内")
    whole = "形成之日起20日内"
    assert looks("secondary|content|deadline", *lines) == [
        f"机构信息|名称、地址|{whole}",
        f"领导信息|姓名、职务|{whole}",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("形成之日起20日内", "形成之日起5日内"),
        ("形成之日起20日内", "长期"),
        ("长期", "形成之日起20日内"),
        ("长期", "及时"),
    ],
)
def test_deadlines_are_not_joined_where_one_is_whole_or_the_join_is_none(first: str, second: str) -> None:
    """Two texts that were not understood stay two."""
    lines = (f"1|甲|{first}", f"2|乙|{second}")
    assert looks("number|content|deadline", *lines) == list(lines)


LISTED = "number|channels"


def test_halves_of_a_list_of_channels_are_one_cell() -> None:
    """Together they are the list that the document prints elsewhere whole."""
    lines = ("1|网站、公报、电视、报刊", "2|网站、公报、", "3|电视、报刊")
    whole = "网站、公报、电视、报刊"
    assert looks(LISTED, *lines) == [f"1|{whole}", f"2|{whole}", f"3|{whole}"]
    assert codes(LISTED, *lines) == [("torn-cell-joined", 2, "channels")]


def test_lists_without_boxes_are_whole_where_no_mark_joins_them() -> None:
    """What two rows have may be together what another one has."""
    assert not codes(LISTED, "1|政府网站、微信公众号", "2|政府网站", "3|微信公众号")


@pytest.mark.parametrize(
    "lines",
    [
        ("1|网站、公报、电视", "2|网站、公报、电视"),
        ("1|网站、公报、电视", "2|网站、公报", "3|网站、公报"),
        ("1|网站、公报、电视", "2|公报、电视", "3|网站"),
        ("1|网站、公报", "2|电视、报刊"),
        ("1|网站", "2|公报"),
    ],
    ids=["whole", "not its rest", "wrong order", "no whole printed", "single names"],
)
def test_lists_of_channels_are_not_joined_without_proof(lines: tuple[str, ...]) -> None:
    """A row may have fewer channels than another."""
    assert looks(LISTED, *lines) == list(lines)


BASIS = "number|legal_basis"


def test_numbered_parts_of_a_basis_are_one_cell_one_part_a_line() -> None:
    """“1.…；” in a row and “2.…” in the next: one merged cell, as in zhongwei 20–22."""
    assert looks(BASIS, "1|1.《甲法》；", "2|2.《乙法》") == [
        "1|1.《甲法》；\n2.《乙法》",
        "2|1.《甲法》；\n2.《乙法》",
    ]
    assert codes(BASIS, "1|1.《甲法》；", "2|2.《乙法》") == [("torn-cell-joined", 1, "legal_basis")]


def test_three_parts_of_a_cell_are_shared_by_three_rows() -> None:
    """A value that a merged cell shares stands in every row it covers."""
    whole = "1.《甲法》；\n2.《乙法》；\n3.《丙法》"
    lines = ("1|1.《甲法》；", "2|2.《乙法》；", "3|3.《丙法》")
    assert looks(BASIS, *lines) == [f"{row}|{whole}" for row in (1, 2, 3)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.《甲法》", "1.《乙法》"),
        ("1.《甲法》", "3.《乙法》"),
        ("《甲法》", "2.《乙法》"),
        ("2.《甲法》", "3.《乙法》"),
        ("1.《甲法》 2.《乙法》", "《丙法》"),
        ("1.《甲法》", "2.5万元以上"),
    ],
)
def test_bases_that_do_not_count_on_are_not_joined(first: str, second: str) -> None:
    """Only a 1 begins a list, and only the next number goes on with it."""
    lines = (f"1|{first}", f"2|{second}")
    assert looks(BASIS, *lines) == list(lines)


REST = "number|content|legal_basis|channels"


def test_the_end_of_a_cell_printed_again_is_left_out() -> None:
    """A row with nothing of its own but such an end; a note names the text."""
    lines = ("1|甲|《条例》|网站、公报、电视", "||条例》|电视")
    joined = join(REST, *lines)
    assert looks(REST, *lines) == ["1|甲|《条例》|网站、公报、电视"]
    assert [(noted.code, noted.item, noted.field, dict(noted.params)) for noted in joined.notes] == [
        ("text-repeated", 1, "legal_basis", {"text": "条例》"}),
        ("text-repeated", 1, "channels", {"text": "电视"}),
    ]


def test_a_rest_that_is_no_repeat_ends_the_cell_above() -> None:
    """It is joined to the last row that has the cell."""
    assert looks(REST, "1|甲|《条例》|网站、公报", "2|乙||", "|||、电视") == [
        "1|甲|《条例》|网站、公报、电视",
        "2|乙||",
    ]


def test_a_rest_without_a_cell_above_is_not_lost() -> None:
    """It goes to the row before it."""
    assert looks(REST, "1|甲||", "|||电视") == ["1|甲||电视"]


def test_a_first_row_without_a_number_is_a_row() -> None:
    """There is nothing it could go on with."""
    assert looks(REST, "|||电视", "1|甲||") == ["|||电视", "1|甲||"]


def test_no_rows_give_none() -> None:
    """Nor any note."""
    assert join("number|content") == Joined([], ())
