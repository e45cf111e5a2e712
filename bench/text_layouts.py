"""Measures the reading of text dumps by layout: `python bench/run.py layouts`."""

from __future__ import annotations

import sys
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from gkml_extract.compare.scoring import ReadingScore as Score
from gkml_extract.extract import extract_bytes
from support.flattened import LAYOUTS, flatten, score_flattened
from support.goldens import golden_catalogues
from support.invented import invent

N_SEEDS, N_INVENTED = 4, 60


def catalogues_of(seed: int, n_invented: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every golden, and catalogues of our own that belong to a seed."""
    for folder in ("text", "made"):
        yield from golden_catalogues(folder).items()
    for k in range(n_invented):
        yield f"invented-{seed * 1000 + k}", invent(seed * 1000 + k)


def score_layout(layout: str, seeds: range, n_invented: int) -> Iterator[tuple[str, Score]]:
    """The score of each variation of a layout."""
    for seed in seeds:
        for k, (name, catalogue) in enumerate(catalogues_of(seed, n_invented // max(len(seeds), 1))):
            flat = flatten(catalogue, layout, seed * 1000 + k)
            document = extract_bytes(flat.text.encode(), f"{layout}-{seed}.txt")
            yield f"{name}-{seed}", score_flattened(document, flat)


def measure_layouts(seeds: range = range(N_SEEDS), n_invented: int = N_INVENTED) -> None:
    """One line a layout."""
    print(
        f"\n{'layout':12}{'texts':>7}{'cells':>8}{'right':>9}{'wrong, no finding':>20}"
        f"{'rows flagged':>14}{'seconds':>9}"
    )
    for layout in LAYOUTS:
        begin = time.perf_counter()
        scores = [score for _, score in score_layout(layout, seeds, n_invented)]
        seconds = time.perf_counter() - begin
        cells = sum(score.cells for score in scores)
        wrong = sum(len(score.wrong) for score in scores)
        silent = sum(score.silent for score in scores)
        flagged = sum(score.flagged_items for score in scores) / sum(score.items for score in scores)
        print(
            f"{layout:12}{len(scores):>7}{cells:>8}{1 - wrong / cells:>9.2%}{silent / cells:>20.2%}{flagged:>14.1%}"
            f"{seconds:>9.1f}"
        )


SCORE_STEPS = (0.0, 0.5, 0.7, 0.885, 0.9, 0.95, 0.98, 0.99, 0.999, 1.0)
"""Edges of the rows of the reliability table; a score of 1 counts in the last one."""


def measure_scores(seeds: range = range(1), n_invented: int = 15) -> None:
    """A reliability table: of the cells with a score, how many are right."""
    counts: dict[int, list[int]] = {}
    for layout in LAYOUTS:
        for seed in seeds:
            for k, (_, catalogue) in enumerate(catalogues_of(seed, n_invented)):
                flat = flatten(catalogue, layout, seed * 1000 + k)
                document = extract_bytes(flat.text.encode(), f"{layout}-{seed}.txt")
                items = [item for each in document.catalogues for item in each.items]
                if len(items) != len(flat.items):  # rows would have to be paired first
                    continue
                wrong = {(each.item, each.field) for each in score_flattened(document, flat).wrong}
                for row, item in enumerate(items):
                    for name, origin in item.origin.items():
                        if origin.score is not None and name in flat.fields:
                            step = bisect_right(SCORE_STEPS, origin.score) - 1
                            right_of = counts.setdefault(min(step, len(SCORE_STEPS) - 2), [0, 0])
                            right_of[0] += 1
                            right_of[1] += (row, name) not in wrong
    print(f"\n{'score from':>12}{'cells':>9}{'right':>9}")
    for step in sorted(counts):
        cells, right = counts[step]
        print(f"{SCORE_STEPS[step]:>12}{cells:>9}{right / cells:>9.2%}")


if __name__ == "__main__":
    measure_layouts(range(int(sys.argv[1]), int(sys.argv[2])))
