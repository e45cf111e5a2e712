"""Empty boxes that recognition took for 口, as boxes again: 口两微一端 口公开查阅点."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from gkml_extract.model.table import TextFragment
from gkml_extract.normalise.channels.names import known_name
from gkml_extract.regex import regex
from gkml_extract.text import simplify

_LEAST = 6
"""Such boxes of a text: a list has some ten, and a 口 before the name of a channel is chance once."""
_OTHER_OPTION = regex("^口(?![岸径头号腔罩味才语粮])(?=[\u4e00-\u9fff]{2})")
"""One before an option of another column, where channels have such boxes: 口决策 口执行."""


def with_recognised_boxes(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """The fragments with □ for each 口 that stands before the name of a channel and ends no word (窗口政府网站)."""
    if sum("口" in part.text for part in fragments) < _LEAST // 2:
        return tuple(fragments)
    marked = [_marked(part.text) if "口" in part.text else part.text for part in fragments]
    n = sum(text.count("□") - part.text.count("□") for text, part in zip(marked, fragments, strict=True))
    if n < _LEAST:
        return tuple(fragments)
    marked = [_OTHER_OPTION.sub("□", text) for text in marked]
    return tuple(
        part if text == part.text else replace(part, text=text) for text, part in zip(marked, fragments, strict=True)
    )


def _marked(text: str) -> str:
    at = {found.start() for found in _of_options().finditer(simplify(text))}
    return "".join("□" if k in at else char for k, char in enumerate(text)) if at else text


@cache
def _of_options() -> re.Pattern[str]:
    return regex(rf"(?<![窗入出])口(?=\s*(?:{known_name().pattern}))")
