"""Cells in the order in which they were drawn are told from rows."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes
from gkml_extract.model.table import Cell, Gap, Table, TextFragment
from gkml_extract.reflow.printed.scrambled import is_in_rows

HEADER = "序号\n一级事项\n二级事项\n公开内容\n公开依据\n公开时限\n全社会\n特定群体\n主动公开\n依申请公开\n"
ROWS = [
    ("1", "政策文件", "法律法规", "全文、文号", "《政府信息公开条例》", "及时公开"),
    ("2", "政策文件", "规范性文件", "全文、文号", "《政府信息公开条例》", "长期公开"),
    ("3", "机构信息", "机构职能", "职责、地址", "《政府信息公开条例》", "实时公开"),
    ("4", "机构信息", "领导信息", "姓名、分工", "《政府信息公开条例》", "及时公开"),
    ("5", "机构信息", "内设机构", "名称、职责", "《政府信息公开条例》", "及时公开"),
]


def codes(text: str) -> set[str]:
    """The findings of a text."""
    return {finding.code for finding in extract_bytes(text.encode(), "a.txt").findings}


def test_ticks_at_the_end_show_that_cells_are_out_of_order() -> None:
    """No rows are read, and a finding says why."""
    columns = zip(*ROWS, strict=True)
    text = HEADER + "\n".join(cell for column in columns for cell in column) + "\n" + "√\n" * 10
    document = extract_bytes(text.encode(), "a.txt")
    assert "layout-scrambled" in {finding.code for finding in document.findings}
    assert not document.catalogues


def test_deadlines_side_by_side_show_that_columns_are_printed() -> None:
    """However few ticks there are; a second column of such words makes none of rows."""
    columns = zip(*ROWS, strict=True)
    header = HEADER.replace("\n", " ")
    by_columns = header + " ".join(cell for column in columns for cell in column)
    assert {"layout-scrambled", "no-catalogue"} <= codes(by_columns) & codes(by_columns + " √ √ √ √")
    rows = "\n".join(" ".join((*row, "每年更新")) for row in ROWS)
    assert "layout-scrambled" not in codes(f"{header}公开频次\n{rows}")


def test_ticks_in_their_rows_are_in_order() -> None:
    """Two a row."""
    assert "layout-scrambled" not in codes(HEADER + "\n".join("\n".join((*row, "√", "√")) for row in ROWS))


def test_short_rows_are_no_block_of_numbers() -> None:
    """With two cells a row, its number is near the next one; pdftotext prints blocks, a blank line after each."""
    rows = "\n\n".join(f"{k}\n事项{k}\n及时公开" for k in range(2, 9))
    text = f"编号\n类别\n公开事项\n公开时限\n公开主体\n\n1\n户籍\n夫妻投靠\n及时公开\n县公安局\n\n{rows}"
    assert "columns-out-of-order" not in codes(text)


def test_lines_that_join_cells_side_by_side_are_no_rows() -> None:
    """As pdfplumber prints a page: each title breaks off, and the next cell goes on behind it."""
    lines = (
        "{name} 《中华人民共和国政府 自信息形成或者变 县民\n{k} 信息公开条例》（国 更之日起20个工作 政局\n"
        "职能 务院令第711号） 日内公开\n"
    )
    names = ("机构", "领导", "预算", "决算", "救助", "低保")
    rows = "".join(lines.format(name=name, k=k) for k, name in enumerate(names, 1))
    document = extract_bytes(f"序号 公开事项 公开依据 公开时限 公开主体\n{rows}".encode(), "a.txt")
    assert "lines-across-columns" in {finding.code for finding in document.findings}
    assert not document.catalogues
    wrapped = "".join(f"{k}\n机构职能\n《中华人民共和国政府\n信息公开条例》\n及时公开\n县民政局\n" for k in range(1, 9))
    assert "lines-across-columns" not in codes(f"序号\n公开事项\n公开依据\n公开时限\n公开主体\n{wrapped}")


def test_long_cells_behind_the_short_ones_of_all_rows_are_no_rows() -> None:
    """As LibreOffice Calc writes a page, if no ticks tell rows; in the text of another program they stand in their
    rows."""
    short = "{k} {name} 及时公开\n"
    long = "机构职能、办公地址、联系方式、办公时\n间\n《中华人民共和国政府信息\n公开条例》\n"
    names = ("机构设置", "领导信息", "部门预算", "部门决算")
    page = "".join(short.format(k=k, name=name) for k, name in enumerate(names, 1)) + long * 4
    document = extract_bytes(f"{HEADER}{page}\f{page}".encode(), "a.txt")
    assert "long-cells-last" in {finding.code for finding in document.findings}
    assert not document.catalogues
    rows = "".join(f"{k}\n{name}\n{long}及时公开 √ √\n" for k, name in enumerate(names, 1))
    assert "long-cells-last" not in codes(f"{HEADER}{rows}\f{rows}")
    rows = "".join(f"{k}\n{name}\n及时公开 √ √\n{long}" for k, name in enumerate(names, 1))
    assert "long-cells-last" not in codes(f"{HEADER}{rows}\f{rows}")


def test_lines_with_a_blank_line_after_each_are_no_blocks() -> None:
    """However near numbers stand: such a dump has lost nothing but its page."""
    text = "\n\n".join(f"{k}\n\n事项{k}" for k in range(1, 9))
    header = "编号\n\n公开事项\n\n公开内容\n\n公开时限\n\n公开主体\n\n"
    assert "columns-out-of-order" not in codes(f"{header}{text}\n\n及时公开\n\n县公安局")


def test_a_figure_between_blanks_is_within_its_bracket() -> None:
    """As programs print it: （国务院令第 711 号） does not break off."""
    rows = "".join(f"{k}\n职能{k}\n《公开条例》（国务院令第 711 号）\n及时公开\n县民政局\n" for k in range(1, 9))
    assert "lines-across-columns" not in codes(f"序号\n公开事项\n公开依据\n公开时限\n公开主体\n{rows}")


def test_rows_that_are_as_many_as_their_numbers_come_row_by_row() -> None:
    """Merged cells leave short rows, whose numbers stand near one another; a quarter of the rows must be sure."""
    rows = [[str(k)] if k < 6 else [str(k), "事项", "内容", "及时公开", "民政局", "县"] for k in range(1, 11)]
    texts = [text for row in rows for text in row]
    fragments = [TextFragment(text, Gap.LINE, line, 0) for line, text in enumerate(texts, 1)]

    def read(n_rows: int, n_sure: int) -> Table:
        return Table(
            n_rows, 1, tuple(Cell(row, 0, "事项", score=1.0 if row < n_sure else 0.5) for row in range(n_rows))
        )

    assert is_in_rows([read(10, 3)], fragments, 0.9)
    assert not is_in_rows([read(10, 2)], fragments, 0.9)
    assert not is_in_rows([read(20, 12)], fragments, 0.9)


def test_a_title_that_each_row_breaks_off_alike_shows_nothing() -> None:
    """A blank that a program printed within a title of four lines is no neighbour."""
    row = "{k}\n职能{k}\n《中共中央办公厅 国\n务院办公厅印发〈关于\n全面推进的意见〉的\n通知》\n及时公开\n县民政局\n"
    text = "".join(row.format(k=k) for k in range(1, 9))
    assert "lines-across-columns" not in codes(f"序号\n公开事项\n公开依据\n公开时限\n公开主体\n{text}")


def test_a_bracket_that_no_row_closes_is_not_broken_off() -> None:
    """As the last box of a form that is printed in each row: nothing below is the rest of it."""
    rows = "".join(
        f"{k} 机构{name} {name}的内容 及时公开 县民政局 ■政府网站 □其他（注明 √\n"
        for k, name in enumerate(("职能", "领导", "预算", "决算", "救助", "低保", "年报", "指南"), 1)
    )
    text = f"序号 公开事项 公开内容 公开时限 公开主体 公开渠道 主动\n{rows}"
    assert "lines-across-columns" not in codes(text)
