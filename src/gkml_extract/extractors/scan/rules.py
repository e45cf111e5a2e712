"""The rules of a page's print: long thin runs of ink, straightened and brought to meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from gkml_extract.extractors.scan.paper import Grey, Mask
from gkml_extract.model.page import Bools, Floats

SOLID = 190
"""Level below which a pixel may belong to a drawn rule."""
LONG, SHORT = 2.5, 1.1
"""In letters: runs that may be rules by themselves, and such as may be between two of them. No stroke is as long."""
LETTER_MM = (1.6, 10.0)
"""Heights of letters."""
LARGE = 0.8
"""Share of the connected pieces of letters, by their ink, that are lower than a letter: most letters fall to pieces."""
LONE_MM = 25.0
"""Length from which a run is a rule though it meets no other."""
THICK_MM = 1.6
"""Thickest rule."""
BRIDGE_MM = 0.4
"""Gap in a rule that is closed: a fold, a speck, a bad print head."""
EVEN = 0.88
"""Share of a rule's columns that are about as thick as most: 0.93 and more of rules, 0.85 at most of rows of strokes
(16 scanned pages in four fonts)."""
WHOLE_MM, EVEN_ENOUGH = 60.0, 0.75
"""Length that no row of strokes has without a break; the share for such pieces, since print may touch them."""
CLIMB = 0.001
"""Share of its length by which a rule may still climb or be bent."""
CROSSED_MM = 0.6
"""What other rules may cover of either end of a rule."""
THICKER = 2.5
"""Times the usual thickness that a rule may have; at 150 dpi rows of print are even, but much thicker."""
SURE_MM = 25.0
"""Length from which runs tell the usual thickness."""
EDGE_MM = 1.5
"""Distance from the picture's edge within which lines are the edge of the sheet, or the shadow of a lid."""
FAINT = 12
"""Levels by which a faint or dotted rule is darker than the paper beside it, averaged along it."""
ALONG_MM = 4.0
"""Length over which that is averaged."""
PALE = 225
"""Level below which a pixel may belong to a faint rule."""
BARE = 0.04
"""Share of pixels right beside a dotted rule that may be darker than PALE: a row of print has more."""
DOTS_MM = 1.3
"""Distance of the dots of a rule at most."""
PERIOD_MM, REGULAR = (0.5, 2.0), (0.6, 0.42)
"""Lengths of a dash with its gap, and the correlation of a row of dashes with itself moved on by one and by two: dashes
have 0.75 and 0.5 at least, strokes of letters 0.3 at most for the second (five pages)."""
SAME_MM = 0.45
"""Distance within which parallel pieces are one line."""
GAP_MM = 2.5
"""Gap within which two pieces of one line belong together: breaks at crossings."""
WHOLE_RULES = 0.01
"""Share of the rules of a page that may be bare where they are drawn without a break: 0.001 at most of whole, faint,
fax and photographed rules, 0.02 at least of broken or dotted ones (42 pages)."""
LEFT, STUB_MM = 0.55, 1.5
"""Share of a broken rule that is left, and the mean length of what is left of it."""
WHOLE = 0.95
"""Share of a broken rule that is left where it shows no gaps but is ragged."""
MANY = 4
"""Dashes that make a rule from one crossing rule to the next."""
MEET_MM = 1.8
"""Distance from a crossing rule within which an end is meant to lie on it."""
TOUCH_MM, NEAR_MM = 0.3, 0.9
"""The same for a short run, and for one that goes on another rule: the strokes of a letter end further off."""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Straight rules in pixels. `horizontal`: n × (y, x0, x1); `vertical`: n × (x, y0, y1).

    `mask` are the pixels that they cover, `thickness` is that of most, `bare` the share of their length without ink.
    """

    horizontal: Floats
    vertical: Floats
    mask: Mask
    thickness: float
    bare: float = 0.0

    @property
    def is_broken(self) -> bool:
        """Whether they are dotted or full of gaps, so that some of them may not have been found."""
        return self.bare > WHOLE_RULES


def find_rules(grey: Grey, dpi: float) -> Rules:
    """The rules of an upright page."""
    mm = dpi / 25.4
    letter = _letter_height(grey, mm)
    across, runs_across = _pieces(grey, letter, mm)
    on_side = np.ascontiguousarray(grey.T)
    down, runs_down = _pieces(on_side, letter, mm)
    across, down = _joined(across, mm), _joined(down, mm)
    across, down = _without_title(across, down, grey, mm), _without_title(down, across, on_side, mm)
    strong_across = _strong(across, down, grey, letter, mm)
    strong_down = _strong(down, across, on_side, letter, mm)
    across = _aligned(_with_short(across, strong_across, strong_down, grey, letter, mm), mm)
    down = _aligned(_with_short(down, strong_down, strong_across, on_side, letter, mm), mm)
    across, down = (
        _within_corners(across, down, grey, letter, mm),
        _within_corners(down, across, on_side, letter, mm),
    )
    across, down = _meeting(across, down, mm), _meeting(down, across, mm)
    across, down = (
        _without_strokes(across, down, grey, letter, mm),
        _without_strokes(down, across, on_side, letter, mm),
    )
    across, down = (
        _without_letters(across, down, grey, letter, mm),
        _without_letters(down, across, on_side, letter, mm),
    )
    across = _with_broken(across, down, grey, mm)
    down = _with_broken(down, across, on_side, mm)
    thickness = float(np.median(np.concatenate((across[:, 3], down[:, 3])))) if len(across) + len(down) else 1.0
    mask = _mask(across, runs_across, thickness, mm) | _mask(down, runs_down, thickness, mm).T
    return Rules(across[:, :3], down[:, :3], mask, thickness, _bare_of(((grey, across), (on_side, down))))


def _bare_of(pages: Sequence[tuple[Grey, Floats]]) -> float:
    """The share of the length of rules where nothing is drawn."""
    parts = [(x1 - x0, _bare_share(grey, y, x0, x1)) for grey, own in pages for y, x0, x1 in own[:, :3].tolist()]
    return float(sum(length * share for length, share in parts) / max(sum(length for length, _ in parts), 1.0))


def _letter_height(grey: Grey, mm: float) -> float:
    """About how high the letters of most print are, in pixels."""
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats((grey < SOLID).astype(np.uint8))
    _, _, width, height, area = stats[1:].T
    low, high = (side * mm for side in LETTER_MM)
    is_letter = (height >= low) & (height <= high) & (width <= 1.5 * height) & (width >= 0.3 * height)
    if not is_letter.any():
        return 3.7 * mm
    heights, areas = height[is_letter], area[is_letter]
    order = np.argsort(heights)
    share = np.cumsum(areas[order]) / areas.sum()
    return float(heights[order[int(np.searchsorted(share, LARGE))]])


def _pieces(grey: Grey, letter: float, mm: float) -> tuple[Floats, Mask]:
    """Horizontal runs as n × (y, x0, x1, thickness, 1 if hardly seen), and the pixels of the solid ones.

    For vertical ones the page is turned over.
    """
    runs = _solid(grey, SOLID, letter, mm)
    pale = _solid(grey, PALE, letter, mm) & (1 - _around(runs, mm))
    drawn = np.concatenate([_drawn(_boxes(found, mm), grey, mm) for found in (runs, pale)])
    dotted = _boxes(_hollow(grey, _on(drawn, runs, mm), letter, mm), mm)
    dotted = dotted[dotted[:, 2] - dotted[:, 1] >= LONG * letter]
    is_regular = _is_regular(dotted, grey, mm)
    is_bare = ~is_regular & _stands_bare(dotted, grey, mm)
    dashed, dotted = (_of_dots(dotted[chosen], grey, letter, mm) for chosen in (is_regular, is_bare))
    kinds = ((drawn, 0.0), (dashed, 0.0), (dotted, 1.0))
    found = np.concatenate([np.column_stack((own, np.full(len(own), kind))) for own, kind in kinds])
    is_inside = (found[:, 0] >= EDGE_MM * mm) & (found[:, 0] <= len(grey) - EDGE_MM * mm)
    return found[is_inside], (runs | pale).astype(np.bool_)


def _on(pieces: Floats, runs: Any, mm: float) -> Any:
    """The pixels of pieces, each as a straight band."""
    import cv2

    band = np.zeros_like(runs)
    for y, x0, x1, thickness in pieces.tolist():
        cv2.line(band, (round(x0), round(y)), (round(x1), round(y)), 1, max(1, round(thickness + CLIMB * (x1 - x0))))
    return band


def _is_regular(pieces: Floats, grey: Grey, mm: float) -> Bools:
    """Which pieces repeat themselves every millimetre or so, as dashes do and strokes of letters do not."""
    regular = np.zeros(len(pieces), dtype=bool)
    near, far = max(2, round(PERIOD_MM[0] * mm)), round(PERIOD_MM[1] * mm) + 1
    for index, (y, x0, x1, _) in enumerate(pieces.tolist()):
        row = 255.0 - grey[max(round(y) - 1, 0) : round(y) + 2, int(x0) : int(x1)].min(axis=0)
        row -= row.mean()
        whole = float((row**2).sum())
        if len(row) <= 4 * far or whole <= 0:
            continue
        lag = near + int(np.argmax([float((row[lag:] * row[:-lag]).sum()) for lag in range(near, far)]))
        again = [float((row[times * lag :] * row[: -times * lag]).sum()) / whole for times in (1, 2)]
        regular[index] = again[0] >= REGULAR[0] and again[1] >= REGULAR[1]
    return regular


def _of_dots(pieces: Floats, grey: Grey, letter: float, mm: float) -> Floats:
    """The pieces that are rows of dots, from the first dot to the last: averaging made them longer than their ink.

    Brackets below one another are further apart than dots.
    """
    found = []
    for y, x0, x1, thickness in pieces.tolist():
        begin, middle = int(x0), round(y)
        dark = (grey[max(middle - 1, 0) : middle + 2, begin : int(x1)] < 255 - 2 * FAINT).any(axis=0)
        dots = np.flatnonzero(dark)
        for row in np.split(dots, np.flatnonzero(np.diff(dots) > DOTS_MM * mm) + 1):
            if len(row) > 1 and row[-1] - row[0] >= LONG * letter:
                found.append((y, begin + row[0], begin + row[-1] + 1, thickness))
    return np.array(found, dtype=np.float64).reshape(-1, 4)


def _drawn(pieces: Floats, grey: Grey, mm: float) -> Floats:
    """The pieces that a pen drew: as thin all along as where they are thinnest, and no thicker than the page's rules.

    A row of strokes is cut across by others: a fourth of it is thicker, or bare.
    """
    measured = [_thinness(grey, piece, mm) for piece in pieces.tolist()]
    thickness = np.array([each[0] for each in measured]).reshape(-1)
    length = pieces[:, 2] - pieces[:, 1]
    share = np.array([each[1] for each in measured]).reshape(-1)
    is_even = share >= np.where(length >= WHOLE_MM * mm, EVEN_ENOUGH, EVEN)
    sure = is_even & (length >= SURE_MM * mm)
    usual = float(np.median(thickness[sure])) if sure.any() else mm * 0.3
    return np.asarray(pieces[is_even & (thickness <= THICKER * usual + 1)])


def _thinness(grey: Grey, piece: Sequence[float], mm: float) -> tuple[float, float]:
    """How thick a piece is in most columns, and the share of its columns in which it is about as thick."""
    reach = max(3, round(THICK_MM * mm))
    end = min(CROSSED_MM * mm, (piece[2] - piece[1]) / 4)
    y, x0, x1 = round(piece[0]), int(piece[1] + end), int(piece[2] - end)
    top = max(y - reach, 0)
    band = grey[top : y + reach + 1, x0:x1]
    first = max(y - top - 1, 0)
    climb = round(CLIMB * (x1 - x0))
    first = max(first - climb, 0)
    core = band[first : y - top + 2 + climb]
    if core.size == 0:
        return 0.0, 0.0
    level = (float(np.median(core.min(axis=0))) + 255) / 2
    dark = band < level
    columns = np.arange(band.shape[1])
    start = core.argmin(axis=0) + first
    rows = np.arange(len(band))[:, None]
    # the dark run through `start`: up to the first bare pixel above and below it
    above = np.where(~dark & (rows < start), rows, -1).max(axis=0)
    below = np.where(~dark & (rows > start), rows, len(band)).min(axis=0)
    run = np.where(dark[start, columns], below - above - 1, 0)
    if not run.any():
        return 0.0, 0.0
    usual = float(np.median(run[run > 0]))
    return usual, float(((run > 0) & (run <= 1.6 * usual + 1)).mean())


def _solid(grey: Grey, level: int, letter: float, mm: float) -> Any:
    import cv2

    ink = (grey < level).astype(np.uint8)
    ink = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(2, round(BRIDGE_MM * mm))), np.uint8))
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(SHORT * letter)), np.uint8))


def _around(runs: Any, mm: float) -> Any:
    """Where a run stands, or right above or below it."""
    import cv2

    return cv2.dilate(runs, np.ones((2 * round(SAME_MM * mm) + 1, 1), np.uint8))


def _hollow(grey: Grey, solid: Any, letter: float, mm: float) -> Any:
    """Where the page is a little darker along a row than above and below it, and no solid run is."""
    import cv2

    along = cv2.blur(grey, (round(ALONG_MM * mm), 1))
    darker = cv2.morphologyEx(along, cv2.MORPH_BLACKHAT, np.ones((max(5, round(1.0 * mm)) | 1, 1), np.uint8))
    ink = (darker > FAINT).astype(np.uint8)
    ink &= 1 - _around(solid, mm)
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(LONG * letter)), np.uint8))


def _boxes(runs: Any, mm: float) -> Floats:
    """The thin connected pieces of a mask as n × (y, x0, x1, thickness)."""
    import cv2

    _, _, stats, middles = cv2.connectedComponentsWithStats(runs)
    stats, middles = stats[1:].astype(np.float64), middles[1:]
    x, _, width, height, area = stats.T
    thickness = area / np.maximum(width, 1)
    is_thin = (thickness <= THICK_MM * mm) & (height <= np.maximum(THICK_MM * mm, 0.02 * width))
    return np.asarray(np.column_stack((middles[:, 1], x, x + width, thickness))[is_thin])


def _stands_bare(pieces: Floats, grey: Grey, mm: float) -> Bools:
    """Which pieces have hardly any print right above and right below them."""
    bare = np.zeros(len(pieces), dtype=bool)
    off, high = max(2, round(0.2 * mm)), max(2, round(0.4 * mm))
    for index, (y, x0, x1, thickness) in enumerate(pieces.tolist()):
        half = thickness / 2
        above, below = round(y - half - off), round(y + half + off)
        bands = (
            grey[max(above - high, 0) : max(above, 0), int(x0) : int(x1)],
            grey[below : below + high, int(x0) : int(x1)],
        )
        bare[index] = all(band.size == 0 or float((band < PALE).mean()) <= BARE for band in bands)
    return bare


def _is_bare_between(rule: Sequence[float], start: float, end: float, grey: Grey, mm: float) -> bool:
    """Whether hardly any print stands right beside a part of a rule, but for what crosses it at the part's ends."""
    off = min(TOUCH_MM * mm, (end - start) / 4)
    return bool(_stands_bare(np.array([[rule[0], start + off, end - off, rule[3]]]), grey, mm)[0])


