"""The header of a table drawn in a grid of characters: labels stacked line by line, groups over their children."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gkml_extract.lexicon.header import Label, header_lexicon, is_of_subject, parse_label, read_by_subject
from gkml_extract.lexicon.match import Match, match_exact
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.aligned.jumbled import tell_labels
from gkml_extract.reflow.aligned.options import has_ticks, is_head, options_below
from gkml_extract.reflow.aligned.words import TextPage, Word
from gkml_extract.reflow.chunks.spans import GLOSS
from gkml_extract.reflow.header.options import RULE as OPTION
from gkml_extract.reflow.header.options import option_label
from gkml_extract.reflow.printed.around import TITLE
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

MAX_LINES = 18
"""Lines of a header: a label of one character a line, and blank ones."""
_ABOVE = 8
"""Lines above the first whole label in which the header may begin: upper halves of labels, groups."""
_REACH = 4
"""Lines from which a word does not go on the label above it."""
_MIN_FIELDS, _MIN_OF_FURTHER = 4, 2
_ITEM_FIELDS = frozenset({"primary", "secondary", "levels", "content"})
_LONGEST = 34
_LEAST_TITLE = 8
"""Characters of a title of a table: 公开目录 is a label."""
_NEW, _SHIFT, _GOES_ON = 2.0, 3, 2.0
"""Costs of the first word of a label, and what it gains to go on with one that is known; places of a shift at most."""
_LEVELS = "省市县区乡镇村街道级"
_BRACKETS = "（）()、"
_REMARKS = "备注"
_BOX = regex(r"^[■□☑☐▢◻●○√](?![”\"’']|[为表])")
"""Not one of a legend that wraps before it: □”表示可选项."""
_ASKEW = 0.1
_FAR_SHIFT, _PLACE = 10, 0.1
"""Places by which the last character of a label may be shifted, and what each costs."""
_WHOLE = 2.5
"""Cost of a label that would go on another one: 公开 over 责任科室."""
_LINE_COST = 0.3
_LEAST_GROUP, _GROUP_LINES, _GROUP_REACH = 2, 3, 2
_LONGEST_SCRAP = 3
"""Characters of the end of a legend that stands under the middle of its longer lines."""
_LEAST_LABEL = 4
"""Characters of each of two labels that are printed as one word."""
_COUNTED = 8
_OF_LABELS = 0.8
"""Share of words that are parts of labels in a line of a header."""
_LEAST_OPTION = 3
"""Characters of a channel that neighbouring columns of one character each hardly make: 公众号."""
_NOT_READ = frozenset({"unknown", "unlabelled"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column's label over the columns [x0, x1); `group` is the label over it and its neighbours."""

    text: str
    label: Label
    x0: int
    x1: int
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A label over several columns."""

    text: str
    label: Label


@dataclass(frozen=True, slots=True)
class AlignedHeader:
    """A header in the lines [first, end) of a page, its columns left to right."""

    first: int
    end: int
    leaves: tuple[Leaf, ...]
    groups: tuple[Group, ...]
    score: float
    titles: tuple[Word, ...] = ()
    """Titles of the table that stand between its lines."""

    @property
    def fields(self) -> frozenset[str]:
        """The known fields of its columns."""
        return frozenset(leaf.label.field for leaf in self.leaves if leaf.label.rule not in _NOT_READ)


def find_headers(page: TextPage, *, is_further: bool = False) -> list[AlignedHeader]:
    """The headers on a page from the top down; with `is_further` those that have none of the fields of items."""
    found: list[AlignedHeader] = []
    begin = 0
    while (header := _next_header(page, begin, is_further=is_further)) is not None:
        found.append(header)
        begin = header.end
    return found


def _next_header(page: TextPage, begin: int, *, is_further: bool = False) -> AlignedHeader | None:
    """The first header at or below a line."""
    in_vain: set[tuple[int, int]] = set()
    for line in range(begin, len(page.lines)):
        if sum(_is_whole(word.text) for word in page.lines[line]) < 2:
            continue
        tries = [
            header
            for first in range(max(begin, line - _ABOVE), line + 1)
            if page.lines[first]
            for end in range(line + 1, min(first + MAX_LINES, len(page.lines)) + 1)
            if page.lines[end - 1]
            and (first, end) not in in_vain
            and (header := _read(page, first, end, is_further=is_further))
        ]
        if tries:
            return _extended(page, max(tries, key=lambda header: header.score))
        in_vain |= {
            (first, end)
            for first in range(max(begin, line - _ABOVE), line + 1)
            for end in range(line + 1, min(first + MAX_LINES, len(page.lines)) + 1)
        }
    return None


def _extended(page: TextPage, header: AlignedHeader) -> AlignedHeader:
    """The header with the lines below it that are made of parts of labels; without them its labels are half ones."""
    end = header.end
    while end < min(header.first + MAX_LINES, len(page.lines)):
        following = next((k for k in range(end, min(end + 2, len(page.lines))) if page.lines[k]), None)
        if following is None or not _is_of_labels(page.lines[following]):
            break
        end = following + 1
    whole = header if end == header.end else _read(page, header.first, end) or header
    return _with_legend(page, whole) if _is_open(whole) else whole


def _is_open(header: AlignedHeader) -> bool:
    """Whether a label opens a bracket that it does not close."""
    return any(_is_legend_open(leaf.text) for leaf in header.leaves)


def _is_legend_open(text: str) -> bool:
    """Whether a text opens a round bracket that it does not close; quotation marks within may be lost."""
    folded = fold(text)
    return folded.count("(") > folded.count(")")


def _with_legend(page: TextPage, header: AlignedHeader) -> AlignedHeader:
    """The header with the lines below it in which the legend of a label ends, if they are nothing else."""
    for end in range(header.end + 1, min(header.first + MAX_LINES, len(page.lines)) + 1):
        longer = _read(page, header.first, end)
        if longer is None or len(longer.leaves) != len(header.leaves):
            break
        if not _is_open(longer):
            return longer
    return header


def _is_of_labels(words: Sequence[Word]) -> bool:
    """Whether most words of a line are parts of labels, as no line of a row is."""
    known = [_folded(part.text) in _label_parts() or len(part.text) == 1 for word in words for part in _parted(word)]
    n_single = sum(len(word.text) == 1 for word in words)
    return len(known) >= _MIN_FIELDS and sum(known) >= _OF_LABELS * len(known) and n_single < len(words) > 1


def _folded(text: str) -> str:
    return GLOSS.sub("", simplify(fold(text)))


def _exactly(text: str) -> Match | None:
    """The label that a text is, in either script."""
    return match_exact(GLOSS.sub("", simplify(text)), header_lexicon())


def _is_whole(text: str) -> bool:
    return len(text) > 1 and _exactly(text) is not None


def _read(page: TextPage, first: int, end: int, *, is_further: bool = False) -> AlignedHeader | None:
    """The header that the lines [first, end) make; None if they make none."""
    printed = [word for line in page.lines[first:end] for word in line]
    titles = tuple(filter(is_title, printed))
    words = [word for word in printed if word not in titles] if titles else printed
    if any(len(word.text) > _LONGEST or _BOX.match(word.text) for word in words):
        return None
    ways = [_columns(words)]
    if any(is_head(word) for word in words) and has_ticks(page):
        ways.append(_columns(words, has_options=True))
    leaves, groups = max(ways, key=lambda way: score_of(way[0], way[1], end - first))
    fields = {leaf.label.field for leaf in leaves if leaf.label.rule not in _NOT_READ}
    least = _MIN_OF_FURTHER if is_further else _MIN_FIELDS
    if len(fields) < least or bool(fields & _ITEM_FIELDS) is is_further:
        return None
    return AlignedHeader(first, end, tuple(leaves), tuple(groups), score_of(leaves, groups, end - first), titles)


def _columns(words: Sequence[Word], *, has_options: bool = False) -> tuple[list[Leaf], list[Group]]:
    """The columns that words make with their groups; `has_options`: 公开渠道 stands over channels with ticks."""
    heads = [[word] for word in words if has_options and is_head(word)]
    over = [*_group_words([word for word in words if [word] not in heads]), *heads]
    taken = {id(word) for group in over for word in group}
    stacks = _with_spaced(_with_scraps(_stacks([word for word in words if id(word) not in taken])))
    stacks.sort(key=lambda stack: _middle(stack))
    leaves, groups = _without_heads(*_under_items(*_under_groups([_leaf(stack) for stack in stacks], over)))
    if not is_orderly(leaves, groups):
        leaves, groups = _unjumbled(stacks, over) or (leaves, groups)
    told = read_by_subject([leaf.label for leaf in leaves])
    return [replace(leaf, label=label) for leaf, label in zip(leaves, told, strict=True)], groups


def is_title(word: Word) -> bool:
    """Whether a word is the title of a table."""
    return len(word.text) >= _LEAST_TITLE and TITLE.search(word.text) is not None


def score_of(leaves: Sequence[Leaf], groups: Sequence[Group], n_lines: int) -> float:
    """How well a header is read: the characters of labels that are known, against those of others."""
    known = sum(
        min(len(leaf.text), _COUNTED) * leaf.label.score for leaf in leaves if leaf.label.rule not in _NOT_READ
    ) + sum(len(group.text) for group in groups)
    unknown = sum(2 + len(leaf.text) for leaf in leaves if leaf.label.rule in _NOT_READ)
    return known - unknown - _LINE_COST * n_lines


def is_orderly(leaves: Sequence[Leaf], groups: Sequence[Group]) -> bool:
    """Whether each label is a known one, the only one of its field, and each group has its columns."""
    fields = Counter(leaf.label.field for leaf in leaves if leaf.label.field not in ("extra", "levels"))
    texts = Counter(leaf.text for leaf in leaves)
    return (
        all(_is_read(leaf) and not (leaf.label.is_group and leaf.group is None) for leaf in leaves)
        and max([*fields.values(), *texts.values()], default=0) <= 1
    )


def _unjumbled(
    stacks: Sequence[Sequence[Word]], over: Sequence[Sequence[Word]]
) -> tuple[list[Leaf], list[Group]] | None:
    """The columns of a header of which some labels are told by the characters of all that stand side by side."""
    found: list[Leaf] = []
    groups = [Group(_text(words), parse_label(_text(words))) for words in over]
    run: list[Word] = []
    has_told = False
    for stack in [*stacks, ()]:
        leaf = _leaf(stack) if stack else None
        if leaf is not None and not _is_of_text(leaf):
            run += stack
            continue
        told = tell_labels(run) if run else []
        if told is None:
            return None
        for each in told:
            has_told = True
            label = parse_label(each.text)
            kind = label.group
            if each.group is not None and not any(group.text == each.group for group in groups):
                groups.append(Group(each.group, parse_label(each.group)))
            own = next((k for k, group in enumerate(groups) if group.text == each.group or _is_kind(group, kind)), None)
            found.append(Leaf(each.text, label, each.x0, each.x1, own))
        run = []
        if leaf is not None:
            found.append(leaf)
    if not has_told:
        return None
    used = sorted({leaf.group for leaf in found if leaf.group is not None})
    lone = [_leaf(words) for k, words in enumerate(over) if k not in used]
    found = [leaf if leaf.group is None else replace(leaf, group=used.index(leaf.group)) for leaf in found]
    return sorted([*found, *lone], key=lambda leaf: leaf.x0 + leaf.x1) if lone else found, [groups[k] for k in used]


def _is_of_text(leaf: Leaf) -> bool:
    """Whether a label is one of a column of texts, read whole."""
    is_option = leaf.label.group is not None or leaf.label.field == "number" or leaf.label.field in _ITEMS
    return _is_read(leaf) and not is_option


def _is_read(leaf: Leaf) -> bool:
    """Whether a label is a known one as it stands, or with a legend behind it."""
    return _exactly(leaf.text) is not None or leaf.label.rule in ("exact-without-bracket", OPTION)


def _is_kind(group: Group, kind: str | None) -> bool:
    return kind is not None and ("items" if group.label.field in _ITEMS else group.label.group) == kind


def _group_words(words: Sequence[Word]) -> list[list[Word]]:
    """The words that are labels over several columns, with the lines they go on in."""
    groups: list[list[Word]] = []
    taken: set[int] = set()
    for k, word in enumerate(words):
        if id(word) in taken or len(word.text) < _LEAST_GROUP or _ends_label(word, words[:k]):
            continue
        group = next(
            (
                parts
                for parts in _continued([word], words[k + 1 :], taken)
                if _group_label("".join(part.text for part in parts))
            ),
            None,
        )
        if group is not None:
            groups.append(group)
            taken |= {id(part) for part in group}
    return groups


def _ends_label(word: Word, above: Sequence[Word]) -> bool:
    """Whether a short word is the end of a label of a column that begins right above it: 特定 over 对象."""
    return len(word.text) == _LEAST_GROUP and any(
        0 < word.line - other.line <= _GROUP_REACH
        and max(word.x0 - other.x1, other.x0 - word.x1) < 0
        and _exactly(other.text + word.text) is not None
        and parse_label(other.text + word.text).group
        for other in above
    )


def _continued(parts: list[Word], below: Sequence[Word], taken: set[int]) -> Iterator[list[Word]]:
    """Words that may be one label over several lines: the longest first."""
    last = parts[-1]
    joined = "".join(part.text for part in parts)
    if _folded(joined) in _label_beginnings() and len(parts) < _GROUP_LINES:
        near = [
            word
            for word in below
            if 0 < word.line - last.line <= _GROUP_REACH and id(word) not in taken
            and max(word.x0 - last.x1, last.x0 - word.x1) < _SHIFT
        ]  # fmt: skip
        for word in sorted(near, key=lambda word: abs(word.x0 + word.x1 - last.x0 - last.x1)):
            if _folded(joined + word.text) in _label_beginnings():
                yield from _continued([*parts, word], below, taken)
    if len(parts) == 1 or _exactly(joined):
        yield parts


def _group_label(text: str) -> Label | None:
    label = parse_label(text) if _exactly(text) else None
    return label if label is not None and label.is_group else None


def _stacks(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand below one another, together.

    Lines of narrow columns are shifted against each other by a place or two: the words of a line are given to the
    stacks above in their order, where they are nearest, and where they go on with a label that is begun.
    """
    stacks: list[list[Word]] = []
    for line in sorted({word.line for word in words}):
        row = [part for word in words if word.line == line for part in _parted(word)]
        open_stacks = sorted(
            (stack for stack in stacks if line - stack[-1].line <= _REACH), key=lambda stack: _middle(stack)
        )
        for word, stack in zip(row, _matched(row, open_stacks), strict=True):
            if stack is None:
                stacks.append([word])
            else:
                stack.append(word)
    return stacks


