"""Text dumps: what a viewer, a converter or an OCR program left of a table → fragments of text.

Only reading: which fragments make a cell is decided in reflow/. Separators become evidence (`Gap`).
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.model.errors import CorruptSourceError, SourceTooLargeError, UnknownFormatError
from gkml_extract.model.finding import Note, note
from gkml_extract.model.table import Fragments, Gap, TextFragment
from gkml_extract.text import clean, clean_glyphs

MAX_BYTES = 64 * 1024 * 1024
"""Largest text read: the largest real dump seen has 20 kB; 50 MB of text must still be answered."""

_INPUT_TAG = re.compile(r"<input\b[^<>]*>", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b(?!\s*=\s*[\"']?false)", re.IGNORECASE)
_MARKDOWN_RULE = frozenset("|:- \t")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_LINE_BREAK = re.compile("\r\n|[\r\f\x0b\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_BINARY_SHARE = 0.02
"""Share of control characters from which bytes are not text: real dumps have none, images and archives over 5 %."""
_LOST = "\ufffd"
_SOUND_PER_LOST = 4
"""Sound characters beyond ASCII for each lost one from which an encoding is the right one: GB 18030 read as UTF-8
has next to none."""
_SAMPLE = 1 << 16
_COMMON_IN_GB, _COMMON_IN_BIG5 = range(0xB0, 0xD8), range(0xA4, 0xC7)
"""First bytes of the common characters: level 1 of GB/T 2312-1980, of Big5 (1984)."""
_MOSTLY = 0.8
"""Share of common characters in a text: over 0.89 in real ones, under 0.7 in one read in the other code."""

_OTHER_FORMATS = (
    b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"{\\rtf",
    b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
)  # fmt: skip
"""First bytes of formats that are no text dumps, whatever the file is called."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b|<!doctype\b|<html\b|MIME-Version:)", re.IGNORECASE)


