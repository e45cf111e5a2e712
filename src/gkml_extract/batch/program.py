"""Which program made a result: its version, its own code and vocabularies, and the libraries that it stands on."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import gkml_extract
from gkml_extract.regex import regex

_NO_PART = frozenset({"cli", "compare", "export", "report", "__pycache__"})
"""Folders of the package that change no result of a document; one that is not known here is taken to do."""
_NAME = regex(r"[\w.-]+")


@cache
def program_digest() -> str:
    """A digest that changes whenever a file might be read differently.

    A changed vocabulary counts as a changed program; so does a library of another version.
    """
    digest = hashlib.sha256(f"{gkml_extract.__version__} {sys.version_info[:2]}\n".encode())
    root = Path(gkml_extract.__file__).parent
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if inside.parts[0] not in _NO_PART and path.suffix not in (".pyc", "") and path.is_file():
            digest.update(f"{inside.as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in _libraries():
        digest.update(f"{library}\n".encode())
    return digest.hexdigest()


def _libraries() -> list[str]:
    """The libraries that this package requires, with the versions that are installed."""
    try:
        required = requires("gkml-extract") or []
    except PackageNotFoundError:  # run from its sources
        return []
    names = {match[0] for line in required if "extra ==" not in line and (match := _NAME.match(line))}
    return [f"{name} {_version(name)}" for name in sorted(names)]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
