"""The hand-made goldens as documents."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from gkml_extract.batch.walk import walk_folder
from gkml_extract.compare.golden import golden_name, read_golden
from gkml_extract.model.record import Document

ROOT = Path(__file__).resolve().parents[2]
GOLDEN_PATHS = tuple(sorted((ROOT / "golden").rglob("*.json")))
SAMPLES = ROOT / "samples"
SAMPLE_FILES = walk_folder(SAMPLES).files
SCANNED_FILES = tuple(sample for sample in SAMPLE_FILES if sample.parts[0] == "scanned")
"""Samples that must be recognised: by the extra `ocr`, and not without faults."""
NEEDS_OCR = pytest.mark.skipif(find_spec("rapidocr") is None, reason="scans need the extra `ocr`")
GOLDENS = {path.relative_to(ROOT / "golden").with_suffix("").as_posix(): path for path in GOLDEN_PATHS}
"""By their names, as `golden_name` gives them."""


def golden_catalogues(folder: str = "text") -> dict[str, dict[str, Any]]:
    """The first catalogue of each golden of a folder, by name, as plain data."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))["catalogues"][0]
        for path in GOLDEN_PATHS
        if path.parent.name == folder
    }


def golden(name: str) -> Document:
    """The golden of the given text called `name`, such as `xishan`."""
    return read_golden(ROOT / "golden" / "text" / f"{name}.json")


def golden_of(sample: Path) -> Document:
    """The golden that serves a sample, named as in SAMPLE_FILES."""
    return read_golden(GOLDENS[golden_name(sample.as_posix(), GOLDENS) or ""])
