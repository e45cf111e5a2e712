"""MHTML: a page saved as one file → the HTML in it.

Excel saves a workbook as a frame page with one part for each sheet; Word saves one page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from gkml_extract.model.errors import CorruptSourceError
from gkml_extract.regex import regex

_FRAMES = re.compile(rb"<frameset\b", re.IGNORECASE)
_SHEET = regex(r"sheet\d+\.html?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlPart:
    """The bytes of a page and the encoding that its mail header names."""

    data: bytes
    charset: str | None


def html_parts(data: bytes) -> tuple[HtmlPart, ...]:
    """The pages that show text, in their order: the first one, or the sheets that it frames.

    Raises:
        CorruptSourceError: there is no page in it.
    """
    # The parser takes broken mail as it comes; it raises only on headers that are no text at all.
    try:
        mail = BytesParser(policy=compat32).parsebytes(data.lstrip())
        pages = [(part, _part(part)) for part in mail.walk() if part.get_content_type() == "text/html"]
    except (ValueError, LookupError, TypeError, AttributeError, IndexError) as err:
        raise _no_page() from err
    pages = [(part, page) for part, page in pages if page.data.strip()]
    if not pages:
        raise _no_page()
    if _FRAMES.search(pages[0][1].data):
        sheets = [page for part, page in pages[1:] if _SHEET.search(_location(part))]
        return tuple(sheets or [page for _, page in pages[1:]] or [pages[0][1]])
    return (pages[0][1],)


def _part(part: Message) -> HtmlPart:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return HtmlPart(payload if isinstance(payload, bytes) else b"", charset)


def _location(part: Message) -> str:
    return str(part.get("Content-Location", "")).strip()


def _no_page() -> CorruptSourceError:
    return CorruptSourceError(
        "the web archive holds no page; open it in a browser and save it as HTML",
        "网页归档文件中没有网页内容；请用浏览器打开并另存为 HTML",
    )
