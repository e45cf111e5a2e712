"""A worksheet → one grid: what is hidden left out, blank edges trimmed, each place covered by one cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gkml_extract.extractors.picture_cells import LEAST_TEXTS, only_in_rows_of_text
from gkml_extract.extractors.spreadsheet.sheet import MAX_ROWS, Range, Sheet, Spot, column_letters, spans, spot_name
from gkml_extract.model.content import Block, TableFragment
from gkml_extract.model.errors import SourceTooLargeError
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import SheetPlace
from gkml_extract.model.table import UNREAD, Cell, Paragraph
from gkml_extract.text import join_breaks, parts_at_blanks, shortened, squeeze

_IN_CELL = "=DISPIMG("
"""What WPS writes for a picture in a cell: =DISPIMG("ID_…",1)."""
_SHOWN = 40
"""Characters of a struck text that a note shows."""
MAX_DENSE_PLACES = 120_000
"""Places of a grid, 10,000 rows × 12, up to which blank rows and columns inside it stay: a stray cell far below the
table makes more."""
MAX_PLACES = 3_000_000
"""Places of a grid without its blank rows and columns."""
MAX_MERGED = 1_000_000
"""Places that the merges of a sheet may cover together."""


def sheet_to_blocks(sheet: Sheet) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The grid of what the sheet shows, if anything, between the text boxes above and below its first row.

    The notes say what was left out, or kept against its looks.

    Raises:
        SourceTooLargeError: the grid has more than MAX_PLACES.
    """
    cells = {spot: text for spot, raw in sheet.cells.items() if (text := join_breaks(raw.split("\n")))}
    ticks, astray = _tick_cells(sheet, cells)
    cells |= ticks
    cells |= _picture_cells(sheet, cells)
    if sheet.is_hidden:
        n = len(cells) + len(sheet.boxes)
        return (), (note("hidden-sheet", sheet=sheet.name, n=n),) if n else ()
    areas = _Areas(sheet, cells)
    unplaced = [(spot, note("mark-unread")) for spot, _ in astray]
    notes = (*areas.hidden_notes(), *areas.notes, *_cell_notes(sheet, (*sheet.notes, *unplaced)), *_struck_notes(sheet))
    first = min((row for row, _ in areas.texts), default=0)
    grid = (areas.fragment(),) if areas.texts else ()
    boxes = sorted((*sheet.boxes, *astray), key=lambda box: box[0])
    return (*_boxes(sheet, boxes, range(first)), *grid, *_boxes(sheet, boxes, range(first, MAX_ROWS))), notes


def _picture_cells(sheet: Sheet, cells: Mapping[Spot, str]) -> dict[Spot, str]:
    """The cells that show but a picture as UNREAD: one over an empty cell between texts, or one put into it by WPS."""
    inside = [spot for spot, text in cells.items() if text.startswith(_IN_CELL)]
    return dict.fromkeys((*_over_blanks(sheet.pictures, cells), *inside), UNREAD)


def _tick_cells(sheet: Sheet, cells: Mapping[Spot, str]) -> tuple[dict[Spot, str], list[tuple[Spot, str]]]:
    """The ticks that float over empty cells by these, and those over anything else: what they tick is not told.

    One that lies over two cells is UNREAD: which one it ticks cannot be told without their sizes.
    """
    if not sheet.ticks:
        return {}, []
    merges, _ = _merge_by_spot(sheet.merges, cells)
    begins = [(merge.top, merge.left) if (merge := merges.get(spot)) else spot for spot, *_ in sheet.ticks]
    over = set(_over_blanks(begins, cells))
    n_texts = Counter(row for row, _ in cells)
    found: dict[Spot, str] = {}
    astray: list[tuple[Spot, str]] = []
    for at, (_, text, is_within) in zip(begins, sheet.ticks, strict=True):
        if at in over and (is_within or n_texts[at[0]] >= LEAST_TEXTS):
            found[at] = text if is_within else UNREAD
        else:
            astray.append((at, text))
    return found, astray


def _over_blanks(spots: Sequence[Spot], cells: Mapping[Spot, str]) -> Iterator[Spot]:
    """Those of some places that are empty cells between texts of their rows, or behind the last one."""
    rows = {row for row, _ in spots}
    columns: dict[int, list[int]] = {}
    for row, column in cells if rows else ():
        if row in rows:
            columns.setdefault(row, []).append(column)
    for spot in spots:
        row, column = spot
        if spot not in cells and row in columns and min(columns[row]) < column <= max(columns[row]) + 1:
            yield spot