def _joined(pieces: Floats, mm: float) -> Floats:
    """Pieces of one line as one rule; the sixth value is the length of its longest piece."""
    done: list[list[float]] = []
    for y, x0, x1, thickness, is_faint in pieces[np.lexsort((pieces[:, 0], pieces[:, 1]))].tolist():
        for rule in reversed(done):
            if abs(rule[0] - y) <= SAME_MM * mm and x0 - rule[2] <= GAP_MM * mm:
                own, other = rule[2] - rule[1], x1 - x0
                rule[0] = (rule[0] * own + y * other) / (own + other)
                rule[3] = (rule[3] * own + thickness * other) / (own + other)
                rule[2] = max(rule[2], x1)
                rule[4] = min(rule[4], is_faint)
                rule[5] = max(rule[5], other)
                break
        else:
            done.append([y, x0, x1, thickness, is_faint, x1 - x0])
    return np.array(done, dtype=np.float64).reshape(-1, 6)


def _strong(rules: Floats, crossing: Floats, grey: Grey, letter: float, mm: float) -> Floats:
    """The long rules that meet another one, and very long ones; faint ones only if they join two.

    One that comes near another at one end only may be a stroke of a title's letters: it touches that one, or is longer
    than a letter and nothing stands beside it. Short pieces alone make one only if nothing stands beside them: strokes
    of letters below one another do not.
    """
    length = rules[:, 2] - rules[:, 1]
    long = rules[length >= LONG * letter]
    long = long[(long[:, 5] >= LONG * letter) | _stands_bare(long[:, :4], grey, mm)]
    others = _long(crossing, max(LONG * letter, LETTER_MM[1] * mm))  # strokes of a title cross one another
    ends = _near_ends(long, others, MEET_MM * mm)
    is_held = ends.all(axis=1) | _touching(long, others, mm).any(axis=1)
    is_held |= (long[:, 2] - long[:, 1] > LETTER_MM[1] * mm) & _stands_bare(long[:, :4], grey, mm)
    is_rule = (ends.any(axis=1) & is_held) | _crosses(long, others) | (long[:, 2] - long[:, 1] >= LONE_MM * mm)
    return np.asarray(long[np.where(long[:, 4] > 0, ends.all(axis=1), is_rule)])


