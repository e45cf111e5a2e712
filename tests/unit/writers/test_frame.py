"""Data frames of the goldens."""

from __future__ import annotations

from gkml_extract import to_frame
from support.goldens import golden


def test_a_frame_has_a_row_an_item() -> None:
    """One golden, Chinese headers, texts."""
    frame = to_frame(golden("xishan"))
    assert len(frame) == 10
    assert list(frame["一级事项"])[:2] == ["机构信息", "政策信息"]
    assert frame["备注"].isna().all()


def test_several_documents_make_one_frame() -> None:
    """In their order, with English headers."""
    frame = to_frame([golden("xishan"), golden("dawukou")], headers="en")
    assert len(frame) == 29
    assert frame["number"].iloc[-1] == "19"
