"""The decoder finds the best path; what it must be is made plain by the evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract.model.table import Gap
from gkml_extract.reflow.decoder import decode as decoder
from gkml_extract.reflow.decoder.decode import (
    BODY,
    GAPS,
    HEAD,
    KINDS,
    Evidence,
    Model,
    Path,
    decode,
    prior_gap_steps,
    relearn,
)
from gkml_extract.reflow.decoder.terms import Floats, Ints, OfKinds, Rests
from gkml_extract.reflow.rests import with_rests

STRONG = 20.0
OUTSIDE = "x"


def model(n_columns: int, *, present: float = 0.5, rows_are_lines: bool = False) -> Model:
    """A model that prefers nothing: every column as likely in every kind of row, any row may begin anywhere."""
    shape = (len(KINDS), n_columns)
    return Model(
        present=np.full(shape, present),
        may_begin=np.ones(shape, dtype=np.bool_),
        trust=np.full(shape, 2.0),
        gap_step=prior_gap_steps(rows_are_lines=rows_are_lines),
        p_kind=np.full(len(KINDS), 1 / len(KINDS)),
    )


def made(enter: Floats, stay: Floats, gaps: Ints) -> Evidence:
    """Evidence of chunks that all have text, and in which no cell says where it ends."""
    return Evidence(
        enter=enter, stay=stay, leave=np.zeros_like(enter), gap=gaps, after_blank=np.zeros(len(gaps), dtype=np.bool_)
    )


def evidence(looks: str, n_columns: int, gap: Gap = Gap.LINE) -> Evidence:
    """`evidence("0 1 1+ x", 2)`: what each chunk looks like; `+` goes on in its cell, `x` is outside the table."""
    marks = looks.split()
    enter = np.full((len(marks), n_columns + 1), -STRONG)
    stay = np.full((len(marks), n_columns + 1), -STRONG)
    for t, mark in enumerate(marks):
        column = n_columns if mark[0] == OUTSIDE else int(mark[0])
        (stay if mark.endswith("+") else enter)[t, column] = 0.0
    gaps = np.full(len(marks), GAPS.index(gap))
    gaps[0] = GAPS.index(Gap.START)
    return made(enter, stay, gaps)


def rows_of(path: Path, n_columns: int) -> list[str]:
    """The rows of a path as they are written in `evidence`."""
    rows: list[list[str]] = []
    for t, column in enumerate(path.column):
        if path.begins_row[t]:
            rows.append([])
        rows[-1].append((OUTSIDE if column == n_columns else str(column)) + ("" if path.begins_cell[t] else "+"))
    return [" ".join(row) for row in rows]


@pytest.mark.parametrize(
    ("looks", "rows"),
    [
        ("0 1 2", ["0 1 2"]),
        ("0 1 2 0 1 2", ["0 1 2", "0 1 2"]),
        ("0 2 1", ["0 2", "1"]),
        ("0 1 1+ 1+ 2", ["0 1 1+ 1+ 2"]),
        ("0 1 1", ["0 1", "1"]),
        ("x 0 1", ["x", "0 1"]),
        ("0 1 x x+ 0", ["0 1", "x x+", "0"]),
        ("1", ["1"]),
    ],
)
def test_the_evident_path_is_found(looks: str, rows: list[str]) -> None:
    """Columns go to the right within a row; one further left, or the same again, begins a new row."""
    assert rows_of(decode(evidence(looks, 3), model(3)), 3) == rows


def test_a_separator_decides_where_the_looks_do_not() -> None:
    """Between tabs the row goes on, at a line's end a new one begins, if rows are lines."""
    gaps = [GAPS.index(gap) for gap in (Gap.START, Gap.TAB, Gap.LINE, Gap.TAB)]
    neutral = made(np.zeros((4, 3)), np.zeros((4, 3)), np.array(gaps))
    neutral.enter[:, 2] = neutral.stay[:, 2] = -STRONG
    path = decode(neutral, model(2, rows_are_lines=True))
    assert path.begins_row.tolist() == [True, False, True, False]
    assert path.begins_cell.all()


def test_a_row_that_may_not_begin_in_a_column_does_not() -> None:
    """Whatever the looks: the chunk stays in the row."""
    may_begin = np.ones((len(KINDS), 2), dtype=np.bool_)
    may_begin[:, 1] = False
    prior = model(2)
    closed = Model(prior.present, may_begin, prior.trust, prior.gap_step, prior.p_kind)
    assert rows_of(decode(evidence("0 1 1", 2), prior), 2) == ["0 1", "1"]
    path = decode(evidence("0 1 1", 2), closed)
    assert all(path.column[t] != 1 for t in np.flatnonzero(path.begins_row))


