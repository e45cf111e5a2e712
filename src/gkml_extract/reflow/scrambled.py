"""Tables whose cells come in the order in which they were drawn: previews of document sites print them so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.columns import look_of
from gkml_extract.reflow.header import HeaderColumn
from gkml_extract.reflow.looks import Look

_TICKS = re.compile(r"^[√✓✔]+$")
_LEAST_TICKS = 8
_TOGETHER = 0.8
"""Share of a table's ticks that stand in one run, far from their rows."""
_LEAST_TEXTS = 12
"""Other texts of a table of two rows."""


def is_scrambled(body: Sequence[TextFragment], columns: Sequence[HeaderColumn]) -> bool:
    """Whether nearly all ticks stand side by side, more of them than a row has columns for.

    Then the other cells are out of order as well, in ways that nothing tells: reading them would invent rows.
    """
    runs: list[int] = [0]
    n_texts = 0
    for fragment in body:
        if _TICKS.match(fragment.text):
            runs[-1] += len(fragment.text)
        elif fragment.text:
            n_texts += 1
            runs.append(0)
    n_columns = sum(look_of(column) is Look.MARKS for column in columns)
    longest, ticks = max(runs), sum(runs)
    is_one_run = longest >= _TOGETHER * ticks and longest > 2 * max(n_columns, 1)
    return is_one_run and longest >= _LEAST_TICKS and n_texts >= _LEAST_TEXTS
