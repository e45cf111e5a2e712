"""Paragraphs around a table → title, attachment, metadata, declared counts, preamble and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gkml_extract.lexicon.web_lines import is_path
from gkml_extract.model.finding import Note, note
from gkml_extract.model.record import Declared, Metadata
from gkml_extract.model.table import Paragraph
from gkml_extract.normalise.metadata import parse_attachment, parse_declared, parse_metadata, split_attachment
from gkml_extract.regex import regex
from gkml_extract.text import simplify, squeeze

_TITLE = regex(r"(?:(?:目录|清单|一览表|事项表)(?:汇编)?|标准指引)([（(][^（）()]{1,20}[）)])?$")
_FIELD_TITLE = regex(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|表\s*\d{1,3}[：:.、]?)?[^，。；：,;:]{2,40}领域([（(].{1,20}[）)])?$"
)
"""The title of one table of a compilation: （七）公共法律服务领域, 表7 就业领域."""
_NUMBERED_TITLE = regex(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[.、．])(?=[^，。；：,;:]{6,50}$)[^，。；：,;:]*"
    r"(?:公开|标准|事项)[^，。；：,;:]{0,12}(?:目录|清单|一览表|事项表)(?:[（(][^（）()]{1,20}[）)])?$"
)
"""一、社会救助领域基层政务公开标准目录: the title of a part; without 领域 only where there is no other title."""
_HEADING = regex(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])[^，。；：,;:]{2,40}$")
"""二、公告公示事项: the title of a further table where it has no other."""
_SENTENCE = regex(r"[。；;，,：:]|^[一二三四五六七八九十]+、|^第[一二三四五六七八九十]+部分|^[（(]?\d+[)）.、]|^【")
_LABELS_LENGTH, _DATE_LENGTH = 6, 11
"""Characters of a label with its colon (填表时间：), and of a printed date, which is not its value."""
_NEAR = 3
"""Lines above a table among which a numbered line may be its title: further up it heads a part of the prose."""
MAX_TITLE = 60
"""Characters of a title; the longest of the collected pages has 44."""
PAGE_NUMBER = regex(r"^[-—–\s]*(第\s*)?\d{1,4}(\s*页)?(\s*[/／共]\s*\d{1,4}\s*页?)?[-—–\s]*$")
"""A line that is a page's number and nothing else."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a table. `title_place` and the like are left to the paragraphs."""

    title: str | None
    attachment: str | None
    metadata: Metadata
    declared: Declared
    preamble: tuple[str, ...]
    notes: tuple[str, ...]
    findings: tuple[Note, ...]


def read_surroundings(
    before: Sequence[Paragraph], after: Sequence[Paragraph], *, is_first: bool = True
) -> Surroundings:
    """What the paragraphs before and after a table say. Each is used once: what nothing claims is preamble or note.

    The title is the last line before the table that names a 目录, a 清单 or a 领域 and is no sentence; printed twice it
    is one title. A table that is not the document's first has a numbered heading for its title where it has no other.
    Signatures may stand under the table as well.
    """
    before = [part for paragraph in before for part in _parted(paragraph)]
    title = _find_title(before, is_first=is_first)
    attachment: str | None = None
    fields: dict[str, str] = {}
    declared = Declared()
    preamble: list[str] = []
    findings: list[Note] = []
    counted: set[str] = set()
    for paragraph in before:
        text = paragraph.text
        if title is not None and squeeze(text) == squeeze(title):
            continue
        found_attachment = parse_attachment(text)
        metadata, counts = parse_metadata(text), parse_declared(text)
        if found_attachment and attachment in (None, found_attachment):
            attachment = found_attachment
        elif metadata is not None:
            if metadata.before or _says_more(text, metadata.fields, fields):
                preamble.append(text)
            fields = {**metadata.fields, **fields}
            if counts is not None and declared == Declared():  # in the same line as the signatures
                declared = counts
            if metadata.unread_date:
                place = paragraph.places[0] if paragraph.places else None
                findings.append(note("metadata-unread", field="metadata", place=place, text=metadata.unread_date))
        elif counts is not None and declared == Declared():
            declared = counts
            counted.add(text)
        elif not PAGE_NUMBER.match(text) and text not in counted:
            preamble.append(text)
    notes: list[str] = []
    for paragraph in after:
        signed = parse_metadata(paragraph.text)
        if (
            signed is not None
            and not signed.unread_date
            and not signed.before
            and not _says_more(paragraph.text, signed.fields, fields)
        ):
            fields = {**signed.fields, **fields}
        elif not PAGE_NUMBER.match(paragraph.text):
            notes.append(paragraph.text)
    return Surroundings(
        title=title,
        attachment=attachment,
        metadata=Metadata(**fields),
        declared=declared,
        preamble=tuple(preamble),
        notes=tuple(notes),
        findings=tuple(findings),
    )


def _parted(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """附件3 某县民政局政务公开目录 is two lines: the attachment and the title."""
    parts = split_attachment(paragraph.text)
    if parts is None or not _is_title(parts[1]):
        return (paragraph,)
    return tuple(replace(paragraph, text=text) for text in parts)


def _says_more(text: str, found: dict[str, str], known: dict[str, str]) -> bool:
    """Whether a line of signatures says something besides its fields, or says one again in other words."""
    if any(known.get(field, value) != value for field, value in found.items()):
        return True
    left = squeeze(text)
    for value in found.values():
        left = left.replace(squeeze(value), "", 1)
    return len(left) > _LABELS_LENGTH * max(len(found), 1) + _DATE_LENGTH


def _find_title(before: Sequence[Paragraph], *, is_first: bool) -> str | None:
    short = [paragraph.text for paragraph in before if len(paragraph.text) <= MAX_TITLE]
    candidates = [text for text in short if _is_title(text)]
    if not candidates:
        candidates = [text for text in short[-_NEAR:] if _NUMBERED_TITLE.match(simplify(squeeze(text)))]
    if not candidates and not is_first:
        candidates = [text for text in short[-_NEAR:] if _HEADING.match(squeeze(text))]
    return candidates[-1] if candidates else None


def _is_title(text: str) -> bool:
    plain = simplify(squeeze(text))
    if _FIELD_TITLE.match(plain) or ("领域" in plain and _NUMBERED_TITLE.match(plain)):
        return True
    return _TITLE.search(plain) is not None and not _SENTENCE.search(text) and not is_path(text)
