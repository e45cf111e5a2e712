"""In which columns a cell may have a blank inside, where blanks part cells."""

from __future__ import annotations

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.decoder.decode import GAP_INDEX, Path
from gkml_extract.reflow.evidence.blanks import InnerBlanks
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn

LOOKS = (Look.NUMBER, Look.ITEM, Look.CONTENT)
COLUMNS = [DecodeColumn(look, look.value, k, k, look.value) for k, look in enumerate(LOOKS)]
ROW = (Gap.LINE, Gap.SPACE, Gap.SPACE, Gap.SPACE)
"""A number, a name, and a content in two pieces."""
N_ROWS = 20


def path() -> Path:
    """Rows of such cells."""
    begins_cell = np.array([True, True, True, False] * N_ROWS)
    begins_row = np.array([True, False, False, False] * N_ROWS)
    return Path(np.array([0, 1, 2, 2] * N_ROWS), np.zeros(4 * N_ROWS, dtype=np.int64), begins_cell, begins_row)


def test_a_name_has_fewer_blanks_inside_than_a_content() -> None:
    """Before anything is known; of no column a line's end says anything."""
    gap = np.array([GAP_INDEX[each] for each in ROW])
    goes_on, ends = InnerBlanks.unseen(COLUMNS).scores(gap, 0.2)
    assert goes_on[1, 1] < goes_on[1, 2] == 0.0
    assert ends[1, 1] > ends[1, 2] == 0.0
    assert not goes_on[0].any()
    assert not ends[0].any()


def test_columns_are_learned_apart() -> None:
    """Of forty blanks behind pieces of names and contents twenty stand in contents, and none in a name."""
    gap = np.array([GAP_INDEX[each] for each in ROW * N_ROWS])
    learned = InnerBlanks.unseen(COLUMNS).by(gap, path())
    assert learned.seen.tolist() == [20, 20, 20]
    assert learned.within.tolist() == [0, 0, 20]
    goes_on, _ = learned.scores(gap, 0.33)
    before, _ = InnerBlanks.unseen(COLUMNS).scores(gap, 0.33)
    assert goes_on[3, 2] > 0 > before[3, 1] > goes_on[3, 1]