def _crosses(rules: Floats, crossing: Floats) -> Bools:
    """Which rules another one crosses anywhere."""
    y, x0, x1 = (rules[:, side, None] for side in range(3))
    x, y0, y1 = (crossing[None, :, side] for side in range(3))
    return np.asarray(((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)).any(axis=1))


def _near_ends(rules: Floats, crossing: Floats, short: float, beyond: float | None = None) -> Bools:
    """Whether the beginning, and the end, of each rule lies near a crossing one, by so much short of it or beyond it.

    The answer is n × 2; `beyond` is as much as `short` if it is not given.
    """
    most = short if beyond is None else beyond
    y, x, y0, y1 = rules[:, 0, None], crossing[None, :, 0], crossing[None, :, 1], crossing[None, :, 2]
    passes = (y >= y0 - most) & (y <= y1 + most)
    missing = (rules[:, 1, None] - x, x - rules[:, 2, None])
    return np.column_stack([(passes & (gap <= short) & (gap >= -most)).any(axis=1) for gap in missing])


def _touching(rules: Floats, crossing: Floats, mm: float) -> Bools:
    """The same, for such as reach the crossing one: they may end anywhere in its thickness."""
    return _near_ends(rules, crossing, TOUCH_MM * mm, NEAR_MM * mm)


