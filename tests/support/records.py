"""Hypothesis strategies for whole documents, as odd as the model allows."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from hypothesis import strategies as st

from gkml_extract.model.deadline import (
    Bound,
    By,
    Clause,
    Deadline,
    DeadlineKind,
    Direction,
    Extension,
    Recurrence,
    Unit,
)
from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import (
    Article,
    Audience,
    Catalogue,
    Channel,
    Citation,
    Declared,
    Document,
    FiveOpen,
    Item,
    LegalBasis,
    Metadata,
    Method,
)
from gkml_extract.model.source import CellPlace, How, LinesPlace, Origin, PagePlace, SheetPlace, Source

E = TypeVar("E", bound=StrEnum)

ODD = "=+-@＝'\t\r\n\\；：、《》（）√×？■□,\" -政府网站第条款项12"
"""Characters that some format gives a meaning."""

texts = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=("Cs", "Cc"))), max_size=12)
maybe_text = st.none() | texts
numbers = st.integers(-9, 400)
amounts = st.integers(0, 400) | st.floats(0, 400, allow_nan=False)
marks = st.none() | st.booleans() | texts


def _one_of(enum: type[E]) -> st.SearchStrategy[E]:
    return st.sampled_from(list(enum))


_deadline_fields = {
    "text": texts,
    "kind": _one_of(DeadlineKind),
    "amount": st.none() | amounts,
    "unit": st.none() | _one_of(Unit),
    "direction": st.none() | _one_of(Direction),
    "bound": st.none() | _one_of(Bound),
    "trigger": maybe_text,
    "recurrence": st.none() | st.builds(Recurrence, rrule=texts, by=_one_of(By)),
    "exception": st.booleans(),
    "extension": st.none() | st.builds(Extension, amount=st.none() | amounts, unit=st.none() | _one_of(Unit)),
    "retention": maybe_text,
    "repaired": st.booleans(),
}
clauses = st.builds(Clause, scope=maybe_text, **_deadline_fields)
deadlines = st.builds(Deadline, clauses=st.lists(clauses, max_size=2).map(tuple), **_deadline_fields)
articles = st.builds(Article, article=st.none() | numbers, paragraph=st.none() | numbers, item=st.none() | numbers)
citations = st.builds(Citation, title=texts, doc_number=maybe_text, articles=st.lists(articles, max_size=3).map(tuple))
places = st.one_of(
    st.builds(PagePlace, page=numbers, bbox=st.tuples(*[st.floats(0, 999)] * 4)),
    st.builds(CellPlace, table=numbers, row=numbers, column=numbers),
    st.builds(SheetPlace, sheet=texts, cell=texts),
    st.builds(LinesPlace, lines=st.tuples(numbers, numbers)),
)
origins = st.builds(
    Origin,
    how=_one_of(How),
    places=st.lists(places, max_size=2).map(tuple),
    rule=maybe_text,
    score=st.none() | st.floats(0, 1),
)
items = st.builds(
    Item,
    number=maybe_text,
    primary=maybe_text,
    secondary=maybe_text,
    levels=st.lists(texts, max_size=3).map(tuple),
    content=maybe_text,
    legal_basis=st.none() | st.builds(LegalBasis, text=texts, citations=st.lists(citations, max_size=3).map(tuple)),
    deadline=st.none() | deadlines,
    publisher=maybe_text,
    department=maybe_text,
    channels=st.lists(st.builds(Channel, name=texts, selected=st.none() | st.booleans()), max_size=4).map(tuple),
    audience=st.none() | st.builds(Audience, public=marks, specific=marks),
    method=st.none() | st.builds(Method, proactive=marks, on_request=marks),
    five_open=st.none() | st.lists(_one_of(FiveOpen), max_size=3).map(tuple),
    website_column=maybe_text,
    remarks=maybe_text,
    extra=st.dictionaries(texts, marks, max_size=3),
    origin=st.dictionaries(st.sampled_from(list(Item.model_fields)), origins, max_size=2),
)
catalogues = st.builds(
    Catalogue,
    title=maybe_text,
    attachment=maybe_text,
    metadata=st.builds(Metadata, **dict.fromkeys(Metadata.model_fields, maybe_text)),
    declared=st.builds(Declared, **dict.fromkeys(Declared.model_fields, st.none() | numbers)),
    preamble=st.lists(texts, max_size=2).map(tuple),
    items=st.lists(items, max_size=3).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
)
findings = st.builds(
    Finding,
    code=texts,
    severity=_one_of(Severity),
    message=texts,
    catalogue=st.none() | st.integers(0, 2),
    item=st.none() | st.integers(0, 3),
    field=maybe_text,
    place=st.none() | places,
)
sources = st.builds(
    Source,
    path=texts,
    sha256=texts,
    format=texts,
    reader=texts,
    pages=st.none() | numbers,
    sheets=st.none() | numbers,
)
documents = st.builds(
    Document,
    source=sources,
    catalogues=st.lists(catalogues, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=4).map(tuple),
)
