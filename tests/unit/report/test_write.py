"""The page as a whole: complete, the same each time, and no text of a document is markup in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from lxml import html

from gkml_extract.batch.page import locate_source, write_page
from gkml_extract.model.errors import CorruptSourceError, SourceNotFoundError
from gkml_extract.model.record import Item
from gkml_extract.model.source import CellPlace, LinesPlace, PagePlace
from gkml_extract.report.write import write_report
from support.pdf import PdfPage, pdf
from support.reports import document, drawing, found, out_folder

TEXT = "某县教育局政务公开目录\n1\t机构职能\t职责\n".encode()
LINE = LinesPlace(lines=(2, 2))
EVIL = "<script>hacked()</script><img src=x onerror=hacked()>\"'&{{7*7}}</style></title>\u202e"


def page(out: Path, sources: Path | None = None) -> html.HtmlElement:
    """The page of `out`, written and parsed."""
    return html.fromstring(write_report(out, "en", drawing(sources)).read_bytes())


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    """The texts of the elements at an XPath, white space made one."""
    return [" ".join(each.text_content().split()) for each in tree.xpath(path)]


def test_counts_failures_and_documents_are_there(tmp_path: Path) -> None:
    """Failed files first with their reasons, then every file in the table, then the findings."""
    files = {
        "a.txt": (TEXT, document(found("cell-clipped", LINE), found("number-gap", LINE, severity="error"))),
        "b/fine.txt": (TEXT, document()),
        "bad.pdf": ("corrupt-source", "the PDF is damaged"),
        "c/worse.pdf": ("corrupt-source", "/somewhere/c/worse.pdf: the PDF is damaged"),
    }
    out_folder(tmp_path / "out", tmp_path / "in", files)
    tree = page(tmp_path / "out")
    assert texts(tree, "//p[@class='big']") == ["4", "2", "2"]
    assert texts(tree, "//section[@class='failed-files']//li") == [
        "the PDF is damaged corrupt-source × 2 bad.pdf c/worse.pdf"
    ]
    assert texts(tree, "//table[@id='table']/tbody/tr/td[1]//bdi") == ["bad.pdf", "c/worse.pdf", "a.txt", "b/fine.txt"]
    assert texts(tree, "//details[contains(@class, 'group')]/summary/code") == ["number-gap", "cell-clipped"]
    assert texts(tree, "//mark") == ["职责"]
    assert "The place is shown above." in texts(tree, "//details[contains(@class, 'group')]")[1]


def test_findings_that_are_wrong_or_doubtful_stand_open(tmp_path: Path) -> None:
    """Notes do not."""
    findings = [found("a", severity=severity) for severity in ("info", "warning", "error")]
    out_folder(tmp_path / "out", tmp_path / "in", {"a.txt": (TEXT, document(*findings))})
    groups = page(tmp_path / "out").xpath("//details[contains(@class, 'group')]")
    assert [("open" in group.attrib, group.get("class")) for group in groups] == [
        (True, "group error"),
        (True, "group warning"),
        (False, "group info"),
    ]


def test_texts_of_documents_are_no_markup(tmp_path: Path) -> None:
    """Names, titles, values, messages and cells come out as they are read; nothing but our script could run."""
    item = Item(number=EVIL, primary=EVIL, content=EVIL, publisher=EVIL, extra={EVIL: EVIL})
    findings = (found("odd", LINE, message=EVIL), found("odd2", CellPlace(table=1, row=1, column=1), field="extra"))
    text = f"{EVIL}\n1\t{EVIL}\t职责\n".encode()
    files = {
        "<img src=x onerror=hacked()>.txt": (text, document(*findings, title=EVIL, items=(item,))),
        '"><b>.pdf': ("corrupt-source", EVIL),
    }
    out_folder(tmp_path / "out", tmp_path / "in", files)
    tree = page(tmp_path / "out")
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == len(tree.xpath("//title")) == 1
    assert not tree.xpath("//img | //b[not(text())] | //iframe | //object | //embed | //base | //*[@style]")
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on")]
    assert EVIL.replace("\u202e", "\\u202e") in texts(tree, "//p[@class='message']")
    assert all(link.startswith("#") or re.fullmatch(r"\d\.json", link) for link in tree.xpath("//a/@href"))


def test_the_policy_allows_what_is_inlined_and_nothing_else(tmp_path: Path) -> None:
    """Hashes of the style and the script; pictures as data."""
    out_folder(tmp_path / "out", tmp_path / "in", {"a.txt": (TEXT, document())})
    tree = page(tmp_path / "out")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    for name in ("script", "style"):
        digest = hashlib.sha256(tree.xpath(f"//{name}")[0].text.encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """By one worker or two, with the sources named or found."""
    box = PagePlace(page=1, bbox=(10, 10, 50, 20))
    files = {f"{n}.txt": (TEXT, document(found("a", LINE))) for n in range(3)}
    files["p.pdf"] = (pdf(PdfPage().rectangle(10, 10, 50, 20)), document(found("a", box)))
    out_folder(tmp_path / "out", tmp_path / "in", files)
    first = write_page(tmp_path / "out", "zh", lambda task: locate_source(Path(task.path)), 2).read_bytes()
    assert write_report(tmp_path / "out", "zh", drawing(tmp_path / "in")).read_bytes() == first
    assert first.count(b"data:image/png;base64,") == 1


def test_without_its_source_the_row_as_it_was_read_is_shown(tmp_path: Path) -> None:
    """And why: the file has gone, or is not what it was."""
    files = {name: (TEXT, document(found("cell-clipped", LINE))) for name in ("gone.txt", "other.txt")}
    out_folder(tmp_path / "out", tmp_path / "in", files)
    (tmp_path / "in" / "gone.txt").unlink()
    (tmp_path / "in" / "other.txt").write_bytes(TEXT + b"2\n")
    tree = page(tmp_path / "out")
    remarks = texts(tree, "//ol[@class='found']/li/p[@class='soft']")
    assert [remark.split(".")[0] for remark in remarks] == [
        "The source file is not at its place any more",
        "The source file has changed since it was read",
    ]
    assert texts(tree, "//table[@class='excerpt']//td[@class='here']") == ["职责", "职责"]


def test_sources_that_have_moved_are_found_where_they_are_now(tmp_path: Path) -> None:
    """With --sources; a result that lies outside of the folder is not read at all."""
    out_folder(tmp_path / "out", tmp_path / "in", {"a/b.txt": (TEXT, document(found("x", LINE)))})
    (tmp_path / "in").rename(tmp_path / "moved")
    assert texts(page(tmp_path / "out", tmp_path / "moved"), "//mark") == ["职责"]


def test_what_was_handed_in_twice_is_named_with_the_newest_first(tmp_path: Path) -> None:
    """With links to the table."""
    versions = [{"file": "new.txt", "date": "2024-05-01"}, {"file": EVIL, "date": "2023-05-01"}]
    again = [{"title": "某县教育局政务公开目录", "issuer": "某县教育局", "versions": versions}]
    out_folder(tmp_path / "out", tmp_path / "in", {"new.txt": (TEXT, document())}, resubmitted=again)
    tree = page(tmp_path / "out")
    (told,) = texts(tree, "//details[@class='resubmitted']//li")
    assert told.startswith("某县教育局政务公开目录 某县教育局")
    assert told.index("new.txt 2024-05-01 newest") < told.index("2023-05-01")
    assert tree.xpath("//details[@class='resubmitted']//a/@href") == ["#r0"]
    assert len(tree.xpath("//script")) == 1


def test_what_the_batch_found_by_comparing_files_is_shown_with_each(tmp_path: Path) -> None:
    """It stands in findings.csv alone; what the documents themselves hold is not taken from there twice."""
    out_folder(tmp_path / "out", tmp_path / "in", {"=a.txt": (TEXT, document(found("cell-clipped", LINE)))})
    rows = [
        "来源文件,目录,条目,事项,字段,级别,代码,说明,位置,建议",
        "'=a.txt,0,0,1,content,warning,cell-clipped,about,,",
        "'=a.txt,,,,,warning,newer-submission,There is a newer one: b.txt,,",
    ]
    (tmp_path / "out" / "findings.csv").write_text("\r\n".join(rows), encoding="utf-8-sig")
    tree = page(tmp_path / "out")
    assert texts(tree, "//p[@class='message']") == ["about cell-clipped", "There is a newer one: b.txt"]
    assert texts(tree, "//figure[@aria-labelledby='c-findings']//tbody/tr/td[2]") == ["1", "1"]


def test_what_is_said_of_a_duplicate_is_accounted_for(tmp_path: Path) -> None:
    """It has no card of its own; one of a thing is not called several."""
    out_folder(tmp_path / "out", tmp_path / "in", {"a.txt": (TEXT, document(found("cell-clipped", LINE)))})
    told = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    told["files"].append({"file": "b.txt", "status": "skipped", "code": "duplicate", "message": "", "infos": 1})
    (tmp_path / "out" / "summary.json").write_text(json.dumps(told), encoding="utf-8")
    whole = " ".join(page(tmp_path / "out").text_content().split())
    assert "what is said of them (1 finding) stands in the table above" in whole
    assert "1 warning" in whole
    assert "1 warnings" not in whole
    assert "Not listed here" not in whole


def test_pictures_can_be_left_out(tmp_path: Path) -> None:
    """The findings stay."""
    out_folder(tmp_path / "out", tmp_path / "in", {"a.txt": (TEXT, document(found("x", LINE)))})
    tree = html.fromstring(write_report(tmp_path / "out", "en", None).read_bytes())
    assert not tree.xpath("//mark")
    assert texts(tree, "//p[@class='message']") == ["about x"]


def test_a_folder_that_is_no_output_is_refused(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(SourceNotFoundError, match="output folder"):
        write_report(tmp_path, "en", None)
    (tmp_path / "summary.json").write_text("[1]")
    with pytest.raises(CorruptSourceError, match="gkml batch"):
        write_report(tmp_path, "en", None)


def test_a_result_that_is_gone_or_damaged_costs_only_its_details(tmp_path: Path) -> None:
    """Its line stays, with the counts of the summary."""
    out_folder(tmp_path / "out", tmp_path / "in", {n: (TEXT, document(found("x"))) for n in ("a.txt", "b.txt")})
    (tmp_path / "out" / "0.json").unlink()
    (tmp_path / "out" / "1.json").write_text("{}")
    tree = page(tmp_path / "out")
    assert texts(tree, "//table[@id='table']/tbody/tr/td[1]") == ["a.txt", "b.txt"]
    assert texts(tree, "//p[@class='big']") == ["2", "2", "2"]
