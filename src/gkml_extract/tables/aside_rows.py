"""Rows within a grid that are no items: notes, totals, lines of signatures. They become paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from gkml_extract.lexicon.counting_rows import NOTE_WORDS, counts_columns, is_and_so_on, is_total
from gkml_extract.model.finding import note
from gkml_extract.model.source import How
from gkml_extract.model.table import Cell, Paragraph, Table
from gkml_extract.regex import regex
from gkml_extract.tables.columns import read_columns
from gkml_extract.text import fold, join_wrapped

_NOTE = regex(rf"^(?:{NOTE_WORDS})\d{{0,2}}[:.、]|^(?:咨询|联系|监督|举报|投诉)电话:")
_NOTE_LABEL = regex(rf"^(?:{NOTE_WORDS})\d{{0,2}}$")
_SIGNED = regex(
    r"^(?:填[表报写]|制表|编制|报送|审[核签批定]|复[核审]|校核|核对|签发|批准|经办|分管|主要|部门|单位|责任)?"
    r"(?:单位|部门|人|人员|时间|日期|负责人|领导|名称|科室)(?:[(](?:盖章|公章|签[字章名])[)])?:"
    r"|^(?:填表|制表|审核|复核|审签|审定|校对|校核|签发|批准|经办)(?:[(]签[字章名][)])?:"
)
_EXAMPLE = regex(r"^[(\[【]?(?:填写)?(?:例|示例|样例|范例|举例|例如)[)\]】]?[:.]?\d{0,2}$")
"""What stands in 序号 of a row that shows how to fill in the others."""
_HINT = regex(
    r"^[(]?(?:请|必填|选填|可选|不超过|限\d|逐[条项]填|打[√✓勾]|勾选|填[写√✓])|(?:填写|打[√✓勾]|勾选|字以内|个?字内)[)]?$"
)
"""What a form says of how to fill in a column."""
_HINTS = 0.5
"""Share of such cells from which the first row is one of hints."""
_PAGE = regex(r"^(?:[-—–]\d{1,4}[-—–]|第\d{1,4}页[,，]?(?:[(/]?共\d{1,4}页[)]?)?)$")
_LEAST_HINTED = 3
_SIGNED_LABEL = regex(
    r"^(?:填表|填报|制表|编制|审核|复核|审签|校核|经办|填写)(?:人|人员|单位|时间|日期)$|^(?:咨询|联系|监督|举报|投诉)(?:电话|方式)$"
)
"""Likewise without a colon, where a row begins with it that has no number."""
_CONTACT = regex(
    r"^(?:序号|部门|单位|科室|姓名|职务|联系人|负责人|(?:联系|办公|咨询|监督|举报)?电话|手机|(?:办公)?地址|传真|(?:电子)?邮箱|邮编|联系方式|备注)$"
)
_CALLED = regex("电话|手机|联系")
_COLUMN = attrgetter("column")
_NOTE_CELLS = 2
"""Most cells of a note: its label and its text."""


def without_aside_rows(table: Table) -> tuple[Table, tuple[Paragraph, ...]]:
    """`table` without its rows of notes, totals and signatures, and these as paragraphs.

    They are known by what their first cell says, if no cell from above reaches into them: 备注：… may also be a
    公开内容. After a note, what stands alone in its row to the end of the table is more of it.
    """
    rows = printed_by_row(table)
    covered = covered_rows(table)
    has_number = read_columns(table)[0][0].field == "number"
    counting = {row for row, printed in rows.items() if counts_columns([cell.text for cell in printed])}
    counting |= _instructing(rows, covered, has_number=has_number)
    table = _without_counts(table, rows, counting)
    aside: set[int] = set()
    for row, printed in rows.items():
        if row in counting:
            continue
        is_signed = has_number and _SIGNED_LABEL.match(fold(printed[0].text)) is not None and not printed[0].column
        if row not in covered and (is_signed or _is_aside(printed)):
            aside.add(row)
            if _NOTE_LABEL.match(fold(printed[0].text)):
                aside.update(range(row, row + printed[0].rowspan))
    last = max((row for row, printed in rows.items() if len(printed) > 1 and row not in aside | counting), default=-1)
    is_note = False
    for row, printed in sorted(rows.items()):
        is_note = row in aside or (is_note and row > last and len(printed) == 1)
        if is_note:
            aside.add(row)
    aside |= _contacts(rows, covered) - counting
    if not aside:
        return table, ()
    left = tuple(cell for cell in table.cells if cell.row not in aside)
    return replace(table, cells=left), tuple(_paragraph(rows[row]) for row in sorted(aside) if row in rows)


def printed_by_row(table: Table) -> dict[int, list[Cell]]:
    """The cells with text that begin in each body row, left to right."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    n_header = table.n_header_rows or 0
    for cell in table.cells:
        if cell.text and (row := cell.row) >= n_header:
            rows[row].append(cell)
    return {row: sorted(rows[row], key=_COLUMN) for row in sorted(rows)}


