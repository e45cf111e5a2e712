"""PDF by PDFium: the characters and drawn paths of each page, in bulk.

What is the same for a run of characters is asked for once: pdfium_calls.py says what a call costs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gkml_extract.extractors.pdf_clips import find_clipped
from gkml_extract.extractors.pdf_hidden import are_seen, note_of_unseen
from gkml_extract.extractors.pdf_paths import MAX_OBJECTS, no_shapes, read_drawing
from gkml_extract.extractors.pdf_symbols import symbol, symbols_of
from gkml_extract.extractors.pdf_view import View, finite, view_of
from gkml_extract.extractors.pdfium_calls import (
    Calls,
    calls,
    handle_of,
    numbers,
    pointer,
    pointers,
    rows,
    same,
)
from gkml_extract.extractors.scan.pdf_page import needs_recognition
from gkml_extract.model.content import Pages
from gkml_extract.model.errors import CorruptSourceError, EncryptedSourceError, SourceTooLargeError
from gkml_extract.model.finding import Note, note
from gkml_extract.model.page import OBLIQUE, Bools, Chars, Clipped, Floats, Ints, PageContent, Shapes, select, text_at
from gkml_extract.model.source import PagePlace
from gkml_extract.text import clean

MAX_PAGES = 5000
"""The largest compilation of catalogues seen has some 600 pages."""
MAX_ANNOTATIONS = 2000
"""Form fields and remarks of a page that are looked at."""
MAX_CHARS = 100_000
"""Characters read of one page: the densest real page seen has 9,000."""

ASCENT, DESCENT = 0.86, 0.14
"""Of the em box of a Chinese font, above and below the baseline. Source: SimSun's and Noto CJK's metrics."""
_THIN, _FEW_RULES = 4.0, 60
"""Points up to which a shape may be a rule, and how many a page without row rules has: the frames and grounds of a
header."""
_GRID_ROWS, _GRID_COLUMNS = 6, 4
"""Places of flat and of upright rules from which they are those of a whole table: a header has three rows at most."""
QUOTED = 80
"""Characters of clipped text that a note quotes."""
ASKED = 8
"""Characters of a font that are asked whether it explains them."""
_MIN_SIZE = 0.5
"""Points below which print cannot be seen."""
_FAR = 1.0
"""Font sizes from the place of a glyph at which its box is none of it."""
_WIDEST = 40.0
"""Font sizes that a character is wide at most; only those of damaged fonts are wider."""
_HYPHEN_AT_LINE_END, _HYPHEN_ALONE = 0xFFFE, 2
"""What PDFium gives for a hyphen that it takes for a wrap: in a text, and asked for that character alone."""


def read_pages(data: bytes) -> Pages:
    """The pages, each read when it is asked for.

    Raises:
        EncryptedSourceError: it needs a password.
        CorruptSourceError: it is damaged, or has no page.
        SourceTooLargeError: more than MAX_PAGES.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as err:
        raise _open_error(err) from err
    count = len(document)
    if count == 0:
        document.close()
        raise _damaged()
    if count > MAX_PAGES:
        document.close()
        raise SourceTooLargeError(
            f"the PDF has {count} pages, at most {MAX_PAGES} are read; split it",
            f"PDF 共 {count} 页，最多读取 {MAX_PAGES} 页；请拆分后重试",
        )
    return Pages(_read_pages(document, count, may_have_forms=b"/Form" in data), count)


def _open_error(err: Any) -> EncryptedSourceError | CorruptSourceError:
    import pypdfium2.raw as pdfium

    if err.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return EncryptedSourceError(
            "the PDF is locked by a password; save a copy without it and try again",
            "PDF 有密码保护；请另存为无密码的文件后重试",
        )
    return _damaged()


def _damaged() -> CorruptSourceError:
    return CorruptSourceError(
        "the PDF is damaged and cannot be opened; ask for another copy", "PDF 已损坏，无法打开；请重新索取"
    )


def _read_pages(document: Any, count: int, *, may_have_forms: bool) -> Iterator[PageContent]:
    """Each page in turn; the document is closed at the end, on an error, or when nobody asks for more."""
    try:
        for index in range(count):
            yield _read_page(document, index, may_have_forms=may_have_forms)
    finally:
        document.close()


