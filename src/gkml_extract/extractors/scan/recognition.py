"""Strips of print → characters with their places and scores, in batches of like widths."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gkml_extract.extractors.scan.engine import Network

Grey = npt.NDArray[np.uint8]

HEIGHT = 48
"""Pixels of the network's input. Source: the model's own shape."""
STEP = 8
"""Pixels of input that one step of its output sees."""
BATCH_PIXELS = 1200
"""Width of all strips of a batch together: beyond it the caches overflow and a pixel costs more (measured)."""
PADDING = 0.12
"""Share of a batch that may be padding."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised character: its middle in pixels of the strip, the network's score for it."""

    text: str
    x: float
    score: float


class OutOfTimeError(Exception):
    """A page takes longer than it may."""


def recognise(strips: Sequence[Grey], network: Network, until: float = math.inf) -> list[list[Glyph]]:
    """The characters of each strip, HEIGHT pixels high, from the left.

    Raises:
        OutOfTimeError: it is not done at `until`, in seconds of the monotonic clock.
    """
    batches = _batches([strip.shape[1] for strip in strips])
    found: list[list[Glyph]] = [[] for _ in strips]
    with ThreadPoolExecutor(network.n_threads) as pool:
        read = pool.map(lambda batch: _read([strips[index] for index in batch], network, until), batches)
        for batch, glyphs in zip(batches, read, strict=True):
            for index, own in zip(batch, glyphs, strict=True):
                found[index] = own
    return found


def _read(strips: Sequence[Grey], network: Network, until: float) -> list[list[Glyph]]:
    """The glyphs of one batch."""
    if time.monotonic() > until:
        raise OutOfTimeError
    width = max(strip.shape[1] for strip in strips)
    width += -width % STEP
    pixels = np.zeros((len(strips), 3, HEIGHT, width), dtype=np.float32)
    for place, strip in enumerate(strips):
        pixels[place, :, :, : strip.shape[1]] = strip.astype(np.float32) / 127.5 - 1.0
    chances = network.session.run(None, {"x": pixels})[0]
    best = chances.argmax(axis=2)
    scores = np.take_along_axis(chances, best[:, :, None], axis=2)[:, :, 0]
    return [_decode(best[place], scores[place], network.alphabet, strip.shape[1]) for place, strip in enumerate(strips)]


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Strips of like widths together."""
    batches: list[list[int]] = []
    for index in sorted(range(len(widths)), key=lambda each: -widths[each]):
        batch = batches[-1] if batches else []
        widest = widths[batch[0]] if batch else 0
        if batch and widest * (len(batch) + 1) <= BATCH_PIXELS and widths[index] >= (1 - PADDING) * widest - STEP:
            batch.append(index)
        else:
            batches.append([index])
    return batches


def _decode(
    best: npt.NDArray[np.int64], scores: npt.NDArray[np.float32], alphabet: Sequence[str], width: int
) -> list[Glyph]:
    """Steps → characters: runs of one sign are one, blanks part them. Source: Graves et al. 2006, CTC."""
    n = min(len(best), -(-width // STEP))
    glyphs: list[Glyph] = []
    start = 0
    while start < n:
        end = start + 1
        while end < n and best[end] == best[start]:
            end += 1
        if best[start] != 0:
            at = start + int(scores[start:end].argmax())
            glyphs.append(Glyph(alphabet[best[start]], ((start + end) / 2) * STEP, float(scores[at])))
        start = end
    return glyphs
