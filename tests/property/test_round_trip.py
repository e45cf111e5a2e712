"""Goldens printed back to text in the manner of each kind of dump are read again: the decoder fits no sample."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gkml_extract.compare.scoring import ReadingScore, score_items
from gkml_extract.extract import extract_bytes
from support.dumps import KINDS, make_dump
from support.goldens import golden_catalogues

SEEDS = range(1000, 1020)
LEAST_RIGHT = 0.97


def scores_of(kind: str) -> Iterator[ReadingScore]:
    """The scores of every golden over SEEDS, one hundred variations a manner."""
    for catalogue in golden_catalogues().values():
        for seed in SEEDS:
            dump = make_dump(catalogue["items"], kind, seed, title=catalogue["title"])
            document = extract_bytes(dump.text.encode(), f"{kind}-{seed}.txt")
            yield score_items(document, dump.items, dump.fields)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_cells_are_read_back(kind: str) -> None:
    """At least 97 % of the cells of a hundred seeded variations are right."""
    scores = list(scores_of(kind))
    cells = sum(score.cells for score in scores)
    wrong = sum(len(score.wrong) for score in scores)
    assert cells > 10_000
    assert 1 - wrong / cells >= LEAST_RIGHT


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_wrong_cell_has_a_finding(kind: str) -> None:
    """On its item; that of a lost row on a neighbour."""
    silent = [wrong for score in scores_of(kind) for wrong in score.wrong if not wrong.has_finding]
    assert silent == []