def _read_page(document: Any, index: int, *, may_have_forms: bool) -> PageContent:
    import pypdfium2

    try:
        page, is_flattened = _shown_page(document, index)
        try:
            content = _content_of(page, index + 1, may_have_forms=may_have_forms or is_flattened)
            return _recognised(page, content) if needs_recognition(page, content) else content
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return _empty_page(index + 1, (note("page-unreadable", page=index + 1),))


def _recognised(page: Any, content: PageContent) -> PageContent:
    """What the picture of a page shows; its own content, with a note, where the extra `ocr` is not installed."""
    from gkml_extract.extractors.scan.engine import is_installed
    from gkml_extract.extractors.scan.pdf_page import recognised_pdf_page

    if not is_installed():
        return replace(content, notes=(*content.notes, note("recogniser-missing", page=content.number)))
    return recognised_pdf_page(page, content.number)


def _shown_page(document: Any, index: int) -> tuple[Any, bool]:
    """A page with its form fields and remarks as they are displayed, and whether it has any.

    PDFium keeps them apart from what is printed; flattened, they are forms.
    """
    import pypdfium2.raw as pdfium

    page = document[index]
    n_annotations = min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)
    if not any(_is_printed(page, number) for number in range(n_annotations)):
        return page, False
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[index], True


def _is_printed(page: Any, number: int) -> bool:
    """Whether an annotation puts text on the page: a form field, a text box or a stamp."""
    import pypdfium2.raw as pdfium

    annotation = pdfium.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return False
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)


def _empty_page(number: int, notes: tuple[Note, ...]) -> PageContent:
    return PageContent(number, 0.0, 0.0, _no_chars(), no_shapes(), 0, notes)


def _content_of(page: Any, number: int, *, may_have_forms: bool) -> PageContent:
    view = view_of(page)
    text_page = page.get_textpage()
    try:
        printed = _objects_of(text_page)
        drawing = read_drawing(page, view, printed.objects, may_have_forms=may_have_forms)
        read = _read_chars(printed, view, page, has_forms=drawing.has_forms)
    finally:
        text_page.close()
    chars = read.chars
    if not drawing.has_forms and _has_few_rules(drawing.shapes):
        chars = _as_written(chars, page, printed.objects)
    notes: list[Note] = []
    if drawing.is_cut or read.is_cut:
        notes.append(note("page-too-large", page=number))
    if read.n_unreadable:
        notes.append(note("font-unreadable", page=number, n=read.n_unreadable))
    if read.hidden:
        notes.append(note("text-clipped", page=number, n=len(read.hidden), text=read.hidden[:QUOTED]))
    if read.unseen is not None:
        whole = PagePlace(page=number, bbox=(0.0, 0.0, view.width, view.height))
        notes += note_of_unseen(*read.unseen, chars.text, whole)
    if not read.chars.text.strip() and drawing.n_pictures:
        notes.append(note("page-without-text", page=number))
    unread = drawing.unread if len(drawing.unread) else None
    n_pictures = drawing.n_pictures
    return PageContent(
        number, view.width, view.height, chars, drawing.shapes, n_pictures, tuple(notes), read.clipped, unread
    )


def _has_few_rules(shapes: Shapes) -> bool:
    """Whether hardly a line is drawn on a page, so that the order of its texts must tell what belongs together."""
    x0, top, x1, bottom = shapes.boxes.T
    is_flat, is_upright = bottom - top <= _THIN, x1 - x0 <= _THIN
    if int((is_flat | is_upright).sum()) > _FEW_RULES:
        return False
    return _n_places(top[is_flat & ~is_upright]) < _GRID_ROWS or _n_places(x0[is_upright & ~is_flat]) < _GRID_COLUMNS


def _n_places(places: Floats) -> int:
    """How many places there are, whole points apart."""
    return len(np.unique(np.round(places)))


