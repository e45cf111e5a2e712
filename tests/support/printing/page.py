"""Writes a printed document as .html: rowspan, colspan, a header that repeats on paper."""

from __future__ import annotations

from html import escape

from support.printing.model import Cell, Paragraph, Printed, Table

_STYLE = """@page {{ size: A4 {orientation}; margin: {margin}mm; }}
body {{ font-family: "宋体", SimSun, "{font}", serif; margin: 0; }}
p {{ margin: 4px 0; }}
table {{ border-collapse: collapse; table-layout: fixed; margin: 0 auto; }}
th, td {{ border: 1px solid #000; padding: 1px 2px; word-break: break-all; }}
thead {{ display: table-header-group; }}
"""


def write_html(printed: Printed, encoding: str = "utf-8") -> bytes:
    """The document as a page in the given encoding, which it declares."""
    orientation = "landscape" if printed.is_landscape else "portrait"
    style = _STYLE.format(orientation=orientation, margin=printed.margin, font=printed.font)
    blocks = [_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in printed.blocks]
    text = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="{encoding}">\n'
        f"<title>{escape(printed.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "\n".join(blocks)
        + "\n</body>\n</html>\n"
    )
    return text.encode(encoding)


def _paragraph(block: Paragraph) -> str:
    weight = "; font-weight: bold" if block.is_bold else ""
    text = escape(block.text, quote=False)
    return f'<p style="text-align: {block.align}; font-size: {block.size}pt{weight}">{text}</p>'


def _table(table: Table) -> str:
    table.by_place()
    columns = "".join(f'<col style="width: {width}mm">' for width in table.widths)
    rows = [
        "<tr>" + "".join(_cell(table, cell) for cell in table.cells if cell.row == row) + "</tr>"
        for row in range(table.n_rows)
        if row not in table.hidden_rows
    ]
    n_head = table.n_header_rows if table.repeats_header else 0
    head, body = rows[:n_head], rows[n_head:]
    width = sum(table.widths)
    return "\n".join(
        [
            f'<table style="width: {width:g}mm; font-size: {table.size}pt">',
            f"<colgroup>{columns}</colgroup>",
            *(["<thead>", *head, "</thead>"] if head else []),
            "<tbody>",
            *body,
            "</tbody>",
            "</table>",
        ]
    )


def _cell(table: Table, cell: Cell) -> str:
    tag = "th" if cell.row < table.n_header_rows else "td"
    spans = (f' rowspan="{cell.n_rows}"' if cell.n_rows > 1 else "") + (
        f' colspan="{cell.n_columns}"' if cell.n_columns > 1 else ""
    )
    lines = "<br>".join(escape(part, quote=False) for line in cell.lines for part in line.split("\n"))
    return f'<{tag}{spans} align="{cell.align}">{lines}</{tag}>'
