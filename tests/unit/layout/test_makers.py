"""PDFs as office programs and browsers make them: every cell whole, whatever draws its borders."""

from __future__ import annotations

import html
import shutil
import subprocess
from pathlib import Path

import pytest

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import TableFragment
from gkml_extract.text import squeeze

pytestmark = pytest.mark.slow

CHROMIUM, SOFFICE = shutil.which("chromium"), shutil.which("soffice")
HEADER = ["序号", "一级事项", "公开内容（要素）", "公开依据", "公开时限", "公开渠道和载体"]
BODY = [
    [
        "1",
        "机构职能",
        "办公地址、办公时间、联系电话0951-12345678",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    ],
    [
        "2",
        "社会救助",
        "1.低保审核确认 2.特困人员救助供养，含 Excel 附件 V2.0",
        "《社会救助暂行办法》(国务院令第649号)第12条",
    ],
    ["3", "户籍管理", "户口登记、注销", "www.example.gov.cn/zwgk/index.html"],
]
TAIL = ["自信息形成或者变更之日起20个工作日内", "■政府网站 □政府公报 ☑两微一端 □社区/企事业单位/村公示栏（电子屏）"]
ROWS = [HEADER, *([*row, *TAIL] for row in BODY)]
WIDTHS = (18, 40, 150, 140, 70, 120)


def cells_of(path: Path) -> list[list[str]]:
    """The texts of the one table of a PDF, without blanks."""
    tables = [block for block in blocks_of(Pdf().read(path.read_bytes())).blocks if isinstance(block, TableFragment)]
    (table,) = tables
    found = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = squeeze(cell.text)
    return found


def expected() -> list[list[str]]:
    """The same without blanks."""
    return [[squeeze(text) for text in row] for row in ROWS]


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize(
    "style",
    [
        "td{border:1px solid #000}",
        "td{border:1px dashed #333}",
        "td{border:1px dotted #333}",
        "td{border:3px double #000}",
        "td{border:1px solid #fff;background:#cde}",
        "td{border:0.3pt solid #999;padding:0;font-size:7pt}",
        "td{border:1px solid #000;word-break:break-all;text-align:center}",
        "td{border:1px solid #000} td:first-child{border-left:0} td:last-child{border-right:0}",
        "td{border:1px solid #000} td:nth-child(2){writing-mode:vertical-rl}",
        "table{border-collapse:separate;border-spacing:2px} td{border:1px solid rgba(0,0,0,.6);border-radius:4px}",
    ],
)
def test_a_table_printed_by_a_browser(style: str, tmp_path: Path) -> None:
    """Collapsed borders of each kind; glyphs that the browser maps to radicals; torn numbers and addresses."""
    columns = "".join(f'<col style="width:{width}px">' for width in WIDTHS)
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in row)}</tr>" for row in ROWS)
    source = tmp_path / "page.html"
    source.write_text(
        "<!doctype html><meta charset=utf-8><style>@page{size:A4 landscape;margin:15mm}"
        "table{border-collapse:collapse;table-layout:fixed;width:800px;font:10pt 'Noto Serif CJK SC',serif}"
        f"td{{overflow-wrap:anywhere}}{style}</style><table>{columns}{rows}</table>",
        encoding="utf-8",
    )
    subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer",
            f"--print-to-pdf={tmp_path / 'page.pdf'}", source.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert cells_of(tmp_path / "page.pdf") == expected()


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_a_table_printed_by_an_office_program(tmp_path: Path) -> None:
    """Mixed fonts in a line, a column one character wide, wrapped Latin words."""
    docx = pytest.importorskip("docx")
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    table = document.add_table(rows=len(ROWS), cols=len(HEADER), style="Table Grid")
    table.autofit = False
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
            cell.text, cell.width = text, Mm(width / 2.3)
    document.save(str(tmp_path / "page.docx"))
    subprocess.run(
        [
            str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "page.docx"),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert cells_of(tmp_path / "page.pdf") == expected()