def _as_written(chars: Chars, page: Any, objects: list[int]) -> Chars:
    """The characters in the order in which the file writes their texts.

    PDFium sorts texts that follow one another on one line from left to right, also where the line goes through the last
    cell of a row and the first one of the next.
    """
    import pypdfium2.raw as pdfium

    n = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    place = {at: index for index, at in enumerate(map(calls().get_page_object, same(handle_of(page.raw)), range(n)))}
    written = np.array([place.get(at, -1) for at in objects], dtype=np.int64)
    if len(written) < 2 or (written < 0).any() or (np.diff(written) >= 0).all():
        return chars
    return select(chars, np.argsort(written[chars.runs], kind="stable"))


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """The visible characters of a page, how many no font explains, what is clipped away, whether some were left out.

    `unseen` are all characters, and which of them nobody sees, where there are such.
    """

    chars: Chars
    n_unreadable: int = 0
    hidden: str = ""
    clipped: Clipped | None = None
    is_cut: bool = False
    unseen: tuple[Chars, Bools] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Printed:
    """The characters of a page that text objects draw, by their indices, and the runs that they are drawn in.

    `n` characters are read of `total`. `runs` is the run of each in `kept`, `firsts` the first in `kept` of each run;
    `objects` are the addresses of the runs' text objects.
    """

    text_page: Any
    n: int
    total: int
    kept: Ints
    runs: Ints
    firsts: Ints
    objects: list[int]


def _objects_of(text_page: Any) -> _Printed:
    import pypdfium2.raw as pdfium

    total = pdfium.FPDFText_CountChars(text_page)
    n = min(max(total, 0), MAX_CHARS)
    page = same(handle_of(text_page.raw))
    objects = numbers(calls().get_text_object, page, range(n), n=n)
    kept = np.flatnonzero(objects)  # a character of no object is a blank or line feed that PDFium made up
    if len(kept) == 0:
        return _Printed(text_page, n, total, kept, kept, kept, [])
    runs, firsts = _runs_of(objects[kept])
    return _Printed(text_page, n, total, kept, runs, firsts, objects[kept[firsts]].tolist())


def _read_chars(printed: _Printed, view: View, shown_page: Any, *, has_forms: bool) -> _Read:
    call = calls()
    text_page, n, total = printed.text_page, printed.n, printed.total
    page = same(handle_of(text_page.raw))
    kept, runs, firsts = printed.kept, printed.runs, printed.firsts
    if len(kept) == 0:
        return _Read(_no_chars(), is_cut=total > n)
    n_runs, here, run_heads = len(firsts), kept.tolist(), kept[firsts].tolist()
    run_objects = pointers(printed.objects)
    codes = _codes(text_page, n, total)[kept]
    corners = rows(call.get_loose_char_box, page, here, n=len(kept), width=4, kind=np.float32)
    matrices = rows(call.get_char_matrix, page, run_heads, n=n_runs, width=6, kind=np.float32)
    fonts, font_names = _fonts_of(run_objects, call)
    codes = _shown(codes, fonts[runs], font_names)
    modes = list(map(call.get_render_mode, run_objects))

    directions = _directions(matrices, view.turns)
    stretch = finite(np.hypot(matrices[:, 2], matrices[:, 3]))
    sizes = finite(rows(call.get_font_size, run_objects, n=n_runs, width=1, kind=np.float32)[:, 0]) * stretch
    frame = _Frame(directions[runs], sizes[runs], runs, firsts)
    boxes, baselines = frame.place(view.boxes(finite(corners[:, [0, 3, 2, 1]])), view.points(finite(matrices[:, 4:])))
    chars = Chars(
        text=_text_of(codes),
        boxes=boxes,
        baselines=baselines,
        sizes=frame.sizes,
        directions=frame.directions,
        runs=runs,
        fonts=fonts[runs],
        font_names=font_names,
    )
    unreadable = _count_unreadable(codes, kept, fonts[runs], page)
    is_shown = are_seen(chars, run_objects, modes, shown_page)
    hidden, clipped = np.zeros(len(chars), dtype=bool), None
    if not has_forms:
        hidden, clipped, boxes = find_clipped(chars, run_objects, np.bincount(runs), view)
        chars = chars if boxes is chars.boxes else replace(chars, boxes=boxes)
    rest = clean(text_at(chars.text, np.flatnonzero(hidden & is_shown)))
    is_visible = is_shown & ~hidden & _are_on_page(chars, view)
    if is_visible.all():
        return _Read(chars, unreadable, rest, clipped, total > n)
    unseen = (chars, ~(is_visible | hidden))
    return _Read(select(chars, np.flatnonzero(is_visible)), unreadable, rest, clipped, total > n, unseen)


