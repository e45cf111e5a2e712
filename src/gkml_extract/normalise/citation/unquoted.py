"""Titles without 《》: lists of laws, notices with a document number. Read only where nothing else is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.model.record import Article
from gkml_extract.normalise.citation.articles import NUMERAL
from gkml_extract.normalise.citation.tail import match_brackets, read_tail
from gkml_extract.normalise.citation.titles import TAIL_WORDS, is_law, is_title_like
from gkml_extract.regex import regex

MAX_PIECE = 200
"""Characters of one title with its number; the longest notice titles seen have about 90."""
_HAN = "\u3400-\u9fff"
_SEPARATORS = "、，,；;。\n"
_LEAD = regex(
    r"^(?:\d{1,2}[.．、)）]?|[（(]\d{1,2}[)）]|[①-⑳●◆·■]|【[^【】]{1,16}】|[根依]据|[按依]照|依法?据?|新?修[订改]的|以及|及|和|与|：|:)+"
)
_VAGUE = regex(
    "^(?:等|及其?|其|和|其他|其它)?(?:等|国家|省|市|自治区|中央|各地|地方|上级|其他|其它|现行)*"
    "(?:有关|相关|配套|具体)?(?:的)?(?:法律|法规|规章|规范性|政策|文件|制度|性|、|和|及|以及|要求|规定|实施细则|实施条例|实施办法|等)*$"
)
_ETC = regex(
    "(?:等|(?:以?及|和)(?=其他|其它|有关|相关|配套))(?:其他|其它|有关|相关|配套|国家|法律|法规|政策|文件|规章|规定|制度|的|和|及|、|要求)*$"
)
_MORE_ARTICLES = regex(rf"第[（(]?{NUMERAL}[)）]?[条款项]")
_LAW_IN_LIST = regex(rf"[{_HAN}]{{2,16}}(?<![做方办合依执司立守无看想用])法|[{_HAN}]{{2,16}}(?:条例|实施细则)")
"""What is one more law where all around it are: 审计法、会计法、注册会计师法."""
_LEAST_LAWS = 2
_ANY_TAIL = regex(f"(?:{TAIL_WORDS})(?:[（(](?:试行|修订|修正|暂行)[)）])?")
_LAW = regex(
    rf"(?:中华人民共和国[{_HAN}]{{1,30}}(?:法|条例|办法|细则)|"
    rf"[{_HAN}]{{2,30}}(?:条例|管理办法|暂行办法|实施办法|监督办法|保险办法|救助办法|实施细则|管理规定|暂行规定|若干规定|工作规程))"
    r"(?:[（(](?:试行|修订|修正|暂行)[)）])?"
)
_NOTICE = regex(
    rf"[{_HAN}A-Za-z0-9〈〉<>“”、·—（）()]{{0,60}}关于[^《》；;。]{{2,120}}?(?:{TAIL_WORDS})(?:[（(]试行[)）])?"
)
_NO_TITLE = regex("^其|有关|相关|法律法规|法律、法规|政策文件|文件规定|^信息公开规定|要求|等")


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A citation without title marks."""

    title: str
    doc_number: str | None
    articles: tuple[Article, ...]
    repairs: tuple[str, ...] = ()


def _strip(piece: str) -> str:
    return _ETC.sub("", _LEAD.sub("", piece.strip(_SEPARATORS)))


@cache
def _known() -> re.Pattern[str]:
    spellings = sorted(load_lexicon("laws").by_spelling, key=lambda law: (-len(law), law))
    return regex("|".join(map(re.escape, spellings)))


def _glued_laws(text: str) -> list[str]:
    """Known laws that stand together with nothing between (食品安全法政府信息公开条例), or nothing."""
    laws, at = [], 0
    while at < len(text):
        found = _known().match(text, at)
        if not found:
            return []
        laws.append(found.group())
        at = found.end()
    return laws


def _title_end(piece: str) -> int:
    """Where the title at the start of a piece ends: before its number, its article, or at the piece's end."""
    ends = [found.end() for found in _ANY_TAIL.finditer(piece)]
    for end in ends:
        rest = piece[end:]
        if not rest or rest[0] in "（(〔[【第" or re.match("[国中][令办发]|国务院令|主席令", rest):
            return end
    return len(piece)


