"""Picture files, good and bad, and what they are."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gkml_extract.extractors.registry import identify
from gkml_extract.extractors.scan import cache, engine, pictures
from gkml_extract.extractors.scan.pictures import PagePicture, open_pictures
from gkml_extract.extractors.scan.reader import PICTURES
from gkml_extract.model.errors import CorruptSourceError, DependencyError, SourceTooLargeError

WHITE = Image.new("L", (400, 300), 255)
KINDS = {"png": "PNG", "jpeg": "JPEG", "tiff": "TIFF", "bmp": "BMP", "webp": "WEBP"}


def saved(kind: str, *pages: Image.Image, **options: object) -> bytes:
    """A picture file."""
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(stream, kind, **more, **options)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_by_its_bytes(kind: str) -> None:
    """One reader claims it, whatever its name."""
    assert identify(saved(KINDS[kind], WHITE.convert("RGB")), "目录.pdf").name == f"scan.{kind}"


def test_a_tiff_has_as_many_pages_as_pictures() -> None:
    """Each is decoded when it is asked for."""
    count, pages = open_pictures(saved("TIFF", WHITE, WHITE, WHITE))
    assert count == 3
    assert [page.pixels.shape for page in pages if page] == [(300, 400)] * 3


def test_a_stated_resolution_counts_if_it_gives_a_sheet_of_paper() -> None:
    """72 dpi of a camera would make a sheet of a metre; then it is taken for an A4 sheet."""
    for stated, expected in ((200, 200.0), (72, 200.0)):
        _, pages = open_pictures(saved("PNG", Image.new("L", (2339, 1654), 255), dpi=(stated, stated)))
        page = next(pages)
        assert page is not None
        assert page.dpi == pytest.approx(expected, abs=1)


def test_damaged_pictures_are_an_error_that_says_so() -> None:
    """A JPEG cut in half."""
    whole = saved("JPEG", Image.effect_noise((600, 600), 90).convert("RGB"))
    with pytest.raises(CorruptSourceError, match="scan the page again"):
        list(open_pictures(whole[: len(whole) // 2])[1])


def test_too_many_pixels_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is decoded."""
    monkeypatch.setattr(pictures, "MAX_PIXELS", 1000)
    with pytest.raises(SourceTooLargeError):
        open_pictures(saved("PNG", WHITE))


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 5: a recogniser is missing."""
    monkeypatch.setattr(engine, "is_installed", lambda: False)
    with pytest.raises(DependencyError, match=r"pip install 'gkml-extract\[ocr\]'") as raised:
        PICTURES[0].read(saved("PNG", WHITE))
    assert raised.value.exit_code == 5
    assert "gkml-extract[ocr]" in raised.value.zh


def test_the_cache_can_be_moved_and_switched_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By one variable of the environment."""
    monkeypatch.setenv("GKML_CACHE", str(tmp_path))
    assert cache.folder() == tmp_path
    monkeypatch.setenv("GKML_CACHE", "off")
    assert cache.folder() is None


def test_a_page_is_known_by_its_pixels() -> None:
    """One pixel makes another page; so does its resolution."""
    page = np.zeros((50, 60), dtype=np.uint8)
    other = page.copy()
    other[3, 4] = 1
    keys = {cache.key_of(PagePicture(pixels, dpi)) for pixels, dpi in ((page, 200.0), (other, 200.0), (page, 300.0))}
    assert len(keys) == 3
