"""Which document of one folder is which of another: by name, then by digest, then by title and issuer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from gkml_extract.compare.golden import golden_name
from gkml_extract.compare.judged import PairedBy, Problem
from gkml_extract.model.record import Document
from gkml_extract.regex import regex
from gkml_extract.text import fold

_SURE_TITLE = 10
"""Characters from which on a title alone tells a document: 政务公开目录 and the like are anybody's."""
_YEAR = regex(r"[（(]?(?:19|20)\d\d(?:年度?)?(?:版|修订版?)?[）)]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a folder: the file of its result, or the document itself; or why there is none.

    `name` is relative and without suffix unless another document would be called the same; `file` is the name of its
    source with the suffix, where a summary tells it, and `duplicate_of` that of the input with the same bytes.
    """

    name: str
    file: str = ""
    path: Path | None = None
    document: Document | None = None
    problem: Problem | None = None
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class EntryPair:
    """What is compared with what; None where one side has nothing of the kind."""

    old: Entry | None
    new: Entry | None
    by: PairedBy = PairedBy.NAME


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document is recognised by, whatever its file is called. An empty text says nothing."""

    digest: str
    title: str


def facts_of(document: Document) -> Facts:
    """The digest of its source; the title of its first catalogue, without a year, and who issued it."""
    catalogue = next((each for each in document.catalogues if each.title), None)
    if catalogue is None:
        return Facts(document.source.sha256, "")
    publishers = Counter(item.publisher for item in catalogue.items if item.publisher)
    issuer = catalogue.metadata.responsible_unit or next((name for name, _ in publishers.most_common(1)), "")
    title = _YEAR.sub("", fold(catalogue.title or ""))
    is_sure = bool(issuer) or len(title) >= _SURE_TITLE
    return Facts(document.source.sha256, f"{title}\x1f{fold(issuer)}" if is_sure else "")


def pair_entries(
    old: Sequence[Entry], new: Sequence[Entry], read_facts: Callable[[Entry], Facts | None]
) -> list[EntryPair]:
    """Every document of either side, in the order of the names. `read_facts` is asked only of those left over."""
    pairs: list[EntryPair] = []
    lone_old, lone_new = list(old), list(new)
    by_name: tuple[Callable[[Entry], str], ...] = (attrgetter("file"), attrgetter("name"))
    for name_of in by_name:
        theirs = {name_of(entry): entry for entry in lone_new if name_of(entry)}
        found = [EntryPair(entry, theirs[name_of(entry)]) for entry in lone_old if name_of(entry) in theirs]
        pairs += found
        lone_old, lone_new = _without(found, lone_old), _without(found, lone_new)
    if lone_old and lone_new:
        known = {id(entry): read_facts(entry) for entry in (*lone_old, *lone_new)}
        for by in (PairedBy.DIGEST, PairedBy.TITLE):
            found = list(_by_fact(lone_old, lone_new, known, by))
            pairs += found
            lone_old, lone_new = _without(found, lone_old), _without(found, lone_new)
    pairs += [EntryPair(entry, None) for entry in lone_old] + [EntryPair(None, entry) for entry in lone_new]
    return sorted(pairs, key=_first_name)


def _without(pairs: Sequence[EntryPair], entries: Sequence[Entry]) -> list[Entry]:
    gone = {id(entry) for pair in pairs for entry in (pair.old, pair.new)}
    return [entry for entry in entries if id(entry) not in gone]


def _by_fact(
    old: Sequence[Entry], new: Sequence[Entry], known: Mapping[int, Facts | None], by: PairedBy
) -> Iterator[EntryPair]:
    """Those that alone on either side have the same; of equal digests, which are equal files, any."""
    sides: tuple[dict[str, list[Entry]], dict[str, list[Entry]]] = (defaultdict(list), defaultdict(list))
    for side, entries in zip(sides, (old, new), strict=True):
        for entry in entries:
            facts = known[id(entry)]
            fact = "" if facts is None else facts.digest if by is PairedBy.DIGEST else facts.title
            if fact:
                side[fact].append(entry)
    ours, theirs = sides
    for fact, entries in ours.items():
        others = theirs.get(fact, [])
        if by is PairedBy.DIGEST or len(entries) == len(others) == 1:
            for entry, other in zip(entries, others, strict=False):
                yield EntryPair(entry, other, by)


def pair_with_goldens(goldens: Sequence[Entry], results: Sequence[Entry]) -> list[EntryPair]:
    """Results with the goldens of their names, which are the old side. One golden may serve several results."""
    by_name = {entry.name: entry for entry in goldens}
    found = {entry.name: golden_name(entry.file or entry.name, by_name) for entry in results}
    pairs = [EntryPair(by_name.get(found[entry.name] or ""), entry) for entry in results]
    served = set(found.values())
    pairs += [EntryPair(entry, None) for entry in goldens if entry.name not in served]
    return sorted(pairs, key=lambda pair: _first_name(EntryPair(pair.new or pair.old, None)))


def _first_name(pair: EntryPair) -> str:
    entry = pair.old or pair.new
    assert entry is not None, "a pair names at least one side"
    return entry.name
