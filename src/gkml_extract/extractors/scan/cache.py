"""Pages that were recognised before, kept by what their pictures are.

A page is found by a digest of its pixels, of the models and of this package's own code, so that nothing that was read
by another version is ever taken. Files are written aside and renamed; the oldest go when there are too many.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from gkml_extract.extractors.scan import engine
from gkml_extract.extractors.scan.pictures import PagePicture
from gkml_extract.model.finding import note
from gkml_extract.model.page import Chars, PageContent, Shapes

FOLDER = "GKML_CACHE"
"""Environment: the folder of the cache; `off` for none."""
MAX_BYTES = 256 * 1024 * 1024
"""Size of all files together: a dense page takes 60 kB."""
_ARRAYS = ("boxes", "baselines", "sizes", "directions", "runs", "fonts", "scores")
_SHAPES = ("kinds", "boxes", "widths", "lightness")


def folder() -> Path | None:
    """Where recognised pages are kept; None where they are not to be kept."""
    named = os.environ.get(FOLDER, "")
    if named.lower() in ("off", "0", "no"):
        return None
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):
        return (Path(base) if base else Path.home() / ".cache") / "gkml" / "pages"
    return None


def key_of(picture: PagePicture) -> str:
    """What a picture is known by."""
    digest = hashlib.blake2b(_version(), digest_size=20)
    digest.update(repr((picture.pixels.shape, round(picture.dpi, 2))).encode())
    digest.update(np.ascontiguousarray(picture.pixels).data)
    return digest.hexdigest()


@cache
def _version() -> bytes:
    """The models and the code of this package."""
    digest = hashlib.blake2b(engine.version().encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def load(key: str, number: int) -> PageContent | None:
    """The page of a key, as page `number` of its file; None if it is not there or cannot be read."""
    place = folder()
    if place is None:
        return None
    path = place / key[:2] / f"{key}.npz"
    try:
        with np.load(path, allow_pickle=False) as stored:
            page = _page(stored, number)
        os.utime(path)
    except (OSError, ValueError, KeyError, EOFError, TypeError, IndexError):
        return None
    return page


def store(key: str, page: PageContent) -> None:
    """Keep a page. What cannot be written is not kept; that is no fault."""
    place = folder()
    if place is None:
        return
    path = place / key[:2] / f"{key}.npz"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                np.savez_compressed(stream, **_stored(page))
            Path(aside).replace(path)
        finally:
            Path(aside).unlink(missing_ok=True)
        if key.startswith("0"):  # one time in sixteen is often enough
            _shrink(place)


def _stored(page: PageContent) -> dict[str, Any]:
    chars, shapes = page.chars, page.shapes
    notes = [(each.code, [item for item in each.params if item[0] != "page"]) for each in page.notes]
    head = {"width": page.width, "height": page.height, "text": chars.text, "notes": notes, "pictures": page.n_pictures}
    arrays = {f"chars_{name}": getattr(chars, name) for name in _ARRAYS}
    return {
        "head": np.frombuffer(json.dumps(head).encode(), dtype=np.uint8),
        **arrays,
        **{f"shapes_{name}": getattr(shapes, name) for name in _SHAPES},
    }


def _page(stored: Any, number: int) -> PageContent:
    head = json.loads(stored["head"].tobytes())
    chars = Chars(text=head["text"], font_names=("",), **{name: stored[f"chars_{name}"] for name in _ARRAYS})
    shapes = Shapes(**{name: stored[f"shapes_{name}"] for name in _SHAPES})
    notes = tuple(note(code, page=number, **dict(params)) for code, params in head["notes"])
    return PageContent(number, head["width"], head["height"], chars, shapes, head["pictures"], notes)


def _shrink(place: Path) -> None:
    """Remove what was not used for longest until the rest is no larger than MAX_BYTES."""
    files = sorted(((path.stat(), path) for path in place.glob("??/*.npz")), key=lambda each: -each[0].st_mtime)
    total = 0
    for stat, path in files:
        total += stat.st_size
        if total > MAX_BYTES:
            path.unlink(missing_ok=True)
