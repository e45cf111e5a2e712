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


def test_what_was_made_inside_counts_as_old() -> None:
    """So that the next small value does not start a search through it all; a search still finds its cycles."""
    with paused_collection():
        made = [[] for _ in range(5000)]
        made.append(made)
        assert gc.get_count()[0] > 5000
    assert gc.get_count()[0] < 700
    del made
    assert gc.collect() >= 5000