def _parted(word: Word) -> list[Word]:
    """What a word is of neighbouring columns that touch: their labels, or the characters of columns of one each."""
    if len(word.text) < 2 or word.x1 - word.x0 != len(word.text) or _folded(word.text) in _label_parts():
        return [word]
    if len(word.text) >= _LEAST_OPTION and is_known(word.text):
        return [word]
    if len(word.text) >= _LEAST_LABEL and is_of_subject(word.text):
        return [word]
    if not _option_characters().issuperset(simplify(word.text)):
        return _labels_of(word)
    return [Word(word.x0 + k, word.x0 + k + 1, word.line, char) for k, char in enumerate(word.text)]


def _labels_of(word: Word) -> list[Word]:
    """A word that is some known labels as these: 公开内容（要素）公开期限."""
    if _exactly(word.text) is None:
        for k in range(_LEAST_LABEL, len(word.text) - _LEAST_LABEL + 1):
            left = Word(word.x0, word.x0 + k, word.line, word.text[:k])
            rest = _labels_of(Word(word.x0 + k, word.x1, word.line, word.text[k:])) if _is_whole(left.text) else []
            if rest and all(_is_whole(each.text) for each in rest):
                return [left, *rest]
    return [word]


@lru_cache(maxsize=1)
def _option_characters() -> frozenset[str]:
    """The characters of labels that stand over columns of one character: of ticks, items, 序号 and 备注."""
    return frozenset(
        char
        for spelling, entry in header_lexicon().by_spelling.items()
        if entry.more.get("parent") or entry.more.get("group") or entry.value == "number"
        for char in spelling
        if not char.isascii()
    ) | frozenset(_LEVELS + _BRACKETS + _REMARKS)


