"""Header labels: which field a printed label means, alone or under its parent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gkml_extract.lexicon.load import Entry, Lexicon, load_lexicon
from gkml_extract.lexicon.match import match, match_exact
from gkml_extract.text import fold, simplify

LABEL_CUTOFF = 0.72
"""Least likeness of a misspelt label (edit similarity, 0 to 1): 公;开方式 to 公开方式 has 0.89 and is taken, 特定全休
to 特定群体 has 0.5 and is refused. A label that is as like to two fields is neither."""

_BRACKETED = re.compile(r"[(（〔\[【][^()（）]*[)）〕\]】]?")
_GLOSS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]")
_GROUP_OF_FIELD = {"audience": "audience", "method": "method", "five_open": "five_open"}


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


def _undouble(text: str) -> str:
    """序号序号 → 序号: some dumps print a label twice."""
    half = len(text) // 2
    return text[:half] if len(text) > 3 and text[:half] == text[half:] else text


@lru_cache(maxsize=4096)
def parse_label(text: str) -> Label:
    """The field that a header label means.

    Tried in order: the label as it stands; without a gloss or a doubling; without what stands in brackets
    (a legend or an instruction); by likeness. A label that is none of these is `extra` by rule `unknown`.
    """
    lexicon = header_lexicon()
    folded = simplify(fold(text))
    bare = _undouble(_GLOSS.sub("", folded))
    forms = ((folded, "exact"), (bare, "exact-undoubled"), (_BRACKETED.sub("", bare), "exact-without-bracket"))
    for form, rule in forms:
        found = match_exact(form, lexicon) if form else None
        if found:
            return Label(text, found.entry.value, 1.0, rule, found.entry)
    likely = match(_BRACKETED.sub("", bare) or bare, lexicon, LABEL_CUTOFF) if len(bare) >= 3 else None
    if likely:
        return Label(text, likely.entry.value, round(likely.score, 3), "fuzzy", likely.entry)
    return Label(text, "extra", 0.0, "unknown")


def field_of_path(path: tuple[str, ...]) -> Label:
    """The field of a column whose header cells are `path`, from the top down.

    The leaf decides where it belongs to its parent's group; a leaf that is unknown under a known parent
    (县级 under 公开层级) is `extra`; a leaf without text takes its parent's field.
    """
    labels = [parse_label(part) for part in path if part.strip()]
    if not labels:
        return Label("", "extra", 0.0, "unlabelled")
    leaf, parents = labels[-1], labels[:-1]
    is_cut = not any(parent.is_group or parent.rule == "exact" for parent in parents)
    if parents and (is_cut or (leaf.field == "extra" and leaf.rule == "unknown")):
        whole = parse_label("".join(path))
        if whole.rule.startswith("exact"):
            return whole
    return leaf
