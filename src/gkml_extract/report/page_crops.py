"""The surroundings of a place on a page, as a small picture in few greys."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gkml_extract.model.source import PagePlace
from gkml_extract.report.illustration import Illustration, NoPicture, PagePicture

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_MARGIN_PT = (36.0, 24.0)
"""What is shown around the place, at least, to the sides and above and below: a neighbouring cell can be told."""
_LEAST_PT = (380.0, 96.0)
_MOST_PT = (460.0, 210.0)
"""Bounds of what is shown. A cell that is larger is shown from its upper left corner on."""
_SCALE = 1.7
"""Pixels a point: print of 9 points is 15 pixels high."""
_BLACK, _WHITE, _PRINT_SHARE = 64, 224, 0.8
"""Greys below and from which a pixel counts as black or white, and the share of these in a picture of print. Pages with
a text layer have 0.89 and more; edges of characters are the rest."""
_SCAN_QUALITY = 45
"""Of WebP: a noisy scan of 8-point print can still be read, in 15 to 25 kB."""

_PAPER_PT, _A4_PT = (553.0, 1757.0), 842.0
"""Longer sides of paper: A5 to A2, and that of A4."""
MAX_BYTES = 48 * 1024
"""Of one picture; a larger one is shown in half its size."""

Box = tuple[float, float, float, float]


def page_pictures(data: bytes, places: Sequence[PagePlace]) -> list[Illustration]:
    """A picture of each place of the PDF, in order. Pages are opened one at a time, each once."""
    import pypdfium2

    shown: dict[int, Illustration] = {}
    with pypdfium2.PdfDocument(data) as document:
        for number in sorted({place.page for place in places}):
            if not 1 <= number <= len(document):
                continue
            page = document[number - 1]
            for index, place in enumerate(places):
                if place.page == number:
                    shown[index] = _crop(page, place)
            page.close()
    return [shown.get(index, NoPicture.NOT_FOUND) for index in range(len(places))]


def _crop(page: Any, place: PagePlace) -> Illustration:
    width, height = page.get_size()
    region = region_of(place.bbox, width, height)
    if region is None:
        return NoPicture.NOT_FOUND
    left, top, right, bottom = region
    bitmap = page.render(scale=_SCALE, crop=(left, height - bottom, width - right, top), grayscale=True)
    return picture_of(bitmap.to_pil(), place, region)


def scan_pictures(data: bytes, places: Sequence[PagePlace]) -> list[Illustration]:
    """A picture of each place of a file that is a picture itself, in order; of a TIFF a page is a frame."""
    from PIL import Image as Images

    shown: dict[int, Illustration] = {}
    with Images.open(io.BytesIO(data)) as image:
        for number in sorted({place.page for place in places}):
            page = _frame(image, number)
            for index, place in enumerate(places):
                if place.page == number and page is not None:
                    shown[index] = _crop_of_scan(page, place)
    return [shown.get(index, NoPicture.NOT_FOUND) for index in range(len(places))]


def _frame(image: ImageFile, number: int) -> Image | None:
    """A page as it is displayed, with its resolution; None where there is no such page."""
    from PIL import ImageOps

    try:
        image.seek(number - 1)
    except (EOFError, ValueError):
        return None
    resolution = _points_per_pixel(image.info.get("dpi"), max(image.size))
    page = ImageOps.exif_transpose(image)
    page.info["points"] = resolution
    return page


def _points_per_pixel(dpi: Any, longer_side: int) -> float:
    """As the reader of scans counts: the stated resolution if it gives a sheet of paper, else that of A4."""
    try:
        points = 72 / float(dpi[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        points = 0.0
    return points if _PAPER_PT[0] <= longer_side * points <= _PAPER_PT[1] else _A4_PT / longer_side


def _crop_of_scan(page: Image, place: PagePlace) -> Illustration:
    points = page.info["points"]
    region = region_of(place.bbox, page.width * points, page.height * points)
    if region is None:
        return NoPicture.NOT_FOUND
    left, top, right, bottom = (side / points for side in region)
    size = (round((region[2] - region[0]) * _SCALE), round((region[3] - region[1]) * _SCALE))
    return picture_of(page.convert("L").resize(size, box=(left, top, right, bottom), reducing_gap=2.0), place, region)


def region_of(bbox: Box, page_width: float, page_height: float) -> Box | None:
    """What to show of a page for a place on it (x0, top, x1, bottom); None where the place is beside the page."""
    across = _span(bbox[0], bbox[2], page_width, 0)
    down = _span(bbox[1], bbox[3], page_height, 1)
    return (across[0], down[0], across[1], down[1]) if across and down else None


def _span(first: float, last: float, size: float, axis: int) -> tuple[float, float] | None:
    """From where to where to show along one axis."""
    first, last = max(first, 0.0), min(last, size)
    if last <= first:
        return None
    wanted = min(max(last - first + 2 * _MARGIN_PT[axis], _LEAST_PT[axis]), _MOST_PT[axis], size)
    start = (first + last - wanted) / 2
    if start > first - _MARGIN_PT[axis] / 2:
        start = first - _MARGIN_PT[axis] / 2
    start = min(max(start, 0.0), size - wanted)
    return start, start + wanted


def picture_of(image: Image, place: PagePlace, region: Box) -> PagePicture:
    """`image` shows `region` of the page; the place in it in pixels."""
    data, media_type = _encoded(image)
    while len(data) > MAX_BYTES:
        image = image.reduce(2)
        data, media_type = _encoded(image)
    across = image.width / (region[2] - region[0])
    down = image.height / (region[3] - region[1])
    x0, top, x1, bottom = place.bbox
    box = (
        max(round((x0 - region[0]) * across), 0),
        max(round((top - region[1]) * down), 0),
        min(round((x1 - region[0]) * across), image.width),
        min(round((bottom - region[1]) * down), image.height),
    )
    return PagePicture(data, media_type, image.width, image.height, box, place.page)


def _encoded(image: Image) -> tuple[bytes, str]:
    """The bytes of a picture and their media type: four greys where it is print on white, else lossy."""
    grey = image.convert("L")
    stream = io.BytesIO()
    if not _is_print(grey.histogram()):
        grey.save(stream, "webp", quality=_SCAN_QUALITY, method=4)
        return stream.getvalue(), "image/webp"
    _in_four_greys(grey).save(stream, "png", bits=2, compress_level=6)
    return stream.getvalue(), "image/png"


def _in_four_greys(grey: Image) -> Image:
    from PIL import Image as Images

    levels = [round(level * 3 / 255) for level in range(256)]
    paletted = Images.frombytes("P", grey.size, grey.point(levels).tobytes())
    paletted.putpalette([channel for level in range(4) for channel in (85 * level,) * 3])
    return paletted


def _is_print(histogram: Sequence[int]) -> bool:
    return sum(histogram[:_BLACK]) + sum(histogram[_WHITE:]) >= _PRINT_SHARE * sum(histogram)