@lru_cache(maxsize=1)
def _label_parts() -> frozenset[str]:
    spellings = [fold(spelling) for spelling in header_lexicon().by_spelling]
    return frozenset(
        spelling[a:b]
        for spelling in spellings
        for a in range(len(spelling))
        for b in range(a + 2, min(a + _COUNTED, len(spelling)) + 1)
    )


@lru_cache(maxsize=1)
def _by_characters() -> dict[str, str]:
    """Labels over ticks by their sorted characters: where print is set off by half a line, they come in any order."""
    found: dict[str, list[str]] = {}
    for spelling, entry in header_lexicon().by_spelling.items():
        if entry.more.get("parent") and len(spelling) > 2:
            found.setdefault("".join(sorted(fold(spelling))), []).append(spelling)
    return {key: spellings[0] for key, spellings in found.items() if len(spellings) == 1}


def _middle(stack: Sequence[Word]) -> float:
    return (min(word.x0 for word in stack) + max(word.x1 for word in stack)) / 2


def _matched(row: Sequence[Word], stacks: Sequence[list[Word]]) -> list[list[Word] | None]:
    """For each word of a line the stack that it goes on with, in order; None for one that begins a label."""
    n, m = len(row), len(stacks)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    choice = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            options = [(best[i][j - 1], 1)] if j else []
            if i:
                options.append((best[i - 1][j] + _NEW, 2))
            if i and j:
                options.append((best[i - 1][j - 1] + _cost(row[i - 1], stacks[j - 1]), 3))
            if options:
                best[i][j], choice[i][j] = min(options)
    found: list[list[Word] | None] = [None] * n
    i, j = n, m
    while i:
        step = choice[i][j]
        if step == 3:
            found[i - 1] = stacks[j - 1]
        i, j = i - (step > 1), j - (step != 2)
    return found


