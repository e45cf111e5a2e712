"""What a writer is. Light to import: the command line names the formats in its help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from gkml_extract.model.record import Document


class Headers(StrEnum):
    """Language of column headers in a table."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Choices of the user. `has_header` is False where a table goes on from an earlier `write`."""

    headers: Headers = Headers.ZH
    has_header: bool = True


@dataclass(frozen=True, slots=True)
class Writer:
    """One output format.

    `write` puts one document into a binary stream, UTF-8 throughout; several documents written one
    after another into one stream are read back as several where `holds_many`; without `is_text` it is bytes that no
    editor shows. `losses` are the dotted paths
    that do not come back from `read`, `[]` standing for every element of a list; all else does.
    """

    name: str
    suffix: str
    losses: tuple[str, ...]
    holds_many: bool
    write: Callable[[Document, BinaryIO, WriteOptions], None]
    read: Callable[[BinaryIO], tuple[Document, ...]]
    is_text: bool = True
