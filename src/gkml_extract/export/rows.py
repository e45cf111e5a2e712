"""A result as rows of the tables. The keys say which file, which content and which place: they never change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic_core import to_jsonable_python

from gkml_extract.export.description import Row, Value
from gkml_extract.export.results import Result
from gkml_extract.export.tables import DOCUMENTS, ITEMS_WIDE, TABLES, table_named
from gkml_extract.normalise.channels.names import standard_channel
from gkml_extract.regex import regex

if TYPE_CHECKING:
    from gkml_extract.model.deadline import Deadline
    from gkml_extract.model.finding import Finding
    from gkml_extract.model.record import Catalogue, Document, Item, Mark
    from gkml_extract.model.source import Origin, Place

KEY_DIGITS = 16
"""Hexadecimal digits of a document's key: 64 bits, so that a million files meet by chance once in 37 million times."""

_INTEGERS = 1 << 63
_LONG_NUMBER = regex(r"\d{19}")
_JSON = json.JSONEncoder(ensure_ascii=False).encode

Values = Mapping[str, Value]
_Rows = Iterator[tuple[str, Values]]


class ResultRows:
    """The rows of one file: of each table, in the order of TABLES."""

    def __init__(self, rows: Iterable[tuple[str, Values]]) -> None:
        values: dict[str, list[Values]] = {table.name: [] for table in TABLES}
        for name, row in rows:
            values[name].append(row)
        written = _JSON(values)
        if _may_be_refused(written):
            values = {name: [_storable_row(row) for row in of_table] for name, of_table in values.items()}
            written = _JSON(values)
        self.digest = hashlib.sha256(written.encode()).hexdigest()
        self.document: Values = {**values[DOCUMENTS.name][0], "export_digest": self.digest}
        self.values: dict[str, list[Values]] = {**values, DOCUMENTS.name: [self.document]}

    @property
    def document_id(self) -> str:
        """The key of the document."""
        return str(self.document["document_id"])

    @property
    def file(self) -> str:
        """What the file is called."""
        return str(self.document["file"])

    @property
    def n_items(self) -> int:
        """How many items there are."""
        return len(self.values["items"])

    def of(self, table: str) -> list[Row]:
        """The rows of a table. Raises KeyError where values and columns differ."""
        description = table_named(table)
        return [description.row(values) for values in self.values[table]]

    def wide(self) -> Iterator[Row]:
        """The rows of ITEMS_WIDE."""
        catalogues = {values["catalogue_id"]: values for values in self.values["catalogues"]}
        deadlines = {values["item_id"]: values for values in self.values["deadlines"] if values["parent_id"] is None}
        channels: dict[Value, list[str]] = {}
        for channel in self.values["channels"]:
            if channel["selected"]:
                channels.setdefault(channel["item_id"], []).append(str(channel["name"]))
        for item in self.values["items"]:
            tables: dict[str, Values] = {
                "documents": self.document,
                "catalogues": catalogues[item["catalogue_id"]],
                "items": item,
                "deadlines": deadlines.get(item["item_id"], {}),
            }
            row = (tables[column.table].get(column.column) for column in ITEMS_WIDE.columns)
            yield (*row, channels.get(item["item_id"], []))


def rows_of(result: Result, collection: str) -> ResultRows:
    """The rows of one file of a batch."""
    return ResultRows(_rows(result, collection))


def document_key(collection: str, file: str, sha256: str) -> str:
    """The key of a document: the same in every export, another where its content is another."""
    whole = "\0".join((collection, file, sha256)).encode("utf-8", "backslashreplace")
    return hashlib.sha256(whole).hexdigest()[:KEY_DIGITS]


def _storable(value: Value) -> Value:
    """`value` as every target takes it.

    NUL and halves of surrogate pairs become their escapes. A number that 64 bits do not hold becomes null: it is a
    misprint, and the text that it was read from stands beside it.
    """
    if type(value) is int:
        return value if -_INTEGERS <= value < _INTEGERS else None
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {str(_storable(key)): _storable(each) for key, each in value.items()}
    return value


