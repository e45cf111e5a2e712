"""The columns that the decoder reads."""

from __future__ import annotations

import numpy as np
import pytest

from gkml_extract.reflow.evidence.learned import label_lines, widths_of_header
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import decode_columns
from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.header.order import order_columns
from support.tables import fragments


def decoded(line: str, *, has_two_runs: bool = False) -> list[tuple[Look, int | None, int | None]]:
    """Look and header columns of each column under a header."""
    (region,) = find_headers(fragments(*line.split("/")))
    columns = decode_columns(order_columns(region.labels), has_two_runs=has_two_runs)
    return [(column.look, column.first, column.last) for column in columns]


def test_columns_keep_their_order() -> None:
    """One for each header column."""
    assert decoded("序号 一级事项 二级事项 公开内容 公开依据 公开时限 公开主体 公开渠道 备注") == [
        (Look.NUMBER, 0, 0),
        (Look.ITEM, 1, 1),
        (Look.ITEM, 2, 2),
        (Look.CONTENT, 3, 3),
        (Look.LAW, 4, 4),
        (Look.DEADLINE, 5, 5),
        (Look.ORG, 6, 6),
        (Look.CHANNELS, 7, 7),
        (Look.REMARKS, 8, 8),
    ]


def test_neighbouring_tick_columns_are_one() -> None:
    """A lost blank leaves no trace of which of them has the tick."""
    found = decoded("序号 公开事项 公开内容 公开对象 公开方式 备注/一级事项 二级事项 全社会 特定群体 主动 依申请")
    assert found[3:] == [(Look.CONTENT, 3, 3), (Look.MARKS, 4, 7), (Look.REMARKS, 8, 8)]


def test_a_column_of_words_is_no_tick_column() -> None:
    """公开方式 without children holds words."""
    assert decoded("序号 公开事项 公开内容 公开时限 公开方式")[-1] == (Look.VALUE, 4, 4)


def test_whatever_is_a_basis_holds_titles_of_laws() -> None:
    """编制依据 is no label that is known."""
    assert decoded("序号 公开事项 公开内容 编制依据 公开时限")[3] == (Look.LAW, 3, 3)


def test_a_table_without_a_number_may_have_one_all_the_same() -> None:
    """In front, or before the innermost item; the header does not name it."""
    assert decoded("一级事项 二级事项 公开内容 公开时限")[:4] == [
        (Look.NUMBER, None, None),
        (Look.ITEM, 0, 0),
        (Look.NUMBER, None, None),
        (Look.ITEM, 1, 1),
    ]


def test_two_runs_of_numbers_need_two_columns() -> None:
    """The inner one has no label (zhongwei)."""
    looks = [look for look, *_ in decoded("序号 一级事项 二级事项 公开内容 公开时限", has_two_runs=True)]
    assert looks[:4] == [Look.NUMBER, Look.ITEM, Look.NUMBER, Look.ITEM]
    assert [look for look, *_ in decoded("序号 公开事项 公开内容 公开时限", has_two_runs=True)].count(Look.NUMBER) == 1


def test_headings_across_the_table_are_a_column() -> None:
    """二级事项 has a label and 一级事项 none: it stands in lines of its own."""
    assert decoded("序号 二级事项 公开内容 公开时限")[:3] == [
        (Look.ITEM, None, None),
        (Look.NUMBER, 0, 0),
        (Look.ITEM, 1, 1),
    ]


def test_labels_halved_by_hand_tell_no_widths() -> None:
    """公开 / 内容 is, as no column of contents is two characters wide; then 公开 / 时限 is as well."""
    lines = [["序号"], ["公开", "内容"], ["公开", "时限"], ["公开主", "体"]]
    assert widths_of_header(label_lines(lines, [1]), 4).wrap[:4].tolist() == pytest.approx(
        [np.nan, np.nan, np.nan, 6], nan_ok=True
    )
    lines[1] = ["公开内容"]
    assert widths_of_header(label_lines(lines, [1]), 4).wrap[:4].tolist() == pytest.approx(
        [np.nan, np.nan, 4, 6], nan_ok=True
    )
