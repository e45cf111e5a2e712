"""What is shown of many, whose a catalogue is, how texts are made safe to read."""

from __future__ import annotations

from collections import Counter

import pytest

from gkml_extract.model.deadline import Clause, Deadline, DeadlineKind, Unit
from gkml_extract.model.record import Catalogue, Channel, Item, Metadata
from gkml_extract.model.source import CellPlace, Place
from gkml_extract.report import choice
from gkml_extract.report.charts import charts
from gkml_extract.report.choice import choose
from gkml_extract.report.offices import office_of
from gkml_extract.report.plain import clipped, plain
from gkml_extract.report.reading import Found, Line, Read
from gkml_extract.report.statistics import Statistics
from support.reports import document


def place(number: int) -> Place:
    """One of many places."""
    return CellPlace(table=1, row=number, column=1)


def line(file: str, *found: tuple[str, str, Place | None], status: str = "findings") -> Line:
    """A document with findings of (severity, code, place)."""
    findings = tuple(Found(code, severity, "", None, None, where, "", ()) for severity, code, where in found)
    counts = tuple(sum(severity == each.severity for each in findings) for severity in ("error", "warning", "info"))
    return Line(file, status, None, None, "x.json", 1, 1, counts, Read("", "", "docx", None, None, (), (), findings))


def test_the_worst_come_first() -> None:
    """Failed files, then those with errors, then with most warnings; equal ones by name."""
    bad, worse = ("warning", "a", None), ("error", "b", None)
    lines = [line("4", status="ok"), line("3", bad), line("2b", bad, bad), line("2a", bad, bad), line("1", worse)]
    ordered = choose([*lines, line("0", status="failed")]).lines
    assert [each.file for each in ordered] == ["0", "1", "2a", "2b", "3", "4"]


def test_each_document_has_a_picture_before_one_has_two() -> None:
    """And in a document each code has one first; no place is drawn twice."""
    one = [("warning", "a", place(1)), ("warning", "a", place(2)), ("warning", "b", place(1)), ("info", "c", place(3))]
    pictured = choose([line("1", *one), line("2", ("warning", "a", place(1)))], 4).pictured
    assert [found.place for found in pictured["1"]] == [place(1), place(3), place(2)]
    assert [found.place for found in pictured["2"]] == [place(1)]


def test_findings_of_one_kind_are_bounded() -> None:
    """Nobody reads a hundred alike."""
    listed = choose([line("1", *[("warning", "a", None)] * 100, ("warning", "b", None))]).listed["1"]
    assert Counter(found.code for found in listed) == {"a": choice.MAX_OF_CODE, "b": 1}


def test_where_there_are_too_many_findings_each_document_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst of each, one of a kind before two of any."""
    monkeypatch.setattr(choice, "MAX_FINDINGS", 5)
    many = [("warning", "a", None), ("warning", "a", None), ("warning", "b", None), ("error", "c", None)]
    listed = choose([line("1", *many), line("2", ("info", "d", None), *many[:2])]).listed
    assert [found.code for found in listed["1"]] == ["c", "a"]
    assert [found.code for found in listed["2"]] == ["a", "a"]


@pytest.mark.parametrize(
    ("title", "unit", "publisher", "office"),
    [
        ("某县教育局政务公开基本目录", None, None, "某县教育局"),
        ("2024年某县教育局政府信息主动公开目录", None, None, "某县教育局"),
        ("附件1：某市某区人民政府2023年政务公开目录", None, None, "某市某区人民政府"),
        ("某县教育局政务公开基本目录", " 某县教育体育局 ", None, "某县教育体育局"),
        ("社会救助领域基层政务公开标准目录", None, "青石镇人民政府", "青石镇人民政府"),
        ("政务公开目录", None, "本机关", None),
        (None, None, None, None),
    ],
)
def test_whose_a_catalogue_is(title: str | None, unit: str | None, publisher: str | None, office: str | None) -> None:
    """The unit it names, else the organ its title begins with, else the publisher of its items."""
    catalogue = Catalogue(title=title, metadata=Metadata(responsible_unit=unit), items=(Item(publisher=publisher),))
    assert office_of(catalogue) == office


def test_what_would_hide_or_turn_text_is_spelled_out() -> None:
    """Controls and marks of direction; a line feed stays."""
    assert plain("a\u202eb\u2066c\x00d\ufeff\ne") == "a\\u202eb\\u2066c\\u0000d\\ufeff\ne"
    assert plain("\udcff") == "\\udcff"


@pytest.mark.parametrize("width", range(1, 9))
def test_a_clipped_text_fits(width: int) -> None:
    """Chinese characters count twice."""
    for text in ("公开时限及渠道", "abcdefghijk", "a公b开c"):
        assert sum(1 if char.isascii() or char == "…" else 2 for char in clipped(text, width)) <= width


def test_charts_count_deadlines_channels_and_items_by_office() -> None:
    """Clauses of a compound deadline have lengths of their own; a lost box is neither ticked nor not."""

    def within(amount: int, kind: type[Deadline] = Deadline) -> Deadline:
        return kind(text="", kind=DeadlineKind.WITHIN, amount=amount, unit=Unit.WORKING_DAY)

    compound = Deadline(text="", kind=DeadlineKind.COMPOUND, clauses=(within(5, Clause), within(20, Clause)))  # type: ignore[arg-type]
    channels = tuple(Channel(name="政府网站", selected=selected) for selected in (True, None, False))
    items = (Item(deadline=within(20), channels=channels), Item(deadline=compound), Item())
    statistics = Statistics()
    statistics.add(document(items=items))
    made = {chart.key: chart.rows for chart in charts(statistics, "en")}
    assert made == {
        "kinds": (("several in one", "1", "50.0 %"), ("within a time of an event", "1", "50.0 %")),
        "lengths": (("5 working days", "1", "33.3 %"), ("20 working days", "2", "66.7 %")),
        "channels": (("政府网站", "3", "1", "1", "33.3 %"),),
        "offices": (("某县教育局", "3", "100 %"),),
    }
