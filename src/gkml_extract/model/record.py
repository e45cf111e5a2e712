"""The canonical record: document → catalogues → items. Names as in docs/record.md."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from gkml_extract.model.deadline import Deadline
from gkml_extract.model.finding import Finding
from gkml_extract.model.source import Origin, Source

SCHEMA_VERSION = "1.0"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(_Frozen):
    """A pinpoint inside a law: 第二十条第一款第（十一）项 is article 20, paragraph 1, item 11."""

    article: int | None
    paragraph: int | None = None
    item: int | None = None


class Citation(_Frozen):
    """One law or document cited. `title` without its outer 《》; `doc_number` as 国务院令第711号."""

    title: str
    doc_number: str | None = None
    articles: tuple[Article, ...] = ()


class LegalBasis(_Frozen):
    """公开依据: the printed text and the citations in it, in printed order."""

    text: str
    citations: tuple[Citation, ...] = ()


class Channel(_Frozen):
    """One channel of 公开渠道和载体 as printed; `selected` is None where its box was lost."""

    name: str
    selected: bool | None


Mark = bool | str | None
"""A tick column: true or false, the printed text where a text stands, None where marks were lost."""


class Audience(_Frozen):
    """公开对象: 全社会 and 特定群体."""

    public: Mark
    specific: Mark


class Method(_Frozen):
    """公开方式: 主动公开 and 依申请公开."""

    proactive: Mark
    on_request: Mark


class FiveOpen(StrEnum):
    """The five kinds of 五公开: 决策 执行 管理 服务 结果."""

    DECISION = "decision"
    EXECUTION = "execution"
    MANAGEMENT = "management"
    SERVICE = "service"
    RESULT = "result"


class Item(_Frozen):
    """One innermost row of the table. Every key is always there; an empty cell is None."""

    number: str | None = None
    primary: str | None = None
    secondary: str | None = None
    levels: tuple[str, ...] = ()
    content: str | None = None
    legal_basis: LegalBasis | None = None
    deadline: Deadline | None = None
    publisher: str | None = None
    department: str | None = None
    channels: tuple[Channel, ...] = ()
    audience: Audience | None = None
    method: Method | None = None
    five_open: tuple[FiveOpen, ...] | None = None
    website_column: str | None = None
    remarks: str | None = None
    extra: dict[str, str | bool | None] = Field(default_factory=dict)
    origin: dict[str, Origin] = Field(default_factory=dict)


class Metadata(_Frozen):
    """The line of signatures above the table. `prepared_on` is an ISO 8601 date."""

    responsible_unit: str | None = None
    prepared_by: str | None = None
    reviewed_by: str | None = None
    approved_by: str | None = None
    prepared_on: str | None = None


class Declared(_Frozen):
    """Counts that the document states of itself; None where not stated or left blank."""

    proactive_primary: int | None = None
    proactive_secondary: int | None = None
    on_request_primary: int | None = None
    on_request_secondary: int | None = None


class Catalogue(_Frozen):
    """One table of disclosure items with what stands around it."""

    title: str | None = None
    attachment: str | None = None
    metadata: Metadata = Metadata()
    declared: Declared = Declared()
    preamble: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()


class Document(_Frozen):
    """What one file becomes: its catalogues (one in most cases) and what did not add up."""

    source: Source
    catalogues: tuple[Catalogue, ...] = ()
    findings: tuple[Finding, ...] = ()
