"""Paper: pages of a PDF, or any pictures, as a scanner or a phone would give them; the same for the same seed.

What happens to a page, in this order: ink (rules faint, broken or dotted), a seal, the turn of the sheet, skew or the
perspective of a camera, the colour of the paper and the light on it, blur, noise. Containers carry no dates.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Picture = npt.NDArray[np.uint8]
"""Rows × columns of grey, or × 3 of red, green and blue."""

RULES = ("whole", "faint", "broken", "dotted")
_SEAL_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
_SEAL_MM = 42
"""Diameter of an office's seal. Source: 国发〔1999〕25号, seals of county bureaus."""
_INK = (205, 30, 35)
_FAINT = 0.72
"""Share of white in a faint rule."""
_RULE_MM = 12
"""Length from which a dark run is a rule and no stroke of a character."""


@dataclass(frozen=True)
class Paper:
    """How pages are scanned.

    Args:
        skew: each page is askew by up to so many degrees either way.
        colour: of the paper, as red, green, blue.
        gradient: share of the light that is lost towards one edge.
        noise: standard deviation in grey levels.
        blur: sigma in pixels.
        rules: one of RULES.
        seal: the text of a red round seal over the table, None for none.
        turn: quarter turns clockwise in which the sheet lies.
        is_photo: taken with a phone: perspective, a table around the sheet, a shadow over it.
        slant: share of a photograph's longer side by which each corner is moved at most.
        barrel: share by which a photograph's corners are drawn in by the lens; negative for a pincushion.
        mode: "L" grey, "RGB" colour, "1" black and white.
    """

    dpi: int = 200
    skew: float = 0.6
    colour: tuple[int, int, int] = (255, 255, 255)
    gradient: float = 0.0
    noise: float = 4.0
    blur: float = 0.5
    rules: str = "whole"
    seal: str | None = None
    turn: int = 0
    is_photo: bool = False
    slant: float = 0.03
    barrel: float = 0.0
    mode: str = "L"


def scan_pdf(data: bytes, paper: Paper, seed: int) -> list[Picture]:
    """The pages of a PDF as scanned."""
    return scan_pages(render(data, paper.dpi), paper, seed)


