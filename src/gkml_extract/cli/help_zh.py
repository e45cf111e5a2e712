"""What `--help` says in Chinese: each command by its full name, each option by what it says in English."""

from __future__ import annotations

COMMANDS = {
    "gkml": ("把政务公开目录读成规整、经过核对的数据。",),
    "gkml extract": (
        "读取目录，得到逐条的数据。",
        "一个文件的结果以 JSON 写到标准输出，或写入 --out（格式由其后缀决定）。多个文件的结果写入 --out 文件夹，"
        "或以能容纳多份文档的格式（jsonl、csv）写到标准输出。文件名写 - 表示从标准输入读取文本，"
        "例如从网页复制的表格。",
    ),
    "gkml batch": (
        "读取一个文件夹中的全部文件，结果写入另一个文件夹。",
        "每个文件一份结果；另有 items.csv 和 items.jsonl（全部条目）、findings.csv（需要核对的疑点）、"
        "summary.json 和 summary.csv（各文件的处理情况）、timing.csv，以及供人查看的 report.html。"
        "读不了的文件只影响它自己。压缩包按文件夹处理。链接、隐藏文件、特殊文件、未下载完的文件和 README 会跳过。",
        "再次运行时只读取新增和改动过的文件，并删除已不存在的文件的结果。随时可以中断：下次运行接着做完，"
        "结果与未中断时相同。详见 docs/batch.md。",
    ),
    "gkml watch": (
        "像 `gkml batch` 一样读取文件夹，之后放入的文件随到随读，直到按 Ctrl-C 停止。",
        "文件完整后才读取：大小和时间不再变化，没有程序正在打开它，名称也不像未下载完的文件。"
        "每读完一个或几个文件，各汇总表就重新写出；没有新文件时再写 report.html。文件夹突然消失或变空，"
        "视为连接中断，已有结果保留。",
    ),
    "gkml report": (
        "重新生成一次批处理的 report.html。",
        "内容包括各文件的处理情况、附有原文截图的疑点和图表。只有一个文件，不需要其他东西。"
        "来源文件已删除或改动的，只是没有截图。",
    ),
    "gkml diff": (
        "逐行、逐字段比较两份结果或两份文档。",
        "行按内容配对，与位置无关；差异分为修改、移动、拆分、合并、新增和删除。空白、来源和读取方式不参与比较；"
        "疑点只比较代码和所指的位置。比较两个文件夹时，文档依次按名称、摘要值、标题和发布机构配对。"
        "其中一方是标准结果时，不论先后都以它为准。有差异时退出码为 1。",
    ),
    "gkml export": (
        "把结果写到其他程序读取的地方。",
        "数据库会更新到一致：新文件加入，改动过的替换，其余不动，因此每天可以执行同一条命令。OUT "
        "中已没有的文件会保留，除非给出 --prune。Parquet 文件、工作簿和数据包每次重新写出。要么全部写入，"
        "要么保持原样。",
    ),
    "gkml score": (
        "按标准结果给结果评分：正确的单元格、遗漏和多出的行，以及没有疑点提示的错误。",
        "读不了的文档按全部遗漏计；所需程序未安装的不计。给出 --against 时，任何格式或字段的正确率低于原先，"
        "退出码为 1。",
    ),
    "gkml parse": ("读取单个单元格的文本：每条文本依次输出一行 JSON。",),
    "gkml explain": ("说明一个值是怎样读出的：在文档中的位置、所用的规则、可信程度和疑点。",),
    "gkml tables": (
        "按原样显示文档中的表格，包括表头。",
        "跨两页的表格算两个，除非给出 --stitch。",
    ),
    "gkml schema": ("输出文档（`gkml extract` 的结果）的 JSON Schema。",),
    "gkml golden": ("把样本与标准结果比较，或建立新的标准结果。",),
    "gkml golden test": (
        "读取全部样本并与标准结果比较；有不通过的，退出码为 1。",
        "不通过分为四种：golden-missing（样本没有标准结果）、not-read（样本读不了，附原因）、"
        "different（有差异）和 document-missing（标准结果没有样本）。读不了的标准结果为 golden-broken。"
        "所需程序未安装的样本（如 .doc 需要 LibreOffice）会列出并略过；全部如此时退出码为 5。",
    ),
    "gkml golden accept": (
        "显示所列样本的结果会使标准结果有哪些变化，询问后写入。",
        "标准结果是人从文档中读出的事实：请先对照原件核对每一处差异。新建时会显示每一行的名称、时限和勾选的渠道，"
        "以及每条疑点；所需的文件夹会自动建立。",
    ),
    "gkml lexicon": ("把词表与一个文件夹的文档比较。",),
    "gkml lexicon unmatched": (
        "列出 DIR 中的文档里词表不认识的表头和渠道，格式为可直接粘贴的 TOML。",
        "`value` 是按相似程度或取值推测的字段，推测不出的为 `extra`；渠道为 其他。",
    ),
    "gkml lexicon unused": ("列出 DIR 中没有任何文档用到的词表写法，格式为 TOML。",),
}
"""The paragraphs of each command's help; the first is what lists of commands show."""
EPILOG = (
    "退出码：0 正常；1 有 error 级疑点或有差异；2 命令用法有误；3 没有读出任何内容；4 结果未能写出；5 缺少转换程序；"
    "6 规则表有误；70 程序自身的错误；130 被中断。"
)
PARAMS = {
    "Show the version and leave.": "显示版本号并退出。",
    "Show the traceback of an internal error.": "出现内部错误时显示详细的出错位置。",
    "Show this message and exit.": "显示本帮助并退出。",
    "The files to read.": "要读取的文件。",
    "The file to write, or the folder for several; stdout without it.": (
        "写入的文件；有多个文件时为文件夹。不给出则写到标准输出。"
    ),
    "The output format; json unless said otherwise.": "输出格式，默认为 json。",
    "Language of the column headers of a table.": "表格列名的语言。",
    "Who reads the tables of a PDF; auto asks second readers where the first one doubts.": (
        "由谁读取 PDF 中的表格；auto 在首选方法没有把握时再用其他方法核对。"
    ),
    "Names the columns of a table whose header is missing, left to right: labels or field names.": (
        "表格没有表头时，从左到右给出各列的名称：表头文字或字段名。"
    ),
    "The folder to read, with all below it.": "要读取的文件夹，包括其下所有文件夹。",
    "The folder for the results, outside FOLDER.": "存放结果的文件夹，不能在 FOLDER 之内。",
    "Worker processes; 0 is one for each core.": "同时工作的进程数；0 表示每个处理器核心一个。",
    "Seconds for one file; 0 is no limit.": "一个文件最多用时（秒）；0 表示不限。",
    "Memory for one file (Linux only); 0 is no limit.": "一个文件最多占用的内存（仅限 Linux）；0 表示不限。",
    "Keep what an earlier run has done, or do all again.": "沿用上次已完成的结果，或全部重做。",
    "Read again what an earlier run could not read.": "重新读取上次未能读取的文件。",
    "Leave out report.html.": "不生成 report.html。",
    "No closing table.": "结束时不显示汇总表。",
    "The folder that submissions come into.": "接收报送文件的文件夹。",
    "How often to look at the folder.": "每隔多少秒查看一次文件夹。",
    "How long a file must stay as it is.": "文件多少秒没有变化才读取。",
    "No line for each file.": "不逐个文件显示进展。",
    "The output folder of `gkml batch`.": "`gkml batch` 的结果文件夹。",
    "The folder that was read, if it has moved since; pictures are made from its files.": (
        "当时读取的文件夹（如果后来移动过）；截图由其中的文件生成。"
    ),
    "Pictures of places, at most; 500 by default.": "最多生成多少张截图，默认 500。",
    "A result, a golden or a submitted document; or a folder of results or goldens.": (
        "一份结果、标准结果或报送的文档；也可以是存放结果或标准结果的文件夹。"
    ),
    "What to compare with it, of the same kind.": "与之比较的对象，种类相同。",
    "How to show it; text, or what the suffix of --out says.": "显示格式；默认为 text，或由 --out 的后缀决定。",
    "The file to write; stdout without it.": "写入的文件；不给出则写到标准输出。",
    "Only the tables, not every difference.": "只显示汇总表，不逐处列出差异。",
    "Compare this field only, such as deadline, deadline.amount or 公开时限; may stand several times.": (
        "只比较这个字段，例如 deadline、deadline.amount 或 公开时限；可以多次给出。"
    ),
    "Leave this field out; order is the order of rows, findings are the findings.": (
        "不比较这个字段；order 指行的先后，findings 指疑点。"
    ),
    "What `gkml batch` wrote, or a single JSON result.": "`gkml batch` 的结果文件夹，或一份 JSON 结果。",
    "sqlite:FILE.db, duckdb:FILE.duckdb, postgresql://USER@HOST/DB, parquet:FOLDER, xlsx:FILE.xlsx, "
    "datapackage:FOLDER, jsonl:- (stdout).": (
        "sqlite:文件.db、duckdb:文件.duckdb、postgresql://用户@主机/数据库、parquet:文件夹、"
        "xlsx:文件.xlsx、datapackage:文件夹、"
        "jsonl:-（标准输出）。"
    ),
    "Keeps exports of several folders apart in one database.": "在一个数据库中区分来自不同文件夹的导出。",
    "PostgreSQL: the schema to write into.": "PostgreSQL：写入的 schema。",
    "Remove files of the collection that are no longer in OUT.": "删除该集合中 OUT 已没有的文件。",
    "The results: what `gkml batch` wrote.": "结果，即 `gkml batch` 写出的文件夹。",
    "The folder of goldens.": "存放标准结果的文件夹。",
    "How to show it.": "显示格式。",
    "The scores of the version before, made with --format json.": "以前的评分，用 --format json 生成。",
    "Percentage points by which a share may get worse.": "正确率允许下降多少个百分点。",
    "What the texts are: deadline, header, citation, channels.": (
        "文本是什么：deadline（公开时限）、header（表头）、citation（公开依据）、channels（公开渠道）。"
    ),
    "The texts; - or nothing reads them from stdin, a line each.": "文本；写 - 或不写则从标准输入读取，一行一条。",
    "For deadline: the day its clock starts, such as 2024-09-29 (2024-09-29T10:00 for hours); adds when it is due.": (
        "用于 deadline：起算的日期，例如 2024-09-29（按小时计算的写 2024-09-29T10:00）；结果中会给出截止时间。"
    ),
    "The document, or its JSON result; a.zip/b.docx is a member of a zip.": (
        "文档或其 JSON 结果；a.zip/b.docx 表示压缩包中的文件。"
    ),
    "The item's index, from 0 as in results.": "条目的序号，与结果中一样从 0 开始。",
    "The field, such as deadline, audience.public or 公开时限.": "字段，例如 deadline、audience.public 或 公开时限。",
    "The catalogue's index, from 0.": "目录的序号，从 0 开始。",
    "The file to read.": "要读取的文件。",
    "The output format.": "输出格式。",
    "Draw a page of a PDF with what was found on it into this file, and show nothing else.": (
        "把 PDF 的一页和从中找到的内容画入这个图片文件，不显示其他内容。"
    ),
    "The page to draw.": "要画的页。",
    "Join what goes on over a page break.": "把跨页的表格连起来。",
    "What to test: a folder in the samples or the goldens, or one that holds samples/ and golden/.": (
        "要测试的内容：样本或标准结果中的文件夹，或含有 samples/ 和 golden/ 的文件夹。"
    ),
    "The folder of samples.": "存放样本的文件夹。",
    "Count the samples without a golden instead of failing them.": "没有标准结果的样本只计数，不算不通过。",
    "Samples, as text/xishan or only xishan.": "样本，写 text/xishan 或只写 xishan。",
    "Write without asking.": "不询问，直接写入。",
    "Make a golden for this format alone, where one serves several.": (
        "几种格式共用一份标准结果时，只为这种格式另建一份。"
    ),
    "The folder of documents.": "存放文档的文件夹。",
    "The vocabularies to look at: headers and channels.": "要查看的词表：headers（表头）和 channels（渠道）。",
}
