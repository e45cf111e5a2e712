"""Header labels: which field a printed label means, alone or under its parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gkml_extract.lexicon.label_damage import read_damaged
from gkml_extract.lexicon.label_forms import forms_of
from gkml_extract.lexicon.label_patterns import usual_spelling, usual_without_weak_words
from gkml_extract.lexicon.load import Entry, Lexicon, load_lexicon
from gkml_extract.lexicon.match import match_exact
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

PATTERN_SCORE, COMPOUND_SCORE, PREFIX_SCORE, DAMAGED_SCORE, WEAK_SCORE = 0.95, 0.8, 0.95, 0.85, 0.9
"""Scores of readings that need no likeness: 1 is for known spellings alone."""
MAX_LABEL = 30
"""Characters of a label without its legend; the longest seen has 14."""
MAX_PRINTED = 200
"""Characters of a label with its legend and its wraps; the longest seen has 41. A longer text is prose."""
MAX_PARTS = 5
_JOINTS = regex("以及|及其|[/、,;&+和及与或兼]")
_RANK = regex(r"[(（](?:第?(?P<level>[一二三四五六]级)[^()（）]{0,6})[)）]?$")
_IN_BRACKET = regex(r"[(（](?P<inside>[^()（）]{2,20})[)）]?$")
_NAME_OF = regex("(?:依据|文件|法规|主体|单位|渠道|载体|科室|部门|内容)?(?:名称|全称)")
"""公开依据 over 名称: the column is its parent's."""
_OF_ITEMS = regex("(?:事项|目录|类别|分类|类目|项目|指标|栏目|领域)(?:名称)?$")
_ITEM_WORD = regex("小[类项]|子[类项目]|具体(?:事项|名称)?|细[项目]")
_OFFICE = regex(r"(?:科|股|处|室|所|站|[、/或和及])*(?:科|股|处)?室")
_NUMERALS = "一二三四五六"
_LEVEL_WORDS = "(?:级(?:公开)?(?:事项|目录|栏目|类别)?)?"
_LEVELS = regex(f"[一二三四五六]{_LEVEL_WORDS}(?:[/、,和及与-][二三四五六]{_LEVEL_WORDS})*[/、,和及与-][二三四五六]级")
"""Several levels in one label; the last one says that they are levels."""
_PATH_JOINTS = regex("[/>]")
_SUBJECT_SCORE = 0.7
_ITEMS_OF_SUBJECT = (
    (regex("[\u4e00-\u9fff]{2,4}(?:类别|类型|种类|分类|大类)"), "类别"),
    (regex("[\u4e00-\u9fff]{2,4}(?:名称|事项|项目|小类)"), "事项名称"),
)
_CONTENT_OF_SUBJECT = (regex("[\u4e00-\u9fff]{2,4}(?:内容|要素|要点)"), "公开内容")
_OF_SUBJECT = (*_ITEMS_OF_SUBJECT, _CONTENT_OF_SUBJECT)
"""公告类型, 公告名称, 公告要素: labels in the words of a table's own subject, and the usual ones they stand for."""
_CODE = regex("(?:公开|政务|信息|事项|目录|条目)*(?:编码|代码)")
"""事项编码: a column of its own beside 序号; without one, what counts the rows."""
_OF_ITEMS_OR_CONTENT = frozenset({"primary", "secondary", "levels", "content"})
_NOUN = 2
"""Characters of a label's noun: 时限 of 公开时限."""
_LEVELS_OF_ITEMS = frozenset({"primary", "secondary", "levels"})
_PAIR_GROUPS = ("audience", "method", "five_open")


@dataclass(frozen=True, slots=True)
class Label:
    """A header label as read: `field` is ours (`extra` where it has none), `rule` names how, `score` 0 to 1."""

    text: str
    field: str
    score: float
    rule: str
    entry: Entry | None = None

    @property
    def is_group(self) -> bool:
        """Whether the label usually stands over several columns."""
        return bool(self.entry and self.entry.more.get("group"))

    @property
    def group(self) -> str | None:
        """The group the label opens or belongs to: `items`, `audience`, `method`, `five_open`, `公开层级`."""
        if self.entry is None:
            return None
        if self.is_group:
            return str(self.entry.more.get("key", "items" if self.field == "primary" else self.field))
        parent = self.entry.more.get("parent")
        return str(parent) if parent else None