def _may_be_refused(written: str) -> bool:
    """Whether `_storable` may change something in what is written here as JSON; no in all but the oddest documents."""
    try:
        written.encode()
    except UnicodeEncodeError:
        return True
    return "\\u0000" in written or _LONG_NUMBER.search(written) is not None


def _storable_row(values: Values) -> Values:
    return {key: _storable(value) for key, value in values.items()}


def _rows(result: Result, collection: str) -> _Rows:
    document = result.document
    digest = document.source.sha256 if document else result.entry.digest
    key = document_key(collection, result.file, digest or "")
    about = _document(document) if document else dict.fromkeys(_ABOUT_DOCUMENT)
    counts = {f"n_{name}": 0 for name in ("catalogues", "items", "findings")}
    told = {name: getattr(result.entry, name) for name in ("code", "message", "duplicate_of", "superseded_by")}
    place: Values = {"document_id": key, "collection": collection, "file": result.file, "sha256": digest}
    yield "documents", {**counts, **about, **told, **place, "status": _status(result), "export_digest": ""}
    if document:
        yield from _content_rows(key, document)


def _content_rows(key: str, document: Document) -> _Rows:
    """Everything of a document but its own row."""
    for position, catalogue in enumerate(document.catalogues):
        catalogue_id = f"{key}-{position}"
        yield "catalogues", _catalogue(catalogue_id, key, position, catalogue)
        for at, item in enumerate(catalogue.items):
            yield from _item_rows(f"{catalogue_id}-{at}", catalogue_id, at, item)
    n_items = [len(catalogue.items) for catalogue in document.catalogues]
    for position, finding in enumerate(document.findings):
        yield "findings", _finding(key, position, finding, n_items)


def _status(result: Result) -> str:
    if result.document is None:
        return result.entry.status or "failed"
    return result.entry.status or ("findings" if result.document.findings else "ok")


_CHARACTERS = ("printed", "labels", "values", "around", "left_out")
_ABOUT_DOCUMENT = ("format", "reader", "pages", "sheets", *(f"characters_{part}" for part in _CHARACTERS))


def _document(document: Document) -> dict[str, Value]:
    """What the document tells of itself."""
    source, counted = document.source, document.source.characters
    return {
        "format": source.format,
        "reader": source.reader,
        "pages": source.pages,
        "sheets": source.sheets,
        **{f"characters_{part}": getattr(counted, part) if counted else None for part in _CHARACTERS},
        "n_catalogues": len(document.catalogues),
        "n_items": sum(len(catalogue.items) for catalogue in document.catalogues),
        "n_findings": len(document.findings),
    }


def _catalogue(catalogue_id: str, document_id: str, position: int, catalogue: Catalogue) -> Values:
    return {
        "catalogue_id": catalogue_id,
        "document_id": document_id,
        "position": position,
        "title": catalogue.title,
        "attachment": catalogue.attachment,
        **catalogue.metadata.model_dump(),
        **{f"declared_{name}": count for name, count in catalogue.declared.model_dump().items()},
        "preamble": list(catalogue.preamble),
        "notes": list(catalogue.notes),
    }


def _item_rows(item_id: str, catalogue_id: str, position: int, item: Item) -> _Rows:
    yield "items", _item(item_id, catalogue_id, position, item)
    if item.deadline is not None:
        yield from _deadlines(f"{item_id}-d", item_id, None, 0, item.deadline)
    for at, channel in enumerate(item.channels):
        yield (
            "channels",
            {
                "item_id": item_id,
                "position": at,
                "name": channel.name,
                "standard_name": standard_channel(channel.name),
                "selected": channel.selected,
            },
        )
    for at, citation in enumerate(item.legal_basis.citations if item.legal_basis else ()):
        cited: Values = {"item_id": item_id, "position": at, "title": citation.title, "doc_number": citation.doc_number}
        yield "citations", cited
        for place, article in enumerate(citation.articles):
            yield "articles", {"item_id": item_id, "citation": at, "position": place, **article.model_dump()}
    for field, origin in item.origin.items():
        yield "origins", _origin(item_id, field, origin)


