"""Moves the weights of the reflow evidence one at a time to where more cells of seeded variations are read right.

Run by hand, `python bench/tune.py SECONDS`; prints each move that helped. What it prints is entered by hand, after a
look at seeds that it has not seen: a weight that only fits these goldens is worth nothing. Its seeds are neither those
of the tests (1000 on) nor those of `make bench` (0 on).
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from gkml_extract.compare.scoring import score_items  # noqa: E402
from gkml_extract.extract import extract_bytes, extract_document  # noqa: E402
from support.dumps import fields_of, make_dump  # noqa: E402
from support.goldens import SAMPLES, golden_catalogues  # noqa: E402

SEEDS = range(100_000, 100_018)
SAMPLE_WEIGHT = 4
FACTORS = (0.6, 1.6)


def weights() -> Iterator[tuple[ModuleType, str]]:
    """Every numeric constant of the modules that score."""
    evidence = (f"evidence.{name}" for name in ("base", "columns", "edges", "names", "learned"))
    for name in (*evidence, "segment", "decoder.decode"):
        module = import_module(f"gkml_extract.reflow.{name}")
        for constant, value in vars(module).items():
            if constant.isupper() and isinstance(value, float):
                yield module, constant


def share_wrong() -> float:
    """Share of cells read wrongly, over the variations and the samples themselves."""
    cells = wrong = 0
    for name, catalogue in golden_catalogues().items():
        for seed in SEEDS:
            dump = make_dump(catalogue["items"], "wrapped", seed, title=catalogue["title"])
            score = score_items(extract_bytes(dump.text.encode(), "variation.txt"), dump.items, dump.fields)
            cells, wrong = cells + score.cells, wrong + len(score.wrong)
        sample = extract_document(SAMPLES / "text" / f"{name}.txt")
        score = score_items(sample, catalogue["items"], fields_of(catalogue["items"]))
        cells, wrong = cells + SAMPLE_WEIGHT * score.cells, wrong + SAMPLE_WEIGHT * len(score.wrong)
    return wrong / cells


def main(seconds: float) -> None:
    """Coordinate search in random order until the time is over."""
    end = time.monotonic() + seconds
    best = share_wrong()
    print(f"start {best:.4%}")
    order = list(weights())
    random.Random(1).shuffle(order)
    for module, constant in order:
        for factor in FACTORS:
            value = getattr(module, constant)
            setattr(module, constant, value * factor)
            tried = share_wrong()
            if tried < best:
                best = tried
                print(f"{module.__name__}.{constant} = {value * factor:.3g}: {best:.4%}", flush=True)
            else:
                setattr(module, constant, value)
            if time.monotonic() > end:
                return


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 600)
