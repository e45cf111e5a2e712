"""Drawn sheets that are wider than a page: their further columns follow on pages of their own."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Document

FIRST = """                     某县航道管理站政务公开清单

  序号   一级事项   二级事项      公开内容              公开依据

  1      养护管理   疏浚计划      疏浚航段、施工时间    《航道法》

  2      养护管理   航标设置      航标位置、灯质        《航道法》

  3      通航管理   停航公告      停航时段、绕行航线    《内河条例》
"""
FURTHER = """     政务公开清单
  公开时限               公开主体     公开渠道     公开方式

  每年3月底前            航道管理站   政府网站     主动公开

  设置后5个工
                         航道管理站   政府网站     主动公开
  作日内

  停航前3日              海事处       公示栏       主动公开
"""


def read(*pages: str) -> Document:
    """What is read of pages."""
    return extract_bytes("\f".join(pages).encode(), "a.txt")


def test_further_columns_stand_beside_the_rows_of_their_page() -> None:
    """Each line of a column that has as many as there are rows is the middle of one; a cut title is none of a row."""
    (catalogue,) = read(FIRST, FURTHER).catalogues
    assert [(item.number, item.deadline and item.deadline.text, item.publisher) for item in catalogue.items] == [
        ("1", "每年3月底前", "航道管理站"),
        ("2", "设置后5个工作日内", "航道管理站"),
        ("3", "停航前3日", "海事处"),
    ]
    assert not catalogue.notes


def test_further_columns_of_other_rows_are_unread() -> None:
    """No column has as many lines as there are rows: nothing is guessed, and all of it is said to be unplaced."""
    document = read(FIRST, FURTHER.replace("  停航前3日              海事处       公示栏       主动公开\n", ""))
    (catalogue,) = document.catalogues
    assert [item.publisher for item in catalogue.items] == [None] * 3
    assert any(finding.code == "text-unplaced" and "航道管理站" in finding.message for finding in document.findings)
