"""What copying sites and viewers do to the characters of a text: whole documents, seeded."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from gkml_extract import text as cleaning

Item = dict[str, Any]
_HALF = str.maketrans({"（": "(", "）": ")", "，": ",", "：": ":", "；": ";"})
_PINYIN = {"公": "gōng", "开": "kāi", "信": "xìn", "政": "zhèng", "会": "huì"}


def with_noise(items: list[Item], rng: random.Random) -> list[Item]:
    """`items` with one kind of noise, or none; what is printed is what is true."""
    change = rng.choice((None,) * 8 + (_half_width, _half_width, traditional, _glossed(rng), _masked(rng)))
    if change is None:
        return items
    return [
        {key: _changed(value, change) if key not in ("extra", "number") else value for key, value in item.items()}
        for item in items
    ]


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_changed(entry, change) for entry in value]
    if isinstance(value, dict):
        return {key: _changed(entry, change) for key, entry in value.items()}
    return value


def _half_width(text: str) -> str:
    return text.translate(_HALF)


_TO_TRADITIONAL = {
    ord(simple): chr(code) for code, simple in reversed(list(cleaning._TRADITIONAL.items())) if len(simple) == 1
}


def traditional(text: str) -> str:
    """`text` in traditional script, character by character."""
    return text.translate(_TO_TRADITIONAL)


def _glossed(rng: random.Random) -> Callable[[str], str]:
    """Now and then a character with its sound behind it: 公開(kāi)."""

    def change(text: str) -> str:
        if len(text) < 12 or rng.random() > 0.05:
            return text
        at = rng.randrange(2, len(text) - 2)
        return f"{text[: at + 1]}({_PINYIN[text[at]]}){text[at + 1 :]}" if text[at] in _PINYIN else text

    return change


def _masked(rng: random.Random) -> Callable[[str], str]:
    """Now and then some characters masked."""

    def change(text: str) -> str:
        if len(text) < 16 or rng.random() > 0.05:
            return text
        at = rng.randrange(4, len(text) - 6)
        return (
            f"{text[:at]}***{text[at + 3 :]}"
            if all("\u4e00" <= char <= "\u9fff" for char in text[at : at + 3])
            else text
        )

    return change