def _runs_of(objects: Any) -> tuple[Ints, Ints]:
    """The run of each character, and the first character of each run."""
    starts = np.empty(len(objects), dtype=bool)
    starts[0] = True
    np.not_equal(objects[1:], objects[:-1], out=starts[1:])
    return np.cumsum(starts) - 1, np.flatnonzero(starts)


def _text_of(codes: Ints) -> str:
    """One character for each code; what is none, or half of a pair, becomes U+FFFD, and the hyphen that PDFium
    takes for a wrap is put back."""
    codes = np.where(codes == _HYPHEN_AT_LINE_END, ord("-"), codes)
    is_lost = (codes <= 0) | (codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))
    return np.where(is_lost, 0xFFFD, codes).astype("<u4").tobytes().decode("utf-32-le")


def _codes(text_page: Any, n: int, total: int) -> Ints:
    """The code of each of the first n characters.

    PDFium gives them all at once as UTF-16, without those that it takes for hyphens of its own. If their number is
    right and there is no pair among them, each stands in its place; else they are asked for one by one.
    """
    import pypdfium2.raw as pdfium

    units = np.zeros(2 * total + 2, dtype=np.uint16)
    written = pdfium.FPDFText_GetText(text_page, 0, total, units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort)))
    units = units[:total]
    if written == total + 1 and not ((units >= 0xD800) & (units < 0xE000)).any():
        return units[:n].astype(np.int64)
    codes = numbers(calls().get_unicode, same(handle_of(text_page.raw)), range(n), n=n)
    return np.where(codes == _HYPHEN_ALONE, _HYPHEN_AT_LINE_END, codes)


def _shown(codes: Ints, fonts: Ints, font_names: tuple[str, ...]) -> Ints:
    """The codes with those of symbol fonts made the characters that they show."""
    for index, name in enumerate(font_names):
        if symbols := symbols_of(name):
            for at in np.flatnonzero(fonts == index).tolist():
                shown = symbol(int(codes[at]), symbols)
                codes[at] = ord(shown) if shown else codes[at]
    return codes


def _directions(matrices: Any, turns: int) -> Ints:
    """Quarter turns clockwise of each run as displayed; OBLIQUE between them."""
    if ((matrices[:, 0] > 0) & (matrices[:, 1] == 0)).all():
        return np.full(len(matrices), turns % 4, dtype=np.int64)
    angle = np.nan_to_num(np.degrees(np.arctan2(matrices[:, 1], matrices[:, 0])))
    quarter = np.rint(angle / 90.0)
    is_right = np.abs(angle - 90.0 * quarter) < 3.0
    return np.where(is_right, (turns - quarter.astype(np.int64)) % 4, OBLIQUE)


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """Direction, size and run of each character, and the first character of each run."""

    directions: Ints
    sizes: Floats
    runs: Ints
    firsts: Ints

    def place(self, loose: Floats, origins: Floats) -> tuple[Floats, Floats]:
        """The em boxes and the baselines of the characters.

        PDFium's loose boxes are as high as a font says of itself, which for symbol fonts is three lines, and for some
        signs lower than for others. Only what they say along the line is kept, unless a run is written downwards.
        """
        boxes = self._at_origins(loose, origins)
        if not self.directions.any():  # upright: so are most pages
            y = self._across(loose[:, 3], origins[:, 1])
            boxes[:, 1] = y - ASCENT * self.sizes
            boxes[:, 3] = boxes[:, 1] + self.sizes
            return boxes, np.column_stack((boxes[:, 0], y))
        across = np.stack([self._across(loose[:, 2 + axis], origins[:, axis]) for axis in (0, 1)], axis=1)
        for direction in range(4):
            here = np.flatnonzero(self.directions == direction)
            if len(here) == 0:
                continue
            axis = 1 - direction % 2
            before = (DESCENT if direction in (1, 2) else ASCENT) * self.sizes[here]
            boxes[here, axis] = across[here, axis] - before
            boxes[here, axis + 2] = boxes[here, axis] + self.sizes[here]
        flat = (self.directions % 2 == 0) | (self.directions == OBLIQUE)
        x = np.where(flat, boxes[:, 0], across[:, 0])
        y = np.where(flat, across[:, 1], boxes[:, 1])
        return boxes, np.column_stack((x, y))

    def _at_origins(self, loose: Floats, origins: Floats) -> Floats:
        """The loose boxes, those of upright glyphs that stand far from where they are drawn moved there.

        PDFium scales the boxes of some Type 3 glyphs twice, which a browser makes for a page that is zoomed.
        """
        boxes, at = loose.copy(), self.firsts
        is_far = np.abs(loose[at, 0] - origins[:, 0]) > _FAR * self.sizes[at]
        if is_far.any():
            is_alone = np.diff(np.append(at, len(loose))) == 1
            runs = np.flatnonzero(is_far & is_alone & (self.directions[at] == 0))
            glyphs = at[runs]
            width = np.minimum(loose[glyphs, 2] - loose[glyphs, 0], self.sizes[glyphs])
            boxes[glyphs, 0], boxes[glyphs, 2] = origins[runs, 0], origins[runs, 0] + width
        return boxes

    def _across(self, edges: Floats, origins: Floats) -> Floats:
        """Where the baseline stands, by one coordinate: that of the run, and how far its characters drift from it."""
        drift = edges - edges[self.firsts].take(self.runs)
        furthest = np.maximum.reduceat(np.abs(drift), self.firsts)
        drift[(furthest < self.sizes[self.firsts]).take(self.runs)] = 0.0
        return np.asarray(drift + origins.take(self.runs))


