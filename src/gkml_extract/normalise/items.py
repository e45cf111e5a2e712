"""Complete rows → items: each field's text is read by the parser of its field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gkml_extract.lexicon.header import is_level_path, parse_label
from gkml_extract.model.deadline import DeadlineKind
from gkml_extract.model.finding import Note, note
from gkml_extract.model.record import Audience, FiveOpen, Item, Mark, Method
from gkml_extract.model.source import How, Origin, Place
from gkml_extract.model.table import Column, Row, RowCell, least
from gkml_extract.normalise.channels import BoxConvention, find_convention, parse_channels
from gkml_extract.normalise.citation import parse_legal_basis
from gkml_extract.normalise.citation.articles import inserted_articles
from gkml_extract.normalise.deadline import parse_deadline
from gkml_extract.normalise.deadline.in_words import in_words
from gkml_extract.normalise.marks import has_solid, is_hollow, parse_audience, parse_five_open, parse_mark, parse_method
from gkml_extract.text import fold

_TEXT_FIELDS = (
    "content", "department", "number", "primary", "publisher", "remarks", "secondary", "website_column",
)  # fmt: skip
_GROUP_LABELS = {"audience": "公开对象", "method": "公开方式", "five_open": "五公开", "extra": "公开层级"}
_WORDED = 0.5
"""Share of rows with a word in the tick columns of a group from which these are columns of words."""
_PAIRS = {
    group: {option: f"{group}.{option}" for option in options}
    for group, options in {"audience": ("public", "specific"), "method": ("proactive", "on_request")}.items()
}
_FIVE_OPEN = {f"five_open.{kind.value}": kind for kind in FiveOpen}
_HOW, _REPAIRED = tuple(How), How.REPAIRED
UNCERTAIN = 0.885
"""Score of a cell's edges below which a finding says so: a margin of 2. Below it one cell in five is wrong,
above it one in three hundred (printed cells of wrapped variations of the five given documents, seeds 200100 on)."""
ILLEGIBLE = 0.6
"""Score of a recognised cell's least certain character below which a finding says so."""


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a catalogue in order, and what was doubtful in reading their fields; notes count items from 0."""

    items: tuple[Item, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is the same for all rows of a table.

    `innermost` has the columns of each field, the last one first; `texts` the index of those of each of _TEXT_FIELDS
    that there is, with what an origin says of its rule; `groups` are the fields that have columns, each option of a
    group as the group.
    """

    columns: Sequence[Column]
    convention: BoxConvention
    with_marks: frozenset[str]
    has_solid: bool
    innermost: Mapping[str, Sequence[Column]]
    texts: Sequence[tuple[str, Sequence[tuple[int, str | None]]]]
    groups: frozenset[str]
    _known: dict[tuple[str, ...], list[Column]] = field(default_factory=dict)

    def of(self, *fields: str) -> Sequence[Column]:
        """The columns that hold one of the fields."""
        known = self._known.get(fields)
        if known is None:
            known = self._known[fields] = [column for column in self.columns if column.field in fields]
        return known

    def mark(self, text: str | None) -> Mark:
        """The mark of a tick column: a hollow circle is a tick, or none where ticks are printed otherwise."""
        return not self.has_solid if is_hollow(text) else parse_mark(text)


def read_items(rows: Sequence[Row], columns: Sequence[Column]) -> Items:
    """The items that the rows hold."""
    innermost: dict[str, list[Column]] = defaultdict(list)
    for column in reversed(columns):
        innermost[column.field].append(column)
    sheet = _Sheet(
        columns,
        _convention(rows, columns),
        _groups_with_marks(rows, columns),
        _has_solid(rows, columns),
        dict(innermost),
        [
            (name, [(column.index, column.rule if column.rule != "exact" else None) for column in innermost[name]])
            for name in _TEXT_FIELDS
            if name in innermost
        ],
        frozenset(name.partition(".")[0] for name in innermost),
    )
    items: list[Item] = []
    notes: list[Note] = []
    for index, row in enumerate(rows):
        reader = _RowReader(row, index, sheet)
        items.append(reader.item())
        notes += reader.notes
    for group in _GROUP_LABELS:
        has_columns = any(_group_of(column) == group for column in columns)
        if rows and has_columns and group not in sheet.with_marks:
            notes.append(note("marks-lost", field=group, label=_GROUP_LABELS[group]))
    if sheet.convention.is_optional and any(one.selected is False for item in items for one in item.channels):
        notes.append(note("boxes-optional", field="channels"))
    return Items(tuple(items), tuple(notes))


