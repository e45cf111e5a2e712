"""Catalogues printed as the text of every layout are read again: bounds that hold for any seed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from gkml_extract.compare.scoring import ReadingScore
from gkml_extract.extract import extract_bytes
from support.flattened import flatten, score_flattened
from support.goldens import golden_catalogues
from support.invented import invent

SEED = 7000
N_INVENTED = 8
LEAST_RIGHT = {
    "grid": 0.99, "cells": 0.93, "dropped": 0.96, "pipe-cells": 0.97, "blanks": 0.90, "glued": 0.78,
}  # fmt: skip
"""Share of cells that are right; docs/text-layouts.md has what was measured over more texts."""
MOST_SILENT = 0.03


@cache
def scores_of(layout: str) -> tuple[ReadingScore, ...]:
    """The score of each golden and of some invented catalogues, each in one variation."""
    return tuple(_scores(layout))


def _scores(layout: str) -> Iterator[ReadingScore]:
    catalogues = [*golden_catalogues().values(), *golden_catalogues("made").values()]
    catalogues += [invent(SEED + k) for k in range(N_INVENTED)]
    for k, catalogue in enumerate(catalogues):
        flat = flatten(catalogue, layout, SEED + k)
        yield score_flattened(extract_bytes(flat.text.encode(), f"{layout}.txt"), flat)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LEAST_RIGHT)
def test_cells_are_read_back(layout: str) -> None:
    """As many as this layout lets be told."""
    scores = scores_of(layout)
    cells = sum(score.cells for score in scores)
    assert 1 - sum(len(score.wrong) for score in scores) / cells >= LEAST_RIGHT[layout]


@pytest.mark.slow
@pytest.mark.parametrize("layout", LEAST_RIGHT)
def test_few_cells_are_wrong_in_silence(layout: str) -> None:
    """What is wrong has a finding on its item."""
    scores = scores_of(layout)
    assert sum(score.silent for score in scores) <= MOST_SILENT * sum(score.cells for score in scores)


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["grid", "dropped", "pipe-cells"])
def test_a_hint_stands_for_a_missing_header(layout: str) -> None:
    """The columns that are named are those that are read."""
    wrong = cells = 0
    for k in range(4):
        flat = flatten(invent(SEED + k), layout, SEED + 50 + k, header="missing")
        if flat.plan is not None and flat.plan.separator == "drawn":
            continue
        document = extract_bytes(flat.text.encode(), "a.txt", columns=flat.labels)
        score = score_flattened(document, flat)
        wrong, cells = wrong + len(score.wrong), cells + score.cells
        assert "header-hinted" in {finding.code for finding in document.findings}
    assert wrong <= 0.06 * cells