def header_lexicon() -> Lexicon:
    """The vocabulary of header labels."""
    return load_lexicon("headers")


def read_by_subject(labels: Sequence[Label]) -> list[Label]:
    """The labels of a header with those read that mean something beside the others, or without them.

    服务类别 and 服务内容 are columns of many tables: of a catalogue only where 公开时限 and 公开渠道 stand beside them,
    and no label that is known says items. 事项编码 counts the rows where no 序号 does. The first of each
    kind is it.
    """
    fields = {label.field for label in labels}
    read = list(labels)
    forms = [] if "number" in fields else [(_CODE, "序号")]
    if {"deadline", "channels"} <= fields and not fields & _LEVELS_OF_ITEMS:
        forms += _ITEMS_OF_SUBJECT
        forms += [_CONTENT_OF_SUBJECT] if "content" not in fields else ()
    for form, usual in forms:
        own = (k for k, label in enumerate(read) if label.rule == "unknown" and form.fullmatch(fold(label.text)))
        if (k := next(own, None)) is not None:
            entry = header_lexicon().by_spelling[usual]
            read[k] = Label(read[k].text, entry.value, _SUBJECT_SCORE, "by-subject", entry)
    return read


def is_of_subject(text: str) -> bool:
    """Whether a text is built as a label of items or content in words of a table's own subject: 公告类型, 服务内容."""
    folded = fold(text)
    return any(form.fullmatch(folded) for form, _ in _OF_SUBJECT)


def is_code(text: str) -> bool:
    """Whether a text is the label of codes of items: 事项编码."""
    return _CODE.fullmatch(fold(text)) is not None


def is_level_path(path: Sequence[str]) -> bool:
    """Whether a header path is an option of 公开层级, one that only this document has (作业区) too."""
    is_known = bool(path) and parse_label(path[-1]).group == "公开层级"
    return is_known or any("层级" in part for part in path[:-1])


def is_usual_name(label: Label) -> bool:
    """Whether a label is called what its field is called most: 公开方式, and not 公开类型."""
    return label.entry is not None and fold(label.text) == label.entry.spellings[0]


def known_fields(texts: Iterable[str]) -> frozenset[str]:
    """The fields whose labels stand among the texts, each as a known spelling has it."""
    return frozenset(found.entry.value for text in set(texts) if (found := match_exact(text, header_lexicon())))


@lru_cache(maxsize=4096)
def parse_label(text: str) -> Label:
    """The field that a header label means. Never raises.

    Tried in order: the label as it stands; without a gloss, a doubling, brackets, numerals, an instruction; by the
    pattern of its field; as a group and its child in one text (公开对象全社会); as two labels in one (公开内容及依据);
    as one that is damaged. A label that is none of these is `extra` by rule `unknown`, and so is the name of a channel.
    One that names several levels is of the first.
    """
    label = _read_label(text)
    first = _read_label(next(iter(levels_of(text)), text))
    is_other = label.field != first.field and not _is_of_website(label)
    return Label(text, first.field, COMPOUND_SCORE, "several-labels", first.entry) if is_other else label


def _read_label(text: str) -> Label:
    forms = forms_of(simplify(fold(text))) if len(text) <= MAX_PRINTED else []
    for form, rule in forms:
        if found := match_exact(form, header_lexicon()):
            if found.entry.more.get("damaged"):
                return Label(text, found.entry.value, DAMAGED_SCORE, "fuzzy", found.entry)
            return _told_by_bracket(Label(text, found.entry.value, 1.0, rule, found.entry), forms[0][0])
    if not any(match_exact(form, load_lexicon("channels")) for form, _ in forms):
        for read in (_by_pattern, _by_prefix, _by_parts, _by_weak_words, _by_rank, _by_likeness):
            for form, _ in forms:
                if found_label := read(text, form):
                    return _told_by_bracket(found_label, forms[0][0]) if form != forms[0][0] else found_label
    remark = _IN_BRACKET.search(forms[0][0]) if forms else None
    if remark and remark["inside"] in ("备注", "说明"):  # 其他（备注）
        return replace(parse_label("备注"), text=text, rule="pattern", score=PATTERN_SCORE)
    return Label(text, "extra", 0.0, "unknown")


