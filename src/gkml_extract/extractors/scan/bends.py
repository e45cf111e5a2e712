"""Rules that slant or bend, as a camera or a curled page shows them: the page is pulled straight along them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gkml_extract.extractors.scan.paper import Grey
from gkml_extract.model.page import Floats

DARK = 200
"""Level below which a pixel may belong to a rule."""
PIECE_MM = 5.0
"""Length of a rule's pieces; no stroke of print below a title is as long."""
LEAST_MM = 25.0
"""Length from which a row of pieces is a rule."""
THICK_MM = 1.2
"""Thickness of a row of pieces at most, on the mean."""
EVERY_MM = 2.0
"""Distance of the places at which a rule is measured."""
FEW = 2
"""Rules one way from which the page's shape can be told."""
STRAIGHT_MM = 0.12
"""Millimetres by which the rules of a flat page may stray from their rows and columns."""
OUTLIER = 2.5
"""Times the usual error from which a rule is left out: it is no rule of the table."""
MESH = 65
"""Places each way at which the page's shift is worked out."""
RIDGE = 1e-7
"""Keeps factors small that no rule decides."""
TERMS = tuple((i, j) for i in range(4) for j in range(4 - i) if i > 0)
"""Powers of the place along the rules and across them: what pulls rules straight, up to the third degree."""


@dataclass(frozen=True, slots=True, eq=False)
class _Traces:
    """Places on rules: along, across, and which rule; in shares of the page's longer side from its middle."""

    along: Floats
    across: Floats
    rule: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Straightened:
    """A page with its rules in rows and columns, and the millimetres by which they still stray."""

    grey: Grey
    strays_mm: float


def straightened(grey: Grey, dpi: float) -> Straightened:
    """The page pulled straight, where its rules slant against one another or bend; as it is where they do not."""
    strays = _strays(grey, dpi)
    for _ in range(3):
        if strays <= STRAIGHT_MM:
            break
        pulled = _pulled(grey, dpi)
        after = _strays(pulled, dpi)
        if after >= strays:
            break
        grey, strays = pulled, after
    return Straightened(grey, strays)


def _strays(grey: Grey, dpi: float) -> float:
    """Millimetres by which nine of ten places on rules lie off their rule's mean row or column at most."""
    worst = 0.0
    for page in (grey, np.ascontiguousarray(grey.T)):
        traces = _traces(page, dpi)
        if traces.rule.size == 0 or traces.rule.max() + 1 < FEW:
            continue
        n = np.bincount(traces.rule)
        off = np.abs(traces.across - (np.bincount(traces.rule, traces.across) / n)[traces.rule])
        worst = max(worst, float(np.quantile(off, 0.9)) * max(grey.shape) / dpi * 25.4)
    return worst


def _pulled(grey: Grey, dpi: float) -> Grey:
    """The page with each place moved by what its rules ask for."""
    import cv2

    height, width = grey.shape
    side = max(height, width)
    # the shift is smooth: it is worked out at a mesh of places, and between them by interpolation
    mesh = np.meshgrid(np.linspace(-width / 2, width / 2, MESH), np.linspace(-height / 2, height / 2, MESH))
    x, y = (each / side for each in mesh)
    down, right = _shift(_traces(grey, dpi)), _shift(_traces(np.ascontiguousarray(grey.T), dpi))
    from_x, from_y = x, y
    for _ in range(4):
        from_x, from_y = x - _at(right, from_y, from_x), y - _at(down, from_x, from_y)
    maps: list[Any] = [
        _between((source * side + size / 2).astype(np.float32), width, height)
        for source, size in ((from_x, width), (from_y, height))
    ]
    shown: Any = cv2.remap(grey, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255))
    return np.asarray(shown, dtype=np.uint8)


def _between(mesh: Any, width: int, height: int) -> Any:
    """The values of a mesh over a page at each of its pixels."""
    import cv2

    place_x = np.linspace(0, MESH - 1, width, dtype=np.float32)
    place_y = np.linspace(0, MESH - 1, height, dtype=np.float32)
    return cv2.remap(mesh, *np.meshgrid(place_x, place_y), cv2.INTER_LINEAR)


def _shift(traces: _Traces) -> Floats:
    """What pulls the rules straight: the factors of TERMS. Rules that do not fit the others are left out."""
    n_rules = int(traces.rule.max()) + 1 if traces.rule.size else 0
    if n_rules < FEW:
        return np.zeros(len(TERMS))
    terms = [k for k, (_, j) in enumerate(TERMS) if j < n_rules]
    kept = np.ones(traces.rule.size, dtype=bool)
    factors = np.zeros(len(TERMS))
    design = np.column_stack([traces.along**i * traces.across**j for i, j in (TERMS[k] for k in terms)])
    for _ in range(3):
        own = traces.rule[kept]
        a, b = _off_mean(design[kept], own), _off_mean(traces.across[kept][:, None], own)[:, 0]
        factors[terms] = np.linalg.solve(a.T @ a + RIDGE * np.eye(len(terms)), -a.T @ b)
        left = np.abs(b + a @ factors[terms])
        error = np.bincount(own, left, n_rules) / np.maximum(np.bincount(own, minlength=n_rules), 1)
        usual = float(np.median(error[np.unique(own)]))
        kept &= (error <= OUTLIER * usual + 1e-4)[traces.rule]
        if np.unique(traces.rule[kept]).size < FEW:
            break
    return factors


def _off_mean(values: Floats, rule: npt.NDArray[np.int64]) -> Floats:
    """Values less their mean over each rule."""
    n = np.maximum(np.bincount(rule), 1)
    means = np.column_stack([np.bincount(rule, column) / n for column in values.T])
    return np.asarray(values - means[rule])


def _at(factors: Floats, along: Floats, across: Floats) -> Floats:
    """The shift at places of the page."""
    parts = [factor * along**i * across**j for factor, (i, j) in zip(factors, TERMS, strict=True)]
    return np.asarray(np.sum(parts, axis=0))


def _traces(grey: Grey, dpi: float) -> _Traces:
    """Places on the horizontal rules of a page, however they slant; on vertical ones for a page turned over."""
    import cv2

    mm = dpi / 25.4
    height, width = grey.shape
    side = max(height, width)
    ink = cv2.dilate((grey < DARK).astype(np.uint8), np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(PIECE_MM * mm)), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    along, across, rules = [], [], []
    every = max(1, round(EVERY_MM * mm))
    n_rules = 0
    for label, (x, y, w, h, area) in enumerate(stats.tolist()):
        if label == 0 or w < LEAST_MM * mm or area > (THICK_MM * mm + 2) * w:
            continue
        own = labels[y : y + h, x : x + w : every] == label
        n = own.sum(axis=0)
        filled = np.flatnonzero((n > 0) & (n <= 2 * np.median(n[n > 0])))
        middle = (own * np.arange(h)[:, None]).sum(axis=0)[filled] / n[filled]
        along.append((x + filled * every - width / 2) / side)
        across.append((y + middle - height / 2) / side)
        rules.append(np.full(len(filled), n_rules))
        n_rules += 1
    if not n_rules:
        return _Traces(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))
    return _Traces(np.concatenate(along), np.concatenate(across), np.concatenate(rules))
