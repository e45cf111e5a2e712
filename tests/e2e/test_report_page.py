"""report.html in a real Chromium: it loads nothing, runs nothing but its own script, sorts and filters."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gkml_extract.model.source import LinesPlace, PagePlace
from gkml_extract.report.write import write_report
from support.browser import Page, chromium, needs_chromium
from support.command import gkml
from support.pdf import PdfPage, pdf
from support.reports import document, drawing, found, out_folder

pytestmark = [pytest.mark.slow, needs_chromium]

EVIL = "<img src=x onerror=hacked()><script>hacked()</script>"
TEXT = "某县教育局政务公开目录\n1\t机构职能\t职责\n".encode()
BOX = PagePlace(page=1, bbox=(300.0, 200.0, 400.0, 240.0))

SHOWN = (
    "[...document.querySelectorAll('#table tbody tr')].filter(row => !row.hidden).map(row => row.cells[0].innerText)"
)
CARDS = "[...document.querySelectorAll('.card')].filter(card => !card.hidden).length"


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """One Chromium for all tests here."""
    with chromium() as page:
        yield page


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of four files: one failed, one fine, a text and a PDF with findings."""
    folder = tmp_path_factory.mktemp("report")
    line = LinesPlace(lines=(2, 2))
    files: dict[str, Any] = {
        "b.txt": (TEXT, document(found("number-gap", line), found("cell-clipped", line, message=EVIL))),
        "a.pdf": (pdf(PdfPage().rectangle(*BOX.bbox)), document(found("cell-clipped", BOX, severity="error"))),
        f"{EVIL.replace('/', '')}.txt": (TEXT, document(title=EVIL)),
        "c.doc": ("corrupt-source", "the file is damaged"),
    }
    out_folder(folder / "out", folder / "in", files)
    return write_report(folder / "out", "zh", drawing())


def choose(browser: Page, control: str, value: str) -> None:
    """Do as a user does: set a control and let the page know."""
    event = "input" if control == "q" else "change"
    browser.run(
        f"(c => {{ c.value = {json.dumps(value)}; c.dispatchEvent(new Event('{event}', {{bubbles: true}})) }})"
        f"(document.getElementById('{control}'))"
    )
    browser.run("new Promise(done => setTimeout(done, 300))")


def names(browser: Page) -> list[str]:
    """The files in the table that are shown, in their order."""
    return [name.split("\n")[0] for name in browser.run(SHOWN)]


def test_it_loads_without_a_complaint_and_asks_for_nothing(browser: Page, report: Path) -> None:
    """But for itself and the pictures that it holds; no text of a document has run."""
    browser.open(report)
    assert [url for url in browser.requests if not url.startswith("data:")] == [report.as_uri()]
    assert browser.complaints == []
    assert browser.run("typeof hacked") == "undefined"
    assert browser.run("document.images.length") == 0


def test_what_stands_in_the_table_is_found_and_sorted(browser: Page, report: Path) -> None:
    """By a header, by its select on narrow screens, by status, code and text; findings follow the table."""
    browser.open(report)
    evil = f"{EVIL.replace('/', '')}.txt"
    assert names(browser) == ["c.doc", "a.pdf", "b.txt", evil]
    browser.run("document.querySelector('#table th button').click()")
    assert names(browser) == [evil, "a.pdf", "b.txt", "c.doc"]
    browser.run("document.querySelector('#table th button').click()")
    assert names(browser) == ["c.doc", "b.txt", "a.pdf", evil]
    assert browser.run("document.querySelector('#table th').getAttribute('aria-sort')") == "descending"
    choose(browser, "order", "5")
    assert names(browser)[0] == "b.txt"
    choose(browser, "code", "number-gap")
    assert (names(browser), browser.run(CARDS)) == (["b.txt"], 1)
    choose(browser, "code", "")
    choose(browser, "q", "职责 B.TXT")
    assert names(browser) == ["b.txt"]
    assert "1 / 4" in browser.run("document.getElementById('shown').innerText")
    browser.run("document.querySelector('#filters button[type=reset]').click()")
    browser.run("new Promise(done => setTimeout(done, 100))")
    assert names(browser) == ["c.doc", "a.pdf", "b.txt", evil]
    browser.run("document.querySelector('[data-value=failed]').click()")
    assert names(browser) == ["c.doc"]


def test_a_link_to_a_document_opens_it_even_if_it_was_filtered_out(browser: Page, report: Path) -> None:
    """The keyboard goes there too."""
    browser.open(report)
    browser.run("document.querySelector('[data-open=\"\"]').click()")
    choose(browser, "q", "c.doc")
    key = browser.run("document.querySelector('.card').id")
    browser.run(f"location.hash = '{key}'; new Promise(done => setTimeout(done, 300))")
    assert browser.run(f"document.getElementById('{key}').open && !document.getElementById('{key}').hidden")
    assert browser.run("document.activeElement.parentElement.id") == key


def test_the_place_is_outlined_in_its_picture(browser: Page, report: Path) -> None:
    """The outline lies where the page has its black box, as the browser draws both."""
    browser.open(report)
    rect = browser.run(
        "(r => [r.x, r.y, r.width, r.height])(document.querySelector('.picture rect').getBoundingClientRect())"
    )
    assert rect[2] / rect[3] == pytest.approx(100 / 40, rel=0.1)
    assert 150 < rect[2] <= 180


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(browser: Page, report: Path, width: int) -> None:
    """Wide things scroll in themselves."""
    browser.open(report, width)
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run("getComputedStyle(document.getElementById('order').parentElement).display != 'none'") is (
        width < 700
    )


CONTRASTS = """
(() => {
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = numbers(getComputedStyle(element).backgroundColor);
      if (color[3] === undefined || color[3] > 0.9) return color;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!hasText || !element.checkVisibility()) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${element.localName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_have_contrast(browser: Page, report: Path, scheme: str) -> None:
    """4.5 to 1 at least (WCAG 2.2, 1.4.3), by day and by night."""
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(report)
    browser.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert browser.run(CONTRASTS) == []


def test_a_batch_writes_it_unless_told_not_to(tmp_path: Path) -> None:
    """And `gkml report` writes it anew, the same."""
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "towns.zip", "w") as archive:
        archive.writestr("镇/a.txt", "LOST lingwu")
    gkml("batch", tmp_path / "in", "-o", tmp_path / "out", "--no-report", fake=True)
    assert not (tmp_path / "out" / "report.html").exists()
    gkml("batch", tmp_path / "in", "-o", tmp_path / "out", fake=True)
    written = (tmp_path / "out" / "report.html").read_bytes()
    assert "towns.zip/镇/a.txt" in written.decode()
    (tmp_path / "out" / "report.html").write_text("old", encoding="utf-8")
    gkml("batch", tmp_path / "in", "-o", tmp_path / "out", fake=True)
    assert (tmp_path / "out" / "report.html").read_bytes() == written
    assert gkml("report", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "report.html").read_bytes() == written
    assert gkml("report", tmp_path / "in").code == 3
    assert gkml("report", tmp_path / "out", "--sources", tmp_path / "none").code == 3
