"""`gkml tables`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gkml_extract.cli.app import app
from support.pdf import PdfPage, pdf


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A PDF with one table of two rows, the first merged."""
    page = PdfPage().line(50, 100, 250, 100).line(50, 130, 250, 130).line(50, 160, 250, 160)
    page.line(50, 100, 50, 160).line(150, 130, 150, 160).line(250, 100, 250, 160)
    page.text(60, 120, "公开事项").text(60, 150, "=1|2").text(160, 150, "B")
    path = tmp_path / "目录.pdf"
    path.write_bytes(pdf(page))
    return path


def run(*arguments: object) -> bytes:
    """What the command prints; it must end well."""
    ran = CliRunner().invoke(app, ["tables", *map(str, arguments)])
    assert ran.exit_code == 0, ran.output
    return ran.stdout_bytes


def test_json_has_every_cell_with_its_box(file: Path) -> None:
    """Spans and places as the reader saw them."""
    (table,) = json.loads(run(file))["tables"]
    assert [(cell["text"], cell["colspan"]) for cell in table["cells"]] == [("公开事项", 2), ("=1|2", 1), ("B", 1)]
    assert table["cells"][0]["bbox"] == [50, 100, 250, 130]
    assert table["page"] == 1


def test_other_formats(file: Path) -> None:
    """A spreadsheet must not run a text; Markdown must not end a cell at a bar."""
    assert run(file, "--format", "csv").decode("utf-8-sig") == "公开事项,\r\n'=1|2,B\r\n"
    assert "| =1\\|2 | B |" in run(file, "--format", "md").decode()
    assert '<td colspan="2">公开事项</td>' in run(file, "--format", "html").decode()


def test_a_page_is_drawn(file: Path, tmp_path: Path) -> None:
    """As PNG, and nothing is printed."""
    out = tmp_path / "page.png"
    assert run(file, "--debug-image", out) == b""
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("wrong", [["--format", "doc"], ["--debug-image", "x.png", "--page", "9"]])
def test_wrong_usage_has_its_exit_code(file: Path, wrong: list[str]) -> None:
    """No such format, no such page."""
    assert CliRunner().invoke(app, ["tables", str(file), *wrong]).exit_code == 2
