"""Scores: which cells are wrong, and whether a finding warns of them."""

from __future__ import annotations

from typing import Any

import pytest

from gkml_extract.compare.score_report import ALL, ScoredDocument, ScoreReport, score_report, scores_of, with_comparison
from gkml_extract.compare.scoring import PARTS, score_document, score_items, score_unread
from gkml_extract.model.finding import Finding, Severity
from gkml_extract.model.record import Document, Item
from support.catalogues import document_of, make_items

ITEMS = make_items(8, seed=5)
TRUTH = document_of(ITEMS)


def read_as(items: list[Item], **findings: Severity) -> Document:
    """A reading with these items, and a finding on item 3 as `at_3=Severity.WARNING`."""
    found = tuple(
        Finding(code="c", severity=severity, message="", catalogue=0, item=int(name.removeprefix("at_")))
        for name, severity in findings.items()
    )
    return document_of(items).model_copy(update={"findings": found})


def edited(index: int, **changes: Any) -> list[Item]:
    """The items with one changed."""
    return [item.model_copy(update=changes) if at == index else item for at, item in enumerate(ITEMS)]


def wrong_of(document: Document) -> list[tuple[int | None, str, bool]]:
    """Item, field and whether a finding warns, of each wrong cell that is no part of another."""
    score = score_document(document, TRUTH)
    return [(each.item, each.field, each.has_finding) for each in score.wrong if each.field not in PARTS]


@pytest.mark.parametrize(
    ("finding", "warns"),
    [
        ({}, False),
        ({"at_3": Severity.WARNING}, True),
        ({"at_3": Severity.INFO}, False),
        ({"at_4": Severity.ERROR}, False),
    ],
    ids=["none", "on it", "a note", "on another"],
)
def test_a_wrong_cell_is_warned_of_by_a_finding_on_its_item(finding: dict[str, Severity], warns: bool) -> None:
    """That is more than a note."""
    assert wrong_of(read_as(edited(3, department="错"), **finding)) == [(3, "department", warns)]


def test_a_missed_row_is_warned_of_by_its_neighbours() -> None:
    """All its cells are wrong."""
    shorter = [*ITEMS[:3], *ITEMS[4:]]
    for index, warns in ((2, True), (3, True), (4, False)):
        score = score_document(read_as(shorter, **{f"at_{index}": Severity.WARNING}), TRUTH)
        assert score.missed == {3: warns}
        assert {each.item for each in score.wrong} == {3}


def test_an_invented_row_is_warned_of_by_itself_or_a_neighbour() -> None:
    """It is one wrong thing, whatever its cells say."""
    longer = [*ITEMS[:3], Item(content="页脚与签名"), *ITEMS[3:]]
    for index, warns in ((1, False), (2, True), (3, True), (4, True)):
        score = score_document(read_as(longer, **{f"at_{index}": Severity.WARNING}), TRUTH)
        assert score.invented == {3: warns}
        assert [(each.item, each.field) for each in score.wrong] == [(None, "item")]


def test_text_and_reading_are_scored_by_themselves() -> None:
    """Beside the cell that holds them."""
    deadline = ITEMS[3].deadline
    assert deadline
    scores = scores_of(score_document(read_as(edited(3, deadline=deadline.model_copy(update={"amount": 99}))), TRUTH))
    assert {name: field.right for name, field in scores.fields.items() if field.right < 8} == {
        "deadline": 7,
        "deadline.reading": 7,
    }
    assert (scores.cells.cells - scores.cells.right, scores.cells.silent) == (1, 1)


def test_findings_of_a_second_catalogue_are_of_its_items() -> None:
    """Not of the items of the first with the same index."""
    truth = document_of(ITEMS[:4], ITEMS[4:])
    other = document_of(ITEMS[:4], edited(5, remarks="错")[4:])
    found = Finding(code="c", severity=Severity.WARNING, message="", catalogue=1, item=1)
    score = score_document(other.model_copy(update={"findings": (found,)}), truth)
    assert [(each.item, each.has_finding) for each in score.wrong] == [(5, True)]


def test_what_could_not_be_read_is_missed_but_not_in_silence() -> None:
    """The failure is told."""
    scores = scores_of(score_unread(TRUTH))
    assert (scores.items, scores.missed, scores.missed_silent, scores.cells.right, scores.cells.silent) == (
        8,
        8,
        0,
        0,
        0,
    )


def test_printed_items_are_scored_by_their_print() -> None:
    """In the fields that were printed; a reading is none of the print."""
    truth = [item.model_dump(mode="json") for item in ITEMS]
    deadline = ITEMS[3].deadline
    assert deadline
    got = read_as(edited(3, deadline=deadline.model_copy(update={"amount": 99}), department="错"))
    assert [each.field for each in score_items(got, truth, ["content", "deadline", "department"]).wrong] == [
        "department"
    ]


def report_of(**documents: Document) -> ScoreReport:
    """A report over documents of these names."""
    scored = [
        ScoredDocument(name=name, format="text", problem=None, scores=scores_of(score_document(document, TRUTH)))
        for name, document in documents.items()
    ]
    return score_report("out", "golden", scored)


def test_what_got_worse_is_named_by_format_and_field() -> None:
    """More than the tolerance; what got better as well."""
    good, bad = report_of(a=TRUTH), report_of(a=read_as(edited(3, department="错")))
    since = with_comparison(bad, good, "old.json", 0.0).since
    assert since
    assert {(each.format, each.field, each.measure) for each in since.worse} == {
        (format_name, field, measure)
        for format_name in (ALL, "text")
        for field in (ALL, "department")
        for measure in ("right", "silent")
    }
    assert not since.better
    better = with_comparison(good, bad, "old.json", 0.0)
    assert better.since and not better.is_worse and len(better.since.better) == 8
    assert not with_comparison(bad, good, "old.json", 0.2).is_worse


def test_only_documents_of_both_runs_are_compared() -> None:
    """One that is not scored any more is worse; a new one is not."""
    bad = read_as(edited(3, department="错"))
    assert not with_comparison(report_of(a=TRUTH, b=bad), report_of(a=TRUTH), "old.json", 0.0).is_worse
    lost = with_comparison(report_of(a=TRUTH), report_of(a=TRUTH, b=bad), "old.json", 0.0)
    assert lost.is_worse
    assert lost.since and lost.since.gone == ("b",)
