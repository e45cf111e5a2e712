"""One row an item, for a spreadsheet: UTF-8 with a byte order mark, CRLF, headers in Chinese or English.

How lists, marks and dangerous texts stand in a cell is in `cells`. English headers are the keys of
docs/record.md, dotted. Clauses of a compound deadline are JSON.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from gkml_extract.regex import regex
from gkml_extract.writers import cells
from gkml_extract.writers.contract import Headers, WriteOptions, Writer
from gkml_extract.writers.json import document_to_json, encode_json
from gkml_extract.writers.shared_cells import shared_findings
from gkml_extract.writers.table import table_csv

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

_BOXES = {True: "■", False: "□", None: "？"}
_SELECTED = {box: selected for selected, box in _BOXES.items()}
_CITATION = regex(
    r"《(?P<title>(?:[^\\]|\\.)*)》(?:（(?P<number>(?:[^）》\\]|\\.)*)）)?(?P<articles>[^》]*)", re.DOTALL
)
_ARTICLE = regex(r"(?:第(?P<article>-?\d+|？)条)?(?:第(?P<paragraph>-?\d+)款)?(?:第(?P<item>-?\d+)项)?")

Json = dict[str, Any]


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its dotted key, its Chinese header, value → text (None: an empty cell) and back.

    `writes_null` is true where a null is not the same as no value: a mark that was lost.
    """

    key: str
    zh: str
    to_text: Callable[[Any], str | None] = _same
    to_value: Callable[[str], Any] = _same
    writes_null: bool = False

    def header(self, headers: Headers) -> str:
        """What stands above the column."""
        return self.zh if headers is Headers.ZH else self.key


def _mark_column(key: str, zh: str) -> _Column:
    return _Column(key, zh, cells.mark_to_text, cells.text_to_mark, writes_null=True)


def _citations_to_text(citations: list[Json]) -> str | None:
    return cells.join_parts([_citation_to_text(citation) for citation in citations]) or None


def _citation_to_text(citation: Json) -> str:
    number = citation["doc_number"]
    printed = "" if number is None else f"（{cells.escape(number, '；）》')}）"
    articles = "、".join(_article_to_text(article) for article in citation["articles"])
    return f"《{cells.escape(citation['title'], '；')}》{printed}{articles}"


def _article_to_text(article: Json) -> str:
    if article["article"] is None and article["paragraph"] is None and article["item"] is None:
        return "第？条"
    parts = (("article", "条"), ("paragraph", "款"), ("item", "项"))
    return "".join(f"第{article[key]}{unit}" for key, unit in parts if article[key] is not None)


def _text_to_citations(text: str) -> list[Json]:
    return [_text_to_citation(part) for part in cells.split_parts(text)]


def _text_to_citation(text: str) -> Json:
    match = _CITATION.fullmatch(text)
    if match is None:
        raise ValueError(f"not a citation: {text}")
    number, articles = match["number"], match["articles"]
    return {
        "title": cells.unescape(match["title"]),
        "doc_number": None if number is None else cells.unescape(number),
        "articles": [_text_to_article(part) for part in articles.split("、")] if articles else [],
    }


def _text_to_article(text: str) -> Json:
    match = _ARTICLE.fullmatch(text)
    if match is None:
        raise ValueError(f"not an article: {text}")
    return {key: int(value) if value and value != "？" else None for key, value in match.groupdict().items()}


def _texts_to_text(texts: list[str]) -> str | None:
    return cells.join_parts([cells.escape(text, cells.SEPARATOR) for text in texts]) or None


def _text_to_texts(text: str) -> list[str]:
    return [cells.unescape(part) for part in cells.split_parts(text)]


def _channels_to_text(channels: list[Json]) -> str | None:
    return _texts_to_text([_BOXES[channel["selected"]] + channel["name"] for channel in channels])


def _text_to_channels(text: str) -> list[Json]:
    return [{"name": part[1:], "selected": _SELECTED[part[:1]]} for part in _text_to_texts(text)]


def _kinds_to_text(kinds: list[str]) -> str:
    return cells.SEPARATOR.join(kinds) or cells.NO


def _text_to_kinds(text: str) -> list[str]:
    return [] if text == cells.NO else text.split(cells.SEPARATOR)


def _extra_to_text(extra: Json) -> str | None:
    special = cells.SEPARATOR + "："
    return (
        cells.join_parts(
            [f"{cells.escape(key, special)}：{cells.escape(cells.mark_to_text(extra[key]), special)}" for key in extra]
        )
        or None
    )


