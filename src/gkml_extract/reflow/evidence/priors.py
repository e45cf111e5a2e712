"""What rows and cells look like before anything is known of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gkml_extract.reflow.decoder.decode import BARE, BODY, HEAD, KINDS, MORE, Model, prior_gap_steps
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn

# Chance that a row of kind HEAD, BODY, BARE, MORE has a cell of its own in a column; counted by hand on the five given
# documents and rounded.
_PRESENT = {
    Look.NUMBER: (0.97, 0.3, 0.2, 0.02), Look.ITEM: (0.97, 0.95, 0.95, 0.03), Look.CONTENT: (0.99, 0.99, 0.99, 0.99),
    Look.LAW: (0.9, 0.6, 0.04, 0.3), Look.DEADLINE: (0.9, 0.6, 0.06, 0.3), Look.ORG: (0.85, 0.6, 0.04, 0.3),
    Look.CHANNELS: (0.9, 0.6, 0.03, 0.3), Look.MARKS: (0.9, 0.75, 0.3, 0.4), Look.VALUE: (0.8, 0.6, 0.2, 0.2),
    Look.WEBSITE: (0.6, 0.5, 0.3, 0.1), Look.REMARKS: (0.1, 0.1, 0.1, 0.1), Look.OTHER: (0.4, 0.4, 0.2, 0.1),
}  # fmt: skip
_SHARE_OF_KINDS, _SHARE_WITH_OPEN = (0.32, 0.32, 0.26, 0.1), (0.32, 0.2, 0.26, 0.1, 0.12)
_SHARE_WITH_OPEN_IF_WRAPPED = (0.3, 0.3, 0.26, 0.1, 0.04)
_INNER_NUMBER = (0.02, 0.02, 0.02, 0.02)
_OUTER_ITEM_IN_BODY = 0.03
_MIDDLE_ITEM = (0.4, 0.2, 0.02)
"""Chance of the middle one of three levels of items in BODY, BARE and MORE."""
_MIDDLE_IF_LAST, _SELDOM_INNERMOST = (0.95, 0.9, 0.02), 0.2
"""The same, and of the innermost level, where few items have one."""
_PRESENT_IF_BLANK = 0.85
_OTHERS_IN_EVERY_ROW = 0.95
"""Chance of a cell in a column that nothing is known of, where each row is guessed to have one."""
_SPANNING = frozenset({Look.LAW, Look.DEADLINE, Look.ORG, Look.CHANNELS})
_EVERY_ROW, _NO_NUMBER = 0.97, 0.02
"""Chance that a row has a number where each of its kind is guessed to have one, and where none is."""
_TRUST, _TRUST_IN_STRUCTURE, _TRUST_IN_CONTENT = 3.2, 15.0, 60.0
"""How many rows the chances above weigh against the document's own; a row that opens a group hardly lacks its items,
and none its content: of two that one item has, the second stands without a name."""
_MEAN_LENGTH = {
    Look.NUMBER: 1.5, Look.ITEM: 8.0, Look.CONTENT: 35.0, Look.LAW: 35.0, Look.DEADLINE: 18.0, Look.ORG: 6.0,
    Look.CHANNELS: 80.0, Look.MARKS: 2.0, Look.VALUE: 4.0, Look.WEBSITE: 18.0, Look.REMARKS: 10.0, Look.OTHER: 10.0,
}  # fmt: skip
"""Mean length of a cell in characters, from the same documents."""
_MEAN_OUTER_ITEM = 5.0


class Counts(StrEnum):
    """What has a number of its own."""

    ROWS = "rows"
    ITEMS = "items"
    GROUPS = "groups"


_NUMBERED = {Counts.ROWS: KINDS, Counts.ITEMS: (HEAD, BODY, BARE), Counts.GROUPS: (HEAD,)}
"""The kinds of row that have a number."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A first guess: what has a number of its own, if it is known; merged cells go on over the beginnings of groups;
    every row has a cell in the columns that nothing is known of; of a merged cell each row keeps a blank
    field, where there are any; of several levels of items most rows have the innermost one.
    """

    counts: Counts | None = None
    spans_groups: bool = False
    has_others: bool = False
    keeps_merged: bool = True
    has_innermost: bool = True


GUESSES = tuple(
    Guess(counts, spans_groups, has_others, keeps_merged, has_innermost)
    for counts in (None, *Counts)
    for spans_groups in (False, True)
    for has_others in (False, True)
    for keeps_merged in (True, False)
    for has_innermost in (True, False)
)


def prior_model(
    columns: Sequence[DecodeColumn],
    *,
    rows_are_lines: bool,
    is_wrapped: bool,
    is_spaced: bool = False,
    has_blanks: bool,
    guess: Guess = Guess(),
) -> Model:
    """What rows look like before the document is known.

    `has_blanks`: the text has blank fields, so that a cell without text is there all the same. `guess` is one of
    several first guesses of what this document's rows are like.
    """
    by_kind = {HEAD: 0, BODY: 1, BARE: 2, MORE: 3}
    present = np.array(
        [
            [(_PRESENT[c.look] if c.first is not None else _INNER_NUMBER)[by_kind[kind]] for c in columns]
            for kind in KINDS
        ]
    )
    has_blanks = has_blanks and guess.keeps_merged
    if has_blanks:
        named = np.array([column.first is not None for column in columns])
        present = np.where(named, np.maximum(present, _PRESENT_IF_BLANK), present)
    trust = np.full_like(present, _TRUST)
    if guess.spans_groups and not has_blanks:
        for k, column in enumerate(columns):
            if column.look in _SPANNING:
                present[HEAD, k] = present[BODY, k]
    if guess.has_others:
        others = [k for k, column in enumerate(columns) if column.look is Look.OTHER]
        present[:, others] = _OTHERS_IN_EVERY_ROW
        trust[:, others] = _TRUST_IN_STRUCTURE
    if guess.counts is not None:
        for k, column in enumerate(columns):
            if column.look is Look.NUMBER and column.first is not None:
                present[:, k] = _NO_NUMBER
                present[list(_NUMBERED[guess.counts]), k] = _EVERY_ROW
                trust[:, k] = _TRUST_IN_STRUCTURE
    may_begin = np.ones_like(present, dtype=np.bool_)
    items = [k for k, column in enumerate(columns) if column.look is Look.ITEM]
    for k in items[1:-1] if not has_blanks else ():
        present[[BODY, BARE, MORE], k] = _MIDDLE_ITEM if guess.has_innermost else _MIDDLE_IF_LAST
        may_begin[MORE, k] = False
    if items and not guess.has_innermost and not has_blanks:
        present[[HEAD, BODY, BARE], items[-1]] = _SELDOM_INNERMOST
    for k in items[:1] if len(items) > 1 else ():
        if not has_blanks:
            present[[BODY, BARE, MORE], k] = _OUTER_ITEM_IN_BODY
            may_begin[[BODY, BARE, MORE], k] = False
    for k in items:
        may_begin[HEAD, k + 1 :] = False
        break
    for k, column in enumerate(columns):
        if column.look in (Look.ITEM, Look.CONTENT):
            trust[:, k] = _TRUST_IN_STRUCTURE if column.look is Look.ITEM else _TRUST_IN_CONTENT
    steps = prior_gap_steps(rows_are_lines=rows_are_lines, is_wrapped=is_wrapped, is_spaced=is_spaced)
    if not guess.spans_groups:
        return Model(present, may_begin, trust, steps, np.array(_SHARE_OF_KINDS))
    tied = np.array([column.look in _SPANNING for column in columns])
    opening = np.where(tied, present[BARE], present[HEAD])
    return Model(
        np.vstack([present, opening]),
        np.vstack([may_begin, may_begin[HEAD]]),
        np.vstack([trust, trust[HEAD]]),
        steps,
        np.array(_SHARE_WITH_OPEN_IF_WRAPPED if is_wrapped else _SHARE_WITH_OPEN),
        tied,
    )


def prior_mean_lengths(columns: Sequence[DecodeColumn]) -> np.ndarray:
    """The mean length of the cells of each column before the document is known."""
    items = [k for k, column in enumerate(columns) if column.look is Look.ITEM]
    return np.array(
        [_MEAN_OUTER_ITEM if k in items[:-1] else _MEAN_LENGTH[column.look] for k, column in enumerate(columns)]
    )
