"""Hypothesis tries the same examples in every run, so that a change fails by itself and not by chance.

`GKML_FUZZ=1 make test K=property` looks for new ones.
"""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("GKML_CACHE", "off")  # no test reads what another run recognised
settings.register_profile("steady", derandomize=True)
settings.register_profile("searching", derandomize=False)
settings.load_profile("searching" if os.environ.get("GKML_FUZZ") else "steady")
