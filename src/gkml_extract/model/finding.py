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
        "Nothing, if it is a column of its own; if it means a known field, rename it, or add it to headers.toml.",
        "如为另设的列则无需处理；如属已知字段，请改用通用列名，或把该列名加入 lexicon/data/headers.toml。",
    ),
    FindingKind(
        "header-guessed",
        _W,
        "The column “{label}” was read as {reads} by its likeness or its values (certainty {score:.2f})",
        "列“{label}”按相似写法或列中内容（把握 {score:.2f}）读作 {reads}",
        "Check the column; add the spelling to the lexicon if it is right.",
        "请核对该列；如无误，可把该写法加入词表。",
    ),
    FindingKind(
        "level-alone",
        _W,
        "The column holds {n} levels in one cell; this one has fewer, what it has is taken as the first",
        "该列一格内有 {n} 级事项，本格级数不足，已按第一级读取",
        "Check which level the text is of; correct the row by hand if it is not the first.",
        "请核对该文字属于哪一级；如非第一级，请人工更正。",
    ),
    FindingKind(
        "header-duplicate",
        _W,
        "Two columns would be {reads}; “{label}” stands in `extra`",
        "有两列都像 {reads}，“{label}”保存在 extra 中",
        "Check which of the two columns is meant; if it is the other one, rename the wrong label and read again.",
        "请核对应取哪一列；如取错，请在原件中更正误写的列名后重新读取。",
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
        "The numbering breaks: {number} follows {previous}",
        "序号不连续：{previous} 之后是 {number}",
        "Look in the document whether a row is missing here, or the number is misprinted.",
        "请对照原文核对此处是否缺行，或序号有误。",
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
        "number-uncited",
        _W,
        "A document number stands in no citation: {number}",
        "文号未归入任何一条依据：{number}",
        "Check the citations; the document's title may be missing.",
        "请核对引用的依据；文件名称可能缺失。",
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
        "rows-uncertain",
        _W,
        "Of {total} cells {n} may begin or end elsewhere: the rows, too, may be parted in the wrong places",
        "{total} 个单元格中有 {n} 个起止不确定，各行的划分也可能有误",
        "Give the file that the text was taken from; else compare every row with it.",
        "请提供文本的来源文件；否则请逐行核对原文。",
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
        "table-set-aside",
        _I,
        "A table of {n} rows that is no catalogue stands here; its rows are kept as text around the catalogue",
        "此处有一个 {n} 行的非目录表格，其内容作为目录前后的文字保存",
        "Nothing, unless it belongs to the catalogue.",
        "如不属于目录则无需处理。",
    ),
    FindingKind(
        "characters-unaccounted",
        _E,
        "{printed} characters are printed, but {placed} were placed: text was lost or doubled on the way",
        "原文有 {printed} 个字符，而结果中有 {placed} 个：有文字丢失或重复",
        "Compare the result with the document, and report the file: this is a fault of the program.",
        "请对照原文核对结果，并反馈此文件：这是程序的错误。",
    ),
    FindingKind(
        "readers-disagree",
        _W,
        "{reader} reads “{theirs}” in this cell, not “{ours}”",
        "{reader} 将此单元格读作“{theirs}”，而非“{ours}”",
        "Look the cell up in the document.",
        "请对照原文核对此单元格。",
    ),
    FindingKind(
        "table-seen",
        _W,
        "{reader} sees a table of {n_rows} rows and {n_columns} columns here, where none was read",
        "{reader} 认为此处有一个 {n_rows} 行 {n_columns} 列的表格，而本程序未读出",
        "Look at the page; if a table is there, try --engine pdfplumber or --engine camelot.",
        "请查看该页；如确有表格，可尝试 --engine pdfplumber 或 --engine camelot。",
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
        "hidden-sheet",
        _W,
        "The sheet “{sheet}” is hidden and was left out: {n} cells with text",
        "工作表“{sheet}”被隐藏，未读取：{n} 个有文字的单元格",
        "Show the sheet and extract again if it belongs to the catalogue.",
        "如属目录内容，请取消隐藏该工作表后重新提取。",
    ),
    FindingKind(
        "hidden-rows-left-out",
        _W,
        "Hidden rows of the sheet “{sheet}” were left out: row {rows}; {n} cells with text",
        "工作表“{sheet}”的隐藏行未读取：第 {rows} 行；{n} 个有文字的单元格",
        "Show the rows, or clear the filter, and extract again if they belong to the catalogue.",
        "如属目录内容，请取消隐藏或清除筛选后重新提取。",
    ),
    FindingKind(
        "hidden-columns-left-out",
        _W,
        "Hidden columns of the sheet “{sheet}” were left out: column {columns}; {n} cells with text",
        "工作表“{sheet}”的隐藏列未读取：{columns} 列；{n} 个有文字的单元格",
        "Show the columns and extract again if they belong to the catalogue.",
        "如属目录内容，请取消隐藏后重新提取。",
    ),
    FindingKind(
        "covered-text-kept",
        _W,
        "Text that a merged cell hides was kept behind its own: “{text}”",
        "被合并单元格遮盖的文字已保留在其后：“{text}”",
        "Check whether it belongs to the cell.",
        "请核对该文字是否属于此单元格。",
    ),
    FindingKind(
        "merge-ignored",
        _W,
        "{n} merged ranges of the sheet “{sheet}” overlap others or are too large; their cells were read singly",
        "工作表“{sheet}”有 {n} 个合并区域相互重叠或过大，按未合并读取",
        "Compare the merged cells with the document.",
        "请对照原文核对合并单元格。",
    ),
    FindingKind(
        "cell-error",
        _W,
        "The cell shows an error instead of a value: {text}",
        "单元格显示的是错误值：{text}",
        "Correct the formula in the workbook and extract again.",
        "请修正表格中的公式后重新提取。",
    ),
    FindingKind(
        "formula-without-value",
        _E,
        "The cell has a formula whose value is not stored in the file",
        "单元格中有公式，但文件未保存其计算结果",
        "Open the workbook in a spreadsheet program, save it and extract again.",
        "请用表格软件打开并保存后重新提取。",
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
        "Look at the page; if it shows print, ask for the original file or a better scan.",
        "请查看该页；如有文字，请索取原始电子文件或更清晰的扫描件。",
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
        "table-beyond-page",
        _W,
        "The table runs over the edge of page {page}: what stood beyond it is not printed, and columns may be missing",
        "表格超出第 {page} 页的页边：页外内容没有印出，可能缺少若干列",
        "Compare the columns with the original file, or ask for it.",
        "请对照原始文件核对各列，或索取原始文件。",
    ),
    FindingKind(
        "table-begun-anew",
        _W,
        "The columns of the table before, rows that begin at 1, and no title: read as a catalogue of its own",
        "此处表头与前表的列相同，序号从 1 开始，但没有标题：按另一目录读取",
        "Check whether it goes on the table before.",
        "请核对是否为前表的续表。",
    ),
    FindingKind(
        "page-furniture",
        _I,
        "Text repeated on the pages, outside of what they say, was left out: “{text}”",
        "各页重复的页眉、页脚或水印已略去：“{text}”",
        "Nothing, unless the text belongs to the document.",
        "如确为页眉、页脚或水印则无需处理。",
    ),
    FindingKind(
        "hidden-text",
        _W,
        "Hidden text was left out ({n} characters): “{text}”",
        "已略去隐藏文字（{n} 字）：“{text}”",
        "Check that it was hidden on purpose; if it belongs to the catalogue, show it in the document and read again.",
        "请确认这些文字是有意隐藏的；如属目录内容，请在原件中取消隐藏后重新读取。",
    ),
    FindingKind(
        "symbol-unknown",
        _W,
        "The symbol {symbol} of the font {font} is not known ({n} times)",
        "不认识字体 {font} 的符号 {symbol}（{n} 处）",
        "Look it up in the document; it may be a box or a tick.",
        "请在原文中查看，它可能是方框或勾选。",
    ),
    FindingKind(
        "revisions-settled",
        _I,
        "Recorded changes were taken as accepted: {inserted} insertions, {deleted} deletions",
        "修订按已接受处理：插入 {inserted} 处，删除 {deleted} 处",
        "Nothing, if the changes are final.",
        "如修订已定稿则无需处理。",
    ),
    FindingKind(
        "list-format-unknown",
        _W,
        "Automatic numbers of the form {form} were written as plain digits",
        "不认识的自动编号格式 {form}，已按阿拉伯数字书写",
        "Compare the numbers with the document.",
        "请对照原文核对编号。",
    ),
    FindingKind(
        "embedded-file-unread",
        _W,
        "{n} files embedded in the document were not read",
        "文件中嵌入的 {n} 个文件没有读取",
        "Open it in Word or WPS, save it as a new file and read that; give other embedded files by themselves.",
        "请用 Word 或 WPS 打开并另存后重新读取；仍未读取的嵌入文件请单独提供。",
    ),
    FindingKind(
        "picture-unread",
        _I,
        "What {n} pictures show was not read",
        "{n} 张图片中的内容没有读取",
        "Look at the pictures; a scanned table needs OCR.",
        "请查看图片；扫描的表格需要 OCR。",
    ),
    FindingKind(
        "page-margin-left-out",
        _I,
        "Text of page headers or footers was left out: “{text}”",
        "页眉或页脚的文字已略去：“{text}”",
        "Nothing, unless it belongs to the catalogue.",
        "如不属于目录内容则无需处理。",
    ),
    FindingKind(
        "row-cut-off",
        _W,
        "The text ends within this row: it has fewer cells than every other row, and takes the rest from above",
        "文本在此行中断：此行的单元格少于其他各行，其余取自上一行",
        "Ask for the whole document, or complete the row by hand.",
        "请索取完整的文件，或人工补充此行。",
    ),
    FindingKind(
        "row-set-aside",
        _I,
        "A row of numbers, totals, notes or hints on how to fill it in is no item: “{text}”",
        "仅有编号、合计、说明或填写提示的一行不作为事项：“{text}”",
        "Nothing, unless the row is an item.",
        "如该行不是事项则无需处理。",
    ),
    FindingKind(
        "cell-blank",
        _W,
        "The {label} of this row is an empty cell of its own, while other rows have one",
        "此行的{label}为独立的空单元格，而其他行有内容",
        "Check whether the value of the row above holds for this one; merge the cells in the document if so.",
        "请核对是否沿用上一行的内容；如是，请在原件中合并单元格。",
    ),
    FindingKind(
        "channel-note",
        _I,
        "Besides its channels the cell says: “{text}”",
        "公开渠道栏另有说明：“{text}”",
        "Nothing, unless it changes where the item is published.",
        "如不影响公开渠道则无需处理。",
    ),
    FindingKind(
        "box-empty-alone",
        _W,
        "“{name}” is the only channel and its box is empty; it was read as selected",
        "“{name}”是唯一的渠道而方框为空，按已选解析",
        "Look up the box in the original.",
        "请在原件中核对该方框。",
    ),
    FindingKind(
        "boxes-optional",
        _I,
        "A legend says that an empty box means optional; such channels are not selected in the result",
        "图例说明空框表示可选项；结果中这些渠道记为未选",
        "Nothing, unless optional channels are wanted.",
        "如不需要可选渠道则无需处理。",
    ),
    FindingKind(
        "deadline-from-text",
        _W,
        "The table has no column of deadlines; the one in the text around it was taken for all items: “{text}”",
        "表中没有公开时限列，全部条目按正文所述时限：“{text}”",
        "Check that it holds for every item.",
        "请核对该时限是否适用于全部条目。",
    ),
    FindingKind(
        "items-alike",
        _W,
        "This item says nearly the same as item {other} (likeness {score:.2f})",
        "此条目与第 {other} 个条目几乎相同（相似度 {score:.2f}）",
        "Check whether the row was submitted twice.",
        "请核对是否重复填报。",
    ),
    FindingKind(
        "marks-contradict",
        _W,
        "Both {first} and {second} are ticked here, where all other rows have one",
        "此行同时勾选了{first}和{second}，而其他各行只勾选其一",
        "Look up the row in the original.",
        "请在原件中核对此行。",
    ),
    FindingKind(
        "column-unlike-label",
        _W,
        "The values of {label} look like {looks} in {n} of {total} rows",
        "“{label}”一列的 {total} 行中有 {n} 行的内容像是{looks_zh}",
        "Check which column is which in the document.",
        "请对照原文核对各列。",
    ),
    FindingKind(
        "trigger-of-another-item",
        _W,
        "The deadline speaks of “{name}”, which is the name of item {other}, not of this one",
        "公开时限所说的“{name}”是第 {other} 个条目的名称，而非此条目",
        "Check whether the deadline belongs to this row.",
        "请核对该时限是否属于此行。",
    ),
    FindingKind(
        "duplicate-file",
        _I,
        "This file is the same, byte for byte, as {other}, whose result stands for both",
        "此文件与 {other} 完全相同，结果以后者为准",
        "Nothing to do; its items stand once in the tables.",
        "无需处理；其条目在汇总表中只出现一次。",
    ),
    FindingKind(
        "newer-submission",
        _W,
        "{other} ({date}) is a newer submission of this catalogue",
        "{other}（{date}）是同一目录的更新版本",
        "Use the newer one if it replaces this one; the items of both stand in the tables.",
        "如新版取代此版，请使用新版；汇总表中两者的条目都在。",
    ),
    FindingKind(
        "submission-of-same-date",
        _W,
        "{other} is another submission of this catalogue, of the same date ({date}): which is newer is not told",
        "{other} 是同一目录的另一份，日期同为 {date}，无法由日期判断新旧",
        "Keep one of them if they are the same; the items of both stand in the tables.",
        "如两份内容相同，保留一份即可；汇总表中两者的条目都在。",
    ),
    FindingKind(
        "older-submissions",
        _I,
        "The newest of {n} submissions of this catalogue; the others: {others}",
        "同一目录共提交 {n} 次，此为最新一次；其他：{others}",
        "Check that it replaces the others.",
        "请确认此版取代其他版本。",
    ),
    FindingKind(
        "misread-repaired",
        _W,
        "“{read}” was recognised; it was put right as “{text}”",
        "识别为“{read}”，已按用语更正为“{text}”",
        "Compare it with the picture.",
        "请对照图片核对。",
    ),
    FindingKind(
        "recogniser-missing",
        _E,
        "Page {page} has no text that can be used, and the recogniser is not installed",
        "第 {page} 页没有可用的文字，而文字识别组件尚未安装",
        "Run: pip install 'gkml-extract[ocr]' and extract again.",
        "请运行：pip install 'gkml-extract[ocr]'，然后重新提取。",
    ),
    FindingKind(
        "page-recognised",
        _I,
        "Page {page} is a picture; its text was recognised",
        "第 {page} 页是图像，其文字由程序识别",
        "Nothing by itself; check what the other findings of this page name.",
        "此条本身无需处理；请核对该页其他疑点所指的内容。",
    ),
    FindingKind(
        "ocr-uncertain",
        _W,
        "This cell was recognised from a picture and is not certain (score {score:.2f})",
        "此单元格由图像识别，不够确定（得分 {score:.2f}）",
        "Compare it with the document.",
        "请对照原文核对。",
    ),
    FindingKind(
        "mark-unread",
        _W,
        "Something is printed here, but whether it is a tick could not be told",
        "此处有印迹，但无法判断是否为勾选",
        "Look it up in the document.",
        "请在原件中查看。",
    ),
    FindingKind(
        "seal-left-out",
        _I,
        "A seal lies on page {page}; the print under it was read, its own text was not",
        "第 {page} 页盖有印章；已识别印章下的文字，印章本身的文字未读取",
        "Nothing, unless the seal hides print.",
        "如印章未遮盖文字则无需处理。",
    ),
    FindingKind(
        "page-time-limit",
        _E,
        "Page {page} took too long to recognise and was left out",
        "第 {page} 页识别超时，未读取",
        "Split the page or scan it again, or raise GKML_OCR_SECONDS.",
        "请拆分或重新扫描该页，或调大 GKML_OCR_SECONDS。",
    ),
    FindingKind(
        "header-missing",
        _W,
        "The table has no header; its columns were guessed by what they look like: {labels}",
        "表格没有表头；各列按内容推测为：{labels}",
        "Check the columns; name them with --hint columns=… if they are others.",
        "请核对各列；如有不同，请用 --hint columns=… 指定。",
    ),
    FindingKind(
        "header-hinted",
        _I,
        "The table has no header; its columns are those of the hint: {labels}",
        "表格没有表头；各列按提示为：{labels}",
        "Nothing.",
        "无需处理。",
    ),
    FindingKind(
        "layout-scrambled",
        _E,
        "The cells of the table come in the order in which they were drawn, not row by row: no rows can be read",
        "单元格按绘制顺序而非逐行排列：无法读出各行",
        "Use the original file, or copy the table from it again.",
        "请使用原始文件，或从中重新复制表格。",
    ),
    FindingKind(
        "deadline-in-part",
        _W,
        "The deadline “{text}” was read in part: it says more than the values hold",
        "公开时限“{text}”只解析了一部分，原文所述多于所存的值",
        "Read it by hand; the printed text is kept.",
        "请人工判读；原文已保留。",
    ),
    FindingKind(
        "deadline-unlikely",
        _W,
        "The deadline “{text}” has an unlikely number; a digit may be doubled or out of order",
        "公开时限“{text}”的数字不合常理，可能多字或错位",
        "Check the number in the document.",
        "请对照原文核对数字。",
    ),
    FindingKind(
        "article-inserted",
        _I,
        "“{pinpoint}” stands in `articles` without the number that was put in behind it",
        "“{pinpoint}”在 articles 中只记条数，未含“之…”",
        "The printed text is whole; read it where the difference matters.",
        "原文完整保留，如需区分请看原文。",
    ),
    FindingKind(
        "page-bent",
        _W,
        "The rules of page {page} are bent or slanted and could not be pulled straight; rows and columns may be wrong",
        "第 {page} 页的表格线弯曲或倾斜，无法校正，行列可能有误",
        "Scan the page flat, or photograph it straight from above.",
        "请平放后重新扫描，或正对页面重新拍摄。",
    ),
    FindingKind(
        "columns-out-of-order",
        _E,
        "The text comes column by column, as pdftotext prints it without an option: its rows are lost",
        "文本按列的顺序排列（如 pdftotext 不带参数的输出），各行已无法恢复",
        "Give the PDF itself, or its text by pdftotext -layout or -raw.",
        "请直接提供 PDF 文件，或用 pdftotext -layout、-raw 导出文本。",
    ),
    FindingKind(
        "lines-across-columns",
        _E,
        "Each line of the text joins pieces of cells that stand side by side on the page: its rows are lost",
        "文本的每一行都把页面上并排的各单元格片段连在一起，各行已无法恢复",
        "Give the PDF itself, or its text by pdftotext -layout or -raw.",
        "请直接提供 PDF 文件，或用 pdftotext -layout、-raw 导出文本。",
    ),
    FindingKind(
        "long-cells-last",
        _E,
        "On each page the cells of one line come before all longer ones, as spreadsheet programs write a PDF: its rows "
        "are lost",
        "每页先排单行单元格、后排多行单元格（表格软件导出的 PDF 即如此），各行已无法恢复",
        "Give the PDF itself, or its text by pdftotext -layout.",
        "请直接提供 PDF 文件，或用 pdftotext -layout 导出文本。",
    ),
    FindingKind(
        "cells-put-in-rows",
        _W,
        "On each page the cells of one line come before all longer ones, as spreadsheet programs write a PDF: to which "
        "rows these belong was told by the order of the columns",
        "每页先排单行单元格、后排多行单元格（表格软件导出的 PDF 即如此），多行单元格已按各列顺序归入各行",
        "Compare every row with the document; best give the PDF itself.",
        "请逐行核对原文；最好直接提供 PDF 文件。",
    ),
    FindingKind(
        "deadline-odd-character",
        _W,
        "The deadline “{text}” has characters that such texts do not have and that may stand for others: {odd}",
        "公开时限“{text}”含有此类文字不应有的字，可能是误识：{odd}",
        "Compare the deadline with the document.",
        "请对照原文核对公开时限。",
    ),
    FindingKind(
        "header-taken",
        _W,
        "{n} row(s) or line(s) have no header of their own; they were read with the header of the table before",
        "有 {n} 行没有自己的表头；已按前一张表的表头读取",
        "Check that the columns are those of the table before.",
        "请核对各列是否与前一张表一致。",
    ),
    FindingKind(
        "fields-beyond-header",
        _W,
        "{n} row(s) have more fields than the header has columns ({columns}); which field is of which is guessed",
        "有 {n} 行的字段数多于表头的栏数（{columns}）；各字段属于哪一栏为推测",
        "Check these rows; a header printed in several lines loses the places of its labels.",
        "请核对这些行；分行印出的表头会丢失各栏名的位置。",
    ),
    FindingKind(
        "page-rules-broken",
        _W,
        "The rules of page {page} are dotted or have gaps; some may not have been found: rows and columns may be wrong",
        "第 {page} 页的表格线为虚线或有断缺，可能有未识别的表格线，行列可能有误",
        "Compare the table with the original, or scan it in grey at 300 dpi.",
        "请与原件核对表格，或以 300 dpi 灰度重新扫描。",
    ),
    FindingKind(
        "deadline-unlike-method",
        _W,
        "The deadline counts from a request, but the row ticks only disclosure without one",
        "公开时限自收到申请起算，但该行只勾选了主动公开",
        "Check both cells; one of them may belong to another row.",
        "请核对这两个单元格；其中之一可能属于另一行。",
    ),
    FindingKind(
        "mark-maybe-shared",
        _W,
        "This row lacks a tick that other rows have; it may be merged with the row above, which plain text cannot show",
        "本行缺少其他行有的某类勾选（如公开方式）；可能与上面的行合并，纯文本看不出来",
        "Look up in the original whether the tick above stands for this row too.",
        "请在原件中核对上面的勾选是否也适用于此行。",
    ),
    FindingKind(
        "cell-maybe-shared",
        _W,
        "This row has no {label}; the cell above may be merged over it, which plain text cannot show",
        "本行没有“{label}”；可能与上面的单元格合并，纯文本看不出来",
        "Look up in the original whether the cell above stands for this row too.",
        "请在原件中核对上面的单元格是否也适用于此行。",
    ),
    FindingKind(
        "grids-differ",
        _W,
        "{reader} sees {their_rows} × {their_columns} cells in this table, which was read as {n_rows} × {n_columns}",
        "{reader} 将此表格读作 {their_rows} 行 {their_columns} 列，本程序读作 {n_rows} 行 {n_columns} 列",
        "Compare a few rows with the page; if they are wrong, try --engine pdfplumber or --engine camelot.",
        "请对照原文抽查若干行；如有误，可尝试 --engine pdfplumber 或 --engine camelot。",
    ),
    FindingKind(
        "rows-unruled",
        _W,
        "No rules part the rows of this table: each line of print was taken for a row",
        "该表格各行之间没有画线：每一行文字被当作一行读取",
        "Compare the table with the page; send the document in another format if there is one.",
        "请对照原文核对该表格；如有其他格式的文件，请改用该格式。",
    ),
    FindingKind(
        "rows-told",
        _W,
        "Grounds or texts alone part the rows of this table, and many of the rows so told are not whole",
        "该表格的行仅由底色或文字位置区分，其中不少行并不完整",
        "Compare the rows with the page; send the document in another format if there is one.",
        "请对照原文核对各行；如有其他格式的文件，请改用该格式。",
    ),
    FindingKind(
        "mark-taken-as-merged",
        _W,
        "The tick under “{label}” was taken from the row above: this text has it once a group, as merged cells do",
        "“{label}”的勾选取自上一行：该文本中每组行只出现一次，符合合并单元格的情形",
        "Look up in the original whether the tick above stands for this row too.",
        "请在原件中核对上面的勾选是否也适用于此行。",
    ),
    FindingKind(
        "ditto-empty",
        _W,
        "“{text}” has nothing above it to stand for: the value above was lost, or read into another cell",
        "“{text}”上方没有可沿用的内容：上面的值已丢失，或被读入了其他单元格",
        "Look up in the original what stands above, and check the rows before this one.",
        "请在原件中核对上方的内容，并检查本行之前的各行。",
    ),
    FindingKind(
        "table-left-over",
        _W,
        "A table of {n} rows without a header, nearly as wide as the catalogue, was not read with it: kept as text",
        "此处有一个 {n} 行、无表头、列数与目录相近的表格，未并入目录；其内容作为目录前后的文字保存",
        "If its rows belong to the catalogue, give the table the catalogue's header and read the file again.",
        "如其内容属于目录，请为该表格补上目录的表头后重新读取。",
    ),
    FindingKind(
        "page-cut-short",
        _W,
        "The page begins but does not end: its file may be cut short, and rows may be missing",
        "网页有开头而没有结尾：文件可能不完整，可能缺少后面的行",
        "Compare the last rows with the page as published, or save the page again.",
        "请与原网页核对最后几行，或重新保存该网页。",
    ),
    FindingKind(
        "cell-picture",
        _W,
        "A picture or a drawn shape stands alone in this cell; what it shows was not read",
        "此单元格中只有图片或图形，其内容没有读取",
        "Look it up in the document, and type what it shows into the cell.",
        "请在原件中查看，并将其内容键入该单元格。",
    ),
    FindingKind(
        "struck-text",
        _W,
        "Text that is struck out ({n} characters) was read as it is printed: “{text}”",
        "有删除线的文字（{n} 字）按印出的内容读取：“{text}”",
        "If it no longer counts, delete it in the document and read that again.",
        "如已作废，请在原件中删除后重新读取。",
    ),
    FindingKind(
        "cells-by-order",
        _W,
        "The rows have {n} blank cells more than the header has labels; cells were matched with labels by their order",
        "各行比表头共多出 {n} 个空单元格；其余单元格按次序与表头对应",
        "Check in one row that each value has its label; if not, give header and rows the same cells and read again.",
        "请核对一行的各值与列名是否对应；如不对应，请使表头与各行的单元格一致后重新读取。",
    ),
    FindingKind(
        "rows-outside",
        _W,
        "{n} line(s) stand under labels of a catalogue, but in no table; they were not read as rows",
        "有 {n} 行位于目录表头文字之下，但不在任何表格中，没有读取为数据行",
        "Save them as a file of their own, or as a table, and read it.",
        "请把这部分另存为单独的文件或改成表格后读取。",
    ),
)

READER_DOUBTS = frozenset(
    {"reading-uncertain", "rows-uncertain", "misread-repaired", "ocr-uncertain", "page-recognised", "seal-left-out"}
)
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
