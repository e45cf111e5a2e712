"""Cells that a page break cuts in two: what each half shows and hides, and the halves as one text."""

from __future__ import annotations

from gkml_extract.model.table import Cell, Hidden
from gkml_extract.regex import regex
from gkml_extract.text import join_wrapped, squeeze

GOES_ON_AFTER = regex(r"[、，,（(《〈“【〔\[和与及或的]$")
"""How a text ends that is not whole."""
GOES_ON_WITH = regex(r"^[）)》〉”】〕\]，,。；;、：:]")
"""How the rest of a text begins."""
NUMBERED_PART = regex(r"(?:^|\n|(?<=[；;。》）]))\s*[（(]?(\d{1,2})[)）.．、](?!\d)")
"""1. and the like at the beginning of a paragraph, or where one may begin."""
BEGINS_WITH_BOX = regex(r"^[■□☑☐▢◻●○√]")


def joined_halves(head: str, tail: str) -> str:
    """Two halves of a text: a numbered part or a box begins a line."""
    begins_line = NUMBERED_PART.match(tail) or BEGINS_WITH_BOX.match(tail)
    return f"{head}\n{tail}" if begins_line else join_wrapped([head, tail])


def text_of_halves(head: Cell, tail: Cell) -> str:
    """The text of a cell that a break cuts in two, without what both halves show."""
    twice = shown_twice(head, tail)
    rest = _without_first(tail.text, twice) if twice else tail.text
    if _is_line_ended(head, tail):
        return f"{head.text}\n{rest}"
    return joined_halves(head.text, rest) if rest else head.text


def lines_of_halves(head: Cell, tail: Cell) -> tuple[str, ...]:
    """The lines of both halves: the break may be a line end that somebody made."""
    return tuple(line for half in (head, tail) for line in half.lines or half.text.split("\n"))


def is_cut_off(head: Cell, tail: Cell) -> bool:
    """Whether a text is drawn on both sides of a page break, and each side cuts off what the other one shows.

    A line that the break cuts lengthwise may be shown on both.
    """
    shown, above = squeeze(head.text), squeeze(tail.hidden.above) if tail.hidden else ""
    rest, below = squeeze(tail.text), squeeze(head.hidden.below) if head.hidden else ""
    return bool(above or below) and shown + below == above + rest and len(above) <= len(shown)


def _is_line_ended(head: Cell, tail: Cell) -> bool:
    """Whether what follows would surely have fitted on the last line, so that somebody ended it there."""
    if head.room is None or tail.room is None or GOES_ON_AFTER.search(head.text) or GOES_ON_WITH.match(tail.text):
        return False
    return head.room.surely > max(0.0, tail.room.piece) and "\n" in head.text + tail.text


def is_begun_below(head: Cell, tail: Cell) -> bool:
    """Whether an empty cell has another text than the one above it, which only the next page shows."""
    if tail.text or tail.hidden is None or tail.hidden.above or not head.text:
        return False
    below = squeeze(tail.hidden.below)
    return bool(below) and below != squeeze(head.text)


def shown_twice(head: Cell, tail: Cell) -> int:
    """How many printed characters at the beginning of a cell the one above the break shows as well."""
    if not tail.hidden or not is_cut_off(head, tail):
        return 0
    return len(squeeze(head.text)) - len(squeeze(tail.hidden.above))


def _without_first(text: str, n: int) -> str:
    """A text without its first n printed characters."""
    at = 0
    while n and at < len(text):
        n -= not text[at].isspace()
        at += 1
    return text[at:].lstrip()


def still_hidden(head: Cell, tail: Cell) -> Hidden | None:
    """What neither part of a cell shows."""
    if not head.hidden and not tail.hidden:
        return None
    upper, lower = head.hidden or Hidden(), tail.hidden or Hidden()
    is_one = is_cut_off(head, tail)
    above, below = (upper.above, lower.below) if is_one else (upper.above + lower.above, upper.below + lower.below)
    found = Hidden(above, below, upper.beside + lower.beside, upper.drawn)
    return found if above or below or found.beside else None
