"""What the page says of each document: texts, in the reader's language, grouped as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote

from gkml_extract.model.source import Place
from gkml_extract.report.choice import Choice
from gkml_extract.report.illustration import (
    GridCell,
    GridExcerpt,
    Illustration,
    LinesExcerpt,
    NoPicture,
    PagePicture,
)
from gkml_extract.report.plain import clipped
from gkml_extract.report.reading import SEVERITIES, Found, Line
from gkml_extract.report.words import advice, code_label, field_label
from gkml_extract.writers.place_text import place_text

_VALUE_WIDTH, _MESSAGE_WIDTH = 160, 400
_MOST_NAMED = 12
"""Files that are named of those that failed for one reason."""

STATUS_LABELS = {
    "failed": ("failed", "失败"),
    "findings": ("to check", "有疑点"),
    "ok": ("fine", "正常"),
    "skipped": ("skipped", "跳过"),
}
_SEVERITY_LABELS = {"error": ("error", "错误"), "warning": ("warning", "警告"), "info": ("note", "提示")}
_NO_PICTURE = {
    NoPicture.GONE: ("The source file is not at its place any more.", "源文件已不在原处。"),
    NoPicture.CHANGED: ("The source file has changed since it was read.", "源文件在读取之后已被改动。"),
    NoPicture.CONVERTED: ("This format is not drawn.", "此格式不生成原件截图。"),
    NoPicture.NOT_FOUND: ("The place was not found again in the source.", "未能在源文件中重新找到此处。"),
    NoPicture.UNREADABLE: ("The place could not be drawn.", "此处无法绘制。"),
}

Draw = Mapping[Place, Illustration]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; of `page`, `grid` and `lines` one at most is there, `remark` says why none is the source's own."""

    label: str
    field: str
    message: str
    place: str
    page: PagePicture | None = None
    grid: GridExcerpt | None = None
    lines: LinesExcerpt | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class GroupView:
    """The findings of one kind in a document; `n_more` are not listed."""

    severity: str
    severity_label: str
    code: str
    heading: str
    advice: str
    n_all: int
    findings: tuple[FindingView, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One input. `href` leads to its result beside the page; `counts` are errors, warnings and notes."""

    key: int
    file: str
    status: str
    status_label: str
    title: str
    office: str
    facts: tuple[str, ...]
    n_items: int
    counts: tuple[int, ...]
    problem: str
    superseded_by: str
    href: str
    codes: str
    groups: tuple[GroupView, ...]
    n_not_listed: int
    n_not_pictured: int


@dataclass(frozen=True, slots=True)
class FailureView:
    """A reason why files could not be read; `n_more` of them are not named."""

    problem: str
    code: str
    documents: tuple[DocumentView, ...]
    n_more: int


def failure_views(documents: Sequence[DocumentView]) -> tuple[FailureView, ...]:
    """The reasons for failed files, the most frequent first."""
    alike: dict[tuple[str, str], list[DocumentView]] = {}
    for document in documents:
        if document.status == "failed":
            alike.setdefault((document.problem, document.codes), []).append(document)
    return tuple(
        FailureView(problem, code, tuple(group[:_MOST_NAMED]), max(len(group) - _MOST_NAMED, 0))
        for (problem, code), group in sorted(alike.items(), key=lambda each: -len(each[1]))
    )


def document_views(choice: Choice, drawn: Mapping[str, Draw], lang: str) -> Iterator[DocumentView]:
    """Every document of the table, in its order."""
    for key, line in enumerate(choice.lines):
        listed = choice.listed.get(line.file, ())
        yield _document(key, line, listed, drawn.get(line.file, {}), lang)


def _document(key: int, line: Line, listed: Sequence[Found], drawn: Draw, lang: str) -> DocumentView:
    read = line.read
    findings = read.findings if read else ()
    return DocumentView(
        key=key,
        file=line.file,
        status=line.status,
        status_label=status_label(line.status, lang),
        title=clipped("；".join(read.titles), 120) if read else "",
        office=clipped("、".join(read.offices), 60) if read else "",
        facts=tuple(_facts(line, lang)),
        n_items=line.n_items,
        counts=line.n_findings,
        problem=clipped(_reason(line.message or "", line.file), _MESSAGE_WIDTH),
        superseded_by=line.superseded_by or "",
        href=quote(line.output.encode("utf-8", "surrogateescape")) if line.output and read else "",
        codes=" ".join(sorted({found.code for found in findings} | ({line.code} if line.code else set()))),
        groups=tuple(_groups(findings, listed, drawn, lang)),
        # A table holds no findings: then the summary alone knows how many there are.
        n_not_listed=(len(findings) if read and read.sha256 else sum(line.n_findings)) - len(listed),
        n_not_pictured=sum(found.place is not None and found.place not in drawn for found in listed),
    )


def _reason(message: str, file: str) -> str:
    """A message without the name of the file at its beginning: one reason of many files is one text."""
    name = PurePosixPath(file).name
    for colon in (": ", "："):
        head, _, rest = message.partition(colon)
        if rest and (head == name or head.endswith(f"/{name}")):
            return rest
    return message


def status_label(status: str, lang: str) -> str:
    """How it went with a file, in a word."""
    return STATUS_LABELS.get(status, (status, status))[lang == "zh"]


def _facts(line: Line, lang: str) -> Iterator[str]:
    if line.read is None:
        return
    yield line.read.format
    for count, en, zh in (
        (line.read.pages, "pages", "页"),
        (line.read.sheets, "sheets", "个工作表"),
        (line.n_catalogues, "catalogues", "个目录"),
        (line.n_items, "items", "个条目"),
    ):
        if count is not None:
            yield f"{count} {zh}" if lang == "zh" else f"{count} {en if count != 1 else en.removesuffix('s')}"


def _groups(findings: Sequence[Found], listed: Sequence[Found], drawn: Draw, lang: str) -> Iterator[GroupView]:
    order = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    shown = set(map(id, listed))
    told: set[Place] = set()

    def kind(found: Found) -> tuple[int, str]:
        return order.get(found.severity, len(order)), found.code

    for _, same in groupby(sorted(findings, key=kind), key=kind):
        group = list(same)
        here = [found for found in group if id(found) in shown]
        if here:
            yield _group(group, [_finding(found, drawn, told, lang) for found in here], lang)


def _group(group: Sequence[Found], views: Sequence[FindingView], lang: str) -> GroupView:
    first = group[0]
    return GroupView(
        severity=first.severity,
        severity_label=_SEVERITY_LABELS.get(first.severity, (first.severity,) * 2)[lang == "zh"],
        code=first.code,
        heading=code_label(first.code, lang),
        advice=advice(first.code, lang),
        n_all=len(group),
        findings=tuple(views),
        n_more=len(group) - len(views),
    )


def _finding(found: Found, drawn: Draw, told: set[Place], lang: str) -> FindingView:
    t = _picker(lang)
    illustration = drawn.get(found.place) if found.place is not None else None
    remark = ""
    if found.place is not None and found.place in told:
        illustration, remark = None, t("The place is shown above.", "此处见上图。")
    elif found.place is not None and illustration is not None:
        told.add(found.place)
    grid = illustration if isinstance(illustration, GridExcerpt) else None
    if isinstance(illustration, NoPicture) and found.row:
        grid = _row_as_read(found, lang)
        remark = _NO_PICTURE[illustration][lang == "zh"] + t(" What was read there:", "从此处读到的内容：")
    elif isinstance(illustration, NoPicture):
        remark = _NO_PICTURE[illustration][lang == "zh"]
    message = "" if found.message == code_label(found.code, lang) else found.message
    return FindingView(
        label=clipped(found.label or "", 120),
        field=field_label(found.field, lang) if found.field else "",
        message=clipped(message, _MESSAGE_WIDTH),
        place="" if found.place is None else _place(found.place, lang),
        page=illustration if isinstance(illustration, PagePicture) else None,
        grid=grid,
        lines=illustration if isinstance(illustration, LinesExcerpt) else None,
        remark=remark,
    )


def _place(place: Place, lang: str) -> str:
    """Where it is; the box on a page is told by its picture."""
    page = getattr(place, "page", None)
    if page is not None:
        return f"第{page}页" if lang == "zh" else f"page {page}"
    return place_text(place, lang)


def _row_as_read(found: Found, lang: str) -> GridExcerpt:
    """The item's own values, where the source cannot be shown."""
    return GridExcerpt(
        tuple(field_label(name, lang) for name, _ in found.row),
        (tuple(GridCell(clipped(text, _VALUE_WIDTH), name == found.field) for name, text in found.row),),
    )


def _picker(lang: str) -> Callable[[str, str], str]:
    return lambda en, zh: zh if lang == "zh" else en
