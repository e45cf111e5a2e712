"""Strict loader of the vocabularies in lexicon/data.

A file is a list of tables `[[entry]]`, each with `value` (ours), `spellings` (as printed) and `source`
(where the spellings were seen); further keys are kept in `more`. A spelling under two values is an error,
never a silent first-wins.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from gkml_extract.model.errors import LexiconError
from gkml_extract.text import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One value with its printed spellings. `more` holds what only this vocabulary has."""

    value: str
    spellings: tuple[str, ...]
    source: str
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A vocabulary: its entries in file order, and folded spelling → entry."""

    name: str
    entries: tuple[Entry, ...]
    by_spelling: dict[str, Entry]


def _invalid(name: str, why_en: str, why_zh: str) -> LexiconError:
    return LexiconError(
        f"lexicon {name}: {why_en}; correct src/gkml_extract/lexicon/data/{name}.toml",
        f"词表 {name}：{why_zh}；请修改 src/gkml_extract/lexicon/data/{name}.toml",
    )


def read_lexicon(name: str, toml_text: str) -> Lexicon:
    """The vocabulary in `toml_text`.

    Raises:
        LexiconError: not TOML, a key is missing or of the wrong type, or a spelling stands under two values.
    """
    try:
        data = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as err:
        raise _invalid(name, f"not valid TOML ({err})", f"不是有效的 TOML（{err}）") from err
    entries: list[Entry] = []
    by_spelling: dict[str, Entry] = {}
    listed = data.get("entry", [])
    if not isinstance(listed, list) or not all(isinstance(raw, dict) for raw in listed):
        raise _invalid(name, "entry is no list of tables", "entry 不是表的列表")
    for raw in listed:
        try:
            value, spellings, source = raw.pop("value"), raw.pop("spellings"), raw.pop("source")
        except KeyError as err:
            raise _invalid(name, f"an entry lacks {err}", f"有条目缺少 {err}") from err
        if not isinstance(value, str) or not isinstance(source, str):
            raise _invalid(name, f"value and source of {value} are no texts", f"{value} 的 value 或 source 不是文本")
        if not isinstance(spellings, list) or not all(isinstance(each, str) and each.strip() for each in spellings):
            raise _invalid(name, f"the spellings of {value} are no list of texts", f"{value} 的 spellings 不是文本列表")
        entry = Entry(value, tuple(spellings), source, raw)
        entries.append(entry)
        for spelling in entry.spellings:
            other = by_spelling.setdefault(fold(spelling), entry)
            if other is not entry:
                raise _invalid(
                    name,
                    f"“{spelling}” stands under {other.value} and {value}",
                    f"“{spelling}”同时属于 {other.value} 和 {value}",
                )
    if not entries:
        raise _invalid(name, "no entries", "没有条目")
    return Lexicon(name, tuple(entries), by_spelling)


@cache
def load_lexicon(name: str) -> Lexicon:
    """The vocabulary lexicon/data/<name>.toml, read once."""
    path = files("gkml_extract.lexicon") / "data" / f"{name}.toml"
    return read_lexicon(name, path.read_text(encoding="utf-8"))
