"""Figures of lengths and dates that a word processor prints apart from the Chinese around them: 调整前 5 日."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.regex import regex

_FIGURES = regex(r"\d{1,4}")
_HAN_END = regex(r"[\u4e00-\u9fff，、；：]$")
_UNIT = regex(
    r"(?:个$|个?(?:工作日|小时|季度|星期|月)|分钟|[日天周年])(?:(?:[以之]?[内前后]|左?右|底|末|初|起|止)|公[开布示告]|[更发]|[^\u4e00-\u9fff]|$)"
)
"""What figures are counted in, and how it goes on: 年度计划 and 日常管理 are names behind a row's number."""

_PART_OF_CYCLE = regex("[周月季年][初末底]")
"""A name behind a row's number may begin so: 2 周末门诊."""


def with_figures_in_place(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """The fragments with such figures joined to what stands before and behind them, within a line.

    Word processors leave a little room between Chinese and figures, which tools that print the text take for a blank.
    Figures that end a line are joined to what stands before them if the next line has their unit.
    """
    whole: list[TextFragment] = []
    goes_on = False
    for k, part in enumerate(fragments):
        before = whole[-1] if whole else None
        following = fragments[k + 1] if k + 1 < len(fragments) else None
        if goes_on and before is not None:
            whole[-1] = replace(before, text=before.text + part.text)
            goes_on = False
        elif before is not None and following is not None and _are_counted(before, part, following):
            goes_on = following.gap is Gap.SPACE
            if part.gap is Gap.SPACE:
                whole[-1] = replace(before, text=before.text + part.text)
            else:
                whole.append(part)
        else:
            whole.append(part)
    return tuple(whole)


def _are_counted(before: TextFragment, figures: TextFragment, following: TextFragment) -> bool:
    """Whether figures stand between a Chinese text and a unit, with a blank or a line's end on either side."""
    gaps = (figures.gap, following.gap)
    return (
        gaps in ((Gap.SPACE, Gap.SPACE), (Gap.SPACE, Gap.LINE), (Gap.LINE, Gap.SPACE))
        and _FIGURES.fullmatch(figures.text) is not None
        and _HAN_END.search(before.text) is not None
        and _UNIT.match(following.text) is not None
        and not (figures.gap is Gap.LINE and _PART_OF_CYCLE.match(following.text))
    )
