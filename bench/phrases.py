"""Cells' texts read a second: deadlines, citations, channels and header labels, each text once, nothing cached.

What is remembered of a text is forgotten before each round; vocabularies stay loaded, as in a run they are.
"""

from __future__ import annotations

import functools
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

from gkml_extract.lexicon.header import parse_label
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.normalise.channels import parse_channels
from gkml_extract.normalise.citation import parse_legal_basis
from gkml_extract.normalise.deadline import parse_deadline

ROUNDS = 5


def measure_phrases() -> None:
    """One line a sort of cell: texts, texts a second, and milliseconds of the slowest."""
    print(f"\n{'cell':12}{'texts':>8}{'texts/s':>10}{'ms each':>10}{'ms slowest':>12}")
    labels = [spelling for entry in load_lexicon("headers").entries for spelling in entry.spellings]
    _print_speed("deadline", parse_deadline, _corpus("deadline"))
    _print_speed("citation", parse_legal_basis, _corpus("citation"))
    _print_speed("channels", parse_channels, _corpus("channels"))
    _print_speed("header", parse_label, [*labels, *(f"{label}栏" for label in labels)])


def _corpus(name: str) -> list[str]:
    path = resources.files(f"gkml_extract.normalise.{name}") / "corpus.toml"
    return list(dict.fromkeys(case["text"] for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]))


def _print_speed(name: str, read: Callable[[str], Any], texts: list[str]) -> None:
    rounds = [_seconds_each(read, texts) for _ in range(ROUNDS)]
    whole = min(map(sum, rounds))
    slowest = max(map(min, zip(*rounds, strict=True)))
    print(f"{name:12}{len(texts):>8}{len(texts) / whole:>10.0f}{whole / len(texts) * 1e3:>10.3f}{slowest * 1e3:>12.2f}")


def _seconds_each(read: Callable[[str], Any], texts: list[str]) -> list[float]:
    """Processor time of each text in turn, from cold caches."""
    for remembered in _text_caches():
        remembered.cache_clear()
    seconds = []
    for text in texts:
        begin = time.process_time()
        read(text)
        seconds.append(time.process_time() - begin)
    return seconds


def _text_caches() -> Iterator[Any]:
    """What the program remembers of single texts: caches with a bound; those without hold vocabularies."""
    for module in [module for name, module in sys.modules.items() if name.startswith("gkml_extract")]:
        for value in vars(module).values():
            if isinstance(value, functools._lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None:
                yield value
