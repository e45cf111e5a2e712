"""A field's place counts only in a grid that its own text proves."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.evidence.looks import Look, runs_of, shapes_of
from gkml_extract.reflow.evidence.positions import columns_of_texts, grid_places
from gkml_extract.reflow.header.columns import DecodeColumn
from support.tables import fragments

NUMBER = DecodeColumn(Look.NUMBER, "number", 0, 0, "序号")
ITEM = DecodeColumn(Look.ITEM, "secondary", 1, 1, "二级事项")
LAW = DecodeColumn(Look.LAW, "legal_basis", 2, 2, "公开依据")
DEADLINE = DecodeColumn(Look.DEADLINE, "deadline", 3, 3, "公开时限")
MARKS = DecodeColumn(Look.MARKS, "marks", 4, 5, "主动公开")
COLUMNS = (NUMBER, ITEM, LAW, DEADLINE, MARKS)


def line(number: int) -> str:
    """A full row: six fields under five columns, the last two of which are ticks."""
    return f"{number}\t机构职能\t《甲法》\t信息形成之日起20个工作日内\t√\t"


def places(lines: Sequence[str], columns: Sequence[DecodeColumn] = COLUMNS) -> list[list[tuple[str, int]]]:
    """For each line with a trusted place, (text, column) of its fields."""
    chunks = make_chunks(fragments(*lines)).chunks
    found = grid_places(chunks, shapes_of(chunks, runs_of(chunks)), columns)
    by_line: dict[int, list[tuple[str, int]]] = {}
    for t, place in sorted(found.items()):
        by_line.setdefault(chunks[t].lines[0], []).append((chunks[t].text, place.column))
    return [by_line.get(k, []) for k in range(1, len(lines) + 1)]


FULL = [line(number) for number in range(1, 41)]


def test_a_full_grid_is_proven() -> None:
    """Every field of every row, blank ones too; both tick fields are of one column."""
    found = places(FULL)
    assert found[6] == [
        ("7", 0),
        ("机构职能", 1),
        ("《甲法》", 2),
        ("信息形成之日起20个工作日内", 3),
        ("√", 4),
        ("", 4),
    ]
    assert all(len(row) == 6 for row in found)


def test_only_the_first_tick_field_begins_the_column() -> None:
    """The others go on in it."""
    chunks = make_chunks(fragments(*FULL)).chunks
    found = grid_places(chunks, shapes_of(chunks, runs_of(chunks)), COLUMNS)
    assert [found[t].is_first for t in range(6)] == [True, True, True, True, True, False]


def test_a_shifted_row_is_not_trusted() -> None:
    """It gained a blank and lost a field: the others stay proven."""
    shifted = "\t21\t机构职能\t《甲法》\t信息形成之日起20个工作日内\t√"
    found = places([*FULL[:20], shifted, *FULL[21:]])
    assert found[20] == []
    assert all(len(row) == 6 for k, row in enumerate(found) if k != 20)


def test_rows_of_another_length_are_left_to_the_decoder() -> None:
    """The second half of a row cut by a page."""
    found = places([*FULL, "\t\t《乙法》"])
    assert found[-1] == []
    assert all(found[:-1])


def test_blank_fields_prove_and_disprove_nothing() -> None:
    """Merged cells leave them."""
    found = places([*FULL[:3], *("\t领导信息\t\t\t√\t" for _ in range(30)), *FULL[33:]])
    assert all(len(row) == 6 for row in found)


def test_where_most_rows_are_shifted_nothing_is_proven() -> None:
    """Every place is left to the decoder."""
    shifted = [f"\t{row.rstrip()}" for row in FULL]
    assert not any(places([*FULL[:10], *shifted[10:]]))


def test_one_row_proves_nothing() -> None:
    """It may be so by chance; two with every field in its column are a grid."""
    assert not any(places(FULL[:1]))
    assert all(len(row) == 6 for row in places(FULL[:2]))


def test_text_without_separators_has_no_places() -> None:
    """Its lines are no fields."""
    assert not any(places([row.replace("\t", " ").strip() for row in FULL]))


def test_fields_on_lines_of_their_own_are_counted_off() -> None:
    """A dump in which a tab opens each cell."""
    columns = COLUMNS[:4]
    lines = [f"\t{field}" for number in range(1, 21) for field in line(number).split("\t")[:4]]
    chunks = make_chunks(fragments(*lines)).chunks
    found = grid_places(chunks, shapes_of(chunks, runs_of(chunks)), columns)
    assert [found[t].column for t in range(8)] == [0, 1, 2, 3, 0, 1, 2, 3]


def test_a_number_that_the_header_does_not_name_has_a_place() -> None:
    """Where rows have one field more than the header has columns."""
    unnamed = DecodeColumn(Look.NUMBER, "number", None, None, "序号")
    columns = (unnamed, *(DecodeColumn(c.look, c.field, k, k, c.label) for k, c in enumerate((ITEM, LAW, DEADLINE))))
    rows = ["\t".join(row.split("\t")[:4]) for row in FULL]
    assert places(rows, columns)[6][:2] == [("7", 0), ("机构职能", 1)]


def test_a_text_of_a_full_row_tells_the_column_of_its_like() -> None:
    """One line with a field for each column is enough."""
    chunks = make_chunks(fragments(FULL[0], "《甲法》\t信息形成之日起20个工作日内", "9\t《乙法》")).chunks
    told = columns_of_texts(chunks, shapes_of(chunks, runs_of(chunks)), COLUMNS)
    assert [(chunks[t].lines[0], chunks[t].text, column) for t, column in told.items()] == [
        (2, "《甲法》", 2), (2, "信息形成之日起20个工作日内", 3),
    ]  # fmt: skip


def test_blanks_under_the_last_labels_of_the_header_are_no_row() -> None:
    """A pipe a line: the header's second row ends with blanks, and the rows behind it are full."""
    columns = COLUMNS[:4]
    lines = ["\t", "\t", *(f"\t{field}" for number in range(1, 21) for field in line(number).split("\t")[:4])]
    chunks = make_chunks(fragments(*lines)).chunks
    found = grid_places(chunks, shapes_of(chunks, runs_of(chunks)), columns)
    assert [found[t].column for t in range(2, 10)] == [0, 1, 2, 3, 0, 1, 2, 3]