def render(data: bytes, dpi: int) -> list[Picture]:
    """The pages of a PDF as pictures in colour, as they would be printed."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=dpi / 72).to_numpy()[:, :, 2::-1].copy() for page in document]
    finally:
        document.close()


def scan_pages(pages: Iterable[Picture], paper: Paper, seed: int) -> list[Picture]:
    """Pictures of pages in colour → what the scanner gives."""
    return [scan_page(page, paper, np.random.default_rng([seed, number])) for number, page in enumerate(pages)]


def scan_page(page: Picture, paper: Paper, rng: np.random.Generator) -> Picture:
    """One page."""
    page = with_rules(page, paper.rules, paper.dpi, rng)
    if paper.seal:
        page = with_seal(page, paper.seal, paper.dpi, rng)
    page = np.rot90(page, -paper.turn).copy()
    page = photographed(page, rng, paper) if paper.is_photo else skewed(page, rng.uniform(-paper.skew, paper.skew))
    lit = page.astype(np.float32) * (np.asarray(paper.colour, np.float32) / 255)
    if paper.gradient or paper.is_photo:
        lit *= _light(page.shape[:2], max(paper.gradient, 0.3 * paper.is_photo), rng)[:, :, None]
    if paper.blur:
        lit = cv2.GaussianBlur(lit, (0, 0), paper.blur)
    if paper.mode != "RGB":
        lit = cv2.cvtColor(lit, cv2.COLOR_RGB2GRAY)
    if paper.noise:
        lit = lit + rng.normal(0, paper.noise, lit.shape).astype(np.float32)
    scanned: Picture = np.clip(lit, 0, 255).astype(np.uint8)
    return np.where(scanned < 165, 0, 255).astype(np.uint8) if paper.mode == "1" else scanned


def rule_mask(page: Picture, dpi: int) -> npt.NDArray[np.bool_]:
    """Where a page has rules: dark runs of some length, one way or the other."""
    dark = (cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) < 140).astype(np.uint8)
    length = round(_RULE_MM / 25.4 * dpi)
    lying = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    standing = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    mask: npt.NDArray[np.bool_] = cv2.dilate(lying | standing, np.ones((3, 3), np.uint8)) > 0
    return mask


def with_rules(page: Picture, rules: str, dpi: int, rng: np.random.Generator) -> Picture:
    """The page with its rules faint, broken at random places, or dotted."""
    if rules == "whole":
        return page
    mask = rule_mask(page, dpi)
    if rules == "faint":
        return np.where(mask[:, :, None], page * (1 - _FAINT) + 255 * _FAINT, page).astype(np.uint8)
    height, width = mask.shape
    if rules == "dotted":
        period = max(4, round(0.9 / 25.4 * dpi))
        down, across = np.ogrid[:height, :width]
        gone = (down + across) % period >= period * 0.55
    else:
        gone = np.zeros(mask.shape, np.bool_)
        gap = round(1.5 / 25.4 * dpi)
        for y, x in zip(rng.integers(0, height, 900), rng.integers(0, width, 900), strict=True):
            gone[y : y + gap, x : x + gap] = True
    return np.where((mask & gone)[:, :, None], 255, page).astype(np.uint8)


def with_seal(page: Picture, text: str, dpi: int, rng: np.random.Generator) -> Picture:
    """The page with a red round seal somewhere over its middle; ink darkens what it lies on."""
    seal = _seal(text, round(_SEAL_MM / 25.4 * dpi))
    size = len(seal)
    height, width = page.shape[:2]
    if size >= min(height, width):
        return page
    turned = cv2.warpAffine(seal, cv2.getRotationMatrix2D((size / 2, size / 2), rng.uniform(-25, 25), 1), (size, size))
    y = round(rng.uniform(0.3, 0.7) * (height - size))
    x = round(rng.uniform(0.2, 0.8) * (width - size))
    share = turned[:, :, None].astype(np.float32) / 255 * 0.85
    under = page[y : y + size, x : x + size].astype(np.float32)
    inked = under * (1 - share + share * np.asarray(_INK, np.float32) / 255)
    page = page.copy()
    page[y : y + size, x : x + size] = inked.astype(np.uint8)
    return page


@cache
def _seal(text: str, size: int) -> Picture:
    """How much ink a seal puts where, 0 to 255: a ring, a star, the office's name along the ring."""
    image = Image.new("L", (size, size))
    draw = ImageDraw.Draw(image)
    edge = size // 45
    draw.ellipse((edge, edge, size - edge, size - edge), outline=255, width=max(2, size // 32))
    star = [
        (size / 2 + radius * np.sin(angle), size / 2 - radius * np.cos(angle))
        for k in range(10)
        for radius, angle in [(size * (0.16 if k % 2 == 0 else 0.061), k * np.pi / 5)]
    ]
    draw.polygon(star, fill=255)
    font = _seal_font(size // 8)
    for k, char in enumerate(text if font else ()):
        angle = (k / max(1, len(text) - 1) - 0.5) * np.deg2rad(250)
        glyph = Image.new("L", (size // 6, size // 6))
        ImageDraw.Draw(glyph).text((size // 12, size // 12), char, fill=255, font=font, anchor="mm")
        glyph = glyph.rotate(-np.rad2deg(angle), resample=Image.Resampling.BILINEAR)
        at = (
            round(size / 2 + size * 0.37 * np.sin(angle) - glyph.width / 2),
            round(size / 2 - size * 0.37 * np.cos(angle) - glyph.height / 2),
        )
        image.paste(255, at, glyph)
    return np.asarray(image)


def _seal_font(size: int) -> ImageFont.FreeTypeFont | None:
    path = next((path for path in _SEAL_FONTS if Path(path).exists()), None)
    return ImageFont.truetype(path, size) if path else None


def skewed(page: Picture, degrees: float) -> Picture:
    """The page turned about its middle, paper where nothing was."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(  # type: ignore[return-value]
        page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )


def photographed(page: Picture, rng: np.random.Generator, paper: Paper) -> Picture:
    """The sheet on a dark table, seen from a slant through a lens."""
    height, width = page.shape[:2]
    margin = round((paper.slant + 0.02) * max(height, width))
    size = (width + 2 * margin, height + 2 * margin)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = rng.uniform(-paper.slant, paper.slant, (4, 2)) * max(height, width)
    warp = cv2.getPerspectiveTransform(corners, (corners + margin + moved).astype(np.float32))
    seen = cv2.warpPerspective(page, warp, size, flags=cv2.INTER_CUBIC, borderValue=(92, 74, 60))
    return through_lens(seen, paper.barrel) if paper.barrel else seen  # type: ignore[return-value]


def through_lens(page: Picture, barrel: float) -> Picture:
    """What a lens makes of a picture that draws its corners in by a share of their distance from the middle."""
    height, width = page.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    x, y = x - width / 2, y - height / 2
    out = 1 + barrel * (x**2 + y**2) / (width**2 + height**2) * 4
    return cv2.remap(  # type: ignore[return-value]
        page, x * out + width / 2, y * out + height / 2, cv2.INTER_CUBIC, borderValue=(92, 74, 60)
    )


def _light(shape: tuple[int, int], loss: float, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """The share of light at each place: it falls off evenly towards one edge."""
    down, across = np.mgrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = (down - 0.5) * np.sin(angle) + (across - 0.5) * np.cos(angle) + 0.5
    return (1 - loss * np.clip(along, 0, 1)).astype(np.float32)


def as_image(page: Picture, mode: str = "L") -> Image.Image:
    """A picture as pillow has it; `mode` "1" makes it black and white."""
    image = Image.fromarray(page)
    return image.convert("1", dither=Image.Dither.NONE) if mode == "1" else image


def as_png(page: Picture, dpi: int) -> bytes:
    """One page."""
    return _saved(as_image(page), "PNG", dpi=(dpi, dpi))


def as_jpeg(page: Picture, dpi: int, quality: int = 75) -> bytes:
    """One page."""
    return _saved(as_image(page), "JPEG", dpi=(dpi, dpi), quality=quality)


def as_tiff(pages: Sequence[Picture], dpi: int, mode: str = "L", quality: int = 60) -> bytes:
    """All pages: black and white as faxes are kept, others as JPEG."""
    first, *rest = [
        image.convert("YCbCr") if (image := as_image(page, mode)).mode == "RGB" else image for page in pages
    ]
    packed: dict[str, Any] = {"compression": "group4"} if mode == "1" else {"compression": "jpeg", "quality": quality}
    return _saved(first, "TIFF", save_all=True, append_images=rest, dpi=(dpi, dpi), **packed)


def as_pdf(pages: Sequence[Picture], dpi: int, mode: str = "L", quality: int = 60) -> bytes:
    """All pages, each a picture and nothing else."""
    first, *rest = [as_image(page, mode) for page in pages]
    options: dict[str, Any] = {"creationDate": None, "modDate": None, "producer": None}
    if mode != "1":
        options["quality"] = quality
    return _saved(first, "PDF", save_all=True, append_images=rest, resolution=dpi, **options)


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()
