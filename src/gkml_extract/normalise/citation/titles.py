"""Titles: the full title a law is known by, and the repair of one that is damaged in print."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.lookalikes import Likeness, likeness
from gkml_extract.lexicon.match import match_exact
from gkml_extract.regex import regex
from gkml_extract.text import fold, squeeze

STATE = "中华人民共和国"
MIN_CORE = 6
"""Characters a known title must have besides 中华人民共和国 to be restored by likeness: among short ones a
neighbour is another law (统计法 and 审计法, 教育法 and 教师法)."""
LONG_CORE = 10
"""The same from which a neighbour differs in more than a character."""
_TELLING = frozenset(
    "城乡市农村镇县省区州旗新旧大小上下男女老少内外水电煤气陆海空东西南北前后0123456789一二三四五六七八九十"
)
"""A title that differs in one of these is another title: 城乡居民… is not 城市居民…."""
MAX_LENGTH = 80
"""Characters of a title that is looked at for repair; longer ones are never laws of the lexicon."""

_EDITION = regex(r"[（(](?:(?:19|20)\d\d年?)?(?:最新|新)?(?:修订|修正|修改|试行|暂行)?(?:版|本|案|稿)?[)）]$")
# What ends a title that stands without 《》 or without its 》. Longest first where one ends with another.
TAIL_WORDS = (
    "条例|暂行办法|办法|法|法典|实施细则|细则|规定|规程|规则|规范|准则|标准|意见|通知|决定|公告|通告|方案|规划|纲要|目录|"
    "批复|函|要点|计划|指引|指南|解释|制度|章程|命令|决议|守则|措施|通报|复函|清单|工作规程|意见稿|办法（试行）|条例（修订）"
)
_TITLE_TAIL = regex(f"(?:{TAIL_WORDS})(?:[（(](?:试行|修订|修正|暂行|草案|征求意见稿)[)）])?[〉>]?$")


def is_title_like(text: str) -> bool:
    """Whether the text ends as titles of laws and documents do."""
    return len(text) > 2 and bool(_TITLE_TAIL.search(text[-16:]))


def is_law(title: str) -> bool:
    """Whether the lexicon has this title, in full or short."""
    return match_exact(title, load_lexicon("laws")) is not None


def full_title(title: str) -> str:
    """The full title of a law that is cited by a short one; any other title as it is, without blanks.

    >>> full_title("政府信息公开条例")
    '中华人民共和国政府信息公开条例'
    """
    bare = squeeze(title)
    for form in (bare, _EDITION.sub("", bare)):
        if found := match_exact(form, load_lexicon("laws")):
            return found.entry.value
    return bare


@cache
def _long_spellings() -> dict[str, str]:
    """Folded spelling → spelling, of the titles that are long enough to be restored by likeness."""
    spellings = [spelling for entry in load_lexicon("laws").entries for spelling in entry.spellings]
    return {fold(law): law for law in spellings if len(law.removeprefix(STATE)) >= MIN_CORE}


def _without_doubled_piece(title: str) -> str | None:
    """The known title that comes out when one of two equal neighbouring pieces is dropped."""
    found: set[str] = set()
    for at in range(len(title)):
        for size in range(1, (len(title) - at) // 2 + 1):
            if title[at : at + size] == title[at + size : at + 2 * size]:
                single = title[:at] + title[at + size :]
                if is_law(single):
                    found.add(single)
    return found.pop() if len(found) == 1 else None


def _likely_law(title: str) -> str | None:
    """The one known title a single character away from this one, its first character the same."""
    folded = fold(title)
    near = process.extract(folded, _long_spellings().keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=3)
    laws = {
        law for law, _, _ in near
        if law[:1] == folded[:1] and not _changed(folded, law) & _TELLING and _is_damage(folded, law)
    }  # fmt: skip
    return _long_spellings()[laws.pop()] if len(laws) == 1 else None


def _is_damage(title: str, law: str) -> bool:
    """Whether a title is a damaged `law` and no other law: 地图管理条例 is no 地名管理条例.

    A whole title of few characters with a common one in place of another is another law, unless the two look alike.
    """
    if len(law.removeprefix(STATE)) >= LONG_CORE or not is_title_like(title):
        return True
    wrong = (
        (title[step.src_pos], law[step.dest_pos]) for step in Levenshtein.editops(title, law) if step.tag == "replace"
    )
    return all(likeness(char, meant) > Likeness.NONE for char, meant in wrong)


def _changed(title: str, law: str) -> set[str]:
    """The characters that one of the two has and the other has not, or has another for."""
    changed: set[str] = set()
    for step in Levenshtein.editops(title, law):
        changed |= {title[step.src_pos]} if step.tag != "insert" else set()
        changed |= {law[step.dest_pos]} if step.tag != "delete" else set()
    return changed


@lru_cache(maxsize=2048)
def repair_title(title: str) -> tuple[str, str | None]:
    """The title as read and the repair it needed: `title-doubled-piece`, `title-likeness` or None.

    Only a title that is not known and becomes exactly one known one is touched.
    Source: record.md, zhongwei row 34; vocab/legal_basis.json, wrong-word titles.
    """
    if not 4 <= len(title) <= MAX_LENGTH or is_law(title) or is_law(_EDITION.sub("", title)):
        return title, None
    if single := _without_doubled_piece(title):
        return single, "title-doubled-piece"
    if law := _likely_law(title):
        return law, "title-likeness"
    return title, None
