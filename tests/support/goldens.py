"""The hand-made goldens as documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gkml_extract.compare.golden import read_golden
from gkml_extract.model.record import Document

ROOT = Path(__file__).resolve().parents[2]
GOLDEN_PATHS = tuple(sorted((ROOT / "golden").rglob("*.json")))
SAMPLES = ROOT / "samples"


def golden_catalogues() -> dict[str, dict[str, Any]]:
    """The first catalogue of each golden, by name, as plain data."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))["catalogues"][0] for path in GOLDEN_PATHS}


def golden(name: str) -> Document:
    """The golden called `name`, such as `xishan`."""
    return read_golden(next(path for path in GOLDEN_PATHS if path.stem == name))
