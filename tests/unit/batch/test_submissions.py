"""Which documents are one catalogue of one office, handed in again."""

from __future__ import annotations

import pytest

from gkml_extract.batch.outcome import Outcome, Status, Submission
from gkml_extract.batch.submissions import find_resubmitted, submission_of, title_core, with_submissions
from support.goldens import golden

NAMES = tuple(range(10))


def handed_in(
    file: str, title: str | None, issuer: str | None, names: tuple[int, ...] = NAMES, prepared_on: str | None = None
) -> Outcome:
    """A file that was read."""
    return Outcome(file, Status.OK, output=f"{file}.json", submission=Submission(title, issuer, prepared_on, names))


def groups(*outcomes: Outcome) -> list[list[str]]:
    """The files of each catalogue that was handed in more than once, newest first."""
    modified = {outcome.file: 86400.0 * index for index, outcome in enumerate(outcomes)}
    return [[version.file for version in each.versions] for each in find_resubmitted(outcomes, modified)]


def test_same_title_and_office_are_one_catalogue() -> None:
    """The newest by the date printed in it, then by that of the file."""
    title, office = "金凤区医疗保障局政务公开目录", "金凤区医疗保障局"
    old = handed_in("b", title, office, prepared_on="2023-01-05")
    new = handed_in("a", title, office, prepared_on="2024-02-01")
    undated = handed_in("c", title, office)
    assert groups(new, old, undated) == [["a", "b", "c"]]


@pytest.mark.parametrize(
    "title",
    [
        "银川市金凤区医疗保障局政务公开目录",
        "金凤区医疗保障局2024年政务公开目录",
        "金凤区医疗保障局政务公开目录（2024年修订版）",
        "金凤区 医疗保障局政务公开目录(试行)",
        "政务公开目录",
    ],
)
def test_years_versions_and_the_name_of_the_office_do_not_part_them(title: str) -> None:
    """Nor do width and white space."""
    assert title_core(title, "金凤区医疗保障局") == "政务公开目录"
    assert groups(
        handed_in("a", "金凤区医疗保障局政务公开目录", "金凤区医疗保障局"), handed_in("b", title, "金凤区医疗保障局")
    )


def test_a_longer_name_of_the_office_is_the_same_if_there_is_one() -> None:
    """金凤区财政局 is 银川市金凤区财政局; 和平区财政局 may be of Tianjin or of Shenyang."""
    title = "政务公开目录"
    assert groups(handed_in("a", title, "金凤区财政局"), handed_in("b", title, "银川市金凤区财政局"))
    assert not groups(
        handed_in("a", title, "和平区财政局"),
        handed_in("b", title, "天津市和平区财政局"),
        handed_in("c", title, "沈阳市和平区财政局"),
    )
    assert not groups(handed_in("a", title, "财政局"), handed_in("b", title, "金凤区财政局"))


def test_neighbours_are_not_mixed_up() -> None:
    """Two towns, two departments, two fields, two parts, and what says nothing of its office."""
    assert not groups(
        handed_in("a", "和平镇政务公开目录", "和平镇人民政府"), handed_in("b", "太平镇政务公开目录", "太平镇人民政府")
    )
    assert not groups(
        handed_in("a", "某县政务公开目录", "某县教育局"), handed_in("b", "某县政务公开目录", "某县财政局")
    )
    fields = ("就业领域基层政务公开标准目录", "养老领域基层政务公开标准目录")
    assert not groups(
        *(handed_in(f, f, "某县人民政府", tuple(range(i, i + 9))) for i, f in zip((0, 50), fields, strict=True))
    )
    parts = (NAMES, tuple(range(20, 30)))
    assert not groups(*(handed_in(str(names[0]), "政务公开目录", "某县教育局", names) for names in parts))
    assert not groups(handed_in("a", "政务公开目录", None), handed_in("b", "政务公开目录", None))


def test_a_title_that_is_missing_or_misread_needs_the_same_items() -> None:
    """Half of them at least."""
    whole = handed_in("a", "某县教育局政务公开基本目录", "某县教育局")
    assert groups(whole, handed_in("b", None, "某县教育局", NAMES[:8]))
    assert groups(whole, handed_in("b", "某县教育局政务公幵基本目录", "某县教育局", NAMES[:8]))
    assert not groups(whole, handed_in("b", None, "某县教育局", tuple(range(7, 20))))


def test_the_findings_name_the_others() -> None:
    """The older one is in doubt, the newest is not."""
    title, office = "某县教育局政务公开目录", "某县教育局"
    outcomes = [
        handed_in("old", title, office, prepared_on="2023"),
        handed_in("new", title, office, prepared_on="2024"),
    ]
    old, new = with_submissions(outcomes, find_resubmitted(outcomes, {}), "zh")
    assert (old.superseded_by, old.status, old.findings[0].code) == ("new", Status.FINDINGS, "newer-submission")
    assert (new.superseded_by, new.status, new.findings[0].code) == (None, Status.OK, "older-submissions")
    assert "new（2024）" in old.findings[0].message


def test_of_two_of_one_date_none_is_said_to_be_newer() -> None:
    """The same catalogue as Word and as PDF: the file that was changed last is put first, but that tells nothing."""
    title, office = "某县教育局政务公开目录", "某县教育局"
    outcomes = [handed_in(name, title, office, prepared_on="2024-05-06") for name in ("a.docx", "a.pdf")]
    both = with_submissions(outcomes, find_resubmitted(outcomes, {"a.docx": 1.0, "a.pdf": 2.0}), "zh")
    assert {outcome.findings[0].code for outcome in both} == {"submission-of-same-date"}
    assert {outcome.status for outcome in both} == {Status.FINDINGS}
    assert [outcome.superseded_by for outcome in both] == ["a.pdf", None]


@pytest.mark.parametrize(
    ("name", "issuer"),
    [("jinfeng", "金凤区医疗保障局"), ("xishan", "昆明市西山区医疗保障局"), ("lingwu", "灵武市医疗保障局")],
)
def test_the_office_is_the_unit_or_stands_in_the_title_or_publishes_most(name: str, issuer: str) -> None:
    """In this order."""
    submission = submission_of(golden(name))
    assert submission
    assert submission.issuer == issuer
