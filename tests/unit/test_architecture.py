"""Imports point one way; docs/architecture.md draws it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gkml_extract

SRC = Path(gkml_extract.__file__).parent
READS = {"model", "text", "lexicon"}
STAGES = {"extractors", "layout", "second", "reflow", "tables", "normalise", "validate"}
MAY_IMPORT: dict[str, set[str]] = {
    "regex": set(),
    "garbage": set(),
    "model": set(),
    "text": {"model"},
    "lexicon": {"model", "text"},
    "normalise": READS,
    "reflow": READS | {"normalise"},
    "extractors": {"model", "text"},
    "layout": {"model", "text"},
    "second": READS,
    "tables": READS,
    "validate": READS,
    "writers": READS,
    "compare": READS,
    "schema": {"model", "writers"},
    "export": READS | {"writers", "normalise"},
    "extract": READS | STAGES | {"garbage"},
    "report": READS | {"normalise", "extractors", "tables", "extract", "writers", "garbage", "gkml_extract"},
    "batch": READS | STAGES | {"extract", "writers", "compare", "schema", "report", "garbage", "gkml_extract"},
    "cli": READS | STAGES | {"extract", "writers", "compare", "schema", "batch", "export", "gkml_extract"},
    "gkml_extract": {"model", "normalise", "extract", "writers", "compare", "schema"},
}
"""What each part may import, besides `regex`; `gkml_extract` is the package's own face, `__init__.py`."""
NO_SUBJECT = {"util", "utils", "helper", "helpers", "common", "misc", "base_utils", "shared", "tools"}

FILES = sorted(path.relative_to(SRC) for path in SRC.rglob("*.py"))
each_file = pytest.mark.parametrize("file", FILES, ids=str)


def part_of(file: Path) -> str:
    """The part of the package that a file belongs to."""
    return "gkml_extract" if file == Path("__init__.py") else file.parts[0].removesuffix(".py")


def imported(file: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it they are imported."""
    for node in ast.walk(ast.parse((SRC / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import hides what it points to"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(file: Path) -> set[str]:
    """The other parts of the package that a file imports."""
    names = {name for name in imported(file) if name.split(".")[0] == "gkml_extract"}
    parts = {name.split(".")[1] if "." in name else "gkml_extract" for name in names}
    known = {part if part in MAY_IMPORT else "gkml_extract" for part in parts}
    return known - {part_of(file), "regex"}


@each_file
def test_imports_point_one_way(file: Path) -> None:
    """model ← text ← lexicon ← normalise ← reflow; the other stages know no other; extract, batch and cli on top."""
    assert ours(file) <= MAY_IMPORT[part_of(file)]


@each_file
def test_every_module_has_a_subject_for_a_name(file: Path) -> None:
    """A helper lives beside its caller; at its second home it gets a name."""
    assert not NO_SUBJECT & {part.removesuffix(".py") for part in file.parts}


def test_every_part_has_a_rule() -> None:
    """A new folder is given its place here first."""
    assert {part_of(file) for file in FILES} <= set(MAY_IMPORT)


def test_the_rule_has_no_circle() -> None:
    """What a part may import never leads back to it."""
    reached = {part: set(direct) for part, direct in MAY_IMPORT.items()}
    for _ in reached:
        reached = {part: others.union(*(reached[other] for other in others)) for part, others in reached.items()}
    assert [part for part, others in reached.items() if part in others and part not in ("cli", "gkml_extract")] == []


def test_extract_only_puts_the_stages_in_order() -> None:
    """It needs no regular expression and cleans no text."""
    names = set(imported(Path("extract.py")))
    assert not {name for name in names if name == "re" or name.startswith("gkml_extract.text")}
    assert "format ==" not in (SRC / "extract.py").read_text(encoding="utf-8")
