"""PDF files → pages of characters and shapes."""

from __future__ import annotations

import random

import pytest

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.errors import CorruptSourceError, GkmlError
from gkml_extract.model.page import PageContent, ShapeKind
from gkml_extract.model.source import PagePlace
from support.pdf import LANDSCAPE, PdfPage, form, pdf


def read(data: bytes) -> list[PageContent]:
    """All pages of a PDF."""
    return list(Pdf().read(data))


def only_page(page: PdfPage, *objects: bytes) -> PageContent:
    """The page of a PDF that has one."""
    (content,) = read(pdf(page, objects=objects))
    return content


def test_characters_have_their_box_size_and_baseline() -> None:
    """Boxes are advance width by font size, from the top left of the page."""
    page = only_page(PdfPage().text(100, 200, "公开", size=10))
    assert page.chars.text == "公开"
    assert page.chars.boxes[:, 0].tolist() == pytest.approx([100, 110])
    assert page.chars.boxes[:, 2].tolist() == pytest.approx([110, 120])
    assert page.chars.baselines[:, 1].tolist() == pytest.approx([200, 200])
    assert page.chars.sizes.tolist() == pytest.approx([10, 10])


def test_a_page_tells_its_size_as_displayed() -> None:
    """Turned by a quarter, width and height change places."""
    assert (only_page(PdfPage()).width, only_page(PdfPage()).height) == LANDSCAPE
    turned = only_page(PdfPage(extra="/Rotate 90"))
    assert (turned.width, turned.height) == LANDSCAPE[::-1]


@pytest.mark.parametrize(
    ("turn", "place"),
    [(0, (100, 50)), (90, (595 - 50, 100)), (180, (842 - 100, 595 - 50)), (270, (50, 842 - 100))],
)
def test_a_turned_page_is_seen_as_displayed(turn: int, place: tuple[float, float]) -> None:
    """A point 100 from the left and 50 from the top of the file's own page, after each /Rotate."""
    page = only_page(PdfPage(extra=f"/Rotate {turn}").line(100, 50, 100, 50).line(100, 50, 300, 50))
    x0, top, x1, bottom = page.shapes.boxes[-1]
    assert place[0] in (pytest.approx(x0), pytest.approx(x1))
    assert place[1] in (pytest.approx(top), pytest.approx(bottom))


def test_text_of_a_turned_page_has_a_direction() -> None:
    """What runs to the right in the file runs down on a page turned clockwise."""
    page = only_page(PdfPage(extra="/Rotate 90").text(100, 50, "公开"))
    assert page.chars.directions.tolist() == [1, 1]


def test_a_crop_box_moves_the_origin() -> None:
    """Places count from the corner of what is displayed."""
    page = only_page(PdfPage(extra="/CropBox[40 20 842 545]").text(100, 200, "公"))
    assert page.chars.boxes[0, 0] == pytest.approx(60)
    assert page.chars.baselines[0, 1] == pytest.approx(150)


def test_shapes_are_lines_frames_and_areas() -> None:
    """A stroke, a stroked and a filled rectangle."""
    page = PdfPage().line(10, 20, 110, 20).rectangle(10, 30, 50, 60, "S").rectangle(10, 70, 50, 90)
    shapes = only_page(page).shapes
    assert shapes.kinds.tolist() == [ShapeKind.LINE, ShapeKind.FRAME, ShapeKind.AREA]
    assert shapes.boxes.ravel().tolist() == pytest.approx([10, 20, 110, 20, 10, 30, 50, 60, 10, 70, 50, 90])


def test_a_side_cut_aslant_is_an_area() -> None:
    """A browser fills each side of an `inset` border up to the mitre at its ends; a lozenge is no side."""
    page = PdfPage().draw("10 10 m 90 10 l 88 12 l 12 12 l f").draw("10 32 m 50 30 l 90 32 l 50 34 l f")
    assert only_page(page).shapes.kinds.tolist() == [ShapeKind.AREA, ShapeKind.OTHER]


def test_a_clipping_path_is_no_shape() -> None:
    """It is not painted."""
    assert len(only_page(PdfPage().rectangle(10, 20, 30, 40, "W n")).shapes) == 0


