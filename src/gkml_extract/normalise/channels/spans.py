"""Where lists of channels stand in a long text whose cell boundaries were lost.

Made for precision: a place that is not found costs evidence, a wrong one costs a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gkml_extract.normalise.channels.boxes import BoxConvention, find_boxes, find_convention, find_tags, replace_tags
from gkml_extract.normalise.channels.names import MAX_NAME, clean_name, glued_name, known_name, standard_channel
from gkml_extract.regex import regex

_STOP = regex(r"[√✓✔《》。\t\n|]|(?<=[\u3400-\u9fff）)”])\d")
_BRACKET = regex(r"[（(][^（）()]{0,20}[）)]|[（(]注明(?![）)])")
_ADDRESS = regex(r"https?://[A-Za-z0-9./_?=&%-]+|_{2,}|(?:APP|客户端)")
_SEPARATOR = regex(r"[、，,；;/／]?(?:\d{1,2}[.．、](?=[\u3400-\u9fff]|\d{5}))?")
_COLUMN = regex(
    r"(?:[“\"][^“”\"]{1,30}[”\"]、?){1,4}(?:等?(?:栏目|专栏|专题|版块|板块)|(?=[√✓✔])|$)"
    r"|的?[\u3400-\u9fff]{2,16}?(?:栏目|专栏)(?=[√✓✔])"
)
_ROUND = frozenset("●○〇◯◉")
"""In 公开内容 these are bullets; a list of channels has them throughout or not at all."""
_SITES = ("政府网站", "部门网站")
_PLACE = "(?:(?![日内前后起开√的局厅委科室、，；（）()]).){1,4}?[省市县区州旗盟镇乡]"
_OWNED_SITE = regex(
    rf"(?:[\u3400-\u9fff]{{2,8}}自治[区州县])?(?:{_PLACE}){{0,3}}[省市县区镇乡]?(?:人民)?政府(?:信息公开)?(?:门户)?网(?:站)?(?!站)"
)
_SITE_CORE = regex("政府(?:信息公开)?(?:门户)?网")
"""What each website of an owner has; tried everywhere, the whole pattern takes most of the time of a long text."""
_SITE_LENGTH = 40
"""Characters of such a name before its end, and behind its beginning."""
_NAME_TAIL = regex(
    r"(?:[^√《》。\d■□]{0,24}?)(?:门户网站|部门网站|公示栏|公告栏|公开栏|服务平台|平台|服务网|网站|专栏|大厅|系统|公众号)"
)
_OWNED_NAME = regex(
    "(?:[省市县区镇乡村各本]|街道|社区|学校|医院|单位|部门|企业|机关|小区)+(?:[（(](?:街道|镇|乡|社区|居|企业)[）)])?"
    "(?:公[示告开]栏|宣传栏|(?:电子)?显示屏|电子屏|微信(?:公众号|群)|公众号|政务服务网|官网)"
)
"""A name behind a mark that says whose it is: 政府网站、乡镇（街道）公示栏."""
_VALUE_OPTION = regex(
    "全社会|社会公众|特定(?:群体|对象|人群)|(?:主动|依申请)公开|(?:决策|执行|管理|服务|结果)公开"
    "|(?:全?社会|公众|主动|依申请|决策|执行|管理|服务|结果)$"
)
"""An option of 公开对象, 公开方式 or 五公开, whose lists of boxes may stand before that of the channels."""
_FIRST_NUMERAL = regex(r"(?<!\d)1[.．、]$")
_AFTER_LONE = regex("[√✓✔]|$")


def find_channel_spans(text: str) -> list[tuple[int, int]]:
    """Spans [start, end) of `text`, in order and apart, that are probably each one list of channels.

    A list is a run of options led by boxes, of known names joined by separators, or a website with
    a column of it (政府网站“机构信息”栏目). The first option coming again begins another list.

    Args:
        text: squeezed: without white space.
    """
    boxed = list(_boxed_spans(text))
    named = _named_spans(text, boxed)
    return sorted([*boxed, *named])


def is_value_option(option: str) -> bool:
    """Whether a text behind a box is an option of 公开对象, 公开方式 or 五公开, and no channel."""
    return _VALUE_OPTION.match(option) is not None


@cache
def _site() -> re.Pattern[str]:
    return regex(f"(?:{_OWNED_SITE.pattern}|政府门户网站|部门网站|门户网站)$")


def _unfold_tags(text: str) -> tuple[str, Sequence[int]]:
    """The text with one character a tag, and for each of its places the place in `text`."""
    tags = find_tags(text)
    if not tags:
        return text, range(len(text) + 1)
    places: list[int] = []
    at = 0
    for start, end in tags:
        places += range(at, start + 1)
        at = end
    places += range(at, len(text) + 1)
    return replace_tags(text), places


def _boxed_spans(text: str) -> Iterator[tuple[int, int]]:
    plain, places = _unfold_tags(text)
    convention = _without_ticks(find_convention((plain,)))
    runs = list(_runs_of_boxes(plain, convention))
    leads = {plain[run[0][1] : run[1][0]] for run in runs if len(run) > 1}
    floor = 0
    limits = [*(run[0][0] for run in runs[1:]), len(plain)]
    for run, limit in zip(runs, limits, strict=False):
        span = _list_span(plain, run, (floor, limit), leads)
        if span:
            floor = span[1]
            yield places[span[0]], places[span[1]]


def _without_ticks(convention: BoxConvention) -> BoxConvention:
    """The convention without √: in a flattened table it is the mark of a tick column."""
    return replace(convention, ticked=convention.ticked - frozenset("√✓✔"))


def _runs_of_boxes(plain: str, convention: BoxConvention) -> Iterator[list[tuple[int, int]]]:
    """Runs of boxes with a short option between each and the next."""
    boxes = [(box.start, box.end) for box in find_boxes(plain, convention)]
    run: list[tuple[int, int]] = []
    first = ""
    for at, (start, end) in enumerate(boxes):
        following = boxes[at + 1][0] if at + 1 < len(boxes) else len(plain)
        option = plain[end : min(following, end + MAX_NAME + 1)]
        if _VALUE_OPTION.match(option):
            if run:
                yield run
            run = []
            continue
        is_other_kind = run and (plain[run[-1][0]] in _ROUND) != (plain[start] in _ROUND)
        comes_again = option.startswith(first) and (len(run) > 1 or first == _known_head(option))
        if run and (is_other_kind or comes_again):
            yield run
            run = []
        if not run:
            first = _known_head(option) or option[:4] or "\n"
        run.append((start, end))
        if len(option) > MAX_NAME or _STOP.search(option) or not option:
            yield run
            run = []
    if run:
        yield run


def _known_head(option: str) -> str:
    """The name at the start of `option`, with the bracket that belongs to it; empty if none is known."""
    found = known_name().match(option) or _OWNED_SITE.match(option)
    if not found or not found.group():
        return ""
    end = found.end()
    if column := _COLUMN.match(option, end):
        return option[: column.end()]
    rest = _BRACKET.match(option, end) or _ADDRESS.match(option, end)
    if found.group() in ("其他", "其它") and not rest:
        rest = _other_name().match(option, end)
    return option[: rest.end()] if rest else option[:end]


@cache
def _other_name() -> re.Pattern[str]:
    """The name behind 其他：."""
    return regex(f"[：:](?:{known_name().pattern})")


def _last_end(plain: str, start: int, limit: int) -> int | None:
    """Where the last option, whose name begins at `start`, ends, `limit` at most; None if nothing tells."""
    option = plain[start : min(start + MAX_NAME, limit)]
    known = _known_head(option)
    tail = _NAME_TAIL.match(option)
    stop = _STOP.search(option)
    if known:
        return start + len(known)
    if tail and (not stop or tail.end() <= stop.start()):
        return start + tail.end()
    if stop and 2 <= stop.start() <= 24:
        return start + stop.start()
    return None


def _list_span(
    plain: str, run: list[tuple[int, int]], bounds: tuple[int, int], leads: set[str]
) -> tuple[int, int] | None:
    """The span of one run of boxes inside `bounds`; None if its options are no channels."""
    names = [clean_name(plain[end:start]) for (_, end), (start, _) in pairwise(run)]
    end = _last_end(plain, run[-1][1], bounds[1])
    if end is None:
        end = run[-1][0]
    else:
        names.append(clean_name(plain[run[-1][1] : end]))
    n_known = sum(standard_channel(name) is not None for name in names)
    if not n_known or n_known * 2 < len(names):
        return None
    start = run[0][0]
    if standard_channel(names[0]) not in _SITES:
        start = _lead_start(plain, start, bounds[0], leads)
    return start, end


def _lead_start(plain: str, start: int, floor: int, leads: set[str]) -> int:
    """Where the list begins if its first option lost its box: a website named right before the first box.

    A name that leads another list of the document tells best where it begins.
    """
    head = plain[max(floor, start - MAX_NAME) : start]
    known = [lead for lead in leads if lead and head.endswith(lead) and standard_channel(lead) in _SITES]
    if known:
        return start - max(map(len, known))
    found = next((at for at in range(len(head)) if _site().match(head, at)), len(head))
    return start - len(head) + found


def _named_spans(text: str, boxed: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lists of known names without boxes, outside the spans that are already taken."""
    spans: list[tuple[int, int]] = []
    edges = [0, *(edge for span in boxed for edge in span), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        at = start
        while (first := _next_name(text, at, end)) is not None:
            names = _names_from(text, first, end)
            at = names[-1][1]
            if not _is_list(text, names):
                continue
            numeral = _FIRST_NUMERAL.search(text, max(start, first - 2), first)
            begins = numeral.start() if numeral and len(names) > 1 else first
            spans.append((begins, at))
    return spans


def _next_name(text: str, at: int, end: int) -> int | None:
    """Where the next website or known name begins."""
    named = known_name().search(text, at, end)
    limit = min(end, named.start() + _SITE_LENGTH) if named else end
    core = _SITE_CORE.search(text, at, limit)
    if core:
        near = max(at, core.start() - _SITE_LENGTH), min(end, core.end() + _SITE_LENGTH)
        site = _OWNED_SITE.search(text, *near)
        if site and (not named or site.start() < named.start()):
            return site.start()
    return named.start() if named else None


@cache
def _site_or_name() -> re.Pattern[str]:
    return regex(f"{_OWNED_SITE.pattern}|{known_name().pattern}")


@cache
def _certain() -> re.Pattern[str]:
    """Names that stand for nothing but a channel; 会议 and 电视 may be contents."""
    return regex(f"{_OWNED_SITE.pattern}|{glued_name().pattern}|政府门户网站|官网|微信公众号|公示栏")


def _names_from(text: str, start: int, limit: int) -> list[tuple[int, int]]:
    """The run of names that begins at `start`: where each begins and ends, its column or bracket included."""
    names: list[tuple[int, int]] = []
    at = start
    while found := _site_or_name().match(text, at, limit) or (
        _OWNED_NAME.match(text, at, limit) if names and names[-1][1] < at else None
    ):
        if len(names) > 1 and found.group() == text[slice(*names[0])]:
            break
        end = found.end()
        if names and at == names[-1][1] and not glued_name().match(text, at, limit):
            names[-1] = (names[-1][0], end)  # 政务大厅电子屏 is one channel
            at = end
            continue
        for tail in (_COLUMN, _BRACKET):
            if rest := tail.match(text, end, limit):
                end = rest.end()
        names.append((at, end))
        separator = _SEPARATOR.match(text, end, limit)
        at = separator.end() if separator else end
    return names


def _is_list(text: str, names: list[tuple[int, int]]) -> bool:
    """Whether the names are a list: several with a certain one, or one with its column or with a tick behind it."""
    certain = [name for name in names if _certain().match(text, *name)]
    if not certain:
        return False
    start, end = names[0]
    return (
        len(names) > 1
        or text[start:end].endswith(("栏目", "专栏", "”", "版块", "板块"))
        or bool(_AFTER_LONE.match(text, end))
    )