def _with_short(rules: Floats, strong: Floats, crossing: Floats, grey: Grey, letter: float, mm: float) -> Floats:
    """The strong rules, and the short ones that join two crossing rules."""
    short = rules[rules[:, 2] - rules[:, 1] < LONG * letter]
    goes_on = (np.abs(short[:, 0, None] - strong[None, :, 0]) <= SAME_MM * mm).any(axis=1)
    touches = _touching(short, crossing, mm).all(axis=1)
    near = _near_ends(short, crossing, NEAR_MM * mm).all(axis=1)
    near &= _stands_bare(short[:, :4], grey, mm)  # 自 in a low row ends near both rules, on the line of a wall
    return np.concatenate((strong, short[touches | (goes_on & near)]))


def _aligned(rules: Floats, mm: float) -> Floats:
    """Rules of one line at one exact position: the mean, by their lengths."""
    rules = rules[np.argsort(rules[:, 0], kind="stable")].copy()
    start = 0
    for end in range(1, len(rules) + 1):
        if end == len(rules) or rules[end, 0] - rules[start, 0] > SAME_MM * mm:
            rules[start:end, 0] = np.average(rules[start:end, 0], weights=rules[start:end, 2] - rules[start:end, 1])
            start = end
    return rules


def _within_corners(rules: Floats, crossing: Floats, grey: Grey, letter: float, mm: float) -> Floats:
    """The rules without strokes of letters that touch their ends: they end short of the next rule, beside print."""
    own = rules.copy()
    touches = _touching(own, crossing, mm)
    for rule, held in zip(own, touches.tolist(), strict=True):
        passing = crossing[(crossing[:, 1] - mm <= rule[0]) & (crossing[:, 2] + mm >= rule[0]), 0]
        inside = passing[(passing > rule[1]) & (passing < rule[2])]
        for side in (1, 2) if len(inside) else ():
            corner = inside.min() if side == 1 else inside.max()
            begin, end = sorted((float(corner), float(rule[side])))
            is_short = not held[side - 1] and end - begin <= LONG * letter
            if is_short and not _is_bare_between(rule.tolist(), begin, end, grey, mm):
                rule[side] = corner
    return own