def test_a_closed_polyline_has_its_last_side() -> None:
    """Three legs, one of them askew, and the way back."""
    shapes = only_page(PdfPage().draw("10 10 m 90 10 l 90 50 l 10 90 l s")).shapes
    assert shapes.kinds.tolist().count(ShapeKind.LINE) == 3


def test_shapes_and_text_in_forms_are_placed() -> None:
    """The matrices of the form and of the page around it both count."""
    inner = form("0 0 100 10 re f BT /C 5 Tf 1 0 0 1 0 0 Tm <516C> Tj ET", matrix="2 0 0 2 10 0")
    page = only_page(PdfPage().draw("q 1 0 0 1 100 100 cm /X0 Do Q"), inner)
    assert page.shapes.boxes[0].tolist() == pytest.approx([110, 595 - 120, 310, 595 - 100])
    assert page.chars.boxes[0, 0] == pytest.approx(110)
    assert page.chars.sizes[0] == pytest.approx(10)


@pytest.mark.parametrize("has_forms", [False, True])
def test_every_shape_among_many_texts_is_found(has_forms: bool) -> None:
    """Wherever it is painted: between texts, first, last, in a run of shapes, in a form that holds one text."""
    rng = random.Random(8)
    page, painted = PdfPage(), []
    for at in range(400):
        x, y = 5.0 + at % 40 * 20, 20.0 + at // 40 * 50
        if at in (0, 399) or rng.random() < 0.05:
            painted += [x, x + 3.0]
            page.rectangle(x, y, x + 10, y + 4).rectangle(x + 3, y, x + 13, y + 4)
        elif has_forms and at == 200:
            painted.append(x)
            page.draw(f"q 1 0 0 1 {x} {595 - y} cm /X0 Do Q")
        else:
            page.text(x, y, "公")
    inner = form("0 0 10 4 re f BT /C 5 Tf 1 0 0 1 0 0 Tm <516C> Tj ET", matrix="1 0 0 1 0 0")
    shapes = only_page(page, *((inner,) if has_forms else ())).shapes
    assert shapes.boxes[:, 0].tolist() == pytest.approx(painted)


def test_rules_far_down_a_long_document_are_placed() -> None:
    """Chromium draws page 200 of a table in coordinates that count from the top of page 1."""
    drawn = "q .24 0 0 -.24 0 595 cm 3.125 0 0 3.125 140 -500000 cm 2 160000 1 40 re f 2 160000 m 42 160000 l S Q"
    boxes = only_page(PdfPage().draw(drawn)).shapes.boxes
    assert boxes[0].tolist() == pytest.approx([35.1, 0, 35.85, 30], abs=0.01)
    assert boxes[1].tolist() == pytest.approx([35.1, 0, 65.1, 0], abs=0.01)


def test_invisible_text_is_left_out() -> None:
    """Render mode 3, as in the text layer below a scan; and what stands beside the page. A note says what it was."""
    page = only_page(PdfPage().draw("3 Tr").text(100, 100, "公").draw("0 Tr").text(100, 200, "开").text(900, 100, "外"))
    assert page.chars.text == "开"
    (noted,) = page.notes
    assert (noted.code, dict(noted.params)) == ("hidden-text", {"n": 2, "text": "公外"})
    assert isinstance(noted.place, PagePlace)
    assert (noted.place.page, noted.place.bbox[0]) == (1, 100)


def test_invisible_text_that_the_page_prints_is_no_matter() -> None:
    """Some programs lay a text to search over one that is drawn."""
    page = only_page(PdfPage().text(100, 100, "公开").draw("3 Tr").text(100, 100, "公开").draw("0 Tr"))
    assert (page.chars.text, page.notes) == ("公开", ())


