"""Which inputs are the same catalogue of the same office: handed in once more, or word for word the same file."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gkml_extract.batch.outcome import Outcome, Status, Submission, finding_row
from gkml_extract.regex import regex
from gkml_extract.text import fold

if TYPE_CHECKING:
    from gkml_extract.model.finding import Note
    from gkml_extract.model.record import Catalogue, Document

TITLE_LIKENESS = 85.0
"""Least likeness (rapidfuzz ratio, per cent) of two titles that are not the same, years and versions aside."""
SHARED_ITEMS = 0.5
"""Least share of items with the same names, of the shorter catalogue, where titles are not the same or missing."""
_FEW_ITEMS = 3
"""With fewer items than this, that two catalogues share none says nothing."""
_MAIN_PUBLISHER = 0.6
"""Share of items that name a 公开主体 before it counts as the office of the whole."""

_MOST_NAMED = 5

_YEAR = regex(r"(?:20|二[0○O零])[0-9一二三四五六七八九○零]{2}年?(?:度|版)?(?:第?[0-9一二三四]季度)?")
_VERSION = regex(
    r"[(<\[【〔][^()<>]*(?:版|稿|修订|修改|更新|试行|调整|最新|定稿|终稿)[^()<>]*[)>\]】〕]"
    r"|最新版?|修订[版稿]?|更新版|定稿|终稿|终版|v\d+(?:\.\d+)*$"
)
_SUBJECT = regex(r"政务公开|政府信息|信息公开|主动公开|依申请公开|基层|标准目录|公开(?:基本|标准|事项|清单|目录)")
_ORGAN_END = regex(
    r"(?:局|厅|委|委员会|办|办公室|政府|镇|乡|街道|办事处|区|县|市|旗|院|中心|处|站|队|公司|学校|医院|管委会|银行)$"
)
_WITH_AREA = regex(r"^[一-鿿]+(?:省|自治区|市|区|县|旗|镇|乡|街道|盟|州).*[一-鿿]")


@dataclass(frozen=True, slots=True)
class Version:
    """One submission of a catalogue. `date` is ISO 8601; `by` says whether it is printed or the file's own."""

    file: str
    date: str
    by: str


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """A catalogue that was handed in more than once, the newest first."""

    title: str | None
    issuer: str
    versions: tuple[Version, ...]


def submission_of(document: Document) -> Submission | None:
    """What of a document tells its office and its catalogue; None where it holds no catalogue."""
    if not document.catalogues:
        return None
    first = document.catalogues[0]
    title = next((each.title for each in document.catalogues if each.title), None)
    return Submission(
        title=title,
        issuer=first.metadata.responsible_unit or _organ_in(title) or _main_publisher(first),
        prepared_on=max((each.metadata.prepared_on or "" for each in document.catalogues), default="") or None,
        names=tuple(sorted({_name(*names) for names in _item_names(document.catalogues)})),
    )


def find_resubmitted(outcomes: Sequence[Outcome], modified: Mapping[str, float]) -> tuple[Resubmitted, ...]:
    """The catalogues that more than one of the inputs holds; `modified` is when each file was changed, since 1970."""
    read = [outcome for outcome in outcomes if outcome.is_read and outcome.submission and outcome.submission.issuer]
    issuers = _same_offices({fold(_submission(outcome).issuer or "") for outcome in read})
    by_office: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in read:
        by_office[issuers[fold(_submission(outcome).issuer or "")]].append(outcome)
    groups = [group for office in by_office.values() for group in _same_catalogues(office) if len(group) > 1]
    found = [_resubmitted(group, modified) for group in groups]
    return tuple(sorted(found, key=lambda each: each.versions[0].file))


def with_submissions(outcomes: Iterable[Outcome], resubmitted: Sequence[Resubmitted], lang: str) -> list[Outcome]:
    """The outcomes; duplicates, and those of a catalogue that was handed in again, with a finding that says so."""
    newest = {old.file: each.versions[0] for each in resubmitted for old in each.versions[1:]}
    others = {each.versions[0].file: each.versions[1:] for each in resubmitted}
    dates = {version.file: version.date for each in resubmitted for version in each.versions}
    return [
        _with_finding(outcome, newest.get(outcome.file), others.get(outcome.file, ()), dates.get(outcome.file), lang)
        for outcome in outcomes
    ]


def _with_finding(
    outcome: Outcome, newest: Version | None, others: Sequence[Version], date: str | None, lang: str
) -> Outcome:
    from gkml_extract.model.finding import finding_of, note

    if outcome.duplicate_of is not None:
        noted = note("duplicate-file", other=outcome.duplicate_of)
    elif newest is not None:
        is_newer = newest.date != date
        noted = note("newer-submission", other=newest.file, date=newest.date) if is_newer else _of_same_date(newest)
        outcome = replace(outcome, superseded_by=newest.file)
    elif others and others[0].date == date:
        noted = _of_same_date(others[0])
    elif others:
        named = ", ".join(f"{each.file} ({each.date})" for each in others[:_MOST_NAMED])
        more = ", …" if len(others) > _MOST_NAMED else ""
        noted = note("older-submissions", n=len(others) + 1, others=named + more)
    else:
        return outcome
    is_doubt = outcome.status is Status.OK and noted.code in ("newer-submission", "submission-of-same-date")
    status = Status.FINDINGS if is_doubt else outcome.status
    findings = (*outcome.findings, finding_row(finding_of(noted, lang), None, lang))
    return replace(outcome, status=status, findings=findings)


