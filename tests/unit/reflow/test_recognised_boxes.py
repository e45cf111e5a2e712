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


def test_they_stand_before_names_in_traditional_script() -> None:
    """The names stay as they are printed."""
    text = "■政府網站口政府公報\n■兩微一端口發布會/聽證會\n口廣播電視 口紙質媒體\n口公開查閱點 口便民服務站"
    assert "口" not in _read(text)
    assert "□廣播電視" in _read(text)


def test_other_options_have_such_boxes_then_too() -> None:
    """But words that begin with 口 have none."""
    assert _read(f"{LIST}\n口决策\n口岸管理").endswith("□决策|口岸管理")
