"""Differences on a terminal: colour instead of brackets, whole lines in its width."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from gkml_extract.cli.differences.terminal import show, shown_text
from gkml_extract.compare.documents import compare_documents
from gkml_extract.compare.judged import Judged
from support.catalogues import document_of, make_items

ITEMS = make_items(6, seed=2)
LONG = "机构职能与联系方式" * 30


def judged() -> list[Judged]:
    """A document with a long text of which one character changed, and a row less."""
    old = [ITEMS[0].model_copy(update={"content": f"{LONG}甲{LONG}"}), *ITEMS[1:]]
    new = [ITEMS[0].model_copy(update={"content": f"{LONG}乙{LONG}"}), *ITEMS[2:]]
    return [Judged("[bold]某[/bold]目录", compare_documents(document_of(old), document_of(new)))]


@pytest.mark.parametrize("width", [60, 100, 200])
def test_a_terminal_shows_colour_and_no_brackets(width: int) -> None:
    """What changed is struck through and green; no line is wider than the terminal."""
    text = io.StringIO()
    console = Console(file=text, force_terminal=True, color_system="standard", width=width)
    show(console, judged(), against_golden=False, is_short=False)
    assert "\x1b[9;31m甲\x1b[0m\x1b[1;32m乙\x1b[0m" in text.getvalue()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text.getvalue())
    assert "[-" not in plain
    assert max(map(cell_len, plain.splitlines())) <= width
    assert "[bold]某[/bold]目录" in plain


def test_without_a_terminal_brackets_tell() -> None:
    """Around the character that changed, with some of what stands beside it."""
    text = shown_text(judged(), against_golden=False, is_short=False)
    assert re.search(r"…[^…]{16}\[-甲-\]\{\+乙\+\}[^…]{16}…", text.replace("\n", "").replace(" ", ""))
    assert "- removed  item 1" in text
    assert "\x1b" not in text


def test_short_is_tables_only() -> None:
    """The document and its accuracy."""
    text = shown_text(judged(), against_golden=True, is_short=True)
    assert "removed" not in text
    assert "missing 1" in text
    assert "cells right" in text


def test_what_is_right_enough_still_shows_its_differences() -> None:
    """A picture of which most cells are right passes, and the cell that is not is told; in the short form it is not."""
    changed = [ITEMS[0].model_copy(update={"content": "改"}), *ITEMS[1:]]
    scan = Judged("scan", compare_documents(document_of(ITEMS), document_of(changed)), least_right=0.5)
    assert scan.is_good
    text = shown_text([scan], against_golden=True, is_short=False)
    assert "✓" in text
    assert "{+改+}" in text
    assert "{+改+}" not in shown_text([scan], against_golden=True, is_short=True)