def _item(item_id: str, catalogue_id: str, position: int, item: Item) -> Values:
    audience, method = item.audience, item.method
    return {
        "item_id": item_id,
        "catalogue_id": catalogue_id,
        "position": position,
        "number": item.number,
        "primary_item": item.primary,
        "secondary_item": item.secondary,
        "levels": list(item.levels),
        "content": item.content,
        "legal_basis": item.legal_basis.text if item.legal_basis else None,
        "deadline": item.deadline.text if item.deadline else None,
        "publisher": item.publisher,
        "department": item.department,
        "has_audience": audience is not None,
        **_mark("audience_public", audience.public if audience else None),
        **_mark("audience_specific", audience.specific if audience else None),
        "has_method": method is not None,
        **_mark("method_proactive", method.proactive if method else None),
        **_mark("method_on_request", method.on_request if method else None),
        "five_open": None if item.five_open is None else [kind.value for kind in item.five_open],
        "website_column": item.website_column,
        "remarks": item.remarks,
        "extra": dict(item.extra),
    }


def _mark(name: str, mark: Mark) -> Values:
    is_text = isinstance(mark, str)
    return {name: None if is_text else mark, f"{name}_text": mark if is_text else None}


def _deadlines(key: str, item_id: str, parent_id: str | None, position: int, deadline: Deadline) -> _Rows:
    """The row of a deadline, then those of its clauses."""
    recurrence, extension = deadline.recurrence, deadline.extension
    yield (
        "deadlines",
        {
            "deadline_id": key,
            "item_id": item_id,
            "parent_id": parent_id,
            "position": position,
            "scope": getattr(deadline, "scope", None),
            "text": deadline.text,
            "kind": deadline.kind.value,
            "amount": deadline.amount,
            "unit": deadline.unit.value if deadline.unit else None,
            "direction": deadline.direction.value if deadline.direction else None,
            "bound": deadline.bound.value if deadline.bound else None,
            "trigger": deadline.trigger,
            "recurrence_rrule": recurrence.rrule if recurrence else None,
            "recurrence_by": recurrence.by.value if recurrence else None,
            "exception": deadline.exception,
            "extension_amount": extension.amount if extension else None,
            "extension_unit": extension.unit.value if extension and extension.unit else None,
            "retention": deadline.retention,
            "repaired": deadline.repaired,
        },
    )
    for at, clause in enumerate(deadline.clauses):
        yield from _deadlines(f"{key}-{at}", item_id, key, at, clause)


def _origin(item_id: str, field: str, origin: Origin) -> Values:
    pages = [page for place in origin.places if (page := _page(place)) is not None]
    return {
        "item_id": item_id,
        "field": field,
        "how": origin.how.value,
        "rule": origin.rule,
        "score": origin.score,
        "page": min(pages, default=None),
        "places": [to_jsonable_python(place) for place in origin.places],
    }


def _finding(document_id: str, position: int, finding: Finding, n_items: list[int]) -> Values:
    """The row of a finding; what it speaks of only where that is there."""
    catalogue, item, place = finding.catalogue, finding.item, finding.place
    has_catalogue = catalogue is not None and 0 <= catalogue < len(n_items)
    has_item = has_catalogue and item is not None and 0 <= item < n_items[catalogue or 0]
    return {
        "document_id": document_id,
        "position": position,
        "catalogue_id": f"{document_id}-{catalogue}" if has_catalogue else None,
        "item_id": f"{document_id}-{catalogue}-{item}" if has_item else None,
        "field": finding.field,
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "page": _page(place) if place else None,
        "place": to_jsonable_python(place) if place else None,
    }


def _page(place: Place) -> int | None:
    return getattr(place, "page", None)
