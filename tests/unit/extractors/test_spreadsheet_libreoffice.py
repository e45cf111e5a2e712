"""One workbook in every format that LibreOffice writes: each reader finds the same grid."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from support.workbooks import found_notes, lines, read, saved

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
GRID = [
    "某局政务公开目录|<|<|<|<",
    "序号|事项|内容|时限|比例",
    "0001|机构|1.概况\n2.职能|2024年1月1日|50%",
    "0002|^|概况|2024年1月2日|是",
    "0004|^|设置|2024年1月4日|2020",
]


def workbook() -> bytes:
    """A title, merged cells, formats, a hidden row, column and sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "目录"
    sheet["B2"] = "某局政务公开目录"
    sheet.merge_cells("B2:F2")
    for column, label in enumerate(("序号", "事项", "内容", "时限", "比例", "藏"), start=2):
        sheet.cell(3, column, label)
    for number, content in enumerate(("1.概况\n2.职能", "概况", "藏", "设置"), start=1):
        sheet.cell(3 + number, 2, number).number_format = "0000"
        sheet.cell(3 + number, 3, "机构")
        sheet.cell(3 + number, 4, content)
        sheet.cell(3 + number, 5, datetime.date(2024, 1, number)).number_format = 'yyyy"年"m"月"d"日"'
        sheet.cell(3 + number, 6, (0.5, "是", None, "2020")[number - 1])
    sheet["F4"].number_format = "0%"
    sheet.merge_cells("C4:C7")
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["G"].hidden = True
    hidden = book.create_sheet("旧")
    hidden["A1"], hidden.sheet_state = "旧", "hidden"
    return saved(book)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "html"])
def test_every_format_gives_the_same_grid(suffix: str, tmp_path: Path) -> None:
    """With the same words on what is left out; HTML has only what is shown."""
    (tmp_path / "a.xlsx").write_bytes(workbook())
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(out), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    content = read((out / f"a.{suffix}").read_bytes())
    assert GRID in [lines(block) for block in content.blocks if not hasattr(block, "text")]
    if suffix != "html":
        assert [code for code, _ in found_notes(content)] == [
            "hidden-rows-left-out",
            "hidden-columns-left-out",
            "hidden-sheet",
        ]
