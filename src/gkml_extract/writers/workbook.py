"""A workbook for people: items with merged titles, ticks and findings as comments; findings; files; all fields.

In a merged range every cell holds the text, and only the first one is shown: so a filter finds each row of it.
Rows are written as they come, and only a row of each sheet is in memory (xlsxwriter's `constant_memory`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO

from gkml_extract.model.errors import OutputError
from gkml_extract.text import display_width
from gkml_extract.writers.cells import LOST, YES
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.csv import header_row, item_rows
from gkml_extract.writers.place_text import place_text

if TYPE_CHECKING:
    from gkml_extract.model.deadline import Deadline
    from gkml_extract.model.finding import Finding
    from gkml_extract.model.record import Catalogue, Document, Item, LegalBasis, Mark

MAX_TEXT = 32_767
"""UTF-16 units that a cell holds. Source: Excel specifications and limits."""
LINE_HEIGHT, MAX_HEIGHT = 15.6, 409.0
"""Of a line of 11 point letters, and of a row, in points."""
MAX_ROWS = 1_048_576
MAX_LINKS = 65_000
"""Links that a sheet holds, some left for the reader's own."""
DATA_SHEET = {Headers.ZH: "全部字段", Headers.EN: "all fields"}
_SHEETS = {
    Headers.ZH: ("条目", "疑点", "文件"),
    Headers.EN: ("items", "findings", "files"),
}
_A3 = 8
_RUN = tuple("=+-@＝＋－＠\t\r\n")
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A workbook says when it was made; ours always the same, so that the same results give the same bytes."""
_COLOURS = {"error": "#F8CBAD", "warning": "#FFF2CC"}
_FIVE_OPEN = {"decision": "决策", "execution": "执行", "management": "管理", "service": "服务", "result": "结果"}
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_FIELDS = {
    key.removesuffix(".text"): label for key, label in zip(*map(header_row, (Headers.EN, Headers.ZH)), strict=True)
}
_STATUS = {"ok": "正常", "findings": "有疑点", "failed": "失败", "duplicate": "重复"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the sheet of items.

    `fields`: of which findings stand here as comments. `is_merged`: neighbours with the same text are one cell.
    """

    en: str
    zh: str
    width: float
    text: Callable[[str, Catalogue, Item], str | None]
    fields: tuple[str, ...] = ()
    is_merged: bool = False
    is_centred: bool = False


def _mark(mark: Mark) -> str | None:
    """√ for a tick, nothing for none, ？ for a lost one, or the printed text."""
    if isinstance(mark, str):
        return mark
    return LOST if mark is None else YES if mark else None


def _tick(group: str, option: str, en: str, zh: str) -> _Column:
    def text(_file: str, _catalogue: Catalogue, item: Item) -> str | None:
        pair = getattr(item, group)
        return None if pair is None else _mark(getattr(pair, option))

    return _Column(en, zh, 9, text, (f"{group}.{option}",), is_centred=True)


def _five_open(kind: str, zh: str) -> _Column:
    def text(_file: str, _catalogue: Catalogue, item: Item) -> str | None:
        return YES if item.five_open and kind in item.five_open else None

    return _Column(kind, zh, 5, text, is_centred=True)


def _field(name: str, zh: str, width: float, *, is_merged: bool = False) -> _Column:
    return _Column(name, zh, width, lambda _file, _catalogue, item: getattr(item, name), (name,), is_merged)


def _printed(value: LegalBasis | Deadline | None) -> str | None:
    return None if value is None else value.text


def _channels(item: Item) -> str | None:
    boxes = {True: "■", False: "□", None: LOST}
    return "  ".join(boxes[channel.selected] + channel.name for channel in item.channels) or None


def _extra(item: Item) -> str | None:
    return "\n".join(f"{label}：{_mark(value) or ''}" for label, value in item.extra.items()) or None


