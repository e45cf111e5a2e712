"""Findings: facts about a document that do not add up. Data, collected, never raised.

Every code is declared here once, with its severity, its text in both languages and what a person
should do; docs/findings.md is made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from gkml_extract.model.source import Place


class Severity(StrEnum):
    """error: a value is wrong or lost. warning: check it. info: we chose."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(BaseModel):
    """One fact, with the index of the catalogue and the item and the field it speaks of.

    `catalogue`, `item` and `field` are None where the finding is of the whole. Indexes count from 0.
    It stands on the item where the cell is printed; items that share the cell through a merge
    name that place in their `origin`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    severity: Severity
    message: str
    catalogue: int | None = None
    item: int | None = None
    field: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What a code means. `en` and `zh` are templates over the parameters of the check that emits it."""

    code: str
    severity: Severity
    en: str
    zh: str
    advice_en: str
    advice_zh: str


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

FINDING_KINDS: tuple[FindingKind, ...] = (
    FindingKind(
        "no-catalogue",
        _E,
        "No catalogue was found: {seems}",
        "没有找到目录表：{seems}",
        "Check that this is the file that was meant.",
        "请确认提交的是否为目录文件。",
    ),
    FindingKind(
        "no-rows",
        _E,
        "The header of a catalogue stands here without rows below it",
        "只有表头，没有数据行",
        "Ask for the whole table.",
        "请索取完整的表格。",
    ),
    FindingKind(
        "header-unknown",
        _W,
        "The column “{label}” is not known; its values stand in `extra`",
        "不认识的列“{label}”，其值保存在 extra 中",
        "Add the label to lexicon/data/headers.toml if it means a known field.",
        "如属已知字段，请把该列名加入 lexicon/data/headers.toml。",
    ),
    FindingKind(
        "header-guessed",
        _W,
        "The column “{label}” was read as {reads} by likeness ({score:.2f})",
        "列“{label}”按相似度（{score:.2f}）读作 {reads}",
        "Check the column; add the spelling to the lexicon if it is right.",
        "请核对该列；如无误，可把该写法加入词表。",
    ),
    FindingKind(
        "header-duplicate",
        _W,
        "Two columns would be {reads}; “{label}” stands in `extra`",
        "有两列都像 {reads}，“{label}”保存在 extra 中",
        "Check which of the two columns is meant.",
        "请核对两列的含义。",
    ),
    FindingKind(
        "declared-count-mismatch",
        _W,
        "{what}: {declared} declared, {found} found",
        "{what}：文件自述 {declared} 项，实际 {found} 项",
        "Compare the document with its items.",
        "请对照原文核对条目数。",
    ),
    FindingKind(
        "number-gap",
        _W,
        "Row number {number} follows {previous}",
        "序号 {previous} 之后是 {number}",
        "Check whether a row is missing.",
        "请核对是否缺行。",
    ),
    FindingKind(
        "cell-missing",
        _W,
        "This row has no {label}, which nearly all other rows have",
        "此行没有{label}，而其他各行几乎都有",
        "Look up the row in the original.",
        "请在原件中核对此行。",
    ),
    FindingKind(
        "cell-unlike",
        _W,
        "This {label} is unlike nearly all others of its column; text of a neighbouring cell may stand in it",
        "此处的{label}与该列其他各行明显不同，可能混入了相邻单元格的文字",
        "Compare the row with the document.",
        "请对照原文核对此行。",
    ),
    FindingKind(
        "deadline-missing",
        _W,
        "This row has no 公开时限",
        "此行没有公开时限",
        "Check the row in the document.",
        "请对照原文核对此行。",
    ),
    FindingKind(
        "deadline-unknown",
        _W,
        "The deadline “{text}” was not understood",
        "公开时限“{text}”未能解析",
        "Read it by hand, or add a rule for its form.",
        "请人工判读，或为这种写法增加规则。",
    ),
    FindingKind(
        "deadline-repaired",
        _W,
        "The deadline “{text}” is out of order or damaged; it was read as {reading_en}",
        "公开时限“{text}”错乱或缺损，按“{reading_zh}”解析",
        "Check the reading.",
        "请核对解析结果。",
    ),
    FindingKind(
        "citation-unbalanced",
        _W,
        "The title marks 《》 do not pair; read as {n} citations",
        "书名号《》不成对，按 {n} 条依据解析",
        "Check the citations.",
        "请核对引用的依据。",
    ),
    FindingKind(
        "cell-clipped",
        _W,
        "The cell seems cut off: “…{tail}”",
        "单元格内容似被截断：“…{tail}”",
        "Look the cell up in the original.",
        "请查看原件中的该单元格。",
    ),
    FindingKind(
        "mark-column-unknown",
        _W,
        "A tick stands here, but the source does not show in which column",
        "有一个勾选，但来源无法显示属于哪一列",
        "Look up the column in the original.",
        "请在原件中查看勾选所在的列。",
    ),
    FindingKind(
        "mark-lost",
        _W,
        "No tick stands in {label}, where the other rows have one",
        "“{label}”没有勾选，而其他各行都有",
        "Look up the row in the original.",
        "请在原件中核对此行。",
    ),
    FindingKind(
        "marks-lost",
        _W,
        "All ticks of the table are lost in {label}",
        "整个表的“{label}”勾选都已丢失",
        "Ask for another copy of the document.",
        "请索取文件的其他版本。",
    ),
    FindingKind(
        "box-lost",
        _W,
        "The box before “{name}” is lost: selected is not known",
        "“{name}”前的方框丢失，无法判断是否勾选",
        "Look up the box in the original.",
        "请在原件中查看该方框。",
    ),
    FindingKind(
        "torn-row-joined",
        _W,
        "The second half of a row cut by a page break was joined to the first",
        "被分页截断的一行已与上一行合并",
        "Check that the row has no content of another one.",
        "请核对该行未混入其他行的内容。",
    ),
    FindingKind(
        "torn-cell-joined",
        _I,
        "The parts of a cell cut by a page break were joined",
        "被分页截断的单元格已合并",
        "Nothing, unless the text looks wrong.",
        "如文字无误则无需处理。",
    ),
    FindingKind(
        "text-repeated",
        _I,
        "Text printed again after a page break was left out: “{text}”",
        "分页后重复出现的文字已略去：“{text}”",
        "Nothing, unless the text is not a repeat.",
        "如确属重复则无需处理。",
    ),
    FindingKind(
        "reading-uncertain",
        _W,
        "Where this cell begins or ends is not certain (score {score:.2f})",
        "此单元格的起止不确定（得分 {score:.2f}）",
        "Compare the row with the document.",
        "请对照原文核对此行。",
    ),
    FindingKind(
        "text-unplaced",
        _E,
        "Printed text landed in no value: “{text}”",
        "有文字未能归入任何字段：“{text}”",
        "Read it in the document and complete the row by hand.",
        "请查看原文并人工补充。",
    ),
    FindingKind(
        "item-empty",
        _W,
        "This row has neither an item name nor content",
        "此行既无事项名称也无公开内容",
        "Check the row in the document.",
        "请对照原文核对此行。",
    ),
    FindingKind(
        "metadata-unread",
        _W,
        "The date “{text}” was not understood",
        "日期“{text}”未能解析",
        "Read it by hand.",
        "请人工判读。",
    ),
    FindingKind(
        "encoding-guessed",
        _I,
        "The text was read as {encoding}",
        "文本按 {encoding} 编码读取",
        "Nothing, unless characters look wrong.",
        "如无乱码则无需处理。",
    ),
    FindingKind(
        "characters-lost",
        _E,
        "{n} characters could not be decoded",
        "有 {n} 个字符无法解码",
        "Save the file again as UTF-8.",
        "请将文件另存为 UTF-8。",
    ),
    FindingKind(
        "page-unreadable",
        _E,
        "Page {page} is damaged and could not be read",
        "第 {page} 页已损坏，无法读取",
        "Ask for another copy of the file.",
        "请重新索取文件。",
    ),
    FindingKind(
        "page-too-large",
        _E,
        "Page {page} holds more than can be read; the rest of it was left out",
        "第 {page} 页内容过多，超出部分未读取",
        "Look up the page in the original, or split it.",
        "请查看原件中的该页，或拆分该页。",
    ),
    FindingKind(
        "page-without-text",
        _E,
        "Page {page} is a picture without text",
        "第 {page} 页是图像，没有文字",
        "Ask for the original file, or have the page recognised (OCR).",
        "请索取原始电子文件，或对该页进行文字识别（OCR）。",
    ),
    FindingKind(
        "font-unreadable",
        _E,
        "On page {page} the font does not tell which characters {n} glyphs are",
        "第 {page} 页有 {n} 个字形无法对应到文字",
        "Read them in the document, or have the page recognised (OCR).",
        "请查看原件，或对该页进行文字识别（OCR）。",
    ),
    FindingKind(
        "text-clipped",
        _W,
        "On page {page}, {n} characters are cut off in print, at the edges of their cells: “{text}”",
        "第 {page} 页有 {n} 个字符超出单元格而未显示：“{text}”",
        "Complete the cells by hand, or ask for the original file.",
        "请人工补全相应单元格，或索取原始文件。",
    ),
    FindingKind(
        "page-furniture",
        _I,
        "Text repeated on the pages, outside of what they say, was left out: “{text}”",
        "各页重复的页眉、页脚或水印已略去：“{text}”",
        "Nothing, unless the text belongs to the document.",
        "如确为页眉、页脚或水印则无需处理。",
    ),
)

