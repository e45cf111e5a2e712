"""Text dumps: what a viewer, a converter or an OCR program left of a table → fragments of text.

Only reading: which fragments make a cell is decided in reflow/. Separators become evidence (`Gap`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from gkml_extract.extractors.browser_lines import browser_lines
from gkml_extract.extractors.counted_rows import with_counted_rows
from gkml_extract.extractors.delimited import split_delimited
from gkml_extract.extractors.drawn import split_drawn
from gkml_extract.extractors.encoding import decode, utf16_codec
from gkml_extract.extractors.html.sniff import is_html
from gkml_extract.extractors.padded import with_fields
from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.extractors.unruled import with_whole_rows
from gkml_extract.model.content import Blocks
from gkml_extract.model.errors import CorruptSourceError, SourceTooLargeError
from gkml_extract.model.table import Fragments, Gap, Paragraph, TextFragment
from gkml_extract.regex import regex
from gkml_extract.text import clean, clean_glyphs, join_breaks

MAX_BYTES = 64 * 1024 * 1024
"""Largest text read: the largest real dump seen has 20 kB; 50 MB of text must still be answered."""

_INPUT_TAG = regex(r"<input\b[^<>]*>", re.IGNORECASE)
_CHECKED = regex(r"\bchecked\b(?!\s*=\s*[\"']?false)", re.IGNORECASE)
_MARKDOWN_RULE = frozenset("|:-+ \t")
_HEADING = regex(r"^\s{0,3}#{1,6}\s+")
_LINE_BREAK = regex("\r\n|[\r\f\x0b\x85\u2028\u2029]")
_ANY_LINE_BREAK = regex("\r\n|[\n\r\f\x0b\x85\u2028\u2029]")
_PRINTED = regex("[^\n\r\f\x0b\x85\u2028\u2029]+")
_HYPHEN_AT_LINE_END = "\ufffe"
"""What PDFium writes for a hyphen and the line's end behind it, which it takes for a wrap."""
_BREAK_TAG = regex(r"<br\s*/?>", re.IGNORECASE)
_PIPES = ("|", "｜")
_ENTITY = regex(r"&(?:nbsp|ensp|emsp|amp|lt|gt|quot|ldquo|rdquo|mdash|middot|#\d{2,5});")
_UNKNOWN_FIELD = regex(r"(?<=[|\t])[ ]*[?？][ ?？]*(?=[|\t\n])|^[ ]*[?？][ ?？]*(?=[|\t])", re.MULTILINE)
_TICK = regex("[√✓✔]")
_LEAST_CLOSED, _MOST_CLOSED = 8, 0.8
"""Lines with pipes, and the share of them closed by one, from which a pipe is taken to close a cell."""
_LEAST_GRID = 3
"""Pipes of a line that may be a row of a grid."""
_MANY_PIPES = 40
"""Pipes in one line of a text that hold a table: the widest row seen has 24 columns."""
_LEAST_PIPES = 12
"""The same where no other line has any."""
_CLOSED_AND_BLANK = 2
"""Pipes at the end of a line whose last field alone is blank."""
_BLANK_FIELD = regex(r"^\|\s*\||[^|\s]\s*\|\s*\|.*[^|\s]|^\|\s*$")
_SPACES = regex(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_BINARY_SHARE = 0.02
"""Share of control characters from which bytes are not text: real dumps have none, images and archives over 5 %."""

_OTHER_FORMATS = (
    b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"{\\rtf",
    b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
)  # fmt: skip
"""First bytes of formats that are no text dumps, whatever the file is called."""
_PDF = re.compile(rb"%PDF-\d")
"""Stands anywhere in the first kilobyte of a PDF."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b|<!doctype\b|<html\b|MIME-Version:)", re.IGNORECASE)


class PlainText:
    """Reads text in UTF-8, UTF-16, GB 18030 (GBK, GB 2312) or Big5."""

    name = "text.fragments"
    format = "text"
    media_types = ("text/plain", "text/markdown", "text/csv")

    def identify(self, data: bytes, name: str) -> bool:
        """Text: no NUL bytes unless it is UTF-16, and hardly any control characters."""
        head = data[:HEAD_BYTES]
        is_other = head.startswith(_OTHER_FORMATS) or _MARKUP.match(head) or _PDF.search(head[:1024])
        if is_other or is_html(head):
            return False
        if not head or utf16_codec(head):
            return True
        control = sum(count for byte, count in Counter(head).items() if byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b")
        return control / len(head) < _BINARY_SHARE and b"\0" not in head

    def read(self, data: bytes) -> Fragments | Blocks:
        """The fragments of the text, in order; their lines count from 1. Tables drawn with signs are grids.

        Raises:
            SourceTooLargeError: more than MAX_BYTES.
            CorruptSourceError: nothing but white space.
            UnknownFormatError: not text after all.
        """
        if len(data) > MAX_BYTES:
            raise SourceTooLargeError(
                f"the text has {len(data) // 2**20} MB, at most {MAX_BYTES // 2**20} MB are read; split it",
                f"文本有 {len(data) // 2**20} MB，最多读取 {MAX_BYTES // 2**20} MB；请拆分后重试",
            )
        text, notes = decode(data)
        text = text.replace(_HYPHEN_AT_LINE_END, "-")
        if not text.strip():
            raise CorruptSourceError("the file is empty; ask for it again", "文件是空的；请重新索取")
        around, left_out = (
            browser_lines(_LINE_BREAK.sub("\n", text).split("\n")) if "://" in text else (frozenset(), ())
        )
        notes = (*notes, *left_out)
        text = with_counted_rows(with_whole_rows(with_fields(_without_lines(text, around))))
        drawn = split_drawn(clean_glyphs(_LINE_BREAK.sub("\n", text)), notes)
        return drawn or Fragments(split_delimited(text) or split_fragments(text, around), notes, printed=text)


def boxes_from_tags(text: str) -> str:
    """`text` with HTML check boxes as the glyphs that they show: ☑ where `checked` stands, else ☐."""
    return _INPUT_TAG.sub(lambda tag: "☑" if _CHECKED.search(tag.group()) else "☐", text)


def _without_debris(text: str) -> str:
    """`text` with entities of HTML as the characters that they stand for, and without what is left of those that a
    converter did not know: a field of nothing but ? is a blank, unless it may be a tick. It is none where others are
    whole, or where the first row of fields, the header, has some."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if "?" not in text:
        return text
    first = next(
        (line for line in text.split("\n") if line.count("|") > _LEAST_GRID or line.count("\t") > _LEAST_GRID), ""
    )
    is_blank = _TICK.search(text) or _UNKNOWN_FIELD.search(f"{first}\n")
    return _UNKNOWN_FIELD.sub("", text) if is_blank else text


def _without_lines(text: str, numbers: frozenset[int]) -> str:
    """A text with some of its lines, counted from 1, left blank: what follows keeps its place."""
    if not numbers:
        return text
    ends = [0, *(end.end() for end in _ANY_LINE_BREAK.finditer(text)), len(text)]
    lines = [text[begin:end] for begin, end in pairwise(ends)]
    return "".join(_PRINTED.sub("", line) if n in numbers else line for n, line in enumerate(lines, start=1))


def split_fragments(text: str, around: frozenset[int] = frozenset()) -> tuple[TextFragment, ...]:
    """The fragments of a text. Separated fields (tabs, pipes) stay whole; other lines part at blanks.

    `around` are blank lines, counted from 1, that part nothing: what stood there belongs to the page.
    """
    lines = clean_glyphs(boxes_from_tags(_without_debris(_LINE_BREAK.sub("\n", text)))).split("\n")
    is_marker = _is_leading_tab_a_marker(lines)
    is_ender = _is_trailing_pipe_a_marker(lines)
    edges = _edges(lines)
    keeps_blanks = is_ender or edges.are_told or _keeps_blank_fields(lines)
    long_lines = _lines_of_tables(lines)
    fragments: list[TextFragment] = []
    gap = Gap.START
    for number, line in enumerate(lines, start=1):
        if number in around:
            continue
        if not line.strip(" \u3000\u00a0\n\r\v") or _is_markdown_rule(line):
            gap = Gap.BLANK if fragments else Gap.START
            continue
        text = _HEADING.sub("", line)
        fields, inner = _fields_of_field(text) if is_ender else _fields_of_line(text, is_marker, edges)
        if inner is None and line.startswith("\t") and is_marker:
            gap = Gap.TAB
        if inner is Gap.PIPE and number in long_lines:
            fields, inner = [field for field in fields if field.strip()], Gap.LINE
        if inner is Gap.PIPE and not keeps_blanks:
            fields = [field for field in fields if field.strip()]
        for index, field in enumerate(fields):
            text_of_field = join_breaks(_BREAK_TAG.split(field)) if "<" in field else clean(field)
            fragments.append(TextFragment(text_of_field, gap if index == 0 else inner or Gap.SPACE, number, index))
        gap = Gap.PIPE if is_ender and text.rstrip().endswith(_PIPES) else Gap.LINE
    return tuple(fragments)


def as_fragments(content: Blocks) -> Fragments:
    """A body without a table that could be read, as the text that a viewer would copy out of it.

    A paragraph is a line, so lines are counted by paragraphs; a row of a grid is a line with tabs.
    """
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Paragraph):
            lines += [*block.text.split("\n"), ""]
            continue
        rows: list[list[str]] = [[""] * block.n_columns for _ in range(block.n_rows)]
        for cell in block.cells:
            rows[cell.row][cell.column] = cell.text.replace("\n", " ").replace("\t", " ")
        lines += ["\t".join(row) for row in rows]
    return Fragments(split_fragments("\n".join(lines)), content.notes)


