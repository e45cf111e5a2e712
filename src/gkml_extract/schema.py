"""The JSON Schema of what `gkml extract` writes."""

from __future__ import annotations

from typing import Any

from gkml_extract.model.record import SCHEMA_VERSION, Document
from gkml_extract.writers.json import OPTIONAL_ORIGIN_KEYS, OPTIONAL_SOURCE_KEYS

_OPTIONAL = {"Source": OPTIONAL_SOURCE_KEYS, "Origin": OPTIONAL_ORIGIN_KEYS}


def document_schema() -> dict[str, Any]:
    """The schema of a document in JSON (draft 2020-12).

    Every key is required, as every key is always written, but for those of `source` that depend on its format and
    those of an `origin` that depend on how it was read.
    """
    schema = Document.model_json_schema(mode="serialization")
    for name, definition in {**schema["$defs"], "Document": schema}.items():
        if "properties" in definition:
            optional = _OPTIONAL.get(name, ())
            definition["required"] = [key for key in definition["properties"] if key not in optional]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gkml-extract:record:{SCHEMA_VERSION}",
        **schema,
    }
