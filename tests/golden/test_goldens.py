"""Every sample against its golden; the same as `make golden`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gkml_extract.compare.documents import compare_documents
from gkml_extract.compare.golden import golden_name
from gkml_extract.extract import extract_document
from support.extraction import needs_extraction
from support.goldens import GOLDENS, SAMPLE_FILES, SAMPLES, golden_of

CONVERTED = (".doc", ".wps", ".rtf", ".odt")


def test_every_sample_has_a_golden_and_every_golden_a_sample() -> None:
    """A sample without one proves nothing; a golden without one is never run."""
    assert {golden_name(sample.as_posix(), GOLDENS) for sample in SAMPLE_FILES} == set(GOLDENS)


@needs_extraction
@pytest.mark.parametrize("sample", SAMPLE_FILES, ids=str)
def test_a_sample_reads_as_its_golden(sample: Path) -> None:
    """Every value and every finding."""
    if sample.suffix in CONVERTED and shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    comparison = compare_documents(golden_of(sample), extract_document(SAMPLES / sample))
    assert list(comparison.differences) == []
