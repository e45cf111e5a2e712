"""Texts on both sides of a page break: how much they look like halves of one."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.table import Cell, Column
from gkml_extract.regex import regex
from gkml_extract.tables.cut_cells import BEGINS_WITH_BOX, GOES_ON_AFTER, GOES_ON_WITH, NUMBERED_PART
from gkml_extract.tables.parts import OWN_SHARE, Part, printed_in_columns, shares_of_lists, texts_of_columns
from gkml_extract.tables.standing import Standing
from gkml_extract.tables.torn import CellReaders
from gkml_extract.text import bracket_depth, fold, join_wrapped

SURE = 3
"""Weight from which two texts are halves of one, and what one sure sign of it counts."""
_FULL = 2
"""What a full last line says for a text that goes on: one text in eight or more ends so by chance."""
_ENDED = 3
"""What room on the last line says against it."""
_LINES = 2.2
"""Font sizes of space under a text from which another line would have fitted."""
_HELD, _LOW = 4.5, 1.5
"""Font sizes free around a text, and above the next one, from which these are two: a program that fills a page with
the beginning of a text leaves less room around it, one that places both parts by the whole cell begins its rest at the
top."""
_MERGED_LINES = 8.0
"""The same under the text of a cell over several rows, which programs break before they have filled it."""
_STANDS = 6
"""What the place of a text in its cell says for or against its going on."""
_LONG = 3
"""Characters of a text from which it is printed twice on purpose, if it stands in other rows as well."""
APART = -2
"""What two texts say that are each whole: two deadlines, a channel that is named again."""
_IN_WORD = 0.8
"""The chance of two characters to be of one word from which a text that ends with the first goes on."""
_ENDS = regex(r"[。；;！？]$")
_ANY_BOX = regex(r"[■□☑☐▢◻●○]")


class Halves:
    """What the texts of one table say of those beside its page breaks."""

    def __init__(self, columns: Sequence[Column], readers: CellReaders, parts: Sequence[Part]) -> None:
        self._columns = columns
        self._readers = readers
        self._parts = parts
        self._texts = texts_of_columns(parts, len(columns))
        self._printed = printed_in_columns(parts, len(columns))
        self._ends: dict[int, bool] = {}
        self._listed: list[float] = []
        self._lists: dict[int, frozenset[tuple[str, ...]]] = {}
        self._menus: dict[int, frozenset[tuple[str, ...]]] = {}

    def weigh(self, column: Column, head: Cell, tail: Cell, standing: Standing) -> float:
        """How much two printed cells look like halves of one, by what they say and by where their lines end.

        A line is full where a text goes on, and seldom where one ends. One with room for what follows was ended: the
        text does not go on, unless with a new paragraph; nor does it where more lines would have fitted below.
        """
        weight = self.weigh_texts(column, head.text, tail.text)
        if fold(head.text) == fold(tail.text) or (standing is Standing.CUT and weight <= APART):
            return weight
        if standing is not Standing.UNTOLD:
            return weight + _STANDS if standing is Standing.CUT else min(weight, 0) - _STANDS
        if weight <= APART or head.room is None or tail.room is None:
            return weight
        is_roomy = head.room.above + head.room.below > _HELD * head.room.line
        if is_roomy and tail.room.above > _LOW * tail.room.line:
            return min(weight, 0) - _ENDED
        if head.room.below > (_LINES if head.rowspan == 1 else _MERGED_LINES) * head.room.line:
            return weight - _ENDED
        if NUMBERED_PART.match(tail.text) or BEGINS_WITH_BOX.match(tail.text):
            return weight
        if head.room.surely > max(0.0, tail.room.piece):
            return weight - _ENDED * (1 - self.share_of_lists(column.index))
        return weight + _FULL * (head.room.behind <= max(0.0, tail.room.piece))

    def share_of_lists(self, column: int) -> float:
        """The share of a column's texts that have more than one paragraph."""
        self._listed = self._listed or shares_of_lists(self._parts, len(self._columns))
        return self._listed[column]

    def weigh_texts(self, column: Column, head: str, tail: str) -> float:
        """How much two texts look like halves of one."""
        readers, whole = self._readers, join_wrapped([head, tail])
        texts = self._texts[column.index]
        if fold(whole) in self._printed[column.index]:
            return SURE
        if fold(head) == fold(tail):
            return -SURE if len(head) >= _LONG and fold(head) in texts else -1
        is_in_word = chance_within_word(head[-1], tail[0]) >= _IN_WORD
        weight = 2.0 * is_in_word
        if column.field == "deadline":
            is_whole = is_ditto(head) or fold(head) in texts or fold(tail) in texts
            if is_whole or (not is_in_word and readers.is_deadline(head) and readers.is_deadline(tail)):
                return -2
            weight += SURE * (not readers.is_deadline(head) and readers.is_deadline(whole))
        if column.field == "channels":
            return self._weigh_lists(column.index, head, tail)
        if len(tail) > 3 and texts.get(fold(tail), 0) > 1:
            weight -= SURE
        if len(head) > 3 and fold(head) in texts:
            weight -= 2
        weight += SURE * (bracket_depth(head) > 0 and bracket_depth(tail) < 0)
        weight += 2 * bool(GOES_ON_AFTER.search(head)) + SURE * bool(GOES_ON_WITH.match(tail))
        if tail_part := NUMBERED_PART.match(tail):
            weight += SURE if counts_on(head, tail) else -2 * (int(tail_part.group(1)) == 1)
        elif tail.startswith("《") and not GOES_ON_AFTER.search(head):
            weight -= 1
        if self._mostly_ends(column.index):
            weight += 2 if not _ENDS.search(fold(head)) else -1
        elif _ENDS.search(fold(head)):
            weight -= 1
        return weight

    def _mostly_ends(self, column: int) -> bool:
        """Whether nearly all texts of a column end as sentences do."""
        if column not in self._ends:
            texts = self._texts[column]
            n = sum(1 for text in texts if _ENDS.search(text))
            self._ends[column] = n > OWN_SHARE * len(texts)
        return self._ends[column]

    def _weigh_lists(self, column: int, head: str, tail: str) -> float:
        """The same for lists of channels: the rest names no channel again, and completes a list printed elsewhere."""
        if not BEGINS_WITH_BOX.match(tail) and _ANY_BOX.search(head):
            return SURE
        first, rest = self._readers.channel_names(head), self._readers.channel_names(tail)
        if set(first) & set(rest):
            return -SURE
        if column not in self._lists:
            self._lists[column] = frozenset(self._readers.channel_names(text) for text in self._texts[column])
            self._menus[column] = frozenset(self._readers.channel_names(text) for text in self._printed[column])
        if first in self._lists[column]:
            return -SURE
        return SURE if (*first, *rest) in self._menus[column] else 2


def counts_on(head: str, tail: str) -> bool:
    """Whether a text begins with the number after the last that parts another one."""
    parts, following = NUMBERED_PART.findall(head), NUMBERED_PART.match(tail)
    return bool(parts) and following is not None and int(following.group(1)) == int(parts[-1]) + 1
