"""HTML pages: paragraphs and tables as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gkml_extract.extractors.html.decoding import decode_html
from gkml_extract.extractors.html.flow import RawBlock, RawTable
from gkml_extract.extractors.html.mhtml import HtmlPart, html_parts
from gkml_extract.extractors.html.parse import read_page
from gkml_extract.extractors.html.sniff import is_html, is_mhtml
from gkml_extract.extractors.html.tables import Grid, fragment, resolve, trim_columns
from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.model.content import Block, Blocks
from gkml_extract.model.errors import CorruptSourceError, SourceTooLargeError
from gkml_extract.model.finding import Note, note
from gkml_extract.model.table import Paragraph
from gkml_extract.regex import regex
from gkml_extract.text import shortened, squeeze

MAX_BYTES = 64 * 1024 * 1024
"""Largest page read: a catalogue of 5,000 rows that Word has saved has 20 MB."""


class Html:
    """Reads HTML and MHTML in any encoding, whatever the file is called."""

    name = "html.tables"
    format = "html"
    media_types = ("text/html", "application/xhtml+xml", "multipart/related")

    def identify(self, data: bytes, name: str) -> bool:
        """By the markup at its beginning, or by a table in it."""
        return is_html(data[:HEAD_BYTES])

    def read(self, data: bytes) -> Blocks:
        """The paragraphs and tables of the page, or of the pages that a web archive shows.

        Raises:
            SourceTooLargeError: more than MAX_BYTES, or a table beyond its limit.
            CorruptSourceError: nothing in it, or nested too deeply.
            UnknownFormatError: no encoding gives a text.
        """
        if len(data) > MAX_BYTES:
            raise SourceTooLargeError(
                f"the page has {len(data) // 2**20} MB, at most {MAX_BYTES // 2**20} MB are read; split it",
                f"网页有 {len(data) // 2**20} MB，最多读取 {MAX_BYTES // 2**20} MB；请拆分后重试",
            )
        if not data.strip():
            raise CorruptSourceError("the file is empty; ask for it again", "文件是空的；请重新索取")
        parts = html_parts(data) if is_mhtml(data[:HEAD_BYTES]) else (HtmlPart(data, None),)
        raw: list[RawBlock] = []
        hidden: list[str] = []
        struck: list[str] = []
        notes: list[Note] = []
        for part in parts:
            text, found = decode_html(part.data, part.charset)
            page = read_page(text)
            raw += page.blocks
            hidden += page.hidden
            struck += page.struck
            notes += found
            if _is_cut_short(text):
                notes.append(note("page-cut-short"))
            if page.has_frames and not page.blocks:
                raise _only_frames()
        if hidden:
            notes.append(
                note("hidden-text", n=sum(len(squeeze(text)) for text in hidden), text=shortened(hidden[0], _SHOWN))
            )
        if struck:
            text = "".join(struck)
            notes.append(note("struck-text", n=len(squeeze(text)), text=shortened(text, _SHOWN)))
        return Blocks(tuple(_finished(raw)), tuple(notes))


_BEGINS = regex(r"<(?:html|body)\b", re.IGNORECASE)
_ENDS = regex(r"</(?:html|body)\s*>", re.IGNORECASE)
_TABLE = regex(r"<(/?)table\b", re.IGNORECASE)


def _is_cut_short(text: str) -> bool:
    """Whether a page begins and does not end, nor does its table: a download or a mail that broke off."""
    if _BEGINS.search(text, 0, HEAD_BYTES) is None or _ENDS.search(text) is not None:
        return False
    return sum(-1 if tag[1] else 1 for tag in _TABLE.finditer(text)) > 0


def _only_frames() -> CorruptSourceError:
    return CorruptSourceError(
        "the page only frames other files; open it where these are, save it as xlsx or as one file, and try again",
        "该网页只引用了其他文件，自身没有内容；请在原文件夹中打开，另存为 xlsx 或单个文件后重试",
    )


_SHOWN = 40
"""Characters of a hidden text that a note shows."""


def _finished(raw: Iterable[RawBlock]) -> Iterable[Block]:
    """The blocks of the pages with their tables as grids, numbered from 1; each line of a paragraph is one."""
    parts = [part for block in raw for part in (resolve(block) if isinstance(block, RawTable) else (block,))]
    grids = [part for part in parts if isinstance(part, Grid)]
    n_tables = 0
    for part in parts:
        if isinstance(part, Grid):
            n_tables += 1
            yield fragment(trim_columns(part) if len(grids) == 1 else part, n_tables)
        else:
            yield from (Paragraph(line) for line in part.split("\n"))
