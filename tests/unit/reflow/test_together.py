"""Tables of one text are decoded side by side, each as if it were alone."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.reflow.decoder.together import Decoding, run_together
from support.flattened import flatten
from support.goldens import golden_catalogues


def asking(times: int, name: str) -> Decoding[str]:
    """A work that asks a number of times for nothing."""
    for _ in range(times):
        yield []
    return name


def test_each_work_is_asked_until_it_is_done() -> None:
    """They need not ask equally often, nor at all; results come in their order."""
    assert run_together([asking(3, "甲"), asking(0, "乙"), asking(1, "丙")]) == ["甲", "乙", "丙"]
    assert run_together([]) == []


def test_a_catalogue_among_others_is_read_as_if_alone() -> None:
    """Catalogues with unlike columns, a field a line; nothing of one is learned from another."""
    catalogues = [golden_catalogues()[name] for name in ("lingwu", "xishan", "jinfeng")]
    texts = [flatten(catalogue, "pipe-cells", 5).text for catalogue in catalogues]
    alone = [extract_bytes(text.encode(), "a.txt").catalogues[0].items for text in texts]
    together = extract_bytes("\n\n".join(texts).encode(), "a.txt").catalogues
    assert [[item.content for item in each.items] for each in together] == [
        [item.content for item in items] for items in alone
    ]
