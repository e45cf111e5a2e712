"""What a document without a catalogue seems to be."""

from __future__ import annotations

import pytest

from gkml_extract.normalise.neighbours import guess_kind


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        ("某县2023年政府信息公开工作年度报告", "annual report", "年度报告"),
        ("某县政府信息公开指南", "guide", "指南"),
        ("某局权责清单", "powers and duties", "权责清单"),
        ("某局政务服务事项目录", "list of services", "政务服务事项清单"),
        ("2024年政务公开工作要点", "plan of tasks", "工作要点"),
        ("政府信息公开管理办法", "rules", "办法"),
    ],
)
def test_a_kind_is_told_by_the_words_of_its_title(line: str, en: str, zh: str) -> None:
    """In the language asked for, blanks in print aside."""
    assert en in guess_kind(["关于印发", " ".join(line)], "en")
    assert zh in guess_kind([line], "zh")


@pytest.mark.parametrize(("lang", "words"), [("en", "no header"), ("zh", "没有"), ("fr", "no header")])
def test_an_unknown_kind_says_only_that_there_is_no_header(lang: str, words: str) -> None:
    """Any language but Chinese is English."""
    assert words in guess_kind(["会议通讯录"], lang)
    assert words in guess_kind([], lang)


def test_only_the_first_lines_count() -> None:
    """A law named at the end of a letter does not make it a guide."""
    assert "no header" in guess_kind([*["正文"] * 40, "政府信息公开指南"], "en")


def test_words_do_not_join_over_two_lines() -> None:
    """权责 at the end of one and 清单 at the beginning of the next are no title."""
    assert "no header" in guess_kind(["权责", "清单"], "en")
