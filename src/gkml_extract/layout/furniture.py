"""What stands on the pages without belonging to what they say: page numbers, running heads and feet, watermarks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.layout.lines import Line, lines_of
from gkml_extract.layout.touching import Runs
from gkml_extract.layout.words import Word
from gkml_extract.model.browser_page import BROWSER_FOOT, BROWSER_HEAD
from gkml_extract.model.content import Block, TableFragment
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Paragraph
from gkml_extract.regex import regex
from gkml_extract.text import squeeze

MARGIN = 0.085
"""Share of a page's height, at its top and bottom, in which heads and feet stand. Word puts them 42 points from the
edge: 7 % of a page that lies on its side."""
NUMBER_MARGIN = 0.12
"""Likewise for page numbers, whose form tells them."""
SHARE = 0.5
"""Share of the pages on which a running head stands at least; left and right pages may have one each: a third would
do, but so would the heading of a table that goes on."""
MIN_PAGES = 3
"""Pages from which a repeated line is a running head and not a coincidence."""
BOTH_PAGES_PT = 58.0
"""Points from the edge within which a line that both pages of a file print is one: Word prints heads between 42 and 55,
and text at 71 or, where the margins are narrow, as titles are."""
MIDDLE = 0.1
"""Share of a page's width by which a bare page number may stand off its middle."""
TITLE_SIZE = 14.0
"""Points from which a line that is printed again on every page is the title: it is kept where it stands first."""
PLACE = 6.0
"""Points by which its place may differ from page to page."""
LONGEST = 100
"""Characters of it that a note quotes."""

_PAGE_NUMBER = regex(
    r"第?[-—–―－·•~～]*第?\d{1,4}页?[-—–―－·•~～]*(?:[/／,，共]{0,2}共?\d{1,4}页?)?|第[一二三四五六七八九十百]+页"
    r"|page\d+(?:of\d+)?|[-—–－][ivxlc]+[-—–－]",
    re.IGNORECASE,
)
_DIGITS = regex(r"\d+")


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of one page in reading order, its height, and the texts that stand askew on it.

    `loose` are the words of a page on which no rules draw a table, `runs` what is drawn in one go on a page where rules
    draw but the rows of one.
    """

    height: float
    blocks: tuple[Block, ...]
    oblique: str = ""
    loose: tuple[Word, ...] = ()
    runs: tuple[Runs, ...] = ()


def without_furniture(pages: Sequence[PageBlocks]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks of all pages but for their furniture, and a note for each text of it."""
    repeated = _repeated(pages)
    by_browser = _printed_by_browser(pages)
    kept: list[Block] = []
    dropped: dict[str, PagePlace | None] = {}
    seen: set[tuple[str, int]] = set()
    for number, page in enumerate(pages):
        for index, block in enumerate(page.blocks):
            if isinstance(block, TableFragment) or not (place := _place(block)):
                kept.append(block)
            elif (number, index) in by_browser:
                dropped.setdefault(block.text, place)
            elif is_page_number(block.text) and _is_at_edge(page, index, place, NUMBER_MARGIN):
                continue
            elif (key := _key(block, place)) in repeated and _is_at_edge(page, index, place, MARGIN):
                if key not in seen and _line_height(block, place) >= TITLE_SIZE and place.bbox[1] < page.height / 2:
                    kept.append(block)
                else:
                    dropped.setdefault(_DIGITS.sub("", squeeze(block.text)) and block.text, place)
                seen.add(key)
            else:
                kept.append(block)
        if page.oblique:
            dropped.setdefault(page.oblique, None)
    firsts = _first_of_each(dropped)
    return tuple(kept), tuple(note("page-furniture", text=text[:LONGEST], place=place) for text, place in firsts)


Heads = frozenset[tuple[str, int]]
"""What stands in the margins of pages, its numbers aside, and at which height."""


def heads_of(page: PageBlocks) -> Heads:
    """The paragraphs in a page's margins: printed again, they are running heads."""
    return frozenset(
        _key(block, place)
        for index, block in enumerate(page.blocks)
        if isinstance(block, Paragraph) and (place := _place(block)) and _is_at_edge(page, index, place, MARGIN)
    )


