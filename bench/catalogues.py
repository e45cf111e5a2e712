"""Measures how long two catalogues take to compare: `python bench/run.py diff`."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable

from gkml_extract.compare.documents import compare_documents
from gkml_extract.model.record import Item
from support.catalogues import document_of, make_items

SIZES = (500, 5000, 20_000)

Edit = Callable[[list[Item], random.Random], list[Item]]


def _edited(items: list[Item], rng: random.Random, share: float) -> list[Item]:
    """The items, some of them with three characters of their content changed."""
    edited = []
    for item in items:
        if rng.random() < share:
            content = list(item.content or "")
            for _ in range(3):
                content[rng.randrange(len(content))] = rng.choice("天地玄黄")
            item = item.model_copy(update={"content": "".join(content)})
        edited.append(item)
    return edited


def _one_more(items: list[Item]) -> list[Item]:
    """A row more at the top: all numbers shift."""
    longer = [*make_items(1, seed=99), *items]
    return [item.model_copy(update={"number": str(at)}) for at, item in enumerate(longer, 1)]


CASES: dict[str, Edit] = {
    "the same": lambda items, rng: items,
    "one row more, all renumbered": lambda items, rng: _one_more(items),
    "5 % edited": lambda items, rng: _edited(items, rng, 0.05),
    "all edited": lambda items, rng: _edited(items, rng, 1),
    "shuffled": lambda items, rng: rng.sample(items, len(items)),
    "all edited and shuffled": lambda items, rng: _edited(rng.sample(items, len(items)), rng, 1),
    "another catalogue": lambda items, rng: make_items(len(items), seed=7),
}


def measure_diff() -> None:
    """Processor seconds, and what was found."""
    print(f"\n{'rows':>8}  {'change':30}{'seconds':>9}  differences")
    for size in SIZES:
        items = make_items(size)
        for name, edit in CASES.items():
            other = edit(items, random.Random(1))
            begin = time.process_time()
            comparison = compare_documents(document_of(items), document_of(other))
            seconds = time.process_time() - begin
            found = Counter(f"{each.kind.value} {each.field or 'row'}" for each in comparison.differences)
            shown = ", ".join(f"{kind} {count}" for kind, count in found.most_common(3))
            print(f"{size:>8}  {name:30}{seconds:>9.2f}  {shown}")
