"""Body cells → rows that are complete: merged cells shared, torn ones joined, lost ones filled.

Source of the rules for lost geometry: record.md, "Blank cells".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.lexicon.header import is_level_path, parse_label
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import How, LinesPlace
from gkml_extract.model.table import OPEN_MARK, UNREAD, Column, Row, RowCell, Table, least
from gkml_extract.regex import regex
from gkml_extract.tables.channel_lists import with_joined_lists
from gkml_extract.tables.columns import CHANNEL_COLUMN
from gkml_extract.tables.torn import CellReaders, join_torn
from gkml_extract.text import fold

_TAKE_ALWAYS = frozenset({"legal_basis", "deadline", "publisher", "channels"})
"""Never left empty on purpose: a blank one takes the value above, also over a change of 一级事项."""
_TAKE_IN_PRIMARY = frozenset({"website_column", "department", "remarks", "extra"})
"""Taken only within a 一级事项 and only by a row that has none of _OWN."""
_OWN = frozenset({"legal_basis", "deadline", "channels"})
_PAIRS = ("audience", "method")
"""Groups of which nearly each row has a tick."""
_GROUPS = (*_PAIRS, "five_open")
_UNTICKED = frozenset({"", "□", "☐", "○", "×", "x", "X", "/", "-", "--", "无", "否", "✗", "0", "N", "FALSE", "false"})
_MERGED, _INFERRED = How.MERGED, How.INFERRED
"""Kept at hand: in Python 3.11 a member of an enum takes as long to get as a value to make."""
_MERGED_OFTEN = ("department", "website_column")
_MARK_LENGTH = 2
"""Characters of a tick; what is longer is a text."""
_SAYS_WHICH = regex("(?![是有对勾])[\u3400-\u9fff]")
"""广播 below 其他: a word in place of a tick."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table in order, and what was joined or left out on the way."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


Cells = dict[int, RowCell]


def read_rows(table: Table, columns: Sequence[Column], readers: CellReaders) -> Rows:
    """The complete rows of a table's body.

    `columns` are those of `read_columns`; `readers` tell whether a text reads as a deadline or a list of channels.
    Every printed cell is in at least one row, or its text is named in a note.
    """
    printed = _printed_rows(table, columns)
    if table.is_exact:
        printed, pictures = _without_pictures(printed, columns)
        filled: list[Cells] = []
        for cells in _joined_lists(with_joined_lists(_with_channel_lists(printed, columns), columns), columns):
            filled.append(_with_dittos(cells, filled[-1] if filled else {}))
        shared = tuple(_maybe_shared_in_drawn(filled, columns)) if _is_drawn_text(table) else ()
        return Rows(_as_rows(filled), (*pictures, *shared))
    joined = join_torn(printed, columns, readers)
    lists = with_joined_lists(_with_channel_lists(joined.rows, columns, may_be_shared=True), columns)
    filled = _fill(lists, columns)
    told = {each.item for each in table.notes if each.code.startswith("mark-")}
    unshown = tuple(each for each in _maybe_shared_ticks(filled, columns) if each.item not in told)
    return Rows(_as_rows(filled), (*joined.notes, *unshown))


def _without_pictures(rows: Sequence[Cells], columns: Sequence[Column]) -> tuple[list[Cells], tuple[Note, ...]]:
    """`rows` without cells that nothing could be read in, where no tick is expected, and a note for each of them."""
    unread = [
        (at, index)
        for at, row in enumerate(rows)
        for index, cell in row.items()
        if cell.text == UNREAD and not has_ticks(columns[index])
    ]
    left = [dict(row) for row in rows] if unread else list(rows)
    notes = []
    for at, index in unread:
        cell = left[at].pop(index)
        field = columns[index].field.partition(".")[0]
        notes.append(note("cell-picture", item=cell.row, field=field, place=next(iter(cell.places), None)))
    return left, tuple(notes)


def is_tick_column(column: Column) -> bool:
    """Whether a column holds ticks: an option of 公开对象, 公开方式, 五公开 or 公开层级."""
    return "." in column.field or (column.field == "extra" and is_level_path(column.path))