def _fonts_of(objects: list[Any], call: Calls) -> tuple[Ints, tuple[str, ...]]:
    handles, fonts = np.unique(numbers(call.get_font, objects, n=len(objects)), return_inverse=True)
    buffer = ctypes.create_string_buffer(256)
    return fonts, tuple(_font_name(handle, call, buffer) for handle in handles.tolist())


def _font_name(handle: int, call: Calls, buffer: Any) -> str:
    """The name of a font without the tag of a subset."""
    if handle == 0:
        return ""
    size = call.get_base_font_name(pointer(handle), buffer, pointer(len(buffer)))
    if size <= 1:  # Type 3, as browsers make them by the hundred, has none
        return ""
    name: str = buffer[: min(size, len(buffer)) - 1].decode("utf-8", "replace")
    return name[7:] if name[6:7] == "+" else name


def _count_unreadable(codes: Ints, kept: Ints, fonts: Ints, page: Iterable[object]) -> int:
    """How many characters no font explains: they have codes of controls, of private use, or none.

    Of each font a few are also asked whether PDFium had to guess, and all of them where it had.
    """
    has_error = calls().has_unicode_map_error
    is_suspect = (codes < 32) | ((codes >= 0x7F) & (codes < 0xA0)) | (codes == 0xFFFD)
    is_suspect |= (codes >= 0xE000) & (codes < 0xF900)
    is_suspect &= (codes != 9) & (codes != 10) & (codes != 13)
    printed = np.flatnonzero(codes > 32)
    if len(printed) == 0:
        return int(is_suspect.sum())
    by_font = fonts[printed]
    if by_font.max() < 1 << 16:
        by_font = by_font.astype(np.uint16)  # whose stable sort takes a fifth of the time
    printed = printed[np.argsort(by_font, kind="stable")]
    of_font, first = _runs_of(fonts[printed])
    asked = printed[np.arange(len(printed)) - first[of_font] < ASKED]
    guessed = fonts[asked[numbers(has_error, page, kept[asked].tolist(), n=len(asked)) == 1]]
    if len(guessed):
        here = printed[np.isin(fonts[printed], guessed)]
        is_suspect[here] |= numbers(has_error, page, kept[here].tolist(), n=len(here)) == 1
    return int(is_suspect.sum())


def _are_on_page(chars: Chars, view: View) -> Bools:
    """Which characters have a size and stand on the page."""
    x0, top, x1, bottom = chars.boxes.T
    is_inside = (x1 > 0) & (x0 < view.width) & (bottom > 0) & (top < view.height)
    is_sane = (np.maximum(x1 - x0, bottom - top) <= _WIDEST * chars.sizes) & (chars.sizes > _MIN_SIZE)
    return np.asarray(is_inside & is_sane)


def _no_chars() -> Chars:
    none = np.zeros(0, dtype=np.int64)
    return Chars("", np.zeros((0, 4)), np.zeros((0, 2)), np.zeros(0), none, none, none)
