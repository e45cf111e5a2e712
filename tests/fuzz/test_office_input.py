"""Office files that were made to hurt: a result or an error of ours, in seconds."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.model.errors import GkmlError
from support import word, workbooks
from support.effort import ends
from support.offices import as_docx, html_page, html_table, written

HEADER, ROW = "序号|公开事项|公开内容|公开时限|公开主体", "1|甲|内容一|长期公开|县局"
"""A page of 10,000 rows takes some; what grows with the square of them takes minutes."""
FLIPS = 20


def many(*lines: str, n: int, head: str = "") -> bytes:
    """A page of one table with these rows again and again."""
    rows = "".join("<tr>" + "".join(f"<td>{each}" for each in line.split("|")) for line in (HEADER, *lines * n))
    return html_page(f"<table>{head}{rows}</table>")


def sheet(n: int) -> str:
    """The rows of a worksheet."""
    return "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in zip("ABCDE", (HEADER if row == 1 else ROW).split("|"), strict=True)
        )
        + "</row>"
        for row in range(1, n + 1)
    )


def overlapping() -> bytes:
    """A sheet whose merges all cover the same places."""
    merges = "".join(f'<mergeCell ref="A{row}:XFD1000000"/>' for row in range(2, 5002))
    return workbooks.xlsx(f"<sheetData>{sheet(5000)}</sheetData><mergeCells>{merges}</mergeCells>")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "headers again and again": lambda: many(HEADER, ROW, n=3000),
    "sections again and again": lambda: many("一、节||||", ROW, n=3000),
    "groups again and again": lambda: many("|甲|||", "1||丙|长期公开|局", n=3000),
    "notes again and again": lambda: many("注：一||||", ROW, "合计|3|||", n=2000),
    "a span of a million": lambda: many(ROW, n=2, head="<tr><td colspan=1000000 rowspan=1000000>题"),
    "tables side by side": lambda: html_page(html_table(("|".join([HEADER] * 60), *["|".join([ROW] * 60)] * 30))),
    "merges over one another": overlapping,
    "tables inside tables": lambda: html_page("<table><tr><td>" * 5000 + html_table((HEADER, ROW))),
    "a hundred thousand blank rows": lambda: html_page(
        html_table((HEADER, ROW)).replace("</table>", "<tr></tr>" * 100_000)
    ),
    "a wide Word table": lambda: word.docx(
        word.table(word.row(*(word.cell(each, span=10**6) for each in HEADER.split("|"))), columns=5)
    ),
    "a merge of five thousand rows": lambda: as_docx((HEADER, ROW, *["^|^|内容|^|^"] * 5000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_seconds(name: str) -> None:
    """Nothing grows with the square of a table."""
    data = HOSTILE[name]()
    with ends():
        read_or_refused(data, "a")


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_a_damaged_file_is_read_or_refused(suffix: str) -> None:
    """Cut, or with bits turned."""
    data = written(suffix, "某局公开目录", (HEADER, ROW, "2|^|内容二|^|县局"))
    for seed in range(FLIPS):
        rng = random.Random(seed)
        damaged = bytearray(data[: rng.randrange(1, len(data))] if seed % 4 == 0 else data)
        for _ in range(rng.choice((1, 5, 50))):
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        read_or_refused(bytes(damaged), f"a.{suffix}")


def read_or_refused(data: bytes, name: str) -> None:
    """Reads a file; any other exception than ours fails the test, and so does a text that is lost on the way."""
    try:
        document = extract_bytes(data, name)
    except GkmlError:
        return
    assert not any(finding.code == "characters-unaccounted" for finding in document.findings)