def words_around(
    words: Sequence[Word], number: int, width: float, height: float, heads: Heads = frozenset()
) -> list[Word]:
    """The words in a page's margins that are the head and foot of a browser, or a page number, and in no table.

    So are those printed there on a page before. A table without rules is all that stands in columns, and a date and a
    title beside it do so as well; under a larger head another table would begin.

    Args:
        heads: the margins of the pages before (`heads_of`).
    """
    margin = MARGIN * height
    outer = [word for word in words if word.direction == 0 and not margin < word.box[1] < word.box[3] < height - margin]
    if not outer:
        return []
    found: list[Word] = []
    for at_foot in (True, False):
        inside = [word for word in outer if (word.box[1] > height / 2) is at_foot]
        lines = lines_of(inside) if inside else []
        if not lines:
            continue
        line = lines[-1] if at_foot else lines[0]
        is_around = _is_page_number_in_middle(line, width)
        if at_foot:
            foot = BROWSER_FOOT.fullmatch(line.text)
            is_around |= foot is not None and int(foot["page"]) == number
        else:
            is_around |= BROWSER_HEAD.fullmatch(line.text) is not None
        if is_around or _is_again(line, heads):
            found += [word for word in inside if line.box[1] - 1 < (word.box[1] + word.box[3]) / 2 < line.box[3] + 1]
    return found


def _is_again(line: Line, heads: Heads) -> bool:
    """Whether a line stands in the margins of a page before."""
    text, place = _DIGITS.sub("#", squeeze(line.text)), round(line.box[1] / PLACE)
    return any((text, at) in heads for at in (place - 1, place, place + 1))


def _is_page_number_in_middle(line: Line, width: float) -> bool:
    is_bare = squeeze(line.text).isdigit() and abs((line.box[0] + line.box[2] - width) / 2) > MIDDLE * width
    return is_page_number(line.text) and not is_bare


def _first_of_each(dropped: dict[str, PagePlace | None]) -> list[tuple[str, PagePlace | None]]:
    """Texts that differ in their numbers only are one."""
    firsts: dict[str, tuple[str, PagePlace | None]] = {}
    for text, place in dropped.items():
        firsts.setdefault(_DIGITS.sub("#", squeeze(text)), (text, place))
    return list(firsts.values())


def is_page_number(text: str) -> bool:
    """Whether a text is nothing but a page number."""
    return _PAGE_NUMBER.fullmatch(squeeze(text)) is not None


def _printed_by_browser(pages: Sequence[PageBlocks]) -> frozenset[tuple[int, int]]:
    """Page and block of what a browser prints around its pages, told by its form however few they are.

    The foot counts the pages, and the head is its only on pages that have this foot.
    """
    found: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        for index, block in enumerate(page.blocks):
            if not isinstance(block, Paragraph) or not (place := _place(block)):
                continue
            foot = BROWSER_FOOT.fullmatch(block.text.strip())
            if foot is None or int(foot["page"]) != number + 1 or not _is_at_edge(page, index, place, MARGIN):
                continue
            found.add((number, index))
            head = page.blocks[0]
            if isinstance(head, Paragraph) and BROWSER_HEAD.fullmatch(head.text.strip()) and (place := _place(head)):
                found.update([(number, 0)] if _is_at_edge(page, 0, place, MARGIN) else [])
    return frozenset(found)


def _repeated(pages: Sequence[PageBlocks]) -> frozenset[tuple[str, int]]:
    """What stands at the same place of the edges of many pages, its numbers aside."""
    on_pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    texts: dict[tuple[str, int], set[str]] = defaultdict(set)
    near: dict[tuple[str, int], bool] = defaultdict(lambda: True)
    for number, page in enumerate(pages):
        for index, block in enumerate(page.blocks):
            if isinstance(block, Paragraph) and (place := _place(block)) and _is_at_edge(page, index, place, MARGIN):
                key = _key(block, place)
                on_pages[key].add(number)
                texts[key].add(squeeze(block.text))
                near[key] &= min(place.bbox[3], page.height - place.bbox[1]) <= BOTH_PAGES_PT
    counts = Counter({key: len(numbers) for key, numbers in on_pages.items()})
    if len(pages) == 2:
        return frozenset(key for key, count in counts.items() if count == 2 and len(texts[key]) == 1 and near[key])
    least = max(MIN_PAGES, SHARE * len(pages))
    return frozenset(key for key, count in counts.items() if count >= least)


def _key(block: Paragraph, place: PagePlace) -> tuple[str, int]:
    return _DIGITS.sub("#", squeeze(block.text)), round(place.bbox[1] / PLACE)


def _place(block: Paragraph) -> PagePlace | None:
    return next((place for place in block.places if isinstance(place, PagePlace)), None)


def _line_height(block: Paragraph, place: PagePlace) -> float:
    return place.bbox[3] - place.bbox[1]


def _is_at_edge(page: PageBlocks, index: int, place: PagePlace, margin: float) -> bool:
    """Whether a block stands in the margin of its page, with no table between it and the edge."""
    _, top, _, bottom = place.bbox
    if bottom <= margin * page.height:
        return not any(isinstance(block, TableFragment) for block in page.blocks[:index])
    if top >= (1 - margin) * page.height:
        return not any(isinstance(block, TableFragment) for block in page.blocks[index + 1 :])
    return False