def _meeting(rules: Floats, crossing: Floats, mm: float) -> Floats:
    """Rules whose ends lie exactly on the crossing rules that they meet or miss by little."""
    met = rules.copy()
    reach = MEET_MM * mm
    for rule in met:
        passing = crossing[(crossing[:, 1] - reach <= rule[0]) & (crossing[:, 2] + reach >= rule[0]), 0]
        if len(passing) == 0:
            continue
        for side in (1, 2):
            nearest = passing[np.abs(passing - rule[side]).argmin()]
            if abs(nearest - rule[side]) <= reach:
                rule[side] = nearest
    return np.asarray(met[met[:, 2] > met[:, 1]])


def _without_strokes(rules: Floats, crossing: Floats, grey: Grey, letter: float, mm: float) -> Floats:
    """The rules without what stands beyond a corner, with bare paper between: strokes of letters on the same line."""
    own = rules.copy()
    for rule in own:
        passing = crossing[(crossing[:, 1] - mm <= rule[0]) & (crossing[:, 2] + mm >= rule[0]), 0]
        inside = passing[(passing > rule[1]) & (passing < rule[2])]
        for side, away in ((1, -1.0), (2, 1.0)) if len(inside) else ():
            corner = inside.min() if side == 1 else inside.max()
            near, far = sorted((corner + away * TOUCH_MM * mm, corner + away * NEAR_MM * mm))
            band = grey[max(round(rule[0]) - 1, 0) : round(rule[0]) + 2, max(round(near), 0) : round(far)]
            # letters of a title are larger than most; a stroke of one ends on no rule
            is_loose = not (np.abs(passing - rule[side]) <= TOUCH_MM * mm).any()
            most = GAP_MM * mm + (max(LONG * letter, LETTER_MM[1] * mm) if is_loose else LONG * letter)
            is_short = abs(rule[side] - corner) <= most
            if is_short and band.size and far - near > 1 and not (band < PALE).any():
                rule[side] = corner
    return np.asarray(own[own[:, 2] > own[:, 1]])


