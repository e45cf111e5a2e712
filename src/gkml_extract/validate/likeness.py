"""Checks of rows against each other and of values against their column: doubles, both ticks, shifted cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from gkml_extract.lexicon.column_values import Look, look_of
from gkml_extract.model.deadline import DeadlineKind
from gkml_extract.model.finding import Note, note
from gkml_extract.model.record import Catalogue, Item
from gkml_extract.model.source import How
from gkml_extract.regex import regex
from gkml_extract.text import squeeze
from gkml_extract.validate.item import is_printed

ALIKE = 0.95
"""Likeness of two rows (edit similarity, 0 to 1) from which one may be the other submitted again."""
MIN_TEXT = 24
"""Characters of a row's own texts that can tell; shorter rows are alike by chance."""
MIN_EQUAL = 12
"""The same where the rows are equal to the letter."""
MAX_ITEMS = 2000
"""Items of a catalogue that are compared with each other; with more only equal rows would be found in time."""
_NEARBY = 200
_ENOUGH = 4
_MOST = 0.7
"""Share of a column's values that must look like another field's."""
_MIN_NAME = 4
_PAIRS = {
    "method": ("proactive", "on_request", "主动公开", "依申请公开"),
    "audience": ("public", "specific", "全社会", "特定群体"),
}
_ONE = 0.9
"""Share of rows with just one tick of a pair from which both in a row is a contradiction."""
_BITS = [1 << at for at in range(256)]
_DIGITS = regex(r"\d+|[一二三四五六七八九十]+")


def check_alike_items(catalogue: Catalogue) -> Iterator[Note]:
    """`items-alike`: a row that says the same as one before it, but for a few characters.

    Compared are the names and the content. Rows that differ in a numeral, or only by the item or content of a group,
    are rows of their own.
    """
    rows = [squeeze(" ".join(filter(None, _own_texts(item)))) for item in catalogue.items[:MAX_ITEMS]]
    last: dict[str, int] = {}
    signs: list[int] = []
    for index, row in enumerate(rows):
        is_again = index - last.get(row, -_NEARBY - 1) <= _NEARBY
        last[row] = index
        if len(row) < (MIN_EQUAL if is_again else MIN_TEXT):
            continue
        signs += map(_signs_of, rows[len(signs) : index + 1])
        before = {other: rows[other] for other in _maybe_alike(rows, signs, index)}
        found = process.extractOne(row, before, scorer=fuzz.ratio, score_cutoff=ALIKE * 100)
        if found is None or _DIGITS.findall(found[0]) != _DIGITS.findall(row):
            continue
        other = found[2]
        if _is_same_row(catalogue.items[index], catalogue.items[other]):
            yield note("items-alike", item=index, other=other, score=found[1] / 100)


def _signs_of(row: str) -> int:
    """Which of 256 classes of characters a row has, as bits."""
    return sum(map(_BITS.__getitem__, set(row.encode("utf-16-le", "surrogatepass")[::2])))


def _maybe_alike(rows: Sequence[str], signs: Sequence[int], index: int) -> Iterator[int]:
    """The rows before one that may be like it: each class of characters that one alone has is an edit.

    Most are told apart by it: to compare 75 long rows takes less than half the time.
    """
    own, length = signs[index], len(rows[index])
    for other in range(max(0, index - _NEARBY), index):
        if (signs[other] ^ own).bit_count() <= (1 - ALIKE) * (length + len(rows[other])) + 1:
            yield other


def _own_texts(item: Item) -> tuple[str | None, ...]:
    return (item.primary, item.secondary, *item.levels, item.content)


def _is_same_row(one: Item, other: Item) -> bool:
    """Whether no name, body or deadline of the two is different, and their contents are nearly the same."""
    same = ((_others(one), _others(other)), (one.primary, other.primary), (one.secondary, other.secondary))
    contents = (squeeze(one.content or ""), squeeze(other.content or ""))
    return all(a == b for a, b in same) and fuzz.ratio(*contents) >= ALIKE * 100


def _others(item: Item) -> tuple[str | None, ...]:
    return (item.publisher, item.department, item.deadline.text if item.deadline else None)


def check_contradicting_marks(catalogue: Catalogue) -> Iterator[Note]:
    """`marks-contradict`: both of 主动公开 and 依申请公开, or of 全社会 and 特定群体, where all other rows have one."""
    for group, (first, second, first_label, second_label) in _PAIRS.items():
        pairs = [
            (index, getattr(pair, first), getattr(pair, second))
            for index, item in enumerate(catalogue.items)
            if (pair := getattr(item, group)) is not None
        ]
        both = [index for index, a, b in pairs if a is True and b is True]
        single = sum((a is True) != (b is True) for _, a, b in pairs)
        if len(pairs) >= _ENOUGH and both and single >= _ONE * len(pairs):
            for index in both:
                yield note("marks-contradict", item=index, field=group, first=first_label, second=second_label)


