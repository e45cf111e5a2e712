"""Every sample against its golden; the same as `make golden`."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkml_extract.batch.walk import walk_folder
from gkml_extract.compare.documents import compare_documents
from gkml_extract.compare.golden import read_golden
from gkml_extract.extract import extract_document
from support.extraction import needs_extraction
from support.goldens import GOLDEN_PATHS, ROOT, SAMPLES

SAMPLE_FILES = walk_folder(SAMPLES).files


def golden_path(sample: Path) -> Path:
    """Where the golden of a sample stands."""
    return ROOT / "golden" / sample.with_suffix(".json")


def test_every_sample_has_a_golden_and_every_golden_a_sample() -> None:
    """A sample without one proves nothing; a golden without one is never run."""
    assert {golden_path(sample) for sample in SAMPLE_FILES} == set(GOLDEN_PATHS)


@needs_extraction
@pytest.mark.parametrize("sample", SAMPLE_FILES, ids=str)
def test_a_sample_reads_as_its_golden(sample: Path) -> None:
    """Every value and every finding."""
    comparison = compare_documents(extract_document(SAMPLES / sample), read_golden(golden_path(sample)))
    assert list(comparison.differences) == []
