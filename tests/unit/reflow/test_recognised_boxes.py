"""Boxes that recognition took for 口."""

from __future__ import annotations

from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.reflow.printed.recognised_boxes import with_recognised_boxes

LIST = "■政府网站口政府公报\n■两微一端口发布会/听证会\n口广播电视 口纸质媒体\n口公开查阅点 口政务服务中心\n口便民服务站"


def _read(text: str) -> str:
    return "|".join(part.text for part in with_recognised_boxes(split_fragments(text)))


def test_they_are_boxes_before_channels() -> None:
    """Also behind 两微一端, which does not make 端口."""
    assert "口" not in _read(LIST)
    assert "■两微一端□发布会/听证会" in _read(LIST)


def test_words_stay() -> None:
    """窗口 ends in one, 人口 is before no channel; and a single one is chance."""
    assert "办事窗口政府网站" in _read(f"{LIST}\n办事窗口政府网站")
    assert "人口概况" in _read(f"{LIST}\n人口概况")
    assert _read("口广播电视") == "口广播电视"
