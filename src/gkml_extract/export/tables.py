"""The tables of an export, parents before children. Every target and its documentation are made from this page.

Names are those of docs/record.md, but for `primary` and `secondary`, which are words of SQL, and keys. Positions
count from 0, as in JSON and `gkml explain`. A change that a query would notice raises TABLES_VERSION.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Final

from gkml_extract.export.description import Column, Kind, Reference, Table, View, ViewColumn
from gkml_extract.model.deadline import Bound, By, DeadlineKind, Direction, Unit
from gkml_extract.model.finding import Severity
from gkml_extract.model.source import How

TABLES_VERSION: Final = "1"

_T, _I, _N, _B = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN


def _values(enum: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in enum)


def _key(name: str, zh: str, en: str, about: str) -> Column:
    return Column(name, _T, zh, en, about, is_required=True)


def _position(of_en: str, of_zh: str) -> Column:
    return Column(
        "position", _I, "次序", f"place in the {of_en}, from 0", f"在{of_zh}中的次序，从 0 起", is_required=True
    )


def _mark(name: str, zh: str) -> tuple[Column, Column]:
    """A column of ticks: what is ticked, and the text that stands there in the place of a tick."""
    return (
        Column(
            name, _B, zh, "ticked; null where the mark was lost or a text stands", "是否勾选；勾选丢失或填写文字时为空"
        ),
        Column(
            f"{name}_text", _T, f"{zh}（文字）", "the text printed in the place of a tick", "以文字代替勾选时的原文"
        ),
    )


_ITEM_ID = _key("item_id", "条目标识", "the item", "所属条目")

DOCUMENTS: Final = Table(
    "documents",
    "文件",
    "one row a file of the batch, read or not",
    "批处理的每个文件一行，包括读取失败的文件",
    (
        _key(
            "document_id",
            "文件标识",
            "made of collection, file and content: the same file has the same in every export",
            "由集合、文件名和内容生成，同一文件每次导出都相同",
        ),
        _key("collection", "集合", "what --collection called this export", "导出时用 --collection 指定的名称"),
        _key("file", "文件路径", "path below the folder that was read", "相对于所读文件夹的路径"),
        Column(
            "status",
            _T,
            "状态",
            "ok; findings: something does not add up; failed: could not be read; duplicate: the bytes of another file",
            "ok 正常；findings 有疑点；failed 无法读取；duplicate 与另一文件完全相同",
            is_required=True,
        ),
        Column("code", _T, "错误代码", "why it has no items of its own", "没有条目的原因代码"),
        Column("message", _T, "说明", "the same in words", "没有条目的原因"),
        Column(
            "duplicate_of",
            _T,
            "与之相同",
            "the file with the same bytes, which has the items",
            "内容完全相同的文件，条目在该文件下",
        ),
        Column(
            "superseded_by",
            _T,
            "新版",
            "the file with a newer submission of the same catalogue",
            "同一目录较新的一次报送所在文件",
        ),
        Column("sha256", _T, "内容摘要", "SHA-256 of its bytes", "文件内容的 SHA-256"),
        Column("format", _T, "格式", "such as pdf, docx, text", "如 pdf、docx、text"),
        Column("reader", _T, "读取器", "which reader read it", "读取所用的组件"),
        Column("pages", _I, "页数", "where the format has pages", "有页的格式"),
        Column("sheets", _I, "工作表数", "where the format has sheets", "有工作表的格式"),
        Column("n_catalogues", _I, "目录数", "how many catalogues it holds", "所含目录的个数", is_required=True),
        Column("n_items", _I, "条目数", "how many items it holds", "所含条目的个数", is_required=True),
        Column("n_findings", _I, "疑点数", "how many findings it has", "疑点的个数", is_required=True),
        Column("characters_printed", _I, "印出字数", "printed characters, white space aside", "不计空白的印出字符数"),
        Column("characters_labels", _I, "表头字数", "of these in headers", "其中表头"),
        Column("characters_values", _I, "条目字数", "of these in the cells of items", "其中条目单元格"),
        Column("characters_around", _I, "表外字数", "of these around the table", "其中表格之外"),
        Column(
            "characters_left_out", _I, "重复字数", "of these printed again, as headers are", "其中重复印出（如表头）"
        ),
        Column(
            "export_digest",
            _T,
            "导出摘要",
            "of everything exported of the file; where it is unchanged, an export leaves the rows alone",
            "该文件全部导出内容的摘要；未变化时再次导出不改动其各行",
            is_required=True,
        ),
    ),
    key=("document_id",),
    unique=(("collection", "file"),),
)

CATALOGUES: Final = Table(
    "catalogues",
    "目录",
    "one row a catalogue: a table of items with what stands around it",
    "每个目录（一张事项表及其表头说明）一行",
    (
        _key("catalogue_id", "目录标识", "document_id and position", "文件标识加次序"),
        _key("document_id", "文件标识", "the file that holds it", "所在文件"),
        _position("document", "文件"),
        Column("title", _T, "目录名称", "as printed; null if it has none", "原文标题；没有则为空"),
        Column("attachment", _T, "附件", "附件1 and the like", "如“附件1”"),
        Column("responsible_unit", _T, "责任单位", "from the line of signatures", "取自表头签署栏"),
        Column("prepared_by", _T, "填表人", "from the line of signatures", "取自表头签署栏"),
        Column("reviewed_by", _T, "复核人", "from the line of signatures", "取自表头签署栏"),
        Column("approved_by", _T, "审签人", "from the line of signatures", "取自表头签署栏"),
        Column(
            "prepared_on",
            _T,
            "填表时间",
            "ISO 8601: a date, or a month or year where no more is printed",
            "ISO 8601 日期；原文只有年月或年时只到月或年",
        ),
        Column(
            "declared_proactive_primary",
            _I,
            "自述主动公开一级事项数",
            "count that the document states of itself",
            "文件自述的数量",
        ),
        Column("declared_proactive_secondary", _I, "自述主动公开二级事项数", "likewise", "同上"),
        Column("declared_on_request_primary", _I, "自述依申请公开一级事项数", "likewise", "同上"),
        Column("declared_on_request_secondary", _I, "自述依申请公开二级事项数", "likewise", "同上"),
        Column(
            "preamble", Kind.TEXTS, "表前文字", "other paragraphs before the table", "表前其他段落", is_required=True
        ),
        Column("notes", Kind.TEXTS, "表后文字", "paragraphs after the table", "表后说明", is_required=True),
    ),
    key=("catalogue_id",),
    references=(Reference(("document_id",), "documents"),),
)

ITEMS: Final = Table(
    "items",
    "条目",
    "one row an item: an innermost row of a catalogue, merged cells repeated",
    "目录中最内层的每一行为一个条目，合并单元格的内容各行重复",
    (
        _key("item_id", "条目标识", "catalogue_id and position", "目录标识加次序"),
        _key("catalogue_id", "目录标识", "the catalogue that holds it", "所在目录"),
        _position("catalogue", "目录"),
        Column("number", _T, "序号", "as printed, of the finest numbered level", "原文序号，取最细一级"),
        Column("primary_item", _T, "一级事项", "the first level (`primary` in JSON)", "一级事项（JSON 中为 primary）"),
        Column(
            "secondary_item",
            _T,
            "二级事项",
            "the second level (`secondary` in JSON)",
            "二级事项（JSON 中为 secondary）",
        ),
        Column("levels", Kind.TEXTS, "三级及以下事项", "further levels", "更细的事项", is_required=True),
        Column("content", _T, "公开内容（要素）", "what is published", "公开的内容"),
        Column("legal_basis", _T, "公开依据", "as printed; read in citations", "原文；解析结果见 citations"),
        Column("deadline", _T, "公开时限", "as printed; read in deadlines", "原文；解析结果见 deadlines"),
        Column("publisher", _T, "公开主体", "who publishes it", "公开的主体"),
        Column("department", _T, "责任部门", "which department answers for it", "负责的部门或科室"),
        Column("has_audience", _B, "有公开对象栏", "the table has columns of 公开对象", "表中是否有公开对象栏", True),
        *_mark("audience_public", "全社会"),
        *_mark("audience_specific", "特定群体"),
        Column("has_method", _B, "有公开方式栏", "the table has columns of 公开方式", "表中是否有公开方式栏", True),
        *_mark("method_proactive", "主动公开"),
        *_mark("method_on_request", "依申请公开"),
        Column(
            "five_open",
            Kind.TEXTS,
            "五公开类型",
            "out of decision execution management service result; null: no such column, or not known which",
            "decision 决策、execution 执行、management 管理、service 服务、result 结果；没有该栏或无法判断时为空",
        ),
        Column("website_column", _T, "网站所属栏目", "column of the website", "网站上的栏目"),
        Column("remarks", _T, "备注", "remarks", "备注"),
        Column(
            "extra",
            Kind.OBJECT,
            "其他列",
            "every other column: its header and what stands there",
            "其余各列：列名及其内容",
            is_required=True,
        ),
    ),
    key=("item_id",),
    references=(Reference(("catalogue_id",), "catalogues"),),
)

DEADLINES: Final = Table(
    "deadlines",
    "时限",
    "one row a deadline as it was read, and one for each clause of a compound one",
    "每个公开时限的解析结果一行；复合时限的每个分项另有一行",
    (
        _key("deadline_id", "时限标识", "item_id, and the position of a clause", "条目标识，分项另加次序"),
        _key("item_id", "条目标识", "the item", "所属条目"),
        Column(
            "parent_id", _T, "上级时限", "the compound that a clause is of, else null", "分项所属的复合时限，否则为空"
        ),
        _position("compound", "复合时限"),
        Column("scope", _T, "适用范围", "what a clause is for", "分项所针对的内容"),
        Column("text", _T, "原文", "the text that was read", "所解析的原文", is_required=True),
        Column(
            "kind",
            _T,
            "类型",
            "see docs/record.md; compound: its clauses have rows of their own",
            "含义见 docs/record.md；compound 为复合，分项另有各行",
            True,
            _values(DeadlineKind),
        ),
        Column("amount", _N, "数值", "20 in 20个工作日", "如“20个工作日”中的 20"),
        Column(
            "unit", _T, "单位", "day and working_day are never mixed up", "日与工作日严格区分", values=_values(Unit)
        ),
        Column("direction", _T, "方向", "after or before the trigger", "起算事件之后或之前", values=_values(Direction)),
        Column("bound", _T, "界限", "how the amount limits the time", "数值如何限定时间", values=_values(Bound)),
        Column("trigger", _T, "起算事件", "what starts the clock", "开始计时的事件"),
        Column("recurrence_rrule", _T, "周期规则", "RFC 5545 text of what comes again", "RFC 5545 周期规则"),
        Column("recurrence_by", _T, "周期关系", "how it stands to each date", "与各日期的关系", values=_values(By)),
        Column("exception", _B, "另有规定除外", "another rule prevails", "另有规定的从其规定", is_required=True),
        Column("extension_amount", _N, "可延长数值", "of a printed extension", "原文所述的延长"),
        Column("extension_unit", _T, "可延长单位", "of a printed extension", "原文所述的延长", values=_values(Unit)),
        Column("retention", _T, "保留期限", "how long it stays public", "公开保留多久"),
        Column("repaired", _B, "经修复", "the print was out of order or damaged", "原文错乱或缺损", is_required=True),
    ),
    key=("deadline_id",),
    references=(Reference(("item_id",), "items"), Reference(("parent_id",), "deadlines")),
)

CHANNELS: Final = Table(
    "channels",
    "公开渠道",
    "one row a channel that an item lists",
    "条目所列的每个公开渠道一行",
    (
        _ITEM_ID,
        _position("list", "列表"),
        Column("name", _T, "渠道", "as printed", "原文", is_required=True),
        Column(
            "standard_name",
            _T,
            "规范名称",
            "the name the vocabulary has for it: 县人民政府门户网站 is 政府网站; null if not known",
            "词表中的规范名称，如“县人民政府门户网站”为“政府网站”；词表没有则为空",
        ),
        Column("selected", _B, "是否选中", "null where its box was lost", "方框丢失时为空"),
    ),
    key=("item_id", "position"),
    references=(Reference(("item_id",), "items"),),
)

CITATIONS: Final = Table(
    "citations",
    "引用的依据",
    "one row a law or document that the 公开依据 of an item cites",
    "条目公开依据中引用的每部法规或文件一行",
    (
        _ITEM_ID,
        _position("legal basis", "公开依据"),
        Column("title", _T, "名称", "without its outer 《》", "不含外层书名号", is_required=True),
        Column("doc_number", _T, "文号", "such as 国务院令第711号", "如“国务院令第711号”"),
    ),
    key=("item_id", "position"),
    references=(Reference(("item_id",), "items"),),
)

ARTICLES: Final = Table(
    "articles",
    "条款",
    "one row a pinpoint of a citation: 第二十条第一款第（十一）项 is 20, 1, 11",
    "引用的每处条款一行：第二十条第一款第（十一）项为 20、1、11",
    (
        _ITEM_ID,
        Column("citation", _I, "引用次序", "position of the citation", "所属引用的次序", is_required=True),
        _position("citation", "引用"),
        Column("article", _I, "条", "第…条", "第…条"),
        Column("paragraph", _I, "款", "第…款", "第…款"),
        Column("item", _I, "项", "第…项", "第…项"),
    ),
    key=("item_id", "citation", "position"),
    references=(Reference(("item_id", "citation"), "citations"),),
)

ORIGINS: Final = Table(
    "origins",
    "来源",
    "one row a field of an item: how it got its value, and where that is printed",
    "条目的每个字段一行：取值方式及其在原件中的位置",
    (
        _ITEM_ID,
        _key("field", "字段", "name of docs/record.md", "docs/record.md 中的字段名"),
        Column(
            "how",
            _T,
            "取值方式",
            "printed there, merged from a cell over rows, inferred, repaired, or by OCR",
            "printed 原文、merged 合并单元格、inferred 推断、repaired 修复、ocr 识别",
            True,
            _values(How),
        ),
        Column("rule", _T, "规则", "the rule that read it", "所用的解析规则"),
        Column("score", _N, "把握", "from 0 to 1, where one was given", "0 到 1，如有"),
        Column("page", _I, "页", "the first page it is printed on, from 1", "所在的第一页，从 1 起"),
        Column(
            "places", Kind.OBJECTS, "位置", "every place, as in docs/record.md", "全部位置，格式见 docs/record.md", True
        ),
    ),
    key=("item_id", "field"),
    references=(Reference(("item_id",), "items"),),
)

FINDINGS: Final = Table(
    "findings",
    "疑点",
    "one row a fact that does not add up, with what it speaks of",
    "每个疑点一行，并指明所涉的条目和字段",
    (
        _key("document_id", "文件标识", "the file", "所在文件"),
        _position("document", "文件"),
        Column("catalogue_id", _T, "目录标识", "null where it is of the whole file", "针对整个文件时为空"),
        Column("item_id", _T, "条目标识", "null where it is of no single item", "不针对单个条目时为空"),
        Column("field", _T, "字段", "name of docs/record.md, or null", "docs/record.md 中的字段名，或为空"),
        Column("severity", _T, "级别", "error, warning or info", "错误、警告或提示", True, _values(Severity)),
        Column("code", _T, "代码", "stable; docs/findings.md", "固定代码，见 docs/findings.md", is_required=True),
        Column("message", _T, "说明", "in the language of the batch", "以批处理时的语言表述", is_required=True),
        Column("page", _I, "页", "the page it speaks of, from 1", "所涉的页，从 1 起"),
        Column("place", Kind.OBJECT, "位置", "as in docs/record.md", "格式见 docs/record.md"),
    ),
    key=("document_id", "position"),
    references=(
        Reference(("document_id",), "documents"),
        Reference(("catalogue_id",), "catalogues"),
        Reference(("item_id",), "items"),
    ),
)

TABLES: Final = (DOCUMENTS, CATALOGUES, ITEMS, DEADLINES, CHANNELS, CITATIONS, ARTICLES, ORIGINS, FINDINGS)


def table_named(name: str) -> Table:
    """The table of this name. Raises KeyError where there is none."""
    return {table.name: table for table in TABLES}[name]


_OF_DEADLINE = tuple(
    name for name in DEADLINES.column_names if name not in ("deadline_id", "item_id", "parent_id", "position", "scope")
)
_LEFT_OUT_OF_ITEM = ("position", "deadline")

ITEMS_WIDE: Final = View(
    "items_wide",
    "条目宽表",
    "one row an item with its file, its catalogue and its deadline: no join is needed for most questions",
    "每个条目一行，并带有文件、目录和时限信息，多数查询无需连接",
    (
        ViewColumn("document_id", "documents", "document_id"),
        ViewColumn("collection", "documents", "collection"),
        ViewColumn("file", "documents", "file"),
        ViewColumn("superseded_by", "documents", "superseded_by"),
        ViewColumn("catalogue_title", "catalogues", "title"),
        ViewColumn("responsible_unit", "catalogues", "responsible_unit"),
        ViewColumn("prepared_on", "catalogues", "prepared_on"),
        *(ViewColumn(name, "items", name) for name in ITEMS.column_names if name not in _LEFT_OUT_OF_ITEM),
        *(ViewColumn(f"deadline_{name}", "deadlines", name) for name in _OF_DEADLINE),
    ),
    Column(
        "selected_channels", Kind.TEXTS, "选中的渠道", "names of the channels that are selected", "选中的渠道名称", True
    ),
)


def wide_columns() -> tuple[Column, ...]:
    """The columns of ITEMS_WIDE with what the tables say of them; of a deadline, all may be null."""
    columns = []
    for wide in ITEMS_WIDE.columns:
        column = table_named(wide.table).column(wide.column)
        is_required = column.is_required and wide.table != "deadlines"
        columns.append(replace(column, name=wide.name, is_required=is_required))
    return (*columns, ITEMS_WIDE.selected_channels)