def _struck_notes(sheet: Sheet) -> Iterator[Note]:
    """A note for each row in which text is struck out: it is printed, and whether it counts a person must say."""
    rows: dict[int, list[Spot]] = {}
    for spot in sorted(sheet.struck):
        if not _is_hidden(spot, sheet):
            rows.setdefault(spot[0], []).append(spot)
    for spots in rows.values():
        texts = [join_breaks(sheet.struck[spot].split("\n")) for spot in spots]
        text = " / ".join(texts)
        shown = shortened(text, _SHOWN)
        place = SheetPlace(sheet=sheet.name, cell=spot_name(spots[0]))
        yield note("struck-text", place=place, n=sum(len(squeeze(each)) for each in texts), text=shown)


def _boxes(sheet: Sheet, boxes: Sequence[tuple[Spot, str]], rows: range) -> Iterator[Paragraph]:
    """Those of the text boxes that begin over these rows, each line a paragraph."""
    for spot, text in boxes:
        if spot[0] in rows:
            place = SheetPlace(sheet=sheet.name, cell=spot_name(spot))
            lines = join_breaks(text.split("\n"))
            yield from (Paragraph(line, (place,)) for line in lines.split("\n") if line)


def _cell_notes(sheet: Sheet, notes: Iterable[tuple[Spot, Note]]) -> Iterator[Note]:
    """Those of some notes of cells that are shown, each with its place."""
    for spot, noted in notes:
        if not _is_hidden(spot, sheet):
            yield Note(noted.code, noted.params, place=SheetPlace(sheet=sheet.name, cell=spot_name(spot)))


def _is_hidden(spot: Spot, sheet: Sheet) -> bool:
    return spot[0] in sheet.hidden_rows or spot[1] in sheet.hidden_columns


def _merge_by_spot(merges: Sequence[Range], cells: Mapping[Spot, str]) -> tuple[dict[Spot, Range], int]:
    """The merge that covers each place of the used range, and how many were left out.

    Of two that overlap the first counts; so do as many as MAX_MERGED allows, overlapping ones included: a sheet of
    thousands that cover the same places is not looked through for each.
    """
    last_row = max((row for row, _ in cells), default=-1)
    last_column = max((column for _, column in cells), default=-1)
    found: dict[Spot, Range] = {}
    n_ignored = n_seen = 0
    for merge in merges:
        cut = Range(merge.top, merge.left, min(merge.bottom, last_row), min(merge.right, last_column))
        rows, columns = range(cut.top, cut.bottom + 1), range(cut.left, cut.right + 1)
        n_spots = len(rows) * len(columns)
        if not n_spots:
            continue
        if n_seen + n_spots > MAX_MERGED or (cut.top, cut.left) in found:
            n_ignored += 1
            continue
        n_seen += n_spots
        spots = [(row, column) for row in rows for column in columns]
        if not found.keys().isdisjoint(spots):
            n_ignored += 1
        else:
            found |= dict.fromkeys(spots, cut)
    return found, n_ignored