def _cost(word: Word, stack: Sequence[Word]) -> float:
    """How badly a word goes on a stack: by its distance from it, and by what both say together."""
    x0, x1 = min(each.x0 for each in stack), max(each.x1 for each in stack)
    apart = max(word.x0 - x1, x0 - word.x1, -1) + 1
    joined = _folded(_text(stack) + word.text)
    goes_on = joined in _label_beginnings()
    askew = abs(word.x0 + word.x1 - x0 - x1) / 2
    if goes_on and len(word.text) == 1 and apart <= _FAR_SHIFT and _exactly(joined):
        return _PLACE * apart - _GOES_ON + _ASKEW * askew
    is_whole = len(word.text) > 2 and _is_whole(word.text)
    if apart > (_SHIFT if goes_on else 0) or (is_whole and not goes_on):
        return 2 * _NEW + 1
    return apart + _WHOLE * is_whole - _GOES_ON * goes_on + _ASKEW * askew


@lru_cache(maxsize=1)
def _label_beginnings() -> frozenset[str]:
    spellings = header_lexicon().by_spelling
    return frozenset(fold(spelling)[:n] for spelling in spellings for n in range(1, len(spelling) + 1))


def _with_spaced(stacks: list[list[Word]]) -> list[list[Word]]:
    """Neighbouring stacks that are one label, its parts set apart or shifted: 序 号, 特定 and 对象 below."""
    joined: list[list[Word]] = []
    for stack in sorted(stacks, key=lambda stack: _middle(stack)):
        before = joined[-1] if joined else None
        if before and _is_one(before, stack):
            joined[-1] = [*before, *stack]
        else:
            joined.append(stack)
    return joined


