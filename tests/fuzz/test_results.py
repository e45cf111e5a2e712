"""Results that are cut, flipped or hostile: read, or refused with a message."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkml_extract.cli.results import read_result
from gkml_extract.model.errors import SourceError
from gkml_extract.writers.contract import WriteOptions
from gkml_extract.writers.registry import writer_named
from support.goldens import golden


def result(name: str) -> bytes:
    """A good result in this format."""
    stream = io.BytesIO()
    writer_named(name).write(golden("xishan"), stream, WriteOptions())
    return stream.getvalue()


RESULTS = {name: result(name) for name in ("json", "jsonl")}


def read(tmp_path: Path, name: str, data: bytes) -> None:
    """Reads the bytes as a result; a refusal is as good as a document."""
    path = tmp_path / f"a.{name}"
    path.write_bytes(data)
    try:
        read_result(path)
    except SourceError as err:
        assert str(path) in err.en


@pytest.mark.parametrize("name", RESULTS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_results(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """A cut and a flipped byte anywhere."""
    whole = RESULTS[name]
    cut = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    cut[data.draw(st.integers(0, len(cut) - 1))] = data.draw(st.integers(0, 255))
    read(tmp_path, name, bytes(cut))


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b'{"catalogues": 1e999, "findings": []}', b"null", b"\xff\xfe\x00", b'{"source": {}}', b'"' * 9],
    ids=["deep", "huge number", "null", "not text", "half", "quotes"],
)
def test_hostile_results(tmp_path: Path, name: str, data: bytes) -> None:
    """Deep nesting, huge numbers, other JSON."""
    read(tmp_path, name, data)