def _without_title(rules: Floats, crossing: Floats, grey: Grey, mm: float) -> Floats:
    """The rules without strokes of the letters of a title that were joined to them, on the line of a wall by chance."""
    return _without_strokes(rules, _long(crossing, LETTER_MM[1] * mm), grey, 0.0, mm)


def _long(rules: Floats, least: float) -> Floats:
    """The rules with a piece of some length: the strokes of several letters may be joined to a long one."""
    return np.asarray(rules[rules[:, 5] >= least])


def _without_letters(rules: Floats, crossing: Floats, grey: Grey, letter: float, mm: float) -> Floats:
    """The rules without letters that stand on their line in a low row, from one crossing rule nearly to the next.

    Only where rules are drawn without a break: paper between a stroke and the rule that it nearly meets tells it then.
    """
    bare, parts = [], []
    for rule in rules.tolist():
        passing = crossing[(crossing[:, 1] - mm <= rule[0]) & (crossing[:, 2] + mm >= rule[0]), 0]
        inside = passing[(passing > rule[1]) & (passing < rule[2])]
        places = [rule[1], *sorted(set(inside.tolist())), rule[2]]
        parts.append([(start, end, _bare_share(grey, rule[0], start, end)) for start, end in pairwise(places)])
        bare += [share for start, end, share in parts[-1] if end - start > LONG * letter]
    if not bare or float(np.mean(bare)) > WHOLE_RULES:
        return rules
    found = []
    for rule, own in zip(rules.tolist(), parts, strict=True):
        start = rule[1]
        for begin, end, share in own:
            is_low = 2 * TOUCH_MM * mm < end - begin <= LONG * letter
            if share > 0 and is_low and not _is_bare_between(rule, begin, end, grey, mm):
                found.append([rule[0], start, begin, *rule[3:]])
                start = end
        found.append([rule[0], start, *rule[2:]])
    kept = np.array(found, dtype=np.float64).reshape(-1, 6)
    return np.asarray(kept[kept[:, 2] > kept[:, 1]])


