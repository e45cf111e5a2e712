"""Checks of a whole catalogue: what it says of itself, its numbering, ticks that the other rows have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gkml_extract.model.finding import Note, note
from gkml_extract.model.record import Catalogue, Item
from gkml_extract.regex import regex
from gkml_extract.text import fold, squeeze
from gkml_extract.validate.item import is_printed

_DIGITS = regex(r"^\D{0,2}(\d{1,5})\D{0,2}$")
_COMMON = 0.75
"""Share of rows with a tick in a group from which a row without one has probably lost it."""
_NEARLY_ALL = 0.7
_ENOUGH = 4
"""Cells of a column from which it can be told what they have in common."""
_BEGINNING = 5
"""Characters that the cells of a 网站所属栏目 usually begin with: 某某市政府网站."""
_USUAL = {"number": "序号", "primary": "一级事项", "secondary": "二级事项", "content": "公开内容"}
_NEVER_BLANK = {"primary": "一级事项", "legal_basis": "公开依据", "publisher": "公开主体", "channels": "公开渠道和载体"}
_PLAIN = {
    "primary": "一级事项",
    "secondary": "二级事项",
    "legal_basis": "公开依据",
    "deadline": "公开时限",
    "publisher": "公开主体",
    "department": "责任科室",
    "website_column": "网站所属栏目",
}
"""Fields whose cells have no ticks and no boxes, unless all have."""
_SIGN = regex("[√✓✔☑☒□■☐]")
_NAME = regex(r"(?:(?![一二三四五六七八九十百千第项号条款类])[\u4e00-\u9fff]){2}")
"""What no row number has, be it 1-1, （一） or 第三项."""
_DITTOS = regex("(?:同上[，。、；;]?){2,}")
_PAIRS = {"method": ("proactive", "on_request", "公开方式"), "audience": ("public", "specific", "公开对象")}


def check_declared_counts(catalogue: Catalogue) -> Iterator[Note]:
    """`declared-count-mismatch`: the counts in the line above the table against those of the rows.

    Counted are distinct 一级事项, and distinct pairs of 一级 and 二级事项, that have a tick under the method. Without
    such columns all rows are 主动公开.
    """
    for method, label in (("proactive", "主动公开"), ("on_request", "依申请公开")):
        stated = {level: getattr(catalogue.declared, f"{method}_{level}") for level in ("primary", "secondary")}
        if set(stated.values()) == {None}:
            continue
        rows = [item for item in catalogue.items if _is_disclosed(item, method)]
        found = {
            "primary": len({squeeze(item.primary or "") for item in rows}),
            "secondary": len({(squeeze(item.primary or ""), squeeze(item.secondary or "")) for item in rows}),
        }
        for level, level_label in (("primary", "一级事项"), ("secondary", "二级事项")):
            declared = stated[level]
            if declared is not None and declared != found[level]:
                yield note(
                    "declared-count-mismatch", what=f"{label}{level_label}", declared=declared, found=found[level]
                )


def _is_disclosed(item: Item, method: str) -> bool:
    if item.method is None:
        return method == "proactive"
    mark = getattr(item.method, method)
    return mark is not False and not (mark is None and method == "on_request")


def check_numbering(catalogue: Catalogue) -> Iterator[Note]:
    """`number-gap`: a row number that is neither that of the row before, nor the next, nor 1 again."""
    previous: int | None = None
    for index, item in enumerate(catalogue.items):
        match = _DIGITS.match(squeeze(item.number or ""))
        if match is None:
            continue
        number = int(match.group(1))
        if previous is not None and number not in (previous, previous + 1, 1):
            yield note("number-gap", item=index, field="number", number=number, previous=previous)
        previous = number


def check_usual_cells(catalogue: Catalogue) -> Iterator[Note]:
    """`cell-missing`: a row without a number, name or content that nearly all others have."""
    for field, label in _USUAL.items():
        without = [index for index, item in enumerate(catalogue.items) if not getattr(item, field)]
        if 0 < len(without) <= (1 - _NEARLY_ALL) * len(catalogue.items):
            for index in without:
                yield note("cell-missing", item=index, field=field, label=label)


def check_blank_cells(catalogue: Catalogue) -> Iterator[Note]:
    """`cell-blank`: a row without a value that nobody leaves out on purpose and that other rows have.

    Tables whose groups are not merged print it in the first row only; an empty cell of its own is empty (record.md).
    """
    for field, label in _NEVER_BLANK.items():
        without = [index for index, item in enumerate(catalogue.items) if not getattr(item, field)]
        is_usual = field in _USUAL and len(without) <= (1 - _NEARLY_ALL) * len(catalogue.items)
        if not is_usual and len(without) < len(catalogue.items):
            for index in without:
                yield note("cell-blank", item=index, field=field, label=label)


def check_unlike_cells(catalogue: Catalogue) -> Iterator[Note]:
    """`cell-unlike`: a cell that is not like nearly all others of its column.

    A tick or a box in a column of texts, a row number with a text, a 公开依据 without any citation, a 网站所属栏目 that
    does not begin as the others do or begins so twice, 公开渠道 that are those of nearly all others in part, or
    with more behind them, or one list twice, or without boxes where nearly all others have them, 同上 twice: text of
    a neighbouring cell may stand in it, or some of its own be lost.
    """
    for index in sorted({*_unusual_lists(catalogue), *_doubled_lists(catalogue), *_unboxed_lists(catalogue)}):
        yield note("cell-unlike", item=index, field="channels", label="公开渠道")
    for field, label in _PLAIN.items():
        texts = [(index, text) for index, item in enumerate(catalogue.items) if (text := _text_of(item, field))]
        alike = [(index, not _SIGN.search(text) and not _DITTOS.fullmatch(squeeze(text))) for index, text in texts]
        for index in _unlike(alike):
            yield note("cell-unlike", item=index, field=field, label=label)
    numbers = [(index, item.number) for index, item in enumerate(catalogue.items) if item.number]
    for index in _unlike([(index, _NAME.search(number) is None) for index, number in numbers]):
        yield note("cell-unlike", item=index, field="number", label="序号")
    printed = {
        field: [(index, item) for index, item in enumerate(catalogue.items) if is_printed(item, field)]
        for field in ("legal_basis", "website_column")
    }
    cited = [(index, bool(item.legal_basis and item.legal_basis.citations)) for index, item in printed["legal_basis"]]
    for index in _unlike(cited):
        yield note("cell-unlike", item=index, field="legal_basis", label="公开依据")
    sites = [(index, squeeze(item.website_column or "")) for index, item in printed["website_column"]]
    usual = Counter(text[:_BEGINNING] for _, text in sites).most_common(1)
    if usual:
        beginning = usual[0][0]
        alike = [(index, text.startswith(beginning) and text.count(beginning) == 1) for index, text in sites]
        for index in _unlike(alike):
            yield note("cell-unlike", item=index, field="website_column", label="网站所属栏目")


def _text_of(item: Item, field: str) -> str | None:
    """The text of a field as it is printed."""
    value = getattr(item, field)
    return value if value is None or isinstance(value, str) else value.text


def _unusual_lists(catalogue: Catalogue) -> list[int]:
    """The items whose list of channels is the usual one of the table with more behind it; where boxes tell which are
    chosen, a part of it as well, which another list may follow.

    Those that take it from above are among them. Where only chosen channels are listed, a shorter list is as good.
    """
    lists = [
        (index, tuple(fold(channel.name) for channel in item.channels)) for index, item in enumerate(catalogue.items)
    ]
    counts = Counter(names for _, names in lists if len(names) >= _ENOUGH)
    usual, n = counts.most_common(1)[0] if counts else ((), 0)
    if n < _ENOUGH or n < _NEARLY_ALL * sum(counts.values()):
        return []
    is_menu = any(channel.selected is False for item in catalogue.items for channel in item.channels)
    return [
        index
        for index, names in lists
        if (len(names) > len(usual) and names[: len(usual)] == usual)
        or (is_menu and 0 < len(names) != len(usual) and _is_part(names, usual * 2))
    ]


def _doubled_lists(catalogue: Catalogue) -> list[int]:
    """The items whose list of channels is one list twice, which are those of two cells."""
    lists = [[fold(channel.name) for channel in item.channels] for item in catalogue.items]
    halves = [(names[: len(names) // 2], names[len(names) // 2 :]) for names in lists]
    return [index for index, (first, second) in enumerate(halves) if first and first == second]


def _unboxed_lists(catalogue: Catalogue) -> list[int]:
    """The items all of whose channels are chosen, one of them by a name that no other has, where nearly all others
    are lists of boxes to choose from: they are what is left of such a list."""
    with_any = [(index, item.channels) for index, item in enumerate(catalogue.items) if item.channels]
    menus = [(index, any(channel.selected is False for channel in channels)) for index, channels in with_any]
    names = {
        fold(channel.name)
        for (_, channels), (_, is_menu) in zip(with_any, menus, strict=True)
        if is_menu
        for channel in channels
    }
    rest = set(_unlike(menus))
    return [
        index
        for index, channels in with_any
        if index in rest and any(fold(each.name) not in names for each in channels)
    ]


def _is_part(names: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether `names` stand in `whole` one behind the other."""
    return any(whole[k : k + len(names)] == names for k in range(len(whole) - len(names) + 1))


def _unlike(cells: list[tuple[int, bool]]) -> list[int]:
    """The items whose cell is unlike, if nearly all are alike and there are enough to tell."""
    unlike = [index for index, is_alike in cells if not is_alike]
    is_telling = len(cells) >= _ENOUGH and len(unlike) <= (1 - _NEARLY_ALL) * len(cells)
    return unlike if is_telling else []


def check_lost_ticks(catalogue: Catalogue) -> Iterator[Note]:
    """`mark-lost`: a row without any tick in 公开方式 or 公开对象 where nearly all others have one."""
    for group, (first, second, label) in _PAIRS.items():
        marks = [
            (index, pair)
            for index, item in enumerate(catalogue.items)
            if (pair := getattr(item, group)) is not None and getattr(pair, first) is not None
        ]
        without = [index for index, pair in marks if getattr(pair, first) is False and getattr(pair, second) is False]
        if len(marks) - len(without) >= _COMMON * len(marks):
            for index in without:
                yield note("mark-lost", item=index, field=group, label=label)
