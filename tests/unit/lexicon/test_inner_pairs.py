"""Which neighbouring characters are of one word."""

from __future__ import annotations

import pytest

from gkml_extract.lexicon.inner_pairs import CHANCES, UNLISTED, chance_within_word


@pytest.mark.parametrize("pair", ["公开", "设置", "服务", "发展", "重点"])
def test_a_word_of_two_characters_is_one(pair: str) -> None:
    """A break between its characters parts a word."""
    assert chance_within_word(*pair) >= CHANCES[1]


@pytest.mark.parametrize("pair", ["开时", "息公", "况按", "类事", "证核"])
def test_the_edge_of_two_words_is_no_word(pair: str) -> None:
    """公开|时限, 信息|公开, 情况|按规定, 类|事项, 许可证|核发."""
    assert chance_within_word(*pair) <= CHANCES[-1]


def test_a_pair_that_is_not_listed_has_a_small_chance() -> None:
    """Nothing is known of it."""
    assert chance_within_word("〇", "龘") == UNLISTED
