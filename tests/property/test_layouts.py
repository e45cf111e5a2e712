"""Office files of seeded layouts, read again: every cell as it was printed."""

from __future__ import annotations

import pytest

from gkml_extract.compare.scoring import score_items
from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.registry import identify
from gkml_extract.model.errors import UnknownFormatError
from support.goldens import golden_catalogues
from support.layouts import OFFICE_SUFFIXES, PRINTED_SUFFIXES, LaidOut, lay_out, lay_out_collection
from support.printing.convert import has_programs


def assert_read(laid: LaidOut, suffix: str) -> None:
    """Every cell is right. A format without a reader is skipped."""
    data = laid.write(suffix)
    try:
        identify(data, f"a.{suffix}")
    except UnknownFormatError:
        pytest.skip(f"no reader of {suffix}")
    score = score_items(extract_bytes(data, f"a.{suffix}"), laid.items, laid.fields)
    assert list(score.wrong) == []


@pytest.mark.parametrize("suffix", OFFICE_SUFFIXES)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", sorted(golden_catalogues()))
def test_an_office_file_reads_as_it_was_printed(name: str, seed: int, suffix: str) -> None:
    """Merged cells and all."""
    assert_read(lay_out(golden_catalogues()[name], seed), suffix)


@pytest.mark.parametrize("suffix", OFFICE_SUFFIXES)
@pytest.mark.parametrize("seed", range(2))
def test_two_catalogues_in_one_file_are_told_apart(seed: int, suffix: str) -> None:
    """Each with its own columns."""
    catalogues = golden_catalogues("made")
    assert_read(lay_out_collection([catalogues["dongling"], catalogues["linxi"]], seed), suffix)


@pytest.mark.slow
@pytest.mark.skipif(not has_programs(), reason="needs LibreOffice and Chromium")
@pytest.mark.parametrize("suffix", PRINTED_SUFFIXES)
@pytest.mark.parametrize("name", sorted(golden_catalogues()))
def test_a_printed_file_reads_as_it_was_printed(name: str, suffix: str) -> None:
    """Cells cut by pages and all."""
    assert_read(lay_out(golden_catalogues()[name], 1), suffix)
