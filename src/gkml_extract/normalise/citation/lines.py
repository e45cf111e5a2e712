"""One line of a basis → its citations in printed order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gkml_extract.model.record import Article, Citation
from gkml_extract.normalise.citation.articles import NUMERAL, read_articles
from gkml_extract.normalise.citation.numbers import number_at, number_in
from gkml_extract.normalise.citation.quotes import (
    Quotes,
    TitleSpan,
    match_quotes,
    unclosed_title,
    unify_marks,
    unopened_title,
)
from gkml_extract.normalise.citation.tail import Tail, match_brackets, read_tail
from gkml_extract.normalise.citation.titles import TAIL_WORDS, is_title_like, repair_title
from gkml_extract.normalise.citation.unquoted import Unquoted, read_beside_quoted, read_unquoted
from gkml_extract.regex import regex
from gkml_extract.text import simplify

_ISSUED_HEAD = regex(
    "关于[^《》；;。：:]{0,30}(?:印发|转发|修改|公布|发布|贯彻|落实|实施|执行|废止|修订|调整)[^《》；;。：:]{0,12}$"
)
_ISSUED_REST = regex(
    rf"的?[\u3400-\u9fff“”、]{{0,30}}?的(?:{TAIL_WORDS})"
    r"(?=$|[（(〔\[【《、，,；;。：:第]|及|和|[\u3400-\u9fff]{1,8}[〔\[（(](?:19|20)\d\d)"
)
_CLAUSE_CUT = regex("[；;。，,：:]")
_LEAD = regex(r"^(?:\d{1,2}[.．、)）]|[①-⑳●]|【[^【】]*】|[根依]据|[按依]照|和|及|与|以及|、|新修[订改]的)+")
_NUMBER_BRACKET = regex(
    r"[（(【](?P<number>[^（）()《》【】]*(?:[〔\[﹝（(]\d{4}[〕\]﹞）)]|第|令)[^（）()《》【】]*号[^（）()《》【】]*)[)）】]$"
)
_NEXT_CLAUSE = regex(
    rf"[。；;](?P<at>第{NUMERAL}条(?:第[^：:。]{{1,12}}[款项])?|第[（(]?{NUMERAL}[)）]?[款项])(?=(?:明确)?(?:规定)?[：:])"
)
_ANGLE = regex("[〈<〉>]")
_CLAUSE_OPENERS = "：:"
_AFTER_CLAUSE = regex(r"[。；;”」！!](?:\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[①-⑳●]|【[^【】]{1,16}】)?$")
_NAMED_INSIDE = regex(
    r"(?P<title>.{2,60}?(?:法|条例|办法|规定|细则|决定|意见))"
    rf"(?P<articles>第{NUMERAL}条(?:第?[（(]?{NUMERAL}[)）]?[款项]){{0,2}})"
)
_RULES = regex("(?:明确)?规定(?=[：:])")


@dataclass(slots=True)
class LineReading:
    """The citations of one line; `has_unquoted` says that some stand without 《》."""

    citations: list[Citation] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    has_unquoted: bool = False

    def add(self, printed: str, tail: Tail) -> None:
        """Take a title as printed with what stands behind it."""
        title, repair = repair_title(printed)
        if repair:
            self.repairs.append(f"{repair}: {printed} → {title}")
        self.repairs += [f"{name}: → {tail.doc_number}" for name in tail.repairs]
        self.citations.append(Citation(title=title, doc_number=tail.doc_number, articles=tail.articles))

    def add_articles(self, articles: list[Article]) -> None:
        """Take further articles of the citation read last."""
        if articles and self.citations:
            last = self.citations[-1]
            known = articles if last.articles else [article for article in articles if article.article is not None]
            whole = [_completed(article, last.articles[-1:]) for article in known]
            self.citations[-1] = last.model_copy(update={"articles": (*last.articles, *whole)})

    def add_unquoted(self, found: list[Unquoted]) -> None:
        """Take citations that stand without title marks."""
        for one in found:
            self.add(one.title, Tail(one.doc_number, one.articles, 0, one.repairs))
            self.has_unquoted = True


def read_unquoted_line(line: str) -> LineReading:
    """The reading of a squeezed line in a cell that has no 《》 anywhere."""
    reading = LineReading()
    reading.add_unquoted(read_unquoted(line))
    return reading


def read_line(printed: str) -> LineReading:
    """The reading of a squeezed line with title marks of any kind."""
    line = unify_marks(printed)
    plain = simplify(line)  # 第二十條第（三）項
    reading = LineReading()
    quotes, brackets = match_quotes(line), match_brackets(line)
    at, in_clause = 0, False
    for index, event in enumerate(quotes.events):
        if event < at:
            continue
        following = quotes.events[index + 1] if index + 1 < len(quotes.events) else None
        span = _span_of(line, event, quotes, following, at)
        if span is None:
            at = event + 1
            continue
        span = _issued_span(line, span, at)
        title, number = _split_number(_unwrapped(printed[span.inner[0] : span.inner[1]]))
        tail = read_tail(plain, span.end, brackets)
        if not tail.articles and (named := _NAMED_INSIDE.fullmatch(title)):  # 《政府信息公开条例第十九条》
            title, inner = named["title"], read_articles(simplify(named["articles"]), 0)[0]
            tail = replace(tail, articles=inner)
        gap = line[at : span.start]
        if in_clause:
            reading.add_articles(_clause_articles(plain[at : span.start]))
            if not _ends_clause(line, span, tail):
                at = span.end
                continue
        before = None if in_clause else _number_before(gap)
        if not in_clause and before is None:
            reading.add_unquoted(read_beside_quoted(gap))
        if title:
            reading.add(title, _with_number(tail, number or before))
        at = tail.end
        if tail.articles and (rule := _RULES.match(line, at)):  # 第十九条规定：…
            at = rule.end()
        in_clause = line[at : at + 1] in _CLAUSE_OPENERS and line[at : at + 1] != "" and line[at + 1 : at + 2] != "《"
    if in_clause:
        reading.add_articles(_clause_articles(plain[at:]))
    else:
        reading.add_unquoted(read_beside_quoted(line[at:]))
    return reading


def _completed(article: Article, before: tuple[Article, ...]) -> Article:
    """第（五）项 of a further clause is one of the article named before."""
    if article.article is not None or not before:
        return article
    paragraph = article.paragraph if article.paragraph is not None else before[0].paragraph
    return article.model_copy(update={"article": before[0].article, "paragraph": paragraph})


def _clause_articles(clause: str) -> list[Article]:
    """Further articles of the same law whose clauses are quoted: …。第十二条：…"""
    return [found for head in _NEXT_CLAUSE.finditer(clause) for found in read_articles(clause, head.start("at"))[0]]


def _span_of(line: str, event: int, quotes: Quotes, following: int | None, floor: int) -> TitleSpan | None:
    if line[event] == "》":
        return unopened_title(line, floor, event)
    if event in quotes.partner:
        close = quotes.partner[event]
        return TitleSpan(event, close + 1, (event + 1, close))
    return unclosed_title(line, event, quotes, following)


def _issued_span(line: str, span: TitleSpan, floor: int) -> TitleSpan:
    """民政部关于印发《Y》的通知: the notice is the document cited, its marks are left out in print."""
    gap = line[floor : span.start]
    rest = _ISSUED_REST.match(line, span.end)
    if not rest or not _ISSUED_HEAD.search(gap[-60:]):
        return span
    start = floor
    for cut in _CLAUSE_CUT.finditer(gap):
        start = floor + cut.end()
    if lead := _LEAD.match(line[start : span.start]):
        start += lead.end()
    return TitleSpan(start, rest.end(), (start, rest.end()))


def _unwrapped(title: str) -> str:
    """《〈A〉》 and <<A>> have one pair of marks too many."""
    is_wrapped = title[:1] in ("〈", "<") and title[-1:] in ("〉", ">") and not _ANGLE.search(title, 1, len(title) - 1)
    return title[1:-1] if is_wrapped else title


def _split_number(inner: str) -> tuple[str, str | None]:
    """A document number printed inside the marks, at the end of the title, is taken out of it."""
    bracket = _NUMBER_BRACKET.search(inner[-80:])
    number = number_in(bracket["number"]) if bracket else None
    if not bracket or not number:
        return inner, None
    title = inner[: len(inner) - len(bracket.group())]
    return (title, number.value) if is_title_like(title) else (inner, None)


def _number_before(gap: str) -> str | None:
    """A document number that stands right before a title, behind a separator: 国办发〔2016〕80号《A》."""
    bare = gap.strip("、，,；;。（()）和及")
    found = number_at(bare, 0) if bare else None
    return found.value if found and found.end == len(bare) else None


def _with_number(tail: Tail, number: str | None) -> Tail:
    return tail if tail.doc_number or not number else Tail(number, tail.articles, tail.end, tail.repairs)


def _ends_clause(line: str, span: TitleSpan, tail: Tail) -> bool:
    """Whether a title after a quoted clause is a citation of its own: a sentence ends before it and it has a
    number, an article or a clause behind it."""
    if not _AFTER_CLAUSE.search(line[max(0, span.start - 24) : span.start]):
        return False
    return bool(tail.doc_number or tail.articles) or line[tail.end : tail.end + 1] in ("：", ":", "")
