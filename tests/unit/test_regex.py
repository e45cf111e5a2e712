"""Patterns compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import gkml_extract
from gkml_extract import regex
from gkml_extract.regex import regex as pattern_of


def test_a_pattern_is_compiled_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(regex.re, "compile", lambda source, flags=0: compiled.append(source) or real(source, flags))

    found = pattern_of("第(?P<n>[0-9]+)条", re.IGNORECASE)

    assert found.pattern == "第(?P<n>[0-9]+)条"
    assert compiled == []
    first = found.search("依据第12条")
    assert first and first["n"] == "12"
    assert [match[0] for match in found.finditer("第1条、第2条")] == ["第1条", "第2条"]
    assert found.sub("条", "第1条和第2条") == "条和条"
    assert found.groupindex == {"n": 1}
    assert compiled == [found.pattern]


def test_every_pattern_of_the_program_is_valid() -> None:
    groups = [pattern.groups for pattern in _patterns()]  # an invalid one cannot say how many it has
    assert len(groups) > 300


def _patterns() -> Iterator[re.Pattern[str]]:
    for module in pkgutil.walk_packages(gkml_extract.__path__, "gkml_extract."):
        if module.name.endswith("__main__"):
            continue
        yield from (value for value in vars(importlib.import_module(module.name)).values() if _is_pattern(value))


def _is_pattern(value: object) -> bool:
    return type(value) is type(pattern_of(""))
