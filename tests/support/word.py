"""Word documents out of small XML strings: only the parts that a test speaks of."""

from __future__ import annotations

import io
import zipfile

from gkml_extract.extractors.word.reader import Word
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.table import Paragraph

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATED = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pack(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, **related: str) -> bytes:
    """A document with this inside `w:body`; `related` are the insides of its other parts (`styles=…`)."""
    parts: dict[str, str | bytes] = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    for name, content in related.items():
        parts[f"word/{name}.xml"] = part({"header": "hdr", "footer": "ftr"}.get(name, name), content)
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_TYPE}/{name}" Target="{name}.xml"/>' for at, name in enumerate(related)
    )
    parts["word/_rels/document.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
        "</Relationships>"
    )
    return pack(parts)


def part(root: str, content: str) -> str:
    """An XML part with this root."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def p(*content: str, properties: str = "") -> str:
    """A paragraph: texts become runs, what begins with `<` is XML."""
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{head}{''.join(each if each.startswith('<') else run(each) for each in content)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str, columns: int = 0, widths: tuple[int, ...] = ()) -> str:
    """A table of rows; `columns` or `widths` declare its grid."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths or (1000,) * columns)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row: texts become cells, what begins with `<` is XML."""
    head = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{head}{''.join(each if each.startswith('<') else cell(each) for each in cells)}</w:tr>"


def cell(*content: str, span: int = 1, merge: str | None = None, width: int | None = None, properties: str = "") -> str:
    """A cell of paragraphs; `merge` is the value of `w:vMerge`."""
    head = properties
    head += f'<w:tcW w:w="{width}" w:type="dxa"/>' if width is not None else ""
    head += f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    head += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inside = "".join(each if each.startswith(("<w:p", "<w:tbl")) else p(each) for each in content)
    return f"<w:tc>{f'<w:tcPr>{head}</w:tcPr>' if head else ''}{inside or p()}</w:tc>"


def read(body: str, **related: str) -> Blocks:
    """The blocks of a document with this body."""
    return Word().read(docx(body, **related))


def texts(body: str, **related: str) -> list[str]:
    """The texts of its paragraphs."""
    return [block.text for block in read(body, **related).blocks if isinstance(block, Paragraph)]


def text(*content: str, properties: str = "", **related: str) -> str:
    """The text of the one paragraph with this content."""
    found = texts(p(*content, properties=properties), **related)
    assert len(found) <= 1
    return found[0] if found else ""


def fragments(body: str, **related: str) -> list[TableFragment]:
    """Its tables."""
    return [block for block in read(body, **related).blocks if isinstance(block, TableFragment)]


def drawn(fragment: TableFragment) -> list[str]:
    """A grid as `a|b` lines, with `<` and `^` where the cell on the left or above goes on."""
    grid = [[""] * fragment.n_columns for _ in range(fragment.n_rows)]
    for each in fragment.cells:
        for at in range(each.row, each.row + each.rowspan):
            for column in range(each.column, each.column + each.colspan):
                grid[at][column] = "^" if at > each.row else "<"
        grid[each.row][each.column] = each.text
    return ["|".join(line) for line in grid]


def codes(blocks: Blocks) -> list[str]:
    """The codes of its notes."""
    return [each.code for each in blocks.notes]


def numbering(*levels: str) -> str:
    """A numbering part with one list, instance 1: each level is `form:text`, such as `decimal:%1.`."""
    return abstract(0, *levels) + num(1, 0)


def abstract(identity: int, *levels: str) -> str:
    """An abstract list; a level is `form:text`, then maybe `:extra` XML."""
    made = ""
    for at, level in enumerate(levels):
        form, shown, *extra = level.split(":", 2)
        start = "" if extra and "<w:start" in extra[0] else '<w:start w:val="1"/>'
        form = f'{start}<w:numFmt w:val="{form}"/>{"".join(extra)}'
        made += f'<w:lvl w:ilvl="{at}">{form}<w:lvlText w:val="{shown}"/></w:lvl>'
    return f'<w:abstractNum w:abstractNumId="{identity}">{made}</w:abstractNum>'


def num(identity: int, of: int, overrides: str = "") -> str:
    """An instance of an abstract list."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def listed(level: int = 0, identity: int = 1) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>'