def test_the_kind_of_row_is_found_by_the_columns_it_has() -> None:
    """A row that opens a group has the first column, one that goes on has not."""
    present = np.full((len(KINDS), 2), 0.5)
    present[:, 0] = 0.01
    present[HEAD, 0] = 0.99
    prior = model(2)
    path = decode(evidence("0 1 1 0 1", 2), Model(present, prior.may_begin, prior.trust, prior.gap_step, prior.p_kind))
    assert (path.kind[[0, 1, 3, 4]] == HEAD).all()
    assert path.kind[2] != HEAD


def test_more_of_the_same_is_decoded_the_same() -> None:
    """A document of five hundred rows is the row five hundred times: time grows with the chunks only."""
    row = "0 1 1+ 2"
    path = decode(evidence(" ".join([row] * 500), 3), model(3), with_margin=True)
    assert rows_of(path, 3) == [row] * 500
    assert path.margin is not None
    assert path.column.shape == path.kind.shape == path.margin.shape == (2000,)


def test_clear_evidence_has_a_wide_margin_and_doubtful_evidence_a_narrow_one() -> None:
    """It says by how much the second-best reading is worse; it is there only where it is asked for."""
    clear = evidence("0 1 0 1", 2)
    doubtful = evidence("0 1 0 1", 2)
    doubtful.enter[2, 1] = doubtful.enter[2, 0] - 0.1
    margins = [decode(each, model(2), with_margin=True).margin for each in (clear, doubtful)]
    assert margins[0] is not None and margins[1] is not None
    assert margins[0][2] > margins[1][2] >= 0
    assert decode(clear, model(2)).margin is None


scores = st.floats(-6, 2, allow_nan=False).map(lambda value: round(value, 2))


@st.composite
def any_evidence(draw: st.DrawFn) -> Evidence:
    """Random scores for three columns."""
    n = draw(st.integers(1, 8))
    enter, stay, leave = (
        np.array(draw(st.lists(scores, min_size=4 * n, max_size=4 * n))).reshape(n, 4) for _ in range(3)
    )
    gaps = np.array(draw(st.lists(st.integers(0, len(GAPS) - 1), min_size=n, max_size=n)))
    return replace(made(enter, stay, gaps), leave=leave)


@settings(max_examples=60, deadline=None)
@given(any_evidence())
def test_every_path_is_rows_of_cells(given_evidence: Evidence) -> None:
    """A row begins with a cell, a cell keeps its column, columns go to the right, a row is of one kind."""
    path = decode(given_evidence, model(3), with_margin=True)
    assert path.margin is not None
    assert (path.margin > -1e-9).all()
    assert path.begins_row[0] and path.begins_cell[0]
    for t in range(1, len(path.column)):
        before, column = int(path.column[t - 1]), int(path.column[t])
        if not path.begins_cell[t]:
            assert column == before
            assert not path.begins_row[t]
        elif not path.begins_row[t]:
            assert before < column < 3
        if not path.begins_row[t] and column < 3:
            assert path.kind[t] == path.kind[t - 1]


@settings(max_examples=60, deadline=None)
@given(any_evidence())
def test_what_is_learned_is_probabilities(given_evidence: Evidence) -> None:
    """Whatever the path: shares add up to one, and nothing becomes impossible or certain."""
    learned = relearn(decode(given_evidence, model(3)), given_evidence, model(3))
    assert learned.n_columns == 3
    assert learned.gap_step.sum(axis=1) == pytest.approx(np.ones(len(GAPS)))
    assert learned.p_kind.sum() == pytest.approx(1.0)
    assert ((learned.present > 0) & (learned.present < 1)).all()


def test_what_a_document_shows_is_learned() -> None:
    """A column that every row has becomes likelier, one that no row has less likely."""
    shown = evidence(" ".join(["0 2"] * 50), 3)
    path = decode(shown, model(3))
    learned = relearn(path, shown, model(3))
    kind = int(path.kind[2])  # the first row is of a kind of its own
    assert learned.present[kind, 0] > 0.9
    assert learned.present[kind, 1] < 0.1
    assert learned.p_kind.argmax() == kind


def test_what_is_trusted_more_changes_less() -> None:
    """`trust` counts rows."""
    shown = evidence(" ".join(["0 2"] * 10), 3)
    loose = model(3)
    firm = Model(loose.present, loose.may_begin, np.full((len(KINDS), 3), 1000.0), loose.gap_step, loose.p_kind)
    path = decode(shown, loose)
    kind = int(path.kind[0])
    assert relearn(path, shown, loose).present[kind, 1] < relearn(path, shown, firm).present[kind, 1] <= 0.5


