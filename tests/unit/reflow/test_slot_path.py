"""Pages are placed together as each would be alone, and many of them take little more work than few."""

from __future__ import annotations

import numpy as np

from gkml_extract.extract import extract_bytes
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.printed.slot_path import NEVER, PageSheet, Places, SlotTable, places_of
from support.effort import calls

KINDS, COLUMNS = 4, 5


def table(seed: int, *, has_number_first: bool) -> SlotTable:
    """A page of which nothing but chance tells the places."""
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 4, size=random.integers(2, 6)).tolist()
    n_long = int(random.integers(0, 7))
    short = [TextFragment(f"{line}.{k}", Gap.LINE, line, 0) for line, size in enumerate(sizes) for k in range(size)]
    begins = np.cumsum([0, *sizes]).tolist()
    is_number = [k in begins and bool(random.integers(0, 2)) for k in range(len(short))]
    blank = random.uniform(0.05, 0.95, (KINDS, COLUMNS))
    again = np.where(random.random((len(short), COLUMNS)) < 0.2, 0.0, NEVER)
    return SlotTable(
        PageSheet(short, begins, is_number, 0, n_long), random.normal(0, 3, (len(short), COLUMNS)), again,
        random.normal(0, 3, (n_long, COLUMNS)), random.normal(0, 3, (n_long, COLUMNS)),
        random.normal(0, 1, (n_long + 1, COLUMNS)), np.log(blank), np.log1p(-blank), np.log([0.3, 0.3, 0.3, 0.1]),
        random.choice([0.0, -6.0], n_long), random.normal(-2, 1, n_long), random.normal(-2, 1, n_long),
        has_number_first,
    )  # fmt: skip


def taken(places: Places, page: PageSheet) -> list[int]:
    """The short fragments that rows have, in order."""
    return [k for row in places.rows for cell in row.cells if not cell.is_long for k in range(cell.first, cell.end)]


def test_pages_are_placed_together_as_each_is_alone() -> None:
    """Neither how long the other pages are nor how their lines lie makes a difference."""
    tables = [table(seed, has_number_first=seed % 3 > 0) for seed in range(60)]
    for one, found in zip(tables, places_of(tables), strict=True):
        (alone,) = places_of([one])
        assert found == alone
        assert taken(found, one.page) == list(range(len(one.page.short)))  # none is lost


def test_rows_begin_with_their_numbers() -> None:
    """Where numbers are the first column, no row goes on with a line that has one; else no row has two of them."""
    for seed in range(60):
        for has_number_first in (True, False):
            one = table(seed, has_number_first=has_number_first)
            (found,) = places_of([one])
            for row in found.rows:
                own = [k for cell in row.cells if not cell.is_long for k in range(cell.first, cell.end)]
                numbers = [k for k in own if one.page.is_number[k]]
                assert len(numbers) <= 1
                assert not has_number_first or numbers in ([], own[:1])


PAGE = """序号 事项 公开主体
公开依据
1 领导分工 水务局 √
2 内设机构 水务局 √
3 检修计划 水务局 √
公开
内容
特定
群体
姓名、职务与
分管工作
《中华人民共和国政府
信息公开条例》
名称、地址与
职能
《中华人民共和国政府
信息公开条例》
时间、路段与
影响
《中华人民共和国政府
信息公开条例》"""


def test_many_pages_take_no_more_work_each_than_few() -> None:
    """Work grows with the pages, and not faster."""
    few, many = ("\f".join([PAGE] * n).encode() for n in (12, 48))
    read = calls(lambda: extract_bytes(few, "a.txt")), calls(lambda: extract_bytes(many, "a.txt"))
    assert read[1] < 4 * read[0]