def _is_of_website(label: Label) -> bool:
    """Whether a label says 网站 before its bracket: 网站栏目（一级/二级） is no level of items."""
    return label.field == "website_column" and "网" in re.split("[(（]", label.text)[0]


def _told_by_bracket(label: Label, folded: str) -> Label:
    """What stands in brackets behind a label says which of several things it means.

    A level of a general label (公开事项（二级事项）), an office where bodies are meant (责任主体（科室）), the choices
    of another group (公开类型（五公开）, 公开形式（主动/依申请）). Anything else in brackets changes nothing.
    """
    found = _IN_BRACKET.search(folded)
    if found is None or label.rule in ("exact", "fuzzy", "scrambled"):
        return label
    is_of_items = label.field in ("primary", "secondary", "website_column") and not _is_of_website(label)
    if is_of_items and (rank := _RANK.search(folded)):  # 公开栏目（一级） is no column of a website
        return replace(parse_label(f"{rank['level']}事项"), text=label.text)
    if label.field in ("primary", "secondary") and label.is_group and _ITEM_WORD.fullmatch(found["inside"]):
        return replace(parse_label("二级事项"), text=label.text)
    if label.field == "publisher" and _OFFICE.fullmatch(found["inside"]):
        return replace(parse_label("责任科室"), text=label.text)
    if label.field in ("method", "channels", "audience", "primary"):
        inside = parse_label(found["inside"])
        is_group = inside.field in ("method", "five_open") and inside.field != label.field and inside.is_group
        return replace(inside, text=label.text) if is_group else label
    return label


def _known(form: str) -> Entry | None:
    """The entry of a form that is a spelling, or built like one."""
    if found := match_exact(form, header_lexicon()):
        return found.entry
    usual = usual_spelling(form)
    return header_lexicon().by_spelling[usual] if usual else None


def _by_pattern(text: str, form: str) -> Label | None:
    return _as_usual(text, usual_spelling(form), PATTERN_SCORE) if len(form) <= MAX_LABEL else None


def _by_weak_words(text: str, form: str) -> Label | None:
    return _as_usual(text, usual_without_weak_words(form), WEAK_SCORE) if len(form) <= MAX_LABEL else None


def _as_usual(text: str, usual: str | None, score: float) -> Label | None:
    """`text` read as the label whose usual spelling is given."""
    if usual is None:
        return None
    entry = header_lexicon().by_spelling[usual]
    return Label(text, entry.value, score, "pattern", entry)


def _by_rank(text: str, form: str) -> Label | None:
    """领域事项（一级）: a name of items with its level in brackets."""
    rank = _RANK.search(form)
    if rank is None or not _OF_ITEMS.search(form[: rank.start()]):
        return None
    return replace(parse_label(f"{rank['level']}事项"), text=text, rule="pattern", score=PATTERN_SCORE)


def _by_prefix(text: str, form: str) -> Label | None:
    """公开对象全社会, 公开方式-主动: a group's label and one of its children's."""
    for at in range(2, min(len(form) - 1, MAX_LABEL)):
        group = match_exact(form[:at], header_lexicon())
        if group is None or not group.entry.more.get("group"):
            continue
        child = _known(form[at:].lstrip("-:>/|·、."))
        if child and child.more.get("parent"):
            label = Label("", group.entry.value, 1.0, "exact", group.entry)
            if label.group == child.more["parent"]:
                return Label(text, child.value, PREFIX_SCORE, "group-and-child", child)
    return None


def _by_parts(text: str, form: str) -> Label | None:
    """公开内容及依据, 全社会/特定群体: the first of several labels, or the group that all of them belong to."""
    parts = [part for part in _JOINTS.split(form) if part]
    if not 2 <= len(parts) <= MAX_PARTS or len(form) > 2 * MAX_LABEL:
        return None
    entries = [entry for part in parts if (entry := _known(part))]
    if len(entries) < len(parts):
        return None
    fields = [entry.value for entry in entries]
    groups = {field.partition(".")[0] for field in fields}
    if len(groups) == 1 and groups <= set(_PAIR_GROUPS) and len(set(fields)) > 1:
        group = next(entry for entry in header_lexicon().entries if entry.value in groups and entry.more.get("group"))
        return Label(text, group.value, PATTERN_SCORE, "all-of-a-group", group)
    rule, score = ("pattern", PATTERN_SCORE) if len(set(fields)) == 1 else ("several-labels", COMPOUND_SCORE)
    return Label(text, fields[0], score, rule, entries[0])