def _convention(rows: Sequence[Row], columns: Sequence[Column]) -> BoxConvention:
    wanted = {column.index for column in columns if column.field == "channels"}
    labels = ["".join(column.path) for column in columns if column.field == "channels"]
    return find_convention([*labels, *(cell.text for row in rows for index, cell in row.cells if index in wanted)])


def _group_of(column: Column) -> str | None:
    """The group of tick columns that a column is an option of; levels are those of `extra`."""
    if "." in column.field:
        return column.field.partition(".")[0]
    is_option = column.field == "extra" and is_level_path(column.path) and not _is_whole_group(column)
    return "extra" if is_option else None


def _groups_with_marks(rows: Sequence[Row], columns: Sequence[Column]) -> frozenset[str]:
    """The groups of tick columns in which any mark is left at all.

    Words in place of ticks (村民) are left where the ticks are lost: in a table without a tick they are marks only
    where most rows have them. Levels without one are lost where those of the other groups are.
    """
    group_of = {column.index: group for column in columns if (group := _group_of(column))}
    rows_of: Counter[str] = Counter()
    has_ticks = False
    for row in rows:
        cells = [(group_of[index], cell.text) for index, cell in row.cells if index in group_of]
        rows_of.update({group for group, _ in cells})
        has_ticks = has_ticks or any(not isinstance(parse_mark(text), str) for _, text in cells)
    if has_ticks:
        return frozenset(rows_of) | {"extra"}
    return frozenset(group for group, n in rows_of.items() if n >= _WORDED * len(rows))