def has_ticks(column: Column) -> bool:
    """Whether a column holds ticks, one that is a channel too."""
    return column.rule == CHANNEL_COLUMN or is_tick_column(column)


def _as_rows(cells: Sequence[Cells]) -> tuple[Row, ...]:
    rows = []
    for row in cells:
        own = [cell.row for cell in row.values() if cell.how is not _INFERRED]
        if row:
            rows.append(Row(max(own, default=0), tuple(sorted(row.items()))))
    return tuple(rows)


def _printed_rows(table: Table, columns: Sequence[Column]) -> list[Cells]:
    """For each body row its own cells and those that a merge shares; blank rows are left out."""
    n_header = table.n_header_rows or 0
    rows: list[Cells] = [{} for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.row < n_header or not cell.text:
            continue
        if cell.rowspan == cell.colspan == 1:
            rows[cell.row][cell.column] = RowCell(
                cell.text, cell.row, cell.how, cell.places, cell.score, False, cell.legibility, cell.read
            )
            continue
        spans_ticks = cell.colspan > 1 and all(
            is_tick_column(column) for column in columns[cell.column : cell.column + cell.colspan]
        )
        covered: Sequence[int] = (cell.column,)
        if spans_ticks:
            covered = range(cell.column, cell.column + cell.colspan)
            field = parse_label(cell.text).field
            named = [index for index in covered if columns[index].field == field and field != "extra"]
            if named:  # 全社会 over both columns of 公开对象 says which it is
                covered, spans_ticks = named, False
        for row in range(cell.row, cell.row + cell.rowspan):
            how = cell.how if row == cell.row else _MERGED
            for column in covered:
                rows[row][column] = RowCell(
                    cell.text, cell.row, how, cell.places, cell.score, spans_ticks, cell.legibility, cell.read
                )
    return [row for row in rows[n_header:] if any(cell.how is not _MERGED for cell in row.values())]


def _joined_lists(rows: Sequence[Cells], columns: Sequence[Column]) -> list[Cells]:
    """`rows` without those that only go on with a list of channels: a rule under each channel makes no item."""
    lists = {column.index for column in columns if column.field == "channels"}
    joined: list[Cells] = []
    for row in rows:
        own = [index for index, cell in row.items() if cell.how is not _MERGED]
        if own and joined and lists.issuperset(own) and all(index in joined[-1] for index in own):
            joined[-1] = dict(joined[-1])
            for index in own:
                above = joined[-1][index]
                text = f"{above.text}\n{row[index].text}"
                legibility = least(above.legibility, row[index].legibility)
                places = above.places + row[index].places
                joined[-1][index] = replace(above, text=text, places=places, legibility=legibility)
        else:
            joined.append(row)
    return joined


def _with_channel_lists(
    rows: Sequence[Cells], columns: Sequence[Column], *, may_be_shared: bool = False
) -> list[Cells]:
    """`rows` with the ticks of columns that are a channel each as one list with boxes, in the first of them.

    A row without any has no list if it may share that of the row above.
    """
    channels = [column for column in columns if column.rule == CHANNEL_COLUMN]
    if not channels:
        return list(rows)
    indexes = {column.index for column in channels}
    made = []
    for row in rows:
        ticks = [row[column.index] for column in channels if column.index in row]
        if may_be_shared and not ticks:
            made.append(row)
            continue
        boxes = [_boxed(column, row.get(column.index)) for column in channels]
        how = min((tick.how for tick in ticks), key=list(How).index, default=How.PRINTED)
        places = tuple(place for tick in ticks for place in tick.places)
        at = max((tick.row for tick in ticks), default=max((cell.row for cell in row.values()), default=0))
        rest = {index: cell for index, cell in row.items() if index not in indexes}
        score, legibility = least(*(tick.score for tick in ticks)), least(*(tick.legibility for tick in ticks))
        listed = RowCell("\n".join(boxes), at, how, places, score, legibility=legibility)
        made.append(rest | {channels[0].index: listed})
    return made


def _boxed(column: Column, cell: RowCell | None) -> str:
    """The channel of a column with its box; a text in place of the tick says more of it."""
    if cell is not None and cell.text in (UNREAD, OPEN_MARK):
        return f"{cell.text}{column.path[-1]}"
    if cell is None or fold(cell.text) in _UNTICKED:
        return f"□{column.path[-1]}"
    folded = fold(cell.text)
    is_mark = (len(folded) <= _MARK_LENGTH and not _SAYS_WHICH.search(folded)) or folded.upper() == "TRUE"
    return f"■{column.path[-1]}{'' if is_mark else cell.text}"


def _with_dittos(cells: Cells, before: Cells) -> Cells:
    """`cells` with each 同上 replaced by what stands above it."""
    taken = [index for index, cell in cells.items() if index in before and is_ditto(cell.text)]
    return {**cells, **{index: replace(before[index], how=How.INFERRED) for index in taken}} if taken else cells


def _fill(printed: Sequence[Cells], columns: Sequence[Column]) -> list[Cells]:
    """The rows of a table whose geometry is lost, their blank cells filled by the rules of record.md."""
    filled: list[Cells] = []
    above: Cells = {}
    in_group: Cells = {}  # what has been printed since the last 一级事项
    primary = next((column.index for column in columns if column.field == "primary"), None)
    secondary = next((column.index for column in columns if column.field == "secondary"), None)
    levels = [column.index for column in columns if column.field in ("secondary", "levels")]
    over = frozenset(column.index for column in columns if primary is not None and _is_over_items(column, primary))
    for own in printed:
        before = filled[-1] if filled else {}
        cells = _with_dittos(own, before)
        if _opens_group(cells, before, primary):
            in_group = {}
        in_group = _of_this_level(in_group, cells, before, levels)
        in_item = secondary is None or secondary not in cells
        taken: Cells = {}
        for column in columns:
            is_over = column.index in over
            source = _source_of(column, cells, above, in_group, in_item=in_item, is_over=is_over, columns=columns)
            if source is not None:
                taken[column.index] = replace(source, how=How.INFERRED)
        ticks = _inherited_ticks(cells, taken, before, columns)
        above |= cells
        in_group |= cells
        filled.append({**taken, **ticks, **cells})
    return filled


def _is_over_items(column: Column, primary: int) -> bool:
    """Whether a column is one of items too, over 一级事项: 公开类别 before 一级目录, which stands in `extra`."""
    is_left = column.field == "extra" and column.index < primary and bool(column.path)
    return is_left and column.rule.endswith("-duplicate") and parse_label(column.path[-1]).field == "primary"


def _of_this_level(in_group: Cells, cells: Cells, before: Cells, levels: Sequence[int]) -> Cells:
    """`in_group` without the levels below one that this row begins: 四级 of another 三级事项 are none of its own."""
    new = (n for n, index in enumerate(levels) if _opens_group(cells, before, index))
    ended = set(levels[next(new, len(levels)) + 1 :])
    return {index: cell for index, cell in in_group.items() if index not in ended} if ended else in_group


def _maybe_shared_ticks(filled: Sequence[Cells], columns: Sequence[Column]) -> Iterator[Note]:
    """`mark-maybe-shared`: rows without any tick below a row of their 一级事项 that has ticks in 公开对象 or 公开方式.

    A text in 公开对象 or 公开方式 is as a tick; such a column of words is left empty nowhere, so that a blank of it is
    told below any row that has one.

    A blank of a row of its own and one that is merged with the row above look the same where no geometry is left.
    """
    primary = next((column.index for column in columns if column.field == "primary"), None)
    ticks = {
        column.index: column.field.partition(".")[0]
        for column in columns
        if is_tick_column(column) or column.field in _PAIRS
    }
    above: Cells = {}
    worded: set[int] = set()
    for row in filled:
        name, before = (cells.get(primary) if primary is not None else None for cells in (row, above))
        if not ticks.keys().isdisjoint(row):
            above = row
        elif name is None or before is None or fold(name.text) != fold(before.text):
            above = {}
        own = [cell for cell in row.values() if cell.how is not _INFERRED]
        place = next((place for cell in own for place in cell.places), None)
        groups = {ticks[index] for index in above if index in ticks} if above is not row else set()
        groups |= {ticks[index] for index in worded if index not in row}
        worded |= {column.index for column in columns if column.field in _PAIRS and column.index in row}
        for group in (each for each in _PAIRS if each in groups):
            yield note("mark-maybe-shared", item=max((cell.row for cell in own), default=0), field=group, place=place)


def _is_drawn_text(table: Table) -> bool:
    """Whether a grid is that of a text whose words stand below one another: where it is a line, no rule shows."""
    uncertain = next((cell for cell in table.cells if cell.score is not None and cell.places), None)
    return uncertain is not None and isinstance(uncertain.places[0], LinesPlace)


def _maybe_shared_in_drawn(rows: Sequence[Cells], columns: Sequence[Column]) -> Iterator[Note]:
    """`mark-maybe-shared` for rows without a tick in a group in which half of the rows have one, `cell-maybe-shared`
    for those without a 责任科室 or 网站所属栏目 below one of their 一级事项 that has it.

    A merged cell is printed in the middle of its rows, which need not be in a line of any of them.
    """
    own = [[cell for cell in row.values() if cell.how is not _INFERRED] for row in rows]
    at = [max((cell.row for cell in cells), default=0) for cells in own]
    places = [next((place for cell in cells for place in cell.places), None) for cells in own]
    for group in _PAIRS:
        indexes = {column.index for column in columns if column.field.partition(".")[0] == group}
        without = [r for r, row in enumerate(rows) if indexes.isdisjoint(row)]
        if indexes and len(without) <= len(rows) / 2:
            for r in without:
                yield note("mark-maybe-shared", item=at[r], field=group, place=places[r])
    primary = next((column.index for column in columns if column.field == "primary"), None)
    for column in (each for each in columns if each.field in _MERGED_OFTEN and primary is not None):
        items = [fold(row[primary].text) if primary in row else "" for row in rows]
        filled = {item for item, row in zip(items, rows, strict=True) if column.index in row}
        for r, row in enumerate(rows):
            if column.index not in row and items[r] in filled:
                label = column.path[-1]
                yield note("cell-maybe-shared", item=at[r], field=column.field, place=places[r], label=label)


def _opens_group(cells: Cells, before: Cells, level: int | None) -> bool:
    """Whether a row begins a new item in this column: one printed again at the top of a page is not new."""
    if level is None or level not in cells:
        return False
    return level not in before or fold(before[level].text) != fold(cells[level].text)


def _source_of(
    column: Column, cells: Cells, above: Cells, in_group: Cells, *, in_item: bool, is_over: bool,
    columns: Sequence[Column],
) -> RowCell | None:  # fmt: skip
    """What a blank cell takes, None if it stays blank or is not blank; `is_over`: its column is over 一级事项."""
    if column.index in cells:
        return None
    if is_over or column.field in _TAKE_ALWAYS:
        return above.get(column.index)
    if column.field in ("primary", "secondary", "number") or (column.field == "levels" and in_item):
        return in_group.get(column.index)
    if column.field in _TAKE_IN_PRIMARY and not is_tick_column(column):
        has_own = any(other.field in _OWN and other.index in cells for other in columns)
        return None if has_own else in_group.get(column.index)
    return None


def _inherited_ticks(cells: Cells, taken: Cells, before: Cells, columns: Sequence[Column]) -> Cells:
    """The ticks of the row above, for a row that has none and takes its 渠道 from above; boxes or a word in one cell
    (□决策■执行) are no ticks of others."""
    takes_channels = any(column.field == "channels" and column.index in taken for column in columns)
    if not takes_channels or any(column.index in cells for column in columns if is_tick_column(column)):
        return {}
    ticks = [column.index for column in columns if is_tick_column(column) or column.field in _GROUPS]
    return {index: replace(before[index], how=How.INFERRED) for index in ticks if index in before}
