"""The collector rests while a document is read."""

from __future__ import annotations

import gc

import pytest

from gkml_extract.garbage import paused_collection


def test_it_rests_inside_and_goes_on_after() -> None:
    """After an error too."""
    with pytest.raises(ValueError, match="x"), paused_collection():
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off() -> None:
    """It was not ours to turn on."""
    gc.disable()
    try:
        with paused_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
