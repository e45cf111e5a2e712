"""Outputs of batches, made without a batch: what `write_report` reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import Catalogue, Document, Item
from gkml_extract.model.source import Place, Source
from gkml_extract.report.illustrate import PictureTask, illustrate
from gkml_extract.report.illustration import Illustration
from gkml_extract.report.write import Draw
from gkml_extract.writers.json import document_to_json, encode_json


def found(
    code: str = "cell-clipped",
    place: Place | None = None,
    *,
    severity: str = "warning",
    item: int | None = 0,
    **more: Any,
) -> Finding:
    """A finding on the first item of the first catalogue."""
    values = {"message": f"about {code}", "field": "content", **more}
    catalogue = None if item is None else 0
    return Finding(code=code, severity=Severity(severity), catalogue=catalogue, item=item, place=place, **values)


def document(
    *findings: Finding, title: str | None = "某县教育局政务公开目录", items: tuple[Item, ...] | None = None
) -> Document:
    """A document of one catalogue with one item; `out_folder` fills in its source."""
    if items is None:
        items = (Item(number="1", primary="机构职能", content="职责", publisher="某县教育局"),)
    source = Source(path="", sha256="", format="text", reader="test")
    return Document(source=source, catalogues=(Catalogue(title=title, items=items),), findings=findings)


def out_folder(
    out: Path, sources: Path, files: Mapping[str, tuple[bytes, Document] | tuple[str, str]], **more: Any
) -> None:
    """An output folder: each file is its bytes and its document, or the code and message of its failure."""
    lines = []
    for number, (file, what) in enumerate(files.items()):
        if isinstance(what[0], str):
            lines.append({"file": file, "status": "failed", "code": what[0], "message": what[1], "output": None})
        else:
            assert isinstance(what[1], Document)
            lines.append(_write(out, sources, file, f"{number}.json", what[0], what[1]))
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.json").write_text(json.dumps({"files": lines} | more), encoding="utf-8")


def drawing(sources: Path | None = None) -> Draw:
    """Pictures drawn here and now, from sources below a folder or from where results say they are."""

    def draw(tasks: Sequence[PictureTask]) -> Iterator[tuple[int, tuple[Illustration, ...]]]:
        for index, task in enumerate(tasks):
            path = sources / task.file if sources else Path(task.path)
            yield index, illustrate(path.read_bytes() if path.exists() else None, task)

    return draw


def _write(out: Path, sources: Path, file: str, output: str, data: bytes, read: Document) -> dict[str, Any]:
    path = sources / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    source = Source(
        path=str(path), sha256=hashlib.sha256(data).hexdigest(), format=_format_of(data), reader="test", pages=None
    )
    read = read.model_copy(update={"source": source})
    out.mkdir(parents=True, exist_ok=True)
    (out / output).write_bytes(encode_json(document_to_json(read)))
    severities = [finding.severity.value for finding in read.findings]
    counts = {f"{severity.value}s": severities.count(severity.value) for severity in Severity}
    n_items = sum(len(catalogue.items) for catalogue in read.catalogues)
    status = "findings" if read.findings else "ok"
    return {"file": file, "status": status, "output": output, "catalogues": 1, "items": n_items, **counts}


def _format_of(data: bytes) -> str:
    return "pdf" if data.startswith(b"%PDF") else "xlsx" if data.startswith(b"PK") else "text"
