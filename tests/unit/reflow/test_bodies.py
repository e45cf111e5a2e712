"""Names of bodies begin with the places that stand above the table."""

from __future__ import annotations

import pytest

from gkml_extract.reflow.glued.bodies import (
    begins_of_bodies,
    begins_with_places,
    has_body,
    places_named,
    sections_behind,
    spans_of_bodies,
)


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("柳河县财政局政务公开目录", {"柳河"}),
        ("附件1：石嘴山市大武口区目录", {"石嘴山", "大武口"}),
        ("责任单位：青山镇人民政府", {"青山"}),
        ("政府信息公开目录", set()),
    ],
)
def test_places_are_named_above_a_table(line: str, places: set[str]) -> None:
    """At the beginning of a line, or behind a colon; one within another are two."""
    assert places_named([line]) == places


def test_a_body_of_a_place_within_another_begins_once() -> None:
    """石嘴山市大武口区民政局 is one name."""
    text = "及时公开石嘴山市大武口区民政局√"
    assert begins_with_places(text, frozenset({"石嘴山", "大武口"})) == [4]


def test_a_place_without_a_body_begins_none() -> None:
    """The name of a place in a content is no body."""
    assert begins_with_places("柳河县地图", frozenset({"柳河"})) == []


def test_a_body_may_begin_behind_what_no_word_goes_on_with() -> None:
    """情况 is a word: no body begins with 况东山市."""
    text = "上一年度情况东山市教育局"
    assert list(begins_of_bodies(text, {len(text)}, [])) == [6]


def test_a_body_has_a_place_first() -> None:
    """And the word for a body last."""
    assert has_body("东山市教育局", frozenset())
    assert not has_body("教育信息", frozenset())


def test_a_section_behind_a_body_is_parted_from_it() -> None:
    """财政局|预算股; a channel of the body is no section."""
    text = "柳河县财政局预算股√"
    bodies = list(spans_of_bodies(text, [0]))
    assert bodies == [(0, 6)]
    assert list(sections_behind(text, [6])) == [(6, 9)]
    assert list(spans_of_bodies("柳河县人民政府网站√", [0])) == []