@pytest.mark.parametrize("rows_are_lines", [True, False])
def test_the_meaning_of_each_separator_is_a_share(rows_are_lines: bool) -> None:
    """Goes on, next cell, new row: together one."""
    steps = prior_gap_steps(rows_are_lines=rows_are_lines)
    assert steps.shape == (len(GAPS), 3)
    assert steps.sum(axis=1) == pytest.approx(np.ones(len(GAPS)))


def test_a_line_means_more_where_rows_are_lines() -> None:
    """There it begins a row more often than in a text without separators."""
    line = GAPS.index(Gap.LINE)
    assert prior_gap_steps(rows_are_lines=True)[line, 2] > prior_gap_steps(rows_are_lines=False)[line, 2]
    assert len(set(KINDS)) == len(KINDS)
    assert BODY in KINDS


def _any_text(seed: int, n: int) -> Evidence:
    """Random scores for three columns and `n` chunks."""
    random = np.random.default_rng(seed)
    enter, stay, leave = random.uniform(-6, 2, (3, n, 4)).round(2)
    gaps = random.integers(0, len(GAPS), n)
    return replace(made(enter, stay, gaps), leave=leave)


@pytest.mark.parametrize("beside", [1, 2, 12])
def test_a_text_in_pieces_is_read_as_the_whole(monkeypatch: pytest.MonkeyPatch, beside: int) -> None:
    """However few chunks of its neighbours a piece is decoded with: those that disagree are decoded again as one."""
    prior = model(3)
    for seed in range(12):
        whole = decode(_any_text(seed, 90), prior, with_margin=True)
        with monkeypatch.context() as patch:
            patch.setattr(decoder, "_SHORTEST_PIECE", 15)
            patch.setattr(decoder, "_BESIDE", beside)
            parted = decode(_any_text(seed, 90), prior, with_margin=True)
        assert whole.margin is not None and parted.margin is not None
        for one, other in zip(whole_path(whole), whole_path(parted), strict=True):
            assert one.tolist() == other.tolist()
        assert parted.margin == pytest.approx(whole.margin, abs=1e-6)
        assert parted.score == pytest.approx(whole.score, abs=1e-6)


def whole_path(path: Path) -> tuple[Ints, ...]:
    """What a path says of each chunk, its margin aside."""
    return path.column, path.kind, path.begins_cell.astype(np.int64), path.begins_row.astype(np.int64)


def test_stretches_that_are_the_same_are_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are decoded once; one that differs in a single score is decoded by itself."""
    once = _any_text(3, 70)
    enter, stay, leave, gaps = (np.concatenate([each] * 4) for each in (once.enter, once.stay, once.leave, once.gap))
    enter[-5, 1] += 9.0
    text = replace(made(enter, stay, gaps), leave=leave)
    rows = [70, 140, 210]
    short = decode(text, model(3), certain_rows=rows, with_margin=True)
    monkeypatch.setattr(decoder, "_alike", lambda pieces, tasks: {})
    whole = decode(text, model(3), certain_rows=rows, with_margin=True)
    for one, other in zip(whole_path(whole), whole_path(short), strict=True):
        assert one.tolist() == other.tolist()
    assert short.margin is not None
    assert short.margin.tolist() == pytest.approx(whole.margin)
    assert short.score == pytest.approx(whole.score)


@pytest.mark.parametrize("n_kinds", [len(KINDS), len(KINDS) + 1])
def test_what_is_said_by_kinds_of_row_is_not_said_of_rests(n_kinds: int) -> None:
    """A page begins with a rest though every kind of row is against the cell there; with and without OPEN rows."""
    of_rows = model(2)
    more = [0] * (n_kinds - len(KINDS))
    kinds = [*range(len(KINDS)), *more]
    of_rows = replace(
        of_rows, present=of_rows.present[kinds], may_begin=of_rows.may_begin[kinds], trust=of_rows.trust[kinds],
        p_kind=of_rows.p_kind[kinds],
    )  # fmt: skip
    given = evidence("0 1 1 0", 2)
    said = np.zeros((2, len(KINDS) + 1, 2))
    said[1] = -STRONG
    at = np.array([False, False, True, False])
    found = decode(
        replace(given, rests=Rests(at, given.enter), of_kinds=OfKinds(at.astype(np.int64), said)), with_rests(of_rows)
    )
    assert rows_of(found, 2) == ["0 1", "1", "0"]
    assert found.kind[2] == n_kinds
