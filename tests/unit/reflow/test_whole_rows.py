"""Of a long grid only what is in doubt is decoded; the rows are those that the decoder reads."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.model.record import Document
from gkml_extract.reflow import whole_rows
from gkml_extract.reflow.segment import LEARN_CHUNKS, segment

LABELS = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道",
    "主动公开",
    "依申请公开",
)
N_ROWS = 800
LAWS = ("《中华人民共和国政府信息公开条例》", "《社会救助暂行办法》（国务院令第649号）")
DEADLINES = ("信息形成之日起20个工作日内", "长期公开", "每年1月31日前")


def row(number: int) -> str:
    """A full row, which no other one is like; a group has five, and its name is printed once."""
    group = f"事项{number // 5 + 1}" if number % 5 == 1 else ""
    name, content = f"第{number}号办事指南", f"{number}号事项的办理条件、申请材料、办理流程"
    ticks = ("√", "") if number % 3 else ("", "√")
    cells = (str(number), group, name, content, LAWS[number % 2], DEADLINES[number % 3], "民政局", "政府网站", *ticks)
    return "\t".join(cells)


ROWS = [row(number) for number in range(1, N_ROWS + 1)]


def read(rows: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Document, int]:
    """The document, and how many chunks the decoder has read of it."""
    n_chunks = 0

    def counted(chunks, *args):  # type: ignore[no-untyped-def]
        nonlocal n_chunks
        n_chunks += len(chunks)
        return segment(chunks, *args)

    monkeypatch.setattr(whole_rows, "segment", counted)
    text = "\n".join(("\t".join(LABELS), *rows))
    return extract_bytes(text.encode(), "grid.txt"), n_chunks


def test_whole_rows_are_told_by_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the part that is learned from nothing is decoded, and each row has what is printed in it."""
    document, n_chunks = read(ROWS, monkeypatch)
    assert n_chunks < LEARN_CHUNKS + 5 * len(LABELS)
    (catalogue,) = document.catalogues
    assert len(catalogue.items) == N_ROWS
    for number, item in enumerate(catalogue.items, 1):
        assert item.number == str(number)
        assert item.primary == f"事项{(number - 1) // 5 + 1}" or number == 1
        assert item.secondary == f"第{number}号办事指南"
        assert item.deadline and item.deadline.text == DEADLINES[number % 3]
        assert item.method and (item.method.proactive, item.method.on_request) == (bool(number % 3), not number % 3)
        assert not item.origin["content"].score or item.origin["content"].score == 1.0


def without_scores(document: Document) -> list[object]:
    """The items and the findings of a document; a score goes by what was learned, and may differ a little."""
    items = [item.model_copy(update={"origin": {}}) for catalogue in document.catalogues for item in catalogue.items]
    return [*items, *((finding.code, finding.item, finding.place) for finding in document.findings)]


@pytest.mark.parametrize("fault", ["torn", "short", "outside"])
def test_a_line_in_doubt_is_decoded(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """A line that is no whole row is read by the decoder: what it reads of all lines comes out."""
    parts = ROWS[600].split("\t")
    lines = {
        "torn": ["\t".join(parts[:3]) + "\t601号事项的办理条件、", "申请材料、办理流程\t" + "\t".join(parts[4:])],
        "short": ["\t".join(parts[:6] + parts[7:])],
        "outside": [ROWS[600], "注：本表由各科室填写。"],
    }[fault]
    rows = [*ROWS[:600], *lines, *ROWS[601:]]
    some, n_some = read(rows, monkeypatch)
    monkeypatch.setattr(whole_rows, "LEARN_CHUNKS", len(ROWS) * len(LABELS))
    everything, n_all = read(rows, monkeypatch)
    assert n_some < n_all / 2
    assert without_scores(some) == without_scores(everything)


def test_a_text_that_proves_no_grid_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where blank fields were dropped, no row is told by its places."""
    rows = ["\t".join(filter(None, row.split("\t"))) for row in ROWS]
    _, n_chunks = read(rows, monkeypatch)
    assert n_chunks == sum(len(row.split("\t")) for row in rows)