def _by_likeness(text: str, form: str) -> Label | None:
    found = read_damaged(form, header_lexicon())
    return Label(text, found[0].value, found[2], found[1], found[0]) if found else None


def child_in_bracket(text: str) -> str | None:
    """The field that a group's label names in brackets behind it: 公开方式（依申请） → `method.on_request`; else None.

    Alone such a column holds words of either kind; beside its sibling it is its own.
    """
    label, found = parse_label(text), _IN_BRACKET.search(simplify(fold(text)))
    if found is None or not label.is_group:
        return None
    inside = parse_label(found["inside"])
    is_child = inside.entry is not None and inside.entry.more.get("parent") == label.group
    return inside.field if is_child else None


def levels_of(text: str) -> tuple[str, ...]:
    """The labels of the levels that one label names: 一级/二级事项, 事项名称（一、二级） → ("一级", "二级").

    Empty where it names less than two, or not in their order.
    """
    found = _LEVELS.search(simplify(fold(text))) if len(text) <= MAX_LABEL else None
    numerals = [char for char in found[0] if char in _NUMERALS] if found else []
    begin = _NUMERALS.index(numerals[0]) if numerals else 0
    if not numerals or numerals != list(_NUMERALS[begin : begin + len(numerals)]):
        return ()
    return tuple(f"{numeral}级" for numeral in numerals)


def parse_header(text: str) -> Label:
    """The field of a label that may have its parents in front, parted by / or >: 公开方式/主动.

    A label that has such a mark of its own (责任部门/科室) is read whole.
    """
    whole = parse_label(text)
    path = tuple(part.strip() for part in _PATH_JOINTS.split(fold(text)) if part.strip())
    leaf = parse_label(path[-1]) if path else whole
    is_child = leaf.group is not None and not leaf.is_group and not levels_of(text)
    is_one = whole.rule == "several-labels" and not is_child and not parse_label(path[0]).is_group
    if len(path) < 2 or is_one or whole.rule.startswith("exact") or whole.rule in ("pattern", "all-of-a-group"):
        return whole
    return replace(field_of_path(path), text=text)


def completes(above: str, below: str) -> bool:
    """Whether two texts over one another are one label cut in two: 一级 over 事项, not 公开方式 over 主动."""
    is_whole = match_exact(simplify(fold(above + below)), header_lexicon()) is not None
    return is_whole and not parse_label(above).is_group


def _rejoined(path: tuple[str, ...]) -> tuple[str, ...]:
    parts: list[str] = []
    for part in path:
        if parts and part.strip() and completes(parts[-1], part):
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(parts)


def with_noun_of(parent: Label, leaf: Label) -> Label | None:
    """首次公开 under 公开时限 is 首次公开时限: a label that leaves its noun to its parent."""
    if parent.is_group or parent.rule != "exact" or leaf.field != "extra" or leaf.rule != "unknown":
        return None
    noun = simplify(fold(parent.text))[-_NOUN:]
    whole = parse_label(leaf.text + noun)
    is_of_parent = whole.field == parent.field and whole.rule.startswith(("exact", "pattern"))
    return replace(whole, text=leaf.text) if is_of_parent else None


def field_of_path(path: tuple[str, ...]) -> Label:
    """The field of a column whose header cells are `path`, from the top down.

    The leaf decides where it belongs to its parent's group; a leaf that is unknown under a known parent
    (县级 under 公开层级) is `extra`; a leaf without text takes its parent's field. A label cut in two by a rule
    (一级 over 事项) is one.
    """
    path = _rejoined(path)
    labels = [parse_label(part) for part in path if part.strip()]
    if not labels:
        return Label("", "extra", 0.0, "unlabelled")
    leaf, parents = labels[-1], labels[:-1]
    is_cut = not any(parent.is_group or parent.rule == "exact" for parent in parents)
    if parents and (is_cut or (leaf.field == "extra" and leaf.rule == "unknown")):
        whole = parse_label("".join(path))
        if whole.rule.startswith("exact"):
            return whole
        if _NAME_OF.fullmatch(fold(leaf.text)) and not parents[-1].is_group:
            return replace(parents[-1], text=leaf.text)
        if whole_below := with_noun_of(parents[-1], leaf):
            return whole_below
    return leaf
