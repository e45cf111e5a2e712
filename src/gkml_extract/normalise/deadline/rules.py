"""The table of rules. Where two stand at the same place, the earlier one in the table is taken.

A new form of deadline is one `Rule` in the module of its subject, one line here and its lines in corpus.toml.
"""

from __future__ import annotations

from typing import Final

from gkml_extract.normalise.deadline.dates import BARE_CYCLE, CALENDAR, CYCLE_WITH_TIMES, LOST_MONTH, REGULARLY, ROUND
from gkml_extract.normalise.deadline.lengths import AMOUNT_RULE, LOST_UNIT, SAME_DAY
from gkml_extract.normalise.deadline.modifiers import EXCEPTION, EXTENSION, HOLIDAY, PREVIOUS, SHORTENING, SINCE
from gkml_extract.normalise.deadline.moments import (
    ALL_DAY,
    ALONG,
    AT_ONCE,
    EACH,
    FOLLOWS,
    IMMEDIATE,
    ON_REQUEST,
    ONE_BY_ONE,
    ONGOING,
    PROGRESS,
    STAGES,
    STATUTORY_REST,
    TOGETHER,
)
from gkml_extract.normalise.deadline.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    EXTENSION,
    HOLIDAY,
    EXCEPTION,
    SHORTENING,
    SINCE,
    PREVIOUS,
    LOST_MONTH,
    ALL_DAY,
    CYCLE_WITH_TIMES,
    ROUND,
    CALENDAR,
    BARE_CYCLE,
    AMOUNT_RULE,
    SAME_DAY,
    LOST_UNIT,
    ON_REQUEST,
    PROGRESS,
    STAGES,
    STATUTORY_REST,
    ALONG,
    TOGETHER,
    FOLLOWS,
    EACH,
    ONE_BY_ONE,
    AT_ONCE,
    ONGOING,
    IMMEDIATE,
    REGULARLY,
)
