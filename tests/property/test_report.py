"""The page of a batch, of documents as odd as the model allows."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from gkml_extract.model.record import Document
from gkml_extract.report.write import write_report
from support.records import documents, texts
from support.reports import drawing, out_folder


@pytest.mark.slow
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(read=st.lists(documents, min_size=1, max_size=3), data=st.binary(max_size=60), message=texts)
def test_any_results_make_a_page_with_all_their_findings(read: list[Document], data: bytes, message: str) -> None:
    """Whatever they say, and whatever their sources are; no text becomes an element."""
    files = {f"{number}.txt": (data, document) for number, document in enumerate(read)}
    with tempfile.TemporaryDirectory() as home:
        out_folder(Path(home, "out"), Path(home, "in"), {**files, f"{message[:5]}.x": ("code", message)})
        page = html.fromstring(write_report(Path(home, "out"), "zh", drawing()).read_bytes())
    assert len(page.xpath("//ol[@class='found']/li")) == sum(len(document.findings) for document in read)
    assert len(page.xpath("//table[@id='table']/tbody/tr")) == len(read) + 1
    assert len(page.xpath("//script | //style | //title")) == 3