def _text_to_extra(text: str) -> Json:
    pairs = (cells.split_unescaped(part, "：", maxsplit=1) for part in cells.split_parts(text))
    return {cells.unescape(key): cells.text_to_mark(cells.unescape(value)) for key, value in pairs}


def _number_to_text(number: int | float) -> str:
    return repr(number)


def _text_to_number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"-?\d+", text) else float(text)


def _extension_to_text(extension: Json) -> str:
    return " ".join("？" if extension[key] is None else str(extension[key]) for key in ("amount", "unit"))


def _text_to_extension(text: str) -> Json:
    amount, unit = text.split(" ")
    return {"amount": None if amount == "？" else _text_to_number(amount), "unit": None if unit == "？" else unit}


def _clauses_to_text(clauses: list[Json]) -> str | None:
    return json.dumps(clauses, ensure_ascii=False) if clauses else None


_WHERE = (
    _Column("source.path", "来源文件"),
    _Column("catalogue.index", "目录", _number_to_text, _text_to_number),
    _Column("catalogue.title", "目录名称"),
    _Column("catalogue.attachment", "附件"),
    _Column("item.index", "条目", _number_to_text, _text_to_number),
)
_ITEM = (
    _Column("number", "序号"),
    _Column("primary", "一级事项"),
    _Column("secondary", "二级事项"),
    _Column("levels", "三级及以下事项", _texts_to_text, _text_to_texts),
    _Column("content", "公开内容（要素）"),
    _Column("legal_basis.text", "公开依据"),
    _Column("legal_basis.citations", "引用的依据", _citations_to_text, _text_to_citations),
    _Column("deadline.text", "公开时限"),
    _Column("deadline.kind", "时限类型"),
    _Column("deadline.amount", "时限数值", _number_to_text, _text_to_number),
    _Column("deadline.unit", "时限单位"),
    _Column("deadline.direction", "时限方向"),
    _Column("deadline.bound", "时限界限"),
    _Column("deadline.trigger", "起算事件"),
    _Column("deadline.recurrence.rrule", "周期规则"),
    _Column("deadline.recurrence.by", "周期关系"),
    _mark_column("deadline.exception", "另有规定除外"),
    _Column("deadline.extension", "可延长", _extension_to_text, _text_to_extension),
    _Column("deadline.retention", "保留期限"),
    _mark_column("deadline.repaired", "时限经修复"),
    _Column("deadline.clauses", "分项时限", _clauses_to_text, json.loads),
    _Column("publisher", "公开主体"),
    _Column("department", "责任部门"),
    _Column("channels", "公开渠道和载体", _channels_to_text, _text_to_channels),
    _mark_column("audience.public", "公开对象：全社会"),
    _mark_column("audience.specific", "公开对象：特定群体"),
    _mark_column("method.proactive", "公开方式：主动公开"),
    _mark_column("method.on_request", "公开方式：依申请公开"),
    _Column("five_open", "五公开类型", _kinds_to_text, _text_to_kinds),
    _Column("website_column", "网站所属栏目"),
    _Column("remarks", "备注"),
    _Column("extra", "其他列", _extra_to_text, _text_to_extra),
)
_AROUND = (
    _Column("findings", "疑点", _texts_to_text, _text_to_texts),
    _Column("metadata.responsible_unit", "责任单位"),
    _Column("metadata.prepared_by", "填表人"),
    _Column("metadata.reviewed_by", "复核人"),
    _Column("metadata.approved_by", "审签人"),
    _Column("metadata.prepared_on", "填表时间"),
)
COLUMNS = (*_WHERE, *_ITEM, *_AROUND)
_OF_CATALOGUE, _ITEM_INDEX, _FINDINGS, _METADATA = _WHERE[:-1], _WHERE[-1], _AROUND[0], _AROUND[1:]
"""The first and the last are the same in all rows of a catalogue."""
_PATHS = {column.key: (column.key.split(".")[:-1], column.key.split(".")[-1]) for column in COLUMNS}
_NOT_ITEM = {column.key.split(".")[0] for column in (*_WHERE, *_AROUND)}


def _cell(column: _Column, data: Json) -> str | None:
    """The cell of `column` in a row; None where the value, or something that holds it, is null."""
    parents, last = _PATHS[column.key]
    for parent in parents:
        if data[parent] is None:
            return None
        data = data[parent]
    is_empty = data[last] is None and not column.writes_null
    return None if is_empty else column.to_text(data[last])


def item_rows(document: Document, headers: Headers = Headers.ZH) -> Iterator[list[str | None]]:
    """The cells of each item, in the order of `header_row`; None is an empty cell."""
    return rows_of(document_to_json(document), headers)


