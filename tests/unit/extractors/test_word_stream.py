"""The body of a Word document, piece by piece."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.word.names import INS, TBL, TR, W_NS, P
from gkml_extract.extractors.word.stream import BodyStream, may_have_marks
from gkml_extract.model.errors import CorruptSourceError

ROW = "<w:tr><w:tc><w:p><w:r><w:t>值</w:t></w:r></w:p></w:tc></w:tr>"


def body(content: str) -> bytes:
    """A part with this body."""
    return f'<w:document xmlns:w="{W_NS}"><w:body>{content}<w:sectPr/></w:body></w:document>'.encode()


def test_pieces_come_in_order_and_a_tables_rows_with_it() -> None:
    """Paragraphs before, between and after; a table in a cell is part of its row."""
    inner = f"<w:tbl>{ROW}</w:tbl>"
    nested = ROW.replace("<w:p>", f"{inner}<w:p>")
    stream = BodyStream(body(f"<w:p/><w:tbl><w:tblGrid/>{nested}{ROW}</w:tbl><w:p/><w:tbl>{ROW}</w:tbl>"), "x")
    found = [(piece.tag, [row.tag for row in stream.rows(piece)]) for piece in stream.pieces() if piece.tag in (P, TBL)]
    assert [tag for tag, _ in found] == [P, TBL, P, TBL]
    assert [rows.count(TR) for _, rows in found] == [0, 2, 0, 1]


def test_a_row_is_emptied_when_the_next_is_asked_for() -> None:
    """So that a long table is never whole in memory; its `w:tblGrid` stays."""
    stream = BodyStream(body(f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{ROW * 3}</w:tbl>"), "x")
    table = next(stream.pieces())
    rows = list(stream.rows(table))
    assert [len(row) for row in rows] == [1, 0, 0, 0]


def test_rows_nobody_asks_for_are_passed_over() -> None:
    """What follows the table still comes."""
    stream = BodyStream(body(f"<w:tbl>{ROW * 3}</w:tbl><w:p/>"), "x")
    assert [piece.tag for piece in stream.pieces()][:2] == [TBL, P]


def test_revisions_are_counted_wherever_they_stand() -> None:
    """Around rows, and in paragraphs."""
    stream = BodyStream(body(f"<w:p><w:ins/></w:p><w:tbl><w:ins>{ROW}</w:ins></w:tbl>"), "x")
    assert len(list(stream.pieces())) == 3
    assert stream.revisions == {INS: 2}


def test_what_is_torn_further_down_is_an_error_still() -> None:
    """Also when rows have been read."""
    stream = BodyStream(body(ROW.join(("<w:tbl>", "")) * 2)[:-40], "x")
    with pytest.raises(CorruptSourceError):
        list(stream.pieces())


@pytest.mark.parametrize(
    ("part", "may"), [("<w:p/>", False), ("<w:rPr><w:vanish/></w:rPr>", True), ("<w:delText/>", False)]
)
def test_marks_are_looked_for_in_the_bytes(part: str, may: bool) -> None:
    """Rather one too many: then only more is looked at."""
    assert may_have_marks(body(part)) is may
    assert may_have_marks(body(part).decode().encode("utf-16"))
