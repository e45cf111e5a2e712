"""Pages that lie on their side or on their head: found by how they read, and placed as they are displayed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gkml_extract.extractors.scan.content import Reading, read_print
from gkml_extract.extractors.scan.engine import Network
from gkml_extract.extractors.scan.paper import Grey
from gkml_extract.model.page import Floats, PageContent

UPRIGHT = 0.8
"""Mean score from which a page may stand upright: on its head it has some 0.6, upright 0.95 and more."""
POOR = 0.6
"""Score that a page may have on its head: no way up that reads worse is better than the one it has."""
LINE_PITCH, SIDEWAYS = 1.12, 0.25
"""Distance of letters, in font sizes, that is one of lines; what it takes from the score."""
SENSE, CLEARLY = 0.05, 1.5
"""Words for a letter from which a page says something: upright 0.08 and more, on its side 0.03 at most (11 scanned
pages in four fonts, each tried all four ways). Times by which another way up must say more."""
CLEAR, MANY_LETTERS = 0.98, 300
"""Mean score and letters from which a page of other matters than catalogues lies upright, if its letters stand side by
side: on its side the same page has 0.96 at most, and its letters stand a line apart (six pages of a bank's report)."""
FEW_LETTERS = 30
"""Letters by which that share is damped: a word among five letters is chance."""
TOO_FEW = 10
"""Letters below which a page tells nothing, whichever way up: a page number, a stain."""
TRIED = 16
"""Lines that are read to try another way up."""
_PAIRS = (
    "公开信息政府主动服务管理机构部门办理规定条例网站工作社会行政事项内容依据时限主体"
    "渠道国务中华人民共和公共之日个工作日形成变更保障单位法律文件政务目录公示栏目方式"
    "对象群体办公通知意见联系电话年度"
)
WORDS = frozenset("".join(pair) for pair in zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""The commonest pairs of letters in what offices write. A network reads letters on their side nearly as well as upright
ones, but then one under the other, which makes no words. Source: the catalogues of samples/."""


def read_upright(grey: Grey, dpi: float, network: Network, until: float) -> tuple[Reading, int]:
    """The reading of a page the right way up, and by how many quarters it was turned counter-clockwise for it.

    A page that makes sense as it lies costs nothing more.

    Raises:
        OutOfTimeError: it is not done at `until`, in seconds of the monotonic clock.
    """
    reading = read_print(grey, dpi, network, until)
    n_letters = sum(len(own) for own in reading.glyphs.values())
    if n_letters < TOO_FEW or (reading.score >= UPRIGHT and _sense(reading) >= SENSE):
        return reading, 0
    if n_letters >= MANY_LETTERS and reading.score >= CLEAR and reading.pitch <= LINE_PITCH:
        return reading, 0
    tried = {turns: read_print(_turned(grey, turns), dpi, network, until, TRIED) for turns in (1, 3, 2)}
    best = max(tried, key=lambda turns: (_sense(tried[turns]), _merit(tried[turns])))
    if _sense(tried[best]) < max(SENSE, CLEARLY * _sense(reading)):
        best = max(tried, key=lambda turns: _merit(tried[turns]))
        if _merit(tried[best]) <= max(_merit(reading), POOR):
            return reading, 0
    return read_print(_turned(grey, best), dpi, network, until), best


def _sense(reading: Reading) -> float:
    """Words for a letter, as far as WORDS has them."""
    texts = ["".join(glyph.text for glyph in own) for own in reading.glyphs.values()]
    n_letters = sum(letter > "\u2e80" for text in texts for letter in text)
    n_words = sum(text[at : at + 2] in WORDS for text in texts for at in range(len(text)))
    return n_words / (n_letters + FEW_LETTERS)


def _merit(reading: Reading) -> float:
    """How well a page without known words reads. Letters on their side stand a line's distance apart."""
    return reading.score - (SIDEWAYS if reading.pitch > LINE_PITCH else 0.0)


def _turned(grey: Grey, turns: int) -> Grey:
    return np.ascontiguousarray(np.rot90(grey, turns))


def as_displayed(page: PageContent, turns: int) -> PageContent:
    """The content of a page that was turned counter-clockwise by quarters, on the page as it was."""
    if turns == 0:
        return page
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    chars = replace(
        page.chars,
        boxes=_boxes(page.chars.boxes, turns, width, height),
        baselines=_points(page.chars.baselines, turns, width, height),
        directions=np.full(len(page.chars), turns, dtype=np.int64),
    )
    shapes = replace(page.shapes, boxes=_boxes(page.shapes.boxes, turns, width, height))
    return replace(page, width=width, height=height, chars=chars, shapes=shapes)


def _points(points: Floats, turns: int, width: float, height: float) -> Floats:
    x, y = points[:, 0], points[:, 1]
    if turns == 1:
        return np.column_stack((width - y, x))
    if turns == 2:
        return np.column_stack((width - x, height - y))
    return np.column_stack((y, height - x))


def _boxes(boxes: Floats, turns: int, width: float, height: float) -> Floats:
    first, second = _points(boxes[:, :2], turns, width, height), _points(boxes[:, 2:], turns, width, height)
    return np.hstack((np.minimum(first, second), np.maximum(first, second)))