def _is_title(title: str, has_number: bool) -> bool:
    if is_law(title):
        return True
    if title[:1] in ("的", "等") or len(title) < 4 or (_NO_TITLE.search(title) and not _NOTICE.fullmatch(title)):
        return False
    return bool(_LAW.fullmatch(title) or _NOTICE.fullmatch(title)) or (has_number and is_title_like(title))


def _read_piece(piece: str) -> list[Unquoted]:
    """The citations of one piece: one in most cases, several where known laws are glued; none if it is no title."""
    end = _title_end(piece)
    title = piece[:end]
    tail = read_tail(piece, end, match_brackets(piece))
    if tail.end < len(piece.rstrip(_SEPARATORS + "）)")):
        return []
    laws = _glued_laws(title)
    if len(laws) > 1:
        last = Unquoted(laws[-1], tail.doc_number, tail.articles, tail.repairs)
        return [*(Unquoted(law, None, ()) for law in laws[:-1]), last]
    if _is_title(title, tail.doc_number is not None):
        return [Unquoted(title, tail.doc_number, tail.articles, tail.repairs)]
    return []


def _pieces(text: str) -> list[str]:
    """Cut at separators outside brackets; a cut that leaves no whole title to its left is none."""
    depth, start, pieces = 0, 0, []
    for at, char in enumerate(text):
        depth += (char in "（(〔[【〈<") - (char in "）)〕]】〉>")
        if char in "、，," and _MORE_ARTICLES.match(text, at + 1):
            continue  # 政府信息公开条例第19条、第20条
        if depth <= 0 and (char in _SEPARATORS or _is_joint(text, at, start)):
            left = text[start:at]
            if len(left) > MAX_PIECE or char in "；;。\n" or _is_vague(left) or _read_piece(_strip(left)):
                pieces.append(left)
                start = at if char not in _SEPARATORS else at + 1
    return [*pieces, text[start:]]


def _is_joint(text: str, at: int, start: int) -> bool:
    """Whether 和, 及 or 与 joins two titles here: what stands before it must end as a title does."""
    return text[at] in "和及与" and is_title_like(text[max(start, at - 40) : at])


def _is_vague(piece: str) -> bool:
    return len(piece) <= MAX_PIECE and bool(_VAGUE.match(_LEAD.sub("", piece.strip(_SEPARATORS))))


def _is_number_alone(piece: str) -> bool:
    """国办发〔2019〕54号, with no title: it is of no citation, and takes none from the others."""
    bare = _strip(piece)
    return bool(bare) and (tail := read_tail(bare, 0, match_brackets(bare))).end >= len(bare) and not tail.articles


def read_unquoted(line: str) -> list[Unquoted]:
    """The citations of a squeezed line without 《》, if the whole of it reads as a list of titles; else none.

    等有关规定 and the like may stand at its end.
    Source: vocab/legal_basis.json, no quote marks at all, unquoted notice title, vague tail.
    """
    if len(line) > 2000:
        return []
    citations: list[Unquoted] = []
    pieces = _pieces(line)
    read = [_read_piece(_strip(piece)) if _strip(piece) else [] for piece in pieces]
    is_list = sum(is_law(one.title) for found in read for one in found) >= _LEAST_LAWS
    for piece, found in zip(pieces, read, strict=True):
        bare = _strip(piece)
        if not found and is_list and _LAW_IN_LIST.fullmatch(bare) and not _NO_TITLE.search(bare):
            citations.append(Unquoted(bare, None, ()))
        elif not found and not _is_vague(piece) and not _is_number_alone(piece):
            return []
        citations += found
    return citations


def read_beside_quoted(gap: str) -> list[Unquoted]:
    """The citations in a gap between quoted titles: known laws and titles with a document number only."""
    if len(gap) > 600:
        return []
    citations: list[Unquoted] = []
    for piece in _pieces(gap):
        for found in _read_piece(_strip(piece)) if _strip(piece) else []:
            if is_law(found.title) or found.doc_number:
                citations.append(found)
    return citations