class PlainText:
    """Reads text in UTF-8, UTF-16, GB 18030 (GBK, GB 2312) or Big5."""

    name = "text.fragments"
    format = "text"
    media_types = ("text/plain", "text/markdown")

    def identify(self, data: bytes, name: str) -> bool:
        """Text: no NUL bytes unless it is UTF-16, and hardly any control characters."""
        head = data[:HEAD_BYTES]
        if head.startswith(_OTHER_FORMATS) or _MARKUP.match(head):
            return False
        if not head or _utf16_codec(head):
            return True
        control = sum(count for byte, count in Counter(head).items() if byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b")
        return control / len(head) < _BINARY_SHARE and b"\0" not in head

    def read(self, data: bytes) -> Fragments:
        """The fragments of the text, in order; their lines count from 1.

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
        if not text.strip():
            raise CorruptSourceError("the file is empty; ask for it again", "文件是空的；请重新索取")
        return Fragments(split_fragments(text), notes)


def _utf16_codec(data: bytes) -> str | None:
    """The UTF-16 codec of the bytes: by its mark, else by zero bytes in every second place."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    for codec, line_feed in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        try:
            decoded = sample[: len(sample) // 2 * 2].decode(codec)
        except UnicodeDecodeError:
            continue
        plain = sum(char.isalnum() or char.isspace() or char in "，。、；：（）《》“”" for char in decoded)
        if line_feed in sample and plain > 0.8 * len(decoded):
            return codec
    return None


def decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of the bytes and what was chosen or lost on the way.

    UTF-8 and UTF-16 are certain, even with broken bytes among sound ones. Bytes that are neither are GB 18030,
    the superset of what Chinese programs write (GB 18030-2022), unless they are Big5 by their common characters or
    charset-normalizer finds a likelier one.

    Raises:
        UnknownFormatError: no encoding gives a text.
    """
    for codec in ("utf-8-sig", _utf16_codec(data)):
        if codec is None:
            continue
        try:
            return data.decode(codec), ()
        except UnicodeDecodeError:
            text = data.decode(codec, errors="replace")
        n_lost = text.count(_LOST)
        sound = sum(char > "\x7f" for char in text) - n_lost
        if sound >= _SOUND_PER_LOST * n_lost:
            chosen = codec.removesuffix("-sig")
            return text.replace(_LOST, ""), (
                note("characters-lost", n=n_lost),
                note("encoding-guessed", encoding=chosen),
            )
    if _is_big5(data):
        text = data.decode("cp950", errors="replace")
        lost = (note("characters-lost", n=text.count(_LOST)),) if _LOST in text else ()
        return text.replace(_LOST, ""), (*lost, note("encoding-guessed", encoding="Big5"))
    try:
        return data.decode("gb18030"), (note("encoding-guessed", encoding="GB 18030"),)
    except UnicodeDecodeError:
        pass
    return _decode_damaged(data)


def _is_big5(data: bytes) -> bool:
    """Whether bytes that GB 18030 reads too are Big5: common characters of the one, hardly any of the other."""
    sample = data[:_SAMPLE].rpartition(b"\n")[0] or data
    return (
        _share_of_common(sample, "cp950", _COMMON_IN_BIG5) > _MOSTLY
        and _share_of_common(sample, "gb18030", _COMMON_IN_GB) < _MOSTLY
    )


def _share_of_common(data: bytes, codec: str, rows: range) -> float:
    """Share of the two-byte characters of a text that stand in these rows of its code; 0 if it is no such text."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    leads = [char.encode(codec)[0] for char in text if "\u3400" <= char <= "\u9fff"]
    return sum(lead in rows for lead in leads) / len(leads) if leads else 0.0


def _decode_damaged(data: bytes) -> tuple[str, tuple[Note, ...]]:
    candidates = [(data.decode(codec, errors="replace"), codec) for codec in ("utf-8", "gb18030")]
    text, codec = min(candidates, key=lambda candidate: candidate[0].count(_LOST))
    lost = text.count(_LOST)
    if lost > 0.05 * len(text):
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None or best.encoding == "ascii":
            raise UnknownFormatError(
                "the bytes are not text in any known encoding; save the file as UTF-8 and try again",
                "无法按任何已知编码读取文本；请另存为 UTF-8 后重试",
            )
        return str(best), (note("encoding-guessed", encoding=best.encoding),)
    return text.replace(_LOST, ""), (note("characters-lost", n=lost), note("encoding-guessed", encoding=codec))


def boxes_from_tags(text: str) -> str:
    """`text` with HTML check boxes as the glyphs that they show: ☑ where `checked` stands, else ☐."""
    return _INPUT_TAG.sub(lambda tag: "☑" if _CHECKED.search(tag.group()) else "☐", text)


def split_fragments(text: str) -> tuple[TextFragment, ...]:
    """The fragments of a text. Separated fields (tabs, pipes) stay whole; other lines part at blanks."""
    lines = clean_glyphs(boxes_from_tags(_LINE_BREAK.sub("\n", text))).split("\n")
    is_marker = _is_leading_tab_a_marker(lines)
    fragments: list[TextFragment] = []
    gap = Gap.START
    for number, line in enumerate(lines, start=1):
        if not line.strip(" \u3000\u00a0\n\r\v") or _is_markdown_rule(line):
            gap = Gap.BLANK if fragments else Gap.START
            continue
        fields, inner = _fields_of_line(_HEADING.sub("", line), is_marker)
        if inner is None and line.startswith("\t") and is_marker:
            gap = Gap.TAB
        for index, field in enumerate(fields):
            fragments.append(TextFragment(clean(field), gap if index == 0 else inner or Gap.SPACE, number, index))
        gap = Gap.LINE
    return tuple(fragments)


def _is_markdown_rule(line: str) -> bool:
    """Whether a line is the rule under the header of a Markdown table: | --- | :--: |."""
    return "|" in line and "--" in line and _MARKDOWN_RULE.issuperset(line)


def _is_leading_tab_a_marker(lines: list[str]) -> bool:
    """Whether a tab at a line's start only opens a cell (Word dumps) and never parts two fields."""
    tabbed = [line for line in lines if "\t" in line]
    return len(tabbed) > 2 and all("\t" not in line.strip("\t ") for line in tabbed)


def _fields_of_line(line: str, is_marker: bool) -> tuple[list[str], Gap | None]:
    """The fields of a line and the separator that parts them (None for blanks)."""
    if "\t" in line and not is_marker:
        return line.rstrip("\n").split("\t"), Gap.TAB
    if "|" in line or "｜" in line:
        body = line.strip().replace("｜", "|")
        body = body.removeprefix("|").removesuffix("|")
        return body.split("|"), Gap.PIPE
    stripped = line.strip(" \t\u00a0\u3000")
    if not stripped:
        return [""], None
    return _SPACES.split(stripped), None
