"""MHTML: the pages that a web archive shows."""

from __future__ import annotations

import base64
import quopri

import pytest

from gkml_extract.extractors.registry import EXTRACTORS, identify
from gkml_extract.model.errors import CorruptSourceError
from support.workbooks import lines, read

ROW = "<tr><td>{}</td><td>机构职能</td></tr>"


def archive(*parts: tuple[str, bytes, str], encoding: str = "quoted-printable") -> bytes:
    """Parts as (location, bytes, content type) in one file."""
    text = [b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_b"; type="text/html"\r\n\r\n']
    for location, data, kind in parts:
        body = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
        head = f"--=_b\r\nContent-Location: {location}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Type: {kind}"
        text += [head.encode(), b"\r\n\r\n", body, b"\r\n"]
    return b"".join([*text, b"--=_b--\r\n"])


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_a_page_saved_as_one_file(encoding: str, charset: str) -> None:
    """The first page; pictures and lists of files are none."""
    html = f"<html><table>{ROW.format('目录')}</table></html>".encode(charset)
    data = archive(
        ("file:///C:/a.htm", html, f'text/html; charset="{charset}"'),
        ("file:///C:/a.files/image001.png", b"\x89PNG", "image/png"),
        ("file:///C:/a.files/header.htm", "<p>页眉".encode(), "text/html"),
        ("file:///C:/a.files/filelist.xml", b"<xml/>", "text/xml"),
        encoding=encoding,
    )
    assert [each.format for each in EXTRACTORS if each.identify(data, "x.doc")] == ["html"]
    content = read(data)
    assert [lines(block) for block in content.blocks] == [["目录|机构职能"]]
    assert content.notes == ()


def test_a_workbook_saved_as_one_file() -> None:
    """A frame page, its sheets, and the strip with their names."""
    frame = b"<html><head></head><frameset rows='*,39'><frame src='sheet001.htm'></frameset></html>"
    sheets = [f"<table>{ROW.format(name)}</table>".encode("gbk") for name in ("甲", "乙")]
    data = archive(
        ("file:///C:/book.htm", frame, "text/html"),
        ("file:///C:/book.files/stylesheet.css", b"td{}", "text/css"),
        ("file:///C:/book.files/tabstrip.htm", b"<table><tr><td>Sheet1<td>Sheet2</table>", "text/html"),
        ("file:///C:/book.files/sheet001.htm", sheets[0], 'text/html; charset="gb2312"'),
        ("file:///C:/book.files/sheet002.htm", sheets[1], 'text/html; charset="gb2312"'),
    )
    assert [lines(block) for block in read(data).blocks] == [["甲|机构职能"], ["乙|机构职能"]]


def test_a_page_sent_by_mail() -> None:
    """Without parts, and with lines before that say who saved it."""
    head = (
        b"From: <Saved by Blink>\nSubject: =?utf-8?Q?a?=\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    )
    data = head + f"<table>{ROW.format('目录')}</table>".encode()
    assert identify(data, "x.mht").format == "html"
    assert [lines(block) for block in read(data).blocks] == [["目录|机构职能"]]


def test_an_archive_without_a_page_is_damage() -> None:
    """It says what to do."""
    with pytest.raises(CorruptSourceError, match="save it as HTML"):
        read(archive(("a.png", b"\x89PNG", "image/png")))


def test_a_mail_of_plain_text_is_text() -> None:
    """Its lines are a dump like any other."""
    data = "Subject: 目录\n\n序号\t内容\n1\t机构\n".encode()
    assert identify(data, "x.eml").format == "text"


def test_an_archive_that_is_cut_is_read_as_far_as_it_goes() -> None:
    """As a page that is cut would be."""
    rows = "".join(ROW.format(n) for n in range(50))
    data = archive(("a.htm", f"<table>{rows}</table>".encode(), "text/html; charset=utf-8"))
    (block,) = read(data[: len(data) // 2]).blocks
    assert lines(block)[0] == "0|机构职能"
