"""The hand-made goldens as documents."""

from __future__ import annotations

from pathlib import Path

from gkml_extract.compare.golden import read_golden
from gkml_extract.model.record import Document

ROOT = Path(__file__).resolve().parents[2]
GOLDEN_PATHS = tuple(sorted((ROOT / "golden").rglob("*.json")))
SAMPLES = ROOT / "samples"


def golden(name: str) -> Document:
    """The golden called `name`, such as `xishan`."""
    return read_golden(next(path for path in GOLDEN_PATHS if path.stem == name))
