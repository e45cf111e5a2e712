"""Every writer against one set of promises: what is written reads back the same, but for the stated losses."""

from __future__ import annotations

import io
import pkgutil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from gkml_extract import writers
from gkml_extract.compare.golden import read_golden
from gkml_extract.model.errors import UsageError
from gkml_extract.model.record import Document
from gkml_extract.writers.contract import Headers, WriteOptions, Writer
from gkml_extract.writers.registry import WRITERS, writer_named
from support.goldens import GOLDEN_PATHS, golden
from support.records import documents

NOT_FORMATS = {
    "frame",
    "cells",
    "contract",
    "naming",
    "output",
    "place_text",
    "registry",
    "shared_cells",
    "table",
    "workbook",
}

each_writer = pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
each_header = pytest.mark.parametrize("headers", list(Headers))


def written(writer: Writer, *given_documents: Document, headers: Headers = Headers.ZH) -> bytes:
    """The bytes of the documents, one after another."""
    stream = io.BytesIO()
    for index, document in enumerate(given_documents):
        writer.write(document, stream, WriteOptions(headers, has_header=index == 0))
    return stream.getvalue()


def kept(document: Document, losses: tuple[str, ...]) -> dict[str, Any]:
    """What of `document` a writer with these losses promises to keep."""
    data = document.model_dump(mode="json")
    for loss in losses:
        if loss == "findings[] order":
            data["findings"].sort(key=repr)
        elif loss == "catalogues[] without items":
            data["catalogues"] = [catalogue for catalogue in data["catalogues"] if catalogue["items"]]
        else:
            remove(data, loss.split("."))
    return data


def remove(data: dict[str, Any], path: list[str]) -> None:
    """Take the value at a dotted path out; `[]` stands for every element."""
    step, *rest = path
    if not rest:
        del data[step]
    elif step.endswith("[]"):
        for element in data[step[:-2]]:
            remove(element, rest)
    else:
        remove(data[step], rest)


def test_every_format_module_is_in_the_registry() -> None:
    """A writer that is in the folder but not in the tuple would silently not exist."""
    modules = {module.name for module in pkgutil.iter_modules(writers.__path__)}
    assert modules - NOT_FORMATS == {writer.name for writer in WRITERS}


def test_names_and_suffixes_are_distinct() -> None:
    """A suffix chooses one writer."""
    assert len({writer.name for writer in WRITERS}) == len({writer.suffix for writer in WRITERS}) == len(WRITERS)


def test_unknown_format_is_a_usage_error_naming_the_known() -> None:
    """The message ends in what to use."""
    with pytest.raises(UsageError, match="json, jsonl, csv"):
        writer_named("xml")


@each_writer
@each_header
@pytest.mark.parametrize("path", GOLDEN_PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_goldens_read_back(writer: Writer, headers: Headers, path: Any) -> None:
    """Every document comes back whole, but for what the writer says it loses."""
    document = read_golden(path)
    (back,) = writer.read(io.BytesIO(written(writer, document, headers=headers)))
    assert kept(back, writer.losses) == kept(document, writer.losses)


@each_writer
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=documents)
def test_any_document_reads_back(writer: Writer, document: Document) -> None:
    """So does any document the model allows."""
    back = writer.read(io.BytesIO(written(writer, document)))
    promised = kept(document, writer.losses)
    if "catalogues[] without items" in writer.losses and not promised["catalogues"]:
        assert back == ()
    else:
        assert [kept(one, writer.losses) for one in back] == [promised]


@pytest.mark.parametrize("writer", [w for w in WRITERS if w.holds_many], ids=lambda writer: writer.name)
def test_documents_written_one_after_another_read_back_as_many(writer: Writer) -> None:
    """Also where one document follows itself."""
    goldens = [read_golden(path) for path in GOLDEN_PATHS]
    given_documents = [goldens[0], goldens[0], *goldens[1:]]
    back = writer.read(io.BytesIO(written(writer, *given_documents)))
    assert [kept(one, writer.losses) for one in back] == [kept(one, writer.losses) for one in given_documents]


@pytest.mark.parametrize("writer", [w for w in WRITERS if w.is_text], ids=lambda writer: writer.name)
def test_output_is_utf_8_with_chinese_unescaped_and_a_last_line_feed(writer: Writer) -> None:
    """A person can read it in any editor."""
    data = written(writer, golden("xishan"))
    assert "医疗保障" in data.decode("utf-8")
    assert data.endswith(b"\n")


@each_writer
def test_writing_twice_gives_the_same_bytes(writer: Writer) -> None:
    """Nothing depends on time or order of a run."""
    document = read_golden(GOLDEN_PATHS[0])
    assert written(writer, document) == written(writer, document)
