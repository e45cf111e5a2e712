"""Small office documents as an office saves them, and what a reader of the paper would write down of them.

A grid is drawn in lines: `a|b` are two cells, `<` goes on with the cell on the left, `^` with the one above, `¶` is a
break inside a cell. What stands in the file is only what is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import openpyxl

from gkml_extract.model.record import Document, Item, Mark
from gkml_extract.text import squeeze
from support import word

Lines = Sequence[str]
Block = str | tuple[str, ...]
SUFFIXES = ("docx", "xlsx", "html")
_PAIRS = {"audience": ("public", "specific"), "method": ("proactive", "on_request")}
_FIVE = {"决策": "decision", "执行": "execution", "管理": "management", "服务": "service", "结果": "result"}
_TEXTS = ("number", "primary", "secondary", "content", "publisher", "department", "website_column", "remarks")


@dataclass(frozen=True)
class Drawn:
    """A cell of a drawn grid."""

    row: int
    column: int
    text: str
    n_rows: int
    n_columns: int


def drawn_cells(lines: Lines) -> list[Drawn]:
    """The cells of a drawn grid, row by row."""
    grid = [line.split("|") for line in lines]
    width = max(map(len, grid))
    assert all(len(row) == width for row in grid), [len(row) for row in grid]
    cells = []
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in ("^", "<"):
                continue
            right, below = column + 1, row + 1
            while right < width and texts[right] == "<":
                right += 1
            while below < len(grid) and grid[below][column] == "^":
                below += 1
            cells.append(Drawn(row, column, text.replace("¶", "\n"), below - row, right - column))
    return cells


def written(suffix: str, *blocks: Block) -> bytes:
    """The file of paragraphs (a text) and grids (a tuple of lines) in a format."""
    return {"docx": as_docx, "xlsx": as_xlsx, "html": as_html}[suffix](*blocks)


def as_docx(*blocks: Block) -> bytes:
    """As a Word document; what begins with `<` is XML."""
    return word.docx("".join(_word_block(block) for block in blocks))


def _word_block(block: Block) -> str:
    if isinstance(block, tuple):
        return word_table(block)
    return block if block.startswith("<") else word.p(block)


def word_table(lines: Lines, widths: tuple[int, ...] = ()) -> str:
    """A grid as `w:tbl`."""
    n_columns = len(lines[0].split("|"))
    return word.table(*word_rows(lines), columns=n_columns, widths=widths)


def word_rows(lines: Lines) -> list[str]:
    """The rows of a grid as `w:tr`."""
    rows: list[list[tuple[int, str]]] = [[] for _ in lines]
    for each in drawn_cells(lines):
        for row in range(each.row, each.row + each.n_rows):
            merge = None if each.n_rows == 1 else "restart" if row == each.row else "continue"
            paragraphs = each.text.split("\n") if row == each.row else [""]
            made = word.cell(*(word.p(text) for text in paragraphs), span=each.n_columns, merge=merge)
            rows[row].append((each.column, made))
    return [word.row(*(made for _, made in sorted(row))) for row in rows]


def as_xlsx(*blocks: Block) -> bytes:
    """As one sheet, a paragraph in column A."""
    return as_workbook({"Sheet1": blocks})


def as_workbook(sheets: dict[str, Sequence[Block]], *, numeric: bool = False, hidden: Sequence[str] = ()) -> bytes:
    """As a workbook; `numeric` writes digits as numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, blocks in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        top = 1
        for block in blocks:
            lines = (block.replace("|", "｜"),) if isinstance(block, str) else block
            for each in drawn_cells(lines):
                if each.text:
                    is_number = numeric and each.text.isdigit()
                    sheet.cell(top + each.row, each.column + 1, int(each.text) if is_number else each.text)
                if each.n_rows * each.n_columns > 1:
                    sheet.merge_cells(
                        start_row=top + each.row, end_row=top + each.row + each.n_rows - 1,
                        start_column=each.column + 1, end_column=each.column + each.n_columns,
                    )  # fmt: skip
            top += len(lines)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_html(*blocks: Block) -> bytes:
    """As a page; what begins with `<` is markup."""
    return html_page("".join(_html_block(block) for block in blocks))


def _html_block(block: Block) -> str:
    if isinstance(block, tuple):
        return html_table(block)
    return block if block.startswith("<") else f"<p>{escape(block)}</p>"


def html_page(body: str) -> bytes:
    """A page with this body."""
    return f'<html><head><meta charset="utf-8"><title>x</title></head><body>{body}</body></html>'.encode()