_COLUMNS = (
    _Column("file", "文件", 18, lambda file, _catalogue, _item: file),
    _Column("catalogue", "目录名称", 20, lambda _file, catalogue, _item: catalogue.title),
    _Column("unit", "责任单位", 14, lambda _file, catalogue, _item: catalogue.metadata.responsible_unit),
    _field("number", "序号", 6, is_merged=True),
    _field("primary", "一级事项", 14, is_merged=True),
    _field("secondary", "二级事项", 16, is_merged=True),
    _Column("levels", "三级及以下事项", 14, lambda _f, _c, item: "\n".join(item.levels) or None, ("levels",)),
    _field("content", "公开内容（要素）", 40),
    _Column("legal_basis", "公开依据", 34, lambda _f, _c, item: _printed(item.legal_basis), ("legal_basis",)),
    _Column("deadline", "公开时限", 26, lambda _f, _c, item: _printed(item.deadline), ("deadline",)),
    _field("publisher", "公开主体", 16),
    _field("department", "责任部门", 14),
    _Column("channels", "公开渠道和载体", 40, lambda _f, _c, item: _channels(item), ("channels",)),
    _tick("audience", "public", "public", "全社会"),
    _tick("audience", "specific", "specific", "特定群体"),
    _tick("method", "proactive", "proactive", "主动公开"),
    _tick("method", "on_request", "on request", "依申请公开"),
    *(_five_open(kind, zh) for kind, zh in _FIVE_OPEN.items()),
    _field("website_column", "网站所属栏目", 16),
    _field("remarks", "备注", 14),
    _Column("extra", "其他列", 18, lambda _f, _c, item: _extra(item), ("extra",)),
)
_ELSEWHERE = ("findings", "疑点", 50)
"""The last column: every finding of the row, and the comments of those that speak of no column."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as the sheet of files has it."""

    file: str
    status: str
    message: str | None = None
    format: str | None = None
    n_catalogues: int = 0
    n_items: int = 0
    n_findings: int = 0


