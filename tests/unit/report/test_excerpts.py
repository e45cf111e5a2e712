"""Places shown from their source: parts of pages, rows of grids, lines of texts."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from gkml_extract.extractors.registry import identify
from gkml_extract.model.content import Blocks
from gkml_extract.model.source import LinesPlace, PagePlace, SheetPlace
from gkml_extract.report.grid_excerpt import grid_excerpts
from gkml_extract.report.illustration import GridExcerpt, LinesExcerpt, NoPicture, PagePicture
from gkml_extract.report.lines_excerpt import lines_excerpt
from gkml_extract.report.page_crops import MAX_BYTES, page_pictures, picture_of, region_of, scan_pictures
from support.offices import as_workbook
from support.pdf import PdfPage, pdf

HEADER = ("序号", "一级事项", "公开内容", "公开时限", "公开主体", "公开渠道", "备注")
ROWS = (("1", "机构职能", "职责", "及时", "某局", "网站", "无"), ("2", "人事", "任免", "长期", "某局", "公报", "有"))


def workbook(*rows: tuple[str, ...]) -> Blocks:
    """A sheet of these rows, read."""
    data = as_workbook({"目录": [["|".join(row) for row in rows]]})
    content = identify(data, "a.xlsx").read(data)
    assert isinstance(content, Blocks)
    return content


def test_a_cell_stands_in_its_row_under_its_header() -> None:
    """With the first column and two columns on either side; the place itself is marked."""
    (excerpt,) = grid_excerpts(workbook(HEADER, *ROWS), [SheetPlace(sheet="目录", cell="E3")])
    assert isinstance(excerpt, GridExcerpt)
    assert excerpt.header == ("序号", "公开内容", "公开时限", "公开主体", "公开渠道", "备注")
    assert [[cell.text for cell in row] for row in excerpt.rows] == [["2", "任免", "长期", "某局", "公报", "有"]]
    assert [cell.text for cell in excerpt.rows[0] if cell.is_marked] == ["某局"]


def test_a_place_that_is_not_there_is_said_to_be_so() -> None:
    """In a grid as in lines and on pages."""
    nowhere = [SheetPlace(sheet="目录", cell="Z99")]
    assert grid_excerpts(workbook(HEADER, *ROWS), nowhere) == [NoPicture.NOT_FOUND]
    assert lines_excerpt(b"one\ntwo", LinesPlace(lines=(3, 4)), ()) is NoPicture.NOT_FOUND
    places = [PagePlace(page=2, bbox=(0, 0, 9, 9)), PagePlace(page=1, bbox=(900, 0, 990, 9))]
    assert page_pictures(pdf(PdfPage()), places) == [NoPicture.NOT_FOUND] * 2


def test_lines_have_their_neighbours_and_the_value_is_marked() -> None:
    """A fragment that is part of the value, or a part of the value inside a fragment."""
    text = "标题\n\n1\t职责\t自形成之日起20个工作日内\n■政府网站 □公报\n尾\n"
    excerpt = lines_excerpt(
        text.encode("gb18030"), LinesPlace(lines=(3, 4)), ("自形成之日起20个工作日内", "政府网站；公报")
    )
    assert isinstance(excerpt, LinesExcerpt)
    assert [(line.number, line.is_inside) for line in excerpt.lines] == [(2, False), (3, True), (4, True), (5, False)]
    marked = [piece.text for line in excerpt.lines for piece in line.pieces if piece.is_marked]
    assert marked == ["自形成之日起20个工作日内", "政府网站"]
    assert "".join(piece.text for piece in excerpt.lines[1].pieces) == "1\t职责\t自形成之日起20个工作日内"


def test_a_place_of_many_lines_is_cut_in_the_middle_and_says_so() -> None:
    """The rest is counted; the end stays, where a cell that was clipped ends."""
    excerpt = lines_excerpt(b"\n".join(b"%d" % n for n in range(1, 41)), LinesPlace(lines=(11, 30)), ())
    assert isinstance(excerpt, LinesExcerpt)
    assert [line.number for line in excerpt.lines] == [10, 11, 12, 13, 14, 15, 28, 29, 30, 31]
    assert excerpt.n_more == 12


def test_a_part_of_a_page_is_a_small_png_with_the_place_in_it() -> None:
    """What is drawn inside the box on the page is inside the box in the picture."""
    page = PdfPage().rectangle(300, 200, 400, 240)
    (picture,) = page_pictures(pdf(page), [PagePlace(page=1, bbox=(300, 200, 400, 240))])
    assert isinstance(picture, PagePicture)
    image = Image.open(io.BytesIO(picture.data)).convert("L")
    assert image.size == (picture.width, picture.height)
    x0, top, x1, bottom = picture.box
    assert image.crop((x0 + 2, top + 2, x1 - 2, bottom - 2)).getextrema() == (0, 0)
    assert image.getpixel((x0 - 4, top - 4)) == 255
    assert len(picture.data) < 2_000


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_shown_as_it_is_read(turn: int) -> None:
    """The box counts from the top left of the page as displayed."""
    page = PdfPage(extra=f"/Rotate {turn}").rectangle(300, 200, 400, 240)
    width, height = page.size
    box = {
        0: (300, 200, 400, 240),
        90: (height - 240, 300, height - 200, 400),
        180: (width - 400, height - 240, width - 300, height - 200),
        270: (200, width - 400, 240, width - 300),
    }[turn]
    (picture,) = page_pictures(pdf(page), [PagePlace(page=1, bbox=tuple(map(float, box)))])  # type: ignore[arg-type]
    assert isinstance(picture, PagePicture)
    x0, top, x1, bottom = picture.box
    image = Image.open(io.BytesIO(picture.data)).convert("L")
    assert image.crop((x0 + 2, top + 2, x1 - 2, bottom - 2)).getextrema() == (0, 0)


@pytest.mark.parametrize("dpi", [200, 300, 72])
def test_a_place_in_a_picture_file_is_shown_from_it(dpi: int) -> None:
    """By the stated resolution, or as A4 where that would be no sheet of paper; pages are frames."""
    pixels = 300 if dpi == 72 else dpi
    page = Image.new("L", (round(8.27 * pixels), round(11.69 * pixels)), 255)
    page.paste(0, tuple(round(side / 72 * pixels) for side in (200, 300, 260, 330)))
    file = io.BytesIO()
    Image.new("L", page.size, 255).save(file, "tiff", save_all=True, append_images=[page], dpi=(dpi, dpi))
    places = [PagePlace(page=number, bbox=(200, 300, 260, 330)) for number in (1, 2, 3)]
    blank, picture, missing = scan_pictures(file.getvalue(), places)
    assert isinstance(blank, PagePicture) and isinstance(picture, PagePicture)
    assert missing is NoPicture.NOT_FOUND
    x0, top, x1, bottom = picture.box
    image = Image.open(io.BytesIO(picture.data)).convert("L")
    assert image.crop((x0 + 2, top + 2, x1 - 2, bottom - 2)).getextrema()[1] < 10
    assert image.getpixel((x0 - 5, top - 5)) > 245


def test_a_scan_is_bounded_in_bytes() -> None:
    """Noise is what a picture can hold least of."""
    noise = Image.effect_noise((782, 357), 90)
    picture = picture_of(noise, PagePlace(page=1, bbox=(10, 10, 20, 20)), (0, 0, 460, 210))
    assert picture.media_type == "image/webp"
    assert len(picture.data) <= MAX_BYTES
    assert (picture.width, picture.height) == (391, 179)


def test_a_line_that_holds_a_table_is_cut() -> None:
    """A thousand fields in one line."""
    excerpt = lines_excerpt(b"|".join([b"cell"] * 1000), LinesPlace(lines=(1, 1)), ())
    assert isinstance(excerpt, LinesExcerpt)
    assert sum(len(piece.text) for piece in excerpt.lines[0].pieces) <= 901


def test_what_is_shown_stays_on_the_page_and_is_bounded() -> None:
    """Also for a cell as large as the page, or in its corner."""
    for bbox in ((0.0, 0.0, 842.0, 595.0), (800.0, 580.0, 842.0, 595.0), (-20.0, -20.0, 5.0, 5.0)):
        region = region_of(bbox, 842.0, 595.0)
        assert region is not None
        left, top, right, bottom = region
        assert 0 <= left < right <= 842 and 0 <= top < bottom <= 595
        assert right - left <= 460 and bottom - top <= 210
    assert region_of((10.0, 10.0, 5.0, 20.0), 842.0, 595.0) is None