def covered_rows(table: Table) -> set[int]:
    """The rows into which a printed cell reaches from above."""
    return {
        row
        for cell in table.cells
        if cell.text and cell.rowspan > 1
        for row in range(cell.row + 1, cell.row + cell.rowspan)
    }


def _contacts(rows: Mapping[int, Sequence[Cell]], covered: set[int]) -> set[int]:
    """The rows from a header of contacts (部门, 联系人, 电话) on, to the end of the table: a table under the table."""
    order = sorted(rows)
    for index, row in enumerate(order):
        if len(rows[row]) < _NOTE_CELLS or row in covered or not _CONTACT.match(fold(rows[row][0].text)):
            continue
        texts = [fold(cell.text) for cell in rows[row]]
        if not all(map(_CONTACT.match, texts)):
            continue
        if any(map(_CALLED.search, texts)) and all(len(rows[below]) <= len(texts) for below in order[index + 1 :]):
            return set(order[index:])
    return set()


def _instructing(rows: Mapping[int, Sequence[Cell]], covered: set[int], *, has_number: bool) -> set[int]:
    """The rows of a form that say how to fill it in: hints in the first row, or an example that is called so."""
    found = set()
    for at, (row, printed) in enumerate(sorted(rows.items())):
        if row in covered or len(printed) < _LEAST_HINTED:
            continue
        first = fold(printed[0].text)
        is_label = _EXAMPLE.match(first) or (at == 0 and _NOTE_LABEL.match(first))  # 填写说明 in the place of a number
        is_example = has_number and not printed[0].column and bool(is_label)
        n_hints = sum(_HINT.search(fold(cell.text)) is not None for cell in printed)
        if is_example or (at == 0 and not first.isdigit() and n_hints >= max(2, _HINTS * len(printed))):
            found.add(row)
    return found


def _without_counts(table: Table, rows: Mapping[int, Sequence[Cell]], counting: set[int]) -> Table:
    """`table` with rows that number the columns, or tell what to fill in, making no item; a note has their text."""
    if not counting:
        return table
    cells = tuple(replace(cell, how=How.MERGED) if cell.row in counting else cell for cell in table.cells)
    notes = tuple(
        note("row-set-aside", item=row, place=next(iter(rows[row][0].places), None), text=_paragraph(rows[row]).text)
        for row in sorted(counting)
    )
    return replace(table, cells=cells, notes=(*table.notes, *notes))


def _is_aside(printed: Sequence[Cell]) -> bool:
    first, is_alone = fold(printed[0].text), len(printed) == 1
    if is_alone and _PAGE.match(first):
        return True
    texts = [cell.text for cell in printed]
    if is_and_so_on(texts) or is_total(texts):
        return True
    if printed[0].column > 0:
        return False
    if _SIGNED.match(first):
        return True
    if len(printed) > _NOTE_CELLS:
        return False
    return (_NOTE if is_alone else _NOTE_LABEL).match(first) is not None


def _paragraph(printed: Sequence[Cell]) -> Paragraph:
    places = tuple(place for cell in printed for place in cell.places)
    return Paragraph(" ".join(join_wrapped(cell.text.split("\n")) for cell in printed), places)