def _finding_texts(data: Json, headers: Headers) -> dict[tuple[int, int], list[str]]:
    """What stands under 疑点, by catalogue and item: own findings, and those of a cell shared with another item."""
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for finding in data["findings"]:
        field = f"（{finding['field']}）" if finding["field"] else ""
        texts[finding["catalogue"], finding["item"]].append(finding["code"] + field)
    for shared in shared_findings(data):
        number = shared.finding["item"]
        same = f"，同条目 {number}" if headers is Headers.ZH else f", as item {number}"
        texts[shared.catalogue, shared.item].append(f"{shared.finding['code']}（{shared.finding['field']}{same}）")
    return texts


def rows_of(data: Json, headers: Headers = Headers.ZH) -> Iterator[list[str | None]]:
    """The cells of each item of a document that is given as JSON values."""
    findings = _finding_texts(data, headers)
    for index, catalogue in enumerate(data["catalogues"]):
        whole = {
            "source": data["source"],
            "catalogue": {**catalogue, "index": index},
            "metadata": catalogue["metadata"],
        }
        of_catalogue = [_cell(column, whole) for column in _OF_CATALOGUE]
        metadata = [_cell(column, whole) for column in _METADATA]
        for number, item in enumerate(catalogue["items"]):
            yield [
                *of_catalogue,
                _ITEM_INDEX.to_text(number),
                *(_cell(column, item) for column in _ITEM),
                _FINDINGS.to_text(findings[index, number]),
                *metadata,
            ]


def header_row(headers: Headers) -> list[str]:
    """What stands above the columns."""
    return [column.header(headers) for column in COLUMNS]


def write(document: Document, stream: BinaryIO, options: WriteOptions) -> None:
    """Put the items of `document` into `stream`, a row each, below the headers if `options` says so."""
    header = header_row(options.headers) if options.has_header else None
    stream.write(table_csv(item_rows(document, options.headers), header))


def _columns_of(header: list[str]) -> list[_Column]:
    """The column of each header, in whichever language. Raises ValueError for one that is not ours."""
    by_header = {column.header(headers): column for headers in Headers for column in COLUMNS}
    unknown = [label for label in header if label not in by_header]
    if unknown:
        raise ValueError(f"not columns of ours: {unknown}")
    return [by_header[label] for label in header]


def _row_to_json(columns: list[_Column], row: list[str]) -> Json:
    """The values of a row, nested as their keys say; an empty cell has no key."""
    data: Json = {}
    for column, cell in zip(columns, row, strict=True):
        text = cells.unguard_cell(cell)
        if text is None:
            continue
        *parents, last = column.key.split(".")
        inner = data
        for parent in parents:
            inner = inner.setdefault(parent, {})
        inner[last] = column.to_value(text)
    return data


def read(stream: BinaryIO) -> tuple[Document, ...]:
    """The documents whose items stand in `stream`. Raises ValueError or KeyError where it is not a table of ours."""
    rows = csv.reader(io.StringIO(stream.read().decode("utf-8-sig"), newline=""))
    columns = _columns_of(next(rows, []))
    documents: list[list[Json]] = []
    for row in rows:
        data = _row_to_json(columns, row)
        if _begins_document(data, documents[-1][-1] if documents else None):
            documents.append([])
        documents[-1].append(data)
    return tuple(_document(document) for document in documents)


def _begins_document(row: Json, previous: Json | None) -> bool:
    def place(of: Json) -> tuple[int, int]:
        return of["catalogue"]["index"], of["item"]["index"]

    return previous is None or row["source"] != previous["source"] or place(row) <= place(previous)


def _document(rows: list[Json]) -> Document:
    from gkml_extract.model.record import Document

    catalogues = []
    for _, group in groupby(rows, key=lambda row: row["catalogue"]["index"]):
        items = list(group)
        head = items[0]["catalogue"]
        catalogues.append(
            {
                "title": head.get("title"),
                "attachment": head.get("attachment"),
                "metadata": items[0].get("metadata", {}),
                "items": [{key: item[key] for key in item if key not in _NOT_ITEM} for item in items],
            }
        )
    source = {**rows[0]["source"], "sha256": "", "format": "csv", "reader": "csv"}
    return Document.model_validate_json(encode_json({"source": source, "catalogues": catalogues}))


WRITER = Writer(
    name="csv",
    suffix=".csv",
    losses=(
        "source.sha256",
        "source.format",
        "source.reader",
        "source.pages",
        "source.sheets",
        "source.characters",
        "catalogues[] without items",
        "catalogues[].declared",
        "catalogues[].preamble",
        "catalogues[].notes",
        "catalogues[].items[].origin",
        "findings",
    ),
    holds_many=True,
    write=write,
    read=read,
)
