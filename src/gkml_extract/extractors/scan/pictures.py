"""Picture files → the pixels of their pages, one at a time."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from gkml_extract.model.errors import CorruptSourceError, SourceTooLargeError

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = npt.NDArray[np.uint8]

MAX_PIXELS = 300_000_000
"""Pixels of a page that are decoded at all: an A2 sheet at 600 dpi has 140 million, and takes 600 MB."""
WANTED_SIDE = 6000
"""Pixels of the longer side above which a picture is taken smaller: A3 at 300 dpi has 4,960."""
MAX_PAGES = 5000
"""Pages of one file; as for PDF."""
PAPER_MM = (195.0, 620.0)
"""Longer sides of paper: A5 to A2. A stated resolution that gives another size is the scanner's default, no measure."""
A4_MM = 297.0
"""Longer side of the paper that is taken for granted where nothing is stated. Source: GB/T 9704-2012."""


@dataclass(frozen=True, slots=True, eq=False)
class PagePicture:
    """One page: height × width × 3 in RGB, or height × width in grey, and its resolution."""

    pixels: Pixels
    dpi: float


def open_pictures(data: bytes) -> tuple[int, Iterator[PagePicture | None]]:
    """How many pages a file has, and each in turn; None for one that is damaged.

    Raises:
        CorruptSourceError: it cannot be opened at all.
        SourceTooLargeError: a page of more than MAX_PIXELS, or more than MAX_PAGES pages.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow's own limit is lower, and refuses what is decoded smaller
    try:
        image = Image.open(io.BytesIO(data))
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    except Image.DecompressionBombError as err:
        raise _too_large() from err
    except (OSError, ValueError, SyntaxError, struct.error, IndexError, KeyError, TypeError, EOFError) as err:
        raise _damaged() from err
    if image.width * image.height > MAX_PIXELS and image.format != "JPEG":
        raise _too_large()
    if count > MAX_PAGES:
        raise SourceTooLargeError(
            f"the file has {count} pages, at most {MAX_PAGES} are read; split it",
            f"文件共 {count} 页，最多读取 {MAX_PAGES} 页；请拆分后重试",
        )
    return count, _pages(image, count)


def _pages(image: Image, count: int) -> Iterator[PagePicture | None]:
    from PIL import Image as Pillow

    with image:
        for number in range(count):
            try:
                image.seek(number)
                yield _page(image)
            except Pillow.DecompressionBombError as err:
                raise _too_large() from err
            except (OSError, ValueError, SyntaxError, struct.error, IndexError, KeyError, TypeError, EOFError) as err:
                if count == 1:
                    raise _damaged() from err
                yield None


def _page(image: Image) -> PagePicture:
    from PIL import ImageOps

    if image.width * image.height > MAX_PIXELS and image.format != "JPEG":
        raise _too_large()
    stated = image.info.get("dpi")
    size = image.size
    if max(image.size) > WANTED_SIDE and image.format == "JPEG":
        image.draft(
            "RGB", (WANTED_SIDE * image.width // max(image.size), WANTED_SIDE * image.height // max(image.size))
        )
    page: Any = image
    if max(page.size) > WANTED_SIDE:
        page = page.reduce(-(-max(page.size) // WANTED_SIDE))
    page = ImageOps.exif_transpose(page) or page
    pixels = _pixels(page)
    return PagePicture(pixels, _dpi(stated, max(size) / max(pixels.shape[:2]), pixels))


def _pixels(page: Image) -> Pixels:
    """What is shown on white paper: transparent places are bare."""
    from PIL import Image as Pillow

    if page.mode in ("1", "L"):
        return np.asarray(page.convert("L"))
    if page.mode.startswith("I") or page.mode == "F":
        values = np.asarray(page, dtype=np.float64)
        return np.asarray(np.clip(values / max(float(values.max()), 1.0) * 255, 0, 255).astype(np.uint8))
    if page.mode in ("LA", "RGBA", "PA", "La", "RGBa") or "transparency" in page.info:
        shown = page.convert("RGBA")
        paper = Pillow.new("RGBA", shown.size, (255, 255, 255, 255))
        return np.asarray(Pillow.alpha_composite(paper, shown).convert("RGB"))
    return np.asarray(page.convert("RGB"))


def _dpi(stated: Any, shrunk: float, pixels: Pixels) -> float:
    """The resolution that the file states, if it gives a sheet of paper; else that of an A4 sheet."""
    longer = max(pixels.shape[:2])
    try:
        dpi = float(stated[0]) / shrunk
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if dpi > 0 and PAPER_MM[0] <= longer / dpi * 25.4 <= PAPER_MM[1]:
        return dpi
    return float(longer / A4_MM * 25.4)


def _damaged() -> CorruptSourceError:
    return CorruptSourceError(
        "the picture is damaged and cannot be opened; scan the page again or ask for another copy",
        "图片已损坏，无法打开；请重新扫描或重新索取",
    )


def _too_large() -> SourceTooLargeError:
    return SourceTooLargeError(
        f"a page of the picture has more than {MAX_PIXELS // 1_000_000} million pixels; save it at 300 dpi",
        f"图片的一页超过 {MAX_PIXELS // 10_000} 万像素；请以 300 dpi 另存后重试",
    )