def _of_same_date(other: Version) -> Note:
    from gkml_extract.model.finding import note

    return note("submission-of-same-date", other=other.file, date=other.date)


def title_core(title: str | None, issuer: str | None) -> str:
    """What is left of a title without its office, its year and its version: 政务公开目录."""
    core = _VERSION.sub("", _YEAR.sub("", fold(title or "").lower()))
    organ = fold(_organ_in(title) or issuer or "").lower()
    return core.removeprefix(organ).strip("()-_·.,")


def _submission(outcome: Outcome) -> Submission:
    assert outcome.submission is not None, "only documents with a catalogue are compared"
    return outcome.submission


def _organ_in(title: str | None) -> str | None:
    """The office that a title begins with: 金凤区医疗保障局 of 金凤区医疗保障局政务公开基本目录."""
    whole = _VERSION.sub("", _YEAR.sub("", fold(title or "")))
    subject = _SUBJECT.search(whole)
    head = whole[: subject.start()] if subject else ""
    return head if _ORGAN_END.search(head) else None


def _main_publisher(catalogue: Catalogue) -> str | None:
    counted = Counter(item.publisher for item in catalogue.items if item.publisher)
    name, n = counted.most_common(1)[0] if counted else (None, 0)
    is_main = n >= _MAIN_PUBLISHER * len(catalogue.items)
    return name if name and is_main and _WITH_AREA.match(fold(name)) else None


def _item_names(catalogues: Iterable[Catalogue]) -> Iterable[tuple[str | None, ...]]:
    return (
        (item.primary, item.secondary, *item.levels) if item.primary or item.secondary else (item.content,)
        for catalogue in catalogues
        for item in catalogue.items
    )


def _name(*names: str | None) -> int:
    return zlib.crc32("|".join(fold(name or "") for name in names).encode("utf-8", "surrogatepass"))


def _same_offices(issuers: set[str]) -> dict[str, str]:
    """Each name and the fullest name of the same office: 金凤区财政局 is 银川市金凤区财政局.

    Where two offices could be meant, neither is: 和平区财政局 beside 天津市和平区财政局 and 沈阳市和平区财政局.
    """
    fuller: dict[str, set[str]] = defaultdict(set)
    for issuer in issuers:
        for start in range(1, len(issuer)):
            if issuer[start:] in issuers and _WITH_AREA.match(issuer[start:]):
                fuller[issuer[start:]].add(issuer)
    return {issuer: _the_fullest(fuller.get(issuer, set())) or issuer for issuer in issuers}


def _the_fullest(names: set[str]) -> str | None:
    """The one name that all others are the end of, or None."""
    longest = max(names, key=lambda name: (len(name), name), default=None)
    return longest if longest and all(longest.endswith(name) for name in names) else None


def _same_catalogues(office: Sequence[Outcome]) -> list[list[Outcome]]:
    """The submissions of one office, those of one catalogue together; each is compared with the first of a group."""
    groups: list[list[Outcome]] = []
    firsts: dict[str, list[list[Outcome]]] = defaultdict(list)
    for outcome in office:
        core = title_core(_submission(outcome).title, _submission(outcome).issuer)
        group = next((group for group in firsts[core] if _is_same(outcome, group[0])), None)
        group = group or next((group for group in groups if _is_same(outcome, group[0])), None)
        if group is None:
            group = []
            groups.append(group)
            firsts[core].append(group)
        group.append(outcome)
    return groups


def _is_same(one: Outcome, other: Outcome) -> bool:
    """Whether two submissions of one office are of one catalogue, by their titles and by what their items are called.

    Titles of different catalogues are alike as well (就业领域…目录, 养老领域…目录): a likeness alone says nothing.
    """
    ours, theirs = _submission(one), _submission(other)
    cores = [title_core(each.title, each.issuer) for each in (ours, theirs)]
    shared = _shared(ours.names, theirs.names)
    if cores[0] == cores[1] and cores[0]:
        return shared > 0 or min(len(ours.names), len(theirs.names)) < _FEW_ITEMS
    return shared >= SHARED_ITEMS and (not all(cores) or _likeness(*cores) >= TITLE_LIKENESS)


def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def _shared(ours: Sequence[int], theirs: Sequence[int]) -> float:
    shorter = min(len(ours), len(theirs))
    return len(set(ours) & set(theirs)) / shorter if shorter else 0.0


def _resubmitted(group: Sequence[Outcome], modified: Mapping[str, float]) -> Resubmitted:
    versions = [
        (_version(outcome, modified.get(outcome.file, 0.0)), modified.get(outcome.file, 0.0)) for outcome in group
    ]
    versions.sort(key=lambda each: each[0].file)
    versions.sort(key=lambda each: (each[0].date, each[1]), reverse=True)
    newest = next(outcome for outcome in group if outcome.file == versions[0][0].file)
    told = _submission(newest)
    return Resubmitted(told.title, told.issuer or "", tuple(version for version, _ in versions))


def _version(outcome: Outcome, modified: float) -> Version:
    printed = _submission(outcome).prepared_on
    if printed:
        return Version(outcome.file, printed, "prepared_on")
    return Version(outcome.file, datetime.fromtimestamp(modified, UTC).date().isoformat(), "modified")