class Workbook:
    """A workbook while it is written. `n_cut` counts texts that were longer than a cell may be."""

    def __init__(self, stream: BinaryIO, headers: Headers) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False}
        self._book = xlsxwriter.Workbook(stream, options)
        self._book.set_properties({"created": _CREATED})
        self._headers = headers
        self._formats: dict[tuple[Any, ...], Any] = {}
        self.n_cut = 0
        items, findings, files = _SHEETS[headers]
        self._items = _Sheet(self, items, [(self._said(c.en, c.zh), c.width) for c in _COLUMNS] + [self._last()])
        self._findings = _Sheet(self, findings, self._finding_columns())
        self._files = _Sheet(self, files, self._file_columns())
        self._data = _Sheet(self, DATA_SHEET[headers], [(label, 14) for label in header_row(headers)])

    def add(self, file: str, document: Document) -> None:
        """Put everything of a document into the sheets; `file` is what it is called."""
        first_rows = [self._add_items(file, index, catalogue, document) for index, catalogue in _numbered(document)]
        for finding in document.findings:
            self._add_finding(file, finding, document, first_rows)
        n_items = sum(len(catalogue.items) for catalogue in document.catalogues)
        status = "findings" if document.findings else "ok"
        counts = (len(document.catalogues), n_items, len(document.findings))
        self.add_file(FileRow(file, status, None, document.source.format, *counts))
        named = document.model_copy(update={"source": document.source.model_copy(update={"path": file})})
        for cells in item_rows(named, self._headers):
            self._data.add([keep_empty(cell) for cell in cells])

    def add_file(self, row: FileRow) -> None:
        """Put a file into the sheet of files; one that could not be read stands only there."""
        counts = (row.n_catalogues, row.n_items, row.n_findings)
        status = self._said(row.status, _STATUS.get(row.status, row.status))
        colour = _COLOURS["error"] if row.status == "failed" else None
        self._files.add([row.file, status, row.message, row.format, *counts], colours=[colour] * 2)

    def close(self) -> None:
        """Finish the file. Raises OutputError where the sheets are too small."""
        for sheet in (self._items, self._findings, self._files, self._data):
            sheet.finish()
        self._book.close()

    def _said(self, en: str, zh: str) -> str:
        return zh if self._headers is Headers.ZH else en

    def _last(self) -> tuple[str, float]:
        en, zh, width = _ELSEWHERE
        return self._said(en, zh), width

    def _finding_columns(self) -> list[tuple[str, float]]:
        labels = (
            ("file", "文件", 24), ("row", "行", 6), ("item", "事项", 24), ("field", "字段", 14),
            ("severity", "级别", 8), ("code", "代码", 22), ("message", "说明", 60), ("what to do", "建议", 40),
            ("place", "位置", 24),
        )  # fmt: skip
        return [(self._said(en, zh), width) for en, zh, width in labels]

    def _file_columns(self) -> list[tuple[str, float]]:
        labels = (
            ("file", "文件", 40), ("status", "状态", 10), ("message", "说明", 60), ("format", "格式", 8),
            ("catalogues", "目录数", 8), ("items", "条目数", 8), ("findings", "疑点数", 8),
        )  # fmt: skip
        return [(self._said(en, zh), width) for en, zh, width in labels]

    def _add_items(self, file: str, index: int, catalogue: Catalogue, document: Document) -> int:
        """The rows of a catalogue. Returns the row of its first item."""
        first = self._items.n_rows
        of_item: dict[int | None, list[Finding]] = {}
        for finding in document.findings:
            if finding.catalogue == index:
                of_item.setdefault(finding.item, []).append(finding)
        texts = [[column.text(file, catalogue, item) for column in _COLUMNS] for item in catalogue.items]
        merged = _merged_cells(texts)
        covered = {(row, column) for start, end, column in merged for row in range(start + 1, end)}
        centred = [column.is_centred for column in _COLUMNS]
        flat = frozenset(column for _, _, column in merged)
        for at, cells in enumerate(texts):
            found = of_item.get(at, [])
            colours, comments = self._comments(found, {column for row, column in covered if row == at})
            said = "\n".join(dict.fromkeys(finding.message for finding in found)) or None
            self._items.add([*cells, said], colours, comments, centred, flat=flat)
        for start, end, column in merged:
            self._items.merge(first + start, first + end - 1, column)
        return first

    def _comments(
        self, findings: Sequence[Finding], covered: Container[int]
    ) -> tuple[list[str | None], dict[int, str]]:
        """The colour of each cell of a row, and its comment. A covered cell of a merged range cannot have one."""
        colours: list[str | None] = [None] * (len(_COLUMNS) + 1)
        comments: dict[int, list[str]] = {}
        for finding in findings:
            column = _column_of(finding.field)
            column = len(_COLUMNS) if column in covered else column
            advice = _advice(finding, self._said("en", "zh"))
            comments.setdefault(column, []).append("\n".join(filter(None, (finding.message, advice))))
            if colours[column] != _COLOURS["error"]:
                colours[column] = _COLOURS.get(finding.severity.value, colours[column])
        return colours, {column: "\n\n".join(said) for column, said in comments.items()}

    def _add_finding(self, file: str, finding: Finding, document: Document, first_rows: Sequence[int]) -> None:
        item = _item_of(finding, document)
        row = None if item is None else first_rows[finding.catalogue or 0] + (finding.item or 0)
        lang = self._said("en", "zh")
        parts = (item.number, item.secondary or item.primary or item.content) if item else ()
        severity = finding.severity.value
        cells = [
            file,
            None if row is None else row + 1,
            " ".join(part for part in parts if part) or None,
            self._said(finding.field or "", _FIELDS.get(finding.field or "", finding.field or "")) or None,
            self._said(severity, _SEVERITIES[severity]),
            finding.code,
            finding.message,
            _advice(finding, lang) or None,
            place_text(finding.place, lang) if finding.place else None,
        ]
        self._findings.add(cells, colours=[None] * 4 + [_COLOURS.get(severity)], link=self._link(row))

    def _link(self, row: int | None) -> tuple[int, str] | None:
        """From the number of a row to the row itself."""
        return None if row is None else (1, f"internal:'{self._items.name}'!A{row + 1}")

    def format(self, colour: str | None, is_centred: bool, is_run: bool) -> Any:
        """The format of a cell, each made once. `is_run`: its text must not become a formula when it is edited."""
        key = (colour, is_centred, is_run)
        if key not in self._formats:
            wanted: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
            wanted |= {"bg_color": colour} if colour else {}
            wanted |= {"align": "center"} if is_centred else {}
            wanted |= {"quote_prefix": True} if is_run else {}
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    def header_format(self) -> Any:
        """The format of the cells of a header."""
        key = ("header",)
        if key not in self._formats:
            wanted = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
            self._formats[key] = self._book.add_format({**wanted, "bg_color": "#D9E1F2"})
        return self._formats[key]

    def add_worksheet(self, name: str) -> Any:
        """A new sheet."""
        return self._book.add_worksheet(name)


