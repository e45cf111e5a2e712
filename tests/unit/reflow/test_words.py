"""What the words of a document say of its columns."""

from __future__ import annotations

import numpy as np

from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.decoder.decode import Path
from gkml_extract.reflow.evidence.learned import Words
from support.tables import fragments

N_COLUMNS = 3


def scores_of(lines: list[str], columns: list[int]) -> np.ndarray:
    """What is said of the chunks of lines by a path over these columns."""
    chunks = make_chunks(fragments(*lines)).chunks
    assert [chunk.text for chunk in chunks] == lines
    begins = np.ones(len(lines), dtype=np.bool_)
    path = Path(np.array(columns), np.zeros(len(lines), dtype=np.int64), begins, begins)
    return Words(chunks).scores(path, N_COLUMNS)


def test_a_text_printed_whole_again_and_again_is_of_its_column() -> None:
    """管理类 stands in the first column four times: where it was put into the second one, it is of the first."""
    names = ["管护站", "渡口", "灯塔", "航标"]
    lines = [text for name in names for text in ("管理类", name)] + ["管理类"]
    scores = scores_of(lines, [0, 1] * len(names) + [1])
    assert scores[-1].argmax() == 0
    assert scores[-1, 0] > scores[-1, 1] + 2


def test_a_text_printed_once_does_not_vouch_for_itself() -> None:
    """Of 渡口 nothing is known but that it was put into the second column."""
    scores = scores_of(["管理类", "渡口", "管理类", "灯塔"], [0, 1, 0, 1])
    assert scores[1, 1] <= scores[1, 2] + 0.5