def html_table(lines: Lines) -> str:
    """A grid as `table`."""
    rows = [""] * len(lines)
    for each in drawn_cells(lines):
        spans = f' rowspan="{each.n_rows}"' * (each.n_rows > 1) + f' colspan="{each.n_columns}"' * (each.n_columns > 1)
        rows[each.row] += f"<td{spans}>{escape(each.text).replace(chr(10), '<br>')}</td>"
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def truth(fields: str, *lines: str) -> list[dict[str, object]]:
    """Items as a reader of the paper would write them down, a line each, under the names of their fields.

    `"` says the same as above. Channels are parted by blanks, with ■ or □ before them or nothing. 公开对象 and
    公开方式 are `P`, `S` or `R`, or `P=text`. Fields that are not named are empty.
    """
    names = fields.split()
    items: list[dict[str, object]] = []
    above: list[str] = []
    for line in lines:
        parts = [above[at] if part == '"' else part for at, part in enumerate(line.split("|"))]
        assert len(parts) == len(names), (len(parts), line)
        above = parts
        item = empty()
        for name, part in zip(names, parts, strict=True):
            _put(item, name, part.replace("¶", "\n"))
        items.append(item)
    return items


def empty() -> dict[str, object]:
    """An item without values."""
    nothing: dict[str, object] = dict.fromkeys((*_TEXTS, "legal_basis", "deadline", "audience", "method", "five_open"))
    return nothing | {"levels": [], "channels": [], "extra": {}}


def _put(item: dict[str, object], name: str, part: str) -> None:
    if name in _PAIRS:
        first, _, text = part.partition("=")
        marks: list[Mark] = [letter in first for letter in ("P", "S" if name == "audience" else "R")]
        item[name] = tuple((text or True) if mark else False for mark in marks) if part != "?" else (None, None)
    elif name == "levels":
        item[name] = part.split(";") if part else []
    elif name == "channels":
        item[name] = [(each.lstrip("■□"), not each.startswith("□")) for each in part.split()]
    elif name == "five_open":
        item[name] = None if part == "?" else [_FIVE[word] for word in part.split()]
    elif name.startswith("extra:"):
        extra = item["extra"]
        assert isinstance(extra, dict)
        extra[name[6:]] = {"√": True, "x": False, "": None}.get(part, part)
    else:
        item[name] = part or None


def told(item: Item) -> dict[str, object]:
    """An item that was read, in the same form; white space does not count."""
    plain: dict[str, object] = {name: getattr(item, name) for name in _TEXTS}
    plain["legal_basis"] = item.legal_basis.text if item.legal_basis else None
    plain["deadline"] = item.deadline.text if item.deadline else None
    plain["audience"] = (item.audience.public, item.audience.specific) if item.audience else None
    plain["method"] = (item.method.proactive, item.method.on_request) if item.method else None
    plain["five_open"] = [kind.value for kind in item.five_open] if item.five_open is not None else None
    plain["levels"] = list(item.levels)
    plain["channels"] = [(channel.name, channel.selected) for channel in item.channels]
    plain["extra"] = dict(item.extra)
    return plain


def differences(document: Document, expected: Sequence[Sequence[dict[str, object]]]) -> list[str]:
    """Where a document and the truth differ, catalogue by catalogue: a line for each wrong value."""
    found = [f"{len(document.catalogues)} catalogues, not {len(expected)}"] * (
        len(document.catalogues) != len(expected)
    )
    for at, (catalogue, items) in enumerate(zip(document.catalogues, expected, strict=False)):
        if len(catalogue.items) != len(items):
            found.append(f"{at}: {len(catalogue.items)} items, not {len(items)}")
        for row, (item, wanted) in enumerate(zip(catalogue.items, items, strict=False)):
            got = told(item)
            found += [
                f"{at}.{row}.{name}: {got[name]!r}, not {wanted[name]!r}"
                for name in wanted
                if _plain(got[name]) != _plain(wanted[name])
            ]
    return [*found, *_unaccounted(document)]


def _unaccounted(document: Document) -> Iterator[str]:
    """Whether the characters of the source are all somewhere."""
    count = document.source.characters
    if count is not None and count.printed != count.labels + count.values + count.around + count.left_out:
        yield f"characters: {count}"
    if any(finding.code == "characters-unaccounted" for finding in document.findings):
        yield "characters-unaccounted"


def _plain(value: object) -> object:
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, dict):
        return {squeeze(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