def test_white_text_is_seen_on_a_colour_only() -> None:
    """As labels of a header are; on paper nobody sees it."""
    white = PdfPage().draw("0 0 .6 rg").rectangle(90, 80, 150, 110).draw("1 1 1 rg").rectangle(90, 180, 150, 210)
    page = only_page(white.text(100, 100, "序号").text(100, 200, "藏").draw("0 g").text(100, 300, "开"))
    assert page.chars.text == "序号开"
    assert [(noted.code, dict(noted.params)) for noted in page.notes] == [("hidden-text", {"n": 1, "text": "藏"})]
    outlined = PdfPage().draw("0 0 .6 rg 1 1 1 RG").rectangle(90, 80, 150, 110, "B").draw("1 1 1 rg")
    assert only_page(outlined.text(100, 100, "序号")).chars.text == "序号"


def test_a_hyphen_at_a_lines_end_is_kept() -> None:
    """PDFium takes it for a wrap of its own and reports U+FFFE."""
    assert only_page(PdfPage().text(10, 20, "0951-").text(10, 32, "1234567")).chars.text == "0951-1234567"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 1 0 R>>", b"%PDF-1.4 " + b"x" * 5000])
def test_a_damaged_file_is_an_error(data: bytes) -> None:
    """Not a crash and not an empty document."""
    with pytest.raises(CorruptSourceError):
        read(data)


def test_a_file_may_begin_with_other_lines() -> None:
    """The mark stands within the first kilobyte."""
    assert Pdf().identify(b"HTTP/1.1 200 OK\r\n\r\n" + pdf(PdfPage()), "x")
    assert not Pdf().identify(b"x" * 2000 + pdf(PdfPage()), "x")


def test_pages_are_read_when_asked_for() -> None:
    """A reader that stops after the first page leaves no document open and reads no second."""
    pages = Pdf().read(pdf(PdfPage().text(10, 20, "one"), PdfPage().text(10, 20, "two")))
    assert pages.count == 2
    assert next(iter(pages)).chars.text == "one"


def test_cut_and_flipped_files_give_a_result_or_an_error() -> None:
    """Whatever is damaged, nothing but a GkmlError is raised."""
    page = PdfPage().grid([50, 150, 250], [50, 80, 110]).text(60, 70, "公开事项").text(160, 70, "ABC")
    whole = pdf(page, page)
    chance = random.Random(5)
    for _ in range(120):
        data = bytearray(whole[: chance.randint(20, len(whole))])
        for _ in range(chance.randint(0, 12)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            blocks_of(Pdf().read(bytes(data)))
        except GkmlError as err:
            assert err.en and err.zh


def test_form_fields_are_read_as_displayed() -> None:
    """What was typed into a form stands in annotations, not in the page."""
    look = form("BT /L 10 Tf 1 0 0 1 2 4 Tm (typed) Tj ET").replace(b"BBox[-9999 -9999 9999 9999]", b"BBox[0 0 100 20]")
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(typed)/F 4/Rect[100 400 200 420]/AP<</N 7 0 R>>>>"
    (page,) = read(pdf(PdfPage(extra="/Annots[8 0 R]").text(10, 20, "label"), objects=[look, field]))
    assert page.chars.text == "labeltyped"
    assert page.chars.boxes[5, 0] == pytest.approx(102, abs=0.5)


def test_characters_that_no_font_explains_are_noted() -> None:
    """Codes of private use stand for glyphs of this one file."""
    (page,) = read(pdf(PdfPage().draw("BT /C 10 Tf 1 0 0 1 10 20 Tm <516CE123> Tj ET")))
    assert [each.code for each in page.notes] == ["font-unreadable"]


def test_text_beyond_its_clip_is_left_out_with_a_note() -> None:
    """A spreadsheet's long text is drawn whole and cut at its cell's edge: the rest is not in the next cell."""
    page = PdfPage().draw("q 50 470 40 20 re W n").text(52, 120, "公开事项内容依据").draw("Q").text(100, 120, "时限")
    content = only_page(page)
    assert content.chars.text == "公开事项时限"
    assert [(each.code, dict(each.params)["text"]) for each in content.notes] == [("text-clipped", "内容依据")]


def test_a_clip_around_all_of_a_text_hides_nothing() -> None:
    """Programs clip to the page, to a frame, or to the cell that holds the text."""
    page = only_page(PdfPage().draw("q 0 0 842 595 re W n 50 470 200 20 re W n").text(52, 120, "公开事项").draw("Q"))
    assert page.chars.text == "公开事项"
    assert page.notes == ()