def _is_markdown_rule(line: str) -> bool:
    """Whether a line is the rule under the header of a table in Markdown, | --- | :--: |, or in Org, |---+---|."""
    return "|" in line and "--" in line and _MARKDOWN_RULE.issuperset(line)


def _is_leading_tab_a_marker(lines: list[str]) -> bool:
    """Whether a tab at a line's start only opens a cell (Word dumps) and never parts two fields."""
    tabbed = [line for line in lines if "\t" in line]
    return len(tabbed) > 2 and all("\t" not in line.strip("\t ") for line in tabbed)


def _is_trailing_pipe_a_marker(lines: list[str]) -> bool:
    """Whether a pipe at a line's end closes a cell and a bare one is a blank cell: a cell a line."""
    piped = [line.strip() for line in lines if "|" in line or "｜" in line]
    closed = [
        line for line in piped if line.endswith(_PIPES) and not any(pipe in line.rstrip("|｜ ") for pipe in _PIPES)
    ]
    return len(piped) > _LEAST_CLOSED and len(closed) >= _MOST_CLOSED * len(piped)


def _keeps_blank_fields(lines: list[str]) -> bool:
    """Whether a blank field stands anywhere but at a line's end; pipes that only close a row are none.

    Those at lines' ends are fields too where all lines have as many pipes as each other.
    """
    piped = [line.strip().replace("｜", "|") for line in lines if "|" in line or "｜" in line]
    if any(_BLANK_FIELD.search(line.rstrip("| ")) for line in piped):
        return True
    counts = {line.count("|") for line in piped}
    is_grid = len(counts) == 1 and len(piped) > _LEAST_CLOSED and min(counts) > _LEAST_GRID
    return is_grid and not _is_filled_up(piped)