def _has_solid(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether any tick column prints a tick that is no hollow circle."""
    ticks = {column.index for column in columns if "." in column.field or is_level_path(column.path)}
    return has_solid(cell.text for row in rows for index, cell in row.cells if index in ticks)


def _is_whole_group(column: Column) -> bool:
    """Whether a column is all of 公开层级: a numeral in it says which level, and is no tick."""
    return parse_label(column.path[-1]).is_group


class _RowReader:
    """Reads one row. Collects the origin of each field and the notes as it goes."""

    def __init__(self, row: Row, index: int, sheet: _Sheet) -> None:
        self._cells = dict(row.cells)
        self._index = index
        self._sheet = sheet
        self._origin: dict[str, Origin] = {}
        self._legibility: dict[str, float] = {}
        self._is_scored = False
        self.notes: list[Note] = []

    def item(self) -> Item:
        """The item of the row."""
        values: dict[str, Any] = dict.fromkeys(_TEXT_FIELDS)
        for name, columns in self._sheet.texts:
            for index, rule in columns:  # of several 序号 the innermost counts
                cell = self._cells.get(index)
                if cell is not None:
                    self._set_origin(name, cell, rule)
                    values[name] = cell.text
                    break
        has = self._sheet.groups
        values["levels"] = self._levels() if "levels" in has else ()
        values["legal_basis"] = self._legal_basis()
        values["deadline"] = self._deadline()
        values["channels"] = self._channels()
        values["audience"] = self._pair("audience", Audience, parse_audience) if "audience" in has else None
        values["method"] = self._pair("method", Method, parse_method) if "method" in has else None
        values["five_open"] = self._five_open() if "five_open" in has else None
        values["extra"] = self._extra() if "extra" in has else {}
        if self._is_scored:
            self._note_uncertain()
        return Item(**values, origin=self._origin)

    def _first(self, field: str) -> tuple[Column, RowCell] | None:
        for column in self._sheet.innermost.get(field, ()):
            cell = self._cells.get(column.index)
            if cell is not None:
                return column, cell
        return None

    def _set_origin(self, field: str, cell: RowCell, rule: str | None = None, *, is_repaired: bool = False) -> None:
        """The origin of a field that one cell gives, as nearly all are."""
        places, score, legibility = cell.places, cell.score, cell.legibility
        if len(places) > 1:
            places = _each_once(places)
        if legibility is not None:
            self._legibility[field] = legibility
            score = least(score, legibility)
        if score is not None:
            self._is_scored = True
        self._origin[field] = Origin(_REPAIRED if is_repaired else cell.how, places, rule, score, cell.read)

    def _set_origin_of_all(self, field: str, cells: Sequence[RowCell]) -> None:
        """The same of one that several cells give together."""
        how = max((cell.how for cell in cells), key=_HOW.index)
        places = _each_once(place for cell in cells for place in cell.places)
        score, legibility = least(*(cell.score for cell in cells)), least(*(cell.legibility for cell in cells))
        read = next((cell.read for cell in cells if cell.read is not None), None)
        together = replace(cells[0], how=how, places=places, score=score, legibility=legibility, read=read)
        self._set_origin(field, together)

    def _note(self, code: str, field: str, cell: RowCell, **params: str | int) -> None:
        """A note on the item; on a value that the row only shares it was made where the cell is printed."""
        if cell.how in (How.PRINTED, How.OCR, How.REPAIRED):
            place = cell.places[0] if cell.places else None
            noted = note(code, item=self._index, field=field, place=place)
            self.notes.append(replace(noted, params=tuple(params.items())))

    def _levels(self) -> tuple[str, ...]:
        cells = [self._cells[column.index] for column in self._sheet.of("levels") if column.index in self._cells]
        if cells:
            self._set_origin_of_all("levels", cells)
        return tuple(cell.text for cell in cells)

    def _legal_basis(self) -> Any:
        found = self._first("legal_basis")
        if found is None:
            return None
        cell = found[1]
        reading = parse_legal_basis(cell.text)
        self._set_origin("legal_basis", cell, " > ".join((reading.rule, *reading.repairs)))
        if not reading.is_balanced:
            self._note("citation-unbalanced", "legal_basis", cell, n=len(reading.basis.citations))
        for pinpoint in inserted_articles(cell.text):
            self._note("article-inserted", "legal_basis", cell, pinpoint=pinpoint)
        return reading.basis

    def _deadline(self) -> Any:
        found = self._first("deadline")
        if found is None:
            return None
        cell = found[1]
        reading = parse_deadline(cell.text)
        self._set_origin("deadline", cell, reading.rule, is_repaired=reading.deadline.repaired)
        read = (reading.deadline, *reading.deadline.clauses)
        if any(part.kind is DeadlineKind.UNKNOWN for part in read):
            self._note("deadline-unknown", "deadline", cell, text=cell.text)
        elif reading.odd:
            self._note("deadline-odd-character", "deadline", cell, text=cell.text, odd=reading.odd)
        elif reading.is_in_part:
            self._note("deadline-in-part", "deadline", cell, text=cell.text)
        elif reading.is_unlikely:
            self._note("deadline-unlikely", "deadline", cell, text=cell.text)
        elif reading.deadline.repaired:
            en, zh = in_words(reading.deadline)
            self._note("deadline-repaired", "deadline", cell, text=cell.text, reading_en=en, reading_zh=zh)
        return reading.deadline

    def _channels(self) -> Any:
        found = self._first("channels")
        if found is None:
            return ()
        cell = found[1]
        reading = parse_channels(cell.text, self._sheet.convention)
        self._set_origin("channels", cell, reading.rule)
        for channel in reading.channels:
            if channel.selected is None:
                self._note("box-lost", "channels", cell, name=channel.name)
        if reading.rule == "sole-empty-box":
            self._note("box-empty-alone", "channels", cell, name=reading.channels[0].name)
        if reading.note:
            self._note("channel-note", "channels", cell, text=reading.note)
        if not reading.channels and reading.rule != "empty":  # a box, and no name
            self._note("text-unplaced", "channels", cell, text=cell.text)
        return reading.channels

    def _pair(self, group: str, kind: Callable[..., Any], parse_words: Callable[[str | None], Any]) -> Any:
        """公开对象 or 公开方式: two tick columns, or one column of words."""
        sheet = self._sheet
        options = _PAIRS[group]
        columns = sheet.of(*options.values())
        if not columns:
            whole = sheet.of(group)
            cell = self._cells.get(whole[0].index) if whole else None
            if cell is not None:
                self._set_origin(group, cell)
                if parse_mark(cell.text) is True:
                    self._note("mark-column-unknown", group, cell)
            return parse_words(cell.text if cell else None) if whole else None
        cells = [self._cells[column.index] for column in columns if column.index in self._cells]
        if cells:
            self._set_origin_of_all(group, cells)
        return kind(**{option: self._mark(field) for option, field in options.items()})

    def _mark(self, field: str) -> Mark:
        for column in self._sheet.of(field):
            cell = self._cells.get(column.index)
            if cell is not None and cell.is_unplaced_tick:
                self._note("mark-column-unknown", field.partition(".")[0], cell)
                return None
            if cell is None and field.partition(".")[0] not in self._sheet.with_marks:
                return None
            mark = self._sheet.mark(cell.text if cell else None)
            if mark is None and cell is not None:  # each row that shares it says so
                self._note("mark-unread", field, replace(cell, how=How.PRINTED) if cell.how is How.MERGED else cell)
            return mark
        return None

    def _five_open(self) -> tuple[FiveOpen, ...] | None:
        sheet = self._sheet
        columns = sheet.of(*_FIVE_OPEN)
        if not columns:
            found = self._first("five_open")
            if found is not None:
                self._set_origin("five_open", found[1])
            kinds = parse_five_open(found[1].text) if found else None
            if found and not kinds:
                self._note("text-unplaced", "five_open", found[1], text=found[1].text)
            return kinds or None
        cells = {column: self._cells[column.index] for column in columns if column.index in self._cells}
        if cells:
            self._set_origin_of_all("five_open", list(cells.values()))
        unplaced = next((cell for cell in cells.values() if cell.is_unplaced_tick), None)
        if unplaced is not None:
            self._note("mark-column-unknown", "five_open", unplaced)
            return None
        if "five_open" not in sheet.with_marks:
            return None
        for cell in cells.values():
            if isinstance(mark := sheet.mark(cell.text), str):
                self._note("text-unplaced", "five_open", cell, text=mark)
        ticked = {column.field for column, cell in cells.items() if sheet.mark(cell.text)}
        return tuple(kind for field, kind in _FIVE_OPEN.items() if field in ticked)

    def _extra(self) -> dict[str, str | bool | None]:
        extra: dict[str, str | bool | None] = {}
        for column in self._sheet.of("extra"):
            cell = self._cells.get(column.index)
            key = "/".join(column.path) or f"列{column.index + 1}"
            while key in extra:
                key += "′"
            is_level = is_level_path(column.path)
            if is_level and cell is not None and cell.is_unplaced_tick:
                self._note("mark-column-unknown", "extra", cell)
                extra[key] = None
                continue
            is_counted = is_level and cell is not None and cell.text.isdigit() and _is_whole_group(column)
            text = cell.text if cell else None
            is_lost = cell is None and _group_of(column) == "extra" and "extra" not in self._sheet.with_marks
            extra[key] = self._sheet.mark(text) if is_level and not is_counted and not is_lost else text
            if cell:
                self._set_origin(f"extra/{key}", cell)
        return extra

    def _note_uncertain(self) -> None:
        """One note for each field whose edges or characters are in doubt, shared ones too: any row may be wrong."""
        for name, origin in self._origin.items():
            legibility = self._legibility.get(name)
            if legibility is not None:
                code, limit, score = "ocr-uncertain", ILLEGIBLE, legibility
            elif origin.score is not None:
                code, limit, score = "reading-uncertain", UNCERTAIN, origin.score
            else:
                continue
            if score < limit:
                place = origin.places[0] if origin.places else None
                self.notes.append(note(code, item=self._index, field=name, place=place, score=score))


def _each_once(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places))  # a cell that goes on over a whole book has hundreds


def is_deadline(text: str) -> bool:
    """Whether a text reads as a deadline by itself."""
    return parse_deadline(text).deadline.kind not in (DeadlineKind.UNKNOWN, DeadlineKind.NONE)


def channel_names(text: str) -> tuple[str, ...]:
    """The folded names of a list of channels, in printed order."""
    return tuple(fold(channel.name) for channel in parse_channels(text).channels)