def _with_scraps(stacks: list[list[Word]]) -> list[list[Word]]:
    """The stacks with the end of a legend given back that stands under its lines: （“■”表示必选 over 项）."""
    kept = list(stacks)
    for scrap in stacks:
        text = _text(scrap)
        if len(text) > _LONGEST_SCRAP or _exactly(text) is not None:
            continue
        owner = next((stack for stack in kept if stack is not scrap and _has_under(stack, scrap)), None)
        if owner is not None:
            kept = [stack for stack in kept if stack is not scrap and stack is not owner] + [[*owner, *scrap]]
    return kept


def _has_under(stack: Sequence[Word], scrap: Sequence[Word]) -> bool:
    """Whether a stack opens a bracket above a scrap, in columns around it."""
    above = [word for word in stack if word.line < scrap[0].line]
    is_around = min(word.x0 for word in stack) < scrap[0].x0 and scrap[-1].x1 < max(word.x1 for word in stack)
    return is_around and _is_legend_open(_text(above))


def _is_one(left: Sequence[Word], right: Sequence[Word]) -> bool:
    parts = [_text(left), _text(right)]
    n_whole = sum(_exactly(part) is not None and not _group_label(part) for part in parts)
    apart = min(word.x0 for word in right) - max(word.x1 for word in left)
    return n_whole < 2 and apart <= _SHIFT and _exactly(_text([*left, *right])) is not None


def _text(stack: Sequence[Word]) -> str:
    return "".join(word.text for word in sorted(stack, key=lambda word: (word.line, word.x0)))


def _leaf(stack: Sequence[Word]) -> Leaf:
    text = _text(stack)
    if _exactly(text) is None and all(len(word.text) == 1 for word in stack):
        text = _by_characters().get("".join(sorted(_folded(text))), text)
    return Leaf(text, parse_label(text), min(word.x0 for word in stack), max(word.x1 for word in stack))