class _Areas:
    """The cells to be of a sheet: places that are shown, with the merges that cover them and the texts they print.

    A merge whose upper left place is hidden shows its text in what is left of it. Text in another place of a merge
    shows nowhere: it is kept behind that of the merge, and noted.
    """

    def __init__(self, sheet: Sheet, cells: Mapping[Spot, str]) -> None:
        self._sheet = sheet
        self._merges, n_ignored = _merge_by_spot(sheet.merges, cells)
        self.texts: dict[Spot, str] = {}
        self.notes: list[Note] = [note("merge-ignored", sheet=sheet.name, n=n_ignored)] if n_ignored else []
        self._hidden: list[Spot] = []
        for spot in sorted(cells):
            self._add(spot, cells[spot])

    def _add(self, spot: Spot, text: str) -> None:
        merge = self._merges.get(spot)
        if merge is None or spot == (merge.top, merge.left):
            if _is_hidden(spot, self._sheet) and not (merge and self._is_shown(merge)):
                self._hidden.append(spot)
            else:
                self.texts[spot] = text
            return
        if _is_hidden(spot, self._sheet):
            self._hidden.append(spot)
            return
        first = (merge.top, merge.left)
        self.texts[first] = f"{self.texts[first]}\n{text}" if first in self.texts else text
        place = SheetPlace(sheet=self._sheet.name, cell=spot_name(spot))
        self.notes.append(note("covered-text-kept", place=place, text=text))

    def _is_shown(self, merge: Range) -> bool:
        return any(row not in self._sheet.hidden_rows for row in range(merge.top, merge.bottom + 1)) and any(
            column not in self._sheet.hidden_columns for column in range(merge.left, merge.right + 1)
        )

    def hidden_notes(self) -> Iterator[Note]:
        """What was left out because its row, or else its column, is hidden."""
        sheet = self._sheet
        in_rows = [row for row, _ in self._hidden if row in sheet.hidden_rows]
        if in_rows:
            yield note("hidden-rows-left-out", sheet=sheet.name, rows=_row_names(set(in_rows)), n=len(in_rows))
        in_columns = [column for row, column in self._hidden if row not in sheet.hidden_rows]
        if in_columns:
            names = ", ".join(
                column_letters(first) if first == last else f"{column_letters(first)}–{column_letters(last)}"
                for first, last in spans(set(in_columns))
            )
            yield note("hidden-columns-left-out", sheet=sheet.name, columns=names, n=len(in_columns))

    def fragment(self) -> TableFragment:
        """The grid from the first to the last row and column in which a text begins."""
        rows = self._lines([self._shown_from(spot)[0] for spot in self.texts], self._sheet.hidden_rows)
        columns = self._lines([self._shown_from(spot)[1] for spot in self.texts], self._sheet.hidden_columns)
        if len(rows) * len(columns) > MAX_DENSE_PLACES:
            rows = sorted({self._shown_from(spot)[0] for spot in self.texts})
            columns = sorted({self._shown_from(spot)[1] for spot in self.texts})
        if len(rows) * len(columns) > MAX_PLACES:
            raise _too_many_places(self._sheet.name)
        return TableFragment(len(rows), len(columns), only_in_rows_of_text(self._cells(rows, columns)))

    def _shown_from(self, spot: Spot) -> Spot:
        """The first shown place of the cell that begins at `spot`."""
        merge = self._merges.get(spot)
        if merge is None:
            return spot
        row = next(row for row in range(merge.top, merge.bottom + 1) if row not in self._sheet.hidden_rows)
        hidden = self._sheet.hidden_columns
        return row, next(column for column in range(merge.left, merge.right + 1) if column not in hidden)

    @staticmethod
    def _lines(numbers: list[int], hidden: frozenset[int]) -> list[int]:
        return [number for number in range(min(numbers), max(numbers) + 1) if number not in hidden]

    def _cells(self, rows: list[int], columns: list[int]) -> Iterator[Cell]:
        done: set[Range] = set()
        name = self._sheet.name
        for top, row in enumerate(rows):
            for left, column in enumerate(columns):
                spot, merge = (row, column), self._merges.get((row, column))
                rowspan = colspan = 1
                if merge is not None:
                    if merge in done:
                        continue
                    done.add(merge)
                    spot = (merge.top, merge.left)
                    rowspan = bisect_right(rows, merge.bottom) - bisect_left(rows, merge.top)
                    colspan = bisect_right(columns, merge.right) - bisect_left(columns, merge.left)
                place = SheetPlace(sheet=name, cell=spot_name(spot))
                text = self.texts.get(spot, "")
                lines = self._parts(spot, text) if text else ()
                yield Cell(top, left, text, rowspan, colspan, places=(place,), lines=lines)

    def _parts(self, spot: Spot, text: str) -> tuple[str, ...]:
        """What stands between blanks in a cell; none where it lost none."""
        raw = self._sheet.cells.get(spot, "")
        if len(raw) <= len(text) or "\n" in raw:
            return ()
        return parts_at_blanks(raw)


def _row_names(rows: set[int]) -> str:
    return ", ".join(f"{first + 1}" if first == last else f"{first + 1}–{last + 1}" for first, last in spans(rows))


def _too_many_places(name: str) -> SourceTooLargeError:
    return SourceTooLargeError(
        f"the sheet {name} has more than {MAX_PLACES:,} cells; split it",
        f"工作表“{name}”超过 {MAX_PLACES:,} 个单元格；请拆分后重试",
    )
