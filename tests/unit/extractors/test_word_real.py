"""Word files by other hands, beside the project (`../shared/real`); skipped where they are not."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from gkml_extract.extractors.word.reader import Word
from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Paragraph
from support.goldens import ROOT

REAL = ROOT.parent / "shared" / "real"
FILES = sorted((REAL / "docx").glob("*.docx"))
UNREAD = {"docx2python-checked_boxes", "docx2python-strict"}
"""The simple reading knows neither the boxes and drop-downs of forms nor strict documents."""

pytestmark = pytest.mark.skipif(not FILES, reason="the real documents are not beside the project")


def scorer() -> ModuleType:
    """The script that scores grids by neighbouring cells."""
    spec = importlib.util.spec_from_file_location("score_tables", REAL / "score_tables.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(name: str) -> list[str]:
    """The texts of a document's paragraphs."""
    blocks = Word().read((REAL / "docx" / name).read_bytes()).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("path", [path for path in FILES if path.stem not in UNREAD], ids=lambda path: path.stem)
def test_grids_agree_with_the_markup(path: Path) -> None:
    """The same neighbours as in a second, simpler reading of the XML."""
    score = scorer()
    truth: Counter[tuple[str, str, str]] = sum(map(score.relations, score.docx_tables(path)), Counter())
    found: Counter[tuple[str, str, str]] = Counter()
    for block in Word().read(path.read_bytes()).blocks:
        if isinstance(block, TableFragment):
            cells = [
                (each.row, each.column, each.row + each.rowspan - 1, each.column + each.colspan - 1, each.text)
                for each in block.cells
            ]
            found += score.relations(cells)
    assert found == truth


def test_numbers_are_those_that_word_shows() -> None:
    """The document says of each paragraph which number to expect."""
    for text in texts("docx2python-example_numbering.docx"):
        number, _, expected = text.partition(" expect ")
        assert number.strip("().") == expected


def test_strict_document() -> None:
    """Bullets say nothing, numbers do."""
    assert texts("docx2python-strict.docx")[:4] == ["Bullet1", "Bullet2", "1. Number1", "2. Number2"]


def test_check_boxes_of_forms() -> None:
    """Default and checked, as 0, 1, true and false."""
    boxes = "".join(text[0] for text in texts("docx2python-checked-true-false.docx"))
    assert boxes == "☐☐☐☐☑☑☑☑"


def test_controls() -> None:
    """Ticked or not, chosen or a placeholder."""
    found = texts("docx2python-check_drop_my.docx")
    assert found[2:4] == ["[my unchecked]☐[my unchecked]", "[my checked]☑[my checked]"]
    assert found[-5:] == [
        "My dropdown (no choice)",
        "My dropdown (chose A)",
        "my_item_A",
        "My dropdown (chose B)",
        "my_item_B",
    ]