_UNLIKE: dict[str, tuple[tuple[Look, str, str], ...]] = {
    "publisher": (
        (Look.DEADLINE, "deadlines", "公开时限"),
        (Look.LEGAL_BASIS, "legal bases", "公开依据"),
        (Look.CHANNELS, "channels", "公开渠道"),
    ),
    "department": (
        (Look.DEADLINE, "deadlines", "公开时限"),
        (Look.LEGAL_BASIS, "legal bases", "公开依据"),
        (Look.CHANNELS, "channels", "公开渠道"),
    ),
    "deadline": (
        (Look.LEGAL_BASIS, "legal bases", "公开依据"),
        (Look.CHANNELS, "channels", "公开渠道"),
        (Look.AGENCY, "bodies", "公开主体"),
    ),
    "legal_basis": ((Look.CHANNELS, "channels", "公开渠道"), (Look.AGENCY, "bodies", "公开主体")),
    "channels": (
        (Look.LEGAL_BASIS, "legal bases", "公开依据"),
        (Look.DEADLINE, "deadlines", "公开时限"),
    ),
}
"""field → looks that speak against it, with their names in both languages."""
_LABELS = {
    "publisher": "公开主体", "department": "责任部门", "deadline": "公开时限", "legal_basis": "公开依据",
    "channels": "公开渠道和载体",
}  # fmt: skip


def check_columns_like_their_labels(catalogue: Catalogue) -> Iterator[Note]:
    """`column-unlike-label`: a column most of whose printed values look like those of another field."""
    for field, against in _UNLIKE.items():
        looks = [look_of(_text(item, field)) for item in catalogue.items if is_printed(item, field)]
        if len(looks) < _ENOUGH:
            continue
        for look, en, zh in against:
            n = looks.count(look)
            if n >= _MOST * len(looks):
                yield note(
                    "column-unlike-label",
                    field=field,
                    label=_LABELS[field],
                    looks=en,
                    looks_zh=zh,
                    n=n,
                    total=len(looks),
                )


def _text(item: Item, field: str) -> str:
    """The printed text of a field."""
    if field == "channels":
        return "、".join(channel.name for channel in item.channels)
    value = getattr(item, field)
    return value if isinstance(value, str) else value.text


def check_triggers(catalogue: Catalogue) -> Iterator[Note]:
    """`trigger-of-another-item`: a deadline whose event names another item of the table and nothing of its own.

    Source: rows of text dumps and OCR whose cells are shifted by one (zhongwei).
    """
    names: dict[str, int] = {}
    for index, item in enumerate(catalogue.items):
        name = squeeze(item.secondary or "")
        if len(name) >= _MIN_NAME:
            names.setdefault(name, index)
    named_in: dict[str, str | None] = {}  # a table says the same event again and again
    for index, item in enumerate(catalogue.items):
        if item.deadline is None or not item.deadline.trigger or not is_printed(item, "deadline"):
            continue
        trigger = squeeze(item.deadline.trigger)
        if trigger not in named_in:
            named_in[trigger] = next((name for name in names if name in trigger), None)
        named = named_in[trigger]
        own = squeeze("".join(text for text in _own_texts(item) if text)) if named else ""
        if named and not any(named[at : at + 2] in own for at in range(len(named) - 1)):
            yield note("trigger-of-another-item", item=index, field="deadline", name=named, other=names[named])


def check_deadlines_of_requests(catalogue: Catalogue) -> Iterator[Note]:
    """`deadline-unlike-method`: a deadline that counts from a request, in a row that ticks 主动公开 alone.

    A table most of whose rows say so means it.
    """
    rows = [(index, item) for index, item in enumerate(catalogue.items) if item.method is not None and item.deadline]
    found = [
        index
        for index, item in rows
        if item.method is not None
        and (item.method.proactive, item.method.on_request) == (True, False)
        and item.deadline is not None
        and item.deadline.kind is DeadlineKind.ON_REQUEST
        and is_printed(item, "deadline")
    ]
    if 2 * len(found) < len(rows):
        for index in found:
            method = catalogue.items[index].origin.get("method")
            is_guess = method is not None and method.how is How.INFERRED  # a tick without a place is the doubtful one
            yield note("deadline-unlike-method", item=index, field="method" if is_guess else "deadline")