READER_DOUBTS = frozenset({"reading-uncertain"})
"""Codes that speak of the reader's own certainty, not of the document: goldens leave them out, as they do `origin`."""
KIND_BY_CODE = {kind.code: kind for kind in FINDING_KINDS}


@dataclass(frozen=True, slots=True)
class Note:
    """A finding before it is put into words: a code and the parameters of its message."""

    code: str
    params: tuple[tuple[str, str | int | float], ...] = ()
    catalogue: int | None = None
    item: int | None = None
    field: str | None = None
    place: Place | None = None


def note(
    code: str,
    *,
    catalogue: int | None = None,
    item: int | None = None,
    field: str | None = None,
    place: Place | None = None,
    **params: str | int | float,
) -> Note:
    """A note with `params` for the message template of `code`. Raises KeyError for an undeclared code."""
    KIND_BY_CODE[code]
    return Note(code, tuple(params.items()), catalogue, item, field, place)


def finding_of(noted: Note, lang: str = "en") -> Finding:
    """The finding in words: Chinese for `zh`, else English."""
    kind = KIND_BY_CODE[noted.code]
    template = kind.zh if lang == "zh" else kind.en
    return Finding(
        code=kind.code,
        severity=kind.severity,
        message=template.format(**dict(noted.params)),
        catalogue=noted.catalogue,
        item=noted.item,
        field=noted.field,
        place=noted.place,
    )