def _bare_share(grey: Grey, y: float, start: float, end: float) -> float:
    """The share of a line between two places where nothing is drawn."""
    core = grey[max(round(y) - 1, 0) : round(y) + 2, round(start) : round(end)]
    return float((core.min(axis=0) > PALE).mean()) if core.size else 0.0


def _with_broken(rules: Floats, crossing: Floats, grey: Grey, mm: float) -> Floats:
    """The rules, and what is left of broken ones on their lines, from one crossing rule to the next."""
    found = rules.tolist()
    for y in sorted({rule[0] for rule in found}):
        own = [rule for rule in found if rule[0] == y]
        passing = np.sort(crossing[(crossing[:, 1] - mm <= y) & (crossing[:, 2] + mm >= y), 0])
        for start, end in pairwise(passing.tolist()):
            bare = end - start - sum(max(0.0, min(end, rule[2]) - max(start, rule[1])) for rule in own)
            if bare >= MEET_MM * mm and _is_broken_rule(grey, y, start, end, mm):
                found.append([y, start, end, own[0][3], 0.0, end - start])
    return np.array(found, dtype=np.float64).reshape(-1, 6)


def _is_broken_rule(grey: Grey, y: float, start: float, end: float, mm: float) -> bool:
    """Whether pieces of a pen's stroke, few and long or many and close, cover most of a line between two places."""
    middle, reach, off = round(y), max(1, round(0.15 * mm)), round(TOUCH_MM * mm)
    core = grey[max(middle - reach, 0) : middle + reach + 1, round(start) + off : round(end) - off]
    if core.size == 0:
        return False
    dark = core.min(axis=0) < PALE
    n_runs = int(np.count_nonzero(np.diff(dark.astype(np.int8), prepend=0) == 1))
    edges = np.flatnonzero(np.concatenate(([True], dark, [True])))
    is_dashed = n_runs >= MANY and bool(np.diff(edges).max() <= DOTS_MM * mm)
    if not is_dashed and (dark.mean() < LEFT or dark.sum() < STUB_MM * mm * n_runs):
        return False
    piece = np.array([[y, start + off, end - off, 2.0 * reach]])
    # one that is dark from end to end, with nothing beside it, need not be as even: dashes at a slant are not
    even = EVEN_ENOUGH if dark.mean() >= WHOLE else EVEN * float(dark.mean())
    return _thinness(grey, piece[0].tolist(), mm)[1] >= even and bool(_stands_bare(piece, grey, mm)[0])


def _mask(rules: Floats, runs: Mask, thickness: float, mm: float) -> Mask:
    """The pixels of horizontal rules: a straight line each, and the runs right beside it."""
    import cv2

    line = np.zeros(runs.shape, dtype=np.uint8)
    beside = np.zeros(runs.shape, dtype=np.uint8)
    for y, x0, x1, own, *_ in rules.tolist():
        start, end = (round(x0), round(y)), (round(x1), round(y))
        cv2.line(line, start, end, 1, max(1, round(min(own, 3 * thickness))))
        cv2.line(beside, start, end, 1, max(3, round(own + 2 * SAME_MM * mm)))
    grown = cv2.dilate(runs.astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray((line | (beside & grown)).astype(np.bool_))
