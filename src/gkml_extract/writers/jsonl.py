"""JSON Lines: one item a line, each line whole in itself.

A line is the item's own keys as in docs/record.md, preceded by

- `source`: the document's `source`, the same on every line of a document;
- `catalogue`: `index` (from 0), then everything of the catalogue but its items, the same on every line of it;
- `item`: the item's index in its catalogue, from 0;

and followed by `findings`: those of this item. Findings that speak of no single item stand on the
document's first line. A catalogue without items, or a document without catalogues, is one line with
`item` (and `catalogue`) null and no item keys, so that it is not lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from gkml_extract.writers.contract import WriteOptions, Writer
from gkml_extract.writers.json import document_to_json, encode_json

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

_AROUND_ITEM = ("source", "catalogue", "item", "findings")
_FIRST_PLACES = ((None, None), (0, None), (0, 0))


def _lines(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every line of the document `data` (as JSON values), still without findings."""
    source = data["source"]
    if not data["catalogues"]:
        yield {"source": source, "catalogue": None, "item": None}
    for index, catalogue in enumerate(data["catalogues"]):
        items = catalogue["items"]
        head = {"index": index, **_without(catalogue, ("items",))}
        if not items:
            yield {"source": source, "catalogue": head, "item": None}
        for number, item in enumerate(items):
            yield {"source": source, "catalogue": head, "item": number, **item}


def write(document: Document, stream: BinaryIO, options: WriteOptions) -> None:
    """Put the document into `stream`, a line an item. No option matters here."""
    stream.write(lines_of(document_to_json(document)))


def lines_of(data: dict[str, Any]) -> bytes:
    """The lines of a document that is given as JSON values."""
    lines = list(_lines(data))
    by_place = {_place(line): line for line in lines}
    for line in lines:
        line["findings"] = []
    for finding in data["findings"]:
        line = by_place.get((finding["catalogue"], finding["item"]), lines[0])
        line["findings"].append(finding)
    return b"".join(encode_json(line) + b"\n" for line in lines)


def _place(line: dict[str, Any]) -> tuple[int | None, int | None]:
    catalogue = line["catalogue"]
    return (None if catalogue is None else catalogue["index"], line["item"])


def read(stream: BinaryIO) -> tuple[Document, ...]:
    """The documents in `stream`, in order. Raises ValueError, KeyError or TypeError where a line is not one of ours."""
    documents: list[list[dict[str, Any]]] = []
    for line in (json.loads(line) for line in stream if line.strip()):
        if _place(line) in _FIRST_PLACES:
            documents.append([])
        elif not documents:
            raise ValueError("the first line does not begin a document")
        documents[-1].append(line)
    return tuple(_document(lines) for lines in documents)


def _document(lines: list[dict[str, Any]]) -> Document:
    from gkml_extract.model.record import Document

    catalogues = []
    for index, group in groupby(lines, key=lambda line: _place(line)[0]):
        if index is None:
            continue
        of_catalogue = list(group)
        items = [_without(line, _AROUND_ITEM) for line in of_catalogue if line["item"] is not None]
        catalogues.append({**_without(of_catalogue[0]["catalogue"], ("index",)), "items": items})
    findings = [finding for line in lines for finding in line["findings"]]
    return Document.model_validate_json(
        encode_json({"source": lines[0]["source"], "catalogues": catalogues, "findings": findings})
    )


def _without(data: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: data[key] for key in data if key not in keys}


WRITER = Writer(
    name="jsonl",
    suffix=".jsonl",
    losses=("findings[] order",),
    holds_many=True,
    write=write,
    read=read,
)
