"""Hypothesis tries the same examples in every run, so that a change fails by itself and not by chance.

`GKML_FUZZ=1 make test K=property` looks for new ones. No example fails for being slow: a busy machine is no fault of
the code.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from support.postgresql import Server, running_server, why_no_server

os.environ.setdefault("GKML_CACHE", "off")  # no test reads what another run recognised
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", derandomize=False, deadline=None)
settings.load_profile("searching" if os.environ.get("GKML_FUZZ") else "steady")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server of our own; the test is skipped where there can be none."""
    if reason := why_no_server():
        pytest.skip(reason)
    with running_server() as server:
        yield server