def _is_filled_up(piped: list[str]) -> bool:
    """Whether rows whose blank cells were dropped have been filled up with pipes to one width.

    No line has a blank field but at its end. That is chance in a grid whose last columns are blank, but there the
    header is whole, or all rows lack the same. A line with one text is a title.
    """
    pipes = [line.count("|", len(line.rstrip("| "))) for line in piped if "|" in line.strip("| ")]
    first, *rows = pipes or [0]
    return first >= _CLOSED_AND_BLANK or len({max(n, _CLOSED_AND_BLANK) for n in rows}) > 1


@dataclass(frozen=True, slots=True)
class _Edges:
    """Whether a pipe at a line's begin opens its first cell, and one at its end closes its last; else it parts two."""

    opens: bool
    closes: bool

    @property
    def are_told(self) -> bool:
        return not (self.opens and self.closes)


def _edges(lines: list[str]) -> _Edges:
    """What pipes at the edges of lines are: with a blank field outside them wherever others have none there.

    That is told only if nearly all lines with pipes have the same number of them: a row whose only blank field is its
    first one looks as if a pipe opened it.
    """
    piped = [line.strip().replace("｜", "|") for line in lines if "|" in line or "｜" in line]
    counts = Counter(line.count("|") for line in piped)
    usual, n = counts.most_common(1)[0] if counts else (0, 0)
    rows = [line for line in piped if line.count("|") == usual]
    if usual <= 1 or n < _MOST_CLOSED * len(piped):
        return _Edges(opens=True, closes=True)
    begins, ends = {line[0] == "|" for line in rows}, {line[-1] == "|" for line in rows}
    return _Edges(opens=len(begins) == 1, closes=len(ends) == 1)


def _lines_of_tables(lines: list[str]) -> frozenset[int]:
    """The lines, from 1, that are a whole table each: pipes part cells and paragraphs there, rows are not marked.

    The only line with pipes is one: rows of a table are several.
    """
    pipes = [line.count("|") + line.count("｜") for line in lines]
    least = _MANY_PIPES if sum(map(bool, pipes)) > 1 else _LEAST_PIPES
    return frozenset(number for number, n in enumerate(pipes, start=1) if n >= least and n >= _MOST_CLOSED * sum(pipes))


def _fields_of_field(line: str) -> tuple[list[str], Gap | None]:
    """The one field of a line that a pipe closes; further pipes close the blank places of a spanned cell."""
    stripped = line.strip().rstrip("|｜ ")
    return [stripped], None


def _fields_of_line(line: str, is_marker: bool, edges: _Edges) -> tuple[list[str], Gap | None]:
    """The fields of a line and the separator that parts them (None for blanks)."""
    if "\t" in line and not is_marker:
        return line.rstrip("\n").split("\t"), Gap.TAB
    if "|" in line or "｜" in line:
        body = line.strip().replace("｜", "|")
        body = body.removeprefix("|") if edges.opens else body
        body = body.removesuffix("|") if edges.closes else body
        return body.split("|"), Gap.PIPE
    stripped = line.strip(" \t\u00a0\u3000")
    if not stripped:
        return [""], None
    return _SPACES.split(stripped), None