def _under_groups(leaves: Sequence[Leaf], over: Sequence[Sequence[Word]]) -> tuple[list[Leaf], list[Group]]:
    """The leaves with the groups they stand under; a group without children is a column of its own."""
    groups: list[Group] = []
    result = list(leaves)
    alone: list[Leaf] = []
    for words in over:
        text = _text(words)
        label = parse_label(text)
        x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
        if label.field == "channels":
            options = options_below([_open_label(leaf) for leaf in result], (x0 + x1) / 2)
            for k in options:
                result[k] = replace(result[k], label=option_label(result[k].text), group=len(groups))
            if options:
                groups.append(Group(text, label))
                continue
        children = list(_children(result, label, (x0 + x1) / 2))
        if not children:
            alone.append(Leaf(text, label, x0, x1))
            continue
        for k in children:
            leaf = result[k]
            result[k] = Leaf(leaf.text, leaf.label, leaf.x0, leaf.x1, len(groups))
        groups.append(Group(text, label))
    return sorted([*result, *alone], key=lambda leaf: leaf.x0 + leaf.x1), groups


def _open_label(leaf: Leaf) -> tuple[int, int, str | None]:
    is_open = leaf.group is None and leaf.label.rule in _NOT_READ
    return leaf.x0, leaf.x1, leaf.text if is_open else None


def _under_items(leaves: list[Leaf], groups: list[Group]) -> tuple[list[Leaf], list[Group]]:
    """The leaves with 公开类别 as a group, where it stands over 一级事项: no two columns are in one place."""
    levels = [leaf for leaf in leaves if leaf.label.group == "items" and leaf.group is None]
    over = [
        leaf
        for leaf in leaves
        if leaf.label.field in _ITEMS and leaf.label.group is None
        for level in levels[:1]
        if min(leaf.x1, levels[-1].x1) - max(leaf.x0, level.x0) > _SHIFT
    ]
    if len(over) != 1:
        return leaves, groups
    inside = [replace(leaf, group=len(groups)) if leaf in levels else leaf for leaf in leaves if leaf is not over[0]]
    return inside, [*groups, Group(over[0].text, over[0].label)]


def _without_heads(leaves: list[Leaf], groups: list[Group]) -> tuple[list[Leaf], list[Group]]:
    """The leaves parted from a group of one character a line that stands right over the first of them: 公开层级县级."""
    parted: list[Leaf] = []
    groups = list(groups)
    for leaf in leaves:
        before = parted[-1] if parted else None
        head = _head_of(leaf.text) if leaf.group is None else None
        if head is not None:
            rest = leaf.text[len(head.text) :]
            parted.append(Leaf(rest, parse_label(rest), leaf.x0, leaf.x1, len(groups)))
            groups.append(head)
        elif before and before.group is not None and leaf.group is None and _is_of(leaf, groups[before.group]):
            parted.append(replace(leaf, group=before.group))
        else:
            parted.append(leaf)
    return parted, groups


def _head_of(text: str) -> Group | None:
    """The group that a text begins with, if the rest is a column of it."""
    for end in range(_LEAST_GROUP, len(text) - 1):
        label = _group_label(text[:end])
        if label is not None and parse_label(text[end:]).group == label.group:
            return Group(text[:end], label)
        if _exactly(text[:end]) and _exactly(text[end:]):
            over, below = parse_label(text[:end]), parse_label(text[end:])
            if over.field in _ITEMS and over.group is None and below.group == "items":
                return Group(text[:end], over)
    return None


def _is_of(leaf: Leaf, group: Group) -> bool:
    kind = "items" if group.label.field in _ITEMS else group.label.group
    return kind is not None and leaf.label.group == kind and not leaf.label.is_group


def _children(leaves: Sequence[Leaf], label: Label, middle: float) -> Iterator[int]:
    """The leaves of a group: those of its kind, next to one another, around its middle. 类别 beside it is none."""
    kind = label.group
    mine = [
        k
        for k, leaf in enumerate(leaves)
        if leaf.group is None and (leaf.label.group == kind or (kind == "items" and leaf.label.field in _ITEMS))
    ]
    if not mine:
        return
    nearest = min(mine, key=lambda k: abs((leaves[k].x0 + leaves[k].x1) / 2 - middle))
    low = high = nearest
    while low - 1 in mine:
        low -= 1
    while high + 1 in mine:
        high += 1
    if leaves[low].x0 - _SHIFT <= middle <= leaves[high].x1 + _SHIFT:
        yield from range(low, high + 1)


_ITEMS = frozenset({"primary", "secondary", "levels"})