class _Sheet:
    """A sheet with a frozen header and a filter, which grows row by row."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[tuple[str, float]]) -> None:
        self.name = name
        self.n_rows = 1
        self._book = book
        self._columns = columns
        self._sheet = book.add_worksheet(name)
        self._n_links = 0
        for index, (label, width) in enumerate(columns):
            self._sheet.set_column(index, index, width)
            self._sheet.write_string(0, index, label, book.header_format())
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A3)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def add(
        self,
        cells: Sequence[str | int | None],
        colours: Sequence[str | None] = (),
        comments: dict[int, str] | None = None,
        centred: Sequence[bool] = (),
        link: tuple[int, str] | None = None,
        flat: frozenset[int] = frozenset(),
    ) -> None:
        """Add a row. What `colours` and `centred` do not say is plain; `link` is a column and where its cell leads.

        The row is as high as its texts need, but for those of the columns in `flat`.
        """
        row = self.n_rows
        if row >= MAX_ROWS:
            raise OutputError(
                f"a sheet holds {MAX_ROWS - 1} rows at most; export to sqlite or parquet, or fewer files at once",
                f"一个工作表最多 {MAX_ROWS - 1} 行；请导出到 sqlite 或 parquet，或分批导出",
            )
        self._sheet.set_row(row, self._height(cells, flat))
        for index, value in enumerate(cells):
            colour = colours[index] if index < len(colours) else None
            self._write(row, index, value, colour, index < len(centred) and centred[index])
        if link and self._n_links < MAX_LINKS:
            column, target = link
            self._sheet.write_url(row, column, target, self._book.format(None, False, False), str(cells[column]))
            self._n_links += 1
        for index, comment in (comments or {}).items():
            self._sheet.write_comment(row, index, self._fitting(comment), {"x_scale": 2.2, "y_scale": 1.4})
        self.n_rows += 1

    def _height(self, cells: Sequence[str | int | None], flat: frozenset[int]) -> float:
        """In points. Excel would find it by itself, other programs show one line."""
        n_lines = max(
            (
                sum(ceil(display_width(line) / (width - 1)) or 1 for line in text.split("\n"))
                for index, ((_, width), text) in enumerate(zip(self._columns, cells, strict=True))
                if isinstance(text, str) and index not in flat
            ),
            default=1,
        )
        return min(LINE_HEIGHT * max(n_lines, 1), MAX_HEIGHT)

    def _write(self, row: int, column: int, value: str | int | None, colour: str | None, is_centred: bool) -> None:
        if isinstance(value, int):
            self._sheet.write_number(row, column, value, self._book.format(colour, is_centred, False))
        elif value:
            text = self._fitting(value)
            self._sheet.write_string(row, column, text, self._book.format(colour, is_centred, text.startswith(_RUN)))
        else:
            self._sheet.write_blank(row, column, None, self._book.format(colour, is_centred, False))

    def _fitting(self, text: str) -> str:
        plain = text.encode("utf-8", "backslashreplace").decode()
        if len(plain) <= MAX_TEXT // 2 or len(plain.encode("utf-16-le")) // 2 <= MAX_TEXT:
            return plain
        self._book.n_cut += 1
        return plain.encode("utf-16-le")[: 2 * (MAX_TEXT - 2)].decode("utf-16-le", "ignore") + "…"

    def merge(self, first: int, last: int, column: int) -> None:
        """Merge cells of a column, which all keep their text.

        The list is what xlsxwriter's merge_range fills; that function itself would blank all cells but the first.
        """
        self._sheet.merge.append([first, column, last, column])

    def finish(self) -> None:
        """Set the filter over all rows."""
        last = max(self.n_rows - 1, 0)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def keep_empty(text: str | None) -> str | None:
    """An empty text as an apostrophe, for a cell holds none; one that begins with an apostrophe gets another."""
    return f"'{text}" if text is not None and (not text or text.startswith("'")) else text


def _numbered(document: Document) -> Iterable[tuple[int, Catalogue]]:
    return enumerate(document.catalogues)


def _merged_cells(texts: Sequence[Sequence[str | None]]) -> list[tuple[int, int, int]]:
    """What neighbours have alike, as first row, row after the last, column.

    一级事项 first; 二级事项 and 序号 only inside one 一级事项.
    """
    number, primary, secondary = (index for index, column in enumerate(_COLUMNS) if column.is_merged)
    return [
        (start, end, columns[-1])
        for columns in ((primary,), (primary, secondary), (primary, number))
        for start, end in _runs([tuple(row[column] for column in columns) for row in texts])
        if end - start > 1 and texts[start][columns[-1]]
    ]


def _runs(keys: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Where equal neighbours begin and end, half-open."""
    start = 0
    for index in range(1, len(keys) + 1):
        if index == len(keys) or keys[index] != keys[start]:
            yield start, index
            start = index


def _column_of(field: str | None) -> int:
    """The column in which a finding on `field` stands: deadline.amount in that of deadline."""
    if field:
        for index, column in enumerate(_COLUMNS):
            if any(field == own or field.startswith(f"{own}.") or own.startswith(f"{field}.") for own in column.fields):
                return index
    return len(_COLUMNS)


def _item_of(finding: Finding, document: Document) -> Item | None:
    catalogue, item = finding.catalogue, finding.item
    if catalogue is None or item is None or not 0 <= catalogue < len(document.catalogues):
        return None
    items = document.catalogues[catalogue].items
    return items[item] if 0 <= item < len(items) else None


def _advice(finding: Finding, lang: str) -> str:
    from gkml_extract.model.finding import KIND_BY_CODE

    kind = KIND_BY_CODE.get(finding.code)
    return "" if kind is None else kind.advice_zh if lang == "zh" else kind.advice_en
