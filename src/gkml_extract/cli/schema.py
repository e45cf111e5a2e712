"""`gkml schema`: the JSON Schema of a document."""

from __future__ import annotations

from gkml_extract.cli.console import data_out
from gkml_extract.writers.json import encode_json


def schema() -> None:
    """Print the JSON Schema of a document, as `gkml extract` writes it."""
    from gkml_extract.schema import document_schema

    with data_out() as stream:
        stream.write(encode_json(document_schema(), indent=1) + b"\n")
