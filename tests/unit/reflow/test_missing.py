"""Columns named by a hint, or guessed."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.model.errors import UsageError
from gkml_extract.reflow.header.missing import check_hint, columns_of_hint

ROWS = "\n".join(
    f"{k} | 政策文件 | {name} | 文件全文、文号 | 《政府信息公开条例》 | 信息形成之日起20个工作日内 | ■政府网站□公示栏"
    for k, name in enumerate(("法律法规", "规范性文件", "其他文件", "政策解读"), start=1)
)
COLUMNS = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开渠道和载体")


def test_labels_and_field_names_are_columns() -> None:
    """Both name a field."""
    fields = [column.leaf.field for column in columns_of_hint(check_hint(("序号", "content", "全社会", "publisher")))]
    assert fields == ["number", "content", "audience.public", "publisher"]


def test_an_unknown_name_is_an_error() -> None:
    """It says which one."""
    with pytest.raises(UsageError, match="foo"):
        check_hint(("序号", "foo"))


def test_children_of_one_group_share_it() -> None:
    """全社会 and 特定群体 stand under 公开对象."""
    columns = columns_of_hint(("全社会", "特定群体"))
    assert columns[0].path[0] is columns[1].path[0]


def test_a_table_without_header_is_read_by_its_hint() -> None:
    """Its items, and a note."""
    document = extract_bytes(ROWS.encode(), "a.txt", columns=COLUMNS)
    (catalogue,) = document.catalogues
    assert [item.secondary for item in catalogue.items] == ["法律法规", "规范性文件", "其他文件", "政策解读"]
    assert "header-hinted" in {finding.code for finding in document.findings}


def test_without_a_hint_its_columns_are_guessed_with_a_finding() -> None:
    """Every guessed cell is in doubt."""
    document = extract_bytes(ROWS.encode(), "a.txt")
    (catalogue,) = document.catalogues
    assert catalogue.items[0].content == "文件全文、文号"
    assert {"header-missing", "reading-uncertain"} <= {finding.code for finding in document.findings}


def test_prose_is_not_taken_for_a_table() -> None:
    """Numbered points are no rows."""
    text = "1.总则\n2.范围\n3.附则\n信息形成之日起20个工作日内公开。"
    assert not extract_bytes(text.encode(), "a.txt").catalogues
